/** A wait chain as an object: from a waiting thread, link by link, to its root blocker. */
import type { Absence } from "../../target/absence.ts";
import { invalid, isAbsent, mapPresent, notApplicable, type Maybe } from "../../target/absence.ts";
import { printNoticeOnce } from "../../target/output.ts";
import { limits } from "../../target/limits.ts";
import type { Word64 } from "../../target/word64.ts";
import type { ChainLink, ChainRoot, WaitChain as ChainFacts } from "../../analysis/wait-chain.ts";
import { analyzeWaits, type WaitAnalysis } from "../../analysis/wait-analysis.ts";
import { formatReason, formatRoot, shownKind } from "../../text/wait-root.ts";
import { formatChain, formatLink } from "../../view/chain-line.ts";
import { formatWaitTree } from "../../view/chain-tree.ts";
import { formatCount as counted, shownSeconds } from "../../text/counts.ts";
import { shortList } from "../base/collection.ts";
import { type ModelContext, fact, FactObject } from "../base/object.ts";
import { dispatcherObject } from "./waited-object.ts";
import { defineClass, inDecimal, property } from "../base/members.ts";
import { systemOf } from "../system.ts";
import { portName, threadName } from "../naming.ts";
import { defineTable, factColumn, type Cell } from "../base/table.ts";

/** The analysis of every thread that awaits a reply: once per stop, over one consistent view. */
export function analysisOf(context: ModelContext): WaitAnalysis {
  return context.target.stop.once("wait analysis", () => context.target.pin(() => analyzeWaits(systemOf(context))));
}

/** The chain of one thread, without analyzing the others. Invalid if the thread cannot be read. */
function readChain(context: ModelContext, thread: Word64): Maybe<ChainFacts> {
  return (
    context.target.pin(() => analyzeWaits(systemOf(context), [thread]).findChain(thread)) ??
    invalid("the thread cannot be read", thread)
  );
}

/** The chain of what a thread waits for; absent if the thread cannot be read. */
export function waitChainOfThread(context: ModelContext, thread: Word64): Maybe<WaitChain> {
  return mapPresent(readChain(context, thread), (chain) => new WaitChain(context, chain));
}

/** The chain of one thread. Kept while the target moves on, it is what the same thread waits for by then. */
export class WaitChain extends FactObject<ChainFacts> {
  /** The waiting thread's `_ETHREAD`, which identifies the chain at later stops. */
  readonly __thread: Word64;

  constructor(context: ModelContext, chain: ChainFacts) {
    super(context, chain, () => readChain(context, chain.thread));
    this.__thread = chain.thread;
  }

  protected __describe(chain: ChainFacts): string {
    return formatChain(systemOf(this.__context), chain);
  }
}

/** A link, with its chain's root if it is the last one. */
interface LinkFacts {
  readonly link: ChainLink;
  readonly root: ChainRoot | undefined;
}

/** One link of a chain; the last one also describes the root. */
export class WaitLink extends FactObject<LinkFacts> {
  protected __describe({ link, root }: LinkFacts): string {
    return formatLink(systemOf(this.__context), link, root);
  }
}

/** The root of a chain, found by way of the chain. */
export class WaitRoot extends FactObject<ChainFacts> {
  protected __describe({ root }: ChainFacts): string {
    return formatRoot(systemOf(this.__context), root);
  }
}

function referenced(
  context: ModelContext,
  address: Word64 | undefined,
  make: "thread" | "port" | "message" | "process",
  what: string,
): object {
  return address === undefined ? notApplicable(`the link has no ${what}`) : context[make](address);
}

/** The links up to the limit; prints a notice once per stop if there are more. */
function shownLinks(context: ModelContext, { thread, links, root }: ChainFacts): readonly LinkFacts[] {
  const all = links();
  if (all.length > limits.chainSteps) {
    printNoticeOnce(
      context.target,
      `links of thread ${thread}`,
      `the chain of thread ${thread} has ${all.length} links, of which the first ${limits.chainSteps} are shown.`,
    );
  }
  return all
    .slice(0, limits.chainSteps)
    .map((link, index) => ({ link, root: index === all.length - 1 ? root : undefined }));
}

/** The links as objects. If kept while the target moves on, each becomes the link at its position in the chain. */
function linksOf(chain: WaitChain, facts: ChainFacts): readonly WaitLink[] {
  const { __context: context } = chain;
  return shownLinks(context, facts).map(
    (link, index) =>
      new WaitLink(context, link, () =>
        mapPresent(
          chain.__facts,
          (now) => shownLinks(context, now)[index] ?? notApplicable("the chain has become shorter"),
        ),
      ),
  );
}

/** The thread, process or port that is the root. */
export function rootObject(root: ChainRoot, context: ModelContext): unknown {
  const { address, object, thread, process } = root;
  const kind = shownKind(root);
  const at = address ?? (kind === "Process" ? process : thread);
  if (at === undefined) {
    return notApplicable("nothing is known of it");
  }
  switch (kind) {
    case "Process":
      return context.process(at);
    case "Port":
      return context.port(at);
    case "Object":
      return dispatcherObject(context, object ?? { kind: "other", address: at });
    case "Thread":
    case "Unknown":
      return context.thread(at);
  }
}

function treeLines({ __context: context, __thread: thread }: WaitChain): readonly string[] {
  return formatWaitTree(
    context.target.pin(() => analyzeWaits(systemOf(context), [thread])),
    thread,
  );
}

export const waitChainClass = defineClass<WaitChain>(
  "wait-chain",
  "The waits from a blocked thread to its root blocker.",
  WaitChain,
  {
    Thread: property("The thread whose wait is followed.", ({ __context, __thread }) => __context.thread(__thread)),
    Links: property("From the waiting thread to the root, the root included.", (chain) =>
      mapPresent(chain.__facts, ({ links }) =>
        shortList(chain.__context, "link", counted(links().length, "link"), () =>
          listOf(mapPresent(chain.__facts, (facts) => linksOf(chain, facts))),
        ),
      ),
    ),
    Tree: property("Everything that could end the wait, as an indented tree.", (chain) =>
      shortList(chain.__context, "line", "The wait as a tree", () => treeLines(chain)),
    ),
    Root: property("The root blocker: what the thread ultimately waits for.", (chain) =>
      mapPresent(chain.__facts, (facts) => new WaitRoot(chain.__context, facts, () => chain.__facts)),
    ),
    IsDeadlock: fact(
      "Whether the thread is itself part of a wait cycle that cannot resolve.",
      ({ isDeadlock }) => isDeadlock,
    ),
    EndsInDeadlock: fact(
      "Whether the chain runs into such a cycle, or starts on one.",
      ({ endsInDeadlock }) => endsInDeadlock,
    ),
    Waited: inDecimal(
      fact("Seconds that the thread has waited, by the target's own clock.", ({ waitedSeconds }) =>
        waitedSeconds === undefined
          ? notApplicable("the thread does not wait, or the target's clock cannot be read")
          : shownSeconds(waitedSeconds),
      ),
    ),
  },
);

function listOf<T>(list: Maybe<readonly T[]>): readonly (T | Absence)[] {
  return isAbsent(list) ? [list] : list;
}

export const waitLinkClass = defineClass<WaitLink>("wait-link", "One step of a wait chain.", WaitLink, {
  Thread: fact("The thread of this step.", ({ link: { thread } }, context) =>
    referenced(context, thread, "thread", "thread"),
  ),
  Relation: fact(
    "How it depends on the next step; of the root, what it is doing.",
    ({ link: { relation } }) => relation,
  ),
  Message: fact("The message whose reply is awaited.", ({ link: { message } }, context) =>
    referenced(context, message, "message", "message"),
  ),
  Port: fact("The port that the message was sent to.", ({ link: { port } }, context) =>
    referenced(context, port, "port", "port"),
  ),
  Object: fact("The object that is waited for.", ({ link: { object } }, context) =>
    object === undefined ? notApplicable("the link has no object") : dispatcherObject(context, object),
  ),
});

export const waitRootClass = defineClass<WaitRoot>("wait-root", "The root blocker of a wait chain.", WaitRoot, {
  Kind: fact(
    "Thread, Process, Port, Object; Unknown if nobody is known to owe the reply: Object may then be its receiver.",
    ({ root }) => root.kind,
  ),
  Reason: fact("What the root is doing, or why it cannot be known.", ({ root }, context) =>
    formatReason(systemOf(context), root),
  ),
  Object: fact("The thread, process, port or object.", ({ root }, context) => rootObject(root, context)),
});

interface Chain {
  readonly __context: ModelContext;
  readonly __facts: Maybe<ChainFacts>;
}

const column = factColumn<ChainFacts>;

/** The port that the first message of a chain was sent to. */
function firstPort({ links }: ChainFacts, context: ModelContext): Cell {
  const port = links().find((link) => link.port !== undefined)?.port;
  return port === undefined ? notApplicable("no link has a port") : portName(context, port);
}

/** Wait chains as a table. */
export const chainTable = defineTable<Chain>("wait-chain-row", "A wait chain as a row of a table.", {
  Thread: column("The thread whose wait is followed.", ({ thread }, context) => threadName(context, thread)),
  Awaits: column("The first port on the way.", firstPort),
  Waited: column(
    "Seconds that the thread has waited.",
    ({ waitedSeconds }) =>
      waitedSeconds === undefined ? notApplicable("the thread does not wait") : shownSeconds(waitedSeconds),
    10,
  ),
  Links: column("Steps from the thread to the root, both included.", ({ links }) => links().length, 10),
  Deadlock: column(
    "Whether the thread is part of a wait cycle (on it), or its chain runs into one (behind it).",
    ({ isDeadlock, endsInDeadlock }) => (isDeadlock ? "on it" : endsInDeadlock ? "behind it" : ""),
  ),
  Root: column("What the thread ultimately waits for.", ({ root }, context) => formatRoot(systemOf(context), root)),
});
