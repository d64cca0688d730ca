declare namespace JsProvider {
  /** `host.namespace`: the root of the data model. Phase 2. */
  interface RootNamespace extends NativeObject {
    readonly Debugger: DebuggerNamespace;
  }

  /** `Debugger`, as `dx Debugger` shows it. */
  interface DebuggerNamespace extends NativeObject {
    readonly Sessions: IndexedCollection<Session>;
    readonly State: DebuggerState;
    readonly Settings: SettingsNode;
    readonly Utility: DebuggerUtility;
  }

  /** A node of the debugger's settings (the command `.settings`). Values can be set. */
  interface SettingsNode extends NativeObject {
    [name: string]: NativeValue;
  }

  /** State of the debugger itself. */
  interface DebuggerState extends NativeObject {
    /** `@$cursession` and its kin. In use in public scripts. */
    readonly DebuggerVariables: DebuggerVariables;
    readonly PseudoRegisters: PseudoRegisters;
    /** Loaded scripts by file name without `.js`. */
    readonly Scripts: LoadedScripts;
  }

  /** What the user has current. */
  interface DebuggerVariables extends NativeObject {
    readonly cursession: Session;
    readonly curprocess: Process;
    readonly curthread: Thread;
  }

  /** Loaded scripts by name. */
  interface LoadedScripts extends NativeObject {
    readonly [name: string]: LoadedScript | NativeValue;
  }

  /** A loaded script. */
  interface LoadedScript extends NativeObject {
    /** The script's global functions and variables, except those whose names begin with two underscores. */
    readonly Contents: NativeObject;
  }

  /** Pseudo-registers, in groups. */
  interface PseudoRegisters extends NativeObject {
    readonly General: GeneralPseudoRegisters;
  }

  /** `$ptrsize`, `$peb` and their kin, without the `$`. */
  interface GeneralPseudoRegisters extends NativeObject {
    /** Bytes of a pointer, of the current session only. */
    readonly ptrsize: Integer;
  }

  /** `Debugger.Utility`. Model "Debugger.Models.Utility". */
  interface DebuggerUtility extends NativeObject {
    readonly Control: ControlUtility;
    readonly Collections: CollectionsUtility;
    /**
     * Not there until the extension DbgModelApiXtn is loaded: WinDbg does so from its gallery, kd after `.load
     * DbgModelApiXtn`.
     */
    readonly FileSystem: FileSystem | undefined;
    readonly Objects: ObjectsUtility;
    readonly Code: CodeUtility;
  }

  /**
   * `Debugger.Utility.Control`. Signatures as the debugger's own help (`dx -v Debugger.Utility.Control`) gives them.
   */
  interface ControlUtility extends NativeObject {
    /**
     * Runs a debugger command; the lines of its output. No substitute for the model or memory in a shared extension.
     */
    ExecuteCommand(command: string): Collection<string>;
    /** Stops at a line of source. */
    SetBreakpointAtSourceLocation(sourceFile: string, sourceLine: number, moduleName?: string): Breakpoint;
    /**
     * Stops in a function.
     * @param functionOffset bytes from its start
     */
    SetBreakpointAtOffset(functionName: string, functionOffset: Integer, moduleName?: string): Breakpoint;
    /**
     * Stops when memory is accessed.
     * @param type "w" for writes only; reads and writes when absent
     * @param size bytes
     */
    SetBreakpointForReadWrite(address: LocationLike, type?: string, size?: number): Breakpoint;
    /** Changes the debugger's view of the registers, as `.cxr` does; the thread's own stay. */
    ChangeRegisterContext(
      inheritUnspecifiedValues: boolean,
      pc: Integer,
      sp: Integer,
      fp?: Integer,
      registers?: object,
    ): void;
    ChangeRegisterContext(inheritUnspecifiedValues: boolean, registers: object): void;
    /** The call stack that these registers begin. */
    WalkStackForRegisterContext(
      inheritUnspecifiedValues: boolean,
      pc: Integer,
      sp: Integer,
      fp?: Integer,
      registers?: object,
    ): Stack;
    WalkStackForRegisterContext(inheritUnspecifiedValues: boolean, registers: object): Stack;
  }

  /** A breakpoint. Members in use in public scripts. */
  interface Breakpoint extends NativeObject {
    readonly Id: Integer;
    /** A `dx` expression: the target stops only where it is true. */
    Condition: string;
    /** Takes it away. */
    Remove(): void;
  }

  /** `Debugger.Utility.Collections`. In use in public scripts. */
  interface CollectionsUtility extends NativeObject {
    /** A collection of the arguments. */
    CreateArray<Item>(...items: readonly Item[]): IndexedCollection<Item>;
    /**
     * Walks a `LIST_ENTRY`. Trusts the list: one that is broken never ends.
     * @param typeName the elements' type with its module, "nt!_EPROCESS"
     * @param fieldName the element's field by which it is linked
     */
    FromListEntry(listEntry: TypedObject, typeName: string, fieldName: string): Collection<TypedObject>;
  }

  /** `Debugger.Utility.Objects`. */
  interface ObjectsUtility extends NativeObject {
    /**
     * An object of a model that can be constructed, "Debugger.Models.TTD.Position" for example. In use in Microsoft's
     * samples.
     */
    CreateInstance(modelName: string, ...args: readonly unknown[]): NativeValue;
  }

  /** `Debugger.Utility.Code` (documented by Microsoft). */
  interface CodeUtility extends NativeObject {
    /** @param architecture "X64" when absent */
    CreateDisassembler(architecture?: "Arm" | "Arm64" | "X64" | "X86"): NativeObject;
  }
}
