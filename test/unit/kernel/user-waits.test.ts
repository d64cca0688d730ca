/**
 * Command lines, thread names, user-mode locks, debuggers, and the less common states of threads, read back from
 * memory.
 */
import assert from "node:assert/strict";
import { KernelScenario, layoutIds, lockLayoutIds } from "../../kernel/index.ts";
import { readersOf } from "../../kernel/reader/index.ts";
import { StructureReader } from "../../kernel/reader/structure-reader.ts";
import { debugEventOffsets, debugObjectOffsets } from "../../kernel/scenario/debug-events.ts";
import { threadStates, waitReasons } from "../../kernel/scenario/waits.ts";

function createScene(id: (typeof layoutIds)[number]) {
  const scenario = new KernelScenario(id);
  const system = scenario.process("System", { id: 4 });
  system.thread();
  const service = scenario.process("svchost.exe", {
    id: 0x2a0,
    session: 0,
    commandLine: "C:\\Windows\\System32\\svchost.exe -k netsvcs -s Schedule",
  });
  const app = scenario.process("app.exe", { id: 0x804, session: 1 });
  const debuggerProcess = scenario.process("windbg.exe", { id: 0xa10, session: 1 });
  const worker = service.thread({ name: "WorkerThread", serviceTag: 0x2b });
  const nameless = service.thread();
  return { scenario, system, service, app, debuggerProcess, worker, nameless };
}

function open(scene: ReturnType<typeof createScene>) {
  const image = scene.scenario.build();
  const { memory } = readersOf(image.target);
  /** A reader over one process's own memory. */
  const inside = (process: { address: bigint }) => {
    const owner = image.target.processes().find(({ object }) => object === process.address);
    return new StructureReader(
      memory.layout,
      (address, length) => image.target.memory.read(address, length, owner),
      (name) => memory.symbol(name),
    );
  };
  return { image, memory, inside, facts: image.facts };
}

for (const id of lockLayoutIds) {
  describe(`processes' own memory on ${id}`, () => {
    const scene = createScene(id);
    const section = scene.service.criticalSection({ owner: scene.worker, recursion: 2 });
    const waiter = scene.service.thread().waitsForCriticalSection(section, { secondsAgo: 20 });
    const { memory, inside, facts } = open(scene);

    it("command lines are each in their own process, the System process has none", () => {
      for (const [index, { address, commandLine }] of facts.processes.entries()) {
        const peb = memory.field(address, "_EPROCESS", "Peb") ?? 0n;
        assert.equal(peb === 0n, index === 0);
        if (peb === 0n) {
          continue;
        }
        const own = inside({ address });
        const parameters = own.field(peb, "_PEB", "ProcessParameters") ?? 0n;
        assert.equal(
          own.unicodeString(own.place(parameters, "_RTL_USER_PROCESS_PARAMETERS", "CommandLine")),
          commandLine,
        );
      }
      assert.match(facts.processes[1]?.commandLine ?? "", /-s Schedule$/);
      assert.equal(facts.processes[2]?.commandLine, "C:\\Windows\\System32\\app.exe");
    });

    it("thread names and service tags are where the build keeps them", () => {
      const { worker, nameless, service } = scene;
      if (memory.has("_ETHREAD", "ThreadName")) {
        assert.equal(
          memory.unicodeString(memory.field(worker.address, "_ETHREAD", "ThreadName") ?? 0n),
          "WorkerThread",
        );
        assert.equal(memory.field(nameless.address, "_ETHREAD", "ThreadName"), 0n);
      } else {
        assert.equal(
          facts.threads.some(({ name }) => name !== undefined),
          false,
        );
      }
      if (!memory.has("_TEB", "SubProcessTag")) {
        return;
      }
      const teb = memory.field(worker.address, "_KTHREAD", "Teb") ?? 0n;
      assert.equal(inside(service).field(teb, "_TEB", "SubProcessTag"), 0x2bn);
      assert.equal(inside(service).field(teb, "_TEB", "ClientId.UniqueThread"), BigInt(worker.id));
      assert.notEqual(memory.field(nameless.address, "_KTHREAD", "Teb"), teb);
    });

    it("a critical section names its owner, and its waiter blocks on it or on its event", () => {
      const own = inside(scene.service);
      assert.equal(own.field(section.address, "_RTL_CRITICAL_SECTION", "OwningThread"), BigInt(scene.worker.id));
      assert.equal(own.field(section.address, "_RTL_CRITICAL_SECTION", "RecursionCount"), 2n);
      const block = memory.field(waiter.address, "_KTHREAD", "WaitBlockList") ?? 0n;
      const object = memory.field(block, "_KWAIT_BLOCK", "Object") ?? 0n;
      const count = BigInt.asIntN(32, own.field(section.address, "_RTL_CRITICAL_SECTION", "LockCount") ?? 0n);
      if (memory.has("_ALPC_PORT", "DirectQueue")) {
        assert.equal(object, own.place(section.address, "_RTL_CRITICAL_SECTION", "LockSemaphore"));
        assert.equal(memory.field(waiter.address, "_KTHREAD", "WaitReason"), BigInt(waitReasons.WrAlertByThreadId));
        assert.equal(count, -6n);
      } else {
        const handle = own.field(section.address, "_RTL_CRITICAL_SECTION", "LockSemaphore");
        assert.equal(facts.processes[1]?.handles.find((entry) => BigInt(entry.handle) === handle)?.object, object);
        assert.equal(count, memory.has("_ETHREAD", "AlpcMessageId") ? -6n : 1n);
      }
      const awaited = facts.processes[1]?.criticalSections.filter(({ waiters }) => waiters.length > 0);
      assert.deepEqual(awaited, [{ address: section.address, owner: scene.worker.address, waiters: [waiter.address] }]);
    });

    it("processes of a session are on its list", () => {
      const space = memory.field(scene.app.address, "_EPROCESS", "Session") ?? 0n;
      assert.equal(memory.field(space, "_MM_SESSION_SPACE", "SessionId"), 1n);
      assert.deepEqual(
        memory.structures(memory.place(space, "_MM_SESSION_SPACE", "ProcessList"), "_EPROCESS", "SessionProcessLinks"),
        [scene.app.address, scene.debuggerProcess.address],
      );
    });
  });
}

for (const id of layoutIds) {
  describe(`waits of user mode and rare states on ${id}`, () => {
    const scene = createScene(id);
    const { scenario, service, app, debuggerProcess } = scene;
    const keyed = service.thread().waitsOnKeyedEvent(0x23_0040n);
    const alerted = service.thread().waitsForAlert(0x23_0080n);
    const paging = service.thread().pagesIn({ reason: "WrPhysicalFault" });
    const rundown = service.thread().waitsForRundown();
    const swapped = service.thread({ state: "Ready" });
    const stackless = service.thread().runs("Transition");
    const ending = service.thread().waitsFor(scenario.event()).isExiting();
    const timer = scenario.timer({ dueInSeconds: 30, periodMilliseconds: 500 });
    const sleeper = service.thread().waitsFor([timer, scenario.event(), scenario.mutant({ owner: keyed })]);
    app.hasDebugger(debuggerProcess);
    const [stopped, other] = [app.thread(), app.thread()];
    stopped.stopsForDebugger({ event: "Exception", secondsAgo: 40 });
    swapped.runs("WaitingForProcessInSwap");
    const { image, memory, facts } = open(scene);
    const object = (thread: bigint) =>
      memory.field(memory.field(thread, "_KTHREAD", "WaitBlockList") ?? 0n, "_KWAIT_BLOCK", "Object") ?? 0n;

    it("a keyed event lists its waiters with their keys", () => {
      assert.equal(memory.field(keyed.address, "_ETHREAD", "KeyedWaitValue"), 0x23_0040n);
      assert.equal(object(keyed.address), memory.place(keyed.address, "_ETHREAD", "KeyedWaitSemaphore"));
      const event = facts.namedObjects.get("\\KernelObjects\\CritSecOutOfMemoryEvent")?.address ?? 0n;
      assert.deepEqual(memory.structures(event + BigInt(memory.layout.pointerSize), "_ETHREAD", "KeyedWaitChain"), [
        keyed.address,
      ]);
    });

    it("a wait for an alert has the user address in place of an object", () => {
      assert.equal(object(alerted.address), 0x23_0080n);
      assert.deepEqual(facts.threads.find(({ address }) => address === alerted.address)?.wait?.objects, [
        { address: 0x23_0080n, kind: "userAddress" },
      ]);
    });

    it("states and reasons are the build's numbers", () => {
      for (const { address, state, waitReason } of facts.threads) {
        assert.equal(
          memory.field(address, "_KTHREAD", "State"),
          BigInt(memory.layout.enums["_KTHREAD_STATE"]?.[state] ?? threadStates[state]),
        );
        assert.equal(
          memory.field(address, "_KTHREAD", "WaitReason"),
          BigInt(memory.layout.enums["_KWAIT_REASON"]?.[waitReason] ?? waitReasons[waitReason]),
        );
      }
      const stateOf = (address: bigint) => facts.threads.find((thread) => thread.address === address)?.state;
      assert.deepEqual(
        [swapped, stackless, ending].map(({ address }) => stateOf(address)),
        ["WaitingForProcessInSwap", "Transition", "Waiting"],
      );
      assert.deepEqual(
        [paging, rundown].map(({ lastWaitReason }) => lastWaitReason),
        ["WrPhysicalFault", "WrRundown"],
      );
      if (memory.has("_ETHREAD", "CrossThreadFlags")) {
        assert.equal((memory.field(ending.address, "_ETHREAD", "CrossThreadFlags") ?? 0n) % 2n, 1n);
      }
    });

    it("a wait for any of several objects keeps their order, timers among them", () => {
      const kinds = facts.threads
        .find(({ address }) => address === sleeper.address)
        ?.wait?.objects.map(({ kind }) => kind);
      assert.deepEqual(kinds, ["notificationTimer", "notificationEvent", "mutant"]);
      if (memory.has("_KTIMER", "Period")) {
        assert.equal(memory.field(timer.address, "_KTIMER", "Period"), 500n);
        const due = memory.integer(memory.place(timer.address, "_KTIMER", "DueTime"), 8) ?? 0n;
        assert.equal(due - facts.clock.interruptTime, 300_000_000n);
      }
    });

    it("a debug object lists its unanswered requests, and the debuggee's threads are stopped", () => {
      const debug = memory.field(app.address, "_EPROCESS", "DebugPort") ?? 0n;
      const { eventList } = debugObjectOffsets(scenario.machine);
      const offsets = debugEventOffsets(scenario.machine);
      const requests = memory.list(debug + BigInt(eventList)).entries;
      assert.equal(requests.length, 1);
      const [request = 0n] = requests;
      assert.equal(memory.pointer(request + BigInt(offsets.thread)), stopped.address);
      assert.equal(memory.pointer(request + BigInt(offsets.process)), app.address);
      assert.equal(object(stopped.address), request + BigInt(offsets.continueEvent));
      assert.equal(facts.threads.find(({ address }) => address === other.address)?.freeze, "normal");
      assert.deepEqual(
        facts.processes
          .filter(({ handles }) => handles.some((handle) => handle.object === debug))
          .map(({ address }) => address),
        [debuggerProcess.address],
      );
    });

    it("a thread that the debugger lets go on leaves the list", () => {
      stopped.runs();
      image.update();
      const debug = memory.field(app.address, "_EPROCESS", "DebugPort") ?? 0n;
      assert.deepEqual(memory.list(debug + BigInt(debugObjectOffsets(scenario.machine).eventList)).entries, []);
    });
  });
}
