/** Memory that the ends of a connection share: sections, their regions, and the views that map them. */
import { walkRegions, walkViews } from "../../alpc/resource/shared-memory.ts";
import { nativeObject } from "../../target/debugger-objects.ts";
import { mapPresent } from "../../target/absence.ts";
import { defineClass, inDecimal } from "../members.ts";
import { bodyRow, commonResourceProperties, listRow, Resource, stateRow } from "./resource.ts";

export class Section extends Resource {}
export class Region extends Resource {}
export class View extends Resource {}

export const sectionClass = defineClass<Section>("section", "An ALPC section: memory that a connection's ends share.", Section, {
  ...commonResourceProperties("_KALPC_SECTION"),
  Size: inDecimal(bodyRow("Section", "Its size in bytes.", ({ size }) => size)),
  SectionObject: bodyRow("Section", "The memory manager's section.", ({ sectionObject }, { target }) =>
    mapPresent(sectionObject, (object) => nativeObject(target, "_SECTION", object))),
  Handle: bodyRow("Section", "Its handle in the connection's ALPC handle table.", ({ handle }) => handle),
  NumberOfRegions: inDecimal(bodyRow("Section", "Regions, as the kernel counts them.", ({ numberOfRegions }) => numberOfRegions)),
  Regions: listRow("Section", "region", "Its regions.", (section, { target }) => walkRegions(target, section)),
  State: stateRow("Section", "The section's flags word and each of its named bits.", ({ state }) => state),
});

export const regionClass = defineClass<Region>("region", "An ALPC region: a part of a section.", Region, {
  ...commonResourceProperties("_KALPC_REGION"),
  Section: bodyRow("Region", "The section that it is a part of.", ({ section }, context) => context.maybe(section, "resource")),
  Offset: bodyRow("Region", "Bytes from the start of the section.", ({ offset }) => offset),
  Size: inDecimal(bodyRow("Region", "Its size in bytes.", ({ size }) => size)),
  ViewSize: inDecimal(bodyRow("Region", "Bytes that each view maps.", ({ viewSize }) => viewSize)),
  NumberOfViews: inDecimal(bodyRow("Region", "Views, as the kernel counts them.", ({ numberOfViews }) => numberOfViews)),
  ReadOnlyView: bodyRow("Region", "The view that maps it for reading.", ({ readOnlyView }, context) => context.maybe(readOnlyView, "resource")),
  ReadWriteView: bodyRow("Region", "The view that maps it for reading and writing.", ({ readWriteView }, context) => context.maybe(readWriteView, "resource")),
  Views: listRow("Region", "view", "Views that map it.", (region, { target }) => walkViews(target, region)),
  State: stateRow("Region", "The region's flags word and each of its named bits.", ({ state }) => state),
});

export const viewClass = defineClass<View>("view", "An ALPC view: a region mapped into one process.", View, {
  ...commonResourceProperties("_KALPC_VIEW"),
  Region: bodyRow("View", "The region that it maps.", ({ region }, context) => context.maybe(region, "resource")),
  Base: bodyRow("View", "Where it is mapped, in the owning process.", ({ base }) => base),
  Size: inDecimal(bodyRow("View", "Its size in bytes.", ({ size }) => size)),
  SecureViewHandle: bodyRow("View", "Handle that keeps the owner from changing the mapping.", ({ secureViewHandle }) => secureViewHandle),
  WriteAccessHandle: bodyRow("View", "Handle that gives the view write access.", ({ writeAccessHandle }) => writeAccessHandle),
  NumberOfOwnerMessages: inDecimal(bodyRow("View", "Messages under way that carry it.", ({ numberOfOwnerMessages }) => numberOfOwnerMessages)),
  State: stateRow("View", "The view's flags word and each of its named bits.", ({ state }) => state),
});
