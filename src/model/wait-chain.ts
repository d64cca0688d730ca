/** A wait chain as an object: from a waiting thread, link by link, to what really holds it up. */
import { notApplicable } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import type { ChainLink, WaitChain as ChainFacts } from "../analysis/wait-chain.ts";
import { analyseWaits, type WaitAnalysis } from "../analysis/wait-analysis.ts";
import type { Key } from "../analysis/snapshot.ts";
import { formatChain, formatLink, formatRoot } from "../view/chain-line.ts";
import { formatWaitTree } from "../view/chain-tree.ts";
import { shortList } from "./collection.ts";
import type { ModelContext } from "./context.ts";
import { dispatcherObject } from "./dispatcher-object.ts";
import { defineClass, property } from "./members.ts";
import { addressOfKey, snapshotOf } from "./wait-snapshot.ts";

/** The analysis of every thread that awaits a reply: once a stop, over one consistent view. */
export function analysisOf(context: ModelContext): WaitAnalysis {
  return context.target.stop.once("wait analysis", () => context.target.pin(() => analyseWaits(snapshotOf(context))));
}

/** The chain of one thread, without analysing the others; undefined where the thread cannot be read. */
export function waitChainOfThread(context: ModelContext, thread: Word64): WaitChain | undefined {
  const chain = context.target.pin(() => analyseWaits(snapshotOf(context), [thread.key]).findChain(thread.key));
  return chain === undefined ? undefined : new WaitChain(context, chain);
}

export class WaitChain {
  readonly __context: ModelContext;
  readonly __chain: ChainFacts;

  constructor(context: ModelContext, chain: ChainFacts) {
    this.__context = context;
    this.__chain = chain;
  }

  toString(): string {
    return formatChain(this.__chain, snapshotOf(this.__context));
  }
}

export class WaitLink {
  readonly __context: ModelContext;
  readonly __link: ChainLink;

  constructor(context: ModelContext, link: ChainLink) {
    this.__context = context;
    this.__link = link;
  }

  toString(): string {
    return formatLink(this.__link, snapshotOf(this.__context));
  }
}

export class WaitRoot {
  readonly __context: ModelContext;
  readonly __chain: ChainFacts;

  constructor(context: ModelContext, chain: ChainFacts) {
    this.__context = context;
    this.__chain = chain;
  }

  toString(): string {
    return formatRoot(this.__chain.root, snapshotOf(this.__context));
  }
}

function referenced(context: ModelContext, key: Key | undefined, make: "thread" | "port" | "message" | "process", what: string): object {
  return key === undefined ? notApplicable(`the link has no ${what}`) : context[make](addressOfKey(key));
}

function rootObject({ __context, __chain: { root, links } }: WaitRoot): unknown {
  if (root.key === undefined) {
    return notApplicable(root.reason);
  }
  switch (root.kind) {
    case "Thread": return __context.thread(addressOfKey(root.key));
    case "Process": return __context.process(addressOfKey(root.key));
    case "Port": return __context.port(addressOfKey(root.key));
    default: {
      const last = links[links.length - 1]?.object;
      return dispatcherObject(__context, last?.key === root.key ? last.kind : "other", addressOfKey(root.key));
    }
  }
}

export const waitChainClass = defineClass("wait-chain", "What a thread waits for, followed to what really holds it up.", WaitChain, {
  Thread: property("The thread whose wait is followed.", ({ __context, __chain }) => __context.thread(addressOfKey(__chain.thread))),
  Links: property("From the waiting thread to the root, the root included.", ({ __context, __chain }) =>
    shortList(__context, "link", `${__chain.links.length} links`, () => __chain.links.map((link) => new WaitLink(__context, link)))),
  Tree: property("Everything that could end the wait, as an indented tree.", ({ __context, __chain }) =>
    shortList(__context, "line", "The wait as a tree", () => formatWaitTree(__context.target.pin(() => analyseWaits(snapshotOf(__context), [__chain.thread])), __chain.thread))),
  Root: property("What really holds the thread up.", ({ __context, __chain }) => new WaitRoot(__context, __chain)),
  IsDeadlock: property("Whether the thread is itself on a circle of waits that nothing can end.", ({ __chain }) => __chain.isDeadlock),
  EndsInDeadlock: property("Whether the chain runs into such a circle, or starts on one.", ({ __chain }) => __chain.endsInDeadlock),
  Waited: property("Seconds that the thread has waited, by the target's own clock.", ({ __chain }) => __chain.waitedSeconds ?? notApplicable("the thread does not wait, or the target's clock cannot be read")),
});

export const waitLinkClass = defineClass("wait-link", "One step of a wait chain.", WaitLink, {
  Thread: property("The thread of this step.", ({ __context, __link }) => referenced(__context, __link.thread, "thread", "thread")),
  Relation: property("How it depends on the next step; of the root, what it is doing.", ({ __link }) => __link.relation),
  Message: property("The message whose reply is awaited.", ({ __context, __link }) => referenced(__context, __link.message, "message", "message")),
  Port: property("The port that the message was sent to.", ({ __context, __link }) => referenced(__context, __link.port, "port", "port")),
  Object: property("The object that is waited for.", ({ __context, __link }) => (__link.object === undefined
    ? notApplicable("the link has no object") : dispatcherObject(__context, __link.object.kind, addressOfKey(__link.object.key)))),
});

export const waitRootClass = defineClass("wait-root", "What really holds a thread up.", WaitRoot, {
  Kind: property("Thread, Process, Port, Object or Unknown.", ({ __chain }) => __chain.root.kind),
  Reason: property("What the root is doing, or why it cannot be known.", ({ __chain }) => __chain.root.reason),
  Object: property("The thread, process, port or object.", (root) => rootObject(root)),
});

