/** The facts of one process, and processes by name. */
import { invalid, isAbsent, type Maybe } from "../../target/absence.ts";
import type { ProcessFacts } from "../../facts/process.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { append } from "../../target/lists-by-key.ts";
import { decodeDispatcherType, PROCESS_OBJECT } from "../kernel-names.ts";
import { walkProcesses } from "./process-list.ts";
import { hasProcessExited, readProcessId, readShortName } from "./process-members.ts";
import { readImageName } from "./image-name.ts";
import { readSessionId } from "./session.ts";

/**
 * The process at an address (an `_EPROCESS`); remembered for this stop. Invalid if there is no process; members that
 * cannot be read are absent one by one.
 */
export function readProcessFacts(target: Target, address: Word64): Maybe<ProcessFacts> {
  return target.stop.onceOf("process", address.id, () => {
    const structure = target.readStructure("_EPROCESS", address);
    if (isAbsent(structure)) {
      return structure;
    }
    const type = structure.number("Pcb.Header.Type");
    if (!isAbsent(type) && decodeDispatcherType(type) !== PROCESS_OBJECT) {
      return invalid(`there is no process at ${address}`, address);
    }
    return new Process(target, structure);
  });
}

/** Members of other structures are read on demand: a walk over all processes asks only whether they have exited. */
class Process implements ProcessFacts {
  readonly address: Word64;
  readonly id: Maybe<number>;
  readonly hasExited: boolean;
  private readonly target: Target;
  private readonly structure: Structure;
  private nameKnown: Maybe<string> | undefined;
  private sessionKnown: Maybe<number> | undefined;

  constructor(target: Target, structure: Structure) {
    this.address = structure.address;
    this.id = readProcessId(structure);
    this.hasExited = hasProcessExited(structure);
    this.target = target;
    this.structure = structure;
  }

  get name(): Maybe<string> {
    return (this.nameKnown ??= readImageName(this.target, this.structure));
  }

  get shortName(): Maybe<string> {
    return readShortName(this.structure);
  }

  get activeThreads(): Maybe<number> {
    return this.structure.number("ActiveThreads");
  }

  get sessionId(): Maybe<number> {
    return (this.sessionKnown ??= readSessionId(this.target, this.structure));
  }
}

/**
 * The `_EPROCESS`es with a name, in full or as truncated by the kernel; case-insensitive. In the order of the system's
 * list.
 */
export function findProcessesByName(target: Target, name: string): readonly Word64[] {
  return indexNames(target).get(name.toLowerCase()) ?? [];
}

function indexNames(target: Target): ReadonlyMap<string, readonly Word64[]> {
  return target.stop.once("processes by name", () =>
    target.pin(() => {
      const index = new Map<string, Word64[]>();
      for (const address of walkProcesses(target)) {
        const facts = readProcessFacts(target, address);
        const names = isAbsent(facts) ? [] : [facts.name, facts.shortName];
        for (const name of new Set(names.map((own) => (isAbsent(own) ? "" : own.toLowerCase())))) {
          append(index, name, address);
        }
      }
      index.delete("");
      return index;
    }),
  );
}
