declare namespace JsProvider {
  /** What `getModuleContainingSymbolInformation` tells about an address. */
  interface ContainingSymbolInformation {
    /** `module!symbol`. */
    readonly name: string;
    readonly [key: string]: unknown;
  }
}
