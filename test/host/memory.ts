/** `host.memory`: block reads and writes, strings. */
import { failArgument, needCount, needInteger, takeContext } from "./arguments.ts";
import type { HostState } from "./host-state.ts";
import { hex, readMemory } from "./host-state.ts";
import { LocationObject, toAddress } from "./location.ts";
import type { TargetContext } from "./session.ts";

type Call = (...args: readonly unknown[]) => unknown;

/** Members of `host.memory` by name. */
export function createMemory(state: HostState): Readonly<Record<string, Call>> {
  return {
    collectGarbage: (...args) => {
      needCount(state, "collectGarbage", args, 0, 0);
      state.counters.count("collectGarbage");
    },
    readWideString: (...args) => readText(state, "readWideString", 2, args),
    readString: (...args) => readText(state, "readString", 1, args),
    readMemoryValues: (...args) => readMemoryValues(state, args),
    writeMemoryValues: (...args) => writeMemoryValues(state, args),
    physicalAddress: (...args) => physicalAddress(state, args),
  };
}

function elementSizeOf(state: HostState, name: string, value: unknown): 1 | 2 | 4 | 8 {
  return value === 1 || value === 2 || value === 4 || value === 8 ? value : failArgument(state, name);
}

function isSignedOf(state: HostState, name: string, value: unknown): boolean {
  return typeof value === "boolean" ? value : failArgument(state, name);
}

const typedArrayNames = {
  1: ["Uint8Array", "Int8Array"],
  2: ["Uint16Array", "Int16Array"],
  4: ["Uint32Array", "Int32Array"],
} as const;

/** The array that the running script gets, over its own copy of the bytes. */
function toElements(state: HostState, bytes: Uint8Array, elementSize: 1 | 2 | 4 | 8, isSigned: boolean): unknown {
  const realm = state.realms.current;
  if (elementSize === 1) {
    return new realm[typedArrayNames[1][isSigned ? 1 : 0]](bytes);
  }
  if (elementSize !== 8) {
    const array = new realm[typedArrayNames[elementSize][isSigned ? 1 : 0]](bytes.length / elementSize);
    new Uint8Array(array.buffer).set(bytes);
    return array;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const array = new realm.Array<unknown>();
  for (let offset = 0; offset < bytes.length; offset += 8) {
    array.push(state.int64.of(view.getBigUint64(offset, true)));
  }
  return array;
}

function readMemoryValues(state: HostState, all: readonly unknown[]): unknown {
  state.counters.count("readMemoryValues");
  const name = "readMemoryValues";
  const { args, context } = takeContext(state, name, all, { least: 2, most: 4 });
  const [location, countArgument, size = 1, signed = false] = withoutUndefined(state, name, args);
  const elementSize = elementSizeOf(state, name, size);
  const isSigned = isSignedOf(state, name, signed);
  const count = needInteger(state, name, countArgument, 0);
  const address = toAddress(state, name, context, location);
  const bytes = count === 0 ? new Uint8Array() : readMemory(state, context, address, count * elementSize, name);
  return toElements(state, bytes, elementSize, isSigned);
}

/** Assumption: an explicit undefined does not leave out an argument. */
function withoutUndefined(state: HostState, name: string, args: readonly unknown[]): readonly unknown[] {
  return args.includes(undefined) ? failArgument(state, name) : args;
}

/** Assumption: the order of arguments is location, count, values, element size, whether signed, context. */
function writeMemoryValues(state: HostState, all: readonly unknown[]): void {
  state.counters.count("writeMemoryValues");
  const name = "writeMemoryValues";
  const { args, context } = takeContext(state, name, all, { least: 3, most: 5 });
  const [location, countArgument, values, size = 1, signed = false] = withoutUndefined(state, name, args);
  const elementSize = elementSizeOf(state, name, size);
  isSignedOf(state, name, signed);
  const count = needInteger(state, name, countArgument, 1);
  const address = toAddress(state, name, context, location);
  const elements =
    typeof values === "object" && values !== null && Symbol.iterator in values
      ? [...(values as Iterable<unknown>)]
      : [];
  if (elements.length !== count) {
    failArgument(state, name);
  }
  const bytes = new Uint8Array(count * elementSize);
  elements.forEach((element, index) => {
    let bits = state.int64.bitsOf(element) ?? failArgument(state, name);
    for (let i = 0; i < elementSize; i++, bits >>= 8n) {
      bytes[index * elementSize + i] = Number(bits & 0xffn);
    }
  });
  const { target } = context.session;
  const written = !target.isDump && target.memory.write(address, bytes, context.process ?? target.currentProcess());
  if (!written) {
    state.realms.fail(`Unable to write target memory at '${hex(address)}' in method '${name}'`);
  }
}

function* characters(
  state: HostState,
  context: TargetContext,
  start: bigint,
  size: 1 | 2,
  method: string,
): Generator<number> {
  for (let address = start; ; address += BigInt(size)) {
    const bytes = readMemory(state, context, address, size, method);
    yield (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8);
  }
}

/** Without a length the string ends at its null. Assumption: with one, nulls are characters like any other. */
function readText(state: HostState, name: string, size: 1 | 2, all: readonly unknown[]): string {
  state.counters.count("readString");
  const { args, context } = takeContext(state, name, all, { least: 1, most: 2 });
  const address = toAddress(state, name, context, args[0]);
  if (args.length === 2) {
    const length = needInteger(state, name, args[1], 0);
    if (length === 0) {
      return "";
    }
    const bytes = readMemory(state, context, address, length * size, name);
    return Array.from({ length }, (_, i) =>
      String.fromCharCode((bytes[i * size] ?? 0) | (size === 2 ? (bytes[i * 2 + 1] ?? 0) << 8 : 0)),
    ).join("");
  }
  let text = "";
  for (const character of characters(state, context, address, size, name)) {
    if (character === 0) {
      break;
    }
    text += String.fromCharCode(character);
  }
  return text;
}

/** A location in physical memory; reading through it throws, since no target of the simulation has any. */
function physicalAddress(state: HostState, args: readonly unknown[]): object {
  needCount(state, "physicalAddress", args, 1, 2);
  const [low, high] = args;
  const value = high === undefined ? low : new state.int64.Int64(low as number, high as number);
  const bits = state.int64.bitsOf(value) ?? failArgument(state, "physicalAddress");
  const session = state.sessions.current;
  return new LocationObject(state, session === undefined ? undefined : { session }, bits, true).wrapper;
}
