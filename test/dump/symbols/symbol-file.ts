/** What a symbol file tells of a module, whatever its form. */
import type { LayoutTable } from "../../host/target.ts";
import type { SymbolFileKey } from "../kernel/pe-image.ts";

/** A name and where it lies. */
export interface SymbolPlace {
  /** Bytes from the module's base. */
  readonly rva: number;
  /** C type, where the file tells it. */
  readonly type?: string;
}

export interface SymbolFile {
  /** Where it was found. */
  readonly path: string;
  /** Which image it belongs to; a part that the file does not say is absent. */
  readonly key: Partial<SymbolFileKey>;
  readonly layout: LayoutTable;
  readonly symbols: ReadonlyMap<string, SymbolPlace>;
}
