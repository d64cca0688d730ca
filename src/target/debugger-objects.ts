/** The debugger's own objects for things of the kernel: processes and threads of the session, typed objects, registers of files. */
import { Absence, invalid, notInThisBuild, type Maybe } from "./absence.ts";
import { numberFromHost } from "./host-values.ts";
import { scriptHost } from "./host.ts";
import { KERNEL_MODULE } from "./symbols.ts";
import type { Target } from "./target.ts";
import type { Word64 } from "./word64.ts";

/** The debugger's process with an id; undefined where the debugger knows none. */
export function findDebuggerProcess(target: Target, id: number): JsProvider.Process | undefined {
  try {
    for (const process of target.session.Processes) {
      if (numberFromHost(process.Id) === id) {
        return process;
      }
    }
  } catch (_error) {
    return undefined;
  }
  return undefined;
}

/** The debugger's thread with an id, of the process with an id; undefined where the debugger knows none. */
export function findDebuggerThread(target: Target, processId: number, id: number): JsProvider.Thread | undefined {
  try {
    for (const thread of findDebuggerProcess(target, processId)?.Threads ?? []) {
      if (numberFromHost(thread.Id) === id) {
        return thread;
      }
    }
  } catch (_error) {
    return undefined;
  }
  return undefined;
}

/** The native object of a kernel structure, for the user to look into; absent where the type is not in the symbols. */
export function nativeObject(target: Target, typeName: string, address: Word64): Maybe<JsProvider.TypedObject> {
  const host = scriptHost();
  try {
    return host.createTypedObject(host.Int64(address.low, address.high), KERNEL_MODULE, typeName, target.context);
  } catch (_error) {
    return target.layout(typeName) instanceof Absence
      ? new Absence("NotInThisBuild", `${notInThisBuild(`${KERNEL_MODULE}!${typeName}`).reason}, so the one at ${address} cannot be shown`, address)
      : invalid(`the debugger makes no ${typeName} of ${address}`, address);
  }
}

/** The process that the user looks at. The host throws where there is none. */
export function currentDebuggerProcess(): JsProvider.Process {
  return scriptHost().currentProcess;
}

/** The thread that the user looks at. The host throws where there is none. */
export function currentDebuggerThread(): JsProvider.Thread {
  return scriptHost().currentThread;
}
