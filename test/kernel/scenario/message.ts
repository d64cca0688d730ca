/** A message: what it says, whose it is, on which queue it lies. */
import type { ScenarioConnection } from "./connection.ts";
import type { ScenarioPort } from "./port.ts";
import type { ScenarioHandleData, ScenarioReserve, ScenarioSecurityData, ScenarioView } from "./resources.ts";
import type { ScenarioThread } from "./thread.ts";

/** Low byte of `_PORT_MESSAGE.u2.s2.Type`. */
export const messageTypes = {
  LPC_REQUEST: 1,
  LPC_REPLY: 2,
  LPC_DATAGRAM: 3,
  LPC_LOST_REPLY: 4,
  LPC_PORT_CLOSED: 5,
  LPC_CLIENT_DIED: 6,
  LPC_EXCEPTION: 7,
  LPC_DEBUG_EVENT: 8,
  LPC_ERROR_EVENT: 9,
  LPC_CONNECTION_REQUEST: 10,
  LPC_CONNECTION_REPLY: 11,
  LPC_CANCELED: 12,
} as const;
export type MessageTypeName = keyof typeof messageTypes;

export type QueueName = "Main" | "LargeMessage" | "Pending" | "Direct" | "Canceled";
export const queueNames: readonly QueueName[] = ["Main", "LargeMessage", "Pending", "Direct", "Canceled"];

export type DataLocation = "Inline" | "ExtensionBuffer" | "UserMemory";

/** What a scene says about a message; everything has a plausible default. */
export interface MessageOptions {
  readonly address?: bigint;
  readonly id?: number;
  readonly callbackId?: number;
  readonly sequenceNo?: number;
  readonly type?: MessageTypeName;
  /** High bits of the type, such as 0x2000 (continuation required). */
  readonly typeFlags?: number;
  /** Bytes, text (as UTF-16), or a number of zero bytes. */
  readonly data?: Uint8Array | string | number;
  readonly location?: DataLocation;
  readonly totalLength?: number;
  readonly queue?: QueueName;
  readonly clientContext?: bigint;
  readonly serverContext?: bigint;
  readonly portContext?: bigint;
  readonly cancelPortContext?: bigint;
  readonly securityData?: ScenarioSecurityData | bigint;
  readonly view?: ScenarioView;
  readonly handleData?: ScenarioHandleData;
  readonly reserve?: ScenarioReserve;
  /** `DirectEvent.Value`, Windows 10 on. */
  readonly directEvent?: bigint;
  /** `WorkOnBehalfData.Ticket`, Windows 10 1607 on. */
  readonly workOnBehalf?: { readonly threadId: number; readonly creationTimeLow: number };
  readonly state?: Readonly<Record<string, number>>;
  /** Linked on the resource list of its owner port. */
  readonly onResourceList?: boolean;
  /** LPC: memory whose contents the server may read. */
  readonly dataInfo?: readonly { readonly base: bigint; readonly length: number }[];
  readonly secondsAgo?: number;
}

export class ScenarioMessage {
  readonly address: bigint;
  readonly id: number;
  readonly type: MessageTypeName;
  readonly data: Uint8Array;
  readonly options: MessageOptions;
  /** Where the payload lies; 0 when there is none. */
  readonly dataAddress: bigint;
  sender: ScenarioThread;
  ownerPort: ScenarioPort | undefined;
  connection: ScenarioConnection | undefined;
  queue: QueueName | undefined;
  /** Port on whose queue it is, or claims to be. */
  queuePort: ScenarioPort | undefined;
  waitingThread: ScenarioThread | undefined;
  serverThread: ScenarioThread | undefined;
  canceled = false;
  /** LPC: the message's memory has been freed. */
  freed = false;

  constructor(
    place: { address: bigint; dataAddress: bigint; id: number; data: Uint8Array },
    sender: ScenarioThread,
    options: MessageOptions,
  ) {
    this.address = place.address;
    this.dataAddress = place.dataAddress;
    this.id = place.id;
    this.data = place.data;
    this.sender = sender;
    this.type = options.type ?? "LPC_REQUEST";
    this.options = options;
  }

  get location(): DataLocation | "None" {
    return this.data.length === 0 ? "None" : (this.options.location ?? "Inline");
  }

  get callbackId(): number {
    return this.options.callbackId ?? 0;
  }

  get sequenceNo(): number {
    return this.options.sequenceNo ?? 0;
  }

  get typeFlags(): number {
    return this.options.typeFlags ?? (this.type === "LPC_REQUEST" ? 0x2000 : 0);
  }

  /** Puts it at the end of a port's queue. */
  goesOn(port: ScenarioPort, queue: QueueName): void {
    this.leavesQueue();
    port.queue(queue).push(this);
    this.queuePort = port;
    this.queue = queue;
  }

  /** Takes it off its queue. */
  leavesQueue(): void {
    const list = this.queue === undefined ? undefined : this.queuePort?.queue(this.queue);
    const position = list?.indexOf(this) ?? -1;
    if (position >= 0) {
      list?.splice(position, 1);
    }
    this.queue = undefined;
    this.queuePort = undefined;
  }

  /** The client gave up: the message moves to the canceled queue of the port where it was. */
  isCanceled(): this {
    const port = this.queuePort;
    if (port === undefined) {
      throw new Error("only a queued message can be canceled");
    }
    this.goesOn(port, "Canceled");
    this.canceled = true;
    this.waitingThread = undefined;
    return this;
  }
}

/** Payload bytes of a message's data. */
export function messageData(data: MessageOptions["data"]): Uint8Array {
  if (data === undefined) {
    return new Uint8Array(0);
  }
  if (typeof data === "number") {
    return new Uint8Array(data);
  }
  if (typeof data !== "string") {
    return data;
  }
  const bytes = new Uint8Array(data.length * 2);
  for (let i = 0; i < data.length; i++) {
    new DataView(bytes.buffer).setUint16(i * 2, data.charCodeAt(i), true);
  }
  return bytes;
}
