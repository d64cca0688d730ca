/** Kernel dumps from Node: `import { open } from "alpcx"`. */

export interface SessionOptions {
  /** Symbol paths: files, folders or paths as in `_NT_SYMBOL_PATH`, which is the default. Nothing is downloaded. */
  readonly symbols?: string | readonly string[];
}

/** One finding, in words. */
export interface Finding {
  readonly rule: string;
  readonly severity: string;
  readonly title: string;
  readonly explanation: string;
  readonly advice: string;
  /** Threads that it holds up. */
  readonly holdsUp: number;
  readonly subject: string;
}

export interface DumpSession {
  /** System, kind of dump, bugcheck, time: one line. */
  readonly description: string;
  /** What is amiss with the dump, in sentences. */
  readonly warnings: readonly string[];
  /** The session object, as `@$cursession` has it: `session.Alpc.Ports` and all that `dx` shows. Collections are iterable; 64-bit values are bigint. */
  readonly session: any;
  /** Findings, most blocked threads first. */
  findings(): readonly Finding[];
  /** The value of a `dx` expression. Throws what its evaluation throws. */
  evaluate(expression: string): any;
  /** What commands of the console print, errors included: `command("!alpcx_waits; dx @$curprocess")`. */
  command(text: string): string;
  /** "not in this dump: ..." for memory that cannot be read, undefined for memory that can. */
  explain(address: bigint): string | undefined;
  close(): void;
}

/** Opens a kernel dump with the script loaded. Rejects with an Error whose message is one sentence for the user. */
export function open(dump: string, options?: SessionOptions): Promise<DumpSession>;

/** The program `alpcx` with the words of its command line; gives its exit status. */
export function run(words: readonly string[]): Promise<number>;
