/** A dump or symbol file that cannot be used. The message is one sentence for the user that says what to do. */
export class DumpError extends Error {
  override readonly name = "DumpError";
}
