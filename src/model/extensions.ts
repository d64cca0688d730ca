/**
 * Properties added to the debugger's sessions, processes, threads and native types. Their `this` is the native object.
 */
import { notApplicable } from "../target/absence.ts";
import type { ModelContext } from "./base/object.ts";
import { contextOfArgument, nativeAddress } from "./ask/session.ts";
import { processOfDebugger } from "./ask/process.ts";
import { threadOfDebugger } from "./ask/thread.ts";
import { lockAt } from "./objects/lock.ts";
import { shown } from "./base/members.ts";
import { contextOfObject, contextOfSession } from "./open.ts";

/** `@$cursession.Alpc`. */
export class SessionExtension {
  get Alpc(): object {
    return contextOfSession(this as unknown as JsProvider.Session).session();
  }
}

/** `@$curprocess.Alpc`. */
export class ProcessExtension {
  get Alpc(): object {
    const process = this as unknown as JsProvider.Process;
    const context = contextOfObject(process);
    return context.processAlpc(processOfDebugger(context, process));
  }
}

/** `@$curthread.Alpc`. */
export class ThreadExtension {
  get Alpc(): object {
    const thread = this as unknown as JsProvider.Thread;
    const context = contextOfObject(thread);
    return context.threadAlpc(threadOfDebugger(context, thread));
  }
}

/**
 * Removes the string conversion from an extension's prototype: the debugger would apply it to every native object of
 * the type, and show "[object Object]" in place of the object's own display (seen in version 10.0.29507). `this` is
 * still the native object.
 */
function withoutDisplay<C extends new () => object>(extension: C): C {
  Object.setPrototypeOf(extension.prototype, null);
  return extension;
}

/** A class whose objects get `.Alpcx`, the decoded object for the native one. */
function extensionOf(make: (context: ModelContext, native: object) => object): new () => object {
  return withoutDisplay(
    class {
      get Alpcx(): object {
        return shown(make(contextOfArgument(this), this)) as object;
      }
    },
  );
}

function portOfNative(context: ModelContext, native: object): object {
  return context.port(nativeAddress(context, native));
}

function messageOfNative(context: ModelContext, native: object): object {
  return context.message(nativeAddress(context, native));
}

function processOfNative(context: ModelContext, native: object): object {
  return context.process(nativeAddress(context, native));
}

function threadOfNative(context: ModelContext, native: object): object {
  return context.thread(nativeAddress(context, native));
}

function lockOfNative(kind: Parameters<typeof lockAt>[1]): (context: ModelContext, native: object) => object {
  return (context, native) => lockAt(context, kind, nativeAddress(context, native));
}

function resourceOfNative(context: ModelContext, native: object): object {
  return context.resource(nativeAddress(context, native));
}

/** Symbols of Vista and later still describe the LPC types, but memory has none of them. */
function onlyLpc(
  typeName: string,
  successor: string,
  make: (context: ModelContext, native: object) => object,
): (context: ModelContext, native: object) => object {
  return (context, native) =>
    context.generation.name === "LPC"
      ? make(context, native)
      : notApplicable(
          `this kernel has ALPC: its symbols still describe ${typeName}, but no object of it exists; cast to nt!${successor} instead`,
        );
}

/** Extensions of native types: `.Alpcx` on each of them. */
export const typeExtensions: readonly { readonly typeName: string; readonly extension: new () => object }[] = [
  { typeName: "_ALPC_PORT", extension: extensionOf(portOfNative) },
  { typeName: "_KALPC_MESSAGE", extension: extensionOf(messageOfNative) },
  { typeName: "_LPCP_PORT_OBJECT", extension: extensionOf(onlyLpc("_LPCP_PORT_OBJECT", "_ALPC_PORT", portOfNative)) },
  { typeName: "_LPCP_MESSAGE", extension: extensionOf(onlyLpc("_LPCP_MESSAGE", "_KALPC_MESSAGE", messageOfNative)) },
  { typeName: "_EPROCESS", extension: extensionOf(processOfNative) },
  { typeName: "_ETHREAD", extension: extensionOf(threadOfNative) },
  // Their first parts, to which pointers in wait blocks, mutants and threads lead.
  { typeName: "_KPROCESS", extension: extensionOf(processOfNative) },
  { typeName: "_KTHREAD", extension: extensionOf(threadOfNative) },
  { typeName: "_ERESOURCE", extension: extensionOf(lockOfNative("resource")) },
  { typeName: "_KMUTANT", extension: extensionOf(lockOfNative("mutant")) },
  { typeName: "_FAST_MUTEX", extension: extensionOf(lockOfNative("fast mutex")) },
  ...[
    "_ALPC_COMMUNICATION_INFO",
    "_KALPC_SECTION",
    "_KALPC_REGION",
    "_KALPC_VIEW",
    "_KALPC_RESERVE",
    "_KALPC_SECURITY_DATA",
    "_KALPC_HANDLE_DATA",
  ].map((typeName) => ({ typeName, extension: extensionOf(resourceOfNative) })),
];
