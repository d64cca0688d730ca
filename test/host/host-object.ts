/** The global `host` of a script: some members from the start, the rest once the script has been initialized. */
import type { HostState } from "./host-state.ts";
import { createExpressions } from "./expression.ts";
import { failArgument, failCount, needCount, needInteger, needString, takeContext } from "./arguments.ts";
import { createLookups, needType } from "./lookup.ts";
import { createMemory } from "./memory.ts";
import { ModelObject } from "./model-object.ts";
import type { TypeSignature } from "./models.ts";
import { createRecordConstructors, interfaceMajor, toTypeSignature } from "./registration.ts";
import type { SimulatedSession } from "./session.ts";
import { currentProcessObject, currentThreadObject, sessionObject } from "./session-objects.ts";
import { Stamped } from "./stamped.ts";
import { sizeOf } from "./type-info.ts";
import type { ScriptRealm } from "./realm.ts";

type Call = (...args: readonly unknown[]) => unknown;

/** `host.indexedValue`: an element with its indices. */
export interface IndexedValue {
  readonly value: unknown;
  readonly indices: readonly unknown[];
}

/** What an `indexedValue` object holds: a field of the object that no script can see. */
class Indexed extends Stamped {
  readonly #content: IndexedValue;

  constructor(object: object, content: IndexedValue) {
    super(object);
    this.#content = content;
  }

  static of(object: object): IndexedValue | undefined {
    return #content in object ? object.#content : undefined;
  }
}

/** What an `indexedValue` object holds; undefined for any other value. */
export function indexedValueOf(value: unknown): IndexedValue | undefined {
  return typeof value === "object" && value !== null ? Indexed.of(value) : undefined;
}

/** The switch `diagnostics.logUnhandledExceptions`. */
export interface Diagnostics {
  logUnhandledExceptions: boolean;
}

/** The `host` of one script. */
export interface HostObject {
  readonly host: object;
  readonly diagnostics: Diagnostics;
  /** Adds the members that only initialized scripts have. */
  enterPhase2(): void;
}

function define(target: object, members: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(members)) {
    Object.defineProperty(target, name, { value, enumerable: true });
  }
}

function defineGetters(target: object, getters: Readonly<Record<string, () => unknown>>): void {
  for (const [name, get] of Object.entries(getters)) {
    Object.defineProperty(target, name, { get, enumerable: true });
  }
}

/**
 * Makes the `host` object of a script, in phase 1. Names and their order are as seen. Its members cannot be replaced
 * (assumption). `fileName` is the script's.
 */
export function createHostObject(state: HostState, realm: ScriptRealm, root: object, fileName: string): HostObject {
  const host = new realm.Object() as object;
  const diagnostics = { logUnhandledExceptions: false };
  const group = (members: Readonly<Record<string, unknown>>): object => {
    const object = new realm.Object() as object;
    define(object, members);
    return object;
  };
  defineGetters(host, interfaceVersions(state, realm));
  define(host, {
    diagnostics: createDiagnostics(state, realm, diagnostics),
    metadata: group(createMetadata(state)),
    ...createRecordConstructors(state),
    resourceFileName: fileName,
  });
  defineSwitch(host, "allowOutsidePropertyWrites", { value: false });
  define(host, {
    Int64: state.int64.Int64,
    parseInt64: (...args: readonly unknown[]) => state.int64.parse(args),
  });
  const enterPhase2 = (): void => {
    const { getNamedModel, registerNamedModel, unregisterNamedModel, ...bySignature } =
      createImperativeRegistration(state);
    const {
      getModuleSymbol,
      getModuleContainingSymbol,
      getModuleContainingSymbolInformation,
      getModuleSymbolAddress,
      setModuleSymbol,
      getModuleType,
      createPointerObject,
      createTypedObject,
    } = createLookups(state);
    define(host, {
      namespace: root,
      ...createExpressions(state),
      getModuleSymbol,
      getModuleContainingSymbol,
      getModuleContainingSymbolInformation,
      getModuleSymbolAddress,
      setModuleSymbol,
      getModuleType,
      createInstance: createInstance(state),
      createPointerObject,
      createTypedObject,
      indexedValue: indexedValueConstructor(state),
      getNamedModel,
      registerNamedModel,
      unregisterNamedModel,
      ...bySignature,
      resourceLookup: resourceLookup(state),
    });
    defineGetters(host, currentObjects(state));
    define(host, { memory: group(createMemory(state)), typeSystem: group(createTypeSystem(state)) });
  };
  return { host, diagnostics, enterPhase2 };
}

/**
 * `{ majorVersion, minorVersion }` of what the host offers and of what the script declared; before it has, 1.0
 * (assumption).
 */
function interfaceVersions(state: HostState, realm: ScriptRealm): Readonly<Record<string, () => unknown>> {
  const version = (minorVersion: number): unknown =>
    Object.assign(new realm.Object() as object, { majorVersion: interfaceMajor, minorVersion });
  return {
    currentApiVersionSupported: () => version(state.mood.interfaceMinor),
    currentApiVersionInitialized: () => version(realm.interfaceMinor),
  };
}

function createMetadata(state: HostState): Readonly<Record<string, unknown>> {
  return {
    defineMetadata: (...args: readonly unknown[]) => {
      needCount(state, "defineMetadata", args, 2, 2);
      state.metadata.define(args[0], args[1]);
    },
    // A plain function: it may be called with and without `new`.
    valueWithMetadata: function valueWithMetadata(...args: readonly unknown[]): object {
      needCount(state, "valueWithMetadata", args, 2, 2);
      return state.metadata.attach(args[0], args[1]);
    },
  };
}

/** A boolean property that a script sets. Assumption: anything but true switches it off. */
function defineSwitch(target: object, name: string, holder: { value: boolean }): void {
  Object.defineProperty(target, name, {
    enumerable: true,
    get: () => holder.value,
    set: (value: unknown) => {
      holder.value = value === true;
    },
  });
}

/** An argument without a text form makes `debugLog` throw (assumption). Text ends at its first null, as in C. */
function createDiagnostics(state: HostState, realm: ScriptRealm, diagnostics: Diagnostics): object {
  const object = new realm.Object() as object;
  const log =
    (name: string) =>
    (...args: readonly unknown[]): void => {
      state.counters.count("debugLog");
      state.output.write(args.map((value) => textOf(state, name, value)).join(""));
    };
  define(object, {
    // There is no script debugger here: nothing stops.
    debugBreak: (...args: readonly unknown[]) => needCount(state, "debugBreak", args, 0, 0),
    debugLog: log("debugLog"),
    // Assumption: prints how many objects of the debugger the script holds; the simulation does not count them.
    logObjectCollection: (...args: readonly unknown[]) => needCount(state, "logObjectCollection", args, 0, 0),
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

function textOf(state: HostState, name: string, value: unknown): string {
  try {
    return String(value).replace(/\0[^]*$/, "");
  } catch {
    return failArgument(state, name);
  }
}

/** Assumption: no model of this debugger can be constructed. */
function createInstance(state: HostState): Call {
  return (...args) => {
    if (args.length < 1) {
      failCount(state, "createInstance");
    }
    state.models.get(needString(state, "createInstance", args[0]));
    return state.realms.fail("Unknown exception");
  };
}

/** Assumption: a script file has no resources. */
function resourceLookup(state: HostState): Call {
  return (...args) => {
    needCount(state, "resourceLookup", args, 1, 1);
    return null;
  };
}

function indexedValueConstructor(state: HostState): unknown {
  return function indexedValue(this: object, ...args: readonly unknown[]): void {
    const [value, indices] = args;
    if (new.target === undefined) {
      failArgument(state, "indexedValue");
    }
    needCount(state, "indexedValue", args, 2, 2);
    if (!Array.isArray(indices) || indices.length === 0) {
      failArgument(state, "indexedValue");
    }
    new Indexed(this, { value, indices: [...(indices as readonly unknown[])] });
  };
}

/** A script must itself undo what it registers by calling these. */
function createImperativeRegistration(state: HostState): Readonly<Record<string, Call>> {
  const { models } = state;
  const counted = (
    name: string,
    least: number,
    most: number,
    call: (args: readonly unknown[]) => unknown,
  ): Readonly<Record<string, Call>> => ({
    [name]: (...args) => {
      needCount(state, name, args, least, most);
      return call(args);
    },
  });
  const bySignature = (
    name: string,
    call: (signature: TypeSignature, source: unknown) => void,
  ): Readonly<Record<string, Call>> =>
    counted(name, 2, 5, ([source, ...rest]) => call(toTypeSignature(state, name, rest), source));
  return {
    ...counted("getNamedModel", 1, 1, ([name]) => namedModelObject(state, needString(state, "getNamedModel", name))),
    ...counted(
      "registerNamedModel",
      2,
      2,
      ([source, name]) =>
        void models.registerNamed(
          needString(state, "registerNamedModel", name),
          models.toScriptModel("registerNamedModel", source),
        ),
    ),
    ...counted("unregisterNamedModel", 1, 1, ([name]) =>
      models.unregisterNamed(needString(state, "unregisterNamedModel", name)),
    ),
    ...bySignature(
      "registerPrototypeForTypeSignature",
      (signature, source) =>
        void models.addVisualizer(signature, models.toScriptModel("registerPrototypeForTypeSignature", source)),
    ),
    ...bySignature(
      "registerExtensionForTypeSignature",
      (signature, source) =>
        void models.addExtension(signature, models.toScriptModel("registerExtensionForTypeSignature", source)),
    ),
    ...bySignature("unregisterPrototypeForTypeSignature", (signature, source) =>
      models.removeVisualizer(signature, source),
    ),
    ...bySignature("unregisterExtensionForTypeSignature", (signature, source) =>
      models.removeExtension(signature, source),
    ),
  };
}

/** A named model as an object: parents added to it apply to every object of that model. */
function namedModelObject(state: HostState, name: string): object {
  const { parents } = state.models.get(name);
  return new ModelObject(state, undefined, { members: {}, attached: parents }).wrapper;
}

/**
 * Assumption: `marshalAs` takes values of the simple C types only, and gives the value as it would enter from memory.
 */
function createTypeSystem(state: HostState): Readonly<Record<string, unknown>> {
  return {
    arrayDimension: function arrayDimension(this: Record<string, unknown>, ...args: readonly unknown[]): void {
      const name = "arrayDimension";
      if (new.target === undefined) {
        failArgument(state, name);
      }
      needCount(state, name, args, 3, 3);
      const part = (value: unknown, minimum: number): unknown =>
        state.int64.of(BigInt(needInteger(state, name, value, minimum)));
      this["lowerBound"] = part(args[0], 0);
      this["length"] = part(args[1], 1);
      this["stride"] = part(args[2], 1);
    },
    marshalAs: (...all: readonly unknown[]) => {
      const name = "marshalAs";
      const { args, context } = takeContext(state, name, all, { least: 3, most: 3 });
      const { info } = needType(state, name, context, args[1], args[2]);
      const bits = state.int64.bitsOf(args[0]);
      if (info.kind !== "intrinsic" || info.encoding === "float" || bits === undefined) {
        return failArgument(state, name);
      }
      const width = (sizeOf(info) ?? 0) * 8;
      if (width === 64) {
        return state.int64.of(bits);
      }
      return Number(info.encoding === "signed" ? BigInt.asIntN(width, bits) : BigInt.asUintN(width, bits));
    },
    pointerKind: Object.freeze({ __proto__: null, standard: 0, reference: 1, rValueReference: 2, cxHat: 3 }),
  };
}

/**
 * Assumption: while nothing is being debugged these are undefined. Seen: where the engine lists no processes, the last
 * two throw.
 */
function currentObjects(state: HostState): Readonly<Record<string, () => unknown>> {
  const whenOpen = (make: (session: SimulatedSession) => object) => () =>
    state.sessions.current === undefined ? undefined : make(state.sessions.current);
  const listed = (make: (session: SimulatedSession) => object) =>
    whenOpen((session) => (session.hasNoProcesses ? state.realms.fail("Unknown exception") : make(session)));
  return {
    currentSession: whenOpen((session) => sessionObject(state, session)),
    currentProcess: listed((session) => currentProcessObject(state, session)),
    currentThread: listed((session) => currentThreadObject(state, session)),
  };
}
