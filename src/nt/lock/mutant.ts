/** Mutants (`_KMUTANT`): locks with one owner. Most are objects with a handle, some have a name. */
import { firstAbsence, invalid, isAbsent, notApplicable, present, type Maybe } from "../../target/absence.ts";
import type { LockUser } from "../../facts/lock.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { decodeDispatcherKind } from "../kernel-names.ts";
import { walkContaining } from "../list.ts";
import { readObjectPath } from "../object-name.ts";
import { readTypeName } from "../object-type.ts";
import { findThreadAt } from "../thread/scheduler-thread.ts";
import { readWaiters } from "../wait/dispatcher-waiters.ts";

const MUTANT = "_KMUTANT";

/** One mutant. */
export interface MutantFacts {
  readonly kind: "mutant";
  readonly address: Word64;
  readonly structure: Structure;
  /** Path in the object directory; NotApplicable for one without a name. */
  readonly name: Maybe<string>;
  /** Empty while it is free; Invalid if its owner is not a thread. */
  readonly holders: Maybe<readonly LockUser[]>;
  readonly waiters: readonly LockUser[];
  /**
   * Its last owner exited without releasing it. The kernel sets `Abandoned` and makes the mutant free; whoever acquires
   * it next clears the flag.
   */
  readonly isAbandoned: boolean;
}

/**
 * The mutant at an address; Invalid if there is none. Remembered for this stop, since every thread that waits for it
 * asks.
 */
export function readMutant(target: Target, address: Word64): Maybe<MutantFacts> {
  return target.stop.onceOf("mutant", address.id, () => readFresh(target, address));
}

function readFresh(target: Target, address: Word64): Maybe<MutantFacts> {
  const structure = target.readStructure(MUTANT, address);
  const type = isAbsent(structure) ? structure : structure.number("Header.Type");
  if (isAbsent(structure) || isAbsent(type)) {
    return firstAbsence(structure, type);
  }
  if (decodeDispatcherKind(type) !== "mutant") {
    return invalid(`there is no mutant at ${address}`, address);
  }
  const owner = readMutantOwner(target, structure);
  return {
    kind: "mutant",
    address,
    structure,
    name: readMutantName(target, address),
    isAbandoned: structure.isSet("Abandoned"),
    holders: isAbsent(owner) ? owner : owner.map((thread) => ({ thread, mode: "exclusive" })),
    waiters: (present(readWaiters(target, address)) ?? []).map((thread) => ({ thread, mode: "exclusive" })),
  };
}

/** The mutants that a thread (its `_ETHREAD`) owns, up to where its list breaks. */
export function readMutantsOf(target: Target, thread: Structure): readonly Word64[] {
  const head = thread.addressOf("Tcb.MutantListHead");
  return isAbsent(head)
    ? []
    : Array.from(walkContaining(target, head, MUTANT, "MutantListEntry", { what: "the mutants of a thread" }));
}

function readMutantOwner(target: Target, mutant: Structure): Maybe<readonly Word64[]> {
  const owner = mutant.pointer("OwnerThread");
  if (isAbsent(owner) || owner.isZero) {
    return isAbsent(owner) ? owner : [];
  }
  const thread = findThreadAt(target, owner);
  return thread === undefined
    ? invalid(`the mutant at ${mutant.address} names ${owner} as its owner, which is not a thread`, mutant.address)
    : [thread];
}

/** The bytes before a mutant count as an object header only if they name the type Mutant. */
function readMutantName(target: Target, address: Word64): Maybe<string> {
  const typeName = readTypeName(target, address);
  if (isAbsent(typeName) && typeName.kind !== "Invalid") {
    return typeName;
  }
  if (typeName !== "Mutant") {
    return notApplicable("the mutant is part of another structure");
  }
  const path = readObjectPath(target, address);
  return path ?? notApplicable("the mutant has no name");
}
