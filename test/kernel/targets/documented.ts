/** Scenes for which the output of the classic extensions is publicly documented, down to the numbers. */
import type { KernelImage } from "../image.ts";
import type { LayoutTable } from "../../host/target.ts";
import { KernelScenario } from "../scenario/scenario.ts";

/**
 * The session's space as public symbols describe it (the id behind two counts, Windows XP to 10): the layouts' source
 * leaves it out, and the documented output shows a session's id.
 */
function withSessionSpace(layout: LayoutTable): LayoutTable {
  return {
    ...layout,
    types: {
      ...layout.types,
      _MM_SESSION_SPACE: { kind: "struct", size: 0xc, fields: { SessionId: { offset: 8, type: "unsigned long" } } },
    },
  };
}

const DESKTOP_CLIENTS = { csrss: 0x180, services: 0x1dc, lsass: 0x1e4, svchost: 0x35c, app: 0xb0c } as const;
const NTSVCS_BACKLOG = 19;

/**
 * Windows 7 x64, the ports of one process: it created an OLE port (nothing queued, one connection, of a service host)
 * and is connected to csrss, the theme service, lsass, and services.exe, where 19 messages are queued.
 */
export function buildProcessPorts(): KernelImage {
  const scenario = new KernelScenario("win7-sp1-x64", { adaptShownLayout: withSessionSpace });
  const ids = DESKTOP_CLIENTS;
  const system = scenario.process("System", { id: 4 });
  system.thread();
  const csrss = scenario.process("csrss.exe", { id: ids.csrss, session: 1 });
  const services = scenario.process("services.exe", { id: ids.services, session: 0 });
  const lsass = scenario.process("lsass.exe", { id: ids.lsass, session: 0 });
  const svchost = scenario.process("svchost.exe", { id: ids.svchost, session: 0, address: 0xfffffa80321ac580n });
  const app = scenario.process("notepad.exe", { id: ids.app, session: 1 });
  const thread = app.thread();
  const ole = app.createsPort("\\RPC Control\\OLE16E02A5AAD974222920005479E7C");
  svchost.connectsTo(ole, { address: 0xfffffa803262f900n, serverPort: { address: 0xfffffa8033c6fb80n } });
  app.connectsTo(csrss.createsPort("\\Sessions\\1\\Windows\\ApiPort"));
  app.connectsTo(svchost.createsPort("\\ThemeApiPort"));
  app.connectsTo(lsass.createsPort("\\RPC Control\\lsasspirpc"));
  const ntsvcs = services.createsPort("\\RPC Control\\ntsvcs");
  const connection = app.connectsTo(ntsvcs);
  for (let i = 0; i < NTSVCS_BACKLOG; i++) {
    thread.sends(connection, { data: 0x40 });
  }
  services.thread();
  return scenario.build();
}

/**
 * Windows 10 1507 x86, one message: a request to explorer.exe that nobody has received, with eight threads bound to the
 * port.
 */
export function buildQueuedMessage(): KernelImage {
  const scenario = new KernelScenario("win10-10240-x86", { adaptShownLayout: withSessionSpace });
  const system = scenario.process("System", { id: 4 });
  system.thread();
  const explorer = scenario.process("explorer.exe", { id: 0x804, session: 1, address: 0x846209c0n });
  const client = scenario.process("ShellExperienceHost.exe", { session: 1 });
  const thread = client.thread({ address: 0x834553c0n });
  const port = explorer.createsPort("\\RPC Control\\OLEB8D2C44B1C2D6E8A9F0A1B2C3D4E", { address: 0x84646730n });
  const connection = client.connectsTo(port, { address: 0x82bb9db8n });
  const workers = Array.from({ length: 8 }, () => explorer.thread());
  port.hasCompletionPort({ threads: workers, maximumCount: 8 });
  for (const worker of workers) {
    worker.waitsFor(scenario.event(), { secondsAgo: 60 });
  }
  const security = connection.clientPort.creates.securityContext({ address: 0x962f89b8n });
  thread.asks(connection, {
    address: 0x9c14d020n,
    id: 0x274,
    callbackId: 0xcca5,
    sequenceNo: 0x16,
    data: 0x94,
    typeFlags: 0x2000,
    clientContext: 0x02a56b80n,
    portContext: 0x0701ea20n,
    securityData: security,
  });
  return scenario.build();
}

/**
 * Windows XP x86, `ApiPort`: one request is queued while the semaphore's count is 0 already, since its receiver has
 * been woken; another client waits for the reply to a request that is being served.
 */
export function buildApiPort(): KernelImage {
  const scenario = new KernelScenario("winxp-sp3-x86");
  const system = scenario.process("System", { id: 4 });
  system.thread();
  const csrss = scenario.process("csrss.exe", { id: 0x244, address: 0x84aa0140n });
  const port = csrss.createsPort("\\Windows\\ApiPort", {
    address: 0xe14ae238n,
    pointerCount: 108,
    semaphoreAddress: 0x84a96da8n,
    semaphoreState: 0,
  });
  csrss.thread({ state: "Ready" });
  const shell = scenario.process("explorer.exe", { id: 0x584 });
  const connection = shell.connectsTo(port, {
    address: 0xe1e7b948n,
    pointerCount: 3,
    serverPort: { address: 0xe114a3c0n },
  });
  const worker = csrss.thread();
  const waiting = shell.thread({ id: 0x1c4, address: 0x842a4db0n });
  worker.receives(waiting.asks(connection, { id: 0x222be, data: 0x40 }));
  const asking = shell.thread({ id: 0x680 });
  asking.asks(connection, {
    address: 0xe20d9b80n,
    id: 0x2249c,
    typeFlags: 0,
    data: 0x7c,
    totalLength: 0x98,
    portContext: 0x21n,
  });
  return scenario.build();
}
