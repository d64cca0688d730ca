/** One loaded script over many systems in turn, each in its own session. */
import type { KernelImage } from "../kernel/index.ts";
import { Desk } from "./desk.ts";
import type { Pack } from "./pack.ts";

/** A finding as a user reads it. */
export interface FindingRow {
  readonly rule: string;
  readonly severity: string;
  readonly title: string;
  readonly explanation: string;
  readonly holdsUp: number;
  /** Address of the subject. */
  readonly subject: bigint;
  /** Addresses of the pieces of evidence. */
  readonly evidence: readonly bigint[];
  readonly display: string;
}

export class FindingsDesk {
  private readonly desk = new Desk();

  /** The pack with the image's target as its only session; the one before is closed. */
  open(image: KernelImage): Pack {
    return this.desk.open(image.target);
  }

  /** All findings about a system. */
  look(image: KernelImage): readonly FindingRow[] {
    const pack = this.open(image);
    return readFindings(pack, pack.evaluate("@$cursession.Alpc.Findings"));
  }
}

/** The rows of a collection of findings. */
export function readFindings(pack: Pack, findings: unknown): readonly FindingRow[] {
  return pack.elements(findings).map((finding) => ({
    rule: String(pack.data(pack.property(finding, "Rule"))),
    severity: String(pack.data(pack.property(finding, "Severity"))),
    title: String(pack.data(pack.property(finding, "Title"))),
    explanation: String(pack.data(pack.property(finding, "Explanation"))),
    holdsUp: Number(pack.data(pack.property(finding, "HoldsUp"))),
    subject: pack.address(pack.property(finding, "Subject")),
    evidence: pack.addresses(pack.property(finding, "Evidence")),
    display: pack.display(finding),
  }));
}
