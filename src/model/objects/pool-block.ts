/**
 * Blocks of paged pool with the tag of LPC messages, as found by a search: includes messages on no queue and freed
 * ones.
 */
import { isAbsent, mapPresent, type Maybe } from "../../target/absence.ts";
import { limits } from "../../target/limits.ts";
import { printNotice } from "../../target/output.ts";
import type { Word64 } from "../../target/word64.ts";
import { readMessageHeader } from "../../lpc/message/message-header.ts";
import { searchPool, type FoundMessage, type PoolSearchProgress } from "../../lpc/pool/pool-search.ts";
import { findQueuePort } from "../../lpc/message/queue-index.ts";
import { indexThreads } from "../../lpc/thread/thread-index.ts";
import { Collection } from "../base/collection.ts";
import type { ModelContext } from "../base/object.ts";
import { defineClass, inDecimal, property } from "../base/members.ts";

const MEBIBYTE = 0x100000;

/** "in use" if anything leads to the message. */
export type PoolBlockState = "free" | "kept for the next use" | "in use" | "on no queue";

/** A block as a pool search met it. Whether anything leads to its message is looked up whenever it is asked. */
export class PoolBlock {
  readonly __context: ModelContext;
  readonly __block: FoundMessage;

  constructor(context: ModelContext, block: FoundMessage) {
    this.__context = context;
    this.__block = block;
  }

  get __state(): PoolBlockState {
    const { message, isAllocated, isOnLookaside } = this.__block;
    if (!isAllocated) {
      return "free";
    }
    return isOnLookaside === true
      ? "kept for the next use"
      : isKnown(this.__context, message)
        ? "in use"
        : "on no queue";
  }

  toString(): string {
    return `${String(this.__context.message(this.__block.message))} [${this.__state}]`;
  }
}

/** Whether the message is on a queue or referenced by a thread. */
function isKnown({ target }: ModelContext, message: Word64): boolean {
  const header = readMessageHeader(target, message);
  return (
    !isAbsent(header) && (findQueuePort(target, header) !== undefined || indexThreads(target).holders.has(message.id))
  );
}

export const poolBlockClass = defineClass(
  "pool-block",
  "A block of paged pool with the tag of LPC messages.",
  PoolBlock,
  {
    Address: property("Address of the message in it.", ({ __block }) => __block.message),
    Header: property("Address of the block's _POOL_HEADER.", ({ __block }) => __block.header),
    BlockBytes: inDecimal(property("Bytes, header included.", ({ __block }) => __block.blockBytes)),
    IsAllocated: property(
      "Whether the block is allocated; a free one keeps its old contents.",
      ({ __block }) => __block.isAllocated,
    ),
    IsOnLookaside: property(
      "Whether the message is freed and kept on the look-aside list.",
      ({ __block }) => __block.isOnLookaside,
    ),
    IsKnown: property("Whether the message is queued or held by a thread.", ({ __context, __block }) =>
      isKnown(__context, __block.message),
    ),
    State: property("In use, on no queue, kept for the next use, or free.", ({ __state }) => __state),
    Message: property("The message.", ({ __context, __block }) => __context.message(__block.message)),
  },
);

/** Blocks in address order; reports progress, and why the search stopped. `id`: only messages with that id. */
function* search(context: ModelContext, id: Word64 | undefined): Generator<PoolBlock> {
  const walk = searchPool(context.target, { onProgress: reportProgress });
  for (const block of walk) {
    if (id === undefined || hasId(context, block.message, id)) {
      yield new PoolBlock(context, block);
    }
  }
  if (walk.end.kind !== "head") {
    printNotice(`not all of the pool was searched: ${walk.end.reason}.`);
  }
}

function hasId({ target }: ModelContext, message: Word64, id: Word64): boolean {
  const found: Maybe<boolean> = mapPresent(readMessageHeader(target, message), (header) =>
    mapPresent(header.id, (own) => own.equals(id)),
  );
  return found === true;
}

function reportProgress({ searchedBytes, totalBytes, found }: PoolSearchProgress): void {
  if (limits.progressInterval === 0) {
    return;
  }
  printNotice(
    `${searchedBytes / MEBIBYTE} of ${Math.ceil(totalBytes / MEBIBYTE)} MiB of paged pool searched, ${found} found ...`,
  );
}

/** The search as a list; each iteration searches anew, and only as far as needed. */
export function poolSearch(context: ModelContext, id?: Word64): Collection<PoolBlock> {
  return new Collection(
    context,
    id === undefined
      ? "Messages in the paged pool, freed ones included"
      : `Messages with the id ${id} in the paged pool, freed ones included`,
    () => search(context, id),
  );
}
