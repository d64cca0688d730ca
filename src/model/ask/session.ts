/** Finds the model, and so the session, that a user's argument belongs to. */
import { notFound } from "../../target/errors.ts";
import { addressFromHost } from "../../target/host-values.ts";
import type { Word64 } from "../../target/word64.ts";
import { ModelContext } from "../base/object.ts";
import { contextOfObject, currentContext } from "../open.ts";

/**
 * The model that an argument belongs to: that of our own objects, the session of native ones, else the current
 * session's.
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

/** The address of a native object that an extension received as `this`, in the pointer size of its target. */
export function nativeAddress(context: ModelContext, native: unknown): Word64 {
  const address = addressFromHost(native);
  if (address === undefined) {
    throw notFound("This object has no address:", "it does not lie in the target's memory.");
  }
  return context.target.normalized(address);
}
