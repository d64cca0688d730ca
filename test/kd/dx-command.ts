/** The dx command, and !name as a call of an alias. */
import type { Expression } from "./ast.ts";
import { ConsoleError, UnknownExportError } from "./console-error.ts";
import type { DisplayRow } from "./display-row.ts";
import { makeMemberRow, makeRow } from "./display-row.ts";
import { formatValue } from "./dx-output.ts";
import { readSwitches } from "./dx-switches.ts";
import { Evaluator } from "./evaluator.ts";
import { formatGrid } from "./grid.ts";
import { formatSpecifierHelp } from "./inline-format.ts";
import { aliasCall, parseStatement } from "./parser.ts";
import type { ValueAccess } from "./value-access.ts";

/**
 * `dx <text>`: the lines it prints, lazily. Without an expression it shows `Debugger`. Throws what parsing or
 * evaluating throws.
 */
export function* runDx(access: ValueAccess, text: string): Iterable<string> {
  const { switches, expression: written } = readSwitches(text);
  const source = written === "" ? "Debugger" : written;
  const { expression, formatSpecifiers } = parseStatement(source);
  const formatSpecifier = chooseSpecifier(formatSpecifiers);
  const title = evaluateTitle(access, source, expression, formatSpecifier);
  const options = { ...switches, ...(formatSpecifier === undefined ? {} : { formatSpecifier }) };
  if (switches.isGrid) {
    yield* formatGrid(access, title, options);
  } else {
    yield* formatValue(access, title, options);
  }
}

/** The value under its expression. A property is shown as in the list of properties. */
function evaluateTitle(
  access: ValueAccess,
  source: string,
  expression: Expression,
  formatSpecifier: string | undefined,
): DisplayRow {
  const evaluator = new Evaluator(access);
  if (expression.kind !== "member") {
    return makeRow(access, source, evaluator.evaluateTyped(expression), formatSpecifier);
  }
  const owner = evaluator.evaluateTyped(expression.object);
  return makeMemberRow(access, owner, expression.name, access.get(owner, expression.name), formatSpecifier, source);
}

/** `!name <text>`: the same as `dx` of the alias called with the text. */
export function* runAlias(access: ValueAccess, name: string, text: string): Iterable<string> {
  if (!access.isCallable(access.model.pseudoVariable(name))) {
    throw new UnknownExportError(name);
  }
  yield* runDx(access, aliasCall(name, text));
}

function chooseSpecifier(written: readonly string[]): string | undefined {
  for (const specifier of written) {
    if (!Object.hasOwn(formatSpecifierHelp, specifier)) {
      throw new ConsoleError(
        `Unknown format specifier ,${specifier}: ${Object.keys(formatSpecifierHelp).join(", ")} are known.`,
      );
    }
  }
  return written.at(-1);
}
