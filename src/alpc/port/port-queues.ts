/** Which queues the ports of a build have, and where in a port they lie. */
import type { QueueName } from "../../facts/queue.ts";
import type { FieldLayout, Member, StructureLayout } from "../../target/layout.ts";
import type { Structure } from "../../target/structure.ts";

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

/** A queue as it lies in the ports of a build. */
export interface PortQueue {
  readonly name: QueueName;
  readonly head: FieldLayout;
  readonly length: Member;
}

interface PortQueues {
  readonly queues: readonly PortQueue[];
  /** The heads of all of them. */
  readonly heads: readonly FieldLayout[];
  /** The lengths of all of them; undefined where the symbols lack one. */
  readonly lengths: readonly FieldLayout[] | undefined;
  readonly names: readonly QueueName[];
}

const queuesByLayout = new WeakMap<StructureLayout, PortQueues>();

/** The queues that ports have, by their layout. */
export function queuesOf(layout: StructureLayout): PortQueues {
  const known = queuesByLayout.get(layout);
  if (known !== undefined) {
    return known;
  }
  const queues: PortQueue[] = [];
  for (const { name, head, length } of QUEUES) {
    const field = layout.find(head);
    if (field !== undefined) {
      queues.push({ name, head: field, length: layout.find(length) ?? length });
    }
  }
  const lengths = queues
    .map(({ length }) => length)
    .filter((length): length is FieldLayout => typeof length !== "string");
  const found: PortQueues = {
    queues,
    heads: queues.map(({ head }) => head),
    lengths: lengths.length === queues.length ? lengths : undefined,
    names: queues.map(({ name }) => name),
  };
  queuesByLayout.set(layout, found);
  return found;
}

/** Whether all queues of a port are empty and in order, as nearly every port's are. */
export function hasNothingQueued(port: Structure): boolean {
  const { heads, lengths } = queuesOf(port.layout);
  return lengths !== undefined && port.areUnused(heads, lengths);
}
