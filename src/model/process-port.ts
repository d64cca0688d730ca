/** One of the port fields of a process: the value as it is, what it means, and the object that it leads to. */
import { Absence, mapPresent, notApplicable, type Maybe } from "../target/absence.ts";
import { nativeObject } from "../target/debugger-objects.ts";
import type { ProcessPortFacts, ProcessPortField } from "../generation/process-ports.ts";
import type { ModelContext } from "./context.ts";
import { fact, FactObject, type ReadFacts } from "./fact-object.ts";
import { defineClass, property } from "./members.ts";

export class ProcessPort extends FactObject<ProcessPortFacts> {
  readonly __field: ProcessPortField;

  constructor(context: ModelContext, field: ProcessPortField, facts: ProcessPortFacts, read: ReadFacts<ProcessPortFacts>) {
    super(context, facts, read);
    this.__field = field;
  }

  protected override __describe({ kind, value, object }: ProcessPortFacts): string {
    if (kind instanceof Absence) {
      return `${value} <${kind.reason}>`;
    }
    switch (kind) {
      case "None": return "none";
      case "Port": return object instanceof Absence ? object.reason : String(this.__context.port(object));
      case "DebugObject": return `debug object ${value}: a user-mode debugger is attached`;
      case "Marker": return `marker ${value}, no pointer`;
      case "Unknown": return `${value}, neither a port nor a debug object`;
    }
  }
}

/** The object that the field leads to, where it is of that kind. */
function objectOfKind({ kind, object }: ProcessPortFacts, { __context, __field }: ProcessPort, wanted: "Port" | "DebugObject"): Maybe<object> {
  if (kind instanceof Absence || object instanceof Absence) {
    return kind instanceof Absence ? kind : object as Absence;
  }
  if (kind !== wanted) {
    return notApplicable(`${__field} leads to no ${wanted === "Port" ? "port" : "debug object"}`);
  }
  return wanted === "Port" ? __context.port(object) : nativeObject(__context.target, "_DEBUG_OBJECT", object);
}

export const processPortClass = defineClass<ProcessPort>("process-port", "A port field of a process.", ProcessPort, {
  Value: fact("The field as it is in memory, state bits included.", ({ value }: ProcessPortFacts) => value),
  Kind: fact("None, Port, DebugObject, Marker (a small number that is no pointer) or Unknown.", ({ kind }: ProcessPortFacts) => kind),
  Port: property("The port, where it is one.", (port) => mapPresent(port.__facts, (facts) => objectOfKind(facts, port, "Port"))),
  DebugObject: property("The debug object, where it is one: since XP DebugPort leads to it.", (port) =>
    mapPresent(port.__facts, (facts) => objectOfKind(facts, port, "DebugObject"))),
});
