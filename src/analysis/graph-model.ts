/**
 * A graph of ports and waits as plain data: processes as clusters, their ports, threads and messages as nodes,
 * relations as edges.
 */

/** A row of details. Values are raw; writers must escape them. */
export interface GraphDetail {
  readonly label: string;
  readonly value: string;
}

/** A process. */
export interface GraphCluster {
  readonly id: string;
  readonly label: string;
  /** The process has exited. */
  readonly isDead: boolean;
  readonly details: readonly GraphDetail[];
}

/** What a node is. "port": an unconnected one, or one of unknown kind. "process": one whose end is awaited. */
export type GraphNodeKind =
  "connection port" | "server port" | "client port" | "port" | "thread" | "message" | "object" | "process" | "unknown";

/** A thing in a graph. Labels and notes are raw texts, which writers must escape. */
export interface GraphNode {
  readonly id: string;
  readonly kind: GraphNodeKind;
  readonly label: string;
  /** Id of its process's cluster; absent if it belongs to no process. */
  readonly cluster?: string;
  /** Part of a deadlock. */
  readonly isDeadlocked: boolean;
  /** A few words beside the label: how long a thread has waited, how many messages a port's main queue holds. */
  readonly note?: string;
  /** Seconds that a thread has waited, if known. */
  readonly secondsWaited?: number;
  /** How many threads wait for this one, directly or through others; absent if none do. */
  readonly heldUp?: number;
  readonly details: readonly GraphDetail[];
}

/**
 * `connection`: client port to connection port (or its server port). `queued`: message to port. `sent`: waiting thread
 * to its queued message. `wait`: a thread to what it waits for. `could serve`: port to a thread that could receive from
 * it.
 */
export type GraphEdgeKind = "connection" | "queued" | "sent" | "wait" | "could serve";

/** A relation between two nodes, which `from` and `to` name by id. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: GraphEdgeKind;
  readonly label: string;
  readonly isDeadlocked: boolean;
}

/**
 * Ids are unique among clusters and nodes; edges join nodes of the model. Everything is in a stable order: by kind,
 * then address.
 */
export interface GraphModel {
  readonly title: string;
  readonly clusters: readonly GraphCluster[];
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}
