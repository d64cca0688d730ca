/** Writes public symbols as the streams by which debuggers find them: records, a table by name, an order by address. */
import { hashName } from "./pdb-hashes.ts";
import { wordsOf } from "./msf-writer.ts";

const BUCKETS = 4096;
const HASH_SIGNATURE = 0xffffffff;
const HASH_VERSION = 0xeffe0000 + 19990810;
/** Bytes of one entry in the form that the offsets of buckets count in. */
const COUNTED_ENTRY = 12;
const PUBLIC = 0x110e;

export interface PlacedSymbol {
  readonly name: string;
  /** Bytes from the start of the one section. */
  readonly offset: number;
}

interface WrittenSymbol extends PlacedSymbol {
  /** Place of its record in the stream. */
  readonly at: number;
}

function recordOf({ name, offset }: PlacedSymbol): Buffer {
  const length = 14 + name.length + 1;
  const record = Buffer.alloc(Math.ceil(length / 4) * 4);
  record.writeUInt16LE(record.length - 2, 0);
  record.writeUInt16LE(PUBLIC, 2);
  record.writeUInt32LE(offset, 8);
  record.writeUInt16LE(1, 12);
  record.write(name, 14, "latin1");
  return record;
}

/** The order within a bucket: shorter names first, then alphabetical, case-insensitive. */
function compareNames(a: string, b: string): number {
  if (a.length !== b.length) {
    return a.length - b.length;
  }
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  return left < right ? -1 : left > right ? 1 : 0;
}

/**
 * A table of names: entries in the order of their buckets, a bit for each bucket that has any, and where each begins.
 */
function hashTable(symbols: readonly WrittenSymbol[]): Buffer {
  const buckets = new Map<number, WrittenSymbol[]>();
  for (const symbol of symbols) {
    const bucket = hashName(symbol.name) % BUCKETS;
    const list = buckets.get(bucket);
    if (list === undefined) {
      buckets.set(bucket, [symbol]);
    } else {
      list.push(symbol);
    }
  }
  const bitmap = Buffer.alloc(Math.ceil((BUCKETS + 32) / 32) * 4);
  const entries: number[] = [];
  const starts: number[] = [];
  for (const [bucket, list] of [...buckets].sort(([a], [b]) => a - b)) {
    bitmap[bucket >> 3] = (bitmap[bucket >> 3] ?? 0) | (1 << (bucket & 7));
    starts.push((entries.length / 2) * COUNTED_ENTRY);
    for (const { at } of list.sort((a, b) => compareNames(a.name, b.name))) {
      entries.push(at + 1, 1);
    }
  }
  const offsets = symbols.length === 0 ? Buffer.alloc(0) : Buffer.concat([bitmap, wordsOf(starts)]);
  return Buffer.concat([
    wordsOf([HASH_SIGNATURE, HASH_VERSION, entries.length * 4, offsets.length]),
    wordsOf(entries),
    offsets,
  ]);
}

export interface SymbolStreams {
  readonly records: Buffer;
  readonly publics: Buffer;
  /** The table of global symbols, of which there are none. */
  readonly globals: Buffer;
}

export function writeSymbols(symbols: readonly PlacedSymbol[]): SymbolStreams {
  const records: Buffer[] = [];
  const written: WrittenSymbol[] = [];
  let at = 0;
  for (const symbol of symbols) {
    const record = recordOf(symbol);
    records.push(record);
    written.push({ ...symbol, at });
    at += record.length;
  }
  const table = hashTable(written);
  const order = wordsOf(
    [...written].sort((a, b) => a.offset - b.offset || compareNames(a.name, b.name)).map((symbol) => symbol.at),
  );
  const head = wordsOf([table.length, order.length, 0, 0, 0, 0, 0]);
  return { records: Buffer.concat(records), publics: Buffer.concat([head, table, order]), globals: hashTable([]) };
}
