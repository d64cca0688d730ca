/** The console program from command line to exit code; what `npm start` runs. */
import type { Readable, Writable } from "node:stream";
import { paintText } from "./colors.ts";
import type { History } from "./history.ts";
import type { Screen } from "./pager.ts";
import type { ProgramArguments } from "./arguments.ts";
import { parseProgramArguments, programUsage } from "./arguments.ts";
import { describeTargets, findTarget } from "./commands.ts";
import { describeThrown } from "./console-error.ts";
import type { ConsoleDebugger, DebuggerSetup, OpenedTarget, TargetCatalog } from "./console-debugger.ts";
import { KdConsole } from "./kd-console.ts";
import { editLines } from "./line-editor.ts";
import { runPiped } from "./piped-lines.ts";
import { firstTaste, tour } from "./tour.ts";

/** The environment of the program; tests pass their own streams and debugger. */
export interface ProgramEnvironment {
  readonly input: Readable;
  readonly output: Writable;
  /** The input is a terminal. */
  readonly isInteractive: boolean;
  /** The output shows colors; false by default. */
  readonly hasColors?: boolean;
  /** The history of typed lines. */
  readonly history?: History;
  /** The size of the screen, for paging; undefined if output is not paged. */
  screen?(): Screen | undefined;
  readonly catalog: TargetCatalog;
  createDebugger(setup: DebuggerSetup): ConsoleDebugger;
}

/** Exit codes: every command succeeded, one failed, the command line was wrong. */
export const exitCodes = { good: 0, failed: 1, usage: 2 } as const;

/** The whole program; gives the exit code. */
export async function runProgram(words: readonly string[], environment: ProgramEnvironment): Promise<number> {
  const write = (text: string): void => {
    environment.output.write(environment.hasColors === true ? paintText(text) : text);
  };
  let options: ProgramArguments;
  try {
    options = parseProgramArguments(words);
  } catch (thrown) {
    write(`${describeThrown(thrown)}\n${programUsage.join("\n")}\n`);
    return exitCodes.usage;
  }
  if (options.wantsHelp || options.wantsList) {
    const lines = options.wantsHelp ? programUsage : [...describeTargets(environment.catalog)];
    write(`${lines.join("\n")}\n`);
    return exitCodes.good;
  }
  try {
    return (await runConsole(options, environment, write)) ? exitCodes.good : exitCodes.failed;
  } catch (thrown) {
    write(`Error: ${describeThrown(thrown)}\n`);
    return exitCodes.failed;
  }
}

async function runConsole(
  options: ProgramArguments,
  environment: ProgramEnvironment,
  write: (text: string) => void,
): Promise<boolean> {
  const catalog = withSymbols(environment.catalog, options.symbols);
  const console = new KdConsole(environment.createDebugger({ hasFileSystem: options.hasFileSystem }), catalog, write);
  const { target, warnings } = await openTarget(options, catalog);
  console.open(target);
  warnings.forEach((warning) => {
    write(`${warning}\n`);
  });
  if (options.writeDump !== undefined) {
    const paths = catalog.saveDump?.(target, options.writeDump, options.dumpType) ?? [];
    paths.forEach((path) => {
      write(`Wrote ${path}\n`);
    });
    return true;
  }

  const isLoaded = options.script === undefined || console.execute(`.scriptload ${options.script}`);
  const commands =
    options.report === undefined
      ? options.commands
      : [`!alpcx_report ${JSON.stringify(options.report)}`, ...options.commands];
  if (commands.length > 0) {
    return commands.map((command) => console.execute(command)).every((isGood) => isGood) && isLoaded;
  }
  const banner = `Target: ${target.description}\n\n`;
  if (environment.isInteractive) {
    write(banner);
    if (options.script !== undefined && isLoaded) {
      console.demonstrate(firstTaste);
    }
    write("help lists the commands, q leaves; the Tab key completes names.\n");
    const { input, output, history, screen } = environment;
    await editLines(console, { input, output, write, ...(history ? { history } : {}), ...(screen ? { screen } : {}) });
    return isLoaded;
  }
  const { hasRun, isGood } = await runPiped(console, environment.input);
  if (!hasRun) {
    write(banner);
    return console.demonstrate(tour) && isLoaded;
  }
  return isGood && isLoaded;
}

/** The catalog; a dump that is opened later has the symbols that the command line names. */
function withSymbols(catalog: TargetCatalog, named: readonly string[]): TargetCatalog {
  const { openDump } = catalog;
  return openDump === undefined
    ? catalog
    : { ...catalog, openDump: (path, symbols) => openDump(path, symbols.length > 0 ? symbols : named) };
}

/** The target that the command line names. Throws when it cannot be opened. */
async function openTarget(options: ProgramArguments, catalog: TargetCatalog): Promise<OpenedTarget> {
  if (options.dump !== undefined && catalog.fetchAndOpenDump !== undefined) {
    return catalog.fetchAndOpenDump(options.dump, options.symbols);
  }
  const target =
    options.snapshot === undefined
      ? findTarget(catalog, options.target ?? catalog.entries[0]?.name ?? "").open()
      : catalog.openSnapshot(options.snapshot);
  return { target, warnings: [] };
}
