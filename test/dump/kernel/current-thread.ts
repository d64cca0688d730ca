/** The current thread of the debugger after it opens a dump. */
import type { LayoutReader } from "./layout-reader.ts";

const MOST_PROCESSORS = 2048;
const RUNNING = 2n;

export interface CurrentThread {
  /** Address of the `_ETHREAD`. */
  readonly thread: bigint;
  /** Address of the `_EPROCESS` that it runs in. */
  readonly process: bigint;
}

/** Running threads, by processor. */
function runningThreads(kernel: LayoutReader, processors: number, dataOffset: number | undefined): readonly bigint[] {
  const offset =
    kernel.offset("_KPRCB", "CurrentThread") ?? (dataOffset === undefined ? undefined : BigInt(dataOffset));
  const blocks = kernel.symbol("KiProcessorBlock");
  const threads: bigint[] = [];
  for (
    let index = 0;
    blocks !== undefined && offset !== undefined && index < Math.min(processors, MOST_PROCESSORS);
    index++
  ) {
    const block = kernel.reader.pointer(blocks + BigInt(index * kernel.reader.pointerSize));
    const thread = block === undefined || block === 0n ? undefined : kernel.reader.pointer(block + offset);
    if (thread !== undefined && thread !== 0n) {
      threads.push(thread);
    }
  }
  return threads;
}

function holdsStack(kernel: LayoutReader, thread: bigint, stackPointer: bigint): boolean {
  const limit = kernel.field(thread, "_KTHREAD", "StackLimit");
  const base = kernel.field(thread, "_KTHREAD", "StackBase") ?? kernel.field(thread, "_KTHREAD", "InitialStack");
  return limit !== undefined && base !== undefined && limit <= stackPointer && stackPointer < base;
}

/**
 * The thread whose stack contains the saved stack pointer: its processor wrote the dump. Otherwise the thread of the
 * first processor, or if that is unknown, the first running one of `candidates`. Undefined when there is none.
 * `dataOffset`: of the current thread in a processor's block by the debugger's data block, for symbols without
 * `_KPRCB`.
 */
export function findCurrentThread(
  kernel: LayoutReader,
  processors: number,
  dataOffset: number | undefined,
  stackPointer: bigint | undefined,
  candidates: () => Iterable<bigint>,
): CurrentThread | undefined {
  const running = runningThreads(kernel, processors, dataOffset);
  const onStack =
    stackPointer === undefined ? undefined : running.find((thread) => holdsStack(kernel, thread, stackPointer));
  let thread = onStack ?? running[0];
  if (thread === undefined) {
    for (const candidate of candidates()) {
      if (kernel.field(candidate, "_KTHREAD", "State") === RUNNING) {
        thread = candidate;
        break;
      }
    }
  }
  const process =
    thread === undefined
      ? undefined
      : (kernel.field(thread, "_KTHREAD", "ApcState.Process") ?? kernel.field(thread, "_KTHREAD", "Process"));
  return thread === undefined || process === undefined || process === 0n ? undefined : { thread, process };
}
