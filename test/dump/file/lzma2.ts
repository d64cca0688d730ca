/**
 * Decodes LZMA2, the packing inside `.xz` files. Written from the public description of the format (xz's and 7-Zip's
 * documents).
 */

/** The packed bytes are damaged, or unpack to more than allowed. */
export class LzmaError extends Error {
  override readonly name = "LzmaError";
  readonly isTooLarge: boolean;

  constructor(message: string, isTooLarge = false) {
    super(message);
    this.isTooLarge = isTooLarge;
  }
}

const HALF = 1024;
const STATES = 12;
const POSITION_STATES = 16;
const SHORTEST_MATCH = 2;

function probabilities(count: number): Uint16Array {
  return new Uint16Array(count).fill(HALF);
}

/** The unpacked bytes, which are also the dictionary. */
export class UnpackedBytes {
  length = 0;
  /** Start of the current dictionary. */
  dictionaryStart = 0;
  private bytes = new Uint8Array(0x1_0000);
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  push(byte: number): void {
    if (this.length === this.bytes.length) {
      this.grow();
    }
    this.bytes[this.length++] = byte;
  }

  /** The byte at a distance back; 1 is the last byte. Throws outside the dictionary. */
  back(distance: number): number {
    if (distance > this.length - this.dictionaryStart) {
      throw new LzmaError("a match begins before the dictionary");
    }
    return this.bytes[this.length - distance] ?? 0;
  }

  content(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  private grow(): void {
    if (this.length >= this.limit) {
      throw new LzmaError("too large", true);
    }
    const larger = new Uint8Array(Math.min(this.limit, this.bytes.length * 2));
    larger.set(this.bytes);
    this.bytes = larger;
  }
}

class RangeDecoder {
  private range = 0xffffffff;
  private code = 0;
  private at: number;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.at = 1;
    for (let index = 0; index < 4; index++) {
      this.code = ((this.code << 8) | this.next()) >>> 0;
    }
  }

  bit(table: Uint16Array, index: number): number {
    const probability = table[index] ?? HALF;
    const bound = (this.range >>> 11) * probability;
    let bit = 0;
    if (this.code < bound) {
      this.range = bound;
      table[index] = probability + ((2048 - probability) >> 5);
    } else {
      this.range -= bound;
      this.code -= bound;
      table[index] = probability - (probability >> 5);
      bit = 1;
    }
    this.normalize();
    return bit;
  }

  /** Bits of equal probability, the highest first. */
  direct(count: number): number {
    let value = 0;
    for (let left = count; left > 0; left--) {
      this.range = this.range >>> 1;
      const isSet = this.code >= this.range;
      if (isSet) {
        this.code -= this.range;
      }
      value = ((value << 1) | (isSet ? 1 : 0)) >>> 0;
      this.normalize();
    }
    return value;
  }

  tree(table: Uint16Array, base: number, bits: number): number {
    let node = 1;
    for (let left = bits; left > 0; left--) {
      node = (node << 1) | this.bit(table, base + node);
    }
    return node - (1 << bits);
  }

  /** The same, the lowest bit first. */
  reverseTree(table: Uint16Array, base: number, bits: number): number {
    let node = 1;
    let value = 0;
    for (let index = 0; index < bits; index++) {
      const bit = this.bit(table, base + node);
      node = (node << 1) | bit;
      value |= bit << index;
    }
    return value;
  }

  private normalize(): void {
    if (this.range < 0x1000000) {
      this.range = (this.range << 8) >>> 0;
      this.code = ((this.code << 8) | this.next()) >>> 0;
    }
  }

  private next(): number {
    const byte = this.bytes[this.at++];
    if (byte === undefined) {
      throw new LzmaError("ends too early");
    }
    return byte;
  }
}

class LengthDecoder {
  private readonly choice = probabilities(2);
  private readonly low = probabilities(POSITION_STATES * 8);
  private readonly middle = probabilities(POSITION_STATES * 8);
  private readonly high = probabilities(256);

  decode(range: RangeDecoder, positionState: number): number {
    if (range.bit(this.choice, 0) === 0) {
      return SHORTEST_MATCH + range.tree(this.low, positionState * 8, 3);
    }
    if (range.bit(this.choice, 1) === 0) {
      return SHORTEST_MATCH + 8 + range.tree(this.middle, positionState * 8, 3);
    }
    return SHORTEST_MATCH + 16 + range.tree(this.high, 0, 8);
  }
}

/** Bits of context: literals by position and by the byte before, positions. */
interface Properties {
  readonly literalContext: number;
  readonly literalPosition: number;
  readonly position: number;
}

class LzmaState {
  private state = 0;
  private readonly repeats = [0, 0, 0, 0];
  private readonly isMatch = probabilities(STATES * POSITION_STATES);
  private readonly isRepeat = probabilities(STATES);
  private readonly isRepeat0 = probabilities(STATES);
  private readonly isRepeat1 = probabilities(STATES);
  private readonly isRepeat2 = probabilities(STATES);
  private readonly isLongRepeat = probabilities(STATES * POSITION_STATES);
  private readonly slots = probabilities(4 * 64);
  private readonly special = probabilities(128);
  private readonly align = probabilities(16);
  private readonly lengths = new LengthDecoder();
  private readonly repeatLengths = new LengthDecoder();
  private readonly literals: Uint16Array;
  private readonly properties: Properties;

  constructor(properties: Properties) {
    this.properties = properties;
    this.literals = probabilities(0x300 << (properties.literalContext + properties.literalPosition));
  }

  /** Unpacks one chunk of that many bytes. */
  decode(packed: Uint8Array, output: UnpackedBytes, length: number): void {
    const range = new RangeDecoder(packed);
    const end = output.length + length;
    while (output.length < end) {
      const positionState = (output.length - output.dictionaryStart) & ((1 << this.properties.position) - 1);
      if (range.bit(this.isMatch, this.state * POSITION_STATES + positionState) === 0) {
        this.literal(range, output);
        continue;
      }
      const count = this.match(range, output, positionState);
      const distance = (this.repeats[0] ?? 0) + 1;
      if (count > end - output.length) {
        throw new LzmaError("a match goes beyond its chunk");
      }
      for (let left = count; left > 0; left--) {
        output.push(output.back(distance));
      }
    }
  }

  private literal(range: RangeDecoder, output: UnpackedBytes): void {
    const { literalContext, literalPosition } = this.properties;
    const position = output.length - output.dictionaryStart;
    const previous = position > 0 ? output.back(1) : 0;
    const context = ((position & ((1 << literalPosition) - 1)) << literalContext) + (previous >> (8 - literalContext));
    const base = 0x300 * context;
    let symbol = 1;
    if (this.state >= 7) {
      let matched = output.back((this.repeats[0] ?? 0) + 1);
      while (symbol < 0x100) {
        const matchBit = (matched >> 7) & 1;
        matched = (matched << 1) & 0xff;
        const bit = range.bit(this.literals, base + ((1 + matchBit) << 8) + symbol);
        symbol = (symbol << 1) | bit;
        if (matchBit !== bit) {
          break;
        }
      }
    }
    while (symbol < 0x100) {
      symbol = (symbol << 1) | range.bit(this.literals, base + symbol);
    }
    output.push(symbol & 0xff);
    this.state = this.state < 4 ? 0 : this.state < 10 ? this.state - 3 : this.state - 6;
  }

  /** Number of bytes to repeat; the distance is the first of the recent ones. */
  private match(range: RangeDecoder, output: UnpackedBytes, positionState: number): number {
    const { repeats } = this;
    if (range.bit(this.isRepeat, this.state) === 0) {
      repeats.unshift(0);
      repeats.length = 4;
      const count = this.lengths.decode(range, positionState);
      this.state = this.state < 7 ? 7 : 10;
      repeats[0] = this.distance(range, count);
      return count;
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
      const which =
        range.bit(this.isRepeat1, this.state) === 0 ? 1 : range.bit(this.isRepeat2, this.state) === 0 ? 2 : 3;
      const [distance = 0] = repeats.splice(which, 1);
      repeats.unshift(distance);
    }
    const count = this.repeatLengths.decode(range, positionState);
    this.state = this.state < 7 ? 8 : 11;
    return count;
  }

  private distance(range: RangeDecoder, count: number): number {
    const slot = range.tree(this.slots, Math.min(count - SHORTEST_MATCH, 3) * 64, 6);
    if (slot < 4) {
      return slot;
    }
    const bits = (slot >> 1) - 1;
    const base = ((2 | (slot & 1)) << bits) >>> 0;
    if (slot < 14) {
      return base + range.reverseTree(this.special, base - slot, bits);
    }
    return base + range.direct(bits - 4) * 16 + range.reverseTree(this.align, 0, 4);
  }
}

function propertiesOf(byte: number): Properties {
  if (byte >= 225) {
    throw new LzmaError("impossible properties");
  }
  return { literalContext: byte % 9, literalPosition: Math.floor(byte / 9) % 5, position: Math.floor(byte / 45) };
}

/** Unpacks chunks from `start` to their end mark; returns the offset after it. Throws an {@link LzmaError}. */
export function decodeLzma2(packed: Uint8Array, start: number, output: UnpackedBytes): number {
  const byte = (at: number): number => {
    const value = packed[at];
    if (value === undefined) {
      throw new LzmaError("ends too early");
    }
    return value;
  };
  const word = (at: number): number => byte(at) * 256 + byte(at + 1);
  let properties: Properties | undefined;
  let state: LzmaState | undefined;
  for (let at = start; ;) {
    const control = byte(at);
    if (control === 0) {
      return at + 1;
    }
    if (control === 1 || control >= 0xe0) {
      output.dictionaryStart = output.length;
    }
    if (control < 0x80) {
      if (control > 2) {
        throw new LzmaError("a chunk of unknown kind");
      }
      const length = word(at + 1) + 1;
      for (let index = 0; index < length; index++) {
        output.push(byte(at + 3 + index));
      }
      at += 3 + length;
      continue;
    }
    const length = ((control & 0x1f) << 16) + word(at + 1) + 1;
    const size = word(at + 3) + 1;
    const reset = (control >> 5) & 3;
    if (reset >= 2) {
      properties = propertiesOf(byte(at + 5));
    }
    if (properties === undefined) {
      throw new LzmaError("a chunk without properties");
    }
    if (reset >= 1 || state === undefined) {
      state = new LzmaState(properties);
    }
    const content = at + (reset >= 2 ? 6 : 5);
    state.decode(packed.subarray(content, content + size), output, length);
    at = content + size;
  }
}
