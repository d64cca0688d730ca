/** Creates and finds elements. Text from the target becomes text nodes and attribute values only, never markup. */

type Attributes = Readonly<Record<string, string | number>>;

/** The element with an id. The page always has it, so its absence is a bug. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) {
    throw new Error(`The page has no element ${id}.`);
  }
  return found;
}

function dress<E extends Element>(made: E, attributes: Attributes, text: string | undefined): E {
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, String(value));
  }
  if (text !== undefined) {
    made.textContent = text;
  }
  return made;
}

/** A new HTML element. `text` becomes its only content. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  text?: string,
): HTMLElementTagNameMap[Name] {
  return dress(document.createElement(name), attributes, text);
}

/** The same for an SVG element. */
export function shape<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  text?: string,
): SVGElementTagNameMap[Name] {
  return dress(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, text);
}

/** A button that fills a row of a list: `text`, and `note` smaller below it. */
export function rowButton(
  note: string,
  text: string,
  isDeadlocked: boolean,
  act: () => void,
  id?: string,
): HTMLButtonElement {
  const row = element("button", {
    class: isDeadlocked ? "row is-deadlocked" : "row",
    type: "button",
    ...(id === undefined ? {} : { "data-id": id }),
  });
  row.append(text, element("small", {}, note));
  row.addEventListener("click", act);
  return row;
}
