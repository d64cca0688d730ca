/** Multi-line text as a collection: the debugger shows control characters, line feeds included, as dots. */
import { numberFromHost } from "../../target/host-values.ts";
import { notFound } from "../../target/errors.ts";
import { printable } from "../../text/printable.ts";
import { Listing, type Refreshing } from "./listing.ts";
import { defineClass, method } from "./members.ts";

/** One line with its index. */
export interface TextLine {
  readonly index: number;
  readonly text: string;
}

/** Lines, each an element whose display is the line. */
export class TextLines extends Listing<string> {
  private readonly __title: string;
  private readonly __lines: readonly TextLine[];
  /** All lines joined with line feeds, for files. */
  readonly __text: string;

  /** `title`: the one line for the whole. */
  constructor(
    context: Refreshing,
    title: string,
    lines: readonly TextLine[],
    text = lines.map((line) => line.text).join("\n"),
  ) {
    super(context);
    this.__title = title;
    this.__lines = lines;
    this.__text = text;
  }

  protected override __elements(): readonly string[] {
    return this.__lines.map(({ text }) => printable(text));
  }

  protected override __indexOf(_line: string, position: number): unknown {
    return this.__lines[position]?.index;
  }

  protected override __find(index: unknown): string {
    const wanted = numberFromHost(index);
    const line = this.__lines.find((candidate) => candidate.index === wanted);
    if (line === undefined) {
      throw notFound(
        "There is no line with that number:",
        this.__lines.length === 0
          ? "the text is empty."
          : `the last one is [0x${(this.__lines[this.__lines.length - 1]?.index ?? 0).toString(16)}].`,
      );
    }
    return printable(line.text);
  }

  override toString(): string {
    return this.__title;
  }
}

/** A text's lines, numbered from 0. */
export function linesOf(context: Refreshing, title: string, text: string): TextLines {
  return new TextLines(
    context,
    title,
    text
      .replace(/\n$/, "")
      .split("\n")
      .map((line, index) => ({ index, text: line })),
    text,
  );
}

export const textLinesClass = defineClass(
  "text",
  "Text of several lines: each element is a line.",
  TextLines,
  {},
  {
    AsText: method("", "The whole text in one string with line feeds, for scripts.", ({ __text }) => __text),
  },
);
