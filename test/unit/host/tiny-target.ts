/** A very small kernel to debug: two processes, a handful of structures, sparse memory. */
import type {
  LayoutTable,
  SimulatedHandle,
  SimulatedModule,
  SimulatedProcess,
  SimulatedTarget,
  SimulatedThread,
  SymbolFacts,
  TargetMemory,
} from "../../host/target.ts";

/** Start of kernel space in the tiny 64-bit and 32-bit targets. */
const kernelStart = { 4: 0x80000000n, 8: 0xffff800000000000n } as const;

/** Bytes by address, those of user space by process. Everything that was not written is unreadable. */
class TinyMemory implements TargetMemory {
  readonly bytes = new Map<string, number>();
  private readonly start: bigint;
  private readonly current: () => SimulatedProcess | undefined;

  constructor(pointerSize: 4 | 8, current: () => SimulatedProcess | undefined) {
    this.start = kernelStart[pointerSize];
    this.current = current;
  }

  private key(address: bigint, process: SimulatedProcess | undefined): string {
    return address >= this.start ? `${address}` : `${(process ?? this.current())?.id}:${address}`;
  }

  read(address: bigint, length: number, process?: SimulatedProcess): Uint8Array | undefined {
    const result = new Uint8Array(length);
    for (let i = 0; i < length; i++) {
      const byte = this.bytes.get(this.key(address + BigInt(i), process));
      if (byte === undefined) {
        return undefined;
      }
      result[i] = byte;
    }
    return result;
  }

  write(address: bigint, bytes: Uint8Array, process?: SimulatedProcess): boolean {
    if (this.read(address, bytes.length, process) === undefined) {
      return false;
    }
    this.put(address, bytes, process);
    return true;
  }

  /** Maps and fills memory. */
  put(address: bigint, bytes: Iterable<number>, process?: SimulatedProcess): void {
    let at = address;
    for (const byte of bytes) {
      this.bytes.set(this.key(at++, process), byte);
    }
  }

  putValue(address: bigint, size: number, value: bigint): void {
    this.put(
      address,
      Array.from({ length: size }, (_, i) => Number((BigInt.asUintN(64, value) >> BigInt(8 * i)) & 0xffn)),
    );
  }
}

/** Figures of the tiny structures, for both pointer sizes. */
function tinyLayout(p: 4 | 8): LayoutTable {
  return {
    build: "tiny",
    arch: p === 8 ? "x64" : "x86",
    pointerSize: p,
    types: {
      _LIST_ENTRY: {
        kind: "struct",
        size: 2 * p,
        fields: { Flink: { offset: 0, type: "_LIST_ENTRY*" }, Blink: { offset: p, type: "_LIST_ENTRY*" } },
      },
      _EPROCESS: {
        kind: "struct",
        size: 64,
        fields: { UniqueProcessId: { offset: 0, type: "void*" }, Links: { offset: 8, type: "_LIST_ENTRY" } },
      },
      _OBJECT_HEADER: {
        kind: "struct",
        size: 0x38,
        fields: { PointerCount: { offset: 0, type: "long" }, Body: { offset: 0x30, type: "_QUAD" } },
      },
      _ETHREAD: { kind: "struct", size: 16, fields: { Reason: { offset: 0, type: "_REASON" } } },
      _THING: {
        kind: "struct",
        size: 96,
        fields: {
          Byte: { offset: 0, type: "unsigned char" },
          Signed: { offset: 1, type: "char" },
          Short: { offset: 2, type: "unsigned short" },
          Long: { offset: 4, type: "unsigned long" },
          Wide: { offset: 8, type: "unsigned long long" },
          Low: { offset: 16, type: "unsigned long", bit: [0, 1] },
          Middle: { offset: 16, type: "unsigned long", bit: [1, 2] },
          WideBits: { offset: 8, type: "unsigned long long", bit: [4, 4] },
          u1: { offset: 20, type: "_THING::u1" },
          Next: { offset: 24, type: "_THING*" },
          Opaque: { offset: 32, type: "_SECRET*" },
          Numbers: { offset: 40, type: "unsigned short[3]" },
          Reason: { offset: 48, type: "_REASON" },
          address: { offset: 52, type: "unsigned long" },
          Negative: { offset: 56, type: "long" },
          Pointers: { offset: 64, type: "_THING*[2]" },
          Inner: { offset: 80, type: "_LIST_ENTRY" },
          Flag: { offset: 0, type: "bool" },
          Float: { offset: 56, type: "float" },
          Double: { offset: 8, type: "double" },
          SignedBits: { offset: 56, type: "long", bit: [0, 3] },
          Letter: { offset: 42, type: "wchar" },
        },
      },
      "_THING::u1": {
        kind: "union",
        size: 4,
        fields: { State: { offset: 0, type: "unsigned long" }, s1: { offset: 0, type: "_THING::u1::s1" } },
      },
      "_THING::u1::s1": {
        kind: "struct",
        size: 4,
        fields: { Ready: { offset: 0, type: "unsigned long", bit: [0, 1] } },
      },
    },
    enums: { _REASON: { Executive: 0, WrLpcReply: 17 } },
    symbols: { ThingList: 0x100 },
  };
}

export interface TinyTarget extends SimulatedTarget {
  readonly memory: TinyMemory;
  readonly thing: bigint;
  readonly otherThing: bigint;
  /** Address of a user page, mapped with other bytes in each process. */
  readonly userPage: bigint;
  readonly clock: bigint;
  /** Replaces the processes that the target enumerates. */
  setProcesses(processes: readonly SimulatedProcess[]): void;
}

export interface TinyOptions {
  readonly pointerSize?: 4 | 8;
  readonly isDump?: boolean;
  readonly isKernel?: boolean;
  readonly symbols?: boolean;
  readonly version?: string;
  readonly description?: string;
}

function tinyProcess(id: number, name: string, object: bigint, threads: readonly SimulatedThread[]): SimulatedProcess {
  const handle: SimulatedHandle = {
    handle: 4,
    object: object + 0x30n,
    typeName: "ALPC Port",
    name: "\\Port",
    grantedAccess: 0x1f0001,
  };
  return { id, name, object, threads, handles: () => [handle] };
}

function fillThing(memory: TinyMemory, thing: bigint, otherThing: bigint, p: 4 | 8): void {
  const scalars: readonly (readonly [offset: bigint, size: number, value: bigint])[] = [
    [0n, 1, 0xfen],
    [1n, 1, 0xfen],
    [2n, 2, 0xbeefn],
    [4n, 4, 0xdeadbeefn],
    [8n, 8, 0xffff800012345678n],
    [16n, 4, 0b101n],
    [20n, 4, 1n],
    [24n, 8, 0n],
    [24n, p, otherThing],
    [32n, 8, 0n],
    [32n, p, thing + 0x40n],
    [40n, 2, 1n],
    [42n, 2, 2n],
    [44n, 2, 3n],
    [46n, 2, 0n],
    [48n, 4, 17n],
    [52n, 4, 0x77n],
    [56n, 4, -5n],
    [60n, 4, 0n],
    [64n, 8, 0n],
    [72n, 8, 0n],
    [64n, p, thing],
    [80n, 8, 0n],
    [88n, 8, 0n],
  ];
  for (const [offset, size, value] of scalars) {
    memory.putValue(thing + offset, size, value);
  }
}

/** Builds the target: `nt` with symbols unless told otherwise, `mod` never with any. */
export function tinyTarget(options: TinyOptions = {}): TinyTarget {
  const p = options.pointerSize ?? 8;
  const base = kernelStart[p] + 0x10000n;
  const thing = base + 0x1000n;
  const otherThing = base + 0x2000n;
  const clock = p === 8 ? 0xfffff78000000000n : 0xffdf0000n;
  const threads = [{ id: 0x14, object: base + 0x3800n }];
  let processes: readonly SimulatedProcess[] = [
    tinyProcess(4, "System", base + 0x3000n, threads),
    tinyProcess(0x88, "app.exe", base + 0x3100n, [{ id: 0x8c, object: base + 0x3900n }]),
  ];
  const first = (): SimulatedProcess => processes[0] ?? tinyProcess(0, "Idle", base, []);
  const memory = new TinyMemory(p, first);
  fillThing(memory, thing, otherThing, p);
  fillThing(memory, otherThing, 0n, p);
  memory.putValue(base + 0x3000n, p, 4n);
  memory.putValue(base + 0x3100n, p, 0x88n);
  memory.putValue(base + 0x3800n, 4, 17n);
  memory.put(clock, new Uint8Array(0x400));
  const userPage = 0x10000n;
  for (const process of processes) {
    memory.put(userPage, [process.id, 0x41, 0, 0x42, 0, 0, 0], process);
  }
  const layout = tinyLayout(p);
  const symbols = new Map<string, SymbolFacts>([
    ["ThingList", { address: base + 0x100n }],
    ["TheThing", { address: thing, type: "_THING" }],
  ]);
  const modules: readonly SimulatedModule[] = [
    {
      name: "nt",
      base,
      size: 0x10000,
      symbols,
      ...(options.symbols === false ? {} : { layout }),
      ...(options.version === undefined ? {} : { version: options.version }),
    },
    { name: "mod", base: base + 0x100000n, size: 0x1000, symbols: new Map() },
  ];
  return {
    description: options.description ?? "Tiny kernel",
    isKernel: options.isKernel ?? true,
    isDump: options.isDump ?? false,
    pointerSize: p,
    modules,
    memory,
    thing,
    otherThing,
    userPage,
    clock,
    processes: () => processes,
    currentProcess: first,
    currentThread: () => first().threads[0] ?? { id: 0, object: 0n },
    setProcesses: (next) => {
      processes = next;
    },
  };
}
