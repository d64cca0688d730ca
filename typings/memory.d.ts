declare namespace JsProvider {
  /** Bytes of one element of a memory read. */
  type ElementSize = 1 | 2 | 4 | 8;

  /** What `readMemoryValues` answers: a typed array over the bytes, or Int64 objects for elements of 8 bytes (much slower). */
  type MemoryValues<Size extends ElementSize, Signed extends boolean> = Size extends 8
    ? Int64[]
    : Size extends 4
      ? (Signed extends true ? Int32Array : Uint32Array)
      : Size extends 2
        ? (Signed extends true ? Int16Array : Uint16Array)
        : (Signed extends true ? Int8Array : Uint8Array);

  /** A physical address, made by `physicalAddress`; taken where a location is. */
  interface PhysicalLocation extends Location {}

  /** `host.memory`. Phase 2. */
  interface Memory {
    /**
     * Reads `count` elements. Throws if any byte is unreadable.
     * @param elementSize bytes of an element, 1 when absent
     * @param isSigned false when absent
     */
    readMemoryValues<Size extends ElementSize = 1, Signed extends boolean = false>(location: LocationLike, count: number, elementSize?: Size, isSigned?: Signed, contextInheritor?: ContextInheritor): MemoryValues<Size, Signed>;
    readMemoryValues<Size extends ElementSize>(location: LocationLike, count: number, elementSize: Size, contextInheritor: ContextInheritor): MemoryValues<Size, false>;
    readMemoryValues(location: LocationLike, count: number, contextInheritor: ContextInheritor): Uint8Array;

    /** Writes `count` elements. Throws if any byte is unwritable. */
    writeMemoryValues(location: LocationLike, count: number, values: ArrayLike<Integer>, elementSize?: ElementSize, isSigned?: boolean, contextInheritor?: ContextInheritor): void;
    writeMemoryValues(location: LocationLike, count: number, values: ArrayLike<Integer>, elementSize: ElementSize, contextInheritor: ContextInheritor): void;
    writeMemoryValues(location: LocationLike, count: number, values: ArrayLike<Integer>, contextInheritor: ContextInheritor): void;

    /** Reads a string of 8-bit characters: `length` characters, or up to the terminating zero. Throws if unreadable. */
    readString(location: LocationLike, length?: Integer, contextInheritor?: ContextInheritor): string;
    readString(location: LocationLike, contextInheritor: ContextInheritor): string;

    /** Reads a string of 16-bit characters: `length` characters (not bytes), or up to the terminating zero. Throws if unreadable. */
    readWideString(location: LocationLike, length?: Integer, contextInheritor?: ContextInheritor): string;
    readWideString(location: LocationLike, contextInheritor: ContextInheritor): string;

    /** A location in physical memory: `value`, or its low 32 bits when `high` gives the others. */
    physicalAddress(value: Integer, high?: number): PhysicalLocation;

    /** Runs the engine's garbage collector. */
    collectGarbage(): void;
  }
}
