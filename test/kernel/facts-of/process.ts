/** Tells the facts of a process. */
import { specialPortValue } from "../encode/process.ts";
import type { HandleFacts, ProcessFacts, SpecialPortFacts } from "../facts.ts";
import type { PortKind } from "../scenario/port.ts";
import type { ScenarioProcess, SpecialPort } from "../scenario/process.ts";
import type { KernelScenario } from "../scenario/scenario.ts";
import { pebAddress } from "../scenario/user-memory.ts";
import type { Index } from "./scene-index.ts";

function specialPort(port: SpecialPort, value: bigint): SpecialPortFacts {
  return { value, kind: port.kind, target: port.kind === "port" ? port.port.address : undefined };
}

function handleFacts(process: ScenarioProcess): HandleFacts[] {
  return (process.handleTable?.sorted() ?? []).map(({ handle, object, grantedAccess }) => ({
    handle,
    grantedAccess,
    object: object.address,
    typeName: object.type,
    name: object.name,
  }));
}

/** A process with its handles, special ports and locks of user mode. */
export function processFacts(system: KernelScenario, process: ScenarioProcess, index: Index): ProcessFacts {
  const ports = index.portsOf.get(process) ?? [];
  const ofKind = (kind: PortKind): bigint[] => ports.filter((port) => port.kind === kind).map(({ address }) => address);
  const exception = specialPortValue(process.exceptionPort);
  const debug = process.debugObject?.address;
  return {
    address: process.address,
    id: process.id,
    name: process.name.slice(0, system.machine.nameLength),
    imagePath: process.imagePath.text,
    parentId: process.options.parent?.id ?? 0,
    session: process.options.session,
    hasExited: process.hasExited,
    threads: process.threads.map(({ address }) => address),
    activeThreads: process.activeThreads.length,
    handleTable: process.handleTable?.address ?? 0n,
    handleTableLevel: process.handleTable?.level ?? 0,
    handles: handleFacts(process),
    debugPort: { value: debug ?? 0n, kind: debug === undefined ? "none" : "debugObject", target: debug },
    exceptionPort: specialPort(
      process.exceptionPort,
      exception === 0n || !system.machine.hasAlpc ? exception : exception | BigInt(process.exceptionPortState),
    ),
    securityPort: process.hasExited
      ? { value: 1n, kind: "marker", target: undefined }
      : specialPort(process.securityPort, specialPortValue(process.securityPort)),
    createdPorts: ofKind("connection"),
    connectedPorts: ofKind("client"),
    serverPorts: ofKind("server"),
    views: process.views.map(({ address }) => address),
    freeze: process.freeze,
    isExiting: process.isEnding,
    commandLine:
      process.hasExited || pebAddress(process) === 0n || system.machine.layout.types["_PEB"] === undefined
        ? undefined
        : process.commandLine,
    criticalSections: process.allSections.map(({ address, owner, waiting }) => ({
      address,
      owner: owner?.address,
      waiters: waiting.map((thread) => thread.address),
    })),
  };
}
