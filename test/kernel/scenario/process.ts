/** A process: its threads, handles, ports and the special ports that the kernel keeps for it. */
import { HandleTable, type HandleEntry } from "../handle-table.ts";
import type { KernelObject } from "../kernel-object.ts";
import type { ScenarioConnection } from "./connection.ts";
import type { KernelScenario } from "./scenario.ts";
import type { PortOptions, ScenarioPort } from "./port.ts";
import type { ScenarioView } from "./resources.ts";
import type { TokenOptions } from "./security.ts";
import type { ScenarioThread } from "./thread.ts";
import { type Freeze, type ThreadOptions } from "./thread.ts";
import { createLoaderLock, ScenarioCriticalSection, userPath, type CriticalSectionOptions } from "./user-memory.ts";
import type { Waitable, WaitOptions } from "./waits.ts";

export interface ProcessOptions {
  readonly id?: number;
  readonly address?: bigint;
  /** Absent for processes without a session. */
  readonly session?: number;
  readonly parent?: ScenarioProcess;
  /** Full path of the image. */
  readonly path?: string;
  readonly secondsAgo?: number;
  /** As the process's own memory holds it. Default: the path of its image. */
  readonly commandLine?: string;
  /** Its user. Default: the usual one of such processes. */
  readonly token?: TokenOptions;
}

/** One of the fields that may hold a port, a marker or nothing. */
export type SpecialPort =
  | { readonly kind: "none" }
  | { readonly kind: "port"; readonly port: ScenarioPort }
  | { readonly kind: "marker"; readonly value: bigint };

export interface ConnectOptions extends PortOptions {
  /** Default: true. False leaves the request on the connection port's queue. */
  readonly accepted?: boolean;
  readonly serverPort?: PortOptions;
  readonly communicationInfo?: bigint;
}

/** Room between the process parameters, with the longest texts, and the data that a scene puts into user memory. */
const PARAMETERS_BEFORE = 0x4_0000n;

export class ScenarioProcess implements Waitable {
  readonly dispatcherKind = "process";
  readonly system: KernelScenario;
  readonly object: KernelObject;
  readonly id: number;
  readonly name: string;
  readonly options: ProcessOptions;
  readonly threads: ScenarioThread[] = [];
  readonly views: ScenarioView[] = [];
  readonly imagePath: { readonly text: string; readonly information: bigint };
  handleTable: HandleTable | undefined;
  /** Tick count of its start. */
  readonly createdAt: bigint;
  /** Tick count of its end. */
  exitedAt: bigint | undefined;
  debugObject: KernelObject | undefined;
  exceptionPort: SpecialPort = { kind: "none" };
  /** Low 3 bits of the exception port's field, Vista on. */
  exceptionPortState = 0;
  securityPort: SpecialPort = { kind: "none" };
  /** Undefined for a process that is not frozen. */
  freeze: Freeze | undefined;
  /** It is exiting; its threads end one after the other. */
  isEnding = false;
  readonly commandLine: string;
  /** Address of its `_RTL_USER_PROCESS_PARAMETERS`. */
  readonly parameters: bigint;
  readonly criticalSections: ScenarioCriticalSection[] = [];
  /** Once the process has critical sections. */
  loaderLock: ScenarioCriticalSection | undefined;
  /** Next free user address, for payloads that stay with the sender. */
  nextUserAddress: bigint;

  constructor(system: KernelScenario, object: KernelObject, id: number, name: string, options: ProcessOptions) {
    const { machine } = system;
    this.system = system;
    this.object = object;
    this.id = id;
    this.name = name;
    this.options = options;
    this.createdAt = system.clock.ticksAgo(options.secondsAgo ?? 600);
    this.handleTable = new HandleTable(machine);
    const text = options.path ?? `\\Device\\HarddiskVolume2\\Windows\\System32\\${name}`;
    this.imagePath = {
      text,
      information: machine.allocate("paged", machine.sizeOf("_OBJECT_NAME_INFORMATION") + text.length * 2, "SeOp"),
    };
    this.commandLine = options.commandLine ?? userPath(text);
    this.parameters = machine.addresses.userData - PARAMETERS_BEFORE;
    this.nextUserAddress = machine.addresses.userData;
  }

  get address(): bigint {
    return this.object.address;
  }

  get hasExited(): boolean {
    return this.exitedAt !== undefined;
  }

  /** Threads that still run. */
  get activeThreads(): ScenarioThread[] {
    return this.threads.filter((thread) => thread.state !== "Terminated");
  }

  thread(options: ThreadOptions = {}): ScenarioThread {
    const thread = this.system.createThread(this, options);
    this.threads.push(thread);
    return thread;
  }

  /** A handle to any object. */
  opens(object: KernelObject, options: { access?: number; handle?: number } = {}): HandleEntry {
    if (this.handleTable === undefined) {
      throw new Error(`${this.name} has exited`);
    }
    return this.handleTable.add(object, options.access ?? 0x1f0001, options.handle);
  }

  closesHandlesTo(object: KernelObject): void {
    for (const entry of this.handleTable?.sorted() ?? []) {
      if (entry.object === object) {
        this.handleTable?.remove(entry.handle);
      }
    }
  }

  /** A connection port, named by its full path; without a path it has no name. */
  createsPort(path?: string, options: PortOptions = {}): ScenarioPort {
    return this.system.ports.createConnectionPort(this, path, options);
  }

  /** LPC: a port that connects to nobody. */
  createsUnconnectedPort(options: PortOptions = {}): ScenarioPort {
    return this.system.ports.createUnconnectedPort(this, options);
  }

  /** Connects to a connection port: a client port here, a server port there, one communication info for both. */
  connectsTo(port: ScenarioPort, options: ConnectOptions = {}): ScenarioConnection {
    return this.system.ports.connect(this, port, options);
  }

  /**
   * The system freezes it, as it does with packaged applications in the background: all its threads stop, whatever they
   * did.
   */
  isFrozen(options: WaitOptions & { freeze?: Freeze } = {}): this {
    this.freeze = options.freeze ?? "normal";
    for (const thread of this.activeThreads) {
      thread.isFrozen(options);
    }
    return this;
  }

  /** Room in its own memory. */
  userLocal(size: number): bigint {
    const address = this.nextUserAddress;
    this.nextUserAddress += BigInt(Math.ceil(size / 0x10) * 0x10);
    return address;
  }

  /** A critical section in its memory, held by one of its threads or free. */
  criticalSection(options: CriticalSectionOptions = {}): ScenarioCriticalSection {
    this.useLoaderLock();
    const section = new ScenarioCriticalSection(this, options);
    this.criticalSections.push(section);
    return section;
  }

  /** All sections in its memory, the loader lock first. */
  get allSections(): readonly ScenarioCriticalSection[] {
    return this.loaderLock === undefined ? this.criticalSections : [this.loaderLock, ...this.criticalSections];
  }

  /** Its loader lock, free until a scene says otherwise. */
  useLoaderLock(): ScenarioCriticalSection {
    return (this.loaderLock ??= createLoaderLock(this));
  }

  /** It is being terminated, but threads of it still exist. */
  isExiting(): this {
    this.isEnding = true;
    for (const thread of this.activeThreads) {
      thread.isExiting();
    }
    return this;
  }

  /** It is swapped out: its ready threads wait for its pages. */
  isSwappedOut(): this {
    for (const thread of this.activeThreads) {
      if (thread.state !== "Waiting") {
        thread.runs("WaitingForProcessInSwap");
      }
    }
    return this;
  }

  /** A debugger is attached: `DebugPort` leads to a debug object, to which the debugger has a handle. */
  hasDebugger(debuggerProcess?: ScenarioProcess): KernelObject {
    this.debugObject = this.system.createDebugObject();
    debuggerProcess?.opens(this.debugObject, { access: 0x1f000f });
    return this.debugObject;
  }

  /** `state`: the low bits of the field, Vista on. */
  hasExceptionPort(port: ScenarioPort, state = 1): this {
    this.exceptionPort = { kind: "port", port };
    this.exceptionPortState = state;
    return this;
  }

  hasSecurityPort(port: ScenarioPort | bigint): this {
    this.securityPort = typeof port === "bigint" ? { kind: "marker", value: port } : { kind: "port", port };
    return this;
  }

  /**
   * The process ends: its threads and handles are gone, its object stays because something refers to it. Its ports lose
   * their names and their owner; the other ends of its connections are disconnected.
   */
  exits(): this {
    for (const thread of this.threads) {
      thread.exits();
    }
    for (const port of this.system.ports.all.filter(({ owner }) => owner === this)) {
      port.closes().losesOwner();
      port.peer?.disconnects();
      for (const connection of port.connections) {
        connection.clientPort.disconnects();
      }
    }
    for (const entry of this.handleTable?.sorted() ?? []) {
      this.handleTable?.remove(entry.handle);
    }
    this.handleTable = undefined;
    this.exitedAt = this.system.clock.tickCount;
    return this;
  }
}
