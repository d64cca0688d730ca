/** ALPC resources as objects: any blob by its address, with one class per kind. */
import { isAbsent, mapPresent, notApplicable, type Maybe } from "../../target/absence.ts";
import { nativeObject } from "../../target/debugger-objects.ts";
import {
  readResource,
  walkUsers,
  type ResourceBody,
  type ResourceFacts,
  type ResourceUser,
} from "../../alpc/resource/resource.ts";
import type { StateFacts } from "../../facts/state.ts";
import { elementsOf, shortList } from "../base/collection.ts";
import { AddressObject, type ModelContext } from "../base/object.ts";
import { flagsOf } from "./flags.ts";
import {
  subclass,
  inDecimal,
  property,
  type PropertyRow,
  type PropertyTable,
  defineClass,
  inHexadecimal,
} from "../base/members.ts";
import { processName } from "../naming.ts";
import { readConnection } from "../../alpc/port/port-walk.ts";

/** The part of a resource object that does not depend on its kind. */
export class Resource extends AddressObject {
  get __facts(): Maybe<ResourceFacts> {
    return readResource(this.__context.target, this.__address);
  }

  override toString(): string {
    const facts = this.__facts;
    if (isAbsent(facts)) {
      return `resource ${this.__address} <${facts.reason}>`;
    }
    const owner = isAbsent(facts.ownerProcess) ? "" : ` of ${processName(this.__context, facts.ownerProcess)}`;
    return `${facts.kind} ${this.__address}${owner}${sizeOf(facts)}${placeOf(facts)}`;
  }
}

function sizeOf({ body }: ResourceFacts): string {
  if (isAbsent(body) || !("size" in body) || isAbsent(body.size)) {
    return "";
  }
  return `, ${body.size} bytes`;
}

/** The place of a region in its section, or of a view in its process. */
function placeOf({ body }: ResourceFacts): string {
  if (isAbsent(body)) {
    return "";
  }
  switch (body.kind) {
    case "Region":
      return isAbsent(body.offset) ? "" : ` from offset ${body.offset}`;
    case "View":
      return isAbsent(body.base) ? "" : ` at ${body.base}`;
    default:
      return "";
  }
}

/** The decoded body of a resource of kind `K`. */
export type Body<K extends ResourceBody["kind"]> = Extract<ResourceBody, { readonly kind: K }>;

/** A row read from the decoded body of one kind. */
export function bodyRow<K extends ResourceBody["kind"]>(
  kind: K,
  help: string,
  pick: (body: Body<K>, context: ModelContext) => unknown,
): PropertyRow<Resource> {
  return property(help, (resource) => mapPresent(bodyOf(resource, kind), (body) => pick(body, resource.__context)));
}

/** The body of a resource of that kind; NotApplicable for a resource of another kind. */
export function bodyOf<K extends ResourceBody["kind"]>({ __facts }: Resource, kind: K): Maybe<Body<K>> {
  return mapPresent(__facts, ({ body }) =>
    mapPresent(body, (found) => (isOfKind(found, kind) ? found : notApplicable(`the resource is not a ${kind}`))),
  );
}

function isOfKind<K extends ResourceBody["kind"]>(body: ResourceBody, kind: K): body is Body<K> {
  return body.kind === kind;
}

/** The row for the state word of a resource of one kind. */
export function stateRow<K extends ResourceBody["kind"]>(
  kind: K,
  help: string,
  pick: (body: Body<K>) => Maybe<StateFacts>,
): PropertyRow<Resource> {
  return property(help, (resource) => flagsOf(resource.__context, () => mapPresent(bodyOf(resource, kind), pick)));
}

/** The users of a resource; found anew each time. */
function* users({ __context, __facts }: Resource): Generator<object> {
  for (const user of elementsOf(__facts, (facts) => walkUsers(__context.target, facts))) {
    yield isAbsent(user) ? user : userObject(__context, user);
  }
}

function userObject(context: ModelContext, user: ResourceUser): object {
  switch (user.kind) {
    case "Region":
    case "View":
      return context.resource(user.address);
    case "Process":
      return context.process(user.address);
    case "Message":
      return context.message(user.address);
    case "Port":
      return context.port(user.address);
    case "Thread":
      return context.thread(user.address);
  }
}

/** Rows of every kind. `typeName`: the native type; absent if public symbols do not have one for this kind. */
export function commonResourceProperties(typeName?: string): PropertyTable<Resource> {
  return {
    Address: property(
      "Address of the resource's body, which is what everything else points to.",
      ({ __address }) => __address,
    ),
    Kind: property("What it is, by the blob header before it.", ({ __facts }) =>
      mapPresent(__facts, ({ kind }) => kind),
    ),
    ReferenceCount: inDecimal(
      property("References, by its blob header.", ({ __facts }) =>
        mapPresent(__facts, ({ blob }) => blob.referenceCount),
      ),
    ),
    BlobFlags: property("Flags of its blob header.", ({ __facts }) =>
      mapPresent(__facts, ({ blob }) => blob.flags.join(" | ") || "none"),
    ),
    OwnerPort: property("The port that owns it.", ({ __context, __facts }) =>
      mapPresent(__facts, ({ ownerPort }) => __context.maybe(ownerPort, "port")),
    ),
    OwnerProcess: property("The process that owns it.", ({ __context, __facts }) =>
      mapPresent(__facts, ({ ownerProcess }) => __context.maybe(ownerProcess, "process")),
    ),
    Container: property(
      "What it is a part of: the section of a region, the region of a view.",
      ({ __context, __facts }) => mapPresent(__facts, ({ container }) => __context.maybe(container, "resource")),
    ),
    Users: property("Who uses it: parts made of it, the process that maps it, messages that carry it.", (resource) =>
      mapPresent(resource.__facts, () =>
        shortList(resource.__context, "user", "Who uses the resource", () => users(resource)),
      ),
    ),
    ...(typeName === undefined
      ? {}
      : {
          Object: property(`The native ${typeName}.`, ({ __context, __address }: Resource) =>
            nativeObject(__context.target, typeName, __address),
          ),
        }),
  };
}

export const reserveClass = defineClass(
  "reserve",
  "A preallocated message, so that a later send cannot fail for lack of memory.",
  subclass(Resource),
  {
    ...commonResourceProperties("_KALPC_RESERVE"),
    Handle: bodyRow("Reserve", "Its handle in the connection's ALPC handle table.", ({ handle }) => handle),
    Message: bodyRow("Reserve", "The message that is kept for it.", ({ message }, context) =>
      context.maybe(message, "message"),
    ),
    Size: inDecimal(bodyRow("Reserve", "Bytes of payload.", ({ size }) => size)),
    IsActive: bodyRow("Reserve", "Whether its message is under way now.", ({ isActive }) => isActive),
  },
);

export const securityContextClass = defineClass(
  "security-context",
  "A client's security context, captured once and handed on with messages.",
  subclass(Resource),
  {
    ...commonResourceProperties("_KALPC_SECURITY_DATA"),
    Handle: bodyRow("SecurityContext", "Its handle in the connection's ALPC handle table.", ({ handle }) => handle),
    ImpersonationLevel: bodyRow(
      "SecurityContext",
      "How far a server may act as the client.",
      ({ impersonationLevel }) => impersonationLevel,
    ),
    TrackingMode: bodyRow(
      "SecurityContext",
      "Whether later changes of the client's token count.",
      ({ trackingMode }) => trackingMode,
    ),
    EffectiveOnly: bodyRow(
      "SecurityContext",
      "Whether only what is enabled in the token now may be used.",
      ({ effectiveOnly }) => effectiveOnly,
    ),
    Token: bodyRow("SecurityContext", "The client's token.", ({ token }, { target }) =>
      mapPresent(token, (address) => nativeObject(target, "_TOKEN", address)),
    ),
    State: stateRow("SecurityContext", "The flags word and each of its named bits.", ({ state }) => state),
  },
);

export const handleDataClass = defineClass(
  "handle-data",
  "A handle on its way from the sender of a message to its receiver.",
  subclass(Resource),
  {
    ...commonResourceProperties("_KALPC_HANDLE_DATA"),
    ObjectType: bodyRow("HandleData", "What kind of object it refers to.", ({ objectType }) =>
      mapPresent(objectType, ({ names }) => names.join(" | ")),
    ),
    Count: inDecimal(bodyRow("HandleData", "How many handles.", ({ count }) => count)),
    SourceProcess: bodyRow("HandleData", "The process whose handle it is.", ({ duplicate }, context) =>
      mapPresent(duplicate, ({ sourceProcess }) => context.maybe(sourceProcess, "process")),
    ),
    SourceHandle: bodyRow("HandleData", "The handle in that process.", ({ duplicate }) =>
      mapPresent(duplicate, ({ sourceHandle }) => sourceHandle),
    ),
    ReferencedObject: bodyRow("HandleData", "Address of the object.", ({ duplicate }) =>
      mapPresent(duplicate, ({ object }) => object),
    ),
    TargetAccess: inHexadecimal(
      bodyRow("HandleData", "Access that the receiver's handle will have.", ({ duplicate }) =>
        mapPresent(duplicate, ({ targetAccess }) => targetAccess),
      ),
    ),
  },
);

export const connectionInfoClass = defineClass(
  "connection-info",
  "What both ends of a connection share.",
  subclass(Resource),
  {
    ...commonResourceProperties("_ALPC_COMMUNICATION_INFO"),
    Connection: bodyRow("ConnectionInfo", "The connection.", ({ info }, context) => {
      const connection = readConnection(context.target, info.address);
      return [connection.clientPort, connection.serverPort].every(
        (end) => isAbsent(end) && end.kind === "NotApplicable",
      )
        ? notApplicable("it is the connection port's own, or both ends are gone")
        : context.connection(connection);
    }),
  },
);

export const messageBlobClass = defineClass("message-blob", "A message as a resource.", subclass(Resource), {
  ...commonResourceProperties("_KALPC_MESSAGE"),
  Message: bodyRow("Message", "The message.", ({ message }, context) => context.message(message.address)),
});

export const directTransferClass = defineClass(
  "direct-transfer",
  "A direct transfer; its structure is in no public symbols.",
  subclass(Resource),
  commonResourceProperties(),
);
