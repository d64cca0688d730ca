/** What is known of a kind of objects of the model. */
import type { BlobKind } from "../alpc/resource/blob.ts";
import type { ModelClass } from "./base/members.ts";
import type { ObjectKind } from "./base/object.ts";

/** A row of the table of kinds: a class, what its objects stand for, and examples. */
export interface Kind {
  /** Its class: properties and methods with their help. */
  readonly model: ModelClass;
  /** What its objects represent in a system with ALPC, for kinds that the context makes. */
  readonly alpc?: ObjectKind;
  /** The same in a system with LPC. */
  readonly lpc?: ObjectKind;
  /** The kind of ALPC resource that its objects represent. */
  readonly blob?: BlobKind;
  /** Expressions and commands that return objects of the kind, or objects that contain them: for its help page. */
  readonly examples: readonly string[];
}
