/** The Alpcx property of native objects, Debugger.Utility.Alpc, and global information. */
import assert from "node:assert/strict";
import { alpcLayoutIds, type LayoutId, type SystemFacts } from "../kernel/index.ts";
import { busySystem } from "../unit/alpc/scene.ts";
import { World } from "./expected/world.ts";
import { openPack } from "./pack.ts";

function literal(address: bigint): string {
  return `0x${address.toString(16)}`;
}

/** An address of each native type that has `.Alpcx`. */
function natives({
  ports,
  messages,
  connections,
  resources,
}: SystemFacts): readonly (readonly [type: string, address: bigint | undefined])[] {
  const resource = (kind: string): bigint | undefined =>
    resources.find((candidate) => candidate.kind === kind)?.address;
  return [
    ["_ALPC_PORT", ports[0]?.address],
    ["_KALPC_MESSAGE", messages[0]?.address],
    ["_ALPC_COMMUNICATION_INFO", connections[0]?.communicationInfo],
    ["_KALPC_SECTION", resource("section")],
    ["_KALPC_REGION", resource("region")],
    ["_KALPC_VIEW", resource("view")],
    ["_KALPC_RESERVE", resource("reserve")],
    ["_KALPC_SECURITY_DATA", resource("security")],
    ["_KALPC_HANDLE_DATA", resource("handleData")],
  ];
}

describe("native objects, utilities and global information", () => {
  function compare(layout: LayoutId): void {
    describe(layout, () => {
      let world: World;

      before(() => {
        const image = busySystem(layout);
        world = new World(openPack(image.target), image);
      });

      it("every native type has the decoded object as Alpcx, through an object and through a pointer", () => {
        for (const [type, address] of natives(world.facts)) {
          const pointer = `((nt!${type}*)${literal(address ?? 0n)})`;
          world.leadsTo(world.pack.evaluate(`${pointer}->Alpcx`), address);
          world.leadsTo(world.pack.evaluate(`(*${pointer}).Alpcx`), address);
          const own = world.pack.evaluate(`${pointer}->Alpcx`);
          world.leadsTo(world.get(world.get(own, "Object"), "Alpcx"), address);
        }
      });

      it("a native object of the wrong type answers with the reason", () => {
        const process = literal(world.facts.processes[0]?.address ?? 0n);
        for (const type of ["_KALPC_SECTION", "_KALPC_VIEW"]) {
          assert.match(
            world.pack.display(world.pack.evaluate(`((nt!${type}*)${process})->Alpcx`)),
            /^<.*(is not the header of|cannot be read).*>$/,
          );
        }
      });

      it("Debugger.Utility.Alpc decodes addresses, native pointers and our own objects", () => {
        const {
          ports: [port],
          messages: [message],
          resources: [resource],
          processes: [process],
          threads: [thread],
        } = world.facts;
        const given: readonly (readonly [method: string, address: bigint, type: string])[] = [
          ["Port", port?.address ?? 0n, "_ALPC_PORT"],
          ["Message", message?.address ?? 0n, "_KALPC_MESSAGE"],
          ["Resource", resource?.address ?? 0n, "_KALPC_SECTION"],
          ["Process", process?.address ?? 0n, "_EPROCESS"],
          ["Thread", thread?.address ?? 0n, "_ETHREAD"],
        ];
        for (const [method, address, type] of given) {
          const call = (argument: string): unknown =>
            world.pack.evaluate(`Debugger.Utility.Alpc.${method}(${argument})`);
          world.leadsTo(call(literal(address)), address);
          world.leadsTo(call(`"${literal(address)}"`), address);
          world.leadsTo(call(`(nt!${type}*)${literal(address)}`), address);
          world.leadsTo(call(`Debugger.Utility.Alpc.${method}(${literal(address)})`), address);
          assert.match(
            world.pack.failure(`Debugger.Utility.Alpc.${method}("nonsense")`),
            /^'nonsense' is not the address/,
          );
        }
        assert.match(String(world.pack.ask("Debugger.Utility.Alpc.Version")), /^\d+\.\d+\.\d+$/);
        assert.match(String(world.pack.ask("Debugger.Utility.Alpc.Help")), /^Commands of alpcx/);
      });

      it("processes and threads by id, and a sentence for an id that nobody has", () => {
        for (const { id, address } of world.facts.processes) {
          world.leadsTo(world.pack.evaluate(`Debugger.Utility.Alpc.Process(0x${id.toString(16)})`), address);
        }
        for (const { id, address } of world.facts.threads) {
          world.leadsTo(world.pack.evaluate(`Debugger.Utility.Alpc.Thread(0x${id.toString(16)})`), address);
        }
        assert.match(world.pack.failure("Debugger.Utility.Alpc.Process(0x7ffc)"), /^No process has the id 0x7ffc\./);
        assert.match(world.pack.failure("Debugger.Utility.Alpc.Thread(0x7ffc)"), /^No thread has the id 0x7ffc\./);
        assert.match(world.pack.failure("Debugger.Utility.Alpc.Message(0x7ffc)"), /^No message has the id 0x7ffc:/);
      });

      it("an address of something else is rejected in one sentence", () => {
        const {
          ports: [port],
          processes: [process],
        } = world.facts;
        const [portAt, processAt] = [literal(port?.address ?? 0n), literal(process?.address ?? 0n)];
        assert.equal(
          world.pack.failure(`Debugger.Utility.Alpc.Port(${processAt})`),
          `There is no port at ${processAt}: it is a process; !alpcx_process ${processAt} shows it.`,
        );
        assert.match(
          world.pack.failure(`Debugger.Utility.Alpc.Message(${processAt})`),
          new RegExp(`^There is no message at ${processAt}: it is a process; `),
        );
        assert.match(
          world.pack.failure(`Debugger.Utility.Alpc.Process(${portAt})`),
          new RegExp(`^There is no process at ${portAt}: it is a port; !alpcx_port ${portAt} shows it\\.$`),
        );
        assert.match(
          world.pack.failure(`Debugger.Utility.Alpc.Thread(${portAt})`),
          new RegExp(`^There is no thread at ${portAt}: it is a port; `),
        );
      });

      it("global information counts what exists", () => {
        const global = world.pack.evaluate("@$cursession.Alpc.GlobalInformation");
        world.plain(world.get(global, "PortObjects"), world.facts.ports.length);
        world.plain(
          world.get(global, "PortHandles"),
          world.facts.ports.reduce((sum, { handleCount }) => sum + handleCount, 0),
        );
        const existing = new Map(
          world.pack
            .elements(world.get(global, "ResourceTypes"))
            .map((type) => [world.get(type, "Kind"), world.get(type, "Existing")]),
        );
        const count = (kind: string): number =>
          world.facts.resources.filter((resource) => resource.kind === kind).length;
        const expected: readonly (readonly [kind: string, count: number])[] = [
          ["Message", world.facts.messages.length],
          ["Section", count("section")],
          ["Region", count("region")],
          ["View", count("view")],
          ["Reserve", count("reserve")],
          [
            "ConnectionInfo",
            world.facts.connections.length + world.facts.ports.filter(({ kind }) => kind === "connection").length,
          ],
        ];
        for (const [kind, number] of expected) {
          assert.equal(existing.get(kind), number, kind);
        }
        const onPorts = new Map(
          world.pack
            .elements(world.get(global, "ResourcesOnPorts"))
            .map((entry) => [world.get(entry, "Kind"), world.get(entry, "Count")]),
        );
        assert.equal(
          [...onPorts.values()].reduce<number>((sum, number) => sum + Number(number), 0),
          world.facts.ports.reduce((sum, { resources }) => sum + resources.length, 0),
        );
        assert.equal(onPorts.get("Section"), count("section"));
      });

      it("the completion list has its header, head, tail and active threads", () => {
        const port = world.facts.ports.find(({ completionList }) => completionList !== undefined);
        const list = world.pack.evaluate(`@$cursession.Alpc.Port(${literal(port?.address ?? 0n)}).CompletionList`);
        const figures = {
          Head: 5,
          Tail: 3,
          ActiveThreadCount: 2,
          ConcurrencyCount: 4,
          LastMessageId: 0x44,
          PostCount: 17,
          ReturnCount: 0,
          TotalSize: 0x4000n,
          ListSize: 0x400n,
          DataSize: 0x3800n,
        };
        for (const [name, figure] of Object.entries(figures)) {
          world.number(world.get(list, name), figure);
        }
        world.plain(world.get(list, "Header"), port?.completionList?.header);
        world.leadsTo(world.get(list, "OwnerProcess"), port?.owner);
        assert.match(world.pack.display(list), /head 5, tail 3, 2 threads active$/);
      });
    });
  }

  for (const layout of alpcLayoutIds) {
    compare(layout);
  }
});
