/** The queue of a port: a list of `_LPCP_MESSAGE`, counted by a semaphore. */
import { Absence, mapPresent, notApplicable, type Maybe } from "../target/absence.ts";
import type { Structure } from "../target/structure.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import type { QueueFacts } from "../facts/queue.ts";
import { collectWalk, walkContaining, walkNotBegun, type WalkEnd } from "../nt/list.ts";
import { MESSAGE } from "./message-header.ts";
import type { LpcPortFacts } from "./port.ts";
import { readPortSemaphore } from "./semaphore.ts";

export const QUEUE_HEAD = "MsgQueue.ReceiveHead";

/**
 * The port's own queue with the semaphore's count as its declared length. NotApplicable for server communication ports: what clients
 * send goes to the connection port's queue.
 */
export function readLpcQueue(target: Target, port: LpcPortFacts): Maybe<QueueFacts> {
  if (!hasQueue(port.structure)) {
    return noQueue(port);
  }
  const { entries, end } = collectWalk(walkQueue(target, port.structure));
  return { name: "Main", port: port.address, declaredLength: readLpcQueueLength(target, port), messages: entries, end };
}

/** The queue's length by its semaphore: no walk. Absent as {@link readLpcQueue}. */
export function readLpcQueueLength(target: Target, port: LpcPortFacts): Maybe<number> {
  return hasQueue(port.structure) ? mapPresent(readPortSemaphore(target, port), (semaphore) => semaphore.state) : noQueue(port);
}

function noQueue({ role }: LpcPortFacts): Absence {
  return notApplicable(role === "server"
    ? "a server communication port has no queue of its own: requests wait on its connection port" : "the port has no queue of its own");
}

/** Messages on the queue of a `_LPCP_PORT_OBJECT` in the order of the list. An empty queue costs no further read. */
export function walkQueue(target: Target, port: Structure): Generator<Word64, WalkEnd> {
  return walkMessageList(target, port, QUEUE_HEAD, "the queue");
}

/** Messages whose data the server may still read from the sender's memory, in the order of the list. */
export function walkDataInfoChain(target: Target, port: Structure): Generator<Word64, WalkEnd> {
  return walkMessageList(target, port, "LpcDataInfoChainHead", "the data information chain");
}

/** The links of a list that was never used are null: no queue, no damage. Seen in a running NT 5.2 compatible kernel. */
function hasQueue(port: Structure): boolean {
  const first = port.pointer(`${QUEUE_HEAD}.Flink`);
  const last = port.pointer(`${QUEUE_HEAD}.Blink`);
  return first instanceof Absence || last instanceof Absence || !first.isZero || !last.isZero;
}

function* walkMessageList(target: Target, port: Structure, member: string, what: string): Generator<Word64, WalkEnd> {
  const head = port.addressOf(member);
  const first = port.pointer(`${member}.Flink`);
  const last = port.pointer(`${member}.Blink`);
  if (head instanceof Absence || first instanceof Absence || last instanceof Absence) {
    return walkNotBegun(head instanceof Absence ? head : first instanceof Absence ? first : last as Absence);
  }
  if (first.equals(head) && last.equals(head)) {
    return { kind: "head", reason: `${what} is empty`, count: 0 };
  }
  return yield* walkContaining(target, head, MESSAGE, "Entry", { what: `${what} of port ${port.address}` });
}
