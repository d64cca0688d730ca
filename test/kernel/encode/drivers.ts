/** `_DRIVER_OBJECT`, `_DEVICE_OBJECT`, `_IRP` with its stack locations, and the threads' lists of pending requests. */
import { encodeWide, type Machine } from "../machine.ts";
import { majorFunctions, type ScenarioDriver, type ScenarioIrp } from "../scenario/drivers.ts";
import type { KernelScenario } from "../scenario/scenario.ts";
import { writeDispatcher } from "./waits.ts";

/** `IO_TYPE_*`, as the driver kit documents them. */
const TYPES = { device: 3, driver: 4, file: 5, irp: 6 } as const;
/** `_IO_STACK_LOCATION.Control`: the driver marked the request pending. */
const SL_PENDING_RETURNED = 1;

function writeDriver(machine: Machine, driver: ScenarioDriver): void {
  const { devices, path, nameBuffer } = driver;
  machine.write(nameBuffer, encodeWide(path));
  machine.write(
    driver.address,
    machine.structure("_DRIVER_OBJECT").putAll({
      Type: TYPES.driver,
      Size: machine.sizeOf("_DRIVER_OBJECT"),
      DeviceObject: devices[0]?.address ?? 0n,
      "DriverName.Length": path.length * 2,
      "DriverName.MaximumLength": path.length * 2,
      "DriverName.Buffer": nameBuffer,
    }).bytes,
  );
  devices.forEach((device, index) => {
    machine.write(
      device.address,
      machine.structure("_DEVICE_OBJECT").putAll({
        Type: TYPES.device,
        Size: machine.sizeOf("_DEVICE_OBJECT"),
        ReferenceCount: 1,
        DriverObject: driver.address,
        NextDevice: devices[index + 1]?.address ?? 0n,
        StackSize: 1,
      }).bytes,
    );
  });
}

/** `AttachedDevice` leads from a device to the one above it. */
function writeAttachments(machine: Machine, driver: ScenarioDriver): void {
  for (const { address, attachedTo } of driver.devices) {
    if (attachedTo !== undefined) {
      machine.writeField(attachedTo.address, "_DEVICE_OBJECT", "AttachedDevice", address);
    }
  }
}

function writeFile(machine: Machine, irp: ScenarioIrp): void {
  const name = irp.options.fileName ?? "";
  machine.write(
    irp.file.address,
    machine.structure("_FILE_OBJECT").putAll({
      Type: TYPES.file,
      Size: machine.sizeOf("_FILE_OBJECT"),
      DeviceObject: irp.device.address,
      "FileName.Length": name.length * 2,
      "FileName.MaximumLength": name.length * 2,
      "FileName.Buffer": irp.file.nameBuffer,
    }).bytes,
  );
  if (name !== "") {
    machine.write(irp.file.nameBuffer, encodeWide(name));
  }
  writeDispatcher(machine, irp.event.address, irp.event.dispatcherKind, 0, machine.sizeOf("_KEVENT"));
}

function writeIrp(machine: Machine, irp: ScenarioIrp): void {
  const { stackCount, options, device } = irp;
  const locationSize = machine.sizeOf("_IO_STACK_LOCATION");
  // Locations are used from the last to the first: the current one is the first that is in use.
  const current = irp.address + BigInt(machine.sizeOf("_IRP"));
  machine.write(
    irp.address,
    machine.structure("_IRP", machine.sizeOf("_IRP") + stackCount * locationSize).putAll({
      Type: TYPES.irp,
      Size: machine.sizeOf("_IRP") + stackCount * locationSize,
      StackCount: stackCount,
      CurrentLocation: 1,
      Cancel: options.cancelled === true,
      RequestorMode: 1,
      PendingReturned: 0,
      UserEvent: 0n,
      "Tail.Overlay.Thread": irp.thread.address,
      "Tail.Overlay.CurrentStackLocation": current,
      "Tail.Overlay.OriginalFileObject": irp.file.address,
    }).bytes,
  );
  for (let index = 0; index < stackCount; index++) {
    const above = chainAbove(irp, index);
    machine.write(
      current + BigInt(index * locationSize),
      machine.structure("_IO_STACK_LOCATION").putAll({
        MajorFunction: majorFunctions[irp.major],
        MinorFunction: options.minor ?? 0,
        Control: index === 0 ? SL_PENDING_RETURNED : 0,
        DeviceObject: (above ?? device).address,
        FileObject: irp.file.address,
      }).bytes,
    );
  }
  writeFile(machine, irp);
}

/** The device that had the request `steps` locations before the current one. */
function chainAbove(irp: ScenarioIrp, steps: number): ScenarioIrp["device"] | undefined {
  let device: ScenarioIrp["device"] | undefined = irp.device;
  for (let step = 0; step < steps && device !== undefined; step++) {
    const below: ScenarioIrp["device"] = device;
    device = irp.thread.process.system.drivers.all
      .flatMap(({ devices }) => devices)
      .find(({ attachedTo }) => attachedTo === below);
  }
  return device;
}

/**
 * Writes drivers, devices, requests, and every thread's list of pending requests. After the threads, before the waits.
 */
export function writeDrivers(system: KernelScenario): void {
  const { machine } = system;
  for (const driver of system.drivers.all) {
    writeDriver(machine, driver);
  }
  for (const driver of system.drivers.all) {
    writeAttachments(machine, driver);
  }
  if (!machine.has("_ETHREAD", "IrpList")) {
    return;
  }
  for (const process of system.processes) {
    for (const thread of process.threads) {
      for (const irp of thread.irps) {
        writeIrp(machine, irp);
      }
      machine.writeList(
        thread.address + machine.offsetOf("_ETHREAD", "IrpList"),
        thread.irps.map(({ address }) => address + machine.offsetOf("_IRP", "ThreadListEntry")),
      );
    }
  }
}
