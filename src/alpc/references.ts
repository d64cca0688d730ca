/** Pointers of ALPC structures to other kernel structures: null means that there is none, anything else must lie in kernel space. */
import { Absence, invalid, notApplicable, type Maybe } from "../target/absence.ts";
import { isKernelAddress } from "../target/address.ts";
import type { Structure } from "../target/structure.ts";
import type { Word64 } from "../target/word64.ts";

/** The kernel structure that a member points to. NotApplicable with `whenNull` for a null pointer, Invalid for one outside kernel space. */
export function decodeReference(structure: Structure, path: string, whenNull: string): Maybe<Word64> {
  const pointer = structure.pointer(path);
  if (pointer instanceof Absence) {
    return pointer;
  }
  if (pointer.isZero) {
    return notApplicable(whenNull);
  }
  const size = structure.layout.find(path)?.size === 4 ? 4 : 8;
  return isKernelAddress(pointer, size) ? pointer
    : invalid(`${structure.layout.name}.${path} is ${pointer}, which is not in kernel space`, structure.address);
}

/** Whether two optional addresses are the same one. */
export function sameAddress(left: Maybe<Word64>, right: Maybe<Word64>): boolean {
  return !(left instanceof Absence) && !(right instanceof Absence) && left.equals(right);
}
