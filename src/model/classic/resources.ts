/** The output of `!alpc -presl`: the sections of a port with their regions and views. */
import type { Absence } from "../../target/absence.ts";
import { isAbsent, type Maybe } from "../../target/absence.ts";
import type { Word64 } from "../../target/word64.ts";
import { readRegion, readSection, walkRegions, walkViews } from "../../alpc/resource/shared-memory.ts";
import { walkResources } from "../../alpc/resource/blob.ts";
import { indented } from "../../view/classic-lines.ts";
import { formatCount as counted } from "../../text/counts.ts";
import type { ModelContext } from "../base/object.ts";
import { ReportLine } from "./report.ts";

/** A resource's own line; `depth`: 0 for a section, 1 for a region of it, 2 for a view of that. */
function resourceLine(context: ModelContext, address: Word64, depth: number): ReportLine {
  return new ReportLine(context, indented(String(context.resource(address)), depth), {
    Resource: () => context.resource(address),
  });
}

function absenceLine(context: ModelContext, absence: Absence): ReportLine {
  return new ReportLine(context, `<${absence.reason}>`);
}

/** Sections of a port, or why an entry of its list cannot be decoded. */
function sectionsOf(context: ModelContext, port: Word64): readonly Maybe<Word64>[] {
  const facts = context.portFacts(port);
  if (isAbsent(facts)) {
    return [facts];
  }
  const sections: Maybe<Word64>[] = [];
  for (const blob of walkResources(context.target, facts.structure)) {
    if (isAbsent(blob)) {
      sections.push(blob);
    } else if (blob.kind === "Section") {
      sections.push(blob.address);
    }
  }
  return sections;
}

function* sectionLines(context: ModelContext, section: Word64): Generator<ReportLine> {
  yield resourceLine(context, section, 0);
  const facts = readSection(context.target, section);
  for (const region of isAbsent(facts) ? [] : walkRegions(context.target, facts)) {
    yield resourceLine(context, region, 1);
    const regionFacts = readRegion(context.target, region);
    for (const view of isAbsent(regionFacts) ? [] : walkViews(context.target, regionFacts)) {
      yield resourceLine(context, view, 2);
    }
  }
}

/**
 * `-presl`: sections of a port, each followed by its regions, each of those by its views. Unreadable parts are lines
 * with the reason.
 */
export function portSections(context: ModelContext, port: Word64): ReportLine {
  const title = (): string =>
    isAbsent(context.portFacts(port))
      ? `Sections of ${String(context.port(port))}`
      : `${counted(sectionsOf(context, port).filter((section) => !isAbsent(section)).length, "section")} of ${String(context.port(port))}`;
  return new ReportLine(context, title, { Port: () => context.port(port) }, function* () {
    for (const section of sectionsOf(context, port)) {
      if (isAbsent(section)) {
        yield absenceLine(context, section);
      } else {
        yield* sectionLines(context, section);
      }
    }
  });
}
