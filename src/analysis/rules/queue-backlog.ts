import { present } from "../../target/absence.ts";
import type { Word64 } from "../../target/word64.ts";
import type { PortFacts } from "../../facts/port.ts";
import type { QueueFacts } from "../../facts/queue.ts";
import { formatCount } from "../../text/counts.ts";
import { formatPortOfOwner } from "../../text/names.ts";
import { Evidence, type Observation } from "../finding.ts";
import type { FindingContext } from "../finding-context.ts";
import type { Reference } from "../system.ts";
import { explainWorkers, isTaken, measure } from "./no-server-thread.ts";
import type { Rule } from "./rule.ts";

/** Reports every queue with more messages than the limit, canceled ones included. */
export const queueBacklog: Rule = {
  id: "alpc-queue-backlog",
  severity: "Warning",
  meaning: "A queue is longer than the limit.",
  advice:
    "Compare with the port's Servers: workers that are blocked or too few. The oldest message comes first on the queue.",
  watch: (context) => ({ finish: () => walkObservations(context) }),
};

function* walkObservations(context: FindingContext): IterableIterator<Observation> {
  for (const { port, queues } of context.ports.busy) {
    for (const queue of queues) {
      const length = measure(queue);
      // Where nobody can receive what is queued, that finding tells the length.
      if (length > context.limits.backlog && (isTaken(queue) || !context.isReported(port.address))) {
        yield observe(context, port, queue, length);
      }
    }
  }
}

function explainWaiters(queue: QueueFacts, count: number): string {
  if (count > 0) {
    return `${formatCount(count, "thread awaits", "threads await")} replies to them.`;
  }
  // A received message stays pending until the server replies to it or completes it.
  return queue.name === "Pending"
    ? "No thread awaits a reply to any of them: the receiver may not complete what needs completion."
    : "No thread awaits a reply to any of them.";
}

function observe(context: FindingContext, port: PortFacts, queue: QueueFacts, length: number): Observation {
  const { system, limits } = context;
  const subject: Reference = { kind: "Port", address: port.address };
  const waiting: Word64[] = [];
  for (const address of queue.messages) {
    const message = present(system.message(address));
    const waiter = message === undefined ? undefined : present(message.waitingThread);
    if (waiter !== undefined) {
      waiting.push(waiter);
    }
  }
  const name = formatPortOfOwner(system, port.address);
  const evidence = new Evidence().add("Message", queue.messages[0]).add("Process", port.owner);
  // Awaited requests that nobody can receive are another rule's.
  const workers =
    isTaken(queue) || waiting.length > 0 || context.hasThreadLeft(port.address)
      ? ""
      : ` ${explainWorkers(context, port.address, context.findWorkers(port.address))}`;
  return {
    title: `${formatCount(length, "message")} on the ${queue.name} queue of ${name}`,
    explanation:
      `The ${queue.name} queue of ${port.role === "unknown" ? "a port" : `the ${port.role} port`} ${port.address} of ${name} holds ` +
      `${formatCount(length, "message")}, more than the limit of ${limits.backlog}. ${explainWaiters(queue, waiting.length)}${workers}`,
    subject,
    evidence: evidence.without(subject),
    weight: length,
    holdsUp: context.countHeldUpWith(waiting),
  };
}
