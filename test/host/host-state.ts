/** What the parts of one simulated debugger share. */
import type { Counters } from "./counters.ts";
import type { Int64, Int64Factory } from "./int64.ts";
import type { MetadataStore } from "./metadata.ts";
import type { ModelRegistry } from "./models.ts";
import type { HostMood } from "./moods.ts";
import type { Output } from "./output.ts";
import type { RealmStack } from "./realm.ts";
import type { SimulatedSession, TargetContext } from "./session.ts";

/** The open sessions and which of them is current. */
export interface SessionList {
  readonly open: readonly SimulatedSession[];
  readonly current: SimulatedSession | undefined;
}

export interface HostState {
  readonly mood: HostMood;
  readonly counters: Counters;
  readonly output: Output;
  readonly realms: RealmStack;
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
  return session === undefined ? state.realms.fail("There is no current session") : { session };
}

/** An address as an Int64. */
export function addressValue(state: HostState, context: TargetContext, address: bigint): Int64 {
  return state.int64.of(context.session.fromAddress(address));
}

/** Hexadecimal text of an address, for messages. */
export function hex(value: bigint): string {
  return `0x${value.toString(16)}`;
}

/** Reads memory of a context; throws in the running realm when any byte is unreadable. */
export function readMemory(state: HostState, context: TargetContext, address: bigint, length: number, method: string): Uint8Array {
  if (!context.session.isOpen) state.realms.fail("The session has been closed");
  const bytes = context.session.read(address, length, context.process);
  return bytes ?? state.realms.fail(`Unable to read target memory at '${hex(address)}' in method '${method}'`);
}
