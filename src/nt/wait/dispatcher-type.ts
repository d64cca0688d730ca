/** The kind of a dispatcher object, and the type of the object whose body it is. */
import { isAbsent, mapPresent, notApplicable, type Maybe } from "../../target/absence.ts";
import type { DispatcherKind } from "../../facts/wait.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { decodeDispatcherKind } from "../kernel-names.ts";
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

/** The kind given by the object's `_DISPATCHER_HEADER`. */
export function readDispatcherKind(target: Target, object: Word64): Maybe<DispatcherKind> {
  return mapPresent(target.readStructure("_DISPATCHER_HEADER", object), (header) =>
    mapPresent(header.number("Type"), decodeDispatcherKind),
  );
}

/**
 * Name of the object's type. Dispatcher objects inside other structures have no object header, so the type before them
 * counts only if it fits the kind.
 */
export function readDispatcherType(target: Target, object: Word64, kind: DispatcherKind): Maybe<string> {
  const name = readTypeName(target, object);
  return !isAbsent(name) && typesOfKinds[kind].indexOf(name) >= 0
    ? name
    : notApplicable(`the ${kind} is part of another structure`);
}
