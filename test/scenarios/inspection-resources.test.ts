/** ALPC resources of every kind, property by property, on every layout. */
import assert from "node:assert/strict";
import { alpcLayoutIds, type LayoutId, type ResourceFacts } from "../kernel/index.ts";
import { busySystem } from "../unit/alpc/scene.ts";
import { World, type Check, type Expectations } from "./expected/world.ts";
import { openPack } from "./pack.ts";

type Kind = Exclude<ResourceFacts["kind"], "message">;

/** The kinds as users see them. */
const kinds: Readonly<Record<Kind, string>> = {
  section: "Section",
  region: "Region",
  view: "View",
  reserve: "Reserve",
  security: "SecurityContext",
  handleData: "HandleData",
};

function literal(address: bigint): string {
  return `0x${address.toString(16)}`;
}

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
function madeOf(world: World, kind: Kind, name: string, address: bigint): readonly bigint[] {
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
    world.plain(value, kinds[kind as Kind]);
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

const expectations: Readonly<Record<Kind, Expectations<ResourceFacts>>> = {
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

describe("resources are what the kernel was built from", () => {
  function compare(layout: LayoutId): void {
    describe(layout, () => {
      let world: World;

      before(() => {
        const image = busySystem(layout);
        world = new World(openPack(image.target), image);
      });

      it("by every property of every kind", () => {
        const seen = new Set<string>();
        for (const resource of world.facts.resources) {
          seen.add(resource.kind);
          world.compare(
            world.pack.evaluate(`@$cursession.Alpc.Resource(${literal(resource.address)})`),
            resource,
            expectations[resource.kind as Kind],
            `${resource.kind} ${literal(resource.address)}`,
          );
        }
        assert.deepEqual([...seen].sort(), Object.keys(kinds).sort());
      });

      it("connection infos lead to their three ports and to the connection", () => {
        for (const connection of world.facts.connections) {
          const info = world.pack.evaluate(
            `@$cursession.Alpc.Resource(${literal(connection.communicationInfo ?? 0n)})`,
          );
          world.plain(world.get(info, "Kind"), "ConnectionInfo");
          world.leadsTo(world.get(info, "OwnerPort"), connection.connectionPort);
          world.leadsTo(world.get(info, "OwnerProcess"), connection.serverProcess);
          world.holds(world.get(info, "Users"), [
            connection.connectionPort,
            connection.clientPort,
            ...(connection.serverPort === undefined ? [] : [connection.serverPort]),
          ]);
          world.leadsTo(world.get(world.get(info, "Connection"), "ClientPort"), connection.clientPort);
        }
      });

      it("a message is a resource too, used by the threads that wait for it or serve it", () => {
        for (const message of world.facts.messages) {
          const resource = world.pack.evaluate(`@$cursession.Alpc.Resource(${literal(message.address)})`);
          world.plain(world.get(resource, "Kind"), "Message");
          world.leadsTo(world.get(resource, "Message"), message.address);
          world.leadsTo(world.get(resource, "OwnerPort"), message.ownerPort);
          world.leadsTo(world.get(resource, "OwnerProcess"), message.sender.process);
          world.holds(
            world.get(resource, "Users"),
            [message.waitingThread, message.serverThread].filter((thread) => thread !== undefined),
          );
        }
      });

      it("handles of a connection name their kind and place", () => {
        for (const port of world.facts.ports.filter(({ resourceHandles }) => resourceHandles.length > 0)) {
          const handles = world.pack.elements(
            world.pack.evaluate(`@$cursession.Alpc.Port(${literal(port.address)}).Handles`),
          );
          assert.deepEqual(
            handles.map((handle) => [world.get(handle, "Index"), world.get(handle, "Kind")]),
            port.resourceHandles.map(({ resource }, index) => [
              index,
              kinds[world.facts.resources.find(({ address }) => address === resource)?.kind as Kind],
            ]),
          );
        }
      });

      it("an address without a sensible blob header is refused in one sentence", () => {
        const process = world.facts.processes[0]?.address ?? 0n;
        assert.match(
          world.pack.failure(`@$cursession.Alpc.Resource(${literal(process)})`),
          /^There is no ALPC resource at (0x[0-9a-f]+): it is a process; !alpcx_process \1 shows it\.$/,
        );
        assert.match(
          world.pack.failure("@$cursession.Alpc.Resource(5)"),
          /^0x5 is not the address of an ALPC resource/,
        );
        assert.match(
          world.pack.failure('@$cursession.Alpc.Resource("section")'),
          /^'section' is not the address of an ALPC resource/,
        );
        const unaligned = (world.facts.resources[0]?.address ?? 0n) + 1n;
        assert.match(
          world.pack.failure(`@$cursession.Alpc.Resource(${literal(unaligned)})`),
          /: the address is not aligned\. The Resources of a port list its own\.$/,
        );
      });

      it("a header of an unknown kind or with an impossible count is refused, and everything else stays", () => {
        const image = busySystem(layout);
        const own = new World(openPack(image.target), image);
        const [first, second] = image.facts.resources;
        assert.ok(first !== undefined && second !== undefined);
        const { machine } = image.scenario;
        const header = first.address - BigInt(machine.sizeOf("_BLOB"));
        image.write(header + machine.offsetOf("_BLOB", "ResourceId"), new Uint8Array([0x77]));
        own.pack.evaluate("@$cursession.Alpc.Refresh()");
        assert.match(
          own.pack.failure(`@$cursession.Alpc.Resource(${literal(first.address)})`),
          /its kind would be 119\. The Resources of a port list its own\.$/,
        );
        own.plain(
          own.get(own.pack.evaluate(`@$cursession.Alpc.Resource(${literal(second.address)})`), "Address"),
          second.address,
        );
        const onPort = own.pack.elements(
          own.pack.evaluate(`@$cursession.Alpc.Port(${literal(first.owner)}).Resources`),
        );
        assert.equal(
          onPort.filter((resource) => own.pack.display(resource).includes("its kind would be 119")).length,
          1,
        );
        assert.equal(onPort.length, own.port(first.owner)?.resources.length);
      });
    });
  }

  for (const layout of alpcLayoutIds) {
    compare(layout);
  }
});
