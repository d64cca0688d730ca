/** An endpoint: a connection port from a security point of view. */
import type { Absence } from "../../target/absence.ts";
import { isAbsent, mapPresent, notApplicable, present, type Maybe } from "../../target/absence.ts";
import { findRpcInterface, type RpcInterfaceId } from "../../alpc/message/rpc.ts";
import type { DecodedPort } from "../../generation/decoded.ts";
import type { AccessEntry as EntryFacts } from "../../nt/security/access-list.ts";
import { formatPortRights, isAboutConnecting, type PortOpenness } from "../../nt/security/port-access.ts";
import { formatSddl } from "../../nt/security/security-descriptor.ts";
import { nameOfSid } from "../../nt/security/sid-names.ts";
import { readObjectName, readObjectPath } from "../../nt/object-name.ts";
import { readProcessFacts } from "../../nt/process/process-facts.ts";
import { formatEndpoint, formatGroups, formatOpenness } from "../../view/endpoint-line.ts";
import { formatCount } from "../../text/counts.ts";
import { printable, quoted } from "../../text/printable.ts";
import { countedList, elementsOf, shortList } from "../base/collection.ts";
import { AddressObject, type ModelContext, fact, FactObject } from "../base/object.ts";
import {
  accessListOf,
  clientsOf,
  descriptorOf,
  flagNames,
  groupClients,
  handleTypes,
  impersonationLevel,
  interfacesOf,
  knownOpenness,
  labelText,
  mayConnect,
  portOpenness,
  serviceName,
  type ClientGroupFacts,
  type Grouping,
} from "./endpoint-facts.ts";
import { defineClass, inDecimal, inHexadecimal, property, type PropertyRow } from "../base/members.ts";
import { processName } from "../naming.ts";

/** Has the address of its port, so that it is accepted wherever a port is. */
export class Endpoint extends AddressObject {
  get __facts(): Maybe<DecodedPort> {
    return this.__context.portFacts(this.__address);
  }

  override toString(): string {
    const { __context: context, __address: address, __facts: facts } = this;
    if (isAbsent(facts)) {
      return `port ${address} <${facts.reason}>`;
    }
    const path = readObjectPath(context.target, address);
    return formatEndpoint({
      name: typeof path === "string" ? quoted(path) : `port ${address}`,
      owner: processName(context, facts.owner),
      openness: knownOpenness(context, address),
      clients: present(mapPresent(clientsOf(context, facts), ({ processes }) => processes.length)),
      ...reasonOf(portOpenness(context, address)),
    });
  }
}

/** Why it is not fully known who may connect to a port. */
function reasonOf(openness: Maybe<PortOpenness>): { readonly reason?: string } {
  const absence = isAbsent(openness)
    ? openness
    : [openness.everyone, openness.anonymous, openness.appContainers].find(
        (part): part is Absence => isAbsent(part) && part.kind !== "NotInThisBuild",
      );
  return absence === undefined ? {} : { reason: absence.reason };
}

/** One entry of a port's access list. */
export class AccessEntry extends FactObject<EntryFacts> {
  protected override __describe(entry: EntryFacts): string {
    const { kind, sid, mask, isConditional } = entry;
    return `${kind} ${nameOfSid(sid)}: ${formatPortRights(mask).join(", ")}${isConditional ? ", on a condition" : ""}${isAboutConnecting(entry) ? "" : " [not about connecting]"}`;
  }
}

export const accessEntryClass = defineClass<AccessEntry>(
  "access-entry",
  "An entry of a port's access list: who may do what, or must not.",
  AccessEntry,
  {
    Kind: fact("Allow, Deny, or Other for an entry that decides nothing.", ({ kind }: EntryFacts) => kind),
    Who: fact("Name of the account that it applies to, if well known; else the identifier.", ({ sid }: EntryFacts) =>
      nameOfSid(sid),
    ),
    Sid: fact("Security identifier that it applies to.", ({ sid }: EntryFacts) => sid.text),
    Rights: fact("Rights by name: connect, read control and so on; all for every right.", ({ mask }: EntryFacts) =>
      formatPortRights(mask),
    ),
    Mask: inHexadecimal(fact("Rights as a number.", ({ mask }: EntryFacts) => mask)),
    Connects: fact("Whether it decides about connecting.", (entry: EntryFacts) => isAboutConnecting(entry)),
    IsConditional: fact(
      "Whether a condition decides, too (not decoded).",
      ({ isConditional }: EntryFacts) => isConditional,
    ),
  },
);

/** Clients of an endpoint with the same integrity level or package. */
export class ClientGroup extends FactObject<ClientGroupFacts> {
  protected override __describe({ name, processes }: ClientGroupFacts): string {
    return `${printable(name)}: ${formatCount(processes.length, "client")}`;
  }
}

export const clientGroupClass = defineClass<ClientGroup>(
  "client-group",
  "Clients of an endpoint with the same integrity level or package.",
  ClientGroup,
  {
    Name: fact("The integrity level, or the package.", ({ name }: ClientGroupFacts) => name),
    Clients: inDecimal(
      fact("How many processes there are in the group.", ({ processes }: ClientGroupFacts) => processes.length),
    ),
    Processes: property("The processes themselves.", (group) =>
      mapPresent(group.__facts, () =>
        countedList(
          group.__context,
          "process",
          () => elementsOf(group.__facts, (facts) => facts.processes),
          (process) => group.__context.process(process),
        ),
      ),
    ),
  },
);

/** An RPC interface named in a bind. */
export class RpcInterface extends FactObject<RpcInterfaceId> {
  protected override __describe({ uuid, major, minor }: RpcInterfaceId): string {
    const name = findRpcInterface(uuid)?.name;
    return `${uuid} ${major}.${minor}${name === undefined ? "" : ` (${name})`}`;
  }
}

export const rpcInterfaceClass = defineClass<RpcInterface>(
  "rpc-interface",
  "An RPC interface of an endpoint, as a bind that is still queued names it.",
  RpcInterface,
  {
    Uuid: fact("UUID of the interface.", ({ uuid }: RpcInterfaceId) => uuid),
    Version: fact("Version of the interface.", ({ major, minor }: RpcInterfaceId) => `${major}.${minor}`),
    Name: fact(
      "Name of the interface, where it is a well-known one.",
      ({ uuid }: RpcInterfaceId) =>
        findRpcInterface(uuid)?.name ?? notApplicable("unknown: not one of the well-known interfaces"),
    ),
  },
);

/** A row read from the port's facts. */
function own(help: string, pick: (facts: DecodedPort, context: ModelContext) => unknown): PropertyRow<Endpoint> {
  return property(help, ({ __context, __facts }) => mapPresent(__facts, (facts) => pick(facts, __context)));
}

/** A row about who may connect to the port. */
function open(help: string, pick: (openness: PortOpenness) => unknown): PropertyRow<Endpoint> {
  return property(help, ({ __context, __address }) => mapPresent(portOpenness(__context, __address), pick));
}

function groupsBy({ __context: context, __facts: facts }: Endpoint, by: Grouping): Maybe<readonly ClientGroupFacts[]> {
  return mapPresent(facts, (port) =>
    mapPresent(clientsOf(context, port), (clients) => groupClients(context, clients, by)),
  );
}

/** A row for the port's clients, in groups. */
function grouped(help: string, by: Grouping): PropertyRow<Endpoint> {
  return property(help, (endpoint) =>
    mapPresent(groupsBy(endpoint, by), () => {
      const { __context: context } = endpoint;
      const read = (): Maybe<readonly ClientGroupFacts[]> => groupsBy(endpoint, by);
      const groups = (): readonly ClientGroupFacts[] => present(read()) ?? [];
      return shortList(
        context,
        "group",
        () => formatGroups(groups().map(({ name, processes }) => ({ name, count: processes.length }))),
        () =>
          groups().map(
            (group) =>
              new ClientGroup(
                context,
                group,
                () =>
                  groups().find(({ name }) => name === group.name) ?? notApplicable("there is no such client anymore"),
              ),
          ),
      );
    }),
  );
}

function accessEntries(endpoint: Endpoint): unknown {
  const { __context: context, __address: address } = endpoint;
  const list = (): ReturnType<typeof accessListOf> => accessListOf(context, address);
  const elements = (): readonly (EntryFacts | Absence)[] =>
    Array.from(elementsOf(list(), ({ entries, broken }) => [...entries, ...(broken === undefined ? [] : [broken])]));
  const isSame = (left: EntryFacts, right: EntryFacts): boolean =>
    left.kind === right.kind && left.sid.text === right.sid.text && left.mask === right.mask;
  const again = (entry: EntryFacts): Maybe<EntryFacts> =>
    mapPresent(
      list(),
      ({ entries }) =>
        entries.find((other) => isSame(other, entry)) ?? notApplicable("the access list has no such entry anymore"),
    );
  return mapPresent(list(), () =>
    shortList<AccessEntry | Absence>(
      context,
      "entry",
      () => `${elements().length} ${elements().length === 1 ? "entry" : "entries"}`,
      () => elements().map((entry) => (isAbsent(entry) ? entry : new AccessEntry(context, entry, () => again(entry)))),
    ),
  );
}

function rpcInterfaces(facts: DecodedPort, context: ModelContext): unknown {
  const read = (): Maybe<readonly RpcInterfaceId[]> =>
    mapPresent(context.portFacts(facts.address), (now) => interfacesOf(context, now));
  return mapPresent(read(), () =>
    countedList<RpcInterfaceId, RpcInterface>(
      context,
      "interface",
      () => elementsOf(read(), (ids) => ids),
      (id) =>
        new RpcInterface(context, id, () =>
          mapPresent(
            read(),
            (ids) => ids.find(({ uuid }) => uuid === id.uuid) ?? notApplicable("its bind is no longer queued"),
          ),
        ),
    ),
  );
}

export const endpointClass = defineClass<Endpoint>(
  "endpoint",
  "A connection port as an entry point: who may connect, who has, and what the port accepts.",
  Endpoint,
  {
    Address: property("Address of the port object.", ({ __address }) => __address),
    Name: property("The port's own name.", ({ __context, __address }) =>
      mapPresent(readObjectName(__context.target, __address) ?? notApplicable("the port has no name"), (name) => name),
    ),
    Path: property("Full path in the object manager's namespace.", ({ __context, __address }) =>
      mapPresent(readObjectPath(__context.target, __address) ?? notApplicable("the port has no name"), (path) => path),
    ),
    Owner: own("The process that created the port.", ({ owner }, context) => context.maybe(owner, "process")),
    Service: own(
      "The service that the owner runs, or its group of services; by its command line.",
      ({ owner }, { target }) => mapPresent(serviceName(target, owner), printable),
    ),
    SessionId: inDecimal(
      own("Terminal session of the owner.", ({ owner }, { target }) =>
        mapPresent(owner, (process) => mapPresent(readProcessFacts(target, process), ({ sessionId }) => sessionId)),
      ),
    ),
    MayConnect: property("Who may connect, by the port's access list, and who is denied.", ({ __context, __address }) =>
      mayConnect(__context, __address),
    ),
    OpenTo: property(
      "Which of Everyone, Anonymous and AppContainers may connect; empty for none of them.",
      ({ __context, __address }) =>
        mapPresent(portOpenness(__context, __address), () => formatOpenness(knownOpenness(__context, __address))),
    ),
    OpenToEveryone: open("Whether the access list lets Everyone connect.", ({ everyone }) => everyone),
    OpenToAnonymous: open("Whether the access list lets Anonymous connect.", ({ anonymous }) => anonymous),
    OpenToAppContainers: open(
      "Which AppContainers may connect, if their user may: all, some (single packages or capabilities) or none.",
      ({ appContainers }) => appContainers,
    ),
    Access: property(
      "The entries of the access list, in the order in which the kernel goes through them.",
      accessEntries,
    ),
    Label: property(
      "Integrity level that the port is labeled with, and what those below it may not do.",
      ({ __context, __address }) => labelText(__context, __address),
    ),
    ObjectOwner: property("Who owns the port object, by its security descriptor.", ({ __context, __address }) =>
      mapPresent(descriptorOf(__context, __address), ({ owner }) => mapPresent(owner, nameOfSid)),
    ),
    Sddl: property("The security descriptor in its string form, rights as numbers.", ({ __context, __address }) =>
      mapPresent(descriptorOf(__context, __address), formatSddl),
    ),
    ImpersonationLevel: own("How far the owner wants to impersonate its clients.", impersonationLevel),
    Flags: own("Flags of the port by name, such as AllowImpersonation and AllowDupObject.", (facts) =>
      mapPresent(flagNames(facts), (names) => names.join(" | ") || "none"),
    ),
    HandleTypes: own("Kinds of objects whose handles the port accepts from its clients.", (facts) =>
      mapPresent(handleTypes(facts), (names) => names.join(" | ") || "none"),
    ),
    Clients: inDecimal(
      own("How many processes are connected.", (facts, context) =>
        mapPresent(clientsOf(context, facts), ({ processes }) => processes.length),
      ),
    ),
    Connections: inDecimal(
      own("How many connections there are, those that are still asked for included.", (facts, context) =>
        mapPresent(clientsOf(context, facts), ({ connections }) => connections),
      ),
    ),
    ClientsByIntegrity: grouped("The clients by the integrity level of their tokens.", "integrity"),
    ClientsByPackage: grouped("The clients by the package that they belong to.", "package"),
    Interfaces: own("RPC interfaces, as far as binds that are still queued name them.", rpcInterfaces),
    Port: property("The port as an object of its own.", ({ __context, __address }) => __context.port(__address)),
  },
);
