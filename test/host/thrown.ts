/** How a thrown value is shown to the user, and where it was thrown. Places are looked up only when they are shown. */
import { types } from "node:util";
import { chakraWords } from "./engine-errors.ts";
import type { HostMood } from "./moods.ts";
import type { Place, ScriptText } from "./script-text.ts";

/** What is needed of a loaded script to report its errors. */
export interface ThrowingScript {
  /** The file's name without `.js`. */
  readonly name: string;
  /** The name by which V8 knows the script's code. */
  readonly path: string;
  readonly text: ScriptText;
}

interface ThrownAt {
  readonly script: ThrowingScript;
  /** Of the `throw` statement, in the original text. */
  readonly offset: number;
}

const placesOfErrors = new WeakMap<object, ThrownAt>();

/** Records where an error was first thrown: as in ChakraCore, throwing it again changes nothing. */
export function noteThrown(script: ThrowingScript, thrown: unknown, offset: number): void {
  if (typeof thrown === "object" && thrown !== null && !placesOfErrors.has(thrown)) {
    placesOfErrors.set(thrown, { script, offset });
  }
}

function wordsOf(error: Error): { readonly name: string; readonly message: string } {
  try {
    return { name: String(error.name), message: String(error.message) };
  } catch {
    return { name: "Error", message: "" };
  }
}

/** Gives an error of V8's own the words of ChakraCore, as a script that catches it would read them. */
export function rewordCaught(caught: unknown): void {
  if (!types.isNativeError(caught)) {
    return;
  }
  // The host's errors and most of a script's own are plain errors, which the engine never makes.
  if (Object.hasOwn(Object.getPrototypeOf(caught) as object, "name") && wordsOf(caught).name === "Error") {
    return;
  }
  const words = chakraWords(wordsOf(caught));
  if (words === undefined) {
    return;
  }
  Object.defineProperty(caught, "message", { value: words.message, writable: true, configurable: true });
  if (words.name !== caught.name) {
    Object.defineProperty(caught, "name", { value: words.name, writable: true, configurable: true });
  }
}

/** Formats thrown values for the scripts of one debugger. */
export class ThrownValues {
  private readonly mood: HostMood;
  private readonly scripts = new Map<string, ThrowingScript>();

  constructor(mood: HostMood) {
    this.mood = mood;
  }

  register(script: ThrowingScript): void {
    this.scripts.set(script.path, script);
  }

  get isChakra(): boolean {
    return this.mood.engine === "chakra";
  }

  /**
   * The text without its place: an error's message; with V8 the string conversion; "Unknown exception" for anything
   * that is not an error.
   */
  message(thrown: unknown): string {
    if (!this.isChakra) {
      return stringOf(thrown);
    }
    if (!types.isNativeError(thrown)) {
      return "Unknown exception";
    }
    const words = wordsOf(thrown);
    return chakraWords(words)?.message ?? words.message;
  }

  /** The text as the console shows it: with ChakraCore followed by the place, "[at script (line 1 col 2)]". */
  shown(thrown: unknown): string {
    const message = this.message(thrown);
    const place = this.isChakra && types.isNativeError(thrown) ? this.placeOf(thrown) : undefined;
    return place === undefined
      ? message
      : `${message} [at ${place.script.name} (line ${place.line} col ${place.column})]`;
  }

  private placeOf(error: Error): (Place & { readonly script: ThrowingScript }) | undefined {
    const noted = placesOfErrors.get(error);
    if (noted !== undefined) {
      return { script: noted.script, ...noted.script.text.placeOf(noted.offset) };
    }
    for (const line of String(error.stack).split("\n")) {
      const match = /^ {4}at (?:.* \()?(.*):(\d+):(\d+)\)?$/.exec(line);
      const script = match === null ? undefined : this.scripts.get(match[1] ?? "");
      if (script !== undefined) {
        return { script, ...script.text.unitAt({ line: Number(match?.[2]), column: Number(match?.[3]) }) };
      }
    }
    return undefined;
  }
}

function stringOf(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return "Unknown exception";
  }
}
