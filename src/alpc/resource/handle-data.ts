/** `_KALPC_HANDLE_DATA`: a handle on its way from the sender of a message to its receiver. */
import { isAbsent, mapPresent, notApplicable, notInThisBuild, type Maybe } from "../../target/absence.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { decodeReference } from "../../generation/references.ts";
import { formatObjectTypes, type NamedFlags } from "../port/port-attributes.ts";

const HANDLE_DATA = "_KALPC_HANDLE_DATA";
const CONTEXT = "DuplicateContext";

/** What a message carries so that the receiver gets a handle, or several. */
export interface HandleDataFacts {
  readonly kind: "HandleData";
  readonly address: Word64;
  readonly structure: Structure;
  /** Kind of the object, in the bits of a port's `DupObjectTypes`. */
  readonly objectType: Maybe<NamedFlags>;
  /** NotInThisBuild from Windows 10 1607 on. */
  readonly flags: Maybe<number>;
  /** How many handles; NotInThisBuild up to Windows 10 1511. */
  readonly count: Maybe<number>;
  /** NotApplicable where no handle is being duplicated, and for several handles. */
  readonly duplicate: Maybe<DuplicateFacts>;
}

/** What the object manager needs to make the receiver's handle (`_OB_DUPLICATE_OBJECT_STATE`). */
export interface DuplicateFacts {
  /** The `_EPROCESS` whose handle it is, and the handle there. */
  readonly sourceProcess: Maybe<Word64>;
  readonly sourceHandle: Maybe<Word64>;
  /** Body of the object that the handle refers to. */
  readonly object: Maybe<Word64>;
  /** Access mask that the receiver's handle will have. */
  readonly targetAccess: Maybe<number>;
}

/** The handle data at an address. Its blob header says whether there is one: see `readResource`. */
export function readHandleData(target: Target, address: Word64): Maybe<HandleDataFacts> {
  const structure = target.readStructure(HANDLE_DATA, address);
  return isAbsent(structure) ? structure : decodeHandleData(structure, readDuplicate(target, structure));
}

function decodeHandleData(structure: Structure, duplicate: Maybe<DuplicateFacts>): HandleDataFacts {
  return {
    kind: "HandleData",
    address: structure.address,
    structure,
    objectType: mapPresent(structure.number("ObjectType"), (value) => ({ value, names: formatObjectTypes(value) })),
    flags: structure.number("Flags"),
    count: structure.number("Count"),
    duplicate,
  };
}

/**
 * The state lies inside from Windows 8.1 on; before, a pointer leads to it. Of several handles the symbols do not say
 * where theirs lie.
 */
function readDuplicate(target: Target, structure: Structure): Maybe<DuplicateFacts> {
  if (!structure.has(CONTEXT)) {
    return notInThisBuild(`${HANDLE_DATA}.${CONTEXT}`);
  }
  const count = structure.number("Count");
  if (typeof count === "number" && count > 1) {
    return notApplicable(`${count} handles travel together; where their states lie is in no symbols`);
  }
  if (!structure.layout.isPointer(CONTEXT)) {
    return decodeDuplicate(structure, `${CONTEXT}.`);
  }
  const address = decodeReference(structure, CONTEXT, "no handle is being duplicated");
  const state = isAbsent(address) ? address : target.readStructure("_OB_DUPLICATE_OBJECT_STATE", address);
  return isAbsent(state) ? state : decodeDuplicate(state, "");
}

/** `prefix`: the path to the state within the structure, with a dot at its end. */
function decodeDuplicate(structure: Structure, prefix: string): DuplicateFacts {
  return {
    sourceProcess: decodeReference(structure, `${prefix}SourceProcess`, "the handle comes from no process"),
    sourceHandle: structure.pointer(`${prefix}SourceHandle`),
    object: decodeReference(structure, `${prefix}Object`, "no object is referenced"),
    targetAccess: structure.number(`${prefix}TargetAccess`),
  };
}
