/** What a thread can wait for, as the object that a user may go on from. */
import { Absence, isAbsent } from "../target/absence.ts";
import { nativeObject } from "../target/debugger-objects.ts";
import type { Word64 } from "../target/word64.ts";
import { decodeDispatcherKind } from "../nt/kernel-names.ts";
import type { ModelContext } from "./context.ts";

/** The object of the model, or the native one; its header where its own type is not known. */
export function dispatcherObject(context: ModelContext, kind: string, address: Word64): unknown {
  switch (kind) {
    case "thread": return context.thread(address);
    case "process": return context.process(address);
    case "port": return context.port(address);
    case "mutant": return nativeObject(context.target, "_KMUTANT", address);
    case "semaphore": return nativeObject(context.target, "_KSEMAPHORE", address);
    case "event": return nativeObject(context.target, "_KEVENT", address);
    case "resource": return nativeObject(context.target, "_ERESOURCE", address);
    case "fast mutex": return nativeObject(context.target, "_FAST_MUTEX", address);
    case "guarded mutex": return nativeObject(context.target, "_KGUARDED_MUTEX", address);
    case "push lock": return nativeObject(context.target, "_EX_PUSH_LOCK", address);
    case "queue": return nativeObject(context.target, "_KQUEUE", address);
    default: return nativeObject(context.target, "_DISPATCHER_HEADER", address);
  }
}

/** The same for an object of which only the address is known: its header tells what it is. */
export function dispatcherObjectAt(context: ModelContext, address: Word64): unknown {
  const header = context.target.readStructure("_DISPATCHER_HEADER", address);
  const type = header instanceof Absence ? header : header.number("Type");
  return dispatcherObject(context, isAbsent(type) ? "other" : decodeDispatcherKind(type), address);
}
