/** Collects the facts of a scene. */
import type { IrpFacts, LockFacts, SystemFacts } from "./facts.ts";
import type { ScenarioIrp } from "./scenario/drivers.ts";
import type { ScenarioLock } from "./scenario/locks.ts";
import type { KernelScenario } from "./scenario/scenario.ts";
import { connectionFacts, portFacts } from "./facts-of/port.ts";
import { messageFacts } from "./facts-of/message.ts";
import { processFacts } from "./facts-of/process.ts";
import { resourceFacts } from "./facts-of/resource.ts";
import { indexOf } from "./facts-of/scene-index.ts";
import { threadFacts } from "./facts-of/thread.ts";

function lockFacts(lock: ScenarioLock): LockFacts {
  return {
    address: lock.address,
    kind: lock.kind,
    access: lock.owners.length === 0 ? undefined : lock.access,
    owners: lock.owners.map(({ thread, count }) => ({ thread: thread.address, count })),
    waiters: lock.waiters.map(({ thread, access, object }) => ({
      thread: thread.address,
      access,
      object: object.address,
    })),
    contentionCount: lock.options.contentionCount ?? lock.waiters.length,
  };
}

function irpFacts({ address, thread, device, major, options, file }: ScenarioIrp): IrpFacts {
  return {
    address,
    thread: thread.address,
    device: device.address,
    driver: device.driver.address,
    driverName: device.driver.path,
    major,
    minor: options.minor ?? 0,
    fileObject: file.address,
    fileName: options.fileName,
  };
}

/** The facts of a scene as it is now. */
export function factsOf(system: KernelScenario): SystemFacts {
  const index = indexOf(system);
  const namedObjects = new Map<string, { address: bigint; typeName: string }>();
  for (const object of system.objects.objects) {
    if (object.path !== undefined) {
      namedObjects.set(object.path, { address: object.address, typeName: object.type });
    }
  }
  const { tickCount, systemTime, interruptTime, increment } = system.clock;
  return {
    generation: system.machine.hasAlpc ? "ALPC" : "LPC",
    processes: system.processes.map((process) => processFacts(system, process, index)),
    threads: system.processes.flatMap((process) => process.threads.map((thread) => threadFacts(system, thread, index))),
    ports: system.ports.all.map((port) => portFacts(system, port, index)),
    connections: connectionFacts(system),
    messages: system.messages.all.map((message) => messageFacts(system, message)),
    resources: system.resources.all.map(resourceFacts),
    locks: system.locks.all.map(lockFacts),
    irps: system.processes.flatMap(({ threads }) => threads.flatMap(({ irps }) => irps.map(irpFacts))),
    debugEvents: system.debugEvents.all.map(({ address, object, thread, event }) => ({
      address,
      debugObject: object.address,
      thread: thread.address,
      event,
    })),
    namedObjects,
    clock: { tickCount, systemTime, interruptTime, increment },
  };
}
