declare namespace JsProvider {
  /** A session: one thing being debugged. Each access of `host.currentSession` may be a new wrapper: compare `Id`. */
  interface Session extends NativeObject {
    /** A number or an Int64. */
    readonly Id: Integer;
    readonly Processes: IndexedCollection<Process, Integer>;
    readonly Attributes: SessionAttributes;
  }
  interface SessionAttributes extends NativeObject {
    readonly Target: TargetAttributes;
    readonly Machine: NativeObject;
  }
  /** The kind of target. */
  interface TargetAttributes extends NativeObject {
    readonly IsKernelTarget: boolean;
    readonly IsDumpTarget: boolean;
  }
  /** A process of a session. */
  interface Process extends NativeObject {
    /** A number or an Int64. */
    readonly Id: Integer;
    readonly Name: string;
    readonly Threads: IndexedCollection<Thread, Integer>;
    readonly Modules: Collection<Module>;
    /** Kernel mode: the `nt!_EPROCESS`. Throws without symbols. */
    readonly KernelObject: TypedObject;
    readonly Io: ProcessIo;
  }
  interface ProcessIo extends NativeObject {
    readonly Handles: IndexedCollection<NativeObject, Integer>;
  }
  /** A thread of a process. */
  interface Thread extends NativeObject {
    /** A number or an Int64. */
    readonly Id: Integer;
    /** Kernel mode: the `nt!_ETHREAD`. Throws without symbols. */
    readonly KernelObject: TypedObject;
    readonly Stack: Stack;
  }
  /** A module of a process. */
  interface Module extends NativeObject {
    readonly Name: string;
    readonly BaseAddress: Int64;
    readonly Size: Integer;
  }
}
