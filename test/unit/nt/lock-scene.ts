/** Threads with locks between them, and how their waits are read. */
import assert from "node:assert/strict";
import type { WaitObject } from "../../../src/facts/wait.ts";
import { readPresentWait } from "../../../src/nt/wait/present-wait.ts";
import { Absence, type Maybe } from "../../../src/target/absence.ts";
import type { Target } from "../../../src/target/target.ts";
import type { Word64 } from "../../../src/target/word64.ts";
import type { KernelImage } from "../../kernel/image.ts";
import type { LayoutId } from "../../kernel/layouts/layouts.ts";
import { KernelScenario } from "../../kernel/scenario/scenario.ts";
import type { ScenarioThread } from "../../kernel/scenario/thread.ts";
import { openPack } from "../pack.ts";
import { toBigInt, word } from "../words.ts";

/** A server's threads that take locks of each other. */
export interface Scene {
  readonly system: KernelScenario;
  /** Of one process of user mode. */
  readonly threads: readonly ScenarioThread[];
}

/** That many threads of one process of user mode. */
export function scene(layout: LayoutId, count: number): Scene {
  const system = new KernelScenario(layout);
  system.process("System", { id: 4 }).thread();
  const process = system.process("server.exe", { session: 0 });
  return { system, threads: Array.from({ length: count }, () => process.thread()) };
}

/** The kernel image of a scene, opened as the pack sees it. */
export function open({ system }: Scene): { target: Target; image: KernelImage } {
  const image = system.build();
  return { image, target: openPack(image.target).target };
}

/** The thread at that place; fails where there is none. */
export function at(threads: readonly ScenarioThread[], index: number): ScenarioThread {
  const thread = threads[index];
  assert.ok(thread !== undefined);
  return thread;
}

/** The one object that a thread waits for; fails where its wait cannot be read. */
export function onlyObject(target: Target, thread: ScenarioThread): WaitObject {
  const wait = readPresentWait(target, word(thread.address));
  assert.ok(!(wait instanceof Absence), wait instanceof Absence ? wait.reason : "");
  assert.equal(wait.broken, undefined);
  assert.equal(wait.objects.length, 1);
  return wait.objects[0] as WaitObject;
}

/** Fails with the reason where the list is absent. */
export function addresses(list: Maybe<readonly Word64[]>): readonly bigint[] {
  assert.ok(!(list instanceof Absence), list instanceof Absence ? list.reason : "");
  return list.map(toBigInt);
}

/** In the order of the addresses. */
export function sorted(list: readonly bigint[]): readonly bigint[] {
  return [...list].sort((one, other) => (one < other ? -1 : 1));
}

/** Whether a layout has a type. */
export function has(layout: LayoutId, type: string): boolean {
  return new KernelScenario(layout).machine.layout.types[type] !== undefined;
}
