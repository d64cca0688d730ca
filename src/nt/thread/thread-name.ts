/** A thread's name as set by its program, and the tag of the service that it works for. */
import { isAbsent, notApplicable, type Maybe } from "../../target/absence.ts";
import { readProcessMemory } from "../../target/process-memory.ts";
import { readWord, type Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { readUnicodeString } from "../unicode-string.ts";
import { memoryOwnerOf } from "../wait/waiting-thread.ts";

/**
 * `_ETHREAD.ThreadName` (Windows 10 1607 on): set by `SetThreadDescription`. NotApplicable for a thread without a name.
 */
export function readThreadName(target: Target, thread: Word64): Maybe<string> {
  return target.stop.onceOf("name of thread", thread.id, () => {
    const structure = target.readStructure("_ETHREAD", thread);
    const at = isAbsent(structure) ? structure : structure.pointer("ThreadName");
    if (isAbsent(at)) {
      return at;
    }
    const name = at.isZero ? "" : readUnicodeString(target, at);
    return name === "" ? notApplicable("the thread has no name") : name;
  });
}

/**
 * `_TEB.SubProcessTag` (Vista on), in the process's own memory: the number that the service control manager gave to the
 * service that the thread works for. NotApplicable for threads of no service.
 */
export function readServiceTag(target: Target, thread: Word64): Maybe<number> {
  return target.stop.onceOf("service tag of", thread.id, () => {
    const structure = target.readStructure("_ETHREAD", thread);
    return isAbsent(structure) ? structure : readTag(target, structure);
  });
}

function readTag(target: Target, thread: Structure): Maybe<number> {
  const layout = target.layout("_TEB");
  const field = isAbsent(layout) ? layout : layout.field("SubProcessTag");
  const teb = thread.pointer("Tcb.Teb");
  const owner = memoryOwnerOf(target, thread);
  if (isAbsent(field) || isAbsent(teb) || owner === undefined) {
    return isAbsent(field) ? field : isAbsent(teb) ? teb : notApplicable("the thread names no process");
  }
  if (teb.isZero) {
    return notApplicable("a thread of the kernel works for no service");
  }
  const bytes = readProcessMemory(target, owner, teb.plus(field.offset), target.pointerSize);
  const tag = isAbsent(bytes) ? bytes : readWord(bytes, 0, target.pointerSize);
  if (isAbsent(tag)) {
    return tag;
  }
  return tag.isZero ? notApplicable("the thread works for no service") : tag.low;
}
