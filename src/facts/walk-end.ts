/** How the walk of a list or table ended. */
import type { Word64 } from "../target/word64.ts";

/**
 * Why a walk ended. "head": the list is whole and closed. "null link": its links are zero, as of a list that was never
 * used, or an element's are. "invalid": a link does not lead to an element, or two links contradict each other.
 */
export type WalkEndKind = "head" | "null link" | "cycle" | "unreadable" | "invalid" | "limit";

/** How a walk ended. */
export interface WalkEnd {
  readonly kind: WalkEndKind;
  /** A sentence for people. */
  readonly reason: string;
  /** The address where the walk broke off, if it did. */
  readonly at?: Word64;
  /** Elements that were yielded. */
  readonly count: number;
  /** Elements that were met and left out because they could not be read. Absent where there were none. */
  readonly skipped?: number;
}
