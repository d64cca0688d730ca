/** Facts that may still be changed, and what they do not say. */
import { notApplicable } from "../../../src/target/absence.ts";
import type { MessageFacts } from "../../../src/facts/message.ts";

/** Facts that a scene may change until it is asked. */
export type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** What this scene says nothing of. */
export const NONE = notApplicable("not there");

export type MessageDraft = Writable<MessageFacts>;
