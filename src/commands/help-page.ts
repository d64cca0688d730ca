/** A page of help: its display is the title, its elements are the lines. */
import { notFound } from "../target/errors.ts";
import { indexedValue, numberFromHost } from "../target/host-values.ts";

/** Rows under a heading; "" for rows without one. */
export interface HelpSection {
  readonly heading: string;
  readonly rows: readonly (readonly [name: string, text: string])[];
}

/** One line. Not a string, since the debugger shows the length of a string that is expanded. */
export class HelpLine {
  readonly __text: string;

  constructor(text: string) {
    this.__text = text;
  }

  toString(): string {
    return this.__text;
  }
}

/** A page of help as the debugger shows it: a list of lines. A position without a line throws AlpcxError. */
export class HelpPage {
  private readonly __title: string | (() => string);
  private readonly __sections: readonly HelpSection[];

  /** `title`: a function if it is expensive. */
  constructor(title: string | (() => string), sections: readonly HelpSection[]) {
    this.__title = title;
    this.__sections = sections;
  }

  /** Read anew each time: a page may describe the target. */
  protected get __rows(): readonly HelpSection[] {
    return this.__sections;
  }

  *[Symbol.iterator](): Generator<unknown> {
    let position = 0;
    for (const line of this.__lines) {
      yield indexedValue(line, [position]);
      position += 1;
    }
  }

  getDimensionality(): number {
    return 1;
  }

  getValueAt(position: unknown): HelpLine {
    const lines = this.__lines;
    const line = lines[numberFromHost(position) ?? -1];
    if (line === undefined) {
      throw notFound("There is no line at that position:", `the page has [0] to [${lines.length - 1}].`);
    }
    return line;
  }

  toString(): string {
    return typeof this.__title === "string" ? this.__title : this.__title();
  }

  private get __lines(): readonly HelpLine[] {
    const texts: string[] = [];
    for (const { heading, rows } of this.__rows) {
      const indent = heading === "" ? "" : "  ";
      texts.push(...(heading === "" ? [] : [heading]), ...formatRows(rows).map((row) => indent + row));
    }
    return texts.map((text) => new HelpLine(text));
  }
}

/** Longest name that widens the column of names; a longer one pushes only its own text to the right. */
const WIDEST_NAME = 34;

/** Rows with their texts aligned. */
function formatRows(rows: HelpSection["rows"]): readonly string[] {
  const width = Math.min(WIDEST_NAME, Math.max(...rows.map(([name]) => name.length)));
  return rows.map(([name, text]) =>
    name === "" ? text : `${name}${" ".repeat(Math.max(0, width - name.length))}  ${text}`,
  );
}
