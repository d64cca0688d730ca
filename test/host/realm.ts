/**
 * A script's realm: a global object with the library of ECMAScript 2016 and nothing of Node. Also records which script
 * is running, since errors and arrays made by the host belong to that script's realm.
 */
import { constants, createContext, Script } from "node:vm";
import type { Context } from "node:vm";
import {
  es2016Library,
  globalOrder,
  iteratorPrototypeNames,
  plainGlobals,
  symbolStatics,
  typedArrayLibrary,
} from "./es2016-library.ts";
import { isKnownPattern, parseScript } from "./script-syntax.ts";
import { markNames } from "./script-text.ts";

/** Constructors of typed arrays by element: signed or unsigned integers of 1, 2 or 4 bytes. */
export interface TypedArrays {
  readonly Int8Array: Int8ArrayConstructor;
  readonly Uint8Array: Uint8ArrayConstructor;
  readonly Int16Array: Int16ArrayConstructor;
  readonly Uint16Array: Uint16ArrayConstructor;
  readonly Int32Array: Int32ArrayConstructor;
  readonly Uint32Array: Uint32ArrayConstructor;
}

/** The intrinsics with which the host makes values for the running script. */
export interface Realm extends TypedArrays {
  readonly Error: ErrorConstructor;
  readonly Array: ArrayConstructor;
  readonly Object: ObjectConstructor;
  /** Minor version of the script interface that its script declared; 0 before it has. */
  interfaceMinor: number;
}

/** The realm of the debugger itself, current while no script runs. */
export const debuggerRealm: Realm = {
  Error,
  Array,
  Object,
  Int8Array,
  Uint8Array,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  interfaceMinor: 7,
};

/** Called for each `throw` (with its offset) and each `catch`. */
export interface Marks {
  thrown(value: unknown, offset: number): unknown;
  caught(value: unknown): unknown;
}

/** A realm in which scripts run. */
export interface ScriptRealm extends Realm {
  readonly context: Context;
  /** Runs a classic script; what it throws passes through. */
  run(source: string, fileName: string): unknown;
  /** Gives the realm the functions that marked text calls: see `ScriptText`. */
  mark(marks: Marks): void;
  /** Whether an object is the prototype of a built-in class: what it holds is not the script's own. */
  isBuiltInPrototype(object: object): boolean;
  /** Own names of the global object that the script has added. */
  addedNames(): readonly string[];
}

const intrinsicsSource = `({ Error, Array, Object, Int8Array, Uint8Array, Int16Array, Uint16Array, Int32Array, Uint32Array })`;

/** Replaces what cannot be pruned: `Symbol`'s statics, `RegExp`'s dialect, and jobs that would never run. */
const replacementsSource = `(function (symbolStatics, isKnownPattern, compile) {
  const OldSymbol = Symbol, OldRegExp = RegExp, OldSyntaxError = SyntaxError, OldError = Error;
  const NewSymbol = function Symbol(description) {
    if (new.target !== undefined) throw new TypeError("Symbol is not a constructor");
    return OldSymbol(description);
  };
  for (const name of symbolStatics) {
    Object.defineProperty(NewSymbol, name, Object.getOwnPropertyDescriptor(OldSymbol, name));
  }
  NewSymbol.prototype = OldSymbol.prototype;
  Object.defineProperty(OldSymbol.prototype, "constructor", { value: NewSymbol, writable: true, configurable: true });
  const check = (source, flags) => {
    const text = source instanceof OldRegExp ? source.source : source === undefined ? "" : String(source);
    const flagText = flags !== undefined ? String(flags) : source instanceof OldRegExp ? source.flags : "";
    if (!isKnownPattern(text, flagText)) {
      throw new OldSyntaxError("Invalid regular expression: /" + text + "/" + flagText);
    }
  };
  const NewRegExp = new Proxy(OldRegExp, {
    apply(target, self, args) { check(args[0], args[1]); return Reflect.apply(target, self, args); },
    construct(target, args, newTarget) { check(args[0], args[1]); return Reflect.construct(target, args, newTarget); },
  });
  Object.defineProperty(OldRegExp.prototype, "constructor", { value: NewRegExp, writable: true, configurable: true });
  const noJobs = () => { throw new OldError("The script host runs no Promise jobs"); };
  Promise.prototype.then = function then() { return noJobs(); };
  Promise.prototype.catch = function () { return noJobs(); };
  // The engine names the time zone by its short name.
  const oldToString = Date.prototype.toString;
  Date.prototype.toString = function toString() { return oldToString.call(this).replace("(Coordinated Universal Time)", "(UTC)"); };
  const OldFunction = Function;
  const make = (args) => compile(args.slice(0, -1).map(String), args.length === 0 ? "" : String(args[args.length - 1]));
  const NewFunction = new Proxy(OldFunction, { apply: (target, self, args) => make(args), construct: (target, args) => make(args) });
  Object.defineProperty(OldFunction.prototype, "constructor", { value: NewFunction, writable: true, configurable: true });
  return { Symbol: NewSymbol, RegExp: NewRegExp, Function: NewFunction };
})`;

/** The two functions are bindings of the script's realm, but not properties of its global object. */
const marksSource = `let ${markNames.thrown}, ${markNames.caught};
(function (marks) {
  ${markNames.thrown} = function (value, offset) { marks.thrown(value, offset); return value; };
  ${markNames.caught} = marks.caught;
})`;

/** Intrinsics that no global name leads to. */
const prototypesSource = `({
  iterator: Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())),
  typedArray: Object.getPrototypeOf(Uint8Array),
  unnamed: [
    Object.getPrototypeOf([][Symbol.iterator]()), Object.getPrototypeOf(new Map()[Symbol.iterator]()),
    Object.getPrototypeOf(new Set()[Symbol.iterator]()), Object.getPrototypeOf(""[Symbol.iterator]()),
    Object.getPrototypeOf(function* () {}), Object.getPrototypeOf(Object.getPrototypeOf(function* () {}).prototype),
    Object.getPrototypeOf(function* () {}).prototype,
  ],
})`;

interface SharedPrototypes {
  readonly iterator: object;
  readonly typedArray: { readonly prototype: object };
  readonly unnamed: readonly object[];
}

function builtInPrototypes(global: Record<string, unknown>, shared: SharedPrototypes): ReadonlySet<object> {
  const found = new Set<object>([shared.iterator, shared.typedArray.prototype, ...shared.unnamed]);
  for (const name of Object.keys(es2016Library)) {
    const object = global[name];
    const prototype: unknown = typeof object === "function" ? object.prototype : undefined;
    if (typeof prototype === "object" && prototype !== null) {
      found.add(prototype);
    }
    if (name === "Function" && typeof object === "function") {
      found.add(object.prototype as object);
    }
  }
  return found;
}

function keyOf(name: string): string | symbol {
  return name.startsWith("@@") ? ((Symbol as unknown as Record<string, symbol>)[name.slice(2)] ?? name) : name;
}

/** The keys of each list of the table. */
const keysOf = new WeakMap<readonly string[], ReadonlySet<string | symbol>>();

function keysToKeep(allowed: readonly string[]): ReadonlySet<string | symbol> {
  let keys = keysOf.get(allowed);
  if (keys === undefined) {
    keysOf.set(allowed, (keys = new Set(allowed.map(keyOf))));
  }
  return keys;
}

/** Deletes every own member that the table does not name. */
function prune(object: object, allowed: readonly string[], exception?: string): void {
  const keep = keysToKeep(allowed);
  for (const key of Reflect.ownKeys(object)) {
    if (!keep.has(key) && key !== exception) {
      Reflect.deleteProperty(object, key);
    }
  }
}

function pruneGlobals(global: Record<string, unknown>): void {
  const known = new Set([...Object.keys(es2016Library), ...plainGlobals]);
  for (const name of Object.getOwnPropertyNames(global)) {
    if (!known.has(name)) {
      Reflect.deleteProperty(global, name);
    }
  }
  for (const [name, members] of Object.entries(es2016Library)) {
    const object = global[name];
    if ((typeof object !== "object" && typeof object !== "function") || object === null) {
      continue;
    }
    // Assumption: V8's legacy statics of RegExp ($1, input, ...) are not to be relied on either.
    // V8 records no stack at all without this static, and a failing test without a stack is useless.
    prune(object, members.own, name === "Error" ? "stackTraceLimit" : undefined);
    const prototype: unknown = Reflect.get(object, "prototype");
    if (members.prototype !== undefined && typeof prototype === "object" && prototype !== null) {
      prune(prototype, members.prototype);
    }
    if (members.prototype !== undefined && typeof prototype === "function") {
      prune(prototype, members.prototype);
    }
  }
}

/** Puts the global names in the order of the table. Those that cannot be deleted stay where they are. */
function orderGlobals(global: Record<string, unknown>): void {
  for (const name of globalOrder) {
    const descriptor = Reflect.getOwnPropertyDescriptor(global, name);
    if (descriptor?.configurable !== true) {
      continue;
    }
    Reflect.deleteProperty(global, name);
    Object.defineProperty(global, name, descriptor);
  }
}

/** The host's own pieces of script, compiled once for all realms. */
const compiled = new Map<string, Script>();

function scriptOf(source: string): Script {
  let script = compiled.get(source);
  if (script === undefined) {
    compiled.set(source, (script = new Script(source)));
  }
  return script;
}

/**
 * Frames that V8 keeps of a stack: enough for the host's own above the script's. With more, each failed read costs
 * several times as much.
 */
const stackFrames = 12;

/**
 * An ordinary global object, where Node can make one (20.18 and later): every look-up of a global name in an object
 * that Node intercepts takes thirty times as long.
 */
const plainGlobal = (constants as Partial<typeof constants>).DONT_CONTEXTIFY;

/**
 * Makes a new realm. Strict assumption: `eval` is refused, as is `then` on a Promise, because no job loop would ever
 * run it.
 */
export function createScriptRealm(): ScriptRealm {
  const context = createContext(plainGlobal ?? {}, { codeGeneration: { strings: false, wasm: false } });
  const evaluate = (source: string): unknown => scriptOf(source).runInContext(context);
  const global = evaluate("this") as Record<string, unknown>;
  const shared = evaluate(prototypesSource) as SharedPrototypes;
  prune(shared.iterator, iteratorPrototypeNames);
  prune(shared.typedArray, typedArrayLibrary.own);
  prune(shared.typedArray.prototype, typedArrayLibrary.prototype ?? []);
  const compile = (parameters: readonly string[], body: string): unknown => {
    const source = `(function anonymous(${parameters.join(",")}) {\n${body}\n})`;
    parseScript("Function code", source);
    return new Script(source).runInContext(context);
  };
  const replace = evaluate(replacementsSource) as (
    statics: readonly string[],
    known: typeof isKnownPattern,
    compiler: typeof compile,
  ) => Record<string, unknown>;
  const replacements = replace(symbolStatics, isKnownPattern, compile);
  pruneGlobals(global);
  for (const [name, value] of Object.entries(replacements)) {
    Object.defineProperty(global, name, { value, writable: true, enumerable: false, configurable: true });
  }
  orderGlobals(global);
  evaluate(`Error.stackTraceLimit = ${stackFrames};`);
  const intrinsics = evaluate(intrinsicsSource) as Realm;
  const builtIn = builtInPrototypes(global, shared);
  const before = new Set(Object.getOwnPropertyNames(global));
  return {
    ...intrinsics,
    interfaceMinor: 0,
    context,
    run: (source, fileName) => new Script(source, { filename: fileName }).runInContext(context),
    mark: evaluate(marksSource) as (marks: Marks) => void,
    isBuiltInPrototype: (object) => builtIn.has(object),
    addedNames: () => Object.getOwnPropertyNames(global).filter((name) => !before.has(name)),
  };
}

/** Which realm is running, and which realm an object comes from. */
export class RealmStack {
  private readonly stack: Realm[] = [debuggerRealm];
  private readonly byObjectPrototype = new Map<object, ScriptRealm>();

  get current(): Realm {
    return this.stack[this.stack.length - 1] ?? debuggerRealm;
  }

  register(realm: ScriptRealm): void {
    this.byObjectPrototype.set(realm.Object.prototype, realm);
  }

  /** Runs `action` as code of a realm. */
  enter<T>(realm: Realm, action: () => T): T {
    this.stack.push(realm);
    try {
      return action();
    } finally {
      this.stack.pop();
    }
  }

  /** Leaves all realms, after code was ended from outside without leaving them itself. */
  leaveAll(): void {
    this.stack.length = 1;
  }

  /**
   * The script realm whose `Object.prototype` ends the object's prototype chain; undefined for anything that is not a
   * script's.
   */
  ownerOf(object: object): ScriptRealm | undefined {
    let last: object = object;
    for (let next: object | null = object; next !== null; next = Reflect.getPrototypeOf(next)) {
      last = next;
    }
    return this.byObjectPrototype.get(last);
  }

  /** Throws an Error of the running script's realm. */
  fail(message: string): never {
    throw new this.current.Error(message);
  }
}
