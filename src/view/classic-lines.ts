/** Lines with the figures of the classic command, in its order: addresses, queue lengths, names, reference counts. */
import { counted, printable } from "./names.ts";

/** A port with its queue length: `fffffa8033c6fb80('ntsvcs') 19`. */
export function formatPortAndQueue(address: string, name: string | undefined, queued: number): string {
  return `${address}${name === undefined ? "" : `('${printable(name)}')`} ${queued} queued`;
}

/** A port that a process has created: with the number of its connections. */
export function formatCreatedPort(port: string, connections: number): string {
  return `${port}, ${counted(connections, "connection")}`;
}

/** A connection, from the end that is looked at to the other and its process. */
export function formatConnectionLine(own: string, other: string, process: string): string {
  return `${own} -> ${other} ${process}`;
}

/** A client port with everything at the other end. */
export function formatGraphLine(clientPort: string, clientProcess: string, connectionPort: string, serverProcess: string): string {
  return `${clientPort} of ${clientProcess} -> ${connectionPort} of ${serverProcess}`;
}

/** A port without handles: reference counts, each queue's length, number of clients. */
export function formatHandlelessPort(port: string, kind: string, pointers: string, queues: readonly string[], clients: number): string {
  return `${port} ${kind}, 0 handles, ${pointers} references, ${queues.join(", ")}, ${counted(clients, "client")}`;
}
