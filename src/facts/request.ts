/** An I/O request (`_IRP`) that a thread has issued and that is not completed. */
import type { Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";

export interface PendingRequest {
  readonly irp: Word64;
  /** Driver that has the request now, `\FileSystem\Ntfs`; absent where the stack location or driver cannot be read. */
  readonly driver: Maybe<string>;
  /** `_DEVICE_OBJECT` of the current stack location. */
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
