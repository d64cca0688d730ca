/** Reads everything: every property of every reachable object, every element of every collection, every display. */
import type { SimulatedDebugger } from "../host/debugger.ts";
import type { DataModel } from "../host/model.ts";

/** Elements looked at in one collection. */
const MOST_ELEMENTS = 24;

export interface Failure {
  /** The way from a root: `Alpc.Ports[3].Owner`. */
  readonly path: string;
  readonly thrown: unknown;
}

export interface Exploration {
  readonly objects: number;
  readonly failures: readonly Failure[];
  /** The dearest question: host calls that its answer took. */
  readonly dearest: { readonly path: string; readonly calls: number };
}

/** Where the exploration begins: a question and how to ask it. */
export interface Root {
  readonly path: string;
  readonly ask: () => unknown;
}

interface Found {
  readonly path: string;
  readonly value: unknown;
}

/** Properties that lead out of the script's own objects: native and debugger's objects, endless in themselves. */
function isForeign(model: DataModel, value: object): boolean {
  return model.has(value, "targetLocation") || model.has(value, "KernelObject") || model.has(value, "targetType");
}

class Explorer {
  readonly failures: Failure[] = [];
  dearest = { path: "", calls: 0 };
  objects = 0;
  private readonly model: DataModel;
  private readonly simulated: SimulatedDebugger;
  private readonly open: Found[];
  private readonly seen = new Set<string>();
  private readonly most: number;

  constructor(simulated: SimulatedDebugger, roots: readonly Root[], most: number) {
    this.simulated = simulated;
    this.model = simulated.model;
    this.most = most;
    this.open = roots.map(({ path, ask }) => ({ path, value: this.ask(path, ask) }));
  }

  run(): void {
    for (let next = this.open.shift(); next !== undefined && this.objects < this.most; next = this.open.shift()) {
      if (typeof next.value === "object" && next.value !== null && this.model.toBigInt(next.value) === undefined) {
        this.visit(next.path, next.value);
      }
    }
  }

  /** The answer to one question; undefined where it failed, which is noted. */
  private ask<T>(path: string, question: () => T): T | undefined {
    const before = this.simulated.counters.total();
    try {
      return question();
    } catch (thrown) {
      this.failures.push({ path, thrown });
      return undefined;
    } finally {
      const calls = this.simulated.counters.total() - before;
      if (calls > this.dearest.calls) {
        this.dearest = { path, calls };
      }
    }
  }

  private visit(path: string, value: object): void {
    const { model } = this;
    if (isForeign(model, value)) {
      return;
    }
    const display = this.ask(`${path}.toString()`, () => model.displayString(value));
    const keys = model.keys(value);
    const address = keys.includes("Address")
      ? this.ask(`${path}.Address`, () => model.displayString(model.get(value, "Address")))
      : "";
    const identity = `${keys.join()} ${address ?? ""} ${display ?? ""}`;
    if (this.seen.has(identity)) {
      return;
    }
    this.seen.add(identity);
    this.objects += 1;
    for (const key of keys) {
      const answer = this.ask(`${path}.${key}`, () => model.get(value, key));
      this.open.push({ path: `${path}.${key}`, value: answer });
    }
    if (model.isIterable(value)) {
      this.iterate(path, value);
    }
  }

  private iterate(path: string, value: object): void {
    this.ask(`${path}[...]`, () => {
      let count = 0;
      for (const { value: element, indices } of this.model.iterate(value)) {
        if (count >= MOST_ELEMENTS) {
          break;
        }
        this.open.push({ path: `${path}[${count}]`, value: element });
        // What is shown under an index is found by it.
        if (indices !== undefined && count < 3) {
          this.ask(`${path}[index ${count}]`, () => this.model.at(value, indices));
        }
        count += 1;
      }
    });
  }
}

/** Explores from the roots, nearest first, until `most` objects were looked at. */
export function explore(simulated: SimulatedDebugger, roots: readonly Root[], most: number): Exploration {
  const explorer = new Explorer(simulated, roots, most);
  explorer.run();
  return { objects: explorer.objects, failures: explorer.failures, dearest: explorer.dearest };
}
