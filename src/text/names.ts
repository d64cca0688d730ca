/**
 * Short names of processes, threads, ports, messages and objects for one line, with hexadecimal ids as in the debugger.
 */
import { isAbsent, mapPresent, present, type Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import type { PortFacts } from "../facts/port.ts";
import type { ProcessFacts } from "../facts/process.ts";
import type { ThreadFacts } from "../facts/thread.ts";
import type { WaitObject } from "../facts/wait.ts";
import { formatSome } from "./counts.ts";
import { formatName, formatPath } from "./printable.ts";

/** A port's name in the object directory. */
export interface PortName {
  /** The last part of the path. */
  readonly name: string;
  readonly path: string;
  /** True if no other port has the same last part. */
  readonly isUnique: boolean;
}

/** The data that names are made of. If an answer is absent, the address is shown in place of the name. */
export interface Names {
  thread(address: Word64): Maybe<ThreadFacts>;
  process(address: Word64): Maybe<ProcessFacts>;
  port(address: Word64): Maybe<PortFacts>;
  /** NotApplicable for a port without a name of its own, such as a communication port. */
  portName(port: Word64): Maybe<PortName>;
  /** The name that the program gave the thread; NotApplicable if it has none. */
  threadName(thread: Word64): Maybe<string>;
  /**
   * What a host process runs: its service; if there are several, their group as `-k netsvcs`; or the packaged app.
   * NotApplicable for other processes.
   */
  service(process: Word64): Maybe<string>;
  /** Name of a dispatcher object or section in the object directory, without its path. */
  objectName(object: Word64): Maybe<string>;
  /** Processes with a handle to the object, each once. */
  handleHolders(object: Word64): readonly Word64[];
}

/** Longest service or thread name, in UTF-16 units: enough to recognize it without pushing the rest out of sight. */
const LONGEST_EPITHET = 40;

/**
 * `explorer.exe (804)`; `svchost.exe "Schedule" (2a0)` for the host of one service, `RuntimeBroker.exe
 * "Microsoft.WindowsCalculator" (2a0)` for one of an app. Unknown parts show as `?` or the address.
 */
export function formatProcess(names: Names, address: Word64): string {
  return describeProcess(names, address, false);
}

/** Like {@link formatProcess}, and whether it has exited: `explorer.exe (804, exited)`. */
export function formatProcessState(names: Names, address: Word64): string {
  return describeProcess(names, address, true);
}

function describeProcess(names: Names, address: Word64, withState: boolean): string {
  const process = names.process(address);
  if (isAbsent(process) || (isAbsent(process.name) && isAbsent(process.id))) {
    return `process ${address}`;
  }
  return `${formatImage(names, process)} (${formatId(process.id)}${withState && process.hasExited ? ", exited" : ""})`;
}

/**
 * `explorer.exe (804.9a4)`: image name, process and thread id in hex; `svchost.exe "Schedule" (2a0.c "Worker")` if
 * service and thread have names.
 */
export function formatThread(names: Names, address: Word64): string {
  const thread = names.thread(address);
  if (isAbsent(thread)) {
    return `thread ${address}`;
  }
  const process = isAbsent(thread.process) ? thread.process : names.process(thread.process);
  if (isAbsent(process) && isAbsent(thread.id)) {
    return `thread ${address}`;
  }
  const image = isAbsent(process) ? "?" : formatImage(names, process);
  const processId = isAbsent(process) ? thread.processId : process.id;
  return `${image} (${formatId(processId)}.${formatId(thread.id)}${formatEpithet(names.threadName(address))})`;
}

/** The start of a list of threads: `explorer.exe (804.9a4), explorer.exe (804.9b0) and 7 more`. */
export function formatThreads(names: Names, threads: readonly Word64[]): string {
  return formatSome(threads.map((thread) => formatThread(names, thread)));
}

function formatImage(names: Names, { address, name }: ProcessFacts): string {
  return `${isAbsent(name) ? "?" : formatName(name)}${formatEpithet(names.service(address))}`;
}

function formatEpithet(name: Maybe<string>): string {
  return isAbsent(name) || name === "" ? "" : ` "${formatName(name, LONGEST_EPITHET)}"`;
}

function formatId(id: Maybe<number>): string {
  return isAbsent(id) ? "?" : id.toString(16);
}

/**
 * The port that gives a port's service its name: the port itself if it has a name, else its connection port if known.
 */
function findNamingPort(
  names: Names,
  address: Word64,
): { readonly port: PortFacts | undefined; readonly name: PortName | undefined } {
  const port = present(names.port(address));
  const own = port === undefined ? undefined : present(names.portName(address));
  if (port === undefined || own !== undefined || isAbsent(port.connectionPort) || port.connectionPort.equals(address)) {
    return { port, name: own };
  }
  return { port: present(names.port(port.connectionPort)) ?? port, name: present(names.portName(port.connectionPort)) };
}

/** The full, unescaped name of a port's service, for callers that escape texts themselves; undefined without a name. */
export function findRawServiceName(names: Names, port: Word64): string | undefined {
  return findNamingPort(names, port).name?.name;
}

/**
 * `'ntsvcs'`, from the connection port's name; its path if other ports have the same name; undefined without a name.
 */
export function findServiceName(names: Names, port: Maybe<Word64> | undefined): string | undefined {
  const name = port === undefined || isAbsent(port) ? undefined : findNamingPort(names, port).name;
  return name === undefined ? undefined : `'${name.isUnique ? formatName(name.name) : formatPath(name.path)}'`;
}

/** `'ntsvcs'`; `port 0x...` without a name. */
export function formatPort(names: Names, port: Word64): string {
  return findServiceName(names, port) ?? `port ${port}`;
}

/** `'ntsvcs' of services.exe (298)`. */
export function formatPortOfOwner(names: Names, port: Word64): string {
  const owner = findNamingPort(names, port).port?.owner;
  return owner === undefined || isAbsent(owner)
    ? formatPort(names, port)
    : `${formatPort(names, port)} of ${formatProcess(names, owner)}`;
}

/** Whether a port is a client's own: through what is queued there, the server asks its client. */
export function isOfClient(names: Names, port: Word64): boolean {
  return present(names.port(port))?.role === "client";
}

/** The port that a client's own port is connected to: `'ntsvcs'`; `port 0x...` without a name. */
export function formatConnectedPort(names: Names, port: Word64): string {
  const connectionPort = mapPresent(names.port(port), (facts) => facts.connectionPort);
  const address = isAbsent(connectionPort) || connectionPort.equals(port) ? undefined : connectionPort;
  return findServiceName(names, port) ?? (address === undefined ? "an unknown port" : `port ${address}`);
}

/** `a client of 'ntsvcs'`, for a client's own port. */
export function formatClientRole(names: Names, port: Word64): string {
  return `a client of ${formatConnectedPort(names, port)}`;
}

/**
 * Who should receive messages queued on a port: `'ntsvcs' of services.exe (298)`; for a client's own port the client,
 * `explorer.exe (804), a client of 'ntsvcs'`, without the process where that is not known.
 */
export function formatReceiver(names: Names, address: Word64): string {
  if (!isOfClient(names, address)) {
    return formatPortOfOwner(names, address);
  }
  const owner = mapPresent(names.port(address), (port) => port.owner);
  return `${isAbsent(owner) ? "" : `${formatProcess(names, owner)}, `}${formatClientRole(names, address)}`;
}

/**
 * Where a message went, to follow its name: ` on 'ntsvcs'`, by the name that is given; for what a server asks its
 * client, ` of explorer.exe (804), a client of 'ntsvcs'`.
 */
export function formatDestination(names: Names, port: Word64, name: string | undefined): string {
  return isOfClient(names, port) ? ` of ${formatReceiver(names, port)}` : name === undefined ? "" : ` on ${name}`;
}

/** `the queue of 'ntsvcs' of services.exe (298)`; for a client's own port, the client itself. */
export function formatQueue(names: Names, port: Word64): string {
  return `${isOfClient(names, port) ? "" : "the queue of "}${formatReceiver(names, port)}`;
}

/** Locks that contain the object that their waiters wait on. */
const CONTAINING_LOCKS: readonly string[] = [
  "resource",
  "fast mutex",
  "guarded mutex",
  "push lock",
  "critical section",
];

/** Whether the lock that contains the object was not found: the object stands for it. */
export function isBehind({
  kind,
  address,
  dispatcher,
}: Pick<WaitObject, "address" | "dispatcher"> & { readonly kind: string }): boolean {
  return CONTAINING_LOCKS.indexOf(kind) >= 0 && address.equals(dispatcher);
}

/**
 * `mutant 0x...`, `event 'Ready' 0x...`, `resource 0x...`. If the lock that contains the object was not found: `the
 * resource behind object 0x...`.
 */
export function formatObject(
  names: Names,
  { kind, address, dispatcher, typeName }: Pick<WaitObject, "kind" | "address" | "dispatcher" | "typeName">,
): string {
  if (kind === "user-mode lock") {
    return `the user-mode lock at ${address}`;
  }
  if (kind === "thread" || kind === "process") {
    return (kind === "thread" ? formatThread : formatProcess)(names, address);
  }
  if (isBehind({ kind, address, dispatcher })) {
    return `the ${kind} behind object ${dispatcher}`;
  }
  // Objects without a header have no name.
  const name = isAbsent(typeName) ? undefined : present(names.objectName(address));
  return `${kind === "other" ? "object" : kind}${name === undefined || name === "" ? "" : ` '${formatName(name)}'`} ${address}`;
}

/** `message 0x274`, by its id, or else its address. */
export function formatMessage(message: { readonly address: Maybe<Word64>; readonly id: Maybe<Word64> }): string {
  return !isAbsent(message.id)
    ? `message ${message.id}`
    : isAbsent(message.address)
      ? "a message"
      : `the message at ${message.address}`;
}
