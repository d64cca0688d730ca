/** Facts of an endpoint: who may connect to a port, and who has. */
import type { Absence } from "../../target/absence.ts";
import { isAbsent, mapPresent, notApplicable, notInThisBuild, present, type Maybe } from "../../target/absence.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { findPortInterfaces } from "../../alpc/message/port-interfaces.ts";
import { decodePortAttributes } from "../../alpc/port/port-attributes.ts";
import type { RpcInterfaceId } from "../../alpc/message/rpc.ts";
import { decodeQualityOfService } from "../../alpc/resource/security.ts";
import type { DecodedPort } from "../../generation/decoded.ts";
import { readServiceHost } from "../../nt/process/command-line.ts";
import { readPackageName } from "../../nt/process/package-name.ts";
import type { AccessList } from "../../nt/security/access-list.ts";
import { isAboutConnecting, opennessOf, type PortOpenness } from "../../nt/security/port-access.ts";
import { labelOf, readSecurityDescriptor, type SecurityDescriptor } from "../../nt/security/security-descriptor.ts";
import { nameOfSid } from "../../nt/security/sid-names.ts";
import { readProcessToken } from "../../nt/security/token.ts";
import { formatMayConnect, type Openness } from "../../view/endpoint-line.ts";
import type { ModelContext } from "../base/object.ts";

const UNSECURED = "the port has no security descriptor: everybody may connect";

/** The security descriptor of a port; NotApplicable if it has none. */
export function descriptorOf({ target }: ModelContext, port: Word64): Maybe<SecurityDescriptor> {
  return readSecurityDescriptor(target, port) ?? notApplicable(UNSECURED);
}

/** The access list of a port; NotApplicable if there is none, so that everybody may connect. */
export function accessListOf(context: ModelContext, port: Word64): Maybe<AccessList> {
  const descriptor = descriptorOf(context, port);
  return isAbsent(descriptor)
    ? descriptor
    : (descriptor.dacl ?? notApplicable("the port has no access list: everybody may connect"));
}

/** Who may connect to a port; for AppContainers NotInThisBuild before Windows 8. */
export function portOpenness(context: ModelContext, port: Word64): Maybe<PortOpenness> {
  const list = accessListOf(context, port);
  if (isAbsent(list) && list.kind !== "NotApplicable") {
    return list;
  }
  const openness = opennessOf(isAbsent(list) ? undefined : list);
  return hasAppContainers(context) ? openness : { ...openness, appContainers: notInThisBuild("AppContainer") };
}

/** AppContainers came with Windows 8, as did packages in tokens. Without symbols of tokens they are assumed. */
function hasAppContainers({ target, generation }: ModelContext): boolean {
  const token = target.layout("_TOKEN");
  return generation.name === "ALPC" && (isAbsent(token) || token.has("Package"));
}

/** Like {@link portOpenness}, with undefined for what is unknown; closed to AppContainers in builds without them. */
export function knownOpenness(context: ModelContext, port: Word64): Openness {
  const openness = portOpenness(context, port);
  return isAbsent(openness)
    ? { everyone: undefined, anonymous: undefined, appContainers: undefined }
    : {
        everyone: present(openness.everyone),
        anonymous: present(openness.anonymous),
        appContainers:
          isAbsent(openness.appContainers) && openness.appContainers.kind === "NotInThisBuild"
            ? "none"
            : present(openness.appContainers),
      };
}

/** Who may connect, in words. */
export function mayConnect(context: ModelContext, port: Word64): Maybe<string> {
  const list = accessListOf(context, port);
  if (isAbsent(list)) {
    return list.kind === "NotApplicable" ? `everybody: ${list.reason.replace(/:.*/, "")}` : list;
  }
  const text = formatMayConnect(
    list.entries
      .filter(isAboutConnecting)
      .map(({ kind, sid, isConditional }) => ({ who: nameOfSid(sid), isAllowed: kind === "Allow", isConditional })),
  );
  return list.broken === undefined ? text : `${text} <${list.broken.reason}>`;
}

/**
 * The integrity level that a port requires of writers: `Low, no write up`. Labels came with Windows Vista, as ALPC did.
 */
export function labelText(context: ModelContext, port: Word64): Maybe<string> {
  return context.generation.name === "LPC"
    ? notInThisBuild("an object's integrity label")
    : mapPresent(descriptorOf(context, port), (descriptor) =>
        mapPresent(labelOf(descriptor), ({ sid, policy }) => [nameOfSid(sid), ...policy].join(", ")),
      );
}

/** How far the port's owner wants to impersonate its clients. */
export function impersonationLevel({ structure }: DecodedPort): Maybe<string> {
  return structure.has("PortAttributes.SecurityQos")
    ? decodeQualityOfService(structure, "PortAttributes.SecurityQos").impersonationLevel
    : notApplicable("in LPC each client says how far the server may act for it: see the Security of its port");
}

/** Names of the port's flags. */
export function flagNames({ structure }: DecodedPort): Maybe<readonly string[]> {
  return mapPresent(decodePortAttributes(structure).flags, ({ names }) => names);
}

/** Kinds of objects whose handles the port accepts. */
export function handleTypes({ structure }: DecodedPort): Maybe<readonly string[]> {
  return mapPresent(decodePortAttributes(structure).dupObjectTypes, ({ names }) => names);
}

/** The service or group of services that the owner runs. NotApplicable for programs that do not host services. */
export function serviceName(target: Target, owner: Maybe<Word64>): Maybe<string> {
  const host = isAbsent(owner) ? owner : readServiceHost(target, owner);
  return isAbsent(host) ? host : (host.service ?? host.group ?? notApplicable("the command line names no service"));
}

/** RPC interfaces named in binds. */
export function interfacesOf(context: ModelContext, facts: DecodedPort): Maybe<readonly RpcInterfaceId[]> {
  return context.generation.name === "ALPC"
    ? findPortInterfaces(context.target, facts.address, context.generation.readConnections(facts))
    : notApplicable("unknown: local RPC over LPC is not decoded");
}

/** The clients of a port. */
export interface Clients {
  readonly connections: number;
  /** Each process once. */
  readonly processes: readonly Word64[];
}

/** The clients of a connection port, absent where nothing is known of them; remembered for this stop. */
export function clientsOf(context: ModelContext, facts: DecodedPort): Maybe<Clients> {
  return context.target.stop.once(`clients of ${facts.address.key}`, () => {
    const missing = context.generation.missingConnections(facts);
    if (missing !== undefined) {
      return missing;
    }
    const connections = context.generation.readConnections(facts);
    const processes = new Map<string, Word64>();
    for (const { clientPort } of connections) {
      const client = context.portFacts(clientPort);
      const owner = isAbsent(client) ? client : client.owner;
      if (!isAbsent(owner)) {
        processes.set(owner.key, owner);
      }
    }
    return { connections: connections.length, processes: Array.from(processes.values()) };
  });
}

/** Clients with the same integrity level or package. */
export interface ClientGroupFacts {
  readonly name: string;
  readonly processes: readonly Word64[];
}

/** The property by which a port's clients are grouped. */
export type Grouping = "integrity" | "package";

/** The groups, largest first. */
export function groupClients(
  { target }: ModelContext,
  { processes }: Clients,
  by: Grouping,
): readonly ClientGroupFacts[] {
  const groups = new Map<string, Word64[]>();
  for (const process of processes) {
    const name = by === "integrity" ? integrityOf(target, process) : packageOf(target, process);
    groups.set(name, [...(groups.get(name) ?? []), process]);
  }
  return Array.from(groups.entries())
    .map(([name, members]) => ({ name, processes: members }))
    .sort((left, right) => right.processes.length - left.processes.length || (left.name < right.name ? -1 : 1));
}

function integrityOf(target: Target, process: Word64): string {
  const token = readProcessToken(target, process);
  if (isAbsent(token) || isAbsent(token.integrity)) {
    return `<${(isAbsent(token) ? token : (token.integrity as Absence)).reason}>`;
  }
  return `${token.integrity}${isAbsent(token.package) ? "" : ", AppContainer"}`;
}

/** The package by its name, else by the token's identifier. */
function packageOf(target: Target, process: Word64): string {
  const name = readPackageName(target, process);
  const token = readProcessToken(target, process);
  const sid = isAbsent(token) ? undefined : present(token.package);
  return isAbsent(name) ? "no package" : name === sid?.text ? nameOfSid(sid) : name;
}
