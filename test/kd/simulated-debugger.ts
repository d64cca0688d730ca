/** Connects the console to the simulated debugger of test/host. */
import type { DebuggerOptions } from "../host/debugger.ts";
import { SimulatedDebugger } from "../host/debugger.ts";
import type { SimulatedSession } from "../host/session.ts";
import type { SimulatedTarget } from "../host/target.ts";
import type { ConsoleDebugger, DebuggerSetup } from "./console-debugger.ts";
import { ConsoleError } from "./console-error.ts";

/** The simulated debugger in the form the console takes. */
export class SimulatedConsoleDebugger implements ConsoleDebugger {
  private readonly host: SimulatedDebugger;

  /** Scripts write files to the machine's own disk, as in a debugger. */
  constructor({ hasFileSystem = true }: DebuggerSetup = {}) {
    const options: DebuggerOptions = { fileSystem: "real", dataModelExtension: hasFileSystem };
    this.host = new SimulatedDebugger(options);
  }

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

  loadExtension(name: string): void {
    switch (
      name
        .replace(/^.*[\\/]/, "")
        .replace(/\.dll$/i, "")
        .toLowerCase()
    ) {
      case "dbgmodelapixtn":
        this.host.loadDataModelExtension();
        break;
      case "jsprovider":
        // Scripts can be loaded from the start.
        break;
      default:
        throw new ConsoleError(`The extension '${name}' cannot be loaded: DbgModelApiXtn and JsProvider are known.`);
    }
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

  recover(): void {
    this.host.recover();
  }

  takeOutput(): string {
    return this.host.output.take();
  }
}
