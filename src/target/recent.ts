/** A memo of bounded size: a walk over everything leaves no more behind than its last results. */
import type { WordId } from "./word64.ts";

/**
 * Values by key, of which the oldest is dropped for a new key once there are too many. Looking a value up does not make
 * it younger.
 */
export class Recent<V> {
  /** What is known, for a look that saves a call; changed by {@link set} alone. */
  readonly entries = new Map<WordId, V>();
  private readonly capacity: number;

  /** `capacity`: entries kept; the oldest go first. */
  constructor(capacity: number) {
    this.capacity = capacity;
  }

  get(key: WordId): V | undefined {
    return this.entries.get(key);
  }

  set(key: WordId, value: V): void {
    if (this.entries.size >= this.capacity && !this.entries.has(key)) {
      for (const oldest of this.entries.keys()) {
        this.entries.delete(oldest);
        break;
      }
    }
    this.entries.set(key, value);
  }

  /** The known value for a key, or a new one. */
  once(key: WordId, compute: () => V): V {
    const known = this.entries.get(key);
    if (known !== undefined) {
      return known;
    }
    const value = compute();
    this.set(key, value);
    return value;
  }
}
