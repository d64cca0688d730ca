/** Bytes as a hex dump. */

const BYTES_PER_LINE = 16;

/** Lines of offset, 16 bytes and their ASCII characters. `left`: bytes that were not read, told in a last line. */
export function formatHexDump(bytes: ArrayLike<number>, left = 0): string {
  const lines: string[] = [];
  for (let offset = 0; offset < bytes.length; offset += BYTES_PER_LINE) {
    lines.push(formatLine(bytes, offset));
  }
  if (left > 0) {
    lines.push(`(${left} more bytes)`);
  }
  return lines.join("\n");
}

function formatLine(bytes: ArrayLike<number>, offset: number): string {
  let hex = "";
  let text = "";
  for (let index = offset; index < offset + BYTES_PER_LINE; index += 1) {
    const byte = bytes[index];
    const separator = index === offset + BYTES_PER_LINE / 2 ? "-" : " ";
    hex += byte === undefined ? "   " : separator + (0x100 + byte).toString(16).slice(1);
    text += byte === undefined ? "" : byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".";
  }
  return `${(0x10000 + offset).toString(16).slice(1)} ${hex}  ${text}`;
}
