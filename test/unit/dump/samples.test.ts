/** The model's values over real dump files, compared one by one with those of Microsoft's debugger. */
import assert from "node:assert/strict";
import { compareMessage, comparePort, compareThread } from "./sample-answers.ts";
import { DumpConsole } from "./dump-console.ts";
import { hexOf, readFacts, samplePack } from "./samples.ts";

const names = ["rich", "ports", "locks", "pages-missing"] as const;

/** A page of `pages-missing` holds all of this process but its first bytes, and a port from its first byte on. */
const lost = { process: "0xffffe0014000b6e0", port: "0xffffe0014000b4d0" };

interface ListedProcess {
  readonly address: string;
  readonly id: number;
  readonly name: string;
}

function listedProcesses(name: string): readonly ListedProcess[] {
  const pack = samplePack(name);
  return pack.elements(pack.evaluate("@$cursession.Processes")).map((process) => ({
    address: hexOf(pack.address(pack.property(process, "KernelObject"))),
    id: Number(pack.debugger.model.toBigInt(pack.property(process, "Id"))),
    name: String(pack.data(pack.property(process, "Name"))),
  }));
}

function listedPorts(name: string): readonly string[] {
  const pack = samplePack(name);
  return pack.addresses(pack.evaluate("@$cursession.Alpc.Ports")).map(hexOf).sort();
}

for (const name of names) {
  describe(`dump ${name}`, () => {
    const facts = readFacts(name);
    const isWhole = name !== "pages-missing";

    it("has the processes", () => {
      assert.deepEqual(
        listedProcesses(name),
        facts.processes.map((process) =>
          isWhole || process.address !== lost.process ? process : { ...process, id: 0, name: "" },
        ),
      );
    });

    it("lists the ports and no other", () => {
      assert.deepEqual(
        listedPorts(name),
        facts.ports
          .map(({ address }) => address)
          .filter((address) => isWhole || address !== lost.port)
          .sort(),
      );
    });

    for (const port of facts.ports.filter(({ kind }) => kind !== undefined)) {
      it(`says the same of port ${port.address}`, () => {
        comparePort(samplePack(name), port);
      });
    }

    for (const message of facts.messages.filter(({ id }) => id !== undefined)) {
      it(`says the same of message ${message.address}`, () => {
        compareMessage(samplePack(name), message);
      });
    }

    // Where the port of the message cannot be read the debugger gives up on the message, or on the whole thread.
    const isGivenUp = (thread: (typeof facts.threads)[number]): boolean =>
      thread.state === null || (thread.waitReason === "WrLpcReply" && thread.awaitedMessage === null);
    for (const thread of facts.threads.filter((one) => !isGivenUp(one))) {
      it(`says the same of thread ${thread.address}`, () => {
        compareThread(samplePack(name), thread);
      });
    }
    const givenUp = facts.threads.filter(isGivenUp);
    if (givenUp.length > 0) {
      it("says of threads what their readable part tells, and which page is missing", () => {
        const console = new DumpConsole(name);
        for (const { address, ticks } of givenUp) {
          const text = console.run(`dx -r1 @$alpcx_thread(${address})`);
          assert.match(text, /^ {4}WaitReason +: WrLpcReply$/m);
          assert.match(text, new RegExp(`^ {4}WaitTime +: ${Math.floor(ticks / 64)}$`, "m"));
          assert.match(text, /^\* 0xffff[0-9a-f]{12} is not in this dump: .*page frame 0x1/m);
        }
      });
    }

    const unread = [
      ...facts.ports.filter(({ kind }) => kind === undefined).map(({ address }) => `dx -r1 @$alpcx_port(${address})`),
      ...facts.messages.filter(({ id }) => id === undefined).map(({ address }) => `!alpcx_message ${address}`),
    ];
    if (unread.length > 0) {
      it("says which page is missing of every port and message that the debugger cannot read", () => {
        const console = new DumpConsole(name);
        for (const command of unread) {
          const text = console.run(command);
          assert.match(text, /cannot be read/, command);
          assert.match(text, /^\* 0xffff[0-9a-f]{12} is not in this dump: the dump does not hold this page \(page/m);
        }
      });
    }

    it("has figures to compare, of every kind", () => {
      assert.deepEqual(
        [facts.processes, facts.ports, facts.messages, facts.threads].map(({ length }) => length > 0),
        [true, true, true, true],
      );
      assert.equal(unread.length > 0, !isWhole);
    });
  });
}
