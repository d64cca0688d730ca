/** The bytes that a message carries. */
import { isAbsent, mapPresent, present, type Maybe } from "../../target/absence.ts";
import { readableStart } from "../../target/partial-memory.ts";
import type { Word64 } from "../../target/word64.ts";
import { formatHexDump } from "../../view/hex-dump.ts";
import type { Hole } from "../../target/structure.ts";
import { formatCount as counted, formatSome } from "../../text/counts.ts";
import { fact, FactObject } from "../base/object.ts";
import { defineClass, inDecimal } from "../base/members.ts";
import { TextLines } from "../base/text-lines.ts";

/** The location of a payload, and the part of it that was read. */
export interface PayloadLike {
  readonly location: string;
  readonly address: Maybe<Word64>;
  /** Bytes in the payload; fewer may have been read. */
  readonly length: number;
  readonly bytes: Maybe<Uint8Array>;
  /** The unreadable parts, by offsets. */
  readonly gaps: readonly Hole[];
}

/** The bytes of a message of either generation, as far as they are read and shown. */
export class Payload extends FactObject<PayloadLike> {
  protected override __describe({ location, address, length, gaps }: PayloadLike): string {
    return location === "None"
      ? "no data"
      : `${counted(length, "byte")}, ${location}${isAbsent(address) ? "" : ` at ${address}`}${gaps.length === 0 ? "" : ` <${describeGaps(gaps)}>`}`;
  }
}

/** `4064 bytes cannot be read, from offset 0x20 to 0xfff`. */
function describeGaps(gaps: readonly Hole[]): string {
  const missing = gaps.reduce((sum, { start, end }) => sum + end - start, 0);
  return `${counted(missing, "byte")} cannot be read: ${formatSome(gaps.map(formatGap))}`;
}

function formatGap({ start, end }: Hole): string {
  return `offset 0x${start.toString(16)} to 0x${(end - 1).toString(16)}`;
}

/** An array with its length as its display: the debugger would print every byte, in decimal, on one line. */
class ByteArray extends Array<number> {
  override toString(): string {
    return counted(this.length, "byte");
  }
}

/** The bytes before the first gap; absent if the first byte is missing. */
function wholeBytes(payload: PayloadLike): Maybe<readonly number[]> {
  return mapPresent(readableStart(payload, present(payload.address)), (read) => ByteArray.from(read));
}

function hexDump(context: { refresh(): void }, read: ArrayLike<number>, { length, gaps }: PayloadLike): TextLines {
  const left = length - read.length;
  return new TextLines(
    context,
    `${counted(read.length, "byte")}${left > 0 ? ` (${left} more not read)` : ""}${gaps.length === 0 ? "" : ` <${describeGaps(gaps)}>`}`,
    formatHexDump(read, gaps).map(({ offset, text }) => ({ index: offset, text })),
  );
}

export const payloadClass = defineClass<Payload>("payload", "The bytes that a message carries.", Payload, {
  Location: fact(
    "Inline (behind the header), ExtensionBuffer, UserMemory (still with the sender) or None.",
    ({ location }: PayloadLike) => location,
  ),
  Address: fact(
    "Where the first byte lies; of UserMemory in the sender's address space.",
    ({ address }: PayloadLike) => address,
  ),
  Length: inDecimal(fact("Bytes in the payload.", ({ length }: PayloadLike) => length)),
  Bytes: fact("The bytes, as many as Limits.PayloadBytes allows, up to the first that cannot be read.", wholeBytes),
  HexDump: fact(
    "The bytes as a hex dump: rows of 16 bytes, each under its offset; ?? for a byte that cannot be read.",
    (payload: PayloadLike, context) => mapPresent(payload.bytes, (read) => hexDump(context, read, payload)),
  ),
});
