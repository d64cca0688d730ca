/**
 * `npm run bench [-- --sizes 1000,10000,50000 --work findings --functions 10 --layout win10-19041-x64 --out
 * file.json]`: what the pack costs per port, with the engine's compiler and without it (as in the debugger), beside a
 * walk with typed objects and the well-known query over handles. Prints a table and writes the figures as JSON. Exits
 * with 1 where a target is missed.
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { layoutIds, type LayoutId } from "../kernel/index.ts";
import { scaled } from "../kernel/targets/index.ts";
import { measurePeakBytesPerPort } from "./memory.ts";
import { countedRow, ratiosOf } from "./ratios.ts";
import { formatFunctions, formatResults, type Measured, type Results, type Row } from "./report.ts";

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
      sizes: { type: "string", default: "1000" },
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

function measureIn(engine: readonly string[], ports: number, { layout, work }: Options): readonly Measured[] {
  const worker = fileURLToPath(new URL("worker.ts", import.meta.url));
  const printed = execFileSync(process.execPath, [...engine, "--import=tsx", worker, String(ports), layout, work], {
    encoding: "utf8",
    maxBuffer: 0x1000_0000,
    stdio: ["ignore", "pipe", "ignore"],
  });
  return JSON.parse(printed) as readonly Measured[];
}

function measureSystem(ports: number, options: Options): readonly Row[] {
  const compiled = measureIn([], ports, options);
  const interpreted = measureIn(["--jitless"], ports, options);
  return compiled.flatMap((of) =>
    interpreted
      .filter(({ workload }) => workload === of.workload)
      .map((other) => ({ ports, compiled: of, interpreted: other })),
  );
}

async function peakOf(ports: number, layout: LayoutId): Promise<Results["peakBytesPerPort"][number]> {
  const image = scaled(ports, layout);
  image.setLive(false);
  return { ports, bytes: await measurePeakBytesPerPort(image, ports) };
}

const options = readOptions();
const rows = options.sizes.flatMap((ports) => measureSystem(ports, options));
// Of a small system the pages that are kept are nearly all of it; the largest tells.
const peakBytesPerPort = options.work === "" ? [await peakOf(Math.max(...options.sizes), options.layout)] : [];
const results: Results = {
  layout: options.layout,
  node: process.version,
  rows,
  peakBytesPerPort,
  ratios: ratiosOf(rows.map(countedRow), peakBytesPerPort),
};
process.stdout.write(formatResults(results));
if (options.functions > 0) {
  process.stdout.write(`${formatFunctions(rows, options.functions)}\n`);
}
writeFileSync(options.out, `${JSON.stringify(results, undefined, 2)}\n`);
process.exitCode = results.ratios.every(({ holds }) => holds) ? 0 : 1;
