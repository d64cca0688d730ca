/**
 * Objects of the debugger. A property is looked up first among the names that the provider projects, then among the
 * keys that script classes add, then among native fields.
 */
import type { CallKind } from "./counters.ts";
import type { HostState } from "./host-state.ts";
import type { Member } from "./member.ts";
import { method, property } from "./member.ts";
import type { IteratedElement, PropertyMetadata } from "./model.ts";
import type { ScriptModel } from "./models.ts";
import { createProxy, unwrap } from "./native-proxy.ts";
import { findModelMember, modelMethodNames, modelPropertyNames } from "./script-model.ts";
import type { TargetContext } from "./session.ts";

export abstract class NativeObject {
  readonly state: HostState;
  readonly context: TargetContext | undefined;
  private proxy: object | undefined;

  constructor(state: HostState, context: TargetContext | undefined) {
    this.state = state;
    this.context = context;
  }

  /** The kind of call that reading a property of this object counts as. */
  protected get readKind(): CallKind {
    return "propertyRead";
  }

  /** Members projected by the provider; for the debugger's model objects, all of their own members. */
  protected abstract projected(name: string): Member | undefined;

  /** Names of projected members that `dx` shows. */
  protected projectedNames(): readonly string[] {
    return [];
  }

  /** Names of projected methods that `dx` shows. */
  protected projectedMethodNames(): readonly string[] {
    return [];
  }

  /** Native fields. */
  protected nativeField(_name: string): Member | undefined {
    return undefined;
  }

  protected nativeFieldNames(): readonly string[] {
    return [];
  }

  /** Script classes attached to this object, first attached first. */
  protected parentModels(): readonly ScriptModel[] {
    return this.added();
  }

  /** Models that scripts attached to this one object. Model objects of a session share theirs by identity. */
  protected added(): ScriptModel[] {
    this.ownAdded ??= [];
    return this.ownAdded;
  }
  private ownAdded: ScriptModel[] | undefined;

  /** The debugger's own one-line display; undefined if there is none. */
  display(_formatSpecifier?: string): string | undefined {
    return undefined;
  }

  /** What a script's `toString()` gives, where the object has a display. */
  conversion(): string {
    return this.display() ?? "";
  }

  /** Whether a script's `toString()` gives the display. */
  get hasDisplayString(): boolean {
    return false;
  }

  /** The number that the object converts to; undefined if it does not convert to one. */
  numericValue(): number | undefined {
    return undefined;
  }

  /** The elements; undefined for an object that is not iterable. */
  iterate(): Iterable<IteratedElement> | undefined {
    return undefined;
  }

  get isIndexable(): boolean {
    return false;
  }

  /** The element at an index; throws when there is none. Only for indexable objects. */
  at(_index: unknown): unknown {
    return this.state.realms.fail("The object cannot be indexed");
  }

  /** The object as scripts hold it. */
  get wrapper(): object {
    this.proxy ??= createProxy(this);
    return this.proxy;
  }

  /** A member by the documented order; undefined where there is none. */
  find(name: string): Member | undefined {
    return this.projected(name) ?? this.common(name) ?? this.findBehindProjection(name);
  }

  /** Extension keys, then native fields: where a pointer's lookup goes on in its pointee. */
  findBehindProjection(name: string): Member | undefined {
    return this.findInModels(name, this.wrapper) ?? this.nativeField(name);
  }

  protected findInModels(name: string, receiver: object): Member | undefined {
    for (const model of this.parentModels()) {
      const member = findModelMember(this.state.realms, model, name, receiver);
      if (member !== undefined) {
        return member;
      }
    }
    return undefined;
  }

  /** Reads a member for the evaluator, and counts it. */
  get(name: string): unknown {
    return this.readCounted(this.find(name));
  }

  /** Reads a member for a script, and counts it. */
  getForScript(name: string): unknown {
    return this.readCounted(this.findForScript(name));
  }

  private readCounted(member: Member | undefined): unknown {
    if (member === undefined) {
      return undefined;
    }
    this.state.counters.count(this.readKind);
    return member.read();
  }

  /** Names that `dx` shows: the object's own, then those added by extensions. */
  shownNames(): readonly string[] {
    const own = [...this.projectedNames(), ...this.nativeFieldNames()];
    return [...new Set([...own, ...this.parentModels().flatMap(modelPropertyNames)])];
  }

  shownMethods(): readonly string[] {
    return [...new Set([...this.projectedMethodNames(), ...this.parentModels().flatMap(modelMethodNames)])];
  }

  /** The metadata of a property that a script class adds. */
  metadataOf(name: string): PropertyMetadata | undefined {
    for (const model of this.parentModels()) {
      const metadata = this.state.metadata.find(model.prototype, name);
      if (metadata !== undefined) {
        return metadata;
      }
    }
    return undefined;
  }

  /** A member as scripts find it: with the names that the provider gives every native object. */
  findForScript(name: string): Member | undefined {
    return providerNames.has(name) ? this.provided(name) : this.find(name);
  }

  /** The object's own names, as `Object.getOwnPropertyNames` gives them to a script. */
  scriptNames(): readonly string[] {
    return [...new Set([...this.shownNames(), ...providerNames])];
  }

  scriptPrototype(): object | null {
    return null;
  }

  private provided(name: string): Member | undefined {
    const { realms } = this.state;
    // Assumption: without a display of its own it converts as any object of the engine.
    if (name === "toString") {
      return method(() => (this.hasDisplayString ? this.conversion() : "[object Object]"));
    }
    const found = this.find(name);
    if (found !== undefined) {
      return found;
    }
    switch (name) {
      case "getDimensionality":
        return this.isIndexable ? method(() => 1) : undefined;
      case "getValueAt":
        return this.isIndexable ? method((index) => this.at(index)) : undefined;
      case "setValueAt":
      case "setObjectValue":
      case "setNativeValue":
        return method(() => realms.fail("Unknown exception"));
      case "getObjectValue":
        return method((key) => this.behindProjection("getObjectValue", key, (text) => this.findBehindProjection(text)));
      case "getNativeValue":
        return method((key) => this.behindProjection("getNativeValue", key, (text) => this.nativeField(text)));
      case "equals":
        return method((other) => this.isSame(other));
      case "compareTo":
        return method((other) => (this.isSame(other) ? 0 : realms.fail("Unknown exception")));
      default:
        return undefined;
    }
  }

  private behindProjection(name: string, key: unknown, find: (text: string) => Member | undefined): unknown {
    if (typeof key !== "string") {
      return this.state.realms.fail(`Invalid argument to method '${name}'`);
    }
    return find(key)?.read();
  }

  /** Assumption: objects are equal when they lie at one address, or are the same object. */
  private isSame(other: unknown): boolean {
    const native = unwrap(other);
    if (native === undefined) {
      return false;
    }
    const place = (object: NativeObject): unknown => ("address" in object ? object.address : undefined);
    return native === this || (place(this) !== undefined && place(this) === place(native));
  }

  private common(name: string): Member | undefined {
    switch (name) {
      case "hostContext":
        return property(() => new HostContextObject(this.state, this.context).wrapper);
      case "addParentModel":
        return method((source) => void this.added().push(this.state.models.toScriptModel("addParentModel", source)));
      case "removeParentModel":
        return method((source) => {
          const list = this.added();
          const index = list.findIndex((model) => model.source === source);
          if (index < 0) {
            this.state.realms.fail("The model is not a parent of this object");
          }
          list.splice(index, 1);
        });
      case "toString":
        return this.hasDisplayString ? method(() => this.conversion()) : undefined;
      case "valueOf":
        return this.numericValue() === undefined ? undefined : method(() => this.numericValue());
      default:
        return undefined;
    }
  }
}

/** Names that the provider gives every native object, in its order, after the object's own keys. */
const providerNames: ReadonlySet<string> = new Set([
  "toString",
  "addParentModel",
  "removeParentModel",
  "getDimensionality",
  "getValueAt",
  "setValueAt",
  "hostContext",
  "targetSize",
  "targetType",
  "targetLocation",
  "runtimeTypedObject",
  "address",
  "getObjectValue",
  "setObjectValue",
  "getNativeValue",
  "setNativeValue",
  "compareTo",
  "equals",
]);

/** `hostContext`: can only be passed on as a context. */
class HostContextObject extends NativeObject {
  protected override projected(): undefined {
    return undefined;
  }
}
