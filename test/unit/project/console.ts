/** A built-in target with the script loaded, for tests that only type commands. */
import { builtInTargets } from "../../kernel/targets/index.ts";
import { Pack } from "../../scenarios/pack.ts";

export interface OpenConsole {
  /** What the command prints; it must succeed. */
  run(command: string): string;
}

export function openConsole(name: string): OpenConsole {
  const target = builtInTargets.find((candidate) => candidate.name === name);
  if (target === undefined) {
    throw new Error(`There is no built-in target ${name}.`);
  }
  const pack = new Pack(target.open()).load();
  return { run: (command) => pack.print(command) };
}
