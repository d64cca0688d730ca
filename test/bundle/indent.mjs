/** Indents with tabs, as readable as pairs of spaces and half as long. */
import { parse } from "acorn";
import { simple } from "acorn-walk";

/** The same program with a tab for each two spaces that a line begins with; text in template literals stays. */
export function indentWithTabs(text) {
  const templates = [];
  simple(parse(text, { ecmaVersion: 2016, sourceType: "module" }), {
    TemplateElement: ({ start, end }) => templates.push({ start, end }),
  });
  templates.sort((one, other) => one.start - other.start);
  let next = 0;
  return text.replace(/^(?: {2})+/gm, (spaces, position) => {
    while (next < templates.length && templates[next].end < position) {
      next += 1;
    }
    const isText = next < templates.length && templates[next].start < position;
    return isText ? spaces : "\t".repeat(spaces.length / 2);
  });
}
