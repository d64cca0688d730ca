/** Reported hangs over the state of threads: a crash dialog, no processor, no memory, queued calls. */
import assert from "node:assert/strict";
import { giveIdleWorkers } from "./findings-scenes.ts";

import { describeHangs, FROM_OLDEST } from "./hangs-reported.ts";

describeHangs([
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
    what: "threads of two processes wait for one event that has no name",
    workers: 2,
    layouts: FROM_OLDEST,
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
    what: "a thread is ready and gets no processor",
    layouts: FROM_OLDEST,
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
    layouts: FROM_OLDEST,
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
      /alpc-abandoned-request: svchost\.exe \(2a0\) has left 1 request on 'spoolss' unanswered for 15 min: svchost\.exe \(2a0\.c\) has taken another one since/,
  },
  {
    what: "a server's thread has exited with two requests in its hands, the process lives on",
    workers: 2,
    act: ({ client, worker, connect }) => {
      worker.receives(client.thread({ id: 0x808 }).asks(connect(), { secondsAgo: 900 }));
      worker.receives(client.thread({ id: 0x80c }).asks(connect(), { secondsAgo: 60 }));
      worker.exits();
    },
    heldUp: 2,
    roots: [/^svchost\.exe \(2a0\.c\), which has exited without replying$/],
    nextStep: /^!thread 0x/,
    finding:
      /: 0 errors, 1 warning, 0 for information\n.*\n.*Warning alpc-abandoned-request: svchost\.exe \(2a0\) has left 2 requests on 'spoolss' unanswered for up to 15 min: its thread has exited\n/,
  },
  {
    what: "a request is queued on a port that has been closed, although a thread still waits there",
    act: ({ client, port, connect }) => {
      client.thread().asks(connect(), { secondsAgo: 300 });
      port.closes();
    },
    heldUp: 1,
    roots: [/^the queue of port 0x\w+ of svchost\.exe \(2a0\), which is closed$/],
    nextStep: /^!alpcx_port 0x\w+$/,
    finding: /Error alpc-dead-server: Nobody serves port 0x\w+ anymore: the port is closed/,
  },
  {
    what: "a request is queued on a port whose owner is gone",
    act: ({ client, port, connect }) => {
      client.thread().asks(connect(), { secondsAgo: 300 });
      port.losesOwner();
    },
    heldUp: 1,
    roots: [/^the queue of 'spoolss', whose process has exited$/],
    nextStep: /^!alpcx_port 0x\w+$/,
    finding: /Error alpc-dead-server/,
  },
  {
    what: "one timer runs, another has never been started",
    workers: 2,
    layouts: FROM_OLDEST,
    act: ({ scenario, workers: [first, second], serveAll }) => {
      serveAll();
      first?.waitsFor(scenario.timer(), { secondsAgo: 299 });
      second?.waitsFor(scenario.timer({ dueInSeconds: 10_800 }), { secondsAgo: 298 });
    },
    heldUp: 1,
    roots: [
      /^svchost\.exe \(2a0\.c\), which waits for timer 0x\w+ \(UserRequest\); it is not running; signaler unknown$/,
      /^svchost\.exe \(2a0\.10\), which sleeps until a timer ends the wait$/,
    ],
    nextStep: /^!thread 0x/,
  },
  {
    what: "a thread waits for the end of one that has exited",
    act: ({ scenario, worker, serveAll }) => {
      const child = scenario.process("child.exe", { id: 0x600, session: 0 });
      child.thread({ id: 0x608 }).waitsFor(scenario.event());
      const ended = child.thread({ id: 0x604 });
      serveAll();
      worker.waitsFor(ended, { secondsAgo: 299 });
      ended.exits();
    },
    heldUp: 1,
    roots: [/^svchost\.exe \(2a0\.c\), which waits for the end of child\.exe \(600\.604\), which has exited$/],
    nextStep: /^!thread 0x/,
  },
  {
    what: "idle workers get nothing to do, since two others run and no more may",
    workers: 4,
    act: ({ scenario, server, client, worker, connect }) => {
      const port = server.createsPort("\\RPC Control\\limited");
      const workers = [1, 2, 3].map(() => server.thread());
      const completionPort = port.hasCompletionPort({ threads: workers, maximumCount: 2 });
      workers.forEach((own) => own.waitsForWork(completionPort, { secondsAgo: 20 }));
      const ask = () => client.thread().asks(client.connectsTo(port), { secondsAgo: 300 });
      workers.slice(0, 2).forEach((own) => own.receives(ask()).runs());
      ask();
      ask();
      ask();
      worker
        .receives(client.thread().asks(connect(), { secondsAgo: 300 }))
        .waitsFor(scenario.event(), { secondsAgo: 299 });
    },
    heldUp: 3,
    roots: [
      /^svchost\.exe \(2a0\.\w+\), which is idle and waits to receive on 'limited'; its completion port gives out no work: 2 of at most 2 running$/,
      /^svchost\.exe \(2a0\.\w+\), which is running; 1 other thread like it$/,
      /^svchost\.exe \(2a0\.c\), which waits for event/,
    ],
    nextStep: /^!alpcx_port 0x\w+$/,
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
]);
