/** Completion of the line being typed: commands, targets, members, names in quotes. */
import type { CommandContext } from "./commands.ts";
import { commands } from "./commands.ts";
import { Evaluator } from "./evaluator.ts";
import { namesInQuotes } from "./name-completion.ts";
import { parseStatement } from "./parser.ts";
import type { ValueAccess } from "./value-access.ts";

/** Completions of a line, and the part of its end that they replace. */
export interface Completion {
  readonly completions: readonly string[];
  readonly replaced: string;
}

/** Names, dots and literal indices: what can be evaluated for a completion without calling anything. */
const path = /((?:@\$\w+|[A-Za-z_]\w*)(?:(?:\.|->)[A-Za-z_]\w*|\[[^\][()]*\])*)(?:\.|->)(\w*)$/;

/** An open quote, with the collection before it if the text is an index. */
const openQuote =
  /^(?:[^"]|"(?:[^"\\]|\\.)*")*?((?:@\$\w+|[A-Za-z_]\w*)(?:(?:\.|->)[A-Za-z_]\w*|\[[^\][()]*\])*(?=\["))?\[?"((?:[^"\\]|\\.)*)$/;

/**
 * Completes command names, alias names, target names, pseudo-variables and members of the objects on the line; in
 * quotes the names of processes and ports, or the indices of the collection before the bracket.
 */
export function completeLine(context: CommandContext, line: string): Completion {
  const command = line.slice(line.lastIndexOf(";") + 1).trimStart();
  const alias = /^!(\w*)$/.exec(command);
  if (alias) {
    return matching(alias[1] ?? "", aliasNames(context.access));
  }
  if (/^\S*$/.test(command)) {
    return matching(
      command,
      commands.map(({ name }) => name),
    );
  }
  const quoted = openQuote.exec(command);
  if (quoted) {
    const start = quoted[2] ?? "";
    const { completions } = matching(
      start,
      namesInQuotes(context.access, quoted[1]).map((name) => name.replace(/["\\]/g, "\\$&")),
    );
    return { completions: completions.map((name) => `${name}"`), replaced: start };
  }
  const target = /^\.target\s+(\S*)$/.exec(command);
  if (target) {
    return matching(
      target[1] ?? "",
      context.catalog.entries.map(({ name }) => name),
    );
  }
  const member = path.exec(command);
  if (member) {
    return matching(member[2] ?? "", membersOf(context.access, member[1] ?? ""));
  }
  const pseudo = /@\$(\w*)$/.exec(command);
  if (pseudo) {
    return matching(pseudo[1] ?? "", context.access.model.pseudoVariableNames?.() ?? []);
  }
  const name = /[A-Za-z_]\w*$/.exec(command);
  return name
    ? matching(name[0], context.access.memberNames(context.access.model.root))
    : { completions: [], replaced: "" };
}

function matching(start: string, names: readonly string[]): Completion {
  return { completions: [...new Set(names)].filter((name) => name.startsWith(start)).sort(), replaced: start };
}

function aliasNames(access: ValueAccess): readonly string[] {
  const names = access.model.pseudoVariableNames?.() ?? [];
  return names.filter((name) => access.model.isCallable(access.model.pseudoVariable(name)));
}

/** Nothing when the path leads nowhere: completion never fails. */
function membersOf(access: ValueAccess, written: string): readonly string[] {
  try {
    return access.memberNames(new Evaluator(access).evaluate(parseStatement(written).expression));
  } catch {
    return [];
  }
}
