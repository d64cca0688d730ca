/** The whole system on Vista and later: `@$cursession.Alpc`. */
import { readAddress } from "../argument.ts";
import { defineClass, method, property } from "../members.ts";
import { commonSessionMethods, commonSessionProperties, SessionAlpcObject } from "../session-alpc.ts";
import { GlobalInformation } from "./global-information.ts";
import { resourceOf } from "./resource.ts";

export class SessionAlpc extends SessionAlpcObject {}

export const sessionAlpcClass = defineClass<SessionAlpc>("session", "All ports, connections, messages and waits of a system.", SessionAlpc, {
  ...commonSessionProperties,
  GlobalInformation: property("The ALPC object types, counts by kind, and the message log.", ({ __context }) => new GlobalInformation(__context)),
}, {
  ...commonSessionMethods,
  Resource: method("x", "The resource at an address: connection info, section, region, view, reserve, security context or handle data.", ({ __context }, value) =>
    resourceOf(__context, readAddress(__context.target, value, { expected: "the address of an ALPC resource", example: "!alpcx_resource 0xffffa801`12345678" }))),
});
