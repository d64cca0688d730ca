/** The contents of a symbol file, in any format. */
import type { LayoutTable } from "../../host/target.ts";
import type { SymbolFileKey } from "../kernel/pe-image.ts";

/** A name and its address. */
export interface SymbolPlace {
  /** Bytes from the module's base. */
  readonly rva: number;
  /** C type, if the file has it. */
  readonly type?: string;
}

export interface SymbolFile {
  /** Where it was found. */
  readonly path: string;
  /** The image that it belongs to; unknown parts are absent. */
  readonly key: Partial<SymbolFileKey>;
  readonly layout: LayoutTable;
  readonly symbols: ReadonlyMap<string, SymbolPlace>;
}
