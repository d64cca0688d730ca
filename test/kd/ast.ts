/** Syntax tree of a `dx` expression. */

export type UnaryOperator = "-" | "+" | "!" | "~" | "*";

export type BinaryOperator =
  "+" | "-" | "*" | "/" | "%" | "<<" | ">>" | "&" | "|" | "^" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "&&" | "||";

export type Expression =
  /** An integer is a bigint; a number has a fraction. */
  | { readonly kind: "literal"; readonly value: bigint | number | string | boolean }
  /** A lambda's parameter, a name in the root namespace, or a symbol with its module, `nt!Name`. */
  | { readonly kind: "name"; readonly name: string }
  /** `@$name` */
  | { readonly kind: "pseudo"; readonly name: string }
  /** `object.name` and `object->name`: the model looks through pointers, so both mean the same. */
  | { readonly kind: "member"; readonly object: Expression; readonly name: string }
  | { readonly kind: "index"; readonly object: Expression; readonly indices: readonly Expression[] }
  | { readonly kind: "call"; readonly callee: Expression; readonly args: readonly Expression[] }
  | { readonly kind: "unary"; readonly operator: UnaryOperator; readonly operand: Expression }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: "conditional";
      readonly test: Expression;
      readonly whenTrue: Expression;
      readonly whenFalse: Expression;
    }
  | { readonly kind: "lambda"; readonly parameters: readonly string[]; readonly body: Expression }
  /** `new { A = 1, B = 2 }` */
  | { readonly kind: "object"; readonly members: readonly { readonly name: string; readonly value: Expression }[] }
  /** `(nt!_EPROCESS*)operand`; `typeName` as written, without its stars. */
  | { readonly kind: "pointer-cast"; readonly typeName: string; readonly stars: number; readonly operand: Expression }
  /** `(unsigned int)operand` */
  | {
      readonly kind: "integer-cast";
      readonly bits: 8 | 16 | 32 | 64;
      readonly isSigned: boolean;
      readonly operand: Expression;
    }
  /** `target = value`, only at the top of a statement. */
  | { readonly kind: "assignment"; readonly target: Expression; readonly value: Expression };

/** An expression with what follows its top-level comma: `Ports.Count(),x`. */
export interface Statement {
  readonly expression: Expression;
  /** As written, without the comma. */
  readonly formatSpecifiers: readonly string[];
}
