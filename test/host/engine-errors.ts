/**
 * Errors that the engine itself makes, in ChakraCore's words. The tests run on V8, which words them differently. Source
 * of the texts: a provider with ChakraCore, and ChakraCore's public table of messages for those not seen there.
 */

/** Name and message of an error. */
export interface ErrorWords {
  readonly name: string;
  readonly message: string;
}

interface Translation {
  /** The class of V8's errors that have these words. */
  readonly name: string;
  readonly pattern: RegExp;
  readonly words: (match: RegExpExecArray) => string;
  /** ChakraCore's class, if it is a different one. */
  readonly newName?: string;
}

const text = (message: string) => (): string => message;

/** In `a.b.c` the last name counts, and the message calls it a property. Anything else is only "expected". */
function calledWords(expression: string): string {
  const property = /\.([A-Za-z_$][\w$]*)$/.exec(expression)?.[1];
  return property === undefined ? "Function expected" : `Object doesn't support property or method '${property}'`;
}

const translations: readonly Translation[] = [
  { name: "TypeError", pattern: /^(.*) is not a function$/s, words: (match) => calledWords(match[1] ?? "") },
  { name: "TypeError", pattern: /^(.*) is not a constructor$/s, words: text("Object doesn't support this action") },
  {
    name: "TypeError",
    pattern: /^Cannot read properties of (?:undefined|null) \(reading '(.*)'\)$/s,
    words: (match) => `Unable to get property '${match[1] ?? ""}' of undefined or null reference`,
  },
  {
    name: "TypeError",
    pattern: /^Cannot set properties of (?:undefined|null) \(setting '(.*)'\)$/s,
    words: (match) => `Unable to set property '${match[1] ?? ""}' of undefined or null reference`,
  },
  {
    name: "TypeError",
    pattern: /^Cannot assign to read only property /,
    words: text("Assignment to read-only properties is not allowed in strict mode"),
  },
  {
    name: "TypeError",
    pattern: /^Cannot set property .* which has only a getter$/s,
    words: text("Assignment to read-only properties is not allowed in strict mode"),
  },
  {
    name: "TypeError",
    pattern: /^Cannot add property .*, object is not extensible$/s,
    words: text("Cannot create property for a non-extensible object"),
  },
  {
    name: "TypeError",
    pattern: /^Class constructor (.*) cannot be invoked without 'new'$/s,
    words: (match) => `${match[1] ?? ""}: cannot be called without the new keyword`,
  },
  {
    name: "TypeError",
    pattern: /^Converting circular structure to JSON/,
    words: text("Circular reference in value argument not supported"),
    newName: "Error",
  },
  { name: "ReferenceError", pattern: /^(.*) is not defined$/s, words: (match) => `'${match[1] ?? ""}' is not defined` },
  {
    name: "ReferenceError",
    pattern: /^Cannot access '.*' before initialization$/s,
    words: text("Use before declaration"),
  },
  {
    name: "RangeError",
    pattern: /^Maximum call stack size exceeded$/,
    words: text("Out of stack space"),
    newName: "Error",
  },
  {
    name: "RangeError",
    pattern: /^Invalid array length$/,
    words: text("Array length must be a finite positive integer"),
  },
  { name: "RangeError", pattern: /^Invalid time value$/, words: text("Invalid Date") },
  {
    name: "RangeError",
    pattern: /^Offset is outside the bounds of the DataView$/,
    words: text("DataView operation access beyond specified buffer length"),
    newName: "TypeError",
  },
  {
    name: "SyntaxError",
    pattern: / in JSON at position (\d+)/,
    words: (match) => `JSON.parse Error: Invalid character at position:${match[1] ?? ""}`,
  },
  {
    name: "SyntaxError",
    pattern: /^Unexpected end of JSON input$/,
    words: text("JSON.parse Error: Invalid character at position:0"),
  },
];

/** ChakraCore's words for an error of V8's; undefined for any other error. */
export function chakraWords({ name, message }: ErrorWords): ErrorWords | undefined {
  for (const translation of translations) {
    const match = translation.name === name ? translation.pattern.exec(message) : null;
    if (match !== null) {
      return { name: translation.newName ?? name, message: translation.words(match) };
    }
  }
  return undefined;
}
