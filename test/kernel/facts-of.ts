/** Tells a scene's facts. */
import { messageState, totalLength } from "./encode/alpc-message.ts";
import { portAttributes, portState, queueLength } from "./encode/alpc-port.ts";
import { resourceBodies } from "./encode/alpc-resources.ts";
import { lpcChains, lpcPortFlags, lpcSemaphoreState, type LpcChains } from "./encode/lpc.ts";
import { lockEntries, type LockEntry } from "./encode/locks.ts";
import { specialPortValue } from "./encode/process.ts";
import { suspendObject } from "./encode/waits.ts";
import type {
  ConnectionFacts,
  HandleFacts,
  IrpFacts,
  LockFacts,
  MessageFacts,
  PortFacts,
  ProcessFacts,
  ResourceFacts,
  SpecialPortFacts,
  SystemFacts,
  ThreadFacts,
  WaitFacts,
} from "./facts.ts";
import type { ScenarioIrp } from "./scenario/drivers.ts";
import type { ScenarioLock } from "./scenario/locks.ts";
import type { QueueName, ScenarioMessage } from "./scenario/message.ts";
import type { PortKind, ScenarioPort } from "./scenario/port.ts";
import type { ScenarioProcess, SpecialPort } from "./scenario/process.ts";
import type { ScenarioResource } from "./scenario/resources.ts";
import type { KernelScenario } from "./scenario/scenario.ts";
import type { ScenarioThread } from "./scenario/thread.ts";
import { pebAddress } from "./scenario/user-memory.ts";

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

/** Lists that are kept per port, made in one pass over the scene. */
interface Index {
  readonly holders: ReadonlyMap<bigint, PortFacts["heldBy"]>;
  readonly portsOf: ReadonlyMap<ScenarioProcess, readonly ScenarioPort[]>;
  readonly serving: ReadonlyMap<ScenarioThread, readonly bigint[]>;
  readonly onResourceLists: ReturnType<KernelScenario["messagesOnResourceLists"]>;
  readonly chains: LpcChains;
  readonly held: ReadonlyMap<ScenarioThread, readonly bigint[]>;
  readonly lockEntries: ReadonlyMap<ScenarioThread, readonly LockEntry[]>;
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) {
    map.set(key, [value]);
  } else {
    list.push(value);
  }
}

function indexOf(system: KernelScenario): Index {
  const holders = new Map<bigint, { process: bigint; handle: number; grantedAccess: number }[]>();
  for (const process of system.processes) {
    for (const { handle, object, grantedAccess } of process.handleTable?.sorted() ?? []) {
      append(holders, object.address, { process: process.address, handle, grantedAccess });
    }
  }
  const portsOf = new Map<ScenarioProcess, ScenarioPort[]>();
  for (const port of system.ports.all) {
    append(portsOf, port.owner, port);
  }
  const serving = new Map<ScenarioThread, bigint[]>();
  for (const message of system.messages.all) {
    if (message.serverThread !== undefined) {
      append(serving, message.serverThread, message.address);
    }
  }
  const held = new Map<ScenarioThread, bigint[]>();
  for (const lock of system.locks.all) {
    for (const { thread } of lock.owners) {
      append(held, thread, lock.address);
    }
  }
  return {
    holders,
    portsOf,
    serving,
    held,
    lockEntries: lockEntries(system),
    onResourceLists: system.messagesOnResourceLists(),
    chains: lpcChains(system),
  };
}

function specialPort(port: SpecialPort, value: bigint): SpecialPortFacts {
  return { value, kind: port.kind, target: port.kind === "port" ? port.port.address : undefined };
}

function handleFacts(process: ScenarioProcess): HandleFacts[] {
  return (process.handleTable?.sorted() ?? []).map(({ handle, object, grantedAccess }) => ({
    handle,
    grantedAccess,
    object: object.address,
    typeName: object.type,
    name: object.name,
  }));
}

function processFacts(system: KernelScenario, process: ScenarioProcess, index: Index): ProcessFacts {
  const ports = index.portsOf.get(process) ?? [];
  const ofKind = (kind: PortKind): bigint[] => ports.filter((port) => port.kind === kind).map(({ address }) => address);
  const exception = specialPortValue(process.exceptionPort);
  const debug = process.debugObject?.address;
  return {
    address: process.address,
    id: process.id,
    name: process.name.slice(0, system.machine.nameLength),
    imagePath: process.imagePath.text,
    parentId: process.options.parent?.id ?? 0,
    session: process.options.session,
    hasExited: process.hasExited,
    threads: process.threads.map(({ address }) => address),
    activeThreads: process.activeThreads.length,
    handleTable: process.handleTable?.address ?? 0n,
    handleTableLevel: process.handleTable?.level ?? 0,
    handles: handleFacts(process),
    debugPort: { value: debug ?? 0n, kind: debug === undefined ? "none" : "debugObject", target: debug },
    exceptionPort: specialPort(
      process.exceptionPort,
      exception === 0n || !system.machine.hasAlpc ? exception : exception | BigInt(process.exceptionPortState),
    ),
    securityPort: process.hasExited
      ? { value: 1n, kind: "marker", target: undefined }
      : specialPort(process.securityPort, specialPortValue(process.securityPort)),
    createdPorts: ofKind("connection"),
    connectedPorts: ofKind("client"),
    serverPorts: ofKind("server"),
    views: process.views.map(({ address }) => address),
    freeze: process.freeze,
    isExiting: process.isEnding,
    commandLine:
      process.hasExited || pebAddress(process) === 0n || system.machine.layout.types["_PEB"] === undefined
        ? undefined
        : process.commandLine,
    criticalSections: process.criticalSections.map(({ address, owner, waiting }) => ({
      address,
      owner: owner?.address,
      waiters: waiting.map((thread) => thread.address),
    })),
  };
}

function waitFacts(system: KernelScenario, thread: ScenarioThread): WaitFacts | undefined {
  const { wait } = thread;
  if (wait === undefined) {
    return undefined;
  }
  const { type, hasTimeout, alertable, mode } = wait;
  const own =
    wait.reason === "Suspended"
      ? [suspendObject(system.machine, thread.address)]
      : wait.objects.map(({ address, dispatcherKind }) => ({ address, kind: dispatcherKind }));
  return { objects: own, type, hasTimeout, alertable, mode };
}

function threadFacts(system: KernelScenario, thread: ScenarioThread, index: Index): ThreadFacts {
  const since = thread.wait?.since ?? system.clock.tickCount;
  const { awaits } = thread;
  return {
    address: thread.address,
    id: thread.id,
    process: thread.process.address,
    state: thread.state,
    waitReason: thread.lastWaitReason,
    waitTime: Number(BigInt.asUintN(32, since)),
    secondsWaited: system.clock.secondsSince(since),
    suspendCount: thread.suspendCount,
    hasExited: thread.state === "Terminated",
    wait: waitFacts(system, thread),
    awaits:
      awaits === undefined
        ? undefined
        : {
            messageId: awaits.messageId,
            message: awaits.message?.address,
            port: awaits.port?.address,
            chainPort: awaits.chainPort?.address,
          },
    serving: index.serving.get(thread) ?? [],
    servingId: thread.receivedIdValid ? thread.receivedMessageId : undefined,
    receivingOn: thread.receivesOn?.address,
    boundTo: thread.boundTo?.address,
    mutants: thread.mutants.map(({ address }) => address),
    freeze: thread.freeze,
    suspensionPending: thread.suspendCount > 0 && thread.wait?.reason !== "Suspended",
    holds: index.held.get(thread) ?? [],
    waitsForLock: thread.lock?.address,
    lockEntries: (index.lockEntries.get(thread) ?? []).map(({ lock, isWaiting }) => ({
      lock: lock.address,
      isWaiting,
    })),
    irps: thread.irps.map(({ address }) => address),
    name: thread.nameBlock === 0n ? undefined : thread.options.name,
    serviceTag: thread.options.serviceTag,
    isExiting: thread.isEnding,
    keyedWait: thread.keyedWait,
    criticalSection: thread.criticalSection?.address,
  };
}

function queueFacts(system: KernelScenario, port: ScenarioPort, queue: QueueName): PortFacts["queues"][QueueName] {
  const messages = port.queue(queue).map(({ address }) => address);
  return {
    length: system.machine.hasAlpc ? queueLength(port, queue) : queue === "Main" ? lpcSemaphoreState(port) : 0,
    messages,
  };
}

function portFacts(system: KernelScenario, port: ScenarioPort, index: Index): PortFacts {
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

function messageFacts(system: KernelScenario, message: ScenarioMessage): MessageFacts {
  const { options, sender } = message;
  const { machine } = system;
  const security = options.securityData;
  return {
    address: message.address,
    id: message.id,
    callbackId: message.callbackId,
    sequenceNo: message.sequenceNo,
    type: message.type,
    typeFlags: message.typeFlags,
    dataLength: message.data.length,
    totalLength: totalLength(machine, message),
    sender: {
      processId: sender.process.id,
      threadId: sender.id,
      process: sender.process.address,
      thread: sender.address,
    },
    queue: message.queue ?? "None",
    queuePort: message.queuePort?.address,
    ownerPort: message.ownerPort?.address,
    connectionPort: message.connection?.connectionPort.address,
    waitingThread: message.waitingThread?.address,
    serverThread: message.serverThread?.address,
    state: machine.hasAlpc ? messageState(message) : {},
    clientContext: options.clientContext ?? 0n,
    serverContext: options.serverContext ?? 0n,
    portContext: options.portContext ?? 0n,
    cancelPortContext: options.cancelPortContext ?? 0n,
    securityData: typeof security === "bigint" ? security : (security?.address ?? 0n),
    view: options.view?.address ?? 0n,
    handleData: options.handleData?.address ?? 0n,
    directEvent: options.directEvent ?? 0n,
    workOnBehalf: options.workOnBehalf,
    reserve: options.reserve?.address ?? 0n,
    quotaProcess: sender.process.address,
    data: { location: message.location, address: message.dataAddress, bytes: message.data },
  };
}

function resourceFields(resource: ScenarioResource): ResourceFacts["fields"] {
  switch (resource.kind) {
    case "section":
      return {
        size: resource.size,
        sectionObject: resource.sectionObject,
        secure: resource.secure,
        internal: resource.internal,
        regions: resource.regions.length,
      };
    case "region":
      return {
        section: resource.section.address,
        offset: resource.offset,
        size: resource.size,
        viewSize: resource.viewSize,
        secure: resource.secure,
        views: resource.views.length,
      };
    case "view":
      return {
        region: resource.region.address,
        process: resource.process.address,
        base: resource.base,
        size: resource.size,
        writable: resource.writable,
      };
    case "reserve":
      return { size: resource.size, active: resource.active, message: resource.message };
    case "security":
      return {
        token: resource.token,
        level: resource.level,
        impersonated: resource.impersonated,
        revoked: resource.revoked,
      };
    case "handleData":
      return {
        objectType: resource.objectType,
        object: resource.object,
        sourceProcess: resource.sourceProcess.address,
        sourceHandle: resource.sourceHandle,
        targetAccess: resource.targetAccess,
      };
  }
}

function resourceFacts(resource: ScenarioResource): ResourceFacts {
  const { address, kind, owner, referenceCount, handle } = resource;
  return { address, kind, owner: owner.address, referenceCount, handle, fields: resourceFields(resource) };
}

function lockFacts(lock: ScenarioLock): LockFacts {
  return {
    address: lock.address,
    kind: lock.kind,
    access: lock.owners.length === 0 ? undefined : lock.access,
    owners: lock.owners.map(({ thread, count }) => ({ thread: thread.address, count })),
    waiters: lock.waiters.map(({ thread, access, object }) => ({
      thread: thread.address,
      access,
      object: object.address,
    })),
    contentionCount: lock.options.contentionCount ?? lock.waiters.length,
  };
}

function irpFacts({ address, thread, device, major, options, file }: ScenarioIrp): IrpFacts {
  return {
    address,
    thread: thread.address,
    device: device.address,
    driver: device.driver.address,
    driverName: device.driver.path,
    major,
    minor: options.minor ?? 0,
    fileObject: file.address,
    fileName: options.fileName,
  };
}

function connectionFacts(system: KernelScenario): ConnectionFacts[] {
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

/** The facts of a scene as it is now. */
export function factsOf(system: KernelScenario): SystemFacts {
  const index = indexOf(system);
  const namedObjects = new Map<string, { address: bigint; typeName: string }>();
  for (const object of system.objects.objects) {
    if (object.path !== undefined) {
      namedObjects.set(object.path, { address: object.address, typeName: object.type });
    }
  }
  const { tickCount, systemTime, interruptTime, increment } = system.clock;
  return {
    generation: system.machine.hasAlpc ? "ALPC" : "LPC",
    processes: system.processes.map((process) => processFacts(system, process, index)),
    threads: system.processes.flatMap((process) => process.threads.map((thread) => threadFacts(system, thread, index))),
    ports: system.ports.all.map((port) => portFacts(system, port, index)),
    connections: connectionFacts(system),
    messages: system.messages.all.map((message) => messageFacts(system, message)),
    resources: system.resources.all.map(resourceFacts),
    locks: system.locks.all.map(lockFacts),
    irps: system.processes.flatMap(({ threads }) => threads.flatMap(({ irps }) => irps.map(irpFacts))),
    debugEvents: system.debugEvents.all.map(({ address, object, thread, event }) => ({
      address,
      debugObject: object.address,
      thread: thread.address,
      event,
    })),
    namedObjects,
    clock: { tickCount, systemTime, interruptTime, increment },
  };
}
