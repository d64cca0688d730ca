declare namespace JsProvider {
  /**
   * A session: one thing being debugged. Each access may give a new wrapper: compare `Id`. Model
   * "Debugger.Models.Session".
   */
  interface Session extends NativeObject {
    /** A number or an Int64. */
    readonly Id: Integer;
    /** Indexed by process id. */
    readonly Processes: IndexedCollection<Process>;
    readonly Attributes: SessionAttributes;
  }

  /** Facts about a session. */
  interface SessionAttributes extends NativeObject {
    readonly Target: TargetAttributes;
    readonly Machine: MachineAttributes;
  }

  /** The kind of target. */
  interface TargetAttributes extends NativeObject {
    /** False: a user-mode process or its dump. */
    readonly IsKernelTarget: boolean;
    /** False: live. */
    readonly IsDumpTarget: boolean;
  }

  /** The machine of the target. In use in public scripts. */
  interface MachineAttributes extends NativeObject {
    /** Bytes of a pointer. */
    readonly PointerSize: Integer;
    /** Bytes of a page. */
    readonly PageSize: Integer;
  }

  /** A process of a session. Model "Debugger.Models.Process". */
  interface Process extends NativeObject {
    /** A number or an Int64. */
    readonly Id: Integer;
    readonly Name: string;
    /** Indexed by thread id. */
    readonly Threads: IndexedCollection<Thread>;
    readonly Modules: IndexedCollection<Module>;
    /** Kernel mode only: its `nt!_EPROCESS`. Throws without symbols. */
    readonly KernelObject: TypedObject;
    readonly Io: ProcessIo;
  }

  /** What a process has open. */
  interface ProcessIo extends NativeObject {
    /** Indexed by handle. */
    readonly Handles: IndexedCollection<ProcessHandle>;
  }

  /** An open handle of a process. */
  interface ProcessHandle extends NativeObject {
    readonly Handle: Integer;
    /** The object it opens; what can be asked of it depends on its type. */
    readonly Object: NativeObject;
  }

  /** A thread of a process. Model "Debugger.Models.Thread". */
  interface Thread extends NativeObject {
    /** A number or an Int64. */
    readonly Id: Integer;
    /** Kernel mode only: its `nt!_ETHREAD`. Throws without symbols. */
    readonly KernelObject: TypedObject;
    readonly Stack: Stack;
  }

  /** The call stack of a thread. */
  interface Stack extends NativeObject {
    /** The innermost first. */
    readonly Frames: IndexedCollection<StackFrame>;
  }

  /** A frame of a call stack. */
  interface StackFrame extends NativeObject {
    /** Local variables that are not parameters, by name. */
    readonly LocalVariables: NativeObject;
    /** Parameters, by name. */
    readonly Parameters: NativeObject;
  }

  /** A module in the address space of a process. */
  interface Module extends NativeObject {
    readonly Name: string;
    readonly BaseAddress: Int64;
    /** Bytes. */
    readonly Size: Integer;
  }
}
