/** Recognizes C casts in dx expressions. */
import type { TokenStream } from "./token-stream.ts";

/** What stands between the parentheses of a cast. */
export type CastType =
  | { readonly kind: "pointer"; readonly typeName: string; readonly stars: number }
  | { readonly kind: "integer"; readonly bits: 8 | 16 | 32 | 64; readonly isSigned: boolean };

/** Sizes as Microsoft's compiler has them: `long` is 32 bits everywhere. */
const integerTypes: Readonly<Record<string, CastType>> = {
  char: { kind: "integer", bits: 8, isSigned: true },
  "unsigned char": { kind: "integer", bits: 8, isSigned: false },
  short: { kind: "integer", bits: 16, isSigned: true },
  "unsigned short": { kind: "integer", bits: 16, isSigned: false },
  int: { kind: "integer", bits: 32, isSigned: true },
  "unsigned int": { kind: "integer", bits: 32, isSigned: false },
  unsigned: { kind: "integer", bits: 32, isSigned: false },
  long: { kind: "integer", bits: 32, isSigned: true },
  "unsigned long": { kind: "integer", bits: 32, isSigned: false },
  __int64: { kind: "integer", bits: 64, isSigned: true },
  "unsigned __int64": { kind: "integer", bits: 64, isSigned: false },
  "long long": { kind: "integer", bits: 64, isSigned: true },
  "unsigned long long": { kind: "integer", bits: 64, isSigned: false },
};

/**
 * Recognizes `(nt!_TYPE*)` or `(unsigned int)` at the cursor and moves past it; undefined, with the cursor unmoved, if
 * the parenthesis opens anything else. A `*` right before `)` cannot be a product, so there is no doubt.
 */
export function acceptCast(tokens: TokenStream): CastType | undefined {
  if (!tokens.isSymbol("(")) {
    return undefined;
  }
  let ahead = 1;
  let typeName = "";
  for (;;) {
    const token = tokens.peek(ahead);
    if (token.kind === "identifier") {
      typeName += /[\w$]$/.test(typeName) ? ` ${token.text}` : token.text;
    } else if (typeName !== "" && (tokens.isSymbol("!", ahead) || tokens.isSymbol("::", ahead))) {
      typeName += tokens.isSymbol("!", ahead) ? "!" : "::";
    } else {
      break;
    }
    ahead += 1;
  }
  let stars = 0;
  while (tokens.isSymbol("*", ahead)) {
    stars += 1;
    ahead += 1;
  }
  if (!tokens.isSymbol(")", ahead) || typeName === "") {
    return undefined;
  }
  const type = stars > 0 ? { kind: "pointer" as const, typeName, stars } : integerTypes[typeName];
  if (type !== undefined) {
    tokens.skip(ahead + 1);
  }
  return type;
}
