/** Threads that hold kernel locks and wait for them, in every form that the builds have. */
import { KernelScenario, type LayoutId } from "../../kernel/index.ts";
import { readersOf } from "../../kernel/reader/index.ts";

/** A resource held exclusively, one held together, mutexes, push locks, a pending request. */
export function openLockScene(id: LayoutId) {
  const scenario = new KernelScenario(id);
  scenario.process("System", { id: 4 }).thread();
  const process = scenario.process("locksvc.exe", { id: 0x2a0, session: 0 });
  const thread = () => process.thread();
  const [owner, first, second, reader, lastReader, writer] = [
    thread(),
    thread(),
    thread(),
    thread(),
    thread(),
    thread(),
  ];
  const owned = scenario.resource({ owner, ownerCount: 2, ownerFlags: id.endsWith("x86") ? 0 : 3, contentionCount: 7 });
  first.waitsForResource(owned, { secondsAgo: 3 });
  second.waitsForResource(owned, { access: "shared", secondsAgo: 2 });
  const shared = scenario.resource({ sharedOwners: [owner, reader, lastReader] });
  writer.waitsForResource(shared);
  const free = scenario.resource();
  const [mutexWaiter, gateWaiter, pushWaiter, laterPushWaiter] = [thread(), thread(), thread(), thread()];
  const fastMutex = scenario.fastMutex({ owner });
  mutexWaiter.waitsForFastMutex(fastMutex);
  const hasGuarded = id !== "winxp-sp3-x86";
  const guardedMutex = hasGuarded ? scenario.guardedMutex({ owner: reader }) : undefined;
  if (guardedMutex !== undefined) {
    gateWaiter.waitsForGuardedMutex(guardedMutex);
  }
  const pushLock = scenario.pushLock({ owner });
  pushWaiter.waitsForPushLock(pushLock, { secondsAgo: 9 });
  laterPushWaiter.waitsForPushLock(pushLock, { access: "shared" });
  const readLock = scenario.pushLock({ sharedOwners: [reader, lastReader] });
  const device = scenario.driver("\\Driver\\disk").device("\\Device\\Harddisk0\\DR0");
  const volume = scenario.driver("\\FileSystem\\Ntfs").device(undefined, { attachedTo: device });
  const io = thread();
  const irp = io.waitsForDevice(device, {
    major: "Write",
    minor: 1,
    stackCount: 2,
    fileName: "\\pagefile.sys",
    secondsAgo: 5,
  });
  const image = scenario.build();
  return {
    scenario,
    image,
    facts: image.facts,
    ...readersOf(image.target),
    process,
    owner,
    first,
    second,
    reader,
    lastReader,
    writer,
    owned,
    shared,
    free,
    mutexWaiter,
    gateWaiter,
    pushWaiter,
    laterPushWaiter,
    fastMutex,
    guardedMutex,
    pushLock,
    readLock,
    device,
    volume,
    io,
    irp,
  };
}
