/** Bytes as a hex dump. */
import { hexDigits } from "../target/word64.ts";

const BYTES_PER_LINE = 16;

/** One row of a hex dump. */
export interface HexDumpRow {
  /** Offset of its first byte from the start of the data. */
  readonly offset: number;
  /** 16 bytes and their ASCII characters, with dots for those that are not printable. */
  readonly text: string;
}

/** Missing bytes, by offsets. */
export interface Gap {
  readonly start: number;
  /** One past the last byte. */
  readonly end: number;
}

/**
 * Rows of 16 bytes; the last one may be shorter. Consecutive rows entirely within a gap become one, which says how many
 * bytes are missing.
 */
export function formatHexDump(bytes: ArrayLike<number>, gaps: readonly Gap[] = []): readonly HexDumpRow[] {
  const rows: HexDumpRow[] = [];
  for (let offset = 0; offset < bytes.length;) {
    const row = offset;
    const gap = gaps.find(({ start, end }) => start <= row && Math.min(row + BYTES_PER_LINE, bytes.length) <= end);
    const missing =
      gap === undefined
        ? 0
        : gap.end >= bytes.length
          ? bytes.length - row
          : gap.end - row - ((gap.end - row) % BYTES_PER_LINE);
    rows.push({
      offset,
      text: gap === undefined ? formatLine(bytes, offset, gaps) : `?? ${missing} bytes cannot be read`,
    });
    offset += gap === undefined ? BYTES_PER_LINE : missing;
  }
  return rows;
}

function formatLine(bytes: ArrayLike<number>, offset: number, gaps: readonly Gap[]): string {
  let hex = "";
  let text = "";
  for (let index = offset; index < offset + BYTES_PER_LINE; index += 1) {
    const byte = bytes[index];
    const separator = index === offset ? "" : index === offset + BYTES_PER_LINE / 2 ? "-" : " ";
    if (gaps.some(({ start, end }) => start <= index && index < end)) {
      hex += `${separator}??`;
      text += "?";
      continue;
    }
    hex += byte === undefined ? "   ".slice(index === offset ? 1 : 0) : separator + hexDigits(byte, 2);
    text += byte === undefined ? "" : byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".";
  }
  return `${hex}  ${text}`;
}
