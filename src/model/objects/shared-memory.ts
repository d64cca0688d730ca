/** Memory shared by the ends of a connection, as objects: sections, their regions, and the views that map these. */
import { mapPresent } from "../../target/absence.ts";
import { nativeObject } from "../../target/debugger-objects.ts";
import type { Word64 } from "../../target/word64.ts";
import type { ResourceBody } from "../../alpc/resource/resource.ts";
import { walkRegions, walkViews } from "../../alpc/resource/shared-memory.ts";
import type { Walk } from "../../nt/walk.ts";
import { countedList, elementsOf, untilEnd } from "../base/collection.ts";
import { defineClass, inDecimal, property, subclass, type PropertyRow } from "../base/members.ts";
import type { ModelContext } from "../base/object.ts";
import { bodyOf, bodyRow, commonResourceProperties, Resource, stateRow, type Body } from "./resource.ts";

/** The row for a list that a resource of one kind leads to: walked on demand. */
function listRow<K extends ResourceBody["kind"]>(
  kind: K,
  what: string,
  help: string,
  walk: (body: Body<K>, context: ModelContext) => Walk<Word64>,
): PropertyRow<Resource> {
  return property(help, (resource) =>
    mapPresent(bodyOf(resource, kind), () =>
      countedList(
        resource.__context,
        what,
        () => elementsOf(bodyOf(resource, kind), (body) => untilEnd(walk(body, resource.__context))),
        (address) => resource.__context.resource(address),
      ),
    ),
  );
}

export const sectionClass = defineClass(
  "section",
  "An ALPC section: memory that a connection's ends share.",
  subclass(Resource),
  {
    ...commonResourceProperties("_KALPC_SECTION"),
    Size: inDecimal(bodyRow("Section", "Its size in bytes.", ({ size }) => size)),
    SectionObject: bodyRow("Section", "The memory manager's section.", ({ sectionObject }, { target }) =>
      mapPresent(sectionObject, (object) => nativeObject(target, "_SECTION", object)),
    ),
    Handle: bodyRow("Section", "Its handle in the connection's ALPC handle table.", ({ handle }) => handle),
    NumberOfRegions: inDecimal(
      bodyRow("Section", "Regions, as the kernel counts them.", ({ numberOfRegions }) => numberOfRegions),
    ),
    Regions: listRow("Section", "region", "Its regions.", (section, { target }) => walkRegions(target, section)),
    State: stateRow("Section", "The section's flags word and each of its named bits.", ({ state }) => state),
  },
);

export const regionClass = defineClass("region", "An ALPC region: a part of a section.", subclass(Resource), {
  ...commonResourceProperties("_KALPC_REGION"),
  Section: bodyRow("Region", "The section that it is a part of.", ({ section }, context) =>
    context.maybe(section, "resource"),
  ),
  Offset: bodyRow("Region", "Bytes from the start of the section.", ({ offset }) => offset),
  Size: inDecimal(bodyRow("Region", "Its size in bytes.", ({ size }) => size)),
  ViewSize: inDecimal(bodyRow("Region", "Bytes that each view maps.", ({ viewSize }) => viewSize)),
  NumberOfViews: inDecimal(
    bodyRow("Region", "Views, as the kernel counts them.", ({ numberOfViews }) => numberOfViews),
  ),
  ReadOnlyView: bodyRow("Region", "The view that maps it for reading.", ({ readOnlyView }, context) =>
    context.maybe(readOnlyView, "resource"),
  ),
  ReadWriteView: bodyRow("Region", "The view that maps it for reading and writing.", ({ readWriteView }, context) =>
    context.maybe(readWriteView, "resource"),
  ),
  Views: listRow("Region", "view", "Views that map it.", (region, { target }) => walkViews(target, region)),
  State: stateRow("Region", "The region's flags word and each of its named bits.", ({ state }) => state),
});

export const viewClass = defineClass("view", "An ALPC view: a region mapped into one process.", subclass(Resource), {
  ...commonResourceProperties("_KALPC_VIEW"),
  Region: bodyRow("View", "The region that it maps.", ({ region }, context) => context.maybe(region, "resource")),
  Base: bodyRow("View", "Where it is mapped, in the owning process.", ({ base }) => base),
  Size: inDecimal(bodyRow("View", "Its size in bytes.", ({ size }) => size)),
  SecureViewHandle: bodyRow(
    "View",
    "Handle that keeps the owner from changing the mapping.",
    ({ secureViewHandle }) => secureViewHandle,
  ),
  WriteAccessHandle: bodyRow(
    "View",
    "Handle that gives the view write access.",
    ({ writeAccessHandle }) => writeAccessHandle,
  ),
  NumberOfOwnerMessages: inDecimal(
    bodyRow("View", "Messages under way that carry it.", ({ numberOfOwnerMessages }) => numberOfOwnerMessages),
  ),
  State: stateRow("View", "The view's flags word and each of its named bits.", ({ state }) => state),
});
