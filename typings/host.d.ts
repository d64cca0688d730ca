declare namespace JsProvider {
  /** `host.diagnostics`. Phase 1. */
  interface Diagnostics {
    /** Prints the arguments converted to strings, one after the other; no newline is added. */
    debugLog(...args: readonly unknown[]): void;
    /** Set to true: errors that no code of the script catches are printed. */
    logUnhandledExceptions: boolean;
  }

  /** Symbols and types of modules. Phase 2. Lookups throw when the module is not there or its symbols are not loaded. */
  interface Symbols {
    /**
     * A type of a module, by its C name: "_EPROCESS". Not the names of unnamed nested types: reach them through their field.
     * What is not found throws; for a script that declares interface 1.1 or later Microsoft documents null instead.
     */
    getModuleType(module: string, typeName: string, contextInheritor?: ContextInheritor): TypeObject | null;

    /**
     * The object, or the value, of a global. What is not found throws; for a script that declares interface 1.1 or later
     * Microsoft documents null instead.
     * @param typeName its type, taken as given; needed where public symbols know only the address
     */
    getModuleSymbol(module: string, symbol: string, typeName?: string, contextInheritor?: ContextInheritor): NativeValue;
    getModuleSymbol(module: string, symbol: string, contextInheritor: ContextInheritor): NativeValue;

    /** The address of a global. Throws when it is not found. */
    getModuleSymbolAddress(module: string, symbol: string, typeName?: string, contextInheritor?: ContextInheritor): Int64;
    getModuleSymbolAddress(module: string, symbol: string, contextInheritor: ContextInheritor): Int64;

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
    createPointerObject(address: LocationLike, module: string, typeName: string, contextInheritor?: ContextInheritor): PointerObject;
    createPointerObject(address: LocationLike, type: TypeObject, contextInheritor?: ContextInheritor): PointerObject;

    /** The object of a type at a place; its memory is read when its fields are. Throws when the type is not found. */
    createTypedObject(location: LocationLike, module: string, typeName: string, contextInheritor?: ContextInheritor): TypedObject;
    createTypedObject(location: LocationLike, type: TypeObject, contextInheritor?: ContextInheritor): TypedObject;

    /** The value of an expression in the target's own language. Throws when it cannot be evaluated. */
    evaluateExpression(text: string, contextInheritor?: ContextInheritor): NativeValue;
    /** As `evaluateExpression`, with `context` as the expression's `this`. */
    evaluateExpressionInContext(context: ContextInheritor, text: string): NativeValue;
  }

  /** The global `host`. Members of phase 2 are `undefined` in phase 1. */
  interface Host extends Registration, Symbols {
    /** Phase 1. */
    readonly Int64: Int64Constructor;
    /**
     * Phase 1. The value of a text. Throws when it is no number.
     * @param radix 2, 8, 10 or 16
     */
    parseInt64(text: string, radix?: number): Int64;
    /** Phase 2. */
    readonly indexedValue: IndexedValueConstructor;
    /** Phase 1. */
    readonly metadata: Metadata;
    /** Phase 1. */
    readonly diagnostics: Diagnostics;

    /** Phase 2. What the user has current; a new wrapper at each access. `undefined` or an error where there is no target (not documented). */
    readonly currentSession: Session;
    /** Phase 2. */
    readonly currentProcess: Process;
    /** Phase 2. */
    readonly currentThread: Thread;
    /** Phase 2. */
    readonly namespace: RootNamespace;
    /** Phase 2. */
    readonly memory: Memory;
    /** Phase 2. */
    readonly typeSystem: TypeSystem;

    /** The host's own version, the version that the script declared, and further members that current debuggers show but nobody documents. */
    readonly currentApiVersionSupported: unknown;
    readonly currentApiVersionInitialized: unknown;
    readonly resourceFileName: unknown;
    readonly allowOutsidePropertyWrites: unknown;
    readonly createInstance: unknown;
    readonly resourceLookup: unknown;
  }
}
