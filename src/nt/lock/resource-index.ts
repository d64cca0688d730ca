/** Finds the resource that a thread waits for: the wait block names only the resource's event or semaphore. */
import { isAbsent, present } from "../../target/absence.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64, WordId } from "../../target/word64.ts";
import { walkContaining } from "../list.ts";
import { findAwaitedLock } from "./lock-entries.ts";
import { isOnSystemList, RESOURCE } from "./resource.ts";
import { hasWaiters, readAwaitedObjects } from "./resource-waiters.ts";

/**
 * The resource behind the dispatcher object that a thread (its `_ETHREAD`) waits on; undefined if none is found. The
 * thread's own lock entry names it if there is one; else all resources of the system are searched, once per stop.
 */
export function findAwaitedResource(target: Target, thread: Structure, dispatcher: Word64): Word64 | undefined {
  const lock = findAwaitedLock(target, thread);
  const structure = lock === undefined ? undefined : present(target.readStructure(RESOURCE, lock));
  return structure !== undefined && isOnSystemList(target, structure)
    ? lock
    : indexAwaitedResources(target).get(dispatcher.id);
}

/** Resources with waiters, by the key of each object that the waiters wait on. */
function indexAwaitedResources(target: Target): ReadonlyMap<WordId, Word64> {
  return target.stop.once("awaited resources", () =>
    target.pin(() => {
      const index = new Map<WordId, Word64>();
      const head = target.symbol("ExpSystemResourcesList");
      for (const address of isAbsent(head)
        ? []
        : walkContaining(target, head, RESOURCE, "SystemResourcesList", { what: "the list of resources" })) {
        const resource = target.readStructure(RESOURCE, address);
        for (const { dispatcher } of !isAbsent(resource) && hasWaiters(resource)
          ? readAwaitedObjects(target, resource)
          : []) {
          index.set(dispatcher.id, address);
        }
      }
      return index;
    }),
  );
}
