/** Who uses a resource: the parts that are made of it, the process that maps it, the messages that carry it. */
import { isAbsent, present, type Maybe } from "../target/absence.ts";
import type { Structure } from "../target/structure.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import { decodeMessageAttributes, type MessageAttributeFacts } from "./message-attributes.ts";
import { walkMessages } from "./message-walk.ts";
import { MESSAGE } from "./queue.ts";
import { walkViews } from "./region.ts";
import type { ResourceBody, ResourceFacts } from "./resource.ts";
import { walkRegions } from "./section.ts";

export interface ResourceUser {
  readonly kind: "Region" | "View" | "Process" | "Message" | "Port" | "Thread";
  readonly address: Word64;
}

/** Messages that carry a resource are found by looking at every message, so they come last. */
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

function* walkCarriers(target: Target, resource: Word64, pointer: (attributes: MessageAttributeFacts) => Maybe<Word64>): Generator<ResourceUser, void> {
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
