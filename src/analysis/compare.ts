/** Compares two moments of one system. */
import type { Comparison, DeadPort, GrowingQueue, SameWait, ServerActivity } from "../facts/comparison.ts";
import type { MessageAtMoment, Moment, PortAtMoment, ThreadAtMoment, WaitAtMoment } from "../facts/moment.ts";

/** Two clock ticks, in seconds: the start of a wait is known to a tick. */
const CLOCK_TOLERANCE = 0.032;

/**
 * Whether both moments can be from the same boot of the same machine: the kernel is at the same address, and they share
 * a process if processes can be told apart.
 */
export function areOfOneSystem(a: Moment, b: Moment): boolean {
  if (a.kernel !== undefined && b.kernel !== undefined && a.kernel !== b.kernel) {
    return false;
  }
  const known = new Set(a.processes.filter(({ isExact }) => isExact).map(({ key }) => key));
  const others = b.processes.filter(({ isExact }) => isExact);
  return known.size === 0 || others.length === 0 || others.some(({ key }) => known.has(key));
}

/** Compares in order of time, whichever moment is given first. */
export function compareMoments(first: Moment, second: Moment): Comparison {
  const isReverse = first.uptime !== undefined && second.uptime !== undefined && first.uptime > second.uptime;
  const [earlier, later] = isReverse ? [second, first] : [first, second];
  const same: SameWait[] = [];
  const added: WaitAtMoment[] = [];
  const before = new Map<string, WaitAtMoment>(earlier.waits.map((wait) => [wait.thread.key, wait]));
  for (const wait of later.waits) {
    const known = before.get(wait.thread.key);
    if (known !== undefined && isSameWait(known, wait, earlier.uptime)) {
      same.push({
        wait,
        serverHasRun: wait.server === undefined ? undefined : hasRunSince(wait.server, earlier.uptime),
      });
      before.delete(wait.thread.key);
    } else {
      added.push(wait);
    }
  }
  return {
    earlier,
    later,
    seconds: earlier.uptime === undefined || later.uptime === undefined ? undefined : later.uptime - earlier.uptime,
    same: same.sort((a, b) => compareWaits(a.wait, b.wait)),
    added: added.sort(compareWaits),
    gone: Array.from(before.values()).sort(compareWaits),
    received: findActivity(earlier, later),
    ...comparePorts(earlier, later),
  };
}

function compareWaits(a: WaitAtMoment, b: WaitAtMoment): number {
  return (b.seconds ?? 0) - (a.seconds ?? 0);
}

/**
 * Whether a thread still waits for the same reply. Message ids are reused, so the message's number in its port's
 * sequence decides; without one, whether the wait began before the earlier moment.
 */
function isSameWait(known: WaitAtMoment, wait: WaitAtMoment, uptime: number | undefined): boolean {
  if (
    !isSameId(known.message, wait.message) ||
    (known.port !== undefined && wait.port !== undefined && !known.port.equals(wait.port))
  ) {
    return false;
  }
  return isSequenceKnown(known.message, wait.message)
    ? known.message.sequence === wait.message.sequence
    : hasRunSince(wait.thread, uptime) !== true;
}

function isSameId(a: MessageAtMoment, b: MessageAtMoment): boolean {
  return a.id === undefined || b.id === undefined ? a.id === b.id : a.id.equals(b.id);
}

/** Messages that were never numbered have 0. */
function isSequenceKnown(a: MessageAtMoment, b: MessageAtMoment): boolean {
  return a.sequence !== undefined && b.sequence !== undefined && (a.sequence !== 0 || b.sequence !== 0);
}

/** Undefined if unknown. */
function hasRunSince({ isWaiting, waitsSince }: ThreadAtMoment, uptime: number | undefined): boolean | undefined {
  return isWaiting === false
    ? true
    : waitsSince === undefined || uptime === undefined
      ? undefined
      : waitsSince > uptime + CLOCK_TOLERANCE;
}

/** Threads that have received or finished a message since, or whose wait to receive began since. */
function findActivity(earlier: Moment, later: Moment): readonly ServerActivity[] {
  const before = new Map(earlier.servers.map((server) => [server.thread.key, server]));
  const present = new Set(later.servers.map(({ thread }) => thread.key));
  // A thread that neither serves nor waits to receive is not a server at the later moment.
  const former = earlier.servers
    .filter(({ thread }) => !present.has(thread.key))
    .map((server) => ({ server, received: [], finished: server.serves }));
  return later.servers
    .map((server): ServerActivity => {
      const earlierMessages = before.get(server.thread.key)?.serves ?? [];
      return {
        server,
        received: server.serves.filter((message) => !earlierMessages.some((other) => isSameMessage(message, other))),
        finished: earlierMessages.filter((message) => !server.serves.some((other) => isSameMessage(message, other))),
      };
    })
    .concat(former)
    .filter(
      ({ server, received, finished }) =>
        received.length + finished.length > 0 || (server.isIdle && hasRunSince(server.thread, earlier.uptime) === true),
    );
}

function isSameMessage(a: MessageAtMoment, b: MessageAtMoment): boolean {
  return isSameId(a, b) && a.name === b.name && (!isSequenceKnown(a, b) || a.sequence === b.sequence);
}

function comparePorts(earlier: Moment, later: Moment): Pick<Comparison, "growing" | "newPorts" | "deadPorts"> {
  const before = new Map<string, PortAtMoment>(earlier.ports.map((port) => [port.address.key, port]));
  const growing: GrowingQueue[] = [];
  const newPorts: PortAtMoment[] = [];
  const deadPorts: DeadPort[] = [];
  for (const port of later.ports) {
    const candidate = before.get(port.address.key);
    const known = candidate !== undefined && isSamePort(candidate, port) ? candidate : undefined;
    if (known === undefined) {
      newPorts.push(port);
    } else {
      before.delete(port.address.key);
      if (known.end === "open" && port.end !== "open") {
        deadPorts.push({ port: known, how: port.end });
      }
    }
    growing.push(...growthOf(port, known));
  }
  before.forEach((port) => deadPorts.push({ port, how: "gone" }));
  return { growing: growing.sort((a, b) => b.after - b.before - (a.after - a.before)), newPorts, deadPorts };
}

/**
 * The memory of a deleted port may hold another one by now. A port that lost its owner or its name is still the same.
 */
function isSamePort(known: PortAtMoment, port: PortAtMoment): boolean {
  const isOwnedAlike = known.owner === undefined || port.owner === undefined || known.owner.key === port.owner.key;
  return (
    known.kind === port.kind &&
    isOwnedAlike &&
    (known.path === undefined || port.path === undefined || known.path === port.path)
  );
}

function growthOf(port: PortAtMoment, known: PortAtMoment | undefined): readonly GrowingQueue[] {
  return port.queues
    .map(({ name, length }) => ({
      port,
      queue: name,
      before: known?.queues.find((queue) => queue.name === name)?.length ?? 0,
      after: length,
    }))
    .filter(({ before, after }) => after > before);
}
