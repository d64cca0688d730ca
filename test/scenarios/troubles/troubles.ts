/** One or more problems for each rule. */
import { cycles } from "./cycles.ts";
import { damage } from "./damage.ts";
import { messages } from "./messages.ts";
import { servers } from "./servers.ts";
import type { Trouble } from "./trouble.ts";

/** Every trouble that a rule is tried on. */
export const troubles: readonly Trouble[] = [...cycles, ...servers, ...messages, ...damage];
