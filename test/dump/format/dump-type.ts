/** Identifies a file by its first bytes: a kernel dump, or something else and what to do about it. */
import { DumpError } from "../dump-error.ts";
import type { ByteSource } from "../file/byte-source.ts";

/**
 * `DumpType` of the header. Values from the public readers kdmp-parser, volatility 3 and Microsoft's own definitions.
 */
export const dumpTypes = {
  full: 1,
  summary: 2,
  headerOnly: 3,
  triage: 4,
  fullBitmap: 5,
  kernelBitmap: 6,
  automatic: 7,
  debuggerKernel: 8,
  debuggerKernelAndUser: 9,
  debuggerFull: 10,
} as const;

const typeNames: Readonly<Record<number, string>> = {
  1: "complete memory dump",
  2: "kernel memory dump",
  3: "header without memory",
  4: "triage dump (small memory dump)",
  5: "complete memory dump (bitmap)",
  6: "kernel memory dump (bitmap)",
  7: "automatic memory dump (bitmap)",
  8: "kernel memory dump (.dump /k)",
  9: "kernel and user memory dump (.dump /ka)",
  10: "complete memory dump (.dump /f)",
};

/** For display. */
export function dumpTypeName(type: number): string {
  return typeNames[type] ?? `dump of unknown type ${type}`;
}

/** Files that are not readable kernel dumps, by their first bytes. */
const refusals: readonly (readonly [magic: string, sentence: string])[] = [
  ["MDMP", "is a user-mode dump, which holds no kernel memory: take a kernel or complete memory dump."],
  [
    "\x7fELF",
    "is an ELF core, not a Windows dump: let the hypervisor write a Windows dump (QEMU: dump-guest-memory -w).",
  ],
  ["EMiL", "is a LiME memory image, not a Windows dump: convert it to a crash dump first."],
  ["Raw_Dmp!", "is a raw offline dump of the firmware: let Windows turn it into MEMORY.DMP first."],
  ["PAGE", "begins like a kernel dump, but is not of a known machine kind: it is damaged or of another system."],
  ["SQZ", "is a compressed dump: expand it first."],
];

const vmwareMagics = new Set([0xbed2bed2, 0xbed3bed3, 0xbad1bad1]);
const hibernationMagics = new Set(["hibr", "wake", "rstr"]);

/** Pointer size of the dump's format, in bits. Throws a {@link DumpError} for a file that is not a kernel dump. */
export function dumpWidth(source: ByteSource): 32 | 64 {
  const head = Buffer.from(source.read(0, 8));
  const magic = head.toString("latin1");
  if (magic === "PAGEDU64") {
    return 64;
  }
  if (magic === "PAGEDUMP") {
    return 32;
  }
  if (source.size === 0) {
    throw new DumpError(`${source.name} is empty.`);
  }
  const known = refusals.find(([start]) => magic.startsWith(start));
  if (known !== undefined) {
    throw new DumpError(`${source.name} ${known[1]}`);
  }
  if (hibernationMagics.has(magic.slice(0, 4).toLowerCase())) {
    throw new DumpError(
      `${source.name} is a hibernation file, whose memory is compressed: convert it to a crash dump first.`,
    );
  }
  if (head.length >= 4 && vmwareMagics.has(head.readUInt32LE(0))) {
    throw new DumpError(`${source.name} is a VMware state file: convert it to a crash dump first (vmss2core -W).`);
  }
  throw new DumpError(
    `${source.name} is not a Windows kernel dump: one begins with PAGEDU64 or PAGEDUMP. An encrypted dump must be decrypted first.`,
  );
}
