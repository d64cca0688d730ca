import { SimulatedDebugger } from "../host/debugger.ts";
import type { SimulatedSession } from "../host/session.ts";
import type { SimulatedTarget } from "../host/target.ts";
import type { ConsoleDebugger } from "./console-debugger.ts";

/** The simulated debugger in the form the console takes. */
export class SimulatedConsoleDebugger implements ConsoleDebugger {
  /** Scripts write files to the machine's own disk, as in a debugger. */
  private readonly host = new SimulatedDebugger({ fileSystem: "real" });

  get model(): SimulatedDebugger["model"] {
    return this.host.model;
  }

  openTarget(target: SimulatedTarget): SimulatedSession {
    return this.host.openTarget(target);
  }

  switchTo(session: SimulatedSession): void {
    this.host.switchTo(session);
  }

  run(session: SimulatedSession): void {
    this.host.run(session);
  }

  scriptLoad(path: string): void {
    this.host.scriptLoad(path);
  }

  scriptRun(path: string): void {
    this.host.scriptRun(path);
  }

  scriptUnload(name: string): void {
    this.host.scriptUnload(name);
  }

  scriptList(): readonly string[] {
    return this.host.scriptList().map(({ path }) => path);
  }

  takeOutput(): string {
    return this.host.output.take();
  }
}
