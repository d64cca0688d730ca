/** How processes, threads, ports and ids are named in a line: short, with hexadecimal ids as the debugger writes them. */

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

/** Control characters, bidirectional marks and unpaired surrogates as `\u` escapes; markup characters stay: whoever writes markup escapes them. */
export function printable(text: string): string {
  let result = "";
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    const next = text.charCodeAt(index + 1);
    if (unit >= 0xd800 && unit <= 0xdbff && next >= 0xdc00 && next <= 0xdfff) {
      result += text.charAt(index) + text.charAt(index + 1);
      index += 1;
    } else {
      result += isHarmless(unit) ? text.charAt(index) : `\\u${(0x10000 + unit).toString(16).slice(1)}`;
    }
  }
  return result;
}

/** Not a control character (C0, C1, line and paragraph separators, directional marks), and not half of a surrogate pair. */
function isHarmless(unit: number): boolean {
  const isControl = unit < 0x20 || (unit >= 0x7f && unit < 0xa0) || (unit >= 0x200b && unit <= 0x200f)
    || (unit >= 0x2028 && unit <= 0x202e) || (unit >= 0x2066 && unit <= 0x2069) || unit === 0xfeff;
  return !isControl && (unit < 0xd800 || unit > 0xdfff);
}

/** The last part of a path in the object manager's namespace: `\RPC Control\ntsvcs` gives `ntsvcs`. */
export function lastPart(path: string): string {
  return path.slice(path.lastIndexOf("\\") + 1);
}

/** `1 message`, `2 messages`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
