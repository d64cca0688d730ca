/** What `alpcx DUMP` prints: the dump, why it hangs, the findings, and how to go on. */
import type { Finding, ModelReader } from "./model.ts";

export interface Story {
  /** The command line that opens the dump again, quoted for the user's shell. */
  readonly call: string;
  readonly dump: string;
  readonly description: string;
  readonly warnings: readonly string[];
  /** Puts a text in quotes for the user's shell. */
  readonly quote: (text: string) => string;
}

const MOST_ROOTS = 5;
const MOST_FINDINGS = 12;

/** Adds color to a text if the terminal supports it. */
export type Paint = (text: string, severity: string) => string;

const colors: Readonly<Record<string, string>> = { Error: "\u001b[31m", Warning: "\u001b[33m" };

/** `isColored`: false leaves the text as it is. */
export function paintFor(isColored: boolean): Paint {
  return (text, severity) => {
    const color = colors[severity];
    return isColored && color !== undefined ? `${color}${text}\u001b[0m` : text;
  };
}

/** How many findings of each severity there are. */
export function countFindings(findings: readonly Finding[]): string {
  const count = (severity: string): number => findings.filter((finding) => finding.severity === severity).length;
  const plural = (number: number, name: string): string => `${number} ${name}${number === 1 ? "" : "s"}`;
  const others = findings.length - count("Error") - count("Warning");
  return `${plural(count("Error"), "error")}, ${plural(count("Warning"), "warning")}${others === 0 ? "" : `, ${others} for information`}`;
}

/** Lines, in order. `run` gives what a command of the console prints. */
export function* tellStory(
  story: Story,
  model: ModelReader,
  run: (command: string) => string,
  paint: Paint,
): Iterable<string> {
  yield `${story.dump}: ${story.description}`;
  yield* story.warnings;
  yield "";
  yield* plainLines(run("!alpcx_why"));
  const roots = model.roots();
  if (roots.length > 0) {
    yield "";
    yield "What blocks threads:";
    yield* roots.slice(0, MOST_ROOTS).map((root) => `  ${root}`);
    if (roots.length > MOST_ROOTS) {
      yield `  and ${roots.length - MOST_ROOTS} more`;
    }
  }
  const findings = model.findings();
  yield "";
  yield findings.length === 0 ? "No findings." : `Findings: ${countFindings(findings)}`;
  yield* findings
    .slice(0, MOST_FINDINGS)
    .map(({ severity, rule, title }) => `  ${paint(severity.padEnd(8), severity)} ${rule}: ${title}`);
  if (findings.length > MOST_FINDINGS) {
    yield `  and ${findings.length - MOST_FINDINGS} more`;
  }
  yield "";
  yield* howToGoOn(story);
}

/** The elements of a printed list, without title and indexes; other lines stay. */
function* plainLines(text: string): Iterable<string> {
  for (const line of text.trimEnd().split("\n")) {
    if (!line.startsWith("@$")) {
      yield line.replace(/^ {4}\[0x[0-9a-f]+\] *: /, "");
    }
  }
}

function* howToGoOn({ call, quote }: Story): Iterable<string> {
  const lines: readonly (readonly [string, string])[] = [
    [`${call} -c ${quote("!alpcx_findings; !alpcx_waits")}`, "the same as objects"],
    [`${call} -c ${quote("dx -r2 @$cursession.Alpc.Findings[0]")}`, "one finding with its evidence"],
    [`${call} -i`, "ask on in a console"],
    [`${call} --report hang.html`, "a report to hand on"],
  ];
  yield "Go on:";
  const width = Math.max(...lines.map(([command]) => command.length));
  yield* lines.map(([command, what]) => `  ${command.padEnd(width)}  ${what}`);
}
