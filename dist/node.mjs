// alpcx 0.2.0: kernel dumps in Node. License: MIT. Built from TypeScript; the sources are where the changes belong.

// test/program/main.ts
import { homedir } from "node:os";
import { fileURLToPath } from "node:url";
import process3 from "node:process";

// test/dump/dump-error.ts
var DumpError = class extends Error {
  name = "DumpError";
};

// test/dump/format/dump-type.ts
var dumpTypes = {
  full: 1,
  summary: 2,
  headerOnly: 3,
  triage: 4,
  fullBitmap: 5,
  kernelBitmap: 6,
  automatic: 7,
  debuggerKernel: 8,
  debuggerKernelAndUser: 9,
  debuggerFull: 10
};
var typeNames = {
  1: "complete memory dump",
  2: "kernel memory dump",
  3: "header without memory",
  4: "triage dump (small memory dump)",
  5: "complete memory dump (bitmap)",
  6: "kernel memory dump (bitmap)",
  7: "automatic memory dump (bitmap)",
  8: "kernel memory dump (.dump /k)",
  9: "kernel and user memory dump (.dump /ka)",
  10: "complete memory dump (.dump /f)"
};
function dumpTypeName(type) {
  return typeNames[type] ?? `dump of unknown type ${type}`;
}
var refusals = [
  ["MDMP", "is a user-mode dump, which holds no kernel memory: take a kernel or complete memory dump."],
  [
    "\x7FELF",
    "is an ELF core, not a Windows dump: let the hypervisor write a Windows dump (QEMU: dump-guest-memory -w)."
  ],
  ["EMiL", "is a LiME memory image, not a Windows dump: convert it to a crash dump first."],
  ["Raw_Dmp!", "is a raw offline dump of the firmware: let Windows turn it into MEMORY.DMP first."],
  ["PAGE", "begins like a kernel dump, but is not of a known machine kind: it is damaged or of another system."],
  ["SQZ", "is a compressed dump: expand it first."]
];
var vmwareMagics = /* @__PURE__ */ new Set([3201482450, 3201547987, 3134307025]);
var hibernationMagics = /* @__PURE__ */ new Set(["hibr", "wake", "rstr"]);
function dumpWidth(source) {
  const head = Buffer.from(source.read(0, 8));
  const magic = head.toString("latin1");
  if (magic === "PAGEDU64") {
    return 64;
  }
  if (magic === "PAGEDUMP") {
    return 32;
  }
  if (source.size === 0) {
    throw new DumpError(`${source.name} is empty.`);
  }
  const known2 = refusals.find(([start]) => magic.startsWith(start));
  if (known2 !== void 0) {
    throw new DumpError(`${source.name} ${known2[1]}`);
  }
  if (hibernationMagics.has(magic.slice(0, 4).toLowerCase())) {
    throw new DumpError(
      `${source.name} is a hibernation file, whose memory is compressed: convert it to a crash dump first.`
    );
  }
  if (head.length >= 4 && vmwareMagics.has(head.readUInt32LE(0))) {
    throw new DumpError(`${source.name} is a VMware state file: convert it to a crash dump first (vmss2core -W).`);
  }
  throw new DumpError(
    `${source.name} is not a Windows kernel dump: one begins with PAGEDU64 or PAGEDUMP. An encrypted dump must be decrypted first.`
  );
}

// test/dump/dump-facts.ts
var LIVE_DUMP = 353;
var MANUAL = 226;
var UNIX_EPOCH = 116444736000000000n;
var UNITS_PER_SECOND = 10000000n;
var systems = [
  [26100, "Windows 11 24H2"],
  [22631, "Windows 11 23H2"],
  [22621, "Windows 11 22H2"],
  [22e3, "Windows 11 21H2"],
  [20348, "Windows Server 2022"],
  [19045, "Windows 10 22H2"],
  [19044, "Windows 10 21H2"],
  [19041, "Windows 10 2004"],
  [18362, "Windows 10 1903"],
  [17763, "Windows 10 1809"],
  [14393, "Windows 10 1607"],
  [10586, "Windows 10 1511"],
  [10240, "Windows 10 1507"],
  [9600, "Windows 8.1"],
  [9200, "Windows 8"],
  [7600, "Windows 7"],
  [6e3, "Windows Vista"],
  [3790, "Windows Server 2003"],
  [2600, "Windows XP"]
];
function systemName(header) {
  const name = systems.find(([build]) => header.buildNumber >= build)?.[1] ?? "Windows";
  return `${name} (${header.buildNumber}) ${header.machine}`;
}
function bugcheckText(header) {
  const code = `0x${header.bugcheck.toString(16)}`;
  switch (header.bugcheck) {
    case 0:
      return "no bugcheck";
    case LIVE_DUMP:
      return `live dump (${code})`;
    case MANUAL:
      return `asked for by hand (bugcheck ${code})`;
    default:
      return `bugcheck ${code} (${header.bugcheckParameters.map((value) => `0x${value.toString(16)}`).join(", ")})`;
  }
}
function dumpTime(header) {
  if (header.systemTime === void 0 || header.systemTime < UNIX_EPOCH) {
    return void 0;
  }
  const date = new Date(Number((header.systemTime - UNIX_EPOCH) / 10000n));
  return Number.isNaN(date.getTime()) ? void 0 : `${date.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
function upTime(header) {
  if (header.upTime === void 0) {
    return void 0;
  }
  const seconds = Number(header.upTime / UNITS_PER_SECOND);
  const two = (value) => String(Math.floor(value)).padStart(2, "0");
  return `${Math.floor(seconds / 86400)} d ${two(seconds / 3600 % 24)}:${two(seconds / 60 % 60)}:${two(seconds % 60)}`;
}
function describeDump(header) {
  const time = dumpTime(header);
  const up = upTime(header);
  return [
    systemName(header),
    dumpTypeName(header.dumpType),
    bugcheckText(header),
    ...time === void 0 ? [] : [`taken ${time}`],
    ...up === void 0 ? [] : [`up ${up}`]
  ].join(", ");
}

// test/dump/file/byte-source.ts
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
var BLOCK = 65536;
var BLOCKS_KEPT = 256;
var DIRECT = 4 * BLOCK;
var DiskSource = class {
  name;
  size;
  descriptor;
  blocks = /* @__PURE__ */ new Map();
  isClosed = false;
  constructor(path2) {
    this.name = path2;
    try {
      this.descriptor = openSync(path2, "r");
    } catch (error2) {
      throw new DumpError(`Cannot open ${path2}: ${reasonOf(error2)}.`);
    }
    const facts = fstatSync(this.descriptor);
    if (!facts.isFile()) {
      closeSync(this.descriptor);
      throw new DumpError(`Cannot open ${path2}: it is not a file.`);
    }
    this.size = facts.size;
  }
  read(offset2, length) {
    const end = Math.min(this.size, offset2 + length);
    if (offset2 >= end || offset2 < 0) {
      return new Uint8Array(0);
    }
    if (end - offset2 > DIRECT) {
      return this.load(offset2, end - offset2);
    }
    const first2 = Math.floor(offset2 / BLOCK);
    const last2 = Math.floor((end - 1) / BLOCK);
    if (first2 === last2) {
      return this.block(first2).subarray(offset2 - first2 * BLOCK, end - first2 * BLOCK);
    }
    const result = new Uint8Array(end - offset2);
    for (let number2 = first2; number2 <= last2; number2++) {
      const from = Math.max(offset2, number2 * BLOCK);
      const to = Math.min(end, (number2 + 1) * BLOCK);
      result.set(this.block(number2).subarray(from - number2 * BLOCK, to - number2 * BLOCK), from - offset2);
    }
    return result;
  }
  close() {
    if (this.isClosed) {
      return;
    }
    this.isClosed = true;
    this.blocks.clear();
    closeSync(this.descriptor);
  }
  block(number2) {
    const known2 = this.blocks.get(number2);
    if (known2 !== void 0) {
      this.blocks.delete(number2);
      this.blocks.set(number2, known2);
      return known2;
    }
    const bytes = this.load(number2 * BLOCK, Math.min(BLOCK, this.size - number2 * BLOCK));
    this.blocks.set(number2, bytes);
    if (this.blocks.size > BLOCKS_KEPT) {
      const [oldest] = this.blocks.keys();
      if (oldest !== void 0) {
        this.blocks.delete(oldest);
      }
    }
    return bytes;
  }
  load(offset2, length) {
    const bytes = new Uint8Array(length);
    let done = 0;
    while (done < length) {
      const count2 = readSync(this.descriptor, bytes, done, length - done, offset2 + done);
      if (count2 === 0) {
        break;
      }
      done += count2;
    }
    return done === length ? bytes : bytes.subarray(0, done);
  }
};
function openFile(path2) {
  return new DiskSource(path2);
}
function memorySource(name, content) {
  const bytes = new Uint8Array(content.buffer, content.byteOffset, content.byteLength);
  return {
    name,
    size: bytes.length,
    read: (offset2, length) => offset2 < 0 ? new Uint8Array(0) : bytes.subarray(offset2, offset2 + length),
    close: () => void 0
  };
}
function reasonOf(error2) {
  const code = error2.code;
  switch (code) {
    case "ENOENT":
      return "there is no such file";
    case "EACCES":
      return "access is denied";
    case "EISDIR":
      return "it is a folder";
    default:
      return error2 instanceof Error ? error2.message : String(error2);
  }
}

// test/dump/file/packed.ts
import { gunzipSync, inflateRawSync as inflateRawSync2 } from "node:zlib";

// test/dump/file/bytes.ts
var Bytes = class {
  length;
  bytes;
  view;
  owner;
  /** `owner`: what the bytes are part of, for the message if they end too early. */
  constructor(bytes, owner) {
    this.bytes = bytes;
    this.length = bytes.length;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.owner = owner;
  }
  u8(offset2) {
    this.need(offset2, 1);
    return this.view.getUint8(offset2);
  }
  u16(offset2) {
    this.need(offset2, 2);
    return this.view.getUint16(offset2, true);
  }
  u32(offset2) {
    this.need(offset2, 4);
    return this.view.getUint32(offset2, true);
  }
  u64(offset2) {
    this.need(offset2, 8);
    return this.view.getBigUint64(offset2, true);
  }
  /** A 64-bit count or file offset. Throws for an impossible one. */
  count(offset2) {
    const value = this.u64(offset2);
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) {
      throw this.damaged(`holds the impossible count 0x${value.toString(16)}`);
    }
    return Number(value);
  }
  /** A pointer of the target. */
  pointer(offset2, size) {
    return size === 8 ? this.u64(offset2) : BigInt(this.u32(offset2));
  }
  slice(offset2, length) {
    this.need(offset2, length);
    return this.bytes.subarray(offset2, offset2 + length);
  }
  /** Text of one byte a character, up to its null or `limit` bytes. */
  text(offset2, limit) {
    this.need(offset2, 0);
    const end = Math.min(this.length, offset2 + limit);
    const terminator = this.bytes.subarray(offset2, end).indexOf(0);
    return Buffer.from(
      this.bytes.buffer,
      this.bytes.byteOffset + offset2,
      terminator < 0 ? end - offset2 : terminator
    ).toString("latin1");
  }
  /** Throws unless all of the bytes are there. */
  need(offset2, length) {
    if (offset2 < 0 || length < 0 || offset2 + length > this.length) {
      throw this.damaged("ends too early");
    }
  }
  damaged(what) {
    return new DumpError(`${this.owner} ${what}: the file is damaged or cut off.`);
  }
};

// test/dump/file/cabinet.ts
import { inflateRawSync } from "node:zlib";
var HEADER = 36;
var HAS_PREVIOUS_OR_NEXT = 3;
var HAS_RESERVE = 4;
var WINDOW = 32768;
var methods = { 2: "Quantum", 3: "LZX" };
function unpackCabinet(cabinet, name, limit) {
  const bytes = new Bytes(cabinet, name);
  const flags = bytes.u16(30);
  if ((flags & HAS_PREVIOUS_OR_NEXT) !== 0) {
    throw new DumpError(`${name} is a part of a cabinet set: unpack it first (expand or cabextract).`);
  }
  let folder = HEADER;
  let dataReserve = 0;
  if ((flags & HAS_RESERVE) !== 0) {
    dataReserve = bytes.u8(HEADER + 3);
    folder = HEADER + 4 + bytes.u16(HEADER);
  }
  const method2 = bytes.u16(folder + 6) & 15;
  if (method2 > 1) {
    throw new DumpError(
      `${name} is a cabinet packed by ${methods[method2] ?? `method ${method2}`}, which Node cannot unpack: unpack it first (expand or cabextract).`
    );
  }
  const size = bytes.u32(bytes.u32(16));
  const start = bytes.u32(bytes.u32(16) + 4);
  if (size > limit) {
    throw new DumpError(`${name} is too large to be unpacked in memory: unpack it first.`);
  }
  const parts = [];
  let total = 0;
  let data2 = bytes.u32(folder);
  for (let left = bytes.u16(folder + 4); left > 0 && total < start + size; left--) {
    const packed = bytes.slice(data2 + 8 + dataReserve, bytes.u16(data2 + 4));
    const part = method2 === 0 ? packed : unpackBlock(packed, parts[parts.length - 1], bytes);
    parts.push(part);
    total += part.length;
    data2 += 8 + dataReserve + packed.length;
  }
  const content = Buffer.concat(parts);
  if (content.length < start + size) {
    throw bytes.damaged("ends too early");
  }
  return content.subarray(start, start + size);
}
function unpackBlock(packed, previous, cabinet) {
  if (packed[0] !== 67 || packed[1] !== 75) {
    throw cabinet.damaged("has a broken block");
  }
  const options = previous === void 0 ? {} : { dictionary: previous };
  return inflateRawSync(packed.subarray(2), { maxOutputLength: WINDOW, ...options });
}

// test/dump/file/lzma2.ts
var LzmaError = class extends Error {
  name = "LzmaError";
  isTooLarge;
  constructor(message, isTooLarge = false) {
    super(message);
    this.isTooLarge = isTooLarge;
  }
};
var HALF = 1024;
var STATES = 12;
var POSITION_STATES = 16;
var SHORTEST_MATCH = 2;
function probabilities(count2) {
  return new Uint16Array(count2).fill(HALF);
}
var UnpackedBytes = class {
  length = 0;
  /** Start of the current dictionary. */
  dictionaryStart = 0;
  bytes = new Uint8Array(65536);
  limit;
  constructor(limit) {
    this.limit = limit;
  }
  push(byte) {
    if (this.length === this.bytes.length) {
      this.grow();
    }
    this.bytes[this.length++] = byte;
  }
  /** The byte at a distance back; 1 is the last byte. Throws outside the dictionary. */
  back(distance) {
    if (distance > this.length - this.dictionaryStart) {
      throw new LzmaError("a match begins before the dictionary");
    }
    return this.bytes[this.length - distance] ?? 0;
  }
  content() {
    return this.bytes.subarray(0, this.length);
  }
  grow() {
    if (this.length >= this.limit) {
      throw new LzmaError("too large", true);
    }
    const larger = new Uint8Array(Math.min(this.limit, this.bytes.length * 2));
    larger.set(this.bytes);
    this.bytes = larger;
  }
};
var RangeDecoder = class {
  range = 4294967295;
  code = 0;
  at;
  bytes;
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 1;
    for (let index = 0; index < 4; index++) {
      this.code = (this.code << 8 | this.next()) >>> 0;
    }
  }
  bit(table2, index) {
    const probability = table2[index] ?? HALF;
    const bound = (this.range >>> 11) * probability;
    let bit = 0;
    if (this.code < bound) {
      this.range = bound;
      table2[index] = probability + (2048 - probability >> 5);
    } else {
      this.range -= bound;
      this.code -= bound;
      table2[index] = probability - (probability >> 5);
      bit = 1;
    }
    this.normalize();
    return bit;
  }
  /** Bits of equal probability, the highest first. */
  direct(count2) {
    let value = 0;
    for (let left = count2; left > 0; left--) {
      this.range = this.range >>> 1;
      const isSet = this.code >= this.range;
      if (isSet) {
        this.code -= this.range;
      }
      value = (value << 1 | (isSet ? 1 : 0)) >>> 0;
      this.normalize();
    }
    return value;
  }
  tree(table2, base, bits) {
    let node2 = 1;
    for (let left = bits; left > 0; left--) {
      node2 = node2 << 1 | this.bit(table2, base + node2);
    }
    return node2 - (1 << bits);
  }
  /** The same, the lowest bit first. */
  reverseTree(table2, base, bits) {
    let node2 = 1;
    let value = 0;
    for (let index = 0; index < bits; index++) {
      const bit = this.bit(table2, base + node2);
      node2 = node2 << 1 | bit;
      value |= bit << index;
    }
    return value;
  }
  normalize() {
    if (this.range < 16777216) {
      this.range = this.range << 8 >>> 0;
      this.code = (this.code << 8 | this.next()) >>> 0;
    }
  }
  next() {
    const byte = this.bytes[this.at++];
    if (byte === void 0) {
      throw new LzmaError("ends too early");
    }
    return byte;
  }
};
var LengthDecoder = class {
  choice = probabilities(2);
  low = probabilities(POSITION_STATES * 8);
  middle = probabilities(POSITION_STATES * 8);
  high = probabilities(256);
  decode(range, positionState) {
    if (range.bit(this.choice, 0) === 0) {
      return SHORTEST_MATCH + range.tree(this.low, positionState * 8, 3);
    }
    if (range.bit(this.choice, 1) === 0) {
      return SHORTEST_MATCH + 8 + range.tree(this.middle, positionState * 8, 3);
    }
    return SHORTEST_MATCH + 16 + range.tree(this.high, 0, 8);
  }
};
var LzmaState = class {
  state = 0;
  repeats = [0, 0, 0, 0];
  isMatch = probabilities(STATES * POSITION_STATES);
  isRepeat = probabilities(STATES);
  isRepeat0 = probabilities(STATES);
  isRepeat1 = probabilities(STATES);
  isRepeat2 = probabilities(STATES);
  isLongRepeat = probabilities(STATES * POSITION_STATES);
  slots = probabilities(4 * 64);
  special = probabilities(128);
  align = probabilities(16);
  lengths = new LengthDecoder();
  repeatLengths = new LengthDecoder();
  literals;
  properties;
  constructor(properties) {
    this.properties = properties;
    this.literals = probabilities(768 << properties.literalContext + properties.literalPosition);
  }
  /** Unpacks one chunk of that many bytes. */
  decode(packed, output, length) {
    const range = new RangeDecoder(packed);
    const end = output.length + length;
    while (output.length < end) {
      const positionState = output.length - output.dictionaryStart & (1 << this.properties.position) - 1;
      if (range.bit(this.isMatch, this.state * POSITION_STATES + positionState) === 0) {
        this.literal(range, output);
        continue;
      }
      const count2 = this.match(range, output, positionState);
      const distance = (this.repeats[0] ?? 0) + 1;
      if (count2 > end - output.length) {
        throw new LzmaError("a match goes beyond its chunk");
      }
      for (let left = count2; left > 0; left--) {
        output.push(output.back(distance));
      }
    }
  }
  literal(range, output) {
    const { literalContext, literalPosition } = this.properties;
    const position = output.length - output.dictionaryStart;
    const previous = position > 0 ? output.back(1) : 0;
    const context = ((position & (1 << literalPosition) - 1) << literalContext) + (previous >> 8 - literalContext);
    const base = 768 * context;
    let symbol = 1;
    if (this.state >= 7) {
      let matched = output.back((this.repeats[0] ?? 0) + 1);
      while (symbol < 256) {
        const matchBit = matched >> 7 & 1;
        matched = matched << 1 & 255;
        const bit = range.bit(this.literals, base + (1 + matchBit << 8) + symbol);
        symbol = symbol << 1 | bit;
        if (matchBit !== bit) {
          break;
        }
      }
    }
    while (symbol < 256) {
      symbol = symbol << 1 | range.bit(this.literals, base + symbol);
    }
    output.push(symbol & 255);
    this.state = this.state < 4 ? 0 : this.state < 10 ? this.state - 3 : this.state - 6;
  }
  /** Number of bytes to repeat; the distance is the first of the recent ones. */
  match(range, output, positionState) {
    const { repeats } = this;
    if (range.bit(this.isRepeat, this.state) === 0) {
      repeats.unshift(0);
      repeats.length = 4;
      const count3 = this.lengths.decode(range, positionState);
      this.state = this.state < 7 ? 7 : 10;
      repeats[0] = this.distance(range, count3);
      return count3;
    }
    if (output.length === output.dictionaryStart) {
      throw new LzmaError("a match begins before the dictionary");
    }
    if (range.bit(this.isRepeat0, this.state) === 0) {
      if (range.bit(this.isLongRepeat, this.state * POSITION_STATES + positionState) === 0) {
        this.state = this.state < 7 ? 9 : 11;
        return 1;
      }
    } else {
      const which = range.bit(this.isRepeat1, this.state) === 0 ? 1 : range.bit(this.isRepeat2, this.state) === 0 ? 2 : 3;
      const [distance = 0] = repeats.splice(which, 1);
      repeats.unshift(distance);
    }
    const count2 = this.repeatLengths.decode(range, positionState);
    this.state = this.state < 7 ? 8 : 11;
    return count2;
  }
  distance(range, count2) {
    const slot = range.tree(this.slots, Math.min(count2 - SHORTEST_MATCH, 3) * 64, 6);
    if (slot < 4) {
      return slot;
    }
    const bits = (slot >> 1) - 1;
    const base = (2 | slot & 1) << bits >>> 0;
    if (slot < 14) {
      return base + range.reverseTree(this.special, base - slot, bits);
    }
    return base + range.direct(bits - 4) * 16 + range.reverseTree(this.align, 0, 4);
  }
};
function propertiesOf(byte) {
  if (byte >= 225) {
    throw new LzmaError("impossible properties");
  }
  return { literalContext: byte % 9, literalPosition: Math.floor(byte / 9) % 5, position: Math.floor(byte / 45) };
}
function decodeLzma2(packed, start, output) {
  const byte = (at2) => {
    const value = packed[at2];
    if (value === void 0) {
      throw new LzmaError("ends too early");
    }
    return value;
  };
  const word = (at2) => byte(at2) * 256 + byte(at2 + 1);
  let properties;
  let state;
  for (let at2 = start; ; ) {
    const control2 = byte(at2);
    if (control2 === 0) {
      return at2 + 1;
    }
    if (control2 === 1 || control2 >= 224) {
      output.dictionaryStart = output.length;
    }
    if (control2 < 128) {
      if (control2 > 2) {
        throw new LzmaError("a chunk of unknown kind");
      }
      const length2 = word(at2 + 1) + 1;
      for (let index = 0; index < length2; index++) {
        output.push(byte(at2 + 3 + index));
      }
      at2 += 3 + length2;
      continue;
    }
    const length = ((control2 & 31) << 16) + word(at2 + 1) + 1;
    const size = word(at2 + 3) + 1;
    const reset2 = control2 >> 5 & 3;
    if (reset2 >= 2) {
      properties = propertiesOf(byte(at2 + 5));
    }
    if (properties === void 0) {
      throw new LzmaError("a chunk without properties");
    }
    if (reset2 >= 1 || state === void 0) {
      state = new LzmaState(properties);
    }
    const content = at2 + (reset2 >= 2 ? 6 : 5);
    state.decode(packed.subarray(content, content + size), output, length);
    at2 = content + size;
  }
}

// test/dump/file/xz.ts
var STREAM_HEADER = 12;
var LZMA2 = 33;
var checkSizes = { 0: 0, 1: 4, 4: 8, 10: 32 };
function readNumber(bytes, at2) {
  let value = 0;
  for (let index = 0; index < 9; index++) {
    const byte = bytes[at2 + index];
    if (byte === void 0) {
      throw new LzmaError("ends too early");
    }
    value += (byte & 127) * 2 ** (7 * index);
    if ((byte & 128) === 0) {
      return [value, at2 + index + 1];
    }
  }
  throw new LzmaError("an impossible number");
}
function checkFilters(bytes, at2, name) {
  const flags = bytes[at2 + 1] ?? 0;
  let next = at2 + 2;
  for (const bit of [64, 128]) {
    if ((flags & bit) !== 0) {
      [, next] = readNumber(bytes, next);
    }
  }
  const [filter] = readNumber(bytes, next);
  if ((flags & 3) !== 0 || filter !== LZMA2) {
    throw new DumpError(
      `${name} is packed by xz with further filters, which are not understood: run xz -d on it first.`
    );
  }
}
function unpackXz(bytes, name, limit) {
  const checkSize = checkSizes[(bytes[7] ?? 0) & 15];
  if (checkSize === void 0) {
    throw new LzmaError("a check of unknown kind");
  }
  const output = new UnpackedBytes(limit);
  for (let at2 = STREAM_HEADER; ; ) {
    const size = bytes[at2];
    if (size === void 0) {
      throw new LzmaError("ends too early");
    }
    if (size === 0) {
      return output.content();
    }
    checkFilters(bytes, at2, name);
    const end = decodeLzma2(bytes, at2 + (size + 1) * 4, output);
    at2 = end + (at2 - end & 3) + checkSize;
  }
}

// test/dump/file/packed.ts
var LIMIT = 1 << 29;
var foreignPackers = [
  [[40, 181, 47, 253], "zstd", "zstd -d"],
  [[55, 122, 188, 175, 39, 28], "7z", "7z x"],
  [[66, 90, 104], "bzip2", "bzip2 -d"]
];
function startsWith(bytes, magic) {
  return magic.every((byte, index) => bytes[index] === byte);
}
function unpacked(source, limit = LIMIT) {
  const head = source.read(0, 8);
  const foreign = foreignPackers.find(([magic]) => startsWith(head, magic));
  if (foreign !== void 0) {
    const [, name, tool] = foreign;
    throw new DumpError(`${source.name} is packed with ${name}, which Node cannot unpack: run ${tool} on it first.`);
  }
  if (startsWith(head, [31, 139])) {
    return replaced(source, limit, () => gunzipSync(whole(source, limit), { maxOutputLength: limit }));
  }
  if (startsWith(head, [80, 75, 3, 4])) {
    return replaced(source, limit, () => unpackZip(source, limit));
  }
  if (startsWith(head, [77, 83, 67, 70])) {
    return replaced(source, limit, () => unpackCabinet(whole(source, limit), source.name, limit));
  }
  if (startsWith(head, [253, 55, 122, 88, 90, 0])) {
    return replaced(source, limit, () => unpackXz(whole(source, limit), source.name, limit));
  }
  return source;
}
function whole(source, limit) {
  if (source.size > limit) {
    throw tooLarge(source.name, limit);
  }
  return source.read(0, source.size);
}
function tooLarge(name, limit) {
  return new DumpError(
    `${name} is too large to be unpacked in memory (more than ${limit >> 20} MiB): unpack it first.`
  );
}
function replaced(source, limit, unpack) {
  try {
    return memorySource(source.name, unpack());
  } catch (error2) {
    if (error2 instanceof DumpError) {
      throw error2;
    }
    const isTooLarge = error2 instanceof LzmaError ? error2.isTooLarge : error2.code === "ERR_BUFFER_TOO_LARGE";
    if (isTooLarge) {
      throw tooLarge(source.name, limit);
    }
    throw new DumpError(`${source.name} cannot be unpacked: it is damaged or cut off.`);
  } finally {
    source.close();
  }
}
var END_OF_DIRECTORY = 101010256;
var DIRECTORY_ENTRY = 33639248;
var STORED = 0;
var DEFLATED = 8;
function unpackZip(source, limit) {
  const archive = whole(source, limit);
  const bytes = new Bytes(archive, source.name);
  let end = archive.length - 22;
  while (end >= 0 && end > archive.length - 65792 && bytes.u32(end) !== END_OF_DIRECTORY) {
    end--;
  }
  if (end < 0 || bytes.u32(end) !== END_OF_DIRECTORY) {
    throw bytes.damaged("has no directory");
  }
  let entry = bytes.u32(end + 16);
  let best;
  for (let left = bytes.u16(end + 10); left > 0; left--) {
    if (bytes.u32(entry) !== DIRECTORY_ENTRY) {
      throw bytes.damaged("has a broken directory");
    }
    const size = bytes.u32(entry + 24);
    if (best === void 0 || size > best.size) {
      best = { entry, size };
    }
    entry += 46 + bytes.u16(entry + 28) + bytes.u16(entry + 30) + bytes.u16(entry + 32);
  }
  if (best === void 0) {
    throw new DumpError(`${source.name} is an empty zip archive.`);
  }
  if ((bytes.u16(best.entry + 8) & 1) !== 0) {
    throw new DumpError(`${source.name} is an encrypted zip archive: unpack it first.`);
  }
  const packedSize = bytes.u32(best.entry + 20);
  const local = bytes.u32(best.entry + 42);
  const content = bytes.slice(local + 30 + bytes.u16(local + 26) + bytes.u16(local + 28), packedSize);
  const method2 = bytes.u16(best.entry + 10);
  if (method2 === STORED) {
    return content;
  }
  if (method2 !== DEFLATED) {
    throw new DumpError(
      `${source.name} is packed by zip's method ${method2}, which Node cannot unpack: unpack it first.`
    );
  }
  return inflateRawSync2(content, { maxOutputLength: limit });
}

// test/dump/format/header.ts
var machines = { 332: "x86", 34404: "x64", 43620: "arm64" };
var UNFILLED = 0x45474150n;
var UNFILLED_64 = 0x4547415045474150n;
var places = {
  64: {
    size: 8192,
    pointer: 8,
    directoryTableBase: 16,
    moduleList: 32,
    processList: 40,
    machine: 48,
    processors: 52,
    bugcheck: 56,
    parameters: 64,
    debuggerData: 128,
    runs: 136,
    runsRoom: 700,
    dumpType: 3992,
    requiredSize: 4e3,
    systemTime: 4008,
    comment: 4016,
    upTime: 4144
  },
  32: {
    size: 4096,
    pointer: 4,
    directoryTableBase: 16,
    moduleList: 24,
    processList: 28,
    machine: 32,
    processors: 36,
    bugcheck: 40,
    parameters: 44,
    debuggerData: 96,
    runs: 100,
    runsRoom: 700,
    dumpType: 3976,
    requiredSize: 4e3,
    systemTime: 4032,
    comment: 2080,
    upTime: 4024
  }
};
var PAE_ENABLED = 92;
var stackPointers = { x86: 800 + 196, x64: 840 + 152, arm64: 840 + 256 };
function filled(value) {
  return value === 0n || value === UNFILLED || value === UNFILLED_64 ? void 0 : value;
}
function readRuns(bytes, at2, room, pointer) {
  const header = pointer * 2;
  const count2 = bytes.u32(at2);
  if (count2 > (room - header) / header) {
    return [];
  }
  return Array.from({ length: count2 }, (_, index) => ({
    first: Number(bytes.pointer(at2 + header * (index + 1), pointer)),
    count: Number(bytes.pointer(at2 + header * (index + 1) + pointer, pointer))
  })).filter((run2) => run2.count > 0 && Number.isSafeInteger(run2.first + run2.count));
}
function readHeader(source) {
  const width = dumpWidth(source);
  const place = places[width];
  const bytes = new Bytes(source.read(0, place.size), `${source.name}'s header`);
  bytes.need(0, place.size);
  const machineCode = bytes.u32(place.machine);
  const machine = machines[machineCode];
  if (machine === void 0 || width === 32 !== (machine === "x86")) {
    throw new DumpError(
      `${source.name} is a dump of machine type 0x${machineCode.toString(16)}: only x86, x64 and ARM64 are understood.`
    );
  }
  const paeByte = width === 32 ? bytes.u8(PAE_ENABLED) : void 0;
  return {
    pointerSize: place.pointer,
    size: place.size,
    machine,
    buildNumber: bytes.u32(12),
    isChecked: bytes.u32(8) === 12,
    directoryTableBase: bytes.pointer(place.directoryTableBase, place.pointer),
    moduleList: filled(bytes.pointer(place.moduleList, place.pointer)),
    processList: filled(bytes.pointer(place.processList, place.pointer)),
    processors: bytes.u32(place.processors),
    bugcheck: bytes.u32(place.bugcheck),
    bugcheckParameters: [0, 1, 2, 3].map(
      (index) => bytes.pointer(place.parameters + index * place.pointer, place.pointer)
    ),
    debuggerData: filled(bytes.pointer(place.debuggerData, place.pointer)),
    isPae: paeByte === 0 || paeByte === 1 ? paeByte === 1 : void 0,
    physicalMemory: readRuns(bytes, place.runs, place.runsRoom, place.pointer),
    dumpType: bytes.u32(place.dumpType),
    requiredSize: filled(bytes.u64(place.requiredSize)),
    systemTime: filled(bytes.u64(place.systemTime)),
    upTime: filled(bytes.u64(place.upTime)),
    comment: commentOf(bytes.text(place.comment, 80)),
    stackPointer: filled(bytes.pointer(stackPointers[machine], place.pointer))
  };
}
function commentOf(text3) {
  return text3.startsWith("PAGEPAGE") ? "" : text3.replace(/[^ -~]/g, "");
}

// test/dump/format/physical-pages.ts
var PAGE_SIZE = 4096;

// test/dump/format/bitmap.ts
var MOST_FRAMES = 2 ** 30;
var STRIDE = 32;
var bitsIn = Uint8Array.from({ length: 256 }, (_, byte) => {
  let count2 = 0;
  for (let rest = byte; rest > 0; rest >>= 1) {
    count2 += rest & 1;
  }
  return count2;
});
function pagesOfBitmap(bitmap, bits, start) {
  const before = new Uint32Array(Math.ceil(bitmap.length / STRIDE) + 1);
  let count2 = 0;
  let highest = 0;
  for (let index = 0; index < bitmap.length; index++) {
    if (index % STRIDE === 0) {
      before[index / STRIDE] = count2;
    }
    const byte = bitmap[index] ?? 0;
    if (byte !== 0) {
      count2 += bitsIn[byte] ?? 0;
      highest = index * 8 + 31 - Math.clz32(byte);
    }
  }
  return {
    count: count2,
    highest,
    offsetOf(frame) {
      const index = Math.floor(frame / 8);
      const bit = frame % 8;
      if (frame < 0 || frame >= bits || ((bitmap[index] ?? 0) >> bit & 1) === 0) {
        return void 0;
      }
      const block = Math.floor(index / STRIDE);
      let earlier = before[block] ?? 0;
      for (let at2 = block * STRIDE; at2 < index; at2++) {
        earlier += bitsIn[bitmap[at2] ?? 0] ?? 0;
      }
      earlier += bitsIn[(bitmap[index] ?? 0) & (1 << bit) - 1] ?? 0;
      return start + earlier * PAGE_SIZE;
    }
  };
}
function readBitmap(source, at2, bits) {
  if (bits > MOST_FRAMES) {
    throw new DumpError(`${source.name} claims a memory of more than 4 TiB: the file is damaged.`);
  }
  const length = Math.ceil(bits / 8);
  if (at2 + length > source.size) {
    throw new DumpError(`${source.name} is cut off within its bitmap of pages: copy it again.`);
  }
  const bitmap = source.read(at2, length).slice();
  if (bits % 8 !== 0) {
    bitmap[length - 1] = (bitmap[length - 1] ?? 0) & (1 << bits % 8) - 1;
  }
  return bitmap;
}
function openBitmap(source, header) {
  const head = new Bytes(source.read(header.size, 56), `${source.name}'s bitmap of pages`);
  const magic = head.text(0, 8);
  if (magic !== "SDMPDUMP" && magic !== "FDMPDUMP") {
    throw head.damaged("is missing");
  }
  const firstPage = head.count(32);
  const present = head.count(40);
  const bits = head.count(48);
  const pages = pagesOfBitmap(readBitmap(source, header.size + 56, bits), bits, firstPage);
  if (firstPage < header.size + 56 || pages.count !== present) {
    throw head.damaged("does not agree with the file");
  }
  return pages;
}
function openSummary(source, header) {
  const head = new Bytes(source.read(header.size, 48), `${source.name}'s bitmap of pages`);
  if (head.text(0, 8) !== "SDMPDUMP") {
    throw head.damaged("is missing");
  }
  const bits = head.u32(16);
  const start = header.size + (header.pointerSize === 8 ? 40 : 32);
  return pagesOfBitmap(readBitmap(source, start, bits), bits, head.u32(12));
}

// test/dump/format/runs.ts
function pagesOfRuns(runs, start) {
  const placed = [];
  let offset2 = start;
  let highest = 0;
  for (const run2 of runs) {
    placed.push({ ...run2, offset: offset2 });
    offset2 += run2.count * PAGE_SIZE;
    highest = Math.max(highest, run2.first + run2.count - 1);
  }
  placed.sort((a, b) => a.first - b.first);
  const find = (frame) => {
    let low = 0;
    let high = placed.length;
    while (low < high) {
      const middle = low + high >>> 1;
      if ((placed[middle]?.first ?? 0) <= frame) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const run2 = placed[low - 1];
    return run2 !== void 0 && frame < run2.first + run2.count ? run2 : void 0;
  };
  return {
    count: (offset2 - start) / PAGE_SIZE,
    highest,
    offsetOf(frame) {
      const run2 = find(frame);
      return run2 === void 0 ? void 0 : run2.offset + (frame - run2.first) * PAGE_SIZE;
    }
  };
}
function openFull(source, header) {
  if (header.physicalMemory.length === 0) {
    throw new DumpError(`${source.name} does not say which memory it holds: its header is damaged.`);
  }
  return pagesOfRuns(header.physicalMemory, header.size);
}
var TABLE_HEAD = 48;
var TABLE_START = 32;
function openDebuggerWritten(source, header) {
  const name = `${source.name}'s table of pages`;
  const head = new Bytes(source.read(header.size, TABLE_HEAD), name);
  if (head.text(4, 8) !== "RDMPDUMP") {
    throw head.damaged("is missing");
  }
  const metadata = head.count(16);
  const firstPage = head.count(24);
  if (metadata - TABLE_START !== firstPage - header.size - 64 || firstPage > source.size) {
    throw head.damaged("does not agree with the file");
  }
  const table2 = new Bytes(source.read(header.size + TABLE_HEAD, firstPage - header.size - TABLE_HEAD), name);
  const expected = header.dumpType === dumpTypes.debuggerFull ? head.count(40) : void 0;
  const runs = [];
  let pages = 0;
  for (let at2 = 0; at2 + 16 <= table2.length && (expected === void 0 || pages < expected); at2 += 16) {
    const run2 = { first: table2.count(at2), count: table2.count(at2 + 8) };
    if (expected === void 0 && run2.first === 0) {
      break;
    }
    if (run2.count === 0 || pages + run2.count > source.size / PAGE_SIZE + 1) {
      throw table2.damaged("counts more pages than the file can hold");
    }
    runs.push(run2);
    pages += run2.count;
  }
  return pagesOfRuns(runs, firstPage);
}

// test/dump/format/open-pages.ts
function openPages(source, header) {
  switch (header.dumpType) {
    case dumpTypes.full:
      return openFull(source, header);
    case dumpTypes.summary:
      return openSummary(source, header);
    case dumpTypes.fullBitmap:
    case dumpTypes.kernelBitmap:
    case dumpTypes.automatic:
      return openBitmap(source, header);
    case dumpTypes.debuggerKernel:
    case dumpTypes.debuggerKernelAndUser:
    case dumpTypes.debuggerFull:
      return openDebuggerWritten(source, header);
    case dumpTypes.headerOnly:
      throw new DumpError(`${source.name} holds a header and no memory: take a kernel or complete memory dump.`);
    default:
      throw new DumpError(
        `${source.name} is a dump of type ${header.dumpType}, which is not known: it is damaged or newer than this reader.`
      );
  }
}

// test/dump/kernel/debugger-data.ts
var LENGTH = 896;
var SHORTEST = 712;
var TAG = "KDBG";
function decodeWord(word, key) {
  const rotated = ((value, by) => BigInt.asUintN(64, value << by | value >> 64n - by))(
    word ^ key.waitNever,
    key.waitNever & 63n
  );
  const mixed = rotated ^ BigInt.asUintN(64, key.encodedFlag);
  let swapped = 0n;
  for (let index = 0n; index < 8n; index++) {
    swapped = swapped << 8n | mixed >> index * 8n & 0xffn;
  }
  return swapped ^ key.waitAlways;
}
function decodeDebuggerData(bytes, key) {
  const result = bytes.slice();
  const view = new DataView(result.buffer);
  for (let at2 = 0; at2 + 8 <= result.length; at2 += 8) {
    view.setBigUint64(at2, decodeWord(view.getBigUint64(at2, true), key), true);
  }
  return result;
}
function parse(block, wasEncoded) {
  const bytes = new Bytes(block, "the debugger data block");
  if (bytes.text(16, 4) !== TAG) {
    return void 0;
  }
  return {
    wasEncoded,
    kernelBase: bytes.u64(24),
    isPae: bytes.u16(54) !== 0,
    moduleList: bytes.u64(72),
    processList: bytes.u64(80),
    processorBlocks: bytes.u64(536),
    threadProcess: bytes.u16(672),
    processSize: bytes.u16(680),
    currentThread: bytes.u16(692)
  };
}
function readDebuggerData(reader, address2, key) {
  const block = reader.memory.read(address2, LENGTH) ?? reader.memory.read(address2, SHORTEST);
  if (block === void 0 || block.length < SHORTEST) {
    return void 0;
  }
  const plain = parse(block, false);
  if (plain !== void 0) {
    return plain;
  }
  const known2 = key();
  return known2 === void 0 ? void 0 : parse(decodeDebuggerData(block, known2), true);
}

// test/kernel/fields.ts
var PRIMITIVE_SIZES = {
  char: 1,
  "signed char": 1,
  "unsigned char": 1,
  short: 2,
  "unsigned short": 2,
  wchar: 2,
  wchar_t: 2,
  int: 4,
  "unsigned int": 4,
  long: 4,
  "unsigned long": 4,
  "long long": 8,
  "unsigned long long": 8,
  float: 4,
  double: 8
};
function sizeOfType(layout, type) {
  if (type.endsWith("*")) {
    return layout.pointerSize;
  }
  const array = /^(.*)\[(\d+)\]$/.exec(type);
  if (array?.[1] !== void 0) {
    const element = sizeOfType(layout, array[1]);
    return element === void 0 ? void 0 : element * Number(array[2]);
  }
  if (layout.enums[type] !== void 0 || type === "_SECURITY_IMPERSONATION_LEVEL" || type === "_BLOB_ID") {
    return 4;
  }
  return PRIMITIVE_SIZES[type] ?? layout.types[type]?.size;
}
var caches = /* @__PURE__ */ new WeakMap();
function resolve(layout, type, path2) {
  let offset2 = 0;
  let current2 = type;
  let bit;
  for (const step of path2.split(".")) {
    const [, name, index] = /^([^[]+)(?:\[(\d+)\])?$/.exec(step) ?? [];
    const field = name === void 0 ? void 0 : layout.types[current2]?.fields[name];
    if (field === void 0) {
      return void 0;
    }
    offset2 += field.offset;
    bit = field.bit;
    current2 = field.type;
    if (index !== void 0) {
      current2 = current2.replace(/\[\d+\]$/, "");
      const element = sizeOfType(layout, current2);
      if (element === void 0) {
        return void 0;
      }
      offset2 += element * Number(index);
    }
  }
  const place = { offset: offset2, type: current2, size: sizeOfType(layout, current2) };
  return bit === void 0 ? place : { ...place, bit };
}
function knownPlaces(layout, type) {
  let types3 = caches.get(layout);
  if (types3 === void 0) {
    caches.set(layout, types3 = /* @__PURE__ */ new Map());
  }
  let paths = types3.get(type);
  if (paths === void 0) {
    types3.set(type, paths = /* @__PURE__ */ new Map());
  }
  return paths;
}
function findField(layout, type, path2, known2 = knownPlaces(layout, type)) {
  const place = known2.get(path2);
  if (place !== void 0 || known2.has(path2)) {
    return place;
  }
  const found = resolve(layout, type, path2);
  known2.set(path2, found);
  return found;
}
function fieldOf(layout, type, path2, known2) {
  const place = findField(layout, type, path2, known2);
  if (place === void 0) {
    throw new Error(`${layout.build} has no ${type}.${path2}`);
  }
  return place;
}

// test/dump/kernel/layout-reader.ts
var LayoutReader = class {
  reader;
  layout;
  kernelBase;
  symbols;
  constructor(reader, layout, kernelBase, symbols2) {
    this.reader = reader;
    this.layout = layout;
    this.kernelBase = kernelBase;
    this.symbols = symbols2;
  }
  /** Address of a symbol. On x86 public names begin with an underscore. */
  symbol(name) {
    const place = this.symbols.get(name) ?? this.symbols.get(`_${name}`);
    return place === void 0 ? void 0 : this.kernelBase + BigInt(place.rva);
  }
  place(type, path2) {
    return findField(this.layout, type, path2);
  }
  offset(type, path2) {
    const place = this.place(type, path2);
    return place === void 0 ? void 0 : BigInt(place.offset);
  }
  /** A member's value; undefined when this build does not have it or memory cannot be read. */
  field(address2, type, path2) {
    const place = this.place(type, path2);
    if (place === void 0) {
      return void 0;
    }
    const size = place.size !== void 0 && place.size <= 8 ? place.size : this.reader.pointerSize;
    const value = this.reader.integer(address2 + BigInt(place.offset), size);
    return value === void 0 || place.bit === void 0 ? value : value >> BigInt(place.bit[0]) & (1n << BigInt(place.bit[1])) - 1n;
  }
};

// test/dump/kernel/loaded-modules.ts
var places2 = {
  4: { base: 0x18n, size: 0x20n, name: 0x2cn },
  8: { base: 0x30n, size: 0x40n, name: 0x58n }
};
var MOST_MODULES = 4096;
function readLoadedModules(reader, head) {
  const place = places2[reader.pointerSize];
  const modules = [];
  for (const entry of reader.list(head, MOST_MODULES)) {
    const base = reader.pointer(entry + place.base);
    const size = reader.number(entry + place.size, 4);
    if (base === void 0 || size === void 0 || base === 0n) {
      continue;
    }
    modules.push({ base, size, fileName: reader.unicodeString(entry + place.name) ?? "" });
  }
  return modules;
}
function kernelOf(modules) {
  return modules.find(({ fileName }) => /^(?:ntoskrnl|ntkrnl\w*|ntkrla57|ntkrpamp)\.exe$/i.test(fileName)) ?? modules[0];
}
function moduleName(module) {
  const name = module.fileName.replace(/\.[^.]*$/, "").replace(/[^A-Za-z0-9_]/g, "_");
  return name === "" ? `module_${module.base.toString(16)}` : name;
}

// test/dump/kernel/pe-image.ts
var PE32_PLUS = 523;
var CODE_VIEW = 2;
var DEBUG_ENTRY = 28;
var MOST_DEBUG_ENTRIES = 32;
var LONGEST_PATH = 1024;
function readImage(memory, base) {
  const page = memory.read(base, 4096);
  if (page?.[0] !== 77 || page[1] !== 90) {
    return void 0;
  }
  const header = new Bytes(page, "the image's header");
  try {
    const start = header.u32(60);
    if (header.u32(start) !== 17744) {
      return void 0;
    }
    const optional2 = start + 24;
    const directories = optional2 + (header.u16(optional2) === PE32_PLUS ? 112 : 96);
    return {
      timeDateStamp: header.u32(start + 8),
      sizeOfImage: header.u32(optional2 + 56),
      symbolFile: readDebugDirectory(
        memory,
        base,
        header.u32(directories + 6 * 8),
        header.u32(directories + 6 * 8 + 4)
      )
    };
  } catch {
    return void 0;
  }
}
function readDebugDirectory(memory, base, rva, size) {
  const count2 = Math.min(Math.floor(size / DEBUG_ENTRY), MOST_DEBUG_ENTRIES);
  for (let index = 0; rva !== 0 && index < count2; index++) {
    const bytes = memory.read(base + BigInt(rva + index * DEBUG_ENTRY), DEBUG_ENTRY);
    if (bytes === void 0) {
      continue;
    }
    const entry = new Bytes(bytes, "the debug directory");
    if (entry.u32(12) !== CODE_VIEW) {
      continue;
    }
    const key = readCodeView(memory, base + BigInt(entry.u32(20)), Math.min(entry.u32(16), 24 + LONGEST_PATH));
    if (key !== void 0) {
      return key;
    }
  }
  return void 0;
}
function readCodeView(memory, address2, size) {
  const bytes = memory.read(address2, size);
  if (bytes === void 0 || size < 25) {
    return void 0;
  }
  const record2 = new Bytes(bytes, "the debug record");
  if (record2.text(0, 4) !== "RSDS") {
    return void 0;
  }
  const path2 = record2.text(24, LONGEST_PATH).replace(/[^ -~]/g, "?");
  return {
    guid: guidText(record2, 4),
    age: record2.u32(20),
    name: path2.slice(Math.max(path2.lastIndexOf("\\"), path2.lastIndexOf("/")) + 1)
  };
}
function guidText(bytes, at2) {
  const hex3 = (value, digits) => value.toString(16).padStart(digits, "0");
  const rest = [...bytes.slice(at2 + 8, 8)].map((byte) => hex3(byte, 2)).join("");
  return (hex3(bytes.u32(at2), 8) + hex3(bytes.u16(at2 + 4), 4) + hex3(bytes.u16(at2 + 6), 4) + rest).toUpperCase();
}

// test/dump/symbols/symbol-search.ts
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";

// test/dump/symbols/isf.ts
var LARGEST = 1 << 28;
var DEEPEST = 32;
function isIsf(source) {
  return /^\s*\{/.test(Buffer.from(source.read(0, 64)).toString("latin1"));
}
function record(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}
function number(value) {
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
}
function text(value) {
  return typeof value === "string" ? value : "";
}
var isUnnamed = (name) => /^__?unnamed|^unnamed_|<unnamed|<anonymous/.test(name);
var baseNames = {
  "unsigned __int64": "unsigned long long",
  __int64: "long long",
  pointer: "void*",
  "unsigned wchar": "wchar_t"
};
var IsfTypes = class {
  types = /* @__PURE__ */ Object.create(null);
  userTypes;
  bases;
  given = /* @__PURE__ */ new Map();
  waiting = [];
  constructor(userTypes, bases) {
    this.userTypes = userTypes;
    this.bases = bases;
    for (const name of Object.keys(userTypes)) {
      if (!isUnnamed(name)) {
        this.add(name, name);
      }
    }
    for (let name = this.waiting.shift(); name !== void 0; name = this.waiting.shift()) {
      this.add(this.given.get(name) ?? name, name);
    }
  }
  typeName(type, place, depth = 0) {
    const inner = record(type["subtype"]);
    const name = text(type["name"]);
    if (depth > DEEPEST) {
      return "void";
    }
    switch (type["kind"]) {
      case "base":
        return this.baseName(name);
      case "pointer":
        return `${this.typeName(inner, place, depth + 1)}*`;
      case "array":
        return `${this.typeName(inner, place, depth + 1)}[${number(type["count"])}]`;
      case "struct":
      case "union":
      case "class":
        return isUnnamed(name) ? this.nameFor(name, place) : name;
      case "enum":
        return name;
      default:
        return "void";
    }
  }
  /** `long long` and the like as they are; types that name only a width, by that. */
  baseName(name) {
    const known2 = baseNames[name] ?? name;
    return known2 !== "" && (Object.hasOwn(this.bases, name) || known2 !== name) ? known2 : "void";
  }
  nameFor(name, place) {
    const known2 = this.given.get(name);
    if (known2 !== void 0) {
      return known2;
    }
    this.given.set(name, place);
    this.waiting.push(name);
    return place;
  }
  add(name, source) {
    if (Object.hasOwn(this.types, name)) {
      return;
    }
    const type = record(this.userTypes[source]);
    const fields = /* @__PURE__ */ Object.create(null);
    this.types[name] = { kind: type["kind"] === "union" ? "union" : "struct", size: number(type["size"]), fields };
    for (const [field, value] of Object.entries(record(type["fields"]))) {
      fields[field] = this.field(`${name}::${field}`, record(value));
    }
  }
  field(place, field) {
    const type = record(field["type"]);
    const offset2 = number(field["offset"]);
    if (type["kind"] !== "bitfield") {
      return { offset: offset2, type: this.typeName(type, place) };
    }
    return {
      offset: offset2,
      type: this.typeName(record(type["type"]), place),
      bit: [number(type["bit_position"]), number(type["bit_length"])]
    };
  }
};
function parseDocument(source) {
  if (source.size > LARGEST) {
    throw new DumpError(`${source.name} is too large for a symbol table.`);
  }
  try {
    return record(JSON.parse(Buffer.from(source.read(0, source.size)).toString("utf8")));
  } catch {
    throw new DumpError(`${source.name} is not a symbol table: its JSON is broken.`);
  }
}
function readIsf(source, build) {
  const document = parseDocument(source);
  const bases = record(document["base_types"]);
  const pointerSize = number(record(bases["pointer"])["size"]) === 4 ? 4 : 8;
  const pdb = record(record(record(document["metadata"])["windows"])["pdb"]);
  if (Object.keys(record(document["user_types"])).length === 0) {
    throw new DumpError(`${source.name} is JSON, but no symbol table of Volatility.`);
  }
  const types3 = new IsfTypes(record(document["user_types"]), bases);
  const enums = /* @__PURE__ */ Object.create(null);
  const enumSizes = /* @__PURE__ */ Object.create(null);
  for (const [name, value] of Object.entries(record(document["enums"]))) {
    enums[name] = Object.fromEntries(
      Object.entries(record(record(value)["constants"])).map(([item, constant]) => [item, number(constant)])
    );
    const size = number(record(value)["size"]);
    if (size === 1 || size === 2 || size === 8) {
      enumSizes[name] = size;
    }
  }
  const symbols2 = /* @__PURE__ */ new Map();
  const offsets = /* @__PURE__ */ Object.create(null);
  for (const [name, value] of Object.entries(record(document["symbols"]))) {
    const rva = number(record(value)["address"]);
    const type = record(record(value)["type"]);
    const typeName = Object.keys(type).length === 0 ? "void" : types3.typeName(type, `::${name}`);
    symbols2.set(name, typeName === "void" ? { rva } : { rva, type: typeName });
    offsets[name] = rva;
  }
  const arch = pointerSize === 4 ? "x86" : number(pdb["machine_type"]) === 43620 ? "arm64" : "x64";
  return {
    path: source.name,
    key: isfKey(pdb),
    symbols: symbols2,
    layout: { build, arch, pointerSize, types: types3.types, enums, enumSizes, symbols: offsets }
  };
}
function isfKey(pdb) {
  const guid = text(pdb["GUID"]).replace(/[^0-9A-Fa-f]/g, "").toUpperCase();
  return guid.length === 32 ? { guid, age: number(pdb["age"]) } : {};
}

// test/dump/symbols/msf.ts
var MAGIC = "Microsoft C/C++ MSF 7.00\r\nDS";
var HEADER2 = 56;
var ABSENT = 4294967295;
var LARGEST_STREAM = 1 << 28;
var MsfFile = class {
  source;
  blockSize;
  sizes;
  blocks;
  /** Throws a {@link DumpError} for any other file. */
  constructor(source) {
    this.source = source;
    const header = new Bytes(source.read(0, HEADER2), source.name);
    if (header.length < HEADER2 || header.text(0, MAGIC.length) !== MAGIC) {
      throw new DumpError(`${source.name} is not a PDB.`);
    }
    this.blockSize = header.u32(32);
    if (![512, 1024, 2048, 4096, 8192, 16384, 32768].includes(this.blockSize)) {
      throw header.damaged("has blocks of an impossible size");
    }
    const directorySize = header.u32(44);
    if (directorySize > Math.min(source.size, LARGEST_STREAM)) {
      throw header.damaged("has an impossible directory");
    }
    const listBlocks = Math.ceil(Math.ceil(directorySize / this.blockSize) * 4 / this.blockSize);
    const first2 = header.u32(52);
    const list2 = this.gather(
      Array.from({ length: listBlocks }, (_, index) => first2 + index),
      listBlocks * this.blockSize
    );
    const directoryBlocks = numbers(list2, 0, Math.ceil(directorySize / this.blockSize));
    const directory = new Bytes(this.gather(directoryBlocks, directorySize), `${source.name}'s directory`);
    const count2 = directory.u32(0);
    directory.need(4, count2 * 4);
    this.sizes = Array.from({ length: count2 }, (_, index) => directory.u32(4 + index * 4)).map(
      (size) => size === ABSENT ? 0 : size
    );
    let at2 = 4 + count2 * 4;
    this.blocks = this.sizes.map((size) => {
      const used = Math.ceil(size / this.blockSize);
      const bytes = directory.slice(at2, used * 4);
      at2 += used * 4;
      return numbers(bytes, 0, used);
    });
  }
  /**
   * The bytes of a stream; empty if the file does not have it. Throws a {@link DumpError} if its blocks lie outside the
   * file.
   */
  stream(number2) {
    const blocks = this.blocks[number2];
    return blocks === void 0 ? new Uint8Array(0) : this.gather(blocks, this.sizes[number2] ?? 0);
  }
  gather(blocks, size) {
    if (size > LARGEST_STREAM || blocks.length * this.blockSize > this.source.size + this.blockSize) {
      throw new DumpError(`${this.source.name} claims more than it holds: the file is damaged or cut off.`);
    }
    const result = new Uint8Array(blocks.length * this.blockSize);
    blocks.forEach((block, index) => {
      const wanted = Math.min(this.blockSize, size - index * this.blockSize);
      const bytes = this.source.read(block * this.blockSize, this.blockSize);
      if (bytes.length < wanted) {
        throw new DumpError(`${this.source.name} ends too early: the file is damaged or cut off.`);
      }
      result.set(bytes, index * this.blockSize);
    });
    return result.subarray(0, size);
  }
};
function numbers(bytes, at2, count2) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: count2 }, (_, index) => view.getUint32(at2 + index * 4, true));
}

// test/dump/symbols/symbol-records.ts
var DBI = 3;
var DBI_HEADER = 64;
var ABSENT2 = 65535;
var SECTION_HEADER = 40;
var kinds = { public: 4366, localData: 4364, globalData: 4365 };
var debugStreams = { omapFromSource: 4, sections: 5, originalSections: 10 };
function readMapping(bytes) {
  const count2 = Math.floor(bytes.length / 8);
  return (rva) => {
    let low = 0;
    let high = count2;
    while (low < high) {
      const middle = low + high >>> 1;
      if (bytes.u32(middle * 8) <= rva) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low === 0) {
      return void 0;
    }
    const to = bytes.u32((low - 1) * 8 + 4);
    return to === 0 ? void 0 : to + rva - bytes.u32((low - 1) * 8);
  };
}
function debugStream(file, header, number2) {
  const at2 = DBI_HEADER + [24, 28, 32, 36, 40, 52].reduce((total, place) => total + header.u32(place), 0);
  if (header.u32(48) < number2 * 2 + 2 || at2 + number2 * 2 + 2 > header.length) {
    return new Bytes(new Uint8Array(0), "");
  }
  const stream = header.u16(at2 + number2 * 2);
  return new Bytes(stream === ABSENT2 ? new Uint8Array(0) : file.stream(stream), "a debug stream");
}
function readDebugInformation(file, name) {
  const header = new Bytes(file.stream(DBI), `${name}'s debug stream`);
  if (header.length === 0) {
    return { machine: 0, age: 0, symbols: [] };
  }
  header.need(0, DBI_HEADER);
  const mapping = debugStream(file, header, debugStreams.omapFromSource);
  const original = debugStream(file, header, debugStreams.originalSections);
  const isMoved = mapping.length > 0 && original.length > 0;
  const sections = isMoved ? original : debugStream(file, header, debugStreams.sections);
  const move = isMoved ? readMapping(mapping) : (rva) => rva;
  const starts = Array.from(
    { length: Math.floor(sections.length / SECTION_HEADER) },
    (_, index) => sections.u32(index * SECTION_HEADER + 12)
  );
  const records2 = new Bytes(file.stream(header.u16(20)), `${name}'s symbols`);
  return { machine: header.u16(58), age: header.u32(8), symbols: [...readRecords(records2, starts, move)] };
}
function* readRecords(bytes, sections, move) {
  for (let at2 = 0; at2 + 4 <= bytes.length; ) {
    const length = bytes.u16(at2);
    const kind = bytes.u16(at2 + 2);
    if (length < 2) {
      throw bytes.damaged("are broken");
    }
    if (kind === kinds.public || kind === kinds.globalData || kind === kinds.localData) {
      const start = sections[bytes.u16(at2 + 12) - 1];
      const rva = start === void 0 ? void 0 : move(start + bytes.u32(at2 + 8));
      const name = bytes.text(at2 + 14, length - 12);
      if (rva !== void 0) {
        yield kind === kinds.public ? { name, rva } : { name, rva, type: bytes.u32(at2 + 4) };
      }
    }
    at2 += 2 + length;
  }
}

// test/dump/symbols/type-layouts.ts
var basicTypes = {
  3: ["void", 0],
  8: ["long", 4],
  16: ["char", 1],
  17: ["short", 2],
  18: ["long", 4],
  19: ["__int64", 8],
  32: ["unsigned char", 1],
  33: ["unsigned short", 2],
  34: ["unsigned long", 4],
  35: ["unsigned __int64", 8],
  48: ["bool", 1],
  49: ["short", 2],
  64: ["float", 4],
  65: ["double", 8],
  104: ["char", 1],
  105: ["unsigned char", 1],
  112: ["char", 1],
  113: ["wchar_t", 2],
  114: ["short", 2],
  115: ["unsigned short", 2],
  116: ["int", 4],
  117: ["unsigned int", 4],
  118: ["__int64", 8],
  119: ["unsigned __int64", 8],
  122: ["wchar_t", 2],
  124: ["unsigned char", 1]
};
var FIRST_RECORD = 4096;
var POINTER_MODES = 1792;
var DEEPEST2 = 32;
var MOST_FIELDS = 4e6;
var unnamed = /^$|^__unnamed$|<(?:unnamed|anonymous)[^>]*>$/;
var TypeLayouts = class {
  records;
  pointerSize;
  definitions = /* @__PURE__ */ new Map();
  enumDefinitions = /* @__PURE__ */ new Map();
  /** Names given to types without one, by index. */
  given = /* @__PURE__ */ new Map();
  waiting = [];
  types = /* @__PURE__ */ Object.create(null);
  enums = /* @__PURE__ */ Object.create(null);
  enumSizes = /* @__PURE__ */ Object.create(null);
  fieldCount = 0;
  constructor(records2, pointerSize) {
    this.records = records2;
    this.pointerSize = pointerSize;
  }
  /** Every type that has a name, and those without one that they contain. */
  readAll() {
    const { records: records2 } = this;
    const last2 = records2.first + records2.count;
    for (let index = records2.first; index < last2; index++) {
      const compound = records2.compound(index);
      if (compound !== void 0) {
        if (!compound.isForward && !this.definitions.has(compound.uniqueName)) {
          this.definitions.set(compound.uniqueName, index);
        }
        continue;
      }
      const enumeration = records2.enumeration(index);
      if (enumeration?.isForward === false && !this.enumDefinitions.has(enumeration.name)) {
        this.enumDefinitions.set(enumeration.name, index);
      }
    }
    for (let index = records2.first; index < last2; index++) {
      const compound = records2.compound(index);
      if (compound !== void 0 && !compound.isForward && !unnamed.test(compound.name)) {
        this.addCompound(compound.name, compound);
      } else if (compound === void 0) {
        this.addNamedEnum(index);
      }
    }
    for (let index = this.waiting.shift(); index !== void 0; index = this.waiting.shift()) {
      const name = this.given.get(index) ?? "";
      const compound = records2.compound(index);
      if (compound === void 0) {
        this.addEnum(name, index);
      } else {
        this.addCompound(name, compound);
      }
    }
    return { types: this.types, enums: this.enums, enumSizes: this.enumSizes };
  }
  /**
   * The type in the form of a layout's field. `place`: what a type without a name is called, if it is the first time
   * that it is met.
   */
  typeName(index, place = "", depth = 0) {
    if (index < FIRST_RECORD) {
      return basicName(index);
    }
    if (depth > DEEPEST2) {
      return "void";
    }
    const { records: records2 } = this;
    const inner = records2.modified(index);
    if (inner !== void 0) {
      return this.typeName(inner, place, depth + 1);
    }
    const pointee = records2.pointee(index);
    if (pointee !== void 0) {
      return `${this.typeName(pointee, place, depth + 1)}*`;
    }
    const array = records2.array(index);
    if (array !== void 0) {
      const size = this.sizeOf(array.element, depth + 1);
      return `${this.typeName(array.element, place, depth + 1)}[${size === 0 ? 0 : Math.floor(array.bytes / size)}]`;
    }
    const name = records2.compound(index)?.name ?? records2.enumeration(index)?.name;
    if (name === void 0) {
      return "void";
    }
    return unnamed.test(name) ? this.nameFor(index, place) : name;
  }
  nameFor(index, place) {
    const compound = this.records.compound(index);
    const defined = compound?.isForward === true ? this.definitions.get(compound.uniqueName) ?? index : index;
    const known2 = this.given.get(defined);
    if (known2 !== void 0) {
      return known2;
    }
    const name = place === "" ? `::${defined.toString(16)}` : place;
    this.given.set(defined, name);
    this.waiting.push(defined);
    return name;
  }
  addCompound(name, compound) {
    if (Object.hasOwn(this.types, name)) {
      return;
    }
    const fields = /* @__PURE__ */ Object.create(null);
    this.types[name] = { kind: compound.kind, size: compound.size, fields };
    this.addFields(fields, name, compound.fields, 0, 0);
  }
  addFields(fields, owner, list2, base, depth) {
    if (depth > DEEPEST2) {
      return;
    }
    for (const field of this.records.fieldList(list2)) {
      if (++this.fieldCount > MOST_FIELDS) {
        return;
      }
      if (field.kind === "enumerator") {
        continue;
      }
      if (field.kind === "base" || field.name === "") {
        const inner = this.definition(field.type);
        if (inner !== void 0) {
          this.addFields(fields, owner, inner.fields, base + field.offset, depth + 1);
        }
      } else if (!Object.hasOwn(fields, field.name)) {
        fields[field.name] = this.field(`${owner}::${field.name}`, field.type, base + field.offset);
      }
    }
  }
  field(place, index, offset2) {
    const bits = this.records.bitField(this.records.modified(index) ?? index);
    if (bits === void 0) {
      return { offset: offset2, type: this.typeName(index, place) };
    }
    const enumeration = this.records.enumeration(bits.storage);
    return {
      offset: offset2,
      type: this.typeName(enumeration?.underlying ?? bits.storage, place),
      bit: [bits.position, bits.length]
    };
  }
  addNamedEnum(index) {
    const enumeration = this.records.enumeration(index);
    if (enumeration?.isForward === false && !unnamed.test(enumeration.name)) {
      this.addEnum(enumeration.name, index);
    }
  }
  addEnum(name, index) {
    const enumeration = this.records.enumeration(index);
    if (enumeration === void 0 || Object.hasOwn(this.enums, name)) {
      return;
    }
    const values = /* @__PURE__ */ Object.create(null);
    this.enums[name] = values;
    for (const field of this.records.fieldList(enumeration.fields)) {
      if (field.kind === "enumerator" && ++this.fieldCount <= MOST_FIELDS) {
        values[field.name] = field.value;
      }
    }
    const size = this.sizeOf(enumeration.underlying, 0);
    if (size === 1 || size === 2 || size === 8) {
      this.enumSizes[name] = size;
    }
  }
  definition(index) {
    const compound = this.records.compound(this.records.modified(index) ?? index);
    if (compound?.isForward !== true) {
      return compound;
    }
    const defined = this.definitions.get(compound.uniqueName);
    return defined === void 0 ? void 0 : this.records.compound(defined);
  }
  /** Bytes; 0 when unknown. */
  sizeOf(index, depth) {
    if (index < FIRST_RECORD) {
      return (index & POINTER_MODES) === 0 ? basicTypes[index & 255]?.[1] ?? 0 : this.pointerSize;
    }
    if (depth > DEEPEST2) {
      return 0;
    }
    const { records: records2 } = this;
    const inner = records2.modified(index);
    if (inner !== void 0) {
      return this.sizeOf(inner, depth + 1);
    }
    if (records2.pointee(index) !== void 0) {
      return this.pointerSize;
    }
    const array = records2.array(index);
    if (array !== void 0) {
      return array.bytes;
    }
    const enumeration = records2.enumeration(index);
    if (enumeration !== void 0) {
      const defined = enumeration.isForward ? this.enumDefinitions.get(enumeration.name) : index;
      const { underlying = 0 } = (defined === void 0 ? void 0 : records2.enumeration(defined)) ?? {};
      return this.sizeOf(underlying, depth + 1);
    }
    return this.definition(index)?.size ?? 0;
  }
};
function basicName(index) {
  const name = basicTypes[index & 255]?.[0] ?? "void";
  return (index & POINTER_MODES) === 0 ? name : `${name}*`;
}

// test/dump/symbols/type-records.ts
var leaf = {
  modifier: 4097,
  pointer: 4098,
  procedure: 4104,
  memberFunction: 4105,
  fieldList: 4611,
  bitField: 4613,
  array: 5379,
  class: 5380,
  structure: 5381,
  union: 5382,
  enum: 5383,
  interface: 5401,
  baseClass: 5120,
  virtualBase: 5121,
  indirectVirtualBase: 5122,
  continued: 5124,
  virtualTable: 5129,
  enumerator: 5378,
  member: 5389,
  staticMember: 5390,
  overloads: 5391,
  nestedType: 5392,
  method: 5393
};
var FORWARD = 128;
var HAS_UNIQUE_NAME = 512;
function numeric(bytes, at2) {
  const first2 = bytes.u16(at2);
  if (first2 < 32768) {
    return [first2, 2];
  }
  switch (first2) {
    case 32768:
      return [bytes.u8(at2 + 2) << 24 >> 24, 3];
    case 32769:
      return [bytes.u16(at2 + 2) << 16 >> 16, 4];
    case 32770:
      return [bytes.u16(at2 + 2), 4];
    case 32771:
      return [bytes.u32(at2 + 2) | 0, 6];
    case 32772:
      return [bytes.u32(at2 + 2), 6];
    case 32777:
      return [Number(BigInt.asIntN(64, bytes.u64(at2 + 2))), 10];
    case 32778:
      return [Number(bytes.u64(at2 + 2)), 10];
    default:
      throw bytes.damaged("holds a number of an unknown form");
  }
}
var TypeRecords = class {
  /** Index of the first record; lower ones are basic types. */
  first;
  bytes;
  places;
  count;
  constructor(stream, name) {
    this.bytes = new Bytes(stream, `${name}'s type stream`);
    this.first = this.bytes.u32(8);
    const expected = this.bytes.u32(12) - this.first;
    if (expected < 0 || expected > stream.length / 4) {
      throw this.bytes.damaged("has an impossible number of types");
    }
    this.places = new Uint32Array(expected);
    let at2 = this.bytes.u32(4);
    const end = Math.min(stream.length, at2 + this.bytes.u32(16));
    let count2 = 0;
    for (; count2 < expected && at2 + 4 <= end; count2++) {
      this.places[count2] = at2;
      at2 += 2 + this.bytes.u16(at2);
    }
    this.count = count2;
  }
  /** Kind of a record; 0 for an index that has none. */
  kind(index) {
    const at2 = this.place(index);
    return at2 === void 0 ? 0 : this.bytes.u16(at2 + 2);
  }
  compound(index) {
    const at2 = this.place(index);
    if (at2 === void 0) {
      return void 0;
    }
    const kind = this.bytes.u16(at2 + 2);
    const isUnion = kind === leaf.union;
    if (!isUnion && kind !== leaf.structure && kind !== leaf.class && kind !== leaf.interface) {
      return void 0;
    }
    const properties = this.bytes.u16(at2 + 6);
    const sizeAt = at2 + (isUnion ? 12 : 20);
    const [size, length] = numeric(this.bytes, sizeAt);
    const name = this.text(index, sizeAt + length);
    const uniqueName = (properties & HAS_UNIQUE_NAME) === 0 ? name : this.text(index, sizeAt + length + name.length + 1);
    return {
      kind: isUnion ? "union" : "struct",
      name,
      uniqueName,
      isForward: (properties & FORWARD) !== 0,
      fields: this.bytes.u32(at2 + 8),
      size
    };
  }
  enumeration(index) {
    const at2 = this.place(index);
    if (at2 === void 0 || this.bytes.u16(at2 + 2) !== leaf.enum) {
      return void 0;
    }
    return {
      kind: "enum",
      name: this.text(index, at2 + 16),
      isForward: (this.bytes.u16(at2 + 6) & FORWARD) !== 0,
      underlying: this.bytes.u32(at2 + 8),
      fields: this.bytes.u32(at2 + 12)
    };
  }
  /** The type behind `const` and the like; undefined for other kinds. */
  modified(index) {
    return this.kind(index) === leaf.modifier ? this.word(index, 4) : void 0;
  }
  pointee(index) {
    return this.kind(index) === leaf.pointer ? this.word(index, 4) : void 0;
  }
  array(index) {
    if (this.kind(index) !== leaf.array) {
      return void 0;
    }
    return { element: this.word(index, 4), bytes: numeric(this.bytes, (this.place(index) ?? 0) + 12)[0] };
  }
  bitField(index) {
    const at2 = this.place(index);
    if (at2 === void 0 || this.kind(index) !== leaf.bitField) {
      return void 0;
    }
    return { storage: this.bytes.u32(at2 + 4), length: this.bytes.u8(at2 + 8), position: this.bytes.u8(at2 + 9) };
  }
  /** Entries of a field list and of those that continue it, in order. */
  *fieldList(index) {
    const seen = /* @__PURE__ */ new Set();
    for (let list2 = index; list2 !== void 0 && !seen.has(list2); ) {
      seen.add(list2);
      list2 = yield* this.oneList(list2);
    }
  }
  *oneList(index) {
    const start = this.place(index);
    if (start === void 0 || this.kind(index) !== leaf.fieldList) {
      return void 0;
    }
    const { bytes } = this;
    const end = start + 2 + bytes.u16(start);
    for (let at2 = start + 4; at2 + 2 <= end; ) {
      const padding = bytes.u8(at2);
      if (padding >= 240) {
        at2 += Math.max(1, padding & 15);
        continue;
      }
      switch (bytes.u16(at2)) {
        case leaf.member: {
          const [offset2, length] = numeric(bytes, at2 + 8);
          const name = bytes.text(at2 + 8 + length, end - at2);
          yield { kind: "member", name, type: bytes.u32(at2 + 4), offset: offset2 };
          at2 += 8 + length + name.length + 1;
          break;
        }
        case leaf.enumerator: {
          const [value, length] = numeric(bytes, at2 + 4);
          const name = bytes.text(at2 + 4 + length, end - at2);
          yield { kind: "enumerator", name, value };
          at2 += 4 + length + name.length + 1;
          break;
        }
        case leaf.baseClass: {
          const [offset2, length] = numeric(bytes, at2 + 8);
          yield { kind: "base", type: bytes.u32(at2 + 4), offset: offset2 };
          at2 += 8 + length;
          break;
        }
        case leaf.continued:
          return bytes.u32(at2 + 4);
        default:
          at2 += this.otherField(at2, end);
      }
    }
    return void 0;
  }
  /** Bytes of an entry that lays nothing out. */
  otherField(at2, end) {
    const { bytes } = this;
    const kind = bytes.u16(at2);
    switch (kind) {
      case leaf.nestedType:
      case leaf.staticMember:
        return 8 + bytes.text(at2 + 8, end - at2).length + 1;
      case leaf.overloads:
        return 8 + bytes.text(at2 + 8, end - at2).length + 1;
      case leaf.method: {
        const introducing = [4, 6].includes(bytes.u16(at2 + 2) >> 2 & 7) ? 4 : 0;
        return 8 + introducing + bytes.text(at2 + 8 + introducing, end - at2).length + 1;
      }
      case leaf.virtualTable:
        return 8;
      case leaf.virtualBase:
      case leaf.indirectVirtualBase: {
        const first2 = numeric(bytes, at2 + 12)[1];
        return 12 + first2 + numeric(bytes, at2 + 12 + first2)[1];
      }
      default:
        throw bytes.damaged(`holds a field of unknown kind 0x${kind.toString(16)}`);
    }
  }
  place(index) {
    const number2 = index - this.first;
    return number2 >= 0 && number2 < this.count ? this.places[number2] : void 0;
  }
  word(index, offset2) {
    return this.bytes.u32((this.place(index) ?? 0) + offset2);
  }
  text(index, at2) {
    const start = this.place(index) ?? 0;
    return this.bytes.text(at2, Math.max(0, start + 2 + this.bytes.u16(start) - at2));
  }
};

// test/dump/symbols/pdb.ts
var IDENTITY = 1;
var TYPES = 2;
var architectures = {
  332: "x86",
  34404: "x64",
  43620: "arm64"
};
function readPdbKey(source) {
  return keyOf(new MsfFile(source), source.name);
}
function keyOf(file, name) {
  const identity2 = new Bytes(file.stream(IDENTITY), name);
  return { age: identity2.u32(8), guid: guidText(identity2, 12) };
}
function readPdb(source, build) {
  const file = new MsfFile(source);
  const information = readDebugInformation(file, source.name);
  const arch = architectures[information.machine];
  if (arch === void 0) {
    throw new DumpError(
      `${source.name} belongs to an image of machine type 0x${information.machine.toString(16)}: only x86, x64 and ARM64 are understood.`
    );
  }
  const pointerSize = arch === "x86" ? 4 : 8;
  const layouts = new TypeLayouts(new TypeRecords(file.stream(TYPES), source.name), pointerSize);
  const types3 = layouts.readAll();
  const symbols2 = /* @__PURE__ */ new Map();
  const offsets = /* @__PURE__ */ Object.create(null);
  for (const { name, rva, type } of information.symbols) {
    if (symbols2.has(name) && type === void 0) {
      continue;
    }
    symbols2.set(name, type === void 0 ? { rva } : { rva, type: layouts.typeName(type) });
    offsets[name] = rva;
  }
  return {
    path: source.name,
    key: keyOf(file, source.name),
    symbols: symbols2,
    layout: { build, arch, pointerSize, ...types3, symbols: offsets }
  };
}

// test/dump/symbols/symbol-path.ts
var isServer = (place) => /^https?:\/\//i.test(place);
function parseSymbolPath(path2) {
  return path2.split(";").map((text3) => text3.trim()).filter((text3) => text3 !== "").map((text3) => {
    const parts = text3.split("*");
    const isStore = /^(?:srv|symsrv|cache)$/i.test(parts[0] ?? "") && parts.length > 1;
    const places4 = (isStore ? parts.slice(1) : [text3]).filter((part) => part !== "" && !/\.dll$/i.test(part));
    return { folders: places4.filter((place) => !isServer(place)), servers: places4.filter(isServer) };
  });
}

// test/dump/symbols/symbol-search.ts
function storeFolder(key) {
  return `${key.guid}${key.age.toString(16).toUpperCase()}`;
}
var packings = ["", ".gz", ".xz", ".zip"];
function candidates(folder, key) {
  const store = join(folder, key.name, storeFolder(key));
  const isf = `${key.guid}-${key.age}.json`;
  return [
    join(store, key.name),
    join(store, `${key.name.slice(0, -1)}_`),
    ...[join(folder, key.name), join(folder, "windows", key.name), folder].flatMap((place) => [
      join(place, isf),
      join(place, `${isf}.gz`),
      join(place, `${isf}.xz`)
    ]),
    ...packings.map((end) => join(folder, key.name + end)),
    join(folder, `${key.name.slice(0, -1)}_`)
  ];
}
function exists(path2) {
  try {
    const facts = statSync(path2);
    return facts.isFile() ? "file" : facts.isDirectory() ? "folder" : void 0;
  } catch {
    return void 0;
  }
}
function fits(search, found) {
  return search.key === void 0 || found.guid === void 0 || found.guid === search.key.guid;
}
function read(source, search) {
  try {
    const content = unpacked(source);
    if (isIsf(content)) {
      const file = readIsf(content, search.build);
      if (fits(search, file.key)) {
        return file;
      }
      search.rejected.push(`${content.name} belongs to another build (${file.key.guid ?? "?"})`);
      return void 0;
    }
    const found = readPdbKey(content);
    if (fits(search, found)) {
      return readPdb(content, search.build);
    }
    search.rejected.push(`${content.name} belongs to another build (${found.guid}, age ${found.age})`);
  } catch (error2) {
    if (!(error2 instanceof DumpError)) {
      throw error2;
    }
    search.rejected.push(error2.message.replace(/\.$/, ""));
  } finally {
    source.close();
  }
  return void 0;
}
function tryFile(path2, search) {
  return exists(path2) === "file" ? read(openFile(path2), search) : void 0;
}
function tryPlace(place, search) {
  search.tried.push(place);
  const kind = exists(place);
  if (kind === void 0) {
    search.rejected.push(`${place} does not exist`);
  }
  if (kind === "file") {
    return tryFile(place, search);
  }
  const { key } = search;
  if (kind === void 0 || key === void 0) {
    return void 0;
  }
  for (const candidate of candidates(place, key)) {
    const file = tryFile(candidate, search);
    if (file !== void 0) {
      return file;
    }
  }
  return tryPointer(join(place, key.name, storeFolder(key), "file.ptr"), search);
}
function tryPointer(path2, search) {
  if (exists(path2) !== "file" || statSync(path2).size > 4096) {
    return void 0;
  }
  const target = /^PATH:(.*)$/m.exec(readFileSync(path2, "utf8"))?.[1]?.trim();
  return target === void 0 ? void 0 : tryFile(target, search);
}
function findSymbols(request) {
  const search = { key: request.key, build: request.build, tried: [], rejected: [] };
  const servers = [];
  for (const element of request.paths.flatMap((path2) => parseSymbolPath(path2))) {
    servers.push(...element.servers);
    for (const place of element.folders) {
      const file = tryPlace(place, search);
      if (file !== void 0) {
        return file;
      }
    }
  }
  throw new DumpError(missingSentence(search, servers));
}
function missingSentence(search, servers) {
  const { key, tried, rejected } = search;
  const looked = tried.length === 0 ? "No folder was given to look in" : `Looked in ${[...new Set(tried)].join(", ")}${rejected.length === 0 ? "" : ` (${rejected.join("; ")})`}`;
  if (key === void 0) {
    return `The dump does not say which symbol file its kernel has. ${looked}. Name the file itself with --symbols FILE.`;
  }
  const url = `https://msdl.microsoft.com/download/symbols/${key.name}/${storeFolder(key)}/${key.name}`;
  const server = servers.length > 0 ? "" : ` or add srv*CACHE*https://msdl.microsoft.com/download/symbols to the path`;
  return `No symbols for ${key.name}, GUID ${key.guid}, age ${key.age}. ${looked}. Download ${url} and name its folder with --symbols DIR${server}.`;
}

// test/dump/kernel/current-thread.ts
var MOST_PROCESSORS = 2048;
var RUNNING = 2n;
function runningThreads(kernel, processors, dataOffset) {
  const offset2 = kernel.offset("_KPRCB", "CurrentThread") ?? (dataOffset === void 0 ? void 0 : BigInt(dataOffset));
  const blocks = kernel.symbol("KiProcessorBlock");
  const threads = [];
  for (let index = 0; blocks !== void 0 && offset2 !== void 0 && index < Math.min(processors, MOST_PROCESSORS); index++) {
    const block = kernel.reader.pointer(blocks + BigInt(index * kernel.reader.pointerSize));
    const thread = block === void 0 || block === 0n ? void 0 : kernel.reader.pointer(block + offset2);
    if (thread !== void 0 && thread !== 0n) {
      threads.push(thread);
    }
  }
  return threads;
}
function holdsStack(kernel, thread, stackPointer) {
  const limit = kernel.field(thread, "_KTHREAD", "StackLimit");
  const base = kernel.field(thread, "_KTHREAD", "StackBase") ?? kernel.field(thread, "_KTHREAD", "InitialStack");
  return limit !== void 0 && base !== void 0 && limit <= stackPointer && stackPointer < base;
}
function findCurrentThread(kernel, processors, dataOffset, stackPointer, candidates2) {
  const running = runningThreads(kernel, processors, dataOffset);
  const onStack = stackPointer === void 0 ? void 0 : running.find((thread2) => holdsStack(kernel, thread2, stackPointer));
  let thread = onStack ?? running[0];
  if (thread === void 0) {
    for (const candidate of candidates2()) {
      if (kernel.field(candidate, "_KTHREAD", "State") === RUNNING) {
        thread = candidate;
        break;
      }
    }
  }
  const process4 = thread === void 0 ? void 0 : kernel.field(thread, "_KTHREAD", "ApcState.Process") ?? kernel.field(thread, "_KTHREAD", "Process");
  return thread === void 0 || process4 === void 0 || process4 === 0n ? void 0 : { thread, process: process4 };
}

// test/kernel/reader/object-reader.ts
var CREATOR_BIT = 1;
var NAME_BIT = 2;
var MAX_DEPTH = 32;
var PAGE = 0x1000n;
var ObjectReader = class {
  memory;
  /** Pages of the table being read: a damaged one may name a page again. */
  handlePages = /* @__PURE__ */ new Set();
  constructor(memory) {
    this.memory = memory;
  }
  header(object) {
    return object - this.memory.place(0n, "_OBJECT_HEADER", "Body");
  }
  /** Address of the object's `_OBJECT_TYPE`. */
  type(object) {
    const header = this.header(object);
    if (!this.memory.has("_OBJECT_HEADER", "TypeIndex")) {
      return this.memory.field(header, "_OBJECT_HEADER", "Type");
    }
    let index = this.memory.field(header, "_OBJECT_HEADER", "TypeIndex");
    const table2 = this.memory.symbol("ObTypeIndexTable");
    const cookieAt = this.memory.symbol("ObHeaderCookie");
    if (index === void 0 || table2 === void 0) {
      return void 0;
    }
    if (cookieAt !== void 0) {
      index ^= (this.memory.integer(cookieAt, 1) ?? 0n) ^ header >> 8n & 0xffn;
    }
    return this.memory.pointer(table2 + index * BigInt(this.memory.layout.pointerSize));
  }
  typeName(object) {
    const type = this.type(object);
    return type === void 0 || type === 0n ? void 0 : this.memory.unicodeString(this.memory.place(type, "_OBJECT_TYPE", "Name"));
  }
  /** Address of an optional header, or undefined when the object has none. */
  optionalHeader(object, which) {
    const header = this.header(object);
    if (this.memory.has("_OBJECT_HEADER", "InfoMask")) {
      const bit = which === "name" ? NAME_BIT : CREATOR_BIT;
      const mask = this.memory.field(header, "_OBJECT_HEADER", "InfoMask");
      const table2 = this.memory.symbol("ObpInfoMaskToOffset");
      if (mask === void 0 || table2 === void 0 || (Number(mask) & bit) === 0) {
        return void 0;
      }
      const distance = this.memory.integer(table2 + BigInt(Number(mask) & (bit | bit - 1)), 1);
      return distance === void 0 ? void 0 : header - distance;
    }
    if (which === "name") {
      const distance = this.memory.field(header, "_OBJECT_HEADER", "NameInfoOffset") ?? 0n;
      return distance === 0n ? void 0 : header - distance;
    }
    const flags = this.memory.field(header, "_OBJECT_HEADER", "Flags") ?? 0n;
    const size = this.memory.layout.types["_OBJECT_HEADER_CREATOR_INFO"]?.size ?? 0;
    return (flags & 4n) === 0n ? void 0 : header - BigInt(size);
  }
  name(object) {
    const info = this.optionalHeader(object, "name");
    if (info === void 0) {
      return void 0;
    }
    const text3 = this.memory.unicodeString(this.memory.place(info, "_OBJECT_HEADER_NAME_INFO", "Name"));
    return text3 === "" ? void 0 : text3;
  }
  path(object) {
    const parts = [];
    let current2 = object;
    for (let depth = 0; depth < MAX_DEPTH; depth++) {
      const info = this.optionalHeader(current2, "name");
      const name = this.name(current2);
      if (info === void 0 || name === void 0) {
        break;
      }
      if (name === "\\") {
        return `\\${parts.join("\\")}`;
      }
      parts.unshift(name);
      const parent = this.memory.field(info, "_OBJECT_HEADER_NAME_INFO", "Directory") ?? 0n;
      if (parent === 0n) {
        break;
      }
      current2 = parent;
    }
    if (parts.length === 0) {
      return void 0;
    }
    return current2 === this.root() ? `\\${parts.join("\\")}` : parts.join("\\");
  }
  facts(object) {
    const header = this.header(object);
    return {
      address: object,
      typeName: this.typeName(object),
      name: this.name(object),
      path: this.path(object),
      handleCount: this.memory.field(header, "_OBJECT_HEADER", "HandleCount"),
      pointerCount: this.memory.field(header, "_OBJECT_HEADER", "PointerCount")
    };
  }
  root() {
    const symbol = this.memory.symbol("ObpRootDirectoryObject");
    return symbol === void 0 ? void 0 : this.memory.pointer(symbol);
  }
  /** Objects in one directory. */
  directoryEntries(directory) {
    const found = [];
    const buckets = this.memory.place(directory, "_OBJECT_DIRECTORY", "HashBuckets");
    for (let i2 = 0; i2 < 37; i2++) {
      let entry = this.memory.pointer(buckets + BigInt(i2 * this.memory.layout.pointerSize));
      for (let guard = 0; entry !== void 0 && entry !== 0n && guard < 1e4; guard++) {
        const object = this.memory.field(entry, "_OBJECT_DIRECTORY_ENTRY", "Object");
        if (object !== void 0) {
          found.push(object);
        }
        entry = this.memory.field(entry, "_OBJECT_DIRECTORY_ENTRY", "ChainLink");
      }
    }
    return found;
  }
  /** All named objects in the tree, by path as the tree gives it. */
  namedObjects() {
    const found = /* @__PURE__ */ new Map();
    const visit = (directory, path2, depth) => {
      for (const object of this.directoryEntries(directory)) {
        const own = `${path2}\\${this.name(object) ?? ""}`;
        found.set(own, object);
        if (depth < MAX_DEPTH && this.typeName(object) === "Directory") {
          visit(object, own, depth + 1);
        }
      }
    };
    const root = this.root();
    if (root !== void 0) {
      visit(root, "", 0);
    }
    return found;
  }
  /** Entries of a handle table, ascending. */
  handles(table2) {
    const code = this.memory.field(table2, "_HANDLE_TABLE", "TableCode");
    if (code === void 0) {
      return [];
    }
    const found = [];
    this.handlePages = /* @__PURE__ */ new Set();
    this.visitHandlePages(code & ~3n, Number(code & 3n), 0, found);
    return found;
  }
  /** Returns the index behind the last entry of the page. */
  visitHandlePages(page, level2, firstIndex, found) {
    const entrySize = BigInt(this.memory.layout.types["_HANDLE_TABLE_ENTRY"]?.size ?? 8);
    const pointerSize = BigInt(this.memory.layout.pointerSize);
    let index = firstIndex;
    if (this.handlePages.has(page)) {
      return index;
    }
    this.handlePages.add(page);
    if (level2 === 0) {
      const bytes = this.memory.bytes(page, Number(PAGE));
      for (let offset2 = 0n; offset2 < PAGE; offset2 += entrySize, index++) {
        const isFree = bytes?.subarray(Number(offset2), Number(offset2 + pointerSize)).every((byte) => byte === 0) ?? true;
        const object = offset2 === 0n || isFree ? void 0 : this.handleObject(page + offset2);
        if (object !== void 0) {
          found.push({ handle: index * 4, ...object });
        }
      }
      return index;
    }
    for (let offset2 = 0n; offset2 < PAGE; offset2 += pointerSize) {
      const child = this.memory.pointer(page + offset2);
      if (child === void 0 || child === 0n) {
        break;
      }
      index = this.visitHandlePages(child, level2 - 1, index, found);
    }
    return index;
  }
  handleObject(entry) {
    const body = this.memory.place(0n, "_OBJECT_HEADER", "Body");
    if (!this.memory.has("_HANDLE_TABLE_ENTRY", "ObjectPointerBits")) {
      const value = this.memory.field(entry, "_HANDLE_TABLE_ENTRY", "Object") ?? 0n;
      const access2 = this.memory.field(entry, "_HANDLE_TABLE_ENTRY", "GrantedAccess") ?? 0n;
      return value === 0n ? void 0 : { object: (value & ~7n) + body, grantedAccess: Number(access2 & 0x1ffffffn) };
    }
    const bits = this.memory.field(entry, "_HANDLE_TABLE_ENTRY", "ObjectPointerBits") ?? 0n;
    if (bits === 0n) {
      return void 0;
    }
    const access = this.memory.field(entry, "_HANDLE_TABLE_ENTRY", "GrantedAccessBits") ?? 0n;
    const header = this.memory.layout.pointerSize === 4 ? bits << 3n : BigInt.asUintN(64, BigInt.asIntN(48, bits << 4n));
    return { object: header + body, grantedAccess: Number(access) };
  }
};

// test/kernel/reader/structure-reader.ts
var LIST_LIMIT = 1e5;
var StructureReader = class {
  layout;
  readBytes;
  symbols;
  constructor(layout, readBytes, symbols2) {
    this.layout = layout;
    this.readBytes = readBytes;
    this.symbols = symbols2;
  }
  /** Address of a symbol. */
  symbol(name) {
    return this.symbols(name);
  }
  /** An unsigned integer, or undefined where memory cannot be read. */
  integer(address2, size) {
    const bytes = this.readBytes(address2, size);
    if (bytes === void 0) {
      return void 0;
    }
    let value = 0n;
    for (let i2 = size - 1; i2 >= 0; i2--) {
      value = value * 256n + BigInt(bytes[i2] ?? 0);
    }
    return value;
  }
  pointer(address2) {
    return this.integer(address2, this.layout.pointerSize);
  }
  bytes(address2, length) {
    return this.readBytes(address2, length);
  }
  has(type, path2) {
    return findField(this.layout, type, path2) !== void 0;
  }
  /**
   * A member, bit fields included. Throws when this build has no such member; undefined where memory cannot be read.
   */
  field(address2, type, path2) {
    const place = fieldOf(this.layout, type, path2);
    const value = this.integer(address2 + BigInt(place.offset), place.size ?? this.layout.pointerSize);
    if (value === void 0 || place.bit === void 0) {
      return value;
    }
    return (value >> BigInt(place.bit[0])) % (1n << BigInt(place.bit[1]));
  }
  /** Address of a member. */
  place(address2, type, path2) {
    return address2 + BigInt(fieldOf(this.layout, type, path2).offset);
  }
  /** A `_UNICODE_STRING`'s text. */
  unicodeString(address2) {
    const length = this.field(address2, "_UNICODE_STRING", "Length");
    const buffer = this.field(address2, "_UNICODE_STRING", "Buffer");
    if (length === void 0 || buffer === void 0) {
      return void 0;
    }
    const bytes = length === 0n ? new Uint8Array(0) : this.readBytes(buffer, Number(length));
    if (bytes === void 0) {
      return void 0;
    }
    let text3 = "";
    for (let i2 = 0; i2 + 1 < bytes.length; i2 += 2) {
      text3 += String.fromCharCode((bytes[i2] ?? 0) + 256 * (bytes[i2 + 1] ?? 0));
    }
    return text3;
  }
  /** Entries of a list, forward, until the head comes back or something is wrong. */
  list(head, limit = LIST_LIMIT) {
    const entries2 = [];
    const seen = /* @__PURE__ */ new Set();
    for (let entry = this.pointer(head); ; entry = this.pointer(entry)) {
      if (entry === void 0) {
        return { entries: entries2, end: "unreadable" };
      }
      if (entry === head) {
        return { entries: entries2, end: "head" };
      }
      if (entry === 0n) {
        return { entries: entries2, end: "null" };
      }
      if (seen.has(entry)) {
        return { entries: entries2, end: "cycle" };
      }
      if (entries2.length >= limit) {
        return { entries: entries2, end: "limit" };
      }
      seen.add(entry);
      entries2.push(entry);
    }
  }
  /** The same entries by back links, in forward order. */
  listBackwards(head, limit = LIST_LIMIT) {
    const entries2 = [];
    const step = BigInt(this.layout.pointerSize);
    for (let entry = this.pointer(head + step); ; entry = this.pointer(entry + step)) {
      if (entry === void 0) {
        return { entries: entries2, end: "unreadable" };
      }
      if (entry === head) {
        return { entries: entries2.reverse(), end: "head" };
      }
      if (entry === 0n) {
        return { entries: entries2, end: "null" };
      }
      if (entries2.length >= limit) {
        return { entries: entries2, end: "limit" };
      }
      entries2.push(entry);
    }
  }
  /** Structures on a list: each lies `path` before its entry. */
  structures(head, type, path2) {
    const offset2 = BigInt(fieldOf(this.layout, type, path2).offset);
    return this.list(head).entries.map((entry) => entry - offset2);
  }
};

// test/dump/kernel/processes.ts
var MOST_PROCESSES = 65536;
var MOST_THREADS = 1e6;
var NAME_LENGTH = 15;
var ProcessList = class {
  kernel;
  objects;
  threadsLeft = MOST_THREADS;
  roots = /* @__PURE__ */ new Map();
  constructor(kernel) {
    this.kernel = kernel;
    const { memory } = kernel.reader;
    this.objects = new ObjectReader(
      new StructureReader(
        kernel.layout,
        (address2, length) => memory.read(address2, length),
        (name) => kernel.symbol(name)
      )
    );
  }
  /** In the order of the list at `head`; the list ends at a process that cannot be read. */
  all(head) {
    const links = this.kernel.offset("_EPROCESS", "ActiveProcessLinks");
    if (links === void 0) {
      return [];
    }
    return [...this.kernel.reader.list(head, MOST_PROCESSES)].map((entry) => this.process(entry - links));
  }
  /** One process by its `_EPROCESS`. */
  process(object) {
    const { kernel } = this;
    let threads;
    const read2 = () => threads ??= this.threads(object);
    return {
      id: Number(kernel.field(object, "_EPROCESS", "UniqueProcessId") ?? 0n),
      name: this.imageName(object),
      object,
      get threads() {
        return read2();
      },
      handles: () => this.handles(object)
    };
  }
  thread(object) {
    return { object, id: Number(this.kernel.field(object, "_ETHREAD", "Cid.UniqueThread") ?? 0n) };
  }
  /** Physical address of a process's page tables; undefined if it cannot be read or is not valid. */
  rootOf(object) {
    if (!this.roots.has(object)) {
      const offset2 = this.kernel.offset("_EPROCESS", "Pcb.DirectoryTableBase") ?? this.kernel.offset("_KPROCESS", "DirectoryTableBase");
      const root = offset2 === void 0 ? void 0 : this.kernel.reader.pointer(object + offset2);
      this.roots.set(object, root === 0n ? void 0 : root);
    }
    return this.roots.get(object);
  }
  threads(process4) {
    const head = this.kernel.offset("_EPROCESS", "ThreadListHead");
    const entryOffset = this.kernel.offset("_ETHREAD", "ThreadListEntry");
    if (head === void 0 || entryOffset === void 0) {
      return [];
    }
    const found = [...this.kernel.reader.list(process4 + head, this.threadsLeft)].map(
      (entry) => this.thread(entry - entryOffset)
    );
    this.threadsLeft -= found.length;
    return found;
  }
  imageName(process4) {
    const offset2 = this.kernel.offset("_EPROCESS", "ImageFileName");
    const bytes = offset2 === void 0 ? void 0 : this.kernel.reader.memory.read(process4 + offset2, NAME_LENGTH);
    if (bytes === void 0) {
      return "";
    }
    const end = bytes.indexOf(0);
    return Buffer.from(end < 0 ? bytes : bytes.subarray(0, end)).toString("latin1");
  }
  handles(process4) {
    const table2 = this.kernel.field(process4, "_EPROCESS", "ObjectTable");
    if (table2 === void 0 || table2 === 0n) {
      return [];
    }
    try {
      return this.objects.handles(table2).map(({ handle, object, grantedAccess }) => ({
        handle,
        object,
        grantedAccess,
        typeName: this.objects.typeName(object) ?? "",
        name: this.objects.path(object) ?? ""
      }));
    } catch {
      return [];
    }
  }
};

// test/dump/target.ts
function describeModules(modules, kernel, symbols2) {
  return modules.map((module) => {
    const facts = { name: module === kernel ? "nt" : moduleName(module), base: module.base, size: module.size };
    if (module !== kernel || symbols2 === void 0) {
      return { ...facts, symbols: /* @__PURE__ */ new Map() };
    }
    const named = /* @__PURE__ */ new Map();
    for (const [name, { rva, type }] of symbols2.symbols) {
      const address2 = module.base + BigInt(rva);
      named.set(name, type === void 0 ? { address: address2 } : { address: address2, type });
    }
    return { ...facts, layout: symbols2.layout, symbols: named };
  });
}
function explainPlace(place) {
  if (place.state === "there") {
    return void 0;
  }
  const frame = place.frame === void 0 ? "" : ` (page frame 0x${place.frame.toString(16)})`;
  return `${place.state}: ${place.reason}${frame}`;
}
function dumpMemory(parts, processes) {
  const root = (process4) => process4 === void 0 ? void 0 : processes.rootOf(process4.object);
  return {
    read: (address2, length, process4) => parts.memory.read(address2, length, root(process4)),
    write: () => false,
    explain: (address2, process4) => explainPlace(parts.finder.locate(address2, root(process4)))
  };
}
function createDumpTarget(parts) {
  const { header, kernel } = parts;
  const list2 = new ProcessList(kernel);
  const head = kernel.symbol("PsActiveProcessHead") ?? header.processList;
  const processes = head === void 0 ? [] : list2.all(head);
  const [first2] = processes;
  if (first2 === void 0) {
    throw new DumpError(
      `${parts.path}: no process can be found. The list of processes is not in this dump, or the symbols do not fit.`
    );
  }
  const threads = function* () {
    for (const process5 of processes) {
      for (const thread2 of process5.threads) {
        yield thread2.object;
      }
    }
  };
  const current2 = findCurrentThread(
    kernel,
    header.processors,
    parts.debuggerData?.currentThread,
    header.stackPointer,
    threads
  );
  const process4 = current2 === void 0 ? first2 : processes.find(({ object }) => object === current2.process) ?? list2.process(current2.process);
  const thread = current2 === void 0 ? first2.threads[0] : list2.thread(current2.thread);
  return {
    description: describeDump(header),
    isKernel: true,
    isDump: true,
    pointerSize: header.pointerSize,
    modules: describeModules(parts.modules, parts.kernelModule, parts.symbols),
    memory: dumpMemory(parts, list2),
    processes: () => processes,
    currentProcess: () => process4,
    currentThread: () => thread ?? { id: 0, object: 0n }
  };
}

// test/dump/kernel/structures.ts
var LONGEST_NAME = 2048;
var KernelReader = class {
  memory;
  pointerSize;
  constructor(memory, pointerSize) {
    this.memory = memory;
    this.pointerSize = pointerSize;
  }
  /** An unsigned integer of 1, 2, 4 or 8 bytes; undefined where memory cannot be read. */
  integer(address2, size) {
    const bytes = this.memory.read(address2, size);
    if (bytes === void 0) {
      return void 0;
    }
    let value = 0n;
    for (let index = size - 1; index >= 0; index--) {
      value = value << 8n | BigInt(bytes[index] ?? 0);
    }
    return value;
  }
  number(address2, size) {
    const value = this.integer(address2, size);
    return value === void 0 ? void 0 : Number(value);
  }
  pointer(address2) {
    return this.integer(address2, this.pointerSize);
  }
  /** The text of a UNICODE_STRING, truncated if it is too long for a name; undefined if it cannot be read. */
  unicodeString(address2) {
    const length = this.number(address2, 2);
    const buffer = this.pointer(address2 + BigInt(this.pointerSize));
    if (length === void 0 || buffer === void 0) {
      return void 0;
    }
    const bytes = this.memory.read(buffer, Math.min(length & ~1, LONGEST_NAME));
    return bytes === void 0 ? void 0 : Buffer.from(bytes).toString("utf16le");
  }
  /**
   * Entries of a doubly linked list, forward; ends at the head, at `limit` or at the first that repeats. After an entry
   * that cannot be read, continues with those that back links from the list's end reach.
   */
  *list(head, limit) {
    const seen = /* @__PURE__ */ new Set();
    let entry = this.pointer(head);
    while (entry !== void 0 && entry !== 0n && entry !== head) {
      if (seen.has(entry) || seen.size >= limit) {
        return;
      }
      seen.add(entry);
      yield entry;
      entry = this.pointer(entry);
    }
    if (entry !== head) {
      yield* this.listBackward(head, limit, seen);
    }
  }
  /** Entries from the list's end back to a known or unreadable one, in the order of the list. */
  listBackward(head, limit, seen) {
    const found = [];
    const before = (entry) => this.pointer(entry + BigInt(this.pointerSize));
    for (let entry = before(head); entry !== void 0 && entry !== 0n && entry !== head && !seen.has(entry) && seen.size < limit; entry = before(entry)) {
      seen.add(entry);
      found.push(entry);
    }
    return found.reverse();
  }
  /** The first entry points back to the head, as does the last. */
  isSoundList(head) {
    const first2 = this.pointer(head);
    const last2 = this.pointer(head + BigInt(this.pointerSize));
    if (first2 === void 0 || last2 === void 0 || first2 === 0n || last2 === 0n) {
      return false;
    }
    return this.pointer(first2 + BigInt(this.pointerSize)) === head && this.pointer(last2) === head;
  }
};

// test/dump/virtual-memory.ts
var LONGEST_READ = 1 << 28;
var PagedMemory = class {
  source;
  finder;
  constructor(source, finder) {
    this.source = source;
    this.finder = finder;
  }
  read(address2, length, root) {
    if (length > LONGEST_READ) {
      return void 0;
    }
    const within = Number(address2 & BigInt(PAGE_SIZE - 1));
    if (within + length <= PAGE_SIZE) {
      return this.part(address2, within, length, root)?.slice();
    }
    const parts = [];
    for (let done = 0; done < length; ) {
      const at2 = address2 + BigInt(done);
      const start = Number(at2 & BigInt(PAGE_SIZE - 1));
      const part = this.part(at2, start, Math.min(PAGE_SIZE - start, length - done), root);
      if (part === void 0) {
        return void 0;
      }
      parts.push(part);
      done += part.length;
    }
    const result = new Uint8Array(length);
    parts.reduce((done, part) => {
      result.set(part, done);
      return done + part.length;
    }, 0);
    return result;
  }
  part(address2, within, length, root) {
    const place = this.finder.locate(address2, root);
    if (place.state !== "there") {
      return void 0;
    }
    const bytes = this.source.read(place.offset + within, length);
    return bytes.length === length ? bytes : void 0;
  }
};

// test/dump/translation/paging-mode.ts
var VALID = 1n;
var LARGE = 0x80n;
var FRAME_64 = 0x000ffffffffff000n;
function signed(address2, bits) {
  const unsigned2 = BigInt.asUintN(64, address2);
  return BigInt.asUintN(64, BigInt.asIntN(bits, unsigned2)) === unsigned2 ? unsigned2 : void 0;
}
var level = (shift, bits, mayBeLarge) => ({ shift, bits, mayBeLarge });
var lowerLevels = [level(30, 9, true), level(21, 9, true), level(12, 9, false)];
function intel64(name, levels, bits) {
  return {
    name,
    entrySize: 8,
    levels,
    rootMask: FRAME_64,
    frameMask: FRAME_64,
    isValid: (entry) => (entry & VALID) !== 0n,
    isLarge: (entry) => (entry & LARGE) !== 0n,
    largeBase: (entry, shift) => (entry & FRAME_64) >> BigInt(shift) << BigInt(shift),
    isKernelAddress: (address2) => BigInt.asUintN(64, address2) >> 63n === 1n,
    canonical: (address2) => signed(address2, bits)
  };
}
var is32BitKernel = (address2) => BigInt.asUintN(32, address2) >= 0x80000000n;
var canonical32 = (address2) => BigInt.asUintN(32, address2);
var pagingModes = {
  x86: {
    name: "x86",
    entrySize: 4,
    levels: [level(22, 10, true), level(12, 10, false)],
    rootMask: 0xfffff000n,
    frameMask: 0xfffff000n,
    isValid: (entry) => (entry & VALID) !== 0n,
    isLarge: (entry) => (entry & LARGE) !== 0n,
    // Bits 13 to 20 hold bits 32 to 39 of the address (PSE-36).
    largeBase: (entry) => entry & 0xffc00000n | (entry >> 13n & 0xffn) << 32n,
    isKernelAddress: is32BitKernel,
    canonical: canonical32
  },
  pae: {
    name: "x86 PAE",
    entrySize: 8,
    levels: [level(30, 2, false), level(21, 9, true), level(12, 9, false)],
    rootMask: 0xffffffe0n,
    frameMask: FRAME_64,
    isValid: (entry) => (entry & VALID) !== 0n,
    isLarge: (entry) => (entry & LARGE) !== 0n,
    largeBase: (entry, shift) => (entry & FRAME_64) >> BigInt(shift) << BigInt(shift),
    isKernelAddress: is32BitKernel,
    canonical: canonical32
  },
  x64: intel64("x64", [level(39, 9, false), ...lowerLevels], 48),
  la57: intel64("x64 with 57-bit addresses", [level(48, 9, false), level(39, 9, false), ...lowerLevels], 57),
  arm64: {
    name: "ARM64",
    entrySize: 8,
    levels: [level(39, 9, false), ...lowerLevels],
    rootMask: 0x0000fffffffff000n,
    frameMask: 0x0003fffffffff000n,
    isValid: (entry, isLast) => (entry & VALID) !== 0n && (!isLast || (entry & 2n) !== 0n),
    isLarge: (entry) => (entry & 2n) === 0n,
    largeBase: (entry, shift) => (entry & 0x0003fffffffff000n) >> BigInt(shift) << BigInt(shift),
    isKernelAddress: (address2) => BigInt.asUintN(64, address2) >> 63n === 1n,
    canonical: (address2) => signed(address2, 48)
  }
};
function modesOf(machine, isPae) {
  switch (machine) {
    case "arm64":
      return [pagingModes.arm64];
    case "x64":
      return [pagingModes.x64, pagingModes.la57];
    case "x86":
      return isPae === false ? [pagingModes.x86, pagingModes.pae] : [pagingModes.pae, pagingModes.x86];
  }
}

// test/dump/translation/software-entry.ts
var PROTOTYPE = 1n << 10n;
var TRANSITION = 1n << 11n;
var SWIZZLE = 1n << 4n;
var USUAL_INVALID_BIT = 1n << 45n;
var FRAME_UNTIL_19041 = 0x0000fffffffff000n;
var FRAME = 0x000ffffffffff000n;
function transitionAddress(entry, rules3) {
  if (rules3.mode.entrySize === 4) {
    return entry & 0xfffff000n;
  }
  const mask = (entry & SWIZZLE) === 0n ? rules3.invalidMask ?? 0n : 0n;
  const physical = entry & ~mask & (rules3.buildNumber >= 22e3 ? FRAME : FRAME_UNTIL_19041);
  return physical >> 12n > BigInt(rules3.highestFrame) ? physical & ~USUAL_INVALID_BIT : physical;
}
function prototypeAddress(entry, mode) {
  if (mode.entrySize === 4) {
    return 0x80000000n | entry >> 1n & 0x7ffffc00n | entry << 1n & 0x3fcn;
  }
  const high = entry >> 32n;
  if (high === 0xffffffffn) {
    return void 0;
  }
  if (mode.levels.length === 3) {
    return high;
  }
  return BigInt.asUintN(64, BigInt.asIntN(64, entry) >> 16n);
}
function softwareEntry(entry, rules3) {
  if (entry === 0n) {
    return { kind: "zero" };
  }
  if ((entry & PROTOTYPE) !== 0n) {
    const address2 = prototypeAddress(entry, rules3.mode);
    return address2 === void 0 ? { kind: "descriptor" } : { kind: "prototype", address: address2 };
  }
  if ((entry & TRANSITION) !== 0n) {
    return { kind: "transition", physical: transitionAddress(entry, rules3) };
  }
  return { kind: "pageFile" };
}

// test/dump/translation/translator.ts
var PLACES_KEPT = 65536;
var Translator = class {
  source;
  pages;
  places = /* @__PURE__ */ new Map();
  kept = 0;
  currentRules;
  kernelRoot;
  /** `kernelRoot`: physical address of the root table of any process, as the dump's header keeps it. */
  constructor(source, pages, rules3, kernelRoot) {
    this.source = source;
    this.pages = pages;
    this.currentRules = rules3;
    this.kernelRoot = kernelRoot & rules3.mode.rootMask;
  }
  get rules() {
    return this.currentRules;
  }
  /** Sets what only symbols tell; forgets what was found before. */
  setInvalidMask(invalidMask) {
    this.currentRules = { ...this.currentRules, invalidMask };
    this.places.clear();
    this.kept = 0;
  }
  /**
   * The place of the page that holds an address. `root`: of the process whose memory is meant; the kernel's own when
   * absent. Kernel addresses are looked up in the kernel's tables first: a process's tables are the same, except for
   * its session.
   */
  locate(address2, root) {
    const { mode } = this.currentRules;
    const canonical = mode.canonical(address2);
    if (canonical === void 0) {
      return { state: "not mapped", reason: "not an address of this machine" };
    }
    const page = canonical & ~BigInt(PAGE_SIZE - 1);
    const own = root === void 0 ? this.kernelRoot : root & mode.rootMask;
    if (own === this.kernelRoot || !mode.isKernelAddress(page)) {
      return this.remembered(page, own);
    }
    const shared = this.remembered(page, this.kernelRoot);
    if (shared.state !== "not mapped") {
      return shared;
    }
    const inProcess = this.remembered(page, own);
    return inProcess.state === "there" ? inProcess : shared;
  }
  /** What the entries of an address are, from the root down; ends where one cannot be read or is not valid. */
  entries(address2, root) {
    const { mode } = this.currentRules;
    const found = [];
    let table2 = root === void 0 ? this.kernelRoot : root & mode.rootMask;
    for (const [depth, level2] of mode.levels.entries()) {
      const entry = this.entry(table2, address2, level2.shift, level2.bits);
      if (entry === void 0) {
        break;
      }
      found.push(entry);
      const isLast = depth === mode.levels.length - 1;
      if (!mode.isValid(entry, isLast) || level2.mayBeLarge && mode.isLarge(entry)) {
        break;
      }
      table2 = entry & mode.frameMask;
    }
    return found;
  }
  remembered(page, root) {
    let ofRoot = this.places.get(root);
    if (ofRoot === void 0) {
      this.places.set(root, ofRoot = /* @__PURE__ */ new Map());
    }
    const known2 = ofRoot.get(page);
    if (known2 !== void 0) {
      return known2;
    }
    const place = this.walk(page, root, true);
    if (this.kept >= PLACES_KEPT) {
      this.places.clear();
      this.places.set(root, ofRoot = /* @__PURE__ */ new Map());
      this.kept = 0;
    }
    ofRoot.set(page, place);
    this.kept++;
    return place;
  }
  walk(page, root, followPrototype) {
    const { mode } = this.currentRules;
    let table2 = root;
    for (const [depth, level2] of mode.levels.entries()) {
      const entry = this.entry(table2, page, level2.shift, level2.bits);
      if (entry === void 0) {
        return { state: "not in this dump", reason: "its page table is not in this dump" };
      }
      const isLast = depth === mode.levels.length - 1;
      if (!mode.isValid(entry, isLast)) {
        if (isLast) {
          return this.software(entry, followPrototype);
        }
        const next = this.tableInTransition(entry);
        if (typeof next !== "bigint") {
          return next;
        }
        table2 = next;
        continue;
      }
      if (isLast) {
        return this.frame(entry & mode.frameMask, "valid");
      }
      if (level2.mayBeLarge && mode.isLarge(entry)) {
        return this.frame(mode.largeBase(entry, level2.shift) + (page & (1n << BigInt(level2.shift)) - 1n), "large");
      }
      table2 = entry & mode.frameMask;
    }
    return { state: "not mapped", reason: "no page table describes it" };
  }
  /** Page tables are pageable too: one in transition is still in memory. */
  tableInTransition(entry) {
    const meaning = softwareEntry(entry, this.currentRules);
    switch (meaning.kind) {
      case "transition":
        return meaning.physical;
      case "zero":
        return { state: "not mapped", reason: "no page table describes it" };
      default:
        return { state: "paged out", reason: "its page table is paged out" };
    }
  }
  software(entry, followPrototype) {
    const meaning = softwareEntry(entry, this.currentRules);
    switch (meaning.kind) {
      case "zero":
        return { state: "not mapped", reason: "never touched" };
      case "transition":
        return this.frame(meaning.physical, followPrototype ? "transition" : "prototype");
      case "pageFile":
        return { state: "paged out", reason: "in a page file or in compressed memory" };
      case "descriptor":
        return { state: "paged out", reason: "only the process's address descriptors know of it" };
      case "prototype":
        return followPrototype ? this.prototype(meaning.address) : { state: "not mapped", reason: "its prototype names a further prototype" };
    }
  }
  prototype(address2) {
    const { mode } = this.currentRules;
    const canonical = mode.canonical(address2);
    if (canonical === void 0 || !mode.isKernelAddress(canonical)) {
      return { state: "not mapped", reason: "its prototype entry has no sound address" };
    }
    const page = canonical & ~BigInt(PAGE_SIZE - 1);
    const place = this.walk(page, this.kernelRoot, false);
    if (place.state !== "there") {
      return { state: place.state, reason: `its prototype entry is ${place.state}` };
    }
    const entry = this.load(place.offset + Number(canonical - page));
    if (entry === void 0) {
      return { state: "not in this dump", reason: "its prototype entry is not in this dump" };
    }
    return mode.isValid(entry, true) ? this.frame(entry & mode.frameMask, "prototype") : this.software(entry, false);
  }
  frame(physical, form) {
    const frame = Number(physical >> 12n);
    const offset2 = this.pages.offsetOf(frame);
    if (offset2 === void 0) {
      return { state: "not in this dump", reason: "the dump does not hold this page", frame };
    }
    return offset2 + PAGE_SIZE > this.source.size ? { state: "not in this dump", reason: "the file is cut off before this page", frame } : { state: "there", form, offset: offset2, frame };
  }
  /** Undefined if the dump does not contain the table. */
  entry(table2, address2, shift, bits) {
    const index = Number(address2 >> BigInt(shift) & (1n << BigInt(bits)) - 1n);
    const physical = table2 + BigInt(index * this.currentRules.mode.entrySize);
    const offset2 = this.pages.offsetOf(Number(physical >> 12n));
    return offset2 === void 0 ? void 0 : this.load(offset2 + Number(physical & 0xfffn));
  }
  load(offset2) {
    const { entrySize } = this.currentRules.mode;
    const bytes = this.source.read(offset2, entrySize);
    if (bytes.length < entrySize) {
      return void 0;
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, entrySize);
    return entrySize === 8 ? view.getBigUint64(0, true) : BigInt(view.getUint32(0, true));
  }
};

// test/dump/translation/find-tables.ts
var sharedPages = { 4: 0xffdf0000n, 8: 0xfffff78000000000n };
var NT_MAJOR_VERSION = 0x26cn;
function soundness(reader, header) {
  const major = reader.integer(sharedPages[header.pointerSize] + NT_MAJOR_VERSION, 4);
  if (major !== void 0 && major >= 5n && major <= 10n) {
    return 2;
  }
  for (const list2 of [header.moduleList, header.processList]) {
    if (list2 !== void 0 && reader.isSoundList(list2)) {
      return 2;
    }
  }
  return header.moduleList !== void 0 && reader.pointer(header.moduleList) !== void 0 ? 1 : 0;
}
function findTables(source, header, pages) {
  const runs = header.physicalMemory.map((run2) => run2.first + run2.count - 1);
  const highestFrame = Math.max(pages.highest, ...runs);
  let best;
  for (const mode of modesOf(header.machine, header.isPae)) {
    const translator = new Translator(
      source,
      pages,
      { mode, buildNumber: header.buildNumber, highestFrame },
      header.directoryTableBase
    );
    const reader = new KernelReader(new PagedMemory(source, translator), header.pointerSize);
    const score = soundness(reader, header);
    if (score === 2) {
      return { translator, reader };
    }
    if (score > (best?.score ?? 0)) {
      best = { found: { translator, reader }, score };
    }
  }
  if (best !== void 0) {
    return best.found;
  }
  throw new DumpError(
    source.size < Number(header.requiredSize ?? 0n) ? `${source.name} is cut off (${source.size} of ${header.requiredSize} bytes), and the kernel's page tables are among what is missing: copy it again.` : `${source.name} does not hold the kernel's page tables where its header says: the dump is damaged.`
  );
}

// test/dump/triage/block-memory.ts
var BlockMemory = class {
  source;
  /** By address; where blocks overlap, the one that begins later is used. */
  blocks;
  /** For each block, the index of the one before it, or before that, that reaches farthest. */
  farthest;
  constructor(source, blocks) {
    this.source = source;
    this.blocks = [...blocks].sort((a, b) => a.address < b.address ? -1 : a.address > b.address ? 1 : 0);
    const farthest = [];
    const end = (index) => (this.blocks[index]?.address ?? 0n) + BigInt(this.blocks[index]?.length ?? 0);
    this.blocks.forEach((_, index) => {
      const earlier = farthest[index - 1];
      farthest.push(earlier === void 0 || end(index) >= end(earlier) ? index : earlier);
    });
    this.farthest = farthest;
  }
  read(address2, length) {
    const parts = [];
    for (let done = 0; done < length; ) {
      const found = this.find(address2 + BigInt(done));
      if (found === void 0) {
        return void 0;
      }
      const within = Number(address2 + BigInt(done) - found.address);
      const part = this.source.read(found.offset + within, Math.min(length - done, found.length - within));
      if (part.length === 0) {
        return void 0;
      }
      parts.push(part);
      done += part.length;
    }
    return new Uint8Array(Buffer.concat(parts));
  }
  locate(address2) {
    const found = this.find(address2);
    return found === void 0 ? { state: "not in this dump", reason: "a triage dump holds a few blocks of memory only" } : { state: "there", form: "block", offset: found.offset + Number(address2 - found.address) };
  }
  find(address2) {
    let low = 0;
    let high = this.blocks.length;
    while (low < high) {
      const middle = low + high >>> 1;
      if ((this.blocks[middle]?.address ?? 0n) <= address2) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const holds = (block) => block !== void 0 && address2 < block.address + BigInt(block.length);
    const last2 = this.blocks[low - 1];
    if (holds(last2)) {
      return last2;
    }
    const reaching = this.blocks[this.farthest[low - 1] ?? -1];
    return holds(reaching) ? reaching : void 0;
  }
};

// test/dump/triage/triage-drivers.ts
var MOST_DRIVERS = 4096;
var LONGEST_NAME2 = 260;
var entries = {
  8: { size: 144, base: 8 + 48, imageSize: 8 + 64 },
  4: { size: 92, base: 8 + 24, imageSize: 8 + 32 }
};
function readTriageDrivers(source, contents, pointerSize) {
  const { offset: offset2, count: count2 } = contents.drivers;
  const place = entries[pointerSize];
  const modules = [];
  for (let index = 0; index < Math.min(count2, MOST_DRIVERS); index++) {
    const bytes = source.read(offset2 + index * place.size, place.size);
    if (bytes.length < place.size) {
      break;
    }
    const entry = new Bytes(bytes, "a driver's entry");
    const base = entry.pointer(place.base, pointerSize);
    if (base !== 0n) {
      modules.push({ base, size: entry.u32(place.imageSize), fileName: readName(source, entry.u32(0)) });
    }
  }
  return modules;
}
function readName(source, offset2) {
  const head = source.read(offset2, 4);
  if (head.length < 4) {
    return "";
  }
  const length = Math.min(Buffer.from(head).readUInt32LE(0), LONGEST_NAME2);
  return Buffer.from(source.read(offset2 + 4, length * 2)).toString("utf16le");
}

// test/dump/triage/triage-header.ts
var HEAD = 136;
var VALID2 = "TRGD";
var MOST_BLOCKS = 1e6;
var places3 = {
  8: {
    stackTop: 72,
    dataPage: 96,
    dataPageOffset: 104,
    dataPageSize: 108,
    debuggerData: 112,
    debuggerDataSize: 116,
    blocks: 120,
    blockCount: 124,
    blockSize: 16
  },
  4: {
    stackTop: 72,
    dataPage: 76,
    dataPageOffset: 80,
    dataPageSize: 84,
    debuggerData: 88,
    debuggerDataSize: 92,
    blocks: 96,
    blockCount: 100,
    blockSize: 12
  }
};
function readTriageContents(source, header) {
  const place = places3[header.pointerSize];
  const table2 = new Bytes(source.read(header.size, HEAD), `${source.name}'s table of contents`);
  table2.need(0, HEAD);
  const valid = table2.u32(8);
  if (Buffer.from(source.read(valid, 4)).toString("latin1") !== VALID2) {
    throw table2.damaged("is not closed by its mark");
  }
  const blockTable = table2.u32(place.blocks);
  const count2 = Math.min(
    table2.u32(place.blockCount),
    MOST_BLOCKS,
    Math.floor(Math.max(0, source.size - blockTable) / place.blockSize)
  );
  const blocks = new Bytes(source.read(blockTable, count2 * place.blockSize), `${source.name}'s blocks of memory`);
  const read2 = Array.from({ length: count2 }, (_, index) => {
    const at2 = index * place.blockSize;
    return {
      address: blocks.pointer(at2, header.pointerSize),
      offset: blocks.u32(at2 + header.pointerSize),
      length: blocks.u32(at2 + header.pointerSize + 4)
    };
  });
  return {
    processorBlock: table2.u32(28),
    process: table2.u32(32),
    thread: table2.u32(36),
    debuggerData: { offset: table2.u32(place.debuggerData), length: table2.u32(place.debuggerDataSize) },
    drivers: { offset: table2.u32(48), count: table2.u32(52) },
    blocks: [
      ...read2,
      { address: table2.pointer(place.stackTop, header.pointerSize), offset: table2.u32(40), length: table2.u32(44) },
      {
        address: table2.pointer(place.dataPage, header.pointerSize),
        offset: table2.u32(place.dataPageOffset),
        length: table2.u32(place.dataPageSize)
      }
    ].filter(({ offset: offset2, length }) => length > 0 && offset2 + length <= source.size)
  };
}

// test/dump/triage/open-triage.ts
var triageSentence = "This is a triage dump (small memory dump): it holds one thread and no ports, queues or messages. For ALPC take a kernel or complete memory dump.";
var COPY_LENGTH = { process: 3072, thread: 2304, processor: 16384 };
function placeCopies(source, header, contents) {
  const { offset: offset2, length } = contents.debuggerData;
  const data2 = header.debuggerData === void 0 || offset2 === 0 ? [] : [{ address: header.debuggerData, offset: offset2, length }];
  const memory = new BlockMemory(source, [...contents.blocks, ...data2]);
  const nothing = { memory, process: 0n, thread: 0n };
  const plain = header.debuggerData === void 0 ? void 0 : readDebuggerData(new KernelReader(memory, header.pointerSize), header.debuggerData, () => void 0);
  if (plain === void 0) {
    return nothing;
  }
  const pointer = (at2) => {
    const bytes = Buffer.from(source.read(at2, header.pointerSize));
    if (bytes.length < header.pointerSize) {
      return 0n;
    }
    return header.pointerSize === 8 ? bytes.readBigUInt64LE(0) : BigInt(bytes.readUInt32LE(0));
  };
  const thread = contents.processorBlock === 0 ? 0n : pointer(contents.processorBlock + plain.currentThread);
  const process4 = contents.thread === 0 || thread === 0n ? 0n : pointer(contents.thread + plain.threadProcess);
  const copies = [
    ...thread === 0n ? [] : [{ address: thread, offset: contents.thread, length: COPY_LENGTH.thread }],
    ...process4 === 0n || contents.process === 0 ? [] : [
      {
        address: process4,
        offset: contents.process,
        length: plain.processSize === 0 ? COPY_LENGTH.process : plain.processSize
      }
    ]
  ].filter((copy) => copy.offset + copy.length <= source.size);
  return { memory: new BlockMemory(source, [...contents.blocks, ...data2, ...copies]), process: process4, thread };
}
function optionalSymbols(header, memory, base, options) {
  const key = base === void 0 ? void 0 : readImage(memory, base)?.symbolFile;
  try {
    return findSymbols({ key, build: systemName(header), paths: options.symbols });
  } catch (error2) {
    if (error2 instanceof DumpError) {
      return void 0;
    }
    throw error2;
  }
}
function hex(value) {
  return `0x${value.toString(16)}`;
}
function openTriageDump(source, header, options) {
  const contents = readTriageContents(source, header);
  const modules = readTriageDrivers(source, contents, header.pointerSize);
  const { memory, process: process4, thread } = placeCopies(source, header, contents);
  const kernelModule = kernelOf(modules);
  const symbols2 = optionalSymbols(header, memory, kernelModule?.base, options);
  const reader = new KernelReader(memory, header.pointerSize);
  const list2 = symbols2 === void 0 || kernelModule === void 0 ? void 0 : new ProcessList(new LayoutReader(reader, symbols2.layout, kernelModule.base, symbols2.symbols));
  const currentThread = list2?.thread(thread) ?? { id: 0, object: thread };
  const currentProcess = {
    ...list2?.process(process4) ?? { id: 0, name: "", object: process4, handles: () => [] },
    threads: [currentThread]
  };
  const target = {
    description: describeDump(header),
    isKernel: true,
    isDump: true,
    pointerSize: header.pointerSize,
    modules: kernelModule === void 0 ? [] : describeModules(modules, kernelModule, symbols2),
    memory: {
      read: (address2, length) => memory.read(address2, length),
      write: () => false,
      explain: (address2) => explainPlace(memory.locate(address2))
    },
    processes: () => process4 === 0n ? [] : [currentProcess],
    currentProcess: () => currentProcess,
    currentThread: () => currentThread
  };
  const shown = process4 === 0n ? [] : [
    `Current process ${[hex(process4), currentProcess.name].filter(Boolean).join(" ")}, thread ${hex(thread)}; ${modules.length} modules.`
  ];
  return {
    path: source.name,
    header,
    target,
    symbolFile: void 0,
    warnings: [triageSentence, ...shown],
    close: () => {
      source.close();
    }
  };
}

// test/dump/open-dump.ts
function findModules(source, header, { reader }) {
  const listed = header.moduleList === void 0 ? [] : readLoadedModules(reader, header.moduleList);
  if (listed.length > 0) {
    return listed;
  }
  const data2 = header.debuggerData === void 0 ? void 0 : readDebuggerData(reader, header.debuggerData, () => void 0);
  const byData = data2 === void 0 ? [] : readLoadedModules(reader, data2.moduleList);
  if (byData.length > 0) {
    return byData;
  }
  throw new DumpError(
    `${source.name}: the kernel cannot be found. Neither the list of modules nor the debugger's data block is in this dump.`
  );
}
function locateKernel(source, header) {
  const pages = openPages(source, header);
  const tables = findTables(source, header, pages);
  const modules = findModules(source, header, tables);
  const kernel = kernelOf(modules);
  if (kernel === void 0) {
    throw new DumpError(`${source.name}: the kernel cannot be found among its modules.`);
  }
  const missing = Number(header.requiredSize ?? 0n) - source.size;
  const warnings = missing > 0 ? [`The file is cut off: ${missing} bytes are missing. What they hold is "not in this dump".`] : [];
  return {
    source,
    header,
    tables,
    modules,
    kernel,
    key: readImage(tables.reader.memory, kernel.base)?.symbolFile,
    warnings
  };
}
function applyInvalidMask(located, kernel) {
  const state = kernel.symbol("MiState");
  const place = kernel.place("_MI_SYSTEM_INFORMATION", "Hardware.InvalidPteMask");
  const mask = state === void 0 || place === void 0 ? void 0 : kernel.reader.integer(state + BigInt(place.offset), 8);
  if (mask !== void 0) {
    located.tables.translator.setInvalidMask(mask);
  }
}
function debuggerDataOf(located, kernel) {
  const at2 = located.header.debuggerData ?? kernel.symbol("KdDebuggerDataBlock");
  const value = (name) => {
    const symbol = kernel.symbol(name);
    return symbol === void 0 ? void 0 : kernel.reader.integer(symbol, 8);
  };
  return at2 === void 0 ? void 0 : readDebuggerData(kernel.reader, at2, () => {
    const [waitNever, waitAlways, encodedFlag] = [
      value("KiWaitNever"),
      value("KiWaitAlways"),
      kernel.symbol("KdpDataBlockEncoded")
    ];
    return waitNever === void 0 || waitAlways === void 0 || encodedFlag === void 0 ? void 0 : { waitNever, waitAlways, encodedFlag };
  });
}
function crossCheck(data2, kernel) {
  const expected = kernel.layout.types["_EPROCESS"]?.size;
  return data2 !== void 0 && expected !== void 0 && data2.processSize !== 0 && data2.processSize !== expected ? [
    `The symbols may not fit: an _EPROCESS has ${data2.processSize} bytes by the kernel's own data and ${expected} by the symbols.`
  ] : [];
}
function openLocated(located, options) {
  const { source, header, modules } = located;
  const symbols2 = findSymbols({ key: located.key, build: systemName(header), paths: options.symbols });
  if (symbols2.layout.pointerSize !== header.pointerSize) {
    throw new DumpError(
      `${symbols2.path} belongs to a ${symbols2.layout.pointerSize * 8}-bit kernel, but the dump is of a ${header.pointerSize * 8}-bit one.`
    );
  }
  const { reader, translator } = located.tables;
  const kernel = new LayoutReader(reader, symbols2.layout, located.kernel.base, symbols2.symbols);
  applyInvalidMask(located, kernel);
  const debuggerData = debuggerDataOf(located, kernel);
  const warnings = [...located.warnings, ...crossCheck(debuggerData, kernel)];
  const target = createDumpTarget({
    path: source.name,
    header,
    memory: reader.memory,
    finder: translator,
    modules,
    kernelModule: located.kernel,
    kernel,
    symbols: symbols2,
    debuggerData
  });
  return {
    path: source.name,
    header,
    target,
    symbolFile: located.key,
    warnings,
    close: () => {
      source.close();
    }
  };
}
function withSource(file, use) {
  const source = unpacked(file);
  try {
    return use(source);
  } catch (error2) {
    source.close();
    throw error2;
  }
}
function neededSymbols(path2) {
  return withSource(openFile(path2), (source) => {
    const header = readHeader(source);
    const key = header.dumpType === dumpTypes.triage ? void 0 : locateKernel(source, header).key;
    source.close();
    return key;
  });
}
function openDump(path2, options) {
  return openDumpSource(openFile(path2), options);
}
function openDumpSource(file, options) {
  return withSource(file, (source) => {
    const header = readHeader(source);
    return header.dumpType === dumpTypes.triage ? openTriageDump(source, header, options) : openLocated(locateKernel(source, header), options);
  });
}

// test/dump/symbols/download.ts
import { mkdirSync, renameSync, statSync as statSync2, writeFileSync } from "node:fs";
import { dirname, join as join2 } from "node:path";
var LARGEST2 = 1 << 30;
async function fetchSymbols(request) {
  const { key } = request;
  const place = join2(key.name, storeFolder(key), key.name);
  const problems = [];
  for (const { folders, servers } of request.paths.flatMap((path2) => parseSymbolPath(path2))) {
    if (folders.some((folder) => statSync2(join2(folder, place), { throwIfNoEntry: false })?.isFile() === true)) {
      return problems;
    }
    const [cache] = folders;
    for (const server of servers) {
      if (cache === void 0) {
        problems.push(`${server} was not asked: name a folder for what is fetched, srv*FOLDER*${server}.`);
      } else if (!/^https:/i.test(server)) {
        problems.push(`${server} was not asked: symbols are fetched over HTTPS only.`);
      } else {
        const problem = await fetchFile(
          `${server.replace(/\/+$/, "")}/${key.name}/${storeFolder(key)}/${key.name}`,
          join2(cache, place),
          request
        );
        if (problem === void 0) {
          return problems;
        }
        problems.push(problem);
      }
    }
  }
  return problems;
}
async function fetchFile(url, path2, request) {
  try {
    const response = await request.fetch(url);
    if (!response.ok || response.body === null) {
      return `${url}: the server answers ${response.status}.`;
    }
    const length = Number(response.headers.get("content-length") ?? NaN);
    const total = Number.isFinite(length) ? length : void 0;
    const parts = [];
    let received = 0;
    for await (const part of response.body) {
      received += part.length;
      if (received > LARGEST2) {
        return `${url}: more than ${LARGEST2 >> 20} MiB, which no symbol file has.`;
      }
      parts.push(part);
      request.progress(url, received, total);
    }
    mkdirSync(dirname(path2), { recursive: true });
    writeFileSync(`${path2}.part`, Buffer.concat(parts));
    renameSync(`${path2}.part`, path2);
    return void 0;
  } catch (error2) {
    return `${url}: ${error2 instanceof Error ? error2.message : String(error2)}.`;
  }
}

// test/dump/write/kernel-image.ts
var CONTROL_REGION = 0x1000n;
var PROCESSOR = CONTROL_REGION + 0x180n;
var FILE_NAME = "ntoskrnl.exe";
var FULL_NAME = `\\SystemRoot\\system32\\${FILE_NAME}`;

// test/dump/write/pdb-hashes.ts
var table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) {
    value = (value & 1) === 0 ? value >>> 1 : value >>> 1 ^ 3988292384;
  }
  return value >>> 0;
});

// test/dump/write/symbol-streams.ts
var HASH_VERSION = 4026400768 + 19990810;

// test/dump/write/page-tables.ts
var ARM_ACCESSED = 1n << 10n;

// test/dump/write/save-target.ts
var PAGE_MASK = BigInt(PAGE_SIZE - 1);
var machines2 = {
  [pagingModes.x86.name]: "x86",
  [pagingModes.pae.name]: "x86",
  [pagingModes.arm64.name]: "arm64"
};

// test/kd/dump-opening.ts
import process from "node:process";
function symbolPaths(named) {
  const environment = process.env["_NT_SYMBOL_PATH"];
  return named.length > 0 ? named : environment === void 0 ? [] : [environment];
}
var BAR_WIDTH = 30;
function progressLine(url, received, total) {
  const megabytes = (bytes) => (bytes / 1048576).toFixed(1);
  const file = url.slice(url.lastIndexOf("/") + 1);
  if (total === void 0 || total === 0) {
    return `${file} ${megabytes(received)} MiB`;
  }
  const done = Math.round(BAR_WIDTH * Math.min(1, received / total));
  const bar = "#".repeat(done) + ".".repeat(BAR_WIDTH - done);
  return `${file} [${bar}] ${megabytes(received)} of ${megabytes(total)} MiB`;
}
function showProgress(url, received, total) {
  if (!process.stderr.isTTY) {
    return;
  }
  process.stderr.write(`\r${progressLine(url, received, total)} `);
  if (received === total) {
    process.stderr.write("\n");
  }
}
function openDumpTarget(path2, symbols2) {
  const { target, warnings, header } = openDump(path2, { symbols: symbolPaths(symbols2) });
  return { target, warnings, isTriage: header.dumpType === dumpTypes.triage };
}
async function fetchAndOpenDump(path2, symbols2) {
  const paths = symbolPaths(symbols2);
  const asksServer = paths.flatMap((text3) => parseSymbolPath(text3)).some(({ servers }) => servers.length > 0);
  const key = asksServer ? neededSymbols(path2) : void 0;
  const problems = key === void 0 ? [] : await fetchSymbols({ key, paths, fetch: (url) => fetch(url), progress: showProgress });
  try {
    const opened = openDumpTarget(path2, symbols2);
    return { ...opened, warnings: [...problems, ...opened.warnings] };
  } catch (error2) {
    throw error2 instanceof DumpError ? new DumpError([error2.message, ...problems].join(" ")) : error2;
  }
}

// test/kd/history.ts
import { mkdirSync as mkdirSync2, readFileSync as readFileSync2, writeFileSync as writeFileSync2 } from "node:fs";
import { dirname as dirname2, join as join3 } from "node:path";
var historySize = 500;
function historyPath(environment, home) {
  return join3(environment["XDG_STATE_HOME"] ?? join3(home, ".local", "state"), "alpcx", "history");
}
function fileHistory(path2) {
  return {
    load: () => {
      try {
        return readFileSync2(path2, "utf8").split("\n").filter((line) => line !== "").slice(-historySize).reverse();
      } catch {
        return [];
      }
    },
    save: (lines) => {
      try {
        mkdirSync2(dirname2(path2), { recursive: true });
        writeFileSync2(
          path2,
          [...lines].slice(0, historySize).reverse().map((line) => `${line}
`).join(""),
          { mode: 384 }
        );
      } catch {
      }
    }
  };
}

// test/kd/colors.ts
var marks = { bold: [1, 22], dim: [2, 22], red: [31, 39], cyan: [36, 39] };
function mark(name, text3) {
  const [on, off] = marks[name];
  return text3 === "" ? "" : `\x1B[${on}m${text3}\x1B[${off}m`;
}
var rules = [
  { form: /^(?:Error: |No export ).*$/, paint: (line = "") => mark("red", line) },
  { form: /^=+$/, paint: (line = "") => mark("dim", line) },
  {
    form: /^(= .* =)$/,
    paint: (line = "") => line.replace(/(^|\s)[=-](?=\s|$)/g, (separator) => mark("dim", separator))
  },
  // A child: indentation with an offset, name, display, type.
  {
    form: /^( +(?:\[\+0x[^\]]*\] )?)(\S.*?)( *(?: : .*?)?)( \[Type: .*\])?$/,
    paint: (_, indent = "", name = "", text3 = "", type = "") => `${indent}${mark("cyan", name)}${text3}${mark("dim", type)}`
  },
  { form: /^(@\$\S.*?)( *(?: : | \[Type: ).*)$/, paint: (_, title = "", text3 = "") => mark("bold", title) + text3 }
];
function paintText(text3) {
  return text3.split("\n").map(paintLine).join("\n");
}
function paintLine(line) {
  const rule2 = rules.find(({ form }) => form.test(line));
  return rule2 ? line.replace(
    rule2.form,
    (...parts) => rule2.paint(...parts.map((part) => typeof part === "string" ? part : ""))
  ) : line;
}

// test/host/errors.ts
var DebuggerError = class extends Error {
  name = "DebuggerError";
  show;
  /** `show` gives the text with its place; absent if that is the message itself. */
  constructor(message, options) {
    super(message, options);
    this.show = options?.show;
  }
  /**
   * The text as the console shows it after "Error: ", or in the place of a value: with the place in the script that
   * threw.
   */
  get shown() {
    return this.show?.() ?? this.message;
  }
};
function shownText(thrown) {
  return thrown instanceof DebuggerError ? thrown.shown : messageOf(thrown);
}
function messageOf(thrown) {
  if (typeof thrown === "object" && thrown !== null && "message" in thrown && typeof thrown.message === "string") {
    return thrown.message;
  }
  try {
    return String(thrown);
  } catch {
    return "a value was thrown that has no text";
  }
}
function toDebuggerError(values, thrown) {
  return thrown instanceof DebuggerError ? thrown : new DebuggerError(values.message(thrown), { cause: thrown, show: () => values.shown(thrown) });
}

// test/kd/console-error.ts
var ConsoleError = class extends Error {
  name = "ConsoleError";
};
var ConsoleSyntaxError = class extends ConsoleError {
  name = "ConsoleSyntaxError";
  /** Zero-based character of the expression at which reading stopped. */
  position;
  /** `wanted`: what should stand at `position` of `text`, such as "expression" or "')'". */
  constructor(wanted, text3, position) {
    const rest = text3.slice(position).trimEnd();
    super(`Expected ${wanted} at ${rest === "" ? "end of expression" : `'${rest}'`}`);
    this.position = position;
  }
};
var UnknownExportError = class extends ConsoleError {
  name = "UnknownExportError";
  constructor(command) {
    super(`${command} is not extension gallery command
No export ${command} found`);
  }
};
var engineTexts = {
  /** A missing element; the engine has no message for its error code. */
  noElement: "<Unable to get error code text> (0x8000000b)",
  /** An indexer called with the wrong number of indices. */
  callFailed: "Call failed. (0x80004005)",
  undefinedVariable: "Use of undefined variable",
  /** Shown in place of the methods that compare objects. */
  notDereferenced: "Unexpected failure to dereference object"
};
function describeThrown(thrown) {
  if (typeof thrown === "object" && thrown !== null && "message" in thrown && typeof thrown.message === "string") {
    return thrown.message;
  }
  return String(thrown);
}
function describeWithPlace(thrown) {
  return shownText(thrown);
}
function describeFailure(thrown) {
  return thrown instanceof UnknownExportError ? thrown.message : `Error: ${describeWithPlace(thrown)}`;
}

// test/kd/command-line.ts
function splitCommands(text3) {
  return text3.split(/\r?\n/).flatMap(splitLine);
}
function splitLine(line) {
  if (line.trimStart().startsWith("*")) {
    return [];
  }
  const commands2 = [];
  let depth = 0;
  let isQuoted = false;
  let start = 0;
  for (let at2 = 0; at2 < line.length; at2 += 1) {
    const character = line.charAt(at2);
    if (isQuoted) {
      at2 += character === "\\" ? 1 : 0;
      isQuoted = character !== '"';
    } else if (character === '"') {
      isQuoted = true;
    } else if ("([{".includes(character)) {
      depth += 1;
    } else if (")]}".includes(character)) {
      depth = Math.max(0, depth - 1);
    } else if (character === ";" && depth === 0) {
      commands2.push(line.slice(start, at2));
      start = at2 + 1;
    }
  }
  commands2.push(line.slice(start));
  return commands2.map((command) => command.trim()).filter((command) => command !== "");
}

// test/kd/own-values.ts
var functions = /* @__PURE__ */ new WeakSet();
var literals = /* @__PURE__ */ new WeakSet();
function makeFunction(body) {
  functions.add(body);
  return body;
}
function isConsoleFunction(value) {
  return typeof value === "function" && functions.has(value);
}
function makeLiteral(members) {
  const literal2 = Object.fromEntries(members);
  literals.add(literal2);
  return literal2;
}
function isLiteral(value) {
  return typeof value === "object" && value !== null && literals.has(value);
}
function isConsoleValue(value) {
  return isLiteral(value) || isConsoleFunction(value);
}

// test/kd/sequence.ts
var Sequence = class {
  #source;
  constructor(source) {
    this.#source = source;
  }
  /** Checked by brand, not by prototype: values may be proxies of the debugger, which must not be read. */
  static isSequence(value) {
    return typeof value === "object" && value !== null && #source in value;
  }
  elements() {
    return this.#source();
  }
  /** Plain values, for scripts that get the collection. */
  *[Symbol.iterator]() {
    for (const element of this.elements()) {
      yield valueOf(element);
    }
  }
};
var Group = class extends Sequence {
  #key;
  constructor(key, elements) {
    super(() => elements);
    this.#key = key;
  }
  static isGroup(value) {
    return typeof value === "object" && value !== null && #key in value;
  }
  get Key() {
    return this.#key;
  }
};
function valueOf(element) {
  if (element.failure) {
    throw element.failure.thrown;
  }
  return element.value;
}
function mapElement(element, project) {
  if (element.failure) {
    return element;
  }
  try {
    return { ...element, value: project(element.value) };
  } catch (thrown) {
    return { ...element, value: void 0, failure: { thrown } };
  }
}
function* asElements(values) {
  for (const value of values) {
    yield { value };
  }
}
function* numberElements(elements) {
  let position = 0;
  for (const element of elements) {
    yield { value: valueOf(element), indices: element.indices ?? [position] };
    position += 1;
  }
}

// test/kd/signed-integer.ts
var SignedInteger = class {
  #value;
  /** Takes the lower 64 bits, with their sign. */
  constructor(value) {
    this.#value = BigInt.asIntN(64, value);
  }
  /** Checked by brand, not by prototype: values may be proxies of the debugger, which must not be read. */
  static isSigned(value) {
    return typeof value === "object" && value !== null && #value in value;
  }
  get value() {
    return this.#value;
  }
};
function fitsNumber(value) {
  return value >= -0x80000000n && value <= 0xffffffffn;
}

// test/kd/inline-format.ts
var formatSpecifierHelp = {
  d: "integers in decimal",
  x: "integers in hexadecimal",
  o: "integers in octal",
  b: "integers in binary",
  s: "text as without it",
  sb: "text as without it"
};
var radices = {
  d: { radix: 10, prefix: "" },
  x: { radix: 16, prefix: "0x" },
  o: { radix: 8, prefix: "0" },
  b: { radix: 2, prefix: "0y" }
};
function rule(applies, text3) {
  return { applies, text: (access, value, specifier) => text3(access, value, specifier) };
}
var rules2 = [
  rule(
    (_, value) => typeof value === "string",
    (_, value) => value
  ),
  rule(
    (_, value) => typeof value === "boolean",
    (_, value) => String(value)
  ),
  rule(
    (_, value) => SignedInteger.isSigned(value),
    (_, { value }, specifier) => formatInteger(value, specifier ?? "d")
  ),
  rule(
    (_, value) => Number.isInteger(value),
    (_, value, specifier) => formatInteger(BigInt(value), specifier)
  ),
  rule(
    (_, value) => typeof value === "number",
    (_, value) => value.toFixed(6)
  ),
  rule(
    (_, value) => Group.isGroup(value),
    (access, { Key }, specifier) => formatInline(access, Key, specifier)
  ),
  rule(
    (_, value) => isConsoleValue(value) || Sequence.isSequence(value),
    () => void 0
  ),
  rule(isPlain64, (access, value, specifier) => formatInteger(access.model.toBigInt(value) ?? 0n, specifier)),
  rule((access, value) => access.isModelObject(value), formatObject)
];
function formatInline(access, value, specifier) {
  const text3 = rules2.find(({ applies }) => applies(access, value))?.text(access, value, specifier);
  return text3 === void 0 ? void 0 : hideControls(text3);
}
function formatObject(access, value, specifier) {
  try {
    return access.model.displayString(value, specifier === "d" || specifier === "x" ? specifier : void 0);
  } catch {
    return void 0;
  }
}
function hideControls(text3) {
  return text3.replace(new RegExp("\\p{Cc}", "gu"), ".");
}
function isPlain64(access, value) {
  return typeof value === "object" && value !== null && access.isModelObject(value) && access.model.toBigInt(value) !== void 0 && access.model.keys(value).length === 0;
}
function isScalar(access, value) {
  return value === null || SignedInteger.isSigned(value) || isPlain64(access, value) || typeof value !== "object" && typeof value !== "function" && typeof value !== "string";
}
function formatIndices(access, indices, specifier) {
  const texts = indices.map(
    (index) => typeof index === "string" ? `"${hideControls(index.replace(/["\\]/g, "\\$&"))}"` : formatInline(access, index, specifier === "d" ? "d" : "x") ?? "?"
  );
  return `[${texts.join(", ")}]`;
}
function formatInteger(value, specifier) {
  const { radix, prefix } = radices[specifier ?? (value < 0n ? "d" : "x")] ?? { radix: 10, prefix: "" };
  const bits = value < -0x80000000n ? 64 : 32;
  return prefix + (value < 0n && radix !== 10 ? BigInt.asUintN(bits, value) : value).toString(radix);
}

// test/kd/native-fields.ts
function nativeFieldsOf(values, value) {
  const fields = findFields(values, value);
  return (name) => {
    if (fields === void 0 || !values.model.has(fields, name)) {
      return void 0;
    }
    const field = values.model.get(fields, name);
    const type = values.model.get(field, "type");
    const offset2 = values.model.toBigInt(values.model.get(field, "offset")) ?? 0n;
    return {
      offset: `[+0x${offset2.toString(16).padStart(3, "0")}${formatBits(values, type)}] `,
      display: (member, specifier) => formatNative(values, type, member, specifier)
    };
  };
}
function nativeElementsOf(values, value) {
  const { model } = values;
  const type = findType(values, value);
  if (type === void 0 || model.get(type, "typeKind") !== "array") {
    return void 0;
  }
  const element = model.get(type, "baseType");
  return { display: (member, specifier) => formatNative(values, element, member, specifier) };
}
function findFields(values, value) {
  const { model } = values;
  const type = findType(values, value);
  return type === void 0 ? void 0 : model.get(model.get(type, "typeKind") === "pointer" ? model.get(type, "baseType") : type, "fields");
}
function findType(values, value) {
  try {
    return values.isModelObject(value) && values.model.has(value, "targetType") ? values.model.get(value, "targetType") : void 0;
  } catch {
    return void 0;
  }
}
function formatBits(values, type) {
  if (values.model.get(type, "isBitField") !== true) {
    return "";
  }
  const positions = values.model.get(type, "bitFieldPositions");
  const first2 = Number(values.model.toBigInt(values.model.get(positions, "lsb")) ?? 0n);
  const length = Number(values.model.toBigInt(values.model.get(positions, "length")) ?? 1n);
  return ` (${String(first2 + length - 1).padStart(2)}:${String(first2).padStart(2)})`;
}
var signedTypes = /* @__PURE__ */ new Set(["char", "short", "int", "long", "__int64"]);
function formatCharacter(code) {
  return code >= 0x20n && code < 0x7fn ? ` '${String.fromCharCode(Number(code))}'` : "";
}
function formatNative(values, type, member, specifier) {
  const typeName = String(values.model.get(type, "name"));
  const integer = values.model.toBigInt(member);
  const text3 = integer === void 0 ? formatInline(values, member, specifier) : values.model.enumeratorName?.(type, integer) ?? formatInteger(integer, specifier ?? (signedTypes.has(typeName) ? "d" : "x")) + (typeName === "char" ? formatCharacter(integer) : "");
  return text3 === void 0 || text3.includes("[Type: ") ? text3 : `${text3} [Type: ${typeName}]`;
}

// test/kd/display-row.ts
function makeRow(access, name, value, formatSpecifier) {
  return toRow(access, name, value, formatInline(access, value, formatSpecifier));
}
function makeMemberRow(access, owner, name, value, formatSpecifier, title = name) {
  return memberRow(
    access,
    { owner, field: nativeFieldsOf(access, owner)(name) },
    { name, title, value },
    formatSpecifier
  );
}
function memberRow(access, { owner, field }, { name, title, value }, formatSpecifier) {
  return field ? toRow(access, title, value, field.display(value, formatSpecifier)) : makeRow(access, title, value, formatSpecifier ?? preferredSpecifier(access, owner, name));
}
function toRow(access, name, value, text3) {
  return {
    name,
    ...text3 === void 0 ? {} : { text: text3 },
    ...isScalar(access, value) ? {} : { parent: { value } }
  };
}
function makeFailureRow(name, thrown) {
  return { name, text: describeWithPlace(thrown) };
}
function* readPropertyRows(access, value, formatSpecifier) {
  const findField2 = nativeFieldsOf(access, value);
  for (const name of access.keys(value)) {
    const row = readPropertyRow(access, value, name, findField2(name), formatSpecifier);
    if (row) {
      yield row;
    }
  }
  for (const name of access.methods(value).filter(isComparison)) {
    yield { name, text: engineTexts.notDereferenced };
  }
}
function readPropertyRow(access, owner, name, field, formatSpecifier) {
  const offset2 = field ? { offset: field.offset } : {};
  try {
    const value = access.get(owner, name);
    return isAbsent(value) || access.isCallable(value) ? void 0 : { ...memberRow(access, { owner, field }, { name, title: name, value }, formatSpecifier), ...offset2 };
  } catch (thrown) {
    return { ...makeFailureRow(name, thrown), ...offset2 };
  }
}
function isAbsent(value) {
  return value === void 0 || value === null;
}
function isComparison(name) {
  return name === "compareTo" || name === "equals";
}
var toDisplayString = {
  name: "ToDisplayString",
  help: "ToDisplayString([FormatSpecifier]) - Method which converts the object to its display string representation according to an optional format specifier"
};
function* readMethodRows(access, value) {
  if (!access.isModelObject(value)) {
    return;
  }
  for (const name of [
    ...access.keys(value).filter((key) => holdsFunction(access, value, key)),
    ...access.methods(value)
  ]) {
    if (!isComparison(name)) {
      const help = access.metadata(value, name)?.Help;
      yield { name, ...help === void 0 ? {} : { help: String(help) } };
    }
  }
  yield toDisplayString;
}
function holdsFunction(access, owner, name) {
  try {
    return access.isCallable(access.get(owner, name));
  } catch {
    return false;
  }
}
function* readElementRows(access, value, formatSpecifier) {
  if (!access.isIterable(value)) {
    return;
  }
  let position = 0;
  const native = nativeElementsOf(access, value);
  const nameOf3 = (indices = [position]) => formatIndices(access, indices, native ? "d" : formatSpecifier);
  try {
    for (const { value: element, indices, failure } of access.elements(value)) {
      if (failure) {
        yield makeFailureRow(nameOf3(indices), failure.thrown);
      } else if (!isAbsent(element)) {
        yield toRow(
          access,
          nameOf3(indices),
          element,
          native ? native.display(element, formatSpecifier) : formatInline(access, element, formatSpecifier)
        );
      }
      position += 1;
    }
  } catch (thrown) {
    yield makeFailureRow(nameOf3(), thrown);
  }
}
var radixSpecifiers = /* @__PURE__ */ new Map([
  [16, "x"],
  [10, "d"],
  [8, "o"],
  [2, "b"]
]);
function preferredSpecifier(access, value, name) {
  return radixSpecifiers.get(access.metadata(value, name)?.["PreferredRadix"]);
}

// test/kd/dx-output.ts
var elementLimit = 100;
var nameWidth = 16;
var indentWidth = 4;
var deepestRecursion = 24;
function* formatValue(access, title, options) {
  yield formatRow(title, 0);
  if (title.parent) {
    yield* formatChildren(access, title.parent.value, 1, options);
  }
}
function* formatChildren(access, value, depth, options) {
  if (depth > Math.min(options.recursion, deepestRecursion)) {
    return;
  }
  for (const row of childRows(access, value, depth === 1 ? options : { ...options, skip: 0 })) {
    yield formatRow(row, depth);
    if (row.parent) {
      yield* formatChildren(access, row.parent.value, depth + 1, options);
    }
  }
}
function* childRows(access, value, options) {
  if (options.skip === 0) {
    yield* readPropertyRows(access, value, options.formatSpecifier);
    if (options.isVerbose) {
      yield* readMethodRows(access, value);
    }
  }
  yield* limitElements(readElementRows(access, value, options.formatSpecifier), options.skip, { name: "[...]" });
}
function* limitElements(rows, skip2, more) {
  let passed = 0;
  for (const row of rows) {
    if (passed >= skip2 + elementLimit) {
      yield more;
      return;
    }
    if (passed >= skip2) {
      yield row;
    }
    passed += 1;
  }
}
function formatRow({ name, offset: offset2 = "", text: text3, help }, depth) {
  const head = " ".repeat(indentWidth * depth) + offset2 + name.padEnd(nameWidth);
  const tail = help !== void 0 ? ` [${help}]` : text3 === void 0 || text3 === "" ? "" : text3.startsWith("[Type: ") ? ` ${text3}` : ` : ${text3}`;
  return (head + tail).trimEnd();
}

// test/kd/dx-switches.ts
var dxUsage = [
  "dx [-r<levels>] [-g | -gc <width>] [-c <skip>] [-v] <expression>[,d|,x|,o|,b|,sb]",
  "  -r2     show two levels of children (-r0: the value's own line only; default 1)",
  "  -g      show a collection as a grid; -gc 200 shows cells of up to 200 characters (60 without it), longer ones as ...",
  "  -c 100  go on behind the first 100 elements",
  "  -v      list methods without help text too"
];
function readSwitches(text3) {
  let switches = { recursion: 1, isGrid: false, skip: 0, isVerbose: false };
  let rest = text3.trim();
  for (; ; ) {
    const word = /^-(gc|[A-Za-z])\s*(\d*)(?=\s|$)\s*/.exec(rest);
    if (!word) {
      break;
    }
    switches = applySwitch(switches, word[1] ?? "", word[2] ?? "");
    rest = rest.slice(word[0].length);
  }
  return { switches, expression: rest };
}
function applySwitch(switches, name, digits) {
  const amount = digits === "" ? void 0 : Number(digits);
  switch (name) {
    case "r":
      return { ...switches, recursion: amount ?? 1 };
    case "g":
      return { ...switches, isGrid: true };
    case "gc":
      return { ...switches, isGrid: true, cellWidth: expectAmount(amount, "-gc") };
    case "c":
      return { ...switches, skip: expectAmount(amount, "-c") };
    case "v":
      return { ...switches, isVerbose: true };
    default:
      throw new ConsoleError(`dx has no switch -${name}.`);
  }
}
function expectAmount(amount, name) {
  if (amount === void 0) {
    throw new ConsoleError(`${name} expects a number, for example ${name} 20.`);
  }
  return amount;
}

// test/kd/evaluator.ts
var Evaluator = class {
  access;
  constructor(access) {
    this.access = access;
  }
  /** The value as a script would be given it. */
  evaluate(expression) {
    return this.access.toScript(this.evaluateTyped(expression));
  }
  /** The value with the expression language's own types: integers of the user's own are SignedInteger. */
  evaluateTyped(expression, scope) {
    switch (expression.kind) {
      case "literal":
        return typeof expression.value === "bigint" ? new SignedInteger(expression.value) : expression.value;
      case "name":
        return this.lookUp(expression.name, scope);
      case "pseudo":
        return this.pseudoVariable(expression.name);
      case "member":
        return this.access.get(this.evaluateTyped(expression.object, scope), expression.name);
      case "index":
        return this.access.at(
          this.evaluateTyped(expression.object, scope),
          this.evaluateAll(expression.indices, scope)
        );
      case "call":
        return this.call(expression, scope);
      case "unary":
        return this.unary(expression, scope);
      case "binary":
        return this.binary(expression, scope);
      case "conditional":
        return this.evaluateTyped(
          this.isTrue(expression.test, scope) ? expression.whenTrue : expression.whenFalse,
          scope
        );
      case "lambda":
        return this.lambda(expression, scope);
      case "object":
        return makeLiteral(
          expression.members.map(({ name, value }) => [name, this.evaluateTyped(value, scope)])
        );
      case "pointer-cast":
        return this.access.model.castToPointer(
          expression.typeName,
          expression.stars,
          this.castAddress(expression.operand, scope)
        );
      case "integer-cast":
        return this.access.arithmetic.truncate(
          this.evaluateTyped(expression.operand, scope),
          expression.bits,
          expression.isSigned
        );
      case "assignment":
        return this.assign(expression.target, this.evaluateTyped(expression.value, scope), scope);
    }
  }
  evaluateAll(expressions, scope) {
    return expressions.map((expression) => this.evaluateTyped(expression, scope));
  }
  isTrue(expression, scope) {
    return this.access.arithmetic.isTrue(this.evaluateTyped(expression, scope));
  }
  lookUp(name, scope) {
    for (let level2 = scope; level2 !== void 0; level2 = level2.outer) {
      if (level2.names.has(name)) {
        return level2.names.get(name);
      }
    }
    return this.access.get(this.access.model.root, name);
  }
  pseudoVariable(name) {
    const value = this.access.model.pseudoVariable(name);
    if (value === void 0) {
      throw new ConsoleError(engineTexts.undefinedVariable);
    }
    return value;
  }
  call(expression, scope) {
    const { callee } = expression;
    if (callee.kind !== "member") {
      return this.access.call(this.evaluateTyped(callee, scope), void 0, this.evaluateAll(expression.args, scope));
    }
    const object = this.evaluateTyped(callee.object, scope);
    const method2 = this.access.get(object, callee.name);
    return this.access.call(method2, object, this.evaluateAll(expression.args, scope));
  }
  unary(expression, scope) {
    const operand = this.evaluateTyped(expression.operand, scope);
    if (expression.operator !== "*") {
      return this.access.arithmetic.unary(expression.operator, operand);
    }
    if (!this.access.isModelObject(operand) || !this.access.model.has(operand, "dereference")) {
      throw new ConsoleError("Only a pointer can be dereferenced.");
    }
    return this.access.call(this.access.get(operand, "dereference"), operand, []);
  }
  binary(expression, scope) {
    const { operator } = expression;
    if (operator === "&&") {
      return this.isTrue(expression.left, scope) && this.isTrue(expression.right, scope);
    }
    if (operator === "||") {
      return this.isTrue(expression.left, scope) || this.isTrue(expression.right, scope);
    }
    return this.access.arithmetic.binary(
      operator,
      this.evaluateTyped(expression.left, scope),
      this.evaluateTyped(expression.right, scope)
    );
  }
  lambda(expression, scope) {
    return makeFunction((...args) => {
      const names3 = new Map(expression.parameters.map((name, place) => [name, args[place]]));
      return this.evaluateTyped(expression.body, { names: names3, outer: scope });
    });
  }
  /** The operand of a pointer cast: an integer, or another pointer whose value is its `address`. */
  castAddress(operand, scope) {
    const value = this.evaluateTyped(operand, scope);
    const address2 = this.access.arithmetic.toInteger(value);
    if (address2 === void 0) {
      throw new ConsoleError("Only a number or a pointer can be cast to a pointer.");
    }
    return this.access.model.int64(BigInt.asUintN(64, address2));
  }
  assign(target, value, scope) {
    if (target.kind === "pseudo") {
      this.access.model.setUserVariable(target.name, value);
    } else if (target.kind === "member") {
      this.access.model.set(this.evaluateTyped(target.object, scope), target.name, this.access.toScript(value));
    } else {
      throw new ConsoleError("Only a variable such as @$name or a property can be assigned to.");
    }
    return value;
  }
};

// test/kd/grid.ts
var defaultCellWidth = 60;
var margin = 3;
var columnLimit = 30;
var tooLong = "...";
function* formatGrid(access, title, options) {
  const { lines, isCut } = readLines(access, title, options);
  const limit = options.cellWidth ?? defaultCellWidth;
  const columns = [...new Set(lines.flatMap(({ cells }) => [...cells.keys()]))].slice(0, columnLimit);
  const headWidth = Math.min(limit, Math.max(0, ...lines.map(({ name, text: text3 }) => name.length + margin + text3.length)));
  const widths = columns.map(
    (column) => Math.max(
      column.length,
      Math.min(limit, margin + Math.max(...lines.map(({ cells }) => cells.get(column)?.length ?? 0)))
    )
  );
  const header = formatLine("=", [
    "".padEnd(headWidth),
    ...columns.map((column, place) => column.padEnd(widths[place] ?? 0))
  ]);
  const ruler = "=".repeat(header.length);
  yield ruler;
  yield header;
  yield ruler;
  for (const { name, text: text3, cells } of lines) {
    yield formatLine("-", [
      padCell(text3 === "" ? name : `${name} : ${text3}`, headWidth, limit),
      ...columns.map((column, place) => padCell(cells.get(column) ?? "", widths[place] ?? 0, limit))
    ]);
  }
  yield ruler;
  if (isCut) {
    yield "[...]";
  }
}
function formatLine(separator, cells) {
  return `= ${cells.join(` ${separator} `)} =`;
}
function padCell(text3, width, limit) {
  return text3.length > limit ? tooLong : text3.padEnd(width);
}
function readLines(access, title, options) {
  const more = { name: "" };
  const rows = title.parent && access.isIterable(title.parent.value) ? [...limitElements(readElementRows(access, title.parent.value, options.formatSpecifier), options.skip, more)] : [title];
  return {
    lines: rows.filter((row) => row !== more).map((row) => readLine(access, row, options)),
    isCut: rows.includes(more)
  };
}
function readLine(access, row, options) {
  const properties = row.parent ? [...readPropertyRows(access, row.parent.value, options.formatSpecifier)] : [];
  return {
    name: row.name,
    text: row.text ?? "",
    cells: new Map(properties.map(({ name, text: text3 = "" }) => [name, text3]))
  };
}

// test/kd/cast-syntax.ts
var integerTypes = {
  char: { kind: "integer", bits: 8, isSigned: true },
  "unsigned char": { kind: "integer", bits: 8, isSigned: false },
  short: { kind: "integer", bits: 16, isSigned: true },
  "unsigned short": { kind: "integer", bits: 16, isSigned: false },
  int: { kind: "integer", bits: 32, isSigned: true },
  "unsigned int": { kind: "integer", bits: 32, isSigned: false },
  unsigned: { kind: "integer", bits: 32, isSigned: false },
  long: { kind: "integer", bits: 32, isSigned: true },
  "unsigned long": { kind: "integer", bits: 32, isSigned: false },
  __int64: { kind: "integer", bits: 64, isSigned: true },
  "unsigned __int64": { kind: "integer", bits: 64, isSigned: false },
  "long long": { kind: "integer", bits: 64, isSigned: true },
  "unsigned long long": { kind: "integer", bits: 64, isSigned: false }
};
function acceptCast(tokens) {
  if (!tokens.isSymbol("(")) {
    return void 0;
  }
  let ahead = 1;
  let typeName = "";
  for (; ; ) {
    const token = tokens.peek(ahead);
    if (token.kind === "identifier") {
      typeName += /[\w$]$/.test(typeName) ? ` ${token.text}` : token.text;
    } else if (typeName !== "" && (tokens.isSymbol("!", ahead) || tokens.isSymbol("::", ahead))) {
      typeName += tokens.isSymbol("!", ahead) ? "!" : "::";
    } else {
      break;
    }
    ahead += 1;
  }
  let stars = 0;
  while (tokens.isSymbol("*", ahead)) {
    stars += 1;
    ahead += 1;
  }
  if (!tokens.isSymbol(")", ahead) || typeName === "") {
    return void 0;
  }
  const type = stars > 0 ? { kind: "pointer", typeName, stars } : integerTypes[typeName];
  if (type !== void 0) {
    tokens.skip(ahead + 1);
  }
  return type;
}

// test/kd/lexer.ts
var symbols = [
  "->",
  "=>",
  "::",
  "<<",
  ">>",
  "<=",
  ">=",
  "==",
  "!=",
  "&&",
  "||",
  "+",
  "-",
  "*",
  "/",
  "%",
  "&",
  "|",
  "^",
  "~",
  "!",
  "<",
  ">",
  "=",
  "?",
  ":",
  ".",
  ",",
  "(",
  ")",
  "[",
  "]",
  "{",
  "}"
];
var simpleEscapes = {
  n: "\n",
  t: "	",
  r: "\r",
  "0": "\0",
  "\\": "\\",
  '"': '"',
  "'": "'"
};
function readQuoted(text3, start) {
  const quote = text3.charAt(start);
  let value = "";
  let at2 = start + 1;
  while (at2 < text3.length) {
    const character = text3.charAt(at2);
    if (character === quote) {
      return { value, end: at2 + 1 };
    }
    if (character !== "\\") {
      value += character;
      at2 += 1;
      continue;
    }
    const coded = /^(?:x([0-9a-fA-F]{1,4})|u([0-9a-fA-F]{4}))/.exec(text3.slice(at2 + 1, at2 + 6));
    const meaning = coded ? String.fromCharCode(parseInt(coded[1] ?? coded[2] ?? "0", 16)) : simpleEscapes[text3.charAt(at2 + 1)];
    if (meaning === void 0) {
      return void 0;
    }
    value += meaning;
    at2 += 1 + (coded?.[0].length ?? 1);
  }
  return void 0;
}
var numberForms = [
  { form: /^0[xX]([0-9a-fA-F]+(?:[`'][0-9a-fA-F]+)*)/, prefix: "0x" },
  { form: /^0[nN]([0-9]+)/, prefix: "" },
  { form: /^0[yYbB]([01]+)/, prefix: "0b" },
  { form: /^0[tT]([0-7]+)/, prefix: "0o" },
  { form: /^([0-9]+)/, prefix: "" }
];
function readNumber2(text3, position) {
  const rest = text3.slice(position);
  const fraction = /^[0-9]+\.[0-9]+(?:[eE][+-]?[0-9]+)?/.exec(rest);
  const integer = fraction ? void 0 : readInteger(rest);
  const length = fraction?.[0].length ?? integer?.length ?? 0;
  if (length === 0 || /[A-Za-z0-9_`']/.test(rest.charAt(length))) {
    return void 0;
  }
  const token = integer ? { kind: "integer", value: integer.value, position } : { kind: "number", value: Number(fraction?.[0]), position };
  return { token, end: position + length };
}
function readInteger(rest) {
  for (const { form, prefix } of numberForms) {
    const match = form.exec(rest);
    if (match) {
      const value = BigInt(prefix + (match[1] ?? "").replace(/[`']/g, ""));
      return value >> 64n === 0n ? { value, length: match[0].length } : void 0;
    }
  }
  return void 0;
}
function readText(text3, position) {
  const quoted = readQuoted(text3, position);
  return quoted && { token: { kind: "string", value: quoted.value, position }, end: quoted.end };
}
function readCharacter(text3, position) {
  const quoted = readQuoted(text3, position);
  return quoted?.value.length === 1 ? { token: { kind: "integer", value: BigInt(quoted.value.charCodeAt(0)), position }, end: quoted.end } : void 0;
}
function readName2(text3, position) {
  const rest = text3.slice(position);
  const pseudo = /^@\$([A-Za-z_]\w*)/.exec(rest);
  if (pseudo) {
    return { token: { kind: "pseudo", text: pseudo[1] ?? "", position }, end: position + pseudo[0].length };
  }
  const identifier = /^[A-Za-z_$][\w$]*/.exec(rest);
  if (identifier) {
    return { token: { kind: "identifier", text: identifier[0], position }, end: position + identifier[0].length };
  }
  const symbol = symbols.find((candidate) => rest.startsWith(candidate));
  return symbol && { token: { kind: "symbol", text: symbol, position }, end: position + symbol.length };
}
var readers = [
  { start: /"/, read: readText },
  { start: /'/, read: readCharacter },
  { start: /[0-9]/, read: readNumber2 },
  { start: /\S/, read: readName2 }
];
function tokenize(text3) {
  const tokens = [];
  let at2 = 0;
  while (at2 < text3.length) {
    const character = text3.charAt(at2);
    const reader = readers.find(({ start }) => start.test(character));
    if (!reader) {
      at2 += 1;
      continue;
    }
    const word = reader.read(text3, at2);
    if (!word) {
      tokens.push({ kind: "unreadable", position: at2 });
      break;
    }
    tokens.push(word.token);
    at2 = word.end;
  }
  tokens.push({ kind: "end", position: text3.length });
  return tokens;
}

// test/kd/token-stream.ts
var TokenStream = class {
  text;
  tokens;
  at = 0;
  constructor(text3) {
    this.text = text3;
    this.tokens = tokenize(text3);
  }
  peek(ahead = 0) {
    const token = this.tokens[Math.min(this.at + ahead, this.tokens.length - 1)];
    return token ?? { kind: "end", position: 0 };
  }
  next() {
    const token = this.peek();
    this.at += 1;
    return token;
  }
  isSymbol(text3, ahead = 0) {
    const token = this.peek(ahead);
    return token.kind === "symbol" && token.text === text3;
  }
  /** Passes the symbol when it is the next token. */
  accept(text3) {
    const found = this.isSymbol(text3);
    if (found) {
      this.at += 1;
    }
    return found;
  }
  expect(text3) {
    if (!this.accept(text3)) {
      this.fail(`'${text3}'`);
    }
  }
  /** `wanted`: what the name is of, for the error message. */
  expectIdentifier(wanted) {
    const token = this.peek();
    if (token.kind !== "identifier") {
      return this.fail(wanted);
    }
    this.at += 1;
    return token.text;
  }
  skip(count2) {
    this.at += count2;
  }
  /** How many tokens ahead the bracket that closes the one at `ahead` lies; undefined when it is never closed. */
  findClosing(ahead) {
    let depth = 0;
    for (let offset2 = ahead; this.peek(offset2).kind !== "end"; offset2 += 1) {
      const token = this.peek(offset2);
      if (token.kind === "symbol" && "([{".includes(token.text)) {
        depth += 1;
      } else if (token.kind === "symbol" && ")]}".includes(token.text)) {
        depth -= 1;
        if (depth === 0) {
          return offset2;
        }
      }
    }
    return void 0;
  }
  /** `wanted`: what should stand at the cursor. */
  fail(wanted) {
    throw new ConsoleSyntaxError(wanted, this.text, this.peek().position);
  }
};

// test/kd/parser.ts
var precedence = {
  "||": 1,
  "&&": 2,
  "|": 3,
  "^": 4,
  "&": 5,
  "==": 6,
  "!=": 6,
  "<": 7,
  "<=": 7,
  ">": 7,
  ">=": 7,
  "<<": 8,
  ">>": 8,
  "+": 9,
  "-": 9,
  "*": 10,
  "/": 10,
  "%": 10
};
var unaryOperators = ["-", "+", "!", "~", "*"];
function parseStatement(text3) {
  const tokens = new TokenStream(text3);
  let expression = parseExpression(tokens);
  if (tokens.accept("=")) {
    expression = { kind: "assignment", target: expression, value: parseExpression(tokens) };
  }
  const formatSpecifiers = [];
  while (tokens.accept(",")) {
    formatSpecifiers.push(tokens.expectIdentifier("format specifier"));
  }
  expectEnd(tokens);
  return { expression, formatSpecifiers };
}
function aliasCall(name, text3) {
  const written = text3.trim();
  return `@$${name}${written.startsWith("(") ? written : `(${written})`}`;
}
function expectEnd(tokens) {
  if (tokens.peek().kind !== "end") {
    tokens.fail("operator");
  }
}
function parseExpression(tokens) {
  const lambda = acceptLambda(tokens);
  if (lambda) {
    return lambda;
  }
  const test = parseBinary(tokens, 1);
  if (!tokens.accept("?")) {
    return test;
  }
  const whenTrue = parseExpression(tokens);
  tokens.expect(":");
  return { kind: "conditional", test, whenTrue, whenFalse: parseExpression(tokens) };
}
function acceptLambda(tokens) {
  const first2 = tokens.peek();
  if (first2.kind === "identifier" && tokens.isSymbol("=>", 1)) {
    tokens.skip(2);
    return { kind: "lambda", parameters: [first2.text], body: parseExpression(tokens) };
  }
  const closing = tokens.isSymbol("(") ? tokens.findClosing(0) : void 0;
  if (closing === void 0 || !tokens.isSymbol("=>", closing + 1)) {
    return void 0;
  }
  tokens.skip(1);
  const parameters = [];
  while (!tokens.isSymbol(")")) {
    parameters.push(tokens.expectIdentifier("name of a parameter"));
    if (!tokens.isSymbol(")")) {
      tokens.expect(",");
    }
  }
  tokens.expect(")");
  tokens.expect("=>");
  return { kind: "lambda", parameters, body: parseExpression(tokens) };
}
function parseBinary(tokens, minimum) {
  let left = parseUnary(tokens);
  for (; ; ) {
    const token = tokens.peek();
    if (token.kind !== "symbol" || !isBinaryOperator(token.text) || precedence[token.text] < minimum) {
      return left;
    }
    tokens.skip(1);
    left = { kind: "binary", operator: token.text, left, right: parseBinary(tokens, precedence[token.text] + 1) };
  }
}
function isBinaryOperator(text3) {
  return Object.hasOwn(precedence, text3);
}
function isUnaryOperator(text3) {
  return unaryOperators.includes(text3);
}
function parseUnary(tokens) {
  const token = tokens.peek();
  if (token.kind === "symbol" && isUnaryOperator(token.text)) {
    tokens.skip(1);
    return { kind: "unary", operator: token.text, operand: parseUnary(tokens) };
  }
  const cast = acceptCast(tokens);
  if (cast?.kind === "pointer") {
    return { kind: "pointer-cast", typeName: cast.typeName, stars: cast.stars, operand: parseUnary(tokens) };
  }
  if (cast?.kind === "integer") {
    return { kind: "integer-cast", bits: cast.bits, isSigned: cast.isSigned, operand: parseUnary(tokens) };
  }
  return parsePostfix(tokens);
}
function parsePostfix(tokens) {
  let object = parsePrimary(tokens);
  for (; ; ) {
    if (tokens.accept(".") || tokens.accept("->")) {
      object = { kind: "member", object, name: tokens.expectIdentifier("name of a member") };
    } else if (tokens.accept("[")) {
      const indices = parseList(tokens, "]");
      if (indices.length === 0) {
        tokens.fail("expression");
      }
      object = { kind: "index", object, indices };
    } else if (tokens.accept("(")) {
      object = { kind: "call", callee: object, args: parseList(tokens, ")") };
    } else {
      return object;
    }
  }
}
function parseList(tokens, closing) {
  const items = [];
  if (tokens.accept(closing)) {
    return items;
  }
  do {
    items.push(parseExpression(tokens));
  } while (tokens.accept(","));
  tokens.expect(closing);
  return items;
}
function parsePrimary(tokens) {
  const token = tokens.peek();
  switch (token.kind) {
    case "integer":
    case "number":
    case "string":
      tokens.skip(1);
      return { kind: "literal", value: token.value };
    case "pseudo":
      tokens.skip(1);
      return { kind: "pseudo", name: token.text };
    case "identifier":
      return parseName(tokens, token.text);
    default:
      break;
  }
  if (tokens.accept("(")) {
    return parseParentheses(tokens);
  }
  return tokens.fail("expression");
}
function parseParentheses(tokens) {
  if (tokens.peek().kind === "end") {
    tokens.expect(")");
  }
  const inner = parseExpression(tokens);
  tokens.expect(")");
  return inner;
}
function parseName(tokens, name) {
  tokens.skip(1);
  if (name === "true" || name === "false") {
    return { kind: "literal", value: name === "true" };
  }
  if (name === "new" && tokens.isSymbol("{")) {
    return parseObject(tokens);
  }
  if (tokens.accept("!")) {
    return { kind: "name", name: `${name}!${tokens.expectIdentifier("name of a symbol")}` };
  }
  return { kind: "name", name };
}
function parseObject(tokens) {
  tokens.expect("{");
  const members = [];
  while (!tokens.isSymbol("}")) {
    const name = tokens.expectIdentifier("name of a member");
    tokens.expect("=");
    members.push({ name, value: parseExpression(tokens) });
    if (!tokens.isSymbol("}")) {
      tokens.expect(",");
    }
  }
  tokens.expect("}");
  return { kind: "object", members };
}

// test/kd/dx-command.ts
function* runDx(access, text3) {
  const { switches, expression: written } = readSwitches(text3);
  const source = written === "" ? "Debugger" : written;
  const { expression, formatSpecifiers } = parseStatement(source);
  const formatSpecifier = chooseSpecifier(formatSpecifiers);
  const title = evaluateTitle(access, source, expression, formatSpecifier);
  const options = { ...switches, ...formatSpecifier === void 0 ? {} : { formatSpecifier } };
  if (switches.isGrid) {
    yield* formatGrid(access, title, options);
  } else {
    yield* formatValue(access, title, options);
  }
}
function evaluateTitle(access, source, expression, formatSpecifier) {
  const evaluator = new Evaluator(access);
  if (expression.kind !== "member") {
    return makeRow(access, source, evaluator.evaluateTyped(expression), formatSpecifier);
  }
  const owner = evaluator.evaluateTyped(expression.object);
  return makeMemberRow(access, owner, expression.name, access.get(owner, expression.name), formatSpecifier, source);
}
function* runAlias(access, name, text3) {
  if (!access.isCallable(access.model.pseudoVariable(name))) {
    throw new UnknownExportError(name);
  }
  yield* runDx(access, aliasCall(name, text3));
}
function chooseSpecifier(written) {
  for (const specifier of written) {
    if (!Object.hasOwn(formatSpecifierHelp, specifier)) {
      throw new ConsoleError(
        `Unknown format specifier ,${specifier}: ${Object.keys(formatSpecifierHelp).join(", ")} are known.`
      );
    }
  }
  return written.at(-1);
}

// test/kd/commands.ts
var commands = [
  {
    name: "dx",
    usage: dxUsage[0] ?? "dx",
    help: "displays an expression of the data model",
    run: ({ access }, argument) => argument === "-?" || argument === "-h" ? dxUsage : runDx(access, argument)
  },
  {
    name: ".load",
    usage: ".load <extension>",
    help: "loads a debugger extension: DbgModelApiXtn lets scripts write files",
    run: ({ kernelDebugger }, argument) => effect(() => {
      if (!kernelDebugger.loadExtension) {
        throw new ConsoleError("This debugger takes no extensions.");
      }
      kernelDebugger.loadExtension(readPath(".load", argument));
    })
  },
  {
    name: ".scriptload",
    usage: ".scriptload <file>",
    help: "loads a script and lets it extend the debugger",
    run: ({ kernelDebugger }, argument) => effect(() => kernelDebugger.scriptLoad(readPath(".scriptload", argument)))
  },
  {
    name: ".scriptrun",
    usage: ".scriptrun <file>",
    help: "loads a script and calls its invokeScript()",
    run: ({ kernelDebugger }, argument) => effect(() => kernelDebugger.scriptRun(readPath(".scriptrun", argument)))
  },
  {
    name: ".scriptunload",
    usage: ".scriptunload <file>",
    help: "unloads a script",
    run: ({ kernelDebugger }, argument) => effect(() => kernelDebugger.scriptUnload(readPath(".scriptunload", argument)))
  },
  { name: ".scriptlist", usage: ".scriptlist", help: "lists the loaded scripts", run: listScripts },
  {
    name: "||",
    usage: "||, ||<number>s",
    help: "lists the sessions; makes one of them the current one",
    run: ({ sessions: sessions2 }) => sessions2.describe()
  },
  { name: "|s", usage: "|s", help: "lists the sessions", run: ({ sessions: sessions2 }) => sessions2.describe() },
  {
    name: ".target",
    usage: ".target [name]",
    help: "lists the built-in targets; opens one as a further session",
    run: openTarget
  },
  {
    name: ".opendump",
    usage: ".opendump <file>",
    help: "opens a kernel dump or captured memory as a further session",
    run: openFile2
  },
  { name: "g", usage: "g", help: "lets a live target run and breaks in again", run: runTarget },
  { name: "help", usage: "help", help: "shows this list", run: () => describeCommands() },
  { name: "q", usage: "q", help: "leaves the console", run: ({ end }) => effect(end) }
];
function readSessionSwitch(text3) {
  const match = /^\|\|\s*(\d+)\s*s$/.exec(text3);
  return match ? Number(match[1]) : void 0;
}
function effect(action) {
  action();
  return [];
}
function readPath(command, argument) {
  const path2 = /^"(.*)"$/.exec(argument)?.[1] ?? argument;
  if (path2 === "") {
    throw new ConsoleError(`${command} expects the path of a file.`);
  }
  return path2;
}
function openFile2({ sessions: sessions2, catalog }, argument) {
  const path2 = readPath(".opendump", argument);
  const opened = /\.json$/i.test(path2) ? void 0 : catalog.openDump?.(path2, []);
  sessions2.open(opened?.target ?? catalog.openSnapshot(path2));
  return opened?.warnings ?? [];
}
function* runTarget({ sessions: sessions2 }) {
  sessions2.run();
  yield "The target ran and broke in again.";
}
function* listScripts({ kernelDebugger }) {
  yield "Command Loaded Scripts:";
  for (const script2 of kernelDebugger.scriptList()) {
    yield `    JavaScript script from '${script2}'`;
  }
}
function* openTarget({ sessions: sessions2, catalog }, argument) {
  if (argument === "") {
    yield* describeTargets(catalog);
    return;
  }
  const target = findTarget(catalog, argument).open();
  sessions2.open(target);
  yield target.description;
}
function findTarget(catalog, name) {
  const entry = catalog.entries.find((candidate) => candidate.name === name);
  if (!entry) {
    throw new ConsoleError(
      `There is no target "${name}": ${catalog.entries.map((candidate) => candidate.name).join(", ")} are built in.`
    );
  }
  return entry;
}
function* describeTargets(catalog) {
  const width = Math.max(0, ...catalog.entries.map(({ name }) => name.length));
  for (const [place, { name, description }] of catalog.entries.entries()) {
    yield `${name.padEnd(width)}  ${description}${place === 0 ? " (default)" : ""}`;
  }
}
function* describeCommands() {
  const listed = commands.filter(({ name }) => name !== "dx");
  const width = Math.max(...listed.map(({ usage }) => usage.length), "!<alias> (<expression>, ...)".length);
  yield* dxUsage;
  yield `${"!<alias> [<expression>]".padEnd(width)}  calls a script's function with a dx expression`;
  yield `${"!<alias> (<expression>, ...)".padEnd(width)}  the same with several arguments`;
  for (const { usage, help } of listed) {
    yield `${usage.padEnd(width)}  ${help}`;
  }
  yield "Several commands are separated by ;";
}

// test/kd/name-completion.ts
var sources = [
  "@$cursession.Processes.Select(p => p.Name)",
  "@$cursession.Alpc.ConnectionPorts.Select(p => p.Name)"
];
var elementLimit2 = 500;
function namesInQuotes(access, collection2) {
  return collection2 === void 0 ? sources.flatMap((source) => elementsOf(access, source).map(({ value }) => value)).filter(isText) : elementsOf(access, collection2).flatMap(({ value, indices }) => [...indices, nameOf(access, value)]).filter(isText);
}
function elementsOf(access, written) {
  const found = [];
  try {
    for (const { value, indices = [] } of access.elements(
      new Evaluator(access).evaluateTyped(parseStatement(written).expression)
    )) {
      if (found.push({ value, indices }) >= elementLimit2) {
        break;
      }
    }
  } catch {
  }
  return found;
}
function nameOf(access, element) {
  try {
    return access.model.has(element, "Name") ? access.get(element, "Name") : void 0;
  } catch {
    return void 0;
  }
}
function isText(value) {
  return typeof value === "string" && value !== "";
}

// test/kd/completion.ts
var path = /((?:@\$\w+|[A-Za-z_]\w*)(?:(?:\.|->)[A-Za-z_]\w*|\[[^\][()]*\])*)(?:\.|->)(\w*)$/;
var openQuote = /^(?:[^"]|"(?:[^"\\]|\\.)*")*?((?:@\$\w+|[A-Za-z_]\w*)(?:(?:\.|->)[A-Za-z_]\w*|\[[^\][()]*\])*(?=\["))?\[?"((?:[^"\\]|\\.)*)$/;
function completeLine(context, line) {
  const command = line.slice(line.lastIndexOf(";") + 1).trimStart();
  const alias = /^!(\w*)$/.exec(command);
  if (alias) {
    return matching(alias[1] ?? "", aliasNames(context.access));
  }
  if (/^\S*$/.test(command)) {
    return matching(
      command,
      commands.map(({ name: name2 }) => name2)
    );
  }
  const quoted = openQuote.exec(command);
  if (quoted) {
    const start = quoted[2] ?? "";
    const { completions } = matching(
      start,
      namesInQuotes(context.access, quoted[1]).map((name2) => name2.replace(/["\\]/g, "\\$&"))
    );
    return { completions: completions.map((name2) => `${name2}"`), replaced: start };
  }
  const target = /^\.target\s+(\S*)$/.exec(command);
  if (target) {
    return matching(
      target[1] ?? "",
      context.catalog.entries.map(({ name: name2 }) => name2)
    );
  }
  const member = path.exec(command);
  if (member) {
    return matching(member[2] ?? "", membersOf(context.access, member[1] ?? ""));
  }
  const pseudo = /@\$(\w*)$/.exec(command);
  if (pseudo) {
    return matching(pseudo[1] ?? "", context.access.model.pseudoVariableNames?.() ?? []);
  }
  const name = /[A-Za-z_]\w*$/.exec(command);
  return name ? matching(name[0], context.access.memberNames(context.access.model.root)) : { completions: [], replaced: "" };
}
function matching(start, names3) {
  return { completions: [...new Set(names3)].filter((name) => name.startsWith(start)).sort(), replaced: start };
}
function aliasNames(access) {
  const names3 = access.model.pseudoVariableNames?.() ?? [];
  return names3.filter((name) => access.model.isCallable(access.model.pseudoVariable(name)));
}
function membersOf(access, written) {
  try {
    return access.memberNames(new Evaluator(access).evaluate(parseStatement(written).expression));
  } catch {
    return [];
  }
}

// test/kd/session-list.ts
var SessionList = class {
  kernelDebugger;
  entries = [];
  currentNumber = 0;
  constructor(kernelDebugger) {
    this.kernelDebugger = kernelDebugger;
  }
  open(target) {
    const session = this.kernelDebugger.openTarget(target);
    this.kernelDebugger.switchTo(session);
    this.currentNumber = this.entries.push({ session, target }) - 1;
  }
  /** Throws ConsoleError for a number that no session has. */
  switchTo(number2) {
    const entry = this.entries[number2];
    if (!entry) {
      throw new ConsoleError(`There is no session ${number2}: || lists them.`);
    }
    this.kernelDebugger.switchTo(entry.session);
    this.currentNumber = number2;
  }
  /** Runs the current target and breaks in again. Throws ConsoleError for a dump. */
  run() {
    const entry = this.entries[this.currentNumber];
    if (!entry || entry.target.isDump) {
      throw new ConsoleError("No runnable debuggees: the current target is a dump.");
    }
    this.kernelDebugger.run(entry.session);
  }
  get current() {
    return this.entries[this.currentNumber]?.target;
  }
  /** `0: kd>`, with the session's number before it when there are several. */
  get prompt() {
    const user = this.current?.isKernel === false;
    const session = this.entries.length > 1 ? `||${this.currentNumber}:` : "";
    return `${session}0: ${user ? "dbg" : "kd"}> `;
  }
  *describe() {
    for (const [number2, { target }] of this.entries.entries()) {
      yield `${number2 === this.currentNumber ? "." : " "} ${number2}	${target.description}`;
    }
  }
};

// test/kd/unreadable-notes.ts
var MOST_NOTES = 12;
var complaint = /unreadable|cannot be read|can't be read|could not be read|unable to read|not readable/i;
var address = /\b0x([0-9a-f]{1,8}`?[0-9a-f]{8}|[0-9a-f]{8})\b(?: \((\d{1,6}) bytes\))?/gi;
var PAGE2 = 0x1000n;
function* unreadableNotes(text3, target) {
  const { memory } = target ?? {};
  if (memory?.explain === void 0) {
    return;
  }
  const seen = /* @__PURE__ */ new Set();
  for (const line of text3.split("\n")) {
    if (!complaint.test(line)) {
      continue;
    }
    for (const [written, digits = "", length = "1"] of line.matchAll(address)) {
      if (seen.has(digits)) {
        continue;
      }
      seen.add(digits);
      const start = BigInt(`0x${digits.replace("`", "")}`);
      const missing = firstMissing(start, BigInt(length), memory.explain.bind(memory));
      if (missing === void 0) {
        continue;
      }
      yield missing.at === start ? `* ${written.replace(/ \(.*/, "")} is ${missing.reason}` : `* 0x${missing.at.toString(16)} is ${missing.reason}`;
      if (seen.size >= MOST_NOTES) {
        return;
      }
    }
  }
}
function firstMissing(start, length, explain) {
  for (let at2 = start; at2 < start + length; at2 = (at2 / PAGE2 + 1n) * PAGE2) {
    const reason = explain(at2);
    if (reason !== void 0) {
      return { at: at2, reason };
    }
  }
  return void 0;
}

// test/kd/arithmetic.ts
var Arithmetic = class {
  model;
  constructor(model) {
    this.model = model;
  }
  /** A signed integer as a script gets it: a number when it fits in 32 bits, else the 64-bit type with its sign. */
  toScript({ value }) {
    return fitsNumber(value) ? Number(value) : this.model.int64(value);
  }
  /**
   * The exact integer of a number, a boolean, a signed integer, a 64-bit value or a native pointer; undefined for
   * anything else.
   */
  toInteger(value) {
    return this.toOperand(value)?.value;
  }
  isTrue(value) {
    if (typeof value === "object" && value !== null) {
      const integer = this.toInteger(value);
      return integer === void 0 || integer !== 0n;
    }
    return Boolean(value);
  }
  /** Equal as the debugger's `==` sees it: integers by value, strings by text, objects by identity. */
  isEqual(left, right) {
    if (left === right) {
      return true;
    }
    const [first2, second] = [this.toOperand(left), this.toOperand(right)];
    if (first2 && second) {
      return BigInt.asUintN(64, first2.value) === BigInt.asUintN(64, second.value);
    }
    return false;
  }
  /** Negative, zero or positive. Throws ConsoleError if the two cannot be ordered. */
  compare(left, right) {
    if (typeof left === "string" && typeof right === "string") {
      return left < right ? -1 : left > right ? 1 : 0;
    }
    if (isFraction(left) || isFraction(right)) {
      return this.toFraction(left, "<") - this.toFraction(right, "<");
    }
    const [first2, second] = alignSigns(this.expectInteger(left, "<"), this.expectInteger(right, "<"));
    return first2 < second ? -1 : first2 > second ? 1 : 0;
  }
  unary(operator, operand) {
    if (operator === "!") {
      return !this.isTrue(operand);
    }
    if (isFraction(operand) && operator !== "~") {
      return operator === "-" ? -operand : operand;
    }
    const { value, kind } = this.expectInteger(operand, operator);
    const result = operator === "-" ? -value : operator === "~" ? ~value : value;
    return this.fromInteger({ value: result, kind });
  }
  binary(operator, left, right) {
    switch (operator) {
      case "==":
        return this.isEqual(left, right);
      case "!=":
        return !this.isEqual(left, right);
      case "<":
        return this.compare(left, right) < 0;
      case "<=":
        return this.compare(left, right) <= 0;
      case ">":
        return this.compare(left, right) > 0;
      case ">=":
        return this.compare(left, right) >= 0;
      default:
        break;
    }
    if (operator === "+" && typeof left === "string" && typeof right === "string") {
      return left + right;
    }
    if (isFraction(left) || isFraction(right)) {
      return calculateFraction(operator, this.toFraction(left, operator), this.toFraction(right, operator));
    }
    const first2 = this.expectInteger(left, operator);
    const second = this.expectInteger(right, operator);
    return this.fromInteger({ value: calculateInteger(operator, first2, second), kind: resultKind(first2, second) });
  }
  /** `(unsigned char)value` and the like. */
  truncate(value, bits, isSigned) {
    const integer = isFraction(value) ? BigInt(Math.trunc(value)) : this.expectInteger(value, "a cast").value;
    const result = isSigned ? BigInt.asIntN(bits, integer) : BigInt.asUintN(bits, integer);
    return this.fromInteger({ value: result, kind: isSigned ? "signed" : bits === 64 ? "wide" : "number" });
  }
  fromInteger({ value, kind }) {
    if (kind === "signed") {
      return new SignedInteger(value);
    }
    const fits2 = value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER);
    return kind === "number" && fits2 ? Number(value) : this.model.int64(BigInt.asUintN(64, value));
  }
  toOperand(value) {
    switch (typeof value) {
      case "number":
        return Number.isInteger(value) ? { value: BigInt(value), kind: "number" } : void 0;
      case "boolean":
        return { value: value ? 1n : 0n, kind: "signed" };
      case "object":
        break;
      default:
        return void 0;
    }
    if (value === null) {
      return void 0;
    }
    if (SignedInteger.isSigned(value)) {
      return { value: value.value, kind: "signed" };
    }
    const exact = this.model.toBigInt(value) ?? this.pointerValue(value);
    return exact === void 0 ? void 0 : { value: BigInt.asUintN(64, exact), kind: "wide" };
  }
  /** A native pointer's value is its `address`; an object whose `address` fails is not a number. */
  pointerValue(value) {
    return this.model.has(value, "address") ? this.model.toBigInt(this.model.get(value, "address")) : void 0;
  }
  expectInteger(value, operator) {
    const operand = this.toOperand(value);
    if (operand === void 0) {
      throw new ConsoleError(`${describeOperand(value)} is no operand for ${operator}.`);
    }
    return operand;
  }
  toFraction(value, operator) {
    return isFraction(value) ? value : Number(this.expectInteger(value, operator).value);
  }
};
function isFraction(value) {
  return typeof value === "number" && !Number.isInteger(value);
}
function describeOperand(value) {
  switch (typeof value) {
    case "string":
      return `The string "${value}"`;
    case "undefined":
      return "A missing value";
    case "function":
      return "A method";
    default:
      return "An object";
  }
}
function resultKind(left, right) {
  const kinds3 = [left.kind, right.kind];
  return kinds3.includes("wide") ? "wide" : kinds3.includes("number") ? "number" : "signed";
}
function alignSigns(left, right) {
  return resultKind(left, right) === "wide" ? [BigInt.asUintN(64, left.value), BigInt.asUintN(64, right.value)] : [left.value, right.value];
}
function calculateInteger(operator, first2, second) {
  const [left, right] = alignSigns(first2, second);
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "&":
      return left & right;
    case "|":
      return left | right;
    case "^":
      return left ^ right;
    case "<<":
      return right > 63n || right < 0n ? 0n : left << right;
    case ">>":
      return right > 63n || right < 0n ? 0n : left >> right;
    default:
      break;
  }
  if (right === 0n) {
    throw new ConsoleError("Division by zero.");
  }
  return operator === "/" ? left / right : left % right;
}
function calculateFraction(operator, left, right) {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    case "%":
      return left % right;
    default:
      throw new ConsoleError(`A number with a fraction is no operand for ${operator}.`);
  }
}

// test/kd/linq-arguments.ts
function expectFunction(access, method2, argument) {
  if (typeof argument !== "function" && !access.model.isCallable(argument)) {
    throw new ConsoleError(`${method2} expects a lambda, for example ${method2}(p => p.Name).`);
  }
  return (...values) => access.call(argument, void 0, values);
}
function optionalFunction(access, method2, argument, fallback) {
  return argument === void 0 ? fallback : expectFunction(access, method2, argument);
}
function expectCount(access, method2, argument) {
  const count2 = access.arithmetic.toInteger(argument);
  if (count2 === void 0 || count2 < 0n) {
    throw new ConsoleError(`${method2} expects a number of elements.`);
  }
  return Number(count2);
}
function expectCollection(access, method2, argument) {
  if (!access.isIterable(argument)) {
    throw new ConsoleError(`${method2} expects a collection.`);
  }
  return argument;
}

// test/kd/linq-aggregates.ts
var count = (access, source) => countElements(access, source);
function countElements(access, source) {
  let total = 0;
  const elements = access.elements(source)[Symbol.iterator]();
  try {
    while (elements.next().done !== true) {
      total += 1;
    }
  } catch {
  }
  return total;
}
var any = (access, source, [predicate]) => {
  const matches2 = expectFunction(access, "Any", predicate);
  for (const { value } of access.iterate(source)) {
    if (access.arithmetic.isTrue(matches2(value))) {
      return true;
    }
  }
  return false;
};
var all = (access, source, [predicate]) => {
  const matches2 = expectFunction(access, "All", predicate);
  for (const { value } of access.iterate(source)) {
    if (!access.arithmetic.isTrue(matches2(value))) {
      return false;
    }
  }
  return true;
};
var contains = (access, source, [wanted, selector]) => {
  const keyOf3 = optionalFunction(access, "Contains", selector, (value) => value);
  for (const { value } of access.iterate(source)) {
    if (access.isEqual(keyOf3(value), wanted)) {
      return true;
    }
  }
  return false;
};
function extreme(name, direction) {
  return (access, source, [selector]) => {
    const keyOf3 = optionalFunction(access, name, selector, (value) => value);
    let best;
    for (const { value } of access.iterate(source)) {
      const key = keyOf3(value);
      if (!best || direction * access.compare(key, best.key) < 0) {
        best = { value, key };
      }
    }
    if (!best) {
      throw new ConsoleError(engineTexts.noElement);
    }
    return best.value;
  };
}
var sum = (access, source, [selector]) => {
  const project = optionalFunction(access, "Sum", selector, (value) => value);
  let total = 0;
  for (const { value } of access.iterate(source)) {
    total = access.arithmetic.binary("+", total, project(value));
  }
  return total;
};
var average = (access, source, [selector]) => {
  const amount = countElements(access, source);
  if (amount === 0) {
    throw new ConsoleError(engineTexts.noElement);
  }
  const total = sum(access, source, [selector]);
  return typeof total === "number" ? total / amount : access.arithmetic.binary("/", total, amount);
};
var aggregate = (access, source, args) => {
  const hasSeed = args.length > 1;
  const combine = expectFunction(access, "Aggregate", args[hasSeed ? 1 : 0]);
  let total = hasSeed ? [args[0]] : void 0;
  for (const { value } of access.iterate(source)) {
    total = total ? [combine(total[0], value)] : [value];
  }
  if (!total) {
    throw new ConsoleError(engineTexts.noElement);
  }
  return total[0];
};
var sequenceEqual = (access, source, [other]) => {
  const partners = [...access.iterate(expectCollection(access, "SequenceEqual", other))];
  let position = 0;
  for (const { value } of access.iterate(source)) {
    const partner = partners[position];
    if (!partner || !access.isEqual(value, partner.value)) {
      return false;
    }
    position += 1;
  }
  return position === partners.length;
};
var aggregates = [
  { name: "Count", takes: [0, 0], method: count },
  { name: "Any", takes: [1, 1], method: any },
  { name: "All", takes: [1, 1], method: all },
  { name: "Contains", takes: [1, 2], method: contains },
  { name: "Min", takes: [0, 1], method: extreme("Min", 1) },
  { name: "Max", takes: [0, 1], method: extreme("Max", -1) },
  { name: "Sum", takes: [0, 1], method: sum },
  { name: "Average", takes: [0, 1], method: average },
  { name: "Aggregate", takes: [1, 2], method: aggregate },
  { name: "SequenceEqual", takes: [1, 1], method: sequenceEqual }
];

// test/kd/linq-elements.ts
function* matching2(access, name, source, predicate) {
  const matches2 = optionalFunction(access, name, predicate, () => true);
  for (const { value } of access.iterate(source)) {
    if (access.arithmetic.isTrue(matches2(value))) {
      yield value;
    }
  }
}
function first(name, whenNone) {
  return (access, source, [predicate]) => {
    for (const value of matching2(access, name, source, predicate)) {
      return value;
    }
    return whenNone();
  };
}
var last = (access, source, [predicate]) => {
  let found;
  for (const value of matching2(access, "Last", source, predicate)) {
    found = [value];
  }
  return found ? found[0] : failEmpty();
};
var single = (access, source, [predicate]) => {
  let found;
  for (const value of matching2(access, "Single", source, predicate)) {
    if (found) {
      throw new ConsoleError("Single found more than one element.");
    }
    found = [value];
  }
  return found ? found[0] : failEmpty();
};
var firstNonError = (access, source, [projection]) => {
  const project = optionalFunction(access, "FirstNonError", projection, (value) => value);
  for (const element of access.elements(source)) {
    try {
      return project(valueOf(element));
    } catch {
      continue;
    }
  }
  return failEmpty();
};
function failEmpty() {
  throw new ConsoleError(engineTexts.noElement);
}
var elementMethods = [
  { name: "First", takes: [0, 1], method: first("First", failEmpty) },
  { name: "FirstOrDefault", takes: [0, 1], method: first("FirstOrDefault", () => void 0) },
  { name: "FirstNonError", takes: [0, 1], method: firstNonError },
  { name: "Last", takes: [0, 1], method: last },
  { name: "Single", takes: [0, 1], method: single }
];

// test/kd/value-set.ts
var ValueSet = class {
  access;
  data = /* @__PURE__ */ new Map();
  constructor(access) {
    this.access = access;
  }
  find(key) {
    return this.data.get(this.identify(key))?.[1];
  }
  add(key, datum) {
    this.data.set(this.identify(key), [key, datum]);
  }
  entries() {
    return this.data.values();
  }
  identify(key) {
    if (typeof key === "string") {
      return key;
    }
    const integer = this.access.arithmetic.toInteger(key);
    return integer === void 0 ? key : BigInt.asUintN(64, integer);
  }
};

// test/kd/linq-queries.ts
var identity = (value) => value;
var where = (access, source, [predicate]) => {
  const matches2 = expectFunction(access, "Where", predicate);
  return new Sequence(function* () {
    for (const element of access.elements(source)) {
      const tested = mapElement(element, (value) => access.arithmetic.isTrue(matches2(value)));
      if (tested.failure) {
        yield tested;
      } else if (tested.value === true) {
        yield element;
      }
    }
  });
};
var select = (access, source, [projection]) => {
  const project = expectFunction(access, "Select", projection);
  return new Sequence(function* () {
    for (const element of access.elements(source)) {
      yield mapElement(element, project);
    }
  });
};
var flatten = (access, source, [projection]) => {
  const project = optionalFunction(access, "Flatten", projection, identity);
  return new Sequence(function* () {
    for (const element of access.elements(source)) {
      const { value, failure } = mapElement(element, project);
      if (failure) {
        yield { value, failure };
      } else if (access.isIterable(value)) {
        yield* asElements(valuesOf(access, value));
      } else {
        yield { value };
      }
    }
  });
};
function* valuesOf(access, source) {
  for (const element of access.elements(source)) {
    yield valueOf(element);
  }
}
function orderBy(direction) {
  return (access, source, [selector]) => {
    const keyOf3 = expectFunction(access, "OrderBy", selector);
    return new Sequence(
      () => [...access.elements(source)].map((element) => ({ element, key: keyOf3(valueOf(element)) })).sort((left, right) => direction * access.compare(left.key, right.key)).map(({ element }) => element)
    );
  };
}
function* group(access, source, keyOf3) {
  const groups = new ValueSet(access);
  for (const element of access.elements(source)) {
    const key = keyOf3(valueOf(element));
    const members = groups.find(key);
    if (members) {
      members.push(element);
    } else if (typeof key !== "boolean") {
      groups.add(key, [element]);
    }
  }
  for (const [key, members] of groups.entries()) {
    yield { value: new Group(key, members), indices: [key] };
  }
}
var groupBy = (access, source, [selector]) => {
  const keyOf3 = expectFunction(access, "GroupBy", selector);
  return new Sequence(() => group(access, source, keyOf3));
};
var take = (access, source, [amount]) => {
  const count2 = expectCount(access, "Take", amount);
  return new Sequence(function* () {
    let taken = 0;
    if (count2 === 0) {
      return;
    }
    for (const element of access.elements(source)) {
      yield element;
      taken += 1;
      if (taken >= count2) {
        return;
      }
    }
  });
};
var skip = (access, source, [amount]) => {
  const count2 = expectCount(access, "Skip", amount);
  return new Sequence(function* () {
    let passed = 0;
    for (const element of access.elements(source)) {
      passed += 1;
      if (passed > count2) {
        yield element;
      }
    }
  });
};
var reverse = (access, source) => new Sequence(() => [...access.elements(source)].reverse());
var toArray = (access, source) => {
  const elements = [...access.elements(source)];
  return new Sequence(() => elements);
};
var concat = (access, source, [other]) => {
  expectCollection(access, "Concat", other);
  return new Sequence(function* () {
    for (const part of [source, other]) {
      for (const { value, failure } of access.elements(part)) {
        yield failure ? { value, failure } : { value };
      }
    }
  });
};
function setOperation(name, admits, needsOther) {
  return (access, source, [other]) => new Sequence(function* () {
    const others = new ValueSet(access);
    for (const value of needsOther ? valuesOf(access, expectCollection(access, name, other)) : []) {
      others.add(value, true);
    }
    const seen = new ValueSet(access);
    for (const element of access.elements(source)) {
      const value = valueOf(element);
      if (admits(others.find(value) === true) && seen.find(value) === void 0) {
        seen.add(value, true);
        yield element;
      }
    }
  });
}
var distinct = setOperation("Distinct", () => true, false);
var zip = (access, source, [other, selector]) => {
  expectCollection(access, "Zip", other);
  const combine = optionalFunction(
    access,
    "Zip",
    selector,
    (first2, second) => makeLiteral([
      ["First", first2],
      ["Second", second]
    ])
  );
  return new Sequence(function* () {
    const partners = valuesOf(access, other)[Symbol.iterator]();
    try {
      for (const element of access.elements(source)) {
        const partner = partners.next();
        if (partner.done === true) {
          return;
        }
        yield mapElement(element, (value) => combine(value, partner.value));
      }
    } finally {
      partners.return?.();
    }
  });
};
var join4 = (access, source, [inner, outerKey, innerKey, selector]) => {
  expectCollection(access, "Join", inner);
  const keyOfOuter = expectFunction(access, "Join", outerKey);
  const keyOfInner = expectFunction(access, "Join", innerKey);
  const combine = expectFunction(access, "Join", selector);
  return new Sequence(function* () {
    for (const outer of valuesOf(access, source)) {
      const key = keyOfOuter(outer);
      for (const partner of valuesOf(access, inner)) {
        if (access.isEqual(key, keyOfInner(partner))) {
          yield { value: combine(outer, partner) };
        }
      }
      return;
    }
  });
};
var queries = [
  { name: "Where", takes: [1, 1], method: where },
  { name: "Select", takes: [1, 1], method: select },
  { name: "SelectMany", takes: [1, 1], method: flatten },
  { name: "Flatten", takes: [0, 1], method: flatten },
  { name: "OrderBy", takes: [1, 1], method: orderBy(1) },
  { name: "OrderByDescending", takes: [1, 1], method: orderBy(-1) },
  { name: "GroupBy", takes: [1, 1], method: groupBy },
  { name: "Take", takes: [1, 1], method: take },
  { name: "Skip", takes: [1, 1], method: skip },
  { name: "Reverse", takes: [0, 0], method: reverse },
  { name: "ToArray", takes: [0, 0], method: toArray },
  { name: "Concat", takes: [1, 1], method: concat },
  { name: "Distinct", takes: [0, 0], method: distinct },
  {
    name: "Union",
    takes: [1, 1],
    method: (access, source, [other]) => distinct(access, concat(access, source, [other]), [])
  },
  { name: "Intersect", takes: [1, 1], method: setOperation("Intersect", (inOther) => inOther, true) },
  { name: "Except", takes: [1, 1], method: setOperation("Except", (inOther) => !inOther, true) },
  { name: "Zip", takes: [1, 2], method: zip },
  { name: "Join", takes: [4, 4], method: join4 }
];

// test/kd/linq.ts
var methods2 = new Map(
  [...queries, ...elementMethods, ...aggregates].map((entry) => [entry.name, entry])
);
var linqMethodNames = [...methods2.keys()];
function hasLinqMethod(name) {
  return methods2.has(name);
}
function callLinqMethod(access, name, source, args) {
  const entry = methods2.get(name);
  const [least, most] = entry?.takes ?? [0, 0];
  if (!entry || args.length < least || args.length > most) {
    throw new ConsoleError(`Invalid number of arguments to method '${name}'`);
  }
  return entry.method(access, source, args);
}

// test/kd/string-members.ts
var methods3 = {
  Contains: (text3, part = "") => text3.includes(part),
  StartsWith: (text3, part = "") => text3.startsWith(part),
  EndsWith: (text3, part = "") => text3.endsWith(part),
  IndexOf: (text3, part = "") => text3.indexOf(part),
  LastIndexOf: (text3, part = "") => text3.lastIndexOf(part),
  ToLower: (text3) => text3.toLowerCase(),
  ToUpper: (text3) => text3.toUpperCase(),
  Replace: (text3, from = "", to = "") => text3.split(from).join(to),
  Split: (text3, separator = "") => new Sequence(() => asElements(text3.split(separator))),
  Trim: (text3) => text3.trim()
};
var sliceMethods = {
  Substring: (text3, start, length) => text3.slice(start, start + length),
  Remove: (text3, start, length) => text3.slice(0, start) + text3.slice(start + length)
};
var stringMembers = ["Length", ...Object.keys(methods3), ...Object.keys(sliceMethods)];
function findStringMember(text3, name) {
  if (name === "Length") {
    return text3.length;
  }
  const method2 = Object.hasOwn(methods3, name) ? methods3[name] : void 0;
  if (method2) {
    return (...args) => method2(text3, ...args.map((argument) => expectString(argument, name)));
  }
  const slice = Object.hasOwn(sliceMethods, name) ? sliceMethods[name] : void 0;
  if (slice) {
    return (start, length) => slice(text3, expectNumber(start, name), expectNumber(length ?? text3.length, name));
  }
  return void 0;
}
function expectString(value, method2) {
  if (typeof value !== "string") {
    throw new ConsoleError(`${method2} expects a string.`);
  }
  return value;
}
function expectNumber(value, method2) {
  const number2 = SignedInteger.isSigned(value) ? Number(value.value) : value;
  if (typeof number2 !== "number") {
    throw new ConsoleError(`${method2} expects a number.`);
  }
  return number2;
}

// test/kd/value-access.ts
var ValueAccess = class {
  model;
  arithmetic;
  constructor(model) {
    this.model = model;
    this.arithmetic = new Arithmetic(model);
  }
  /**
   * A property or method. The object's own member hides the collection method of the same name. Throws when there is
   * none.
   */
  get(value, name) {
    const own = this.findOwn(value, name);
    if (own !== void 0 || isLiteral(value) && Object.hasOwn(value, name)) {
      return own;
    }
    if (this.isModelObject(value) && this.model.has(value, name)) {
      return this.model.get(value, name);
    }
    if (hasLinqMethod(name) && this.isIterable(value)) {
      return makeFunction((...args) => callLinqMethod(this, name, value, args));
    }
    if (name === "ToDisplayString") {
      return makeFunction(
        (specifier) => formatInline(this, value, typeof specifier === "string" ? specifier : void 0)
      );
    }
    throw new ConsoleError(`Unable to bind name '${name}'`);
  }
  /** Everything that may follow the dot, for completion. */
  memberNames(value) {
    const names3 = typeof value === "string" ? stringMembers : isLiteral(value) ? Object.keys(value) : this.isModelObject(value) ? [...this.model.keys(value), ...this.model.methods(value)] : [];
    return this.isIterable(value) ? [...names3, ...linqMethodNames] : names3;
  }
  /** Names shown as properties, in order. */
  keys(value) {
    return typeof value === "string" ? ["Length"] : isLiteral(value) ? Object.keys(value) : this.isModelObject(value) ? this.model.keys(value) : [];
  }
  methods(value) {
    return this.isModelObject(value) ? this.model.methods(value) : [];
  }
  metadata(value, name) {
    return this.isModelObject(value) ? this.model.metadata(value, name) : void 0;
  }
  isIterable(value) {
    return Sequence.isSequence(value) || this.isModelObject(value) && this.model.isIterable(value);
  }
  elements(value) {
    if (Sequence.isSequence(value)) {
      return value.elements();
    }
    if (!this.isIterable(value)) {
      throw new ConsoleError("The object is not iterable.");
    }
    return this.model.iterate(value);
  }
  iterate(value) {
    return numberElements(this.elements(value));
  }
  /** `value[a, b]`. A collection without an indexer is searched for the element with the index. */
  at(value, indices) {
    if (this.isModelObject(value) && this.model.isIndexable(value)) {
      if (this.model.dimensionality(value) !== indices.length) {
        throw new ConsoleError(engineTexts.callFailed);
      }
      return this.model.at(
        value,
        indices.map((index) => this.toScript(index))
      );
    }
    if (!this.isIterable(value)) {
      throw new ConsoleError("The object is not indexable.");
    }
    for (const element of this.iterate(value)) {
      if (element.indices.length === indices.length && element.indices.every((index, place) => this.isEqual(index, indices[place]))) {
        return element.value;
      }
    }
    throw new ConsoleError(engineTexts.noElement);
  }
  compare(left, right) {
    return this.compareBy(left, right) ?? negate(this.compareBy(right, left)) ?? this.arithmetic.compare(left, right);
  }
  isEqual(left, right) {
    return this.arithmetic.isEqual(left, right) || this.hasMember(left, "equals") && this.arithmetic.isTrue(this.call(this.model.get(left, "equals"), left, [right]));
  }
  call(callee, thisValue, args) {
    if (isConsoleFunction(callee)) {
      return callee(...args);
    }
    if (!this.model.isCallable(callee)) {
      throw new ConsoleError("The object is not a method.");
    }
    return this.model.call(
      callee,
      thisValue,
      args.map((arg) => this.toScript(arg))
    );
  }
  isCallable(value) {
    return isConsoleFunction(value) || this.model.isCallable(value);
  }
  /** The value as it is passed to a script: integers as numbers or 64-bit values, nested ones too. */
  toScript(value) {
    if (SignedInteger.isSigned(value)) {
      return this.arithmetic.toScript(value);
    }
    if (isLiteral(value) && Object.values(value).some((member) => SignedInteger.isSigned(member))) {
      return makeLiteral(Object.entries(value).map(([name, member]) => [name, this.toScript(member)]));
    }
    if (Sequence.isSequence(value) && !Group.isGroup(value)) {
      return new Sequence(() => this.scriptElements(value));
    }
    return isConsoleFunction(value) ? makeFunction((...args) => this.toScript(value(...args))) : value;
  }
  isModelObject(value) {
    return (typeof value === "object" && value !== null || typeof value === "function") && !Sequence.isSequence(value) && !SignedInteger.isSigned(value) && !isConsoleValue(value);
  }
  *scriptElements(sequence) {
    for (const element of sequence.elements()) {
      yield mapElement(element, (value) => this.toScript(value));
    }
  }
  /** By the left object's own `compareTo`; undefined if it has none. */
  compareBy(left, right) {
    if (!this.hasMember(left, "compareTo")) {
      return void 0;
    }
    const order = this.arithmetic.toInteger(this.call(this.model.get(left, "compareTo"), left, [right]));
    return order === void 0 ? void 0 : Number(order);
  }
  /** Of a script's own objects: what the debugger itself makes has its order by value. */
  hasMember(value, name) {
    return this.isModelObject(value) && this.arithmetic.toInteger(value) === void 0 && this.model.has(value, name);
  }
  findOwn(value, name) {
    if (typeof value === "string") {
      const member = findStringMember(value, name);
      return typeof member === "function" ? makeFunction(member) : member;
    }
    if (Group.isGroup(value) && name === "Key") {
      return value.Key;
    }
    return isLiteral(value) && Object.hasOwn(value, name) ? value[name] : void 0;
  }
};
function negate(order) {
  return order === void 0 ? void 0 : -order;
}

// test/kd/kd-console.ts
var KdConsole = class {
  context;
  write;
  hasEnded = false;
  /** `write` is given whole lines as they come. */
  constructor(kernelDebugger, catalog, write) {
    this.write = write;
    this.context = {
      kernelDebugger,
      catalog,
      access: new ValueAccess(kernelDebugger.model),
      sessions: new SessionList(kernelDebugger),
      end: () => {
        this.hasEnded = true;
      }
    };
  }
  /** True after `q`. */
  get isEnded() {
    return this.hasEnded;
  }
  get prompt() {
    return this.context.sessions.prompt;
  }
  open(target) {
    this.context.sessions.open(target);
    for (const text3 of this.takeOutput()) {
      this.write(text3);
    }
  }
  /** Runs all commands of a text, up to `q`. False when any of them failed; its message was written. */
  execute(text3) {
    const steps = this.steps(text3);
    for (; ; ) {
      const step = steps.next();
      if (step.done === true) {
        return step.value;
      }
      this.write(step.value);
    }
  }
  /** As execute, but gives what would be written, piece by piece, to a caller who may stop at any of them. */
  *steps(text3) {
    let isGood = true;
    for (const command of splitCommands(text3)) {
      if (this.hasEnded) {
        break;
      }
      isGood = (yield* this.explainedSteps(command)) && isGood;
    }
    return isGood;
  }
  /** To be called when a command was broken off in the middle: what it had printed is dropped. */
  recover() {
    this.context.kernelDebugger.recover?.();
    this.context.kernelDebugger.takeOutput();
  }
  /** Writes each command behind the prompt before running it, as a session on paper shows it. */
  demonstrate(list2) {
    return list2.reduce((isGood, command) => {
      this.write(`${this.prompt}${command}
`);
      const result = this.execute(command);
      this.write("\n");
      return result && isGood;
    }, true);
  }
  /** For a line editor: the possible ends and the part of the line they replace. */
  complete(line) {
    const { completions, replaced: replaced2 } = completeLine(this.context, line);
    return [[...completions], replaced2];
  }
  /** The steps of one command, and what is known of memory that it could not read. */
  *explainedSteps(command) {
    const written = [];
    const steps = this.stepsOf(command);
    for (; ; ) {
      const step = steps.next();
      if (step.done === true) {
        for (const note of unreadableNotes(written.join(""), this.context.sessions.current)) {
          yield `${note}
`;
        }
        return step.value;
      }
      written.push(step.value);
      yield step.value;
    }
  }
  *stepsOf(command) {
    let isGood = true;
    let lines;
    const next = () => {
      try {
        lines ??= this.dispatch(command)[Symbol.iterator]();
        const line = lines.next();
        return line.done === true ? void 0 : `${line.value}
`;
      } catch (thrown) {
        isGood = false;
        return `${describeFailure(thrown)}
`;
      }
    };
    for (let line = next(); ; line = next()) {
      yield* this.takeOutput();
      if (line !== void 0) {
        yield line;
      }
      if (line === void 0 || !isGood) {
        return isGood;
      }
    }
  }
  dispatch(text3) {
    const session = readSessionSwitch(text3);
    if (session !== void 0) {
      this.context.sessions.switchTo(session);
      return [];
    }
    const [, name = "", argument = ""] = /^(\|\||\|s|[!.]?[A-Za-z_]\w*)\s*([\s\S]*)$/.exec(text3) ?? [];
    if (name.startsWith("!")) {
      return runAlias(this.context.access, name.slice(1), argument);
    }
    const command = commands.find((candidate) => candidate.name === name);
    if (!command) {
      throw new ConsoleError(
        /^(?:@\$|\(|Debugger\b)/.test(text3) ? `'${text3}' is an expression: dx ${text3} shows it.` : `Unknown command '${text3}': help lists the commands.`
      );
    }
    return command.run(this.context, argument);
  }
  /** What scripts have printed meanwhile, in whole lines. */
  *takeOutput() {
    const text3 = this.context.kernelDebugger.takeOutput();
    if (text3 !== "") {
      yield text3.endsWith("\n") ? text3 : `${text3}
`;
    }
  }
};

// test/kd/line-editor.ts
import process2 from "node:process";
import { createInterface } from "node:readline";

// test/kd/interruption.ts
import { Script } from "node:vm";
var Interrupted = class extends Error {
  name = "Interrupted";
};
var pending = [];
Object.defineProperty(globalThis, /* @__PURE__ */ Symbol.for("kd.pending"), { value: pending });
var callPending = new Script(`globalThis[Symbol.for("kd.pending")].pop()()`);
function runInterruptible(action) {
  let result;
  pending.push(() => {
    result = { value: action() };
  });
  try {
    callPending.runInThisContext({ breakOnSigint: true });
  } catch (thrown) {
    throw isInterruption(thrown) ? new Interrupted("The question was broken off.") : thrown;
  }
  if (!result) {
    throw new Interrupted("The question was broken off.");
  }
  return result.value;
}
function isInterruption(thrown) {
  return typeof thrown === "object" && thrown !== null && "code" in thrown && thrown.code === "ERR_SCRIPT_EXECUTION_INTERRUPTED";
}

// test/kd/pager.ts
function writePage(pieces, screen, write) {
  let used = 0;
  for (; ; ) {
    const piece = pieces.next();
    if (piece.done === true) {
      return "done";
    }
    write(piece.value);
    used += screen ? countRows(piece.value, screen.columns) : 0;
    if (screen && used >= screen.rows - 1) {
      return "full";
    }
  }
}
function countRows(text3, columns) {
  return text3.replace(/\n$/, "").split("\n").reduce((rows, line) => rows + Math.max(1, Math.ceil(line.length / columns)), 0);
}

// test/kd/typed-lines.ts
var TypedLines = class {
  waiting = [];
  taker;
  isClosed = false;
  constructor(editor) {
    editor.on("line", (line) => {
      if (this.taker) {
        this.give(line);
      } else {
        this.waiting.push(line);
      }
    });
    editor.on("close", () => {
      this.isClosed = true;
      this.give(void 0);
    });
  }
  get hasWaiting() {
    return this.waiting.length > 0;
  }
  /** The next line; undefined when the input has ended. */
  next() {
    const line = this.waiting.shift();
    if (line !== void 0 || this.isClosed) {
      return Promise.resolve(line);
    }
    return new Promise((resolve2) => {
      this.taker = resolve2;
    });
  }
  give(line) {
    const taker = this.taker;
    this.taker = void 0;
    taker?.(line);
  }
};

// test/kd/line-editor.ts
var morePrompt = "-- more: Enter goes on, q stops -- ";
async function editLines(console2, terminal) {
  const { input, output, history } = terminal;
  const known2 = [...history?.load() ?? []];
  const editor = createInterface({
    input,
    output,
    terminal: true,
    historySize,
    removeHistoryDuplicates: true,
    history: known2,
    completer: (line) => console2.complete(line)
  });
  const session = new EditorSession(console2, terminal, editor);
  const ignore = () => void 0;
  process2.on("SIGINT", ignore);
  try {
    await session.run();
  } finally {
    process2.removeListener("SIGINT", ignore);
    history?.save(session.typed);
    editor.close();
  }
}
var EditorSession = class {
  /** Lines typed, the latest first. */
  typed = [];
  console;
  terminal;
  editor;
  lines;
  isPaging = false;
  constructor(console2, terminal, editor) {
    this.console = console2;
    this.terminal = terminal;
    this.editor = editor;
    this.lines = new TypedLines(editor);
    editor.on("history", (history) => {
      if (this.isPaging) {
        history.shift();
      }
      this.typed = [...history];
    });
    editor.on("SIGINT", () => {
      this.dropLine();
    });
  }
  async run() {
    while (!this.console.isEnded) {
      const line = await this.ask(this.console.prompt);
      if (line === void 0) {
        return;
      }
      await this.answer(line);
    }
  }
  ask(prompt) {
    this.editor.setPrompt(prompt);
    this.editor.prompt();
    return this.lines.next();
  }
  async answer(line) {
    let pieces = this.console.steps(line);
    try {
      for (let isFirst = true; this.writePage(pieces) === "full"; isFirst = false) {
        if (isFirst) {
          pieces = this.finish(pieces);
        }
        this.isPaging = true;
        const reply = await this.ask(morePrompt);
        this.isPaging = false;
        if (reply === void 0 || /^\s*q/i.test(reply)) {
          return;
        }
      }
    } catch (thrown) {
      if (!(thrown instanceof Interrupted)) {
        throw thrown;
      }
      this.console.recover();
      this.terminal.write("\n(stopped)\n");
    }
  }
  /**
   * Lets a command run to its end while the first page is being read. Scripts measure time, and the user's reading time
   * must not count.
   */
  finish(pieces) {
    const rest = [];
    this.runInterruptible(() => {
      for (let piece = pieces.next(); piece.done !== true; piece = pieces.next()) {
        rest.push(piece.value);
      }
    });
    return rest[Symbol.iterator]();
  }
  /** If lines are waiting, they were pasted: output is not paged then. */
  writePage(pieces) {
    const { terminal } = this;
    const screen = this.lines.hasWaiting ? void 0 : terminal.screen?.();
    return this.runInterruptible(
      () => writePage(pieces, screen, (text3) => {
        terminal.write(text3);
      })
    );
  }
  /** Ctrl-C ends the action: see {@link runInterruptible}. */
  runInterruptible(action) {
    const { input } = this.terminal;
    input.setRawMode?.(false);
    try {
      return runInterruptible(action);
    } finally {
      input.setRawMode?.(true);
    }
  }
  dropLine() {
    this.editor.write(null, { ctrl: true, name: "e" });
    this.editor.write(null, { ctrl: true, name: "u" });
    this.terminal.output.write("\n(q leaves)\n");
    this.editor.prompt();
  }
};

// test/kd/piped-lines.ts
import { createInterface as createInterface2 } from "node:readline";
async function runPiped(console2, input) {
  let hasRun = false;
  let isGood = true;
  for await (const line of createInterface2({ input })) {
    hasRun ||= line.trim() !== "";
    isGood = console2.execute(line) && isGood;
    if (console2.isEnded) {
      break;
    }
  }
  return { hasRun, isGood };
}

// test/host/debugger.ts
import { readFileSync as readFileSync4 } from "node:fs";

// test/host/counters.ts
var Counters = class {
  byKind = /* @__PURE__ */ new Map();
  bytes = 0;
  /** Counts one call of a kind. */
  count(kind) {
    this.byKind.set(kind, (this.byKind.get(kind) ?? 0) + 1);
  }
  /** Adds to the bytes read from the target. */
  countBytes(length) {
    this.bytes += length;
  }
  /** Calls of one kind since the last reset. */
  calls(kind) {
    return this.byKind.get(kind) ?? 0;
  }
  /** Calls of all kinds since the last reset, except those left out. */
  total(without = []) {
    let sum2 = 0;
    for (const [kind, calls] of this.byKind) {
      sum2 += without.includes(kind) ? 0 : calls;
    }
    return sum2;
  }
  /** Bytes read from the target since the last reset. */
  get bytesRead() {
    return this.bytes;
  }
  /** All counts as plain data, kinds in alphabetical order. */
  snapshot() {
    const kinds3 = [...this.byKind.entries()].sort(([a], [b]) => a < b ? -1 : 1);
    return { ...Object.fromEntries(kinds3), bytesRead: this.bytes };
  }
  reset() {
    this.byKind.clear();
    this.bytes = 0;
  }
};

// test/host/host-state.ts
function currentContext(state) {
  const session = state.sessions.current;
  return session === void 0 ? state.realms.fail("Unknown exception") : { session };
}
function addressValue(state, context, address2) {
  return state.int64.of(context.session.fromAddress(address2));
}
function hex2(value) {
  return `0x${value.toString(16)}`;
}
function failRead(state, context, read2) {
  const isPartial = read2.length > 1 && context.session.canRead(read2.address, context.process);
  const place = `'${hex2(read2.address)}' in method '${read2.method}'`;
  return state.realms.fail(
    isPartial ? `Unable to read all of target memory at ${place} (partial read success)` : `Unable to read target memory at ${place}`
  );
}
function readMemory(state, context, address2, length, method2) {
  if (!context.session.isOpen) {
    state.realms.fail("The session has been closed");
  }
  return context.session.read(address2, length, context.process) ?? failRead(state, context, { address: address2, length, method: method2 });
}

// test/host/stamped.ts
var Stamped = class {
  constructor(object) {
    return object;
  }
};

// test/host/native-proxy.ts
var Behind = class extends Stamped {
  #native;
  constructor(proxy, native) {
    super(proxy);
    this.#native = native;
  }
  /** Undefined for an object that is no such proxy. */
  static of(object) {
    return #native in object ? object.#native : void 0;
  }
};
function unwrap(value) {
  return typeof value === "object" && value !== null ? Behind.of(value) : void 0;
}
function* valuesOf2(elements) {
  for (const element of elements) {
    yield element.value;
  }
}
function readSymbol(native, key) {
  if (key !== Symbol.iterator) {
    return void 0;
  }
  const elements = native.iterate();
  return elements === void 0 ? void 0 : () => valuesOf2(elements);
}
var NativeHandler = class {
  native;
  constructor(native) {
    this.native = native;
  }
  get(_target, key) {
    return typeof key === "symbol" ? readSymbol(this.native, key) : this.read(key);
  }
  has(_target, key) {
    return typeof key === "symbol" ? readSymbol(this.native, key) !== void 0 : this.native.findForScript(key) !== void 0;
  }
  ownKeys() {
    return [...this.native.scriptNames()];
  }
  getOwnPropertyDescriptor(_target, key) {
    return typeof key === "string" && this.native.scriptNames().includes(key) ? { get: () => this.read(key), enumerable: false, configurable: true } : void 0;
  }
  getPrototypeOf() {
    return this.native.scriptPrototype();
  }
  set() {
    return this.refuse();
  }
  defineProperty() {
    return this.refuse();
  }
  deleteProperty() {
    return this.refuse();
  }
  setPrototypeOf() {
    return this.refuse();
  }
  preventExtensions() {
    return this.refuse();
  }
  read(key) {
    const { native } = this;
    return native.isIndexable && /^\d+$/.test(key) ? native.at(Number(key)) : native.getForScript(key);
  }
  refuse() {
    return this.native.state.realms.fail("Native objects of the debugger cannot be changed by assignment");
  }
};
function createProxy(native) {
  const proxy = new Proxy(/* @__PURE__ */ Object.create(null), new NativeHandler(native));
  new Behind(proxy, native);
  return proxy;
}

// test/host/arguments.ts
function failCount(state, name) {
  return state.realms.fail(`Improper number of arguments to method '${name}'`);
}
function failArgument(state, name) {
  return state.realms.fail(`Invalid argument to method '${name}'`);
}
function contextOf(state, name, value) {
  const context = unwrap(value)?.context;
  if (context === void 0) {
    return failArgument(state, name);
  }
  return context.session.isOpen ? context : state.realms.fail("The session has been closed");
}
function takeContext(state, name, args, { least, most }) {
  const last2 = args[args.length - 1];
  const hasContext = args.length > least && typeof last2 === "object" && last2 !== null && !state.int64.isInt64(last2) && !Array.isArray(last2);
  const own = hasContext ? args.slice(0, -1) : args;
  needCount(state, name, own, least, most);
  return { args: own, context: hasContext ? contextOf(state, name, last2) : currentContext(state) };
}
function needString(state, name, value) {
  return typeof value === "string" && value !== "" ? value : failArgument(state, name);
}
function needInteger(state, name, value, minimum) {
  const bits = state.int64.bitsOf(value);
  const number2 = typeof value === "number" ? value : bits === void 0 ? Number.NaN : Number(bits);
  return Number.isSafeInteger(number2) && number2 >= minimum ? number2 : failArgument(state, name);
}
function needCount(state, name, args, minimum, maximum) {
  if (args.length < minimum || args.length > maximum) {
    failCount(state, name);
  }
}

// test/host/member.ts
var property = (read2) => ({ read: read2, isMethod: false });
var method = (call) => ({
  read: () => call,
  isMethod: true
});

// test/host/script-model.ts
var presentationNames = /* @__PURE__ */ new Set(["constructor", "toString", "getDimensionality", "getValueAt", "setValueAt"]);
function* prototypeChain(object) {
  for (let next = object; next !== null; ) {
    const above = Reflect.getPrototypeOf(next);
    const isRoot = above === null && Object.hasOwn(next, "hasOwnProperty");
    if (!isRoot) {
      yield next;
    }
    next = above;
  }
}
function findDescriptor(model, name) {
  if (name === "constructor") {
    return void 0;
  }
  for (const object of prototypeChain(model.prototype)) {
    const descriptor = Reflect.getOwnPropertyDescriptor(object, name);
    if (descriptor !== void 0) {
      return descriptor;
    }
  }
  return void 0;
}
function findModelMember(realms, model, name, receiver) {
  const descriptor = findDescriptor(model, name);
  if (descriptor === void 0) {
    return void 0;
  }
  const realm = realms.ownerOf(model.source) ?? realms.current;
  const getter = descriptor.get;
  if (getter !== void 0) {
    return { isMethod: false, read: () => realms.enter(realm, () => Reflect.apply(getter, receiver, [])) };
  }
  const value = descriptor.value;
  if (typeof value !== "function") {
    return { isMethod: false, read: () => value };
  }
  return {
    isMethod: true,
    read: () => (...args) => realms.enter(realm, () => Reflect.apply(value, receiver, args))
  };
}
function convertByModel(realms, model, receiver) {
  const convert = Reflect.get(model.prototype, "toString");
  return realms.enter(
    realms.ownerOf(model.source) ?? realms.current,
    () => String(Reflect.apply(convert, receiver, []))
  );
}
function namesOf(model, wanted) {
  const names3 = [];
  for (const object of prototypeChain(model.prototype)) {
    for (const name of Object.getOwnPropertyNames(object)) {
      const descriptor = Reflect.getOwnPropertyDescriptor(object, name);
      if (descriptor !== void 0 && !name.startsWith("__") && !presentationNames.has(name) && wanted(descriptor)) {
        names3.push(name);
      }
    }
  }
  return [...new Set(names3)];
}
function modelPropertyNames(model) {
  return namesOf(
    model,
    (descriptor) => descriptor.get !== void 0 || "value" in descriptor && typeof descriptor.value !== "function"
  );
}
function modelMethodNames(model) {
  return namesOf(model, (descriptor) => typeof descriptor.value === "function");
}

// test/host/native-object.ts
var NativeObject = class {
  state;
  context;
  proxy;
  constructor(state, context) {
    this.state = state;
    this.context = context;
  }
  /** The kind of call that reading a property of this object counts as. */
  get readKind() {
    return "propertyRead";
  }
  /** Names of projected members that `dx` shows. */
  projectedNames() {
    return [];
  }
  /** Names of projected methods that `dx` shows. */
  projectedMethodNames() {
    return [];
  }
  /** Native fields. */
  nativeField(_name) {
    return void 0;
  }
  nativeFieldNames() {
    return [];
  }
  /** Script classes attached to this object, first attached first. */
  parentModels() {
    return this.added();
  }
  /** Models that scripts attached to this one object. Model objects of a session share theirs by identity. */
  added() {
    this.ownAdded ??= [];
    return this.ownAdded;
  }
  ownAdded;
  /** The debugger's own one-line display; undefined if there is none. */
  display(_formatSpecifier) {
    return void 0;
  }
  /** What a script's `toString()` gives, where the object has a display. */
  conversion() {
    return this.display() ?? "";
  }
  /** Whether a script's `toString()` gives the display. */
  get hasDisplayString() {
    return false;
  }
  /** The number that the object converts to; undefined if it does not convert to one. */
  numericValue() {
    return void 0;
  }
  /** The elements; undefined for an object that is not iterable. */
  iterate() {
    return void 0;
  }
  get isIndexable() {
    return false;
  }
  /** The element at an index; throws when there is none. Only for indexable objects. */
  at(_index) {
    return this.state.realms.fail("The object cannot be indexed");
  }
  /** The object as scripts hold it. */
  get wrapper() {
    this.proxy ??= createProxy(this);
    return this.proxy;
  }
  /** A member by the documented order; undefined where there is none. */
  find(name) {
    return this.projected(name) ?? this.common(name) ?? this.findBehindProjection(name);
  }
  /** Extension keys, then native fields: where a pointer's lookup goes on in its pointee. */
  findBehindProjection(name) {
    return this.findInModels(name, this.wrapper) ?? this.nativeField(name);
  }
  findInModels(name, receiver) {
    for (const model of this.parentModels()) {
      const member = findModelMember(this.state.realms, model, name, receiver);
      if (member !== void 0) {
        return member;
      }
    }
    return void 0;
  }
  /** Reads a member for the evaluator, and counts it. */
  get(name) {
    return this.readCounted(this.find(name));
  }
  /** Reads a member for a script, and counts it. */
  getForScript(name) {
    return this.readCounted(this.findForScript(name));
  }
  readCounted(member) {
    if (member === void 0) {
      return void 0;
    }
    this.state.counters.count(this.readKind);
    return member.read();
  }
  /** Names that `dx` shows: the object's own, then those added by extensions. */
  shownNames() {
    const own = [...this.projectedNames(), ...this.nativeFieldNames()];
    return [.../* @__PURE__ */ new Set([...own, ...this.parentModels().flatMap(modelPropertyNames)])];
  }
  shownMethods() {
    return [.../* @__PURE__ */ new Set([...this.projectedMethodNames(), ...this.parentModels().flatMap(modelMethodNames)])];
  }
  /** The metadata of a property that a script class adds. */
  metadataOf(name) {
    for (const model of this.parentModels()) {
      const metadata = this.state.metadata.find(model.prototype, name);
      if (metadata !== void 0) {
        return metadata;
      }
    }
    return void 0;
  }
  /** A member as scripts find it: with the names that the provider gives every native object. */
  findForScript(name) {
    return providerNames.has(name) ? this.provided(name) : this.find(name);
  }
  /** The object's own names, as `Object.getOwnPropertyNames` gives them to a script. */
  scriptNames() {
    return [.../* @__PURE__ */ new Set([...this.shownNames(), ...providerNames])];
  }
  scriptPrototype() {
    return null;
  }
  provided(name) {
    const { realms } = this.state;
    if (name === "toString") {
      return method(() => this.hasDisplayString ? this.conversion() : "[object Object]");
    }
    const found = this.find(name);
    if (found !== void 0) {
      return found;
    }
    switch (name) {
      case "getDimensionality":
        return this.isIndexable ? method(() => 1) : void 0;
      case "getValueAt":
        return this.isIndexable ? method((index) => this.at(index)) : void 0;
      case "setValueAt":
      case "setObjectValue":
      case "setNativeValue":
        return method(() => realms.fail("Unknown exception"));
      case "getObjectValue":
        return method((key) => this.behindProjection("getObjectValue", key, (text3) => this.findBehindProjection(text3)));
      case "getNativeValue":
        return method((key) => this.behindProjection("getNativeValue", key, (text3) => this.nativeField(text3)));
      case "equals":
        return method((other) => this.isSame(other));
      case "compareTo":
        return method((other) => this.isSame(other) ? 0 : realms.fail("Unknown exception"));
      default:
        return void 0;
    }
  }
  behindProjection(name, key, find) {
    if (typeof key !== "string") {
      return this.state.realms.fail(`Invalid argument to method '${name}'`);
    }
    return find(key)?.read();
  }
  /** Assumption: objects are equal when they lie at one address, or are the same object. */
  isSame(other) {
    const native = unwrap(other);
    if (native === void 0) {
      return false;
    }
    const place = (object) => "address" in object ? object.address : void 0;
    return native === this || place(this) !== void 0 && place(this) === place(native);
  }
  common(name) {
    switch (name) {
      case "hostContext":
        return property(() => new HostContextObject(this.state, this.context).wrapper);
      case "addParentModel":
        return method((source) => void this.added().push(this.state.models.toScriptModel("addParentModel", source)));
      case "removeParentModel":
        return method((source) => {
          const list2 = this.added();
          const index = list2.findIndex((model) => model.source === source);
          if (index < 0) {
            this.state.realms.fail("The model is not a parent of this object");
          }
          list2.splice(index, 1);
        });
      case "toString":
        return this.hasDisplayString ? method(() => this.conversion()) : void 0;
      case "valueOf":
        return this.numericValue() === void 0 ? void 0 : method(() => this.numericValue());
      default:
        return void 0;
    }
  }
};
var providerNames = /* @__PURE__ */ new Set([
  "toString",
  "addParentModel",
  "removeParentModel",
  "getDimensionality",
  "getValueAt",
  "setValueAt",
  "hostContext",
  "targetSize",
  "targetType",
  "targetLocation",
  "runtimeTypedObject",
  "address",
  "getObjectValue",
  "setObjectValue",
  "getNativeValue",
  "setNativeValue",
  "compareTo",
  "equals"
]);
var HostContextObject = class extends NativeObject {
  projected() {
    return void 0;
  }
};

// test/host/location.ts
var LocationObject = class _LocationObject extends NativeObject {
  bits;
  isPhysical;
  constructor(state, context, bits, isPhysical) {
    super(state, context);
    this.bits = bits;
    this.isPhysical = isPhysical;
  }
  /** Unlike other native objects, a location has these four members, on its prototype. */
  static memberNames = ["toString", "add", "subtract", "address"];
  projected(name) {
    switch (name) {
      case "address":
        return property(() => this.state.int64.of(this.bits));
      case "add":
        return method((...args) => this.moved(args, 1n));
      case "subtract":
        return method((...args) => this.moved(args, -1n));
      default:
        return void 0;
    }
  }
  find(name) {
    return name === "toString" ? method(() => this.display()) : this.projected(name);
  }
  findForScript(name) {
    return this.find(name);
  }
  scriptNames() {
    return [];
  }
  scriptPrototype() {
    return locationPrototype;
  }
  projectedNames() {
    return ["address"];
  }
  display() {
    return hex2(this.bits);
  }
  /** Anything but a number of bytes, including another location, is an "Unknown exception". */
  moved(args, sign) {
    if (args.length !== 1) {
      failCount(this.state, sign > 0n ? "add" : "subtract");
    }
    const bits = this.state.int64.bitsOf(args[0]) ?? this.state.realms.fail("Unknown exception");
    return new _LocationObject(this.state, this.context, BigInt.asUintN(64, this.bits + sign * bits), this.isPhysical).wrapper;
  }
};
var locationPrototype = Object.create(
  null,
  Object.fromEntries(
    LocationObject.memberNames.map((name) => [name, { value: void 0, enumerable: true, configurable: true }])
  )
);
function isLocated(native) {
  return "locationAddress" in native;
}
function toAddress(state, name, context, location) {
  return context.session.toAddress(addressBits(state, name, location));
}
function addressBits(state, name, location) {
  const native = unwrap(location);
  if (native instanceof LocationObject) {
    return native.isPhysical ? state.realms.fail("Physical memory of this target cannot be read") : native.bits;
  }
  const bits = native !== void 0 && isLocated(native) ? native.locationAddress : state.int64.bitsOf(location);
  return bits ?? failArgument(state, name);
}
function locationOf(state, context, address2) {
  return new LocationObject(state, context, context.session.fromAddress(address2), false).wrapper;
}

// test/host/type-info.ts
var intrinsic = (name, size, encoding) => ({
  kind: "intrinsic",
  name,
  size,
  encoding
});
var intrinsics = new Map(
  [
    intrinsic("void", 0, "none"),
    intrinsic("bool", 1, "unsigned"),
    intrinsic("char", 1, "signed"),
    intrinsic("unsigned char", 1, "unsigned"),
    intrinsic("wchar", 2, "unsigned"),
    intrinsic("wchar_t", 2, "unsigned"),
    intrinsic("short", 2, "signed"),
    intrinsic("unsigned short", 2, "unsigned"),
    intrinsic("int", 4, "signed"),
    intrinsic("unsigned int", 4, "unsigned"),
    intrinsic("long", 4, "signed"),
    intrinsic("unsigned long", 4, "unsigned"),
    intrinsic("long long", 8, "signed"),
    intrinsic("unsigned long long", 8, "unsigned"),
    intrinsic("__int64", 8, "signed"),
    intrinsic("unsigned __int64", 8, "unsigned"),
    intrinsic("float", 4, "float"),
    intrinsic("double", 8, "float")
  ].map((type) => [type.name, type])
);
var unnamedTag = "<unnamed-tag>";
function sizeOf(type) {
  switch (type.kind) {
    case "udt":
      return type.layout?.size;
    case "array": {
      const size = sizeOf(type.element);
      return size === void 0 ? void 0 : size * type.count;
    }
    case "bitField":
      return type.storage.size;
    case "intrinsic":
      return type.size === 0 ? void 0 : type.size;
    default:
      return type.size;
  }
}
var shownNames = {
  "long long": "__int64",
  "unsigned long long": "unsigned __int64",
  wchar: "wchar_t"
};
function nameOf2(type) {
  switch (type.kind) {
    case "pointer":
      return `${nameOf2(type.pointee)} *`;
    case "array":
      return `${nameOf2(type.element)} [${type.count}]`;
    case "bitField":
      return nameOf2(type.storage);
    case "intrinsic":
      return shownNames[type.name] ?? type.name;
    default:
      return type.name;
  }
}
var TypeTable = class {
  parsed = /* @__PURE__ */ new Map();
  layout;
  constructor(layout) {
    this.layout = layout;
  }
  /**
   * The type with a name that a script or a user wrote; undefined if symbols have none. Nested types without a name
   * cannot be found.
   */
  findNamed(name) {
    const base = name.replace(/[\s*]*$/, "");
    if (base.includes("::") || base.includes("[") || base === "") {
      return void 0;
    }
    if (!intrinsics.has(base) && !Object.hasOwn(this.layout.types, base) && !Object.hasOwn(this.layout.enums, base)) {
      return void 0;
    }
    return this.resolve(base + name.slice(base.length).replace(/\s/g, ""));
  }
  /** The type of a field. */
  ofField(type, bit) {
    const info = this.resolve(type);
    if (bit === void 0 || info.kind !== "intrinsic") {
      return info;
    }
    return { kind: "bitField", storage: info, lsb: bit[0], length: bit[1] };
  }
  resolve(text3) {
    const known2 = this.parsed.get(text3);
    if (known2 !== void 0) {
      return known2;
    }
    const type = this.parse(text3.trim());
    this.parsed.set(text3, type);
    return type;
  }
  parse(text3) {
    const array = /^(.*)\[(\d+)\]$/.exec(text3);
    if (array !== null) {
      return { kind: "array", element: this.resolve(array[1] ?? ""), count: Number(array[2]) };
    }
    if (text3.endsWith("*")) {
      return { kind: "pointer", pointee: this.resolve(text3.slice(0, -1)), size: this.layout.pointerSize };
    }
    const basic = intrinsics.get(text3);
    if (basic !== void 0) {
      return basic;
    }
    const layout = Object.hasOwn(this.layout.types, text3) ? this.layout.types[text3] : void 0;
    const name = text3.includes("::") ? unnamedTag : text3;
    if (layout !== void 0) {
      return { kind: "udt", name, layout };
    }
    const values = Object.hasOwn(this.layout.enums, text3) ? this.layout.enums[text3] : void 0;
    if (values !== void 0) {
      return { kind: "enum", name, values, size: this.layout.enumSizes?.[text3] ?? 4 };
    }
    return { kind: "udt", name };
  }
};
function enumeratorText(type, value) {
  if (type.kind !== "enum") {
    return void 0;
  }
  const name = Object.entries(type.values).find(([, known2]) => BigInt(known2) === value)?.[0];
  return name === void 0 ? value.toString() : `${name} (${value})`;
}

// test/host/type-object.ts
var typeKinds = {
  udt: "udt",
  pointer: "pointer",
  array: "array",
  enum: "enum",
  intrinsic: "intrinsic",
  bitField: "intrinsic"
};
function fieldType(source, field) {
  return source.context.session.typesOf(source.module)?.ofField(field.type, field.bit);
}
var TypeObject = class _TypeObject extends NativeObject {
  source;
  info;
  container;
  constructor(state, source, info, container) {
    super(state, source.context);
    this.source = source;
    this.info = info;
    this.container = container;
  }
  get readKind() {
    return "typeRead";
  }
  projected(name) {
    const value = this.value(name);
    return value === void 0 ? void 0 : property(value);
  }
  projectedNames() {
    return ["name", "size", "typeKind", "baseType", "fields", "isBitField"].filter(
      (name) => this.value(name) !== void 0
    );
  }
  display() {
    return nameOf2(this.info);
  }
  get hasDisplayString() {
    return true;
  }
  value(name) {
    const { info, state } = this;
    switch (name) {
      case "name":
        return () => nameOf2(info);
      case "size": {
        const size = sizeOf(info);
        return size === void 0 ? void 0 : () => state.int64.of(BigInt(size));
      }
      case "typeKind":
        return () => typeKinds[info.kind];
      case "baseType":
        return this.baseType();
      case "fields":
        return info.kind === "udt" ? () => this.fields(info) : void 0;
      case "baseClasses":
        return info.kind === "udt" ? () => /* @__PURE__ */ Object.create(null) : void 0;
      case "isBitField":
        return () => info.kind === "bitField";
      case "bitFieldPositions":
        return info.kind === "bitField" ? () => Object.freeze({ __proto__: null, lsb: info.lsb, length: info.length }) : void 0;
      case "containingType": {
        const { container } = this;
        return container === void 0 ? void 0 : () => new _TypeObject(state, this.source, container).wrapper;
      }
      default:
        return void 0;
    }
  }
  baseType() {
    const { info } = this;
    const base = info.kind === "pointer" ? info.pointee : info.kind === "array" ? info.element : void 0;
    return base === void 0 ? void 0 : () => new _TypeObject(this.state, this.source, base).wrapper;
  }
  /** An object with one enumerable property for each field; other names are undefined. */
  fields(info) {
    const fields = /* @__PURE__ */ Object.create(null);
    for (const [name, field] of Object.entries(info.layout?.fields ?? {})) {
      Object.defineProperty(fields, name, {
        enumerable: true,
        get: () => {
          this.state.counters.count("typeRead");
          return new FieldObject(this.state, this.source, info, name, field).wrapper;
        }
      });
    }
    return Object.freeze(fields);
  }
};
var FieldObject = class extends NativeObject {
  source;
  container;
  name;
  field;
  constructor(state, source, container, name, field) {
    super(state, source.context);
    this.source = source;
    this.container = container;
    this.name = name;
    this.field = field;
  }
  get readKind() {
    return "typeRead";
  }
  projected(name) {
    switch (name) {
      case "name":
        return property(() => this.name);
      case "type":
        return property(() => this.type());
      case "locationKind":
        return property(() => "member");
      case "offset":
        return property(() => this.state.int64.of(BigInt(this.field.offset)));
      default:
        return void 0;
    }
  }
  projectedNames() {
    return ["name", "type", "locationKind", "offset"];
  }
  type() {
    const info = fieldType(this.source, this.field);
    return info === void 0 ? void 0 : new TypeObject(this.state, this.source, info, this.container).wrapper;
  }
};

// test/host/scalar-values.ts
function viewOf(bytes) {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
function readBits(bytes) {
  let value = 0n;
  for (let i2 = bytes.length - 1; i2 >= 0; i2--) {
    value = value << 8n | BigInt(bytes[i2] ?? 0);
  }
  return value;
}
function readFloat(bytes) {
  return bytes.length === 4 ? viewOf(bytes).getFloat32(0, true) : viewOf(bytes).getFloat64(0, true);
}
function intrinsicValue(state, info, bytes) {
  if (info.encoding === "float") {
    return readFloat(bytes);
  }
  const bits = readBits(bytes);
  if (info.name === "bool") {
    return bits !== 0n;
  }
  if (info.size === 8) {
    return state.int64.of(bits);
  }
  return Number(info.encoding === "signed" ? BigInt.asIntN(info.size * 8, bits) : bits);
}
function bitFieldValue(state, info, bytes) {
  const bits = readBits(bytes) >> BigInt(info.lsb) & (1n << BigInt(info.length)) - 1n;
  const value = info.storage.encoding === "signed" ? BigInt.asIntN(info.length, bits) : bits;
  return info.storage.size === 8 ? state.int64.of(value) : Number(value);
}

// test/host/typed-object.ts
var TypedObject = class extends NativeObject {
  source;
  address;
  /**
   * The address as scripts see it, if different: sign-extended for an object that the engine itself found in a 32-bit
   * target.
   */
  widened = void 0;
  constructor(state, source, address2) {
    super(state, source.context);
    this.source = source;
    this.address = address2;
  }
  get readKind() {
    return "fieldRead";
  }
  get locationAddress() {
    return this.address;
  }
  projected(name) {
    const { address: address2, state, source } = this;
    switch (name) {
      case "targetLocation":
        return address2 === void 0 ? void 0 : property(() => locationOf(state, source.context, address2));
      case "targetSize":
        return property(
          () => state.int64.of(
            BigInt(sizeOf(this.info) ?? state.realms.fail(`The size of '${nameOf2(this.info)}' is not known`))
          )
        );
      case "targetType":
        return property(() => new TypeObject(state, source, this.info).wrapper);
      case "runtimeTypedObject":
        return property(() => this.wrapper);
      case "address":
        return address2 === void 0 ? void 0 : property(() => addressValue(state, source.context, this.widened ?? address2));
      default:
        return void 0;
    }
  }
};
var UdtObject = class extends TypedObject {
  info;
  base;
  widened;
  constructor(state, source, info, address2, widened) {
    super(state, source, address2);
    this.info = info;
    this.base = address2;
    this.widened = widened;
  }
  /** The class that displays this type in place of the debugger, if any. */
  get visualizer() {
    return this.state.models.visualizerOf(this.source.module, this.info.name);
  }
  parentModels() {
    const { visualizer } = this;
    const extensions = this.state.models.extensionsOf(this.source.module, this.info.name);
    return [...visualizer === void 0 ? [] : [visualizer], ...this.added(), ...extensions];
  }
  nativeField(name) {
    const fields = this.info.layout?.fields;
    const field = fields !== void 0 && Object.hasOwn(fields, name) ? fields[name] : void 0;
    const type = field === void 0 ? void 0 : fieldType(this.source, field);
    if (field === void 0 || type === void 0) {
      return void 0;
    }
    return property(() => readValue(this.state, this.source, type, this.base + BigInt(field.offset)));
  }
  nativeFieldNames() {
    return this.visualizer === void 0 ? Object.keys(this.info.layout?.fields ?? {}) : [];
  }
  /**
   * The model that provides the object's string conversion. Extensions do so too: an ordinary class has `Object`'s
   * `toString`, so that its objects show "[object Object]", unless its `toString` is undefined or its prototype
   * inherits from nothing.
   */
  get converter() {
    return this.parentModels().find((model) => typeof Reflect.get(model.prototype, "toString") === "function");
  }
  get hasDisplayString() {
    return this.converter !== void 0;
  }
  display() {
    const { converter } = this;
    const type = `[Type: ${nameOf2(this.info)}]`;
    if (converter === void 0) {
      return type;
    }
    return converter === this.visualizer ? this.conversion() : `${this.conversion()} ${type}`;
  }
  conversion() {
    const { converter } = this;
    return converter === void 0 ? "[object Object]" : convertByModel(this.state.realms, converter, this.wrapper);
  }
};
var PointerObject = class extends TypedObject {
  info;
  readPointer;
  /** `address` is where the pointer itself lies; `readPointer` gives its value. */
  constructor(state, source, info, address2, readPointer) {
    super(state, source, address2);
    this.info = info;
    this.readPointer = readPointer;
  }
  /** As a location a pointer means the object that it points to. */
  get locationAddress() {
    return this.readPointer();
  }
  projected(name) {
    switch (name) {
      case "address":
        return property(() => addressValue(this.state, this.source.context, this.readPointer()));
      case "isNull":
        return property(() => this.readPointer() === 0n);
      case "dereference":
        return method(() => {
          this.state.counters.count("dereference");
          return readValue(this.state, this.source, this.info.pointee, this.readPointer());
        });
      case "add":
        return method((count2) => this.moved(count2));
      default:
        return super.projected(name);
    }
  }
  findBehindProjection(name) {
    return super.findBehindProjection(name) ?? this.pointee()?.findBehindProjection(name);
  }
  shownNames() {
    return [...super.shownNames(), ...this.pointee()?.shownNames() ?? []];
  }
  shownMethods() {
    return [...super.shownMethods(), ...this.pointee()?.shownMethods() ?? []];
  }
  metadataOf(name) {
    return super.metadataOf(name) ?? this.pointee()?.metadataOf(name);
  }
  /** The struct or union pointed to; undefined for a pointer to anything else. */
  pointee() {
    const { pointee } = this.info;
    return pointee.kind === "udt" ? new UdtObject(this.state, this.source, pointee, this.readPointer()) : void 0;
  }
  /** A pointer shows what its pointee converts to, if a script provides the conversion. */
  display() {
    const shown = hex2(this.source.context.session.fromAddress(this.readPointer()));
    const pointee = this.pointee();
    if (pointee?.hasDisplayString === true) {
      return `${shown} : ${pointee.conversion()} [Type: ${nameOf2(this.info)}]`;
    }
    return `${shown} [Type: ${nameOf2(this.info)}]`;
  }
  moved(count2) {
    const { realms, int64 } = this.state;
    const size = sizeOf(this.info.pointee) ?? realms.fail(`The size of '${nameOf2(this.info.pointee)}' is not known`);
    const steps = int64.bitsOf(count2) ?? realms.fail("A pointer moves by a number or an Int64 of elements");
    const width = this.info.size * 8;
    const moved = BigInt.asUintN(width, this.readPointer() + BigInt.asIntN(64, steps) * BigInt(size));
    return pointerTo(this.state, this.source, this.info, moved);
  }
};
var ArrayObject = class extends TypedObject {
  info;
  base;
  constructor(state, source, info, address2) {
    super(state, source, address2);
    this.info = info;
    this.base = address2;
  }
  get isIndexable() {
    return true;
  }
  /** Assumption: an index outside the declared length is an error. */
  at(index) {
    const { realms, int64, counters } = this.state;
    const bits = int64.bitsOf(index) ?? realms.fail("An array is indexed by a number or an Int64");
    if (bits >= BigInt(this.info.count)) {
      realms.fail(`The index ${bits} is outside the array of ${this.info.count}`);
    }
    const size = sizeOf(this.info.element) ?? realms.fail(`The size of '${nameOf2(this.info.element)}' is not known`);
    counters.count("arrayElement");
    return readValue(this.state, this.source, this.info.element, this.base + bits * BigInt(size));
  }
  *iterate() {
    for (let index = 0; index < this.info.count; index++) {
      yield { value: this.at(index), indices: [index] };
    }
  }
  /** Arrays of `char` show their text, those of `unsigned char` and all others their type alone. */
  display() {
    const type = `[Type: ${nameOf2(this.info)}]`;
    const { element, count: count2 } = this.info;
    if (element.kind !== "intrinsic" || element.name !== "char") {
      return type;
    }
    const bytes = readMemory(this.state, this.source.context, this.base, count2, nameOf2(this.info));
    const text3 = String.fromCharCode(...bytes);
    return `"${text3.slice(0, text3.includes("\0") ? text3.indexOf("\0") : count2)}" ${type}`;
  }
};
var EnumObject = class extends TypedObject {
  info;
  value;
  constructor(state, source, info, address2, value) {
    super(state, source, address2);
    this.info = info;
    this.value = value;
  }
  numericValue() {
    return this.value;
  }
  get hasDisplayString() {
    return true;
  }
  display() {
    return enumeratorText(this.info, BigInt(this.value)) ?? String(this.value);
  }
};
function pointerTo(state, source, info, value) {
  return new PointerObject(state, source, info, void 0, () => value).wrapper;
}
function typedAt(state, source, info, widened) {
  const address2 = source.context.session.toAddress(widened);
  return info.kind === "udt" ? new UdtObject(state, source, info, address2, widened).wrapper : readValue(state, source, info, address2);
}
function readValue(state, source, info, address2) {
  const place = source.context.session.toAddress(address2);
  const read2 = (length) => readMemory(state, source.context, place, length, nameOf2(info));
  switch (info.kind) {
    case "udt":
      return new UdtObject(state, source, info, place).wrapper;
    case "array":
      return new ArrayObject(state, source, info, place).wrapper;
    case "pointer": {
      const value = readBits(read2(info.size));
      return new PointerObject(state, source, info, place, () => value).wrapper;
    }
    case "enum": {
      const value = Number(readBits(read2(info.size)));
      return state.mood.enums === "number" ? value : new EnumObject(state, source, info, place, value).wrapper;
    }
    case "bitField":
      return bitFieldValue(state, info, read2(info.storage.size));
    case "intrinsic":
      return info.size === 0 ? state.realms.fail("A void has no value") : intrinsicValue(state, info, read2(info.size));
  }
}

// test/host/lookup.ts
function createLookups(state) {
  return {
    getModuleType: (...args) => getModuleType(state, args),
    createPointerObject: (...args) => createPointerObject(state, args),
    createTypedObject: (...args) => createTypedObject(state, args),
    getModuleSymbol: (...args) => getModuleSymbol(state, args),
    getModuleSymbolAddress: (...args) => getModuleSymbolAddress(state, args),
    setModuleSymbol: (...args) => setModuleSymbol(state, args),
    getModuleContainingSymbol: (...args) => containingSymbol(state, "getModuleContainingSymbol", args).name,
    getModuleContainingSymbolInformation: (...args) => symbolInformation(state, args)
  };
}
function findType2(state, method2, context, moduleName2, typeName) {
  const module = context.session.findModule(needString(state, method2, moduleName2));
  const name = needString(state, method2, typeName);
  if (module === void 0) {
    return void 0;
  }
  const types3 = context.session.typesOf(module) ?? state.realms.fail(`Symbols are not loaded for module '${module.name}'`);
  const info = types3.findNamed(name);
  return info === void 0 ? void 0 : { source: { context, module }, info };
}
function needType(state, method2, context, moduleName2, typeName) {
  return findType2(state, method2, context, moduleName2, typeName) ?? state.realms.fail(`Unable to find type '${String(typeName)}' in module '${String(moduleName2)}'`);
}
function nothingFound(state) {
  return state.realms.current.interfaceMinor >= 1 ? null : state.realms.fail("Unknown exception");
}
function getModuleType(state, all2) {
  state.counters.count("getModuleType");
  const { args, context } = takeContext(state, "getModuleType", all2, { least: 2, most: 2 });
  const found = findType2(state, "getModuleType", context, args[0], args[1]);
  return found === void 0 ? nothingFound(state) : new TypeObject(state, found.source, found.info).wrapper;
}
function locatedType(state, name, all2) {
  const given = unwrap(all2[1]);
  if (given instanceof TypeObject) {
    const { args: args2, context: context2 } = takeContext(state, name, all2, { least: 2, most: 2 });
    if (context2.session !== given.source.context.session) {
      failArgument(state, name);
    }
    return { context: context2, bits: addressBits(state, name, args2[0]), source: { ...given.source, context: context2 }, info: given.info };
  }
  const { args, context } = takeContext(state, name, all2, { least: 3, most: 3 });
  return { context, bits: addressBits(state, name, args[0]), ...needType(state, name, context, args[1], args[2]) };
}
function createPointerObject(state, all2) {
  state.counters.count("createPointerObject");
  const { bits, source, info } = locatedType(state, "createPointerObject", all2);
  return info.kind === "pointer" ? pointerTo(state, source, info, bits) : failArgument(state, "createPointerObject");
}
function createTypedObject(state, all2) {
  state.counters.count("createTypedObject");
  const { context, bits, source, info } = locatedType(state, "createTypedObject", all2);
  return readValue(state, source, info, context.session.toAddress(bits));
}
function getModuleSymbol(state, all2) {
  state.counters.count("getModuleSymbol");
  const name = "getModuleSymbol";
  const { args, context } = takeContext(state, name, all2, { least: 2, most: 3 });
  const module = context.session.findModule(needString(state, name, args[0]));
  const symbol = needString(state, name, args[1]);
  const facts = module === void 0 ? void 0 : context.session.findSymbol(module, symbol);
  if (module === void 0 || facts === void 0) {
    return nothingFound(state);
  }
  const typeName = args.length === 3 ? needString(state, name, args[2]) : facts.type ?? failArgument(state, name);
  const { source, info } = needType(state, name, context, module.name, typeName);
  return readValue(state, source, info, facts.address);
}
function getModuleSymbolAddress(state, all2) {
  state.counters.count("getModuleSymbolAddress");
  const name = "getModuleSymbolAddress";
  const isDeclared = state.mood.symbolArguments === "declared";
  if (!isDeclared) {
    needCount(state, name, all2, 2, 2);
  }
  const { args, context } = takeContext(state, name, all2, { least: 2, most: isDeclared ? 3 : 2 });
  const module = context.session.findModule(needString(state, name, args[0]));
  const symbol = needString(state, name, args[1]);
  if (args.length === 3) {
    needType(state, name, context, args[0], args[2]);
  }
  const facts = module === void 0 ? void 0 : context.session.findSymbol(module, symbol);
  return facts === void 0 ? null : addressValue(state, context, facts.address);
}
function setModuleSymbol(state, all2) {
  const { args } = takeContext(state, "setModuleSymbol", all2, { least: 3, most: 3 });
  needString(state, "setModuleSymbol", args[0]);
  needString(state, "setModuleSymbol", args[1]);
  return state.realms.fail("Unknown exception");
}
function containingSymbol(state, name, all2) {
  state.counters.count("getModuleSymbol");
  const { args, context } = takeContext(state, name, all2, { least: 1, most: 1 });
  const address2 = toAddress(state, name, context, args[0]);
  const module = context.session.target.modules.find(
    (one) => address2 >= one.base && address2 < one.base + BigInt(one.size)
  );
  let best;
  for (const [symbol, facts] of module?.symbols ?? []) {
    if (facts.address <= address2 && (best === void 0 || facts.address > best.address)) {
      best = { name: symbol, address: facts.address };
    }
  }
  if (module === void 0 || best === void 0) {
    return state.realms.fail(`No symbol contains the address ${hex2(address2)}`);
  }
  return { context, module, ...best };
}
function symbolInformation(state, all2) {
  const { context, module, name, address: address2 } = containingSymbol(state, "getModuleContainingSymbolInformation", all2);
  const information = new state.realms.current.Object();
  return Object.assign(information, { name, moduleName: module.name, address: addressValue(state, context, address2) });
}

// test/host/expression.ts
function createExpressions(state) {
  return {
    evaluateExpression: (...all2) => {
      const { args, context } = takeContext(state, "evaluateExpression", all2, { least: 1, most: 1 });
      return evaluate(state, context, needString(state, "evaluateExpression", args[0]));
    },
    evaluateExpressionInContext: (...args) => {
      needCount(state, "evaluateExpressionInContext", args, 2, 2);
      const name = "evaluateExpressionInContext";
      return evaluate(state, contextOf(state, name, args[0]), needString(state, name, args[1]));
    }
  };
}
var castForm = /^\(\s*(\w+)!(\w+)\s*(\*+)\s*\)\s*(0[xX][0-9a-fA-F`]+|\d+)$/;
var sizeForm = /^sizeof\s*\(\s*(\w+)!(\w+)\s*(\**)\s*\)$/;
var symbolForm = /^(&?)\s*(\w+)!(\w+)$/;
var numberForm = /^(0[xX][0-9a-fA-F`]+|\d+)$/;
var toBits = (text3) => BigInt(text3.replace(/`/g, ""));
function evaluate(state, context, text3) {
  state.counters.count("evaluateExpression");
  const cast = castForm.exec(text3);
  if (cast !== null) {
    return castPointer(state, context, cast[1] ?? "", (cast[2] ?? "") + (cast[3] ?? ""), toBits(cast[4] ?? ""));
  }
  const size = sizeForm.exec(text3);
  if (size !== null) {
    return sizeOf(needType(state, "evaluateExpression", context, size[1], (size[2] ?? "") + (size[3] ?? "")).info);
  }
  const symbol = symbolForm.exec(text3);
  if (symbol !== null) {
    return symbolValue(state, context, symbol[2] ?? "", symbol[3] ?? "", symbol[1] === "&");
  }
  if (numberForm.test(text3)) {
    const bits = toBits(text3);
    return bits <= 0xffffffffn ? Number(bits) : state.int64.of(bits);
  }
  return state.realms.fail(`The expression '${text3}' cannot be evaluated`);
}
function castPointer(state, context, moduleName2, typeName, bits) {
  const { source, info } = needType(state, "evaluateExpression", context, moduleName2, typeName);
  if (info.kind !== "pointer") {
    return state.realms.fail(`'${typeName}' is not the type of a pointer`);
  }
  return pointerTo(state, source, info, bits);
}
function symbolValue(state, context, moduleName2, name, isAddress) {
  const module = context.session.findModule(moduleName2);
  const facts = (module === void 0 ? void 0 : context.session.findSymbol(module, name)) ?? state.realms.fail(`Couldn't resolve '${moduleName2}!${name}'`);
  if (isAddress) {
    return addressValue(state, context, facts.address);
  }
  const { source, info } = needType(
    state,
    "evaluateExpression",
    context,
    moduleName2,
    facts.type ?? state.realms.fail(`The type of '${moduleName2}!${name}' is not known`)
  );
  return readValue(state, source, info, facts.address);
}

// test/host/metadata.ts
var ValueWithMetadata = class {
  value;
  metadata;
  constructor(value, metadata) {
    this.value = value;
    this.metadata = metadata;
  }
};
function isObject(value) {
  return typeof value === "object" && value !== null;
}
var MetadataStore = class {
  byPrototype = /* @__PURE__ */ new WeakMap();
  realms;
  constructor(realms) {
    this.realms = realms;
  }
  /** `host.metadata.defineMetadata`: takes a class (or a prototype object) and metadata by property name. */
  define(cls, metadata) {
    const prototype = typeof cls === "function" ? cls.prototype : cls;
    if (!isObject(prototype)) {
      this.realms.fail("defineMetadata takes a class and an object of metadata by property");
    }
    if (!isObject(metadata) || Object.values(metadata).some((part) => !isObject(part))) {
      this.realms.fail("defineMetadata takes a class and an object of metadata by property");
    }
    this.byPrototype.set(prototype, metadata);
  }
  /** `host.metadata.valueWithMetadata`. */
  attach(value, metadata) {
    if (!isObject(metadata)) {
      this.realms.fail("valueWithMetadata takes a value and an object of metadata");
    }
    return new ValueWithMetadata(value, metadata);
  }
  /** The metadata of a property, as defined by the object's class or one that it extends. */
  find(object, name) {
    for (let next = object; next !== null; next = Reflect.getPrototypeOf(next)) {
      const metadata = this.byPrototype.get(next);
      if (metadata !== void 0 && Object.hasOwn(metadata, name)) {
        return metadata[name];
      }
    }
    return void 0;
  }
};

// test/host/number-text.ts
function formatNumber(value, integer, formatSpecifier) {
  if (integer === void 0) {
    return typeof value === "number" ? value.toFixed(6) : String(value);
  }
  if (formatSpecifier === "d" || formatSpecifier !== "x" && integer < 0n) {
    return integer.toString();
  }
  const isWide = typeof value !== "number";
  const bits = isWide || integer < -0x80000000n || integer > 0xffffffffn ? 64 : 32;
  return `0x${BigInt.asUintN(bits, integer).toString(16)}`;
}

// test/host/model-object.ts
var ModelObject = class _ModelObject extends NativeObject {
  facts;
  constructor(state, context, facts) {
    super(state, context);
    this.facts = facts;
  }
  get isIndexable() {
    return this.facts.at !== void 0;
  }
  get model() {
    return this.facts.modelName === void 0 ? void 0 : this.state.models.find(this.facts.modelName);
  }
  projected(name) {
    if (Object.hasOwn(this.facts.members, name)) {
      return this.facts.members[name];
    }
    const hung = this.model?.properties.get(name);
    if (hung === void 0) {
      return void 0;
    }
    return property(
      () => new _ModelObject(this.state, this.context, {
        members: {},
        modelName: hung.modelName,
        receiver: this.wrapper
      }).wrapper
    );
  }
  findForScript(name) {
    const { scriptMembers } = this.facts;
    return scriptMembers !== void 0 && Object.hasOwn(scriptMembers, name) ? scriptMembers[name] : super.findForScript(name);
  }
  projectedNames() {
    const own = Object.entries(this.facts.members).filter(([, member]) => !member.isMethod).map(([name]) => name);
    return [...own, ...this.model?.properties.keys() ?? []];
  }
  projectedMethodNames() {
    return Object.entries(this.facts.members).filter(([, member]) => member.isMethod).map(([name]) => name);
  }
  parentModels() {
    return [...this.model?.parents ?? [], ...this.added()];
  }
  findInModels(name, receiver) {
    return super.findInModels(name, this.facts.receiver ?? receiver);
  }
  added() {
    const { identity: identity2, attached } = this.facts;
    if (attached !== void 0) {
      return attached;
    }
    const session = this.context?.session;
    if (identity2 === void 0 || session === void 0) {
      return super.added();
    }
    const known2 = session.addedModels.get(identity2);
    if (known2 !== void 0) {
      return known2;
    }
    const list2 = [];
    session.addedModels.set(identity2, list2);
    return list2;
  }
  get hasDisplayString() {
    return this.facts.display !== void 0;
  }
  display() {
    return this.facts.display?.();
  }
  iterate() {
    return this.facts.iterate?.();
  }
  at(index) {
    return this.facts.at?.(index) ?? this.state.realms.fail("The collection has no element of that index");
  }
};

// test/host/collection-queries.ts
function* filtered(elements, keep) {
  let position = 0;
  for (const element of elements()) {
    if (keep(element, position++)) {
      yield element;
    }
  }
}
function* mapped(elements, map) {
  for (const element of elements()) {
    yield { ...element, value: map(element.value) };
  }
}
function queryMembers(state, elements) {
  const collection2 = (next) => new ModelObject(state, void 0, { members: {}, scriptMembers: queryMembers(state, next), iterate: next }).wrapper;
  const lambda = (name, value) => typeof value === "function" ? value : failArgument(state, name);
  const count2 = (name, value) => typeof value === "number" ? value : failArgument(state, name);
  const define2 = (name, least, most, call) => ({
    [name]: method(
      (...args) => args.length < least || args.length > most ? state.realms.fail(`Invalid number of arguments to method '${name}'`) : call(args)
    )
  });
  const matching3 = (name, [condition]) => {
    if (condition === void 0) {
      return elements();
    }
    const matches2 = lambda(name, condition);
    return filtered(elements, ({ value }) => matches2(value) === true);
  };
  const first2 = (args) => {
    for (const { value } of matching3("First", args)) {
      return value;
    }
    return state.realms.fail("Unknown exception");
  };
  const last2 = (args) => [...matching3("Last", args)].pop()?.value ?? state.realms.fail("Unknown exception");
  return {
    ...define2("All", 1, 1, (args) => [...matching3("All", args)].length === [...elements()].length),
    ...define2("Any", 1, 1, (args) => [...matching3("Any", args)].length > 0),
    ...define2("Count", 0, 0, () => state.int64.of(BigInt([...elements()].length))),
    ...define2("First", 0, 1, first2),
    ...define2("Last", 0, 1, last2),
    ...define2("Select", 1, 1, ([map]) => {
      const make = lambda("Select", map);
      return collection2(() => mapped(elements, make));
    }),
    ...define2(
      "Skip",
      1,
      1,
      ([number2]) => collection2(() => filtered(elements, (_element, position) => position >= count2("Skip", number2)))
    ),
    ...define2(
      "Take",
      1,
      1,
      ([number2]) => collection2(() => filtered(elements, (_element, position) => position < count2("Take", number2)))
    ),
    ...define2("Where", 1, 1, (args) => {
      lambda("Where", args[0]);
      return collection2(() => matching3("Where", args));
    })
  };
}

// test/host/session-objects.ts
function idValue(state, id) {
  return state.mood.ids === "int64" ? state.int64.of(BigInt(id)) : id;
}
function collection(state, context, modelName, items, indexOf, toObject) {
  const { session } = context;
  const refused = () => state.realms.fail("Unknown exception");
  const isMissing = modelName === "Debugger.Models.Processes" && session.hasNoProcesses;
  const elements = function* () {
    if (isMissing) {
      refused();
    }
    let position = 0;
    for (const item of items()) {
      yield { value: toObject(item), indices: [indexOf(item, position++)] };
    }
  };
  const at2 = (index) => {
    if (isMissing) {
      refused();
    }
    const bits = state.int64.bitsOf(index);
    let position = 0;
    for (const item of items()) {
      if (BigInt(indexOf(item, position++)) === bits) {
        return toObject(item);
      }
    }
    return void 0;
  };
  return new ModelObject(state, context, {
    members: {},
    scriptMembers: queryMembers(state, elements),
    ...modelName === void 0 ? {} : { modelName },
    iterate: elements,
    at: at2
  }).wrapper;
}
function group2(state, context, members) {
  return new ModelObject(state, context, { members }).wrapper;
}
function open(state, session) {
  return session.isOpen ? session : state.realms.fail("The session has been closed");
}
function sessionObject(state, session) {
  const context = { session };
  const { target } = session;
  const processes = () => open(state, session).processList();
  return new ModelObject(state, context, {
    modelName: "Debugger.Models.Session",
    identity: "session",
    display: () => target.description,
    members: {
      Processes: property(
        () => collection(
          state,
          context,
          "Debugger.Models.Processes",
          processes,
          (process4) => process4.id,
          (process4) => processObject(state, session, process4)
        )
      ),
      Id: property(() => session.Id),
      Attributes: property(
        () => group2(state, context, {
          Target: property(
            () => group2(state, context, {
              IsKernelTarget: property(() => target.isKernel),
              IsUserTarget: property(() => !target.isKernel),
              IsDumpTarget: property(() => target.isDump),
              IsLiveTarget: property(() => !target.isDump)
            })
          )
        })
      )
    }
  }).wrapper;
}
function living(state, session, process4) {
  const now = open(state, session).findProcess(process4.id);
  return now?.object === process4.object ? now : state.realms.fail(`The process ${hex2(BigInt(process4.id))} is gone`);
}
function processObject(state, session, process4) {
  const context = { session, process: process4 };
  const now = () => living(state, session, process4);
  const kernelObject = session.target.isKernel ? { KernelObject: property(() => kernelTyped(state, context, "_EPROCESS", process4.object)) } : {};
  return new ModelObject(state, context, {
    modelName: "Debugger.Models.Process",
    identity: `process ${process4.object}`,
    display: () => process4.name,
    members: {
      ...kernelObject,
      Name: property(() => now().name),
      Id: property(() => idValue(state, now().id)),
      Threads: property(
        () => collection(
          state,
          context,
          "Debugger.Models.Threads",
          () => now().threads,
          (thread) => thread.id,
          (thread) => threadObject(state, context, thread)
        )
      ),
      Modules: property(
        () => collection(
          state,
          context,
          "Debugger.Models.Modules",
          () => session.target.modules,
          (_module, position) => position,
          (module) => moduleObject(state, context, module)
        )
      ),
      Io: property(
        () => group2(state, context, {
          Handles: property(
            () => collection(
              state,
              context,
              void 0,
              () => now().handles(),
              (handle) => handle.handle,
              (handle) => handleObject(state, context, handle)
            )
          )
        })
      )
    }
  }).wrapper;
}
function currentProcessObject(state, session) {
  return processObject(state, session, session.target.currentProcess());
}
function currentThreadObject(state, session) {
  return threadObject(state, { session, process: session.target.currentProcess() }, session.target.currentThread());
}
function threadObject(state, context, thread) {
  const kernelObject = context.session.target.isKernel ? { KernelObject: property(() => kernelTyped(state, context, "_ETHREAD", thread.object)) } : {};
  return new ModelObject(state, context, {
    modelName: "Debugger.Models.Thread",
    identity: `thread ${thread.object}`,
    display: () => hex2(BigInt(thread.id)),
    members: {
      ...kernelObject,
      Id: property(() => idValue(state, thread.id)),
      // Assumption: the targets hold no stacks to unwind, so a thread has no frames.
      Stack: property(
        () => group2(state, context, {
          Frames: property(
            () => collection(
              state,
              context,
              void 0,
              () => [],
              (_frame, position) => position,
              (frame) => frame
            )
          )
        })
      )
    }
  }).wrapper;
}
function kernelTyped(state, context, typeName, address2) {
  const { source, info } = needType(state, "KernelObject", context, "nt", typeName);
  const { session } = context;
  return typedAt(state, source, info, session.isSeen32 ? BigInt.asUintN(64, BigInt.asIntN(32, address2)) : address2);
}
function moduleObject(state, context, module) {
  return new ModelObject(state, context, {
    modelName: "Debugger.Models.Module",
    identity: `module ${module.base}`,
    display: () => module.name,
    members: {
      BaseAddress: property(() => addressValue(state, context, module.base)),
      Name: property(() => module.name),
      Size: property(() => state.int64.of(BigInt(module.size)))
    }
  }).wrapper;
}
function handleObject(state, context, handle) {
  state.counters.count("handle");
  return new ModelObject(state, context, {
    display: () => handle.typeName,
    members: {
      Handle: property(() => handle.handle),
      Type: property(() => handle.typeName),
      GrantedAccess: property(() => handle.grantedAccess),
      Object: property(() => objectHeader(state, context, handle.object)),
      ObjectName: property(() => handle.name)
    }
  }).wrapper;
}
function objectHeader(state, context, body) {
  const { source, info } = needType(state, "Object", context, "nt", "_OBJECT_HEADER");
  const field = info.kind === "udt" ? info.layout?.fields["Body"] : void 0;
  if (field === void 0) {
    return state.realms.fail("The type '_OBJECT_HEADER' has no field 'Body'");
  }
  return readValue(state, source, info, body - BigInt(field.offset));
}

// test/host/pseudo-variables.ts
var PseudoVariables = class {
  state;
  scriptContents;
  userVariables = /* @__PURE__ */ new Map();
  /** `scriptContents`: gives `@$scriptContents`. */
  constructor(state, scriptContents) {
    this.state = state;
    this.scriptContents = scriptContents;
  }
  get(name) {
    const { sessions: sessions2, aliases } = this.state;
    const session = sessions2.current;
    switch (name) {
      case "cursession":
        return session === void 0 ? void 0 : sessionObject(this.state, session);
      case "curprocess":
        return session === void 0 ? void 0 : currentProcessObject(this.state, session);
      case "curthread":
        return session === void 0 ? void 0 : currentThreadObject(this.state, session);
      case "scriptContents":
        return this.scriptContents();
      default:
        return this.userVariables.has(name) ? this.userVariables.get(name) : aliases.get(name);
    }
  }
  names() {
    const current2 = this.state.sessions.current === void 0 ? [] : ["cursession", "curprocess", "curthread"];
    return [.../* @__PURE__ */ new Set([...current2, "scriptContents", ...this.userVariables.keys(), ...this.state.aliases.keys()])];
  }
  set(name, value) {
    this.userVariables.set(name, value);
  }
};

// test/host/realm.ts
import { constants, createContext, Script as Script2 } from "node:vm";

// test/host/es2016-library.ts
var names = (text3) => text3.split(/\s+/).filter((name) => name !== "");
var constructorNames = ["length", "name", "prototype"];
var library = (own, prototype) => prototype === void 0 ? { own: names(own) } : { own: [...constructorNames, ...names(own)], prototype: ["constructor", ...names(prototype)] };
var error = library("", "message name toString");
var typedArray = library("BYTES_PER_ELEMENT", "BYTES_PER_ELEMENT");
var typedArrayLibrary = library(
  "from of @@species",
  `buffer byteLength byteOffset copyWithin entries every fill filter find findIndex forEach includes indexOf join keys
   lastIndexOf length map reduce reduceRight reverse set slice some sort subarray toLocaleString toString values
   @@iterator @@toStringTag`
);
var iteratorPrototypeNames = ["@@iterator"];
var symbolStatics = names(
  "for keyFor hasInstance isConcatSpreadable iterator match replace search species split toPrimitive toStringTag unscopables"
);
var plainGlobals = names(
  `NaN Infinity undefined parseInt parseFloat isNaN isFinite decodeURI decodeURIComponent encodeURI encodeURIComponent
   escape unescape eval`
);
var es2016Library = {
  Object: library(
    `assign create defineProperties defineProperty freeze getOwnPropertyDescriptor getOwnPropertyNames getOwnPropertySymbols
     getPrototypeOf is isExtensible isFrozen isSealed keys preventExtensions seal setPrototypeOf`,
    `hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf __proto__ __defineGetter__
     __defineSetter__ __lookupGetter__ __lookupSetter__`
  ),
  Function: library("", "apply bind call toString length name arguments caller @@hasInstance"),
  Boolean: library("", "toString valueOf"),
  Symbol: library(symbolStatics.join(" "), "toString valueOf @@toPrimitive @@toStringTag"),
  Number: library(
    `EPSILON MAX_SAFE_INTEGER MAX_VALUE MIN_SAFE_INTEGER MIN_VALUE NaN NEGATIVE_INFINITY POSITIVE_INFINITY isFinite isInteger
     isNaN isSafeInteger parseFloat parseInt`,
    "toExponential toFixed toLocaleString toPrecision toString valueOf"
  ),
  Math: library(
    `E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2 abs acos acosh asin asinh atan atanh atan2 cbrt ceil clz32 cos cosh exp expm1
     floor fround hypot imul log log1p log10 log2 max min pow random round sign sin sinh sqrt tan tanh trunc @@toStringTag`
  ),
  Date: library(
    "UTC now parse",
    `getDate getDay getFullYear getHours getMilliseconds getMinutes getMonth getSeconds getTime getTimezoneOffset getUTCDate
     getUTCDay getUTCFullYear getUTCHours getUTCMilliseconds getUTCMinutes getUTCMonth getUTCSeconds getYear setDate
     setFullYear setHours setMilliseconds setMinutes setMonth setSeconds setTime setUTCDate setUTCFullYear setUTCHours
     setUTCMilliseconds setUTCMinutes setUTCMonth setUTCSeconds setYear toDateString toGMTString toISOString toJSON
     toLocaleDateString toLocaleString toLocaleTimeString toString toTimeString toUTCString valueOf @@toPrimitive`
  ),
  String: library(
    "fromCharCode fromCodePoint raw",
    `anchor big blink bold charAt charCodeAt codePointAt concat endsWith fixed fontcolor fontsize includes indexOf italics
     lastIndexOf length link localeCompare match normalize repeat replace search slice small split startsWith strike sub
     substr substring sup toLocaleLowerCase toLocaleUpperCase toLowerCase toString toUpperCase trim valueOf @@iterator`
  ),
  RegExp: library(
    "@@species",
    `compile exec flags global ignoreCase multiline source sticky test toString unicode @@match @@replace @@search @@split`
  ),
  Array: library(
    "from isArray of @@species",
    `concat copyWithin entries every fill filter find findIndex forEach includes indexOf join keys lastIndexOf length map pop
     push reduce reduceRight reverse shift slice some sort splice toLocaleString toString unshift values @@iterator
     @@unscopables`
  ),
  Int8Array: typedArray,
  Uint8Array: typedArray,
  Uint8ClampedArray: typedArray,
  Int16Array: typedArray,
  Uint16Array: typedArray,
  Int32Array: typedArray,
  Uint32Array: typedArray,
  Float32Array: typedArray,
  Float64Array: typedArray,
  Map: library("@@species", "clear delete entries forEach get has keys set size values @@iterator @@toStringTag"),
  Set: library("@@species", "add clear delete entries forEach has keys size values @@iterator @@toStringTag"),
  WeakMap: library("", "delete get has set @@toStringTag"),
  WeakSet: library("", "add delete has @@toStringTag"),
  ArrayBuffer: library("isView @@species", "byteLength slice @@toStringTag"),
  DataView: library(
    "",
    `buffer byteLength byteOffset getFloat32 getFloat64 getInt8 getInt16 getInt32 getUint8 getUint16 getUint32 setFloat32
     setFloat64 setInt8 setInt16 setInt32 setUint8 setUint16 setUint32 @@toStringTag`
  ),
  JSON: library("parse stringify @@toStringTag"),
  Promise: library("all race reject resolve @@species", "catch then @@toStringTag"),
  Reflect: library(
    `apply construct defineProperty deleteProperty get getOwnPropertyDescriptor getPrototypeOf has isExtensible ownKeys
     preventExtensions set setPrototypeOf`
  ),
  Proxy: library("length name revocable"),
  Error: error,
  EvalError: error,
  RangeError: error,
  ReferenceError: error,
  SyntaxError: error,
  TypeError: error,
  URIError: error
};
var globalOrder = names(
  `NaN Infinity undefined eval parseInt parseFloat isNaN isFinite decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape
   Object Array Boolean Symbol Proxy Reflect Promise Date Function Math Number String RegExp ArrayBuffer DataView Int8Array Uint8Array
   Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array Float64Array JSON Map Set WeakMap WeakSet Error EvalError
   RangeError ReferenceError SyntaxError TypeError URIError`
);

// node_modules/acorn/dist/acorn.mjs
var astralIdentifierCodes = [509, 0, 227, 0, 150, 4, 294, 9, 1368, 2, 2, 1, 6, 3, 41, 2, 5, 0, 166, 1, 574, 3, 9, 9, 7, 9, 32, 4, 318, 1, 31, 4, 33, 15, 71, 10, 50, 3, 123, 2, 54, 14, 32, 10, 3, 1, 11, 3, 46, 10, 8, 0, 46, 9, 7, 2, 37, 13, 2, 9, 6, 1, 45, 0, 13, 2, 49, 13, 9, 3, 2, 11, 83, 11, 7, 0, 3, 0, 158, 11, 6, 9, 7, 3, 56, 1, 2, 6, 3, 1, 3, 2, 10, 0, 11, 1, 3, 6, 4, 4, 68, 8, 2, 0, 3, 0, 2, 3, 2, 4, 2, 0, 15, 1, 83, 17, 10, 9, 5, 0, 82, 19, 13, 9, 214, 6, 3, 8, 28, 1, 83, 16, 16, 9, 82, 12, 9, 9, 7, 19, 58, 14, 5, 9, 243, 14, 166, 9, 71, 5, 2, 1, 3, 3, 2, 0, 2, 1, 13, 9, 120, 6, 3, 6, 4, 0, 29, 9, 41, 6, 2, 3, 9, 0, 10, 10, 47, 15, 199, 7, 137, 9, 54, 7, 2, 7, 17, 9, 57, 21, 2, 13, 123, 5, 4, 0, 2, 1, 2, 6, 2, 0, 9, 9, 49, 4, 2, 1, 2, 4, 9, 9, 55, 9, 7, 0, 259, 3, 10, 1, 2, 0, 49, 6, 4, 4, 14, 10, 5350, 0, 7, 14, 11465, 27, 2343, 9, 87, 9, 39, 4, 60, 6, 26, 9, 535, 9, 470, 0, 2, 54, 8, 3, 82, 0, 12, 1, 19628, 1, 4178, 9, 519, 45, 3, 22, 481, 1, 61, 4, 4, 5, 9, 7, 3, 6, 31, 3, 149, 2, 12, 2, 9, 1, 3, 0, 33, 1, 1357, 49, 513, 54, 5, 49, 9, 0, 15, 0, 23, 4, 2, 14, 1361, 6, 2, 16, 3, 6, 2, 1, 2, 4, 101, 0, 161, 6, 10, 9, 357, 0, 62, 13, 499, 13, 245, 1, 2, 9, 233, 0, 3, 0, 8, 1, 6, 0, 475, 6, 110, 6, 6, 9, 4759, 9, 787719, 239];
var astralIdentifierStartCodes = [0, 11, 2, 25, 2, 18, 2, 1, 2, 14, 3, 13, 35, 122, 70, 52, 268, 28, 4, 48, 48, 31, 14, 29, 6, 37, 11, 29, 3, 35, 5, 7, 2, 4, 43, 157, 19, 35, 5, 35, 5, 39, 9, 51, 13, 10, 2, 14, 2, 6, 2, 1, 2, 10, 2, 14, 2, 6, 2, 1, 4, 51, 13, 310, 10, 21, 11, 7, 25, 5, 2, 41, 2, 13, 65, 5, 3, 0, 2, 43, 2, 1, 4, 0, 3, 22, 11, 22, 10, 30, 66, 18, 2, 1, 11, 21, 11, 25, 7, 25, 39, 55, 7, 1, 65, 0, 16, 3, 2, 2, 2, 28, 43, 28, 4, 28, 36, 7, 2, 27, 28, 53, 11, 21, 11, 18, 14, 17, 111, 72, 56, 50, 14, 50, 14, 35, 39, 27, 10, 22, 251, 41, 7, 1, 17, 5, 18, 21, 18, 28, 11, 0, 9, 21, 43, 17, 47, 20, 28, 22, 13, 52, 58, 1, 3, 0, 14, 44, 33, 24, 27, 35, 30, 0, 3, 0, 9, 34, 4, 0, 13, 47, 15, 3, 22, 0, 2, 0, 36, 17, 2, 24, 20, 1, 64, 6, 2, 0, 2, 3, 2, 14, 2, 9, 8, 46, 39, 7, 3, 1, 3, 21, 2, 6, 2, 1, 2, 4, 4, 0, 19, 0, 13, 4, 31, 9, 2, 0, 3, 0, 2, 37, 2, 0, 26, 0, 2, 0, 45, 52, 19, 3, 21, 2, 31, 47, 21, 1, 2, 0, 185, 46, 42, 3, 37, 47, 21, 0, 60, 42, 14, 0, 72, 26, 38, 6, 186, 43, 117, 63, 32, 7, 3, 0, 3, 7, 2, 1, 2, 23, 16, 0, 2, 0, 95, 7, 3, 38, 17, 0, 2, 0, 29, 0, 11, 39, 8, 0, 22, 0, 12, 45, 20, 0, 19, 72, 18, 0, 182, 32, 32, 8, 2, 36, 18, 0, 50, 29, 113, 6, 2, 1, 2, 37, 22, 0, 26, 5, 2, 1, 2, 31, 15, 0, 24, 43, 22, 0, 239, 18, 16, 0, 2, 12, 2, 33, 125, 0, 80, 921, 103, 111, 6, 206, 13, 310, 2314, 96, 16, 1071, 18, 5, 26, 3994, 6, 582, 6842, 29, 1763, 568, 8, 30, 18, 78, 18, 29, 19, 47, 17, 3, 32, 20, 6, 18, 433, 44, 212, 63, 33, 24, 3, 24, 45, 74, 6, 0, 67, 12, 65, 1, 2, 0, 15, 4, 10, 7386, 37, 33, 96, 114, 14, 913, 15, 50, 7710, 3, 2, 6, 2, 1, 2, 296, 10, 0, 30, 2, 3, 0, 15, 4, 8, 395, 2309, 106, 6, 12, 4, 8, 8, 9, 5991, 84, 2, 70, 2, 1, 3, 0, 3, 1, 3, 3, 2, 11, 2, 0, 2, 6, 2, 64, 2, 3, 3, 7, 2, 6, 2, 27, 2, 3, 2, 4, 2, 0, 4, 6, 2, 340, 2, 24, 2, 24, 2, 30, 2, 24, 2, 30, 2, 24, 2, 30, 2, 24, 2, 30, 2, 24, 2, 7, 1845, 129, 15, 6, 55, 50, 49, 61, 147, 44, 11, 6, 17, 0, 322, 29, 19, 43, 485, 27, 229, 29, 3, 0, 208, 30, 2, 2, 2, 1, 2, 6, 3, 4, 10, 1, 225, 6, 2, 3, 2, 1, 2, 14, 2, 196, 60, 67, 8, 0, 1205, 3, 2, 26, 2, 1, 2, 0, 3, 0, 2, 9, 2, 3, 2, 0, 2, 0, 7, 0, 5, 0, 2, 0, 2, 0, 2, 2, 2, 1, 2, 0, 3, 0, 2, 0, 2, 0, 2, 0, 2, 0, 2, 1, 2, 0, 3, 3, 2, 6, 2, 3, 2, 3, 2, 0, 2, 9, 2, 16, 6, 2, 2, 4, 2, 16, 4421, 42719, 33, 4382, 2, 5773, 3, 7472, 16, 621, 2467, 541, 1507, 4938, 6, 8489, 39815, 11327];
var nonASCIIidentifierChars = "\u200C\u200D\xB7\u0300-\u036F\u0387\u0483-\u0487\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7-\u05C9\u0610-\u061A\u064B-\u0669\u0670\u06D6-\u06DC\u06DF-\u06E4\u06E7\u06E8\u06EA-\u06ED\u06F0-\u06F9\u0711\u0730-\u074A\u07A6-\u07B0\u07C0-\u07C9\u07EB-\u07F3\u07FD\u0816-\u0819\u081B-\u0823\u0825-\u0827\u0829-\u082D\u0859-\u085B\u0897-\u089F\u08CA-\u08E1\u08E3-\u0903\u093A-\u093C\u093E-\u094F\u0951-\u0957\u0962\u0963\u0966-\u096F\u0981-\u0983\u09BC\u09BE-\u09C4\u09C7\u09C8\u09CB-\u09CD\u09D7\u09E2\u09E3\u09E6-\u09EF\u09FE\u0A01-\u0A03\u0A3C\u0A3E-\u0A42\u0A47\u0A48\u0A4B-\u0A4D\u0A51\u0A66-\u0A71\u0A75\u0A81-\u0A83\u0ABC\u0ABE-\u0AC5\u0AC7-\u0AC9\u0ACB-\u0ACD\u0AE2\u0AE3\u0AE6-\u0AEF\u0AFA-\u0AFF\u0B01-\u0B03\u0B3C\u0B3E-\u0B44\u0B47\u0B48\u0B4B-\u0B4D\u0B53-\u0B57\u0B62\u0B63\u0B66-\u0B6F\u0B82\u0BBE-\u0BC2\u0BC6-\u0BC8\u0BCA-\u0BCD\u0BD7\u0BE6-\u0BEF\u0C00-\u0C04\u0C3C\u0C3E-\u0C44\u0C46-\u0C48\u0C4A-\u0C4D\u0C55\u0C56\u0C62\u0C63\u0C66-\u0C6F\u0C81-\u0C83\u0CBC\u0CBE-\u0CC4\u0CC6-\u0CC8\u0CCA-\u0CCD\u0CD5\u0CD6\u0CE2\u0CE3\u0CE6-\u0CEF\u0CF3\u0D00-\u0D03\u0D3B\u0D3C\u0D3E-\u0D44\u0D46-\u0D48\u0D4A-\u0D4D\u0D57\u0D62\u0D63\u0D66-\u0D6F\u0D81-\u0D83\u0DCA\u0DCF-\u0DD4\u0DD6\u0DD8-\u0DDF\u0DE6-\u0DEF\u0DF2\u0DF3\u0E31\u0E34-\u0E3A\u0E47-\u0E4E\u0E50-\u0E59\u0EB1\u0EB4-\u0EBC\u0EC8-\u0ECE\u0ED0-\u0ED9\u0F18\u0F19\u0F20-\u0F29\u0F35\u0F37\u0F39\u0F3E\u0F3F\u0F71-\u0F84\u0F86\u0F87\u0F8D-\u0F97\u0F99-\u0FBC\u0FC6\u102B-\u103E\u1040-\u1049\u1056-\u1059\u105E-\u1060\u1062-\u1064\u1067-\u106D\u1071-\u1074\u1082-\u108D\u108F-\u109D\u135D-\u135F\u1369-\u1371\u1712-\u1715\u1732-\u1734\u1752\u1753\u1772\u1773\u17B4-\u17D3\u17DD\u17E0-\u17E9\u180B-\u180D\u180F-\u1819\u18A9\u1920-\u192B\u1930-\u193B\u1946-\u194F\u19D0-\u19DA\u1A17-\u1A1B\u1A55-\u1A5E\u1A60-\u1A7C\u1A7F-\u1A89\u1A90-\u1A99\u1AB0-\u1ABD\u1ABF-\u1AF0\u1B00-\u1B04\u1B34-\u1B44\u1B50-\u1B59\u1B6B-\u1B73\u1B80-\u1B82\u1BA1-\u1BAD\u1BB0-\u1BB9\u1BE6-\u1BF3\u1C24-\u1C37\u1C40-\u1C49\u1C50-\u1C59\u1CD0-\u1CD2\u1CD4-\u1CE8\u1CED\u1CF4\u1CF7-\u1CF9\u1DC0-\u1DFF\u200C\u200D\u203F\u2040\u2054\u20D0-\u20DC\u20E1\u20E5-\u20F0\u2CEF-\u2CF1\u2D7F\u2DE0-\u2DFF\u302A-\u302F\u3099\u309A\u30FB\uA620-\uA629\uA66F\uA674-\uA67D\uA69E\uA69F\uA6F0\uA6F1\uA802\uA806\uA80B\uA823-\uA827\uA82C\uA880\uA881\uA8B4-\uA8C5\uA8D0-\uA8D9\uA8E0-\uA8F1\uA8FF-\uA909\uA926-\uA92D\uA947-\uA953\uA980-\uA983\uA9B3-\uA9C0\uA9D0-\uA9D9\uA9E5\uA9F0-\uA9F9\uAA29-\uAA36\uAA43\uAA4C\uAA4D\uAA50-\uAA59\uAA7B-\uAA7D\uAAB0\uAAB2-\uAAB4\uAAB7\uAAB8\uAABE\uAABF\uAAC1\uAAEB-\uAAEF\uAAF5\uAAF6\uABE3-\uABEA\uABEC\uABED\uABF0-\uABF9\uFB1E\uFE00-\uFE0F\uFE20-\uFE2F\uFE33\uFE34\uFE4D-\uFE4F\uFF10-\uFF19\uFF3F\uFF65";
var nonASCIIidentifierStartChars = "\xAA\xB5\xBA\xC0-\xD6\xD8-\xF6\xF8-\u02C1\u02C6-\u02D1\u02E0-\u02E4\u02EC\u02EE\u0370-\u0374\u0376\u0377\u037A-\u037D\u037F\u0386\u0388-\u038A\u038C\u038E-\u03A1\u03A3-\u03F5\u03F7-\u0481\u048A-\u052F\u0531-\u0556\u0558\u0559\u0560-\u0588\u058B\u058C\u05D0-\u05EA\u05EF-\u05F2\u0620-\u064A\u066E\u066F\u0671-\u06D3\u06D5\u06E5\u06E6\u06EE\u06EF\u06FA-\u06FC\u06FF\u0710\u0712-\u072F\u074D-\u07A5\u07B1\u07CA-\u07EA\u07F4\u07F5\u07FA\u0800-\u0815\u081A\u0824\u0828\u0840-\u0858\u0860-\u086A\u0870-\u0887\u0889-\u088F\u08A0-\u08C9\u0904-\u0939\u093D\u0950\u0958-\u0961\u0971-\u0980\u0985-\u098C\u098F\u0990\u0993-\u09A8\u09AA-\u09B0\u09B2\u09B6-\u09B9\u09BD\u09CE\u09DC\u09DD\u09DF-\u09E1\u09F0\u09F1\u09FC\u0A05-\u0A0A\u0A0F\u0A10\u0A13-\u0A28\u0A2A-\u0A30\u0A32\u0A33\u0A35\u0A36\u0A38\u0A39\u0A59-\u0A5C\u0A5E\u0A72-\u0A74\u0A85-\u0A8D\u0A8F-\u0A91\u0A93-\u0AA8\u0AAA-\u0AB0\u0AB2\u0AB3\u0AB5-\u0AB9\u0ABD\u0AD0\u0AE0\u0AE1\u0AF9\u0B05-\u0B0C\u0B0F\u0B10\u0B13-\u0B28\u0B2A-\u0B30\u0B32\u0B33\u0B35-\u0B39\u0B3D\u0B5C\u0B5D\u0B5F-\u0B61\u0B71\u0B83\u0B85-\u0B8A\u0B8E-\u0B90\u0B92-\u0B95\u0B99\u0B9A\u0B9C\u0B9E\u0B9F\u0BA3\u0BA4\u0BA8-\u0BAA\u0BAE-\u0BB9\u0BD0\u0C05-\u0C0C\u0C0E-\u0C10\u0C12-\u0C28\u0C2A-\u0C39\u0C3D\u0C58-\u0C5A\u0C5C\u0C5D\u0C60\u0C61\u0C80\u0C85-\u0C8C\u0C8E-\u0C90\u0C92-\u0CA8\u0CAA-\u0CB3\u0CB5-\u0CB9\u0CBD\u0CDC-\u0CDE\u0CE0\u0CE1\u0CF1\u0CF2\u0D04-\u0D0C\u0D0E-\u0D10\u0D12-\u0D3A\u0D3D\u0D4E\u0D54-\u0D56\u0D5F-\u0D61\u0D7A-\u0D7F\u0D85-\u0D96\u0D9A-\u0DB1\u0DB3-\u0DBB\u0DBD\u0DC0-\u0DC6\u0E01-\u0E30\u0E32\u0E33\u0E40-\u0E46\u0E81\u0E82\u0E84\u0E86-\u0E8A\u0E8C-\u0EA3\u0EA5\u0EA7-\u0EB0\u0EB2\u0EB3\u0EBD\u0EC0-\u0EC4\u0EC6\u0EDC-\u0EDF\u0F00\u0F40-\u0F47\u0F49-\u0F6C\u0F88-\u0F8C\u1000-\u102A\u103F\u1050-\u1055\u105A-\u105D\u1061\u1065\u1066\u106E-\u1070\u1075-\u1081\u108E\u10A0-\u10C5\u10C7\u10CD\u10D0-\u10FA\u10FC-\u1248\u124A-\u124D\u1250-\u1256\u1258\u125A-\u125D\u1260-\u1288\u128A-\u128D\u1290-\u12B0\u12B2-\u12B5\u12B8-\u12BE\u12C0\u12C2-\u12C5\u12C8-\u12D6\u12D8-\u1310\u1312-\u1315\u1318-\u135A\u1380-\u138F\u13A0-\u13F5\u13F8-\u13FD\u1401-\u166C\u166F-\u167F\u1681-\u169A\u16A0-\u16EA\u16EE-\u16F8\u1700-\u1711\u171F-\u1731\u1740-\u1751\u1760-\u176C\u176E-\u1770\u1780-\u17B3\u17D7\u17DC\u1820-\u1878\u1880-\u18A8\u18AA\u18B0-\u18F5\u1900-\u191E\u1950-\u196D\u1970-\u1974\u1980-\u19AB\u19B0-\u19C9\u1A00-\u1A16\u1A20-\u1A54\u1AA7\u1B05-\u1B33\u1B45-\u1B4C\u1B83-\u1BA0\u1BAE\u1BAF\u1BBA-\u1BE5\u1C00-\u1C23\u1C4D-\u1C4F\u1C5A-\u1C7D\u1C80-\u1C8A\u1C90-\u1CBA\u1CBD-\u1CBF\u1CE9-\u1CEC\u1CEE-\u1CF3\u1CF5\u1CF6\u1CFA\u1D00-\u1DBF\u1E00-\u1F15\u1F18-\u1F1D\u1F20-\u1F45\u1F48-\u1F4D\u1F50-\u1F57\u1F59\u1F5B\u1F5D\u1F5F-\u1F7D\u1F80-\u1FB4\u1FB6-\u1FBC\u1FBE\u1FC2-\u1FC4\u1FC6-\u1FCC\u1FD0-\u1FD3\u1FD6-\u1FDB\u1FE0-\u1FEC\u1FF2-\u1FF4\u1FF6-\u1FFC\u2071\u207F\u208F-\u209F\u2102\u2107\u210A-\u2113\u2115\u2118-\u211D\u2124\u2126\u2128\u212A-\u2139\u213C-\u213F\u2145-\u2149\u214E\u2160-\u2188\u2C00-\u2CE4\u2CEB-\u2CEE\u2CF2\u2CF3\u2D00-\u2D25\u2D27\u2D2D\u2D30-\u2D67\u2D6F\u2D80-\u2D96\u2DA0-\u2DA6\u2DA8-\u2DAE\u2DB0-\u2DB6\u2DB8-\u2DBE\u2DC0-\u2DC6\u2DC8-\u2DCE\u2DD0-\u2DD6\u2DD8-\u2DDE\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303C\u3041-\u3096\u309B-\u309F\u30A1-\u30FA\u30FC-\u30FF\u3105-\u312F\u3131-\u318E\u31A0-\u31BF\u31F0-\u31FF\u3400-\u4DBF\u4E00-\uA48C\uA4D0-\uA4FD\uA500-\uA60C\uA610-\uA61F\uA62A\uA62B\uA640-\uA66E\uA67F-\uA69D\uA6A0-\uA6EF\uA717-\uA71F\uA722-\uA788\uA78B-\uA7DD\uA7E2\uA7F1-\uA801\uA803-\uA805\uA807-\uA80A\uA80C-\uA822\uA840-\uA873\uA882-\uA8B3\uA8F2-\uA8F7\uA8FB\uA8FD\uA8FE\uA90A-\uA925\uA930-\uA946\uA960-\uA97C\uA984-\uA9B2\uA9CF\uA9E0-\uA9E4\uA9E6-\uA9EF\uA9FA-\uA9FE\uAA00-\uAA28\uAA40-\uAA42\uAA44-\uAA4B\uAA60-\uAA76\uAA7A\uAA7E-\uAAAF\uAAB1\uAAB5\uAAB6\uAAB9-\uAABD\uAAC0\uAAC2\uAADB-\uAADD\uAAE0-\uAAEA\uAAF2-\uAAF4\uAB01-\uAB06\uAB09-\uAB0E\uAB11-\uAB16\uAB20-\uAB26\uAB28-\uAB2E\uAB30-\uAB5A\uAB5C-\uAB69\uAB6C\uAB6D\uAB70-\uABE2\uAC00-\uD7A3\uD7B0-\uD7C6\uD7CB-\uD7FB\uF900-\uFA6D\uFA70-\uFAD9\uFB00-\uFB06\uFB13-\uFB17\uFB1D\uFB1F-\uFB28\uFB2A-\uFB36\uFB38-\uFB3C\uFB3E\uFB40\uFB41\uFB43\uFB44\uFB46-\uFBB1\uFBD3-\uFD3D\uFD50-\uFD8F\uFD92-\uFDC7\uFDF0-\uFDFB\uFE70-\uFE74\uFE76-\uFEFC\uFF21-\uFF3A\uFF41-\uFF5A\uFF66-\uFFBE\uFFC2-\uFFC7\uFFCA-\uFFCF\uFFD2-\uFFD7\uFFDA-\uFFDC";
var reservedWords = {
  3: "abstract boolean byte char class double enum export extends final float goto implements import int interface long native package private protected public short static super synchronized throws transient volatile",
  5: "class enum extends super const export import",
  6: "enum",
  strict: "implements interface let package private protected public static yield",
  strictBind: "eval arguments"
};
var ecma5AndLessKeywords = "break case catch continue debugger default do else finally for function if return switch throw try var while with null true false instanceof typeof void delete new in this";
var keywords$1 = {
  5: ecma5AndLessKeywords,
  "5module": ecma5AndLessKeywords + " export import",
  6: ecma5AndLessKeywords + " const class extends export import super"
};
var keywordRelationalOperator = /^in(stanceof)?$/;
var nonASCIIidentifierStart = new RegExp("[" + nonASCIIidentifierStartChars + "]");
var nonASCIIidentifier = new RegExp("[" + nonASCIIidentifierStartChars + nonASCIIidentifierChars + "]");
function isInAstralSet(code, set) {
  var pos = 65536;
  for (var i2 = 0; i2 < set.length; i2 += 2) {
    pos += set[i2];
    if (pos > code) {
      return false;
    }
    pos += set[i2 + 1];
    if (pos >= code) {
      return true;
    }
  }
  return false;
}
function isIdentifierStart(code, astral) {
  if (code < 65) {
    return code === 36;
  }
  if (code < 91) {
    return true;
  }
  if (code < 97) {
    return code === 95;
  }
  if (code < 123) {
    return true;
  }
  if (code <= 65535) {
    return code >= 170 && nonASCIIidentifierStart.test(String.fromCharCode(code));
  }
  if (astral === false) {
    return false;
  }
  return isInAstralSet(code, astralIdentifierStartCodes);
}
function isIdentifierChar(code, astral) {
  if (code < 48) {
    return code === 36;
  }
  if (code < 58) {
    return true;
  }
  if (code < 65) {
    return false;
  }
  if (code < 91) {
    return true;
  }
  if (code < 97) {
    return code === 95;
  }
  if (code < 123) {
    return true;
  }
  if (code <= 65535) {
    return code >= 170 && nonASCIIidentifier.test(String.fromCharCode(code));
  }
  if (astral === false) {
    return false;
  }
  return isInAstralSet(code, astralIdentifierStartCodes) || isInAstralSet(code, astralIdentifierCodes);
}
var TokenType = function TokenType2(label, conf) {
  if (conf === void 0) conf = {};
  this.label = label;
  this.keyword = conf.keyword;
  this.beforeExpr = !!conf.beforeExpr;
  this.startsExpr = !!conf.startsExpr;
  this.isLoop = !!conf.isLoop;
  this.isAssign = !!conf.isAssign;
  this.prefix = !!conf.prefix;
  this.postfix = !!conf.postfix;
  this.binop = conf.binop || null;
  this.updateContext = null;
};
function binop(name, prec) {
  return new TokenType(name, { beforeExpr: true, binop: prec });
}
var beforeExpr = { beforeExpr: true };
var startsExpr = { startsExpr: true };
var keywords = {};
function kw(name, options) {
  if (options === void 0) options = {};
  options.keyword = name;
  return keywords[name] = new TokenType(name, options);
}
var types$1 = {
  num: new TokenType("num", startsExpr),
  regexp: new TokenType("regexp", startsExpr),
  string: new TokenType("string", startsExpr),
  name: new TokenType("name", startsExpr),
  privateId: new TokenType("privateId", startsExpr),
  eof: new TokenType("eof"),
  // Punctuation token types.
  bracketL: new TokenType("[", { beforeExpr: true, startsExpr: true }),
  bracketR: new TokenType("]"),
  braceL: new TokenType("{", { beforeExpr: true, startsExpr: true }),
  braceR: new TokenType("}"),
  parenL: new TokenType("(", { beforeExpr: true, startsExpr: true }),
  parenR: new TokenType(")"),
  comma: new TokenType(",", beforeExpr),
  semi: new TokenType(";", beforeExpr),
  colon: new TokenType(":", beforeExpr),
  dot: new TokenType("."),
  question: new TokenType("?", beforeExpr),
  questionDot: new TokenType("?."),
  arrow: new TokenType("=>", beforeExpr),
  template: new TokenType("template"),
  invalidTemplate: new TokenType("invalidTemplate"),
  ellipsis: new TokenType("...", beforeExpr),
  backQuote: new TokenType("`", startsExpr),
  dollarBraceL: new TokenType("${", { beforeExpr: true, startsExpr: true }),
  // Operators. These carry several kinds of properties to help the
  // parser use them properly (the presence of these properties is
  // what categorizes them as operators).
  //
  // `binop`, when present, specifies that this operator is a binary
  // operator, and will refer to its precedence.
  //
  // `prefix` and `postfix` mark the operator as a prefix or postfix
  // unary operator.
  //
  // `isAssign` marks all of `=`, `+=`, `-=` etcetera, which act as
  // binary operators with a very low precedence, that should result
  // in AssignmentExpression nodes.
  eq: new TokenType("=", { beforeExpr: true, isAssign: true }),
  assign: new TokenType("_=", { beforeExpr: true, isAssign: true }),
  incDec: new TokenType("++/--", { prefix: true, postfix: true, startsExpr: true }),
  prefix: new TokenType("!/~", { beforeExpr: true, prefix: true, startsExpr: true }),
  logicalOR: binop("||", 1),
  logicalAND: binop("&&", 2),
  bitwiseOR: binop("|", 3),
  bitwiseXOR: binop("^", 4),
  bitwiseAND: binop("&", 5),
  equality: binop("==/!=/===/!==", 6),
  relational: binop("</>/<=/>=", 7),
  bitShift: binop("<</>>/>>>", 8),
  plusMin: new TokenType("+/-", { beforeExpr: true, binop: 9, prefix: true, startsExpr: true }),
  modulo: binop("%", 10),
  star: binop("*", 10),
  slash: binop("/", 10),
  starstar: new TokenType("**", { beforeExpr: true }),
  coalesce: binop("??", 1),
  // Keyword token types.
  _break: kw("break"),
  _case: kw("case", beforeExpr),
  _catch: kw("catch"),
  _continue: kw("continue"),
  _debugger: kw("debugger"),
  _default: kw("default", beforeExpr),
  _do: kw("do", { isLoop: true, beforeExpr: true }),
  _else: kw("else", beforeExpr),
  _finally: kw("finally"),
  _for: kw("for", { isLoop: true }),
  _function: kw("function", startsExpr),
  _if: kw("if"),
  _return: kw("return", beforeExpr),
  _switch: kw("switch"),
  _throw: kw("throw", beforeExpr),
  _try: kw("try"),
  _var: kw("var"),
  _const: kw("const"),
  _while: kw("while", { isLoop: true }),
  _with: kw("with"),
  _new: kw("new", { beforeExpr: true, startsExpr: true }),
  _this: kw("this", startsExpr),
  _super: kw("super", startsExpr),
  _class: kw("class", startsExpr),
  _extends: kw("extends", beforeExpr),
  _export: kw("export"),
  _import: kw("import", startsExpr),
  _null: kw("null", startsExpr),
  _true: kw("true", startsExpr),
  _false: kw("false", startsExpr),
  _in: kw("in", { beforeExpr: true, binop: 7 }),
  _instanceof: kw("instanceof", { beforeExpr: true, binop: 7 }),
  _typeof: kw("typeof", { beforeExpr: true, prefix: true, startsExpr: true }),
  _void: kw("void", { beforeExpr: true, prefix: true, startsExpr: true }),
  _delete: kw("delete", { beforeExpr: true, prefix: true, startsExpr: true })
};
var lineBreak = /\r\n?|\n|\u2028|\u2029/;
var lineBreakG = new RegExp(lineBreak.source, "g");
function isNewLine(code) {
  return code === 10 || code === 13 || code === 8232 || code === 8233;
}
function nextLineBreak(code, from, end) {
  if (end === void 0) end = code.length;
  for (var i2 = from; i2 < end; i2++) {
    var next = code.charCodeAt(i2);
    if (isNewLine(next)) {
      return i2 < end - 1 && next === 13 && code.charCodeAt(i2 + 1) === 10 ? i2 + 2 : i2 + 1;
    }
  }
  return -1;
}
var nonASCIIwhitespace = /[\u1680\u2000-\u200a\u202f\u205f\u3000\ufeff]/;
var skipWhiteSpace = /(?:\s|\/\/.*|\/\*[^]*?\*\/)*/g;
var ref = Object.prototype;
var hasOwnProperty = ref.hasOwnProperty;
var toString = ref.toString;
var hasOwn = Object.hasOwn || (function(obj, propName) {
  return hasOwnProperty.call(obj, propName);
});
var isArray = Array.isArray || (function(obj) {
  return toString.call(obj) === "[object Array]";
});
var regexpCache = /* @__PURE__ */ Object.create(null);
function wordsRegexp(words) {
  return regexpCache[words] || (regexpCache[words] = new RegExp("^(?:" + words.replace(/ /g, "|") + ")$"));
}
function codePointToString(code) {
  if (code <= 65535) {
    return String.fromCharCode(code);
  }
  code -= 65536;
  return String.fromCharCode((code >> 10) + 55296, (code & 1023) + 56320);
}
var loneSurrogate = /(?:[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?:[^\uD800-\uDBFF]|^)[\uDC00-\uDFFF])/;
var Position = function Position2(line, col) {
  this.line = line;
  this.column = col;
};
Position.prototype.offset = function offset(n) {
  return new Position(this.line, this.column + n);
};
var SourceLocation = function SourceLocation2(p, start, end) {
  this.start = start;
  this.end = end;
  if (p.sourceFile !== null) {
    this.source = p.sourceFile;
  }
};
function getLineInfo(input, offset2) {
  for (var line = 1, cur = 0; ; ) {
    var nextBreak = nextLineBreak(input, cur, offset2);
    if (nextBreak < 0) {
      return new Position(line, offset2 - cur);
    }
    ++line;
    cur = nextBreak;
  }
}
var defaultOptions = {
  // `ecmaVersion` indicates the ECMAScript version to parse. Must be
  // either 3, 5, 6 (or 2015), 7 (2016), 8 (2017), 9 (2018), 10
  // (2019), 11 (2020), 12 (2021), 13 (2022), 14 (2023), or `"latest"`
  // (the latest version the library supports). This influences
  // support for strict mode, the set of reserved words, and support
  // for new syntax features.
  ecmaVersion: null,
  // `sourceType` indicates the mode the code should be parsed in.
  // Can be either `"script"`, `"module"` or `"commonjs"`. This influences global
  // strict mode and parsing of `import` and `export` declarations.
  sourceType: "script",
  // When set to true, enable strict parsing mode even if `sourceType`
  // is `"script"`.
  strict: false,
  // `onInsertedSemicolon` can be a callback that will be called when
  // a semicolon is automatically inserted. It will be passed the
  // position of the inserted semicolon as an offset, and if
  // `locations` is enabled, it is given the location as a `{line,
  // column}` object as second argument.
  onInsertedSemicolon: null,
  // `onTrailingComma` is similar to `onInsertedSemicolon`, but for
  // trailing commas.
  onTrailingComma: null,
  // By default, reserved words are only enforced if ecmaVersion >= 5.
  // Set `allowReserved` to a boolean value to explicitly turn this on
  // an off. When this option has the value "never", reserved words
  // and keywords can also not be used as property names.
  allowReserved: null,
  // When enabled, a return at the top level is not considered an
  // error.
  allowReturnOutsideFunction: false,
  // When enabled, import/export statements are not constrained to
  // appearing at the top of the program, and an import.meta expression
  // in a script isn't considered an error.
  allowImportExportEverywhere: false,
  // By default, await identifiers are allowed to appear at the top-level scope only if ecmaVersion >= 2022.
  // When enabled, await identifiers are allowed to appear at the top-level scope,
  // but they are still not allowed in non-async functions.
  allowAwaitOutsideFunction: null,
  // When enabled, super identifiers are not constrained to
  // appearing in methods and do not raise an error when they appear elsewhere.
  allowSuperOutsideMethod: null,
  // When enabled, hashbang directive in the beginning of file is
  // allowed and treated as a line comment. Enabled by default when
  // `ecmaVersion` >= 2023.
  allowHashBang: false,
  // By default, the parser will verify that private properties are
  // only used in places where they are valid and have been declared.
  // Set this to false to turn such checks off.
  checkPrivateFields: true,
  // When `locations` is on, `loc` properties holding objects with
  // `start` and `end` properties in `{line, column}` form (with
  // line being 1-based and column 0-based) will be attached to the
  // nodes.
  locations: false,
  // Pass an optional `{line, column}` object to use for the start of
  // the parse. This is mostly useful when using `parseExpressionAt`
  // with `locations: true`, to prevent the parser from having to
  // determine the line position at the start position.
  startLocation: null,
  // A function can be passed as `onToken` option, which will
  // cause Acorn to call that function with object in the same
  // format as tokens returned from `tokenizer().getToken()`. Note
  // that you are not allowed to call the parser from the
  // callback—that will corrupt its internal state.
  onToken: null,
  // A function can be passed as `onComment` option, which will
  // cause Acorn to call that function with `(block, text, start,
  // end)` parameters whenever a comment is skipped. `block` is a
  // boolean indicating whether this is a block (`/* */`) comment,
  // `text` is the content of the comment, and `start` and `end` are
  // character offsets that denote the start and end of the comment.
  // When the `locations` option is on, two more parameters are
  // passed, the full `{line, column}` locations of the start and
  // end of the comments. Note that you are not allowed to call the
  // parser from the callback—that will corrupt its internal state.
  // When this option has an array as value, objects representing the
  // comments are pushed to it.
  onComment: null,
  // Nodes have their start and end characters offsets recorded in
  // `start` and `end` properties (directly on the node, rather than
  // the `loc` object, which holds line/column data. To also add a
  // [semi-standardized][range] `range` property holding a `[start,
  // end]` array with the same numbers, set the `ranges` option to
  // `true`.
  //
  // [range]: https://bugzilla.mozilla.org/show_bug.cgi?id=745678
  ranges: false,
  // It is possible to parse multiple files into a single AST by
  // passing the tree produced by parsing the first file as
  // `program` option in subsequent parses. This will add the
  // toplevel forms of the parsed file to the `Program` (top) node
  // of an existing parse tree.
  program: null,
  // When `locations` is on, you can pass this to record the source
  // file in every node's `loc` object.
  sourceFile: null,
  // This value, if given, is stored in every node, whether
  // `locations` is on or off.
  directSourceFile: null,
  // When enabled, parenthesized expressions are represented by
  // (non-standard) ParenthesizedExpression nodes
  preserveParens: false
};
var warnedAboutEcmaVersion = false;
function getOptions(opts) {
  var options = {};
  for (var opt in defaultOptions) {
    options[opt] = opts && hasOwn(opts, opt) ? opts[opt] : defaultOptions[opt];
  }
  if (options.ecmaVersion === "latest") {
    options.ecmaVersion = 1e8;
  } else if (options.ecmaVersion == null) {
    if (!warnedAboutEcmaVersion && typeof console === "object" && console.warn) {
      warnedAboutEcmaVersion = true;
      console.warn("Since Acorn 8.0.0, options.ecmaVersion is required.\nDefaulting to 2020, but this will stop working in the future.");
    }
    options.ecmaVersion = 11;
  } else if (options.ecmaVersion >= 2015) {
    options.ecmaVersion -= 2009;
  }
  if (options.allowReserved == null) {
    options.allowReserved = options.ecmaVersion < 5;
  }
  if (!opts || opts.allowHashBang == null) {
    options.allowHashBang = options.ecmaVersion >= 14;
  }
  if (isArray(options.onToken)) {
    var tokens = options.onToken;
    options.onToken = function(token) {
      return tokens.push(token);
    };
  }
  if (isArray(options.onComment)) {
    options.onComment = pushComment(options, options.onComment);
  }
  if (options.sourceType === "commonjs" && options.allowAwaitOutsideFunction) {
    throw new Error("Cannot use allowAwaitOutsideFunction with sourceType: commonjs");
  }
  return options;
}
function pushComment(options, array) {
  return function(block, text3, start, end, startLoc, endLoc) {
    var comment = {
      type: block ? "Block" : "Line",
      value: text3,
      start,
      end
    };
    if (options.locations) {
      comment.loc = new SourceLocation(this, startLoc, endLoc);
    }
    if (options.ranges) {
      comment.range = [start, end];
    }
    array.push(comment);
  };
}
var SCOPE_TOP = 1;
var SCOPE_FUNCTION = 2;
var SCOPE_ASYNC = 4;
var SCOPE_GENERATOR = 8;
var SCOPE_ARROW = 16;
var SCOPE_SIMPLE_CATCH = 32;
var SCOPE_SUPER = 64;
var SCOPE_DIRECT_SUPER = 128;
var SCOPE_CLASS_STATIC_BLOCK = 256;
var SCOPE_CLASS_FIELD_INIT = 512;
var SCOPE_SWITCH = 1024;
var SCOPE_VAR = SCOPE_TOP | SCOPE_FUNCTION | SCOPE_CLASS_STATIC_BLOCK;
function functionFlags(async, generator) {
  return SCOPE_FUNCTION | (async ? SCOPE_ASYNC : 0) | (generator ? SCOPE_GENERATOR : 0);
}
var BIND_NONE = 0;
var BIND_VAR = 1;
var BIND_LEXICAL = 2;
var BIND_FUNCTION = 3;
var BIND_SIMPLE_CATCH = 4;
var BIND_OUTSIDE = 5;
var Parser = function Parser2(options, input, startPos) {
  this.options = options = getOptions(options);
  this.sourceFile = options.sourceFile;
  this.keywords = wordsRegexp(keywords$1[options.ecmaVersion >= 6 ? 6 : options.sourceType === "module" ? "5module" : 5]);
  var reserved = "";
  if (options.allowReserved !== true) {
    reserved = reservedWords[options.ecmaVersion >= 6 ? 6 : options.ecmaVersion === 5 ? 5 : 3];
    if (options.sourceType === "module") {
      reserved += " await";
    }
  }
  this.reservedWords = wordsRegexp(reserved);
  var reservedStrict = (reserved ? reserved + " " : "") + reservedWords.strict;
  this.reservedWordsStrict = wordsRegexp(reservedStrict);
  this.reservedWordsStrictBind = wordsRegexp(reservedStrict + " " + reservedWords.strictBind);
  this.input = String(input);
  this.containsEsc = false;
  this.pos = startPos || 0;
  this.curLine = 1;
  if (options.startLocation) {
    this.lineStart = this.pos - options.startLocation.column;
    this.curLine = options.startLocation.line;
  } else if (startPos) {
    this.lineStart = this.input.lastIndexOf("\n", startPos - 1) + 1;
    if (this.options.locations) {
      this.curLine = this.input.slice(0, this.lineStart).split(lineBreak).length;
    }
  } else {
    this.lineStart = 0;
  }
  this.type = types$1.eof;
  this.value = null;
  this.start = this.end = this.pos;
  this.startLoc = this.endLoc = this.curPosition();
  this.lastTokEndLoc = this.lastTokStartLoc = null;
  this.lastTokStart = this.lastTokEnd = this.pos;
  this.context = this.initialContext();
  this.exprAllowed = true;
  this.inModule = options.sourceType === "module";
  this.strict = this.inModule || options.strict === true || this.strictDirective(this.pos);
  this.potentialArrowAt = -1;
  this.potentialArrowInForAwait = false;
  this.yieldPos = this.awaitPos = this.awaitIdentPos = 0;
  this.labels = [];
  this.undefinedExports = /* @__PURE__ */ Object.create(null);
  if (this.pos === 0 && options.allowHashBang && this.input.slice(0, 2) === "#!") {
    this.skipLineComment(2);
  }
  this.scopeStack = [];
  this.enterScope(
    this.options.sourceType === "commonjs" ? SCOPE_FUNCTION : SCOPE_TOP
  );
  this.regexpState = null;
  this.privateNameStack = [];
};
var prototypeAccessors = { inFunction: { configurable: true }, inGenerator: { configurable: true }, inAsync: { configurable: true }, canAwait: { configurable: true }, allowReturn: { configurable: true }, allowSuper: { configurable: true }, allowDirectSuper: { configurable: true }, treatFunctionsAsVar: { configurable: true }, allowNewDotTarget: { configurable: true }, allowUsing: { configurable: true }, inClassStaticBlock: { configurable: true } };
Parser.prototype.parse = function parse2() {
  var this$1$1 = this;
  var node2 = this.options.program || this.startNode();
  this.nextToken();
  return this.catchStackOverflow(function() {
    return this$1$1.parseTopLevel(node2);
  });
};
prototypeAccessors.inFunction.get = function() {
  return (this.currentVarScope().flags & SCOPE_FUNCTION) > 0;
};
prototypeAccessors.inGenerator.get = function() {
  return (this.currentVarScope().flags & SCOPE_GENERATOR) > 0;
};
prototypeAccessors.inAsync.get = function() {
  return (this.currentVarScope().flags & SCOPE_ASYNC) > 0;
};
prototypeAccessors.canAwait.get = function() {
  for (var i2 = this.scopeStack.length - 1; i2 >= 0; i2--) {
    var ref2 = this.scopeStack[i2];
    var flags = ref2.flags;
    if (flags & (SCOPE_CLASS_STATIC_BLOCK | SCOPE_CLASS_FIELD_INIT)) {
      return false;
    }
    if (flags & SCOPE_FUNCTION) {
      return (flags & SCOPE_ASYNC) > 0;
    }
  }
  return this.inModule && this.options.ecmaVersion >= 13 || this.options.allowAwaitOutsideFunction;
};
prototypeAccessors.allowReturn.get = function() {
  if (this.inFunction) {
    return true;
  }
  if (this.options.allowReturnOutsideFunction && this.currentVarScope().flags & SCOPE_TOP) {
    return true;
  }
  return false;
};
prototypeAccessors.allowSuper.get = function() {
  var ref2 = this.currentThisScope();
  var flags = ref2.flags;
  return (flags & SCOPE_SUPER) > 0 || this.options.allowSuperOutsideMethod;
};
prototypeAccessors.allowDirectSuper.get = function() {
  return (this.currentThisScope().flags & SCOPE_DIRECT_SUPER) > 0;
};
prototypeAccessors.treatFunctionsAsVar.get = function() {
  return this.treatFunctionsAsVarInScope(this.currentScope());
};
prototypeAccessors.allowNewDotTarget.get = function() {
  for (var i2 = this.scopeStack.length - 1; i2 >= 0; i2--) {
    var ref2 = this.scopeStack[i2];
    var flags = ref2.flags;
    if (flags & (SCOPE_CLASS_STATIC_BLOCK | SCOPE_CLASS_FIELD_INIT) || flags & SCOPE_FUNCTION && !(flags & SCOPE_ARROW)) {
      return true;
    }
  }
  return false;
};
prototypeAccessors.allowUsing.get = function() {
  var ref2 = this.currentScope();
  var flags = ref2.flags;
  if (flags & SCOPE_SWITCH) {
    return false;
  }
  if (!this.inModule && flags & SCOPE_TOP) {
    return false;
  }
  return true;
};
prototypeAccessors.inClassStaticBlock.get = function() {
  return (this.currentVarScope().flags & SCOPE_CLASS_STATIC_BLOCK) > 0;
};
Parser.extend = function extend() {
  var plugins = [], len = arguments.length;
  while (len--) plugins[len] = arguments[len];
  var cls = this;
  for (var i2 = 0; i2 < plugins.length; i2++) {
    cls = plugins[i2](cls);
  }
  return cls;
};
Parser.parse = function parse3(input, options) {
  return new this(options, input).parse();
};
Parser.parseExpressionAt = function parseExpressionAt(input, pos, options) {
  var parser = new this(options, input, pos);
  parser.nextToken();
  return parser.parseExpression();
};
Parser.tokenizer = function tokenizer(input, options) {
  return new this(options, input);
};
Object.defineProperties(Parser.prototype, prototypeAccessors);
var pp$9 = Parser.prototype;
var literal = /^(?:'((?:\\[^]|[^'\\])*?)'|"((?:\\[^]|[^"\\])*?)")/;
pp$9.strictDirective = function(start) {
  if (this.options.ecmaVersion < 5) {
    return false;
  }
  for (; ; ) {
    skipWhiteSpace.lastIndex = start;
    start += skipWhiteSpace.exec(this.input)[0].length;
    var match = literal.exec(this.input.slice(start));
    if (!match) {
      return false;
    }
    if ((match[1] || match[2]) === "use strict") {
      skipWhiteSpace.lastIndex = start + match[0].length;
      var spaceAfter = skipWhiteSpace.exec(this.input), end = spaceAfter.index + spaceAfter[0].length;
      var next = this.input.charAt(end);
      return next === ";" || next === "}" || lineBreak.test(spaceAfter[0]) && !(/[(`.[+\-/*%<>=,?^&]/.test(next) || next === "!" && this.input.charAt(end + 1) === "=" || next === "i" && keywordOpAt(this, end));
    }
    start += match[0].length;
    skipWhiteSpace.lastIndex = start;
    start += skipWhiteSpace.exec(this.input)[0].length;
    if (this.input[start] === ";") {
      start++;
    }
  }
};
function keywordOpAt(parser, pos) {
  var end = pos + 1, stop = Math.min(parser.input.length, pos + 11);
  while (end < stop) {
    var ch = parser.fullCharCodeAt(end);
    if (!isIdentifierChar(ch, true)) {
      break;
    }
    end += ch <= 65535 ? 1 : 2;
  }
  return end === pos + 2 && parser.input.slice(pos, end) === "in" || end === pos + 10 && parser.input.slice(pos, end) === "instanceof";
}
pp$9.eat = function(type) {
  if (this.type === type) {
    this.next();
    return true;
  } else {
    return false;
  }
};
pp$9.isContextual = function(name) {
  return this.type === types$1.name && this.value === name && !this.containsEsc;
};
pp$9.eatContextual = function(name) {
  if (!this.isContextual(name)) {
    return false;
  }
  this.next();
  return true;
};
pp$9.catchStackOverflow = function(f) {
  try {
    return f();
  } catch (e) {
    if (e instanceof Error && (/\bstack\b.*\b(exceeded|overflow)\b/i.test(e.message) || /\btoo much recursion\b/i.test(e.message))) {
      this.raise(this.start, "Not enough stack space to parse input");
    } else {
      throw e;
    }
  }
};
pp$9.expectContextual = function(name) {
  if (!this.eatContextual(name)) {
    this.unexpected();
  }
};
pp$9.canInsertSemicolon = function() {
  return this.type === types$1.eof || this.type === types$1.braceR || lineBreak.test(this.input.slice(this.lastTokEnd, this.start));
};
pp$9.insertSemicolon = function() {
  if (this.canInsertSemicolon()) {
    if (this.options.onInsertedSemicolon) {
      this.options.onInsertedSemicolon(this.lastTokEnd, this.lastTokEndLoc);
    }
    return true;
  }
};
pp$9.semicolon = function() {
  if (!this.eat(types$1.semi) && !this.insertSemicolon()) {
    this.unexpected();
  }
};
pp$9.afterTrailingComma = function(tokType, notNext) {
  if (this.type === tokType) {
    if (this.options.onTrailingComma) {
      this.options.onTrailingComma(this.lastTokStart, this.lastTokStartLoc);
    }
    if (!notNext) {
      this.next();
    }
    return true;
  }
};
pp$9.expect = function(type) {
  this.eat(type) || this.unexpected();
};
pp$9.unexpected = function(pos) {
  this.raise(pos != null ? pos : this.start, "Unexpected token");
};
var DestructuringErrors = function DestructuringErrors2() {
  this.shorthandAssign = this.trailingComma = this.parenthesizedAssign = this.parenthesizedBind = this.doubleProto = -1;
};
pp$9.checkPatternErrors = function(refDestructuringErrors, isAssign) {
  if (!refDestructuringErrors) {
    return;
  }
  if (refDestructuringErrors.trailingComma > -1) {
    this.raiseRecoverable(refDestructuringErrors.trailingComma, "Comma is not permitted after the rest element");
  }
  var parens = isAssign ? refDestructuringErrors.parenthesizedAssign : refDestructuringErrors.parenthesizedBind;
  if (parens > -1) {
    this.raiseRecoverable(parens, isAssign ? "Assigning to rvalue" : "Parenthesized pattern");
  }
};
pp$9.checkExpressionErrors = function(refDestructuringErrors, andThrow) {
  if (!refDestructuringErrors) {
    return false;
  }
  var shorthandAssign = refDestructuringErrors.shorthandAssign;
  var doubleProto = refDestructuringErrors.doubleProto;
  if (!andThrow) {
    return shorthandAssign >= 0 || doubleProto >= 0;
  }
  if (shorthandAssign >= 0) {
    this.raise(shorthandAssign, "Shorthand property assignments are valid only in destructuring patterns");
  }
  if (doubleProto >= 0) {
    this.raiseRecoverable(doubleProto, "Redefinition of __proto__ property");
  }
};
pp$9.checkYieldAwaitInDefaultParams = function() {
  if (this.yieldPos && (!this.awaitPos || this.yieldPos < this.awaitPos)) {
    this.raise(this.yieldPos, "Yield expression cannot be a default value");
  }
  if (this.awaitPos) {
    this.raise(this.awaitPos, "Await expression cannot be a default value");
  }
};
pp$9.isSimpleAssignTarget = function(expr) {
  if (expr.type === "ParenthesizedExpression") {
    return this.isSimpleAssignTarget(expr.expression);
  }
  return expr.type === "Identifier" || expr.type === "MemberExpression";
};
var pp$8 = Parser.prototype;
pp$8.parseTopLevel = function(node2) {
  var exports$1 = /* @__PURE__ */ Object.create(null);
  if (!node2.body) {
    node2.body = [];
  }
  while (this.type !== types$1.eof) {
    var stmt = this.parseStatement(null, true, exports$1);
    node2.body.push(stmt);
  }
  if (this.inModule) {
    for (var i2 = 0, list2 = Object.keys(this.undefinedExports); i2 < list2.length; i2 += 1) {
      var name = list2[i2];
      this.raiseRecoverable(this.undefinedExports[name].start, "Export '" + name + "' is not defined");
    }
  }
  this.adaptDirectivePrologue(node2.body);
  this.next();
  node2.sourceType = this.options.sourceType === "commonjs" ? "script" : this.options.sourceType;
  return this.finishNode(node2, "Program");
};
var loopLabel = { kind: "loop" };
var switchLabel = { kind: "switch" };
pp$8.isLet = function(context) {
  if (this.options.ecmaVersion < 6 || !this.isContextual("let")) {
    return false;
  }
  skipWhiteSpace.lastIndex = this.pos;
  var skip2 = skipWhiteSpace.exec(this.input);
  var next = this.pos + skip2[0].length, nextCh = this.fullCharCodeAt(next);
  if (nextCh === 91 || nextCh === 92) {
    return true;
  }
  if (context) {
    return false;
  }
  if (nextCh === 123) {
    return true;
  }
  if (isIdentifierStart(nextCh)) {
    var start = next;
    do {
      next += nextCh <= 65535 ? 1 : 2;
    } while (isIdentifierChar(nextCh = this.fullCharCodeAt(next)));
    if (nextCh === 92) {
      return true;
    }
    var ident = this.input.slice(start, next);
    if (!keywordRelationalOperator.test(ident)) {
      return true;
    }
  }
  return false;
};
pp$8.isAsyncFunction = function() {
  if (this.options.ecmaVersion < 8 || !this.isContextual("async")) {
    return false;
  }
  skipWhiteSpace.lastIndex = this.pos;
  var skip2 = skipWhiteSpace.exec(this.input);
  var next = this.pos + skip2[0].length, after;
  return !lineBreak.test(this.input.slice(this.pos, next)) && this.input.slice(next, next + 8) === "function" && (next + 8 === this.input.length || !(isIdentifierChar(after = this.fullCharCodeAt(next + 8)) || after === 92));
};
pp$8.isUsingKeyword = function(isAwaitUsing, isFor) {
  if (this.options.ecmaVersion < 17 || !this.isContextual(isAwaitUsing ? "await" : "using")) {
    return false;
  }
  skipWhiteSpace.lastIndex = this.pos;
  var skip2 = skipWhiteSpace.exec(this.input);
  var next = this.pos + skip2[0].length;
  if (lineBreak.test(this.input.slice(this.pos, next))) {
    return false;
  }
  if (isAwaitUsing) {
    var usingEndPos = next + 5, after;
    if (this.input.slice(next, usingEndPos) !== "using" || usingEndPos === this.input.length || isIdentifierChar(after = this.fullCharCodeAt(usingEndPos)) || after === 92) {
      return false;
    }
    skipWhiteSpace.lastIndex = usingEndPos;
    var skipAfterUsing = skipWhiteSpace.exec(this.input);
    next = usingEndPos + skipAfterUsing[0].length;
    if (skipAfterUsing && lineBreak.test(this.input.slice(usingEndPos, next))) {
      return false;
    }
  }
  var ch = this.fullCharCodeAt(next);
  if (!isIdentifierStart(ch) && ch !== 92) {
    return false;
  }
  var idStart = next;
  do {
    next += ch <= 65535 ? 1 : 2;
  } while (isIdentifierChar(ch = this.fullCharCodeAt(next)));
  if (ch === 92) {
    return true;
  }
  var id = this.input.slice(idStart, next);
  if (keywordRelationalOperator.test(id)) {
    return false;
  }
  if (isFor && !isAwaitUsing && id === "of") {
    skipWhiteSpace.lastIndex = next;
    var skipAfterOf = skipWhiteSpace.exec(this.input);
    next = next + skipAfterOf[0].length;
    if (this.input.charCodeAt(next) !== 61 || // Check for ==, === and => operators
    (ch = this.input.charCodeAt(next + 1)) === 61 || ch === 62) {
      return false;
    }
  }
  return true;
};
pp$8.isAwaitUsing = function(isFor) {
  return this.isUsingKeyword(true, isFor);
};
pp$8.isUsing = function(isFor) {
  return this.isUsingKeyword(false, isFor);
};
pp$8.parseStatement = function(context, topLevel, exports$1) {
  var starttype = this.type, node2 = this.startNode(), kind;
  if (this.isLet(context)) {
    starttype = types$1._var;
    kind = "let";
  }
  switch (starttype) {
    case types$1._break:
    case types$1._continue:
      return this.parseBreakContinueStatement(node2, starttype.keyword);
    case types$1._debugger:
      return this.parseDebuggerStatement(node2);
    case types$1._do:
      return this.parseDoStatement(node2);
    case types$1._for:
      return this.parseForStatement(node2);
    case types$1._function:
      if (context && (this.strict || context !== "if" && context !== "label") && this.options.ecmaVersion >= 6) {
        this.unexpected();
      }
      return this.parseFunctionStatement(node2, false, !context);
    case types$1._class:
      if (context) {
        this.unexpected();
      }
      return this.parseClass(node2, true);
    case types$1._if:
      return this.parseIfStatement(node2);
    case types$1._return:
      return this.parseReturnStatement(node2);
    case types$1._switch:
      return this.parseSwitchStatement(node2);
    case types$1._throw:
      return this.parseThrowStatement(node2);
    case types$1._try:
      return this.parseTryStatement(node2);
    case types$1._const:
    case types$1._var:
      kind = kind || this.value;
      if (context && kind !== "var") {
        this.unexpected();
      }
      return this.parseVarStatement(node2, kind);
    case types$1._while:
      return this.parseWhileStatement(node2);
    case types$1._with:
      return this.parseWithStatement(node2);
    case types$1.braceL:
      return this.parseBlock(true, node2);
    case types$1.semi:
      return this.parseEmptyStatement(node2);
    case types$1._export:
    case types$1._import:
      if (this.options.ecmaVersion > 10 && starttype === types$1._import) {
        skipWhiteSpace.lastIndex = this.pos;
        var skip2 = skipWhiteSpace.exec(this.input);
        var next = this.pos + skip2[0].length, nextCh = this.input.charCodeAt(next);
        if (nextCh === 40 || nextCh === 46) {
          return this.parseExpressionStatement(node2, this.parseExpression());
        }
      }
      if (!this.options.allowImportExportEverywhere) {
        if (!topLevel) {
          this.raise(this.start, "'import' and 'export' may only appear at the top level");
        }
        if (!this.inModule) {
          this.raise(this.start, "'import' and 'export' may appear only with 'sourceType: module'");
        }
      }
      return starttype === types$1._import ? this.parseImport(node2) : this.parseExport(node2, exports$1);
    // If the statement does not start with a statement keyword or a
    // brace, it's an ExpressionStatement or LabeledStatement. We
    // simply start parsing an expression, and afterwards, if the
    // next token is a colon and the expression was a simple
    // Identifier node, we switch to interpreting it as a label.
    default:
      if (this.isAsyncFunction()) {
        if (context) {
          this.unexpected();
        }
        this.next();
        return this.parseFunctionStatement(node2, true, !context);
      }
      var usingKind = this.isAwaitUsing(false) ? "await using" : this.isUsing(false) ? "using" : null;
      if (usingKind) {
        if (!this.allowUsing) {
          this.raise(this.start, "Using declaration cannot appear in the top level when source type is `script` or in the bare case statement");
        }
        if (context) {
          this.raise(this.start, "Using declaration is not allowed in single-statement positions");
        }
        if (usingKind === "await using") {
          if (!this.canAwait) {
            this.raise(this.start, "Await using cannot appear outside of async function");
          }
          this.next();
        }
        this.next();
        this.parseVar(node2, false, usingKind);
        this.semicolon();
        return this.finishNode(node2, "VariableDeclaration");
      }
      var maybeName = this.value, expr = this.parseExpression();
      if (starttype === types$1.name && expr.type === "Identifier" && this.eat(types$1.colon)) {
        return this.parseLabeledStatement(node2, maybeName, expr, context);
      } else {
        return this.parseExpressionStatement(node2, expr);
      }
  }
};
pp$8.parseBreakContinueStatement = function(node2, keyword) {
  var isBreak = keyword === "break";
  this.next();
  if (this.eat(types$1.semi) || this.insertSemicolon()) {
    node2.label = null;
  } else if (this.type !== types$1.name) {
    this.unexpected();
  } else {
    node2.label = this.parseIdent();
    this.semicolon();
  }
  var i2 = 0;
  for (; i2 < this.labels.length; ++i2) {
    var lab = this.labels[i2];
    if (node2.label == null || lab.name === node2.label.name) {
      if (lab.kind != null && (isBreak || lab.kind === "loop")) {
        break;
      }
      if (node2.label && isBreak) {
        break;
      }
    }
  }
  if (i2 === this.labels.length) {
    this.raise(node2.start, "Unsyntactic " + keyword);
  }
  return this.finishNode(node2, isBreak ? "BreakStatement" : "ContinueStatement");
};
pp$8.parseDebuggerStatement = function(node2) {
  this.next();
  this.semicolon();
  return this.finishNode(node2, "DebuggerStatement");
};
pp$8.parseDoStatement = function(node2) {
  this.next();
  this.labels.push(loopLabel);
  node2.body = this.parseStatement("do");
  this.labels.pop();
  this.expect(types$1._while);
  node2.test = this.parseParenExpression();
  if (this.options.ecmaVersion >= 6) {
    this.eat(types$1.semi);
  } else {
    this.semicolon();
  }
  return this.finishNode(node2, "DoWhileStatement");
};
pp$8.parseForStatement = function(node2) {
  this.next();
  var awaitAt = this.options.ecmaVersion >= 9 && this.canAwait && this.eatContextual("await") ? this.lastTokStart : -1;
  this.labels.push(loopLabel);
  this.enterScope(0);
  this.expect(types$1.parenL);
  if (this.type === types$1.semi) {
    if (awaitAt > -1) {
      this.unexpected(awaitAt);
    }
    return this.parseFor(node2, null);
  }
  var isLet = this.isLet();
  if (this.type === types$1._var || this.type === types$1._const || isLet) {
    var init$1 = this.startNode(), kind = isLet ? "let" : this.value;
    this.next();
    this.parseVar(init$1, true, kind);
    this.finishNode(init$1, "VariableDeclaration");
    return this.parseForAfterInit(node2, init$1, awaitAt);
  }
  var startsWithLet = this.isContextual("let"), isForOf = false;
  var usingKind = this.isUsing(true) ? "using" : this.isAwaitUsing(true) ? "await using" : null;
  if (usingKind) {
    var init$2 = this.startNode();
    this.next();
    if (usingKind === "await using") {
      if (!this.canAwait) {
        this.raise(this.start, "Await using cannot appear outside of async function");
      }
      this.next();
    }
    this.parseVar(init$2, true, usingKind);
    this.finishNode(init$2, "VariableDeclaration");
    return this.parseForAfterInit(node2, init$2, awaitAt);
  }
  var containsEsc = this.containsEsc;
  var refDestructuringErrors = new DestructuringErrors();
  var initPos = this.start;
  var init = awaitAt > -1 ? this.parseExprSubscripts(refDestructuringErrors, "await") : this.parseExpression(true, refDestructuringErrors);
  if (this.type === types$1._in || (isForOf = this.options.ecmaVersion >= 6 && this.isContextual("of"))) {
    if (awaitAt > -1) {
      if (this.type === types$1._in) {
        this.unexpected(awaitAt);
      }
      node2.await = true;
    } else if (isForOf && this.options.ecmaVersion >= 8) {
      if (init.start === initPos && !containsEsc && init.type === "Identifier" && init.name === "async") {
        this.unexpected();
      } else if (this.options.ecmaVersion >= 9) {
        node2.await = false;
      }
    }
    if (startsWithLet && isForOf) {
      this.raise(init.start, "The left-hand side of a for-of loop may not start with 'let'.");
    }
    this.toAssignable(init, false, refDestructuringErrors);
    this.checkLValPattern(init);
    return this.parseForIn(node2, init);
  } else {
    this.checkExpressionErrors(refDestructuringErrors, true);
  }
  if (awaitAt > -1) {
    this.unexpected(awaitAt);
  }
  return this.parseFor(node2, init);
};
pp$8.parseForAfterInit = function(node2, init, awaitAt) {
  if ((this.type === types$1._in || this.options.ecmaVersion >= 6 && this.isContextual("of")) && init.declarations.length === 1) {
    if (this.type === types$1._in) {
      if ((init.kind === "using" || init.kind === "await using") && !init.declarations[0].init) {
        this.raise(this.start, "Using declaration is not allowed in for-in loops");
      }
      if (this.options.ecmaVersion >= 9 && awaitAt > -1) {
        this.unexpected(awaitAt);
      }
    } else if (this.options.ecmaVersion >= 9) {
      node2.await = awaitAt > -1;
    }
    return this.parseForIn(node2, init);
  }
  if (awaitAt > -1) {
    this.unexpected(awaitAt);
  }
  return this.parseFor(node2, init);
};
pp$8.parseFunctionStatement = function(node2, isAsync, declarationPosition) {
  this.next();
  return this.parseFunction(node2, FUNC_STATEMENT | (declarationPosition ? 0 : FUNC_HANGING_STATEMENT), false, isAsync);
};
pp$8.parseIfStatement = function(node2) {
  this.next();
  node2.test = this.parseParenExpression();
  node2.consequent = this.parseStatement("if");
  node2.alternate = this.eat(types$1._else) ? this.parseStatement("if") : null;
  return this.finishNode(node2, "IfStatement");
};
pp$8.parseReturnStatement = function(node2) {
  if (!this.allowReturn) {
    this.raise(this.start, "'return' outside of function");
  }
  this.next();
  if (this.eat(types$1.semi) || this.insertSemicolon()) {
    node2.argument = null;
  } else {
    node2.argument = this.parseExpression();
    this.semicolon();
  }
  return this.finishNode(node2, "ReturnStatement");
};
pp$8.parseSwitchStatement = function(node2) {
  this.next();
  node2.discriminant = this.parseParenExpression();
  node2.cases = [];
  this.expect(types$1.braceL);
  this.labels.push(switchLabel);
  this.enterScope(SCOPE_SWITCH);
  var cur;
  for (var sawDefault = false; this.type !== types$1.braceR; ) {
    if (this.type === types$1._case || this.type === types$1._default) {
      var isCase = this.type === types$1._case;
      if (cur) {
        this.finishNode(cur, "SwitchCase");
      }
      node2.cases.push(cur = this.startNode());
      cur.consequent = [];
      this.next();
      if (isCase) {
        cur.test = this.parseExpression();
      } else {
        if (sawDefault) {
          this.raiseRecoverable(this.lastTokStart, "Multiple default clauses");
        }
        sawDefault = true;
        cur.test = null;
      }
      this.expect(types$1.colon);
    } else {
      if (!cur) {
        this.unexpected();
      }
      cur.consequent.push(this.parseStatement(null));
    }
  }
  this.exitScope();
  if (cur) {
    this.finishNode(cur, "SwitchCase");
  }
  this.next();
  this.labels.pop();
  return this.finishNode(node2, "SwitchStatement");
};
pp$8.parseThrowStatement = function(node2) {
  this.next();
  if (lineBreak.test(this.input.slice(this.lastTokEnd, this.start))) {
    this.raise(this.lastTokEnd, "Illegal newline after throw");
  }
  node2.argument = this.parseExpression();
  this.semicolon();
  return this.finishNode(node2, "ThrowStatement");
};
var empty$1 = [];
pp$8.parseCatchClauseParam = function() {
  var param = this.parseBindingAtom();
  var simple = param.type === "Identifier";
  this.enterScope(simple ? SCOPE_SIMPLE_CATCH : 0);
  this.checkLValPattern(param, simple ? BIND_SIMPLE_CATCH : BIND_LEXICAL);
  this.expect(types$1.parenR);
  return param;
};
pp$8.parseTryStatement = function(node2) {
  this.next();
  node2.block = this.parseBlock();
  node2.handler = null;
  if (this.type === types$1._catch) {
    var clause = this.startNode();
    this.next();
    if (this.eat(types$1.parenL)) {
      clause.param = this.parseCatchClauseParam();
    } else {
      if (this.options.ecmaVersion < 10) {
        this.unexpected();
      }
      clause.param = null;
      this.enterScope(0);
    }
    clause.body = this.parseBlock(false);
    this.exitScope();
    node2.handler = this.finishNode(clause, "CatchClause");
  }
  node2.finalizer = this.eat(types$1._finally) ? this.parseBlock() : null;
  if (!node2.handler && !node2.finalizer) {
    this.raise(node2.start, "Missing catch or finally clause");
  }
  return this.finishNode(node2, "TryStatement");
};
pp$8.parseVarStatement = function(node2, kind, allowMissingInitializer) {
  this.next();
  this.parseVar(node2, false, kind, allowMissingInitializer);
  this.semicolon();
  return this.finishNode(node2, "VariableDeclaration");
};
pp$8.parseWhileStatement = function(node2) {
  this.next();
  node2.test = this.parseParenExpression();
  this.labels.push(loopLabel);
  node2.body = this.parseStatement("while");
  this.labels.pop();
  return this.finishNode(node2, "WhileStatement");
};
pp$8.parseWithStatement = function(node2) {
  if (this.strict) {
    this.raise(this.start, "'with' in strict mode");
  }
  this.next();
  node2.object = this.parseParenExpression();
  node2.body = this.parseStatement("with");
  return this.finishNode(node2, "WithStatement");
};
pp$8.parseEmptyStatement = function(node2) {
  this.next();
  return this.finishNode(node2, "EmptyStatement");
};
pp$8.parseLabeledStatement = function(node2, maybeName, expr, context) {
  for (var i$1 = 0, list2 = this.labels; i$1 < list2.length; i$1 += 1) {
    var label = list2[i$1];
    if (label.name === maybeName) {
      this.raise(expr.start, "Label '" + maybeName + "' is already declared");
    }
  }
  var kind = this.type.isLoop ? "loop" : this.type === types$1._switch ? "switch" : null;
  for (var i2 = this.labels.length - 1; i2 >= 0; i2--) {
    var label$1 = this.labels[i2];
    if (label$1.statementStart === node2.start) {
      label$1.statementStart = this.start;
      label$1.kind = kind;
    } else {
      break;
    }
  }
  this.labels.push({ name: maybeName, kind, statementStart: this.start });
  node2.body = this.parseStatement(context ? context.indexOf("label") === -1 ? context + "label" : context : "label");
  this.labels.pop();
  node2.label = expr;
  return this.finishNode(node2, "LabeledStatement");
};
pp$8.parseExpressionStatement = function(node2, expr) {
  node2.expression = expr;
  this.semicolon();
  return this.finishNode(node2, "ExpressionStatement");
};
pp$8.parseBlock = function(createNewLexicalScope, node2, exitStrict) {
  if (createNewLexicalScope === void 0) createNewLexicalScope = true;
  if (node2 === void 0) node2 = this.startNode();
  node2.body = [];
  this.expect(types$1.braceL);
  if (createNewLexicalScope) {
    this.enterScope(0);
  }
  while (this.type !== types$1.braceR) {
    var stmt = this.parseStatement(null);
    node2.body.push(stmt);
  }
  if (exitStrict) {
    this.strict = false;
  }
  this.next();
  if (createNewLexicalScope) {
    this.exitScope();
  }
  return this.finishNode(node2, "BlockStatement");
};
pp$8.parseFor = function(node2, init) {
  node2.init = init;
  this.expect(types$1.semi);
  node2.test = this.type === types$1.semi ? null : this.parseExpression();
  this.expect(types$1.semi);
  node2.update = this.type === types$1.parenR ? null : this.parseExpression();
  this.expect(types$1.parenR);
  node2.body = this.parseStatement("for");
  this.exitScope();
  this.labels.pop();
  return this.finishNode(node2, "ForStatement");
};
pp$8.parseForIn = function(node2, init) {
  var isForIn = this.type === types$1._in;
  this.next();
  if (init.type === "VariableDeclaration" && init.declarations[0].init != null && (!isForIn || this.options.ecmaVersion < 8 || this.strict || init.kind !== "var" || init.declarations[0].id.type !== "Identifier")) {
    this.raise(
      init.start,
      (isForIn ? "for-in" : "for-of") + " loop variable declaration may not have an initializer"
    );
  }
  node2.left = init;
  node2.right = isForIn ? this.parseExpression() : this.parseMaybeAssign();
  this.expect(types$1.parenR);
  node2.body = this.parseStatement("for");
  this.exitScope();
  this.labels.pop();
  return this.finishNode(node2, isForIn ? "ForInStatement" : "ForOfStatement");
};
pp$8.parseVar = function(node2, isFor, kind, allowMissingInitializer) {
  node2.declarations = [];
  node2.kind = kind;
  for (; ; ) {
    var decl = this.startNode();
    this.parseVarId(decl, kind);
    if (this.eat(types$1.eq)) {
      decl.init = this.parseMaybeAssign(isFor);
    } else if (!allowMissingInitializer && kind === "const" && !(this.type === types$1._in || this.options.ecmaVersion >= 6 && this.isContextual("of"))) {
      this.unexpected();
    } else if (!allowMissingInitializer && (kind === "using" || kind === "await using") && this.options.ecmaVersion >= 17 && this.type !== types$1._in && !this.isContextual("of")) {
      this.raise(this.lastTokEnd, "Missing initializer in " + kind + " declaration");
    } else if (!allowMissingInitializer && decl.id.type !== "Identifier" && !(isFor && (this.type === types$1._in || this.isContextual("of")))) {
      this.raise(this.lastTokEnd, "Complex binding patterns require an initialization value");
    } else {
      decl.init = null;
    }
    node2.declarations.push(this.finishNode(decl, "VariableDeclarator"));
    if (!this.eat(types$1.comma)) {
      break;
    }
  }
  return node2;
};
pp$8.parseVarId = function(decl, kind) {
  decl.id = kind === "using" || kind === "await using" ? this.parseIdent() : this.parseBindingAtom();
  this.checkLValPattern(decl.id, kind === "var" ? BIND_VAR : BIND_LEXICAL, false);
};
var FUNC_STATEMENT = 1;
var FUNC_HANGING_STATEMENT = 2;
var FUNC_NULLABLE_ID = 4;
pp$8.parseFunction = function(node2, statement, allowExpressionBody, isAsync, forInit) {
  this.initFunction(node2);
  if (this.options.ecmaVersion >= 9 || this.options.ecmaVersion >= 6 && !isAsync) {
    if (this.type === types$1.star && statement & FUNC_HANGING_STATEMENT) {
      this.unexpected();
    }
    node2.generator = this.eat(types$1.star);
  }
  if (this.options.ecmaVersion >= 8) {
    node2.async = !!isAsync;
  }
  if (statement & FUNC_STATEMENT) {
    node2.id = statement & FUNC_NULLABLE_ID && this.type !== types$1.name ? null : this.parseIdent();
    if (node2.id && !(statement & FUNC_HANGING_STATEMENT)) {
      this.checkLValSimple(node2.id, this.strict || node2.generator || node2.async ? this.treatFunctionsAsVar ? BIND_VAR : BIND_LEXICAL : BIND_FUNCTION);
    }
  }
  var oldYieldPos = this.yieldPos, oldAwaitPos = this.awaitPos, oldAwaitIdentPos = this.awaitIdentPos;
  this.yieldPos = 0;
  this.awaitPos = 0;
  this.awaitIdentPos = 0;
  this.enterScope(functionFlags(node2.async, node2.generator));
  if (!(statement & FUNC_STATEMENT)) {
    node2.id = this.type === types$1.name ? this.parseIdent() : null;
  }
  this.parseFunctionParams(node2);
  this.parseFunctionBody(node2, allowExpressionBody, false, forInit);
  this.yieldPos = oldYieldPos;
  this.awaitPos = oldAwaitPos;
  this.awaitIdentPos = oldAwaitIdentPos;
  return this.finishNode(node2, statement & FUNC_STATEMENT ? "FunctionDeclaration" : "FunctionExpression");
};
pp$8.parseFunctionParams = function(node2) {
  this.expect(types$1.parenL);
  node2.params = this.parseBindingList(types$1.parenR, false, this.options.ecmaVersion >= 8);
  this.checkYieldAwaitInDefaultParams();
};
pp$8.parseClass = function(node2, isStatement) {
  this.next();
  var oldStrict = this.strict;
  this.strict = true;
  this.parseClassId(node2, isStatement);
  this.parseClassSuper(node2);
  var privateNameMap = this.enterClassBody();
  var classBody = this.startNode();
  var hadConstructor = false;
  classBody.body = [];
  this.expect(types$1.braceL);
  while (this.type !== types$1.braceR) {
    var element = this.parseClassElement(node2.superClass !== null);
    if (element) {
      classBody.body.push(element);
      if (element.type === "MethodDefinition" && element.kind === "constructor") {
        if (hadConstructor) {
          this.raiseRecoverable(element.start, "Duplicate constructor in the same class");
        }
        hadConstructor = true;
      } else if (element.key && element.key.type === "PrivateIdentifier" && isPrivateNameConflicted(privateNameMap, element)) {
        this.raiseRecoverable(element.key.start, "Identifier '#" + element.key.name + "' has already been declared");
      }
    }
  }
  this.strict = oldStrict;
  this.next();
  node2.body = this.finishNode(classBody, "ClassBody");
  this.exitClassBody();
  return this.finishNode(node2, isStatement ? "ClassDeclaration" : "ClassExpression");
};
pp$8.parseClassElement = function(constructorAllowsSuper) {
  if (this.eat(types$1.semi)) {
    return null;
  }
  var ecmaVersion2 = this.options.ecmaVersion;
  var node2 = this.startNode();
  var keyName = "";
  var isGenerator = false;
  var isAsync = false;
  var kind = "method";
  var isStatic = false;
  if (this.eatContextual("static")) {
    if (ecmaVersion2 >= 13 && this.eat(types$1.braceL)) {
      this.parseClassStaticBlock(node2);
      return node2;
    }
    if (this.isClassElementNameStart() || this.type === types$1.star) {
      isStatic = true;
    } else {
      keyName = "static";
    }
  }
  node2.static = isStatic;
  if (!keyName && ecmaVersion2 >= 8 && this.eatContextual("async")) {
    if ((this.isClassElementNameStart() || this.type === types$1.star) && !this.canInsertSemicolon()) {
      isAsync = true;
    } else {
      keyName = "async";
    }
  }
  if (!keyName && (ecmaVersion2 >= 9 || !isAsync) && this.eat(types$1.star)) {
    isGenerator = true;
  }
  if (!keyName && !isAsync && !isGenerator) {
    var lastValue = this.value;
    if (this.eatContextual("get") || this.eatContextual("set")) {
      if (this.isClassElementNameStart()) {
        kind = lastValue;
      } else {
        keyName = lastValue;
      }
    }
  }
  if (keyName) {
    node2.computed = false;
    node2.key = this.startNodeAt(this.lastTokStart, this.lastTokStartLoc);
    node2.key.name = keyName;
    this.finishNode(node2.key, "Identifier");
  } else {
    this.parseClassElementName(node2);
  }
  if (ecmaVersion2 < 13 || this.type === types$1.parenL || kind !== "method" || isGenerator || isAsync) {
    var isConstructor = !node2.static && checkKeyName(node2, "constructor");
    var allowsDirectSuper = isConstructor && constructorAllowsSuper;
    if (isConstructor && kind !== "method") {
      this.raise(node2.key.start, "Constructor can't have get/set modifier");
    }
    node2.kind = isConstructor ? "constructor" : kind;
    this.parseClassMethod(node2, isGenerator, isAsync, allowsDirectSuper);
  } else {
    this.parseClassField(node2);
  }
  return node2;
};
pp$8.isClassElementNameStart = function() {
  return this.type === types$1.name || this.type === types$1.privateId || this.type === types$1.num || this.type === types$1.string || this.type === types$1.bracketL || this.type.keyword;
};
pp$8.parseClassElementName = function(element) {
  if (this.type === types$1.privateId) {
    if (this.value === "constructor") {
      this.raise(this.start, "Classes can't have an element named '#constructor'");
    }
    element.computed = false;
    element.key = this.parsePrivateIdent();
  } else {
    this.parsePropertyName(element);
  }
};
pp$8.parseClassMethod = function(method2, isGenerator, isAsync, allowsDirectSuper) {
  var key = method2.key;
  if (method2.kind === "constructor") {
    if (isGenerator) {
      this.raise(key.start, "Constructor can't be a generator");
    }
    if (isAsync) {
      this.raise(key.start, "Constructor can't be an async method");
    }
  } else if (method2.static && checkKeyName(method2, "prototype")) {
    this.raise(key.start, "Classes may not have a static property named prototype");
  }
  var value = method2.value = this.parseMethod(isGenerator, isAsync, allowsDirectSuper);
  if (method2.kind === "get" && value.params.length !== 0) {
    this.raiseRecoverable(value.start, "getter should have no params");
  }
  if (method2.kind === "set" && value.params.length !== 1) {
    this.raiseRecoverable(value.start, "setter should have exactly one param");
  }
  if (method2.kind === "set" && value.params[0].type === "RestElement") {
    this.raiseRecoverable(value.params[0].start, "Setter cannot use rest params");
  }
  return this.finishNode(method2, "MethodDefinition");
};
pp$8.parseClassField = function(field) {
  if (checkKeyName(field, "constructor")) {
    this.raise(field.key.start, "Classes can't have a field named 'constructor'");
  } else if (field.static && checkKeyName(field, "prototype")) {
    this.raise(field.key.start, "Classes can't have a static field named 'prototype'");
  }
  if (this.eat(types$1.eq)) {
    this.enterScope(SCOPE_CLASS_FIELD_INIT | SCOPE_SUPER);
    field.value = this.parseMaybeAssign();
    this.exitScope();
  } else {
    field.value = null;
  }
  this.semicolon();
  return this.finishNode(field, "PropertyDefinition");
};
pp$8.parseClassStaticBlock = function(node2) {
  node2.body = [];
  var oldLabels = this.labels;
  this.labels = [];
  this.enterScope(SCOPE_CLASS_STATIC_BLOCK | SCOPE_SUPER);
  while (this.type !== types$1.braceR) {
    var stmt = this.parseStatement(null);
    node2.body.push(stmt);
  }
  this.next();
  this.exitScope();
  this.labels = oldLabels;
  return this.finishNode(node2, "StaticBlock");
};
pp$8.parseClassId = function(node2, isStatement) {
  if (this.type === types$1.name) {
    node2.id = this.parseIdent();
    if (isStatement) {
      this.checkLValSimple(node2.id, BIND_LEXICAL, false);
    }
  } else {
    if (isStatement === true) {
      this.unexpected();
    }
    node2.id = null;
  }
};
pp$8.parseClassSuper = function(node2) {
  node2.superClass = this.eat(types$1._extends) ? this.parseExprSubscripts(null, false) : null;
};
pp$8.enterClassBody = function() {
  var element = { declared: /* @__PURE__ */ Object.create(null), used: [] };
  this.privateNameStack.push(element);
  return element.declared;
};
pp$8.exitClassBody = function() {
  var ref2 = this.privateNameStack.pop();
  var declared = ref2.declared;
  var used = ref2.used;
  if (!this.options.checkPrivateFields) {
    return;
  }
  var len = this.privateNameStack.length;
  var parent = len === 0 ? null : this.privateNameStack[len - 1];
  for (var i2 = 0; i2 < used.length; ++i2) {
    var id = used[i2];
    if (!hasOwn(declared, id.name)) {
      if (parent) {
        parent.used.push(id);
      } else {
        this.raiseRecoverable(id.start, "Private field '#" + id.name + "' must be declared in an enclosing class");
      }
    }
  }
};
function isPrivateNameConflicted(privateNameMap, element) {
  var name = element.key.name;
  var curr = privateNameMap[name];
  var next = "true";
  if (element.type === "MethodDefinition" && (element.kind === "get" || element.kind === "set")) {
    next = (element.static ? "s" : "i") + element.kind;
  }
  if (curr === "iget" && next === "iset" || curr === "iset" && next === "iget" || curr === "sget" && next === "sset" || curr === "sset" && next === "sget") {
    privateNameMap[name] = "true";
    return false;
  } else if (!curr) {
    privateNameMap[name] = next;
    return false;
  } else {
    return true;
  }
}
function checkKeyName(node2, name) {
  var computed = node2.computed;
  var key = node2.key;
  return !computed && (key.type === "Identifier" && key.name === name || key.type === "Literal" && key.value === name);
}
pp$8.parseExportAllDeclaration = function(node2, exports$1) {
  if (this.options.ecmaVersion >= 11) {
    if (this.eatContextual("as")) {
      node2.exported = this.parseModuleExportName();
      this.checkExport(exports$1, node2.exported, this.lastTokStart);
    } else {
      node2.exported = null;
    }
  }
  this.expectContextual("from");
  if (this.type !== types$1.string) {
    this.unexpected();
  }
  node2.source = this.parseExprAtom();
  if (this.options.ecmaVersion >= 16) {
    node2.attributes = this.parseWithClause();
  }
  this.semicolon();
  return this.finishNode(node2, "ExportAllDeclaration");
};
pp$8.parseExport = function(node2, exports$1) {
  this.next();
  if (this.eat(types$1.star)) {
    return this.parseExportAllDeclaration(node2, exports$1);
  }
  if (this.eat(types$1._default)) {
    this.checkExport(exports$1, "default", this.lastTokStart);
    node2.declaration = this.parseExportDefaultDeclaration();
    return this.finishNode(node2, "ExportDefaultDeclaration");
  }
  if (this.shouldParseExportStatement()) {
    node2.declaration = this.parseExportDeclaration(node2);
    if (node2.declaration.type === "VariableDeclaration") {
      this.checkVariableExport(exports$1, node2.declaration.declarations);
    } else {
      this.checkExport(exports$1, node2.declaration.id, node2.declaration.id.start);
    }
    node2.specifiers = [];
    node2.source = null;
    if (this.options.ecmaVersion >= 16) {
      node2.attributes = [];
    }
  } else {
    node2.declaration = null;
    node2.specifiers = this.parseExportSpecifiers(exports$1);
    if (this.eatContextual("from")) {
      if (this.type !== types$1.string) {
        this.unexpected();
      }
      node2.source = this.parseExprAtom();
      if (this.options.ecmaVersion >= 16) {
        node2.attributes = this.parseWithClause();
      }
    } else {
      for (var i2 = 0, list2 = node2.specifiers; i2 < list2.length; i2 += 1) {
        var spec = list2[i2];
        this.checkUnreserved(spec.local);
        this.checkLocalExport(spec.local);
        if (spec.local.type === "Literal") {
          this.raise(spec.local.start, "A string literal cannot be used as an exported binding without `from`.");
        }
      }
      node2.source = null;
      if (this.options.ecmaVersion >= 16) {
        node2.attributes = [];
      }
    }
    this.semicolon();
  }
  return this.finishNode(node2, "ExportNamedDeclaration");
};
pp$8.parseExportDeclaration = function(node2) {
  return this.parseStatement(null);
};
pp$8.parseExportDefaultDeclaration = function() {
  var isAsync;
  if (this.type === types$1._function || (isAsync = this.isAsyncFunction())) {
    var fNode = this.startNode();
    this.next();
    if (isAsync) {
      this.next();
    }
    return this.parseFunction(fNode, FUNC_STATEMENT | FUNC_NULLABLE_ID, false, isAsync);
  } else if (this.type === types$1._class) {
    var cNode = this.startNode();
    return this.parseClass(cNode, "nullableID");
  } else {
    var declaration = this.parseMaybeAssign();
    this.semicolon();
    return declaration;
  }
};
pp$8.checkExport = function(exports$1, name, pos) {
  if (!exports$1) {
    return;
  }
  if (typeof name !== "string") {
    name = name.type === "Identifier" ? name.name : name.value;
  }
  if (hasOwn(exports$1, name)) {
    this.raiseRecoverable(pos, "Duplicate export '" + name + "'");
  }
  exports$1[name] = true;
};
pp$8.checkPatternExport = function(exports$1, pat) {
  var type = pat.type;
  if (type === "Identifier") {
    this.checkExport(exports$1, pat, pat.start);
  } else if (type === "ObjectPattern") {
    for (var i2 = 0, list2 = pat.properties; i2 < list2.length; i2 += 1) {
      var prop = list2[i2];
      this.checkPatternExport(exports$1, prop);
    }
  } else if (type === "ArrayPattern") {
    for (var i$1 = 0, list$1 = pat.elements; i$1 < list$1.length; i$1 += 1) {
      var elt = list$1[i$1];
      if (elt) {
        this.checkPatternExport(exports$1, elt);
      }
    }
  } else if (type === "Property") {
    this.checkPatternExport(exports$1, pat.value);
  } else if (type === "AssignmentPattern") {
    this.checkPatternExport(exports$1, pat.left);
  } else if (type === "RestElement") {
    this.checkPatternExport(exports$1, pat.argument);
  }
};
pp$8.checkVariableExport = function(exports$1, decls) {
  if (!exports$1) {
    return;
  }
  for (var i2 = 0, list2 = decls; i2 < list2.length; i2 += 1) {
    var decl = list2[i2];
    this.checkPatternExport(exports$1, decl.id);
  }
};
pp$8.shouldParseExportStatement = function() {
  return this.type.keyword === "var" || this.type.keyword === "const" || this.type.keyword === "class" || this.type.keyword === "function" || this.isLet() || this.isAsyncFunction();
};
pp$8.parseExportSpecifier = function(exports$1) {
  var node2 = this.startNode();
  node2.local = this.parseModuleExportName();
  node2.exported = this.eatContextual("as") ? this.parseModuleExportName() : node2.local;
  this.checkExport(
    exports$1,
    node2.exported,
    node2.exported.start
  );
  return this.finishNode(node2, "ExportSpecifier");
};
pp$8.parseExportSpecifiers = function(exports$1) {
  var nodes = [], first2 = true;
  this.expect(types$1.braceL);
  while (!this.eat(types$1.braceR)) {
    if (!first2) {
      this.expect(types$1.comma);
      if (this.afterTrailingComma(types$1.braceR)) {
        break;
      }
    } else {
      first2 = false;
    }
    nodes.push(this.parseExportSpecifier(exports$1));
  }
  return nodes;
};
pp$8.parseImport = function(node2) {
  this.next();
  if (this.type === types$1.string) {
    node2.specifiers = empty$1;
    node2.source = this.parseExprAtom();
  } else {
    node2.specifiers = this.parseImportSpecifiers();
    this.expectContextual("from");
    node2.source = this.type === types$1.string ? this.parseExprAtom() : this.unexpected();
  }
  if (this.options.ecmaVersion >= 16) {
    node2.attributes = this.parseWithClause();
  }
  this.semicolon();
  return this.finishNode(node2, "ImportDeclaration");
};
pp$8.parseImportSpecifier = function() {
  var node2 = this.startNode();
  node2.imported = this.parseModuleExportName();
  if (this.eatContextual("as")) {
    node2.local = this.parseIdent();
  } else {
    this.checkUnreserved(node2.imported);
    node2.local = node2.imported;
  }
  this.checkLValSimple(node2.local, BIND_LEXICAL);
  return this.finishNode(node2, "ImportSpecifier");
};
pp$8.parseImportDefaultSpecifier = function() {
  var node2 = this.startNode();
  node2.local = this.parseIdent();
  this.checkLValSimple(node2.local, BIND_LEXICAL);
  return this.finishNode(node2, "ImportDefaultSpecifier");
};
pp$8.parseImportNamespaceSpecifier = function() {
  var node2 = this.startNode();
  this.next();
  this.expectContextual("as");
  node2.local = this.parseIdent();
  this.checkLValSimple(node2.local, BIND_LEXICAL);
  return this.finishNode(node2, "ImportNamespaceSpecifier");
};
pp$8.parseImportSpecifiers = function() {
  var nodes = [], first2 = true;
  if (this.type === types$1.name) {
    nodes.push(this.parseImportDefaultSpecifier());
    if (!this.eat(types$1.comma)) {
      return nodes;
    }
  }
  if (this.type === types$1.star) {
    nodes.push(this.parseImportNamespaceSpecifier());
    return nodes;
  }
  this.expect(types$1.braceL);
  while (!this.eat(types$1.braceR)) {
    if (!first2) {
      this.expect(types$1.comma);
      if (this.afterTrailingComma(types$1.braceR)) {
        break;
      }
    } else {
      first2 = false;
    }
    nodes.push(this.parseImportSpecifier());
  }
  return nodes;
};
pp$8.parseWithClause = function() {
  var nodes = [];
  if (!this.eat(types$1._with)) {
    return nodes;
  }
  this.expect(types$1.braceL);
  var attributeKeys = {};
  var first2 = true;
  while (!this.eat(types$1.braceR)) {
    if (!first2) {
      this.expect(types$1.comma);
      if (this.afterTrailingComma(types$1.braceR)) {
        break;
      }
    } else {
      first2 = false;
    }
    var attr = this.parseImportAttribute();
    var keyName = attr.key.type === "Identifier" ? attr.key.name : attr.key.value;
    if (hasOwn(attributeKeys, keyName)) {
      this.raiseRecoverable(attr.key.start, "Duplicate attribute key '" + keyName + "'");
    }
    attributeKeys[keyName] = true;
    nodes.push(attr);
  }
  return nodes;
};
pp$8.parseImportAttribute = function() {
  var node2 = this.startNode();
  node2.key = this.type === types$1.string ? this.parseExprAtom() : this.parseIdent(this.options.allowReserved !== "never");
  this.expect(types$1.colon);
  if (this.type !== types$1.string) {
    this.unexpected();
  }
  node2.value = this.parseExprAtom();
  return this.finishNode(node2, "ImportAttribute");
};
pp$8.parseModuleExportName = function() {
  if (this.options.ecmaVersion >= 13 && this.type === types$1.string) {
    var stringLiteral = this.parseLiteral(this.value);
    if (loneSurrogate.test(stringLiteral.value)) {
      this.raise(stringLiteral.start, "An export name cannot include a lone surrogate.");
    }
    return stringLiteral;
  }
  return this.parseIdent(true);
};
pp$8.adaptDirectivePrologue = function(statements) {
  for (var i2 = 0; i2 < statements.length && this.isDirectiveCandidate(statements[i2]); ++i2) {
    statements[i2].directive = statements[i2].expression.raw.slice(1, -1);
  }
};
pp$8.isDirectiveCandidate = function(statement) {
  return this.options.ecmaVersion >= 5 && statement.type === "ExpressionStatement" && statement.expression.type === "Literal" && typeof statement.expression.value === "string" && // Reject parenthesized strings.
  (this.input[statement.start] === '"' || this.input[statement.start] === "'");
};
var pp$7 = Parser.prototype;
pp$7.toAssignable = function(node2, isBinding, refDestructuringErrors) {
  if (this.options.ecmaVersion >= 6 && node2) {
    switch (node2.type) {
      case "Identifier":
        if (this.inAsync && node2.name === "await") {
          this.raise(node2.start, "Cannot use 'await' as identifier inside an async function");
        }
        break;
      case "ObjectPattern":
      case "ArrayPattern":
      case "AssignmentPattern":
      case "RestElement":
        break;
      case "ObjectExpression":
        node2.type = "ObjectPattern";
        if (refDestructuringErrors) {
          this.checkPatternErrors(refDestructuringErrors, true);
        }
        for (var i2 = 0, list2 = node2.properties; i2 < list2.length; i2 += 1) {
          var prop = list2[i2];
          this.toAssignable(prop, isBinding);
          if (prop.type === "RestElement" && (prop.argument.type === "ArrayPattern" || prop.argument.type === "ObjectPattern")) {
            this.raise(prop.argument.start, "Unexpected token");
          }
        }
        break;
      case "Property":
        if (node2.kind !== "init") {
          this.raise(node2.key.start, "Object pattern can't contain getter or setter");
        }
        this.toAssignable(node2.value, isBinding);
        break;
      case "ArrayExpression":
        node2.type = "ArrayPattern";
        if (refDestructuringErrors) {
          this.checkPatternErrors(refDestructuringErrors, true);
        }
        this.toAssignableList(node2.elements, isBinding);
        break;
      case "SpreadElement":
        node2.type = "RestElement";
        this.toAssignable(node2.argument, isBinding);
        if (node2.argument.type === "AssignmentPattern") {
          this.raise(node2.argument.start, "Rest elements cannot have a default value");
        }
        break;
      case "AssignmentExpression":
        if (node2.operator !== "=") {
          this.raise(node2.left.end, "Only '=' operator can be used for specifying default value.");
        }
        node2.type = "AssignmentPattern";
        delete node2.operator;
        this.toAssignable(node2.left, isBinding);
        break;
      case "ParenthesizedExpression":
        this.toAssignable(node2.expression, isBinding, refDestructuringErrors);
        break;
      case "ChainExpression":
        this.raiseRecoverable(node2.start, "Optional chaining cannot appear in left-hand side");
        break;
      case "MemberExpression":
        if (!isBinding) {
          break;
        }
      default:
        this.raise(node2.start, "Assigning to rvalue");
    }
  } else if (refDestructuringErrors) {
    this.checkPatternErrors(refDestructuringErrors, true);
  }
  return node2;
};
pp$7.toAssignableList = function(exprList, isBinding) {
  var end = exprList.length;
  for (var i2 = 0; i2 < end; i2++) {
    var elt = exprList[i2];
    if (elt) {
      this.toAssignable(elt, isBinding);
    }
  }
  if (end) {
    var last2 = exprList[end - 1];
    if (this.options.ecmaVersion === 6 && isBinding && last2 && last2.type === "RestElement" && last2.argument.type !== "Identifier") {
      this.unexpected(last2.argument.start);
    }
  }
  return exprList;
};
pp$7.parseSpread = function(refDestructuringErrors) {
  var node2 = this.startNode();
  this.next();
  node2.argument = this.parseMaybeAssign(false, refDestructuringErrors);
  return this.finishNode(node2, "SpreadElement");
};
pp$7.parseRestBinding = function() {
  var node2 = this.startNode();
  this.next();
  if (this.options.ecmaVersion === 6 && this.type !== types$1.name) {
    this.unexpected();
  }
  node2.argument = this.parseBindingAtom();
  return this.finishNode(node2, "RestElement");
};
pp$7.parseBindingAtom = function() {
  if (this.options.ecmaVersion >= 6) {
    switch (this.type) {
      case types$1.bracketL:
        var node2 = this.startNode();
        this.next();
        node2.elements = this.parseBindingList(types$1.bracketR, true, true);
        return this.finishNode(node2, "ArrayPattern");
      case types$1.braceL:
        return this.parseObj(true);
    }
  }
  return this.parseIdent();
};
pp$7.parseBindingList = function(close, allowEmpty, allowTrailingComma, allowModifiers) {
  var elts = [], first2 = true;
  while (!this.eat(close)) {
    if (first2) {
      first2 = false;
    } else {
      this.expect(types$1.comma);
    }
    if (allowEmpty && this.type === types$1.comma) {
      elts.push(null);
    } else if (allowTrailingComma && this.afterTrailingComma(close)) {
      break;
    } else if (this.type === types$1.ellipsis) {
      var rest = this.parseRestBinding();
      this.parseBindingListItem(rest);
      elts.push(rest);
      if (this.type === types$1.comma) {
        this.raiseRecoverable(this.start, "Comma is not permitted after the rest element");
      }
      this.expect(close);
      break;
    } else {
      elts.push(this.parseAssignableListItem(allowModifiers));
    }
  }
  return elts;
};
pp$7.parseAssignableListItem = function(allowModifiers) {
  var elem = this.parseMaybeDefault(this.start, this.startLoc);
  this.parseBindingListItem(elem);
  return elem;
};
pp$7.parseBindingListItem = function(param) {
  return param;
};
pp$7.parseMaybeDefault = function(startPos, startLoc, left) {
  left = left || this.parseBindingAtom();
  if (this.options.ecmaVersion < 6 || !this.eat(types$1.eq)) {
    return left;
  }
  var node2 = this.startNodeAt(startPos, startLoc);
  node2.left = left;
  node2.right = this.parseMaybeAssign();
  return this.finishNode(node2, "AssignmentPattern");
};
pp$7.checkLValSimple = function(expr, bindingType, checkClashes) {
  if (bindingType === void 0) bindingType = BIND_NONE;
  var isBind = bindingType !== BIND_NONE;
  switch (expr.type) {
    case "Identifier":
      if (this.strict && this.reservedWordsStrictBind.test(expr.name)) {
        this.raiseRecoverable(expr.start, (isBind ? "Binding " : "Assigning to ") + expr.name + " in strict mode");
      }
      if (isBind) {
        if (bindingType === BIND_LEXICAL && expr.name === "let") {
          this.raiseRecoverable(expr.start, "let is disallowed as a lexically bound name");
        }
        if (checkClashes) {
          if (hasOwn(checkClashes, expr.name)) {
            this.raiseRecoverable(expr.start, "Argument name clash");
          }
          checkClashes[expr.name] = true;
        }
        if (bindingType !== BIND_OUTSIDE) {
          this.declareName(expr.name, bindingType, expr.start);
        }
      }
      break;
    case "ChainExpression":
      this.raiseRecoverable(expr.start, "Optional chaining cannot appear in left-hand side");
      break;
    case "MemberExpression":
      if (isBind) {
        this.raiseRecoverable(expr.start, "Binding member expression");
      }
      break;
    case "ParenthesizedExpression":
      if (isBind) {
        this.raiseRecoverable(expr.start, "Binding parenthesized expression");
      }
      return this.checkLValSimple(expr.expression, bindingType, checkClashes);
    default:
      this.raise(expr.start, (isBind ? "Binding" : "Assigning to") + " rvalue");
  }
};
pp$7.checkLValPattern = function(expr, bindingType, checkClashes) {
  if (bindingType === void 0) bindingType = BIND_NONE;
  switch (expr.type) {
    case "ObjectPattern":
      for (var i2 = 0, list2 = expr.properties; i2 < list2.length; i2 += 1) {
        var prop = list2[i2];
        this.checkLValInnerPattern(prop, bindingType, checkClashes);
      }
      break;
    case "ArrayPattern":
      for (var i$1 = 0, list$1 = expr.elements; i$1 < list$1.length; i$1 += 1) {
        var elem = list$1[i$1];
        if (elem) {
          this.checkLValInnerPattern(elem, bindingType, checkClashes);
        }
      }
      break;
    default:
      this.checkLValSimple(expr, bindingType, checkClashes);
  }
};
pp$7.checkLValInnerPattern = function(expr, bindingType, checkClashes) {
  if (bindingType === void 0) bindingType = BIND_NONE;
  switch (expr.type) {
    case "Property":
      this.checkLValInnerPattern(expr.value, bindingType, checkClashes);
      break;
    case "AssignmentPattern":
      this.checkLValPattern(expr.left, bindingType, checkClashes);
      break;
    case "RestElement":
      this.checkLValPattern(expr.argument, bindingType, checkClashes);
      break;
    default:
      this.checkLValPattern(expr, bindingType, checkClashes);
  }
};
var TokContext = function TokContext2(token, isExpr, preserveSpace, override, generator) {
  this.token = token;
  this.isExpr = !!isExpr;
  this.preserveSpace = !!preserveSpace;
  this.override = override;
  this.generator = !!generator;
};
var types = {
  b_stat: new TokContext("{", false),
  b_expr: new TokContext("{", true),
  b_tmpl: new TokContext("${", false),
  p_stat: new TokContext("(", false),
  p_expr: new TokContext("(", true),
  q_tmpl: new TokContext("`", true, true, function(p) {
    return p.tryReadTemplateToken();
  }),
  f_stat: new TokContext("function", false),
  f_expr: new TokContext("function", true),
  f_expr_gen: new TokContext("function", true, false, null, true),
  f_gen: new TokContext("function", false, false, null, true)
};
var pp$6 = Parser.prototype;
pp$6.initialContext = function() {
  return [types.b_stat];
};
pp$6.curContext = function() {
  return this.context[this.context.length - 1];
};
pp$6.braceIsBlock = function(prevType) {
  var parent = this.curContext();
  if (parent === types.f_expr || parent === types.f_stat) {
    return true;
  }
  if (prevType === types$1.colon && (parent === types.b_stat || parent === types.b_expr)) {
    return !parent.isExpr;
  }
  if (prevType === types$1._return || prevType === types$1.name && this.exprAllowed) {
    return lineBreak.test(this.input.slice(this.lastTokEnd, this.start));
  }
  if (prevType === types$1._else || prevType === types$1.semi || prevType === types$1.eof || prevType === types$1.parenR || prevType === types$1.arrow) {
    return true;
  }
  if (prevType === types$1.braceL) {
    return parent === types.b_stat;
  }
  if (prevType === types$1._var || prevType === types$1._const || prevType === types$1.name) {
    return false;
  }
  return !this.exprAllowed;
};
pp$6.inGeneratorContext = function() {
  for (var i2 = this.context.length - 1; i2 >= 1; i2--) {
    var context = this.context[i2];
    if (context.token === "function") {
      return context.generator;
    }
  }
  return false;
};
pp$6.updateContext = function(prevType) {
  var update, type = this.type;
  if (type.keyword && prevType === types$1.dot) {
    this.exprAllowed = false;
  } else if (update = type.updateContext) {
    update.call(this, prevType);
  } else {
    this.exprAllowed = type.beforeExpr;
  }
};
pp$6.overrideContext = function(tokenCtx) {
  if (this.curContext() !== tokenCtx) {
    this.context[this.context.length - 1] = tokenCtx;
  }
};
types$1.parenR.updateContext = types$1.braceR.updateContext = function() {
  if (this.context.length === 1) {
    this.exprAllowed = true;
    return;
  }
  var out = this.context.pop();
  if (out === types.b_stat && this.curContext().token === "function") {
    out = this.context.pop();
  }
  this.exprAllowed = !out.isExpr;
};
types$1.braceL.updateContext = function(prevType) {
  this.context.push(this.braceIsBlock(prevType) ? types.b_stat : types.b_expr);
  this.exprAllowed = true;
};
types$1.dollarBraceL.updateContext = function() {
  this.context.push(types.b_tmpl);
  this.exprAllowed = true;
};
types$1.parenL.updateContext = function(prevType) {
  var statementParens = prevType === types$1._if || prevType === types$1._for || prevType === types$1._with || prevType === types$1._while;
  this.context.push(statementParens ? types.p_stat : types.p_expr);
  this.exprAllowed = true;
};
types$1.incDec.updateContext = function() {
};
types$1._function.updateContext = types$1._class.updateContext = function(prevType) {
  if (prevType.beforeExpr && prevType !== types$1._else && !(prevType === types$1.semi && this.curContext() !== types.p_stat) && !(prevType === types$1._return && lineBreak.test(this.input.slice(this.lastTokEnd, this.start))) && !((prevType === types$1.colon || prevType === types$1.braceL) && this.curContext() === types.b_stat)) {
    this.context.push(types.f_expr);
  } else {
    this.context.push(types.f_stat);
  }
  this.exprAllowed = false;
};
types$1.colon.updateContext = function() {
  if (this.curContext().token === "function") {
    this.context.pop();
  }
  this.exprAllowed = true;
};
types$1.backQuote.updateContext = function() {
  if (this.curContext() === types.q_tmpl) {
    this.context.pop();
  } else {
    this.context.push(types.q_tmpl);
  }
  this.exprAllowed = false;
};
types$1.star.updateContext = function(prevType) {
  if (prevType === types$1._function) {
    var index = this.context.length - 1;
    if (this.context[index] === types.f_expr) {
      this.context[index] = types.f_expr_gen;
    } else {
      this.context[index] = types.f_gen;
    }
  }
  this.exprAllowed = true;
};
types$1.name.updateContext = function(prevType) {
  var allowed = false;
  if (this.options.ecmaVersion >= 6 && prevType !== types$1.dot) {
    if (this.value === "of" && !this.exprAllowed || this.value === "yield" && this.inGeneratorContext()) {
      allowed = true;
    }
  }
  this.exprAllowed = allowed;
};
var pp$5 = Parser.prototype;
pp$5.checkPropClash = function(prop, propHash, refDestructuringErrors) {
  if (this.options.ecmaVersion >= 9 && prop.type === "SpreadElement") {
    return;
  }
  if (this.options.ecmaVersion >= 6 && (prop.computed || prop.method || prop.shorthand)) {
    return;
  }
  var key = prop.key;
  var name;
  switch (key.type) {
    case "Identifier":
      name = key.name;
      break;
    case "Literal":
      name = String(key.value);
      break;
    default:
      return;
  }
  var kind = prop.kind;
  if (this.options.ecmaVersion >= 6) {
    if (name === "__proto__" && kind === "init") {
      if (propHash.proto) {
        if (refDestructuringErrors) {
          if (refDestructuringErrors.doubleProto < 0) {
            refDestructuringErrors.doubleProto = key.start;
          }
        } else {
          this.raiseRecoverable(key.start, "Redefinition of __proto__ property");
        }
      }
      propHash.proto = true;
    }
    return;
  }
  name = "$" + name;
  var other = propHash[name];
  if (other) {
    var redefinition;
    if (kind === "init") {
      redefinition = this.strict && other.init || other.get || other.set;
    } else {
      redefinition = other.init || other[kind];
    }
    if (redefinition) {
      this.raiseRecoverable(key.start, "Redefinition of property");
    }
  } else {
    other = propHash[name] = {
      init: false,
      get: false,
      set: false
    };
  }
  other[kind] = true;
};
pp$5.parseExpression = function(forInit, refDestructuringErrors) {
  var this$1$1 = this;
  return this.catchStackOverflow(function() {
    var startPos = this$1$1.start, startLoc = this$1$1.startLoc;
    var expr = this$1$1.parseMaybeAssign(forInit, refDestructuringErrors);
    if (this$1$1.type === types$1.comma) {
      var node2 = this$1$1.startNodeAt(startPos, startLoc);
      node2.expressions = [expr];
      while (this$1$1.eat(types$1.comma)) {
        node2.expressions.push(this$1$1.parseMaybeAssign(forInit, refDestructuringErrors));
      }
      return this$1$1.finishNode(node2, "SequenceExpression");
    }
    return expr;
  });
};
pp$5.parseMaybeAssign = function(forInit, refDestructuringErrors, afterLeftParse) {
  if (this.isContextual("yield")) {
    if (this.inGenerator) {
      return this.parseYield(forInit);
    } else {
      this.exprAllowed = false;
    }
  }
  var ownDestructuringErrors = false, oldParenAssign = -1, oldTrailingComma = -1, oldDoubleProto = -1;
  if (refDestructuringErrors) {
    oldParenAssign = refDestructuringErrors.parenthesizedAssign;
    oldTrailingComma = refDestructuringErrors.trailingComma;
    oldDoubleProto = refDestructuringErrors.doubleProto;
    refDestructuringErrors.parenthesizedAssign = refDestructuringErrors.trailingComma = -1;
  } else {
    refDestructuringErrors = new DestructuringErrors();
    ownDestructuringErrors = true;
  }
  var startPos = this.start, startLoc = this.startLoc;
  if (this.type === types$1.parenL || this.type === types$1.name) {
    this.potentialArrowAt = this.start;
    this.potentialArrowInForAwait = forInit === "await";
  }
  var left = this.parseMaybeConditional(forInit, refDestructuringErrors);
  if (afterLeftParse) {
    left = afterLeftParse.call(this, left, startPos, startLoc);
  }
  if (this.type.isAssign) {
    var node2 = this.startNodeAt(startPos, startLoc);
    node2.operator = this.value;
    if (this.type === types$1.eq) {
      left = this.toAssignable(left, false, refDestructuringErrors);
    }
    if (!ownDestructuringErrors) {
      refDestructuringErrors.parenthesizedAssign = refDestructuringErrors.trailingComma = -1;
      if (refDestructuringErrors.shorthandAssign >= left.start) {
        refDestructuringErrors.shorthandAssign = -1;
      }
      if (refDestructuringErrors.doubleProto >= left.start) {
        refDestructuringErrors.doubleProto = -1;
      }
    }
    if (this.type === types$1.eq) {
      this.checkLValPattern(left);
    } else {
      this.checkLValSimple(left);
    }
    node2.left = left;
    this.next();
    node2.right = this.parseMaybeAssign(forInit);
    if (oldDoubleProto > -1) {
      refDestructuringErrors.doubleProto = oldDoubleProto;
    }
    return this.finishNode(node2, "AssignmentExpression");
  } else {
    if (ownDestructuringErrors) {
      this.checkExpressionErrors(refDestructuringErrors, true);
    }
  }
  if (oldParenAssign > -1) {
    refDestructuringErrors.parenthesizedAssign = oldParenAssign;
  }
  if (oldTrailingComma > -1) {
    refDestructuringErrors.trailingComma = oldTrailingComma;
  }
  return left;
};
pp$5.parseMaybeConditional = function(forInit, refDestructuringErrors) {
  var startPos = this.start, startLoc = this.startLoc;
  var expr = this.parseExprOps(forInit, refDestructuringErrors);
  if (this.checkExpressionErrors(refDestructuringErrors)) {
    return expr;
  }
  if (!(expr.type === "ArrowFunctionExpression" && expr.start === startPos) && this.eat(types$1.question)) {
    var node2 = this.startNodeAt(startPos, startLoc);
    node2.test = expr;
    node2.consequent = this.parseMaybeAssign();
    this.expect(types$1.colon);
    node2.alternate = this.parseMaybeAssign(forInit);
    return this.finishNode(node2, "ConditionalExpression");
  }
  return expr;
};
pp$5.parseExprOps = function(forInit, refDestructuringErrors) {
  var startPos = this.start, startLoc = this.startLoc;
  var expr = this.parseMaybeUnary(refDestructuringErrors, false, false, forInit);
  if (this.checkExpressionErrors(refDestructuringErrors)) {
    return expr;
  }
  return expr.start === startPos && expr.type === "ArrowFunctionExpression" ? expr : this.parseExprOp(expr, startPos, startLoc, -1, forInit);
};
pp$5.parseExprOp = function(left, leftStartPos, leftStartLoc, minPrec, forInit) {
  var prec = this.type.binop;
  if (prec != null && (!forInit || this.type !== types$1._in)) {
    if (prec > minPrec) {
      var logical = this.type === types$1.logicalOR || this.type === types$1.logicalAND;
      var coalesce = this.type === types$1.coalesce;
      if (coalesce) {
        prec = types$1.logicalAND.binop;
      }
      var op = this.value;
      this.next();
      var startPos = this.start, startLoc = this.startLoc;
      var right = this.parseExprOp(this.parseMaybeUnary(null, false, false, forInit), startPos, startLoc, prec, forInit);
      var node2 = this.buildBinary(leftStartPos, leftStartLoc, left, right, op, logical || coalesce);
      if (logical && this.type === types$1.coalesce || coalesce && (this.type === types$1.logicalOR || this.type === types$1.logicalAND)) {
        this.raiseRecoverable(this.start, "Logical expressions and coalesce expressions cannot be mixed. Wrap either by parentheses");
      }
      return this.parseExprOp(node2, leftStartPos, leftStartLoc, minPrec, forInit);
    }
  }
  return left;
};
pp$5.buildBinary = function(startPos, startLoc, left, right, op, logical) {
  if (right.type === "PrivateIdentifier") {
    this.raise(right.start, "Private identifier can only be left side of binary expression");
  }
  var node2 = this.startNodeAt(startPos, startLoc);
  node2.left = left;
  node2.operator = op;
  node2.right = right;
  return this.finishNode(node2, logical ? "LogicalExpression" : "BinaryExpression");
};
pp$5.parseMaybeUnary = function(refDestructuringErrors, sawUnary, incDec, forInit) {
  var startPos = this.start, startLoc = this.startLoc, expr;
  if (this.isContextual("await") && this.canAwait) {
    expr = this.parseAwait(forInit);
    sawUnary = true;
  } else if (this.type.prefix) {
    var node2 = this.startNode(), update = this.type === types$1.incDec;
    node2.operator = this.value;
    node2.prefix = true;
    this.next();
    node2.argument = this.parseMaybeUnary(null, true, update, forInit);
    this.checkExpressionErrors(refDestructuringErrors, true);
    if (update) {
      this.checkLValSimple(node2.argument);
    } else if (this.strict && node2.operator === "delete" && isLocalVariableAccess(node2.argument)) {
      this.raiseRecoverable(node2.start, "Deleting local variable in strict mode");
    } else if (node2.operator === "delete" && isPrivateFieldAccess(node2.argument)) {
      this.raiseRecoverable(node2.start, "Private fields can not be deleted");
    } else {
      sawUnary = true;
    }
    expr = this.finishNode(node2, update ? "UpdateExpression" : "UnaryExpression");
  } else if (!sawUnary && this.type === types$1.privateId) {
    if ((forInit || this.privateNameStack.length === 0) && this.options.checkPrivateFields) {
      this.unexpected();
    }
    expr = this.parsePrivateIdent();
    if (this.type !== types$1._in) {
      this.unexpected();
    }
  } else {
    expr = this.parseExprSubscripts(refDestructuringErrors, forInit);
    if (this.checkExpressionErrors(refDestructuringErrors)) {
      return expr;
    }
    while (this.type.postfix && !this.canInsertSemicolon()) {
      var node$1 = this.startNodeAt(startPos, startLoc);
      node$1.operator = this.value;
      node$1.prefix = false;
      node$1.argument = expr;
      this.checkLValSimple(expr);
      this.next();
      expr = this.finishNode(node$1, "UpdateExpression");
    }
  }
  if (!incDec && !(expr.type === "ArrowFunctionExpression" && expr.start === startPos) && this.eat(types$1.starstar)) {
    if (sawUnary) {
      this.unexpected(this.lastTokStart);
    } else {
      return this.buildBinary(startPos, startLoc, expr, this.parseMaybeUnary(null, false, false, forInit), "**", false);
    }
  } else {
    return expr;
  }
};
function isLocalVariableAccess(node2) {
  return node2.type === "Identifier" || node2.type === "ParenthesizedExpression" && isLocalVariableAccess(node2.expression);
}
function isPrivateFieldAccess(node2) {
  return node2.type === "MemberExpression" && node2.property.type === "PrivateIdentifier" || node2.type === "ChainExpression" && isPrivateFieldAccess(node2.expression) || node2.type === "ParenthesizedExpression" && isPrivateFieldAccess(node2.expression);
}
pp$5.parseExprSubscripts = function(refDestructuringErrors, forInit) {
  var startPos = this.start, startLoc = this.startLoc;
  var oldDoubleProto = -1, oldShorthandAssign = -1;
  if (refDestructuringErrors) {
    oldDoubleProto = refDestructuringErrors.doubleProto;
    oldShorthandAssign = refDestructuringErrors.shorthandAssign;
    refDestructuringErrors.doubleProto = refDestructuringErrors.shorthandAssign = -1;
  }
  var expr = this.parseExprAtom(refDestructuringErrors, forInit);
  if (expr.type === "ArrowFunctionExpression" && this.input.slice(this.lastTokStart, this.lastTokEnd) !== ")") {
    return expr;
  }
  var result = this.parseSubscripts(expr, startPos, startLoc, false, forInit);
  if (refDestructuringErrors) {
    if (result.end > expr.end) {
      this.checkExpressionErrors(refDestructuringErrors, true);
      if (refDestructuringErrors.parenthesizedAssign >= result.start) {
        refDestructuringErrors.parenthesizedAssign = -1;
      }
      if (refDestructuringErrors.parenthesizedBind >= result.start) {
        refDestructuringErrors.parenthesizedBind = -1;
      }
      if (refDestructuringErrors.trailingComma >= result.start) {
        refDestructuringErrors.trailingComma = -1;
      }
    }
    if (oldDoubleProto > -1) {
      refDestructuringErrors.doubleProto = oldDoubleProto;
    }
    if (oldShorthandAssign > -1) {
      refDestructuringErrors.shorthandAssign = oldShorthandAssign;
    }
  }
  return result;
};
pp$5.parseSubscripts = function(base, startPos, startLoc, noCalls, forInit) {
  var maybeAsyncArrow = this.options.ecmaVersion >= 8 && base.type === "Identifier" && base.name === "async" && this.lastTokEnd === base.end && !this.canInsertSemicolon() && base.end - base.start === 5 && this.potentialArrowAt === base.start;
  var optionalChained = false;
  while (true) {
    var element = this.parseSubscript(base, startPos, startLoc, noCalls, maybeAsyncArrow, optionalChained, forInit);
    if (element.optional) {
      optionalChained = true;
    }
    if (element.end === base.end || element.type === "ArrowFunctionExpression") {
      if (optionalChained) {
        var chainNode = this.startNodeAt(startPos, startLoc);
        chainNode.expression = element;
        element = this.finishNode(chainNode, "ChainExpression");
      }
      return element;
    }
    base = element;
    maybeAsyncArrow = false;
  }
};
pp$5.shouldParseAsyncArrow = function() {
  return !this.canInsertSemicolon() && this.eat(types$1.arrow);
};
pp$5.parseSubscriptAsyncArrow = function(startPos, startLoc, exprList, forInit) {
  return this.parseArrowExpression(this.startNodeAt(startPos, startLoc), exprList, true, forInit);
};
pp$5.parseSubscript = function(base, startPos, startLoc, noCalls, maybeAsyncArrow, optionalChained, forInit) {
  var optionalSupported = this.options.ecmaVersion >= 11;
  var optional2 = optionalSupported && this.eat(types$1.questionDot);
  if (noCalls && optional2) {
    this.raise(this.lastTokStart, "Optional chaining cannot appear in the callee of new expressions");
  }
  var computed = this.eat(types$1.bracketL);
  if (computed || optional2 && this.type !== types$1.parenL && this.type !== types$1.backQuote || this.eat(types$1.dot)) {
    var node2 = this.startNodeAt(startPos, startLoc);
    node2.object = base;
    if (computed) {
      node2.property = this.parseExpression();
      this.expect(types$1.bracketR);
    } else if (this.type === types$1.privateId && base.type !== "Super") {
      node2.property = this.parsePrivateIdent();
    } else {
      node2.property = this.parseIdent(this.options.allowReserved !== "never");
    }
    node2.computed = !!computed;
    if (optionalSupported) {
      node2.optional = optional2;
    }
    base = this.finishNode(node2, "MemberExpression");
  } else if (!noCalls && this.eat(types$1.parenL)) {
    var refDestructuringErrors = new DestructuringErrors(), oldYieldPos = this.yieldPos, oldAwaitPos = this.awaitPos, oldAwaitIdentPos = this.awaitIdentPos;
    this.yieldPos = 0;
    this.awaitPos = 0;
    this.awaitIdentPos = 0;
    var exprList = this.parseExprList(types$1.parenR, this.options.ecmaVersion >= 8, false, refDestructuringErrors);
    if (maybeAsyncArrow && !optional2 && this.shouldParseAsyncArrow()) {
      this.checkPatternErrors(refDestructuringErrors, false);
      this.checkYieldAwaitInDefaultParams();
      if (this.awaitIdentPos > 0) {
        this.raise(this.awaitIdentPos, "Cannot use 'await' as identifier inside an async function");
      }
      this.yieldPos = oldYieldPos;
      this.awaitPos = oldAwaitPos;
      this.awaitIdentPos = oldAwaitIdentPos;
      return this.parseSubscriptAsyncArrow(startPos, startLoc, exprList, forInit);
    }
    this.checkExpressionErrors(refDestructuringErrors, true);
    this.yieldPos = oldYieldPos || this.yieldPos;
    this.awaitPos = oldAwaitPos || this.awaitPos;
    this.awaitIdentPos = oldAwaitIdentPos || this.awaitIdentPos;
    var node$1 = this.startNodeAt(startPos, startLoc);
    node$1.callee = base;
    node$1.arguments = exprList;
    if (optionalSupported) {
      node$1.optional = optional2;
    }
    base = this.finishNode(node$1, "CallExpression");
  } else if (this.type === types$1.backQuote) {
    if (optional2 || optionalChained) {
      this.raise(this.start, "Optional chaining cannot appear in the tag of tagged template expressions");
    }
    var node$2 = this.startNodeAt(startPos, startLoc);
    node$2.tag = base;
    node$2.quasi = this.parseTemplate({ isTagged: true });
    base = this.finishNode(node$2, "TaggedTemplateExpression");
  }
  return base;
};
pp$5.parseExprAtom = function(refDestructuringErrors, forInit, forNew) {
  if (this.type === types$1.slash) {
    this.readRegexp();
  }
  var node2, canBeArrow = this.potentialArrowAt === this.start;
  switch (this.type) {
    case types$1._super:
      if (!this.allowSuper) {
        this.raise(this.start, "'super' keyword outside a method");
      }
      node2 = this.startNode();
      this.next();
      if (this.type === types$1.parenL && !this.allowDirectSuper) {
        this.raise(node2.start, "super() call outside constructor of a subclass");
      }
      if (this.type !== types$1.dot && this.type !== types$1.bracketL && this.type !== types$1.parenL) {
        this.unexpected();
      }
      return this.finishNode(node2, "Super");
    case types$1._this:
      node2 = this.startNode();
      this.next();
      return this.finishNode(node2, "ThisExpression");
    case types$1.name:
      var startPos = this.start, startLoc = this.startLoc, containsEsc = this.containsEsc;
      var id = this.parseIdent(false);
      if (this.options.ecmaVersion >= 8 && !containsEsc && id.name === "async" && !this.canInsertSemicolon() && this.eat(types$1._function)) {
        this.overrideContext(types.f_expr);
        return this.parseFunction(this.startNodeAt(startPos, startLoc), 0, false, true, forInit);
      }
      if (canBeArrow && !this.canInsertSemicolon()) {
        if (this.eat(types$1.arrow)) {
          return this.parseArrowExpression(this.startNodeAt(startPos, startLoc), [id], false, forInit);
        }
        if (this.options.ecmaVersion >= 8 && id.name === "async" && this.type === types$1.name && !containsEsc && (!this.potentialArrowInForAwait || this.value !== "of" || this.containsEsc)) {
          id = this.parseIdent(false);
          if (this.canInsertSemicolon() || !this.eat(types$1.arrow)) {
            this.unexpected();
          }
          return this.parseArrowExpression(this.startNodeAt(startPos, startLoc), [id], true, forInit);
        }
      }
      return id;
    case types$1.regexp:
      var value = this.value;
      node2 = this.parseLiteral(value.value);
      node2.regex = { pattern: value.pattern, flags: value.flags };
      return node2;
    case types$1.num:
    case types$1.string:
      return this.parseLiteral(this.value);
    case types$1._null:
    case types$1._true:
    case types$1._false:
      node2 = this.startNode();
      node2.value = this.type === types$1._null ? null : this.type === types$1._true;
      node2.raw = this.type.keyword;
      this.next();
      return this.finishNode(node2, "Literal");
    case types$1.parenL:
      var start = this.start, expr = this.parseParenAndDistinguishExpression(canBeArrow, forInit);
      if (refDestructuringErrors) {
        if (refDestructuringErrors.parenthesizedAssign < 0 && !this.isSimpleAssignTarget(expr)) {
          refDestructuringErrors.parenthesizedAssign = start;
        }
        if (refDestructuringErrors.parenthesizedBind < 0) {
          refDestructuringErrors.parenthesizedBind = start;
        }
      }
      return expr;
    case types$1.bracketL:
      node2 = this.startNode();
      this.next();
      node2.elements = this.parseExprList(types$1.bracketR, true, true, refDestructuringErrors);
      return this.finishNode(node2, "ArrayExpression");
    case types$1.braceL:
      this.overrideContext(types.b_expr);
      return this.parseObj(false, refDestructuringErrors);
    case types$1._function:
      node2 = this.startNode();
      this.next();
      return this.parseFunction(node2, 0);
    case types$1._class:
      return this.parseClass(this.startNode(), false);
    case types$1._new:
      return this.parseNew();
    case types$1.backQuote:
      return this.parseTemplate();
    case types$1._import:
      if (this.options.ecmaVersion >= 11) {
        return this.parseExprImport(forNew);
      } else {
        return this.unexpected();
      }
    default:
      return this.parseExprAtomDefault();
  }
};
pp$5.parseExprAtomDefault = function() {
  this.unexpected();
};
pp$5.parseExprImport = function(forNew) {
  var node2 = this.startNode();
  if (this.containsEsc) {
    this.raiseRecoverable(this.start, "Escape sequence in keyword import");
  }
  this.next();
  if (this.type === types$1.parenL && !forNew) {
    return this.parseDynamicImport(node2);
  } else if (this.type === types$1.dot) {
    var meta = this.startNodeAt(node2.start, node2.loc && node2.loc.start);
    meta.name = "import";
    node2.meta = this.finishNode(meta, "Identifier");
    return this.parseImportMeta(node2);
  } else {
    this.unexpected();
  }
};
pp$5.parseDynamicImport = function(node2) {
  this.next();
  node2.source = this.parseMaybeAssign();
  if (this.options.ecmaVersion >= 16) {
    if (!this.eat(types$1.parenR)) {
      this.expect(types$1.comma);
      if (!this.afterTrailingComma(types$1.parenR)) {
        node2.options = this.parseMaybeAssign();
        if (!this.eat(types$1.parenR)) {
          this.expect(types$1.comma);
          if (!this.afterTrailingComma(types$1.parenR)) {
            this.unexpected();
          }
        }
      } else {
        node2.options = null;
      }
    } else {
      node2.options = null;
    }
  } else {
    if (!this.eat(types$1.parenR)) {
      var errorPos = this.start;
      if (this.eat(types$1.comma) && this.eat(types$1.parenR)) {
        this.raiseRecoverable(errorPos, "Trailing comma is not allowed in import()");
      } else {
        this.unexpected(errorPos);
      }
    }
  }
  return this.finishNode(node2, "ImportExpression");
};
pp$5.parseImportMeta = function(node2) {
  this.next();
  var containsEsc = this.containsEsc;
  node2.property = this.parseIdent(true);
  if (node2.property.name !== "meta") {
    this.raiseRecoverable(node2.property.start, "The only valid meta property for import is 'import.meta'");
  }
  if (containsEsc) {
    this.raiseRecoverable(node2.start, "'import.meta' must not contain escaped characters");
  }
  if (this.options.sourceType !== "module" && !this.options.allowImportExportEverywhere) {
    this.raiseRecoverable(node2.start, "Cannot use 'import.meta' outside a module");
  }
  return this.finishNode(node2, "MetaProperty");
};
pp$5.parseLiteral = function(value) {
  var node2 = this.startNode();
  node2.value = value;
  node2.raw = this.input.slice(this.start, this.end);
  if (node2.raw.charCodeAt(node2.raw.length - 1) === 110) {
    node2.bigint = node2.value != null ? node2.value.toString() : node2.raw.slice(0, -1).replace(/_/g, "");
  }
  this.next();
  return this.finishNode(node2, "Literal");
};
pp$5.parseParenExpression = function() {
  this.expect(types$1.parenL);
  var val = this.parseExpression();
  this.expect(types$1.parenR);
  return val;
};
pp$5.shouldParseArrow = function(exprList) {
  return !this.canInsertSemicolon();
};
pp$5.parseParenAndDistinguishExpression = function(canBeArrow, forInit) {
  var startPos = this.start, startLoc = this.startLoc, val, allowTrailingComma = this.options.ecmaVersion >= 8;
  if (this.options.ecmaVersion >= 6) {
    this.next();
    var innerStartPos = this.start, innerStartLoc = this.startLoc;
    var exprList = [], first2 = true, lastIsComma = false;
    var refDestructuringErrors = new DestructuringErrors(), oldYieldPos = this.yieldPos, oldAwaitPos = this.awaitPos, spreadStart;
    this.yieldPos = 0;
    this.awaitPos = 0;
    while (this.type !== types$1.parenR) {
      first2 ? first2 = false : this.expect(types$1.comma);
      if (allowTrailingComma && this.afterTrailingComma(types$1.parenR, true)) {
        lastIsComma = true;
        break;
      } else if (this.type === types$1.ellipsis) {
        spreadStart = this.start;
        exprList.push(this.parseParenItem(this.parseRestBinding()));
        if (this.type === types$1.comma) {
          this.raiseRecoverable(
            this.start,
            "Comma is not permitted after the rest element"
          );
        }
        break;
      } else {
        exprList.push(this.parseMaybeAssign(false, refDestructuringErrors, this.parseParenItem));
      }
    }
    var innerEndPos = this.lastTokEnd, innerEndLoc = this.lastTokEndLoc;
    this.expect(types$1.parenR);
    if (canBeArrow && this.shouldParseArrow(exprList) && this.eat(types$1.arrow)) {
      this.checkPatternErrors(refDestructuringErrors, false);
      this.checkYieldAwaitInDefaultParams();
      this.yieldPos = oldYieldPos;
      this.awaitPos = oldAwaitPos;
      return this.parseParenArrowList(startPos, startLoc, exprList, forInit);
    }
    if (!exprList.length || lastIsComma) {
      this.unexpected(this.lastTokStart);
    }
    if (spreadStart) {
      this.unexpected(spreadStart);
    }
    this.checkExpressionErrors(refDestructuringErrors, true);
    this.yieldPos = oldYieldPos || this.yieldPos;
    this.awaitPos = oldAwaitPos || this.awaitPos;
    if (exprList.length > 1) {
      val = this.startNodeAt(innerStartPos, innerStartLoc);
      val.expressions = exprList;
      this.finishNodeAt(val, "SequenceExpression", innerEndPos, innerEndLoc);
    } else {
      val = exprList[0];
    }
  } else {
    val = this.parseParenExpression();
  }
  if (this.options.preserveParens) {
    var par = this.startNodeAt(startPos, startLoc);
    par.expression = val;
    return this.finishNode(par, "ParenthesizedExpression");
  } else {
    return val;
  }
};
pp$5.parseParenItem = function(item) {
  return item;
};
pp$5.parseParenArrowList = function(startPos, startLoc, exprList, forInit) {
  return this.parseArrowExpression(this.startNodeAt(startPos, startLoc), exprList, false, forInit);
};
var empty = [];
pp$5.parseNew = function() {
  if (this.containsEsc) {
    this.raiseRecoverable(this.start, "Escape sequence in keyword new");
  }
  var node2 = this.startNode();
  this.next();
  if (this.options.ecmaVersion >= 6 && this.type === types$1.dot) {
    var meta = this.startNodeAt(node2.start, node2.loc && node2.loc.start);
    meta.name = "new";
    node2.meta = this.finishNode(meta, "Identifier");
    this.next();
    var containsEsc = this.containsEsc;
    node2.property = this.parseIdent(true);
    if (node2.property.name !== "target") {
      this.raiseRecoverable(node2.property.start, "The only valid meta property for new is 'new.target'");
    }
    if (containsEsc) {
      this.raiseRecoverable(node2.start, "'new.target' must not contain escaped characters");
    }
    if (!this.allowNewDotTarget) {
      this.raiseRecoverable(node2.start, "'new.target' can only be used in functions and class static block");
    }
    return this.finishNode(node2, "MetaProperty");
  }
  var startPos = this.start, startLoc = this.startLoc;
  node2.callee = this.parseSubscripts(this.parseExprAtom(null, false, true), startPos, startLoc, true, false);
  if (node2.callee.type === "Super") {
    this.raiseRecoverable(startPos, "Invalid use of 'super'");
  }
  if (this.eat(types$1.parenL)) {
    node2.arguments = this.parseExprList(types$1.parenR, this.options.ecmaVersion >= 8, false);
  } else {
    node2.arguments = empty;
  }
  return this.finishNode(node2, "NewExpression");
};
pp$5.parseTemplateElement = function(ref2) {
  var isTagged = ref2.isTagged;
  var elem = this.startNode();
  if (this.type === types$1.invalidTemplate) {
    if (!isTagged) {
      this.raiseRecoverable(this.start, "Bad escape sequence in untagged template literal");
    }
    elem.value = {
      raw: this.value.replace(/\r\n?/g, "\n"),
      cooked: null
    };
  } else {
    elem.value = {
      raw: this.input.slice(this.start, this.end).replace(/\r\n?/g, "\n"),
      cooked: this.value
    };
  }
  this.next();
  elem.tail = this.type === types$1.backQuote;
  return this.finishNode(elem, "TemplateElement");
};
pp$5.parseTemplate = function(ref2) {
  if (ref2 === void 0) ref2 = {};
  var isTagged = ref2.isTagged;
  if (isTagged === void 0) isTagged = false;
  var node2 = this.startNode();
  this.next();
  node2.expressions = [];
  var curElt = this.parseTemplateElement({ isTagged });
  node2.quasis = [curElt];
  while (!curElt.tail) {
    if (this.type === types$1.eof) {
      this.raise(this.pos, "Unterminated template literal");
    }
    this.expect(types$1.dollarBraceL);
    node2.expressions.push(this.parseExpression());
    this.expect(types$1.braceR);
    node2.quasis.push(curElt = this.parseTemplateElement({ isTagged }));
  }
  this.next();
  return this.finishNode(node2, "TemplateLiteral");
};
pp$5.isAsyncProp = function(prop) {
  return !prop.computed && prop.key.type === "Identifier" && prop.key.name === "async" && (this.type === types$1.name || this.type === types$1.num || this.type === types$1.string || this.type === types$1.bracketL || this.type.keyword || this.options.ecmaVersion >= 9 && this.type === types$1.star) && !lineBreak.test(this.input.slice(this.lastTokEnd, this.start));
};
pp$5.parseObj = function(isPattern, refDestructuringErrors) {
  var node2 = this.startNode(), first2 = true, propHash = {};
  node2.properties = [];
  this.next();
  while (!this.eat(types$1.braceR)) {
    if (!first2) {
      this.expect(types$1.comma);
      if (this.options.ecmaVersion >= 5 && this.afterTrailingComma(types$1.braceR)) {
        break;
      }
    } else {
      first2 = false;
    }
    var prop = this.parseProperty(isPattern, refDestructuringErrors);
    if (!isPattern) {
      this.checkPropClash(prop, propHash, refDestructuringErrors);
    }
    node2.properties.push(prop);
  }
  return this.finishNode(node2, isPattern ? "ObjectPattern" : "ObjectExpression");
};
pp$5.parseProperty = function(isPattern, refDestructuringErrors) {
  var prop = this.startNode(), isGenerator, isAsync, startPos, startLoc;
  if (this.options.ecmaVersion >= 9 && this.eat(types$1.ellipsis)) {
    if (isPattern) {
      prop.argument = this.parseIdent(false);
      if (this.type === types$1.comma) {
        this.raiseRecoverable(this.start, "Comma is not permitted after the rest element");
      }
      return this.finishNode(prop, "RestElement");
    }
    prop.argument = this.parseMaybeAssign(false, refDestructuringErrors);
    if (this.type === types$1.comma && refDestructuringErrors && refDestructuringErrors.trailingComma < 0) {
      refDestructuringErrors.trailingComma = this.start;
    }
    return this.finishNode(prop, "SpreadElement");
  }
  if (this.options.ecmaVersion >= 6) {
    prop.method = false;
    prop.shorthand = false;
    if (isPattern || refDestructuringErrors) {
      startPos = this.start;
      startLoc = this.startLoc;
    }
    if (!isPattern) {
      isGenerator = this.eat(types$1.star);
    }
  }
  var containsEsc = this.containsEsc;
  this.parsePropertyName(prop);
  if (!isPattern && !containsEsc && this.options.ecmaVersion >= 8 && !isGenerator && this.isAsyncProp(prop)) {
    isAsync = true;
    isGenerator = this.options.ecmaVersion >= 9 && this.eat(types$1.star);
    this.parsePropertyName(prop);
  } else {
    isAsync = false;
  }
  this.parsePropertyValue(prop, isPattern, isGenerator, isAsync, startPos, startLoc, refDestructuringErrors, containsEsc);
  return this.finishNode(prop, "Property");
};
pp$5.parseGetterSetter = function(prop) {
  var kind = prop.key.name;
  this.parsePropertyName(prop);
  prop.value = this.parseMethod(false);
  prop.kind = kind;
  var paramCount = prop.kind === "get" ? 0 : 1;
  if (prop.value.params.length !== paramCount) {
    var start = prop.value.start;
    if (prop.kind === "get") {
      this.raiseRecoverable(start, "getter should have no params");
    } else {
      this.raiseRecoverable(start, "setter should have exactly one param");
    }
  } else {
    if (prop.kind === "set" && prop.value.params[0].type === "RestElement") {
      this.raiseRecoverable(prop.value.params[0].start, "Setter cannot use rest params");
    }
  }
};
pp$5.parsePropertyValue = function(prop, isPattern, isGenerator, isAsync, startPos, startLoc, refDestructuringErrors, containsEsc) {
  if ((isGenerator || isAsync) && this.type === types$1.colon) {
    this.unexpected();
  }
  if (this.eat(types$1.colon)) {
    prop.value = isPattern ? this.parseMaybeDefault(this.start, this.startLoc) : this.parseMaybeAssign(false, refDestructuringErrors);
    prop.kind = "init";
  } else if (this.options.ecmaVersion >= 6 && this.type === types$1.parenL) {
    if (isPattern) {
      this.unexpected();
    }
    prop.method = true;
    prop.value = this.parseMethod(isGenerator, isAsync);
    prop.kind = "init";
  } else if (!isPattern && !containsEsc && this.options.ecmaVersion >= 5 && !prop.computed && prop.key.type === "Identifier" && (prop.key.name === "get" || prop.key.name === "set") && (this.type !== types$1.comma && this.type !== types$1.braceR && this.type !== types$1.eq)) {
    if (isGenerator || isAsync) {
      this.unexpected();
    }
    this.parseGetterSetter(prop);
  } else if (this.options.ecmaVersion >= 6 && !prop.computed && prop.key.type === "Identifier") {
    if (isGenerator || isAsync) {
      this.unexpected();
    }
    this.checkUnreserved(prop.key);
    if (prop.key.name === "await" && !this.awaitIdentPos) {
      this.awaitIdentPos = startPos;
    }
    if (isPattern) {
      prop.value = this.parseMaybeDefault(startPos, startLoc, this.copyNode(prop.key));
    } else if (this.type === types$1.eq && refDestructuringErrors) {
      if (refDestructuringErrors.shorthandAssign < 0) {
        refDestructuringErrors.shorthandAssign = this.start;
      }
      prop.value = this.parseMaybeDefault(startPos, startLoc, this.copyNode(prop.key));
    } else {
      prop.value = this.copyNode(prop.key);
    }
    prop.kind = "init";
    prop.shorthand = true;
  } else {
    this.unexpected();
  }
};
pp$5.parsePropertyName = function(prop) {
  if (this.options.ecmaVersion >= 6) {
    if (this.eat(types$1.bracketL)) {
      prop.computed = true;
      prop.key = this.parseMaybeAssign();
      this.expect(types$1.bracketR);
      return prop.key;
    } else {
      prop.computed = false;
    }
  }
  return prop.key = this.type === types$1.num || this.type === types$1.string ? this.parseExprAtom() : this.parseIdent(this.options.allowReserved !== "never");
};
pp$5.initFunction = function(node2) {
  node2.id = null;
  if (this.options.ecmaVersion >= 6) {
    node2.generator = node2.expression = false;
  }
  if (this.options.ecmaVersion >= 8) {
    node2.async = false;
  }
};
pp$5.parseMethod = function(isGenerator, isAsync, allowDirectSuper) {
  var node2 = this.startNode(), oldYieldPos = this.yieldPos, oldAwaitPos = this.awaitPos, oldAwaitIdentPos = this.awaitIdentPos;
  this.initFunction(node2);
  if (this.options.ecmaVersion >= 6) {
    node2.generator = isGenerator;
  }
  if (this.options.ecmaVersion >= 8) {
    node2.async = !!isAsync;
  }
  this.yieldPos = 0;
  this.awaitPos = 0;
  this.awaitIdentPos = 0;
  this.enterScope(functionFlags(isAsync, node2.generator) | SCOPE_SUPER | (allowDirectSuper ? SCOPE_DIRECT_SUPER : 0));
  this.expect(types$1.parenL);
  node2.params = this.parseBindingList(types$1.parenR, false, this.options.ecmaVersion >= 8);
  this.checkYieldAwaitInDefaultParams();
  this.parseFunctionBody(node2, false, true, false);
  this.yieldPos = oldYieldPos;
  this.awaitPos = oldAwaitPos;
  this.awaitIdentPos = oldAwaitIdentPos;
  return this.finishNode(node2, "FunctionExpression");
};
pp$5.parseArrowExpression = function(node2, params, isAsync, forInit) {
  var oldYieldPos = this.yieldPos, oldAwaitPos = this.awaitPos, oldAwaitIdentPos = this.awaitIdentPos;
  this.enterScope(functionFlags(isAsync, false) | SCOPE_ARROW);
  this.initFunction(node2);
  if (this.options.ecmaVersion >= 8) {
    node2.async = !!isAsync;
  }
  this.yieldPos = 0;
  this.awaitPos = 0;
  this.awaitIdentPos = 0;
  node2.params = this.toAssignableList(params, true);
  this.parseFunctionBody(node2, true, false, forInit);
  this.yieldPos = oldYieldPos;
  this.awaitPos = oldAwaitPos;
  this.awaitIdentPos = oldAwaitIdentPos;
  return this.finishNode(node2, "ArrowFunctionExpression");
};
pp$5.parseFunctionBody = function(node2, isArrowFunction, isMethod, forInit) {
  var isExpression = isArrowFunction && this.type !== types$1.braceL;
  var oldStrict = this.strict, useStrict = false;
  if (isExpression) {
    node2.body = this.parseMaybeAssign(forInit);
    node2.expression = true;
    this.checkParams(node2, false);
  } else {
    var nonSimple = this.options.ecmaVersion >= 7 && !this.isSimpleParamList(node2.params);
    if (!oldStrict || nonSimple) {
      useStrict = this.strictDirective(this.end);
      if (useStrict && nonSimple) {
        this.raiseRecoverable(node2.start, "Illegal 'use strict' directive in function with non-simple parameter list");
      }
    }
    var oldLabels = this.labels;
    this.labels = [];
    if (useStrict) {
      this.strict = true;
    }
    this.checkParams(node2, !oldStrict && !useStrict && !isArrowFunction && !isMethod && this.isSimpleParamList(node2.params));
    if (this.strict && node2.id) {
      this.checkLValSimple(node2.id, BIND_OUTSIDE);
    }
    node2.body = this.parseBlock(false, void 0, useStrict && !oldStrict);
    node2.expression = false;
    this.adaptDirectivePrologue(node2.body.body);
    this.labels = oldLabels;
  }
  this.exitScope();
};
pp$5.isSimpleParamList = function(params) {
  for (var i2 = 0, list2 = params; i2 < list2.length; i2 += 1) {
    var param = list2[i2];
    if (param.type !== "Identifier") {
      return false;
    }
  }
  return true;
};
pp$5.checkParams = function(node2, allowDuplicates) {
  var nameHash = /* @__PURE__ */ Object.create(null);
  for (var i2 = 0, list2 = node2.params; i2 < list2.length; i2 += 1) {
    var param = list2[i2];
    this.checkLValInnerPattern(param, BIND_VAR, allowDuplicates ? null : nameHash);
  }
};
pp$5.parseExprList = function(close, allowTrailingComma, allowEmpty, refDestructuringErrors) {
  var elts = [], first2 = true;
  while (!this.eat(close)) {
    if (!first2) {
      this.expect(types$1.comma);
      if (allowTrailingComma && this.afterTrailingComma(close)) {
        break;
      }
    } else {
      first2 = false;
    }
    var elt = void 0;
    if (allowEmpty && this.type === types$1.comma) {
      elt = null;
    } else if (this.type === types$1.ellipsis) {
      elt = this.parseSpread(refDestructuringErrors);
      if (refDestructuringErrors && this.type === types$1.comma && refDestructuringErrors.trailingComma < 0) {
        refDestructuringErrors.trailingComma = this.start;
      }
    } else {
      elt = this.parseMaybeAssign(false, refDestructuringErrors);
    }
    elts.push(elt);
  }
  return elts;
};
pp$5.checkUnreserved = function(ref2) {
  var start = ref2.start;
  var end = ref2.end;
  var name = ref2.name;
  if (this.inGenerator && name === "yield") {
    this.raiseRecoverable(start, "Cannot use 'yield' as identifier inside a generator");
  }
  if (this.inAsync && name === "await") {
    this.raiseRecoverable(start, "Cannot use 'await' as identifier inside an async function");
  }
  if (!(this.currentThisScope().flags & SCOPE_VAR) && name === "arguments") {
    this.raiseRecoverable(start, "Cannot use 'arguments' in class field initializer");
  }
  if (this.inClassStaticBlock && (name === "arguments" || name === "await")) {
    this.raise(start, "Cannot use " + name + " in class static initialization block");
  }
  if (this.keywords.test(name)) {
    this.raise(start, "Unexpected keyword '" + name + "'");
  }
  if (this.options.ecmaVersion < 6 && this.input.slice(start, end).indexOf("\\") !== -1) {
    return;
  }
  var re = this.strict ? this.reservedWordsStrict : this.reservedWords;
  if (re.test(name)) {
    if (!this.inAsync && name === "await") {
      this.raiseRecoverable(start, "Cannot use keyword 'await' outside an async function");
    }
    this.raiseRecoverable(start, "The keyword '" + name + "' is reserved");
  }
};
pp$5.parseIdent = function(liberal) {
  var node2 = this.parseIdentNode();
  this.next(!!liberal);
  this.finishNode(node2, "Identifier");
  if (!liberal) {
    this.checkUnreserved(node2);
    if (node2.name === "await" && !this.awaitIdentPos) {
      this.awaitIdentPos = node2.start;
    }
  }
  return node2;
};
pp$5.parseIdentNode = function() {
  var node2 = this.startNode();
  if (this.type === types$1.name) {
    node2.name = this.value;
  } else if (this.type.keyword) {
    node2.name = this.type.keyword;
    if ((node2.name === "class" || node2.name === "function") && (this.lastTokEnd !== this.lastTokStart + 1 || this.input.charCodeAt(this.lastTokStart) !== 46)) {
      this.context.pop();
    }
    this.type = types$1.name;
  } else {
    this.unexpected();
  }
  return node2;
};
pp$5.parsePrivateIdent = function() {
  var node2 = this.startNode();
  if (this.type === types$1.privateId) {
    node2.name = this.value;
  } else {
    this.unexpected();
  }
  this.next();
  this.finishNode(node2, "PrivateIdentifier");
  if (this.options.checkPrivateFields) {
    if (this.privateNameStack.length === 0) {
      this.raise(node2.start, "Private field '#" + node2.name + "' must be declared in an enclosing class");
    } else {
      this.privateNameStack[this.privateNameStack.length - 1].used.push(node2);
    }
  }
  return node2;
};
pp$5.parseYield = function(forInit) {
  if (!this.yieldPos) {
    this.yieldPos = this.start;
  }
  var node2 = this.startNode();
  this.next();
  if (this.type === types$1.semi || this.canInsertSemicolon() || this.type !== types$1.star && !this.type.startsExpr) {
    node2.delegate = false;
    node2.argument = null;
  } else {
    node2.delegate = this.eat(types$1.star);
    node2.argument = this.parseMaybeAssign(forInit);
  }
  return this.finishNode(node2, "YieldExpression");
};
pp$5.parseAwait = function(forInit) {
  if (!this.awaitPos) {
    this.awaitPos = this.start;
  }
  var node2 = this.startNode();
  this.next();
  node2.argument = this.parseMaybeUnary(null, true, false, forInit);
  return this.finishNode(node2, "AwaitExpression");
};
var pp$4 = Parser.prototype;
pp$4.raise = function(pos, message) {
  var loc = getLineInfo(this.input, pos);
  message += " (" + loc.line + ":" + loc.column + ")";
  if (this.sourceFile) {
    message += " in " + this.sourceFile;
  }
  var err = new SyntaxError(message);
  err.pos = pos;
  err.loc = loc;
  err.raisedAt = this.pos;
  throw err;
};
pp$4.raiseRecoverable = pp$4.raise;
pp$4.curPosition = function() {
  if (this.options.locations) {
    return new Position(this.curLine, this.pos - this.lineStart);
  }
};
var pp$3 = Parser.prototype;
var Scope = function Scope2(flags) {
  this.flags = flags;
  this.var = [];
  this.lexical = [];
  this.functions = [];
};
pp$3.enterScope = function(flags) {
  this.scopeStack.push(new Scope(flags));
};
pp$3.exitScope = function() {
  this.scopeStack.pop();
};
pp$3.treatFunctionsAsVarInScope = function(scope) {
  return scope.flags & SCOPE_FUNCTION || !this.inModule && scope.flags & SCOPE_TOP;
};
pp$3.declareName = function(name, bindingType, pos) {
  var redeclared = false;
  if (bindingType === BIND_LEXICAL) {
    var scope = this.currentScope();
    redeclared = scope.lexical.indexOf(name) > -1 || scope.functions.indexOf(name) > -1 || scope.var.indexOf(name) > -1;
    scope.lexical.push(name);
    if (this.inModule && scope.flags & SCOPE_TOP) {
      delete this.undefinedExports[name];
    }
  } else if (bindingType === BIND_SIMPLE_CATCH) {
    var scope$1 = this.currentScope();
    scope$1.lexical.push(name);
  } else if (bindingType === BIND_FUNCTION) {
    var scope$2 = this.currentScope();
    if (this.treatFunctionsAsVar) {
      redeclared = scope$2.lexical.indexOf(name) > -1;
    } else {
      redeclared = scope$2.lexical.indexOf(name) > -1 || scope$2.var.indexOf(name) > -1;
    }
    scope$2.functions.push(name);
  } else {
    for (var i2 = this.scopeStack.length - 1; i2 >= 0; --i2) {
      var scope$3 = this.scopeStack[i2];
      if (scope$3.lexical.indexOf(name) > -1 && !(scope$3.flags & SCOPE_SIMPLE_CATCH && scope$3.lexical[0] === name) || !this.treatFunctionsAsVarInScope(scope$3) && scope$3.functions.indexOf(name) > -1) {
        redeclared = true;
        break;
      }
      scope$3.var.push(name);
      if (this.inModule && scope$3.flags & SCOPE_TOP) {
        delete this.undefinedExports[name];
      }
      if (scope$3.flags & SCOPE_VAR) {
        break;
      }
    }
  }
  if (redeclared) {
    this.raiseRecoverable(pos, "Identifier '" + name + "' has already been declared");
  }
};
pp$3.checkLocalExport = function(id) {
  if (this.scopeStack[0].lexical.indexOf(id.name) === -1 && this.scopeStack[0].var.indexOf(id.name) === -1) {
    this.undefinedExports[id.name] = id;
  }
};
pp$3.currentScope = function() {
  return this.scopeStack[this.scopeStack.length - 1];
};
pp$3.currentVarScope = function() {
  for (var i2 = this.scopeStack.length - 1; ; i2--) {
    var scope = this.scopeStack[i2];
    if (scope.flags & (SCOPE_VAR | SCOPE_CLASS_FIELD_INIT | SCOPE_CLASS_STATIC_BLOCK)) {
      return scope;
    }
  }
};
pp$3.currentThisScope = function() {
  for (var i2 = this.scopeStack.length - 1; ; i2--) {
    var scope = this.scopeStack[i2];
    if (scope.flags & (SCOPE_VAR | SCOPE_CLASS_FIELD_INIT | SCOPE_CLASS_STATIC_BLOCK) && !(scope.flags & SCOPE_ARROW)) {
      return scope;
    }
  }
};
var Node = function Node2(parser, pos, loc) {
  this.type = "";
  this.start = pos;
  this.end = 0;
  if (parser.options.locations) {
    this.loc = new SourceLocation(parser, loc);
  }
  if (parser.options.directSourceFile) {
    this.sourceFile = parser.options.directSourceFile;
  }
  if (parser.options.ranges) {
    this.range = [pos, 0];
  }
};
var pp$2 = Parser.prototype;
pp$2.startNode = function() {
  return new Node(this, this.start, this.startLoc);
};
pp$2.startNodeAt = function(pos, loc) {
  return new Node(this, pos, loc);
};
function finishNodeAt(node2, type, pos, loc) {
  node2.type = type;
  node2.end = pos;
  if (this.options.locations) {
    node2.loc.end = loc;
  }
  if (this.options.ranges) {
    node2.range[1] = pos;
  }
  return node2;
}
pp$2.finishNode = function(node2, type) {
  return finishNodeAt.call(this, node2, type, this.lastTokEnd, this.lastTokEndLoc);
};
pp$2.finishNodeAt = function(node2, type, pos, loc) {
  return finishNodeAt.call(this, node2, type, pos, loc);
};
pp$2.copyNode = function(node2) {
  var newNode = new Node(this, node2.start, this.startLoc);
  for (var prop in node2) {
    newNode[prop] = node2[prop];
  }
  return newNode;
};
var scriptValuesAddedInUnicode = "Berf Beria_Erfe Gara Garay Gukh Gurung_Khema Hrkt Katakana_Or_Hiragana Kawi Kirat_Rai Krai Nag_Mundari Nagm Ol_Onal Onao Sidetic Sidt Sunu Sunuwar Tai_Yo Tayo Todhri Todr Tolong_Siki Tols Tulu_Tigalari Tutg Unknown Zzzz";
var ecma9BinaryProperties = "ASCII ASCII_Hex_Digit AHex Alphabetic Alpha Any Assigned Bidi_Control Bidi_C Bidi_Mirrored Bidi_M Case_Ignorable CI Cased Changes_When_Casefolded CWCF Changes_When_Casemapped CWCM Changes_When_Lowercased CWL Changes_When_NFKC_Casefolded CWKCF Changes_When_Titlecased CWT Changes_When_Uppercased CWU Dash Default_Ignorable_Code_Point DI Deprecated Dep Diacritic Dia Emoji Emoji_Component Emoji_Modifier Emoji_Modifier_Base Emoji_Presentation Extender Ext Grapheme_Base Gr_Base Grapheme_Extend Gr_Ext Hex_Digit Hex IDS_Binary_Operator IDSB IDS_Trinary_Operator IDST ID_Continue IDC ID_Start IDS Ideographic Ideo Join_Control Join_C Logical_Order_Exception LOE Lowercase Lower Math Noncharacter_Code_Point NChar Pattern_Syntax Pat_Syn Pattern_White_Space Pat_WS Quotation_Mark QMark Radical Regional_Indicator RI Sentence_Terminal STerm Soft_Dotted SD Terminal_Punctuation Term Unified_Ideograph UIdeo Uppercase Upper Variation_Selector VS White_Space space XID_Continue XIDC XID_Start XIDS";
var ecma10BinaryProperties = ecma9BinaryProperties + " Extended_Pictographic";
var ecma11BinaryProperties = ecma10BinaryProperties;
var ecma12BinaryProperties = ecma11BinaryProperties + " EBase EComp EMod EPres ExtPict";
var ecma13BinaryProperties = ecma12BinaryProperties;
var ecma14BinaryProperties = ecma13BinaryProperties;
var unicodeBinaryProperties = {
  9: ecma9BinaryProperties,
  10: ecma10BinaryProperties,
  11: ecma11BinaryProperties,
  12: ecma12BinaryProperties,
  13: ecma13BinaryProperties,
  14: ecma14BinaryProperties
};
var ecma14BinaryPropertiesOfStrings = "Basic_Emoji Emoji_Keycap_Sequence RGI_Emoji_Modifier_Sequence RGI_Emoji_Flag_Sequence RGI_Emoji_Tag_Sequence RGI_Emoji_ZWJ_Sequence RGI_Emoji";
var unicodeBinaryPropertiesOfStrings = {
  9: "",
  10: "",
  11: "",
  12: "",
  13: "",
  14: ecma14BinaryPropertiesOfStrings
};
var unicodeGeneralCategoryValues = "Cased_Letter LC Close_Punctuation Pe Connector_Punctuation Pc Control Cc cntrl Currency_Symbol Sc Dash_Punctuation Pd Decimal_Number Nd digit Enclosing_Mark Me Final_Punctuation Pf Format Cf Initial_Punctuation Pi Letter L Letter_Number Nl Line_Separator Zl Lowercase_Letter Ll Mark M Combining_Mark Math_Symbol Sm Modifier_Letter Lm Modifier_Symbol Sk Nonspacing_Mark Mn Number N Open_Punctuation Ps Other C Other_Letter Lo Other_Number No Other_Punctuation Po Other_Symbol So Paragraph_Separator Zp Private_Use Co Punctuation P punct Separator Z Space_Separator Zs Spacing_Mark Mc Surrogate Cs Symbol S Titlecase_Letter Lt Unassigned Cn Uppercase_Letter Lu";
var ecma9ScriptValues = "Adlam Adlm Ahom Anatolian_Hieroglyphs Hluw Arabic Arab Armenian Armn Avestan Avst Balinese Bali Bamum Bamu Bassa_Vah Bass Batak Batk Bengali Beng Bhaiksuki Bhks Bopomofo Bopo Brahmi Brah Braille Brai Buginese Bugi Buhid Buhd Canadian_Aboriginal Cans Carian Cari Caucasian_Albanian Aghb Chakma Cakm Cham Cham Cherokee Cher Common Zyyy Coptic Copt Qaac Cuneiform Xsux Cypriot Cprt Cyrillic Cyrl Deseret Dsrt Devanagari Deva Duployan Dupl Egyptian_Hieroglyphs Egyp Elbasan Elba Ethiopic Ethi Georgian Geor Glagolitic Glag Gothic Goth Grantha Gran Greek Grek Gujarati Gujr Gurmukhi Guru Han Hani Hangul Hang Hanunoo Hano Hatran Hatr Hebrew Hebr Hiragana Hira Imperial_Aramaic Armi Inherited Zinh Qaai Inscriptional_Pahlavi Phli Inscriptional_Parthian Prti Javanese Java Kaithi Kthi Kannada Knda Katakana Kana Kayah_Li Kali Kharoshthi Khar Khmer Khmr Khojki Khoj Khudawadi Sind Lao Laoo Latin Latn Lepcha Lepc Limbu Limb Linear_A Lina Linear_B Linb Lisu Lisu Lycian Lyci Lydian Lydi Mahajani Mahj Malayalam Mlym Mandaic Mand Manichaean Mani Marchen Marc Masaram_Gondi Gonm Meetei_Mayek Mtei Mende_Kikakui Mend Meroitic_Cursive Merc Meroitic_Hieroglyphs Mero Miao Plrd Modi Mongolian Mong Mro Mroo Multani Mult Myanmar Mymr Nabataean Nbat New_Tai_Lue Talu Newa Newa Nko Nkoo Nushu Nshu Ogham Ogam Ol_Chiki Olck Old_Hungarian Hung Old_Italic Ital Old_North_Arabian Narb Old_Permic Perm Old_Persian Xpeo Old_South_Arabian Sarb Old_Turkic Orkh Oriya Orya Osage Osge Osmanya Osma Pahawh_Hmong Hmng Palmyrene Palm Pau_Cin_Hau Pauc Phags_Pa Phag Phoenician Phnx Psalter_Pahlavi Phlp Rejang Rjng Runic Runr Samaritan Samr Saurashtra Saur Sharada Shrd Shavian Shaw Siddham Sidd SignWriting Sgnw Sinhala Sinh Sora_Sompeng Sora Soyombo Soyo Sundanese Sund Syloti_Nagri Sylo Syriac Syrc Tagalog Tglg Tagbanwa Tagb Tai_Le Tale Tai_Tham Lana Tai_Viet Tavt Takri Takr Tamil Taml Tangut Tang Telugu Telu Thaana Thaa Thai Thai Tibetan Tibt Tifinagh Tfng Tirhuta Tirh Ugaritic Ugar Vai Vaii Warang_Citi Wara Yi Yiii Zanabazar_Square Zanb";
var ecma10ScriptValues = ecma9ScriptValues + " Dogra Dogr Gunjala_Gondi Gong Hanifi_Rohingya Rohg Makasar Maka Medefaidrin Medf Old_Sogdian Sogo Sogdian Sogd";
var ecma11ScriptValues = ecma10ScriptValues + " Elymaic Elym Nandinagari Nand Nyiakeng_Puachue_Hmong Hmnp Wancho Wcho";
var ecma12ScriptValues = ecma11ScriptValues + " Chorasmian Chrs Diak Dives_Akuru Khitan_Small_Script Kits Yezi Yezidi";
var ecma13ScriptValues = ecma12ScriptValues + " Cypro_Minoan Cpmn Old_Uyghur Ougr Tangsa Tnsa Toto Vithkuqi Vith";
var ecma14ScriptValues = ecma13ScriptValues + " " + scriptValuesAddedInUnicode;
var unicodeScriptValues = {
  9: ecma9ScriptValues,
  10: ecma10ScriptValues,
  11: ecma11ScriptValues,
  12: ecma12ScriptValues,
  13: ecma13ScriptValues,
  14: ecma14ScriptValues
};
var data = {};
function buildUnicodeData(ecmaVersion2) {
  var d = data[ecmaVersion2] = {
    binary: wordsRegexp(unicodeBinaryProperties[ecmaVersion2] + " " + unicodeGeneralCategoryValues),
    binaryOfStrings: wordsRegexp(unicodeBinaryPropertiesOfStrings[ecmaVersion2]),
    nonBinary: {
      General_Category: wordsRegexp(unicodeGeneralCategoryValues),
      Script: wordsRegexp(unicodeScriptValues[ecmaVersion2])
    }
  };
  d.nonBinary.Script_Extensions = d.nonBinary.Script;
  d.nonBinary.gc = d.nonBinary.General_Category;
  d.nonBinary.sc = d.nonBinary.Script;
  d.nonBinary.scx = d.nonBinary.Script_Extensions;
}
for (i = 0, list = [9, 10, 11, 12, 13, 14]; i < list.length; i += 1) {
  ecmaVersion = list[i];
  buildUnicodeData(ecmaVersion);
}
var ecmaVersion;
var i;
var list;
var pp$1 = Parser.prototype;
var BranchID = function BranchID2(parent, base) {
  this.parent = parent;
  this.base = base || this;
};
BranchID.prototype.separatedFrom = function separatedFrom(alt) {
  for (var self = this; self; self = self.parent) {
    for (var other = alt; other; other = other.parent) {
      if (self.base === other.base && self !== other) {
        return true;
      }
    }
  }
  return false;
};
BranchID.prototype.sibling = function sibling() {
  return new BranchID(this.parent, this.base);
};
var RegExpValidationState = function RegExpValidationState2(parser) {
  this.parser = parser;
  this.validFlags = "gim" + (parser.options.ecmaVersion >= 6 ? "uy" : "") + (parser.options.ecmaVersion >= 9 ? "s" : "") + (parser.options.ecmaVersion >= 13 ? "d" : "") + (parser.options.ecmaVersion >= 15 ? "v" : "");
  this.unicodeProperties = data[parser.options.ecmaVersion >= 14 ? 14 : parser.options.ecmaVersion];
  this.source = "";
  this.flags = "";
  this.start = 0;
  this.switchU = false;
  this.switchV = false;
  this.switchN = false;
  this.pos = 0;
  this.lastIntValue = 0;
  this.lastStringValue = "";
  this.lastAssertionIsQuantifiable = false;
  this.numCapturingParens = 0;
  this.maxBackReference = 0;
  this.groupNames = /* @__PURE__ */ Object.create(null);
  this.backReferenceNames = [];
  this.branchID = null;
};
RegExpValidationState.prototype.reset = function reset(start, pattern, flags) {
  var unicodeSets = flags.indexOf("v") !== -1;
  var unicode = flags.indexOf("u") !== -1;
  this.start = start | 0;
  this.source = pattern + "";
  this.flags = flags;
  if (unicodeSets && this.parser.options.ecmaVersion >= 15) {
    this.switchU = true;
    this.switchV = true;
    this.switchN = true;
  } else {
    this.switchU = unicode && this.parser.options.ecmaVersion >= 6;
    this.switchV = false;
    this.switchN = unicode && this.parser.options.ecmaVersion >= 9;
  }
};
RegExpValidationState.prototype.raise = function raise(message) {
  this.parser.raiseRecoverable(this.start, "Invalid regular expression: /" + this.source + "/: " + message);
};
RegExpValidationState.prototype.at = function at(i2, forceU) {
  if (forceU === void 0) forceU = false;
  var s = this.source;
  var l = s.length;
  if (i2 >= l) {
    return -1;
  }
  var c = s.charCodeAt(i2);
  if (!(forceU || this.switchU) || c <= 55295 || c >= 57344 || i2 + 1 >= l) {
    return c;
  }
  var next = s.charCodeAt(i2 + 1);
  return next >= 56320 && next <= 57343 ? (c << 10) + next - 56613888 : c;
};
RegExpValidationState.prototype.nextIndex = function nextIndex(i2, forceU) {
  if (forceU === void 0) forceU = false;
  var s = this.source;
  var l = s.length;
  if (i2 >= l) {
    return l;
  }
  var c = s.charCodeAt(i2), next;
  if (!(forceU || this.switchU) || c <= 55295 || c >= 57344 || i2 + 1 >= l || (next = s.charCodeAt(i2 + 1)) < 56320 || next > 57343) {
    return i2 + 1;
  }
  return i2 + 2;
};
RegExpValidationState.prototype.current = function current(forceU) {
  if (forceU === void 0) forceU = false;
  return this.at(this.pos, forceU);
};
RegExpValidationState.prototype.lookahead = function lookahead(forceU) {
  if (forceU === void 0) forceU = false;
  return this.at(this.nextIndex(this.pos, forceU), forceU);
};
RegExpValidationState.prototype.advance = function advance(forceU) {
  if (forceU === void 0) forceU = false;
  this.pos = this.nextIndex(this.pos, forceU);
};
RegExpValidationState.prototype.eat = function eat(ch, forceU) {
  if (forceU === void 0) forceU = false;
  if (this.current(forceU) === ch) {
    this.advance(forceU);
    return true;
  }
  return false;
};
RegExpValidationState.prototype.eatChars = function eatChars(chs, forceU) {
  if (forceU === void 0) forceU = false;
  var pos = this.pos;
  for (var i2 = 0, list2 = chs; i2 < list2.length; i2 += 1) {
    var ch = list2[i2];
    var current2 = this.at(pos, forceU);
    if (current2 === -1 || current2 !== ch) {
      return false;
    }
    pos = this.nextIndex(pos, forceU);
  }
  this.pos = pos;
  return true;
};
pp$1.validateRegExpFlags = function(state) {
  var validFlags = state.validFlags;
  var flags = state.flags;
  var u = false;
  var v = false;
  for (var i2 = 0; i2 < flags.length; i2++) {
    var flag = flags.charAt(i2);
    if (validFlags.indexOf(flag) === -1) {
      this.raise(state.start, "Invalid regular expression flag");
    }
    if (flags.indexOf(flag, i2 + 1) > -1) {
      this.raise(state.start, "Duplicate regular expression flag");
    }
    if (flag === "u") {
      u = true;
    }
    if (flag === "v") {
      v = true;
    }
  }
  if (this.options.ecmaVersion >= 15 && u && v) {
    this.raise(state.start, "Invalid regular expression flag");
  }
};
function hasProp(obj) {
  for (var _ in obj) {
    return true;
  }
  return false;
}
pp$1.validateRegExpPattern = function(state) {
  this.regexp_pattern(state);
  if (!state.switchN && this.options.ecmaVersion >= 9 && hasProp(state.groupNames)) {
    state.switchN = true;
    this.regexp_pattern(state);
  }
};
pp$1.regexp_pattern = function(state) {
  state.pos = 0;
  state.lastIntValue = 0;
  state.lastStringValue = "";
  state.lastAssertionIsQuantifiable = false;
  state.numCapturingParens = 0;
  state.maxBackReference = 0;
  state.groupNames = /* @__PURE__ */ Object.create(null);
  state.backReferenceNames.length = 0;
  state.branchID = null;
  this.regexp_disjunction(state);
  if (state.pos !== state.source.length) {
    if (state.eat(
      41
      /* ) */
    )) {
      state.raise("Unmatched ')'");
    }
    if (state.eat(
      93
      /* ] */
    ) || state.eat(
      125
      /* } */
    )) {
      state.raise("Lone quantifier brackets");
    }
  }
  if (state.maxBackReference > state.numCapturingParens) {
    state.raise("Invalid escape");
  }
  for (var i2 = 0, list2 = state.backReferenceNames; i2 < list2.length; i2 += 1) {
    var name = list2[i2];
    if (!state.groupNames[name]) {
      state.raise("Invalid named capture referenced");
    }
  }
};
pp$1.regexp_disjunction = function(state) {
  var trackDisjunction = this.options.ecmaVersion >= 16;
  if (trackDisjunction) {
    state.branchID = new BranchID(state.branchID, null);
  }
  this.regexp_alternative(state);
  while (state.eat(
    124
    /* | */
  )) {
    if (trackDisjunction) {
      state.branchID = state.branchID.sibling();
    }
    this.regexp_alternative(state);
  }
  if (trackDisjunction) {
    state.branchID = state.branchID.parent;
  }
  if (this.regexp_eatQuantifier(state, true)) {
    state.raise("Nothing to repeat");
  }
  if (state.eat(
    123
    /* { */
  )) {
    state.raise("Lone quantifier brackets");
  }
};
pp$1.regexp_alternative = function(state) {
  while (state.pos < state.source.length && this.regexp_eatTerm(state)) {
  }
};
pp$1.regexp_eatTerm = function(state) {
  if (this.regexp_eatAssertion(state)) {
    if (state.lastAssertionIsQuantifiable && this.regexp_eatQuantifier(state)) {
      if (state.switchU) {
        state.raise("Invalid quantifier");
      }
    }
    return true;
  }
  if (state.switchU ? this.regexp_eatAtom(state) : this.regexp_eatExtendedAtom(state)) {
    this.regexp_eatQuantifier(state);
    return true;
  }
  return false;
};
pp$1.regexp_eatAssertion = function(state) {
  var start = state.pos;
  state.lastAssertionIsQuantifiable = false;
  if (state.eat(
    94
    /* ^ */
  ) || state.eat(
    36
    /* $ */
  )) {
    return true;
  }
  if (state.eat(
    92
    /* \ */
  )) {
    if (state.eat(
      66
      /* B */
    ) || state.eat(
      98
      /* b */
    )) {
      return true;
    }
    state.pos = start;
  }
  if (state.eat(
    40
    /* ( */
  ) && state.eat(
    63
    /* ? */
  )) {
    var lookbehind = false;
    if (this.options.ecmaVersion >= 9) {
      lookbehind = state.eat(
        60
        /* < */
      );
    }
    if (state.eat(
      61
      /* = */
    ) || state.eat(
      33
      /* ! */
    )) {
      this.regexp_disjunction(state);
      if (!state.eat(
        41
        /* ) */
      )) {
        state.raise("Unterminated group");
      }
      state.lastAssertionIsQuantifiable = !lookbehind;
      return true;
    }
  }
  state.pos = start;
  return false;
};
pp$1.regexp_eatQuantifier = function(state, noError) {
  if (noError === void 0) noError = false;
  if (this.regexp_eatQuantifierPrefix(state, noError)) {
    state.eat(
      63
      /* ? */
    );
    return true;
  }
  return false;
};
pp$1.regexp_eatQuantifierPrefix = function(state, noError) {
  return state.eat(
    42
    /* * */
  ) || state.eat(
    43
    /* + */
  ) || state.eat(
    63
    /* ? */
  ) || this.regexp_eatBracedQuantifier(state, noError);
};
pp$1.regexp_eatBracedQuantifier = function(state, noError) {
  var start = state.pos;
  if (state.eat(
    123
    /* { */
  )) {
    var min = 0, max = -1;
    if (this.regexp_eatDecimalDigits(state)) {
      min = state.lastIntValue;
      if (state.eat(
        44
        /* , */
      ) && this.regexp_eatDecimalDigits(state)) {
        max = state.lastIntValue;
      }
      if (state.eat(
        125
        /* } */
      )) {
        if (max !== -1 && max < min && !noError) {
          state.raise("numbers out of order in {} quantifier");
        }
        return true;
      }
    }
    if (state.switchU && !noError) {
      state.raise("Incomplete quantifier");
    }
    state.pos = start;
  }
  return false;
};
pp$1.regexp_eatAtom = function(state) {
  return this.regexp_eatPatternCharacters(state) || state.eat(
    46
    /* . */
  ) || this.regexp_eatReverseSolidusAtomEscape(state) || this.regexp_eatCharacterClass(state) || this.regexp_eatUncapturingGroup(state) || this.regexp_eatCapturingGroup(state);
};
pp$1.regexp_eatReverseSolidusAtomEscape = function(state) {
  var start = state.pos;
  if (state.eat(
    92
    /* \ */
  )) {
    if (this.regexp_eatAtomEscape(state)) {
      return true;
    }
    state.pos = start;
  }
  return false;
};
pp$1.regexp_eatUncapturingGroup = function(state) {
  var start = state.pos;
  if (state.eat(
    40
    /* ( */
  )) {
    if (state.eat(
      63
      /* ? */
    )) {
      if (this.options.ecmaVersion >= 16) {
        var addModifiers = this.regexp_eatModifiers(state);
        var hasHyphen = state.eat(
          45
          /* - */
        );
        if (addModifiers || hasHyphen) {
          for (var i2 = 0; i2 < addModifiers.length; i2++) {
            var modifier = addModifiers.charAt(i2);
            if (addModifiers.indexOf(modifier, i2 + 1) > -1) {
              state.raise("Duplicate regular expression modifiers");
            }
          }
          if (hasHyphen) {
            var removeModifiers = this.regexp_eatModifiers(state);
            if (!addModifiers && !removeModifiers && state.current() === 58) {
              state.raise("Invalid regular expression modifiers");
            }
            for (var i$1 = 0; i$1 < removeModifiers.length; i$1++) {
              var modifier$1 = removeModifiers.charAt(i$1);
              if (removeModifiers.indexOf(modifier$1, i$1 + 1) > -1 || addModifiers.indexOf(modifier$1) > -1) {
                state.raise("Duplicate regular expression modifiers");
              }
            }
          }
        }
      }
      if (state.eat(
        58
        /* : */
      )) {
        this.regexp_disjunction(state);
        if (state.eat(
          41
          /* ) */
        )) {
          return true;
        }
        state.raise("Unterminated group");
      }
    }
    state.pos = start;
  }
  return false;
};
pp$1.regexp_eatCapturingGroup = function(state) {
  if (state.eat(
    40
    /* ( */
  )) {
    if (this.options.ecmaVersion >= 9) {
      this.regexp_groupSpecifier(state);
    } else if (state.current() === 63) {
      state.raise("Invalid group");
    }
    this.regexp_disjunction(state);
    if (state.eat(
      41
      /* ) */
    )) {
      state.numCapturingParens += 1;
      return true;
    }
    state.raise("Unterminated group");
  }
  return false;
};
pp$1.regexp_eatModifiers = function(state) {
  var modifiers = "";
  var ch = 0;
  while ((ch = state.current()) !== -1 && isRegularExpressionModifier(ch)) {
    modifiers += codePointToString(ch);
    state.advance();
  }
  return modifiers;
};
function isRegularExpressionModifier(ch) {
  return ch === 105 || ch === 109 || ch === 115;
}
pp$1.regexp_eatExtendedAtom = function(state) {
  return state.eat(
    46
    /* . */
  ) || this.regexp_eatReverseSolidusAtomEscape(state) || this.regexp_eatCharacterClass(state) || this.regexp_eatUncapturingGroup(state) || this.regexp_eatCapturingGroup(state) || this.regexp_eatInvalidBracedQuantifier(state) || this.regexp_eatExtendedPatternCharacter(state);
};
pp$1.regexp_eatInvalidBracedQuantifier = function(state) {
  if (this.regexp_eatBracedQuantifier(state, true)) {
    state.raise("Nothing to repeat");
  }
  return false;
};
pp$1.regexp_eatSyntaxCharacter = function(state) {
  var ch = state.current();
  if (isSyntaxCharacter(ch)) {
    state.lastIntValue = ch;
    state.advance();
    return true;
  }
  return false;
};
function isSyntaxCharacter(ch) {
  return ch === 36 || ch >= 40 && ch <= 43 || ch === 46 || ch === 63 || ch >= 91 && ch <= 94 || ch >= 123 && ch <= 125;
}
pp$1.regexp_eatPatternCharacters = function(state) {
  var start = state.pos;
  var ch = 0;
  while ((ch = state.current()) !== -1 && !isSyntaxCharacter(ch)) {
    state.advance();
  }
  return state.pos !== start;
};
pp$1.regexp_eatExtendedPatternCharacter = function(state) {
  var ch = state.current();
  if (ch !== -1 && ch !== 36 && !(ch >= 40 && ch <= 43) && ch !== 46 && ch !== 63 && ch !== 91 && ch !== 94 && ch !== 124) {
    state.advance();
    return true;
  }
  return false;
};
pp$1.regexp_groupSpecifier = function(state) {
  if (state.eat(
    63
    /* ? */
  )) {
    if (!this.regexp_eatGroupName(state)) {
      state.raise("Invalid group");
    }
    var trackDisjunction = this.options.ecmaVersion >= 16;
    var known2 = state.groupNames[state.lastStringValue];
    if (known2) {
      if (trackDisjunction) {
        for (var i2 = 0, list2 = known2; i2 < list2.length; i2 += 1) {
          var altID = list2[i2];
          if (!altID.separatedFrom(state.branchID)) {
            state.raise("Duplicate capture group name");
          }
        }
      } else {
        state.raise("Duplicate capture group name");
      }
    }
    if (trackDisjunction) {
      (known2 || (state.groupNames[state.lastStringValue] = [])).push(state.branchID);
    } else {
      state.groupNames[state.lastStringValue] = true;
    }
  }
};
pp$1.regexp_eatGroupName = function(state) {
  state.lastStringValue = "";
  if (state.eat(
    60
    /* < */
  )) {
    if (this.regexp_eatRegExpIdentifierName(state) && state.eat(
      62
      /* > */
    )) {
      return true;
    }
    state.raise("Invalid capture group name");
  }
  return false;
};
pp$1.regexp_eatRegExpIdentifierName = function(state) {
  state.lastStringValue = "";
  if (this.regexp_eatRegExpIdentifierStart(state)) {
    state.lastStringValue += codePointToString(state.lastIntValue);
    while (this.regexp_eatRegExpIdentifierPart(state)) {
      state.lastStringValue += codePointToString(state.lastIntValue);
    }
    return true;
  }
  return false;
};
pp$1.regexp_eatRegExpIdentifierStart = function(state) {
  var start = state.pos;
  var forceU = this.options.ecmaVersion >= 11;
  var ch = state.current(forceU);
  state.advance(forceU);
  if (ch === 92 && this.regexp_eatRegExpUnicodeEscapeSequence(state, forceU)) {
    ch = state.lastIntValue;
  }
  if (isRegExpIdentifierStart(ch)) {
    state.lastIntValue = ch;
    return true;
  }
  state.pos = start;
  return false;
};
function isRegExpIdentifierStart(ch) {
  return isIdentifierStart(ch, true) || ch === 36 || ch === 95;
}
pp$1.regexp_eatRegExpIdentifierPart = function(state) {
  var start = state.pos;
  var forceU = this.options.ecmaVersion >= 11;
  var ch = state.current(forceU);
  state.advance(forceU);
  if (ch === 92 && this.regexp_eatRegExpUnicodeEscapeSequence(state, forceU)) {
    ch = state.lastIntValue;
  }
  if (isRegExpIdentifierPart(ch)) {
    state.lastIntValue = ch;
    return true;
  }
  state.pos = start;
  return false;
};
function isRegExpIdentifierPart(ch) {
  return isIdentifierChar(ch, true) || ch === 36 || ch === 95 || ch === 8204 || ch === 8205;
}
pp$1.regexp_eatAtomEscape = function(state) {
  if (this.regexp_eatBackReference(state) || this.regexp_eatCharacterClassEscape(state) || this.regexp_eatCharacterEscape(state) || state.switchN && this.regexp_eatKGroupName(state)) {
    return true;
  }
  if (state.switchU) {
    if (state.current() === 99) {
      state.raise("Invalid unicode escape");
    }
    state.raise("Invalid escape");
  }
  return false;
};
pp$1.regexp_eatBackReference = function(state) {
  var start = state.pos;
  if (this.regexp_eatDecimalEscape(state)) {
    var n = state.lastIntValue;
    if (state.switchU) {
      if (n > state.maxBackReference) {
        state.maxBackReference = n;
      }
      return true;
    }
    if (n <= state.numCapturingParens) {
      return true;
    }
    state.pos = start;
  }
  return false;
};
pp$1.regexp_eatKGroupName = function(state) {
  if (state.eat(
    107
    /* k */
  )) {
    if (this.regexp_eatGroupName(state)) {
      state.backReferenceNames.push(state.lastStringValue);
      return true;
    }
    state.raise("Invalid named reference");
  }
  return false;
};
pp$1.regexp_eatCharacterEscape = function(state) {
  return this.regexp_eatControlEscape(state) || this.regexp_eatCControlLetter(state) || this.regexp_eatZero(state) || this.regexp_eatHexEscapeSequence(state) || this.regexp_eatRegExpUnicodeEscapeSequence(state, false) || !state.switchU && this.regexp_eatLegacyOctalEscapeSequence(state) || this.regexp_eatIdentityEscape(state);
};
pp$1.regexp_eatCControlLetter = function(state) {
  var start = state.pos;
  if (state.eat(
    99
    /* c */
  )) {
    if (this.regexp_eatControlLetter(state)) {
      return true;
    }
    state.pos = start;
  }
  return false;
};
pp$1.regexp_eatZero = function(state) {
  if (state.current() === 48 && !isDecimalDigit(state.lookahead())) {
    state.lastIntValue = 0;
    state.advance();
    return true;
  }
  return false;
};
pp$1.regexp_eatControlEscape = function(state) {
  var ch = state.current();
  if (ch === 116) {
    state.lastIntValue = 9;
    state.advance();
    return true;
  }
  if (ch === 110) {
    state.lastIntValue = 10;
    state.advance();
    return true;
  }
  if (ch === 118) {
    state.lastIntValue = 11;
    state.advance();
    return true;
  }
  if (ch === 102) {
    state.lastIntValue = 12;
    state.advance();
    return true;
  }
  if (ch === 114) {
    state.lastIntValue = 13;
    state.advance();
    return true;
  }
  return false;
};
pp$1.regexp_eatControlLetter = function(state) {
  var ch = state.current();
  if (isControlLetter(ch)) {
    state.lastIntValue = ch % 32;
    state.advance();
    return true;
  }
  return false;
};
function isControlLetter(ch) {
  return ch >= 65 && ch <= 90 || ch >= 97 && ch <= 122;
}
pp$1.regexp_eatRegExpUnicodeEscapeSequence = function(state, forceU) {
  if (forceU === void 0) forceU = false;
  var start = state.pos;
  var switchU = forceU || state.switchU;
  if (state.eat(
    117
    /* u */
  )) {
    if (this.regexp_eatFixedHexDigits(state, 4)) {
      var lead = state.lastIntValue;
      if (switchU && lead >= 55296 && lead <= 56319) {
        var leadSurrogateEnd = state.pos;
        if (state.eat(
          92
          /* \ */
        ) && state.eat(
          117
          /* u */
        ) && this.regexp_eatFixedHexDigits(state, 4)) {
          var trail = state.lastIntValue;
          if (trail >= 56320 && trail <= 57343) {
            state.lastIntValue = (lead - 55296) * 1024 + (trail - 56320) + 65536;
            return true;
          }
        }
        state.pos = leadSurrogateEnd;
        state.lastIntValue = lead;
      }
      return true;
    }
    if (switchU && state.eat(
      123
      /* { */
    ) && this.regexp_eatHexDigits(state) && state.eat(
      125
      /* } */
    ) && isValidUnicode(state.lastIntValue)) {
      return true;
    }
    if (switchU) {
      state.raise("Invalid unicode escape");
    }
    state.pos = start;
  }
  return false;
};
function isValidUnicode(ch) {
  return ch >= 0 && ch <= 1114111;
}
pp$1.regexp_eatIdentityEscape = function(state) {
  if (state.switchU) {
    if (this.regexp_eatSyntaxCharacter(state)) {
      return true;
    }
    if (state.eat(
      47
      /* / */
    )) {
      state.lastIntValue = 47;
      return true;
    }
    return false;
  }
  var ch = state.current();
  if (ch !== 99 && (!state.switchN || ch !== 107)) {
    state.lastIntValue = ch;
    state.advance();
    return true;
  }
  return false;
};
pp$1.regexp_eatDecimalEscape = function(state) {
  state.lastIntValue = 0;
  var ch = state.current();
  if (ch >= 49 && ch <= 57) {
    do {
      state.lastIntValue = 10 * state.lastIntValue + (ch - 48);
      state.advance();
    } while ((ch = state.current()) >= 48 && ch <= 57);
    return true;
  }
  return false;
};
var CharSetNone = 0;
var CharSetOk = 1;
var CharSetString = 2;
pp$1.regexp_eatCharacterClassEscape = function(state) {
  var ch = state.current();
  if (isCharacterClassEscape(ch)) {
    state.lastIntValue = -1;
    state.advance();
    return CharSetOk;
  }
  var negate2 = false;
  if (state.switchU && this.options.ecmaVersion >= 9 && ((negate2 = ch === 80) || ch === 112)) {
    state.lastIntValue = -1;
    state.advance();
    var result;
    if (state.eat(
      123
      /* { */
    ) && (result = this.regexp_eatUnicodePropertyValueExpression(state)) && state.eat(
      125
      /* } */
    )) {
      if (negate2 && result === CharSetString) {
        state.raise("Invalid property name");
      }
      return result;
    }
    state.raise("Invalid property name");
  }
  return CharSetNone;
};
function isCharacterClassEscape(ch) {
  return ch === 100 || ch === 68 || ch === 115 || ch === 83 || ch === 119 || ch === 87;
}
pp$1.regexp_eatUnicodePropertyValueExpression = function(state) {
  var start = state.pos;
  if (this.regexp_eatUnicodePropertyName(state) && state.eat(
    61
    /* = */
  )) {
    var name = state.lastStringValue;
    if (this.regexp_eatUnicodePropertyValue(state)) {
      var value = state.lastStringValue;
      this.regexp_validateUnicodePropertyNameAndValue(state, name, value);
      return CharSetOk;
    }
  }
  state.pos = start;
  if (this.regexp_eatLoneUnicodePropertyNameOrValue(state)) {
    var nameOrValue = state.lastStringValue;
    return this.regexp_validateUnicodePropertyNameOrValue(state, nameOrValue);
  }
  return CharSetNone;
};
pp$1.regexp_validateUnicodePropertyNameAndValue = function(state, name, value) {
  if (!hasOwn(state.unicodeProperties.nonBinary, name)) {
    state.raise("Invalid property name");
  }
  if (!state.unicodeProperties.nonBinary[name].test(value)) {
    state.raise("Invalid property value");
  }
};
pp$1.regexp_validateUnicodePropertyNameOrValue = function(state, nameOrValue) {
  if (state.unicodeProperties.binary.test(nameOrValue)) {
    return CharSetOk;
  }
  if (state.switchV && state.unicodeProperties.binaryOfStrings.test(nameOrValue)) {
    return CharSetString;
  }
  state.raise("Invalid property name");
};
pp$1.regexp_eatUnicodePropertyName = function(state) {
  var ch = 0;
  state.lastStringValue = "";
  while (isUnicodePropertyNameCharacter(ch = state.current())) {
    state.lastStringValue += codePointToString(ch);
    state.advance();
  }
  return state.lastStringValue !== "";
};
function isUnicodePropertyNameCharacter(ch) {
  return isControlLetter(ch) || ch === 95;
}
pp$1.regexp_eatUnicodePropertyValue = function(state) {
  var ch = 0;
  state.lastStringValue = "";
  while (isUnicodePropertyValueCharacter(ch = state.current())) {
    state.lastStringValue += codePointToString(ch);
    state.advance();
  }
  return state.lastStringValue !== "";
};
function isUnicodePropertyValueCharacter(ch) {
  return isUnicodePropertyNameCharacter(ch) || isDecimalDigit(ch);
}
pp$1.regexp_eatLoneUnicodePropertyNameOrValue = function(state) {
  return this.regexp_eatUnicodePropertyValue(state);
};
pp$1.regexp_eatCharacterClass = function(state) {
  if (state.eat(
    91
    /* [ */
  )) {
    var negate2 = state.eat(
      94
      /* ^ */
    );
    var result = this.regexp_classContents(state);
    if (!state.eat(
      93
      /* ] */
    )) {
      state.raise("Unterminated character class");
    }
    if (negate2 && result === CharSetString) {
      state.raise("Negated character class may contain strings");
    }
    return true;
  }
  return false;
};
pp$1.regexp_classContents = function(state) {
  if (state.current() === 93) {
    return CharSetOk;
  }
  if (state.switchV) {
    return this.regexp_classSetExpression(state);
  }
  this.regexp_nonEmptyClassRanges(state);
  return CharSetOk;
};
pp$1.regexp_nonEmptyClassRanges = function(state) {
  while (this.regexp_eatClassAtom(state)) {
    var left = state.lastIntValue;
    if (state.eat(
      45
      /* - */
    ) && this.regexp_eatClassAtom(state)) {
      var right = state.lastIntValue;
      if (state.switchU && (left === -1 || right === -1)) {
        state.raise("Invalid character class");
      }
      if (left !== -1 && right !== -1 && left > right) {
        state.raise("Range out of order in character class");
      }
    }
  }
};
pp$1.regexp_eatClassAtom = function(state) {
  var start = state.pos;
  if (state.eat(
    92
    /* \ */
  )) {
    if (this.regexp_eatClassEscape(state)) {
      return true;
    }
    if (state.switchU) {
      var ch$1 = state.current();
      if (ch$1 === 99 || isOctalDigit(ch$1)) {
        state.raise("Invalid class escape");
      }
      state.raise("Invalid escape");
    }
    state.pos = start;
  }
  var ch = state.current();
  if (ch !== 93) {
    state.lastIntValue = ch;
    state.advance();
    return true;
  }
  return false;
};
pp$1.regexp_eatClassEscape = function(state) {
  var start = state.pos;
  if (state.eat(
    98
    /* b */
  )) {
    state.lastIntValue = 8;
    return true;
  }
  if (state.switchU && state.eat(
    45
    /* - */
  )) {
    state.lastIntValue = 45;
    return true;
  }
  if (!state.switchU && state.eat(
    99
    /* c */
  )) {
    if (this.regexp_eatClassControlLetter(state)) {
      return true;
    }
    state.pos = start;
  }
  return this.regexp_eatCharacterClassEscape(state) || this.regexp_eatCharacterEscape(state);
};
pp$1.regexp_classSetExpression = function(state) {
  var result = CharSetOk, subResult;
  if (this.regexp_eatClassSetRange(state)) ;
  else if (subResult = this.regexp_eatClassSetOperand(state)) {
    if (subResult === CharSetString) {
      result = CharSetString;
    }
    var start = state.pos;
    while (state.eatChars(
      [38, 38]
      /* && */
    )) {
      if (state.current() !== 38 && (subResult = this.regexp_eatClassSetOperand(state))) {
        if (subResult !== CharSetString) {
          result = CharSetOk;
        }
        continue;
      }
      state.raise("Invalid character in character class");
    }
    if (start !== state.pos) {
      return result;
    }
    while (state.eatChars(
      [45, 45]
      /* -- */
    )) {
      if (this.regexp_eatClassSetOperand(state)) {
        continue;
      }
      state.raise("Invalid character in character class");
    }
    if (start !== state.pos) {
      return result;
    }
  } else {
    state.raise("Invalid character in character class");
  }
  for (; ; ) {
    if (this.regexp_eatClassSetRange(state)) {
      continue;
    }
    subResult = this.regexp_eatClassSetOperand(state);
    if (!subResult) {
      return result;
    }
    if (subResult === CharSetString) {
      result = CharSetString;
    }
  }
};
pp$1.regexp_eatClassSetRange = function(state) {
  var start = state.pos;
  if (this.regexp_eatClassSetCharacter(state)) {
    var left = state.lastIntValue;
    if (state.eat(
      45
      /* - */
    ) && this.regexp_eatClassSetCharacter(state)) {
      var right = state.lastIntValue;
      if (left !== -1 && right !== -1 && left > right) {
        state.raise("Range out of order in character class");
      }
      return true;
    }
    state.pos = start;
  }
  return false;
};
pp$1.regexp_eatClassSetOperand = function(state) {
  if (this.regexp_eatClassSetCharacter(state)) {
    return CharSetOk;
  }
  return this.regexp_eatClassStringDisjunction(state) || this.regexp_eatNestedClass(state);
};
pp$1.regexp_eatNestedClass = function(state) {
  var start = state.pos;
  if (state.eat(
    91
    /* [ */
  )) {
    var negate2 = state.eat(
      94
      /* ^ */
    );
    var result = this.regexp_classContents(state);
    if (state.eat(
      93
      /* ] */
    )) {
      if (negate2 && result === CharSetString) {
        state.raise("Negated character class may contain strings");
      }
      return result;
    }
    state.pos = start;
  }
  if (state.eat(
    92
    /* \ */
  )) {
    var result$1 = this.regexp_eatCharacterClassEscape(state);
    if (result$1) {
      return result$1;
    }
    state.pos = start;
  }
  return null;
};
pp$1.regexp_eatClassStringDisjunction = function(state) {
  var start = state.pos;
  if (state.eatChars(
    [92, 113]
    /* \q */
  )) {
    if (state.eat(
      123
      /* { */
    )) {
      var result = this.regexp_classStringDisjunctionContents(state);
      if (state.eat(
        125
        /* } */
      )) {
        return result;
      }
    } else {
      state.raise("Invalid escape");
    }
    state.pos = start;
  }
  return null;
};
pp$1.regexp_classStringDisjunctionContents = function(state) {
  var result = this.regexp_classString(state);
  while (state.eat(
    124
    /* | */
  )) {
    if (this.regexp_classString(state) === CharSetString) {
      result = CharSetString;
    }
  }
  return result;
};
pp$1.regexp_classString = function(state) {
  var count2 = 0;
  while (this.regexp_eatClassSetCharacter(state)) {
    count2++;
  }
  return count2 === 1 ? CharSetOk : CharSetString;
};
pp$1.regexp_eatClassSetCharacter = function(state) {
  var start = state.pos;
  if (state.eat(
    92
    /* \ */
  )) {
    if (this.regexp_eatCharacterEscape(state) || this.regexp_eatClassSetReservedPunctuator(state)) {
      return true;
    }
    if (state.eat(
      98
      /* b */
    )) {
      state.lastIntValue = 8;
      return true;
    }
    state.pos = start;
    return false;
  }
  var ch = state.current();
  if (ch < 0 || ch === state.lookahead() && isClassSetReservedDoublePunctuatorCharacter(ch)) {
    return false;
  }
  if (isClassSetSyntaxCharacter(ch)) {
    return false;
  }
  state.advance();
  state.lastIntValue = ch;
  return true;
};
function isClassSetReservedDoublePunctuatorCharacter(ch) {
  return ch === 33 || ch >= 35 && ch <= 38 || ch >= 42 && ch <= 44 || ch === 46 || ch >= 58 && ch <= 64 || ch === 94 || ch === 96 || ch === 126;
}
function isClassSetSyntaxCharacter(ch) {
  return ch === 40 || ch === 41 || ch === 45 || ch === 47 || ch >= 91 && ch <= 93 || ch >= 123 && ch <= 125;
}
pp$1.regexp_eatClassSetReservedPunctuator = function(state) {
  var ch = state.current();
  if (isClassSetReservedPunctuator(ch)) {
    state.lastIntValue = ch;
    state.advance();
    return true;
  }
  return false;
};
function isClassSetReservedPunctuator(ch) {
  return ch === 33 || ch === 35 || ch === 37 || ch === 38 || ch === 44 || ch === 45 || ch >= 58 && ch <= 62 || ch === 64 || ch === 96 || ch === 126;
}
pp$1.regexp_eatClassControlLetter = function(state) {
  var ch = state.current();
  if (isDecimalDigit(ch) || ch === 95) {
    state.lastIntValue = ch % 32;
    state.advance();
    return true;
  }
  return false;
};
pp$1.regexp_eatHexEscapeSequence = function(state) {
  var start = state.pos;
  if (state.eat(
    120
    /* x */
  )) {
    if (this.regexp_eatFixedHexDigits(state, 2)) {
      return true;
    }
    if (state.switchU) {
      state.raise("Invalid escape");
    }
    state.pos = start;
  }
  return false;
};
pp$1.regexp_eatDecimalDigits = function(state) {
  var start = state.pos;
  var ch = 0;
  state.lastIntValue = 0;
  while (isDecimalDigit(ch = state.current())) {
    state.lastIntValue = 10 * state.lastIntValue + (ch - 48);
    state.advance();
  }
  return state.pos !== start;
};
function isDecimalDigit(ch) {
  return ch >= 48 && ch <= 57;
}
pp$1.regexp_eatHexDigits = function(state) {
  var start = state.pos;
  var ch = 0;
  state.lastIntValue = 0;
  while (isHexDigit(ch = state.current())) {
    state.lastIntValue = 16 * state.lastIntValue + hexToInt(ch);
    state.advance();
  }
  return state.pos !== start;
};
function isHexDigit(ch) {
  return ch >= 48 && ch <= 57 || ch >= 65 && ch <= 70 || ch >= 97 && ch <= 102;
}
function hexToInt(ch) {
  if (ch >= 65 && ch <= 70) {
    return 10 + (ch - 65);
  }
  if (ch >= 97 && ch <= 102) {
    return 10 + (ch - 97);
  }
  return ch - 48;
}
pp$1.regexp_eatLegacyOctalEscapeSequence = function(state) {
  if (this.regexp_eatOctalDigit(state)) {
    var n1 = state.lastIntValue;
    if (this.regexp_eatOctalDigit(state)) {
      var n2 = state.lastIntValue;
      if (n1 <= 3 && this.regexp_eatOctalDigit(state)) {
        state.lastIntValue = n1 * 64 + n2 * 8 + state.lastIntValue;
      } else {
        state.lastIntValue = n1 * 8 + n2;
      }
    } else {
      state.lastIntValue = n1;
    }
    return true;
  }
  return false;
};
pp$1.regexp_eatOctalDigit = function(state) {
  var ch = state.current();
  if (isOctalDigit(ch)) {
    state.lastIntValue = ch - 48;
    state.advance();
    return true;
  }
  state.lastIntValue = 0;
  return false;
};
function isOctalDigit(ch) {
  return ch >= 48 && ch <= 55;
}
pp$1.regexp_eatFixedHexDigits = function(state, length) {
  var start = state.pos;
  state.lastIntValue = 0;
  for (var i2 = 0; i2 < length; ++i2) {
    var ch = state.current();
    if (!isHexDigit(ch)) {
      state.pos = start;
      return false;
    }
    state.lastIntValue = 16 * state.lastIntValue + hexToInt(ch);
    state.advance();
  }
  return true;
};
var Token = function Token2(p) {
  this.type = p.type;
  this.value = p.value;
  this.start = p.start;
  this.end = p.end;
  if (p.options.locations) {
    this.loc = new SourceLocation(p, p.startLoc, p.endLoc);
  }
  if (p.options.ranges) {
    this.range = [p.start, p.end];
  }
};
var pp = Parser.prototype;
pp.next = function(ignoreEscapeSequenceInKeyword) {
  if (!ignoreEscapeSequenceInKeyword && this.type.keyword && this.containsEsc) {
    this.raiseRecoverable(this.start, "Escape sequence in keyword " + this.type.keyword);
  }
  if (this.options.onToken) {
    this.options.onToken(new Token(this));
  }
  this.lastTokEnd = this.end;
  this.lastTokStart = this.start;
  this.lastTokEndLoc = this.endLoc;
  this.lastTokStartLoc = this.startLoc;
  this.nextToken();
};
pp.getToken = function() {
  this.next();
  return new Token(this);
};
if (typeof Symbol !== "undefined") {
  pp[Symbol.iterator] = function() {
    var this$1$1 = this;
    return {
      next: function() {
        var token = this$1$1.getToken();
        return {
          done: token.type === types$1.eof,
          value: token
        };
      }
    };
  };
}
pp.nextToken = function() {
  var curContext = this.curContext();
  if (!curContext || !curContext.preserveSpace) {
    this.skipSpace();
  }
  this.start = this.pos;
  if (this.options.locations) {
    this.startLoc = this.curPosition();
  }
  if (this.pos >= this.input.length) {
    return this.finishToken(types$1.eof);
  }
  if (curContext.override) {
    return curContext.override(this);
  } else {
    this.readToken(this.fullCharCodeAtPos());
  }
};
pp.readToken = function(code) {
  if (isIdentifierStart(code, this.options.ecmaVersion >= 6) || code === 92) {
    return this.readWord();
  }
  return this.getTokenFromCode(code);
};
pp.fullCharCodeAt = function(pos) {
  var code = this.input.charCodeAt(pos);
  if (code <= 55295 || code >= 56320) {
    return code;
  }
  var next = this.input.charCodeAt(pos + 1);
  return next <= 56319 || next >= 57344 ? code : (code << 10) + next - 56613888;
};
pp.fullCharCodeAtPos = function() {
  return this.fullCharCodeAt(this.pos);
};
pp.skipBlockComment = function() {
  var startLoc = this.options.onComment && this.curPosition();
  var start = this.pos, end = this.input.indexOf("*/", this.pos += 2);
  if (end === -1) {
    this.raise(this.pos - 2, "Unterminated comment");
  }
  this.pos = end + 2;
  if (this.options.locations) {
    for (var nextBreak = void 0, pos = start; (nextBreak = nextLineBreak(this.input, pos, this.pos)) > -1; ) {
      ++this.curLine;
      pos = this.lineStart = nextBreak;
    }
  }
  if (this.options.onComment) {
    this.options.onComment(
      true,
      this.input.slice(start + 2, end),
      start,
      this.pos,
      startLoc,
      this.curPosition()
    );
  }
};
pp.skipLineComment = function(startSkip) {
  var start = this.pos;
  var startLoc = this.options.onComment && this.curPosition();
  var ch = this.input.charCodeAt(this.pos += startSkip);
  while (this.pos < this.input.length && !isNewLine(ch)) {
    ch = this.input.charCodeAt(++this.pos);
  }
  if (this.options.onComment) {
    this.options.onComment(
      false,
      this.input.slice(start + startSkip, this.pos),
      start,
      this.pos,
      startLoc,
      this.curPosition()
    );
  }
};
pp.skipSpace = function() {
  loop: while (this.pos < this.input.length) {
    var ch = this.input.charCodeAt(this.pos);
    switch (ch) {
      case 32:
      case 160:
        ++this.pos;
        break;
      case 13:
        if (this.input.charCodeAt(this.pos + 1) === 10) {
          ++this.pos;
        }
      case 10:
      case 8232:
      case 8233:
        ++this.pos;
        if (this.options.locations) {
          ++this.curLine;
          this.lineStart = this.pos;
        }
        break;
      case 47:
        switch (this.input.charCodeAt(this.pos + 1)) {
          case 42:
            this.skipBlockComment();
            break;
          case 47:
            this.skipLineComment(2);
            break;
          default:
            break loop;
        }
        break;
      default:
        if (ch > 8 && ch < 14 || ch >= 5760 && nonASCIIwhitespace.test(String.fromCharCode(ch))) {
          ++this.pos;
        } else {
          break loop;
        }
    }
  }
};
pp.finishToken = function(type, val) {
  this.end = this.pos;
  if (this.options.locations) {
    this.endLoc = this.curPosition();
  }
  var prevType = this.type;
  this.type = type;
  this.value = val;
  this.updateContext(prevType);
};
pp.readToken_dot = function() {
  var next = this.input.charCodeAt(this.pos + 1);
  if (next >= 48 && next <= 57) {
    return this.readNumber(true);
  }
  var next2 = this.input.charCodeAt(this.pos + 2);
  if (this.options.ecmaVersion >= 6 && next === 46 && next2 === 46) {
    this.pos += 3;
    return this.finishToken(types$1.ellipsis);
  } else {
    ++this.pos;
    return this.finishToken(types$1.dot);
  }
};
pp.readToken_slash = function() {
  var next = this.input.charCodeAt(this.pos + 1);
  if (this.exprAllowed) {
    ++this.pos;
    return this.readRegexp();
  }
  if (next === 61) {
    return this.finishOp(types$1.assign, 2);
  }
  return this.finishOp(types$1.slash, 1);
};
pp.readToken_mult_modulo_exp = function(code) {
  var next = this.input.charCodeAt(this.pos + 1);
  var size = 1;
  var tokentype = code === 42 ? types$1.star : types$1.modulo;
  if (this.options.ecmaVersion >= 7 && code === 42 && next === 42) {
    ++size;
    tokentype = types$1.starstar;
    next = this.input.charCodeAt(this.pos + 2);
  }
  if (next === 61) {
    return this.finishOp(types$1.assign, size + 1);
  }
  return this.finishOp(tokentype, size);
};
pp.readToken_pipe_amp = function(code) {
  var next = this.input.charCodeAt(this.pos + 1);
  if (next === code) {
    if (this.options.ecmaVersion >= 12) {
      var next2 = this.input.charCodeAt(this.pos + 2);
      if (next2 === 61) {
        return this.finishOp(types$1.assign, 3);
      }
    }
    return this.finishOp(code === 124 ? types$1.logicalOR : types$1.logicalAND, 2);
  }
  if (next === 61) {
    return this.finishOp(types$1.assign, 2);
  }
  return this.finishOp(code === 124 ? types$1.bitwiseOR : types$1.bitwiseAND, 1);
};
pp.readToken_caret = function() {
  var next = this.input.charCodeAt(this.pos + 1);
  if (next === 61) {
    return this.finishOp(types$1.assign, 2);
  }
  return this.finishOp(types$1.bitwiseXOR, 1);
};
pp.readToken_plus_min = function(code) {
  var next = this.input.charCodeAt(this.pos + 1);
  if (next === code) {
    if (next === 45 && !this.inModule && this.input.charCodeAt(this.pos + 2) === 62 && (this.lastTokEnd === 0 || lineBreak.test(this.input.slice(this.lastTokEnd, this.pos)))) {
      this.skipLineComment(3);
      this.skipSpace();
      return this.nextToken();
    }
    return this.finishOp(types$1.incDec, 2);
  }
  if (next === 61) {
    return this.finishOp(types$1.assign, 2);
  }
  return this.finishOp(types$1.plusMin, 1);
};
pp.readToken_lt_gt = function(code) {
  var next = this.input.charCodeAt(this.pos + 1);
  var size = 1;
  if (next === code) {
    size = code === 62 && this.input.charCodeAt(this.pos + 2) === 62 ? 3 : 2;
    if (this.input.charCodeAt(this.pos + size) === 61) {
      return this.finishOp(types$1.assign, size + 1);
    }
    return this.finishOp(types$1.bitShift, size);
  }
  if (next === 33 && code === 60 && !this.inModule && this.input.charCodeAt(this.pos + 2) === 45 && this.input.charCodeAt(this.pos + 3) === 45) {
    this.skipLineComment(4);
    this.skipSpace();
    return this.nextToken();
  }
  if (next === 61) {
    size = 2;
  }
  return this.finishOp(types$1.relational, size);
};
pp.readToken_eq_excl = function(code) {
  var next = this.input.charCodeAt(this.pos + 1);
  if (next === 61) {
    return this.finishOp(types$1.equality, this.input.charCodeAt(this.pos + 2) === 61 ? 3 : 2);
  }
  if (code === 61 && next === 62 && this.options.ecmaVersion >= 6) {
    this.pos += 2;
    return this.finishToken(types$1.arrow);
  }
  return this.finishOp(code === 61 ? types$1.eq : types$1.prefix, 1);
};
pp.readToken_question = function() {
  var ecmaVersion2 = this.options.ecmaVersion;
  if (ecmaVersion2 >= 11) {
    var next = this.input.charCodeAt(this.pos + 1);
    if (next === 46) {
      var next2 = this.input.charCodeAt(this.pos + 2);
      if (next2 < 48 || next2 > 57) {
        return this.finishOp(types$1.questionDot, 2);
      }
    }
    if (next === 63) {
      if (ecmaVersion2 >= 12) {
        var next2$1 = this.input.charCodeAt(this.pos + 2);
        if (next2$1 === 61) {
          return this.finishOp(types$1.assign, 3);
        }
      }
      return this.finishOp(types$1.coalesce, 2);
    }
  }
  return this.finishOp(types$1.question, 1);
};
pp.readToken_numberSign = function() {
  var ecmaVersion2 = this.options.ecmaVersion;
  var code = 35;
  if (ecmaVersion2 >= 13) {
    ++this.pos;
    code = this.fullCharCodeAtPos();
    if (isIdentifierStart(code, true) || code === 92) {
      return this.finishToken(types$1.privateId, this.readWord1());
    }
  }
  this.raise(this.pos, "Unexpected character '" + codePointToString(code) + "'");
};
pp.getTokenFromCode = function(code) {
  switch (code) {
    // The interpretation of a dot depends on whether it is followed
    // by a digit or another two dots.
    case 46:
      return this.readToken_dot();
    // Punctuation tokens.
    case 40:
      ++this.pos;
      return this.finishToken(types$1.parenL);
    case 41:
      ++this.pos;
      return this.finishToken(types$1.parenR);
    case 59:
      ++this.pos;
      return this.finishToken(types$1.semi);
    case 44:
      ++this.pos;
      return this.finishToken(types$1.comma);
    case 91:
      ++this.pos;
      return this.finishToken(types$1.bracketL);
    case 93:
      ++this.pos;
      return this.finishToken(types$1.bracketR);
    case 123:
      ++this.pos;
      return this.finishToken(types$1.braceL);
    case 125:
      ++this.pos;
      return this.finishToken(types$1.braceR);
    case 58:
      ++this.pos;
      return this.finishToken(types$1.colon);
    case 96:
      if (this.options.ecmaVersion < 6) {
        break;
      }
      ++this.pos;
      return this.finishToken(types$1.backQuote);
    case 48:
      var next = this.input.charCodeAt(this.pos + 1);
      if (next === 120 || next === 88) {
        return this.readRadixNumber(16);
      }
      if (this.options.ecmaVersion >= 6) {
        if (next === 111 || next === 79) {
          return this.readRadixNumber(8);
        }
        if (next === 98 || next === 66) {
          return this.readRadixNumber(2);
        }
      }
    // Anything else beginning with a digit is an integer, octal
    // number, or float.
    case 49:
    case 50:
    case 51:
    case 52:
    case 53:
    case 54:
    case 55:
    case 56:
    case 57:
      return this.readNumber(false);
    // Quotes produce strings.
    case 34:
    case 39:
      return this.readString(code);
    // Operators are parsed inline in tiny state machines. '=' (61) is
    // often referred to. `finishOp` simply skips the amount of
    // characters it is given as second argument, and returns a token
    // of the type given by its first argument.
    case 47:
      return this.readToken_slash();
    case 37:
    case 42:
      return this.readToken_mult_modulo_exp(code);
    case 124:
    case 38:
      return this.readToken_pipe_amp(code);
    case 94:
      return this.readToken_caret();
    case 43:
    case 45:
      return this.readToken_plus_min(code);
    case 60:
    case 62:
      return this.readToken_lt_gt(code);
    case 61:
    case 33:
      return this.readToken_eq_excl(code);
    case 63:
      return this.readToken_question();
    case 126:
      return this.finishOp(types$1.prefix, 1);
    case 35:
      return this.readToken_numberSign();
  }
  this.raise(this.pos, "Unexpected character '" + codePointToString(code) + "'");
};
pp.finishOp = function(type, size) {
  var str = this.input.slice(this.pos, this.pos + size);
  this.pos += size;
  return this.finishToken(type, str);
};
pp.readRegexp = function() {
  var escaped, inClass, start = this.pos;
  for (; ; ) {
    if (this.pos >= this.input.length) {
      this.raise(start, "Unterminated regular expression");
    }
    var ch = this.input.charAt(this.pos);
    if (lineBreak.test(ch)) {
      this.raise(start, "Unterminated regular expression");
    }
    if (!escaped) {
      if (ch === "[") {
        inClass = true;
      } else if (ch === "]" && inClass) {
        inClass = false;
      } else if (ch === "/" && !inClass) {
        break;
      }
      escaped = ch === "\\";
    } else {
      escaped = false;
    }
    ++this.pos;
  }
  var pattern = this.input.slice(start, this.pos);
  ++this.pos;
  var flagsStart = this.pos;
  var flags = this.readWord1();
  if (this.containsEsc) {
    this.unexpected(flagsStart);
  }
  var state = this.regexpState || (this.regexpState = new RegExpValidationState(this));
  state.reset(start, pattern, flags);
  this.validateRegExpFlags(state);
  this.validateRegExpPattern(state);
  var value = null;
  try {
    value = new RegExp(pattern, flags);
  } catch (e) {
  }
  return this.finishToken(types$1.regexp, { pattern, flags, value });
};
pp.readInt = function(radix, len, maybeLegacyOctalNumericLiteral) {
  var allowSeparators = this.options.ecmaVersion >= 12 && len === void 0;
  var isLegacyOctalNumericLiteral = maybeLegacyOctalNumericLiteral && this.input.charCodeAt(this.pos) === 48;
  var start = this.pos, total = 0, lastCode = 0;
  for (var i2 = 0, e = len == null ? Infinity : len; i2 < e; ++i2, ++this.pos) {
    var code = this.input.charCodeAt(this.pos), val = void 0;
    if (allowSeparators && code === 95) {
      if (isLegacyOctalNumericLiteral) {
        this.raiseRecoverable(this.pos, "Numeric separator is not allowed in legacy octal numeric literals");
      }
      if (lastCode === 95) {
        this.raiseRecoverable(this.pos, "Numeric separator must be exactly one underscore");
      }
      if (i2 === 0) {
        this.raiseRecoverable(this.pos, "Numeric separator is not allowed at the first of digits");
      }
      lastCode = code;
      continue;
    }
    if (code >= 97) {
      val = code - 97 + 10;
    } else if (code >= 65) {
      val = code - 65 + 10;
    } else if (code >= 48 && code <= 57) {
      val = code - 48;
    } else {
      val = Infinity;
    }
    if (val >= radix) {
      break;
    }
    lastCode = code;
    total = total * radix + val;
  }
  if (allowSeparators && lastCode === 95) {
    this.raiseRecoverable(this.pos - 1, "Numeric separator is not allowed at the last of digits");
  }
  if (this.pos === start || len != null && this.pos - start !== len) {
    return null;
  }
  return total;
};
function stringToNumber(str, isLegacyOctalNumericLiteral) {
  if (isLegacyOctalNumericLiteral) {
    return parseInt(str, 8);
  }
  return parseFloat(str.replace(/_/g, ""));
}
function stringToBigInt(str) {
  if (typeof BigInt !== "function") {
    return null;
  }
  return BigInt(str.replace(/_/g, ""));
}
pp.readRadixNumber = function(radix) {
  var start = this.pos;
  this.pos += 2;
  var val = this.readInt(radix);
  if (val == null) {
    this.raise(this.start + 2, "Expected number in radix " + radix);
  }
  if (this.options.ecmaVersion >= 11 && this.input.charCodeAt(this.pos) === 110) {
    val = stringToBigInt(this.input.slice(start, this.pos));
    ++this.pos;
  } else if (isIdentifierStart(this.fullCharCodeAtPos())) {
    this.raise(this.pos, "Identifier directly after number");
  }
  return this.finishToken(types$1.num, val);
};
pp.readNumber = function(startsWithDot) {
  var start = this.pos;
  if (!startsWithDot && this.readInt(10, void 0, true) === null) {
    this.raise(start, "Invalid number");
  }
  var octal = this.pos - start >= 2 && this.input.charCodeAt(start) === 48;
  if (octal && this.strict) {
    this.raise(start, "Invalid number");
  }
  var next = this.input.charCodeAt(this.pos);
  if (!octal && !startsWithDot && this.options.ecmaVersion >= 11 && next === 110) {
    var val$1 = stringToBigInt(this.input.slice(start, this.pos));
    ++this.pos;
    if (isIdentifierStart(this.fullCharCodeAtPos())) {
      this.raise(this.pos, "Identifier directly after number");
    }
    return this.finishToken(types$1.num, val$1);
  }
  if (octal && /[89]/.test(this.input.slice(start, this.pos))) {
    octal = false;
  }
  if (next === 46 && !octal) {
    ++this.pos;
    this.readInt(10);
    next = this.input.charCodeAt(this.pos);
  }
  if ((next === 69 || next === 101) && !octal) {
    next = this.input.charCodeAt(++this.pos);
    if (next === 43 || next === 45) {
      ++this.pos;
    }
    if (this.readInt(10) === null) {
      this.raise(start, "Invalid number");
    }
  }
  if (isIdentifierStart(this.fullCharCodeAtPos())) {
    this.raise(this.pos, "Identifier directly after number");
  }
  var val = stringToNumber(this.input.slice(start, this.pos), octal);
  return this.finishToken(types$1.num, val);
};
pp.readCodePoint = function() {
  var ch = this.input.charCodeAt(this.pos), code;
  if (ch === 123) {
    if (this.options.ecmaVersion < 6) {
      this.unexpected();
    }
    var codePos = ++this.pos;
    code = this.readHexChar(this.input.indexOf("}", this.pos) - this.pos);
    ++this.pos;
    if (code > 1114111) {
      this.invalidStringToken(codePos, "Code point out of bounds");
    }
  } else {
    code = this.readHexChar(4);
  }
  return code;
};
pp.readString = function(quote) {
  var out = "", chunkStart = ++this.pos;
  for (; ; ) {
    if (this.pos >= this.input.length) {
      this.raise(this.start, "Unterminated string constant");
    }
    var ch = this.input.charCodeAt(this.pos);
    if (ch === quote) {
      break;
    }
    if (ch === 92) {
      out += this.input.slice(chunkStart, this.pos);
      out += this.readEscapedChar(false);
      chunkStart = this.pos;
    } else if (ch === 8232 || ch === 8233) {
      if (this.options.ecmaVersion < 10) {
        this.raise(this.start, "Unterminated string constant");
      }
      ++this.pos;
      if (this.options.locations) {
        this.curLine++;
        this.lineStart = this.pos;
      }
    } else {
      if (isNewLine(ch)) {
        this.raise(this.start, "Unterminated string constant");
      }
      ++this.pos;
    }
  }
  out += this.input.slice(chunkStart, this.pos++);
  return this.finishToken(types$1.string, out);
};
var INVALID_TEMPLATE_ESCAPE_ERROR = {};
pp.tryReadTemplateToken = function() {
  this.inTemplateElement = true;
  try {
    this.readTmplToken();
  } catch (err) {
    if (err === INVALID_TEMPLATE_ESCAPE_ERROR) {
      this.readInvalidTemplateToken();
    } else {
      throw err;
    }
  }
  this.inTemplateElement = false;
};
pp.invalidStringToken = function(position, message) {
  if (this.inTemplateElement && this.options.ecmaVersion >= 9) {
    throw INVALID_TEMPLATE_ESCAPE_ERROR;
  } else {
    this.raise(position, message);
  }
};
pp.readTmplToken = function() {
  var out = "", chunkStart = this.pos;
  for (; ; ) {
    if (this.pos >= this.input.length) {
      this.raise(this.start, "Unterminated template");
    }
    var ch = this.input.charCodeAt(this.pos);
    if (ch === 96 || ch === 36 && this.input.charCodeAt(this.pos + 1) === 123) {
      if (this.pos === this.start && (this.type === types$1.template || this.type === types$1.invalidTemplate)) {
        if (ch === 36) {
          this.pos += 2;
          return this.finishToken(types$1.dollarBraceL);
        } else {
          ++this.pos;
          return this.finishToken(types$1.backQuote);
        }
      }
      out += this.input.slice(chunkStart, this.pos);
      return this.finishToken(types$1.template, out);
    }
    if (ch === 92) {
      out += this.input.slice(chunkStart, this.pos);
      out += this.readEscapedChar(true);
      chunkStart = this.pos;
    } else if (isNewLine(ch)) {
      out += this.input.slice(chunkStart, this.pos);
      ++this.pos;
      switch (ch) {
        case 13:
          if (this.input.charCodeAt(this.pos) === 10) {
            ++this.pos;
          }
        case 10:
          out += "\n";
          break;
        default:
          out += String.fromCharCode(ch);
          break;
      }
      if (this.options.locations) {
        ++this.curLine;
        this.lineStart = this.pos;
      }
      chunkStart = this.pos;
    } else {
      ++this.pos;
    }
  }
};
pp.readInvalidTemplateToken = function() {
  for (; this.pos < this.input.length; this.pos++) {
    switch (this.input[this.pos]) {
      case "\\":
        ++this.pos;
        break;
      case "$":
        if (this.input[this.pos + 1] !== "{") {
          break;
        }
      // fall through
      case "`":
        return this.finishToken(types$1.invalidTemplate, this.input.slice(this.start, this.pos));
      case "\r":
        if (this.input[this.pos + 1] === "\n") {
          ++this.pos;
        }
      // fall through
      case "\n":
      case "\u2028":
      case "\u2029":
        ++this.curLine;
        this.lineStart = this.pos + 1;
        break;
    }
  }
  this.raise(this.start, "Unterminated template");
};
pp.readEscapedChar = function(inTemplate) {
  var ch = this.input.charCodeAt(++this.pos);
  ++this.pos;
  switch (ch) {
    case 110:
      return "\n";
    // 'n' -> '\n'
    case 114:
      return "\r";
    // 'r' -> '\r'
    case 120:
      return String.fromCharCode(this.readHexChar(2));
    // 'x'
    case 117:
      return codePointToString(this.readCodePoint());
    // 'u'
    case 116:
      return "	";
    // 't' -> '\t'
    case 98:
      return "\b";
    // 'b' -> '\b'
    case 118:
      return "\v";
    // 'v' -> '\u000b'
    case 102:
      return "\f";
    // 'f' -> '\f'
    case 13:
      if (this.input.charCodeAt(this.pos) === 10) {
        ++this.pos;
      }
    // '\r\n'
    case 10:
      if (this.options.locations) {
        this.lineStart = this.pos;
        ++this.curLine;
      }
      return "";
    case 56:
    case 57:
      if (this.strict) {
        this.invalidStringToken(
          this.pos - 1,
          "Invalid escape sequence"
        );
      }
      if (inTemplate) {
        var codePos = this.pos - 1;
        this.invalidStringToken(
          codePos,
          "Invalid escape sequence in template string"
        );
      }
    default:
      if (ch >= 48 && ch <= 55) {
        var octalStr = this.input.substr(this.pos - 1, 3).match(/^[0-7]+/)[0];
        var octal = parseInt(octalStr, 8);
        if (octal > 255) {
          octalStr = octalStr.slice(0, -1);
          octal = parseInt(octalStr, 8);
        }
        this.pos += octalStr.length - 1;
        ch = this.input.charCodeAt(this.pos);
        if ((octalStr !== "0" || ch === 56 || ch === 57) && (this.strict || inTemplate)) {
          this.invalidStringToken(
            this.pos - 1 - octalStr.length,
            inTemplate ? "Octal literal in template string" : "Octal literal in strict mode"
          );
        }
        return String.fromCharCode(octal);
      }
      if (isNewLine(ch)) {
        if (this.options.locations) {
          this.lineStart = this.pos;
          ++this.curLine;
        }
        return "";
      }
      return String.fromCharCode(ch);
  }
};
pp.readHexChar = function(len) {
  var codePos = this.pos;
  var n = this.readInt(16, len);
  if (n === null) {
    this.invalidStringToken(codePos, "Bad character escape sequence");
  }
  return n;
};
pp.readWord1 = function() {
  this.containsEsc = false;
  var word = "", first2 = true, chunkStart = this.pos;
  var astral = this.options.ecmaVersion >= 6;
  while (this.pos < this.input.length) {
    var ch = this.fullCharCodeAtPos();
    if (isIdentifierChar(ch, astral)) {
      this.pos += ch <= 65535 ? 1 : 2;
    } else if (ch === 92) {
      this.containsEsc = true;
      word += this.input.slice(chunkStart, this.pos);
      var escStart = this.pos;
      if (this.input.charCodeAt(++this.pos) !== 117) {
        this.invalidStringToken(this.pos, "Expecting Unicode escape sequence \\uXXXX");
      }
      ++this.pos;
      var esc = this.readCodePoint();
      if (!(first2 ? isIdentifierStart : isIdentifierChar)(esc, astral)) {
        this.invalidStringToken(escStart, "Invalid Unicode escape");
      }
      word += codePointToString(esc);
      chunkStart = this.pos;
    } else {
      break;
    }
    first2 = false;
  }
  return word + this.input.slice(chunkStart, this.pos);
};
pp.readWord = function() {
  var word = this.readWord1();
  var type = types$1.name;
  if (this.keywords.test(word)) {
    type = keywords[word];
  }
  return this.finishToken(type, word);
};
var version = "8.19.0";
Parser.acorn = {
  Parser,
  version,
  defaultOptions,
  Position,
  SourceLocation,
  getLineInfo,
  Node,
  TokenType,
  tokTypes: types$1,
  keywordTypes: keywords,
  TokContext,
  tokContexts: types,
  isIdentifierChar,
  isIdentifierStart,
  Token,
  isNewLine,
  lineBreak,
  lineBreakG,
  nonASCIIwhitespace
};
function parse4(input, options) {
  return Parser.parse(input, options);
}

// test/host/script-syntax.ts
function parseScript(name, source) {
  try {
    return parse4(source, { ecmaVersion: 2016, sourceType: "script", allowHashBang: false });
  } catch (error2) {
    throw new DebuggerError(`Syntax error in '${name}': ${messageOf(error2)}`, { cause: error2 });
  }
}
function isKnownPattern(source, flags) {
  const literal2 = source.replace(
    /\\[^]|[/\n\r\u2028\u2029]/g,
    (part) => part === "/" ? "\\/" : part.length === 1 ? "\\n" : part
  );
  try {
    parse4(`/${literal2 === "" ? "(?:)" : literal2}/${flags}`, { ecmaVersion: 2016, sourceType: "script" });
    return true;
  } catch {
    return false;
  }
}
function namesOfPattern(pattern) {
  switch (pattern.type) {
    case "Identifier":
      return [pattern.name];
    case "ObjectPattern":
      return pattern.properties.flatMap((part) => namesOfPattern(part.type === "RestElement" ? part : part.value));
    case "ArrayPattern":
      return pattern.elements.flatMap((element) => element === null ? [] : namesOfPattern(element));
    case "RestElement":
      return namesOfPattern(pattern.argument);
    case "AssignmentPattern":
      return namesOfPattern(pattern.left);
    default:
      return [];
  }
}
function declaredNames(program) {
  return program.body.flatMap((statement) => {
    switch (statement.type) {
      case "FunctionDeclaration":
      case "ClassDeclaration":
        return [statement.id.name];
      case "VariableDeclaration":
        return statement.declarations.flatMap((declaration) => namesOfPattern(declaration.id));
      default:
        return [];
    }
  });
}

// test/host/script-text.ts
var markNames = { thrown: "__hostThrown", caught: "__hostCaught" };
function lineStartsOf(text3) {
  const starts = [0];
  for (const match of text3.matchAll(/\r\n|[\n\r\u2028\u2029]/g)) {
    starts.push(match.index + match[0].length);
  }
  return starts;
}
function lastAtMost(sorted, value) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = low + high >> 1;
    if ((sorted[middle] ?? 0) <= value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
}
function isNode(value) {
  return typeof value === "object" && value !== null && typeof value.type === "string";
}
function* childrenOf(node2) {
  for (const value of Object.values(node2)) {
    if (isNode(value)) {
      yield value;
    } else if (Array.isArray(value)) {
      for (const part of value) {
        if (isNode(part)) {
          yield part;
        }
      }
    }
  }
}
var Walk = class {
  units = [];
  insertions = [];
  constructor(program) {
    const waiting = [program];
    for (let node2 = waiting.pop(); node2 !== void 0; node2 = waiting.pop()) {
      this.visit(node2);
      for (const child of childrenOf(node2)) {
        waiting.push(child);
      }
    }
    this.insertions.sort((a, b) => a.at - b.at);
    this.units.sort((a, b) => a.start - b.start || b.end - a.end);
  }
  visit(node2) {
    const { type, start, end, argument, param, body } = node2;
    if (type === "VariableDeclaration") {
      node2.declarations?.forEach(
        (part, index) => this.units.push({ start: index === 0 ? start : part.start, end: part.end })
      );
    } else if (type.endsWith("Statement") && type !== "BlockStatement") {
      this.units.push({ start, end });
    }
    if (type === "ArrowFunctionExpression" && body !== void 0 && body.type !== "BlockStatement") {
      this.units.push({ start: body.start, end: body.end });
    }
    if (type === "ThrowStatement" && argument !== void 0) {
      this.insertions.push(
        { at: argument.start, text: `${markNames.thrown}(` },
        { at: argument.end, text: `,${start})` }
      );
    }
    if (type === "CatchClause" && param?.name !== void 0 && body !== void 0) {
      this.insertions.push({ at: body.start + 1, text: `${markNames.caught}(${param.name});` });
    }
  }
};
var ScriptText = class {
  /** The text to run. */
  marked;
  /** Names that the script declares at its top level. */
  declared;
  source;
  units;
  insertions;
  lines;
  /** Throws a `DebuggerError` for text that the oldest engine would not accept. */
  constructor(name, source) {
    const program = parseScript(name, source);
    const walk = new Walk(program);
    this.source = source;
    this.declared = declaredNames(program);
    this.units = walk.units;
    this.insertions = walk.insertions;
    let from = 0;
    let marked = "";
    for (const { at: at2, text: text3 } of walk.insertions) {
      marked += source.slice(from, at2) + text3;
      from = at2;
    }
    this.marked = marked + source.slice(from);
  }
  /** Where an offset of the original text is. */
  placeOf(offset2) {
    const { source } = this.lineStarts();
    const line = lastAtMost(source, offset2);
    return { line: line + 1, column: offset2 - (source[line] ?? 0) + 1 };
  }
  /** The start of the innermost unit that contains a position of the marked text, as V8 gives it. */
  unitAt({ line, column }) {
    const markedOffset = (this.lineStarts().marked[line - 1] ?? 0) + column - 1;
    const offset2 = this.originalOffset(markedOffset);
    let best;
    for (const unit of this.units) {
      if (unit.start > offset2) {
        break;
      }
      if (offset2 < unit.end) {
        best = unit;
      }
    }
    return this.placeOf(best?.start ?? offset2);
  }
  originalOffset(markedOffset) {
    let shift = 0;
    for (const { at: at2, text: text3 } of this.insertions) {
      if (at2 + shift + text3.length > markedOffset) {
        return Math.min(markedOffset - shift, at2);
      }
      shift += text3.length;
    }
    return markedOffset - shift;
  }
  lineStarts() {
    this.lines ??= { source: lineStartsOf(this.source), marked: lineStartsOf(this.marked) };
    return this.lines;
  }
};
var known = /* @__PURE__ */ new Map();
var mostKnown = 4;
function scriptText(name, source) {
  const found = known.get(source);
  if (found !== void 0) {
    return found;
  }
  const made = new ScriptText(name, source);
  const [oldest] = known.keys();
  if (known.size >= mostKnown && oldest !== void 0) {
    known.delete(oldest);
  }
  known.set(source, made);
  return made;
}

// test/host/realm.ts
var debuggerRealm = {
  Error,
  Array,
  Object,
  Int8Array,
  Uint8Array,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  interfaceMinor: 7
};
var intrinsicsSource = `({ Error, Array, Object, Int8Array, Uint8Array, Int16Array, Uint16Array, Int32Array, Uint32Array })`;
var replacementsSource = `(function (symbolStatics, isKnownPattern, compile) {
  const OldSymbol = Symbol, OldRegExp = RegExp, OldSyntaxError = SyntaxError, OldError = Error;
  const NewSymbol = function Symbol(description) {
    if (new.target !== undefined) throw new TypeError("Symbol is not a constructor");
    return OldSymbol(description);
  };
  for (const name of symbolStatics) {
    Object.defineProperty(NewSymbol, name, Object.getOwnPropertyDescriptor(OldSymbol, name));
  }
  NewSymbol.prototype = OldSymbol.prototype;
  Object.defineProperty(OldSymbol.prototype, "constructor", { value: NewSymbol, writable: true, configurable: true });
  const check = (source, flags) => {
    const text = source instanceof OldRegExp ? source.source : source === undefined ? "" : String(source);
    const flagText = flags !== undefined ? String(flags) : source instanceof OldRegExp ? source.flags : "";
    if (!isKnownPattern(text, flagText)) {
      throw new OldSyntaxError("Invalid regular expression: /" + text + "/" + flagText);
    }
  };
  const NewRegExp = new Proxy(OldRegExp, {
    apply(target, self, args) { check(args[0], args[1]); return Reflect.apply(target, self, args); },
    construct(target, args, newTarget) { check(args[0], args[1]); return Reflect.construct(target, args, newTarget); },
  });
  Object.defineProperty(OldRegExp.prototype, "constructor", { value: NewRegExp, writable: true, configurable: true });
  const noJobs = () => { throw new OldError("The script host runs no Promise jobs"); };
  Promise.prototype.then = function then() { return noJobs(); };
  Promise.prototype.catch = function () { return noJobs(); };
  // The engine names the time zone by its short name.
  const oldToString = Date.prototype.toString;
  Date.prototype.toString = function toString() { return oldToString.call(this).replace("(Coordinated Universal Time)", "(UTC)"); };
  const OldFunction = Function;
  const make = (args) => compile(args.slice(0, -1).map(String), args.length === 0 ? "" : String(args[args.length - 1]));
  const NewFunction = new Proxy(OldFunction, { apply: (target, self, args) => make(args), construct: (target, args) => make(args) });
  Object.defineProperty(OldFunction.prototype, "constructor", { value: NewFunction, writable: true, configurable: true });
  return { Symbol: NewSymbol, RegExp: NewRegExp, Function: NewFunction };
})`;
var marksSource = `let ${markNames.thrown}, ${markNames.caught};
(function (marks) {
  ${markNames.thrown} = function (value, offset) { marks.thrown(value, offset); return value; };
  ${markNames.caught} = marks.caught;
})`;
var prototypesSource = `({
  iterator: Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())),
  typedArray: Object.getPrototypeOf(Uint8Array),
  unnamed: [
    Object.getPrototypeOf([][Symbol.iterator]()), Object.getPrototypeOf(new Map()[Symbol.iterator]()),
    Object.getPrototypeOf(new Set()[Symbol.iterator]()), Object.getPrototypeOf(""[Symbol.iterator]()),
    Object.getPrototypeOf(function* () {}), Object.getPrototypeOf(Object.getPrototypeOf(function* () {}).prototype),
    Object.getPrototypeOf(function* () {}).prototype,
  ],
})`;
function builtInPrototypes(global, shared) {
  const found = /* @__PURE__ */ new Set([shared.iterator, shared.typedArray.prototype, ...shared.unnamed]);
  for (const name of Object.keys(es2016Library)) {
    const object = global[name];
    const prototype = typeof object === "function" ? object.prototype : void 0;
    if (typeof prototype === "object" && prototype !== null) {
      found.add(prototype);
    }
    if (name === "Function" && typeof object === "function") {
      found.add(object.prototype);
    }
  }
  return found;
}
function keyOf2(name) {
  return name.startsWith("@@") ? Symbol[name.slice(2)] ?? name : name;
}
var keysOf = /* @__PURE__ */ new WeakMap();
function keysToKeep(allowed) {
  let keys = keysOf.get(allowed);
  if (keys === void 0) {
    keysOf.set(allowed, keys = new Set(allowed.map(keyOf2)));
  }
  return keys;
}
function prune(object, allowed, exception) {
  const keep = keysToKeep(allowed);
  for (const key of Reflect.ownKeys(object)) {
    if (!keep.has(key) && key !== exception) {
      Reflect.deleteProperty(object, key);
    }
  }
}
function pruneGlobals(global) {
  const known2 = /* @__PURE__ */ new Set([...Object.keys(es2016Library), ...plainGlobals]);
  for (const name of Object.getOwnPropertyNames(global)) {
    if (!known2.has(name)) {
      Reflect.deleteProperty(global, name);
    }
  }
  for (const [name, members] of Object.entries(es2016Library)) {
    const object = global[name];
    if (typeof object !== "object" && typeof object !== "function" || object === null) {
      continue;
    }
    prune(object, members.own, name === "Error" ? "stackTraceLimit" : void 0);
    const prototype = Reflect.get(object, "prototype");
    if (members.prototype !== void 0 && typeof prototype === "object" && prototype !== null) {
      prune(prototype, members.prototype);
    }
    if (members.prototype !== void 0 && typeof prototype === "function") {
      prune(prototype, members.prototype);
    }
  }
}
function orderGlobals(global) {
  for (const name of globalOrder) {
    const descriptor = Reflect.getOwnPropertyDescriptor(global, name);
    if (descriptor?.configurable !== true) {
      continue;
    }
    Reflect.deleteProperty(global, name);
    Object.defineProperty(global, name, descriptor);
  }
}
var compiled = /* @__PURE__ */ new Map();
function scriptOf(source) {
  let script2 = compiled.get(source);
  if (script2 === void 0) {
    compiled.set(source, script2 = new Script2(source));
  }
  return script2;
}
var stackFrames = 12;
var plainGlobal = constants.DONT_CONTEXTIFY;
function createScriptRealm() {
  const context = createContext(plainGlobal ?? {}, { codeGeneration: { strings: false, wasm: false } });
  const evaluate2 = (source) => scriptOf(source).runInContext(context);
  const global = evaluate2("this");
  const shared = evaluate2(prototypesSource);
  prune(shared.iterator, iteratorPrototypeNames);
  prune(shared.typedArray, typedArrayLibrary.own);
  prune(shared.typedArray.prototype, typedArrayLibrary.prototype ?? []);
  const compile = (parameters, body) => {
    const source = `(function anonymous(${parameters.join(",")}) {
${body}
})`;
    parseScript("Function code", source);
    return new Script2(source).runInContext(context);
  };
  const replace = evaluate2(replacementsSource);
  const replacements = replace(symbolStatics, isKnownPattern, compile);
  pruneGlobals(global);
  for (const [name, value] of Object.entries(replacements)) {
    Object.defineProperty(global, name, { value, writable: true, enumerable: false, configurable: true });
  }
  orderGlobals(global);
  evaluate2(`Error.stackTraceLimit = ${stackFrames};`);
  const intrinsics2 = evaluate2(intrinsicsSource);
  const builtIn = builtInPrototypes(global, shared);
  const before = new Set(Object.getOwnPropertyNames(global));
  return {
    ...intrinsics2,
    interfaceMinor: 0,
    context,
    run: (source, fileName) => new Script2(source, { filename: fileName }).runInContext(context),
    mark: evaluate2(marksSource),
    isBuiltInPrototype: (object) => builtIn.has(object),
    addedNames: () => Object.getOwnPropertyNames(global).filter((name) => !before.has(name))
  };
}
var RealmStack = class {
  stack = [debuggerRealm];
  byObjectPrototype = /* @__PURE__ */ new Map();
  get current() {
    return this.stack[this.stack.length - 1] ?? debuggerRealm;
  }
  register(realm) {
    this.byObjectPrototype.set(realm.Object.prototype, realm);
  }
  /** Runs `action` as code of a realm. */
  enter(realm, action) {
    this.stack.push(realm);
    try {
      return action();
    } finally {
      this.stack.pop();
    }
  }
  /** Leaves all realms, after code was ended from outside without leaving them itself. */
  leaveAll() {
    this.stack.length = 1;
  }
  /**
   * The script realm whose `Object.prototype` ends the object's prototype chain; undefined for anything that is not a
   * script's.
   */
  ownerOf(object) {
    let last2 = object;
    for (let next = object; next !== null; next = Reflect.getPrototypeOf(next)) {
      last2 = next;
    }
    return this.byObjectPrototype.get(last2);
  }
  /** Throws an Error of the running script's realm. */
  fail(message) {
    throw new this.current.Error(message);
  }
};

// test/host/memory.ts
function createMemory(state) {
  return {
    collectGarbage: (...args) => {
      needCount(state, "collectGarbage", args, 0, 0);
      state.counters.count("collectGarbage");
    },
    readWideString: (...args) => readText2(state, "readWideString", 2, args),
    readString: (...args) => readText2(state, "readString", 1, args),
    readMemoryValues: (...args) => readMemoryValues(state, args),
    writeMemoryValues: (...args) => writeMemoryValues(state, args),
    physicalAddress: (...args) => physicalAddress(state, args)
  };
}
function elementSizeOf(state, name, value) {
  return value === 1 || value === 2 || value === 4 || value === 8 ? value : failArgument(state, name);
}
function isSignedOf(state, name, value) {
  return typeof value === "boolean" ? value : failArgument(state, name);
}
var typedArrayNames = {
  1: ["Uint8Array", "Int8Array"],
  2: ["Uint16Array", "Int16Array"],
  4: ["Uint32Array", "Int32Array"]
};
function toElements(state, bytes, elementSize, isSigned) {
  const realm = state.realms.current;
  if (elementSize === 1) {
    return new realm[typedArrayNames[1][isSigned ? 1 : 0]](bytes);
  }
  if (elementSize !== 8) {
    const array2 = new realm[typedArrayNames[elementSize][isSigned ? 1 : 0]](bytes.length / elementSize);
    new Uint8Array(array2.buffer).set(bytes);
    return array2;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const array = new realm.Array();
  for (let offset2 = 0; offset2 < bytes.length; offset2 += 8) {
    array.push(state.int64.of(view.getBigUint64(offset2, true)));
  }
  return array;
}
function readMemoryValues(state, all2) {
  state.counters.count("readMemoryValues");
  const name = "readMemoryValues";
  const { args, context } = takeContext(state, name, all2, { least: 2, most: 4 });
  const [location, countArgument, size = 1, signed2 = false] = withoutUndefined(state, name, args);
  const elementSize = elementSizeOf(state, name, size);
  const isSigned = isSignedOf(state, name, signed2);
  const count2 = needInteger(state, name, countArgument, 0);
  const address2 = toAddress(state, name, context, location);
  const bytes = count2 === 0 ? new Uint8Array() : readMemory(state, context, address2, count2 * elementSize, name);
  return toElements(state, bytes, elementSize, isSigned);
}
function withoutUndefined(state, name, args) {
  return args.includes(void 0) ? failArgument(state, name) : args;
}
function writeMemoryValues(state, all2) {
  state.counters.count("writeMemoryValues");
  const name = "writeMemoryValues";
  const { args, context } = takeContext(state, name, all2, { least: 3, most: 5 });
  const [location, countArgument, values, size = 1, signed2 = false] = withoutUndefined(state, name, args);
  const elementSize = elementSizeOf(state, name, size);
  isSignedOf(state, name, signed2);
  const count2 = needInteger(state, name, countArgument, 1);
  const address2 = toAddress(state, name, context, location);
  const elements = typeof values === "object" && values !== null && Symbol.iterator in values ? [...values] : [];
  if (elements.length !== count2) {
    failArgument(state, name);
  }
  const bytes = new Uint8Array(count2 * elementSize);
  elements.forEach((element, index) => {
    let bits = state.int64.bitsOf(element) ?? failArgument(state, name);
    for (let i2 = 0; i2 < elementSize; i2++, bits >>= 8n) {
      bytes[index * elementSize + i2] = Number(bits & 0xffn);
    }
  });
  const { target } = context.session;
  const written = !target.isDump && target.memory.write(address2, bytes, context.process ?? target.currentProcess());
  if (!written) {
    state.realms.fail(`Unable to write target memory at '${hex2(address2)}' in method '${name}'`);
  }
}
function* characters(state, context, start, size, method2) {
  for (let address2 = start; ; address2 += BigInt(size)) {
    const bytes = readMemory(state, context, address2, size, method2);
    yield (bytes[0] ?? 0) | (bytes[1] ?? 0) << 8;
  }
}
function readText2(state, name, size, all2) {
  state.counters.count("readString");
  const { args, context } = takeContext(state, name, all2, { least: 1, most: 2 });
  const address2 = toAddress(state, name, context, args[0]);
  if (args.length === 2) {
    const length = needInteger(state, name, args[1], 0);
    if (length === 0) {
      return "";
    }
    const bytes = readMemory(state, context, address2, length * size, name);
    return Array.from(
      { length },
      (_, i2) => String.fromCharCode((bytes[i2 * size] ?? 0) | (size === 2 ? (bytes[i2 * 2 + 1] ?? 0) << 8 : 0))
    ).join("");
  }
  let text3 = "";
  for (const character of characters(state, context, address2, size, name)) {
    if (character === 0) {
      break;
    }
    text3 += String.fromCharCode(character);
  }
  return text3;
}
function physicalAddress(state, args) {
  needCount(state, "physicalAddress", args, 1, 2);
  const [low, high] = args;
  const value = high === void 0 ? low : new state.int64.Int64(low, high);
  const bits = state.int64.bitsOf(value) ?? failArgument(state, "physicalAddress");
  const session = state.sessions.current;
  return new LocationObject(state, session === void 0 ? void 0 : { session }, bits, true).wrapper;
}

// test/host/registration.ts
var records = /* @__PURE__ */ new WeakMap();
var interfaceMajor = 1;
function toTypeSignature(state, name, args) {
  const [pattern, module, minimumVersion, maximumVersion] = args;
  const text3 = needString(state, name, pattern);
  if (text3 !== "*" && !/^[A-Za-z_]\w*( [A-Za-z_]\w*)*$/.test(text3)) {
    failArgument(state, name);
  }
  const version2 = (value) => {
    const given = needString(state, name, value);
    return /^\d+(\.\d+){0,3}$/.test(given) ? given : failArgument(state, name);
  };
  return {
    pattern: text3,
    ...module === void 0 ? {} : { module: needString(state, name, module) },
    ...minimumVersion === void 0 ? {} : { minimumVersion: version2(minimumVersion) },
    ...maximumVersion === void 0 ? {} : { maximumVersion: version2(maximumVersion) }
  };
}
function recordConstructor(state, name, count2, check) {
  const constructor = function(...args) {
    if (new.target === void 0) {
      state.realms.fail(`Class constructor ${name} cannot be called without the new keyword`);
    }
    needCount(state, name, args, ...count2);
    records.set(this, check(args));
  };
  Object.defineProperty(constructor, "name", { value: name });
  return constructor;
}
function registerAlias(state, fn, alias) {
  if (typeof fn !== "function") {
    failArgument(state, "functionAlias");
  }
  if (!/^[A-Za-z_]\w*$/.test(alias)) {
    failArgument(state, "functionAlias");
  }
  return () => {
    if (state.aliases.has(alias)) {
      state.realms.fail(`There is a function alias '${alias}' already`);
    }
    state.aliases.set(alias, fn);
    return () => void state.aliases.delete(alias);
  };
}
function hangNamespace(state, args) {
  const method2 = "namespacePropertyParent";
  const model = state.models.toScriptModel(method2, args[0]);
  const [parent, name, property2] = args.slice(1).map((part) => needString(state, method2, part));
  return () => {
    state.models.get(parent);
    const undoName = state.models.registerNamed(name, model);
    try {
      const undoProperty = state.models.addProperty(parent, property2, name);
      return () => {
        undoProperty();
        undoName();
      };
    } catch (error2) {
      undoName();
      throw error2;
    }
  };
}
function checkVersion(state, args) {
  const [major, minor] = args;
  const isVersion = (value) => typeof value === "number" && Number.isInteger(value) && value >= 0;
  if (!isVersion(major) || !isVersion(minor)) {
    return failArgument(state, "apiVersionSupport");
  }
  return () => {
    if (major !== interfaceMajor) {
      state.realms.fail(`The script API ${major}.${minor} is not supported`);
    }
    state.realms.current.interfaceMinor = Math.min(minor, state.mood.interfaceMinor);
    return () => void 0;
  };
}
function optional(state, record2) {
  const apply = typeof record2 === "object" && record2 !== null ? records.get(record2) : void 0;
  if (apply === void 0) {
    return failArgument(state, "optionalRecord");
  }
  return () => {
    try {
      return apply();
    } catch {
      return () => void 0;
    }
  };
}
function createRecordConstructors(state) {
  const { models } = state;
  const make = (name, count2, check) => ({
    [name]: recordConstructor(state, name, count2, (args) => check(args, name))
  });
  const named = (add) => ([cls, modelName], name) => {
    const model = models.toScriptModel(name, cls);
    const text3 = needString(state, name, modelName);
    return () => add(text3, model);
  };
  const signed2 = (add) => ([cls, ...rest], name) => {
    const model = models.toScriptModel(name, cls);
    const signature = toTypeSignature(state, name, rest);
    return () => add(signature, model);
  };
  return {
    ...make(
      "typeSignatureRegistration",
      [2, 5],
      signed2((signature, model) => models.addVisualizer(signature, model))
    ),
    ...make(
      "typeSignatureExtension",
      [2, 5],
      signed2((signature, model) => models.addExtension(signature, model))
    ),
    ...make(
      "namedModelRegistration",
      [2, 2],
      named((modelName, model) => models.registerNamed(modelName, model))
    ),
    ...make(
      "namedModelParent",
      [2, 2],
      named((modelName, model) => models.addParent(modelName, model))
    ),
    ...make("functionAlias", [2, 2], ([fn, alias], name) => registerAlias(state, fn, needString(state, name, alias))),
    ...make("namespacePropertyParent", [4, 4], (args) => hangNamespace(state, args)),
    ...make("optionalRecord", [1, 1], ([record2]) => optional(state, record2)),
    ...make("apiVersionSupport", [2, 2], (args) => checkVersion(state, args))
  };
}
function applyRecords(state, returned) {
  if (returned === void 0) {
    return () => void 0;
  }
  if (!Array.isArray(returned)) {
    return state.realms.fail("initializeScript returns an array of registration objects");
  }
  const undone = [];
  const undoAll = () => {
    for (let undo = undone.pop(); undo !== void 0; undo = undone.pop()) {
      undo();
    }
  };
  try {
    for (const record2 of returned) {
      const apply = typeof record2 === "object" && record2 !== null ? records.get(record2) : void 0;
      if (apply === void 0) {
        state.realms.fail("initializeScript returned something that is not a registration object");
      }
      undone.push(apply());
    }
  } catch (error2) {
    undoAll();
    throw error2;
  }
  return undoAll;
}

// test/host/host-object.ts
var Indexed = class extends Stamped {
  #content;
  constructor(object, content) {
    super(object);
    this.#content = content;
  }
  static of(object) {
    return #content in object ? object.#content : void 0;
  }
};
function indexedValueOf(value) {
  return typeof value === "object" && value !== null ? Indexed.of(value) : void 0;
}
function define(target, members) {
  for (const [name, value] of Object.entries(members)) {
    Object.defineProperty(target, name, { value, enumerable: true });
  }
}
function defineGetters(target, getters) {
  for (const [name, get] of Object.entries(getters)) {
    Object.defineProperty(target, name, { get, enumerable: true });
  }
}
function createHostObject(state, realm, root, fileName) {
  const host = new realm.Object();
  const diagnostics = { logUnhandledExceptions: false };
  const group3 = (members) => {
    const object = new realm.Object();
    define(object, members);
    return object;
  };
  defineGetters(host, interfaceVersions(state, realm));
  define(host, {
    diagnostics: createDiagnostics(state, realm, diagnostics),
    metadata: group3(createMetadata(state)),
    ...createRecordConstructors(state),
    resourceFileName: fileName
  });
  defineSwitch(host, "allowOutsidePropertyWrites", { value: false });
  define(host, {
    Int64: state.int64.Int64,
    parseInt64: (...args) => state.int64.parse(args)
  });
  const enterPhase2 = () => {
    const { getNamedModel, registerNamedModel, unregisterNamedModel, ...bySignature } = createImperativeRegistration(state);
    const {
      getModuleSymbol: getModuleSymbol2,
      getModuleContainingSymbol,
      getModuleContainingSymbolInformation,
      getModuleSymbolAddress: getModuleSymbolAddress2,
      setModuleSymbol: setModuleSymbol2,
      getModuleType: getModuleType2,
      createPointerObject: createPointerObject2,
      createTypedObject: createTypedObject2
    } = createLookups(state);
    define(host, {
      namespace: root,
      ...createExpressions(state),
      getModuleSymbol: getModuleSymbol2,
      getModuleContainingSymbol,
      getModuleContainingSymbolInformation,
      getModuleSymbolAddress: getModuleSymbolAddress2,
      setModuleSymbol: setModuleSymbol2,
      getModuleType: getModuleType2,
      createInstance: createInstance(state),
      createPointerObject: createPointerObject2,
      createTypedObject: createTypedObject2,
      indexedValue: indexedValueConstructor(state),
      getNamedModel,
      registerNamedModel,
      unregisterNamedModel,
      ...bySignature,
      resourceLookup: resourceLookup(state)
    });
    defineGetters(host, currentObjects(state));
    define(host, { memory: group3(createMemory(state)), typeSystem: group3(createTypeSystem(state)) });
  };
  return { host, diagnostics, enterPhase2 };
}
function interfaceVersions(state, realm) {
  const version2 = (minorVersion) => Object.assign(new realm.Object(), { majorVersion: interfaceMajor, minorVersion });
  return {
    currentApiVersionSupported: () => version2(state.mood.interfaceMinor),
    currentApiVersionInitialized: () => version2(realm.interfaceMinor)
  };
}
function createMetadata(state) {
  return {
    defineMetadata: (...args) => {
      needCount(state, "defineMetadata", args, 2, 2);
      state.metadata.define(args[0], args[1]);
    },
    // A plain function: it may be called with and without `new`.
    valueWithMetadata: function valueWithMetadata(...args) {
      needCount(state, "valueWithMetadata", args, 2, 2);
      return state.metadata.attach(args[0], args[1]);
    }
  };
}
function defineSwitch(target, name, holder) {
  Object.defineProperty(target, name, {
    enumerable: true,
    get: () => holder.value,
    set: (value) => {
      holder.value = value === true;
    }
  });
}
function createDiagnostics(state, realm, diagnostics) {
  const object = new realm.Object();
  const log = (name) => (...args) => {
    state.counters.count("debugLog");
    state.output.write(args.map((value) => textOf(state, name, value)).join(""));
  };
  define(object, {
    // There is no script debugger here: nothing stops.
    debugBreak: (...args) => needCount(state, "debugBreak", args, 0, 0),
    debugLog: log("debugLog"),
    // Assumption: prints how many objects of the debugger the script holds; the simulation does not count them.
    logObjectCollection: (...args) => needCount(state, "logObjectCollection", args, 0, 0)
  });
  Object.defineProperty(object, "logUnhandledExceptions", {
    enumerable: true,
    get: () => diagnostics.logUnhandledExceptions,
    set: (value) => {
      diagnostics.logUnhandledExceptions = value === true;
    }
  });
  return object;
}
function textOf(state, name, value) {
  try {
    return String(value).replace(/\0[^]*$/, "");
  } catch {
    return failArgument(state, name);
  }
}
function createInstance(state) {
  return (...args) => {
    if (args.length < 1) {
      failCount(state, "createInstance");
    }
    state.models.get(needString(state, "createInstance", args[0]));
    return state.realms.fail("Unknown exception");
  };
}
function resourceLookup(state) {
  return (...args) => {
    needCount(state, "resourceLookup", args, 1, 1);
    return null;
  };
}
function indexedValueConstructor(state) {
  return function indexedValue(...args) {
    const [value, indices] = args;
    if (new.target === void 0) {
      failArgument(state, "indexedValue");
    }
    needCount(state, "indexedValue", args, 2, 2);
    if (!Array.isArray(indices) || indices.length === 0) {
      failArgument(state, "indexedValue");
    }
    new Indexed(this, { value, indices: [...indices] });
  };
}
function createImperativeRegistration(state) {
  const { models } = state;
  const counted = (name, least, most, call) => ({
    [name]: (...args) => {
      needCount(state, name, args, least, most);
      return call(args);
    }
  });
  const bySignature = (name, call) => counted(name, 2, 5, ([source, ...rest]) => call(toTypeSignature(state, name, rest), source));
  return {
    ...counted("getNamedModel", 1, 1, ([name]) => namedModelObject(state, needString(state, "getNamedModel", name))),
    ...counted(
      "registerNamedModel",
      2,
      2,
      ([source, name]) => void models.registerNamed(
        needString(state, "registerNamedModel", name),
        models.toScriptModel("registerNamedModel", source)
      )
    ),
    ...counted(
      "unregisterNamedModel",
      1,
      1,
      ([name]) => models.unregisterNamed(needString(state, "unregisterNamedModel", name))
    ),
    ...bySignature(
      "registerPrototypeForTypeSignature",
      (signature, source) => void models.addVisualizer(signature, models.toScriptModel("registerPrototypeForTypeSignature", source))
    ),
    ...bySignature(
      "registerExtensionForTypeSignature",
      (signature, source) => void models.addExtension(signature, models.toScriptModel("registerExtensionForTypeSignature", source))
    ),
    ...bySignature(
      "unregisterPrototypeForTypeSignature",
      (signature, source) => models.removeVisualizer(signature, source)
    ),
    ...bySignature(
      "unregisterExtensionForTypeSignature",
      (signature, source) => models.removeExtension(signature, source)
    )
  };
}
function namedModelObject(state, name) {
  const { parents } = state.models.get(name);
  return new ModelObject(state, void 0, { members: {}, attached: parents }).wrapper;
}
function createTypeSystem(state) {
  return {
    arrayDimension: function arrayDimension(...args) {
      const name = "arrayDimension";
      if (new.target === void 0) {
        failArgument(state, name);
      }
      needCount(state, name, args, 3, 3);
      const part = (value, minimum) => state.int64.of(BigInt(needInteger(state, name, value, minimum)));
      this["lowerBound"] = part(args[0], 0);
      this["length"] = part(args[1], 1);
      this["stride"] = part(args[2], 1);
    },
    marshalAs: (...all2) => {
      const name = "marshalAs";
      const { args, context } = takeContext(state, name, all2, { least: 3, most: 3 });
      const { info } = needType(state, name, context, args[1], args[2]);
      const bits = state.int64.bitsOf(args[0]);
      if (info.kind !== "intrinsic" || info.encoding === "float" || bits === void 0) {
        return failArgument(state, name);
      }
      const width = (sizeOf(info) ?? 0) * 8;
      if (width === 64) {
        return state.int64.of(bits);
      }
      return Number(info.encoding === "signed" ? BigInt.asIntN(width, bits) : BigInt.asUintN(width, bits));
    },
    pointerKind: Object.freeze({ __proto__: null, standard: 0, reference: 1, rValueReference: 2, cxHat: 3 })
  };
}
function currentObjects(state) {
  const whenOpen = (make) => () => state.sessions.current === void 0 ? void 0 : make(state.sessions.current);
  const listed = (make) => whenOpen((session) => session.hasNoProcesses ? state.realms.fail("Unknown exception") : make(session));
  return {
    currentSession: whenOpen((session) => sessionObject(state, session)),
    currentProcess: listed((session) => currentProcessObject(state, session)),
    currentThread: listed((session) => currentThreadObject(state, session))
  };
}

// test/host/script-object.ts
var hostBuiltIns = /* @__PURE__ */ new Set([
  Array.prototype,
  Map.prototype,
  Set.prototype,
  Error.prototype,
  Function.prototype
]);
var presentation = /* @__PURE__ */ new Set(["constructor", "toString", "getDimensionality", "getValueAt", "setValueAt"]);
function* ownChain(realms, object) {
  const realm = realms.ownerOf(object);
  for (const next of prototypeChain(object)) {
    if (realm === void 0 ? hostBuiltIns.has(next) : realm.isBuiltInPrototype(next)) {
      return;
    }
    yield next;
  }
}
function isArrayLike(object) {
  return Array.isArray(object) || ArrayBuffer.isView(object) && !(object instanceof DataView) && "length" in object;
}
function isShown(name) {
  return !name.startsWith("__") && !presentation.has(name);
}
function names2(realms, object, methods4) {
  const found = [];
  if (typeof object === "function") {
    return found;
  }
  for (const holder of ownChain(realms, object)) {
    for (const name of Object.getOwnPropertyNames(holder)) {
      const descriptor = Reflect.getOwnPropertyDescriptor(holder, name);
      if (descriptor === void 0 || !isShown(name) || holder === object && isArrayLike(object) && /^\d+$/.test(name)) {
        continue;
      }
      const isMethod = typeof descriptor.value === "function";
      const counts = holder === object ? descriptor.enumerable === true || name === "length" && Array.isArray(object) || isMethod && methods4 : descriptor.get !== void 0 || isMethod;
      if (counts && isMethod === methods4) {
        found.push(name);
      }
    }
  }
  return [...new Set(found)];
}
function shownNames2(realms, object) {
  return names2(realms, object, false);
}
function shownMethods(realms, object) {
  return names2(realms, object, true);
}
function hasOwnMember(realms, object, name) {
  for (const holder of ownChain(realms, object)) {
    if (Object.hasOwn(holder, name)) {
      return name !== "constructor";
    }
  }
  return false;
}
function realmOf(realms, object) {
  return realms.ownerOf(object);
}
function isIndexableObject(realms, object) {
  if (isArrayLike(object)) {
    return true;
  }
  return hasOwnMember(realms, object, "getDimensionality") && hasOwnMember(realms, object, "getValueAt");
}
function* elementsOf2(object, step) {
  const iterator = step(() => object[Symbol.iterator]());
  const isIndexed = isArrayLike(object);
  let done = false;
  try {
    for (let index = 0; ; index++) {
      const next = step(() => {
        const result = iterator.next();
        return result.done === true ? void 0 : { value: result.value };
      });
      if (next === void 0) {
        done = true;
        return;
      }
      const indexed = indexedValueOf(next.value);
      yield indexed ?? (isIndexed ? { value: next.value, indices: [index] } : { value: next.value });
    }
  } finally {
    if (!done) {
      step(() => iterator.return?.());
    }
  }
}

// test/host/data-model.ts
function isObject2(value) {
  return typeof value === "object" && value !== null || typeof value === "function";
}
var SimulatedDataModel = class {
  state;
  environment;
  variables;
  /** Metadata of property values as they were last read. */
  valueMetadata = /* @__PURE__ */ new WeakMap();
  constructor(state, environment) {
    this.state = state;
    this.environment = environment;
    this.variables = new PseudoVariables(state, () => environment.scriptContents());
  }
  get root() {
    return this.environment.root;
  }
  pseudoVariable(name) {
    return this.variables.get(name);
  }
  pseudoVariableNames() {
    return this.variables.names();
  }
  setUserVariable(name, value) {
    this.variables.set(name, value);
  }
  keys(value) {
    const native = unwrap(value);
    if (native !== void 0) {
      return this.guard(void 0, () => native.shownNames());
    }
    return this.isScriptObject(value) ? shownNames2(this.state.realms, value) : [];
  }
  methods(value) {
    const native = unwrap(value);
    if (native !== void 0) {
      return this.guard(void 0, () => native.shownMethods());
    }
    return this.isScriptObject(value) ? shownMethods(this.state.realms, value) : [];
  }
  has(value, name) {
    const native = unwrap(value);
    if (native !== void 0) {
      return this.guard(void 0, () => native.find(name) !== void 0);
    }
    return this.isScriptObject(value) && hasOwnMember(this.state.realms, value, name);
  }
  get(value, name) {
    const native = unwrap(value);
    if (native !== void 0) {
      return this.plain(
        value,
        name,
        this.guard(void 0, () => native.get(name))
      );
    }
    if (!this.isScriptObject(value) || !hasOwnMember(this.state.realms, value, name)) {
      return void 0;
    }
    return this.plain(
      value,
      name,
      this.guard(value, () => Reflect.get(value, name))
    );
  }
  set(value, name, newValue) {
    if (!isObject2(value) || !(unwrap(value) !== void 0 || this.isScriptObject(value))) {
      this.refuse(`'${name}' cannot be set`);
    }
    const isSet = this.guard(value, () => Reflect.set(value, name, newValue));
    if (!isSet) {
      this.refuse(`'${name}' cannot be set`);
    }
  }
  call(callee, thisValue, args) {
    if (typeof callee !== "function") {
      return this.refuse("The object cannot be called");
    }
    return this.plain(
      void 0,
      "",
      this.guard(callee, () => Reflect.apply(callee, thisValue, args))
    );
  }
  isCallable(value) {
    return typeof value === "function";
  }
  isIterable(value) {
    const native = unwrap(value);
    if (native !== void 0) {
      return native.iterate() !== void 0;
    }
    return this.isScriptObject(value) && typeof Reflect.get(value, Symbol.iterator) === "function";
  }
  *iterate(value) {
    const native = unwrap(value);
    const elements = native === void 0 ? this.scriptElements(value) : this.nativeElements(native.iterate());
    for (const element of elements) {
      yield { ...element, value: this.plain(void 0, "", element.value) };
    }
  }
  isIndexable(value) {
    const native = unwrap(value);
    if (native !== void 0) {
      return native.isIndexable;
    }
    return this.isScriptObject(value) && isIndexableObject(this.state.realms, value);
  }
  dimensionality(value) {
    if (!this.isIndexable(value)) {
      return 0;
    }
    if (unwrap(value) !== void 0 || !this.isScriptObject(value) || isArrayLike(value)) {
      return 1;
    }
    const dimensions = this.call(this.get(value, "getDimensionality"), value, []);
    return typeof dimensions === "number" ? dimensions : this.refuse("getDimensionality returns a number");
  }
  at(value, indices) {
    const dimensions = this.dimensionality(value);
    if (dimensions === 0) {
      return this.refuse("The object cannot be indexed");
    }
    if (dimensions !== indices.length) {
      return this.refuse("Call failed. (0x80004005)");
    }
    const native = unwrap(value);
    if (native !== void 0) {
      return this.guard(void 0, () => native.at(indices[0]));
    }
    if (!this.isScriptObject(value)) {
      return void 0;
    }
    if (!isArrayLike(value)) {
      return this.call(this.get(value, "getValueAt"), value, indices);
    }
    const index = this.toBigInt(indices[0]);
    if (index === void 0 || index < 0n || index >= BigInt(value.length)) {
      return this.refuse("<Unable to get error code text> (0x8000000b)");
    }
    return this.plain(void 0, "", value[Number(index)]);
  }
  /** Sets an element; throws when the object does not let its elements be set. */
  setAt(value, indices, newValue) {
    if (!this.isScriptObject(value) || !hasOwnMember(this.state.realms, value, "setValueAt")) {
      this.refuse("The elements cannot be set");
    }
    this.call(this.get(value, "setValueAt"), value, [newValue, ...indices]);
  }
  displayString(given, formatSpecifier) {
    const value = given instanceof ValueWithMetadata ? given.value : given;
    if (this.state.int64.isInt64(value) || typeof value === "number") {
      return formatNumber(value, this.toBigInt(value), formatSpecifier);
    }
    if (typeof value === "string" || typeof value === "boolean") {
      return String(value);
    }
    const native = unwrap(value);
    if (native !== void 0) {
      return this.guard(void 0, () => native.display(formatSpecifier));
    }
    return this.isScriptObject(value) && typeof value !== "function" ? this.ownText(value) : void 0;
  }
  metadata(value, name) {
    if (!isObject2(value)) {
      return void 0;
    }
    const defined = unwrap(value)?.metadataOf(name) ?? this.state.metadata.find(value, name);
    const own = this.valueMetadata.get(value)?.get(name);
    return defined === void 0 && own === void 0 ? void 0 : { ...defined, ...own };
  }
  castToPointer(typeName, stars, address2) {
    const [moduleName2, ...rest] = typeName.split("!");
    const context = this.guard(void 0, () => currentContext(this.state));
    const bits = this.guard(void 0, () => addressBits(this.state, "cast", address2));
    const name = rest.join("!") + "*".repeat(stars);
    try {
      return castPointer(this.state, context, moduleName2 ?? "", name, bits);
    } catch {
      return this.refuse(`Unable to find type '${typeName} ${"*".repeat(stars)}' for cast.`);
    }
  }
  int64(value) {
    return this.state.int64.ofSigned(value);
  }
  enumeratorName(type, value) {
    const described = unwrap(type);
    return described instanceof TypeObject ? enumeratorText(described.info, value) : void 0;
  }
  /** Int64 as signed or unsigned, as the debugger takes it. */
  toBigInt(value) {
    if (this.state.int64.isInt64(value)) {
      return this.state.int64.valueOf(value);
    }
    return typeof value === "number" && Number.isInteger(value) ? BigInt(value) : void 0;
  }
  /** What the object's `toString` gives, inherited ones too; undefined if the result is not a string. */
  ownText(value) {
    const toText = this.guard(value, () => Reflect.get(value, "toString"));
    if (typeof toText !== "function") {
      return void 0;
    }
    const text3 = this.guard(value, () => Reflect.apply(toText, value, []));
    return typeof text3 === "string" ? text3 : void 0;
  }
  isScriptObject(value) {
    return isObject2(value) && !this.state.int64.isInt64(value) && unwrap(value) === void 0;
  }
  refuse(message) {
    throw new DebuggerError(message);
  }
  /** Runs code in the realm of its owner (the debugger's own when it has none); errors come out as the debugger's. */
  guard(owner, action) {
    const realm = isObject2(owner) ? realmOf(this.state.realms, owner) : void 0;
    try {
      return this.state.realms.enter(realm ?? debuggerRealm, action);
    } catch (error2) {
      const reported = toDebuggerError(this.state.thrown, error2);
      if (realm !== void 0) {
        this.environment.unhandled(realm, reported.message);
      }
      throw reported;
    }
  }
  *nativeElements(elements) {
    if (elements === void 0) {
      return this.refuse("The object is not iterable");
    }
    const iterator = elements[Symbol.iterator]();
    for (; ; ) {
      const next = this.guard(void 0, () => iterator.next());
      if (next.done === true) {
        return;
      }
      yield next.value;
    }
  }
  *scriptElements(value) {
    if (!this.isScriptObject(value) || !this.isIterable(value)) {
      return this.refuse("The object is not iterable");
    }
    yield* elementsOf2(value, (action) => this.guard(value, action));
  }
  /** Strips a value of the metadata that it carries, and remembers that for the property. */
  plain(owner, name, value) {
    if (!(value instanceof ValueWithMetadata)) {
      return value;
    }
    if (isObject2(owner)) {
      const known2 = this.valueMetadata.get(owner) ?? /* @__PURE__ */ new Map();
      this.valueMetadata.set(owner, known2.set(name, value.metadata));
    }
    return value.value;
  }
};

// test/host/file-system.ts
import { existsSync, readFileSync as readFileSync3, unlinkSync, writeFileSync as writeFileSync3 } from "node:fs";
import { tmpdir } from "node:os";
var MemoryFileStore = class {
  temporaryDirectory = "C:\\Temp";
  files = /* @__PURE__ */ new Map();
  has(path2) {
    return this.files.has(path2);
  }
  read(path2) {
    const bytes = this.files.get(path2);
    if (bytes === void 0) {
      throw new Error(`There is no file '${path2}'`);
    }
    return bytes;
  }
  write(path2, bytes) {
    this.files.set(path2, bytes);
  }
  remove(path2) {
    this.files.delete(path2);
  }
  /** Text of a file, read as UTF-8. Throws when there is no such file. */
  text(path2) {
    return new TextDecoder().decode(this.read(path2));
  }
};
var realFileStore = {
  temporaryDirectory: tmpdir(),
  has: (path2) => existsSync(path2),
  read: (path2) => readFileSync3(path2),
  write: (path2, bytes) => writeFileSync3(path2, bytes),
  remove: (path2) => unlinkSync(path2)
};
var dispositions = ["CreateNew", "CreateAlways", "OpenExisting"];
var encodings = ["Ascii", "Utf8", "Utf16"];
var OpenFile = class {
  position = 0;
  isOpen = true;
  path;
  state;
  store;
  constructor(state, store, path2) {
    this.state = state;
    this.store = store;
    this.path = path2;
  }
  bytes() {
    if (!this.isOpen) {
      this.state.realms.fail(`The file '${this.path}' is closed`);
    }
    return guarded(this.state, () => this.store.read(this.path));
  }
  write(added) {
    const old = this.bytes();
    const all2 = new Uint8Array(Math.max(old.length, this.position + added.length));
    all2.set(old);
    all2.set(added, this.position);
    guarded(this.state, () => this.store.write(this.path, all2));
    this.position += added.length;
  }
  take(count2) {
    const taken = this.bytes().slice(this.position, this.position + count2);
    this.position += taken.length;
    return taken;
  }
};
function guarded(state, action) {
  try {
    return action();
  } catch (error2) {
    return state.realms.fail(messageOf(error2));
  }
}
function encode(state, text3, encoding) {
  if (encoding === "Utf8") {
    return new TextEncoder().encode(text3);
  }
  if (encoding === "Ascii" && /[^\0-\x7f]/.test(text3)) {
    state.realms.fail("The text has characters that ASCII cannot hold");
  }
  const width = encoding === "Ascii" ? 1 : 2;
  const bytes = new Uint8Array(text3.length * width);
  for (let i2 = 0; i2 < text3.length; i2++) {
    bytes[i2 * width] = text3.charCodeAt(i2) & 255;
    if (width === 2) {
      bytes[i2 * 2 + 1] = text3.charCodeAt(i2) >> 8;
    }
  }
  return bytes;
}
function decode(bytes, encoding) {
  return new TextDecoder(encoding === "Utf16" ? "utf-16le" : encoding === "Utf8" ? "utf-8" : "latin1").decode(bytes);
}
var openFiles = /* @__PURE__ */ new WeakMap();
function needOneOf(state, value, allowed, what) {
  return allowed.find((one) => one === value) ?? state.realms.fail(`${what} is one of ${allowed.join(", ")}`);
}
function fileSystemMembers(state, store) {
  const counted = (call) => method((...args) => {
    state.counters.count("fileSystem");
    return call(...args);
  });
  const pathOf = (value) => needString(state, "FileSystem", value);
  const openExisting = (path2) => store.has(path2) ? fileObject(state, store, path2) : state.realms.fail(`There is no file '${path2}'`);
  const fileOf = (value) => {
    const wrapper = typeof value === "string" ? openExisting(value) : value;
    const file = unwrap(wrapper) === void 0 ? void 0 : openFiles.get(wrapper);
    return file ?? state.realms.fail("A file object or a path is expected");
  };
  const encodingOf = (value = "Ascii") => needOneOf(state, value, encodings, "An encoding");
  return {
    TempDirectory: property(
      () => new ModelObject(state, void 0, { members: {}, display: () => store.temporaryDirectory }).wrapper
    ),
    FileExists: counted((path2) => store.has(pathOf(path2))),
    CreateFile: counted((pathArgument, disposition = "CreateNew") => {
      const path2 = pathOf(pathArgument);
      const kind = needOneOf(state, disposition, dispositions, "A disposition");
      if (kind === "OpenExisting") {
        return openExisting(path2);
      }
      if (kind === "CreateNew" && store.has(path2)) {
        state.realms.fail(`The file '${path2}' exists already`);
      }
      guarded(state, () => store.write(path2, new Uint8Array()));
      return fileObject(state, store, path2);
    }),
    OpenFile: counted((path2) => openExisting(pathOf(path2))),
    DeleteFile: counted((pathArgument) => {
      const path2 = pathOf(pathArgument);
      if (!store.has(path2)) {
        state.realms.fail(`There is no file '${path2}'`);
      }
      guarded(state, () => store.remove(path2));
    }),
    CreateTextWriter: counted((file, encoding) => textWriter(state, fileOf(file), encodingOf(encoding))),
    CreateTextReader: counted((file, encoding) => textReader(state, fileOf(file), encodingOf(encoding)))
  };
}
function fileObject(state, store, path2) {
  const file = new OpenFile(state, store, path2);
  const name = path2.replace(/^.*[\\/]/, "");
  const wrapper = new ModelObject(state, void 0, {
    display: () => name,
    members: {
      Name: property(() => name),
      Path: property(() => path2),
      Extension: property(() => /\.[^.]*$/.exec(name)?.[0] ?? ""),
      Size: property(() => state.int64.of(BigInt(file.bytes().length))),
      Position: property(() => state.int64.of(BigInt(file.position))),
      Close: method(() => {
        file.isOpen = false;
      }),
      Delete: method(() => {
        file.isOpen = false;
        guarded(state, () => store.remove(path2));
      }),
      ReadBytes: method((count2) => {
        const bytes = file.take(needInteger(state, "ReadBytes", count2, 1));
        return state.realms.current.Array.from(bytes);
      }),
      WriteBytes: method((bytes) => {
        const list2 = typeof bytes === "object" && bytes !== null && Symbol.iterator in bytes ? [...bytes] : void 0;
        const isBytes = list2?.every((byte) => typeof byte === "number" && Number.isInteger(byte) && byte >= 0 && byte < 256) === true;
        file.write(
          Uint8Array.from(isBytes ? list2 : state.realms.fail("WriteBytes takes an array of bytes"))
        );
      })
    }
  }).wrapper;
  openFiles.set(wrapper, file);
  return wrapper;
}
function textWriter(state, file, encoding) {
  const write = (text3, end) => {
    state.counters.count("fileSystem");
    file.write(encode(state, String(text3) + end, encoding));
  };
  return new ModelObject(state, void 0, {
    members: { Write: method((text3) => write(text3, "")), WriteLine: method((text3 = "") => write(text3, "\r\n")) }
  }).wrapper;
}
function textReader(state, file, encoding) {
  const text3 = decode(file.bytes(), encoding);
  const lines = text3 === "" ? [] : text3.replace(/\r?\n$/, "").split(/\r?\n/);
  let next = 0;
  const readLine2 = () => {
    state.counters.count("fileSystem");
    return lines[next++] ?? state.realms.fail("The end of the file has been reached");
  };
  const rest = function* () {
    while (next < lines.length) {
      yield { value: readLine2() };
    }
  };
  return new ModelObject(state, void 0, {
    members: {
      ReadLine: method(readLine2),
      ReadLineContents: method(() => new ModelObject(state, void 0, { members: {}, iterate: rest }).wrapper)
    }
  }).wrapper;
}

// test/host/int64-value.ts
var Value = class extends Stamped {
  #value;
  constructor(object, value) {
    super(object);
    this.#value = value;
  }
  /** Undefined for an object that is not an Int64. */
  static of(object) {
    return #value in object ? object.#value : void 0;
  }
};
var MOST_RECENT = 8192;
var InternedValues = class {
  recent = /* @__PURE__ */ new Map();
  older = /* @__PURE__ */ new Map();
  sweepAt = MOST_RECENT;
  of(value, prototype) {
    const known2 = this.recent.get(value) ?? this.older.get(value)?.deref();
    if (known2 !== void 0) {
      return known2;
    }
    const made = Object.create(prototype);
    new Value(made, value);
    Object.freeze(made);
    if (this.recent.size >= MOST_RECENT) {
      this.age();
    }
    this.recent.set(value, made);
    return made;
  }
  /** Turns all recent objects into weak references; now and then drops those that were collected. */
  age() {
    for (const [value, object] of this.recent) {
      this.older.set(value, new WeakRef(object));
    }
    this.recent = /* @__PURE__ */ new Map();
    if (this.older.size < this.sweepAt) {
      return;
    }
    for (const [value, reference] of this.older) {
      if (reference.deref() === void 0) {
        this.older.delete(value);
      }
    }
    this.sweepAt = this.older.size * 2;
  }
};
function valueOfInt64(value) {
  return typeof value === "object" && value !== null ? Value.of(value) : void 0;
}
function valueOfNumber(value) {
  if (!Number.isFinite(value)) {
    return void 0;
  }
  const whole2 = BigInt(Math.trunc(value));
  return whole2 >= -0x8000000000000000n && whole2 <= 0xffffffffffffffffn ? whole2 : void 0;
}
function signedValueOf(value) {
  if (typeof value === "number") {
    return valueOfNumber(value);
  }
  return valueOfInt64(value);
}
var unsigned = (value) => BigInt.asUintN(64, value);

// test/host/int64-text.ts
function defaultText(mood, value) {
  return mood.int64 === "seen" && value >= 0n ? `0x${value.toString(16)}` : decimalText(mood, value);
}
function decimalText(mood, value) {
  switch (mood.int64) {
    case "seen":
      return value.toString();
    case "signed":
      return BigInt.asIntN(64, value).toString();
    case "unsigned":
      return unsigned(value).toString();
  }
}
function radixText(mood, value, radix) {
  if (radix === void 0) {
    return defaultText(mood, value);
  }
  if (typeof radix !== "number" || !Number.isInteger(radix) || radix < 2 || radix > 36) {
    return void 0;
  }
  if (radix === 10) {
    return decimalText(mood, value);
  }
  return (radix === 16 && mood.hexPrefix ? "0x" : "") + unsigned(value).toString(radix);
}
function parseBits(text3, radix) {
  if (typeof text3 !== "string") {
    return void 0;
  }
  const match = /^(-?)(0[xX])?([0-9a-zA-Z]+)$/.exec(text3.trim());
  if (match === null) {
    return void 0;
  }
  const [, sign, prefix, digits] = match;
  if (prefix !== void 0 && radix !== void 0 && radix !== 16) {
    return void 0;
  }
  const base = prefix === void 0 ? radix ?? 10 : 16;
  if (typeof base !== "number" || !Number.isInteger(base) || base < 2 || base > 36) {
    return void 0;
  }
  let value = 0n;
  for (const digit of digits ?? "") {
    const part = Number.parseInt(digit, base);
    if (Number.isNaN(part)) {
      return void 0;
    }
    value = value * BigInt(base) + BigInt(part);
  }
  if (value > 0xffffffffffffffffn) {
    return void 0;
  }
  return BigInt.asUintN(64, sign === "-" ? -value : value);
}

// test/host/int64.ts
var lossMessage = "64 bit value loses precision on conversion to number";
function isHalf(value) {
  return typeof value === "number" && Number.isInteger(value) && value >= -2147483648 && value <= 4294967295;
}
function viewsOf(mood) {
  const asSigned = (value) => BigInt.asIntN(64, value);
  switch (mood.int64) {
    case "signed":
      return { compare: asSigned, arithmetic: asSigned };
    case "unsigned":
      return { compare: unsigned, arithmetic: unsigned };
    case "seen":
      return { compare: (value) => value, arithmetic: unsigned };
  }
}
function createInt64Factory(mood, realms, counters) {
  const interned = new InternedValues();
  const prototype = {};
  const views = viewsOf(mood);
  const invalid = (name) => realms.fail(`Invalid argument to method '${name}'`);
  const make = (value) => {
    counters.count("int64");
    return interned.of(value, prototype);
  };
  const of = (value) => make(unsigned(value));
  const ofSigned = (value) => make(value < 0n ? BigInt.asIntN(64, value) : unsigned(value));
  const own = (self, name) => {
    return valueOfInt64(self) ?? invalid(name);
  };
  const construct = (args) => {
    const [value, high] = args;
    if (args.length < 1 || args.length > 2) {
      realms.fail("Improper number of arguments to method 'Int64'");
    }
    if (args.length === 1) {
      return ofSigned(signedValueOf(value) ?? invalid("Int64"));
    }
    if (!isHalf(value) || !isHalf(high)) {
      return invalid("Int64");
    }
    return of(BigInt.asUintN(32, BigInt(high)) << 32n | BigInt.asUintN(32, BigInt(value)));
  };
  const HostInt64 = function Int64(...args) {
    return construct(args);
  };
  defineMethods(prototype, int64Methods({ mood, realms, views, own, of, ofSigned, invalid }), realms);
  return {
    Int64: HostInt64,
    of,
    ofSigned,
    bitsOf: (value) => {
      const found = signedValueOf(value);
      return found === void 0 ? void 0 : unsigned(found);
    },
    parse: ([text3, radix, ...more]) => more.length > 0 || text3 === void 0 ? realms.fail("Improper number of arguments to method 'parseInt64'") : of(parseBits(text3, radix) ?? invalid("parseInt64")),
    valueOf: (int64) => own(int64, "valueOf"),
    textOf: (int64) => defaultText(mood, own(int64, "toString")),
    isInt64: (value) => valueOfInt64(value) !== void 0
  };
}
function int64Methods({ mood, realms, views, of, ofSigned, invalid }) {
  const { compare: compare2, arithmetic } = views;
  const need = (value, name) => signedValueOf(value) ?? invalid(name);
  const result = (self, value) => self < 0n ? ofSigned(BigInt.asIntN(64, value)) : of(value);
  const half = (bits) => Number(mood.int64Halves === "signed" ? BigInt.asIntN(32, bits) : BigInt.asUintN(32, bits));
  const toExactNumber = (value) => {
    const number2 = Number(value);
    return Number.isSafeInteger(number2) ? number2 : realms.fail(lossMessage);
  };
  const divisor = (other, name) => {
    const value = arithmetic(need(other, name));
    return value === 0n ? realms.fail("Unknown exception") : value;
  };
  const shift = (other, name) => {
    const count2 = need(other, name);
    return count2 >= 0n && count2 < 64n ? count2 : invalid(name);
  };
  return {
    toString: (value, radix) => radixText(mood, value, radix) ?? invalid("toString"),
    valueOf: toExactNumber,
    asNumber: toExactNumber,
    convertToNumber: (value) => Number(compare2(value)),
    getLowPart: half,
    getHighPart: (value) => half(value >> 32n),
    add: (value, other) => result(value, value + need(other, "add")),
    subtract: (value, other) => result(value, value - need(other, "subtract")),
    multiply: (value, other) => result(value, value * need(other, "multiply")),
    divide: (value, other) => of(arithmetic(value) / divisor(other, "divide")),
    modulo: (value, other) => of(arithmetic(value) % divisor(other, "modulo")),
    bitwiseAnd: (value, other) => of(value & need(other, "bitwiseAnd")),
    bitwiseOr: (value, other) => of(value | need(other, "bitwiseOr")),
    bitwiseXor: (value, other) => of(value ^ need(other, "bitwiseXor")),
    bitwiseNot: (value) => of(~value),
    bitwiseShiftLeft: (value, other) => of(value << shift(other, "bitwiseShiftLeft")),
    bitwiseShiftRight: (value, other) => of(arithmetic(value) >> shift(other, "bitwiseShiftRight")),
    compareTo: (value, other) => {
      const left = compare2(value);
      const right = compare2(need(other, "compareTo"));
      return ofSigned(left < right ? -1n : left > right ? 1n : 0n);
    }
  };
}
var argumentCounts = {
  toString: [0, 1],
  valueOf: [0, 0],
  asNumber: [0, 0],
  convertToNumber: [0, 0],
  getLowPart: [0, 0],
  getHighPart: [0, 0],
  bitwiseNot: [0, 0]
};
function defineMethods(prototype, methods4, realms) {
  for (const [name, method2] of Object.entries(methods4)) {
    const [minimum, maximum] = argumentCounts[name] ?? [1, 1];
    Object.defineProperty(prototype, name, {
      value: function(...args) {
        const value = valueOfInt64(this);
        if (value === void 0) {
          return realms.fail(`Invalid argument to method '${name}'`);
        }
        if (args.length < minimum || args.length > maximum) {
          return realms.fail(`Improper number of arguments to method '${name}'`);
        }
        return method2(value, args[0]);
      }
    });
  }
}

// test/host/models.ts
var builtInModelNames = [
  "Debugger.Models.Debugger",
  "Debugger.Models.Session",
  "Debugger.Models.Sessions",
  "Debugger.Models.Process",
  "Debugger.Models.Processes",
  "Debugger.Models.Thread",
  "Debugger.Models.Threads",
  "Debugger.Models.Module",
  "Debugger.Models.Modules",
  "Debugger.Models.Settings",
  "Debugger.Models.State",
  "Debugger.Models.Utility"
];
function compareVersions(a, b) {
  const left = a.split(".").map(Number);
  const right = b.split(".").map(Number);
  for (let i2 = 0; i2 < Math.max(left.length, right.length); i2++) {
    const difference = (left[i2] ?? 0) - (right[i2] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}
function matches(signature, module, typeName) {
  if (signature.pattern !== "*" && signature.pattern !== typeName) {
    return false;
  }
  if (signature.module !== void 0 && signature.module !== module.name) {
    return false;
  }
  const { minimumVersion, maximumVersion } = signature;
  if (minimumVersion === void 0 && maximumVersion === void 0) {
    return true;
  }
  if (module.version === void 0) {
    return false;
  }
  return (minimumVersion === void 0 || compareVersions(module.version, minimumVersion) >= 0) && (maximumVersion === void 0 || compareVersions(module.version, maximumVersion) <= 0);
}
function sameSignature(a, b) {
  return a.pattern === b.pattern && a.module === b.module && a.minimumVersion === b.minimumVersion && a.maximumVersion === b.maximumVersion;
}
function removeOne(list2, item) {
  const index = list2.indexOf(item);
  if (index >= 0) {
    list2.splice(index, 1);
  }
}
var ModelRegistry = class {
  named = /* @__PURE__ */ new Map();
  extensions = [];
  visualizers = [];
  realms;
  constructor(realms) {
    this.realms = realms;
    for (const name of builtInModelNames) {
      this.named.set(name, { name, parents: [], properties: /* @__PURE__ */ new Map() });
    }
  }
  /** The model of a class or object that a script gave to `method`; throws when it is neither. */
  toScriptModel(method2, source) {
    if (typeof source === "function") {
      const prototype = source.prototype;
      if (typeof prototype === "object" && prototype !== null) {
        return { source, prototype };
      }
    } else if (typeof source === "object" && source !== null) {
      return { source, prototype: source };
    }
    return this.realms.fail(`Invalid argument to method '${method2}'`);
  }
  find(name) {
    return this.named.get(name);
  }
  /** Throws for a name that nobody registered. */
  get(name) {
    return this.named.get(name) ?? this.realms.fail(`There is no model named '${name}'`);
  }
  /** Gives a new name to a model; returns how to undo it. Throws when the name is taken. */
  registerNamed(name, model) {
    if (this.named.has(name)) {
      this.realms.fail(`A model named '${name}' is registered already`);
    }
    this.named.set(name, { name, parents: model === void 0 ? [] : [model], properties: /* @__PURE__ */ new Map() });
    return () => void this.named.delete(name);
  }
  unregisterNamed(name) {
    if (!this.named.has(name) || builtInModelNames.includes(name)) {
      this.realms.fail(`No script registered a model named '${name}'`);
    }
    this.named.delete(name);
  }
  addParent(name, model) {
    const named = this.get(name);
    named.parents.push(model);
    return () => removeOne(named.parents, model);
  }
  addProperty(name, property2, modelName) {
    const named = this.get(name);
    if (named.properties.has(property2)) {
      this.realms.fail(`'${name}' has a property '${property2}' already`);
    }
    named.properties.set(property2, { modelName });
    return () => void named.properties.delete(property2);
  }
  /** Adds to what objects of matching types have. */
  addExtension(signature, model) {
    const entry = { signature, model };
    this.extensions.push(entry);
    return () => removeOne(this.extensions, entry);
  }
  /** Takes over how objects of matching types are displayed. Assumption: one visualizer for each signature. */
  addVisualizer(signature, model) {
    if (this.visualizers.some((entry2) => sameSignature(entry2.signature, signature))) {
      this.realms.fail(`The type signature '${signature.pattern}' has a visualizer already`);
    }
    const entry = { signature, model };
    this.visualizers.push(entry);
    return () => removeOne(this.visualizers, entry);
  }
  removeExtension(signature, source) {
    this.removeFrom(this.extensions, signature, source);
  }
  removeVisualizer(signature, source) {
    this.removeFrom(this.visualizers, signature, source);
  }
  removeFrom(list2, signature, source) {
    const entry = list2.find((one) => one.model.source === source && sameSignature(one.signature, signature));
    if (entry === void 0) {
      this.realms.fail(`Nothing was registered for the type signature '${signature.pattern}'`);
    }
    removeOne(list2, entry);
  }
  extensionsOf(module, typeName) {
    return this.extensions.filter((entry) => matches(entry.signature, module, typeName)).map((entry) => entry.model);
  }
  /** The visualizer of a type: one for its exact name before one for all types. */
  visualizerOf(module, typeName) {
    const fitting = this.visualizers.filter((entry) => matches(entry.signature, module, typeName));
    return (fitting.find((entry) => entry.signature.pattern !== "*") ?? fitting[0])?.model;
  }
};

// test/host/moods.ts
var defaultMood = {
  name: "default",
  int64: "seen",
  int64Halves: "unsigned",
  hexPrefix: false,
  pointers32: "zero",
  ids: "int64",
  enums: "number",
  interfaceMinor: 7,
  engine: "chakra",
  symbolArguments: "seen",
  targets32: "seen"
};

// test/host/namespace.ts
function node(state, facts) {
  return property(() => new ModelObject(state, void 0, facts).wrapper);
}
function contentMembers(scripts) {
  const members = {};
  for (const script2 of scripts) {
    for (const name of script2.globalNames()) {
      members[name] ??= { isMethod: typeof script2.global(name) === "function", read: () => script2.global(name) };
    }
  }
  return members;
}
function allScriptContents(state, scripts) {
  return new ModelObject(state, void 0, { members: contentMembers(scripts) }).wrapper;
}
function sessions(state) {
  const iterate = function* () {
    for (const session of state.sessions.open) {
      yield { value: sessionObject(state, session), indices: [session.Id] };
    }
  };
  const at2 = (index) => {
    const session = state.sessions.open.find((one) => BigInt(one.Id) === state.int64.bitsOf(index));
    return session === void 0 ? void 0 : sessionObject(state, session);
  };
  return node(state, { members: {}, modelName: "Debugger.Models.Sessions", iterate, at: at2 });
}
function scriptsNode(state, scripts) {
  return property(() => {
    const members = {};
    for (const script2 of scripts()) {
      members[script2.name] = node(state, { members: { Contents: property(() => allScriptContents(state, [script2])) } });
    }
    return new ModelObject(state, void 0, { members }).wrapper;
  });
}
function pseudoRegisters(state) {
  const ptrsize = property(() => currentContext(state).session.target.pointerSize);
  return node(state, { members: { General: node(state, { members: { ptrsize } }) } });
}
function debuggerVariables(state) {
  const whenOpen = (make) => property(() => state.sessions.current === void 0 ? void 0 : make(state.sessions.current));
  return node(state, {
    members: {
      curprocess: whenOpen((session) => currentProcessObject(state, session)),
      cursession: whenOpen((session) => sessionObject(state, session)),
      curthread: whenOpen((session) => currentThreadObject(state, session))
    }
  });
}
function control(state) {
  const refuse = method(() => state.realms.fail("Commands cannot be executed in this debugger"));
  return node(state, { members: { ExecuteCommand: refuse } });
}
function createRoot(state, store, scripts) {
  const stateNode = node(state, {
    modelName: "Debugger.Models.State",
    members: {
      DebuggerVariables: debuggerVariables(state),
      PseudoRegisters: pseudoRegisters(state),
      Scripts: scriptsNode(state, scripts)
    }
  });
  const fileSystem = node(state, { members: fileSystemMembers(state, store) });
  const utility = new ModelObject(state, void 0, {
    modelName: "Debugger.Models.Utility",
    get members() {
      return { Control: control(state), ...state.extensions.hasDataModelExtension ? { FileSystem: fileSystem } : {} };
    }
  });
  const debuggerNode = node(state, {
    modelName: "Debugger.Models.Debugger",
    members: {
      Sessions: sessions(state),
      Settings: node(state, { modelName: "Debugger.Models.Settings", members: {} }),
      State: stateNode,
      Utility: property(() => utility.wrapper)
    }
  });
  return new ModelObject(state, void 0, { members: { Debugger: debuggerNode } }).wrapper;
}

// test/host/output.ts
var Output = class {
  written = "";
  listener;
  write(text3) {
    this.written += text3;
    this.listener?.(text3);
  }
  /** Everything written since the start or the last {@link take}. */
  get text() {
    return this.written;
  }
  /** Returns the text and forgets it. */
  take() {
    const text3 = this.written;
    this.written = "";
    return text3;
  }
  /** Calls `listener` with each piece as it is written; undefined removes the listener. */
  listen(listener) {
    this.listener = listener;
  }
  toString() {
    return this.written;
  }
};

// test/host/thrown.ts
import { types as types2 } from "node:util";

// test/host/engine-errors.ts
var text2 = (message) => () => message;
function calledWords(expression) {
  const property2 = /\.([A-Za-z_$][\w$]*)$/.exec(expression)?.[1];
  return property2 === void 0 ? "Function expected" : `Object doesn't support property or method '${property2}'`;
}
var translations = [
  { name: "TypeError", pattern: /^(.*) is not a function$/s, words: (match) => calledWords(match[1] ?? "") },
  { name: "TypeError", pattern: /^(.*) is not a constructor$/s, words: text2("Object doesn't support this action") },
  {
    name: "TypeError",
    pattern: /^Cannot read properties of (?:undefined|null) \(reading '(.*)'\)$/s,
    words: (match) => `Unable to get property '${match[1] ?? ""}' of undefined or null reference`
  },
  {
    name: "TypeError",
    pattern: /^Cannot set properties of (?:undefined|null) \(setting '(.*)'\)$/s,
    words: (match) => `Unable to set property '${match[1] ?? ""}' of undefined or null reference`
  },
  {
    name: "TypeError",
    pattern: /^Cannot assign to read only property /,
    words: text2("Assignment to read-only properties is not allowed in strict mode")
  },
  {
    name: "TypeError",
    pattern: /^Cannot set property .* which has only a getter$/s,
    words: text2("Assignment to read-only properties is not allowed in strict mode")
  },
  {
    name: "TypeError",
    pattern: /^Cannot add property .*, object is not extensible$/s,
    words: text2("Cannot create property for a non-extensible object")
  },
  {
    name: "TypeError",
    pattern: /^Class constructor (.*) cannot be invoked without 'new'$/s,
    words: (match) => `${match[1] ?? ""}: cannot be called without the new keyword`
  },
  {
    name: "TypeError",
    pattern: /^Converting circular structure to JSON/,
    words: text2("Circular reference in value argument not supported"),
    newName: "Error"
  },
  { name: "ReferenceError", pattern: /^(.*) is not defined$/s, words: (match) => `'${match[1] ?? ""}' is not defined` },
  {
    name: "ReferenceError",
    pattern: /^Cannot access '.*' before initialization$/s,
    words: text2("Use before declaration")
  },
  {
    name: "RangeError",
    pattern: /^Maximum call stack size exceeded$/,
    words: text2("Out of stack space"),
    newName: "Error"
  },
  {
    name: "RangeError",
    pattern: /^Invalid array length$/,
    words: text2("Array length must be a finite positive integer")
  },
  { name: "RangeError", pattern: /^Invalid time value$/, words: text2("Invalid Date") },
  {
    name: "RangeError",
    pattern: /^Offset is outside the bounds of the DataView$/,
    words: text2("DataView operation access beyond specified buffer length"),
    newName: "TypeError"
  },
  {
    name: "SyntaxError",
    pattern: / in JSON at position (\d+)/,
    words: (match) => `JSON.parse Error: Invalid character at position:${match[1] ?? ""}`
  },
  {
    name: "SyntaxError",
    pattern: /^Unexpected end of JSON input$/,
    words: text2("JSON.parse Error: Invalid character at position:0")
  }
];
function chakraWords({ name, message }) {
  for (const translation of translations) {
    const match = translation.name === name ? translation.pattern.exec(message) : null;
    if (match !== null) {
      return { name: translation.newName ?? name, message: translation.words(match) };
    }
  }
  return void 0;
}

// test/host/thrown.ts
var placesOfErrors = /* @__PURE__ */ new WeakMap();
function noteThrown(script2, thrown, offset2) {
  if (typeof thrown === "object" && thrown !== null && !placesOfErrors.has(thrown)) {
    placesOfErrors.set(thrown, { script: script2, offset: offset2 });
  }
}
function wordsOf2(error2) {
  try {
    return { name: String(error2.name), message: String(error2.message) };
  } catch {
    return { name: "Error", message: "" };
  }
}
function rewordCaught(caught) {
  if (!types2.isNativeError(caught)) {
    return;
  }
  if (Object.hasOwn(Object.getPrototypeOf(caught), "name") && wordsOf2(caught).name === "Error") {
    return;
  }
  const words = chakraWords(wordsOf2(caught));
  if (words === void 0) {
    return;
  }
  Object.defineProperty(caught, "message", { value: words.message, writable: true, configurable: true });
  if (words.name !== caught.name) {
    Object.defineProperty(caught, "name", { value: words.name, writable: true, configurable: true });
  }
}
var ThrownValues = class {
  mood;
  scripts = /* @__PURE__ */ new Map();
  constructor(mood) {
    this.mood = mood;
  }
  register(script2) {
    this.scripts.set(script2.path, script2);
  }
  get isChakra() {
    return this.mood.engine === "chakra";
  }
  /**
   * The text without its place: an error's message; with V8 the string conversion; "Unknown exception" for anything
   * that is not an error.
   */
  message(thrown) {
    if (!this.isChakra) {
      return stringOf(thrown);
    }
    if (!types2.isNativeError(thrown)) {
      return "Unknown exception";
    }
    const words = wordsOf2(thrown);
    return chakraWords(words)?.message ?? words.message;
  }
  /** The text as the console shows it: with ChakraCore followed by the place, "[at script (line 1 col 2)]". */
  shown(thrown) {
    const message = this.message(thrown);
    const place = this.isChakra && types2.isNativeError(thrown) ? this.placeOf(thrown) : void 0;
    return place === void 0 ? message : `${message} [at ${place.script.name} (line ${place.line} col ${place.column})]`;
  }
  placeOf(error2) {
    const noted = placesOfErrors.get(error2);
    if (noted !== void 0) {
      return { script: noted.script, ...noted.script.text.placeOf(noted.offset) };
    }
    for (const line of String(error2.stack).split("\n")) {
      const match = /^ {4}at (?:.* \()?(.*):(\d+):(\d+)\)?$/.exec(line);
      const script2 = match === null ? void 0 : this.scripts.get(match[1] ?? "");
      if (script2 !== void 0) {
        return { script: script2, ...script2.text.unitAt({ line: Number(match?.[2]), column: Number(match?.[3]) }) };
      }
    }
    return void 0;
  }
};
function stringOf(thrown) {
  try {
    return String(thrown);
  } catch {
    return "Unknown exception";
  }
}

// test/host/script.ts
var LoadedScript = class {
  /** The file's name without `.js`. */
  name;
  path;
  state;
  realm;
  hostObject;
  text;
  undo = () => void 0;
  /**
   * Runs the root code and `initializeScript`, and applies what that returned. Throws, with nothing applied, when any
   * of it fails.
   */
  constructor(state, script2, root) {
    this.state = state;
    this.path = script2.name;
    this.name = scriptNameOf(script2.name);
    this.text = scriptText(script2.name, script2.source);
    this.realm = createScriptRealm();
    state.realms.register(this.realm);
    this.hostObject = createHostObject(state, this.realm, root, script2.name);
    Object.defineProperty(this.realm.run("this", "host"), "host", { value: this.hostObject.host, enumerable: true });
    state.thrown.register(this);
    this.realm.mark({
      thrown: (value, offset2) => noteThrown(this, value, offset2),
      caught: (value) => state.thrown.isChakra && rewordCaught(value)
    });
    this.inRealm(() => this.realm.run(this.text.marked, script2.name));
    this.inRealm(() => {
      this.undo = applyRecords(state, this.callIfPresent("initializeScript"));
    });
    this.hostObject.enterPhase2();
  }
  /** Runs `invokeScript`; throws what it throws. */
  invoke() {
    this.inRealm(() => this.callIfPresent("invokeScript"));
  }
  /** Runs `uninitializeScript`, then undoes what `initializeScript` returned, whether or not the former throws. */
  unload() {
    try {
      this.inRealm(() => this.callIfPresent("uninitializeScript"));
    } finally {
      this.undo();
    }
  }
  globalNames() {
    const names3 = /* @__PURE__ */ new Set([...this.text.declared, ...this.realm.addedNames()]);
    return [...names3].filter((name) => name !== "host" && !name.startsWith("__"));
  }
  global(name) {
    return this.globalNames().includes(name) ? this.realm.run(name, this.path) : void 0;
  }
  ownsRealm(realm) {
    return this.realm === realm;
  }
  get logsUnhandledExceptions() {
    return this.hostObject.diagnostics.logUnhandledExceptions;
  }
  callIfPresent(name) {
    const found = this.realm.run(`typeof ${name} === "function" ? ${name} : undefined`, this.path);
    return typeof found === "function" ? Reflect.apply(found, void 0, []) : void 0;
  }
  inRealm(action) {
    try {
      return this.state.realms.enter(this.realm, action);
    } catch (error2) {
      throw toDebuggerError(this.state.thrown, error2);
    }
  }
};
function scriptNameOf(path2) {
  return path2.replace(/^.*[\\/]/, "").replace(/\.js$/i, "");
}

// test/host/target-clock.ts
var sharedPage = { 4: 0xffdf0000n, 8: 0xfffff78000000000n };
var interruptTime = 0x08n;
var systemTime = 0x14n;
var tickCount = 0x320n;
var unitsPerTick = 156250n;
function advance2(memory, address2, by) {
  const bytes = memory.read(address2, 12);
  if (bytes === void 0) {
    return;
  }
  const view = new DataView(bytes.slice().buffer);
  const time = (BigInt(view.getUint32(4, true)) << 32n) + BigInt(view.getUint32(0, true)) + by;
  view.setBigUint64(0, BigInt.asUintN(64, time), true);
  view.setUint32(8, view.getUint32(4, true), true);
  memory.write(address2, new Uint8Array(view.buffer));
}
function advanceClock(memory, pointerSize, ticks) {
  const page = sharedPage[pointerSize];
  advance2(memory, page + interruptTime, ticks * unitsPerTick);
  advance2(memory, page + systemTime, ticks * unitsPerTick);
  advance2(memory, page + tickCount, ticks);
}

// test/host/session.ts
var SimulatedSession = class {
  Id;
  target;
  /** Parent models that scripts attached to single model objects, by the object's identity. */
  addedModels = /* @__PURE__ */ new Map();
  options;
  counters;
  mood;
  typeTables = /* @__PURE__ */ new Map();
  processes;
  byId;
  closed = false;
  constructor(id, target, options, counters, mood) {
    this.Id = id;
    this.target = target;
    this.options = options;
    this.counters = counters;
    this.mood = mood;
  }
  get isOpen() {
    return !this.closed;
  }
  close() {
    this.closed = true;
  }
  /** Processes as enumerated at this stop. */
  processList() {
    this.processes ??= this.target.processes();
    return this.processes;
  }
  /** The process of an id at this stop. */
  findProcess(id) {
    this.byId ??= new Map(this.processList().map((process4) => [process4.id, process4]));
    return this.byId.get(id);
  }
  /** The target runs and breaks again; `change` is what happens to it meanwhile. Throws for a dump. */
  run(change) {
    if (this.target.isDump) {
      throw new Error("A dump does not run");
    }
    advanceClock(this.target.memory, this.target.pointerSize, 64n);
    change?.();
    this.processes = void 0;
    this.byId = void 0;
  }
  findModule(name) {
    return this.target.modules.find((module) => module.name === name);
  }
  /**
   * A symbol of a module; undefined while its symbols are not loaded. Seen with 32-bit targets: public symbols, which
   * have no type, are found by their decorated name only, `_Name`, whether the debug file is a public one or made by
   * Microsoft's compiler.
   */
  findSymbol(module, name) {
    if (module.layout === void 0) {
      return void 0;
    }
    const exact = module.symbols.get(name);
    if (!this.isSeen32 || exact !== void 0 && (exact.type !== void 0 || name.startsWith("_"))) {
      return exact;
    }
    const plain = name.startsWith("_") ? module.symbols.get(name.slice(1)) : void 0;
    return plain?.type === void 0 ? plain : void 0;
  }
  /** Whether the target has 32 bits and the mood is that of the engine as seen with such targets. */
  get isSeen32() {
    return this.target.pointerSize === 4 && this.mood.targets32 === "seen";
  }
  /** Whether the engine lists no processes, a consequence of the decorated names in 32-bit kernels. */
  get hasNoProcesses() {
    return this.isSeen32 && this.target.isKernel;
  }
  /** Types of a module; undefined while its symbols are not loaded. */
  typesOf(module) {
    if (module.layout === void 0) {
      return void 0;
    }
    const known2 = this.typeTables.get(module);
    if (known2 !== void 0) {
      return known2;
    }
    const table2 = new TypeTable(module.layout);
    this.typeTables.set(module, table2);
    return table2;
  }
  /** A 64-bit value as an address of the target. Of a 32-bit target the high half is ignored. */
  toAddress(bits) {
    return BigInt.asUintN(this.target.pointerSize * 8, bits);
  }
  /** An address as the host hands it to scripts. Addresses that a script extended itself stay as they are. */
  fromAddress(address2) {
    if (this.target.pointerSize === 8 || address2 > 0xffffffffn) {
      return BigInt.asUintN(64, address2);
    }
    return this.mood.pointers32 === "sign" ? BigInt.asUintN(64, BigInt.asIntN(32, address2)) : BigInt.asUintN(32, address2);
  }
  /** Whether the byte at an address can be read; not counted. */
  canRead(address2, process4) {
    return this.readRaw(address2, 1, process4) !== void 0;
  }
  /** The bytes, counted; undefined when any of them is unreadable. */
  read(address2, length, process4) {
    if (this.options.localKernel === true) {
      advanceClock(this.target.memory, this.target.pointerSize, 1n);
    }
    const bytes = this.readRaw(address2, length, process4);
    if (bytes === void 0) {
      return void 0;
    }
    this.counters.countBytes(length);
    return bytes;
  }
  /**
   * Kernel memory is there whichever process is current, even if the debugger cannot name one; user memory is then that
   * of the target's own current process.
   */
  readRaw(address2, length, process4) {
    return this.target.memory.read(address2, length, process4 ?? this.currentProcess());
  }
  currentProcess() {
    try {
      return this.target.currentProcess();
    } catch {
      return void 0;
    }
  }
};

// test/host/debugger.ts
var exposingRealm;
var SimulatedDebugger = class {
  counters = new Counters();
  output = new Output();
  model;
  /** The files that scripts see. */
  files;
  extensions = { hasDataModelExtension: false };
  scripts = /* @__PURE__ */ new Map();
  root;
  state;
  sessions = [];
  currentSession;
  nextId;
  constructor(options = {}) {
    const { fileSystem = "memory", dataModelExtension, firstSessionId = 0, ...mood } = options;
    this.nextId = firstSessionId;
    this.extensions.hasDataModelExtension = dataModelExtension ?? (options.fileSystem !== void 0 && fileSystem !== "real");
    this.files = fileSystem === "memory" ? new MemoryFileStore() : fileSystem === "real" ? realFileStore : fileSystem;
    this.state = this.createState({ ...defaultMood, ...mood });
    this.root = createRoot(this.state, this.files, () => this.scripts.values());
    this.model = new SimulatedDataModel(this.state, {
      root: this.root,
      scriptContents: () => allScriptContents(this.state, this.scripts.values()),
      unhandled: (realm, message) => {
        const owner = [...this.scripts.values()].find((script2) => script2.ownsRealm(realm));
        if (owner?.logsUnhandledExceptions === true) {
          this.output.write(`Unhandled exception in '${owner.name}': ${message}
`);
        }
      }
    });
  }
  /** Opens a target as a new session and makes it the current one. */
  openTarget(target, options = {}) {
    const session = new SimulatedSession(this.nextId++, target, options, this.counters, this.state.mood);
    this.sessions.push(session);
    this.currentSession = session;
    return session;
  }
  /** Throws for a session that is not open here. */
  switchTo(session) {
    if (!this.sessions.includes(session)) {
      throw new DebuggerError("The session is not open");
    }
    this.currentSession = session;
  }
  /** Closes a session; the one opened before it becomes current. */
  closeTarget(session) {
    const index = this.sessions.indexOf(session);
    if (index < 0) {
      throw new DebuggerError("The session is not open");
    }
    this.sessions.splice(index, 1);
    session.close();
    if (this.currentSession === session) {
      this.currentSession = this.sessions[this.sessions.length - 1];
    }
  }
  /** Open sessions in the order of opening. */
  get openSessions() {
    return this.sessions;
  }
  get current() {
    return this.currentSession;
  }
  /** Lets a live target run, change and break again; its clock moves on. Throws for a dump. */
  run(session, change) {
    if (session.target.isDump) {
      throw new DebuggerError("A dump does not run");
    }
    session.run(change);
  }
  /**
   * `.scriptload`: throws a {@link DebuggerError} when the script cannot be read, parsed or initialized, or is loaded
   * already (assumption).
   */
  scriptLoad(script2) {
    const loaded = this.load(script2);
    this.output.write(`JavaScript script successfully loaded from '${loaded.path}'
`);
  }
  /** `.scriptrun`: loads the script, anew if it is loaded (assumption), and runs `invokeScript`. */
  scriptRun(script2) {
    const name = scriptNameOf(typeof script2 === "string" ? script2 : script2.name);
    if (this.scripts.has(name)) {
      this.remove(name);
    }
    const loaded = this.load(script2);
    this.output.write(`JavaScript script successfully loaded from '${loaded.path}'
`);
    loaded.invoke();
  }
  /**
   * `.scriptunload`, by path, file name or name. Throws for a script that is not loaded, and what `uninitializeScript`
   * throws.
   */
  scriptUnload(name) {
    const { path: path2 } = this.remove(scriptNameOf(name));
    this.output.write(`JavaScript script unloaded from '${path2}'
`);
  }
  /** Call this after a script's code was ended from outside, as by Ctrl-C, so that it no longer counts as running. */
  recover() {
    this.state.realms.leaveAll();
  }
  /** `.load DbgModelApiXtn`: adds `Debugger.Utility.FileSystem`. */
  loadDataModelExtension() {
    this.extensions.hasDataModelExtension = true;
  }
  /** `.scriptlist`, in the order of loading. */
  scriptList() {
    return [...this.scripts.values()].map(({ name, path: path2 }) => ({ name, path: path2 }));
  }
  /**
   * `host` as an initialized script has it, for tests of code that runs outside of any script: no script is loaded, and
   * all of them share one realm, since making one costs more than most such tests.
   */
  exposeHost() {
    exposingRealm ??= createScriptRealm();
    this.state.realms.register(exposingRealm);
    const hostObject = createHostObject(this.state, exposingRealm, this.root, "expose.js");
    hostObject.enterPhase2();
    return hostObject.host;
  }
  load(script2) {
    const source = typeof script2 === "string" ? readScript(script2) : script2;
    const name = scriptNameOf(source.name);
    if (this.scripts.has(name)) {
      throw new DebuggerError(`A script named '${name}' is loaded already`);
    }
    const loaded = new LoadedScript(this.state, source, this.root);
    this.scripts.set(name, loaded);
    return loaded;
  }
  remove(name) {
    const script2 = this.scripts.get(name);
    if (script2 === void 0) {
      throw new DebuggerError(`No script named '${name}' is loaded`);
    }
    try {
      script2.unload();
    } finally {
      this.scripts.delete(name);
    }
    return script2;
  }
  createState(mood) {
    const realms = new RealmStack();
    const { counters, output } = this;
    const sessions2 = this.sessions;
    const current2 = () => this.currentSession;
    return {
      extensions: this.extensions,
      thrown: new ThrownValues(mood),
      mood,
      counters,
      output,
      realms,
      int64: createInt64Factory(mood, realms, counters),
      models: new ModelRegistry(realms),
      metadata: new MetadataStore(realms),
      sessions: {
        get open() {
          return sessions2;
        },
        get current() {
          return current2();
        }
      },
      aliases: /* @__PURE__ */ new Map()
    };
  }
};
function readScript(path2) {
  try {
    return { name: path2, source: readFileSync4(path2, "utf8") };
  } catch (error2) {
    throw new DebuggerError(`Unable to read the script '${path2}': ${messageOf(error2)}`, { cause: error2 });
  }
}

// test/kd/simulated-debugger.ts
var SimulatedConsoleDebugger = class {
  host;
  /** Scripts write files to the machine's own disk, as in a debugger. */
  constructor({ hasFileSystem = true } = {}) {
    const options = { fileSystem: "real", dataModelExtension: hasFileSystem };
    this.host = new SimulatedDebugger(options);
  }
  get model() {
    return this.host.model;
  }
  openTarget(target) {
    return this.host.openTarget(target);
  }
  switchTo(session) {
    this.host.switchTo(session);
  }
  run(session) {
    this.host.run(session);
  }
  loadExtension(name) {
    switch (name.replace(/^.*[\\/]/, "").replace(/\.dll$/i, "").toLowerCase()) {
      case "dbgmodelapixtn":
        this.host.loadDataModelExtension();
        break;
      case "jsprovider":
        break;
      default:
        throw new ConsoleError(`The extension '${name}' cannot be loaded: DbgModelApiXtn and JsProvider are known.`);
    }
  }
  scriptLoad(path2) {
    this.host.scriptLoad(path2);
  }
  scriptRun(path2) {
    this.host.scriptRun(path2);
  }
  scriptUnload(name) {
    this.host.scriptUnload(name);
  }
  scriptList() {
    return this.host.scriptList().map(({ path: path2 }) => path2);
  }
  recover() {
    this.host.recover();
  }
  takeOutput() {
    return this.host.output.take();
  }
};

// test/program/arguments.ts
import { parseArgs } from "node:util";
var alpcxUsage = [
  "alpcx DUMP [options]            why threads are stuck in a Windows kernel dump: ALPC and LPC ports, messages, waits",
  "alpcx compare DUMP DUMP         what moved between two dumps of one machine",
  "",
  "  -y, --symbols <path>          where the kernel's symbols are: a file, a folder, or a path as in _NT_SYMBOL_PATH, which is the default;",
  "                                srv*FOLDER*https://msdl.microsoft.com/download/symbols fetches them into FOLDER",
  "  -c, --command <commands>      run the commands, separated by ;, instead of the story",
  "  -i, --interactive             a debugger's console over the dump",
  "      --script <file>           load a further WinDbg script",
  "      --report <file.html>      write the report, one HTML file",
  "      --json                    findings and graph for machines",
  "  -q, --quiet                   print nothing that was not asked for: the exit status tells",
  "  -h, --help, --version",
  "",
  "Dumps: complete and kernel memory dumps of Windows XP and later, also packed (.gz, .xz, .zip, .cab).",
  "Exit status: 0 without an error among the findings, 1 with one, 2 when a dump cannot be opened or a command fails."
];
function parseAlpcxArguments(words) {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      symbols: { type: "string", short: "y", multiple: true },
      command: { type: "string", short: "c", multiple: true },
      script: { type: "string", multiple: true },
      interactive: { type: "boolean", short: "i" },
      report: { type: "string" },
      json: { type: "boolean" },
      quiet: { type: "boolean", short: "q" },
      help: { type: "boolean", short: "h" },
      version: { type: "boolean" }
    }
  });
  const isComparison2 = positionals[0] === "compare" && positionals.length > 1;
  const dumps = isComparison2 ? positionals.slice(1) : positionals;
  const isAsking = values.help === true || values.version === true;
  const wanted = isComparison2 ? 2 : 1;
  if (!isAsking && dumps.length !== wanted) {
    throw new TypeError(
      isComparison2 ? "compare takes two dumps." : dumps.length === 0 ? "Name a dump." : `One dump at a time: ${dumps.slice(1).join(" ")} is too much.`
    );
  }
  return {
    dumps,
    isComparison: isComparison2,
    symbols: values.symbols ?? [],
    commands: values.command ?? [],
    scripts: values.script ?? [],
    wantsConsole: values.interactive ?? false,
    wantsJson: values.json ?? false,
    isQuiet: values.quiet ?? false,
    ...values.report === void 0 ? {} : { report: values.report },
    wantsHelp: values.help ?? false,
    wantsVersion: values.version ?? false
  };
}

// test/program/model.ts
var ModelReader = class {
  access;
  model;
  constructor(model) {
    this.model = model;
    this.access = new ValueAccess(model);
  }
  /** The value of a `dx` expression. Throws what its evaluation throws. */
  evaluate(expression) {
    return new Evaluator(this.access).evaluate(parseStatement(expression).expression);
  }
  findings() {
    return this.elements("@$cursession.Alpc.Findings").map((finding) => ({
      rule: this.text(finding, "Rule"),
      severity: this.text(finding, "Severity"),
      title: this.text(finding, "Title"),
      explanation: this.text(finding, "Explanation"),
      advice: this.text(finding, "Advice"),
      holdsUp: Number(this.text(finding, "HoldsUp")) || 0,
      subject: this.text(finding, "Subject")
    }));
  }
  /** What blocks the waiting threads, one sentence each. */
  roots() {
    return this.elements("@$cursession.Alpc.WaitRoots").map((root) => this.show(root));
  }
  /** The graph of ports and waits, as JSON has it. */
  graph() {
    const lines = this.elements('@$cursession.Alpc.Graph("json")').map((line) => this.show(line));
    return JSON.parse(lines.join("\n"));
  }
  /** Elements of a collection. */
  elements(expression) {
    return Array.from(this.access.iterate(this.evaluate(expression)), ({ value }) => value);
  }
  text(object, name) {
    return this.model.has(object, name) ? this.show(this.model.get(object, name)) : "";
  }
  show(value) {
    if (typeof value === "string") {
      return value;
    }
    const wide = this.model.toBigInt(value);
    return wide !== void 0 ? String(wide) : this.model.displayString(value) ?? "";
  }
};

// test/program/shell-word.ts
function isPlainWord(word) {
  return /^[\w./\\:~+-]+$/.test(word);
}
function quotesOf(platform) {
  return platform === "win32" ? (text3) => `"${text3}"` : (text3) => `'${text3.replace(/'/g, "'\\''")}'`;
}

// test/program/story.ts
var MOST_ROOTS = 5;
var MOST_FINDINGS = 12;
var colors = { Error: "\x1B[31m", Warning: "\x1B[33m" };
function paintFor(isColored) {
  return (text3, severity) => {
    const color = colors[severity];
    return isColored && color !== void 0 ? `${color}${text3}\x1B[0m` : text3;
  };
}
function countFindings(findings) {
  const count2 = (severity) => findings.filter((finding) => finding.severity === severity).length;
  const plural = (number2, name) => `${number2} ${name}${number2 === 1 ? "" : "s"}`;
  const others = findings.length - count2("Error") - count2("Warning");
  return `${plural(count2("Error"), "error")}, ${plural(count2("Warning"), "warning")}${others === 0 ? "" : `, ${others} for information`}`;
}
function* tellStory(story, model, run2, paint) {
  yield `${story.dump}: ${story.description}`;
  yield* story.warnings;
  yield "";
  yield* plainLines(run2("!alpcx_why"));
  const roots = model.roots();
  if (roots.length > 0) {
    yield "";
    yield "What blocks threads:";
    yield* roots.slice(0, MOST_ROOTS).map((root) => `  ${root}`);
    if (roots.length > MOST_ROOTS) {
      yield `  and ${roots.length - MOST_ROOTS} more`;
    }
  }
  const findings = model.findings();
  yield "";
  yield findings.length === 0 ? "No findings." : `Findings: ${countFindings(findings)}`;
  yield* findings.slice(0, MOST_FINDINGS).map(({ severity, rule: rule2, title }) => `  ${paint(severity.padEnd(8), severity)} ${rule2}: ${title}`);
  if (findings.length > MOST_FINDINGS) {
    yield `  and ${findings.length - MOST_FINDINGS} more`;
  }
  yield "";
  yield* howToGoOn(story);
}
function* plainLines(text3) {
  for (const line of text3.trimEnd().split("\n")) {
    if (!line.startsWith("@$")) {
      yield line.replace(/^ {4}\[0x[0-9a-f]+\] *: /, "");
    }
  }
}
function* howToGoOn({ call, quote }) {
  const lines = [
    [`${call} -c ${quote("!alpcx_findings; !alpcx_waits")}`, "the same as objects"],
    [`${call} -c ${quote("dx -r2 @$cursession.Alpc.Findings[0]")}`, "one finding with its evidence"],
    [`${call} -i`, "ask on in a console"],
    [`${call} --report hang.html`, "a report to hand on"]
  ];
  yield "Go on:";
  const width = Math.max(...lines.map(([command]) => command.length));
  yield* lines.map(([command, what]) => `  ${command.padEnd(width)}  ${what}`);
}

// test/program/program.ts
var alpcxExit = { good: 0, errorFound: 1, failed: 2 };
var OpenProgram = class {
  model;
  console;
  kernelDebugger = new SimulatedConsoleDebugger();
  written;
  constructor(environment) {
    this.model = new ModelReader(this.kernelDebugger.model);
    this.console = new KdConsole(
      this.kernelDebugger,
      {
        entries: [],
        openSnapshot: (path2) => {
          throw new Error(`${path2} is no dump.`);
        }
      },
      (text3) => {
        if (this.written === void 0) {
          environment.output.write(environment.isColored ? paintText(text3) : text3);
        } else {
          this.written.push(text3);
        }
      }
    );
  }
  open({ target }) {
    this.console.open(target);
  }
  /** Throws what loading throws. */
  load(path2) {
    this.kernelDebugger.scriptLoad(path2);
    this.kernelDebugger.takeOutput();
  }
  /** What commands print, and whether all succeeded. */
  run(commands2) {
    this.written = [];
    const isGood = this.console.execute(commands2);
    const text3 = this.written.join("");
    this.written = void 0;
    return { text: text3, isGood };
  }
};
async function runAlpcx(words, environment) {
  let options;
  try {
    options = parseAlpcxArguments(words);
  } catch (thrown) {
    environment.errors.write(`${describeThrown(thrown)}
${alpcxUsage.join("\n")}
`);
    return alpcxExit.failed;
  }
  if (options.wantsHelp || options.wantsVersion) {
    environment.output.write(`${options.wantsHelp ? alpcxUsage.join("\n") : `alpcx ${environment.version}`}
`);
    return alpcxExit.good;
  }
  try {
    return await answer(options, environment);
  } catch (thrown) {
    environment.errors.write(`alpcx: ${describeThrown(thrown)}
`);
    return alpcxExit.failed;
  }
}
async function answer(options, environment) {
  const program = new OpenProgram(environment);
  const warnings = [];
  let description = "";
  for (const dump of options.dumps) {
    const opened = await environment.openDump(dump, options.symbols);
    warnings.push(...opened.warnings);
    ({ description } = opened.target);
    if (opened.isTriage === true && !options.wantsConsole && options.commands.length === 0) {
      [`${dump}: ${description}`, ...opened.warnings].forEach((line) => environment.output.write(`${line}
`));
      return alpcxExit.failed;
    }
    program.open(opened);
  }
  [environment.script, ...options.scripts].forEach((path2) => {
    program.load(path2);
  });
  if (options.isComparison) {
    return compare(program);
  }
  const isGood = await act(options, environment, program, { description, warnings });
  if (!isGood) {
    return alpcxExit.failed;
  }
  if (options.wantsConsole && environment.isInteractive) {
    return alpcxExit.good;
  }
  return hasErrorFinding(program) ? alpcxExit.errorFound : alpcxExit.good;
}
function hasErrorFinding(program) {
  try {
    return program.model.findings().some(({ severity }) => severity === "Error");
  } catch {
    return false;
  }
}
async function act(options, environment, program, opening) {
  const { model } = program;
  const write = (line) => {
    environment.output.write(`${line}
`);
  };
  let isGood = true;
  if (options.report !== void 0) {
    isGood = writeReport(options.report, program, options.isQuiet ? () => void 0 : write);
  }
  if (options.commands.length > 0) {
    if (!options.isQuiet) {
      opening.warnings.forEach(write);
    }
    return options.commands.map((command) => program.console.execute(command)).every(Boolean) && isGood;
  }
  if (options.wantsJson) {
    write(JSON.stringify(machineAnswer(options.dumps[0] ?? "", opening, model), void 0, 2));
  } else if (options.wantsConsole) {
    write(opening.description);
    opening.warnings.forEach(write);
    return await talk(environment, program) && isGood;
  } else if (!options.isQuiet && options.report === void 0) {
    const quote = quotesOf(environment.platform);
    const [dump = ""] = options.dumps;
    const words = [dump, ...options.symbols.flatMap((path2) => ["--symbols", path2])];
    const call = ["alpcx", ...words.map((word) => isPlainWord(word) ? word : quote(word))].join(" ");
    const story = { call, dump, ...opening, quote };
    for (const line of tellStory(
      story,
      model,
      (command) => program.run(command).text,
      paintFor(environment.isColored)
    )) {
      write(line);
    }
  }
  return isGood;
}
async function talk(environment, { console: console2 }) {
  const { input, output, history, screen, isInteractive } = environment;
  if (!isInteractive) {
    return (await runPiped(console2, input)).isGood;
  }
  output.write("help lists the commands, q leaves; the Tab key completes names.\n");
  const write = (text3) => {
    output.write(environment.isColored ? paintText(text3) : text3);
  };
  await editLines(console2, { input, output, write, ...history ? { history } : {}, ...screen ? { screen } : {} });
  return true;
}
function machineAnswer(dump, { description, warnings }, model) {
  const findings = model.findings();
  return {
    dump,
    description,
    warnings,
    summary: countFindings(findings),
    roots: model.roots(),
    findings,
    graph: model.graph()
  };
}
function writeReport(path2, program, write) {
  const { text: text3, isGood } = program.run(`!alpcx_report ${JSON.stringify(path2)}`);
  write(isGood ? `Written to ${path2}` : text3.trimEnd());
  return isGood;
}
function compare(program) {
  return program.console.execute("!alpcx_compare Debugger.Sessions[0]") ? alpcxExit.good : alpcxExit.failed;
}

// test/program/view.ts
import { inspect } from "node:util";
var hidden = /* @__PURE__ */ Symbol("the value behind a view");
function unwrap2(access, value) {
  if (typeof value === "bigint") {
    return access.model.int64(value);
  }
  return typeof value === "object" && value !== null && hidden in value ? value[hidden] : value;
}
function viewOf2(access, value) {
  if (value === null || typeof value !== "object" && typeof value !== "function") {
    return value;
  }
  const wide = access.model.toBigInt(value);
  if (wide !== void 0) {
    return BigInt.asUintN(64, wide);
  }
  if (access.model.isCallable(value)) {
    return methodOf(access, value, void 0);
  }
  return new Proxy({ [inspect.custom]: () => display(access, value) }, handlerOf(access, value));
}
function methodOf(access, method2, owner) {
  return (...args) => viewOf2(
    access,
    access.call(
      method2,
      owner,
      args.map((arg) => unwrap2(access, arg))
    )
  );
}
function display(access, value) {
  return access.model.displayString(value) ?? "[object]";
}
function* elementsOf3(access, value) {
  for (const element of access.iterate(value)) {
    yield viewOf2(access, element.value);
  }
}
function handlerOf(access, value) {
  const { model } = access;
  const named = (name) => {
    const member = model.get(value, name);
    return model.isCallable(member) ? methodOf(access, member, value) : viewOf2(access, member);
  };
  return {
    get(_target, name) {
      switch (name) {
        case hidden:
          return value;
        case Symbol.iterator:
          return access.isIterable(value) ? () => elementsOf3(access, value) : void 0;
        case Symbol.toPrimitive:
          return () => display(access, value);
      }
      if (typeof name !== "string") {
        return void 0;
      }
      if (model.has(value, name)) {
        return named(name);
      }
      if (name === "toString" || name === "toJSON") {
        return () => display(access, value);
      }
      return model.isIndexable(value) && /^\d+$/.test(name) ? viewOf2(access, model.at(value, [Number(name)])) : void 0;
    },
    has: (_target, name) => name === hidden || name === Symbol.iterator && access.isIterable(value) || typeof name === "string" && model.has(value, name),
    ownKeys: () => [...access.keys(value)],
    getOwnPropertyDescriptor: (_target, name) => typeof name === "string" && model.has(value, name) ? { configurable: true, enumerable: true, get: () => named(name) } : void 0,
    set: () => false
  };
}

// test/program/session.ts
function openSession(target, warnings, script2, close) {
  const kernelDebugger = new SimulatedConsoleDebugger();
  let written = [];
  const console2 = new KdConsole(
    kernelDebugger,
    {
      entries: [],
      openSnapshot: (path2) => {
        throw new Error(`${path2} is no dump.`);
      }
    },
    (text3) => {
      written.push(text3);
    }
  );
  console2.open(target);
  kernelDebugger.scriptLoad(script2);
  kernelDebugger.takeOutput();
  const model = new ModelReader(kernelDebugger.model);
  return {
    description: target.description,
    warnings,
    get session() {
      return viewOf2(model.access, kernelDebugger.model.pseudoVariable("cursession"));
    },
    findings: () => model.findings(),
    evaluate: (expression) => viewOf2(model.access, model.evaluate(expression)),
    command(text3) {
      written = [];
      console2.execute(text3);
      return written.join("");
    },
    explain: (address2) => target.memory.explain?.(address2),
    close
  };
}

// test/program/unavailable.ts
var kinds2 = ["Unreadable", "Invalid", "NotInThisBuild", "NotApplicable"];
function isUnavailable(value) {
  return typeof value === "object" && value !== null && "Reason" in value && "Kind" in value && kinds2.includes(value.Kind);
}

// test/program/main.ts
var script = fileURLToPath(new URL("./alpcx.js", import.meta.url));
async function open2(dump, options = {}) {
  const symbols2 = options.symbols === void 0 ? [] : typeof options.symbols === "string" ? [options.symbols] : options.symbols;
  const { target, warnings, close } = await Promise.resolve(openDump(dump, { symbols: symbolPaths(symbols2) }));
  return openSession(target, warnings, script, close);
}
function run(words) {
  return runAlpcx(words, {
    input: process3.stdin,
    output: process3.stdout,
    errors: process3.stderr,
    isInteractive: process3.stdin.isTTY && process3.stdout.isTTY,
    isColored: process3.stdout.isTTY && process3.stdout.hasColors(),
    platform: process3.platform,
    history: fileHistory(historyPath(process3.env, homedir())),
    screen: () => ({ rows: process3.stdout.rows, columns: process3.stdout.columns }),
    version: "0.2.0",
    script,
    openDump: fetchAndOpenDump
  });
}
export {
  isUnavailable,
  open2 as open,
  run
};
