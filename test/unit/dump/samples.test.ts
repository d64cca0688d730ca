/** The model's answers over real dump files, figure by figure, against what Microsoft's debugger says of them. */
import assert from "node:assert/strict";
import type { Pack } from "../../scenarios/pack.ts";
import type { MessageFacts, PortFacts, ThreadFacts } from "./samples.ts";
import { hexOf, readFacts, samplePack } from "./samples.ts";

const names = ["rich", "ports", "pages-missing", "locks"] as const;

/** A property of a model object as plain data: an object as its address, null for what is absent or zero. */
function addressOf(pack: Pack, object: unknown, ...path: readonly string[]): string | null {
  const value = path.reduce((at, name) => pack.property(at, name), object);
  const wide = pack.debugger.model.toBigInt(value);
  if (wide !== undefined) {
    return wide === 0n ? null : hexOf(BigInt.asUintN(64, wide));
  }
  return pack.access.model.has(value, "Address") ? hexOf(pack.address(value)) : null;
}

function numberOf(pack: Pack, object: unknown, ...path: readonly string[]): number {
  const value = path.reduce((at, name) => pack.property(at, name), object);
  const wide = pack.debugger.model.toBigInt(value);
  assert.ok(wide !== undefined, `${path.join(".")} is no number but ${pack.display(value)}`);
  return Number(wide);
}

function listOf(pack: Pack, object: unknown, name: string): string[] {
  return pack.addresses(pack.property(object, name)).map(hexOf);
}

const queueKinds: Readonly<Record<string, string>> = {
  MAIN: "Main",
  LARGE: "LargeMessage",
  PENDING: "Pending",
  DIRECT: "Direct",
};

function checkPort(pack: Pack, port: PortFacts): void {
  const shown = pack.evaluate(`@$alpcx_port(${port.address})`);
  assert.equal(pack.data(pack.property(shown, "Kind")), port.kind);
  // A connection port's ends are those of its connections, of which the debugger shows none.
  const isConnection = port.kind === "ALPC_CONNECTION_PORT";
  assert.deepEqual(
    {
      communicationInfo: addressOf(pack, shown, "CommunicationInfo"),
      connectionPort: addressOf(pack, shown, "ConnectionPort"),
      clientPort: addressOf(pack, shown, "ClientPort"),
      serverPort: addressOf(pack, shown, "ServerPort"),
      owner: addressOf(pack, shown, "Owner"),
      sequenceNo: numberOf(pack, shown, "SequenceNo"),
      completionPort: addressOf(pack, shown, "CompletionPort"),
      completionList: addressOf(pack, shown, "CompletionList"),
    },
    {
      communicationInfo: port.communicationInfo,
      connectionPort: port.connectionPort,
      clientPort: isConnection ? null : port.clientPort,
      serverPort: isConnection ? null : port.serverPort,
      owner: port.owner,
      sequenceNo: port.sequenceNo,
      completionPort: port.completionPort,
      completionList: port.completionList,
    },
  );
  for (const [flag, isSet] of Object.entries(port.state)) {
    assert.equal(numberOf(pack, shown, "State", flag), isSet ? 1 : 0, flag);
  }
  for (const [queue, entries] of Object.entries(port.queues)) {
    assert.deepEqual(listOf(pack, shown, queue), entries, queue);
  }
  if (port.boundThreads.length > 0) {
    assert.deepEqual(listOf(pack, shown, "Servers").sort(), [...port.boundThreads].sort());
  }
}

function checkMessage(pack: Pack, message: MessageFacts): void {
  const shown = pack.evaluate(`@$alpcx_message(${message.address})`);
  const flags = pack.display(pack.property(shown, "TypeFlags"));
  const state = pack.property(shown, "State");
  assert.deepEqual(
    {
      id: numberOf(pack, shown, "Id"),
      callbackId: numberOf(pack, shown, "CallbackId"),
      sequenceNo: numberOf(pack, shown, "SequenceNo"),
      type: pack.data(pack.property(shown, "Type")),
      dataLength: numberOf(pack, shown, "DataLength"),
      totalLength: numberOf(pack, shown, "TotalLength"),
      canceled: numberOf(pack, state, "Canceled"),
      quotaCharged: addressOf(pack, shown, "QuotaProcess") !== null,
      ownerPort: addressOf(pack, shown, "OwnerPort"),
      waitingThread: addressOf(pack, shown, "WaitingThread"),
      queuePort: addressOf(pack, shown, "QueuePort"),
      serverThread: addressOf(pack, shown, "ServerThread"),
      cancelQueuePort: addressOf(pack, shown, "CancelQueuePort"),
      cancelSequencePort: addressOf(pack, shown, "CancelSequencePort"),
      cancelSequenceNo: numberOf(pack, shown, "CancelSequenceNo"),
      contexts: ["ClientContext", "ServerContext", "PortContext", "CancelPortContext"].map((name) =>
        numberOf(pack, shown, name),
      ),
      securityData: addressOf(pack, shown, "SecurityData"),
      view: addressOf(pack, shown, "View"),
      handleData: addressOf(pack, shown, "HandleData"),
    },
    {
      id: message.id,
      callbackId: message.callbackId,
      sequenceNo: message.sequenceNo,
      type: message.type,
      dataLength: message.dataLength,
      totalLength: message.totalLength,
      canceled: message.canceled ? 1 : 0,
      quotaCharged: message.quotaCharged,
      ownerPort: message.ownerPort,
      waitingThread: message.waitingThread,
      // A canceled message stands on the canceled queue of the port that it was canceled at.
      queuePort: message.queuePort ?? message.cancelQueuePort,
      serverThread: message.serverThread,
      cancelQueuePort: message.cancelQueuePort,
      cancelSequencePort: message.cancelSequencePort,
      cancelSequenceNo: message.cancelSequenceNo,
      contexts: [message.clientContext, message.serverContext, message.portContext, message.cancelPortContext],
      securityData: message.securityData,
      view: message.view,
      handleData: message.handleData,
    },
  );
  assert.equal(/continuation required/.test(flags), message.continuation);
  const queue = queueKinds[message.queue];
  if (queue !== undefined) {
    assert.equal(pack.data(pack.property(shown, "Queue")), queue);
  }
}

function checkThread(pack: Pack, thread: ThreadFacts, ticksPerSecond: number): void {
  const shown = pack.evaluate(`@$alpcx_thread(${thread.address})`);
  if (thread.state === null) {
    return;
  }
  const isWaiting = thread.state === "WAIT";
  const display = pack.display(pack.property(shown, "Thread"));
  assert.ok(display.includes(isWaiting ? `Waiting: ${thread.waitReason}` : "Running"), display);
  if (isWaiting) {
    assert.equal(pack.data(pack.property(shown, "WaitReason")), thread.waitReason);
    assert.equal(numberOf(pack, shown, "WaitTime"), Math.floor(thread.ticks / ticksPerSecond));
  }
  // Where the port of the message cannot be read the debugger gives up on the message; the model still names it.
  if (thread.awaitedMessage === null) {
    return;
  }
  assert.deepEqual(
    [
      addressOf(pack, shown, "Message"),
      addressOf(pack, shown, "WaitingOn"),
      addressOf(pack, pack.property(shown, "WaitingOn"), "Owner"),
    ],
    [thread.awaitedMessage, thread.awaitedAt, thread.servedBy],
  );
}

for (const name of names) {
  describe(`dump ${name}`, () => {
    const facts = readFacts(name);

    it("has the processes", () => {
      const pack = samplePack(name);
      const listed = pack.elements(pack.evaluate("@$cursession.Processes")).map((process) => ({
        address: hexOf(pack.address(pack.property(process, "KernelObject"))),
        id: numberOf(pack, process, "Id"),
        name: pack.data(pack.property(process, "Name")),
      }));
      // A list that leads through a missing page ends there; its last process is the one that cannot be read.
      const readable = listed.filter((process) => process.id !== 0);
      assert.deepEqual(readable, facts.processes.slice(0, readable.length));
      assert.equal(readable.length, name === "pages-missing" ? 6 : facts.processes.length);
    });

    for (const port of facts.ports.filter(({ kind }) => kind !== undefined)) {
      it(`says the same of port ${port.address}`, () => {
        checkPort(samplePack(name), port);
      });
    }
    for (const message of facts.messages.filter(({ id }) => id !== undefined)) {
      it(`says the same of message ${message.address}`, () => {
        checkMessage(samplePack(name), message);
      });
    }
    it("says the same of every thread", () => {
      for (const thread of facts.threads) {
        checkThread(samplePack(name), thread, 64);
      }
    });

    it("lists the ports and no other", () => {
      const pack = samplePack(name);
      const listed = pack.addresses(pack.evaluate("@$cursession.Alpc.Ports")).map(hexOf).sort();
      const expected = facts.ports.map(({ address }) => address).sort();
      if (name === "pages-missing") {
        assert.deepEqual(
          listed.filter((address) => !expected.includes(address)),
          [],
        );
      } else {
        assert.deepEqual(listed, expected);
      }
    });
  });
}
