/** Targets of sessions: what is kept while a target stands still, and dropped when it has moved. */
import assert from "node:assert/strict";
import sinon from "sinon";
import { Absence } from "../../../src/target/absence.ts";
import { AlpcxError, type ErrorCode } from "../../../src/target/errors.ts";
import { limits } from "../../../src/target/limits.ts";
import { PageCache } from "../../../src/target/page-cache.ts";
import { currentSession } from "../../../src/target/current.ts";
import { currentTarget, forgetTargets, targetOf } from "../../../src/target/sessions.ts";
import { Stop } from "../../../src/target/stop.ts";
import type { Target } from "../../../src/target/target.ts";
import { Word64 } from "../../../src/target/word64.ts";
import { walkProcesses } from "../../../src/nt/process/process-list.ts";
import { walkOnce } from "../../../src/nt/walk.ts";
import { SimulatedDebugger } from "../../host/debugger.ts";
import type { SimulatedTarget } from "../../host/target.ts";
import type { KernelImage } from "../../kernel/image.ts";
import type { LayoutId } from "../../kernel/layouts/layouts.ts";
import { KernelScenario } from "../../kernel/scenario/scenario.ts";
import { installHost, openPack } from "../pack.ts";

const SHARED_PAGE = 0xfffff78000000000n;

function buildImage(layout: LayoutId = "win10-19041-x64"): KernelImage {
  const system = new KernelScenario(layout);
  system.process("System", { id: 4 }).thread();
  return system.build();
}

/** The current target, with the host calls counted from now on. */
function openedAgain(simulated: SimulatedDebugger): { readonly target: Target } {
  const target = currentTarget();
  simulated.counters.reset();
  return { target };
}

/** A target like another with some of its members replaced. */
function variant(target: SimulatedTarget, changed: Partial<SimulatedTarget>): SimulatedTarget {
  return Object.create(
    target,
    Object.fromEntries(Object.entries(changed).map(([name, value]) => [name, { value, enumerable: true }])),
  ) as SimulatedTarget;
}

function assertThrows(code: ErrorCode, call: () => unknown): void {
  assert.throws(
    call,
    (error: unknown) => error instanceof AlpcxError && error.code === code && error.message.length > 40,
  );
}

describe("a stop", () => {
  it("computes each result once, undefined ones too, and keeps keys apart", () => {
    const stop = new Stop("1", new PageCache(() => undefined, 2));
    const compute = sinon.stub().onFirstCall().returns(undefined).onSecondCall().returns(2);
    assert.deepEqual(
      [stop.once("a", compute), stop.once("a", compute), stop.once("b", compute)],
      [undefined, undefined, 2],
    );
    assert.equal(compute.callCount, 2);
  });
});

describe("what was computed from too little", () => {
  const countProcesses = (target: Target): number =>
    target.stop.once("count", () => Array.from(walkOnce(target, "processes seen", () => walkProcesses(target))).length);

  it("for lack of time is kept within the query, and computed anew by the next one from the pages read", () => {
    const pack = openPack(buildImage().target);
    const { stop } = pack.target;
    const clock = sinon.useFakeTimers({ now: 1000 });
    try {
      limits.seconds = 1;
      pack.target.pin(() => {
        clock.tick(1000);
        assert.equal(countProcesses(pack.target), 0);
      });
      limits.seconds = 0;
      pack.target.refresh();
      assert.equal(countProcesses(pack.target), 0, "an object handed out earlier is of the same query");
      clock.tick(999);
      assert.equal(countProcesses(currentTarget()), 0, "as is one that is looked up at once");
      clock.tick(1000);
      assert.equal(countProcesses(currentTarget()), 1);
      assert.equal(pack.target.stop.pages, stop.pages);
      assert.equal(currentTarget().stop, pack.target.stop, "what is whole stays");
    } finally {
      clock.restore();
      limits.seconds = 0;
    }
  });

  it("because the host refused to answer is kept within the query, and computed anew by the next one", () => {
    const pack = openPack(buildImage().target);
    const { stop } = pack.target;
    const isKnown = (target: Target): boolean =>
      target.stop.once("is known", () => !(target.symbol("PsLoadedModuleList") instanceof Absence));
    const { host } = globalThis as unknown as { readonly host: object };
    const refuse = (): never => {
      throw new Error("The server is busy.");
    };
    const refusing = { getModuleSymbolAddress: { value: refuse }, getModuleSymbol: { value: refuse } };
    Object.assign(globalThis, { host: Object.create(host, refusing) as object });
    const clock = sinon.useFakeTimers({ now: Date.now() });
    try {
      const askLater = (): Target => {
        clock.tick(1000);
        return currentTarget();
      };
      assert.ok(!isKnown(askLater()));
      const { stop: refused } = pack.target;
      assert.equal(askLater().stop, refused, "as long as the host refuses, nothing would be gained");
      Object.assign(globalThis, { host });
      assert.ok(!isKnown(pack.target));
      assert.ok(isKnown(askLater()));
      assert.equal(pack.target.stop.pages, stop.pages);
      assert.equal(askLater().stop, pack.target.stop, "what is whole stays");
    } finally {
      clock.restore();
    }
  });
});

describe("the current target", () => {
  it("stays the same while the target stands still, and reads nothing twice", () => {
    const image = buildImage();
    const pack = openPack(image.target);
    const head = pack.target.symbol("PsActiveProcessHead");
    assert.ok(!(head instanceof Absence));
    pack.target.read(head, 16);
    const { stop } = pack.target;
    pack.debugger.counters.reset();
    assert.equal(currentTarget(), pack.target);
    assert.equal(pack.target.stop, stop);
    const checked = pack.debugger.counters.calls("readMemoryValues");
    pack.target.read(head, 16);
    assert.equal(checked, 1);
    assert.equal(pack.debugger.counters.calls("readMemoryValues"), checked);
  });

  it("forgets what it read when the target has run", () => {
    const image = buildImage();
    const pack = openPack(image.target);
    const process = image.facts.processes[0]?.address ?? 0n;
    const at = image.fieldAddress(process, "_EPROCESS", "ActiveThreads");
    const address = new Word64(Number(at >> 32n), Number(at & 0xffffffffn));
    assert.deepEqual(pack.target.read(address, 4), Uint8Array.of(1, 0, 0, 0));
    pack.debugger.run(pack.session, () => image.writeField(process, "_EPROCESS", "ActiveThreads", 7));
    assert.deepEqual(
      pack.target.read(address, 4),
      Uint8Array.of(1, 0, 0, 0),
      "nothing asks the clock between two queries",
    );
    assert.equal(currentTarget(), pack.target);
    assert.deepEqual(pack.target.read(address, 4), Uint8Array.of(7, 0, 0, 0));
  });

  it("drops everything at each query where a live target has no readable clock, and keeps it in a dump", () => {
    for (const live of [true, false]) {
      const image = buildImage();
      image.setLive(live);
      image.unmap(SHARED_PAGE);
      const { target } = openPack(image.target);
      const { stop } = target;
      currentTarget();
      assert.equal(target.stop === stop, !live);
    }
  });

  it("looks at the clock for older objects once in a millisecond, and never in a dump", () => {
    const clock = sinon.useFakeTimers({ now: 1000 });
    try {
      const image = buildImage();
      const pack = openPack(image.target);
      const { stop } = pack.target;
      pack.debugger.run(pack.session);
      pack.target.refresh();
      assert.equal(pack.target.stop, stop);
      clock.tick(1);
      pack.target.refresh();
      assert.notEqual(pack.target.stop, stop);
      image.setLive(false);
      const dump = openPack(image.target);
      dump.debugger.counters.reset();
      clock.tick(5);
      dump.target.refresh();
      assert.equal(dump.debugger.counters.calls("readMemoryValues"), 0);
    } finally {
      clock.restore();
    }
  });

  it("does not move while a computation pins it", () => {
    const clock = sinon.useFakeTimers({ now: 1000 });
    try {
      const pack = openPack(buildImage().target);
      const { stop } = pack.target;
      assert.throws(
        () =>
          pack.target.pin(() => {
            throw new RangeError("inside");
          }),
        RangeError,
      );
      pack.debugger.run(pack.session);
      assert.notEqual(currentTarget().stop, stop, "a failed computation lets go");
      const before = pack.target.stop;
      pack.target.pin(() => {
        pack.debugger.run(pack.session);
        assert.equal(currentTarget().stop, before);
      });
      clock.tick(999);
      assert.equal(currentTarget().stop, before, "what runs while a script computes is a local kernel");
      clock.tick(1);
      pack.debugger.run(pack.session);
      assert.notEqual(currentTarget().stop, before);
    } finally {
      clock.restore();
    }
  });

  it("is each session's own, whichever is current", () => {
    const simulated = new SimulatedDebugger();
    const first = simulated.openTarget(buildImage("win10-19041-x64").target);
    simulated.openTarget(buildImage("winxp-sp3-x86").target);
    installHost(simulated);
    const xp = currentTarget();
    assert.equal(xp.pointerSize, 4);
    simulated.switchTo(first);
    const ten = currentTarget();
    assert.equal(ten.pointerSize, 8);
    const ofXp = xp.layout("_ETHREAD");
    assert.ok(
      !(ofXp instanceof Absence) && ofXp.has("LpcReplyMessageId"),
      "look-ups happen in the target's own session",
    );
    simulated.closeTarget(first);
    assert.equal(currentTarget(), xp);
  });

  it("is another one after another kernel was loaded in the same session", () => {
    const images = [buildImage("win10-19041-x64"), buildImage("win10-17763-x64")] as const;
    let [shown] = images as readonly KernelImage[];
    const switching = new Proxy(
      {},
      { get: (_none, name) => Reflect.get(shown?.target ?? {}, name) as unknown },
    ) as SimulatedTarget;
    const { target } = openPack(switching);
    assert.equal(currentTarget(), target);
    shown = images[1];
    images[1].advanceClock(1000);
    assert.notEqual(currentTarget(), target);
  });

  it("is made anew after everything was forgotten", () => {
    const { target } = openPack(buildImage().target);
    forgetTargets();
    assert.notEqual(currentTarget(), target);
    assert.equal(targetOf(currentSession()), currentTarget());
  });
});

describe("targets that cannot be answered for", () => {
  it("are refused with a sentence and a stable code", () => {
    const simulated = new SimulatedDebugger();
    installHost(simulated);
    assertThrows("no-session", currentTarget);
    const image = buildImage();
    simulated.openTarget(variant(image.target, { isKernel: false }));
    assertThrows("user-mode-target", currentTarget);
    const [kernel] = image.target.modules;
    assert.ok(kernel !== undefined);
    const withoutSymbols = { name: kernel.name, base: kernel.base, size: kernel.size, symbols: new Map() };
    simulated.openTarget(variant(image.target, { modules: [withoutSymbols] }));
    assertThrows("no-kernel-symbols", currentTarget);
    simulated.openTarget(variant(image.target, { modules: [] }));
    assertThrows("no-kernel-symbols", currentTarget);
  });
});

describe("symbols", () => {
  it("that were missing are asked for again at the next stop only", () => {
    const image = buildImage();
    const pack = openPack(image.target);
    assert.ok(pack.target.symbol("NoSuchSymbol") instanceof Absence);
    assert.ok(pack.target.layout("_NO_SUCH_TYPE") instanceof Absence);
    pack.debugger.counters.reset();
    const again = pack.target.symbol("NoSuchSymbol");
    assert.ok(again instanceof Absence && again.kind === "NotInThisBuild" && again.reason.includes("nt!NoSuchSymbol"));
    pack.target.layout("_NO_SUCH_TYPE");
    assert.equal(
      pack.debugger.counters.calls("getModuleSymbolAddress") + pack.debugger.counters.calls("getModuleType"),
      0,
    );
    pack.debugger.run(pack.session);
    const { target } = openedAgain(pack.debugger);
    target.symbol("NoSuchSymbol");
    target.symbol("NoSuchSymbol");
    assert.equal(pack.debugger.counters.calls("getModuleSymbolAddress"), 1);
  });
});
