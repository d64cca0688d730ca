/** Describes what lies at an address where the user expected something else. */
import { isAbsent, present } from "../../target/absence.ts";
import { notFound } from "../../target/errors.ts";
import type { Word64 } from "../../target/word64.ts";
import { readTypeName } from "../../nt/object-type.ts";
import { readProcessFacts } from "../../nt/process/process-facts.ts";
import { readThreadFacts } from "../../nt/thread/thread-facts.ts";
import { printable } from "../../text/printable.ts";
import type { ModelContext } from "../base/object.ts";

/** Things that a user may name by address. */
export type Wanted = "port" | "message" | "ALPC resource" | "process" | "thread" | "process, port or thread";

/**
 * `There is no port at 0x...: it is a thread; !alpcx_thread 0x... shows it.`, else followed by `hint`. `otherwise`: the
 * reason to give where nothing is known of the place.
 */
export function nothingAt(
  context: ModelContext,
  wanted: Wanted,
  address: Word64,
  hint: string,
  otherwise?: string,
): Error {
  const place = describePlace(context, address);
  return place === undefined
    ? otherwise === undefined
      ? notFound(`There is no ${wanted} at ${address}.`, hint)
      : notFound(`There is no ${wanted} at ${address}:`, `${otherwise}. ${hint}`)
    : notFound(`There is no ${wanted} at ${address}:`, place.isShown ? place.text : `${place.text} ${hint}`.trim());
}

interface Place {
  readonly text: string;
  /** Whether the text names a command that shows what is there. If so, no further hint is needed. */
  readonly isShown: boolean;
}

function describePlace(context: ModelContext, address: Word64): Place | undefined {
  const { target } = context;
  if (address.low % target.pointerSize !== 0) {
    return { text: "the address is not aligned.", isShown: false };
  }
  const kind = kindAt(context, address);
  if (kind !== undefined) {
    return { text: `it is a ${kind}; !alpcx_${kind} ${address} shows it.`, isShown: true };
  }
  const type = present(readTypeName(target, address));
  return type === undefined || type === ""
    ? undefined
    : { text: `it looks like an object of type "${printable(type)}".`, isShown: false };
}

/** The kind of thing at an address; its command is named after it. */
function kindAt(context: ModelContext, address: Word64): "port" | "message" | "process" | "thread" | undefined {
  const { target, generation } = context;
  // Without its first bytes a process or thread cannot be told from anything else.
  if (!target.hasMemory(address)) {
    return undefined;
  }
  return !isAbsent(context.portFacts(address))
    ? "port"
    : !isAbsent(readProcessFacts(target, address))
      ? "process"
      : !isAbsent(readThreadFacts(target, address))
        ? "thread"
        : !isAbsent(generation.readMessage(address))
          ? "message"
          : undefined;
}
