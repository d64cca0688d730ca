/**
 * The wait graph: everything that can be reached from a set of threads by asking "what could end this wait". Threads lead
 * to threads; a queued request leads to its port and from there to the threads that could receive it; a wait for a process
 * leads to the process and its threads; an object without owner is an end. Linear in what is reached, without recursion.
 */
import { findPossibleServers, isRegistered } from "./possible-servers.ts";
import type { Key, ThreadKey, WaitObject, WaitSnapshot } from "./snapshot.ts";
import {
  describeObjectAsRoot, describePortAsRoot, describeSituation,
} from "./thread-wait.ts";
import type { Rest, Situation, WaitNodeKind, WayOut } from "./thread-wait.ts";
import { formatProcess } from "./naming.ts";

/** An edge: the way out and the index of the node where it leads. */
export interface WaitEdge {
  readonly to: number;
  readonly way: WayOut;
  /** False for a thread that is not known to receive on the port and merely belongs to its owner. */
  readonly isRegistered: boolean;
}

/** A node. `gate`, `rest` and `open` as in `Situation`. */
export interface WaitNode {
  readonly index: number;
  readonly kind: WaitNodeKind;
  readonly key: Key;
  readonly gate: "free" | "any" | "all";
  readonly edges: readonly WaitEdge[];
  readonly rest: Rest;
  readonly open?: Situation["open"];
  /** Of an object: what is known of it. */
  readonly object?: WaitObject;
}

export interface WaitGraph {
  readonly snapshot: WaitSnapshot;
  /** In the order in which they were reached; `index` is the place in this array. */
  readonly nodes: readonly WaitNode[];
  /** Index of the node of a thread, port, process or object, if it was reached. */
  findNode(kind: WaitNodeKind, key: Key): number | undefined;
}

interface Discovery {
  readonly kind: WaitNodeKind;
  readonly key: Key;
  readonly via?: WayOut;
}

type Expanded = Situation & { readonly registered?: readonly boolean[] };

/** Builds the graph of everything reachable from `threads`. */
export function buildWaitGraph(snapshot: WaitSnapshot, threads: Iterable<ThreadKey>): WaitGraph {
  const indices = new Map<string, number>();
  const found: Discovery[] = [];
  const nodes: WaitNode[] = [];
  const discover = (kind: WaitNodeKind, key: Key, via?: WayOut): number => {
    const name = `${kind}:${key}`;
    const known = indices.get(name);
    if (known !== undefined) return known;
    indices.set(name, found.length);
    found.push(via === undefined ? { kind, key } : { kind, key, via });
    return found.length - 1;
  };
  for (const thread of threads) discover("Thread", thread);
  for (let index = 0; index < found.length; index++) {
    const discovery = found[index];
    if (discovery === undefined) break;
    const { ways, gate, rest, open, registered } = expand(snapshot, discovery);
    const edges = ways.map((way, place) => ({ to: discover(way.targetKind, way.target, way), way, isRegistered: registered?.[place] ?? true }));
    const object = discovery.kind === "Object" ? discovery.via?.object : undefined;
    nodes.push({
      index, kind: discovery.kind, key: discovery.key, gate: edges.length === 0 ? "free" : gate, edges, rest,
      ...(open === undefined ? {} : { open }), ...(object === undefined ? {} : { object }),
    });
  }
  return { snapshot, nodes, findNode: (kind, key) => indices.get(`${kind}:${key}`) };
}

function expand(snapshot: WaitSnapshot, { kind, key, via }: Discovery): Expanded {
  switch (kind) {
    case "Thread": return describeSituation(snapshot, key);
    case "Port": return expandPort(snapshot, key);
    case "Process": return expandProcess(snapshot, key);
    case "Object": return { gate: "free", ways: [], rest: describeObjectAsRoot(via?.object ?? { key, kind: "other" }) };
  }
}

function expandPort(snapshot: WaitSnapshot, key: Key): Expanded {
  const servers = findPossibleServers(snapshot, key);
  const ways = servers.map(({ thread }): WayOut => ({ targetKind: "Thread", target: thread, relation: "could be served by", port: key }));
  return { gate: "any", ways, rest: describePortAsRoot(snapshot, key), registered: servers.map(isRegistered) };
}

/** A process ends when one of its threads ends it: any of them will do. */
function expandProcess(snapshot: WaitSnapshot, key: Key): Expanded {
  const process = snapshot.process(key);
  const state = process === undefined ? "cannot be read" : process.exited ? "has exited" : "has not exited";
  const rest: Rest = { kind: "Process", cause: "process", reason: `${formatProcess(snapshot, key)} ${state}` };
  if (process === undefined || process.exited) return { gate: "free", ways: [], rest };
  const ways = process.threads.map((thread): WayOut => ({ targetKind: "Thread", target: thread, relation: "waits for process" }));
  return { gate: "any", ways, rest, registered: ways.map(() => false) };
}
