/** Memory of a triage dump: blocks by virtual address. */
import type { ByteSource } from "../file/byte-source.ts";
import type { PagePlace } from "../translation/page-place.ts";
import type { PageFinder, VirtualMemory } from "../virtual-memory.ts";
import type { MemoryBlock } from "./triage-header.ts";

export class BlockMemory implements VirtualMemory, PageFinder {
  private readonly source: ByteSource;
  /** By address; where blocks overlap, the one that begins later is used. */
  private readonly blocks: readonly MemoryBlock[];
  /** For each block, the index of the one before it, or before that, that reaches farthest. */
  private readonly farthest: readonly number[];

  constructor(source: ByteSource, blocks: readonly MemoryBlock[]) {
    this.source = source;
    this.blocks = [...blocks].sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
    const farthest: number[] = [];
    const end = (index: number): bigint =>
      (this.blocks[index]?.address ?? 0n) + BigInt(this.blocks[index]?.length ?? 0);
    this.blocks.forEach((_, index) => {
      const earlier = farthest[index - 1];
      farthest.push(earlier === undefined || end(index) >= end(earlier) ? index : earlier);
    });
    this.farthest = farthest;
  }

  read(address: bigint, length: number): Uint8Array | undefined {
    const parts: Uint8Array[] = [];
    for (let done = 0; done < length;) {
      const found = this.find(address + BigInt(done));
      if (found === undefined) {
        return undefined;
      }
      const within = Number(address + BigInt(done) - found.address);
      const part = this.source.read(found.offset + within, Math.min(length - done, found.length - within));
      if (part.length === 0) {
        return undefined;
      }
      parts.push(part);
      done += part.length;
    }
    return new Uint8Array(Buffer.concat(parts));
  }

  locate(address: bigint): PagePlace {
    const found = this.find(address);
    return found === undefined
      ? { state: "not in this dump", reason: "a triage dump holds a few blocks of memory only" }
      : { state: "there", form: "block", offset: found.offset + Number(address - found.address) };
  }

  private find(address: bigint): MemoryBlock | undefined {
    let low = 0;
    let high = this.blocks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.blocks[middle]?.address ?? 0n) <= address) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const holds = (block: MemoryBlock | undefined): block is MemoryBlock =>
      block !== undefined && address < block.address + BigInt(block.length);
    const last = this.blocks[low - 1];
    if (holds(last)) {
      return last;
    }
    const reaching = this.blocks[this.farthest[low - 1] ?? -1];
    return holds(reaching) ? reaching : undefined;
  }
}
