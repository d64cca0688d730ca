/** The debugger's root namespace: `Debugger.Sessions`, `.State`, `.Settings` and `.Utility`. */
import type { HostState } from "./host-state.ts";
import { currentContext } from "./host-state.ts";
import type { FileStore } from "./file-system.ts";
import { fileSystemMembers } from "./file-system.ts";
import type { IteratedElement } from "./model.ts";
import type { ModelObjectFacts } from "./model-object.ts";
import { ModelObject } from "./model-object.ts";
import type { Member } from "./member.ts";
import { method, property } from "./member.ts";
import { currentProcessObject, currentThreadObject, sessionObject } from "./session-objects.ts";
import type { SimulatedSession } from "./session.ts";

/** A loaded script as the namespace shows it. */
export interface ScriptContents {
  /** The file's name without `.js`. */
  readonly name: string;
  /** Names of its globals that are not hidden. */
  globalNames(): readonly string[];
  global(name: string): unknown;
}

function node(state: HostState, facts: ModelObjectFacts): Member {
  return property(() => new ModelObject(state, undefined, facts).wrapper);
}

/** Globals as members, in order; functions as methods. */
function contentMembers(scripts: Iterable<ScriptContents>): Readonly<Record<string, Member>> {
  const members: Record<string, Member> = {};
  for (const script of scripts) {
    for (const name of script.globalNames()) {
      members[name] ??= { isMethod: typeof script.global(name) === "function", read: () => script.global(name) };
    }
  }
  return members;
}

/** What `@$scriptContents` gives: the globals of all scripts; of equal names the first loaded script's. */
export function allScriptContents(state: HostState, scripts: Iterable<ScriptContents>): object {
  return new ModelObject(state, undefined, { members: contentMembers(scripts) }).wrapper;
}

function sessions(state: HostState): Member {
  const iterate = function* (): Generator<IteratedElement> {
    for (const session of state.sessions.open) {
      yield { value: sessionObject(state, session), indices: [session.Id] };
    }
  };
  const at = (index: unknown): unknown => {
    const session = state.sessions.open.find((one) => BigInt(one.Id) === state.int64.bitsOf(index));
    return session === undefined ? undefined : sessionObject(state, session);
  };
  return node(state, { members: {}, modelName: "Debugger.Models.Sessions", iterate, at });
}

function scriptsNode(state: HostState, scripts: () => Iterable<ScriptContents>): Member {
  return property(() => {
    const members: Record<string, Member> = {};
    for (const script of scripts()) {
      members[script.name] = node(state, { members: { Contents: property(() => allScriptContents(state, [script])) } });
    }
    return new ModelObject(state, undefined, { members }).wrapper;
  });
}

/** `ptrsize` applies to the current session only. */
function pseudoRegisters(state: HostState): Member {
  const ptrsize = property(() => currentContext(state).session.target.pointerSize);
  return node(state, { members: { General: node(state, { members: { ptrsize } }) } });
}

/**
 * What `@$cursession`, `@$curprocess` and `@$curthread` stand for. They work even where the engine lists no processes.
 */
function debuggerVariables(state: HostState): Member {
  const whenOpen = (make: (session: SimulatedSession) => object): Member =>
    property(() => (state.sessions.current === undefined ? undefined : make(state.sessions.current)));
  return node(state, {
    members: {
      curprocess: whenOpen((session) => currentProcessObject(state, session)),
      cursession: whenOpen((session) => sessionObject(state, session)),
      curthread: whenOpen((session) => currentThreadObject(state, session)),
    },
  });
}

/** Assumption: a simulated debugger executes no commands for scripts. */
function control(state: HostState): Member {
  const refuse = method(() => state.realms.fail("Commands cannot be executed in this debugger"));
  return node(state, { members: { ExecuteCommand: refuse } });
}

/** The root object. `scripts` are the loaded ones at the time of asking. */
export function createRoot(state: HostState, store: FileStore, scripts: () => Iterable<ScriptContents>): object {
  const stateNode = node(state, {
    modelName: "Debugger.Models.State",
    members: {
      DebuggerVariables: debuggerVariables(state),
      PseudoRegisters: pseudoRegisters(state),
      Scripts: scriptsNode(state, scripts),
    },
  });
  // Always the same object, so that models which scripts attach to it stay attached.
  const fileSystem = node(state, { members: fileSystemMembers(state, store) });
  const utility = new ModelObject(state, undefined, {
    modelName: "Debugger.Models.Utility",
    get members() {
      return { Control: control(state), ...(state.extensions.hasDataModelExtension ? { FileSystem: fileSystem } : {}) };
    },
  });
  const debuggerNode = node(state, {
    modelName: "Debugger.Models.Debugger",
    members: {
      Sessions: sessions(state),
      Settings: node(state, { modelName: "Debugger.Models.Settings", members: {} }),
      State: stateNode,
      Utility: property(() => utility.wrapper),
    },
  });
  return new ModelObject(state, undefined, { members: { Debugger: debuggerNode } }).wrapper;
}
