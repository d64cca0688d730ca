/** Pending I/O requests (`_IRP`) of a thread: which driver has each of them now. */
import { invalid, isAbsent, mapPresent, notApplicable, present, type Maybe } from "../target/absence.ts";
import { isKernelAddress } from "../target/address.ts";
import type { PendingRequest } from "../facts/request.ts";
import type { Structure } from "../target/structure.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import { walkContaining } from "./list.ts";
import { breakOfWalk } from "./walk.ts";
import { readUnicodeString } from "./unicode-string.ts";

const IRP = "_IRP";
const FILE = "_FILE_OBJECT";

/** Most requests read of one thread: servers have hundreds of asynchronous ones. */
const MOST_REQUESTS = 1000;

/** `IO_TYPE_...` of the Windows headers: what an `_IRP`, a `_FILE_OBJECT` and a `_DRIVER_OBJECT` begin with. */
const TYPE_IRP = 6;
const TYPE_FILE = 5;
const TYPE_DRIVER = 4;

/** `IRP_MJ_...` of the Windows headers, the same from NT 4 to Windows 11. */
const majorFunctions: readonly string[] = [
  "IRP_MJ_CREATE",
  "IRP_MJ_CREATE_NAMED_PIPE",
  "IRP_MJ_CLOSE",
  "IRP_MJ_READ",
  "IRP_MJ_WRITE",
  "IRP_MJ_QUERY_INFORMATION",
  "IRP_MJ_SET_INFORMATION",
  "IRP_MJ_QUERY_EA",
  "IRP_MJ_SET_EA",
  "IRP_MJ_FLUSH_BUFFERS",
  "IRP_MJ_QUERY_VOLUME_INFORMATION",
  "IRP_MJ_SET_VOLUME_INFORMATION",
  "IRP_MJ_DIRECTORY_CONTROL",
  "IRP_MJ_FILE_SYSTEM_CONTROL",
  "IRP_MJ_DEVICE_CONTROL",
  "IRP_MJ_INTERNAL_DEVICE_CONTROL",
  "IRP_MJ_SHUTDOWN",
  "IRP_MJ_LOCK_CONTROL",
  "IRP_MJ_CLEANUP",
  "IRP_MJ_CREATE_MAILSLOT",
  "IRP_MJ_QUERY_SECURITY",
  "IRP_MJ_SET_SECURITY",
  "IRP_MJ_POWER",
  "IRP_MJ_SYSTEM_CONTROL",
  "IRP_MJ_DEVICE_CHANGE",
  "IRP_MJ_QUERY_QUOTA",
  "IRP_MJ_SET_QUOTA",
  "IRP_MJ_PNP",
];

/**
 * The requests on the thread's `IrpList` (its `_ETHREAD`), latest first as the list has them; remembered for this stop.
 * Empty where it has none.
 */
export function readPendingRequests(target: Target, thread: Word64): Maybe<readonly PendingRequest[]> {
  return target.stop.onceOf("requests of", thread.id, () => {
    const layout = target.layout("_ETHREAD");
    const request = target.layout(IRP);
    const head = isAbsent(layout) ? layout : isAbsent(request) ? request : layout.field("IrpList");
    return isAbsent(head) ? head : collectRequests(target, thread.plus(head.offset));
  });
}

/** One request. Not validated: the only evidence for it is its place on a thread's list. */
function readRequest(target: Target, irp: Word64): PendingRequest {
  const structure = target.readStructure(IRP, irp);
  const location = isAbsent(structure) ? structure : readStackLocation(target, structure);
  const device = isAbsent(location) ? location : location.pointer("DeviceObject");
  const major = isAbsent(location) ? location : location.number("MajorFunction");
  return {
    irp,
    device:
      isAbsent(device) || isKernelAddress(device, target.pointerSize)
        ? device
        : invalid(`the stack location of ${irp} names no device`, irp),
    majorFunction: mapPresent(major, (number) => majorFunctions[number] ?? `IRP_MJ ${number}`),
    driver: isAbsent(device) ? device : readDriverOfDevice(target, device),
    ...readFile(target, isAbsent(structure) ? undefined : structure),
    isCanceled: !isAbsent(structure) && structure.number("Type") === TYPE_IRP && structure.flag("Cancel") === true,
  };
}

/**
 * What a request is for, and the events that its completion sets: the caller's own, else that of the file (as the
 * driver kit documents `IoCompleteRequest`).
 */
function readFile(target: Target, irp: Structure | undefined): Pick<PendingRequest, "file" | "signals"> {
  const none = notApplicable("the request is not for a file");
  const isKernel = (at: Maybe<Word64> | undefined): at is Word64 =>
    at !== undefined && !isAbsent(at) && isKernelAddress(at, target.pointerSize);
  if (irp === undefined || irp.number("Type") !== TYPE_IRP) {
    return { file: none, signals: [] };
  }
  const event = irp.pointer("UserEvent");
  const signals = isKernel(event) ? [event] : [];
  const file = irp.pointer("Tail.Overlay.OriginalFileObject");
  const object = isKernel(file) ? target.readStructure(FILE, file) : undefined;
  if (object === undefined || isAbsent(object) || object.number("Type") !== TYPE_FILE) {
    return { file: none, signals };
  }
  const own = object.addressOf("Event");
  const name = object.addressOf("FileName");
  const path = isAbsent(name) ? name : readUnicodeString(target, name);
  return {
    file: path === "" ? notApplicable("the file has no name") : path,
    signals: isAbsent(own) ? signals : signals.concat([own]),
  };
}

/** The name of the driver behind a `_DEVICE_OBJECT`, `\FileSystem\Ntfs`. */
function readDriverOfDevice(target: Target, device: Word64): Maybe<string> {
  const structure = target.readStructure("_DEVICE_OBJECT", device);
  const driver = isAbsent(structure) ? structure : structure.pointer("DriverObject");
  return isAbsent(driver) ? driver : target.stop.onceOf("driver", driver.id, () => readDriverName(target, driver));
}

function readDriverName(target: Target, driver: Word64): Maybe<string> {
  const structure = target.readStructure("_DRIVER_OBJECT", driver);
  const type = isAbsent(structure) ? structure : structure.number("Type");
  const at = isAbsent(structure) ? structure : structure.addressOf("DriverName");
  if (isAbsent(at)) {
    return at;
  }
  const name =
    type === TYPE_DRIVER ? readUnicodeString(target, at) : invalid(`there is no driver at ${driver}`, driver);
  return name === "" ? invalid(`the driver at ${driver} has no name`, driver) : name;
}

function collectRequests(target: Target, head: Word64): Maybe<readonly PendingRequest[]> {
  const walk = walkContaining(target, head, IRP, "ThreadListEntry", {
    what: "the requests of a thread",
    limit: MOST_REQUESTS,
  });
  const requests = Array.from(walk, (irp) => readRequest(target, irp));
  return requests.length > 0 ? requests : (breakOfWalk(walk.end) ?? requests);
}

/**
 * The current stack location. Invalid for a request that no driver has anymore: the location before the first is
 * nobody's.
 */
function readStackLocation(target: Target, irp: Structure): Maybe<Structure> {
  const count = present(irp.number("StackCount"));
  const current = present(irp.number("CurrentLocation"));
  const at = irp.pointer("Tail.Overlay.CurrentStackLocation");
  if (isAbsent(at)) {
    return at;
  }
  if (
    irp.number("Type") !== TYPE_IRP ||
    (count !== undefined && current !== undefined && (current < 1 || current > count))
  ) {
    return invalid(`no driver has the request at ${irp.address}`, irp.address);
  }
  return target.readStructure("_IO_STACK_LOCATION", at);
}
