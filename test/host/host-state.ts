/** The state that the parts of one simulated debugger share. */
import type { Counters } from "./counters.ts";
import type { Int64, Int64Factory } from "./int64.ts";
import type { MetadataStore } from "./metadata.ts";
import type { ModelRegistry } from "./models.ts";
import type { HostMood } from "./moods.ts";
import type { Output } from "./output.ts";
import type { RealmStack } from "./realm.ts";
import type { SimulatedSession, TargetContext } from "./session.ts";
import type { ThrownValues } from "./thrown.ts";

/** The open sessions and which of them is current. */
export interface SessionList {
  readonly open: readonly SimulatedSession[];
  readonly current: SimulatedSession | undefined;
}

/** Extensions of the debugger that the user can load. */
export interface LoadedExtensions {
  /**
   * DbgModelApiXtn, which adds `Debugger.Utility.FileSystem`. WinDbg loads it from its gallery; kd and older setups
   * load it only on command.
   */
  hasDataModelExtension: boolean;
}

export interface HostState {
  readonly extensions: LoadedExtensions;
  readonly mood: HostMood;
  readonly counters: Counters;
  readonly output: Output;
  readonly realms: RealmStack;
  /** How thrown values are shown. */
  readonly thrown: ThrownValues;
  readonly int64: Int64Factory;
  readonly models: ModelRegistry;
  readonly metadata: MetadataStore;
  readonly sessions: SessionList;
  /** Functions by the name of their alias. */
  readonly aliases: Map<string, unknown>;
}

/** The context of the current session and process; throws when nothing is being debugged. */
export function currentContext(state: HostState): TargetContext {
  const session = state.sessions.current;
  return session === undefined ? state.realms.fail("Unknown exception") : { session };
}

/** An address as an Int64. */
export function addressValue(state: HostState, context: TargetContext, address: bigint): Int64 {
  return state.int64.of(context.session.fromAddress(address));
}

/** Hexadecimal text of an address, for messages. */
export function hex(value: bigint): string {
  return `0x${value.toString(16)}`;
}

/** Distinguishes, as the host does, memory that cannot be read at all from memory whose beginning can be read. */
function failRead(
  state: HostState,
  context: TargetContext,
  read: { readonly address: bigint; readonly length: number; readonly method: string },
): never {
  const isPartial = read.length > 1 && context.session.canRead(read.address, context.process);
  const place = `'${hex(read.address)}' in method '${read.method}'`;
  return state.realms.fail(
    isPartial
      ? `Unable to read all of target memory at ${place} (partial read success)`
      : `Unable to read target memory at ${place}`,
  );
}

/** Reads memory of a context; throws in the running realm when any byte is unreadable. */
export function readMemory(
  state: HostState,
  context: TargetContext,
  address: bigint,
  length: number,
  method: string,
): Uint8Array {
  if (!context.session.isOpen) {
    state.realms.fail("The session has been closed");
  }
  return (
    context.session.read(address, length, context.process) ?? failRead(state, context, { address, length, method })
  );
}
