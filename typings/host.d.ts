declare namespace JsProvider {
  /** `host.diagnostics`. Phase 1. */
  interface Diagnostics {
    /** Prints the arguments converted to strings; no newline is added. */
    debugLog(...args: readonly unknown[]): void;
    /** Whether the host prints errors that no script code catches. */
    logUnhandledExceptions: boolean;
  }

  /** `host.typeSystem`. Phase 2. */
  interface TypeSystem {
    /** A value that the debugger takes as of a native type. */
    marshalAs(value: unknown, module: string, typeName: string, contextInheritor?: ContextInheritor): unknown;
    readonly arrayDimension: unknown;
    readonly pointerKind: unknown;
  }

  /** The global `host`. */
  interface Host {
    /** Phase 1. */
    readonly Int64: Int64Constructor;
    /** Phase 1. The value of digits in `radix` (10 when absent, 16 after a `0x`). Throws when it is no number. */
    parseInt64(text: string, radix?: number): Int64;
    /** Phase 2. */
    readonly indexedValue: IndexedValueConstructor;

    readonly apiVersionSupport: ApiVersionSupportConstructor;
    readonly namedModelParent: NamedModelParentConstructor;
    readonly namedModelRegistration: NamedModelRegistrationConstructor;
    readonly namespacePropertyParent: NamespacePropertyParentConstructor;
    readonly typeSignatureRegistration: TypeSignatureConstructor;
    readonly typeSignatureExtension: TypeSignatureConstructor;
    readonly functionAlias: FunctionAliasConstructor;
    readonly optionalRecord: OptionalRecordConstructor;
    readonly metadata: Metadata;
    readonly diagnostics: Diagnostics;

    /** Phase 2. `typeName` is the pointer's type, with its `*`. Throws when the type is not found. */
    createPointerObject(address: LocationLike, module: string, typeName: string, contextInheritor?: ContextInheritor): PointerObject;
    createPointerObject(address: LocationLike, type: TypeObject, contextInheritor?: ContextInheritor): PointerObject;
    /** Phase 2. Throws when the type is not found. */
    createTypedObject(location: LocationLike, module: string, typeName: string, contextInheritor?: ContextInheritor): TypedObject;
    createTypedObject(location: LocationLike, type: TypeObject, contextInheritor?: ContextInheritor): TypedObject;
    /** Phase 2. Throws when symbols are not loaded or the type is not in them. */
    getModuleType(module: string, typeName: string, contextInheritor?: ContextInheritor): TypeObject;
    /** Phase 2. The object (or, of an intrinsic type, the value) at a global symbol. Pass `typeName` where symbols are public only. */
    getModuleSymbol(module: string, symbol: string, typeName?: string, contextInheritor?: ContextInheritor): any;
    getModuleSymbol(module: string, symbol: string, contextInheritor: ContextInheritor): any;
    /** Phase 2. */
    getModuleSymbolAddress(module: string, symbol: string, typeName?: string, contextInheritor?: ContextInheritor): Int64;
    getModuleSymbolAddress(module: string, symbol: string, contextInheritor: ContextInheritor): Int64;
    /** Phase 2. */
    getModuleContainingSymbol(location: LocationLike, contextInheritor?: ContextInheritor): any;
    /** Phase 2. */
    getModuleContainingSymbolInformation(location: LocationLike, contextInheritor?: ContextInheritor): ContainingSymbolInformation;
    /** Phase 2. */
    evaluateExpression(text: string, contextInheritor?: ContextInheritor): any;
    /** Phase 2. */
    evaluateExpressionInContext(context: ContextInheritor, text: string): any;

    /** Phase 2. A new wrapper at each access. */
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
  }
}
