/** One opened target: its processes as of the current stop, its types, and every access to its memory. */
import type { Counters } from "./counters.ts";
import type { HostMood } from "./moods.ts";
import type { ScriptModel } from "./models.ts";
import { advanceClock } from "./target-clock.ts";
import type { SimulatedModule, SimulatedProcess, SimulatedTarget, SymbolFacts } from "./target.ts";
import { TypeTable } from "./type-info.ts";

/** Where a lookup or a read takes place: a session, and the process whose user addresses are meant. */
export interface TargetContext {
  readonly session: SimulatedSession;
  /** Absent: the session's current process. */
  readonly process?: SimulatedProcess;
}

export interface SessionOptions {
  /** A kernel debugging its own machine: the target never stops, so its clock moves with every read. */
  readonly localKernel?: boolean;
}

export class SimulatedSession {
  readonly Id: number;
  readonly target: SimulatedTarget;
  /** Parent models that scripts attached to single model objects, by the object's identity. */
  readonly addedModels = new Map<string, ScriptModel[]>();
  private readonly options: SessionOptions;
  private readonly counters: Counters;
  private readonly mood: HostMood;
  private readonly typeTables = new Map<SimulatedModule, TypeTable>();
  private processes: readonly SimulatedProcess[] | undefined;
  private byId: ReadonlyMap<number, SimulatedProcess> | undefined;
  private closed = false;

  constructor(id: number, target: SimulatedTarget, options: SessionOptions, counters: Counters, mood: HostMood) {
    this.Id = id;
    this.target = target;
    this.options = options;
    this.counters = counters;
    this.mood = mood;
  }

  get isOpen(): boolean {
    return !this.closed;
  }

  close(): void {
    this.closed = true;
  }

  /** Processes as enumerated at this stop. */
  processList(): readonly SimulatedProcess[] {
    this.processes ??= this.target.processes();
    return this.processes;
  }

  /** The process of an id at this stop. */
  findProcess(id: number): SimulatedProcess | undefined {
    this.byId ??= new Map(this.processList().map((process) => [process.id, process]));
    return this.byId.get(id);
  }

  /** The target runs and breaks again; `change` is what happens to it meanwhile. Throws for a dump. */
  run(change?: () => void): void {
    if (this.target.isDump) {
      throw new Error("A dump does not run");
    }
    advanceClock(this.target.memory, this.target.pointerSize, 64n);
    change?.();
    this.processes = undefined;
    this.byId = undefined;
  }

  findModule(name: string): SimulatedModule | undefined {
    return this.target.modules.find((module) => module.name === name);
  }

  /**
   * A symbol of a module; undefined while its symbols are not loaded. Seen with 32-bit targets: public symbols, which
   * have no type, are found by their decorated name only, `_Name`, whether the debug file is a public one or made by
   * Microsoft's compiler.
   */
  findSymbol(module: SimulatedModule, name: string): SymbolFacts | undefined {
    if (module.layout === undefined) {
      return undefined;
    }
    const exact = module.symbols.get(name);
    if (!this.isSeen32 || (exact !== undefined && (exact.type !== undefined || name.startsWith("_")))) {
      return exact;
    }
    const plain = name.startsWith("_") ? module.symbols.get(name.slice(1)) : undefined;
    return plain?.type === undefined ? plain : undefined;
  }

  /** Whether the target has 32 bits and the mood is that of the engine as seen with such targets. */
  get isSeen32(): boolean {
    return this.target.pointerSize === 4 && this.mood.targets32 === "seen";
  }

  /** Whether the engine lists no processes, a consequence of the decorated names in 32-bit kernels. */
  get hasNoProcesses(): boolean {
    return this.isSeen32 && this.target.isKernel;
  }

  /** Types of a module; undefined while its symbols are not loaded. */
  typesOf(module: SimulatedModule): TypeTable | undefined {
    if (module.layout === undefined) {
      return undefined;
    }
    const known = this.typeTables.get(module);
    if (known !== undefined) {
      return known;
    }
    const table = new TypeTable(module.layout);
    this.typeTables.set(module, table);
    return table;
  }

  /** A 64-bit value as an address of the target. Of a 32-bit target the high half is ignored. */
  toAddress(bits: bigint): bigint {
    return BigInt.asUintN(this.target.pointerSize * 8, bits);
  }

  /** An address as the host hands it to scripts. Addresses that a script extended itself stay as they are. */
  fromAddress(address: bigint): bigint {
    if (this.target.pointerSize === 8 || address > 0xffffffffn) {
      return BigInt.asUintN(64, address);
    }
    return this.mood.pointers32 === "sign"
      ? BigInt.asUintN(64, BigInt.asIntN(32, address))
      : BigInt.asUintN(32, address);
  }

  /** Whether the byte at an address can be read; not counted. */
  canRead(address: bigint, process: SimulatedProcess | undefined): boolean {
    return this.readRaw(address, 1, process) !== undefined;
  }

  /** The bytes, counted; undefined when any of them is unreadable. */
  read(address: bigint, length: number, process: SimulatedProcess | undefined): Uint8Array | undefined {
    if (this.options.localKernel === true) {
      advanceClock(this.target.memory, this.target.pointerSize, 1n);
    }
    const bytes = this.readRaw(address, length, process);
    if (bytes === undefined) {
      return undefined;
    }
    this.counters.countBytes(length);
    return bytes;
  }

  /**
   * Kernel memory is there whichever process is current, even if the debugger cannot name one; user memory is then that
   * of the target's own current process.
   */
  private readRaw(address: bigint, length: number, process: SimulatedProcess | undefined): Uint8Array | undefined {
    return this.target.memory.read(address, length, process ?? this.currentProcess());
  }

  private currentProcess(): SimulatedProcess | undefined {
    try {
      return this.target.currentProcess();
    } catch {
      return undefined;
    }
  }
}
