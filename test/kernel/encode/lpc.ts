/** Ports and messages of the age of LPC. */
import type { Machine } from "../machine.ts";
import type { ScenarioMessage } from "../scenario/message.ts";
import type { PortKind, ScenarioPort } from "../scenario/port.ts";
import type { KernelScenario } from "../scenario/scenario.ts";
import type { ScenarioThread } from "../scenario/thread.ts";
import { storeInteger } from "../structure.ts";
import { putPortMessage } from "./alpc-message.ts";
import { writeDispatcher } from "./waits.ts";

/** Low bits of `_LPCP_PORT_OBJECT.Flags`. */
const kindFlags: Readonly<Record<PortKind, number>> = { connection: 1, unconnected: 2, server: 3, client: 4 };
const NAME_DELETED = 0x4000_0000;
const WAITABLE = 0x2000_0000;
const DYNAMIC_SECURITY = 0x8000_0000;
const SEMAPHORE_LIMIT = 0x7fffffff;

/** `_LPCP_PORT_OBJECT.Flags` as it is written. */
export function lpcPortFlags(port: ScenarioPort): number {
  const flags =
    (port.options.flags ?? 0) +
    kindFlags[port.kind] +
    (port.closed && port.kind === "connection" ? NAME_DELETED : 0) +
    (port.options.waitable === true ? WAITABLE : 0) +
    (port.options.security?.kind === "Dynamic" ? DYNAMIC_SECURITY : 0);
  return flags;
}

/** Count of the queue's semaphore: the queue's length unless the scene says otherwise. */
export function lpcSemaphoreState(port: ScenarioPort): number {
  return port.options.semaphoreState ?? port.queue("Main").length;
}

/** Null once the peer is gone; connection and unconnected ports point to themselves. */
function lpcConnectionPort(port: ScenarioPort): bigint {
  return port.disconnected && port.kind === "client" ? 0n : port.connectionPort.address;
}

/** What other structures link to a port, by port. */
export interface LpcChains {
  /** Threads on the reply chain, in order of arrival. */
  readonly replies: ReadonlyMap<ScenarioPort, readonly ScenarioThread[]>;
  /** Messages whose data the server may still read. */
  readonly dataInfo: ReadonlyMap<ScenarioPort, readonly ScenarioMessage[]>;
}

export function lpcChains(system: KernelScenario): LpcChains {
  const dataInfo = new Map<ScenarioPort, ScenarioMessage[]>();
  for (const message of system.messages.all) {
    const port = message.connection?.serverPort;
    if (message.options.dataInfo === undefined || message.queue !== undefined || port === undefined) {
      continue;
    }
    dataInfo.set(port, [...(dataInfo.get(port) ?? []), message]);
  }
  return { replies: system.threadsAwaiting(), dataInfo };
}

function peerOf(port: ScenarioPort): bigint {
  if (port.kind === "unconnected") {
    return port.address;
  }
  return port.disconnected ? 0n : (port.peer?.address ?? 0n);
}

function writePort(machine: Machine, port: ScenarioPort, chains: LpcChains): void {
  const creator = port.options.creator ?? { processId: port.owner.id, threadId: port.owner.threads[0]?.id ?? 0 };
  const security = port.options.security ?? {};
  const body = machine.structure("_LPCP_PORT_OBJECT").putAll({
    ConnectionPort: lpcConnectionPort(port),
    ConnectedPort: peerOf(port),
    Flags: lpcPortFlags(port),
    "MsgQueue.NonPagedPortQueue": port.nonPagedQueue,
    "MsgQueue.Semaphore": port.semaphore,
    "Creator.UniqueProcess": creator.processId,
    "Creator.UniqueThread": creator.threadId,
    PortContext: port.options.context ?? 0n,
    ClientThread: port.clientThread?.address ?? 0n,
    MaxMessageLength: port.options.maxMessageLength ?? 0x148,
    MaxConnectionInfoLength: port.options.maxConnectionInfoLength ?? 0x104,
    "SecurityQos.Length": 12,
    "SecurityQos.ImpersonationLevel": security.level ?? 2,
    "SecurityQos.EffectiveOnly": security.effectiveOnly ?? true,
    "StaticSecurity.SecurityQos.Length": 12,
    "StaticSecurity.SecurityQos.ImpersonationLevel": security.level ?? 2,
    "StaticSecurity.ClientToken": security.token ?? 0n,
    ServerProcess: port.kind === "connection" ? port.owner.address : 0n,
  });
  machine.write(port.address, body.bytes);
  if (port.semaphore !== 0n) {
    writeQueue(machine, port);
  }
  if (port.kind !== "server") {
    machine.writeList(
      port.address + machine.offsetOf("_LPCP_PORT_OBJECT", "MsgQueue.ReceiveHead"),
      port.queue("Main").map(({ address }) => address + machine.offsetOf("_LPCP_MESSAGE", "Entry")),
    );
  }
  machine.writeList(
    port.address + machine.offsetOf("_LPCP_PORT_OBJECT", "LpcReplyChainHead"),
    (chains.replies.get(port) ?? []).map(({ address }) => address + machine.offsetOf("_ETHREAD", "LpcReplyChain")),
  );
  machine.writeList(
    port.address + machine.offsetOf("_LPCP_PORT_OBJECT", "LpcDataInfoChainHead"),
    (chains.dataInfo.get(port) ?? []).map(({ address }) => address + machine.offsetOf("_LPCP_MESSAGE", "Entry")),
  );
  writeDispatcher(
    machine,
    port.address + machine.offsetOf("_LPCP_PORT_OBJECT", "WaitEvent"),
    "notificationEvent",
    port.options.waitable === true && port.queue("Main").length > 0 ? 1 : 0,
    machine.sizeOf("_KEVENT"),
  );
}

function writeQueue(machine: Machine, port: ScenarioPort): void {
  writeDispatcher(machine, port.semaphore, "semaphore", lpcSemaphoreState(port), machine.sizeOf("_KSEMAPHORE"));
  machine.writeField(port.semaphore, "_KSEMAPHORE", "Limit", SEMAPHORE_LIMIT);
  machine.writeField(port.nonPagedQueue, "_LPCP_NONPAGED_PORT_QUEUE", "BackPointer", port.address);
}

/** `_LPCP_DATA_INFO`: a count, then pairs of address and length; at the end of the payload. */
function encodeDataInfo(machine: Machine, message: ScenarioMessage): Uint8Array {
  const entries = message.options.dataInfo ?? [];
  const size = machine.pointerSize;
  const bytes = new Uint8Array(size + entries.length * 2 * size);
  storeInteger(bytes, 0, 4, BigInt(entries.length));
  entries.forEach(({ base, length }, index) => {
    storeInteger(bytes, size + index * 2 * size, size, base);
    storeInteger(bytes, size + index * 2 * size + size, 4, BigInt(length));
  });
  return bytes;
}

function writeMessage(machine: Machine, message: ScenarioMessage): void {
  const hasSender =
    message.type === "LPC_REQUEST" || message.type === "LPC_DATAGRAM" || message.type === "LPC_CONNECTION_REQUEST";
  const body = machine.structure("_LPCP_MESSAGE").putAll({
    SenderPort: hasSender ? (message.ownerPort?.address ?? 0n) : 0n,
    RepliedToThread: message.type === "LPC_REPLY" ? (message.waitingThread?.address ?? 0n) : 0n,
    PortContext: message.options.portContext ?? 0n,
  });
  putPortMessage(machine, body, "Request", message);
  const data = Uint8Array.from(message.data);
  if (message.options.dataInfo !== undefined) {
    const info = encodeDataInfo(machine, message);
    const start = data.length - info.length;
    if (start < 0) {
      throw new Error(`a message with ${data.length} bytes of data has no room for its data info`);
    }
    data.set(info, start);
    body.put("Request.u2.s2.DataInfoOffset", start + machine.sizeOf("_PORT_MESSAGE"));
  }
  machine.write(message.address, body.bytes);
  if (data.length > 0) {
    machine.write(message.dataAddress, data);
  }
}

/** Writes all ports and messages and what the kernel keeps about them. */
export function writeLpc(system: KernelScenario): void {
  const { machine } = system;
  for (const message of system.messages.all) {
    writeMessage(machine, message);
  }
  const chains = lpcChains(system);
  for (const port of system.ports.all) {
    writePort(machine, port, chains);
  }
  const nextId = machine.findSymbol("LpcpNextMessageId");
  if (nextId !== undefined) {
    machine.writeInteger(nextId, 4, BigInt(system.messages.nextMessageId));
  }
  for (const [symbol, value] of [
    ["MmPagedPoolStart", machine.poolRange("paged")[0]],
    ["MmPagedPoolEnd", machine.poolRange("paged")[1] - 1n],
    ["MmNonPagedPoolStart", machine.poolRange("nonPaged")[0]],
  ] as const) {
    machine.writeSymbol(symbol, value);
  }
}
