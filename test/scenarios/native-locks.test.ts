/** `.Alpcx` of the kernel's native locks: holders and waiters, free locks, and addresses of something else. */
import assert from "node:assert/strict";
import { KernelScenario, type LayoutId } from "../kernel/index.ts";
import { openPack, type Pack } from "./pack.ts";

const LAYOUTS: readonly LayoutId[] = [
  "winxp-sp3-x86",
  "win7-sp1-x64",
  "win81-x64",
  "win10-19041-x64",
  "win11-22621-x64",
];

interface Scene {
  readonly pack: Pack;
  /** By type: a lock that is held and awaited, one that is held, one that is free. */
  readonly locks: Readonly<Record<string, readonly [awaited: bigint, held: bigint, free: bigint]>>;
  /** Something that is no lock. */
  readonly event: bigint;
  readonly abandoned: bigint;
}

function open(layout: LayoutId): Scene {
  const scenario = new KernelScenario(layout);
  scenario.process("System", { id: 4 }).thread({ id: 8 }).waitsFor(scenario.event(), { reason: "Executive" });
  const process = scenario.process("spoolsv.exe", { id: 0x2a0, session: 0 });
  const owner = process.thread({ id: 0x2c0 });
  const [resource, mutex] = [scenario.resource({ owner }), scenario.fastMutex({ owner })];
  const mutant = scenario.mutant({ owner });
  process.thread({ id: 0x2d0 }).waitsForResource(resource);
  process.thread({ id: 0x2d4 }).waitsForFastMutex(mutex);
  process.thread({ id: 0x2d8 }).waitsForMutant(mutant);
  const locks = {
    _ERESOURCE: [resource.address, scenario.resource({ owner }).address, scenario.resource().address],
    _FAST_MUTEX: [mutex.address, scenario.fastMutex({ owner }).address, scenario.fastMutex().address],
    _KMUTANT: [mutant.address, scenario.mutant({ owner }).address, scenario.mutant().address],
  } as const;
  const abandoned = scenario.mutant({ path: "\\BaseNamedObjects\\Orphan" });
  abandoned.abandoned = true;
  const event = scenario.event();
  process.thread({ id: 0x2dc }).waitsFor([abandoned, event], { type: "all" });
  process.thread({ id: 0x2e0 }).waitsFor(abandoned);
  return {
    pack: openPack(scenario.build().target),
    locks,
    event: event.address,
    abandoned: abandoned.address,
  };
}

for (const layout of LAYOUTS) {
  describe(`native locks on ${layout}`, () => {
    let scene: Scene;
    before(() => {
      scene = open(layout);
    });

    const lineOf = (type: string, address: bigint): string =>
      scene.pack.display(scene.pack.evaluate(`((nt!${type}*)0x${address.toString(16)})->Alpcx`));

    for (const [type, kind] of [
      ["_ERESOURCE", "resource"],
      ["_FAST_MUTEX", "fast mutex"],
      ["_KMUTANT", "mutant"],
    ] as const) {
      it(`${type} names holder and waiters, or says that there are none`, () => {
        const [awaited, held, free] = scene.locks[type] ?? [0n, 0n, 0n];
        const [first, second, third] = [awaited, held, free].map((address) => lineOf(type, address));
        assert.match(
          first ?? "",
          new RegExp(`^${kind} 0x\\w+, held by spoolsv\\.exe \\(2a0\\.2c0\\): 1 thread waits$`),
        );
        assert.match(second ?? "", new RegExp(`^${kind} 0x\\w+, held by spoolsv\\.exe \\(2a0\\.2c0\\): nobody waits$`));
        assert.match(third ?? "", new RegExp(`^${kind} 0x\\w+, held by nobody: nobody waits$`));
      });
    }

    it("_KMUTANT, its waiter and its owner's story tell that it was abandoned", () => {
      const mutant = "mutant '(.*\\\\)?Orphan' 0x\\w+";
      assert.match(
        lineOf("_KMUTANT", scene.abandoned),
        new RegExp(`^${mutant}, abandoned by a thread that exited: 2 threads wait$`),
      );
      assert.match(
        scene.pack.display(scene.pack.evaluate('@$alpcx_thread("2a0.2dc").Thread.WaitsFor[0]')),
        new RegExp(`^${mutant}; abandoned by a thread that exited$`),
      );
      assert.match(
        scene.pack.print('!alpcx_why "2a0.2dc"'),
        /Waiting on: event 0x\w+ and 1 other object \(UserRequest\); signaler unknown\n/,
      );
      assert.match(
        scene.pack.print('!alpcx_why "2a0.2e0"'),
        new RegExp(`Waiting on: ${mutant} \\(UserRequest\\); abandoned by a thread that exited\n`),
      );
    });

    it("says so where there is none", () => {
      for (const type of ["_ERESOURCE", "_KMUTANT"]) {
        assert.match(lineOf(type, scene.event), /^<there is no (?:resource|mutant) at 0x/);
      }
    });
  });
}
