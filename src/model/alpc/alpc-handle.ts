/** A handle of a connection's own ALPC handle table: it names a section, a security context or a reserve. */
import { Absence, mapPresent, notApplicable, type Maybe } from "../../target/absence.ts";
import type { Target } from "../../target/target.ts";
import { walkAlpcHandles, type AlpcHandleFacts } from "../../alpc/resource/handle-table.ts";
import { readCommunicationInfoOf, type CommunicationInfoFacts } from "../../alpc/port/port.ts";
import { countedList, elementsOf, untilEnd } from "../collection.ts";
import { fact, FactObject } from "../fact-object.ts";
import { defineClass, inDecimal } from "../members.ts";
import type { PortObject } from "../port.ts";

export class AlpcHandle extends FactObject<AlpcHandleFacts> {
  protected override __describe({ handle, index, resource }: AlpcHandleFacts): string {
    return `handle ${handle instanceof Absence ? `at position ${index}` : handle}: ${String(this.__context.resource(resource))}`;
  }
}

export const alpcHandleClass = defineClass<AlpcHandle>("alpc-handle", "A handle of a connection's ALPC handle table.", AlpcHandle, {
  Handle: fact("The handle's value, as the resource itself names it.", ({ handle }: AlpcHandleFacts) => handle),
  Index: inDecimal(fact("Position in the table.", ({ index }: AlpcHandleFacts) => index)),
  Kind: fact("Kind of the resource.", ({ kind }: AlpcHandleFacts) => kind),
  Resource: fact("The resource.", ({ resource }: AlpcHandleFacts, context) => context.resource(resource)),
});

/** The ALPC handle table of a port's connection. */
export function alpcHandles(port: PortObject): Maybe<object> {
  const { __context: context } = port;
  const readInfo = (): Maybe<CommunicationInfoFacts> => mapPresent(port.__facts, ({ structure }) => readCommunicationInfoOf(context.target, structure));
  return mapPresent(readInfo(), () => countedList(
    context, "handle",
    () => elementsOf(readInfo(), (info) => untilEnd(walkAlpcHandles(context.target, info))),
    (facts) => new AlpcHandle(context, facts, () => mapPresent(readInfo(), (later) => findHandle(context.target, later, facts))),
  ));
}

/** The entry at the same position, as long as it names the same resource. */
function findHandle(target: Target, info: CommunicationInfoFacts, { index, resource }: AlpcHandleFacts): Maybe<AlpcHandleFacts> {
  for (const found of walkAlpcHandles(target, info)) {
    if (found.index === index && found.resource.equals(resource)) {
      return found;
    }
  }
  return notApplicable("the handle is no longer in the table");
}
