/** Help and presentation that scripts attach to the properties of their classes and to single values. */
import type { PropertyMetadata } from "./model.ts";
import type { RealmStack } from "./realm.ts";

/** A value with its own metadata, as `valueWithMetadata` makes it. */
export class ValueWithMetadata {
  readonly value: unknown;
  readonly metadata: PropertyMetadata;

  constructor(value: unknown, metadata: PropertyMetadata) {
    this.value = value;
    this.metadata = metadata;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

export class MetadataStore {
  private readonly byPrototype = new WeakMap<object, Readonly<Record<string, PropertyMetadata>>>();
  private readonly realms: RealmStack;

  constructor(realms: RealmStack) {
    this.realms = realms;
  }

  /** `host.metadata.defineMetadata`: takes a class (or a prototype object) and metadata by property name. */
  define(cls: unknown, metadata: unknown): void {
    const prototype = typeof cls === "function" ? (cls.prototype as unknown) : cls;
    if (!isObject(prototype)) {
      this.realms.fail("defineMetadata takes a class and an object of metadata by property");
    }
    if (!isObject(metadata) || Object.values(metadata).some((part) => !isObject(part))) {
      this.realms.fail("defineMetadata takes a class and an object of metadata by property");
    }
    this.byPrototype.set(prototype, metadata as Readonly<Record<string, PropertyMetadata>>);
  }

  /** `host.metadata.valueWithMetadata`. */
  attach(value: unknown, metadata: unknown): ValueWithMetadata {
    if (!isObject(metadata)) {
      this.realms.fail("valueWithMetadata takes a value and an object of metadata");
    }
    return new ValueWithMetadata(value, metadata as PropertyMetadata);
  }

  /** The metadata of a property, as defined by the object's class or one that it extends. */
  find(object: object, name: string): PropertyMetadata | undefined {
    for (let next: object | null = object; next !== null; next = Reflect.getPrototypeOf(next)) {
      const metadata = this.byPrototype.get(next);
      if (metadata !== undefined && Object.hasOwn(metadata, name)) {
        return metadata[name];
      }
    }
    return undefined;
  }
}
