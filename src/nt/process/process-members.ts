/** Single members of an `_EPROCESS`, for callers that need no more of a process. */
import { invalid, isAbsent, mapPresent, type Maybe } from "../../target/absence.ts";
import type { Structure } from "../../target/structure.ts";

/** Whether an `_EPROCESS` has exited: it is kept while something refers to it. */
export function hasProcessExited(structure: Structure): boolean {
  const exitTime = structure.word("ExitTime");
  return isAbsent(exitTime) ? structure.number("ActiveThreads") === 0 : !exitTime.isZero;
}

/** `UniqueProcessId` of an `_EPROCESS`. */
export function readProcessId(structure: Structure): Maybe<number> {
  const id = structure.pointer("UniqueProcessId");
  return isAbsent(id) ? id : (id.toNumber() ?? invalid(`${id} is not a process id`, structure.address));
}

/** `ImageFileName` of an `_EPROCESS`: one character per byte, up to the first zero. */
export function readShortName(structure: Structure): Maybe<string> {
  return mapPresent(structure.slice("ImageFileName"), decodeImageName);
}

function decodeImageName(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return String.fromCharCode(...(end < 0 ? bytes : bytes.subarray(0, end)));
}
