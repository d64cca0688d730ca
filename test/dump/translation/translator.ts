/** Translates virtual pages to their place in the dump by walking the page tables. A walk has one step per level. */
import type { ByteSource } from "../file/byte-source.ts";
import type { PhysicalPages } from "../format/physical-pages.ts";
import { PAGE_SIZE } from "../format/physical-pages.ts";
import type { PageForm, PagePlace } from "./page-place.ts";
import type { EntryRules } from "./software-entry.ts";
import { softwareEntry } from "./software-entry.ts";

/** Number of pages whose places are remembered. */
const PLACES_KEPT = 0x1_0000;

export class Translator {
  private readonly source: ByteSource;
  private readonly pages: PhysicalPages;
  private readonly places = new Map<bigint, Map<bigint, PagePlace>>();
  private kept = 0;
  private currentRules: EntryRules;
  private readonly kernelRoot: bigint;

  /** `kernelRoot`: physical address of the root table of any process, as the dump's header keeps it. */
  constructor(source: ByteSource, pages: PhysicalPages, rules: EntryRules, kernelRoot: bigint) {
    this.source = source;
    this.pages = pages;
    this.currentRules = rules;
    this.kernelRoot = kernelRoot & rules.mode.rootMask;
  }

  get rules(): EntryRules {
    return this.currentRules;
  }

  /** Sets what only symbols tell; forgets what was found before. */
  setInvalidMask(invalidMask: bigint): void {
    this.currentRules = { ...this.currentRules, invalidMask };
    this.places.clear();
    this.kept = 0;
  }

  /**
   * The place of the page that holds an address. `root`: of the process whose memory is meant; the kernel's own when
   * absent. Kernel addresses are looked up in the kernel's tables first: a process's tables are the same, except for
   * its session.
   */
  locate(address: bigint, root?: bigint): PagePlace {
    const { mode } = this.currentRules;
    const canonical = mode.canonical(address);
    if (canonical === undefined) {
      return { state: "not mapped", reason: "not an address of this machine" };
    }
    const page = canonical & ~BigInt(PAGE_SIZE - 1);
    const own = root === undefined ? this.kernelRoot : root & mode.rootMask;
    if (own === this.kernelRoot || !mode.isKernelAddress(page)) {
      return this.remembered(page, own);
    }
    const shared = this.remembered(page, this.kernelRoot);
    if (shared.state !== "not mapped") {
      return shared;
    }
    const inProcess = this.remembered(page, own);
    return inProcess.state === "there" ? inProcess : shared;
  }

  /** What the entries of an address are, from the root down; ends where one cannot be read or is not valid. */
  entries(address: bigint, root?: bigint): readonly bigint[] {
    const { mode } = this.currentRules;
    const found: bigint[] = [];
    let table = root === undefined ? this.kernelRoot : root & mode.rootMask;
    for (const [depth, level] of mode.levels.entries()) {
      const entry = this.entry(table, address, level.shift, level.bits);
      if (entry === undefined) {
        break;
      }
      found.push(entry);
      const isLast = depth === mode.levels.length - 1;
      if (!mode.isValid(entry, isLast) || (level.mayBeLarge && mode.isLarge(entry))) {
        break;
      }
      table = entry & mode.frameMask;
    }
    return found;
  }

  private remembered(page: bigint, root: bigint): PagePlace {
    let ofRoot = this.places.get(root);
    if (ofRoot === undefined) {
      this.places.set(root, (ofRoot = new Map()));
    }
    const known = ofRoot.get(page);
    if (known !== undefined) {
      return known;
    }
    const place = this.walk(page, root, true);
    if (this.kept >= PLACES_KEPT) {
      this.places.clear();
      this.places.set(root, (ofRoot = new Map()));
      this.kept = 0;
    }
    ofRoot.set(page, place);
    this.kept++;
    return place;
  }

  private walk(page: bigint, root: bigint, followPrototype: boolean): PagePlace {
    const { mode } = this.currentRules;
    let table = root;
    for (const [depth, level] of mode.levels.entries()) {
      const entry = this.entry(table, page, level.shift, level.bits);
      if (entry === undefined) {
        return { state: "not in this dump", reason: "its page table is not in this dump" };
      }
      const isLast = depth === mode.levels.length - 1;
      if (!mode.isValid(entry, isLast)) {
        if (isLast) {
          return this.software(entry, followPrototype);
        }
        const next = this.tableInTransition(entry);
        if (typeof next !== "bigint") {
          return next;
        }
        table = next;
        continue;
      }
      if (isLast) {
        return this.frame(entry & mode.frameMask, "valid");
      }
      if (level.mayBeLarge && mode.isLarge(entry)) {
        return this.frame(mode.largeBase(entry, level.shift) + (page & ((1n << BigInt(level.shift)) - 1n)), "large");
      }
      table = entry & mode.frameMask;
    }
    return { state: "not mapped", reason: "no page table describes it" };
  }

  /** Page tables are pageable too: one in transition is still in memory. */
  private tableInTransition(entry: bigint): bigint | PagePlace {
    const meaning = softwareEntry(entry, this.currentRules);
    switch (meaning.kind) {
      case "transition":
        return meaning.physical;
      case "zero":
        return { state: "not mapped", reason: "no page table describes it" };
      default:
        return { state: "paged out", reason: "its page table is paged out" };
    }
  }

  private software(entry: bigint, followPrototype: boolean): PagePlace {
    const meaning = softwareEntry(entry, this.currentRules);
    switch (meaning.kind) {
      case "zero":
        return { state: "not mapped", reason: "never touched" };
      case "transition":
        return this.frame(meaning.physical, followPrototype ? "transition" : "prototype");
      case "pageFile":
        return { state: "paged out", reason: "in a page file or in compressed memory" };
      case "descriptor":
        return { state: "paged out", reason: "only the process's address descriptors know of it" };
      case "prototype":
        return followPrototype
          ? this.prototype(meaning.address)
          : { state: "not mapped", reason: "its prototype names a further prototype" };
    }
  }

  private prototype(address: bigint): PagePlace {
    const { mode } = this.currentRules;
    const canonical = mode.canonical(address);
    if (canonical === undefined || !mode.isKernelAddress(canonical)) {
      return { state: "not mapped", reason: "its prototype entry has no sound address" };
    }
    const page = canonical & ~BigInt(PAGE_SIZE - 1);
    const place = this.walk(page, this.kernelRoot, false);
    if (place.state !== "there") {
      return { state: place.state, reason: `its prototype entry is ${place.state}` };
    }
    const entry = this.load(place.offset + Number(canonical - page));
    if (entry === undefined) {
      return { state: "not in this dump", reason: "its prototype entry is not in this dump" };
    }
    return mode.isValid(entry, true) ? this.frame(entry & mode.frameMask, "prototype") : this.software(entry, false);
  }

  private frame(physical: bigint, form: PageForm): PagePlace {
    const frame = Number(physical >> 12n);
    const offset = this.pages.offsetOf(frame);
    if (offset === undefined) {
      return { state: "not in this dump", reason: "the dump does not hold this page", frame };
    }
    return offset + PAGE_SIZE > this.source.size
      ? { state: "not in this dump", reason: "the file is cut off before this page", frame }
      : { state: "there", form, offset, frame };
  }

  /** Undefined if the dump does not contain the table. */
  private entry(table: bigint, address: bigint, shift: number, bits: number): bigint | undefined {
    const index = Number((address >> BigInt(shift)) & ((1n << BigInt(bits)) - 1n));
    const physical = table + BigInt(index * this.currentRules.mode.entrySize);
    const offset = this.pages.offsetOf(Number(physical >> 12n));
    return offset === undefined ? undefined : this.load(offset + Number(physical & 0xfffn));
  }

  private load(offset: number): bigint | undefined {
    const { entrySize } = this.currentRules.mode;
    const bytes = this.source.read(offset, entrySize);
    if (bytes.length < entrySize) {
      return undefined;
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, entrySize);
    return entrySize === 8 ? view.getBigUint64(0, true) : BigInt(view.getUint32(0, true));
  }
}
