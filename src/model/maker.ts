/** Makes the objects of the model: the generation and {@link kinds} decide the class. */
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
  const classes = classesBy(generation === "ALPC" ? "alpc" : "lpc");
  const blobs = classesBy("blob");
  return (context, kind, of) => {
    if (kind !== "resource" || !(of instanceof Word64)) {
      return new (classes.get(kind) as Constructor)(context, of);
    }
    if (generation === "LPC") {
      return notApplicable(`LPC has no resources such as one at ${of}`);
    }
    const blob = readBlobKind(context.target, of);
    return isAbsent(blob) ? blob : new (blobs.get(blob) as Constructor)(context, of);
  };
}
