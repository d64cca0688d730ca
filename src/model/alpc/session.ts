/** The whole system on Vista and later: `@$cursession.Alpc`. */
import { resourceOf } from "../ask/resource.ts";
import { defineClass, method, property } from "../members.ts";
import { commonSessionMethods, commonSessionProperties, SessionAlpcObject } from "../session-alpc.ts";
import { GlobalInformation } from "./global-information.ts";

export class SessionAlpc extends SessionAlpcObject {}

export const sessionAlpcClass = defineClass<SessionAlpc>("session", "All ports, connections, messages and waits of a system.", SessionAlpc, {
  ...commonSessionProperties,
  GlobalInformation: property("The ALPC object types, counts by kind, and the message log.", ({ __context }) => new GlobalInformation(__context)),
}, {
  ...commonSessionMethods,
  Resource: method("x", "The resource at an address: connection info, section, region, view, reserve, security context or handle data.", ({ __context }, value) =>
    resourceOf(__context, value)),
});
