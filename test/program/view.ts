/**
 * Objects of the debugger's model as ordinary JavaScript objects: properties, iteration, methods; 64-bit values as
 * bigint.
 */
import { inspect } from "node:util";
import type { ValueAccess } from "../kd/value-access.ts";

const hidden = Symbol("the value behind a view");

interface View {
  readonly [hidden]: unknown;
}

/** The model's value of a view; anything else as it is. A bigint becomes the debugger's own 64-bit value. */
function unwrap(access: ValueAccess, value: unknown): unknown {
  if (typeof value === "bigint") {
    return access.model.int64(value);
  }
  return typeof value === "object" && value !== null && hidden in value ? (value as View)[hidden] : value;
}

/** A value of the model for programs. Views are not identical even if their objects are. */
export function viewOf(access: ValueAccess, value: unknown): unknown {
  if (value === null || (typeof value !== "object" && typeof value !== "function")) {
    return value;
  }
  const wide = access.model.toBigInt(value);
  if (wide !== undefined) {
    return BigInt.asUintN(64, wide);
  }
  if (access.model.isCallable(value)) {
    return methodOf(access, value, undefined);
  }
  // Node inspects the object behind a proxy.
  return new Proxy({ [inspect.custom]: () => display(access, value) }, handlerOf(access, value));
}

function methodOf(access: ValueAccess, method: unknown, owner: unknown): (...args: readonly unknown[]) => unknown {
  return (...args) =>
    viewOf(
      access,
      access.call(
        method,
        owner,
        args.map((arg) => unwrap(access, arg)),
      ),
    );
}

function display(access: ValueAccess, value: unknown): string {
  return access.model.displayString(value) ?? "[object]";
}

function* elementsOf(access: ValueAccess, value: unknown): Generator {
  for (const element of access.iterate(value)) {
    yield viewOf(access, element.value);
  }
}

function handlerOf(access: ValueAccess, value: unknown): ProxyHandler<object> {
  const { model } = access;
  const named = (name: string): unknown => {
    const member = model.get(value, name);
    return model.isCallable(member) ? methodOf(access, member, value) : viewOf(access, member);
  };
  return {
    get(_target, name) {
      switch (name) {
        case hidden:
          return value;
        case Symbol.iterator:
          return access.isIterable(value) ? () => elementsOf(access, value) : undefined;
        case Symbol.toPrimitive:
          return () => display(access, value);
      }
      if (typeof name !== "string") {
        return undefined;
      }
      if (model.has(value, name)) {
        return named(name);
      }
      if (name === "toString" || name === "toJSON") {
        return () => display(access, value);
      }
      return model.isIndexable(value) && /^\d+$/.test(name)
        ? viewOf(access, model.at(value, [Number(name)]))
        : undefined;
    },
    has: (_target, name) =>
      name === hidden ||
      (name === Symbol.iterator && access.isIterable(value)) ||
      (typeof name === "string" && model.has(value, name)),
    ownKeys: () => [...access.keys(value)],
    getOwnPropertyDescriptor: (_target, name) =>
      typeof name === "string" && model.has(value, name)
        ? { configurable: true, enumerable: true, get: () => named(name) }
        : undefined,
    set: () => false,
  };
}
