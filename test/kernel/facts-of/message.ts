/** Tells the facts of a message. */
import { messageState, totalLength } from "../encode/alpc-message.ts";
import type { MessageFacts } from "../facts.ts";
import type { ScenarioMessage } from "../scenario/message.ts";
import type { KernelScenario } from "../scenario/scenario.ts";

/** A message with its payload. */
export function messageFacts(system: KernelScenario, message: ScenarioMessage): MessageFacts {
  const { options, sender } = message;
  const { machine } = system;
  const security = options.securityData;
  return {
    address: message.address,
    id: message.id,
    callbackId: message.callbackId,
    sequenceNo: message.sequenceNo,
    type: message.type,
    typeFlags: message.typeFlags,
    dataLength: message.data.length,
    totalLength: totalLength(machine, message),
    sender: {
      processId: sender.process.id,
      threadId: sender.id,
      process: sender.process.address,
      thread: sender.address,
    },
    queue: message.queue ?? "None",
    queuePort: message.queuePort?.address,
    ownerPort: message.ownerPort?.address,
    connectionPort: message.connection?.connectionPort.address,
    waitingThread: message.waitingThread?.address,
    serverThread: message.serverThread?.address,
    state: machine.hasAlpc ? messageState(message) : {},
    clientContext: options.clientContext ?? 0n,
    serverContext: options.serverContext ?? 0n,
    portContext: options.portContext ?? 0n,
    cancelPortContext: options.cancelPortContext ?? 0n,
    securityData: typeof security === "bigint" ? security : (security?.address ?? 0n),
    view: options.view?.address ?? 0n,
    handleData: options.handleData?.address ?? 0n,
    directEvent: options.directEvent ?? 0n,
    workOnBehalf: options.workOnBehalf,
    reserve: options.reserve?.address ?? 0n,
    quotaProcess: sender.process.address,
    data: { location: message.location, address: message.dataAddress, bytes: message.data },
  };
}
