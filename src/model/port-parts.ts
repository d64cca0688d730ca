/** Parts of a port that cost a walk. Each is read when first asked for. */
import { isAbsent, mapPresent, present, type Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import type { ConnectionFacts } from "../facts/connection.ts";
import type { QueueFacts } from "../facts/queue.ts";
import type { DecodedPort } from "../generation/decoded.ts";
import type { Generation } from "../generation/generation.ts";
import type { MissingPages } from "./missing-pages.ts";

/** The parts of one port at one stop; empty or absent where the port cannot be read. */
export class PortParts {
  private readonly generation: Generation;
  private readonly port: Maybe<DecodedPort>;
  private readonly missing: MissingPages;
  private knownQueues: readonly QueueFacts[] | undefined;
  private knownWaitQueue: readonly Word64[] | undefined;
  private knownBound: Maybe<readonly Word64[]> | undefined;
  private knownConnections: readonly ConnectionFacts[] | undefined;

  /** `missing`: records the pages at which walks of queues end for lack of memory. */
  constructor(generation: Generation, port: Maybe<DecodedPort>, missing: MissingPages) {
    this.generation = generation;
    this.port = port;
    this.missing = missing;
  }

  queues(): readonly QueueFacts[] {
    return (this.knownQueues ??= this.readQueues());
  }

  /** Threads that wait on the port itself. */
  waitQueue(): readonly Word64[] {
    return (this.knownWaitQueue ??=
      present(mapPresent(this.port, (facts) => this.generation.readWaitQueue(facts))) ?? []);
  }

  /** Threads bound to its completion port; absent where it has none. */
  boundThreads(): Maybe<readonly Word64[]> {
    const { generation } = this;
    return (this.knownBound ??= mapPresent(this.port, (facts) =>
      mapPresent(generation.findCompletionPort(facts), () => generation.readBoundThreads(facts)),
    ));
  }

  /** Empty for a port that is not a connection port. */
  connections(): readonly ConnectionFacts[] {
    return (this.knownConnections ??=
      present(
        mapPresent(this.port, (facts) => (facts.role === "connection" ? this.generation.readConnections(facts) : [])),
      ) ?? []);
  }

  private readQueues(): readonly QueueFacts[] {
    if (isAbsent(this.port)) {
      return [];
    }
    const found = this.generation.readUsedQueues(this.port);
    for (const { end } of found) {
      if (end.kind === "unreadable") {
        this.missing.note(end.at);
      }
    }
    return found;
  }
}
