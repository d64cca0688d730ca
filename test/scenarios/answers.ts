/** Everything that the script says about a system, line by line, queried through `dx` only. */
import type { Pack } from "./pack.ts";

/** A heading and the displays of a collection's elements below it. */
function section(pack: Pack, title: string, collection: unknown): readonly string[] {
  return [`${title}:`, ...pack.elements(collection).map((element) => `  ${pack.display(element)}`)];
}

/** One line for each property of an object that is not a collection; for a collection its elements. */
function members(pack: Pack, object: unknown, names: readonly string[]): readonly string[] {
  return names.flatMap((name) => {
    const value = pack.property(object, name);
    const isCollection = typeof value === "object" && value !== null && pack.access.isIterable(value);
    return isCollection
      ? section(pack, `  ${name}`, value).map((line) => line)
      : [`  ${name}: ${String(pack.data(value))}`];
  });
}

const PROCESS_MEMBERS = [
  "DebugPort",
  "ExceptionPort",
  "SecurityPort",
  "CreatedPorts",
  "ConnectedPorts",
  "ServerPorts",
  "Handles",
  "WaitingThreads",
  "ServingThreads",
];
const THREAD_MEMBERS = [
  "IsWaitingForReply",
  "MessageId",
  "Message",
  "WaitingOn",
  "ServerThread",
  "Serving",
  "ReceivingOn",
  "WaitReason",
  "WaitTime",
  "WaitChain",
];

/** The system's own collections. */
export function systemAnswers(pack: Pack): readonly string[] {
  const system = pack.evaluate("@$cursession.Alpc");
  return [
    ...[
      "Ports",
      "ConnectionPorts",
      "Connections",
      "Messages",
      "WaitingThreads",
      "WaitChains",
      "Deadlocks",
      "Findings",
    ].flatMap((name) => section(pack, name, pack.property(system, name))),
    "Statistics:",
    ...members(pack, pack.property(system, "Statistics"), pack.access.keys(pack.property(system, "Statistics"))),
  ];
}

/** The view of every process that the debugger lists. */
export function processAnswers(pack: Pack): readonly string[] {
  return pack.elements(pack.evaluate("@$cursession.Processes")).flatMap((process) => {
    const view = pack.property(process, "Alpc");
    return [pack.display(view), ...members(pack, view, PROCESS_MEMBERS)];
  });
}

/** The view of every thread that the debugger lists. */
export function threadAnswers(pack: Pack): readonly string[] {
  return pack.elements(pack.evaluate("@$cursession.Processes")).flatMap((process) =>
    pack.elements(pack.property(process, "Threads")).flatMap((thread) => {
      const view = pack.property(thread, "Alpc");
      return [pack.display(view), ...members(pack, view, THREAD_MEMBERS)];
    }),
  );
}
