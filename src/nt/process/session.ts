/** The session that a process belongs to. */
import { invalid, isAbsent, notApplicable, type Maybe } from "../../target/absence.ts";
import { isKernelAddress } from "../../target/address.ts";
import { readWord, type Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";

/**
 * Offset of the id in the structure that `_EPROCESS.Session` points to, for symbols that lack `_MM_SESSION_SPACE`
 * (Windows 11 24H2): the same as in every 64-bit build since Vista.
 */
const SESSION_ID_OFFSET = 8;

/** Sessions are numbered from 0; larger numbers are not valid. */
const MOST_SESSIONS = 0x10000;

/**
 * The session id of an `_EPROCESS`; NotApplicable for a process outside of any, such as System. `_EPROCESS.SessionId`
 * if there is one; else through `Session`, which points to a `_MM_SESSION_SPACE`. The bit `ProcessInSession` says
 * whether the process is in a session at all.
 */
export function readSessionId(target: Target, process: Structure): Maybe<number> {
  const inSession = process.flag("ProcessInSession");
  const session = process.pointer("Session");
  if (inSession === false || (!isAbsent(session) && session.isZero)) {
    return notApplicable("the process is in no session");
  }
  const own = process.number("SessionId");
  if (!isAbsent(own)) {
    return own;
  }
  if (isAbsent(session)) {
    return session;
  }
  if (isAbsent(target.layout("_MM_SESSION_SPACE"))) {
    return readWithoutSymbols(target, session);
  }
  const space = target.readStructure("_MM_SESSION_SPACE", session);
  return isAbsent(space) ? readWithoutSymbols(target, session) : space.number("SessionId");
}

/** Reads the one member: of a session space of many pages, some can be missing. */
function readWithoutSymbols(target: Target, session: Word64): Maybe<number> {
  const layout = target.layout("_MM_SESSION_SPACE");
  const offset = isAbsent(layout) ? SESSION_ID_OFFSET : (layout.find("SessionId")?.offset ?? SESSION_ID_OFFSET);
  const bytes = isKernelAddress(session, target.pointerSize)
    ? target.read(session.plus(offset), 4)
    : invalid(`the session at ${session} is not in kernel space`, session);
  if (isAbsent(bytes)) {
    return bytes;
  }
  const id = readWord(bytes, 0, 4).low;
  return id < MOST_SESSIONS ? id : invalid(`${id} is not a session id`, session);
}
