/** A report's facts about the target itself: Windows build, time, uptime. Unknown facts have no row. */
import { present } from "../../target/absence.ts";
import type { Target } from "../../target/target.ts";
import { Word64 } from "../../target/word64.ts";
import { readBuildLab, readBuildNumber } from "../../nt/kernel-build.ts";
import type { GraphDetail } from "../../analysis/graph-model.ts";

/** 100 ns units from 1601 to 1970, the epochs of Windows and JavaScript. */
const UNIX_EPOCH = new Word64(0x019db1de, 0xd53e8000);
const UNITS_PER_MILLISECOND = 10_000;
const UNITS_PER_SECOND = 10_000_000;

/** Rows for a report: kind of target, Windows build, pointer size, time of day and uptime of the target. */
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

/** "2023-11-28 10:11 UTC", the target's time of day; undefined if it cannot be read. */
export function formatTime(target: Target): string | undefined {
  const units = present(target.readTimeOfDay());
  const milliseconds =
    units === undefined || units.isZero ? NaN : units.distanceFrom(UNIX_EPOCH) / UNITS_PER_MILLISECOND;
  const date = new Date(milliseconds);
  // Garbage can be an impossible time.
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
