/** What an independent reader found of LPC in captured memory, and how to compare with it. */
import assert from "node:assert/strict";
import { isAbsent, type Maybe } from "../../src/target/absence.ts";
import type { Target } from "../../src/target/target.ts";
import { Word64 } from "../../src/target/word64.ts";
import { lpcGeneration } from "../../src/lpc/generation.ts";
import type { Generation } from "../../src/generation/generation.ts";
import { captureNumbers, hasCapture, openCapturedMemory, readExpectations } from "../kernel/captured-memory.ts";
import { openPack } from "../unit/pack.ts";

/** `0x%08x`. */
export type Hex = string;

export interface ExpectedPort {
  readonly address: Hex;
  readonly kind: "connection" | "unconnected" | "server communication" | "client communication";
  readonly flags: Hex;
  readonly name: string | null;
  readonly typeName: string;
  readonly pointerCount: number;
  readonly handleCount: number;
  readonly foundBy: readonly string[];
  readonly handles: readonly { readonly pid: number; readonly handle: Hex; readonly access: Hex }[];
  readonly connectionPort: Hex;
  readonly connectedPort: Hex;
  readonly creator: readonly [number, number];
  readonly portContext: Hex;
  readonly clientThread: Hex;
  readonly serverProcess: Hex;
  readonly serverProcessName?: string;
  readonly clientSectionBase: Hex;
  readonly serverSectionBase: Hex;
  readonly maxMessageLength: number;
  readonly maxConnectionInfoLength: number;
  readonly securityQos: {
    readonly length: number;
    readonly impersonationLevel: number;
    readonly trackingMode: number;
    readonly effectiveOnly: number;
  };
  readonly staticToken: Hex;
  readonly queue: readonly Hex[];
  readonly queueOk: boolean | null;
  readonly nonPagedPortQueue: Hex;
  readonly semaphore: Hex;
  readonly semaphoreState?: number;
  readonly semaphoreLimit?: number;
  readonly backPointer?: Hex;
  readonly receivers?: readonly Hex[];
  readonly replyChain: readonly Hex[];
  readonly replyChainOk: boolean;
  readonly dataInfoChain: readonly Hex[];
  readonly dataInfoChainOk: boolean;
  readonly waitEventState?: number;
}

export interface ExpectedMessage {
  readonly address: Hex;
  readonly id: number;
  readonly callbackId: number;
  readonly typeRaw: Hex;
  readonly type: number;
  readonly typeName: string;
  readonly dataLength: number;
  readonly totalLength: number;
  readonly dataInfoOffset: number;
  readonly clientId: readonly [number, number];
  readonly senderPort: Hex;
  readonly repliedToThread: Hex;
  readonly portContext: Hex;
  readonly where: readonly string[];
  /** Hexadecimal digits. */
  readonly data: string;
  readonly poolBlockBytes: number;
  readonly connection?: { readonly clientPort: Hex; readonly info: string };
  readonly senderPortIsLivePort: boolean;
  readonly senderPortSet: boolean;
}

export interface ExpectedThread {
  readonly address: Hex;
  readonly tid: number;
  readonly lpcReplyMessageId: number;
  readonly lpcReplyMessageRaw: Hex;
  readonly lpcReceivedMessageId: number;
  readonly lpcReceivedMsgIdValid: number;
  readonly lpcExitThreadCalled: number;
  readonly lpcReplySemaphore: { readonly address: Hex; readonly signalState: number; readonly limit: number };
  readonly replyChainOf: Hex | null;
  readonly terminationPorts: readonly Hex[];
}

export interface ExpectedWait {
  readonly thread: Hex;
  readonly tid: number;
  readonly messageId: number;
  readonly waitingOnPort: Hex | null;
  readonly replyMessage: Hex | null;
  readonly owedBy: readonly { readonly thread: Hex }[];
  readonly message: readonly { readonly address: Hex }[];
  readonly replyChainOf: Hex;
}

export interface ExpectedLink {
  readonly tid?: number;
  readonly waitsFor?: string;
  readonly end?: string;
  readonly backTo?: number;
  readonly port?: Hex;
  readonly name?: string | null;
  readonly receivers?: number;
}

export interface ExpectedBlock {
  readonly address: Hex;
  readonly allocated: boolean;
  readonly onLookaside: boolean;
  /** Whether the message is on a queue or held by a thread. */
  readonly known: boolean;
  readonly blockBytes: number;
}

export interface Expected {
  readonly ports: readonly ExpectedPort[];
  readonly messages: readonly ExpectedMessage[];
  readonly threads: readonly ExpectedThread[];
  readonly waitingForReply: readonly ExpectedWait[];
  readonly chains: readonly (readonly ExpectedLink[])[];
  readonly poolSearch: readonly ExpectedBlock[];
  readonly pagedPool: readonly [Hex, Hex];
}

export interface OpenCapture {
  readonly target: Target;
  readonly generation: Generation;
  readonly expected: Expected;
}

/** A capture; undefined where it is not on this machine. */
function openExpected(number: number): OpenCapture | undefined {
  if (!hasCapture(number)) {
    return undefined;
  }
  const { target } = openPack(openCapturedMemory(number));
  return { target, generation: lpcGeneration(target), expected: readExpectations(number) as Expected };
}

/** Declares tests over every capture; they are skipped where the captures are not on this machine. */
export function describeLpcCaptures(
  title: string,
  declare: (capture: () => OpenCapture, number: number) => void,
): void {
  for (const number of captureNumbers) {
    describe(`${title} of captured memory ${number}`, () => {
      let capture: OpenCapture | undefined;
      before(function () {
        capture = openExpected(number);
        if (capture === undefined) {
          this.skip();
        }
      });
      declare(() => capture ?? assert.fail("the capture was not opened"), number);
    });
  }
}

/** A link of a chain without the members that only describe it in words. */
export function comparable({ tid, waitsFor, end, backTo, port, name, receivers }: ExpectedLink): ExpectedLink {
  return {
    ...(tid === undefined ? {} : { tid }),
    ...(waitsFor === undefined ? {} : { waitsFor }),
    ...(end === undefined ? {} : { end }),
    ...(backTo === undefined ? {} : { backTo }),
    ...(port === undefined ? {} : { port }),
    ...(name === undefined ? {} : { name }),
    ...(receivers === undefined ? {} : { receivers }),
  };
}

/** An address in the form of the expectations. */
export function hex(address: Word64): Hex {
  return `0x${address.key.padStart(8, "0")}`;
}

/** A pointer that may be absent because it is null. Any other absence is a failure with its reason. */
export function hexOrNull(pointer: Maybe<Word64>): Hex {
  return isAbsent(pointer) ? (pointer.kind === "NotApplicable" ? "0x00000000" : pointer.reason) : hex(pointer);
}

/** The address of something that the reader found. */
export function at({ address }: { readonly address: Hex }): Word64 {
  return present(Word64.parse(address));
}

/** The datum; an absence fails with its reason. */
export function present<T>(value: Maybe<T> | undefined): T {
  assert(value !== undefined, "nothing was found");
  assert(!isAbsent(value), isAbsent(value) ? value.reason : "");
  return value;
}

/** A value, or the reason of its absence, so that a comparison shows it. */
export function valueOr<T>(value: Maybe<T>): T | string {
  return isAbsent(value) ? value.reason : value;
}
