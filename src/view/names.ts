/** How processes, threads, ports and ids are named in a line: short, with hexadecimal ids as the debugger writes them. */
import { formatName } from "../analysis/naming.ts";

/** A process by its image name and id: `explorer.exe (804)`. */
export function formatProcess(process: { readonly name: string; readonly id: number; readonly hasExited: boolean }): string {
  return `${printable(process.name)} (${process.id.toString(16)}${process.hasExited ? ", exited" : ""})`;
}

/** A thread by its process: `explorer.exe (804.9a4)`. */
export function formatThread(processName: string, processId: number, threadId: number): string {
  return `${printable(processName)} (${processId.toString(16)}.${threadId.toString(16)})`;
}

/** A text in single quotes, its control characters and unpaired surrogates written as escapes, shortened visibly past `longest` characters. */
export function quoted(text: string, longest = 120): string {
  return `'${shortened(printable(text), longest)}'`;
}

/** At most `longest` characters; what was left out is said. */
export function shortened(text: string, longest: number): string {
  if (text.length <= longest) {
    return text;
  }
  const kept = Math.max(8, longest - 20);
  return `${text.slice(0, kept)}... (${text.length} characters)`;
}

/** Control characters, marks of direction and joining, and unpaired surrogates as `\u` escapes; markup stays: whoever writes markup escapes it. */
export function printable(text: string): string {
  return formatName(text, Infinity);
}

/** The last part of a path in the object manager's namespace: `\RPC Control\ntsvcs` gives `ntsvcs`. */
export function lastPart(path: string): string {
  return path.slice(path.lastIndexOf("\\") + 1);
}

/** `1 message`, `2 messages`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
