/** A desktop with two problems: a hang across four processes, and two servers that wait for each other. */
import type { LayoutId } from "../layouts/layouts.ts";
import type { KernelScenarioOptions } from "../scenario/scenario.ts";
import { connectionOf, createDesktop, giveWorkers, portOf, workerOf, type Desktop } from "./cast.ts";
import { rpcBind, rpcRequest } from "./rpc.ts";

/** The service control manager's interface, as documented for remote use. */
const SERVICE_CONTROL = "367abb81-9844-35f1-ad32-98f038001003";

/**
 * notepad asks the spooler, the spooler asks the service control manager, whose worker wants a mutant; a thread of a
 * service host owns it and waits for an event that is never set.
 */
function hangs(desktop: Desktop): void {
  const { scenario, notepad, spoolsv, lsass, svchost } = desktop;
  const holder = svchost[1].thread();
  const database = scenario.mutant({ owner: holder, path: "\\BaseNamedObjects\\ServicesDatabaseLock" });
  holder.waitsFor(scenario.event({ path: "\\BaseNamedObjects\\DhcpLeaseRenewed" }), { secondsAgo: 612 });

  const spoolss = portOf(desktop, "spoolss");
  const toSpooler = connectionOf(notepad, spoolss);
  const user = notepad.thread();
  const print = user.asks(toSpooler, {
    data: rpcRequest({ callId: 4, interfaceNumber: 0, procedure: 0x11, argumentBytes: 0x58 }),
    secondsAgo: 595,
    clientContext: 0x2a5_6b80n,
  });
  const printer = workerOf(spoolss, 0);
  printer.receives(print);

  const ntsvcs = portOf(desktop, "ntsvcs");
  const toServices = connectionOf(spoolsv, ntsvcs);
  const query = printer.asks(toServices, {
    data: rpcRequest({ callId: 9, interfaceNumber: 1, procedure: 6, argumentBytes: 0x30 }),
    secondsAgo: 594,
  });
  const manager = workerOf(ntsvcs, 0);
  manager.receives(query);
  manager.waitsForMutant(database, { secondsAgo: 594 });

  // The other workers took requests too and want the same mutant, so the shell's bind and request stay queued.
  [lsass, svchost[0]].forEach((client, index) => {
    const connection = connectionOf(client, ntsvcs);
    const request = client.thread().asks(connection, {
      data: rpcRequest({ callId: 20 + index, interfaceNumber: 1, procedure: 0x10 }),
      secondsAgo: 400,
    });
    const worker = workerOf(ntsvcs, index + 1);
    worker.receives(request);
    worker.waitsForMutant(database, { secondsAgo: 400 });
  });
  const shell = desktop.explorer.thread();
  const fromShell = connectionOf(desktop.explorer, ntsvcs);
  shell.sends(fromShell, {
    type: "LPC_REQUEST",
    typeFlags: 0x2000,
    data: rpcBind({ interfaceUuid: SERVICE_CONTROL, major: 2, minor: 0, ndr: 2, ndr64: 3 }),
  });
  shell.asks(fromShell, {
    data: rpcRequest({
      callId: 2,
      interfaceNumber: 2,
      procedure: 7,
      objectUuid: "1d1a2b0e-7c43-4f5a-9d0e-2b9f6c1e8a55",
      argumentBytes: 0x20,
    }),
    secondsAgo: 2,
  });
}

/** Two service hosts whose only workers send requests to each other; further requests queue up. */
function deadlocks(desktop: Desktop): void {
  const {
    scenario,
    svchost: [, network, themes],
    lsass,
    explorer,
  } = desktop;
  const left = network.createsPort("\\RPC Control\\NetworkProfiles");
  const right = themes.createsPort("\\RPC Control\\PolicyAgent");
  const [leftWorker] = giveWorkers(scenario, left, 1);
  const [rightWorker] = giveWorkers(scenario, right, 1);
  if (leftWorker === undefined || rightWorker === undefined) {
    return;
  }
  leftWorker.receives(
    lsass.thread().asks(lsass.connectsTo(left), {
      data: rpcRequest({ callId: 1, interfaceNumber: 0, procedure: 3 }),
      secondsAgo: 131,
    }),
  );
  rightWorker.receives(
    leftWorker.asks(network.connectsTo(right), {
      data: rpcRequest({ callId: 5, interfaceNumber: 0, procedure: 12, argumentBytes: 0x40 }),
      secondsAgo: 130,
    }),
  );
  rightWorker.asks(themes.connectsTo(left), {
    data: rpcRequest({ callId: 3, interfaceNumber: 0, procedure: 8, argumentBytes: 0x18 }),
    secondsAgo: 130,
  });
  explorer.thread().asks(explorer.connectsTo(left), {
    data: rpcRequest({ callId: 11, interfaceNumber: 0, procedure: 2 }),
    secondsAgo: 55,
  });
}

export function createHang(id: LayoutId, options: KernelScenarioOptions = {}): Desktop {
  const desktop = createDesktop(id, options);
  hangs(desktop);
  deadlocks(desktop);
  return desktop;
}
