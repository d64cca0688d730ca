/** A thread that could serve a port, and why: a thread object with this relation. */
import { isAbsent, notApplicable, type Absence, type Maybe } from "../../target/absence.ts";
import type { Word64 } from "../../target/word64.ts";
import type { ServerFacts } from "../../facts/server.ts";
import { countedList, elementsOf, type Collection } from "../base/collection.ts";
import { type ModelContext, fact, FactObject, type ReadFacts } from "../base/object.ts";
import { defineClass, property } from "../base/members.ts";
import { threadName } from "../naming.ts";
import { threadTable, threadProperties } from "./thread.ts";

/** A thread that could answer what is sent to a port. Accepted wherever a thread is. */
export class Server extends FactObject<ServerFacts> {
  /** Its thread's address, so that it is accepted wherever a thread is. */
  readonly __address: Word64;

  constructor(context: ModelContext, facts: ServerFacts, read: ReadFacts<ServerFacts>) {
    super(context, facts, read);
    this.__address = facts.thread;
  }

  protected override __describe({ thread, why }: ServerFacts): string {
    return `${threadName(this.__context, thread)}: ${why}`;
  }
}

export const serverClass = defineClass<Server>("server", "A thread that could answer what is sent to a port.", Server, {
  ...threadProperties,
  Thread: property("The thread alone.", ({ __context, __address }) => __context.thread(__address)),
  Relation: fact(
    "How it is known: it waits on the port, is bound to its completion port, or serves a request of it.",
    ({ why }: ServerFacts) => why,
  ),
});

/** The threads that could receive messages sent to a port. */
export function serverList(context: ModelContext, port: Word64): Collection<Server | Absence> {
  const read = (): Iterable<ServerFacts | Absence> =>
    elementsOf(context.portFacts(port), (facts) => context.generation.readServers(facts));
  return countedList<ServerFacts, Server>(
    context,
    "thread",
    read,
    (server) => new Server(context, server, () => findServer(read(), server)),
    threadTable,
  );
}

/** The same thread among the present servers. */
function findServer(servers: Iterable<ServerFacts | Absence>, { thread }: ServerFacts): Maybe<ServerFacts> {
  for (const server of servers) {
    if (isAbsent(server) || server.thread.equals(thread)) {
      return server;
    }
  }
  return notApplicable("the thread is no longer among those that could answer");
}
