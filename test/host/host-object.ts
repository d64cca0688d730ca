/** The global `host` of a script: some members from the start, the rest once the script has been initialised. */
import type { HostState } from "./host-state.ts";
import { currentContext } from "./host-state.ts";
import { createExpressions } from "./expression.ts";
import { needCount, needInteger, needString, takeContext } from "./arguments.ts";
import { createLookups, needType } from "./lookup.ts";
import { createMemory } from "./memory.ts";
import { ModelObject } from "./model-object.ts";
import { createRecordConstructors, toTypeSignature } from "./registration.ts";
import { processObject, sessionObject, threadObject } from "./session-objects.ts";
import { sizeOf } from "./type-info.ts";
import type { ScriptRealm } from "./realm.ts";

type Call = (...args: readonly unknown[]) => unknown;

/** `host.indexedValue`: an element with its indices. */
export interface IndexedValue {
  readonly value: unknown;
  readonly indices: readonly unknown[];
}

const indexedValues = new WeakMap<object, IndexedValue>();

/** What an `indexedValue` object holds; undefined for any other value. */
export function indexedValueOf(value: unknown): IndexedValue | undefined {
  return typeof value === "object" && value !== null ? indexedValues.get(value) : undefined;
}

/** The switch `diagnostics.logUnhandledExceptions`. */
export interface Diagnostics {
  logUnhandledExceptions: boolean;
}

/** The `host` of one script. */
export interface HostObject {
  readonly host: object;
  readonly diagnostics: Diagnostics;
  /** Adds the members that only initialised scripts have. */
  enterPhase2(): void;
}

function define(target: object, members: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(members)) Object.defineProperty(target, name, { value, enumerable: true });
}

function defineGetters(target: object, getters: Readonly<Record<string, () => unknown>>): void {
  for (const [name, get] of Object.entries(getters)) Object.defineProperty(target, name, { get, enumerable: true });
}

/** Makes the `host` object of a script, in phase 1. Its members cannot be replaced (assumption). */
export function createHostObject(state: HostState, realm: ScriptRealm, root: object): HostObject {
  const host = new realm.Object() as object;
  const diagnostics = { logUnhandledExceptions: false };
  const group = (members: Readonly<Record<string, unknown>>): object => {
    const object = new realm.Object() as object;
    define(object, members);
    return object;
  };
  // A plain function: it may be called with and without `new`.
  const valueWithMetadata = function valueWithMetadata(value: unknown, metadata: unknown): object {
    return state.metadata.attach(value, metadata);
  };
  define(host, {
    Int64: state.int64.Int64,
    parseInt64: (text: unknown, radix?: unknown) => state.int64.parse(text, radix),
    ...createRecordConstructors(state),
    metadata: group({
      defineMetadata: (cls: unknown, metadata: unknown) => state.metadata.define(cls, metadata),
      valueWithMetadata,
    }),
    diagnostics: diagnosticsObject(state, realm, diagnostics),
  });
  const enterPhase2 = (): void => {
    define(host, {
      indexedValue: indexedValueConstructor(state),
      ...createLookups(state),
      ...createExpressions(state),
      ...createImperativeRegistration(state),
      memory: group(createMemory(state)),
      // The shipped declarations list `valueWithMetadata` here as well.
      typeSystem: group({ ...createTypeSystem(state), valueWithMetadata }),
      namespace: root,
    });
    defineGetters(host, currentObjects(state));
  };
  return { host, diagnostics, enterPhase2 };
}

/** Assumption: an argument that has no text makes `debugLog` throw. */
function diagnosticsObject(state: HostState, realm: ScriptRealm, diagnostics: Diagnostics): object {
  const object = new realm.Object() as object;
  define(object, {
    debugLog: (...args: readonly unknown[]) => {
      state.counters.count("debugLog");
      state.output.write(args.map((value) => textOf(state, value)).join(""));
    },
  });
  Object.defineProperty(object, "logUnhandledExceptions", {
    enumerable: true,
    get: () => diagnostics.logUnhandledExceptions,
    set: (value: unknown) => {
      diagnostics.logUnhandledExceptions = value === true;
    },
  });
  return object;
}

function textOf(state: HostState, value: unknown): string {
  try {
    return String(value);
  } catch {
    return state.realms.fail("An argument of debugLog has no text");
  }
}

function indexedValueConstructor(state: HostState): unknown {
  return function indexedValue(this: object, value: unknown, indices: unknown): void {
    if (new.target === undefined) state.realms.fail("'indexedValue' is a constructor: call it with new");
    if (!Array.isArray(indices) || indices.length === 0) state.realms.fail("indexedValue takes a value and an array of indices");
    indexedValues.set(this, { value, indices: [...(indices as readonly unknown[])] });
  };
}

/** What a script registers by calling these, it must take back itself. */
function createImperativeRegistration(state: HostState): Readonly<Record<string, Call>> {
  const { models } = state;
  return {
    getNamedModel: (name) => namedModelObject(state, needString(state, name, "The name of a model")),
    registerNamedModel: (source, name) =>
      void models.registerNamed(needString(state, name, "The name of a model"), models.toScriptModel(source)),
    unregisterNamedModel: (name) => models.unregisterNamed(needString(state, name, "The name of a model")),
    registerExtensionForTypeSignature: (source, ...rest) =>
      void models.addExtension(toTypeSignature(state, rest), models.toScriptModel(source)),
    unregisterExtensionForTypeSignature: (source, ...rest) => models.removeExtension(toTypeSignature(state, rest), source),
    registerPrototypeForTypeSignature: (source, ...rest) =>
      void models.addVisualizer(toTypeSignature(state, rest), models.toScriptModel(source)),
    unregisterPrototypeForTypeSignature: (source, ...rest) => models.removeVisualizer(toTypeSignature(state, rest), source),
  };
}

/** A named model as an object: models added to it as parents show on every object of that model. */
function namedModelObject(state: HostState, name: string): object {
  const { parents } = state.models.get(name);
  return new ModelObject(state, undefined, { members: {}, attached: parents }).wrapper;
}

/** Assumption: `marshalAs` takes values of the simple C types only, and gives the value as it would enter from memory. */
function createTypeSystem(state: HostState): Readonly<Record<string, unknown>> {
  return {
    marshalAs: (...all: readonly unknown[]) => {
      const { args, context } = takeContext(state, all, 3);
      needCount(state, "marshalAs", args, 3, 3);
      const { info } = needType(state, context, args[1], args[2]);
      const bits = state.int64.bitsOf(args[0]);
      if (info.kind !== "intrinsic" || info.encoding === "float" || bits === undefined) {
        return state.realms.fail(`The value cannot be marshalled as '${String(args[2])}'`);
      }
      const width = (sizeOf(info) ?? 0) * 8;
      if (width === 64) return state.int64.of(bits);
      return Number(info.encoding === "signed" ? BigInt.asIntN(width, bits) : BigInt.asUintN(width, bits));
    },
    arrayDimension: function arrayDimension(this: Record<string, unknown>, lowerBound: unknown, length: unknown, stride: unknown): void {
      if (new.target === undefined) state.realms.fail("'arrayDimension' is a constructor: call it with new");
      const part = (value: unknown, minimum: number, what: string): unknown =>
        state.int64.of(BigInt(needInteger(state, value, minimum, what)));
      this["lowerBound"] = part(lowerBound, 0, "The lower bound of an array");
      this["length"] = part(length, 1, "The length of an array");
      this["stride"] = part(stride, 1, "The stride of an array");
    },
    pointerKind: Object.freeze({ __proto__: null, standard: 0, reference: 1, rValueReference: 2, cxHat: 3 }),
  };
}

/** Assumption: while nothing is being debugged these are undefined. */
function currentObjects(state: HostState): Readonly<Record<string, () => unknown>> {
  const whenOpen = (make: (context: ReturnType<typeof currentContext>) => object) => () =>
    state.sessions.current === undefined ? undefined : make(currentContext(state));
  return {
    currentSession: whenOpen(({ session }) => sessionObject(state, session)),
    currentProcess: whenOpen(({ session }) => processObject(state, session, session.target.currentProcess())),
    currentThread: whenOpen(({ session }) =>
      threadObject(state, { session, process: session.target.currentProcess() }, session.target.currentThread())),
  };
}
