/** A small fake system and debugger, for tests of the console alone. */
import type { ConsoleDebugger, TargetCatalog } from "../../kd/console-debugger.ts";
import type { SimulatedTarget } from "../../host/target.ts";
import { FakeModel, indexed, Wide } from "./fake-model.ts";

/** A process as a script would show it. */
class FakeProcess {
  readonly Id: number;
  readonly Name: string;
  readonly Address: Wide;
  /** The port that leads back here. */
  Port: FakePort | undefined;

  constructor(id: number, name: string) {
    this.Id = id;
    this.Name = name;
    this.Address = new Wide(0xffffa80100000000n + BigInt(id) * 0x1000n);
  }

  toString(): string {
    return `${this.Name} (0x${this.Id.toString(16)})`;
  }
}

class FakePort {
  readonly Name: string;
  readonly Owner: FakeProcess;
  readonly __hidden = "never shown";

  constructor(name: string, owner: FakeProcess) {
    this.Name = name;
    this.Owner = owner;
  }

  get SequenceNo(): number {
    return -2;
  }

  get Text(): string {
    return "first line\nsecond line";
  }

  get Nothing(): undefined {
    return undefined;
  }

  get Queue(): { readonly Length: number } {
    return { Length: 500 };
  }

  get Broken(): never {
    throw new Error("the page at 0xffffa801'00001000 is not readable");
  }

  Close(): void {
    throw new Error("closed");
  }

  Dump(): void {
    throw new Error("dumped");
  }

  toString(): string {
    return `${this.Name} of ${this.Owner.Name}`;
  }
}

/**
 * `@$port`, `@$ports`, `@$many`, `@$shy`, `@$failing`, aliases `fake`, `pair`, `quiet`, `throws`, `fails`, over a fake
 * model.
 */
export function makeFakeModel(): FakeModel {
  const model = new FakeModel({ Debugger: { Name: "fake", Sessions: ["one"] } });
  const lsass = new FakeProcess(0x2a8, "lsass.exe");
  const port = new FakePort("lsasspirpc", lsass);
  lsass.Port = port;
  const ports = [
    indexed(port, "lsasspirpc"),
    indexed(new FakePort("ApiPort", new FakeProcess(0x1d0, "csrss.exe")), "ApiPort"),
  ];
  model.help.set("Close", { Help: "Close() - closes the port" });
  model.help.set("Id", { PreferredRadix: 16 });
  const variables: Readonly<Record<string, unknown>> = {
    port,
    ports,
    scalars: [7, 2.5, new Wide(0x1f4n), true, "text", -1],
    many: Array.from({ length: 250 }, (_, place) => place * 2),
    shy: {
      Name: "shy",
      toString() {
        throw new Error("no display");
      },
    },
    failing: {
      *[Symbol.iterator]() {
        yield 1;
        throw new Error("the list is broken");
      },
    },
    fake: (...args: readonly unknown[]) => ({ Arguments: args.length, First: args[0] }),
    pair: (a: unknown, b: unknown) => [a, b],
    quiet: () => undefined,
    throws: () => {
      // A script may throw anything.
      throw "just text" as unknown as Error;
    },
    fails: () => {
      throw new Error("an address was expected, for example !fails 0xffffa801'00001000");
    },
  };
  for (const [name, value] of Object.entries(variables)) {
    model.setUserVariable(name, value);
  }
  return model;
}

/** A target that nothing reads. */
export function makeFakeTarget(description: string, isDump = false): SimulatedTarget {
  return {
    description,
    isDump,
    isKernel: true,
    pointerSize: 8,
    modules: [],
    memory: { read: () => undefined, write: () => false },
    processes: () => [],
    currentProcess: () => {
      throw new Error("no process");
    },
    currentThread: () => {
      throw new Error("no thread");
    },
  };
}

/** Records what the console asks of it. */
export class FakeDebugger implements ConsoleDebugger {
  readonly model: FakeModel = makeFakeModel();
  readonly calls: string[] = [];
  private readonly scripts: string[] = [];
  private printed = "";

  openTarget(target: SimulatedTarget): unknown {
    this.calls.push(`open ${target.description}`);
    return target.description;
  }

  switchTo(session: unknown): void {
    this.calls.push(`switch ${String(session)}`);
  }

  run(session: unknown): void {
    this.calls.push(`run ${String(session)}`);
  }

  scriptLoad(path: string): void {
    if (path.includes("missing")) {
      throw new Error(`Unable to open '${path}'`);
    }
    this.scripts.push(path);
    this.printed += `loaded ${path}`;
  }

  scriptRun(path: string): void {
    this.calls.push(`scriptrun ${path}`);
  }

  scriptUnload(name: string): void {
    this.scripts.splice(this.scripts.indexOf(name), 1);
  }

  scriptList(): readonly string[] {
    return this.scripts;
  }

  takeOutput(): string {
    const text = this.printed;
    this.printed = "";
    return text;
  }
}

export const fakeCatalog: TargetCatalog = {
  entries: [
    { name: "live", description: "a live target", open: () => makeFakeTarget("live kernel") },
    { name: "dump", description: "a dump", open: () => makeFakeTarget("dumped kernel", true) },
  ],
  openSnapshot: (path) => makeFakeTarget(`captured ${path}`, true),
};
