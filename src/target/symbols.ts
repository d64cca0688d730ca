/** Types and symbols of the kernel, each asked of the debugger once. */
import { notInThisBuild, type Absence, type Maybe } from "./absence.ts";
import { normalizedAddress, type PointerSize } from "./address.ts";
import { addressFromHost } from "./host-values.ts";
import { scriptHost } from "./host.ts";
import { StructureLayout } from "./layout.ts";
import type { Word64 } from "./word64.ts";

/** The debugger's name of the kernel's module, whatever its file is called. */
export const KERNEL_MODULE = "nt";

/**
 * What was found stays for the session; what was not found is forgotten at the next stop,
 * since symbols may be loaded in between.
 */
export class Symbols {
  private readonly context: JsProvider.ContextInheritor;
  private readonly layouts = new Map<string, StructureLayout>();
  private readonly addresses = new Map<string, Word64>();
  private readonly missing = new Map<string, Absence>();

  /** `context`: any native object of the session whose symbols are meant. */
  constructor(context: JsProvider.ContextInheritor) {
    this.context = context;
  }

  /** The layout of a kernel structure; NotInThisBuild where the symbols lack it. */
  layout(typeName: string): Maybe<StructureLayout> {
    return this.find(this.layouts, typeName, () => {
      // Hosts of newer interface versions answer null instead of throwing.
      const type = scriptHost().getModuleType(KERNEL_MODULE, typeName, this.context);
      const layout = type === null ? undefined : new StructureLayout(typeName, type);
      // Symbols that only announce a type give it no size: it is as good as missing.
      return layout === undefined || layout.size === 0 ? undefined : layout;
    });
  }

  /** The address of a kernel symbol; NotInThisBuild where the symbols lack it. */
  address(name: string, pointerSize: PointerSize): Maybe<Word64> {
    return this.find(this.addresses, name, () => {
      const address = addressFromHost(scriptHost().getModuleSymbolAddress(KERNEL_MODULE, name, this.context));
      return address === undefined || address.isZero ? undefined : normalizedAddress(address, pointerSize);
    });
  }

  /** Ask again for what was missing. */
  forgetMissing(): void {
    this.missing.clear();
  }

  private find<T>(found: Map<string, T>, name: string, look: () => T | undefined): Maybe<T> {
    const known = found.get(name) ?? this.missing.get(name);
    if (known !== undefined) {
      return known;
    }
    let answer: T | undefined;
    try {
      answer = look();
    } catch (_error) {
      // The host throws for unloaded symbols and for unknown names alike; which of them is told by Target.
      answer = undefined;
    }
    if (answer === undefined) {
      const absence = notInThisBuild(`${KERNEL_MODULE}!${name}`);
      this.missing.set(name, absence);
      return absence;
    }
    found.set(name, answer);
    return answer;
  }
}
