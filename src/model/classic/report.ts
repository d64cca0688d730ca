/** A report: lines that each stand for objects to click on. The answers to the classic command strings are reports. */
import { indexedValue } from "../../target/host-values.ts";
import { shown, type ModelObject } from "../base/members.ts";

/** One line: its display, the objects that it speaks of, and lines below it. */
export class ReportLine implements ModelObject {
  readonly __context: { refresh(): void };
  private readonly __text: string | (() => string);
  private readonly __lines: () => Iterable<ReportLine>;

  /** `text`: a function where it costs something. `objects`: become properties of the line under their names. */
  constructor(
    context: { refresh(): void },
    text: string | (() => string),
    objects: Readonly<Record<string, () => unknown>> = {},
    lines: () => Iterable<ReportLine> = () => [],
  ) {
    this.__context = context;
    this.__text = text;
    this.__lines = lines;
    for (const name of Object.keys(objects)) {
      Object.defineProperty(this, name, {
        enumerable: true,
        configurable: true,
        get: () => {
          context.refresh();
          return shown(objects[name]?.());
        },
      });
    }
  }

  *[Symbol.iterator](): Generator<unknown> {
    this.__context.refresh();
    let position = 0;
    for (const line of this.__lines()) {
      yield indexedValue(line, [position]);
      position += 1;
    }
  }

  getDimensionality(): number {
    return 1;
  }

  getValueAt(position: unknown): unknown {
    return Array.from(this.__lines())[Number(position)];
  }

  toString(): string {
    return typeof this.__text === "string" ? this.__text : this.__text();
  }
}
