/** The bytes that a message carries. */
import { Absence, mapPresent, type Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import { formatHexDump } from "../view/hex-dump.ts";
import { formatCount as counted } from "../text/counts.ts";
import { fact, FactObject } from "./fact-object.ts";
import { defineClass, inDecimal } from "./members.ts";
import { TextLines } from "./text-lines.ts";

/** Where a payload lies and what of it was read. */
export interface PayloadLike {
  readonly location: string;
  readonly address: Maybe<Word64>;
  /** Bytes that there are; those read may be fewer. */
  readonly length: number;
  readonly bytes: Maybe<Uint8Array>;
}

export class Payload extends FactObject<PayloadLike> {
  protected override __describe({ location, address, length }: PayloadLike): string {
    return location === "None" ? "no data" : `${counted(length, "byte")}, ${location}${address instanceof Absence ? "" : ` at ${address}`}`;
  }
}

function hexDump(context: { refresh(): void }, read: ArrayLike<number>, length: number): TextLines {
  const left = length - read.length;
  return new TextLines(context, `${counted(read.length, "byte")}${left > 0 ? ` (${left} more not read)` : ""}`,
    formatHexDump(read).map(({ offset, text }) => ({ index: offset, text })));
}

export const payloadClass = defineClass<Payload>("payload", "The bytes that a message carries.", Payload, {
  Location: fact("Inline (behind the header), ExtensionBuffer, UserMemory (still with the sender) or None.", ({ location }: PayloadLike) => location),
  Address: fact("Where the first byte lies; of UserMemory in the sender's address space.", ({ address }: PayloadLike) => address),
  Length: inDecimal(fact("Bytes that there are.", ({ length }: PayloadLike) => length)),
  Bytes: fact("The bytes, as many as Limits.PayloadBytes allows.", ({ bytes }: PayloadLike) => mapPresent(bytes, (read) => Array.from(read))),
  HexDump: fact("The bytes as a hex dump: rows of 16 bytes, each under its offset.", ({ bytes, length }: PayloadLike, context) => mapPresent(bytes, (read) => hexDump(context, read, length))),
});
