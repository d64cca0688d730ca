/**
 * All ports of the system. LPC has no list of them, so every source is asked and what the ports point to is followed until nothing new
 * comes up; each port is told once, with all the sources that know it.
 */
import { limits } from "../target/limits.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import type { PortSource } from "../facts/port.ts";
import { closedWalk, type WalkEnd } from "../nt/list.ts";
import { isPortObject } from "./port-object.ts";
import { walkNeighbours, walkRoots, type PortCandidate } from "./port-sources.ts";

/** In the order in which the sources are asked; the position is the bit of the memo. */
const SOURCES: readonly PortSource[] = [
  "HandleTable", "ObjectDirectory", "TypeList", "ExceptionPort", "SecurityPort", "ThreadWait", "TerminationPort", "Message", "ConnectionPort", "ConnectedPort",
];

/** The ports of one stop, found as far as somebody asked. */
export class PortDiscovery {
  private readonly target: Target;
  private readonly ports: Word64[] = [];
  /** Bits of {@link SOURCES} by port. */
  private readonly sources = new Map<string, number>();
  private readonly search: Generator<Word64, WalkEnd>;
  private end: WalkEnd | undefined;

  constructor(target: Target) {
    this.target = target;
    this.search = this.discover();
  }

  /** Every port once, those already known first. */
  * walk(): Generator<Word64, WalkEnd> {
    for (let index = 0; ; index += 1) {
      while (index >= this.ports.length) {
        const end = this.advance();
        if (end !== undefined) {
          return { ...end, count: index };
        }
      }
      const port = this.ports[index];
      if (port !== undefined) {
        yield port;
      }
    }
  }

  /** The sources that know a port, after the whole search; empty where none does. */
  findSources(port: Word64): readonly PortSource[] {
    while (this.advance() === undefined) {
      // Until the search is over: a later source may know the port too.
    }
    const bits = this.sources.get(port.key) ?? 0;
    return SOURCES.filter((_source, index) => ((bits >> index) & 1) !== 0);
  }

  /** Undefined while there may be more. */
  private advance(): WalkEnd | undefined {
    if (this.end === undefined) {
      const step = this.search.next();
      if (step.done === true) {
        this.end = step.value;
      }
    }
    return this.end;
  }

  private * discover(): Generator<Word64, WalkEnd> {
    const roots = walkRoots(this.target);
    let root = roots.next();
    for (; root.done !== true && this.ports.length < limits.ports; root = roots.next()) {
      if (this.accept(root.value)) {
        yield root.value.address;
      }
    }
    // The list grows while it is gone through.
    for (let index = 0; index < this.ports.length && this.ports.length < limits.ports; index += 1) {
      const port = this.ports[index];
      for (const neighbour of port === undefined ? [] : walkNeighbours(this.target, port)) {
        if (this.accept(neighbour)) {
          yield neighbour.address;
        }
      }
    }
    const count = this.ports.length;
    if (count >= limits.ports) {
      return { kind: "limit", reason: `there are ${limits.ports} ports or more; the search stopped there`, count };
    }
    return root.done === true && root.value !== undefined ? { ...root.value, count } : closedWalk(count);
  }

  /** Notes the source; true for a port that was not known. */
  private accept(candidate: PortCandidate): boolean {
    const { key } = candidate.address;
    const bit = 1 << SOURCES.indexOf(candidate.source);
    const known = this.sources.get(key);
    if (known === undefined && !isPortObject(this.target, candidate.address)) {
      return false;
    }
    this.sources.set(key, (known ?? 0) | bit);
    if (known === undefined) {
      this.ports.push(candidate.address);
    }
    return known === undefined;
  }
}

/** The search of this stop. */
export function portDiscovery(target: Target): PortDiscovery {
  return target.stop.once("LPC ports", () => new PortDiscovery(target));
}
