/** Lines that use every command of the script on objects of the target. */
import type { Pack } from "../../scenarios/pack.ts";
import { hexOf } from "./samples.ts";

/** What commands are asked about: addresses in hexadecimal with `0x`; absent what the target has none of. */
interface Things {
  readonly port: string;
  readonly message: string | undefined;
  readonly thread: string;
  readonly process: string;
  readonly resources: readonly string[];
  readonly isLpc: boolean;
}

const chosen = (pack: Pack, collection: string): readonly string[] =>
  pack.elements(pack.evaluate(collection)).map((element) => hexOf(pack.address(element)));

function thingsOf(pack: Pack): Things {
  const isLpc = pack.session.target.modules[0]?.layout?.types["_ALPC_PORT"] === undefined;
  const [port = "0"] = chosen(pack, "@$cursession.Alpc.ConnectionPorts");
  const [message] = chosen(pack, "@$cursession.Alpc.Messages");
  const [waiting] = chosen(pack, "@$cursession.Alpc.WaitingThreads");
  const session = pack.session.target;
  return {
    port,
    message,
    thread: waiting ?? hexOf(session.currentThread().object),
    process: hexOf(session.currentProcess().object),
    resources: isLpc ? [] : chosen(pack, `@$cursession.Alpc.Ports.SelectMany(p => p.Resources)`),
    isLpc,
  };
}

const all = (...lines: readonly (string | undefined)[]): readonly string[] =>
  lines.filter((line): line is string => line !== undefined);

const about = (command: string, thing: string | undefined): string | undefined =>
  thing === undefined ? undefined : `${command} ${thing}`;

/** By command; every command of the table has its lines. */
export const linesByCommand: Readonly<Record<string, (things: Things) => readonly string[]>> = {
  alpcx: ({ port, message, process, resources, isLpc }) =>
    isLpc
      ? ["!alpcx"]
      : all(
          "!alpcx",
          ...["-graph", "-lp", "-lp0", "-analyze", "/G"].map((text) => `!alpcx "${text}"`),
          ...["/p", "/lpc", "-presl"].map((text) => `!alpcx "${text} ${port}"`),
          `!alpcx "/lpp ${process}"`,
          message === undefined ? undefined : `!alpcx "/m ${message}"`,
          ...resources.slice(0, 2).map((resource) => `!alpcx "/R ${resource}"`),
        ),
  alpcx_port: ({ port }) => [`!alpcx_port ${port}`],
  alpcx_message: ({ message }) => all(about("!alpcx_message", message)),
  alpcx_resource: ({ resources }) => resources.slice(0, 3).map((resource) => `!alpcx_resource ${resource}`),
  alpcx_process: ({ process }) => ["!alpcx_process", `!alpcx_process ${process}`],
  alpcx_thread: ({ thread }) => ["!alpcx_thread", `dx -r2 @$alpcx_thread(${thread})`],
  alpcx_ports: () => ["!alpcx_ports", "dx -g @$cursession.Alpc.Ports.Table"],
  alpcx_connections: ({ port }) => ["!alpcx_connections", `!alpcx_connections ${port}`],
  alpcx_messages: () => ["!alpcx_messages", "dx -g @$cursession.Alpc.Messages.Table"],
  alpcx_find: () => ['!alpcx_find "*s*"'],
  alpcx_waits: () => ["!alpcx_waits"],
  alpcx_roots: () => ["!alpcx_roots", "dx -r2 @$cursession.Alpc.WaitRoots"],
  alpcx_why: ({ thread }) => ["!alpcx_why", `!alpcx_why ${thread}`],
  alpcx_locks: () => ["!alpcx_locks", "dx -r2 @$cursession.Alpc.Locks"],
  alpcx_deadlocks: () => ["!alpcx_deadlocks"],
  alpcx_findings: () => ["!alpcx_findings"],
  alpcx_endpoints: () => ["!alpcx_endpoints"],
  alpcx_compare: () => ["!alpcx_compare", "!alpcx_compare"],
  alpcx_graph: () => ["dot", "mermaid", "json"].map((format) => `!alpcx_graph "${format}"`),
  alpcx_report: () => ["!alpcx_report"],
  lpcx: ({ port, message, thread, isLpc }) =>
    isLpc
      ? all(
          ...["message", "port", "thread", "poolsearch", `port ${port}`, `scan ${port}`, `thread ${thread}`].map(
            (text) => `!lpcx "${text}"`,
          ),
          message === undefined ? undefined : "!lpcx",
        )
      : ["!lpcx"],
  alpcx_help: () => ["!alpcx_help", '!alpcx_help "port"'],
};

/** What the debugger itself shows of the target. */
const own: readonly string[] = [
  "dx -r2 @$cursession.Alpc.Ports.Take(3)",
  "dx -r2 @$cursession.Alpc.Messages.Take(3)",
  "dx @$curprocess",
  "dx @$curthread",
  "dx -g @$cursession.Processes.Select(p => new { Name = p.Name, Id = p.Id, Threads = p.Threads.Count(), Handles = p.Io.Handles.Count() })",
];

export function everyLine(pack: Pack): readonly string[] {
  const things = thingsOf(pack);
  return [...Object.values(linesByCommand).flatMap((lines) => lines(things)), ...own];
}

/** The lines that explain why threads wait: what they read is all that sets one hang apart from another. */
export function linesOfHang(pack: Pack): readonly string[] {
  const things = thingsOf(pack);
  return ["alpcx", "alpcx_roots", "alpcx_why", "alpcx_locks", "alpcx_findings"].flatMap(
    (command) => linesByCommand[command]?.(things) ?? [],
  );
}
