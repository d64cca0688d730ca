/** The classes that stand for the objects of an LPC system. */
import { notApplicable } from "../../target/absence.ts";
import { Connection } from "../connection.ts";
import type { ObjectMakers } from "../context.ts";
import { Lock } from "../lock.ts";
import { KernelProcess } from "../process.ts";
import { KernelThread } from "../thread.ts";
import { LpcMessage } from "./message.ts";
import { LpcPort } from "./port.ts";
import { LpcProcess } from "./process.ts";
import { LpcSession } from "./session.ts";
import { LpcThread } from "./thread.ts";

export const lpcMakers: ObjectMakers = {
  session: (context) => new LpcSession(context),
  port: (context, address) => new LpcPort(context, address),
  message: (context, address) => new LpcMessage(context, address),
  resource: (_context, address) => notApplicable(`LPC has no resources such as one at ${address}`),
  connection: (context, facts) => new Connection(context, facts),
  process: (context, address) => new KernelProcess(context, address),
  processAlpc: (context, address) => new LpcProcess(context, address),
  thread: (context, address) => new KernelThread(context, address),
  threadAlpc: (context, address) => new LpcThread(context, address),
  lock: (context, facts) => new Lock(context, facts),
};
