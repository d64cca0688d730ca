/**
 * The bytes that a message carries, from wherever they lie: behind its header, in an extension buffer, or still in the
 * sender's memory.
 */
import { Absence, invalid, isAbsent, notApplicable, type Maybe } from "../../target/absence.ts";
import { isKernelAddress } from "../../target/address.ts";
import { limits } from "../../target/limits.ts";
import { readPartialBlock, readPartialProcessBlock, type PartialBlock } from "../../target/partial-memory.ts";
import type { Hole, Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { findProcessById } from "../../nt/process/process-list.ts";
import type { DecodedMessage } from "../../generation/decoded.ts";

const HEADER = "_PORT_MESSAGE";

/**
 * "Inline": behind the `_PORT_MESSAGE`. "ExtensionBuffer": in a kernel buffer of its own. "UserMemory": not captured,
 * still in the sender's memory. "None": the message carries no data.
 */
export type PayloadLocation = "Inline" | "ExtensionBuffer" | "UserMemory" | "None";

/** Where a payload lies, from the message alone: none of it has been read. */
export interface PayloadPlace {
  readonly location: PayloadLocation;
  /** Where the first byte lies: in kernel space, but for "UserMemory" in the sender's. NotApplicable for "None". */
  readonly address: Maybe<Word64>;
  /** Bytes of the payload, without the header: `DataLength`, at most the size of the extension buffer. */
  readonly length: number;
}

/** A payload with as many of its bytes as are read and shown. */
export interface PayloadFacts extends PayloadPlace {
  /** At most `limits.payloadBytes` of them; zeros in the gaps. */
  readonly bytes: Maybe<Uint8Array>;
  /** The unreadable parts. */
  readonly gaps: readonly Hole[];
}

/** Place and bytes of a message's payload. Absent only where the message does not say how long it is. */
export function readPayload(target: Target, message: DecodedMessage): Maybe<PayloadFacts> {
  const place = decodePayloadPlace(target, message.structure);
  if (isAbsent(place)) {
    return place;
  }
  return { ...place, ...readBytes(target, message, place) };
}

/**
 * Where a payload lies. The extension buffer where there is one; else in the sender's memory where that is named, since
 * then nothing was captured; else right behind the `_PORT_MESSAGE`. A length beyond the extension buffer's size is cut
 * to it.
 */
function decodePayloadPlace(target: Target, message: Structure): Maybe<PayloadPlace> {
  const length = message.number("PortMessage.u1.s1.DataLength");
  if (isAbsent(length)) {
    return length;
  }
  if (length === 0) {
    return { location: "None", address: notApplicable("the message carries no data"), length: 0 };
  }
  const extension = message.pointer("ExtensionBuffer");
  if (!isAbsent(extension) && !extension.isZero) {
    const size = message.number("ExtensionBufferSize");
    return {
      location: "ExtensionBuffer",
      address: extension,
      length: isAbsent(size) || size === 0 ? length : Math.min(length, size),
    };
  }
  const user = message.pointer("DataUserVa");
  if (!isAbsent(user) && !user.isZero) {
    return { location: "UserMemory", address: user, length };
  }
  const start = message.addressOf("PortMessage");
  const header = target.layout(HEADER);
  return {
    location: "Inline",
    address: isAbsent(start) ? start : isAbsent(header) ? header : start.plus(header.size),
    length,
  };
}

function readBytes(target: Target, message: DecodedMessage, { location, address, length }: PayloadPlace): PartialBlock {
  const wanted = Math.min(length, limits.payloadBytes);
  if (isAbsent(address)) {
    return nothing(address);
  }
  if (location !== "UserMemory") {
    return isKernelAddress(address, target.pointerSize)
      ? readPartialBlock(target, address, wanted)
      : nothing(invalid(`the payload's address ${address} is not in kernel space`, address));
  }
  return readUserBytes(target, message, address, wanted);
}

function nothing(why: Absence): PartialBlock {
  return { bytes: why, gaps: [] };
}

/**
 * Up to Windows 8.0 the memory of a message zone is mapped into the kernel too (`DataSystemVa`), which needs no
 * process.
 */
function readUserBytes(target: Target, message: DecodedMessage, address: Word64, length: number): PartialBlock {
  const mapped = message.structure.pointer("DataSystemVa");
  if (!isAbsent(mapped) && isKernelAddress(mapped, target.pointerSize)) {
    return readPartialBlock(target, mapped, length);
  }
  if (isAbsent(message.senderProcessId)) {
    return nothing(message.senderProcessId);
  }
  const process = findProcessById(target, message.senderProcessId);
  return process === undefined
    ? nothing(
        new Absence(
          "Unreadable",
          `the payload lies at ${address} in the sender's memory, and there is no process 0x${message.senderProcessId.toString(16)} anymore`,
          address,
        ),
      )
    : readPartialProcessBlock(target, { address: process, id: message.senderProcessId }, address, length);
}
