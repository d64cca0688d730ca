/** The command line of a process, in its own memory, and the service that it names. */
import { firstAbsence, invalid, isAbsent, notApplicable, present, type Maybe } from "../../target/absence.ts";
import { readProcessMemory, readProcessPointer, type MemoryOwner } from "../../target/process-memory.ts";
import { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { decodeUtf16 } from "../unicode-string.ts";
import { readProcessId } from "./process-members.ts";
import { isNamed } from "./image-name.ts";

/**
 * `RTL_USER_PROC_PARAMS_NORMALIZED`: if clear, the strings' buffers are offsets from the structure (public headers of
 * System Informer).
 */
const NORMALIZED = 1;

/** Bytes of the longest command line that Windows accepts. */
const LONGEST = 65534;

/** The service or services that a svchost.exe runs, by its command line. */
export interface ServiceHost {
  /** `-s`: the only service (most services have had their own process since Windows 10 1703). */
  readonly service: string | undefined;
  /** `-k`: the group of services. */
  readonly group: string | undefined;
}

/**
 * The command line of an `_EPROCESS`, read in its own memory; remembered for this stop. NotApplicable for processes
 * without user mode.
 */
export function readCommandLine(target: Target, process: Word64): Maybe<string> {
  return target.stop.onceOf("command line of", process.id, () => {
    const structure = target.readStructure("_EPROCESS", process);
    const id = isAbsent(structure) ? structure : readProcessId(structure);
    const peb = isAbsent(structure) ? structure : structure.pointer("Peb");
    if (isAbsent(id) || isAbsent(peb)) {
      return firstAbsence(id, peb);
    }
    return peb.isZero
      ? notApplicable("the process has no user mode")
      : readFromParameters(target, { address: process, id }, peb);
  });
}

/** The service or group that the command line of a svchost.exe names. NotApplicable for other programs. */
export function readServiceHost(target: Target, process: Word64): Maybe<ServiceHost> {
  const structure = target.readStructure("_EPROCESS", process);
  if (isAbsent(structure)) {
    return structure;
  }
  if (!isNamed(target, structure, "svchost.exe")) {
    return notApplicable("the process hosts no services");
  }
  const line = readCommandLine(target, process);
  return isAbsent(line) ? line : { service: argumentOf(line, "-s"), group: argumentOf(line, "-k") };
}

/**
 * The one service that a svchost.exe runs, "Schedule". NotApplicable for other programs and for hosts of several
 * services.
 */
export function readServiceName(target: Target, process: Word64): Maybe<string> {
  const host = readServiceHost(target, process);
  return isAbsent(host)
    ? host
    : (host.service ??
        notApplicable(
          host.group === undefined
            ? "the command line names no service"
            : `the process hosts the services of the group ${host.group}`,
        ));
}

/** The word that follows a switch on a command line. */
export function argumentOf(commandLine: string, name: string): string | undefined {
  const words = commandLine.match(/"[^"]*"|[^\s"]+/g) ?? [];
  const at = words.findIndex((word) => word.toLowerCase() === name);
  const value = at < 0 ? undefined : words[at + 1];
  return value === undefined || value.charAt(0) === "-" ? undefined : value.replace(/"/g, "");
}

function readFromParameters(target: Target, owner: MemoryOwner, peb: Word64): Maybe<string> {
  const pebLayout = target.layout("_PEB");
  const field = isAbsent(pebLayout) ? pebLayout : pebLayout.field("ProcessParameters");
  const layout = target.layout("_RTL_USER_PROCESS_PARAMETERS");
  const line = isAbsent(layout) ? layout : layout.field("CommandLine");
  const at = isAbsent(field) ? field : readProcessPointer(target, owner, peb.plus(field.offset));
  if (isAbsent(at) || isAbsent(layout) || isAbsent(line)) {
    return firstAbsence(at, layout, line);
  }
  if (at.isZero) {
    return notApplicable("the process has no parameters yet");
  }
  // Reads no further than the command line: the rest may lie on a missing page.
  const bytes = readProcessMemory(target, owner, at, line.offset + line.size);
  return isAbsent(bytes) ? bytes : readLine(target, owner, new Structure(at, layout, bytes, target.pointerSize));
}

function readLine(target: Target, owner: MemoryOwner, parameters: Structure): Maybe<string> {
  const length = parameters.number("CommandLine.Length");
  const buffer = parameters.pointer("CommandLine.Buffer");
  if (isAbsent(length) || isAbsent(buffer)) {
    return firstAbsence(length, buffer);
  }
  if (length === 0) {
    return notApplicable("the process has an empty command line");
  }
  if (length > LONGEST || length % 2 !== 0) {
    return invalid(`corrupt command line: Length ${length}`, parameters.address);
  }
  const isNormalized = ((present(parameters.number("Flags")) ?? NORMALIZED) & NORMALIZED) !== 0;
  if (!isNormalized && buffer.high !== 0) {
    return invalid(`corrupt command line: Buffer ${buffer}, not normalized`, parameters.address);
  }
  const start = isNormalized ? buffer : parameters.address.plus(buffer.low);
  const bytes = readProcessMemory(target, owner, start, length);
  return isAbsent(bytes) ? bytes : decodeUtf16(bytes);
}
