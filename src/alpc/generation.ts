/** The ALPC generation (Windows Vista on): connects its decoders to the interface that the model uses. */
import { isAbsent } from "../target/absence.ts";
import { noAlpcTypes } from "../target/errors.ts";
import type { Target } from "../target/target.ts";
import type { DecodedPort } from "../generation/decoded.ts";
import type { Generation } from "../generation/generation.ts";
import { validateMessageTable } from "./message/message-table.ts";
import { findMessages, walkMessages } from "./message/message-walk.ts";
import { readAlpcMessage } from "./message/message.ts";
import { walkMessagesOf } from "./message/messages-of-port.ts";
import { decodeCompletionPortAddress, walkBoundThreads } from "./port/completion.ts";
import { findSources } from "./port/port-sources.ts";
import { missingConnections, readConnections, readPortsOfProcess, walkPorts, walkPortsOf } from "./port/port-walk.ts";
import { readCommunicationInfoOf } from "./port/communication-info.ts";
import { decodePort, PORT, readAlpcPort, validatePortObject, type AlpcPortFacts } from "./port/port.ts";
import {
  decodeQueuedTotal,
  decodeQueueLength,
  MESSAGE,
  queueNames,
  readQueue,
  readUsedQueues,
  walkQueue,
} from "./port/queue.ts";
import { readAwaitedReply, walkWaitingThreads } from "./thread/awaited-reply.ts";
import { readReceivingOn, readServers, readServing, walkWaitQueue } from "./thread/serving.ts";
import { validateAlpcMessage } from "./validate-message.ts";
import { isInOrder, validateAlpcLinks } from "./validate-port.ts";

/**
 * Throws AlpcxError "no-alpc-types" where the symbols describe neither ports nor messages, as the public ones of Vista
 * RTM.
 */
export function alpcGeneration(target: Target): Generation {
  const missing = [PORT, MESSAGE].filter((type) => isAbsent(target.layout(type)));
  if (missing.length > 0) {
    throw noAlpcTypes(missing.join(" and "));
  }
  return {
    name: "ALPC",
    target,
    walkPorts: () => walkPorts(target),
    findSources: (port, all) => findSources(target, port, all),
    readPort: (port) => readAlpcPort(target, port),
    validatePort: (port) => validatePortObject(target, port),
    readConnections: (port) => readConnections(target, withConnection(target, port)),
    missingConnections: (port) => missingConnections(withConnection(target, port)),
    queueNames: () => queueNames(target),
    readQueueLength: (port, name) => decodeQueueLength(port, name),
    countQueued: decodeQueuedTotal,
    readQueue: (port, name) => readQueue(target, port, name),
    walkQueue: (port, name) => walkQueue(target, port.structure, name),
    readUsedQueues: (port) => readUsedQueues(target, withConnection(target, port)),
    readWaitQueue: (port) => Array.from(walkWaitQueue(target, port.structure)),
    findCompletionPort: (port) => decodeCompletionPortAddress(port.structure),
    readBoundThreads: (port) => {
      const completionPort = decodeCompletionPortAddress(port.structure);
      return isAbsent(completionPort) ? [] : Array.from(walkBoundThreads(target, completionPort));
    },
    readServers: (port) => readServers(target, withConnection(target, port)),
    // Bound, not wrapped: this is asked of every port.
    isOrdinary: isInOrder.bind(undefined, target),
    validateLinks: (port) => validateAlpcLinks(target, withConnection(target, port)),
    validateMessage: (message) => validateAlpcMessage(target, message),
    walkContradictions: () => validateMessageTable(target),
    readMessage: (message) => readAlpcMessage(target, message),
    walkMessages: (queued) => walkMessages(target, queued),
    walkMessagesOf: (port) => walkMessagesOf(target, port),
    findMessages: (id) => findMessages(target, id),
    readAwaitedReply: (thread) => readAwaitedReply(target, thread),
    readServing: (thread) => readServing(target, thread),
    readReceivingOn: (thread) => readReceivingOn(target, thread),
    walkWaitingThreads: () => walkWaitingThreads(target),
    walkPortsOf: (process) => walkPortsOf(target, process),
    portsOfProcess: (process) => readPortsOfProcess(target, process),
  };
}

/**
 * The port with what only ALPC ports have: ports come back from the model as the common facts, which are those that
 * were read here.
 */
function withConnection(target: Target, port: DecodedPort): AlpcPortFacts {
  return "communicationInfo" in port
    ? (port as AlpcPortFacts)
    : decodePort(port.structure, readCommunicationInfoOf(target, port.structure));
}
