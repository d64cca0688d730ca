/** The bytes that a message carries. */
import { Absence, mapPresent, type Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import { formatHexDump } from "../view/hex-dump.ts";
import { counted } from "../view/names.ts";
import { defineClass, inHexadecimal, property, type ModelObject } from "./members.ts";

/** Where a payload lies and what of it was read. */
export interface PayloadLike {
  readonly location: string;
  readonly address: Maybe<Word64>;
  /** Bytes that there are; those read may be fewer. */
  readonly length: number;
  readonly bytes: Maybe<Uint8Array>;
}

export class Payload implements ModelObject {
  readonly __context: { refresh(): void };
  readonly __payload: PayloadLike;

  constructor(context: { refresh(): void }, payload: PayloadLike) {
    this.__context = context;
    this.__payload = payload;
  }

  toString(): string {
    const { location, address, length } = this.__payload;
    return location === "None" ? "no data" : `${counted(length, "byte")}, ${location}${address instanceof Absence ? "" : ` at ${address}`}`;
  }
}

export const payloadClass = defineClass("payload", "The bytes that a message carries.", Payload, {
  Location: property("Inline (behind the header), ExtensionBuffer, UserMemory (still with the sender) or None.", ({ __payload }) => __payload.location),
  Address: property("Where the first byte lies; of UserMemory in the sender's address space.", ({ __payload }) => __payload.address),
  Length: inHexadecimal(property("Bytes that there are.", ({ __payload }) => __payload.length)),
  Bytes: property("The bytes, as many as Limits.PayloadBytes allows.", ({ __payload }) => mapPresent(__payload.bytes, (bytes) => Array.from(bytes))),
  HexDump: property("The bytes as a hex dump.", ({ __payload }) => mapPresent(__payload.bytes, (bytes) => formatHexDump(bytes, __payload.length - bytes.length))),
});
