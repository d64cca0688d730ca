/** What a thread waits for, as objects: each with who could end the wait. */
import { Absence, mapPresent, notApplicable, type Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import type { WaitFacts, WaitObject } from "../facts/wait.ts";
import { readPresentWait } from "../nt/wait/present-wait.ts";
import { formatCount } from "../text/counts.ts";
import { findServiceName, formatMessage } from "../text/names.ts";
import { formatObjectRest } from "../text/wait.ts";
import { shortList, type IndexedCollection } from "./collection.ts";
import type { ModelContext } from "./context.ts";
import { dispatcherObject } from "./dispatcher-object.ts";
import { fact, FactObject } from "./fact-object.ts";
import { defineClass } from "./members.ts";
import { threadName } from "./naming.ts";
import { systemOf } from "./system.ts";

export class WaitedObject extends FactObject<WaitObject> {
  protected override __describe(object: WaitObject): string {
    const names = systemOf(this.__context);
    const { holders } = object;
    return holders instanceof Absence || holders.length === 0 ? formatObjectRest(names, object)
      : `${object.kind} ${object.address}, held by ${holders.map((holder) => threadName(this.__context, holder)).join(", ")}`;
  }
}

export const waitedObjectClass = defineClass<WaitedObject>("waited-object", "Something that a thread waits for.", WaitedObject, {
  Kind: fact("What it is: event, mutant, semaphore, thread, process, timer, queue, resource, push lock and the like.", ({ kind }: WaitObject) => kind),
  Address: fact("Address of the object; of a lock the lock's own.", ({ address }: WaitObject) => address),
  Name: fact("Name in the object directory, where it has one.", ({ address, typeName }: WaitObject, context) =>
    (typeName instanceof Absence ? notApplicable("only objects of the object manager have names") : systemOf(context).objectName(address))),
  Holders: fact("Threads that hold it, where that is recorded.", ({ holders }: WaitObject, context) => mapPresent(holders, (threads) =>
    shortList(context, "thread", threads.length === 0 ? "nobody" : formatCount(threads.length, "thread"), () => threads.map((thread) => context.thread(thread))))),
  Signaled: fact("Whether it is signaled.", ({ signaled }: WaitObject) => signaled),
  Object: fact("The thread, process or native object.", ({ kind, address }: WaitObject, context) => dispatcherObject(context, kind, address)),
});

/** What a thread waits for now; NotApplicable while it does not wait. */
export function waitedObjects(context: ModelContext, thread: Word64): Maybe<IndexedCollection<WaitedObject | Absence>> {
  const read = (): Maybe<WaitFacts> => readPresentWait(context.target, thread);
  return mapPresent(read(), (wait) => shortList<WaitedObject | Absence>(context, "object", () => describeWait(context, thread, wait), () => {
    const now = read();
    return now instanceof Absence ? [now] : now.objects.map((object) => new WaitedObject(context, object, () => mapPresent(read(), ({ objects }) =>
      objects.find(({ dispatcher }) => dispatcher.equals(object.dispatcher)) ?? notApplicable("the thread no longer waits for it"))));
  }));
}

/** `the reply to message 0x10 on 'ntsvcs'`, `2 objects, any of them`. */
function describeWait(context: ModelContext, thread: Word64, { objects, mode, hasTimeout, broken }: WaitFacts): string {
  const awaited = systemOf(context).awaitedReply(thread);
  const until = hasTimeout ? ", with a time-out" : "";
  if (!(awaited instanceof Absence)) {
    const port = findServiceName(systemOf(context), awaited.port);
    return `the reply to ${formatMessage({ address: awaited.message, id: awaited.messageId })}${port === undefined ? "" : ` on ${port}`}${until}`;
  }
  const how = objects.length < 2 ? "" : mode === "all" ? ", all of them" : ", any of them";
  return `${objects.length === 0 ? "nothing that is recorded" : formatCount(objects.length, "object")}${how}${until}${broken === undefined ? "" : ` <${broken}>`}`;
}
