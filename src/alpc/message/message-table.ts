/**
 * The table of all messages: `nt!AlpcMessageTable` points to a `_HANDLE_TABLE` whose entries, coded as in any handle
 * table, lead to the messages themselves; the handle is the message's id (Microsoft's debugger looks ids up there;
 * Windows Vista to 11).
 */
import { invalid, isAbsent, present, type Maybe } from "../../target/absence.ts";
import { isKernelAddress, validateKernelPointer } from "../../target/address.ts";
import type { Target } from "../../target/target.ts";
import type { Word64, WordId } from "../../target/word64.ts";
import type { MessageFacts } from "../../facts/message.ts";
import { findTableEntry, readHandleCount, walkTableEntries, type TableEntry } from "../../nt/handle-table.ts";
import { absentWalk, walkOnce, type Walk } from "../../nt/walk.ts";
import { readAlpcMessage } from "./message.ts";
import { MESSAGE, walkQueuedMessages } from "../port/queue.ts";

const TABLE_SYMBOL = "AlpcMessageTable";

/**
 * The `_HANDLE_TABLE` of messages. NotInThisBuild where the symbols lack it, Invalid where the pointer leads nowhere.
 */
function findMessageTable(target: Target): Maybe<Word64> {
  return target.stop.once("table of ALPC messages", () => {
    const symbol = target.symbol(TABLE_SYMBOL);
    const table = isAbsent(symbol) ? symbol : target.readPointer(symbol);
    return isAbsent(table) ? table : (validateKernelPointer(table, target.pointerSize, `nt!${TABLE_SYMBOL}`) ?? table);
  });
}

/**
 * Every entry in use: the handle, and the address of the message, from one walk per stop. Does not check whether a
 * message lies there.
 */
export function walkMessageTable(target: Target): Walk<TableEntry> {
  const table = findMessageTable(target);
  return isAbsent(table)
    ? absentWalk(table)
    : walkOnce(target, "entries of the table of messages", () => walkTableEntries(target, table));
}

/**
 * The message with an id, by a few reads; absent where the table has none, or what it leads to is not the message with
 * that id.
 */
export function findInMessageTable(target: Target, id: Word64): Maybe<Word64> {
  const table = findMessageTable(target);
  const address = isAbsent(table) ? table : findTableEntry(target, table, id);
  if (isAbsent(address)) {
    return address;
  }
  const own = readMessageId(target, address);
  return isAbsent(own)
    ? own
    : own.equals(id)
      ? address
      : invalid(`the table of messages leads from id ${id} to ${address}, whose id is ${own}`, address);
}

/** The id in the header of what lies at an address. */
function readMessageId(target: Target, address: Word64): Maybe<Word64> {
  const message = target.readStructure(MESSAGE, address);
  return isAbsent(message) ? message : message.word("PortMessage.MessageId");
}

/** An entry of the table that contradicts what it leads to, as a sentence. */
export interface TableContradiction {
  readonly address: Word64;
  readonly sentence: string;
}

/**
 * What contradicts itself in the table: entries that do not lead to a message or lead to one with another id, and a
 * wrong count. Memory that the target does not hold contradicts nothing.
 */
export function* validateMessageTable(target: Target): Generator<TableContradiction, void> {
  const table = findMessageTable(target);
  if (isAbsent(table)) {
    if (table.kind === "Invalid" && table.address !== undefined && !table.address.isZero) {
      yield { address: table.address, sentence: `nt!${TABLE_SYMBOL} does not lead to a table: ${table.reason}.` };
    }
    return;
  }
  const walk = walkMessageTable(target);
  for (const entry of walk) {
    const sentence = contradictionOf(target, entry);
    if (sentence !== undefined) {
      yield { address: entry.address, sentence };
    }
  }
  const { kind, reason, count } = walk.end;
  const counted = readHandleCount(target, table);
  if (kind === "invalid") {
    yield { address: table, sentence: `The table of messages is broken: ${reason}.` };
  } else if (kind === "head" && !isAbsent(counted) && counted !== count) {
    yield {
      address: table,
      sentence: `The table of messages says that it has ${counted} entries, but ${count} are in use.`,
    };
  }
}

function contradictionOf(target: Target, { handle, address }: TableEntry): string | undefined {
  const tell = (rest: string): string =>
    `The table of messages leads from id 0x${handle.toString(16)} to ${address}${rest}.`;
  if (!isKernelAddress(address, target.pointerSize)) {
    return tell(", which is not in kernel space");
  }
  const message = readAlpcMessage(target, address);
  if (isAbsent(message)) {
    return message.kind === "Invalid" ? tell(`, where there is no message: ${message.reason}`) : undefined;
  }
  const { id } = message;
  return isAbsent(id) || id.toNumber() === handle ? undefined : tell(`, a message whose id is ${id}`);
}

/**
 * The message whose `WaitingThread` is this thread, or undefined. The first call of a stop looks at every message of
 * the table of messages; where that is missing or broken, at those on queues too.
 */
export function findMessageNaming(target: Target, thread: Word64): MessageFacts | undefined {
  for (const address of indexByWaiter(target).get(thread.id)?.messages ?? []) {
    const message = readAlpcMessage(target, address);
    if (!isAbsent(message) && present(message.waitingThread)?.equals(thread) === true) {
      return message;
    }
  }
  return undefined;
}

/** Every thread that some message names as the one that waits for its reply. */
export function walkNamedThreads(target: Target): readonly Word64[] {
  return Array.from(indexByWaiter(target).values(), ({ thread }) => thread);
}

interface Waiter {
  readonly thread: Word64;
  readonly messages: Word64[];
}

function indexByWaiter(target: Target): ReadonlyMap<WordId, Waiter> {
  const index = target.stop.once("ALPC messages by waiter", () => ({
    waiters: new Map<WordId, Waiter>(),
    isBegun: false,
  }));
  // Created before it is filled: a walk over ports may ask threads what they wait for, which must not start the same
  // walk again.
  if (!index.isBegun) {
    index.isBegun = true;
    target.pin(() => {
      fill(target, index.waiters);
    });
  }
  return index.waiters;
}

function fill(target: Target, waiters: Map<WordId, Waiter>): void {
  const seen = new Set<WordId>();
  const add = (address: Word64): void => {
    const message = seen.has(address.id) ? undefined : target.readStructure(MESSAGE, address);
    seen.add(address.id);
    const thread = message === undefined || isAbsent(message) ? undefined : present(message.pointer("WaitingThread"));
    if (thread === undefined || thread.isZero) {
      return;
    }
    const known = waiters.get(thread.id);
    if (known === undefined) {
      waiters.set(thread.id, { thread, messages: [address] });
    } else {
      known.messages.push(address);
    }
  };
  const walk = walkMessageTable(target);
  for (const { address } of walk) {
    add(address);
  }
  if (walk.end.kind !== "head") {
    for (const address of walkQueuedMessages(target)) {
      add(address);
    }
  }
}
