/** The pages of a dump by its type. */
import { DumpError } from "../dump-error.ts";
import type { ByteSource } from "../file/byte-source.ts";
import { openBitmap, openSummary } from "./bitmap.ts";
import { dumpTypes } from "./dump-type.ts";
import type { DumpHeader } from "./header.ts";
import type { PhysicalPages } from "./physical-pages.ts";
import { openDebuggerWritten, openFull } from "./runs.ts";

/** Throws a {@link DumpError} for a type without physical pages and for damaged files. */
export function openPages(source: ByteSource, header: DumpHeader): PhysicalPages {
  switch (header.dumpType) {
    case dumpTypes.full:
      return openFull(source, header);
    case dumpTypes.summary:
      return openSummary(source, header);
    case dumpTypes.fullBitmap:
    case dumpTypes.kernelBitmap:
    case dumpTypes.automatic:
      return openBitmap(source, header);
    case dumpTypes.debuggerKernel:
    case dumpTypes.debuggerKernelAndUser:
    case dumpTypes.debuggerFull:
      return openDebuggerWritten(source, header);
    case dumpTypes.headerOnly:
      throw new DumpError(`${source.name} holds a header and no memory: take a kernel or complete memory dump.`);
    default:
      throw new DumpError(
        `${source.name} is a dump of type ${header.dumpType}, which is not known: it is damaged or newer than this reader.`,
      );
  }
}
