/** The debugger's own objects: processes and threads of the session, and typed objects. */
import { Absence, invalid, isAbsent, notInThisBuild, type Maybe } from "./absence.ts";
import { currentDebuggerProcess, currentDebuggerThread, isCurrentSession } from "./current.ts";
import { hostWords } from "./host-errors.ts";
import { addressFromHost, numberFromHost } from "./host-values.ts";
import { scriptHost } from "./host.ts";
import { KERNEL_MODULE } from "./symbols.ts";
import type { Target } from "./target.ts";
import type { Word64 } from "./word64.ts";

/**
 * The debugger's process with an id. Unreadable, with the debugger's own words, if it cannot list processes and its
 * current one is another; Invalid if it lists none with that id. The first call of a stop lists all of them.
 */
export function findDebuggerProcess(target: Target, id: number): Maybe<JsProvider.Process> {
  const listed = target.stop.once("the debugger's processes", () => listById(() => target.session.Processes));
  return (
    listed.byId.get(id) ??
    notListed(listed, id, "process", () => (isCurrentSession(target.sessionId) ? currentDebuggerProcess() : undefined))
  );
}

/** The debugger's thread with an id, of the process with an id; absent as {@link findDebuggerProcess}. */
export function findDebuggerThread(target: Target, processId: number, id: number): Maybe<JsProvider.Thread> {
  const process = findDebuggerProcess(target, processId);
  const current = (): JsProvider.Thread | undefined =>
    isCurrentSession(target.sessionId) ? currentDebuggerThread() : undefined;
  if (isAbsent(process)) {
    return currentWithId(current, id) ?? process;
  }
  const listed = listById(() => process.Threads);
  return listed.byId.get(id) ?? notListed(listed, id, "thread", current);
}

interface Identified {
  readonly Id: JsProvider.Integer;
}

interface Listed<T> {
  readonly byId: ReadonlyMap<number, T>;
  /** The debugger's words if the list is incomplete. */
  readonly failure: string | undefined;
}

/** The first of each id. */
function listById<T extends Identified>(list: () => Iterable<T>): Listed<T> {
  const byId = new Map<number, T>();
  try {
    for (const candidate of list()) {
      const id = numberFromHost(candidate.Id);
      if (id !== undefined && !byId.has(id)) {
        byId.set(id, candidate);
      }
    }
    return { byId, failure: undefined };
  } catch (error) {
    return { byId, failure: hostWords(error) };
  }
}

/** `current`: known to the debugger even if it cannot list the others. */
function notListed<T extends Identified>(
  { failure }: Listed<T>,
  id: number,
  what: "process" | "thread",
  current: () => T | undefined,
): Maybe<T> {
  if (failure === undefined) {
    return invalid(`the debugger lists no ${what} with id ${id}`);
  }
  return (
    currentWithId(current, id) ??
    new Absence(
      "Unreadable",
      `the debugger cannot list its ${what === "process" ? "processes" : "threads"}: it says "${failure}"`,
    )
  );
}

function currentWithId<T extends Identified>(current: () => T | undefined, id: number): T | undefined {
  try {
    const candidate = current();
    return candidate !== undefined && numberFromHost(candidate.Id) === id ? candidate : undefined;
  } catch (_error) {
    return undefined;
  }
}

/**
 * The address of the `_EPROCESS` or `_ETHREAD` behind one of the debugger's own objects; Unreadable with the host's
 * words if it has none.
 */
export function kernelObjectOf(target: Target, object: JsProvider.Process | JsProvider.Thread): Maybe<Word64> {
  try {
    const address = addressFromHost(object.KernelObject);
    return address === undefined
      ? new Absence("Unreadable", "the debugger gives no kernel object")
      : target.normalized(address);
  } catch (error) {
    return new Absence("Unreadable", `the debugger says "${hostWords(error)}"`);
  }
}

/** The debugger's id of one of its own processes or threads; undefined where it does not say. */
export function debuggerIdOf(object: JsProvider.Process | JsProvider.Thread): number | undefined {
  try {
    return numberFromHost(object.Id);
  } catch (_error) {
    return undefined;
  }
}

/** The native object of a kernel structure, for the user to look into; absent where the type is not in the symbols. */
export function nativeObject(target: Target, typeName: string, address: Word64): Maybe<JsProvider.TypedObject> {
  const host = scriptHost();
  try {
    return host.createTypedObject(host.Int64(address.low, address.high), KERNEL_MODULE, typeName, target.context);
  } catch (_error) {
    return isAbsent(target.layout(typeName))
      ? new Absence(
          "NotInThisBuild",
          `${notInThisBuild(`${KERNEL_MODULE}!${typeName}`).reason}, so the one at ${address} cannot be shown`,
          address,
        )
      : invalid(`the debugger makes no ${typeName} of ${address}`, address);
  }
}
