/** On both LPC layouts, everything that the decoders return is what the image was built from. */
import assert from "node:assert/strict";
import { isAbsent } from "../../../src/target/absence.ts";
import { readObjectPath } from "../../../src/nt/object-name.ts";
import { collectWalk } from "../../../src/nt/walk.ts";
import { readLpcPort } from "../../../src/lpc/port/port.ts";
import { decodePortSecurity } from "../../../src/lpc/port/port-security.ts";
import { readDataInfo, readLpcMessage, readPayload } from "../../../src/lpc/message/message.ts";
import { searchPool } from "../../../src/lpc/pool/pool-search.ts";
import { readPortSemaphore, walkDataInfoChain } from "../../../src/lpc/port/queue.ts";
import { walkReplyChain } from "../../../src/lpc/thread/awaited-reply.ts";
import { readLpcThread } from "../../../src/lpc/thread/thread.ts";
import { validatePort } from "../../../src/lpc/validate-port.ts";
import { scanPort } from "../../../src/lpc/queries.ts";
import { bigOrNone, busyLpc, lpcLayoutIds, open, sorted, sure, type Opened } from "./scene.ts";
import { toBigInt, word } from "../words.ts";

for (const id of lpcLayoutIds) {
  describe(`LPC on ${id}`, () => {
    let opened: Opened;
    before(() => {
      opened = open(busyLpc(id));
    });
    // Another suite of the same run installs another host.
    beforeEach(() => {
      opened = open(opened.image);
    });

    it("finds every port once", () => {
      const { entries, end } = collectWalk(opened.generation.walkPorts());
      assert.deepEqual(sorted(entries.map(toBigInt)), sorted(opened.image.facts.ports.map(({ address }) => address)));
      assert.equal(end.kind, "head", end.reason);
      assert.equal(end.count, entries.length);
    });

    it("knows ports by their handles, names, exception ports, waiting threads, messages and peers", () => {
      const sources = (path: (port: Opened["image"]["facts"]["ports"][number]) => boolean): readonly string[] => {
        const port = opened.image.facts.ports.find(path);
        return [...opened.generation.findSources(word(port?.address ?? 0n), true)].sort();
      };
      assert.deepEqual(
        sources((port) => port.path === "\\Windows\\ApiPort"),
        ["ConnectionPort", "ExceptionPort", "HandleTable", "ObjectDirectory"],
      );
      assert.deepEqual(
        sources((port) => port.kind === "unconnected"),
        ["HandleTable"],
      );
      // The port of the thread that is connecting has no handle yet: only its connection message names it.
      assert.deepEqual(
        sources((port) => port.kind === "client" && port.handleCount === 0),
        ["Message"],
      );
      assert.deepEqual(opened.generation.findSources(word(opened.image.facts.threads[0]?.address ?? 0n), true), [
        "Address",
      ]);
    });

    it("reads kind, owner, flags, ends and the other members of each port", () => {
      for (const expected of opened.image.facts.ports) {
        const port = sure(readLpcPort(opened.target, word(expected.address)));
        assert.equal(port.kind, expected.kindName);
        assert.equal(port.role, expected.kind);
        assert.equal(toBigInt(sure(port.owner)), expected.owner);
        assert.equal(sure(port.state).value, expected.flags);
        assert.equal(sure(readObjectPath(opened.target, port.address) ?? ""), expected.path ?? "");
        assert.deepEqual(port.creator, expected.creator);
        assert.equal(bigOrNone(port.portContext), expected.portContext);
        assert.equal(bigOrNone(port.semaphore), expected.semaphore?.address);
        assert.deepEqual(port.contradictions, []);
        assert.deepEqual(validatePort(opened.target, port), [], expected.kindName);
      }
    });

    it("gives both ends of open connections, and reports the remaining end of a closed one as disconnected", () => {
      const [alive, dead] = [opened.image.facts.connections[0], opened.image.facts.connections.at(-1)];
      const client = sure(readLpcPort(opened.target, word(alive?.clientPort ?? 0n)));
      assert.deepEqual([client.connectionPort, client.serverPort, client.clientPort].map(bigOrNone), [
        alive?.connectionPort,
        alive?.serverPort,
        alive?.clientPort,
      ]);
      assert.equal(client.isDisconnected, false);
      for (const address of [dead?.clientPort, dead?.serverPort]) {
        const port = sure(readLpcPort(opened.target, word(address ?? 0n)));
        assert.equal(port.isDisconnected, true);
        assert.equal(bigOrNone(port.connectedPort), undefined);
      }
    });

    it("reads the security of client ports only", () => {
      for (const expected of opened.image.facts.ports) {
        const security = decodePortSecurity(sure(readLpcPort(opened.target, word(expected.address))));
        if (expected.kind !== "client") {
          assert.equal(isAbsent(security) ? security.kind : "", "NotApplicable");
          continue;
        }
        const { kind, impersonationLevel, effectiveOnly, token } = sure(security);
        assert.deepEqual(
          { kind, level: impersonationLevel, effectiveOnly, token: bigOrNone(token) ?? 0n },
          expected.security,
        );
      }
    });

    it("walks queue, waiting threads, reply chain and data information chain of each port", () => {
      for (const expected of opened.image.facts.ports) {
        const port = sure(readLpcPort(opened.target, word(expected.address)));
        const queue = opened.generation.readQueue(port, "Main");
        if (expected.kind === "server") {
          assert.equal(isAbsent(queue) ? queue.kind : "", "NotApplicable");
        } else {
          const { messages, declaredLength, end } = sure(queue);
          assert.deepEqual(messages.map(toBigInt), expected.queues.Main.messages);
          assert.equal(declaredLength, expected.queues.Main.length);
          assert.equal(opened.generation.readQueueLength(port, "Main"), expected.queues.Main.length);
          assert.equal(end.kind, "head");
          assert.equal(toBigInt(sure(sure(readPortSemaphore(opened.target, port)).backPointer)), expected.address);
        }
        assert.deepEqual(opened.generation.readWaitQueue(port).map(toBigInt), expected.waitQueue);
        assert.deepEqual(Array.from(walkReplyChain(opened.target, port)).map(toBigInt), expected.replyChain);
        assert.deepEqual(
          collectWalk(walkDataInfoChain(opened.target, port.structure)).entries.map(toBigInt),
          expected.dataInfoChain,
        );
      }
    });

    it("knows no queue but the main one", () => {
      const port = sure(opened.generation.readPort(word(opened.image.facts.ports[0]?.address ?? 0n)));
      assert.deepEqual(opened.generation.queueNames(), ["Main"]);
      const pending = opened.generation.readQueue(port, "Pending");
      assert.equal(isAbsent(pending) ? pending.kind : "", "NotInThisBuild");
    });

    it("lists the connections of each connection port", () => {
      for (const expected of opened.image.facts.ports.filter(({ kind }) => kind === "connection")) {
        const port = sure(opened.generation.readPort(word(expected.address)));
        const found = opened.generation
          .readConnections(port)
          .map(({ serverPort, clientPort }) => [bigOrNone(serverPort), bigOrNone(clientPort)]);
        const known = opened.image.facts.connections.filter(
          ({ connectionPort }) => connectionPort === expected.address,
        );
        // Of a connection that has died the client names nothing anymore and the server only its connection port.
        const alive = known.map(({ serverPort, clientPort }) =>
          isDead(opened, clientPort) ? [serverPort, undefined] : [serverPort, clientPort],
        );
        assert.deepEqual(found.map(String).sort(), alive.map(String).sort());
        const scan = sure(scanPort(opened.target, port.address));
        assert.deepEqual(
          sorted(scan.connectedPorts.map(toBigInt)),
          sorted(alive.flat().filter((end) => end !== undefined)),
        );
      }
    });

    it("reads every message: on queues, and kept for its data information", () => {
      const { entries } = collectWalk(opened.generation.walkMessages());
      assert.deepEqual(
        sorted(entries.map(toBigInt)),
        sorted(opened.image.facts.messages.map(({ address }) => address)),
      );
      for (const expected of opened.image.facts.messages) {
        const message = sure(readLpcMessage(opened.target, word(expected.address)));
        assert.equal(sure(message.id).toNumber(), expected.id);
        assert.equal(message.type, expected.type);
        assert.equal(message.header.typeWord, (message.typeNumber as number) + expected.typeFlags);
        assert.deepEqual(
          [message.callbackId, message.dataLength, message.totalLength],
          [expected.callbackId, expected.dataLength, expected.totalLength],
        );
        assert.deepEqual(
          [message.senderProcessId, message.senderThreadId],
          [expected.sender.processId, expected.sender.threadId],
        );
        assert.equal(message.queue, expected.queue, expected.type);
        assert.equal(bigOrNone(message.queuePort), expected.queuePort);
        assert.equal(bigOrNone(message.ownerPort), expected.ownerPort);
        assert.equal(bigOrNone(message.connectionPort), expected.connectionPort);
        // A message that is only kept for its data was received: its sender awaits the reply without it.
        assert.equal(bigOrNone(message.waitingThread), expected.queue === "None" ? undefined : expected.waitingThread);
        // The data information at the end is the kernel's, not part of what the sender said.
        const said = isAbsent(message.dataInfoOffset)
          ? expected.dataLength
          : message.dataInfoOffset - (expected.totalLength - expected.dataLength);
        assert.deepEqual(
          sure(sure(readPayload(opened.target, message.header)).bytes).subarray(0, said),
          expected.data.bytes.subarray(0, said),
        );
        assert.deepEqual(opened.generation.findMessages(sure(message.id)).map(toBigInt), [expected.address]);
      }
    });

    it("reads the data information that a server may still ask for", () => {
      const kept = opened.image.facts.messages.find((message) => message.queue === "None");
      const message = sure(readLpcMessage(opened.target, word(kept?.address ?? 0n)));
      assert.deepEqual(
        sure(readDataInfo(opened.target, message.header)).map(({ baseAddress, length }) => [
          toBigInt(baseAddress),
          length,
        ]),
        [
          [0x450000n, 0x1000],
          [0x460000n, 0x20],
        ],
      );
      const other = sure(
        readLpcMessage(
          opened.target,
          word(opened.image.facts.messages.find((candidate) => candidate.queue === "Main")?.address ?? 0n),
        ),
      );
      const none = readDataInfo(opened.target, other.header);
      assert.equal(isAbsent(none) ? none.kind : "", "NotApplicable");
    });

    it("knows what every thread awaits, from whom, and over which port", () => {
      for (const expected of opened.image.facts.threads) {
        const address = word(expected.address);
        const thread = sure(readLpcThread(opened.target, address));
        const awaited = opened.generation.readAwaitedReply(address);
        assert.equal(
          isAbsent(thread.receivedMessageId) ? undefined : thread.receivedMessageId.toNumber(),
          expected.servingId,
        );
        assert.equal(awaited === undefined, expected.awaits === undefined, `thread ${expected.id.toString(16)}`);
        if (awaited === undefined || expected.awaits === undefined) {
          continue;
        }
        const reply = sure(awaited);
        const { messageId, message } = expected.awaits;
        assert.equal(sure(reply.messageId).toNumber(), messageId);
        const server = opened.image.facts.threads.find(({ servingId }) => servingId === messageId);
        assert.equal(bigOrNone(reply.serverThread), server?.address);
        assert.equal(bigOrNone(reply.message), message);
      }
      const { entries } = collectWalk(opened.generation.walkWaitingThreads());
      assert.deepEqual(
        sorted(entries.map(toBigInt)),
        sorted(opened.image.facts.threads.filter(({ awaits }) => awaits !== undefined).map(({ address }) => address)),
      );
    });

    it("names as servers who waits on the port and who serves a request of it", () => {
      const servers = (path: string): readonly (readonly [bigint, string])[] => {
        const port = opened.image.facts.ports.find((candidate) => candidate.path === path);
        return opened.generation
          .readServers(sure(opened.generation.readPort(word(port?.address ?? 0n))))
          .map(({ thread, why }) => [toBigInt(thread), why]);
      };
      const facts = opened.image.facts;
      const serving = facts.threads.filter(({ servingId }) => servingId !== undefined);
      const inProcess = (name: string) => facts.processes.find((process) => process.name === name)?.address;
      const waiting = facts.threads.filter(({ receivingOn }) => receivingOn !== undefined);
      assert.equal(waiting.length, 2);
      assert.deepEqual(servers("\\Windows\\ApiPort"), [
        ...waiting.map(({ address }) => [address, "waits on the port"]),
        ...serving
          .filter(({ process }) => process === inProcess("csrss.exe"))
          .map(({ address }) => [address, "serves a request"]),
      ]);
      assert.deepEqual(
        servers("\\RPC Control\\ntsvcs"),
        serving
          .filter(({ process }) => process === inProcess("services.exe"))
          .map(({ address }) => [address, "serves a request"]),
      );
      for (const { address, receivingOn } of waiting) {
        assert.deepEqual(
          opened.generation.readReceivingOn(word(address)).map((on) => toBigInt(on.address)),
          [receivingOn],
        );
      }
    });

    it("finds every message by the tag of its pool block", () => {
      const { entries, end } = collectWalk(searchPool(opened.target));
      assert.equal(end.kind, "head", end.reason);
      const blocks = new Set(entries.filter((block) => block.isAllocated).map((block) => toBigInt(block.message)));
      for (const { address } of opened.image.facts.messages) {
        assert(blocks.has(address), `message ${address.toString(16)} was not found`);
      }
    });
  });
}

function isDead(opened: Opened, clientPort: bigint): boolean {
  return sure(readLpcPort(opened.target, word(clientPort))).isDisconnected;
}
