/** How the host's functions take their arguments: by position, with an optional context always last. */
import type { HostState } from "./host-state.ts";
import { currentContext } from "./host-state.ts";
import { unwrap } from "./native-object.ts";
import type { TargetContext } from "./session.ts";

/** The arguments of a call without its context, and the context that it named or else the current one. */
export interface ContextualArguments {
  readonly args: readonly unknown[];
  readonly context: TargetContext;
}

/** The context that a native object carries; throws for anything else, and once its session is closed. */
export function contextOf(state: HostState, value: unknown): TargetContext {
  const native = unwrap(value);
  if (native === undefined) return state.realms.fail("A context is a native object of the debugger");
  const { context } = native;
  if (context === undefined) return state.realms.fail("The object carries no context of a target");
  return context.session.isOpen ? context : state.realms.fail("The session has been closed");
}

/** Takes the context off the end: a native object after the `required` first arguments is one. Assumption: undefined is none. */
export function takeContext(state: HostState, args: readonly unknown[], required: number): ContextualArguments {
  const last = args[args.length - 1];
  if (args.length > required && typeof last === "object" && last !== null) {
    return { args: args.slice(0, -1), context: contextOf(state, last) };
  }
  return { args, context: currentContext(state) };
}

export function needString(state: HostState, value: unknown, what: string): string {
  return typeof value === "string" && value !== "" ? value : state.realms.fail(`${what} is a string`);
}

/** An integer of at least `minimum` from a number or an Int64; throws in the running realm otherwise. */
export function needInteger(state: HostState, value: unknown, minimum: number, what: string): number {
  const bits = state.int64.bitsOf(value);
  const number = typeof value === "number" ? value : bits === undefined ? Number.NaN : Number(bits);
  return Number.isSafeInteger(number) && number >= minimum ? number : state.realms.fail(`${what} is an integer of at least ${minimum}`);
}

/** Throws when a call has fewer or more arguments than its function takes. */
export function needCount(state: HostState, name: string, args: readonly unknown[], minimum: number, maximum: number): void {
  if (args.length < minimum || args.length > maximum) {
    state.realms.fail(`'${name}' takes ${minimum === maximum ? minimum : `${minimum} to ${maximum}`} arguments and an optional context, not ${args.length}`);
  }
}
