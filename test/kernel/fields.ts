/** Finds members by path in a layout: "u1.s1.Type", "StaticSecurity.SecurityQos.Length", "WaitBlock[1].Object". */
import type { LayoutTable } from "../host/target.ts";

/** Where a member lies, from the start of the structure the path began in. */
export interface FieldPlace {
  readonly offset: number;
  /** C type, arrays with their brackets. */
  readonly type: string;
  /** Bytes of the storage (of a bit field: of its storage unit). Undefined for a type whose layout is not known. */
  readonly size: number | undefined;
  readonly bit?: readonly [position: number, length: number];
}

const PRIMITIVE_SIZES: Readonly<Record<string, number>> = {
  char: 1,
  "signed char": 1,
  "unsigned char": 1,
  short: 2,
  "unsigned short": 2,
  wchar: 2,
  wchar_t: 2,
  int: 4,
  "unsigned int": 4,
  long: 4,
  "unsigned long": 4,
  "long long": 8,
  "unsigned long long": 8,
  float: 4,
  double: 8,
};

/** Bytes of a C type, or undefined when the layout does not tell. */
export function sizeOfType(layout: LayoutTable, type: string): number | undefined {
  if (type.endsWith("*")) {
    return layout.pointerSize;
  }
  const array = /^(.*)\[(\d+)\]$/.exec(type);
  if (array?.[1] !== undefined) {
    const element = sizeOfType(layout, array[1]);
    return element === undefined ? undefined : element * Number(array[2]);
  }
  if (layout.enums[type] !== undefined || type === "_SECURITY_IMPERSONATION_LEVEL" || type === "_BLOB_ID") {
    return 4;
  }
  return PRIMITIVE_SIZES[type] ?? layout.types[type]?.size;
}

const caches = new WeakMap<LayoutTable, Map<string, KnownPlaces>>();

function resolve(layout: LayoutTable, type: string, path: string): FieldPlace | undefined {
  let offset = 0;
  let current = type;
  let bit: readonly [number, number] | undefined;
  for (const step of path.split(".")) {
    const [, name, index] = /^([^[]+)(?:\[(\d+)\])?$/.exec(step) ?? [];
    const field = name === undefined ? undefined : layout.types[current]?.fields[name];
    if (field === undefined) {
      return undefined;
    }
    offset += field.offset;
    bit = field.bit;
    current = field.type;
    if (index !== undefined) {
      current = current.replace(/\[\d+\]$/, "");
      const element = sizeOfType(layout, current);
      if (element === undefined) {
        return undefined;
      }
      offset += element * Number(index);
    }
  }
  const place = { offset, type: current, size: sizeOfType(layout, current) };
  return bit === undefined ? place : { ...place, bit };
}

/** The places found so far of the members of a structure, by path. */
export type KnownPlaces = Map<string, FieldPlace | undefined>;

/** Members found so far of a structure, for callers that ask for many of them. */
export function knownPlaces(layout: LayoutTable, type: string): KnownPlaces {
  let types = caches.get(layout);
  if (types === undefined) {
    caches.set(layout, (types = new Map()));
  }
  let paths = types.get(type);
  if (paths === undefined) {
    types.set(type, (paths = new Map()));
  }
  return paths;
}

/** The place of a member, or undefined when this build has no such member. `known`: of that structure. */
export function findField(
  layout: LayoutTable,
  type: string,
  path: string,
  known: KnownPlaces = knownPlaces(layout, type),
): FieldPlace | undefined {
  const place = known.get(path);
  if (place !== undefined || known.has(path)) {
    return place;
  }
  const found = resolve(layout, type, path);
  known.set(path, found);
  return found;
}

/** The place of a member that must be there. Throws when this build has no such member. */
export function fieldOf(layout: LayoutTable, type: string, path: string, known?: KnownPlaces): FieldPlace {
  const place = findField(layout, type, path, known);
  if (place === undefined) {
    throw new Error(`${layout.build} has no ${type}.${path}`);
  }
  return place;
}

/** Bytes from the start of the structure. Throws when this build has no such member. */
export function offsetOf(layout: LayoutTable, type: string, path: string): bigint {
  return BigInt(fieldOf(layout, type, path).offset);
}

/** Bytes of a structure. Throws when the layout does not have it. */
export function sizeOf(layout: LayoutTable, type: string): number {
  const size = layout.types[type]?.size;
  if (size === undefined) {
    throw new Error(`${layout.build} has no ${type}`);
  }
  return size;
}

/** Whether this build has that member. */
export function hasField(layout: LayoutTable, type: string, path: string): boolean {
  return findField(layout, type, path) !== undefined;
}
