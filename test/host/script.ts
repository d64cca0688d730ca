/** One loaded script: its realm, its life cycle, and its globals as the debugger shows them. */
import { toDebuggerError } from "./errors.ts";
import type { HostObject } from "./host-object.ts";
import { createHostObject } from "./host-object.ts";
import type { HostState } from "./host-state.ts";
import type { ScriptContents } from "./namespace.ts";
import type { ScriptRealm } from "./realm.ts";
import { createScriptRealm } from "./realm.ts";
import type { Undo } from "./registration.ts";
import { applyRecords } from "./registration.ts";
import type { ScriptText } from "./script-text.ts";
import { scriptText } from "./script-text.ts";
import type { ThrowingScript } from "./thrown.ts";
import { noteThrown, rewordCaught } from "./thrown.ts";

/** A script's text, and the file that it comes from or pretends to. */
export interface ScriptSource {
  /** File name or path. */
  readonly name: string;
  readonly source: string;
}

type LifeCycleFunction = "initializeScript" | "invokeScript" | "uninitializeScript";

export class LoadedScript implements ScriptContents, ThrowingScript {
  /** The file's name without `.js`. */
  readonly name: string;
  readonly path: string;
  private readonly state: HostState;
  private readonly realm: ScriptRealm;
  private readonly hostObject: HostObject;
  readonly text: ScriptText;
  private undo: Undo = () => undefined;

  /**
   * Runs the root code and `initializeScript`, and applies what that returned. Throws, with nothing applied, when any
   * of it fails.
   */
  constructor(state: HostState, script: ScriptSource, root: object) {
    this.state = state;
    this.path = script.name;
    this.name = scriptNameOf(script.name);
    this.text = scriptText(script.name, script.source);
    this.realm = createScriptRealm();
    state.realms.register(this.realm);
    this.hostObject = createHostObject(state, this.realm, root, script.name);
    Object.defineProperty(this.realm.run("this", "host"), "host", { value: this.hostObject.host, enumerable: true });
    state.thrown.register(this);
    this.realm.mark({
      thrown: (value, offset) => noteThrown(this, value, offset),
      caught: (value) => state.thrown.isChakra && rewordCaught(value),
    });
    this.inRealm(() => this.realm.run(this.text.marked, script.name));
    this.inRealm(() => {
      this.undo = applyRecords(state, this.callIfPresent("initializeScript"));
    });
    this.hostObject.enterPhase2();
  }

  /** Runs `invokeScript`; throws what it throws. */
  invoke(): void {
    this.inRealm(() => this.callIfPresent("invokeScript"));
  }

  /** Runs `uninitializeScript`, then undoes what `initializeScript` returned, whether or not the former throws. */
  unload(): void {
    try {
      this.inRealm(() => this.callIfPresent("uninitializeScript"));
    } finally {
      this.undo();
    }
  }

  globalNames(): readonly string[] {
    const names = new Set([...this.text.declared, ...this.realm.addedNames()]);
    return [...names].filter((name) => name !== "host" && !name.startsWith("__"));
  }

  global(name: string): unknown {
    return this.globalNames().includes(name) ? this.realm.run(name, this.path) : undefined;
  }

  ownsRealm(realm: ScriptRealm): boolean {
    return this.realm === realm;
  }

  get logsUnhandledExceptions(): boolean {
    return this.hostObject.diagnostics.logUnhandledExceptions;
  }

  private callIfPresent(name: LifeCycleFunction): unknown {
    const found = this.realm.run(`typeof ${name} === "function" ? ${name} : undefined`, this.path);
    return typeof found === "function" ? (Reflect.apply(found, undefined, []) as unknown) : undefined;
  }

  private inRealm<T>(action: () => T): T {
    try {
      return this.state.realms.enter(this.realm, action);
    } catch (error) {
      throw toDebuggerError(this.state.thrown, error);
    }
  }
}

/** The name by which the debugger knows the script of a file. */
export function scriptNameOf(path: string): string {
  return path.replace(/^.*[\\/]/, "").replace(/\.js$/i, "");
}
