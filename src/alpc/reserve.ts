/** `_KALPC_RESERVE`: a message set aside, so that sending it later cannot fail for want of memory. */
import { Absence, type Maybe } from "../target/absence.ts";
import type { Structure } from "../target/structure.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import { decodeReference } from "../generation/references.ts";

export interface ReserveFacts {
  readonly kind: "Reserve";
  readonly address: Word64;
  readonly structure: Structure;
  readonly ownerPort: Maybe<Word64>;
  readonly handle: Maybe<Word64>;
  readonly handleTable: Maybe<Word64>;
  /** The message that is kept for it. */
  readonly message: Maybe<Word64>;
  /** Bytes of payload; NotInThisBuild up to Windows 7 and in 32-bit kernels up to Windows 10 1507. */
  readonly size: Maybe<Word64>;
  /** Whether the message is under way now. */
  readonly isActive: Maybe<boolean>;
}

export function decodeReserve(structure: Structure): ReserveFacts {
  return {
    kind: "Reserve",
    address: structure.address,
    structure,
    ownerPort: decodeReference(structure, "OwnerPort", "the reserve has no owner port"),
    handle: structure.pointer("Handle"),
    handleTable: decodeReference(structure, "HandleTable", "the reserve is in no handle table"),
    message: decodeReference(structure, "Message", "the reserve keeps no message"),
    size: structure.word("Size"),
    isActive: structure.flag("Active"),
  };
}

/** The reserve at an address. Whether there is one, its blob header tells: see `readResource`. */
export function readReserve(target: Target, address: Word64): Maybe<ReserveFacts> {
  const structure = target.readStructure("_KALPC_RESERVE", address);
  return structure instanceof Absence ? structure : decodeReserve(structure);
}
