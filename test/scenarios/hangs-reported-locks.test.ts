/**
 * Reported hangs over locks: taken in opposite order through a server, held by a frozen, suspended or ended thread,
 * shared by many, awaited in a cycle.
 */

import type { ScenarioThread } from "../kernel/scenario/thread.ts";
import { giveIdleWorkers } from "./findings-scenes.ts";
import { describeHangs, FROM_OLDEST } from "./hangs-reported.ts";

describeHangs([
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
    what: "the loader locks of two processes lie at one address, each held by a thread of its own process",
    act: ({ scenario, server, client, worker, serveAll }) => {
      serveAll();
      const other = scenario.process("lsass.exe", { id: 0x500, session: 0 });
      const port = other.createsPort("\\RPC Control\\lsapolicy");
      const [second] = giveIdleWorkers(port, 1);
      second?.receives(client.thread().asks(client.connectsTo(port), { secondsAgo: 200 }));
      for (const [process, waiter, id, name] of [
        [server, worker, 0x390, "A"],
        [other, second, 0x590, "B"],
      ] as const) {
        const lock = process.useLoaderLock();
        lock.owner = process.thread({ id });
        lock.owner.waitsFor(scenario.event({ path: `\\BaseNamedObjects\\${name}` }), { secondsAgo: 900 });
        waiter?.waitsForCriticalSection(lock, { secondsAgo: 199 });
      }
    },
    heldUp: 2,
    roots: [
      /^svchost\.exe \(2a0\.390\), which waits for event 'A'/,
      /^lsass\.exe \(500\.590\), which waits for event 'B'/,
    ],
    nextStep: /^!thread 0x/,
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
      /^svchost\.exe \(2a0\.c\), which waits for critical section 0x\w+ \(\w+\); its owner, thread 390, does not exist anymore; 2 other threads like it$/,
    ],
    nextStep: /^!thread 0x/,
  },
  {
    what: "a lock without an owner on record is awaited on behalf of a thread of its own process, which may hold it",
    act: ({ scenario, server, client, port, worker, connect }) => {
      const caller = server.thread({ id: 0x390 });
      const other = scenario.process("lsass.exe", { id: 0x500, session: 0 });
      const asked = other.createsPort("\\RPC Control\\lsapolicy");
      const [second] = giveIdleWorkers(asked, 1);
      second?.receives(caller.asks(server.connectsTo(asked), { secondsAgo: 300 }));
      const back = second?.asks(other.connectsTo(port), { secondsAgo: 299 });
      if (back !== undefined) {
        worker.receives(back).waitsForUserLock(server.userLocal(16), { secondsAgo: 298 });
      }
      client.thread().asks(connect(), { secondsAgo: 200 });
    },
    heldUp: 3,
    roots: [
      /^svchost\.exe \(2a0\.c\), which waits for the user-mode lock at 0x\w+ \(Wr\w+\); owner not recorded; it may be svchost\.exe \(2a0\.390\), which waits behind it$/,
    ],
    nextStep: /^!thread 0x/,
    finding: /blocked by svchost\.exe \(2a0\.c\), which .*; it may be svchost\.exe \(2a0\.390\), which waits behind it/,
  },
  {
    what: "a thread has ended without releasing a resource",
    act: ({ scenario, server, worker, serveAll }) => {
      const holder = server.thread({ id: 0x390 });
      const resource = scenario.resource().isHeldBy(holder);
      serveAll();
      worker.waitsForResource(resource, { secondsAgo: 2 });
      holder.exits();
    },
    heldUp: 2,
    roots: [/^svchost\.exe \(2a0\.390\), which has exited; it still holds resource 0x\w+$/],
    nextStep: /^!locks 0x\w+$/,
    finding: /blocked by svchost\.exe \(2a0\.390\), which has exited; it still holds resource/,
  },
  {
    what: "an idle worker has kept a mutant that another worker needs",
    workers: 2,
    layouts: FROM_OLDEST,
    act: ({ scenario, client, connect, workers: [worker, idle] }) => {
      const mutant = scenario.mutant({ owner: idle as ScenarioThread, path: "\\BaseNamedObjects\\Kept" });
      worker
        ?.receives(client.thread().asks(connect(), { secondsAgo: 300 }))
        .waitsForMutant(mutant, { secondsAgo: 299 });
    },
    heldUp: 2,
    roots: [
      /^svchost\.exe \(2a0\.10\), which is idle and waits to receive on 'spoolss'; it still holds mutant 'Kept' 0x\w+$/,
    ],
    nextStep: /^!thread 0x/,
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
    what: "a loop of five-second waits for a mutant, in a cycle",
    layouts: FROM_OLDEST,
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
    what: "a wait of a minute in a cycle ends by itself",
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
]);
