/**
 * Writes `{ text: text }` as `{ text }`: the bundler spells out each property whose variable it has renamed, and keeps
 * doing so once the variable has its own name again.
 */
import { parse } from "acorn";
import { simple } from "acorn-walk";

/** The same program with every property shortened that can be. */
export function useShorthands(text) {
  const cuts = [];
  const visit = ({ type, key, value, computed, kind, method, shorthand }) => {
    const name = value?.type === "AssignmentPattern" ? value.left : value;
    if (
      type === "Property" &&
      !computed &&
      !shorthand &&
      !method &&
      kind === "init" &&
      key.type === "Identifier" &&
      name.type === "Identifier" &&
      name.name === key.name
    ) {
      cuts.push([key.start, name.start]);
    }
  };
  const tree = parse(text, { ecmaVersion: 2016, sourceType: "module" });
  simple(tree, { Property: visit, ObjectPattern: ({ properties }) => properties.forEach(visit) });
  const unique = new Map(cuts);
  return [...unique].sort(([one], [other]) => other - one).reduce(cut, text);
}

function cut(text, [from, to]) {
  return text.slice(0, from) + text.slice(to);
}
