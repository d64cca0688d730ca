/** What the script says about the undamaged part: texts to compare before and after. */
import type { DataModel } from "../host/model.ts";
import type { FuzzScene } from "./scene.ts";

/**
 * Properties that are not about the object alone: other processes' handles, messages and threads can claim anything of
 * it, and findings speak of the system.
 */
const NOT_ITS_OWN = new Set([
  "HeldBy",
  "FoundBy",
  "Findings",
  "Object",
  "Process",
  "Thread",
  "Serving",
  "ServingThreads",
  "Processes",
]);

function textOf(model: DataModel, value: unknown, depth: number): string {
  const display = typeof value === "string" ? value : (model.displayString(value) ?? "(object)");
  if (depth === 0 || typeof value !== "object" || value === null || !model.isIterable(value)) {
    return display;
  }
  const elements: string[] = [];
  for (const { value: element } of model.iterate(value)) {
    elements.push(textOf(model, element, depth - 1));
    if (elements.length >= 50) {
      break;
    }
  }
  return `${display} [${elements.join("; ")}]`;
}

function describe(model: DataModel, lines: string[], path: string, value: unknown): void {
  if (typeof value !== "object" || value === null) {
    return;
  }
  lines.push(`${path}: ${model.displayString(value) ?? ""}`);
  for (const key of model.keys(value)) {
    if (!NOT_ITS_OWN.has(key)) {
      lines.push(`${path}.${key}: ${textOf(model, model.get(value, key), 1)}`);
    }
  }
}

/** Every property of every port, message, thread and process of the whole part. */
export function answersOfWholePart(model: DataModel, scene: FuzzScene): readonly string[] {
  const alpc = model.get(model.pseudoVariable("cursession"), "Alpc");
  const utility = model.get(model.get(model.get(model.root, "Debugger"), "Utility"), "Alpc");
  const lines: string[] = [];
  const each = (from: unknown, method: string, addresses: readonly bigint[], then?: string): void => {
    for (const address of addresses) {
      const value = model.call(model.get(from, method), from, [model.int64(address)]);
      describe(model, lines, `${method} 0x${address.toString(16)}`, value);
      if (then !== undefined) {
        describe(model, lines, `${method} 0x${address.toString(16)}.${then}`, model.get(value, then));
      }
    }
  };
  each(alpc, "Port", scene.healthyPorts);
  each(alpc, "Message", scene.healthyMessages);
  each(utility, "Thread", scene.healthyThreads);
  each(utility, "Process", scene.healthyProcesses);
  return lines;
}

/** Addresses of all ports that the system's list of ports shows. */
export function listedPorts(model: DataModel): ReadonlySet<bigint> {
  const alpc = model.get(model.pseudoVariable("cursession"), "Alpc");
  const found = new Set<bigint>();
  for (const { value: port } of model.iterate(model.get(alpc, "Ports"))) {
    const address = model.toBigInt(model.get(port, "Address"));
    if (address !== undefined) {
      found.add(BigInt.asUintN(64, address));
    }
  }
  return found;
}
