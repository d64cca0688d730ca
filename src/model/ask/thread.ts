/** Finds the ETHREAD for a user's argument: an id, a client id as shown in lines, an address or an object. */
import type { Absence } from "../../target/absence.ts";
import { isAbsent } from "../../target/absence.ts";
import { currentDebuggerThread } from "../../target/current.ts";
import { debuggerIdOf, kernelObjectOf } from "../../target/debugger-objects.ts";
import { noKernelObject, notFound } from "../../target/errors.ts";
import type { Word64 } from "../../target/word64.ts";
import { findThreadById } from "../../nt/thread/thread-list.ts";
import { readThreadFacts } from "../../nt/thread/thread-facts.ts";
import type { ModelContext } from "../base/object.ts";
import { readReference } from "./address.ts";
import { nothingAt } from "./place.ts";
import { findByName, hintOfId, isInvalid } from "./process.ts";
import { isName } from "./port.ts";
import { threadName } from "../naming.ts";
import { quoted } from "../../text/printable.ts";

const HINT = "Threads are listed by dx @$curprocess.Threads; ids are decimal unless they start with 0x.";

/** A client id as shown in displays, "2a0.c": process and thread id, both hexadecimal. */
const CLIENT_ID = /^\s*(?:0x)?([0-9a-f]+)\.(?:0x)?([0-9a-f]+)\s*$/i;

/** Whether a text has the form of a client id. */
export function isClientId(text: string): boolean {
  return CLIENT_ID.test(text);
}

/**
 * The ETHREAD for an id, a client id, an address or an object; the current thread without an argument. Throws
 * AlpcxError if there is none.
 */
export function threadAddress(context: ModelContext, value: unknown): Word64 {
  if (value === undefined) {
    return threadOfDebugger(context, currentDebuggerThread());
  }
  const [, processId, threadId] = (typeof value === "string" ? CLIENT_ID.exec(value) : undefined) ?? [];
  if (processId !== undefined && threadId !== undefined) {
    return threadOfClientId(context, processId, threadId);
  }
  if (isName(value) && findByName(context, value).length > 0) {
    throw notFound(
      `${quoted(value, 40)} is a process, not a thread:`,
      `!alpcx_process ${JSON.stringify(value)} shows its WaitingThreads.`,
    );
  }
  const reference = readReference(context.target, value, {
    expected: "the address or id of a thread",
    example: "!alpcx_thread 0x9a4",
  });
  if (reference.kind === "address") {
    if (isInvalid(readThreadFacts(context.target, reference.address))) {
      throw nothingAt(context, "thread", reference.address, HINT);
    }
    return reference.address;
  }
  const id = reference.id.toNumber();
  const thread = id === undefined ? undefined : findThreadById(context.target, id);
  if (thread === undefined) {
    throw notFound(`No thread has the id ${reference.id}.`, hintOfId(context, id, HINT, findThreadById, threadName));
  }
  return thread;
}

/**
 * The ETHREAD of the debugger's own thread: its kernel object, else by its id. Throws AlpcxError if neither leads to
 * one.
 */
export function threadOfDebugger(context: ModelContext, thread: JsProvider.Thread): Word64 {
  const address = kernelObjectOf(context.target, thread);
  const id = isAbsent(address) ? debuggerIdOf(thread) : undefined;
  const found = isAbsent(address) ? (id === undefined ? undefined : findThreadById(context.target, id)) : address;
  if (found === undefined) {
    throw noKernelObject("thread", (address as Absence).reason);
  }
  return found;
}

/** The thread with that id, provided that it belongs to that process. */
function threadOfClientId(context: ModelContext, processId: string, threadId: string): Word64 {
  const address = findThreadById(context.target, parseInt(threadId, 16), parseInt(processId, 16));
  const facts = address === undefined ? undefined : readThreadFacts(context.target, address);
  if (
    address === undefined ||
    facts === undefined ||
    (!isAbsent(facts) && facts.processId !== parseInt(processId, 16))
  ) {
    throw notFound(`No thread has the client id ${processId}.${threadId}.`, HINT);
  }
  return address;
}
