/**
 * The table of client ids: `nt!PspCidTable` points to a `_HANDLE_TABLE` whose handles are the ids of processes and
 * threads, and whose entries, coded as in any handle table, lead to the `_EPROCESS` or `_ETHREAD` itself, not to an
 * object header (public kernel sources of Server 2003, System Informer's and other published walks of it up to Windows
 * 11). Public symbol of every version.
 */
import { isAbsent, type Maybe } from "../target/absence.ts";
import { validateKernelPointer } from "../target/address.ts";
import type { Target } from "../target/target.ts";
import { Word64 } from "../target/word64.ts";
import { findTableEntry } from "./handle-table.ts";

const TABLE_SYMBOL = "PspCidTable";

/**
 * What the table has for an id, by one read for each of its levels: a process or a thread, which the caller must check.
 * Absent where the table has no such id, or is missing or broken.
 */
export function findByClientId(target: Target, id: number): Maybe<Word64> {
  const table = findTable(target);
  return isAbsent(table) ? table : findTableEntry(target, table, Word64.fromNumber(id));
}

function findTable(target: Target): Maybe<Word64> {
  return target.stop.once("table of client ids", () => {
    const symbol = target.symbol(TABLE_SYMBOL);
    const table = isAbsent(symbol) ? symbol : target.readPointer(symbol);
    return isAbsent(table) ? table : (validateKernelPointer(table, target.pointerSize, `nt!${TABLE_SYMBOL}`) ?? table);
  });
}
