/** The help: commands from the table of commands, properties from the tables of the model's classes, rules from the table of rules. */
import { wrongArgument } from "../target/errors.ts";
import { indexedValue } from "../target/host-values.ts";
import { describeArgument } from "../model/argument.ts";
import { modelClasses } from "../model/classes.ts";
import type { ModelClass } from "../model/members.ts";
import { rules } from "../analysis/rules/rules.ts";
import type { Rule } from "../analysis/rules/rule.ts";
import { examplesOfClass } from "./class-examples.ts";
import type { Command } from "./command.ts";

/** A page of help: its title is the display, its lines are shown under their names. */
export class HelpPage {
  private readonly __title: string;
  private readonly __lines: readonly (readonly [name: string, text: string])[];

  constructor(title: string, lines: readonly (readonly [name: string, text: string])[]) {
    this.__title = title;
    this.__lines = lines;
  }

  *[Symbol.iterator](): Generator<unknown> {
    for (const [name, text] of this.__lines) {
      yield indexedValue(text, [name]);
    }
  }

  getDimensionality(): number {
    return 1;
  }

  getValueAt(name: unknown): string {
    const line = this.__lines.find(([own]) => own === name);
    if (line === undefined) {
      throw wrongArgument(describeArgument(name), "a line of this page", '!alpcx_help "port"');
    }
    return line[1];
  }

  toString(): string {
    return this.__title;
  }
}

/** As it is typed. */
export function commandLine({ name, usage }: Command): string {
  return usage === "" ? `!${name}` : `!${name} ${usage}`;
}

/** The page of a command, a class of objects or a rule of the findings; the list of all without a topic. Throws AlpcxError for a topic that there is none of. */
export function helpFor(commands: readonly Command[], topic: unknown): HelpPage {
  if (topic === undefined) {
    return new HelpPage("Commands of alpcx, the classes of objects that they return, and the rules of the findings", [
      ...commands.map((command) => [commandLine(command), command.help] as const),
      ...modelClasses.map(({ name, help }) => [name, help] as const),
      ...ruleLines(),
    ]);
  }
  const wanted = typeof topic === "string" ? topic.replace(/^!/, "").toLowerCase() : undefined;
  const command = commands.find(({ name }) => name === wanted);
  if (command !== undefined) {
    return commandPage(command);
  }
  const modelClass = modelClasses.find(({ name }) => name === wanted);
  if (modelClass !== undefined) {
    return classPage(modelClass, commands.find(({ name }) => name === `alpcx_${modelClass.name}`));
  }
  const rule = rules.find(({ id }) => id === wanted);
  if (rule !== undefined) {
    return rulePage(rule);
  }
  const abbreviated = commands.find(({ name }) => name === `alpcx_${wanted}`);
  if (abbreviated !== undefined) {
    return commandPage(abbreviated);
  }
  throw wrongArgument(describeArgument(topic), "a command, class or rule that !alpcx_help lists", '!alpcx_help "alpcx_port"');
}

function commandPage(command: Command): HelpPage {
  return new HelpPage(`${commandLine(command)}: ${command.help}`, [
    ["Usage", commandLine(command)],
    ["Stands for", command.expression],
    ...command.examples.map((example, index) => [`Example ${index + 1}`, example] as const),
    ...(command.name === FINDINGS_COMMAND ? ruleLines() : []),
  ]);
}

/** The command that the rules belong to. */
const FINDINGS_COMMAND = "alpcx_findings";

function ruleLines(): readonly (readonly [name: string, text: string])[] {
  return rules.map(({ id, meaning }) => [id, meaning] as const);
}

function rulePage({ id, severity, meaning, advice }: Rule): HelpPage {
  return new HelpPage(`${id} (${severity}): ${meaning}`, [
    ["Severity", severity], ["Meaning", meaning], ["Look next", advice],
    ["Example 1", `dx @$cursession.Alpc.Findings.Where(f => f.Rule == "${id}")`],
  ]);
}

function classPage({ name, help, properties, methods }: ModelClass, command: Command | undefined): HelpPage {
  return new HelpPage(`${name}: ${help}`, [
    ...(command === undefined ? [] : [["Usage", commandLine(command)] as const]),
    ...Array.from(new Set([...(command?.examples ?? []), ...examplesOfClass(name)])).map((example, index) => [`Example ${index + 1}`, example] as const),
    ...Object.keys(properties).map((property) => [property, properties[property]?.help ?? ""] as const),
    ...Object.keys(methods).map((method) => [`${method}(${methods[method]?.usage ?? ""})`, methods[method]?.help ?? ""] as const),
  ]);
}
