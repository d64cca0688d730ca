/** What every object of the model holds: the target, its generation, and the makers of the other objects. */
import { Absence, type Maybe, mapPresent } from "../../target/absence.ts";
import type { DecodedPort } from "../../generation/decoded.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import type { ConnectionFacts } from "../../facts/connection.ts";
import type { LockFacts } from "../../facts/lock.ts";
import type { Generation } from "../../generation/generation.ts";
import type { Stop } from "../../target/stop.ts";
import { property, type ModelObject, type PropertyRow } from "./members.ts";

/** A lock as lists and tables of locks need it. */
export interface LockObject {
  readonly __context: ModelContext;
  readonly __facts: Maybe<LockFacts>;
}

/** Makes the model's objects. Cheap: an object reads nothing before one of its properties is asked for. */
export interface ObjectMakers {
  session(context: ModelContext): object;
  port(context: ModelContext, address: Word64): object;
  message(context: ModelContext, address: Word64): object;
  /** NotApplicable where the address bears no resource, and in the LPC age. */
  resource(context: ModelContext, address: Word64): object;
  connection(context: ModelContext, facts: ConnectionFacts): object;
  process(context: ModelContext, address: Word64): object;
  processAlpc(context: ModelContext, address: Word64): object;
  thread(context: ModelContext, address: Word64): object;
  threadAlpc(context: ModelContext, address: Word64): object;
  lock(context: ModelContext, facts: LockFacts): LockObject;
}

export class ModelContext {
  readonly target: Target;
  readonly generation: Generation;
  /** The model of another session. Throws AlpcxError where it cannot be answered for. */
  readonly contextOf: (session: JsProvider.Session) => ModelContext;
  private readonly makers: ObjectMakers;

  constructor(target: Target, generation: Generation, makers: ObjectMakers, contextOf: (session: JsProvider.Session) => ModelContext) {
    this.target = target;
    this.generation = generation;
    this.makers = makers;
    this.contextOf = contextOf;
  }

  /** Looks whether the target has moved on since the last answer; then nothing known of it is used any more. */
  refresh(): void {
    this.target.refresh();
  }

  session(): object {
    return this.makers.session(this);
  }

  port(address: Word64): object {
    return this.makers.port(this, address);
  }

  message(address: Word64): object {
    return this.makers.message(this, address);
  }

  /** The object for a resource, or (as a value) why there is none at the address. */
  resource(address: Word64): object {
    return this.makers.resource(this, address);
  }

  connection(facts: ConnectionFacts): object {
    return this.makers.connection(this, facts);
  }

  process(address: Word64): object {
    return this.makers.process(this, address);
  }

  processAlpc(address: Word64): object {
    return this.makers.processAlpc(this, address);
  }

  thread(address: Word64): object {
    return this.makers.thread(this, address);
  }

  threadAlpc(address: Word64): object {
    return this.makers.threadAlpc(this, address);
  }

  lock(facts: LockFacts): LockObject {
    return this.makers.lock(this, facts);
  }

  /** The object for an address that may be absent. */
  maybe(address: Maybe<Word64>, make: "port" | "message" | "process" | "thread" | "resource"): object {
    return address instanceof Absence ? address : this[make](address);
  }

  /** The facts of a port, or why there are none. */
  portFacts(address: Word64): Maybe<DecodedPort> {
    return this.generation.readPort(address);
  }
}

/** Finds the facts of an object, at any stop: absent with the reason where there are none any more. */
export type ReadFacts<F> = () => Maybe<F>;

/** An object of the model that is made of facts. Kept by the user while the target moves on, it finds them anew. */
export abstract class FactObject<F> implements ModelObject {
  readonly __context: ModelContext;
  private readonly __read: ReadFacts<F>;
  private __stop: Stop;
  private __known: Maybe<F>;

  /** `facts`: of the present stop. `read`: finds them at a later one. */
  constructor(context: ModelContext, facts: Maybe<F>, read: ReadFacts<F>) {
    this.__context = context;
    this.__read = read;
    this.__stop = context.target.stop;
    this.__known = facts;
  }

  /** The facts as they are at the present stop. */
  get __facts(): Maybe<F> {
    const { stop } = this.__context.target;
    if (stop !== this.__stop) {
      this.__known = this.__read();
      this.__stop = stop;
    }
    return this.__known;
  }

  /** The one line that stands for the object. */
  protected abstract __describe(facts: F): string;

  toString(): string {
    this.__context.refresh();
    const facts = this.__facts;
    return facts instanceof Absence ? `<${facts.reason}>` : this.__describe(facts);
  }
}

/** An object of a class for the facts that `read` finds, or why there are none. */
export function factObject<F, O extends object>(
  make: new (context: ModelContext, facts: F, read: ReadFacts<F>) => O, context: ModelContext, read: ReadFacts<F>,
): Maybe<O> {
  return mapPresent(read(), (facts) => new make(context, facts, read));
}

/** A row that is answered from an object's facts. */
export function fact<F>(help: string, pick: (facts: F, context: ModelContext) => unknown): PropertyRow<FactObject<F>> {
  return property(help, ({ __context, __facts }) => mapPresent(__facts, (facts) => pick(facts, __context)));
}
