/** The kernel's object types: their names, the order of their indexes, and the variables that point to them. */
import type { Machine } from "./machine.ts";

/**
 * Order of creation as seen on Windows 7; the index of the first is 2. Other builds differ at the end, which must not
 * be relied on.
 */
const ALPC_TYPES = [
  "Type",
  "Directory",
  "SymbolicLink",
  "Token",
  "Job",
  "Process",
  "Thread",
  "UserApcReserve",
  "IoCompletionReserve",
  "DebugObject",
  "Event",
  "EventPair",
  "Mutant",
  "Callback",
  "Semaphore",
  "Timer",
  "Profile",
  "KeyedEvent",
  "WindowStation",
  "Desktop",
  "TpWorkerFactory",
  "Adapter",
  "Controller",
  "Device",
  "Driver",
  "IoCompletion",
  "File",
  "TmTm",
  "TmTx",
  "TmRm",
  "TmEn",
  "Section",
  "Session",
  "Key",
  "ALPC Port",
] as const;

const LPC_TYPES = [
  "Type",
  "Directory",
  "SymbolicLink",
  "Token",
  "Process",
  "Thread",
  "Job",
  "DebugObject",
  "Event",
  "EventPair",
  "Mutant",
  "Callback",
  "Semaphore",
  "Timer",
  "Profile",
  "KeyedEvent",
  "WindowStation",
  "Desktop",
  "Section",
  "Key",
  "Port",
  "WaitablePort",
  "Adapter",
  "Controller",
  "Device",
  "Driver",
  "IoCompletion",
  "File",
] as const;

export type ObjectTypeName = (typeof ALPC_TYPES)[number] | (typeof LPC_TYPES)[number];

const FIRST_INDEX = 2;

export function objectTypeNames(machine: Machine): readonly ObjectTypeName[] {
  return machine.hasAlpc ? ALPC_TYPES : LPC_TYPES;
}

/** Index of a type in `ObTypeIndexTable`. Throws for a type this kernel lacks. */
export function typeIndexOf(machine: Machine, name: ObjectTypeName): number {
  const position = objectTypeNames(machine).indexOf(name);
  if (position < 0) {
    throw new Error(`this kernel has no object type "${name}"`);
  }
  return position + FIRST_INDEX;
}

/** Variables of the kernel that hold the address of a type. Since Vista the LPC names stand for the ALPC port. */
export function typeSymbols(machine: Machine): Readonly<Record<string, ObjectTypeName>> {
  const common = {
    ObpTypeObjectType: "Type",
    PsProcessType: "Process",
    PsThreadType: "Thread",
    IoCompletionObjectType: "IoCompletion",
    DbgkDebugObjectType: "DebugObject",
  } as const;
  return machine.hasAlpc
    ? {
        ...common,
        AlpcPortObjectType: "ALPC Port",
        LpcPortObjectType: "ALPC Port",
        LpcWaitablePortObjectType: "ALPC Port",
      }
    : { ...common, LpcPortObjectType: "Port", LpcWaitablePortObjectType: "WaitablePort" };
}

/** Pool tag of a type's objects. */
export function typeTag(name: ObjectTypeName): string {
  const tags: Partial<Record<ObjectTypeName, string>> = {
    Process: "Proc",
    Thread: "Thre",
    "ALPC Port": "ALPC",
    Port: "Port",
    WaitablePort: "Wait",
    Directory: "Dire",
    Type: "ObjT",
    Event: "Even",
    Mutant: "Muta",
    Semaphore: "Sema",
    Timer: "Time",
    IoCompletion: "IoCo",
    DebugObject: "Dbgk",
    Section: "Sect",
    SymbolicLink: "Symb",
    Token: "Toke",
  };
  return tags[name] ?? name.slice(0, 4);
}
