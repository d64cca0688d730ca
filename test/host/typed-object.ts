/**
 * Objects in a target's memory by their type: structs and unions, pointers, arrays, enums. Memory is read when a value
 * is asked for.
 */
import type { CallKind } from "./counters.ts";
import type { HostState } from "./host-state.ts";
import { addressValue, hex, readMemory } from "./host-state.ts";
import type { Located } from "./location.ts";
import { locationOf } from "./location.ts";
import type { IteratedElement, PropertyMetadata } from "./model.ts";
import type { ScriptModel } from "./models.ts";
import type { Member } from "./member.ts";
import { method, property } from "./member.ts";
import { NativeObject } from "./native-object.ts";
import { convertByModel } from "./script-model.ts";
import { bitFieldValue, intrinsicValue, readBits } from "./scalar-values.ts";
import type { TypeSource } from "./type-object.ts";
import { fieldType, TypeObject } from "./type-object.ts";
import type { ArrayInfo, EnumInfo, PointerInfo, TypeInfo, UdtInfo } from "./type-info.ts";
import { enumeratorText, nameOf, sizeOf } from "./type-info.ts";

/**
 * What all typed objects project. `address` is undefined for a value without a place in memory, such as a pointer made
 * by a script.
 */
abstract class TypedObject extends NativeObject implements Located {
  readonly source: TypeSource;
  abstract readonly info: TypeInfo;
  readonly address: bigint | undefined;
  /**
   * The address as scripts see it, if different: sign-extended for an object that the engine itself found in a 32-bit
   * target.
   */
  protected readonly widened: bigint | undefined = undefined;

  constructor(state: HostState, source: TypeSource, address: bigint | undefined) {
    super(state, source.context);
    this.source = source;
    this.address = address;
  }

  protected override get readKind(): CallKind {
    return "fieldRead";
  }

  get locationAddress(): bigint | undefined {
    return this.address;
  }

  protected override projected(name: string): Member | undefined {
    const { address, state, source } = this;
    switch (name) {
      case "targetLocation":
        return address === undefined ? undefined : property(() => locationOf(state, source.context, address));
      case "targetSize":
        return property(() =>
          state.int64.of(
            BigInt(sizeOf(this.info) ?? state.realms.fail(`The size of '${nameOf(this.info)}' is not known`)),
          ),
        );
      case "targetType":
        return property(() => new TypeObject(state, source, this.info).wrapper);
      case "runtimeTypedObject":
        return property(() => this.wrapper);
      case "address":
        return address === undefined
          ? undefined
          : property(() => addressValue(state, source.context, this.widened ?? address));
      default:
        return undefined;
    }
  }
}

/** A struct or union. */
class UdtObject extends TypedObject {
  readonly info: UdtInfo;
  private readonly base: bigint;

  protected override readonly widened: bigint | undefined;

  constructor(state: HostState, source: TypeSource, info: UdtInfo, address: bigint, widened?: bigint) {
    super(state, source, address);
    this.info = info;
    this.base = address;
    this.widened = widened;
  }

  /** The class that displays this type in place of the debugger, if any. */
  get visualizer(): ScriptModel | undefined {
    return this.state.models.visualizerOf(this.source.module, this.info.name);
  }

  protected override parentModels(): readonly ScriptModel[] {
    const { visualizer } = this;
    const extensions = this.state.models.extensionsOf(this.source.module, this.info.name);
    return [...(visualizer === undefined ? [] : [visualizer]), ...this.added(), ...extensions];
  }

  protected override nativeField(name: string): Member | undefined {
    const fields = this.info.layout?.fields;
    const field = fields !== undefined && Object.hasOwn(fields, name) ? fields[name] : undefined;
    const type = field === undefined ? undefined : fieldType(this.source, field);
    if (field === undefined || type === undefined) {
      return undefined;
    }
    return property(() => readValue(this.state, this.source, type, this.base + BigInt(field.offset)));
  }

  protected override nativeFieldNames(): readonly string[] {
    return this.visualizer === undefined ? Object.keys(this.info.layout?.fields ?? {}) : [];
  }

  /**
   * The model that provides the object's string conversion. Extensions do so too: an ordinary class has `Object`'s
   * `toString`, so that its objects show "[object Object]", unless its `toString` is undefined or its prototype
   * inherits from nothing.
   */
  private get converter(): ScriptModel | undefined {
    return this.parentModels().find((model) => typeof Reflect.get(model.prototype, "toString") === "function");
  }

  override get hasDisplayString(): boolean {
    return this.converter !== undefined;
  }

  override display(): string {
    const { converter } = this;
    const type = `[Type: ${nameOf(this.info)}]`;
    if (converter === undefined) {
      return type;
    }
    // Assumption: a class that displays the type itself shows no type.
    return converter === this.visualizer ? this.conversion() : `${this.conversion()} ${type}`;
  }

  override conversion(): string {
    const { converter } = this;
    return converter === undefined ? "[object Object]" : convertByModel(this.state.realms, converter, this.wrapper);
  }
}

/** A pointer: its value, and through it the object that it points to. */
class PointerObject extends TypedObject {
  readonly info: PointerInfo;
  private readonly readPointer: () => bigint;

  /** `address` is where the pointer itself lies; `readPointer` gives its value. */
  constructor(
    state: HostState,
    source: TypeSource,
    info: PointerInfo,
    address: bigint | undefined,
    readPointer: () => bigint,
  ) {
    super(state, source, address);
    this.info = info;
    this.readPointer = readPointer;
  }

  /** As a location a pointer means the object that it points to. */
  override get locationAddress(): bigint {
    return this.readPointer();
  }

  protected override projected(name: string): Member | undefined {
    switch (name) {
      case "address":
        return property(() => addressValue(this.state, this.source.context, this.readPointer()));
      case "isNull":
        return property(() => this.readPointer() === 0n);
      case "dereference":
        return method(() => {
          this.state.counters.count("dereference");
          return readValue(this.state, this.source, this.info.pointee, this.readPointer());
        });
      case "add":
        return method((count) => this.moved(count));
      default:
        return super.projected(name);
    }
  }

  override findBehindProjection(name: string): Member | undefined {
    return super.findBehindProjection(name) ?? this.pointee()?.findBehindProjection(name);
  }

  override shownNames(): readonly string[] {
    return [...super.shownNames(), ...(this.pointee()?.shownNames() ?? [])];
  }

  override shownMethods(): readonly string[] {
    return [...super.shownMethods(), ...(this.pointee()?.shownMethods() ?? [])];
  }

  override metadataOf(name: string): PropertyMetadata | undefined {
    return super.metadataOf(name) ?? this.pointee()?.metadataOf(name);
  }

  /** The struct or union pointed to; undefined for a pointer to anything else. */
  pointee(): UdtObject | undefined {
    const { pointee } = this.info;
    return pointee.kind === "udt" ? new UdtObject(this.state, this.source, pointee, this.readPointer()) : undefined;
  }

  /** A pointer shows what its pointee converts to, if a script provides the conversion. */
  override display(): string {
    const shown = hex(this.source.context.session.fromAddress(this.readPointer()));
    const pointee = this.pointee();
    if (pointee?.hasDisplayString === true) {
      return `${shown} : ${pointee.conversion()} [Type: ${nameOf(this.info)}]`;
    }
    return `${shown} [Type: ${nameOf(this.info)}]`;
  }

  private moved(count: unknown): object {
    const { realms, int64 } = this.state;
    const size = sizeOf(this.info.pointee) ?? realms.fail(`The size of '${nameOf(this.info.pointee)}' is not known`);
    const steps = int64.bitsOf(count) ?? realms.fail("A pointer moves by a number or an Int64 of elements");
    const width = this.info.size * 8;
    const moved = BigInt.asUintN(width, this.readPointer() + BigInt.asIntN(64, steps) * BigInt(size));
    return pointerTo(this.state, this.source, this.info, moved);
  }
}

/** An array, indexable by the numbers below its length and iterable. */
class ArrayObject extends TypedObject {
  readonly info: ArrayInfo;
  private readonly base: bigint;

  constructor(state: HostState, source: TypeSource, info: ArrayInfo, address: bigint) {
    super(state, source, address);
    this.info = info;
    this.base = address;
  }

  override get isIndexable(): boolean {
    return true;
  }

  /** Assumption: an index outside the declared length is an error. */
  override at(index: unknown): unknown {
    const { realms, int64, counters } = this.state;
    const bits = int64.bitsOf(index) ?? realms.fail("An array is indexed by a number or an Int64");
    if (bits >= BigInt(this.info.count)) {
      realms.fail(`The index ${bits} is outside the array of ${this.info.count}`);
    }
    const size = sizeOf(this.info.element) ?? realms.fail(`The size of '${nameOf(this.info.element)}' is not known`);
    counters.count("arrayElement");
    return readValue(this.state, this.source, this.info.element, this.base + bits * BigInt(size));
  }

  override *iterate(): Generator<IteratedElement> {
    for (let index = 0; index < this.info.count; index++) {
      yield { value: this.at(index), indices: [index] };
    }
  }

  /** Arrays of `char` show their text, those of `unsigned char` and all others their type alone. */
  override display(): string {
    const type = `[Type: ${nameOf(this.info)}]`;
    const { element, count } = this.info;
    if (element.kind !== "intrinsic" || element.name !== "char") {
      return type;
    }
    const bytes = readMemory(this.state, this.source.context, this.base, count, nameOf(this.info));
    const text = String.fromCharCode(...bytes);
    return `"${text.slice(0, text.includes("\0") ? text.indexOf("\0") : count)}" ${type}`;
  }
}

/** An enum's value as an object, for debuggers that return such objects. */
class EnumObject extends TypedObject {
  readonly info: EnumInfo;
  private readonly value: number;

  constructor(state: HostState, source: TypeSource, info: EnumInfo, address: bigint, value: number) {
    super(state, source, address);
    this.info = info;
    this.value = value;
  }

  override numericValue(): number {
    return this.value;
  }

  override get hasDisplayString(): boolean {
    return true;
  }

  override display(): string {
    return enumeratorText(this.info, BigInt(this.value)) ?? String(this.value);
  }
}

/** The pointer object for a value that a script computed; it has no address itself. */
export function pointerTo(state: HostState, source: TypeSource, info: PointerInfo, value: bigint): object {
  return new PointerObject(state, source, info, undefined, () => value).wrapper;
}

/** The object of a struct or union at an address; scripts see the high half as the engine gave it. */
export function typedAt(state: HostState, source: TypeSource, info: TypeInfo, widened: bigint): unknown {
  const address = source.context.session.toAddress(widened);
  return info.kind === "udt"
    ? new UdtObject(state, source, info, address, widened).wrapper
    : readValue(state, source, info, address);
}

/**
 * The value of a type at an address as it enters a script: numbers and Int64 for scalars, objects for the rest. Scalars
 * are read at once; throws in the running realm if they are unreadable or the type has no value.
 */
export function readValue(state: HostState, source: TypeSource, info: TypeInfo, address: bigint): unknown {
  const place = source.context.session.toAddress(address);
  const read = (length: number): Uint8Array => readMemory(state, source.context, place, length, nameOf(info));
  switch (info.kind) {
    case "udt":
      return new UdtObject(state, source, info, place).wrapper;
    case "array":
      return new ArrayObject(state, source, info, place).wrapper;
    case "pointer": {
      const value = readBits(read(info.size));
      return new PointerObject(state, source, info, place, () => value).wrapper;
    }
    case "enum": {
      const value = Number(readBits(read(info.size)));
      return state.mood.enums === "number" ? value : new EnumObject(state, source, info, place, value).wrapper;
    }
    case "bitField":
      return bitFieldValue(state, info, read(info.storage.size));
    case "intrinsic":
      return info.size === 0 ? state.realms.fail("A void has no value") : intrinsicValue(state, info, read(info.size));
  }
}
