/** Evaluates parsed dx expressions against the debugger's data model. */
import type { Expression } from "./ast.ts";
import { ConsoleError, engineTexts } from "./console-error.ts";
import { makeFunction, makeLiteral } from "./own-values.ts";
import { SignedInteger } from "./signed-integer.ts";
import type { ValueAccess } from "./value-access.ts";

/** The parameters of the lambdas around an expression, innermost first. */
interface Scope {
  readonly names: ReadonlyMap<string, unknown>;
  readonly outer: Scope | undefined;
}

/**
 * Evaluates `dx` expressions against the data model. Every method throws ConsoleError, or what the script or target
 * throws.
 */
export class Evaluator {
  readonly access: ValueAccess;

  constructor(access: ValueAccess) {
    this.access = access;
  }

  /** The value as a script would be given it. */
  evaluate(expression: Expression): unknown {
    return this.access.toScript(this.evaluateTyped(expression));
  }

  /** The value with the expression language's own types: integers of the user's own are SignedInteger. */
  evaluateTyped(expression: Expression, scope?: Scope): unknown {
    switch (expression.kind) {
      case "literal":
        return typeof expression.value === "bigint" ? new SignedInteger(expression.value) : expression.value;
      case "name":
        return this.lookUp(expression.name, scope);
      case "pseudo":
        return this.pseudoVariable(expression.name);
      case "member":
        return this.access.get(this.evaluateTyped(expression.object, scope), expression.name);
      case "index":
        return this.access.at(
          this.evaluateTyped(expression.object, scope),
          this.evaluateAll(expression.indices, scope),
        );
      case "call":
        return this.call(expression, scope);
      case "unary":
        return this.unary(expression, scope);
      case "binary":
        return this.binary(expression, scope);
      case "conditional":
        return this.evaluateTyped(
          this.isTrue(expression.test, scope) ? expression.whenTrue : expression.whenFalse,
          scope,
        );
      case "lambda":
        return this.lambda(expression, scope);
      case "object":
        return makeLiteral(
          expression.members.map(({ name, value }) => [name, this.evaluateTyped(value, scope)] as const),
        );
      case "pointer-cast":
        return this.access.model.castToPointer(
          expression.typeName,
          expression.stars,
          this.castAddress(expression.operand, scope),
        );
      case "integer-cast":
        return this.access.arithmetic.truncate(
          this.evaluateTyped(expression.operand, scope),
          expression.bits,
          expression.isSigned,
        );
      case "assignment":
        return this.assign(expression.target, this.evaluateTyped(expression.value, scope), scope);
    }
  }

  evaluateAll(expressions: readonly Expression[], scope?: Scope): readonly unknown[] {
    return expressions.map((expression) => this.evaluateTyped(expression, scope));
  }

  private isTrue(expression: Expression, scope: Scope | undefined): boolean {
    return this.access.arithmetic.isTrue(this.evaluateTyped(expression, scope));
  }

  private lookUp(name: string, scope: Scope | undefined): unknown {
    for (let level = scope; level !== undefined; level = level.outer) {
      if (level.names.has(name)) {
        return level.names.get(name);
      }
    }
    return this.access.get(this.access.model.root, name);
  }

  private pseudoVariable(name: string): unknown {
    const value = this.access.model.pseudoVariable(name);
    if (value === undefined) {
      throw new ConsoleError(engineTexts.undefinedVariable);
    }
    return value;
  }

  private call(expression: Expression & { readonly kind: "call" }, scope: Scope | undefined): unknown {
    const { callee } = expression;
    if (callee.kind !== "member") {
      return this.access.call(this.evaluateTyped(callee, scope), undefined, this.evaluateAll(expression.args, scope));
    }
    const object = this.evaluateTyped(callee.object, scope);
    const method = this.access.get(object, callee.name);
    return this.access.call(method, object, this.evaluateAll(expression.args, scope));
  }

  private unary(expression: Expression & { readonly kind: "unary" }, scope: Scope | undefined): unknown {
    const operand = this.evaluateTyped(expression.operand, scope);
    if (expression.operator !== "*") {
      return this.access.arithmetic.unary(expression.operator, operand);
    }
    if (!this.access.isModelObject(operand) || !this.access.model.has(operand, "dereference")) {
      throw new ConsoleError("Only a pointer can be dereferenced.");
    }
    return this.access.call(this.access.get(operand, "dereference"), operand, []);
  }

  private binary(expression: Expression & { readonly kind: "binary" }, scope: Scope | undefined): unknown {
    const { operator } = expression;
    if (operator === "&&") {
      return this.isTrue(expression.left, scope) && this.isTrue(expression.right, scope);
    }
    if (operator === "||") {
      return this.isTrue(expression.left, scope) || this.isTrue(expression.right, scope);
    }
    return this.access.arithmetic.binary(
      operator,
      this.evaluateTyped(expression.left, scope),
      this.evaluateTyped(expression.right, scope),
    );
  }

  private lambda(expression: Expression & { readonly kind: "lambda" }, scope: Scope | undefined): unknown {
    return makeFunction((...args) => {
      const names = new Map(expression.parameters.map((name, place) => [name, args[place]]));
      return this.evaluateTyped(expression.body, { names, outer: scope });
    });
  }

  /** The operand of a pointer cast: an integer, or another pointer whose value is its `address`. */
  private castAddress(operand: Expression, scope: Scope | undefined): unknown {
    const value = this.evaluateTyped(operand, scope);
    const address = this.access.arithmetic.toInteger(value);
    if (address === undefined) {
      throw new ConsoleError("Only a number or a pointer can be cast to a pointer.");
    }
    return this.access.model.int64(BigInt.asUintN(64, address));
  }

  private assign(target: Expression, value: unknown, scope: Scope | undefined): unknown {
    if (target.kind === "pseudo") {
      this.access.model.setUserVariable(target.name, value);
    } else if (target.kind === "member") {
      this.access.model.set(this.evaluateTyped(target.object, scope), target.name, this.access.toScript(value));
    } else {
      throw new ConsoleError("Only a variable such as @$name or a property can be assigned to.");
    }
    return value;
  }
}
