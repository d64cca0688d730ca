/** What a connection request brings. */
import { readPartialBlock } from "../../target/partial-memory.ts";
import { Absence, mapPresent, type Maybe } from "../../target/absence.ts";
import { limits } from "../../target/limits.ts";
import type { ConnectionMessageFacts } from "../../lpc/message/message-header.ts";
import type { ModelContext } from "../context.ts";
import { fact, FactObject, factObject } from "../fact-object.ts";
import { defineClass, property } from "../members.ts";
import { portName } from "../naming.ts";
import { Payload, type PayloadLike } from "../payload.ts";

export class ConnectionRequest extends FactObject<ConnectionMessageFacts> {
  protected override __describe({ clientPort, information }: ConnectionMessageFacts): string {
    const size = information instanceof Absence ? "" : `, 0x${information.length.toString(16)} bytes of the client's own`;
    return `client port ${portName(this.__context, clientPort)}${size}`;
  }
}

/** The client's own data; what precedes it is the kernel's. */
function readInformation({ target }: ModelContext, { information }: ConnectionMessageFacts): Maybe<PayloadLike> {
  return mapPresent(information, ({ address, length }) => {
    const wanted = Math.min(length, limits.payloadBytes);
    const block = wanted === 0 ? { bytes: new Uint8Array(0), gaps: [] } : readPartialBlock(target, address, wanted);
    return { location: length === 0 ? "None" : "Inline", address, length, ...block };
  });
}

export const connectionRequestClass = defineClass<ConnectionRequest>("connection-request", "What an LPC connection request brings.", ConnectionRequest, {
  ClientPort: fact("The client's new port; absent once the connection was accepted.", ({ clientPort }: ConnectionMessageFacts, context) => context.maybe(clientPort, "port")),
  Information: property("The client's own data.", (request) =>
    factObject(Payload, request.__context, () => mapPresent(request.__facts, (facts) => readInformation(request.__context, facts)))),
});
