/** Modules, types and symbols as scripts ask for them, and the objects made from them. */
import { needCount, needString, takeContext } from "./arguments.ts";
import type { HostState } from "./host-state.ts";
import { addressValue, hex } from "./host-state.ts";
import { toAddress } from "./location.ts";
import { unwrap } from "./native-object.ts";
import type { TargetContext } from "./session.ts";
import type { SimulatedModule, SymbolFacts } from "./target.ts";
import type { TypeSource } from "./type-object.ts";
import { TypeObject } from "./type-object.ts";
import { pointerTo, readValue } from "./typed-object.ts";
import type { TypeInfo } from "./type-info.ts";
import { nameOf } from "./type-info.ts";

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

/** A module of the context's target; throws when it has none of that name. Assumption: names are compared exactly. */
function needModule(state: HostState, context: TargetContext, name: unknown): SimulatedModule {
  const text = needString(state, name, "The name of a module");
  return context.session.findModule(text) ?? state.realms.fail(`Unable to find module '${text}'`);
}

/** A type by module and name; throws without the module, without symbols, and when symbols lack the type. */
export function needType(state: HostState, context: TargetContext, moduleName: unknown, typeName: unknown): { source: TypeSource; info: TypeInfo } {
  const module = needModule(state, context, moduleName);
  const name = needString(state, typeName, "The name of a type");
  const types = context.session.typesOf(module) ?? state.realms.fail(`Symbols are not loaded for module '${module.name}'`);
  const info = types.findNamed(name) ?? state.realms.fail(`Unable to find type '${name}' in module '${module.name}'`);
  return { source: { context, module }, info };
}

function getModuleType(state: HostState, all: readonly unknown[]): object {
  state.counters.count("getModuleType");
  const { args, context } = takeContext(state, all, 2);
  needCount(state, "getModuleType", args, 2, 2);
  const { source, info } = needType(state, context, args[0], args[1]);
  return new TypeObject(state, source, info).wrapper;
}

interface LocatedType {
  readonly context: TargetContext;
  readonly address: bigint;
  readonly source: TypeSource;
  readonly info: TypeInfo;
}

/** The arguments `location, module, typeName[, ctx]` or `location, typeObject[, ctx]`. */
function locatedType(state: HostState, name: string, all: readonly unknown[]): LocatedType {
  const given = unwrap(all[1]);
  if (given instanceof TypeObject) {
    const { args, context } = takeContext(state, all, 2);
    needCount(state, name, args, 2, 2);
    // Assumption: a type object is good only in the session that it comes from.
    if (context.session !== given.source.context.session) state.realms.fail("The type object belongs to another session");
    return { context, address: toAddress(state, context, args[0]), source: { ...given.source, context }, info: given.info };
  }
  const { args, context } = takeContext(state, all, 3);
  needCount(state, name, args, 3, 3);
  return { context, address: toAddress(state, context, args[0]), ...needType(state, context, args[1], args[2]) };
}

function createPointerObject(state: HostState, all: readonly unknown[]): object {
  state.counters.count("createPointerObject");
  const { address, source, info } = locatedType(state, "createPointerObject", all);
  if (info.kind !== "pointer") return state.realms.fail(`'${nameOf(info)}' is not the type of a pointer`);
  return pointerTo(state, source, info, address);
}

/** Assumption: an object of a scalar type is its value, read at once. */
function createTypedObject(state: HostState, all: readonly unknown[]): unknown {
  state.counters.count("createTypedObject");
  const { address, source, info } = locatedType(state, "createTypedObject", all);
  return readValue(state, source, info, address);
}

interface NamedSymbol {
  readonly context: TargetContext;
  readonly module: SimulatedModule;
  readonly name: string;
  readonly facts: SymbolFacts;
  readonly typeName: string | undefined;
}

/** The arguments `module, symbol[, typeName][, ctx]`. */
function needSymbol(state: HostState, name: string, all: readonly unknown[]): NamedSymbol {
  const { args, context } = takeContext(state, all, 2);
  needCount(state, name, args, 2, 3);
  const module = needModule(state, context, args[0]);
  if (module.layout === undefined) state.realms.fail(`Symbols are not loaded for module '${module.name}'`);
  const symbol = needString(state, args[1], "The name of a symbol");
  const facts = module.symbols.get(symbol) ?? state.realms.fail(`Unable to find symbol '${symbol}' in module '${module.name}'`);
  return { context, module, name: symbol, facts, typeName: args.length === 3 ? needString(state, args[2], "The name of a type") : undefined };
}

/** Symbols known only from public symbols have no type; then the caller must name one. */
function getModuleSymbol(state: HostState, all: readonly unknown[]): unknown {
  state.counters.count("getModuleSymbol");
  const symbol = needSymbol(state, "getModuleSymbol", all);
  const typeName = symbol.typeName ?? symbol.facts.type
    ?? state.realms.fail(`The type of symbol '${symbol.name}' is not known`);
  const { source, info } = needType(state, symbol.context, symbol.module.name, typeName);
  return readValue(state, source, info, symbol.facts.address);
}

function getModuleSymbolAddress(state: HostState, all: readonly unknown[]): object {
  state.counters.count("getModuleSymbolAddress");
  const symbol = needSymbol(state, "getModuleSymbolAddress", all);
  if (symbol.typeName !== undefined) needType(state, symbol.context, symbol.module.name, symbol.typeName);
  return addressValue(state, symbol.context, symbol.facts.address);
}

/** Assumption: symbols of the targets at hand, which pass for read-only, cannot be set. */
function setModuleSymbol(state: HostState, all: readonly unknown[]): never {
  const { args, context } = takeContext(state, all, 3);
  needModule(state, context, args[0]);
  return state.realms.fail(`Unable to set symbol '${String(args[1])}'`);
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
  const { args, context } = takeContext(state, all, 1);
  needCount(state, name, args, 1, 1);
  const address = toAddress(state, context, args[0]);
  const module = context.session.target.modules.find((one) => address >= one.base && address < one.base + BigInt(one.size));
  let best: { name: string; address: bigint } | undefined;
  for (const [symbol, facts] of module?.symbols ?? []) {
    if (facts.address <= address && (best === undefined || facts.address > best.address)) best = { name: symbol, address: facts.address };
  }
  if (module === undefined || best === undefined) return state.realms.fail(`No symbol contains the address ${hex(address)}`);
  return { context, module, ...best };
}

/** Assumption: the information consists of the symbol's name, its module's name and its address. */
function symbolInformation(state: HostState, all: readonly unknown[]): object {
  const { context, module, name, address } = containingSymbol(state, "getModuleContainingSymbolInformation", all);
  const information = new state.realms.current.Object() as Record<string, unknown>;
  return Object.assign(information, { name, moduleName: module.name, address: addressValue(state, context, address) });
}
