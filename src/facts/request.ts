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
}
