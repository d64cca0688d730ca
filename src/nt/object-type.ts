/** The type of an object: "ALPC Port", "Port", "Directory", ... */
import { invalid, isAbsent, mapPresent, type Absence, type Maybe } from "../target/absence.ts";
import { validateKernelPointer } from "../target/address.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import { readObjectHeader, type ObjectHeader } from "./object-header.ts";
import { readUnicodeString } from "./unicode-string.ts";

/**
 * The name of the type of the object at `body`. Invalid where the header leads to no type: then there is no object at
 * this address.
 */
export function readTypeName(target: Target, body: Word64): Maybe<string> {
  const type = readTypeObject(target, body);
  return isAbsent(type) ? type : readNameOfType(target, type);
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
    return invalid(`the object's type is not valid: ${own.reason}`, type);
  }
  // Without the symbol the readable header of the type has to do.
  return isAbsent(typeOfTypes) || own.equals(typeOfTypes) ? undefined : invalid(`${type} is no object type`, type);
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
  const index = cookie === undefined ? stored : stored ^ cookie ^ ((header.address.low >>> 8) & 0xff);
  return target.stop.onceOf("type by index", index, () => {
    const type = target.readPointer(table.plus(index * target.pointerSize));
    if (isAbsent(type)) {
      return type;
    }
    // The table's first slots hold markers and those past the last type are empty.
    return (
      (validateKernelPointer(type, target.pointerSize, "object type", target.pointerSize) === undefined
        ? undefined
        : invalid(`what lies before it is no object header: there is no object type number ${index}`)) ??
      mapPresent(readNameOfType(target, type), () => type)
    );
  });
}

/** Undefined up to Windows 8.1, which has no cookie. */
function readCookie(target: Target): Maybe<number> | undefined {
  return target.stop.once("object header cookie", () => {
    const at = target.symbol("ObHeaderCookie");
    return isAbsent(at) ? undefined : mapPresent(target.read(at, 1), (bytes) => bytes[0] ?? 0);
  });
}
