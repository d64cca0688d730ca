/**
 * Hashes by which readers find names in a PDB, from Microsoft's public `microsoft-pdb` (`misc.h`) and LLVM's documents.
 */

/** Hash of a name, in the first version: case-insensitive. */
export function hashName(name: string): number {
  const bytes = Buffer.from(name, "latin1");
  let hash = 0;
  let at = 0;
  for (; at + 4 <= bytes.length; at += 4) {
    hash ^= bytes.readUInt32LE(at);
  }
  if (at + 2 <= bytes.length) {
    hash ^= bytes.readUInt16LE(at);
    at += 2;
  }
  if (at < bytes.length) {
    hash ^= bytes.readUInt8(at);
  }
  hash |= 0x20202020;
  hash ^= hash >>> 11;
  return (hash ^ (hash >>> 16)) >>> 0;
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) {
    value = (value & 1) === 0 ? value >>> 1 : (value >>> 1) ^ 0xedb88320;
  }
  return value >>> 0;
});

/** Hash of a record: a CRC that begins with zero and is not inverted. */
export function hashBytes(bytes: Uint8Array): number {
  let value = 0;
  for (const byte of bytes) {
    value = ((value >>> 8) ^ (table[(value ^ byte) & 0xff] ?? 0)) >>> 0;
  }
  return value;
}
