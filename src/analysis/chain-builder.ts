/** Tells the chains of a chain forest as links and roots, each link built once. */
import type { ChainForest } from "./chain-forest.ts";
import type { Release } from "./release.ts";
import type { ThreadKey } from "./snapshot.ts";
import type { RootCause } from "./thread-wait.ts";
import type { ChainLink, ChainRoot, RootRelation, WaitChain } from "./wait-chain.ts";
import type { WaitEdge, WaitGraph, WaitNode } from "./wait-graph.ts";

/** Everything that was worked out about a wait graph. */
export interface WaitState {
  readonly graph: WaitGraph;
  readonly release: Release;
  /** For each node on a circle of stuck waits, the number of its component. */
  readonly componentOf: ReadonlyMap<number, number>;
  readonly forest: ChainForest;
}

const ROOT_RELATIONS: Readonly<Record<RootCause, RootRelation>> = {
  busy: "is busy", idle: "is idle", suspended: "is suspended", sleeping: "sleeps", exited: "has exited", waiting: "waits",
  object: "has no owner", process: "has not exited", "no receiver": "has no thread to receive",
  deadlock: "cannot be followed", loop: "cannot be followed", unknown: "cannot be followed",
};

export class ChainBuilder {
  private readonly state: WaitState;
  private readonly links = new Map<number, ChainLink>();
  private readonly loopRoots = new Map<number, ChainRoot>();

  constructor(state: WaitState) {
    this.state = state;
  }

  /** The chain of the thread whose node is `index`. */
  buildChain(thread: ThreadKey, index: number): WaitChain {
    const waited = this.state.graph.snapshot.secondsWaited(thread);
    let links: readonly ChainLink[] | undefined;
    const buildLinks = (): readonly ChainLink[] => this.buildLinks(index);
    return {
      thread,
      get links() { return (links ??= buildLinks()); },
      root: this.findRoot(index),
      isDeadlock: this.state.componentOf.has(index),
      endsInDeadlock: this.state.release.isStuck(this.state.forest.findEnd(index)),
      ...(waited === undefined ? {} : { waitedSeconds: waited }),
    };
  }

  /** The link of a node; ports and processes on the way have none, only as a chain's end. */
  findLink(node: WaitNode): ChainLink | undefined {
    const known = this.links.get(node.index);
    if (known !== undefined) return known;
    const edge = this.state.forest.findNext(node.index);
    const link = edge === undefined ? buildLastLink(node) : node.kind === "Thread" ? this.buildLink(node, edge) : undefined;
    if (link !== undefined) this.links.set(node.index, link);
    return link;
  }

  /** The root of the chain that starts at a node. Chains with the same end share it. */
  findRoot(start: number): ChainRoot {
    const { graph, forest, release } = this.state;
    const end = forest.findEnd(start);
    const node = graph.nodes[end];
    if (node === undefined) return { kind: "Unknown", cause: "unknown", reason: "nothing is known" };
    if (forest.findLoop(end) === undefined) {
      return node.rest.kind === "Unknown" ? node.rest : { ...node.rest, key: node.key };
    }
    return release.isStuck(end) ? buildDeadlockRoot(this.findFirstThread(end)) : this.findBreakableRoot(end);
  }

  private buildLinks(start: number): readonly ChainLink[] {
    const links: ChainLink[] = [];
    for (const node of this.walkPath(start)) {
      const link = this.findLink(node);
      if (link !== undefined) links.push(link);
    }
    return links;
  }

  /** The chain's nodes: to its end, or until it has been once round its loop. */
  private *walkPath(start: number): IterableIterator<WaitNode> {
    const { graph, forest } = this.state;
    const end = forest.findEnd(start);
    let hasMetEnd = false;
    for (let index: number | undefined = start; index !== undefined; index = forest.findNext(index)?.to) {
      if (index === end && hasMetEnd) return;
      if (index === end) hasMetEnd = true;
      const node = graph.nodes[index];
      if (node !== undefined) yield node;
    }
  }

  /** A request on a queue from which no known thread receives is simply awaited: nobody stands behind "could be served by". */
  private buildLink(node: WaitNode, edge: WaitEdge): ChainLink {
    const { targetKind, target, relation, ...rest } = edge.way;
    const isDeadEnd = targetKind === "Port" && this.state.forest.findNext(edge.to) === undefined;
    return { thread: node.key, ...(targetKind === "Port" ? { port: target } : {}), ...rest, relation: isDeadEnd ? "awaits reply to" : relation };
  }

  private findFirstThread(start: number): ThreadKey {
    for (const node of this.walkPath(start)) if (node.kind === "Thread") return node.key;
    return "";
  }

  /** A circle that is none for good: its root is a thread whose wait can end by itself. Found once per loop. */
  private findBreakableRoot(start: number): ChainRoot {
    const loop = this.state.forest.findLoop(start) ?? -1;
    const known = this.loopRoots.get(loop);
    if (known !== undefined) return known;
    let root: ChainRoot = { kind: "Unknown", cause: "loop", reason: "the waits lead round in a circle that can still end" };
    for (const node of this.walkPath(start)) {
      if (node.kind === "Thread" && node.gate === "free") root = { ...node.rest, key: node.key };
    }
    this.loopRoots.set(loop, root);
    return root;
  }
}

/** The root of a chain that runs into a circle which cannot end: the thread where it enters the circle. */
export function buildDeadlockRoot(thread: ThreadKey): ChainRoot {
  return { kind: "Thread", cause: "deadlock", reason: "is on a circle of waits that cannot end", key: thread };
}

/** The link of the node at which a chain ends. */
function buildLastLink(node: WaitNode): ChainLink {
  const relation = ROOT_RELATIONS[node.rest.cause];
  switch (node.kind) {
    case "Thread": return { thread: node.key, relation, ...(node.open ?? {}) };
    case "Port": return { port: node.key, relation };
    case "Process": return { object: { key: node.key, kind: "process" }, relation };
    case "Object": return { relation, object: node.object ?? { key: node.key, kind: "other" } };
  }
}
