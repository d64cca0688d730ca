/** Dumps whose pages are stored in runs: complete dumps, and those that a debugger has written. */
import { DumpError } from "../dump-error.ts";
import type { ByteSource } from "../file/byte-source.ts";
import { Bytes } from "../file/bytes.ts";
import { dumpTypes } from "./dump-type.ts";
import type { DumpHeader, PageRun } from "./header.ts";
import type { PhysicalPages } from "./physical-pages.ts";
import { PAGE_SIZE } from "./physical-pages.ts";

interface PlacedRun extends PageRun {
  /** File offset of its first page. */
  readonly offset: number;
}

/** Pages of runs that follow each other in the file from `start` on, in the order given. */
export function pagesOfRuns(runs: readonly PageRun[], start: number): PhysicalPages {
  const placed: PlacedRun[] = [];
  let offset = start;
  let highest = 0;
  for (const run of runs) {
    placed.push({ ...run, offset });
    offset += run.count * PAGE_SIZE;
    highest = Math.max(highest, run.first + run.count - 1);
  }
  placed.sort((a, b) => a.first - b.first);
  const find = (frame: number): PlacedRun | undefined => {
    let low = 0;
    let high = placed.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((placed[middle]?.first ?? 0) <= frame) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const run = placed[low - 1];
    return run !== undefined && frame < run.first + run.count ? run : undefined;
  };
  return {
    count: (offset - start) / PAGE_SIZE,
    highest,
    offsetOf(frame) {
      const run = find(frame);
      return run === undefined ? undefined : run.offset + (frame - run.first) * PAGE_SIZE;
    },
  };
}

/** A complete dump (type 1): the header's runs, one behind the other. */
export function openFull(source: ByteSource, header: DumpHeader): PhysicalPages {
  if (header.physicalMemory.length === 0) {
    throw new DumpError(`${source.name} does not say which memory it holds: its header is damaged.`);
  }
  return pagesOfRuns(header.physicalMemory, header.size);
}

const TABLE_HEAD = 0x30;
const TABLE_START = 0x20;

/** Dumps written by a debugger's `.dump` (types 8, 9 and A): a table of runs before the pages. */
export function openDebuggerWritten(source: ByteSource, header: DumpHeader): PhysicalPages {
  const name = `${source.name}'s table of pages`;
  const head = new Bytes(source.read(header.size, TABLE_HEAD), name);
  if (head.text(4, 8) !== "RDMPDUMP") {
    throw head.damaged("is missing");
  }
  const metadata = head.count(0x10);
  const firstPage = head.count(0x18);
  if (metadata - TABLE_START !== firstPage - header.size - 0x40 || firstPage > source.size) {
    throw head.damaged("does not agree with the file");
  }
  const table = new Bytes(source.read(header.size + TABLE_HEAD, firstPage - header.size - TABLE_HEAD), name);
  const expected = header.dumpType === dumpTypes.debuggerFull ? head.count(0x28) : undefined;
  const runs: PageRun[] = [];
  let pages = 0;
  for (let at = 0; at + 16 <= table.length && (expected === undefined || pages < expected); at += 16) {
    const run = { first: table.count(at), count: table.count(at + 8) };
    if (expected === undefined && run.first === 0) {
      break;
    }
    if (run.count === 0 || pages + run.count > source.size / PAGE_SIZE + 1) {
      throw table.damaged("counts more pages than the file can hold");
    }
    runs.push(run);
    pages += run.count;
  }
  return pagesOfRuns(runs, firstPage);
}
