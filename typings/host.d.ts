declare namespace JsProvider {
  /** `host.diagnostics`. Phase 1. */
  interface Diagnostics {
    /** Stops in the debugger of scripts, where one is attached (`.scriptdebug`). */
    debugBreak(): void;
    /**
     * Prints the arguments converted to strings, one after the other; no newline is added. Text ends at its first null
     * character.
     */
    debugLog(...args: readonly unknown[]): void;
    /** Not documented: by its name, prints which of the debugger's objects have been collected. */
    logObjectCollection(...args: readonly unknown[]): void;
    /** Set to true: errors that no code of the script catches are printed. */
    logUnhandledExceptions: boolean;
  }

  /**
   * Symbols and types of modules. Phase 2. What is not there answers null; for a script that declares interface 1.0, or
   * none, `getModuleType` and `getModuleSymbol` throw "Unknown exception" instead. They may also throw while symbols
   * are not loaded. Public symbols of 32-bit targets are found by their decorated name only: "_PsActiveProcessHead".
   */
  interface Symbols {
    /**
     * A type of a module, by its C name: "_EPROCESS". Not the names of unnamed nested types: reach them through their
     * field.
     */
    getModuleType(module: string, typeName: string, contextInheritor?: ContextInheritor): TypeObject | null;

    /**
     * The object, or of a basic type the value, of a global; null where there is no such symbol. Throws "Invalid
     * argument to method 'getModuleSymbol'" for a public symbol when no type is named.
     * @param typeName its type, taken as given; needed where public symbols know only the address
     */
    getModuleSymbol(
      module: string,
      symbol: string,
      typeName?: string,
      contextInheritor?: ContextInheritor,
    ): NativeValue;
    getModuleSymbol(module: string, symbol: string, contextInheritor: ContextInheritor): NativeValue;

    /**
     * The address of a global in the session that is current; null where there is no such symbol or module. A third
     * argument throws "Improper number of arguments to method 'getModuleSymbolAddress'", although Microsoft's own
     * declarations list one: for another session take `getModuleSymbol(module, symbol, "_LIST_ENTRY",
     * context).targetLocation.address`.
     */
    getModuleSymbolAddress(module: string, symbol: string): Int64 | null;

    /** The symbol that an address lies in. Not documented: what is returned, look at. */
    getModuleContainingSymbol(location: LocationLike, contextInheritor?: ContextInheritor): NativeValue;
    /** Facts about the symbol that an address lies in. Not documented: what is returned, look at. */
    getModuleContainingSymbolInformation(location: LocationLike, contextInheritor?: ContextInheritor): NativeValue;

    /** Writes a global of the target. Documented by Microsoft by name; the order of arguments is an assumption. */
    setModuleSymbol(module: string, symbol: string, value: unknown, contextInheritor?: ContextInheritor): void;

    /**
     * A pointer that holds `address`. Throws when the type is not found.
     * @param typeName the pointer's type, with its `*`
     */
    createPointerObject(
      address: LocationLike,
      module: string,
      typeName: string,
      contextInheritor?: ContextInheritor,
    ): PointerObject;
    createPointerObject(address: LocationLike, type: TypeObject, contextInheritor?: ContextInheritor): PointerObject;

    /** The object of a type at a place; its memory is read when its fields are. Throws when the type is not found. */
    createTypedObject(
      location: LocationLike,
      module: string,
      typeName: string,
      contextInheritor?: ContextInheritor,
    ): TypedObject;
    createTypedObject(location: LocationLike, type: TypeObject, contextInheritor?: ContextInheritor): TypedObject;

    /** The value of an expression in the target's own language. Throws when it cannot be evaluated. */
    evaluateExpression(text: string, contextInheritor?: ContextInheritor): NativeValue;
    /** As `evaluateExpression`, with `context` as the expression's `this`. */
    evaluateExpressionInContext(context: ContextInheritor, text: string): NativeValue;
  }

  /**
   * What Microsoft's own declarations say of `getModuleSymbolAddress`. The provider that was seen refuses it, so it is
   * not among `Symbols`; a script that wants to try it, in case another provider keeps to them, says `host as
   * JsProvider.SymbolsAsDeclared`.
   */
  interface SymbolsAsDeclared {
    /** The address of a global in the target of `contextInheritor`. */
    getModuleSymbolAddress(module: string, symbol: string, contextInheritor: ContextInheritor): Int64 | null;
    getModuleSymbolAddress(
      module: string,
      symbol: string,
      typeName: string,
      contextInheritor?: ContextInheritor,
    ): Int64 | null;
  }

  /** The global `host`. Members of phase 2 are `undefined` in phase 1. */
  interface Host extends Registration, Symbols {
    /** Phase 1. */
    readonly Int64: Int64Constructor;
    /**
     * Phase 1. The unsigned value of a text: decimal, hexadecimal after `0x`, or digits of a radix. Throws when it is
     * no number.
     * @param radix 2, 8, 10 or 16
     */
    parseInt64(text: string, radix?: number): Int64;
    /** Phase 2. */
    readonly indexedValue: IndexedValueConstructor;
    /** Phase 1. */
    readonly metadata: Metadata;
    /** Phase 1. */
    readonly diagnostics: Diagnostics;

    /**
     * Phase 2. What the user has current; a new wrapper at each access. `undefined` or an error where there is no
     * target (not documented).
     */
    readonly currentSession: Session;
    /**
     * Phase 2. Throws "Unknown exception" where the engine lists no processes: seen with 32-bit kernels, whose
     * `DebuggerVariables.curprocess` works.
     */
    readonly currentProcess: Process;
    /** Phase 2. Throws as `currentProcess` does. */
    readonly currentThread: Thread;
    /** Phase 2. */
    readonly namespace: RootNamespace;
    /** Phase 2. */
    readonly memory: Memory;
    /** Phase 2. */
    readonly typeSystem: TypeSystem;

    /** The newest version of the script interface that the host offers. Phase 1. */
    readonly currentApiVersionSupported: ApiVersion;
    /** The version that the script declared, or what of it the host offers. Phase 1. */
    readonly currentApiVersionInitialized: ApiVersion;
    /** Phase 1. Not documented: by its name, the file that holds the script's resources. */
    readonly resourceFileName: string | undefined;
    /** Phase 1. Not documented: by its name, whether others may write properties of the script's objects. */
    allowOutsidePropertyWrites: boolean;
    /** Phase 2. Not documented: by its name, an object of a model that can be constructed. */
    createInstance(modelName: string, ...args: readonly unknown[]): NativeValue;
    /** Phase 2. Not documented: by its name, one of the script's resources. */
    resourceLookup(name: string, ...args: readonly unknown[]): NativeValue;
  }

  /** A version of the script interface. */
  interface ApiVersion {
    readonly majorVersion: number;
    readonly minorVersion: number;
  }
}
