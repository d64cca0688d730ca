/** The ALPC view of a process on Vista and later. */
import { defineClass } from "../members.ts";
import { commonProcessProperties, ProcessAlpcObject } from "../process-alpc.ts";

export class ProcessAlpc extends ProcessAlpcObject {}

export const processAlpcClass = defineClass<ProcessAlpc>("process-alpc", "The ALPC view of a process.", ProcessAlpc, {
  ...commonProcessProperties,
});
