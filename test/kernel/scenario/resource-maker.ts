/** Makes what ports own: completion ports and lists, and room for resources. */
import type { KernelObject, ObjectOptions } from "../kernel-object.ts";
import type { Machine } from "../machine.ts";
import type { ScenarioPort } from "./port.ts";
import { PortResources } from "./port-resources.ts";
import type { ScenarioResource } from "./resources.ts";
import { ScenarioCompletionPort } from "./waits.ts";

const DEFAULT_CONCURRENCY = 4;

export class ResourceMaker {
  readonly completionPorts: ScenarioCompletionPort[] = [];
  readonly all: ScenarioResource[] = [];
  private readonly machine: Machine;
  private readonly createObject: (options: ObjectOptions) => KernelObject;

  constructor(machine: Machine, createObject: (options: ObjectOptions) => KernelObject) {
    this.machine = machine;
    this.createObject = createObject;
  }

  completionPort(port: ScenarioPort, options: { maximumCount?: number; address?: bigint }): ScenarioCompletionPort {
    const object = this.createObject({
      type: "IoCompletion",
      size: this.machine.sizeOf("_KQUEUE"),
      pool: "nonPaged",
      headers: ["quota"],
      ...(options.address === undefined ? {} : { address: options.address }),
    });
    port.owner.opens(object, { access: 0x1f0003 });
    const made = new ScenarioCompletionPort(object, options.maximumCount ?? DEFAULT_CONCURRENCY);
    this.completionPorts.push(made);
    return made;
  }

  completionList(): { address: bigint; header: bigint } {
    return {
      address: this.machine.allocate("nonPaged", this.machine.sizeOf("_ALPC_COMPLETION_LIST"), "AlCl"),
      header: this.machine.allocatePages("nonPaged", 0x1000),
    };
  }

  /** Room behind a `_BLOB` header. */
  blob(type: string, tag: string, address?: bigint, extra = 0): bigint {
    const header = this.machine.sizeOf("_BLOB");
    const size = header + this.machine.sizeOf(type) + extra;
    const start = address === undefined ? undefined : address - BigInt(header);
    return this.machine.allocate("paged", size, tag, start) + BigInt(header);
  }

  /** The calls by which one port makes its resources. */
  of(owner: ScenarioPort): PortResources {
    return new PortResources(this.machine, this, owner);
  }
}
