/** Expected values of ALPC resources, property by property. */
import type { ResourceFacts } from "../../kernel/index.ts";
import type { Check, Expectations, World } from "./world.ts";

/** Messages are resources too, and told elsewhere. */
export type ResourceKind = Exclude<ResourceFacts["kind"], "message">;

/** The kinds as users see them. */
export const resourceKinds: Readonly<Record<ResourceKind, string>> = {
  section: "Section",
  region: "Region",
  view: "View",
  reserve: "Reserve",
  security: "SecurityContext",
  handleData: "HandleData",
};

function field(name: string): Check<ResourceFacts> {
  return (world, value, { fields }) => {
    world.plain(value, fields[name]);
  };
}

function reference(name: string): Check<ResourceFacts> {
  return (world, value, { fields }) => {
    world.leadsTo(value, fields[name] as bigint);
  };
}

/** A member that some builds lack. */
function where(type: string, member: string, check: Check<ResourceFacts>): Check<ResourceFacts> {
  return (world, value, facts) => {
    if (world.has(type, member)) {
      check(world, value, facts);
    } else {
      world.absent(value, "NotInThisBuild");
    }
  };
}

/** Addresses of the resources that have a field with this value. */
function madeOf(world: World, kind: ResourceKind, name: string, address: bigint): readonly bigint[] {
  return world.facts.resources
    .filter((resource) => resource.kind === kind && resource.fields[name] === address)
    .map((resource) => resource.address);
}

function carriers(world: World, name: "view" | "securityData" | "handleData", address: bigint): readonly bigint[] {
  return world.facts.messages.filter((message) => message[name] === address).map((message) => message.address);
}

function ownerOf(world: World, port: bigint): bigint | undefined {
  return world.port(port)?.owner;
}

const common: Expectations<ResourceFacts> = {
  Address: (world, value, { address }) => {
    world.plain(value, address);
  },
  Kind: (world, value, { kind }) => {
    world.plain(value, resourceKinds[kind as ResourceKind]);
  },
  ReferenceCount: (world, value, { referenceCount }) => {
    world.plain(value, referenceCount);
  },
  BlobFlags: (world, value) => {
    world.plain(value, "none");
  },
  OwnerPort: (world, value, { owner }) => {
    world.leadsTo(value, owner);
  },
  OwnerProcess: (world, value, { owner }) => {
    world.leadsTo(value, ownerOf(world, owner));
  },
  Container: (world, value) => {
    world.absent(value);
  },
  Object: (world, value, { address }) => {
    world.leadsTo(value, address);
  },
};

const ownHandle: Check<ResourceFacts> = (world, value, { handle }) => {
  world.plain(value, handle);
};
const levels = ["SecurityAnonymous", "SecurityIdentification", "SecurityImpersonation", "SecurityDelegation"];

function bits(names: Readonly<Record<string, string>>): Check<ResourceFacts> {
  return (world, value, { fields }) => {
    for (const [bit, name] of Object.entries(names)) {
      world.plain(world.get(value, bit), fields[name] === true ? 1 : 0);
    }
  };
}

/** What each property must be, by the kind. */
export const resourceExpectations: Readonly<Record<ResourceKind, Expectations<ResourceFacts>>> = {
  section: {
    ...common,
    Users: (world, value, { address }) => {
      world.holds(value, madeOf(world, "region", "section", address));
    },
    Size: field("size"),
    Handle: ownHandle,
    NumberOfRegions: field("regions"),
    // _SECTION is in the layouts of those builds only whose symbols have it.
    SectionObject: (world, value, { fields }) => {
      if (world.image.scenario.machine.layout.types["_SECTION"] === undefined) {
        world.absent(value, "NotInThisBuild");
      } else {
        world.leadsTo(value, fields["sectionObject"] as bigint);
      }
    },
    Regions: (world, value, { address }) => {
      world.lists(value, madeOf(world, "region", "section", address));
    },
    State: bits({ Internal: "internal", Secure: "secure" }),
  },
  region: {
    ...common,
    Container: reference("section"),
    Section: reference("section"),
    Users: (world, value, { address }) => {
      world.holds(value, madeOf(world, "view", "region", address));
    },
    Offset: field("offset"),
    Size: field("size"),
    ViewSize: field("viewSize"),
    NumberOfViews: field("views"),
    ReadOnlyView: (world, value) => {
      world.absent(value);
    },
    ReadWriteView: (world, value, { address }) => {
      world.leadsTo(value, madeOf(world, "view", "region", address)[0]);
    },
    Views: (world, value, { address }) => {
      world.lists(value, madeOf(world, "view", "region", address));
    },
    State: bits({ Secure: "secure" }),
  },
  view: {
    ...common,
    OwnerProcess: reference("process"),
    Container: reference("region"),
    Region: reference("region"),
    Users: (world, value, { address, fields }) => {
      world.holds(value, [fields["process"] as bigint, ...carriers(world, "view", address)]);
    },
    Base: field("base"),
    Size: field("size"),
    SecureViewHandle: (world, value) => {
      world.plain(value, 0n);
    },
    WriteAccessHandle: (world, value) => {
      world.plain(value, 0n);
    },
    // The native view has a member of the name Address.
    Object: (world, value, { address }) => {
      world.plain(world.get(world.get(value, "targetLocation"), "address"), address);
    },
    NumberOfOwnerMessages: where("_KALPC_VIEW", "NumberOfOwnerMessages", (world, value) => {
      world.plain(value, 0);
    }),
    State: bits({ WriteAccess: "writable" }),
  },
  reserve: {
    ...common,
    Users: (world, value, { fields }) => {
      world.holds(value, [fields["message"] as bigint]);
    },
    Handle: ownHandle,
    Message: reference("message"),
    IsActive: field("active"),
    Size: where("_KALPC_RESERVE", "Size", field("size")),
  },
  security: {
    ...common,
    Users: (world, value, { address }) => {
      world.holds(value, carriers(world, "securityData", address));
    },
    Handle: ownHandle,
    ImpersonationLevel: (world, value, { fields }) => {
      world.plain(value, levels[Number(fields["level"])]);
    },
    TrackingMode: (world, value) => {
      world.plain(value, "Static");
    },
    EffectiveOnly: (world, value) => {
      world.plain(value, false);
    },
    Token: (world, value, { fields }) => {
      world.token(value, BigInt(String(fields["token"])));
    },
    State: bits({ Impersonated: "impersonated", Revoked: "revoked" }),
  },
  handleData: {
    ...common,
    OwnerPort: (world, value) => {
      world.absent(value);
    },
    OwnerProcess: reference("sourceProcess"),
    SourceProcess: reference("sourceProcess"),
    Users: (world, value, { address }) => {
      world.holds(value, carriers(world, "handleData", address));
    },
    ObjectType: (world, value) => {
      world.plain(value, "Event");
    },
    Count: where("_KALPC_HANDLE_DATA", "Count", (world, value) => {
      world.plain(value, 1);
    }),
    SourceHandle: field("sourceHandle"),
    ReferencedObject: field("object"),
    TargetAccess: field("targetAccess"),
  },
};
