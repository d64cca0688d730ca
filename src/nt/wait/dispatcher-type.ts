/** Which object type a dispatcher object is of. */
import { isAbsent, notApplicable, type Maybe } from "../../target/absence.ts";
import type { DispatcherKind } from "../../facts/wait.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { readTypeName } from "../object-type.ts";

/** Object types by the kind of dispatcher object that is their body. */
const typesOfKinds: { readonly [Kind in DispatcherKind]: readonly string[] } = {
  event: ["Event"],
  mutant: ["Mutant"],
  process: ["Process"],
  queue: ["IoCompletion"],
  semaphore: ["Semaphore"],
  thread: ["Thread"],
  timer: ["Timer"],
  gate: [],
  other: [],
};

/**
 * Name of the object's type. Dispatcher objects inside other structures have no object header, so what lies before them
 * counts only where it fits the kind.
 */
export function readDispatcherType(target: Target, object: Word64, kind: DispatcherKind): Maybe<string> {
  const name = readTypeName(target, object);
  return !isAbsent(name) && typesOfKinds[kind].indexOf(name) >= 0
    ? name
    : notApplicable(`the ${kind} is part of another structure`);
}
