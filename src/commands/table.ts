/** All commands. Registration, help, the README's list and the gallery come from this table. */
import { writeTextFile } from "../target/files.ts";
import { printLine } from "../target/output.ts";
import { contextOfArgument } from "../model/ask/session.ts";
import { candidatesOf, connectionsOfName } from "../model/ask/candidates.ts";
import { processAddress } from "../model/ask/process.ts";
import { subjectOf } from "../model/ask/subject.ts";
import { threadAddress } from "../model/ask/thread.ts";
import { currentContext } from "../model/open.ts";
import type { TextLines } from "../model/base/text-lines.ts";
import { filePath } from "../model/report/report.ts";
import type { Command } from "./command.ts";
import { helpFor } from "./help.ts";
import { lpcCommand } from "./lpcx.ts";
import { overview } from "./overview.ts";

/** A command that is equivalent to a property or call of `@$cursession.Alpc`. */
function ofSystem(name: string, member: string, help: string, examples: readonly string[] = [`!${name}`]): Command {
  return {
    name,
    usage: "",
    help,
    expression: `@$cursession.Alpc.${member}`,
    examples,
    most: 0,
    run: () => (currentContext().session() as Readonly<Record<string, unknown>>)[member],
  };
}

/** A command that lists things of the system and shows their number, even if there are none. */
function listOfSystem(name: string, member: string, help: string): Command {
  const command = ofSystem(name, member, help);
  return { ...command, run: () => (command.run() as { __counted(): unknown }).__counted() };
}

/** A command for a long list of the system; it says so if the target has no lists at all. */
function longListOfSystem(name: string, member: string, help: string, examples: readonly string[]): Command {
  const command = ofSystem(name, member, help, examples);
  return { ...command, run: () => orUnknown(command.run()) };
}

/** The list, or that nothing is known if the target has no lists at all. */
function orUnknown(list: unknown): unknown {
  return (list as { __orUnknown(): unknown }).__orUnknown();
}

/** The methods of the system's object, of both generations, that commands call. */
type SystemMethod = "Port" | "Message" | "Resource" | "Find" | "Why" | "Compare" | "Graph" | "Report";

/** Calls a method of the system's object with the user's arguments. */
function call(context: { session(): object }, name: SystemMethod, ...values: readonly unknown[]): unknown {
  return (context.session() as Readonly<Record<SystemMethod, (...given: readonly unknown[]) => unknown>>)[name](
    ...values,
  );
}

/** The port; if several have the name, all of them. */
function portOrCandidates(value: unknown): unknown {
  const context = contextOfArgument(value);
  return candidatesOf(context, value) ?? call(context, "Port", value);
}

/** The connections of the system, of a port, or of all ports with a name. */
function connections(value: unknown): unknown {
  const context = contextOfArgument(value);
  if (value === undefined) {
    return orUnknown((context.session() as WithConnections).Connections);
  }
  return connectionsOfName(context, value) ?? (call(context, "Port", value) as WithConnections).Connections;
}

interface WithConnections {
  readonly Connections: unknown;
}

/** What is expected as the scope of a graph, with an example of the command that has one. */
const SCOPE = {
  expected: "a process, port, thread or wait chain",
  example: '!alpcx_graph ("html", "C:\\\\temp\\\\chain.html", @$curthread)',
};

/**
 * Prints the graph line by line, or writes it to a file and returns its path. `scope`: the part to draw; undefined for
 * the system.
 */
function graph(format: unknown, file: unknown, scope: unknown): string | undefined {
  const path = file === undefined ? undefined : filePath(file, '!alpcx_graph ("html", "C:\\\\temp\\\\alpc.html")');
  const context = contextOfArgument(scope);
  subjectOf(context, scope, SCOPE);
  const text = (call(context, "Graph", format, scope) as TextLines).__text;
  if (path !== undefined) {
    return `Written to ${writeTextFile(path, text)}`;
  }
  text.replace(/\n$/, "").split("\n").forEach(printLine);
  return undefined;
}

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  {
    name: "alpcx",
    usage: '["classic string"]',
    most: 1,
    help: "The system in a line, and what blocks most threads; with a string, answers like the classic !alpc.",
    expression: "@$cursession.Alpc",
    examples: ["!alpcx", '!alpcx "/lpp 2a8"', '!alpcx "-lp"'],
    run: (...values) => overview(values),
  },
  {
    name: "alpcx_port",
    usage: "x",
    most: 1,
    help: "One port, by address, name, path, native object or pointer; the candidates where several have the name.",
    expression: "@$cursession.Alpc.Port(x)",
    examples: [
      "!alpcx_port 0xffffa801`12345678",
      "!alpcx_port ((nt!_ALPC_PORT*)0xffffa801`12345678)",
      '!alpcx_port "ntsvcs"',
    ],
    run: portOrCandidates,
  },
  {
    name: "alpcx_message",
    usage: "x",
    most: 1,
    help: "One message, by address or id.",
    expression: "@$cursession.Alpc.Message(x)",
    examples: ["!alpcx_message 0x274", "!alpcx_message 0xffffa801`12345678"],
    run: (value) => call(contextOfArgument(value), "Message", value),
  },
  {
    name: "alpcx_resource",
    usage: "x",
    most: 1,
    help: "One resource, by address: connection info, section, region, view, reserve, security context or handle data.",
    expression: "@$cursession.Alpc.Resource(x)",
    examples: ["!alpcx_resource 0xffffa801`12345678"],
    run: (value) => call(contextOfArgument(value), "Resource", value),
  },
  {
    name: "alpcx_process",
    usage: "[x]",
    most: 1,
    help: "The ALPC view of a process: address, id, image name, service or object; the current one without an argument.",
    expression: "@$curprocess.Alpc",
    examples: [
      "!alpcx_process",
      "!alpcx_process 0x2a8",
      '!alpcx_process "services.exe"',
      "!alpcx_process @$curprocess",
    ],
    run: (value) => {
      const context = contextOfArgument(value);
      return context.processAlpc(processAddress(context, value));
    },
  },
  {
    name: "alpcx_thread",
    usage: "[x]",
    most: 1,
    help: "The ALPC view of a thread: address, id, client id or object; the current one without an argument.",
    expression: "@$curthread.Alpc",
    examples: ["!alpcx_thread", "!alpcx_thread 0x9a4", '!alpcx_thread "2a0.9a4"'],
    run: (value) => {
      const context = contextOfArgument(value);
      return context.threadAlpc(threadAddress(context, value));
    },
  },
  longListOfSystem("alpcx_ports", "Ports", "All ports of the system.", [
    "!alpcx_ports",
    "dx -g @$cursession.Alpc.Ports.Table",
    "dx @$cursession.Alpc.Ports.Of(@$curprocess)",
  ]),
  {
    name: "alpcx_connections",
    usage: "[port]",
    most: 1,
    help: "All connections, or those of a port, by address, name or object; of all ports with the name.",
    expression: "@$cursession.Alpc.Connections",
    examples: [
      "!alpcx_connections",
      '!alpcx_connections "ntsvcs"',
      "!alpcx_connections 0xffffa801`12345678",
      '!alpcx_connections @$cursession.Alpc.ConnectionPorts["ntsvcs"]',
    ],
    run: connections,
  },
  longListOfSystem("alpcx_messages", "Messages", "All queued messages, and those referenced only by a thread.", [
    "!alpcx_messages",
    'dx @$cursession.Alpc.Messages.Of("ntsvcs")',
  ]),
  {
    name: "alpcx_find",
    usage: '"pattern"',
    most: 1,
    help: "Finds connection ports: case-insensitive, with * and ? as wildcards; without them, any part of the name.",
    expression: '@$cursession.Alpc.Find("pattern")',
    examples: ['!alpcx_find "lsa*"', '!alpcx_find "\\\\RPC Control\\\\*"'],
    run: (pattern) => call(currentContext(), "Find", pattern),
  },
  listOfSystem("alpcx_waits", "WaitChains", "The wait chain of each thread blocked on a reply."),
  listOfSystem(
    "alpcx_roots",
    "WaitRoots",
    "What ultimately blocks waiting threads: each root blocker with the threads behind it, most blocked threads first.",
  ),
  {
    name: "alpcx_why",
    usage: "[x]",
    most: 1,
    help: "Explains a hang in five lines: who is blocked, on what, by whom, since when, and what to type next; for the worst root blocker, or for a thread, a process or the users of a port.",
    expression: "@$cursession.Alpc.Why()",
    examples: [
      "!alpcx_why",
      "!alpcx_why 0x9a4",
      '!alpcx_why "explorer.exe"',
      '!alpcx_why "spoolss"',
      '!alpcx_why "2a0.c"',
      "!alpcx_why @$curthread",
      "!alpcx_why @$cursession.Alpc.WaitRoots[1]",
    ],
    run: (...values) => call(contextOfArgument(values[0]), "Why", ...values),
  },
  listOfSystem("alpcx_locks", "Locks", "Locks that threads wait for, with holders and waiters, most waiters first."),
  listOfSystem("alpcx_deadlocks", "Deadlocks", "Deadlocks: wait cycles that cannot resolve."),
  ofSystem("alpcx_findings", "Findings", "Problems, most blocked threads first."),
  {
    name: "alpcx_endpoints",
    usage: '["pattern"]',
    most: 1,
    help: "Ports that one can connect to, for security people: owner, who may connect, what each accepts, clients by integrity and package.",
    expression: "@$cursession.Alpc.Endpoints",
    examples: ["!alpcx_endpoints", '!alpcx_endpoints "lsa*"', "dx -g @$cursession.Alpc.Endpoints.Table"],
    run: (pattern) => {
      const { Endpoints: endpoints } = currentContext().session() as {
        readonly Endpoints: { readonly Matching: (wanted: unknown) => unknown };
      };
      return pattern === undefined ? orUnknown(endpoints) : endpoints.Matching(pattern);
    },
  },
  {
    name: "alpcx_compare",
    usage: "[session]",
    most: 1,
    expression: "@$cursession.Alpc.Compare()",
    help: "Slow or stuck? Remembers this stop; after g and a break says what has moved since. With a session or its number, compares with that dump of the same machine.",
    examples: [
      "!alpcx_compare",
      "!alpcx_compare 1",
      "!alpcx_compare Debugger.Sessions[1]",
      "dx -g @$cursession.Alpc.Compare().Same.Table",
    ],
    run: (session) => call(currentContext(), "Compare", session),
  },
  {
    name: "alpcx_graph",
    usage: '("format"[, "file"[, scope]])',
    most: 3,
    help: "Prints the graph of ports and waits as dot, mermaid, json or html, or writes it to a file on the debugger's machine; scope: a process, a port, a thread or a wait chain.",
    expression: '@$cursession.Alpc.Graph("format")',
    examples: [
      '!alpcx_graph "dot"',
      '!alpcx_graph ("html", "C:\\\\temp\\\\alpc.html")',
      '!alpcx_graph ("html", "C:\\\\temp\\\\chain.html", @$curthread)',
    ],
    run: (format, file, scope) => graph(format, file, scope),
  },
  {
    name: "alpcx_report",
    usage: '["file"]',
    most: 1,
    help: "The report for a ticket: its first screen; with a path, all of it as one HTML file on the debugger's machine.",
    expression: "@$cursession.Alpc.Report()",
    examples: ["!alpcx_report", '!alpcx_report "C:\\\\temp\\\\hang.html"'],
    run: (file) => call(currentContext(), "Report", file),
  },
  lpcCommand,
  {
    name: "alpcx_help",
    usage: '["command, class or rule"]',
    most: 1,
    help: "Explains a command, with examples; each property of a class; or a rule of the findings and where to look next.",
    expression: "Debugger.Utility.Alpc.Help",
    examples: ["!alpcx_help", '!alpcx_help "alpcx_port"', '!alpcx_help "port"', '!alpcx_help "alpc-deadlock"'],
    run: (topic) => helpFor(commands, topic),
  },
];
