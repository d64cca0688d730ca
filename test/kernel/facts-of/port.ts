/** Tells the facts of ports and connections. */
import { portAttributes, portState, queueLength } from "../encode/alpc-port.ts";
import { resourceBodies } from "../encode/alpc-resources.ts";
import { lpcPortFlags, lpcSemaphoreState } from "../encode/lpc.ts";
import type { ConnectionFacts, PortFacts } from "../facts.ts";
import type { QueueName } from "../scenario/message.ts";
import type { PortKind, ScenarioPort } from "../scenario/port.ts";
import type { KernelScenario } from "../scenario/scenario.ts";
import { append, type Index } from "./scene-index.ts";

const alpcKinds: Readonly<Record<PortKind, string>> = {
  connection: "ALPC_CONNECTION_PORT",
  server: "ALPC_SERVER_COMMUNICATION_PORT",
  client: "ALPC_CLIENT_COMMUNICATION_PORT",
  unconnected: "ALPC_UNCONNECTED_PORT",
};
const lpcKinds: Readonly<Record<PortKind, string>> = {
  connection: "SERVER_CONNECTION_PORT",
  unconnected: "UNCONNECTED_COMMUNICATION_PORT",
  server: "SERVER_COMMUNICATION_PORT",
  client: "CLIENT_COMMUNICATION_PORT",
};

function queueFacts(system: KernelScenario, port: ScenarioPort, queue: QueueName): PortFacts["queues"][QueueName] {
  const messages = port.queue(queue).map(({ address }) => address);
  return {
    length: system.machine.hasAlpc ? queueLength(port, queue) : queue === "Main" ? lpcSemaphoreState(port) : 0,
    messages,
  };
}

/** A port of either generation; what the other generation has is empty or undefined. */
export function portFacts(system: KernelScenario, port: ScenarioPort, index: Index): PortFacts {
  const { machine } = system;
  const { options, completionPort } = port;
  const lpc = !machine.hasAlpc;
  const first = port.owner.threads[0];
  return {
    address: port.address,
    kind: port.kind,
    kindName: (lpc ? lpcKinds : alpcKinds)[port.kind],
    name: port.object.name,
    path: port.object.path,
    owner: port.owner.address,
    ownerGone: port.ownerGone,
    communicationInfo: lpc ? undefined : port.communicationInfo,
    connectionPort: port.connectionPort.address,
    serverPort: port.serverPort?.address,
    clientPort: port.clientPort?.address,
    peer: port.peer?.address,
    connections: port.connections.map(({ clientPort }) => clientPort.address),
    state: lpc ? {} : portState(port),
    flags: lpc ? lpcPortFlags(port) : undefined,
    sequenceNo: options.sequenceNo ?? 0,
    queues: {
      Main: queueFacts(system, port, "Main"),
      LargeMessage: queueFacts(system, port, "LargeMessage"),
      Pending: queueFacts(system, port, "Pending"),
      Direct: queueFacts(system, port, "Direct"),
      Canceled: queueFacts(system, port, "Canceled"),
    },
    waitQueue: port.receivers.map(({ address }) => address),
    waitQueueLength: queueLength(port, "Wait"),
    completionPort:
      completionPort === undefined
        ? undefined
        : {
            address: completionPort.address,
            key: port.completionKey,
            threads: completionPort.threads.map(({ address }) => address),
            currentCount: completionPort.currentCount,
            maximumCount: completionPort.maximumCount,
            depth: completionPort.packets.length,
          },
    completionList:
      port.completionList === undefined
        ? undefined
        : { address: port.completionList.address, header: port.completionList.header },
    portContext: options.context ?? 0n,
    attributes: lpc ? {} : portAttributes(port, machine.pointerSize),
    security: {
      kind: options.security?.kind ?? "Static",
      level: options.security?.level ?? 2,
      effectiveOnly: options.security?.effectiveOnly ?? true,
      token: options.security?.token ?? 0n,
    },
    resources: resourceBodies(port, index.onResourceLists),
    resourceHandles: port.resourceHandles.map(({ handle, address }) => ({ handle, resource: address })),
    heldBy: index.holders.get(port.address) ?? [],
    handleCount: port.object.shownHandleCount,
    pointerCount: port.object.pointerCount,
    replyChain: lpc ? (index.chains.replies.get(port) ?? []).map(({ address }) => address) : [],
    dataInfoChain: lpc ? (index.chains.dataInfo.get(port) ?? []).map(({ address }) => address) : [],
    semaphore: !lpc || port.semaphore === 0n ? undefined : { address: port.semaphore, state: lpcSemaphoreState(port) },
    creator: lpc ? (options.creator ?? { processId: port.owner.id, threadId: first?.id ?? 0 }) : undefined,
  };
}

/** All connections, each with the messages of it that lie on a queue. */
export function connectionFacts(system: KernelScenario): ConnectionFacts[] {
  const queued = new Map<unknown, bigint[]>();
  for (const message of system.messages.all) {
    if (message.queue !== undefined) {
      append(queued, message.connection, message.address);
    }
  }
  return system.ports.connections.map((connection) => ({
    communicationInfo: connection.communicationInfo,
    connectionPort: connection.connectionPort.address,
    clientPort: connection.clientPort.address,
    clientProcess: connection.clientPort.owner.address,
    serverPort: connection.serverPort?.address,
    serverProcess: connection.connectionPort.owner.address,
    queued: queued.get(connection) ?? [],
  }));
}
