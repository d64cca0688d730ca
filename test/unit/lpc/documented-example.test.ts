/**
 * The example of the debugger's documentation of `!lpc`, on the Windows XP that it was taken from: the same numbers.
 */
import assert from "node:assert/strict";
import { KernelScenario, type KernelImage } from "../../kernel/index.ts";
import { Word64 } from "../../../src/target/word64.ts";
import { readHandleCount, readPointerCount } from "../../../src/nt/object-header.ts";
import { readObjectName } from "../../../src/nt/object-name.ts";
import { readProcessFacts } from "../../../src/nt/process/process-facts.ts";
import { readAwaitedReply, walkReplyChain } from "../../../src/lpc/thread/awaited-reply.ts";
import { readLpcMessage } from "../../../src/lpc/message/message.ts";
import { readLpcPort } from "../../../src/lpc/port/port.ts";
import { findMessageTraces, scanPort } from "../../../src/lpc/queries.ts";
import { readPortSemaphore } from "../../../src/lpc/port/queue.ts";
import { validatePort } from "../../../src/lpc/validate-port.ts";
import { open, sure, type Opened } from "./scene.ts";
import { toBigInt, word } from "../words.ts";

const API_PORT = 0xe14ae238n;
const SERVER_PROCESS = 0x84aa0140n;
const SEMAPHORE = 0x84a96da8n;
const MESSAGE = 0xe20d9b80n;
const SERVER_PORT = 0xe114a3c0n;
const CLIENT_PORT = 0xe1e7b948n;
const CLIENT_THREAD = 0x842a4db0n;

function documentedSystem(): KernelImage {
  const system = new KernelScenario("winxp-sp3-x86");
  const csrss = system.process("csrss.exe", { id: 0x1a0, address: SERVER_PROCESS });
  const server = csrss.thread({ id: 0x1a4 });
  const api = csrss.createsPort("\\Windows\\ApiPort", {
    address: API_PORT,
    pointerCount: 108,
    semaphoreAddress: SEMAPHORE,
    semaphoreState: 0,
  });
  const client = system.process("client.exe", { id: 0x584 });
  const waiting = client.thread({ id: 0x5f4, address: CLIENT_THREAD });
  const sender = client.thread({ id: 0x680 });
  const connection = client.connectsTo(api, {
    address: CLIENT_PORT,
    pointerCount: 3,
    serverPort: { address: SERVER_PORT, context: 0x21n },
  });
  server.receives(waiting.asks(connection, { id: 0x222be }));
  server.waitsFor(system.event(), { reason: "UserRequest" });
  sender.asks(connection, { id: 0x2249c, address: MESSAGE, data: 0x7c, totalLength: 0x98, portContext: 0x21n });
  return system.build();
}

describe("the documented example of !lpc", () => {
  let opened: Opened;
  before(() => {
    opened = open(documentedSystem());
  });

  it("shows port e14ae238: name, kind, counts, server process", () => {
    const port = sure(readLpcPort(opened.target, word(API_PORT)));
    assert.equal(sure(readObjectName(opened.target, port.address)), "ApiPort");
    assert.equal(port.kind, "SERVER_CONNECTION_PORT");
    assert.equal(sure(readHandleCount(opened.target, port.address)), 1);
    assert.equal(sure(readPointerCount(opened.target, port.address)), 108);
    assert.equal(toBigInt(sure(port.serverProcess)), SERVER_PROCESS);
    assert.equal(sure(readProcessFacts(opened.target, sure(port.serverProcess))).name, "csrss.exe");
  });

  it("shows its queue: semaphore 84a96da8 with state 0, and one message, which contradict each other", () => {
    const port = sure(readLpcPort(opened.target, word(API_PORT)));
    const semaphore = sure(readPortSemaphore(opened.target, port));
    assert.equal(toBigInt(semaphore.address), SEMAPHORE);
    assert.equal(semaphore.state, 0);
    assert.deepEqual(sure(opened.generation.readQueue(port, "Main")).messages.map(toBigInt), [MESSAGE]);
    assert.deepEqual(validatePort(opened.target, port), [
      "Its semaphore 0x84a96da8 counts 0 messages, but the queue has 1.",
    ]);
  });

  it("shows message e20d9b80: id, sender, context, length, type", () => {
    const message = sure(readLpcMessage(opened.target, word(MESSAGE)));
    assert.equal(sure(message.id).key, "2249c");
    assert.deepEqual([message.senderProcessId, message.senderThreadId], [0x584, 0x680]);
    assert.equal(toBigInt(sure(message.portContext)), 0x21n);
    assert.equal(sure(message.header.structure.word("Request.u1.Length")).key, "98007c");
    assert.equal(message.type, "LPC_REQUEST");
    assert.deepEqual(findMessageTraces(opened.target, Word64.fromNumber(0x2249c)).messages.map(toBigInt), [MESSAGE]);
  });

  it("shows the client thread awaiting 222be on the reply chain of server port e114a3c0", () => {
    const awaited = sure(readAwaitedReply(opened.target, word(CLIENT_THREAD)));
    assert.equal(sure(awaited.messageId).key, "222be");
    const server = sure(readLpcPort(opened.target, word(SERVER_PORT)));
    assert.deepEqual(Array.from(walkReplyChain(opened.target, server)).map(toBigInt), [
      CLIENT_THREAD,
      toBigInt(word(opened.image.facts.threads.at(-1)?.address ?? 0n)),
    ]);
    assert.equal(toBigInt(sure(server.connectedPort)), CLIENT_PORT);
    assert.equal(toBigInt(sure(awaited.usedPort)), CLIENT_PORT);
    assert.equal(toBigInt(sure(awaited.port)), API_PORT);
    assert.deepEqual(findMessageTraces(opened.target, Word64.fromNumber(0x222be)).waitingThreads.map(toBigInt), [
      CLIENT_THREAD,
    ]);
  });

  it("shows the client's port e1e7b948 with three references", () => {
    const port = sure(readLpcPort(opened.target, word(CLIENT_PORT)));
    assert.equal(port.kind, "CLIENT_COMMUNICATION_PORT");
    assert.equal(sure(readPointerCount(opened.target, port.address)), 3);
    assert.deepEqual(sure(scanPort(opened.target, port.address)).connectedPorts.map(toBigInt), [
      SERVER_PORT,
      CLIENT_PORT,
    ]);
  });
});
