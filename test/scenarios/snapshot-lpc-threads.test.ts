/** What threads of captured memory await and owe, against what an independent reader found there. */
import assert from "node:assert/strict";
import { isAbsent } from "../../src/target/absence.ts";
import type { Target } from "../../src/target/target.ts";
import { Word64 } from "../../src/target/word64.ts";
import type { Generation } from "../../src/generation/generation.ts";
import { readObjectPath } from "../../src/nt/object-name.ts";
import { readThreadFacts } from "../../src/nt/thread/thread-facts.ts";
import { findThreadById } from "../../src/nt/thread/thread-list.ts";
import { readPresentWait } from "../../src/nt/wait/present-wait.ts";
import { collectWalk } from "../../src/nt/walk.ts";
import { findReplyChainPort, readAwaitedReply, readServedThreads } from "../../src/lpc/thread/awaited-reply.ts";
import { findLpcThreads } from "../../src/lpc/queries.ts";
import {
  readLpcThread,
  readReplySemaphore,
  walkTerminationPorts,
  type LpcThreadFacts,
} from "../../src/lpc/thread/thread.ts";
import {
  at,
  comparable,
  hex,
  hexOrNull,
  describeLpcCaptures,
  present,
  type ExpectedLink,
  type ExpectedThread,
} from "./snapshot-lpc-expected.ts";

/**
 * The reader lists threads with a reply id. Of those, all are blocked. One more is blocked without an id: in capture 5
 * thread 1196, whose connection to \LpcTestHalf was accepted by thread 1088 and never completed.
 */
const HALF_CONNECTED: Readonly<
  Record<
    number,
    readonly { readonly tid: number; readonly message: string; readonly port: string; readonly server: number }[]
  >
> = {
  5: [{ tid: 1196, message: "0xe1518be8", port: "0xe1342798", server: 1088 }],
};

describeLpcCaptures("LPC threads", (capture, number) => {
  it("reads the LPC members of every thread", () => {
    for (const expected of capture().expected.threads) {
      const thread = present(readLpcThread(capture().target, at(expected)));
      assert.deepEqual(describeThread(capture().target, thread), expectedMembers(expected), `thread ${expected.tid}`);
    }
  });

  it("finds the port whose reply chain a thread hangs on, and believes no stale link", () => {
    for (const expected of capture().expected.threads) {
      const port = findReplyChainPort(capture().target, present(readLpcThread(capture().target, at(expected))));
      assert.equal(isAbsent(port) ? null : hex(port), expected.replyChainOf, `thread ${expected.tid}`);
    }
  });

  it("finds every thread that awaits a reply", () => {
    const { entries, end } = collectWalk(capture().generation.walkWaitingThreads());
    const half = (HALF_CONNECTED[number] ?? []).map(({ tid }) => hex(present(findThreadById(capture().target, tid))));
    assert.deepEqual(
      entries.map(hex).sort(),
      [...capture().expected.waitingForReply.map((wait) => wait.thread), ...half].sort(),
    );
    assert.equal(end.kind, "head", end.reason);
  });

  it("gives what each awaits and who owes it, if known", () => {
    for (const expected of capture().expected.waitingForReply) {
      const awaited = present(readAwaitedReply(capture().target, at({ address: expected.thread })));
      assert.equal(hexOrNull(awaited.messageId), hex(Word64.fromNumber(expected.messageId)));
      // The reader names the port that the thread itself used.
      assert.equal(
        isAbsent(awaited.usedPort) ? null : hex(awaited.usedPort),
        expected.waitingOnPort,
        `thread ${expected.tid}`,
      );
      assert.deepEqual(
        isAbsent(awaited.message) ? [] : [hex(awaited.message)],
        expected.message.map((message) => message.address),
        `thread ${expected.tid}`,
      );
      assert.deepEqual(
        isAbsent(awaited.serverThread) ? [] : [hex(awaited.serverThread)],
        expected.owedBy.map((owner) => owner.thread),
        `thread ${expected.tid}`,
      );
      assert.equal(
        isAbsent(awaited.serverThread) ? awaited.serverThread.kind : "",
        expected.owedBy.length === 0 ? "NotApplicable" : "",
      );
    }
    for (const half of HALF_CONNECTED[number] ?? []) {
      const awaited = present(readAwaitedReply(capture().target, present(findThreadById(capture().target, half.tid))));
      assert.equal(isAbsent(awaited.messageId) ? awaited.messageId.kind : "", "NotApplicable");
      assert.equal(hexOrNull(awaited.message), half.message);
      assert.equal(hexOrNull(awaited.port), half.port);
      assert.equal(present(readThreadFacts(capture().target, present(awaited.serverThread))).id, half.server);
    }
  });

  it("names the port on whose queue the request lies or lay", () => {
    for (const expected of capture().expected.waitingForReply) {
      const awaited = present(readAwaitedReply(capture().target, at({ address: expected.thread })));
      const chainPort = capture().expected.ports.find((port) => port.address === expected.replyChainOf);
      // The reply chain is the server port's for a client's request and the client port's for a server's, else the
      // connection port's.
      assert.equal(
        hexOrNull(awaited.port),
        chainPort?.kind === "server communication" ? chainPort.connectionPort : expected.replyChainOf,
        `thread ${expected.tid}`,
      );
    }
  });

  it("answers undefined for every other thread", () => {
    const waiting = new Set([
      ...capture().expected.waitingForReply.map((wait) => wait.tid),
      ...(HALF_CONNECTED[number] ?? []).map((half) => half.tid),
    ]);
    for (const expected of capture().expected.threads.filter((thread) => !waiting.has(thread.tid))) {
      assert.equal(capture().generation.readAwaitedReply(at(expected)), undefined, `thread ${expected.tid}`);
    }
  });

  it("reports the same from the server's side", () => {
    const owed = new Map<string, string[]>();
    for (const wait of capture().expected.waitingForReply) {
      for (const { thread } of wait.owedBy) {
        owed.set(thread, [...(owed.get(thread) ?? []), wait.thread]);
      }
    }
    for (const half of HALF_CONNECTED[number] ?? []) {
      owed.set(hex(present(findThreadById(capture().target, half.server))), [
        hex(present(findThreadById(capture().target, half.tid))),
      ]);
    }
    for (const thread of capture().expected.threads) {
      assert.deepEqual(
        readServedThreads(capture().target, at(thread)).map(hex),
        owed.get(thread.address) ?? [],
        `thread ${thread.tid}`,
      );
    }
    // Only what a connecting thread holds outlives being received.
    const held = capture().expected.threads.flatMap((thread) => capture().generation.readServing(at(thread)).map(hex));
    assert.deepEqual(held.sort(), number === 5 ? ["0xe11ecc20", "0xe1518be8"] : []);
    assert.deepEqual(
      findLpcThreads(capture().target).map(hex).sort(),
      [...new Set([...owed.keys(), ...Array.from(capture().generation.walkWaitingThreads(), hex)])].sort(),
    );
  });

  it("gives each receiving thread the port that it receives on", () => {
    for (const port of capture().expected.ports) {
      for (const receiver of port.receivers ?? []) {
        assert.deepEqual(
          capture()
            .generation.readReceivingOn(at({ address: receiver }))
            .map(({ kind, address }) => [kind, hex(address)]),
          [["Port", port.address]],
        );
      }
    }
    const receivers = new Set(capture().expected.ports.flatMap((port) => port.receivers ?? []));
    for (const thread of capture().expected.threads.filter(({ address }) => !receivers.has(address))) {
      assert.deepEqual(capture().generation.readReceivingOn(at(thread)), [], `thread ${thread.tid}`);
    }
  });

  it("leads along every chain of waits to its end", () => {
    for (const chain of capture().expected.chains) {
      assert.deepEqual(followChain(capture().target, capture().generation, chain[0]?.tid ?? 0), chain.map(comparable));
    }
  });
});

function describeThread(target: Target, thread: LpcThreadFacts): Record<string, unknown> {
  const semaphore = present(readReplySemaphore(target, thread));
  return {
    tid: thread.thread.id,
    replyMessageId: isAbsent(thread.replyMessageId) ? 0 : thread.replyMessageId.toNumber(),
    reference: hex(present(thread.reference).raw),
    referenceKind: present(thread.reference).kind,
    isReceivedMessageIdValid: thread.isReceivedMessageIdValid,
    receivedMessageId: isAbsent(thread.receivedMessageId) ? 0 : thread.receivedMessageId.toNumber(),
    hasCalledExitThread: thread.hasCalledExitThread,
    semaphore: { address: hex(semaphore.address), signalState: semaphore.state, limit: semaphore.limit },
    terminationPorts: thread.thread.hasExited ? [] : Array.from(walkTerminationPorts(target, thread.structure), hex),
  };
}

function expectedMembers(thread: ExpectedThread): Record<string, unknown> {
  const raw = Number(thread.lpcReplyMessageRaw);
  return {
    tid: thread.tid,
    replyMessageId: thread.lpcReplyMessageId,
    reference: thread.lpcReplyMessageRaw,
    referenceKind: raw === 0 ? "none" : (raw & 1) === 1 ? "port" : "message",
    isReceivedMessageIdValid: thread.lpcReceivedMsgIdValid === 1,
    // Where it is not valid the member is the thread's start address.
    receivedMessageId: thread.lpcReceivedMsgIdValid === 1 ? thread.lpcReceivedMessageId : 0,
    hasCalledExitThread: thread.lpcExitThreadCalled === 1,
    semaphore: {
      address: thread.lpcReplySemaphore.address,
      signalState: thread.lpcReplySemaphore.signalState,
      limit: thread.lpcReplySemaphore.limit,
    },
    terminationPorts: thread.terminationPorts,
  };
}

/** The steps of a wait chain as far as replies and owned mutants lead. */
function followChain(target: Target, generation: Generation, tid: number): readonly ExpectedLink[] {
  const links: ExpectedLink[] = [];
  const seen: number[] = [];
  for (let thread = present(findThreadById(target, tid)); ;) {
    const id = present(present(readThreadFacts(target, thread)).id);
    if (seen.includes(id)) {
      return [...links, { end: "cycle", backTo: id }];
    }
    seen.push(id);
    const awaited = generation.readAwaitedReply(thread);
    if (awaited !== undefined) {
      const reply = present(awaited);
      links.push({ tid: id, waitsFor: `reply ${present(reply.messageId).toNumber()}` });
      if (isAbsent(reply.serverThread)) {
        return [...links, describeUnserved(target, generation, reply.message)];
      }
      thread = reply.serverThread;
      continue;
    }
    const waits = readPresentWait(target, thread);
    const mutant = isAbsent(waits) ? undefined : waits.objects.find((wait) => wait.kind === "mutant");
    const [owner] = mutant === undefined || isAbsent(mutant.holders) ? [] : mutant.holders;
    if (mutant === undefined || owner === undefined) {
      return [...links, { tid: id, end: "thread" }];
    }
    links.push({ tid: id, waitsFor: `mutant ${hex(mutant.address)}` });
    thread = owner;
  }
}

function describeUnserved(
  target: Target,
  generation: Generation,
  message: Parameters<typeof hexOrNull>[0],
): ExpectedLink {
  const port = isAbsent(message) ? message : present(generation.readMessage(message)).queuePort;
  return isAbsent(port)
    ? { end: "nobody found" }
    : {
        end: "queued",
        port: hex(port),
        name: present(readObjectPath(target, port) ?? "") || null,
        receivers: generation.readWaitQueue(present(generation.readPort(port))).length,
      };
}
