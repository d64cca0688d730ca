/** The switches of the `dx` command. */
import { ConsoleError } from "./console-error.ts";

/** The switches before a `dx` expression. */
export interface DxSwitches {
  readonly recursion: number;
  readonly isGrid: boolean;
  readonly cellWidth?: number;
  readonly skip: number;
  readonly isVerbose: boolean;
}

/** Usage of `dx`, one line a switch. */
export const dxUsage: readonly string[] = [
  "dx [-r<levels>] [-g | -gc <width>] [-c <skip>] [-v] <expression>[,d|,x|,o|,b|,sb]",
  "  -r2     show two levels of children (-r0: the value's own line only; default 1)",
  "  -g      show a collection as a grid; -gc 200 shows cells of up to 200 characters (60 without it), longer ones as ...",
  "  -c 100  go on behind the first 100 elements",
  "  -v      list methods without help text too",
];

/**
 * Splits `-r2 -g Debugger.Sessions` into switches and expression. A letter right behind a leading `-` makes it a
 * switch; to negate a name write `-(name)`. Throws ConsoleError for an unknown switch.
 */
export function readSwitches(text: string): { readonly switches: DxSwitches; readonly expression: string } {
  let switches: DxSwitches = { recursion: 1, isGrid: false, skip: 0, isVerbose: false };
  let rest = text.trim();
  for (;;) {
    const word = /^-(gc|[A-Za-z])\s*(\d*)(?=\s|$)\s*/.exec(rest);
    if (!word) {
      break;
    }
    switches = applySwitch(switches, word[1] ?? "", word[2] ?? "");
    rest = rest.slice(word[0].length);
  }
  return { switches, expression: rest };
}

function applySwitch(switches: DxSwitches, name: string, digits: string): DxSwitches {
  const amount = digits === "" ? undefined : Number(digits);
  switch (name) {
    case "r":
      return { ...switches, recursion: amount ?? 1 };
    case "g":
      return { ...switches, isGrid: true };
    case "gc":
      return { ...switches, isGrid: true, cellWidth: expectAmount(amount, "-gc") };
    case "c":
      return { ...switches, skip: expectAmount(amount, "-c") };
    case "v":
      return { ...switches, isVerbose: true };
    default:
      throw new ConsoleError(`dx has no switch -${name}.`);
  }
}

function expectAmount(amount: number | undefined, name: string): number {
  if (amount === undefined) {
    throw new ConsoleError(`${name} expects a number, for example ${name} 20.`);
  }
  return amount;
}
