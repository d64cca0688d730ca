/** The syntax that the debugger's engine accepts, and the names that a script declares. */
import { parse } from "acorn";
import type { Pattern, Program } from "acorn";
import { DebuggerError, messageOf } from "./errors.ts";

/**
 * Parses a script as the oldest engine would: one classic script of ECMAScript 2016.
 * Throws a {@link DebuggerError} with the place of the first piece that it does not know.
 */
export function parseScript(name: string, source: string): Program {
  try {
    return parse(source, { ecmaVersion: 2016, sourceType: "script", allowHashBang: false });
  } catch (error) {
    throw new DebuggerError(`Syntax error in '${name}': ${messageOf(error)}`, { cause: error });
  }
}

/** Whether a regular expression is one of ECMAScript 2016: no named groups, look-behind, `\p{}` or newer flags. */
export function isKnownPattern(source: string, flags: string): boolean {
  const literal = source.replace(/\\[^]|[/\n\r\u2028\u2029]/g, (part) =>
    part === "/" ? "\\/" : part.length === 1 ? "\\n" : part,
  );
  try {
    parse(`/${literal === "" ? "(?:)" : literal}/${flags}`, { ecmaVersion: 2016, sourceType: "script" });
    return true;
  } catch {
    return false;
  }
}

function namesOfPattern(pattern: Pattern): readonly string[] {
  switch (pattern.type) {
    case "Identifier":
      return [pattern.name];
    case "ObjectPattern":
      return pattern.properties.flatMap((part) => namesOfPattern(part.type === "RestElement" ? part : part.value));
    case "ArrayPattern":
      return pattern.elements.flatMap((element) => (element === null ? [] : namesOfPattern(element)));
    case "RestElement":
      return namesOfPattern(pattern.argument);
    case "AssignmentPattern":
      return namesOfPattern(pattern.left);
    default:
      return [];
  }
}

/** Names of the top-level `function`, `class`, `let`, `const` and `var` declarations, in order. */
export function declaredNames(program: Program): readonly string[] {
  return program.body.flatMap((statement) => {
    switch (statement.type) {
      case "FunctionDeclaration":
      case "ClassDeclaration":
        return [statement.id.name];
      case "VariableDeclaration":
        return statement.declarations.flatMap((declaration) => namesOfPattern(declaration.id));
      default:
        return [];
    }
  });
}
