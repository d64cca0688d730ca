/** A machine whose pools are as fragmented as they can be: no two structures share a page. */
import type { KernelScenario } from "../kernel/index.ts";
import { PAGE_SIZE } from "../kernel/sparse-memory.ts";

/**
 * Where the scattered part of a pool begins, behind everything that the pool hands out by itself, and how many pages it
 * has: a power of two.
 */
const PLACES = { 4: { start: 0x200_0000n, pages: 0x1000n }, 8: { start: 0x4000_0000n, pages: 0x2_0000n } } as const;
const PAGE = BigInt(PAGE_SIZE);
/** Odd, so that following allocations lie far apart and every page is used once. */
const STRIDE = 40503n;
/** Where in its page a block lies. */
const WITHIN_PAGE = 0x400n;

/** Puts each later allocation of half a page or less on a page of its own, in no order. */
export function scatterPools({ machine }: KernelScenario): void {
  const allocate = machine.allocate.bind(machine);
  const { start, pages } = PLACES[machine.pointerSize];
  let count = 0n;
  machine.allocate = (pool, size, tag, address) => {
    if (address !== undefined || size > PAGE_SIZE / 2) {
      return allocate(pool, size, tag, address);
    }
    const page = (count * STRIDE) % pages;
    count += 1n;
    return allocate(
      pool,
      size,
      tag,
      machine.addresses[pool === "paged" ? "pagedPool" : "nonPagedPool"] + start + page * PAGE + WITHIN_PAGE,
    );
  };
}
