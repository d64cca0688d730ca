/** Makes the objects of the model: the generation and {@link kinds} decide which class represents a subject. */
import { isAbsent, notApplicable } from "../target/absence.ts";
import { Word64 } from "../target/word64.ts";
import { readBlobKind } from "../alpc/resource/blob.ts";
import type { GenerationName } from "../generation/generation.ts";
import type { MakeObject } from "./base/object.ts";
import { kinds } from "./kinds.ts";

type Constructor = new (...values: readonly unknown[]) => object;

/** Classes of the kinds that have a value in one column, by that value. */
function classesBy(column: "alpc" | "lpc" | "blob"): ReadonlyMap<unknown, Constructor> {
  return new Map(kinds.map((kind): [unknown, Constructor] => [kind[column], kind.model.constructor as Constructor]));
}

/** Makes the objects for systems of one generation. */
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
