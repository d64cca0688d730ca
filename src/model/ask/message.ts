/** Finds the message for a user's argument: an address, an id or an object. */
import { isAbsent } from "../../target/absence.ts";
import { notFound } from "../../target/errors.ts";
import type { ModelContext } from "../base/object.ts";
import { readReference } from "./address.ts";
import { nothingAt } from "./place.ts";

/** A message by address or id. Throws AlpcxError if no message has the id. */
export function messageOf(context: ModelContext, value: unknown): object {
  const reference = readReference(context.target, value, {
    expected: "the address or id of a message",
    example: "!alpcx_message 0x274",
  });
  if (reference.kind === "address") {
    const facts = context.generation.readMessage(reference.address);
    if (isAbsent(facts) && facts.kind === "Invalid") {
      throw nothingAt(context, "message", reference.address, "!alpcx_messages lists those that exist.");
    }
    return context.message(reference.address);
  }
  const [address] = context.target.pin(() => context.generation.findMessages(reference.id));
  if (address === undefined) {
    throw notFound(
      `No message has the id ${reference.id}:`,
      "it may have been answered and freed already; !alpcx_messages lists those that exist.",
    );
  }
  return context.message(address);
}
