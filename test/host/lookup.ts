/** Modules, types and symbols as scripts ask for them, and the objects made from them. */
import { failArgument, needCount, needString, takeContext } from "./arguments.ts";
import type { HostState } from "./host-state.ts";
import { addressValue, hex } from "./host-state.ts";
import { addressBits, toAddress } from "./location.ts";
import { unwrap } from "./native-proxy.ts";
import type { TargetContext } from "./session.ts";
import type { SimulatedModule } from "./target.ts";
import type { TypeSource } from "./type-object.ts";
import { TypeObject } from "./type-object.ts";
import { pointerTo, readValue } from "./typed-object.ts";
import type { TypeInfo } from "./type-info.ts";

type Call = (...args: readonly unknown[]) => unknown;

/** Functions of `host` that look up types and symbols, by name. */
export function createLookups(state: HostState): Readonly<Record<string, Call>> {
  return {
    getModuleType: (...args) => getModuleType(state, args),
    createPointerObject: (...args) => createPointerObject(state, args),
    createTypedObject: (...args) => createTypedObject(state, args),
    getModuleSymbol: (...args) => getModuleSymbol(state, args),
    getModuleSymbolAddress: (...args) => getModuleSymbolAddress(state, args),
    setModuleSymbol: (...args) => setModuleSymbol(state, args),
    getModuleContainingSymbol: (...args) => containingSymbol(state, "getModuleContainingSymbol", args).name,
    getModuleContainingSymbolInformation: (...args) => symbolInformation(state, args),
  };
}

interface FoundType {
  readonly source: TypeSource;
  readonly info: TypeInfo;
}

/**
 * A type by module and name: undefined where there is no such module or type; throws while symbols are not loaded.
 * Module names are compared exactly (assumption).
 */
function findType(
  state: HostState,
  method: string,
  context: TargetContext,
  moduleName: unknown,
  typeName: unknown,
): FoundType | undefined {
  const module = context.session.findModule(needString(state, method, moduleName));
  const name = needString(state, method, typeName);
  if (module === undefined) {
    return undefined;
  }
  const types =
    context.session.typesOf(module) ?? state.realms.fail(`Symbols are not loaded for module '${module.name}'`);
  const info = types.findNamed(name);
  return info === undefined ? undefined : { source: { context, module }, info };
}

/** As {@link findType}, for methods that need the type: throws if there is none (the sentence is an assumption). */
export function needType(
  state: HostState,
  method: string,
  context: TargetContext,
  moduleName: unknown,
  typeName: unknown,
): FoundType {
  return (
    findType(state, method, context, moduleName, typeName) ??
    state.realms.fail(`Unable to find type '${String(typeName)}' in module '${String(moduleName)}'`)
  );
}

/** The result of a lookup that finds nothing: null from interface 1.1 on, an error before. */
function nothingFound(state: HostState): null {
  return state.realms.current.interfaceMinor >= 1 ? null : state.realms.fail("Unknown exception");
}

function getModuleType(state: HostState, all: readonly unknown[]): object | null {
  state.counters.count("getModuleType");
  const { args, context } = takeContext(state, "getModuleType", all, { least: 2, most: 2 });
  const found = findType(state, "getModuleType", context, args[0], args[1]);
  return found === undefined ? nothingFound(state) : new TypeObject(state, found.source, found.info).wrapper;
}

interface LocatedType extends FoundType {
  readonly context: TargetContext;
  /** The address as given. */
  readonly bits: bigint;
}

/** The arguments `location, module, typeName[, ctx]` or `location, typeObject[, ctx]`. */
function locatedType(state: HostState, name: string, all: readonly unknown[]): LocatedType {
  const given = unwrap(all[1]);
  if (given instanceof TypeObject) {
    const { args, context } = takeContext(state, name, all, { least: 2, most: 2 });
    // Assumption: a type object can be used only in its own session.
    if (context.session !== given.source.context.session) {
      failArgument(state, name);
    }
    return { context, bits: addressBits(state, name, args[0]), source: { ...given.source, context }, info: given.info };
  }
  const { args, context } = takeContext(state, name, all, { least: 3, most: 3 });
  return { context, bits: addressBits(state, name, args[0]), ...needType(state, name, context, args[1], args[2]) };
}

/** A pointer keeps its value as given: a sign-extended address of a 32-bit target stays sign-extended. */
function createPointerObject(state: HostState, all: readonly unknown[]): object {
  state.counters.count("createPointerObject");
  const { bits, source, info } = locatedType(state, "createPointerObject", all);
  return info.kind === "pointer" ? pointerTo(state, source, info, bits) : failArgument(state, "createPointerObject");
}

/** Assumption: an object of a scalar type is its value, read at once. */
function createTypedObject(state: HostState, all: readonly unknown[]): unknown {
  state.counters.count("createTypedObject");
  const { context, bits, source, info } = locatedType(state, "createTypedObject", all);
  return readValue(state, source, info, context.session.toAddress(bits));
}

/**
 * `module, symbol[, typeName][, ctx]`: the object or value of a symbol, or null where the target has none of that name.
 * Public symbols have no type; then the caller must name one.
 */
function getModuleSymbol(state: HostState, all: readonly unknown[]): unknown {
  state.counters.count("getModuleSymbol");
  const name = "getModuleSymbol";
  const { args, context } = takeContext(state, name, all, { least: 2, most: 3 });
  const module = context.session.findModule(needString(state, name, args[0]));
  const symbol = needString(state, name, args[1]);
  const facts = module === undefined ? undefined : context.session.findSymbol(module, symbol);
  if (module === undefined || facts === undefined) {
    return nothingFound(state);
  }
  const typeName = args.length === 3 ? needString(state, name, args[2]) : (facts.type ?? failArgument(state, name));
  const { source, info } = needType(state, name, context, module.name, typeName);
  return readValue(state, source, info, facts.address);
}

/**
 * Takes exactly two arguments and answers for the session that is current, although the published declarations list a
 * type name and a context as well; null for a name or module that is not there. Providers that keep to the declarations
 * may exist: a mood.
 */
function getModuleSymbolAddress(state: HostState, all: readonly unknown[]): object | null {
  state.counters.count("getModuleSymbolAddress");
  const name = "getModuleSymbolAddress";
  const isDeclared = state.mood.symbolArguments === "declared";
  if (!isDeclared) {
    needCount(state, name, all, 2, 2);
  }
  const { args, context } = takeContext(state, name, all, { least: 2, most: isDeclared ? 3 : 2 });
  const module = context.session.findModule(needString(state, name, args[0]));
  const symbol = needString(state, name, args[1]);
  if (args.length === 3) {
    needType(state, name, context, args[0], args[2]);
  }
  const facts = module === undefined ? undefined : context.session.findSymbol(module, symbol);
  return facts === undefined ? null : addressValue(state, context, facts.address);
}

/** Assumption: symbols of the simulated targets are read-only and cannot be set. */
function setModuleSymbol(state: HostState, all: readonly unknown[]): never {
  const { args } = takeContext(state, "setModuleSymbol", all, { least: 3, most: 3 });
  needString(state, "setModuleSymbol", args[0]);
  needString(state, "setModuleSymbol", args[1]);
  return state.realms.fail("Unknown exception");
}

interface ContainingSymbol {
  readonly context: TargetContext;
  readonly module: SimulatedModule;
  readonly name: string;
  readonly address: bigint;
}

/** The nearest symbol at or below an address within the module that holds it. */
function containingSymbol(state: HostState, name: string, all: readonly unknown[]): ContainingSymbol {
  state.counters.count("getModuleSymbol");
  const { args, context } = takeContext(state, name, all, { least: 1, most: 1 });
  const address = toAddress(state, name, context, args[0]);
  const module = context.session.target.modules.find(
    (one) => address >= one.base && address < one.base + BigInt(one.size),
  );
  let best: { name: string; address: bigint } | undefined;
  for (const [symbol, facts] of module?.symbols ?? []) {
    if (facts.address <= address && (best === undefined || facts.address > best.address)) {
      best = { name: symbol, address: facts.address };
    }
  }
  if (module === undefined || best === undefined) {
    return state.realms.fail(`No symbol contains the address ${hex(address)}`);
  }
  return { context, module, ...best };
}

/** Assumption: the information consists of the symbol's name, its module's name and its address. */
function symbolInformation(state: HostState, all: readonly unknown[]): object {
  const { context, module, name, address } = containingSymbol(state, "getModuleContainingSymbolInformation", all);
  const information = new state.realms.current.Object() as Record<string, unknown>;
  return Object.assign(information, { name, moduleName: module.name, address: addressValue(state, context, address) });
}
