/** The wording of why a process and its threads are stopped. */
import { present } from "../target/absence.ts";
import type { ProcessStop } from "../facts/process.ts";
import { formatProcess, type Names } from "./names.ts";

/** Why a thread is stopped, from the verb on: "is frozen with its process"; or why a process is: "is frozen". */
export function describeStop(
  names: Names,
  stop: ProcessStop | undefined,
  subject: "thread" | "process" = "thread",
): string {
  const isProcess = subject === "process";
  switch (stop?.kind) {
    case undefined:
      return "is stopped";
    case "frozen":
      return isProcess ? "is frozen" : "is frozen with its process";
    case "deep frozen":
      return `is frozen: the system has suspended ${isProcess ? "it" : "its process"}`;
    case "debugger": {
      const debuggerProcess = present(stop.debugger);
      return `is stopped under ${debuggerProcess === undefined ? "a debugger" : `the debugger ${formatProcess(names, debuggerProcess)}`}`;
    }
    case "error reporting":
      return `is stopped: ${isProcess ? "it" : "its process"} has crashed and waits for Windows Error Reporting, ${formatProcess(names, stop.reporter)}`;
    case "exiting":
      return isProcess ? "is exiting" : "is stopped: its process is exiting";
  }
}
