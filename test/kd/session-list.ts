/** The sessions of the console: opening targets and switching between them. */
import type { SimulatedTarget } from "../host/target.ts";
import { ConsoleError } from "./console-error.ts";
import type { ConsoleDebugger } from "./console-debugger.ts";

/** The sessions the console has opened, numbered from zero in the order of opening. */
export class SessionList {
  private readonly kernelDebugger: ConsoleDebugger;
  private readonly entries: { readonly session: unknown; readonly target: SimulatedTarget }[] = [];
  private currentNumber = 0;

  constructor(kernelDebugger: ConsoleDebugger) {
    this.kernelDebugger = kernelDebugger;
  }

  open(target: SimulatedTarget): void {
    const session = this.kernelDebugger.openTarget(target);
    this.kernelDebugger.switchTo(session);
    this.currentNumber = this.entries.push({ session, target }) - 1;
  }

  /** Throws ConsoleError for a number that no session has. */
  switchTo(number: number): void {
    const entry = this.entries[number];
    if (!entry) {
      throw new ConsoleError(`There is no session ${number}: || lists them.`);
    }
    this.kernelDebugger.switchTo(entry.session);
    this.currentNumber = number;
  }

  /** Runs the current target and breaks in again. Throws ConsoleError for a dump. */
  run(): void {
    const entry = this.entries[this.currentNumber];
    if (!entry || entry.target.isDump) {
      throw new ConsoleError("No runnable debuggees: the current target is a dump.");
    }
    this.kernelDebugger.run(entry.session);
  }

  get current(): SimulatedTarget | undefined {
    return this.entries[this.currentNumber]?.target;
  }

  /** `0: kd>`, with the session's number before it when there are several. */
  get prompt(): string {
    const user = this.current?.isKernel === false;
    const session = this.entries.length > 1 ? `||${this.currentNumber}:` : "";
    return `${session}0: ${user ? "dbg" : "kd"}> `;
  }

  *describe(): Iterable<string> {
    for (const [number, { target }] of this.entries.entries()) {
      yield `${number === this.currentNumber ? "." : " "} ${number}\t${target.description}`;
    }
  }
}
