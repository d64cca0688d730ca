/** ALPC resources: everything behind a `_BLOB` header except messages. */
import type { ScenarioPort } from "./port.ts";
import type { ScenarioProcess } from "./process.ts";

/** `_BLOB_ID`. */
export const blobIds = {
  connectionInfo: 1,
  message: 2,
  security: 3,
  section: 4,
  region: 5,
  view: 6,
  reserve: 7,
  directTransfer: 8,
  handleData: 9,
} as const;

interface ResourceBase {
  readonly address: bigint;
  readonly owner: ScenarioPort;
  readonly referenceCount: number;
  /** In the ALPC handle table of the owner's communication info; 0 where it has none. */
  handle: bigint;
}

export interface ScenarioSection extends ResourceBase {
  readonly kind: "section";
  readonly size: bigint;
  readonly sectionObject: bigint;
  readonly secure: boolean;
  readonly internal: boolean;
  readonly regions: ScenarioRegion[];
}

export interface ScenarioRegion extends ResourceBase {
  readonly kind: "region";
  readonly section: ScenarioSection;
  readonly offset: bigint;
  readonly size: bigint;
  readonly viewSize: bigint;
  readonly secure: boolean;
  readonly views: ScenarioView[];
}

export interface ScenarioView extends ResourceBase {
  readonly kind: "view";
  readonly region: ScenarioRegion;
  readonly process: ScenarioProcess;
  /** Where it is mapped, in its process. */
  readonly base: bigint;
  readonly size: bigint;
  readonly writable: boolean;
}

export interface ScenarioReserve extends ResourceBase {
  readonly kind: "reserve";
  readonly size: bigint;
  readonly active: boolean;
  message: bigint;
}

export interface ScenarioSecurityData extends ResourceBase {
  readonly kind: "security";
  readonly token: bigint;
  readonly level: number;
  readonly impersonated: boolean;
  readonly revoked: boolean;
}

export interface ScenarioHandleData extends ResourceBase {
  readonly kind: "handleData";
  readonly objectType: number;
  readonly object: bigint;
  readonly sourceProcess: ScenarioProcess;
  readonly sourceHandle: bigint;
  readonly targetAccess: number;
  /** Address of `_OB_DUPLICATE_OBJECT_STATE` where it lies outside (Vista and Windows 7); else 0. */
  readonly duplicateContext: bigint;
}

export type ScenarioResource =
  ScenarioSection | ScenarioRegion | ScenarioView | ScenarioReserve | ScenarioSecurityData | ScenarioHandleData;

/** Figures of `_ALPC_COMPLETION_LIST` and its header. */
export interface CompletionListOptions {
  readonly totalSize?: number;
  readonly listSize?: number;
  readonly dataSize?: number;
  readonly concurrency?: number;
  readonly head?: number;
  readonly tail?: number;
  readonly activeThreads?: number;
  readonly lastMessageId?: number;
  readonly lastCallbackId?: number;
  readonly postCount?: number;
  readonly returnCount?: number;
  /** Where the process sees the list. */
  readonly userBase?: bigint;
}
