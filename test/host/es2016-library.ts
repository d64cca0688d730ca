/**
 * The library of ECMAScript 2016 (with annex B), by global name. A script realm holds these names and no others, so
 * that a newer built-in of Node cannot be mistaken for one of the debugger's engine. Source: ECMA-262, 7th edition.
 */
export interface LibraryObject {
  /** Own names of the global itself; `@@x` is `Symbol.x`. */
  readonly own: readonly string[];
  /** Own names of its `prototype`, where it has one. */
  readonly prototype?: readonly string[];
}

const names = (text: string): readonly string[] => text.split(/\s+/).filter((name) => name !== "");
const constructorNames = ["length", "name", "prototype"];
const library = (own: string, prototype?: string): LibraryObject =>
  prototype === undefined
    ? { own: names(own) }
    : { own: [...constructorNames, ...names(own)], prototype: ["constructor", ...names(prototype)] };

const error = library("", "message name toString");
const typedArray = library("BYTES_PER_ELEMENT", "BYTES_PER_ELEMENT");

/** Prototype names that all typed arrays share, and those of their common constructor. */
export const typedArrayLibrary = library(
  "from of @@species",
  `buffer byteLength byteOffset copyWithin entries every fill filter find findIndex forEach includes indexOf join keys
   lastIndexOf length map reduce reduceRight reverse set slice some sort subarray toLocaleString toString values
   @@iterator @@toStringTag`,
);

/** Names of the prototype that all built-in iterators share. */
export const iteratorPrototypeNames: readonly string[] = ["@@iterator"];

/** Statics of `Symbol`; they cannot be deleted, so a script realm gets a `Symbol` of its own with only these. */
export const symbolStatics: readonly string[] = names(
  "for keyFor hasInstance isConcatSpreadable iterator match replace search species split toPrimitive toStringTag unscopables",
);

/** Global functions and values that have no members worth listing. */
export const plainGlobals: readonly string[] = names(
  `NaN Infinity undefined parseInt parseFloat isNaN isFinite decodeURI decodeURIComponent encodeURI encodeURIComponent
   escape unescape eval`,
);

export const es2016Library: Readonly<Record<string, LibraryObject>> = {
  Object: library(
    `assign create defineProperties defineProperty freeze getOwnPropertyDescriptor getOwnPropertyNames getOwnPropertySymbols
     getPrototypeOf is isExtensible isFrozen isSealed keys preventExtensions seal setPrototypeOf`,
    `hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf __proto__ __defineGetter__
     __defineSetter__ __lookupGetter__ __lookupSetter__`,
  ),
  Function: library("", "apply bind call toString length name arguments caller @@hasInstance"),
  Boolean: library("", "toString valueOf"),
  Symbol: library(symbolStatics.join(" "), "toString valueOf @@toPrimitive @@toStringTag"),
  Number: library(
    `EPSILON MAX_SAFE_INTEGER MAX_VALUE MIN_SAFE_INTEGER MIN_VALUE NaN NEGATIVE_INFINITY POSITIVE_INFINITY isFinite isInteger
     isNaN isSafeInteger parseFloat parseInt`,
    "toExponential toFixed toLocaleString toPrecision toString valueOf",
  ),
  Math: library(
    `E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2 abs acos acosh asin asinh atan atanh atan2 cbrt ceil clz32 cos cosh exp expm1
     floor fround hypot imul log log1p log10 log2 max min pow random round sign sin sinh sqrt tan tanh trunc @@toStringTag`,
  ),
  Date: library(
    "UTC now parse",
    `getDate getDay getFullYear getHours getMilliseconds getMinutes getMonth getSeconds getTime getTimezoneOffset getUTCDate
     getUTCDay getUTCFullYear getUTCHours getUTCMilliseconds getUTCMinutes getUTCMonth getUTCSeconds getYear setDate
     setFullYear setHours setMilliseconds setMinutes setMonth setSeconds setTime setUTCDate setUTCFullYear setUTCHours
     setUTCMilliseconds setUTCMinutes setUTCMonth setUTCSeconds setYear toDateString toGMTString toISOString toJSON
     toLocaleDateString toLocaleString toLocaleTimeString toString toTimeString toUTCString valueOf @@toPrimitive`,
  ),
  String: library(
    "fromCharCode fromCodePoint raw",
    `anchor big blink bold charAt charCodeAt codePointAt concat endsWith fixed fontcolor fontsize includes indexOf italics
     lastIndexOf length link localeCompare match normalize repeat replace search slice small split startsWith strike sub
     substr substring sup toLocaleLowerCase toLocaleUpperCase toLowerCase toString toUpperCase trim valueOf @@iterator`,
  ),
  RegExp: library(
    "@@species",
    `compile exec flags global ignoreCase multiline source sticky test toString unicode @@match @@replace @@search @@split`,
  ),
  Array: library(
    "from isArray of @@species",
    `concat copyWithin entries every fill filter find findIndex forEach includes indexOf join keys lastIndexOf length map pop
     push reduce reduceRight reverse shift slice some sort splice toLocaleString toString unshift values @@iterator
     @@unscopables`,
  ),
  Int8Array: typedArray,
  Uint8Array: typedArray,
  Uint8ClampedArray: typedArray,
  Int16Array: typedArray,
  Uint16Array: typedArray,
  Int32Array: typedArray,
  Uint32Array: typedArray,
  Float32Array: typedArray,
  Float64Array: typedArray,
  Map: library("@@species", "clear delete entries forEach get has keys set size values @@iterator @@toStringTag"),
  Set: library("@@species", "add clear delete entries forEach has keys size values @@iterator @@toStringTag"),
  WeakMap: library("", "delete get has set @@toStringTag"),
  WeakSet: library("", "add delete has @@toStringTag"),
  ArrayBuffer: library("isView @@species", "byteLength slice @@toStringTag"),
  DataView: library(
    "",
    `buffer byteLength byteOffset getFloat32 getFloat64 getInt8 getInt16 getInt32 getUint8 getUint16 getUint32 setFloat32
     setFloat64 setInt8 setInt16 setInt32 setUint8 setUint16 setUint32 @@toStringTag`,
  ),
  JSON: library("parse stringify @@toStringTag"),
  Promise: library("all race reject resolve @@species", "catch then @@toStringTag"),
  Reflect: library(
    `apply construct defineProperty deleteProperty get getOwnPropertyDescriptor getPrototypeOf has isExtensible ownKeys
     preventExtensions set setPrototypeOf`,
  ),
  Proxy: library("length name revocable"),
  Error: error,
  EvalError: error,
  RangeError: error,
  ReferenceError: error,
  SyntaxError: error,
  TypeError: error,
  URIError: error,
};

/**
 * The global names in the order in which the seen engine lists them; that one has `globalThis`, `Intl` and
 * `AggregateError` too.
 */
export const globalOrder: readonly string[] = names(
  `NaN Infinity undefined eval parseInt parseFloat isNaN isFinite decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape
   Object Array Boolean Symbol Proxy Reflect Promise Date Function Math Number String RegExp ArrayBuffer DataView Int8Array Uint8Array
   Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array Float64Array JSON Map Set WeakMap WeakSet Error EvalError
   RangeError ReferenceError SyntaxError TypeError URIError`,
);
