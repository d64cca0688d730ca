/** What a user names by an argument: the model object for it, in the session that it belongs to. */
import { notFound } from "../target/errors.ts";
import { scriptHost } from "../target/host.ts";
import { addressFromHost } from "../target/host-values.ts";
import type { Word64 } from "../target/word64.ts";
import { findProcessById } from "../nt/process.ts";
import { findThreadById } from "../nt/thread.ts";
import { readReference } from "./argument.ts";
import { ModelContext } from "./context.ts";
import { contextOfObject, currentContext } from "./open.ts";

/** The model that an argument belongs to: our own objects know it, native ones are asked, for anything else it is the current session's. */
export function contextOfArgument(value: unknown): ModelContext {
  if (typeof value === "object" && value !== null) {
    const own = (value as { readonly __context?: unknown }).__context;
    if (own instanceof ModelContext) {
      own.refresh();
      return own;
    }
    if ((value as { readonly hostContext?: unknown }).hostContext !== undefined) {
      return contextOfObject(value as JsProvider.NativeObject);
    }
  }
  return currentContext();
}

/** The EPROCESS for an id, an address or an object; the current process for nothing. Throws AlpcxError where there is none. */
export function processAddress(context: ModelContext, value: unknown): Word64 {
  const given = value === undefined ? scriptHost().currentProcess : value;
  const reference = readReference(context.target, given, { expected: "the address or id of a process", example: "!alpcx_process 0x2a8" });
  if (reference.kind === "address") {
    return reference.address;
  }
  const id = reference.id.toNumber();
  const process = id === undefined ? undefined : findProcessById(context.target, id);
  if (process === undefined) {
    throw notFound(`No process has the id ${reference.id}.`, "Processes are listed by dx @$cursession.Processes; ids are decimal unless they start with 0x.");
  }
  return process;
}

/** The ETHREAD for an id, an address or an object; the current thread for nothing. Throws AlpcxError where there is none. */
export function threadAddress(context: ModelContext, value: unknown): Word64 {
  const given = value === undefined ? scriptHost().currentThread : value;
  const reference = readReference(context.target, given, { expected: "the address or id of a thread", example: "!alpcx_thread 0x9a4" });
  if (reference.kind === "address") {
    return reference.address;
  }
  const id = reference.id.toNumber();
  const thread = id === undefined ? undefined : findThreadById(context.target, id);
  if (thread === undefined) {
    throw notFound(`No thread has the id ${reference.id}.`, "Threads are listed by dx @$curprocess.Threads; ids are decimal unless they start with 0x.");
  }
  return thread;
}

/** The address of a native object that an extension got as `this`, in the form of its target. */
export function nativeAddress(context: ModelContext, native: unknown): Word64 {
  const address = addressFromHost(native);
  if (address === undefined) {
    throw notFound("This object has no address:", "it does not lie in the target's memory.");
  }
  return context.target.normalized(address);
}
