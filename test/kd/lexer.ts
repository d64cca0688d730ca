import { ConsoleSyntaxError } from "./console-error.ts";

/** One word of a `dx` expression. Integers are exact; `number` is a literal with a fraction. */
export type Token =
  | { readonly kind: "integer"; readonly value: bigint; readonly position: number }
  | { readonly kind: "number"; readonly value: number; readonly position: number }
  | { readonly kind: "string"; readonly value: string; readonly position: number }
  | { readonly kind: "identifier"; readonly text: string; readonly position: number }
  | { readonly kind: "pseudo"; readonly text: string; readonly position: number }
  | { readonly kind: "symbol"; readonly text: string; readonly position: number }
  | { readonly kind: "end"; readonly position: number };

/** Longest first, so that `=>` is not read as `=` and `>`. */
const symbols = [
  "->", "=>", "::", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||",
  "+", "-", "*", "/", "%", "&", "|", "^", "~", "!", "<", ">", "=", "?", ":", ".", ",", "(", ")", "[", "]", "{", "}",
] as const;

const simpleEscapes: Readonly<Record<string, string>> = {
  n: "\n", t: "\t", r: "\r", "0": "\0", "\\": "\\", '"': '"', "'": "'",
};

/** Reads `\n`, `\x41`, `\u0041` and the like; an unknown escape stands for its own character, so `"\RPC"` stays readable as a mistake. */
function readString(text: string, start: number): { readonly value: string; readonly end: number } {
  let value = "";
  let at = start + 1;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '"') {
      return { value, end: at + 1 };
    }
    if (character !== "\\") {
      value += character;
      at += 1;
      continue;
    }
    const coded = /^(?:x([0-9a-fA-F]{1,4})|u([0-9a-fA-F]{4}))/.exec(text.slice(at + 1, at + 6));
    if (coded) {
      value += String.fromCharCode(parseInt(coded[1] ?? coded[2] ?? "0", 16));
      at += 1 + coded[0].length;
      continue;
    }
    const escaped = text.charAt(at + 1);
    const meaning = simpleEscapes[escaped];
    if (meaning === undefined) {
      throw new ConsoleSyntaxError(`Unknown escape "\\${escaped}" in a string: write "\\\\" for a backslash`, at);
    }
    value += meaning;
    at += 2;
  }
  throw new ConsoleSyntaxError("The string has no closing quote", start);
}

const numberForms: readonly { readonly form: RegExp; readonly prefix: string }[] = [
  { form: /^0[xX]([0-9a-fA-F]+(?:[`'][0-9a-fA-F]+)*)/, prefix: "0x" },
  { form: /^0[nN]([0-9]+)/, prefix: "" },
  { form: /^0[yYbB]([01]+)/, prefix: "0b" },
  { form: /^0[tT]([0-7]+)/, prefix: "0o" },
  { form: /^([0-9]+)/, prefix: "" },
];

function readNumber(text: string, start: number): Token & { readonly end: number } {
  const rest = text.slice(start);
  const fraction = /^[0-9]+\.[0-9]+(?:[eE][+-]?[0-9]+)?/.exec(rest);
  let end: number;
  let token: Token;
  if (fraction) {
    end = start + fraction[0].length;
    token = { kind: "number", value: Number(fraction[0]), position: start };
  } else {
    const { match, prefix } = matchInteger(rest, start);
    end = start + match[0].length;
    token = { kind: "integer", value: BigInt(prefix + (match[1] ?? "").replace(/[`']/g, "")), position: start };
  }
  if (/[A-Za-z0-9_`']/.test(text.charAt(end))) {
    throw new ConsoleSyntaxError(
      "A number is written 0x1f4, 0n500, 500 or 0xffffa801'12345678", start);
  }
  if (token.kind === "integer" && token.value >> 64n !== 0n) {
    throw new ConsoleSyntaxError("The number does not fit in 64 bits", start);
  }
  return { ...token, end };
}

function matchInteger(rest: string, start: number): { readonly match: RegExpExecArray; readonly prefix: string } {
  for (const { form, prefix } of numberForms) {
    const match = form.exec(rest);
    if (match) {
      return { match, prefix };
    }
  }
  throw new ConsoleSyntaxError("A number was expected", start);
}

/** The words of an expression, closed by an `end` token. Throws ConsoleSyntaxError. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    if (/\s/.test(character)) {
      at += 1;
    } else if (character === '"') {
      const { value, end } = readString(text, at);
      tokens.push({ kind: "string", value, position: at });
      at = end;
    } else if (/[0-9]/.test(character)) {
      const { end, ...token } = readNumber(text, at);
      tokens.push(token);
      at = end;
    } else {
      const token = readWord(text, at);
      tokens.push(token);
      at += token.kind === "pseudo" ? token.text.length + 2 : token.text.length;
    }
  }
  tokens.push({ kind: "end", position: text.length });
  return tokens;
}

function readWord(text: string, at: number): Token & { readonly kind: "pseudo" | "identifier" | "symbol" } {
  const rest = text.slice(at);
  const pseudo = /^@\$([A-Za-z_]\w*)/.exec(rest);
  if (pseudo) {
    return { kind: "pseudo", text: pseudo[1] ?? "", position: at };
  }
  const identifier = /^[A-Za-z_$][\w$]*/.exec(rest);
  if (identifier) {
    return { kind: "identifier", text: identifier[0], position: at };
  }
  const symbol = symbols.find((candidate) => rest.startsWith(candidate));
  if (symbol === undefined) {
    throw new ConsoleSyntaxError(`Unexpected character '${text.charAt(at)}'`, at);
  }
  return { kind: "symbol", text: symbol, position: at };
}

/** A token as a message names it. */
export function describeToken(token: Token): string {
  switch (token.kind) {
    case "end": return "the end of the expression";
    case "string": return `"${token.value}"`;
    case "integer": case "number": return String(token.value);
    case "pseudo": return `@$${token.text}`;
    default: return `'${token.text}'`;
  }
}
