/** Makes messages and moves them the way the kernel of either generation does. */
import { PAGE_SIZE } from "../sparse-memory.ts";
import type { ScenarioConnection } from "./connection.ts";
import { messageData, ScenarioMessage, type MessageOptions } from "./message.ts";
import type { ScenarioPort } from "./port.ts";
import type { ConnectOptions } from "./process.ts";
import type { KernelScenario } from "./scenario.ts";
import type { ScenarioThread } from "./thread.ts";
import type { Waitable } from "./waits.ts";

const FIRST_ALPC_ID = 0x10;
const FIRST_LPC_ID = 0x2_2100;
/** Bytes of `_LPCP_CONNECTION_MESSAGE` before the client's own data, in pointers: two views, a port, a section. */
const LPC_CONNECTION_POINTERS = 11;

export class MessageMaker {
  readonly all: ScenarioMessage[] = [];
  private readonly system: KernelScenario;
  private nextId: number;

  constructor(system: KernelScenario) {
    this.system = system;
    this.nextId = system.machine.hasAlpc ? FIRST_ALPC_ID : FIRST_LPC_ID;
  }

  /** The id that the next message gets. */
  get nextMessageId(): number {
    return this.nextId;
  }

  ask(thread: ScenarioThread, connection: ScenarioConnection, options: MessageOptions): ScenarioMessage {
    const message = this.send(thread, connection, { type: "LPC_REQUEST", ...options });
    this.awaitReply(thread, message, options.secondsAgo);
    return message;
  }

  send(thread: ScenarioThread, connection: ScenarioConnection, options: MessageOptions): ScenarioMessage {
    const own = this.endOf(thread, connection);
    const message = this.create(thread, { type: "LPC_DATAGRAM", ...options });
    message.ownerPort = own;
    message.connection = connection;
    const target = own === connection.clientPort ? connection.connectionPort : connection.clientPort;
    message.goesOn(target, options.queue ?? "Main");
    if (options.onResourceList === true && options.reserve !== undefined) {
      options.reserve.message = message.address;
    }
    return message;
  }

  askToConnect(
    thread: ScenarioThread,
    port: ScenarioPort,
    options: ConnectOptions & { message?: MessageOptions },
  ): ScenarioConnection {
    const connection = thread.process.connectsTo(port, {
      ...options,
      accepted: false,
      ...(this.system.machine.hasAlpc ? {} : { hasHandle: false }),
    });
    const information = messageData(options.message?.data);
    const data = this.system.machine.hasAlpc ? information : this.lpcConnectionData(connection, information);
    const request = this.create(thread, { typeFlags: 0, ...options.message, type: "LPC_CONNECTION_REQUEST", data });
    request.connection = connection;
    request.ownerPort = connection.clientPort;
    request.goesOn(port, "Main");
    connection.request = request;
    this.awaitReply(thread, request, options.message?.secondsAgo);
    if (!this.system.machine.hasAlpc) {
      thread.replyMessage = request;
      if (thread.wait !== undefined) {
        thread.begins({ ...thread.wait, reason: "Executive" });
      }
    }
    return connection;
  }

  receive(thread: ScenarioThread, message: ScenarioMessage): void {
    const queuePort = message.queuePort;
    message.leavesQueue();
    thread.runs();
    if (!this.system.machine.hasAlpc) {
      thread.receivedMessageId = message.id;
      thread.receivedIdValid = true;
      message.freed = true;
      if (message.waitingThread?.awaits !== undefined && message.type === "LPC_REQUEST") {
        message.waitingThread.awaits = { ...message.waitingThread.awaits, message: undefined };
      }
      this.keepForDataInfo(message);
    } else if (queuePort !== undefined && message.waitingThread !== undefined) {
      message.goesOn(queuePort, "Pending");
    }
    message.serverThread = thread;
  }

  reply(thread: ScenarioThread, message: ScenarioMessage): void {
    message.leavesQueue();
    const client = message.waitingThread;
    message.waitingThread = undefined;
    message.serverThread = undefined;
    if (client !== undefined) {
      client.awaits = undefined;
      client.runs();
    }
    thread.receivedIdValid = false;
    const position = this.all.indexOf(message);
    if (position >= 0) {
      this.all.splice(position, 1);
    }
  }

  /** A message that lies on no queue, as the kernel leaves one behind when something went wrong. */
  createLoose(thread: ScenarioThread, connection: ScenarioConnection, options: MessageOptions): ScenarioMessage {
    const message = this.create(thread, options);
    message.connection = connection;
    message.ownerPort = this.endOf(thread, connection);
    return message;
  }

  /** What a thread blocks on while it waits to receive: its own semaphore, or in the age of LPC the port's. */
  receiveSemaphore(thread: ScenarioThread, port: ScenarioPort): Waitable {
    if (this.system.machine.hasAlpc) {
      return this.replySemaphore(thread);
    }
    if (port.semaphore === 0n) {
      throw new Error("a server communication port has no queue: requests arrive at its connection port");
    }
    return { address: port.semaphore, dispatcherKind: "semaphore" };
  }

  /** The semaphore inside the thread on which it blocks for a reply. */
  replySemaphore(thread: ScenarioThread): Waitable {
    const field = this.system.machine.hasAlpc ? "AlpcWaitSemaphore" : "LpcReplySemaphore";
    return { address: thread.address + this.system.machine.offsetOf("_ETHREAD", field), dispatcherKind: "semaphore" };
  }

  /** Makes a thread wait for the reply to a message. */
  awaitReply(thread: ScenarioThread, message: ScenarioMessage, secondsAgo = 1): void {
    message.waitingThread = thread;
    thread.awaits = { messageId: message.id, message, port: message.ownerPort, chainPort: this.chainPortOf(message) };
    thread.waitsFor(this.replySemaphore(thread), { reason: "WrLpcReply", secondsAgo });
  }

  private create(sender: ScenarioThread, options: MessageOptions): ScenarioMessage {
    const data = messageData(options.data);
    const inline = (options.location ?? "Inline") === "Inline" ? data.length : 0;
    const { machine } = this.system;
    const id = options.id ?? this.nextId;
    if (options.id === undefined) {
      this.nextId = this.idAfter(id);
    }
    const address = machine.hasAlpc
      ? this.system.resources.blob("_KALPC_MESSAGE", "AlMs", options.address, inline)
      : machine.allocate(
          "paged",
          Math.max(machine.sizeOf("_LPCP_MESSAGE"), this.lpcDataOffset) + data.length,
          "LpcM",
          options.address,
        );
    const message = new ScenarioMessage(
      { address, dataAddress: this.placeData(sender, address, data, options), id, data },
      sender,
      options,
    );
    this.all.push(message);
    return message;
  }

  /** ALPC ids are handles of a table: they count in fours, and the first entry of each page has none. */
  private idAfter(id: number): number {
    const { machine } = this.system;
    if (!machine.hasAlpc) {
      return id + 1;
    }
    const perPage = PAGE_SIZE / machine.sizeOf("_HANDLE_TABLE_ENTRY");
    return ((id + 4) / 4) % perPage === 0 ? id + 8 : id + 4;
  }

  private get lpcDataOffset(): number {
    const { machine } = this.system;
    return Number(machine.offsetOf("_LPCP_MESSAGE", "Request")) + machine.sizeOf("_PORT_MESSAGE");
  }

  private placeData(sender: ScenarioThread, message: bigint, data: Uint8Array, options: MessageOptions): bigint {
    const { machine } = this.system;
    if (data.length === 0) {
      return 0n;
    }
    if (!machine.hasAlpc) {
      return message + BigInt(this.lpcDataOffset);
    }
    if (options.location === "ExtensionBuffer") {
      return machine.allocate("paged", data.length, "AlEB");
    }
    if (options.location === "UserMemory") {
      const address = sender.process.nextUserAddress;
      sender.process.nextUserAddress += BigInt(Math.ceil(data.length / 0x10) * 0x10);
      return address;
    }
    return message + machine.offsetOf("_KALPC_MESSAGE", "PortMessage") + BigInt(machine.sizeOf("_PORT_MESSAGE"));
  }

  private endOf(thread: ScenarioThread, connection: ScenarioConnection): ScenarioPort {
    if (thread.process !== connection.clientPort.owner && connection.serverPort !== undefined) {
      return connection.serverPort;
    }
    return connection.clientPort;
  }

  /** LPC: a client hangs on the server's end, a server on the client's, one that connects on the connection port. */
  private chainPortOf(message: ScenarioMessage): ScenarioPort | undefined {
    const { connection, ownerPort } = message;
    if (connection === undefined) {
      return undefined;
    }
    if (ownerPort === connection.serverPort) {
      return connection.clientPort;
    }
    return connection.serverPort ?? connection.connectionPort;
  }

  private keepForDataInfo(message: ScenarioMessage): void {
    if (message.options.dataInfo === undefined) {
      const position = this.all.indexOf(message);
      if (position >= 0) {
        this.all.splice(position, 1);
      }
      return;
    }
    message.freed = false;
  }

  private lpcConnectionData(connection: ScenarioConnection, information: Uint8Array): Uint8Array {
    const size = this.system.machine.pointerSize;
    const head = LPC_CONNECTION_POINTERS * size;
    const data = new Uint8Array(head + information.length);
    const view = new DataView(data.buffer);
    if (size === 4) {
      view.setUint32(0x18, Number(connection.clientPort.address), true);
    } else {
      view.setBigUint64(0x30, connection.clientPort.address, true);
    }
    data.set(information, head);
    return data;
  }
}
