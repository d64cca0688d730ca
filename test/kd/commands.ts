/** The table of the console's commands: dx, .scriptload, .target, .help and so on. */
import { ConsoleError } from "./console-error.ts";
import type { ConsoleDebugger, TargetCatalog } from "./console-debugger.ts";
import { runDx } from "./dx-command.ts";
import { dxUsage } from "./dx-switches.ts";
import type { SessionList } from "./session-list.ts";
import type { ValueAccess } from "./value-access.ts";

/** What commands work on. */
export interface CommandContext {
  readonly kernelDebugger: ConsoleDebugger;
  readonly access: ValueAccess;
  readonly sessions: SessionList;
  readonly catalog: TargetCatalog;
  readonly end: () => void;
}

/** One command: `run` gives its output lines, lazily, and throws what fails. */
export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly help: string;
  run(context: CommandContext, argument: string): Iterable<string>;
}

/** All commands except `!alias` and `||<n>s`, whose names contain data. */
export const commands: readonly Command[] = [
  {
    name: "dx",
    usage: dxUsage[0] ?? "dx",
    help: "displays an expression of the data model",
    run: ({ access }, argument) => (argument === "-?" || argument === "-h" ? dxUsage : runDx(access, argument)),
  },
  {
    name: ".load",
    usage: ".load <extension>",
    help: "loads a debugger extension: DbgModelApiXtn lets scripts write files",
    run: ({ kernelDebugger }, argument) =>
      effect(() => {
        if (!kernelDebugger.loadExtension) {
          throw new ConsoleError("This debugger takes no extensions.");
        }
        kernelDebugger.loadExtension(readPath(".load", argument));
      }),
  },
  {
    name: ".scriptload",
    usage: ".scriptload <file>",
    help: "loads a script and lets it extend the debugger",
    run: ({ kernelDebugger }, argument) => effect(() => kernelDebugger.scriptLoad(readPath(".scriptload", argument))),
  },
  {
    name: ".scriptrun",
    usage: ".scriptrun <file>",
    help: "loads a script and calls its invokeScript()",
    run: ({ kernelDebugger }, argument) => effect(() => kernelDebugger.scriptRun(readPath(".scriptrun", argument))),
  },
  {
    name: ".scriptunload",
    usage: ".scriptunload <file>",
    help: "unloads a script",
    run: ({ kernelDebugger }, argument) =>
      effect(() => kernelDebugger.scriptUnload(readPath(".scriptunload", argument))),
  },
  { name: ".scriptlist", usage: ".scriptlist", help: "lists the loaded scripts", run: listScripts },
  {
    name: "||",
    usage: "||, ||<number>s",
    help: "lists the sessions; makes one of them the current one",
    run: ({ sessions }) => sessions.describe(),
  },
  { name: "|s", usage: "|s", help: "lists the sessions", run: ({ sessions }) => sessions.describe() },
  {
    name: ".target",
    usage: ".target [name]",
    help: "lists the built-in targets; opens one as a further session",
    run: openTarget,
  },
  {
    name: ".opendump",
    usage: ".opendump <file>",
    help: "opens a kernel dump or captured memory as a further session",
    run: openFile,
  },
  { name: "g", usage: "g", help: "lets a live target run and breaks in again", run: runTarget },
  { name: "help", usage: "help", help: "shows this list", run: () => describeCommands() },
  { name: "q", usage: "q", help: "leaves the console", run: ({ end }) => effect(end) },
];

/** The line of `||1s`: the session's number, or undefined when the text is not of that form. */
export function readSessionSwitch(text: string): number | undefined {
  const match = /^\|\|\s*(\d+)\s*s$/.exec(text);
  return match ? Number(match[1]) : undefined;
}

function effect(action: () => void): Iterable<string> {
  action();
  return [];
}

/** Quotes around the path may be left out. */
function readPath(command: string, argument: string): string {
  const path = /^"(.*)"$/.exec(argument)?.[1] ?? argument;
  if (path === "") {
    throw new ConsoleError(`${command} expects the path of a file.`);
  }
  return path;
}

/** A JSON file describes captured memory; everything else is a dump. */
function openFile({ sessions, catalog }: CommandContext, argument: string): readonly string[] {
  const path = readPath(".opendump", argument);
  const opened = /\.json$/i.test(path) ? undefined : catalog.openDump?.(path, []);
  sessions.open(opened?.target ?? catalog.openSnapshot(path));
  return opened?.warnings ?? [];
}

function* runTarget({ sessions }: CommandContext): Iterable<string> {
  sessions.run();
  yield "The target ran and broke in again.";
}

function* listScripts({ kernelDebugger }: CommandContext): Iterable<string> {
  yield "Command Loaded Scripts:";
  for (const script of kernelDebugger.scriptList()) {
    yield `    JavaScript script from '${script}'`;
  }
}

function* openTarget({ sessions, catalog }: CommandContext, argument: string): Iterable<string> {
  if (argument === "") {
    yield* describeTargets(catalog);
    return;
  }
  const target = findTarget(catalog, argument).open();
  sessions.open(target);
  yield target.description;
}

/** The entry of that name. Throws ConsoleError that lists the names. */
export function findTarget(catalog: TargetCatalog, name: string): TargetCatalog["entries"][number] {
  const entry = catalog.entries.find((candidate) => candidate.name === name);
  if (!entry) {
    throw new ConsoleError(
      `There is no target "${name}": ${catalog.entries.map((candidate) => candidate.name).join(", ")} are built in.`,
    );
  }
  return entry;
}

/** One line a target: name and description. */
export function* describeTargets(catalog: TargetCatalog): Iterable<string> {
  const width = Math.max(0, ...catalog.entries.map(({ name }) => name.length));
  for (const [place, { name, description }] of catalog.entries.entries()) {
    yield `${name.padEnd(width)}  ${description}${place === 0 ? " (default)" : ""}`;
  }
}

function* describeCommands(): Iterable<string> {
  const listed = commands.filter(({ name }) => name !== "dx");
  const width = Math.max(...listed.map(({ usage }) => usage.length), "!<alias> (<expression>, ...)".length);
  yield* dxUsage;
  yield `${"!<alias> [<expression>]".padEnd(width)}  calls a script's function with a dx expression`;
  yield `${"!<alias> (<expression>, ...)".padEnd(width)}  the same with several arguments`;
  for (const { usage, help } of listed) {
    yield `${usage.padEnd(width)}  ${help}`;
  }
  yield "Several commands are separated by ;";
}
