/** The EPROCESS or ETHREAD that a user names by an id, an address or an object. */
import { Absence, type Maybe } from "../target/absence.ts";
import { notFound } from "../target/errors.ts";
import { scriptHost } from "../target/host.ts";
import type { Word64 } from "../target/word64.ts";
import { findProcessById, readProcess } from "../nt/process.ts";
import { findThreadById, readThread } from "../nt/thread.ts";
import { readReference } from "./argument.ts";
import type { ModelContext } from "./context.ts";

const PROCESSES = "Processes are listed by dx @$cursession.Processes; ids are decimal unless they start with 0x.";
const THREADS = "Threads are listed by dx @$curprocess.Threads; ids are decimal unless they start with 0x.";

/** The EPROCESS for an id, an address or an object; the current process for nothing. Throws AlpcxError where there is none. */
export function processAddress(context: ModelContext, value: unknown): Word64 {
  const given = value === undefined ? scriptHost().currentProcess : value;
  const reference = readReference(context.target, given, { expected: "the address or id of a process", example: "!alpcx_process 0x2a8" });
  if (reference.kind === "address") {
    return valid(reference.address, readProcess(context.target, reference.address), `There is no process at ${reference.address}.`, PROCESSES);
  }
  const id = reference.id.toNumber();
  const process = id === undefined ? undefined : findProcessById(context.target, id);
  if (process === undefined) {
    throw notFound(`No process has the id ${reference.id}.`, PROCESSES);
  }
  return process;
}

/** The ETHREAD for an id, an address or an object; the current thread for nothing. Throws AlpcxError where there is none. */
export function threadAddress(context: ModelContext, value: unknown): Word64 {
  const given = value === undefined ? scriptHost().currentThread : value;
  const reference = readReference(context.target, given, { expected: "the address or id of a thread", example: "!alpcx_thread 0x9a4" });
  if (reference.kind === "address") {
    return valid(reference.address, readThread(context.target, reference.address), `There is no thread at ${reference.address}.`, THREADS);
  }
  const id = reference.id.toNumber();
  const thread = id === undefined ? undefined : findThreadById(context.target, id);
  if (thread === undefined) {
    throw notFound(`No thread has the id ${reference.id}.`, THREADS);
  }
  return thread;
}

/** The address, unless what lies there is something else; what cannot be read is told by the object itself. */
function valid(address: Word64, facts: Maybe<unknown>, what: string, hint: string): Word64 {
  if (facts instanceof Absence && facts.kind === "Invalid") {
    throw notFound(what, hint);
  }
  return address;
}
