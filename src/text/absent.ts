/** Text for a datum, or for the reason of its absence. */
import { isAbsent, type Maybe } from "../target/absence.ts";

/** The datum formatted by `format`, else the reason in angle brackets: `<memory at 0x... cannot be read>`. */
export function formatMaybe<T>(value: Maybe<T>, format: (datum: T) => string = String): string {
  return isAbsent(value) ? `<${value.reason}>` : format(value);
}
