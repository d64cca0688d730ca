/** Names of kernel objects for one-line displays, or the reason why there is none. */
import { isAbsent, type Absence, type Maybe } from "../target/absence.ts";
import { hostWord } from "../target/host-values.ts";
import type { Word64 } from "../target/word64.ts";
import { readObjectPath } from "../nt/object-name.ts";
import { formatMaybe } from "../text/absent.ts";
import { formatProcessState, formatThread } from "../text/names.ts";
import { formatName, formatPath, lastPart, printable } from "../text/printable.ts";
import type { ModelContext } from "./base/object.ts";
import { systemOf } from "./system.ts";

/** In place of a process: `nobody` where there is none, `?` where nothing says whether there is. */
export function whoIsAbsent({ kind }: Absence): string {
  return kind === "NotApplicable" ? "nobody" : "?";
}

/** `explorer.exe (804)`, or the reason. Remembered for this stop, since many ports have the same owner. */
export function processName(context: ModelContext, process: Maybe<Word64>): string {
  return isAbsent(process)
    ? formatMaybe(process)
    : context.target.stop.onceOf("process as named", process.id, () => {
        const system = systemOf(context);
        return formatMaybe(system.process(process), () => formatProcessState(system, process));
      });
}

/** `explorer.exe (804.9a4)`, or the reason. */
export function threadName(context: ModelContext, thread: Maybe<Word64>): string {
  const system = systemOf(context);
  const facts = isAbsent(thread) ? thread : system.thread(thread);
  return formatMaybe(facts, ({ address }) => formatThread(system, address));
}

/** Longest path that a list shows as an index, in UTF-16 units. */
const LONGEST_INDEX = 256;

/**
 * The index of a connection port in lists by path: its path where that can be read on screen and typed back, else its
 * address. The debugger shows an index as it is, marks of direction included, with a dot for each control character.
 */
export function indexByPath({ target }: ModelContext, port: Word64): unknown {
  const path = readObjectPath(target, port);
  return typeof path === "string" && path.length <= LONGEST_INDEX && printable(path) === path ? path : hostWord(port);
}

/**
 * Parts of the paths of system-wide services: `\RPC Control\ntsvcs`. Deeper paths belong to a session, a silo or a
 * sandbox.
 */
const USUAL_PARTS = 2;

/**
 * `'ntsvcs'`; `client port 0x... of 'ntsvcs'` for one end of a connection; the address of any other port without a
 * readable name. A name in a session, silo or sandbox, which others commonly have too, is shown with its path:
 * `'\Sessions\1\Windows\ApiPort'`. Checking that a name is really unique would cost a walk of all ports.
 */
export function portName(context: ModelContext, port: Maybe<Word64>): string {
  return formatMaybe(port, (address) => {
    const path = pathName(context, address);
    if (path !== undefined) {
      return path;
    }
    const facts = context.portFacts(address);
    return isAbsent(facts) || (facts.role !== "client" && facts.role !== "server") || isAbsent(facts.connectionPort)
      ? address.toString()
      : `${facts.role} port ${address} of ${pathName(context, facts.connectionPort) ?? facts.connectionPort}`;
  });
}

/** `port 0x... 'ntsvcs'`: the address even where there is a name; else as {@link portName}. */
export function placedPortName(context: ModelContext, port: Word64): string {
  const path = pathName(context, port);
  return path === undefined ? portName(context, port) : `port ${port} ${path}`;
}

/** Undefined without a readable path. */
function pathName({ target }: ModelContext, port: Word64): string | undefined {
  const path = readObjectPath(target, port);
  return isAbsent(path) || path === undefined || path === ""
    ? undefined
    : `'${path.split("\\").length - 1 > USUAL_PARTS ? formatPath(path) : formatName(lastPart(path))}'`;
}
