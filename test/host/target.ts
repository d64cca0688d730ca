/**
 * What the simulated debugger debugs: memory, modules with symbols and types, processes and threads.
 * `test/kernel` builds targets of this shape; `test/host` shows them to a script the way JsProvider would.
 */

/** One member of a structure: where it lies and what it is. */
export interface FieldLayout {
  /** Bytes from the start of the structure. */
  readonly offset: number;
  /** C type: a name, `name*`, `name[n]`, or `Parent::field` for a struct or union without a name. */
  readonly type: string;
  /** For a bit field: first bit and number of bits within the storage unit `type` at `offset`. */
  readonly bit?: readonly [position: number, length: number];
}

/** A struct or union as the symbols of a module describe it. */
export interface TypeLayout {
  readonly kind: "struct" | "union";
  /** Bytes. */
  readonly size: number;
  readonly fields: Readonly<Record<string, FieldLayout>>;
}

/** The types of one module of one build. */
export interface LayoutTable {
  /** For display: "Windows 7 SP1 x64". */
  readonly build: string;
  readonly arch: "x86" | "x64" | "arm64";
  readonly pointerSize: 4 | 8;
  readonly types: Readonly<Record<string, TypeLayout>>;
  readonly enums: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Sizes in bytes of enums that do not have four. */
  readonly enumSizes?: Readonly<Record<string, 1 | 2 | 4 | 8>>;
  /** Offsets from the module's base. */
  readonly symbols: Readonly<Record<string, number>>;
}

/** A symbol: public ones (no `type`) have only an address. */
export interface SymbolFacts {
  readonly address: bigint;
  readonly type?: string;
}

export interface SimulatedModule {
  /** As the debugger names it: "nt", not "ntoskrnl.exe". */
  readonly name: string;
  readonly base: bigint;
  /** Bytes. */
  readonly size: number;
  /** File version, for example "10.0.19041.1"; absent if not needed. */
  readonly version?: string;
  /** Absent while no symbols are loaded: every type and symbol lookup throws. */
  readonly layout?: LayoutTable;
  readonly symbols: ReadonlyMap<string, SymbolFacts>;
}

export interface SimulatedThread {
  readonly id: number;
  /** Address of the `_ETHREAD`. */
  readonly object: bigint;
}

/** A handle as the engine itself decodes it, for `Process.Io.Handles`. */
export interface SimulatedHandle {
  readonly handle: number;
  /** Body of the object. */
  readonly object: bigint;
  readonly typeName: string;
  readonly name: string;
  readonly grantedAccess: number;
}

export interface SimulatedProcess {
  readonly id: number;
  readonly name: string;
  /** Address of the `_EPROCESS`. */
  readonly object: bigint;
  readonly threads: readonly SimulatedThread[];
  /** Computed when asked for. */
  handles(): readonly SimulatedHandle[];
}

/** Virtual memory. Kernel addresses are the same in every process; user addresses belong to one. */
export interface TargetMemory {
  /**
   * The bytes, or undefined when any of them is unreadable. `process`: the address space; the current one when absent.
   */
  read(address: bigint, length: number, process?: SimulatedProcess): Uint8Array | undefined;
  /** False (and nothing written) when any byte is unwritable. */
  write(address: bigint, bytes: Uint8Array, process?: SimulatedProcess): boolean;
  /**
   * First addresses of the pages that exist, where the target can tell: the kernel's, or of user memory those of a
   * process.
   */
  mappedPages?(process?: SimulatedProcess): readonly bigint[];
  /**
   * Why a byte cannot be read, as "not in this dump: ...", where the target knows; undefined for one that can. Scripts
   * never see it.
   */
  explain?(address: bigint, process?: SimulatedProcess): string | undefined;
}

/** One thing being debugged: a kernel, live or dumped, or a user-mode process. */
export interface SimulatedTarget {
  /** For display, in the form of the session's own. */
  readonly description: string;
  readonly isKernel: boolean;
  /** A dump: its clock and its memory stand still. */
  readonly isDump: boolean;
  readonly pointerSize: 4 | 8;
  readonly modules: readonly SimulatedModule[];
  readonly memory: TargetMemory;
  /** As the engine enumerates them now. */
  processes(): readonly SimulatedProcess[];
  currentProcess(): SimulatedProcess;
  currentThread(): SimulatedThread;
}
