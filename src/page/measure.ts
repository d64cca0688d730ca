/** Cuts or wraps text to a width. */

const FAMILY = '"Segoe UI", system-ui, sans-serif';
const pen = document.createElement("canvas").getContext("2d");

/** `font`: size and weight, such as "600 13px". */
export function measure(text: string, font: string): number {
  if (pen === null) {
    return 7 * text.length;
  }
  pen.font = `${font} ${FAMILY}`;
  return pen.measureText(text).width;
}

/** Characters kept at the end of a longer name that does not end in an id. */
const TAIL = 6;

/**
 * The part that distinguishes a name from others of its kind: the id in parentheses at its end, "(2f4.a4)", without the
 * name of a thread; or the last characters of a path or an address.
 */
function tailOf(name: string): string {
  const [, id] = /\(([0-9a-f]+(?:\.[0-9a-f]+)?)(?: "[^"]*")?\)$/.exec(name) ?? [];
  return id === undefined ? name.slice(-TAIL) : `(${id})`;
}

/** The name, or as much of its beginning as fits before an ellipsis and its end. */
export function fitName(name: string, width: number, font: string): string {
  const tail = tailOf(name);
  return fit(name, width, font, measure(`\u2026${tail}`, font) > 0.6 * width ? "" : tail);
}

/** The text, or as much of it as fits before an ellipsis and `tail`. */
export function fit(text: string, width: number, font: string, tail: string = ""): string {
  if (measure(text, font) <= width) {
    return text;
  }
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(`${text.slice(0, middle)}\u2026${tail}`, font) <= width) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return `${text.slice(0, low).trimEnd()}\u2026${tail}`;
}

/** At most `most` lines; the last one is cut if the text is longer. Breaks between words where it can. */
export function wrap(text: string, width: number, font: string, most: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  const words = text.split(" ");
  for (let place = 0; place < words.length; place += 1) {
    const word = words[place] ?? "";
    const longer = line === "" ? word : `${line} ${word}`;
    if (line === "" || measure(longer, font) <= width) {
      line = longer;
    } else if (lines.length === most - 1) {
      line = [line, ...words.slice(place)].join(" ");
      break;
    } else {
      lines.push(line);
      line = word;
    }
  }
  return lines.concat(line).map((one) => fitName(one, width, font));
}
