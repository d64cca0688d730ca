import { Evidence, type Observation } from "../finding.ts";
import type { FindingContext } from "../finding-context.ts";
import { formatCount, formatSome } from "../../text/counts.ts";
import type { Reference } from "../system.ts";
import type { Rule } from "./rule.ts";

/** Reports in one finding the missing pages that other rules ran into. */
export const unreadable: Rule = {
  id: "alpc-unreadable",
  severity: "Information",
  meaning: "Memory pages missing from the dump or target: their content is unknown, which is not a contradiction.",
  advice:
    "Findings may be missing what lies on these pages. A complete kernel dump holds them, except those that were paged out.",
  watch: (context) => ({ finish: () => walkObservations(context) }),
};

function* walkObservations({ system }: FindingContext): IterableIterator<Observation> {
  const { pages, addresses } = system.gaps();
  const [first] = addresses;
  if (pages === 0 || first === undefined) {
    return;
  }
  const subject: Reference = { kind: "Object", address: first };
  const count = formatCount(pages, "page is", "pages are");
  yield {
    title: `${count} not in the dump or target`,
    explanation:
      `${count} not in the dump or target, where ports, messages, threads or processes lie: ${formatSome(addresses.map(String))}. ` +
      "What lies there is unknown; what is listed came from the other sources.",
    subject,
    evidence: new Evidence().addAll("Object", addresses).without(subject),
    holdsUp: 0,
    weight: pages,
  };
}
