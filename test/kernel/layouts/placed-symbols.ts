/**
 * Public symbols for layouts whose source gives types only. A public symbol is a name and an address: any place in the
 * image serves, so these are laid out one after the other. What each of them holds is written by the encoders.
 */

/** Symbols that every kernel has. */
const COMMON = [
  "PsActiveProcessHead",
  "PsInitialSystemProcess",
  "PsIdleProcess",
  "PspCidTable",
  "PsProcessType",
  "PsThreadType",
  "ObpRootDirectoryObject",
  "ObpTypeObjectType",
  "IoCompletionObjectType",
  "DbgkDebugObjectType",
  "HandleTableListHead",
  "LpcPortObjectType",
  "LpcWaitablePortObjectType",
  "PsLoadedModuleList",
  "NtBuildNumber",
  "NtBuildLab",
  "KdDebuggerDataBlock",
  "KiProcessorBlock",
  "MmSystemRangeStart",
  "KeMaximumIncrement",
  "KeTimeIncrement",
  "ExpSystemResourcesList",
];

const LPC = [
  "LpcpNextMessageId",
  "LpcpNextCallbackId",
  "MmPagedPoolStart",
  "MmPagedPoolEnd",
  "MmNonPagedPoolStart",
  "KeTickCount",
];

const ALPC = [
  "AlpcpPortList",
  "AlpcpPortListLock",
  "AlpcPortObjectType",
  "AlpcMessageTable",
  "AlpcpRegisteredTypes",
  "AlpcConnectionType",
  "AlpcMessageType",
  "AlpcSectionType",
  "AlpcRegionType",
  "AlpcViewType",
  "AlpcReserveType",
  "AlpcSecurityType",
  "AlpcHandleDataType",
  "AlpcpMessageLogEnabled",
];

/** Since Windows 7 an object's type is an index into a table. */
const TYPE_INDEX = ["ObTypeIndexTable", "ObpInfoMaskToOffset"];

/** Room for the largest of them (`ObTypeIndexTable`, 256 pointers), so that no symbol overlaps the next. */
const SPACING = 0x800;

/** What a layout's own fields say about its kernel, as far as symbols depend on it. */
export interface KernelTraits {
  readonly hasAlpc: boolean;
  readonly hasTypeIndex: boolean;
  readonly hasHeaderCookie: boolean;
  readonly hasTickCount: boolean;
}

/** Offsets from the module's base for the symbols of a kernel with those traits, the first at `start`. */
export function placeSymbols(traits: KernelTraits, start: number): Record<string, number> {
  const names = [
    ...COMMON,
    ...(traits.hasAlpc ? ALPC : LPC),
    ...(traits.hasTypeIndex ? TYPE_INDEX : []),
    ...(traits.hasHeaderCookie ? ["ObHeaderCookie"] : []),
    ...(traits.hasAlpc && traits.hasTickCount ? ["KeTickCount"] : []),
  ];
  return Object.fromEntries(names.map((name, index) => [name, start + index * SPACING]));
}
