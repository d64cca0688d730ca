/** Any ALPC resource by its address: the kind from its blob header, then the decoder of that kind. */
import { Absence, isAbsent, notApplicable, type Maybe } from "../target/absence.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import type { MessageFacts } from "../facts/message.ts";
import { readBlob, type BlobFacts, type BlobKind } from "./blob.ts";
import { readCommunicationInfo, type CommunicationInfoFacts } from "./communication-info.ts";
import { readHandleData, type HandleDataFacts } from "./handle-data.ts";
import { readAlpcMessage } from "./message.ts";
import { readAlpcPort } from "./port.ts";
import { readRegion, type RegionFacts } from "./region.ts";
import { readReserve, type ReserveFacts } from "./reserve.ts";
import { readSection, type SectionFacts } from "./section.ts";
import { readSecurityData, type SecurityDataFacts } from "./security-data.ts";
import { readView, type ViewFacts } from "./view.ts";

/** The decoded body. "Opaque": a kind whose structure is in no public symbols (direct transfer). */
export type ResourceBody =
  | SectionFacts | RegionFacts | ViewFacts | ReserveFacts | SecurityDataFacts | HandleDataFacts
  | { readonly kind: "ConnectionInfo"; readonly info: CommunicationInfoFacts }
  | { readonly kind: "Message"; readonly message: MessageFacts }
  | { readonly kind: "Opaque" };

export interface ResourceFacts {
  readonly address: Word64;
  readonly kind: BlobKind;
  readonly blob: BlobFacts;
  readonly body: Maybe<ResourceBody>;
  readonly ownerPort: Maybe<Word64>;
  readonly ownerProcess: Maybe<Word64>;
  /** What it is a part of: the section of a region, the region of a view. */
  readonly container: Maybe<Word64>;
}

/** The resource whose body lies at an address. Invalid, with what is wrong, where no blob header precedes it. */
export function readResource(target: Target, address: Word64): Maybe<ResourceFacts> {
  const blob = readBlob(target, address);
  if (blob instanceof Absence) {
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
  const part = notApplicable("it is no part of another resource");
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
      return { ownerPort: ownerless, ownerProcess: isAbsent(body.duplicate) ? body.duplicate : body.duplicate.sourceProcess, container: part };
    case "Message":
      return { ownerPort: body.message.ownerPort, ownerProcess: ownerOfPort(target, body.message.ownerPort), container: part };
    case "ConnectionInfo":
      return { ownerPort: body.info.connectionPort, ownerProcess: ownerOfPort(target, body.info.connectionPort), container: part };
    case "Opaque":
      return { ownerPort: ownerless, ownerProcess: ownerless, container: part };
  }
}

/** What names no process itself belongs to that of its port. */
function ownerOfPort(target: Target, port: Maybe<Word64>): Maybe<Word64> {
  const facts = isAbsent(port) ? port : readAlpcPort(target, port);
  return isAbsent(facts) ? facts : facts.owner;
}

/** A region belongs to whom its section belongs to. */
function ownersOfSection(target: Target, address: Maybe<Word64>): Pick<Belonging, "ownerPort" | "ownerProcess"> {
  const section = isAbsent(address) ? address : readSection(target, address);
  return isAbsent(section) ? { ownerPort: section, ownerProcess: section }
    : { ownerPort: section.ownerPort, ownerProcess: section.ownerProcess };
}
