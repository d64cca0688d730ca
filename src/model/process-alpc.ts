/** The ALPC view of a process: `@$curprocess.Alpc`. */
import { Absence, mapPresent, type Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import { walkThreads } from "../nt/thread/thread-list.ts";
import { readProcessPort, type ProcessPortFacts, type ProcessPortField } from "../generation/process-ports.ts";
import { Sequence, shortList, untilEnd, type IndexedCollection } from "./collection.ts";
import type { ModelContext } from "./context.ts";
import { findingsOfProcess } from "./findings.ts";
import { handlesOfProcess } from "./handle-holder.ts";
import { property, type PropertyTable } from "./members.ts";
import { processName } from "./naming.ts";
import { ProcessPort } from "./process-port.ts";
import { portTable } from "./tables/port-table.ts";
import { threadTable } from "./tables/thread-table.ts";

export class ProcessAlpcObject {
  readonly __context: ModelContext;
  readonly __address: Word64;

  constructor(context: ModelContext, address: Word64) {
    this.__context = context;
    this.__address = address;
  }

  toString(): string {
    return `${this.__context.generation.name} of ${processName(this.__context, this.__address)}`;
  }
}

type View = ProcessAlpcObject;

function field({ __context: context, __address }: View, name: ProcessPortField): Maybe<ProcessPort> {
  const read = (): Maybe<ProcessPortFacts> =>
    mapPresent(context.target.readStructure("_EPROCESS", __address), (process) => readProcessPort(context.target, process, name));
  return mapPresent(read(), (facts) => new ProcessPort(context, name, facts, read));
}

function ports(view: View, what: "created" | "connected" | "server", noun: string): IndexedCollection<object> {
  return shortList(view.__context, "port", `${noun} of ${processName(view.__context, view.__address)}`, () =>
    view.__context.generation.portsOfProcess(view.__address)[what].map((port) => view.__context.port(port)), portTable);
}

/** The threads wanted; last, where the process's list of threads is damaged, why there may be more. */
function* threadsWhere(view: View, wanted: (thread: Word64) => boolean): Generator<object> {
  for (const thread of untilEnd(walkThreads(view.__context.target, view.__address))) {
    if (thread instanceof Absence) {
      yield thread;
    } else if (wanted(thread)) {
      yield view.__context.thread(thread);
    }
  }
}

function awaits(view: View, thread: Word64): boolean {
  const awaited = view.__context.generation.readAwaitedReply(thread);
  return awaited !== undefined && !(awaited instanceof Absence);
}

/** Threads that owe a reply: by the messages that they hold, and in the age of LPC, which frees those, by the threads that await them. */
function servingThreads(view: View): Sequence<object> {
  const { __context: context, __address } = view;
  return new Sequence(context, `Serving threads of ${processName(context, __address)}`, () =>
    threadsWhere(view, (thread) => context.generation.readServing(thread).length > 0 || awaitedThreads(context).has(thread.key)), threadTable);
}

/** The threads whose reply another one awaits; found once a stop. */
function awaitedThreads(context: ModelContext): ReadonlySet<string> {
  return context.target.stop.once("awaited threads", () => {
    const awaited = new Set<string>();
    for (const waiter of context.generation.walkWaitingThreads()) {
      const reply = context.generation.readAwaitedReply(waiter);
      if (reply !== undefined && !(reply instanceof Absence) && !(reply.serverThread instanceof Absence)) {
        awaited.add(reply.serverThread.key);
      }
    }
    return awaited;
  });
}

/** Rows of both generations. */
export const commonProcessProperties: PropertyTable<ProcessAlpcObject> = {
  Process: property("The process itself.", (view) => view.__context.process(view.__address)),
  DebugPort: property("The debug object of a user-mode debugger that is attached; before XP a port.", (view) => field(view, "DebugPort")),
  ExceptionPort: property("The port that unhandled exceptions of the process are sent to, usually the ApiPort of csrss.exe.", (view) => field(view, "ExceptionPort")),
  SecurityPort: property("The kernel's connection to the security authority on behalf of the process, or a marker.", (view) => field(view, "SecurityPort")),
  CreatedPorts: property("Connection ports that the process has created.", (view) => ports(view, "created", "Connection ports")),
  ConnectedPorts: property("The process's client ports: what it is connected to.", (view) => ports(view, "connected", "Client ports")),
  ServerPorts: property("The process's server ports: one for each client that it has accepted.", (view) => ports(view, "server", "Server ports")),
  Handles: property("The process's handles to ports.", (view) =>
    new Sequence(view.__context, `Handles to ports of ${processName(view.__context, view.__address)}`, () => handlesOfProcess(view.__context, view.__address))),
  WaitingThreads: property("Threads that await a reply.", (view) => new Sequence(
    view.__context, `Waiting threads of ${processName(view.__context, view.__address)}`, () => threadsWhere(view, (thread) => awaits(view, thread)), threadTable)),
  ServingThreads: property("Threads that owe a reply.", servingThreads),
  Findings: property("What the analysis found about this process.", (view) => findingsOfProcess(view.__context, view.__address)),
};
