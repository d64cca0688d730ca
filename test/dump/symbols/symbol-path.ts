/** Symbol paths in the debugger's format: places separated by `;`, such as `srv*cache*server` and `cache*folder`. */

export interface SymbolPathElement {
  /** Folders and files, in search order. */
  readonly folders: readonly string[];
  /** Addresses of symbol servers. */
  readonly servers: readonly string[];
}

const isServer = (place: string): boolean => /^https?:\/\//i.test(place);

/** Elements in order. A store without its own folder has none: the default one is unknown. */
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
