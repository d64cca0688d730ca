import { Session } from "node:inspector";
import { KernelScenario } from "../kernel/scenario/scenario.ts";
import { measureWorkload, packFindings } from "./workloads.ts";
import { SCRIPT_NAME, scriptText } from "../scenarios/pack.ts";
const n = Number(process.argv[2] ?? 400);
const s = new KernelScenario("win10-19041-x64", { description: "x" });
s.process("System", { id: 4 }).thread();
const holder = s.process("holder.exe").thread({ state: "Running" }); const lock = s.mutant({ owner: holder } as never);
const client = s.process("client.exe");
for (let p = 0; p < n; p++) {
  const server = s.process(`server${p}.exe`); const port = server.createsPort(`\\RPC Control\\hang${p}`); const w = server.thread();
  for (let i = 0; i < 3; i++) { const m = client.thread().asks(client.connectsTo(port), { secondsAgo: 100 }); if (i === 0) w.receives(m); }
  w.waitsFor(lock, { reason: "UserRequest", secondsAgo: 99 });
}
const image = s.build(); image.setLive(false);
class M { session = new Session(); by = new Map<string, number>();
  ask(m: string, p: object = {}): any { let r: any; this.session.post(m, p, (_e: any, x: any) => { r = x; }); return r; }
  start() { this.session.connect(); this.ask("Profiler.enable"); this.ask("Profiler.startPreciseCoverage", { callCount: true, detailed: false }); this.ask("Profiler.takePreciseCoverage"); }
  stop() { const { result } = this.ask("Profiler.takePreciseCoverage"); let sum = 0; for (const { url, functions } of result) if (url === SCRIPT_NAME) for (const f of functions) { const c = f.ranges[0].count; const k = `${f.functionName || "(anon)"}: ${scriptText.slice(f.ranges[0].startOffset + 0, f.ranges[0].startOffset + 90).replace(/\s+/g, " ")}`; this.by.set(k, (this.by.get(k) ?? 0) + c); sum += c; } this.session.disconnect(); return sum; } }
const m = new M(); const cost = measureWorkload(image, packFindings, m as any); console.log(cost.script / n);
for (const [k, c] of [...m.by].sort((a, b) => b[1] - a[1]).slice(0, 30)) console.log((c / n).toFixed(1).padStart(9), k);
