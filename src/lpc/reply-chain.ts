/** Reply chains: the threads that await replies over a port, linked from the port. */
import { Absence, notApplicable, type Maybe } from "../target/absence.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import { collectWalk, walkContaining, walkList, walkNotBegun, type WalkEnd } from "../nt/list.ts";
import type { LpcPortFacts } from "./port.ts";
import { PORT } from "./port.ts";
import { isPortObject } from "./port-object.ts";
import { heldMessage, waitingOnPort, type LpcThreadFacts } from "./thread.ts";

const CHAIN_HEAD = "LpcReplyChainHead";

/**
 * Threads on the reply chain of a port: those that await replies of the client's requests hang on the server communication port, those of the
 * server's on the client port, connecting threads and kernel senders on the connection port. Seen in a running NT 5.2 compatible kernel.
 */
export function readReplyChain(target: Target, port: LpcPortFacts): { readonly threads: readonly Word64[]; readonly end: WalkEnd } {
  const { entries, end } = collectWalk(walkReplyChain(target, port));
  return { threads: entries, end };
}

export function* walkReplyChain(target: Target, port: LpcPortFacts): Generator<Word64, WalkEnd> {
  const head = port.structure.addressOf(CHAIN_HEAD);
  const first = port.structure.pointer(`${CHAIN_HEAD}.Flink`);
  if (head instanceof Absence || first instanceof Absence) {
    return walkNotBegun(head instanceof Absence ? head : first as Absence);
  }
  if (first.equals(head)) {
    return { kind: "head", reason: "the reply chain is empty", count: 0 };
  }
  return yield* walkContaining(target, head, "_ETHREAD", "LpcReplyChain", { what: `the reply chain of port ${port.address}` });
}

/**
 * The port whose reply chain the thread hangs on, found along the links. NotApplicable where it hangs on none; the link is believed only
 * in threads that name a port or message, since it shares storage with the exit time and the link of keyed waits.
 */
export function findReplyChainPort(target: Target, thread: LpcThreadFacts): Maybe<Word64> {
  const none = notApplicable("the thread is on no reply chain");
  const link = thread.replyChainLink;
  const field = chainHeadOffset(target);
  if (thread.thread.hasExited || (heldMessage(thread) === undefined && waitingOnPort(thread) === undefined)) {
    return none;
  }
  if (link instanceof Absence || field === undefined) {
    return link instanceof Absence ? link : none;
  }
  for (const entry of walkList(target, link, { what: "the reply chain of a thread" })) {
    const port = entry.minus(field);
    if (isPortObject(target, port)) {
      return port;
    }
  }
  return none;
}

function chainHeadOffset(target: Target): number | undefined {
  const layout = target.layout(PORT);
  return layout instanceof Absence ? undefined : layout.find(CHAIN_HEAD)?.offset;
}
