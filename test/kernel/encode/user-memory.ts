/** `_PEB` with the process parameters, `_TEB`, critical sections: each in its own process's memory. */
import { encodeWide, type Machine } from "../machine.ts";
import type { ScenarioProcess } from "../scenario/process.ts";
import type { KernelScenario } from "../scenario/scenario.ts";
import {
  pebAddress,
  sectionListHead,
  sectionsBlockOnEvents,
  tebAddress,
  userPath,
  type ScenarioCriticalSection,
} from "../scenario/user-memory.ts";
import type { Structure } from "../structure.ts";

/** Members of `_RTL_USER_PROCESS_PARAMETERS` hold addresses, not offsets. */
const PARAMETERS_NORMALIZED = 1;

function placeText(
  machine: Machine,
  process: ScenarioProcess,
  body: Structure,
  member: string,
  at: bigint,
  text: string,
): bigint {
  const bytes = encodeWide(`${text}\0`);
  machine.userSpace(process.address).place(at, bytes);
  body.putAll({
    [`${member}.Length`]: text.length * 2,
    [`${member}.MaximumLength`]: bytes.length,
    [`${member}.Buffer`]: at,
  });
  return at + BigInt(Math.ceil(bytes.length / 0x10) * 0x10);
}

function writeParameters(machine: Machine, process: ScenarioProcess): void {
  const at = process.parameters;
  const body = machine.structure("_RTL_USER_PROCESS_PARAMETERS").putAll({
    MaximumLength: parametersSize(machine),
    Length: parametersSize(machine),
    Flags: PARAMETERS_NORMALIZED,
  });
  const next = placeText(
    machine,
    process,
    body,
    "ImagePathName",
    at + BigInt(parametersSize(machine)),
    userPath(process.imagePath.text),
  );
  placeText(machine, process, body, "CommandLine", next, process.commandLine);
  machine.userSpace(process.address).place(at, body.bytes);
}

function parametersSize(machine: Machine): number {
  return machine.sizeOf("_RTL_USER_PROCESS_PARAMETERS");
}

function writePeb(machine: Machine, process: ScenarioProcess): void {
  writeParameters(machine, process);
  machine.userSpace(process.address).place(
    pebAddress(process),
    machine.structure("_PEB").putAll({
      BeingDebugged: process.debugObject !== undefined,
      ProcessParameters: process.parameters,
      ...(process.loaderLock === undefined ? {} : { LoaderLock: process.loaderLock.address }),
      ImageBaseAddress: machine.pointerSize === 4 ? 0x40_0000n : 0x7ff6_1b2a_0000n,
      SessionId: process.options.session ?? 0,
    }).bytes,
  );
}

function writeTebs(machine: Machine, process: ScenarioProcess): void {
  for (const thread of process.threads) {
    const { serviceTag } = thread.options;
    if (serviceTag === undefined || thread.state === "Terminated") {
      continue;
    }
    machine.userSpace(process.address).place(
      tebAddress(thread),
      machine
        .structure("_TEB")
        .putAll({
          "ClientId.UniqueProcess": process.id,
          "ClientId.UniqueThread": thread.id,
          ProcessEnvironmentBlock: pebAddress(process),
        })
        .putIfPresent("SubProcessTag", serviceTag).bytes,
    );
  }
}

/** Free: -1. Held: -2 and 4 less for each waiter from Windows Vista on; before, the number of waiters. */
function lockCount(machine: Machine, section: ScenarioCriticalSection): number {
  if (section.owner === undefined) {
    return -1;
  }
  return machine.hasAlpc ? -2 - 4 * section.waiting.length : section.waiting.length;
}

function writeCriticalSection(machine: Machine, section: ScenarioCriticalSection): void {
  const { owner, event, address, process } = section;
  machine.userSpace(process.address).place(
    address,
    machine.structure("_RTL_CRITICAL_SECTION").putAll({
      DebugInfo: section.debugInfo,
      LockCount: lockCount(machine, section),
      RecursionCount: owner === undefined ? 0 : section.recursion,
      OwningThread: owner?.id ?? 0,
      LockSemaphore: sectionsBlockOnEvents(machine) ? (event?.handle ?? 0) : section.waiting.length > 0 ? -1n : 0n,
    }).bytes,
  );
}

/** Debug information of the sections that have some, on one list. */
function writeSectionList(machine: Machine, process: ScenarioProcess): void {
  const type = "_RTL_CRITICAL_SECTION_DEBUG";
  const listed = process.allSections.filter(({ hasDebugInfo }) => hasDebugInfo);
  if (listed.length === 0 || machine.layout.types[type] === undefined) {
    return;
  }
  const memory = machine.userSpace(process.address);
  const head = sectionListHead(machine);
  const links = [head, ...listed.map(({ debugInfo }) => debugInfo + machine.offsetOf(type, "ProcessLocksList"))];
  const at = (place: number): bigint => links[(place + links.length) % links.length] ?? head;
  memory.place(head, machine.structure("_LIST_ENTRY").putAll({ Flink: at(1), Blink: at(-1) }).bytes);
  listed.forEach(({ debugInfo, address, waiters }, place) => {
    memory.place(
      debugInfo,
      machine.structure(type).putAll({
        CriticalSection: address,
        "ProcessLocksList.Flink": at(place + 2),
        "ProcessLocksList.Blink": at(place),
        ContentionCount: waiters.length,
      }).bytes,
    );
  });
}

/** Writes the user memory of all processes that still have it. */
export function writeUserMemory(system: KernelScenario): void {
  const { machine } = system;
  if (machine.layout.types["_PEB"] === undefined) {
    return;
  }
  for (const process of system.processes) {
    if (process.hasExited || pebAddress(process) === 0n) {
      continue;
    }
    writePeb(machine, process);
    writeTebs(machine, process);
    for (const section of process.allSections) {
      writeCriticalSection(machine, section);
    }
    writeSectionList(machine, process);
  }
}
