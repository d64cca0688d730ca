import { Evidence } from "../finding.ts";
import type { Observation } from "../finding.ts";
import type { FindingContext } from "../finding-context.ts";
import { formatCount, formatPortOfOwner } from "../naming.ts";
import type { PortFacts, QueueFacts, Reference, ThreadKey } from "../snapshot.ts";
import type { Rule } from "./rule.ts";

export const queueBacklog: Rule = {
  id: "alpc-queue-backlog",
  severity: "Warning",
  meaning: "A queue is longer than the limit.",
  advice: "Compare with the port's Servers: workers that are blocked or too few. The oldest message comes first on the queue.",
  walkObservations,
};

/** As walked; where the walk did not come round, at least what the kernel says. */
function measure(queue: QueueFacts): number {
  return queue.isComplete ? queue.messages.length : Math.max(queue.messages.length, queue.declaredLength ?? 0);
}

function* walkObservations(context: FindingContext): IterableIterator<Observation> {
  for (const port of context.walkPorts()) {
    for (const queue of port.queues) {
      const length = measure(queue);
      if (length > context.limits.backlog) yield observe(context, port, queue, length);
    }
  }
}

function formatWaiters(count: number): string {
  return count === 0 ? "No thread awaits a reply to any of them." : `${formatCount(count, "thread awaits", "threads await")} replies to them.`;
}

function observe(context: FindingContext, port: PortFacts, queue: QueueFacts, length: number): Observation {
  const { snapshot } = context;
  const subject: Reference = { kind: "Port", key: port.key };
  const waiting = queue.messages.map((key) => snapshot.message(key)?.waitingThread).filter((key): key is ThreadKey => key !== undefined);
  const name = formatPortOfOwner(snapshot, port.key);
  const evidence = new Evidence().add("Message", queue.messages[0]).add("Process", port.owner);
  return {
    title: `${formatCount(length, "message")} on the ${queue.name} queue of ${name}`,
    explanation: `The ${queue.name} queue of ${port.kind === undefined ? "a port" : `the ${port.kind} port`} 0x${port.key} of ${name} holds `
      + `${formatCount(length, "message")}, more than the limit of ${context.limits.backlog}. ${formatWaiters(waiting.length)}`,
    subject, evidence: evidence.without(subject), weight: length, holdsUp: context.countHeldUpWith(waiting),
  };
}
