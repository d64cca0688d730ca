/** Ports known by only one source, and threads that wait for a port by its handle. */
import assert from "node:assert/strict";
import { KernelScenario } from "../../kernel/index.ts";
import { isAbsent } from "../../../src/target/absence.ts";
import { findTypeObject } from "../../../src/nt/object-type.ts";
import { collectWalk } from "../../../src/nt/walk.ts";
import { searchPool } from "../../../src/lpc/pool/pool-search.ts";
import { readLpcPort } from "../../../src/lpc/port/port.ts";
import { findReplyChainPort, findServerThread } from "../../../src/lpc/thread/awaited-reply.ts";
import { readLpcThread } from "../../../src/lpc/thread/thread.ts";
import { indexThreads } from "../../../src/lpc/thread/thread-index.ts";
import { validatePort } from "../../../src/lpc/validate-port.ts";
import { busyLpc, lpcLayoutIds, open, sure } from "./scene.ts";
import { toBigInt, word } from "../words.ts";

const PORT = "_LPCP_PORT_OBJECT";

for (const id of lpcLayoutIds) {
  describe(`sources of ports on ${id}`, () => {
    it("finds a port that is only on the list of its type", () => {
      const image = busyLpc(id);
      const { machine } = image.scenario;
      const type = toBigInt(sure(findTypeObject(open(image).target, "LpcPortObjectType")));
      const info = machine.poolRange("paged")[0] + 0x200000n;
      const header = info + BigInt(machine.sizeOf("_OBJECT_HEADER_CREATOR_INFO"));
      const port = header + machine.offsetOf("_OBJECT_HEADER", "Body");
      image.write(info, new Uint8Array(0x400));
      image.writeField(header, "_OBJECT_HEADER", "Type", type);
      image.writeField(port, PORT, "Flags", 1);
      image.writeField(port, PORT, "ConnectionPort", port);
      const head = image.fieldAddress(type, "_OBJECT_TYPE", "TypeList");
      const link = image.fieldAddress(info, "_OBJECT_HEADER_CREATOR_INFO", "TypeList");
      for (const [from, to] of [
        [head, link],
        [link, head],
      ] as const) {
        image.writePointer(from, to);
        image.writePointer(from + BigInt(machine.pointerSize), to);
      }
      const { generation } = open(image);
      assert(collectWalk(generation.walkPorts()).entries.some((found) => toBigInt(found) === port));
      assert.deepEqual(generation.findSources(word(port), true), ["TypeList"]);
      assert.equal(sure(generation.readPort(word(port))).kind, "SERVER_CONNECTION_PORT");
    });

    it("keeps no thread's memory for those that are back in receive", () => {
      const { unsure } = indexThreads(open(busyLpc(id)).target);
      assert.notEqual(unsure.length, 0);
      for (const thread of unsure) {
        assert.deepEqual(Object.keys(thread).sort(), ["address", "isReceiving", "receivedId"]);
      }
    });

    it("counts a thread that waits for a waitable port itself among those that receive", () => {
      const system = new KernelScenario(id);
      const server = system.process("server.exe");
      const thread = server.thread();
      const port = server.createsPort("\\Waitable", { waitable: true });
      thread.waitsFor({
        address: port.address + system.machine.offsetOf(PORT, "WaitEvent"),
        dispatcherKind: "notificationEvent",
      });
      const { generation } = open(system.build());
      assert.deepEqual(generation.readWaitQueue(sure(generation.readPort(word(port.address)))).map(toBigInt), [
        thread.address,
      ]);
      assert.deepEqual(
        generation.readReceivingOn(word(thread.address)).map((on) => toBigInt(on.address)),
        [port.address],
      );
    });

    it("lists no thread whose wait block was left on a list and waits for something else", () => {
      const image = busyLpc(id);
      const port = image.facts.ports.find(({ waitQueue }) => waitQueue.length === 2) ?? assert.fail();
      const head = image.fieldAddress(port.semaphore?.address ?? 0n, "_KSEMAPHORE", "Header.WaitListHead");
      const block =
        toBigInt(sure(open(image).target.readPointer(word(head)))) -
        image.fieldAddress(0n, "_KWAIT_BLOCK", "WaitListEntry");
      image.writeField(block, "_KWAIT_BLOCK", "Object", image.facts.processes[0]?.address ?? 0n);
      const { generation } = open(image);
      assert.deepEqual(
        generation.readWaitQueue(sure(generation.readPort(word(port.address)))).map(toBigInt),
        port.waitQueue.slice(1),
      );
    });

    it("does not let a thread owe itself a reply", () => {
      const image = busyLpc(id);
      const served = image.facts.threads.map(({ servingId }) => servingId);
      const waiting =
        image.facts.threads.find(({ awaits }) => awaits !== undefined && !served.includes(awaits.messageId)) ??
        assert.fail();
      const messageId = waiting.awaits?.messageId ?? 0;
      image.writeField(waiting.address, "_ETHREAD", "LpcReceivedMessageId", messageId);
      image.writeField(waiting.address, "_ETHREAD", "LpcReceivedMsgIdValid", 1);
      const { target } = open(image);
      const server = findServerThread(target, word(waiting.address), word(BigInt(messageId)));
      assert.equal(isAbsent(server) ? server.kind : toBigInt(server), "NotApplicable");
    });

    it("says so where both ends of a connection are of one kind", () => {
      const image = busyLpc(id);
      const [connection] = image.facts.connections;
      image.writeField(connection?.serverPort ?? 0n, PORT, "Flags", 4);
      const { target } = open(image);
      assert.match(
        validatePort(target, sure(readLpcPort(target, word(connection?.clientPort ?? 0n)))).join(" "),
        /Both ends of its connection are client ports/,
      );
    });

    it("follows no reply chain of a thread that has ended: its link is the time of its end", () => {
      const image = busyLpc(id);
      const waiting = image.facts.threads.find(({ awaits }) => awaits !== undefined) ?? assert.fail();
      const chainPort = () => {
        const { target } = open(image);
        return findReplyChainPort(target, sure(readLpcThread(target, word(waiting.address))));
      };
      assert.equal(toBigInt(sure(chainPort())), waiting.awaits?.chainPort);
      image.writeField(waiting.address, "_ETHREAD", "Tcb.State", 4);
      assert(isAbsent(chainPort()));
    });

    it("searches from the start of a given page", () => {
      const image = busyLpc(id);
      const { target } = open(image);
      const message = image.facts.messages[0]?.address ?? 0n;
      const { entries } = collectWalk(searchPool(target, { from: word(message), to: word(message + 0x100n) }));
      assert(entries.some((block) => toBigInt(block.message) === message));
    });
  });
}
