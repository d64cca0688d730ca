/** `_EPROCESS` and the lists that processes are on. */
import { encodeWide, type Machine } from "../machine.ts";
import type { ScenarioProcess, SpecialPort } from "../scenario/process.ts";
import type { KernelScenario } from "../scenario/scenario.ts";
import { pebAddress } from "../scenario/user-memory.ts";
import { writeDispatcher } from "./waits.ts";

function encodeName(name: string, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let i = 0; i < Math.min(name.length, 15, length); i++) {
    bytes[i] = name.charCodeAt(i) & 0x7f;
  }
  return bytes;
}

/** The pointer-sized value of a field that may hold a port. */
export function specialPortValue(port: SpecialPort): bigint {
  if (port.kind === "port") {
    return port.port.address;
  }
  return port.kind === "marker" ? port.value : 0n;
}

/** `_EPROCESS.Flags`: the process is being torn down. The same bit since Windows XP. */
const PROCESS_EXITING = 4;

function writeBody(system: KernelScenario, process: ScenarioProcess): void {
  const { machine, clock } = system;
  const created = clock.systemTimeAt(process.createdAt);
  const body = machine
    .structure("_EPROCESS")
    .putIfPresent("Flags", process.isEnding || process.hasExited ? PROCESS_EXITING : 0)
    .putAll({
      UniqueProcessId: process.id,
      InheritedFromUniqueProcessId: process.options.parent?.id ?? 0,
      ObjectTable: process.handleTable?.address ?? 0n,
      DebugPort: process.debugObject?.address ?? 0n,
      SecurityPort: process.hasExited ? 1n : specialPortValue(process.securityPort),
      ActiveThreads: process.activeThreads.length,
      "CreateTime.QuadPart": created,
      "ExitTime.QuadPart": process.exitedAt === undefined ? 0n : clock.systemTimeAt(process.exitedAt),
      ExitStatus: process.hasExited ? 0 : 0x103,
      "SeAuditProcessCreationInfo.ImageFileName": process.imagePath.information,
      Peb: pebAddress(process),
      ProcessInSession: process.options.session !== undefined,
    });
  body.putPresent({
    "Pcb.FreezeCount": process.freeze === undefined ? 0 : 1,
    "Pcb.DeepFreeze": process.freeze === "deep",
  });
  const exceptionPort = specialPortValue(process.exceptionPort);
  body.putIfPresent("ExceptionPort", exceptionPort);
  body.putIfPresent(
    "ExceptionPortValue",
    exceptionPort === 0n ? 0n : exceptionPort | BigInt(process.exceptionPortState),
  );
  body.putBytes("ImageFileName", encodeName(process.name, 16));
  machine.write(process.address, body.bytes);
  writeDispatcher(machine, process.address, "process", process.hasExited ? 1 : 0, machine.sizeOf("_KPROCESS"));
}

function writeImagePath(machine: Machine, process: ScenarioProcess): void {
  const { text, information } = process.imagePath;
  const buffer = information + BigInt(machine.sizeOf("_OBJECT_NAME_INFORMATION"));
  machine.write(
    information,
    machine
      .structure("_OBJECT_NAME_INFORMATION")
      .putAll({ "Name.Length": text.length * 2, "Name.MaximumLength": text.length * 2, "Name.Buffer": buffer }).bytes,
  );
  machine.write(buffer, encodeWide(text));
}

/** Writes all processes, their handle tables and lists. Threads are written separately, before the lists. */
export function writeProcesses(system: KernelScenario): void {
  const { machine, processes } = system;
  for (const process of processes) {
    writeBody(system, process);
    writeImagePath(machine, process);
    process.handleTable?.write(process.address, process.id);
  }
  const head = machine.findSymbol("PsActiveProcessHead");
  if (head !== undefined) {
    machine.writeList(
      head,
      processes.map(({ address }) => address + machine.offsetOf("_EPROCESS", "ActiveProcessLinks")),
    );
  }
  const tables = processes.map(({ handleTable }) => handleTable).filter((table) => table !== undefined);
  const tableHead = machine.findSymbol("HandleTableListHead");
  if (tableHead !== undefined) {
    machine.writeList(
      tableHead,
      tables.map(({ listEntry }) => listEntry),
    );
  }
  machine.writeSymbol("PsInitialSystemProcess", processes.find(({ id }) => id === 4)?.address ?? 0n);
  writeSessions(system);
}

/**
 * Bytes of a session's space and place of its id where the symbols do not describe it: after two counts, as from
 * Windows XP to 11.
 */
const SESSION_SPACE = { size: 0x1000, id: 8n } as const;

/** `_EPROCESS.Session` leads to the session's space, which lists its processes where its layout is known. */
function writeSessions(system: KernelScenario): void {
  const { machine } = system;
  const sessions = new Map<number, ScenarioProcess[]>();
  for (const process of system.processes) {
    const { session } = process.options;
    if (session !== undefined) {
      sessions.set(session, [...(sessions.get(session) ?? []), process]);
    }
  }
  for (const [id, members] of sessions) {
    let space = system.sessionSpaces.get(id);
    const size = machine.layout.types["_MM_SESSION_SPACE"]?.size ?? SESSION_SPACE.size;
    if (space === undefined) {
      system.sessionSpaces.set(id, (space = machine.allocatePages("nonPaged", size)));
    }
    machine.writeInteger(space, 4, BigInt(members.length));
    if (machine.has("_MM_SESSION_SPACE", "SessionId")) {
      machine.writeField(space, "_MM_SESSION_SPACE", "SessionId", id);
    } else {
      machine.writeInteger(space + SESSION_SPACE.id, 4, BigInt(id));
    }
    for (const member of members) {
      machine.writeField(member.address, "_EPROCESS", "Session", space);
    }
    const links = members.map(({ address }) => address + machine.offsetOf("_EPROCESS", "SessionProcessLinks"));
    if (machine.has("_MM_SESSION_SPACE", "ProcessList")) {
      machine.writeList(space + machine.offsetOf("_MM_SESSION_SPACE", "ProcessList"), links);
      continue;
    }
    const [first, ...rest] = links;
    if (first !== undefined) {
      machine.writeList(first, rest);
    }
  }
}

/** Links threads, mutants and views to their process or thread, once those are written. */
export function writeProcessLists(system: KernelScenario): void {
  const { machine } = system;
  for (const process of system.processes) {
    const threads = process.threads.map(({ address }) => address);
    const active = process.activeThreads.map(({ address }) => address);
    machine.writeList(
      process.address + machine.offsetOf("_EPROCESS", "ThreadListHead"),
      threads.map((thread) => thread + machine.offsetOf("_ETHREAD", "ThreadListEntry")),
    );
    machine.writeList(
      process.address + machine.offsetOf("_KPROCESS", "ThreadListHead"),
      active.map((thread) => thread + machine.offsetOf("_KTHREAD", "ThreadListEntry")),
    );
    if (machine.has("_EPROCESS", "AlpcContext.ViewListHead")) {
      machine.writeList(
        process.address + machine.offsetOf("_EPROCESS", "AlpcContext.ViewListHead"),
        process.views.map(({ address }) => address + machine.offsetOf("_KALPC_VIEW", "ProcessViewListEntry")),
      );
    }
  }
}
