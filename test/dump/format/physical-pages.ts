/** The pages of physical memory that a dump holds. */
export const PAGE_SIZE = 0x1000;

export interface PhysicalPages {
  /** Pages in the file, those that are cut off included. */
  readonly count: number;
  /** Highest page frame number; 0 without pages. */
  readonly highest: number;
  /** File offset of a page, or undefined when the dump does not have it. */
  offsetOf(frame: number): number | undefined;
}
