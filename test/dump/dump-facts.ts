/** What a dump is, for display: system, kind, when, why. */
import { dumpTypeName } from "./format/dump-type.ts";
import type { DumpHeader } from "./format/header.ts";

const LIVE_DUMP = 0x161;
const MANUAL = 0xe2;
/** 100 ns units between 1601 and 1970. */
const UNIX_EPOCH = 116_444_736_000_000_000n;
const UNITS_PER_SECOND = 10_000_000n;

const systems: readonly (readonly [build: number, name: string])[] = [
  [26100, "Windows 11 24H2"],
  [22631, "Windows 11 23H2"],
  [22621, "Windows 11 22H2"],
  [22000, "Windows 11 21H2"],
  [20348, "Windows Server 2022"],
  [19045, "Windows 10 22H2"],
  [19044, "Windows 10 21H2"],
  [19041, "Windows 10 2004"],
  [18362, "Windows 10 1903"],
  [17763, "Windows 10 1809"],
  [14393, "Windows 10 1607"],
  [10586, "Windows 10 1511"],
  [10240, "Windows 10 1507"],
  [9600, "Windows 8.1"],
  [9200, "Windows 8"],
  [7600, "Windows 7"],
  [6000, "Windows Vista"],
  [3790, "Windows Server 2003"],
  [2600, "Windows XP"],
];

/** "Windows 11 21H2 (22000) x64". */
export function systemName(header: DumpHeader): string {
  const name = systems.find(([build]) => header.buildNumber >= build)?.[1] ?? "Windows";
  return `${name} (${header.buildNumber}) ${header.machine}`;
}

function bugcheckText(header: DumpHeader): string {
  const code = `0x${header.bugcheck.toString(16)}`;
  switch (header.bugcheck) {
    case 0:
      return "no bugcheck";
    case LIVE_DUMP:
      return `live dump (${code})`;
    case MANUAL:
      return `asked for by hand (bugcheck ${code})`;
    default:
      return `bugcheck ${code} (${header.bugcheckParameters.map((value) => `0x${value.toString(16)}`).join(", ")})`;
  }
}

/** "2024-05-06 07:08:09 UTC"; undefined if the header has no time or an impossible one. */
function dumpTime(header: DumpHeader): string | undefined {
  if (header.systemTime === undefined || header.systemTime < UNIX_EPOCH) {
    return undefined;
  }
  const date = new Date(Number((header.systemTime - UNIX_EPOCH) / 10_000n));
  return Number.isNaN(date.getTime()) ? undefined : `${date.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** "3 d 04:05:06". */
function upTime(header: DumpHeader): string | undefined {
  if (header.upTime === undefined) {
    return undefined;
  }
  const seconds = Number(header.upTime / UNITS_PER_SECOND);
  const two = (value: number): string => String(Math.floor(value)).padStart(2, "0");
  return `${Math.floor(seconds / 86_400)} d ${two((seconds / 3600) % 24)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** One line, in the form of a session's display. */
export function describeDump(header: DumpHeader): string {
  const time = dumpTime(header);
  const up = upTime(header);
  return [
    systemName(header),
    dumpTypeName(header.dumpType),
    bugcheckText(header),
    ...(time === undefined ? [] : [`taken ${time}`]),
    ...(up === undefined ? [] : [`up ${up}`]),
  ].join(", ");
}
