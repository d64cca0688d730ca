/** Crashes that Windows Error Reporting is handling. */
import { isAbsent, present } from "../../target/absence.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { hasProcessExited, readProcessId } from "./process-members.ts";
import { argumentOf, readCommandLine } from "./command-line.ts";
import { findProcessesByName } from "./process-facts.ts";

/** The programs that report a crash; the second one does so for protected processes. */
const REPORTERS = ["WerFault.exe", "WerFaultSecure.exe"];

/**
 * The running error reporter that handles the process (an `_EPROCESS`), if there is one: its command line names the
 * process's id after `-p`, or, if that cannot be read, the process itself started it. An assumption: kernel structures
 * do not record that a process has crashed.
 */
export function findCrashReporter(target: Target, process: Structure): Word64 | undefined {
  const id = present(readProcessId(process));
  return id === undefined ? undefined : indexReported(target).get(id);
}

/** The reporters by the ids of the processes that they report; built once per stop. */
function indexReported(target: Target): ReadonlyMap<number, Word64> {
  return target.stop.once("reported crashes", () => {
    const reported = new Map<number, Word64>();
    for (const name of REPORTERS) {
      for (const address of findProcessesByName(target, name)) {
        const reporter = target.readStructure("_EPROCESS", address);
        const id = isAbsent(reporter) || hasProcessExited(reporter) ? undefined : findReportedId(target, reporter);
        if (id !== undefined && id !== 0) {
          reported.set(id, address);
        }
      }
    }
    return reported;
  });
}

/** `WerFault.exe -u -p 1234 -s 456`, in decimal (as process listings of Windows 7 to 11 show it). */
function findReportedId(target: Target, reporter: Structure): number | undefined {
  const line = readCommandLine(target, reporter.address);
  const named = isAbsent(line) ? undefined : argumentOf(line, "-p");
  return named !== undefined && /^[0-9]+$/.test(named)
    ? parseInt(named, 10)
    : present(reporter.pointer("InheritedFromUniqueProcessId"))?.toNumber();
}
