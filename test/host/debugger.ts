/**
 * A debugger with a script host, simulated: opens targets, loads scripts the way WinDbg's JsProvider does, and answers
 * an evaluator through {@link SimulatedDebugger.model}.
 */
import { readFileSync } from "node:fs";
import { Counters } from "./counters.ts";
import { SimulatedDataModel } from "./data-model.ts";
import { DebuggerError, messageOf } from "./errors.ts";
import type { FileStore } from "./file-system.ts";
import { MemoryFileStore, realFileStore } from "./file-system.ts";
import type { HostState, LoadedExtensions } from "./host-state.ts";
import { createInt64Factory } from "./int64.ts";
import { MetadataStore } from "./metadata.ts";
import { ModelRegistry } from "./models.ts";
import type { HostMood } from "./moods.ts";
import { defaultMood } from "./moods.ts";
import { allScriptContents, createRoot } from "./namespace.ts";
import { Output } from "./output.ts";
import { createHostObject } from "./host-object.ts";
import type { ScriptRealm } from "./realm.ts";
import { createScriptRealm, RealmStack } from "./realm.ts";
import { LoadedScript, scriptNameOf } from "./script.ts";
import type { ScriptSource } from "./script.ts";
import type { SessionOptions } from "./session.ts";
import { SimulatedSession } from "./session.ts";
import { ThrownValues } from "./thrown.ts";
import type { SimulatedTarget } from "./target.ts";

export { hostMoods } from "./moods.ts";
export type { HostMood } from "./moods.ts";
export { SimulatedSession } from "./session.ts";

export interface DebuggerOptions extends Partial<HostMood> {
  /** Files in memory (the default), the machine's own, or a given store. */
  readonly fileSystem?: "memory" | "real" | FileStore;
  /** `Id` of the first session; further ones count up from it. 0 when absent. */
  readonly firstSessionId?: number;
  /**
   * Whether DbgModelApiXtn is loaded from the start, so that there is `Debugger.Utility.FileSystem`. When absent: where
   * a store of files in memory is asked for, and nowhere else.
   */
  readonly dataModelExtension?: boolean;
}

/** A script as `.scriptlist` names it. */
export interface ScriptFacts {
  readonly name: string;
  readonly path: string;
}

let exposingRealm: ScriptRealm | undefined;

export class SimulatedDebugger {
  readonly counters = new Counters();
  readonly output = new Output();
  readonly model: SimulatedDataModel;
  /** The files that scripts see. */
  readonly files: FileStore;
  private readonly extensions: LoadedExtensions = { hasDataModelExtension: false };
  private readonly scripts = new Map<string, LoadedScript>();
  private readonly root: object;
  private readonly state: HostState;
  private readonly sessions: SimulatedSession[] = [];
  private currentSession: SimulatedSession | undefined;
  private nextId: number;

  constructor(options: DebuggerOptions = {}) {
    const { fileSystem = "memory", dataModelExtension, firstSessionId = 0, ...mood } = options;
    this.nextId = firstSessionId;
    this.extensions.hasDataModelExtension =
      dataModelExtension ?? (options.fileSystem !== undefined && fileSystem !== "real");
    this.files = fileSystem === "memory" ? new MemoryFileStore() : fileSystem === "real" ? realFileStore : fileSystem;
    this.state = this.createState({ ...defaultMood, ...mood });
    this.root = createRoot(this.state, this.files, () => this.scripts.values());
    this.model = new SimulatedDataModel(this.state, {
      root: this.root,
      scriptContents: () => allScriptContents(this.state, this.scripts.values()),
      unhandled: (realm, message) => {
        const owner = [...this.scripts.values()].find((script) => script.ownsRealm(realm));
        if (owner?.logsUnhandledExceptions === true) {
          this.output.write(`Unhandled exception in '${owner.name}': ${message}\n`);
        }
      },
    });
  }

  /** Opens a target as a new session and makes it the current one. */
  openTarget(target: SimulatedTarget, options: SessionOptions = {}): SimulatedSession {
    const session = new SimulatedSession(this.nextId++, target, options, this.counters, this.state.mood);
    this.sessions.push(session);
    this.currentSession = session;
    return session;
  }

  /** Throws for a session that is not open here. */
  switchTo(session: SimulatedSession): void {
    if (!this.sessions.includes(session)) {
      throw new DebuggerError("The session is not open");
    }
    this.currentSession = session;
  }

  /** Closes a session; the one opened before it becomes current. */
  closeTarget(session: SimulatedSession): void {
    const index = this.sessions.indexOf(session);
    if (index < 0) {
      throw new DebuggerError("The session is not open");
    }
    this.sessions.splice(index, 1);
    session.close();
    if (this.currentSession === session) {
      this.currentSession = this.sessions[this.sessions.length - 1];
    }
  }

  /** Open sessions in the order of opening. */
  get openSessions(): readonly SimulatedSession[] {
    return this.sessions;
  }

  get current(): SimulatedSession | undefined {
    return this.currentSession;
  }

  /** Lets a live target run, change and break again; its clock moves on. Throws for a dump. */
  run(session: SimulatedSession, change?: () => void): void {
    if (session.target.isDump) {
      throw new DebuggerError("A dump does not run");
    }
    session.run(change);
  }

  /**
   * `.scriptload`: throws a {@link DebuggerError} when the script cannot be read, parsed or initialized, or is loaded
   * already (assumption).
   */
  scriptLoad(script: string | ScriptSource): void {
    const loaded = this.load(script);
    this.output.write(`JavaScript script successfully loaded from '${loaded.path}'\n`);
  }

  /** `.scriptrun`: loads the script, anew if it is loaded (assumption), and runs `invokeScript`. */
  scriptRun(script: string | ScriptSource): void {
    const name = scriptNameOf(typeof script === "string" ? script : script.name);
    if (this.scripts.has(name)) {
      this.remove(name);
    }
    const loaded = this.load(script);
    this.output.write(`JavaScript script successfully loaded from '${loaded.path}'\n`);
    loaded.invoke();
  }

  /**
   * `.scriptunload`, by path, file name or name. Throws for a script that is not loaded, and what `uninitializeScript`
   * throws.
   */
  scriptUnload(name: string): void {
    const { path } = this.remove(scriptNameOf(name));
    this.output.write(`JavaScript script unloaded from '${path}'\n`);
  }

  /** Call this after a script's code was ended from outside, as by Ctrl-C, so that it no longer counts as running. */
  recover(): void {
    this.state.realms.leaveAll();
  }

  /** `.load DbgModelApiXtn`: adds `Debugger.Utility.FileSystem`. */
  loadDataModelExtension(): void {
    this.extensions.hasDataModelExtension = true;
  }

  /** `.scriptlist`, in the order of loading. */
  scriptList(): readonly ScriptFacts[] {
    return [...this.scripts.values()].map(({ name, path }) => ({ name, path }));
  }

  /**
   * `host` as an initialized script has it, for tests of code that runs outside of any script: no script is loaded, and
   * all of them share one realm, since making one costs more than most such tests.
   */
  exposeHost(): object {
    exposingRealm ??= createScriptRealm();
    this.state.realms.register(exposingRealm);
    const hostObject = createHostObject(this.state, exposingRealm, this.root, "expose.js");
    hostObject.enterPhase2();
    return hostObject.host;
  }

  private load(script: string | ScriptSource): LoadedScript {
    const source = typeof script === "string" ? readScript(script) : script;
    const name = scriptNameOf(source.name);
    if (this.scripts.has(name)) {
      throw new DebuggerError(`A script named '${name}' is loaded already`);
    }
    const loaded = new LoadedScript(this.state, source, this.root);
    this.scripts.set(name, loaded);
    return loaded;
  }

  private remove(name: string): LoadedScript {
    const script = this.scripts.get(name);
    if (script === undefined) {
      throw new DebuggerError(`No script named '${name}' is loaded`);
    }
    try {
      script.unload();
    } finally {
      this.scripts.delete(name);
    }
    return script;
  }

  private createState(mood: HostMood): HostState {
    const realms = new RealmStack();
    const { counters, output } = this;
    const sessions = this.sessions;
    const current = (): SimulatedSession | undefined => this.currentSession;
    return {
      extensions: this.extensions,
      thrown: new ThrownValues(mood),
      mood,
      counters,
      output,
      realms,
      int64: createInt64Factory(mood, realms, counters),
      models: new ModelRegistry(realms),
      metadata: new MetadataStore(realms),
      sessions: {
        get open() {
          return sessions;
        },
        get current() {
          return current();
        },
      },
      aliases: new Map(),
    };
  }
}

function readScript(path: string): ScriptSource {
  try {
    return { name: path, source: readFileSync(path, "utf8") };
  } catch (error) {
    throw new DebuggerError(`Unable to read the script '${path}': ${messageOf(error)}`, { cause: error });
  }
}
