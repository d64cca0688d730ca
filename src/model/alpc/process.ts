/** The ALPC view of a process on Vista and later. */
import { walkProcessViews } from "../../alpc/resource/shared-memory.ts";
import { shortList } from "../collection.ts";
import { defineClass, property } from "../members.ts";
import { commonProcessProperties, ProcessAlpcObject } from "../process-alpc.ts";

export class ProcessAlpc extends ProcessAlpcObject {}

export const processAlpcClass = defineClass<ProcessAlpc>("process-alpc", "The ALPC view of a process.", ProcessAlpc, {
  ...commonProcessProperties,
  Views: property("ALPC views that are mapped into the process.", ({ __context, __address }) => shortList(__context, "view", "ALPC views mapped into the process", () =>
    Array.from(walkProcessViews(__context.target, __address)).map((view) => __context.resource(view)))),
});
