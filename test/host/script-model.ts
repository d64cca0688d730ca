/** Members that a script's class adds to a native object. */
import type { ScriptModel } from "./models.ts";
import type { Member } from "./member.ts";
import type { RealmStack } from "./realm.ts";

const presentationNames = new Set(["constructor", "toString", "getDimensionality", "getValueAt", "setValueAt"]);

/** The prototype chain of an object down to, but without, the realm's `Object.prototype`. */
export function* prototypeChain(object: object): Generator<object> {
  for (let next: object | null = object; next !== null;) {
    const above: object | null = Reflect.getPrototypeOf(next);
    const isRoot = above === null && Object.hasOwn(next, "hasOwnProperty");
    if (!isRoot) {
      yield next;
    }
    next = above;
  }
}

function findDescriptor(model: ScriptModel, name: string): PropertyDescriptor | undefined {
  if (name === "constructor") {
    return undefined;
  }
  for (const object of prototypeChain(model.prototype)) {
    const descriptor = Reflect.getOwnPropertyDescriptor(object, name);
    if (descriptor !== undefined) {
      return descriptor;
    }
  }
  return undefined;
}

/**
 * A member of the class, with its getter or method bound to the native object `receiver` and to its script's realm.
 */
export function findModelMember(
  realms: RealmStack,
  model: ScriptModel,
  name: string,
  receiver: object,
): Member | undefined {
  const descriptor = findDescriptor(model, name);
  if (descriptor === undefined) {
    return undefined;
  }
  const realm = realms.ownerOf(model.source) ?? realms.current;
  const getter = descriptor.get;
  if (getter !== undefined) {
    return { isMethod: false, read: () => realms.enter(realm, (): unknown => Reflect.apply(getter, receiver, [])) };
  }
  const value: unknown = descriptor.value;
  if (typeof value !== "function") {
    return { isMethod: false, read: () => value };
  }
  return {
    isMethod: true,
    read:
      () =>
      (...args: unknown[]): unknown =>
        realms.enter(realm, (): unknown => Reflect.apply(value, receiver, args)),
  };
}

/** The string conversion that a class adds to `receiver`. Throws what the class's `toString` throws. */
export function convertByModel(realms: RealmStack, model: ScriptModel, receiver: object): string {
  const convert = Reflect.get(model.prototype, "toString") as () => unknown;
  return realms.enter(realms.ownerOf(model.source) ?? realms.current, () =>
    String(Reflect.apply(convert, receiver, [])),
  );
}

function namesOf(model: ScriptModel, wanted: (descriptor: PropertyDescriptor) => boolean): readonly string[] {
  const names: string[] = [];
  for (const object of prototypeChain(model.prototype)) {
    for (const name of Object.getOwnPropertyNames(object)) {
      const descriptor = Reflect.getOwnPropertyDescriptor(object, name);
      if (descriptor !== undefined && !name.startsWith("__") && !presentationNames.has(name) && wanted(descriptor)) {
        names.push(name);
      }
    }
  }
  return [...new Set(names)];
}

/**
 * Names of the getters and values that a class adds, its own before inherited ones; none that begin with two
 * underscores.
 */
export function modelPropertyNames(model: ScriptModel): readonly string[] {
  return namesOf(
    model,
    (descriptor) => descriptor.get !== undefined || ("value" in descriptor && typeof descriptor.value !== "function"),
  );
}

/** Names of the methods that a class adds. */
export function modelMethodNames(model: ScriptModel): readonly string[] {
  return namesOf(model, (descriptor) => typeof descriptor.value === "function");
}
