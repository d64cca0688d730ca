/** Every property of every object equals what the scene was built from. */
import { busySystem } from "../unit/alpc/scene.ts";
import { layoutIds, lpcLayoutIds, type KernelImage, type LayoutId } from "../kernel/index.ts";
import { connectionExpectations } from "./expected/connection.ts";
import { lpcMessageExpectations, lpcPortExpectations, lpcThreadExpectations } from "./expected/lpc.ts";
import { messageExpectations } from "./expected/message.ts";
import { portExpectations } from "./expected/port.ts";
import { lpcProcessExpectations, processAlpcExpectations, processExpectations } from "./expected/process.ts";
import { threadAlpcExpectations, threadExpectations } from "./expected/thread.ts";
import { World } from "./expected/world.ts";
import { openPack } from "./pack.ts";
import { createScene } from "./scene.ts";

/** An address as it is written in an expression. */
function literal(address: bigint): string {
  return `0x${address.toString(16)}`;
}

describe("every property says what the kernel was built from", () => {
  function compare(layout: LayoutId, scene: string, build: () => KernelImage): void {
    const isLpc = lpcLayoutIds.includes(layout);

    describe(`${scene} on ${layout}`, () => {
      let world: World;

      before(() => {
        const image = build();
        // What the debugger's own objects say is compared too, so it lists them.
        world = new World(openPack(image.target, { targets32: "plain" }), image);
      });

      it("of every port", () => {
        const expectations = isLpc ? lpcPortExpectations : portExpectations;
        for (const port of world.facts.ports) {
          world.compare(
            world.pack.evaluate(`@$cursession.Alpc.Port(${literal(port.address)})`),
            port,
            expectations,
            `port ${port.path ?? literal(port.address)}`,
          );
        }
      });

      it("of every message", () => {
        const expectations = isLpc ? lpcMessageExpectations : messageExpectations;
        for (const message of world.facts.messages) {
          world.compare(
            world.pack.evaluate(`@$cursession.Alpc.Message(${literal(message.address)})`),
            message,
            expectations,
            `message ${message.id.toString(16)}`,
          );
        }
      });

      it("of every connection", () => {
        for (const connection of world.facts.connections) {
          // In the age of LPC a client that was cut off knows its server no more.
          const isCutOff =
            isLpc &&
            world.image.scenario.ports.connections.some(
              ({ clientPort }) => clientPort.address === connection.clientPort && clientPort.disconnected,
            );
          const end = literal(isCutOff ? (connection.serverPort ?? 0n) : connection.clientPort);
          world.compare(
            world.pack.evaluate(`@$cursession.Alpc.Port(${end}).Connections.First()`),
            connection,
            connectionExpectations,
            `connection of ${end}`,
          );
        }
      });

      it("of every process, and of its view", () => {
        for (const process of world.facts.processes) {
          const name = `Debugger.Utility.Alpc.Process(${literal(process.address)})`;
          world.compare(world.pack.evaluate(name), process, processExpectations, process.name);
          world.compare(
            world.pack.evaluate(`${name}.Alpc`),
            process,
            isLpc ? lpcProcessExpectations : processAlpcExpectations,
            `${process.name}.Alpc`,
          );
        }
      });

      it("of every thread, and of its view", () => {
        for (const thread of world.facts.threads) {
          const name = `Debugger.Utility.Alpc.Thread(${literal(thread.address)})`;
          world.compare(world.pack.evaluate(name), thread, threadExpectations, `thread ${thread.id.toString(16)}`);
          world.compare(
            world.pack.evaluate(`${name}.Alpc`),
            thread,
            isLpc ? lpcThreadExpectations : threadAlpcExpectations,
            `thread ${thread.id.toString(16)}.Alpc`,
          );
        }
      });
    });
  }

  for (const layout of layoutIds) {
    compare(layout, "the common scene", () => createScene(layout).image);
    if (!lpcLayoutIds.includes(layout)) {
      compare(layout, "a scene with every resource", () => busySystem(layout));
    }
  }
});
