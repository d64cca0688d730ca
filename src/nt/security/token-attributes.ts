/**
 * Security attributes of a token: named values that the system attaches to it. Packaged apps carry their identity in
 * them.
 */
import { Absence, firstAbsence, invalid, isAbsent, notApplicable, type Maybe } from "../../target/absence.ts";
import { validateKernelPointer } from "../../target/address.ts";
import { readWord, type Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { walkList } from "../list.ts";
import { readUnicodeString } from "../unicode-string.ts";

/** Type that `_TOKEN.pSecurityAttributes` points to; from Windows 7 on. */
const INFORMATION = "_AUTHZBASEP_SECURITY_ATTRIBUTES_INFORMATION";

/** Most attributes of a token: a packaged app has four, other tokens some claims of a domain. */
const MOST_ATTRIBUTES = 256;

/** Most values of one attribute that are read; the identity of an app has three. */
const MOST_VALUES = 16;

/** `CLAIM_SECURITY_ATTRIBUTE_TYPE_STRING` of the Windows headers. */
const TEXT = 3;

/**
 * Offsets of the members of an attribute and of its values. Public symbols describe only the head of the list. The
 * kernel's own code lays an attribute out as: its links in two lists, its name, type and flags, the number and the list
 * of its values; and a value as: its links in two lists, flags, the datum aligned to 8 bytes. It is the same in 64-bit
 * kernels of Windows 8.1 to 11 and in a 32-bit one of Windows 10. A name must be a text in kernel space, and a list
 * must have consistent links.
 */
interface AttributePlaces {
  readonly name: number;
  /** `USHORT`. */
  readonly type: number;
  /** Head of the list of values. */
  readonly values: number;
  /** The text within a value. */
  readonly text: number;
}

const PLACES: Readonly<Record<4 | 8, AttributePlaces>> = {
  4: { name: 0x10, type: 0x18, values: 0x2c, text: 0x18 },
  8: { name: 0x20, type: 0x30, values: 0x48, text: 0x28 },
};

/**
 * The texts of a `_TOKEN`'s attribute with a given name, in order. NotApplicable if the token has no such attribute;
 * Unreadable if the list breaks off before it.
 */
export function readTokenTexts(target: Target, token: Structure, name: string): Maybe<readonly string[]> {
  const at = token.pointer("pSecurityAttributes");
  if (isAbsent(at)) {
    return at;
  }
  const information = at.isZero
    ? notApplicable("the token has no security attributes")
    : (validateKernelPointer(at, target.pointerSize, "the security attributes of a token", target.pointerSize) ??
      target.readStructure(INFORMATION, at));
  const head = isAbsent(information) ? information : information.addressOf("SecurityAttributesList");
  if (isAbsent(head)) {
    return head;
  }
  const walk = walkList(target, head, { what: "the security attributes of a token", limit: MOST_ATTRIBUTES });
  const places = PLACES[target.pointerSize];
  for (const attribute of walk) {
    if (readUnicodeString(target, attribute.plus(places.name)) === name) {
      return readTexts(target, attribute, places);
    }
  }
  const { kind, reason } = walk.end;
  return kind === "head" || kind === "null link"
    ? notApplicable(`the token has no attribute ${name}`)
    : new Absence(kind === "unreadable" ? "Unreadable" : "Invalid", reason, head);
}

function readTexts(target: Target, attribute: Word64, places: AttributePlaces): Maybe<readonly string[]> {
  const type = target.read(attribute.plus(places.type), 2);
  if (isAbsent(type) || readWord(type, 0, 2).low !== TEXT) {
    return isAbsent(type) ? type : invalid("the values of the token's attribute are not texts", attribute);
  }
  const texts: Maybe<string>[] = [];
  for (const value of walkList(target, attribute.plus(places.values), {
    what: "the values of a token's attribute",
    limit: MOST_VALUES,
  })) {
    texts.push(readUnicodeString(target, value.plus(places.text)));
  }
  return texts.some(isAbsent) ? firstAbsence(...texts) : (texts as readonly string[]);
}
