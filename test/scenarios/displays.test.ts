/** Displays of typical queries, as golden texts on every kernel. */
import { assertAllGoldensUsed, assertGolden } from "../golden/golden.ts";
import { createHang } from "../kernel/targets/index.ts";
import { openPack, type Pack } from "./pack.ts";
import { createScene } from "./scene.ts";

/** What a user types, by the name of the scene's text. */
type Scenes = Readonly<Record<string, string>>;

const overview: Scenes = {
  overview: "!alpcx",
  system: "dx @$cursession.Alpc",
  ports: "!alpcx_ports",
  services: "dx @$cursession.Alpc.ConnectionPorts",
  connections: "!alpcx_connections",
  "connections-of-port": '!alpcx_connections @$cursession.Alpc.ConnectionPorts["ntsvcs"]',
  messages: "!alpcx_messages",
  find: '!alpcx_find "lsa*"',
  "find-nothing": '!alpcx_find "nothing"',
  waits: "!alpcx_waits",
  "deadlocks-none": "!alpcx_deadlocks",
  findings: "!alpcx_findings",
  statistics: "dx @$cursession.Alpc.Statistics",
  limits: "dx @$cursession.Alpc.Limits",
  utility: "dx Debugger.Utility.Alpc",
};

const objects: Scenes = {
  "service-port": 'dx @$cursession.Alpc.ConnectionPorts["ntsvcs"]',
  "service-port-two-levels": 'dx -r2 @$cursession.Alpc.ConnectionPorts["ntsvcs"]',
  "client-port": 'dx @$cursession.Alpc.ConnectionPorts["ntsvcs"].Connections[0].ClientPort',
  "closed-port": "dx @$cursession.Alpc.Ports.Where(p => p.State.Closed == 1).First()",
  connection: 'dx @$cursession.Alpc.ConnectionPorts["ntsvcs"].Connections[0]',
  message: "!alpcx_message 0x10",
  "message-two-levels": "dx -r2 @$cursession.Alpc.Message(0x10)",
  "message-canceled": "!alpcx_message 0x28",
  process: "!alpcx_process 0xa10",
  "process-two-levels": "dx -r2 @$cursession.Processes[0x204].Alpc",
  "process-exited": "!alpcx_process 0xb00",
  "thread-waiting": "!alpcx_thread 0x808",
  "thread-serving": "!alpcx_thread 0x210",
  "thread-idle": "!alpcx_thread 0x1b4",
  "kernel-process": "dx Debugger.Utility.Alpc.Process(0x804)",
  "kernel-thread": "dx Debugger.Utility.Alpc.Thread(0x808)",
  "wait-chain": "dx -r2 @$cursession.Processes[0x804].Threads[0x808].Alpc.WaitChain",
  finding: "dx -r2 @$cursession.Alpc.Findings[0]",
  "no-port": "!alpcx_port 0xffff910c52c00000",
  grid: "dx -g @$cursession.Alpc.Ports.Take(4).Select(p => new { Kind = p.Kind, Owner = p.Owner, Path = p.Path })",
};

const topics = [
  "alpcx",
  "alpcx_port",
  "alpcx_message",
  "alpcx_resource",
  "alpcx_process",
  "alpcx_thread",
  "alpcx_ports",
  "alpcx_connections",
  "alpcx_messages",
  "alpcx_find",
  "alpcx_waits",
  "alpcx_deadlocks",
  "alpcx_findings",
  "alpcx_endpoints",
  "alpcx_graph",
  "alpcx_help",
  "session",
  "port",
  "message",
  "connection",
  "process",
  "thread",
  "process-alpc",
  "thread-alpc",
  "wait-chain",
  "finding",
  "queue",
  "endpoint",
  "endpoints",
];

const lpc: Scenes = {
  "lpc-overview": "!alpcx",
  "lpc-ports": "!alpcx_ports",
  "lpc-service-port": 'dx @$cursession.Alpc.ConnectionPorts["ntsvcs"]',
  "lpc-message": "dx @$cursession.Alpc.Messages.First()",
  "lpc-process": "!alpcx_process 0x204",
  "lpc-thread": "!alpcx_thread 0x808",
  "lpc-waits": "!alpcx_waits",
};

const hang: Scenes = {
  "hang-overview": "!alpcx",
  "hang-waits": "!alpcx_waits",
  "hang-deadlocks": "!alpcx_deadlocks",
  "hang-findings": "!alpcx_findings",
  "hang-endpoints": "!alpcx_endpoints",
  "hang-endpoints-grid": "dx -g @$cursession.Alpc.Endpoints.Table",
  "hang-endpoint": 'dx -r2 @$cursession.Alpc.Endpoints["ntsvcs"]',
  "hang-endpoints-json": "dx @$cursession.Alpc.Endpoints.AsJson()",
};

describe("displays", () => {
  function show(scenes: Scenes, open: () => Pack): void {
    let pack: Pack | undefined;
    for (const [name, command] of Object.entries(scenes)) {
      it(`${name}: ${command}`, () => {
        pack ??= open();
        assertGolden(`scenarios/displays/${name}`, `> ${command}\n${pack.print(command)}`);
      });
    }
  }

  const openScene = (): Pack => openPack(createScene("win10-19041-x64").image.target);
  show(overview, openScene);
  show(objects, openScene);
  show(
    { help: "!alpcx_help", ...Object.fromEntries(topics.map((topic) => [`help-${topic}`, `!alpcx_help "${topic}"`])) },
    openScene,
  );
  show(lpc, () => openPack(createScene("winxp-sp3-x86").image.target));
  show(hang, () => openPack(createHang("win10-19041-x64").scenario.build().target));

  after(() => {
    assertAllGoldensUsed("scenarios/displays");
  });
});
