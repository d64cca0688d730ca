/** A thread that could answer for a port, and how that is known. */
import type { PortFacts, ServerFacts } from "../generation/facts.ts";
import { counted } from "../view/names.ts";
import { shortList, type IndexedCollection } from "./collection.ts";
import type { ModelContext } from "./context.ts";
import { defineClass, property } from "./members.ts";
import { threadName } from "./naming.ts";

export class Server {
  readonly __context: ModelContext;
  readonly __server: ServerFacts;

  constructor(context: ModelContext, server: ServerFacts) {
    this.__context = context;
    this.__server = server;
  }

  toString(): string {
    return `${threadName(this.__context, this.__server.thread)}: ${this.__server.why}`;
  }
}

export const serverClass = defineClass("server", "A thread that could answer what is sent to a port.", Server, {
  Thread: property("The thread.", ({ __context, __server }) => __context.thread(__server.thread)),
  Relation: property("How it is known: it waits on the port, is bound to its completion port, or serves a request of it.", ({ __server }) => __server.why),
});

/** The threads that could answer what is sent to a port. */
export function serverList(context: ModelContext, port: PortFacts): IndexedCollection<Server> {
  const read = (): readonly ServerFacts[] => context.generation.readServers(port);
  return shortList(context, "thread", () => counted(read().length, "thread"), () => read().map((server) => new Server(context, server)));
}
