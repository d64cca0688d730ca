/**
 * One trouble and, by the same sentences, its healthy twin: a scene is told once, and what makes it ill is one step
 * that the twin leaves out.
 */
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
