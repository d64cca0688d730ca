/** A property of a native object, not yet read. */
export interface Member {
  /** The value; of a method: the function. May throw. */
  read(): unknown;
  readonly isMethod: boolean;
}

export const property = (read: () => unknown): Member => ({ read, isMethod: false });
export const method = (call: (...args: readonly unknown[]) => unknown): Member => ({
  read: () => call,
  isMethod: true,
});
