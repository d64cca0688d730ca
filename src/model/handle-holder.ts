/** Handles to ports: of a process, and to one port. */
import type { Word64 } from "../target/word64.ts";
import { indexHandlesByType, type HandleHolder } from "../nt/handle-index.ts";
import { shortList, type IndexedCollection } from "./collection.ts";
import type { ModelContext } from "./context.ts";
import { defineClass, inHexadecimal, property } from "./members.ts";
import { portName, processName } from "./naming.ts";

/** Object types of ports in every version. */
export const PORT_TYPES: readonly string[] = ["ALPC Port", "Port", "WaitablePort"];

/** One handle to a port. */
export class PortHandle {
  readonly __context: ModelContext;
  readonly __port: Word64;
  readonly __holder: HandleHolder;

  constructor(context: ModelContext, port: Word64, holder: HandleHolder) {
    this.__context = context;
    this.__port = port;
    this.__holder = holder;
  }

  toString(): string {
    const { handle, process, grantedAccess } = this.__holder;
    return `handle 0x${handle.toString(16)} of ${processName(this.__context, process)} to ${portName(this.__context, this.__port)}, access 0x${grantedAccess.toString(16)}`;
  }
}

export const handleClass = defineClass("handle", "A handle of a process to a port.", PortHandle, {
  Process: property("The process whose handle it is.", ({ __context, __holder }) => __context.process(__holder.process)),
  Handle: inHexadecimal(property("The handle's value.", ({ __holder }) => __holder.handle)),
  GrantedAccess: inHexadecimal(property("Access rights granted at its opening.", ({ __holder }) => __holder.grantedAccess)),
  Port: property("The port.", ({ __context, __port }) => __context.port(__port)),
});

/** Everybody's handles to one port. The first question of a stop walks all handle tables. */
export function handleHolders(context: ModelContext, port: Word64): IndexedCollection<PortHandle> {
  const holders = (): readonly HandleHolder[] => indexHandlesByType(context.target, PORT_TYPES).get(port.key)?.holders ?? [];
  return shortList(context, "handle", "Handles to the port, of all processes", () => holders().map((holder) => new PortHandle(context, port, holder)));
}
