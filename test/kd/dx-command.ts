import type { Expression } from "./ast.ts";
import { ConsoleError } from "./console-error.ts";
import { preferredSpecifier } from "./display-row.ts";
import { formatValue } from "./dx-output.ts";
import { readSwitches } from "./dx-switches.ts";
import { Evaluator } from "./evaluator.ts";
import { formatGrid } from "./grid.ts";
import { formatSpecifierHelp, isScalar } from "./inline-format.ts";
import { parseAliasArguments, parseStatement } from "./parser.ts";
import type { ValueAccess } from "./value-access.ts";

/** `dx <text>`: the lines it prints, lazily. Without an expression it shows `Debugger`. Throws what parsing or evaluating throws. */
export function* runDx(access: ValueAccess, text: string): Iterable<string> {
  const { switches, expression: written } = readSwitches(text);
  const source = written === "" ? "Debugger" : written;
  const { expression, formatSpecifiers } = parseStatement(source);
  const { value, preferred } = evaluateShown(access, expression);
  const formatSpecifier = chooseSpecifier(formatSpecifiers) ?? preferred;
  const options = { ...switches, ...(formatSpecifier === undefined ? {} : { formatSpecifier }) };
  if (switches.isGrid) {
    yield* formatGrid(access, source, value, options);
  } else {
    yield* formatValue(access, source, value, options);
  }
}

/** The value, and how a number that is asked for by the name of its property is shown: as in the list of the properties. */
function evaluateShown(access: ValueAccess, expression: Expression): { readonly value: unknown; readonly preferred: string | undefined } {
  const evaluator = new Evaluator(access);
  if (expression.kind !== "member") {
    return { value: evaluator.evaluate(expression), preferred: undefined };
  }
  const object = evaluator.evaluate(expression.object);
  const value = access.get(object, expression.name);
  return { value, preferred: isScalar(access, value) ? preferredSpecifier(access, object, expression.name) : undefined };
}

/** `!name <text>`: calls the alias with the text evaluated as `dx` arguments; prints its result unless it is undefined. */
export function* runAlias(access: ValueAccess, name: string, text: string): Iterable<string> {
  const evaluator = new Evaluator(access);
  const alias = access.model.pseudoVariable(name);
  if (!access.model.isCallable(alias)) {
    throw new ConsoleError(`No export ${name} found`);
  }
  const args = evaluator.evaluateAll(parseAliasArguments(text));
  const result = access.call(alias, undefined, args);
  if (result !== undefined) {
    const written = text.trim();
    const title = `@$${name}${written.startsWith("(") && written.endsWith(")") ? written : `(${written})`}`;
    yield* formatValue(access, title, result, { recursion: 1, skip: 0, isVerbose: false });
  }
}

function chooseSpecifier(written: readonly string[]): string | undefined {
  for (const specifier of written) {
    if (!Object.hasOwn(formatSpecifierHelp, specifier)) {
      throw new ConsoleError(`Unknown format specifier ,${specifier}: ${Object.keys(formatSpecifierHelp).join(", ")} are known.`);
    }
  }
  return written.at(-1);
}
