/** The sessions of the debugger and the {@link Target} of each; the only place that decides which target a query means. */
import { AlpcxError, noKernelSymbols, noSession, userModeTarget } from "./errors.ts";
import { numberFromHost } from "./host-values.ts";
import { scriptHost } from "./host.ts";
import { Target } from "./target.ts";

const targets = new Map<string, Target>();

/** The target of the session that the user looks at now, with its clock just compared. Throws AlpcxError where there is none that can be answered for. */
export function currentTarget(): Target {
  const session = currentSession();
  return targetOf(session);
}

/** The target of a session, with its clock just compared. Throws AlpcxError as {@link currentTarget} does. */
export function targetOf(session: JsProvider.Session): Target {
  const id = String(numberFromHost(session.Id) ?? session.Id);
  const known = targets.get(id);
  if (known !== undefined && known.beginQuery()) {
    return known;
  }
  const target = openTarget(id, session);
  targets.set(id, target);
  return target;
}

/** The sessions that were asked about so far forget what they know. */
export function forgetTargets(): void {
  targets.clear();
}

/** The debugger's session now. Throws where there is none. */
export function currentSession(): JsProvider.Session {
  let session: JsProvider.Session | undefined;
  try {
    session = scriptHost().currentSession;
  } catch (_error) {
    session = undefined;
  }
  if (session === undefined || session === null) {
    throw noSession();
  }
  return session;
}

function openTarget(id: string, session: JsProvider.Session): Target {
  if (!attribute(session, "IsKernelTarget")) {
    throw userModeTarget();
  }
  try {
    return new Target(id, attribute(session, "IsDumpTarget"), contextOf(session));
  } catch (error) {
    throw error instanceof AlpcxError ? error : noKernelSymbols();
  }
}

function attribute(session: JsProvider.Session, name: "IsKernelTarget" | "IsDumpTarget"): boolean {
  try {
    return Boolean(session.Attributes.Target[name]);
  } catch (_error) {
    return false;
  }
}

/** The first process of the session: a native object whatever the user switches to later. */
function contextOf(session: JsProvider.Session): JsProvider.ContextInheritor {
  for (const process of session.Processes) {
    return process;
  }
  return session;
}
