/** An ALPC port: members that only ALPC has, in addition to those of all ports. */
import { isAbsent, mapPresent, notApplicable, type Maybe } from "../../target/absence.ts";
import type { Target } from "../../target/target.ts";
import {
  readCompletionList,
  readCompletionPort,
  walkBoundThreads,
  type CompletionListFacts,
  type CompletionPortFacts,
} from "../../alpc/port/completion.ts";
import { readCommunicationInfoOf, type CommunicationInfoFacts } from "../../alpc/port/communication-info.ts";
import { readAlpcPort } from "../../alpc/port/port.ts";
import { decodePortAttributes, decodePortSecurity } from "../../alpc/port/port-attributes.ts";
import { walkResources } from "../../alpc/resource/blob.ts";
import type { QueueName } from "../../facts/queue.ts";
import { decodeReference } from "../../generation/references.ts";
import { countedList, elementsOf, untilEnd } from "../base/collection.ts";
import { fact, FactObject, partsOf } from "../base/object.ts";
import { subclass, defineClass, inHexadecimal, property, type PropertyRow, inDecimal } from "../base/members.ts";
import { commonPortProperties, PortObject } from "./port.ts";
import { Queue } from "./queue.ts";
import { PortAttributes, PortSecurity } from "./port-settings.ts";
import { walkAlpcHandles, type AlpcHandleFacts } from "../../alpc/resource/handle-table.ts";
import { nativeObject } from "../../target/debugger-objects.ts";
import { formatCount as counted, formatSome } from "../../text/counts.ts";

/** A handle in a connection's own ALPC handle table: names a section, a security context or a reserve. */
export class AlpcHandle extends FactObject<AlpcHandleFacts> {
  protected override __describe({ handle, index, resource }: AlpcHandleFacts): string {
    return `handle ${isAbsent(handle) ? `at position ${index}` : handle}: ${String(this.__context.resource(resource))}`;
  }
}

export const alpcHandleClass = defineClass<AlpcHandle>(
  "alpc-handle",
  "A handle of a connection's ALPC handle table.",
  AlpcHandle,
  {
    Handle: fact("The handle's value, as the resource itself names it.", ({ handle }: AlpcHandleFacts) => handle),
    Index: inDecimal(fact("Position in the table.", ({ index }: AlpcHandleFacts) => index)),
    Kind: fact("Kind of the resource.", ({ kind }: AlpcHandleFacts) => kind),
    Resource: fact("The resource.", ({ resource }: AlpcHandleFacts, context) => context.resource(resource)),
  },
);

/** The ALPC handle table of a port's connection. */
function alpcHandles(port: PortObject): Maybe<object> {
  const { __context: context } = port;
  const readInfo = (): Maybe<CommunicationInfoFacts> =>
    mapPresent(port.__facts, ({ structure }) => readCommunicationInfoOf(context.target, structure));
  return mapPresent(readInfo(), () =>
    countedList(
      context,
      "handle",
      () => elementsOf(readInfo(), (info) => untilEnd(walkAlpcHandles(context.target, info))),
      (facts) =>
        new AlpcHandle(context, facts, () =>
          mapPresent(readInfo(), (later) => findHandle(context.target, later, facts)),
        ),
    ),
  );
}

/** The entry at the same position, if it still names the same resource. */
function findHandle(
  target: Target,
  info: CommunicationInfoFacts,
  { index, resource }: AlpcHandleFacts,
): Maybe<AlpcHandleFacts> {
  for (const found of walkAlpcHandles(target, info)) {
    if (found.index === index && found.resource.equals(resource)) {
      return found;
    }
  }
  return notApplicable("the handle is no longer in the table");
}

/** Most addresses of bound threads on one line. */
const SHOWN_THREADS = 8;

/**
 * How a port's owner is notified of messages: the completion port, whose threads are its workers, and the completion
 * list.
 */
export class CompletionPort extends FactObject<CompletionPortFacts> {
  protected override __describe({ address, currentCount, maximumCount, depth }: CompletionPortFacts): string {
    const bound = Array.from(walkBoundThreads(this.__context.target, address));
    const threads = bound.length === 0 ? "" : ` (${formatSome(bound.map(String), SHOWN_THREADS)})`;
    return `${address}: ${counted(bound.length, "thread")} bound${threads}, ${countOrMark(currentCount)} of at most ${countOrMark(maximumCount)} running, ${countOrMark(depth)} packets queued`;
  }
}

/** Only a mark for what cannot be read: the property of that name gives the reason. */
function countOrMark(count: Maybe<number>): string {
  return isAbsent(count) ? "?" : String(count);
}

export const completionPortClass = defineClass<CompletionPort>(
  "completion-port",
  "The completion port that tells a port's owner of messages; the threads bound to it are the workers.",
  CompletionPort,
  {
    Address: fact("Address of its queue (_KQUEUE).", ({ address }: CompletionPortFacts) => address),
    Threads: fact("Threads bound to it, whatever they do now.", ({ address }: CompletionPortFacts, context) =>
      countedList(
        context,
        "thread",
        () => untilEnd(walkBoundThreads(context.target, address)),
        (thread) => context.thread(thread),
      ),
    ),
    CurrentCount: inDecimal(
      fact("Bound threads that run now, not blocked.", ({ currentCount }: CompletionPortFacts) => currentCount),
    ),
    MaximumCount: inDecimal(
      fact("How many of them may run at once.", ({ maximumCount }: CompletionPortFacts) => maximumCount),
    ),
    Depth: inDecimal(fact("Packets queued.", ({ depth }: CompletionPortFacts) => depth)),
    CompletionKey: fact(
      "The key in the packets of this port.",
      ({ completionKey }: CompletionPortFacts) => completionKey,
    ),
    Object: fact("The native _KQUEUE.", ({ address }: CompletionPortFacts, { target }) =>
      nativeObject(target, "_KQUEUE", address),
    ),
  },
);

/** A port's completion list. Its header lies in memory that the owner can write: what it says proves nothing. */
export class CompletionList extends FactObject<CompletionListFacts> {
  protected override __describe({ address, header }: CompletionListFacts): string {
    return isAbsent(header)
      ? `${address} <${header.reason}>`
      : `${address}: head ${countOrMark(header.head)}, tail ${countOrMark(header.tail)}, ${countOrMark(header.activeThreadCount)} threads active`;
  }
}

export const completionListClass = defineClass<CompletionList>(
  "completion-list",
  "A ring of messages shared with the owner's user mode.",
  CompletionList,
  {
    Address: fact("Address of the _ALPC_COMPLETION_LIST.", ({ address }: CompletionListFacts) => address),
    OwnerProcess: fact("The process that reads it.", ({ ownerProcess }: CompletionListFacts, context) =>
      context.maybe(ownerProcess, "process"),
    ),
    Header: fact("Address of the shared header.", ({ header }: CompletionListFacts) =>
      mapPresent(header, ({ address }) => address),
    ),
    Head: inDecimal(
      fact("Index of the next message to read.", ({ header }: CompletionListFacts) =>
        mapPresent(header, ({ head }) => head),
      ),
    ),
    Tail: inDecimal(
      fact("Index behind the last message.", ({ header }: CompletionListFacts) =>
        mapPresent(header, ({ tail }) => tail),
      ),
    ),
    ActiveThreadCount: inDecimal(
      fact("Threads that receive from it now.", ({ header }: CompletionListFacts) =>
        mapPresent(header, ({ activeThreadCount }) => activeThreadCount),
      ),
    ),
    LastMessageId: inHexadecimal(
      fact("Id of the last message put on it.", ({ header }: CompletionListFacts) =>
        mapPresent(header, ({ lastMessageId }) => lastMessageId),
      ),
    ),
    LastCallbackId: inHexadecimal(
      fact("Callback id of the last message put on it.", ({ header }: CompletionListFacts) =>
        mapPresent(header, ({ lastCallbackId }) => lastCallbackId),
      ),
    ),
    PostCount: inDecimal(
      fact("Messages put on it.", ({ header }: CompletionListFacts) =>
        mapPresent(header, ({ postCount }) => postCount),
      ),
    ),
    ReturnCount: inDecimal(
      fact("Messages given back.", ({ header }: CompletionListFacts) =>
        mapPresent(header, ({ returnCount }) => returnCount),
      ),
    ),
    UserBase: fact("Where the owner sees it.", ({ userBase }: CompletionListFacts) => userBase),
    UserLimit: fact("Its end there.", ({ userLimit }: CompletionListFacts) => userLimit),
    SystemBase: fact("Where the kernel sees it.", ({ systemBase }: CompletionListFacts) => systemBase),
    TotalSize: inDecimal(fact("Bytes of the whole.", ({ totalSize }: CompletionListFacts) => totalSize)),
    ListSize: inDecimal(fact("Bytes of the ring of entries.", ({ listSize }: CompletionListFacts) => listSize)),
    BitmapSize: inDecimal(
      fact("Bytes of the bitmap of free data.", ({ bitmapSize }: CompletionListFacts) => bitmapSize),
    ),
    DataSize: inDecimal(fact("Bytes of the data area.", ({ dataSize }: CompletionListFacts) => dataSize)),
    ConcurrencyCount: inDecimal(
      fact(
        "Threads that the owner said it would receive with.",
        ({ concurrencyCount }: CompletionListFacts) => concurrencyCount,
      ),
    ),
  },
);

/** A row for a queue; NotInThisBuild if this build does not have it. */
function queue(name: QueueName, help: string): PropertyRow<PortObject> {
  return property(help, ({ __context, __address, __facts }): Maybe<Queue> =>
    mapPresent(__facts, (facts) =>
      mapPresent(__context.generation.readQueueLength(facts, name), () => new Queue(__context, __address, name)),
    ),
  );
}

/** A row for a part of the port that is itself an object, decoded from the port's structure. */
const part = partsOf(({ __facts }: PortObject) => __facts);

export const portClass = defineClass("port", "An ALPC port.", subclass(PortObject), {
  ...commonPortProperties("_ALPC_PORT"),
  CommunicationInfo: property(
    "What it shares with the other ports of its connection; a connection port has one of its own.",
    ({ __context, __facts }) =>
      mapPresent(__facts, ({ structure }) =>
        __context.maybe(
          decodeReference(
            structure,
            "CommunicationInfo",
            "the port has no communication info: it is being created or is unconnected",
          ),
          "resource",
        ),
      ),
  ),
  SequenceNo: inHexadecimal(
    property("Sequence number of the last message.", ({ __context, __address }) =>
      mapPresent(readAlpcPort(__context.target, __address), ({ sequenceNo }) => sequenceNo),
    ),
  ),
  MainQueue: queue("Main", "Messages sent and not yet received."),
  LargeMessageQueue: queue("LargeMessage", "Large messages sent and not yet received."),
  PendingQueue: queue("Pending", "Messages received whose reply is outstanding."),
  DirectQueue: queue("Direct", "Direct messages (Windows 10 and later)."),
  CanceledQueue: queue("Canceled", "Canceled messages that the server may still hold."),
  CompletionPort: part(
    "The completion port that tells the owner of messages; the threads bound to it are the workers.",
    CompletionPort,
    ({ structure }, { target }) => readCompletionPort(target, structure),
  ),
  CompletionList: part(
    "The ring through which the owner receives without a system call.",
    CompletionList,
    ({ structure }, { target }) => readCompletionList(target, structure),
  ),
  MessageZone: property(
    "Address of the memory that messages are made in without a copy (up to Windows 8.0).",
    ({ __facts }) =>
      mapPresent(__facts, ({ structure }) => decodeReference(structure, "MessageZone", "the port has no message zone")),
  ),
  PortContext: property("The owner's context value for the port.", ({ __context, __address }) =>
    mapPresent(readAlpcPort(__context.target, __address), ({ portContext }) => portContext),
  ),
  Attributes: part(
    "What the owner asked for: flags, sizes, kinds of handle that may travel.",
    PortAttributes,
    ({ structure }) => decodePortAttributes(structure),
  ),
  Security: part("How the server learns who its client is.", PortSecurity, ({ structure }) =>
    decodePortSecurity(structure),
  ),
  Resources: property("Resources that the port owns: sections, security contexts, reserves, views, messages.", (port) =>
    mapPresent(port.__facts, () =>
      countedList(
        port.__context,
        "resource",
        () => elementsOf(port.__facts, ({ structure }) => untilEnd(walkResources(port.__context.target, structure))),
        ({ address }) => port.__context.resource(address),
      ),
    ),
  ),
  Handles: property("The connection's own ALPC handle table.", alpcHandles),
});
