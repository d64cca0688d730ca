/**
 * `npm run bench`, with the options of its `--help`: what the pack costs per port, with the engine's compiler and
 * without it (as in the debugger), beside a walk with typed objects and the well-known query over handles. Prints a
 * table and writes the figures as JSON. Exits with 1 where a target is missed.
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

/** Smaller systems lack the service that is looked up by its name. */
const LEAST_PORTS = 500;

const USAGE = `npm run bench -- [options]     what the pack costs per port; exits with 1 where a target is missed

      --sizes <n,n,...>        numbers of ports, 500 at least (default 1000,10000,50000)
      --work <text>            only work whose name contains this: findings, lines, ...
      --functions <n>          list so many functions of the script for each work, the dearest first (default 0)
      --layout <id>            the build of Windows (default win10-19041-x64)
      --out <file.json>        where the figures go (default test/bench/results.json)
  -h, --help                   show this text
`;

interface Options {
  readonly sizes: readonly number[];
  readonly layout: LayoutId;
  /** Part of a workload's name. */
  readonly work: string;
  /** So many functions of the script are listed for each workload, the dearest first. */
  readonly functions: number;
  readonly out: string;
}

/** What the command line says; undefined when it asks for the usage only. Throws for what it cannot mean. */
function readOptions(): Options | undefined {
  const { values } = parseArgs({
    options: {
      help: { type: "boolean", short: "h", default: false },
      sizes: { type: "string", default: "1000,10000,50000" },
      layout: { type: "string", default: "win10-19041-x64" },
      work: { type: "string", default: "" },
      functions: { type: "string", default: "0" },
      out: { type: "string" },
    },
  });
  if (values.help) {
    return undefined;
  }
  const layout = layoutIds.find((id) => id === values.layout);
  if (layout === undefined) {
    throw new Error(`--layout is one of ${layoutIds.join(", ")}`);
  }
  const sizes = values.sizes.split(",").map(Number);
  if (sizes.some((size) => !Number.isInteger(size) || size < LEAST_PORTS)) {
    throw new Error(`--sizes is a list of numbers of ports, ${LEAST_PORTS} at least: 1000,10000`);
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

async function bench(options: Options): Promise<void> {
  const rows: Row[] = [];
  for (const ports of options.sizes) {
    rows.push(...(await measureSystem(ports, options)));
  }
  // Of a small system the pages that are kept are nearly all of it; 10,000 ports are large enough.
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
}

const options = readOptions();
if (options === undefined) {
  process.stdout.write(USAGE);
} else {
  await bench(options);
}
