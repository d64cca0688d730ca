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
}
