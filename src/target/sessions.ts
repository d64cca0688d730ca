/**
 * The sessions of the debugger and the {@link Target} of each; the only place that decides which target a query means.
 */
import { isAbsent, unreadable } from "./absence.ts";
import { readMoment } from "./clock.ts";
import { currentDebuggerProcess, currentSession, isCurrentSession, sessionIdOf } from "./current.ts";
import { AlpcxError, symbolsRefused, userModeTarget } from "./errors.ts";
import { hostWords } from "./host-errors.ts";
import { scriptHost } from "./host.ts";
import { KERNEL_MODULE, Symbols } from "./symbols.ts";
import { LANDMARK_SYMBOL, pointerSizeOf, readBytes, Target } from "./target.ts";

const targets = new Map<string, Target>();

/**
 * The target of the current session; its clock has just been compared. Throws AlpcxError if there is no usable target.
 */
export function currentTarget(): Target {
  const session = currentSession();
  return targetOf(session);
}

/** The target of a session; its clock has just been compared. Throws AlpcxError as {@link currentTarget} does. */
export function targetOf(session: JsProvider.Session): Target {
  const id = sessionIdOf(session);
  const known = targets.get(id);
  if (known !== undefined && known.beginQuery()) {
    return known;
  }
  const target = openTarget(id, session);
  targets.set(id, target);
  return target;
}

/** As {@link currentTarget}, without comparing the clock of a target that is open: nothing is read of it. */
export function openedTarget(): Target {
  const session = currentSession();
  return targets.get(sessionIdOf(session)) ?? targetOf(session);
}

/**
 * The target that a native object belongs to. An object does not name its session: with several open, the one whose
 * kernel and clock are the object's own is taken.
 */
export function targetOfObject(native: JsProvider.NativeObject): Target {
  const current = currentSession();
  const sessions = openSessions();
  if (sessions.length > 1) {
    const identity = identityOf(native);
    for (const session of sessions) {
      if (identity !== "" && identityOf(contextOf(session)) === identity) {
        return targetOf(session);
      }
    }
  }
  return targetOf(current);
}

/** Drops all targets opened so far. */
export function forgetTargets(): void {
  targets.clear();
}

/** Drops everything read and computed so far, in every session: something that all results depend on has changed. */
export function dropStops(): void {
  targets.forEach((target) => {
    target.dropStop();
  });
}

function openTarget(id: string, session: JsProvider.Session): Target {
  if (!attribute(session, "IsKernelTarget")) {
    throw userModeTarget();
  }
  try {
    return new Target(id, session, attribute(session, "IsDumpTarget"), contextOf(session));
  } catch (error) {
    throw error instanceof AlpcxError ? error : symbolsRefused(`the debugger says "${hostWords(error)}"`);
  }
}

function attribute(session: JsProvider.Session, name: "IsKernelTarget" | "IsDumpTarget"): boolean {
  try {
    return Boolean(session.Attributes.Target[name]);
  } catch (_error) {
    return false;
  }
}

/**
 * A native object of the session, whatever the user switches to later: its first process, or where the debugger cannot
 * list processes (as of 32-bit kernels, seen in Microsoft's debugger) the session itself or the current process,
 * whichever the host answers for.
 */
function contextOf(session: JsProvider.Session): JsProvider.ContextInheritor {
  const candidates: readonly (() => JsProvider.ContextInheritor | undefined)[] = [
    () => firstProcess(session),
    () => session,
    () => currentProcessOf(session),
  ];
  for (const ask of candidates) {
    const candidate = attempt(ask);
    if (candidate !== undefined && answersFor(candidate)) {
      return candidate;
    }
  }
  return session;
}

function firstProcess(session: JsProvider.Session): JsProvider.Process | undefined {
  for (const process of session.Processes) {
    return process;
  }
  return undefined;
}

function currentProcessOf(session: JsProvider.Session): JsProvider.Process | undefined {
  return isCurrentSession(sessionIdOf(session)) ? currentDebuggerProcess() : undefined;
}

/** Whether a look-up with this context finds what every kernel has. */
function answersFor(context: JsProvider.ContextInheritor): boolean {
  return attempt(() => scriptHost().getModuleType(KERNEL_MODULE, "_LIST_ENTRY", context) ?? undefined) !== undefined;
}

/** What the host answers; undefined where it throws. */
function attempt<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (_error) {
    return undefined;
  }
}

/** The sessions that the debugger lists; none where it refuses to. */
export function openSessions(): readonly JsProvider.Session[] {
  try {
    return Array.from(scriptHost().namespace.Debugger.Sessions);
  } catch (_error) {
    return [];
  }
}

/**
 * Where the kernel lies and what its clock says, as seen from an object: the same for all objects of one target at one
 * moment. "" if unknown.
 */
function identityOf(native: JsProvider.ContextInheritor): string {
  // The session is still unknown here, so only look-ups with this context help.
  const symbols = new Symbols(native, () => false);
  try {
    const pointerSize = pointerSizeOf(symbols);
    const landmark = symbols.address(LANDMARK_SYMBOL, pointerSize);
    const moment = readMoment(
      (address, length) => readBytes(address, length, native) ?? unreadable(address, length),
      pointerSize,
    );
    return `${isAbsent(landmark) ? "" : landmark.key} ${isAbsent(moment) ? "" : moment}`;
  } catch (_error) {
    return "";
  }
}
