/** Freed messages that the kernel keeps for the next use: the memory stays an allocated block, the message is none any more. */
import { Absence, notApplicable, type Maybe } from "../target/absence.ts";
import { validateKernelPointer } from "../target/address.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";

/** Public symbol of XP and Server 2003; a `_PAGED_LOOKASIDE_LIST`. */
const LOOKASIDE_SYMBOL = "LpcpMessagesLookaside";
const LOOKASIDE_TYPES = ["_PAGED_LOOKASIDE_LIST", "_GENERAL_LOOKASIDE"];
const HEAD_MEMBERS = ["L.SingleListHead.Next", "L.ListHead.Next.Next", "SingleListHead.Next", "ListHead.Next.Next"];

/** The kernel keeps no more of them than the list's maximum depth, 256. */
const MOST_ENTRIES = 65536;

/**
 * Keys of the messages on the system's look-aside list. NotInThisBuild where the symbols do not describe the list, NotApplicable on
 * 64-bit targets, where its head is compressed.
 */
export function readLookasideMessages(target: Target): Maybe<ReadonlySet<string>> {
  const head = target.pointerSize === 8
    ? notApplicable("the head of a look-aside list is compressed on 64-bit kernels: freed messages cannot be told from others") : findHead(target);
  if (head instanceof Absence) {
    return head;
  }
  const messages = new Set<string>();
  let next: Maybe<Word64> = target.readPointer(head);
  while (!(next instanceof Absence) && !messages.has(next.key) && messages.size < MOST_ENTRIES
      && validateKernelPointer(next, target.pointerSize, "a freed message") === undefined) {
    messages.add(next.key);
    // `_LPCP_MESSAGE.FreeEntry` is the first member, and what the list links.
    next = target.readPointer(next);
  }
  return messages;
}

/** Where the pointer to the first freed message lies. */
function findHead(target: Target): Maybe<Word64> {
  const list = target.symbol(LOOKASIDE_SYMBOL);
  if (list instanceof Absence) {
    return list;
  }
  for (const typeName of LOOKASIDE_TYPES) {
    const layout = target.layout(typeName);
    const head = layout instanceof Absence ? undefined : HEAD_MEMBERS.map((member) => layout.find(member)).find((field) => field !== undefined);
    if (head !== undefined) {
      return list.plus(head.offset);
    }
  }
  return new Absence("NotInThisBuild", `the symbols do not describe nt!${LOOKASIDE_SYMBOL}`);
}
