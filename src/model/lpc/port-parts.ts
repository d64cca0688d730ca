/** Parts of an LPC port that are objects of their own: its creator, its semaphore, what its owner asked for. */
import { Absence, type Maybe } from "../../target/absence.ts";
import { nativeObject } from "../../target/debugger-objects.ts";
import type { LpcPortFacts, PortCreator } from "../../lpc/port/port.ts";
import type { SemaphoreFacts } from "../../lpc/port/queue.ts";
import { findProcessById } from "../../nt/process/process-list.ts";
import { findThreadById } from "../../nt/thread/thread-list.ts";
import { processWithId, threadWithId } from "../by-id.ts";
import { fact, FactObject } from "../fact-object.ts";
import { defineClass, inDecimal } from "../members.ts";
import { processName, threadName } from "../naming.ts";

/** Who created a port, by the client id in it. */
export class Creator extends FactObject<PortCreator> {
  protected override __describe({ processId, threadId }: PortCreator): string {
    const { target } = this.__context;
    const thread = findThreadById(target, threadId, processId);
    const process = findProcessById(target, processId);
    const ids = `${processId.toString(16)}.${threadId.toString(16)}`;
    return thread !== undefined ? threadName(this.__context, thread)
      : process !== undefined ? `${processName(this.__context, process)}, thread ${ids} is gone` : `${ids}, both gone`;
  }
}

export const creatorClass = defineClass<Creator>("creator", "Who created an LPC port, by the client id in it.", Creator, {
  ProcessId: fact("Process id of the creator.", ({ processId }: PortCreator) => processId),
  ThreadId: fact("Thread id of the creator.", ({ threadId }: PortCreator) => threadId),
  Process: fact("The creating process; absent where no process has that id any more.", ({ processId }: PortCreator, context) => processWithId(context, processId)),
  Thread: fact("The creating thread; absent where no thread has that id any more.", ({ processId, threadId }: PortCreator, context) => threadWithId(context, threadId, processId)),
});

/** A semaphore of LPC: that of a port's queue, or the one that a reply releases. */
export class LpcSemaphore extends FactObject<SemaphoreFacts> {
  protected override __describe({ address, state }: SemaphoreFacts): string {
    return `${address}, state ${told(state)}`;
  }
}

export const lpcSemaphoreClass = defineClass<LpcSemaphore>("lpc-semaphore", "A semaphore of LPC: that of a port's queue, or the one that a reply releases.", LpcSemaphore, {
  Address: fact("Address of the _KSEMAPHORE.", ({ address }: SemaphoreFacts) => address),
  State: inDecimal(fact("How often a wait for it would succeed now: messages on the queue, or 1 once the reply is there.", ({ state }: SemaphoreFacts) => state)),
  Limit: inDecimal(fact("The highest state that it can have.", ({ limit }: SemaphoreFacts) => limit)),
  Object: fact("The native _KSEMAPHORE.", ({ address }: SemaphoreFacts, { target }) => nativeObject(target, "_KSEMAPHORE", address)),
});

/** What a port's owner asked for: LPC has two bounds and nothing else. */
export class LpcPortAttributes extends FactObject<LpcPortFacts> {
  protected override __describe({ maxMessageLength, maxConnectionInfoLength }: LpcPortFacts): string {
    return `messages of at most ${told(maxMessageLength)} bytes, connection data of at most ${told(maxConnectionInfoLength)}`;
  }
}

function told(length: Maybe<number>): string {
  return length instanceof Absence ? `<${length.reason}>` : String(length);
}

export const lpcPortAttributesClass = defineClass<LpcPortAttributes>("lpc-port-attributes", "What an LPC port's owner asked for.", LpcPortAttributes, {
  MaxMessageLength: inDecimal(fact("Bytes of the longest message, header included.", ({ maxMessageLength }: LpcPortFacts) => maxMessageLength)),
  MaxConnectionInfoLength: inDecimal(fact("Bytes of the data that may come with a connection request.", ({ maxConnectionInfoLength }: LpcPortFacts) => maxConnectionInfoLength)),
});
