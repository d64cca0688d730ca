/** Pointers to other kernel structures: null means none; anything else must be a valid kernel address. */
import { isAbsent, mapPresent, notApplicable, type Absence, type Maybe } from "../target/absence.ts";
import { validateKernelPointer } from "../target/address.ts";
import type { MessageFacts } from "../facts/message.ts";
import type { Member } from "../target/layout.ts";
import type { Structure } from "../target/structure.ts";
import type { Word64 } from "../target/word64.ts";

/** Absences by sentence: the same few recur, so each is created once. */
const reasons = new Map<string, Absence>();

function absentReference(whenNull: string): Absence {
  const known = reasons.get(whenNull);
  if (known !== undefined) {
    return known;
  }
  const absence = notApplicable(whenNull);
  reasons.set(whenNull, absence);
  return absence;
}

/**
 * The kernel structure that a member points to. NotApplicable with `whenNull`, a constant sentence, for a null pointer,
 * Invalid for one that cannot lead anywhere.
 */
export function decodeReference(structure: Structure, member: Member, whenNull: string): Maybe<Word64> {
  const pointer = structure.pointer(member);
  if (isAbsent(pointer)) {
    return pointer;
  }
  if (pointer.high === 0 && pointer.low === 0) {
    return absentReference(whenNull);
  }
  // What validateKernelPointer() says of nearly every pointer, without the call.
  if (structure.pointerSize === 8 && pointer.high >= 0xff000000 && (pointer.low & 3) === 0) {
    return pointer;
  }
  return (
    validateKernelPointer(
      pointer,
      structure.pointerSize,
      `${structure.layout.name}.${typeof member === "string" ? member : member.path}`,
    ) ?? pointer
  );
}

/**
 * A pointer-sized value other than a kernel pointer, such as an address in a process. NotApplicable with `whenNull` for
 * zero.
 */
export function decodeValue(structure: Structure, path: string, whenNull: string): Maybe<Word64> {
  return mapPresent(structure.pointer(path), (value) => (value.isZero ? notApplicable(whenNull) : value));
}

/** Whether a message is on a queue of the port, was sent from it, or has it as its conversation's connection port. */
export function namesPort(message: Maybe<MessageFacts>, port: Word64): boolean {
  return (
    !isAbsent(message) &&
    [message.queuePort, message.ownerPort, message.connectionPort].some((named) => sameAddress(named, port))
  );
}

/** Whether two optional addresses are the same one. */
export function sameAddress(left: Maybe<Word64>, right: Maybe<Word64>): boolean {
  return !isAbsent(left) && !isAbsent(right) && left.equals(right);
}
