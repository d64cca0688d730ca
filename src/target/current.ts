/**
 * What the user looks at now: the debugger's current session, process and thread, each of which the host may refuse to
 * name.
 */
import { noCurrentProcess, noCurrentThread, noSession } from "./errors.ts";
import { numberFromHost } from "./host-values.ts";
import { scriptHost } from "./host.ts";

/** The debugger's session now. Throws AlpcxError where there is none. */
export function currentSession(): JsProvider.Session {
  const session = attempt(() => scriptHost().currentSession);
  if (session === undefined) {
    throw noSession();
  }
  return session;
}

/** The `Id` of a session as text: each access of a session may give a new wrapper, so that is what tells them apart. */
export function sessionIdOf(session: JsProvider.Session): string {
  const id: unknown = session.Id;
  return String(numberFromHost(id) ?? id);
}

/** Whether the session with that id is the one that the user looks at. */
export function isCurrentSession(id: string): boolean {
  return attempt(() => sessionIdOf(scriptHost().currentSession)) === id;
}

/**
 * The process that the user looks at. Of 32-bit kernels `host.currentProcess` throws while the debugger's variable for
 * it answers (seen in Microsoft's debugger). Throws AlpcxError where neither does.
 */
export function currentDebuggerProcess(): JsProvider.Process {
  const process =
    attempt(() => scriptHost().currentProcess) ??
    attempt(() => scriptHost().namespace.Debugger.State.DebuggerVariables.curprocess);
  if (process === undefined) {
    throw noCurrentProcess();
  }
  return process;
}

/** The thread that the user looks at, as {@link currentDebuggerProcess}. */
export function currentDebuggerThread(): JsProvider.Thread {
  const thread =
    attempt(() => scriptHost().currentThread) ??
    attempt(() => scriptHost().namespace.Debugger.State.DebuggerVariables.curthread);
  if (thread === undefined) {
    throw noCurrentThread();
  }
  return thread;
}

/** What the host answers; undefined where it throws or has nothing. */
function attempt<T>(ask: () => T | null | undefined): T | undefined {
  try {
    return ask() ?? undefined;
  } catch (_error) {
    return undefined;
  }
}
