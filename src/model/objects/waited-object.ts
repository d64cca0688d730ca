/** What a thread waits for, as objects: each with whoever could end the wait. */
import { isAbsent, mapPresent, notApplicable, present, type Absence, type Maybe } from "../../target/absence.ts";
import type { Word64 } from "../../target/word64.ts";
import type { WaitFacts, WaitObject } from "../../facts/wait.ts";
import { findContendedLock } from "../../nt/lock/locks.ts";
import { readThreadFacts } from "../../nt/thread/thread-facts.ts";
import { readPresentWait } from "../../nt/wait/present-wait.ts";
import { formatCount } from "../../text/counts.ts";
import { findServiceName, formatDestination, formatMessage, formatObject, isBehind } from "../../text/names.ts";
import { formatObjectRest } from "../../text/waited-object.ts";
import { shortList, type Collection, rereadList } from "../base/collection.ts";
import { type ModelContext, fact, FactObject } from "../base/object.ts";
import { defineClass } from "../base/members.ts";
import { threadName } from "../naming.ts";
import { systemOf } from "../system.ts";
import { nativeObject } from "../../target/debugger-objects.ts";
import { readDispatcherKind } from "../../nt/wait/dispatcher-type.ts";
import type { PendingRequest as RequestFacts } from "../../facts/request.ts";
import { readPendingRequests } from "../../nt/request.ts";
import { printable } from "../../text/printable.ts";

/**
 * The model's object, or the native one; only its header if its type is not known, or the lock around it was not found.
 * A lock in user memory is the model's lock: a native object would be read in whatever process is current.
 */
export function dispatcherObject(
  context: ModelContext,
  {
    kind,
    address,
    process,
    dispatcher,
  }: { readonly kind: string } & Pick<WaitObject, "address" | "process"> & Partial<Pick<WaitObject, "dispatcher">>,
): unknown {
  if (process !== undefined) {
    return userLock(context, kind, address, process);
  }
  switch (dispatcher !== undefined && isBehind({ kind, address, dispatcher }) ? "other" : kind) {
    case "thread":
      return context.thread(address);
    case "process":
      return context.process(address);
    case "port":
      return context.port(address);
    case "mutant":
      return nativeObject(context.target, "_KMUTANT", address);
    case "semaphore":
      return nativeObject(context.target, "_KSEMAPHORE", address);
    case "event":
      return nativeObject(context.target, "_KEVENT", address);
    case "resource":
      return nativeObject(context.target, "_ERESOURCE", address);
    case "fast mutex":
      return nativeObject(context.target, "_FAST_MUTEX", address);
    case "guarded mutex":
      return nativeObject(context.target, "_KGUARDED_MUTEX", address);
    case "push lock":
      return nativeObject(context.target, "_EX_PUSH_LOCK", address);
    case "queue":
      return nativeObject(context.target, "_KQUEUE", address);
    case "critical section":
    case "user-mode lock":
      return notApplicable("it lies in the memory of a process that is not known");
    default:
      return nativeObject(context.target, "_DISPATCHER_HEADER", address);
  }
}

/** The same by address alone: its header gives its kind. Just the address where there is nothing to read. */
export function dispatcherObjectAt(context: ModelContext, address: Word64): unknown {
  const kind = readDispatcherKind(context.target, address);
  return isAbsent(kind) && kind.kind === "Unreadable"
    ? address
    : dispatcherObject(context, { kind: present(kind) ?? "other", address });
}

function userLock(context: ModelContext, kind: string, address: Word64, process: Word64): unknown {
  return mapPresent(findContendedLock(context.target, { kind, address, process }), (lock) => context.lock(lock));
}

/** One of the objects that a thread waits for, with whoever holds it. */
export class WaitedObject extends FactObject<WaitObject> {
  protected override __describe(object: WaitObject): string {
    return describeHeld(this.__context, object) ?? formatObjectRest(systemOf(this.__context), object);
  }
}

/** `mutant 'Gone' 0x..., held by explorer.exe (804.9a4)`; undefined where no holder is known. */
function describeHeld(context: ModelContext, object: WaitObject): string | undefined {
  const { holders } = object;
  return isAbsent(holders) || holders.length === 0
    ? undefined
    : `${formatObject(systemOf(context), object)}, held by ${holders.map((holder) => threadName(context, holder)).join(", ")}`;
}

export const waitedObjectClass = defineClass<WaitedObject>(
  "waited-object",
  "Something that a thread waits for.",
  WaitedObject,
  {
    Kind: fact(
      "What it is: event, mutant, semaphore, thread, process, timer, queue, resource, push lock and the like.",
      ({ kind }: WaitObject) => kind,
    ),
    Address: fact("Address of the object; of a lock the lock's own.", ({ address }: WaitObject) => address),
    Name: fact("Name in the object directory, where it has one.", ({ address, typeName }: WaitObject, context) =>
      isAbsent(typeName)
        ? notApplicable("only objects of the object manager have names")
        : systemOf(context).objectName(address),
    ),
    Holders: fact("Threads that hold it, where that is recorded.", ({ holders }: WaitObject, context) =>
      mapPresent(holders, (threads) =>
        shortList(context, "thread", threads.length === 0 ? "nobody" : formatCount(threads.length, "thread"), () =>
          threads.map((thread) => context.thread(thread)),
        ),
      ),
    ),
    Signaled: fact("Whether it is signaled.", ({ signaled }: WaitObject) => signaled),
    Object: fact(
      "The thread, process or native object; of a lock in user memory the lock.",
      (object: WaitObject, context) => dispatcherObject(context, object),
    ),
  },
);

/** What a thread waits for now; NotApplicable while it does not wait. */
export function waitedObjects(context: ModelContext, thread: Word64): Maybe<Collection<WaitedObject | Absence>> {
  const read = (): Maybe<WaitFacts> => readPresentWait(context.target, thread);
  return mapPresent(read(), (wait) =>
    shortList<WaitedObject | Absence>(
      context,
      "object",
      () => describeWait(context, thread, wait),
      () => {
        const now = read();
        return isAbsent(now)
          ? [now]
          : now.objects.map(
              (object) =>
                new WaitedObject(context, object, () =>
                  mapPresent(
                    read(),
                    ({ objects }) =>
                      objects.find(({ dispatcher }) => dispatcher.equals(object.dispatcher)) ??
                      notApplicable("the thread no longer waits for it"),
                  ),
                ),
            );
      },
    ),
  );
}

/**
 * `the reply to message 0x10 on 'ntsvcs'`, `event 'Ready' 0x...`, `2 objects, any of them`. Who could signal the object
 * is left to the object itself: it takes the handles of all processes.
 */
function describeWait(context: ModelContext, thread: Word64, { objects, mode, hasTimeout, broken }: WaitFacts): string {
  const awaited = systemOf(context).awaitedReply(thread);
  const until = hasTimeout ? ", with a time-out" : "";
  if (!isAbsent(awaited)) {
    const { port } = awaited;
    const names = systemOf(context);
    const where = isAbsent(port) ? "" : formatDestination(names, port, findServiceName(names, port));
    return `the reply to ${formatMessage({ address: awaited.message, id: awaited.messageId })}${where}${until}`;
  }
  const [first] = objects;
  const what =
    first === undefined
      ? present(mapPresent(readThreadFacts(context.target, thread), ({ waitReason }) => waitReason)) === "Suspended"
        ? "to be resumed"
        : "nothing that is recorded"
      : objects.length === 1
        ? (describeHeld(context, first) ?? formatObject(systemOf(context), first))
        : `${formatCount(objects.length, "object")}, ${mode === "all" ? "all" : "any"} of them`;
  return `${what}${until}${broken === undefined ? "" : ` <${broken}>`}`;
}

/** A pending I/O request of a thread, as an object. */
export class PendingRequest extends FactObject<RequestFacts> {
  protected override __describe({ irp, driver, majorFunction }: RequestFacts): string {
    const details = [majorFunction, driver]
      .map((detail) => (isAbsent(detail) ? "" : printable(detail)))
      .filter((detail) => detail !== "");
    return `${irp}${details.length === 0 ? "" : ` ${details.join(", ")}`}: !irp ${irp}`;
  }
}

export const pendingRequestClass = defineClass<PendingRequest>(
  "pending-request",
  "An I/O request that a thread has issued and that is not completed.",
  PendingRequest,
  {
    Irp: fact("Address of the _IRP, for !irp.", ({ irp }: RequestFacts) => irp),
    Driver: fact("The driver that has the request now.", ({ driver }: RequestFacts) => driver),
    Device: fact("The native _DEVICE_OBJECT that it was sent to.", ({ device }: RequestFacts, { target }) =>
      mapPresent(device, (address) => nativeObject(target, "_DEVICE_OBJECT", address)),
    ),
    MajorFunction: fact(
      "What it asks for: IRP_MJ_READ and the like.",
      ({ majorFunction }: RequestFacts) => majorFunction,
    ),
    File: fact("Path of the file that it is for, within its volume.", ({ file }: RequestFacts) => file),
    IsCanceled: fact(
      "Somebody tried to cancel it, and its driver has not given it back.",
      ({ isCanceled }: RequestFacts) => isCanceled,
    ),
    Object: fact("The native _IRP.", ({ irp }: RequestFacts, { target }) => nativeObject(target, "_IRP", irp)),
  },
);

/** The requests of a thread, latest first; absent if the thread's list cannot be read. */
export function requestsOf(context: ModelContext, thread: Word64): Maybe<Collection<PendingRequest | Absence>> {
  return rereadList(context, {
    noun: "request",
    display: (length) => (length === 0 ? "no I/O request pending" : formatCount(length, "I/O request")),
    read: () => readPendingRequests(context.target, thread),
    make: (request, find) => new PendingRequest(context, request, find),
    isSame: (one, other) => one.irp.equals(other.irp),
    gone: "the request is no longer pending",
  });
}
