/** The resources that a port owns: blobs linked by `_BLOB.ResourceList` to the port's `ResourceListHead`. */
import { Absence, isAbsent, type Maybe } from "../target/absence.ts";
import type { Structure } from "../target/structure.ts";
import type { Target } from "../target/target.ts";
import { walkContaining, walkNotBegun, type WalkEnd } from "../nt/list.ts";
import { bodyOfHeader, readBlob, type BlobFacts } from "./blob.ts";

/** Each resource of a port (its `_ALPC_PORT`), or why what is linked there is none. */
export function* walkResources(target: Target, port: Structure): Generator<Maybe<BlobFacts>, WalkEnd> {
  const head = port.addressOf("ResourceListHead");
  if (head instanceof Absence) {
    return walkNotBegun(head);
  }
  const walk = walkContaining(target, head, "_BLOB", "ResourceList", { what: `the resources of port ${port.address}` });
  for (;;) {
    const step = walk.next();
    if (step.done === true) {
      return step.value;
    }
    const body = bodyOfHeader(target, step.value);
    yield isAbsent(body) ? body : readBlob(target, body);
  }
}
