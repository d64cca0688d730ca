/** What stands in the place of a datum that is not there: the user sees the reason. */
import type { Absence } from "../target/absence.ts";
import { hostWord } from "../target/host-values.ts";

/** Display: the reason. `Kind` is one of "Unreadable", "Invalid", "NotInThisBuild", "NotApplicable"; `Address` exists where it applies. */
export class Unavailable {
  readonly Kind: string;
  readonly Reason: string;
  readonly Address?: JsProvider.Int64;

  constructor(absence: Absence) {
    this.Kind = absence.kind;
    this.Reason = absence.reason;
    if (absence.address !== undefined) {
      this.Address = hostWord(absence.address);
    }
  }

  toString(): string {
    return `<${this.Reason}>`;
  }

  /**
   * What the debugger's OrderBy asks: absences come behind every datum, those with the same reason together. Only this class has it,
   * since the debugger shows a row for it and for `equals` where an object with them is opened.
   */
  compareTo(other: unknown): number {
    if (!(other instanceof Unavailable)) {
      return 1;
    }
    return this.Reason === other.Reason ? 0 : this.Reason < other.Reason ? -1 : 1;
  }

  /** An absence equals only one of the same kind with the same reason. */
  equals(other: unknown): boolean {
    return other instanceof Unavailable && this.Kind === other.Kind && this.Reason === other.Reason;
  }
}
