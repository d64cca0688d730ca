/** Simulated Windows kernels: scenes, images, layouts and captured memory. */
export { layoutIds, alpcLayoutIds, lpcLayoutIds, lockLayoutIds, loadLayout, type LayoutId } from "./layouts/layouts.ts";
export { KernelScenario, type KernelScenarioOptions } from "./scenario/scenario.ts";
export type { KernelImage } from "./image.ts";
export type * from "./facts.ts";
export { fieldOf, findField, hasField, offsetOf, sizeOf, sizeOfType } from "./fields.ts";
export type { ScenarioProcess } from "./scenario/process.ts";
export type { ScenarioThread } from "./scenario/thread.ts";
export type { ScenarioPort } from "./scenario/port.ts";
export type { ScenarioConnection } from "./scenario/connection.ts";
export type { ScenarioMessage } from "./scenario/message.ts";
export type { ScenarioLock } from "./scenario/locks.ts";
export type { ScenarioCriticalSection } from "./scenario/user-memory.ts";
export type { ScenarioDevice, ScenarioDriver, ScenarioIrp } from "./scenario/drivers.ts";
export type { ScenarioWaitable, ScenarioCompletionPort } from "./scenario/waits.ts";
export { openSnapshot } from "./snapshot.ts";
