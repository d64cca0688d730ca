/** Problems of single messages, and of too many. */
import type { LayoutId } from "../../kernel/index.ts";
import { openOffice, pick } from "../findings-scenes.ts";
import type { Built, Trouble } from "./trouble.ts";

/** A server takes its time. */
function longWait(layout: LayoutId, ill: boolean): Built {
  const { scenario, client, workers, connection } = openOffice(layout, 2);
  const user = client.thread({ id: 0x808 });
  const worker = pick(workers);
  worker.receives(user.asks(connection, { secondsAgo: ill ? 31 : 29 }));
  return { image: scenario.build(), subject: user.address, evidence: [worker.address] };
}

/** A reply that came too late lies on the client's queue. */
function lostReply(layout: LayoutId, ill: boolean): Built {
  const { scenario, workers, connection } = openOffice(layout, 2);
  const message = pick(workers).sends(connection, { type: ill ? "LPC_LOST_REPLY" : "LPC_DATAGRAM" });
  return { image: scenario.build(), subject: message.address, evidence: [connection.clientPort.address] };
}

/** The thread that a pending request names as waiting is in another wait by now. */
function strayWaiter(layout: LayoutId, ill: boolean): Built {
  const { scenario, client, workers, connection } = openOffice(layout, 2);
  const user = client.thread({ id: 0x808 });
  const request = user.asks(connection, { secondsAgo: 9 });
  const worker = pick(workers);
  worker.receives(request);
  if (ill) {
    worker.runs();
    user.asks(connection, { secondsAgo: 3 });
  }
  return { image: scenario.build(), subject: request.address, evidence: [user.address, worker.address] };
}

/** A message on no queue that only a thread's wait still leads to; ill, the one that owes its reply has exited. */
function orphan(layout: LayoutId, ill: boolean): Built {
  const { scenario, client, workers, connection } = openOffice(layout, 2);
  const user = client.thread({ id: 0x808 });
  const message = scenario.messages.createLoose(user, connection, { type: "LPC_REQUEST" });
  scenario.messages.awaitReply(user, message, 9);
  const worker = pick(workers);
  message.serverThread = worker;
  worker.runs();
  if (ill) {
    worker.exits();
  }
  return { image: scenario.build(), subject: message.address, evidence: [user.address, worker.address] };
}

/** More messages on a queue than the limit. */
function backlog(layout: LayoutId, ill: boolean): Built {
  const { scenario, server, client, port, connection } = openOffice(layout, 2);
  const sender = client.thread({ id: 0x808 });
  const messages = Array.from({ length: ill ? 101 : 100 }, () => sender.sends(connection));
  return { image: scenario.build(), subject: port.address, evidence: [pick(messages).address, server.address] };
}

/** Messages that nobody answers, takes or is rid of. */
export const messages: readonly Trouble[] = [
  {
    rule: "alpc-long-wait",
    severity: "Warning",
    name: "a reply awaited for 31 s",
    holdsUp: 1,
    lpcToo: true,
    build: longWait,
    says: /for 31 s.*services\.exe \(204\.\w+\), which is running/,
  },
  {
    rule: "alpc-lost-reply",
    severity: "Warning",
    name: "a reply that reached nobody",
    holdsUp: 0,
    lpcToo: true,
    build: lostReply,
    says: /LPC_LOST_REPLY/,
  },
  {
    rule: "alpc-lost-reply",
    severity: "Warning",
    name: "a reply for a thread that waits for something else",
    holdsUp: 0,
    lpcToo: false,
    build: strayWaiter,
    also: ["alpc-inconsistent"],
    says: /services\.exe \(204\.\w+\) still owes its reply to explorer\.exe \(804\.808\)\. But that thread awaits the reply to message 0x14 by now/,
  },
  {
    rule: "alpc-orphan-message",
    severity: "Warning",
    name: "a message on no queue whose server thread has exited",
    holdsUp: 1,
    lpcToo: false,
    build: orphan,
    says: /owes its reply, has exited/,
  },
  {
    rule: "alpc-queue-backlog",
    severity: "Warning",
    name: "a queue of 101 messages",
    holdsUp: 0,
    lpcToo: true,
    build: backlog,
    says: /101 messages, more than the limit of 100\. No thread awaits a reply to any of them\./,
  },
];
