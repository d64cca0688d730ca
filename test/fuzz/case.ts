/** One case of the fuzzer: a random system, damaged, with every property read. */
import fc from "fast-check";
import { watchTarget, type ReadLog } from "../bench/watched-target.ts";
import { hostMoods, SimulatedDebugger } from "../host/debugger.ts";
import type { DataModel } from "../host/model.ts";
import { SCRIPT_NAME, scriptText } from "../scenarios/pack.ts";
import { answersOfWholePart, listedPorts } from "./answers.ts";
import { damages, inflict, type Damage } from "./damage.ts";
import { explore, type Exploration, type Root } from "./explorer.ts";
import { buildScene, scenePlans, type FuzzScene, type ScenePlan } from "./scene.ts";

export interface FuzzCase {
  readonly scene: ScenePlan;
  readonly damages: readonly Damage[];
  /** Damage that happens while questions are answered: after so many reads. */
  readonly later: readonly { readonly reads: number; readonly damage: Damage }[];
  /** Index into the host's moods. */
  readonly mood: number;
}

export const fuzzCases: fc.Arbitrary<FuzzCase> = fc.record({
  scene: scenePlans,
  damages: fc.array(damages, { minLength: 1, maxLength: 24 }),
  later: fc.array(fc.record({ reads: fc.nat(400), damage: damages }), { maxLength: 4 }),
  mood: fc.nat(hostMoods.length - 1),
});

/** Codes of the sentences that the pack may answer with. */
const SENTENCES = new Set([
  "user-mode-target",
  "no-session",
  "no-kernel-symbols",
  "no-alpc-types",
  "unknown-kernel",
  "wrong-argument",
  "not-found",
  "no-such-command",
  "file-not-written",
]);

/** Bounds for the case: every walk must end well within them. */
const LIMITS: Readonly<Record<string, number>> = {
  Ports: 200,
  ListEntries: 200,
  Handles: 2000,
  ChainSteps: 1000,
  PoolSearchBytes: 0x40000,
};

/** No single question of a small system may make more calls of the host than this, whatever its lists lead to. */
const MOST_CALLS = 60000;

/** Objects looked at in one case. */
const MOST_OBJECTS = 500;

/**
 * The largest read: a name of 65,534 bytes, in whole pages (17 of them). Every structure is smaller, and so is every
 * page of a table.
 */
const LARGEST_READ = 17 * 4096;

/** What went wrong in a case; empty where every promise was kept. */
export function runCase(fuzzCase: FuzzCase, mostObjects = MOST_OBJECTS): readonly string[] {
  const scene = buildScene(fuzzCase.scene);
  let reads = Number.NEGATIVE_INFINITY;
  const { simulated, log } = open(scene, fuzzCase, () => {
    for (const { damage } of fuzzCase.later.filter((later) => later.reads === reads)) {
      inflict(scene, damage);
    }
    reads += 1;
  });
  const { model } = simulated;
  const before = answersOfWholePart(model, scene);
  fuzzCase.damages.forEach((damage) => {
    inflict(scene, damage);
  });
  const alpc = model.get(model.pseudoVariable("cursession"), "Alpc");
  model.call(model.get(alpc, "Refresh"), alpc, []);
  log.reset();
  reads = 0;
  const exploration = explore(simulated, rootsOf(model, scene), mostObjects);
  return [
    ...judge(exploration, log),
    ...compareWholePart(model, scene, before),
    ...compareList(model, scene, fuzzCase),
  ];
}

interface Opened {
  readonly simulated: SimulatedDebugger;
  readonly log: ReadLog;
}

function open(scene: FuzzScene, fuzzCase: FuzzCase, beforeRead: () => void): Opened {
  const simulated = new SimulatedDebugger(hostMoods[fuzzCase.mood] ?? {});
  const { target, log } = watchTarget(scene.image.target, beforeRead);
  simulated.openTarget(target);
  simulated.scriptLoad({ name: SCRIPT_NAME, source: scriptText });
  const { model } = simulated;
  const settings = model.get(model.get(model.pseudoVariable("cursession"), "Alpc"), "Limits");
  for (const [name, value] of Object.entries(LIMITS)) {
    model.set(settings, name, value);
  }
  simulated.counters.reset();
  return { simulated, log };
}

/** The system, what is decoded from damaged addresses, and what the commands return for them. */
function rootsOf(model: DataModel, scene: FuzzScene): readonly Root[] {
  const command = (name: string, ...values: readonly unknown[]): Root => ({
    path: `!${name} ${values.map((value) => model.displayString(value)).join(", ")}`,
    ask: () => model.call(model.pseudoVariable(name), undefined, values),
  });
  const utility = model.get(model.get(model.get(model.root, "Debugger"), "Utility"), "Alpc");
  const decoded = (address: bigint): readonly Root[] =>
    ["Port", "Message", "Resource", "Process", "Thread"].map((method) => ({
      path: `${method} 0x${address.toString(16)}`,
      ask: () => model.call(model.get(utility, method), utility, [model.int64(address)]),
    }));
  const blocks = scene.damaged.filter((_block, index) => index % Math.ceil(scene.damaged.length / 12) === 0);
  const [port = 0n] = scene.otherPorts;
  return [
    { path: "Alpc", ask: () => model.get(model.pseudoVariable("cursession"), "Alpc") },
    ...[
      "alpcx",
      "alpcx_ports",
      "alpcx_connections",
      "alpcx_messages",
      "alpcx_waits",
      "alpcx_deadlocks",
      "alpcx_findings",
      "alpcx_process",
      "alpcx_thread",
    ].map((name) => command(name)),
    ...["/lpc", "/p", "/lpp", "-presl", "-section", "/m"].map((words) =>
      command("alpcx", `${words} 0x${port.toString(16)}`),
    ),
    ...["-graph", "-lp", "-lp0", "-analyze"].map((words) => command("alpcx", words)),
    ...["dot", "mermaid", "json", "html"].map((format) => command("alpcx_graph", format)),
    ...["message", "port", "thread", "poolsearch"].map((words) => command("lpcx", words)),
    command("alpcx_find", "*"),
    command("alpcx_connections", model.int64(port)),
    ...[...scene.otherPorts.slice(0, 6), ...blocks.map(({ address }) => address)].map(decoded).flat(),
  ];
}

function isDocumented(thrown: unknown): boolean {
  const cause = typeof thrown === "object" && thrown !== null && "cause" in thrown ? thrown.cause : undefined;
  const code = typeof cause === "object" && cause !== null && "code" in cause ? cause.code : undefined;
  return typeof code === "string" && SENTENCES.has(code);
}

function judge({ failures, dearest }: Exploration, log: ReadLog): readonly string[] {
  return [
    ...failures
      .filter(({ thrown }) => !isDocumented(thrown))
      .map(({ path, thrown }) => `${path} throws ${String(thrown)} ${stackOf(thrown)}`),
    ...(dearest.calls > MOST_CALLS ? [`${dearest.path} makes ${dearest.calls} calls of the host`] : []),
    ...(log.largest > LARGEST_READ ? [`a read of ${log.largest} bytes`] : []),
  ];
}

/** Where in the script it happened. */
function stackOf(thrown: unknown): string {
  const cause = typeof thrown === "object" && thrown !== null && "cause" in thrown ? thrown.cause : undefined;
  const stack = typeof cause === "object" && cause !== null && "stack" in cause ? String(cause.stack) : "";
  return stack
    .split("\n")
    .slice(1, 5)
    .map((line) => line.trim())
    .join(" | ");
}

function compareWholePart(model: DataModel, scene: FuzzScene, before: readonly string[]): readonly string[] {
  const after = answersOfWholePart(model, scene);
  return before
    .filter((line, index) => line !== after[index])
    .map((line, index) => `the whole part was "${line}" and is "${after[before.indexOf(line)] ?? after[index] ?? ""}"`);
}

/**
 * Ports of ALPC that are whole stay on the list, whatever their neighbors have become. In the age of LPC only a sound
 * list of processes leads to all.
 */
function compareList(model: DataModel, scene: FuzzScene, fuzzCase: FuzzCase): readonly string[] {
  if (!scene.image.scenario.machine.hasAlpc || scene.healthyPorts.length + scene.otherPorts.length > 150) {
    return [];
  }
  const listed = listedPorts(model);
  return scene.healthyPorts
    .filter((address) => !listed.has(address))
    .map((address) => `the port 0x${address.toString(16)} is no longer listed on ${fuzzCase.scene.layout}`);
}
