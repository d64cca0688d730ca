/**
 * `npm run bench [-- --sizes 1000,10000 --layout win10-19041-x64 --out file.json]`: what the pack costs per port, beside a walk with typed
 * objects and the well-known query over handles. Prints a table and writes the figures as JSON. Exits with 1 where a target is missed.
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { layoutIds, type KernelImage, type LayoutId } from "../kernel/index.ts";
import { scaled } from "../kernel/targets/index.ts";
import type { Cost } from "./measure.ts";
import { measurePeakBytesPerPort } from "./memory.ts";
import { ratiosOf } from "./ratios.ts";
import { formatResults, type Results, type Row } from "./report.ts";
import { scatterPools } from "./scatter.ts";
import { measureWorkload, packPorts, typedWalk, workloads, type Workload } from "./workloads.ts";

/** Small systems are measured several times, so that each figure rests on about as much work. */
const PORTS_OF_ALL_RUNS = 20000;

function readOptions(): { readonly sizes: readonly number[]; readonly layout: LayoutId; readonly out: string } {
  const { values } = parseArgs({ options: { sizes: { type: "string", default: "1000,10000,50000" }, layout: { type: "string", default: "win10-19041-x64" }, out: { type: "string" } } });
  const layout = layoutIds.find((id) => id === values.layout);
  if (layout === undefined) {
    throw new Error(`--layout is one of ${layoutIds.join(", ")}`);
  }
  const sizes = values.sizes.split(",").map(Number);
  if (sizes.some((size) => !Number.isInteger(size) || size < 1)) {
    throw new Error("--sizes is a list of numbers of ports: 1000,10000");
  }
  return { sizes, layout, out: values.out ?? fileURLToPath(new URL("results.json", import.meta.url)) };
}

/** A system that stands still, as in a dump, so that no call goes to its clock. */
function still(image: KernelImage): KernelImage {
  image.setLive(false);
  return image;
}

function bestOf(image: KernelImage, workload: Workload, runs: number): Cost {
  let best: Cost | undefined;
  for (let run = 0; run < runs; run += 1) {
    const cost = measureWorkload(image, workload);
    best = best === undefined || cost.milliseconds < best.milliseconds ? cost : best;
  }
  return best ?? measureWorkload(image, workload);
}

function measureSystem(image: KernelImage, ports: number, memory: Row["memory"], wanted: readonly Workload[]): readonly Row[] {
  const runs = Math.max(1, Math.min(3, Math.round(PORTS_OF_ALL_RUNS / ports)));
  return wanted.map((workload) => ({ ports, memory, workload: workload.name, runs, cost: bestOf(image, workload, runs) }));
}

const { sizes, layout, out } = readOptions();
const rows: Row[] = [];
const peakBytesPerPort: { readonly ports: number; readonly bytes: number }[] = [];
for (const ports of sizes) {
  const image = still(scaled(ports, layout));
  rows.push(...measureSystem(image, ports, "packed", workloads));
  peakBytesPerPort.push({ ports, bytes: await measurePeakBytesPerPort(image, ports) });
  rows.push(...measureSystem(still(scaled(ports, layout, scatterPools)), ports, "scattered", [packPorts, typedWalk]));
}
const results: Results = { layout, node: process.version, rows, peakBytesPerPort, ratios: ratiosOf(rows, peakBytesPerPort) };
process.stdout.write(`${formatResults(results)}`);
writeFileSync(out, `${JSON.stringify(results, undefined, 2)}\n`);
process.exitCode = results.ratios.every(({ holds }) => holds) ? 0 : 1;
