/** The classes that stand for the objects of an LPC system. */
import { notApplicable } from "../../target/absence.ts";
import { Connection } from "../objects/connection.ts";
import type { ObjectMakers } from "../base/object.ts";
import { Lock } from "../objects/lock.ts";
import { KernelProcess } from "../objects/process.ts";
import { KernelThread } from "../objects/thread.ts";
import { LpcMessage } from "../objects/lpc-message.ts";
import { LpcPort } from "../objects/lpc-port.ts";
import { LpcProcess } from "../objects/process-alpc.ts";
import { LpcSession } from "../objects/session-alpc.ts";
import { LpcThread } from "../objects/lpc-thread.ts";

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
