/** Stores each text of a page's data once; the data refers to texts by index. */

/** Texts collected so far, each at its index. */
export interface TextPlaces {
  readonly texts: readonly string[];
  /** The text's index; a new text is appended. */
  placeOf(text: string): number;
}

/** A collection without texts. */
export function collectTexts(): TextPlaces {
  const texts: string[] = [];
  const places = new Map<string, number>();
  const placeOf = (text: string): number => {
    const known = places.get(text);
    if (known !== undefined) {
      return known;
    }
    places.set(text, texts.length);
    return texts.push(text) - 1;
  };
  return { texts, placeOf };
}

/** Indices of nodes or clusters by id. */
export function placesOf(elements: readonly { readonly id: string }[]): ReadonlyMap<string, number> {
  return new Map(elements.map(({ id }, place) => [id, place] as const));
}
