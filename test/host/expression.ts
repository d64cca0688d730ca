/** `host.evaluateExpression`: the few forms of the debugger's expressions that scripts use for types and symbols. */
import { contextOf, needCount, needString, takeContext } from "./arguments.ts";
import type { HostState } from "./host-state.ts";
import { addressValue } from "./host-state.ts";
import { needType } from "./lookup.ts";
import type { TargetContext } from "./session.ts";
import { pointerTo, readValue } from "./typed-object.ts";
import { sizeOf } from "./type-info.ts";

type Call = (...args: readonly unknown[]) => unknown;

/** The two functions of `host` that evaluate text. */
export function createExpressions(state: HostState): Readonly<Record<string, Call>> {
  return {
    evaluateExpression: (...all) => {
      const { args, context } = takeContext(state, "evaluateExpression", all, { least: 1, most: 1 });
      return evaluate(state, context, needString(state, "evaluateExpression", args[0]));
    },
    evaluateExpressionInContext: (...args) => {
      needCount(state, "evaluateExpressionInContext", args, 2, 2);
      const name = "evaluateExpressionInContext";
      return evaluate(state, contextOf(state, name, args[0]), needString(state, name, args[1]));
    },
  };
}

const castForm = /^\(\s*(\w+)!(\w+)\s*(\*+)\s*\)\s*(0[xX][0-9a-fA-F`]+|\d+)$/;
const sizeForm = /^sizeof\s*\(\s*(\w+)!(\w+)\s*(\**)\s*\)$/;
const symbolForm = /^(&?)\s*(\w+)!(\w+)$/;
const numberForm = /^(0[xX][0-9a-fA-F`]+|\d+)$/;

const toBits = (text: string): bigint => BigInt(text.replace(/`/g, ""));

/**
 * Evaluates `(module!type*)address`, `sizeof(module!type)`, `&module!symbol`, `module!symbol` or a number; throws in
 * the running realm on any other text.
 */
function evaluate(state: HostState, context: TargetContext, text: string): unknown {
  state.counters.count("evaluateExpression");
  const cast = castForm.exec(text);
  if (cast !== null) {
    return castPointer(state, context, cast[1] ?? "", (cast[2] ?? "") + (cast[3] ?? ""), toBits(cast[4] ?? ""));
  }
  const size = sizeForm.exec(text);
  if (size !== null) {
    return sizeOf(needType(state, "evaluateExpression", context, size[1], (size[2] ?? "") + (size[3] ?? "")).info);
  }
  const symbol = symbolForm.exec(text);
  if (symbol !== null) {
    return symbolValue(state, context, symbol[2] ?? "", symbol[3] ?? "", symbol[1] === "&");
  }
  if (numberForm.test(text)) {
    const bits = toBits(text);
    return bits <= 0xffffffffn ? Number(bits) : state.int64.of(bits);
  }
  return state.realms.fail(`The expression '${text}' cannot be evaluated`);
}

/** A pointer of a type, given with its stars, to an address. */
export function castPointer(
  state: HostState,
  context: TargetContext,
  moduleName: string,
  typeName: string,
  bits: bigint,
): object {
  const { source, info } = needType(state, "evaluateExpression", context, moduleName, typeName);
  if (info.kind !== "pointer") {
    return state.realms.fail(`'${typeName}' is not the type of a pointer`);
  }
  return pointerTo(state, source, info, bits);
}

function symbolValue(
  state: HostState,
  context: TargetContext,
  moduleName: string,
  name: string,
  isAddress: boolean,
): unknown {
  const module = context.session.findModule(moduleName);
  const facts =
    (module === undefined ? undefined : context.session.findSymbol(module, name)) ??
    state.realms.fail(`Couldn't resolve '${moduleName}!${name}'`);
  if (isAddress) {
    return addressValue(state, context, facts.address);
  }
  const { source, info } = needType(
    state,
    "evaluateExpression",
    context,
    moduleName,
    facts.type ?? state.realms.fail(`The type of '${moduleName}!${name}' is not known`),
  );
  return readValue(state, source, info, facts.address);
}
