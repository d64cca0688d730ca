/** An I/O request (`_IRP`) that a thread has issued and that is not completed. */
import type { Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";

/** One request by its current stack location. Its place on a thread's list is the only evidence for it. */
export interface PendingRequest {
  readonly irp: Word64;
  /** Driver that has the request now, `\FileSystem\Ntfs`; absent where the stack location or driver cannot be read. */
  readonly driver: Maybe<string>;
  /**
   * `_DEVICE_OBJECT` of the current stack location; Invalid where that names none, as for a request that no driver has.
   */
  readonly device: Maybe<Word64>;
  /** `IRP_MJ_READ` and so on. */
  readonly majorFunction: Maybe<string>;
  /** Path of the file that it is for, within its volume; NotApplicable where it is for none or the file has no name. */
  readonly file: Maybe<string>;
  /** Somebody tried to cancel it, and its driver has not given it back. */
  readonly isCanceled: boolean;
  /** Events that are set when it is completed: whoever waits for one of them waits for the request. */
  readonly signals: readonly Word64[];
}
