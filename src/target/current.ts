/** The debugger's current session, process and thread. The host may refuse to name any of them. */
import { noCurrentProcess, noCurrentThread, noSession } from "./errors.ts";
import { numberFromHost } from "./host-values.ts";
import { scriptHost } from "./host.ts";

/** The debugger's current session. Throws AlpcxError if there is none. */
export function currentSession(): JsProvider.Session {
  const session = attempt(() => scriptHost().currentSession);
  if (session === undefined) {
    throw noSession();
  }
  return session;
}

/** The `Id` of a session as text: wrappers cannot be compared, since each access may create a new one. */
export function sessionIdOf(session: JsProvider.Session): string {
  const id: unknown = session.Id;
  return String(numberFromHost(id) ?? id);
}

/** Whether the session with that id is the current one. */
export function isCurrentSession(id: string): boolean {
  return attempt(() => sessionIdOf(scriptHost().currentSession)) === id;
}

/**
 * The current process. On 32-bit kernels `host.currentProcess` throws, while the debugger variable works (seen in
 * Microsoft's debugger). Throws AlpcxError if both fail.
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

/** The current thread, found like {@link currentDebuggerProcess}. */
export function currentDebuggerThread(): JsProvider.Thread {
  const thread =
    attempt(() => scriptHost().currentThread) ??
    attempt(() => scriptHost().namespace.Debugger.State.DebuggerVariables.curthread);
  if (thread === undefined) {
    throw noCurrentThread();
  }
  return thread;
}

/** The host's answer; undefined if it throws or has none. */
function attempt<T>(ask: () => T | null | undefined): T | undefined {
  try {
    return ask() ?? undefined;
  } catch (_error) {
    return undefined;
  }
}
