/**
 * Writes `{ text: text }` as `{ text }`, and `(x) => y` as `x => y`. The bundler spells out each property whose
 * variable it has renamed, and keeps doing so once the variable has its own name again.
 */
import { parse } from "acorn";
import { simple } from "acorn-walk";

/** The same program with every property and parameter list shortened that can be. */
export function useShorthands(text) {
  /** Where to cut, from and to. */
  const cuts = new Map();
  const visitProperty = ({ type, key, value, computed, kind, method, shorthand }) => {
    const name = value?.type === "AssignmentPattern" ? value.left : value;
    const isLong = type === "Property" && kind === "init" && !computed && !shorthand && !method;
    if (
      isLong &&
      key.type === "Identifier" &&
      name.type === "Identifier" &&
      name.name === key.name &&
      // Only the long form sets the prototype.
      key.name !== "__proto__" &&
      // The name may be in parentheses.
      /^\s*:\s*$/.test(text.slice(key.end, name.start))
    ) {
      cuts.set(key.start, name.start);
    }
  };
  const visitFunction = ({ params: [param, ...others] }) => {
    if (
      param?.type === "Identifier" &&
      others.length === 0 &&
      text[param.start - 1] === "(" &&
      text[param.end] === ")" &&
      // The word before, as in `return(x) => y`, must not run into the name.
      !/[\w$]/.test(text[param.start - 2] ?? "")
    ) {
      cuts.set(param.start - 1, param.start).set(param.end, param.end + 1);
    }
  };
  simple(parse(text, { ecmaVersion: 2016, sourceType: "module" }), {
    Property: visitProperty,
    ObjectPattern: ({ properties }) => properties.forEach(visitProperty),
    ArrowFunctionExpression: visitFunction,
  });
  let from = 0;
  const kept = [];
  for (const [start, end] of [...cuts].sort(([one], [other]) => one - other)) {
    kept.push(text.slice(from, start));
    from = end;
  }
  return kept.join("") + text.slice(from);
}
