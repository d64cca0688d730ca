/** Operators of `dx` expressions on integers of all widths, fractions and text. */
import type { DataModel } from "../host/model.ts";
import type { BinaryOperator, UnaryOperator } from "./ast.ts";
import { ConsoleError } from "./console-error.ts";
import { fitsNumber, SignedInteger } from "./signed-integer.ts";

/** All operators but `&&` and `||`: both sides are always evaluated. */
export type EagerOperator = Exclude<BinaryOperator, "&&" | "||">;

/**
 * The type of an operand: the expression language's own signed type, a script's number, or the debugger's 64-bit type.
 */
type IntegerKind = "signed" | "number" | "wide";

interface IntegerOperand {
  readonly value: bigint;
  readonly kind: IntegerKind;
}

/**
 * Operators over integers and fractions, exact. As in C, the result of two signed integers is signed, and a 64-bit
 * value counts as unsigned whatever the other operand is, as addresses do. A result with a script's number stays one if
 * it fits (seen: the number 30 of a script plus 1 shows 0x1f).
 */
export class Arithmetic {
  private readonly model: DataModel;

  constructor(model: DataModel) {
    this.model = model;
  }

  /** A signed integer as a script gets it: a number when it fits in 32 bits, else the 64-bit type with its sign. */
  toScript({ value }: SignedInteger): unknown {
    return fitsNumber(value) ? Number(value) : this.model.int64(value);
  }

  /**
   * The exact integer of a number, a boolean, a signed integer, a 64-bit value or a native pointer; undefined for
   * anything else.
   */
  toInteger(value: unknown): bigint | undefined {
    return this.toOperand(value)?.value;
  }

  isTrue(value: unknown): boolean {
    if (typeof value === "object" && value !== null) {
      const integer = this.toInteger(value);
      return integer === undefined || integer !== 0n;
    }
    return Boolean(value);
  }

  /** Equal as the debugger's `==` sees it: integers by value, strings by text, objects by identity. */
  isEqual(left: unknown, right: unknown): boolean {
    if (left === right) {
      return true;
    }
    const [first, second] = [this.toOperand(left), this.toOperand(right)];
    if (first && second) {
      return BigInt.asUintN(64, first.value) === BigInt.asUintN(64, second.value);
    }
    return false;
  }

  /** Negative, zero or positive. Throws ConsoleError if the two cannot be ordered. */
  compare(left: unknown, right: unknown): number {
    if (typeof left === "string" && typeof right === "string") {
      return left < right ? -1 : left > right ? 1 : 0;
    }
    if (isFraction(left) || isFraction(right)) {
      return this.toFraction(left, "<") - this.toFraction(right, "<");
    }
    const [first, second] = alignSigns(this.expectInteger(left, "<"), this.expectInteger(right, "<"));
    return first < second ? -1 : first > second ? 1 : 0;
  }

  unary(operator: Exclude<UnaryOperator, "*">, operand: unknown): unknown {
    if (operator === "!") {
      return !this.isTrue(operand);
    }
    if (isFraction(operand) && operator !== "~") {
      return operator === "-" ? -operand : operand;
    }
    const { value, kind } = this.expectInteger(operand, operator);
    const result = operator === "-" ? -value : operator === "~" ? ~value : value;
    return this.fromInteger({ value: result, kind });
  }

  binary(operator: EagerOperator, left: unknown, right: unknown): unknown {
    switch (operator) {
      case "==":
        return this.isEqual(left, right);
      case "!=":
        return !this.isEqual(left, right);
      case "<":
        return this.compare(left, right) < 0;
      case "<=":
        return this.compare(left, right) <= 0;
      case ">":
        return this.compare(left, right) > 0;
      case ">=":
        return this.compare(left, right) >= 0;
      default:
        break;
    }
    if (operator === "+" && typeof left === "string" && typeof right === "string") {
      return left + right;
    }
    if (isFraction(left) || isFraction(right)) {
      return calculateFraction(operator, this.toFraction(left, operator), this.toFraction(right, operator));
    }
    const first = this.expectInteger(left, operator);
    const second = this.expectInteger(right, operator);
    return this.fromInteger({ value: calculateInteger(operator, first, second), kind: resultKind(first, second) });
  }

  /** `(unsigned char)value` and the like. */
  truncate(value: unknown, bits: 8 | 16 | 32 | 64, isSigned: boolean): unknown {
    const integer = isFraction(value) ? BigInt(Math.trunc(value)) : this.expectInteger(value, "a cast").value;
    const result = isSigned ? BigInt.asIntN(bits, integer) : BigInt.asUintN(bits, integer);
    return this.fromInteger({ value: result, kind: isSigned ? "signed" : bits === 64 ? "wide" : "number" });
  }

  private fromInteger({ value, kind }: IntegerOperand): unknown {
    if (kind === "signed") {
      return new SignedInteger(value);
    }
    const fits = value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER);
    return kind === "number" && fits ? Number(value) : this.model.int64(BigInt.asUintN(64, value));
  }

  private toOperand(value: unknown): IntegerOperand | undefined {
    switch (typeof value) {
      case "number":
        return Number.isInteger(value) ? { value: BigInt(value), kind: "number" } : undefined;
      case "boolean":
        return { value: value ? 1n : 0n, kind: "signed" };
      case "object":
        break;
      default:
        return undefined;
    }
    if (value === null) {
      return undefined;
    }
    if (SignedInteger.isSigned(value)) {
      return { value: value.value, kind: "signed" };
    }
    const exact = this.model.toBigInt(value) ?? this.pointerValue(value);
    return exact === undefined ? undefined : { value: BigInt.asUintN(64, exact), kind: "wide" };
  }

  /** A native pointer's value is its `address`; an object whose `address` fails is not a number. */
  private pointerValue(value: object): bigint | undefined {
    return this.model.has(value, "address") ? this.model.toBigInt(this.model.get(value, "address")) : undefined;
  }

  private expectInteger(value: unknown, operator: string): IntegerOperand {
    const operand = this.toOperand(value);
    if (operand === undefined) {
      throw new ConsoleError(`${describeOperand(value)} is no operand for ${operator}.`);
    }
    return operand;
  }

  private toFraction(value: unknown, operator: string): number {
    return isFraction(value) ? value : Number(this.expectInteger(value, operator).value);
  }
}

function isFraction(value: unknown): value is number {
  return typeof value === "number" && !Number.isInteger(value);
}

function describeOperand(value: unknown): string {
  switch (typeof value) {
    case "string":
      return `The string "${value}"`;
    case "undefined":
      return "A missing value";
    case "function":
      return "A method";
    default:
      return "An object";
  }
}

function resultKind(left: IntegerOperand, right: IntegerOperand): IntegerKind {
  const kinds = [left.kind, right.kind];
  return kinds.includes("wide") ? "wide" : kinds.includes("number") ? "number" : "signed";
}

/** As C converts a signed operand to its unsigned partner's type. */
function alignSigns(left: IntegerOperand, right: IntegerOperand): readonly [bigint, bigint] {
  return resultKind(left, right) === "wide"
    ? [BigInt.asUintN(64, left.value), BigInt.asUintN(64, right.value)]
    : [left.value, right.value];
}

function calculateInteger(operator: EagerOperator, first: IntegerOperand, second: IntegerOperand): bigint {
  const [left, right] = alignSigns(first, second);
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "&":
      return left & right;
    case "|":
      return left | right;
    case "^":
      return left ^ right;
    case "<<":
      return right > 63n || right < 0n ? 0n : left << right;
    case ">>":
      return right > 63n || right < 0n ? 0n : left >> right;
    default:
      break;
  }
  if (right === 0n) {
    throw new ConsoleError("Division by zero.");
  }
  return operator === "/" ? left / right : left % right;
}

function calculateFraction(operator: EagerOperator, left: number, right: number): number {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    case "%":
      return left % right;
    default:
      throw new ConsoleError(`A number with a fraction is no operand for ${operator}.`);
  }
}
