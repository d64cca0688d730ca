/**
 * Writes each call of `isAbsent` and `present` as the comparison that it makes. The questions are put for nearly every
 * value that the script reads, and in the debugger, whose engine only interprets, a call costs several times what a
 * comparison does.
 */
const FUNCTIONS = ["isAbsent", "present"];
const CLASS = "Absence";
/** Holds what `present` is asked about, where that is more than a name: nothing runs between writing and reading it. */
const HELD = "askedAbout";

/** A transformer for TypeScript's `transpileModule`; `typescript`: the compiler's module. */
export function inlineAbsenceChecks(typescript) {
  return (context) => (file) => {
    const { factory } = context;
    const namesOf = (node) =>
      typescript.isImportDeclaration(node) && /\/absence\.ts$/.test(node.moduleSpecifier.text)
        ? (node.importClause?.namedBindings?.elements ?? [])
        : [];
    const isImport = (node) => namesOf(node).some(({ name }) => FUNCTIONS.includes(name.text));
    const imported = file.statements.flatMap((node) => namesOf(node).map(({ name }) => name.text));
    let isHeld = false;
    const isAbsence = (value) =>
      factory.createBinaryExpression(
        factory.createParenthesizedExpression(value),
        typescript.SyntaxKind.InstanceOfKeyword,
        factory.createIdentifier(CLASS),
      );
    const presentOf = (value) => {
      const isName = typescript.isIdentifier(value);
      isHeld = isHeld || !isName;
      const held = isName ? value : factory.createIdentifier(HELD);
      return factory.createConditionalExpression(
        isAbsence(isName ? value : factory.createAssignment(held, value)),
        undefined,
        factory.createVoidZero(),
        undefined,
        held,
      );
    };
    if (!file.statements.some(isImport)) {
      return file;
    }
    const visit = (node) => {
      if (typescript.isImportDeclaration(node)) {
        return isImport(node) ? withClass(node) : node;
      }
      const visited = typescript.visitEachChild(node, visit, context);
      const called =
        typescript.isCallExpression(visited) &&
        typescript.isIdentifier(visited.expression) &&
        visited.arguments.length === 1 &&
        imported.includes(visited.expression.text)
          ? visited.expression.text
          : "";
      return FUNCTIONS.includes(called)
        ? factory.createParenthesizedExpression(
            called === "present" ? presentOf(visited.arguments[0]) : isAbsence(visited.arguments[0]),
          )
        : visited;
    };
    /** The import with the class among its names, as a value; types are no part of the result anyway. */
    const withClass = (node) => {
      const others = namesOf(node).filter(({ name, isTypeOnly }) => name.text !== CLASS && !isTypeOnly);
      const specifier = factory.createImportSpecifier(false, undefined, factory.createIdentifier(CLASS));
      return factory.updateImportDeclaration(
        node,
        node.modifiers,
        factory.createImportClause(
          node.importClause.phaseModifier,
          undefined,
          factory.createNamedImports([...others, specifier]),
        ),
        node.moduleSpecifier,
        node.attributes,
      );
    };
    const written = typescript.visitEachChild(file, visit, context);
    return isHeld
      ? factory.updateSourceFile(written, [
          ...written.statements,
          factory.createVariableStatement(undefined, [factory.createVariableDeclaration(HELD)]),
        ])
      : written;
  };
}
