/** One scene with everything that both generations have, and one for what only ALPC has. */
import type { KernelImage, LayoutId } from "../../kernel/index.ts";
import { KernelScenario } from "../../kernel/index.ts";
import { readersOf } from "../../kernel/reader/index.ts";

/** A server with two workers, a client with three threads, a mutant, an event, an exited process, a debugger. */
function createScene(id: LayoutId) {
  const scenario = new KernelScenario(id, { maintainTypeLists: true });
  const system = scenario.process("System", { id: 4 });
  system.thread();
  const server = scenario.process("lsass.exe", { id: 0x2a8, session: 0, parent: system });
  const client = scenario.process("averyveryverylongname.exe", { id: 0x804, session: 1, parent: system });
  const gone = scenario.process("gone.exe", { session: 1 });
  gone.thread();
  const port = server.createsPort("\\RPC Control\\lsasspirpc", { context: 0x1234n, pointerCount: 0x6c });
  const unnamed = server.createsPort();
  const connection = client.connectsTo(port);
  const second = client.connectsTo(port, { grantedAccess: 0x1f0002 });
  const worker = server.thread();
  const owner = server.thread();
  const idle = server.thread().waitsToReceiveOn(unnamed);
  const asking = client.thread({ id: 0x9a4 });
  const queued = client.thread();
  const received = asking.asks(connection, { data: "hello", secondsAgo: 7 });
  const waiting = queued.asks(second, { data: 0x20, callbackId: 0xcca5, sequenceNo: 0x16 });
  const datagram = client.thread().sends(connection, { data: Uint8Array.of(1, 2, 3) });
  worker.receives(received);
  const mutant = scenario.mutant({ owner, path: "\\BaseNamedObjects\\lock" });
  const event = scenario.event({ path: "\\BaseNamedObjects\\done" });
  worker.waitsForMutant(mutant, { secondsAgo: 3, hasTimeout: true });
  owner.waitsFor([event, client, asking], { type: "all", alertable: true });
  const pending = client.thread().connectsTo(port, { message: { data: "please" } });
  server.hasDebugger(client);
  client.hasExceptionPort(port, 3).hasSecurityPort(1n);
  server.hasSecurityPort(unnamed);
  gone.exits();
  return {
    scenario,
    system,
    server,
    client,
    gone,
    port,
    unnamed,
    connection,
    second,
    worker,
    owner,
    idle,
    asking,
    queued,
    received,
    waiting,
    datagram,
    mutant,
    event,
    pending,
  };
}

/** The scene built, with readers over its memory. */
export function openScene(id: LayoutId) {
  const scene = createScene(id);
  const image: KernelImage = scene.scenario.build();
  return { ...scene, image, facts: image.facts, ...readersOf(image.target) };
}
