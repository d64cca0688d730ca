/** The pseudo variables of `dx`: `@$cursession` and its like, those of the user, and the aliases of functions. */
import type { HostState } from "./host-state.ts";
import { currentProcessObject, currentThreadObject, sessionObject } from "./session-objects.ts";

export class PseudoVariables {
  private readonly state: HostState;
  private readonly scriptContents: () => object;
  private readonly userVariables = new Map<string, unknown>();

  /** `scriptContents`: gives `@$scriptContents`. */
  constructor(state: HostState, scriptContents: () => object) {
    this.state = state;
    this.scriptContents = scriptContents;
  }

  get(name: string): unknown {
    const { sessions, aliases } = this.state;
    const session = sessions.current;
    switch (name) {
      case "cursession":
        return session === undefined ? undefined : sessionObject(this.state, session);
      case "curprocess":
        return session === undefined ? undefined : currentProcessObject(this.state, session);
      case "curthread":
        return session === undefined ? undefined : currentThreadObject(this.state, session);
      case "scriptContents":
        return this.scriptContents();
      default:
        return this.userVariables.has(name) ? this.userVariables.get(name) : aliases.get(name);
    }
  }

  names(): readonly string[] {
    const current = this.state.sessions.current === undefined ? [] : ["cursession", "curprocess", "curthread"];
    return [...new Set([...current, "scriptContents", ...this.userVariables.keys(), ...this.state.aliases.keys()])];
  }

  set(name: string, value: unknown): void {
    this.userVariables.set(name, value);
  }
}
