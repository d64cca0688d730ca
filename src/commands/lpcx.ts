/** The classic `!lpc` of XP and Server 2003: `!lpcx "port e14ae238"` returns objects whose displays have its data. */
import { isKernelAddress } from "../target/address.ts";
import { notFound, wrongArgument } from "../target/errors.ts";
import { Word64 } from "../target/word64.ts";
import { describeArgument } from "../model/ask/address.ts";
import type { ModelContext } from "../model/base/object.ts";
import { messageReport, messageSummary } from "../model/classic/lpc-message.ts";
import { poolSearch } from "../model/objects/pool-block.ts";
import { portReport, portScan, portSummary } from "../model/classic/lpc-port.ts";
import { threadReport, threadSummary } from "../model/classic/lpc-message.ts";
import { currentContext } from "../model/open.ts";
import type { Command } from "./command.ts";
import { HelpPage } from "./help-page.ts";

/** One option of the classic command. */
interface LpcOption {
  readonly option: string;
  /** Its argument: an address, or the id of a message. */
  readonly argument: "id" | "address";
  /** In readable form: "[id]". */
  readonly usage: string;
  readonly help: string;
  /** `given`: undefined if missing, or 0, which the classic command took for missing. */
  readonly answer: (context: ModelContext, given: Word64 | undefined) => unknown;
}

/** In the order of the classic help. */
const lpcOptions: readonly LpcOption[] = [
  {
    option: "message",
    argument: "id",
    usage: "[id]",
    help: "Where a message is, who awaits its reply and who owes it; without an id all messages.",
    answer: (context, id) => (id === undefined ? messageSummary(context) : messageReport(context, id)),
  },
  {
    option: "port",
    argument: "address",
    usage: "[port]",
    help: "A port with semaphore, queue, threads in its reply chain, counts and related ports; without an address all ports.",
    answer: (context, port) => (port === undefined ? portSummary(context) : portReport(context, port)),
  },
  {
    option: "scan",
    argument: "address",
    usage: "port",
    help: "A port and all that are connected to it, each in one line.",
    answer: (context, port) => portScan(context, port ?? missing("scan", "port")),
  },
  {
    option: "thread",
    argument: "address",
    usage: "[thread]",
    help: "The ports on whose reply chains a thread waits; without an address, all threads that await or owe a reply.",
    answer: (context, thread) => (thread === undefined ? threadSummary(context) : threadReport(context, thread)),
  },
  {
    option: "poolsearch",
    argument: "id",
    usage: "[id]",
    help: "Messages in the paged pool, those on no queue and freed ones included; with an id those that have it.",
    answer: (context, id) => poolSearch(context, id),
  },
];

const EXAMPLE = '!lpcx "port e14ae238"';

/** An example for the option. */
function exampleOf({ option, argument }: LpcOption): string {
  return `!lpcx "${option} ${argument === "id" ? "222be" : option === "thread" ? "842a4db0" : "e14ae238"}"`;
}

function usageOf({ option, usage }: LpcOption): string {
  return `"${option} ${usage}"`;
}

function missing(option: string, argument: string): never {
  throw wrongArgument("", `"${option}" needs the address of a ${argument}`, `!lpcx "${option} e14ae238"`);
}

/**
 * Parses a number: hexadecimal without a prefix, as in the classic command; decimal with 0n. Undefined for 0. Throws if
 * it is not a number, or not of the right kind.
 */
function numberOf(context: ModelContext, found: LpcOption, text: string): Word64 | undefined {
  const word = Word64.parse(/^0[xn]/i.test(text) ? text : `0x${text}`);
  if (word === undefined) {
    throw wrongArgument(
      describeArgument(text),
      `the ${found.argument === "id" ? "id of a message" : `address of a ${found.option === "thread" ? "thread" : "port"}`}, in hexadecimal digits`,
      exampleOf(found),
    );
  }
  if (word.isZero) {
    return undefined;
  }
  const address = context.target.normalized(word);
  const isAddress = isKernelAddress(address, context.target.pointerSize);
  if (isAddress !== (found.argument === "address")) {
    throw wrongArgument(
      describeArgument(text),
      isAddress
        ? `the id of a message but an address; a port is shown by !lpcx "port ${text}"`
        : "an address in kernel space",
      exampleOf(found),
    );
  }
  return isAddress ? address : word;
}

/**
 * The answer to a line such as `port e14ae238`; without one, the list of options. Throws AlpcxError on a target without
 * LPC.
 */
function lpcAnswer(line: unknown): unknown {
  if (line === undefined) {
    return new HelpPage("What !lpcx can be asked, on Windows XP and Server 2003", [
      { heading: "", rows: lpcOptions.map((option) => [`!lpcx ${usageOf(option)}`, option.help]) },
    ]);
  }
  const [name = "", text, ...rest] = typeof line === "string" ? line.trim().split(/\s+/) : [];
  const found = lpcOptions.find(({ option }) => option === name.toLowerCase());
  if (found === undefined || rest.length > 0) {
    throw wrongArgument(describeArgument(line), `one of ${lpcOptions.map(usageOf).join(", ")}`, EXAMPLE);
  }
  const context = currentContext();
  if (context.generation.name !== "LPC") {
    throw notFound(
      "This target has ALPC, not LPC:",
      'ask !alpcx instead, for example !alpcx "/p 0xffffa801`12345678"; !lpcx is for Windows XP and Server 2003.',
    );
  }
  return found.answer(context, text === undefined ? undefined : numberOf(context, found, text));
}

/** `!lpcx`, the whole of the classic `!lpc`. Throws AlpcxError on a target with ALPC. */
export const lpcCommand: Command = {
  name: "lpcx",
  usage: '["classic string"]',
  most: 1,
  help: "The classic !lpc on Windows XP and Server 2003: message, port, scan, thread, poolsearch; numbers are hexadecimal.",
  expression: "@$cursession.Alpc",
  examples: [
    '!lpcx "message 222be"',
    '!lpcx "port e14ae238"',
    '!lpcx "scan e14ae238"',
    '!lpcx "thread 842a4db0"',
    '!lpcx "poolsearch"',
  ],
  run: (line) => lpcAnswer(line),
};
