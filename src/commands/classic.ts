/** The classic command strings: `!alpcx "/p 0x..."` answers like `!alpc /p`. */
import { wrongArgument } from "../target/errors.ts";
import { Word64 } from "../target/word64.ts";
import { describeArgument } from "../model/argument.ts";
import type { ModelContext } from "../model/context.ts";
import { processAddress } from "../model/lookup.ts";
import { messageOf, portOf } from "../model/session-alpc.ts";

interface ClassicOption {
  /** As it was typed after `!alpc`. */
  readonly option: string;
  /** "" where it takes no argument. */
  readonly argument: string;
  readonly answer: (context: ModelContext, argument: Word64) => unknown;
}

const options: readonly ClassicOption[] = [
  { option: "/m", argument: "message", answer: (context, argument) => messageOf(context, argument.toString()) },
  { option: "/p", argument: "port", answer: (context, argument) => portOf(context, argument.toString()) },
  { option: "/lpp", argument: "process", answer: (context, argument) => context.processAlpc(processAddress(context, argument.toString())) },
];

/** Throws AlpcxError for a string that is none of the classic ones. */
export function classicAnswer(context: ModelContext, line: unknown): unknown {
  const expected = `one of ${options.map(({ option, argument }) => `"${option}${argument === "" ? "" : ` ${argument}`}"`).join(", ")}`;
  const [name = "", text = ""] = typeof line === "string" ? line.trim().split(/\s+/) : [];
  const found = options.find(({ option }) => option === name.toLowerCase());
  // The classic command takes hexadecimal numbers without a prefix.
  const argument = Word64.parse(/^0[xn]/i.test(text) ? text : `0x${text}`);
  if (found === undefined || (found.argument !== "" && argument === undefined)) {
    throw wrongArgument(describeArgument(line), expected, '!alpcx "/p 0xffffa801`12345678"');
  }
  return found.answer(context, argument ?? Word64.zero);
}
