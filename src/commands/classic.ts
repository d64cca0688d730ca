/** The classic command strings: `!alpcx "/p 0x..."` answers with objects whose displays carry the figures of `!alpc /p`. */
import { notFound, wrongArgument } from "../target/errors.ts";
import { Word64 } from "../target/word64.ts";
import { describeArgument } from "../model/argument.ts";
import { resourceOf, resourceOfKind } from "../model/alpc/resource.ts";
import { clientGraph, handlelessPorts, portConnections, portList, processPorts } from "../model/classic/ports.ts";
import { portSections } from "../model/classic/resources.ts";
import type { ModelContext } from "../model/context.ts";
import { consistencyFindings } from "../model/findings.ts";
import { processAddress } from "../model/lookup-address.ts";
import { messageOf, portOf } from "../model/session-alpc.ts";

/** One of the classic strings. */
export interface ClassicOption {
  /** As it was typed after `!alpc`. */
  readonly option: string;
  /** What follows; "" for nothing. */
  readonly argument: string;
  readonly help: string;
  readonly answer: (context: ModelContext, argument: Word64) => unknown;
}

function taking(argument: string, option: string, help: string, answer: ClassicOption["answer"]): ClassicOption {
  return { option, argument, help, answer };
}

/** In the order of the classic help; the hidden ones behind the documented ones, the oldest form's last. */
export const classicOptions: readonly ClassicOption[] = [
  taking("message", "/m", "One message.", (context, address) => messageOf(context, address.toString())),
  taking("port", "/p", "One port.", (context, address) => portOf(context, address.toString())),
  taking("port", "/lpc", "A port with its connections.", (context, address) => portConnections(context, address)),
  taking("process", "/lpp", "The ports of a process: created and connected to.", (context, address) => processPorts(context, processAddress(context, address.toString()))),
  taking("", "-graph", "Every client port with its process, connection port, server process and name.", (context) => clientGraph(context)),
  taking("", "-lp", "All ports with kind and number of queued messages.", (context) => portList(context)),
  taking("", "-lp0", "Ports without handles: references, queue lengths, clients.", (context) => handlelessPorts(context)),
  taking("", "-analyze", "Contradictions in ports and messages.", (context) => consistencyFindings(context)),
  taking("port", "-presl", "Sections, regions and views of a port.", (context, address) => portSections(context, address)),
  taking("section", "-section", "One section.", (context, address) => resourceOfKind(context, address, "Section")),
  taking("region", "-region", "One region.", (context, address) => resourceOfKind(context, address, "Region")),
  taking("view", "-view", "One view.", (context, address) => resourceOfKind(context, address, "View")),
  taking("resource", "/R", "Any resource, by its address.", (context, address) => resourceOf(context, address)),
  taking("", "/G", "The ALPC object types, counts and message log.", (context) => (context.session() as { readonly GlobalInformation?: unknown }).GlobalInformation
    ?? lpcHasNone()),
];

function lpcHasNone(): never {
  throw notFound("LPC has no global information:", "it is of Vista and later.");
}

/** As a user writes it: `"/p port"`. */
export function classicUsage({ option, argument }: ClassicOption): string {
  return argument === "" ? `"${option}"` : `"${option} ${argument}"`;
}

/** Throws AlpcxError for a string that is none of the classic ones. */
export function classicAnswer(context: ModelContext, line: unknown): unknown {
  const [name = "", text = "", ...rest] = typeof line === "string" ? line.trim().split(/\s+/) : [];
  const found = classicOptions.find(({ option }) => option.toLowerCase() === name.toLowerCase());
  if (found === undefined || rest.length > 0) {
    throw wrongArgument(describeArgument(line), `one of ${classicOptions.map(classicUsage).join(", ")}`, '!alpcx "/p 0xffffa801`12345678"');
  }
  if (found.argument === "") {
    return found.answer(context, Word64.zero);
  }
  // The classic command takes hexadecimal numbers without a prefix.
  const argument = Word64.parse(/^0[xn]/i.test(text) ? text : `0x${text}`);
  if (argument === undefined) {
    throw wrongArgument(describeArgument(line), `${classicUsage(found)} with an address`, `!alpcx "${found.option} 0xffffa801\`12345678"`);
  }
  return found.answer(context, context.target.normalized(argument));
}
