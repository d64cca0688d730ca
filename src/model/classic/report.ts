/** A report: lines with objects to click on. The classic command strings return reports. */
import { Listing, type Refreshing } from "../base/listing.ts";
import { displayOf, shown } from "../base/members.ts";

/** One line: its display, its objects, and lines below it. */
export class ReportLine extends Listing<ReportLine> {
  private readonly __text: string | (() => string);
  private readonly __lines: () => Iterable<ReportLine>;

  /** `text`: a function if it is expensive. `objects`: become properties of the line under their names. */
  constructor(
    context: Refreshing,
    text: string | (() => string),
    objects: Readonly<Record<string, () => unknown>> = {},
    lines: () => Iterable<ReportLine> = () => [],
  ) {
    super(context);
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

  protected override __elements(): Iterable<ReportLine> {
    return this.__lines();
  }

  override toString(): string {
    return displayOf(() => {
      this.__context.refresh();
      return typeof this.__text === "string" ? this.__text : this.__text();
    });
  }
}
