/** The queues of a port: lists of `_KALPC_MESSAGE` with their lengths beside them. */
import { Absence, notInThisBuild, type Maybe } from "../target/absence.ts";
import type { DecodedPort } from "../generation/decoded.ts";
import type { Structure } from "../target/structure.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import type { QueueFacts, QueueName } from "../facts/queue.ts";
import { walkContaining, type WalkEnd } from "../nt/list.ts";
import { PORT, type AlpcPortFacts } from "./port.ts";
import { QUEUES, queuesOf } from "./port-queues.ts";

export const MESSAGE = "_KALPC_MESSAGE";

/** Queues that ports of this build have. */
export function queueNames(target: Target): readonly QueueName[] {
  const layout = target.layout(PORT);
  return layout instanceof Absence ? [] : queuesOf(layout).names;
}

/** Length of a queue as the kernel counts it. */
export function decodeQueueLength(port: DecodedPort, name: QueueName): Maybe<number> {
  for (const queue of queuesOf(port.structure.layout).queues) {
    if (queue.name === name) {
      return port.structure.number(queue.length);
    }
  }
  return notInThisBuild(`${PORT}.${name}`);
}

const NO_QUEUES: readonly QueueFacts[] = [];

/** The queues with something on them, and those out of order; nearly every port has none. */
export function readUsedQueues(target: Target, port: AlpcPortFacts): readonly QueueFacts[] {
  if (port.isQuiet) {
    return NO_QUEUES;
  }
  const { structure } = port;
  let used: QueueFacts[] | undefined;
  for (const { name, head, length } of queuesOf(structure.layout).queues) {
    const queue = structure.isEmptyList(head) && structure.number(length) === 0 ? undefined : readQueue(target, port, name);
    if (queue !== undefined && !(queue instanceof Absence)) {
      used = used ?? [];
      used.push(queue);
    }
  }
  return used ?? NO_QUEUES;
}

/** One queue, walked. NotInThisBuild where ports of this build have no such queue. */
export function readQueue(target: Target, port: DecodedPort, name: QueueName): Maybe<QueueFacts> {
  const queue = QUEUES.find((candidate) => candidate.name === name);
  if (queue === undefined || !port.structure.has(queue.head)) {
    return notInThisBuild(`${PORT}.${queue?.head ?? name}`);
  }
  const messages: Word64[] = [];
  const walk = walkQueue(target, port.structure, name);
  let step = walk.next();
  for (; step.done !== true; step = walk.next()) {
    messages.push(step.value);
  }
  return { name, port: port.address, declaredLength: port.structure.number(queue.length), messages, end: step.value };
}

/** Messages on any queue of a port, queue after queue. */
export function* walkQueuesOf(target: Target, port: Structure): Generator<Word64, void> {
  for (const { name, head } of queuesOf(port.layout).queues) {
    if (!port.isEmptyList(head)) {
      yield* walkQueue(target, port, name);
    }
  }
}

/** Messages of one queue in the order of the list. An empty queue costs no further read. */
export function* walkQueue(target: Target, port: Structure, name: QueueName): Generator<Word64, WalkEnd> {
  const member = QUEUES.find((candidate) => candidate.name === name)?.head ?? name;
  const head = port.addressOf(member);
  const first = port.pointer(`${member}.Flink`);
  if (head instanceof Absence || first instanceof Absence) {
    return { kind: "invalid", reason: head instanceof Absence ? head.reason : `${PORT}.${member} is no list`, count: 0 };
  }
  if (first.equals(head)) {
    return { kind: "head", reason: "the queue is empty", count: 0 };
  }
  const what = `the ${name} queue of port ${port.address}`;
  return yield* walkContaining(target, head, MESSAGE, queueLink(name), { what });
}

/** The member of a message by which it is on a queue: the canceled queue has one of its own (in every build, as Microsoft's debugger follows it). */
export function queueLink(name: QueueName): "Entry" | "CancelListEntry" {
  return name === "Canceled" ? "CancelListEntry" : "Entry";
}
