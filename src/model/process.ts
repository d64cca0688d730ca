/** A process as an object: who it is, and the way to its ALPC view and to the debugger's own objects. */
import { Absence, mapPresent } from "../target/absence.ts";
import { findDebuggerProcess, nativeObject } from "../target/debugger-objects.ts";
import type { Word64 } from "../target/word64.ts";
import { readProcess } from "../nt/process.ts";
import { formatProcessState } from "../text/names.ts";
import type { ModelContext } from "./context.ts";
import { defineClass, inDecimal, inHexadecimal, property } from "./members.ts";
import { systemOf } from "./system.ts";

export class KernelProcess {
  readonly __context: ModelContext;
  readonly __address: Word64;

  constructor(context: ModelContext, address: Word64) {
    this.__context = context;
    this.__address = address;
  }

  toString(): string {
    const facts = readProcess(this.__context.target, this.__address);
    if (facts instanceof Absence) {
      return `process ${this.__address} <${facts.reason}>`;
    }
    return `${this.__address} ${formatProcessState(systemOf(this.__context), this.__address)}${facts.sessionId instanceof Absence ? "" : `, session ${facts.sessionId}`}`;
  }
}

function facts(process: KernelProcess): ReturnType<typeof readProcess> {
  return readProcess(process.__context.target, process.__address);
}

export const processClass = defineClass("process", "A process of the target.", KernelProcess, {
  Address: property("Address of the _EPROCESS.", (process) => process.__address),
  Id: inHexadecimal(property("Process id (UniqueProcessId).", (process) => mapPresent(facts(process), ({ id }) => id))),
  Name: property("Image name (ImageFileName: at most 14 characters of it before Windows 10).", (process) => mapPresent(facts(process), ({ name }) => name)),
  HasExited: property("Whether the process has exited; its object stays while somebody refers to it.", (process) => mapPresent(facts(process), ({ hasExited }) => hasExited)),
  SessionId: inDecimal(property("Terminal session that the process belongs to.", (process) => mapPresent(facts(process), ({ sessionId }) => sessionId))),
  Alpc: property("What the process has to do with ports: its port fields, ports, handles, waiting and serving threads.", (process) =>
    process.__context.processAlpc(process.__address)),
  Object: property("The native _EPROCESS.", (process) => nativeObject(process.__context.target, "_EPROCESS", process.__address)),
  Process: property("The debugger's own process object.", (process) => mapPresent(facts(process), ({ id }) =>
    findDebuggerProcess(process.__context.target, id))),
});
