/** The proxies through which scripts see objects of the debugger. */
import type { IteratedElement } from "./model.ts";
import type { NativeObject } from "./native-object.ts";
import { Stamped } from "./stamped.ts";

/** The native object behind a proxy: a field of the proxy itself, not of its target. */
class Behind extends Stamped {
  readonly #native: NativeObject;

  constructor(proxy: object, native: NativeObject) {
    super(proxy);
    this.#native = native;
  }

  /** Undefined for an object that is no such proxy. */
  static of(object: object): NativeObject | undefined {
    return #native in object ? object.#native : undefined;
  }
}

/** The native object behind a value that a script holds; undefined for any other value. */
export function unwrap(value: unknown): NativeObject | undefined {
  return typeof value === "object" && value !== null ? Behind.of(value) : undefined;
}

function* valuesOf(elements: Iterable<IteratedElement>): Generator<unknown> {
  for (const element of elements) {
    yield element.value;
  }
}

function readSymbol(native: NativeObject, key: symbol): unknown {
  if (key !== Symbol.iterator) {
    return undefined;
  }
  const elements = native.iterate();
  return elements === undefined ? undefined : () => valuesOf(elements);
}

/**
 * Strict assumptions: the names of a native object are not enumerable for scripts, scripts cannot add properties to it,
 * and none of its members can be assigned.
 */
class NativeHandler implements ProxyHandler<object> {
  private readonly native: NativeObject;

  constructor(native: NativeObject) {
    this.native = native;
  }

  get(_target: object, key: string | symbol): unknown {
    return typeof key === "symbol" ? readSymbol(this.native, key) : this.read(key);
  }

  has(_target: object, key: string | symbol): boolean {
    return typeof key === "symbol"
      ? readSymbol(this.native, key) !== undefined
      : this.native.findForScript(key) !== undefined;
  }

  ownKeys(): string[] {
    return [...this.native.scriptNames()];
  }

  getOwnPropertyDescriptor(_target: object, key: string | symbol): PropertyDescriptor | undefined {
    return typeof key === "string" && this.native.scriptNames().includes(key)
      ? { get: () => this.read(key), enumerable: false, configurable: true }
      : undefined;
  }

  getPrototypeOf(): object | null {
    return this.native.scriptPrototype();
  }

  set(): never {
    return this.refuse();
  }

  defineProperty(): never {
    return this.refuse();
  }

  deleteProperty(): never {
    return this.refuse();
  }

  setPrototypeOf(): never {
    return this.refuse();
  }

  preventExtensions(): never {
    return this.refuse();
  }

  private read(key: string): unknown {
    const { native } = this;
    return native.isIndexable && /^\d+$/.test(key) ? native.at(Number(key)) : native.getForScript(key);
  }

  private refuse(): never {
    return this.native.state.realms.fail("Native objects of the debugger cannot be changed by assignment");
  }
}

/** The proxy through which scripts see an object; from now on {@link unwrap} knows it. */
export function createProxy(native: NativeObject): object {
  const proxy = new Proxy(Object.create(null) as object, new NativeHandler(native));
  new Behind(proxy, native);
  return proxy;
}
