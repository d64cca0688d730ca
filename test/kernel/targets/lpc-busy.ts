/**
 * A desktop of the age of LPC in the middle of its work: requests queued, received and awaited, and a client that is
 * connecting.
 */
import type { LayoutId } from "../layouts/layouts.ts";
import type { KernelScenarioOptions } from "../scenario/scenario.ts";
import { createDesktop, type Desktop } from "./cast.ts";

export function createBusyLpc(id: LayoutId, options: KernelScenarioOptions = {}): Desktop {
  const desktop = createDesktop(id, options);
  const { explorer, notepad, spoolsv, ports } = desktop;
  const ntsvcs = ports.get("ntsvcs");
  const spoolss = ports.get("spoolss");
  const authentication = ports.get("LsaAuthenticationPort");
  if (ntsvcs === undefined || spoolss === undefined || authentication === undefined) {
    throw new Error("the desktop lacks its ports");
  }
  // The receivers of these ports have been woken; no thread waits while something is queued.
  const [worker] = ntsvcs.receivers;
  if (worker === undefined) {
    throw new Error("services.exe has no worker");
  }
  for (const port of [ntsvcs, spoolss, authentication]) {
    for (const thread of [...port.receivers]) {
      thread.runs("Ready");
    }
  }
  // Received: the message is gone, a worker of services.exe owes the reply and computes it.
  const query = explorer.thread().asks(explorer.connectsTo(ntsvcs), { data: 0x40 });
  worker.receives(query);
  // Queued, and the spooler's workers are about to take it.
  notepad.thread().asks(notepad.connectsTo(spoolss), { data: 0x58 });
  spoolsv.thread().sends(spoolsv.connectsTo(ntsvcs), { data: 0x20 });
  // In the middle of connecting.
  notepad.thread().connectsTo(authentication, { message: { data: "notepad" } });
  return desktop;
}
