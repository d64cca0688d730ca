/** The queues of ports: lists of `_KALPC_MESSAGE` with their lengths beside them. */
import { isAbsent, notInThisBuild, type Maybe } from "../../target/absence.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import type { QueueFacts, QueueName } from "../../facts/queue.ts";
import { walkContaining, type WalkEnd } from "../../nt/list.ts";
import type { DecodedPort } from "../../generation/decoded.ts";
import { walkPorts } from "./port-walk.ts";
import { PORT } from "./port.ts";

export const MESSAGE = "_KALPC_MESSAGE";

interface QueueDescription {
  readonly name: QueueName;
  readonly head: string;
  readonly length: string;
}

/** Members of `_ALPC_PORT`. The direct queue came with Windows 10; the symbols say which a build has. */
export const QUEUES: readonly QueueDescription[] = [
  { name: "Main", head: "MainQueue", length: "MainQueueLength" },
  { name: "LargeMessage", head: "LargeMessageQueue", length: "LargeMessageQueueLength" },
  { name: "Pending", head: "PendingQueue", length: "PendingQueueLength" },
  { name: "Direct", head: "DirectQueue", length: "DirectQueueLength" },
  { name: "Canceled", head: "CanceledQueue", length: "CanceledQueueLength" },
];

/** Queues that ports of this build have. */
export function queueNames(target: Target): readonly QueueName[] {
  const layout = target.layout(PORT);
  return isAbsent(layout) ? [] : QUEUES.filter((queue) => layout.has(queue.head)).map((queue) => queue.name);
}

/** Length of a queue as the kernel counts it. */
export function decodeQueueLength(port: DecodedPort, name: QueueName): Maybe<number> {
  const queue = QUEUES.find((candidate) => candidate.name === name);
  return queue === undefined ? notInThisBuild(`${PORT}.${name}`) : port.structure.number(queue.length);
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

/** Messages of one queue in the order of the list. An empty queue costs no further read. */
export function* walkQueue(target: Target, port: Structure, name: QueueName): Generator<Word64, WalkEnd> {
  const member = QUEUES.find((candidate) => candidate.name === name)?.head ?? name;
  const head = port.addressOf(member);
  const first = port.pointer(`${member}.Flink`);
  if (isAbsent(head) || isAbsent(first)) {
    return { kind: "invalid", reason: isAbsent(head) ? head.reason : `${PORT}.${member} is no list`, count: 0 };
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

/** Port after port, queue after queue. A message on two lists is met twice. */
export function* walkQueuedMessages(target: Target): Generator<Word64, WalkEnd> {
  const names = queueNames(target);
  const ports = walkPorts(target);
  for (;;) {
    const step = ports.next();
    if (step.done === true) {
      return step.value;
    }
    const port = target.readStructure(PORT, step.value);
    if (!isAbsent(port)) {
      for (const name of names) {
        yield* walkQueue(target, port, name);
      }
    }
  }
}
