/** A port of either generation: kind, owner, queues, state. */
import type { DescriptorOptions } from "../encode/security.ts";
import type { KernelObject } from "../kernel-object.ts";
import type { ScenarioConnection } from "./connection.ts";
import { queueNames, type QueueName, type ScenarioMessage } from "./message.ts";
import type { ScenarioProcess } from "./process.ts";
import type { CompletionListOptions, ScenarioResource } from "./resources.ts";
import type { PortResources } from "./port-resources.ts";
import type { ResourceMaker } from "./resource-maker.ts";
import type { ScenarioThread } from "./thread.ts";
import type { ScenarioCompletionPort } from "./waits.ts";

export type PortKind = "connection" | "server" | "client" | "unconnected";

export interface PortAttributeOptions {
  readonly flags?: number;
  readonly maxMessageLength?: number;
  readonly memoryBandwidth?: number;
  readonly maxPoolUsage?: number;
  readonly maxSectionSize?: number;
  readonly maxViewSize?: number;
  readonly maxTotalSectionSize?: number;
  readonly dupObjectTypes?: number;
}

export interface PortSecurityOptions {
  readonly kind?: "Static" | "Dynamic";
  /** `SECURITY_IMPERSONATION_LEVEL`: 0 anonymous to 3 delegation. */
  readonly level?: number;
  readonly effectiveOnly?: boolean;
  readonly token?: bigint;
}

/** Options of a port; all have plausible defaults. */
export interface PortOptions {
  readonly address?: bigint;
  readonly attributes?: PortAttributeOptions;
  readonly security?: PortSecurityOptions;
  /**
   * Who may use it: its security descriptor, as bytes if they are to be unusual; null for none. Default: what such
   * ports usually have.
   */
  readonly access?: DescriptorOptions | Uint8Array | null;
  readonly context?: bigint;
  readonly sequenceNo?: number;
  readonly grantedAccess?: number;
  readonly handle?: number;
  /** False: the owner holds no handle to it. */
  readonly hasHandle?: boolean;
  readonly pointerCount?: number;
  readonly handleCount?: number;
  /** Bits of `u1.s1` by name, in addition to those derived from the scene. */
  readonly state?: Readonly<Record<string, number>>;
  readonly waitable?: boolean;
  /** LPC: `Flags` in addition to the kind. */
  readonly flags?: number;
  /** LPC: address and count of the queue's semaphore. */
  readonly semaphoreAddress?: bigint;
  readonly semaphoreState?: number;
  readonly maxMessageLength?: number;
  readonly maxConnectionInfoLength?: number;
  readonly creator?: { readonly processId: number; readonly threadId: number };
}

export class ScenarioPort {
  readonly object: KernelObject;
  readonly kind: PortKind;
  readonly owner: ScenarioProcess;
  readonly options: PortOptions;
  /** Shared by both ends of a connection; a connection port has its own. 0 in the age of LPC. */
  communicationInfo = 0n;
  /** Of a connection port: in the order of its list. */
  readonly connections: ScenarioConnection[] = [];
  connection: ScenarioConnection | undefined;
  /** The owner process is gone: the low bit of `OwnerProcess` is set. */
  ownerGone = false;
  closed = false;
  disconnected = false;
  refused = false;
  readonly lengthOverrides: Partial<Record<QueueName | "Wait", number>> = {};
  /** Threads that wait to receive, in order of arrival. */
  readonly receivers: ScenarioThread[] = [];
  completionPort: ScenarioCompletionPort | undefined;
  completionKey = 0n;
  completionList:
    { readonly address: bigint; readonly header: bigint; readonly options: CompletionListOptions } | undefined;
  /** In the order of the resource list. */
  readonly resources: ScenarioResource[] = [];
  /** ALPC handles of its communication info: index is handle / 0x10. */
  readonly resourceHandles: ScenarioResource[] = [];
  handleArray = 0n;
  /** LPC: address of `_LPCP_NONPAGED_PORT_QUEUE` (0 where there is none) and of the semaphore in use. */
  nonPagedQueue = 0n;
  semaphore = 0n;
  clientThread: ScenarioThread | undefined;
  private readonly queues = new Map<QueueName, ScenarioMessage[]>(queueNames.map((name) => [name, []]));
  private readonly makesResources: ResourceMaker;

  constructor(
    object: KernelObject,
    kind: PortKind,
    owner: ScenarioProcess,
    options: PortOptions,
    makesResources: ResourceMaker,
  ) {
    this.object = object;
    this.kind = kind;
    this.owner = owner;
    this.options = options;
    this.makesResources = makesResources;
  }

  get address(): bigint {
    return this.object.address;
  }

  queue(name: QueueName): ScenarioMessage[] {
    const list = this.queues.get(name);
    if (list === undefined) {
      throw new Error(`no queue "${name}"`);
    }
    return list;
  }

  /** The named port that this one belongs to; itself for a connection port. */
  get connectionPort(): ScenarioPort {
    return this.connection?.connectionPort ?? this;
  }

  get serverPort(): ScenarioPort | undefined {
    return this.connection?.serverPort;
  }

  get clientPort(): ScenarioPort | undefined {
    return this.connection?.clientPort;
  }

  get peer(): ScenarioPort | undefined {
    if (this.kind === "client") {
      return this.serverPort;
    }
    return this.kind === "server" ? this.clientPort : undefined;
  }

  /** Gives it an I/O completion port to which those threads are bound. */
  hasCompletionPort(options: {
    threads: readonly ScenarioThread[];
    maximumCount?: number;
    key?: bigint;
    address?: bigint;
  }): ScenarioCompletionPort {
    const port = this.makesResources.completionPort(this, options);
    this.completionPort = port;
    this.completionKey = options.key ?? 0n;
    for (const thread of options.threads) {
      thread.isBoundTo(port);
    }
    return port;
  }

  /** Shares a ring of completed messages with its process. */
  hasCompletionList(options: CompletionListOptions): this {
    this.completionList = { ...this.makesResources.completionList(), options };
    return this;
  }

  /** ALPC sections, regions, views, reserves, security contexts and handle data of this port. */
  get creates(): PortResources {
    return this.makesResources.of(this);
  }

  /** The process closed its last handle: the port stays, without a name, for those that refer to it. */
  closes(): this {
    this.closed = true;
    for (const process of this.owner.system.processes) {
      process.closesHandlesTo(this.object);
    }
    this.object.name = undefined;
    this.object.directory = undefined;
    return this;
  }

  /** The owner's process object is gone. */
  losesOwner(): this {
    this.ownerGone = true;
    return this;
  }

  /** The other end went away. */
  disconnects(): this {
    this.disconnected = true;
    return this;
  }

  /** Makes the port claim a wrong length for a queue. */
  claimsLength(queue: QueueName | "Wait", length: number): this {
    this.lengthOverrides[queue] = length;
    return this;
  }
}
