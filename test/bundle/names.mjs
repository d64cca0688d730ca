/**
 * Gives the variables of a bundled script names that a reader can follow. A bundler that joins all modules into one
 * scope numbers every variable whose name some other module uses at its top level (`facts3`). Local variables get back
 * the name that they have in their source wherever nothing stands against it; what two modules both define at their top
 * level is told apart by the module (`observe_deadServer`).
 */
import { parse } from "acorn";
import { simple } from "acorn-walk";
import { analyze } from "eslint-scope";

const NUMBERED = /^(.*[A-Za-z_$])[0-9]+$/;

/** Where a module begins in the bundle. */
const MODULE = /^\/\/ src\/(.*)\.ts$/gm;

/** Whether `name` could stand for the variable: no reference to either would then be taken for the other. */
function isFree(variable, name) {
  const { scope } = variable;
  if (scope.set.has(name)) {
    return false;
  }
  const isShadowed = variable.references.some((reference) => {
    for (let inner = reference.from; inner !== scope; inner = inner.upper) {
      if (inner.set.has(name)) {
        return true;
      }
    }
    return false;
  });
  return !isShadowed && !scope.through.some((reference) => reference.identifier.name === name);
}

/** The places where an identifier is a property's name as well as its value: they cannot be renamed alone. */
function findShorthands(tree) {
  const places = new Set();
  const visit = ({ shorthand, range }) => {
    if (shorthand === true) {
      places.add(range[0]);
    }
  };
  simple(tree, { Property: visit, ObjectPattern: ({ properties }) => properties.forEach(visit) });
  return places;
}

/** `src/analysis/rules/dead-server.ts` gives `deadServer`; with its folder `rulesDeadServer`. */
function moduleAt(modules, position, parts) {
  const found = modules.findLast(({ index }) => index <= position)?.[1] ?? "bundle";
  return found
    .split("/")
    .slice(-parts)
    .join("-")
    .replace(/-(.)/g, (_all, letter) => letter.toUpperCase());
}

/** Better names for a variable that was numbered because something else is called `name`, best first. */
function findNames(modules, variable, known, isTopLevel) {
  const name = NUMBERED.exec(variable.name)?.[1];
  if (name === undefined || !known.has(name) || variable.identifiers.length === 0) {
    return [];
  }
  const [
    {
      range: [position],
    },
  ] = variable.identifiers;
  return isTopLevel ? [1, 2].map((parts) => `${name}_${moduleAt(modules, position, parts)}`) : [name];
}

/** Every place where a variable is named that gets another name, by position. */
function findRenamings(text) {
  const tree = parse(text, { ecmaVersion: 2018, sourceType: "module", ranges: true });
  const shorthands = findShorthands(tree);
  const modules = [...text.matchAll(MODULE)];
  const places = new Map();
  const taken = new Set();
  const { scopes } = analyze(tree, { ecmaVersion: 2018, sourceType: "module" });
  const topLevel = scopes.find(({ type }) => type === "module");
  const anywhere = new Set(
    scopes.flatMap(({ variables, through }) => [
      ...variables.map(({ name }) => name),
      ...through.map(({ identifier }) => identifier.name),
    ]),
  );
  for (const scope of scopes) {
    const isTopLevel = scope === topLevel;
    for (const variable of scope.type === "global" ? [] : scope.variables) {
      const key = (name) => `${scope.type} ${scope.block.range.join()} ${name}`;
      const name = findNames(modules, variable, isTopLevel ? topLevel.set : anywhere, isTopLevel).find(
        (wanted) => !taken.has(key(wanted)) && isFree(variable, wanted),
      );
      const ranges = [...variable.identifiers, ...variable.references.map(({ identifier }) => identifier)].map(
        ({ range }) => range,
      );
      if (name === undefined || ranges.some(([start]) => shorthands.has(start))) {
        continue;
      }
      taken.add(key(name));
      ranges.forEach((range) => places.set(range[0], { range, name }));
    }
  }
  return places;
}

/** A class that refers to itself, to which the bundler gives a name of its own: `var Stop = class _Stop {`. */
const SELF_NAMED = /\bvar (\w+) = class _\1 /g;

/** The bundle's text (a module, as the bundler gives it) with as few made-up names as can be. Nothing else changes. */
export function restoreNames(bundled) {
  const text = [...bundled.matchAll(SELF_NAMED)].reduce(
    (result, [, name]) => result.replaceAll(new RegExp(`\\b_${name}\\b`, "g"), name),
    bundled.replace(SELF_NAMED, "var $1 = class "),
  );
  let result = "";
  let from = 0;
  for (const { range, name } of [...findRenamings(text).values()].sort((a, b) => a.range[0] - b.range[0])) {
    result += text.slice(from, range[0]) + name;
    from = range[1];
  }
  return result + text.slice(from);
}
