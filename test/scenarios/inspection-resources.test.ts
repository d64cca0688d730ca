/** ALPC resources of every kind, property by property, on every layout. */
import assert from "node:assert/strict";
import { alpcLayoutIds, type LayoutId } from "../kernel/index.ts";
import { busySystem } from "../unit/alpc/scene.ts";
import { World } from "./expected/world.ts";
import { openPack } from "./pack.ts";

import { resourceExpectations, resourceKinds, type ResourceKind } from "./expected/resource.ts";

function literal(address: bigint): string {
  return `0x${address.toString(16)}`;
}

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
            resourceExpectations[resource.kind as ResourceKind],
            `${resource.kind} ${literal(resource.address)}`,
          );
        }
        assert.deepEqual([...seen].sort(), Object.keys(resourceKinds).sort());
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
              resourceKinds[world.facts.resources.find(({ address }) => address === resource)?.kind as ResourceKind],
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
