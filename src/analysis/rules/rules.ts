/** The table of rules. */
import { abandonedRequest } from "./abandoned-request.ts";
import { deadClient } from "./dead-client.ts";
import { deadServer } from "./dead-server.ts";
import { deadlock, renewedWait } from "./deadlock.ts";
import { inconsistent } from "./inconsistent.ts";
import { longWait } from "./long-wait.ts";
import { lostReply } from "./lost-reply.ts";
import { mutualRequest } from "./mutual-request.ts";
import { noServerThread } from "./no-server-thread.ts";
import { orphanMessage } from "./orphan-message.ts";
import { queueBacklog } from "./queue-backlog.ts";
import type { Rule } from "./rule.ts";
import { unreadable } from "./unreadable.ts";

/**
 * `longWait` comes after the rules whose reports it does not repeat; `unreadable` last: it reports the gaps that the
 * other rules ran into.
 */
export const rules: readonly Rule[] = [
  deadlock,
  renewedWait,
  mutualRequest,
  deadServer,
  noServerThread,
  deadClient,
  abandonedRequest,
  lostReply,
  orphanMessage,
  longWait,
  inconsistent,
  queueBacklog,
  unreadable,
];
