/**
 * Writes nested calls of `Object.assign`, which TypeScript makes of object spreads, as one call: shorter, and an object
 * is copied once. All sources are then evaluated before the getters of the first are read. That makes no difference
 * here: what the sources of the script spread are readonly facts, tables of constants and new objects, none of which
 * changes while another is evaluated.
 */

/** A transformer for TypeScript's `transpileModule`, after its own; `typescript`: the compiler's module. */
export function flattenAssigns(typescript) {
  return (context) => (file) => {
    const isAssign = (node) =>
      typescript.isCallExpression(node) &&
      typescript.isPropertyAccessExpression(node.expression) &&
      node.expression.name.text === "assign" &&
      typescript.isIdentifier(node.expression.expression) &&
      node.expression.expression.text === "Object";
    const visit = (node) => {
      const visited = typescript.visitEachChild(node, visit, context);
      const [first, ...rest] = isAssign(visited) ? visited.arguments : [];
      return first !== undefined && isAssign(first)
        ? context.factory.updateCallExpression(visited, visited.expression, undefined, [...first.arguments, ...rest])
        : visited;
    };
    return typescript.visitNode(file, visit);
  };
}
