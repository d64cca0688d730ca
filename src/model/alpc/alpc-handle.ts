/** A handle of a connection's own ALPC handle table: it names a section, a security context or a reserve. */
import { Absence, type Maybe } from "../../target/absence.ts";
import { walkAlpcHandles, type AlpcHandleFacts } from "../../alpc/alpc-handle-table.ts";
import { readCommunicationInfoOf } from "../../alpc/communication-info.ts";
import type { PortFacts } from "../../generation/facts.ts";
import { shortList } from "../collection.ts";
import type { ModelContext } from "../context.ts";
import { defineClass, property } from "../members.ts";

export class AlpcHandle {
  readonly __context: ModelContext;
  readonly __facts: AlpcHandleFacts;

  constructor(context: ModelContext, facts: AlpcHandleFacts) {
    this.__context = context;
    this.__facts = facts;
  }

  toString(): string {
    const { handle, index } = this.__facts;
    return `handle ${handle instanceof Absence ? `at position ${index}` : handle}: ${String(this.__context.resource(this.__facts.resource))}`;
  }
}

export const alpcHandleClass = defineClass("alpc-handle", "A handle of a connection's ALPC handle table.", AlpcHandle, {
  Handle: property("The handle's value, as the resource itself names it.", ({ __facts }) => __facts.handle),
  Index: property("Position in the table.", ({ __facts }) => __facts.index),
  Kind: property("Kind of the resource.", ({ __facts }) => __facts.kind),
  Resource: property("The resource.", ({ __context, __facts }) => __context.resource(__facts.resource)),
});

/** The ALPC handle table of a port's connection. */
export function alpcHandles(context: ModelContext, port: PortFacts): Maybe<object> {
  const info = readCommunicationInfoOf(context.target, port.structure);
  return info instanceof Absence ? info : shortList(context, "handle", "ALPC handles of the connection", () =>
    Array.from(walkAlpcHandles(context.target, info)).map((facts) => new AlpcHandle(context, facts)));
}
