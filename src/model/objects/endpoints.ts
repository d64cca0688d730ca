/** The survey of endpoints: every connection port that is open to connections. */
import { isAbsent, mapPresent, present, type Maybe } from "../../target/absence.ts";
import { wrongArgument } from "../../target/errors.ts";
import { writeTextFile } from "../../target/files.ts";
import type { Word64 } from "../../target/word64.ts";
import { findRpcInterface } from "../../alpc/message/rpc.ts";
import { readObjectPath } from "../../nt/object-name.ts";
import { readProcessFacts } from "../../nt/process/process-facts.ts";
import { formatSddl } from "../../nt/security/security-descriptor.ts";
import { formatEndpointJson, type EndpointRecord } from "../../view/endpoint-json.ts";
import { formatOpenness } from "../../view/endpoint-line.ts";
import { describeArgument, validateFilePath } from "../ask/address.ts";
import { Collection } from "../base/collection.ts";
import type { ModelContext } from "../base/object.ts";
import { Endpoint } from "./endpoint.ts";
import {
  descriptorOf,
  flagNames,
  handleTypes,
  impersonationLevel,
  interfacesOf,
  knownOpenness,
  labelText,
  mayConnect,
  portOpenness,
  serviceName,
  clientsOf,
} from "./endpoint-facts.ts";
import { defineClass, method } from "../base/members.ts";
import { connectionPortAt, findPorts } from "../ask/port.ts";
import { indexByPath } from "../naming.ts";
import { walkConnectionPorts } from "../port-search.ts";
import { linesOf } from "../base/text-lines.ts";
import type { DecodedPort } from "../../generation/decoded.ts";
import { nameCell, ownerCell } from "./port-table.ts";
import { defineTable, factColumn } from "../base/table.ts";

const column = factColumn<DecodedPort>;

/** Endpoints as a table. */
export const endpointTable = defineTable<Endpoint>("endpoint-row", "An endpoint as a row of a table.", {
  Endpoint: { help: "Name of the port.", pick: ({ __context, __address }) => nameCell(__context, __address) },
  Owner: { help: "The process that created it.", pick: ({ __context, __address }) => ownerCell(__context, __address) },
  Session: column(
    "Terminal session that its owner runs in.",
    ({ owner }, { target }) =>
      mapPresent(owner, (process) => mapPresent(readProcessFacts(target, process), ({ sessionId }) => sessionId)),
    10,
  ),
  OpenTo: {
    help: "Which of Everyone, Anonymous and AppContainers may connect.",
    pick: ({ __context, __address }) =>
      mapPresent(portOpenness(__context, __address), () => formatOpenness(knownOpenness(__context, __address))),
  },
  Level: column("How far its owner wants to impersonate its clients.", (facts) =>
    mapPresent(impersonationLevel(facts), (level) => level.replace(/^Security/, "")),
  ),
  Handles: column("Kinds of objects whose handles it accepts.", (facts) =>
    mapPresent(handleTypes(facts), (names) => names.join(", ")),
  ),
  Clients: column(
    "Processes that are connected.",
    (facts, context) => mapPresent(clientsOf(context, facts), ({ processes }) => processes.length),
    10,
  ),
  Interface: column("RPC interfaces that queued binds name.", (facts, context) =>
    mapPresent(interfacesOf(context, facts), (ids) =>
      ids.map(({ uuid }) => findRpcInterface(uuid)?.name ?? uuid).join(", "),
    ),
  ),
});

const FILE_EXAMPLE = '@$cursession.Alpc.Endpoints.AsJson("C:\\\\temp\\\\endpoints.json")';

/** Connection ports as seen by whoever may connect to them. Indexed by path, or by address where a port has none. */
export class Endpoints extends Collection<Endpoint> {
  readonly __model: ModelContext;
  readonly __ports: () => Iterable<Word64>;

  /** `ports`: the connection ports to list; closed ones are omitted. */
  constructor(context: ModelContext, display: string, ports: () => Iterable<Word64>) {
    super(
      context,
      display,
      function* () {
        for (const address of openPorts(context, ports())) {
          yield new Endpoint(context, address);
        }
      },
      {
        rows: endpointTable,
        index: {
          of: ({ __address }) => indexByPath(context, __address),
          find: (index) => new Endpoint(context, connectionPortAt(context, index)),
        },
      },
    );
    this.__model = context;
    this.__ports = ports;
  }
}

function* openPorts(context: ModelContext, ports: Iterable<Word64>): Generator<Word64> {
  for (const address of ports) {
    const facts = context.portFacts(address);
    if (isAbsent(facts) || !facts.isClosed) {
      yield address;
    }
  }
}

/** All endpoints of the system. */
export function endpointsOfSystem(context: ModelContext): Endpoints {
  return new Endpoints(context, "Endpoints: ports that one can connect to", () => walkConnectionPorts(context));
}

const MATCHING = "@$cursession.Alpc.Endpoints.Matching";

/** Endpoints whose name or path matches. Throws AlpcxError at once for an invalid pattern. */
function matching(context: ModelContext, pattern: unknown): Endpoints {
  const isEmpty = findPorts(context, pattern, MATCHING).length === 0;
  return new Endpoints(
    context,
    `Endpoints that fit ${describeArgument(pattern)}${isEmpty ? `: ${context.nothing}` : ""}`,
    () => findPorts(context, pattern, MATCHING),
  );
}

function orNull<T>(value: Maybe<T>): T | null {
  return present(value) ?? null;
}

function recordOf(context: ModelContext, port: Word64): EndpointRecord | undefined {
  const facts = context.portFacts(port);
  if (isAbsent(facts)) {
    return undefined;
  }
  const { target } = context;
  const path = readObjectPath(target, port);
  const owner = isAbsent(facts.owner) ? facts.owner : readProcessFacts(target, facts.owner);
  const openness = portOpenness(context, port);
  const interfaces = interfacesOf(context, facts);
  const descriptor = descriptorOf(context, port);
  return {
    path: typeof path === "string" ? path : null,
    owner: isAbsent(owner) ? null : orNull(owner.name),
    service: orNull(serviceName(target, facts.owner)),
    session: isAbsent(owner) ? null : orNull(owner.sessionId),
    openTo: isAbsent(openness) ? null : formatOpenness(knownOpenness(context, port)),
    mayConnect: orNull(mayConnect(context, port)),
    sddl: isAbsent(descriptor) ? null : formatSddl(descriptor),
    label: orNull(labelText(context, port)),
    impersonation: orNull(impersonationLevel(facts)),
    flags: orNull(flagNames(facts)),
    handleTypes: orNull(handleTypes(facts)),
    interfaces: isAbsent(interfaces)
      ? null
      : interfaces.map(({ uuid, major, minor }) =>
          [uuid, `${major}.${minor}`, findRpcInterface(uuid)?.name ?? ""].join(" ").trim(),
        ),
  };
}

/** The JSON lines, or the path of the file that they were written to. */
function asJson({ __model: context, __ports: ports }: Endpoints, file: unknown): unknown {
  if (file !== undefined && (typeof file !== "string" || file === "")) {
    throw wrongArgument(describeArgument(file), "the path of a file", FILE_EXAMPLE);
  }
  if (file !== undefined) {
    validateFilePath(file, "the path of a file", FILE_EXAMPLE);
  }
  const records: EndpointRecord[] = [];
  for (const port of openPorts(context, ports())) {
    const record = recordOf(context, port);
    records.push(...(record === undefined ? [] : [record]));
  }
  const text = formatEndpointJson(records);
  return file === undefined
    ? linesOf(context, "Endpoints as lines of JSON, without addresses, ids and counts", text)
    : `Written to ${writeTextFile(file, `${text}\n`)}`;
}

export const endpointsClass = defineClass(
  "endpoints",
  "Ports that one can connect to, indexed by name, path or address.",
  Endpoints,
  {},
  {
    Matching: method(
      "pattern",
      "Those whose name or path fits: * and ? as wildcards; without them, any part of the name.",
      ({ __model }, pattern) => matching(__model, pattern),
    ),
    AsJson: method(
      "[file]",
      "A line of JSON for each endpoint, sorted, without what differs at each start; or writes them to a file, to compare two builds.",
      asJson,
    ),
  },
);
