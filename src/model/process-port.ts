/** One of the port fields of a process: the value as it is, what it means, and the object that it leads to. */
import { Absence, mapPresent, notApplicable, type Maybe } from "../target/absence.ts";
import { nativeObject } from "../target/debugger-objects.ts";
import type { ProcessPortFacts, ProcessPortField } from "../generation/process-ports.ts";
import type { ModelContext } from "./context.ts";
import { defineClass, property } from "./members.ts";

export class ProcessPort {
  readonly __context: ModelContext;
  readonly __field: ProcessPortField;
  readonly __facts: ProcessPortFacts;

  constructor(context: ModelContext, field: ProcessPortField, facts: ProcessPortFacts) {
    this.__context = context;
    this.__field = field;
    this.__facts = facts;
  }

  toString(): string {
    const { kind, value, object } = this.__facts;
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

function objectOfKind(port: ProcessPort, kind: "Port" | "DebugObject"): Maybe<object> {
  const facts = port.__facts;
  if (facts.kind instanceof Absence || facts.object instanceof Absence) {
    return facts.kind instanceof Absence ? facts.kind : facts.object;
  }
  if (facts.kind !== kind) {
    return notApplicable(`${port.__field} leads to no ${kind === "Port" ? "port" : "debug object"}`);
  }
  return kind === "Port" ? port.__context.port(facts.object) : nativeObject(port.__context.target, "_DEBUG_OBJECT", facts.object);
}

export const processPortClass = defineClass("process-port", "A port field of a process.", ProcessPort, {
  Value: property("The field as it is in memory, state bits included.", ({ __facts }) => __facts.value),
  Kind: property("None, Port, DebugObject, Marker (a small number that is no pointer) or Unknown.", ({ __facts }) => mapPresent(__facts.kind, (kind) => kind)),
  Port: property("The port, where it is one.", (port) => objectOfKind(port, "Port")),
  DebugObject: property("The debug object, where it is one: since XP DebugPort leads to it.", (port) => objectOfKind(port, "DebugObject")),
});
