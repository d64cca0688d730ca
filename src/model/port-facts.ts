/** What follows from the facts of a port alone: its other end, and how much is queued on it. */
import { Absence, notApplicable, type Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import type { PortFacts } from "../facts/port.ts";
import type { DecodedPort } from "../generation/decoded.ts";
import type { ModelContext } from "./context.ts";

/** The other end of a connection; NotApplicable for ports that have none. */
export function peerOf(facts: PortFacts): Maybe<Word64> {
  switch (facts.role) {
    case "client": return facts.serverPort;
    case "server": return facts.clientPort;
    case "connection": return notApplicable("a connection port has no other end: see Connections");
    case "unconnected": return notApplicable("an unconnected port has no other end");
    case "unknown": return notApplicable("the kind of the port is unknown, so its other end is");
  }
}

/** Messages on the port's queues by the kernel's own counts, canceled ones left out. Absent where the count of a queue that the port has cannot be told. */
export function declaredTotal(context: ModelContext, facts: DecodedPort): Maybe<number> {
  let total = 0;
  for (const name of context.generation.queueNames()) {
    const length = name === "Canceled" ? 0 : context.generation.readQueueLength(facts, name);
    if (!(length instanceof Absence)) {
      total += length;
    } else if (length.kind === "Unreadable" || length.kind === "Invalid") {
      return length;
    }
  }
  return total;
}
