import { Evidence } from "../finding.ts";
import type { Observation } from "../finding.ts";
import type { FindingContext } from "../finding-context.ts";
import { beginSentence, formatMessage, formatThread } from "../naming.ts";
import type { Reference } from "../snapshot.ts";
import type { Rule } from "./rule.ts";

export const orphanMessage: Rule = {
  id: "alpc-orphan-message",
  severity: "Warning",
  meaning: "A message is on no queue, and the thread that awaits its reply or the one that owes it has exited.",
  advice: "Nobody will answer the thread that waits for it: look for who ended the server thread, or lost the message.",
  walkObservations,
};

function* walkObservations(context: FindingContext): IterableIterator<Observation> {
  const { snapshot } = context;
  for (const message of context.walkMessages()) {
    if (message.queue !== "None") continue;
    const roles = [["awaits its reply", message.waitingThread], ["owes its reply", message.serverThread]] as const;
    const gone = roles.filter(([, thread]) => thread !== undefined && snapshot.thread(thread)?.exited === true);
    if (gone.length === 0) continue;
    const subject: Reference = { kind: "Message", key: message.key };
    const evidence = new Evidence().add("Thread", message.waitingThread).add("Thread", message.serverThread).add("Port", message.ownerPort);
    const told = gone.map(([role, thread]) => `${formatThread(snapshot, thread ?? "?")}, the thread that ${role}, has exited`);
    const waiting = message.waitingThread !== undefined && snapshot.thread(message.waitingThread)?.exited !== true ? [message.waitingThread] : [];
    yield {
      title: `${beginSentence(formatMessage(message))} is on no queue and its ${message.serverThread === gone[0]?.[1] ? "server" : "waiting"} thread is gone`,
      explanation: `${beginSentence(formatMessage(message))} (${message.type ?? "type not known"}) is on no queue: nobody can receive it any more. ${told.join("; ")}.`,
      subject, evidence: evidence.without(subject), weight: 0, holdsUp: context.countHeldUpWith(waiting),
    };
  }
}
