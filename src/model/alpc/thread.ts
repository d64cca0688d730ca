/** The ALPC view of a thread on Vista and later. */
import { defineClass } from "../members.ts";
import { commonThreadProperties, ThreadAlpcObject } from "../thread-alpc.ts";

export class ThreadAlpc extends ThreadAlpcObject {}

export const threadAlpcClass = defineClass<ThreadAlpc>("thread-alpc", "The ALPC view of a thread.", ThreadAlpc, {
  ...commonThreadProperties,
});
