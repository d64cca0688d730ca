/**
 * Measures one system in a process of its own, so that the engine's flags are this measurement's alone: prints the
 * figures as JSON. Arguments: number of ports, layout, part of a workload's name ("" for all).
 */
import { layoutIds } from "../kernel/index.ts";
import type { KernelImage, LayoutId } from "../kernel/index.ts";
import { scaled } from "../kernel/targets/index.ts";
import type { Measured } from "./report.ts";
import { CallMeter, TimeMeter } from "./script-meter.ts";
import { measureWorkload, workloads } from "./workloads.ts";

/** Small systems are measured several times, so that each figure rests on about as much work. */
const PORTS_OF_ALL_RUNS = 3000;

/** A system that stands still, as in a dump, so that no call goes to its clock. */
function stillSystem(ports: number, layout: LayoutId): KernelImage {
  const image = scaled(ports, layout);
  image.setLive(false);
  return image;
}

function measureAll(ports: number, layout: LayoutId, wanted: string): readonly Measured[] {
  const image = stillSystem(ports, layout);
  const runs = Math.max(1, Math.min(3, Math.floor(PORTS_OF_ALL_RUNS / ports)));
  return workloads
    .filter(({ name }) => name.includes(wanted))
    .map((workload) => {
      const cost = measureWorkload(image, workload, new CallMeter());
      const meter = new TimeMeter();
      const timed = Array.from({ length: runs }, () => measureWorkload(image, workload, meter));
      return {
        workload: workload.name,
        cost,
        functionCalls: cost.script,
        byFunction: meter.byFunction,
        milliseconds: Math.min(...timed.map(({ milliseconds }) => milliseconds)),
        scriptMilliseconds: Math.min(...timed.map(({ script }) => script)),
      };
    });
}

const [ports = "", layoutName = "", wanted = ""] = process.argv.slice(2);
const layout = layoutIds.find((id) => id === layoutName);
if (layout === undefined) {
  throw new Error(`There is no layout ${layoutName}`);
}
process.stdout.write(JSON.stringify(measureAll(Number(ports), layout, wanted)));
