/** Termination ports: the ports that are told when a thread ends (`LPC_CLIENT_DIED`), as csrss is of every thread with a window station. */
import { Absence } from "../target/absence.ts";
import type { Structure } from "../target/structure.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";

/** A thread registers with one or two servers. */
const MOST_TERMINATION_PORTS = 64;

/**
 * Ports on the thread's `TerminationPort` chain, in its order. The member shares storage with the value of a keyed wait, so
 * what is yielded may be anything: check that it is a port. Stops at what cannot be read. XP, Server 2003.
 */
export function* walkTerminationPorts(target: Target, thread: Structure): Generator<Word64, void> {
  const visited = new Set<string>();
  let next = thread.pointer("TerminationPort");
  while (!(next instanceof Absence) && !next.isZero && !visited.has(next.key) && visited.size < MOST_TERMINATION_PORTS) {
    visited.add(next.key);
    const entry: Structure | Absence = target.readStructure("_TERMINATION_PORT", next);
    if (entry instanceof Absence) {
      return;
    }
    const port = entry.pointer("Port");
    if (!(port instanceof Absence)) {
      yield port;
    }
    next = entry.pointer("Next");
  }
}
