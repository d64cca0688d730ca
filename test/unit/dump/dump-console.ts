/** The console over a sample dump with the pack loaded. */
import { SimulatedDebugger } from "../../host/debugger.ts";
import { KdConsole } from "../../kd/kd-console.ts";
import { scriptText } from "../../scenarios/pack.ts";
import type { SimulatedTarget } from "../../host/target.ts";
import { openSample } from "./samples.ts";

export class DumpConsole {
  private readonly console: KdConsole;
  private written: string[] = [];

  constructor(sample: string | SimulatedTarget) {
    const simulated = new SimulatedDebugger();
    this.console = new KdConsole(
      {
        model: simulated.model,
        openTarget: (target) => simulated.openTarget(target),
        switchTo: () => undefined,
        run: () => undefined,
        scriptLoad: () => undefined,
        scriptRun: () => undefined,
        scriptUnload: () => undefined,
        scriptList: () => [],
        takeOutput: () => simulated.output.take(),
      },
      {
        entries: [],
        openSnapshot: () => {
          throw new Error("no snapshots here");
        },
      },
      (text) => this.written.push(text),
    );
    this.console.open(typeof sample === "string" ? openSample(sample).target : sample);
    simulated.scriptLoad({ name: "alpcx.js", source: scriptText });
    simulated.output.take();
  }

  /** What the Tab key offers for a line. */
  complete(line: string): readonly string[] {
    return this.console.complete(line)[0];
  }

  /** Everything that the commands write, errors included. */
  run(commands: string): string {
    this.written = [];
    this.console.execute(commands);
    return this.written.join("");
  }
}
