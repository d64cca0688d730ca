/**
 * Makes the objects of the model: which class stands for a subject is a matter of the generation and of {@link kinds}.
 */
import { isAbsent, notApplicable } from "../target/absence.ts";
import { Word64 } from "../target/word64.ts";
import { readBlobKind } from "../alpc/resource/blob.ts";
import type { GenerationName } from "../generation/generation.ts";
import type { MakeObject } from "./base/object.ts";
import { kinds } from "./kinds.ts";

type Constructor = new (...values: readonly unknown[]) => object;

/** The classes of the kinds that have something in one column, by that. */
function classesBy(column: "alpc" | "lpc" | "blob"): ReadonlyMap<unknown, Constructor> {
  return new Map(kinds.map((kind): [unknown, Constructor] => [kind[column], kind.model.constructor as Constructor]));
}

/** What makes the objects of a generation's systems. */
export function makerOf(generation: GenerationName): MakeObject {
  const subjects = classesBy(generation === "ALPC" ? "alpc" : "lpc");
  const blobs = classesBy("blob");
  return (context, subject, of) => {
    if (subject !== "resource" || !(of instanceof Word64)) {
      return new (subjects.get(subject) as Constructor)(context, of);
    }
    if (generation === "LPC") {
      return notApplicable(`LPC has no resources such as one at ${of}`);
    }
    const kind = readBlobKind(context.target, of);
    return isAbsent(kind) ? kind : new (blobs.get(kind) as Constructor)(context, of);
  };
}
