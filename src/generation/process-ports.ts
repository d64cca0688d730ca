/** The three port fields of a process: what they hold in each generation and what the value means. */
import { isAbsent, notApplicable, type Maybe } from "../target/absence.ts";
import { isKernelAddress } from "../target/address.ts";
import type { Target } from "../target/target.ts";
import type { Structure } from "../target/structure.ts";
import type { Word64 } from "../target/word64.ts";
import { readTypeName } from "../nt/object-type.ts";

/** The fields by their names in XP. `ExceptionPort` also stands for `ExceptionPortData`, its name from Vista on. */
export type ProcessPortField = "DebugPort" | "ExceptionPort" | "SecurityPort";

/** "None": the field is null. "Marker": a small number, not a pointer. "Unknown": a pointer to something else. */
export type ProcessPortKind = "None" | "Port" | "DebugObject" | "Marker" | "Unknown";

/** One such field, and what it leads to. */
export interface ProcessPortFacts {
  /** The field as it is in memory, state bits included. */
  readonly value: Word64;
  /** Absent where the object's type cannot be read. */
  readonly kind: Maybe<ProcessPortKind>;
  /** The object that it points to; absent with the reason if it is not a pointer. */
  readonly object: Maybe<Word64>;
}

/** Types of objects that are ports: "ALPC Port" since Vista, "Port" and "WaitablePort" before. */
const PORT_TYPE_NAMES: readonly string[] = ["ALPC Port", "Port", "WaitablePort"];
const DEBUG_OBJECT_TYPE_NAME = "DebugObject";

/** Reads one of the fields of an `_EPROCESS`. NotInThisBuild where the process has no such field. */
export function readProcessPort(target: Target, address: Word64, field: ProcessPortField): Maybe<ProcessPortFacts> {
  const process = target.readStructure("_EPROCESS", address);
  if (isAbsent(process)) {
    return process;
  }
  const value = field === "ExceptionPort" ? exceptionPortValue(process) : process.pointer(field);
  if (isAbsent(value)) {
    return value;
  }
  const pointer = field === "ExceptionPort" ? withoutStateBits(process, value) : value;
  if (pointer.isZero) {
    return { value, kind: "None", object: notApplicable(`${field} is null`) };
  }
  if (!isKernelAddress(pointer, target.pointerSize)) {
    // Seen: SecurityPort is 1 in processes hidden from the security authority, and in exited ones.
    return { value, kind: "Marker", object: notApplicable(`${field} holds the marker ${value}, not a pointer`) };
  }
  return { value, kind: kindOf(target, pointer), object: pointer };
}

/** XP and 2003 have `ExceptionPort`; from Vista on `ExceptionPortData` shares its storage with state bits. */
function exceptionPortValue(process: Structure): Maybe<Word64> {
  return process.has("ExceptionPortData") ? process.pointer("ExceptionPortData") : process.pointer("ExceptionPort");
}

function withoutStateBits(process: Structure, value: Word64): Word64 {
  const state = process.layout.find("ExceptionPortState")?.bits;
  return state === undefined ? value : value.withoutLowBits(state.length);
}

function kindOf(target: Target, object: Word64): Maybe<ProcessPortKind> {
  const typeName = readTypeName(target, object);
  if (isAbsent(typeName)) {
    return typeName;
  }
  if (PORT_TYPE_NAMES.includes(typeName)) {
    return "Port";
  }
  return typeName === DEBUG_OBJECT_TYPE_NAME ? "DebugObject" : "Unknown";
}
