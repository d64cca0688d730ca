/** Services with every kind of access list on their ports, and clients of every integrity. */
import { KernelScenario, type KernelImage, type LayoutId } from "../kernel/index.ts";
import { rpcBind } from "../kernel/targets/rpc.ts";

/** Package of the sandboxed client. */
export const PACKAGE = "S-1-15-2-11-12-13-14-15-16-17";

interface SceneOptions {
  /** Ids and path of the second start: another number in what is made up at each start. */
  readonly start?: number;
}

/** Services with every kind of access list, and clients of every integrity. */
export function createEndpoints(id: LayoutId, { start = 1 }: SceneOptions = {}): KernelImage {
  const scenario = new KernelScenario(id);
  const system = scenario.process("System", { id: 4 * start });
  system.thread();
  const spooler = scenario.process("svchost.exe", {
    id: 0x200 * start,
    session: 0,
    commandLine: "C:\\Windows\\system32\\svchost.exe -k PrintGroup -p -s Spooler",
  });
  const lsass = scenario.process("lsass.exe", { id: 0x300 * start, session: 0 });
  const desktop = scenario.process("explorer.exe", { id: 0x404 * start, session: 1 });
  const admin = scenario.process("mmc.exe", {
    id: 0x504 * start,
    session: 1,
    token: { user: "S-1-5-21-1-2-3-500", integrity: 0x3000 },
  });
  const app = scenario.process("Calculator.exe", {
    id: 0x604 * start,
    session: 1,
    path: "\\Device\\HarddiskVolume2\\Program Files\\WindowsApps\\Contoso.Calculator_1.0_x64__abc\\Calculator.exe",
  });
  const sandboxed = scenario.process("render.exe", {
    id: 0x704 * start,
    session: 1,
    token: { user: "S-1-5-21-1-2-3-1001", integrity: 0x1000, package: PACKAGE },
  });
  for (const process of [spooler, lsass, desktop, admin, app, sandboxed]) {
    process.thread();
  }

  const spoolss = spooler.createsPort("\\RPC Control\\spoolss", {
    ...(scenario.machine.hasAlpc ? { attributes: { flags: 0x9_0000, dupObjectTypes: 0x81 } } : {}),
    security: { level: 1 },
    access: {
      owner: "S-1-5-18",
      group: "S-1-5-18",
      sacl: [{ sid: "S-1-16-4096", kind: "label", mask: 1 }],
      dacl: [
        { sid: "S-1-5-32-546", kind: "deny" },
        { sid: "S-1-1-0" },
        { sid: "S-1-15-2-1", mask: 0x20001 },
        { sid: "S-1-5-7" },
        { sid: "S-1-5-18", mask: 0x1f0001 },
        { sid: "S-1-5-11", kind: "allow callback" },
        { sid: "S-1-5-80-0", mask: 0x20000 },
      ],
    },
  });
  for (const process of [desktop, admin, app, sandboxed, sandboxed]) {
    process.connectsTo(spoolss);
  }
  const connection = desktop.connectsTo(spoolss);
  if (scenario.machine.hasAlpc) {
    desktop.thread().sends(connection, {
      data: rpcBind({ interfaceUuid: "12345678-1234-abcd-ef00-0123456789ab", major: 1, minor: 0, ndr: 1 }),
    });
  }
  lsass.createsPort("\\SeLsaCommandPort");
  lsass.createsPort("\\RPC Control\\open", { access: null });
  lsass.createsPort("\\RPC Control\\listless", { access: { owner: "S-1-5-18", dacl: null } });
  lsass.createsPort("\\RPC Control\\shut", { access: { owner: "S-1-5-18", dacl: [] } });
  lsass.createsPort(`\\RPC Control\\LRPC-${(0xabcdef012345 * start).toString(16)}99`, {
    access: { dacl: [{ sid: PACKAGE }] },
  });
  lsass.createsPort("\\RPC Control\\broken", {
    access: Uint8Array.of(
      1,
      0,
      4,
      0x80,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      20,
      0,
      0,
      0,
      2,
      0,
      255,
      0,
      9,
      0,
      0,
      0,
      0,
      0,
      20,
      0,
    ),
  });
  lsass.createsPort("\\RPC Control\\gone").closes();
  return scenario.build();
}
