/** The queues of ports: lists of `_KALPC_MESSAGE` with their lengths beside them. */
import { isAbsent, notInThisBuild, type Maybe } from "../../target/absence.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import type { QueueFacts, QueueName } from "../../facts/queue.ts";
import { walkMember } from "../../nt/list.ts";
import { collectWalk, Walk, type WalkSteps } from "../../nt/walk.ts";
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
  const { entries, end } = collectWalk(walkQueue(target, port.structure, name));
  return { name, port: port.address, declaredLength: port.structure.number(queue.length), messages: entries, end };
}

/** Messages of one queue in the order of the list. An empty queue costs no further read. */
export function walkQueue(target: Target, port: Structure, name: QueueName): Walk<Word64> {
  const member = QUEUES.find((candidate) => candidate.name === name)?.head ?? name;
  return walkMember(target, port, member, MESSAGE, queueLink(name), `the ${name} queue of port ${port.address}`);
}

/** The member of a message by which it is on a queue: the canceled queue has one of its own (in every build, as Microsoft's debugger follows it). */
export function queueLink(name: QueueName): "Entry" | "CancelListEntry" {
  return name === "Canceled" ? "CancelListEntry" : "Entry";
}

/** Port after port, queue after queue. A message on two lists is met twice. */
export function walkQueuedMessages(target: Target): Walk<Word64> {
  return new Walk(queuedMessages(target));
}

function* queuedMessages(target: Target): WalkSteps<Word64> {
  const names = queueNames(target);
  const ports = walkPorts(target);
  for (const address of ports) {
    const port = target.readStructure(PORT, address);
    if (!isAbsent(port)) {
      for (const name of names) {
        yield* walkQueue(target, port, name);
      }
    }
  }
  return ports.end;
}
