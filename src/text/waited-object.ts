/** The wording of an object that threads wait for: what it is, who holds it, and who could signal it. */
import { isAbsent, present } from "../target/absence.ts";
import { lockKinds } from "../facts/lock.ts";
import type { WaitObject } from "../facts/wait.ts";
import { formatSome } from "./counts.ts";
import { formatObject, formatProcess, type Names } from "./names.ts";

/** An object at the end of a branch: `event 0x...; signaler unknown`. */
export function formatObjectRest(names: Names, object: WaitObject): string {
  if (object.kind === "thread") {
    return `${formatObject(names, object)}${present(names.thread(object.address))?.hasExited === true ? ", which has exited" : ""}`;
  }
  if (!isLock(object)) {
    return `${formatObject(names, object)}; ${describeSignaler(names, object)}`;
  }
  const holder = describeHolder(object);
  const reason = isAbsent(object.holders) && object.holders.kind !== "NotApplicable" ? object.holders.reason : holder;
  return `${formatObject(names, object)}; ${holder}${reason === holder ? "" : `: ${reason}`}`;
}

/** True for objects that are held rather than signaled. */
export function isLock({ kind }: WaitObject): boolean {
  return lockKinds.indexOf(kind) >= 0 || kind === "gate";
}

/** Locks whose holder is not recorded anywhere. */
const UNRECORDED: readonly string[] = ["user-mode lock", "keyed event"];

/** Says why nobody can be named as the holder of a lock: "holder unknown", "owner not recorded", "held by nobody". */
export function describeHolder(object: WaitObject | undefined): string {
  if (object === undefined) {
    return "holder unknown";
  }
  const { holders } = object;
  if (!isAbsent(holders)) {
    return describeFree(object);
  }
  // For an abandoned critical section, the reason is the answer.
  return object.kind === "critical section" && holders.kind === "Invalid"
    ? holders.reason
    : UNRECORDED.indexOf(object.kind) >= 0
      ? "owner not recorded"
      : "holder unknown";
}

/** Of a lock that nobody holds: "held by nobody", or why nobody does. */
export function describeFree({ isAbandoned }: Pick<WaitObject, "isAbandoned">): string {
  return isAbandoned === true ? "abandoned by a thread that exited" : "held by nobody";
}

/** Who could signal an object: the processes with handles to it. Objects without a header have no handles. */
export function describeSignaler(names: Names, object: WaitObject | undefined): string {
  if (object?.kind === "timer" && object.isSet !== false) {
    return "it ends by itself";
  }
  const unset = object?.kind === "timer" ? "it is not running; " : "";
  const holders = object === undefined || isAbsent(object.typeName) ? [] : names.handleHolders(object.address);
  const processes = holders.map((process) => formatProcess(names, process));
  const who =
    processes.length === 0
      ? "signaler unknown"
      : processes.length === 1
        ? `only ${processes.join("")} has a handle to it`
        : `handles to it in ${formatSome(processes)}`;
  return unset + who;
}
