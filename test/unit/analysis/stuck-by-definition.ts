/** Who is stuck and in which cycles, by the definition alone: over all sets of threads. */
import type { Act, ObjectChoice } from "./random-plan.ts";

/** Whether the wait of `self` cannot end as long as none of `blocked` moves. */
function isBlockedBy(act: Act, self: number, blocked: ReadonlySet<number>): boolean {
  if (act.kind === "reply") {
    return act.from !== self && blocked.has(act.from);
  }
  if (act.kind === "queued") {
    return act.workers.every((worker) => blocked.has(worker));
  }
  if (act.kind !== "objects" || act.hasTimeout) {
    return false;
  }
  const isOwnEnd = (object: ObjectChoice): boolean => object.kind === "thread" && object.of === self;
  const others = act.objects.filter((object) => !isOwnEnd(object));
  if (others.length === 0 || (act.mode === "all" && others.length < act.objects.length)) {
    return false;
  }
  const isHeld = (object: ObjectChoice): boolean =>
    object.kind !== "event" && !(object.kind === "mutant" && object.of === self) && blocked.has(object.of);
  return act.mode === "any" ? others.every(isHeld) : others.some(isHeld);
}

/** The stuck threads by definition: the union of all sets of threads in which each is blocked by the set itself. */
export function findStuckByForce(plan: readonly Act[]): ReadonlySet<number> {
  const stuck = new Set<number>();
  for (let bits = 1; bits < 1 << plan.length; bits++) {
    const members = plan.map((_, place) => place).filter((place) => (bits >> place) % 2 === 1);
    const set = new Set(members);
    if (
      members.every((place) => {
        const act = plan[place];
        return act !== undefined && isBlockedBy(act, place, set);
      })
    ) {
      for (const place of members) {
        stuck.add(place);
      }
    }
  }
  return stuck;
}

/** Which threads a stuck thread depends on. */
export function targetsOf(act: Act, self: number): readonly number[] {
  if (act.kind === "reply") {
    return [act.from];
  }
  if (act.kind === "queued") {
    return act.workers;
  }
  return act.kind === "objects"
    ? act.objects.filter((object) => object.kind !== "event" && object.of !== self).map((object) => object.of)
    : [];
}

/** Cycles by definition: stuck threads that reach each other over stuck threads, as sorted lists. */
export function findCyclesByForce(plan: readonly Act[], stuck: ReadonlySet<number>): readonly string[] {
  const reaches = plan.map(
    (act, place) => new Set(stuck.has(place) ? targetsOf(act, place).filter((target) => stuck.has(target)) : []),
  );
  for (let middle = 0; middle < plan.length; middle++) {
    for (const from of reaches) {
      if (from.has(middle)) {
        for (const target of reaches[middle] ?? []) {
          from.add(target);
        }
      }
    }
  }
  const cycles = new Set<string>();
  reaches.forEach((reached, place) => {
    if (reached.has(place)) {
      cycles.add(
        [...reached]
          .filter((other) => reaches[other]?.has(place))
          .sort()
          .join(),
      );
    }
  });
  return [...cycles].sort();
}
