/** Processes and threads as the debugger enumerates them: from the kernel's lists. */
import type { SimulatedHandle, SimulatedProcess, SimulatedThread } from "../../host/target.ts";
import { ObjectReader } from "../../kernel/reader/object-reader.ts";
import { StructureReader } from "../../kernel/reader/structure-reader.ts";
import type { LayoutReader } from "./layout-reader.ts";

const MOST_PROCESSES = 65_536;
/** In all processes together. */
const MOST_THREADS = 1_000_000;
const NAME_LENGTH = 15;

export class ProcessList {
  private readonly kernel: LayoutReader;
  private readonly objects: ObjectReader;
  private threadsLeft = MOST_THREADS;
  private readonly roots = new Map<bigint, bigint | undefined>();

  constructor(kernel: LayoutReader) {
    this.kernel = kernel;
    const { memory } = kernel.reader;
    this.objects = new ObjectReader(
      new StructureReader(
        kernel.layout,
        (address, length) => memory.read(address, length),
        (name) => kernel.symbol(name),
      ),
    );
  }

  /** In the order of the list at `head`; the list ends at a process that cannot be read. */
  all(head: bigint): readonly SimulatedProcess[] {
    const links = this.kernel.offset("_EPROCESS", "ActiveProcessLinks");
    if (links === undefined) {
      return [];
    }
    return [...this.kernel.reader.list(head, MOST_PROCESSES)].map((entry) => this.process(entry - links));
  }

  /** One process by its `_EPROCESS`. */
  process(object: bigint): SimulatedProcess {
    const { kernel } = this;
    let threads: readonly SimulatedThread[] | undefined;
    const read = (): readonly SimulatedThread[] => (threads ??= this.threads(object));
    return {
      id: Number(kernel.field(object, "_EPROCESS", "UniqueProcessId") ?? 0n),
      name: this.imageName(object),
      object,
      get threads() {
        return read();
      },
      handles: () => this.handles(object),
    };
  }

  thread(object: bigint): SimulatedThread {
    return { object, id: Number(this.kernel.field(object, "_ETHREAD", "Cid.UniqueThread") ?? 0n) };
  }

  /** Physical address of a process's page tables; undefined if it cannot be read or is not valid. */
  rootOf(object: bigint): bigint | undefined {
    if (!this.roots.has(object)) {
      // Windows XP and Server 2003 have two words there; the first one counts.
      const offset =
        this.kernel.offset("_EPROCESS", "Pcb.DirectoryTableBase") ??
        this.kernel.offset("_KPROCESS", "DirectoryTableBase");
      const root = offset === undefined ? undefined : this.kernel.reader.pointer(object + offset);
      this.roots.set(object, root === 0n ? undefined : root);
    }
    return this.roots.get(object);
  }

  private threads(process: bigint): readonly SimulatedThread[] {
    const head = this.kernel.offset("_EPROCESS", "ThreadListHead");
    const entryOffset = this.kernel.offset("_ETHREAD", "ThreadListEntry");
    if (head === undefined || entryOffset === undefined) {
      return [];
    }
    const found = [...this.kernel.reader.list(process + head, this.threadsLeft)].map((entry) =>
      this.thread(entry - entryOffset),
    );
    this.threadsLeft -= found.length;
    return found;
  }

  private imageName(process: bigint): string {
    const offset = this.kernel.offset("_EPROCESS", "ImageFileName");
    const bytes = offset === undefined ? undefined : this.kernel.reader.memory.read(process + offset, NAME_LENGTH);
    if (bytes === undefined) {
      return "";
    }
    const end = bytes.indexOf(0);
    return Buffer.from(end < 0 ? bytes : bytes.subarray(0, end)).toString("latin1");
  }

  private handles(process: bigint): readonly SimulatedHandle[] {
    const table = this.kernel.field(process, "_EPROCESS", "ObjectTable");
    if (table === undefined || table === 0n) {
      return [];
    }
    try {
      return this.objects.handles(table).map(({ handle, object, grantedAccess }) => ({
        handle,
        object,
        grantedAccess,
        typeName: this.objects.typeName(object) ?? "",
        name: this.objects.path(object) ?? "",
      }));
    } catch {
      // Without symbols for handle tables, no handles can be shown.
      return [];
    }
  }
}
