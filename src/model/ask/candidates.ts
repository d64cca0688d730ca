/** Answers for a name that several ports have: lists all of them. */
import { isAbsent } from "../../target/absence.ts";
import type { Word64 } from "../../target/word64.ts";
import { formatCount } from "../../text/counts.ts";
import { shortList } from "../base/collection.ts";
import type { ModelContext } from "../base/object.ts";
import { connectionTable } from "../objects/connection.ts";
import { portTable } from "../objects/port-table.ts";
import { describeSeveral, portsOfName } from "./port.ts";

/** The ports of a name that several have; undefined if only one has it, or none. */
export function candidatesOf(context: ModelContext, name: unknown): object | undefined {
  const found = portsOfName(context, name);
  return found.length < 2
    ? undefined
    : shortList<object>(
        context,
        "port",
        `${describeSeveral(String(name), found)}: give the path or address of one`,
        () => found.map((port) => context.port(port)),
        portTable,
      );
}

/** The connections of all ports of a name that several have; undefined if only one has it, or none. */
export function connectionsOfName(context: ModelContext, name: unknown): object | undefined {
  const found = portsOfName(context, name);
  const list = (): readonly object[] =>
    found.reduce<object[]>((all, port) => all.concat(connectionsOf(context, port)), []);
  return found.length < 2
    ? undefined
    : shortList<object>(
        context,
        "connection",
        () => `${describeSeveral(String(name), found)}: ${formatCount(list().length, "connection")} in all`,
        list,
        connectionTable,
      );
}

function connectionsOf(context: ModelContext, port: Word64): readonly object[] {
  const facts = context.portFacts(port);
  return isAbsent(facts)
    ? []
    : context.generation.readConnections(facts).map((connection) => context.connection(connection));
}
