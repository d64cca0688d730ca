/** An LPC port: what only this generation has, beside what all ports have. */
import { defineClass } from "../members.ts";
import { commonPortProperties, PortObject } from "../port.ts";

export class LpcPort extends PortObject {}

export const lpcPortClass = defineClass<LpcPort>("lpc-port", "An LPC port.", LpcPort, {
  ...commonPortProperties("_LPCP_PORT_OBJECT"),
});
