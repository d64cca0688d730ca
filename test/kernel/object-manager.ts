/** The object manager's own data: type objects, the directory tree, type index and info mask tables. */
import {
  KernelObject,
  optionalHeaders,
  optionalHeaderSize,
  type ObjectOptions,
  type OptionalHeader,
} from "./kernel-object.ts";
import { encodeWide, type Machine } from "./machine.ts";
import { objectTypeNames, typeIndexOf, typeSymbols, typeTag, type ObjectTypeName } from "./object-types.ts";
import { poolTag } from "./pool.ts";
import { storeInteger } from "./structure.ts";

const BUCKETS = 37;
/** What Windows puts at index 1; not a pointer. */
const UNUSED_TYPE = 0xbad0b0b0n;
/** Any byte will do. */
const HEADER_COOKIE = 0xa7;

/** Bucket of a name: a running sum of its characters, in upper case, over three halves of itself. */
export function directoryBucket(name: string): number {
  let hash = 0;
  for (const char of name.toUpperCase().split("")) {
    hash = (hash + ((hash << 1) + (hash >>> 1)) + char.charCodeAt(0)) >>> 0;
  }
  return hash % BUCKETS;
}

export interface ObjectManagerOptions {
  /** Types whose objects the kernel links through their creator info. */
  readonly maintainTypeLists?: boolean;
}

export class ObjectManager {
  readonly objects: KernelObject[] = [];
  readonly root: KernelObject;
  private readonly machine: Machine;
  private readonly maintained: ReadonlySet<ObjectTypeName>;
  private readonly types = new Map<ObjectTypeName, KernelObject>();
  private readonly directories = new Map<string, KernelObject>();
  private readonly directoryEntries = new Map<KernelObject, bigint>();
  private readonly typeNames = new Map<ObjectTypeName, bigint>();

  constructor(machine: Machine, options: ObjectManagerOptions = {}) {
    this.machine = machine;
    this.maintained = new Set(options.maintainTypeLists === true ? ["Port", "WaitablePort", "ALPC Port"] : []);
    this.root = this.create({
      type: "Directory",
      size: machine.sizeOf("_OBJECT_DIRECTORY"),
      pool: "paged",
      name: "\\",
    });
    this.directories.set("\\", this.root);
    const folder = this.directory("\\ObjectTypes");
    for (const name of objectTypeNames(machine)) {
      const size = machine.sizeOf("_OBJECT_TYPE");
      this.types.set(name, this.create({ type: "Type", size, pool: "nonPaged", name, directory: folder }));
      this.typeNames.set(name, machine.allocate("paged", name.length * 2, "ObNm"));
    }
  }

  /** A new object of any type. The caller writes the body. */
  create(options: ObjectOptions): KernelObject {
    const creator: readonly OptionalHeader[] = this.maintained.has(options.type) ? ["creator"] : [];
    const object = new KernelObject(this.machine, { ...options, headers: [...(options.headers ?? []), ...creator] });
    this.objects.push(object);
    return object;
  }

  /** The directory at a full path, made with its parents when missing. */
  directory(path: string): KernelObject {
    const known = this.directories.get(path.toLowerCase()) ?? (path === "" ? this.root : undefined);
    if (known !== undefined) {
      return known;
    }
    const [parent, name] = splitPath(path);
    const size = this.machine.sizeOf("_OBJECT_DIRECTORY");
    const directory = this.create({ type: "Directory", size, pool: "paged", name, directory: this.directory(parent) });
    this.directories.set(path.toLowerCase(), directory);
    return directory;
  }

  /** Name and directory for an object at a full path. */
  place(path: string): { name: string; directory: KernelObject } {
    const [parent, name] = splitPath(path);
    return { name, directory: this.directory(parent) };
  }

  typeObject(name: ObjectTypeName): KernelObject {
    const type = this.types.get(name);
    if (type === undefined) {
      throw new Error(`this kernel has no object type "${name}"`);
    }
    return type;
  }

  /** Writes all headers, types, tables and directories. */
  write(): void {
    for (const object of this.objects) {
      this.writeObject(object);
    }
    this.writeTypes();
    this.writeDirectories();
    this.machine.writeSymbol("ObpRootDirectoryObject", this.root.address);
    for (const [symbol, name] of Object.entries(typeSymbols(this.machine))) {
      this.machine.writeSymbol(symbol, this.typeObject(name).address);
    }
    this.writeTables();
  }

  /** Writes one object that was made after the others were written. */
  writeObject(object: KernelObject): void {
    object.write(this.machine, this.types, HEADER_COOKIE);
  }

  private writeTypes(): void {
    const { machine } = this;
    const counts = new Map<ObjectTypeName, KernelObject[]>();
    for (const object of this.objects) {
      const list = counts.get(object.type);
      if (list === undefined) {
        counts.set(object.type, [object]);
      } else {
        list.push(object);
      }
    }
    for (const [name, type] of this.types) {
      const members = counts.get(name) ?? [];
      const buffer = this.typeNames.get(name) ?? 0n;
      machine.write(buffer, encodeWide(name));
      const body = machine.structure("_OBJECT_TYPE").putAll({
        "Name.Length": name.length * 2,
        "Name.MaximumLength": name.length * 2,
        "Name.Buffer": buffer,
        Index: typeIndexOf(machine, name),
        TotalNumberOfObjects: members.length,
        TotalNumberOfHandles: members.reduce((sum, object) => sum + object.handleCount, 0),
        Key: poolTag(typeTag(name)),
        "TypeInfo.MaintainTypeList": this.maintained.has(name),
      });
      machine.write(type.address, body.bytes);
      const entries = members.map((object) => object.typeListEntry(machine)).filter((entry) => entry !== undefined);
      machine.writeList(type.address + machine.offsetOf("_OBJECT_TYPE", "TypeList"), entries);
    }
  }

  private writeDirectories(): void {
    const { machine } = this;
    const buckets = new Map<KernelObject, bigint[]>();
    for (const directory of this.directories.values()) {
      buckets.set(
        directory,
        Array.from({ length: BUCKETS }, () => 0n),
      );
    }
    for (const object of this.objects) {
      const chain = object.directory === undefined ? undefined : buckets.get(object.directory);
      if (chain === undefined || object.name === undefined) {
        continue;
      }
      let entry = this.directoryEntries.get(object);
      if (entry === undefined) {
        entry = machine.allocate("paged", machine.sizeOf("_OBJECT_DIRECTORY_ENTRY"), "ObDi");
        this.directoryEntries.set(object, entry);
      }
      const bucket = directoryBucket(object.name);
      machine.write(
        entry,
        machine.structure("_OBJECT_DIRECTORY_ENTRY").putAll({ ChainLink: chain[bucket] ?? 0n, Object: object.address })
          .bytes,
      );
      chain[bucket] = entry;
    }
    for (const [directory, chain] of buckets) {
      const body = machine.structure("_OBJECT_DIRECTORY");
      chain.forEach((entry, index) => {
        if (entry !== 0n) {
          body.put(`HashBuckets[${index}]`, entry);
        }
      });
      machine.write(directory.address, body.bytes);
    }
  }

  private writeTables(): void {
    const { machine } = this;
    const table = machine.findSymbol("ObTypeIndexTable");
    if (table !== undefined) {
      machine.writePointer(table + BigInt(machine.pointerSize), UNUSED_TYPE);
      for (const [name, type] of this.types) {
        machine.writePointer(table + BigInt(typeIndexOf(machine, name) * machine.pointerSize), type.address);
      }
    }
    const offsets = machine.findSymbol("ObpInfoMaskToOffset");
    if (offsets !== undefined) {
      machine.write(offsets, this.infoMaskOffsets());
    }
    const cookie = machine.findSymbol("ObHeaderCookie");
    if (cookie !== undefined) {
      machine.write(cookie, Uint8Array.of(HEADER_COOKIE));
    }
  }

  /** For each mask of optional headers, the bytes that they take together. */
  private infoMaskOffsets(): Uint8Array {
    const later = [
      { bit: 0x20, type: "_OBJECT_HEADER_AUDIT_INFO" },
      { bit: 0x40, type: "_OBJECT_HEADER_EXTENDED_INFO" },
      { bit: 0x80, type: "_OBJECT_HEADER_PADDING_INFO" },
    ].map(({ bit, type }) => ({ bit, size: this.machine.layout.types[type]?.size ?? 0 }));
    const parts = [
      ...optionalHeaders.map(({ name, bit }) => ({ bit, size: optionalHeaderSize(this.machine, name) })),
      ...later,
    ];
    const last = parts.reduce((mask, { bit, size }) => (size > 0 ? mask | bit : mask), 0);
    const table = new Uint8Array(last + 1);
    for (let mask = 0; mask < table.length; mask++) {
      const sum = parts.reduce((total, { bit, size }) => ((mask & bit) === 0 ? total : total + size), 0);
      storeInteger(table, mask, 1, BigInt(sum));
    }
    return table;
  }
}

function splitPath(path: string): [parent: string, name: string] {
  const cut = path.lastIndexOf("\\");
  if (cut < 0) {
    throw new Error(`"${path}" is not a full path`);
  }
  return [cut === 0 ? "\\" : path.slice(0, cut), path.slice(cut + 1)];
}
