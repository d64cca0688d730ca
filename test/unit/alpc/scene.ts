/**
 * One rich scene for every layout: all kinds of ports, queues, messages and resources that its version of Windows can
 * have.
 */
import assert from "node:assert/strict";
import { KernelScenario, type KernelScenarioOptions } from "../../kernel/scenario/scenario.ts";
import type { KernelImage } from "../../kernel/image.ts";
import type { LayoutId } from "../../kernel/layouts/layouts.ts";
import type { Word64 } from "../../../src/target/word64.ts";
import { alpcGeneration } from "../../../src/alpc/generation.ts";
import type { Generation } from "../../../src/generation/generation.ts";
import type { Target } from "../../../src/target/target.ts";
import { Absence, isAbsent, type Maybe } from "../../../src/target/absence.ts";

import { openPack } from "../pack.ts";
import { toBigInt } from "../words.ts";

export interface Opened {
  readonly image: KernelImage;
  readonly target: Target;
  readonly generation: Generation;
}

/** Opens an image as the pack sees it. */
export function open(image: KernelImage): Opened {
  const { target } = openPack(image.target);
  return { image, target, generation: alpcGeneration(target) };
}

/** Whether a layout has a member, by the scene's own tables. */
export function has(image: KernelImage, type: string, path: string): boolean {
  return image.scenario.machine.has(type, path);
}

/** Undefined for what is absent. */
export function bigOrNone(value: Maybe<Word64>): bigint | undefined {
  return isAbsent(value) ? undefined : toBigInt(value);
}

/** The datum; fails with the reason where it is absent. */
export function sure<T>(value: Maybe<T> | undefined): T {
  if (value === undefined) {
    throw new Error("nothing there");
  }
  if (value instanceof Absence) {
    throw new Error(`absent: ${value.kind}: ${value.reason}`);
  }
  return value;
}

/** Address of the port of that name. */
export function portNamed(image: KernelImage, name: string): bigint {
  const port = image.facts.ports.find((candidate) => candidate.name === name);
  assert.ok(port !== undefined);
  return port.address;
}

/** The number that a word holds; fails with the reason where it is absent. */
export function numberOf(value: Maybe<Word64>): bigint {
  return toBigInt(sure(value));
}

/** Impersonation levels by their numbers. */
export const LEVELS = ["SecurityAnonymous", "SecurityIdentification", "SecurityImpersonation", "SecurityDelegation"];

/** Everything that a walk yields, as bigints. */
export function all(walk: Iterable<Word64>): readonly bigint[] {
  return Array.from(walk, toBigInt);
}

/** Payload of a local RPC bind that agrees on interface number 2 for svcctl 2.0. */
export function bindPayload(): Uint8Array {
  const bytes = new Uint8Array(0x28);
  const view = new DataView(bytes.buffer);
  view.setUint32(0x00, 1, true);
  view.setUint32(0x0c, 0x367abb81, true);
  view.setUint16(0x10, 0x9844, true);
  view.setUint16(0x12, 0x35f1, true);
  bytes.set([0xad, 0x32, 0x98, 0xf0, 0x38, 0x00, 0x10, 0x03], 0x14);
  view.setUint16(0x1c, 2, true);
  view.setUint32(0x20, 1, true);
  view.setUint16(0x24, 2, true);
  view.setUint16(0x26, 3, true);
  return bytes;
}

/** Payload of a local RPC request: call id 2, interface 2, procedure 7, with an object UUID. */
export function requestPayload(interfaceNumber = 2): Uint8Array {
  const bytes = new Uint8Array(0x60);
  const view = new DataView(bytes.buffer);
  view.setUint32(0x08, 1, true);
  view.setUint32(0x0c, 2, true);
  view.setUint32(0x10, interfaceNumber, true);
  view.setUint32(0x14, 7, true);
  bytes.set([0x33, 0x22, 0x11, 0x00, 0x55, 0x44, 0x77, 0x66, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff], 0x30);
  return bytes;
}

/**
 * A system with a server that is busy, idle and bound; clients that wait, have been received, gave up, or left data
 * behind.
 */
export function busySystem(id: LayoutId, options: KernelScenarioOptions = {}): KernelImage {
  const system = new KernelScenario(id, options);
  system.process("System", { id: 4 }).thread();
  const services = system.process("services.exe", { id: 0x298, session: 0 });
  const explorer = system.process("explorer.exe", { id: 0x804, session: 1 });
  const csrss = system.process("csrss.exe", { id: 0x1f0, session: 1 });
  const worker = services.thread({ id: 0x2c0 });
  const idle = services.thread({ id: 0x2c4 });
  const receiver = csrss.thread({ id: 0x1f4 });
  const ntsvcs = services.createsPort("\\RPC Control\\ntsvcs", {
    context: 0x1111n,
    sequenceNo: 9,
    attributes: { flags: 0x20000 | 0x80000, dupObjectTypes: 0x11, maxMessageLength: 0x400 },
    security: { kind: "Dynamic", level: 1, effectiveOnly: false },
  });
  const api = csrss.createsPort("\\Sessions\\1\\Windows\\ApiPort", {
    security: { kind: "Static", level: 3, token: 0n },
  });
  ntsvcs.hasCompletionPort({ threads: [worker, idle], maximumCount: 7, key: 0x5150n }).maximumCount;
  idle.waitsForWork();
  receiver.waitsToReceiveOn(api);
  services.hasExceptionPort(api);
  const toServices = explorer.connectsTo(ntsvcs, { context: 0x2222n });
  const toApi = explorer.connectsTo(api);
  const served = explorer.thread({ id: 0x810 });
  worker.receives(
    served.asks(toServices, {
      data: requestPayload(),
      callbackId: 0xcca5,
      sequenceNo: 0x16,
      clientContext: 0x2a56b80n,
      serverContext: 0x77n,
      portContext: 0x701ea20n,
      cancelPortContext: 0x99n,
    }),
  );
  explorer.thread().asks(toServices, { data: bindPayload(), location: "ExtensionBuffer" });
  explorer.thread().asks(toServices, { data: "left with the sender", location: "UserMemory" });
  explorer.thread().sends(toServices, { queue: "LargeMessage", data: 0x2000, location: "ExtensionBuffer" });
  explorer.thread().asks(toServices, { data: 3 }).isCanceled();
  worker.sends(toServices, { type: "LPC_REPLY" });
  explorer.thread().connectsTo(api, { message: { data: 0x10 } });
  const section = toApi.clientPort.creates.section({ size: 0x20000n, secure: true });
  const region = toApi.clientPort.creates.region(section, { offset: 0x1000n, size: 0x4000n, viewSize: 0x4000n });
  const view = toApi.clientPort.creates.view(region, csrss, { base: 0x450000n, writable: true });
  const securityData = toApi.clientPort.creates.securityContext({ level: 2, impersonated: true });
  const reserve = toApi.clientPort.creates.reserve({ active: true });
  const handleData = toApi.clientPort.creates.handleData({
    objectType: 0x10,
    object: api.object,
    process: explorer,
    sourceHandle: 0x44,
    access: 0x3,
  });
  explorer.thread().asks(toApi, {
    data: 8,
    view,
    securityData,
    handleData,
    reserve,
    onResourceList: true,
    ...(system.machine.has("_KALPC_MESSAGE", "MessageAttributes.WorkOnBehalfData")
      ? { workOnBehalf: { threadId: 0x810, creationTimeLow: 0x1234 } }
      : {}),
  });
  toServices.clientPort.hasCompletionList({
    head: 5,
    tail: 3,
    activeThreads: 2,
    concurrency: 4,
    lastMessageId: 0x44,
    postCount: 17,
  });
  if (system.machine.has("_ALPC_PORT", "DirectQueue")) {
    explorer.thread().sends(toApi, { queue: "Direct", data: 1 });
  }
  explorer.thread().isSuspended();
  return system.build();
}
