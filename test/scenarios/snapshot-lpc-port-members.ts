/** The members and lists of an LPC port, as decoded and as an independent reader found them, in one form to compare. */
import assert from "node:assert/strict";
import { isAbsent } from "../../src/target/absence.ts";
import { Word64 } from "../../src/target/word64.ts";
import type { Target } from "../../src/target/target.ts";
import type { PortKind, PortSource } from "../../src/facts/port.ts";
import { readProcessFacts } from "../../src/nt/process/process-facts.ts";
import { findProcessById } from "../../src/nt/process/process-list.ts";
import { collectWalk } from "../../src/nt/walk.ts";
import { readLpcPort, type LpcPortFacts } from "../../src/lpc/port/port.ts";
import { decodePortSecurity } from "../../src/lpc/port/port-security.ts";
import { readLpcQueue, readPortSemaphore, walkDataInfoChain } from "../../src/lpc/port/queue.ts";
import { readWaitQueue } from "../../src/lpc/thread/receiving.ts";
import { walkReplyChain } from "../../src/lpc/thread/awaited-reply.ts";
import { hex, hexOrNull, present, type Expected, type ExpectedPort } from "./snapshot-lpc-expected.ts";
const KINDS: Readonly<Record<ExpectedPort["kind"], PortKind>> = {
  connection: "SERVER_CONNECTION_PORT",
  unconnected: "UNCONNECTED_COMMUNICATION_PORT",
  "server communication": "SERVER_COMMUNICATION_PORT",
  "client communication": "CLIENT_COMMUNICATION_PORT",
};

/** How the reader names the sources of a port, and how the model does. */
export const SOURCES: readonly (readonly [RegExp, PortSource])[] = [
  [/^handle$/, "HandleTable"],
  [/^directory /, "ObjectDirectory"],
  [/ ExceptionPort$/, "ExceptionPort"],
  [/ waiting on port$/, "ThreadWait"],
  [/^termination port /, "TerminationPort"],
  [/^(sender of|connection) message /, "Message"],
  [/^ConnectionPort of /, "ConnectionPort"],
  [/^ConnectedPort of /, "ConnectedPort"],
];

/** Processes that died while something refers to their ports are still on the list of processes. */
export function expectedOwner(target: Target, processId: number): string {
  return hex(present(findProcessById(target, processId)));
}

/**
 * The reader counts two things that are no source: a port that points to itself, and a message whose sender's port is a
 * leftover (of a connection request or reply, whose member means nothing).
 */
export function expectedSources(expected: Expected, port: ExpectedPort): readonly string[] {
  const leftovers = expected.messages
    .filter((message) => !message.senderPortSet)
    .map((message) => `sender of message ${message.address}`);
  const others = port.foundBy.filter(
    (source) => !source.endsWith(` of ${port.address}`) && !leftovers.includes(source),
  );
  return [
    ...new Set(
      others.map((source) => {
        const known = SOURCES.find(([pattern]) => pattern.test(source));
        assert(known, `an unknown source: ${source}`);
        return known[1];
      }),
    ),
  ].sort();
}

export function describePort(target: Target, address: Word64): Record<string, unknown> {
  const port: LpcPortFacts = present(readLpcPort(target, address));
  const process = isAbsent(port.serverProcess) ? undefined : present(readProcessFacts(target, port.serverProcess));
  const security = decodePortSecurity(port);
  return {
    kind: port.kind,
    flags: hex(new Word64(0, present(port.state).value)),
    flagBits: flagNames(port),
    connectionPort: hexOrNull(port.connectionPortPointer),
    connectedPort: hexOrNull(port.connectedPort),
    creator: isAbsent(port.creator) ? [0, 0] : [port.creator.processId, port.creator.threadId],
    portContext: hexOrNull(port.portContext),
    clientThread: hexOrNull(port.clientThread),
    serverProcess: hexOrNull(port.serverProcess),
    serverProcessName: process === undefined ? undefined : `${process.name} (${process.id})`,
    clientSectionBase: hexOrNull(port.clientSectionBase),
    serverSectionBase: hexOrNull(port.serverSectionBase),
    maxMessageLength: port.maxMessageLength,
    maxConnectionInfoLength: port.maxConnectionInfoLength,
    nonPagedQueue: hexOrNull(port.nonPagedQueue),
    qosLength: port.structure.number("SecurityQos.Length"),
    trackingMode: port.structure.number("SecurityQos.ContextTrackingMode"),
    security: isAbsent(security)
      ? security.kind
      : {
          kind: security.kind,
          level: security.impersonationLevel,
          effectiveOnly: security.effectiveOnly,
          token: hexOrNull(security.token),
        },
    isDisconnected: port.isDisconnected,
  };
}

export function expectedMembers(port: ExpectedPort): Record<string, unknown> {
  const isEnd = port.kind.endsWith("communication");
  // A client port in the middle of connecting has its connection port, but neither the other end nor a creator.
  const isConnecting = port.kind === "client communication" && port.connectionPort !== "0x00000000";
  return {
    kind: KINDS[port.kind],
    flags: port.flags,
    flagBits: expectedFlagNames(Number(port.flags)),
    connectionPort: port.connectionPort,
    connectedPort: port.connectedPort,
    creator: port.creator,
    portContext: port.portContext,
    clientThread: port.clientThread,
    serverProcess: port.serverProcess,
    serverProcessName: port.serverProcessName,
    clientSectionBase: port.clientSectionBase,
    serverSectionBase: port.serverSectionBase,
    maxMessageLength: port.maxMessageLength,
    maxConnectionInfoLength: port.maxConnectionInfoLength,
    nonPagedQueue: port.nonPagedPortQueue,
    qosLength: port.securityQos.length,
    trackingMode: port.securityQos.trackingMode,
    // Server and connection ports have no client whose rights they could carry: their members are leftovers.
    security:
      port.kind === "client communication"
        ? {
            kind: Number(port.flags) >= 0x80000000 ? "Dynamic" : "Static",
            level: port.securityQos.impersonationLevel,
            effectiveOnly: port.securityQos.effectiveOnly === 1,
            token: port.staticToken,
          }
        : "NotApplicable",
    isDisconnected: isEnd && port.connectedPort === "0x00000000" && !isConnecting,
  };
}

function flagNames(port: LpcPortFacts): readonly string[] {
  return present(port.state)
    .bits.filter((bit) => bit.name !== "Type" && bit.value !== 0)
    .map((bit) => bit.name);
}

function expectedFlagNames(flags: number): readonly string[] {
  return (
    [
      [0x10000000, "Deleted"],
      [0x20000000, "Waitable"],
      [0x40000000, "NameDeleted"],
      [0x80000000, "DynamicSecurity"],
    ] as const
  )
    .filter(([bit]) => (flags & bit) !== 0)
    .map(([, name]) => name);
}

export function describeLists(target: Target, address: Word64): Record<string, unknown> {
  const port = present(readLpcPort(target, address));
  const queue = readLpcQueue(target, port);
  const semaphore = readPortSemaphore(target, port);
  const chain = walkReplyChain(target, port);
  const dataInfo = collectWalk(walkDataInfoChain(target, port.structure));
  return {
    // Server communication ports have null links: no queue, no damage.
    queue: isAbsent(queue) ? [] : queue.messages.map(hex),
    queueOk: isAbsent(queue) ? null : queue.end.kind === "head",
    declaredLength: isAbsent(queue) ? undefined : queue.declaredLength,
    semaphore: hexOrNull(port.semaphore),
    semaphoreState: isAbsent(semaphore) ? undefined : semaphore.state,
    semaphoreLimit: isAbsent(semaphore) ? undefined : semaphore.limit,
    backPointer: isAbsent(semaphore) ? undefined : hexOrNull(semaphore.backPointer),
    receivers: isAbsent(semaphore) ? undefined : readWaitQueue(target, port).map(hex),
    replyChain: Array.from(chain).map(hex),
    replyChainOk: chain.end.kind === "head",
    dataInfoChain: dataInfo.entries.map(hex),
    dataInfoChainOk: dataInfo.end.kind === "head",
    waitEventState:
      isAbsent(port.state) || (port.state.value & 0x20000000) === 0
        ? undefined
        : port.structure.number("WaitEvent.Header.SignalState"),
  };
}

export function expectedLists(port: ExpectedPort): Record<string, unknown> {
  return {
    queue: port.queue,
    queueOk: port.queueOk,
    declaredLength: port.semaphoreState,
    semaphore: port.semaphore,
    semaphoreState: port.semaphoreState,
    semaphoreLimit: port.semaphoreLimit,
    backPointer: port.backPointer,
    receivers: port.receivers,
    replyChain: port.replyChain,
    replyChainOk: port.replyChainOk,
    dataInfoChain: port.dataInfoChain,
    dataInfoChainOk: port.dataInfoChainOk,
    waitEventState: port.waitEventState,
  };
}
