/** Damaged structures: the damage is reported, what is after it is found, nothing throws. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { KernelScenario } from "../../kernel/index.ts";
import { isAbsent } from "../../../src/target/absence.ts";
import type { Word64 } from "../../../src/target/word64.ts";
import type { Generation } from "../../../src/generation/generation.ts";
import { collectWalk } from "../../../src/nt/walk.ts";
import { readLpcMessage } from "../../../src/lpc/message/message.ts";
import { readLpcPort } from "../../../src/lpc/port/port.ts";
import { searchPool } from "../../../src/lpc/pool/pool-search.ts";
import { findLpcThreads } from "../../../src/lpc/queries.ts";
import { walkReplyChain } from "../../../src/lpc/thread/awaited-reply.ts";
import { validatePort } from "../../../src/lpc/validate-port.ts";
import { busyLpc, lpcLayoutIds, open, sorted, sure, type Opened } from "./scene.ts";
import { toBigInt, word } from "../words.ts";

const PORT = "_LPCP_PORT_OBJECT";
const SEED = 20030424;

for (const id of lpcLayoutIds) {
  describe(`damaged LPC on ${id}`, () => {
    let opened: Opened;
    beforeEach(() => {
      opened = open(busyLpc(id));
    });

    const ntsvcs = () => opened.image.facts.ports.find(({ path }) => path === "\\RPC Control\\ntsvcs") ?? assert.fail();
    const reopen = () => {
      opened = open(opened.image);
    };
    const complaints = (address: bigint) =>
      validatePort(opened.target, sure(readLpcPort(opened.target, word(address)))).join(" ");

    it("finds the messages behind a broken link, and says that the queue is damaged", () => {
      const { address, queues } = ntsvcs();
      assert.equal(queues.Main.messages.length, 4);
      opened.image.writeField(queues.Main.messages[1] ?? 0n, "_LPCP_MESSAGE", "Entry.Flink", 0x10n);
      reopen();
      const queue = sure(opened.generation.readQueue(sure(opened.generation.readPort(word(address))), "Main"));
      assert.deepEqual(queue.messages.map(toBigInt), queues.Main.messages);
      assert.notEqual(queue.end.kind, "head");
      assert.match(complaints(address), /queue is damaged/);
      for (const message of queues.Main.messages) {
        assert.equal(toBigInt(sure(sure(readLpcMessage(opened.target, word(message))).queuePort)), address);
      }
    });

    it("says so where count, back pointer or peer contradict", () => {
      const { address, semaphore } = ntsvcs();
      opened.image.writeField(semaphore?.address ?? 0n, "_KSEMAPHORE", "Header.SignalState", 9);
      opened.image.writeField(semaphore?.address ?? 0n, "_LPCP_NONPAGED_PORT_QUEUE", "BackPointer", 0n);
      const [connection, other] = opened.image.facts.connections;
      opened.image.writeField(connection?.clientPort ?? 0n, PORT, "ConnectedPort", other?.clientPort ?? 0n);
      reopen();
      assert.match(complaints(address), /counts 9 messages, but the queue has 4/);
      assert.match(complaints(address), /not to the port/);
      assert.match(complaints(connection?.clientPort ?? 0n), /is not connected to it/);
    });

    it("calls a port of no known kind UNKNOWN, and says that a connection port must point to itself", () => {
      const { address } = ntsvcs();
      opened.image.writeField(address, PORT, "Flags", 0x0000000f);
      reopen();
      const port = sure(readLpcPort(opened.target, word(address)));
      assert.equal(port.kind, "UNKNOWN");
      assert.match(port.contradictions.join(" "), /name no kind of port/);
      opened.image.writeField(address, PORT, "Flags", 1);
      opened.image.writeField(address, PORT, "ConnectionPort", opened.image.facts.connections[0]?.clientPort ?? 0n);
      reopen();
      assert.match(complaints(address), /another one/);
    });

    it("ends at a cycle in the reply chain", () => {
      const thread = opened.image.facts.ports.flatMap(({ replyChain }) => replyChain)[0] ?? 0n;
      const { address } =
        opened.image.facts.ports.find(({ replyChain }) => replyChain.includes(thread)) ?? assert.fail();
      opened.image.writeField(
        thread,
        "_ETHREAD",
        "LpcReplyChain.Flink",
        opened.image.fieldAddress(thread, "_ETHREAD", "LpcReplyChain"),
      );
      reopen();
      const chain = walkReplyChain(opened.target, sure(readLpcPort(opened.target, word(address))));
      assert(Array.from(chain).some((found) => toBigInt(found) === thread));
      assert.notEqual(chain.end.kind, "head");
      assert.match(complaints(address), /reply chain is damaged/);
    });

    it("goes on behind a port whose memory is gone", () => {
      const system = new KernelScenario(id);
      const server = system.process("server.exe");
      server.thread();
      const client = system.process("client.exe");
      client.thread();
      const page = system.machine.poolRange("paged")[0] + 0x100000n;
      const lost = server.createsPort("\\Lost", { address: page + 0x400n });
      const ends = [client.connectsTo(lost), client.connectsTo(server.createsPort("\\Kept"))];
      const image = system.build();
      image.unmap(lost.address);
      opened = open(image);
      const found = collectWalk(opened.generation.walkPorts()).entries.map(toBigInt);
      assert.deepEqual(
        sorted(found),
        sorted(image.facts.ports.map(({ address }) => address).filter((address) => address !== lost.address)),
      );
      // Memory that is not there contradicts nothing.
      assert.deepEqual(
        ends.map((end) => complaints(end.clientPort.address)),
        ["", ""],
      );
    });

    it("finds no port or message where there is none", () => {
      const [thread, message] = [
        opened.image.facts.threads[0]?.address ?? 0n,
        opened.image.facts.messages[0]?.address ?? 0n,
      ];
      for (const address of [0n, 0x10n, 1n, thread, message, thread + 2n]) {
        assert(isAbsent(opened.generation.readPort(word(address))), address.toString(16));
        assert(isAbsent(opened.generation.validatePort(word(address))));
      }
      for (const address of [0n, 0x10n, thread, ntsvcs().address + 8n]) {
        assert(isAbsent(opened.generation.readMessage(word(address))), address.toString(16));
        opened.generation.readAwaitedReply(word(address));
      }
      assert(isAbsent(opened.generation.readAwaitedReply(word(message)) ?? true));
    });

    it(`answers everything without throwing, whatever lies in memory (seed ${SEED})`, function () {
      this.timeout(60000);
      const victims = [
        ...opened.image.facts.ports.map(({ address }) => [address, 0xa0] as const),
        ...opened.image.facts.messages.map(({ address }) => [address, 0x50] as const),
        ...opened.image.facts.threads.map(
          ({ address }) =>
            [address + BigInt(opened.image.fieldAddress(0n, "_ETHREAD", "LpcReplyChain")), 0x80] as const,
        ),
        ...opened.image.facts.ports.flatMap(({ semaphore }) =>
          semaphore === undefined ? [] : [[semaphore.address, 0x18] as const],
        ),
      ];
      const damage = fc.record({
        victim: fc.nat(victims.length - 1),
        offset: fc.nat(0x9f),
        bytes: fc.uint8Array({ minLength: 1, maxLength: 12 }),
      });
      fc.assert(
        fc.property(fc.array(damage, { minLength: 1, maxLength: 12 }), (damages) => {
          opened.image.update();
          for (const { victim, offset, bytes } of damages) {
            const [address, length] = victims[victim] ?? assert.fail();
            opened.image.write(address + BigInt(offset % length), bytes);
          }
          reopen();
          askEverything(opened);
        }),
        { seed: SEED, numRuns: 25 },
      );
    });
  });
}

function askEverything({ generation, target }: Opened): void {
  for (const address of generation.walkPorts()) {
    askPort(generation, address);
    const port = readLpcPort(target, address);
    if (!isAbsent(port)) {
      validatePort(target, port);
    }
  }
  for (const address of generation.walkMessages()) {
    const message = generation.readMessage(address);
    if (!isAbsent(message) && !isAbsent(message.id)) {
      generation.findMessages(message.id);
    }
  }
  for (const address of [...generation.walkWaitingThreads(), ...findLpcThreads(target)]) {
    generation.readAwaitedReply(address);
    generation.readServing(address);
    generation.readReceivingOn(address);
  }
  collectWalk(searchPool(target));
}

function askPort(generation: Generation, address: Word64): void {
  generation.findSources(address, true);
  const port = generation.readPort(address);
  if (isAbsent(port)) {
    return;
  }
  generation.readConnections(port);
  generation.readQueue(port, "Main");
  generation.readWaitQueue(port);
  generation.readServers(port);
  if (!isAbsent(port.owner)) {
    generation.portsOfProcess(port.owner);
  }
}
