/** Makes the resources of one port: sections with regions and views, reserves, security contexts and handle data. */
import type { KernelObject } from "../kernel-object.ts";
import type { Machine } from "../machine.ts";
import type { ScenarioPort } from "./port.ts";
import type { ScenarioProcess } from "./process.ts";
import type { ResourceMaker } from "./resource-maker.ts";
import type {
  ScenarioHandleData,
  ScenarioRegion,
  ScenarioReserve,
  ScenarioResource,
  ScenarioSection,
  ScenarioSecurityData,
  ScenarioView,
} from "./resources.ts";

interface Common {
  readonly address?: bigint;
  readonly referenceCount?: number;
}

/** Handles of an ALPC handle table are multiples of 16. */
const RESOURCE_HANDLE_STEP = 0x10n;

export class PortResources {
  private readonly machine: Machine;
  private readonly maker: ResourceMaker;
  private readonly owner: ScenarioPort;

  constructor(machine: Machine, maker: ResourceMaker, owner: ScenarioPort) {
    this.machine = machine;
    this.maker = maker;
    this.owner = owner;
  }

  section(
    options: Common & { size?: bigint; sectionObject?: bigint; secure?: boolean; internal?: boolean } = {},
  ): ScenarioSection {
    return this.keepWithHandle({
      kind: "section",
      ...this.common(options, "_KALPC_SECTION", "AlSc"),
      size: options.size ?? 0x10000n,
      sectionObject: options.sectionObject ?? this.machine.allocate("paged", 0x40, "Sect"),
      secure: options.secure ?? false,
      internal: options.internal ?? false,
      regions: [],
    });
  }

  region(
    section: ScenarioSection,
    options: Common & { offset?: bigint; size?: bigint; viewSize?: bigint; secure?: boolean } = {},
  ): ScenarioRegion {
    const region: ScenarioRegion = {
      kind: "region",
      ...this.common(options, "_KALPC_REGION", "AlRe"),
      section,
      offset: options.offset ?? 0n,
      size: options.size ?? section.size,
      viewSize: options.viewSize ?? options.size ?? section.size,
      secure: options.secure ?? false,
      views: [],
    };
    section.regions.push(region);
    this.maker.all.push(region);
    return region;
  }

  view(
    region: ScenarioRegion,
    process: ScenarioProcess,
    options: Common & { base?: bigint; size?: bigint; writable?: boolean } = {},
  ): ScenarioView {
    const view = this.keep<ScenarioView>({
      kind: "view",
      ...this.common(options, "_KALPC_VIEW", "AlVi"),
      region,
      process,
      base: options.base ?? 0x3a0000n,
      size: options.size ?? region.viewSize,
      writable: options.writable ?? true,
    });
    region.views.push(view);
    process.views.push(view);
    return view;
  }

  reserve(options: Common & { size?: bigint; active?: boolean } = {}): ScenarioReserve {
    return this.keepWithHandle({
      kind: "reserve",
      ...this.common(options, "_KALPC_RESERVE", "AlRr"),
      size: options.size ?? 0x100n,
      active: options.active ?? false,
      message: 0n,
    });
  }

  securityContext(
    options: Common & { token?: bigint; level?: number; impersonated?: boolean; revoked?: boolean } = {},
  ): ScenarioSecurityData {
    return this.keepWithHandle({
      kind: "security",
      ...this.common(options, "_KALPC_SECURITY_DATA", "AlSe"),
      level: options.level ?? 2,
      token: options.token ?? this.machine.allocate("paged", 0x200, "Toke"),
      impersonated: options.impersonated ?? false,
      revoked: options.revoked ?? false,
    });
  }

  handleData(
    options: Common & {
      objectType: number;
      object: KernelObject;
      process: ScenarioProcess;
      sourceHandle: number;
      access?: number;
    },
  ): ScenarioHandleData {
    const outside = this.machine.has("_KALPC_HANDLE_DATA", "DuplicateContext.SourceProcess")
      ? 0n
      : this.machine.allocate("paged", this.machine.sizeOf("_OB_DUPLICATE_OBJECT_STATE"), "AlHa");
    return this.keep({
      kind: "handleData",
      ...this.common(options, "_KALPC_HANDLE_DATA", "AlHa"),
      objectType: options.objectType,
      object: options.object.address,
      sourceProcess: options.process,
      sourceHandle: BigInt(options.sourceHandle),
      targetAccess: options.access ?? 0x1f0003,
      duplicateContext: outside,
    });
  }

  /** What every resource has; makes its place in memory. */
  private common(options: Common, type: string, tag: string) {
    return {
      address: this.maker.blob(type, tag, options.address),
      owner: this.owner,
      referenceCount: options.referenceCount ?? 1,
      handle: 0n,
    };
  }

  private keep<T extends ScenarioResource>(resource: T): T {
    this.maker.all.push(resource);
    this.owner.resources.push(resource);
    return resource;
  }

  /** Keeps a resource that the owner's handle table leads to. */
  private keepWithHandle<T extends ScenarioResource>(resource: T): T {
    const kept = this.keep(resource);
    this.owner.resourceHandles.push(kept);
    kept.handle = BigInt(this.owner.resourceHandles.length) * RESOURCE_HANDLE_STEP;
    return kept;
  }
}
