/** Any ALPC resource by its address: the kind from its blob header, then the decoder of that kind. */
import { isAbsent, notApplicable, present, type Maybe } from "../../target/absence.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import type { MessageFacts } from "../../facts/message.ts";
import { decodeMessageAttributes, type MessageAttributeFacts } from "../message/message-attributes.ts";
import { walkMessages } from "../message/message-walk.ts";
import { readAlpcMessage } from "../message/message.ts";
import { readCommunicationInfo, type CommunicationInfoFacts } from "../port/communication-info.ts";
import { readAlpcPort } from "../port/port.ts";
import { MESSAGE } from "../port/queue.ts";
import { readBlob, type BlobFacts, type BlobKind } from "./blob.ts";
import { readHandleData, type HandleDataFacts } from "./handle-data.ts";
import { readReserve, type ReserveFacts } from "./handle-table.ts";
import { readSecurityData, type SecurityDataFacts } from "./security.ts";
import {
  readRegion,
  readSection,
  readView,
  walkRegions,
  walkViews,
  type RegionFacts,
  type SectionFacts,
  type ViewFacts,
} from "./shared-memory.ts";

/** The decoded body. "Opaque": a kind whose structure is in no public symbols (direct transfer). */
export type ResourceBody =
  | SectionFacts
  | RegionFacts
  | ViewFacts
  | ReserveFacts
  | SecurityDataFacts
  | HandleDataFacts
  | { readonly kind: "ConnectionInfo"; readonly info: CommunicationInfoFacts }
  | { readonly kind: "Message"; readonly message: MessageFacts }
  | { readonly kind: "Opaque" };

/** A resource with its header, its decoded body and its owner. */
export interface ResourceFacts {
  /** That of the body, to which everything else points. */
  readonly address: Word64;
  readonly kind: BlobKind;
  readonly blob: BlobFacts;
  readonly body: Maybe<ResourceBody>;
  /** A region has that of its section. NotApplicable for kinds that name no port: handle data, direct transfers. */
  readonly ownerPort: Maybe<Word64>;
  /** The `_EPROCESS` that the resource names; for kinds that name none, the owner of their port. */
  readonly ownerProcess: Maybe<Word64>;
  /** What it is a part of: the section of a region, the region of a view; NotApplicable for other kinds. */
  readonly container: Maybe<Word64>;
}

/** The resource whose body lies at an address. Invalid, with what is wrong, where no blob header precedes it. */
export function readResource(target: Target, address: Word64): Maybe<ResourceFacts> {
  const blob = readBlob(target, address);
  if (isAbsent(blob)) {
    return blob;
  }
  const body = readBody(target, blob);
  return { address, kind: blob.kind, blob, body, ...readBelonging(target, body) };
}

function readBody(target: Target, { kind, address }: BlobFacts): Maybe<ResourceBody> {
  switch (kind) {
    case "Section":
      return readSection(target, address);
    case "Region":
      return readRegion(target, address);
    case "View":
      return readView(target, address);
    case "Reserve":
      return readReserve(target, address);
    case "SecurityContext":
      return readSecurityData(target, address);
    case "HandleData":
      return readHandleData(target, address);
    case "ConnectionInfo": {
      const info = readCommunicationInfo(target, address);
      return isAbsent(info) ? info : { kind, info };
    }
    case "Message": {
      const message = readAlpcMessage(target, address);
      return isAbsent(message) ? message : { kind, message };
    }
    case "DirectTransfer":
      return { kind: "Opaque" };
  }
}

type Belonging = Pick<ResourceFacts, "ownerPort" | "ownerProcess" | "container">;

function readBelonging(target: Target, body: Maybe<ResourceBody>): Belonging {
  const part = notApplicable("it is not part of another resource");
  const ownerless = notApplicable("a resource of this kind names no owner");
  if (isAbsent(body)) {
    return { ownerPort: body, ownerProcess: body, container: body };
  }
  switch (body.kind) {
    case "Section":
    case "SecurityContext":
      return { ownerPort: body.ownerPort, ownerProcess: body.ownerProcess, container: part };
    case "View":
      return { ownerPort: body.ownerPort, ownerProcess: body.ownerProcess, container: body.region };
    case "Region":
      return { ...ownersOfSection(target, body.section), container: body.section };
    case "Reserve":
      return { ownerPort: body.ownerPort, ownerProcess: ownerOfPort(target, body.ownerPort), container: part };
    case "HandleData":
      return {
        ownerPort: ownerless,
        ownerProcess: isAbsent(body.duplicate) ? body.duplicate : body.duplicate.sourceProcess,
        container: part,
      };
    case "Message":
      return {
        ownerPort: body.message.ownerPort,
        ownerProcess: ownerOfPort(target, body.message.ownerPort),
        container: part,
      };
    case "ConnectionInfo":
      return {
        ownerPort: body.info.connectionPort,
        ownerProcess: ownerOfPort(target, body.info.connectionPort),
        container: part,
      };
    case "Opaque":
      return { ownerPort: ownerless, ownerProcess: ownerless, container: part };
  }
}

/** Without an owner process, the port's owner counts. */
function ownerOfPort(target: Target, port: Maybe<Word64>): Maybe<Word64> {
  const facts = isAbsent(port) ? port : readAlpcPort(target, port);
  return isAbsent(facts) ? facts : facts.owner;
}

/** A region belongs to its section's owner. */
function ownersOfSection(target: Target, address: Maybe<Word64>): Pick<Belonging, "ownerPort" | "ownerProcess"> {
  const section = isAbsent(address) ? address : readSection(target, address);
  return isAbsent(section)
    ? { ownerPort: section, ownerProcess: section }
    : { ownerPort: section.ownerPort, ownerProcess: section.ownerProcess };
}

/**
 * Something that uses a resource: a part of it, the process that it is mapped into, a message that carries it and so
 * on.
 */
export interface ResourceUser {
  readonly kind: "Region" | "View" | "Process" | "Message" | "Port" | "Thread";
  readonly address: Word64;
}

/** Messages that carry a resource come last, since every message has to be searched. */
export function* walkUsers(target: Target, resource: ResourceFacts): Generator<ResourceUser, void> {
  if (isAbsent(resource.body)) {
    return;
  }
  yield* walkNamedUsers(target, resource.body);
  const carries = CARRYING[resource.body.kind];
  if (carries !== undefined) {
    yield* walkCarriers(target, resource.address, carries);
  }
}

function* walkNamedUsers(target: Target, body: ResourceBody): Generator<ResourceUser, void> {
  switch (body.kind) {
    case "Section":
      yield* asUsers("Region", walkRegions(target, body));
      break;
    case "Region":
      yield* asUsers("View", walkViews(target, body));
      break;
    case "View":
      yield* asUsers("Process", known([body.ownerProcess]));
      break;
    case "Reserve":
      yield* asUsers("Message", known([body.message]));
      break;
    case "ConnectionInfo":
      yield* asUsers("Port", known([body.info.connectionPort, body.info.serverPort, body.info.clientPort]));
      break;
    case "Message":
      yield* asUsers("Thread", known([body.message.waitingThread, body.message.serverThread]));
      break;
    default:
  }
}

/** Where a message keeps its pointer to a resource of a kind. A reserve names its message itself. */
const CARRYING: { readonly [kind in ResourceBody["kind"]]?: (attributes: MessageAttributeFacts) => Maybe<Word64> } = {
  View: (attributes) => attributes.view,
  SecurityContext: (attributes) => attributes.securityData,
  HandleData: (attributes) => attributes.handleData,
};

function* walkCarriers(
  target: Target,
  resource: Word64,
  pointer: (attributes: MessageAttributeFacts) => Maybe<Word64>,
): Generator<ResourceUser, void> {
  for (const address of walkMessages(target)) {
    const message: Maybe<Structure> = target.readStructure(MESSAGE, address);
    if (!isAbsent(message) && present(pointer(decodeMessageAttributes(message)))?.equals(resource) === true) {
      yield { kind: "Message", address };
    }
  }
}

function* asUsers(kind: ResourceUser["kind"], addresses: Iterable<Word64>): Generator<ResourceUser, void> {
  for (const address of addresses) {
    yield { kind, address };
  }
}

function known(addresses: readonly Maybe<Word64>[]): readonly Word64[] {
  return addresses.reduce<readonly Word64[]>((found, address) => (isAbsent(address) ? found : [...found, address]), []);
}
