/** An object of the object manager: header and optional headers before the body, a name, and its directory. */
import { encodeWide, type Machine } from "./machine.ts";
import type { ObjectTypeName } from "./object-types.ts";
import { typeIndexOf, typeTag } from "./object-types.ts";
import type { PoolKind } from "./pool.ts";

/**
 * The optional headers, in the order in which they lie before the header: the first is the nearest. Bits of `InfoMask`.
 */
export const optionalHeaders = [
  { name: "creator", bit: 1, type: "_OBJECT_HEADER_CREATOR_INFO" },
  { name: "name", bit: 2, type: "_OBJECT_HEADER_NAME_INFO" },
  { name: "handle", bit: 4, type: "_OBJECT_HEADER_HANDLE_INFO" },
  { name: "quota", bit: 8, type: "_OBJECT_HEADER_QUOTA_INFO" },
  { name: "process", bit: 0x10, type: "_OBJECT_HEADER_PROCESS_INFO" },
] as const;

export type OptionalHeader = (typeof optionalHeaders)[number]["name"];

/** `_OBJECT_HEADER.Flags` of XP to Vista: a creator info lies before the header. */
const CREATOR_INFO_FLAG = 4;

export interface ObjectOptions {
  readonly type: ObjectTypeName;
  /** Bytes of the body. */
  readonly size: number;
  readonly pool: PoolKind;
  readonly address?: bigint;
  readonly name?: string;
  readonly directory?: KernelObject;
  /** Besides the name info, which a named object always has. */
  readonly headers?: readonly OptionalHeader[];
}

export class KernelObject {
  readonly type: ObjectTypeName;
  /** Address of the body. */
  readonly address: bigint;
  readonly headers: ReadonlySet<OptionalHeader>;
  name: string | undefined;
  directory: KernelObject | undefined;
  /** References in addition to those of handles. */
  references = 1;
  /** Values of the header that differ from those derived from the scene. */
  pointerCountOverride: number | undefined;
  handleCountOverride: number | undefined;
  creatorProcessId = 0n;
  /** Handles to it, filled in by the handle tables. */
  handleCount = 0;
  private readonly nameBuffer: bigint;

  constructor(machine: Machine, options: ObjectOptions) {
    this.type = options.type;
    this.name = options.name;
    this.directory = options.directory;
    this.headers = new Set(
      [...(options.headers ?? []), ...(options.name === undefined ? [] : ["name" as const])].filter(
        (name) => optionalHeaderSize(machine, name) > 0,
      ),
    );
    const before = this.sizeBefore(machine);
    const blockAddress = options.address === undefined ? undefined : options.address - BigInt(before);
    this.address =
      machine.allocate(options.pool, before + options.size, typeTag(options.type), blockAddress) + BigInt(before);
    this.nameBuffer =
      options.name === undefined ? 0n : machine.allocate("paged", Math.max(options.name.length * 2, 2), "ObNm");
  }

  get pointerCount(): number {
    return this.pointerCountOverride ?? this.references + this.handleCount;
  }

  get shownHandleCount(): number {
    return this.handleCountOverride ?? this.handleCount;
  }

  /** Full path, or undefined for an object without a name. */
  get path(): string | undefined {
    if (this.name === undefined) {
      return undefined;
    }
    if (this.directory === undefined) {
      return this.name;
    }
    const parent = this.directory.path ?? "";
    return parent === "\\" ? `\\${this.name}` : `${parent}\\${this.name}`;
  }

  headerAddress(machine: Machine): bigint {
    return this.address - machine.offsetOf("_OBJECT_HEADER", "Body");
  }

  /** Address of `_OBJECT_HEADER_CREATOR_INFO.TypeList`, where the object has that header. */
  typeListEntry(machine: Machine): bigint | undefined {
    if (!this.headers.has("creator")) {
      return undefined;
    }
    return this.headerAddress(machine) - BigInt(this.distance(machine, "creator"));
  }

  /** Writes header, optional headers and the name's buffer. */
  write(machine: Machine, types: ReadonlyMap<ObjectTypeName, KernelObject>, cookie: number): void {
    const header = this.headerAddress(machine);
    machine.write(header, this.encodeHeader(machine, types, cookie));
    for (const info of this.headers) {
      this.writeOptionalHeader(machine, info, header - BigInt(this.distance(machine, info)));
    }
    if (this.name !== undefined) {
      machine.write(this.nameBuffer, encodeWide(this.name));
    }
  }

  private sizeBefore(machine: Machine): number {
    const body = Number(machine.offsetOf("_OBJECT_HEADER", "Body"));
    return [...this.headers].reduce((sum, name) => sum + optionalHeaderSize(machine, name), body);
  }

  /** Bytes from the header back to an optional header. */
  private distance(machine: Machine, wanted: OptionalHeader): number {
    let sum = 0;
    for (const { name } of optionalHeaders) {
      if (this.headers.has(name)) {
        sum += optionalHeaderSize(machine, name);
      }
      if (name === wanted) {
        break;
      }
    }
    return sum;
  }

  private get infoMask(): number {
    return optionalHeaders.reduce((mask, { name, bit }) => (this.headers.has(name) ? mask | bit : mask), 0);
  }

  private encodeHeader(machine: Machine, types: ReadonlyMap<ObjectTypeName, KernelObject>, cookie: number): Uint8Array {
    const header = machine
      .structure("_OBJECT_HEADER", Number(machine.offsetOf("_OBJECT_HEADER", "Body")))
      .putAll({ PointerCount: this.pointerCount, HandleCount: this.shownHandleCount });
    const distanceOf = (name: OptionalHeader): number => (this.headers.has(name) ? this.distance(machine, name) : 0);
    if (machine.has("_OBJECT_HEADER", "TypeIndex")) {
      const spread = Number((this.headerAddress(machine) >> 8n) & 0xffn);
      const index = typeIndexOf(machine, this.type);
      header.putAll({
        InfoMask: this.infoMask,
        TypeIndex: machine.findSymbol("ObHeaderCookie") === undefined ? index : index ^ cookie ^ spread,
      });
    } else {
      header.putAll({
        Type: types.get(this.type)?.address ?? 0n,
        NameInfoOffset: distanceOf("name"),
        HandleInfoOffset: distanceOf("handle"),
        QuotaInfoOffset: distanceOf("quota"),
        Flags: this.headers.has("creator") ? CREATOR_INFO_FLAG : 0,
      });
    }
    return header.bytes;
  }

  private writeOptionalHeader(machine: Machine, info: OptionalHeader, address: bigint): void {
    const type = optionalHeaders.find(({ name }) => name === info)?.type ?? "";
    const content = machine.structure(type);
    if (info === "name") {
      const length = (this.name ?? "").length * 2;
      content.putAll({
        Directory: this.directory?.address ?? 0n,
        "Name.Length": length,
        "Name.MaximumLength": length,
        "Name.Buffer": this.name === undefined ? 0n : this.nameBuffer,
      });
    }
    if (info === "creator") {
      content.put("CreatorUniqueProcess", this.creatorProcessId);
    }
    if (info === "quota") {
      content.putAll({ PagedPoolCharge: 0x400, NonPagedPoolCharge: 0x200 });
    }
    machine.write(address, content.bytes);
  }
}

/** Bytes of an optional header in this build; 0 where the build does not have it. */
export function optionalHeaderSize(machine: Machine, name: OptionalHeader): number {
  const type = optionalHeaders.find((header) => header.name === name)?.type ?? "";
  return machine.layout.types[type]?.size ?? 0;
}
