/** The command line of the program `alpcx`. */
import { parseArgs } from "node:util";

export interface AlpcxArguments {
  /** One dump, or two to be compared. */
  readonly dumps: readonly string[];
  readonly isComparison: boolean;
  readonly symbols: readonly string[];
  /** The texts of all `-c`, in order. */
  readonly commands: readonly string[];
  /** Further scripts to load, in order. */
  readonly scripts: readonly string[];
  readonly wantsConsole: boolean;
  readonly wantsJson: boolean;
  readonly isQuiet: boolean;
  readonly report?: string;
  readonly wantsHelp: boolean;
  readonly wantsVersion: boolean;
}

export const alpcxUsage: readonly string[] = [
  "alpcx DUMP [options]            why threads are stuck in a Windows kernel dump: ALPC and LPC ports, messages, waits",
  "alpcx compare DUMP DUMP         what moved between two dumps of one machine",
  "",
  "  -y, --symbols <path>          where the kernel's symbols are: a file, a folder, or a path as in _NT_SYMBOL_PATH, which is the default;",
  "                                srv*FOLDER*https://msdl.microsoft.com/download/symbols fetches them into FOLDER",
  "  -c, --command <commands>      run the commands, separated by ;, instead of the story",
  "  -i, --interactive             a debugger's console over the dump",
  "      --script <file>           load a further WinDbg script",
  "      --report <file.html>      write the report, one HTML file",
  "      --json                    findings and graph for machines",
  "  -q, --quiet                   print nothing that was not asked for: the exit status tells",
  "  -h, --help, --version",
  "",
  "Dumps: complete and kernel memory dumps of Windows XP and later, also packed (.gz, .xz, .zip, .cab).",
  "Exit status: 0 without an error among the findings, 1 with one, 2 when a dump cannot be opened or a command fails.",
];

/** Throws a TypeError whose message is the sentence to show. */
export function parseAlpcxArguments(words: readonly string[]): AlpcxArguments {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      symbols: { type: "string", short: "y", multiple: true },
      command: { type: "string", short: "c", multiple: true },
      script: { type: "string", multiple: true },
      interactive: { type: "boolean", short: "i" },
      report: { type: "string" },
      json: { type: "boolean" },
      quiet: { type: "boolean", short: "q" },
      help: { type: "boolean", short: "h" },
      version: { type: "boolean" },
    },
  });
  const isComparison = positionals[0] === "compare" && positionals.length > 1;
  const dumps = isComparison ? positionals.slice(1) : positionals;
  const isAsking = values.help === true || values.version === true;
  const wanted = isComparison ? 2 : 1;
  if (!isAsking && dumps.length !== wanted) {
    throw new TypeError(
      isComparison
        ? "compare takes two dumps."
        : dumps.length === 0
          ? "Name a dump."
          : `One dump at a time: ${dumps.slice(1).join(" ")} is too much.`,
    );
  }
  return {
    dumps,
    isComparison,
    symbols: values.symbols ?? [],
    commands: values.command ?? [],
    scripts: values.script ?? [],
    wantsConsole: values.interactive ?? false,
    wantsJson: values.json ?? false,
    isQuiet: values.quiet ?? false,
    ...(values.report === undefined ? {} : { report: values.report }),
    wantsHelp: values.help ?? false,
    wantsVersion: values.version ?? false,
  };
}
