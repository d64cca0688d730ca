/** The session that a user names as the other side of a comparison. */
import { sessionIdOf } from "../../target/current.ts";
import { notFound, wrongArgument } from "../../target/errors.ts";
import { wordFromHost } from "../../target/host-values.ts";
import { openSessions } from "../../target/sessions.ts";
import { describeArgument } from "../ask/address.ts";
import { ModelContext } from "../context.ts";

/** The model of a session by its number or object, or of the session that one of our own objects belongs to. Throws AlpcxError for anything else, and for the session itself. */
export function otherContext(context: ModelContext, value: unknown): ModelContext {
  const other = namedContext(context, value);
  if (other.target.sessionId === context.target.sessionId) {
    throw notFound(`Session ${other.target.sessionId} is the one that is compared:`, "name another one, or none to compare it with its own last stop. dx Debugger.Sessions lists them.");
  }
  return other;
}

function namedContext(context: ModelContext, value: unknown): ModelContext {
  if (typeof value === "object" && value !== null) {
    const own = (value as { readonly __context?: unknown }).__context;
    if (own instanceof ModelContext) {
      own.refresh();
      return own;
    }
  }
  const number = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : wordFromHost(value)?.toNumber();
  const session = number === undefined ? sessionOf(value) : openSessions().find((candidate) => sessionIdOf(candidate) === String(number));
  if (session === undefined) {
    throw number === undefined ? wrongArgument(describeArgument(value), "a session or its number", "!alpcx_compare 1")
      : notFound(`There is no session ${number}:`, "dx Debugger.Sessions lists those that are open.");
  }
  return context.contextOf(session);
}

/** The value if it is one of the debugger's sessions, the only objects with both of these members. */
function sessionOf(value: unknown): JsProvider.Session | undefined {
  const candidate = value as Partial<JsProvider.Session> | null | undefined;
  try {
    return typeof candidate === "object" && candidate !== null && candidate.Id !== undefined && candidate.Attributes?.Target !== undefined
      ? candidate as JsProvider.Session : undefined;
  } catch (_error) {
    // Native objects resolve names in the target, which can fail: then it is no session.
    return undefined;
  }
}
