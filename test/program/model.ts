/** Plain data from the model that the script adds to the debugger. */
import type { DataModel } from "../host/model.ts";
import { Evaluator } from "../kd/evaluator.ts";
import { parseStatement } from "../kd/parser.ts";
import { ValueAccess } from "../kd/value-access.ts";

export interface Finding {
  readonly rule: string;
  readonly severity: string;
  readonly title: string;
  readonly explanation: string;
  readonly advice: string;
  /** Threads that the finding blocks. */
  readonly holdsUp: number;
  readonly subject: string;
}

export class ModelReader {
  readonly access: ValueAccess;
  private readonly model: DataModel;

  constructor(model: DataModel) {
    this.model = model;
    this.access = new ValueAccess(model);
  }

  /** The value of a `dx` expression. Throws what its evaluation throws. */
  evaluate(expression: string): unknown {
    return new Evaluator(this.access).evaluate(parseStatement(expression).expression);
  }

  findings(): readonly Finding[] {
    return this.elements("@$cursession.Alpc.Findings").map((finding) => ({
      rule: this.text(finding, "Rule"),
      severity: this.text(finding, "Severity"),
      title: this.text(finding, "Title"),
      explanation: this.text(finding, "Explanation"),
      advice: this.text(finding, "Advice"),
      holdsUp: Number(this.text(finding, "HoldsUp")) || 0,
      subject: this.text(finding, "Subject"),
    }));
  }

  /** What blocks the waiting threads, one sentence each. */
  roots(): readonly string[] {
    return this.elements("@$cursession.Alpc.WaitRoots").map((root) => this.show(root));
  }

  /** The graph of ports and waits, as JSON has it. */
  graph(): unknown {
    const lines = this.elements('@$cursession.Alpc.Graph("json")').map((line) => this.show(line));
    return JSON.parse(lines.join("\n"));
  }

  /** Elements of a collection. */
  elements(expression: string): readonly unknown[] {
    return Array.from(this.access.iterate(this.evaluate(expression)), ({ value }) => value);
  }

  private text(object: unknown, name: string): string {
    return this.model.has(object, name) ? this.show(this.model.get(object, name)) : "";
  }

  private show(value: unknown): string {
    if (typeof value === "string") {
      return value;
    }
    const wide = this.model.toBigInt(value);
    return wide !== undefined ? String(wide) : (this.model.displayString(value) ?? "");
  }
}
