/** One entry of a handle table (`_HANDLE_TABLE_ENTRY`): whether it is free, and the pointer in it. */
import { isAbsent, type Maybe } from "../target/absence.ts";
import type { FieldLayout, StructureLayout } from "../target/layout.ts";
import type { Structure } from "../target/structure.ts";
import type { Target } from "../target/target.ts";
import { Word64 } from "../target/word64.ts";

/**
 * Up to Windows 7 the low bits of an entry's `Object` are flags, since an object header is aligned to 8 bytes: lock,
 * inherit, audit (Windows Internals, 4th to 6th edition; `OBJ_HANDLE_ATTRIBUTES` in the public kernel sources of Server
 * 2003).
 */
const OBJECT_FLAG_BITS = 3;

/**
 * From Windows 8 on `ObjectPointerBits` lacks the low bits that are always zero, by the size of a pointer: the public
 * symbols of Windows 10 x86 have 29 bits of 32, those of 8.1 to 11 x64 have 44 bits of an address's 48. System Informer
 * shifts those of Windows 8 alike.
 */
const POINTER_SHIFT = { 4: 3, 8: 4 };

/** The member that holds an entry's pointer: without bits where it is stored whole. */
export function pointerMember(layout: StructureLayout): FieldLayout | undefined {
  return layout.find("ObjectPointerBits") ?? layout.find("Object");
}

/**
 * A free entry has zeros where others have the object. The bytes alone show it, since most entries of a large table can
 * be free.
 */
export function freeEntryTest(layout: StructureLayout): FreeEntryTest {
  const object = pointerMember(layout);
  const start = object?.offset ?? 0;
  const size = object?.size ?? 0;
  return (page, at) => {
    for (let index = at + start; index < at + start + size; index += 1) {
      if (page[index] !== 0) {
        return false;
      }
    }
    return size > 0;
  };
}

/** Whether the entry at an offset of a page is free. */
export type FreeEntryTest = (page: Uint8Array, at: number) => boolean;

/**
 * The object's header that an entry points to, as this build stores it; null of an entry without one. `pointer`: the
 * member {@link pointerMember}.
 */
export function decodePointer(target: Target, pointer: FieldLayout | undefined, entry: Structure): Maybe<Word64> {
  const packed = pointer?.bits;
  if (pointer === undefined || packed === undefined) {
    const object = entry.pointer(pointer ?? "Object");
    return isAbsent(object) ? object : object.withoutLowBits(OBJECT_FLAG_BITS);
  }
  const shift = POINTER_SHIFT[target.pointerSize];
  const { position, length } = packed;
  // The field ends with the entry's 64 bits, as on every 64-bit Windows: its sign is theirs, so that shifting does all.
  if (position > 0 && position < 32 && position + length === 64) {
    const low = entry.wordOfBlock(pointer.offset >>> 2);
    const high = entry.wordOfBlock((pointer.offset >>> 2) + 1);
    if (low !== undefined && high !== undefined && (pointer.offset & 3) === 0) {
      const lowBits = (low >>> position) | (high << (32 - position));
      return new Word64(((high >> position) << shift) | (lowBits >>> (32 - shift)), lowBits << shift);
    }
  }
  const bits = entry.word(pointer);
  return isAbsent(bits) || bits.isZero ? bits : target.normalized(bits.shiftLeft(shift).signExtended(length + shift));
}
