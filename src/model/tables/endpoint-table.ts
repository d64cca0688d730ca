/** Endpoints as a table. */
import { mapPresent, type Maybe } from "../../target/absence.ts";
import type { Word64 } from "../../target/word64.ts";
import { findRpcInterface } from "../../alpc/message/rpc.ts";
import type { DecodedPort } from "../../generation/decoded.ts";
import { readProcessFacts } from "../../nt/process/process-facts.ts";
import { formatOpenness } from "../../view/endpoint-line.ts";
import type { ModelContext } from "../context.ts";
import { clientsOf, handleTypes, impersonationLevel, interfacesOf, knownOpenness, portOpenness } from "../endpoint-facts.ts";
import { nameCell, ownerCell } from "./port-table.ts";
import { defineTable, type Cell, type Column } from "./table.ts";

interface Endpoint {
  readonly __context: ModelContext;
  readonly __address: Word64;
  readonly __facts: Maybe<DecodedPort>;
}

function column(help: string, pick: (facts: DecodedPort, context: ModelContext) => Cell, radix?: 10): Column<Endpoint> {
  return { help, ...(radix === undefined ? {} : { radix }), pick: ({ __context, __facts }) => mapPresent(__facts, (facts) => pick(facts, __context)) };
}

export const endpointTable = defineTable<Endpoint>("endpoint-row", "An endpoint as a row of a table.", {
  Endpoint: { help: "Name of the port.", pick: ({ __context, __address }) => nameCell(__context, __address) },
  Owner: { help: "The process that created it.", pick: ({ __context, __address }) => ownerCell(__context, __address) },
  Session: column("Terminal session that its owner runs in.", ({ owner }, { target }) => mapPresent(owner, (process) => mapPresent(readProcessFacts(target, process), ({ sessionId }) => sessionId)), 10),
  OpenTo: { help: "Which of Everyone, Anonymous and AppContainers may connect.", pick: ({ __context, __address }) =>
    mapPresent(portOpenness(__context, __address), () => formatOpenness(knownOpenness(__context, __address))) },
  Acts: column("How far its owner asks to act for the clients.", (facts) => mapPresent(impersonationLevel(facts), (level) => level.replace(/^Security/, ""))),
  Handles: column("Kinds of object whose handles it takes.", (facts) => mapPresent(handleTypes(facts), (names) => names.join(", "))),
  Clients: column("Processes that are connected.", (facts, context) => clientsOf(context, facts).processes.length, 10),
  Interface: column("RPC interfaces that queued binds name.", (facts, context) => mapPresent(interfacesOf(context, facts), (ids) => ids.map(({ uuid }) => findRpcInterface(uuid)?.name ?? uuid).join(", "))),
});
