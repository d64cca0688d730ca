import { SimulatedDebugger } from "../host/debugger.ts";
import { scriptText, SCRIPT_NAME } from "../scenarios/pack.ts";
import { KernelScenario } from "../kernel/scenario/scenario.ts";
import { watchTarget } from "./watched-target.ts";
const n = Number(process.argv[2] ?? 100); const names = process.argv.slice(3);
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
let source = scriptText.replace('"use strict";', `"use strict"; var __m = new Map(); Error.stackTraceLimit = 14; function __t(n) { const s = new Error().stack.split("\\n").slice(3, 14).map(l => l.replace(/^\\s*at /, "").replace(/\\(?[^ ]*:(\\d+):\\d+\\)?$/, "$1")).join(" < "); const k = n + " <= " + s; __m.set(k, (__m.get(k) || 0) + 1); }`);
for (const name of names) source = source.replace(new RegExp(`\\n\\t*(function )?${name}\\([^)]*\\) \\{`), (x) => x + ` __t("${name}");`);
source = source.replace(/return \{ initializeScript, uninitializeScript, invokeScript \};\n\}\)\(\);/, "return { initializeScript, uninitializeScript, invokeScript, __m }; })();").replace("var { initializeScript, uninitializeScript, invokeScript }", "var { initializeScript, uninitializeScript, invokeScript, __m }") + `\nfunction walk() { const r = [...__m]; __m.clear(); return JSON.stringify(r); }\n`;
const d = new SimulatedDebugger(); d.openTarget(watchTarget(image.target).target); d.scriptLoad({ name: SCRIPT_NAME, source });
const { model } = d; const walk = model.get(model.pseudoVariable("scriptContents"), "walk");
for (const _ of model.iterate(model.get(model.get(model.pseudoVariable("cursession"), "Alpc"), "Findings"))) { }
const r = new Map<string, number>(JSON.parse(String(model.call(walk, undefined, []))));
for (const [k, c] of [...r].sort((a, b) => b[1] - a[1]).slice(0, 12)) console.log((c / n).toFixed(1).padStart(8), k);
