/** Processes, threads and wait blocks of built images, read back from memory. */
import assert from "node:assert/strict";
import { layoutIds } from "../../kernel/index.ts";
import { readProcesses } from "../../kernel/reader/index.ts";
import { dispatcherTypes, threadStates, waitReasons } from "../../kernel/scenario/waits.ts";
import { openScene } from "./scene.ts";

describe("processes and threads", () => {
  for (const id of layoutIds) {
    describe(id, () => {
      const {
        scenario,
        facts,
        memory,
        image,
        gone,
        client,
        server,
        port,
        unnamed,
        mutant,
        event,
        worker,
        owner,
        asking,
        objects,
      } = openScene(id);

      it("processes are on their list in both directions, with names cut to the field", () => {
        assert.deepEqual(
          readProcesses(memory).map(({ address, id: pid, name }) => ({ address, pid, name })),
          facts.processes.map(({ address, id: pid, name }) => ({ address, pid, name })),
        );
        const head = memory.symbol("PsActiveProcessHead") ?? 0n;
        assert.deepEqual(memory.listBackwards(head), memory.list(head));
        assert.equal(facts.processes[2]?.name, "averyveryverylo");
        assert.deepEqual(
          image.target.processes().map(({ object }) => object),
          facts.processes.map(({ address }) => address),
        );
      });

      it("threads are on the process's list; on the scheduler's list only those that have not ended", () => {
        for (const process of facts.processes) {
          const all = memory.structures(
            memory.place(process.address, "_EPROCESS", "ThreadListHead"),
            "_ETHREAD",
            "ThreadListEntry",
          );
          assert.deepEqual(all, process.threads);
          const running = memory.structures(
            memory.place(process.address, "_KPROCESS", "ThreadListHead"),
            "_KTHREAD",
            "ThreadListEntry",
          );
          assert.equal(running.length, process.activeThreads);
          assert.equal(memory.field(process.address, "_EPROCESS", "ActiveThreads"), BigInt(process.activeThreads));
        }
      });

      it("an exited process has an exit time, no handle table, no active thread", () => {
        assert.ok((memory.field(gone.address, "_EPROCESS", "ExitTime.QuadPart") ?? 0n) > 0n);
        assert.equal(memory.field(gone.address, "_EPROCESS", "ObjectTable"), 0n);
        assert.equal(memory.field(gone.address, "_EPROCESS", "ActiveThreads"), 0n);
        assert.equal(memory.field(gone.address, "_EPROCESS", "SecurityPort"), 1n);
        assert.equal(memory.field(client.address, "_EPROCESS", "ExitTime.QuadPart"), 0n);
      });

      it("debug, exception and security port are where the build keeps them", () => {
        const debug = memory.field(server.address, "_EPROCESS", "DebugPort") ?? 0n;
        assert.equal(objects.typeName(debug), "DebugObject");
        if (memory.has("_EPROCESS", "ExceptionPort")) {
          assert.equal(memory.field(client.address, "_EPROCESS", "ExceptionPort"), port.address);
        } else {
          assert.equal((memory.field(client.address, "_EPROCESS", "ExceptionPortData") ?? 0n) & ~7n, port.address);
          assert.equal(memory.field(client.address, "_EPROCESS", "ExceptionPortState"), 3n);
        }
        assert.equal(memory.field(client.address, "_EPROCESS", "SecurityPort"), 1n);
        assert.equal(memory.field(server.address, "_EPROCESS", "SecurityPort"), unnamed.address);
        assert.equal(facts.processes[1]?.securityPort.target, unnamed.address);
      });

      it("threads have process, id, state, and the reason and time of their wait", () => {
        for (const thread of facts.threads) {
          const process = facts.processes.find(({ address }) => address === thread.process);
          assert.equal(memory.field(thread.address, "_ETHREAD", "Cid.UniqueThread"), BigInt(thread.id));
          assert.equal(memory.field(thread.address, "_ETHREAD", "Cid.UniqueProcess"), BigInt(process?.id ?? 0));
          assert.equal(memory.field(thread.address, "_KTHREAD", "ApcState.Process"), thread.process);
          assert.equal(memory.field(thread.address, "_KTHREAD", "State"), BigInt(threadStates[thread.state]));
          assert.equal(memory.field(thread.address, "_KTHREAD", "WaitReason"), BigInt(waitReasons[thread.waitReason]));
          assert.equal(memory.field(thread.address, "_KTHREAD", "WaitTime"), BigInt(thread.waitTime));
        }
        assert.ok(Math.abs((facts.threads.find(({ id: tid }) => tid === 0x9a4)?.secondsWaited ?? 0) - 7) < 0.02);
      });

      /** Wait blocks as a debugger reads them: counted from Windows 8 on, a ring before. */
      function waitBlocks(thread: bigint): bigint[] {
        const first = memory.field(thread, "_KTHREAD", "WaitBlockList") ?? 0n;
        if (first === 0n) {
          return [];
        }
        if (memory.has("_KTHREAD", "WaitBlockCount")) {
          const count = Number(memory.field(thread, "_KTHREAD", "WaitBlockCount"));
          return Array.from(
            { length: count },
            (_unused, index) => first + BigInt(index * scenario.machine.sizeOf("_KWAIT_BLOCK")),
          );
        }
        const ring = [first];
        for (
          let next = memory.field(first, "_KWAIT_BLOCK", "NextWaitBlock");
          next !== undefined && next !== first;
          next = memory.field(next, "_KWAIT_BLOCK", "NextWaitBlock")
        ) {
          ring.push(next);
        }
        return ring;
      }

      it("wait blocks lead to the objects, and the objects' lists lead back to the threads", () => {
        for (const thread of facts.threads) {
          const blocks = waitBlocks(thread.address);
          const seen = blocks.map((block) => memory.field(block, "_KWAIT_BLOCK", "Object"));
          const expected = (thread.wait?.objects ?? []).map(({ address }) => address);
          assert.deepEqual(seen.slice(0, expected.length), expected);
          for (const [index, block] of blocks.entries()) {
            assert.equal(memory.field(block, "_KWAIT_BLOCK", "Thread"), thread.address);
            const waiters = memory.structures(
              memory.place(seen[index] ?? 0n, "_DISPATCHER_HEADER", "WaitListHead"),
              "_KWAIT_BLOCK",
              "WaitListEntry",
            );
            assert.ok(waiters.includes(block), `thread ${thread.id}`);
          }
          for (const { address, kind } of thread.wait?.objects ?? []) {
            if (kind !== "userAddress") {
              assert.equal(memory.field(address, "_DISPATCHER_HEADER", "Type"), BigInt(dispatcherTypes[kind]), kind);
            }
          }
        }
        const all = waitBlocks(owner.address);
        assert.deepEqual(
          all.map((block) => memory.field(block, "_KWAIT_BLOCK", "WaitType")),
          [0n, 0n, 0n],
          "wait for all",
        );
        assert.equal(memory.field(waitBlocks(asking.address)[0] ?? 0n, "_KWAIT_BLOCK", "WaitType"), 1n, "wait for any");
      });

      it("a timeout shows: one more block before Windows 8, an inserted timer", () => {
        const blocks = waitBlocks(worker.address);
        const counted = memory.has("_KTHREAD", "WaitBlockCount");
        assert.equal(blocks.length, counted ? 1 : 2);
        const timer = memory.place(worker.address, "_KTHREAD", "Timer");
        assert.equal(memory.field(timer, "_DISPATCHER_HEADER", "Type"), BigInt(dispatcherTypes.notificationTimer));
        assert.equal(memory.field(timer, "_DISPATCHER_HEADER", "Inserted"), 1n);
        const timerBlock = memory.place(worker.address, "_KTHREAD", "WaitBlock[3]");
        assert.deepEqual(
          memory.structures(memory.place(timer, "_DISPATCHER_HEADER", "WaitListHead"), "_KWAIT_BLOCK", "WaitListEntry"),
          [timerBlock],
        );
        assert.equal(
          memory.field(memory.place(asking.address, "_KTHREAD", "Timer"), "_DISPATCHER_HEADER", "Inserted"),
          0n,
        );
      });

      it("a mutant names its owner, and the owner's list has it", () => {
        assert.equal(memory.field(mutant.address, "_KMUTANT", "OwnerThread"), owner.address);
        assert.equal(memory.field(mutant.address, "_DISPATCHER_HEADER", "SignalState"), 0n);
        assert.deepEqual(
          memory.structures(memory.place(owner.address, "_KTHREAD", "MutantListHead"), "_KMUTANT", "MutantListEntry"),
          [mutant.address],
        );
        assert.deepEqual(
          memory.list(memory.place(event.address, "_DISPATCHER_HEADER", "WaitListHead")).entries.length,
          1,
        );
      });

      it("the clock is in the shared user page, and can be advanced", () => {
        const page = scenario.machine.addresses.sharedUserData;
        assert.equal(memory.integer(page + 0x320n, 8), facts.clock.tickCount);
        assert.equal(memory.integer(page + 0x08n, 8), facts.clock.interruptTime);
        assert.equal(memory.integer(page + 0x14n, 8), facts.clock.systemTime);
        assert.equal(memory.integer(memory.symbol("KeMaximumIncrement") ?? 0n, 4), 156250n);
        assert.equal(
          memory.symbol("KeTickCount") !== undefined,
          scenario.machine.pointerSize === 4 || id === "win2003-sp2-x64",
        );
        image.advanceClock(10_000);
        assert.equal(memory.integer(page + 0x320n, 8), facts.clock.tickCount + 640n);
        assert.ok((image.facts.threads.find(({ address }) => address === asking.address)?.secondsWaited ?? 0) > 16.9);
      });
    });
  }
});

describe("special waits", () => {
  for (const id of layoutIds) {
    it(`${id}: sleeping, suspended and with more objects than a thread has blocks for`, () => {
      const { scenario, client } = openScene(id);
      const sleeper = client.thread().sleeps();
      const frozen = client.thread().isSuspended();
      const crowd = Array.from({ length: 5 }, () => scenario.event());
      const many = client.thread().waitsFor(crowd);
      const self = client.thread().sleepsUntilApc();
      const image = scenario.build();
      const facts = new Map(image.facts.threads.map((thread) => [thread.address, thread]));
      const read = (address: bigint, type: string, path: string): bigint => {
        const at = image.fieldAddress(address, type, path);
        const size = path === "SuspendCount" ? 1 : scenario.machine.pointerSize;
        return BigInt(
          `0x${Buffer.from(image.target.memory.read(at, size) ?? [])
            .reverse()
            .toString("hex")}`,
        );
      };
      const objectOf = (thread: bigint): bigint =>
        read(read(thread, "_KTHREAD", "WaitBlockList"), "_KWAIT_BLOCK", "Object");
      const nothing = (1n << BigInt(scenario.machine.pointerSize * 8)) - 1n;
      const counted = scenario.machine.has("_KTHREAD", "WaitBlockCount");
      assert.equal(
        objectOf(sleeper.address),
        counted ? nothing : image.fieldAddress(sleeper.address, "_KTHREAD", "Timer"),
      );
      assert.deepEqual(facts.get(sleeper.address)?.wait?.objects, []);
      assert.equal(facts.get(sleeper.address)?.wait?.hasTimeout, true);
      assert.equal(read(frozen.address, "_KTHREAD", "SuspendCount"), 1n);
      assert.equal(objectOf(frozen.address), facts.get(frozen.address)?.wait?.objects[0]?.address);
      assert.equal(objectOf(self.address), self.address);
      const block = read(many.address, "_KTHREAD", "WaitBlockList");
      assert.ok(
        block < many.address || block > many.address + BigInt(scenario.machine.sizeOf("_ETHREAD")),
        "the blocks lie outside the thread",
      );
      assert.equal(
        read(block + 4n * BigInt(scenario.machine.sizeOf("_KWAIT_BLOCK")), "_KWAIT_BLOCK", "Object"),
        crowd[4]?.address,
      );
    });
  }
});
