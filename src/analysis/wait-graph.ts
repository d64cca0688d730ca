/**
 * The wait graph: everything reachable from a set of threads by asking what could end each wait. Threads lead to
 * threads and to the objects that they wait for; a held lock leads to its holders; a queued request leads to its port
 * and from there to the threads that could receive it; a wait for a process leads to the process and its threads.
 * Linear in the part reached, without recursion.
 */
import { isAbsent, present } from "../target/absence.ts";
import type { Word64, WordId } from "../target/word64.ts";
import type { WaitObject } from "../facts/wait.ts";
import type { ChainEnd } from "../text/wait-root.ts";
import type { WaitNodeKind, WaitStep } from "../text/wait-step.ts";
import { isRegistered, PossibleServers, type PossibleServer } from "./possible-servers.ts";
import type { System } from "./system.ts";
import { isIdle, isRunning } from "./thread-state.ts";
import { describeSituation, type Situation, type WayOut } from "./thread-wait.ts";

/** An edge: the way out and the index of the node that it leads to. */
export interface WaitEdge {
  readonly to: number;
  readonly way: WayOut;
  /**
   * False for a thread that only belongs to the owner of a port or to an awaited process: chains do not follow it
   * unless it is stuck.
   */
  readonly isRegistered: boolean;
}

/** A node. `gate`, `end`, `isRenewed` and `open` are those of `Situation`. */
export interface WaitNode {
  readonly index: number;
  readonly kind: WaitNodeKind;
  readonly address: Word64;
  readonly gate: "free" | "any" | "all";
  readonly edges: readonly WaitEdge[];
  readonly end: ChainEnd;
  readonly isRenewed: boolean;
  readonly open: WaitStep | undefined;
  /** The facts of an object. */
  readonly object: WaitObject | undefined;
}

/** Nodes and edges of everything that was reached. */
export interface WaitGraph {
  readonly system: System;
  /** In the order in which they were reached; `index` is the position in this array. */
  readonly nodes: readonly WaitNode[];
  /** Index of the node of a thread, port, process or object of the kernel, if it was reached. */
  findNode(kind: WaitNodeKind, address: Word64): number | undefined;
}

interface Discovery {
  readonly kind: WaitNodeKind;
  readonly address: Word64;
  readonly via: WayOut | undefined;
}

interface Expanded extends Situation {
  /** Whether chains follow each way; all of them if absent. */
  readonly registered?: readonly boolean[];
}

/** Builds the graph of everything reachable from `threads`. */
export function buildWaitGraph(
  system: System,
  threads: Iterable<Word64>,
  servers: PossibleServers = new PossibleServers(system),
): WaitGraph {
  const discoveries = new Discoveries();
  const { found } = discoveries;
  const nodes: WaitNode[] = [];
  for (const thread of threads) {
    discoveries.add("Thread", thread);
  }
  for (let index = 0; index < found.length; index++) {
    const discovery = found[index];
    if (discovery === undefined) {
      break;
    }
    const { kind, address, via } = discovery;
    const { ways, gate, end, open, registered, isRenewed } = expand(system, servers, discovery);
    const edges = ways.map((way, place) => ({
      to: discoveries.add(way.targetKind, way.target, way),
      way,
      isRegistered: registered?.[place] ?? true,
    }));
    nodes.push({
      index,
      kind,
      address,
      gate: edges.length === 0 ? "free" : gate,
      edges,
      end,
      open,
      isRenewed: isRenewed === true,
      object: kind === "Object" ? via?.object : undefined,
    });
  }
  return { system, nodes, findNode: (kind, address) => discoveries.places[kind].get(address.id) };
}

/** Identifies an object among those of all processes. */
function objectId({ address, process }: WaitObject): WordId {
  return process === undefined ? address.id : `${process.key}:${address.key}`;
}

/** Indices of nodes by their address, of locks in user memory by {@link objectId}. */
class Places implements Readonly<Record<WaitNodeKind, Map<WordId, number>>> {
  readonly Thread = new Map<WordId, number>();
  readonly Port = new Map<WordId, number>();
  readonly Process = new Map<WordId, number>();
  readonly Object = new Map<WordId, number>();
  /** Mutants as what their own holders wait for. */
  readonly own = new Map<WordId, number>();
}

/** The nodes in the order in which they are reached, each once. */
class Discoveries {
  readonly places = new Places();
  readonly found: Discovery[] = [];

  /** Index of the node. */
  add(kind: WaitNodeKind, address: Word64, via?: WayOut): number {
    const { found, places } = this;
    const indices = via?.isOwn === true ? places.own : places[kind];
    const id = kind === "Object" && via?.object !== undefined ? objectId(via.object) : address.id;
    const known = indices.get(id);
    if (known !== undefined) {
      return known;
    }
    indices.set(id, found.length);
    found.push({ kind, address, via });
    return found.length - 1;
  }
}

function expand(system: System, servers: PossibleServers, { kind, address, via }: Discovery): Expanded {
  switch (kind) {
    case "Thread":
      return describeSituation(system, address);
    case "Port":
      return expandPort(system, address, servers.of(address));
    case "Process":
      return expandProcess(system, address);
    case "Object":
      return expandObject(via);
  }
}

/** A lock gets free when all its holders release it: its exclusive owner, or everybody who shares it. */
function expandObject(via: WayOut | undefined): Expanded {
  const object = via?.object;
  const end: ChainEnd = { kind: "Object", cause: "object", object };
  const holders = object === undefined || via?.isOwn === true ? [] : (present(object.holders) ?? []);
  const ways = holders.map((holder): WayOut => ({ targetKind: "Thread", target: holder, relation: "held by", object }));
  return { gate: "all", ways, end };
}

/**
 * Chains follow the threads that are known to receive on the port. If there are none: those that work on one of its
 * requests, else those of the owner that run and so may come to receive (LPC servers have no completion port that would
 * name them).
 */
function chooseServers(system: System, servers: readonly PossibleServer[]): readonly boolean[] {
  const signs: readonly ((server: PossibleServer) => boolean)[] = [
    isRegistered,
    ({ sign }) => sign === "serves another message",
    ({ thread }) => {
      const facts = system.thread(thread);
      return system.generation === "LPC" && !isAbsent(facts) && isRunning(facts);
    },
  ];
  const known = signs.find((sign) => servers.some(sign));
  return servers.map((server) => known?.(server) === true);
}

/** Why nobody will receive on a port, whatever threads wait there; undefined if somebody may. */
function findWhyUnused(system: System, address: Word64): string | undefined {
  const port = present(system.port(address));
  if (port === undefined) {
    return undefined;
  }
  const owner = isAbsent(port.owner) ? undefined : present(system.process(port.owner));
  const isOwnerGone = isAbsent(port.owner) ? port.ownerIsGone : owner?.hasExited === true;
  return isOwnerGone
    ? "whose process has exited"
    : port.isClosed
      ? "which is closed"
      : port.isDisconnected
        ? "which is disconnected"
        : undefined;
}

function expandPort(system: System, address: Word64, servers: readonly PossibleServer[]): Expanded {
  const whyUnused = findWhyUnused(system, address);
  if (whyUnused !== undefined) {
    return { gate: "free", ways: [], end: { kind: "Port", cause: "no receiver", port: address, whyUnused } };
  }
  const ways = servers.map(({ thread }): WayOut => ({
    targetKind: "Thread",
    target: thread,
    relation: "could be served by",
    port: address,
  }));
  return {
    gate: "any",
    ways,
    end: { kind: "Port", cause: "no receiver", port: address },
    registered: chooseServers(system, servers),
  };
}

/**
 * A process ends when one of its threads ends it, so any of them releases the node. If only one of them is active,
 * chains go on with that one.
 */
function expandProcess(system: System, address: Word64): Expanded {
  const process = system.process(address);
  const end: ChainEnd = { kind: "Process", cause: "process", process: address };
  if (isAbsent(process) || process.hasExited) {
    return { gate: "free", ways: [], end };
  }
  const threads = system.threadsOf(address);
  const active =
    threads.length === 1
      ? threads
      : threads.filter((thread) => {
          const facts = system.thread(thread);
          return !isAbsent(facts) && !isIdle(system, facts);
        });
  const ways = threads.map((thread): WayOut => ({
    targetKind: "Thread",
    target: thread,
    relation: "waits for process",
  }));
  return { gate: "any", ways, end, registered: threads.map((thread) => active.length === 1 && active[0] === thread) };
}
