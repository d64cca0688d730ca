/** Pointers of structures to other kernel structures: null means that there is none, anything else must be able to lead somewhere. */
import { isAbsent, mapPresent, notApplicable, type Maybe } from "../target/absence.ts";
import { validateKernelPointer } from "../target/address.ts";
import type { Structure } from "../target/structure.ts";
import type { Word64 } from "../target/word64.ts";

/** The kernel structure that a member points to. NotApplicable with `whenNull` for a null pointer, Invalid for one that cannot lead anywhere. */
export function decodeReference(structure: Structure, path: string, whenNull: string): Maybe<Word64> {
  const pointer = structure.pointer(path);
  if (isAbsent(pointer)) {
    return pointer;
  }
  if (pointer.isZero) {
    return notApplicable(whenNull);
  }
  return validateKernelPointer(pointer, structure.pointerSize, `${structure.layout.name}.${path}`) ?? pointer;
}

/** A pointer-sized value that is no kernel pointer, such as an address in a process. NotApplicable with `whenNull` for zero. */
export function decodeValue(structure: Structure, path: string, whenNull: string): Maybe<Word64> {
  return mapPresent(structure.pointer(path), (value) => (value.isZero ? notApplicable(whenNull) : value));
}

/** Whether two optional addresses are the same one. */
export function sameAddress(left: Maybe<Word64>, right: Maybe<Word64>): boolean {
  return !isAbsent(left) && !isAbsent(right) && left.equals(right);
}
