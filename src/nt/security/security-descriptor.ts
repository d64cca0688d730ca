/**
 * Security descriptors: who owns an object and who may do what with it. The self-relative form is public (MS-DTYP
 * 2.4.6), the same in all versions.
 */
import { invalid, isAbsent, notApplicable, type Maybe } from "../../target/absence.ts";
import { validateKernelPointer } from "../../target/address.ts";
import { readWord } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { readObjectHeader } from "../object-header.ts";
import { readAccessList, type AccessEntry, type AccessList } from "./access-list.ts";
import { withoutFastReferences } from "./fast-reference.ts";
import { readSid, type Sid } from "./sid.ts";

/** A self-relative security descriptor with its parts decoded. */
export interface SecurityDescriptor {
  readonly address: Word64;
  /** `SECURITY_DESCRIPTOR_CONTROL`: 16 bits. */
  readonly control: number;
  /** NotApplicable where the descriptor names nobody. */
  readonly owner: Maybe<Sid>;
  readonly group: Maybe<Sid>;
  /** Undefined if there is none: then everybody has access. An empty list denies everybody. */
  readonly dacl: Maybe<AccessList> | undefined;
  /** Undefined if there is none. */
  readonly sacl: Maybe<AccessList> | undefined;
}

/** The integrity level that an object requires of its callers. */
export interface MandatoryLabel {
  readonly sid: Sid;
  /** What callers below that level may not do: "no write up", "no read up", "no execute up". */
  readonly policy: readonly string[];
}

const REVISION = 1;
const HEADER_SIZE = 20;
const CONTROL = { daclPresent: 0x0004, saclPresent: 0x0010, selfRelative: 0x8000 } as const;
const OFFSETS = { owner: 4, group: 8, sacl: 12, dacl: 16 } as const;

/** Far above what the kernel allows for an object's descriptor; a larger offset is damage. */
const LARGEST = 0x100000;

/** `SYSTEM_MANDATORY_LABEL_...` of the Windows headers; Windows Vista on. */
const POLICIES: readonly (readonly [bit: number, name: string])[] = [
  [1, "no write up"],
  [2, "no read up"],
  [4, "no execute up"],
];

/**
 * The security descriptor of the object at `body`. Undefined if it has none: the kernel then grants access to everybody
 * (`ObCheckObjectAccess`). Remembered for this stop: thousands of objects share a few descriptors.
 */
export function readSecurityDescriptor(target: Target, body: Word64): Maybe<SecurityDescriptor> | undefined {
  const header = readObjectHeader(target, body);
  const pointer = isAbsent(header) ? header : header.structure.pointer("SecurityDescriptor");
  if (isAbsent(pointer)) {
    return pointer;
  }
  const address = withoutFastReferences(target, pointer);
  return address.isZero
    ? undefined
    : target.stop.once(`security descriptor ${address.key}`, () => decodeAt(target, address));
}

function decodeAt(target: Target, address: Word64): Maybe<SecurityDescriptor> {
  const bytes =
    validateKernelPointer(address, target.pointerSize, "a security descriptor") ?? target.read(address, HEADER_SIZE);
  if (isAbsent(bytes)) {
    return bytes;
  }
  const control = readWord(bytes, 2, 2).low;
  // The kernel stores object descriptors in this form only.
  if (bytes[0] !== REVISION || (control & CONTROL.selfRelative) === 0) {
    return invalid(`there is no security descriptor at ${address}`, address);
  }
  const part = <T>(name: keyof typeof OFFSETS, read: (at: Word64) => Maybe<T>): Maybe<T> | undefined => {
    const offset = readWord(bytes, OFFSETS[name], 4).low;
    return offset === 0
      ? undefined
      : offset < HEADER_SIZE || offset > LARGEST
        ? invalid(`the ${name} of the security descriptor at ${address} lies outside of it`, address)
        : read(address.plus(offset));
  };
  const list = (name: "dacl" | "sacl", present: number): Maybe<AccessList> | undefined =>
    (control & present) === 0 ? undefined : part(name, (at) => readAccessList(target, at));
  return {
    address,
    control,
    owner: part("owner", (at) => readSid(target, at)) ?? notApplicable("the object has no owner"),
    group: part("group", (at) => readSid(target, at)) ?? notApplicable("the object has no group"),
    dacl: list("dacl", CONTROL.daclPresent),
    sacl: list("sacl", CONTROL.saclPresent),
  };
}

/**
 * The mandatory label of an object; NotApplicable if it has none, which counts as Medium, no write up (Windows Vista
 * on).
 */
export function labelOf({ sacl }: SecurityDescriptor): Maybe<MandatoryLabel> {
  if (isAbsent(sacl)) {
    return sacl;
  }
  const entry: AccessEntry | undefined = sacl?.entries.find(({ kind }) => kind === "Label");
  return entry === undefined
    ? (sacl?.broken ?? notApplicable("the object has no label: it counts as Medium, no write up"))
    : { sid: entry.sid, policy: POLICIES.filter(([bit]) => (entry.mask & bit) !== 0).map(([, name]) => name) };
}

const UNKNOWN_ENTRY = "(?)";

/**
 * The letters of `AceType` in the string form of a descriptor (MS-DTYP 2.5.1.1); undefined for types whose entries hold
 * more than is shown here.
 */
const LETTERS: Readonly<Record<number, string>> = {
  0x00: "A",
  0x01: "D",
  0x02: "AU",
  0x11: "ML",
  0x13: "SP",
  0x14: "TL",
};
const FLAG_LETTERS: readonly (readonly [bit: number, letters: string])[] = [
  [0x01, "OI"],
  [0x02, "CI"],
  [0x04, "NP"],
  [0x08, "IO"],
  [0x10, "ID"],
  [0x40, "SA"],
  [0x80, "FA"],
];

/**
 * The descriptor in its string form (SDDL), with rights and identifiers as numbers. Unreadable parts are omitted; an
 * entry with a condition or types, and the rest of a broken list, is `(?)`.
 */
export function formatSddl({ owner, group, dacl, sacl }: SecurityDescriptor): string {
  const lists: readonly (readonly [string, Maybe<AccessList> | undefined])[] = [
    ["D", dacl],
    ["S", sacl],
  ];
  return [
    isAbsent(owner) ? "" : `O:${owner.text}`,
    isAbsent(group) ? "" : `G:${group.text}`,
    ...lists.map(([letter, list]) =>
      isAbsent(list)
        ? ""
        : list !== undefined
          ? `${letter}:${list.entries.map(formatEntry).join("")}${list.broken === undefined ? "" : UNKNOWN_ENTRY}`
          : letter === "D"
            ? "D:NO_ACCESS_CONTROL"
            : "",
    ),
  ].join("");
}

function formatEntry({ type, flags, mask, sid }: AccessEntry): string {
  const letters = LETTERS[type];
  const set = FLAG_LETTERS.filter(([bit]) => (flags & bit) !== 0)
    .map(([, name]) => name)
    .join("");
  return letters === undefined ? UNKNOWN_ENTRY : `(${letters};${set};0x${mask.toString(16)};;;${sid.text})`;
}
