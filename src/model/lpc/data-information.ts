/** Data that a receiver may read from or write to the sender's memory, as a message's data information lists it. */
import { hostWord } from "../../target/host-values.ts";
import type { DataInfoEntry } from "../../lpc/message/message.ts";
import { formatCount as counted } from "../../text/counts.ts";
import { shortList, type IndexedCollection } from "../collection.ts";
import type { ModelContext } from "../context.ts";

/** One range of the sender's memory. */
export class DataRange {
  readonly BaseAddress: JsProvider.Int64;
  /** Bytes. */
  readonly Length: number;
  private readonly __display: string;

  constructor({ baseAddress, length }: DataInfoEntry) {
    this.BaseAddress = hostWord(baseAddress);
    this.Length = length;
    this.__display = `0x${length.toString(16)} bytes at ${baseAddress} of the sender`;
  }

  toString(): string {
    return this.__display;
  }
}

export function dataInformation(context: ModelContext, entries: readonly DataInfoEntry[]): IndexedCollection<DataRange> {
  return shortList(context, "range", counted(entries.length, "range"), () => entries.map((entry) => new DataRange(entry)));
}
