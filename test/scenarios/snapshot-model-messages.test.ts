/** Messages of captured XP memory, compared with an independent reader's results. */
import assert from "node:assert/strict";
import { describeCaptures } from "./snapshot-model-capture.ts";

const NONE = "0x00000000";
/** The search reads 50,000 pages, most of them missing: one by an id is enough. */
const CAPTURE_SEARCHED_BY_ID = 1;

describeCaptures("messages", (capture) => {
  it("are those that the reader found, on queues and in the hands of threads", () => {
    const { pack, expected, address } = capture();
    const listed = pack.elements(pack.evaluate("@$cursession.Alpc.Messages")).map(address);
    assert.deepEqual([...listed].sort(), expected.messages.map((message) => message.address).sort());
    for (const { id } of expected.messages) {
      // One id, several messages: the first is meant.
      const same = expected.messages.filter((message) => message.id === id).map((message) => message.address);
      assert.ok(same.includes(address(pack.evaluate(`@$cursession.Alpc.Messages[${id}]`))));
    }
    assert.match(pack.failure("@$cursession.Alpc.Message(0x7ffffff)"), /^No message has the id 0x7ffffff:/);
  });

  it("have the header that is in memory", () => {
    const { expected, get, plain, number, hex, address } = capture();
    for (const expectedMessage of expected.messages) {
      const message = capture().message(expectedMessage.address);
      const { senderPortSet } = expectedMessage;
      assert.deepEqual(
        {
          id: number(get(message, "Id")),
          callbackId: plain(get(message, "CallbackId")),
          type: plain(get(message, "Type")),
          flags: plain(get(message, "TypeFlags")),
          lengths: [plain(get(message, "DataLength")), plain(get(message, "TotalLength"))],
          sender: [plain(get(message, "Sender", "ProcessId")), plain(get(message, "Sender", "ThreadId"))],
          repliedTo: address(get(message, "RepliedToThread")),
          portContext: senderPortSet ? hex(get(message, "PortContext")) : plain(get(message, "PortContext")),
          dataInformation: plain(get(message, "DataInformation")),
          poolBlockBytes: plain(get(message, "PoolBlockBytes")),
        },
        {
          id: expectedMessage.id,
          callbackId: expectedMessage.callbackId,
          type: `LPC_${expectedMessage.typeName}`,
          flags: Number(expectedMessage.typeRaw) > 0xff ? expectedMessage.typeRaw : "none",
          lengths: [expectedMessage.dataLength, expectedMessage.totalLength],
          sender: expectedMessage.clientId,
          // Elsewhere than in requests and datagrams the context is what was left from an earlier use of the memory.
          repliedTo: expectedMessage.repliedToThread,
          portContext: senderPortSet ? expectedMessage.portContext : undefined,
          // No message of the captures has any.
          dataInformation: expectedMessage.dataInfoOffset === 0 ? undefined : "some",
          poolBlockBytes: expectedMessage.poolBlockBytes,
        },
        expectedMessage.address,
      );
    }
  });

  it("are where the reader found them, sent from ports that still exist", () => {
    const { expected, get, address, plain, absence } = capture();
    for (const expectedMessage of expected.messages) {
      const message = capture().message(expectedMessage.address);
      const queuePort = address(get(message, "QueuePort"));
      const isQueued = queuePort !== NONE;
      assert.deepEqual(
        [isQueued ? `queue of ${queuePort}` : `reply message of thread ${String(plain(get(message, "HeldBy", "Id")))}`],
        expectedMessage.where,
      );
      assert.equal(plain(get(message, "Queue")), isQueued ? "Main" : "None");
      const owner = get(message, "OwnerPort");
      if (expectedMessage.typeName === "CONNECTION_REQUEST") {
        assert.equal(address(owner), expectedMessage.connection?.clientPort);
      } else if (!expectedMessage.senderPortSet) {
        assert.equal(absence(owner), "NotApplicable");
      } else if (expectedMessage.senderPortIsLivePort) {
        assert.equal(address(owner), expectedMessage.senderPort);
      } else {
        // The sender of a datagram has died since.
        assert.equal(absence(owner), "Invalid");
      }
    }
  });

  it("carry the data that is in memory", () => {
    const { expected, get, list, plain } = capture();
    for (const { address, data, dataLength } of expected.messages) {
      const message = capture().message(address);
      assert.equal(plain(get(message, "Data", "Location")), "Inline");
      assert.equal(plain(get(message, "Data", "Length")), dataLength);
      assert.equal(Buffer.from(list(message, "Data", "Bytes").map(Number)).toString("hex"), data);
      const dumped = list(message, "Data", "HexDump")
        .map((line) => String(line).slice(0, 47).replace(/[ -]/g, ""))
        .join("");
      assert.equal(dumped, data);
    }
  });

  it("bring what connecting clients sent with them", () => {
    const { expected, get, list, address, absence } = capture();
    for (const expectedMessage of expected.messages) {
      const request = get(capture().message(expectedMessage.address), "ConnectionRequest");
      // An accepted connection's message has become a reply: the kernel has taken the client port out of it.
      if (expectedMessage.connection === undefined || expectedMessage.typeName !== "CONNECTION_REQUEST") {
        assert.equal(absence(request), "NotApplicable");
        continue;
      }
      assert.equal(address(get(request, "ClientPort")), expectedMessage.connection.clientPort);
      assert.equal(
        Buffer.from(list(request, "Information", "Bytes").map(Number)).toString("hex"),
        expectedMessage.connection.info,
      );
    }
  });

  it("are found in the paged pool, freed ones included", () => {
    const { which, pack, expected, get, plain, address } = capture();
    pack.debugger.output.take();
    const found = pack.elements(pack.evaluate("@$cursession.Alpc.PoolSearch()")).map((block) => ({
      address: address(block),
      allocated: plain(get(block, "IsAllocated")),
      onLookaside: plain(get(block, "IsOnLookaside")),
      known: plain(get(block, "IsKnown")),
      blockBytes: plain(get(block, "BlockBytes")),
    }));
    assert.deepEqual(found, expected.poolSearch);
    assert.doesNotMatch(pack.debugger.output.take(), /not all of the pool/);
    const searched = which === CAPTURE_SEARCHED_BY_ID ? expected.messages.slice(0, 1) : [];
    for (const { id } of searched) {
      const same = pack.elements(pack.evaluate(`@$cursession.Alpc.PoolSearch(${id})`)).map(address);
      for (const message of expected.messages.filter((other) => other.id === id)) {
        assert.ok(same.includes(message.address));
      }
    }
  });
});
