/** Little-endian fields of a block of bytes. A read outside the block means a damaged file and never crashes. */
import { DumpError } from "../dump-error.ts";

export class Bytes {
  readonly length: number;
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private readonly owner: string;

  /** `owner`: what the bytes are part of, for the message if they end too early. */
  constructor(bytes: Uint8Array, owner: string) {
    this.bytes = bytes;
    this.length = bytes.length;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.owner = owner;
  }

  u8(offset: number): number {
    this.need(offset, 1);
    return this.view.getUint8(offset);
  }

  u16(offset: number): number {
    this.need(offset, 2);
    return this.view.getUint16(offset, true);
  }

  u32(offset: number): number {
    this.need(offset, 4);
    return this.view.getUint32(offset, true);
  }

  u64(offset: number): bigint {
    this.need(offset, 8);
    return this.view.getBigUint64(offset, true);
  }

  /** A 64-bit count or file offset. Throws for an impossible one. */
  count(offset: number): number {
    const value = this.u64(offset);
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) {
      throw this.damaged(`holds the impossible count 0x${value.toString(16)}`);
    }
    return Number(value);
  }

  /** A pointer of the target. */
  pointer(offset: number, size: 4 | 8): bigint {
    return size === 8 ? this.u64(offset) : BigInt(this.u32(offset));
  }

  slice(offset: number, length: number): Uint8Array {
    this.need(offset, length);
    return this.bytes.subarray(offset, offset + length);
  }

  /** Text of one byte a character, up to its null or `limit` bytes. */
  text(offset: number, limit: number): string {
    this.need(offset, 0);
    const end = Math.min(this.length, offset + limit);
    const terminator = this.bytes.subarray(offset, end).indexOf(0);
    return Buffer.from(
      this.bytes.buffer,
      this.bytes.byteOffset + offset,
      terminator < 0 ? end - offset : terminator,
    ).toString("latin1");
  }

  /** Throws unless all of the bytes are there. */
  need(offset: number, length: number): void {
    if (offset < 0 || length < 0 || offset + length > this.length) {
      throw this.damaged("ends too early");
    }
  }

  damaged(what: string): DumpError {
    return new DumpError(`${this.owner} ${what}: the file is damaged or cut off.`);
  }
}
