/**
 * Every message of captured memory, and the beginning of a search of the paged pool, against what an independent reader
 * found there. The whole search reads 50,000 pages, most of them missing, and is compared through the model.
 */
import assert from "node:assert/strict";
import { isAbsent } from "../../src/target/absence.ts";
import { Word64 } from "../../src/target/word64.ts";
import { collectWalk } from "../../src/nt/walk.ts";
import { readThreadFacts } from "../../src/nt/thread/thread-facts.ts";
import { readLpcMessage, readPayload, type LpcMessageFacts } from "../../src/lpc/message/message.ts";
import { readMessagePoolBlock } from "../../src/lpc/pool/pool-header.ts";
import { readPagedPool, searchPool, type PoolSearchProgress } from "../../src/lpc/pool/pool-search.ts";
import { findMessageTraces } from "../../src/lpc/queries.ts";
import { at, hex, hexOrNull, describeLpcCaptures, present, type ExpectedMessage } from "./snapshot-lpc-expected.ts";

describeLpcCaptures("messages", (capture) => {
  it("finds every message once, on queues and in the hands of threads", () => {
    const { entries, end } = collectWalk(capture().generation.walkMessages());
    assert.deepEqual(
      entries.map(hex).sort(),
      capture()
        .expected.messages.map((message) => message.address)
        .sort(),
    );
    assert.equal(end.kind, "head", end.reason);
  });

  it("reads header, sender and payload of each", () => {
    for (const expected of capture().expected.messages) {
      const message = present(readLpcMessage(capture().target, at(expected)));
      assert.deepEqual(describeMessage(message), expectedHeader(expected), expected.address);
      const payload = present(readPayload(capture().target, message.header));
      assert.equal(Buffer.from(present(payload.bytes)).toString("hex"), expected.data);
      assert.equal(payload.length, expected.dataLength);
      assert.equal(
        present(readMessagePoolBlock(capture().target, message.address)).blockBytes,
        expected.poolBlockBytes,
      );
    }
  });

  it("gives the place of each: on a port's queue, or held by a thread", () => {
    for (const expected of capture().expected.messages) {
      const message = present(readLpcMessage(capture().target, at(expected)));
      const holder = isAbsent(message.heldBy)
        ? undefined
        : present(readThreadFacts(capture().target, message.heldBy)).id;
      const place = isAbsent(message.queuePort)
        ? `reply message of thread ${holder}`
        : `queue of ${hex(message.queuePort)}`;
      assert.deepEqual([place], expected.where, expected.address);
      assert.equal(message.queue, isAbsent(message.queuePort) ? "None" : "Main");
    }
  });

  it("believes a sender's port only where it means something and still is a port", () => {
    for (const expected of capture().expected.messages.filter((message) => message.connection === undefined)) {
      const { ownerPort } = present(readLpcMessage(capture().target, at(expected)));
      const kind = !expected.senderPortSet
        ? "NotApplicable"
        : expected.senderPortIsLivePort
          ? expected.senderPort
          : "Invalid";
      assert.equal(isAbsent(ownerPort) ? ownerPort.kind : hex(ownerPort), kind, expected.address);
    }
  });

  it("reads what a connection request brings", () => {
    for (const expected of capture().expected.messages) {
      // An accepted connection's message is a reply: the kernel has taken the client port out of it.
      if (expected.connection === undefined || expected.typeName !== "CONNECTION_REQUEST") {
        continue;
      }
      const message = present(readLpcMessage(capture().target, at(expected)));
      const connection = present(message.connection);
      const information = present(connection.information);
      assert.equal(hexOrNull(connection.clientPort), expected.connection.clientPort);
      assert.equal(
        Buffer.from(present(capture().target.read(information.address, information.length))).toString("hex"),
        expected.connection.info,
      );
      assert.equal(hexOrNull(message.ownerPort), expected.connection.clientPort);
    }
  });

  it("finds each by its id, and no other", () => {
    for (const expected of capture().expected.messages) {
      const id = Word64.fromNumber(expected.id);
      const sameId = capture()
        .expected.messages.filter((message) => message.id === expected.id)
        .map((message) => message.address);
      assert.deepEqual(capture().generation.findMessages(id).map(hex), sameId);
      assert.deepEqual(findMessageTraces(capture().target, id).messages.map(hex), sameId);
    }
    assert.deepEqual(capture().generation.findMessages(Word64.fromNumber(0x7fffffff)), []);
  });

  it("finds where the paged pool begins and ends", () => {
    const [from, last] = capture().expected.pagedPool;
    const pool = present(readPagedPool(capture().target));
    assert.equal(hex(pool.from), from);
    assert.equal(hex(pool.to), hex(at({ address: last }).plus(1)));
  });

  it("stops a pool search at its bound and reports how far it came", () => {
    const progress: PoolSearchProgress[] = [];
    const { entries, end } = collectWalk(
      searchPool(capture().target, { limit: 0x1000000, onProgress: (step) => progress.push(step) }),
    );
    assert.equal(end.kind, "limit");
    assert.equal(end.at === undefined ? "" : hex(end.at), "0xe2000000");
    assert.equal(
      entries.length,
      capture().expected.poolSearch.filter((block) => Number(block.address) < 0xe2000000).length,
    );
    assert.deepEqual(progress, [{ searchedBytes: 0x1000000, totalBytes: 0xc400000, found: entries.length }]);
  });
});

function describeMessage(message: LpcMessageFacts): Record<string, unknown> {
  return {
    id: isAbsent(message.id) ? message.id.reason : message.id.toNumber(),
    callbackId: message.callbackId,
    typeWord: message.header.typeWord,
    typeNumber: message.typeNumber,
    type: message.type,
    dataLength: message.dataLength,
    totalLength: message.totalLength,
    dataInfoOffset: isAbsent(message.dataInfoOffset) ? 0 : message.dataInfoOffset,
    clientId: [message.senderProcessId, message.senderThreadId],
    senderPort: hexOrNull(message.header.senderPort),
    portContext: isAbsent(message.portContext) ? message.portContext.kind : hex(message.portContext),
    repliedToThread: hexOrNull(message.repliedToThread),
  };
}

function expectedHeader(message: ExpectedMessage): Record<string, unknown> {
  return {
    id: message.id,
    callbackId: message.callbackId,
    typeWord: Number(message.typeRaw),
    typeNumber: message.type,
    type: `LPC_${message.typeName}`,
    dataLength: message.dataLength,
    totalLength: message.totalLength,
    dataInfoOffset: message.dataInfoOffset,
    clientId: message.clientId,
    // Elsewhere than in requests and datagrams sender's port and context are what was left from an earlier use of the
    // memory.
    senderPort: message.senderPortSet ? message.senderPort : "0x00000000",
    portContext: message.senderPortSet ? message.portContext : "NotApplicable",
    repliedToThread: message.repliedToThread,
  };
}
