/** A desktop on which twenty services are stuck, each for a different reason. */
import type { LayoutId } from "../layouts/layouts.ts";
import type { KernelScenarioOptions } from "../scenario/scenario.ts";
import type { ScenarioThread } from "../scenario/thread.ts";
import { createDesktop, workerOf, type Desktop } from "./cast.ts";
import { ask, service } from "./hung-service.ts";

/** What the thread of each service is stuck in. */
const troubles: readonly (readonly [name: string, stick: (worker: ScenarioThread, desktop: Desktop) => void])[] = [
  [
    "Schedule",
    (worker, { scenario }) => {
      worker.waitsForResource(scenario.resource({ owner: worker.process.thread({ name: "TaskEngine" }) }));
    },
  ],
  [
    "ProfSvc",
    (worker, { scenario, lsass }) => {
      worker.waitsForResource(scenario.resource({ sharedOwners: [lsass.thread(), worker.process.thread()] }));
    },
  ],
  [
    "gpsvc",
    (worker, { scenario }) => {
      worker.waitsForFastMutex(scenario.fastMutex({ owner: worker.process.thread() }), { secondsAgo: 50 });
    },
  ],
  [
    "BITS",
    (worker, { scenario }) => {
      worker.waitsForPushLock(scenario.pushLock({ owner: worker.process.thread() }), { secondsAgo: 51 });
    },
  ],
  [
    "EventLog",
    (worker, { scenario }) => {
      worker.waitsForPushLock(scenario.pushLock({ sharedOwners: [worker.process.thread()] }), { secondsAgo: 52 });
    },
  ],
  [
    "Spooler",
    (worker, { scenario }) => {
      worker.waitsForDevice(scenario.driver("\\Driver\\usbprint").device(), { major: "DeviceControl", secondsAgo: 53 });
    },
  ],
  [
    "VSS",
    (worker, { scenario }) => {
      worker.waitsForDevice(scenario.driver("\\Driver\\volsnap").device(), { major: "FlushBuffers", secondsAgo: 54 });
    },
  ],
  [
    "WSearch",
    (worker) => {
      worker.pagesIn({ secondsAgo: 55 });
    },
  ],
  [
    "SysMain",
    (worker) => {
      worker.pagesIn({ reason: "WrPhysicalFault", secondsAgo: 56 });
    },
  ],
  [
    "Themes",
    (worker) => {
      worker.isSuspended({ secondsAgo: 57 });
    },
  ],
  [
    "AppXSvc",
    (worker) => {
      worker.process.isFrozen({ freeze: "deep", secondsAgo: 58 });
    },
  ],
  [
    "Audiosrv",
    (worker) => {
      worker.waitsForCriticalSection(worker.process.criticalSection({ owner: worker.process.thread() }), {
        secondsAgo: 59,
      });
    },
  ],
  [
    "Dnscache",
    (worker) => {
      worker.waitsForUserLock(worker.process.userLocal(8), { secondsAgo: 60 });
    },
  ],
  [
    "LanmanServer",
    (worker, { scenario }) => {
      worker.waitsForMutant(
        scenario.mutant({ owner: worker.process.thread(), path: "\\BaseNamedObjects\\ShareLock" }),
        { secondsAgo: 61 },
      );
    },
  ],
  [
    "CryptSvc",
    (worker, { scenario }) => {
      worker.waitsFor(scenario.event(), { secondsAgo: 62 });
    },
  ],
  [
    "WinDefend",
    (worker) => {
      worker.sleeps({ secondsAgo: 1 });
    },
  ],
  [
    "TrustedInstaller",
    (worker) => {
      worker.waitsForRundown({ secondsAgo: 63 });
    },
  ],
  [
    "wuauserv",
    (worker, { scenario, services }) => {
      worker.process.hasDebugger(scenario.process("cdb.exe", { parent: services, session: 0 }));
      worker.stopsForDebugger({ secondsAgo: 64 });
    },
  ],
  [
    "iphlpsvc",
    (worker, { notepad }) => {
      worker.waitsFor(notepad, { secondsAgo: 65 });
    },
  ],
  [
    "WinRM",
    (worker) => {
      worker.runs();
    },
  ],
];

/** Twenty services, each stuck for a different reason, and two clients that wait for each of them. */
export function createManyRoots(id: LayoutId, options: KernelScenarioOptions = {}): Desktop {
  const desktop = createDesktop(id, options);
  troubles.forEach(([name, stick], index) => {
    const { port } = service(desktop, name, "svchost.exe", `\\RPC Control\\${name}`, 1);
    const worker = workerOf(port, 0);
    ask(desktop.explorer.thread(), port, 66 + index, worker);
    ask(desktop.notepad.thread(), port, 40 + index);
    stick(worker, desktop);
  });
  return desktop;
}
