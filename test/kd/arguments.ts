/** The command line of `npm start`: options, defaults, usage. */
import { parseArgs } from "node:util";

/** The options of a command line. */
export interface ProgramArguments {
  /** The texts of all `-c`, in order; empty when there is none. */
  readonly commands: readonly string[];
  readonly target?: string;
  readonly snapshot?: string;
  readonly dump?: string;
  /** Symbol paths for dumps, in order; empty when the command line names none. */
  readonly symbols: readonly string[];
  /** The script loaded first; undefined with `--no-load`. */
  readonly script?: string;
  /** Where the target is to be saved as a dump. */
  readonly writeDump?: string;
  /** 1: complete memory dump; 6: by a bitmap. */
  readonly dumpType: 1 | 6;
  /** False with `--no-extension`. */
  readonly hasFileSystem: boolean;
  /** Where the script's report is to be written. */
  readonly report?: string;
  readonly wantsList: boolean;
  readonly wantsHelp: boolean;
}

/** The script loaded by default, relative to the project. */
export const defaultScript = "dist/alpcx.js";

export const programUsage: readonly string[] = [
  "npm start -- [options]       a kernel debugger over simulated targets, with alpcx loaded",
  "",
  "  -c, --command <commands>   run the commands, separated by ;, and leave",
  "  -t, --target <name>        the built-in target to open",
  "  -l, --list                 list the built-in targets",
  "  -s, --snapshot <file>      open captured memory instead",
  "  -d, --dump <file>          open a kernel dump instead, packed or not",
  "      --symbols <path>       where the dump's symbols are: a file, a folder or a symbol path (default _NT_SYMBOL_PATH)",
  "      --report <file.html>   write the script's report about the target, one HTML file",
  "      --write-dump <file>    save the target as a dump, with its symbols in the folder <file>.symbols",
  "      --dump-type <1|6>      1: complete memory dump, 6: kernel memory dump by a bitmap (default)",
  `      --script <file>        load this script (default ${defaultScript})`,
  "      --no-load              load no script",
  "      --no-extension         start as kd does, without DbgModelApiXtn: scripts write no files before .load DbgModelApiXtn",
  "  -h, --help                 show this text",
  "",
  "Without options on a terminal the console is interactive: help lists its commands.",
  "With input from a pipe or file the console reads commands from it; with none it shows a tour.",
];

function parseDumpType(text: string): 1 | 6 {
  if (text === "1") {
    return 1;
  }
  if (text === "6") {
    return 6;
  }
  throw new TypeError(`--dump-type ${text}: a dump is written as type 1 or 6.`);
}

/** Throws a TypeError whose message is the sentence to show. */
export function parseProgramArguments(words: readonly string[]): ProgramArguments {
  const { values } = parseArgs({
    args: [...words],
    options: {
      command: { type: "string", short: "c", multiple: true },
      target: { type: "string", short: "t" },
      snapshot: { type: "string", short: "s" },
      dump: { type: "string", short: "d" },
      symbols: { type: "string", multiple: true },
      script: { type: "string" },
      report: { type: "string" },
      "write-dump": { type: "string" },
      "dump-type": { type: "string" },
      list: { type: "boolean", short: "l" },
      help: { type: "boolean", short: "h" },
      "no-load": { type: "boolean" },
      "no-extension": { type: "boolean" },
    },
  });
  return {
    commands: values.command ?? [],
    wantsList: values.list ?? false,
    wantsHelp: values.help ?? false,
    hasFileSystem: values["no-extension"] !== true,
    ...(values.target === undefined ? {} : { target: values.target }),
    ...(values.snapshot === undefined ? {} : { snapshot: values.snapshot }),
    ...(values.dump === undefined ? {} : { dump: values.dump }),
    symbols: values.symbols ?? [],
    ...(values["write-dump"] === undefined ? {} : { writeDump: values["write-dump"] }),
    ...(values.report === undefined ? {} : { report: values.report }),
    dumpType: parseDumpType(values["dump-type"] ?? "6"),
    ...(values["no-load"] === true ? {} : { script: values.script ?? defaultScript }),
  };
}
