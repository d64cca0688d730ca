/** Builds links and roots of the chains of a chain forest, each link once. */
import { isAbsent, present } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import type { WaitObject } from "../facts/wait.ts";
import type { ChainForest } from "./chain-forest.ts";
import type { Cycles } from "./cycles.ts";
import { ROOT_CAUSES } from "./root-causes.ts";
import type { System } from "./system.ts";
import { describeBlock } from "./thread-block.ts";
import type { ChainLink, ChainRoot, WaitChain } from "./wait-chain.ts";
import type { WaitEdge, WaitGraph, WaitNode } from "./wait-graph.ts";

/** A wait graph and everything derived from it. */
export interface WaitState {
  readonly graph: WaitGraph;
  readonly cycles: Cycles;
  readonly forest: ChainForest;
}

type Debt = Pick<ChainRoot, "holds" | "owesReply">;

/** By node of a thread that works on nothing: locks that others wait for, and whether a reply is awaited from it. */
function collectDebts(graph: WaitGraph): ReadonlyMap<number, Debt> {
  const debts = new Map<number, { holds: WaitObject[]; owesReply: boolean }>();
  for (const { kind, edges, object } of graph.nodes) {
    for (const { to, way } of edges) {
      const cause = graph.nodes[to]?.end.cause;
      if (cause === undefined || ROOT_CAUSES[cause].isInactive !== true) {
        continue;
      }
      const debt = debts.get(to) ?? { holds: [], owesReply: false };
      debts.set(to, debt);
      if (kind === "Object" && object !== undefined) {
        debt.holds.push(object);
      }
      debt.owesReply = debt.owesReply || way.relation === "awaits reply to";
    }
  }
  return debts;
}

/** What an idle thread waits for itself, and how many ports it receives on besides that of its `end`. */
function describeIdling(system: System, { address, end }: WaitNode): Pick<ChainRoot, "object" | "otherPorts"> {
  return end.cause !== "idle"
    ? {}
    : {
        object: present(system.wait(address))?.objects[0],
        otherPorts: Math.max(system.receivesOn(address).length - 1, 0),
      };
}

/** Builds chains from one wait state as they are asked for. Chains share their links and roots. */
export class ChainBuilder {
  private readonly state: WaitState;
  private readonly links = new Map<number, ChainLink>();
  private readonly roots = new Map<number, ChainRoot>();
  /** What waits are directed at each thread that works on nothing, once it is needed. */
  private debts: ReadonlyMap<number, Debt> | undefined;

  constructor(state: WaitState) {
    this.state = state;
  }

  /** The chain of the thread whose node is `index`. */
  buildChain(thread: Word64, index: number): WaitChain {
    const { graph, cycles, forest } = this.state;
    let links: readonly ChainLink[] | undefined;
    return {
      thread,
      links: () => (links ??= this.buildLinks(index)),
      root: this.findRoot(index),
      isDeadlock: cycles.findCycle(index) !== undefined && cycles.findLevel(index) === "stuck",
      endsInDeadlock: cycles.findLevel(forest.findEnd(index)) === "stuck",
      waitedSeconds: graph.nodes[index]?.isRenewed === true ? undefined : present(graph.system.secondsWaited(thread)),
    };
  }

  /** The link of a node. Ports, processes and objects along the way have none; a port has one at the end of a chain. */
  findLink(node: WaitNode): ChainLink | undefined {
    const known = this.links.get(node.index);
    if (known !== undefined) {
      return known;
    }
    const edge = this.state.forest.findNext(node.index);
    const link =
      edge === undefined ? buildLastLink(node) : node.kind === "Thread" ? this.buildLink(node, edge) : undefined;
    if (link !== undefined) {
      this.links.set(node.index, link);
    }
    return link;
  }

  /** The root of the chain that starts at a node. Chains with the same last thread share it. */
  findRoot(start: number): ChainRoot {
    const { forest, cycles } = this.state;
    const end = forest.findEnd(start);
    const place = forest.findLoop(end) === undefined ? (forest.findLastThread(start) ?? end) : end;
    const known = this.roots.get(place);
    if (known !== undefined) {
      return known;
    }
    const level = cycles.findLevel(end);
    const root =
      forest.findLoop(end) === undefined
        ? this.findEndRoot(end, forest.findLastThread(start))
        : level === "free"
          ? this.findBreakableRoot(end)
          : buildCycleRoot(this.findFirstThread(end), level === "renewed");
    this.roots.set(place, root);
    return root;
  }

  /**
   * The root of a chain that ends outside of a loop. If nobody is behind what a thread waits for, that thread is the
   * root.
   */
  private findEndRoot(end: number, last: number | undefined): ChainRoot {
    const { graph, forest } = this.state;
    const node = graph.nodes[end];
    const lastNode = last === undefined ? undefined : graph.nodes[last];
    if (node === undefined) {
      return { kind: "Unknown", cause: "unknown" };
    }
    if (lastNode === undefined || node.kind === "Thread") {
      const { process } = node.end;
      const address = node.end.kind === "Unknown" ? undefined : node.end.kind === "Process" ? process : node.address;
      return Object.assign(
        { address, thread: lastNode?.address },
        node.end,
        describeIdling(graph.system, node),
        this.findDebt(node),
      );
    }
    if (node.kind === "Port") {
      return Object.assign({ address: node.address, thread: lastNode.address }, node.end);
    }
    const { system } = graph;
    const thread = system.thread(lastNode.address);
    const object = node.object ?? forest.findNext(lastNode.index)?.way.object;
    const block = isAbsent(thread)
      ? lastNode.end
      : describeBlock(system, thread, present(system.wait(lastNode.address)), object);
    return Object.assign({ address: lastNode.address, thread: lastNode.address }, block);
  }

  /** What others wait for from a thread that works on nothing; nothing of any other node. */
  private findDebt({ index, end }: WaitNode): Debt {
    if (ROOT_CAUSES[end.cause].isInactive !== true) {
      return {};
    }
    this.debts ??= collectDebts(this.state.graph);
    return this.debts.get(index) ?? {};
  }

  private buildLinks(start: number): readonly ChainLink[] {
    const links: ChainLink[] = [];
    for (const node of this.walkPath(start)) {
      const link = this.findLink(node);
      if (link !== undefined) {
        links.push(link);
      }
    }
    return links;
  }

  /** The chain's nodes, up to its end or once around its loop. */
  private *walkPath(start: number): IterableIterator<WaitNode> {
    const { graph, forest } = this.state;
    const end = forest.findEnd(start);
    let hasMetEnd = false;
    for (let index: number | undefined = start; index !== undefined; index = forest.findNext(index)?.to) {
      if (index === end && hasMetEnd) {
        return;
      }
      hasMetEnd = hasMetEnd || index === end;
      const node = graph.nodes[index];
      if (node !== undefined) {
        yield node;
      }
    }
  }

  /**
   * A request on a queue from which no known thread receives is shown as "awaits reply to": "could be served by" would
   * name nobody.
   */
  private buildLink(node: WaitNode, { to, way }: WaitEdge): ChainLink {
    const { relation, message, messageId, object } = way;
    const isDeadEnd = way.targetKind === "Port" && this.state.forest.findNext(to) === undefined;
    return {
      thread: node.address,
      relation: isDeadEnd ? "awaits reply to" : relation,
      message,
      messageId,
      object,
      port: way.targetKind === "Port" ? way.target : way.port,
    };
  }

  private findFirstThread(start: number): Word64 | undefined {
    for (const node of this.walkPath(start)) {
      if (node.kind === "Thread") {
        return node.address;
      }
    }
    return undefined;
  }

  /** A cycle that a time-out can break: its root is a thread whose wait can end by itself. */
  private findBreakableRoot(start: number): ChainRoot {
    for (const { kind, gate, address } of this.walkPath(start)) {
      if (kind === "Thread" && gate === "free") {
        return { kind: "Thread", cause: "loop", address, thread: address };
      }
    }
    return { kind: "Unknown", cause: "loop", unknown: "the waits form a cycle that can still end" };
  }
}

/** The root of a chain that runs into a cycle: the thread where it enters the cycle. */
export function buildCycleRoot(thread: Word64 | undefined, isRenewed: boolean): ChainRoot {
  return { kind: "Thread", cause: isRenewed ? "renewed" : "deadlock", address: thread, thread };
}

/** The link of a chain's last node. Processes and objects have none: the thread that waits for them is the root. */
function buildLastLink(node: WaitNode): ChainLink | undefined {
  const { relation } = ROOT_CAUSES[node.end.cause];
  switch (node.kind) {
    case "Thread":
      return Object.assign({ thread: node.address }, node.open ?? { relation });
    case "Port":
      return { port: node.address, relation };
    case "Process":
    case "Object":
      return undefined;
  }
}
