/** The kind of wait object for each dispatcher object of a scene. */
import type { DispatcherKind } from "../../kernel/scenario/waits.ts";

export const waitObjectKinds: Readonly<Record<DispatcherKind, string>> = {
  notificationEvent: "event",
  synchronizationEvent: "event",
  mutant: "mutant",
  process: "process",
  queue: "queue",
  semaphore: "semaphore",
  thread: "thread",
  notificationTimer: "timer",
  synchronizationTimer: "timer",
  gate: "other",
  userAddress: "other",
};
