/** Lines for the user beside the result of a query: notices, progress, texts that are printed rather than returned. */
import { scriptHost } from "./host.ts";
import type { Target } from "./target.ts";

/** A line as it is. */
export function printLine(text: string): void {
  scriptHost().diagnostics.debugLog(`${text}\n`);
}

/** What the user should know beside the result, marked as ours: it may stand between the lines of other scripts. */
export function printNotice(sentence: string): void {
  printLine(`alpcx: ${sentence}`);
}

/** As {@link printNotice}, once a stop. `subject`: identifies the notice; its sentence may differ from call to call. */
export function printNoticeOnce(target: Target, subject: string, sentence: string): void {
  target.stop.once(`notice of ${subject}`, () => printNotice(sentence));
}
