import { Evidence } from "../finding.ts";
import type { Observation } from "../finding.ts";
import type { FindingContext } from "../finding-context.ts";
import { beginSentence, formatCount, formatPortOfOwner, formatProcess, formatSome } from "../naming.ts";
import type { MessageFacts, MessageKey, PortFacts, PortKey, ProcessKey, Reference } from "../snapshot.ts";
import type { Rule } from "./rule.ts";

export const deadClient: Rule = {
  id: "alpc-dead-client",
  severity: "Information",
  meaning: "A server still holds ports, messages or replies for clients that have exited.",
  advice: "Harmless in small numbers; when they grow, the server does not close what its clients leave behind.",
  walkObservations,
};

/** What one server still holds, by its connection port (or the port itself where that is not known). */
interface Leftovers {
  readonly ports: Set<PortKey>;
  readonly messages: Set<MessageKey>;
  readonly clients: Set<ProcessKey>;
}

function* walkObservations(context: FindingContext): IterableIterator<Observation> {
  const groups = new Map<PortKey, Leftovers>();
  const groupOf = (port: PortFacts): Leftovers => {
    const key = port.connectionPort ?? port.key;
    const group = groups.get(key) ?? { ports: new Set(), messages: new Set(), clients: new Set() };
    groups.set(key, group);
    return group;
  };
  for (const port of context.walkPorts()) {
    if (context.hasDeadOwner(port)) continue;
    if (port.kind === "server") collectPort(context, port, groupOf);
    for (const queue of port.queues) {
      for (const key of queue.messages) collectMessage(context, port, context.snapshot.message(key), groupOf);
    }
  }
  for (const [key, group] of groups) yield observe(context, key, group);
}

/** A server port whose client has exited, or that has lost its other end altogether. */
function collectPort(context: FindingContext, port: PortFacts, groupOf: (port: PortFacts) => Leftovers): void {
  const client = port.clientPort === undefined ? undefined : context.snapshot.port(port.clientPort);
  const isAlone = port.clientPort === undefined && port.state.disconnected === true;
  if (!isAlone && !context.hasDeadOwner(client)) return;
  const group = groupOf(port);
  group.ports.add(port.key);
  if (client?.owner !== undefined) group.clients.add(client.owner);
}

function collectMessage(
  context: FindingContext, port: PortFacts, message: MessageFacts | undefined, groupOf: (port: PortFacts) => Leftovers,
): void {
  if (message === undefined) return;
  const waiter = message.waitingThread === undefined ? undefined : context.snapshot.thread(message.waitingThread);
  const isForNobody = context.hasExited(message.senderProcess) || (waiter?.exited === true && message.queue !== "None");
  if (!isForNobody || message.senderProcess === port.owner) return;
  const group = groupOf(port);
  group.messages.add(message.key);
  if (message.senderProcess !== undefined) group.clients.add(message.senderProcess);
}

function observe({ snapshot }: FindingContext, key: PortKey, { ports, messages, clients }: Leftovers): Observation {
  const subject: Reference = { kind: "Port", key };
  const evidence = new Evidence();
  for (const port of ports) evidence.add("Port", port);
  for (const message of messages) evidence.add("Message", message);
  for (const client of clients) evidence.add("Process", client);
  const kinds = [
    ...(ports.size === 0 ? [] : [formatCount(ports.size, "port")]), ...(messages.size === 0 ? [] : [formatCount(messages.size, "message")]),
  ];
  const names = formatSome(Array.from(clients, (client) => formatProcess(snapshot, client)));
  return {
    title: `${beginSentence(formatPortOfOwner(snapshot, key))} still holds ${kinds.join(" and ")} of clients that have exited`,
    explanation: `The server of ${formatPortOfOwner(snapshot, key)} still holds ${kinds.join(" and ")} for `
      + `${names === "" ? "clients of which nothing is left" : `clients that have exited: ${names}`}. That costs memory; nobody waits for it.`,
    subject, evidence: evidence.without(subject), holdsUp: 0, weight: ports.size + messages.size,
  };
}
