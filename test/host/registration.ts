/**
 * Registration records: what `initializeScript` returns. Each is made by a constructor of `host`, checked when made, applied
 * when the script has been initialised, and undone when it is unloaded.
 */
import { needString } from "./arguments.ts";
import type { HostState } from "./host-state.ts";
import type { TypeSignature } from "./models.ts";

/** Takes back what applying a record did. */
export type Undo = () => void;
type Apply = () => Undo;

const records = new WeakMap<object, Apply>();

/** The newest version of the script API that this host offers. Assumption: what the newest public scripts ask for. */
const newestApi = { major: 1, minor: 9 } as const;

/** Checks a signature's arguments: `signature[, module[, minVer[, maxVer]]]`. */
export function toTypeSignature(state: HostState, args: readonly unknown[]): TypeSignature {
  const [pattern, module, minimumVersion, maximumVersion] = args;
  const text = needString(state, pattern, "A type signature");
  // Assumption: in C types a wildcard stands only for the whole name, and a signature never bears a module or a star.
  if (text !== "*" && !/^[A-Za-z_]\w*( [A-Za-z_]\w*)*$/.test(text)) state.realms.fail(`'${text}' is not a type signature`);
  if (args.length > 4) state.realms.fail("A type signature has at most a module and two versions beside it");
  const version = (value: unknown): string => {
    const given = needString(state, value, "A version");
    return /^\d+(\.\d+){0,3}$/.test(given) ? given : state.realms.fail(`'${given}' is not a version`);
  };
  return {
    pattern: text,
    ...(module === undefined ? {} : { module: needString(state, module, "The name of a module") }),
    ...(minimumVersion === undefined ? {} : { minimumVersion: version(minimumVersion) }),
    ...(maximumVersion === undefined ? {} : { maximumVersion: version(maximumVersion) }),
  };
}

/** Makes a constructor of records; `check` looks at the arguments at once and tells how to apply the record. */
function recordConstructor(state: HostState, name: string, check: (args: readonly unknown[]) => Apply): unknown {
  const constructor = function (this: object, ...args: readonly unknown[]): void {
    if (new.target === undefined) state.realms.fail(`'${name}' is a constructor: call it with new`);
    records.set(this, check(args));
  };
  Object.defineProperty(constructor, "name", { value: name });
  return constructor;
}

function registerAlias(state: HostState, fn: unknown, alias: string): Apply {
  if (typeof fn !== "function") state.realms.fail("A function alias needs a function");
  if (!/^[A-Za-z_]\w*$/.test(alias)) state.realms.fail(`'${alias}' cannot be the name of a function alias`);
  return () => {
    if (state.aliases.has(alias)) state.realms.fail(`There is a function alias '${alias}' already`);
    state.aliases.set(alias, fn);
    return () => void state.aliases.delete(alias);
  };
}

function hangNamespace(state: HostState, args: readonly unknown[]): Apply {
  const model = state.models.toScriptModel(args[0]);
  const parent = needString(state, args[1], "The name of the parent model");
  const name = needString(state, args[2], "The name of the new model");
  const property = needString(state, args[3], "The name of the property");
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

function checkVersion(state: HostState, args: readonly unknown[]): Apply {
  const [major, minor] = args;
  if (typeof major !== "number" || typeof minor !== "number") state.realms.fail("apiVersionSupport takes two numbers");
  return () => {
    if (major !== newestApi.major || minor > newestApi.minor) state.realms.fail(`The script API ${major}.${minor} is not supported`);
    return () => undefined;
  };
}

/** A record that cannot be applied is left out without an error. */
function optional(state: HostState, record: unknown): Apply {
  const apply = typeof record === "object" && record !== null ? records.get(record) : undefined;
  if (apply === undefined) return state.realms.fail("optionalRecord takes a registration object");
  return () => {
    try {
      return apply();
    } catch {
      return () => undefined;
    }
  };
}

/** The constructors of records by their name in `host`. */
export function createRecordConstructors(state: HostState): Readonly<Record<string, unknown>> {
  const { models } = state;
  const make = (name: string, check: (args: readonly unknown[]) => Apply): Readonly<Record<string, unknown>> =>
    ({ [name]: recordConstructor(state, name, check) });
  return {
    ...make("apiVersionSupport", (args) => checkVersion(state, args)),
    ...make("namedModelParent", ([cls, name]) => {
      const model = models.toScriptModel(cls);
      const modelName = needString(state, name, "The name of a model");
      return () => models.addParent(modelName, model);
    }),
    ...make("namedModelRegistration", ([cls, name]) => {
      const model = models.toScriptModel(cls);
      const modelName = needString(state, name, "The name of a model");
      return () => models.registerNamed(modelName, model);
    }),
    ...make("namespacePropertyParent", (args) => hangNamespace(state, args)),
    ...make("typeSignatureRegistration", ([cls, ...rest]) => {
      const model = models.toScriptModel(cls);
      const signature = toTypeSignature(state, rest);
      return () => models.addVisualizer(signature, model);
    }),
    ...make("typeSignatureExtension", ([cls, ...rest]) => {
      const model = models.toScriptModel(cls);
      const signature = toTypeSignature(state, rest);
      return () => models.addExtension(signature, model);
    }),
    ...make("functionAlias", ([fn, name]) => registerAlias(state, fn, needString(state, name, "The name of a function alias"))),
    ...make("optionalRecord", ([record]) => optional(state, record)),
  };
}

/**
 * Applies what `initializeScript` returned, in order; returns how to undo it all. When one record fails, those before it are undone
 * and the error passes on. Assumption: anything but undefined or an array of records is an error.
 */
export function applyRecords(state: HostState, returned: unknown): Undo {
  if (returned === undefined) return () => undefined;
  if (!Array.isArray(returned)) return state.realms.fail("initializeScript returns an array of registration objects");
  const undone: Undo[] = [];
  const undoAll = (): void => {
    for (let undo = undone.pop(); undo !== undefined; undo = undone.pop()) undo();
  };
  try {
    for (const record of returned as readonly unknown[]) {
      const apply = typeof record === "object" && record !== null ? records.get(record) : undefined;
      if (apply === undefined) state.realms.fail("initializeScript returned something that is not a registration object");
      undone.push(apply());
    }
  } catch (error) {
    undoAll();
    throw error;
  }
  return undoAll;
}
