/** What a report says of the target itself: Windows build, time, uptime. What is not known has no row. */
import { isAbsent, present } from "../../target/absence.ts";
import { readWord } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import { Word64 } from "../../target/word64.ts";
import type { GraphDetail } from "../../analysis/graph-model.ts";

/** 100 ns units from 1601 to 1970: where the time of Windows and that of JavaScript begin. */
const UNIX_EPOCH = new Word64(0x019db1de, 0xd53e8000);
const UNITS_PER_MILLISECOND = 10_000;
const UNITS_PER_SECOND = 10_000_000;

/** The text of `nt!NtBuildLab` is shorter on every Windows. */
const BUILD_LAB_LENGTH = 96;

export function describeTarget(target: Target): readonly GraphDetail[] {
  const rows: readonly (readonly [label: string, value: string | undefined])[] = [
    ["Target", target.isDump ? "a dump" : "a live system"],
    ["Windows build", readBuildLab(target) ?? readBuildNumber(target)],
    ["Pointers", `${target.pointerSize * 8} bits`],
    ["Time", formatTime(target)],
    ["Uptime", readUptime(target)],
  ];
  return rows.filter(([, value]) => value !== undefined).map(([label, value]) => ({ label, value: value ?? "" }));
}

/** "2023-11-28 10:11 UTC", the target's time of day; undefined where it cannot be read. */
export function formatTime(target: Target): string | undefined {
  const units = present(target.readTimeOfDay());
  const milliseconds =
    units === undefined || units.isZero ? NaN : units.distanceFrom(UNIX_EPOCH) / UNITS_PER_MILLISECOND;
  const date = new Date(milliseconds);
  // Garbage may be any time at all.
  return isNaN(date.getTime()) ? undefined : `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** "3 d 4 h 7 min". */
function readUptime(target: Target): string | undefined {
  const units = present(target.readInterruptTime());
  if (units === undefined) {
    return undefined;
  }
  const minutes = Math.floor(units.toApproximateNumber() / UNITS_PER_SECOND / 60);
  const days = Math.floor(minutes / 1440);
  return `${days > 0 ? `${days} d ` : ""}${Math.floor((minutes % 1440) / 60)} h ${minutes % 60} min`;
}

/**
 * `nt!NtBuildLab`, "19041.1.amd64fre.vb_release.191206-1406": ASCII with a zero at its end, on every Windows since XP.
 */
function readBuildLab(target: Target): string | undefined {
  const address = target.symbol("NtBuildLab");
  const bytes = isAbsent(address) ? undefined : present(target.read(address, BUILD_LAB_LENGTH));
  const text =
    bytes === undefined
      ? ""
      : String.fromCharCode.apply(undefined, Array.from(bytes.subarray(0, Math.max(bytes.indexOf(0), 0))));
  return /^[\x21-\x7e]+$/.test(text) ? text : undefined;
}

/** `nt!NtBuildNumber`: the build in its low 16 bits, on every Windows. */
function readBuildNumber(target: Target): string | undefined {
  const address = target.symbol("NtBuildNumber");
  const bytes = isAbsent(address) ? undefined : present(target.read(address, 4));
  const number = bytes === undefined ? 0 : readWord(bytes, 0, 4).lowBits(16);
  return number === 0 ? undefined : String(number);
}
