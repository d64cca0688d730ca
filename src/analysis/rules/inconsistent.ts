import { Evidence } from "../finding.ts";
import type { Observation } from "../finding.ts";
import type { FindingContext } from "../finding-context.ts";
import { formatCount, formatMessage, formatPortOfOwner } from "../naming.ts";
import type { MessageFacts, PortFacts, QueueFacts, Reference, WaitSnapshot } from "../snapshot.ts";
import { isWaitingState } from "../thread-wait.ts";
import type { Rule } from "./rule.ts";

export const inconsistent: Rule = {
  id: "alpc-inconsistent",
  severity: "Warning",
  meaning: "Lengths, links, kinds or back pointers contradict each other: damaged memory, or a target that changed while it was read.",
  advice: "Look at the bytes (.Object of the port or message) before trusting anything that hangs on them. On a live target ask again: it may have changed while it was read.",
  walkObservations,
};

function* walkObservations(context: FindingContext): IterableIterator<Observation> {
  const { snapshot } = context;
  for (const port of context.walkPorts()) {
    const evidence = new Evidence();
    const sentences = [...port.contradictions, ...validateQueues(snapshot, port, evidence), ...validatePeers(snapshot, port, evidence)];
    if (sentences.length > 0) yield observe({ kind: "Port", key: port.key }, `Port 0x${port.key} (${formatPortOfOwner(snapshot, port.key)})`, sentences, evidence);
  }
  for (const message of context.walkMessages()) {
    if (message.contradictions.length > 0) yield observeMessage(message);
  }
  yield* observeTables(context);
}

/** Contradictions of the system's own tables belong to no process and no port. */
function* observeTables({ snapshot, scope }: FindingContext): IterableIterator<Observation> {
  if (scope.kind !== "system") return;
  for (const { key, sentence } of snapshot.contradictions?.() ?? []) {
    const subject: Reference = snapshot.message(key) === undefined ? { kind: "Object", key } : { kind: "Message", key };
    yield observe(subject, `The table of messages, at 0x${key},`, [sentence], new Evidence());
  }
}

function observeMessage(message: MessageFacts): Observation {
  const evidence = new Evidence().add("Port", message.queuePort);
  return observe({ kind: "Message", key: message.key }, `At 0x${message.key}, ${formatMessage(message)}`, message.contradictions, evidence);
}

function observe(subject: Reference, name: string, sentences: readonly string[], evidence: Evidence): Observation {
  return {
    title: `${name} contradicts itself`, explanation: sentences.join(" "),
    subject, evidence: evidence.without(subject), holdsUp: 0, weight: sentences.length,
  };
}

/** A queue's length against its walk, and each message's own idea of where it is queued. */
function validateQueues(snapshot: WaitSnapshot, port: PortFacts, evidence: Evidence): readonly string[] {
  const sentences: string[] = [];
  for (const queue of port.queues) {
    const { declaredLength, isComplete, messages, name } = queue;
    if (declaredLength !== undefined && isComplete && declaredLength !== messages.length && !isBeingTaken(snapshot, port, queue)) {
      sentences.push(`The ${name} queue says that its length is ${declaredLength}, but ${formatCount(messages.length, "message is", "messages are")} on it.`);
    }
    for (const key of messages) {
      const elsewhere = snapshot.message(key)?.queuePort;
      if (elsewhere === undefined || elsewhere === port.key) continue;
      evidence.add("Message", key).add("Port", elsewhere);
      sentences.push(`The message at 0x${key} is on the ${name} queue but names port 0x${elsewhere} as its queue's.`);
    }
  }
  return sentences;
}

/**
 * The length of an LPC queue is its semaphore's count. A receiver takes from the count first and takes its message off the queue once it
 * runs (seen in a running NT 5.2 compatible kernel), so while a thread of the owner is not waiting the count may be the smaller one.
 */
function isBeingTaken(snapshot: WaitSnapshot, port: PortFacts, { declaredLength, messages }: QueueFacts): boolean {
  if (snapshot.generation !== "LPC" || declaredLength === undefined || declaredLength > messages.length) return false;
  const threads = port.owner === undefined ? [] : snapshot.process(port.owner)?.threads ?? [];
  return threads.some((key) => {
    const thread = snapshot.thread(key);
    return thread?.state !== undefined && !thread.exited && !isWaitingState(thread.state);
  });
}

/** The two ends of a connection must name each other. */
function validatePeers(snapshot: WaitSnapshot, port: PortFacts, evidence: Evidence): readonly string[] {
  if (port.kind !== "client" && port.kind !== "server") return [];
  const peerKey = port.kind === "client" ? port.serverPort : port.clientPort;
  const peer = peerKey === undefined ? undefined : snapshot.port(peerKey);
  const back = port.kind === "client" ? peer?.clientPort : peer?.serverPort;
  if (peer === undefined || back === undefined || back === port.key) return [];
  evidence.add("Port", peer.key).add("Port", back);
  return [`Its other end, port 0x${peer.key}, names port 0x${back} as its own other end.`];
}
