/** The table of rules. */
import { deadClient } from "./dead-client.ts";
import { deadServer } from "./dead-server.ts";
import { deadlock } from "./deadlock.ts";
import { inconsistent } from "./inconsistent.ts";
import { longWait } from "./long-wait.ts";
import { lostReply } from "./lost-reply.ts";
import { mutualRequest } from "./mutual-request.ts";
import { noServerThread } from "./no-server-thread.ts";
import { orphanMessage } from "./orphan-message.ts";
import { queueBacklog } from "./queue-backlog.ts";
import type { Rule } from "./rule.ts";

export const rules: readonly Rule[] = [
  deadlock, mutualRequest, deadServer, noServerThread, deadClient, longWait, lostReply, orphanMessage, inconsistent, queueBacklog,
];
