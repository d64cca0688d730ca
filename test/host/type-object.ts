/** Type objects and field objects: what symbols say of a type, without any memory. */
import type { CallKind } from "./counters.ts";
import type { HostState } from "./host-state.ts";
import type { Member } from "./member.ts";
import { property } from "./member.ts";
import { NativeObject } from "./native-object.ts";
import type { TargetContext } from "./session.ts";
import type { FieldLayout, SimulatedModule } from "./target.ts";
import type { TypeInfo, UdtInfo } from "./type-info.ts";
import { nameOf, sizeOf } from "./type-info.ts";

/** Where a type comes from: the module whose symbols name it, in a target. */
export interface TypeSource {
  readonly context: TargetContext;
  readonly module: SimulatedModule;
}

const typeKinds = {
  udt: "udt",
  pointer: "pointer",
  array: "array",
  enum: "enum",
  intrinsic: "intrinsic",
  bitField: "intrinsic",
} as const;

/** The type of a field of a struct or union. */
export function fieldType(source: TypeSource, field: FieldLayout): TypeInfo | undefined {
  return source.context.session.typesOf(source.module)?.ofField(field.type, field.bit);
}

export class TypeObject extends NativeObject {
  readonly source: TypeSource;
  readonly info: TypeInfo;
  private readonly container: UdtInfo | undefined;

  constructor(state: HostState, source: TypeSource, info: TypeInfo, container?: UdtInfo) {
    super(state, source.context);
    this.source = source;
    this.info = info;
    this.container = container;
  }

  protected override get readKind(): CallKind {
    return "typeRead";
  }

  protected override projected(name: string): Member | undefined {
    const value = this.value(name);
    return value === undefined ? undefined : property(value);
  }

  protected override projectedNames(): readonly string[] {
    return ["name", "size", "typeKind", "baseType", "fields", "isBitField"].filter(
      (name) => this.value(name) !== undefined,
    );
  }

  override display(): string {
    return nameOf(this.info);
  }

  override get hasDisplayString(): boolean {
    return true;
  }

  private value(name: string): (() => unknown) | undefined {
    const { info, state } = this;
    switch (name) {
      case "name":
        return () => nameOf(info);
      case "size": {
        const size = sizeOf(info);
        return size === undefined ? undefined : () => state.int64.of(BigInt(size));
      }
      case "typeKind":
        return () => typeKinds[info.kind];
      case "baseType":
        return this.baseType();
      case "fields":
        return info.kind === "udt" ? () => this.fields(info) : undefined;
      case "baseClasses":
        return info.kind === "udt" ? () => Object.create(null) : undefined;
      case "isBitField":
        return () => info.kind === "bitField";
      case "bitFieldPositions":
        return info.kind === "bitField"
          ? () => Object.freeze({ __proto__: null, lsb: info.lsb, length: info.length })
          : undefined;
      case "containingType": {
        const { container } = this;
        return container === undefined ? undefined : () => new TypeObject(state, this.source, container).wrapper;
      }
      default:
        return undefined;
    }
  }

  private baseType(): (() => unknown) | undefined {
    const { info } = this;
    const base = info.kind === "pointer" ? info.pointee : info.kind === "array" ? info.element : undefined;
    return base === undefined ? undefined : () => new TypeObject(this.state, this.source, base).wrapper;
  }

  /** An object with one enumerable property for each field; other names are undefined. */
  private fields(info: UdtInfo): object {
    const fields = Object.create(null) as object;
    for (const [name, field] of Object.entries(info.layout?.fields ?? {})) {
      Object.defineProperty(fields, name, {
        enumerable: true,
        get: () => {
          this.state.counters.count("typeRead");
          return new FieldObject(this.state, this.source, info, name, field).wrapper;
        },
      });
    }
    return Object.freeze(fields);
  }
}

class FieldObject extends NativeObject {
  private readonly source: TypeSource;
  private readonly container: UdtInfo;
  private readonly name: string;
  private readonly field: FieldLayout;

  constructor(state: HostState, source: TypeSource, container: UdtInfo, name: string, field: FieldLayout) {
    super(state, source.context);
    this.source = source;
    this.container = container;
    this.name = name;
    this.field = field;
  }

  protected override get readKind(): CallKind {
    return "typeRead";
  }

  protected override projected(name: string): Member | undefined {
    switch (name) {
      case "name":
        return property(() => this.name);
      case "type":
        return property(() => this.type());
      case "locationKind":
        return property(() => "member");
      case "offset":
        return property(() => this.state.int64.of(BigInt(this.field.offset)));
      default:
        return undefined;
    }
  }

  protected override projectedNames(): readonly string[] {
    return ["name", "type", "locationKind", "offset"];
  }

  private type(): unknown {
    const info = fieldType(this.source, this.field);
    return info === undefined ? undefined : new TypeObject(this.state, this.source, info, this.container).wrapper;
  }
}
