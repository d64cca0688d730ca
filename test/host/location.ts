/** Where an object lies in a target's memory. */
import type { HostState } from "./host-state.ts";
import { hex } from "./host-state.ts";
import type { Member } from "./member.ts";
import { method, property } from "./member.ts";
import { NativeObject, unwrap } from "./native-object.ts";
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

  protected override projected(name: string): Member | undefined {
    switch (name) {
      case "address":
        return property(() => this.state.int64.of(this.bits));
      case "add":
        return method((count) => this.moved(count, 1n));
      case "subtract":
        return method((count) => this.moved(count, -1n));
      default:
        return undefined;
    }
  }

  protected override projectedNames(): readonly string[] {
    return ["address"];
  }

  override display(): string {
    return hex(this.bits);
  }

  private moved(count: unknown, sign: bigint): object {
    const bits = this.state.int64.bitsOf(count) ?? this.state.realms.fail("A location moves by a number or an Int64 of bytes");
    return new LocationObject(this.state, this.context, BigInt.asUintN(64, this.bits + sign * bits), this.isPhysical).wrapper;
  }
}

/** An object that lies at an address: it passes as a location. */
export interface Located {
  /** Undefined for an object that lies nowhere. */
  readonly locationAddress: bigint | undefined;
}

function isLocated(native: NativeObject): native is NativeObject & Located {
  return "locationAddress" in native;
}

/**
 * The address in `context` that a script means by a number, an Int64, a location or a typed object; throws in the running realm when
 * it is none of those, or no address of the target.
 */
export function toAddress(state: HostState, context: TargetContext, location: unknown): bigint {
  const native = unwrap(location);
  let bits = state.int64.bitsOf(location);
  if (native instanceof LocationObject) {
    if (native.isPhysical) state.realms.fail("Physical memory of this target cannot be read");
    bits = native.bits;
  } else if (native !== undefined && isLocated(native)) {
    bits = native.locationAddress;
  }
  if (bits === undefined) return state.realms.fail("A location is a number, an Int64, a location object or an object in memory");
  return context.session.toAddress(bits) ?? state.realms.fail(`${hex(bits)} is not an address of the target`);
}

/** The location object of an address. */
export function locationOf(state: HostState, context: TargetContext, address: bigint): object {
  return new LocationObject(state, context, context.session.fromAddress(address), false).wrapper;
}
