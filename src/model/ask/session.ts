/** What a user names by an argument: the model object for it, in the session that it belongs to. */
import { notFound } from "../../target/errors.ts";
import { addressFromHost } from "../../target/host-values.ts";
import type { Word64 } from "../../target/word64.ts";
import { ModelContext } from "../base/object.ts";
import { contextOfObject, currentContext } from "../open.ts";

/**
 * The model that an argument belongs to: our own objects know it, native ones are asked, for anything else it is the
 * current session's.
 */
export function contextOfArgument(value: unknown): ModelContext {
  if (typeof value === "object" && value !== null) {
    const own = (value as { readonly __context?: unknown }).__context;
    if (own instanceof ModelContext) {
      own.refresh();
      return own;
    }
    if ((value as { readonly hostContext?: unknown }).hostContext !== undefined) {
      return contextOfObject(value as JsProvider.NativeObject);
    }
  }
  return currentContext();
}

/** The address of a native object that an extension got as `this`, in the form of its target. */
export function nativeAddress(context: ModelContext, native: unknown): Word64 {
  const address = addressFromHost(native);
  if (address === undefined) {
    throw notFound("This object has no address:", "it does not lie in the target's memory.");
  }
  return context.target.normalized(address);
}
