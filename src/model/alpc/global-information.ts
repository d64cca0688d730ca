/** What the kernel keeps about ALPC as a whole. */
import { mapPresent } from "../../target/absence.ts";
import { countResources, readGlobalInformation, type GlobalInformation as GlobalFacts, type ResourceTypeFacts } from "../../alpc/global-information.ts";
import { shortList } from "../collection.ts";
import type { ModelContext } from "../context.ts";
import { defineClass, property } from "../members.ts";

export class GlobalInformation {
  readonly __context: ModelContext;

  constructor(context: ModelContext) {
    this.__context = context;
  }

  get __facts(): GlobalFacts {
    return this.__context.target.stop.once("global information", () => readGlobalInformation(this.__context.target));
  }

  toString(): string {
    return "ALPC object types, counts and message log";
  }
}

export class ResourceType {
  readonly __context: ModelContext;
  readonly __facts: ResourceTypeFacts;

  constructor(context: ModelContext, facts: ResourceTypeFacts) {
    this.__context = context;
    this.__facts = facts;
  }

  toString(): string {
    const { kind, existing, poolTag } = this.__facts;
    return `${kind}${typeof poolTag === "string" ? ` '${poolTag}'` : ""}: ${typeof existing === "number" ? `${existing} exist` : "not counted in this build"}`;
  }
}

export const resourceTypeClass = defineClass("resource-type", "A kind of ALPC resource as the kernel describes it.", ResourceType, {
  Kind: property("The kind.", ({ __facts }) => __facts.kind),
  Symbol: property("The kernel's symbol for it.", ({ __facts }) => __facts.symbol),
  Address: property("Address of its description (_BLOB_TYPE).", ({ __facts }) => __facts.address),
  ResourceId: property("The number in the blob headers of this kind.", ({ __facts }) => __facts.resourceId),
  PoolTag: property("Tag of its pool memory.", ({ __facts }) => __facts.poolTag),
  Created: property("How many were ever created.", ({ __facts }) => __facts.created),
  Deleted: property("How many of them are gone.", ({ __facts }) => __facts.deleted),
  Existing: property("How many exist.", ({ __facts }) => __facts.existing),
});

export const globalInformationClass = defineClass("global-information", "What the kernel keeps about ALPC as a whole.", GlobalInformation, {
  PortType: property("Address of the object type \"ALPC Port\".", ({ __facts }) => mapPresent(__facts.portType, ({ address }) => address)),
  PortObjects: property("Ports, as the object manager counts them.", ({ __facts }) => mapPresent(__facts.portType, ({ objects }) => objects)),
  PortHandles: property("Handles to ports, as the object manager counts them.", ({ __facts }) => mapPresent(__facts.portType, ({ handles }) => handles)),
  MostPortObjects: property("The most ports at any time.", ({ __facts }) => mapPresent(__facts.portType, ({ mostObjects }) => mostObjects)),
  MostPortHandles: property("The most handles to ports at any time.", ({ __facts }) => mapPresent(__facts.portType, ({ mostHandles }) => mostHandles)),
  ResourceTypes: property("The kinds of resources with the kernel's own counts.", ({ __context, __facts }) =>
    shortList(__context, "kind of resource", "Kinds of resources", () => __facts.resourceTypes.map((facts) => new ResourceType(__context, facts)))),
  ResourcesOnPorts: property("Resources on the lists of all ports, counted by kind: a walk over every port.", ({ __context }) =>
    shortList(__context, "count", "Resources on the lists of all ports, by kind", () => Array.from(countResources(__context.target), ([kind, count]) => `${kind}: ${count}`))),
  MessageLogEnabled: property("Whether the kernel keeps a log of messages.", ({ __facts }) => __facts.messageLog.isEnabled),
  MessageLogEntries: property("Entries in that log.", ({ __facts }) => __facts.messageLog.entries),
});
