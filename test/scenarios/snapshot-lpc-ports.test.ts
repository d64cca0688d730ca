/** Every port of captured memory against what an independent reader found there. */
import assert from "node:assert/strict";
import { isAbsent } from "../../src/target/absence.ts";
import { Word64 } from "../../src/target/word64.ts";
import type { Target } from "../../src/target/target.ts";
import type { PortKind, PortSource } from "../../src/facts/port.ts";
import { indexHandlesByType } from "../../src/nt/handle-index.ts";
import { readHandleCount, readPointerCount } from "../../src/nt/object-header.ts";
import { readObjectPath } from "../../src/nt/object-name.ts";
import { readTypeName } from "../../src/nt/object-type.ts";
import { readProcessFacts } from "../../src/nt/process/process-facts.ts";
import { findProcessById } from "../../src/nt/process/process-list.ts";
import { collectWalk } from "../../src/nt/walk.ts";
import { PORT_TYPE_NAMES, readLpcPort, type LpcPortFacts } from "../../src/lpc/port/port.ts";
import { decodePortSecurity } from "../../src/lpc/port/port-security.ts";
import { readLpcQueue, readPortSemaphore, walkDataInfoChain } from "../../src/lpc/port/queue.ts";
import { readWaitQueue } from "../../src/lpc/thread/receiving.ts";
import { walkReplyChain } from "../../src/lpc/thread/awaited-reply.ts";
import { validatePort } from "../../src/lpc/validate-port.ts";
import {
  at,
  captures,
  hex,
  hexOrNull,
  openExpected,
  present,
  valueOr,
  type Expected,
  type ExpectedPort,
  type OpenCapture,
} from "./snapshot-lpc-expected.ts";

const KINDS: Readonly<Record<ExpectedPort["kind"], PortKind>> = {
  connection: "SERVER_CONNECTION_PORT",
  unconnected: "UNCONNECTED_COMMUNICATION_PORT",
  "server communication": "SERVER_COMMUNICATION_PORT",
  "client communication": "CLIENT_COMMUNICATION_PORT",
};

const SOURCES: readonly (readonly [RegExp, PortSource])[] = [
  [/^handle$/, "HandleTable"],
  [/^directory /, "ObjectDirectory"],
  [/ ExceptionPort$/, "ExceptionPort"],
  [/ waiting on port$/, "ThreadWait"],
  [/^termination port /, "TerminationPort"],
  [/^(sender of|connection) message /, "Message"],
  [/^ConnectionPort of /, "ConnectionPort"],
  [/^ConnectedPort of /, "ConnectedPort"],
];

for (const number of captures) {
  describe(`ports of captured memory ${number}`, () => {
    let capture: OpenCapture;
    before(function () {
      const opened = openExpected(number);
      if (opened === undefined) {
        this.skip();
      } else {
        capture = opened;
      }
    });

    it("finds every port once, and says that these were all", () => {
      const { entries, end } = collectWalk(capture.generation.walkPorts());
      assert.deepEqual(entries.map(hex).sort(), capture.expected.ports.map((port) => port.address).sort());
      assert.equal(end.kind, "head", end.reason);
    });

    it("tells where each port was found", () => {
      for (const port of capture.expected.ports) {
        assert.deepEqual(
          [...capture.generation.findSources(at(port), true)].sort(),
          expectedSources(capture.expected, port),
          port.address,
        );
      }
    });

    it("reads kind, flags, links, creator and the other members of each port", () => {
      for (const port of capture.expected.ports) {
        assert.deepEqual(describePort(capture.target, at(port)), expectedMembers(port), port.address);
      }
    });

    it("names the owner: who created the port", () => {
      for (const expected of capture.expected.ports) {
        const owner = present(readLpcPort(capture.target, at(expected))).owner;
        const [processId] = expected.creator;
        // A client port that is still being connected has no creator yet.
        assert.equal(
          isAbsent(owner) ? owner.kind : hex(owner),
          processId === 0 ? "NotApplicable" : expectedOwner(capture.target, processId),
          expected.address,
        );
      }
    });

    it("reads name, type, counts and handles of each port's object", () => {
      const handles = indexHandlesByType(capture.target, PORT_TYPE_NAMES);
      for (const expected of capture.expected.ports) {
        const address = at(expected);
        assert.equal(valueOr(readTypeName(capture.target, address)), expected.typeName);
        assert.equal(valueOr(readObjectPath(capture.target, address)) ?? null, expected.name, expected.address);
        assert.equal(valueOr(readPointerCount(capture.target, address)), expected.pointerCount);
        assert.equal(valueOr(readHandleCount(capture.target, address)), expected.handleCount);
        const holders = (handles.get(address.id)?.holders ?? []).map((holder) => ({
          pid: present(readProcessFacts(capture.target, holder.process)).id,
          handle: holder.handle,
          access: holder.grantedAccess,
        }));
        // The reader marks the System process's handles with the top bit, as the kernel's callers do; the table itself
        // has the bare value.
        assert.deepEqual(
          holders,
          expected.handles.map(({ pid, handle, access }) => ({
            pid,
            handle: Number(handle) % 0x80000000,
            access: Number(access),
          })),
          expected.address,
        );
      }
    });

    it("walks queue, semaphore, receivers, reply chain and data information chain of each port", () => {
      for (const expected of capture.expected.ports) {
        assert.deepEqual(describeLists(capture.target, at(expected)), expectedLists(expected), expected.address);
      }
    });

    it("finds nothing wrong with any of them", () => {
      for (const expected of capture.expected.ports) {
        assert.deepEqual(
          validatePort(capture.target, present(readLpcPort(capture.target, at(expected)))),
          [],
          expected.address,
        );
      }
    });

    it("pairs the ends of every connection, and lists them at their connection port", () => {
      for (const expected of capture.expected.ports.filter((port) => port.kind === "connection")) {
        const connections = capture.generation.readConnections(present(capture.generation.readPort(at(expected))));
        const ends = connections
          .flatMap(({ serverPort, clientPort }) => [serverPort, clientPort])
          .filter((end) => !isAbsent(end))
          .map((end) => hexOrNull(end));
        const communicating = capture.expected.ports.filter(
          (port) => port.connectionPort === expected.address && port.kind.endsWith("communication"),
        );
        assert.deepEqual(ends.sort(), communicating.map((port) => port.address).sort(), expected.address);
        for (const { serverPort, clientPort } of connections) {
          const server = capture.expected.ports.find((port) => port.address === hexOrNull(serverPort));
          if (server !== undefined) {
            assert.equal(hexOrNull(clientPort), server.connectedPort);
          }
        }
      }
    });

    it("gives each process the ports that it created", () => {
      const processIds = new Set(capture.expected.ports.map((port) => port.creator[0]).filter((id) => id !== 0));
      for (const processId of processIds) {
        const { created, connected, server } = capture.generation.portsOfProcess(
          present(findProcessById(capture.target, processId)),
        );
        const expected = (kinds: readonly string[]): readonly string[] =>
          capture.expected.ports
            .filter((port) => port.creator[0] === processId && kinds.includes(port.kind))
            .map((port) => port.address)
            .sort();
        assert.deepEqual(created.map(hex).sort(), expected(["connection", "unconnected"]));
        assert.deepEqual(connected.map(hex).sort(), expected(["client communication"]));
        assert.deepEqual(server.map(hex).sort(), expected(["server communication"]));
      }
    });
  });
}

/** Processes that died while something refers to their ports are still on the list of processes. */
function expectedOwner(target: Target, processId: number): string {
  return hex(present(findProcessById(target, processId)));
}

/**
 * The reader counts two things that are no source: a port that points to itself, and a message whose sender's port is a
 * leftover (of a connection request or reply, whose member means nothing).
 */
function expectedSources(expected: Expected, port: ExpectedPort): readonly string[] {
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

function describePort(target: Target, address: Word64): Record<string, unknown> {
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

function expectedMembers(port: ExpectedPort): Record<string, unknown> {
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

function describeLists(target: Target, address: Word64): Record<string, unknown> {
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

function expectedLists(port: ExpectedPort): Record<string, unknown> {
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
