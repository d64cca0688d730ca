/** An LPC message: what only this generation has, beside what all messages have. */
import { defineClass } from "../members.ts";
import { commonMessageProperties, MessageObject } from "../message.ts";

export class LpcMessage extends MessageObject {}

export const lpcMessageClass = defineClass<LpcMessage>("lpc-message", "An LPC message.", LpcMessage, {
  ...commonMessageProperties("_LPCP_MESSAGE"),
});
