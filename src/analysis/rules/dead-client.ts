import { isAbsent, present } from "../../target/absence.ts";
import type { Word64 } from "../../target/word64.ts";
import type { MessageFacts } from "../../facts/message.ts";
import type { PortFacts } from "../../facts/port.ts";
import { beginSentence, formatCount, formatSome } from "../../text/counts.ts";
import { formatPortOfOwner, formatProcess } from "../../text/names.ts";
import { Evidence, type Observation } from "../finding.ts";
import type { FindingContext } from "../finding-context.ts";
import type { SeenPort } from "../seen-ports.ts";
import { findSender, isAt } from "../scope.ts";
import type { Reference, System } from "../system.ts";
import type { Rule, Watch } from "./rule.ts";

/** Reports what a server still holds for clients that have exited: one finding for each connection port. */
export const deadClient: Rule = {
  id: "alpc-dead-client",
  severity: "Information",
  meaning: "A server still holds ports, messages or replies for clients that have exited.",
  advice: "Harmless in small numbers; when they grow, the server does not close what its clients leave behind.",
  watch,
};

/** What one server still holds, by its connection port (or the port itself if that is unknown). */
interface Leftovers {
  readonly address: Word64;
  readonly ports: Map<string, Word64>;
  readonly messages: Map<string, Word64>;
  readonly clients: Map<string, Word64>;
}

type GroupOf = (port: PortFacts) => Leftovers;

function watch(context: FindingContext): Watch {
  const groups = new Map<string, Leftovers>();
  const groupOf: GroupOf = (port) => {
    const address = present(port.connectionPort) ?? port.address;
    const group = groups.get(address.key) ?? { address, ports: new Map(), messages: new Map(), clients: new Map() };
    groups.set(address.key, group);
    return group;
  };
  return {
    seePort: (seen) => {
      const { port, queues, hasDeadOwner } = seen;
      if ((port.role !== "server" && queues.length === 0) || hasDeadOwner) {
        return;
      }
      if (port.role === "server" && (seen.hasDeadPeer || (port.isDisconnected && isAbsent(port.clientPort)))) {
        collectPort(seen, groupOf);
      }
      for (const queue of queues) {
        for (const address of queue.messages) {
          collectMessage(context, port, present(context.system.message(address)), groupOf);
        }
      }
    },
    finish: () => Array.from(groups.values(), (group) => observe(context.system, group)),
  };
}

/** A server port whose client has exited, or whose other end is gone. */
function collectPort({ port, peer: client }: SeenPort, groupOf: GroupOf): void {
  const group = groupOf(port);
  group.ports.set(port.address.key, port.address);
  const owner = client === undefined ? undefined : present(client.owner);
  if (owner !== undefined) {
    group.clients.set(owner.key, owner);
  }
}

function collectMessage(
  context: FindingContext,
  port: PortFacts,
  message: MessageFacts | undefined,
  groupOf: GroupOf,
): void {
  if (message === undefined) {
    return;
  }
  const { system } = context;
  const sender = findSender(system, message);
  const waiter = isAbsent(message.waitingThread) ? undefined : present(system.thread(message.waitingThread));
  const isForNobody = context.ports.hasExited(sender) || (waiter?.hasExited === true && message.queue !== "None");
  if (!isForNobody || (sender !== undefined && isAt(port.owner, sender))) {
    return;
  }
  const group = groupOf(port);
  group.messages.set(message.address.key, message.address);
  if (sender !== undefined) {
    group.clients.set(sender.key, sender);
  }
}

function observe(system: System, { address, ports, messages, clients }: Leftovers): Observation {
  const subject: Reference = { kind: "Port", address };
  const evidence = new Evidence()
    .addAll("Port", ports.values())
    .addAll("Message", messages.values())
    .addAll("Process", clients.values());
  const kinds = [
    ...(ports.size === 0 ? [] : [formatCount(ports.size, "port")]),
    ...(messages.size === 0 ? [] : [formatCount(messages.size, "message")]),
  ];
  const names = formatSome(Array.from(clients.values(), (client) => formatProcess(system, client)));
  return {
    title: `${beginSentence(formatPortOfOwner(system, address))} still holds ${kinds.join(" and ")} of clients that have exited`,
    explanation:
      `The server of ${formatPortOfOwner(system, address)} still holds ${kinds.join(" and ")} for ` +
      `${names === "" ? "clients of which nothing is left" : `clients that have exited: ${names}`}. That costs memory; nobody waits for it.`,
    subject,
    evidence: evidence.without(subject),
    holdsUp: 0,
    weight: ports.size + messages.size,
  };
}
