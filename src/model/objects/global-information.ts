/** The kernel's global ALPC data. */
import { mapPresent, notApplicable } from "../../target/absence.ts";
import {
  countResources,
  readGlobalInformation,
  type GlobalInformation as GlobalFacts,
  type ResourceTypeFacts,
} from "../../alpc/global-information.ts";
import type { BlobKind } from "../../alpc/resource/blob.ts";
import { shortList } from "../base/collection.ts";
import { type ModelContext, fact, FactObject } from "../base/object.ts";
import { defineClass, inDecimal, property } from "../base/members.ts";

/** The kernel's global ALPC data, read once a stop when it is first asked for. */
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

/** One kind of ALPC resources, with the kernel's own counts. */
export class ResourceType extends FactObject<ResourceTypeFacts> {
  protected override __describe({ kind, existing, poolTag }: ResourceTypeFacts): string {
    return `${kind}${typeof poolTag === "string" ? ` '${poolTag}'` : ""}: ${typeof existing === "number" ? `${existing} exist` : "not counted in this build"}`;
  }
}

/** How many resources of one kind are on the lists of ports. */
interface CountFacts {
  readonly kind: BlobKind | "Invalid";
  readonly count: number;
}

/** Resources of one kind on the lists of ports. */
export class ResourceCount extends FactObject<CountFacts> {
  protected override __describe({ kind, count }: CountFacts): string {
    return `${kind}: ${count}`;
  }
}

/** `ConnectionInfo 5, Message 9`: the kinds that the kernel counts. */
function existingResources({ resourceTypes }: GlobalFacts): string {
  const counts = resourceTypes.reduce<readonly string[]>(
    (found, { kind, existing }) => (typeof existing === "number" ? [...found, `${kind} ${existing}`] : found),
    [],
  );
  return counts.length === 0 ? "not counted in this build" : counts.join(", ");
}

export const resourceCountClass = defineClass<ResourceCount>(
  "resource-count",
  "How many resources of one kind are on the lists of ports.",
  ResourceCount,
  {
    Kind: fact(
      "The kind by the blob headers; Invalid counts entries that are not resources.",
      ({ kind }: CountFacts) => kind,
    ),
    Count: inDecimal(fact("How many there are on the lists of all ports.", ({ count }: CountFacts) => count)),
  },
);

export const resourceTypeClass = defineClass<ResourceType>(
  "resource-type",
  "A kind of ALPC resource as the kernel describes it.",
  ResourceType,
  {
    Kind: fact("The kind.", ({ kind }: ResourceTypeFacts) => kind),
    Symbol: fact("The kernel's symbol for it.", ({ symbol }: ResourceTypeFacts) => symbol),
    Address: fact("Address of its description (_BLOB_TYPE).", ({ address }: ResourceTypeFacts) => address),
    ResourceId: inDecimal(
      fact("The number in the blob headers of this kind.", ({ resourceId }: ResourceTypeFacts) => resourceId),
    ),
    PoolTag: fact("Tag of its pool memory.", ({ poolTag }: ResourceTypeFacts) => poolTag),
    Created: inDecimal(fact("How many were ever created.", ({ created }: ResourceTypeFacts) => created)),
    Deleted: inDecimal(fact("How many of them are gone.", ({ deleted }: ResourceTypeFacts) => deleted)),
    Existing: inDecimal(fact("How many exist.", ({ existing }: ResourceTypeFacts) => existing)),
  },
);

function resourceTypes(information: GlobalInformation): readonly ResourceType[] {
  return information.__facts.resourceTypes.map(
    (facts) =>
      new ResourceType(
        information.__context,
        facts,
        () =>
          information.__facts.resourceTypes.find(({ symbol }) => symbol === facts.symbol) ??
          notApplicable("this kernel has no such kind"),
      ),
  );
}

function resourceCounts(context: ModelContext): readonly ResourceCount[] {
  const counts = (): ReadonlyMap<CountFacts["kind"], number> =>
    context.target.stop.once("ALPC resources by kind", () => countResources(context.target));
  return Array.from(
    counts(),
    ([kind, count]) => new ResourceCount(context, { kind, count }, () => ({ kind, count: counts().get(kind) ?? 0 })),
  );
}

export const globalInformationClass = defineClass(
  "global-information",
  "What the kernel keeps about ALPC as a whole.",
  GlobalInformation,
  {
    PortType: property('Address of the object type "ALPC Port".', ({ __facts }) =>
      mapPresent(__facts.portType, ({ address }) => address),
    ),
    PortObjects: inDecimal(
      property("Ports, as the object manager counts them.", ({ __facts }) =>
        mapPresent(__facts.portType, ({ objects }) => objects),
      ),
    ),
    PortHandles: inDecimal(
      property("Handles to ports, as the object manager counts them.", ({ __facts }) =>
        mapPresent(__facts.portType, ({ handles }) => handles),
      ),
    ),
    MostPortObjects: inDecimal(
      property("The most ports at any time.", ({ __facts }) =>
        mapPresent(__facts.portType, ({ mostObjects }) => mostObjects),
      ),
    ),
    MostPortHandles: inDecimal(
      property("The most handles to ports at any time.", ({ __facts }) =>
        mapPresent(__facts.portType, ({ mostHandles }) => mostHandles),
      ),
    ),
    ResourceTypes: property("The kinds of resources with the kernel's own counts.", (information) =>
      shortList(
        information.__context,
        "kind of resource",
        () => existingResources(information.__facts),
        () => resourceTypes(information),
      ),
    ),
    ResourcesOnPorts: property(
      "Resources on the lists of all ports, counted by kind: a walk over every port.",
      ({ __context }) =>
        shortList(__context, "count", "Resources on the lists of all ports, by kind", () => resourceCounts(__context)),
    ),
    MessageLogEnabled: property(
      "Whether the kernel keeps a log of messages.",
      ({ __facts }) => __facts.messageLog.isEnabled,
    ),
    MessageLogEntries: inDecimal(property("Entries in that log.", ({ __facts }) => __facts.messageLog.entries)),
  },
);
