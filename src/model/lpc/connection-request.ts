/** What a connection request brings. */
import { Absence, mapPresent, type Maybe } from "../../target/absence.ts";
import { limits } from "../../target/limits.ts";
import type { ConnectionMessageFacts } from "../../lpc/connection-message.ts";
import type { ModelContext } from "../context.ts";
import { defineClass, property } from "../members.ts";
import { portName } from "../naming.ts";
import { Payload } from "../payload.ts";

export class ConnectionRequest {
  readonly __context: ModelContext;
  readonly __facts: ConnectionMessageFacts;

  constructor(context: ModelContext, facts: ConnectionMessageFacts) {
    this.__context = context;
    this.__facts = facts;
  }

  toString(): string {
    const { information } = this.__facts;
    return `client port ${portName(this.__context, this.__facts.clientPort)}${information instanceof Absence ? "" : `, 0x${information.length.toString(16)} bytes of the client's own`}`;
  }
}

/** The client's own data; what precedes it is the kernel's. */
function information({ __context, __facts }: ConnectionRequest): Maybe<Payload> {
  return mapPresent(__facts.information, ({ address, length }) => {
    const wanted = Math.min(length, limits.payloadBytes);
    const bytes = wanted === 0 ? new Uint8Array(0) : __context.target.read(address, wanted);
    return new Payload(__context, { location: length === 0 ? "None" : "Inline", address, length, bytes });
  });
}

export const connectionRequestClass = defineClass("connection-request", "What an LPC connection request brings.", ConnectionRequest, {
  ClientPort: property("The client's new port; absent once the connection was accepted.", ({ __context, __facts }) => __context.maybe(__facts.clientPort, "port")),
  Information: property("The client's own data.", information),
});
