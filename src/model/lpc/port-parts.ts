/** Parts of an LPC port that are objects of their own: its creator, its semaphore, what its owner asked for. */
import { Absence, notApplicable, type Maybe } from "../../target/absence.ts";
import { nativeObject } from "../../target/debugger-objects.ts";
import type { LpcPortFacts, PortCreator } from "../../lpc/port.ts";
import type { SemaphoreFacts } from "../../lpc/semaphore.ts";
import { findProcessById } from "../../nt/process.ts";
import { findThreadById } from "../../nt/thread.ts";
import type { ModelContext } from "../context.ts";
import { defineClass, property } from "../members.ts";
import { processName, threadName } from "../naming.ts";

/** Who created a port, by the client id in it. */
export class Creator {
  readonly __context: ModelContext;
  readonly __creator: PortCreator;

  constructor(context: ModelContext, creator: PortCreator) {
    this.__context = context;
    this.__creator = creator;
  }

  toString(): string {
    const { processId, threadId } = this.__creator;
    const { target } = this.__context;
    const thread = findThreadById(target, threadId);
    const process = findProcessById(target, processId);
    const ids = `${processId.toString(16)}.${threadId.toString(16)}`;
    return thread !== undefined ? threadName(this.__context, thread)
      : process !== undefined ? `${processName(this.__context, process)}, thread ${ids} is gone` : `${ids}, both gone`;
  }
}

export const creatorClass = defineClass("creator", "Who created an LPC port, by the client id in it.", Creator, {
  ProcessId: property("Process id of the creator.", ({ __creator }) => __creator.processId),
  ThreadId: property("Thread id of the creator.", ({ __creator }) => __creator.threadId),
  Process: property("The creating process; absent where no process has that id any more.", ({ __context, __creator: { processId } }) => {
    const process = findProcessById(__context.target, processId);
    return process === undefined ? notApplicable(`no process has the id 0x${processId.toString(16)}`) : __context.process(process);
  }),
  Thread: property("The creating thread; absent where no thread has that id any more.", ({ __context, __creator: { threadId } }) => {
    const thread = findThreadById(__context.target, threadId);
    return thread === undefined ? notApplicable(`no thread has the id 0x${threadId.toString(16)}`) : __context.thread(thread);
  }),
});

/** A semaphore of LPC: that of a port's queue, or the one that a reply releases. */
export class LpcSemaphore {
  readonly __context: ModelContext;
  readonly __facts: SemaphoreFacts;

  constructor(context: ModelContext, facts: SemaphoreFacts) {
    this.__context = context;
    this.__facts = facts;
  }

  toString(): string {
    const { address, state } = this.__facts;
    return `${address}, state ${told(state)}`;
  }
}

export const lpcSemaphoreClass = defineClass("lpc-semaphore", "A semaphore of LPC: that of a port's queue, or the one that a reply releases.", LpcSemaphore, {
  Address: property("Address of the _KSEMAPHORE.", ({ __facts }) => __facts.address),
  State: property("How often a wait for it would succeed now: messages on the queue, or 1 once the reply is there.", ({ __facts }) => __facts.state),
  Limit: property("The highest state that it can have.", ({ __facts }) => __facts.limit),
  Object: property("The native _KSEMAPHORE.", ({ __context, __facts }) => nativeObject(__context.target, "_KSEMAPHORE", __facts.address)),
});

/** What a port's owner asked for: LPC has two bounds and nothing else. */
export class LpcPortAttributes {
  readonly __context: ModelContext;
  readonly __port: LpcPortFacts;

  constructor(context: ModelContext, port: LpcPortFacts) {
    this.__context = context;
    this.__port = port;
  }

  toString(): string {
    const { maxMessageLength, maxConnectionInfoLength } = this.__port;
    return `messages of at most ${told(maxMessageLength)} bytes, connection data of at most ${told(maxConnectionInfoLength)}`;
  }
}

function told(length: Maybe<number>): string {
  return length instanceof Absence ? `<${length.reason}>` : String(length);
}

export const lpcPortAttributesClass = defineClass("lpc-port-attributes", "What an LPC port's owner asked for.", LpcPortAttributes, {
  MaxMessageLength: property("Bytes of the longest message, header included.", ({ __port }) => __port.maxMessageLength),
  MaxConnectionInfoLength: property("Bytes of the data that may come with a connection request.", ({ __port }) => __port.maxConnectionInfoLength),
});
