/**
 * Registration records: what `initializeScript` returns. Each is made by a constructor of `host`, checked when made,
 * applied when the script has been initialized, and undone when it is unloaded.
 */
import { failArgument, needCount, needString } from "./arguments.ts";
import type { HostState } from "./host-state.ts";
import type { ScriptModel, TypeSignature } from "./models.ts";

/** Undoes what applying a record did. */
export type Undo = () => void;
type Apply = () => Undo;

const records = new WeakMap<object, Apply>();

/** The major version of the script interface; the minor version depends on the mood. */
export const interfaceMajor = 1;

/** Checks a signature's arguments: `signature[, module[, minVer[, maxVer]]]`. */
export function toTypeSignature(state: HostState, name: string, args: readonly unknown[]): TypeSignature {
  const [pattern, module, minimumVersion, maximumVersion] = args;
  const text = needString(state, name, pattern);
  // Assumption: in C types a wildcard stands only for the whole name, and a signature never has a module or a star.
  if (text !== "*" && !/^[A-Za-z_]\w*( [A-Za-z_]\w*)*$/.test(text)) {
    failArgument(state, name);
  }
  const version = (value: unknown): string => {
    const given = needString(state, name, value);
    return /^\d+(\.\d+){0,3}$/.test(given) ? given : failArgument(state, name);
  };
  return {
    pattern: text,
    ...(module === undefined ? {} : { module: needString(state, name, module) }),
    ...(minimumVersion === undefined ? {} : { minimumVersion: version(minimumVersion) }),
    ...(maximumVersion === undefined ? {} : { maximumVersion: version(maximumVersion) }),
  };
}

/** Makes a constructor of records; `check` validates the arguments at once and returns how to apply the record. */
function recordConstructor(
  state: HostState,
  name: string,
  count: readonly [number, number],
  check: (args: readonly unknown[]) => Apply,
): unknown {
  const constructor = function (this: object, ...args: readonly unknown[]): void {
    // Assumption: without new it is refused like any constructor of the engine.
    if (new.target === undefined) {
      state.realms.fail(`Class constructor ${name} cannot be called without the new keyword`);
    }
    needCount(state, name, args, ...count);
    records.set(this, check(args));
  };
  Object.defineProperty(constructor, "name", { value: name });
  return constructor;
}

function registerAlias(state: HostState, fn: unknown, alias: string): Apply {
  if (typeof fn !== "function") {
    failArgument(state, "functionAlias");
  }
  if (!/^[A-Za-z_]\w*$/.test(alias)) {
    failArgument(state, "functionAlias");
  }
  return () => {
    if (state.aliases.has(alias)) {
      state.realms.fail(`There is a function alias '${alias}' already`);
    }
    state.aliases.set(alias, fn);
    return () => void state.aliases.delete(alias);
  };
}

function hangNamespace(state: HostState, args: readonly unknown[]): Apply {
  const method = "namespacePropertyParent";
  const model = state.models.toScriptModel(method, args[0]);
  const [parent, name, property] = args.slice(1).map((part) => needString(state, method, part)) as [
    string,
    string,
    string,
  ];
  return () => {
    state.models.get(parent);
    const undoName = state.models.registerNamed(name, model);
    try {
      const undoProperty = state.models.addProperty(parent, property, name);
      return () => {
        undoProperty();
        undoName();
      };
    } catch (error) {
      undoName();
      throw error;
    }
  };
}

/** Asking for a larger minor version than there is gives what there is, without an error. */
function checkVersion(state: HostState, args: readonly unknown[]): Apply {
  const [major, minor] = args;
  const isVersion = (value: unknown): value is number =>
    typeof value === "number" && Number.isInteger(value) && value >= 0;
  if (!isVersion(major) || !isVersion(minor)) {
    return failArgument(state, "apiVersionSupport");
  }
  return () => {
    // Assumption: another major version is refused.
    if (major !== interfaceMajor) {
      state.realms.fail(`The script API ${major}.${minor} is not supported`);
    }
    state.realms.current.interfaceMinor = Math.min(minor, state.mood.interfaceMinor);
    return () => undefined;
  };
}

/** A record that cannot be applied is left out without an error. */
function optional(state: HostState, record: unknown): Apply {
  const apply = typeof record === "object" && record !== null ? records.get(record) : undefined;
  if (apply === undefined) {
    return failArgument(state, "optionalRecord");
  }
  return () => {
    try {
      return apply();
    } catch {
      return () => undefined;
    }
  };
}

/** The constructors of records by their name in `host`, in its order. */
export function createRecordConstructors(state: HostState): Readonly<Record<string, unknown>> {
  const { models } = state;
  const make = (
    name: string,
    count: readonly [least: number, most: number],
    check: (args: readonly unknown[], name: string) => Apply,
  ): Readonly<Record<string, unknown>> => ({
    [name]: recordConstructor(state, name, count, (args) => check(args, name)),
  });
  const named =
    (add: (modelName: string, model: ScriptModel) => Undo) =>
    ([cls, modelName]: readonly unknown[], name: string): Apply => {
      const model = models.toScriptModel(name, cls);
      const text = needString(state, name, modelName);
      return () => add(text, model);
    };
  const signed =
    (add: (signature: TypeSignature, model: ScriptModel) => Undo) =>
    ([cls, ...rest]: readonly unknown[], name: string): Apply => {
      const model = models.toScriptModel(name, cls);
      const signature = toTypeSignature(state, name, rest);
      return () => add(signature, model);
    };
  return {
    ...make(
      "typeSignatureRegistration",
      [2, 5],
      signed((signature, model) => models.addVisualizer(signature, model)),
    ),
    ...make(
      "typeSignatureExtension",
      [2, 5],
      signed((signature, model) => models.addExtension(signature, model)),
    ),
    ...make(
      "namedModelRegistration",
      [2, 2],
      named((modelName, model) => models.registerNamed(modelName, model)),
    ),
    ...make(
      "namedModelParent",
      [2, 2],
      named((modelName, model) => models.addParent(modelName, model)),
    ),
    ...make("functionAlias", [2, 2], ([fn, alias], name) => registerAlias(state, fn, needString(state, name, alias))),
    ...make("namespacePropertyParent", [4, 4], (args) => hangNamespace(state, args)),
    ...make("optionalRecord", [1, 1], ([record]) => optional(state, record)),
    ...make("apiVersionSupport", [2, 2], (args) => checkVersion(state, args)),
  };
}

/**
 * Applies what `initializeScript` returned, in order; returns how to undo it all. When one record fails, those before
 * it are undone and the error passes on. Assumption: anything but undefined or an array of records is an error.
 */
export function applyRecords(state: HostState, returned: unknown): Undo {
  if (returned === undefined) {
    return () => undefined;
  }
  if (!Array.isArray(returned)) {
    return state.realms.fail("initializeScript returns an array of registration objects");
  }
  const undone: Undo[] = [];
  const undoAll = (): void => {
    for (let undo = undone.pop(); undo !== undefined; undo = undone.pop()) {
      undo();
    }
  };
  try {
    for (const record of returned as readonly unknown[]) {
      const apply = typeof record === "object" && record !== null ? records.get(record) : undefined;
      if (apply === undefined) {
        state.realms.fail("initializeScript returned something that is not a registration object");
      }
      undone.push(apply());
    }
  } catch (error) {
    undoAll();
    throw error;
  }
  return undoAll;
}
