/** The wording of why a process and its threads are stopped. */
import { present } from "../target/absence.ts";
import type { ProcessStop } from "../facts/process.ts";
import { formatProcess, type Names } from "./names.ts";

/** Why a thread or process is stopped, from the verb on: "is frozen with its process". */
export function describeStop(names: Names, stop: ProcessStop | undefined): string {
  switch (stop?.kind) {
    case undefined:
      return "is stopped";
    case "frozen":
      return "is frozen with its process";
    case "deep frozen":
      return "is frozen: the system has suspended its process";
    case "debugger": {
      const debuggerProcess = present(stop.debugger);
      return `is stopped under ${debuggerProcess === undefined ? "a debugger" : `the debugger ${formatProcess(names, debuggerProcess)}`}`;
    }
    case "error reporting":
      return `is stopped: its process has crashed and waits for Windows Error Reporting, ${formatProcess(names, stop.reporter)}`;
    case "exiting":
      return "is stopped: its process is exiting";
  }
}
