/**
 * A system with problems for graphs: a hang across three processes, a deadlock, a backlog, and many idle connections.
 */
import { Scene } from "../analysis/scene.ts";
import type { ThreadActor } from "../analysis/thread-actor.ts";

export interface HungSystem {
  readonly scene: Scene;
  readonly asker: ThreadActor;
  readonly holder: ThreadActor;
  readonly deadlocked: ThreadActor;
}

/** `quiet`: further processes, each with a connection to csrss.exe and to lsass.exe. */
export function buildHungSystem(quiet = 6): HungSystem {
  const scene = new Scene();
  const csrss = scene.newProcess("csrss.exe", 0x1a4);
  const services = scene.newProcess("services.exe", 0x298);
  const lsass = scene.newProcess("lsass.exe", 0x2a8);
  const svchost = scene.newProcess("svchost.exe", 0x3a8);
  const spooler = scene.newProcess("spoolsv.exe", 0x5d0);
  const explorer = scene.newProcess("explorer.exe", 0x804);
  const api = csrss.creates("ApiPort");
  const ntsvcs = services.creates("ntsvcs");
  const lsaSpirpc = lsass.creates("lsasspirpc");
  const spoolss = spooler.creates("spoolss");
  const epmapper = svchost.creates("epmapper");
  csrss.thread(0x1b0).receivesOn(api);
  for (const process of [services, lsass, svchost, spooler, explorer]) {
    process.connectsTo(api);
  }
  const asker = explorer.thread(0x9a4);
  const worker = services.thread(0x2c0);
  const second = lsass.thread(0x2b4);
  const holder = svchost.thread(0x4c);
  asker.awaitsReplyFrom(worker, explorer.connectsTo(ntsvcs));
  asker.hasWaited(372);
  worker.awaitsReplyFrom(second, services.connectsTo(lsaSpirpc));
  worker.hasWaited(371);
  second.waitsForMutantOf(holder);
  holder.waitsFor(scene.object("event", { name: "ScmReady" }));
  ntsvcs.hasWorkers(worker, services.thread(0x2c4).waitsForMutantOf(holder));
  const waiting = explorer.connectsTo(ntsvcs);
  for (const id of [0x9a8, 0x9ac, 0x9b0]) {
    const thread = explorer.thread(id);
    thread.awaitsReplyQueuedOn(waiting);
    thread.hasWaited(120 + (id % 7));
  }
  const deadlocked = spooler.thread(0x5e0);
  const other = svchost.thread(0x50);
  deadlocked.awaitsReplyFrom(other, spooler.connectsTo(epmapper));
  other.awaitsReplyQueuedOn(svchost.connectsTo(spoolss));
  spoolss.hasWorkers(deadlocked);
  deadlocked.hasWaited(61);
  for (let place = 0; place < quiet; place++) {
    const process = scene.newProcess(place % 2 === 0 ? "RuntimeBroker.exe" : "dllhost.exe", 0x900 + 4 * place);
    process.connectsTo(api);
    if (place % 3 === 0) {
      process.connectsTo(lsaSpirpc);
    }
    process.creates(`OLE${(0xa0000 + place * 977).toString(16).toUpperCase()}`);
  }
  return { scene, asker, holder, deadlocked };
}
