/** `_DEBUG_OBJECT` with its unanswered requests. */
import type { Machine } from "../machine.ts";
import { debugEventNumbers, debugEventOffsets, debugObjectOffsets, type DebugEvent } from "../scenario/debug-events.ts";
import type { KernelScenario } from "../scenario/scenario.ts";
import { writeDispatcher } from "./waits.ts";

/** A request that the debugger has fetched already. */
const DEBUG_EVENT_READ = 1;

function writeEvent(machine: Machine, { address, thread, event }: DebugEvent): void {
  const offsets = debugEventOffsets(machine);
  const pointers = [
    [offsets.process, thread.process.address],
    [offsets.thread, thread.address],
  ] as const;
  machine.write(address, new Uint8Array(offsets.size));
  machine.writePointer(address + BigInt(offsets.clientId), BigInt(thread.process.id));
  machine.writePointer(address + BigInt(offsets.clientId + machine.pointerSize), BigInt(thread.id));
  for (const [offset, value] of pointers) {
    machine.writePointer(address + BigInt(offset), value);
  }
  machine.writeInteger(address + BigInt(offsets.flags), 4, BigInt(DEBUG_EVENT_READ));
  machine.writeInteger(address + BigInt(offsets.apiNumber), 4, BigInt(debugEventNumbers[event]));
  writeDispatcher(
    machine,
    address + BigInt(offsets.continueEvent),
    "synchronizationEvent",
    0,
    machine.sizeOf("_KEVENT"),
  );
}

/** Writes all debug objects and the requests on their lists. */
export function writeDebugObjects(system: KernelScenario): void {
  const { machine, debugEvents } = system;
  const { eventList } = debugObjectOffsets(machine);
  for (const object of system.debugObjects) {
    const events = debugEvents.all.filter((event) => event.object === object);
    for (const event of events) {
      writeEvent(machine, event);
    }
    writeDispatcher(machine, object.address, "notificationEvent", events.length > 0 ? 1 : 0, machine.sizeOf("_KEVENT"));
    machine.writeList(
      object.address + BigInt(eventList),
      events.map(({ address }) => address),
    );
  }
}
