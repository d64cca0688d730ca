/** The classes that stand for the objects of an ALPC system. */
import { Connection } from "../connection.ts";
import type { ObjectMakers } from "../context.ts";
import { KernelProcess } from "../process.ts";
import { KernelThread } from "../thread.ts";
import { Message } from "./message.ts";
import { Port } from "./port.ts";
import { ProcessAlpc } from "./process.ts";
import { SessionAlpc } from "./session.ts";
import { ThreadAlpc } from "./thread.ts";

export const alpcMakers: ObjectMakers = {
  session: (context) => new SessionAlpc(context),
  port: (context, address) => new Port(context, address),
  message: (context, address) => new Message(context, address),
  connection: (context, facts) => new Connection(context, facts),
  process: (context, address) => new KernelProcess(context, address),
  processAlpc: (context, address) => new ProcessAlpc(context, address),
  thread: (context, address) => new KernelThread(context, address),
  threadAlpc: (context, address) => new ThreadAlpc(context, address),
};
