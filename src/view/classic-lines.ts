/** Lines with the data of the classic command, in its order: addresses, queue lengths, names, reference counts. */
import { formatCount as counted } from "../text/counts.ts";
import { quoted } from "../text/printable.ts";

/**
 * A port with its queue length: `0xfffffa8033c6fb80('ntsvcs') 19 queued`. `queued`: the number, or why there is none.
 */
export function formatPortAndQueue(address: string, name: string | undefined, queued: number | string): string {
  return `${address}${name === undefined ? "" : `(${quoted(name)})`} ${typeof queued === "number" ? `${queued} queued` : queued}`;
}

/** A port that a process has created, with the number of its connections. */
export function formatCreatedPort(port: string, connections: number): string {
  return `${port}, ${counted(connections, "connection")}`;
}

/** Title of a process: counts of ports created and connected to. */
export function formatProcessTitle(process: string, created: number, connected: number): string {
  return `Ports of ${process}: ${created} created, connected to ${connected}`;
}

/** A connection, from one end to the other end and its process. */
export function formatConnectionLine(own: string, other: string, process: string): string {
  return `${own} -> ${other} of ${process}`;
}

/** A line that belongs to one above it, indented. */
export function indented(line: string, depth = 1): string {
  return `${"    ".repeat(depth)}${line}`;
}

/** A client port with its process, connection port and server. */
export function formatGraphLine(
  clientPort: string,
  clientProcess: string,
  connectionPort: string,
  serverProcess: string,
): string {
  return `${clientPort} of ${clientProcess} -> ${connectionPort} of ${serverProcess}`;
}

/** A port without handles: reference counts, each queue's length, number of clients. */
export function formatHandlelessPort(
  port: string,
  kind: string,
  pointers: string,
  queues: readonly string[],
  clients: number,
): string {
  return `${port} ${kind}, 0 handles, ${pointers} ${pointers === "1" ? "reference" : "references"}, ${queues.join(", ")}, ${counted(clients, "client")}`;
}
