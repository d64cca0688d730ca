/** Which port a completion port tells of its messages: threads that wait on the completion port receive from it. */
import { isAbsent } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import type { Generation } from "../generation/generation.ts";

/**
 * Ports by the key of their completion port; the connection port where several ports share one. One pass over all
 * ports.
 */
export function indexByCompletionPort(generation: Generation): ReadonlyMap<string, Word64> {
  const index = new Map<string, Word64>();
  for (const address of generation.walkPorts()) {
    const facts = generation.readPort(address);
    const completionPort = isAbsent(facts) ? facts : generation.findCompletionPort(facts);
    if (
      !isAbsent(facts) &&
      !isAbsent(completionPort) &&
      (facts.role === "connection" || !index.has(completionPort.key))
    ) {
      index.set(completionPort.key, address);
    }
  }
  return index;
}
