/** Locks in the memory of a process, where waits lead to them: they are the model's own, never a native object. */
import assert from "node:assert/strict";
import { KernelScenario, type LayoutId } from "../kernel/index.ts";
import { giveIdleWorkers } from "./findings-scenes.ts";
import { openPack, type Pack } from "./pack.ts";

const LAYOUTS: readonly LayoutId[] = ["win7-sp1-x64", "win81-x64", "win10-19041-x64", "win11-22621-x64"];

/** A deadlock of two threads of a service: one holds a critical section and asks the other, which waits for it. */
function openDeadlock(layout: LayoutId): Pack {
  const scenario = new KernelScenario(layout);
  scenario.process("System", { id: 4 }).thread({ id: 8 }).waitsFor(scenario.event(), { reason: "Executive" });
  const service = scenario.process("svchost.exe", { id: 0x2a0, session: 0 });
  const port = service.createsPort("\\RPC Control\\spoolss");
  const [worker] = giveIdleWorkers(port, 1);
  const holder = service.thread({ id: 0x390 });
  const section = service.criticalSection({ owner: holder, hasDebugInfo: true });
  worker?.receives(holder.asks(service.connectsTo(port), { secondsAgo: 300 }));
  worker?.waitsForCriticalSection(section, { secondsAgo: 299 });
  return openPack(scenario.build().target);
}

for (const layout of LAYOUTS) {
  describe(`locks in user memory on ${layout}`, () => {
    const line = /^critical section 0x\w+ of svchost\.exe \(2a0\), held by svchost\.exe \(2a0\.390\): 1 thread waits$/;
    let pack: Pack;

    before(() => {
      pack = openDeadlock(layout);
    });

    const displays = (list: string): readonly string[] =>
      pack.elements(pack.evaluate(list)).map((element) => pack.display(element));

    it("are evidence of a finding", () => {
      const evidence = displays("@$cursession.Alpc.Findings.First().Evidence");
      assert.equal(evidence.filter((text) => line.test(text)).length, 1, evidence.join("\n"));
    });

    it("are the object of a link and of a thread's wait", () => {
      const links = pack.elements(pack.evaluate("@$cursession.Alpc.Deadlocks.First().Links"));
      const objects = links.map((link) => pack.display(pack.property(link, "Object")));
      assert.equal(objects.filter((text) => line.test(text)).length, 1, objects.join("\n"));
      assert.match(pack.display(pack.evaluate("Debugger.Utility.Alpc.Thread(0xc).WaitsFor[0].Object")), line);
    });
  });
}
