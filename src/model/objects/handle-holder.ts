/** Handles to ports: those of a process, and those to one port. */
import { isAbsent, notApplicable, type Absence, type Maybe } from "../../target/absence.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { indexHandlesByType, type HandleHolder } from "../../nt/handle-index.ts";
import { walkHandles } from "../../nt/handle-table.ts";
import { readTypeName } from "../../nt/object-type.ts";
import { shortList, untilEnd, type Collection } from "../base/collection.ts";
import { type ModelContext, fact, FactObject } from "../base/object.ts";
import { defineClass, inHexadecimal, property } from "../base/members.ts";
import { portName, processName } from "../naming.ts";

/** Object types of ports, in any version. */
const PORT_TYPES: readonly string[] = ["ALPC Port", "Port", "WaitablePort"];

/** One handle to a port. */
export class PortHandle extends FactObject<HandleHolder> {
  readonly __port: Word64;

  constructor(context: ModelContext, port: Word64, holder: HandleHolder) {
    super(context, holder, () => findHolder(context.target, port, holder));
    this.__port = port;
  }

  protected override __describe({ handle, process, grantedAccess }: HandleHolder): string {
    const access = `access 0x${grantedAccess.toString(16)}`;
    return `handle 0x${handle.toString(16)} of ${processName(this.__context, process)} to ${portName(this.__context, this.__port)}, ${access}`;
  }
}

/** The same handle of the same process, if it still leads to the port. */
function findHolder(target: Target, port: Word64, { process, handle }: HandleHolder): Maybe<HandleHolder> {
  for (const found of walkHandles(target, process)) {
    if (found.handle === handle && found.object.equals(port)) {
      return { process, handle, grantedAccess: found.grantedAccess };
    }
  }
  return notApplicable("the handle was closed");
}

export const handleClass = defineClass<PortHandle>("handle", "A handle of a process to a port.", PortHandle, {
  Process: fact("The process whose handle it is.", ({ process }: HandleHolder, context) => context.process(process)),
  Handle: inHexadecimal(fact("The handle's value.", ({ handle }: HandleHolder) => handle)),
  GrantedAccess: inHexadecimal(
    fact("Access rights granted at its opening.", ({ grantedAccess }: HandleHolder) => grantedAccess),
  ),
  Port: property("The port.", ({ __context, __port }) => __context.port(__port)),
});

/** All processes' handles to one port. The first call of a stop walks all handle tables. */
export function handleHolders(context: ModelContext, port: Word64): Collection<PortHandle> {
  const holders = (): readonly HandleHolder[] =>
    indexHandlesByType(context.target, PORT_TYPES).get(port.id)?.holders ?? [];
  return shortList(context, "handle", "Handles to the port, of all processes", () =>
    holders().map((holder) => new PortHandle(context, port, holder)),
  );
}

/** The handles of one process to ports; last, if its handle table is damaged, why there may be more. */
export function* handlesOfProcess(context: ModelContext, process: Word64): Generator<PortHandle | Absence> {
  for (const found of untilEnd(walkHandles(context.target, process))) {
    if (isAbsent(found)) {
      yield found;
    } else if (isPort(context.target, found.object)) {
      yield new PortHandle(context, found.object, {
        process,
        handle: found.handle,
        grantedAccess: found.grantedAccess,
      });
    }
  }
}

function isPort(target: Target, object: Word64): boolean {
  const typeName = readTypeName(target, object);
  return !isAbsent(typeName) && PORT_TYPES.includes(typeName);
}
