/** Expected values of ports, from the facts. */
import assert from "node:assert/strict";
import type { PortFacts } from "../../kernel/index.ts";
import type { Check, Expectations, World } from "./world.ts";

/**
 * Threads that wait on the port, are bound to its completion port or serve a pending request; for a server port those
 * of the connection port too.
 */
function serversOf(world: World, port: PortFacts): readonly bigint[] {
  const receivers = port.kind === "server" ? [port, world.port(port.connectionPort)] : [port];
  return [
    ...new Set(
      receivers.flatMap((receiver) =>
        receiver === undefined
          ? []
          : [
              ...receiver.waitQueue,
              ...(receiver.completionPort?.threads ?? []),
              ...receiver.queues.Pending.messages.flatMap((message) => world.message(message)?.serverThread ?? []),
              ...lpcServing(world, receiver),
            ],
      ),
    ),
  ];
}

/**
 * In the age of LPC a received message is freed: who serves is known by the id that another thread of a client awaits.
 */
function lpcServing(world: World, port: PortFacts): readonly bigint[] {
  const ids = world.facts.threads.flatMap(({ awaits }) =>
    awaits !== undefined && world.port(awaits.port)?.connectionPort === port.address ? [awaits.messageId] : [],
  );
  return world.isAlpc
    ? []
    : world.facts.threads
        .filter(({ servingId }) => servingId !== undefined && ids.includes(servingId))
        .map(({ address }) => address);
}

/** The sources that must know a port, by what the scene says. */
function sourcesOf(world: World, port: PortFacts): readonly string[] {
  return [
    ...(world.isAlpc ? ["AlpcpPortList", "CommunicationInfo"] : []),
    ...(port.heldBy.length > 0 ? ["HandleTable"] : []),
    ...(port.path === undefined ? [] : ["ObjectDirectory"]),
    ...(world.facts.processes.some(({ exceptionPort }) => exceptionPort.target === port.address)
      ? ["ExceptionPort"]
      : []),
    ...(world.facts.processes.some(({ securityPort }) => securityPort.target === port.address) ? ["SecurityPort"] : []),
  ];
}

function named(pick: (facts: PortFacts) => string | undefined): Check<PortFacts> {
  return (world, value, facts) => {
    const expected = pick(facts);
    if (expected === undefined) {
      world.absent(value);
    } else {
      world.plain(value, expected);
    }
  };
}

const commonExpectations: Expectations<PortFacts> = {
  Address: (world, value, { address }) => {
    world.plain(value, address);
  },
  Name: named(({ name }) => name),
  Path: named(({ path }) => path),
  Kind: (world, value, { kindName }) => {
    world.plain(value, kindName);
  },
  Owner: (world, value, { owner, ownerGone }) => {
    world.leadsTo(value, ownerGone ? undefined : owner);
  },
  ConnectionPort: (world, value, { connectionPort }) => {
    world.leadsTo(value, connectionPort);
  },
  ServerPort: (world, value, { serverPort }) => {
    world.leadsTo(value, serverPort);
  },
  ClientPort: (world, value, { clientPort }) => {
    world.leadsTo(value, clientPort);
  },
  Peer: (world, value, { peer }) => {
    world.leadsTo(value, peer);
  },
  Connections: (world, value, port) => {
    const own = world.facts.connections.filter(
      ({ connectionPort, clientPort, serverPort }) =>
        (port.kind === "connection" ? connectionPort : port.kind === "client" ? clientPort : serverPort) ===
        port.address,
    );
    assert.deepEqual(
      world.pack.elements(value).map((connection) => world.pack.address(world.get(connection, "ClientPort"))),
      own.map(({ clientPort }) => clientPort),
    );
  },
  State: (world, value, { state, flags }) => {
    if (flags !== undefined) {
      world.number(world.get(value, "Value"), flags);
    }
    for (const [bit, expected] of Object.entries(state)) {
      if (world.has("_ALPC_PORT", `u1.s1.${bit}`)) {
        world.plain(world.get(value, bit), expected);
      }
    }
  },
  WaitQueue: (world, value, { waitQueue }) => {
    world.lists(value, waitQueue);
  },
  Servers: (world, value, port) => {
    const threads = world.pack.elements(value).map((server) => world.pack.address(world.get(server, "Thread")));
    const expected = serversOf(world, port);
    assert.deepEqual([...threads].sort(), [...expected].sort());
    for (const server of world.pack.elements(value)) {
      assert.ok(
        ["waits on the port", "bound to the completion port", "serves a request"].includes(
          String(world.get(server, "Relation")),
        ),
      );
    }
  },
  HeldBy: (world, value, { heldBy }) => {
    assert.deepEqual(
      world.pack.elements(value).map((handle) => ({
        process: world.pack.address(world.get(handle, "Process")),
        handle: world.pack.data(world.get(handle, "Handle")),
        grantedAccess: world.pack.data(world.get(handle, "GrantedAccess")),
      })),
      heldBy,
    );
  },
  HandleCount: (world, value, { handleCount }) => {
    world.number(value, handleCount);
  },
  PointerCount: (world, value, { pointerCount }) => {
    world.number(value, pointerCount);
  },
  FoundBy: (world, value, port) => {
    const sources = world.pack.elements(value);
    assert.deepEqual(
      sourcesOf(world, port).filter((source) => !sources.includes(source)),
      [],
      `sources: ${sources.join(", ")}`,
    );
    if (port.path === undefined) {
      assert.ok(!sources.includes("ObjectDirectory"));
    }
    if (port.heldBy.length === 0) {
      assert.ok(!sources.includes("HandleTable"));
    }
  },
  Findings: (world, value, { address }) => {
    world.findings(value, address);
  },
  Object: (world, value, { address }) => {
    world.leadsTo(value, address);
  },
};

/** A queue: its length as the kernel says it, its messages as walked. */
function queue(name: keyof PortFacts["queues"]): Check<PortFacts> {
  return (world, value, { queues }) => {
    if (!world.has("_ALPC_PORT", `${name}Queue`)) {
      world.absent(value, "NotInThisBuild");
      return;
    }
    const { length, messages } = queues[name];
    world.plain(world.get(value, "Length"), length);
    world.plain(world.get(value, "Count"), messages.length);
    world.plain(world.get(value, "IsConsistent"), length === messages.length);
    world.lists(value, messages);
    messages.forEach((message, index) => {
      assert.equal(world.pack.address(world.pack.access.at(value, [index])), message);
    });
  };
}

const impersonationLevels = [
  "SecurityAnonymous",
  "SecurityIdentification",
  "SecurityImpersonation",
  "SecurityDelegation",
];

export const portExpectations: Expectations<PortFacts> = {
  ...commonExpectations,
  CommunicationInfo: (world, value, { communicationInfo }) => {
    world.leadsTo(value, communicationInfo);
  },
  SequenceNo: (world, value, { sequenceNo }) => {
    world.plain(value, sequenceNo);
  },
  MainQueue: queue("Main"),
  LargeMessageQueue: queue("LargeMessage"),
  PendingQueue: queue("Pending"),
  DirectQueue: queue("Direct"),
  CanceledQueue: queue("Canceled"),
  CompletionPort: (world, value, { completionPort }) => {
    if (completionPort === undefined) {
      world.absent(value);
      return;
    }
    world.plain(world.get(value, "Address"), completionPort.address);
    world.lists(world.get(value, "Threads"), completionPort.threads);
    world.plain(world.get(value, "CurrentCount"), completionPort.currentCount);
    world.plain(world.get(value, "MaximumCount"), completionPort.maximumCount);
    world.plain(world.get(value, "Depth"), completionPort.depth);
    world.plain(world.get(value, "CompletionKey"), completionPort.key);
    world.leadsTo(world.get(value, "Object"), completionPort.address);
  },
  CompletionList: (world, value, { completionList, owner }) => {
    if (completionList === undefined) {
      world.absent(value);
      return;
    }
    world.plain(world.get(value, "Address"), completionList.address);
    world.plain(world.get(value, "Header"), completionList.header);
    world.leadsTo(world.get(value, "OwnerProcess"), owner);
  },
  MessageZone: (world, value) => {
    world.absent(value, world.has("_ALPC_PORT", "MessageZone") ? "NotApplicable" : "NotInThisBuild");
  },
  PortContext: (world, value, { portContext }) => {
    world.plain(value, portContext);
  },
  Attributes: (world, value, { attributes }) => {
    for (const [name, expected] of Object.entries(attributes)) {
      const shown = world.get(value, name);
      world.number(name === "Flags" || name === "DupObjectTypes" ? world.get(shown, "Value") : shown, expected);
    }
    const flags = world.get(world.get(value, "Flags"), "Names");
    assert.equal(world.pack.elements(flags).includes("AllowLpcRequests"), ((attributes["Flags"] ?? 0) & 0x20000) !== 0);
  },
  Security: (world, value, { security }) => {
    world.plain(world.get(value, "Kind"), security.kind);
    world.plain(world.get(value, "ImpersonationLevel"), impersonationLevels[security.level]);
    world.plain(world.get(value, "EffectiveOnly"), security.effectiveOnly);
    if (security.kind === "Static" && security.token !== 0n) {
      world.token(world.get(value, "Token"), security.token);
    } else {
      world.absent(world.get(value, "Token"));
    }
  },
  Resources: (world, value, { resources }) => {
    world.lists(value, resources);
  },
  Handles: (world, value, { communicationInfo }) => {
    // Both ends of a connection share the table.
    const ends = world.facts.ports.filter((port) => port.communicationInfo === communicationInfo);
    const resourceHandles = ends.flatMap((port) => port.resourceHandles);
    assert.deepEqual(
      world.pack.elements(value).map((handle) => ({
        handle: world.pack.data(world.get(handle, "Handle")),
        resource: world.pack.address(world.get(handle, "Resource")),
      })),
      resourceHandles,
    );
  },
};

/**
 * A member that a port loses when it is cut off; `own`: the kind of port that keeps it, since it is the port itself.
 */
function unlessCutOff(pick: (facts: PortFacts) => bigint | undefined, own: PortFacts["kind"]): Check<PortFacts> {
  return (world, value, facts) => {
    world.leadsTo(value, world.isCutOff(facts.address) && facts.kind !== own ? undefined : pick(facts));
  };
}

export const lpcCommonPortExpectations: Expectations<PortFacts> = {
  ...commonExpectations,
  Owner: (world, value, { owner }) => {
    world.leadsTo(value, owner);
  },
  ConnectionPort: unlessCutOff(({ connectionPort }) => connectionPort, "server"),
  ServerPort: unlessCutOff(({ serverPort }) => serverPort, "server"),
  ClientPort: unlessCutOff(({ clientPort }) => clientPort, "client"),
  Peer: unlessCutOff(({ peer }) => peer, "connection"),
  Connections: (world, value, port) => {
    const own = world.facts.connections.filter(
      ({ connectionPort, clientPort, serverPort }) =>
        (port.kind === "connection" ? connectionPort : port.kind === "client" ? clientPort : serverPort) ===
        port.address,
    );
    const shown = (connection: unknown, name: string): string =>
      world.pack.display(world.get(connection, name)).replace(/ .*/, "");
    const expected = own.map(({ serverPort, clientPort }) => (serverPort === undefined ? clientPort : serverPort));
    assert.deepEqual(
      world.pack
        .elements(value)
        .map((connection) => {
          const server = shown(connection, "ServerPort");
          return server.startsWith("0x") ? BigInt(server) : BigInt(shown(connection, "ClientPort"));
        })
        .sort(),
      (world.isCutOff(port.address) && port.kind === "client"
        ? own.map(({ clientPort }) => clientPort)
        : expected
      ).sort(),
    );
  },
};
