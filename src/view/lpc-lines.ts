/** Lines with the data of the classic `!lpc`, in its order: addresses, ids, counts, states. */
import { hexDigits } from "../target/word64.ts";
import { formatCount as counted } from "../text/counts.ts";
import { quoted } from "../text/printable.ts";

/** A value, or the reason for its absence in angle brackets. */
export type Figure = string;

/** `server connection port 0xe14ae238 'ApiPort'`. */
export function formatPortTitle(kind: string, address: string, name: string | undefined): string {
  const words = kind === "UNKNOWN" ? "port of unknown kind" : kind.toLowerCase().replace(/_/g, " ");
  return `${words} ${address}${name === undefined ? "" : ` ${quoted(name)}`}`;
}

/** `1 handle, 108 references`. */
export function formatCounts(handles: number | Figure, references: number | Figure): string {
  const formatOne = (count: number | Figure, noun: string): string =>
    typeof count === "number" ? counted(count, noun) : `${noun}s ${count}`;
  return `${formatOne(handles, "handle")}, ${formatOne(references, "reference")}`;
}

/** `queue semaphore 0x84a96da8, state 0`. */
export function formatSemaphore(address: Figure, state: Figure): string {
  return `queue semaphore ${address}, state ${state}`;
}

/** The parts of the classic line of a message. */
export interface ClassicMessage {
  readonly address: string;
  readonly id: Figure;
  /** Client id of the sender, `584.680`. */
  readonly sender: string;
  /** The port's context; undefined if the message has none. */
  readonly context: Figure | undefined;
  /** Total and data length in one word, as in the header. */
  readonly length: Figure;
  /** The whole type word. */
  readonly typeWord: Figure;
  readonly type: Figure;
}

/** `0xe20d9b80 id 0x2249c from 584.680, context 0x21, length 0098007c, type 0x1 (LPC_REQUEST)`. */
export function formatClassicMessage({ address, id, sender, context, length, typeWord, type }: ClassicMessage): string {
  return `${address} id ${id} from ${sender}${context === undefined ? "" : `, context ${context}`}, length ${length}, type ${typeWord} (${type})`;
}

const BYTES_PER_WORD = 4;

/** The bytes in the classic format: little-endian 32-bit words in hexadecimal; an incomplete last word is omitted. */
export function formatDataWords(bytes: Uint8Array): string {
  const words: string[] = [];
  for (let offset = 0; offset + BYTES_PER_WORD <= bytes.length; offset += BYTES_PER_WORD) {
    let word = "";
    for (let index = BYTES_PER_WORD - 1; index >= 0; index -= 1) {
      word += hexDigits(bytes[offset + index] ?? 0, 2);
    }
    words.push(word);
  }
  return words.join(" ");
}

/** `client thread 0x842a4db0 explorer.exe (584.1c4) awaits the reply to message 0x222be`. */
export function formatAwaitingThread(address: string, name: string, id: Figure): string {
  return `client thread ${address} ${name} awaits the reply to ${id}`;
}

/** `server thread 0x84a0c020 csrss.exe (244.24c) owes the reply to message 0x222be`. */
export function formatOwingThread(address: string, name: string, id: Figure): string {
  return `server thread ${address} ${name} owes the reply to ${id}`;
}
