/** Opens the model of a target: finds its generation and the classes for its objects. */
import { currentTarget, openedTarget, targetOf, targetOfObject } from "../target/sessions.ts";
import type { Target } from "../target/target.ts";
import { alpcGeneration } from "../alpc/generation.ts";
import { findGenerationName, type GenerationName } from "../generation/generation.ts";
import { lpcGeneration } from "../lpc/generation.ts";
import { ModelContext } from "./base/object.ts";
import { makerOf } from "./maker.ts";

const contexts = new WeakMap<Target, ModelContext>();

/** The model of the current session. Throws AlpcxError if its target is not supported. */
export function currentContext(): ModelContext {
  return contextOf(currentTarget());
}

/** The generation of the current session; reads nothing of a target that is open. Throws as {@link currentContext}. */
export function currentGeneration(): GenerationName {
  return contextOf(openedTarget()).generation.name;
}

/** The model of a given session. */
export function contextOfSession(session: JsProvider.Session): ModelContext {
  return contextOf(targetOf(session));
}

/** The model of the session that a native object, process or thread belongs to. */
export function contextOfObject(native: JsProvider.NativeObject): ModelContext {
  return contextOf(targetOfObject(native));
}

function contextOf(target: Target): ModelContext {
  const known = contexts.get(target);
  if (known !== undefined) {
    return known;
  }
  const generation = findGenerationName(target) === "ALPC" ? alpcGeneration(target) : lpcGeneration(target);
  const context = new ModelContext(target, generation, makerOf(generation.name), contextOfSession);
  contexts.set(target, context);
  return context;
}
