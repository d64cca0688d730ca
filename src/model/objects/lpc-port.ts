/** An LPC port: members that only LPC has, in addition to those of all ports. */
import { isAbsent, mapPresent, notApplicable, type Maybe } from "../../target/absence.ts";
import { nativeObject } from "../../target/debugger-objects.ts";
import type { Word64 } from "../../target/word64.ts";
import { decodeQualityOfService } from "../../alpc/resource/security.ts";
import { decodePort, type LpcPortFacts, type PortCreator } from "../../lpc/port/port.ts";
import { hasPortFlag } from "../../lpc/port/port-kind.ts";
import { decodePortSecurity } from "../../lpc/port/port-security.ts";
import { readPortSemaphore, walkDataInfoChain, type SemaphoreFacts } from "../../lpc/port/queue.ts";
import { walkReplyChain } from "../../lpc/thread/awaited-reply.ts";
import type { Walk } from "../../nt/walk.ts";
import type { PortSecurityFacts } from "../../alpc/port/port-attributes.ts";
import { PortSecurity } from "./port-settings.ts";
import { formatMaybe } from "../../text/absent.ts";
import { countedList, elementsOf, untilEnd } from "../base/collection.ts";
import { type ModelContext, fact, FactObject, partsOf, rowsOf } from "../base/object.ts";
import { defineClass, property, type PropertyRow, inDecimal } from "../base/members.ts";
import { commonPortProperties, PortObject } from "./port.ts";
import { Queue } from "./queue.ts";
import { findProcessById } from "../../nt/process/process-list.ts";
import { findThreadById } from "../../nt/thread/thread-list.ts";
import { processWithId, threadWithId } from "./by-id.ts";
import { processName, threadName } from "../naming.ts";

/** Who created a port, by the client id in it. */
export class Creator extends FactObject<PortCreator> {
  protected override __describe({ processId, threadId }: PortCreator): string {
    const { target } = this.__context;
    const thread = findThreadById(target, threadId, processId);
    const process = findProcessById(target, processId);
    const ids = `${processId.toString(16)}.${threadId.toString(16)}`;
    return thread !== undefined
      ? threadName(this.__context, thread)
      : process !== undefined
        ? `${processName(this.__context, process)}, thread ${ids} is gone`
        : `${ids}, both gone`;
  }
}

export const creatorClass = defineClass<Creator>(
  "creator",
  "Who created an LPC port, by the client id in it.",
  Creator,
  {
    ProcessId: fact("Process id of the creator.", ({ processId }: PortCreator) => processId),
    ThreadId: fact("Thread id of the creator.", ({ threadId }: PortCreator) => threadId),
    Process: fact(
      "The creating process; absent where no process has that id anymore.",
      ({ processId }: PortCreator, context) => processWithId(context, processId),
    ),
    Thread: fact(
      "The creating thread; absent where no thread has that id anymore.",
      ({ processId, threadId }: PortCreator, context) => threadWithId(context, threadId, processId),
    ),
  },
);

/** A semaphore of LPC: that of a port's queue, or the one that a reply releases. */
export class LpcSemaphore extends FactObject<SemaphoreFacts> {
  protected override __describe({ address, state }: SemaphoreFacts): string {
    return `${address}, state ${formatMaybe(state)}`;
  }
}

export const lpcSemaphoreClass = defineClass<LpcSemaphore>(
  "lpc-semaphore",
  "A semaphore of LPC: that of a port's queue, or the one that a reply releases.",
  LpcSemaphore,
  {
    Address: fact("Address of the _KSEMAPHORE.", ({ address }: SemaphoreFacts) => address),
    State: inDecimal(
      fact(
        "How often a wait for it would succeed now: messages on the queue, or 1 once the reply is there.",
        ({ state }: SemaphoreFacts) => state,
      ),
    ),
    Limit: inDecimal(fact("The highest state that it can have.", ({ limit }: SemaphoreFacts) => limit)),
    Object: fact("The native _KSEMAPHORE.", ({ address }: SemaphoreFacts, { target }) =>
      nativeObject(target, "_KSEMAPHORE", address),
    ),
  },
);

/** The attributes that a port's owner requested: in LPC just two limits. */
export class LpcPortAttributes extends FactObject<LpcPortFacts> {
  protected override __describe({ maxMessageLength, maxConnectionInfoLength }: LpcPortFacts): string {
    return `messages of at most ${formatMaybe(maxMessageLength)} bytes, connection data of at most ${formatMaybe(maxConnectionInfoLength)}`;
  }
}

export const lpcPortAttributesClass = defineClass<LpcPortAttributes>(
  "lpc-port-attributes",
  "What an LPC port's owner asked for.",
  LpcPortAttributes,
  {
    MaxMessageLength: inDecimal(
      fact("Bytes of the longest message, header included.", ({ maxMessageLength }: LpcPortFacts) => maxMessageLength),
    ),
    MaxConnectionInfoLength: inDecimal(
      fact(
        "Bytes of the data that may come with a connection request.",
        ({ maxConnectionInfoLength }: LpcPortFacts) => maxConnectionInfoLength,
      ),
    ),
  },
);

/** An LPC port by its address. */
export class LpcPort extends PortObject {
  get __lpc(): Maybe<LpcPortFacts> {
    return mapPresent(this.__facts, ({ structure }) => decodePort(this.__context.target, structure));
  }
}

/** A row read from the port's own structure. */
const own = rowsOf(({ __lpc }: LpcPort) => __lpc);

/** A row for a part of the port that is itself an object. */
const part = partsOf(({ __lpc }: LpcPort) => __lpc);

/** `ServerProcess` and `MappingProcess` share storage: the kind of port decides which of them it is. */
function processOf(wanted: "ServerProcess" | "MappingProcess", facts: LpcPortFacts): Maybe<Word64> {
  const isEnd = facts.role === "server" || facts.role === "client";
  if (isEnd === (wanted === "MappingProcess")) {
    return facts.serverProcess;
  }
  return notApplicable(
    isEnd
      ? "a communication port names no server process: see ConnectionPort.ServerProcess"
      : "no section is mapped through a port that is not connected",
  );
}

/** A row for a list of the port: walked on demand, at the stop of that moment. */
function chain(
  what: "thread" | "message",
  help: string,
  walk: (facts: LpcPortFacts, context: ModelContext) => Walk<Word64>,
): PropertyRow<LpcPort> {
  return property(help, (port) =>
    mapPresent(port.__lpc, () =>
      countedList(
        port.__context,
        what,
        () => elementsOf(port.__lpc, (facts) => untilEnd(walk(facts, port.__context))),
        (address) => port.__context[what](address),
      ),
    ),
  );
}

/** The event is valid only in a waitable port. */
function waitEvent(facts: LpcPortFacts, { __context }: LpcPort): unknown {
  const event = facts.structure.addressOf("WaitEvent");
  const isWaitable = !isAbsent(facts.state) && hasPortFlag(facts.state.value, "Waitable");
  return isWaitable
    ? mapPresent(event, (address) => nativeObject(__context.target, "_KEVENT", address))
    : notApplicable("the port is not waitable");
}

export const lpcPortClass = defineClass<LpcPort>("lpc-port", "An LPC port.", LpcPort, {
  ...commonPortProperties("_LPCP_PORT_OBJECT"),
  MainQueue: own(
    "Messages sent and not yet received; Length is the semaphore's count. Server communication ports have no queue: requests wait at the connection port.",
    (facts, { __context, __address }) =>
      mapPresent(__context.generation.readQueueLength(facts, "Main"), () => new Queue(__context, __address, "Main")),
  ),
  Semaphore: part("The semaphore that counts the queue's messages.", LpcSemaphore, (facts, { target }) =>
    readPortSemaphore(target, facts),
  ),
  ReplyChain: chain(
    "thread",
    "Threads that await replies: a client's requests hang on the server port, a server's on the client port, connecting threads on the connection port.",
    (facts, { target }) => walkReplyChain(target, facts),
  ),
  DataInfoChain: chain(
    "message",
    "Messages whose further data the server may still read from the sender's memory.",
    ({ structure }, { target }) => walkDataInfoChain(target, structure),
  ),
  Creator: part("Who created the port, by the client id in it.", Creator, ({ creator }) => creator),
  ClientThread: own(
    "Of a server port: the client thread whose connection was accepted and is not yet completed.",
    ({ clientThread }, { __context }) => __context.maybe(clientThread, "thread"),
  ),
  ServerProcess: own("Of a connection port: the process that serves it.", (facts, { __context }) =>
    __context.maybe(processOf("ServerProcess", facts), "process"),
  ),
  MappingProcess: own("Of a communication port: the process that a section is mapped into.", (facts, { __context }) =>
    __context.maybe(processOf("MappingProcess", facts), "process"),
  ),
  ClientSectionBase: own("Where the client's section is mapped.", ({ clientSectionBase }) => clientSectionBase),
  ServerSectionBase: own("Where the server's section is mapped.", ({ serverSectionBase }) => serverSectionBase),
  PortContext: own("The value that the server gave the port.", ({ portContext }) => portContext),
  Attributes: part("Maximum lengths that the owner requested.", LpcPortAttributes, (facts) => facts),
  Security: part(
    "As whom the server may act for its client; only the client's port says so.",
    PortSecurity,
    (facts): Maybe<PortSecurityFacts> =>
      mapPresent(decodePortSecurity(facts), ({ kind, token }) => ({
        ...decodeQualityOfService(facts.structure, "SecurityQos"),
        kind,
        token,
      })),
  ),
  WaitEvent: own("The event behind a waitable port's handle.", waitEvent),
});
