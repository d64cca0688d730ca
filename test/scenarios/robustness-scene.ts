/** A small system in which every structure has its own page, so that damage to one does not affect others. */
import { scatterPools } from "../bench/scatter.ts";
import { KernelScenario, type KernelImage, type LayoutId } from "../kernel/index.ts";
import type { ScenarioConnection } from "../kernel/scenario/connection.ts";
import type { ScenarioMessage } from "../kernel/scenario/message.ts";
import type { ScenarioPort } from "../kernel/scenario/port.ts";
import type { ScenarioProcess } from "../kernel/scenario/process.ts";
import { openPack, type Pack } from "./pack.ts";

/** A service with three requests queued, a service whose reply is awaited, and one that nothing happens to. */
export interface FragileSystem {
  readonly image: KernelImage;
  readonly pack: Pack;
  readonly spooler: ScenarioProcess;
  readonly client: ScenarioProcess;
  /** `\RPC Control\spooler`: three requests on its main queue. */
  readonly port: ScenarioPort;
  /** The client's connections to it. */
  readonly connections: readonly ScenarioConnection[];
  readonly messages: readonly ScenarioMessage[];
  /** `\RPC Control\audio`: has received a request. */
  readonly audio: ScenarioPort;
  readonly pending: ScenarioMessage;
  /** `\RPC Control\quiet`, with one idle connection: every test leaves it alone. */
  readonly quiet: ScenarioPort;
  readonly quietConnection: ScenarioConnection;
}

/** Builds the system; `damage` is done before the script looks at it for the first time. */
export function fragileSystem(
  layout: LayoutId = "win10-19041-x64",
  damage: (system: Omit<FragileSystem, "pack">) => void = () => undefined,
): FragileSystem {
  const scenario = new KernelScenario(layout, { isDump: true });
  scatterPools(scenario);
  scenario.process("System", { id: 4 }).thread();
  const spooler = scenario.process("spoolsv.exe", { id: 0x300, session: 0 });
  const sound = scenario.process("audiosrv.exe", { id: 0x340, session: 0 });
  const host = scenario.process("svchost.exe", { id: 0x380, session: 0 });
  const client = scenario.process("winword.exe", { id: 0x800, session: 1 });
  const port = spooler.createsPort("\\RPC Control\\spooler");
  spooler.thread({ id: 0x304, state: "Ready" });
  const audio = sound.createsPort("\\RPC Control\\audio");
  const worker = sound.thread({ id: 0x344 });
  const quiet = host.createsPort("\\RPC Control\\quiet");
  host.thread({ id: 0x384, state: "Ready" });
  const connections = [client.connectsTo(port), client.connectsTo(port), client.connectsTo(port)];
  const messages = connections.map((connection, index) =>
    client.thread({ id: 0x810 + 4 * index }).asks(connection, { data: `page ${index}`, secondsAgo: 2 }),
  );
  const pending = client.thread({ id: 0x840 }).asks(client.connectsTo(audio), { data: "play", secondsAgo: 3 });
  worker.receives(pending);
  const quietConnection = client.connectsTo(quiet);
  const system = {
    image: scenario.build(),
    spooler,
    client,
    port,
    connections,
    messages,
    audio,
    pending,
    quiet,
    quietConnection,
  };
  damage(system);
  return { ...system, pack: openPack(system.image.target) };
}

export function hex(address: bigint): string {
  return `0x${address.toString(16)}`;
}

/** `@$cursession.Alpc.Port(...)` of an address, as the beginning of an expression. */
export function portAt(address: bigint): string {
  return `@$cursession.Alpc.Port(${hex(address)})`;
}
