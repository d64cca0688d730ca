/**
 * The help: commands from the table of commands, properties from the tables of the model's classes, rules from the
 * table of rules.
 */
import { wrongArgument } from "../target/errors.ts";
import { describeArgument } from "../model/ask/address.ts";
import type { Kind } from "../model/kind.ts";
import { kinds } from "../model/kinds.ts";
import { currentGeneration } from "../model/open.ts";
import { rules } from "../analysis/rules/rules.ts";
import type { Rule } from "../analysis/rules/rule.ts";
import type { Command } from "./command.ts";
import { HelpPage, type HelpSection } from "./help-page.ts";

/** As typed. */
export function commandLine({ name, usage }: Command): string {
  return usage === "" ? `!${name}` : `!${name} ${usage}`;
}

/**
 * The page of a command, a class of objects or a rule of the findings; without a topic, the list of all. Throws
 * AlpcxError for an unknown topic.
 */
export function helpFor(commands: readonly Command[], topic: unknown): HelpPage {
  if (topic === undefined) {
    return new HelpPage("Commands of alpcx, rules of the findings, and classes of objects", [
      commandSection(commands),
      {
        heading: 'Rules of the findings: !alpcx_help "alpc-deadlock" explains one',
        rows: rules.map(({ id, meaning }) => [id, meaning]),
      },
      { heading: 'Classes of objects: !alpcx_help "port" explains each property of one', rows: classRows() },
    ]);
  }
  const wanted = typeof topic === "string" ? topic.replace(/^!/, "").toLowerCase() : undefined;
  const command = commands.find(({ name }) => name === wanted);
  if (command !== undefined) {
    return commandPage(command);
  }
  const abbreviated = commands.find(({ name }) => name === `alpcx_${wanted}`);
  const kind = kinds.find(({ model }) => model.name === wanted);
  if (kind !== undefined) {
    return kindPage(kind, abbreviated);
  }
  const rule = rules.find(({ id }) => id === wanted);
  if (rule !== undefined) {
    return rulePage(rule);
  }
  if (abbreviated !== undefined) {
    return commandPage(abbreviated);
  }
  throw wrongArgument(
    describeArgument(topic),
    "a command, class or rule that !alpcx_help lists",
    '!alpcx_help "alpcx_port"',
  );
}

/** All commands under a heading. */
function commandSection(commands: readonly Command[]): HelpSection {
  return {
    heading: 'Commands: !alpcx_help "alpcx_port" shows examples of one; names go in quotes',
    rows: commands.map((command) => [commandLine(command), command.help]),
  };
}

/** Several names per line: the debugger shows only the first hundred lines of a page. */
const CLASSES_PER_LINE = 6;

function classRows(): HelpSection["rows"] {
  const names = kinds.map(({ model }) => model.name);
  const rows: (readonly [string, string])[] = [];
  for (let first = 0; first < names.length; first += CLASSES_PER_LINE) {
    rows.push(["", names.slice(first, first + CLASSES_PER_LINE).join(", ")]);
  }
  return rows;
}

function exampleSection(examples: readonly string[]): readonly HelpSection[] {
  return examples.length === 0 ? [] : [{ heading: "Examples", rows: examples.map((example) => ["", example]) }];
}

function commandPage(command: Command): HelpPage {
  return new HelpPage(`${commandLine(command)}: ${command.help}`, [
    {
      heading: "",
      rows: [
        ["Usage", commandLine(command)],
        ["Stands for", command.expression],
      ],
    },
    ...exampleSection(command.examples),
    ...(command.name === FINDINGS_COMMAND
      ? [{ heading: "Rules", rows: rules.map(({ id, meaning }) => [id, meaning] as const) }]
      : []),
  ]);
}

/** The command that lists the findings of the rules. */
const FINDINGS_COMMAND = "alpcx_findings";

function rulePage({ id, severity, meaning, advice }: Rule): HelpPage {
  return new HelpPage(`${id} (${severity}): ${meaning}`, [
    {
      heading: "",
      rows: [
        ["Severity", severity],
        ["Meaning", meaning],
        ["Look next", advice],
      ],
    },
    ...exampleSection([`dx @$cursession.Alpc.Findings.Where(f => f.Rule == "${id}")`]),
  ]);
}

/**
 * The class that represents the thing on the target at hand: LPC has some of its own. On a target with neither, that of
 * ALPC, with the name of the other.
 */
function kindPage(kind: Kind, command: Command | undefined): HelpPage {
  const { alpc, model } = kind;
  const other = kinds.find((candidate) =>
    alpc === undefined ? candidate.model.name === `lpc-${model.name}` : candidate.lpc === alpc,
  );
  if (other === undefined || other === kind) {
    return classPage(kind, command);
  }
  try {
    return currentGeneration() === "LPC" ? classPage(other, command) : classPage(kind, command);
  } catch (_error) {
    const hint = { heading: "", rows: [["On XP and Server 2003", `!alpcx_help "${other.model.name}"`] as const] };
    return classPage(kind, command, [hint]);
  }
}

function classPage(
  { model: { name, help, properties, methods }, examples, lpc, alpc }: Kind,
  command: Command | undefined,
  hints: readonly HelpSection[] = [],
): HelpPage {
  const propertyRows = Object.keys(properties).map((property) => [property, properties[property]?.help ?? ""] as const);
  const methodRows = Object.keys(methods).map(
    (method) => [`${method}(${methods[method]?.usage ?? ""})`, methods[method]?.help ?? ""] as const,
  );
  const commandExamples = (command?.examples ?? []).map((example) =>
    lpc === undefined || alpc !== undefined ? example : example.replace("_ALPC_PORT", "_LPCP_PORT_OBJECT"),
  );
  return new HelpPage(`${name}: ${help}`, [
    ...(command === undefined ? [] : [{ heading: "", rows: [["Usage", commandLine(command)] as const] }]),
    ...hints,
    ...exampleSection(Array.from(new Set([...commandExamples, ...examples]))),
    ...(propertyRows.length === 0 ? [] : [{ heading: "Properties", rows: propertyRows }]),
    ...(methodRows.length === 0 ? [] : [{ heading: "Methods", rows: methodRows }]),
  ]);
}
