/** The sample dumps, opened with the script loaded, and the facts known about each. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { OpenedDump } from "../../dump/index.ts";
import { openDump } from "../../dump/index.ts";
import { openPack, type Pack } from "../../scenarios/pack.ts";

export const fixtures = fileURLToPath(new URL("../../dump/fixtures/", import.meta.url));

/** Addresses in hexadecimal with `0x`; what a port or message does not have is null. */
export interface SampleFacts {
  readonly processes: readonly { readonly address: string; readonly id: number; readonly name: string }[];
  readonly threads: readonly ThreadFacts[];
  readonly ports: readonly PortFacts[];
  readonly messages: readonly MessageFacts[];
}

export interface ThreadFacts {
  readonly address: string;
  readonly state: string | null;
  readonly waitReason: string | null;
  readonly ticks: number;
  /** Dispatcher objects, their kind in the debugger's words: "Semaphore Limit 0x1". */
  readonly waitsFor: readonly { readonly object: string; readonly kind: string }[];
  readonly awaitedMessage: string | null;
  readonly awaitedAt: string | null;
  readonly servedBy: string | null;
}

/** Without `kind` the port cannot be read. */
export interface PortFacts {
  readonly address: string;
  readonly kind?: string;
  readonly communicationInfo: string | null;
  readonly connectionPort: string | null;
  readonly connectionName: string | null;
  readonly clientPort: string | null;
  readonly serverPort: string | null;
  readonly owner: string | null;
  readonly sequenceNo: number;
  readonly completionPort: string | null;
  readonly completionList: string | null;
  readonly state: Readonly<Record<string, boolean>>;
  readonly queues: Readonly<Record<string, readonly string[]>>;
  readonly boundThreads: readonly string[];
}

/** Without `id` the message cannot be read. */
export interface MessageFacts {
  readonly address: string;
  readonly id?: number;
  readonly callbackId: number;
  readonly sequenceNo: number;
  readonly type: string;
  readonly dataLength: number;
  readonly totalLength: number;
  readonly canceled: boolean;
  readonly release: boolean;
  readonly replyWaitReply: boolean;
  readonly continuation: boolean;
  readonly quotaCharged: boolean;
  readonly ownerPort: string | null;
  readonly waitingThread: string | null;
  readonly queue: string;
  readonly queuePort: string | null;
  readonly queuePortOwner: string | null;
  readonly serverThread: string | null;
  readonly cancelQueuePort: string | null;
  readonly cancelSequencePort: string | null;
  readonly cancelSequenceNo: number;
  readonly clientContext: number;
  readonly serverContext: number;
  readonly portContext: number;
  readonly cancelPortContext: number;
  readonly securityData: string | null;
  readonly view: string | null;
  readonly handleData: string | null;
}

/** `name`: of a dump beside the symbols of Windows 11, or `folder/name` of an older system with its own. */
export function openSample(name: string): OpenedDump {
  const folder = name.includes("/") ? name.slice(0, name.indexOf("/")) : "";
  return openDump(`${fixtures}${name}.dmp.gz`, { symbols: [fixtures + folder] });
}

export function readFacts<Facts = SampleFacts>(name: string): Facts {
  return JSON.parse(readFileSync(`${fixtures}${name}.facts.json`, "utf8")) as Facts;
}

const packs = new Map<string, Pack>();

/** The sample with the script loaded; opened once for all tests of the process, since a dump never changes. */
export function samplePack(name: string): Pack {
  let pack = packs.get(name);
  if (pack === undefined) {
    packs.set(name, (pack = openPack(openSample(name).target)));
  }
  return pack;
}

export function hexOf(value: bigint): string {
  return `0x${value.toString(16)}`;
}
