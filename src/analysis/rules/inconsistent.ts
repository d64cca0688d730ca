import { isAbsent, present } from "../../target/absence.ts";
import type { Word64 } from "../../target/word64.ts";
import type { MessageFacts } from "../../facts/message.ts";
import type { PortFacts } from "../../facts/port.ts";
import type { QueueFacts } from "../../facts/queue.ts";
import { formatCount } from "../../text/counts.ts";
import { formatMessage, formatPortOfOwner } from "../../text/names.ts";
import { Evidence, type Observation } from "../finding.ts";
import type { FindingContext } from "../finding-context.ts";
import type { SeenPort } from "../seen-ports.ts";
import type { Reference, System } from "../system.ts";
import { isWaiting } from "../thread-state.ts";
import type { Rule, Watch } from "./rule.ts";

/**
 * Reports each port, message and entry of the system's tables in which something contradicts itself, with all of its
 * contradictions. Missing memory is not a contradiction.
 */
export const inconsistent: Rule = {
  id: "alpc-inconsistent",
  severity: "Warning",
  meaning:
    "Lengths, links, kinds or back pointers contradict each other: damaged memory, or a target that changed while it was read.",
  advice:
    "Look at the bytes (.Object of the port or message) before trusting anything that depends on them. On a live target ask again: it may have changed while it was read.",
  watch,
};

function watch(context: FindingContext): Watch {
  const { system } = context;
  const found: Observation[] = [];
  return {
    seePort: (seen) => {
      if (seen.contradictions.length === 0 && seen.queues.length === 0 && seen.namedByPeer === undefined) {
        return;
      }
      const observation = observePort(system, seen);
      if (observation !== undefined) {
        found.push(observation);
      }
    },
    seeMessage: (message) => {
      const sentences = system.contradictions("Message", message.address);
      if (sentences.length > 0) {
        found.push(observeMessage(message, sentences));
      }
    },
    finish: () => found.concat(Array.from(observeTables(context))),
  };
}

function observePort(system: System, seen: SeenPort): Observation | undefined {
  const { port, namedByPeer } = seen;
  const evidence = new Evidence();
  const sentences = [
    ...seen.contradictions,
    ...validateQueues(system, seen, evidence),
    ...(namedByPeer === undefined ? [] : explainOtherBack(seen, namedByPeer, evidence)),
  ];
  return sentences.length === 0
    ? undefined
    : observe(
        { kind: "Port", address: port.address },
        `Port ${port.address} (${formatPortOfOwner(system, port.address)})`,
        sentences,
        evidence,
      );
}

/** Contradictions of the system's own tables belong to no process or port. */
function* observeTables({ system, scope }: FindingContext): IterableIterator<Observation> {
  for (const { address, sentence } of scope.kind === "system" ? system.tableContradictions() : []) {
    const kind = isAbsent(system.message(address)) ? "Object" : "Message";
    yield observe({ kind, address }, `The table of messages, at ${address},`, [sentence], new Evidence());
  }
}

function observeMessage(message: MessageFacts, sentences: readonly string[]): Observation {
  const evidence = new Evidence().add("Port", message.queuePort);
  return observe(
    { kind: "Message", address: message.address },
    `At ${message.address}, ${formatMessage(message)}`,
    sentences,
    evidence,
  );
}

function observe(subject: Reference, name: string, sentences: readonly string[], evidence: Evidence): Observation {
  return {
    title: `${name} contradicts itself`,
    explanation: sentences.join(" "),
    subject,
    evidence: evidence.without(subject),
    holdsUp: 0,
    weight: sentences.length,
  };
}

/** Compares a queue's length with its walk, and each message's record of its queue with where it is. */
function validateQueues(system: System, { port, queues }: SeenPort, evidence: Evidence): readonly string[] {
  const sentences: string[] = [];
  for (const queue of queues) {
    const { declaredLength, end, messages, name } = queue;
    if (
      !isAbsent(declaredLength) &&
      end.kind === "head" &&
      declaredLength !== messages.length &&
      !isBeingTaken(system, port, queue)
    ) {
      sentences.push(
        `The ${name} queue says that its length is ${declaredLength}, but ${formatCount(messages.length, "message is", "messages are")} on it.`,
      );
    }
    for (const address of messages) {
      const message = system.message(address);
      const elsewhere = isAbsent(message) ? message : message.queuePort;
      if (isAbsent(elsewhere) || elsewhere.equals(port.address)) {
        continue;
      }
      evidence.add("Message", address).add("Port", elsewhere);
      sentences.push(
        `The message at ${address} is on the ${name} queue but says that its queue belongs to port ${elsewhere}.`,
      );
    }
  }
  return sentences;
}

/**
 * The length of an LPC queue is its semaphore's count. A receiver first decrements the count and dequeues its message
 * once it runs (seen in a running NT 5.2 compatible kernel), so the count may be lower while a thread of the owner is
 * not waiting.
 */
function isBeingTaken(system: System, port: PortFacts, { declaredLength, messages }: QueueFacts): boolean {
  if (system.generation !== "LPC" || isAbsent(declaredLength) || declaredLength > messages.length) {
    return false;
  }
  const threads = isAbsent(port.owner) ? [] : system.threadsOf(port.owner);
  return threads.some((address) => {
    const thread = present(system.thread(address));
    return thread !== undefined && !thread.hasExited && !isAbsent(thread.state) && !isWaiting(thread);
  });
}

function explainOtherBack({ peer }: SeenPort, back: Word64, evidence: Evidence): readonly string[] {
  evidence.add("Port", peer?.address).add("Port", back);
  return [`Its other end, port ${peer?.address}, names port ${back} as its own other end.`];
}
