/** The context of every object of the model: the target, its generation, and access to other objects. */
import { isAbsent, mapPresent, type Maybe } from "../../target/absence.ts";
import type { DecodedPort } from "../../generation/decoded.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import type { ConnectionFacts } from "../../facts/connection.ts";
import type { LockFacts } from "../../facts/lock.ts";
import type { Generation } from "../../generation/generation.ts";
import type { Stop } from "../../target/stop.ts";
import { property, type ModelObject, type PropertyRow } from "./members.ts";

/** A lock, as lists and tables of locks need it. */
export interface LockObject {
  readonly __context: ModelContext;
  readonly __facts: Maybe<LockFacts>;
}

/** The kinds of objects that a context makes. */
export type ObjectKind =
  | "session"
  | "port"
  | "message"
  | "resource"
  | "connection"
  | "process"
  | "processAlpc"
  | "thread"
  | "threadAlpc"
  | "lock";

/** Makes the object for an address or for facts. Cheap: an object reads nothing until one of its properties is read. */
export type MakeObject = (context: ModelContext, kind: ObjectKind, of?: Word64 | ConnectionFacts | LockFacts) => object;

/**
 * One session's target and generation, and the objects made from them: each method makes one for an address or facts.
 */
export class ModelContext {
  readonly target: Target;
  readonly generation: Generation;
  /** The model of another session. Throws AlpcxError if its target is not supported. */
  readonly contextOf: (session: JsProvider.Session) => ModelContext;
  private readonly make: MakeObject;

  constructor(
    target: Target,
    generation: Generation,
    make: MakeObject,
    contextOf: (session: JsProvider.Session) => ModelContext,
  ) {
    this.target = target;
    this.generation = generation;
    this.make = make;
    this.contextOf = contextOf;
  }

  /** Checks whether the target has moved on since the last answer, and if so discards everything remembered. */
  refresh(): void {
    this.target.refresh();
  }

  session(): object {
    return this.make(this, "session");
  }

  port(address: Word64): object {
    return this.make(this, "port", address);
  }

  message(address: Word64): object {
    return this.make(this, "message", address);
  }

  /** The object for a resource, or (as a value) why there is none: no resource lies there, or the kernel has LPC. */
  resource(address: Word64): object {
    return this.make(this, "resource", address);
  }

  connection(facts: ConnectionFacts): object {
    return this.make(this, "connection", facts);
  }

  process(address: Word64): object {
    return this.make(this, "process", address);
  }

  processAlpc(address: Word64): object {
    return this.make(this, "processAlpc", address);
  }

  thread(address: Word64): object {
    return this.make(this, "thread", address);
  }

  threadAlpc(address: Word64): object {
    return this.make(this, "threadAlpc", address);
  }

  lock(facts: LockFacts): LockObject {
    return this.make(this, "lock", facts) as LockObject;
  }

  /** The object for an address that may be absent. */
  maybe(address: Maybe<Word64>, make: "port" | "message" | "process" | "thread" | "resource"): object {
    return isAbsent(address) ? address : this[make](address);
  }

  /**
   * Display of an empty list: "none", or that nothing is known if the target has no lists of ports at all, like a small
   * memory dump.
   */
  get nothing(): string {
    return this.target.stop.once("lists with nothing on them", () => {
      const walk = this.generation.walkPorts();
      const isEmpty = walk.next().done === true;
      return isEmpty && (walk.end.kind === "unreadable" || walk.end.kind === "invalid")
        ? `not known: this ${this.target.isDump ? "dump" : "target"} holds no lists of ports`
        : "none";
    });
  }

  /** The title of a list; where the target has no lists of ports at all, it says so. */
  titled(title: string): string {
    return this.nothing === "none" ? title : `${title}: ${this.nothing}`;
  }

  /** The facts of a port, or why there are none. */
  portFacts(address: Maybe<Word64>): Maybe<DecodedPort> {
    return isAbsent(address) ? address : this.generation.readPort(address);
  }

  /** The process that created a port, or why there is none. */
  ownerOf(port: Maybe<Word64>): Maybe<Word64> {
    return mapPresent(this.portFacts(port), ({ owner }) => owner);
  }
}

/** An object of the model for a kernel address. */
export abstract class AddressObject implements ModelObject {
  readonly __context: ModelContext;
  readonly __address: Word64;

  constructor(context: ModelContext, address: Word64) {
    this.__context = context;
    this.__address = address;
  }
}

/** Finds the facts of an object at any stop: absent with the reason if they no longer exist. */
export type ReadFacts<F> = () => Maybe<F>;

/** An object of the model made of facts. If the user keeps it while the target moves on, it finds them anew. */
export abstract class FactObject<F> implements ModelObject {
  readonly __context: ModelContext;
  private readonly __read: ReadFacts<F>;
  private __stop: Stop;
  private __known: Maybe<F>;

  /** `facts`: those of the present stop. `read`: finds them at a later one. */
  constructor(context: ModelContext, facts: Maybe<F>, read: ReadFacts<F>) {
    this.__context = context;
    this.__read = read;
    this.__stop = context.target.stop;
    this.__known = facts;
  }

  /** The facts at the present stop. */
  get __facts(): Maybe<F> {
    const { stop } = this.__context.target;
    if (stop !== this.__stop) {
      this.__known = this.__read();
      this.__stop = stop;
    }
    return this.__known;
  }

  /** The object's one-line display. */
  protected abstract __describe(facts: F): string;

  toString(): string {
    this.__context.refresh();
    const facts = this.__facts;
    return isAbsent(facts) ? `<${facts.reason}>` : this.__describe(facts);
  }
}

/** An object of a class for the facts that `read` finds, or why there are none. */
export function factObject<F, O extends object>(
  make: new (context: ModelContext, facts: F, read: ReadFacts<F>) => O,
  context: ModelContext,
  read: ReadFacts<F>,
): Maybe<O> {
  return mapPresent(read(), (facts) => new make(context, facts, read));
}

/** A row read from an object's facts. */
export function fact<F>(help: string, pick: (facts: F, context: ModelContext) => unknown): PropertyRow<FactObject<F>> {
  return property(help, ({ __context, __facts }) => mapPresent(__facts, (facts) => pick(facts, __context)));
}

/** Makes rows that are read from some facts of an object. */
export function rowsOf<T, S>(
  factsOf: (self: T) => Maybe<S>,
): (help: string, pick: (facts: S, self: T) => unknown) => PropertyRow<T> {
  return (help, pick) => property(help, (self) => mapPresent(factsOf(self), (facts) => pick(facts, self)));
}

/**
 * Makes a row for a part of an object that is itself an object: `find` finds the part's facts in those of the object.
 */
export type PartRow<T, S> = <F, O extends object>(
  help: string,
  make: new (context: ModelContext, facts: F, read: ReadFacts<F>) => O,
  find: (facts: S, context: ModelContext) => Maybe<F>,
) => PropertyRow<T>;

/** Makes rows for the parts of an object that are themselves objects. `factsOf`: the facts that contain them. */
export function partsOf<T extends { readonly __context: ModelContext }, S>(
  factsOf: (self: T) => Maybe<S>,
): PartRow<T, S> {
  return (help, make, find) =>
    property(help, (self) =>
      factObject(make, self.__context, () => mapPresent(factsOf(self), (facts) => find(facts, self.__context))),
    );
}
