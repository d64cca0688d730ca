/** A debugger with two different moments to compare. */
import type { KernelImage } from "../kernel/index.ts";
import { openPack, type Pack } from "./pack.ts";

/** Seconds between the two stops. */
const SECONDS = 12;

/**
 * The pack at the second stop of a target that has run meanwhile, the first one remembered; a second session holds the
 * same machine.
 */
export function openCompared(build: () => KernelImage): Pack {
  const image = build();
  const pack = openPack(image.target);
  pack.print("!alpcx_compare");
  const start = Date.now();
  while (Date.now() === start) {
    /* never in the same millisecond, as in a real debugger */
  }
  pack.debugger.run(pack.session, () => {
    image.advanceClock(SECONDS * 1000);
    image.update();
  });
  pack.debugger.openTarget(build().target);
  pack.debugger.switchTo(pack.session);
  return pack;
}
