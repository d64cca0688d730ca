/** An ALPC message: what only this generation has, beside what all messages have. */
import { defineClass } from "../members.ts";
import { commonMessageProperties, MessageObject } from "../message.ts";

export class Message extends MessageObject {}

export const messageClass = defineClass<Message>("message", "An ALPC message.", Message, {
  ...commonMessageProperties("_KALPC_MESSAGE"),
});
