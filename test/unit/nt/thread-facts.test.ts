/**
 * Threads as plain data: suspension in effect or pending, wait reasons that hold, names; and their pending requests.
 */
import assert from "node:assert/strict";
import { readPendingRequests } from "../../../src/nt/request.ts";
import { readThreadFacts } from "../../../src/nt/thread/thread-facts.ts";
import { readServiceTag, readThreadName } from "../../../src/nt/thread/thread-name.ts";
import { readPresentWait } from "../../../src/nt/wait/present-wait.ts";
import type { ThreadFacts } from "../../../src/facts/thread.ts";
import { Absence } from "../../../src/target/absence.ts";
import type { Target } from "../../../src/target/target.ts";
import { layoutIds, type LayoutId } from "../../kernel/layouts/layouts.ts";
import { KernelScenario } from "../../kernel/scenario/scenario.ts";
import type { ScenarioProcess } from "../../kernel/scenario/process.ts";
import type { ScenarioThread } from "../../kernel/scenario/thread.ts";
import { openPack } from "../pack.ts";
import { toBigInt, word } from "../words.ts";

interface Scene {
  readonly system: KernelScenario;
  readonly process: ScenarioProcess;
}

function scene(layout: LayoutId): Scene {
  const system = new KernelScenario(layout);
  system.process("System", { id: 4 }).thread();
  return { system, process: system.process("app.exe", { session: 1 }) };
}

function open({ system }: Scene): Target {
  return openPack(system.build().target).target;
}

function factsOf(target: Target, thread: ScenarioThread): ThreadFacts {
  const facts = readThreadFacts(target, word(thread.address));
  assert.ok(!(facts instanceof Absence), facts instanceof Absence ? facts.reason : "");
  return facts;
}

function lacks(layout: LayoutId, type: string, field: string): boolean {
  return new KernelScenario(layout).machine.layout.types[type]?.fields[field] === undefined;
}

for (const layout of layoutIds) {
  describe(`a thread on ${layout}`, () => {
    it("is suspended once it waits for its own suspend object, and pending before", () => {
      const made = scene(layout);
      const suspended = made.process.thread().isSuspended();
      const pending = made.process.thread().waitsFor(made.system.event()).hasPendingSuspension();
      const running = made.process.thread().hasPendingSuspension();
      const plain = made.process.thread().waitsFor(made.system.event());
      const target = open(made);
      assert.deepEqual(
        [suspended, pending, running, plain].map((thread) => factsOf(target, thread).suspension),
        ["suspended", "suspension pending", "suspension pending", "none"],
      );
      const wait = readPresentWait(target, word(suspended.address));
      assert.ok(!(wait instanceof Absence));
      assert.deepEqual([wait.objects.length, wait.broken], [0, undefined]);
      const held = readPresentWait(target, word(pending.address));
      assert.ok(!(held instanceof Absence) && held.objects.length === 1);
    });

    it("is frozen by itself or by its process, whatever its suspend count says", () => {
      const made = scene(layout);
      const own = made.process.thread().isFrozen();
      const app = made.system.process("SearchApp.exe", { session: 1 });
      const deep = app.thread();
      app.isFrozen({ freeze: "deep" });
      const target = open(made);
      assert.equal(factsOf(target, own).suspension, "frozen");
      const isDeepKnown = !lacks(layout, "_KPROCESS", "DeepFreeze") || !lacks(layout, "_KTHREAD", "FreezeDeep");
      assert.equal(factsOf(target, deep).suspension, isDeepKnown ? "deep frozen" : "frozen");
    });

    it("has a wait reason only while it waits", () => {
      const made = scene(layout);
      const waiting = made.process.thread().waitsFor(made.system.event());
      const ready = made.process.thread().waitsFor(made.system.event()).runs("Ready");
      const target = open(made);
      assert.deepEqual(
        [factsOf(target, waiting).waitReason, factsOf(target, waiting).state],
        ["UserRequest", "Waiting"],
      );
      const { waitReason, hasExited } = factsOf(target, ready);
      assert.ok(waitReason instanceof Absence && waitReason.kind === "NotApplicable");
      assert.equal(hasExited, false);
    });

    it("swapped out waits for nothing", () => {
      const made = scene(layout);
      const thread = made.process.thread().waitsFor(made.system.event(), { reason: "WrQueue" });
      const image = made.system.build();
      image.writeField(thread.address, "_KTHREAD", "State", 9);
      const { target } = openPack(image.target);
      const facts = factsOf(target, thread);
      assert.equal(facts.state, "WaitingForProcessInSwap");
      assert.ok(facts.waitReason instanceof Absence);
      assert.ok(readPresentWait(target, word(thread.address)) instanceof Absence);
    });
  });
}

for (const layout of layoutIds.filter((id) => !lacks(id, "_IRP", "ThreadListEntry"))) {
  describe(`pending requests on ${layout}`, () => {
    it("name the driver, the device and the function", () => {
      const made = scene(layout);
      const device = made.system.driver("\\FileSystem\\Ntfs").device();
      const disk = made.system.driver("\\Driver\\disk").device();
      const thread = made.process.thread();
      const read = thread.waitsForDevice(device, { major: "Read" });
      const control = thread.hasPendingRequest(disk, { major: "DeviceControl" });
      const target = open(made);
      const requests = readPendingRequests(target, word(thread.address));
      assert.ok(!(requests instanceof Absence), requests instanceof Absence ? requests.reason : "");
      assert.deepEqual(
        requests.map(({ irp, driver, device: at, majorFunction }) => [
          toBigInt(irp),
          driver,
          at instanceof Absence ? at : toBigInt(at),
          majorFunction,
        ]),
        [
          [read.address, "\\FileSystem\\Ntfs", device.address, "IRP_MJ_READ"],
          [control.address, "\\Driver\\disk", disk.address, "IRP_MJ_DEVICE_CONTROL"],
        ],
      );
      const idle = readPendingRequests(target, word(made.process.thread().address));
      assert.ok(idle instanceof Absence || idle.length === 0);
    });

    it("are listed even if they are unreadable or not requests", () => {
      const made = scene(layout);
      const thread = made.process.thread();
      const request = thread.hasPendingRequest(made.system.driver("\\Driver\\disk").device());
      const image = made.system.build();
      image.writeField(request.address, "_IRP", "Type", 0);
      const requests = readPendingRequests(openPack(image.target).target, word(thread.address));
      assert.ok(!(requests instanceof Absence));
      assert.deepEqual(
        requests.map(({ irp }) => toBigInt(irp)),
        [request.address],
      );
      assert.ok(requests[0]?.driver instanceof Absence);
    });
  });
}

describe("a thread's name and service tag", () => {
  for (const layout of layoutIds) {
    it(`are reported on ${layout} if it has them`, () => {
      const made = scene(layout);
      const named = made.process.thread({ name: "WorkerThread", serviceTag: 0x2b });
      const plain = made.process.thread();
      const target = open(made);
      const names = [named, plain].map(({ address }) => readThreadName(target, word(address)));
      if (lacks(layout, "_ETHREAD", "ThreadName")) {
        assert.ok(names.every((name) => name instanceof Absence && name.kind === "NotInThisBuild"));
      } else {
        assert.equal(names[0], "WorkerThread");
        assert.ok(names[1] instanceof Absence && names[1].kind === "NotApplicable");
      }
      const tag = readServiceTag(target, word(named.address));
      // Of 32-bit kernels the debugger has no processes, and so nobody's memory.
      const known = made.system.machine.pointerSize === 8 ? 0x2b : "Unreadable";
      assert.equal(
        tag instanceof Absence ? tag.kind : tag,
        lacks(layout, "_TEB", "SubProcessTag") ? "NotInThisBuild" : known,
      );
      assert.ok(readServiceTag(target, word(plain.address)) instanceof Absence);
    });
  }
});
