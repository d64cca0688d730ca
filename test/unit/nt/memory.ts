/** Lists in otherwise empty kernel memory, intact or damaged. */
import type { SimulatedTarget } from "../../host/target.ts";
import type { LayoutId } from "../../kernel/layouts/layouts.ts";
import { KernelScenario } from "../../kernel/scenario/scenario.ts";
import type { Target } from "../../../src/target/target.ts";
import type { Word64 } from "../../../src/target/word64.ts";
import { openPack } from "../pack.ts";
import { toBigInt } from "../words.ts";

/** Bytes between two places: each on a page of its own, so that one can be taken away alone. */
const PLACE_STEP = 0x1000n;

/** A kernel with one process and some free pages, whose memory a test writes as it likes. */
export class Memory {
  readonly system: KernelScenario;
  readonly target: Target;
  readonly simulated: SimulatedTarget;
  private readonly first: bigint;

  constructor(layout: LayoutId, places: number) {
    this.system = new KernelScenario(layout);
    this.system.process("System", { id: 4 }).thread();
    this.simulated = this.system.build().target;
    this.first = this.system.machine.allocatePages("nonPaged", places * Number(PLACE_STEP));
    this.system.machine.memory.map(this.first, places * Number(PLACE_STEP));
    this.target = openPack(this.simulated).target;
  }

  get pointerSize(): number {
    return this.system.machine.pointerSize;
  }

  /** The address of a place. */
  at(place: number): bigint {
    return this.first + BigInt(place) * PLACE_STEP + 0x40n;
  }

  /** Links place 0 as the head with the other places, in the order given. */
  link(places: readonly number[]): void {
    this.system.machine.writeList(
      this.at(0),
      places.map((place) => this.at(place)),
    );
  }

  setFlink(place: number, value: bigint): void {
    this.system.machine.writePointer(this.at(place), value);
  }

  setBlink(place: number, value: bigint): void {
    this.system.machine.writePointer(this.at(place) + BigInt(this.pointerSize), value);
  }

  unmap(place: number): void {
    this.system.machine.memory.unmap(this.at(place), 1);
  }

  /** The place that an address is. */
  placeOf(address: Word64): number {
    return Number((toBigInt(address) - this.at(0)) / PLACE_STEP);
  }
}
