/** The whole system: `@$cursession.Alpc`. */
import { hostWord } from "../../target/host-values.ts";
import { describeArgument, readReference } from "../ask/address.ts";
import { messageOf } from "../ask/message.ts";
import { connectionPortAt, findPorts, portAddress, portOf } from "../ask/port.ts";
import { subjectOf } from "../ask/subject.ts";
import { Collection } from "../base/collection.ts";
import { compare } from "./comparison.ts";
import type { ModelContext } from "../base/object.ts";
import { endpointsOfSystem } from "./endpoints.ts";
import { findingsOfSystem } from "./findings.ts";
import { graphLines } from "./graph.ts";
import { LimitSettings } from "./limits.ts";
import { locksOfSystem } from "./lock-list.ts";
import { subclass, method, property, type MethodTable, type PropertyTable, defineClass } from "../base/members.ts";
import { storyLines, waitRoots } from "./wait-roots.ts";
import { walkConnections } from "../connection-walk.ts";
import { indexByPath } from "../naming.ts";
import { report } from "../report/report.ts";
import { indexed, isConnectionPort, reported, walkConnectionPorts, walkPorts } from "../port-search.ts";
import { Statistics } from "./statistics.ts";
import { chainTable, analysisOf, WaitChain } from "./wait-chain.ts";
import { connectionTable } from "./connection.ts";
import { MessageList } from "./message-list.ts";
import { PortList } from "./port-list.ts";
import { portTable } from "./port-table.ts";
import { threadTable } from "./thread.ts";
import { resourceOf } from "../ask/resource.ts";
import { GlobalInformation } from "./global-information.ts";
import { notFound, wrongArgument } from "../../target/errors.ts";
import { poolSearch } from "./pool-block.ts";

const FIND = "@$cursession.Alpc.Find";

/** What `Why` takes. */
const WHY = { expected: "a thread, process, port or wait chain", example: "!alpcx_why 0x9a4" };

class SessionAlpcObject {
  readonly __context: ModelContext;

  constructor(context: ModelContext) {
    this.__context = context;
  }

  toString(): string {
    return `${this.__context.generation.name} ports, connections, messages and waits of the system`;
  }
}

type View = SessionAlpcObject;

function chains(
  context: ModelContext,
  pick: () => Iterable<ConstructorParameters<typeof WaitChain>[1]>,
  display: string,
): Collection<WaitChain> {
  return new Collection<WaitChain>(
    context,
    display,
    function* () {
      for (const chain of pick()) {
        yield new WaitChain(context, chain);
      }
    },
    { rows: chainTable },
  );
}

/** Rows of both generations. */
const commonSessionProperties: PropertyTable<View> = {
  Generation: property(
    "ALPC (Vista and later) or LPC (XP and Server 2003).",
    ({ __context }) => __context.generation.name,
  ),
  Ports: property(
    "All ports, indexed by address.",
    ({ __context }) =>
      new PortList(__context, {
        display: "All ports",
        walk: () => walkPorts(__context),
        index: {
          of: hostWord,
          find: (index) => portAddress(__context, index, "dx @$cursession.Alpc.Ports[0xffffa801`12345678]"),
        },
        ofProcess: (process) => indexed(__context, "ports", __context.generation.walkPortsOf(process)),
      }),
  ),
  ConnectionPorts: property(
    "The services: connection ports, indexed by name, path or address.",
    ({ __context }) =>
      new PortList(__context, {
        display: "Connection ports",
        walk: () => walkConnectionPorts(__context),
        index: {
          of: (address) => indexByPath(__context, address),
          find: (index) => connectionPortAt(__context, index),
        },
        ofProcess: (process) =>
          indexed(__context, "ports", __context.generation.walkPortsOf(process)).filter((address) =>
            isConnectionPort(__context, address),
          ),
      }),
  ),
  Connections: property(
    "Every connection of the system, each once.",
    ({ __context }) =>
      new Collection(
        __context,
        "Connections",
        function* () {
          for (const connection of walkConnections(__context)) {
            yield __context.connection(connection);
          }
        },
        { rows: connectionTable },
      ),
  ),
  Messages: property(
    "All queued messages, and those referenced only by a thread; indexed by id or address.",
    ({ __context }) => new MessageList(__context),
  ),
  WaitingThreads: property(
    "Threads that await a reply.",
    ({ __context }) =>
      new Collection(
        __context,
        "Threads that await a reply",
        function* () {
          for (const thread of reported(__context, "waiting threads", __context.generation.walkWaitingThreads())) {
            yield __context.thread(thread);
          }
        },
        { rows: threadTable },
      ),
  ),
  WaitChains: property("The wait chain of each thread blocked on a reply.", ({ __context }) =>
    chains(__context, () => analysisOf(__context).walkChains(), "Wait chains"),
  ),
  WaitRoots: property(
    "The root blockers of the waiting threads, most blocked threads first: waits behind the same trouble are one root.",
    ({ __context }) => waitRoots(__context),
  ),
  Locks: property("Locks that some thread waits for, with holders and waiters, most waiters first.", ({ __context }) =>
    locksOfSystem(__context),
  ),
  Deadlocks: property("Deadlocks: wait cycles that cannot resolve, each once.", ({ __context }) =>
    chains(__context, () => analysisOf(__context).deadlocks, "Deadlocks"),
  ),
  Findings: property("Problems, most blocked threads first.", ({ __context }) => findingsOfSystem(__context)),
  Endpoints: property("Ports that one can connect to: who may, who has, and what each accepts.", ({ __context }) =>
    endpointsOfSystem(__context),
  ),
  Statistics: property("Counts over the whole system.", ({ __context }) => new Statistics(__context)),
  Limits: property(
    "Bounds of walks and displays; assign to change them.",
    ({ __context }) => new LimitSettings(__context),
  ),
};

const commonSessionMethods: MethodTable<View> = {
  Find: method(
    "pattern",
    "Finds connection ports: case-insensitive, with * and ? as wildcards; without them, any part of the name.",
    ({ __context }, pattern) => {
      // Rejects a wrong pattern at once, not when the result is expanded.
      const isEmpty = findPorts(__context, pattern, FIND).length === 0;
      return new Collection(
        __context,
        `Connection ports that fit ${describeArgument(pattern)}${isEmpty ? `: ${__context.nothing}` : ""}`,
        () => findPorts(__context, pattern, FIND).map((address) => __context.port(address)),
        { rows: portTable },
      );
    },
  ),
  Port: method(
    "x",
    "The port with an address, name or path, or of a native object or pointer.",
    ({ __context }, value) => portOf(__context, value),
  ),
  Message: method("x", "The message with an address or id, or of a native object or pointer.", ({ __context }, value) =>
    messageOf(__context, value),
  ),
  Graph: method(
    "format[, scope]",
    "The graph as lines of text: dot, mermaid, json or html; scope: a process, a port, a thread or a wait chain.",
    ({ __context }, format, scope) => graphLines(__context, format, scope),
  ),
  Why: method(
    "[x]",
    "The story in five lines: of the worst root blocker, or of what blocks a thread, a process or the users of a port.",
    ({ __context }, x) => storyLines(__context, subjectOf(__context, x, WHY)),
  ),
  Report: method(
    "[file]",
    "The report for a ticket: its first screen as lines of text; with a path, all of it written there as one HTML file.",
    ({ __context }, file) => report(__context, file),
  ),
  Compare: method(
    "[session]",
    "Remembers this stop and says what has moved since the one remembered before, or against another session of the same machine: whether the system is slow or stuck.",
    ({ __context }, session) => compare(__context, session),
  ),
  Refresh: method("", "Forgets everything read so far.", ({ __context }) => {
    __context.target.dropStop();
    return undefined;
  }),
};

export const sessionAlpcClass = defineClass(
  "session",
  "All ports, connections, messages and waits of a system.",
  subclass(SessionAlpcObject),
  {
    ...commonSessionProperties,
    GlobalInformation: property(
      "The ALPC object types, counts by kind, and the message log.",
      ({ __context }) => new GlobalInformation(__context),
    ),
  },
  {
    ...commonSessionMethods,
    Resource: method(
      "x",
      "The resource at an address: connection info, section, region, view, reserve, security context or handle data.",
      ({ __context }, value) => resourceOf(__context, value),
    ),
  },
);

export const lpcSessionClass = defineClass(
  "lpc-session",
  "All LPC ports, connections, messages and waits of a system.",
  subclass(SessionAlpcObject),
  {
    ...commonSessionProperties,
  },
  {
    ...commonSessionMethods,
    Resource: method("x", "LPC has no resources: says so.", () => {
      throw notFound("LPC has no resources:", "ALPC resources exist only on Vista and later.");
    }),
    PoolSearch: method(
      "[id]",
      "Messages in the paged pool, those on no queue and freed ones included; with an id, only those that have it.",
      ({ __context }, id) => {
        if (id === undefined) {
          return poolSearch(__context);
        }
        const reference = readReference(__context.target, id, {
          expected: "the id of a message",
          example: "@$cursession.Alpc.PoolSearch(0x222be)",
        });
        if (reference.kind === "address") {
          throw wrongArgument(describeArgument(id), "the id of a message", "@$cursession.Alpc.PoolSearch(0x222be)");
        }
        return poolSearch(__context, reference.id);
      },
    ),
  },
);
