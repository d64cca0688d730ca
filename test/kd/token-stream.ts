/** A cursor over tokens, for the parser. */
import { ConsoleSyntaxError } from "./console-error.ts";
import type { Token } from "./lexer.ts";
import { tokenize } from "./lexer.ts";

/** A cursor over the tokens of a text; the last one is always `end` and is never passed. */
export class TokenStream {
  private readonly text: string;
  private readonly tokens: readonly Token[];
  private at = 0;

  constructor(text: string) {
    this.text = text;
    this.tokens = tokenize(text);
  }

  peek(ahead = 0): Token {
    const token = this.tokens[Math.min(this.at + ahead, this.tokens.length - 1)];
    return token ?? { kind: "end", position: 0 };
  }

  next(): Token {
    const token = this.peek();
    this.at += 1;
    return token;
  }

  isSymbol(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === "symbol" && token.text === text;
  }

  /** Passes the symbol when it is the next token. */
  accept(text: string): boolean {
    const found = this.isSymbol(text);
    if (found) {
      this.at += 1;
    }
    return found;
  }

  expect(text: string): void {
    if (!this.accept(text)) {
      this.fail(`'${text}'`);
    }
  }

  /** `wanted`: what the name is of, for the error message. */
  expectIdentifier(wanted: string): string {
    const token = this.peek();
    if (token.kind !== "identifier") {
      return this.fail(wanted);
    }
    this.at += 1;
    return token.text;
  }

  skip(count: number): void {
    this.at += count;
  }

  /** How many tokens ahead the bracket that closes the one at `ahead` lies; undefined when it is never closed. */
  findClosing(ahead: number): number | undefined {
    let depth = 0;
    for (let offset = ahead; this.peek(offset).kind !== "end"; offset += 1) {
      const token = this.peek(offset);
      if (token.kind === "symbol" && "([{".includes(token.text)) {
        depth += 1;
      } else if (token.kind === "symbol" && ")]}".includes(token.text)) {
        depth -= 1;
        if (depth === 0) {
          return offset;
        }
      }
    }
    return undefined;
  }

  /** `wanted`: what should stand at the cursor. */
  fail(wanted: string): never {
    throw new ConsoleSyntaxError(wanted, this.text, this.peek().position);
  }
}
