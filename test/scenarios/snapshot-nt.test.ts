/**
 * Processes, threads, waits, names and handle tables of captured memory against what an independent reader found there.
 */
import assert from "node:assert/strict";
import { indexHandlesByType } from "../../src/nt/handle-index.ts";
import { walkHandles } from "../../src/nt/handle-table.ts";
import { collectWalk } from "../../src/nt/walk.ts";
import { walkNamedObjects } from "../../src/nt/object-directory.ts";
import { readLocks } from "../../src/nt/lock/locks.ts";
import { readHandleCount, readPointerCount } from "../../src/nt/object-header.ts";
import { readObjectPath } from "../../src/nt/object-name.ts";
import { readTypeName } from "../../src/nt/object-type.ts";
import { findProcessById, walkProcesses } from "../../src/nt/process/process-list.ts";
import { formatWaitReason } from "../../src/nt/kernel-names.ts";
import { readProcessFacts } from "../../src/nt/process/process-facts.ts";
import { readProcessStop } from "../../src/nt/process/process-stop.ts";
import { readPendingRequests } from "../../src/nt/request.ts";
import type { ThreadFacts } from "../../src/facts/thread.ts";
import { readThreadFacts } from "../../src/nt/thread/thread-facts.ts";
import { findThreadById, walkThreads } from "../../src/nt/thread/thread-list.ts";
import { readPresentWait } from "../../src/nt/wait/present-wait.ts";
import { readWaitedSeconds } from "../../src/nt/wait/wait-time.ts";
import { Absence } from "../../src/target/absence.ts";
import type { Target } from "../../src/target/target.ts";
import { Word64 } from "../../src/target/word64.ts";
import { captureNumbers, hasCapture, openCapturedMemory, readExpectations } from "../kernel/captured-memory.ts";
import { openPack } from "../unit/pack.ts";
import { hex, present } from "./snapshot-lpc-expected.ts";
import type { Expected } from "./snapshot-nt-expected.ts";

/** `STATUS_TIMEOUT`: the wait key of a thread's own timer. */
const TIMEOUT_KEY = 0x102;

/** The System process's handles carry this bit where they are written down. */
const KERNEL_HANDLE = 0x80000000;

/** Locks by the wait reason that tells them. */
const LOCKS: Readonly<Record<string, string | undefined>> = { WrKeyedEvent: "user-mode lock", WrResource: "resource" };

const KINDS: Readonly<Record<number, string>> = {
  0: "event",
  1: "event",
  2: "mutant",
  3: "process",
  4: "queue",
  5: "semaphore",
  6: "thread",
  8: "timer",
  9: "timer",
};

function at(address: string): Word64 {
  return new Word64(0, Number(address));
}

for (const number of captureNumbers) {
  describe(`the kernel's objects of captured memory ${number}`, () => {
    let target: Target;
    let expected: Expected;
    before(function () {
      if (!hasCapture(number)) {
        this.skip();
      }
      expected = readExpectations(number) as Expected;
      ({ target } = openPack(openCapturedMemory(number)));
    });

    function threadOf(address: string): ThreadFacts {
      return present(readThreadFacts(target, at(address)));
    }

    it("are all its processes, exited ones too", () => {
      const { entries, end } = collectWalk(walkProcesses(target));
      assert.deepEqual(
        entries.map(hex),
        expected.processes.map(({ address }) => address),
      );
      assert.equal(end.kind, "head");
      for (const {
        address,
        pid,
        name,
        activeThreads,
        exitTime,
        pointerCount,
        handleCountOnObject,
      } of expected.processes) {
        const found = present(readProcessFacts(target, at(address)));
        assert.deepEqual(
          [found.id, found.shortName, found.activeThreads, found.hasExited],
          [pid, name, activeThreads, exitTime !== 0],
        );
        assert.deepEqual(
          [readPointerCount(target, at(address)), readHandleCount(target, at(address))],
          [pointerCount, handleCountOnObject],
        );
        assert.equal(hex(findProcessById(target, pid) ?? Word64.zero), address);
      }
    });

    it("are all its threads, terminated ones too", () => {
      for (const { address, threads } of expected.processes) {
        const { entries, end } = collectWalk(walkThreads(target, at(address)));
        assert.deepEqual(entries.map(hex), threads);
        assert.equal(end.kind, "head");
      }
      for (const { address, tid, pid, state, waitReason, suspendCount } of expected.threads) {
        const found = threadOf(address);
        assert.deepEqual(
          [found.id, found.processId, found.stateNumber, found.suspendCount, found.hasExited],
          [tid, pid, state, suspendCount, state === 4],
        );
        assert.equal(
          found.waitReason instanceof Absence ? found.waitReason.kind : found.waitReason,
          state === 5 ? formatWaitReason(waitReason) : "NotApplicable",
        );
        assert.equal(hex(present(found.process)), hex(findProcessById(target, pid) ?? Word64.zero));
        assert.equal(hex(findThreadById(target, tid) ?? Word64.zero), address);
      }
    });

    it("are waited for by its threads, for as long as its clock says", () => {
      for (const { address, state, waitTime, waitObjects } of expected.threads) {
        const waits = readPresentWait(target, at(address));
        if (state !== 5) {
          assert.ok(waits instanceof Absence && waits.kind === "NotApplicable");
          continue;
        }
        const others = waitObjects.filter(({ waitKey }) => waitKey !== TIMEOUT_KEY);
        const { suspension, waitReason } = threadOf(address);
        // What is told of these waits is the lock, not the semaphore or event that stands for it.
        const lock = LOCKS[present(waitReason)];
        const awaited = suspension === "suspended" || suspension === "frozen" ? [] : others;
        assert.deepEqual(
          present(waits).objects.map(({ dispatcher, kind }) => [hex(dispatcher), kind]),
          awaited.map(({ object, dispatcherType }) => [object, lock ?? KINDS[dispatcherType]]),
        );
        if (lock === undefined) {
          assert.deepEqual(
            present(waits).objects.map(({ signaled }) => signaled),
            awaited.map(({ signalState }) => signalState > 0),
          );
        }
        assert.deepEqual(
          [present(waits).hasTimeout, present(waits).mode, present(waits).broken],
          [
            others.length < waitObjects.length,
            awaited.some(({ waitType }) => waitType === 0) ? "all" : "any",
            undefined,
          ],
        );
        assert.equal(
          readWaitedSeconds(target, at(address)),
          ((expected.tickCount - waitTime) * expected.timeIncrement) / 1e7,
        );
      }
    });

    it("are plain data of threads, waits and processes, too", () => {
      for (const { address, tid, state, waitObjects } of expected.threads) {
        const facts = present(readThreadFacts(target, at(address)));
        assert.deepEqual([facts.id, facts.stateNumber, facts.waitReason instanceof Absence], [tid, state, state !== 5]);
        const requests = readPendingRequests(target, at(address));
        assert.ok(
          !(requests instanceof Absence) || requests.kind === "NotInThisBuild",
          requests instanceof Absence ? requests.reason : "",
        );
        if (state !== 5) {
          continue;
        }
        const wait = present(readPresentWait(target, at(address)));
        assert.equal(wait.broken, undefined);
        const others = waitObjects.filter(({ waitKey }) => waitKey !== TIMEOUT_KEY);
        const suspended = facts.suspension === "suspended" || facts.suspension === "frozen";
        assert.deepEqual(
          wait.objects.map(({ dispatcher }) => hex(dispatcher)),
          suspended ? [] : others.map(({ object }) => object),
        );
      }
      for (const { address, pid, name } of expected.processes) {
        const facts = present(readProcessFacts(target, at(address)));
        assert.deepEqual([facts.id, facts.shortName], [pid, name]);
        assert.equal(String(present(facts.name)).slice(0, name.length).toLowerCase(), name.toLowerCase());
        assert.equal(readProcessStop(target, at(address)), undefined);
      }
    });

    it("are locks with their holders where threads wait for mutants", () => {
      const locks = readLocks(target);
      for (const chain of expected.chains) {
        for (const { tid, waitsFor } of chain) {
          const mutant = /^mutant (0x[0-9a-f]+)$/.exec(waitsFor ?? "")?.[1];
          if (mutant !== undefined && tid !== undefined) {
            const lock = locks.find(({ address }) => hex(address) === mutant);
            assert.ok(
              lock !== undefined &&
                lock.waiters.some(({ thread }) => thread.equals(findThreadById(target, tid) ?? Word64.zero)),
            );
            assert.equal(present(lock.holders).length, 1);
          }
        }
      }
    });

    it("have owners where they are mutants on a chain", () => {
      for (const chain of expected.chains) {
        chain.forEach(({ tid, waitsFor }, index) => {
          const mutant = /^mutant (0x[0-9a-f]+)$/.exec(waitsFor ?? "")?.[1];
          if (mutant === undefined || tid === undefined) {
            return;
          }
          const { objects } = present(readPresentWait(target, findThreadById(target, tid) ?? Word64.zero));
          const [waited] = objects.filter(({ dispatcher }) => hex(dispatcher) === mutant);
          const [holder] = waited === undefined ? [] : present(waited.holders);
          const owner = present(readThreadFacts(target, holder ?? Word64.zero));
          const next = chain[index + 1] as { readonly tid?: number; readonly backTo?: number };
          assert.equal(owner.id, next.tid ?? next.backTo);
        });
      }
    });

    it("have handles, in tables of every level that there is", () => {
      for (const { address, name, handleCount } of expected.processes) {
        const { end } = collectWalk(walkHandles(target, at(address)));
        assert.deepEqual([end.kind, end.count], ["head", handleCount ?? 0], name);
      }
    });

    it("are ports with names, types, counts and holders", () => {
      const index = indexHandlesByType(target, ["Port", "WaitablePort"]);
      assert.equal(index.size, expected.ports.filter(({ handles }) => handles.length > 0).length);
      for (const { address, name, typeName, pointerCount, handleCount, handles } of expected.ports) {
        assert.equal(readObjectPath(target, at(address)), name ?? undefined);
        assert.equal(readTypeName(target, at(address)), typeName);
        assert.deepEqual(
          [readPointerCount(target, at(address)), readHandleCount(target, at(address))],
          [pointerCount, handleCount],
        );
        const holders = (index.get(at(address).id)?.holders ?? []).map(
          ({ process: holder, handle, grantedAccess }) =>
            `${present(readProcessFacts(target, holder)).id}:${handle}:${grantedAccess}`,
        );
        assert.deepEqual(
          holders.sort(),
          handles.map(({ pid, handle, access }) => `${pid}:${Number(handle) % KERNEL_HANDLE}:${Number(access)}`).sort(),
        );
      }
    });

    it("are in the tree of named objects, the object types among them", () => {
      const { entries, end } = collectWalk(walkNamedObjects(target));
      assert.deepEqual([end.kind, end.count], ["head", expected.namedObjects]);
      const named = new Map(entries.map(({ path, object }) => [path, hex(object)]));
      for (const [name, address] of Object.entries(expected.objectTypes)) {
        assert.equal(named.get(`\\ObjectTypes\\${name}`), address);
      }
      for (const { address, name } of expected.ports) {
        assert.equal(name === null ? address : named.get(name), address);
      }
    });
  });
}
