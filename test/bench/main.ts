/**
 * `npm run bench [-- --sizes 1000,10000,50000 --work findings --functions 10 --layout win10-19041-x64 --out
 * file.json]`: what the pack costs per port, with the engine's compiler and without it (as in the debugger), beside a
 * walk with typed objects and the well-known query over handles. Prints a table and writes the figures as JSON. Exits
 * with 1 where a target is missed.
 */
import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { layoutIds, type LayoutId } from "../kernel/index.ts";
import { scaled } from "../kernel/targets/index.ts";
import { measurePeakBytesPerPort } from "./memory.ts";
import { countedRow, ratioOfScattered, ratiosOf } from "./ratios.ts";
import { formatFunctions, formatResults, type Measured, type Ratio, type Results, type Row } from "./report.ts";
import { scatterPools } from "./scatter.ts";
import { measureWorkload, packFindings, packOverview, withCachedPages } from "./workloads.ts";

interface Options {
  readonly sizes: readonly number[];
  readonly layout: LayoutId;
  /** Part of a workload's name. */
  readonly work: string;
  /** So many functions of the script are listed for each workload, the dearest first. */
  readonly functions: number;
  readonly out: string;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      sizes: { type: "string", default: "1000,10000,50000" },
      layout: { type: "string", default: "win10-19041-x64" },
      work: { type: "string", default: "" },
      functions: { type: "string", default: "0" },
      out: { type: "string" },
    },
  });
  const layout = layoutIds.find((id) => id === values.layout);
  if (layout === undefined) {
    throw new Error(`--layout is one of ${layoutIds.join(", ")}`);
  }
  const sizes = values.sizes.split(",").map(Number);
  if (sizes.some((size) => !Number.isInteger(size) || size < 1)) {
    throw new Error("--sizes is a list of numbers of ports: 1000,10000");
  }
  return {
    sizes,
    layout,
    work: values.work,
    functions: Number(values.functions),
    out: values.out ?? fileURLToPath(new URL("results.json", import.meta.url)),
  };
}

async function measureIn(
  engine: readonly string[],
  ports: number,
  { layout, work }: Options,
  counting: "calls" | "",
): Promise<readonly Measured[]> {
  const worker = fileURLToPath(new URL("worker.ts", import.meta.url));
  const words = [...engine, "--import=tsx", worker, String(ports), layout, work, counting];
  const { stdout } = await promisify(execFile)(process.execPath, words, {
    encoding: "utf8",
    maxBuffer: 0x1000_0000,
    env: { ...process.env, NODE_NO_WARNINGS: "1" },
  });
  return JSON.parse(stdout) as readonly Measured[];
}

/** With the compiler and without it side by side: what is taken is processor time, each process's own. */
async function measureSystem(ports: number, options: Options): Promise<readonly Row[]> {
  const [compiled, interpreted] = await Promise.all([
    measureIn([], ports, options, "calls"),
    measureIn(["--jitless"], ports, options, ""),
  ]);
  return compiled.flatMap((of) =>
    interpreted
      .filter(({ workload }) => workload === of.workload)
      .map((other) => ({ ports, compiled: of, interpreted: other })),
  );
}

/** Large enough that not all pages are kept when only these few may be. */
const SCATTERED_PORTS = 3000;
const FEW_PAGES = 4096;

/** The worst case for reading: no two structures share a page, and their order follows no address. */
function scatteredRatios(layout: LayoutId): readonly Ratio[] {
  const image = scaled(SCATTERED_PORTS, layout, scatterPools);
  image.setLive(false);
  return [packOverview, packFindings].map((workload) =>
    ratioOfScattered(workload, SCATTERED_PORTS, measureWorkload(image, withCachedPages(workload, FEW_PAGES))),
  );
}

async function peakOf(ports: number, layout: LayoutId): Promise<Results["peakBytesPerPort"][number]> {
  const image = scaled(ports, layout);
  image.setLive(false);
  return { ports, bytes: await measurePeakBytesPerPort(image, ports) };
}

const options = readOptions();
const rows: Row[] = [];
for (const ports of options.sizes) {
  rows.push(...(await measureSystem(ports, options)));
}
// Of a small system the pages that are kept are nearly all of it; a large one tells, and 10,000 ports are large enough.
const largest = Math.max(...options.sizes.filter((ports) => ports <= 10000), Math.min(...options.sizes));
const isWhole = options.work === "";
const peakBytesPerPort = isWhole ? [await peakOf(largest, options.layout)] : [];
const scattered = isWhole ? scatteredRatios(options.layout) : [];
const results: Results = {
  layout: options.layout,
  node: process.version,
  rows,
  peakBytesPerPort,
  ratios: [...ratiosOf(rows.map(countedRow), peakBytesPerPort), ...scattered],
};
process.stdout.write(formatResults(results));
if (options.functions > 0) {
  process.stdout.write(`${formatFunctions(rows, options.functions)}\n`);
}
writeFileSync(options.out, `${JSON.stringify(results, undefined, 2)}\n`);
process.exitCode = results.ratios.every(({ holds }) => holds) ? 0 : 1;
