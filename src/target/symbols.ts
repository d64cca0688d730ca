/** Types and symbols of the kernel; each is looked up once. */
import { hostRefused, notInThisBuild, type Absence, type Maybe } from "./absence.ts";
import { normalizedAddress, type PointerSize } from "./address.ts";
import { locationFromHost, addressFromHost } from "./host-values.ts";
import { scriptHost } from "./host.ts";
import { saysNotFound } from "./host-errors.ts";
import { StructureLayout } from "./layout.ts";
import type { Word64 } from "./word64.ts";

/** The debugger's name of the kernel's module, whatever its file is called. */
export const KERNEL_MODULE = "nt";

/**
 * A type whose objects have a place in memory: symbols are asked for under it, since public ones have no type of their
 * own.
 */
const PLACED_TYPE = "_LIST_ENTRY";

/** The outcome of one look-up: an answer, nothing of that name, or a host error. */
type Answer<T> = { readonly found: T } | { readonly error: unknown } | undefined;

/**
 * What was found stays for the session. What was not found is forgotten at the next stop, since symbols may be loaded
 * in between; what the host refused is asked again by the next query.
 */
export class Symbols {
  private readonly context: JsProvider.ContextInheritor;
  private readonly isCurrent: () => boolean;
  /** Layouts that were looked up: a look here first saves a call. */
  readonly known: ReadonlyMap<string, StructureLayout>;
  private readonly layouts = new Map<string, StructureLayout>();
  private readonly addresses = new Map<string, Word64>();
  private readonly missing = new Map<string, Absence>();
  private readonly refused = new Map<string, { readonly absence: Absence; readonly again: () => void }>();

  /**
   * `context`: any native object of the session whose symbols are meant. `isCurrent`: whether that session is the one
   * that the user looks at now, for which alone a look-up without a context answers.
   */
  constructor(context: JsProvider.ContextInheritor, isCurrent: () => boolean) {
    this.context = context;
    this.isCurrent = isCurrent;
    this.known = this.layouts;
  }

  /**
   * The layout of a kernel structure. NotInThisBuild where the symbols lack it, Unreadable with the host's words where
   * the host failed.
   */
  layout(typeName: string): Maybe<StructureLayout> {
    const known = this.layouts.get(typeName);
    if (known !== undefined) {
      return known;
    }
    return this.find(this.layouts, typeName, () => {
      const answer = firstAnswer(this.typeQuestions(typeName));
      if (answer === undefined || "error" in answer) {
        return answer;
      }
      const layout = new StructureLayout(typeName, answer.found);
      // A type that is only declared has no size and counts as missing.
      return layout.size === 0 ? undefined : { found: layout };
    });
  }

  /**
   * The address of a kernel symbol. NotInThisBuild where the symbols lack it, Unreadable with the host's words where
   * the host failed.
   */
  address(name: string, pointerSize: PointerSize): Maybe<Word64> {
    const known = this.addresses.get(name);
    if (known !== undefined) {
      return known;
    }
    return this.find(this.addresses, name, () => {
      // Symbols of 32-bit kernels have the underscore of their calling convention, and the host finds them only with it
      // (seen in Microsoft's debugger).
      const names = pointerSize === 4 ? [name, `_${name}`] : [name];
      let failed: Answer<Word64>;
      for (const spelling of names) {
        const answer = firstAnswer(this.addressQuestions(spelling));
        if (answer !== undefined && "found" in answer) {
          return { found: normalizedAddress(answer.found, pointerSize) };
        }
        failed = failed ?? answer;
      }
      return failed;
    });
  }

  /** Ask again for what was missing. */
  forgetMissing(): void {
    this.missing.clear();
    this.refused.clear();
  }

  /** Asks again for what the host refused to answer; whether it has answered any of it. */
  askRefusedAgain(): boolean {
    const refused = Array.from(this.refused.values());
    this.refused.clear();
    refused.forEach(({ again }) => again());
    return this.refused.size < refused.length;
  }

  private typeQuestions(typeName: string): readonly (() => JsProvider.TypeObject | undefined)[] {
    const host = scriptHost();
    const withContext = (): JsProvider.TypeObject | undefined =>
      host.getModuleType(KERNEL_MODULE, typeName, this.context) ?? undefined;
    return this.isCurrent()
      ? [withContext, () => host.getModuleType(KERNEL_MODULE, typeName) ?? undefined]
      : [withContext];
  }

  /**
   * How a symbol's address can be asked for, best first. `getModuleSymbolAddress` takes two arguments in Microsoft's
   * debugger (provider 10.0.25967) although its declarations list more, so it answers for the current session only; a
   * provider that does take a context is asked last.
   */
  private addressQuestions(name: string): readonly (() => Word64 | undefined)[] {
    const host = scriptHost();
    const ofCurrent = (): Word64 | undefined => addressOf(host.getModuleSymbolAddress(KERNEL_MODULE, name));
    const asObject = (): Word64 | undefined =>
      placeOf(host.getModuleSymbol(KERNEL_MODULE, name, PLACED_TYPE, this.context));
    const withContext = (): Word64 | undefined =>
      addressOf((host as JsProvider.SymbolsAsDeclared).getModuleSymbolAddress(KERNEL_MODULE, name, this.context));
    return this.isCurrent() ? [ofCurrent, asObject, withContext] : [asObject, withContext];
  }

  private find<T>(found: Map<string, T>, name: string, look: () => Answer<T>): Maybe<T> {
    const known = found.get(name) ?? this.missing.get(name) ?? this.refused.get(name)?.absence;
    if (known !== undefined) {
      return known;
    }
    const answer = look();
    if (answer === undefined) {
      const absence = notInThisBuild(`${KERNEL_MODULE}!${name}`);
      this.missing.set(name, absence);
      return absence;
    }
    if ("error" in answer) {
      const absence = hostRefused(`${KERNEL_MODULE}!${name}`, answer.error);
      this.refused.set(name, { absence, again: () => this.find(found, name, look) });
      return absence;
    }
    found.set(name, answer.found);
    return answer.found;
  }
}

/**
 * The first way of asking that the host does not fail at: what it found, or undefined where it says that there is
 * nothing of that name. Where all of them fail, the error of the first.
 */
function firstAnswer<T>(questions: readonly (() => T | undefined)[]): Answer<T> {
  let failed: { readonly error: unknown } | undefined;
  for (const question of questions) {
    try {
      const found = question();
      return found === undefined ? undefined : { found };
    } catch (error) {
      if (saysNotFound(error)) {
        return undefined;
      }
      failed = failed ?? { error };
    }
  }
  return failed;
}

function addressOf(value: unknown): Word64 | undefined {
  const address = addressFromHost(value);
  return address === undefined || address.isZero ? undefined : address;
}

function placeOf(value: unknown): Word64 | undefined {
  const address = locationFromHost(value);
  return address === undefined || address.isZero ? undefined : address;
}
