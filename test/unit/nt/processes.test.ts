/** Processes and threads of images of every layout, compared with what the images were built from. */
import assert from "node:assert/strict";
import { collectWalk } from "../../../src/nt/walk.ts";
import { readProcessFacts } from "../../../src/nt/process/process-facts.ts";
import { findProcessById, walkProcesses } from "../../../src/nt/process/process-list.ts";
import { readThreadFacts } from "../../../src/nt/thread/thread-facts.ts";
import { findThreadById, walkAllThreads, walkThreads } from "../../../src/nt/thread/thread-list.ts";
import { Absence, present } from "../../../src/target/absence.ts";
import { layoutIds } from "../../kernel/layouts/layouts.ts";
import { withoutMember } from "../shown-layout.ts";
import { toBigInt, word } from "../words.ts";
import { buildScene } from "./scene.ts";

for (const layout of layoutIds) {
  describe(`processes and threads on ${layout}`, () => {
    const { image, target } = buildScene(layout);
    const { processes, threads } = image.facts;

    it("walks the processes in the order of the kernel's list", () => {
      const { entries, end } = collectWalk(walkProcesses(target));
      assert.deepEqual(
        entries.map(toBigInt),
        processes.map(({ address }) => address),
      );
      assert.deepEqual([end.kind, end.count], ["head", processes.length]);
    });

    it("reads what a process is", () => {
      for (const expected of processes) {
        const process = readProcessFacts(target, word(expected.address));
        assert.ok(!(process instanceof Absence));
        assert.deepEqual(
          { id: process.id, name: process.name, hasExited: process.hasExited, activeThreads: process.activeThreads },
          {
            id: expected.id,
            name: expected.name,
            hasExited: expected.hasExited,
            activeThreads: expected.activeThreads,
          },
        );
      }
    });

    it("finds processes by id, exited ones too", () => {
      for (const expected of processes) {
        assert.equal(findProcessById(target, expected.id)?.key, expected.address.toString(16));
      }
      assert.equal(findProcessById(target, 0x7ffffffc), undefined);
    });

    it("walks the threads of a process, terminated ones too", () => {
      for (const expected of processes) {
        const { entries } = collectWalk(walkThreads(target, word(expected.address)));
        assert.deepEqual(entries.map(toBigInt), expected.threads);
      }
      const all = collectWalk(walkAllThreads(target));
      assert.deepEqual(
        all.entries.map(toBigInt),
        threads.map(({ address }) => address),
      );
      assert.deepEqual([all.end.kind, all.end.count], ["head", threads.length]);
    });

    it("reads what a thread is", () => {
      for (const expected of threads) {
        const thread = readThreadFacts(target, word(expected.address));
        assert.ok(!(thread instanceof Absence));
        const owner = present(thread.process);
        assert.deepEqual(
          {
            id: thread.id,
            state: thread.state,
            waitReason: present(thread.waitReason),
            suspendCount: thread.suspendCount,
            hasExited: thread.hasExited,
            process: owner && toBigInt(owner),
          },
          {
            id: expected.id,
            state: expected.state,
            waitReason: expected.state === "Waiting" ? expected.waitReason : undefined,
            suspendCount: expected.suspendCount,
            hasExited: expected.hasExited,
            process: expected.process,
          },
        );
        assert.equal(thread.processId, processes.find(({ address }) => address === expected.process)?.id);
      }
    });

    it("finds threads by id", () => {
      for (const expected of threads) {
        assert.equal(findThreadById(target, expected.id)?.key, expected.address.toString(16));
      }
      assert.equal(findThreadById(target, 0x7ffffffc), undefined);
    });

    it("says that there is no process or thread where there is none", () => {
      const process = word(processes[0]?.address ?? 0n);
      const thread = word(threads[0]?.address ?? 0n);
      for (const [answer, kind] of [
        [readProcessFacts(target, thread), "Invalid"],
        [readThreadFacts(target, process), "Invalid"],
        [readProcessFacts(target, word(0n)), "Invalid"],
        [readThreadFacts(target, word(0x10000n)), "Invalid"],
        [readProcessFacts(target, word(target.pointerSize === 4 ? 0xf0000000n : 0xffffff0000000000n)), "Unreadable"],
      ] as const) {
        assert.ok(answer instanceof Absence);
        assert.equal(answer.kind, kind);
      }
    });
  });
}

describe("a thread that is attached to another process", () => {
  for (const layout of layoutIds) {
    it(`still belongs to its own on ${layout}`, () => {
      const { image, target } = buildScene(layout);
      const [thread] = image.facts.threads;
      const other = image.facts.processes[2];
      assert.ok(thread !== undefined && other !== undefined && other.address !== thread.process);
      image.writeField(thread.address, "_ETHREAD", "Tcb.ApcState.Process", other.address);
      const read = readThreadFacts(target, word(thread.address));
      const owner = read instanceof Absence ? read : read.process;
      assert.ok(!(owner instanceof Absence));
      assert.equal(toBigInt(owner), thread.process);
    });
  }
});

describe("a thread's process where the symbols do not say where its scheduler's part lies", () => {
  it("is absent, with what is missing", () => {
    const { image, target } = buildScene("win10-19041-x64", { adaptShownLayout: withoutMember("_EPROCESS", "Pcb") });
    const read = readThreadFacts(target, word(image.facts.threads[0]?.address ?? 0n));
    assert.ok(!(read instanceof Absence) && read.process instanceof Absence);
    assert.equal(read.process.kind, "NotInThisBuild");
    assert.match(read.process.reason, /^_EPROCESS\.Pcb /);
  });

  it("is known where the thread names the process itself", () => {
    const { image, target } = buildScene("winxp-sp3-x86", { adaptShownLayout: withoutMember("_EPROCESS", "Pcb") });
    const [thread] = image.facts.threads;
    const read = readThreadFacts(target, word(thread?.address ?? 0n));
    assert.ok(!(read instanceof Absence) && !(read.process instanceof Absence));
    assert.equal(toBigInt(read.process), thread?.process);
  });
});

describe("processes in a damaged kernel", () => {
  it("are found behind one that cannot be read", () => {
    const { image, target } = buildScene("win10-19041-x64");
    const addresses = image.facts.processes.map(({ address }) => address);
    const lost = addresses[2] ?? 0n;
    image.unmap(image.fieldAddress(lost, "_EPROCESS", "ActiveProcessLinks"));
    const { entries, end } = collectWalk(walkProcesses(target));
    const kept = entries.map(toBigInt);
    assert.equal(kept.includes(lost), false);
    assert.equal(kept.at(-1), addresses.at(-1));
    assert.equal(end.kind, "unreadable");
  });

  it("answer nothing where the symbols lack the list", () => {
    const { target } = buildScene("win7-sp1-x64", {
      adaptShownLayout: (layout) => ({
        ...layout,
        symbols: Object.fromEntries(Object.entries(layout.symbols).filter(([name]) => name !== "PsActiveProcessHead")),
      }),
    });
    const { entries, end } = collectWalk(walkProcesses(target));
    assert.deepEqual(entries, []);
    assert.match(end.reason, /PsActiveProcessHead is not in this build/);
  });

  it("do not end the walk over other threads, and report the broken list", () => {
    const { image, target } = buildScene("win7-sp1-x64");
    const waiter = image.facts.processes.find(({ name }) => name === "waiter.exe");
    image.writePointer(image.fieldAddress(waiter?.threads[4] ?? 0n, "_ETHREAD", "ThreadListEntry.Flink"), 0n);
    const all = collectWalk(walkAllThreads(target));
    assert.deepEqual(
      all.entries.map(toBigInt),
      image.facts.threads.map(({ address }) => address),
    );
    assert.equal(all.end.kind, "null link");
  });
});

describe("the session of a process", () => {
  it("is read from the session's space where the symbols describe it", () => {
    const { image, target } = buildScene("win10-19041-x64");
    const sessions = image.facts.processes.map(({ address }) => {
      const process = readProcessFacts(target, word(address));
      assert.ok(!(process instanceof Absence));
      return process.sessionId instanceof Absence ? process.sessionId.kind : process.sessionId;
    });
    assert.deepEqual(
      sessions,
      image.facts.processes.map(({ session }) => session ?? "NotApplicable"),
    );
  });

  it("is read without its layout where they do not", () => {
    const { image, target } = buildScene("win10-19041-x64", {
      adaptShownLayout: (layout) => ({
        ...layout,
        types: Object.fromEntries(Object.entries(layout.types).filter(([name]) => name !== "_MM_SESSION_SPACE")),
      }),
    });
    const explorer = image.facts.processes.find(({ name }) => name === "explorer.exe");
    const process = readProcessFacts(target, word(explorer?.address ?? 0n));
    assert.ok(!(process instanceof Absence));
    assert.equal(process.sessionId, 1);
  });
});
