/**
 * One loaded script over many targets in turn, each in a session of its own, for tests that look at one target each: to
 * load the script costs as much as most of what they ask.
 */
import type { SimulatedTarget } from "../host/target.ts";
import { openPack, type Pack } from "./pack.ts";

export class Desk {
  private pack: Pack | undefined;

  /** The pack with the target as its only session; the one before is closed. */
  open(target: SimulatedTarget): Pack {
    return (this.pack = this.pack?.turnTo(target) ?? openPack(target));
  }
}
