/**
 * Writes each call of `isAbsent` as the comparison that it makes. The question is put for nearly every value that the
 * script reads, and in the debugger, whose engine only interprets, a call costs several times what a comparison does.
 */
const FUNCTION = "isAbsent";
const CLASS = "Absence";

/** A transformer for TypeScript's `transpileModule`; `typescript`: the compiler's module. */
export function inlineAbsenceChecks(typescript) {
  return (context) => (file) => {
    const { factory } = context;
    const namesOf = (node) =>
      typescript.isImportDeclaration(node) && /\/absence\.ts$/.test(node.moduleSpecifier.text)
        ? (node.importClause?.namedBindings?.elements ?? [])
        : [];
    const isImport = (node) => namesOf(node).some(({ name }) => name.text === FUNCTION);
    if (!file.statements.some(isImport)) {
      return file;
    }
    const visit = (node) => {
      if (typescript.isImportDeclaration(node)) {
        return isImport(node) ? withClass(node) : node;
      }
      const visited = typescript.visitEachChild(node, visit, context);
      return typescript.isCallExpression(visited) &&
        typescript.isIdentifier(visited.expression) &&
        visited.expression.text === FUNCTION &&
        visited.arguments.length === 1
        ? factory.createParenthesizedExpression(
            factory.createBinaryExpression(
              factory.createParenthesizedExpression(visited.arguments[0]),
              typescript.SyntaxKind.InstanceOfKeyword,
              factory.createIdentifier(CLASS),
            ),
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
    return typescript.visitEachChild(file, visit, context);
  };
}
