/** Writes a graph model as JSON, for other programs. */
import type { GraphModel } from "../../analysis/graph-model.ts";
import { formatAsciiJson } from "./labels.ts";

/** The unchanged model, indented by two blanks, in ASCII: names are kept in full. */
export function formatGraphJson(model: GraphModel): string {
  return `${formatAsciiJson(model, 2)}\n`;
}
