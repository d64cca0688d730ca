/** Where an object lies in a target's memory. */
import type { HostState } from "./host-state.ts";
import { hex } from "./host-state.ts";
import type { Member } from "./member.ts";
import { method, property } from "./member.ts";
import { NativeObject } from "./native-object.ts";
import { unwrap } from "./native-proxy.ts";
import { failArgument, failCount } from "./arguments.ts";
import type { TargetContext } from "./session.ts";

/** A location in virtual memory, or in physical memory, which no target of the simulation has. */
export class LocationObject extends NativeObject {
  readonly bits: bigint;
  readonly isPhysical: boolean;

  constructor(state: HostState, context: TargetContext | undefined, bits: bigint, isPhysical: boolean) {
    super(state, context);
    this.bits = bits;
    this.isPhysical = isPhysical;
  }

  /** Unlike other native objects, a location has these four members, on its prototype. */
  static readonly memberNames = ["toString", "add", "subtract", "address"] as const;

  protected override projected(name: string): Member | undefined {
    switch (name) {
      case "address":
        return property(() => this.state.int64.of(this.bits));
      case "add":
        return method((...args) => this.moved(args, 1n));
      case "subtract":
        return method((...args) => this.moved(args, -1n));
      default:
        return undefined;
    }
  }

  override find(name: string): Member | undefined {
    return name === "toString" ? method(() => this.display()) : this.projected(name);
  }

  override findForScript(name: string): Member | undefined {
    return this.find(name);
  }

  override scriptNames(): readonly string[] {
    return [];
  }

  override scriptPrototype(): object {
    return locationPrototype;
  }

  protected override projectedNames(): readonly string[] {
    return ["address"];
  }

  override display(): string {
    return hex(this.bits);
  }

  /** Anything but a number of bytes, including another location, is an "Unknown exception". */
  private moved(args: readonly unknown[], sign: bigint): object {
    if (args.length !== 1) {
      failCount(this.state, sign > 0n ? "add" : "subtract");
    }
    const bits = this.state.int64.bitsOf(args[0]) ?? this.state.realms.fail("Unknown exception");
    return new LocationObject(this.state, this.context, BigInt.asUintN(64, this.bits + sign * bits), this.isPhysical)
      .wrapper;
  }
}

/** Shows the names; their values come from the location itself. */
const locationPrototype: object = Object.create(
  null,
  Object.fromEntries(
    LocationObject.memberNames.map((name) => [name, { value: undefined, enumerable: true, configurable: true }]),
  ) as PropertyDescriptorMap,
) as object;

/** An object with an address: it can be used as a location. */
export interface Located {
  /** Undefined for an object without an address. */
  readonly locationAddress: bigint | undefined;
}

function isLocated(native: NativeObject): native is NativeObject & Located {
  return "locationAddress" in native;
}

/**
 * The address in `context` that a script means by a number, an Int64, a location or a typed object, handed to the
 * method `name`; throws in the running realm for anything else.
 */
export function toAddress(state: HostState, name: string, context: TargetContext, location: unknown): bigint {
  return context.session.toAddress(addressBits(state, name, location));
}

/** The 64 bits of an address as given, high half included. */
export function addressBits(state: HostState, name: string, location: unknown): bigint {
  const native = unwrap(location);
  if (native instanceof LocationObject) {
    return native.isPhysical ? state.realms.fail("Physical memory of this target cannot be read") : native.bits;
  }
  const bits = native !== undefined && isLocated(native) ? native.locationAddress : state.int64.bitsOf(location);
  return bits ?? failArgument(state, name);
}

/** The location object of an address. */
export function locationOf(state: HostState, context: TargetContext, address: bigint): object {
  return new LocationObject(state, context, context.session.fromAddress(address), false).wrapper;
}
