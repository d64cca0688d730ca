/** Members of structures and symbols by name, from a dump's symbol file. */
import type { LayoutTable } from "../../host/target.ts";
import type { FieldPlace } from "../../kernel/fields.ts";
import { findField } from "../../kernel/fields.ts";
import type { SymbolPlace } from "../symbols/symbol-file.ts";
import type { KernelReader } from "./structures.ts";

export class LayoutReader {
  readonly reader: KernelReader;
  readonly layout: LayoutTable;
  private readonly kernelBase: bigint;
  private readonly symbols: ReadonlyMap<string, SymbolPlace>;

  constructor(
    reader: KernelReader,
    layout: LayoutTable,
    kernelBase: bigint,
    symbols: ReadonlyMap<string, SymbolPlace>,
  ) {
    this.reader = reader;
    this.layout = layout;
    this.kernelBase = kernelBase;
    this.symbols = symbols;
  }

  /** Address of a symbol. On x86 public names begin with an underscore. */
  symbol(name: string): bigint | undefined {
    const place = this.symbols.get(name) ?? this.symbols.get(`_${name}`);
    return place === undefined ? undefined : this.kernelBase + BigInt(place.rva);
  }

  place(type: string, path: string): FieldPlace | undefined {
    return findField(this.layout, type, path);
  }

  offset(type: string, path: string): bigint | undefined {
    const place = this.place(type, path);
    return place === undefined ? undefined : BigInt(place.offset);
  }

  /** A member's value; undefined when this build does not have it or memory cannot be read. */
  field(address: bigint, type: string, path: string): bigint | undefined {
    const place = this.place(type, path);
    if (place === undefined) {
      return undefined;
    }
    const size = place.size !== undefined && place.size <= 8 ? place.size : this.reader.pointerSize;
    const value = this.reader.integer(address + BigInt(place.offset), size);
    return value === undefined || place.bit === undefined
      ? value
      : (value >> BigInt(place.bit[0])) & ((1n << BigInt(place.bit[1])) - 1n);
  }
}
