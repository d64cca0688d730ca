/** Bytes as a hex dump. */

const BYTES_PER_LINE = 16;

/** One row of a hex dump. */
export interface HexDumpRow {
  /** Of its first byte, from the start of the data. */
  readonly offset: number;
  /** 16 bytes and their ASCII characters; what is not printable ASCII is a dot. */
  readonly text: string;
}

/** Rows of 16 bytes; the last one may be shorter. */
export function formatHexDump(bytes: ArrayLike<number>): readonly HexDumpRow[] {
  const rows: HexDumpRow[] = [];
  for (let offset = 0; offset < bytes.length; offset += BYTES_PER_LINE) {
    rows.push({ offset, text: formatLine(bytes, offset) });
  }
  return rows;
}

function formatLine(bytes: ArrayLike<number>, offset: number): string {
  let hex = "";
  let text = "";
  for (let index = offset; index < offset + BYTES_PER_LINE; index += 1) {
    const byte = bytes[index];
    const separator = index === offset ? "" : index === offset + BYTES_PER_LINE / 2 ? "-" : " ";
    hex += byte === undefined ? "   ".slice(index === offset ? 1 : 0) : separator + (0x100 + byte).toString(16).slice(1);
    text += byte === undefined ? "" : byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".";
  }
  return `${hex}  ${text}`;
}
