/** What the console asks of a debugger: sessions, scripts, evaluation, targets to open. */
import type { DataModel } from "../host/model.ts";
import type { SimulatedTarget } from "../host/target.ts";

/** How a debugger is set up when it starts. */
export interface DebuggerSetup {
  /**
   * Whether the extension DbgModelApiXtn is loaded, so that scripts have `Debugger.Utility.FileSystem`: true by
   * default. WinDbg loads it from its gallery, kd does not.
   */
  readonly hasFileSystem?: boolean;
}

/** What the console needs of a debugger; the simulated one has all of it. Sessions are opaque here. */
export interface ConsoleDebugger {
  readonly model: DataModel;
  /** Opens another session and makes it the current one. */
  openTarget(target: SimulatedTarget): unknown;
  switchTo(session: unknown): void;
  /** Lets a live target run and break in again. Throws for a dump. */
  run(session: unknown): void;
  /** `.load`. Throws for an unknown extension; absent if none can be loaded. */
  loadExtension?(name: string): void;
  scriptLoad(path: string): void;
  scriptRun(path: string): void;
  /** `name`: as listed, or the path it was loaded from. */
  scriptUnload(name: string): void;
  /** Paths or names of the loaded scripts. */
  scriptList(): readonly string[];
  /** Makes the debugger usable again after a script was interrupted. */
  recover?(): void;
  /** The text scripts and life cycle have printed since the last call. */
  takeOutput(): string;
}

/** One target that can be opened by name. */
export interface CatalogEntry {
  readonly name: string;
  readonly description: string;
  open(): SimulatedTarget;
}

/** A target that was opened from a file, with warnings about it. */
export interface OpenedTarget {
  readonly target: SimulatedTarget;
  readonly warnings: readonly string[];
  /** It holds one thread and no lists, so that the script cannot answer anything. */
  readonly isTriage?: boolean;
}

/** The available targets. The first entry is the default. */
export interface TargetCatalog {
  readonly entries: readonly CatalogEntry[];
  /** Opens captured memory. Throws when the file cannot be read. */
  openSnapshot(path: string): SimulatedTarget;
  /**
   * Opens a kernel dump. `symbols`: symbol paths; none means that of the environment. Throws when it cannot be opened.
   */
  openDump?(path: string, symbols: readonly string[]): OpenedTarget;
  /**
   * Writes a target to a file as a dump, and its symbols beside it. Gives the paths of what was written. Throws when it
   * cannot be saved.
   */
  saveDump?(target: SimulatedTarget, path: string, type: 1 | 6): readonly string[];
  /** Like `openDump`, after fetching symbols if the symbol path names a server. */
  fetchAndOpenDump?(path: string, symbols: readonly string[]): Promise<OpenedTarget>;
}
