/** A problem for a rule, and its healthy twin: the same scene, except for the one step that causes the problem. */
import type { KernelImage, LayoutId } from "../../kernel/index.ts";

/** A scene, ill or well. `subject`: what the finding is about. */
export interface Built {
  readonly image: KernelImage;
  readonly subject: bigint;
  /** Addresses that the evidence must lead to. */
  readonly evidence: readonly bigint[];
}

/** A trouble with what its rule must say of it. */
export interface Trouble {
  readonly rule: string;
  readonly severity: "Error" | "Warning" | "Information";
  readonly name: string;
  /** What the explanation must say. */
  readonly says: RegExp;
  readonly holdsUp: number;
  /** Rules that rightly speak too, of the ill scene. */
  readonly also?: readonly string[];
  readonly lpcToo: boolean;
  readonly build: (layout: LayoutId, ill: boolean) => Built;
}
