/** Why all threads of a process are stopped, whatever they wait for. */
import { invalid, isAbsent, present, type Maybe } from "../../target/absence.ts";
import { isKernelAddress } from "../../target/address.ts";
import type { ProcessStop } from "../../facts/process.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { findHandleHolders } from "../handle-index.ts";
import { hasProcessExited } from "./process-members.ts";
import { readProcessFreeze, readSuspension, type Freeze } from "../thread/suspension.ts";
import { walkThreads } from "../thread/thread-list.ts";
import { hasDebugEvent } from "./debug-events.ts";
import { findCrashReporter } from "./error-reporting.ts";

/** Most threads of a process whose freeze state is read: the first frozen one decides. */
const ASKED_THREADS = 16;

/** `ProcessExiting` and `ProcessDelete` in `_EPROCESS.Flags` (public symbols of XP to Windows 11). */
const EXITING_FLAGS = 0x4 | 0x8;

/** Why the process (an `_EPROCESS`) is stopped; undefined if it is not, or has exited. Remembered for this stop. */
export function readProcessStop(target: Target, process: Word64): Maybe<ProcessStop | undefined> {
  return target.stop.onceOf("stop of", process.id, () => {
    const structure = target.readStructure("_EPROCESS", process);
    return isAbsent(structure) ? structure : hasProcessExited(structure) ? undefined : decideStop(target, structure);
  });
}

/**
 * Whether the process (an `_EPROCESS`) is exiting: the part of {@link readProcessStop} that needs no other structure.
 */
export function isProcessExiting(target: Target, process: Word64): boolean {
  const structure = target.readStructure("_EPROCESS", process);
  return !isAbsent(structure) && !hasProcessExited(structure) && isExiting(structure);
}

function decideStop(target: Target, process: Structure): ProcessStop | undefined {
  if (isExiting(process)) {
    return { kind: "exiting" };
  }
  const debugObject = present(process.pointer("DebugPort"));
  const isDebugged = debugObject !== undefined && isKernelAddress(debugObject, target.pointerSize);
  const freeze = readFreeze(target, process);
  if (isDebugged && (freeze !== "none" || hasDebugEvent(target, process.address, debugObject))) {
    return { kind: "debugger", debugObject, debugger: findDebugger(target, process.address, debugObject) };
  }
  // A process is also frozen while its crash is reported: the cause is the report.
  const reporter = findCrashReporter(target, process);
  if (reporter !== undefined) {
    return { kind: "error reporting", reporter };
  }
  return freeze === "none" ? undefined : { kind: freeze };
}

/** `ProcessExiting` and `ProcessDelete`; if the symbols lack these bits, their places in `Flags`, the same since XP. */
function isExiting(process: Structure): boolean {
  const named = [process.flag("ProcessExiting"), process.flag("ProcessDelete")];
  return named.every((flag) => isAbsent(flag))
    ? ((present(process.number("Flags")) ?? 0) & EXITING_FLAGS) !== 0
    : named.some((flag) => flag === true);
}

/** Up to Windows 7 only the threads record a freeze, not the process. */
function readFreeze(target: Target, process: Structure): Freeze {
  const own = readProcessFreeze(process);
  if (own !== "none") {
    return own;
  }
  let asked = 0;
  for (const thread of walkThreads(target, process.address)) {
    const structure = target.readStructure("_ETHREAD", thread);
    const suspension = isAbsent(structure) ? "none" : readSuspension(target, structure);
    if (suspension === "frozen" || suspension === "deep frozen") {
      return suspension;
    }
    asked += 1;
    if (asked >= ASKED_THREADS) {
      break;
    }
  }
  return "none";
}

/** The process that has a handle to the debug object. */
function findDebugger(target: Target, process: Word64, debugObject: Word64): Maybe<Word64> {
  const [holder] = findHandleHolders(target, debugObject).filter((candidate) => !candidate.process.equals(process));
  return holder?.process ?? invalid(`no process has a handle to the debug object ${debugObject}`, debugObject);
}
