/** The type of an object: "ALPC Port", "Port", "Directory", ... */
import { invalid, isAbsent, mapPresent, type Absence, type Maybe } from "../target/absence.ts";
import { validateKernelPointer } from "../target/address.ts";
import { PerStop } from "../target/stop.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import type { FieldLayout, StructureLayout } from "../target/layout.ts";
import { readObjectHeader, type ObjectHeader } from "./object-header.ts";
import { readUnicodeString } from "./unicode-string.ts";

/** What lies before an address names no type of objects. */
const NO_HEADER = "no object header precedes it";

/**
 * The name of the type of the object at `body`. Invalid if the header has no valid type: then there is no object at
 * this address.
 */
export function readTypeName(target: Target, body: Word64): Maybe<string> {
  const known = knownTypeName(target, body);
  if (known !== undefined) {
    return known;
  }
  const indexed = indexedTypesOf(target);
  if (indexed !== undefined) {
    const name = readIndexedName(target, indexed, body);
    if (name !== undefined) {
      return name;
    }
  }
  const type = readTypeObject(target, body);
  return isAbsent(type) ? type : readNameOfType(target, type);
}

/**
 * The name of the type of the object at `body`, if the page of its header is here and the type was met before.
 * Undefined says nothing: then {@link readTypeName} tells.
 */
export function knownTypeName({ stop, pointerSize }: Target, { low, high }: Word64): string | undefined {
  const { types } = indexedTypes.latest === stop ? indexedTypes.value : indexedTypes.of(stop);
  const isObject =
    (low & (pointerSize - 1)) === 0 && (pointerSize === 8 ? high >= 0xff000000 : high === 0 && low >= 0x80000000);
  if (types === undefined || types === "none" || !isObject || low < types.body) {
    return undefined;
  }
  const { member, cookie } = types;
  const header = low - types.body;
  const word = stop.pages.peek(header + 4 * member.index, high);
  const stored = word === undefined ? undefined : (word >>> member.shift) & member.mask;
  const name = stored === undefined ? undefined : types.names.get(decodeTypeIndex(stored, cookie, header));
  return typeof name === "string" ? name : undefined;
}

/** What a look at a header takes where it holds a type's index (Windows 7 on): each port of a system is looked at. */
interface IndexedTypes {
  readonly member: FieldLayout;
  /** Bytes from the header to the object. */
  readonly body: number;
  readonly cookie: number | undefined;
  /** Names by index: those that were read. */
  readonly names: Map<number, Maybe<string>>;
}

const indexedTypes = new PerStop((): { types?: IndexedTypes | "none" } => ({}));

function indexedTypesOf(target: Target): IndexedTypes | undefined {
  const known = indexedTypes.of(target.stop);
  if (known.types === undefined) {
    const layout = target.layout("_OBJECT_HEADER");
    const cookie = readCookie(target);
    known.types = isAbsent(layout) || isAbsent(cookie) ? "none" : (describeIndexed(layout, cookie) ?? "none");
  }
  return known.types === "none" ? undefined : known.types;
}

function describeIndexed(layout: StructureLayout, cookie: number | undefined): IndexedTypes | undefined {
  const member = layout.find("TypeIndex");
  const body = layout.find("Body");
  return member?.isSmall !== true || body === undefined
    ? undefined
    : { member, body: body.offset, cookie, names: new Map() };
}

/** The name by the index in the header; undefined where the long way has to tell it, or why there is none. */
function readIndexedName(target: Target, types: IndexedTypes, body: Word64): Maybe<string> | undefined {
  if (validateKernelPointer(body, target.pointerSize, "an object", target.pointerSize) !== undefined) {
    return undefined;
  }
  const header = target.readStructure("_OBJECT_HEADER", body.minus(types.body));
  const stored = isAbsent(header) ? header : header.number(types.member);
  if (isAbsent(header) || isAbsent(stored)) {
    return undefined;
  }
  const index = decodeTypeIndex(stored, types.cookie, header.address.low);
  const known = types.names.get(index);
  if (known !== undefined) {
    return known;
  }
  const type = readTypeObject(target, body);
  const name = isAbsent(type) ? type : readNameOfType(target, type);
  types.names.set(index, name);
  return name;
}

/**
 * `header`: the lower half of the header's address, whose second byte is part of the index's disguise where there is a
 * cookie.
 */
function decodeTypeIndex(stored: number, cookie: number | undefined, header: number): number {
  return cookie === undefined ? stored : stored ^ cookie ^ ((header >>> 8) & 0xff);
}

/** The `_OBJECT_TYPE` of the object at `body`. */
export function readTypeObject(target: Target, body: Word64): Maybe<Word64> {
  const header = readObjectHeader(target, body);
  if (isAbsent(header)) {
    return header;
  }
  return header.structure.has("TypeIndex") ? readIndexedType(target, header) : readPointedType(target, header);
}

/** The name of a type, by its `_OBJECT_TYPE`. Remembered for this stop: there are some fifty types. */
export function readNameOfType(target: Target, type: Word64): Maybe<string> {
  return target.stop.onceOf("type name", type.id, () => {
    const structure = target.readStructure("_OBJECT_TYPE", type);
    const at = isAbsent(structure) ? structure : structure.addressOf("Name");
    const name = isAbsent(at) ? at : readUnicodeString(target, at);
    return name === "" ? invalid("the object type has no name", type) : name;
  });
}

/** The `_OBJECT_TYPE` that a symbol such as `AlpcPortObjectType` points to. */
export function findTypeObject(target: Target, symbol: string): Maybe<Word64> {
  return target.stop.once(`type of ${symbol}`, () => {
    const at = target.symbol(symbol);
    const type = isAbsent(at) ? at : target.readPointer(at);
    if (isAbsent(type)) {
      return type;
    }
    return validateKernelPointer(type, target.pointerSize, symbol, target.pointerSize) ?? type;
  });
}

/** XP to Vista: the header points to its type. Every type is itself an object of the type "Type". */
function readPointedType(target: Target, header: ObjectHeader): Maybe<Word64> {
  const type = header.structure.pointer("Type");
  if (isAbsent(type)) {
    return type;
  }
  const wrong = target.stop.onceOf("is type", type.id, () => validateType(target, type));
  return wrong ?? type;
}

function validateType(target: Target, type: Word64): Absence | undefined {
  const header = readObjectHeader(target, type);
  const typeOfTypes = findTypeObject(target, "ObpTypeObjectType");
  const own = isAbsent(header) ? header : header.structure.pointer("Type");
  if (isAbsent(own)) {
    // The page of a type may be missing; what lies elsewhere names none.
    const elsewhere = validateKernelPointer(type, target.pointerSize, "an object type", target.pointerSize);
    return elsewhere === undefined ? own : invalid(NO_HEADER, type);
  }
  // Without the symbol, a readable type header has to be enough.
  return isAbsent(typeOfTypes) || own.equals(typeOfTypes) ? undefined : invalid(NO_HEADER, type);
}

/**
 * Windows 7 on: a byte that indexes `ObTypeIndexTable`. Windows 10 on (there is a cookie): xor-ed with `ObHeaderCookie`
 * and with the second byte of the header's address.
 */
function readIndexedType(target: Target, header: ObjectHeader): Maybe<Word64> {
  const stored = header.structure.number("TypeIndex");
  const cookie = readCookie(target);
  const table = target.symbol("ObTypeIndexTable");
  if (isAbsent(stored) || isAbsent(cookie) || isAbsent(table)) {
    return isAbsent(stored) ? stored : isAbsent(cookie) ? cookie : table;
  }
  const index = decodeTypeIndex(stored, cookie, header.address.low);
  return target.stop.onceOf("type by index", index, () => {
    const type = target.readPointer(table.plus(index * target.pointerSize));
    if (isAbsent(type)) {
      return type;
    }
    // The table's first slots hold markers and those past the last type are empty.
    return (
      (validateKernelPointer(type, target.pointerSize, "object type", target.pointerSize) === undefined
        ? undefined
        : invalid(NO_HEADER)) ?? mapPresent(readNameOfType(target, type), () => type)
    );
  });
}

/** Undefined up to Windows 8.1, which has no cookie. */
function readCookie(target: Target): Maybe<number> | undefined {
  return target.stop.once("object header cookie", () => {
    const at = target.symbol("ObHeaderCookie");
    if (isAbsent(at)) {
      // A look-up that the host refused does not mean that there is none.
      return at.kind === "NotInThisBuild" ? undefined : at;
    }
    return mapPresent(target.read(at, 1), (bytes) => bytes[0] ?? 0);
  });
}
