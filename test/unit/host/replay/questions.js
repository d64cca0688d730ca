"use strict";
// Asks the script host question after question and prints each answer with its `typeof`, or the error. `!go` starts it.
function t(name, f) { try { var v = f(); host.diagnostics.debugLog(name + ' -> ' + (v === null ? 'null' : v === undefined ? 'undefined' : String(v)) + ' [' + typeof v + ']\n'); } catch (e) { host.diagnostics.debugLog(name + ' !! ' + e + '\n'); } }
function initializeScript() { return [new host.apiVersionSupport(1, 7), new host.functionAlias(go, 'go')]; }
function go() {
  const s = host.currentSession;
  const o = host.getModuleSymbol('nt', 'PsActiveProcessHead', '_LIST_ENTRY', s);
  const l = o.targetLocation;
  t('names', () => Object.getOwnPropertyNames(l).join() + ' / ' + Object.getOwnPropertyNames(Object.getPrototypeOf(l)).join());
  t('getLowPart', () => l.getLowPart()); t('asNumber', () => l.asNumber()); t('address', () => o.address); t('add', () => l.add(16)); t('readMemory with location', () => host.memory.readMemoryValues(l, 1, 8)[0]);
  t('subtract', () => l.subtract(l)); t('compareTo', () => l.compareTo(l)); t('Int64 of it', () => host.Int64(l.getLowPart(), l.getHighPart())); t('isInt64', () => l instanceof host.Int64);
  t('addressOf', () => host.createPointerTo(o)); t('pointer address', () => host.createPointerTo(o).address);
  t('targetType', () => o.targetType.name); t('targetSize', () => o.targetSize);
  t('location names', () => Object.getOwnPropertyNames(o).slice(0, 20).join());
  const a = host.getModuleSymbolAddress('nt', 'PsActiveProcessHead');
  t('address names', () => Object.getOwnPropertyNames(Object.getPrototypeOf(a)).join()); t('a.getLowPart', () => a.getLowPart() + ' ' + a.getHighPart()); t('a instanceof', () => a instanceof host.Int64);
  t('Int64 names', () => Object.getOwnPropertyNames(Object.getPrototypeOf(host.Int64(1))).join());
  t('host names', () => Object.getOwnPropertyNames(host).join()); t('memory names', () => Object.getOwnPropertyNames(host.memory).join()); t('diagnostics names', () => Object.getOwnPropertyNames(host.diagnostics).join()); t('metadata names', () => Object.getOwnPropertyNames(host.metadata).join());
  t('typeSystem', () => Object.getOwnPropertyNames(host.typeSystem || {}).join()); t('ns', () => Object.getOwnPropertyNames(host.namespace).join()); t('namespace Debugger', () => Object.getOwnPropertyNames(host.namespace.Debugger).join());
  t('globals', () => Object.getOwnPropertyNames(Function('return this')()).join());
  t('eval order', () => host.memory.readMemoryValues(a, 2, 8).map(String).join()); t('signed', () => host.memory.readMemoryValues(a, 1, 4, true)[0]); t('array kind', () => Object.prototype.toString.call(host.memory.readMemoryValues(a, 8, 1))); t('array kind 8', () => Object.prototype.toString.call(host.memory.readMemoryValues(a, 2, 8)));
  t('size 3', () => host.memory.readMemoryValues(a, 1, 3)[0]); t('count 0', () => host.memory.readMemoryValues(a, 0, 8).length); t('huge', () => host.memory.readMemoryValues(a, 1000000, 8).length);
  t('readString', () => host.memory.readString(a, 4)); t('readWideString', () => host.memory.readWideString(a, 4)); t('string none', () => host.memory.readString(host.parseInt64('0xfffff90000000000'), 4));
  t('number address', () => host.memory.readMemoryValues(4096, 1, 1)); t('text address', () => host.memory.readMemoryValues('0xfffff80001c1bfa0', 1, 8)[0]); t('negative', () => host.memory.readMemoryValues(-1, 1, 8)[0]);
  t('parseInt64', () => host.parseInt64('fffff80001c1bfa0', 16)); t('parseInt64 bad', () => host.parseInt64('xyz')); t('Int64(0x8000000000000000)', () => host.Int64(0, 0x80000000)); t('Int64(-1)', () => host.Int64(-1)); t('Int64(1.5)', () => host.Int64(1.5)); t('Int64(2^53)', () => host.Int64(9007199254740992)); t('Int64(0x40008f10,0xffffe001)', () => host.Int64(0x40008f10, 0xffffe001)); t('toString 10', () => host.Int64(0x40008f10, 0xffffe001).toString(10)); t('toString 16', () => host.Int64(0x40008f10, 0xffffe001).toString(16)); t('equality', () => host.Int64(1) == 1); t('valueOf', () => host.Int64(5) + 1); t('compare', () => host.Int64(5).compareTo(host.Int64(0, 0x80000000)));
  t('max', () => host.Int64(0xffffffff, 0xffffffff)); t('bitwiseShiftRight', () => host.Int64(0, 0x80000000).bitwiseShiftRight(4)); t('divide', () => host.Int64(0, 0x80000000).divide(16)); t('multiply', () => host.Int64(0xffffffff, 0xffffffff).multiply(2)); t('asNumber small', () => host.Int64(5).asNumber()); t('asNumber big', () => host.Int64(0, 0x200000).asNumber());
  t('currentThread ko', () => host.currentThread.KernelObject.targetLocation); t('threads', () => host.currentProcess.Threads.Count()); t('process ids', () => host.currentProcess.Id);
  t('stack', () => { function f() { return f() + 1; } return f(); });
}
