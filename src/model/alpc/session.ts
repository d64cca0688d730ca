/** The whole system on Vista and later: `@$cursession.Alpc`. */
import { defineClass } from "../members.ts";
import { commonSessionMethods, commonSessionProperties, SessionAlpcObject } from "../session-alpc.ts";

export class SessionAlpc extends SessionAlpcObject {}

export const sessionAlpcClass = defineClass<SessionAlpc>("session", "All ports, connections, messages and waits of a system.", SessionAlpc, {
  ...commonSessionProperties,
}, {
  ...commonSessionMethods,
});
