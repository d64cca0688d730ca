/** The bits of a port's state word (`u1.s1`) that every question about a port rests on. */
import type { Maybe } from "../../target/absence.ts";
import { PerLayout, type FieldLayout, type StructureLayout } from "../../target/layout.ts";
import type { Structure } from "../../target/structure.ts";

/** Whether a port is in use, and its kind by its own account. */
export interface PortState {
  /** False where the bits are missing, as for the next two. */
  readonly isInitialized: boolean;
  readonly isClosed: boolean;
  readonly isDisconnected: boolean;
  /** The `Type` bits: a cross-check of the kind that the port's communication info gives. */
  readonly type: Maybe<number>;
}

const MEMBERS = {
  isInitialized: "u1.s1.Initialized",
  isClosed: "u1.s1.Closed",
  isDisconnected: "u1.s1.Disconnected",
  type: "u1.s1.Type",
};

/** The same, where all of them lie in one word. */
type StateBits = { readonly [Name in keyof typeof MEMBERS]: FieldLayout };

const stateBits = new PerLayout(findStateBits);

/** Undefined where the symbols lack one, or they lie in several words: then they are picked one by one. */
function findStateBits(layout: StructureLayout): StateBits | undefined {
  const isInitialized = layout.find(MEMBERS.isInitialized);
  const isClosed = layout.find(MEMBERS.isClosed);
  const isDisconnected = layout.find(MEMBERS.isDisconnected);
  const type = layout.find(MEMBERS.type);
  return isInitialized !== undefined &&
    isClosed !== undefined &&
    isDisconnected !== undefined &&
    type !== undefined &&
    [isInitialized, isClosed, isDisconnected, type].every(({ isSmall, index }) => isSmall && index === type.index)
    ? { isInitialized, isClosed, isDisconnected, type }
    : undefined;
}

/** The state of a port (its `_ALPC_PORT`). */
export function decodePortState(port: Structure): PortState {
  const { layout } = port;
  const bits = stateBits.latest?.layout === layout ? stateBits.latest.value : stateBits.of(layout);
  const word = bits === undefined ? undefined : port.wordOfBlock(bits.type.index);
  if (bits === undefined || word === undefined) {
    return {
      isInitialized: port.isSet(MEMBERS.isInitialized),
      isClosed: port.isSet(MEMBERS.isClosed),
      isDisconnected: port.isSet(MEMBERS.isDisconnected),
      type: port.number(MEMBERS.type),
    };
  }
  const { isInitialized, isClosed, isDisconnected, type } = bits;
  return {
    isInitialized: ((word >>> isInitialized.shift) & isInitialized.mask) !== 0,
    isClosed: ((word >>> isClosed.shift) & isClosed.mask) !== 0,
    isDisconnected: ((word >>> isDisconnected.shift) & isDisconnected.mask) !== 0,
    type: ((word >>> type.shift) & type.mask) >>> 0,
  };
}
