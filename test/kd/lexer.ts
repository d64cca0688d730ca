/** One word of a `dx` expression. Integers are exact; `number` is a literal with a fraction. */
export type Token =
  | { readonly kind: "integer"; readonly value: bigint; readonly position: number }
  | { readonly kind: "number"; readonly value: number; readonly position: number }
  | { readonly kind: "string"; readonly value: string; readonly position: number }
  | { readonly kind: "identifier"; readonly text: string; readonly position: number }
  | { readonly kind: "pseudo"; readonly text: string; readonly position: number }
  | { readonly kind: "symbol"; readonly text: string; readonly position: number }
  /** Text that is not a token, such as a string without its closing quote: reading ends before it. */
  | { readonly kind: "unreadable"; readonly position: number }
  | { readonly kind: "end"; readonly position: number };

/** Longest first, so that `=>` is not read as `=` and `>`. */
const symbols = [
  "->",
  "=>",
  "::",
  "<<",
  ">>",
  "<=",
  ">=",
  "==",
  "!=",
  "&&",
  "||",
  "+",
  "-",
  "*",
  "/",
  "%",
  "&",
  "|",
  "^",
  "~",
  "!",
  "<",
  ">",
  "=",
  "?",
  ":",
  ".",
  ",",
  "(",
  ")",
  "[",
  "]",
  "{",
  "}",
] as const;

const simpleEscapes: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  "0": "\0",
  "\\": "\\",
  '"': '"',
  "'": "'",
};

/**
 * Reads quoted text with its escapes, `\n`, `\x41`, `\u0041` and the like; undefined when an escape is unknown or the
 * quote is never closed.
 */
function readQuoted(text: string, start: number): { readonly value: string; readonly end: number } | undefined {
  const quote = text.charAt(start);
  let value = "";
  let at = start + 1;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === quote) {
      return { value, end: at + 1 };
    }
    if (character !== "\\") {
      value += character;
      at += 1;
      continue;
    }
    const coded = /^(?:x([0-9a-fA-F]{1,4})|u([0-9a-fA-F]{4}))/.exec(text.slice(at + 1, at + 6));
    const meaning = coded
      ? String.fromCharCode(parseInt(coded[1] ?? coded[2] ?? "0", 16))
      : simpleEscapes[text.charAt(at + 1)];
    if (meaning === undefined) {
      return undefined;
    }
    value += meaning;
    at += 1 + (coded?.[0].length ?? 1);
  }
  return undefined;
}

const numberForms: readonly { readonly form: RegExp; readonly prefix: string }[] = [
  { form: /^0[xX]([0-9a-fA-F]+(?:[`'][0-9a-fA-F]+)*)/, prefix: "0x" },
  { form: /^0[nN]([0-9]+)/, prefix: "" },
  { form: /^0[yYbB]([01]+)/, prefix: "0b" },
  { form: /^0[tT]([0-7]+)/, prefix: "0o" },
  { form: /^([0-9]+)/, prefix: "" },
];

interface Word {
  readonly token: Token;
  readonly end: number;
}

function readNumber(text: string, position: number): Word | undefined {
  const rest = text.slice(position);
  const fraction = /^[0-9]+\.[0-9]+(?:[eE][+-]?[0-9]+)?/.exec(rest);
  const integer = fraction ? undefined : readInteger(rest);
  const length = fraction?.[0].length ?? integer?.length ?? 0;
  if (length === 0 || /[A-Za-z0-9_`']/.test(rest.charAt(length))) {
    return undefined;
  }
  const token: Token = integer
    ? { kind: "integer", value: integer.value, position }
    : { kind: "number", value: Number(fraction?.[0]), position };
  return { token, end: position + length };
}

/** Undefined for what does not fit in 64 bits. */
function readInteger(rest: string): { readonly value: bigint; readonly length: number } | undefined {
  for (const { form, prefix } of numberForms) {
    const match = form.exec(rest);
    if (match) {
      const value = BigInt(prefix + (match[1] ?? "").replace(/[`']/g, ""));
      return value >> 64n === 0n ? { value, length: match[0].length } : undefined;
    }
  }
  return undefined;
}

function readText(text: string, position: number): Word | undefined {
  const quoted = readQuoted(text, position);
  return quoted && { token: { kind: "string", value: quoted.value, position }, end: quoted.end };
}

/** `'x'` is the number of the character. */
function readCharacter(text: string, position: number): Word | undefined {
  const quoted = readQuoted(text, position);
  return quoted?.value.length === 1
    ? { token: { kind: "integer", value: BigInt(quoted.value.charCodeAt(0)), position }, end: quoted.end }
    : undefined;
}

function readName(text: string, position: number): Word | undefined {
  const rest = text.slice(position);
  const pseudo = /^@\$([A-Za-z_]\w*)/.exec(rest);
  if (pseudo) {
    return { token: { kind: "pseudo", text: pseudo[1] ?? "", position }, end: position + pseudo[0].length };
  }
  const identifier = /^[A-Za-z_$][\w$]*/.exec(rest);
  if (identifier) {
    return { token: { kind: "identifier", text: identifier[0], position }, end: position + identifier[0].length };
  }
  const symbol = symbols.find((candidate) => rest.startsWith(candidate));
  return symbol && { token: { kind: "symbol", text: symbol, position }, end: position + symbol.length };
}

/** By the first character of a word: who reads it. */
const readers: readonly {
  readonly start: RegExp;
  readonly read: (text: string, position: number) => Word | undefined;
}[] = [
  { start: /"/, read: readText },
  { start: /'/, read: readCharacter },
  { start: /[0-9]/, read: readNumber },
  { start: /\S/, read: readName },
];

/**
 * The words of an expression, closed by an `end` token. What cannot be read is an `unreadable` token, and the end
 * follows it.
 */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    const reader = readers.find(({ start }) => start.test(character));
    if (!reader) {
      at += 1;
      continue;
    }
    const word = reader.read(text, at);
    if (!word) {
      tokens.push({ kind: "unreadable", position: at });
      break;
    }
    tokens.push(word.token);
    at = word.end;
  }
  tokens.push({ kind: "end", position: text.length });
  return tokens;
}
