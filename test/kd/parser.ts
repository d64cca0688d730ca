import type { BinaryOperator, Expression, Statement, UnaryOperator } from "./ast.ts";
import { acceptCast } from "./cast-syntax.ts";
import { tokenize } from "./lexer.ts";
import { TokenStream } from "./token-stream.ts";

/** Binding strength as in C; all associate to the left. */
const precedence: Readonly<Record<BinaryOperator, number>> = {
  "||": 1, "&&": 2, "|": 3, "^": 4, "&": 5, "==": 6, "!=": 6, "<": 7, "<=": 7, ">": 7, ">=": 7,
  "<<": 8, ">>": 8, "+": 9, "-": 9, "*": 10, "/": 10, "%": 10,
};

const unaryOperators: readonly string[] = ["-", "+", "!", "~", "*"];

/** A whole `dx` statement: an expression or an assignment, then format specifiers. Throws ConsoleSyntaxError. */
export function parseStatement(text: string): Statement {
  const tokens = new TokenStream(tokenize(text));
  let expression = parseExpression(tokens);
  if (tokens.accept("=")) {
    expression = { kind: "assignment", target: expression, value: parseExpression(tokens) };
  }
  const formatSpecifiers: string[] = [];
  while (tokens.accept(",")) {
    formatSpecifiers.push(tokens.expectIdentifier("a format specifier such as d or x"));
  }
  expectEnd(tokens);
  return { expression, formatSpecifiers };
}

/**
 * What follows `!alias`: nothing, one expression, or several between parentheses. Throws ConsoleSyntaxError.
 * `(a, b)` are two arguments and `(a).b` is one: it depends on what the closing parenthesis is followed by.
 */
export function parseAliasArguments(text: string): readonly Expression[] {
  const tokens = new TokenStream(tokenize(text));
  if (tokens.peek().kind === "end") {
    return [];
  }
  if (tokens.isSymbol("(")) {
    const closing = tokens.findClosing(0);
    if (closing !== undefined && tokens.peek(closing + 1).kind === "end") {
      tokens.skip(1);
      return parseList(tokens, ")");
    }
  }
  const argument = parseExpression(tokens);
  if (tokens.isSymbol(",")) {
    tokens.fail("several arguments are written between parentheses, (a, b)");
  }
  expectEnd(tokens);
  return [argument];
}

function expectEnd(tokens: TokenStream): void {
  if (tokens.peek().kind !== "end") {
    tokens.fail("an operator or the end of the expression was expected");
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
    parameters.push(tokens.expectIdentifier("a parameter's name"));
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
      object = { kind: "member", object, name: tokens.expectIdentifier("a member's name") };
    } else if (tokens.accept("[")) {
      const indices = parseList(tokens, "]");
      if (indices.length === 0) {
        tokens.fail("an index was expected between the brackets");
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
    const inner = parseExpression(tokens);
    tokens.expect(")");
    return inner;
  }
  return tokens.fail("a name, a number, a string or '(' was expected");
}

function parseName(tokens: TokenStream, name: string): Expression {
  tokens.skip(1);
  if (name === "true" || name === "false") {
    return { kind: "literal", value: name === "true" };
  }
  if (name === "new" && tokens.isSymbol("{")) {
    return parseObject(tokens);
  }
  return { kind: "name", name };
}

function parseObject(tokens: TokenStream): Expression {
  tokens.expect("{");
  const members: { readonly name: string; readonly value: Expression }[] = [];
  while (!tokens.isSymbol("}")) {
    const name = tokens.expectIdentifier("a member's name");
    tokens.expect("=");
    members.push({ name, value: parseExpression(tokens) });
    if (!tokens.isSymbol("}")) {
      tokens.expect(",");
    }
  }
  tokens.expect("}");
  return { kind: "object", members };
}
