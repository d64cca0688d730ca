/** Semaphores of LPC: one counts the messages on a port's queue, one of each thread is released by the reply. */
import { Absence, invalid, type Maybe } from "../target/absence.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import type { LpcPortFacts } from "./port.ts";

/** `_DISPATCHER_HEADER.Type` of a semaphore in every Windows. */
const SEMAPHORE_TYPE = 5;

export interface SemaphoreFacts {
  readonly address: Word64;
  /** Signal state: how often a wait for it would succeed now. */
  readonly state: Maybe<number>;
  readonly limit: Maybe<number>;
}

export interface PortSemaphoreFacts extends SemaphoreFacts {
  /** The port that the semaphore's non-paged queue belongs to. */
  readonly backPointer: Maybe<Word64>;
}

/** The `_KSEMAPHORE` at an address; Invalid where a dispatcher object of another type lies there. */
export function readSemaphore(target: Target, address: Word64): Maybe<SemaphoreFacts> {
  const structure = target.readStructure("_KSEMAPHORE", address);
  const type = structure instanceof Absence ? structure : structure.number("Header.Type");
  if (structure instanceof Absence || type instanceof Absence) {
    return structure instanceof Absence ? structure : invalid(`${address} is no dispatcher object`, address);
  }
  return type === SEMAPHORE_TYPE
    ? { address, state: structure.signed("Header.SignalState"), limit: structure.signed("Limit") }
    : invalid(`${address} is a dispatcher object of type ${type}, no semaphore`, address);
}

/** The semaphore of a port's queue. NotApplicable for server communication ports, which have no queue of their own. */
export function readPortSemaphore(target: Target, port: LpcPortFacts): Maybe<PortSemaphoreFacts> {
  const semaphore = port.semaphore instanceof Absence ? port.semaphore : readSemaphore(target, port.semaphore);
  return semaphore instanceof Absence ? semaphore : { ...semaphore, backPointer: readBackPointer(target, semaphore.address) };
}

/** The semaphore is the first part of a `_LPCP_NONPAGED_PORT_QUEUE`, whose `BackPointer` is the port. */
export function readBackPointer(target: Target, semaphore: Word64): Maybe<Word64> {
  const layout = target.layout("_LPCP_NONPAGED_PORT_QUEUE");
  const inside = layout instanceof Absence ? layout : layout.field("Semaphore");
  const queue = inside instanceof Absence ? inside : target.readStructure("_LPCP_NONPAGED_PORT_QUEUE", semaphore.minus(inside.offset));
  return queue instanceof Absence ? queue : queue.pointer("BackPointer");
}
