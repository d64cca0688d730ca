/** Drivers, their devices, and pending requests. */
import type { KernelObject } from "../kernel-object.ts";
import type { ScenarioThread } from "./thread.ts";
import type { Waitable } from "./waits.ts";

/** `IRP_MJ_*`, as the driver kit documents them. */
export const majorFunctions = {
  Create: 0x0,
  CreateNamedPipe: 0x1,
  Close: 0x2,
  Read: 0x3,
  Write: 0x4,
  QueryInformation: 0x5,
  SetInformation: 0x6,
  QueryEa: 0x7,
  SetEa: 0x8,
  FlushBuffers: 0x9,
  QueryVolumeInformation: 0xa,
  SetVolumeInformation: 0xb,
  DirectoryControl: 0xc,
  FileSystemControl: 0xd,
  DeviceControl: 0xe,
  InternalDeviceControl: 0xf,
  Shutdown: 0x10,
  LockControl: 0x11,
  Cleanup: 0x12,
  CreateMailslot: 0x13,
  QuerySecurity: 0x14,
  SetSecurity: 0x15,
  Power: 0x16,
  SystemControl: 0x17,
  DeviceChange: 0x18,
  QueryQuota: 0x19,
  SetQuota: 0x1a,
  Pnp: 0x1b,
} as const;
export type MajorFunctionName = keyof typeof majorFunctions;

export interface DeviceOptions {
  readonly address?: bigint;
  /** The device below it, to which its driver passes requests on. */
  readonly attachedTo?: ScenarioDevice;
}

export class ScenarioDevice {
  readonly driver: ScenarioDriver;
  readonly object: KernelObject;
  readonly attachedTo: ScenarioDevice | undefined;

  constructor(driver: ScenarioDriver, object: KernelObject, options: DeviceOptions) {
    this.driver = driver;
    this.object = object;
    this.attachedTo = options.attachedTo;
  }

  get address(): bigint {
    return this.object.address;
  }
}

export class ScenarioDriver {
  readonly object: KernelObject;
  /** Full path, as `_DRIVER_OBJECT.DriverName` gives it. */
  readonly path: string;
  readonly devices: ScenarioDevice[] = [];
  private readonly createDevice: (
    driver: ScenarioDriver,
    path: string | undefined,
    options: DeviceOptions,
  ) => ScenarioDevice;
  /** Characters of its name. */
  readonly nameBuffer: bigint;

  constructor(
    object: KernelObject,
    path: string,
    nameBuffer: bigint,
    createDevice: (driver: ScenarioDriver, path: string | undefined, options: DeviceOptions) => ScenarioDevice,
  ) {
    this.object = object;
    this.path = path;
    this.nameBuffer = nameBuffer;
    this.createDevice = createDevice;
  }

  get address(): bigint {
    return this.object.address;
  }

  /** A device of this driver, named by its full path (`\Device\...`) or nameless. */
  device(path?: string, options: DeviceOptions = {}): ScenarioDevice {
    const device = this.createDevice(this, path, options);
    this.devices.push(device);
    return device;
  }
}

export interface IrpOptions {
  readonly address?: bigint;
  /** Default: Read. */
  readonly major?: MajorFunctionName;
  readonly minor?: number;
  /**
   * Number of stack locations; those above the current one belong to drivers that passed the request on. Default: 1.
   */
  readonly stackCount?: number;
  /** Path of the file that it is for, as the file object has it. */
  readonly fileName?: string;
  /** Somebody tried to cancel it. */
  readonly cancelled?: boolean;
}

/** A pending request. */
export class ScenarioIrp {
  readonly address: bigint;
  readonly thread: ScenarioThread;
  readonly device: ScenarioDevice;
  readonly options: IrpOptions;
  readonly file: { readonly address: bigint; readonly nameBuffer: bigint };
  /** Event of the file object: a thread that waits for the request waits for it. */
  readonly event: Waitable;

  constructor(
    place: { address: bigint; file: { address: bigint; nameBuffer: bigint }; event: Waitable },
    thread: ScenarioThread,
    device: ScenarioDevice,
    options: IrpOptions,
  ) {
    this.address = place.address;
    this.file = place.file;
    this.event = place.event;
    this.thread = thread;
    this.device = device;
    this.options = options;
  }

  get major(): MajorFunctionName {
    return this.options.major ?? "Read";
  }

  get stackCount(): number {
    return this.options.stackCount ?? 1;
  }

  /** Completes it: nobody waits for it anymore. */
  completes(): void {
    const position = this.thread.irps.indexOf(this);
    if (position >= 0) {
      this.thread.irps.splice(position, 1);
    }
  }
}
