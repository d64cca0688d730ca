"use strict";
// Objects of every kind that a console can be asked to show. console.txt says what the debugger printed; error places count lines of this file.
class Values {
  get Count() { return 30; }
  get Hex() { return 30; }
  get Negative() { return -1; }
  get Big() { return 4294967296; }
  get Fraction() { return 95.5; }
  get Address() { return host.Int64(0x40008f10, 0xffffe001); }
  get Small64() { return host.Int64(30); }
  get Text() { return 'some text'; }
  get Empty() { return ''; }
  get Lines() { return 'one\ntwo\tthree'; }
  get Quote() { return 'say "yes" \\ no'; }
  get Yes() { return true; }
  get Missing() { return undefined; }
  get Nothing() { return null; }
  get List() { return [1, 'two', true]; }
  get EmptyList() { return []; }
  get Plain() { return { A: 1, B: 'two' }; }
  get Named() { return new Named('a name'); }
  get Moment() { return new Date(0); }
  get Thrown() { throw new Error('told by the getter'); }
  get ThrownText() { throw 'a text thrown'; }
  get ThrownNumber() { throw 42; }
  get ThrownType() { throw new TypeError('of a type'); }
  get Method() { return function (a) { return a; }; }
  Twice(x) { return 2 * x; }
  Fails() { throw new RangeError('told by the method'); }
}
class Named { constructor(name) { this.name = name; } get Name() { return this.name; } toString() { return 'named ' + this.name; } }
class BadText { toString() { throw new Error('told by toString'); } get A() { return 1; } }
class NumberText { toString() { return 42; } get A() { return 1; } }
class Iterable { constructor(n) { this.n = n; } *[Symbol.iterator]() { for (let i = 0; i < this.n; i++) { yield new Named('n' + i); } } toString() { return this.n + ' named'; } }
class Indexed {
  *[Symbol.iterator]() { for (const k of [0x10, 0x20, 0x30]) { yield new host.indexedValue(new Named('at ' + k), [k]); } }
  getDimensionality() { return 1; }
  getValueAt(k) { if (k !== 0x10 && k !== 0x20 && k !== 0x30) { throw new RangeError('no such index'); } return new Named('at ' + k); }
}
class ByText {
  *[Symbol.iterator]() { for (const k of ['alpha', 'be"ta', '\\gamma']) { yield new host.indexedValue(k.length, [k]); } }
  getDimensionality() { return 1; }
  getValueAt(k) { return 'value of ' + k; }
}
class ByAddress {
  *[Symbol.iterator]() { yield new host.indexedValue('x', [host.Int64(0x40008f10, 0xffffe001)]); }
  getDimensionality() { return 1; }
  getValueAt(k) { return typeof k + ' ' + String(k); }
}
class Grid {
  *[Symbol.iterator]() { for (let i = 0; i < 2; i++) { for (let j = 0; j < 2; j++) { yield new host.indexedValue(i * 10 + j, [i, j]); } } }
  getDimensionality() { return 2; }
  getValueAt(i, j) { return i * 10 + j; }
}
class Breaks { *[Symbol.iterator]() { yield 1; yield 2; throw new Error('told by the iterator'); } }
class Ordered { constructor(v) { this.v = v; } compareTo(other) { return this.v - other.v; } equals(other) { return this.v === other.v; } toString() { return 'ordered ' + this.v; } }
class Deep { constructor(n) { this.n = n; } get Next() { return this.n > 0 ? new Deep(this.n - 1) : undefined; } toString() { return 'deep ' + this.n; } }
class Table { *[Symbol.iterator]() { yield { Name: 'one', Value: 1 }; yield { Name: 'a rather longer name than the other', Value: 0xfffffff, Extra: 'only here' }; } toString() { return 'a table'; } }
class Mixed { *[Symbol.iterator]() { yield 1; yield 'two'; yield null; yield undefined; yield true; yield host.Int64(0x40008f10, 0xffffe001); yield [1, 2]; yield { A: 1 }; } }

function initializeScript() {
  host.metadata.defineMetadata(Values, {
    Count: { PreferredRadix: 10, Help: 'A count.' }, Hex: { PreferredRadix: 16 }, Small64: { PreferredRadix: 10 }, Negative: { PreferredRadix: 10 },
    Text: { Help: 'Some text.' }, Twice: { Help: 'Twice(x) - Doubles x.' }
  });
  const all = {
    values: () => new Values(), iterable: (n) => new Iterable(n === undefined ? 3 : n), indexed: () => new Indexed(), bytext: () => new ByText(), byaddress: () => new ByAddress(),
    grid: () => new Grid(), breaks: () => new Breaks(), badtext: () => new BadText(), numbertext: () => new NumberText(), ordered: () => [new Ordered(3), new Ordered(1), new Ordered(2)],
    deep: () => new Deep(5), table: () => new Table(), mixed: () => new Mixed(), nothing: () => undefined, none: () => null, throws: () => { throw new Error('told by the command'); },
    number: () => 30, text: () => 'some text', lines: () => 'one\ntwo', flag: () => true, list: () => [10, 20, 30], plain: () => ({ A: 1, B: 'two' }), float: () => 2.5, negative: () => -1,
    address: () => host.Int64(0x40008f10, 0xffffe001), empty: () => [], says: () => { host.diagnostics.debugLog('one\n', 2, ' three ', host.Int64(0x40008f10, 0xffffe001), '\n'); },
    args: function () { return Array.prototype.map.call(arguments, (a) => typeof a + ' ' + String(a)).join(' | '); },
    badargument: () => host.memory.readMemoryValues('x', 1), deeperror: () => { JSON.parse('{'); }, refused: () => undefinedName
  };
  return [new host.apiVersionSupport(1, 7)].concat(Object.keys(all).map((name) => new host.functionAlias(all[name], name)));
}
