/** The pieces of work that are compared, each in its own debugger over the same system. */
import { SimulatedDebugger } from "../host/debugger.ts";
import { scriptText, SCRIPT_NAME } from "../scenarios/pack.ts";
import type { KernelImage } from "../kernel/index.ts";
import { handleQueryScript, typedWalkScript } from "./other-scripts.ts";
import { measure, noMeter, type Cost, type Meter } from "./measure.ts";
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

/** The same work with fewer pages kept, so that a small system stands for one that does not fit. */
export function withCachedPages({ name, prepare }: Workload, pages: number): Workload {
  return {
    name,
    prepare: (simulated) => {
      const run = prepare(simulated);
      const { model } = simulated;
      model.set(model.get(model.get(model.pseudoVariable("cursession"), "Alpc"), "Limits"), "CachedPages", pages);
      return run;
    },
  };
}

/** What a table of all ports shows. */
export const packPorts = ofPack("ports: Owner, Kind, Name", ({ model }, alpc) => {
  let count = 0;
  for (const { value: port } of model.iterate(model.get(alpc, "Ports"))) {
    const row = [model.get(model.get(port, "Owner"), "Name"), model.get(port, "Kind"), model.get(port, "Name")];
    count += row.length / 3;
  }
  return count;
});

/** The line of each element of a collection. */
function displays(name: string, member: string): Workload {
  return ofPack(name, ({ model }, alpc) => {
    let count = 0;
    for (const { value } of model.iterate(model.get(alpc, member))) {
      count += model.displayString(value) === undefined ? 0 : 1;
    }
    return count;
  });
}

/** What `!alpcx` says of the whole system: ports by kind, queued messages, waiting threads. */
export const packOverview = ofPack("overview", ({ model }) => {
  const overview = model.call(model.pseudoVariable("alpcx"), undefined, []);
  return model.displayString(overview) === undefined ? 0 : 1;
});

/** As a condition on a property makes it: the kind of each port, nothing else. */
export const packKinds = ofPack("ports by Kind", ({ model }, alpc) => {
  let count = 0;
  for (const { value: port } of model.iterate(model.get(alpc, "Ports"))) {
    count += model.get(port, "Kind") === "ALPC_CONNECTION_PORT" ? 1 : 0;
  }
  return count;
});

/** As a list of all ports is displayed: one line each. */
export const packDisplays = displays("port lines", "Ports");
export const packConnections = displays("connection lines", "Connections");

/** Every rule over the whole system; counts findings. */
export const packFindings = ofPack("findings", ({ model }, alpc) => {
  let count = 0;
  for (const _finding of model.iterate(model.get(alpc, "Findings"))) {
    count += 1;
  }
  return count;
});

/** The chain of every waiting thread, as a line. */
export const packChains = displays("wait chain lines", "WaitChains");
/** Every message with its queue and sender, as a line. */
const packMessages = displays("message lines", "Messages");

/** One service by its name, out of all. */
const packByName = ofPack("one service by name", ({ model }, alpc) => {
  const port = model.at(model.get(alpc, "ConnectionPorts"), ["LRPC-0000000000000010"]);
  return model.displayString(port) === undefined ? 0 : 1;
});

export const typedWalk = scripted("typed objects: ports", typedWalkScript);
export const handleQuery = scripted("Io.Handles: ports", handleQueryScript);

export const workloads: readonly Workload[] = [
  typedWalk,
  handleQuery,
  packPorts,
  packKinds,
  packDisplays,
  packConnections,
  packMessages,
  packByName,
  packOverview,
  packChains,
  packFindings,
];

/** What is measured of systems that are too large to measure everything of them in a reasonable time. */
export const scalingWorkloads: readonly Workload[] = [packPorts, packOverview, packFindings];

/** Measures one workload over a system that stands still. */
export function measureWorkload(image: KernelImage, workload: Workload, meter: Meter = noMeter): Cost {
  const simulated = new SimulatedDebugger();
  const { target, log } = watchTarget(image.target);
  simulated.openTarget(target);
  return measure(simulated, log, workload.prepare(simulated), meter);
}
