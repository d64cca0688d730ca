/** The queues of ports: lists of `_KALPC_MESSAGE` with their lengths beside them. */
import { isAbsent, notInThisBuild, type Absence, type Maybe } from "../../target/absence.ts";
import { NO_FIELDS, type Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import type { QueueFacts, QueueName } from "../../facts/queue.ts";
import { walkMember } from "../../nt/list.ts";
import { absentWalk, collectWalk, SteppedWalk, type Walk, type WalkSteps } from "../../nt/walk.ts";
import type { DecodedPort } from "../../generation/decoded.ts";
import { walkPorts } from "./port-walk.ts";
import { hasNothingQueued, QUEUES, queuesOf, type PortQueue } from "./port-queues.ts";
import { PORT, recentPort, type AlpcPortFacts } from "./port.ts";

/** The structure's name in the symbols, Vista SP1 to Windows 11. Those of Vista without a service pack lack it. */
export const MESSAGE = "_KALPC_MESSAGE";

/** Queues that ports of this build have. */
export function queueNames(target: Target): readonly QueueName[] {
  const layout = target.layout(PORT);
  return isAbsent(layout) ? [] : queuesOf(layout).names;
}

/** Length of a queue as the kernel counts it. */
export function decodeQueueLength(port: DecodedPort, name: QueueName): Maybe<number> {
  const queue = findQueue(port.structure, name);
  return queue === undefined ? noSuchQueue(name) : port.structure.number(queue.length);
}

/** Messages on all queues except the canceled one, by the kernel's counts. */
export function decodeQueuedTotal({ structure }: DecodedPort): Maybe<number> {
  const { queues, lengths } = queuesOf(structure.layout);
  let total = 0;
  if (lengths !== undefined && structure.areUnused(NO_FIELDS, lengths)) {
    return total;
  }
  for (const { name, length } of queues) {
    const own = name === "Canceled" ? 0 : structure.number(length);
    if (!isAbsent(own)) {
      total += own;
    } else if (own.kind === "Unreadable" || own.kind === "Invalid") {
      return own;
    }
  }
  return total;
}

const NO_QUEUES: readonly QueueFacts[] = [];

/** The queues with something on them, and those out of order; nearly every port has none. */
export function readUsedQueues(target: Target, port: AlpcPortFacts): readonly QueueFacts[] {
  if (port.isQuiet) {
    return NO_QUEUES;
  }
  const known = usedQueues.get(port);
  if (known !== undefined) {
    return known;
  }
  const queues = readQueuesOf(target, port);
  usedQueues.set(port, queues);
  return queues;
}

/** Those of the few ports that have any, as long as the port is kept. */
const usedQueues = new WeakMap<AlpcPortFacts, readonly QueueFacts[]>();

function readQueuesOf(target: Target, port: AlpcPortFacts): readonly QueueFacts[] {
  const { structure } = port;
  const used: QueueFacts[] = [];
  for (const queue of queuesOf(structure.layout).queues) {
    if (!structure.isEmptyList(queue.head) || structure.number(queue.length) !== 0) {
      used.push(collectQueue(target, port, queue));
    }
  }
  return used;
}

function collectQueue(target: Target, { address, structure }: DecodedPort, queue: PortQueue): QueueFacts {
  const { entries, end } = collectWalk(walkPortQueue(target, structure, queue));
  return { name: queue.name, port: address, declaredLength: structure.number(queue.length), messages: entries, end };
}

/** One queue, walked. NotInThisBuild where ports of this build have no such queue. */
export function readQueue(target: Target, port: DecodedPort, name: QueueName): Maybe<QueueFacts> {
  const queue = findQueue(port.structure, name);
  return queue === undefined ? noSuchQueue(name) : collectQueue(target, port, queue);
}

function findQueue(port: Structure, name: QueueName): PortQueue | undefined {
  for (const queue of queuesOf(port.layout).queues) {
    if (queue.name === name) {
      return queue;
    }
  }
  return undefined;
}

function noSuchQueue(name: QueueName): Absence {
  return notInThisBuild(`${PORT}.${QUEUES.find((queue) => queue.name === name)?.head ?? name}`);
}

/** Messages on any queue of a port, queue after queue. */
export function* walkQueuesOf(target: Target, port: Structure): Generator<Word64, void> {
  for (const queue of queuesOf(port.layout).queues) {
    if (!port.isEmptyList(queue.head)) {
      yield* walkPortQueue(target, port, queue);
    }
  }
}

/** Messages of one queue in the order of the list. An empty queue costs no further read. */
export function walkQueue(target: Target, port: Structure, name: QueueName): Walk<Word64> {
  const queue = findQueue(port, name);
  return queue === undefined ? absentWalk(noSuchQueue(name)) : walkPortQueue(target, port, queue);
}

function walkPortQueue(target: Target, port: Structure, { name, head }: PortQueue): Walk<Word64> {
  return walkMember(target, port, head, MESSAGE, queueLink(name), `the ${name} queue of port ${port.address}`);
}

/**
 * The member of a message by which it is on a queue: the canceled queue has one of its own (in every build, as
 * Microsoft's debugger follows it).
 */
export function queueLink(name: QueueName): "Entry" | "CancelListEntry" {
  return name === "Canceled" ? "CancelListEntry" : "Entry";
}

/** Port after port, queue after queue. A message on two lists is met twice. */
export function walkQueuedMessages(target: Target): Walk<Word64> {
  return new SteppedWalk(queuedMessages(target));
}

function* queuedMessages(target: Target): WalkSteps<Word64> {
  const ports = walkPorts(target);
  for (const address of ports) {
    const known = recentPort(target, address);
    const port = known?.structure ?? target.readStructure(PORT, address);
    if (!isAbsent(port) && !(known === undefined ? hasNothingQueued(port) : known.isQuiet)) {
      yield* walkQueuesOf(target, port);
    }
  }
  return ports.end;
}
