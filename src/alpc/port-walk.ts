/** Every port: the system's list, and where that is broken all other ways that lead to ports. */
import { Absence, present, type Maybe } from "../target/absence.ts";
import { limits } from "../target/limits.ts";
import type { Target } from "../target/target.ts";
import type { Word64, WordId } from "../target/word64.ts";
import { indexHandlesByType } from "../nt/handle-index.ts";
import { collectWalk, walkContaining, walkNotBegun, walkOnce, type WalkEnd } from "../nt/list.ts";
import { walkNamedObjects } from "../nt/object-directory.ts";
import { readConnections } from "./connections.ts";
import { PORT, PORT_TYPE_NAME, readAlpcPort, validatePortObject } from "./port.ts";

/** The head of the list of all ports; a public symbol without a type, Vista to Windows 11. */
export const PORT_LIST = "AlpcpPortList";

/** Every port once, from one walk per stop. */
export function walkPorts(target: Target): Generator<Word64, WalkEnd> {
  return walkOnce(target.stop, "ALPC ports", () => walkFresh(target));
}

/**
 * Every port once. A sound list is all there is to know; behind a break in it, ports are found by their names, by handles to
 * them, and by the connections of those known, and the end still tells of the break.
 */
function* walkFresh(target: Target): Generator<Word64, WalkEnd> {
  const head = target.symbol(PORT_LIST);
  const met: Word64[] = [];
  const walk = head instanceof Absence ? undefined
    : walkContaining(target, head, PORT, "PortListEntry", { limit: limits.ports, what: "the list of all ports" });
  let end = head instanceof Absence ? walkNotBegun(head) : undefined;
  for (let step = walk?.next(); step !== undefined; step = walk?.next()) {
    if (step.done === true) {
      end = step.value;
      break;
    }
    met.push(step.value);
    yield step.value;
  }
  if (end === undefined || end.kind === "head") {
    return end ?? { kind: "head", reason: "there is no port", count: 0 };
  }
  const found = new Map(met.map((port): [string, Word64] => [port.key, port]));
  yield* walkElsewhere(target, found);
  return { ...end, count: found.size };
}

/** Ports on the system's list, where a walk of it came round: each of them is named by the one before it and by the one behind it. None where the list is broken. */
export function portsInOrder(target: Target): ReadonlySet<WordId> {
  return target.stop.once("ALPC ports on a sound list", () => {
    const { entries, end } = collectWalk(walkPorts(target));
    return new Set<WordId>(end.kind === "head" ? entries.map(({ id }) => id) : []);
  });
}

/** Ports that the list did not give. */
function* walkElsewhere(target: Target, found: Map<string, Word64>): Generator<Word64, void> {
  for (const port of walkCandidates(target, found)) {
    if (found.size >= limits.ports) {
      return;
    }
    if (!found.has(port.key) && validatePortObject(target, port) === true) {
      found.set(port.key, port);
      yield port;
    }
  }
}

/** Iterating a map meets what is added meanwhile, so that the connections of every port found on the way are followed too. */
function* walkCandidates(target: Target, found: ReadonlyMap<string, Word64>): Generator<Word64, void> {
  for (const named of walkNamedObjects(target)) {
    if (named.typeName === PORT_TYPE_NAME) {
      yield named.object;
    }
  }
  for (const held of indexHandlesByType(target, [PORT_TYPE_NAME]).values()) {
    yield held.object;
  }
  for (const port of found.values()) {
    yield* connectedPorts(target, port);
  }
}

function* connectedPorts(target: Target, address: Word64): Generator<Word64, void> {
  const port = readAlpcPort(target, address);
  if (port instanceof Absence) {
    return;
  }
  for (const connection of readConnections(target, port)) {
    for (const end of [connection.connectionPort, connection.serverPort, connection.clientPort] as readonly Maybe<Word64>[]) {
      const known = present(end);
      if (known !== undefined) {
        yield known;
      }
    }
  }
}
