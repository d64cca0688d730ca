/** What a scene keeps with one object and its facts tell with another. */
import { lpcChains, type LpcChains } from "../encode/lpc.ts";
import { lockEntries, type LockEntry } from "../encode/locks.ts";
import type { PortFacts } from "../facts.ts";
import type { ScenarioPort } from "../scenario/port.ts";
import type { ScenarioProcess } from "../scenario/process.ts";
import type { KernelScenario } from "../scenario/scenario.ts";
import type { ScenarioThread } from "../scenario/thread.ts";

/** Lists by object, made in one pass over the scene. */
export interface Index {
  readonly holders: ReadonlyMap<bigint, PortFacts["heldBy"]>;
  readonly portsOf: ReadonlyMap<ScenarioProcess, readonly ScenarioPort[]>;
  readonly serving: ReadonlyMap<ScenarioThread, readonly bigint[]>;
  readonly onResourceLists: ReturnType<KernelScenario["messagesOnResourceLists"]>;
  readonly chains: LpcChains;
  readonly held: ReadonlyMap<ScenarioThread, readonly bigint[]>;
  readonly lockEntries: ReadonlyMap<ScenarioThread, readonly LockEntry[]>;
}

/** Adds to the list of a key. */
export function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) {
    map.set(key, [value]);
  } else {
    list.push(value);
  }
}

/** The index of a scene as it is now. */
export function indexOf(system: KernelScenario): Index {
  const holders = new Map<bigint, { process: bigint; handle: number; grantedAccess: number }[]>();
  for (const process of system.processes) {
    for (const { handle, object, grantedAccess } of process.handleTable?.sorted() ?? []) {
      append(holders, object.address, { process: process.address, handle, grantedAccess });
    }
  }
  const portsOf = new Map<ScenarioProcess, ScenarioPort[]>();
  for (const port of system.ports.all) {
    append(portsOf, port.owner, port);
  }
  const serving = new Map<ScenarioThread, bigint[]>();
  for (const message of system.messages.all) {
    if (message.serverThread !== undefined) {
      append(serving, message.serverThread, message.address);
    }
  }
  const held = new Map<ScenarioThread, bigint[]>();
  for (const lock of system.locks.all) {
    for (const { thread } of lock.owners) {
      append(held, thread, lock.address);
    }
  }
  return {
    holders,
    portsOf,
    serving,
    held,
    lockEntries: lockEntries(system),
    onResourceLists: system.messagesOnResourceLists(),
    chains: lpcChains(system),
  };
}
