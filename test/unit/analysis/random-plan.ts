/** Random plans of what threads wait for, and scenes that follow them. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { WaitObject } from "../../../src/facts/wait.ts";
import { Scene } from "./scene.ts";
import type { ThreadActor } from "./thread-actor.ts";

/** What a random thread does. Threads are named by number; a number may be the thread's own. */
export type Act =
  | { readonly kind: "runs" | "suspended" | "event" }
  | { readonly kind: "reply"; readonly from: number }
  | { readonly kind: "queued"; readonly workers: readonly number[] }
  | {
      readonly kind: "objects";
      readonly mode: "any" | "all";
      readonly hasTimeout: boolean;
      readonly objects: readonly ObjectChoice[];
    };

/** One of the objects of a wait, and whose it is. */
export interface ObjectChoice {
  readonly kind: "mutant" | "thread" | "event";
  readonly of: number;
}

/** What that many threads do. */
function acts(count: number): fc.Arbitrary<readonly Act[]> {
  const number = fc.nat(count - 1);
  const object = fc.record({ kind: fc.constantFrom("mutant", "mutant", "thread", "event"), of: number });
  const act: fc.Arbitrary<Act> = fc.oneof(
    { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("runs", "suspended", "event") }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant("reply"), from: number }) },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant("queued"),
        workers: fc.uniqueArray(number, { minLength: 1, maxLength: 3 }),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant("objects"),
        mode: fc.constantFrom("any", "all"),
        hasTimeout: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
        objects: fc.array(object, { minLength: 1, maxLength: 3 }),
      }),
    },
  );
  return fc.array(act, { minLength: count, maxLength: count });
}

/** Plans of up to eight threads. */
export const systems = fc.integer({ min: 1, max: 8 }).chain(acts);

/** The scene in which each thread does what the plan says of it. */
export function build(plan: readonly Act[]): { readonly scene: Scene; readonly threads: readonly ThreadActor[] } {
  const scene = new Scene();
  const client = scene.newProcess("client.exe", 1);
  const threads = plan.map((_, id) => scene.newProcess(`p${id}.exe`, id + 2).thread(id));
  const at = (place: number): ThreadActor => {
    const thread = threads[place];
    assert.ok(thread);
    return thread;
  };
  plan.forEach((act, place) => {
    const thread = at(place);
    if (act.kind === "suspended") {
      thread.isSuspended();
    }
    if (act.kind === "event") {
      thread.waitsFor(scene.object("event"));
    }
    if (act.kind === "reply") {
      thread.awaitsReplyFrom(at(act.from));
    }
    if (act.kind === "queued") {
      const port = scene
        .newProcess("server.exe", 100 + place)
        .creates("port")
        .hasWorkers(...act.workers.map(at));
      thread.awaitsReplyQueuedOn(client.connectsTo(port));
    }
    if (act.kind === "objects") {
      const objects = act.objects.map(({ kind, of }): WaitObject =>
        kind === "thread"
          ? scene.object("thread", { address: at(of).address })
          : kind === "mutant"
            ? scene.mutantOf(at(of))
            : scene.object("event"),
      );
      thread.waits(act.mode, objects, act.hasTimeout);
    }
  });
  return { scene, threads };
}
