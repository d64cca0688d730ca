/** Which build of Windows the kernel is. For people to read: nothing is decided by it. */
import { isAbsent, present } from "../target/absence.ts";
import { readWord } from "../target/structure.ts";
import type { Target } from "../target/target.ts";

/** The text of `nt!NtBuildLab` is shorter on every Windows. */
const BUILD_LAB_LENGTH = 96;

/**
 * `nt!NtBuildLab`, "19041.1.amd64fre.vb_release.191206-1406": ASCII, ends with a zero, in every Windows since XP.
 * Undefined where it cannot be read or is no such text.
 */
export function readBuildLab(target: Target): string | undefined {
  const address = target.symbol("NtBuildLab");
  const bytes = isAbsent(address) ? undefined : present(target.read(address, BUILD_LAB_LENGTH));
  const text =
    bytes === undefined
      ? ""
      : String.fromCharCode.apply(undefined, Array.from(bytes.subarray(0, Math.max(bytes.indexOf(0), 0))));
  return /^[\x21-\x7e]+$/.test(text) ? text : undefined;
}

/** `nt!NtBuildNumber`: the build in its low 16 bits, in every Windows. Undefined where it cannot be read. */
export function readBuildNumber(target: Target): string | undefined {
  const address = target.symbol("NtBuildNumber");
  const bytes = isAbsent(address) ? undefined : present(target.read(address, 4));
  const number = bytes === undefined ? 0 : readWord(bytes, 0, 4).lowBits(16);
  return number === 0 ? undefined : String(number);
}
