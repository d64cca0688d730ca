/** Texts that the data of a page names by their places in a list, so that each stands there once. Pure. */

export interface TextPlaces {
  readonly texts: readonly string[];
  /** The text's place; a new text comes to the end of the list. */
  placeOf(text: string): number;
}

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

/** Places by ids, of nodes or clusters. */
export function placesOf(elements: readonly { readonly id: string }[]): ReadonlyMap<string, number> {
  return new Map(elements.map(({ id }, place) => [id, place] as const));
}
