/** The EPROCESS or ETHREAD that a user names by an id, an address or an object. */
import { Absence, type Maybe } from "../target/absence.ts";
import { currentDebuggerProcess, currentDebuggerThread } from "../target/current.ts";
import { debuggerIdOf, kernelObjectOf } from "../target/debugger-objects.ts";
import { noKernelObject, notFound } from "../target/errors.ts";
import { Word64 } from "../target/word64.ts";
import { findProcessById, readProcess, walkProcesses, type ProcessFacts } from "../nt/process.ts";
import { findThreadById, readThread } from "../nt/thread.ts";
import { quoted } from "../text/printable.ts";
import { readReference } from "./argument.ts";
import type { ModelContext } from "./context.ts";

const PROCESSES = "Processes are listed by dx @$cursession.Processes; ids are decimal unless they start with 0x.";
const THREADS = "Threads are listed by dx @$curprocess.Threads; ids are decimal unless they start with 0x.";

/** The EPROCESS for an id, an address, a name or an object; the current process for nothing. Throws AlpcxError where there is none. */
export function processAddress(context: ModelContext, value: unknown): Word64 {
  if (value === undefined) {
    return processOfDebugger(context, currentDebuggerProcess());
  }
  const named = namedProcess(context, value);
  if (named !== undefined) {
    return named;
  }
  const reference = readReference(context.target, value, { expected: "the address, id or name of a process", example: "!alpcx_process 0x2a8" });
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

/** The ETHREAD for an id, a client id, an address or an object; the current thread for nothing. Throws AlpcxError where there is none. */
export function threadAddress(context: ModelContext, value: unknown): Word64 {
  if (value === undefined) {
    return threadOfDebugger(context, currentDebuggerThread());
  }
  const given = threadOfClientId(context, value);
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

/** The EPROCESS of the debugger's own process: its kernel object, else by its id. Throws AlpcxError where neither leads anywhere. */
export function processOfDebugger(context: ModelContext, process: JsProvider.Process): Word64 {
  const address = kernelObjectOf(context.target, process);
  const id = address instanceof Absence ? debuggerIdOf(process) : undefined;
  const found = address instanceof Absence ? (id === undefined ? undefined : findProcessById(context.target, id)) : address;
  if (found === undefined) {
    throw noKernelObject("process", (address as Absence).reason);
  }
  return found;
}

/** The ETHREAD of the debugger's own thread, as {@link processOfDebugger}. */
export function threadOfDebugger(context: ModelContext, thread: JsProvider.Thread): Word64 {
  const address = kernelObjectOf(context.target, thread);
  const id = address instanceof Absence ? debuggerIdOf(thread) : undefined;
  const found = address instanceof Absence ? (id === undefined ? undefined : findThreadById(context.target, id)) : address;
  if (found === undefined) {
    throw noKernelObject("thread", (address as Absence).reason);
  }
  return found;
}

/** The one process with this image name, in any case. Throws AlpcxError with the ids where several have it; undefined where none has, or where the text is a number. */
function namedProcess(context: ModelContext, value: unknown): Word64 | undefined {
  if (typeof value !== "string" || Word64.parse(value) !== undefined) {
    return undefined;
  }
  const found: ProcessFacts[] = [];
  for (const address of walkProcesses(context.target)) {
    const facts = readProcess(context.target, address);
    if (!(facts instanceof Absence) && facts.name.toLowerCase() === value.toLowerCase()) {
      found.push(facts);
    }
  }
  if (found.length > 1) {
    throw notFound(`${found.length} processes are called ${quoted(value, 60)}:`, `give the id of one: ${found.map(({ id }) => `0x${id.toString(16)}`).join(", ")}.`);
  }
  return found[0]?.address;
}

/** A client id as the displays write it, "20c.ac": the id of its thread, provided that the thread is of that process. Anything else as it is. */
function threadOfClientId(context: ModelContext, value: unknown): unknown {
  const [, processId, threadId] = (typeof value === "string" ? /^([0-9a-f]+)\.([0-9a-f]+)$/i.exec(value) : undefined) ?? [];
  if (processId === undefined || threadId === undefined) {
    return value;
  }
  const id = parseInt(threadId, 16);
  const address = findThreadById(context.target, id);
  const facts = address === undefined ? undefined : readThread(context.target, address);
  if (facts === undefined || (!(facts instanceof Absence) && facts.processId !== parseInt(processId, 16))) {
    throw notFound(`No thread has the client id ${String(value)}.`, THREADS);
  }
  return id;
}

/** The address, unless what lies there is something else; what cannot be read is told by the object itself. */
function valid(address: Word64, facts: Maybe<unknown>, what: string, hint: string): Word64 {
  if (facts instanceof Absence && facts.kind === "Invalid") {
    throw notFound(what, hint);
  }
  return address;
}
