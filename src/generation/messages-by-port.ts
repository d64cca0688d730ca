/** An index of messages by the ports that they name. */
import type { Target } from "../target/target.ts";
import type { Word64, WordId } from "../target/word64.ts";
import { append } from "../target/lists-by-key.ts";
import type { Walk, WalkEnd } from "../nt/walk.ts";

/** Addresses of messages by each port that they name, in the order of the walk; ports without any have no entry. */
export interface MessagesByPort {
  readonly byPort: ReadonlyMap<WordId, readonly Word64[]>;
  /** The end of the walk over the messages. */
  readonly end: WalkEnd;
}

/** Walks messages once; `portsOf`: the ports that a message names. */
export function indexByPort(
  target: Target,
  messages: Walk<Word64>,
  portsOf: (target: Target, message: Word64) => ReadonlySet<WordId>,
): MessagesByPort {
  const byPort = new Map<WordId, Word64[]>();
  for (const address of messages) {
    for (const port of portsOf(target, address)) {
      append(byPort, port, address);
    }
  }
  return { byPort, end: messages.end };
}
