import { present } from "../../target/absence.ts";
import type { Word64 } from "../../target/word64.ts";
import { formatSeconds } from "../../text/counts.ts";
import type { System } from "../system.ts";

/** ` for 5 min`, of several threads ` for up to 5 min`: how long they have waited; "" where that is not known. */
export function formatWaited(system: System, threads: readonly Word64[]): string {
  const longest = threads.reduce((most, thread) => Math.max(most, present(system.secondsWaited(thread)) ?? -1), -1);
  return longest < 0 ? "" : ` for ${threads.length === 1 ? "" : "up to "}${formatSeconds(longest)}`;
}
