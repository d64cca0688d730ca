/** Random damage as data: what is done to which structure. The same plan does the same to the same scene. */
import fc from "fast-check";
import { PAGE_SIZE } from "../kernel/sparse-memory.ts";
import type { Block, FuzzScene } from "./scene.ts";

export type PointerTarget =
  | "null"
  | "user space"
  | "itself"
  | "another structure"
  | "inside another structure"
  | "a whole structure"
  | "unaligned"
  | "not canonical"
  | "unmapped"
  | "all ones"
  | "odd";

export type Damage =
  | { readonly kind: "bits"; readonly block: number; readonly at: number; readonly mask: number }
  | {
      readonly kind: "pointer";
      readonly block: number;
      readonly at: number;
      readonly to: PointerTarget;
      readonly other: number;
    }
  | {
      readonly kind: "number";
      readonly block: number;
      readonly at: number;
      readonly size: 1 | 2 | 4;
      readonly value: number;
    }
  | { readonly kind: "page"; readonly block: number }
  | { readonly kind: "torn"; readonly block: number; readonly other: number; readonly at: number }
  | { readonly kind: "filled"; readonly block: number; readonly value: number };

const index = fc.nat(0xffff);
const targets: readonly PointerTarget[] = [
  "null",
  "user space",
  "itself",
  "another structure",
  "inside another structure",
  "a whole structure",
  "unaligned",
  "not canonical",
  "unmapped",
  "all ones",
  "odd",
];

export const damages: fc.Arbitrary<Damage> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("bits" as const),
      block: index,
      at: index,
      mask: fc.integer({ min: 1, max: 255 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("pointer" as const),
      block: index,
      at: index,
      to: fc.constantFrom(...targets),
      other: index,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("number" as const),
      block: index,
      at: index,
      size: fc.constantFrom(1 as const, 2 as const, 4 as const),
      value: fc.constantFrom(0, 1, 0x7f, 0xff, 0x7fff, 0xfffe, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("page" as const), block: index }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("torn" as const), block: index, other: index, at: index }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("filled" as const),
      block: index,
      value: fc.constantFrom(0, 0xff, 0x41, 0xdd),
    }),
  },
);

const PAGE = BigInt(PAGE_SIZE);

function pagesOf({ address, size }: Block): bigint[] {
  const pages: bigint[] = [];
  for (let page = address / PAGE; page <= (address + BigInt(size) - 1n) / PAGE; page += 1n) {
    pages.push(page);
  }
  return pages;
}

function pick(blocks: readonly Block[], number: number): Block | undefined {
  return blocks[number % Math.max(blocks.length, 1)];
}

function pointerValue(scene: FuzzScene, own: Block, to: PointerTarget, other: number): bigint {
  const size = scene.image.target.pointerSize;
  const foreign = pick(scene.damaged, other)?.address ?? own.address;
  switch (to) {
    case "null":
      return 0n;
    case "user space":
      return 0x7ffe_0000n;
    case "itself":
      return own.address;
    case "another structure":
      return foreign;
    case "inside another structure":
      return foreign + BigInt((other % 32) * size);
    case "a whole structure":
      return pick(scene.whole, other)?.address ?? foreign;
    case "unaligned":
      return foreign + 3n;
    case "not canonical":
      return size === 8 ? 0x0080_0000_0000_1000n : 0x7fff_fff8n;
    case "unmapped":
      return size === 8 ? 0xffff_c0de_0000_1000n : 0xf00d_1000n;
    case "all ones":
      return size === 8 ? 0xffff_ffff_ffff_ffffn : 0xffff_ffffn;
    case "odd":
      return own.address | 1n;
  }
}

/**
 * Places of a size in a block; those that hold something count, since most of a large structure is zero and nobody
 * looks there.
 */
function usedPlaces(bytes: Uint8Array, size: number): readonly number[] {
  const all = Array.from({ length: Math.floor(bytes.length / size) }, (_none, number) => number * size);
  const used = all.filter((at) => bytes.subarray(at, at + size).some((byte) => byte !== 0));
  return used.length > 0 ? used : all;
}

/** Does it. Only memory of the part that is to be damaged changes. */
export function inflict(scene: FuzzScene, damage: Damage): void {
  const { image } = scene;
  const { memory } = image.scenario.machine;
  const block = pick(scene.damaged, damage.block);
  if (block === undefined) {
    return;
  }
  const read = (from: Block): Uint8Array => memory.read(from.address, from.size) ?? new Uint8Array(from.size);
  const change = (at: number, bytes: Uint8Array): void => {
    if (memory.isMapped(block.address)) {
      memory.write(block.address + BigInt(at), bytes.subarray(0, Math.max(0, block.size - at)));
    }
  };
  switch (damage.kind) {
    case "bits": {
      const places = usedPlaces(read(block), 1);
      const at = places[damage.at % places.length] ?? 0;
      change(at, Uint8Array.of((read(block)[at] ?? 0) ^ damage.mask));
      break;
    }
    case "pointer": {
      const { pointerSize } = image.target;
      const places = usedPlaces(read(block), pointerSize);
      const at = places[damage.at % Math.max(places.length, 1)];
      if (at !== undefined && memory.isMapped(block.address)) {
        image.writePointer(block.address + BigInt(at), pointerValue(scene, block, damage.to, damage.other));
      }
      break;
    }
    case "number": {
      const bytes = new Uint8Array(4);
      new DataView(bytes.buffer).setUint32(0, damage.value, true);
      const places = usedPlaces(read(block), damage.size);
      change(places[damage.at % Math.max(places.length, 1)] ?? 0, bytes.subarray(0, damage.size));
      break;
    }
    case "page": {
      const shared = new Set(scene.whole.flatMap(pagesOf));
      for (const page of pagesOf(block)) {
        if (!shared.has(page)) {
          image.unmap(page * PAGE);
        }
      }
      break;
    }
    case "torn": {
      const other = pick(scene.damaged, damage.other);
      if (other !== undefined) {
        change(0, read(other).subarray(0, damage.at % block.size));
      }
      break;
    }
    case "filled":
      change(0, new Uint8Array(block.size).fill(damage.value));
      break;
  }
}
