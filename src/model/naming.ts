/** Names of kernel objects for the model's one-line displays, or in their place the reason why there is none. */
import { Absence, isAbsent, type Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import { readObjectName } from "../nt/object-name.ts";
import { formatMaybe } from "../text/absent.ts";
import { formatProcessState, formatThread } from "../text/names.ts";
import { quoted } from "../text/printable.ts";
import type { ModelContext } from "./context.ts";
import { systemOf } from "./system.ts";

/** `explorer.exe (804)`, or the reason. */
export function processName(context: ModelContext, process: Maybe<Word64>): string {
  const system = systemOf(context);
  const facts = process instanceof Absence ? process : system.process(process);
  return formatMaybe(facts, ({ address }) => formatProcessState(system, address));
}

/** `explorer.exe (804.9a4)`, or the reason. */
export function threadName(context: ModelContext, thread: Maybe<Word64>): string {
  const system = systemOf(context);
  const facts = thread instanceof Absence ? thread : system.thread(thread);
  return formatMaybe(facts, ({ address }) => formatThread(system, address));
}

/** `'ntsvcs'`, or the address where the port has no name or none that can be read. */
export function portName(context: ModelContext, port: Maybe<Word64>): string {
  return formatMaybe(port, (address) => {
    const name = readObjectName(context.target, address);
    return isAbsent(name) || name === undefined ? address.toString() : quoted(name);
  });
}
