/** `_KALPC_MESSAGE` with its payload and attributes. */
import type { Machine } from "../machine.ts";
import { messageTypes, type QueueName, type ScenarioMessage } from "../scenario/message.ts";
import { blobIds } from "../scenario/resources.ts";
import type { KernelScenario } from "../scenario/scenario.ts";
import type { Structure } from "../structure.ts";
import { portTypeBits } from "./alpc-port.ts";
import { writeBlobHeader } from "./blob.ts";

/** `u1.s1.QueueType`: 0 for a message on the canceled queue. */
const queueTypes: Readonly<Record<QueueName, number>> = {
  Main: 1,
  LargeMessage: 2,
  Pending: 3,
  Direct: 4,
  Canceled: 0,
};

/** Bits of `u1.s1` by name, derived from the scene. */
export function messageState(message: ScenarioMessage): Record<string, number> {
  const { queue, queuePort } = message;
  return {
    QueueType: queue === undefined ? 0 : queueTypes[queue],
    QueuePortType: queuePort === undefined ? 0 : portTypeBits[queuePort.kind],
    Canceled: message.canceled ? 1 : 0,
    Ready: queue === "Main" || queue === "LargeMessage" || queue === "Direct" ? 1 : 0,
    OwnerPortReference: message.ownerPort === undefined ? 0 : 1,
    ...message.options.state,
  };
}

/** `_PORT_MESSAGE.u1.s1.TotalLength`: header included, unless the scene says otherwise. */
export function totalLength(machine: Machine, message: ScenarioMessage): number {
  return message.options.totalLength ?? message.data.length + machine.sizeOf("_PORT_MESSAGE");
}

/** Sets the members of a `_PORT_MESSAGE` inside a message of either generation. */
export function putPortMessage(machine: Machine, body: Structure, path: string, message: ScenarioMessage): void {
  body.putAll({
    [`${path}.u1.s1.DataLength`]: message.data.length,
    [`${path}.u1.s1.TotalLength`]: totalLength(machine, message),
    [`${path}.u2.s2.Type`]: messageTypes[message.type] | message.typeFlags,
    [`${path}.ClientId.UniqueProcess`]: message.sender.process.id,
    [`${path}.ClientId.UniqueThread`]: message.sender.id,
    [`${path}.MessageId`]: message.id,
    [`${path}.CallbackId`]: message.callbackId,
  });
}

function putAttributes(body: Structure, message: ScenarioMessage): void {
  const { options } = message;
  const security = options.securityData;
  body.putAll({
    "MessageAttributes.ClientContext": options.clientContext ?? 0n,
    "MessageAttributes.ServerContext": options.serverContext ?? 0n,
    "MessageAttributes.PortContext": options.portContext ?? 0n,
    "MessageAttributes.CancelPortContext": options.cancelPortContext ?? 0n,
    "MessageAttributes.SecurityData": typeof security === "bigint" ? security : (security?.address ?? 0n),
    "MessageAttributes.View": options.view?.address ?? 0n,
    "MessageAttributes.HandleData": options.handleData?.address ?? 0n,
  });
  // Called Event before Windows 10 2004; the same storage.
  body.putIfPresent("MessageAttributes.DirectEvent.Event", options.directEvent ?? 0n);
  body.putIfPresent("MessageAttributes.DirectEvent.Value", options.directEvent ?? 0n);
  body.putPresent({
    "MessageAttributes.WorkOnBehalfData.Ticket.ThreadId": options.workOnBehalf?.threadId ?? 0,
    "MessageAttributes.WorkOnBehalfData.Ticket.ThreadCreationTimeLow": options.workOnBehalf?.creationTimeLow ?? 0,
  });
}

function writeData(system: KernelScenario, body: Structure, message: ScenarioMessage): void {
  const { machine } = system;
  if (message.data.length === 0) {
    return;
  }
  if (message.location === "UserMemory") {
    body.put("DataUserVa", message.dataAddress);
    machine.userSpace(message.sender.process.address).place(message.dataAddress, message.data);
    return;
  }
  if (message.location === "ExtensionBuffer") {
    body.put("ExtensionBuffer", message.dataAddress).put("ExtensionBufferSize", message.data.length);
  }
  machine.write(message.dataAddress, message.data);
}

function writeMessage(system: KernelScenario, message: ScenarioMessage): void {
  const { machine } = system;
  const body = machine.structure("_KALPC_MESSAGE").putAll({
    PortQueue: message.queuePort?.address ?? 0n,
    OwnerPort: message.ownerPort?.address ?? 0n,
    WaitingThread: message.waitingThread?.address ?? 0n,
    ServerThread: message.serverThread?.address ?? 0n,
    SequenceNo: message.sequenceNo,
    QuotaProcess: message.sender.process.address,
    Reserve: message.options.reserve?.address ?? 0n,
    CommunicationInfo: message.connection?.communicationInfo ?? 0n,
    ConnectionPort: message.connection?.connectionPort.address ?? 0n,
    CancelQueuePort: message.canceled ? (message.queuePort?.address ?? 0n) : 0n,
    CancelSequencePort: message.canceled ? (message.connection?.connectionPort.address ?? 0n) : 0n,
    CancelSequenceNo: message.canceled ? message.sequenceNo + 1 : 0,
  });
  for (const [bit, value] of Object.entries(messageState(message))) {
    body.putIfPresent(`u1.s1.${bit}`, value);
  }
  putPortMessage(machine, body, "PortMessage", message);
  putAttributes(body, message);
  writeData(system, body, message);
  writeBlobHeader(machine, message.address, blobIds.message, message.queue === undefined ? 1 : 2);
  machine.write(message.address, body.bytes);
}

/** Writes all messages; their links are written with the ports' lists. */
export function writeAlpcMessages(system: KernelScenario): void {
  for (const message of system.messages.all) {
    writeMessage(system, message);
  }
}
