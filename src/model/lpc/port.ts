/** An LPC port: what only this generation has, beside what all ports have. */
import { Absence, mapPresent, notApplicable, type Maybe } from "../../target/absence.ts";
import { nativeObject } from "../../target/debugger-objects.ts";
import type { Word64 } from "../../target/word64.ts";
import { decodeQualityOfService } from "../../alpc/security-context.ts";
import { hasPortFlag } from "../../lpc/port-flags.ts";
import { decodePort, type LpcPortFacts } from "../../lpc/port.ts";
import { decodePortSecurity } from "../../lpc/port-security.ts";
import { walkDataInfoChain } from "../../lpc/queue.ts";
import { walkReplyChain } from "../../lpc/reply-chain.ts";
import { readPortSemaphore } from "../../lpc/semaphore.ts";
import { collectWalk, type WalkEnd } from "../../nt/list.ts";
import { counted } from "../../view/names.ts";
import { PortSecurity } from "../alpc/port-settings.ts";
import { shortList, type IndexedCollection } from "../collection.ts";
import type { ModelContext } from "../context.ts";
import { defineClass, property, type PropertyRow } from "../members.ts";
import { commonPortProperties, PortObject } from "../port.ts";
import { Queue } from "../queue.ts";
import { Creator, LpcPortAttributes, LpcSemaphore } from "./port-parts.ts";

export class LpcPort extends PortObject {
  get __lpc(): Maybe<LpcPortFacts> {
    return mapPresent(this.__facts, ({ structure }) => decodePort(this.__context.target, structure));
  }
}

/** A row that is answered from the port's own structure. */
function own(help: string, pick: (facts: LpcPortFacts, port: LpcPort) => unknown): PropertyRow<LpcPort> {
  return property(help, (port) => mapPresent(port.__lpc, (facts) => pick(facts, port)));
}

/** `ServerProcess` and `MappingProcess` are one storage: what it means depends on the kind. */
function processOf(wanted: "ServerProcess" | "MappingProcess", facts: LpcPortFacts): Maybe<Word64> {
  const isEnd = facts.role === "server" || facts.role === "client";
  if (isEnd === (wanted === "MappingProcess")) {
    return facts.serverProcess;
  }
  return notApplicable(isEnd ? "a communication port names no server process: see ConnectionPort.ServerProcess" : "no section is mapped through a port that is not connected");
}

/** A list that hangs on the port, with its length for display; walked when it is looked at. */
function chained(context: ModelContext, what: "thread" | "message", walk: () => { readonly entries: readonly Word64[]; readonly end: WalkEnd }): IndexedCollection<object> {
  return shortList(context, what, () => {
    const { entries, end } = walk();
    return `${counted(entries.length, what)}${end.kind === "head" ? "" : ` <${end.reason}>`}`;
  }, () => walk().entries.map((address) => context[what](address)));
}

/** Only a waitable port has an event that means something. */
function waitEvent(facts: LpcPortFacts, { __context }: LpcPort): unknown {
  const event = facts.structure.addressOf("WaitEvent");
  const isWaitable = !(facts.state instanceof Absence) && hasPortFlag(facts.state.value, "Waitable");
  return isWaitable ? mapPresent(event, (address) => nativeObject(__context.target, "_KEVENT", address)) : notApplicable("the port is not waitable");
}

export const lpcPortClass = defineClass<LpcPort>("lpc-port", "An LPC port.", LpcPort, {
  ...commonPortProperties("_LPCP_PORT_OBJECT"),
  MainQueue: own("Messages sent and not yet received; Length is the semaphore's count. Server communication ports have no queue: requests wait at the connection port.", (facts, { __context, __address }) =>
    mapPresent(__context.generation.readQueue(facts, "Main"), () => new Queue(__context, __address, "Main"))),
  Semaphore: own("The semaphore that counts the queue's messages.", (facts, { __context }) =>
    mapPresent(readPortSemaphore(__context.target, facts), (semaphore) => new LpcSemaphore(__context, semaphore))),
  ReplyChain: own("Threads that await replies: a client's requests hang on the server port, a server's on the client port, connecting threads on the connection port.", (facts, { __context }) =>
    chained(__context, "thread", () => collectWalk(walkReplyChain(__context.target, facts)))),
  DataInfoChain: own("Messages whose further data the server may still read from the sender's memory.", ({ structure }, { __context }) =>
    chained(__context, "message", () => collectWalk(walkDataInfoChain(__context.target, structure)))),
  Creator: own("Who created the port, by the client id in it.", ({ creator }, { __context }) => mapPresent(creator, (ids) => new Creator(__context, ids))),
  ClientThread: own("Of a server port: the client thread whose connection was accepted and is not yet completed.", ({ clientThread }, { __context }) => __context.maybe(clientThread, "thread")),
  ServerProcess: own("Of a connection port: the process that serves it.", (facts, { __context }) => __context.maybe(processOf("ServerProcess", facts), "process")),
  MappingProcess: own("Of a communication port: the process that a section is mapped into.", (facts, { __context }) => __context.maybe(processOf("MappingProcess", facts), "process")),
  ClientSectionBase: own("Where the client's section is mapped.", ({ clientSectionBase }) => clientSectionBase),
  ServerSectionBase: own("Where the server's section is mapped.", ({ serverSectionBase }) => serverSectionBase),
  PortContext: own("The value that the server gave the port.", ({ portContext }) => portContext),
  Attributes: own("What the owner asked for: the greatest lengths.", (facts, { __context }) => new LpcPortAttributes(__context, facts)),
  Security: own("As whom the server may act for its client; only the client's port says so.", (facts, { __context }) =>
    mapPresent(decodePortSecurity(facts), ({ kind, token }) => new PortSecurity(__context, { ...decodeQualityOfService(facts.structure, "SecurityQos"), kind, token }))),
  WaitEvent: own("The event behind a waitable port's handle.", waitEvent),
});
