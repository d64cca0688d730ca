/** Ports and connections of captured XP memory, compared with an independent reader's results. */
import assert from "node:assert/strict";
import { describeCaptures } from "./snapshot-model-capture.ts";
import type { Expected, ExpectedPort } from "./snapshot-lpc-expected.ts";
import { SOURCES } from "./snapshot-lpc-port-members.ts";

const KINDS: Readonly<Record<ExpectedPort["kind"], string>> = {
  connection: "SERVER_CONNECTION_PORT",
  unconnected: "UNCONNECTED_COMMUNICATION_PORT",
  "server communication": "SERVER_COMMUNICATION_PORT",
  "client communication": "CLIENT_COMMUNICATION_PORT",
};

const TYPES: readonly ExpectedPort["kind"][] = [
  "connection",
  "unconnected",
  "server communication",
  "client communication",
];

const LEVELS = ["SecurityAnonymous", "SecurityIdentification", "SecurityImpersonation", "SecurityDelegation"];

const NONE = "0x00000000";

function isEnd(port: ExpectedPort): boolean {
  return port.kind.endsWith("communication") && port.kind !== "unconnected";
}

/**
 * The reader counts two things that are no source: a port that points to itself, and a message whose sender's port is a
 * leftover.
 */
function sourcesOf(expected: Expected, port: ExpectedPort): readonly string[] {
  const leftovers = expected.messages
    .filter((message) => !message.senderPortSet)
    .map((message) => `sender of message ${message.address}`);
  const others = port.foundBy.filter(
    (source) => !source.endsWith(` of ${port.address}`) && !leftovers.includes(source),
  );
  return [...new Set(others.map((source) => SOURCES.find(([pattern]) => pattern.test(source))?.[1] ?? source))].sort();
}

describeCaptures("ports", (capture) => {
  it("are those that the reader found, each once, and no other", () => {
    const { pack, expected } = capture();
    const listed = pack.elements(pack.evaluate("@$cursession.Alpc.Ports")).map((port) => capture().address(port));
    assert.deepEqual([...listed].sort(), expected.ports.map(({ address }) => address).sort());
    const services = pack
      .elements(pack.evaluate("@$cursession.Alpc.ConnectionPorts"))
      .map((port) => capture().address(port));
    assert.deepEqual(
      [...services].sort(),
      expected.ports
        .filter(({ kind }) => kind === "connection")
        .map(({ address }) => address)
        .sort(),
    );
    for (const { address, name } of expected.ports) {
      if (name !== null) {
        assert.equal(
          capture().address(pack.evaluate(`@$cursession.Alpc.ConnectionPorts[${JSON.stringify(name)}]`)),
          address,
        );
      }
    }
  });

  it("have kind, flags, name and counts", () => {
    const { expected, get, plain, number } = capture();
    for (const port of expected.ports) {
      const shown = capture().port(port.address);
      const flags = Number(port.flags);
      assert.deepEqual(
        {
          kind: plain(get(shown, "Kind")),
          flags: number(get(shown, "State", "Value")),
          type: plain(get(shown, "State", "Type")),
          bits: ["Deleted", "Waitable", "NameDeleted", "DynamicSecurity"].map((bit) => plain(get(shown, "State", bit))),
          name: plain(get(shown, "Name")),
          path: plain(get(shown, "Path")),
          handles: plain(get(shown, "HandleCount")),
          references: plain(get(shown, "PointerCount")),
        },
        {
          kind: KINDS[port.kind],
          flags,
          type: TYPES.indexOf(port.kind) + 1,
          bits: [28, 29, 30, 31].map((bit) => (flags >>> bit) & 1),
          name: port.name?.replace(/^.*\\/, ""),
          path: port.name ?? undefined,
          handles: port.handleCount,
          references: port.pointerCount,
        },
        port.address,
      );
    }
  });

  it("have owner, creator, ends and connection port", () => {
    const { expected, get, address, number, plain } = capture();
    const processes = new Map(expected.processes.map((process) => [process.pid, process.address]));
    for (const port of expected.ports) {
      const shown = capture().port(port.address);
      const [processId, threadId] = port.creator;
      const isServer = port.kind === "server communication";
      const isClient = port.kind === "client communication";
      assert.deepEqual(
        {
          owner: address(get(shown, "Owner")),
          creator:
            processId === 0
              ? plain(get(shown, "Creator"))
              : [number(get(shown, "Creator", "ProcessId")), number(get(shown, "Creator", "ThreadId"))],
          connectionPort: address(get(shown, "ConnectionPort")),
          peer: address(get(shown, "Peer")),
          serverPort: address(get(shown, "ServerPort")),
          clientPort: address(get(shown, "ClientPort")),
        },
        {
          // A client port that is still being connected has no creator yet, and so no owner.
          owner: processes.get(processId) ?? NONE,
          creator: processId === 0 ? undefined : [processId, threadId],
          // An unconnected port points to itself; that is no connection.
          connectionPort: port.kind === "unconnected" ? NONE : port.connectionPort,
          peer: isEnd(port) ? port.connectedPort : NONE,
          serverPort: isServer ? port.address : isClient ? port.connectedPort : NONE,
          clientPort: isClient ? port.address : isServer ? port.connectedPort : NONE,
        },
        port.address,
      );
    }
  });

  it("have process, client thread, sections, context, limits and security", () => {
    const { expected, get, address, hex, plain } = capture();
    for (const port of expected.ports) {
      const shown = capture().port(port.address);
      const security = get(shown, "Security");
      const isClient = port.kind === "client communication";
      assert.deepEqual(
        {
          serverProcess: address(get(shown, "ServerProcess")),
          mappingProcess: address(get(shown, "MappingProcess")),
          clientThread: address(get(shown, "ClientThread")),
          sections: [hex(get(shown, "ClientSectionBase")), hex(get(shown, "ServerSectionBase"))],
          context: hex(get(shown, "PortContext")),
          limits: [
            plain(get(shown, "Attributes", "MaxMessageLength")),
            plain(get(shown, "Attributes", "MaxConnectionInfoLength")),
          ],
          security: isClient
            ? [
                plain(get(security, "Kind")),
                plain(get(security, "ImpersonationLevel")),
                plain(get(security, "TrackingMode")),
                plain(get(security, "EffectiveOnly")),
              ]
            : plain(security),
        },
        {
          // One storage: the server of a connection port, the process that a communication port's section is mapped
          // into.
          serverProcess: isEnd(port) ? NONE : port.serverProcess,
          mappingProcess: isEnd(port) ? port.serverProcess : NONE,
          clientThread: port.clientThread,
          sections: [port.clientSectionBase, port.serverSectionBase],
          context: port.portContext,
          limits: [port.maxMessageLength, port.maxConnectionInfoLength],
          // Server and connection ports have no client whose rights they could carry: what is in their members are
          // leftovers.
          security: isClient
            ? [
                Number(port.flags) >= 0x80000000 ? "Dynamic" : "Static",
                LEVELS[port.securityQos.impersonationLevel],
                port.securityQos.trackingMode === 0 ? "Static" : "Dynamic",
                port.securityQos.effectiveOnly === 1,
              ]
            : undefined,
        },
        port.address,
      );
    }
  });

  it("have queue, semaphore, receivers, reply chain and data information chain", () => {
    const { expected, get, addresses, address, plain, absence } = capture();
    for (const port of expected.ports) {
      const shown = capture().port(port.address);
      const queue = get(shown, "MainQueue");
      // Null links of a server communication port mean that it has no queue, not that it is damaged.
      const hasQueue = port.queueOk !== null;
      assert.equal(absence(queue), hasQueue ? undefined : "NotApplicable", port.address);
      if (hasQueue) {
        assert.deepEqual(
          [
            addresses(shown, "MainQueue"),
            plain(get(queue, "Length")),
            plain(get(queue, "Count")),
            plain(get(queue, "IsConsistent")),
          ],
          [port.queue, port.semaphoreState, port.queue.length, port.queueOk],
        );
      }
      const semaphore = get(shown, "Semaphore");
      assert.equal(address(semaphore), port.semaphore);
      if (port.semaphore !== NONE) {
        assert.deepEqual(
          [plain(get(semaphore, "State")), plain(get(semaphore, "Limit"))],
          [port.semaphoreState, port.semaphoreLimit],
        );
      }
      assert.deepEqual(addresses(shown, "WaitQueue"), port.receivers ?? []);
      assert.deepEqual(addresses(shown, "ReplyChain"), port.replyChain);
      assert.deepEqual(addresses(shown, "DataInfoChain"), port.dataInfoChain);
      assert.equal(
        absence(get(shown, "WaitEvent")),
        (Number(port.flags) & 0x20000000) === 0 ? "NotApplicable" : undefined,
      );
      if (port.waitEventState !== undefined) {
        assert.equal(plain(get(shown, "WaitEvent", "Header", "SignalState")), port.waitEventState);
      }
    }
  });

  it("are held by the handles, and known from the sources, that the reader names", () => {
    const { expected, get, list, number } = capture();
    for (const port of expected.ports) {
      const shown = capture().port(port.address);
      const holders = list(shown, "HeldBy").map((handle) => [
        number(get(handle, "Process", "Id")),
        number(get(handle, "Handle")),
        number(get(handle, "GrantedAccess")),
      ]);
      // The reader marks the System process's handles with the top bit, as the kernel's callers do; the table itself
      // has the bare value.
      assert.deepEqual(
        holders,
        port.handles.map(({ pid, handle, access }) => [pid, Number(handle) % 0x80000000, Number(access)]),
        port.address,
      );
      assert.deepEqual([...list(shown, "FoundBy")].sort(), sourcesOf(expected, port), port.address);
    }
  });

  it("are paired in connections, each listed once", () => {
    const { expected, pack, get, address } = capture();
    const connections = pack
      .elements(pack.evaluate("@$cursession.Alpc.Connections"))
      .map((connection) =>
        [
          address(get(connection, "ConnectionPort")),
          address(get(connection, "ServerPort")),
          address(get(connection, "ClientPort")),
        ].join(" "),
      );
    const ofServers = expected.ports
      .filter(({ kind }) => kind === "server communication")
      .map((port) => [port.connectionPort, port.address, port.connectedPort].join(" "));
    // Clients that nobody has accepted yet, and those whose server's end is gone.
    const ofClients = expected.ports
      .filter((port) => port.kind === "client communication" && port.connectedPort === NONE)
      .map((port) => [port.connectionPort, NONE, port.address].join(" "));
    assert.deepEqual([...connections].sort(), [...ofServers, ...ofClients].sort());
  });
});
