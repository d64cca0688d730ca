/** A dump or a symbol file that cannot be used: the message is one sentence for the user that says what to do. */
export class DumpError extends Error {
  override readonly name = "DumpError";
}
