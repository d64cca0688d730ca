/** How a port's owner is told of messages: the completion port, whose threads are its workers, and the completion list. */
import { Absence, mapPresent, type Maybe } from "../../target/absence.ts";
import { nativeObject } from "../../target/debugger-objects.ts";
import { walkBoundThreads, type CompletionListFacts, type CompletionPortFacts } from "../../alpc/port/completion.ts";
import { formatCount as counted, formatSome } from "../../text/counts.ts";
import { countedList, untilEnd } from "../collection.ts";
import { fact, FactObject } from "../fact-object.ts";
import { defineClass, inDecimal, inHexadecimal } from "../members.ts";

/** Addresses of bound threads in one line. */
const SHOWN_THREADS = 8;

export class CompletionPort extends FactObject<CompletionPortFacts> {
  protected override __describe({ address, currentCount, maximumCount, depth }: CompletionPortFacts): string {
    const bound = Array.from(walkBoundThreads(this.__context.target, address));
    const threads = bound.length === 0 ? "" : ` (${formatSome(bound.map(String), SHOWN_THREADS)})`;
    return `${address}: ${counted(bound.length, "thread")} bound${threads}, ${told(currentCount)} of at most ${told(maximumCount)} running, ${told(depth)} packets queued`;
  }
}

function told(count: Maybe<number>): string {
  return typeof count === "number" ? String(count) : "?";
}

export const completionPortClass = defineClass<CompletionPort>(
  "completion-port", "The completion port that tells a port's owner of messages; the threads bound to it are the workers.", CompletionPort, {
  Address: fact("Address of its queue (_KQUEUE).", ({ address }: CompletionPortFacts) => address),
  Threads: fact("Threads bound to it, whatever they do now.", ({ address }: CompletionPortFacts, context) =>
    countedList(context, "thread", () => untilEnd(walkBoundThreads(context.target, address)), (thread) => context.thread(thread))),
  CurrentCount: inDecimal(fact("Bound threads that run now, not blocked.", ({ currentCount }: CompletionPortFacts) => currentCount)),
  MaximumCount: inDecimal(fact("How many of them may run at once.", ({ maximumCount }: CompletionPortFacts) => maximumCount)),
  Depth: inDecimal(fact("Packets queued.", ({ depth }: CompletionPortFacts) => depth)),
  CompletionKey: fact("The value that the packets of this port bear.", ({ completionKey }: CompletionPortFacts) => completionKey),
  Object: fact("The native _KQUEUE.", ({ address }: CompletionPortFacts, { target }) => nativeObject(target, "_KQUEUE", address)),
});

export class CompletionList extends FactObject<CompletionListFacts> {
  protected override __describe({ address, header }: CompletionListFacts): string {
    return header instanceof Absence ? `${address} <${header.reason}>`
      : `${address}: head ${told(header.head)}, tail ${told(header.tail)}, ${told(header.activeThreadCount)} threads active`;
  }
}

export const completionListClass = defineClass<CompletionList>("completion-list", "A ring of messages shared with the owner's user mode.", CompletionList, {
  Address: fact("Address of the _ALPC_COMPLETION_LIST.", ({ address }: CompletionListFacts) => address),
  OwnerProcess: fact("The process that reads it.", ({ ownerProcess }: CompletionListFacts, context) => context.maybe(ownerProcess, "process")),
  Header: fact("Address of the shared header.", ({ header }: CompletionListFacts) => mapPresent(header, ({ address }) => address)),
  Head: inDecimal(fact("Index of the next message to read.", ({ header }: CompletionListFacts) => mapPresent(header, ({ head }) => head))),
  Tail: inDecimal(fact("Index behind the last message.", ({ header }: CompletionListFacts) => mapPresent(header, ({ tail }) => tail))),
  ActiveThreadCount: inDecimal(fact("Threads that receive from it now.", ({ header }: CompletionListFacts) => mapPresent(header, ({ activeThreadCount }) => activeThreadCount))),
  LastMessageId: inHexadecimal(fact("Id of the last message put on it.", ({ header }: CompletionListFacts) => mapPresent(header, ({ lastMessageId }) => lastMessageId))),
  LastCallbackId: inHexadecimal(fact("Callback id of the last message put on it.", ({ header }: CompletionListFacts) =>
    mapPresent(header, ({ lastCallbackId }) => lastCallbackId))),
  PostCount: inDecimal(fact("Messages put on it.", ({ header }: CompletionListFacts) => mapPresent(header, ({ postCount }) => postCount))),
  ReturnCount: inDecimal(fact("Messages given back.", ({ header }: CompletionListFacts) => mapPresent(header, ({ returnCount }) => returnCount))),
  UserBase: fact("Where the owner sees it.", ({ userBase }: CompletionListFacts) => userBase),
  UserLimit: fact("Behind its last byte there.", ({ userLimit }: CompletionListFacts) => userLimit),
  SystemBase: fact("Where the kernel sees it.", ({ systemBase }: CompletionListFacts) => systemBase),
  TotalSize: inDecimal(fact("Bytes of the whole.", ({ totalSize }: CompletionListFacts) => totalSize)),
  ListSize: inDecimal(fact("Bytes of the ring of entries.", ({ listSize }: CompletionListFacts) => listSize)),
  BitmapSize: inDecimal(fact("Bytes of the bitmap of free data.", ({ bitmapSize }: CompletionListFacts) => bitmapSize)),
  DataSize: inDecimal(fact("Bytes of the data area.", ({ dataSize }: CompletionListFacts) => dataSize)),
  ConcurrencyCount: inDecimal(fact("Threads that the owner said it would receive with.", ({ concurrencyCount }: CompletionListFacts) => concurrencyCount)),
});
