/**
 * The table of all messages: `nt!AlpcMessageTable` points to a `_HANDLE_TABLE` whose entries, coded as in any handle table, lead to the messages
 * themselves; the handle is the message's id (Microsoft's debugger looks ids up there; Windows Vista to 11).
 */
import { Absence, invalid, isAbsent, type Maybe } from "../target/absence.ts";
import { isKernelAddress, validateKernelPointer } from "../target/address.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import { findTableEntry, readHandleCount, walkTableEntries, type TableEntry } from "../nt/handle-table.ts";
import { walkNotBegun, type WalkEnd } from "../nt/list.ts";
import { readAlpcMessage } from "./message.ts";
import { MESSAGE } from "./queue.ts";

const TABLE_SYMBOL = "AlpcMessageTable";

/** The `_HANDLE_TABLE` of messages. NotInThisBuild where the symbols lack it, Invalid where the pointer leads nowhere. */
export function findMessageTable(target: Target): Maybe<Word64> {
  return target.stop.once("table of ALPC messages", () => {
    const symbol = target.symbol(TABLE_SYMBOL);
    const table = symbol instanceof Absence ? symbol : target.readPointer(symbol);
    return table instanceof Absence ? table : validateKernelPointer(table, target.pointerSize, `nt!${TABLE_SYMBOL}`) ?? table;
  });
}

/** Every entry in use: the handle, and the address of the message. Whether a message lies there is not asked. */
export function* walkMessageTable(target: Target): Generator<TableEntry, WalkEnd> {
  const table = findMessageTable(target);
  return table instanceof Absence ? walkNotBegun(table) : yield* walkTableEntries(target, table);
}

/** The message with an id, by a few reads; absent where the table has none, or what it leads to is not the message with that id. */
export function findInMessageTable(target: Target, id: Word64): Maybe<Word64> {
  const table = findMessageTable(target);
  const address = table instanceof Absence ? table : findTableEntry(target, table, id);
  if (address instanceof Absence) {
    return address;
  }
  const own = readMessageId(target, address);
  return isAbsent(own) ? own
    : own.equals(id) ? address : invalid(`the table of messages leads from id ${id} to ${address}, whose id is ${own}`, address);
}

/** The id in the header of what lies at an address. */
function readMessageId(target: Target, address: Word64): Maybe<Word64> {
  const message = target.readStructure(MESSAGE, address);
  return message instanceof Absence ? message : message.word("PortMessage.MessageId");
}

/** An entry of the table that contradicts what it leads to, as a sentence. */
export interface TableContradiction {
  readonly address: Word64;
  readonly sentence: string;
}

/**
 * What contradicts itself in the table: entries that lead to what is no message or bears another id, and a count that is not that of its entries.
 * Memory that the target does not hold contradicts nothing.
 */
export function* validateMessageTable(target: Target): Generator<TableContradiction, void> {
  const table = findMessageTable(target);
  if (table instanceof Absence) {
    if (table.kind === "Invalid" && table.address !== undefined && !table.address.isZero) {
      yield { address: table.address, sentence: `nt!${TABLE_SYMBOL} does not lead to a table: ${table.reason}.` };
    }
    return;
  }
  const walk = walkTableEntries(target, table);
  let step = walk.next();
  for (; step.done !== true; step = walk.next()) {
    const sentence = contradictionOf(target, step.value);
    if (sentence !== undefined) {
      yield { address: step.value.address, sentence };
    }
  }
  const { kind, reason, count } = step.value;
  const counted = readHandleCount(target, table);
  if (kind === "invalid") {
    yield { address: table, sentence: `The table of messages is broken: ${reason}.` };
  } else if (kind === "head" && !isAbsent(counted) && counted !== count) {
    yield { address: table, sentence: `The table of messages says that it has ${counted} entries, but ${count} are in use.` };
  }
}

function contradictionOf(target: Target, { handle, address }: TableEntry): string | undefined {
  const what = `The table of messages leads from id 0x${handle.toString(16)} to ${address}`;
  if (!isKernelAddress(address, target.pointerSize)) {
    return `${what}, which is not in kernel space.`;
  }
  const message = readAlpcMessage(target, address);
  if (message instanceof Absence) {
    return message.kind === "Invalid" ? `${what}, where there is no message: ${message.reason}.` : undefined;
  }
  const { id } = message;
  return isAbsent(id) || id.toNumber() === handle ? undefined : `${what}, a message whose id is ${id}.`;
}
