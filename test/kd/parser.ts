/** Parses dx statements, and the calls behind !commands, into syntax trees. */
import type { BinaryOperator, Expression, Statement, UnaryOperator } from "./ast.ts";
import { acceptCast } from "./cast-syntax.ts";
import { TokenStream } from "./token-stream.ts";

/** Binding strength as in C; all associate to the left. */
const precedence: Readonly<Record<BinaryOperator, number>> = {
  "||": 1,
  "&&": 2,
  "|": 3,
  "^": 4,
  "&": 5,
  "==": 6,
  "!=": 6,
  "<": 7,
  "<=": 7,
  ">": 7,
  ">=": 7,
  "<<": 8,
  ">>": 8,
  "+": 9,
  "-": 9,
  "*": 10,
  "/": 10,
  "%": 10,
};

const unaryOperators: readonly string[] = ["-", "+", "!", "~", "*"];

/** A whole `dx` statement: an expression or an assignment, then format specifiers. Throws ConsoleSyntaxError. */
export function parseStatement(text: string): Statement {
  const tokens = new TokenStream(text);
  let expression = parseExpression(tokens);
  if (tokens.accept("=")) {
    expression = { kind: "assignment", target: expression, value: parseExpression(tokens) };
  }
  const formatSpecifiers: string[] = [];
  while (tokens.accept(",")) {
    formatSpecifiers.push(tokens.expectIdentifier("format specifier"));
  }
  expectEnd(tokens);
  return { expression, formatSpecifiers };
}

/**
 * The call that `!name <text>` stands for: a text that begins with a parenthesis is the whole list of arguments and
 * whatever follows it, any other text is put between parentheses.
 */
export function aliasCall(name: string, text: string): string {
  const written = text.trim();
  return `@$${name}${written.startsWith("(") ? written : `(${written})`}`;
}

function expectEnd(tokens: TokenStream): void {
  if (tokens.peek().kind !== "end") {
    tokens.fail("operator");
  }
}

function parseExpression(tokens: TokenStream): Expression {
  const lambda = acceptLambda(tokens);
  if (lambda) {
    return lambda;
  }
  const test = parseBinary(tokens, 1);
  if (!tokens.accept("?")) {
    return test;
  }
  const whenTrue = parseExpression(tokens);
  tokens.expect(":");
  return { kind: "conditional", test, whenTrue, whenFalse: parseExpression(tokens) };
}

/** `p => …` or `(a, b) => …`. */
function acceptLambda(tokens: TokenStream): Expression | undefined {
  const first = tokens.peek();
  if (first.kind === "identifier" && tokens.isSymbol("=>", 1)) {
    tokens.skip(2);
    return { kind: "lambda", parameters: [first.text], body: parseExpression(tokens) };
  }
  const closing = tokens.isSymbol("(") ? tokens.findClosing(0) : undefined;
  if (closing === undefined || !tokens.isSymbol("=>", closing + 1)) {
    return undefined;
  }
  tokens.skip(1);
  const parameters: string[] = [];
  while (!tokens.isSymbol(")")) {
    parameters.push(tokens.expectIdentifier("name of a parameter"));
    if (!tokens.isSymbol(")")) {
      tokens.expect(",");
    }
  }
  tokens.expect(")");
  tokens.expect("=>");
  return { kind: "lambda", parameters, body: parseExpression(tokens) };
}

function parseBinary(tokens: TokenStream, minimum: number): Expression {
  let left = parseUnary(tokens);
  for (;;) {
    const token = tokens.peek();
    if (token.kind !== "symbol" || !isBinaryOperator(token.text) || precedence[token.text] < minimum) {
      return left;
    }
    tokens.skip(1);
    left = { kind: "binary", operator: token.text, left, right: parseBinary(tokens, precedence[token.text] + 1) };
  }
}

function isBinaryOperator(text: string): text is BinaryOperator {
  return Object.hasOwn(precedence, text);
}

function isUnaryOperator(text: string): text is UnaryOperator {
  return unaryOperators.includes(text);
}

function parseUnary(tokens: TokenStream): Expression {
  const token = tokens.peek();
  if (token.kind === "symbol" && isUnaryOperator(token.text)) {
    tokens.skip(1);
    return { kind: "unary", operator: token.text, operand: parseUnary(tokens) };
  }
  const cast = acceptCast(tokens);
  if (cast?.kind === "pointer") {
    return { kind: "pointer-cast", typeName: cast.typeName, stars: cast.stars, operand: parseUnary(tokens) };
  }
  if (cast?.kind === "integer") {
    return { kind: "integer-cast", bits: cast.bits, isSigned: cast.isSigned, operand: parseUnary(tokens) };
  }
  return parsePostfix(tokens);
}

function parsePostfix(tokens: TokenStream): Expression {
  let object = parsePrimary(tokens);
  for (;;) {
    if (tokens.accept(".") || tokens.accept("->")) {
      object = { kind: "member", object, name: tokens.expectIdentifier("name of a member") };
    } else if (tokens.accept("[")) {
      const indices = parseList(tokens, "]");
      if (indices.length === 0) {
        tokens.fail("expression");
      }
      object = { kind: "index", object, indices };
    } else if (tokens.accept("(")) {
      object = { kind: "call", callee: object, args: parseList(tokens, ")") };
    } else {
      return object;
    }
  }
}

function parseList(tokens: TokenStream, closing: string): readonly Expression[] {
  const items: Expression[] = [];
  if (tokens.accept(closing)) {
    return items;
  }
  do {
    items.push(parseExpression(tokens));
  } while (tokens.accept(","));
  tokens.expect(closing);
  return items;
}

function parsePrimary(tokens: TokenStream): Expression {
  const token = tokens.peek();
  switch (token.kind) {
    case "integer":
    case "number":
    case "string":
      tokens.skip(1);
      return { kind: "literal", value: token.value };
    case "pseudo":
      tokens.skip(1);
      return { kind: "pseudo", name: token.text };
    case "identifier":
      return parseName(tokens, token.text);
    default:
      break;
  }
  if (tokens.accept("(")) {
    return parseParentheses(tokens);
  }
  return tokens.fail("expression");
}

/** A parenthesis at the end of the text lacks its partner, not an expression (seen). */
function parseParentheses(tokens: TokenStream): Expression {
  if (tokens.peek().kind === "end") {
    tokens.expect(")");
  }
  const inner = parseExpression(tokens);
  tokens.expect(")");
  return inner;
}

function parseName(tokens: TokenStream, name: string): Expression {
  tokens.skip(1);
  if (name === "true" || name === "false") {
    return { kind: "literal", value: name === "true" };
  }
  if (name === "new" && tokens.isSymbol("{")) {
    return parseObject(tokens);
  }
  if (tokens.accept("!")) {
    return { kind: "name", name: `${name}!${tokens.expectIdentifier("name of a symbol")}` };
  }
  return { kind: "name", name };
}

function parseObject(tokens: TokenStream): Expression {
  tokens.expect("{");
  const members: { readonly name: string; readonly value: Expression }[] = [];
  while (!tokens.isSymbol("}")) {
    const name = tokens.expectIdentifier("name of a member");
    tokens.expect("=");
    members.push({ name, value: parseExpression(tokens) });
    if (!tokens.isSymbol("}")) {
      tokens.expect(",");
    }
  }
  tokens.expect("}");
  return { kind: "object", members };
}
