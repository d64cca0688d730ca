declare namespace JsProvider {
  /** Bytes of one element of a memory access. */
  type ElementSize = 1 | 2 | 4 | 8;

  /**
   * What `readMemoryValues` answers: a typed array over the block (fast); Int64 objects for elements of 8 bytes (much
   * slower).
   */
  type MemoryValues<Size extends ElementSize, Signed extends boolean> = Size extends 8
    ? Int64[]
    : Size extends 4
      ? Signed extends true
        ? Int32Array
        : Uint32Array
      : Size extends 2
        ? Signed extends true
          ? Int16Array
          : Uint16Array
        : Signed extends true
          ? Int8Array
          : Uint8Array;

  /** `host.memory`. Phase 2. */
  interface Memory {
    /**
     * Reads a block. Throws "Unable to read target memory at '0x...' in method 'readMemoryValues'" when its first byte
     * is unreadable, "Unable to read all of target memory at '0x...' in method 'readMemoryValues' (partial read
     * success)" when a later one is.
     * @param count elements, not bytes; none gives an empty array
     * @param elementSize bytes of an element, 1 when absent
     * @param isSigned whether elements are signed, false when absent
     * @param contextInheritor whose address space is read: a process, or its `KernelObject`; of a 32-bit target the
     *   high half of the address is ignored
     */
    readMemoryValues<Size extends ElementSize = 1, Signed extends boolean = false>(
      location: LocationLike,
      count: number,
      elementSize?: Size,
      isSigned?: Signed,
      contextInheritor?: ContextInheritor,
    ): MemoryValues<Size, Signed>;
    readMemoryValues<Size extends ElementSize>(
      location: LocationLike,
      count: number,
      elementSize: Size,
      contextInheritor: ContextInheritor,
    ): MemoryValues<Size, false>;
    readMemoryValues(location: LocationLike, count: number, contextInheritor: ContextInheritor): Uint8Array;

    /**
     * Writes `count` elements. Throws if any byte is unwritable. Not documented; the order of arguments is that of
     * widely used scripts.
     * @param values at least `count` of them
     * @param elementSize bytes of an element, 1 when absent
     */
    writeMemoryValues(
      location: LocationLike,
      count: number,
      values: ArrayLike<Integer>,
      elementSize?: ElementSize,
      isSigned?: boolean,
      contextInheritor?: ContextInheritor,
    ): void;
    writeMemoryValues(
      location: LocationLike,
      count: number,
      values: ArrayLike<Integer>,
      elementSize: ElementSize,
      contextInheritor: ContextInheritor,
    ): void;
    writeMemoryValues(
      location: LocationLike,
      count: number,
      values: ArrayLike<Integer>,
      contextInheritor: ContextInheritor,
    ): void;

    /**
     * Reads text of 8-bit characters (in the debugger's code page). Throws if it is unreadable.
     * @param length characters; up to the terminating zero when absent
     */
    readString(location: LocationLike, length?: number, contextInheritor?: ContextInheritor): string;
    readString(location: LocationLike, contextInheritor: ContextInheritor): string;

    /**
     * Reads UTF-16 text. Throws if it is unreadable.
     * @param length characters, not bytes; up to the terminating zero when absent
     */
    readWideString(location: LocationLike, length?: number, contextInheritor?: ContextInheritor): string;
    readWideString(location: LocationLike, contextInheritor: ContextInheritor): string;

    /**
     * A place in physical memory, to be read as any location. `value` is the address, or its low 32 bits when `high`
     * holds the others.
     */
    physicalAddress(value: Integer, high?: number): Location;

    /** Runs the script engine's garbage collector: closes what only garbage holds. */
    collectGarbage(): void;
  }
}
