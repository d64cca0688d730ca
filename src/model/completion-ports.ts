/** Which port a completion port tells of its messages: threads that wait on the completion port receive from it. */
import { isAbsent } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import type { Generation } from "../generation/generation.ts";

/**
 * Ports by the key of their completion port; where connection ports are among those that share one, only these. One
 * pass over all ports.
 */
export function indexByCompletionPort(generation: Generation): ReadonlyMap<string, readonly Word64[]> {
  const index = new Map<string, Word64[]>();
  const services = new Set<string>();
  for (const address of generation.walkPorts()) {
    const facts = generation.readPort(address);
    const completionPort = isAbsent(facts) ? facts : generation.findCompletionPort(facts);
    if (isAbsent(facts) || isAbsent(completionPort)) {
      continue;
    }
    const { key } = completionPort;
    const known = index.get(key);
    const isService = facts.role === "connection";
    if (known !== undefined && isService && services.has(key)) {
      known.push(address);
    } else if (known === undefined || isService) {
      index.set(key, [address]);
    }
    if (isService) {
      services.add(key);
    }
  }
  return index;
}
