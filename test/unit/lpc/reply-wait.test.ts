/** Who awaits a reply and who owes it, where the members of the thread alone would mislead. */
import assert from "node:assert/strict";
import { KernelScenario, type ScenarioThread } from "../../kernel/index.ts";
import { isAbsent } from "../../../src/target/absence.ts";
import { lpcLayoutIds, open, sure, type Opened } from "./scene.ts";
import { toBigInt, word } from "../words.ts";

const ETHREAD = "_ETHREAD";

/** A client that asked, and a server with two threads, of which the first received the request. */
function asked(id: (typeof lpcLayoutIds)[number], receives = true) {
  const system = new KernelScenario(id);
  const server = system.process("server.exe", { id: 0x100 });
  const [first, second] = [server.thread(), server.thread()];
  const client = system.process("client.exe", { id: 0x200 });
  const thread = client.thread();
  const port = server.createsPort("\\Server");
  const connection = client.connectsTo(port);
  const message = thread.asks(connection);
  if (receives) {
    first.receives(message);
    first.waitsFor(system.event());
  }
  const image = system.build();
  const set = (of: ScenarioThread, path: string, value: bigint | number): void =>
    image.writeField(of.address, ETHREAD, path, value);
  return { image, set, first, second, thread, port, connection, message };
}

function awaitedBy(opened: Opened, thread: ScenarioThread) {
  return opened.generation.readAwaitedReply(word(thread.address));
}

for (const id of lpcLayoutIds) {
  describe(`awaited replies on ${id}`, () => {
    it("names the thread that received the request, with which the client shares nothing but the id", () => {
      const scene = asked(id);
      assert.equal(toBigInt(sure(sure(awaitedBy(open(scene.image), scene.thread)).serverThread)), scene.first.address);
    });

    it("names no thread while the request is still queued, although the id is awaited", () => {
      const scene = asked(id, false);
      const awaited = sure(awaitedBy(open(scene.image), scene.thread));
      assert.equal(toBigInt(sure(awaited.message)), scene.message.address);
      assert.equal(isAbsent(awaited.serverThread) ? awaited.serverThread.kind : "", "NotApplicable");
      assert.match(isAbsent(awaited.serverThread) ? awaited.serverThread.reason : "", /still on the queue/);
    });

    it("does not take a thread that is running for waiting, although its id is set", () => {
      const scene = asked(id);
      scene.set(scene.thread, "Tcb.State", 2);
      assert.equal(awaitedBy(open(scene.image), scene.thread), undefined);
    });

    it("takes a thread for waiting by its wait reason alone, and says that it names no message", () => {
      const scene = asked(id);
      scene.set(scene.thread, "LpcReplyMessageId", 0);
      scene.set(scene.thread, "LpcReplyMessage", 0n);
      const opened = open(scene.image);
      const awaited = sure(awaitedBy(opened, scene.thread));
      const why = "LpcReplyMessageId is 0: the thread names no message";
      for (const part of [awaited.messageId, awaited.message, awaited.serverThread]) {
        assert.equal(isAbsent(part) ? part.reason : "", why);
      }
      assert.deepEqual(Array.from(opened.generation.walkWaitingThreads()).map(toBigInt), [scene.thread.address]);
      scene.set(scene.thread, "Tcb.WaitReason", 0);
      assert.equal(awaitedBy(open(scene.image), scene.thread), undefined);
    });

    it("takes a suspended thread for waiting, whatever its wait reason says", () => {
      const scene = asked(id);
      scene.thread.isSuspended();
      scene.image.update();
      assert.notEqual(awaitedBy(open(scene.image), scene.thread), undefined);
    });

    it("believes no received id of a thread that is back in receive", () => {
      const scene = asked(id);
      scene.first.waitsToReceiveOn(scene.port);
      scene.image.update();
      const awaited = sure(awaitedBy(open(scene.image), scene.thread));
      assert.match(isAbsent(awaited.serverThread) ? awaited.serverThread.reason : "", /unknown/);
    });

    it("believes the wait reason of a running thread no more than its state allows", () => {
      const scene = asked(id);
      scene.set(scene.first, "Tcb.State", 2);
      scene.set(scene.first, "Tcb.WaitReason", 16);
      assert.equal(toBigInt(sure(sure(awaitedBy(open(scene.image), scene.thread)).serverThread)), scene.first.address);
    });

    it("believes no received id whose valid bit is clear", () => {
      const scene = asked(id);
      scene.set(scene.first, "LpcReceivedMsgIdValid", 0);
      const opened = open(scene.image);
      assert(isAbsent(sure(awaitedBy(opened, scene.thread)).serverThread));
    });

    it("says unknown where the server reset its received id by connecting elsewhere", () => {
      const scene = asked(id);
      scene.set(scene.first, "LpcReceivedMessageId", 0);
      assert(isAbsent(sure(awaitedBy(open(scene.image), scene.thread)).serverThread));
    });

    it("chooses neither of two threads that claim the message", () => {
      const scene = asked(id);
      scene.set(scene.second, "LpcReceivedMessageId", scene.message.id);
      scene.set(scene.second, "LpcReceivedMsgIdValid", 1);
      const awaited = sure(awaitedBy(open(scene.image), scene.thread));
      assert.equal(isAbsent(awaited.serverThread) ? awaited.serverThread.kind : "", "Invalid");
    });

    it("takes a thread with a message and an unsignaled reply semaphore for half connected, without an id", () => {
      const scene = asked(id, false);
      scene.set(scene.thread, "LpcReplyMessageId", 0);
      scene.set(scene.thread, "LpcReplyMessage", scene.message.address);
      scene.set(scene.first, "LpcReceivedMessageId", scene.message.id);
      scene.set(scene.first, "LpcReceivedMsgIdValid", 1);
      const awaited = sure(awaitedBy(open(scene.image), scene.thread));
      assert.equal(isAbsent(awaited.messageId) ? awaited.messageId.kind : "", "NotApplicable");
      assert.equal(toBigInt(sure(awaited.serverThread)), scene.first.address);
    });

    it("sees that a reply lies ready where the semaphore is signaled", () => {
      const scene = asked(id, false);
      scene.set(scene.thread, "LpcReplyMessageId", 0);
      scene.set(scene.thread, "LpcReplyMessage", scene.message.address);
      scene.set(scene.thread, "LpcReplySemaphore.Header.SignalState", 1);
      assert.equal(awaitedBy(open(scene.image), scene.thread), undefined);
    });

    it("masks the tag of a port, and gives the reason where it leads nowhere", () => {
      const scene = asked(id);
      scene.set(scene.thread, "LpcWaitingOnPort", scene.connection.clientPort.address | 3n);
      assert.equal(toBigInt(sure(sure(awaitedBy(open(scene.image), scene.thread)).port)), scene.port.address);
      scene.set(scene.thread, "LpcWaitingOnPort", 0x1001n);
      assert(isAbsent(sure(awaitedBy(open(scene.image), scene.thread)).port));
    });
  });
}
