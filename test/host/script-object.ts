/** How the debugger's evaluator sees the objects of a script: properties, methods, elements, display. */
import type { IteratedElement } from "./model.ts";
import { indexedValueOf } from "./host-object.ts";
import type { RealmStack, ScriptRealm } from "./realm.ts";
import { prototypeChain } from "./script-model.ts";

const hostBuiltIns: ReadonlySet<object> = new Set<object>([
  Array.prototype,
  Map.prototype,
  Set.prototype,
  Error.prototype,
  Function.prototype,
]);
const presentation = new Set(["constructor", "toString", "getDimensionality", "getValueAt", "setValueAt"]);

/** The object and its prototypes as far as they are the script's own. */
function* ownChain(realms: RealmStack, object: object): Generator<object> {
  const realm = realms.ownerOf(object);
  for (const next of prototypeChain(object)) {
    if (realm === undefined ? hostBuiltIns.has(next) : realm.isBuiltInPrototype(next)) {
      return;
    }
    yield next;
  }
}

function isArrayLike(object: object): object is ArrayLike<unknown> {
  return Array.isArray(object) || (ArrayBuffer.isView(object) && !(object instanceof DataView) && "length" in object);
}

function isShown(name: string): boolean {
  return !name.startsWith("__") && !presentation.has(name);
}

/**
 * Own enumerable names first (of an array its `length`), then getters (or methods) of the prototypes, derived before
 * inherited.
 */
function names(realms: RealmStack, object: object, methods: boolean): readonly string[] {
  const found: string[] = [];
  if (typeof object === "function") {
    return found;
  }
  for (const holder of ownChain(realms, object)) {
    for (const name of Object.getOwnPropertyNames(holder)) {
      const descriptor = Reflect.getOwnPropertyDescriptor(holder, name);
      if (
        descriptor === undefined ||
        !isShown(name) ||
        (holder === object && isArrayLike(object) && /^\d+$/.test(name))
      ) {
        continue;
      }
      const isMethod = typeof descriptor.value === "function";
      const counts =
        holder === object
          ? descriptor.enumerable === true || (name === "length" && Array.isArray(object)) || (isMethod && methods)
          : descriptor.get !== undefined || isMethod;
      if (counts && isMethod === methods) {
        found.push(name);
      }
    }
  }
  return [...new Set(found)];
}

export function shownNames(realms: RealmStack, object: object): readonly string[] {
  return names(realms, object, false);
}

export function shownMethods(realms: RealmStack, object: object): readonly string[] {
  return names(realms, object, true);
}

/** Whether the script itself gave the object such a property. */
export function hasOwnMember(realms: RealmStack, object: object, name: string): boolean {
  for (const holder of ownChain(realms, object)) {
    if (Object.hasOwn(holder, name)) {
      return name !== "constructor";
    }
  }
  return false;
}

/** The realm that runs while the object's code does. */
export function realmOf(realms: RealmStack, object: object): ScriptRealm | undefined {
  return realms.ownerOf(object);
}

export function isIndexableObject(realms: RealmStack, object: object): boolean {
  if (isArrayLike(object)) {
    return true;
  }
  return hasOwnMember(realms, object, "getDimensionality") && hasOwnMember(realms, object, "getValueAt");
}

/** Elements of anything with an iterator; an array's with their index. Each step is taken only when it is asked for. */
export function* elementsOf(object: object, step: <T>(action: () => T) => T): Generator<IteratedElement> {
  const iterator = step(() => (object as Iterable<unknown>)[Symbol.iterator]());
  const isIndexed = isArrayLike(object);
  let done = false;
  try {
    for (let index = 0; ; index++) {
      const next = step(() => {
        const result = iterator.next();
        return result.done === true ? undefined : { value: result.value };
      });
      if (next === undefined) {
        done = true;
        return;
      }
      const indexed = indexedValueOf(next.value);
      yield indexed ?? (isIndexed ? { value: next.value, indices: [index] } : { value: next.value });
    }
  } finally {
    if (!done) {
      step(() => iterator.return?.());
    }
  }
}

export { isArrayLike };
