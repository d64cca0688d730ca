/** Small help for decoding facts of the wait snapshot. */

/** A property that exists only where there is a value. */
export function maybe<K extends string, V>(name: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : { [name]: value } as { readonly [P in K]?: V };
}

/** A value that is computed when it is first asked for. */
export function lazily<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: compute() }).value;
}
