/** What a host process runs, since its own image does not say. */
import { isAbsent, mapPresent, notApplicable, type Maybe } from "../../target/absence.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { readServiceHost } from "./command-line.ts";
import { readHostedApp } from "./package-name.ts";
import { readProcessFacts } from "./process-facts.ts";

/**
 * The service that a svchost.exe runs; if there are several, their group as `-k netsvcs`; or the packaged app that a
 * host program runs; remembered for this stop. NotApplicable for other processes.
 */
export function readHostedProgram(target: Target, process: Word64): Maybe<string> {
  return target.stop.onceOf("program hosted by", process.id, () => {
    const host = readServiceHost(target, process);
    return isAbsent(host) && host.kind === "NotApplicable"
      ? mapPresent(readProcessFacts(target, process), (facts) => readHostedApp(target, facts))
      : mapPresent(
          host,
          ({ service, group }) =>
            service ?? (group === undefined ? notApplicable("the command line names no service") : `-k ${group}`),
        );
  });
}
