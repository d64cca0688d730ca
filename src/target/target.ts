/**
 * A kernel under the debugger: one object per session, the door to its memory, layouts and symbols.
 *
 * No event tells a script that the target ran or that the user switched, so the target's own clock is compared: always
 * where a query of the user begins ({@link Target.beginQuery}), and for objects handed out earlier ({@link
 * Target.refresh}) whenever the wall clock shows that a target could have moved since the last look. A local kernel
 * runs while it is looked at; once that shows, its stops last a second, since nothing would be gained by reading
 * everything anew for each line.
 */
import { isAbsent, present, unreadable, type Maybe } from "./absence.ts";
import { normalizedAddress, validateKernelPointer, type PointerSize } from "./address.ts";
import { readInterruptTime, readMoment, readTickCount, readTimeOfDay } from "./clock.ts";
import { isCurrentSession } from "./current.ts";
import { noKernelSymbols, symbolsRefused, targetGone } from "./errors.ts";
import { saysNoSymbols } from "./host-errors.ts";
import { scriptHost } from "./host.ts";
import type { StructureLayout } from "./layout.ts";
import { limits } from "./limits.ts";
import { PAGE_SIZE, PageCache } from "./page-cache.ts";
import { pointerIn, pointerInWords, type PointerPair } from "./pointer.ts";
import { Stop } from "./stop.ts";
import { Structure } from "./structure.ts";
import { Symbols } from "./symbols.ts";
import { Word64 } from "./word64.ts";

/** Milliseconds for which a stop of a target that never stands still is kept: its answers are that old at most. */
const RUNNING_TARGET_AGE = 1000;

/**
 * Milliseconds without a computation after which a look-up begins another query of the user: `dx` over a thousand
 * processes looks each of them up.
 */
const QUERY_PAUSE = 1000;

/** Exists in every kernel; a changed address means another kernel. */
export const LANDMARK_SYMBOL = "PsActiveProcessHead";

/**
 * The kernel of one session at its present stop. The constructor throws AlpcxError where there are no kernel symbols.
 */
export class Target {
  /** The session's `Id` as text. */
  readonly sessionId: string;
  readonly isDump: boolean;
  readonly pointerSize: PointerSize;
  /**
   * A native object of the session: the last argument of every look-up, so that it happens in this target whichever is
   * current.
   */
  readonly context: JsProvider.ContextInheritor;
  /** The debugger's session, a wrapper of it that stays valid. */
  readonly session: JsProvider.Session;
  /** The current stop, as far as known. A plain field, since it is needed everywhere. */
  stop: Stop;
  private readonly symbols: Symbols;
  private readonly landmark: string;
  private checkedAt: number;
  private pinned = 0;
  private pinnedSince: number | undefined;
  private isGone = false;
  /** The clock moved while the script ran: a local kernel, since a debugged target stands still. */
  private isRunning = false;
  private stopBegan = 0;
  /** When a query was last seen to be at work. */
  private busyAt = 0;

  constructor(sessionId: string, session: JsProvider.Session, isDump: boolean, context: JsProvider.ContextInheritor) {
    this.sessionId = sessionId;
    this.session = session;
    this.isDump = isDump;
    this.context = context;
    this.symbols = this.newSymbols();
    this.pointerSize = pointerSizeOf(this.symbols);
    this.landmark = this.findLandmark();
    this.stop = this.newStop(this.readMoment());
    this.checkedAt = Date.now();
  }

  /**
   * When the current pinned computation began, in milliseconds by the debugger machine's clock; undefined outside of
   * one.
   */
  get computingSince(): number | undefined {
    return this.pinnedSince;
  }

  /**
   * Where a query of the user begins, or looks up one of its many objects: compares the clock and drops everything when
   * the target has moved. Where it has not, a new query computes anew what was computed without an answer that the host
   * gives by now, or cut short for lack of time. False when it is another kernel than before.
   */
  beginQuery(): boolean {
    const isHere = this.follow();
    const now = Date.now();
    const pause = now - this.busyAt;
    this.busyAt = now;
    // A clock that was set back says nothing.
    const isNew = this.pinned === 0 && (pause >= QUERY_PAUSE || pause < 0);
    if (isHere && isNew && (this.symbols.askRefusedAgain() || this.stop.isCutShort)) {
      this.stop = this.stop.again();
    }
    return isHere;
  }

  /**
   * For an object handed out earlier: follows the target as {@link beginQuery} does; the clock is compared at most once
   * per millisecond, since no target runs and stops again within one. Throws AlpcxError when it is another kernel than
   * before.
   */
  refresh(): void {
    if (
      !this.isDump &&
      this.pinned === 0 &&
      // A kernel that is gone stays so, also within the millisecond in which that was seen.
      (this.isGone || (Date.now() !== this.checkedAt && !this.follow()))
    ) {
      throw targetGone();
    }
  }

  /** Drops everything when the target has moved; false when it is another kernel than before. */
  private follow(): boolean {
    if (this.pinned > 0 || this.isGone) {
      return !this.isGone;
    }
    this.checkedAt = Date.now();
    if (this.isRunning && this.checkedAt - this.stopBegan < RUNNING_TARGET_AGE) {
      return true;
    }
    const moment = this.readMoment();
    // A target without a readable clock: a dump stands still by nature, of anything else nothing may be kept.
    if (moment === undefined ? this.isDump : moment === this.stop.moment) {
      return true;
    }
    this.dropStop(moment);
    this.isGone = this.findLandmark() !== this.landmark;
    return !this.isGone;
  }

  /** Forgets everything read at this stop. */
  dropStop(moment: string | undefined = this.readMoment()): void {
    this.symbols.forgetMissing();
    this.stop = this.newStop(moment);
  }

  /** Runs a computation on one consistent view: the clock is not compared until it returns. */
  pin<T>(compute: () => T): T {
    const isWatched = this.pinned === 0 && !this.isDump && !this.isRunning;
    const before = isWatched ? this.readMoment() : undefined;
    if (this.pinned === 0) {
      this.pinnedSince = Date.now();
    }
    this.pinned += 1;
    try {
      return compute();
    } finally {
      this.pinned -= 1;
      this.busyAt = Date.now();
      this.pinnedSince = this.pinned === 0 ? undefined : this.pinnedSince;
      this.isRunning = this.isRunning || (before !== undefined && this.readMoment() !== before);
    }
  }

  /** Whether the first byte at an address can be read. */
  hasMemory(address: Word64): boolean {
    return !isAbsent(this.read(address, 1));
  }

  /** Bytes of kernel memory at this stop; Unreadable with the address where they are not there. */
  read(address: Word64, length: number): Maybe<Uint8Array> {
    return this.stop.pages.read(address, length);
  }

  /** The layout of a kernel structure; NotInThisBuild where the symbols lack it. */
  layout(typeName: string): Maybe<StructureLayout> {
    return this.symbols.known.get(typeName) ?? this.symbols.layout(typeName);
  }

  /** The address of a kernel symbol; NotInThisBuild where the symbols lack it. */
  symbol(name: string): Maybe<Word64> {
    return this.symbols.address(name, this.pointerSize);
  }

  /**
   * One structure as one block. Invalid where `address` cannot be a kernel structure, Unreadable where nothing of its
   * memory is there; of one that is there in part the members that lie in the rest are Unreadable.
   */
  readStructure(typeName: string, address: Word64): Maybe<Structure> {
    const layout = this.symbols.known.get(typeName) ?? this.symbols.layout(typeName);
    if (isAbsent(layout)) {
      return layout;
    }
    // What validateKernelPointer() says of nearly every address, without the call.
    if (this.pointerSize === 4 || address.high < 0xff000000 || (address.low & 3) !== 0) {
      const wrong = validateKernelPointer(address, this.pointerSize, typeName);
      if (wrong !== undefined) {
        return wrong;
      }
    }
    const { pages } = this.stop;
    const page = pages.pageOf(address, layout.size);
    if (page !== undefined) {
      return new Structure(address, layout, page.words, this.pointerSize, undefined, address.low & (PAGE_SIZE - 1));
    }
    const bytes = pages.read(address, layout.size);
    if (!isAbsent(bytes)) {
      return new Structure(address, layout, bytes, this.pointerSize);
    }
    const pieces = pages.readPieces(address, layout.size);
    return pieces === undefined
      ? unreadable(address, layout.size, typeName)
      : new Structure(address, layout, pieces.bytes, this.pointerSize, pieces.holes);
  }

  /** A pointer stored at an address; 32-bit ones zero-extended. */
  readPointer(address: Word64): Maybe<Word64> {
    const page = (address.low & 3) === 0 ? this.stop.pages.pageOf(address, this.pointerSize) : undefined;
    if (page !== undefined) {
      return pointerInWords(page.words, (address.low & (PAGE_SIZE - 1)) >>> 2, this.pointerSize);
    }
    const bytes = this.read(address, this.pointerSize);
    return isAbsent(bytes) ? bytes : pointerIn(bytes, 0, this.pointerSize);
  }

  /** Two pointers that follow each other, as the links of a list do; Unreadable where either is not there. */
  readPointerPair(address: Word64): Maybe<PointerPair> {
    const size = this.pointerSize;
    const page = (address.low & 3) === 0 ? this.stop.pages.pageOf(address, 2 * size) : undefined;
    if (page !== undefined) {
      const { words } = page;
      const index = (address.low & (PAGE_SIZE - 1)) >>> 2;
      if (size === 8) {
        return {
          first: new Word64(words[index + 1] as number, words[index] as number),
          second: new Word64(words[index + 3] as number, words[index + 2] as number),
        };
      }
      return {
        first: pointerInWords(words, index, size),
        second: pointerInWords(words, index + 1, size),
      };
    }
    const bytes = this.read(address, 2 * size);
    return isAbsent(bytes) ? bytes : { first: pointerIn(bytes, 0, size), second: pointerIn(bytes, size, size) };
  }

  /** The target's tick count at this stop, from the shared user page. */
  readTickCount(): Maybe<Word64> {
    return this.stop.once("tick count", () =>
      readTickCount((address, length) => this.read(address, length), this.pointerSize),
    );
  }

  /**
   * The target's interrupt time at this stop, from the shared user page: 100 ns units since the start of the system.
   */
  readInterruptTime(): Maybe<Word64> {
    return this.stop.once("interrupt time", () =>
      readInterruptTime((address, length) => this.read(address, length), this.pointerSize),
    );
  }

  /** The target's time of day at this stop, from the shared user page: 100 ns units since 1601, UTC. */
  readTimeOfDay(): Maybe<Word64> {
    return this.stop.once("time of day", () =>
      readTimeOfDay((address, length) => this.read(address, length), this.pointerSize),
    );
  }

  /** An address as the host gave it, in the form that all maps and comparisons use. */
  normalized(address: Word64): Word64 {
    return normalizedAddress(address, this.pointerSize);
  }

  private newStop(moment: string | undefined): Stop {
    this.stopBegan = Date.now();
    return new Stop(
      moment,
      new PageCache((address, length) => readBytes(address, length, this.context), limits.cachedPages),
    );
  }

  private readMoment(): string | undefined {
    return present(
      readMoment(
        (address, length) => readBytes(address, length, this.context) ?? unreadable(address, length),
        this.pointerSize,
      ),
    );
  }

  private newSymbols(): Symbols {
    return new Symbols(this.context, () => isCurrentSession(this.sessionId));
  }

  private findLandmark(): string {
    const fresh = this.newSymbols().address(LANDMARK_SYMBOL, this.pointerSize);
    return isAbsent(fresh) ? "" : fresh.key;
  }
}

/** Bytes of a pointer of the target whose symbols these are. Throws AlpcxError where they are not loaded. */
export function pointerSizeOf(symbols: Symbols): PointerSize {
  // The debugger's ptrsize is that of the current session only; a list entry always holds two pointers.
  const links = symbols.layout("_LIST_ENTRY");
  if (isAbsent(links)) {
    throw links.kind === "NotInThisBuild" || saysNoSymbols(links.reason)
      ? noKernelSymbols()
      : symbolsRefused(links.reason);
  }
  return links.size === 8 ? 4 : 8;
}

/** Bytes of the target that `context` belongs to, past every cache; undefined where any of them is unreadable. */
export function readBytes(
  address: Word64,
  length: number,
  context: JsProvider.ContextInheritor,
): Uint8Array | undefined {
  const host = scriptHost();
  try {
    return host.memory.readMemoryValues(host.Int64(address.low, address.high), length, 1, false, context);
  } catch (_error) {
    return undefined;
  }
}
