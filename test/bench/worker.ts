/**
 * Measures one system in a process of its own, so that the engine's flags are this measurement's alone: prints the
 * figures as JSON. Arguments: number of ports, layout, part of a workload's name ("" for all), "calls" to count the
 * calls of the script's functions, which no flag changes.
 */
import { layoutIds } from "../kernel/index.ts";
import type { KernelImage, LayoutId } from "../kernel/index.ts";
import { scaled } from "../kernel/targets/index.ts";
import type { Measured } from "./report.ts";
import { TimeMeter, withCallMeter } from "./script-meter.ts";
import { measureWorkload, scalingWorkloads, workloads } from "./workloads.ts";

/** Small systems are measured several times, so that each figure rests on about as much work. */
const PORTS_OF_ALL_RUNS = 3000;

/** A system that stands still, as in a dump, so that no call goes to its clock. */
function stillSystem(ports: number, layout: LayoutId): KernelImage {
  const image = scaled(ports, layout);
  image.setLive(false);
  return image;
}

/** Of a larger system only some workloads are measured. */
const MOST_PORTS_FOR_ALL = 10000;

function measureAll(ports: number, layout: LayoutId, wanted: string, countsCalls: boolean): readonly Measured[] {
  const image = stillSystem(ports, layout);
  const runs = Math.max(1, Math.min(3, Math.floor(PORTS_OF_ALL_RUNS / ports)));
  return (ports > MOST_PORTS_FOR_ALL ? scalingWorkloads : workloads)
    .filter(({ name }) => name.includes(wanted))
    .map((workload) => {
      const counted = countsCalls ? withCallMeter((meter) => measureWorkload(image, workload, meter)) : undefined;
      const meter = new TimeMeter();
      const first = measureWorkload(image, workload, meter);
      const timed = [first, ...Array.from({ length: runs - 1 }, () => measureWorkload(image, workload, meter))];
      return {
        workload: workload.name,
        cost: counted ?? first,
        functionCalls: counted?.script ?? 0,
        byFunction: meter.byFunction,
        milliseconds: Math.min(...timed.map(({ milliseconds }) => milliseconds)),
        scriptMilliseconds: Math.min(...timed.map(({ script }) => script)),
      };
    });
}

const [ports = "", layoutName = "", wanted = "", counting = ""] = process.argv.slice(2);
const layout = layoutIds.find((id) => id === layoutName);
if (layout === undefined) {
  throw new Error(`There is no layout ${layoutName}`);
}
process.stdout.write(JSON.stringify(measureAll(Number(ports), layout, wanted, counting === "calls")));
