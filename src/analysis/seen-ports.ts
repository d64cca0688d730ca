/** Ports as all rules look at them, in one walk, and whether their owners are gone. */
import { isAbsent, present } from "../target/absence.ts";
import type { Word64, WordId } from "../target/word64.ts";
import type { PortFacts } from "../facts/port.ts";
import type { QueueFacts } from "../facts/queue.ts";
import type { System } from "./system.ts";

/** One port of the walk over all ports, with facts that several rules need, each read once. */
export interface SeenPort {
  readonly port: PortFacts;
  /** Queues that are not empty or are out of order. */
  readonly queues: readonly QueueFacts[];
  /** Contradictions in the port and its links, as sentences. */
  readonly contradictions: readonly string[];
  /** True only when the port's owner is known to be gone. */
  readonly hasDeadOwner: boolean;
  /** The other end of its connection, if there is one that can be read. */
  readonly peer: PortFacts | undefined;
  /** True only when the owner of the other end is known to be gone. */
  readonly hasDeadPeer: boolean;
  /** What the other end names as its own other end, where that is another port than this one. */
  readonly namedByPeer: Word64 | undefined;
  /**
   * Whether any of this is out of the ordinary, or the port or its connection port is closing or left by its owner. Of
   * most ports nothing is, and rules are not shown them.
   */
  readonly isUnusual: boolean;
}

/** The connection port of a connection. */
export interface SeenConnectionPort {
  /** Undefined where it cannot be read. */
  readonly port: PortFacts | undefined;
  /** True only when its owner is known to be gone. */
  readonly hasDeadOwner: boolean;
}

const NO_QUEUES: readonly QueueFacts[] = [];
/** The id of no address. */
const NO_OWNER: WordId = "";
const NO_CONNECTION_PORT: SeenConnectionPort = { port: undefined, hasDeadOwner: false };

/** What is known of the ports that were met, so that it is looked up once. */
export class SeenPorts {
  /** The ports with messages queued, or queues out of order: few of all. Complete after the walk. */
  readonly busy: SeenPort[] = [];
  private readonly system: System;
  private readonly exited = new Map<WordId, boolean>();
  /** Why there is no process at the address that ports name as their owner: a few sentences, none as a rule. */
  private readonly invalidOwners = new Map<WordId, string>();
  /** By the lower half of the address: what is asked for every port costs no key of the whole. */
  private readonly connectionPorts = new Map<number, { readonly address: Word64; readonly seen: SeenConnectionPort }>();
  /** The port seen last, where its other end names it. */
  private partner: SeenPort | undefined;

  constructor(system: System) {
    this.system = system;
  }

  /**
   * What several rules need of a port in scope, read once in the walk that all rules share; undefined where it cannot
   * be read.
   */
  examine(address: Word64): SeenPort | undefined {
    const { system } = this;
    const port = system.port(address);
    if (isAbsent(port)) {
      return undefined;
    }
    // The port itself comes before its other end: the system still remembers the last port it read.
    const isOrdinary = system.isOrdinary(port);
    const queues = isOrdinary ? NO_QUEUES : system.queues(address);
    const found = isOrdinary ? port.contradictions : system.contradictions("Port", address);
    const { role } = port;
    // The ends of a connection are created one after the other and mostly follow each other in the list of ports: what
    // was seen of the first is not read again.
    const { partner } = this;
    const isSecondEnd =
      partner?.peer === port && partner.port.role !== role && (role === "client" || role === "server");
    const end = isSecondEnd
      ? undefined
      : role === "client"
        ? port.serverPort
        : role === "server"
          ? port.clientPort
          : undefined;
    const other = end === undefined || isAbsent(end) ? undefined : system.port(end);
    const peer = isSecondEnd ? partner.port : other === undefined || isAbsent(other) ? undefined : other;
    // Few processes own all ports and few ports accept all clients: what is known is looked up here, without a call.
    const { exited, invalidOwners } = this;
    const hasDeadOwner = isSecondEnd
      ? partner.hasDeadPeer
      : (exited.get(port.ownerId ?? NO_OWNER) ?? this.hasDeadOwner(port));
    const invalidOwner = invalidOwners.size === 0 ? undefined : invalidOwners.get(port.ownerId ?? NO_OWNER);
    const contradictions = invalidOwner === undefined ? found : found.concat(invalidOwner);
    const hasDeadPeer = isSecondEnd
      ? partner.hasDeadOwner
      : peer !== undefined && (exited.get(peer.ownerId ?? NO_OWNER) ?? this.hasDeadOwner(peer));
    const server = role === "client" ? port.connectionPort : undefined;
    const known = server === undefined || isAbsent(server) ? undefined : this.connectionPorts.get(server.low);
    const hasDeadServer =
      server !== undefined &&
      !isAbsent(server) &&
      (known?.address.high === server.high ? known.seen : this.findConnectionPort(port)).hasDeadOwner;
    // The two ends must point to each other.
    const back = isSecondEnd ? undefined : role === "client" ? peer?.clientPort : peer?.serverPort;
    const isNamed = back !== undefined && !isAbsent(back) && back.low === address.low && back.high === address.high;
    const namedByPeer = back === undefined || isAbsent(back) || isNamed ? undefined : back;
    const isUnusual =
      !isOrdinary ||
      invalidOwner !== undefined ||
      hasDeadOwner ||
      hasDeadPeer ||
      namedByPeer !== undefined ||
      port.isClosed ||
      port.isDisconnected ||
      hasDeadServer;
    const seen = { port, queues, contradictions, hasDeadOwner, peer, hasDeadPeer, namedByPeer, isUnusual };
    this.partner = isNamed ? seen : undefined;
    if (queues.length > 0) {
      this.busy.push(seen);
    }
    return seen;
  }

  /** The connection port of a communication port, looked at once: many share one. */
  findConnectionPort({ connectionPort: address }: PortFacts): SeenConnectionPort {
    if (isAbsent(address)) {
      return NO_CONNECTION_PORT;
    }
    const known = this.connectionPorts.get(address.low);
    if (known?.address.high === address.high) {
      return known.seen;
    }
    const port = present(this.system.port(address));
    const seen = { port, hasDeadOwner: this.hasDeadOwner(port) };
    this.connectionPorts.set(address.low, { address, seen });
    return seen;
  }

  /** True only when the process is known to have exited. */
  hasExited(process: Word64 | undefined): boolean {
    if (process === undefined) {
      return false;
    }
    const { id } = process;
    const known = this.exited.get(id);
    if (known !== undefined) {
      return known;
    }
    const facts = this.system.process(process);
    const hasExited = !isAbsent(facts) && facts.hasExited;
    if (isAbsent(facts) && facts.kind === "Invalid") {
      this.invalidOwners.set(id, `No process lies at the address of its owner: ${facts.reason}.`);
    }
    this.exited.set(id, hasExited);
    return hasExited;
  }

  /** True only when the port's owner is known to be gone. */
  hasDeadOwner(port: PortFacts | undefined): boolean {
    if (port === undefined) {
      return false;
    }
    const { owner } = port;
    return isAbsent(owner) ? port.ownerIsGone : this.hasExited(owner);
  }
}
