/** How sentences of the analysis call threads, processes, ports and objects. Pure text over snapshot facts. */
import type { MessageFacts, PortFacts, PortKey, ProcessKey, ThreadKey, WaitObject, WaitSnapshot } from "./snapshot.ts";

/** Longest name inside a sentence, in UTF-16 units. */
export const LONGEST_NAME = 80;

/** Ranges of units that must not appear in a line as they are: controls, line, direction and joining marks, specials. */
const HARMFUL_RANGES: readonly (readonly [first: number, last: number])[] = [
  [0x00, 0x1f], [0x7f, 0x9f], [0xad, 0xad], [0x61c, 0x61c], [0x200b, 0x200f], [0x2028, 0x202e], [0x2060, 0x206f], [0xfeff, 0xfeff], [0xfff0, 0xffff],
];

function escapeUnit(unit: number): string {
  return `\\u${(0x10000 + unit).toString(16).slice(1)}`;
}

/** A surrogate pair, or any one unit. */
const PAIR_OR_UNIT = /[\ud800-\udbff][\udc00-\udfff]|[^]/g;

function escapeHarmful(found: string): string {
  const unit = found.charCodeAt(0);
  const isUnpaired = found.length === 1 && unit >= 0xd800 && unit <= 0xdfff;
  return isUnpaired || HARMFUL_RANGES.some(([first, last]) => unit >= first && unit <= last) ? escapeUnit(unit) : found;
}

/**
 * A name from the target made harmless for one line: control characters, line and direction marks and unpaired
 * surrogates appear as \uXXXX; a name over `longest` units is cut, with "..." and its true length in its place.
 */
export function formatName(text: string, longest: number = LONGEST_NAME): string {
  const shown = text.length > longest ? text.slice(0, longest) : text;
  const clean = shown.replace(PAIR_OR_UNIT, escapeHarmful);
  return shown.length < text.length ? `${clean}... (${text.length} characters)` : clean;
}

/** `explorer.exe (804.9a4)`: image name, process and thread id in hex. What is not known shows as its address or `?`. */
export function formatThread(snapshot: WaitSnapshot, key: ThreadKey): string {
  const thread = snapshot.thread(key);
  if (thread === undefined) return `thread 0x${key}`;
  const process = thread.process === undefined ? undefined : snapshot.process(thread.process);
  if (process === undefined && thread.id === undefined) return `thread 0x${key}`;
  const name = process?.name === undefined ? "?" : formatName(process.name);
  return `${name} (${formatId(process?.id)}.${formatId(thread.id)})`;
}

/** `explorer.exe (804)`. */
export function formatProcess(snapshot: WaitSnapshot, key: ProcessKey): string {
  const process = snapshot.process(key);
  if (process === undefined || (process.name === undefined && process.id === undefined)) return `process 0x${key}`;
  return `${process.name === undefined ? "?" : formatName(process.name)} (${formatId(process.id)})`;
}

function formatId(id: number | undefined): string {
  return id === undefined ? "?" : id.toString(16);
}

/** The facts of the port that names a port's service: its connection port, else the port itself. */
export function findNamingPort(snapshot: WaitSnapshot, key: PortKey): PortFacts | undefined {
  const port = snapshot.port(key);
  if (port === undefined || port.name !== undefined || port.connectionPort === undefined) return port;
  return snapshot.port(port.connectionPort) ?? port;
}

/** `'ntsvcs'`, by the connection port's name; `port 0x...` where there is no name. */
export function formatPort(snapshot: WaitSnapshot, key: PortKey): string {
  const name = findNamingPort(snapshot, key)?.name;
  return name === undefined ? `port 0x${key}` : `'${formatName(name)}'`;
}

/** `'ntsvcs' of services.exe (298)`. */
export function formatPortOfOwner(snapshot: WaitSnapshot, key: PortKey): string {
  const owner = findNamingPort(snapshot, key)?.owner;
  return owner === undefined ? formatPort(snapshot, key) : `${formatPort(snapshot, key)} of ${formatProcess(snapshot, owner)}`;
}

/** `mutant 0x...`, with its name where it has one. */
export function formatObject(object: WaitObject): string {
  const name = object.name === undefined ? "" : ` '${formatName(object.name)}'`;
  return `${object.kind === "other" ? "object" : object.kind}${name} 0x${object.key}`;
}

/** `message 0x274`, by its id, else by its address. */
export function formatMessage(message: Pick<MessageFacts, "id" | "key">): string {
  return message.id === undefined ? `the message at 0x${message.key}` : `message 0x${message.id.toString(16)}`;
}

/** A text as the beginning of a sentence. Names of processes and services keep their letters; only our own words get a capital. */
export function beginSentence(text: string): string {
  return /^(?:a|an|the|message|port|process|thread) /.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

/** `42 s`, `7 min`, `3 h 20 min`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 120) return `${Math.floor(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `1 thread`, `12 threads`. */
export function formatCount(count: number, singular: string, plural: string = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}

/** The first few of a list as one phrase: `a, b, c and 7 more`. */
export function formatSome(names: readonly string[], most: number = 4): string {
  if (names.length <= most) return names.join(", ");
  return `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
}
