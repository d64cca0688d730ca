/** The data behind a message's header, and where further data lies in the sender's memory. */
import { Absence, type Maybe } from "../target/absence.ts";
import { limits } from "../target/limits.ts";
import { readPartialBlock } from "../target/partial-memory.ts";
import { readWord, type Hole } from "../target/structure.ts";
import { pointerIn, type Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import { payloadAddress, type LpcMessageHeader } from "./message-header.ts";

export interface LpcPayload {
  readonly address: Word64;
  /** Bytes as the message says. */
  readonly length: number;
  /** At most `limits.payloadBytes` of them; zeros in the gaps. */
  readonly bytes: Maybe<Uint8Array>;
  /** What of them cannot be read. */
  readonly gaps: readonly Hole[];
}

/** Data that the receiver may read from or write to the sender's memory. */
export interface DataInfoEntry {
  /** In the sender's address space. */
  readonly baseAddress: Word64;
  /** Bytes. */
  readonly length: number;
}

/** Entries of one data information; more of them are garbage. */
const MOST_ENTRIES = 256;

/** LPC data always lies behind the header. Of a connection request it begins with the kernel's own part. */
export function readPayload(target: Target, message: LpcMessageHeader): Maybe<LpcPayload> {
  const address = payloadAddress(target, message.structure);
  const length = message.dataLength;
  if (address instanceof Absence || length instanceof Absence) {
    return address instanceof Absence ? address : length as Absence;
  }
  const wanted = Math.min(length, limits.payloadBytes);
  return { address, length, ...(wanted === 0 ? { bytes: new Uint8Array(0), gaps: [] } : readPartialBlock(target, address, wanted)) };
}

/**
 * The entries of a message's data information: a count, then pairs of address and length (`PORT_DATA_INFORMATION` of the public native headers; the
 * kernel's symbols do not describe it). NotApplicable for messages without one.
 */
export function readDataInfo(target: Target, message: LpcMessageHeader): Maybe<readonly DataInfoEntry[]> {
  const request = message.structure.addressOf("Request");
  const offset = message.dataInfoOffset;
  if (request instanceof Absence || offset instanceof Absence) {
    return request instanceof Absence ? request : offset as Absence;
  }
  const { pointerSize } = target;
  const stride = 2 * pointerSize;
  const counted = target.read(request.plus(offset), 4);
  if (counted instanceof Absence) {
    return counted;
  }
  const count = Math.min(readWord(counted, 0, 4).low, MOST_ENTRIES);
  const bytes = count === 0 ? new Uint8Array(0) : target.read(request.plus(offset + pointerSize), count * stride);
  if (bytes instanceof Absence) {
    return bytes;
  }
  const entries: DataInfoEntry[] = [];
  for (let at = 0; at + stride <= bytes.length; at += stride) {
    entries.push({ baseAddress: pointerIn(bytes, at, pointerSize), length: readWord(bytes, at + pointerSize, 4).low });
  }
  return entries;
}
