/** Who holds handles to which objects: one pass over the handle tables of all processes. */
import { isAbsent } from "../target/absence.ts";
import type { Target } from "../target/target.ts";
import type { Word64, WordId } from "../target/word64.ts";
import { walkHandles } from "./handle-table.ts";
import { readNameOfType, readTypeObject } from "./object-type.ts";
import { walkProcesses } from "./process/process-list.ts";

/** One handle to an object, and whose it is. */
export interface HandleHolder {
  /** The `_EPROCESS`. */
  readonly process: Word64;
  readonly handle: number;
  readonly grantedAccess: number;
}

/** One object and its holders. */
export interface HeldObject {
  readonly object: Word64;
  readonly holders: readonly HandleHolder[];
}

/** By the key of the object's address. */
export type HandleIndex = ReadonlyMap<WordId, HeldObject>;

/**
 * The handles to objects of the types wanted, of all processes that can be read. Expensive: reads the header of every
 * object with a handle, in the order of their addresses so that each page is read once. Keep the answer for the stop,
 * or use {@link indexHandlesByType}.
 */
export function indexHandles(target: Target, wants: (typeObject: Word64) => boolean): HandleIndex {
  const all = collectHandles(target);
  const objects: HeldObject[] = [];
  all.forEach((held) => objects.push(held));
  objects.sort((one, other) => one.object.compare(other.object));
  const index = new Map<WordId, HeldObject>();
  for (const held of objects) {
    const type = readTypeObject(target, held.object);
    if (!isAbsent(type) && wants(type)) {
      index.set(held.object.id, held);
    }
  }
  return index;
}

/** As {@link indexHandles} for types by name ("Port", "WaitablePort", "ALPC Port"); remembered for this stop. */
export function indexHandlesByType(target: Target, typeNames: readonly string[]): HandleIndex {
  return target.stop.once(`handles of ${typeNames.join("|")}`, () =>
    indexHandles(target, (type) => {
      const name = readNameOfType(target, type);
      return !isAbsent(name) && typeNames.indexOf(name) >= 0;
    }),
  );
}

/**
 * The handles to the object at an address, of all processes that can be read. The first call of a stop passes over all
 * handle tables.
 */
export function findHandleHolders(target: Target, object: Word64): readonly HandleHolder[] {
  return collectHandles(target).get(object.id)?.holders ?? [];
}

/** The processes with a handle to the object, each once, in the order of the system's list: who could signal it. */
export function findHolderProcesses(target: Target, object: Word64): readonly Word64[] {
  const processes = new Map<WordId, Word64>();
  for (const { process } of findHandleHolders(target, object)) {
    processes.set(process.id, process);
  }
  return Array.from(processes.values());
}

/** Every object with a handle; once a stop. */
function collectHandles(target: Target): HandleIndex {
  return target.stop.once("all handles", () => target.pin(() => collectAll(target)));
}

function collectAll(target: Target): HandleIndex {
  const held = new Map<WordId, { readonly object: Word64; readonly holders: HandleHolder[] }>();
  for (const process of walkProcesses(target)) {
    for (const { handle, object, grantedAccess } of walkHandles(target, process)) {
      const known = held.get(object.id);
      if (known === undefined) {
        held.set(object.id, { object, holders: [{ process, handle, grantedAccess }] });
      } else {
        known.holders.push({ process, handle, grantedAccess });
      }
    }
  }
  return held;
}
