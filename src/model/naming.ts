/** Names of kernel objects for the model's one-line displays: facts from below, text from the view. */
import { Absence, isAbsent } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import type { Maybe } from "../target/absence.ts";
import { readObjectName } from "../nt/object-name.ts";
import { readProcess } from "../nt/process.ts";
import { readThread } from "../nt/thread.ts";
import { formatProcess, formatThread } from "../text/names.ts";
import { quoted } from "../text/printable.ts";
import type { ModelContext } from "./context.ts";

/** `explorer.exe (804)`, or the address with the reason. */
export function processName(context: ModelContext, process: Maybe<Word64>): string {
  const facts = process instanceof Absence ? process : readProcess(context.target, process);
  return facts instanceof Absence ? `<${facts.reason}>` : formatProcess(facts);
}

/** `explorer.exe (804.9a4)`, or the address with the reason. */
export function threadName(context: ModelContext, thread: Maybe<Word64>): string {
  const facts = thread instanceof Absence ? thread : readThread(context.target, thread);
  if (facts instanceof Absence) {
    return `<${facts.reason}>`;
  }
  const process = facts.process instanceof Absence ? facts.process : readProcess(context.target, facts.process);
  return process instanceof Absence
    ? formatThread("?", facts.processId, facts.id)
    : formatThread(process.name, process.id, facts.id);
}

/** `'ntsvcs'`, or the address where the port has no name or none that can be read. */
export function portName(context: ModelContext, port: Maybe<Word64>): string {
  if (port instanceof Absence) {
    return `<${port.reason}>`;
  }
  const name = readObjectName(context.target, port);
  return isAbsent(name) || name === undefined ? port.toString() : quoted(name);
}
