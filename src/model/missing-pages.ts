/** The pages that a target lacks, recorded as the analysis needs them. */
import { isAbsent, type Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import type { AwaitedReply } from "../facts/reply.ts";
import type { ThreadFacts } from "../facts/thread.ts";
import type { DecodedMessage, DecodedPort } from "../generation/decoded.ts";
import type { Gaps } from "../analysis/system.ts";

/** Bits of an address within its page. */
const PAGE_BITS = 12;
/** Addresses that a finding names. */
const MOST_NAMED = 8;

/** The pages that were missing so far, each once. */
export class MissingPages {
  private readonly pages = new Map<string, Word64>();

  /** Records the page of an address at which memory was missing. */
  note(address: Word64 | undefined): void {
    const page = address?.withoutLowBits(PAGE_BITS);
    if (page !== undefined) {
      this.pages.set(page.key, page);
    }
  }

  /** Passes a value on; if memory was missing for it, the page is recorded. */
  noteValue<T>(value: Maybe<T>): Maybe<T> {
    if (isAbsent(value) && value.kind === "Unreadable") {
      this.note(value.address);
    }
    return value;
  }

  /** As {@link noteValue}, with the missing parts of a thread that is there in part. */
  noteThread(thread: Maybe<ThreadFacts>): Maybe<ThreadFacts> {
    if (isAbsent(thread)) {
      return this.noteValue(thread);
    }
    this.noteValue<unknown>(thread.id);
    this.noteValue<unknown>(thread.processId);
    this.noteValue<unknown>(thread.process);
    this.noteValue<unknown>(thread.state);
    this.noteValue<unknown>(thread.waitReason);
    return thread;
  }

  /** As {@link noteValue}, with the missing parts of a structure that is there in part. */
  noteInPart<T extends DecodedMessage | DecodedPort>(value: Maybe<T>): Maybe<T> {
    if (isAbsent(value)) {
      return this.noteValue(value);
    }
    const { address, holes } = value.structure;
    for (const { start } of holes) {
      this.note(address.plus(start));
    }
    return value;
  }

  /** Records where the request that a thread awaits the reply to is missing. */
  noteReply(reply: Maybe<AwaitedReply>): void {
    this.noteValue<unknown>(isAbsent(reply) ? reply : reply.messageId);
  }

  gaps(): Gaps {
    const addresses = Array.from(this.pages.values());
    return { pages: addresses.length, addresses: addresses.slice(0, MOST_NAMED) };
  }
}
