/**
 * A process as an object: its identity, what keeps it from running, and access to its ALPC view and to the debugger's
 * own objects.
 */
import { isAbsent, mapPresent, notApplicable, type Maybe } from "../../target/absence.ts";
import { findDebuggerProcess, nativeObject } from "../../target/debugger-objects.ts";
import type { ProcessFacts, ProcessStop } from "../../facts/process.ts";
import { readCommandLine, readServiceHost } from "../../nt/process/command-line.ts";
import { readImagePath } from "../../nt/process/image-name.ts";
import { readPackageName } from "../../nt/process/package-name.ts";
import { readProcessFacts } from "../../nt/process/process-facts.ts";
import { readProcessStop } from "../../nt/process/process-stop.ts";
import { formatProcessState } from "../../text/names.ts";
import { printable } from "../../text/printable.ts";
import { describeStop } from "../../text/process-stop.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { AddressObject, fact, FactObject, factObject } from "../base/object.ts";
import { defineClass, inDecimal, inHexadecimal, property } from "../base/members.ts";
import { systemOf } from "../system.ts";

/** A process by the address of its `_EPROCESS`. */
export class KernelProcess extends AddressObject {
  override toString(): string {
    const process = facts(this);
    if (isAbsent(process)) {
      return `process ${this.__address} <${process.reason}>`;
    }
    return `${this.__address} ${formatProcessState(systemOf(this.__context), this.__address)}${isAbsent(process.sessionId) ? "" : `, session ${process.sessionId}`}`;
  }
}

function facts(process: KernelProcess): Maybe<ProcessFacts> {
  return readProcessFacts(process.__context.target, process.__address);
}

/** A text of the process, escaped where it could break a line. */
function text(
  { __context: { target }, __address }: KernelProcess,
  read: (target: Target, process: Word64) => Maybe<string>,
): Maybe<string> {
  return mapPresent(readProcessFacts(target, __address), () => mapPresent(read(target, __address), printable));
}

/** The service, or the group of services, that the process was started for. */
function service({ __context: { target }, __address }: KernelProcess): Maybe<string> {
  const process = readProcessFacts(target, __address);
  return mapPresent(isAbsent(process) ? process : readServiceHost(target, __address), ({ service: single, group }) =>
    single !== undefined
      ? printable(single)
      : group === undefined
        ? notApplicable("the command line names no service")
        : printable(`group ${group}`),
  );
}

/** Why a process is stopped. */
export class ProcessStopObject extends FactObject<ProcessStop> {
  protected override __describe(stop: ProcessStop): string {
    return describeStop(systemOf(this.__context), stop, "process");
  }
}

export const processStopClass = defineClass<ProcessStopObject>(
  "process-stop",
  "Why all threads of a process are stopped, whatever they wait for.",
  ProcessStopObject,
  {
    Kind: fact(
      "What stops it: frozen, deep frozen, debugger, error reporting or exiting.",
      ({ kind }: ProcessStop) => kind,
    ),
    Debugger: fact("The process that debugs it, if that is why it is stopped.", (stop: ProcessStop, context) =>
      stop.kind === "debugger" ? context.maybe(stop.debugger, "process") : notApplicable("no debugger stops it"),
    ),
    DebugObject: fact("The native _DEBUG_OBJECT of that debugger.", (stop: ProcessStop, { target }) =>
      stop.kind === "debugger"
        ? nativeObject(target, "_DEBUG_OBJECT", stop.debugObject)
        : notApplicable("no debugger stops it"),
    ),
  },
);

function stopped({ __context, __address }: KernelProcess): Maybe<ProcessStopObject> {
  return factObject<ProcessStop, ProcessStopObject>(ProcessStopObject, __context, () => {
    const process = readProcessFacts(__context.target, __address);
    return mapPresent(
      isAbsent(process) ? process : readProcessStop(__context.target, __address),
      (stop) => stop ?? notApplicable("nothing stops the process"),
    );
  });
}

export const processClass = defineClass("process", "A process of the target.", KernelProcess, {
  Address: property("Address of the _EPROCESS.", (process) => process.__address),
  Id: inHexadecimal(property("Process id (UniqueProcessId).", (process) => mapPresent(facts(process), ({ id }) => id))),
  Name: property(
    "File name of the image; ImageFileName, which the kernel cuts after 14 characters, where the full one cannot be read.",
    (process) => mapPresent(facts(process), ({ name }) => name),
  ),
  ImagePath: property("Path of the image, as the kernel names it.", (process) => text(process, readImagePath)),
  CommandLine: property("The command line, from the process's own memory.", (process) =>
    text(process, readCommandLine),
  ),
  Service: property("The service that a svchost.exe was started for, or its group of services.", service),
  PackageName: property(
    "The package of a packaged app: by its token, else the folder of its image, its command line or its AppContainer.",
    (process) => text(process, readPackageName),
  ),
  HasExited: property("Whether the process has exited; its object exists while it is referenced.", (process) =>
    mapPresent(facts(process), ({ hasExited }) => hasExited),
  ),
  Stopped: property(
    "Why all its threads are stopped, and who stops them: frozen, a debugger, error reporting, exiting.",
    stopped,
  ),
  SessionId: inDecimal(
    property("Terminal session that the process belongs to.", (process) =>
      mapPresent(facts(process), ({ sessionId }) => sessionId),
    ),
  ),
  Alpc: property(
    "What the process has to do with ports: its port fields, ports, handles, waiting and serving threads.",
    (process) => process.__context.processAlpc(process.__address),
  ),
  Object: property("The native _EPROCESS.", (process) =>
    nativeObject(process.__context.target, "_EPROCESS", process.__address),
  ),
  Process: property("The debugger's own process object.", (process) =>
    mapPresent(facts(process), ({ id }) => mapPresent(id, (own) => findDebuggerProcess(process.__context.target, own))),
  ),
});
