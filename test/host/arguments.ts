/** How the host's functions take their arguments: by position, with an optional context always last. */
import type { HostState } from "./host-state.ts";
import { currentContext } from "./host-state.ts";
import { unwrap } from "./native-proxy.ts";
import type { TargetContext } from "./session.ts";

/** The arguments of a call without its context, and the context that it named or else the current one. */
export interface ContextualArguments {
  readonly args: readonly unknown[];
  readonly context: TargetContext;
}

/** The host's answer to a wrong number of arguments. */
export function failCount(state: HostState, name: string): never {
  return state.realms.fail(`Improper number of arguments to method '${name}'`);
}

/** The host's answer to an argument of a wrong kind. */
export function failArgument(state: HostState, name: string): never {
  return state.realms.fail(`Invalid argument to method '${name}'`);
}

/**
 * The context that a native object carries; throws for anything else, and once its session is closed. `name` is the
 * method that was called.
 */
export function contextOf(state: HostState, name: string, value: unknown): TargetContext {
  const context = unwrap(value)?.context;
  if (context === undefined) {
    return failArgument(state, name);
  }
  return context.session.isOpen ? context : state.realms.fail("The session has been closed");
}

/** How many arguments a method takes beside its context. */
export interface ArgumentCount {
  readonly least: number;
  readonly most: number;
}

/**
 * Takes the context off the end, a native object after the `least` first arguments, and checks the number of the
 * others. Assumption: undefined is no context.
 */
export function takeContext(
  state: HostState,
  name: string,
  args: readonly unknown[],
  { least, most }: ArgumentCount,
): ContextualArguments {
  const last = args[args.length - 1];
  const hasContext =
    args.length > least &&
    typeof last === "object" &&
    last !== null &&
    !state.int64.isInt64(last) &&
    !Array.isArray(last);
  const own = hasContext ? args.slice(0, -1) : args;
  needCount(state, name, own, least, most);
  return { args: own, context: hasContext ? contextOf(state, name, last) : currentContext(state) };
}

/** A text that is not empty; throws in the running realm otherwise. */
export function needString(state: HostState, name: string, value: unknown): string {
  return typeof value === "string" && value !== "" ? value : failArgument(state, name);
}

/** An integer of at least `minimum` from a number or an Int64; throws in the running realm otherwise. */
export function needInteger(state: HostState, name: string, value: unknown, minimum: number): number {
  const bits = state.int64.bitsOf(value);
  const number = typeof value === "number" ? value : bits === undefined ? Number.NaN : Number(bits);
  return Number.isSafeInteger(number) && number >= minimum ? number : failArgument(state, name);
}

/** Throws when a call has fewer or more arguments than its function takes. */
export function needCount(
  state: HostState,
  name: string,
  args: readonly unknown[],
  minimum: number,
  maximum: number,
): void {
  if (args.length < minimum || args.length > maximum) {
    failCount(state, name);
  }
}
