/** Processes and threads with their waits as the analysis takes them. */
import { Absence, present, type Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import { readObjectName } from "../nt/object-name.ts";
import { readProcess } from "../nt/process.ts";
import { readThread, walkThreads, type ThreadFacts as KernelThreadFacts } from "../nt/thread.ts";
import { readWaits, type WaitObjectFacts } from "../nt/waits.ts";
import type { AwaitedReply as AwaitedFacts } from "../facts/reply.ts";
import type { AwaitedReply, Key, ProcessFacts, ReplySource, ThreadFacts, ThreadWait, WaitObject } from "../analysis/snapshot.ts";
import type { ModelContext } from "./context.ts";
import { lazily, maybe } from "./wait-snapshot-part.ts";

/** The port whose messages arrive at a completion port. */
type PortOfQueue = (queue: Word64) => Key | undefined;

/** The process at an address; undefined where there is none. Its threads are walked when they are asked for. */
export function decodeProcess({ target }: ModelContext, address: Word64): ProcessFacts | undefined {
  const facts = readProcess(target, address);
  if (facts instanceof Absence) {
    return undefined;
  }
  const threads = lazily(() => Array.from(facts.hasExited ? [] : walkThreads(target, facts.address)).filter((thread) => {
    const found = readThread(target, thread);
    return !(found instanceof Absence) && !found.hasExited;
  }).map(({ key }) => key));
  return { key: address.key, id: facts.id, name: facts.name, exited: facts.hasExited, get threads() { return threads(); } };
}

/** The thread at an address; undefined where there is none. */
export function decodeThread(context: ModelContext, address: Word64, portOfQueue: PortOfQueue): ThreadFacts | undefined {
  const { generation, target } = context;
  const facts = readThread(target, address);
  if (facts instanceof Absence) {
    return undefined;
  }
  const awaited = generation.readAwaitedReply(address);
  return {
    key: address.key, id: facts.id, state: facts.state, waitReason: facts.waitReason,
    suspended: facts.suspendCount > 0, exited: facts.hasExited,
    ...maybe("process", present(facts.process)?.key),
    ...maybe("awaits", awaited === undefined || awaited instanceof Absence ? undefined : describeAwaited(context, awaited)),
    ...maybe("wait", readWait(context, facts, portOfQueue)),
    receivesOn: readReceivesOn(context, address, portOfQueue),
  };
}

function describeAwaited(context: ModelContext, awaited: AwaitedFacts): AwaitedReply {
  return {
    ...maybe("message", present(awaited.message)?.key),
    ...maybe("messageId", present(awaited.messageId)?.toNumber()),
    ...maybe("port", present(awaited.port)?.key),
    source: sourceOf(context, awaited),
  };
}

function sourceOf({ generation }: ModelContext, { message, serverThread }: AwaitedFacts): ReplySource {
  if (!(serverThread instanceof Absence)) {
    return { kind: "thread", thread: serverThread.key };
  }
  const facts: Maybe<{ readonly queue: Maybe<string>; readonly queuePort: Maybe<Word64> }> =
    message instanceof Absence ? message : generation.readMessage(message);
  // A pending message has been received: who owes its reply is then simply not known.
  if (!(facts instanceof Absence) && !(facts.queuePort instanceof Absence) && ["Main", "LargeMessage", "Direct"].includes(present(facts.queue) ?? "")) {
    return { kind: "queued", port: facts.queuePort.key };
  }
  return { kind: "unknown", reason: serverThread.reason };
}

function readWait({ target }: ModelContext, thread: KernelThreadFacts, portOfQueue: PortOfQueue): ThreadWait | undefined {
  const waits = readWaits(target, thread);
  if (waits instanceof Absence) {
    return undefined;
  }
  const describe = (object: WaitObjectFacts): WaitObject => {
    const name = object.typeName instanceof Absence ? undefined : readObjectName(target, object.object);
    return {
      key: object.object.key, kind: object.kind,
      ...maybe("name", name instanceof Absence ? undefined : name),
      ...maybe("owner", object.owner === undefined ? undefined : present(object.owner)?.key),
      ...maybe("port", object.kind === "queue" ? portOfQueue(object.object) : undefined),
    };
  };
  return { mode: waits.mode, hasTimeout: waits.hasTimeout || waits.end.kind !== "head", objects: waits.objects.map(describe) };
}

function readReceivesOn({ generation }: ModelContext, thread: Word64, portOfQueue: PortOfQueue): readonly Key[] {
  const keys: Key[] = [];
  for (const { kind, address } of generation.readReceivingOn(thread)) {
    const port = kind === "Port" ? address.key : portOfQueue(address);
    if (port !== undefined) {
      keys.push(port);
    }
  }
  return keys;
}
