/** The program `alpcx`: explains the hang in a kernel dump. */
import type { Readable, Writable } from "node:stream";
import { paintText } from "../kd/colors.ts";
import type { History } from "../kd/history.ts";
import type { OpenedTarget } from "../kd/console-debugger.ts";
import { describeThrown } from "../kd/console-error.ts";
import { KdConsole } from "../kd/kd-console.ts";
import { editLines } from "../kd/line-editor.ts";
import type { Screen } from "../kd/pager.ts";
import { runPiped } from "../kd/piped-lines.ts";
import { SimulatedConsoleDebugger } from "../kd/simulated-debugger.ts";
import type { AlpcxArguments } from "./arguments.ts";
import { alpcxUsage, parseAlpcxArguments } from "./arguments.ts";
import type { Finding } from "./model.ts";
import { ModelReader } from "./model.ts";
import { isPlainWord, quotesOf } from "./shell-word.ts";
import { countFindings, paintFor, tellStory } from "./story.ts";

/** The environment of the program; tests pass their own streams. */
export interface AlpcxEnvironment {
  readonly input: Readable;
  readonly output: Writable;
  readonly errors: Writable;
  /** The input is a terminal. */
  readonly isInteractive: boolean;
  /** The history of typed lines. */
  readonly history?: History;
  /** The size of the screen, for paging. */
  screen?(): Screen | undefined;
  /** The output takes colors. */
  readonly isColored: boolean;
  /** For the shell that commands are suggested for. */
  readonly platform: NodeJS.Platform;
  readonly version: string;
  /** Path of the script that WinDbg loads. */
  readonly script: string;
  /** Throws a DumpError. */
  openDump(path: string, symbols: readonly string[]): Promise<OpenedTarget>;
}

export const alpcxExit = { good: 0, errorFound: 1, failed: 2 } as const;

/** Dumps that are open in one debugger, with the script loaded. */
class OpenProgram {
  readonly model: ModelReader;
  readonly console: KdConsole;
  private readonly kernelDebugger = new SimulatedConsoleDebugger();
  private written: string[] | undefined;

  constructor(environment: AlpcxEnvironment) {
    this.model = new ModelReader(this.kernelDebugger.model);
    this.console = new KdConsole(
      this.kernelDebugger,
      {
        entries: [],
        openSnapshot: (path) => {
          throw new Error(`${path} is no dump.`);
        },
      },
      (text) => {
        if (this.written === undefined) {
          environment.output.write(environment.isColored ? paintText(text) : text);
        } else {
          this.written.push(text);
        }
      },
    );
  }

  open({ target }: OpenedTarget): void {
    this.console.open(target);
  }

  /** Throws what loading throws. */
  load(path: string): void {
    this.kernelDebugger.scriptLoad(path);
    this.kernelDebugger.takeOutput();
  }

  /** What commands print, and whether all succeeded. */
  run(commands: string): { readonly text: string; readonly isGood: boolean } {
    this.written = [];
    const isGood = this.console.execute(commands);
    const text = this.written.join("");
    this.written = undefined;
    return { text, isGood };
  }
}

/** The whole program; gives the exit status. */
export async function runAlpcx(words: readonly string[], environment: AlpcxEnvironment): Promise<number> {
  let options: AlpcxArguments;
  try {
    options = parseAlpcxArguments(words);
  } catch (thrown) {
    environment.errors.write(`${describeThrown(thrown)}\n${alpcxUsage.join("\n")}\n`);
    return alpcxExit.failed;
  }
  if (options.wantsHelp || options.wantsVersion) {
    environment.output.write(`${options.wantsHelp ? alpcxUsage.join("\n") : `alpcx ${environment.version}`}\n`);
    return alpcxExit.good;
  }
  try {
    return await answer(options, environment);
  } catch (thrown) {
    environment.errors.write(`alpcx: ${describeThrown(thrown)}\n`);
    return alpcxExit.failed;
  }
}

async function answer(options: AlpcxArguments, environment: AlpcxEnvironment): Promise<number> {
  const program = new OpenProgram(environment);
  const warnings: string[] = [];
  let description = "";
  for (const dump of options.dumps) {
    const opened = await environment.openDump(dump, options.symbols);
    warnings.push(...opened.warnings);
    ({ description } = opened.target);
    if (opened.isTriage === true && !options.wantsConsole && options.commands.length === 0) {
      [`${dump}: ${description}`, ...opened.warnings].forEach((line) => environment.output.write(`${line}\n`));
      return alpcxExit.failed;
    }
    program.open(opened);
  }
  [environment.script, ...options.scripts].forEach((path) => {
    program.load(path);
  });
  if (options.isComparison) {
    return compare(program);
  }
  const isGood = await act(options, environment, program, { description, warnings });
  if (!isGood) {
    return alpcxExit.failed;
  }
  if (options.wantsConsole && environment.isInteractive) {
    // An interactive user has seen the findings, and the status does not matter.
    return alpcxExit.good;
  }
  return hasErrorFinding(program) ? alpcxExit.errorFound : alpcxExit.good;
}

/** A dump that the script cannot use has no findings; its commands have said why. */
function hasErrorFinding(program: OpenProgram): boolean {
  try {
    return program.model.findings().some(({ severity }) => severity === "Error");
  } catch {
    return false;
  }
}

interface Opening {
  readonly description: string;
  readonly warnings: readonly string[];
}

/** Carries out the options; false if a command failed. */
async function act(
  options: AlpcxArguments,
  environment: AlpcxEnvironment,
  program: OpenProgram,
  opening: Opening,
): Promise<boolean> {
  const { model } = program;
  const write = (line: string): void => {
    environment.output.write(`${line}\n`);
  };
  let isGood = true;
  if (options.report !== undefined) {
    isGood = writeReport(options.report, program, options.isQuiet ? () => undefined : write);
  }
  if (options.commands.length > 0) {
    if (!options.isQuiet) {
      opening.warnings.forEach(write);
    }
    return options.commands.map((command) => program.console.execute(command)).every(Boolean) && isGood;
  }
  if (options.wantsJson) {
    write(JSON.stringify(machineAnswer(options.dumps[0] ?? "", opening, model), undefined, 2));
  } else if (options.wantsConsole) {
    write(opening.description);
    opening.warnings.forEach(write);
    return (await talk(environment, program)) && isGood;
  } else if (!options.isQuiet && options.report === undefined) {
    const quote = quotesOf(environment.platform);
    const [dump = ""] = options.dumps;
    const words = [dump, ...options.symbols.flatMap((path) => ["--symbols", path])];
    const call = ["alpcx", ...words.map((word) => (isPlainWord(word) ? word : quote(word)))].join(" ");
    const story = { call, dump, ...opening, quote };
    for (const line of tellStory(
      story,
      model,
      (command) => program.run(command).text,
      paintFor(environment.isColored),
    )) {
      write(line);
    }
  }
  return isGood;
}

/** Runs an interactive console, or lines from a pipe; false if a piped line failed. */
async function talk(environment: AlpcxEnvironment, { console }: OpenProgram): Promise<boolean> {
  const { input, output, history, screen, isInteractive } = environment;
  if (!isInteractive) {
    return (await runPiped(console, input)).isGood;
  }
  output.write("help lists the commands, q leaves; the Tab key completes names.\n");
  const write = (text: string): void => {
    output.write(environment.isColored ? paintText(text) : text);
  };
  await editLines(console, { input, output, write, ...(history ? { history } : {}), ...(screen ? { screen } : {}) });
  return true;
}

/** Output as JSON: everything by name, addresses and numbers as displayed. */
function machineAnswer(dump: string, { description, warnings }: Opening, model: ModelReader): object {
  const findings: readonly Finding[] = model.findings();
  return {
    dump,
    description,
    warnings,
    summary: countFindings(findings),
    roots: model.roots(),
    findings,
    graph: model.graph(),
  };
}

function writeReport(path: string, program: OpenProgram, write: (line: string) => void): boolean {
  const { text, isGood } = program.run(`!alpcx_report ${JSON.stringify(path)}`);
  write(isGood ? `Written to ${path}` : text.trimEnd());
  return isGood;
}

/** The second dump is current and is compared with the first. */
function compare(program: OpenProgram): number {
  return program.console.execute("!alpcx_compare Debugger.Sessions[0]") ? alpcxExit.good : alpcxExit.failed;
}
