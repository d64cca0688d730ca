/** What `!alpc -presl` told: the sections of a port with their regions and views. */
import { Absence, isAbsent, type Maybe } from "../../target/absence.ts";
import type { Word64 } from "../../target/word64.ts";
import { readRegion, walkViews } from "../../alpc/region.ts";
import { walkResources } from "../../alpc/resource-list.ts";
import { readSection, walkRegions } from "../../alpc/section.ts";
import type { ModelContext } from "../context.ts";
import { portName } from "../naming.ts";
import { ReportLine } from "../report.ts";

/** A resource's own line, with the lines of what it is made of. */
function resourceLine(context: ModelContext, address: Word64, parts: () => Iterable<ReportLine>): ReportLine {
  return new ReportLine(context, String(context.resource(address)), { Resource: () => context.resource(address) }, parts);
}

function* regionLines(context: ModelContext, section: Word64): Generator<ReportLine> {
  const facts = readSection(context.target, section);
  for (const region of facts instanceof Absence ? [] : walkRegions(context.target, facts)) {
    yield resourceLine(context, region, () => viewLines(context, region));
  }
}

function* viewLines(context: ModelContext, region: Word64): Generator<ReportLine> {
  const facts = readRegion(context.target, region);
  for (const view of facts instanceof Absence ? [] : walkViews(context.target, facts)) {
    yield resourceLine(context, view, () => []);
  }
}

/** As `-presl`: sections, regions and views of a port. Throws nothing: what cannot be read is a line that says so. */
export function portSections(context: ModelContext, port: Word64): ReportLine {
  return new ReportLine(context, `Sections of port ${port} ${portName(context, port)}`, { Port: () => context.port(port) }, function* () {
    const facts = context.portFacts(port);
    if (facts instanceof Absence) {
      yield new ReportLine(context, `<${facts.reason}>`);
      return;
    }
    for (const blob of walkResources(context.target, facts.structure)) {
      if (isAbsent(blob)) {
        yield new ReportLine(context, `<${reasonOf(blob)}>`);
      } else if (blob.kind === "Section") {
        yield resourceLine(context, blob.address, () => regionLines(context, blob.address));
      }
    }
  });
}

function reasonOf(absent: Maybe<unknown>): string {
  return absent instanceof Absence ? absent.reason : "";
}
