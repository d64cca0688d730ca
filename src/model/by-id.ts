/** Processes and threads that a structure names by id only: the kernel keeps no pointer, so they may be gone. */
import { notApplicable, type Maybe } from "../target/absence.ts";
import { findProcessById } from "../nt/process/process-list.ts";
import { findThreadById } from "../nt/thread/thread-list.ts";
import type { ModelContext } from "./context.ts";

/** NotApplicable where no process has the id any more. */
export function processWithId(context: ModelContext, id: number): Maybe<object> {
  const process = findProcessById(context.target, id);
  return process === undefined ? notApplicable(`no process has the id 0x${id.toString(16)}`) : context.process(process);
}

/** NotApplicable where no thread has the id any more. `processId`: of the process that it is said to belong to. */
export function threadWithId(context: ModelContext, id: number, processId?: number): Maybe<object> {
  const thread = findThreadById(context.target, id, processId);
  return thread === undefined ? notApplicable(`no thread has the id 0x${id.toString(16)}`) : context.thread(thread);
}
