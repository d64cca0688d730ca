/** The classes that stand for the objects of an ALPC system. */
import { Connection } from "../objects/connection.ts";
import type { ObjectMakers } from "../base/object.ts";
import { Lock } from "../objects/lock.ts";
import { KernelProcess } from "../objects/process.ts";
import { KernelThread } from "../objects/thread.ts";
import { ConnectionInfo, DirectTransfer, HandleData, MessageBlob, Reserve, SecurityContext } from "../objects/resource.ts";
import { makeResource, type ResourceMakers } from "../objects/resource.ts";
import { Region, Section, View } from "../objects/resource.ts";
import { Message } from "../objects/alpc-message.ts";
import { Port } from "../objects/alpc-port.ts";
import { ProcessAlpc } from "../objects/process-alpc.ts";
import { SessionAlpc } from "../objects/session-alpc.ts";
import { ThreadAlpc } from "../objects/thread-alpc.ts";

const resourceMakers: ResourceMakers = {
  ConnectionInfo: (context, address) => new ConnectionInfo(context, address),
  Message: (context, address) => new MessageBlob(context, address),
  SecurityContext: (context, address) => new SecurityContext(context, address),
  Section: (context, address) => new Section(context, address),
  Region: (context, address) => new Region(context, address),
  View: (context, address) => new View(context, address),
  Reserve: (context, address) => new Reserve(context, address),
  DirectTransfer: (context, address) => new DirectTransfer(context, address),
  HandleData: (context, address) => new HandleData(context, address),
};

export const alpcMakers: ObjectMakers = {
  session: (context) => new SessionAlpc(context),
  port: (context, address) => new Port(context, address),
  message: (context, address) => new Message(context, address),
  resource: (context, address) => makeResource(resourceMakers, context, address),
  connection: (context, facts) => new Connection(context, facts),
  process: (context, address) => new KernelProcess(context, address),
  processAlpc: (context, address) => new ProcessAlpc(context, address),
  thread: (context, address) => new KernelThread(context, address),
  threadAlpc: (context, address) => new ThreadAlpc(context, address),
  lock: (context, facts) => new Lock(context, facts),
};
