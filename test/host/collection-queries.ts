/**
 * The query methods that scripts may call on collections of the debugger, `host.currentProcess.Threads.Count()` for
 * example: those in use in public scripts. Where there is no element or the arguments are wrong they fail as the data
 * model's do.
 */
import { failArgument } from "./arguments.ts";
import type { HostState } from "./host-state.ts";
import type { Member } from "./member.ts";
import { method } from "./member.ts";
import type { IteratedElement } from "./model.ts";
import { ModelObject } from "./model-object.ts";

type Elements = () => Iterable<IteratedElement>;
type Lambda = (value: unknown) => unknown;

function* filtered(
  elements: Elements,
  keep: (element: IteratedElement, position: number) => boolean,
): Generator<IteratedElement> {
  let position = 0;
  for (const element of elements()) {
    if (keep(element, position++)) {
      yield element;
    }
  }
}

function* mapped(elements: Elements, map: Lambda): Generator<IteratedElement> {
  for (const element of elements()) {
    yield { ...element, value: map(element.value) };
  }
}

/** Query methods over `elements`, by name. */
export function queryMembers(state: HostState, elements: Elements): Readonly<Record<string, Member>> {
  const collection = (next: Elements): object =>
    new ModelObject(state, undefined, { members: {}, scriptMembers: queryMembers(state, next), iterate: next }).wrapper;
  const lambda = (name: string, value: unknown): Lambda =>
    typeof value === "function" ? (value as Lambda) : failArgument(state, name);
  const count = (name: string, value: unknown): number =>
    typeof value === "number" ? value : failArgument(state, name);
  const define = (
    name: string,
    least: number,
    most: number,
    call: (args: readonly unknown[]) => unknown,
  ): Readonly<Record<string, Member>> => ({
    [name]: method((...args) =>
      args.length < least || args.length > most
        ? state.realms.fail(`Invalid number of arguments to method '${name}'`)
        : call(args),
    ),
  });
  const matching = (name: string, [condition]: readonly unknown[]): Iterable<IteratedElement> => {
    if (condition === undefined) {
      return elements();
    }
    const matches = lambda(name, condition);
    return filtered(elements, ({ value }) => matches(value) === true);
  };
  const first = (args: readonly unknown[]): unknown => {
    for (const { value } of matching("First", args)) {
      return value;
    }
    return state.realms.fail("Unknown exception");
  };
  const last = (args: readonly unknown[]): unknown =>
    [...matching("Last", args)].pop()?.value ?? state.realms.fail("Unknown exception");
  return {
    ...define("All", 1, 1, (args) => [...matching("All", args)].length === [...elements()].length),
    ...define("Any", 1, 1, (args) => [...matching("Any", args)].length > 0),
    ...define("Count", 0, 0, () => state.int64.of(BigInt([...elements()].length))),
    ...define("First", 0, 1, first),
    ...define("Last", 0, 1, last),
    ...define("Select", 1, 1, ([map]) => {
      const make = lambda("Select", map);
      return collection(() => mapped(elements, make));
    }),
    ...define("Skip", 1, 1, ([number]) =>
      collection(() => filtered(elements, (_element, position) => position >= count("Skip", number))),
    ),
    ...define("Take", 1, 1, ([number]) =>
      collection(() => filtered(elements, (_element, position) => position < count("Take", number))),
    ),
    ...define("Where", 1, 1, (args) => {
      lambda("Where", args[0]);
      return collection(() => matching("Where", args));
    }),
  };
}
