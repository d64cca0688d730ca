/** The ALPC view of a process: `@$curprocess.Alpc`. */
import type { Absence } from "../../target/absence.ts";
import { isAbsent, mapPresent, notApplicable, type Maybe } from "../../target/absence.ts";
import type { Word64 } from "../../target/word64.ts";
import { walkThreads } from "../../nt/thread/thread-list.ts";
import { readProcessFacts } from "../../nt/process/process-facts.ts";
import { readProcessPort, type ProcessPortFacts, type ProcessPortField } from "../../generation/process-ports.ts";
import { Collection, shortList, untilEnd } from "../base/collection.ts";
import { AddressObject, type ModelContext, fact, FactObject, type ReadFacts } from "../base/object.ts";
import { findingsOfProcess } from "./findings.ts";
import { handlesOfProcess } from "./handle-holder.ts";
import { subclass, property, type PropertyTable, defineClass } from "../base/members.ts";
import { processName } from "../naming.ts";
import { portTable } from "./port-table.ts";
import { threadTable } from "./thread.ts";
import { nativeObject } from "../../target/debugger-objects.ts";
import { walkProcessViews } from "../../alpc/resource/shared-memory.ts";
import { readServedThreads } from "../../lpc/thread/awaited-reply.ts";

/** One of the port fields of a process: its raw value, its meaning, and the object that it leads to. */
export class ProcessPort extends FactObject<ProcessPortFacts> {
  readonly __field: ProcessPortField;

  constructor(
    context: ModelContext,
    field: ProcessPortField,
    facts: ProcessPortFacts,
    read: ReadFacts<ProcessPortFacts>,
  ) {
    super(context, facts, read);
    this.__field = field;
  }

  protected override __describe({ kind, value, object }: ProcessPortFacts): string {
    if (isAbsent(kind)) {
      return `${value} <${kind.reason}>`;
    }
    switch (kind) {
      case "None":
        return "none";
      case "Port":
        return isAbsent(object) ? object.reason : String(this.__context.port(object));
      case "DebugObject":
        return `debug object ${value}: a user-mode debugger is attached`;
      case "Marker":
        return `marker ${value}, no pointer`;
      case "Unknown":
        return `${value}, neither a port nor a debug object`;
    }
  }
}

/** The object that the field leads to, if it is of that kind. */
function objectOfKind(
  { kind, object }: ProcessPortFacts,
  { __context, __field }: ProcessPort,
  wanted: "Port" | "DebugObject",
): Maybe<object> {
  if (isAbsent(kind) || isAbsent(object)) {
    return isAbsent(kind) ? kind : (object as Absence);
  }
  if (kind !== wanted) {
    return notApplicable(`${__field} leads to no ${wanted === "Port" ? "port" : "debug object"}`);
  }
  return wanted === "Port" ? __context.port(object) : nativeObject(__context.target, "_DEBUG_OBJECT", object);
}

export const processPortClass = defineClass<ProcessPort>("process-port", "A port field of a process.", ProcessPort, {
  Value: fact("The field as it is in memory, state bits included.", ({ value }: ProcessPortFacts) => value),
  Kind: fact(
    "None, Port, DebugObject, Marker (a small number, not a pointer) or Unknown.",
    ({ kind }: ProcessPortFacts) => kind,
  ),
  Port: property("The port, if it is one.", (port) =>
    mapPresent(port.__facts, (facts) => objectOfKind(facts, port, "Port")),
  ),
  DebugObject: property("The debug object, where it is one: since XP DebugPort leads to it.", (port) =>
    mapPresent(port.__facts, (facts) => objectOfKind(facts, port, "DebugObject")),
  ),
});

class ProcessAlpcObject extends AddressObject {
  override toString(): string {
    return `${this.__context.generation.name} of ${processName(this.__context, this.__address)}`;
  }
}

type View = ProcessAlpcObject;

function field({ __context: context, __address }: View, name: ProcessPortField): Maybe<ProcessPort> {
  // Where something else lies than a process, zeros are no ports that are not set.
  const read = (): Maybe<ProcessPortFacts> => {
    const process = readProcessFacts(context.target, __address);
    return isAbsent(process) ? process : readProcessPort(context.target, __address, name);
  };
  return mapPresent(read(), (facts) => new ProcessPort(context, name, facts, read));
}

function ports(view: View, what: "created" | "connected" | "server", noun: string): Collection<object> {
  return shortList(
    view.__context,
    "port",
    `${noun} of ${processName(view.__context, view.__address)}`,
    () => view.__context.generation.portsOfProcess(view.__address)[what].map((port) => view.__context.port(port)),
    portTable,
  );
}

/** The matching threads; last, if the process's thread list is damaged, why there may be more. */
function* threadsWhere(view: View, wanted: (thread: Word64) => boolean): Generator<object> {
  for (const thread of untilEnd(walkThreads(view.__context.target, view.__address))) {
    if (isAbsent(thread)) {
      yield thread;
    } else if (wanted(thread)) {
      yield view.__context.thread(thread);
    }
  }
}

function awaits(view: View, thread: Word64): boolean {
  const awaited = view.__context.generation.readAwaitedReply(thread);
  return awaited !== undefined && !isAbsent(awaited);
}

/**
 * Threads that owe a reply: by the messages that they hold, or in LPC, which frees those, by the threads that await
 * them.
 */
function servingThreads(view: View): Collection<object> {
  const { __context: context, __address } = view;
  return new Collection(
    context,
    `Serving threads of ${processName(context, __address)}`,
    () =>
      threadsWhere(
        view,
        (thread) => context.generation.readServing(thread).length > 0 || awaitedThreads(context).has(thread.key),
      ),
    { rows: threadTable },
  );
}

/** The threads whose reply another one awaits; found once per stop. */
function awaitedThreads(context: ModelContext): ReadonlySet<string> {
  return context.target.stop.once("awaited threads", () => {
    const awaited = new Set<string>();
    for (const waiter of context.generation.walkWaitingThreads()) {
      const reply = context.generation.readAwaitedReply(waiter);
      if (reply !== undefined && !isAbsent(reply) && !isAbsent(reply.serverThread)) {
        awaited.add(reply.serverThread.key);
      }
    }
    return awaited;
  });
}

/** Rows of both generations. */
const commonProcessProperties: PropertyTable<ProcessAlpcObject> = {
  Process: property("The process itself.", (view) => view.__context.process(view.__address)),
  DebugPort: property("The debug object of a user-mode debugger that is attached; before XP a port.", (view) =>
    field(view, "DebugPort"),
  ),
  ExceptionPort: property(
    "The port that unhandled exceptions of the process are sent to, usually the ApiPort of csrss.exe.",
    (view) => field(view, "ExceptionPort"),
  ),
  SecurityPort: property(
    "The kernel's connection to the security authority on behalf of the process, or a marker.",
    (view) => field(view, "SecurityPort"),
  ),
  CreatedPorts: property("Connection ports that the process has created.", (view) =>
    ports(view, "created", "Connection ports"),
  ),
  ConnectedPorts: property("The process's client ports: what it is connected to.", (view) =>
    ports(view, "connected", "Client ports"),
  ),
  ServerPorts: property("The process's server ports: one for each client that it has accepted.", (view) =>
    ports(view, "server", "Server ports"),
  ),
  Handles: property(
    "The process's handles to ports.",
    (view) =>
      new Collection(view.__context, `Handles to ports of ${processName(view.__context, view.__address)}`, () =>
        handlesOfProcess(view.__context, view.__address),
      ),
  ),
  WaitingThreads: property(
    "Threads that await a reply.",
    (view) =>
      new Collection(
        view.__context,
        `Waiting threads of ${processName(view.__context, view.__address)}`,
        () => threadsWhere(view, (thread) => awaits(view, thread)),
        { rows: threadTable },
      ),
  ),
  ServingThreads: property("Threads that owe a reply.", servingThreads),
  Findings: property("What the analysis found about this process.", (view) =>
    findingsOfProcess(view.__context, view.__address),
  ),
};

export const processAlpcClass = defineClass(
  "process-alpc",
  "The ALPC view of a process.",
  subclass(ProcessAlpcObject),
  {
    ...commonProcessProperties,
    Views: property("ALPC views that are mapped into the process.", ({ __context, __address }) =>
      shortList(__context, "view", "ALPC views mapped into the process", () =>
        Array.from(walkProcessViews(__context.target, __address)).map((view) => __context.resource(view)),
      ),
    ),
  },
);

/** LPC frees a received message at once, so an owed reply shows only in ids that two threads share. */
function* lpcServingThreads({ __context, __address }: ProcessAlpcObject): Generator<object> {
  for (const thread of walkThreads(__context.target, __address)) {
    if (readServedThreads(__context.target, thread).length > 0) {
      yield __context.thread(thread);
    }
  }
}

export const lpcProcessClass = defineClass("lpc-process", "The LPC view of a process.", subclass(ProcessAlpcObject), {
  ...commonProcessProperties,
  ServingThreads: property(
    "Threads that owe a reply: the id that they received last is awaited by a thread.",
    (view) =>
      new Collection(view.__context, `Serving threads of ${processName(view.__context, view.__address)}`, () =>
        lpcServingThreads(view),
      ),
  ),
});
