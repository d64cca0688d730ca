import { KernelScenario } from "../kernel/scenario/scenario.ts";
import { measureWorkload, packFindings, packOverview } from "./workloads.ts";
import { withCallMeter } from "./script-meter.ts";
function oneHangs(n: number) {
  const s = new KernelScenario("win10-19041-x64", { description: "x" });
  s.process("System", { id: 4 }).thread();
  const server = s.process("server.exe"), client = s.process("client.exe");
  const port = server.createsPort("\\RPC Control\\hang");
  const lock = s.event({ kind: "synchronization" });
  const w = server.thread();
  for (let i = 0; i < n; i++) { const c = client.connectsTo(port); const m = client.thread().asks(c, { secondsAgo: 100 }); if (i === 0) w.receives(m); }
  w.waitsFor(lock, { reason: "Executive", secondsAgo: 99 });
  const image = s.build(); image.setLive(false); return image;
}
function manyPorts(n: number) {
  const s = new KernelScenario("win10-19041-x64", { description: "x" });
  s.process("System", { id: 4 }).thread();
  const holder = s.process("holder.exe").thread({ state: "Running" }); const lock = s.mutant({ owner: holder } as never);
  const client = s.process("client.exe");
  for (let p = 0; p < n; p++) {
    const server = s.process(`server${p}.exe`); const port = server.createsPort(`\\RPC Control\\hang${p}`); const w = server.thread();
    for (let i = 0; i < 3; i++) { const m = client.thread().asks(client.connectsTo(port), { secondsAgo: 100 }); if (i === 0) w.receives(m); }
    w.waitsFor(lock, { reason: "UserRequest", secondsAgo: 99 });
  }
  const image = s.build(); image.setLive(false); return image;
}
function chainHang(n: number) {
  const s = new KernelScenario("win10-19041-x64", { description: "x" });
  s.process("System", { id: 4 }).thread();
  const ports = Array.from({ length: n }, (_, i) => { const p = s.process(`p${i}.exe`); return { p, port: p.createsPort(`\\RPC Control\\c${i}`), t: p.thread() }; });
  for (let i = 0; i + 1 < n; i++) { const m = ports[i]!.t.asks(ports[i]!.p.connectsTo(ports[i + 1]!.port), { secondsAgo: 100 }); ports[i + 1]!.t.receives(m); }
  const image = s.build(); image.setLive(false); return image;
}
withCallMeter((meter) => {
  for (const [name, make] of [["one", oneHangs], ["many", manyPorts], ["chain", chainHang]] as const)
    for (const n of [100, 200, 400, 800]) { try { const image = make(n); console.log(name, n, (measureWorkload(image, packFindings, meter).script / n).toFixed(0), (measureWorkload(image, packOverview, meter).script / n).toFixed(0)); } catch (e) { console.log(name, n, String(e).slice(0, 200)); } }
  return 0;
});
