/** Pool blocks of LPC messages: `_POOL_HEADER` with the tag `LpcM`, right before the message. */
import { invalid, isAbsent, type Maybe } from "../../target/absence.ts";
import { PAGE_SIZE } from "../../target/page-cache.ts";
import { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";

const POOL_HEADER = "_POOL_HEADER";

/** `LpcM`, the first letter in the lowest byte. */
const MESSAGE_TAG = 0x4d63704c;

/** The highest bit of a tag protects the block from being freed with another tag. */
const PROTECTED_TAG_BIT = 0x80000000;

/**
 * `_POOL_HEADER.PoolType` is the type of pool plus one, with this bit while the block is in use; freeing clears the bit
 * (Windows 2000 to Server 2003). NT 5.2 compatible kernels without the bit set the whole member to 0.
 */
const POOL_IN_USE_BIT = 4;

/** One block of pool memory with the messages' tag. */
export interface MessagePoolBlock {
  /** The message, which follows the header. */
  readonly message: Word64;
  readonly header: Word64;
  /** Bytes, including the header. */
  readonly blockBytes: number;
  /** `_POOL_HEADER.PoolType`: zero once the block is free. */
  readonly poolType: number;
}

/** The block whose content begins at the address; Invalid if that is not a block of messages. */
export function readMessagePoolBlock(target: Target, message: Word64): Maybe<MessagePoolBlock> {
  const layout = target.layout(POOL_HEADER);
  const header = isAbsent(layout) ? layout : target.readStructure(POOL_HEADER, message.minus(layout.size));
  return isAbsent(header)
    ? header
    : (decodePoolBlock(header) ?? invalid(`the memory at ${message} is not a pool block of messages`, message));
}

/** Undefined if the header has another tag, or a size that no block of one page can have. */
export function decodePoolBlock(header: Structure): MessagePoolBlock | undefined {
  const tag = header.number("PoolTag");
  const units = header.number("BlockSize");
  const poolType = header.number("PoolType");
  if (isAbsent(tag) || isAbsent(units) || isAbsent(poolType) || !isMessageTag(tag)) {
    return undefined;
  }
  // Blocks are counted in units of the header's own size: 8 bytes on x86, 16 on x64.
  const blockBytes = units * header.layout.size;
  const start = header.address.low % PAGE_SIZE;
  return blockBytes > header.layout.size && start + blockBytes <= PAGE_SIZE
    ? { message: header.address.plus(header.layout.size), header: header.address, blockBytes, poolType }
    : undefined;
}

/** Whether any block of the page has the in-use bit, which not all kernels set. If so, blocks without it are free. */
export function pageHasInUseBit(target: Target, page: Word64, bytes: Uint8Array): boolean {
  const layout = target.layout(POOL_HEADER);
  if (isAbsent(layout)) {
    return false;
  }
  for (let offset = 0; offset + layout.size <= bytes.length;) {
    const header = new Structure(page.plus(offset), layout, bytes.subarray(offset), target.pointerSize);
    const units = header.number("BlockSize");
    const poolType = header.number("PoolType");
    if (isAbsent(units) || isAbsent(poolType) || units === 0) {
      return false;
    }
    if ((poolType & POOL_IN_USE_BIT) !== 0) {
      return true;
    }
    offset += units * layout.size;
  }
  return false;
}

/** Whether a block is allocated, by its own header and whether the page's blocks use the in-use bit. */
export function isAllocated(block: MessagePoolBlock, hasInUseBit: boolean): boolean {
  return hasInUseBit ? (block.poolType & POOL_IN_USE_BIT) !== 0 : block.poolType !== 0;
}

/** Whether a block's `PoolTag` is that of messages, with or without the protection bit. */
export function isMessageTag(tag: number): boolean {
  return tag % PROTECTED_TAG_BIT === MESSAGE_TAG;
}
