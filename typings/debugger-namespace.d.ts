declare namespace JsProvider {
  /** `host.namespace`: the root of the data model. */
  interface RootNamespace extends NativeObject {
    readonly Debugger: DebuggerNamespace;
  }
  interface DebuggerNamespace extends NativeObject {
    readonly Sessions: IndexedCollection<Session, Integer>;
    readonly State: DebuggerState;
    readonly Settings: NativeObject;
    readonly Utility: DebuggerUtility;
  }
  interface DebuggerState extends NativeObject {
    readonly PseudoRegisters: PseudoRegisters;
    readonly Scripts: NativeObject;
  }
  interface PseudoRegisters extends NativeObject {
    readonly General: GeneralPseudoRegisters;
  }
  interface GeneralPseudoRegisters extends NativeObject {
    /** Bytes of a pointer, of the current session only. */
    readonly ptrsize: number;
  }
  interface DebuggerUtility extends NativeObject {
    readonly Control: ControlUtility;
    readonly Collections: CollectionsUtility;
    readonly FileSystem: FileSystem;
    readonly Objects: ObjectsUtility;
  }
  interface ControlUtility extends NativeObject {
    /** Runs a command and answers its output, line by line. */
    ExecuteCommand(command: string): Collection<string>;
  }
  interface CollectionsUtility extends NativeObject {}
  interface ObjectsUtility extends NativeObject {}
}
