/** Finds the ALPC resource for a user's argument: an address or an object. */
import { isAbsent } from "../../target/absence.ts";
import { notFound } from "../../target/errors.ts";
import type { Word64 } from "../../target/word64.ts";
import { readBlobKind, type BlobKind } from "../../alpc/resource/blob.ts";
import type { ModelContext } from "../base/object.ts";
import { readAddress } from "./address.ts";
import { nothingAt } from "./place.ts";

/**
 * A resource by address or object. Throws AlpcxError if no blob header precedes the address. `example`: of the command
 * or method that was called.
 */
export function resourceOf(
  context: ModelContext,
  value: unknown,
  example = "!alpcx_resource 0xffffa801`12345678",
): object {
  return resourceAt(
    context,
    readAddress(context.target, value, { expected: "the address of an ALPC resource", example }),
  );
}

/** The resource at an address. Throws AlpcxError if no blob header precedes it. */
export function resourceAt(context: ModelContext, address: Word64): object {
  const resource = context.resource(address);
  if (isAbsent(resource)) {
    throw resource.kind === "Unreadable"
      ? notFound(`There is no ALPC resource at ${address}:`, `${resource.reason}.`)
      : nothingAt(context, "ALPC resource", address, "The Resources of a port list its own.", resource.reason);
  }
  return resource;
}

/** A resource of one kind. Throws AlpcxError if it is of another. */
export function resourceOfKind(context: ModelContext, address: Word64, wanted: BlobKind): object {
  const resource = resourceAt(context, address);
  const kind = readBlobKind(context.target, address);
  if (kind !== wanted) {
    throw notFound(`${address} is not a ${wanted}:`, `${isAbsent(kind) ? kind.reason : `it is a ${kind}`}.`);
  }
  return resource;
}
