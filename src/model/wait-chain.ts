/** A wait chain as an object: from a waiting thread, link by link, to what really holds it up. */
import { Absence, invalid, mapPresent, notApplicable, type Maybe } from "../target/absence.ts";
import { printLine } from "../target/host.ts";
import { limits } from "../target/limits.ts";
import type { Word64 } from "../target/word64.ts";
import type { ChainLink, WaitChain as ChainFacts } from "../analysis/wait-chain.ts";
import { analyseWaits, type WaitAnalysis } from "../analysis/wait-analysis.ts";
import type { Key } from "../analysis/snapshot.ts";
import { formatChain, formatLink, formatRoot } from "../view/chain-line.ts";
import { formatWaitTree } from "../view/chain-tree.ts";
import { formatCount as counted } from "../text/counts.ts";
import { shortList } from "./collection.ts";
import type { ModelContext } from "./context.ts";
import { dispatcherObject } from "./dispatcher-object.ts";
import { fact, FactObject } from "./fact-object.ts";
import { defineClass, property } from "./members.ts";
import { addressOfKey, snapshotOf } from "./wait-snapshot.ts";

/** The analysis of every thread that awaits a reply: once a stop, over one consistent view. */
export function analysisOf(context: ModelContext): WaitAnalysis {
  return context.target.stop.once("wait analysis", () => context.target.pin(() => analyseWaits(snapshotOf(context))));
}

/** The chain of one thread, without analysing the others. Invalid where the thread cannot be read. */
function readChain(context: ModelContext, thread: Key): Maybe<ChainFacts> {
  return context.target.pin(() => analyseWaits(snapshotOf(context), [thread]).findChain(thread)) ?? invalid("the thread cannot be read", addressOfKey(thread));
}

/** What a thread waits for; absent where the thread cannot be read. */
export function waitChainOfThread(context: ModelContext, thread: Word64): Maybe<WaitChain> {
  return mapPresent(readChain(context, thread.key), (chain) => new WaitChain(context, chain));
}

export class WaitChain extends FactObject<ChainFacts> {
  /** The waiting thread's `_ETHREAD`: whose wait it is does not change. */
  readonly __thread: Key;

  constructor(context: ModelContext, chain: ChainFacts) {
    super(context, chain, () => readChain(context, chain.thread));
    this.__thread = chain.thread;
  }

  protected __describe(chain: ChainFacts): string {
    return formatChain(chain, snapshotOf(this.__context));
  }
}

export class WaitLink extends FactObject<ChainLink> {
  protected __describe(link: ChainLink): string {
    return formatLink(link, snapshotOf(this.__context));
  }
}

export class WaitRoot extends FactObject<ChainFacts> {
  protected __describe({ root }: ChainFacts): string {
    return formatRoot(root, snapshotOf(this.__context));
  }
}

function referenced(context: ModelContext, key: Key | undefined, make: "thread" | "port" | "message" | "process", what: string): object {
  return key === undefined ? notApplicable(`the link has no ${what}`) : context[make](addressOfKey(key));
}

/** As many links as the limit lets be shown; tells once a stop where there are more. */
function shownLinks(context: ModelContext, { thread, links }: ChainFacts): readonly ChainLink[] {
  if (links.length > limits.chainSteps) {
    context.target.stop.once(`told of links ${thread}`, () => printLine(`alpcx: the chain of thread 0x${thread} has ${links.length} links, of which the first ${limits.chainSteps} are shown.`));
  }
  return links.slice(0, limits.chainSteps);
}

/** The links as objects: kept while the target moves on, each is then what stands at its place in the chain. */
function linksOf(chain: WaitChain, facts: ChainFacts): readonly WaitLink[] {
  const { __context: context } = chain;
  return shownLinks(context, facts).map((link, index) => new WaitLink(context, link, () =>
    mapPresent(chain.__facts, ({ links }) => links[index] ?? notApplicable("the chain has become shorter"))));
}

function rootObject({ root, links }: ChainFacts, context: ModelContext): unknown {
  if (root.key === undefined) {
    return notApplicable(root.reason);
  }
  const address = addressOfKey(root.key);
  switch (root.kind) {
    case "Thread": return context.thread(address);
    case "Process": return context.process(address);
    case "Port": return context.port(address);
    default: {
      const last = links[links.length - 1]?.object;
      return dispatcherObject(context, last?.key === root.key ? last.kind : "other", address);
    }
  }
}

function treeLines({ __context: context, __thread: thread }: WaitChain): readonly string[] {
  return formatWaitTree(context.target.pin(() => analyseWaits(snapshotOf(context), [thread])), thread);
}

export const waitChainClass = defineClass<WaitChain>("wait-chain", "What a thread waits for, followed to what really holds it up.", WaitChain, {
  Thread: property("The thread whose wait is followed.", ({ __context, __thread }) => __context.thread(addressOfKey(__thread))),
  Links: property("From the waiting thread to the root, the root included.", (chain) => mapPresent(chain.__facts, ({ links }) =>
    shortList(chain.__context, "link", counted(links.length, "link"), () => listOf(mapPresent(chain.__facts, (facts) => linksOf(chain, facts)))))),
  Tree: property("Everything that could end the wait, as an indented tree.", (chain) => shortList(chain.__context, "line", "The wait as a tree", () => treeLines(chain))),
  Root: property("What really holds the thread up.", (chain) => mapPresent(chain.__facts, (facts) => new WaitRoot(chain.__context, facts, () => chain.__facts))),
  IsDeadlock: fact("Whether the thread is itself on a circle of waits that nothing can end.", ({ isDeadlock }) => isDeadlock),
  EndsInDeadlock: fact("Whether the chain runs into such a circle, or starts on one.", ({ endsInDeadlock }) => endsInDeadlock),
  Waited: fact("Seconds that the thread has waited, by the target's own clock.", ({ waitedSeconds }) =>
    waitedSeconds ?? notApplicable("the thread does not wait, or the target's clock cannot be read")),
});

function listOf<T>(list: Maybe<readonly T[]>): readonly (T | Absence)[] {
  return list instanceof Absence ? [list] : list;
}

export const waitLinkClass = defineClass<WaitLink>("wait-link", "One step of a wait chain.", WaitLink, {
  Thread: fact("The thread of this step.", ({ thread }, context) => referenced(context, thread, "thread", "thread")),
  Relation: fact("How it depends on the next step; of the root, what it is doing.", ({ relation }) => relation),
  Message: fact("The message whose reply is awaited.", ({ message }, context) => referenced(context, message, "message", "message")),
  Port: fact("The port that the message was sent to.", ({ port }, context) => referenced(context, port, "port", "port")),
  Object: fact("The object that is waited for.", ({ object }, context) => (object === undefined
    ? notApplicable("the link has no object") : dispatcherObject(context, object.kind, addressOfKey(object.key)))),
});

export const waitRootClass = defineClass<WaitRoot>("wait-root", "What really holds a thread up.", WaitRoot, {
  Kind: fact("Thread, Process, Port, Object or Unknown.", ({ root }) => root.kind),
  Reason: fact("What the root is doing, or why it cannot be known.", ({ root }) => root.reason),
  Object: fact("The thread, process, port or object.", rootObject),
});
