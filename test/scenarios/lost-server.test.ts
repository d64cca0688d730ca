/**
 * LPC requests that were received and are still awaited, while no thread is known to owe the reply: the process that
 * received them is named, and whatever else is on record.
 */
import assert from "node:assert/strict";
import {
  KernelScenario,
  lpcLayoutIds,
  type KernelImage,
  type LayoutId,
  type ScenarioConnection,
  type ScenarioProcess,
  type ScenarioThread,
} from "../kernel/index.ts";
import { Desk } from "./desk.ts";
import type { Pack } from "./pack.ts";

const CLIENT = "client.exe (200.208)";
const LOST = "received the request, but the thread that took it has exited or taken another since";
const UNKNOWN = /who owes the reply is unknown/;

interface Scene {
  readonly scenario: KernelScenario;
  readonly server: ScenarioProcess;
  readonly connection: ScenarioConnection;
  readonly asker: ScenarioThread;
}

interface Changes {
  /** What the thread does that received the request. */
  readonly happens?: (taker: ScenarioThread, scene: Scene) => void;
  readonly changes?: (image: KernelImage, taker: ScenarioThread, scene: Scene) => void;
}

/** A client awaits the reply of a server of two threads. */
function openScene(desk: Desk, layout: LayoutId, { happens, changes }: Changes): Pack {
  const scenario = new KernelScenario(layout);
  scenario.process("System", { id: 4 }).thread({ id: 8 });
  const server = scenario.process("server.exe", { id: 0x100 });
  const taker = server.thread({ id: 0x10c });
  const port = server.createsPort("\\Server");
  server.thread({ id: 0x110 }).waitsToReceiveOn(port);
  const client = scenario.process("client.exe", { id: 0x200 });
  const connection = client.connectsTo(port);
  const asker = client.thread({ id: 0x208 });
  taker.receives(asker.asks(connection, { secondsAgo: 300 }));
  taker.waitsFor(scenario.event());
  const scene = { scenario, server, connection, asker };
  happens?.(taker, scene);
  const image = scenario.build();
  changes?.(image, taker, scene);
  return desk.open(image.target);
}

function line(pack: Pack, member: string): string {
  return pack.display(pack.evaluate(`@$cursession.Alpc.${member}`));
}

for (const layout of lpcLayoutIds) {
  describe(`a lost server thread on ${layout}`, () => {
    const desk = new Desk();

    it("has exited: the process that received the request is named, and is the next step", () => {
      const pack = openScene(desk, layout, { happens: (taker) => taker.exits() });
      const server = `server.exe (100), which ${LOST}`;
      assert.equal(line(pack, "WaitChains[0]"), `${CLIENT} awaits 'Server' of ${server}`);
      assert.equal(line(pack, "WaitChains[0].Tree[0]"), `${CLIENT}, which awaits a reply of ${server}`);
      assert.equal(line(pack, "WaitRoots[0]"), `1 thread blocked by ${server}`);
      assert.match(line(pack, "WaitRoots[0].Root"), /^0x\w+ server\.exe \(100\)$/);
      assert.match(String(pack.ask("@$cursession.Alpc.WaitRoots[0].NextStep")), /^!process 0x\w+ 2$/);
      assert.ok(line(pack, "Findings[0]").endsWith(` has been waiting for a reply for 5 min, blocked by ${server}`));
      assert.ok(
        pack
          .elements(pack.evaluate("@$cursession.Alpc.Findings[0].Evidence"))
          .some((element) => /^0x\w+ server\.exe \(100\)$/.test(pack.display(element))),
      );
      assert.equal(pack.ask("@$cursession.Alpc.WaitChains[0].Root.Kind"), "Unknown");
      assert.match(line(pack, "WaitChains[0].Root.Object"), /^0x\w+ server\.exe \(100\)$/);
      assert.match(
        pack.print("!alpcx_report"),
        /1\. server\.exe \(100\) blocks 1 thread\n.*It received the request, but /,
      );
    });

    it("connected elsewhere: it may owe the reply, and its own wait is the next step", () => {
      const pack = openScene(desk, layout, {
        changes: (image, taker) => image.writeField(taker.address, "_ETHREAD", "LpcReceivedMessageId", 0),
      });
      const suspect = "perhaps by server.exe (100.10c), which connected to another port since";
      assert.equal(
        line(pack, "WaitChains[0]"),
        `${CLIENT} awaits 'Server' of server.exe (100), which received the request; by which thread is not on record, ${suspect}`,
      );
      const next = String(pack.ask("@$cursession.Alpc.WaitRoots[0].NextStep"));
      assert.match(pack.print(next), /: Why server\.exe \(100\.10c\) is blocked\n/);
    });

    it("went back to receive: the answer is left to another, and the wait is reported", () => {
      const pack = openScene(desk, layout, {
        changes: (image, taker) => image.writeField(taker.address, "_ETHREAD", "Tcb.WaitReason", 16),
      });
      assert.equal(
        line(pack, "WaitChains[0]"),
        `${CLIENT} awaits 'Server' of server.exe (100), which took the request, and its thread went back to receive: answered asynchronously; unknown who will`,
      );
      assert.match(line(pack, "Findings[0]"), /^Warning alpc-long-wait: /);
    });

    it("went back to receive: the next step leads to no thread that nothing was said of", () => {
      let other: ScenarioThread | undefined;
      const pack = openScene(desk, layout, {
        happens: (_taker, { scenario, server }) => {
          other = server.thread({ id: 0x114 }).waitsFor(scenario.event());
          other.receivedIdValid = true;
        },
        changes: (image, taker) => {
          image.writeField(taker.address, "_ETHREAD", "Tcb.WaitReason", 16);
          image.writeField(other?.address ?? 0n, "_ETHREAD", "LpcReceivedMessageId", 0);
        },
      });
      assert.match(
        line(pack, "WaitChains[0]"),
        /server\.exe \(100\), which took the request, and its thread went back/,
      );
      assert.match(String(pack.ask("@$cursession.Alpc.WaitRoots[0].NextStep")), /^!process 0x\w+ 2$/);
    });

    it("is not blamed on a process that has exited", () => {
      const pack = openScene(desk, layout, {
        happens: (taker) => {
          taker.exits();
          taker.process.exits();
        },
      });
      assert.doesNotMatch(line(pack, "WaitChains[0]"), new RegExp(LOST));
    });

    it("is awaited through a port that names itself as its connection port", () => {
      const pack = openScene(desk, layout, {
        changes: (image, _taker, { connection: { clientPort } }) => {
          image.writeField(clientPort.address, "_LPCP_PORT_OBJECT", "ConnectionPort", clientPort.address);
        },
      });
      assert.match(pack.print("!alpcx_thread 0x208"), /client port (0x\w+) of \1/);
    });

    it("is not called exited while the list of its process's threads is broken", () => {
      const pack = openScene(desk, layout, {
        changes: (image, _taker, { server }) => {
          image.writeField(server.address, "_EPROCESS", "ThreadListHead.Flink", 0x10n);
          image.writeField(server.address, "_EPROCESS", "ThreadListHead.Blink", 0x10n);
        },
      });
      assert.match(line(pack, "WaitChains[0]"), UNKNOWN);
    });

    it("is not called exited while it cannot be read", () => {
      const pack = openScene(desk, layout, {
        changes: (image, taker) => image.writeField(taker.address, "_ETHREAD", "Tcb.Header.Type", 0x55),
      });
      assert.match(line(pack, "WaitChains[0]"), UNKNOWN);
    });

    it("is not said to have received what a broken queue may still hold", () => {
      const scenario = new KernelScenario(layout);
      const server = scenario.process("server.exe", { id: 0x100 });
      const port = server.createsPort("\\Server");
      server.thread({ id: 0x10c }).waitsFor(scenario.event());
      const client = scenario.process("client.exe", { id: 0x200 });
      const [first, second] = [0x208, 0x20c].map((id) => client.thread({ id }).asks(client.connectsTo(port)).address);
      const image = scenario.build();
      image.writeField(first ?? 0n, "_LPCP_MESSAGE", "Entry.Flink", 0x10n);
      image.writeField(second ?? 0n, "_LPCP_MESSAGE", "Entry.Blink", 0x10n);
      image.writeField(port.address, "_LPCP_PORT_OBJECT", "MsgQueue.ReceiveHead.Blink", 0x10n);
      const pack = desk.open(image.target);
      assert.match(pack.print("!alpcx_thread 0x20c"), /MessageId/);
      assert.doesNotMatch(pack.print("!alpcx_thread 0x20c"), /received the request|it was received/);
      assert.match(pack.print("!alpcx_thread 0x20c"), /Message +: <.*the queue of port /);
    });

    it("is not called exited while two threads have the message's id on record", () => {
      const pack = openScene(desk, layout, {
        happens: ({ receivedMessageId }, { scenario, server }) => {
          const other = server.thread({ id: 0x114 }).waitsFor(scenario.event());
          Object.assign(other, { receivedMessageId, receivedIdValid: true });
        },
      });
      assert.match(line(pack, "WaitChains[0]"), /2 threads have received message 0x\w+: who owes the reply is unknown/);
    });

    for (const [what, pointsTo] of [
      ["no connection port", () => 0n],
      ["its own port", ({ clientPort }: ScenarioConnection) => clientPort.address],
    ] as const) {
      it(`is not looked for in the client, whose port names ${what}`, () => {
        const pack = openScene(desk, layout, {
          happens: (taker) => taker.exits(),
          changes: (image, _taker, { connection }) => {
            const { address } = connection.clientPort;
            image.writeField(address, "_LPCP_PORT_OBJECT", "ConnectionPort", pointsTo(connection));
          },
        });
        assert.match(line(pack, "WaitChains[0]"), UNKNOWN);
      });
    }

    it("is not the one that awaits the reply of its own process", () => {
      const scenario = new KernelScenario(layout);
      const server = scenario.process("server.exe", { id: 0x100 });
      const taker = server.thread({ id: 0x10c });
      const connection = server.connectsTo(server.createsPort("\\Server"));
      const asker = server.thread({ id: 0x110 });
      taker.receives(asker.asks(connection));
      taker.exits();
      Object.assign(asker, { receivedIdValid: true });
      const image = scenario.build();
      image.writeField(asker.address, "_ETHREAD", "LpcReceivedMessageId", 0);
      const pack = desk.open(image.target);
      assert.equal(
        line(pack, "WaitChains[0]"),
        `server.exe (100.110) awaits 'Server' of server.exe (100), which ${LOST}`,
      );
    });
  });
}
