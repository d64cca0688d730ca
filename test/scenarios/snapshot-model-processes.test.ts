/** Processes and threads of captured XP memory, compared with an independent reader's results. */
import assert from "node:assert/strict";
import { captureNumbers } from "../kernel/captured-memory.ts";
import { describeCaptures, openCapture } from "./snapshot-model-capture.ts";

/** Names of `KTHREAD_STATE` that the captures have. */
const STATES: Readonly<Record<number, string>> = { 1: "Ready", 2: "Running", 4: "Terminated", 5: "Waiting" };

/** Names of `KWAIT_REASON` that the captures have. */
const REASONS: Readonly<Record<number, string>> = {
  0: "Executive",
  4: "DelayExecution",
  5: "Suspended",
  6: "UserRequest",
  8: "WrFreePage",
  15: "WrQueue",
  16: "WrLpcReceive",
  17: "WrLpcReply",
  21: "WrKeyedEvent",
  26: "WrKernel",
  27: "WrResource",
};

describeCaptures("processes and threads", (capture) => {
  it("are those that the reader found, exited ones too", () => {
    const { expected, get, plain } = capture();
    const listing = capture().openListing();
    const listed = listing
      .elements(listing.evaluate("@$cursession.Processes"))
      .map((process) => listing.address(listing.property(listing.property(process, "Alpc"), "Process")));
    assert.deepEqual(
      listed.map((address) => `0x${address.toString(16)}`).sort(),
      expected.processes.map((process) => process.address).sort(),
    );
    for (const { address: at, pid, name, exitTime } of expected.processes) {
      const process = capture().process(at);
      assert.deepEqual(
        [plain(get(process, "Id")), plain(get(process, "Name")), plain(get(process, "HasExited"))],
        [pid, name, exitTime !== 0],
      );
    }
  });

  it("have the port fields that are in memory", () => {
    const { expected, get, hex, address, plain } = capture();
    for (const process of expected.processes) {
      const view = get(capture().process(process.address), "Alpc");
      for (const [name, value] of [
        ["DebugPort", process.debugPort],
        ["ExceptionPort", process.exceptionPort],
        ["SecurityPort", process.securityPort],
      ] as const) {
        const port = get(view, name);
        assert.equal(hex(get(port, "Value")), value, `${process.name} ${name}`);
        assert.equal(
          plain(get(port, "Kind")),
          Number(value) === 0 ? "None" : Number(value) < 0x10000 ? "Marker" : "Port",
        );
        if (Number(value) >= 0x10000) {
          assert.equal(address(get(port, "Port")), value);
        }
      }
    }
  });

  it("own and hold the ports that the reader gives them", () => {
    const { expected, get, addresses, list, address, number } = capture();
    for (const process of expected.processes) {
      const view = get(capture().process(process.address), "Alpc");
      const own = (kinds: readonly string[]): readonly string[] =>
        expected.ports
          .filter(({ creator, kind }) => creator[0] === process.pid && kinds.includes(kind))
          .map((port) => port.address)
          .sort();
      assert.deepEqual([...addresses(view, "CreatedPorts")].sort(), own(["connection", "unconnected"]), process.name);
      assert.deepEqual([...addresses(view, "ConnectedPorts")].sort(), own(["client communication"]), process.name);
      assert.deepEqual([...addresses(view, "ServerPorts")].sort(), own(["server communication"]), process.name);
      const handles = list(view, "Handles").map((handle) => [
        address(get(handle, "Port")),
        number(get(handle, "Handle")),
        number(get(handle, "GrantedAccess")),
      ]);
      // The reader marks the System process's handles with the top bit, as the kernel's callers do; the table itself
      // has the bare value.
      const held = expected.ports.flatMap((port) =>
        port.handles
          .filter(({ pid }) => pid === process.pid)
          .map(({ handle, access }) => [port.address, Number(handle) % 0x80000000, Number(access)]),
      );
      assert.deepEqual(sorted(handles), sorted(held), process.name);
    }
  });

  it("have waiting and serving threads", () => {
    const { expected, which, get, addresses } = capture();
    for (const process of expected.processes) {
      const view = get(capture().process(process.address), "Alpc");
      const waiting = expected.waitingForReply.filter(({ pid }) => pid === process.pid).map(({ thread }) => thread);
      const serving = expected.waitingForReply
        .flatMap(({ owedBy }) => owedBy.map(({ thread }) => thread))
        .filter((thread) => process.threads.includes(thread));
      // The reader lists threads with a reply id. Thread 1196 has none: thread 1088 of process 1044 has accepted its
      // connection and not completed it.
      if (which === 5 && process.pid === 1164) {
        waiting.push("0xffba61b0");
      }
      if (which === 5 && process.pid === 1044) {
        serving.push("0xffbbb580");
      }
      assert.deepEqual([...addresses(view, "WaitingThreads")].sort(), waiting.sort(), process.name);
      assert.deepEqual([...addresses(view, "ServingThreads")].sort(), [...new Set(serving)].sort(), process.name);
    }
  });

  it("are threads in the state that the reader found them in", () => {
    const { expected, get, plain, address } = capture();
    for (const { address: at, tid, pid, state, waitReason, waitTime, suspendCount } of expected.threads) {
      const thread = capture().thread(at);
      assert.deepEqual(
        [
          plain(get(thread, "Id")),
          plain(get(thread, "Process", "Id")),
          plain(get(thread, "State")),
          plain(get(thread, "SuspendCount")),
          plain(get(thread, "HasExited")),
        ],
        [tid, pid, STATES[state], suspendCount, state === 4],
        `thread ${tid}`,
      );
      assert.equal(address(thread), at);
      const view = get(thread, "Alpc");
      assert.equal(plain(get(view, "WaitReason")), state === 5 ? REASONS[waitReason] : undefined, `thread ${tid}`);
      const waited = ((expected.tickCount - waitTime) * expected.timeIncrement) / 1e7;
      if (state === 5) {
        assert.equal(
          plain(get(view, "WaitTime")),
          waited < 10 ? Math.round(waited * 100) / 100 : Math.round(waited),
          `thread ${tid}`,
        );
      }
    }
  });

  it("have the LPC members that are in memory", () => {
    const { expected, get, plain, address, addresses, number, hex } = capture();
    for (const thread of expected.threads) {
      const view = get(capture().thread(thread.address), "Alpc");
      const raw = Number(thread.lpcReplyMessageRaw);
      const target = `0x${(raw - (raw % 4)).toString(16).padStart(8, "0")}`;
      const isValid = thread.lpcReceivedMsgIdValid === 1;
      assert.deepEqual(
        {
          replyMessageId: number(get(view, "LpcReplyMessageId")),
          value: hex(get(view, "LpcReplyMessageValue")),
          message: address(get(view, "LpcReplyMessage")),
          port: address(get(view, "LpcWaitingOnPort")),
          received:
            isValid && thread.lpcReceivedMessageId !== 0
              ? number(get(view, "LpcReceivedMessageId"))
              : plain(get(view, "LpcReceivedMessageId")),
          isValid: plain(get(view, "LpcReceivedMsgIdValid")),
          hasCalledExit: plain(get(view, "LpcExitThreadCalled")),
          semaphore: [
            address(get(view, "LpcReplySemaphore")),
            plain(get(view, "LpcReplySemaphore", "State")),
            plain(get(view, "LpcReplySemaphore", "Limit")),
          ],
          replyChain: address(get(view, "ReplyChainPort")),
          terminationPorts: addresses(view, "TerminationPorts"),
        },
        {
          replyMessageId: thread.lpcReplyMessageId,
          value: thread.lpcReplyMessageRaw,
          message: raw % 2 === 0 ? target : "0x00000000",
          port: raw % 2 === 1 ? target : "0x00000000",
          // Reset to 0 by connecting elsewhere, or not valid and then the start address: no datum.
          received: isValid && thread.lpcReceivedMessageId !== 0 ? thread.lpcReceivedMessageId : undefined,
          isValid,
          hasCalledExit: thread.lpcExitThreadCalled === 1,
          semaphore: [
            thread.lpcReplySemaphore.address,
            thread.lpcReplySemaphore.signalState,
            thread.lpcReplySemaphore.limit,
          ],
          replyChain: thread.replyChainOf ?? "0x00000000",
          terminationPorts: thread.terminationPorts,
        },
        `thread ${thread.tid}`,
      );
    }
  });
});

describe("counts of captured memory", () => {
  for (const number of captureNumbers) {
    it(`are those of the reader in capture ${number}`, function () {
      const capture = openCapture(number);
      if (capture === undefined) {
        this.skip();
        return;
      }
      const { expected, pack } = capture;
      const statistics = pack.evaluate("@$cursession.Alpc.Statistics");
      const count = (kind: string): number => expected.ports.filter((port) => port.kind === kind).length;
      assert.deepEqual(
        [
          "Ports",
          "ConnectionPorts",
          "ServerPorts",
          "ClientPorts",
          "OtherPorts",
          "UnreadablePorts",
          "QueuedMessages",
          "WaitingThreads",
        ].map((name) => capture.number(capture.get(statistics, name))),
        [
          expected.ports.length,
          count("connection"),
          count("server communication"),
          count("client communication"),
          count("unconnected"),
          0,
          expected.ports.reduce((sum, port) => sum + port.queue.length, 0),
          // One more than threads with a reply id: thread 1196 of capture 5, half-way through its connection.
          expected.waitingForReply.length + (number === 5 ? 1 : 0),
        ],
      );
    });
  }
});

function sorted(rows: readonly (readonly unknown[])[]): readonly string[] {
  return rows.map((row) => row.join(" ")).sort();
}
