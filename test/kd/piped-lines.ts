/** Runs commands from a pipe or file instead of a terminal. */
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { KdConsole } from "./kd-console.ts";

/** Commands from a pipe or file, line by line as they arrive. */
export async function runPiped(
  console: KdConsole,
  input: Readable,
): Promise<{ readonly hasRun: boolean; readonly isGood: boolean }> {
  let hasRun = false;
  let isGood = true;
  for await (const line of createInterface({ input })) {
    hasRun ||= line.trim() !== "";
    isGood = console.execute(line) && isGood;
    if (console.isEnded) {
      break;
    }
  }
  return { hasRun, isGood };
}
