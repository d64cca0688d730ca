/** Reported hangs over calls between processes: of pools to each other, of servers to clients, of a debugger. */
import { giveIdleWorkers, pick } from "./findings-scenes.ts";
import { describeHangs } from "./hangs-reported.ts";

describeHangs([
  {
    what: "all workers of two services are in calls to each other",
    workers: 2,
    act: ({ scenario, server, port, workers, serveAll }) => {
      const other = scenario.process("lsass.exe", { id: 0x500, session: 0 });
      const back = other.createsPort("\\RPC Control\\lsapolicy");
      const theirs = giveIdleWorkers(back, 2);
      serveAll();
      workers.forEach((worker, place) =>
        pick(theirs, place).receives(worker.asks(server.connectsTo(back), { secondsAgo: 290 })),
      );
      theirs.forEach((worker) => worker.asks(other.connectsTo(port), { secondsAgo: 280 }));
    },
    heldUp: 6,
    roots: [
      /^a deadlock of 4 threads: svchost\.exe \(2a0\.c\), lsass\.exe \(500\.14\), svchost\.exe \(2a0\.10\), lsass/,
    ],
    nextStep: /^dx -r2 @\$cursession\.Alpc\.Deadlocks$/,
    finding: /Error alpc-deadlock: Deadlock of 4 threads/,
  },
  {
    what: "a debugger calls the service that it has stopped",
    act: ({ scenario, server, port, worker, serveAll }) => {
      const program = scenario.process("windbg.exe", { id: 0x900, session: 1 });
      server.hasDebugger(program);
      serveAll();
      worker.stopsForDebugger({ secondsAgo: 290 });
      program.thread({ id: 0x904 }).asks(program.connectsTo(port), { secondsAgo: 280 });
    },
    heldUp: 2,
    roots: [
      /^svchost\.exe \(2a0\.c\), which is stopped under the debugger windbg\.exe \(900\); windbg\.exe \(900\.904\) itself waits behind it$/,
    ],
    nextStep: /^!thread 0x/,
  },
  {
    what: "a client has closed its port while its thread waits",
    act: ({ scenario, client, worker, connect }) => {
      const connection = connect();
      worker.receives(client.thread().asks(connection, { secondsAgo: 300 }));
      worker.waitsFor(scenario.event(), { secondsAgo: 299 });
      connection.clientPort.closes();
    },
    heldUp: 1,
    roots: [/^svchost\.exe \(2a0\.c\), which waits for event 0x\w+ \(UserRequest\); signaler unknown$/],
    nextStep: /^!thread 0x/,
    finding:
      /Error alpc-dead-server: No reply comes over the connection of explorer\.exe \(804\) to 'spoolss' anymore: the client's own port is closed/,
  },
  {
    what: "a server asks a client that the system has frozen",
    act: ({ client, worker, connect }) => {
      const connection = connect();
      client.thread({ id: 0x808 }).waitsToReceiveOn(connection.clientPort, { secondsAgo: 400 });
      worker.asks(connection, { secondsAgo: 300 });
      client.isFrozen({ secondsAgo: 310 });
    },
    heldUp: 1,
    roots: [/^explorer\.exe \(804\.808\), which is frozen with its process$/],
    nextStep: /^!process 0x\w+ 2$/,
    finding:
      /Error alpc-no-server-thread: No thread of explorer\.exe \(804\) receives what the server of 'spoolss' asks/,
  },
  {
    what: "two ports share their workers, which are idle although a request is queued",
    workers: 2,
    act: ({ server, client, workers }) => {
      const second = server.createsPort("\\RPC Control\\second");
      second.completionPort = pick(workers).boundTo;
      client.thread().asks(client.connectsTo(second), { secondsAgo: 300 });
    },
    heldUp: 1,
    roots: [/^svchost\.exe \(2a0\.c\), which is idle and waits to receive on '\w+' and 1 other port$/],
    nextStep: /^!alpcx_port 0x\w+$/,
  },
]);
