/** Makes drivers, devices and pending requests. */
import { ScenarioDevice, ScenarioDriver, ScenarioIrp, type IrpOptions } from "./drivers.ts";
import type { KernelScenario } from "./scenario.ts";
import type { ScenarioThread } from "./thread.ts";

export class DriverMaker {
  readonly all: ScenarioDriver[] = [];
  private readonly system: KernelScenario;

  constructor(system: KernelScenario) {
    this.system = system;
  }

  /** `path`: `\Driver\disk`, `\FileSystem\Ntfs`; the same path gives the same driver. */
  driver(path: string): ScenarioDriver {
    const known = this.all.find((driver) => driver.path.toLowerCase() === path.toLowerCase());
    if (known !== undefined) {
      return known;
    }
    const { machine, objects } = this.system;
    const object = objects.create({
      type: "Driver",
      size: machine.sizeOf("_DRIVER_OBJECT"),
      pool: "nonPaged",
      ...objects.place(path),
    });
    const driver = new ScenarioDriver(
      object,
      path,
      machine.allocate("paged", path.length * 2, "Driv"),
      (owner, devicePath, options) => {
        const device = objects.create({
          type: "Device",
          size: machine.sizeOf("_DEVICE_OBJECT"),
          pool: "nonPaged",
          ...(devicePath === undefined ? {} : objects.place(devicePath)),
          ...(options.address === undefined ? {} : { address: options.address }),
        });
        return new ScenarioDevice(owner, device, options);
      },
    );
    this.all.push(driver);
    return driver;
  }

  /** A thread has sent a request to a device; it is pending. */
  send(thread: ScenarioThread, device: ScenarioDevice, options: IrpOptions): ScenarioIrp {
    const { machine } = this.system;
    const stackCount = options.stackCount ?? 1;
    const size = machine.sizeOf("_IRP") + stackCount * machine.sizeOf("_IO_STACK_LOCATION");
    const address = machine.allocate("nonPaged", size, "Irp ", options.address);
    const file = machine.allocate("nonPaged", machine.sizeOf("_FILE_OBJECT"), "File");
    const nameBuffer =
      options.fileName === undefined ? 0n : machine.allocate("paged", options.fileName.length * 2, "FlNm");
    const event = {
      address: file + machine.offsetOf("_FILE_OBJECT", "Event"),
      dispatcherKind: "notificationEvent",
    } as const;
    const irp = new ScenarioIrp({ address, file: { address: file, nameBuffer }, event }, thread, device, options);
    thread.irps.push(irp);
    return irp;
  }
}
