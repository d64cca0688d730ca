/** `_ALPC_PORT` and `_ALPC_COMMUNICATION_INFO`, the list of all ports and the lists of connections. */
import type { Machine } from "../machine.ts";
import type { ScenarioConnection } from "../scenario/connection.ts";
import { queueNames, type QueueName } from "../scenario/message.ts";
import type { PortKind, ScenarioPort } from "../scenario/port.ts";
import type { KernelScenario } from "../scenario/scenario.ts";
import { blobIds } from "../scenario/resources.ts";
import { storeInteger } from "../structure.ts";
import { writeBlobHeader } from "./blob.ts";

/** `u1.s1.Type`. */
export const portTypeBits: Readonly<Record<PortKind, number>> = { unconnected: 0, connection: 1, client: 2, server: 3 };

const DEFAULT_MESSAGE_LENGTH: Readonly<Record<4 | 8, number>> = { 4: 0x1ff, 8: 0x2ff };

/** Bits of `u1.s1` by name, derived from the scene. */
export function portState(port: ScenarioPort): Record<string, number> {
  return {
    Initialized: 1,
    Type: portTypeBits[port.kind],
    ConnectionPending: port.kind === "client" && port.serverPort === undefined && !port.refused ? 1 : 0,
    ConnectionRefused: port.refused ? 1 : 0,
    Disconnected: port.disconnected ? 1 : 0,
    Closed: port.closed ? 1 : 0,
    Waitable: port.options.waitable === true ? 1 : 0,
    DynamicSecurity: port.options.security?.kind === "Dynamic" ? 1 : 0,
    HasCompletionList: port.completionList === undefined ? 0 : 1,
    ...port.options.state,
  };
}

/** The length that the port claims for a queue. */
export function queueLength(port: ScenarioPort, queue: QueueName | "Wait"): number {
  return port.lengthOverrides[queue] ?? (queue === "Wait" ? port.receivers.length : port.queue(queue).length);
}

/** Attributes as they are written, by member of `_ALPC_PORT_ATTRIBUTES`. */
export function portAttributes(port: ScenarioPort, pointerSize: 4 | 8): Record<string, number> {
  const given = port.options.attributes ?? {};
  return {
    Flags: given.flags ?? 0x2_0000,
    MaxMessageLength: given.maxMessageLength ?? DEFAULT_MESSAGE_LENGTH[pointerSize],
    MemoryBandwidth: given.memoryBandwidth ?? 0,
    MaxPoolUsage: given.maxPoolUsage ?? 0x8_0000,
    MaxSectionSize: given.maxSectionSize ?? 0x100_0000,
    MaxViewSize: given.maxViewSize ?? 0x10_0000,
    MaxTotalSectionSize: given.maxTotalSectionSize ?? 0x400_0000,
    DupObjectTypes: given.dupObjectTypes ?? 0,
  };
}

function writePort(machine: Machine, port: ScenarioPort): void {
  const body = machine.structure("_ALPC_PORT").putAll({
    CommunicationInfo: port.communicationInfo,
    OwnerProcess: port.owner.address | (port.ownerGone ? 1n : 0n),
    CompletionPort: port.completionPort?.address ?? 0n,
    CompletionKey: port.completionKey,
    CompletionList: port.completionList?.address ?? 0n,
    PortContext: port.options.context ?? 0n,
    SequenceNo: port.options.sequenceNo ?? 0,
    TargetQueuePort: targetQueuePort(port)?.address ?? 0n,
    TargetSequencePort: port.connection?.connectionPort.address ?? 0n,
  });
  for (const [bit, value] of Object.entries(portState(port))) {
    body.putIfPresent(`u1.s1.${bit}`, value);
  }
  for (const [member, value] of Object.entries(portAttributes(port, machine.pointerSize))) {
    body.put(`PortAttributes.${member}`, value);
  }
  const level = port.options.security?.level ?? 2;
  body.putAll({
    "PortAttributes.SecurityQos.Length": 12,
    "PortAttributes.SecurityQos.ImpersonationLevel": level,
    "PortAttributes.SecurityQos.ContextTrackingMode": port.options.security?.kind === "Dynamic",
    "PortAttributes.SecurityQos.EffectiveOnly": port.options.security?.effectiveOnly ?? true,
    "StaticSecurity.SecurityQos.Length": 12,
    "StaticSecurity.SecurityQos.ImpersonationLevel": level,
    "StaticSecurity.SecurityQos.EffectiveOnly": port.options.security?.effectiveOnly ?? true,
    "StaticSecurity.ClientToken": port.options.security?.token ?? 0n,
  });
  for (const queue of queueNames) {
    const length = queueLength(port, queue);
    if (queue === "Direct" && length > 0) {
      body.put("DirectQueueLength", length);
    } else {
      body.putIfPresent(`${queue}QueueLength`, length);
    }
  }
  body.put("WaitQueueLength", queueLength(port, "Wait"));
  machine.write(port.address, body.bytes);
}

/** Where a client's requests go: to the connection port; a server's go to the client. */
function targetQueuePort(port: ScenarioPort): ScenarioPort | undefined {
  return port.kind === "server" ? port.clientPort : port.connection?.connectionPort;
}

function writePortLists(machine: Machine, port: ScenarioPort): void {
  for (const queue of queueNames) {
    const field = `${queue}Queue`;
    if (!machine.has("_ALPC_PORT", field)) {
      continue;
    }
    const link = queue === "Canceled" ? "CancelListEntry" : "Entry";
    machine.writeList(
      port.address + machine.offsetOf("_ALPC_PORT", field),
      port.queue(queue).map(({ address }) => address + machine.offsetOf("_KALPC_MESSAGE", link)),
    );
  }
  machine.writeList(
    port.address + machine.offsetOf("_ALPC_PORT", "WaitQueue"),
    port.receivers.map(({ address }) => address + machine.offsetOf("_ETHREAD", "AlpcWaitListEntry")),
  );
}

/** Handles of a connection's resources: an array of pointers, index is handle / 0x10 less 1. */
function putHandleTable(
  machine: Machine,
  ports: readonly (ScenarioPort | undefined)[],
  info: ReturnType<Machine["structure"]>,
): void {
  const holder = ports.find((port) => port !== undefined && port.resourceHandles.length > 0);
  if (holder === undefined) {
    return;
  }
  const size = machine.sizeOf("_ALPC_HANDLE_ENTRY");
  const bytes = new Uint8Array(16 * size);
  holder.resourceHandles.forEach(({ address }, index) => {
    storeInteger(bytes, index * size, size, address);
  });
  if (holder.handleArray === 0n) {
    holder.handleArray = machine.allocate("paged", bytes.length, "AlHa");
  }
  machine.write(holder.handleArray, bytes);
  info.put("HandleTable.Handles", holder.handleArray).put("HandleTable.TotalHandles", 16);
}

function writeOwnInfo(machine: Machine, port: ScenarioPort): void {
  const info = machine.structure("_ALPC_COMMUNICATION_INFO").put("ConnectionPort", port.address);
  putHandleTable(machine, [port], info);
  writeBlobHeader(machine, port.communicationInfo, blobIds.connectionInfo, 1);
  machine.write(port.communicationInfo, info.bytes);
}

function writeSharedInfo(machine: Machine, connection: ScenarioConnection): void {
  const address = connection.communicationInfo ?? 0n;
  const info = machine
    .structure("_ALPC_COMMUNICATION_INFO")
    .putAll({
      ConnectionPort: connection.connectionPort.address,
      ServerCommunicationPort: connection.serverPort?.address ?? 0n,
      ClientCommunicationPort: connection.clientPort.address,
    })
    .putIfPresent("CloseMessage", connection.closeMessage?.address ?? 0n);
  putHandleTable(machine, [connection.clientPort, connection.serverPort], info);
  writeBlobHeader(machine, address, blobIds.connectionInfo, connection.serverPort === undefined ? 1 : 2);
  machine.write(address, info.bytes);
}

/** Writes all ports and communication infos, without their lists. */
export function writeAlpcPorts(system: KernelScenario): void {
  const { machine, ports } = system;
  for (const port of ports.all) {
    writePort(machine, port);
  }
  for (const connection of ports.connections) {
    writeSharedInfo(machine, connection);
  }
  for (const port of ports.all) {
    if (port.kind === "connection") {
      writeOwnInfo(machine, port);
    }
  }
}

/** Links ports, connections, queued messages and waiting threads, once all of them are written. */
export function writeAlpcLists(system: KernelScenario): void {
  const { machine, ports } = system;
  const link = machine.offsetOf("_ALPC_COMMUNICATION_INFO", "CommunicationList");
  for (const port of ports.all) {
    writePortLists(machine, port);
    if (port.kind !== "connection") {
      continue;
    }
    machine.writeList(
      port.communicationInfo + link,
      port.connections.map(({ communicationInfo }) => (communicationInfo ?? 0n) + link),
    );
  }
  const head = machine.findSymbol("AlpcpPortList");
  if (head !== undefined) {
    machine.writeList(
      head,
      ports.all.map(({ address }) => address + machine.offsetOf("_ALPC_PORT", "PortListEntry")),
    );
  }
}
