/** What damaged threads and messages say of who awaits, owes and receives. */
import assert from "node:assert/strict";
import { isAbsent } from "../../../src/target/absence.ts";
import { validateAlpcMessage } from "../../../src/alpc/validate-message.ts";
import { damagedSystem } from "./damaged-system.ts";
import { all, bigOrNone, sure } from "./scene.ts";
import { toBigInt, word } from "../words.ts";

describe("damaged ALPC waits", () => {
  const { image, damaged } = damagedSystem();

  it("does not take a receive attribute set for a message", () => {
    const { address } = image.facts.threads.find(({ awaits }) => awaits === undefined) ?? { address: 0n };
    const { generation } = damaged(() => {
      image.writeField(address, "_ETHREAD", "AlpcReceiveAttributeSet", 0x60000000);
    });
    assert.equal(generation.readAwaitedReply(word(address)), undefined);
  });

  it("does not take another thread's message for its own", () => {
    const waiter = image.facts.threads.find(({ awaits }) => awaits?.message !== undefined);
    const other = image.facts.threads.find(({ awaits, hasExited }) => awaits === undefined && !hasExited);
    const { generation } = damaged(() => {
      image.writeField(other?.address ?? 0n, "_ETHREAD", "AlpcMessage", waiter?.awaits?.message ?? 0n);
    });
    assert.equal(generation.readAwaitedReply(word(other?.address ?? 0n)), undefined);
  });

  it("does not say that a thread owes the reply to what was canceled", () => {
    const canceled = image.facts.messages.find(({ queue }) => queue === "Canceled");
    const pending = image.facts.messages.find(({ queue }) => queue === "Pending");
    const server = pending?.serverThread ?? 0n;
    const { generation } = damaged(() => {
      image.writeField(canceled?.address ?? 0n, "_KALPC_MESSAGE", "ServerThread", server);
    });
    assert.deepEqual(all(generation.readServing(word(server))), [pending?.address]);
  });

  it("does not say that a bound worker receives while it waits for something else", () => {
    const worker = image.facts.threads.find(
      ({ boundTo, waitReason }) => boundTo !== undefined && waitReason !== "WrQueue",
    );
    const { generation } = damaged(() => {
      image.writeField(worker?.address ?? 0n, "_ETHREAD", "Tcb.State", 5);
      image.writeField(worker?.address ?? 0n, "_ETHREAD", "Tcb.WaitReason", 6);
    });
    assert.deepEqual(generation.readReceivingOn(word(worker?.address ?? 0n)), []);
  });

  it("knows that a suspended thread still awaits its reply", () => {
    const waiter = image.facts.threads.find(({ serving, awaits }) => serving.length === 0 && awaits !== undefined);
    const { generation } = damaged(() => {
      image.writeField(waiter?.address ?? 0n, "_ETHREAD", "Tcb.WaitReason", 5);
    });
    const awaited = sure(generation.readAwaitedReply(word(waiter?.address ?? 0n)));
    assert.equal(bigOrNone(awaited.message), waiter?.awaits?.message);
  });

  it("says why a wait's message cannot be made out", () => {
    const waiter = image.facts.threads.find(({ awaits }) => awaits !== undefined);
    const { generation } = damaged(() => {
      image.writeField(waiter?.address ?? 0n, "_ETHREAD", "AlpcMessageId", 0xffff_b000_dead_0000n);
      image.writeField(waiter?.awaits?.message ?? 0n, "_KALPC_MESSAGE", "WaitingThread", 0n);
    });
    const awaited = sure(generation.readAwaitedReply(word(waiter?.address ?? 0n)));
    assert.ok(isAbsent(awaited.message) && isAbsent(awaited.messageId));
    assert.equal(awaited.message.kind, "Unreadable");
  });

  it("finds the message of a thread that does not lead to it by the message that names the thread", () => {
    const waiter = image.facts.threads.find(({ awaits }) => awaits !== undefined);
    for (const [messageId, message] of [
      [0xffff_b000_dead_0000n, 0n],
      [0x7fffn, 0x60000000n],
      [0n, 0n],
    ] as const) {
      const { generation, target } = damaged(() => {
        image.writeField(waiter?.address ?? 0n, "_ETHREAD", "AlpcMessageId", messageId);
        image.writeField(waiter?.address ?? 0n, "_ETHREAD", "AlpcMessage", message);
      });
      const awaited = sure(generation.readAwaitedReply(word(waiter?.address ?? 0n)));
      assert.equal(bigOrNone(awaited.message), waiter?.awaits?.message);
      assert.equal(toBigInt(sure(awaited.messageId)), BigInt(waiter?.awaits?.messageId ?? 0));
      assert.match(
        validateAlpcMessage(target, sure(generation.readMessage(sure(awaited.message)))).join(),
        /that thread does not name it/,
      );
    }
  });

  it("knows by the message that a thread waits which cannot be read, and counts one that nothing names as skipped", () => {
    const waiter = image.facts.threads.find(({ awaits, serving }) => awaits !== undefined && serving.length === 0);
    const silent = image.facts.threads.find(
      ({ awaits, serving, receivingOn }) => awaits === undefined && serving.length === 0 && receivingOn === undefined,
    );
    const { generation } = damaged(() => {
      for (const thread of [waiter, silent]) {
        image.unmap(thread?.address ?? 0n, image.scenario.machine.sizeOf("_ETHREAD"));
      }
    });
    assert.equal(
      bigOrNone(sure(generation.readAwaitedReply(word(waiter?.address ?? 0n))).message),
      waiter?.awaits?.message,
    );
    const unknown = generation.readAwaitedReply(word(silent?.address ?? 0n));
    assert.ok(unknown !== undefined && isAbsent(unknown) && unknown.kind === "Unreadable");
    assert.ok(!all(generation.walkWaitingThreads()).includes(silent?.address ?? 0n));
  });

  it("does not believe links that a thread left behind on leaving a wait queue", () => {
    const receiver = image.facts.threads.find(({ receivingOn }) => receivingOn !== undefined);
    const port = receiver?.receivingOn ?? 0n;
    const { generation } = damaged(() => {
      const head = image.fieldAddress(port, "_ALPC_PORT", "WaitQueue");
      image.writePointer(head, head);
      image.writePointer(head + 8n, head);
    });
    assert.deepEqual(generation.readReceivingOn(word(receiver?.address ?? 0n)), []);
  });
});
