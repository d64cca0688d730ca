/** The report for a ticket: its first screen as text, or the whole as one HTML file. */
import { wrongArgument } from "../../target/errors.ts";
import { writeTextFile } from "../../target/files.ts";
import { formatReport } from "../../view/report/html.ts";
import { formatReportText } from "../../view/report/text.ts";
import { describeArgument, validateFilePath } from "../ask/address.ts";
import type { ModelContext } from "../base/object.ts";
import { linesOf, type TextLines } from "../base/text-lines.ts";
import { gatherHead, gatherReport } from "./report-data.ts";

const EXPECTED = "the path of a file";

/** A path that the user gave. Throws AlpcxError for anything but a text without control characters. */
export function filePath(file: unknown, example: string): string {
  if (typeof file !== "string" || file === "") {
    throw wrongArgument(describeArgument(file), EXPECTED, example);
  }
  validateFilePath(file, EXPECTED, example);
  return file;
}

/**
 * Without a file, the first screen as lines; with one, the path of the HTML file written. Throws AlpcxError if the
 * argument is not a path or the file cannot be written.
 */
export function report(context: ModelContext, file?: unknown): TextLines | string {
  if (file !== undefined) {
    const path = filePath(file, '!alpcx_report "C:\\\\temp\\\\hang.html"');
    return `Written to ${writeTextFile(path, formatReport(gatherReport(context)))}`;
  }
  const lines = formatReportText(context.target.pin(() => gatherHead(context)));
  const more = ["", '!alpcx_report "C:\\\\temp\\\\hang.html" writes all of it to one file.'];
  return linesOf(context, "What the report's first screen says", lines.concat(more).join("\n"));
}
