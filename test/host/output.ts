/** The text that the debugger has printed: life-cycle lines and what scripts log. */
export class Output {
  private written = "";
  private listener: ((text: string) => void) | undefined;

  write(text: string): void {
    this.written += text;
    this.listener?.(text);
  }

  /** Everything written since the start or the last {@link take}. */
  get text(): string {
    return this.written;
  }

  /** Returns the text and forgets it. */
  take(): string {
    const text = this.written;
    this.written = "";
    return text;
  }

  /** Calls `listener` with each piece as it is written; undefined removes the listener. */
  listen(listener: ((text: string) => void) | undefined): void {
    this.listener = listener;
  }

  toString(): string {
    return this.written;
  }
}
