/** The object manager's header before each object body, and the optional headers before that. */
import { Absence, isAbsent, mapPresent, notApplicable, notInThisBuild, type Maybe } from "../target/absence.ts";
import { validateKernelPointer } from "../target/address.ts";
import type { Structure } from "../target/structure.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";

/** The header of one object. */
export interface ObjectHeader {
  readonly address: Word64;
  readonly structure: Structure;
}

/** An optional header. */
export type HeaderInfo = "creator" | "name" | "handle" | "quota" | "process";

interface InfoFacts {
  /** Its bit of `_OBJECT_HEADER.InfoMask` (Windows 7 on). */
  readonly mask: number;
  readonly typeName: string;
  /** The member that counts bytes back from the header (up to Vista). */
  readonly offsetMember: string | undefined;
}

/**
 * Bits as the public symbols of Windows 7 to 11 lay them out and System Informer reads them; the infos lie before the
 * header in the order of their bits, the lowest nearest to it.
 */
const infos: { readonly [Name in HeaderInfo]: InfoFacts } = {
  creator: { mask: 0x01, typeName: "_OBJECT_HEADER_CREATOR_INFO", offsetMember: undefined },
  name: { mask: 0x02, typeName: "_OBJECT_HEADER_NAME_INFO", offsetMember: "NameInfoOffset" },
  handle: { mask: 0x04, typeName: "_OBJECT_HEADER_HANDLE_INFO", offsetMember: "HandleInfoOffset" },
  quota: { mask: 0x08, typeName: "_OBJECT_HEADER_QUOTA_INFO", offsetMember: "QuotaInfoOffset" },
  process: { mask: 0x10, typeName: "_OBJECT_HEADER_PROCESS_INFO", offsetMember: undefined },
};

/**
 * `OB_FLAG_CREATOR_INFO`: up to Vista the creator info has no offset of its own and always lies next to the header.
 * Seen in a running NT 5.2 compatible kernel.
 */
const CREATOR_INFO_FLAG = 0x04;

/** The header of the object whose body is at `body`. Invalid or Unreadable where there cannot be one. */
export function readObjectHeader(target: Target, body: Word64): Maybe<ObjectHeader> {
  const layout = target.layout("_OBJECT_HEADER");
  const bodyField = isAbsent(layout) ? layout : layout.field("Body");
  const wrong = isAbsent(bodyField)
    ? bodyField
    : validateKernelPointer(body, target.pointerSize, "an object", target.pointerSize);
  if (isAbsent(bodyField) || wrong !== undefined) {
    return wrong ?? notInThisBuild("_OBJECT_HEADER");
  }
  const structure = target.readStructure("_OBJECT_HEADER", body.minus(bodyField.offset));
  return isAbsent(structure) ? structure : { address: structure.address, structure };
}

/** References to the object, handles included. Signed. */
export function readPointerCount(target: Target, body: Word64): Maybe<number> {
  const header = readObjectHeader(target, body);
  return isAbsent(header) ? header : readCount(header.structure, "PointerCount");
}

/** Handles to the object. Signed. */
export function readHandleCount(target: Target, body: Word64): Maybe<number> {
  const header = readObjectHeader(target, body);
  return isAbsent(header) ? header : readCount(header.structure, "HandleCount");
}

/** The address of an optional header; NotApplicable where the object has none, NotInThisBuild where no object has. */
export function findHeaderInfo(target: Target, header: ObjectHeader, info: HeaderInfo): Maybe<Word64> {
  const distance = header.structure.has("InfoMask")
    ? distanceByMask(target, header.structure, info)
    : distanceByMember(target, header.structure, info);
  return mapPresent(distance, (bytes) => header.address.minus(bytes));
}

/** 64-bit counts are signed too; what is past 53 bits is Invalid. */
function readCount(header: Structure, member: string): Maybe<number> {
  const word = header.word(member);
  if (isAbsent(word) || header.layout.find(member)?.size !== 8) {
    return isAbsent(word) ? word : header.signed(member);
  }
  const negative = word.high >= 0x80000000;
  const value = negative ? word.high * 0x100000000 - 2 ** 64 + word.low : word.toNumber();
  return value !== undefined && Number.isSafeInteger(value)
    ? value
    : new Absence("Invalid", `${member} is ${word}, no count`, header.address);
}

/** Windows 7 on. */
function distanceByMask(target: Target, header: Structure, info: HeaderInfo): Maybe<number> {
  const mask = header.number("InfoMask");
  const { mask: bit } = infos[info];
  if (isAbsent(mask)) {
    return mask;
  }
  if ((mask & bit) === 0) {
    return notApplicable(`the object has no ${info} info`);
  }
  const table = target.symbol("ObpInfoMaskToOffset");
  const relevant = mask & (bit | (bit - 1));
  const byTable = isAbsent(table) ? table : target.read(table.plus(relevant), 1);
  const distance = isAbsent(byTable) ? 0 : (byTable[0] ?? 0);
  return distance > 0 ? distance : sumOfSizes(target, relevant);
}

/** What the kernel's table holds, from the sizes of the infos: for symbols without `ObpInfoMaskToOffset`. */
function sumOfSizes(target: Target, mask: number): Maybe<number> {
  let sum = 0;
  for (const name of Object.keys(infos) as HeaderInfo[]) {
    const facts = infos[name];
    if ((mask & facts.mask) !== 0) {
      const layout = target.layout(facts.typeName);
      if (isAbsent(layout)) {
        return layout;
      }
      sum += layout.size;
    }
  }
  return sum;
}

/** XP to Vista. */
function distanceByMember(target: Target, header: Structure, info: HeaderInfo): Maybe<number> {
  const { offsetMember, typeName } = infos[info];
  if (info === "creator") {
    const flags = header.number("Flags");
    const layout = target.layout(typeName);
    if (isAbsent(flags) || isAbsent(layout)) {
      return isAbsent(flags) ? flags : notInThisBuild(typeName);
    }
    return (flags & CREATOR_INFO_FLAG) === 0 ? notApplicable("the object has no creator info") : layout.size;
  }
  const distance =
    offsetMember === undefined ? notInThisBuild(`the ${info} info of an object's header`) : header.number(offsetMember);
  return distance === 0 ? notApplicable(`the object has no ${info} info`) : distance;
}
