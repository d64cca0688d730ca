/** Problems of structures that contradict each other. */
import type { LayoutId } from "../../kernel/index.ts";
import { openOffice, pick } from "../findings-scenes.ts";
import type { Built, Trouble } from "./trouble.ts";

/** A queue says another length than it has. */
function wrongLength(layout: LayoutId, ill: boolean): Built {
  const { scenario, client, port, connection } = openOffice(layout, 2);
  client.thread({ id: 0x808 }).sends(connection);
  if (ill) {
    port.claimsLength("Main", 7);
  }
  const image = scenario.build();
  if (ill && !scenario.machine.hasAlpc) {
    image.writeField(port.semaphore, "_KSEMAPHORE", "Header.SignalState", 7);
  }
  return { image, subject: port.address, evidence: [] };
}

/** A queue's link leads nowhere. */
function brokenQueue(layout: LayoutId, ill: boolean): Built {
  const { scenario, client, port, connection } = openOffice(layout, 2);
  const sender = client.thread({ id: 0x808 });
  const messages = [1, 2, 3].map(() => sender.sends(connection));
  const image = scenario.build();
  const type = scenario.machine.hasAlpc ? "_KALPC_MESSAGE" : "_LPCP_MESSAGE";
  if (ill) {
    image.writePointer(image.fieldAddress(pick(messages, 1).address, type, "Entry"), 0x10n);
  }
  return { image, subject: port.address, evidence: [] };
}

/** The state's type bits say another kind than the connection does. */
function wrongKind(layout: LayoutId, ill: boolean): Built {
  const { scenario, client, port } = openOffice(layout, 2);
  const { clientPort } = client.connectsTo(port, ill ? { state: { Type: 3 } } : {});
  return { image: scenario.build(), subject: clientPort.address, evidence: [] };
}

/** A thread where the port names its owner. */
function wrongOwner(layout: LayoutId, ill: boolean): Built {
  const { scenario, port, workers } = openOffice(layout, 2);
  const image = scenario.build();
  if (ill && scenario.machine.hasAlpc) {
    image.writeField(port.address, "_ALPC_PORT", "OwnerProcess", pick(workers).address);
  } else if (ill) {
    image.writeField(port.address, "_LPCP_PORT_OBJECT", "ServerProcess", pick(workers).address);
  }
  return { image, subject: port.address, evidence: [] };
}

/** Each by one field or link that is wrong. */
export const damage: readonly Trouble[] = [
  {
    rule: "alpc-inconsistent",
    severity: "Warning",
    name: "a queue with a wrong length",
    holdsUp: 0,
    lpcToo: true,
    build: wrongLength,
    says: /7/,
  },
  {
    rule: "alpc-inconsistent",
    severity: "Warning",
    name: "a queue whose links lead nowhere",
    holdsUp: 0,
    lpcToo: true,
    build: brokenQueue,
    says: /queue is (?:broken|damaged)/,
  },
  {
    rule: "alpc-inconsistent",
    severity: "Warning",
    name: "a port whose bits and connection disagree about its kind",
    holdsUp: 0,
    lpcToo: false,
    build: wrongKind,
    says: /but its state says ALPC_SERVER_COMMUNICATION_PORT/,
  },
  {
    rule: "alpc-inconsistent",
    severity: "Warning",
    name: "a port whose owner is no process",
    holdsUp: 0,
    lpcToo: true,
    build: wrongOwner,
    says: /^(?:No process lies at the address of its owner|The process that it names is not valid): there is no process at 0x[0-9a-f]+\.$/,
  },
];
