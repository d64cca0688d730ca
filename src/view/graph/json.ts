/** A graph model as JSON, for other programs. Pure. */
import type { GraphModel } from "../../analysis/graph-model.ts";
import { formatAsciiJson } from "./labels.ts";

/** The model as it is, indented by two blanks, in ASCII: names come back in full and unchanged. */
export function formatGraphJson(model: GraphModel): string {
  return `${formatAsciiJson(model, 2)}\n`;
}
