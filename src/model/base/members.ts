/**
 * The members of the model's classes as tables: a row has a name, a sentence that explains it, and a function that
 * reads it. Getters, metadata and the help command all use the same row, so they cannot diverge.
 */
import type { Absence } from "../../target/absence.ts";
import { isAbsent } from "../../target/absence.ts";
import { hostWords } from "../../target/host-errors.ts";
import { hostWord } from "../../target/host-values.ts";
import { Word64 } from "../../target/word64.ts";

/**
 * Shown in place of a missing datum; its display is the reason. `Kind` is one of "Unreadable", "Invalid",
 * "NotInThisBuild", "NotApplicable"; `Address` exists if there is one.
 */
export class Unavailable {
  readonly Kind: string;
  readonly Reason: string;
  readonly Address?: JsProvider.Int64;

  constructor(absence: Absence) {
    this.Kind = absence.kind;
    this.Reason = absence.reason;
    if (absence.address !== undefined) {
      this.Address = hostWord(absence.address);
    }
  }

  toString(): string {
    return `<${this.Reason}>`;
  }

  /**
   * Called by the debugger's OrderBy: absences sort after all data, those with the same reason together. Only this
   * class has it, since the debugger shows a row for `compareTo` and `equals` in any object that has them.
   */
  compareTo(other: unknown): number {
    if (!(other instanceof Unavailable)) {
      return 1;
    }
    return this.Reason === other.Reason ? 0 : this.Reason < other.Reason ? -1 : 1;
  }

  /** Equal if the other is an absence of the same kind with the same reason. */
  equals(other: unknown): boolean {
    return other instanceof Unavailable && this.Kind === other.Kind && this.Reason === other.Reason;
  }

  /**
   * Answers for a text that is not there, so that `Where(p => p.Name.Contains("x"))` passes over ports without a name:
   * the debugger would put an error in the place of each of them. Methods are not displayed.
   */
  Contains(): boolean {
    return false;
  }

  /** As `Contains`. */
  StartsWith(): boolean {
    return false;
  }

  /** As `Contains`. */
  EndsWith(): boolean {
    return false;
  }

  /** The absence itself, which no text equals. */
  ToLower(): this {
    return this;
  }

  /** As `ToLower`. */
  ToUpper(): this {
    return this;
  }
}

/** A property of objects of class `T`. */
export interface PropertyRow<T> {
  readonly help: string;
  readonly get: (self: T) => unknown;
  readonly set?: (self: T, value: unknown) => void;
  /** Base for a number if the user asks for none; the debugger's own by default. */
  readonly radix?: 10 | 16;
}

/** A method of objects of class `T`. `usage`: its arguments, for the help. */
export interface MethodRow<T> {
  readonly help: string;
  readonly usage: string;
  readonly call: (self: T, ...values: readonly unknown[]) => unknown;
}

/** The properties of a class by name. */
export type PropertyTable<T> = Readonly<Record<string, PropertyRow<T>>>;
/** The methods of a class by name. */
export type MethodTable<T> = Readonly<Record<string, MethodRow<T>>>;

/** A class of the model with its members, for registration and help. */
export interface ModelClass {
  /** Its name in `!alpcx_help`. */
  readonly name: string;
  /** One sentence: what an object of the class is. */
  readonly help: string;
  readonly constructor: new (...values: never[]) => object;
  readonly properties: PropertyTable<never>;
  readonly methods: MethodTable<never>;
}

/**
 * An object of the model: has the context of its facts, and checks whether the target has moved on before it answers.
 */
export interface ModelObject {
  readonly __context: { refresh(): void };
}

/** A row of a property table. */
export function property<T>(
  help: string,
  get: (self: T) => unknown,
  set?: (self: T, value: unknown) => void,
): PropertyRow<T> {
  return set === undefined ? { help, get } : { help, get, set };
}

/** A row for a number usually read in hexadecimal. */
export function inHexadecimal<T>(row: PropertyRow<T>): PropertyRow<T> {
  return { ...row, radix: 16 };
}

/** A row for a count or size in decimal: by default the debugger shows every number in hexadecimal. */
export function inDecimal<T>(row: PropertyRow<T>): PropertyRow<T> {
  return { ...row, radix: 10 };
}

/** A row of a method table. */
export function method<T>(
  usage: string,
  help: string,
  call: (self: T, ...values: readonly unknown[]) => unknown,
): MethodRow<T> {
  return { usage, help, call };
}

/** A distinct class with the behavior of another: for kinds of one thing that differ only in their rows. */
export function subclass<T extends object>(base: new (...values: never[]) => T): new (...values: never[]) => T {
  return class extends (base as new (...values: never[]) => object) {} as new (...values: never[]) => T;
}

/** Adds the members of its tables to a class and returns it with them. */
export function defineClass<T extends ModelObject>(
  name: string,
  help: string,
  constructor: new (...values: never[]) => T,
  properties: PropertyTable<T>,
  methods: MethodTable<T> = {},
): ModelClass {
  for (const member of Object.keys(properties)) {
    defineProperty(constructor.prototype, member, properties[member]);
  }
  for (const member of Object.keys(methods)) {
    defineMethod(constructor.prototype, member, methods[member]);
  }
  defineDisplay(constructor.prototype);
  return { name, help, constructor, properties, methods };
}

function defineProperty<T extends ModelObject>(prototype: object, name: string, row: PropertyRow<T> | undefined): void {
  if (row === undefined) {
    return;
  }
  const { set } = row;
  Object.defineProperty(prototype, name, {
    configurable: true,
    enumerable: true,
    get(this: T) {
      this.__context.refresh();
      return shown(row.get(this));
    },
    ...(set === undefined
      ? {}
      : {
          set(this: T, value: unknown) {
            set(this, value);
          },
        }),
  });
}

function defineMethod<T extends ModelObject>(prototype: object, name: string, row: MethodRow<T> | undefined): void {
  if (row === undefined) {
    return;
  }
  Object.defineProperty(prototype, name, {
    configurable: true,
    enumerable: false,
    value(this: T, ...values: readonly unknown[]) {
      this.__context.refresh();
      return shown(row.call(this, ...values));
    },
  });
}

/**
 * What `describe` gives, or the sentence of the error that it throws: the debugger leaves the display of an object
 * empty if its string conversion throws (seen in version 10.0.29507).
 */
export function displayOf(describe: () => string): string {
  try {
    return describe();
  } catch (error) {
    return `<${hostWords(error)}>`;
  }
}

/** The display of an object that the user kept must also check whether the target has moved on. */
function defineDisplay<T extends ModelObject>(prototype: T): void {
  const display: (this: T) => string = prototype.toString;
  Object.defineProperty(prototype, "toString", {
    configurable: true,
    writable: true,
    value(this: T) {
      return displayOf(() => {
        this.__context.refresh();
        return display.call(this);
      });
    },
  });
}

/** A value as shown to the user: absences with their reason, 64-bit values as the debugger's own. */
export function shown(value: unknown): unknown {
  if (isAbsent(value)) {
    return new Unavailable(value);
  }
  return value instanceof Word64 ? hostWord(value) : value;
}
