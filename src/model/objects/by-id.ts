/** Processes and threads that a structure names only by id: there is no pointer to keep them, so they may be gone. */
import { notApplicable, type Maybe } from "../../target/absence.ts";
import { findProcessById } from "../../nt/process/process-list.ts";
import { findThreadById } from "../../nt/thread/thread-list.ts";
import type { ModelContext } from "../base/object.ts";

/** NotApplicable if no process has the id anymore. */
export function processWithId(context: ModelContext, id: number): Maybe<object> {
  const process = findProcessById(context.target, id);
  return process === undefined ? notApplicable(`no process has the id 0x${id.toString(16)}`) : context.process(process);
}

/** NotApplicable if no thread has the id anymore. `processId`: id of the process that it should belong to. */
export function threadWithId(context: ModelContext, id: number, processId?: number): Maybe<object> {
  const thread = findThreadById(context.target, id, processId);
  return thread === undefined ? notApplicable(`no thread has the id 0x${id.toString(16)}`) : context.thread(thread);
}
