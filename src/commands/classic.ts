/** The classic command strings: `!alpcx "/p 0x..."` returns objects whose displays have the data of `!alpc /p`. */
import { isKernelAddress } from "../target/address.ts";
import { notFound, wrongArgument } from "../target/errors.ts";
import { Word64 } from "../target/word64.ts";
import { describeArgument } from "../model/ask/address.ts";
import { messageOf } from "../model/ask/message.ts";
import { portOf } from "../model/ask/port.ts";
import { processAddress } from "../model/ask/process.ts";
import { resourceAt, resourceOfKind } from "../model/ask/resource.ts";
import { clientGraph, handlelessPorts, portConnections, portList, processPorts } from "../model/classic/ports.ts";
import { portSections } from "../model/classic/resources.ts";
import type { ModelContext } from "../model/base/object.ts";
import { consistencyFindings } from "../model/objects/findings.ts";

/** One of the classic strings. */
export interface ClassicOption {
  /** As typed after `!alpc`. */
  readonly option: string;
  /** Its argument; "" for none. */
  readonly argument: string;
  readonly help: string;
  /** `argument`: the number given, zero for none. Throws AlpcxError if it is not the address or id of such a thing. */
  readonly answer: (context: ModelContext, argument: Word64) => unknown;
}

function taking(argument: string, option: string, help: string, answer: ClassicOption["answer"]): ClassicOption {
  return { option, argument, help, answer };
}

/** The address of a port; throws if there is none. */
function portAddress(context: ModelContext, given: Word64): Word64 {
  portOf(context, given.toString());
  return given;
}

/** Resources and global information exist only in ALPC. */
function ofAlpc(context: ModelContext): ModelContext {
  if (context.generation.name === "LPC") {
    throw notFound("LPC has no resources and no global information:", "ALPC resources exist only on Vista and later.");
  }
  return context;
}

function takingResource(noun: string, kind: "Section" | "Region" | "View"): ClassicOption {
  return taking(noun, `-${noun}`, `One ${noun}.`, (context, given) => resourceOfKind(ofAlpc(context), given, kind));
}

/** In the order of the classic help; undocumented ones follow documented ones, those of the oldest form last. */
export const classicOptions: readonly ClassicOption[] = [
  taking("message", "/m", "One message.", (context, given) => messageOf(context, given.toString())),
  taking("port", "/p", "One port.", (context, given) => portOf(context, given.toString())),
  taking("port", "/lpc", "A port with its connections.", (context, given) =>
    portConnections(context, portAddress(context, given)),
  ),
  taking("process", "/lpp", "The ports of a process: created and connected to.", (context, given) =>
    processPorts(context, processAddress(context, given.toString())),
  ),
  taking("", "-graph", "Every client port with its process, connection port, server process and name.", (context) =>
    clientGraph(context),
  ),
  taking("", "-lp", "All ports with kind and number of queued messages.", (context) => portList(context)),
  taking("", "-lp0", "Ports without handles: references, queue lengths, clients.", (context) =>
    handlelessPorts(context),
  ),
  taking("", "-analyze", "Contradictions in ports and messages.", (context) => consistencyFindings(context)),
  taking("port", "-presl", "Sections, regions and views of a port.", (context, given) =>
    portSections(ofAlpc(context), portAddress(context, given)),
  ),
  takingResource("section", "Section"),
  takingResource("region", "Region"),
  takingResource("view", "View"),
  taking("resource", "/R", "Any resource, by its address.", (context, given) => resourceAt(ofAlpc(context), given)),
  taking(
    "",
    "/G",
    "The ALPC object types, counts and message log.",
    (context) => (ofAlpc(context).session() as { readonly GlobalInformation?: unknown }).GlobalInformation,
  ),
];

/** As typed by a user: `"/p port"`. */
export function classicUsage({ option, argument }: ClassicOption): string {
  return argument === "" ? `"${option}"` : `"${option} ${argument}"`;
}

/** An example for each option's number. */
function example({ option, argument }: ClassicOption): string {
  return argument === ""
    ? `!alpcx "${option}"`
    : `!alpcx "${option} ${argument === "message" ? "0x274" : "0xffffa801`12345678"}"`;
}

/** Throws AlpcxError for an unknown string, a missing number, or surplus words. */
export function classicAnswer(context: ModelContext, line: unknown): unknown {
  const [name = "", text = "", ...rest] = typeof line === "string" ? line.trim().split(/\s+/) : [];
  // Users type either mark before any option, as with other commands of the debugger.
  const asked = /^[-/](.+)$/.exec(name.toLowerCase())?.[1];
  const found = classicOptions.find(({ option }) => option.toLowerCase().slice(1) === asked);
  if (found === undefined) {
    throw wrongArgument(
      name === "" && typeof line === "string" ? "An empty string" : describeArgument(line),
      `one of ${classicOptions.map(classicUsage).join(", ")}`,
      '!alpcx "/p 0xffffa801`12345678"',
    );
  }
  if (rest.length > 0 || (found.argument === "" && text !== "")) {
    throw wrongArgument(
      describeArgument(line),
      `${classicUsage(found)}, which takes ${found.argument === "" ? "nothing" : "one number"} behind it`,
      example(found),
    );
  }
  return found.answer(context, found.argument === "" ? Word64.zero : readNumber(context, found, line, text));
}

/** The classic command takes hexadecimal numbers without a prefix. */
function readNumber(context: ModelContext, option: ClassicOption, line: unknown, text: string): Word64 {
  const given = Word64.parse(/^0[xn]/i.test(text) ? text : `0x${text}`);
  const takesId = option.argument === "message" || option.argument === "process";
  if (given === undefined) {
    throw wrongArgument(
      describeArgument(line),
      `${classicUsage(option)} with ${takesId ? "an address or id" : "an address"}`,
      example(option),
    );
  }
  const number = context.target.normalized(given);
  if (!takesId && !isKernelAddress(number, context.target.pointerSize)) {
    throw wrongArgument(
      describeArgument(line),
      `${classicUsage(option)} with an address in kernel space`,
      example(option),
    );
  }
  return number;
}
