/**
 * Hangs as public reports tell them: two locks taken in opposite order through a server, an application that the system
 * froze with a lock in its hand, a filter that holds up every open, a crash behind a dialog. Each names the thread at
 * which everything stands, and why.
 */
import assert from "node:assert/strict";
import { KernelScenario, type LayoutId } from "../kernel/index.ts";
import type { ScenarioConnection } from "../kernel/scenario/connection.ts";
import type { ScenarioPort } from "../kernel/scenario/port.ts";
import type { ScenarioProcess } from "../kernel/scenario/process.ts";
import type { ScenarioThread } from "../kernel/scenario/thread.ts";
import { giveIdleWorkers } from "./findings-scenes.ts";
import { openPack, type Pack } from "./pack.ts";

const LAYOUTS: readonly LayoutId[] = ["win7-sp1-x64", "win81-x64", "win10-19041-x64", "win11-22621-x64"];
const OLDEST: readonly LayoutId[] = ["winxp-sp3-x86"];

interface Setting {
  readonly scenario: KernelScenario;
  readonly server: ScenarioProcess;
  readonly client: ScenarioProcess;
  readonly port: ScenarioPort;
  readonly workers: readonly ScenarioThread[];
  /** The first worker. */
  readonly worker: ScenarioThread;
  connect(): ScenarioConnection;
  /** The client's threads ask five minutes ago, and each worker takes a request. */
  serveAll(): void;
}

function newSetting(layout: LayoutId, count: number): Setting {
  const scenario = new KernelScenario(layout);
  scenario.process("System", { id: 4 }).thread({ id: 8 }).waitsFor(scenario.event(), { reason: "Executive" });
  const server = scenario.process("svchost.exe", { id: 0x2a0, session: 0 });
  const client = scenario.process("explorer.exe", { id: 0x804, session: 1 });
  const port = server.createsPort("\\RPC Control\\spoolss");
  const workers = giveIdleWorkers(port, count);
  const [worker] = workers;
  assert.ok(worker !== undefined);
  const connect = (): ScenarioConnection => client.connectsTo(port);
  const serveAll = (): void =>
    workers.forEach((own) => own.receives(client.thread().asks(connect(), { secondsAgo: 300 })));
  return { scenario, server, client, port, workers, worker, connect, serveAll };
}

interface Scene {
  readonly what: string;
  readonly workers?: number;
  readonly act: (setting: Setting) => void;
  /** What stands behind "blocked by" of each root, the heaviest first. */
  readonly roots: readonly RegExp[];
  /** How many threads the heaviest root blocks. */
  readonly heldUp: number;
  readonly nextStep: RegExp;
  readonly finding?: RegExp;
  /** Default: the layouts from Windows 7 on. */
  readonly layouts?: readonly LayoutId[];
}

const SCENES: readonly Scene[] = [
  {
    what: "the loader lock is held over a call to a server that waits for a thread of the caller",
    act: ({ client, worker, connect }) => {
      const [caller, starting] = [client.thread({ id: 0x808 }), client.thread({ id: 0x80c })];
      const lock = client.useLoaderLock();
      lock.owner = caller;
      worker.receives(caller.asks(connect(), { secondsAgo: 300 })).waitsFor(starting, { secondsAgo: 299 });
      starting.waitsForCriticalSection(lock, { secondsAgo: 298 });
    },
    heldUp: 3,
    roots: [/^a deadlock of 3 threads: .*explorer\.exe \(804\.80c\)/],
    nextStep: /Deadlocks/,
    finding: /Error alpc-deadlock/,
  },
  {
    what: "a frozen application holds a mutant that the server's workers need",
    workers: 2,
    act: ({ scenario, workers, serveAll }) => {
      const app = scenario.process("SearchApp.exe", { id: 0x900, session: 1 });
      const mutant = scenario.mutant({
        owner: app.thread({ id: 0x904 }),
        path: "\\Sessions\\1\\BaseNamedObjects\\AppCache",
      });
      app.isFrozen({ freeze: "deep", secondsAgo: 400 });
      serveAll();
      workers.forEach((worker) => worker.waitsForMutant(mutant, { secondsAgo: 299 }));
    },
    heldUp: 4,
    roots: [/^SearchApp\.exe \(900\.904\), which is frozen/],
    nextStep: /^!process 0x\w+ 2$/,
  },
  {
    what: "a suspended thread holds a listed critical section",
    workers: 3,
    act: ({ server, workers, serveAll }) => {
      const holder = server.thread({ id: 0x390 });
      const section = server.criticalSection({ owner: holder, hasDebugInfo: true });
      serveAll();
      workers.forEach((worker) => worker.waitsForCriticalSection(section, { secondsAgo: 299 }));
      holder.isSuspended({ secondsAgo: 350 });
    },
    heldUp: 6,
    roots: [/^svchost\.exe \(2a0\.390\), which is suspended$/],
    nextStep: /^!thread 0x/,
  },
  {
    what: "the owner of a critical section has ended without leaving it",
    workers: 3,
    act: ({ server, workers, serveAll }) => {
      const holder = server.thread({ id: 0x390 });
      const section = server.criticalSection({ owner: holder, hasDebugInfo: true });
      serveAll();
      workers.forEach((worker) => worker.waitsForCriticalSection(section, { secondsAgo: 299 }));
      holder.exits();
      server.threads.splice(server.threads.indexOf(holder), 1);
    },
    heldUp: 3,
    roots: [
      /^svchost\.exe \(2a0\.c\), which waits for critical section 0x\w+ \(\w+\); its owner, thread 390, does not exist any more; 2 other threads like it$/,
    ],
    nextStep: /^!thread 0x/,
  },
  {
    what: "a filter has not let an open pass",
    workers: 2,
    layouts: [...OLDEST, ...LAYOUTS],
    act: ({ scenario, workers, serveAll }) => {
      const volume = scenario.driver("\\FileSystem\\Ntfs").device();
      const filter = scenario.driver("\\FileSystem\\FltMgr").device(undefined, { attachedTo: volume });
      serveAll();
      for (const worker of workers) {
        worker.hasPendingRequest(filter, { major: "Create", fileName: "\\Windows\\System32\\kerberos.dll" });
        worker.waitsFor(scenario.event(), { reason: "Executive", mode: "kernel", secondsAgo: 299 });
      }
    },
    heldUp: 2,
    roots: [
      /^svchost\.exe \(2a0\.c\), which waits for I\/O request 0x\w+, IRP_MJ_CREATE, driver \\FileSystem\\FltMgr, file '\\Windows\\System32\\kerberos\.dll' \(Executive\); 1 other thread like it$/,
    ],
    nextStep: /^!irp 0x/,
  },
  {
    what: "reads on a pipe go on beside the wait for an event: the event is what is awaited",
    act: ({ scenario, server, worker, serveAll }) => {
      const pipe = scenario.driver("\\FileSystem\\Npfs").device("\\Device\\NamedPipe");
      const done = scenario.event({ path: "\\BaseNamedObjects\\Done" });
      server.opens(done.object);
      serveAll();
      worker.hasPendingRequest(pipe);
      worker.hasPendingRequest(pipe, { major: "FileSystemControl" });
      worker.waitsFor(done, { secondsAgo: 299 });
    },
    heldUp: 1,
    roots: [
      /^svchost\.exe \(2a0\.c\), which waits for event 'Done' 0x\w+ \(UserRequest\); only svchost\.exe \(2a0\) has a handle to it; also pending: I\/O request 0x\w+, IRP_MJ_READ, driver \\FileSystem\\Npfs, device 'NamedPipe', the first of 2 requests$/,
    ],
    nextStep: /^!thread 0x/,
  },
  {
    what: "one of two requests is awaited by the event of its file",
    act: ({ scenario, worker, serveAll }) => {
      const pipe = scenario.driver("\\FileSystem\\Npfs").device("\\Device\\NamedPipe");
      serveAll();
      worker.hasPendingRequest(pipe);
      const awaited = worker.hasPendingRequest(pipe, { major: "Write", fileName: "\\spoolss" });
      worker.waitsFor([scenario.event(), awaited.event], { secondsAgo: 299 });
    },
    heldUp: 1,
    roots: [
      /^svchost\.exe \(2a0\.c\), which waits for I\/O request 0x\w+, IRP_MJ_WRITE, driver \\FileSystem\\Npfs, device 'NamedPipe', file '\\spoolss' \(UserRequest\)$/,
    ],
    nextStep: /^!irp 0x/,
  },
  {
    what: "a thread that was told to end is stuck with a canceled request",
    layouts: [...OLDEST, ...LAYOUTS],
    act: ({ scenario, server, worker, serveAll }) => {
      const last = server.thread({ id: 0x3b0 });
      const device = scenario.driver("\\Driver\\usbser").device("\\Device\\USBSER000");
      last.waitsForDevice(device, { major: "DeviceControl", cancelled: true, secondsAgo: 500 });
      last.isExiting();
      serveAll();
      worker.waitsFor(last, { secondsAgo: 299 });
    },
    heldUp: 2,
    roots: [
      /^svchost\.exe \(2a0\.3b0\), which waits for I\/O request 0x\w+, IRP_MJ_DEVICE_CONTROL, driver \\Driver\\usbser, device 'USBSER000', canceled and not given back \(Executive\); it has been told to end$/,
    ],
    nextStep: /^!irp 0x/,
  },
  {
    what: "a crashed server is reported by a program that shows a dialog",
    act: ({ scenario, client, server, worker, connect }) => {
      const reporter = scenario.process("WerFault.exe", {
        id: 0x720,
        session: 1,
        commandLine: `C:\\Windows\\system32\\WerFault.exe -u -p ${String(server.id)} -s 1234`,
      });
      reporter.thread({ id: 0x724 }).waitsFor(scenario.event(), { reason: "WrUserRequest", secondsAgo: 100 });
      worker.receives(client.thread().asks(connect(), { secondsAgo: 300 })).isSuspended({ secondsAgo: 285 });
    },
    heldUp: 1,
    roots: [
      /^svchost\.exe \(2a0\.c\), which is stopped: its process has crashed and waits for Windows Error Reporting, WerFault\.exe \(720\)$/,
    ],
    nextStep: /^!process 0x\w+ 2$/,
  },
  {
    what: "six threads share a resource, one of them for longest, in a driver",
    workers: 4,
    act: ({ scenario, server, workers, serveAll }) => {
      const owners = [1, 2, 3, 4, 5].map(() => server.thread());
      const stuck = server.thread({ id: 0x3c0 });
      owners.splice(3, 0, stuck);
      const share = scenario.driver("\\FileSystem\\mrxsmb20").device("\\Device\\Mup");
      owners.forEach((owner) => owner.waitsFor(scenario.event(), { secondsAgo: 290 }));
      stuck.waitsForDevice(share, { major: "FlushBuffers", secondsAgo: 700 });
      const resource = scenario.resource({ sharedOwners: owners });
      serveAll();
      workers.forEach((worker) => worker.waitsForResource(resource, { secondsAgo: 3 }));
    },
    heldUp: 8,
    roots: [/^svchost\.exe \(2a0\.3c0\), which waits for I\/O request 0x\w+, IRP_MJ_FLUSH_BUFFERS/],
    nextStep: /^!irp 0x/,
  },
  {
    what: "threads of two processes wait for one event that has no name",
    workers: 2,
    layouts: [...OLDEST, ...LAYOUTS],
    act: ({ scenario, server, client, workers, serveAll }) => {
      const other = scenario.process("audiodg.exe", { id: 0x600, session: 0 });
      const [audio] = giveIdleWorkers(other.createsPort("\\RPC Control\\Audio"), 1);
      const event = scenario.event();
      other.opens(event.object);
      server.opens(event.object);
      serveAll();
      workers.forEach((worker) => worker.waitsFor(event, { secondsAgo: 299 }));
      const [port] = scenario.ports.all.filter(({ owner }) => owner === other);
      assert.ok(port !== undefined && audio !== undefined);
      audio.receives(client.thread().asks(client.connectsTo(port), { secondsAgo: 200 }));
      audio.waitsFor(event, { secondsAgo: 199 });
    },
    heldUp: 3,
    roots: [
      /^svchost\.exe \(2a0\.c\), which waits for event 0x\w+ \(UserRequest\); handles to it in svchost\.exe \(2a0\), audiodg\.exe \(600\); 2 other threads like it$/,
    ],
    nextStep: /^!thread 0x/,
  },
  {
    what: "a loop of five-second waits for a mutant, in a circle",
    layouts: [...OLDEST, ...LAYOUTS],
    act: ({ scenario, server, worker, serveAll }) => {
      const holder = server.thread({ id: 0x390 });
      serveAll();
      worker.waitsForMutant(scenario.mutant({ owner: holder }), { secondsAgo: 3, timeoutSeconds: 5 });
      holder.waitsForMutant(scenario.mutant({ owner: worker }), { secondsAgo: 600 });
    },
    heldUp: 3,
    roots: [/^a cycle of renewed waits of 2 threads: svchost\.exe \(2a0\.c\), svchost\.exe \(2a0\.390\)$/],
    nextStep: /^!thread 0x/,
    finding: /Warning alpc-renewed-wait: Renewed waits of 2 threads/,
  },
  {
    what: "a wait of a minute in a circle ends by itself",
    act: ({ scenario, server, worker, serveAll }) => {
      const holder = server.thread({ id: 0x390 });
      serveAll();
      worker.waitsForMutant(scenario.mutant({ owner: holder }), { secondsAgo: 3, timeoutSeconds: 60 });
      holder.waitsForMutant(scenario.mutant({ owner: worker }), { secondsAgo: 600 });
    },
    heldUp: 2,
    roots: [/^svchost\.exe \(2a0\.c\), which is in a wait that a time-out can end$/],
    nextStep: /^!thread 0x/,
  },
  {
    what: "a thread is ready and gets no processor",
    layouts: [...OLDEST, ...LAYOUTS],
    act: ({ worker, serveAll }) => {
      serveAll();
      worker.runs("Ready", { secondsAgo: 240 });
    },
    heldUp: 1,
    roots: [/^svchost\.exe \(2a0\.c\), which is ready to run, but has not got a processor for 4 min$/],
    nextStep: /^!thread 0x/,
  },
  {
    what: "memory and CPU have run out",
    workers: 3,
    act: ({ scenario, workers, serveAll }) => {
      serveAll();
      (["WrVirtualMemory", "PoolAllocation", "WrCpuRateControl"] as const).forEach((reason, place) =>
        workers[place]?.waitsFor(scenario.event(), { reason, mode: "kernel", secondsAgo: 200 - place }),
      );
    },
    heldUp: 1,
    roots: [
      /^svchost\.exe \(2a0\.\w+\), which waits for free memory \(WrVirtualMemory\)$/,
      /^svchost\.exe \(2a0\.\w+\), which waits for free memory \(PoolAllocation\)$/,
      /^svchost\.exe \(2a0\.\w+\), which may not run: its job has used up its share of the CPU \(WrCpuRateControl\)$/,
    ],
    nextStep: /^!thread 0x/,
  },
  {
    what: "calls are queued that cannot be delivered",
    workers: 3,
    layouts: [...OLDEST, ...LAYOUTS],
    act: ({ scenario, workers: [first, second, third], serveAll }) => {
      serveAll();
      const event = scenario.event({ path: "\\BaseNamedObjects\\A" });
      first?.waitsFor(event, { secondsAgo: 299 }).hasQueuedApc("user");
      second?.waitsFor(scenario.semaphore({ path: "\\BaseNamedObjects\\B" }), { secondsAgo: 299, alertable: true });
      second?.hasQueuedApc("user");
      third?.waitsFor(scenario.mutant({ path: "\\BaseNamedObjects\\C" }), { secondsAgo: 299 }).hasQueuedApc("kernel");
    },
    heldUp: 1,
    roots: [
      /event 'A' .*; a user APC is queued for it, but its wait is not alertable$/,
      /semaphore 'B' .*; a user APC is queued for it$/,
      /mutant 'C' .*; a kernel APC is queued for it$/,
    ],
    nextStep: /^!thread 0x/,
  },
  {
    what: "a server's thread has taken a second request before it answered the first",
    act: ({ scenario, client, worker, connect }) => {
      worker.receives(client.thread({ id: 0x808 }).asks(connect(), { secondsAgo: 900 }));
      worker.receives(client.thread({ id: 0x80c }).asks(connect(), { secondsAgo: 60 }));
      worker.waitsFor(scenario.event(), { secondsAgo: 59 });
    },
    heldUp: 2,
    roots: [/^svchost\.exe \(2a0\.c\), which waits for event 0x/],
    nextStep: /^!thread 0x/,
    finding:
      /alpc-abandoned-request: svchost\.exe \(2a0\) has taken 1 request on 'spoolss' and not answered for up to 15 min: svchost\.exe \(2a0\.c\) has taken another one since/,
  },
  {
    what: "a service calls itself with its only worker",
    act: ({ server, port, worker, serveAll }) => {
      serveAll();
      worker.asks(server.connectsTo(port), { secondsAgo: 299 });
    },
    heldUp: 2,
    roots: [/^a deadlock of 1 thread: svchost\.exe \(2a0\.c\)$/],
    nextStep: /Deadlocks/,
    finding: /Error alpc-deadlock/,
  },
];

/** The I/O request that a root waits for stands in the graph in the same words. */
function assertRequestsDrawn(pack: Pack, roots: readonly string[]): void {
  const requests = roots.map((line) => / which waits for (I\/O request .*?) \(\w+\)/.exec(line)?.[1]);
  const graph = requests.some((request) => request !== undefined)
    ? (JSON.parse(String(pack.ask('@$cursession.Alpc.Graph("json").AsText()'))) as {
        readonly nodes: readonly { readonly kind: string; readonly label: string }[];
      })
    : { nodes: [] };
  const drawn = graph.nodes.filter(({ kind }) => kind === "object").map(({ label }) => label);
  for (const request of requests) {
    assert.ok(request === undefined || drawn.includes(request), `${String(request)}\n${drawn.join("\n")}`);
  }
}

for (const { what, workers = 1, act, roots, heldUp, nextStep, finding, layouts = LAYOUTS } of SCENES) {
  describe(`reported hang: ${what}`, () => {
    for (const layout of layouts) {
      it(layout, () => {
        const setting = newSetting(layout, workers);
        act(setting);
        const pack = openPack(setting.scenario.build().target);
        const found = pack.elements(pack.evaluate("@$cursession.Alpc.WaitRoots"));
        const lines = found.map((root) => pack.display(root));
        assert.equal(lines.length, roots.length, lines.join("\n"));
        const told = lines.map((line) => line.replace(/^\d+ threads? blocked by /, ""));
        for (const expected of roots) {
          assert.ok(
            told.some((line) => expected.test(line)),
            `${String(expected)}\n${lines.join("\n")}`,
          );
        }
        assert.match(told[0] ?? "", roots[0] ?? /^$/);
        assertRequestsDrawn(pack, told);
        assert.match(lines[0] ?? "", new RegExp(`^${String(heldUp)} threads? blocked`));
        assert.match(pack.display(pack.property(found[0], "NextStep")), nextStep);
        if (finding !== undefined) {
          assert.match(pack.print("!alpcx_findings"), finding);
        }
      });
    }
  });
}
