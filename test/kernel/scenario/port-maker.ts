/** Makes ports and connections. */
import type { KernelObject, ObjectOptions } from "../kernel-object.ts";
import type { ObjectTypeName } from "../object-types.ts";
import type { PoolKind } from "../pool.ts";
import { ScenarioConnection } from "./connection.ts";
import { ScenarioPort, type PortKind, type PortOptions } from "./port.ts";
import type { ConnectOptions, ScenarioProcess } from "./process.ts";
import type { KernelScenario } from "./scenario.ts";

const DEFAULT_PORT_ACCESS = 0x1f0001;

export class PortMaker {
  /** In the order in which they were created, which is that of the kernel's list. */
  readonly all: ScenarioPort[] = [];
  readonly connections: ScenarioConnection[] = [];
  private readonly system: KernelScenario;

  constructor(system: KernelScenario) {
    this.system = system;
  }

  createConnectionPort(owner: ScenarioProcess, path: string | undefined, options: PortOptions): ScenarioPort {
    const port = this.create(owner, "connection", options, path);
    if (this.system.machine.hasAlpc) {
      port.communicationInfo = this.communicationInfo(undefined);
    }
    return port;
  }

  createUnconnectedPort(owner: ScenarioProcess, options: PortOptions): ScenarioPort {
    return this.create(owner, "unconnected", options, undefined);
  }

  connect(process: ScenarioProcess, port: ScenarioPort, options: ConnectOptions): ScenarioConnection {
    const client = this.create(process, "client", options, undefined);
    const info = this.system.machine.hasAlpc ? this.communicationInfo(options.communicationInfo) : undefined;
    const connection = new ScenarioConnection(info, port, client);
    client.connection = connection;
    client.communicationInfo = info ?? 0n;
    port.connections.push(connection);
    this.connections.push(connection);
    if (options.accepted !== false) {
      this.accept(connection, options.serverPort ?? {});
    }
    return connection;
  }

  /** The server accepts: its port is created. */
  accept(connection: ScenarioConnection, options: PortOptions = {}): ScenarioPort {
    const server = this.create(connection.connectionPort.owner, "server", options, undefined);
    server.connection = connection;
    server.communicationInfo = connection.communicationInfo ?? 0n;
    connection.serverPort = server;
    return server;
  }

  private communicationInfo(address: bigint | undefined): bigint {
    return this.system.resources.blob("_ALPC_COMMUNICATION_INFO", "AlCI", address);
  }

  private create(owner: ScenarioProcess, kind: PortKind, options: PortOptions, path: string | undefined): ScenarioPort {
    const object = this.createObject(options, path);
    if (options.pointerCount !== undefined) {
      object.pointerCountOverride = options.pointerCount;
    }
    if (options.handleCount !== undefined) {
      object.handleCountOverride = options.handleCount;
    }
    object.creatorProcessId = BigInt(owner.id);
    const port = new ScenarioPort(object, kind, owner, options, this.system.resources);
    if (options.hasHandle !== false) {
      owner.opens(object, {
        access: options.grantedAccess ?? DEFAULT_PORT_ACCESS,
        ...(options.handle === undefined ? {} : { handle: options.handle }),
      });
    }
    if (!this.system.machine.hasAlpc && kind !== "server") {
      this.createLpcQueue(port);
    }
    this.all.push(port);
    return port;
  }

  private createObject(options: PortOptions, path: string | undefined): KernelObject {
    const { machine } = this.system;
    const waitable = options.waitable === true;
    const type: ObjectTypeName = machine.hasAlpc ? "ALPC Port" : waitable ? "WaitablePort" : "Port";
    const pool: PoolKind = machine.hasAlpc || waitable ? "nonPaged" : "paged";
    const size = machine.sizeOf(machine.hasAlpc ? "_ALPC_PORT" : "_LPCP_PORT_OBJECT");
    const place: Partial<ObjectOptions> = path === undefined ? {} : this.system.objects.place(path);
    return this.system.objects.create({
      type,
      size,
      pool,
      headers: ["quota"],
      ...place,
      ...(options.address === undefined ? {} : { address: options.address }),
    });
  }

  /** Ports that can receive have a semaphore, in non-paged pool in front of a pointer back to the port. */
  private createLpcQueue(port: ScenarioPort): void {
    const { machine } = this.system;
    const size = machine.sizeOf("_LPCP_NONPAGED_PORT_QUEUE");
    port.nonPagedQueue = machine.allocate("nonPaged", size, "LpcP", port.options.semaphoreAddress);
    port.semaphore = port.nonPagedQueue;
  }
}
