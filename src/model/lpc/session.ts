/** The whole system on XP and Server 2003: `@$cursession.Alpc`. */
import { notFound, wrongArgument } from "../../target/errors.ts";
import { describeArgument, readReference } from "../ask/address.ts";
import { defineClass, method } from "../members.ts";
import { commonSessionMethods, commonSessionProperties, SessionAlpcObject } from "../session-alpc.ts";
import { poolSearch } from "./pool-block.ts";

export class LpcSession extends SessionAlpcObject {}

export const lpcSessionClass = defineClass<LpcSession>("lpc-session", "All LPC ports, connections, messages and waits of a system.", LpcSession, {
  ...commonSessionProperties,
}, {
  ...commonSessionMethods,
  Resource: method("x", "LPC has no resources: says so.", () => {
    throw notFound("LPC has no resources:", "ALPC resources exist only on Vista and later.");
  }),
  PoolSearch: method("[id]", "Messages in the paged pool, those on no queue and freed ones included; with an id, only those that have it.", ({ __context }, id) => {
    if (id === undefined) {
      return poolSearch(__context);
    }
    const reference = readReference(__context.target, id, { expected: "the id of a message", example: "@$cursession.Alpc.PoolSearch(0x222be)" });
    if (reference.kind === "address") {
      throw wrongArgument(describeArgument(id), "the id of a message", "@$cursession.Alpc.PoolSearch(0x222be)");
    }
    return poolSearch(__context, reference.id);
  }),
});
