/** `host.memory`: block reads and writes, strings. */
import { needCount, needInteger, takeContext } from "./arguments.ts";
import type { HostState } from "./host-state.ts";
import { hex, readMemory } from "./host-state.ts";
import { LocationObject, toAddress } from "./location.ts";
import type { TargetContext } from "./session.ts";

type Call = (...args: readonly unknown[]) => unknown;

/** Members of `host.memory` by name. */
export function createMemory(state: HostState): Readonly<Record<string, Call>> {
  return {
    readMemoryValues: (...args) => readMemoryValues(state, args),
    writeMemoryValues: (...args) => writeMemoryValues(state, args),
    readString: (...args) => readText(state, "readString", 1, args),
    readWideString: (...args) => readText(state, "readWideString", 2, args),
    physicalAddress: (...args) => physicalAddress(state, args),
    collectGarbage: () => state.counters.count("collectGarbage"),
  };
}

function elementSizeOf(state: HostState, value: unknown): 1 | 2 | 4 | 8 {
  return value === 1 || value === 2 || value === 4 || value === 8
    ? value
    : state.realms.fail("The size of an element is 1, 2, 4 or 8 bytes");
}

function isSignedOf(state: HostState, value: unknown): boolean {
  return typeof value === "boolean" ? value : state.realms.fail("Whether elements are signed is true or false");
}

const typedArrayNames = {
  1: ["Uint8Array", "Int8Array"],
  2: ["Uint16Array", "Int16Array"],
  4: ["Uint32Array", "Int32Array"],
} as const;

/** The array that the running script gets: over a block of its own of the read bytes. */
function toElements(state: HostState, bytes: Uint8Array, elementSize: 1 | 2 | 4 | 8, isSigned: boolean): unknown {
  const realm = state.realms.current;
  if (elementSize !== 8) {
    const array = new realm[typedArrayNames[elementSize][isSigned ? 1 : 0]](bytes.length / elementSize);
    new Uint8Array(array.buffer).set(bytes);
    return array;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const array = new realm.Array<unknown>();
  for (let offset = 0; offset < bytes.length; offset += 8) array.push(state.int64.of(view.getBigUint64(offset, true)));
  return array;
}

function readMemoryValues(state: HostState, all: readonly unknown[]): unknown {
  state.counters.count("readMemoryValues");
  const { args, context } = takeContext(state, all, 2);
  needCount(state, "readMemoryValues", args, 2, 4);
  const [location, countArgument, size = 1, signed = false] = withoutUndefined(state, args);
  const elementSize = elementSizeOf(state, size);
  const isSigned = isSignedOf(state, signed);
  // Assumption: reading nothing is a mistake.
  const count = needInteger(state, countArgument, 1, "The number of elements");
  const address = toAddress(state, context, location);
  return toElements(state, readMemory(state, context, address, count * elementSize, "readMemoryValues"), elementSize, isSigned);
}

/** Assumption: an explicit undefined is no way to leave out an argument. */
function withoutUndefined(state: HostState, args: readonly unknown[]): readonly unknown[] {
  return args.includes(undefined) ? state.realms.fail("An argument is undefined") : args;
}

/** Assumption: the order of arguments is location, count, values, element size, whether signed, context. */
function writeMemoryValues(state: HostState, all: readonly unknown[]): void {
  state.counters.count("writeMemoryValues");
  const { args, context } = takeContext(state, all, 3);
  needCount(state, "writeMemoryValues", args, 3, 5);
  const [location, countArgument, values, size = 1, signed = false] = withoutUndefined(state, args);
  const elementSize = elementSizeOf(state, size);
  isSignedOf(state, signed);
  const count = needInteger(state, countArgument, 1, "The number of elements");
  const address = toAddress(state, context, location);
  const elements = typeof values === "object" && values !== null && Symbol.iterator in values ? [...(values as Iterable<unknown>)] : [];
  if (elements.length !== count) state.realms.fail("The values to write are as many as the count says");
  const bytes = new Uint8Array(count * elementSize);
  elements.forEach((element, index) => {
    let bits = state.int64.bitsOf(element) ?? state.realms.fail("A value to write is a number or an Int64");
    for (let i = 0; i < elementSize; i++, bits >>= 8n) bytes[index * elementSize + i] = Number(bits & 0xffn);
  });
  const { target } = context.session;
  const written = !target.isDump && target.memory.write(address, bytes, context.process ?? target.currentProcess());
  if (!written) state.realms.fail(`Unable to write target memory at '${hex(address)}' in method 'writeMemoryValues'`);
}

function* characters(state: HostState, context: TargetContext, start: bigint, size: 1 | 2, method: string): Generator<number> {
  for (let address = start; ; address += BigInt(size)) {
    const bytes = readMemory(state, context, address, size, method);
    yield (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8);
  }
}

/** Without a length the string ends at its null. Assumption: with one, nulls are characters like any other. */
function readText(state: HostState, name: string, size: 1 | 2, all: readonly unknown[]): string {
  state.counters.count("readString");
  const { args, context } = takeContext(state, all, 1);
  needCount(state, name, args, 1, 2);
  const address = toAddress(state, context, args[0]);
  if (args.length === 2) {
    const length = needInteger(state, args[1], 0, "The length of a string");
    if (length === 0) return "";
    const bytes = readMemory(state, context, address, length * size, name);
    return Array.from({ length }, (_, i) => String.fromCharCode((bytes[i * size] ?? 0) | (size === 2 ? (bytes[i * 2 + 1] ?? 0) << 8 : 0))).join("");
  }
  let text = "";
  for (const character of characters(state, context, address, size, name)) {
    if (character === 0) break;
    text += String.fromCharCode(character);
  }
  return text;
}

/** A location in physical memory; reading through it throws, since no target of the simulation has any. */
function physicalAddress(state: HostState, args: readonly unknown[]): object {
  needCount(state, "physicalAddress", args, 1, 2);
  const [low, high] = args;
  const value = high === undefined ? low : new state.int64.Int64(low as number, high as number);
  const bits = state.int64.bitsOf(value) ?? state.realms.fail("A physical address is a number or an Int64");
  const session = state.sessions.current;
  return new LocationObject(state, session === undefined ? undefined : { session }, bits, true).wrapper;
}
