/** Messages on the queues of all ports. */
import { Absence } from "../target/absence.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import type { WalkEnd } from "../nt/list.ts";
import { walkPorts } from "./port-walk.ts";
import { PORT } from "./port.ts";
import { walkQueuesOf } from "./queue.ts";

/** Port after port, queue after queue. A message on two lists is met twice. */
export function* walkQueuedMessages(target: Target): Generator<Word64, WalkEnd> {
  const ports = walkPorts(target);
  for (;;) {
    const step = ports.next();
    if (step.done === true) {
      return step.value;
    }
    const port = target.readStructure(PORT, step.value);
    if (!(port instanceof Absence)) {
      yield* walkQueuesOf(target, port);
    }
  }
}
