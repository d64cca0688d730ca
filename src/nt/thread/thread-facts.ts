/** The facts of one thread. */
import { invalid, isAbsent, notApplicable, type Maybe } from "../../target/absence.ts";
import type { PendingApc, Suspension, ThreadFacts } from "../../facts/thread.ts";
import { PerLayout, type Member } from "../../target/layout.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import {
  decodeDispatcherType,
  formatThreadState,
  formatWaitReason,
  isWaitState,
  TERMINATED,
  THREAD_OBJECT,
} from "../kernel-names.ts";
import { readPendingApc } from "./pending-apc.ts";
import { readClientId, readOwner } from "./thread-members.ts";
import { readSuspension } from "./suspension.ts";

const TYPE = "Tcb.Header.Type";
const typeMember = new PerLayout((layout): Member => layout.find(TYPE) ?? TYPE);

/**
 * The thread at an address (an `_ETHREAD`). Invalid if there is no thread; members that cannot be read are absent one
 * by one.
 */
export function readThreadFacts(target: Target, address: Word64): Maybe<ThreadFacts> {
  const structure = target.readStructure("_ETHREAD", address);
  if (isAbsent(structure)) {
    return structure;
  }
  const { layout } = structure;
  const type = structure.number(typeMember.latest?.layout === layout ? typeMember.latest.value : typeMember.of(layout));
  return !isAbsent(type) && decodeDispatcherType(type) !== THREAD_OBJECT
    ? invalid(`there is no thread at ${address}`, address)
    : new Thread(target, structure);
}

const STATE = "Tcb.State";
const stateMember = new PerLayout((layout): Member => layout.find(STATE) ?? STATE);

/** Only the state of most threads matters, so the rest is decoded on demand. */
class Thread implements ThreadFacts {
  readonly address: Word64;
  readonly state: Maybe<string>;
  readonly stateNumber: Maybe<number>;
  readonly hasExited: boolean;
  readonly isWhole: boolean;
  private readonly target: Target;
  private readonly structure: Structure;
  private processKnown: Maybe<Word64> | undefined;
  private reasonKnown: Maybe<string> | undefined;
  private suspensionKnown: Suspension | undefined;

  constructor(target: Target, structure: Structure) {
    const { layout } = structure;
    const state = structure.number(
      stateMember.latest?.layout === layout ? stateMember.latest.value : stateMember.of(layout),
    );
    this.address = structure.address;
    this.stateNumber = state;
    this.state = isAbsent(state) ? state : formatThreadState(state);
    this.hasExited = state === TERMINATED;
    this.isWhole = structure.holes.length === 0;
    this.target = target;
    this.structure = structure;
  }

  get id(): Maybe<number> {
    return readClientId(this.structure, "Cid.UniqueThread");
  }

  get processId(): Maybe<number> {
    return readClientId(this.structure, "Cid.UniqueProcess");
  }

  get process(): Maybe<Word64> {
    return (this.processKnown ??= readOwner(this.target, this.structure));
  }

  get waitReason(): Maybe<string> {
    return (this.reasonKnown ??= readWaitReason(this.structure, this.stateNumber));
  }

  get suspension(): Suspension {
    return (this.suspensionKnown ??= readSuspension(this.target, this.structure));
  }

  get suspendCount(): Maybe<number> {
    return this.structure.signed("Tcb.SuspendCount");
  }

  get isTerminating(): boolean {
    return !this.hasExited && isTerminationRequested(this.structure);
  }

  get pendingApc(): PendingApc {
    const { stateNumber } = this;
    return isAbsent(stateNumber) || !isWaitState(stateNumber) ? "none" : readPendingApc(this.structure);
  }
}

/**
 * Bit 0 of `CrossThreadFlags`: `PS_CROSS_THREAD_FLAGS_TERMINATED` in the public kernel sources of Server 2003, the bit
 * field `Terminated` in the public symbols of Vista to Windows 11.
 */
const TERMINATED_FLAG = 1;

function isTerminationRequested(structure: Structure): boolean {
  const flags = structure.number("CrossThreadFlags");
  return !isAbsent(flags) && (flags & TERMINATED_FLAG) !== 0;
}

/** A thread that does not wait still has the reason of its last wait. */
function readWaitReason(structure: Structure, state: Maybe<number>): Maybe<string> {
  if (isAbsent(state)) {
    return state;
  }
  if (!isWaitState(state)) {
    return notApplicable(`the thread does not wait (${formatThreadState(state)})`);
  }
  const reason = structure.number("Tcb.WaitReason");
  return isAbsent(reason) ? reason : formatWaitReason(reason);
}
