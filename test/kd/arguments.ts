import { parseArgs } from "node:util";

/** What the command line asks for. */
export interface ProgramArguments {
  /** The texts of all `-c`, in order; empty when there is none. */
  readonly commands: readonly string[];
  readonly target?: string;
  readonly snapshot?: string;
  /** The script loaded first; undefined with `--no-load`. */
  readonly script?: string;
  /** False with `--no-extension`. */
  readonly hasFileSystem: boolean;
  readonly wantsList: boolean;
  readonly wantsHelp: boolean;
}

/** Loaded unless the command line says otherwise, relative to the project. */
export const defaultScript = "dist/alpcx.js";

export const programUsage: readonly string[] = [
  "npm start -- [options]       a kernel debugger over simulated targets, with alpcx loaded",
  "",
  "  -c, --command <commands>   run the commands, separated by ;, and leave",
  "  -t, --target <name>        the built-in target to open",
  "  -l, --list                 list the built-in targets",
  "  -s, --snapshot <file>      open captured memory instead",
  `      --script <file>        load this script (default ${defaultScript})`,
  "      --no-load              load no script",
  "      --no-extension         start as kd does, without DbgModelApiXtn: scripts write no files before .load DbgModelApiXtn",
  "  -h, --help                 show this text",
  "",
  "Without options on a terminal the console is interactive: help lists its commands.",
  "With input from a pipe or file the console reads commands from it; with none it shows a tour.",
];

/** Throws a TypeError whose message is the sentence to show. */
export function parseProgramArguments(words: readonly string[]): ProgramArguments {
  const { values } = parseArgs({
    args: [...words],
    options: {
      command: { type: "string", short: "c", multiple: true },
      target: { type: "string", short: "t" },
      snapshot: { type: "string", short: "s" },
      script: { type: "string" },
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
    ...(values["no-load"] === true ? {} : { script: values.script ?? defaultScript }),
  };
}
