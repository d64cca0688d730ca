/** Makes what belongs to a port: completion ports and lists, sections with regions and views, reserves and the like. */
import type { KernelObject, ObjectOptions } from "../kernel-object.ts";
import type { Machine } from "../machine.ts";
import type { ScenarioPort } from "./port.ts";
import type { ScenarioProcess } from "./process.ts";
import type {
  ScenarioHandleData,
  ScenarioRegion,
  ScenarioReserve,
  ScenarioResource,
  ScenarioSection,
  ScenarioSecurityData,
  ScenarioView,
} from "./resources.ts";
import { ScenarioCompletionPort } from "./waits.ts";

interface Common {
  readonly address?: bigint;
  readonly referenceCount?: number;
}

/** Handles of an ALPC handle table are multiples of 16. */
const RESOURCE_HANDLE_STEP = 0x10n;
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
  of(owner: ScenarioPort): {
    section(
      options?: Common & { size?: bigint; sectionObject?: bigint; secure?: boolean; internal?: boolean },
    ): ScenarioSection;
    region(
      section: ScenarioSection,
      options?: Common & { offset?: bigint; size?: bigint; viewSize?: bigint; secure?: boolean },
    ): ScenarioRegion;
    view(
      region: ScenarioRegion,
      process: ScenarioProcess,
      options?: Common & { base?: bigint; size?: bigint; writable?: boolean },
    ): ScenarioView;
    reserve(options?: Common & { size?: bigint; active?: boolean }): ScenarioReserve;
    securityContext(
      options?: Common & { token?: bigint; level?: number; impersonated?: boolean; revoked?: boolean },
    ): ScenarioSecurityData;
    handleData(
      options: Common & {
        objectType: number;
        object: KernelObject;
        process: ScenarioProcess;
        sourceHandle: number;
        access?: number;
      },
    ): ScenarioHandleData;
  } {
    const common = (options: Common, type: string, tag: string) => ({
      address: this.blob(type, tag, options.address),
      owner,
      referenceCount: options.referenceCount ?? 1,
      handle: 0n,
    });
    const keep = <T extends ScenarioResource>(resource: T, hasHandle: boolean): T => {
      this.all.push(resource);
      owner.resources.push(resource);
      if (hasHandle) {
        owner.resourceHandles.push(resource);
        resource.handle = BigInt(owner.resourceHandles.length) * RESOURCE_HANDLE_STEP;
      }
      return resource;
    };
    return {
      section: (options = {}) =>
        keep(
          {
            kind: "section",
            ...common(options, "_KALPC_SECTION", "AlSc"),
            size: options.size ?? 0x10000n,
            sectionObject: options.sectionObject ?? this.machine.allocate("paged", 0x40, "Sect"),
            secure: options.secure ?? false,
            internal: options.internal ?? false,
            regions: [],
          },
          true,
        ),
      region: (section, options = {}) => {
        const region: ScenarioRegion = {
          kind: "region",
          ...common(options, "_KALPC_REGION", "AlRe"),
          section,
          offset: options.offset ?? 0n,
          size: options.size ?? section.size,
          viewSize: options.viewSize ?? options.size ?? section.size,
          secure: options.secure ?? false,
          views: [],
        };
        section.regions.push(region);
        this.all.push(region);
        return region;
      },
      view: (region, process, options = {}) => {
        const view = keep<ScenarioView>(
          {
            kind: "view",
            ...common(options, "_KALPC_VIEW", "AlVi"),
            region,
            process,
            base: options.base ?? 0x3a0000n,
            size: options.size ?? region.viewSize,
            writable: options.writable ?? true,
          },
          false,
        );
        region.views.push(view);
        process.views.push(view);
        return view;
      },
      reserve: (options = {}) =>
        keep(
          {
            kind: "reserve",
            ...common(options, "_KALPC_RESERVE", "AlRr"),
            size: options.size ?? 0x100n,
            active: options.active ?? false,
            message: 0n,
          },
          true,
        ),
      securityContext: (options = {}) =>
        keep(
          {
            kind: "security",
            ...common(options, "_KALPC_SECURITY_DATA", "AlSe"),
            level: options.level ?? 2,
            token: options.token ?? this.machine.allocate("paged", 0x200, "Toke"),
            impersonated: options.impersonated ?? false,
            revoked: options.revoked ?? false,
          },
          true,
        ),
      handleData: (options) => {
        const outside = this.machine.has("_KALPC_HANDLE_DATA", "DuplicateContext.SourceProcess")
          ? 0n
          : this.machine.allocate("paged", this.machine.sizeOf("_OB_DUPLICATE_OBJECT_STATE"), "AlHa");
        return keep(
          {
            kind: "handleData",
            ...common(options, "_KALPC_HANDLE_DATA", "AlHa"),
            objectType: options.objectType,
            object: options.object.address,
            sourceProcess: options.process,
            sourceHandle: BigInt(options.sourceHandle),
            targetAccess: options.access ?? 0x1f0003,
            duplicateContext: outside,
          },
          false,
        );
      },
    };
  }
}
