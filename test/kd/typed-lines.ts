/** Queues lines that are typed or pasted while a command runs. */
import type { Interface } from "node:readline";

/** The lines of an editor as a queue, so that lines typed or pasted while a command runs are kept. */
export class TypedLines {
  private readonly waiting: string[] = [];
  private taker: ((line: string | undefined) => void) | undefined;
  private isClosed = false;

  constructor(editor: Interface) {
    editor.on("line", (line) => {
      if (this.taker) {
        this.give(line);
      } else {
        this.waiting.push(line);
      }
    });
    editor.on("close", () => {
      this.isClosed = true;
      this.give(undefined);
    });
  }

  get hasWaiting(): boolean {
    return this.waiting.length > 0;
  }

  /** The next line; undefined when the input has ended. */
  next(): Promise<string | undefined> {
    const line = this.waiting.shift();
    if (line !== undefined || this.isClosed) {
      return Promise.resolve(line);
    }
    return new Promise((resolve) => {
      this.taker = resolve;
    });
  }

  private give(line: string | undefined): void {
    const taker = this.taker;
    this.taker = undefined;
    taker?.(line);
  }
}
