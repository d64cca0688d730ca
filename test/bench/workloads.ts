/** The pieces of work that are compared, each in a debugger of its own over the same system. */
import { SimulatedDebugger } from "../host/debugger.ts";
import { scriptText, SCRIPT_NAME } from "../scenarios/pack.ts";
import type { KernelImage } from "../kernel/index.ts";
import { handleQueryScript, typedWalkScript } from "./other-scripts.ts";
import { measure, type Cost } from "./measure.ts";
import { watchTarget } from "./watched-target.ts";

/** One way to do something over the whole system. */
export interface Workload {
  readonly name: string;
  /** Prepares everything that is not to be measured, and returns the work: it returns how many things it met. */
  readonly prepare: (simulated: SimulatedDebugger) => () => number;
}

function scripted(name: string, script: string): Workload {
  return {
    name,
    prepare: (simulated) => {
      simulated.scriptLoad({ name: "other.js", source: script });
      const { model } = simulated;
      const walk = model.get(model.pseudoVariable("scriptContents"), "walk");
      return () => Number(model.call(walk, undefined, []));
    },
  };
}

function ofPack(name: string, work: (simulated: SimulatedDebugger, alpc: unknown) => number): Workload {
  return {
    name,
    prepare: (simulated) => {
      simulated.scriptLoad({ name: SCRIPT_NAME, source: scriptText });
      const { model } = simulated;
      return () => work(simulated, model.get(model.pseudoVariable("cursession"), "Alpc"));
    },
  };
}

/** What a table of all ports shows. */
export const packPorts = ofPack("pack: ports with Owner, Kind, Name", ({ model }, alpc) => {
  let count = 0;
  for (const { value: port } of model.iterate(model.get(alpc, "Ports"))) {
    const row = [model.get(model.get(port, "Owner"), "Name"), model.get(port, "Kind"), model.get(port, "Name")];
    count += row.length / 3;
  }
  return count;
});

/** As a list of all ports is displayed: one line each. */
export const packDisplays = ofPack("pack: one line per port", ({ model }, alpc) => {
  let count = 0;
  for (const { value: port } of model.iterate(model.get(alpc, "Ports"))) {
    count += model.displayString(port) === undefined ? 0 : 1;
  }
  return count;
});

/** Every rule over the whole system; counts findings. */
export const packFindings = ofPack("pack: findings", ({ model }, alpc) => {
  let count = 0;
  for (const _finding of model.iterate(model.get(alpc, "Findings"))) {
    count += 1;
  }
  return count;
});

/** The chain of every waiting thread; counts chains. */
export const packChains = ofPack("pack: wait chains", ({ model }, alpc) => {
  let count = 0;
  for (const { value: chain } of model.iterate(model.get(alpc, "WaitChains"))) {
    count += model.displayString(chain) === undefined ? 0 : 1;
  }
  return count;
});

/** Every message with its queue and sender. */
export const packMessages = ofPack("pack: messages", ({ model }, alpc) => {
  let count = 0;
  for (const { value: message } of model.iterate(model.get(alpc, "Messages"))) {
    count += model.displayString(message) === undefined ? 0 : 1;
  }
  return count;
});

export const typedWalk = scripted("typed objects, field by field", typedWalkScript);
export const handleQuery = scripted("Io.Handles of all processes", handleQueryScript);

export const workloads: readonly Workload[] = [packPorts, packDisplays, typedWalk, handleQuery, packMessages, packChains, packFindings];

/** Measures one workload over a system that stands still. */
export function measureWorkload(image: KernelImage, workload: Workload): Cost {
  const simulated = new SimulatedDebugger();
  const { target, log } = watchTarget(image.target);
  simulated.openTarget(target);
  return measure(simulated, log, workload.prepare(simulated));
}
