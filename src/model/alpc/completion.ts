/** How a port's owner is told of messages: the completion port, whose threads are its workers, and the completion list. */
import { mapPresent, type Maybe } from "../../target/absence.ts";
import { nativeObject } from "../../target/debugger-objects.ts";
import { walkBoundThreads, type CompletionPortFacts } from "../../alpc/completion-port.ts";
import type { CompletionListFacts } from "../../alpc/completion-list.ts";
import { shortList } from "../collection.ts";
import type { ModelContext } from "../context.ts";
import { defineClass, inHexadecimal, property } from "../members.ts";

export class CompletionPort {
  readonly __context: ModelContext;
  readonly __facts: CompletionPortFacts;

  constructor(context: ModelContext, facts: CompletionPortFacts) {
    this.__context = context;
    this.__facts = facts;
  }

  toString(): string {
    const { address, currentCount, maximumCount, depth } = this.__facts;
    return `${address}: ${told(currentCount)} of at most ${told(maximumCount)} threads running, ${told(depth)} packets queued`;
  }
}

function told(count: Maybe<number>): string {
  return typeof count === "number" ? String(count) : "?";
}

export const completionPortClass = defineClass("completion-port", "The completion port that tells a port's owner of messages; the threads bound to it are the workers.", CompletionPort, {
  Address: property("Address of its queue (_KQUEUE).", ({ __facts }) => __facts.address),
  Threads: property("Threads bound to it, whatever they do now.", ({ __context, __facts }) => shortList(__context, "thread", "Threads bound to the completion port", () =>
    Array.from(walkBoundThreads(__context.target, __facts.address)).map((thread) => __context.thread(thread)))),
  CurrentCount: property("Bound threads that run now, not blocked.", ({ __facts }) => __facts.currentCount),
  MaximumCount: property("How many of them may run at once.", ({ __facts }) => __facts.maximumCount),
  Depth: property("Packets queued.", ({ __facts }) => __facts.depth),
  CompletionKey: property("The value that the packets of this port bear.", ({ __facts }) => __facts.completionKey),
  Object: property("The native _KQUEUE.", ({ __context, __facts }) => nativeObject(__context.target, "_KQUEUE", __facts.address)),
});

export class CompletionList {
  readonly __context: ModelContext;
  readonly __facts: CompletionListFacts;

  constructor(context: ModelContext, facts: CompletionListFacts) {
    this.__context = context;
    this.__facts = facts;
  }

  toString(): string {
    return `completion list ${this.__facts.address}`;
  }
}

export const completionListClass = defineClass("completion-list", "A ring of messages shared with the owner's user mode.", CompletionList, {
  Address: property("Address of the _ALPC_COMPLETION_LIST.", ({ __facts }) => __facts.address),
  OwnerProcess: property("The process that reads it.", ({ __context, __facts }) => __context.maybe(__facts.ownerProcess, "process")),
  Header: property("Address of the shared header.", ({ __facts }) => mapPresent(__facts.header, ({ address }) => address)),
  Head: property("Index of the next message to read.", ({ __facts }) => mapPresent(__facts.header, ({ head }) => head)),
  Tail: property("Index behind the last message.", ({ __facts }) => mapPresent(__facts.header, ({ tail }) => tail)),
  ActiveThreadCount: property("Threads that receive from it now.", ({ __facts }) => mapPresent(__facts.header, ({ activeThreadCount }) => activeThreadCount)),
  LastMessageId: inHexadecimal(property("Id of the last message put on it.", ({ __facts }) => mapPresent(__facts.header, ({ lastMessageId }) => lastMessageId))),
  LastCallbackId: inHexadecimal(property("Callback id of the last message put on it.", ({ __facts }) => mapPresent(__facts.header, ({ lastCallbackId }) => lastCallbackId))),
  PostCount: property("Messages put on it.", ({ __facts }) => mapPresent(__facts.header, ({ postCount }) => postCount)),
  ReturnCount: property("Messages given back.", ({ __facts }) => mapPresent(__facts.header, ({ returnCount }) => returnCount)),
  UserBase: property("Where the owner sees it.", ({ __facts }) => __facts.userBase),
  UserLimit: property("Behind its last byte there.", ({ __facts }) => __facts.userLimit),
  SystemBase: property("Where the kernel sees it.", ({ __facts }) => __facts.systemBase),
  TotalSize: property("Bytes of the whole.", ({ __facts }) => __facts.totalSize),
  ListSize: property("Bytes of the ring of entries.", ({ __facts }) => __facts.listSize),
  BitmapSize: property("Bytes of the bitmap of free data.", ({ __facts }) => __facts.bitmapSize),
  DataSize: property("Bytes of the data area.", ({ __facts }) => __facts.dataSize),
  ConcurrencyCount: property("Threads that the owner said it would receive with.", ({ __facts }) => __facts.concurrencyCount),
});
