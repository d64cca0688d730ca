/** Symbol paths in the debugger's form: places separated by `;`, among them `srv*cache*server` and `cache*folder`. */

export interface SymbolPathElement {
  /** Folders and files, in the order in which they are looked at. */
  readonly folders: readonly string[];
  /** Addresses of symbol servers. */
  readonly servers: readonly string[];
}

const isServer = (place: string): boolean => /^https?:\/\//i.test(place);

/** Elements in order. A store without a folder of its own has none: the default one is not ours to know. */
export function parseSymbolPath(path: string): readonly SymbolPathElement[] {
  return path
    .split(";")
    .map((text) => text.trim())
    .filter((text) => text !== "")
    .map((text) => {
      const parts = text.split("*");
      const isStore = /^(?:srv|symsrv|cache)$/i.test(parts[0] ?? "") && parts.length > 1;
      const places = (isStore ? parts.slice(1) : [text]).filter((part) => part !== "" && !/\.dll$/i.test(part));
      return { folders: places.filter((place) => !isServer(place)), servers: places.filter(isServer) };
    });
}
