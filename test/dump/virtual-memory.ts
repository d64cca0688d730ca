/** The dump's memory by virtual address, for any format. */
import type { ByteSource } from "./file/byte-source.ts";
import { PAGE_SIZE } from "./format/physical-pages.ts";
import type { PagePlace } from "./translation/page-place.ts";

/** Finds pages. `root`: of a process's page tables; the kernel's when absent. */
export interface PageFinder {
  locate(address: bigint, root?: bigint): PagePlace;
}

export interface VirtualMemory {
  /** The bytes, or undefined when any of them is unreadable. */
  read(address: bigint, length: number, root?: bigint): Uint8Array | undefined;
}

/** No structure is larger; longer reads are rejected. */
const LONGEST_READ = 1 << 28;

export class PagedMemory implements VirtualMemory {
  private readonly source: ByteSource;
  private readonly finder: PageFinder;

  constructor(source: ByteSource, finder: PageFinder) {
    this.source = source;
    this.finder = finder;
  }

  read(address: bigint, length: number, root?: bigint): Uint8Array | undefined {
    if (length > LONGEST_READ) {
      return undefined;
    }
    const within = Number(address & BigInt(PAGE_SIZE - 1));
    if (within + length <= PAGE_SIZE) {
      return this.part(address, within, length, root)?.slice();
    }
    const parts: Uint8Array[] = [];
    for (let done = 0; done < length;) {
      const at = address + BigInt(done);
      const start = Number(at & BigInt(PAGE_SIZE - 1));
      const part = this.part(at, start, Math.min(PAGE_SIZE - start, length - done), root);
      if (part === undefined) {
        return undefined;
      }
      parts.push(part);
      done += part.length;
    }
    const result = new Uint8Array(length);
    parts.reduce((done, part) => {
      result.set(part, done);
      return done + part.length;
    }, 0);
    return result;
  }

  private part(address: bigint, within: number, length: number, root: bigint | undefined): Uint8Array | undefined {
    const place = this.finder.locate(address, root);
    if (place.state !== "there") {
      return undefined;
    }
    const bytes = this.source.read(place.offset + within, length);
    return bytes.length === length ? bytes : undefined;
  }
}
