/** Where the model hangs: the properties that sessions, processes, threads and native types get. Their `this` is the native object. */
import { ModelContext } from "./context.ts";
import { contextOfArgument, nativeAddress } from "./lookup.ts";
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
    return context.processAlpc(nativeAddress(context, process.KernelObject));
  }
}

/** `@$curthread.Alpc`. */
export class ThreadExtension {
  get Alpc(): object {
    const thread = this as unknown as JsProvider.Thread;
    const context = contextOfObject(thread);
    return context.threadAlpc(nativeAddress(context, thread.KernelObject));
  }
}

/** A class whose objects get `.Alpcx`, the decoded object for the native one. */
function extensionOf(make: (context: ModelContext, native: object) => object): new () => object {
  return class {
    get Alpcx(): object {
      return make(contextOfArgument(this), this);
    }
  };
}

/** What is registered for native types: `.Alpcx` on each of them. */
export const typeExtensions: readonly { readonly typeName: string; readonly extension: new () => object }[] = [
  { typeName: "_ALPC_PORT", extension: extensionOf((context, native) => context.port(nativeAddress(context, native))) },
  { typeName: "_KALPC_MESSAGE", extension: extensionOf((context, native) => context.message(nativeAddress(context, native))) },
  { typeName: "_LPCP_PORT_OBJECT", extension: extensionOf((context, native) => context.port(nativeAddress(context, native))) },
  { typeName: "_LPCP_MESSAGE", extension: extensionOf((context, native) => context.message(nativeAddress(context, native))) },
];
