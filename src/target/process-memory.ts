/**
 * User memory of a process: read with that process as context, since an address there means something in its own
 * address space only.
 */
import { Absence, isAbsent, unreadable, type Maybe } from "./absence.ts";
import { isKernelAddress } from "./address.ts";
import { findDebuggerProcess, kernelObjectOf } from "./debugger-objects.ts";
import { hostWords } from "./host-errors.ts";
import { hostWord } from "./host-values.ts";
import { scriptHost } from "./host.ts";
import { pointerIn } from "./pointer.ts";
import type { Target } from "./target.ts";
import type { Word64 } from "./word64.ts";

/** What Microsoft's debugger says of memory that is not there: no more than the reason says already. */
const SAYS_UNREADABLE = /^Unable to read (?:all of )?target memory\b/i;

/** The process that memory is read of. */
export interface MemoryOwner {
  /** The `_EPROCESS`. */
  readonly address: Word64;
  readonly id: number;
}

/**
 * What the host takes as context for the memory of a process: the debugger's own process object (tried in Microsoft's
 * debugger with processes that have different memory at one address). A typed `_EPROCESS` created here would not work:
 * it belongs to the address space that it was created in. Absent with the reason where the debugger has no such object,
 * or one whose kernel object is another.
 */
function processContext(target: Target, owner: MemoryOwner): Maybe<JsProvider.ContextInheritor> {
  const process = findDebuggerProcess(target, owner.id);
  if (isAbsent(process)) {
    return process;
  }
  const object = kernelObjectOf(target, process);
  return isAbsent(object) || object.equals(owner.address)
    ? process
    : new Absence(
        "Invalid",
        `the debugger's process 0x${owner.id.toString(16)} is ${object}, not ${owner.address}`,
        owner.address,
      );
}

/**
 * Bytes at a user address of a process, as they are now. Unreadable where they are not in the target, or where the
 * debugger cannot look into that process.
 */
export function readProcessMemory(
  target: Target,
  owner: MemoryOwner,
  address: Word64,
  length: number,
): Maybe<Uint8Array> {
  if (isKernelAddress(address, target.pointerSize)) {
    return new Absence("Invalid", `${address} is not an address of a process: it lies in kernel space`, address);
  }
  const context = processContext(target, owner);
  if (isAbsent(context)) {
    return new Absence(
      "Unreadable",
      `the memory of process 0x${owner.id.toString(16)} cannot be read: ${context.reason}`,
      address,
    );
  }
  const host = scriptHost();
  try {
    return host.memory.readMemoryValues(hostWord(address), length, 1, false, context);
  } catch (error) {
    const { reason } = unreadable(address, length, `memory of process 0x${owner.id.toString(16)}`);
    const words = hostWords(error);
    return new Absence(
      "Unreadable",
      SAYS_UNREADABLE.test(words) ? reason : `${reason}: the debugger says "${words}"`,
      address,
    );
  }
}

/**
 * A pointer of the target's own size at a user address of a process; absent as {@link readProcessMemory}. A 32-bit
 * process of a 64-bit kernel has smaller ones.
 */
export function readProcessPointer(target: Target, owner: MemoryOwner, address: Word64): Maybe<Word64> {
  const bytes = readProcessMemory(target, owner, address, target.pointerSize);
  return isAbsent(bytes) ? bytes : pointerIn(bytes, 0, target.pointerSize);
}
