/**
 * Finds out how a dump's page tables are built: the mode and root under which the kernel's own structures make sense.
 */
import { DumpError } from "../dump-error.ts";
import type { ByteSource } from "../file/byte-source.ts";
import type { DumpHeader } from "../format/header.ts";
import type { PhysicalPages } from "../format/physical-pages.ts";
import { KernelReader } from "../kernel/structures.ts";
import { PagedMemory } from "../virtual-memory.ts";
import { modesOf } from "./paging-mode.ts";
import { Translator } from "./translator.ts";

/**
 * The page that the kernel shares with all processes, `KUSER_SHARED_DATA`: the same address in every build of a
 * machine.
 */
const sharedPages = { 4: 0xffdf0000n, 8: 0xfffff78000000000n } as const;
const NT_MAJOR_VERSION = 0x26cn;

export interface FoundTables {
  readonly translator: Translator;
  readonly reader: KernelReader;
}

/** 2: a structure of the kernel is sound; 1: something can be read; 0: nothing. */
function soundness(reader: KernelReader, header: DumpHeader): number {
  const major = reader.integer(sharedPages[header.pointerSize] + NT_MAJOR_VERSION, 4);
  if (major !== undefined && major >= 5n && major <= 10n) {
    return 2;
  }
  for (const list of [header.moduleList, header.processList]) {
    if (list !== undefined && reader.isSoundList(list)) {
      return 2;
    }
  }
  return header.moduleList !== undefined && reader.pointer(header.moduleList) !== undefined ? 1 : 0;
}

/** Throws a {@link DumpError} when no mode gives sense. */
export function findTables(source: ByteSource, header: DumpHeader, pages: PhysicalPages): FoundTables {
  const runs = header.physicalMemory.map((run) => run.first + run.count - 1);
  const highestFrame = Math.max(pages.highest, ...runs);
  let best: { readonly found: FoundTables; readonly score: number } | undefined;
  for (const mode of modesOf(header.machine, header.isPae)) {
    const translator = new Translator(
      source,
      pages,
      { mode, buildNumber: header.buildNumber, highestFrame },
      header.directoryTableBase,
    );
    const reader = new KernelReader(new PagedMemory(source, translator), header.pointerSize);
    const score = soundness(reader, header);
    if (score === 2) {
      return { translator, reader };
    }
    if (score > (best?.score ?? 0)) {
      best = { found: { translator, reader }, score };
    }
  }
  if (best !== undefined) {
    return best.found;
  }
  throw new DumpError(
    source.size < Number(header.requiredSize ?? 0n)
      ? `${source.name} is cut off (${source.size} of ${header.requiredSize} bytes), and the kernel's page tables are among what is missing: copy it again.`
      : `${source.name} does not hold the kernel's page tables where its header says: the dump is damaged.`,
  );
}
