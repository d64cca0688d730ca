/** Finds what a user asks about: a process, a port, or a thread and its wait chain. */
import { isAbsent } from "../../target/absence.ts";
import { notFound } from "../../target/errors.ts";
import type { Subject } from "../../analysis/scope.ts";
import { findProcessById } from "../../nt/process/process-list.ts";
import { readProcessFacts } from "../../nt/process/process-facts.ts";
import { findThreadById } from "../../nt/thread/thread-list.ts";
import { readThreadFacts } from "../../nt/thread/thread-facts.ts";
import type { Word64 } from "../../target/word64.ts";
import type { ModelContext } from "../base/object.ts";
import { WaitChain } from "../objects/wait-chain.ts";
import { WaitRootGroup } from "../objects/wait-roots.ts";
import { systemOf } from "../system.ts";
import { readReference, type Expectation } from "./address.ts";
import { nothingAt } from "./place.ts";
import { isName, namedPort } from "./port.ts";
import { isInvalid, namedProcess } from "./process.ts";
import { isClientId, threadAddress } from "./thread.ts";

const HINT =
  "!alpcx_ports lists ports, dx @$cursession.Processes processes; ids are decimal unless they start with 0x.";

/**
 * The system without an argument; else what an address, an id, a name, a client id or an object leads to, a root
 * blocker to the longest wait behind it. Throws AlpcxError if there is no such thing, and with the candidates if a name
 * has several.
 */
export function subjectOf(context: ModelContext, value: unknown, expectation: Expectation): Subject {
  if (value === undefined) {
    return { kind: "system" };
  }
  if (value instanceof WaitChain) {
    return { kind: "chain", address: value.__thread };
  }
  if (value instanceof WaitRootGroup) {
    const group = value.__facts;
    const [longest] = isAbsent(group) ? [] : group.chains;
    if (longest !== undefined) {
      return { kind: "chain", address: longest.thread };
    }
  }
  const named = namedSubject(context, value, expectation);
  if (named !== undefined) {
    return named;
  }
  const reference = readReference(context.target, value, expectation);
  return reference.kind === "address" ? subjectAt(context, reference.address) : subjectOfId(context, reference.id);
}

/** The port or process that a text names, or the thread whose client id it is; undefined for anything else. */
function namedSubject(context: ModelContext, value: unknown, { example }: Expectation): Subject | undefined {
  if (!isName(value)) {
    return undefined;
  }
  if (isClientId(value)) {
    return { kind: "chain", address: threadAddress(context, value) };
  }
  const port = namedPort(context, value, example);
  if (port !== undefined) {
    return { kind: "port", address: port };
  }
  const process = namedProcess(context, value, example);
  return process === undefined ? undefined : { kind: "process", address: process };
}

function subjectAt(context: ModelContext, address: Word64): Subject {
  if (!isAbsent(readProcessFacts(context.target, address))) {
    return { kind: "process", address };
  }
  if (context.generation.validatePort(address) === true) {
    return { kind: "port", address };
  }
  const thread = readThreadFacts(context.target, address);
  // A thread whose memory is missing is known by the message whose reply it awaits.
  if (isAbsent(thread) && (isInvalid(thread) || isAbsent(systemOf(context).awaitedReply(address)))) {
    throw nothingAt(context, "process, port or thread", address, HINT, isInvalid(thread) ? undefined : thread.reason);
  }
  return { kind: "chain", address };
}

/** Processes and threads have their ids from one table, so that no id means both. */
function subjectOfId({ target }: ModelContext, word: Word64): Subject {
  const id = word.toNumber();
  const thread = id === undefined ? undefined : findThreadById(target, id);
  if (thread !== undefined) {
    return { kind: "chain", address: thread };
  }
  const process = id === undefined ? undefined : findProcessById(target, id);
  if (process === undefined) {
    throw notFound(`No process or thread has the id ${word}.`, HINT);
  }
  return { kind: "process", address: process };
}
