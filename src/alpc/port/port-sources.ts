/** Which parts of the kernel know a port. */
import { isAbsent, present } from "../../target/absence.ts";
import type { Target } from "../../target/target.ts";
import type { Word64, WordId } from "../../target/word64.ts";
import type { PortSource } from "../../facts/port.ts";
import { indexHandlesByType } from "../../nt/handle-index.ts";
import { readNeighbors } from "../../nt/list.ts";
import { readObjectPath } from "../../nt/object-name.ts";
import { walkProcesses } from "../../nt/process/process-list.ts";
import { readProcessPort } from "../../generation/process-ports.ts";
import { PORT_TYPE_NAME, readAlpcPort } from "./port.ts";
import { queueNames, walkQueue } from "./queue.ts";
import { readAwaitedReply, walkWaitingThreads } from "../thread/awaited-reply.ts";

/** Sources found from the port itself; with `all`, also those that need a walk over all processes and threads. */
export function findSources(target: Target, port: Word64, all: boolean): readonly PortSource[] {
  const near = CHEAP_SOURCES.filter(({ knows }) => knows(target, port)).map(({ source }) => source);
  return all
    ? [...near, ...COSTLY_SOURCES.filter(({ knows }) => knows(target, port)).map(({ source }) => source)]
    : near;
}

interface Source {
  readonly source: PortSource;
  readonly knows: (target: Target, port: Word64) => boolean;
}

const CHEAP_SOURCES: readonly Source[] = [
  { source: "AlpcpPortList", knows: isOnPortList },
  { source: "CommunicationInfo", knows: isInCommunicationInfo },
  { source: "ObjectDirectory", knows: isInDirectory },
  { source: "Message", knows: hasMessages },
];

const COSTLY_SOURCES: readonly Source[] = [
  { source: "HandleTable", knows: (target, port) => indexHandlesByType(target, [PORT_TYPE_NAME]).has(port.id) },
  { source: "ExceptionPort", knows: (target, port) => indexProcessPorts(target, "ExceptionPort").has(port.id) },
  { source: "SecurityPort", knows: (target, port) => indexProcessPorts(target, "SecurityPort").has(port.id) },
  { source: "ThreadWait", knows: (target, port) => indexAwaitedPorts(target).has(port.id) },
];

/** Both neighbors name it. */
function isOnPortList(target: Target, address: Word64): boolean {
  const port = readAlpcPort(target, address);
  if (isAbsent(port)) {
    return false;
  }
  const link = port.structure.addressOf("PortListEntry");
  const neighbors = isAbsent(link) ? link : readNeighbors(target, link);
  return (
    !isAbsent(link) &&
    !isAbsent(neighbors) &&
    !neighbors.next.equals(link) &&
    neighbors.isNamedByNext === true &&
    neighbors.isNamedByPrevious === true
  );
}

function isInCommunicationInfo(target: Target, address: Word64): boolean {
  const port = readAlpcPort(target, address);
  const info = isAbsent(port) ? port : port.communicationInfo;
  return (
    !isAbsent(info) &&
    [info.connectionPort, info.serverPort, info.clientPort].some((slot) => present(slot)?.equals(address) === true)
  );
}

/** A name is not enough: only a path from the root shows an entry of the tree. */
function isInDirectory(target: Target, address: Word64): boolean {
  const path = readObjectPath(target, address);
  return typeof path === "string" && path.startsWith("\\");
}

function hasMessages(target: Target, address: Word64): boolean {
  const port = readAlpcPort(target, address);
  return (
    !isAbsent(port) && queueNames(target).some((name) => walkQueue(target, port.structure, name).next().done !== true)
  );
}

function indexProcessPorts(target: Target, field: "ExceptionPort" | "SecurityPort"): ReadonlySet<WordId> {
  return target.stop.once(`ALPC ports by ${field}`, () => {
    const ports = new Set<WordId>();
    for (const address of walkProcesses(target)) {
      const facts = readProcessPort(target, address, field);
      const port = isAbsent(facts) ? undefined : present(facts.object);
      if (port !== undefined) {
        ports.add(port.id);
      }
    }
    return ports;
  });
}

function indexAwaitedPorts(target: Target): ReadonlySet<WordId> {
  return target.stop.once("awaited ALPC ports", () => {
    const ports = new Set<WordId>();
    for (const thread of walkWaitingThreads(target)) {
      const awaited = readAwaitedReply(target, thread);
      const port = awaited === undefined || isAbsent(awaited) ? undefined : present(awaited.port);
      if (port !== undefined) {
        ports.add(port.id);
      }
    }
    return ports;
  });
}
