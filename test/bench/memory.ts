/**
 * Peak memory of the script's own data while it walks: live bytes of this process after a full garbage collection, at
 * twenty points of the walk, less what was live before it. The rest of the simulation (the system's image, the
 * debugger) is live before and after alike; Int64 objects that the host hands out are dropped between two samples,
 * since the walk is left to the event loop there. The pages that the script keeps, a bounded number, lie outside of
 * that heap and are no part of the figure.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { SimulatedDebugger } from "../host/debugger.ts";
import type { DataModel } from "../host/model.ts";
import type { KernelImage } from "../kernel/index.ts";
import { SCRIPT_NAME, scriptText } from "../scenarios/pack.ts";

const SAMPLES = 20;

function garbageCollector(): () => void {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as () => void;
}

async function liveBytes(collect: () => void): Promise<number> {
  // Several times: what finalizers drop is garbage only afterwards.
  for (let round = 0; round < 4; round += 1) {
    collect();
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
  collect();
  return process.memoryUsage().heapUsed;
}

/** Owner, kind and name. */
function showRow(model: DataModel, port: unknown): void {
  model.get(model.get(port, "Owner"), "Name");
  model.get(port, "Kind");
  model.get(port, "Name");
}

/** Bytes per port, at the fullest moment of a walk over all ports with owner, kind and name. */
export async function measurePeakBytesPerPort(image: KernelImage, ports: number): Promise<number> {
  const collect = garbageCollector();
  const simulated = new SimulatedDebugger();
  simulated.openTarget(image.target);
  simulated.scriptLoad({ name: SCRIPT_NAME, source: scriptText });
  const { model } = simulated;
  const alpc = model.get(model.pseudoVariable("cursession"), "Alpc");
  // Layouts, types and compiled code are there before: the system was walked once and everything of that walk dropped.
  for (const { value: port } of model.iterate(model.get(alpc, "Ports"))) {
    showRow(model, port);
  }
  model.call(model.get(alpc, "Refresh"), alpc, []);
  const before = await liveBytes(collect);
  let peak = before;
  let count = 0;
  for (const { value: port } of model.iterate(model.get(alpc, "Ports"))) {
    showRow(model, port);
    count += 1;
    if (count % Math.ceil(ports / SAMPLES) === 0) {
      peak = Math.max(peak, await liveBytes(collect));
    }
  }
  return (peak - before) / ports;
}
