/** The busy system for suites that damage it. */
import type { KernelImage } from "../../kernel/image.ts";
import { busySystem, open, type Opened } from "./scene.ts";

interface DamagedSystem {
  readonly image: KernelImage;
  /** The system as the pack sees it after `damage`. */
  readonly damaged: (damage: () => void) => Opened;
}

/** For the suite that calls it; repaired after each of its tests. */
export function damagedSystem(): DamagedSystem {
  const image = busySystem("win10-19041-x64");
  afterEach(() => {
    image.update();
  });
  return {
    image,
    damaged: (damage) => {
      damage();
      return open(image);
    },
  };
}
