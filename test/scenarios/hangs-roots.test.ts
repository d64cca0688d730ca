/**
 * Roots of real hangs: each scene has clients behind one problem, and the expected root, count and next step are those
 * of an expert.
 */
import assert from "node:assert/strict";
import type { LayoutId } from "../kernel/index.ts";
import { giveIdleWorkers } from "./findings-scenes.ts";
import { newSetting, type Setting } from "./hangs-reported.ts";
import { Desk } from "./desk.ts";

const LAYOUTS: readonly LayoutId[] = [
  "winxp-sp3-x86",
  "win2003-sp2-x64",
  "vista-sp2-x86",
  "win7-sp1-x64",
  "win81-x64",
  "win10-14393-x64",
  "win10-19041-x64",
  "win11-22621-x64",
];

interface Scene {
  readonly what: string;
  readonly workers: number;
  readonly act: (setting: Setting) => void;
  /** Each root's line, the heaviest first. */
  readonly roots: readonly RegExp[];
  readonly nextStep: RegExp;
  readonly except?: readonly LayoutId[];
}

const LPC: readonly LayoutId[] = ["winxp-sp3-x86", "win2003-sp2-x64"];

const SCENES: readonly Scene[] = [
  {
    what: "a driver behind a resource that three workers wait for",
    workers: 3,
    nextStep: /^!irp 0x/,
    act: ({ scenario, server, workers }) => {
      const holder = server.thread({ id: 0x390 });
      holder.waitsForDevice(scenario.driver("\\Driver\\usbprint").device("\\Device\\USBPRINT1"), { secondsAgo: 400 });
      const resource = scenario.resource().isHeldBy(holder);
      workers.forEach((worker, place) =>
        worker.waitsForResource(resource, { access: place === 0 ? "exclusive" : "shared", secondsAgo: 2 }),
      );
    },
    roots: [
      /^6 threads blocked by svchost\.exe \(2a0\.390\), which waits for I\/O request 0x\w+, IRP_MJ_READ, driver \\Driver\\usbprint, device 'USBPRINT1' \(Executive\)$/,
    ],
  },
  {
    what: "a process that cannot exit before a driver is done",
    workers: 1,
    nextStep: /^!irp 0x/,
    act: ({ scenario, server, workers }) => {
      workers[0]?.waitsForDevice(scenario.driver("\\FileSystem\\Ntfs").device("\\Device\\HarddiskVolume2"), {
        secondsAgo: 290,
      });
      server.isExiting();
    },
    roots: [
      /^1 thread blocked by svchost\.exe \(2a0\.c\), which waits for I\/O request 0x\w+, IRP_MJ_READ, driver \\FileSystem\\Ntfs, device 'HarddiskVolume2' \(Executive\); its process is exiting$/,
    ],
  },
  {
    what: "a suspension in effect and one that is pending",
    workers: 2,
    nextStep: /^!thread 0x/,
    act: ({ scenario, workers }) => {
      workers[0]?.isSuspended({ secondsAgo: 280 });
      workers[1]?.waitsFor(scenario.event(), { secondsAgo: 290 }).hasPendingSuspension();
    },
    roots: [
      /^1 thread blocked by svchost\.exe \(2a0\.c\), which is suspended$/,
      /^1 thread blocked by svchost\.exe \(2a0\.10\), which waits for event 0x\w+ \(UserRequest\); signaler unknown; suspension pending$/,
    ],
  },
  {
    what: "user-mode locks, each worker's at an address of its own",
    workers: 3,
    nextStep: /^!thread 0x/,
    act: ({ server, workers }) =>
      workers.forEach((worker) => worker.waitsForUserLock(server.userLocal(16), { secondsAgo: 200 })),
    roots: [
      /^3 threads blocked by svchost\.exe \(2a0\.c\), which waits for the user-mode lock at 0x\w+ \(Wr\w+\); owner not recorded; 2 other threads like it$/,
    ],
  },
  {
    what: "a request that waits in the queue for the only worker, which shows a message box's window",
    workers: 1,
    nextStep: /^!thread 0x/,
    act: ({ scenario, client, workers, connect }) => {
      workers[0]?.waitsFor(scenario.event({ kind: "synchronization" }), { reason: "WrUserRequest", secondsAgo: 290 });
      client.thread().asks(connect(), { secondsAgo: 250 });
    },
    roots: [
      /^2 threads blocked by svchost\.exe \(2a0\.c\), which waits for user input or a window message \(WrUserRequest\)$/,
    ],
  },
  {
    what: "the end of a process whose other threads are idle",
    workers: 1,
    nextStep: /^!thread 0x/,
    act: ({ scenario, workers }) => {
      const awaited = scenario.process("msiexec.exe", { id: 0x600, session: 0 });
      giveIdleWorkers(awaited.createsPort("\\RPC Control\\msi"), 2);
      awaited.thread({ id: 0x640 }).waitsFor(scenario.event(), { secondsAgo: 400 });
      workers[0]?.waitsFor(awaited, { secondsAgo: 290 });
    },
    roots: [
      /^2 threads blocked by msiexec\.exe \(600\.640\), which waits for event 0x\w+ \(UserRequest\); signaler unknown$/,
    ],
  },
  {
    what: "a call that passes through another service to a resource of the first: renewed waits in a cycle",
    workers: 1,
    nextStep: /^!locks 0x/,
    act: ({ scenario, server, workers: [worker] }) => {
      const other = scenario.process("lsass.exe", { id: 0x500, session: 0 });
      const port = other.createsPort("\\RPC Control\\lsapolicy");
      assert.ok(worker !== undefined);
      const resource = scenario.resource().isHeldBy(worker);
      const last = other.thread({ id: 0x504 });
      last
        .receives(worker.asks(server.connectsTo(port), { secondsAgo: 290 }))
        .waitsForResource(resource, { secondsAgo: 2 });
    },
    roots: [
      /^3 threads blocked by a cycle of renewed waits of 2 threads: svchost\.exe \(2a0\.c\), lsass\.exe \(500\.504\)$/,
    ],
  },
  {
    what: "requests that were put aside",
    workers: 2,
    nextStep: /^!process 0x\w+ 2$/,
    except: LPC,
    act: ({ port, workers }) =>
      workers.forEach((worker) => worker.waitsForWork(port.completionPort, { secondsAgo: 280 })),
    roots: [
      /^2 threads blocked by svchost\.exe \(2a0\), which took the request, and its thread went back to receive: answered asynchronously; unknown who will$/,
    ],
  },
];

for (const layout of LAYOUTS) {
  describe(`roots of hangs on ${layout}`, () => {
    const desk = new Desk();

    for (const { what, workers, act, roots, nextStep } of SCENES.filter(
      ({ except }) => except?.includes(layout) !== true,
    )) {
      it(what, () => {
        const setting = newSetting(layout, workers);
        setting.serveAll();
        act(setting);
        const pack = desk.open(setting.scenario.build().target);
        const found = pack.elements(pack.evaluate("@$cursession.Alpc.WaitRoots"));
        const lines = found.map((root) => pack.display(root));
        assert.equal(lines.length, roots.length, lines.join("\n"));
        roots.forEach((expected, place) => assert.match(lines[place] ?? "", expected));
        assert.match(pack.display(pack.property(found[0], "NextStep")), nextStep);
      });
    }
  });
}
