// alpcx 0.2.0: ALPC and LPC for WinDbg: ports, connections, queues, messages, wait chains and deadlocks as objects for dx
// License: MIT. Usage: .scriptload alpcx.js in WinDbg on a kernel target, then !alpcx.
// Built from TypeScript; the sources are where the changes belong.
var { initializeScript, uninitializeScript, invokeScript } = (function () {
"use strict";

// src/target/host.ts
function scriptHost() {
	return host;
}

// src/target/output.ts
function printLine(text) {
	scriptHost().diagnostics.debugLog(`${text}
`);
}
function printNotice(sentence) {
	printLine(`alpcx: ${sentence}`);
}
function printNoticeOnce(target, subject, sentence) {
	target.stop.once(`notice of ${subject}`, () => printNotice(sentence));
}

// src/target/word64.ts
var TWO_32 = 4294967296;
var Word64 = class {
	constructor(high, low) {
		this.high = high >>> 0;
		this.low = low >>> 0;
	}
	static fromNumber(value) {
		if (!Number.isSafeInteger(value)) {
			throw new RangeError(`${value} is not a whole number of at most 53 bits.`);
		}
		return new Word64(Math.floor(value / TWO_32), value);
	}
	static parse(text) {
		var _a;
		const trimmed = text.trim();
		const plain = trimmed.replace(/[`']/g, "");
		const hexadecimal = /^(?:0[xX])?([0-9a-fA-F]{1,16})$/.exec(plain);
		if (/^0[xX]/.test(plain) || plain.length !== trimmed.length || /[a-fA-F]/.test(plain)) {
			return (hexadecimal == null ? void 0 : hexadecimal[1]) === void 0 ? void 0 : Word64.fromHexDigits(hexadecimal[1]);
		}
		const decimal = (_a = /^(?:0n)?([0-9]{1,16})$/.exec(plain)) == null ? void 0 : _a[1];
		const value = decimal === void 0 ? NaN : parseInt(decimal, 10);
		return Number.isSafeInteger(value) ? Word64.fromNumber(value) : void 0;
	}
	static fromHexDigits(digits) {
		const split = Math.max(0, digits.length - 8);
		return new Word64(parseInt(digits.slice(0, split) || "0", 16), parseInt(digits.slice(split), 16));
	}
	get id() {
		if (this.high >= 4292870144) {
			return (this.high - TWO_32) * TWO_32 + this.low;
		}
		return this.high < 2097152 ? this.high * TWO_32 + this.low : this.key;
	}
	get key() {
		return this.high === 0 ? this.low.toString(16) : this.high.toString(16) + padded(this.low);
	}
	get isZero() {
		return this.high === 0 && this.low === 0;
	}
	equals(other) {
		return this.high === other.high && this.low === other.low;
	}
	compare(other) {
		return this.high === other.high ? this.low - other.low : this.high - other.high;
	}
	plus(count) {
		const near = this.low + count;
		if (near >= 0 && near < TWO_32) {
			return new Word64(this.high, near);
		}
		const low = this.low + (count >>> 0);
		const carry = low >= TWO_32 ? 1 : 0;
		return new Word64(this.high + Math.floor(count / TWO_32) + carry, low);
	}
	minus(count) {
		const near = this.low - count;
		return near >= 0 && near < TWO_32 ? new Word64(this.high, near) : this.plus(-count);
	}
	distanceFrom(other) {
		return (this.high - other.high) * TWO_32 + (this.low - other.low);
	}
	and(other) {
		return new Word64(this.high & other.high, this.low & other.low);
	}
	withoutLowBits(count) {
		return new Word64(this.high, this.low & -1 << count);
	}
	lowBits(count) {
		return (this.low & ~(-1 << count)) >>> 0;
	}
	shiftLeft(count) {
		if (count === 0) {
			return this;
		}
		return count >= 32 ? new Word64(this.low << count - 32, 0) : new Word64(this.high << count | this.low >>> 32 - count, this.low << count);
	}
	shiftRight(count) {
		if (count === 0) {
			return this;
		}
		return count >= 32 ? new Word64(0, this.high >>> count - 32) : new Word64(this.high >>> count, this.low >>> count | this.high << 32 - count);
	}
	bits(position, length) {
		const shifted = this.shiftRight(position);
		if (length >= 64) {
			return shifted;
		}
		return length >= 32 ? new Word64(shifted.high & ~(-1 << length - 32), shifted.low) : new Word64(0, shifted.low & ~(-1 << length));
	}
	signExtended(width) {
		const sign = width > 32 ? this.high >>> width - 33 : this.low >>> width - 1;
		if (width >= 64 || (sign & 1) === 0) {
			return this;
		}
		return width > 32 ? new Word64(this.high | -1 << width - 32, this.low) : new Word64(4294967295, width === 32 ? this.low : this.low | -1 << width);
	}
	toNumber() {
		return this.high < 2097152 ? this.high * TWO_32 + this.low : void 0;
	}
	toApproximateNumber() {
		return this.high * TWO_32 + this.low;
	}
	toString() {
		return `0x${this.key}`;
	}
};
Word64.zero = new Word64(0, 0);
function padded(low) {
	return (4294967296 + low).toString(16).slice(1);
}
function hexDigits(value, count) {
	return (16 ** count + value).toString(16).slice(1);
}

// src/target/host-values.ts
function hasHalves(value) {
	const candidate = value;
	try {
		return typeof value === "object" && candidate !== null && candidate !== void 0 && typeof candidate.getLowPart === "function" && typeof candidate.getHighPart === "function";
	} catch (_error) {
		return false;
	}
}
function wordFromHost(value) {
	if (typeof value === "number") {
		return Number.isSafeInteger(value) ? Word64.fromNumber(value) : void 0;
	}
	return hasHalves(value) ? new Word64(value.getHighPart(), value.getLowPart()) : void 0;
}
function numberFromHost(value) {
	const word = wordFromHost(value);
	if (word !== void 0) {
		return word.toNumber();
	}
	if (typeof value !== "object" || value === null) {
		return void 0;
	}
	try {
		const converted = Number(value);
		return Number.isSafeInteger(converted) ? converted : void 0;
	} catch (_error) {
		return void 0;
	}
}
function hostWord(value) {
	return scriptHost().Int64(value.low, value.high);
}
function addressFromHost(value) {
	var _a, _b;
	const direct = wordFromHost(value);
	if (direct !== void 0 || typeof value !== "object" || value === null) {
		return direct;
	}
	const candidate = value;
	try {
		return (_b = wordFromHost(candidate.address)) != null ? _b : wordFromHost((_a = candidate.targetLocation) == null ? void 0 : _a.address);
	} catch (_error) {
		return void 0;
	}
}
function locationFromHost(value) {
	var _a, _b;
	const candidate = value;
	if (typeof candidate !== "object" || candidate === null) {
		return void 0;
	}
	try {
		return (_b = wordFromHost((_a = candidate.targetLocation) == null ? void 0 : _a.address)) != null ? _b : wordFromHost(candidate.address);
	} catch (_error) {
		return void 0;
	}
}
function indexedValue(value, indices) {
	const host = scriptHost();
	return new host.indexedValue(value, indices.slice());
}

// src/target/host-errors.ts
var NOT_FOUND = /\b(?:unable|failed|cannot|can't|could not|couldn't) (?:to )?(?:be )?(?:find|found|locate|resolve)\b|\bnot (?:be )?found\b|\bno such\b|\bdoes ?n[o']t exist\b|\bunresolved\b/i;
var OF_MODULE = /\b(?:find|locate|resolve) (?:the )?module\b|\bmodule\b.*\bnot (?:be )?(?:loaded|found)\b|\bsymbols\b.*\bnot loaded\b/i;
var UNKNOWN = /^unknown exception\.?$/i;
function hostWords(error) {
	const message = error instanceof Error || hasMessage(error) ? error.message : textOf(error);
	const words = message.replace(/\s+/g, " ").replace(/^(?:Error: )+/, "").trim().replace(/\.$/, "");
	return words === "" ? "an error without a text" : words;
}
function saysNotFound(error) {
	const words = hostWords(error);
	return NOT_FOUND.test(words) && !OF_MODULE.test(words) || UNKNOWN.test(words) && !answersNull();
}
function saysNoSymbols(words) {
	return OF_MODULE.test(words);
}
function answersNull() {
	var _a, _b;
	const version = scriptHost().currentApiVersionInitialized;
	if (version === void 0 || version === null) {
		return true;
	}
	const major = (_a = numberFromHost(version.majorVersion)) != null ? _a : 1;
	const minor = (_b = numberFromHost(version.minorVersion)) != null ? _b : 1;
	return major > 1 || minor >= 1;
}
function hasMessage(error) {
	return typeof error === "object" && error !== null && typeof error.message === "string";
}
function textOf(error) {
	try {
		return String(error);
	} catch (_error) {
		return "";
	}
}

// src/target/absence.ts
var Absence = class {
	constructor(kind, reason, address) {
		this.kind = kind;
		this.reason = reason;
		this.address = address;
	}
};
function isAbsent(value) {
	return value instanceof Absence;
}
function firstAbsence(...values) {
	const found = values.find(isAbsent);
	if (found === void 0) {
		throw new TypeError("none of the values is absent");
	}
	return found;
}
function present(value) {
	return value instanceof Absence ? void 0 : value;
}
function mapPresent(value, change) {
	return value instanceof Absence ? value : change(value);
}
function unreadable(address, length, what = "memory") {
	return new Absence("Unreadable", `${what} at ${address} (${length} bytes) cannot be read`, address);
}
function invalid(reason, address) {
	return new Absence("Invalid", reason, address);
}
function notInThisBuild(name) {
	return new Absence("NotInThisBuild", `${name} is not in this build of Windows`);
}
function notApplicable(reason) {
	return new Absence("NotApplicable", reason);
}
function hostRefused(what, error) {
	return new Absence("Unreadable", `${what} cannot be looked up: the debugger says "${hostWords(error)}"`);
}

// src/target/structure.ts
var NO_HOLES = [];
var NO_FIELDS = [];
var Structure = class {
	constructor(address, layout, block, pointerSize, holes = NO_HOLES, start = 0) {
		this.address = address;
		this.layout = layout;
		this.pointerSize = pointerSize;
		this.holes = holes;
		if (block.BYTES_PER_ELEMENT === 4) {
			this.words = block;
			this.first = start >>> 2;
			this.length = layout.size;
		} else {
			this.words = wordsOf(block);
			this.first = 0;
			this.length = block.length;
		}
	}
	get bytes() {
		return new Uint8Array(this.words.buffer, this.words.byteOffset + 4 * this.first, this.length);
	}
	moveTo(kept) {
		const { words, first } = this;
		const count = this.length + 3 >>> 2;
		if (kept.used + count > kept.words.length) {
			kept.grow(count);
		}
		kept.words.set(words.subarray(first, first + count), kept.used);
		this.words = kept.words;
		this.first = kept.used;
		kept.used += count;
	}
	has(path) {
		return this.layout.has(path);
	}
	addressOf(member) {
		var _a;
		const field = typeof member === "string" ? (_a = this.layout.known.get(member)) != null ? _a : this.layout.find(member) : member;
		return field === void 0 ? this.missing(member) : this.address.plus(field.offset);
	}
	word(member) {
		var _a;
		const field = typeof member === "string" ? (_a = this.layout.known.get(member)) != null ? _a : this.layout.find(member) : member;
		if (field === void 0) {
			return this.missing(member);
		}
		if (field.isSmall) {
			const value = this.small(field);
			return value instanceof Absence ? value : new Word64(0, value);
		}
		const whole = this.wordAt(field.offset, field.size);
		return field.bits === void 0 || whole instanceof Absence ? whole : whole.bits(field.bits.position, field.bits.length);
	}
	pointer(member) {
		var _a;
		const field = typeof member === "string" ? (_a = this.layout.known.get(member)) != null ? _a : this.layout.find(member) : member;
		if (field === void 0) {
			return this.missing(member);
		}
		const { offset } = field;
		if (this.pointerSize === 8 && this.holes === NO_HOLES && (offset & 3) === 0 && offset + 8 <= this.length) {
			const index = this.first + (offset >>> 2);
			return new Word64(this.words[index + 1], this.words[index]);
		}
		return this.wordAt(offset, this.pointerSize);
	}
	pointerId({ offset }) {
		if (this.holes !== NO_HOLES || (offset & 3) !== 0 || offset + this.pointerSize > this.length) {
			return void 0;
		}
		const index = this.first + (offset >>> 2);
		const low = this.words[index];
		if ((low & 3) !== 0) {
			return void 0;
		}
		if (this.pointerSize === 4) {
			return low >= 2147483648 ? low : void 0;
		}
		const high = this.words[index + 1];
		return high >= 4292870144 ? (high - 4294967296) * 4294967296 + low : void 0;
	}
	number(member) {
		var _a, _b;
		const field = typeof member === "string" ? (_a = this.layout.known.get(member)) != null ? _a : this.layout.find(member) : member;
		if (field === void 0) {
			return this.missing(member);
		}
		if (field.isSmall) {
			return this.holes === NO_HOLES && field.offset + field.size <= this.length ? (this.words[this.first + field.index] >>> field.shift & field.mask) >>> 0 : this.small(field);
		}
		const word = this.word(field);
		return word instanceof Absence ? word : (_b = word.toNumber()) != null ? _b : new Absence("Invalid", `${this.layout.name}.${field.path} is ${word}, far too large`, this.address);
	}
	signed(member) {
		var _a;
		const field = typeof member === "string" ? (_a = this.layout.known.get(member)) != null ? _a : this.layout.find(member) : member;
		if (field === void 0) {
			return this.missing(member);
		}
		const value = this.number(field);
		const { size } = field;
		return value instanceof Absence || size > 4 ? value : value << 32 - 8 * size >> 32 - 8 * size;
	}
	flag(member) {
		const value = this.number(member);
		return value instanceof Absence ? value : value !== 0;
	}
	isSet(member) {
		const field = typeof member === "string" ? this.layout.known.has(member) ? this.layout.known.get(member) : this.layout.find(member) : member;
		if (field === void 0) {
			return false;
		}
		if (field.isSmall && this.holes === NO_HOLES && field.offset + field.size <= this.length) {
			return (this.words[this.first + field.index] >>> field.shift & field.mask) !== 0;
		}
		return this.flag(field) === true;
	}
	isNull(member) {
		var _a;
		const field = typeof member === "string" ? (_a = this.layout.known.get(member)) != null ? _a : this.layout.find(member) : member;
		if (field === void 0 || this.holes !== NO_HOLES || (field.offset & 3) !== 0 || field.offset + this.pointerSize > this.length) {
			return false;
		}
		const index = this.first + (field.offset >>> 2);
		return this.words[index] === 0 && (this.pointerSize === 4 || this.words[index + 1] === 0);
	}
	wordOfBlock(index) {
		return this.holes === NO_HOLES && 4 * index + 4 <= this.length ? this.words[this.first + index] : void 0;
	}
	isEmptyList(member) {
		var _a;
		const field = typeof member === "string" ? (_a = this.layout.known.get(member)) != null ? _a : this.layout.find(member) : member;
		return field !== void 0 && this.areUnused([field], NO_FIELDS);
	}
	areUnused(heads, fields) {
		if (this.holes !== NO_HOLES) {
			return false;
		}
		const { words, pointerSize, first, length } = this;
		const { low, high } = this.address;
		for (const { isSmall, offset, size, index, shift, mask } of fields) {
			if (!isSmall || offset + size > length || (words[first + index] >>> shift & mask) !== 0) {
				return false;
			}
		}
		for (const { offset } of heads) {
			const index = first + (offset >>> 2);
			const head = low + offset;
			const isEmpty = (offset & 3) === 0 && offset + 2 * pointerSize <= length && (pointerSize === 4 ? words[index] === head && words[index + 1] === head : words[index] === head && words[index + 1] === high && words[index + 2] === head && words[index + 3] === high);
			if (!isEmpty) {
				return false;
			}
		}
		return true;
	}
	slice(member, length) {
		var _a, _b;
		const field = typeof member === "string" ? (_a = this.layout.known.get(member)) != null ? _a : this.layout.find(member) : member;
		return field === void 0 ? this.missing(member) : (_b = this.unreadableAt(field.offset, length != null ? length : field.size)) != null ? _b : this.bytes.subarray(field.offset, field.offset + (length != null ? length : field.size));
	}
	missing(member) {
		return this.layout.missing(typeof member === "string" ? member : member.path);
	}
	small(field) {
		var _a;
		if (field.offset + field.size > this.length) {
			return this.tooShort(field.offset, field.size);
		}
		return (_a = this.holes === NO_HOLES ? void 0 : this.unreadableAt(field.offset, field.size)) != null ? _a : (this.words[this.first + field.index] >>> field.shift & field.mask) >>> 0;
	}
	wordAt(offset, size) {
		if (size < 1 || size > 8 || offset + size > this.length) {
			return this.tooShort(offset, size);
		}
		if (this.holes !== NO_HOLES) {
			const hole = this.unreadableAt(offset, size);
			if (hole !== void 0) {
				return hole;
			}
		}
		if ((offset & 3) !== 0 || (size & 3) !== 0) {
			return readWord(this.bytes, offset, size);
		}
		const index = this.first + (offset >>> 2);
		return new Word64(size === 8 ? this.words[index + 1] : 0, this.words[index]);
	}
	tooShort(offset, size) {
		return new Absence("Invalid", `${this.layout.name} has no value of ${size} bytes at offset ${offset}`, this.address);
	}
	unreadableAt(offset, size) {
		return this.holes.some(({ start, end }) => offset < end && offset + size > start) ? unreadable(this.address.plus(offset), size, `part of ${this.layout.name}`) : void 0;
	}
};
function wordsOf(bytes) {
	if (bytes.byteOffset % 4 === 0 && bytes.length % 4 === 0) {
		return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
	}
	const copy = new Uint8Array(Math.ceil(bytes.length / 4) * 4);
	copy.set(bytes);
	return new Uint32Array(copy.buffer);
}
function readWord(bytes, offset, size) {
	return new Word64(size > 4 ? readSmall(bytes, offset + 4, size - 4) : 0, readSmall(bytes, offset, Math.min(size, 4)));
}
function readSmall(bytes, offset, size) {
	var _a;
	let value = 0;
	for (let index = offset + size - 1; index >= offset; index -= 1) {
		value = value << 8 | ((_a = bytes[index]) != null ? _a : 0);
	}
	return value >>> 0;
}

// src/target/clock.ts
var INTERRUPT_TIME = 8;
var SYSTEM_TIME = 20;
var TICK_COUNT = 800;
var TIMES_LENGTH = 24;
var KSYSTEM_TIME_LENGTH = 12;
function sharedUserPage(pointerSize) {
	return pointerSize === 4 ? new Word64(0, 4292804608) : new Word64(4294965120, 0);
}
function readMoment(read, pointerSize) {
	const bytes = read(sharedUserPage(pointerSize).plus(INTERRUPT_TIME), TIMES_LENGTH);
	return bytes instanceof Absence ? bytes : `${readWord(bytes, 0, 8).key}.${readWord(bytes, 12, 8).key}`;
}
function readInterruptTime(read, pointerSize) {
	return readSystemTime(read, sharedUserPage(pointerSize).plus(INTERRUPT_TIME), "interrupt time");
}
function readTimeOfDay(read, pointerSize) {
	return readSystemTime(read, sharedUserPage(pointerSize).plus(SYSTEM_TIME), "system time");
}
function readTickCount(read, pointerSize) {
	return readSystemTime(read, sharedUserPage(pointerSize).plus(TICK_COUNT), "tick count");
}
function readSystemTime(read, address, what) {
	const bytes = read(address, KSYSTEM_TIME_LENGTH);
	if (bytes instanceof Absence) {
		return bytes;
	}
	return readWord(bytes, 4, 4).equals(readWord(bytes, 8, 4)) ? readWord(bytes, 0, 8) : invalid(`the ${what} was read in the middle of an update`, address);
}

// src/target/errors.ts
var AlpcxError = class extends Error {
	constructor(code, message, wrong) {
		super(message);
		this.wrong = wrong;
		this.name = "";
		this.code = code;
	}
};
function userModeTarget() {
	return new AlpcxError("user-mode-target", "alpcx reads the kernel's ports, and this target is a user-mode process: attach to a kernel or open a kernel dump.");
}
function noSession() {
	return new AlpcxError("no-session", "There is no target: attach to a kernel or open a kernel dump, then ask again.");
}
function noCurrentProcess() {
	return new AlpcxError("no-current-process", "The debugger does not say which process is current: name one by its id, address or name. Example: !alpcx_process 0x2a8");
}
function noCurrentThread() {
	return new AlpcxError("no-current-thread", "The debugger does not say which thread is current: name one by its id or address. Example: !alpcx_thread 0x9a4");
}
function noKernelObject(what, reason) {
	return new AlpcxError(what === "process" ? "no-current-process" : "no-current-thread", `The debugger does not say where the ${what} lies in the kernel: ${reason}. Name it by its address, as !${what} shows it. Example: !alpcx_${what} 0xffffa801\`12345080`);
}
function targetGone() {
	return new AlpcxError("target-gone", "This object belongs to a kernel that is no longer there: the target was restarted or closed. Ask again, from @$cursession.Alpc on.");
}
function noKernelSymbols() {
	return new AlpcxError("no-kernel-symbols", "The symbols of nt are not loaded, so no structure can be found: set the symbol path (.symfix), run .reload /f nt, then ask again.");
}
function symbolsRefused(reason) {
	return new AlpcxError("no-kernel-symbols", `No structure of the kernel can be found: ${reason}. Where the symbols of nt are not loaded, set the symbol path (.symfix) and run .reload /f nt, then ask again.`);
}
function noAlpcTypes(missing) {
	return new AlpcxError("no-alpc-types", `The symbols of this kernel do not describe ${missing} (as on Windows Vista without a service pack): ALPC ports cannot be decoded here.`);
}
function unknownKernel() {
	return new AlpcxError("unknown-kernel", "The symbols of nt have neither AlpcMessageId nor LpcReplyMessageId in _ETHREAD: unsupported kernel, or mismatched symbols. Check that the symbols fit the target (lm m nt).");
}
function wrongArgument(given, expected, example) {
	const fact = given === "" ? `An argument is missing: ${expected}` : `${given} is not ${expected}`;
	return withExample(fact, example);
}
function withExample(fact, example) {
	return new AlpcxError("wrong-argument", `${fact}. Example: ${example}`, { fact, example });
}
function inCommand(error, name, examples) {
	const wrong = error instanceof AlpcxError ? error.wrong : void 0;
	const isOf = example => example.startsWith(`!${name} `);
	const own = examples.find(isOf);
	return wrong === void 0 || own === void 0 || isOf(wrong.example) ? error : withExample(wrong.fact, own);
}
function notFound(what, hint) {
	return new AlpcxError("not-found", `${what} ${hint}`);
}
function fileNotWritten(path, reason) {
	return new AlpcxError("file-not-written", `The file ${path} was not written: ${reason.replace(/\.?$/, ".")} Give a full path to a folder that exists and may be written to.`);
}

// src/target/current.ts
function currentSession() {
	const session = attempt(() => scriptHost().currentSession);
	if (session === void 0) {
		throw noSession();
	}
	return session;
}
function sessionIdOf(session) {
	var _a;
	const id = session.Id;
	return String((_a = numberFromHost(id)) != null ? _a : id);
}
function isCurrentSession(id) {
	return attempt(() => sessionIdOf(scriptHost().currentSession)) === id;
}
function currentDebuggerProcess() {
	var _a;
	const process = (_a = attempt(() => scriptHost().currentProcess)) != null ? _a : attempt(() => scriptHost().namespace.Debugger.State.DebuggerVariables.curprocess);
	if (process === void 0) {
		throw noCurrentProcess();
	}
	return process;
}
function currentDebuggerThread() {
	var _a;
	const thread = (_a = attempt(() => scriptHost().currentThread)) != null ? _a : attempt(() => scriptHost().namespace.Debugger.State.DebuggerVariables.curthread);
	if (thread === void 0) {
		throw noCurrentThread();
	}
	return thread;
}
function attempt(ask) {
	var _a;
	try {
		return (_a = ask()) != null ? _a : void 0;
	} catch (_error) {
		return void 0;
	}
}

// src/target/address.ts
function normalizedAddress(value, pointerSize) {
	return pointerSize === 4 && value.high !== 0 ? new Word64(0, value.low) : value;
}
function isKernelAddress(address, pointerSize) {
	return pointerSize === 4 ? address.low >= 2147483648 && address.high === 0 : address.high >= 4278190080;
}
function validateKernelPointer(address, pointerSize, what, alignment = 4) {
	const { high, low } = address;
	if (low % alignment === 0 && (pointerSize === 8 ? high >= 4278190080 : high === 0 && low >= 2147483648)) {
		return void 0;
	}
	if (address.isZero) {
		return invalid(`${what}: the pointer is null`, address);
	}
	if (!isKernelAddress(address, pointerSize)) {
		return invalid(`${what}: ${address} is not in kernel space`, address);
	}
	return invalid(`${what}: ${address} is not aligned`, address);
}

// src/target/layout.ts
var StructureLayout = class {
	constructor(name, type) {
		this.resolved = /* @__PURE__ */ new Map();
		this.absent = /* @__PURE__ */ new Map();
		this.picked = /* @__PURE__ */ new Map();
		this.knownNames = /* @__PURE__ */ new Map();
		this.places = /* @__PURE__ */ new Map();
		this.members = /* @__PURE__ */ new Map();
		var _a;
		this.name = name;
		this.known = this.resolved;
		this.whole = { type, offset: 0 };
		this.size = (_a = numberFromHost(type.size)) != null ? _a : 0;
	}
	find(path) {
		const known = this.resolved.get(path);
		if (known !== void 0 || this.resolved.has(path)) {
			return known;
		}
		const place = this.placeOf(path);
		const field = place === void 0 ? void 0 : describe(path, place);
		this.resolved.set(path, field);
		return field;
	}
	missing(path) {
		const known = this.absent.get(path);
		if (known !== void 0) {
			return known;
		}
		const absence = notInThisBuild(`${this.name}.${path}`);
		this.absent.set(path, absence);
		return absence;
	}
	pick(paths) {
		var _a;
		const known = this.picked.get(paths);
		if (known !== void 0) {
			return known;
		}
		const found = {};
		for (const name of Object.keys(paths)) {
			found[name] = (_a = this.find(paths[name])) != null ? _a : paths[name];
		}
		this.picked.set(paths, found);
		return found;
	}
	has(path) {
		var _a;
		return ((_a = this.resolved.get(path)) != null ? _a : this.find(path)) !== void 0;
	}
	field(path) {
		var _a, _b;
		return (_b = (_a = this.resolved.get(path)) != null ? _a : this.find(path)) != null ? _b : this.missing(path);
	}
	isPointer(path) {
		var _a;
		return ((_a = this.placeOf(path)) == null ? void 0 : _a.type.typeKind) === "pointer";
	}
	memberNames(path) {
		const known = this.knownNames.get(path);
		if (known !== void 0) {
			return known;
		}
		const place = this.placeOf(path);
		const names = place === void 0 ? [] : Object.keys(this.membersOf(place));
		this.knownNames.set(path, names);
		return names;
	}
	placeOf(path) {
		if (path === "") {
			return this.whole;
		}
		if (!this.places.has(path)) {
			const end = path.lastIndexOf(".");
			const parent = this.placeOf(path.slice(0, Math.max(end, 0)));
			this.places.set(path, parent === void 0 ? void 0 : this.memberPlace(parent, path.slice(end + 1)));
		}
		return this.places.get(path);
	}
	memberPlace(parent, name) {
		const field = this.membersOf(parent)[name];
		const offset = numberFromHost(field == null ? void 0 : field.offset);
		return field === void 0 || offset === void 0 ? void 0 : { type: field.type, offset: parent.offset + offset };
	}
	membersOf(place) {
		var _a;
		const known = this.members.get(place);
		if (known !== void 0) {
			return known;
		}
		const fields = (_a = place.type.fields) != null ? _a : {};
		this.members.set(place, fields);
		return fields;
	}
};
var PerLayout = class {
	constructor(make) {
		this.known = /* @__PURE__ */ new WeakMap();
		this.make = make;
	}
	of(layout) {
		let found = this.known.get(layout);
		if (found === void 0) {
			found = { layout, value: this.make(layout) };
			this.known.set(layout, found);
		}
		this.latest = found;
		return found.value;
	}
};
function wordsOfField({ path, offset, size }) {
	const words = [];
	for (let at = offset; at < offset + size; at += 4) {
		words.push({
			path,
			offset: at,
			size: 4,
			bits: void 0,
			isSmall: at % 4 === 0,
			index: at / 4,
			shift: 0,
			mask: -1
		});
	}
	return words;
}
function describe(path, { type, offset }) {
	var _a;
	const position = type.isBitField ? type.bitFieldPositions : void 0;
	const size = (_a = numberFromHost(type.size)) != null ? _a : 0;
	const bits = position === void 0 ? void 0 : { position: Number(position.lsb), length: Number(position.length) };
	const first = 8 * offset + (bits === void 0 ? 0 : bits.position);
	const count = bits === void 0 ? 8 * size : bits.length;
	const shift = first % 32;
	return {
		path,
		offset,
		size,
		bits,
		isSmall: count > 0 && size <= 8 && shift + count <= 32,
		index: Math.floor(first / 32),
		shift,
		mask: count >= 32 ? -1 : (1 << count) - 1
	};
}

// src/target/symbols.ts
var KERNEL_MODULE = "nt";
var PLACED_TYPE = "_LIST_ENTRY";
var Symbols = class {
	constructor(context, isCurrent) {
		this.layouts = /* @__PURE__ */ new Map();
		this.addresses = /* @__PURE__ */ new Map();
		this.missing = /* @__PURE__ */ new Map();
		this.refused = /* @__PURE__ */ new Map();
		this.context = context;
		this.isCurrent = isCurrent;
		this.known = this.layouts;
	}
	layout(typeName) {
		const known = this.layouts.get(typeName);
		if (known !== void 0) {
			return known;
		}
		return this.find(this.layouts, typeName, () => {
			const answer = firstAnswer(this.typeQuestions(typeName));
			if (answer === void 0 || "error" in answer) {
				return answer;
			}
			const layout = new StructureLayout(typeName, answer.found);
			return layout.size === 0 ? void 0 : { found: layout };
		});
	}
	address(name, pointerSize) {
		const known = this.addresses.get(name);
		if (known !== void 0) {
			return known;
		}
		return this.find(this.addresses, name, () => {
			const names = pointerSize === 4 ? [name, `_${name}`] : [name];
			let failed;
			for (const spelling of names) {
				const answer = firstAnswer(this.addressQuestions(spelling));
				if (answer !== void 0 && "found" in answer) {
					return { found: normalizedAddress(answer.found, pointerSize) };
				}
				failed = failed != null ? failed : answer;
			}
			return failed;
		});
	}
	forgetMissing() {
		this.missing.clear();
		this.refused.clear();
	}
	askRefusedAgain() {
		const refused = Array.from(this.refused.values());
		this.refused.clear();
		refused.forEach(({ again }) => again());
		return this.refused.size < refused.length;
	}
	typeQuestions(typeName) {
		const host = scriptHost();
		const withContext = () => {
			var _a;
			return (_a = host.getModuleType(KERNEL_MODULE, typeName, this.context)) != null ? _a : void 0;
		};
		return this.isCurrent() ? [withContext, () => {
			var _a;
			return (_a = host.getModuleType(KERNEL_MODULE, typeName)) != null ? _a : void 0;
		}] : [withContext];
	}
	addressQuestions(name) {
		const host = scriptHost();
		const ofCurrent = () => addressOf(host.getModuleSymbolAddress(KERNEL_MODULE, name));
		const asObject = () => placeOf(host.getModuleSymbol(KERNEL_MODULE, name, PLACED_TYPE, this.context));
		const withContext = () => addressOf(host.getModuleSymbolAddress(KERNEL_MODULE, name, this.context));
		return this.isCurrent() ? [ofCurrent, asObject, withContext] : [asObject, withContext];
	}
	find(found, name, look) {
		var _a, _b, _c;
		const known = (_c = (_a = found.get(name)) != null ? _a : this.missing.get(name)) != null ? _c : (_b = this.refused.get(name)) == null ? void 0 : _b.absence;
		if (known !== void 0) {
			return known;
		}
		const answer = look();
		if (answer === void 0) {
			const absence = notInThisBuild(`${KERNEL_MODULE}!${name}`);
			this.missing.set(name, absence);
			return absence;
		}
		if ("error" in answer) {
			const absence = hostRefused(`${KERNEL_MODULE}!${name}`, answer.error);
			this.refused.set(name, { absence, again: () => this.find(found, name, look) });
			return absence;
		}
		found.set(name, answer.found);
		return answer.found;
	}
};
function firstAnswer(questions) {
	let failed;
	for (const question of questions) {
		try {
			const found = question();
			return found === void 0 ? void 0 : { found };
		} catch (error) {
			if (saysNotFound(error)) {
				return void 0;
			}
			failed = failed != null ? failed : { error };
		}
	}
	return failed;
}
function addressOf(value) {
	const address = addressFromHost(value);
	return address === void 0 || address.isZero ? void 0 : address;
}
function placeOf(value) {
	const address = locationFromHost(value);
	return address === void 0 || address.isZero ? void 0 : address;
}

// src/target/limits.ts
var limits = {
	ports: 1e6,
	listEntries: 1e5,
	handles: 1e6,
	nameBytes: 65534,
	payloadBytes: 4096,
	poolSearchBytes: 1073741824,
	chainSteps: 1e5,
	cachedPages: 16384,
	longWaitSeconds: 30,
	backlog: 100,
	progressInterval: 1,
	seconds: 0
};

// src/target/page-cache.ts
var PAGE_SIZE = 4096;
var LARGEST_BLOCK = 1048576;
var SMALLEST_PIECE = 32;
var MOST_FAILED_PIECES = 2e4;
var MOST_KEPT_BLOCKS = 4096;
var PageCache = class {
	constructor(readBytes, capacity) {
		this.pages = /* @__PURE__ */ new Map();
		this.pieces = /* @__PURE__ */ new Map();
		this.failedPieces = 0;
		this.latestNumber = -1;
		this.readBytes = readBytes;
		this.capacity = Math.max(2, capacity);
	}
	read(address, length) {
		if (length <= 0 || length > LARGEST_BLOCK) {
			return unreadable(address, length, "a block of impossible length");
		}
		const offset = address.low & PAGE_SIZE - 1;
		const page = this.pageOf(address, length);
		if (page !== void 0) {
			return page.bytes.subarray(offset, offset + length);
		}
		const count = Math.ceil((offset + length) / PAGE_SIZE);
		const bytes = count === 1 ? void 0 : this.fromPages(pageNumber(address), count, offset, length);
		const exact = bytes != null ? bytes : count === 1 && length === PAGE_SIZE ? void 0 : this.readBytes(address, length);
		return exact != null ? exact : unreadable(address, length);
	}
	pageOf(address, length) {
		if ((address.low & PAGE_SIZE - 1) + length > PAGE_SIZE) {
			return void 0;
		}
		const number = address.high * 1048576 + (address.low >>> 12);
		if (number === this.latestNumber) {
			return this.latest;
		}
		let page = this.pages.get(number);
		if (page === void 0 && !this.pages.has(number)) {
			page = pageFrom(this.readBytes(pageAddress(number), PAGE_SIZE));
			this.keep(number, page);
		}
		this.latest = page;
		this.latestNumber = number;
		return page;
	}
	peek(low, high) {
		const number = high * 1048576 + (low >>> 12);
		const page = number === this.latestNumber ? this.latest : this.pages.get(number);
		return page === void 0 || (low & 3) !== 0 ? void 0 : page.words[(low & PAGE_SIZE - 1) >>> 2];
	}
	peekPair(low, high, pointerSize, pair) {
		const number = high * 1048576 + (low >>> 12);
		const page = number === this.latestNumber ? this.latest : this.pages.get(number);
		const index = (low & PAGE_SIZE - 1) >>> 2;
		if (page === void 0 || (low & PAGE_SIZE - 1) + 2 * pointerSize > PAGE_SIZE) {
			return false;
		}
		const { words } = page;
		if (pointerSize === 4) {
			pair.firstLow = words[index];
			pair.secondLow = words[index + 1];
			pair.firstHigh = 0;
			pair.secondHigh = 0;
			return (low & 3) === 0 && high === 0 && low >= 2147483648;
		}
		pair.firstLow = words[index];
		pair.firstHigh = words[index + 1];
		pair.secondLow = words[index + 2];
		pair.secondHigh = words[index + 3];
		return (low & 7) === 0 && high >= 4278190080;
	}
	readPieces(address, length) {
		const key = `${address.id}+${length}`;
		if (!this.pieces.has(key) && this.pieces.size < MOST_KEPT_BLOCKS) {
			this.pieces.set(key, this.readFreshPieces(address, length));
		}
		return this.pieces.has(key) ? this.pieces.get(key) : this.readFreshPieces(address, length);
	}
	readFreshPieces(address, length) {
		const bytes = new Uint8Array(length);
		const holes = [];
		let found = false;
		for (let start = 0; start < length; ) {
			const end = Math.min(length, start + PAGE_SIZE - address.plus(start).low % PAGE_SIZE);
			found = this.fillPiece(address, { start, end }, bytes, holes) || found;
			start = end;
		}
		return found ? { bytes, holes } : void 0;
	}
	fillPiece(address, piece, bytes, holes) {
		const { start, end } = piece;
		const got = this.readBytes(address.plus(start), end - start);
		if (got !== void 0) {
			bytes.set(got, start);
			return true;
		}
		this.failedPieces += 1;
		if (end - start <= SMALLEST_PIECE || this.failedPieces > MOST_FAILED_PIECES) {
			holes.push(piece);
			return false;
		}
		const middle = start + Math.ceil((end - start) / 2 / SMALLEST_PIECE) * SMALLEST_PIECE;
		const first = this.fillPiece(address, { start, end: middle }, bytes, holes);
		return this.fillPiece(address, { start: middle, end }, bytes, holes) || first;
	}
	fromPages(first, count, offset, length) {
		const block = new Uint8Array(count * PAGE_SIZE);
		for (let index = 0; index < count; ) {
			const run = this.missingRun(first + index, count - index);
			if (run === 0) {
				const page = this.pages.get(first + index);
				if (page === void 0) {
					return void 0;
				}
				block.set(page.bytes, index * PAGE_SIZE);
				index += 1;
				continue;
			}
			const fetched = this.readBytes(pageAddress(first + index), run * PAGE_SIZE);
			if (fetched === void 0) {
				return void 0;
			}
			block.set(fetched, index * PAGE_SIZE);
			for (let page = 0; page < run; page += 1) {
				this.keep(first + index + page, pageFrom(fetched.subarray(page * PAGE_SIZE, (page + 1) * PAGE_SIZE)));
			}
			index += run;
		}
		return block.subarray(offset, offset + length);
	}
	missingRun(first, most) {
		let run = 0;
		while (run < most && !this.pages.has(first + run)) {
			run += 1;
		}
		return run;
	}
	keep(number, page) {
		if (this.pages.size >= this.capacity) {
			for (const oldest of this.pages.keys()) {
				this.pages.delete(oldest);
				break;
			}
		}
		this.pages.set(number, page);
	}
};
function pageFrom(bytes) {
	return bytes === void 0 ? void 0 : { bytes, words: wordsOf(bytes) };
}
function pageNumber(address) {
	return address.high * 1048576 + (address.low >>> 12);
}
function pageAddress(number) {
	return new Word64(Math.floor(number / 1048576), number % 1048576 * PAGE_SIZE);
}

// src/target/pointer.ts
function pointerInWords(words, index, pointerSize) {
	return new Word64(pointerSize === 8 ? words[index + 1] : 0, words[index]);
}
function pointerIn(bytes, offset, pointerSize) {
	return readWord(bytes, offset, pointerSize);
}

// src/target/kept-bytes.ts
var BUFFER_WORDS = 16384;
var KeptBytes = class {
	constructor() {
		this.words = new Uint32Array(0);
		this.used = 0;
	}
	grow(count) {
		this.words = new Uint32Array(Math.max(BUFFER_WORDS, count));
		this.used = 0;
	}
};

// src/target/stop.ts
var Stop = class {
	constructor(moment, pages) {
		this.kept = new KeptBytes();
		this.isCutShort = false;
		this.results = /* @__PURE__ */ new Map();
		this.resultsOf = /* @__PURE__ */ new Map();
		this.moment = moment;
		this.pages = pages;
	}
	again() {
		return new Stop(this.moment, this.pages);
	}
	once(key, compute) {
		const known = this.results.get(key);
		if (known !== void 0 || this.results.has(key)) {
			return known;
		}
		const result = compute();
		this.results.set(key, result);
		return result;
	}
	onceOf(what, id, compute) {
		let known = this.resultsOf.get(what);
		if (known === void 0) {
			known = /* @__PURE__ */ new Map();
			this.resultsOf.set(what, known);
		}
		const found = known.get(id);
		if (found !== void 0 || known.has(id)) {
			return found;
		}
		const result = compute();
		known.set(id, result);
		return result;
	}
};
var PerStop = class {
	constructor(make) {
		this.known = /* @__PURE__ */ new WeakMap();
		this.make = make;
		this.value = make();
	}
	of(stop) {
		var _a;
		if (stop === this.latest) {
			return this.value;
		}
		const found = (_a = this.known.get(stop)) != null ? _a : this.make();
		this.known.set(stop, found);
		this.latest = stop;
		this.value = found;
		return found;
	}
};

// src/target/target.ts
var RUNNING_TARGET_AGE = 1e3;
var QUERY_PAUSE = 1e3;
var LANDMARK_SYMBOL = "PsActiveProcessHead";
var Target = class {
	constructor(sessionId, session, isDump, context) {
		this.pinned = 0;
		this.isGone = false;
		this.isRunning = false;
		this.stopBegan = 0;
		this.busyAt = 0;
		this.sessionId = sessionId;
		this.session = session;
		this.isDump = isDump;
		this.context = context;
		this.symbols = this.newSymbols();
		this.pointerSize = pointerSizeOf(this.symbols);
		this.landmark = this.findLandmark();
		this.stop = this.newStop(this.readMoment());
		this.checkedAt = Date.now();
	}
	get computingSince() {
		return this.pinnedSince;
	}
	beginQuery() {
		const isHere = this.follow();
		const now = Date.now();
		const pause = now - this.busyAt;
		this.busyAt = now;
		const isNew = this.pinned === 0 && (pause >= QUERY_PAUSE || pause < 0);
		if (isHere && isNew && (this.symbols.askRefusedAgain() || this.stop.isCutShort)) {
			this.stop = this.stop.again();
		}
		return isHere;
	}
	refresh() {
		if (!this.isDump && this.pinned === 0 && (this.isGone || Date.now() !== this.checkedAt && !this.follow())) {
			throw targetGone();
		}
	}
	follow() {
		if (this.pinned > 0 || this.isGone) {
			return !this.isGone;
		}
		this.checkedAt = Date.now();
		if (this.isRunning && this.checkedAt - this.stopBegan < RUNNING_TARGET_AGE) {
			return true;
		}
		const moment = this.readMoment();
		if (moment === void 0 ? this.isDump : moment === this.stop.moment) {
			return true;
		}
		this.dropStop(moment);
		this.isGone = this.findLandmark() !== this.landmark;
		return !this.isGone;
	}
	dropStop(moment = this.readMoment()) {
		this.symbols.forgetMissing();
		this.stop = this.newStop(moment);
	}
	pin(compute) {
		const isWatched = this.pinned === 0 && !this.isDump && !this.isRunning;
		const before = isWatched ? this.readMoment() : void 0;
		if (this.pinned === 0) {
			this.pinnedSince = Date.now();
		}
		this.pinned += 1;
		try {
			return compute();
		} finally {
			this.pinned -= 1;
			this.busyAt = Date.now();
			this.pinnedSince = this.pinned === 0 ? void 0 : this.pinnedSince;
			this.isRunning = this.isRunning || before !== void 0 && this.readMoment() !== before;
		}
	}
	hasMemory(address) {
		return !(this.read(address, 1) instanceof Absence);
	}
	read(address, length) {
		return this.stop.pages.read(address, length);
	}
	layout(typeName) {
		var _a;
		return (_a = this.symbols.known.get(typeName)) != null ? _a : this.symbols.layout(typeName);
	}
	symbol(name) {
		return this.symbols.address(name, this.pointerSize);
	}
	readStructure(typeName, address) {
		var _a;
		const layout = (_a = this.symbols.known.get(typeName)) != null ? _a : this.symbols.layout(typeName);
		if (layout instanceof Absence) {
			return layout;
		}
		if (this.pointerSize === 4 || address.high < 4278190080 || (address.low & 3) !== 0) {
			const wrong = validateKernelPointer(address, this.pointerSize, typeName);
			if (wrong !== void 0) {
				return wrong;
			}
		}
		const { pages } = this.stop;
		const page = pages.pageOf(address, layout.size);
		if (page !== void 0) {
			return new Structure(address, layout, page.words, this.pointerSize, void 0, address.low & PAGE_SIZE - 1);
		}
		const bytes = pages.read(address, layout.size);
		if (!(bytes instanceof Absence)) {
			return new Structure(address, layout, bytes, this.pointerSize);
		}
		const pieces = pages.readPieces(address, layout.size);
		return pieces === void 0 ? unreadable(address, layout.size, typeName) : new Structure(address, layout, pieces.bytes, this.pointerSize, pieces.holes);
	}
	readPointer(address) {
		const page = (address.low & 3) === 0 ? this.stop.pages.pageOf(address, this.pointerSize) : void 0;
		if (page !== void 0) {
			return pointerInWords(page.words, (address.low & PAGE_SIZE - 1) >>> 2, this.pointerSize);
		}
		const bytes = this.read(address, this.pointerSize);
		return bytes instanceof Absence ? bytes : pointerIn(bytes, 0, this.pointerSize);
	}
	readPointerPair(address) {
		const size = this.pointerSize;
		const page = (address.low & 3) === 0 ? this.stop.pages.pageOf(address, 2 * size) : void 0;
		if (page !== void 0) {
			const { words } = page;
			const index = (address.low & PAGE_SIZE - 1) >>> 2;
			if (size === 8) {
				return {
					first: new Word64(words[index + 1], words[index]),
					second: new Word64(words[index + 3], words[index + 2])
				};
			}
			return {
				first: pointerInWords(words, index, size),
				second: pointerInWords(words, index + 1, size)
			};
		}
		const bytes = this.read(address, 2 * size);
		return bytes instanceof Absence ? bytes : { first: pointerIn(bytes, 0, size), second: pointerIn(bytes, size, size) };
	}
	readTickCount() {
		return this.stop.once("tick count", () => readTickCount((address, length) => this.read(address, length), this.pointerSize));
	}
	readInterruptTime() {
		return this.stop.once("interrupt time", () => readInterruptTime((address, length) => this.read(address, length), this.pointerSize));
	}
	readTimeOfDay() {
		return this.stop.once("time of day", () => readTimeOfDay((address, length) => this.read(address, length), this.pointerSize));
	}
	normalized(address) {
		return normalizedAddress(address, this.pointerSize);
	}
	newStop(moment) {
		this.stopBegan = Date.now();
		return new Stop(moment, new PageCache((address, length) => readBytes(address, length, this.context), limits.cachedPages));
	}
	readMoment() {
		return present(readMoment((address, length) => {
			var _a;
			return (_a = readBytes(address, length, this.context)) != null ? _a : unreadable(address, length);
		}, this.pointerSize));
	}
	newSymbols() {
		return new Symbols(this.context, () => isCurrentSession(this.sessionId));
	}
	findLandmark() {
		const fresh = this.newSymbols().address(LANDMARK_SYMBOL, this.pointerSize);
		return fresh instanceof Absence ? "" : fresh.key;
	}
};
function pointerSizeOf(symbols) {
	const links = symbols.layout("_LIST_ENTRY");
	if (links instanceof Absence) {
		throw links.kind === "NotInThisBuild" || saysNoSymbols(links.reason) ? noKernelSymbols() : symbolsRefused(links.reason);
	}
	return links.size === 8 ? 4 : 8;
}
function readBytes(address, length, context) {
	const host = scriptHost();
	try {
		return host.memory.readMemoryValues(host.Int64(address.low, address.high), length, 1, false, context);
	} catch (_error) {
		return void 0;
	}
}

// src/target/sessions.ts
var targets = /* @__PURE__ */ new Map();
function currentTarget() {
	const session = currentSession();
	return targetOf(session);
}
function targetOf(session) {
	const id = sessionIdOf(session);
	const known = targets.get(id);
	if (known !== void 0 && known.beginQuery()) {
		return known;
	}
	const target = openTarget(id, session);
	targets.set(id, target);
	return target;
}
function openedTarget() {
	var _a;
	const session = currentSession();
	return (_a = targets.get(sessionIdOf(session))) != null ? _a : targetOf(session);
}
function targetOfObject(native) {
	const current = currentSession();
	const sessions = openSessions();
	if (sessions.length > 1) {
		const identity = identityOf(native);
		for (const session of sessions) {
			if (identity !== "" && identityOf(contextOf(session)) === identity) {
				return targetOf(session);
			}
		}
	}
	return targetOf(current);
}
function forgetTargets() {
	targets.clear();
}
function dropStops() {
	targets.forEach(target => {
		target.dropStop();
	});
}
function openTarget(id, session) {
	if (!attribute(session, "IsKernelTarget")) {
		throw userModeTarget();
	}
	try {
		return new Target(id, session, attribute(session, "IsDumpTarget"), contextOf(session));
	} catch (error) {
		throw error instanceof AlpcxError ? error : symbolsRefused(`the debugger says "${hostWords(error)}"`);
	}
}
function attribute(session, name) {
	try {
		return Boolean(session.Attributes.Target[name]);
	} catch (_error) {
		return false;
	}
}
function contextOf(session) {
	const candidates = [
		() => firstProcess(session),
		() => session,
		() => currentProcessOf(session)
	];
	for (const ask of candidates) {
		const candidate = attempt_sessions(ask);
		if (candidate !== void 0 && answersFor(candidate)) {
			return candidate;
		}
	}
	return session;
}
function firstProcess(session) {
	for (const process of session.Processes) {
		return process;
	}
	return void 0;
}
function currentProcessOf(session) {
	return isCurrentSession(sessionIdOf(session)) ? currentDebuggerProcess() : void 0;
}
function answersFor(context) {
	return attempt_sessions(() => {
		var _a;
		return (_a = scriptHost().getModuleType(KERNEL_MODULE, "_LIST_ENTRY", context)) != null ? _a : void 0;
	}) !== void 0;
}
function attempt_sessions(ask) {
	try {
		return ask();
	} catch (_error) {
		return void 0;
	}
}
function openSessions() {
	try {
		return Array.from(scriptHost().namespace.Debugger.Sessions);
	} catch (_error) {
		return [];
	}
}
function identityOf(native) {
	const symbols = new Symbols(native, () => false);
	try {
		const pointerSize = pointerSizeOf(symbols);
		const landmark = symbols.address(LANDMARK_SYMBOL, pointerSize);
		const moment = readMoment((address, length) => {
			var _a;
			return (_a = readBytes(address, length, native)) != null ? _a : unreadable(address, length);
		}, pointerSize);
		return `${landmark instanceof Absence ? "" : landmark.key} ${moment instanceof Absence ? "" : moment}`;
	} catch (_error) {
		return "";
	}
}

// src/target/debugger-objects.ts
function findDebuggerProcess(target, id) {
	var _a;
	const listed = target.stop.once("the debugger's processes", () => listById(() => target.session.Processes));
	return (_a = listed.byId.get(id)) != null ? _a : notListed(listed, id, "process", () => isCurrentSession(target.sessionId) ? currentDebuggerProcess() : void 0);
}
function findDebuggerThread(target, processId, id) {
	var _a, _b;
	const process = findDebuggerProcess(target, processId);
	const current = () => isCurrentSession(target.sessionId) ? currentDebuggerThread() : void 0;
	if (process instanceof Absence) {
		return (_a = currentWithId(current, id)) != null ? _a : process;
	}
	const listed = listById(() => process.Threads);
	return (_b = listed.byId.get(id)) != null ? _b : notListed(listed, id, "thread", current);
}
function listById(list) {
	const byId = /* @__PURE__ */ new Map();
	try {
		for (const candidate of list()) {
			const id = numberFromHost(candidate.Id);
			if (id !== void 0 && !byId.has(id)) {
				byId.set(id, candidate);
			}
		}
		return { byId, failure: void 0 };
	} catch (error) {
		return { byId, failure: hostWords(error) };
	}
}
function notListed({ failure }, id, what, current) {
	var _a;
	if (failure === void 0) {
		return invalid(`the debugger lists no ${what} with id ${id}`);
	}
	return (_a = currentWithId(current, id)) != null ? _a : new Absence("Unreadable", `the debugger cannot list its ${what === "process" ? "processes" : "threads"}: it says "${failure}"`);
}
function currentWithId(current, id) {
	try {
		const candidate = current();
		return candidate !== void 0 && numberFromHost(candidate.Id) === id ? candidate : void 0;
	} catch (_error) {
		return void 0;
	}
}
function kernelObjectOf(target, object) {
	try {
		const address = addressFromHost(object.KernelObject);
		return address === void 0 ? new Absence("Unreadable", "the debugger gives no kernel object") : target.normalized(address);
	} catch (error) {
		return new Absence("Unreadable", `the debugger says "${hostWords(error)}"`);
	}
}
function debuggerIdOf(object) {
	try {
		return numberFromHost(object.Id);
	} catch (_error) {
		return void 0;
	}
}
function nativeObject(target, typeName, address) {
	const host = scriptHost();
	try {
		return host.createTypedObject(host.Int64(address.low, address.high), KERNEL_MODULE, typeName, target.context);
	} catch (_error) {
		return target.layout(typeName) instanceof Absence ? new Absence("NotInThisBuild", `${notInThisBuild(`${KERNEL_MODULE}!${typeName}`).reason}, so the one at ${address} cannot be shown`, address) : invalid(`the debugger makes no ${typeName} of ${address}`, address);
	}
}

// src/text/printable.ts
var LONGEST_NAME = 80;
var HARMFUL_RANGES = [
	[0, 31],
	[127, 159],
	[173, 173],
	[1564, 1564],
	[8203, 8207],
	[8232, 8238],
	[8288, 8303],
	[65279, 65279],
	[65520, 65535]
];
var HARMLESS = /^[ -~\u00a0-\u00ac\u00ae-\u061b\u061d-\u200a\u2010-\u2027\u202f-\u205f\u2070-\ud7ff\ue000-\ufefe\uff00-\uffef]*$/;
var PAIR_OR_UNIT = /[\ud800-\udbff][\udc00-\udfff]|[^]/g;
function escapeUnit(unit) {
	return `\\u${hexDigits(unit, 4)}`;
}
function escapeHarmful(found) {
	const unit = found.charCodeAt(0);
	const isUnpaired = found.length === 1 && unit >= 55296 && unit <= 57343;
	return isUnpaired || HARMFUL_RANGES.some(([first, last]) => unit >= first && unit <= last) ? escapeUnit(unit) : found;
}
function printable(text) {
	return HARMLESS.test(text) ? text : text.replace(PAIR_OR_UNIT, escapeHarmful);
}
function formatName(text, longest = LONGEST_NAME) {
	const shown = text.length > longest ? text.slice(0, longest) : text;
	return shown.length < text.length ? `${printable(shown)}... (${text.length} characters)` : printable(shown);
}
function formatPath(path, longest = LONGEST_NAME) {
	if (path.length <= longest) {
		return printable(path);
	}
	const tail = Math.max(path.length - path.lastIndexOf("\\"), Math.floor(longest / 2));
	return tail >= longest ? formatName(path, longest) : `${printable(path.slice(0, longest - tail - 3))}...${printable(path.slice(path.length - tail))}`;
}
function quoted(text, longest = 120) {
	return `'${formatName(text, longest)}'`;
}
function lastPart(path) {
	return path.slice(path.lastIndexOf("\\") + 1);
}

// src/model/ask/address.ts
function readReference(target, value, expectation) {
	const word = referencedWord(value);
	if (word === void 0) {
		throw wrongArgument(describeArgument(value), expectation.expected, exampleOf(target, expectation));
	}
	const address = target.normalized(word);
	return isKernelAddress(address, target.pointerSize) ? { kind: "address", address } : { kind: "id", id: word };
}
function readAddress(target, value, expectation) {
	const reference = readReference(target, value, expectation);
	if (reference.kind === "id") {
		throw wrongArgument(describeArgument(value), `${expectation.expected} (an address in kernel space)`, exampleOf(target, expectation));
	}
	return reference.address;
}
function exampleOf({ pointerSize }, { example }) {
	return pointerSize === 4 ? example.replace("0xffffa801`12345678", "0x84a12340") : example;
}
function referencedWord(value) {
	var _a, _b;
	if (typeof value === "string") {
		return Word64.parse(value);
	}
	const direct = wordFromHost(value);
	if (direct !== void 0 || typeof value !== "object" || value === null) {
		return typeof value === "number" && value < -2147483648 ? void 0 : direct;
	}
	const own = value.__address;
	return own instanceof Word64 ? own : (_b = (_a = kernelObjectAddress(value)) != null ? _a : addressFromHost(value)) != null ? _b : shownAddress(value);
}
function shownAddress(value) {
	try {
		if (Object.prototype.hasOwnProperty.call(value, "Reason")) {
			return void 0;
		}
		return wordFromHost(value.Address);
	} catch (_error) {
		return void 0;
	}
}
function kernelObjectAddress(value) {
	try {
		return addressFromHost(value.KernelObject);
	} catch (_error) {
		const id = debuggerIdOf(value);
		return id === void 0 ? void 0 : Word64.fromNumber(id);
	}
}
function validateTyped(text, what, example) {
	if (Array.from(text).some(character => character < " ")) {
		throw wrongArgument(quoted(text, 40), `${what}: dx makes control characters of single backslashes, so write \\\\ for each`, example);
	}
}
function validateFilePath(path, what, example) {
	validateTyped(path, what, example);
	if (printable(path) !== path) {
		throw wrongArgument(quoted(path, 40), `${what} without characters that cannot be seen`, example);
	}
}
function describeArgument(value) {
	if (value === void 0 || value === null) {
		return "";
	}
	if (typeof value === "string") {
		return quoted(value, 40);
	}
	if (typeof value === "number" && value < 0) {
		return String(value);
	}
	const word = wordFromHost(value);
	if (word !== void 0) {
		return word.toString();
	}
	if (typeof value === "function") {
		return "A function";
	}
	try {
		const text = String(value);
		return text.startsWith("[object ") ? "That object" : quoted(text, 40);
	} catch (_error) {
		return "That object";
	}
}

// src/model/base/members.ts
var Unavailable = class {
	constructor(absence) {
		this.Kind = absence.kind;
		this.Reason = absence.reason;
		if (absence.address !== void 0) {
			this.Address = hostWord(absence.address);
		}
	}
	toString() {
		return `<${this.Reason}>`;
	}
	compareTo(other) {
		if (!(other instanceof Unavailable)) {
			return 1;
		}
		return this.Reason === other.Reason ? 0 : this.Reason < other.Reason ? -1 : 1;
	}
	equals(other) {
		return other instanceof Unavailable && this.Kind === other.Kind && this.Reason === other.Reason;
	}
	Contains() {
		return false;
	}
	StartsWith() {
		return false;
	}
	EndsWith() {
		return false;
	}
	ToLower() {
		return this;
	}
	ToUpper() {
		return this;
	}
};
function property(help, get, set) {
	return set === void 0 ? { help, get } : { help, get, set };
}
function inHexadecimal(row) {
	return Object.assign({}, row, { radix: 16 });
}
function inDecimal(row) {
	return Object.assign({}, row, { radix: 10 });
}
function method(usage, help, call) {
	return { usage, help, call };
}
function subclass(base) {
	return class extends base {
	};
}
function defineClass(name, help, constructor, properties, methods = {}) {
	for (const member of Object.keys(properties)) {
		defineProperty(constructor.prototype, member, properties[member]);
	}
	for (const member of Object.keys(methods)) {
		defineMethod(constructor.prototype, member, methods[member]);
	}
	defineDisplay(constructor.prototype);
	return { name, help, constructor, properties, methods };
}
function defineProperty(prototype, name, row) {
	if (row === void 0) {
		return;
	}
	const { set } = row;
	Object.defineProperty(prototype, name, Object.assign({ configurable: true, enumerable: true, get() {
		this.__context.refresh();
		return shown(row.get(this));
	} }, set === void 0 ? {} : {
		set(value) {
			set(this, value);
		}
	}));
}
function defineMethod(prototype, name, row) {
	if (row === void 0) {
		return;
	}
	Object.defineProperty(prototype, name, {
		configurable: true,
		enumerable: false,
		value(...values) {
			this.__context.refresh();
			return shown(row.call(this, ...values));
		}
	});
}
function displayOf(describe) {
	try {
		return describe();
	} catch (error) {
		return `<${hostWords(error)}>`;
	}
}
function defineDisplay(prototype) {
	const display = prototype.toString;
	Object.defineProperty(prototype, "toString", {
		configurable: true,
		writable: true,
		value() {
			return displayOf(() => {
				this.__context.refresh();
				return display.call(this);
			});
		}
	});
}
function shown(value) {
	if (value instanceof Absence) {
		return new Unavailable(value);
	}
	return value instanceof Word64 ? hostWord(value) : value;
}

// src/model/base/listing.ts
var Listing = class {
	constructor(context) {
		this.__context = context;
	}
	get __noun() {
		return "element";
	}
	__indexOf(_element, position) {
		return position;
	}
	__find(index) {
		const wanted = positionFrom(index);
		let position = 0;
		for (const element of this.__elements()) {
			if (position === wanted) {
				return element;
			}
			position += 1;
		}
		throw this.__noSuchPosition(position);
	}
	__noSuchPosition(length) {
		return notFound(`There is no ${this.__noun} at that position:`, length === 0 ? "the list is empty." : `the list has [0] to [${length - 1}].`);
	}
	*[Symbol.iterator]() {
		this.__context.refresh();
		let position = 0;
		for (const element of this.__elements()) {
			yield indexedValue(shown(element), [this.__indexOf(element, position)]);
			position += 1;
		}
	}
	getDimensionality() {
		return 1;
	}
	getValueAt(index) {
		this.__context.refresh();
		return shown(this.__find(index));
	}
};
function positionFrom(index) {
	const position = numberFromHost(index);
	if (position === void 0) {
		throw notFound(`${describeArgument(index)} is not a position:`, "this list counts from [0]; .Where(x => ...) finds elements by what they have.");
	}
	return position;
}

// src/model/base/text-lines.ts
var TextLines = class extends Listing {
	constructor(context, title, lines, text = lines.map(line => line.text).join("\n")) {
		super(context);
		this.__title = title;
		this.__lines = lines;
		this.__text = text;
	}
	__elements() {
		return this.__lines.map(({ text }) => printable(text));
	}
	__indexOf(_line, position) {
		var _a;
		return (_a = this.__lines[position]) == null ? void 0 : _a.index;
	}
	__find(index) {
		var _a, _b;
		const wanted = numberFromHost(index);
		const line = this.__lines.find(candidate => candidate.index === wanted);
		if (line === void 0) {
			throw notFound("There is no line with that number:", this.__lines.length === 0 ? "the text is empty." : `the last one is [0x${((_b = (_a = this.__lines[this.__lines.length - 1]) == null ? void 0 : _a.index) != null ? _b : 0).toString(16)}].`);
		}
		return printable(line.text);
	}
	toString() {
		return this.__title;
	}
};
function linesOf(context, title, text) {
	return new TextLines(context, title, text.replace(/\n$/, "").split("\n").map((line, index) => ({ index, text: line })), text);
}
var textLinesClass = defineClass("text", "Text of several lines: each element is a line.", TextLines, {}, {
	AsText: method("", "The whole text in one string with line feeds, for scripts.", ({ __text }) => __text)
});

// src/nt/object-header.ts
var infos = {
	creator: { mask: 1, typeName: "_OBJECT_HEADER_CREATOR_INFO", offsetMember: void 0 },
	name: { mask: 2, typeName: "_OBJECT_HEADER_NAME_INFO", offsetMember: "NameInfoOffset" },
	handle: { mask: 4, typeName: "_OBJECT_HEADER_HANDLE_INFO", offsetMember: "HandleInfoOffset" },
	quota: { mask: 8, typeName: "_OBJECT_HEADER_QUOTA_INFO", offsetMember: "QuotaInfoOffset" },
	process: { mask: 16, typeName: "_OBJECT_HEADER_PROCESS_INFO", offsetMember: void 0 }
};
var CREATOR_INFO_FLAG = 4;
function readObjectHeader(target, body) {
	const layout = target.layout("_OBJECT_HEADER");
	const bodyField = layout instanceof Absence ? layout : layout.field("Body");
	const wrong = bodyField instanceof Absence ? bodyField : validateKernelPointer(body, target.pointerSize, "an object", target.pointerSize);
	if (bodyField instanceof Absence || wrong !== void 0) {
		return wrong != null ? wrong : notInThisBuild("_OBJECT_HEADER");
	}
	const structure = target.readStructure("_OBJECT_HEADER", body.minus(bodyField.offset));
	return structure instanceof Absence ? structure : { address: structure.address, structure };
}
function readPointerCount(target, body) {
	const header = readObjectHeader(target, body);
	return header instanceof Absence ? header : readCount(header.structure, "PointerCount");
}
function readHandleCount(target, body) {
	const header = readObjectHeader(target, body);
	return header instanceof Absence ? header : readCount(header.structure, "HandleCount");
}
function findHeaderInfo(target, header, info) {
	const distance = header.structure.has("InfoMask") ? distanceByMask(target, header.structure, info) : distanceByMember(target, header.structure, info);
	return mapPresent(distance, bytes => header.address.minus(bytes));
}
function readCount(header, member) {
	var _a;
	const word = header.word(member);
	if (word instanceof Absence || ((_a = header.layout.find(member)) == null ? void 0 : _a.size) !== 8) {
		return word instanceof Absence ? word : header.signed(member);
	}
	const negative = word.high >= 2147483648;
	const value = negative ? word.high * 4294967296 - 2 ** 64 + word.low : word.toNumber();
	return value !== void 0 && Number.isSafeInteger(value) ? value : new Absence("Invalid", `${member} is ${word}, no count`, header.address);
}
function distanceByMask(target, header, info) {
	var _a;
	const mask = header.number("InfoMask");
	const { mask: bit } = infos[info];
	if (mask instanceof Absence) {
		return mask;
	}
	if ((mask & bit) === 0) {
		return notApplicable(`the object has no ${info} info`);
	}
	const table = target.symbol("ObpInfoMaskToOffset");
	const relevant = mask & (bit | bit - 1);
	const byTable = table instanceof Absence ? table : target.read(table.plus(relevant), 1);
	const distance = byTable instanceof Absence ? 0 : (_a = byTable[0]) != null ? _a : 0;
	return distance > 0 ? distance : sumOfSizes(target, relevant);
}
function sumOfSizes(target, mask) {
	let sum = 0;
	for (const name of Object.keys(infos)) {
		const facts = infos[name];
		if ((mask & facts.mask) !== 0) {
			const layout = target.layout(facts.typeName);
			if (layout instanceof Absence) {
				return layout;
			}
			sum += layout.size;
		}
	}
	return sum;
}
function distanceByMember(target, header, info) {
	const { offsetMember, typeName } = infos[info];
	if (info === "creator") {
		const flags = header.number("Flags");
		const layout = target.layout(typeName);
		if (flags instanceof Absence || layout instanceof Absence) {
			return flags instanceof Absence ? flags : notInThisBuild(typeName);
		}
		return (flags & CREATOR_INFO_FLAG) === 0 ? notApplicable("the object has no creator info") : layout.size;
	}
	const distance = offsetMember === void 0 ? notInThisBuild(`the ${info} info of an object's header`) : header.number(offsetMember);
	return distance === 0 ? notApplicable(`the object has no ${info} info`) : distance;
}

// src/nt/unicode-string.ts
var CHUNK = 4096;
function readUnicodeString(target, at) {
	const structure = target.readStructure("_UNICODE_STRING", at);
	if (structure instanceof Absence) {
		return structure;
	}
	const length = structure.number("Length");
	const maximum = structure.number("MaximumLength");
	const buffer = structure.pointer("Buffer");
	if (length instanceof Absence || maximum instanceof Absence || buffer instanceof Absence) {
		return firstAbsence(length, maximum, buffer);
	}
	if (length === 0) {
		return "";
	}
	if (length % 2 !== 0 || length > maximum) {
		return invalid(`corrupt string: Length ${length}, MaximumLength ${maximum}`, at);
	}
	if (length > limits.nameBytes) {
		return invalid(`a string of ${length} bytes is over the limit of ${limits.nameBytes}`, at);
	}
	const wrong = validateKernelPointer(buffer, target.pointerSize, "the buffer of a string", 2);
	if (wrong !== void 0) {
		return wrong;
	}
	const bytes = target.read(buffer, length);
	return bytes instanceof Absence ? unreadable(buffer, length, "the characters of a string") : decodeUtf16(bytes);
}
function unitsOf(bytes) {
	const aligned = bytes.byteOffset % 2 === 0 ? bytes : bytes.slice();
	return new Uint16Array(aligned.buffer, aligned.byteOffset, aligned.length >>> 1);
}
function decodeUtf16(bytes) {
	const units = unitsOf(bytes);
	let text = "";
	for (let start = 0; start < units.length; start += CHUNK) {
		text += String.fromCharCode.apply(void 0, units.subarray(start, start + CHUNK));
	}
	return text;
}

// src/nt/object-type.ts
var NO_HEADER = "no object header precedes it";
function readTypeName(target, body) {
	const known = knownTypeName(target, body);
	if (known !== void 0) {
		return known;
	}
	const indexed = indexedTypesOf(target);
	if (indexed !== void 0) {
		const name = readIndexedName(target, indexed, body);
		if (name !== void 0) {
			return name;
		}
	}
	const type = readTypeObject(target, body);
	return type instanceof Absence ? type : readNameOfType(target, type);
}
function knownTypeName({ stop, pointerSize }, { low, high }) {
	const { types } = indexedTypes.latest === stop ? indexedTypes.value : indexedTypes.of(stop);
	const isObject = (low & pointerSize - 1) === 0 && (pointerSize === 8 ? high >= 4278190080 : high === 0 && low >= 2147483648);
	if (types === void 0 || types === "none" || !isObject || low < types.body) {
		return void 0;
	}
	const { member, cookie } = types;
	const header = low - types.body;
	const word = stop.pages.peek(header + 4 * member.index, high);
	const stored = word === void 0 ? void 0 : word >>> member.shift & member.mask;
	const name = stored === void 0 ? void 0 : types.names.get(decodeTypeIndex(stored, cookie, header));
	return typeof name === "string" ? name : void 0;
}
var indexedTypes = new PerStop(() => ({}));
function indexedTypesOf(target) {
	var _a;
	const known = indexedTypes.of(target.stop);
	if (known.types === void 0) {
		const layout = target.layout("_OBJECT_HEADER");
		const cookie = readCookie(target);
		known.types = layout instanceof Absence || cookie instanceof Absence ? "none" : (_a = describeIndexed(layout, cookie)) != null ? _a : "none";
	}
	return known.types === "none" ? void 0 : known.types;
}
function describeIndexed(layout, cookie) {
	const member = layout.find("TypeIndex");
	const body = layout.find("Body");
	return (member == null ? void 0 : member.isSmall) !== true || body === void 0 ? void 0 : { member, body: body.offset, cookie, names: /* @__PURE__ */ new Map() };
}
function readIndexedName(target, types, body) {
	if (validateKernelPointer(body, target.pointerSize, "an object", target.pointerSize) !== void 0) {
		return void 0;
	}
	const header = target.readStructure("_OBJECT_HEADER", body.minus(types.body));
	const stored = header instanceof Absence ? header : header.number(types.member);
	if (header instanceof Absence || stored instanceof Absence) {
		return void 0;
	}
	const index = decodeTypeIndex(stored, types.cookie, header.address.low);
	const known = types.names.get(index);
	if (known !== void 0) {
		return known;
	}
	const type = readTypeObject(target, body);
	const name = type instanceof Absence ? type : readNameOfType(target, type);
	types.names.set(index, name);
	return name;
}
function decodeTypeIndex(stored, cookie, header) {
	return cookie === void 0 ? stored : stored ^ cookie ^ header >>> 8 & 255;
}
function readTypeObject(target, body) {
	const header = readObjectHeader(target, body);
	if (header instanceof Absence) {
		return header;
	}
	return header.structure.has("TypeIndex") ? readIndexedType(target, header) : readPointedType(target, header);
}
function readNameOfType(target, type) {
	return target.stop.onceOf("type name", type.id, () => {
		const structure = target.readStructure("_OBJECT_TYPE", type);
		const at = structure instanceof Absence ? structure : structure.addressOf("Name");
		const name = at instanceof Absence ? at : readUnicodeString(target, at);
		return name === "" ? invalid("the object type has no name", type) : name;
	});
}
function findTypeObject(target, symbol) {
	return target.stop.once(`type of ${symbol}`, () => {
		var _a;
		const at = target.symbol(symbol);
		const type = at instanceof Absence ? at : target.readPointer(at);
		if (type instanceof Absence) {
			return type;
		}
		return (_a = validateKernelPointer(type, target.pointerSize, symbol, target.pointerSize)) != null ? _a : type;
	});
}
function readPointedType(target, header) {
	const type = header.structure.pointer("Type");
	if (type instanceof Absence) {
		return type;
	}
	const wrong = target.stop.onceOf("is type", type.id, () => validateType(target, type));
	return wrong != null ? wrong : type;
}
function validateType(target, type) {
	const header = readObjectHeader(target, type);
	const typeOfTypes = findTypeObject(target, "ObpTypeObjectType");
	const own = header instanceof Absence ? header : header.structure.pointer("Type");
	if (own instanceof Absence) {
		const elsewhere = validateKernelPointer(type, target.pointerSize, "an object type", target.pointerSize);
		return elsewhere === void 0 ? own : invalid(NO_HEADER, type);
	}
	return typeOfTypes instanceof Absence || own.equals(typeOfTypes) ? void 0 : invalid(NO_HEADER, type);
}
function readIndexedType(target, header) {
	const stored = header.structure.number("TypeIndex");
	const cookie = readCookie(target);
	const table = target.symbol("ObTypeIndexTable");
	if (stored instanceof Absence || cookie instanceof Absence || table instanceof Absence) {
		return stored instanceof Absence ? stored : cookie instanceof Absence ? cookie : table;
	}
	const index = decodeTypeIndex(stored, cookie, header.address.low);
	return target.stop.onceOf("type by index", index, () => {
		var _a;
		const type = target.readPointer(table.plus(index * target.pointerSize));
		if (type instanceof Absence) {
			return type;
		}
		return (_a = validateKernelPointer(type, target.pointerSize, "object type", target.pointerSize) === void 0 ? void 0 : invalid(NO_HEADER)) != null ? _a : mapPresent(readNameOfType(target, type), () => type);
	});
}
function readCookie(target) {
	return target.stop.once("object header cookie", () => {
		const at = target.symbol("ObHeaderCookie");
		if (at instanceof Absence) {
			return at.kind === "NotInThisBuild" ? void 0 : at;
		}
		return mapPresent(target.read(at, 1), bytes => {
			var _a;
			return (_a = bytes[0]) != null ? _a : 0;
		});
	});
}

// src/generation/references.ts
var reasons = /* @__PURE__ */ new Map();
function absentReference(whenNull) {
	const known = reasons.get(whenNull);
	if (known !== void 0) {
		return known;
	}
	const absence = notApplicable(whenNull);
	reasons.set(whenNull, absence);
	return absence;
}
function decodeReference(structure, member, whenNull) {
	var _a;
	const pointer = structure.pointer(member);
	if (pointer instanceof Absence) {
		return pointer;
	}
	if (pointer.high === 0 && pointer.low === 0) {
		return absentReference(whenNull);
	}
	if (structure.pointerSize === 8 && pointer.high >= 4278190080 && (pointer.low & 3) === 0) {
		return pointer;
	}
	return (_a = validateKernelPointer(pointer, structure.pointerSize, `${structure.layout.name}.${typeof member === "string" ? member : member.path}`)) != null ? _a : pointer;
}
function decodeValue(structure, path, whenNull) {
	return mapPresent(structure.pointer(path), value => value.isZero ? notApplicable(whenNull) : value);
}
function namesPort(message, port) {
	return !(message instanceof Absence) && [message.queuePort, message.ownerPort, message.connectionPort].some(named => sameAddress(named, port));
}
function sameAddress(left, right) {
	return !(left instanceof Absence) && !(right instanceof Absence) && left.equals(right);
}

// src/alpc/message/message-attributes.ts
var ATTRIBUTES = "MessageAttributes";
function decodeMessageAttributes(message) {
	return {
		clientContext: message.pointer(`${ATTRIBUTES}.ClientContext`),
		serverContext: message.pointer(`${ATTRIBUTES}.ServerContext`),
		portContext: message.pointer(`${ATTRIBUTES}.PortContext`),
		cancelPortContext: message.pointer(`${ATTRIBUTES}.CancelPortContext`),
		securityData: decodeReference(message, `${ATTRIBUTES}.SecurityData`, "the message carries no security data"),
		view: decodeReference(message, `${ATTRIBUTES}.View`, "the message carries no view"),
		handleData: decodeReference(message, `${ATTRIBUTES}.HandleData`, "the message carries no handle"),
		directEvent: decodeDirectEvent(message),
		workOnBehalf: decodeWorkOnBehalf(message),
		reserve: decodeReference(message, "Reserve", "the message was not made from a reserve")
	};
}
function decodeCancelInformation(message) {
	return {
		sequencePort: decodeReference(message, "CancelSequencePort", "the message names no port to cancel by sequence"),
		queuePort: decodeReference(message, "CancelQueuePort", "the message is on no canceled queue"),
		sequenceNo: message.signed("CancelSequenceNo"),
		isCanceled: message.flag("u1.s1.Canceled")
	};
}
function readQuotaProcess(target, message) {
	const process = decodeReference(message, "QuotaProcess", "no process is charged for the message");
	if (process instanceof Absence) {
		return process;
	}
	const typeName = readTypeName(target, process);
	if (typeName instanceof Absence && typeName.kind === "Unreadable") {
		return typeName;
	}
	return typeName === "Process" ? process : new Absence("NotApplicable", `the message is charged to the quota block ${process}, not to a process`, process);
}
function decodeDirectEvent(message) {
	const path = `${ATTRIBUTES}.DirectEvent`;
	const pointerBits = ["EventObjectBits", "Reserved"].map(name => `${path}.${name}`).find(candidate => message.has(candidate));
	const value = message.word(path);
	const field = pointerBits === void 0 ? void 0 : message.layout.find(pointerBits);
	if (value instanceof Absence || (field == null ? void 0 : field.bits) === void 0) {
		return value instanceof Absence ? value : invalid(`the symbols do not say where the pointer of ${path} lies`, message.address);
	}
	const event = value.shiftRight(field.bits.position).shiftLeft(field.bits.position);
	if (event.isZero) {
		return notApplicable("the message carries no direct event");
	}
	const isReferenced = message.flag(`${path}.${message.has(`${path}.EventReferenced`) ? "EventReferenced" : "Referenced"}`);
	return isKernelAddress(event, field.size === 4 ? 4 : 8) ? { event, isReferenced } : invalid(`the direct event ${event} is not in kernel space`, message.address);
}
function decodeWorkOnBehalf(message) {
	const ticket = `${ATTRIBUTES}.WorkOnBehalfData.Ticket`;
	const threadId = message.number(`${ticket}.ThreadId`);
	const creationTimeLow = message.number(`${ticket}.ThreadCreationTimeLow`);
	if (threadId instanceof Absence || creationTimeLow instanceof Absence) {
		return firstAbsence(threadId, creationTimeLow);
	}
	return threadId === 0 ? notApplicable("the work is on nobody's behalf") : { threadId, creationTimeLow };
}

// src/target/process-memory.ts
var SAYS_UNREADABLE = /^Unable to read (?:all of )?target memory\b/i;
function processContext(target, owner) {
	const process = findDebuggerProcess(target, owner.id);
	if (process instanceof Absence) {
		return process;
	}
	const object = kernelObjectOf(target, process);
	return object instanceof Absence || object.equals(owner.address) ? process : new Absence("Invalid", `the debugger's process 0x${owner.id.toString(16)} is ${object}, not ${owner.address}`, owner.address);
}
function readProcessMemory(target, owner, address, length) {
	if (isKernelAddress(address, target.pointerSize)) {
		return new Absence("Invalid", `${address} is not an address of a process: it lies in kernel space`, address);
	}
	const context = processContext(target, owner);
	if (context instanceof Absence) {
		return new Absence("Unreadable", `the memory of process 0x${owner.id.toString(16)} cannot be read: ${context.reason}`, address);
	}
	const host = scriptHost();
	try {
		return host.memory.readMemoryValues(hostWord(address), length, 1, false, context);
	} catch (error) {
		const { reason } = unreadable(address, length, `memory of process 0x${owner.id.toString(16)}`);
		const words = hostWords(error);
		return new Absence("Unreadable", SAYS_UNREADABLE.test(words) ? reason : `${reason}: the debugger says "${words}"`, address);
	}
}
function readProcessPointer(target, owner, address) {
	const bytes = readProcessMemory(target, owner, address, target.pointerSize);
	return bytes instanceof Absence ? bytes : pointerIn(bytes, 0, target.pointerSize);
}

// src/target/partial-memory.ts
function readPartialBlock(target, address, length) {
	const bytes = target.read(address, length);
	const pieces = bytes instanceof Absence && bytes.kind === "Unreadable" ? target.stop.pages.readPieces(address, length) : void 0;
	return pieces === void 0 ? { bytes, gaps: [] } : { bytes: pieces.bytes, gaps: joined(pieces.holes) };
}
function readableStart({ bytes, gaps: [first] }, address) {
	return bytes instanceof Absence || first === void 0 ? bytes : first.start === 0 ? new Absence("Unreadable", `the first ${first.end} bytes cannot be read`, address) : bytes.subarray(0, first.start);
}
function readPartialProcessBlock(target, owner, address, length) {
	var _a;
	const whole = readProcessMemory(target, owner, address, length);
	if (!(whole instanceof Absence) || whole.kind !== "Unreadable") {
		return { bytes: whole, gaps: [] };
	}
	const bytes = new Uint8Array(length);
	const gaps = [];
	for (let start = 0; start < length; ) {
		const end = Math.min(length, start + PAGE_SIZE - address.plus(start).low % PAGE_SIZE);
		const piece = readProcessMemory(target, owner, address.plus(start), end - start);
		if (piece instanceof Absence) {
			gaps.push({ start, end });
		} else {
			bytes.set(piece, start);
		}
		start = end;
	}
	const missing = joined(gaps);
	return missing.length === 1 && ((_a = missing[0]) == null ? void 0 : _a.start) === 0 && missing[0].end === length ? { bytes: whole, gaps: [] } : { bytes, gaps: missing };
}
function joined(gaps) {
	const all = [];
	for (const gap of gaps) {
		const last = all[all.length - 1];
		if (last !== void 0 && last.end === gap.start) {
			all[all.length - 1] = { start: last.start, end: gap.end };
		} else {
			all.push(gap);
		}
	}
	return all;
}

// src/nt/handle-table-entry.ts
var OBJECT_FLAG_BITS = 3;
var POINTER_SHIFT = { 4: 3, 8: 4 };
function pointerMember(layout) {
	var _a;
	return (_a = layout.find("ObjectPointerBits")) != null ? _a : layout.find("Object");
}
function freeEntryTest(layout) {
	var _a, _b;
	const object = pointerMember(layout);
	const start = (_a = object == null ? void 0 : object.offset) != null ? _a : 0;
	const size = (_b = object == null ? void 0 : object.size) != null ? _b : 0;
	return (page, at) => {
		for (let index = at + start; index < at + start + size; index += 1) {
			if (page[index] !== 0) {
				return false;
			}
		}
		return size > 0;
	};
}
function decodePointer(target, pointer, entry) {
	const packed = pointer == null ? void 0 : pointer.bits;
	if (pointer === void 0 || packed === void 0) {
		const object = entry.pointer(pointer != null ? pointer : "Object");
		return object instanceof Absence ? object : object.withoutLowBits(OBJECT_FLAG_BITS);
	}
	const shift = POINTER_SHIFT[target.pointerSize];
	const { position, length } = packed;
	if (position > 0 && position < 32 && position + length === 64) {
		const low = entry.wordOfBlock(pointer.offset >>> 2);
		const high = entry.wordOfBlock((pointer.offset >>> 2) + 1);
		if (low !== void 0 && high !== void 0 && (pointer.offset & 3) === 0) {
			const lowBits = low >>> position | high << 32 - position;
			return new Word64(high >> position << shift | lowBits >>> 32 - shift, lowBits << shift);
		}
	}
	const bits = entry.word(pointer);
	return bits instanceof Absence || bits.isZero ? bits : target.normalized(bits.shiftLeft(shift).signExtended(length + shift));
}

// src/target/patience.ts
var CLOCK_INTERVAL = 16;
var lastLine = 0;
var Patience = class {
	constructor(what, computation, expected, now = () => Date.now()) {
		this.lines = 0;
		this.latest = 0;
		var _a;
		this.what = what;
		this.computation = computation;
		this.now = now;
		this.began = (_a = computation.computingSince) != null ? _a : now();
		this.expected = expected;
	}
	mayContinue(count) {
		const interval = Math.floor(count / CLOCK_INTERVAL);
		if (count !== 0 && interval === this.latest) {
			return true;
		}
		this.latest = interval;
		const now = this.now();
		if (limits.seconds > 0 && now - this.began >= 1e3 * limits.seconds) {
			this.computation.stop.isCutShort = true;
			return false;
		}
		if (limits.progressInterval > 0 && now - Math.max(this.began, lastLine) >= 1e3 * limits.progressInterval) {
			lastLine = now;
			this.lines += 1;
			printNotice(`${count}${this.expected === void 0 ? "" : ` of ${this.expected}`} ${this.what} after ${Math.round((now - this.began) / 1e3)} s ...${this.lines === 1 ? HINT : ""}`);
		}
		return true;
	}
	static get overReason() {
		return `the time that Limits.Seconds allows (${limits.seconds} s) is over`;
	}
};
var HINT = " (to stop: Ctrl+Break; Limits.Seconds bounds long walks)";

// src/nt/walk.ts
var Walk = class {
	[Symbol.iterator]() {
		return this;
	}
	get end() {
		var _a;
		return (_a = this.known) != null ? _a : this.finish();
	}
	finish() {
		while (this.known === void 0) {
			this.batch();
		}
		return this.known;
	}
	collect() {
		var _a;
		const only = (_a = this.batch()) != null ? _a : [];
		let batch = this.batch();
		if (batch === void 0) {
			return { entries: only, end: this.end };
		}
		const entries = only.slice();
		for (; batch !== void 0; batch = this.batch()) {
			for (const element of batch) {
				entries.push(element);
			}
		}
		return { entries, end: this.end };
	}
	map(change) {
		return new SteppedWalk({
			next: () => {
				const step = this.next();
				return step.done === true ? step : { done: false, value: change(step.value) };
			}
		});
	}
	mapEnd(change) {
		return new BatchedWalk(() => {
			var _a;
			return (_a = this.batch()) != null ? _a : change(this.end);
		});
	}
};
var SteppedWalk = class extends Walk {
	constructor(steps) {
		super();
		this.steps = steps;
	}
	next() {
		if (this.known !== void 0) {
			return { done: true, value: this.known };
		}
		const step = this.steps.next();
		if (step.done === true) {
			this.known = step.value;
		}
		return step;
	}
	batch() {
		const step = this.next();
		return step.done === true ? void 0 : [step.value];
	}
};
var BatchedWalk = class extends Walk {
	constructor(fetch) {
		super();
		this.ready = [];
		this.at = 0;
		this.fetch = fetch;
	}
	next() {
		if (this.at >= this.ready.length) {
			const ready = this.batch();
			if (ready === void 0) {
				return { done: true, value: this.end };
			}
			this.ready = ready;
			this.at = 0;
		}
		const value = this.ready[this.at];
		this.at += 1;
		return { done: false, value };
	}
	batch() {
		const { ready, at } = this;
		if (at < ready.length) {
			this.at = ready.length;
			return ready.slice(at);
		}
		if (this.known !== void 0) {
			return void 0;
		}
		const batch = this.fetch();
		if ("kind" in batch) {
			this.known = batch;
			return void 0;
		}
		return batch;
	}
};
function walkOf(elements, end) {
	return partOfWalk(elements, Object.assign({}, end, { count: elements.length }));
}
function partOfWalk(entries, end) {
	let isGiven = entries.length === 0;
	return new BatchedWalk(() => {
		if (isGiven) {
			return end;
		}
		isGiven = true;
		return entries;
	});
}
function walkOnce(target, what, begin) {
	const memo = target.stop.once(`all ${what}`, () => ({ walked: void 0 }));
	const { walked } = memo;
	if (walked !== void 0) {
		return partOfWalk(walked.entries, walked.end);
	}
	const entries = [];
	const begun = begin();
	const walk = begun instanceof Walk ? begun : new SteppedWalk(begun);
	const patience = new Patience(what, target);
	return new BatchedWalk(() => {
		if (!patience.mayContinue(entries.length)) {
			return walkOutOfTime(entries.length);
		}
		const batch = walk.batch();
		if (batch === void 0) {
			const { end } = walk;
			if (end.reason !== Patience.overReason) {
				memo.walked = { entries, end };
			}
			return end;
		}
		for (const element of batch) {
			entries.push(element);
		}
		return batch;
	});
}
function emptyWalk(end) {
	return new BatchedWalk(() => end);
}
function absentWalk(why) {
	return emptyWalk(walkNotBegun(why));
}
function walkNotBegun(why) {
	const kind = why.kind === "Unreadable" ? "unreadable" : "invalid";
	return why.address === void 0 ? { kind, reason: why.reason, count: 0 } : { kind, reason: why.reason, at: why.address, count: 0 };
}
function walkOutOfTime(count) {
	return { kind: "limit", reason: Patience.overReason, count };
}
function closedWalk(count) {
	return { kind: "head", reason: "the end of the list was reached", count };
}
function breakOfWalk({ kind, reason, at, count }) {
	if (kind === "head" || kind === "null link" && count === 0) {
		return void 0;
	}
	return kind === "unreadable" ? new Absence("Unreadable", reason, at) : invalid(reason, at);
}
function countOfWalk(end) {
	var _a;
	return (_a = breakOfWalk(end)) != null ? _a : end.count;
}
function collectWalk(walk) {
	return walk.collect();
}

// src/nt/handle-table.ts
var HANDLE_STEP = 4;
var MOST_HANDLES = 16777216;
var ACCESS_BITS = 33554431;
function walkHandles(target, process) {
	const structure = target.readStructure("_EPROCESS", process);
	const at = structure instanceof Absence ? structure : structure.pointer("ObjectTable");
	if (at instanceof Absence) {
		return absentWalk(at);
	}
	return at.isZero ? emptyWalk(closedWalk(0)) : walkHandleTable(target, at);
}
function walkHandleTable(target, table) {
	const header = target.layout("_OBJECT_HEADER");
	const body = header instanceof Absence ? header : header.field("Body");
	const opened = body instanceof Absence ? body : openTable(target, table);
	if (body instanceof Absence || opened instanceof Absence) {
		return absentWalk(firstAbsence(body, opened));
	}
	const access = opened.entry.has("GrantedAccessBits") ? "GrantedAccessBits" : "GrantedAccess";
	return walkEntries(opened, (entry, handle) => {
		const object = decodePointer(opened.target, opened.pointer, entry);
		const granted = entry.number(access);
		return object instanceof Absence || granted instanceof Absence || !isKernelAddress(object, target.pointerSize) ? void 0 : { handle, object: object.plus(body.offset), grantedAccess: (granted & ACCESS_BITS) >>> 0 };
	});
}
function walkTableEntries(target, table) {
	const opened = openTable(target, table);
	return opened instanceof Absence ? absentWalk(opened) : walkEntries(opened, (entry, handle) => {
		const address = decodePointer(opened.target, opened.pointer, entry);
		return address instanceof Absence ? void 0 : { handle, address };
	});
}
function findTableEntry(target, table, handle) {
	const opened = openTable(target, table);
	if (opened instanceof Absence) {
		return opened;
	}
	const { entry, level, top, perPage } = opened;
	const none = () => invalid(`the handle table at ${table} has no entry ${handle}`, table);
	const value = handle.toNumber();
	const index = value === void 0 || value % HANDLE_STEP !== 0 ? -1 : value / HANDLE_STEP;
	if (index < 0 || index >= MOST_HANDLES || index % perPage === 0) {
		return none();
	}
	const perPointerPage = PAGE_SIZE / target.pointerSize;
	let page = top;
	let rest = Math.floor(index / perPage);
	for (let below = level; below > 0; below -= 1) {
		const span = below === 2 ? perPointerPage : 1;
		const slot = Math.floor(rest / span);
		rest %= span;
		page = below === 1 && slot >= perPointerPage ? none() : readPointerOfPage(target, page, slot);
		if (page instanceof Absence) {
			return page;
		}
		if (page.isZero) {
			return none();
		}
	}
	if (level === 0 && rest > 0) {
		return none();
	}
	const at = page.plus(index % perPage * entry.size);
	const wrong = validateKernelPointer(page, target.pointerSize, "a page of a handle table", target.pointerSize);
	const bytes = wrong != null ? wrong : target.read(at, entry.size);
	if (bytes instanceof Absence) {
		return bytes;
	}
	return opened.isFree(bytes, 0) ? none() : decodePointer(opened.target, opened.pointer, new Structure(at, entry, bytes, target.pointerSize));
}
function readPointerOfPage(target, page, slot) {
	var _a;
	return (_a = validateKernelPointer(page, target.pointerSize, "a page of a handle table", target.pointerSize)) != null ? _a : target.readPointer(page.plus(slot * target.pointerSize));
}
function readHandleCount_handleTable(target, table) {
	const structure = target.readStructure("_HANDLE_TABLE", table);
	return structure instanceof Absence ? structure : structure.number("HandleCount");
}
function openTable(target, table) {
	return target.stop.onceOf("handle table", table.id, () => readTable(target, table));
}
function readTable(target, table) {
	const structure = target.readStructure("_HANDLE_TABLE", table);
	const entry = target.layout("_HANDLE_TABLE_ENTRY");
	const code = structure instanceof Absence ? structure : structure.word("TableCode");
	if (code instanceof Absence || entry instanceof Absence) {
		return firstAbsence(code, entry);
	}
	const level = code.lowBits(2);
	return level > 2 ? invalid(`the handle table at ${table} has level ${level}; there are only 0 to 2`, table) : {
		target,
		table,
		entry,
		level,
		top: target.normalized(code.withoutLowBits(2)),
		perPage: Math.floor(PAGE_SIZE / entry.size),
		isFree: freeEntryTest(entry),
		pointer: pointerMember(entry)
	};
}
function walkEntries(opened, decode) {
	return new SteppedWalk(decodedEntries(opened, decode));
}
function* decodedEntries({ target, table, entry, level, top, perPage, isFree }, decode) {
	const state = { target, perPage, visited: /* @__PURE__ */ new Set(), broken: void 0 };
	let count = 0;
	for (const page of walkEntryPages(state, top, level, 0)) {
		const bytes = readTablePage(state, page.address, PAGE_SIZE);
		for (let index = 1; bytes !== void 0 && index < perPage; index += 1) {
			const at = index * entry.size;
			const decoded = isFree(bytes, at) ? void 0 : decode(new Structure(page.address.plus(at), entry, bytes.subarray(at, at + entry.size), target.pointerSize), (page.firstIndex + index) * HANDLE_STEP);
			if (decoded === void 0) {
				continue;
			}
			if (count >= limits.handles) {
				return {
					kind: "limit",
					reason: `the handle table has more than ${limits.handles} handles; the walk stopped there`,
					at: table,
					count
				};
			}
			count += 1;
			yield decoded;
		}
	}
	return state.broken === void 0 ? closedWalk(count) : Object.assign({}, state.broken, { count });
}
function* walkEntryPages(walk, page, level, firstIndex) {
	if (level === 0) {
		yield { address: page, firstIndex };
		return;
	}
	const { pointerSize } = walk.target;
	const perPointerPage = PAGE_SIZE / pointerSize;
	const below = level === 2 ? walk.perPage * perPointerPage : walk.perPage;
	const pointers = level === 2 ? Math.ceil(MOST_HANDLES / below) : perPointerPage;
	const bytes = readTablePage(walk, page, pointers * pointerSize);
	for (let index = 0; bytes !== void 0 && index < pointers; index += 1) {
		const next = pointerIn(bytes, index * pointerSize, pointerSize);
		if (!next.isZero) {
			yield* walkEntryPages(walk, next, level - 1, firstIndex + index * below);
		}
	}
}
function readTablePage(walk, page, length) {
	var _a, _b;
	const wrong = (_a = validateKernelPointer(page, walk.target.pointerSize, "a page of a handle table", walk.target.pointerSize)) != null ? _a : walk.visited.has(page.id) ? invalid(`the handle table leads to its page ${page} twice`, page) : void 0;
	walk.visited.add(page.id);
	const bytes = wrong != null ? wrong : walk.target.read(page, length);
	if (!(bytes instanceof Absence)) {
		return bytes;
	}
	walk.broken = (_b = walk.broken) != null ? _b : Object.assign({}, walkNotBegun(bytes), { at: page });
	return void 0;
}

// src/nt/client-id-table.ts
var TABLE_SYMBOL = "PspCidTable";
function findByClientId(target, id) {
	const table = findTable(target);
	return table instanceof Absence ? table : findTableEntry(target, table, Word64.fromNumber(id));
}
function findTable(target) {
	return target.stop.once("table of client ids", () => {
		var _a;
		const symbol = target.symbol(TABLE_SYMBOL);
		const table = symbol instanceof Absence ? symbol : target.readPointer(symbol);
		return table instanceof Absence ? table : (_a = validateKernelPointer(table, target.pointerSize, `nt!${TABLE_SYMBOL}`)) != null ? _a : table;
	});
}

// src/nt/kernel-names.ts
var threadStates = [
	"Initialized",
	"Ready",
	"Running",
	"Standby",
	"Terminated",
	"Waiting",
	"Transition",
	"DeferredReady",
	"GateWait",
	"WaitingForProcessInSwap"
];
var TERMINATED = 4;
var WAITING = 5;
var GATE_WAIT = 8;
function isWaitState(state) {
	return state === WAITING || state === GATE_WAIT;
}
var waitReasons = [
	"Executive",
	"FreePage",
	"PageIn",
	"PoolAllocation",
	"DelayExecution",
	"Suspended",
	"UserRequest",
	"WrExecutive",
	"WrFreePage",
	"WrPageIn",
	"WrPoolAllocation",
	"WrDelayExecution",
	"WrSuspended",
	"WrUserRequest",
	"WrSpare0",
	"WrQueue",
	"WrLpcReceive",
	"WrLpcReply",
	"WrVirtualMemory",
	"WrPageOut",
	"WrRendezvous",
	"WrKeyedEvent",
	"WrTerminated",
	"WrProcessInSwap",
	"WrCpuRateControl",
	"WrCalloutStack",
	"WrKernel",
	"WrResource",
	"WrPushLock",
	"WrMutex",
	"WrQuantumEnd",
	"WrDispatchInt",
	"WrPreempted",
	"WrYieldExecution",
	"WrFastMutex",
	"WrGuardedMutex",
	"WrRundown",
	"WrAlertByThreadId",
	"WrDeferredPreempt",
	"WrPhysicalFault",
	"WrIoRing",
	"WrMdlCache",
	"WrRcu"
];
var waitReason = {
	suspended: 5,
	userRequest: 6,
	wrExecutive: 7,
	wrKeyedEvent: 21,
	wrResource: 27,
	wrPushLock: 28,
	wrFastMutex: 34,
	wrGuardedMutex: 35
};
var dispatcherKinds = {
	0: "event",
	1: "event",
	2: "mutant",
	3: "process",
	4: "queue",
	5: "semaphore",
	6: "thread",
	7: "gate",
	8: "timer",
	9: "timer",
	21: "queue",
	24: "timer",
	25: "timer"
};
var DISPATCHER_LOCK = 128;
var PROCESS_OBJECT = 3;
var QUEUE_OBJECT = 4;
var THREAD_OBJECT = 6;
function formatThreadState(state) {
	var _a;
	return (_a = threadStates[state]) != null ? _a : `unknown state ${state}`;
}
function formatWaitReason(reason) {
	var _a;
	return (_a = waitReasons[reason]) != null ? _a : `unknown wait reason ${reason}`;
}
function decodeDispatcherType(type) {
	return type & ~DISPATCHER_LOCK;
}
function decodeDispatcherKind(type) {
	var _a;
	return (_a = dispatcherKinds[decodeDispatcherType(type)]) != null ? _a : "other";
}

// src/nt/list-walk.ts
var MOST_OF_BATCH = 256;
function walkEntries_listWalk(target, head, offset, options) {
	let steps;
	return new BatchedWalk(() => {
		var _a;
		if (steps === void 0) {
			const what = (_a = options.what) != null ? _a : "the list";
			const absence = seeLinks(target, head.low, head.high, what);
			if (absence !== void 0) {
				return walkNotBegun(absence);
			}
			if (links.firstLow === 0 && links.firstHigh === 0 && links.secondLow === 0 && links.secondHigh === 0) {
				return { kind: "null link", reason: `${what} has no links (never used)`, count: 0 };
			}
			steps = new ListSteps(target, head, offset, what, options);
		}
		return steps.fetch();
	});
}
function readLinks(target, at, what) {
	var _a;
	if (target.pointerSize === 8 && at.high >= 4278190080 && (at.low & 7) === 0) {
		return target.readPointerPair(at);
	}
	return (_a = validateKernelPointer(at, target.pointerSize, what, target.pointerSize)) != null ? _a : target.readPointerPair(at);
}
var links = { firstLow: 0, firstHigh: 0, secondLow: 0, secondHigh: 0 };
function seeLinks(target, low, high, what) {
	if (target.stop.pages.peekPair(low, high, target.pointerSize, links)) {
		return void 0;
	}
	const found = readLinks(target, new Word64(high, low), what);
	if (found instanceof Absence) {
		return found;
	}
	links.firstLow = found.first.low;
	links.firstHigh = found.first.high;
	links.secondLow = found.second.low;
	links.secondHigh = found.second.high;
	return void 0;
}
var ListSteps = class {
	constructor(target, head, offset, what, { limit, sound }) {
		this.met = [];
		this.target = target;
		this.head = head;
		this.offset = offset;
		this.what = what;
		this.limit = limit != null ? limit : limits.listEntries;
		this.sound = sound;
		this.lastLow = links.secondLow;
		this.lastHigh = links.secondHigh;
		this.low = links.firstLow;
		this.high = links.firstHigh;
		this.previousLow = head.low;
		this.previousHigh = head.high;
	}
	fetch() {
		const { target, head, met, offset, sound } = this;
		const { pages } = target.stop;
		const keptBack = sound === void 0 ? 0 : 1;
		const batch = this.held === void 0 ? [] : [this.held];
		while (this.end === void 0 && batch.length < MOST_OF_BATCH) {
			const { low, high } = this;
			if (low === head.low && high === head.high) {
				this.arrive(batch);
				break;
			}
			const element = low >= offset ? new Word64(high, low - offset) : new Word64(high, low).minus(offset);
			if (met.length >= this.limit) {
				this.breakOff(this.isKnown(element) ? this.circle() : this.excess(), batch);
				break;
			}
			const isHere = pages.peekPair(low, high, target.pointerSize, links);
			if (!isHere && (batch.length > keptBack || !this.readLinks(batch))) {
				break;
			}
			if (links.secondLow !== this.previousLow || links.secondHigh !== this.previousHigh) {
				this.breakOff(this.isKnown(element) ? this.circle() : this.contradiction(), batch);
				break;
			}
			met.push(element);
			batch.push(element);
			if (sound !== void 0) {
				if (this.heldId !== void 0) {
					sound.add(this.heldId);
				}
				this.heldId = element.id;
			}
			this.previousLow = low;
			this.previousHigh = high;
			this.low = links.firstLow;
			this.high = links.firstHigh;
		}
		this.held = this.end === void 0 && keptBack > 0 ? batch.pop() : void 0;
		return this.end === void 0 || batch.length > 0 ? batch : this.end;
	}
	readLinks(batch) {
		const absence = seeLinks(this.target, this.low, this.high, this.what);
		if (absence === void 0) {
			return true;
		}
		const { entry, previous } = this;
		const reason = `${absence.reason}, linked from ${previous}`;
		this.breakOff({ kind: breakKind(absence, entry), reason, at: entry.isZero ? previous : entry }, batch);
		return false;
	}
	isKnown(element) {
		return this.met.some(known => known.equals(element));
	}
	get entry() {
		return new Word64(this.high, this.low);
	}
	get last() {
		return new Word64(this.lastHigh, this.lastLow);
	}
	get previous() {
		return new Word64(this.previousHigh, this.previousLow);
	}
	arrive(batch) {
		var _a;
		if (this.lastLow === this.previousLow && this.lastHigh === this.previousHigh) {
			if (this.heldId !== void 0) {
				(_a = this.sound) == null ? void 0 : _a.add(this.heldId);
			}
			this.end = closedWalk(this.met.length);
			return;
		}
		const { previous, last, what } = this;
		const reason = `${what} ends at ${previous}, but its head names ${last} as the last entry`;
		this.breakOff({ kind: "invalid", reason, at: last }, batch);
	}
	circle() {
		const { previous, entry, what } = this;
		return { kind: "cycle", reason: `${what} runs in a circle: ${previous} leads back to ${entry}`, at: previous };
	}
	excess() {
		const { entry, what, limit } = this;
		return { kind: "limit", reason: `${what} has more than ${limit} entries; the walk stopped there`, at: entry };
	}
	contradiction() {
		const { previous, entry, what } = this;
		const named = new Word64(links.secondHigh, links.secondLow);
		return {
			kind: "invalid",
			reason: `${what}: ${previous} leads to ${entry}, which names ${named} as the one before it`,
			at: entry,
			doubtful: entry
		};
	}
	breakOff({ kind, reason, at, doubtful }, batch) {
		if (kind !== "limit") {
			this.collectBackward(batch, doubtful);
		}
		this.end = { kind, reason, at, count: this.met.length };
	}
	collectBackward(batch, doubtful) {
		const { target, met, head } = this;
		const known = new Set(met.map(({ id }) => id));
		const found = [];
		let next = head;
		let entry = this.last;
		while (!entry.equals(head) && known.size < this.limit) {
			const element = entry.minus(this.offset);
			if (known.has(element.id)) {
				break;
			}
			const around = readLinks(target, entry, this.what);
			const agrees = !(around instanceof Absence) && around.first.equals(next);
			if (around instanceof Absence || !agrees && (doubtful === void 0 || !entry.equals(doubtful))) {
				break;
			}
			known.add(element.id);
			found.push(element);
			if (!agrees) {
				break;
			}
			next = entry;
			entry = around.second;
		}
		for (const element of found.reverse()) {
			met.push(element);
			batch.push(element);
		}
	}
};
function breakKind(why, link) {
	if (link.isZero) {
		return "null link";
	}
	return why.kind === "Unreadable" ? "unreadable" : "invalid";
}

// src/nt/list.ts
function readNeighbors(target, entry) {
	return mapPresent(readLinks(target, entry, "a list's entry"), ({ first, second }) => ({
		next: first,
		previous: second,
		isNamedByNext: mapPresent(target.readPointer(first.plus(target.pointerSize)), back => back.equals(entry)),
		isNamedByPrevious: mapPresent(target.readPointer(second), forward => forward.equals(entry))
	}));
}
function isClosedAround(target, entry) {
	if (isSeenClosed(target, entry)) {
		return true;
	}
	const links = readLinks(target, entry, "a list's entry");
	if (links instanceof Absence) {
		return false;
	}
	const back = target.readPointer(links.first.plus(target.pointerSize));
	const forward = target.readPointer(links.second);
	return !(back instanceof Absence) && !(forward instanceof Absence) && back.equals(entry) && forward.equals(entry);
}
function isSeenClosed({ stop, pointerSize }, { low, high }) {
	const { pages } = stop;
	if (!pages.peekPair(low, high, pointerSize, pair)) {
		return false;
	}
	const { firstLow, firstHigh, secondLow, secondHigh } = pair;
	return pages.peekPair(firstLow, firstHigh, pointerSize, pair) && pair.secondLow === low && pair.secondHigh === high && pages.peekPair(secondLow, secondHigh, pointerSize, pair) && pair.firstLow === low && pair.firstHigh === high;
}
var pair = { firstLow: 0, firstHigh: 0, secondLow: 0, secondHigh: 0 };
function walkList(target, head, options = {}) {
	return walkEntries_listWalk(target, head, 0, options);
}
function walkContaining(target, head, typeName, linkField, options = {}) {
	const layout = target.layout(typeName);
	const field = layout instanceof Absence ? layout : layout.field(linkField);
	return field instanceof Absence ? absentWalk(field) : walkEntries_listWalk(target, head, field.offset, options);
}
function walkMember(target, structure, head, typeName, linkField, what, sound) {
	const at = structure instanceof Absence ? structure : structure.addressOf(head);
	if (structure instanceof Absence || at instanceof Absence) {
		return absentWalk(firstAbsence(structure, at));
	}
	return structure.isEmptyList(head) ? emptyWalk({ kind: "head", reason: `${what} is empty`, count: 0 }) : walkContaining(target, at, typeName, linkField, sound === void 0 ? { what } : { what, sound });
}

// src/nt/process/process-members.ts
function hasProcessExited(structure) {
	const exitTime = structure.word("ExitTime");
	return exitTime instanceof Absence ? structure.number("ActiveThreads") === 0 : !exitTime.isZero;
}
function readProcessId(structure) {
	var _a;
	const id = structure.pointer("UniqueProcessId");
	return id instanceof Absence ? id : (_a = id.toNumber()) != null ? _a : invalid(`${id} is not a process id`, structure.address);
}
function readShortName(structure) {
	return mapPresent(structure.slice("ImageFileName"), decodeImageName);
}
function decodeImageName(bytes) {
	const end = bytes.indexOf(0);
	return String.fromCharCode(...end < 0 ? bytes : bytes.subarray(0, end));
}

// src/nt/process/process-list.ts
function walkProcesses(target) {
	const head = target.symbol("PsActiveProcessHead");
	return head instanceof Absence ? absentWalk(head) : walkContaining(target, head, "_EPROCESS", "ActiveProcessLinks", { what: "the list of processes" });
}
function findProcessById(target, id) {
	return target.stop.onceOf("process with id", id, () => {
		var _a;
		return (_a = findInTable(target, id)) != null ? _a : indexProcesses(target).get(id);
	});
}
function findInTable(target, id) {
	const address = findByClientId(target, id);
	const structure = address instanceof Absence ? address : target.readStructure("_EPROCESS", address);
	const type = structure instanceof Absence ? structure : structure.number("Pcb.Header.Type");
	return structure instanceof Absence || type instanceof Absence || decodeDispatcherType(type) !== PROCESS_OBJECT || readProcessId(structure) !== id ? void 0 : structure.address;
}
function indexProcesses(target) {
	return target.stop.once("processes by id", () => {
		const index = /* @__PURE__ */ new Map();
		for (const address of walkProcesses(target)) {
			const structure = target.readStructure("_EPROCESS", address);
			const id = structure instanceof Absence ? structure : readProcessId(structure);
			if (!(id instanceof Absence) && !index.has(id)) {
				index.set(id, address);
			}
		}
		return index;
	});
}

// src/alpc/message/payload.ts
var HEADER = "_PORT_MESSAGE";
function readPayload(target, message) {
	const place = decodePayloadPlace(target, message.structure);
	if (place instanceof Absence) {
		return place;
	}
	return Object.assign({}, place, readBytes_payload(target, message, place));
}
function decodePayloadPlace(target, message) {
	const length = message.number("PortMessage.u1.s1.DataLength");
	if (length instanceof Absence) {
		return length;
	}
	if (length === 0) {
		return { location: "None", address: notApplicable("the message carries no data"), length: 0 };
	}
	const extension = message.pointer("ExtensionBuffer");
	if (!(extension instanceof Absence) && !extension.isZero) {
		const size = message.number("ExtensionBufferSize");
		return {
			location: "ExtensionBuffer",
			address: extension,
			length: size instanceof Absence || size === 0 ? length : Math.min(length, size)
		};
	}
	const user = message.pointer("DataUserVa");
	if (!(user instanceof Absence) && !user.isZero) {
		return { location: "UserMemory", address: user, length };
	}
	const start = message.addressOf("PortMessage");
	const header = target.layout(HEADER);
	return {
		location: "Inline",
		address: start instanceof Absence ? start : header instanceof Absence ? header : start.plus(header.size),
		length
	};
}
function readBytes_payload(target, message, { location, address, length }) {
	const wanted = Math.min(length, limits.payloadBytes);
	if (address instanceof Absence) {
		return nothing(address);
	}
	if (location !== "UserMemory") {
		return isKernelAddress(address, target.pointerSize) ? readPartialBlock(target, address, wanted) : nothing(invalid(`the payload's address ${address} is not in kernel space`, address));
	}
	return readUserBytes(target, message, address, wanted);
}
function nothing(why) {
	return { bytes: why, gaps: [] };
}
function readUserBytes(target, message, address, length) {
	const mapped = message.structure.pointer("DataSystemVa");
	if (!(mapped instanceof Absence) && isKernelAddress(mapped, target.pointerSize)) {
		return readPartialBlock(target, mapped, length);
	}
	if (message.senderProcessId instanceof Absence) {
		return nothing(message.senderProcessId);
	}
	const process = findProcessById(target, message.senderProcessId);
	return process === void 0 ? nothing(new Absence("Unreadable", `the payload lies at ${address} in the sender's memory, and there is no process 0x${message.senderProcessId.toString(16)} anymore`, address)) : readPartialProcessBlock(target, { address: process, id: message.senderProcessId }, address, length);
}

// src/nt/object-name.ts
var MOST_LEVELS = 64;
var UNKNOWN_PARENTS = "...";
var ROOT_NAME = "\\";
function readObjectName(target, body) {
	const place = readPlace(target, body);
	return place === void 0 || place instanceof Absence ? place : place.name;
}
function readObjectPath(target, body) {
	const root = readRootDirectory(target);
	const names = [];
	let object = body;
	while (names.length < MOST_LEVELS) {
		if (!(root instanceof Absence) && object.equals(root)) {
			return joined_objectName("", names);
		}
		const place = readPlace(target, object);
		if (place === void 0 || place instanceof Absence) {
			return names.length === 0 ? place : joined_objectName(UNKNOWN_PARENTS, names);
		}
		if (place.name === ROOT_NAME) {
			return joined_objectName("", names);
		}
		names.unshift(place.name);
		if (place.directory === void 0) {
			return names.join(ROOT_NAME);
		}
		object = place.directory;
	}
	return joined_objectName(UNKNOWN_PARENTS, names);
}
function readRootDirectory(target) {
	return target.stop.once("root directory", () => {
		const at = target.symbol("ObpRootDirectoryObject");
		return at instanceof Absence ? at : target.readPointer(at);
	});
}
function readPlace(target, body) {
	const header = readObjectHeader(target, body);
	const at = header instanceof Absence ? header : findHeaderInfo(target, header, "name");
	if (at instanceof Absence) {
		return at.kind === "NotApplicable" ? void 0 : at;
	}
	const info = target.readStructure("_OBJECT_HEADER_NAME_INFO", at);
	const nameAt = info instanceof Absence ? info : info.addressOf("Name");
	if (info instanceof Absence || nameAt instanceof Absence) {
		return info instanceof Absence ? info : nameAt instanceof Absence ? nameAt : void 0;
	}
	const name = readUnicodeString(target, nameAt);
	if (name instanceof Absence || name === "") {
		return name === "" ? void 0 : name;
	}
	const directory = info.pointer("Directory");
	return { name, directory: directory instanceof Absence || directory.isZero ? void 0 : directory };
}
function joined_objectName(root, names) {
	return `${root}${ROOT_NAME}${names.join(ROOT_NAME)}`;
}

// src/nt/named-bits.ts
function namesOfBits(value, table) {
	const set = table.filter(entry => (value & entry.bit) !== 0);
	const rest = set.reduce((left, entry) => left & ~entry.bit, value) >>> 0;
	return [...set.map(entry => entry.name), ...rest === 0 ? [] : [`0x${rest.toString(16)}`]];
}

// src/generation/message-types.ts
var MESSAGE_TYPES = [
	"LPC_NEW_MESSAGE",
	"LPC_REQUEST",
	"LPC_REPLY",
	"LPC_DATAGRAM",
	"LPC_LOST_REPLY",
	"LPC_PORT_CLOSED",
	"LPC_CLIENT_DIED",
	"LPC_EXCEPTION",
	"LPC_DEBUG_EVENT",
	"LPC_ERROR_EVENT",
	"LPC_CONNECTION_REQUEST",
	"LPC_CONNECTION_REPLY",
	"LPC_CANCELED",
	"LPC_LEGACY_CONNECTION_REPLY"
];
var LAST_LPC_TYPE = 10;
var LAST_ALPC_TYPE = 13;
var MESSAGE_FLAGS = [
	{ bit: 4096, name: "reserved" },
	{ bit: 8192, name: "continuation required" },
	{ bit: 16384, name: "no impersonation" },
	{ bit: 32768, name: "kernel mode" }
];
var REQUEST = 1;
var REPLY = 2;
var DATAGRAM = 3;
var CONNECTION_REQUEST = 10;
var ANSWERED_TYPES = [REQUEST, 7, 8, 9, CONNECTION_REQUEST];
function decodeTypeNumber(type) {
	return type & 255;
}
function formatMessageType(typeNumber, last) {
	var _a;
	return typeNumber <= last ? (_a = MESSAGE_TYPES[typeNumber]) != null ? _a : `unknown type ${typeNumber}` : `unknown type ${typeNumber}`;
}
function isMessageType(typeNumber, last) {
	return typeNumber > 0 && typeNumber <= last;
}
function isAnswered(typeNumber) {
	return ANSWERED_TYPES.includes(typeNumber);
}
function formatMessageFlags(type) {
	return namesOfBits(type & 65280, MESSAGE_FLAGS);
}

// src/target/recent.ts
var Recent = class {
	constructor(capacity) {
		this.entries = /* @__PURE__ */ new Map();
		this.capacity = capacity;
	}
	get(key) {
		return this.entries.get(key);
	}
	set(key, value) {
		if (this.entries.size >= this.capacity && !this.entries.has(key)) {
			for (const oldest of this.entries.keys()) {
				this.entries.delete(oldest);
				break;
			}
		}
		this.entries.set(key, value);
	}
	once(key, compute) {
		const known = this.entries.get(key);
		if (known !== void 0) {
			return known;
		}
		const value = compute();
		this.set(key, value);
		return value;
	}
};

// src/alpc/port/communication-info.ts
var COMMUNICATION_INFO = "_ALPC_COMMUNICATION_INFO";
var INFO_OF_PORT = "CommunicationInfo";
var infoOfPort = new PerLayout(layout => layout.find(INFO_OF_PORT));
var portsOfInfo = new PerLayout(layout => layout.pick({
	connectionPort: "ConnectionPort",
	serverPort: "ServerCommunicationPort",
	clientPort: "ClientCommunicationPort"
}));
var RECENT_INFOS = 65536;
var recentInfos = new PerStop(() => new Recent(RECENT_INFOS));
var CommunicationInfo = class {
	constructor(structure, id) {
		var _a;
		const { layout } = structure;
		const members = ((_a = portsOfInfo.latest) == null ? void 0 : _a.layout) === layout ? portsOfInfo.latest.value : portsOfInfo.of(layout);
		this.address = structure.address;
		this.id = id;
		this.structure = structure;
		this.connectionPort = decodeReference(structure, members.connectionPort, "the connection port is gone");
		this.serverPort = decodeReference(structure, members.serverPort, "there is no server port: not yet accepted, or gone");
		this.clientPort = decodeReference(structure, members.clientPort, "there is no client port: it is gone");
	}
};
function readCommunicationInfo(target, address) {
	const { stop } = target;
	const recent = recentInfos.latest === stop ? recentInfos.value : recentInfos.of(stop);
	const { id } = address;
	const known = recent.entries.get(id);
	if (known !== void 0) {
		return known;
	}
	const structure = target.readStructure(COMMUNICATION_INFO, address);
	if (structure instanceof Absence) {
		recent.set(id, structure);
		return structure;
	}
	structure.moveTo(stop.kept);
	const info = new CommunicationInfo(structure, id);
	recent.set(id, info);
	return info;
}
function readCommunicationInfoOf(target, port) {
	var _a;
	const { layout } = port;
	const { stop } = target;
	const member = ((_a = infoOfPort.latest) == null ? void 0 : _a.layout) === layout ? infoOfPort.latest.value : infoOfPort.of(layout);
	const recent = recentInfos.latest === stop ? recentInfos.value : recentInfos.of(stop);
	const id = member === void 0 ? void 0 : port.pointerId(member);
	const known = id === void 0 ? void 0 : recent.entries.get(id);
	if (known !== void 0) {
		return known;
	}
	const address = decodeReference(port, member != null ? member : INFO_OF_PORT, "the port has no communication info: it is being created or is unconnected");
	return address instanceof Absence ? address : readCommunicationInfo(target, address);
}

// src/alpc/state-bits.ts
var BITS = "u1.s1";
var layouts = /* @__PURE__ */ new WeakMap();
function stateLayout(layout) {
	var _a, _b;
	const known = layouts.get(layout);
	if (known !== void 0) {
		return known;
	}
	const found = {
		word: (_b = (_a = layout.find("u1.State")) != null ? _a : layout.find("u1")) != null ? _b : "u1",
		bits: layout.memberNames(BITS).map(name => {
			var _a, _b;
			const field = layout.find(`${BITS}.${name}`);
			return { name, member: field != null ? field : `${BITS}.${name}`, width: (_b = (_a = field == null ? void 0 : field.bits) == null ? void 0 : _a.length) != null ? _b : 1 };
		})
	};
	layouts.set(layout, found);
	return found;
}
function decodeState(structure) {
	const state = stateLayout(structure.layout);
	const value = structure.number(state.word);
	if (value instanceof Absence) {
		return value;
	}
	const bits = [];
	for (const { name, member, width } of state.bits) {
		const bit = structure.number(member);
		if (!(bit instanceof Absence)) {
			bits.push({ name, value: bit, width });
		}
	}
	return { value, bits };
}
function hasStateBit(structure, name) {
	const bit = structure.number(`${BITS}.${name}`);
	return !(bit instanceof Absence) && bit !== 0;
}

// src/alpc/port/port-kind.ts
function describe_portKind(kind, role, slot, type) {
	return { kind, role, slot, type, settled: { kind, role, contradictions: [] } };
}
var KINDS = [
	describe_portKind("ALPC_CONNECTION_PORT", "connection", "connectionPort", 1),
	describe_portKind("ALPC_CLIENT_COMMUNICATION_PORT", "client", "clientPort", 2),
	describe_portKind("ALPC_SERVER_COMMUNICATION_PORT", "server", "serverPort", 3)
];
function decodeKind(port, info, type, isSettled) {
	var _a;
	let byType;
	let bySlot;
	for (const kind of KINDS) {
		const slot = info instanceof Absence ? info : info[kind.slot];
		byType = kind.type === type ? kind : byType;
		if (bySlot === void 0 && !(slot instanceof Absence) && slot.high === port.high && slot.low === port.low) {
			bySlot = kind;
		}
	}
	if (info instanceof Absence) {
		return Object.assign({}, named(byType), { contradictions: isSettled && byType !== void 0 && info.kind !== "Unreadable" ? [`Its state says ${byType.kind}, but ${info.reason}.`] : [] });
	}
	if (bySlot !== void 0) {
		return !isSettled || byType === bySlot ? bySlot.settled : Object.assign({}, named(bySlot), { contradictions: [
			`Its communication info ${info.address} holds it as ${bySlot.kind}, but its state says ${(_a = byType == null ? void 0 : byType.kind) != null ? _a : `type ${typeText(type)}`}.`
		] });
	}
	return decodeWithoutSlot(info, byType, isSettled);
}
function decodeWithoutSlot(info, byType, isSettled) {
	const occupied = byType === void 0 ? void 0 : present(info[byType.slot]);
	if (byType === void 0 || occupied !== void 0) {
		return Object.assign({}, named(void 0), { contradictions: [
			`No slot of its communication info ${info.address} points back at it${occupied === void 0 ? "" : `; that of its kind holds ${occupied}`}.`
		] });
	}
	return Object.assign({}, named(byType), { contradictions: isSettled ? [
		`The slot of its kind in its communication info ${info.address} is empty although the port is neither closed nor disconnected.`
	] : [] });
}
function named(description) {
	return description === void 0 ? { kind: "UNKNOWN", role: "unknown" } : { kind: description.kind, role: description.role };
}
function typeText(type) {
	return type instanceof Absence ? "unknown" : String(type);
}

// src/alpc/port/port-queues.ts
var QUEUES = [
	{ name: "Main", head: "MainQueue", length: "MainQueueLength" },
	{ name: "LargeMessage", head: "LargeMessageQueue", length: "LargeMessageQueueLength" },
	{ name: "Pending", head: "PendingQueue", length: "PendingQueueLength" },
	{ name: "Direct", head: "DirectQueue", length: "DirectQueueLength" },
	{ name: "Canceled", head: "CanceledQueue", length: "CanceledQueueLength" }
];
var queuesByLayout = /* @__PURE__ */ new WeakMap();
function queuesOf(layout) {
	var _a;
	const known = queuesByLayout.get(layout);
	if (known !== void 0) {
		return known;
	}
	const queues = [];
	for (const { name, head, length } of QUEUES) {
		const field = layout.find(head);
		if (field !== void 0) {
			queues.push({ name, head: field, length: (_a = layout.find(length)) != null ? _a : length });
		}
	}
	const lengths = queues.map(({ length }) => length).filter(length => typeof length !== "string");
	const found = {
		queues,
		heads: queues.map(({ head }) => head),
		lengths: lengths.length === queues.length ? lengths : void 0,
		names: queues.map(({ name }) => name)
	};
	queuesByLayout.set(layout, found);
	return found;
}
function hasNothingQueued(port) {
	const { heads, lengths } = queuesOf(port.layout);
	return lengths !== void 0 && port.areUnused(heads, lengths);
}

// src/alpc/port/port-state.ts
var MEMBERS = {
	isInitialized: "u1.s1.Initialized",
	isClosed: "u1.s1.Closed",
	isDisconnected: "u1.s1.Disconnected",
	type: "u1.s1.Type"
};
var stateBits = new PerLayout(findStateBits);
function findStateBits(layout) {
	const isInitialized = layout.find(MEMBERS.isInitialized);
	const isClosed = layout.find(MEMBERS.isClosed);
	const isDisconnected = layout.find(MEMBERS.isDisconnected);
	const type = layout.find(MEMBERS.type);
	return isInitialized !== void 0 && isClosed !== void 0 && isDisconnected !== void 0 && type !== void 0 && [isInitialized, isClosed, isDisconnected, type].every(({ isSmall, index }) => isSmall && index === type.index) ? { isInitialized, isClosed, isDisconnected, type } : void 0;
}
function decodePortState(port) {
	var _a;
	const { layout } = port;
	const bits = ((_a = stateBits.latest) == null ? void 0 : _a.layout) === layout ? stateBits.latest.value : stateBits.of(layout);
	const word = bits === void 0 ? void 0 : port.wordOfBlock(bits.type.index);
	if (bits === void 0 || word === void 0) {
		return {
			isInitialized: port.isSet(MEMBERS.isInitialized),
			isClosed: port.isSet(MEMBERS.isClosed),
			isDisconnected: port.isSet(MEMBERS.isDisconnected),
			type: port.number(MEMBERS.type)
		};
	}
	const { isInitialized, isClosed, isDisconnected, type } = bits;
	return {
		isInitialized: (word >>> isInitialized.shift & isInitialized.mask) !== 0,
		isClosed: (word >>> isClosed.shift & isClosed.mask) !== 0,
		isDisconnected: (word >>> isDisconnected.shift & isDisconnected.mask) !== 0,
		type: (word >>> type.shift & type.mask) >>> 0
	};
}

// src/alpc/port/port.ts
var PORT = "_ALPC_PORT";
var PORT_TYPE_NAME = "ALPC Port";
var RECENT_PORTS = 65536;
var recentPorts = new PerStop(() => new Recent(RECENT_PORTS));
function readAlpcPort(target, address) {
	const { stop } = target;
	const recent = recentPorts.latest === stop ? recentPorts.value : recentPorts.of(stop);
	const { id } = address;
	const known = recent.entries.get(id);
	if (known !== void 0) {
		return known;
	}
	const port = readFresh(target, address, id);
	recent.set(id, port);
	return port;
}
function recentPort(target, address) {
	const known = recentPorts.of(target.stop).get(address.id);
	return known === void 0 || known instanceof Absence ? void 0 : known;
}
function isKnownPort(target, address) {
	const { stop } = target;
	const known = (recentPorts.latest === stop ? recentPorts.value : recentPorts.of(stop)).entries.get(address.id);
	return known !== void 0 && !(known instanceof Absence) && known.contradictions.length === 0;
}
function validatePortObject(target, address) {
	if (knownTypeName(target, address) === PORT_TYPE_NAME) {
		return true;
	}
	const wrong = validateKernelPointer(address, target.pointerSize, "port", target.pointerSize);
	if (wrong !== void 0) {
		return wrong;
	}
	const typeName = readTypeName(target, address);
	if (typeName instanceof Absence) {
		return typeName;
	}
	return typeName === PORT_TYPE_NAME ? true : invalid(`${address} is an object of type "${typeName}", not an ALPC port`, address);
}
function readFresh(target, address, id) {
	const structure = target.readStructure(PORT, address);
	if (structure instanceof Absence) {
		return structure;
	}
	const info = readCommunicationInfoOf(target, structure);
	structure.moveTo(target.stop.kept);
	const valid = validatePortObject(target, address);
	if (valid === true) {
		return new AlpcPort(structure, info, NO_SENTENCES, id);
	}
	const isKnownToInfo = !(info instanceof Absence) && [info.connectionPort, info.serverPort, info.clientPort].some(slot => {
		var _a;
		return ((_a = present(slot)) == null ? void 0 : _a.equals(address)) === true;
	});
	if (!isKnownToInfo) {
		return valid;
	}
	return valid.kind === "Unreadable" ? decodePort(structure, info) : decodePort(structure, info, [`Its object header does not say that it is an ALPC port: ${valid.reason}.`]);
}
var NO_SENTENCES = [];
var NO_ENDS = notApplicable("a connection port is connected to nobody: see its connections");
var NO_OWNER = notApplicable("the port has no owner");
var AlpcPort = class {
	constructor(structure, info, header, id) {
		const { isClosed, isDisconnected, isInitialized, type } = decodePortState(structure);
		this.address = structure.address;
		this.id = id;
		this.structure = structure;
		this.communicationInfo = info;
		this.isClosed = isClosed;
		this.isDisconnected = isDisconnected;
		const isSettled = !isClosed && !isDisconnected && isInitialized;
		const { kind, role, contradictions } = decodeKind(structure.address, info, type, isSettled);
		this.kind = kind;
		this.role = role;
		this.contradictions = header.length === 0 ? contradictions : contradictions.concat(header);
	}
	get isQuiet() {
		var _a;
		return (_a = this.quiet) != null ? _a : this.quiet = hasNothingQueued(this.structure);
	}
	get owner() {
		var _a;
		return (_a = this.ownerKnown) != null ? _a : this.ownerKnown = decodePortOwner(this.structure);
	}
	get ownerId() {
		var _a;
		const { structure } = this;
		const { layout } = structure;
		const member = ((_a = ownerMember.latest) == null ? void 0 : _a.layout) === layout ? ownerMember.latest.value : ownerMember.of(layout);
		return typeof member === "string" ? void 0 : structure.pointerId(member);
	}
	get ownerIsGone() {
		const { owner } = this;
		return owner instanceof Absence && owner.kind === "NotApplicable" && owner !== NO_OWNER;
	}
	get connectionPort() {
		const { communicationInfo: info } = this;
		return this.role === "connection" ? this.address : info instanceof Absence ? info : info.connectionPort;
	}
	get serverPort() {
		const { communicationInfo: info, role } = this;
		return role === "server" ? this.address : role === "connection" ? NO_ENDS : info instanceof Absence ? info : info.serverPort;
	}
	get clientPort() {
		const { communicationInfo: info, role } = this;
		return role === "client" ? this.address : role === "connection" ? NO_ENDS : info instanceof Absence ? info : info.clientPort;
	}
	get state() {
		return decodeState(this.structure);
	}
	get sequenceNo() {
		return this.structure.signed("SequenceNo");
	}
	get portContext() {
		return this.structure.pointer("PortContext");
	}
};
function decodePort(structure, info, header = NO_SENTENCES) {
	return new AlpcPort(structure, info, header, structure.address.id);
}
var ownerMember = new PerLayout(layout => {
	var _a;
	return (_a = layout.find("OwnerProcess")) != null ? _a : "OwnerProcess";
});
function decodePortOwner(port) {
	var _a;
	const { layout } = port;
	const pointer = port.pointer(((_a = ownerMember.latest) == null ? void 0 : _a.layout) === layout ? ownerMember.latest.value : ownerMember.of(layout));
	if (pointer instanceof Absence) {
		return pointer;
	}
	if ((pointer.low & 1) !== 0) {
		return new Absence("NotApplicable", `the owner has gone (it was the process ${pointer.withoutLowBits(1)})`, pointer.withoutLowBits(1));
	}
	return pointer.high === 0 && pointer.low === 0 ? NO_OWNER : pointer;
}

// src/target/lists-by-key.ts
function append(lists, key, value) {
	const known = lists.get(key);
	if (known === void 0) {
		lists.set(key, [value]);
	} else {
		known.push(value);
	}
}

// src/nt/handle-index.ts
function indexHandles(target, wants) {
	const all = collectHandles(target);
	const objects = [];
	all.forEach(held => objects.push(held));
	objects.sort((one, other) => one.object.compare(other.object));
	const index = /* @__PURE__ */ new Map();
	for (const held of objects) {
		const type = readTypeObject(target, held.object);
		if (!(type instanceof Absence) && wants(type)) {
			index.set(held.object.id, held);
		}
	}
	return index;
}
function indexHandlesByType(target, typeNames) {
	return target.stop.once(`handles of ${typeNames.join("|")}`, () => indexHandles(target, type => {
		const name = readNameOfType(target, type);
		return !(name instanceof Absence) && typeNames.indexOf(name) >= 0;
	}));
}
function findHandleHolders(target, object) {
	var _a, _b;
	return (_b = (_a = collectHandles(target).get(object.id)) == null ? void 0 : _a.holders) != null ? _b : [];
}
function collectHandles(target) {
	return target.stop.once("all handles", () => target.pin(() => collectAll(target)));
}
function collectAll(target) {
	const held = /* @__PURE__ */ new Map();
	for (const process of walkProcesses(target)) {
		for (const { handle, object, grantedAccess } of walkHandles(target, process)) {
			const known = held.get(object.id);
			if (known === void 0) {
				held.set(object.id, { object, holders: [{ process, handle, grantedAccess }] });
			} else {
				known.holders.push({ process, handle, grantedAccess });
			}
		}
	}
	return held;
}

// src/nt/object-directory.ts
function walkNamedObjects(target, options = {}) {
	var _a;
	return new SteppedWalk(namedObjects(target, (_a = options.limit) != null ? _a : limits.listEntries));
}
function findNamedObjects(target, path) {
	const [start, ...names] = path.split(SEPARATOR);
	const root = readRootDirectory(target);
	if (start !== "" || names.length === 0 || names.length > MOST_LEVELS_objectDirectory || root instanceof Absence) {
		return [];
	}
	let found = [root];
	for (const name of names) {
		found = found.reduce((all, directory) => all.concat(findInDirectory(target, directory, name)), []);
	}
	return found;
}
var SEPARATOR = "\\";
var MOST_LEVELS_objectDirectory = 64;
function findInDirectory(target, directory, name) {
	const buckets = readBuckets(target, directory);
	if (buckets instanceof Absence) {
		return [];
	}
	const wanted = name.toLowerCase();
	const likely = bucketOf(name, buckets.length);
	const order = [likely, ...buckets.map((_first, index) => index).filter(index => index !== likely)];
	const visited = /* @__PURE__ */ new Set();
	for (const bucket of order) {
		const found = readBucket(target, directory, buckets[bucket], visited, limits.listEntries).objects.filter(object => {
			const own = readObjectName(target, object);
			return typeof own === "string" && own.toLowerCase() === wanted;
		});
		if (found.length > 0) {
			return found;
		}
	}
	return [];
}
function bucketOf(name, buckets) {
	let hash = 0;
	for (const character of name.toUpperCase().split("")) {
		hash = hash + (hash << 1) + (hash >>> 1) + character.charCodeAt(0) >>> 0;
	}
	return hash % buckets;
}
function* namedObjects(target, limit) {
	const root = readRootDirectory(target);
	const directoryType = root instanceof Absence ? root : readTypeObject(target, root);
	if (root instanceof Absence || directoryType instanceof Absence) {
		return walkNotBegun(firstAbsence(root, directoryType));
	}
	const visited = /* @__PURE__ */ new Set([root.id]);
	const waiting = [{ object: root, path: "" }];
	let broken;
	let count = 0;
	for (let directory = waiting.shift(); directory !== void 0; directory = waiting.shift()) {
		const listing = readDirectory(target, directory.object, limit);
		broken = broken != null ? broken : listing.broken;
		for (const object of listing.objects) {
			if (count >= limit) {
				return { kind: "limit", reason: `more than ${limit} named objects; the walk stopped there`, at: object, count };
			}
			const named = readNamedObject(target, object, directory.path);
			if (named instanceof Absence) {
				broken = broken != null ? broken : walkNotBegun(named);
				continue;
			}
			count += 1;
			yield named;
			if (named.type.equals(directoryType) && !visited.has(object.id)) {
				visited.add(object.id);
				waiting.push({ object, path: named.path });
			}
		}
	}
	return broken === void 0 ? closedWalk(count) : Object.assign({}, broken, { count });
}
function readNamedObject(target, object, parentPath) {
	const type = readTypeObject(target, object);
	const typeName = type instanceof Absence ? type : readNameOfType(target, type);
	const name = readObjectName(target, object);
	if (type instanceof Absence || typeName instanceof Absence || name instanceof Absence) {
		return firstAbsence(type, typeName, name);
	}
	return { object, type, typeName, path: `${parentPath}\\${name != null ? name : ""}` };
}
function readDirectory(target, directory, limit) {
	const buckets = readBuckets(target, directory);
	if (buckets instanceof Absence) {
		return { objects: [], broken: walkNotBegun(buckets) };
	}
	const objects = [];
	const visited = /* @__PURE__ */ new Set();
	let broken;
	for (const first of buckets) {
		const listing = readBucket(target, directory, first, visited, limit);
		for (const object of listing.objects) {
			objects.push(object);
		}
		broken = broken != null ? broken : listing.broken;
	}
	return { objects, broken };
}
function readBuckets(target, directory) {
	const structure = target.readStructure("_OBJECT_DIRECTORY", directory);
	const bytes = structure instanceof Absence ? structure : structure.slice("HashBuckets");
	if (bytes instanceof Absence) {
		return bytes;
	}
	const buckets = [];
	for (let offset = 0; offset + target.pointerSize <= bytes.length; offset += target.pointerSize) {
		buckets.push(pointerIn(bytes, offset, target.pointerSize));
	}
	return buckets;
}
function readBucket(target, directory, first, visited, limit) {
	const objects = [];
	const end = broken => ({ objects, broken });
	for (let entry = first; !entry.isZero; ) {
		if (visited.has(entry.id)) {
			return end({ kind: "cycle", reason: `the directory at ${directory} lists ${entry} twice`, at: entry });
		}
		if (visited.size >= limit) {
			return end({
				kind: "limit",
				reason: `the directory at ${directory} has more than ${limit} entries; the walk stopped there`,
				at: entry
			});
		}
		visited.add(entry.id);
		const links = target.readStructure("_OBJECT_DIRECTORY_ENTRY", entry);
		const object = links instanceof Absence ? links : links.pointer("Object");
		const next = links instanceof Absence ? links : links.pointer("ChainLink");
		if (object instanceof Absence || next instanceof Absence) {
			return end(walkNotBegun(firstAbsence(object, next)));
		}
		objects.push(object);
		entry = next;
	}
	return end(void 0);
}

// src/alpc/port/port-walk.ts
function walkConnections(target, port, sound) {
	const info = mapPresent(port.communicationInfo, ({ structure }) => structure);
	return walkMember(target, info, "CommunicationList", COMMUNICATION_INFO, "CommunicationList", "the connections of a port", sound);
}
function readConnection(target, communicationInfo) {
	const info = readCommunicationInfo(target, communicationInfo);
	return info instanceof Absence ? { communicationInfo, connectionPort: info, serverPort: info, clientPort: info } : {
		communicationInfo,
		connectionPort: info.connectionPort,
		serverPort: info.serverPort,
		clientPort: info.clientPort
	};
}
function readConnections(target, port) {
	if (port.role === "connection") {
		return Array.from(walkConnections(target, port), info => readConnection(target, info));
	}
	const { connectionPort, serverPort, clientPort } = port;
	const communicationInfo = mapPresent(port.communicationInfo, ({ address }) => address);
	return communicationInfo instanceof Absence && communicationInfo.kind === "NotApplicable" ? [] : [{ communicationInfo, connectionPort, serverPort, clientPort }];
}
function missingConnections({ role, communicationInfo }) {
	return role === "connection" && communicationInfo instanceof Absence && communicationInfo.kind !== "NotApplicable" ? communicationInfo : void 0;
}
var PORT_LIST = "AlpcpPortList";
function walkPorts(target) {
	return walkOnce(target, "ports", () => allPorts(target));
}
function allPorts(target) {
	const head = target.symbol(PORT_LIST);
	const list = head instanceof Absence ? absentWalk(head) : walkContaining(target, head, PORT, "PortListEntry", {
		limit: limits.ports,
		what: "the list of all ports",
		sound: soundPorts.of(target.stop)
	});
	const met = [];
	const found = /* @__PURE__ */ new Map();
	let others;
	return new BatchedWalk(() => {
		const listed = list.batch();
		if (listed !== void 0) {
			met.push(listed);
			return listed;
		}
		if (list.end.kind === "head") {
			return list.end;
		}
		if (others === void 0) {
			met.forEach(ports => ports.forEach(port => found.set(port.id, port)));
			others = walkElsewhere(target, found);
		}
		const other = others.next();
		return other.done === true ? Object.assign({}, list.end, { count: found.size }) : [other.value];
	});
}
var soundPorts = new PerStop(() => /* @__PURE__ */ new Set());
function* walkElsewhere(target, found) {
	for (const port of walkCandidates(target, found)) {
		if (found.size >= limits.ports) {
			return;
		}
		if (!found.has(port.id) && validatePortObject(target, port) === true) {
			found.set(port.id, port);
			yield port;
		}
	}
}
function* walkCandidates(target, found) {
	for (const named of walkNamedObjects(target)) {
		if (named.typeName === PORT_TYPE_NAME) {
			yield named.object;
		}
	}
	for (const held of indexHandlesByType(target, [PORT_TYPE_NAME]).values()) {
		yield held.object;
	}
	for (const port of found.values()) {
		yield* connectedPorts(target, port);
	}
}
function* connectedPorts(target, address) {
	const port = readAlpcPort(target, address);
	if (port instanceof Absence) {
		return;
	}
	for (const connection of readConnections(target, port)) {
		for (const end of [
			connection.connectionPort,
			connection.serverPort,
			connection.clientPort
		]) {
			const known = present(end);
			if (known !== void 0) {
				yield known;
			}
		}
	}
}
function readPortsOfProcess(target, process) {
	const ports = Array.from(walkPortsOf(target, process));
	const ofRole = role => ports.filter(address => mapPresent(readAlpcPort(target, address), port => port.role) === role);
	return { created: ofRole("connection"), connected: ofRole("client"), server: ofRole("server") };
}
function walkPortsOf(target, process) {
	var _a;
	const { byOwner, end } = indexOwners(target);
	const owned = (_a = byOwner.get(process.id)) != null ? _a : [];
	return partOfWalk(owned.filter(address => !(readAlpcPort(target, address) instanceof Absence)), end);
}
function indexOwners(target) {
	return target.stop.once("ALPC ports by owner", () => target.pin(() => {
		const byOwner = /* @__PURE__ */ new Map();
		const walk = walkPorts(target);
		for (const address of walk) {
			const structure = target.readStructure(PORT, address);
			const owner = structure instanceof Absence ? structure : decodePortOwner(structure);
			if (owner instanceof Absence) {
				continue;
			}
			append(byOwner, owner.id, address);
		}
		return { byOwner, end: walk.end };
	}));
}

// src/alpc/port/queue.ts
var MESSAGE = "_KALPC_MESSAGE";
function queueNames(target) {
	const layout = target.layout(PORT);
	return layout instanceof Absence ? [] : queuesOf(layout).names;
}
function decodeQueueLength(port, name) {
	const queue = findQueue(port.structure, name);
	return queue === void 0 ? noSuchQueue(name) : port.structure.number(queue.length);
}
function decodeQueuedTotal({ structure }) {
	const { queues, lengths } = queuesOf(structure.layout);
	let total = 0;
	if (lengths !== void 0 && structure.areUnused(NO_FIELDS, lengths)) {
		return total;
	}
	for (const { name, length } of queues) {
		const own = name === "Canceled" ? 0 : structure.number(length);
		if (!(own instanceof Absence)) {
			total += own;
		} else if (own.kind === "Unreadable" || own.kind === "Invalid") {
			return own;
		}
	}
	return total;
}
var NO_QUEUES = [];
function readUsedQueues(target, port) {
	if (port.isQuiet) {
		return NO_QUEUES;
	}
	const known = usedQueues.get(port);
	if (known !== void 0) {
		return known;
	}
	const queues = readQueuesOf(target, port);
	usedQueues.set(port, queues);
	return queues;
}
var usedQueues = /* @__PURE__ */ new WeakMap();
function readQueuesOf(target, port) {
	const { structure } = port;
	const used = [];
	for (const queue of queuesOf(structure.layout).queues) {
		if (!structure.isEmptyList(queue.head) || structure.number(queue.length) !== 0) {
			used.push(collectQueue(target, port, queue));
		}
	}
	return used;
}
function collectQueue(target, { address, structure }, queue) {
	const { entries, end } = collectWalk(walkPortQueue(target, structure, queue));
	return { name: queue.name, port: address, declaredLength: structure.number(queue.length), messages: entries, end };
}
function readQueue(target, port, name) {
	const queue = findQueue(port.structure, name);
	return queue === void 0 ? noSuchQueue(name) : collectQueue(target, port, queue);
}
function findQueue(port, name) {
	for (const queue of queuesOf(port.layout).queues) {
		if (queue.name === name) {
			return queue;
		}
	}
	return void 0;
}
function noSuchQueue(name) {
	var _a, _b;
	return notInThisBuild(`${PORT}.${(_b = (_a = QUEUES.find(queue => queue.name === name)) == null ? void 0 : _a.head) != null ? _b : name}`);
}
function* walkQueuesOf(target, port) {
	for (const queue of queuesOf(port.layout).queues) {
		if (!port.isEmptyList(queue.head)) {
			yield* walkPortQueue(target, port, queue);
		}
	}
}
function walkQueue(target, port, name) {
	const queue = findQueue(port, name);
	return queue === void 0 ? absentWalk(noSuchQueue(name)) : walkPortQueue(target, port, queue);
}
function walkPortQueue(target, port, { name, head }) {
	return walkMember(target, port, head, MESSAGE, queueLink(name), `the ${name} queue of port ${port.address}`);
}
function queueLink(name) {
	return name === "Canceled" ? "CancelListEntry" : "Entry";
}
function walkQueuedMessages(target) {
	return new SteppedWalk(queuedMessages(target));
}
function* queuedMessages(target) {
	var _a;
	const ports = walkPorts(target);
	for (const address of ports) {
		const known = recentPort(target, address);
		const port = (_a = known == null ? void 0 : known.structure) != null ? _a : target.readStructure(PORT, address);
		if (!(port instanceof Absence) && !(known === void 0 ? hasNothingQueued(port) : known.isQuiet)) {
			yield* walkQueuesOf(target, port);
		}
	}
	return ports.end;
}

// src/alpc/resource/blob.ts
var BLOB = "_BLOB";
var BLOB_IDS = [
	{ id: 1, kind: "ConnectionInfo", typeSymbol: "AlpcConnectionType" },
	{ id: 2, kind: "Message", typeSymbol: "AlpcMessageType" },
	{ id: 3, kind: "SecurityContext", typeSymbol: "AlpcSecurityType" },
	{ id: 4, kind: "Section", typeSymbol: "AlpcSectionType" },
	{ id: 5, kind: "Region", typeSymbol: "AlpcRegionType" },
	{ id: 6, kind: "View", typeSymbol: "AlpcViewType" },
	{ id: 7, kind: "Reserve", typeSymbol: "AlpcReserveType" },
	{ id: 8, kind: "DirectTransfer" },
	{ id: 9, kind: "HandleData", typeSymbol: "AlpcHandleDataType" }
];
var BLOB_TYPE_SYMBOLS = BLOB_IDS.reduce((found, { kind, typeSymbol }) => typeSymbol === void 0 ? found : [...found, { kind, symbol: typeSymbol }], []);
var MOST_REFERENCES = 16777216;
function readBlob(target, body) {
	const header = readBlobHeader(target, body);
	return header instanceof Absence ? header : decodeBlob(header, body, kindsById(target));
}
function readBlobKind(target, body) {
	const header = readBlobHeader(target, body);
	return header instanceof Absence ? header : decodeBlobKind(header, body, kindsById(target));
}
function bodyOfHeader(target, header) {
	const layout = target.layout(BLOB);
	return layout instanceof Absence ? layout : header.plus(layout.size);
}
function decodeBlob(header, body, kinds) {
	const kind = decodeBlobKind(header, body, kinds);
	return kind instanceof Absence ? kind : {
		address: body,
		kind,
		header,
		referenceCount: header.number("ReferenceCount"),
		flags: header.layout.memberNames("u1.s1").filter(name => header.number(`u1.s1.${name}`) === 1)
	};
}
function decodeBlobKind(header, body, kinds) {
	const id = header.number("ResourceId");
	const kind = id instanceof Absence ? void 0 : kinds.get(id);
	const referenceCount = header.number("ReferenceCount");
	if (kind === void 0) {
		return notHeader(body, id instanceof Absence ? id.reason : `its kind would be ${id}`);
	}
	if (referenceCount instanceof Absence ? referenceCount.kind === "Invalid" : referenceCount > MOST_REFERENCES) {
		return notHeader(body, "its reference count is impossible");
	}
	if (isLinkedNowhere(header)) {
		return notHeader(body, "its links lead nowhere into the kernel");
	}
	return kind;
}
function notHeader(body, reason) {
	return invalid(`what precedes ${body} is not the header of an ALPC resource: ${reason}`, body);
}
function isLinkedNowhere(header) {
	const next = header.pointer("ResourceList.Flink");
	if (!(next instanceof Absence) && isKernelAddress(next, header.pointerSize)) {
		return false;
	}
	const previous = header.pointer("ResourceList.Blink");
	return !(next instanceof Absence) && !(previous instanceof Absence) && !isKernelAddress(previous, header.pointerSize) && !(next.isZero && previous.isZero);
}
function readBlobHeader(target, body) {
	var _a;
	const layout = target.layout(BLOB);
	if (layout instanceof Absence) {
		return layout;
	}
	return (_a = validateKernelPointer(body, target.pointerSize, "ALPC resource", target.pointerSize)) != null ? _a : target.readStructure(BLOB, body.minus(layout.size));
}
function kindsById(target) {
	const known = registeredKinds.of(target.stop);
	if (!known.isRead) {
		known.isRead = true;
		for (const [id, kind] of readRegisteredKinds(target)) {
			known.kinds.set(id, kind);
		}
	}
	return known.kinds;
}
var registeredKinds = new PerStop(() => ({
	kinds: new Map(BLOB_IDS.map(({ id, kind }) => [id, kind])),
	isRead: false
}));
function readRegisteredKinds(target) {
	const kinds = /* @__PURE__ */ new Map();
	for (const { kind, symbol } of BLOB_TYPE_SYMBOLS) {
		const type = readBlobType(target, symbol);
		const id = type instanceof Absence ? void 0 : type.number("ResourceId");
		if (typeof id === "number" && id > 0 && id <= 255) {
			if (kinds.has(id)) {
				return /* @__PURE__ */ new Map();
			}
			kinds.set(id, kind);
		}
	}
	return kinds;
}
function readBlobType(target, symbol) {
	const at = target.symbol(symbol);
	return at instanceof Absence ? at : target.readStructure("_BLOB_TYPE", at);
}
function walkResources(target, port) {
	return walkMember(target, port, "ResourceListHead", BLOB, "ResourceList", `the resources of port ${port.address}`).map(header => {
		const body = bodyOfHeader(target, header);
		return body instanceof Absence ? body : readBlob(target, body);
	});
}

// src/alpc/message/queue-membership.ts
var RECENT_LINKS = 4096;
var THREAD_QUEUE_TYPE = 5;
var OFF_QUEUE = { queue: "None", port: notApplicable("the message is on no queue") };
function readQueueMembership(target, message) {
	var _a;
	const byEntry = findList(target, message, "Entry", "PortQueue");
	if (byEntry !== void 0 && !(byEntry instanceof Absence)) {
		return byEntry;
	}
	const byCancelList = findList(target, message, "CancelListEntry", "CancelQueuePort");
	if (byCancelList !== void 0 && !(byCancelList instanceof Absence)) {
		return byCancelList;
	}
	return message.number("u1.s1.QueueType") === THREAD_QUEUE_TYPE ? { queue: "Thread", port: OFF_QUEUE.port } : (_a = byEntry != null ? byEntry : byCancelList) != null ? _a : OFF_QUEUE;
}
function findList(target, message, linkPath, portPath) {
	const port = message.pointer(portPath);
	const link = message.addressOf(linkPath);
	if (port instanceof Absence && port.kind === "Unreadable") {
		return port;
	}
	if (port instanceof Absence || link instanceof Absence || validateKernelPointer(port, target.pointerSize, portPath) !== void 0) {
		return void 0;
	}
	const layout = target.layout(PORT);
	const heads = layout instanceof Absence ? NO_HEADS : queueHeads.of(layout)[linkPath];
	const back = findHead(target, link, heads, port, target.pointerSize);
	const found = back instanceof Absence ? findHead(target, link, heads, port, 0) : back;
	if (found === void 0 || found instanceof Absence) {
		return found;
	}
	return isRemoved(target, link) ? invalid(`its links lead to the ${found} queue of ${port}, but neither neighbor there names it`, link) : { queue: found, port };
}
function isRemoved(target, link) {
	if (isClosedAround(target, link)) {
		return false;
	}
	const neighbors = readNeighbors(target, link);
	return !(neighbors instanceof Absence) && neighbors.isNamedByNext === false && neighbors.isNamedByPrevious === false;
}
var NO_HEADS = /* @__PURE__ */ new Map();
var queueHeads = new PerLayout(port => ({
	Entry: headsOf(port, "Entry"),
	CancelListEntry: headsOf(port, "CancelListEntry")
}));
function headsOf(port, linkPath) {
	const heads = /* @__PURE__ */ new Map();
	for (const { name, head } of queuesOf(port).queues) {
		if (queueLink(name) === linkPath) {
			heads.set(head.offset, name);
		}
	}
	return heads;
}
function findHead(target, start, heads, port, linkOffset) {
	const first = target.readPointer(linkOffset === 0 ? start : start.plus(linkOffset));
	if (!(first instanceof Absence)) {
		if (first.isZero || first.equals(start)) {
			return void 0;
		}
		const queue = heads.get(first.distanceFrom(port));
		if (queue !== void 0) {
			return queue;
		}
	}
	const known = target.stop.once("links of ALPC queues", () => new Recent(RECENT_LINKS));
	const place = `${port.key}+${linkOffset}:`;
	const passed = [];
	const outcome = followLinks(target, start, linkOffset, passed, link => {
		var _a;
		return (_a = heads.get(link.distanceFrom(port))) != null ? _a : known.get(place + link.key);
	});
	for (const link of passed.slice(0, RECENT_LINKS).reverse()) {
		known.set(place + link.key, outcome);
	}
	return outcome;
}
function followLinks(target, start, linkOffset, passed, outcomeOf) {
	const visited = /* @__PURE__ */ new Set();
	let link = start;
	while (visited.size < limits.listEntries) {
		visited.add(link.id);
		passed.push(link);
		const next = target.readPointer(link.plus(linkOffset));
		if (next instanceof Absence) {
			return next;
		}
		const outcome = outcomeOf(next);
		if (outcome !== void 0) {
			return outcome;
		}
		const wrong = visited.has(next.id) ? invalid(`the queue's links run in a circle past ${next}`, next) : validateKernelPointer(next, target.pointerSize, "a queue's link", target.pointerSize);
		if (wrong !== void 0) {
			return wrong;
		}
		link = next;
	}
	return invalid(`the queue has more than ${limits.listEntries} entries`, start);
}

// src/alpc/message/message.ts
var RECENT_MESSAGES = 4096;
var recentMessages = new PerStop(() => new Recent(RECENT_MESSAGES));
var QUEUE_TYPES = ["None", "Main", "LargeMessage", "Pending", "Direct", "Thread"];
function readAlpcMessage(target, address) {
	const { stop } = target;
	const recent = recentMessages.latest === stop ? recentMessages.value : recentMessages.of(stop);
	const { id } = address;
	const known = recent.entries.get(id);
	if (known !== void 0) {
		return known;
	}
	const message = readFresh_message(target, address);
	recent.set(id, message);
	return message;
}
function readFresh_message(target, address) {
	const structure = target.readStructure(MESSAGE, address);
	if (structure instanceof Absence) {
		return structure;
	}
	const wrong = validateMessage(target, structure);
	if (wrong !== void 0) {
		return wrong;
	}
	structure.moveTo(target.stop.kept);
	const membership = readQueueMembership(target, structure);
	return new AlpcMessage(structure, membership, readConnectionPort(target, structure));
}
function validateMessage(target, structure) {
	const kind = readBlobKind(target, structure.address);
	if (kind === "Message") {
		return void 0;
	}
	const type = structure.number(TYPE);
	const isTyped = !(type instanceof Absence) && isMessageType(decodeTypeNumber(type), LAST_ALPC_TYPE);
	const isOfPort = ["OwnerPort", "PortQueue", "ConnectionPort", "CancelQueuePort"].some(path => {
		const port = structure.pointer(path);
		return !(port instanceof Absence) && validatePortObject(target, port) === true;
	});
	if (isTyped && isOfPort) {
		return void 0;
	}
	return kind instanceof Absence && kind.kind === "Unreadable" && (isTyped || type instanceof Absence) ? kind : invalid(`there is no ALPC message at ${structure.address}: ${kind instanceof Absence ? kind.reason : `the header before it is that of a ${kind}`}`, structure.address);
}
function readConnectionPort(target, structure) {
	const own = decodeReference(structure, "ConnectionPort", "the message names no connection port");
	if (!(own instanceof Absence)) {
		return own;
	}
	const info = decodeReference(structure, "CommunicationInfo", "the message names no connection");
	const facts = info instanceof Absence ? info : readCommunicationInfo(target, info);
	if (!(facts instanceof Absence) && !(facts.connectionPort instanceof Absence)) {
		return facts.connectionPort;
	}
	const owner = decodeReference(structure, "OwnerPort", "the message has no owner port");
	const port = owner instanceof Absence ? owner : readAlpcPort(target, owner);
	return port instanceof Absence ? port.kind === "NotApplicable" ? own : port : port.connectionPort;
}
var TYPE = "PortMessage.u2.s2.Type";
var AlpcMessage = class {
	constructor(structure, membership, connectionPort) {
		const type = structure.number(TYPE);
		this.address = structure.address;
		this.structure = structure;
		this.typeNumber = type instanceof Absence ? type : decodeTypeNumber(type);
		this.queue = membership instanceof Absence ? membership : membership.queue;
		this.queuePort = decodeQueuePort(structure, membership);
		this.ownerPort = decodeReference(structure, "OwnerPort", "the message has no owner port");
		this.connectionPort = connectionPort;
		this.waitingThread = decodeReference(structure, "WaitingThread", "no thread waits for a reply to this message");
		this.serverThread = decodeReference(structure, "ServerThread", "no thread has received this message and owes a reply");
		this.contradictions = findContradictions(structure, membership);
	}
	get id() {
		return this.structure.word("PortMessage.MessageId");
	}
	get callbackId() {
		return this.structure.number("PortMessage.CallbackId");
	}
	get sequenceNo() {
		return this.structure.signed("SequenceNo");
	}
	get type() {
		const { typeNumber } = this;
		return typeNumber instanceof Absence ? typeNumber : formatMessageType(typeNumber, LAST_ALPC_TYPE);
	}
	get typeFlags() {
		return mapPresent(this.structure.number(TYPE), formatMessageFlags);
	}
	get dataLength() {
		return this.structure.number("PortMessage.u1.s1.DataLength");
	}
	get totalLength() {
		return this.structure.number("PortMessage.u1.s1.TotalLength");
	}
	get senderProcessId() {
		return this.structure.number("PortMessage.ClientId.UniqueProcess");
	}
	get senderThreadId() {
		return this.structure.number("PortMessage.ClientId.UniqueThread");
	}
	get state() {
		return decodeState(this.structure);
	}
};
function decodeQueuePort(structure, membership) {
	var _a;
	return (_a = present(membership instanceof Absence ? membership : membership.port)) != null ? _a : decodeReference(structure, "PortQueue", "the message is on no queue");
}
function findContradictions(structure, membership) {
	var _a;
	const claimed = decodeReference(structure, "PortQueue", "");
	if (membership instanceof Absence) {
		return claimed instanceof Absence || membership.kind === "Unreadable" ? [] : [`It names ${claimed} as its queue's port, but its links do not lead there: ${membership.reason}.`];
	}
	const found = [];
	if (!(claimed instanceof Absence) && membership.queue !== "Thread" && !sameAddress(claimed, membership.port)) {
		found.push(`It names ${claimed} as its queue's port, but is linked ${membership.queue === "None" ? "to no queue" : `to the ${membership.queue} queue of another`}.`);
	}
	const queueType = structure.number("u1.s1.QueueType");
	const name = queueType instanceof Absence ? void 0 : (_a = QUEUE_TYPES[queueType]) != null ? _a : `unknown (${queueType})`;
	const expected = membership.queue === "Canceled" ? "None" : membership.queue;
	if (name !== void 0 && name !== expected) {
		found.push(`Its queue type says ${name}, but its links say ${membership.queue}.`);
	}
	return [...found, ...lengthContradictions(structure)];
}
function lengthContradictions(structure) {
	const data = structure.number("PortMessage.u1.s1.DataLength");
	const total = structure.number("PortMessage.u1.s1.TotalLength");
	return data instanceof Absence || total instanceof Absence || data <= total ? [] : [`Its data length 0x${data.toString(16)} exceeds its total length 0x${total.toString(16)}.`];
}

// src/alpc/message/rpc.ts
var OBJECT_UUID_FLAG = 1;
var OBJECT_UUID_OFFSET = 48;
var ARGUMENTS_OFFSET = 64;
var RESPONSE_DATA_OFFSET = 24;
var UUID_LENGTH = 16;
var DECODERS = [
	{ leastLength: 24, decode: decodeRequest },
	{ leastLength: 40, decode: decodeBind },
	{ leastLength: 12, decode: bytes => ({ kind: "Fault", errorCode: word(bytes, 8) }) },
	{
		leastLength: 16,
		decode: bytes => ({ kind: "Response", callId: word(bytes, 12), dataOffset: RESPONSE_DATA_OFFSET })
	}
];
function decodeRpcHeader(payload) {
	const decoder = payload.length < 4 ? void 0 : DECODERS[word(payload, 0)];
	return decoder === void 0 || payload.length < decoder.leastLength ? void 0 : decoder.decode(payload);
}
function decodeRequest(bytes) {
	const flags = word(bytes, 8);
	const hasUuid = (flags & OBJECT_UUID_FLAG) !== 0 && bytes.length >= OBJECT_UUID_OFFSET + UUID_LENGTH;
	return {
		kind: "Request",
		flags,
		callId: word(bytes, 12),
		interfaceNumber: word(bytes, 16),
		procedureNumber: word(bytes, 20),
		objectUuid: hasUuid ? formatUuid(bytes, OBJECT_UUID_OFFSET) : void 0,
		argumentsOffset: ARGUMENTS_OFFSET
	};
}
function decodeBind(bytes) {
	return {
		kind: "Bind",
		interfaceId: { uuid: formatUuid(bytes, 12), major: half(bytes, 28), minor: half(bytes, 30) },
		syntaxFlags: word(bytes, 32),
		ndrInterfaceNumber: half(bytes, 36),
		ndr64InterfaceNumber: half(bytes, 38)
	};
}
function formatUuid(bytes, offset) {
	const digits = (from, count) => {
		var _a;
		let text = "";
		for (let index = from; index < from + count; index += 1) {
			text += hexDigits((_a = bytes[offset + index]) != null ? _a : 0, 2);
		}
		return text;
	};
	const first = hexDigits(word(bytes, offset), 8);
	const second = hexDigits(half(bytes, offset + 4), 4);
	const third = hexDigits(half(bytes, offset + 6), 4);
	return `${first}-${second}-${third}-${digits(8, 2)}-${digits(10, 6)}`;
}
function half(bytes, offset) {
	var _a, _b;
	return ((_a = bytes[offset]) != null ? _a : 0) + ((_b = bytes[offset + 1]) != null ? _b : 0) * 256;
}
function word(bytes, offset) {
	return half(bytes, offset) + half(bytes, offset + 2) * 65536;
}
var INTERFACES = [
	{ uuid: "367abb81-9844-35f1-ad32-98f038001003", name: "svcctl", source: "MS-SCMR" },
	{ uuid: "12345778-1234-abcd-ef00-0123456789ab", name: "lsarpc", source: "MS-LSAD" },
	{ uuid: "12345778-1234-abcd-ef00-0123456789ac", name: "samr", source: "MS-SAMR" },
	{ uuid: "12345678-1234-abcd-ef00-01234567cffb", name: "logon", source: "MS-NRPC" },
	{ uuid: "12345678-1234-abcd-ef00-0123456789ab", name: "winspool", source: "MS-RPRN" },
	{ uuid: "76f03f96-cdfd-44fc-a22c-64950a001209", name: "IRemoteWinspool", source: "MS-PAR" },
	{ uuid: "338cd001-2244-31f1-aaaa-900038001003", name: "winreg", source: "MS-RRP" },
	{ uuid: "894de0c0-0d55-11d3-a322-00c04fa321a1", name: "InitShutdown", source: "MS-RSP" },
	{ uuid: "d95afe70-a6d5-4259-822e-2c84da1ddb0d", name: "WindowsShutdown", source: "MS-RSP" },
	{ uuid: "4b324fc8-1670-01d3-1278-5a47bf6ee188", name: "srvsvc", source: "MS-SRVS" },
	{ uuid: "6bffd098-a112-3610-9833-46c3f87e345a", name: "wkssvc", source: "MS-WKST" },
	{ uuid: "6bffd098-a112-3610-9833-012892020162", name: "browser", source: "MS-BRWSA" },
	{ uuid: "1ff70682-0a51-30e8-076d-740be8cee98b", name: "ATSvc", source: "MS-TSCH" },
	{ uuid: "378e52b0-c0a9-11cf-822d-00aa0051e40f", name: "SASec", source: "MS-TSCH" },
	{ uuid: "86d35949-83c9-4044-b424-db363231fd0c", name: "ITaskSchedulerService", source: "MS-TSCH" },
	{ uuid: "82273fdc-e32a-18c3-3f78-827929dc23ea", name: "eventlog", source: "MS-EVEN" },
	{ uuid: "f6beaff7-1e19-4fbb-9f8f-b89e2018337c", name: "IEventService", source: "MS-EVEN6" },
	{ uuid: "c681d488-d850-11d0-8c52-00c04fd90f7e", name: "efsrpc (lsarpc endpoint)", source: "MS-EFSR" },
	{ uuid: "df1941c5-fe89-4e79-bf10-463657acf44d", name: "efsrpc", source: "MS-EFSR" },
	{ uuid: "3dde7c30-165d-11d1-ab8f-00805f14db40", name: "BackupKey", source: "MS-BKRP" },
	{ uuid: "3919286a-b10c-11d0-9ba8-00c04fd92ef5", name: "dssetup", source: "MS-DSSP" },
	{ uuid: "e3514235-4b06-11d1-ab04-00c04fc2dcd2", name: "drsuapi", source: "MS-DRSR" },
	{ uuid: "4fc742e0-4a10-11cf-8273-00aa004ae673", name: "netdfs", source: "MS-DFSNM" },
	{ uuid: "50abc2a4-574d-40b3-9d66-ee4fd5fba076", name: "DnsServer", source: "MS-DNSP" },
	{ uuid: "91ae6020-9e3c-11cf-8d7c-00aa00c091be", name: "ICertPassage", source: "MS-ICPR" },
	{ uuid: "5ca4a760-ebb1-11cf-8611-00a0245420ed", name: "IcaApi", source: "MS-TSTS" },
	{ uuid: "e1af8308-5d1f-11c9-91a4-08002b14a0fa", name: "ept", source: "C706" },
	{ uuid: "afa8bd80-7d8a-11c9-bef4-08002b102989", name: "mgmt", source: "C706" },
	{ uuid: "99fcfec4-5260-101b-bbcb-00aa0021347a", name: "IObjectExporter", source: "MS-DCOM" },
	{ uuid: "4d9f4ab8-7d1c-11cf-861e-0020af6e7c57", name: "IActivation", source: "MS-DCOM" },
	{ uuid: "000001a0-0000-0000-c000-000000000046", name: "IRemoteSCMActivator", source: "MS-DCOM" },
	{ uuid: "00000131-0000-0000-c000-000000000046", name: "IRemUnknown", source: "MS-DCOM" },
	{ uuid: "00000143-0000-0000-c000-000000000046", name: "IRemUnknown2", source: "MS-DCOM" }
];
function findRpcInterface(uuid) {
	return INTERFACES.find(entry => entry.uuid === uuid);
}
function readRpc(target, message) {
	const path = message.connectionPort instanceof Absence ? message.connectionPort : readObjectPath(target, message.connectionPort);
	if (path instanceof Absence || path === void 0 || !isRpcPortPath(path)) {
		return notApplicable("the message goes through no port of an RPC server");
	}
	const header = readRpcHeader(target, message);
	if (header instanceof Absence) {
		return header;
	}
	const interfaceId = findInterface(target, message, header);
	return { header, interfaceId, interfaceName: nameOf(interfaceId) };
}
function isRpcPortPath(path) {
	var _a;
	const parts = path.split("\\");
	const name = (_a = parts[parts.length - 1]) != null ? _a : "";
	return parts.slice(0, -1).some(part => part.toLowerCase() === "rpc control") || /^(LRPC-|OLE[0-9A-F])/i.test(name);
}
function readRpcHeader(target, message) {
	const payload = message.typeNumber === CONNECTION_REQUEST ? notApplicable("a connection request carries connection information, not RPC") : readPayload(target, message);
	const bytes = payload instanceof Absence ? payload : readableStart(payload, present(payload.address));
	if (bytes instanceof Absence) {
		return bytes;
	}
	const header = decodeRpcHeader(bytes);
	return header === void 0 || header.kind === "Request" && message.typeNumber === REPLY ? notApplicable("the payload does not read as local RPC") : header;
}
function findInterface(target, message, header) {
	if (header.kind === "Bind") {
		return header.interfaceId;
	}
	if (header.kind !== "Request") {
		return notApplicable("unknown: only a request names an interface");
	}
	for (const candidate of walkConnectionMessages(target, message)) {
		const bind = readRpcHeader(target, candidate);
		if (!(bind instanceof Absence) && bind.kind === "Bind" && [bind.ndrInterfaceNumber, bind.ndr64InterfaceNumber].includes(header.interfaceNumber)) {
			return bind.interfaceId;
		}
	}
	return notApplicable(`unknown: the bind that agreed on interface ${header.interfaceNumber} is no longer queued on the connection`);
}
function* walkConnectionMessages(target, message) {
	const owner = message.ownerPort instanceof Absence ? message.ownerPort : readAlpcPort(target, message.ownerPort);
	const ends = owner instanceof Absence ? [message.queuePort] : [owner.connectionPort, owner.serverPort, owner.clientPort];
	const isOfConnection = candidate => sameAddress(candidate.ownerPort, message.ownerPort) || !(owner instanceof Absence) && (sameAddress(candidate.ownerPort, owner.clientPort) || sameAddress(candidate.ownerPort, owner.serverPort));
	for (const end of ends) {
		const address = present(end);
		const port = address === void 0 ? void 0 : present(readAlpcPort(target, address));
		for (const name of port === void 0 ? [] : queueNames(target)) {
			for (const at of port === void 0 ? [] : walkQueue(target, port.structure, name)) {
				const candidate = readAlpcMessage(target, at);
				if (!(candidate instanceof Absence) && !candidate.address.equals(message.address) && isOfConnection(candidate)) {
					yield candidate;
				}
			}
		}
	}
}
function nameOf(interfaceId) {
	var _a, _b;
	return interfaceId instanceof Absence ? interfaceId : (_b = (_a = findRpcInterface(interfaceId.uuid)) == null ? void 0 : _a.name) != null ? _b : notApplicable("unknown: not one of the well-known interfaces");
}

// src/nt/thread/thread-members.ts
var PROCESS_MEMBERS = ["ThreadsProcess", "Tcb.Process", "Tcb.ApcState.Process"];
function readClientId(structure, path) {
	var _a;
	const id = structure.pointer(path);
	return id instanceof Absence ? id : id.high === 0 ? id.low : (_a = id.toNumber()) != null ? _a : invalid(`${id} is not an id`, structure.address);
}
function readOwner(target, structure) {
	for (const { member, distance } of findOwnerMembers(target, structure.layout)) {
		const process = structure.pointer(member);
		if (process instanceof Absence) {
			continue;
		}
		if (process.high === 0 && process.low === 0) {
			return invalid("the thread names no process", structure.address);
		}
		return distance === 0 ? process : distance instanceof Absence ? distance : process.minus(distance);
	}
	return structure.pointer("Tcb.Process");
}
var latest;
function findOwnerMembers(target, layout) {
	if ((latest == null ? void 0 : latest.layout) === layout) {
		return latest.members;
	}
	const process = target.layout("_EPROCESS");
	const pcb = process instanceof Absence ? process : process.field("Pcb");
	const ofScheduler = pcb instanceof Absence ? pcb : pcb.offset;
	const members = [];
	for (const path of PROCESS_MEMBERS) {
		const member = layout.find(path);
		if (member !== void 0) {
			members.push({ member, distance: path === "ThreadsProcess" ? 0 : ofScheduler });
		}
	}
	latest = process instanceof Absence ? void 0 : { layout, members };
	return members;
}

// src/nt/thread/thread-list.ts
function walkThreads(target, process) {
	const known = threadLists.of(target.stop).get(process.id);
	return known === void 0 ? walkThreadList(target, process) : partOfWalk(known.threads, known.end);
}
var threadLists = new PerStop(() => /* @__PURE__ */ new Map());
function walkThreadList(target, process) {
	return walkMember(target, target.readStructure("_EPROCESS", process), "ThreadListHead", "_ETHREAD", "ThreadListEntry", "the list of threads");
}
function walkAllThreads(target) {
	const processes = walkProcesses(target);
	const lists = threadLists.of(target.stop);
	let broken;
	let count = 0;
	let current;
	return new BatchedWalk(() => {
		for (; ; ) {
			const batch = current == null ? void 0 : current.list.batch();
			if (current !== void 0 && batch !== void 0) {
				for (const thread of batch) {
					current.threads.push(thread);
				}
				return batch;
			}
			if (current !== void 0) {
				const { end } = current.list;
				count += end.count;
				const neverUsed = end.kind === "null link" && end.at === void 0;
				broken = broken != null ? broken : end.kind === "head" || neverUsed ? void 0 : end;
				if (end.kind === "head") {
					lists.set(current.process.id, { threads: current.threads, end });
				}
			}
			const process = processes.next();
			if (process.done === true) {
				return Object.assign({}, process.value.kind === "head" ? broken != null ? broken : process.value : process.value, { count });
			}
			current = { process: process.value, list: walkThreadList(target, process.value), threads: [] };
		}
	});
}
function findThreadById(target, threadId, processId) {
	const listed = findInTable_threadList(target, threadId);
	if (listed !== void 0 && (processId === void 0 || listed.processId === processId)) {
		return listed.address;
	}
	const search = processId === void 0 ? void 0 : findThreadOfProcess(target, threadId, processId);
	if ((search == null ? void 0 : search.thread) !== void 0) {
		return search.thread;
	}
	return listed !== void 0 || (search == null ? void 0 : search.isComplete) === true ? listed == null ? void 0 : listed.address : findInIndex(target, threadId, processId);
}
function findInTable_threadList(target, threadId) {
	const address = findByClientId(target, threadId);
	const structure = address instanceof Absence ? address : target.readStructure("_ETHREAD", address);
	const type = structure instanceof Absence ? structure : structure.number("Tcb.Header.Type");
	return structure instanceof Absence || type instanceof Absence || decodeDispatcherType(type) !== THREAD_OBJECT ? void 0 : identify(structure, threadId);
}
function findThreadOfProcess(target, threadId, processId) {
	const process = findProcessById(target, processId);
	const threads = process === void 0 ? void 0 : walkThreads(target, process);
	for (const address of threads != null ? threads : []) {
		const structure = target.readStructure("_ETHREAD", address);
		if (!(structure instanceof Absence) && identify(structure, threadId) !== void 0) {
			return { thread: address, isComplete: true };
		}
	}
	const { kind } = (threads != null ? threads : walkProcesses(target)).end;
	return { thread: void 0, isComplete: kind === "head" };
}
function identify(structure, threadId) {
	return readClientId(structure, "Cid.UniqueThread") === threadId ? { address: structure.address, processId: readClientId(structure, "Cid.UniqueProcess") } : void 0;
}
function findInIndex(target, threadId, processId) {
	var _a, _b;
	const candidates = (_a = indexThreads(target).get(threadId)) != null ? _a : [];
	const own = candidates.find(candidate => candidate.processId === processId);
	return (_b = own != null ? own : candidates[0]) == null ? void 0 : _b.address;
}
function indexThreads(target) {
	return target.stop.once("threads by id", () => target.pin(() => {
		const index = /* @__PURE__ */ new Map();
		for (const address of walkAllThreads(target)) {
			const structure = target.readStructure("_ETHREAD", address);
			const id = structure instanceof Absence ? structure : readClientId(structure, "Cid.UniqueThread");
			if (!(structure instanceof Absence) && !(id instanceof Absence)) {
				const thread = { address, processId: readClientId(structure, "Cid.UniqueProcess") };
				append(index, id, thread);
			}
		}
		return index;
	}));
}

// src/model/objects/by-id.ts
function processWithId(context, id) {
	const process = findProcessById(context.target, id);
	return process === void 0 ? notApplicable(`no process has the id 0x${id.toString(16)}`) : context.process(process);
}
function threadWithId(context, id, processId) {
	const thread = findThreadById(context.target, id, processId);
	return thread === void 0 ? notApplicable(`no thread has the id 0x${id.toString(16)}`) : context.thread(thread);
}

// src/model/base/object.ts
var ModelContext = class {
	constructor(target, generation, make, contextOf) {
		this.target = target;
		this.generation = generation;
		this.make = make;
		this.contextOf = contextOf;
	}
	refresh() {
		this.target.refresh();
	}
	session() {
		return this.make(this, "session");
	}
	port(address) {
		return this.make(this, "port", address);
	}
	message(address) {
		return this.make(this, "message", address);
	}
	resource(address) {
		return this.make(this, "resource", address);
	}
	connection(facts) {
		return this.make(this, "connection", facts);
	}
	process(address) {
		return this.make(this, "process", address);
	}
	processAlpc(address) {
		return this.make(this, "processAlpc", address);
	}
	thread(address) {
		return this.make(this, "thread", address);
	}
	threadAlpc(address) {
		return this.make(this, "threadAlpc", address);
	}
	lock(facts) {
		return this.make(this, "lock", facts);
	}
	maybe(address, make) {
		return address instanceof Absence ? address : this[make](address);
	}
	get nothing() {
		return this.target.stop.once("lists with nothing on them", () => {
			const walk = this.generation.walkPorts();
			const isEmpty = walk.next().done === true;
			return isEmpty && (walk.end.kind === "unreadable" || walk.end.kind === "invalid") ? `not known: this ${this.target.isDump ? "dump" : "target"} holds no lists of ports` : "none";
		});
	}
	titled(title) {
		return this.nothing === "none" ? title : `${title}: ${this.nothing}`;
	}
	portFacts(address) {
		return address instanceof Absence ? address : this.generation.readPort(address);
	}
	ownerOf(port) {
		return mapPresent(this.portFacts(port), ({ owner }) => owner);
	}
};
var AddressObject = class {
	constructor(context, address) {
		this.__context = context;
		this.__address = address;
	}
};
var FactObject = class {
	constructor(context, facts, read) {
		this.__context = context;
		this.__read = read;
		this.__stop = context.target.stop;
		this.__known = facts;
	}
	get __facts() {
		const { stop } = this.__context.target;
		if (stop !== this.__stop) {
			this.__known = this.__read();
			this.__stop = stop;
		}
		return this.__known;
	}
	toString() {
		this.__context.refresh();
		const facts = this.__facts;
		return facts instanceof Absence ? `<${facts.reason}>` : this.__describe(facts);
	}
};
function factObject(make, context, read) {
	return mapPresent(read(), facts => new make(context, facts, read));
}
function fact(help, pick) {
	return property(help, ({ __context, __facts }) => mapPresent(__facts, facts => pick(facts, __context)));
}
function rowsOf(factsOf) {
	return (help, pick) => property(help, self => mapPresent(factsOf(self), facts => pick(facts, self)));
}
function partsOf(factsOf) {
	return (help, make, find) => property(help, self => factObject(make, self.__context, () => mapPresent(factsOf(self), facts => find(facts, self.__context))));
}

// src/view/message-line.ts
function formatMessageLine(message) {
	const place = message.queue === "None" ? "on no queue" : `${message.queue} queue${message.queuePort === void 0 ? "" : ` of ${message.queuePort}`}`;
	const waiting = message.waitingThread === void 0 ? "" : `, awaited by ${message.waitingThread}`;
	const server = message.serverThread === void 0 ? "" : `, in the hands of ${message.serverThread}`;
	return `${message.address} id ${message.id} ${message.type} of ${message.sender}, ${place}, ${message.dataLength} bytes${waiting}${server}`;
}

// src/text/absent.ts
function formatMaybe(value, format = String) {
	return value instanceof Absence ? `<${value.reason}>` : format(value);
}

// src/model/objects/flags.ts
var Flags = class extends FactObject {
	constructor(context, facts, read) {
		super(context, facts, read);
		this.__define("Value", ({ value }) => Word64.fromNumber(value));
		for (const { name } of facts.bits) {
			this.__define(name, ({ bits }) => {
				var _a, _b;
				return (_b = (_a = bits.find(bit => bit.name === name)) == null ? void 0 : _a.value) != null ? _b : notApplicable(`${name} is not set`);
			});
		}
	}
	__define(name, pick) {
		Object.defineProperty(this, name, {
			configurable: true,
			enumerable: true,
			get: () => {
				this.__context.refresh();
				return shown(mapPresent(this.__facts, pick));
			}
		});
	}
	__describe({ bits, value: whole }) {
		const set = bits.filter(({ value }) => value !== 0).map(({ name, value, width }) => width === 1 ? name : `${name}=${value}`);
		return `0x${whole.toString(16)}${set.length === 0 ? "" : ` (${set.join(", ")})`}`;
	}
};
function flagsOf(context, read) {
	return factObject(Flags, context, read);
}

// src/text/counts.ts
function formatCount(count, singular, plural = `${singular}s`) {
	return `${count} ${count === 1 ? singular : plural}`;
}
function formatSeconds(seconds) {
	const whole = Math.round(seconds);
	if (whole < 120) {
		return `${whole} s`;
	}
	const minutes = Math.floor(whole / 60);
	return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
function formatSome(names, most = 4) {
	return names.length <= most ? names.join(", ") : `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
}
function beginSentence(text) {
	return /^(?:a|an|the|cycle|deadlock|message|port|process|thread) /.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
var LONG_SECONDS = 10;
function shownSeconds(seconds) {
	return seconds >= LONG_SECONDS ? Math.round(seconds) : Math.round(seconds * 100) / 100;
}

// src/text/names.ts
var LONGEST_EPITHET = 40;
function formatProcess(names, address) {
	return describeProcess(names, address, false);
}
function formatProcessState(names, address) {
	return describeProcess(names, address, true);
}
function describeProcess(names, address, withState) {
	const process = names.process(address);
	if (process instanceof Absence || process.name instanceof Absence && process.id instanceof Absence) {
		return `process ${address}`;
	}
	return `${formatImage(names, process)} (${formatId(process.id)}${withState && process.hasExited ? ", exited" : ""})`;
}
function formatThread(names, address) {
	const thread = names.thread(address);
	if (thread instanceof Absence) {
		return `thread ${address}`;
	}
	const process = thread.process instanceof Absence ? thread.process : names.process(thread.process);
	if (process instanceof Absence && thread.id instanceof Absence) {
		return `thread ${address}`;
	}
	const image = process instanceof Absence ? "?" : formatImage(names, process);
	const processId = process instanceof Absence ? thread.processId : process.id;
	return `${image} (${formatId(processId)}.${formatId(thread.id)}${formatEpithet(names.threadName(address))})`;
}
function formatThreads(names, threads) {
	return formatSome(threads.map(thread => formatThread(names, thread)));
}
function formatImage(names, { address, name }) {
	return `${name instanceof Absence ? "?" : formatName(name)}${formatEpithet(names.service(address))}`;
}
function formatEpithet(name) {
	return name instanceof Absence || name === "" ? "" : ` "${formatName(name, LONGEST_EPITHET)}"`;
}
function formatId(id) {
	return id instanceof Absence ? "?" : id.toString(16);
}
function findNamingPort(names, address) {
	var _a;
	const port = present(names.port(address));
	const own = port === void 0 ? void 0 : present(names.portName(address));
	if (port === void 0 || own !== void 0 || port.connectionPort instanceof Absence || port.connectionPort.equals(address)) {
		return { port, name: own };
	}
	return { port: (_a = present(names.port(port.connectionPort))) != null ? _a : port, name: present(names.portName(port.connectionPort)) };
}
function findRawServiceName(names, port) {
	var _a;
	return (_a = findNamingPort(names, port).name) == null ? void 0 : _a.name;
}
function findServiceName(names, port) {
	const name = port === void 0 || port instanceof Absence ? void 0 : findNamingPort(names, port).name;
	return name === void 0 ? void 0 : `'${name.isUnique ? formatName(name.name) : formatPath(name.path)}'`;
}
function formatPort(names, port) {
	var _a;
	return (_a = findServiceName(names, port)) != null ? _a : `port ${port}`;
}
function formatPortOfOwner(names, port) {
	var _a;
	const owner = (_a = findNamingPort(names, port).port) == null ? void 0 : _a.owner;
	return owner === void 0 || owner instanceof Absence ? formatPort(names, port) : `${formatPort(names, port)} of ${formatProcess(names, owner)}`;
}
function isOfClient(names, port) {
	var _a;
	return ((_a = present(names.port(port))) == null ? void 0 : _a.role) === "client";
}
function formatConnectedPort(names, port) {
	var _a;
	const connectionPort = mapPresent(names.port(port), facts => facts.connectionPort);
	const address = connectionPort instanceof Absence || connectionPort.equals(port) ? void 0 : connectionPort;
	return (_a = findServiceName(names, port)) != null ? _a : address === void 0 ? "an unknown port" : `port ${address}`;
}
function formatClientRole(names, port) {
	return `a client of ${formatConnectedPort(names, port)}`;
}
function formatReceiver(names, address) {
	if (!isOfClient(names, address)) {
		return formatPortOfOwner(names, address);
	}
	const owner = mapPresent(names.port(address), port => port.owner);
	return `${owner instanceof Absence ? "" : `${formatProcess(names, owner)}, `}${formatClientRole(names, address)}`;
}
function formatDestination(names, port, name) {
	return isOfClient(names, port) ? ` of ${formatReceiver(names, port)}` : name === void 0 ? "" : ` on ${name}`;
}
function formatQueue(names, port) {
	return `${isOfClient(names, port) ? "" : "the queue of "}${formatReceiver(names, port)}`;
}
var CONTAINING_LOCKS = [
	"resource",
	"fast mutex",
	"guarded mutex",
	"push lock",
	"critical section"
];
function isBehind({ kind, address, dispatcher }) {
	return CONTAINING_LOCKS.indexOf(kind) >= 0 && address.equals(dispatcher);
}
function formatObject(names, { kind, address, dispatcher, typeName }) {
	if (kind === "user-mode lock") {
		return `the user-mode lock at ${address}`;
	}
	if (kind === "thread" || kind === "process") {
		return (kind === "thread" ? formatThread : formatProcess)(names, address);
	}
	if (isBehind({ kind, address, dispatcher })) {
		return `the ${kind} behind object ${dispatcher}`;
	}
	const name = typeName instanceof Absence ? void 0 : present(names.objectName(address));
	return `${kind === "other" ? "object" : kind}${name === void 0 || name === "" ? "" : ` '${formatName(name)}'`} ${address}`;
}
function formatMessage(message) {
	return !(message.id instanceof Absence) ? `message ${message.id}` : message.address instanceof Absence ? "a message" : `the message at ${message.address}`;
}

// src/facts/lock.ts
var lockKinds = [
	"mutant",
	"resource",
	"fast mutex",
	"guarded mutex",
	"push lock",
	"critical section",
	"user-mode lock",
	"keyed event"
];

// src/nt/wait/wait-time.ts
var HUNDRED_NANOSECONDS = 1e7;
var USUAL_TICK = 156250;
function readWaitedSeconds(target, address) {
	const thread = target.readStructure("_ETHREAD", address);
	const state = thread instanceof Absence ? thread : thread.number("Tcb.State");
	if (thread instanceof Absence || state instanceof Absence) {
		return firstAbsence(thread, state);
	}
	return isWaitState(state) ? secondsWaited(target, thread) : notApplicable(`the thread does not wait (${formatThreadState(state)})`);
}
function readSecondsWaited(target, address) {
	const thread = target.readStructure("_ETHREAD", address);
	return thread instanceof Absence ? thread : secondsWaited(target, thread);
}
function secondsWaited(target, thread) {
	var _a;
	const began = thread.number("Tcb.WaitTime");
	const { ticks, tickLength } = (_a = clocks.of(target.stop).clock) != null ? _a : readClock(target);
	if (began instanceof Absence || ticks instanceof Absence) {
		return firstAbsence(began, ticks);
	}
	return (ticks.low - began >>> 0) * tickLength / HUNDRED_NANOSECONDS;
}
var clocks = new PerStop(() => ({}));
function readClock(target) {
	const clock = { ticks: readTicks(target), tickLength: readTickLength(target) };
	clocks.of(target.stop).clock = clock;
	return clock;
}
function readUptime(target) {
	return mapPresent(readTicks(target), ticks => ticks.toApproximateNumber() * readTickLength(target) / HUNDRED_NANOSECONDS);
}
function readTicks(target) {
	const shared = target.readTickCount();
	if (!(shared instanceof Absence)) {
		return shared;
	}
	const at = target.symbol("KeTickCount");
	const bytes = at instanceof Absence ? at : target.read(at, 4);
	return bytes instanceof Absence ? shared : readWord(bytes, 0, 4);
}
function readTickLength(target) {
	for (const name of ["KeMaximumIncrement", "KeTimeIncrement"]) {
		const at = target.symbol(name);
		const bytes = at instanceof Absence ? at : target.read(at, 4);
		const length = bytes instanceof Absence ? 0 : readWord(bytes, 0, 4).low;
		if (length >= 1e3 && length <= HUNDRED_NANOSECONDS) {
			return length;
		}
	}
	return USUAL_TICK;
}

// src/nt/wait/time-out.ts
var TIMER_WAIT_BLOCK = 3;
function readTimerRuns(target, thread) {
	const named = thread.flag("Tcb.Timer.Header.Inserted");
	if (!(named instanceof Absence)) {
		return named;
	}
	const blocks = thread.addressOf("Tcb.WaitBlock");
	const layout = target.layout("_KWAIT_BLOCK");
	const header = target.layout("_DISPATCHER_HEADER");
	if (blocks instanceof Absence || layout instanceof Absence || header instanceof Absence) {
		return false;
	}
	const entry = layout.find("WaitListEntry");
	const list = header.find("WaitListHead");
	if (entry === void 0 || list === void 0) {
		return false;
	}
	const waiters = target.readPointer(blocks.plus(TIMER_WAIT_BLOCK * layout.size + entry.offset));
	const timer = waiters instanceof Absence ? void 0 : waiters.minus(list.offset);
	if (timer === void 0 || !liesInThread(thread, timer)) {
		return false;
	}
	const found = target.readStructure("_DISPATCHER_HEADER", timer);
	const type = found instanceof Absence ? found : found.number("Type");
	return !(found instanceof Absence) && !(type instanceof Absence) && decodeDispatcherKind(type) === "timer" && found.flag("Inserted") === true;
}
function readTimeoutSeconds(target, thread) {
	if (!readTimerRuns(target, thread)) {
		return notApplicable("the wait has no time-out");
	}
	const bytes = thread.slice("Tcb.Timer.DueTime", 8);
	const due = bytes instanceof Absence ? bytes : readWord(bytes, 0, 8);
	const now = target.readInterruptTime();
	const waited = secondsWaited(target, thread);
	if (due instanceof Absence || now instanceof Absence || waited instanceof Absence) {
		return firstAbsence(due, now, waited);
	}
	const length = due.distanceFrom(now) / HUNDRED_NANOSECONDS + waited;
	return length > 0 && !due.isZero ? length : invalid(`the time-out of the thread is due at ${due}, before its wait began`, thread.address);
}
function isOwnTimer(target, thread, object) {
	const header = liesInThread(thread, object) ? target.readStructure("_DISPATCHER_HEADER", object) : void 0;
	const type = header === void 0 || header instanceof Absence ? void 0 : header.number("Type");
	return type !== void 0 && !(type instanceof Absence) && decodeDispatcherKind(type) === "timer";
}
function liesInThread(thread, object) {
	const distance = object.distanceFrom(thread.address);
	return distance >= 0 && distance < thread.layout.size;
}

// src/nt/thread/scheduler-thread.ts
var OWNER_FLAG_BITS = 2;
function findThreadAt(target, pointer) {
	const address = pointer.withoutLowBits(OWNER_FLAG_BITS);
	const header = address.isZero ? void 0 : target.readStructure("_DISPATCHER_HEADER", address);
	const type = header === void 0 || header instanceof Absence ? void 0 : header.number("Type");
	return type === void 0 || type instanceof Absence || decodeDispatcherType(type) !== THREAD_OBJECT ? void 0 : threadOfScheduler(target, address);
}
function threadOfScheduler(target, thread) {
	const layout = target.layout("_ETHREAD");
	const tcb = layout instanceof Absence ? void 0 : layout.find("Tcb");
	return tcb === void 0 ? thread : thread.minus(tcb.offset);
}

// src/nt/wait/wait-blocks.ts
var MOST_WAIT_BLOCKS = 65;
var WAIT_ALL = 0;
var WAIT_NOTIFICATION = 2;
function readWaitBlocks(target, thread) {
	const layout = target.layout("_KWAIT_BLOCK");
	const first = thread.pointer("Tcb.WaitBlockList");
	if (layout instanceof Absence || first instanceof Absence) {
		return { blocks: [], end: walkNotBegun(firstAbsence(layout, first)) };
	}
	const chained = layout.has("NextWaitBlock");
	const counted = chained ? MOST_WAIT_BLOCKS : thread.number("Tcb.WaitBlockCount");
	if (counted instanceof Absence) {
		return { blocks: [], end: walkNotBegun(counted) };
	}
	const blocks = [];
	let at = first;
	while (blocks.length < Math.min(counted, MOST_WAIT_BLOCKS)) {
		const block = readWaitBlock(target, thread, at);
		if (block instanceof Absence) {
			return { blocks, end: Object.assign({}, walkNotBegun(block), { count: blocks.length }) };
		}
		blocks.push(block);
		const next = chained ? block.pointer("NextWaitBlock") : at.plus(layout.size);
		if (next instanceof Absence) {
			return { blocks, end: Object.assign({}, walkNotBegun(next), { count: blocks.length }) };
		}
		if (next.isZero || chained && next.equals(first)) {
			return { blocks, end: closedWalk(blocks.length) };
		}
		at = next;
	}
	return {
		blocks,
		end: chained || counted > MOST_WAIT_BLOCKS ? { kind: "cycle", reason: `more than ${MOST_WAIT_BLOCKS} wait blocks`, at, count: blocks.length } : closedWalk(blocks.length)
	};
}
function readWaitBlock(target, thread, at) {
	const block = target.readStructure("_KWAIT_BLOCK", at);
	const owner = block instanceof Absence ? block : block.pointer("Thread");
	if (block instanceof Absence || owner instanceof Absence) {
		return firstAbsence(block, owner);
	}
	if (block.has("NotificationQueue") && block.number("WaitType") === WAIT_NOTIFICATION) {
		return block;
	}
	return threadOfScheduler(target, owner).equals(thread.address) ? block : invalid(`the wait block at ${at} belongs to ${owner}, not to the thread ${thread.address}`, at);
}
function isNoObject(target, object) {
	return object.low === 4294967295 && (target.pointerSize === 4 || object.high === 4294967295);
}

// src/nt/thread/suspension.ts
var SUSPEND_OBJECTS = ["Tcb.SuspendEvent", "Tcb.SuspendSemaphore"];
var suspendObjects = new PerLayout(layout => SUSPEND_OBJECTS.map(path => {
	var _a;
	return (_a = layout.find(path)) == null ? void 0 : _a.offset;
}).filter(offset => offset !== void 0));
var STATE = "Tcb.State";
var WAIT_REASON = "Tcb.WaitReason";
var SUSPEND_COUNT = "Tcb.SuspendCount";
var FREEZE_DEEP = "Tcb.FreezeDeep";
var FREEZE_MEMBERS = ["Tcb.FreezeCount", "Tcb.FreezeNormal", "Tcb.FreezeFlags"];
var threadMembers = new PerLayout(layout => {
	var _a, _b;
	return {
		state: (_a = layout.find(STATE)) != null ? _a : STATE,
		waitReason: (_b = layout.find(WAIT_REASON)) != null ? _b : WAIT_REASON,
		counts: [SUSPEND_COUNT, FREEZE_DEEP, ...FREEZE_MEMBERS].map(path => layout.find(path)).filter(field => field !== void 0)
	};
});
function isSuspendObject(thread, object) {
	var _a;
	const { address, layout } = thread.structure;
	const places = ((_a = suspendObjects.latest) == null ? void 0 : _a.layout) === layout ? suspendObjects.latest.value : suspendObjects.of(layout);
	return places.length === 0 ? thread.reason === waitReason.suspended && liesInThread(thread.structure, object) : places.indexOf(object.distanceFrom(address)) >= 0;
}
function readSuspension(target, thread) {
	var _a;
	const { layout } = thread;
	const members = ((_a = threadMembers.latest) == null ? void 0 : _a.layout) === layout ? threadMembers.latest.value : threadMembers.of(layout);
	const state = thread.number(members.state);
	if (state instanceof Absence || state === TERMINATED) {
		return "none";
	}
	const isFree = thread.areUnused(NO_FIELDS, members.counts);
	const own = isFree ? "none" : readThreadFreeze(thread);
	const isCounted = !isFree && thread.isSet(SUSPEND_COUNT);
	if (!isStopped(target, thread, state, members.waitReason)) {
		return isCounted || own !== "none" ? "suspension pending" : "none";
	}
	const ofProcess = own === "none" && isCounted ? "none" : readFreezeOfOwner(target, thread);
	const freeze = own === "deep frozen" || ofProcess === "deep frozen" ? "deep frozen" : own === "none" ? ofProcess : own;
	return freeze === "none" ? "suspended" : freeze;
}
function readProcessFreeze(process) {
	var _a;
	if (present(process.flag("Pcb.DeepFreeze")) === true) {
		return "deep frozen";
	}
	return ((_a = present(process.number("Pcb.FreezeCount"))) != null ? _a : 0) > 0 ? "frozen" : "none";
}
function readThreadFreeze(thread) {
	if (thread.isSet(FREEZE_DEEP)) {
		return "deep frozen";
	}
	return FREEZE_MEMBERS.some(path => thread.isSet(path)) ? "frozen" : "none";
}
function isStopped(target, structure, state, member) {
	const reason = state === WAITING ? present(structure.number(member)) : void 0;
	if (reason !== waitReason.suspended) {
		return false;
	}
	const [block] = readWaitBlocks(target, structure).blocks;
	const object = block === void 0 ? void 0 : present(block.pointer("Object"));
	return object === void 0 || isNoObject(target, object) || isSuspendObject({ structure, reason }, object);
}
function readFreezeOfOwner(target, thread) {
	const address = present(readOwner(target, thread));
	const process = address === void 0 ? void 0 : present(target.readStructure("_EPROCESS", address));
	return process === void 0 ? "none" : readProcessFreeze(process);
}

// src/nt/wait/dispatcher-type.ts
var typesOfKinds = {
	event: ["Event"],
	mutant: ["Mutant"],
	process: ["Process"],
	queue: ["IoCompletion"],
	semaphore: ["Semaphore"],
	thread: ["Thread"],
	timer: ["Timer"],
	gate: [],
	other: []
};
function readDispatcherKind(target, object) {
	return mapPresent(target.readStructure("_DISPATCHER_HEADER", object), header => mapPresent(header.number("Type"), decodeDispatcherKind));
}
function readDispatcherType(target, object, kind) {
	const name = readTypeName(target, object);
	return !(name instanceof Absence) && typesOfKinds[kind].indexOf(name) >= 0 ? name : notApplicable(`the ${kind} is part of another structure`);
}

// src/nt/wait/dispatcher-waiters.ts
function readWaiters(target, object) {
	const header = target.readStructure("_DISPATCHER_HEADER", object);
	const head = header instanceof Absence ? header : header.addressOf("WaitListHead");
	if (head instanceof Absence) {
		return head;
	}
	const threads = /* @__PURE__ */ new Map();
	for (const block of walkContaining(target, head, "_KWAIT_BLOCK", "WaitListEntry", {
		what: "the waiters of an object"
	})) {
		const structure = target.readStructure("_KWAIT_BLOCK", block);
		const pointer = structure instanceof Absence ? structure : structure.pointer("Thread");
		const waited = structure instanceof Absence ? structure : structure.pointer("Object");
		const thread = pointer instanceof Absence || waited instanceof Absence || !waited.equals(object) ? void 0 : findThreadAt(target, pointer);
		if (thread !== void 0) {
			threads.set(thread.id, thread);
		}
	}
	return Array.from(threads.values());
}

// src/nt/lock/fast-mutex.ts
var SIGNAL_MEMBERS = ["Event", "Gate"];
function readFastMutex(target, address, typeName = "_FAST_MUTEX") {
	var _a;
	const structure = target.readStructure(typeName, address);
	const member = structure instanceof Absence ? void 0 : SIGNAL_MEMBERS.find(name => structure.has(name));
	if (structure instanceof Absence || member === void 0) {
		return structure instanceof Absence ? structure : invalid(`the symbols do not describe ${typeName}`, address);
	}
	const signal = present(structure.addressOf(member));
	const type = present(structure.number(`${member}.Header.Type`));
	const kind = type === void 0 ? "other" : decodeDispatcherKind(type);
	const owner = structure.pointer("Owner");
	const thread = owner instanceof Absence ? void 0 : findThreadAt(target, owner);
	const isFree = !(owner instanceof Absence) && owner.withoutLowBits(OWNER_FLAG_BITS).isZero;
	if (signal === void 0 || kind !== "event" && kind !== "gate" || thread === void 0 && !isFree) {
		return invalid(`there is no ${typeName === "_FAST_MUTEX" ? "fast" : "guarded"} mutex at ${address}`, address);
	}
	const waiters = (_a = present(readWaiters(target, signal))) != null ? _a : [];
	return {
		kind: typeName === "_FAST_MUTEX" ? "fast mutex" : "guarded mutex",
		address,
		structure,
		holders: thread === void 0 ? [] : [{ thread, mode: "exclusive" }],
		waiters: waiters.map(waiter => ({ thread: waiter, mode: "exclusive" }))
	};
}
function findMutexAround(target, signal, typeName) {
	const layout = target.layout(typeName);
	const member = layout instanceof Absence ? void 0 : SIGNAL_MEMBERS.find(name => layout.has(name));
	const field = layout instanceof Absence || member === void 0 ? void 0 : layout.find(member);
	const mutex = field === void 0 ? void 0 : present(readFastMutex(target, signal.minus(field.offset), typeName));
	return mutex === void 0 || mutex.holders instanceof Absence || mutex.holders.length === 0 ? void 0 : mutex;
}

// src/nt/lock/lock-entries.ts
var ENTRY = "_KLOCK_ENTRY";
var ENTRIES = "_KLOCK_ENTRIES";
var ENTRIES_OF_A_THREAD = 6;
var LOCK_FLAG_BITS = 2;
var SUMMARY_BITS = 8;
function hasLockEntries(target) {
	return !(target.layout(ENTRY) instanceof Absence);
}
function readLockEntries(target, thread) {
	var _a;
	const layout = target.layout(ENTRY);
	const bytes = layout instanceof Absence ? void 0 : readEntryBytes(target, thread, layout);
	if (layout instanceof Absence || bytes === void 0) {
		return [];
	}
	const entries = [];
	const free = (_a = present(thread.number("Tcb.AbEntrySummary"))) != null ? _a : 0;
	for (let index = 0; (index + 1) * layout.size <= bytes.length; index += 1) {
		const own = bytes.subarray(index * layout.size, (index + 1) * layout.size);
		const entry = decodeEntry(new Structure(Word64.zero, layout, own, target.pointerSize), thread.address);
		const isFree = index < SUMMARY_BITS && (free & 1 << index) !== 0;
		if (entry !== void 0 && (!isFree || entry.isWaiting || entry.isAcquired === true)) {
			entries.push(entry);
		}
	}
	return entries;
}
function indexLockEntries(target) {
	return target.stop.once("lock entries", () => target.pin(() => {
		const index = /* @__PURE__ */ new Map();
		for (const address of hasLockEntries(target) ? walkAllThreads(target) : []) {
			const thread = target.readStructure("_ETHREAD", address);
			for (const entry of thread instanceof Absence ? [] : readLockEntries(target, thread)) {
				append(index, entry.lock.id, entry);
			}
		}
		return index;
	}));
}
function findHoldersByEntries(target, lock) {
	var _a;
	const entries = ((_a = indexLockEntries(target).get(lock.id)) != null ? _a : []).filter(({ isWaiting }) => !isWaiting);
	const acquired = entries.filter(({ isAcquired }) => isAcquired === true);
	return threadsOf(acquired.length > 0 ? acquired : entries);
}
function findWaitersByEntries(target, lock) {
	var _a;
	return threadsOf(((_a = indexLockEntries(target).get(lock.id)) != null ? _a : []).filter(({ isWaiting }) => isWaiting));
}
function findAwaitedLock(target, thread) {
	var _a;
	const named = present(thread.pointer("Tcb.AbWaitObject"));
	if (named !== void 0 && isKernelAddress(named, target.pointerSize)) {
		return named;
	}
	return (_a = readLockEntries(target, thread).find(({ isWaiting }) => isWaiting)) == null ? void 0 : _a.lock;
}
function threadsOf(entries) {
	const threads = /* @__PURE__ */ new Map();
	for (const { thread } of entries) {
		threads.set(thread.id, thread);
	}
	return Array.from(threads.values());
}
function readEntryBytes(target, thread, entry) {
	const own = thread.layout.find("Tcb.LockEntries");
	if (own !== void 0 && !thread.layout.isPointer("Tcb.LockEntries")) {
		return thread.bytes.subarray(own.offset, own.offset + own.size);
	}
	const pointer = own === void 0 ? void 0 : present(thread.pointer("Tcb.LockEntries"));
	const array = thread.layout.find("LockEntries");
	if (pointer === void 0) {
		return array === void 0 ? void 0 : thread.bytes.subarray(array.offset, array.offset + array.size);
	}
	const inThread = pointer.distanceFrom(thread.address);
	if (array !== void 0 && inThread === array.offset) {
		return thread.bytes.subarray(array.offset, array.offset + array.size);
	}
	return readApart(target, thread, pointer, entry);
}
function readApart(target, thread, at, entry) {
	const holder = target.readStructure(ENTRIES, at);
	if (!(holder instanceof Absence)) {
		const owner = present(holder.pointer("Thread"));
		const scheduler = present(thread.addressOf("Tcb"));
		const array = findArray(holder.layout, entry.size);
		if (array !== void 0) {
			return owner === void 0 || owner.id === (scheduler == null ? void 0 : scheduler.id) ? holder.bytes.subarray(array.offset, array.offset + array.size) : void 0;
		}
	}
	const bytes = isKernelAddress(at, target.pointerSize) ? target.read(at, ENTRIES_OF_A_THREAD * entry.size) : void 0;
	return bytes instanceof Absence ? void 0 : bytes;
}
function findArray(layout, entrySize) {
	return layout.memberNames("").map(name => layout.find(name)).find(field => field !== void 0 && field.size >= entrySize && field.size % entrySize === 0);
}
function decodeEntry(entry, thread) {
	var _a;
	const stored = entry.pointer("LockUnsafe");
	if (stored instanceof Absence || stored.withoutLowBits(LOCK_FLAG_BITS).isZero) {
		return void 0;
	}
	const lock = restoreLock(stored, entry.pointerSize);
	const acquired = (_a = present(entry.flag("AcquiredBit"))) != null ? _a : present(entry.flag("AcquiredByte"));
	return !isKernelAddress(lock, entry.pointerSize) ? void 0 : { thread, lock, isWaiting: isEntryWaiting(entry), isAcquired: acquired };
}
function restoreLock(stored, pointerSize) {
	const plain = stored.withoutLowBits(LOCK_FLAG_BITS);
	return pointerSize === 4 ? new Word64(0, plain.low | 2147483648) : new Word64(plain.high | 2147483648, plain.low);
}
function isEntryWaiting(entry) {
	for (const path of ["WaitingBit", "WaitingByte", "LockState.Waiting"]) {
		const flag = entry.flag(path);
		if (!(flag instanceof Absence)) {
			return flag;
		}
	}
	return false;
}

// src/nt/lock/mutant.ts
var MUTANT = "_KMUTANT";
function readMutant(target, address) {
	return target.stop.onceOf("mutant", address.id, () => readFresh_mutant(target, address));
}
function readFresh_mutant(target, address) {
	var _a;
	const structure = target.readStructure(MUTANT, address);
	const type = structure instanceof Absence ? structure : structure.number("Header.Type");
	if (structure instanceof Absence || type instanceof Absence) {
		return firstAbsence(structure, type);
	}
	if (decodeDispatcherKind(type) !== "mutant") {
		return invalid(`there is no mutant at ${address}`, address);
	}
	const owner = readMutantOwner(target, structure);
	return {
		kind: "mutant",
		address,
		structure,
		name: readMutantName(target, address),
		isAbandoned: structure.isSet("Abandoned"),
		holders: owner instanceof Absence ? owner : owner.map(thread => ({ thread, mode: "exclusive" })),
		waiters: ((_a = present(readWaiters(target, address))) != null ? _a : []).map(thread => ({ thread, mode: "exclusive" }))
	};
}
function readMutantsOf(target, thread) {
	const head = thread.addressOf("Tcb.MutantListHead");
	return head instanceof Absence ? [] : Array.from(walkContaining(target, head, MUTANT, "MutantListEntry", { what: "the mutants of a thread" }));
}
function readMutantOwner(target, mutant) {
	const owner = mutant.pointer("OwnerThread");
	if (owner instanceof Absence || owner.isZero) {
		return owner instanceof Absence ? owner : [];
	}
	const thread = findThreadAt(target, owner);
	return thread === void 0 ? invalid(`the mutant at ${mutant.address} names ${owner} as its owner, which is not a thread`, mutant.address) : [thread];
}
function readMutantName(target, address) {
	const typeName = readTypeName(target, address);
	if (typeName instanceof Absence && typeName.kind !== "Invalid") {
		return typeName;
	}
	if (typeName !== "Mutant") {
		return notApplicable("the mutant is part of another structure");
	}
	const path = readObjectPath(target, address);
	return path != null ? path : notApplicable("the mutant has no name");
}

// src/nt/lock/resource-waiters.ts
var CHAIN_ENTRY = "_KWAIT_CHAIN_ENTRY";
var MOST_WAITERS = 1e4;
function readResourceWaiters(target, resource) {
	var _a;
	const waiters = [];
	for (const { dispatcher, mode, thread } of readAwaitedObjects(target, resource)) {
		const threads = thread === void 0 ? (_a = present(readWaiters(target, dispatcher))) != null ? _a : [] : [thread];
		for (const waiter of threads) {
			waiters.push({ thread: waiter, mode });
		}
	}
	return waiters;
}
function readAwaitedObjects(target, resource) {
	return [
		...readSide(target, resource, "ExclusiveWaiters", "exclusive"),
		...readSide(target, resource, "SharedWaiters", "shared")
	];
}
function hasWaiters(resource) {
	return present(resource.number("NumberOfExclusiveWaiters")) !== 0 || present(resource.number("NumberOfSharedWaiters")) !== 0;
}
function readSide(target, resource, member, mode) {
	const layout = target.layout(CHAIN_ENTRY);
	const isChain = resource.has(`${member}.Head`);
	const first = resource.pointer(isChain ? `${member}.Head` : member);
	if (first instanceof Absence || !isKernelAddress(first, target.pointerSize)) {
		return [];
	}
	const isRing = !(layout instanceof Absence) && layout.has("Thread");
	return isChain || isRing ? readEntries(target, first, mode) : [{ dispatcher: first, mode, thread: void 0 }];
}
function readEntries(target, first, mode) {
	const objects = [];
	const visited = /* @__PURE__ */ new Set();
	let at = first;
	while (isKernelAddress(at, target.pointerSize) && !visited.has(at.id) && objects.length < MOST_WAITERS) {
		visited.add(at.id);
		const entry = target.readStructure(CHAIN_ENTRY, at);
		const event = entry instanceof Absence ? entry : entry.addressOf("Event");
		const next = entry instanceof Absence ? entry : entry.pointer("ListEntry");
		if (entry instanceof Absence || event instanceof Absence || next instanceof Absence) {
			break;
		}
		const owner = present(entry.pointer("Thread"));
		objects.push({ dispatcher: event, mode, thread: owner === void 0 ? void 0 : findThreadAt(target, owner) });
		at = next;
	}
	return objects;
}

// src/nt/lock/resource.ts
var RESOURCE = "_ERESOURCE";
var OWNED_EXCLUSIVE = 128;
var MOST_OWNERS = 4096;
function readResource(target, address) {
	return target.stop.onceOf("executive resource", address.id, () => readFresh_resource(target, address));
}
function readFresh_resource(target, address) {
	const structure = target.readStructure(RESOURCE, address);
	if (structure instanceof Absence) {
		return structure;
	}
	if (!isOnSystemList(target, structure)) {
		return invalid(`there is no resource at ${address}`, address);
	}
	return {
		address,
		structure,
		isExclusive: isOwnedExclusive(structure),
		holders: readHolders(target, structure),
		waiters: readResourceWaiters(target, structure).map(({ thread, mode }) => ({ thread, mode })),
		contentionCount: structure.number("ContentionCount")
	};
}
function isOnSystemList(target, resource) {
	const links = resource.addressOf("SystemResourcesList");
	const bytes = resource.slice("SystemResourcesList");
	if (links instanceof Absence || bytes instanceof Absence) {
		return false;
	}
	const next = target.readPointer(pointerIn(bytes, 0, target.pointerSize).plus(target.pointerSize));
	const previous = target.readPointer(pointerIn(bytes, target.pointerSize, target.pointerSize));
	return !(next instanceof Absence) && !(previous instanceof Absence) && next.equals(links) && previous.equals(links);
}
function isOwnedExclusive(resource) {
	var _a;
	return (((_a = present(resource.number("Flag"))) != null ? _a : 0) & OWNED_EXCLUSIVE) !== 0;
}
function readHolders(target, resource) {
	const active = resource.has("ActiveEntries") ? resource.number("ActiveEntries") : resource.number("ActiveCount");
	if (active instanceof Absence || active === 0) {
		return active instanceof Absence ? active : [];
	}
	const isExclusive = isOwnedExclusive(resource);
	const embedded = readEmbeddedOwners(target, resource);
	const owners = isExclusive ? embedded.slice(0, 1) : [...embedded, ...readOwnerTable(target, resource)];
	const named = owners.filter(owner => !owner.withoutLowBits(OWNER_FLAG_BITS).isZero);
	const threads = /* @__PURE__ */ new Map();
	for (const owner of named) {
		const thread = findThreadAt(target, owner);
		if (thread !== void 0) {
			threads.set(thread.id, { thread, mode: isExclusive ? "exclusive" : "shared" });
		}
	}
	return threads.size > 0 ? Array.from(threads.values()) : notByThread(resource, named);
}
function notByThread(resource, owners) {
	const [owner] = owners;
	return owner === void 0 ? invalid(`the resource at ${resource.address} is held, but none of its entries names an owner`, resource.address) : invalid(`the resource at ${resource.address} is held by ${owner}, which is not a thread`, resource.address);
}
function readEmbeddedOwners(target, resource) {
	const bytes = present(resource.slice(resource.has("OwnerEntry") ? "OwnerEntry" : "OwnerThreads"));
	return bytes === void 0 ? [] : decodeOwners(target, bytes);
}
function readOwnerTable(target, resource) {
	const at = resource.pointer("OwnerTable");
	const first = at instanceof Absence || at.isZero ? void 0 : target.readStructure("_OWNER_ENTRY", at);
	const size = first === void 0 || first instanceof Absence ? void 0 : present(first.number("TableSize"));
	if (at instanceof Absence || first === void 0 || first instanceof Absence || size === void 0 || size < 2 || size > MOST_OWNERS) {
		return [];
	}
	const entry = first.layout.size;
	const bytes = target.read(at.plus(entry), (size - 1) * entry);
	return bytes instanceof Absence ? [] : decodeOwners(target, bytes);
}
function decodeOwners(target, bytes) {
	const layout = target.layout("_OWNER_ENTRY");
	const field = layout instanceof Absence ? void 0 : layout.find("OwnerThread");
	if (layout instanceof Absence || field === void 0) {
		return [];
	}
	const owners = [];
	for (let offset = 0; offset + layout.size <= bytes.length; offset += layout.size) {
		owners.push(pointerIn(bytes, offset + field.offset, target.pointerSize));
	}
	return owners;
}

// src/nt/lock/resource-index.ts
function findAwaitedResource(target, thread, dispatcher) {
	const lock = findAwaitedLock(target, thread);
	const structure = lock === void 0 ? void 0 : present(target.readStructure(RESOURCE, lock));
	return structure !== void 0 && isOnSystemList(target, structure) ? lock : indexAwaitedResources(target).get(dispatcher.id);
}
function indexAwaitedResources(target) {
	return target.stop.once("awaited resources", () => target.pin(() => {
		const index = /* @__PURE__ */ new Map();
		const head = target.symbol("ExpSystemResourcesList");
		for (const address of head instanceof Absence ? [] : walkContaining(target, head, RESOURCE, "SystemResourcesList", { what: "the list of resources" })) {
			const resource = target.readStructure(RESOURCE, address);
			for (const { dispatcher } of !(resource instanceof Absence) && hasWaiters(resource) ? readAwaitedObjects(target, resource) : []) {
				index.set(dispatcher.id, address);
			}
		}
		return index;
	}));
}

// src/nt/lock/critical-section.ts
var TYPE_criticalSection = "_RTL_CRITICAL_SECTION";
var MOST_RECURSION = 65536;
var FORM_32 = {
	size: 24,
	pointerSize: 4,
	debugInfo: 0,
	lockCount: 4,
	recursionCount: 8,
	owningThread: 12,
	lockSemaphore: 16
};
function decodeKnownSection(target, owner, address, content) {
	const { recursion, id } = readOwnerOf(content);
	const thread = id === void 0 || id === 0 ? void 0 : findThreadOf(target, owner, id);
	const holders = thread !== void 0 ? [{ thread, mode: "exclusive" }] : id === 0 || recursion === 0 ? [] : ownerGone(id, address);
	return { kind: "critical section", address, process: owner.address, holders };
}
function ownerGone(id, address) {
	return invalid(`its owner, thread ${id === void 0 ? "?" : id.toString(16)}, does not exist anymore`, address);
}
function findCriticalSectionAround(target, owner, address) {
	const form = sectionFormOf(target, owner.address);
	if (form instanceof Absence) {
		return void 0;
	}
	const start = address.minus(form.lockSemaphore);
	const block = isPlace(target, start) ? readProcessMemory(target, owner, start, form.lockSemaphore + form.size) : void 0;
	for (const offset of [0, form.lockSemaphore]) {
		const found = block === void 0 || block instanceof Absence ? readAs(target, owner, start.plus(offset), form) : decode(target, owner, start.plus(offset), { form, bytes: block.subarray(offset, offset + form.size) });
		if (!(found instanceof Absence)) {
			return found;
		}
	}
	return void 0;
}
function isPlace(target, address) {
	return address.lowBits(2) === 0 && !isKernelAddress(address, target.pointerSize);
}
function readAs(target, owner, address, form) {
	if (!isPlace(target, address)) {
		return invalid(`there is no critical section at ${address}`, address);
	}
	const bytes = readProcessMemory(target, owner, address, form.size);
	return bytes instanceof Absence ? bytes : decode(target, owner, address, { form, bytes });
}
function decode(target, owner, address, content) {
	const { recursion, id } = readOwnerOf(content);
	const isEntered = id !== void 0 && id !== 0 && recursion >= 1 && recursion <= MOST_RECURSION;
	const thread = isEntered ? findThreadOf(target, owner, id) : void 0;
	return thread !== void 0 ? { kind: "critical section", address, process: owner.address, holders: [{ thread, mode: "exclusive" }] } : isEntered && looksContended(content) ? { kind: "critical section", address, process: owner.address, holders: ownerGone(id, address) } : invalid(`there is no critical section that is held at ${address}`, address);
}
function readOwnerOf({ form, bytes }) {
	return {
		recursion: readWord(bytes, form.recursionCount, 4).low,
		id: readWord(bytes, form.owningThread, form.pointerSize).toNumber()
	};
}
var HIGHEST_ID = 67108864;
function looksContended({ form, bytes }) {
	var _a;
	const lockCount = readWord(bytes, form.lockCount, 4).low | 0;
	const semaphore = readWord(bytes, form.lockSemaphore, form.pointerSize);
	const id = (_a = readWord(bytes, form.owningThread, form.pointerSize).toNumber()) != null ? _a : 0;
	const isAllOnes = semaphore.low === 4294967295 && (form.pointerSize === 4 || semaphore.high === 4294967295);
	return isAllOnes && lockCount <= -6 && (lockCount & 1) === 0 && id % 4 === 0 && id < HIGHEST_ID;
}
function findThreadOf(target, owner, id) {
	var _a;
	const address = findThreadById(target, id, owner.id);
	const thread = address === void 0 ? void 0 : present(target.readStructure("_ETHREAD", address));
	return thread !== void 0 && ((_a = present(thread.pointer("Cid.UniqueProcess"))) == null ? void 0 : _a.toNumber()) === owner.id ? address : void 0;
}
function sectionFormOf(target, process) {
	if (target.pointerSize === 8 && findWow64(target, process) !== void 0) {
		return FORM_32;
	}
	const layout = target.layout(TYPE_criticalSection);
	if (layout instanceof Absence) {
		return layout;
	}
	const [debugInfo, lockCount, recursionCount, owningThread, lockSemaphore] = MEMBERS_criticalSection.map(member => {
		var _a;
		return (_a = layout.find(member)) == null ? void 0 : _a.offset;
	});
	return debugInfo === void 0 || lockCount === void 0 || recursionCount === void 0 || owningThread === void 0 || lockSemaphore === void 0 ? invalid(`the symbols do not describe ${TYPE_criticalSection}`) : {
		size: layout.size,
		pointerSize: target.pointerSize,
		debugInfo,
		lockCount,
		recursionCount,
		owningThread,
		lockSemaphore
	};
}
var MEMBERS_criticalSection = ["DebugInfo", "LockCount", "RecursionCount", "OwningThread", "LockSemaphore"];
var WOW64_MEMBERS = ["WoW64Process", "Wow64Process"];
function findWow64(target, process) {
	const structure = present(target.readStructure("_EPROCESS", process));
	return WOW64_MEMBERS.map(member => present(structure == null ? void 0 : structure.pointer(member))).find(at => (at == null ? void 0 : at.isZero) === false);
}

// src/nt/lock/critical-section-list.ts
var HANDLE_FLAGS = 3;
var MOST_SECTIONS = 2e4;
function sectionsBlockOnEvents(target) {
	const block = target.layout("_KWAIT_BLOCK");
	const port = target.layout("_ALPC_PORT");
	return !(block instanceof Absence) && block.has("NextWaitBlock") || !(port instanceof Absence) && !port.has("DirectQueue");
}
function findSectionByEvent(target, owner, event) {
	const known = target.stop.onceOf("critical sections", owner.address.id, () => indexByEvent(target, owner));
	const found = known.get(event.id);
	return found === void 0 ? void 0 : decodeKnownSection(target, owner, found.address, found);
}
function indexByEvent(target, owner) {
	const index = /* @__PURE__ */ new Map();
	const form = sectionFormOf(target, owner.address);
	const handles = form instanceof Absence ? void 0 : new SectionList(target, owner, form).collect();
	if (handles === void 0 || handles.size === 0) {
		return index;
	}
	for (const { handle, object } of walkHandles(target, owner.address)) {
		const section = handles.get(handle);
		if (section !== void 0) {
			index.set(object.id, section);
		}
	}
	return index;
}
var DEBUG_32 = { size: 32, criticalSection: 4, list: 8, contentionCount: 20 };
var LOADER_LOCK_32 = 160;
var SectionList = class {
	constructor(target, owner, form) {
		this.handles = /* @__PURE__ */ new Map();
		this.target = target;
		this.owner = owner;
		this.form = form;
		this.pages = new ProcessPages(target, owner);
	}
	collect() {
		const place = this.findLoaderLockPlace();
		const loaderLock = place === void 0 ? void 0 : this.readPointer(place);
		const section = loaderLock === void 0 ? void 0 : this.readSection(loaderLock);
		if (section !== void 0) {
			this.add(section);
			this.walk(this.pointerIn(section.bytes, this.form.debugInfo));
		}
		return this.handles;
	}
	walk(first) {
		const form = this.findDebugForm();
		const visited = /* @__PURE__ */ new Set();
		let at = first;
		while (form !== void 0 && visited.size < MOST_SECTIONS && this.isPlace(at) && !visited.has(at.id)) {
			visited.add(at.id);
			const bytes = this.pages.read(at, form.size);
			if (bytes === void 0) {
				return;
			}
			if (form.contentionCount === void 0 || readWord(bytes, form.contentionCount, 4).low !== 0) {
				this.addSectionOf(at, this.pointerIn(bytes, form.criticalSection));
			}
			at = this.pointerIn(bytes, form.list).minus(form.list);
		}
	}
	addSectionOf(debugInfo, address) {
		const section = this.isPlace(address) ? this.readSection(address) : void 0;
		if (section !== void 0 && this.pointerIn(section.bytes, this.form.debugInfo).equals(debugInfo)) {
			this.add(section);
		}
	}
	add(section) {
		const handle = this.pointerIn(section.bytes, this.form.lockSemaphore).toNumber();
		if (handle !== void 0 && handle > HANDLE_FLAGS) {
			this.handles.set(handle - (handle & HANDLE_FLAGS), section);
		}
	}
	readSection(address) {
		const bytes = this.pages.read(address, this.form.size);
		return bytes === void 0 ? void 0 : { address, form: this.form, bytes };
	}
	isPlace(address) {
		return !address.isZero && address.lowBits(2) === 0 && !isKernelAddress(address, this.target.pointerSize);
	}
	pointerIn(bytes, offset) {
		return readWord(bytes, offset, this.form.pointerSize);
	}
	readPointer(at) {
		const bytes = this.pages.read(at, this.form.pointerSize);
		return bytes === void 0 ? void 0 : readWord(bytes, 0, bytes.length);
	}
	findLoaderLockPlace() {
		var _a, _b;
		const { target, owner } = this;
		if (this.form.pointerSize < target.pointerSize) {
			return (_a = this.findSmallPeb()) == null ? void 0 : _a.plus(LOADER_LOCK_32);
		}
		const process = present(target.readStructure("_EPROCESS", owner.address));
		const peb = process === void 0 ? void 0 : present(process.pointer("Peb"));
		const field = (_b = present(target.layout("_PEB"))) == null ? void 0 : _b.find("LoaderLock");
		return peb === void 0 || peb.isZero || field === void 0 ? void 0 : peb.plus(field.offset);
	}
	findSmallPeb() {
		const at = findWow64(this.target, this.owner.address);
		return at !== void 0 && isKernelAddress(at, this.target.pointerSize) ? present(this.target.readPointer(at)) : at;
	}
	findDebugForm() {
		var _a, _b, _c;
		if (this.form.pointerSize < this.target.pointerSize) {
			return DEBUG_32;
		}
		const layout = present(this.target.layout("_RTL_CRITICAL_SECTION_DEBUG"));
		const criticalSection = (_a = layout == null ? void 0 : layout.find("CriticalSection")) == null ? void 0 : _a.offset;
		const list = (_b = layout == null ? void 0 : layout.find("ProcessLocksList")) == null ? void 0 : _b.offset;
		return layout === void 0 || criticalSection === void 0 || list === void 0 ? void 0 : { size: layout.size, criticalSection, list, contentionCount: (_c = layout.find("ContentionCount")) == null ? void 0 : _c.offset };
	}
};
var ProcessPages = class {
	constructor(target, owner) {
		this.pages = /* @__PURE__ */ new Map();
		this.target = target;
		this.owner = owner;
	}
	read(address, length) {
		const offset = address.lowBits(12);
		const first = this.page(address.minus(offset));
		if (first instanceof Absence || offset + length <= PAGE_SIZE) {
			return first instanceof Absence ? void 0 : first.subarray(offset, offset + length);
		}
		const second = this.page(address.minus(offset).plus(PAGE_SIZE));
		if (second instanceof Absence) {
			return void 0;
		}
		const bytes = new Uint8Array(length);
		bytes.set(first.subarray(offset));
		bytes.set(second.subarray(0, length - (PAGE_SIZE - offset)), PAGE_SIZE - offset);
		return bytes;
	}
	page(at) {
		const known = this.pages.get(at.id);
		if (known !== void 0) {
			return known;
		}
		const bytes = readProcessMemory(this.target, this.owner, at, PAGE_SIZE);
		this.pages.set(at.id, bytes);
		return bytes;
	}
};

// src/nt/wait/waiting-thread.ts
function readWaitingThread(target, address) {
	const structure = target.readStructure("_ETHREAD", address);
	const state = structure instanceof Absence ? structure : structure.number("Tcb.State");
	if (structure instanceof Absence || state instanceof Absence) {
		return firstAbsence(structure, state);
	}
	return isWaitState(state) ? { structure, reason: present(structure.number("Tcb.WaitReason")), isGateWait: state === GATE_WAIT } : notApplicable(`the thread does not wait (${formatThreadState(state)})`);
}
function memoryOwnerOf(target, thread) {
	var _a;
	const process = present(readOwner(target, thread));
	const id = (_a = present(thread.pointer("Cid.UniqueProcess"))) == null ? void 0 : _a.toNumber();
	return process === void 0 || id === void 0 ? void 0 : { address: process, id };
}

// src/nt/wait/user-mode-lock.ts
var KEY_FLAG_BITS = 1;
var LOWEST_USER_ADDRESS = 65536;
function readUserModeLock(target, thread, address, dispatcher) {
	const owner = memoryOwnerOf(target, thread);
	const section = owner === void 0 ? void 0 : findCriticalSectionAround(target, owner, address);
	return section === void 0 ? Object.assign({}, common(dispatcher), { kind: "user-mode lock", address, process: owner == null ? void 0 : owner.address, holders: new Absence("Unreadable", "owner not recorded", address) }) : criticalSection(section, dispatcher);
}
function readSectionWait(target, thread, event) {
	const owner = sectionsBlockOnEvents(target) ? memoryOwnerOf(target, thread) : void 0;
	const section = owner === void 0 ? void 0 : findSectionByEvent(target, owner, event);
	return section === void 0 ? void 0 : criticalSection(section, event);
}
function criticalSection({ address, process, holders }, dispatcher) {
	return Object.assign({}, common(dispatcher), {
		kind: "critical section",
		address,
		process,
		holders: holders instanceof Absence ? holders : holders.map(({ thread }) => thread)
	});
}
function common(dispatcher) {
	return {
		dispatcher,
		isHeldShared: false,
		typeName: notApplicable("a user-mode lock is not an object"),
		signaled: notApplicable("a user-mode lock has no signal state")
	};
}
function readKeyedWait(target, thread, dispatcher) {
	var _a;
	const key = (_a = present(thread.pointer("KeyedWaitValue"))) == null ? void 0 : _a.withoutLowBits(KEY_FLAG_BITS);
	if (key !== void 0 && isUserAddress(target, key)) {
		return readUserModeLock(target, thread, key, dispatcher);
	}
	return Object.assign({}, common(dispatcher), { kind: "keyed event", address: key === void 0 || key.isZero ? dispatcher : key, holders: new Absence("Unreadable", "owner not recorded", dispatcher) });
}
function isUserAddress(target, address) {
	return !isKernelAddress(address, target.pointerSize) && (address.high !== 0 || address.low >= LOWEST_USER_ADDRESS);
}

// src/nt/wait/wait-object.ts
function readWaitObject(target, thread, dispatcher) {
	var _a, _b, _c, _d;
	if (isUserAddress(target, dispatcher)) {
		return readUserModeLock(target, thread.structure, dispatcher, dispatcher);
	}
	switch (thread.reason) {
		case waitReason.wrKeyedEvent:
			return readKeyedWait(target, thread.structure, dispatcher);
		case waitReason.wrResource:
			return readResourceWait(target, thread, dispatcher);
		case waitReason.wrPushLock:
			return readPushLockWait(target, thread, dispatcher);
		case waitReason.wrFastMutex:
			return (_a = readMutexWait(target, dispatcher, "_FAST_MUTEX")) != null ? _a : unknownLock(target, "fast mutex", dispatcher);
		case waitReason.wrGuardedMutex:
			return (_c = (_b = readMutexWait(target, dispatcher, "_KGUARDED_MUTEX")) != null ? _b : readMutexWait(target, dispatcher, "_FAST_MUTEX")) != null ? _c : unknownLock(target, "guarded mutex", dispatcher);
		case waitReason.wrExecutive:
			return (_d = readMutexWait(target, dispatcher, "_FAST_MUTEX")) != null ? _d : readPlainObject(target, dispatcher);
		case waitReason.userRequest:
			return readRequestedObject(target, thread, dispatcher);
		default:
			return readPlainObject(target, dispatcher);
	}
}
function readRequestedObject(target, thread, dispatcher) {
	var _a;
	const object = readPlainObject(target, dispatcher);
	return object instanceof Absence || object.kind !== "event" ? object : (_a = readSectionWait(target, thread.structure, dispatcher)) != null ? _a : object;
}
function readPlainObject(target, dispatcher) {
	var _a, _b;
	const header = target.readStructure("_DISPATCHER_HEADER", dispatcher);
	const type = header instanceof Absence ? header : header.number("Type");
	if (header instanceof Absence || type instanceof Absence) {
		return firstAbsence(header, type);
	}
	const number = decodeDispatcherType(type);
	const kind = (_a = dispatcherKinds[number]) != null ? _a : "other";
	const state = header.signed("SignalState");
	const runs = TIMER_RUNS[number];
	const mutant = kind === "mutant" ? readMutant(target, dispatcher) : notApplicable("it is not a lock: nobody holds it");
	return {
		kind,
		address: dispatcher,
		dispatcher,
		isHeldShared: false,
		holders: mapPresent(mutant, ({ holders }) => threadsOf_waitObject(holders)),
		isAbandoned: (_b = present(mutant)) == null ? void 0 : _b.isAbandoned,
		get typeName() {
			return readDispatcherType(target, dispatcher, kind);
		},
		signaled: state instanceof Absence ? state : state > 0,
		isSet: runs === void 0 ? void 0 : present(header.flag(runs)),
		get concurrency() {
			return number === QUEUE_OBJECT ? readConcurrency(target, dispatcher) : void 0;
		}
	};
}
var TIMER_RUNS = {
	8: "Inserted",
	9: "Inserted",
	24: "Timer2Inserted",
	25: "Timer2Inserted"
};
var MOST_RUNNING = 65535;
function readConcurrency(target, address) {
	const queue = target.readStructure("_KQUEUE", address);
	const running = present(mapPresent(queue, found => found.number("CurrentCount")));
	const most = present(mapPresent(queue, found => found.number("MaximumCount")));
	return running === void 0 || most === void 0 || most === 0 || Math.max(running, most) > MOST_RUNNING ? void 0 : { running, most };
}
function readResourceWait(target, thread, dispatcher) {
	const address = findAwaitedResource(target, thread.structure, dispatcher);
	const resource = address === void 0 ? void 0 : present(readResource(target, address));
	if (resource === void 0) {
		const lock = findAwaitedLock(target, thread.structure);
		return lock === void 0 ? unknownLock(target, "resource", dispatcher) : lockObject(target, {
			kind: "resource",
			address: lock,
			dispatcher,
			holders: heldByEntries(target, lock, "a resource of a kind that is not known"),
			isHeldShared: false
		});
	}
	const holders = threadsOf_waitObject(resource.holders);
	return lockObject(target, {
		kind: "resource",
		address: resource.address,
		dispatcher,
		holders: holders instanceof Absence ? heldByEntries(target, resource.address, holders.reason) : holders,
		isHeldShared: !resource.isExclusive && !(holders instanceof Absence) && holders.length > 0
	});
}
function readPushLockWait(target, thread, dispatcher) {
	const lock = findAwaitedLock(target, thread.structure);
	if (lock === void 0) {
		return unknownLock(target, "push lock", dispatcher);
	}
	const holders = heldByEntries(target, lock, "owner not recorded");
	return lockObject(target, {
		kind: "push lock",
		address: lock,
		dispatcher,
		holders,
		isHeldShared: !(holders instanceof Absence) && holders.length > 1
	});
}
function readMutexWait(target, dispatcher, typeName) {
	const mutex = findMutexAround(target, dispatcher, typeName);
	return mutex === void 0 ? void 0 : lockObject(target, {
		kind: mutex.kind,
		address: mutex.address,
		dispatcher,
		holders: threadsOf_waitObject(mutex.holders),
		isHeldShared: false
	});
}
function unknownLock(target, kind, dispatcher) {
	const why = kind !== "push lock" ? `the ${kind} around ${dispatcher} cannot be found` : hasLockEntries(target) ? "owner not recorded: no lock entry of the waiting thread names it" : "owner not recorded in this build of Windows";
	return lockObject(target, {
		kind,
		address: dispatcher,
		dispatcher,
		holders: new Absence("Unreadable", why, dispatcher),
		isHeldShared: false
	});
}
function lockObject(target, lock) {
	const header = target.readStructure("_DISPATCHER_HEADER", lock.dispatcher);
	const state = header instanceof Absence ? header : header.signed("SignalState");
	return Object.assign({}, lock, { typeName: notApplicable(`a ${lock.kind} is not an object`), signaled: state instanceof Absence ? state : state > 0 });
}
function heldByEntries(target, lock, why) {
	const holders = findHoldersByEntries(target, lock);
	return holders.length > 0 ? holders : new Absence("Unreadable", why, lock);
}
function threadsOf_waitObject(holders) {
	return holders instanceof Absence ? holders : holders.map(({ thread }) => thread);
}

// src/nt/wait/present-wait.ts
var RENEWED_TIMEOUT = 10;
function readPresentWait(target, thread) {
	return target.stop.onceOf("wait of", thread.id, () => {
		var _a;
		const waiting = readWaitingThread(target, thread);
		return waiting instanceof Absence ? waiting : (_a = waiting.isGateWait ? readGateWait(target, waiting) : void 0) != null ? _a : readBlocks(target, waiting);
	});
}
function readBlocks(target, thread) {
	const { blocks, end } = readWaitBlocks(target, thread.structure);
	const objects = [];
	let broken = end.kind === "head" ? void 0 : end.reason;
	let hasTimeout = readTimerRuns(target, thread.structure);
	let mode = "any";
	for (const block of blocks) {
		const dispatcher = present(block.pointer("Object"));
		if (dispatcher === void 0 || isNoObject(target, dispatcher) || isSuspendObject(thread, dispatcher)) {
			continue;
		}
		if (isOwnTimer(target, thread.structure, dispatcher)) {
			hasTimeout = true;
			continue;
		}
		const object = readWaitObject(target, thread, dispatcher);
		if (object instanceof Absence) {
			broken = broken != null ? broken : object.reason;
		} else {
			mode = block.number("WaitType") === WAIT_ALL ? "all" : mode;
			objects.push(object);
		}
	}
	hasTimeout = hasTimeout || broken !== void 0;
	return { mode, objects, hasTimeout, isRenewed: isRenewed(target, thread, hasTimeout, objects), broken };
}
var GATE_MEMBERS = ["Tcb.GateObject", "Tcb.WaitBlockList"];
function readGateWait(target, thread) {
	const gate = GATE_MEMBERS.map(path => present(thread.structure.pointer(path))).find(at => at !== void 0 && isGate(target, at));
	const object = gate === void 0 ? void 0 : readWaitObject(target, thread, gate);
	return object === void 0 ? void 0 : {
		mode: "any",
		hasTimeout: false,
		isRenewed: false,
		objects: object instanceof Absence ? [] : [object],
		broken: object instanceof Absence ? object.reason : void 0
	};
}
function isGate(target, at) {
	return readDispatcherKind(target, at) === "gate";
}
function isRenewed(target, thread, hasTimeout, objects) {
	if (thread.reason === waitReason.wrResource) {
		return true;
	}
	const timeout = hasTimeout && objects.length > 0 ? readTimeoutSeconds(target, thread.structure) : void 0;
	return timeout !== void 0 && !(timeout instanceof Absence) && timeout <= RENEWED_TIMEOUT;
}

// src/nt/lock/locks.ts
var USER_KINDS = ["critical section", "user-mode lock"];
function readLocks(target) {
	return target.stop.once("locks", () => target.pin(() => {
		const locks = /* @__PURE__ */ new Map();
		for (const thread of walkAllThreads(target)) {
			for (const object of readAwaitedLocks(target, thread)) {
				gather(target, locks, thread, object);
			}
		}
		return Array.from(locks.values()).map(gathered => describe_locks(target, gathered));
	}));
}
function findContendedLock(target, { kind, address, process }) {
	var _a;
	return (_a = readLocks(target).find(lock => lock.kind === kind && lock.address.equals(address) && (process instanceof Absence || !(lock.process instanceof Absence) && lock.process.equals(process)))) != null ? _a : notApplicable("no thread waits for it anymore");
}
function readAwaitedLocks(target, thread) {
	const wait = readPresentWait(target, thread);
	return wait instanceof Absence ? [] : wait.objects.filter(({ kind }) => isLockKind(kind));
}
function readLocksHeldBy(target, thread) {
	const held = /* @__PURE__ */ new Map();
	const add = lock => {
		if (!held.has(lock.address.id)) {
			held.set(lock.address.id, lock);
		}
	};
	readLocks(target).filter(({ holders }) => names(holders, thread)).forEach(add);
	const structure = present(target.readStructure("_ETHREAD", thread));
	const mutants = structure === void 0 ? [] : readMutantsOf(target, structure);
	mutants.map(address => readLockAt(target, "mutant", address)).filter(lock => names(lock.holders, thread)).forEach(add);
	ownEntries(target, structure).filter(lock => names(lock.holders, thread)).forEach(add);
	return Array.from(held.values());
}
function readLockAt(target, kind, address) {
	const facts = kind === "resource" ? readResource(target, address) : kind === "mutant" ? readMutant(target, address) : kind === "fast mutex" ? readFastMutex(target, address) : kind === "guarded mutex" ? readFastMutex(target, address, "_KGUARDED_MUTEX") : void 0;
	const name = facts !== void 0 && "name" in facts ? facts.name : notApplicable(`a ${kind} has no name`);
	const process = notApplicable(`the ${kind} lies in the kernel`);
	const byEntries = () => ({
		kind,
		address,
		name,
		process,
		holders: usersByEntries(findHoldersByEntries(target, address), new Absence("Unreadable", "owner not recorded", address)),
		waiters: findWaitersByEntries(target, address).map(thread => ({ thread, mode: "unknown" }))
	});
	return facts === void 0 || facts instanceof Absence ? byEntries() : {
		kind,
		address,
		name,
		process,
		waiters: facts.waiters,
		isAbandoned: "isAbandoned" in facts && facts.isAbandoned,
		holders: facts.holders instanceof Absence ? usersByEntries(findHoldersByEntries(target, address), facts.holders) : facts.holders
	};
}
function isLockKind(kind) {
	return lockKinds.indexOf(kind) >= 0;
}
function gather(target, locks, thread, object) {
	const process = processOfLock(target, thread, object);
	const key = `${object.kind} ${object.address.key} ${process instanceof Absence ? "" : process.key}`;
	const known = locks.get(key);
	if (known === void 0) {
		locks.set(key, { object, process, waiters: [thread] });
	} else {
		known.waiters.push(thread);
	}
}
function processOfLock(target, thread, { kind }) {
	if (USER_KINDS.indexOf(kind) < 0) {
		return notApplicable(`the ${kind} lies in the kernel`);
	}
	const structure = target.readStructure("_ETHREAD", thread);
	return structure instanceof Absence ? structure : readOwner(target, structure);
}
function describe_locks(target, { object, process, waiters }) {
	const kind = object.kind;
	const isKnown = !object.address.equals(object.dispatcher) || kind === "mutant";
	const lock = isKnown && process instanceof Absence ? readLockAt(target, kind, object.address) : {
		kind,
		address: object.address,
		isBehind: !isKnown && kind !== "user-mode lock" && kind !== "keyed event",
		process,
		name: notApplicable(`a ${kind} has no name`),
		waiters: [],
		holders: object.holders instanceof Absence ? object.holders : object.holders.map(thread => ({ thread, mode: "exclusive" }))
	};
	const users = /* @__PURE__ */ new Map();
	lock.waiters.forEach(user => users.set(user.thread.id, user));
	waiters.filter(thread => !users.has(thread.id)).forEach(thread => users.set(thread.id, { thread, mode: "unknown" }));
	return Object.assign({}, lock, { waiters: Array.from(users.values()) });
}
function ownEntries(target, thread) {
	const entries = thread === void 0 ? [] : readLockEntries(target, thread).filter(({ isWaiting }) => !isWaiting);
	return entries.map(({ lock }) => readLockAt(target, kindOfLock(target, lock), lock));
}
function kindOfLock(target, address) {
	if (!(readResource(target, address) instanceof Absence)) {
		return "resource";
	}
	const mutex = readFastMutex(target, address);
	return mutex instanceof Absence || mutex.holders instanceof Absence || mutex.holders.length === 0 ? "push lock" : "fast mutex";
}
function usersByEntries(threads, otherwise) {
	return threads.length === 0 ? otherwise : threads.map(thread => ({ thread, mode: "unknown" }));
}
function names(users, thread) {
	return !(users instanceof Absence) && users.some(user => user.thread.equals(thread));
}

// src/nt/process/image-name.ts
function readImagePath(target, address) {
	return mapPresent(target.readStructure("_EPROCESS", address), process => imagePathOf(target, process));
}
function imagePathOf(target, process) {
	const at = process.pointer("SeAuditProcessCreationInfo.ImageFileName");
	if (at instanceof Absence) {
		return at;
	}
	const information = at.isZero ? notApplicable("the process has no image file") : target.readStructure("_OBJECT_NAME_INFORMATION", at);
	const name = information instanceof Absence ? information : information.addressOf("Name");
	if (name instanceof Absence) {
		return name;
	}
	const path = readUnicodeString(target, name);
	return path === "" ? notApplicable("the process has no image file") : path;
}
function readImageName(target, process) {
	const short = readShortName(process);
	const path = imagePathOf(target, process);
	const full = path instanceof Absence ? void 0 : path.slice(path.lastIndexOf("\\") + 1);
	if (full === void 0 || full === "") {
		return short === "" ? invalid("the process has no name", process.address) : short;
	}
	return short instanceof Absence || full.toLowerCase().indexOf(short.toLowerCase()) === 0 ? full : short;
}
function isNamed(target, process, name) {
	const wanted = name.toLowerCase();
	return [present(readImageName(target, process)), present(readShortName(process))].some(own => own !== void 0 && own.toLowerCase() === wanted);
}

// src/nt/process/command-line.ts
var NORMALIZED = 1;
var LONGEST = 65534;
function readCommandLine(target, process) {
	return target.stop.onceOf("command line of", process.id, () => {
		const structure = target.readStructure("_EPROCESS", process);
		const id = structure instanceof Absence ? structure : readProcessId(structure);
		const peb = structure instanceof Absence ? structure : structure.pointer("Peb");
		if (id instanceof Absence || peb instanceof Absence) {
			return firstAbsence(id, peb);
		}
		return peb.isZero ? notApplicable("the process has no user mode") : readFromParameters(target, { address: process, id }, peb);
	});
}
function readServiceHost(target, process) {
	const structure = target.readStructure("_EPROCESS", process);
	if (structure instanceof Absence) {
		return structure;
	}
	if (!isNamed(target, structure, "svchost.exe")) {
		return notApplicable("the process hosts no services");
	}
	const line = readCommandLine(target, process);
	return line instanceof Absence ? line : { service: argumentOf(line, "-s"), group: argumentOf(line, "-k") };
}
function argumentOf(commandLine, name) {
	var _a;
	const words = (_a = commandLine.match(/"[^"]*"|[^\s"]+/g)) != null ? _a : [];
	const at = words.findIndex(word => word.toLowerCase() === name);
	const value = at < 0 ? void 0 : words[at + 1];
	return value === void 0 || value.charAt(0) === "-" ? void 0 : value.replace(/"/g, "");
}
function readFromParameters(target, owner, peb) {
	const pebLayout = target.layout("_PEB");
	const field = pebLayout instanceof Absence ? pebLayout : pebLayout.field("ProcessParameters");
	const layout = target.layout("_RTL_USER_PROCESS_PARAMETERS");
	const line = layout instanceof Absence ? layout : layout.field("CommandLine");
	const at = field instanceof Absence ? field : readProcessPointer(target, owner, peb.plus(field.offset));
	if (at instanceof Absence || layout instanceof Absence || line instanceof Absence) {
		return firstAbsence(at, layout, line);
	}
	if (at.isZero) {
		return notApplicable("the process has no parameters yet");
	}
	const bytes = readProcessMemory(target, owner, at, line.offset + line.size);
	return bytes instanceof Absence ? bytes : readLine(target, owner, new Structure(at, layout, bytes, target.pointerSize));
}
function readLine(target, owner, parameters) {
	var _a;
	const length = parameters.number("CommandLine.Length");
	const buffer = parameters.pointer("CommandLine.Buffer");
	if (length instanceof Absence || buffer instanceof Absence) {
		return firstAbsence(length, buffer);
	}
	if (length === 0) {
		return notApplicable("the process has an empty command line");
	}
	if (length > LONGEST || length % 2 !== 0) {
		return invalid(`corrupt command line: Length ${length}`, parameters.address);
	}
	const isNormalized = (((_a = present(parameters.number("Flags"))) != null ? _a : NORMALIZED) & NORMALIZED) !== 0;
	if (!isNormalized && buffer.high !== 0) {
		return invalid(`corrupt command line: Buffer ${buffer}, not normalized`, parameters.address);
	}
	const start = isNormalized ? buffer : parameters.address.plus(buffer.low);
	const bytes = readProcessMemory(target, owner, start, length);
	return bytes instanceof Absence ? bytes : decodeUtf16(bytes);
}

// src/nt/security/fast-reference.ts
var COUNTED_BITS = { 4: 3, 8: 4 };
function withoutFastReferences(target, pointer) {
	return pointer.withoutLowBits(COUNTED_BITS[target.pointerSize]);
}

// src/nt/security/sid.ts
var REVISION = 1;
var HEADER_SIZE = 8;
var MOST_SUB_AUTHORITIES = 15;
function decodeSid(bytes, offset, end = bytes.length) {
	var _a;
	const count = (_a = bytes[offset + 1]) != null ? _a : 0;
	const size = HEADER_SIZE + 4 * count;
	if (offset + HEADER_SIZE > end || bytes[offset] !== REVISION || count > MOST_SUB_AUTHORITIES || offset + size > end) {
		return void 0;
	}
	const authority = bytes.subarray(offset + 2, offset + HEADER_SIZE).reduce((value, byte) => value * 256 + byte, 0);
	const subAuthorities = [];
	for (let index = 0; index < count; index += 1) {
		subAuthorities.push(readWord(bytes, offset + HEADER_SIZE + 4 * index, 4).low);
	}
	const first = authority < 4294967296 ? String(authority) : `0x${authority.toString(16)}`;
	return { text: ["S", REVISION, first, ...subAuthorities].join("-"), authority, subAuthorities, size };
}
function readSid(target, address) {
	var _a, _b, _c;
	const header = (_a = validateKernelPointer(address, target.pointerSize, "a security identifier")) != null ? _a : target.read(address, HEADER_SIZE);
	if (header instanceof Absence) {
		return header;
	}
	const count = (_b = header[1]) != null ? _b : 0;
	const bytes = count > MOST_SUB_AUTHORITIES ? header : target.read(address, HEADER_SIZE + 4 * count);
	return bytes instanceof Absence ? bytes : (_c = decodeSid(bytes, 0)) != null ? _c : invalid(`there is no security identifier at ${address}`, address);
}

// src/nt/security/sid-names.ts
var EVERYONE = "S-1-1-0";
var ANONYMOUS = "S-1-5-7";
var ALL_PACKAGES = "S-1-15-2-1";
var ALL_RESTRICTED_PACKAGES = "S-1-15-2-2";
var NAMES = {
	"S-1-0-0": "Nobody",
	[EVERYONE]: "Everyone",
	"S-1-2-0": "Local",
	"S-1-2-1": "Console logon",
	"S-1-3-0": "Creator owner",
	"S-1-3-1": "Creator group",
	"S-1-3-4": "Owner rights",
	"S-1-5-1": "Dialup",
	"S-1-5-2": "Network",
	"S-1-5-3": "Batch",
	"S-1-5-4": "Interactive",
	"S-1-5-6": "Service",
	[ANONYMOUS]: "Anonymous",
	"S-1-5-9": "Enterprise domain controllers",
	"S-1-5-10": "Self",
	"S-1-5-11": "Authenticated users",
	"S-1-5-12": "Restricted code",
	"S-1-5-13": "Terminal server users",
	"S-1-5-14": "Remote interactive logon",
	"S-1-5-15": "This organization",
	"S-1-5-17": "IIS user",
	"S-1-5-18": "SYSTEM",
	"S-1-5-19": "LOCAL SERVICE",
	"S-1-5-20": "NETWORK SERVICE",
	"S-1-5-33": "Write restricted code",
	"S-1-5-80-0": "All services",
	"S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464": "TrustedInstaller",
	"S-1-5-83-0": "Virtual machines",
	"S-1-5-84-0-0-0-0-0": "User-mode drivers",
	"S-1-5-90-0": "Window managers",
	"S-1-5-96-0": "Font driver hosts",
	"S-1-5-113": "Local account",
	"S-1-5-114": "Local account of an administrator",
	"S-1-5-1000": "Other organization",
	"S-1-5-32-544": "Administrators",
	"S-1-5-32-545": "Users",
	"S-1-5-32-546": "Guests",
	"S-1-5-32-547": "Power users",
	"S-1-5-32-548": "Account operators",
	"S-1-5-32-549": "Server operators",
	"S-1-5-32-550": "Print operators",
	"S-1-5-32-551": "Backup operators",
	"S-1-5-32-552": "Replicators",
	"S-1-5-32-554": "Pre-Windows 2000 compatible access",
	"S-1-5-32-555": "Remote desktop users",
	"S-1-5-32-556": "Network configuration operators",
	"S-1-5-32-558": "Performance monitor users",
	"S-1-5-32-559": "Performance log users",
	"S-1-5-32-562": "Distributed COM users",
	"S-1-5-32-568": "IIS users",
	"S-1-5-32-569": "Cryptographic operators",
	"S-1-5-32-573": "Event log readers",
	"S-1-5-32-574": "DCOM certificate service access",
	"S-1-5-32-578": "Hyper-V administrators",
	"S-1-5-32-580": "Remote management users",
	"S-1-5-32-581": "Default account",
	"S-1-5-64-10": "NTLM authentication",
	"S-1-5-64-14": "SChannel authentication",
	"S-1-5-64-21": "Digest authentication",
	[ALL_PACKAGES]: "All application packages",
	[ALL_RESTRICTED_PACKAGES]: "All restricted application packages",
	"S-1-15-3-1": "Capability internetClient",
	"S-1-15-3-2": "Capability internetClientServer",
	"S-1-15-3-3": "Capability privateNetworkClientServer",
	"S-1-15-3-4": "Capability picturesLibrary",
	"S-1-15-3-5": "Capability videosLibrary",
	"S-1-15-3-6": "Capability musicLibrary",
	"S-1-15-3-7": "Capability documentsLibrary",
	"S-1-15-3-8": "Capability enterpriseAuthentication",
	"S-1-15-3-9": "Capability sharedUserCertificates",
	"S-1-15-3-10": "Capability removableStorage",
	"S-1-15-3-11": "Capability appointments",
	"S-1-15-3-12": "Capability contacts"
};
var FAMILIES = [
	["S-1-5-5-", "Logon session"],
	["S-1-5-80-", "Service"],
	["S-1-5-82-", "IIS application pool"],
	["S-1-5-83-1-", "Virtual machine"],
	["S-1-5-90-0-", "Window manager"],
	["S-1-5-96-0-", "Font driver host"],
	["S-1-15-2-", "Package"],
	["S-1-15-3-", "Capability"],
	["S-1-19-", "Process trust"]
];
var ACCOUNTS = {
	500: "Administrator",
	501: "Guest",
	502: "krbtgt",
	503: "Default account",
	504: "Application Guard account",
	512: "Domain admins",
	513: "Domain users",
	514: "Domain guests",
	515: "Domain computers",
	516: "Domain controllers",
	518: "Schema admins",
	519: "Enterprise admins",
	520: "Group policy creator owners"
};
var LEVELS = {
	0: "Untrusted",
	4096: "Low",
	8192: "Medium",
	8448: "Medium Plus",
	12288: "High",
	16384: "System",
	20480: "Protected process",
	28672: "Secure process"
};
var LABEL_AUTHORITY = 16;
function integrityLevelOf({ authority, subAuthorities }) {
	var _a;
	const [level] = subAuthorities;
	return authority !== LABEL_AUTHORITY || level === void 0 || subAuthorities.length !== 1 ? void 0 : (_a = LEVELS[level]) != null ? _a : `level 0x${level.toString(16)}`;
}
function nameOfSid(sid) {
	var _a, _b;
	const known = (_b = (_a = NAMES[sid.text]) != null ? _a : accountName(sid)) != null ? _b : integrityLevelOf(sid);
	if (known !== void 0) {
		return known;
	}
	const family = FAMILIES.find(([prefix]) => sid.text.indexOf(prefix) === 0);
	return family === void 0 ? sid.text : `${family[1]} (${sid.text})`;
}
function accountName({ text, subAuthorities }) {
	var _a;
	const account = subAuthorities[4];
	if (account === void 0 || subAuthorities.length !== 5 || text.indexOf("S-1-5-21-") !== 0) {
		return void 0;
	}
	return (_a = ACCOUNTS[account]) != null ? _a : `Account ${account} (${text})`;
}
function isPackageSid({ text }) {
	return text.indexOf("S-1-15-2-") === 0 && text !== ALL_PACKAGES && text !== ALL_RESTRICTED_PACKAGES;
}
function isCapabilitySid({ text }) {
	return text.indexOf("S-1-15-3-") === 0;
}

// src/nt/security/token-attributes.ts
var INFORMATION = "_AUTHZBASEP_SECURITY_ATTRIBUTES_INFORMATION";
var MOST_ATTRIBUTES = 256;
var MOST_VALUES = 16;
var TEXT = 3;
var PLACES = {
	4: { name: 16, type: 24, values: 44, text: 24 },
	8: { name: 32, type: 48, values: 72, text: 40 }
};
function readTokenTexts(target, token, name) {
	var _a;
	const at = token.pointer("pSecurityAttributes");
	if (at instanceof Absence) {
		return at;
	}
	const information = at.isZero ? notApplicable("the token has no security attributes") : (_a = validateKernelPointer(at, target.pointerSize, "the security attributes of a token", target.pointerSize)) != null ? _a : target.readStructure(INFORMATION, at);
	const head = information instanceof Absence ? information : information.addressOf("SecurityAttributesList");
	if (head instanceof Absence) {
		return head;
	}
	const walk = walkList(target, head, { what: "the security attributes of a token", limit: MOST_ATTRIBUTES });
	const places = PLACES[target.pointerSize];
	for (const attribute of walk) {
		if (readUnicodeString(target, attribute.plus(places.name)) === name) {
			return readTexts(target, attribute, places);
		}
	}
	const { kind, reason } = walk.end;
	return kind === "head" || kind === "null link" ? notApplicable(`the token has no attribute ${name}`) : new Absence(kind === "unreadable" ? "Unreadable" : "Invalid", reason, head);
}
function readTexts(target, attribute, places) {
	const type = target.read(attribute.plus(places.type), 2);
	if (type instanceof Absence || readWord(type, 0, 2).low !== TEXT) {
		return type instanceof Absence ? type : invalid("the values of the token's attribute are not texts", attribute);
	}
	const texts = [];
	for (const value of walkList(target, attribute.plus(places.values), {
		what: "the values of a token's attribute",
		limit: MOST_VALUES
	})) {
		texts.push(readUnicodeString(target, value.plus(places.text)));
	}
	return texts.some(isAbsent) ? firstAbsence(...texts) : texts;
}

// src/nt/security/token.ts
var TOKEN = "_TOKEN";
var APP_IDENTITY = "WIN://SYSAPPID";
var PACKAGE_NAME = /^[\w.~-]+$/;
var NO_INDEX = 4294967295;
var MOST_GROUPS = 8192;
function readProcessToken(target, process) {
	const structure = target.readStructure("_EPROCESS", process);
	const pointer = structure instanceof Absence ? structure : structure.pointer("Token");
	if (pointer instanceof Absence) {
		return pointer;
	}
	const address = withoutFastReferences(target, pointer);
	return address.isZero ? notApplicable("the process has no token") : readToken(target, address);
}
function readToken(target, address) {
	return target.stop.once(`token ${address.key}`, () => {
		const structure = target.readStructure(TOKEN, address);
		const type = structure instanceof Absence ? structure : readTypeName(target, address);
		if (structure instanceof Absence || (type instanceof Absence ? type.kind === "Invalid" : type !== "Token")) {
			return structure instanceof Absence ? structure : invalid(`there is no token at ${address}`, address);
		}
		return {
			address,
			user: readGroup(target, structure, 0),
			integrity: readIntegrity(target, structure),
			package: readPackage(target, structure),
			packageName: readPackageName(target, structure)
		};
	});
}
function readGroup(target, token, index) {
	const groups = token.pointer("UserAndGroups");
	const count = token.number("UserAndGroupCount");
	if (groups instanceof Absence || count instanceof Absence) {
		return firstAbsence(groups, count);
	}
	if (index >= count || count > MOST_GROUPS) {
		return invalid(`the token has ${count} identifiers, and no number ${index}`, token.address);
	}
	const sid = target.readPointer(groups.plus(2 * target.pointerSize * index));
	return sid instanceof Absence ? sid : readSid(target, sid);
}
function readIntegrity(target, token) {
	var _a;
	const index = token.number("IntegrityLevelIndex");
	if (index instanceof Absence || index === NO_INDEX) {
		return index instanceof Absence ? index : notApplicable("the token has no integrity level");
	}
	const sid = readGroup(target, token, index);
	return sid instanceof Absence ? sid : (_a = integrityLevelOf(sid)) != null ? _a : invalid(`${sid.text} is not an integrity level`, token.address);
}
function readPackage(target, token) {
	if (!token.has("Package")) {
		return notInThisBuild(`${TOKEN}.Package`);
	}
	const sid = token.pointer("Package");
	return sid instanceof Absence ? sid : sid.isZero ? notApplicable("the process is in no AppContainer") : readSid(target, sid);
}
function readPackageName(target, token) {
	const texts = readTokenTexts(target, token, APP_IDENTITY);
	const [fullName] = texts instanceof Absence ? [] : texts;
	if (texts instanceof Absence || fullName === void 0) {
		return texts instanceof Absence ? texts : notApplicable("the token names no package");
	}
	return PACKAGE_NAME.test(fullName) ? fullName : invalid("the token's package name is not valid", token.address);
}

// src/nt/process/package-name.ts
var PACKAGE_FOLDER = /\\(?:WindowsApps|SystemApps)\\([^\\"]+)\\/i;
var SERVER_NAME = /\s-ServerName:([\w.-]+)/i;
var APP_HOSTS = [
	"runtimebroker.exe",
	"backgroundtaskhost.exe",
	"backgroundtransferhost.exe",
	"wwahost.exe"
];
function readPackageName_packageName(target, address) {
	return mapPresent(target.readStructure("_EPROCESS", address), process => packageOf(target, process));
}
function packageOf(target, process) {
	var _a, _b, _c, _d;
	const token = readProcessToken(target, process.address);
	const named = token instanceof Absence ? token : token.packageName;
	if (!(named instanceof Absence)) {
		return named;
	}
	const path = readImagePath(target, process.address);
	const container = token instanceof Absence ? void 0 : (_a = present(token.package)) == null ? void 0 : _a.text;
	const folder = folderIn(path);
	const mayBeApp = container !== void 0 || isUnknown(named) || isAppHost(readImageName(target, process));
	const line = folder === void 0 && mayBeApp ? readCommandLine(target, process.address) : notApplicable("the line is not asked");
	return (_d = (_c = (_b = folder != null ? folder : inCommandLine(line)) != null ? _b : container) != null ? _c : [named, path, line].find(isUnknown)) != null ? _d : notApplicable("the process belongs to no package");
}
function isAppHost(name) {
	return !(name instanceof Absence) && APP_HOSTS.indexOf(name.toLowerCase()) >= 0;
}
function readHostedApp(target, { address, name }) {
	return isAppHost(name) ? mapPresent(readPackageName_packageName(target, address), shortPackageName) : notApplicable("the process hosts no packaged app");
}
function shortPackageName(name) {
	var _a;
	return (_a = name.split("_")[0]) != null ? _a : name;
}
function folderIn(path) {
	var _a;
	return path instanceof Absence ? void 0 : (_a = PACKAGE_FOLDER.exec(path)) == null ? void 0 : _a[1];
}
function inCommandLine(line) {
	var _a, _b;
	return line instanceof Absence ? void 0 : (_b = folderIn(line)) != null ? _b : (_a = SERVER_NAME.exec(line)) == null ? void 0 : _a[1];
}
function isUnknown(value) {
	return value instanceof Absence && (value.kind === "Unreadable" || value.kind === "Invalid");
}

// src/nt/process/session.ts
var SESSION_ID_OFFSET = 8;
var MOST_SESSIONS = 65536;
function readSessionId(target, process) {
	const inSession = process.flag("ProcessInSession");
	const session = process.pointer("Session");
	if (inSession === false || !(session instanceof Absence) && session.isZero) {
		return notApplicable("the process is in no session");
	}
	const own = process.number("SessionId");
	if (!(own instanceof Absence)) {
		return own;
	}
	if (session instanceof Absence) {
		return session;
	}
	if (target.layout("_MM_SESSION_SPACE") instanceof Absence) {
		return readWithoutSymbols(target, session);
	}
	const space = target.readStructure("_MM_SESSION_SPACE", session);
	return space instanceof Absence ? readWithoutSymbols(target, session) : space.number("SessionId");
}
function readWithoutSymbols(target, session) {
	var _a, _b;
	const layout = target.layout("_MM_SESSION_SPACE");
	const offset = layout instanceof Absence ? SESSION_ID_OFFSET : (_b = (_a = layout.find("SessionId")) == null ? void 0 : _a.offset) != null ? _b : SESSION_ID_OFFSET;
	const bytes = isKernelAddress(session, target.pointerSize) ? target.read(session.plus(offset), 4) : invalid(`the session at ${session} is not in kernel space`, session);
	if (bytes instanceof Absence) {
		return bytes;
	}
	const id = readWord(bytes, 0, 4).low;
	return id < MOST_SESSIONS ? id : invalid(`${id} is not a session id`, session);
}

// src/nt/process/process-facts.ts
function readProcessFacts(target, address) {
	return target.stop.onceOf("process", address.id, () => {
		const structure = target.readStructure("_EPROCESS", address);
		if (structure instanceof Absence) {
			return structure;
		}
		const type = structure.number("Pcb.Header.Type");
		if (!(type instanceof Absence) && decodeDispatcherType(type) !== PROCESS_OBJECT) {
			return invalid(`there is no process at ${address}`, address);
		}
		return new Process(target, structure);
	});
}
var Process = class {
	constructor(target, structure) {
		this.address = structure.address;
		this.id = readProcessId(structure);
		this.hasExited = hasProcessExited(structure);
		this.target = target;
		this.structure = structure;
	}
	get name() {
		var _a;
		return (_a = this.nameKnown) != null ? _a : this.nameKnown = readImageName(this.target, this.structure);
	}
	get shortName() {
		return readShortName(this.structure);
	}
	get activeThreads() {
		return this.structure.number("ActiveThreads");
	}
	get sessionId() {
		var _a;
		return (_a = this.sessionKnown) != null ? _a : this.sessionKnown = readSessionId(this.target, this.structure);
	}
};
function findProcessesByName(target, name) {
	var _a;
	return (_a = indexNames(target).get(name.toLowerCase())) != null ? _a : [];
}
function indexNames(target) {
	return target.stop.once("processes by name", () => target.pin(() => {
		const index = /* @__PURE__ */ new Map();
		for (const address of walkProcesses(target)) {
			const facts = readProcessFacts(target, address);
			const names = facts instanceof Absence ? [] : [facts.name, facts.shortName];
			for (const name of new Set(names.map(own => own instanceof Absence ? "" : own.toLowerCase()))) {
				append(index, name, address);
			}
		}
		index.delete("");
		return index;
	}));
}

// src/nt/process/hosted-program.ts
function readHostedProgram(target, process) {
	return target.stop.onceOf("program hosted by", process.id, () => {
		const host = readServiceHost(target, process);
		return host instanceof Absence && host.kind === "NotApplicable" ? mapPresent(readProcessFacts(target, process), facts => readHostedApp(target, facts)) : mapPresent(host, ({ service, group }) => service != null ? service : group === void 0 ? notApplicable("the command line names no service") : `-k ${group}`);
	});
}

// src/nt/process/debug-events.ts
var MOST_EVENTS = 1e3;
function hasDebugEvent(target, process, debugObject) {
	var _a;
	const places = placesOf(target);
	if (places === void 0) {
		return false;
	}
	for (const event of walkList(target, debugObject.plus(places.eventList), {
		what: "the reports to a debugger",
		limit: MOST_EVENTS
	})) {
		if (((_a = present(target.readPointer(event.plus(places.process)))) == null ? void 0 : _a.equals(process)) === true) {
			return true;
		}
	}
	return false;
}
function placesOf(target) {
	var _a, _b;
	const event = present(target.layout("_KEVENT"));
	const mutex = present(target.layout("_FAST_MUTEX"));
	const named = (_b = (_a = present(target.layout("_DEBUG_OBJECT"))) == null ? void 0 : _a.find("EventList")) == null ? void 0 : _b.offset;
	return event === void 0 || mutex === void 0 ? void 0 : { eventList: named != null ? named : event.size + mutex.size, process: 4 * target.pointerSize + event.size };
}

// src/nt/process/error-reporting.ts
var REPORTERS = ["WerFault.exe", "WerFaultSecure.exe"];
function findCrashReporter(target, process) {
	const id = present(readProcessId(process));
	return id === void 0 ? void 0 : indexReported(target).get(id);
}
function indexReported(target) {
	return target.stop.once("reported crashes", () => {
		const reported = /* @__PURE__ */ new Map();
		for (const name of REPORTERS) {
			for (const address of findProcessesByName(target, name)) {
				const reporter = target.readStructure("_EPROCESS", address);
				const id = reporter instanceof Absence || hasProcessExited(reporter) ? void 0 : findReportedId(target, reporter);
				if (id !== void 0 && id !== 0) {
					reported.set(id, address);
				}
			}
		}
		return reported;
	});
}
function findReportedId(target, reporter) {
	var _a;
	const line = readCommandLine(target, reporter.address);
	const named = line instanceof Absence ? void 0 : argumentOf(line, "-p");
	return named !== void 0 && /^[0-9]+$/.test(named) ? parseInt(named, 10) : (_a = present(reporter.pointer("InheritedFromUniqueProcessId"))) == null ? void 0 : _a.toNumber();
}

// src/nt/process/process-stop.ts
var ASKED_THREADS = 16;
var EXITING_FLAGS = 4 | 8;
function readProcessStop(target, process) {
	return target.stop.onceOf("stop of", process.id, () => {
		const structure = target.readStructure("_EPROCESS", process);
		return structure instanceof Absence ? structure : hasProcessExited(structure) ? void 0 : decideStop(target, structure);
	});
}
function isProcessExiting(target, process) {
	const structure = target.readStructure("_EPROCESS", process);
	return !(structure instanceof Absence) && !hasProcessExited(structure) && isExiting(structure);
}
function decideStop(target, process) {
	if (isExiting(process)) {
		return { kind: "exiting" };
	}
	const debugObject = present(process.pointer("DebugPort"));
	const isDebugged = debugObject !== void 0 && isKernelAddress(debugObject, target.pointerSize);
	const freeze = readFreeze(target, process);
	if (isDebugged && (freeze !== "none" || hasDebugEvent(target, process.address, debugObject))) {
		return { kind: "debugger", debugObject, debugger: findDebugger(target, process.address, debugObject) };
	}
	const reporter = findCrashReporter(target, process);
	if (reporter !== void 0) {
		return { kind: "error reporting", reporter };
	}
	return freeze === "none" ? void 0 : { kind: freeze };
}
function isExiting(process) {
	var _a;
	const named = [process.flag("ProcessExiting"), process.flag("ProcessDelete")];
	return named.every(flag => flag instanceof Absence) ? (((_a = present(process.number("Flags"))) != null ? _a : 0) & EXITING_FLAGS) !== 0 : named.some(flag => flag === true);
}
function readFreeze(target, process) {
	const own = readProcessFreeze(process);
	if (own !== "none") {
		return own;
	}
	let asked = 0;
	for (const thread of walkThreads(target, process.address)) {
		const structure = target.readStructure("_ETHREAD", thread);
		const suspension = structure instanceof Absence ? "none" : readSuspension(target, structure);
		if (suspension === "frozen" || suspension === "deep frozen") {
			return suspension;
		}
		asked += 1;
		if (asked >= ASKED_THREADS) {
			break;
		}
	}
	return "none";
}
function findDebugger(target, process, debugObject) {
	var _a;
	const [holder] = findHandleHolders(target, debugObject).filter(candidate => !candidate.process.equals(process));
	return (_a = holder == null ? void 0 : holder.process) != null ? _a : invalid(`no process has a handle to the debug object ${debugObject}`, debugObject);
}

// src/nt/request.ts
var IRP = "_IRP";
var FILE = "_FILE_OBJECT";
var MOST_REQUESTS = 1e3;
var TYPE_IRP = 6;
var TYPE_FILE = 5;
var TYPE_DRIVER = 4;
var majorFunctions = [
	"IRP_MJ_CREATE",
	"IRP_MJ_CREATE_NAMED_PIPE",
	"IRP_MJ_CLOSE",
	"IRP_MJ_READ",
	"IRP_MJ_WRITE",
	"IRP_MJ_QUERY_INFORMATION",
	"IRP_MJ_SET_INFORMATION",
	"IRP_MJ_QUERY_EA",
	"IRP_MJ_SET_EA",
	"IRP_MJ_FLUSH_BUFFERS",
	"IRP_MJ_QUERY_VOLUME_INFORMATION",
	"IRP_MJ_SET_VOLUME_INFORMATION",
	"IRP_MJ_DIRECTORY_CONTROL",
	"IRP_MJ_FILE_SYSTEM_CONTROL",
	"IRP_MJ_DEVICE_CONTROL",
	"IRP_MJ_INTERNAL_DEVICE_CONTROL",
	"IRP_MJ_SHUTDOWN",
	"IRP_MJ_LOCK_CONTROL",
	"IRP_MJ_CLEANUP",
	"IRP_MJ_CREATE_MAILSLOT",
	"IRP_MJ_QUERY_SECURITY",
	"IRP_MJ_SET_SECURITY",
	"IRP_MJ_POWER",
	"IRP_MJ_SYSTEM_CONTROL",
	"IRP_MJ_DEVICE_CHANGE",
	"IRP_MJ_QUERY_QUOTA",
	"IRP_MJ_SET_QUOTA",
	"IRP_MJ_PNP"
];
function readPendingRequests(target, thread) {
	return target.stop.onceOf("requests of", thread.id, () => {
		const layout = target.layout("_ETHREAD");
		const request = target.layout(IRP);
		const head = layout instanceof Absence ? layout : request instanceof Absence ? request : layout.field("IrpList");
		return head instanceof Absence ? head : collectRequests(target, thread.plus(head.offset));
	});
}
function readRequest(target, irp) {
	const structure = target.readStructure(IRP, irp);
	const location = structure instanceof Absence ? structure : readStackLocation(target, structure);
	const device = location instanceof Absence ? location : location.pointer("DeviceObject");
	const major = location instanceof Absence ? location : location.number("MajorFunction");
	return Object.assign({ irp, device: device instanceof Absence || isKernelAddress(device, target.pointerSize) ? device : invalid(`the stack location of ${irp} names no device`, irp), majorFunction: mapPresent(major, number => {
		var _a;
		return (_a = majorFunctions[number]) != null ? _a : `IRP_MJ ${number}`;
	}), driver: device instanceof Absence ? device : readDriverOfDevice(target, device) }, readFile(target, structure instanceof Absence ? void 0 : structure), { isCanceled: !(structure instanceof Absence) && structure.number("Type") === TYPE_IRP && structure.flag("Cancel") === true });
}
function readFile(target, irp) {
	const none = notApplicable("the request is not for a file");
	const isKernel = at => at !== void 0 && !(at instanceof Absence) && isKernelAddress(at, target.pointerSize);
	if (irp === void 0 || irp.number("Type") !== TYPE_IRP) {
		return { file: none, signals: [] };
	}
	const event = irp.pointer("UserEvent");
	const signals = isKernel(event) ? [event] : [];
	const file = irp.pointer("Tail.Overlay.OriginalFileObject");
	const object = isKernel(file) ? target.readStructure(FILE, file) : void 0;
	if (object === void 0 || object instanceof Absence || object.number("Type") !== TYPE_FILE) {
		return { file: none, signals };
	}
	const own = object.addressOf("Event");
	const name = object.addressOf("FileName");
	const path = name instanceof Absence ? name : readUnicodeString(target, name);
	return {
		file: path === "" ? notApplicable("the file has no name") : path,
		signals: own instanceof Absence ? signals : signals.concat([own])
	};
}
function readDriverOfDevice(target, device) {
	const structure = target.readStructure("_DEVICE_OBJECT", device);
	const driver = structure instanceof Absence ? structure : structure.pointer("DriverObject");
	return driver instanceof Absence ? driver : target.stop.onceOf("driver", driver.id, () => readDriverName(target, driver));
}
function readDriverName(target, driver) {
	const structure = target.readStructure("_DRIVER_OBJECT", driver);
	const type = structure instanceof Absence ? structure : structure.number("Type");
	const at = structure instanceof Absence ? structure : structure.addressOf("DriverName");
	if (at instanceof Absence) {
		return at;
	}
	const name = type === TYPE_DRIVER ? readUnicodeString(target, at) : invalid(`there is no driver at ${driver}`, driver);
	return name === "" ? invalid(`the driver at ${driver} has no name`, driver) : name;
}
function collectRequests(target, head) {
	var _a;
	const walk = walkContaining(target, head, IRP, "ThreadListEntry", {
		what: "the requests of a thread",
		limit: MOST_REQUESTS
	});
	const requests = Array.from(walk, irp => readRequest(target, irp));
	return requests.length > 0 ? requests : (_a = breakOfWalk(walk.end)) != null ? _a : requests;
}
function readStackLocation(target, irp) {
	const count = present(irp.number("StackCount"));
	const current = present(irp.number("CurrentLocation"));
	const at = irp.pointer("Tail.Overlay.CurrentStackLocation");
	if (at instanceof Absence) {
		return at;
	}
	if (irp.number("Type") !== TYPE_IRP || count !== void 0 && current !== void 0 && (current < 1 || current > count)) {
		return invalid(`no driver has the request at ${irp.address}`, irp.address);
	}
	return target.readStructure("_IO_STACK_LOCATION", at);
}

// src/nt/thread/pending-apc.ts
var USER_LIST = 1;
function readPendingApc(thread) {
	if (hasEntry(thread, USER_LIST)) {
		return present(thread.flag("Tcb.Alertable")) === false ? "user, wait not alertable" : "user";
	}
	return present(thread.flag("Tcb.ApcState.KernelApcPending")) === true ? "kernel" : "none";
}
function hasEntry(thread, list) {
	const heads = thread.addressOf("Tcb.ApcState.ApcListHead");
	const bytes = thread.slice("Tcb.ApcState.ApcListHead");
	if (heads instanceof Absence || bytes instanceof Absence) {
		return false;
	}
	const offset = list * 2 * thread.pointerSize;
	if (offset + thread.pointerSize > bytes.length) {
		return false;
	}
	const first = readWord(bytes, offset, thread.pointerSize);
	return isKernelAddress(first, thread.pointerSize) && !first.equals(heads.plus(offset));
}

// src/nt/thread/thread-facts.ts
var TYPE_threadFacts = "Tcb.Header.Type";
var typeMember = new PerLayout(layout => {
	var _a;
	return (_a = layout.find(TYPE_threadFacts)) != null ? _a : TYPE_threadFacts;
});
function readThreadFacts(target, address) {
	var _a;
	const structure = target.readStructure("_ETHREAD", address);
	if (structure instanceof Absence) {
		return structure;
	}
	const { layout } = structure;
	const type = structure.number(((_a = typeMember.latest) == null ? void 0 : _a.layout) === layout ? typeMember.latest.value : typeMember.of(layout));
	return !(type instanceof Absence) && decodeDispatcherType(type) !== THREAD_OBJECT ? invalid(`there is no thread at ${address}`, address) : new Thread(target, structure);
}
var STATE_threadFacts = "Tcb.State";
var stateMember = new PerLayout(layout => {
	var _a;
	return (_a = layout.find(STATE_threadFacts)) != null ? _a : STATE_threadFacts;
});
var Thread = class {
	constructor(target, structure) {
		var _a;
		const { layout } = structure;
		const state = structure.number(((_a = stateMember.latest) == null ? void 0 : _a.layout) === layout ? stateMember.latest.value : stateMember.of(layout));
		this.address = structure.address;
		this.stateNumber = state;
		this.state = state instanceof Absence ? state : formatThreadState(state);
		this.hasExited = state === TERMINATED;
		this.isWhole = structure.holes.length === 0;
		this.target = target;
		this.structure = structure;
	}
	get id() {
		return readClientId(this.structure, "Cid.UniqueThread");
	}
	get processId() {
		return readClientId(this.structure, "Cid.UniqueProcess");
	}
	get process() {
		var _a;
		return (_a = this.processKnown) != null ? _a : this.processKnown = readOwner(this.target, this.structure);
	}
	get waitReason() {
		var _a;
		return (_a = this.reasonKnown) != null ? _a : this.reasonKnown = readWaitReason(this.structure, this.stateNumber);
	}
	get suspension() {
		var _a;
		return (_a = this.suspensionKnown) != null ? _a : this.suspensionKnown = readSuspension(this.target, this.structure);
	}
	get suspendCount() {
		return this.structure.signed("Tcb.SuspendCount");
	}
	get isTerminating() {
		return !this.hasExited && isTerminationRequested(this.structure);
	}
	get pendingApc() {
		const { stateNumber } = this;
		return stateNumber instanceof Absence || !isWaitState(stateNumber) ? "none" : readPendingApc(this.structure);
	}
};
var TERMINATED_FLAG = 1;
function isTerminationRequested(structure) {
	const flags = structure.number("CrossThreadFlags");
	return !(flags instanceof Absence) && (flags & TERMINATED_FLAG) !== 0;
}
function readWaitReason(structure, state) {
	if (state instanceof Absence) {
		return state;
	}
	if (!isWaitState(state)) {
		return notApplicable(`the thread does not wait (${formatThreadState(state)})`);
	}
	const reason = structure.number("Tcb.WaitReason");
	return reason instanceof Absence ? reason : formatWaitReason(reason);
}

// src/nt/thread/thread-name.ts
function readThreadName(target, thread) {
	return target.stop.onceOf("name of thread", thread.id, () => {
		const structure = target.readStructure("_ETHREAD", thread);
		const at = structure instanceof Absence ? structure : structure.pointer("ThreadName");
		if (at instanceof Absence) {
			return at;
		}
		const name = at.isZero ? "" : readUnicodeString(target, at);
		return name === "" ? notApplicable("the thread has no name") : name;
	});
}
function readServiceTag(target, thread) {
	return target.stop.onceOf("service tag of", thread.id, () => {
		const structure = target.readStructure("_ETHREAD", thread);
		return structure instanceof Absence ? structure : readTag(target, structure);
	});
}
function readTag(target, thread) {
	const layout = target.layout("_TEB");
	const field = layout instanceof Absence ? layout : layout.field("SubProcessTag");
	const teb = thread.pointer("Tcb.Teb");
	const owner = memoryOwnerOf(target, thread);
	if (field instanceof Absence || teb instanceof Absence || owner === void 0) {
		return field instanceof Absence ? field : teb instanceof Absence ? teb : notApplicable("the thread names no process");
	}
	if (teb.isZero) {
		return notApplicable("a thread of the kernel works for no service");
	}
	const bytes = readProcessMemory(target, owner, teb.plus(field.offset), target.pointerSize);
	const tag = bytes instanceof Absence ? bytes : readWord(bytes, 0, target.pointerSize);
	if (tag instanceof Absence) {
		return tag;
	}
	return tag.isZero ? notApplicable("the thread works for no service") : tag.low;
}

// src/model/completion-ports.ts
function indexByCompletionPort(generation) {
	const index = /* @__PURE__ */ new Map();
	const services = /* @__PURE__ */ new Set();
	for (const address of generation.walkPorts()) {
		const facts = generation.readPort(address);
		const completionPort = facts instanceof Absence ? facts : generation.findCompletionPort(facts);
		if (facts instanceof Absence || completionPort instanceof Absence) {
			continue;
		}
		const { key } = completionPort;
		const known = index.get(key);
		const isService = facts.role === "connection";
		if (known !== void 0 && isService && services.has(key)) {
			known.push(address);
		} else if (known === void 0 || isService) {
			index.set(key, [address]);
		}
		if (isService) {
			services.add(key);
		}
	}
	return index;
}

// src/model/missing-pages.ts
var PAGE_BITS = 12;
var MOST_NAMED = 8;
var MissingPages = class {
	constructor() {
		this.pages = /* @__PURE__ */ new Map();
	}
	note(address) {
		const page = address == null ? void 0 : address.withoutLowBits(PAGE_BITS);
		if (page !== void 0) {
			this.pages.set(page.key, page);
		}
	}
	noteValue(value) {
		if (value instanceof Absence && value.kind === "Unreadable") {
			this.note(value.address);
		}
		return value;
	}
	noteThread(thread) {
		if (thread instanceof Absence) {
			return this.noteValue(thread);
		}
		this.noteValue(thread.id);
		this.noteValue(thread.processId);
		this.noteValue(thread.process);
		this.noteValue(thread.state);
		this.noteValue(thread.waitReason);
		return thread;
	}
	noteInPart(value) {
		if (value instanceof Absence) {
			return this.noteValue(value);
		}
		const { address, holes } = value.structure;
		for (const { start } of holes) {
			this.note(address.plus(start));
		}
		return value;
	}
	noteReply(reply) {
		this.noteValue(reply instanceof Absence ? reply : reply.messageId);
	}
	gaps() {
		const addresses = Array.from(this.pages.values());
		return { pages: addresses.length, addresses: addresses.slice(0, MOST_NAMED) };
	}
};

// src/model/port-names.ts
var PortNames = class {
	constructor(context) {
		this.context = context;
	}
	find(port) {
		var _a, _b;
		const path = readObjectPath(this.context.target, port);
		if (path instanceof Absence || path === void 0 || path === "") {
			return path instanceof Absence ? path : notApplicable("the port has no name");
		}
		const name = lastPart(path);
		(_a = this.counts) != null ? _a : this.counts = countNames(this.context);
		return { name, path, isUnique: ((_b = this.counts.get(name.toLowerCase())) != null ? _b : 0) < 2 };
	}
};
function countNames({ generation, target }) {
	var _a;
	const counts = /* @__PURE__ */ new Map();
	for (const address of generation.walkPorts()) {
		const name = readObjectName(target, address);
		if (typeof name === "string") {
			counts.set(name.toLowerCase(), ((_a = counts.get(name.toLowerCase())) != null ? _a : 0) + 1);
		}
	}
	return counts;
}

// src/model/port-parts.ts
var PortParts = class {
	constructor(generation, port, missing) {
		this.generation = generation;
		this.port = port;
		this.missing = missing;
	}
	queues() {
		var _a;
		return (_a = this.knownQueues) != null ? _a : this.knownQueues = this.readQueues();
	}
	waitQueue() {
		var _a, _b;
		return (_b = this.knownWaitQueue) != null ? _b : this.knownWaitQueue = (_a = present(mapPresent(this.port, facts => this.generation.readWaitQueue(facts)))) != null ? _a : [];
	}
	boundThreads() {
		var _a;
		const { generation } = this;
		return (_a = this.knownBound) != null ? _a : this.knownBound = mapPresent(this.port, facts => mapPresent(generation.findCompletionPort(facts), () => generation.readBoundThreads(facts)));
	}
	connections() {
		var _a, _b;
		return (_b = this.knownConnections) != null ? _b : this.knownConnections = (_a = present(mapPresent(this.port, facts => facts.role === "connection" ? this.generation.readConnections(facts) : []))) != null ? _a : [];
	}
	readQueues() {
		if (this.port instanceof Absence) {
			return [];
		}
		const found = this.generation.readUsedQueues(this.port);
		for (const { end } of found) {
			if (end.kind === "unreadable") {
				this.missing.note(end.at);
			}
		}
		return found;
	}
};

// src/model/port-search.ts
function walkPorts_portSearch(context) {
	return reported(context, "ports", context.generation.walkPorts());
}
function* reported(context, what, walk, noteEnd = () => void 0) {
	const { target } = context;
	const known = target.stop.once(`number of ${what}`, () => ({ total: void 0 }));
	const patience = new Patience(what, target, known.total);
	let count = 0;
	for (let batch = walk.batch(); batch !== void 0; batch = walk.batch()) {
		for (const element of batch) {
			count += 1;
			if (count % CLOCK_INTERVAL === 0 && !patience.mayContinue(count)) {
				printNoticeOnce(target, `time over for ${what}`, `not all ${what} were looked at: ${Patience.overReason} (${count} seen).`);
				return;
			}
			yield element;
		}
	}
	noteEnd(walk.end);
	known.total = count;
	reportEnd(context, what, walk.end);
}
function reportEnd({ target }, what, end) {
	if (end.kind !== "head") {
		printNoticeOnce(target, `missing ${what}`, end.count === 0 ? `no ${what} could be seen: ${end.reason}.` : `not all ${what} could be seen: ${end.reason} (${end.count} seen).`);
	}
	const { skipped } = end;
	if (skipped !== void 0) {
		printNoticeOnce(target, `unreadable ${what}`, `${formatCount(skipped, "thread")} cannot be read, so it is not known whether ${skipped === 1 ? "it waits" : "they wait"}.`);
	}
}
function indexed(context, what, walk) {
	const { entries, end } = collectWalk(walk);
	reportEnd(context, what, end);
	return entries;
}
function namedPorts(context) {
	const { target } = context;
	return target.stop.once("names of connection ports", () => target.pin(() => {
		const named = [];
		for (const address of walkPorts_portSearch(context)) {
			const name = readObjectName(target, address);
			const path = typeof name === "string" ? readObjectPath(target, address) : name;
			if (typeof name === "string" && typeof path === "string" && isConnectionPort(context, address)) {
				named.push({ address, name: name.toLowerCase(), path: path.toLowerCase() });
			}
		}
		return named;
	}));
}
function findConnectionPorts(context, nameOrPath) {
	const wanted = nameOrPath.toLowerCase();
	if (!wanted.includes("\\")) {
		return namedPorts(context).filter(({ name }) => name === wanted).map(({ address }) => address);
	}
	const listed = findNamedObjects(context.target, nameOrPath).filter(address => {
		const path = isConnectionPort(context, address) ? readObjectPath(context.target, address) : void 0;
		return typeof path === "string" && path.toLowerCase() === wanted;
	});
	return listed.length > 0 ? listed : namedPorts(context).filter(({ path }) => path === wanted).map(({ address }) => address);
}
function matchConnectionPorts(context, pattern) {
	const fits = compilePattern(pattern);
	return namedPorts(context).filter(({ path }) => fits(lastPart(path)) || fits(path)).map(({ address }) => address);
}
function isConnectionPort(context, address) {
	const facts = context.portFacts(address);
	return !(facts instanceof Absence) && facts.role === "connection";
}
function* walkConnectionPorts(context) {
	for (const address of walkPorts_portSearch(context)) {
		if (isConnectionPort(context, address)) {
			yield address;
		}
	}
}
function compilePattern(pattern) {
	const wanted = pattern.toLowerCase();
	if (!/[*?]/.test(wanted)) {
		return name => name.toLowerCase().includes(wanted);
	}
	return name => matches(name.toLowerCase(), wanted);
}
function matches(name, pattern) {
	let at = 0;
	let place = 0;
	let asterisk = -1;
	let resume = 0;
	while (at < name.length) {
		if (pattern.charAt(place) === "*") {
			asterisk = place;
			resume = at;
			place += 1;
		} else if (place < pattern.length && (pattern.charAt(place) === "?" || pattern.charAt(place) === name.charAt(at))) {
			place += 1;
			at += 1;
		} else if (asterisk >= 0) {
			place = asterisk + 1;
			resume += 1;
			at = resume;
		} else {
			return false;
		}
	}
	while (pattern.charAt(place) === "*") {
		place += 1;
	}
	return place === pattern.length;
}

// src/model/system.ts
function systemOf(context) {
	return context.target.stop.once("system", () => new DecodedSystem(context));
}
var RECENT_PORTS_system = 256;
var RECENT_MESSAGES_system = 16384;
var NO_REPLY = notApplicable("the thread awaits no reply");
var NO_QUEUES_system = [];
var NO_CONTRADICTIONS = [];
var DecodedSystem = class {
	constructor(context) {
		this.threads = /* @__PURE__ */ new Map();
		this.replies = /* @__PURE__ */ new Map();
		this.receivers = /* @__PURE__ */ new Map();
		this.members = /* @__PURE__ */ new Map();
		this.exiting = /* @__PURE__ */ new Map();
		this.recentParts = new Recent(RECENT_PORTS_system);
		this.recentMessages = new Recent(RECENT_MESSAGES_system);
		this.missing = new MissingPages();
		this.context = context;
		this.generation = context.generation.name;
		this.portNames = new PortNames(context);
		this.isOrdinary = context.generation.isOrdinary;
	}
	waitingThreads() {
		return this.walked("waiting threads", this.context.generation.walkWaitingThreads());
	}
	ports() {
		return this.walked("ports", this.context.generation.walkPorts());
	}
	messages(queued) {
		return this.walked("messages", this.context.generation.walkMessages(queued));
	}
	thread(address) {
		const known = this.threads.get(address.low);
		if ((known == null ? void 0 : known.address.high) === address.high) {
			return known.value;
		}
		const read = readThreadFacts(this.context.target, address);
		const value = !(read instanceof Absence) && read.isWhole === true ? read : this.missing.noteThread(read);
		this.threads.set(address.low, { address, value });
		return value;
	}
	process(address) {
		return this.missing.noteValue(readProcessFacts(this.context.target, address));
	}
	processById(id) {
		return findProcessById(this.context.target, id);
	}
	port(address) {
		const { latestAddress } = this;
		if (this.latestPort === void 0 || latestAddress === void 0 || address.low !== latestAddress.low || address.high !== latestAddress.high) {
			const port = this.context.generation.readPort(address);
			this.latestPort = port instanceof Absence || port.structure.holes.length > 0 ? this.missing.noteInPart(port) : port;
			this.latestAddress = address;
		}
		return this.latestPort;
	}
	message(address) {
		const { id } = address;
		const known = this.recentMessages.entries.get(id);
		if (known !== void 0) {
			return known;
		}
		const message = this.missing.noteInPart(this.context.generation.readMessage(address));
		this.recentMessages.set(id, message);
		return message;
	}
	portName(port) {
		return this.portNames.find(port);
	}
	threadName(thread) {
		return readThreadName(this.context.target, thread);
	}
	service(process) {
		return readHostedProgram(this.context.target, process);
	}
	objectName(object) {
		return mapPresent(readObjectName(this.context.target, object), name => name != null ? name : notApplicable("the object has no name"));
	}
	queues(port) {
		const facts = this.port(port);
		return facts instanceof Absence || facts.isQuiet === true ? NO_QUEUES_system : this.parts(port).queues();
	}
	waitQueue(port) {
		return this.parts(port).waitQueue();
	}
	boundThreads(port) {
		return this.parts(port).boundThreads();
	}
	connections(port) {
		return this.parts(port).connections();
	}
	contradictions(kind, address) {
		const { generation } = this.context;
		if (kind === "Port") {
			const port = this.port(address);
			return port instanceof Absence ? NO_CONTRADICTIONS : generation.validateLinks(port);
		}
		const message = this.message(address);
		return message instanceof Absence ? NO_CONTRADICTIONS : generation.validateMessage(message);
	}
	tableContradictions() {
		return this.context.generation.walkContradictions();
	}
	gaps() {
		return this.missing.gaps();
	}
	awaitedReply(thread) {
		var _a;
		const known = this.replies.get(thread.low);
		if ((known == null ? void 0 : known.address.high) === thread.high) {
			return known.value;
		}
		const value = (_a = this.context.generation.readAwaitedReply(thread)) != null ? _a : NO_REPLY;
		if (value !== NO_REPLY) {
			this.missing.noteReply(value);
		}
		this.replies.set(thread.low, { address: thread, value });
		return value;
	}
	wait(thread) {
		return readPresentWait(this.context.target, thread);
	}
	receivesOn(thread) {
		const known = this.receivers.get(thread.low);
		if ((known == null ? void 0 : known.address.high) === thread.high) {
			return known.value;
		}
		let value = [];
		for (const { kind, address } of this.context.generation.readReceivingOn(thread)) {
			value = value.concat(kind === "Port" ? [address] : this.portsOfCompletionPort(address));
		}
		return keep(this.receivers, thread, value);
	}
	threadsOf(process) {
		const known = this.members.get(process.low);
		if ((known == null ? void 0 : known.address.high) === process.high) {
			return known.value;
		}
		const value = [];
		for (const thread of walkThreads(this.context.target, process)) {
			const facts = this.thread(thread);
			if (!(facts instanceof Absence) && !facts.hasExited) {
				value.push(thread);
			}
		}
		return keep(this.members, process, value);
	}
	secondsWaited(thread) {
		return readSecondsWaited(this.context.target, thread);
	}
	requests(thread) {
		var _a;
		return (_a = present(readPendingRequests(this.context.target, thread))) != null ? _a : [];
	}
	stop(process) {
		return present(readProcessStop(this.context.target, process));
	}
	isExiting(process) {
		const known = this.exiting.get(process.low);
		if ((known == null ? void 0 : known.address.high) === process.high) {
			return known.value;
		}
		return keep(this.exiting, process, isProcessExiting(this.context.target, process));
	}
	handleHolders(object) {
		const found = /* @__PURE__ */ new Map();
		for (const { process } of findHandleHolders(this.context.target, object)) {
			found.set(process.key, process);
		}
		return Array.from(found.values());
	}
	locks() {
		return readLocks(this.context.target);
	}
	walked(what, walk) {
		return reported(this.context, what, walk, end => {
			if (end.kind === "unreadable") {
				this.missing.note(end.at);
			}
		});
	}
	portsOfCompletionPort(completionPort) {
		var _a, _b;
		(_a = this.portsByCompletionPort) != null ? _a : this.portsByCompletionPort = indexByCompletionPort(this.context.generation);
		return (_b = this.portsByCompletionPort.get(completionPort.key)) != null ? _b : [];
	}
	parts(port) {
		const { id } = port;
		const known = this.recentParts.entries.get(id);
		if (known !== void 0) {
			return known;
		}
		const parts = new PortParts(this.context.generation, this.port(port), this.missing);
		this.recentParts.set(id, parts);
		return parts;
	}
};
function keep(into, address, value) {
	into.set(address.low, { address, value });
	return value;
}

// src/model/naming.ts
function whoIsAbsent({ kind }) {
	return kind === "NotApplicable" ? "nobody" : "?";
}
function processName(context, process) {
	return process instanceof Absence ? formatMaybe(process) : context.target.stop.onceOf("process as named", process.id, () => {
		const system = systemOf(context);
		return formatMaybe(system.process(process), () => formatProcessState(system, process));
	});
}
function threadName(context, thread) {
	const system = systemOf(context);
	const facts = thread instanceof Absence ? thread : system.thread(thread);
	return formatMaybe(facts, ({ address }) => formatThread(system, address));
}
var LONGEST_INDEX = 256;
function indexByPath({ target }, port) {
	const path = readObjectPath(target, port);
	return typeof path === "string" && path.length <= LONGEST_INDEX && printable(path) === path ? path : hostWord(port);
}
var USUAL_PARTS = 2;
function portName(context, port) {
	return formatMaybe(port, address => {
		var _a;
		const path = pathName(context, address);
		if (path !== void 0) {
			return path;
		}
		const facts = context.portFacts(address);
		return facts instanceof Absence || facts.role !== "client" && facts.role !== "server" || facts.connectionPort instanceof Absence ? address.toString() : `${facts.role} port ${address} of ${(_a = pathName(context, facts.connectionPort)) != null ? _a : facts.connectionPort}`;
	});
}
function placedPortName(context, port) {
	const path = pathName(context, port);
	return path === void 0 ? portName(context, port) : `port ${port} ${path}`;
}
function pathName({ target }, port) {
	const path = readObjectPath(target, port);
	return path instanceof Absence || path === void 0 || path === "" ? void 0 : `'${path.split("\\").length - 1 > USUAL_PARTS ? formatPath(path) : formatName(lastPart(path))}'`;
}

// src/model/base/table.ts
function factColumn(help, pick, radix) {
	return Object.assign({ help }, radix === void 0 ? {} : { radix }, { pick: ({ __context, __facts }) => mapPresent(__facts, facts => pick(facts, __context)) });
}
var LONGEST_CELL = 58;
function cellOf(value) {
	if (value instanceof Absence) {
		return value.kind === "NotApplicable" || value.kind === "NotInThisBuild" ? "" : "?";
	}
	return typeof value === "string" ? shortened(value) : shown(value);
}
function shortened(text) {
	return text.length <= LONGEST_CELL ? text : `${text.slice(0, LONGEST_CELL - 3)}...`;
}
function hide(row, element) {
	const { __context, __address } = element;
	Object.defineProperty(row, "__context", { value: __context });
	Object.defineProperty(row, "__address", { value: __address });
}
function defineTable(name, help, columns) {
	class Row {
		toString() {
			return "";
		}
	}
	const properties = {};
	for (const column of Object.keys(columns)) {
		const { help: explained, radix } = columns[column];
		properties[column] = Object.assign({ help: explained, get: () => void 0 }, radix === void 0 ? {} : { radix });
	}
	return {
		rowClass: { name, help, constructor: Row, properties, methods: {} },
		columns: Object.keys(columns).map(column => {
			var _a;
			return { name: column, isCount: ((_a = columns[column]) == null ? void 0 : _a.radix) === 10 };
		}),
		cellsOf: element => Object.keys(columns).map(column => columns[column].pick(element)),
		rowOf: element => {
			const row = new Row();
			hide(row, element);
			for (const column of Object.keys(columns)) {
				row[column] = cellOf(element instanceof Absence ? element : columns[column].pick(element));
			}
			return row;
		}
	};
}

// src/model/objects/message.ts
var MessageObject = class extends AddressObject {
	get __facts() {
		return this.__context.generation.readMessage(this.__address);
	}
	toString() {
		const facts = this.__facts;
		return facts instanceof Absence ? `message ${this.__address} <${facts.reason}>` : lineOf(this.__context, facts);
	}
};
function lineOf(context, facts) {
	return formatMessageLine(Object.assign({ address: facts.address.toString(), id: formatMaybe(facts.id), type: formatMaybe(facts.type), sender: senderName(context, facts), queue: formatMaybe(facts.queue) }, facts.queuePort instanceof Absence ? {} : { queuePort: portName(context, facts.queuePort) }, { dataLength: formatMaybe(facts.dataLength) }, facts.waitingThread instanceof Absence ? {} : { waitingThread: threadName(context, facts.waitingThread) }, facts.serverThread instanceof Absence ? {} : { serverThread: threadName(context, facts.serverThread) }));
}
function senderName(context, { senderProcessId, senderThreadId }) {
	if (senderProcessId instanceof Absence || senderThreadId instanceof Absence) {
		return formatMaybe(senderProcessId);
	}
	if (senderProcessId === 0 && senderThreadId === 0) {
		return "an unknown sender";
	}
	const thread = findThreadById(context.target, senderThreadId, senderProcessId);
	return thread === void 0 ? `${senderProcessId.toString(16)}.${senderThreadId.toString(16)}` : threadName(context, thread);
}
var Sender = class extends FactObject {
	__describe(message) {
		return senderName(this.__context, message);
	}
};
var senderClass = defineClass("sender", "Who sent a message, by the client id in its header.", Sender, {
	ProcessId: inHexadecimal(fact("Process id of the sender.", ({ senderProcessId }) => senderProcessId)),
	ThreadId: inHexadecimal(fact("Thread id of the sender.", ({ senderThreadId }) => senderThreadId)),
	Process: fact("The sending process; absent where no process has that id anymore.", ({ senderProcessId }, context) => mapPresent(senderProcessId, id => processWithId(context, id))),
	Thread: fact("The sending thread; absent where no thread has that id anymore.", ({ senderProcessId, senderThreadId }, context) => mapPresent(senderThreadId, id => threadWithId(context, id, present(senderProcessId))))
});
function commonMessageProperties(typeName) {
	const own = (help, pick) => property(help, ({ __facts }) => mapPresent(__facts, pick));
	const reference = (help, make, pick) => property(help, ({ __context, __facts }) => mapPresent(__facts, facts => __context.maybe(pick(facts), make)));
	return {
		Address: property("Address of the message.", ({ __address }) => __address),
		Id: own("Message id; a reply has the id of its request.", ({ id }) => id),
		CallbackId: inHexadecimal(own("Callback id, part of the identity of a conversation.", ({ callbackId }) => callbackId)),
		SequenceNo: inHexadecimal(own("Position in the sequence of the port's messages.", ({ sequenceNo }) => sequenceNo)),
		Type: own("What kind of message it is: LPC_REQUEST, LPC_REPLY, LPC_DATAGRAM and the like.", ({ type }) => type),
		TypeFlags: own("Flags in the type word.", ({ typeFlags }) => mapPresent(typeFlags, names => names.join(" | ") || "none")),
		DataLength: inDecimal(own("Bytes of the payload.", ({ dataLength }) => dataLength)),
		TotalLength: inDecimal(own("Bytes of the payload and the header before it.", ({ totalLength }) => totalLength)),
		Sender: property("Who sent it, by the client id in its header.", message => factObject(Sender, message.__context, () => message.__facts)),
		Queue: own("The queue that it is really on, by its links: Main, Pending, LargeMessage, Direct or Canceled; Thread for one handed to a thread, None for one on no queue.", ({ queue }) => queue),
		QueuePort: reference("The port that it is queued on.", "port", ({ queuePort }) => queuePort),
		OwnerPort: reference("The port that it was sent from.", "port", ({ ownerPort }) => ownerPort),
		ConnectionPort: reference("The connection port of the conversation.", "port", ({ connectionPort }) => connectionPort),
		WaitingThread: reference("The thread that waits for its reply.", "thread", ({ waitingThread }) => waitingThread),
		ServerThread: reference("The thread that has received it and owes the reply.", "thread", ({ serverThread }) => serverThread),
		State: property("The message's flags word and each of its named bits.", message => flagsOf(message.__context, () => mapPresent(message.__facts, ({ state }) => state))),
		Object: property(`The native ${typeName}.`, ({ __context, __address }) => nativeObject(__context.target, typeName, __address))
	};
}
function column(help, pick, radix) {
	return Object.assign({ help }, radix === void 0 ? {} : { radix }, { pick: ({ __context, __address }) => mapPresent(__context.generation.readMessage(__address), facts => pick(facts, __context)) });
}
function named_message(address, name) {
	return mapPresent(address, name);
}
var messageTable = defineTable("message-row", "A message as a row of a table.", {
	Id: column("Message id.", ({ id }) => id),
	Address: { help: "Address of the message.", pick: ({ __address }) => __address },
	Type: column("What kind of message it is.", ({ type }) => type),
	Queue: column("The queue that it is on.", ({ queue }) => queue),
	Port: column("The port that it is queued on.", ({ queuePort }, context) => named_message(queuePort, port => portName(context, port))),
	Bytes: column("Bytes of the payload.", ({ dataLength }) => dataLength, 10),
	AwaitedBy: column("The thread that waits for its reply.", ({ waitingThread }, context) => named_message(waitingThread, thread => threadName(context, thread))),
	Server: column("The thread that owes the reply.", ({ serverThread }, context) => named_message(serverThread, thread => threadName(context, thread)))
});

// src/view/hex-dump.ts
var BYTES_PER_LINE = 16;
function formatHexDump(bytes, gaps = []) {
	const rows = [];
	for (let offset = 0; offset < bytes.length; ) {
		const row = offset;
		const gap = gaps.find(({ start, end }) => start <= row && Math.min(row + BYTES_PER_LINE, bytes.length) <= end);
		const missing = gap === void 0 ? 0 : gap.end >= bytes.length ? bytes.length - row : gap.end - row - (gap.end - row) % BYTES_PER_LINE;
		rows.push({
			offset,
			text: gap === void 0 ? formatLine(bytes, offset, gaps) : `?? ${missing} bytes cannot be read`
		});
		offset += gap === void 0 ? BYTES_PER_LINE : missing;
	}
	return rows;
}
function formatLine(bytes, offset, gaps) {
	let hex = "";
	let text = "";
	for (let index = offset; index < offset + BYTES_PER_LINE; index += 1) {
		const byte = bytes[index];
		const separator = index === offset ? "" : index === offset + BYTES_PER_LINE / 2 ? "-" : " ";
		if (gaps.some(({ start, end }) => start <= index && index < end)) {
			hex += `${separator}??`;
			text += "?";
			continue;
		}
		hex += byte === void 0 ? "   ".slice(index === offset ? 1 : 0) : separator + hexDigits(byte, 2);
		text += byte === void 0 ? "" : byte >= 32 && byte < 127 ? String.fromCharCode(byte) : ".";
	}
	return `${hex}  ${text}`;
}

// src/model/objects/payload.ts
var Payload = class extends FactObject {
	__describe({ location, address, length, gaps }) {
		return location === "None" ? "no data" : `${formatCount(length, "byte")}, ${location}${address instanceof Absence ? "" : ` at ${address}`}${gaps.length === 0 ? "" : ` <${describeGaps(gaps)}>`}`;
	}
};
function describeGaps(gaps) {
	const missing = gaps.reduce((sum, { start, end }) => sum + end - start, 0);
	return `${formatCount(missing, "byte")} cannot be read: ${formatSome(gaps.map(formatGap))}`;
}
function formatGap({ start, end }) {
	return `offset 0x${start.toString(16)} to 0x${(end - 1).toString(16)}`;
}
var ByteArray = class extends Array {
	toString() {
		return formatCount(this.length, "byte");
	}
};
function wholeBytes(payload) {
	return mapPresent(readableStart(payload, present(payload.address)), read => ByteArray.from(read));
}
function hexDump(context, read, { length, gaps }) {
	const left = length - read.length;
	return new TextLines(context, `${formatCount(read.length, "byte")}${left > 0 ? ` (${left} more not read)` : ""}${gaps.length === 0 ? "" : ` <${describeGaps(gaps)}>`}`, formatHexDump(read, gaps).map(({ offset, text }) => ({ index: offset, text })));
}
var payloadClass = defineClass("payload", "The bytes that a message carries.", Payload, {
	Location: fact("Inline (behind the header), ExtensionBuffer, UserMemory (still with the sender) or None.", ({ location }) => location),
	Address: fact("Where the first byte lies; of UserMemory in the sender's address space.", ({ address }) => address),
	Length: inDecimal(fact("Bytes in the payload.", ({ length }) => length)),
	Bytes: fact("The bytes, as many as Limits.PayloadBytes allows, up to the first that cannot be read.", wholeBytes),
	HexDump: fact("The bytes as a hex dump: rows of 16 bytes, each under its offset; ?? for a byte that cannot be read.", (payload, context) => mapPresent(payload.bytes, read => hexDump(context, read, payload)))
});

// src/model/objects/alpc-message.ts
var Rpc = class extends FactObject {
	__describe({ header, interfaceName, interfaceId }) {
		const target = !(interfaceName instanceof Absence) ? interfaceName : !(interfaceId instanceof Absence) ? interfaceId.uuid : "unknown interface";
		switch (header.kind) {
			case "Request": {
				const called = target === "unknown interface" ? `interface number ${header.interfaceNumber}` : target;
				return `Request, call 0x${header.callId.toString(16)}, procedure ${header.procedureNumber} of ${called}`;
			}
			case "Bind":
				return `Bind to ${target} ${header.interfaceId.major}.${header.interfaceId.minor}`;
			case "Fault":
				return `Fault 0x${header.errorCode.toString(16)}`;
			case "Response":
				return `Response to call 0x${header.callId.toString(16)}`;
		}
	}
};
function member(help, pick) {
	return fact(help, ({ header }) => {
		var _a;
		return (_a = pick(header)) != null ? _a : notApplicable(`a ${header.kind} has none`);
	});
}
var rpcClass = defineClass("rpc", "The header of a local RPC in a message's payload, as far as it can be read.", Rpc, {
	Kind: fact("Request, Bind, Response or Fault.", ({ header }) => header.kind),
	CallId: inHexadecimal(member("Id of the call.", header => "callId" in header ? header.callId : void 0)),
	InterfaceNumber: inDecimal(member("The interface, by the number agreed in an earlier bind.", header => "interfaceNumber" in header ? header.interfaceNumber : void 0)),
	ProcedureNumber: inDecimal(member("The procedure called.", header => "procedureNumber" in header ? header.procedureNumber : void 0)),
	ObjectUuid: member("UUID of the object, where the request names one.", header => "objectUuid" in header ? header.objectUuid : void 0),
	InterfaceUuid: fact("UUID of the interface: a bind's own; for a request, that of its bind if it is still queued on the connection; unknown otherwise.", ({ interfaceId }) => mapPresent(interfaceId, ({ uuid }) => uuid)),
	InterfaceVersion: fact("Version of the interface.", ({ interfaceId }) => mapPresent(interfaceId, ({ major, minor }) => `${major}.${minor}`)),
	InterfaceName: fact("Name of the interface, where it is a well-known one.", ({ interfaceName }) => interfaceName),
	ErrorCode: inHexadecimal(member("Error code of a fault.", header => "errorCode" in header ? header.errorCode : void 0))
});
var Message = class extends MessageObject {
	get __attributes() {
		return mapPresent(this.__facts, ({ structure }) => decodeMessageAttributes(structure));
	}
};
function value(help, pick) {
	return property(help, ({ __attributes }) => mapPresent(__attributes, pick));
}
function resource(help, pick) {
	return property(help, ({ __context, __attributes }) => mapPresent(__attributes, attributes => __context.maybe(pick(attributes), "resource")));
}
var WorkOnBehalf = class extends FactObject {
	__describe({ threadId }) {
		return `thread 0x${threadId.toString(16)}`;
	}
};
var workOnBehalfClass = defineClass("work-on-behalf", "On whose behalf a message's work is to be done.", WorkOnBehalf, {
	ThreadId: inHexadecimal(fact("Id of the thread.", ({ threadId }) => threadId)),
	CreationTimeLow: inHexadecimal(fact("Low half of the thread's creation time, which distinguishes a new thread with the same id.", ({ creationTimeLow }) => creationTimeLow)),
	Thread: fact("The thread.", ({ threadId }, context) => threadWithId(context, threadId))
});
var part = partsOf(({ __facts }) => __facts);
function other(help, make, find) {
	return property(help, ({ __context, __facts }) => mapPresent(__facts, ({ structure }) => __context.maybe(find(structure, __context), make)));
}
var messageClass = defineClass("message", "An ALPC message.", Message, Object.assign({}, commonMessageProperties("_KALPC_MESSAGE"), { QueuePortOwner: property("The process that created the port that it is queued on.", ({ __context, __facts }) => mapPresent(__facts, ({ queuePort }) => __context.maybe(__context.ownerOf(queuePort), "process"))), ClientContext: value("The client's context value.", ({ clientContext }) => clientContext), ServerContext: value("The server's context value.", ({ serverContext }) => serverContext), PortContext: value("The context value of the port that it was sent to.", ({ portContext }) => portContext), CancelPortContext: value("The context value of the port that canceled it.", ({ cancelPortContext }) => cancelPortContext), SecurityData: resource("The client's security context that it carries.", ({ securityData }) => securityData), View: resource("The view that it carries.", ({ view }) => view), HandleData: resource("The handle that it carries.", ({ handleData }) => handleData), DirectEvent: property("The event that is set when the reply arrives (Windows 10 and later).", ({ __context, __attributes }) => mapPresent(__attributes, ({ directEvent }) => mapPresent(directEvent, ({ event }) => nativeObject(__context.target, "_KEVENT", event)))), WorkOnBehalf: part("The thread on whose behalf the work is to be done (Windows 10 1607 and later).", WorkOnBehalf, ({ structure }) => decodeMessageAttributes(structure).workOnBehalf), Reserve: resource("The reserve that it was made from.", ({ reserve }) => reserve), QuotaProcess: other("The process that is charged for it.", "process", (message, { target }) => readQuotaProcess(target, message)), CancelSequencePort: other("The port whose sequence the canceled message belonged to.", "port", message => decodeCancelInformation(message).sequencePort), CancelQueuePort: other("The port on whose canceled queue it is.", "port", message => decodeCancelInformation(message).queuePort), CancelSequenceNo: inHexadecimal(property("Position in the sequence at its cancelation.", ({ __facts }) => mapPresent(__facts, ({ structure }) => decodeCancelInformation(structure).sequenceNo))), Data: part("The bytes that it carries.", Payload, (facts, { target }) => readPayload(target, facts)), Rpc: part("The header of a local RPC in the payload, as far as it can be read.", Rpc, (facts, { target }) => readRpc(target, facts)) }));

// src/alpc/port/completion.ts
var QUEUE = "_KQUEUE";
var COMPLETION_PORT_TYPE_NAME = "IoCompletion";
function decodeCompletionPortAddress(port) {
	return decodeReference(port, "CompletionPort", "the port has no completion port");
}
function readCompletionPort(target, port) {
	const address = decodeCompletionPortAddress(port);
	if (address instanceof Absence) {
		return address;
	}
	const typeName = readTypeName(target, address);
	if (typeof typeName === "string" && typeName !== COMPLETION_PORT_TYPE_NAME) {
		return invalid(`the completion port ${address} is an object of type "${typeName}"`, address);
	}
	const structure = target.readStructure(QUEUE, address);
	return structure instanceof Absence ? structure : decodeCompletionPort(structure, port.pointer("CompletionKey"));
}
function decodeCompletionPort(structure, completionKey) {
	return {
		address: structure.address,
		structure,
		completionKey,
		currentCount: structure.number("CurrentCount"),
		maximumCount: structure.number("MaximumCount"),
		depth: structure.signed("Header.SignalState")
	};
}
function countPackets(target, completionPort) {
	const head = completionPort.structure.addressOf("EntryListHead");
	return head instanceof Absence ? head : countOfWalk(walkList(target, head, { what: "the packets of a completion port" }).end);
}
function walkBoundThreads(target, completionPort) {
	const layout = target.layout(QUEUE);
	const head = layout instanceof Absence ? layout : layout.field("ThreadListHead");
	return head instanceof Absence ? absentWalk(head) : walkContaining(target, completionPort.plus(head.offset), "_KTHREAD", "QueueListEntry", {
		what: `the threads of completion port ${completionPort}`
	}).map(scheduler => threadOfScheduler(target, scheduler));
}
function readCompletionList(target, port) {
	const address = decodeReference(port, "CompletionList", "the port has no completion list");
	const structure = address instanceof Absence ? address : target.readStructure("_ALPC_COMPLETION_LIST", address);
	return structure instanceof Absence ? structure : decodeCompletionList(structure, readHeader(target, structure));
}
function decodeCompletionList(structure, header) {
	return {
		address: structure.address,
		structure,
		ownerProcess: decodeReference(structure, "OwnerProcess", "the completion list has no owner"),
		userBase: structure.pointer("UserVa"),
		userLimit: structure.pointer("UserLimit"),
		systemBase: structure.pointer("SystemVa"),
		totalSize: structure.word("TotalSize"),
		listSize: structure.word("ListSize"),
		bitmapSize: structure.word("BitmapSize"),
		dataSize: structure.word("DataSize"),
		concurrencyCount: structure.number("ConcurrencyCount"),
		header
	};
}
function readHeader(target, list) {
	const address = decodeReference(list, "Header", "the completion list has no header");
	const structure = address instanceof Absence ? address : target.readStructure("_ALPC_COMPLETION_LIST_HEADER", address);
	return structure instanceof Absence ? structure : decodeCompletionListHeader(structure);
}
function decodeCompletionListHeader(structure) {
	return {
		address: structure.address,
		structure,
		head: structure.number("State.u1.s1.Head"),
		tail: structure.number("State.u1.s1.Tail"),
		activeThreadCount: structure.number("State.u1.s1.ActiveThreadCount"),
		lastMessageId: structure.number("LastMessageId"),
		lastCallbackId: structure.number("LastCallbackId"),
		postCount: structure.number("PostCount"),
		returnCount: structure.number("ReturnCount")
	};
}

// src/alpc/resource/security.ts
var LEVELS_security = [
	"SecurityAnonymous",
	"SecurityIdentification",
	"SecurityImpersonation",
	"SecurityDelegation"
];
function decodeQualityOfService(structure, path) {
	var _a;
	const level = structure.number(`${path}.ImpersonationLevel`);
	const tracking = structure.number(`${path}.ContextTrackingMode`);
	return {
		impersonationLevel: level instanceof Absence ? level : (_a = LEVELS_security[level]) != null ? _a : `unknown level ${level}`,
		trackingMode: tracking instanceof Absence ? tracking : tracking === 0 ? "Static" : "Dynamic",
		effectiveOnly: structure.flag(`${path}.EffectiveOnly`)
	};
}
function decodeClientToken(structure, path) {
	var _a;
	const token = structure.pointer(`${path}.ClientToken`);
	if (token instanceof Absence) {
		return token;
	}
	const size = ((_a = structure.layout.find(`${path}.ClientToken`)) == null ? void 0 : _a.size) === 4 ? 4 : 8;
	const object = token.withoutLowBits(size === 4 ? 3 : 4);
	if (object.isZero) {
		return notApplicable("no token was captured");
	}
	return isKernelAddress(object, size) ? object : invalid(`the token ${token} is not in kernel space`, token);
}
function decodeSecurityData(structure) {
	return Object.assign({ kind: "SecurityContext", address: structure.address, structure, ownerPort: decodeReference(structure, "OwnerPort", "the security context has no owner port"), ownerProcess: decodeReference(structure, "OwningProcess", "the security context has no owner process"), handle: structure.pointer("ContextHandle"), handleTable: decodeReference(structure, "HandleTable", "the security context is in no handle table"), token: decodeClientToken(structure, "DynamicSecurity") }, decodeQualityOfService(structure, "DynamicSecurity.SecurityQos"), { state: decodeState(structure) });
}
function readSecurityData(target, address) {
	const structure = target.readStructure("_KALPC_SECURITY_DATA", address);
	return structure instanceof Absence ? structure : decodeSecurityData(structure);
}

// src/alpc/port/port-attributes.ts
var FLAGS = [
	{ bit: 4096, name: "LpcMode" },
	{ bit: 65536, name: "AllowImpersonation" },
	{ bit: 131072, name: "AllowLpcRequests" },
	{ bit: 262144, name: "WaitablePort" },
	{ bit: 524288, name: "AllowDupObject" },
	{ bit: 1048576, name: "SystemProcess" },
	{ bit: 2097152, name: "WakePolicy1" },
	{ bit: 4194304, name: "WakePolicy2" },
	{ bit: 8388608, name: "WakePolicy3" },
	{ bit: 16777216, name: "DirectMessage" },
	{ bit: 33554432, name: "AllowMultiHandleAttribute" }
];
function decodePortAttributes(port) {
	const size = name => port.word(`PortAttributes.${name}`);
	return {
		flags: mapPresent(port.number("PortAttributes.Flags"), value => ({ value, names: namesOfBits(value, FLAGS) })),
		maxMessageLength: size("MaxMessageLength"),
		memoryBandwidth: size("MemoryBandwidth"),
		maxPoolUsage: size("MaxPoolUsage"),
		maxSectionSize: size("MaxSectionSize"),
		maxViewSize: size("MaxViewSize"),
		maxTotalSectionSize: size("MaxTotalSectionSize"),
		dupObjectTypes: mapPresent(port.number("PortAttributes.DupObjectTypes"), value => ({
			value,
			names: formatObjectTypes(value)
		}))
	};
}
var OBJECT_TYPES = [
	{ bit: 1, name: "File" },
	{ bit: 2, name: "Invalid" },
	{ bit: 4, name: "Thread" },
	{ bit: 8, name: "Semaphore" },
	{ bit: 16, name: "Event" },
	{ bit: 32, name: "Process" },
	{ bit: 64, name: "Mutex" },
	{ bit: 128, name: "Section" },
	{ bit: 256, name: "RegistryKey" },
	{ bit: 512, name: "Token" },
	{ bit: 1024, name: "Composition" },
	{ bit: 2048, name: "Job" }
];
function formatObjectTypes(mask) {
	return namesOfBits(mask, OBJECT_TYPES);
}
function decodePortSecurity(port) {
	return hasStateBit(port, "DynamicSecurity") ? Object.assign({ kind: "Dynamic" }, decodeQualityOfService(port, "PortAttributes.SecurityQos"), { token: notApplicable("the client's token is captured with each message") }) : Object.assign({ kind: "Static" }, decodeStaticSecurity(port));
}
function decodeStaticSecurity(port) {
	const token = decodeClientToken(port, "StaticSecurity");
	if (token instanceof Absence && token.kind === "NotApplicable") {
		const wasAsked = present(port.number("PortAttributes.SecurityQos.Length")) !== 0;
		return wasAsked ? Object.assign({}, decodeQualityOfService(port, "PortAttributes.SecurityQos"), { token }) : { impersonationLevel: token, trackingMode: token, effectiveOnly: token, token };
	}
	return Object.assign({}, decodeQualityOfService(port, "StaticSecurity.SecurityQos"), { token });
}

// src/model/base/collection.ts
var Collection = class extends Listing {
	constructor(context, display, walk, options = {}) {
		super(context);
		this.__display = display;
		this.__walk = walk;
		this.__options = options;
	}
	get Table() {
		const { rows } = this.__options;
		return rows === void 0 ? void 0 : tableOf(this.__context, this.__walk, element => rows.rowOf(element));
	}
	get __noun() {
		var _a;
		return (_a = this.__options.noun) != null ? _a : super.__noun;
	}
	__elements() {
		return this.__walk();
	}
	__indexOf(element, position) {
		const { index } = this.__options;
		return index === void 0 ? position : index.of(element, position);
	}
	__find(index) {
		return this.__options.index === void 0 ? super.__find(index) : this.__options.index.find(index);
	}
	__counted() {
		return new Collection(this.__context, () => {
			var _a;
			return `${String(this)}: ${Array.from(this.__walk()).length || ((_a = this.__context.nothing) != null ? _a : "none")}`;
		}, this.__walk, this.__options);
	}
	__orUnknown() {
		const { nothing = "none" } = this.__context;
		return nothing === "none" || Array.from(this.__walk()).length > 0 ? this : new Collection(this.__context, `${String(this)}: ${nothing}`, () => []);
	}
	toString() {
		return displayOf(() => {
			this.__context.refresh();
			return typeof this.__display === "string" ? this.__display : this.__display();
		});
	}
};
function tableOf(context, walk, rowOf) {
	return new Collection(context, "Short columns for dx -g", function* () {
		for (const element of walk()) {
			yield rowOf(element);
		}
	});
}
function shortList(context, what, display, walk, rows) {
	return new Collection(context, display, walk, { noun: what, rows });
}
function rereadList(context, list) {
	const { noun, display, read, make, isSame, gone, rows } = list;
	const find = known => mapPresent(read(), facts => {
		var _a;
		return (_a = facts.find(other => isSame(other, known))) != null ? _a : notApplicable(gone);
	});
	const elements = () => {
		const facts = read();
		return facts instanceof Absence ? [facts] : facts.map(known => make(known, () => find(known)));
	};
	return mapPresent(read(), ({ length }) => shortList(context, noun, display(length), elements, rows));
}
function* untilEnd(walk) {
	yield* walk;
	const broken = breakOfWalk(walk.end);
	if (broken !== void 0) {
		yield broken;
	}
}
function countedList(context, what, list, make, rows) {
	return shortList(context, what, () => describeLength(what, list()), function* () {
		for (const element of list()) {
			yield element instanceof Absence ? element : make(element);
		}
	}, rows);
}
function describeLength(what, list) {
	let count = 0;
	let absence;
	for (const element of list) {
		if (element instanceof Absence) {
			absence = absence != null ? absence : element;
		} else {
			count += 1;
		}
	}
	return `${formatCount(count, what)}${absence === void 0 ? "" : ` <${absence.reason}>`}`;
}
function* elementsOf(facts, walk) {
	if (facts instanceof Absence) {
		yield facts;
	} else {
		yield* walk(facts);
	}
}

// src/view/port-line.ts
function formatPortLine(port) {
	const name = port.name === void 0 ? "" : ` ${quoted(port.name)}`;
	const owner = port.owner === void 0 ? "" : ` of ${port.owner}`;
	const queued = port.queued === 0 ? "" : `, ${formatCount(port.queued, "message")} queued`;
	const marks = port.marks.length === 0 ? "" : ` [${port.marks.join(", ")}]`;
	return `${port.address} ${port.kind}${name}${owner}${other_portLine(port)}${queued}${marks}`;
}
function other_portLine(port) {
	var _a;
	const service = port.service === void 0 ? "" : quoted(port.service);
	const peer = (_a = port.peer) != null ? _a : "nobody";
	switch (port.role) {
		case "client":
			return service === "" && peer === "?" ? " to an unknown port" : ` to ${service === "" ? "a nameless port" : service} of ${peer}`;
		case "server":
			return ` for ${peer}${service === "" ? "" : ` on ${service}`}`;
		case "connection":
		case "unconnected":
		case "unknown":
			return "";
	}
}

// src/model/objects/handle-holder.ts
var PORT_TYPES = ["ALPC Port", "Port", "WaitablePort"];
var PortHandle = class extends FactObject {
	constructor(context, port, holder) {
		super(context, holder, () => findHolder(context.target, port, holder));
		this.__port = port;
	}
	__describe({ handle, process, grantedAccess }) {
		const access = `access 0x${grantedAccess.toString(16)}`;
		return `handle 0x${handle.toString(16)} of ${processName(this.__context, process)} to ${portName(this.__context, this.__port)}, ${access}`;
	}
};
function findHolder(target, port, { process, handle }) {
	for (const found of walkHandles(target, process)) {
		if (found.handle === handle && found.object.equals(port)) {
			return { process, handle, grantedAccess: found.grantedAccess };
		}
	}
	return notApplicable("the handle was closed");
}
var handleClass = defineClass("handle", "A handle of a process to a port.", PortHandle, {
	Process: fact("The process whose handle it is.", ({ process }, context) => context.process(process)),
	Handle: inHexadecimal(fact("The handle's value.", ({ handle }) => handle)),
	GrantedAccess: inHexadecimal(fact("Access rights granted at its opening.", ({ grantedAccess }) => grantedAccess)),
	Port: property("The port.", ({ __context, __port }) => __context.port(__port))
});
function handleHolders(context, port) {
	const holders = () => {
		var _a, _b;
		return (_b = (_a = indexHandlesByType(context.target, PORT_TYPES).get(port.id)) == null ? void 0 : _a.holders) != null ? _b : [];
	};
	return shortList(context, "handle", "Handles to the port, of all processes", () => holders().map(holder => new PortHandle(context, port, holder)));
}
function* handlesOfProcess(context, process) {
	for (const found of untilEnd(walkHandles(context.target, process))) {
		if (found instanceof Absence) {
			yield found;
		} else if (isPort(context.target, found.object)) {
			yield new PortHandle(context, found.object, {
				process,
				handle: found.handle,
				grantedAccess: found.grantedAccess
			});
		}
	}
}
function isPort(target, object) {
	const typeName = readTypeName(target, object);
	return !(typeName instanceof Absence) && PORT_TYPES.includes(typeName);
}

// src/model/objects/port-table.ts
function peerOf(facts) {
	switch (facts.role) {
		case "client":
			return facts.serverPort;
		case "server":
			return facts.clientPort;
		case "connection":
			return notApplicable("a connection port has no other end: see Connections");
		case "unconnected":
			return notApplicable("an unconnected port has no other end");
		case "unknown":
			return notApplicable("the kind of the port is unknown, so its other end is");
	}
}
function declaredTotal(context, facts) {
	return context.generation.countQueued(facts);
}
function factsOf({ __context, __address }) {
	return __context.portFacts(__address);
}
function nameCell({ target }, port) {
	return mapPresent(port, address => {
		var _a;
		return mapPresent((_a = readObjectName(target, address)) != null ? _a : notApplicable("the port has no name"), printable);
	});
}
function ownerCell(context, port) {
	return mapPresent(context.ownerOf(port), process => processName(context, process));
}
function stateCell({ isClosed, isDisconnected, contradictions }) {
	return [
		...isClosed ? ["closed"] : [],
		...isDisconnected ? ["disconnected"] : [],
		...contradictions.length > 0 ? ["inconsistent"] : []
	].join(", ");
}
var portTable = defineTable("port-row", "A port as a row of a table.", {
	Address: { help: "Address of the port object.", pick: ({ __address }) => __address },
	Role: {
		help: "Which end it is: connection, server, client, unconnected or unknown.",
		pick: port => mapPresent(factsOf(port), ({ role }) => role)
	},
	Service: {
		help: "Name of the port, or of the connection port that its connection was made through.",
		pick: port => mapPresent(factsOf(port), facts => nameCell(port.__context, facts.role === "connection" ? port.__address : facts.connectionPort))
	},
	Owner: { help: "The process that created the port.", pick: port => ownerCell(port.__context, port.__address) },
	Peer: {
		help: "The process at the other end of the connection.",
		pick: port => mapPresent(factsOf(port), facts => ownerCell(port.__context, peerOf(facts)))
	},
	Queued: {
		help: "Messages on its queues, canceled ones left out.",
		radix: 10,
		pick: port => mapPresent(factsOf(port), facts => declaredTotal(port.__context, facts))
	},
	State: {
		help: "Empty for a port in order; otherwise closed, disconnected or inconsistent.",
		pick: port => mapPresent(factsOf(port), stateCell)
	}
});

// src/model/objects/lock-list.ts
var column_lockList = factColumn;
var lockTable = defineTable("lock-row", "A lock as a row of a table.", {
	Address: column_lockList("Address of the lock.", ({ address }) => address),
	Kind: column_lockList("What kind of lock it is.", ({ kind }) => kind),
	Name: column_lockList("Name in the object directory.", ({ name }) => name),
	Process: column_lockList("The process in whose memory it lies.", ({ process }, context) => mapPresent(process, address => processName(context, address))),
	Waiters: column_lockList("Threads that wait for it.", ({ waiters }) => waiters.length, 10),
	HeldBy: column_lockList("Threads that hold it.", ({ holders }, context) => mapPresent(holders, users => formatSome(users.map(({ thread }) => threadName(context, thread)), 2))),
	FirstWaiter: column_lockList("The first of the threads that wait.", ({ waiters: [first] }, context) => first === void 0 ? "" : threadName(context, first.thread))
});
function lockList(context, display, read) {
	return shortList(context, "lock", display, () => Array.from(read(), facts => context.lock(facts)), lockTable);
}
function locksOfSystem(context) {
	return lockList(context, "Locks that threads wait for, most waiters first", () => readLocks(context.target).slice().sort((a, b) => b.waiters.length - a.waiters.length || a.address.compare(b.address)));
}

// src/text/waited-object.ts
function formatObjectRest(names, object) {
	var _a;
	if (object.kind === "thread") {
		return `${formatObject(names, object)}${((_a = present(names.thread(object.address))) == null ? void 0 : _a.hasExited) === true ? ", which has exited" : ""}`;
	}
	if (!isLock(object)) {
		return `${formatObject(names, object)}; ${describeSignaler(names, object)}`;
	}
	const holder = describeHolder(object);
	const reason = object.holders instanceof Absence && object.holders.kind !== "NotApplicable" ? object.holders.reason : holder;
	return `${formatObject(names, object)}; ${holder}${reason === holder ? "" : `: ${reason}`}`;
}
function isLock({ kind }) {
	return lockKinds.indexOf(kind) >= 0 || kind === "gate";
}
var UNRECORDED = ["user-mode lock", "keyed event"];
function describeHolder(object) {
	if (object === void 0) {
		return "holder unknown";
	}
	const { holders } = object;
	if (!(holders instanceof Absence)) {
		return describeFree(object);
	}
	return object.kind === "critical section" && holders.kind === "Invalid" ? holders.reason : UNRECORDED.indexOf(object.kind) >= 0 ? "owner not recorded" : "holder unknown";
}
function describeFree({ isAbandoned }) {
	return isAbandoned === true ? "abandoned by a thread that exited" : "held by nobody";
}
function describeSignaler(names, object) {
	if ((object == null ? void 0 : object.kind) === "timer" && object.isSet !== false) {
		return "it ends by itself";
	}
	const unset = (object == null ? void 0 : object.kind) === "timer" ? "it is not running; " : "";
	const holders = object === void 0 || object.typeName instanceof Absence ? [] : names.handleHolders(object.address);
	const processes = holders.map(process => formatProcess(names, process));
	const who = processes.length === 0 ? "signaler unknown" : processes.length === 1 ? `only ${processes.join("")} has a handle to it` : `handles to it in ${formatSome(processes)}`;
	return unset + who;
}

// src/model/objects/waited-object.ts
function dispatcherObject(context, { kind, address, process, dispatcher }) {
	if (process !== void 0) {
		return userLock(context, kind, address, process);
	}
	switch (dispatcher !== void 0 && isBehind({ kind, address, dispatcher }) ? "other" : kind) {
		case "thread":
			return context.thread(address);
		case "process":
			return context.process(address);
		case "port":
			return context.port(address);
		case "mutant":
			return nativeObject(context.target, "_KMUTANT", address);
		case "semaphore":
			return nativeObject(context.target, "_KSEMAPHORE", address);
		case "event":
			return nativeObject(context.target, "_KEVENT", address);
		case "resource":
			return nativeObject(context.target, "_ERESOURCE", address);
		case "fast mutex":
			return nativeObject(context.target, "_FAST_MUTEX", address);
		case "guarded mutex":
			return nativeObject(context.target, "_KGUARDED_MUTEX", address);
		case "push lock":
			return nativeObject(context.target, "_EX_PUSH_LOCK", address);
		case "queue":
			return nativeObject(context.target, "_KQUEUE", address);
		case "critical section":
		case "user-mode lock":
			return notApplicable("it lies in the memory of a process that is not known");
		default:
			return nativeObject(context.target, "_DISPATCHER_HEADER", address);
	}
}
function dispatcherObjectAt(context, address) {
	var _a;
	const kind = readDispatcherKind(context.target, address);
	return kind instanceof Absence && kind.kind === "Unreadable" ? address : dispatcherObject(context, { kind: (_a = present(kind)) != null ? _a : "other", address });
}
function userLock(context, kind, address, process) {
	return mapPresent(findContendedLock(context.target, { kind, address, process }), lock => context.lock(lock));
}
var WaitedObject = class extends FactObject {
	__describe(object) {
		var _a;
		return (_a = describeHeld(this.__context, object)) != null ? _a : formatObjectRest(systemOf(this.__context), object);
	}
};
function describeHeld(context, object) {
	const { holders } = object;
	return holders instanceof Absence || holders.length === 0 ? void 0 : `${formatObject(systemOf(context), object)}, held by ${holders.map(holder => threadName(context, holder)).join(", ")}`;
}
var waitedObjectClass = defineClass("waited-object", "Something that a thread waits for.", WaitedObject, {
	Kind: fact("What it is: event, mutant, semaphore, thread, process, timer, queue, resource, push lock and the like.", ({ kind }) => kind),
	Address: fact("Address of the object; of a lock the lock's own.", ({ address }) => address),
	Name: fact("Name in the object directory, where it has one.", ({ address, typeName }, context) => typeName instanceof Absence ? notApplicable("only objects of the object manager have names") : systemOf(context).objectName(address)),
	Holders: fact("Threads that hold it, where that is recorded.", ({ holders }, context) => mapPresent(holders, threads => shortList(context, "thread", threads.length === 0 ? "nobody" : formatCount(threads.length, "thread"), () => threads.map(thread => context.thread(thread))))),
	Signaled: fact("Whether it is signaled.", ({ signaled }) => signaled),
	Object: fact("The thread, process or native object; of a lock in user memory the lock.", (object, context) => dispatcherObject(context, object))
});
function waitedObjects(context, thread) {
	const read = () => readPresentWait(context.target, thread);
	return mapPresent(read(), wait => shortList(context, "object", () => describeWait(context, thread, wait), () => {
		const now = read();
		return now instanceof Absence ? [now] : now.objects.map(object => new WaitedObject(context, object, () => mapPresent(read(), ({ objects }) => {
			var _a;
			return (_a = objects.find(({ dispatcher }) => dispatcher.equals(object.dispatcher))) != null ? _a : notApplicable("the thread no longer waits for it");
		})));
	}));
}
function describeWait(context, thread, { objects, mode, hasTimeout, broken }) {
	var _a;
	const awaited = systemOf(context).awaitedReply(thread);
	const until = hasTimeout ? ", with a time-out" : "";
	if (!(awaited instanceof Absence)) {
		const { port } = awaited;
		const names = systemOf(context);
		const where = port instanceof Absence ? "" : formatDestination(names, port, findServiceName(names, port));
		return `the reply to ${formatMessage({ address: awaited.message, id: awaited.messageId })}${where}${until}`;
	}
	const [first] = objects;
	const what = first === void 0 ? present(mapPresent(readThreadFacts(context.target, thread), ({ waitReason }) => waitReason)) === "Suspended" ? "to be resumed" : "nothing that is recorded" : objects.length === 1 ? (_a = describeHeld(context, first)) != null ? _a : formatObject(systemOf(context), first) : `${formatCount(objects.length, "object")}, ${mode === "all" ? "all" : "any"} of them`;
	return `${what}${until}${broken === void 0 ? "" : ` <${broken}>`}`;
}
var PendingRequest = class extends FactObject {
	__describe({ irp, driver, majorFunction }) {
		const details = [majorFunction, driver].map(detail => detail instanceof Absence ? "" : printable(detail)).filter(detail => detail !== "");
		return `${irp}${details.length === 0 ? "" : ` ${details.join(", ")}`}: !irp ${irp}`;
	}
};
var pendingRequestClass = defineClass("pending-request", "An I/O request that a thread has issued and that is not completed.", PendingRequest, {
	Irp: fact("Address of the _IRP, for !irp.", ({ irp }) => irp),
	Driver: fact("The driver that has the request now.", ({ driver }) => driver),
	Device: fact("The native _DEVICE_OBJECT that it was sent to.", ({ device }, { target }) => mapPresent(device, address => nativeObject(target, "_DEVICE_OBJECT", address))),
	MajorFunction: fact("What it asks for: IRP_MJ_READ and the like.", ({ majorFunction }) => majorFunction),
	File: fact("Path of the file that it is for, within its volume.", ({ file }) => file),
	IsCanceled: fact("Somebody tried to cancel it, and its driver has not given it back.", ({ isCanceled }) => isCanceled),
	Object: fact("The native _IRP.", ({ irp }, { target }) => nativeObject(target, "_IRP", irp))
});
function requestsOf(context, thread) {
	return rereadList(context, {
		noun: "request",
		display: length => length === 0 ? "no I/O request pending" : formatCount(length, "I/O request"),
		read: () => readPendingRequests(context.target, thread),
		make: (request, find) => new PendingRequest(context, request, find),
		isSame: (one, other) => one.irp.equals(other.irp),
		gone: "the request is no longer pending"
	});
}

// src/model/objects/thread.ts
var KernelThread = class extends AddressObject {
	toString() {
		const thread = facts(this);
		return thread instanceof Absence ? `thread ${this.__address} <${thread.reason}>` : `${this.__address} ${threadName(this.__context, this.__address)} ${describeState(thread)}`;
	}
};
function describeState({ state, waitReason, suspension }) {
	const waits = waitReason instanceof Absence && waitReason.kind === "NotApplicable" ? "" : `: ${formatMaybe(waitReason)}`;
	const isTold = suspension === "none" || suspension === "suspended" && waitReason === "Suspended";
	return `${formatMaybe(state)}${waits}${isTold ? "" : `, ${suspension}`}`;
}
function facts(thread) {
	return readThreadFacts(thread.__context.target, thread.__address);
}
var threadProperties = {
	Address: property("Address of the _ETHREAD.", thread => thread.__address),
	Id: inHexadecimal(property("Thread id (Cid.UniqueThread).", thread => mapPresent(facts(thread), ({ id }) => id))),
	Name: property("The name that the program gave the thread (Windows 10 1607 and later).", thread => readThreadName(thread.__context.target, thread.__address)),
	ServiceTag: inHexadecimal(property("Number of the service that the thread works for; only services.exe knows the names behind the numbers. Threads of one service have the same, and the process's Service names the service or its group.", thread => readServiceTag(thread.__context.target, thread.__address))),
	Process: property("The process that the thread belongs to.", thread => mapPresent(facts(thread), ({ process }) => thread.__context.maybe(process, "process"))),
	State: property("Scheduler state, by its name in _KTHREAD_STATE.", thread => mapPresent(facts(thread), ({ state }) => state)),
	WaitReason: property("Why the thread waits, by its name in _KWAIT_REASON.", thread => mapPresent(facts(thread), ({ waitReason }) => waitReason)),
	WaitsFor: property("What the thread waits for: the objects, and who holds them.", ({ __context, __address }) => waitedObjects(__context, __address)),
	Holds: property("Locks that the thread holds, as far as they are recorded: those that somebody waits for, its mutants, and what its lock entries name.", ({ __context, __address }) => lockList(__context, "Locks that the thread holds", () => readLocksHeldBy(__context.target, __address))),
	PendingRequests: property("I/O requests that the thread has issued and that are not completed.", ({ __context, __address }) => requestsOf(__context, __address)),
	HasExited: property("Whether the thread has terminated.", thread => mapPresent(facts(thread), ({ hasExited }) => hasExited)),
	Frozen: property("Whether the thread is stopped together with its process: frozen, or deep frozen as a suspended app.", thread => mapPresent(facts(thread), ({ suspension }) => suspension === "frozen" || suspension === "deep frozen")),
	Suspension: property("Whether it is kept from running: none, suspended, suspension pending (the present wait still holds), frozen or deep frozen.", thread => mapPresent(facts(thread), ({ suspension }) => suspension)),
	SuspendCount: inDecimal(property("How often the thread is suspended.", thread => mapPresent(facts(thread), ({ suspendCount }) => suspendCount))),
	Alpc: property("What the thread awaits, serves and receives on.", thread => thread.__context.threadAlpc(thread.__address)),
	Object: property("The native _ETHREAD.", thread => nativeObject(thread.__context.target, "_ETHREAD", thread.__address)),
	Thread: property("The debugger's own thread object.", thread => mapPresent(facts(thread), ({ id, processId }) => mapPresent(processId, process => mapPresent(id, own => findDebuggerThread(thread.__context.target, process, own)))))
};
var threadClass = defineClass("thread", "A thread of the target.", KernelThread, threadProperties);
function factsOf_thread({ __context, __address }) {
	return readThreadFacts(__context.target, __address);
}
function awaitedOf({ __context, __address }) {
	var _a;
	return (_a = __context.generation.readAwaitedReply(__address)) != null ? _a : notApplicable("the thread awaits no reply");
}
var threadTable = defineTable("thread-row", "A thread as a row of a table.", {
	Address: { help: "Address of the _ETHREAD.", pick: ({ __address }) => __address },
	Thread: {
		help: "The thread, by its process and ids.",
		pick: thread => mapPresent(factsOf_thread(thread), () => threadName(thread.__context, thread.__address))
	},
	State: { help: "Scheduler state.", pick: thread => mapPresent(factsOf_thread(thread), ({ state }) => state) },
	WaitReason: { help: "Why it waits.", pick: thread => mapPresent(factsOf_thread(thread), ({ waitReason }) => waitReason) },
	Waited: {
		help: "Seconds since the wait began.",
		radix: 10,
		pick: thread => mapPresent(readWaitedSeconds(thread.__context.target, thread.__address), shownSeconds)
	},
	Awaits: {
		help: "The port whose server should reply.",
		pick: thread => mapPresent(awaitedOf(thread), ({ port }) => mapPresent(port, address => portName(thread.__context, address)))
	},
	MessageId: {
		help: "Id of the message whose reply it awaits.",
		pick: thread => mapPresent(awaitedOf(thread), ({ messageId }) => messageId)
	}
});

// src/model/objects/server.ts
var Server = class extends FactObject {
	constructor(context, facts, read) {
		super(context, facts, read);
		this.__address = facts.thread;
	}
	__describe({ thread, why }) {
		return `${threadName(this.__context, thread)}: ${why}`;
	}
};
var serverClass = defineClass("server", "A thread that could answer what is sent to a port.", Server, Object.assign({}, threadProperties, { Thread: property("The thread alone.", ({ __context, __address }) => __context.thread(__address)), Relation: fact("How it is known: it waits on the port, is bound to its completion port, or serves a request of it.", ({ why }) => why) }));
function serverList(context, port) {
	const read = () => elementsOf(context.portFacts(port), facts => context.generation.readServers(facts));
	return countedList(context, "thread", read, server => new Server(context, server, () => findServer(read(), server)), threadTable);
}
function findServer(servers, { thread }) {
	for (const server of servers) {
		if (server instanceof Absence || server.thread.equals(thread)) {
			return server;
		}
	}
	return notApplicable("the thread is no longer among those that could answer");
}

// src/model/objects/connection.ts
var Connection = class extends FactObject {
	constructor(context, facts) {
		super(context, facts, () => findConnection(context, facts));
	}
	__describe(facts) {
		const { clientPort, connectionPort } = facts;
		const server = owner(this.__context, facts, "serverPort");
		const client = clientPort instanceof Absence ? whoIsAbsent(clientPort) : processName(this.__context, owner(this.__context, facts, "clientPort"));
		const marks = describeState_connection(this.__context, facts);
		const state = marks.length === 0 ? "" : ` [${marks.join(", ")}]`;
		return connectionPort instanceof Absence ? `${client} to ${server instanceof Absence ? whoIsAbsent(server) : `a port of ${processName(this.__context, server)}`}${state}: ${connectionPort.reason}` : `${client} to ${portName(this.__context, connectionPort)} of ${processName(this.__context, server)}${state}`;
	}
};
function describeState_connection(context, facts) {
	const { clientPort, serverPort, connectionPort } = facts;
	const marks = [];
	for (const [port, end] of [
		[clientPort, "client"],
		[serverPort, "server"]
	]) {
		const state = context.portFacts(port);
		if (!(state instanceof Absence) && (state.isClosed || state.isDisconnected)) {
			marks.push(`${end}'s port ${state.isClosed ? "closed" : "disconnected"}`);
		}
	}
	const isPending = serverPort instanceof Absence && serverPort.kind === "NotApplicable" && !(clientPort instanceof Absence) && !(connectionPort instanceof Absence);
	return marks.length === 0 && isPending && context.generation.name === "ALPC" ? ["not accepted"] : marks;
}
function findConnection(context, known) {
	for (const end of [known.clientPort, known.serverPort]) {
		const port = context.portFacts(end);
		const found = port instanceof Absence ? void 0 : context.generation.readConnections(port).find(({ clientPort, serverPort }) => sameAddress(clientPort, end) || sameAddress(serverPort, end));
		if (found !== void 0) {
			return found;
		}
	}
	return notApplicable("the connection is gone: neither of its ends exists anymore");
}
function owner(context, ports, end) {
	return context.ownerOf(end === "serverPort" && ports.serverPort instanceof Absence ? ports.connectionPort : ports[end]);
}
function* queuedMessages_connection(context, { clientPort, serverPort }) {
	for (const port of [clientPort, serverPort]) {
		const facts = context.portFacts(port);
		for (const name of facts instanceof Absence ? [] : context.generation.queueNames()) {
			const queue = facts instanceof Absence ? facts : context.generation.readQueue(facts, name);
			yield* queue instanceof Absence ? damage(queue) : queue.messages;
		}
		yield* facts instanceof Absence ? damage(facts) : [];
	}
}
function damage(absence) {
	return absence.kind === "Unreadable" || absence.kind === "Invalid" ? [absence] : [];
}
var connectionClass = defineClass("connection", "A connection between a client and a server.", Connection, {
	ConnectionPort: fact("The server's named port that the client connected to.", ({ connectionPort }, context) => context.maybe(connectionPort, "port")),
	Name: fact("Name of the connection port.", ({ connectionPort }, { target }) => mapPresent(connectionPort, port => {
		var _a;
		return (_a = readObjectName(target, port)) != null ? _a : notApplicable("the connection port has no name");
	})),
	ClientPort: fact("The client's end.", ({ clientPort }, context) => context.maybe(clientPort, "port")),
	ClientProcess: fact("The process that owns the client's end.", (facts, context) => context.maybe(owner(context, facts, "clientPort"), "process")),
	ServerPort: fact("The server's end; absent until the server has accepted.", ({ serverPort }, context) => context.maybe(serverPort, "port")),
	ServerProcess: fact("The process that owns the server's end.", (facts, context) => context.maybe(owner(context, facts, "serverPort"), "process")),
	CommunicationInfo: fact("Address of the _ALPC_COMMUNICATION_INFO that both ends share.", ({ communicationInfo }) => communicationInfo),
	Queued: property("Messages on the queues of both ends.", connection => mapPresent(connection.__facts, () => countedList(connection.__context, "message", () => elementsOf(connection.__facts, facts => queuedMessages_connection(connection.__context, facts)), message => connection.__context.message(message), messageTable)))
});
function queuedOn(context, port) {
	const facts = context.portFacts(port);
	return !(facts instanceof Absence) ? declaredTotal(context, facts) : facts.kind === "NotApplicable" ? 0 : facts;
}
function queuedCell({ __context, __facts }) {
	return mapPresent(__facts, ({ clientPort, serverPort }) => mapPresent(queuedOn(__context, clientPort), client => mapPresent(queuedOn(__context, serverPort), server => client + server)));
}
var connectionTable = defineTable("connection-row", "A connection as a row of a table.", {
	Service: {
		help: "Name of the connection port.",
		pick: ({ __context, __facts }) => mapPresent(__facts, ({ connectionPort }) => nameCell(__context, connectionPort))
	},
	Client: {
		help: "The process that owns the client's end.",
		pick: ({ __context, __facts }) => mapPresent(__facts, ({ clientPort }) => ownerCell(__context, clientPort))
	},
	Server: {
		help: "The process that owns the server's end, or the connection port until that exists.",
		pick: ({ __context, __facts }) => mapPresent(__facts, ({ serverPort, connectionPort }) => ownerCell(__context, serverPort instanceof Absence ? connectionPort : serverPort))
	},
	Queued: { help: "Messages on the queues of both ends.", radix: 10, pick: queuedCell },
	ClientPort: {
		help: "Address of the client's end.",
		pick: ({ __facts }) => mapPresent(__facts, ({ clientPort }) => clientPort)
	},
	ServerPort: {
		help: "Address of the server's end.",
		pick: ({ __facts }) => mapPresent(__facts, ({ serverPort }) => serverPort)
	}
});

// src/analysis/finding.ts
var SEVERITIES = ["Error", "Warning", "Information"];
function sortFindings(findings) {
	return findings.slice().sort((a, b) => b.holdsUp - a.holdsUp || SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || compare(a.rule, b.rule) || b.weight - a.weight || a.subject.address.compare(b.subject.address));
}
function compare(a, b) {
	return a < b ? -1 : a > b ? 1 : 0;
}
var Evidence = class {
	constructor() {
		this.found = /* @__PURE__ */ new Map();
	}
	add(kind, address) {
		if (address !== void 0 && !(address instanceof Absence)) {
			this.found.set(`${kind}:${address.key}`, { kind, address });
		}
		return this;
	}
	addObject(object) {
		var _a;
		if ((object == null ? void 0 : object.kind) === "thread" || (object == null ? void 0 : object.kind) === "process") {
			return this.add(object.kind === "thread" ? "Thread" : "Process", object.address);
		}
		if (object !== void 0) {
			const { address, process } = object;
			this.found.set(`Object:${(_a = process == null ? void 0 : process.key) != null ? _a : ""}:${address.key}`, { kind: "Object", address, object });
		}
		return this;
	}
	addAll(kind, addresses) {
		for (const address of addresses) {
			this.add(kind, address);
		}
		return this;
	}
	without(subject) {
		return Array.from(this.found.values()).filter(reference => !reference.address.equals(subject.address) || reference.kind !== subject.kind);
	}
};

// src/analysis/awaited.ts
var UNRECEIVED = ["Main", "LargeMessage", "Direct"];
function findReplySource(system, { message, serverThread }) {
	if (!(serverThread instanceof Absence)) {
		return { kind: "thread", thread: serverThread };
	}
	const facts = message instanceof Absence ? message : system.message(message);
	return !(facts instanceof Absence) && !(facts.queuePort instanceof Absence) && !(facts.queue instanceof Absence) && UNRECEIVED.indexOf(facts.queue) >= 0 ? { kind: "queued", port: facts.queuePort } : { kind: "unknown", reason: serverThread.reason };
}
function findAwaited(system, thread) {
	const awaited = system.awaitedReply(thread);
	return awaited instanceof Absence ? void 0 : awaited;
}

// src/analysis/thread-state.ts
var IDLE_REASONS = ["WrLpcReceive", "WrQueue"];
function isWaiting(thread) {
	const { hasExited, state } = thread;
	return !hasExited && (state === "Waiting" || state === "GateWait");
}
function isStopped_threadState({ suspension }) {
	return suspension === "suspended" || suspension === "frozen" || suspension === "deep frozen";
}
function isRunning(thread) {
	return !thread.hasExited && !isStopped_threadState(thread) && !(thread.state instanceof Absence) && !isWaiting(thread) && thread.state !== "WaitingForProcessInSwap" && thread.state !== "Transition";
}
function isIdle(system, thread) {
	var _a, _b, _c;
	if (!isWaiting(thread) || isStopped_threadState(thread) || !(system.awaitedReply(thread.address) instanceof Absence)) {
		return false;
	}
	if (IDLE_REASONS.indexOf((_a = present(thread.waitReason)) != null ? _a : "") >= 0 || system.receivesOn(thread.address).length > 0) {
		return true;
	}
	const objects = (_c = (_b = present(system.wait(thread.address))) == null ? void 0 : _b.objects) != null ? _c : [];
	return objects.length > 0 && objects.every(({ kind }) => kind === "queue");
}

// src/analysis/possible-servers.ts
function isRegistered(server) {
	return server.sign === "waits to receive" || server.sign === "bound to the completion port";
}
function receivingPorts(system, port) {
	const connectionPort = port.role !== "server" || port.connectionPort instanceof Absence ? void 0 : present(system.port(port.connectionPort));
	return connectionPort === void 0 ? [port] : [port, connectionPort];
}
var NOTHING = notApplicable("the thread awaits no reply");
var NO_REPLY_possibleServers = { port: NOTHING, serverThread: NOTHING };
function indexLpcServers(system) {
	var _a, _b;
	const servers = /* @__PURE__ */ new Map();
	for (const waiter of system.generation === "LPC" ? system.waitingThreads() : []) {
		const { port, serverThread } = (_a = present(system.awaitedReply(waiter))) != null ? _a : NO_REPLY_possibleServers;
		if (!(port instanceof Absence) && !(serverThread instanceof Absence) && ((_b = present(system.thread(serverThread))) == null ? void 0 : _b.waitReason) !== "DelayExecution") {
			append(servers, port.id, serverThread);
		}
	}
	return servers;
}
function servingThreads(system, port, lpcServers) {
	var _a;
	const threads = [...(_a = lpcServers.get(port.id)) != null ? _a : []];
	for (const queue of system.queues(port)) {
		for (const address of queue.name === "Pending" ? queue.messages : []) {
			const message = present(system.message(address));
			const server = message === void 0 ? void 0 : present(message.serverThread);
			if (server !== void 0) {
				threads.push(server);
			}
		}
	}
	return threads;
}
function findPossibleServers(system, address, lpcServers) {
	const port = system.port(address);
	if (port instanceof Absence) {
		return [];
	}
	const found = /* @__PURE__ */ new Map();
	const add = (thread, sign) => {
		const { id } = thread;
		if (found.has(id)) {
			return;
		}
		const facts = system.thread(thread);
		if (facts instanceof Absence || !facts.hasExited) {
			found.set(id, { thread, sign });
		}
	};
	const ports = receivingPorts(system, port);
	const bound = ports.map(place => {
		var _a;
		return (_a = present(system.boundThreads(place.address))) != null ? _a : [];
	});
	for (const place of ports) {
		system.waitQueue(place.address).forEach(thread => add(thread, "waits to receive"));
	}
	for (const threads of bound) {
		threads.forEach(thread => add(thread, "bound to the completion port"));
	}
	if (bound.every(threads => threads.length === 0)) {
		addOwnersThreads(system, ports, lpcServers, add);
	}
	return Array.from(found.values());
}
function addOwnersThreads(system, ports, lpcServers, add) {
	var _a;
	const owner = (_a = ports[ports.length - 1]) == null ? void 0 : _a.owner;
	const threads = owner === void 0 || owner instanceof Absence ? [] : system.threadsOf(owner);
	for (const thread of threads) {
		const facts = system.thread(thread);
		const mayReceive = facts instanceof Absence || facts.state instanceof Absence || isWaiting(facts);
		const receivesOn = mayReceive ? system.receivesOn(thread) : [];
		if (receivesOn.length > 0 && ports.some(({ address }) => receivesOn.some(port => port.equals(address)))) {
			add(thread, "waits to receive");
		}
	}
	for (const { address } of ports) {
		for (const thread of servingThreads(system, address, lpcServers)) {
			add(thread, "serves another message");
		}
	}
	for (const thread of threads) {
		add(thread, "thread of the owner");
	}
}
var PossibleServers = class {
	constructor(system) {
		this.known = /* @__PURE__ */ new Map();
		this.system = system;
	}
	of(port) {
		var _a;
		const { id } = port;
		const known = this.known.get(id);
		if (known !== void 0) {
			return known;
		}
		(_a = this.lpcServers) != null ? _a : this.lpcServers = indexLpcServers(this.system);
		const found = findPossibleServers(this.system, port, this.lpcServers);
		this.known.set(id, found);
		return found;
	}
};

// src/analysis/scope.ts
var SYSTEM_SCOPE = { kind: "system" };
function isAt(address, other) {
	return address !== void 0 && !(address instanceof Absence) && address.equals(other);
}
function relatedPorts(system, address) {
	const related = /* @__PURE__ */ new Map([[address.key, address]]);
	const port = present(system.port(address));
	const add = other => {
		if (!(other instanceof Absence)) {
			related.set(other.key, other);
		}
	};
	for (const connection of system.connections(address)) {
		add(connection.serverPort);
		add(connection.clientPort);
	}
	if (port !== void 0 && port.role !== "connection") {
		add(port.serverPort);
		add(port.clientPort);
		add(port.connectionPort);
	}
	return related;
}
function walkPortAddresses(system, scope) {
	switch (scope.kind) {
		case "system":
			return system.ports();
		case "process":
			return walkPortsOf_scope(system, scope.address);
		case "port":
			return Array.from(relatedPorts(system, scope.address).values()).filter(address => {
				var _a;
				return address.equals(scope.address) || ((_a = present(system.port(address))) == null ? void 0 : _a.role) !== "connection";
			});
	}
}
function* walkPortsOf_scope(system, process) {
	for (const address of system.ports()) {
		const port = system.port(address);
		if (!(port instanceof Absence) && isAt(port.owner, process)) {
			yield address;
		}
	}
}
function* walkPorts_scope(system, scope) {
	for (const address of walkPortAddresses(system, scope)) {
		const port = system.port(address);
		if (!(port instanceof Absence)) {
			yield port;
		}
	}
}
function* walkMessages(system, scope, queued) {
	const related = scope.kind === "port" ? relatedPorts(system, scope.address) : void 0;
	for (const address of system.messages(queued)) {
		const message = system.message(address);
		if (!(message instanceof Absence) && (scope.kind === "system" || isMessageInScope(system, scope, related, message))) {
			yield message;
		}
	}
}
function isMessageInScope(system, scope, related, message) {
	var _a;
	const { address } = scope;
	const ports = [message.queuePort, message.ownerPort].map(present);
	if (scope.kind === "port") {
		const isCommunication = ((_a = present(system.port(address))) == null ? void 0 : _a.role) !== "connection";
		return ports.some(port => port !== void 0 && (isCommunication ? port.equals(address) : (related == null ? void 0 : related.has(port.key)) === true));
	}
	const sender = findSender(system, message);
	return isAt(sender, address) || ports.some(port => {
		var _a;
		return port !== void 0 && isAt((_a = present(system.port(port))) == null ? void 0 : _a.owner, address);
	}) || [message.waitingThread, message.serverThread].map(present).some(thread => {
		var _a;
		return thread !== void 0 && isAt((_a = present(system.thread(thread))) == null ? void 0 : _a.process, address);
	});
}
function findProcess(system, thread) {
	const facts = present(system.thread(thread));
	return facts === void 0 ? void 0 : present(facts.process);
}
function findSender(system, { senderProcessId }) {
	return senderProcessId instanceof Absence ? void 0 : system.processById(senderProcessId);
}
function* walkWaitingThreads(system, scope) {
	var _a;
	if (scope.kind === "system") {
		yield* system.waitingThreads();
		return;
	}
	const { address } = scope;
	if (scope.kind === "process") {
		yield* system.threadsOf(address).filter(thread => findAwaited(system, thread) !== void 0);
		return;
	}
	const related = relatedPorts(system, address);
	const isConnection = ((_a = present(system.port(address))) == null ? void 0 : _a.role) === "connection";
	for (const thread of system.waitingThreads()) {
		const awaited = findAwaited(system, thread);
		if (awaited === void 0) {
			continue;
		}
		const message = awaited.message instanceof Absence ? void 0 : present(system.message(awaited.message));
		const source = findReplySource(system, awaited);
		const own = [
			message === void 0 ? void 0 : present(message.ownerPort),
			message === void 0 ? void 0 : present(message.queuePort),
			source.kind === "queued" ? source.port : void 0
		];
		if (isAt(awaited.port, address) || own.some(port => port !== void 0 && (port.equals(address) || isConnection && related.has(port.key)))) {
			yield thread;
		}
	}
}

// src/analysis/thread-block.ts
var OVERRIDING_STOPS = ["debugger", "error reporting"];
function findOverridingStop(system, { process }) {
	const stop = process instanceof Absence ? void 0 : system.stop(process);
	return stop !== void 0 && OVERRIDING_STOPS.indexOf(stop.kind) >= 0 ? stop : void 0;
}
function findStopper(stop) {
	return (stop == null ? void 0 : stop.kind) === "debugger" ? present(stop.debugger) : (stop == null ? void 0 : stop.kind) === "error reporting" ? stop.reporter : void 0;
}
function describeCircumstances(system, { suspension, process, isTerminating, pendingApc }) {
	const isExiting = !(process instanceof Absence) && system.isExiting(process);
	return Object.assign(suspension === "suspension pending" ? { isSuspensionPending: true } : {}, isExiting ? { isExiting } : isTerminating ? { isTerminating } : {}, pendingApc === "none" || suspension !== "none" ? {} : { pendingApc });
}
var REASON_CAUSES = {
	PageIn: "paging",
	WrPageIn: "paging",
	WrPhysicalFault: "paging",
	WrPageOut: "paging",
	WrUserRequest: "user input",
	WrRundown: "rundown",
	FreePage: "memory",
	WrFreePage: "memory",
	PoolAllocation: "memory",
	WrPoolAllocation: "memory",
	WrVirtualMemory: "memory",
	WrCpuRateControl: "throttled",
	DelayExecution: "sleeping",
	WrDelayExecution: "sleeping"
};
function causeOfReason(waitReason) {
	return REASON_CAUSES[waitReason != null ? waitReason : ""];
}
var LOCK_REASONS = [
	"WrResource",
	"WrPushLock",
	"WrFastMutex",
	"WrGuardedMutex",
	"WrMutex",
	"WrKeyedEvent",
	"WrAlertByThreadId"
];
function isPrivateWait(waitReason) {
	return waitReason !== void 0 && (LOCK_REASONS.indexOf(waitReason) >= 0 || causeOfReason(waitReason) !== void 0);
}
function describeBlock(system, thread, wait, object) {
	const renewed = (wait == null ? void 0 : wait.isRenewed) === true ? { isRenewed: true } : {};
	return Object.assign(describeBlockAlone(system, thread, wait, object), renewed, describeCircumstances(system, thread));
}
function describeBlockAlone(system, thread, wait, object) {
	var _a;
	const waitReason = present(thread.waitReason);
	const requests = system.requests(thread.address);
	const kind = "Thread";
	const stop = findOverridingStop(system, thread);
	if (stop !== void 0) {
		return { kind, cause: "stopped", stop };
	}
	if ((object == null ? void 0 : object.kind) === "process") {
		const process = present(system.process(object.address));
		const processState = process === void 0 ? "cannot be read" : process.hasExited ? "has exited" : void 0;
		return { kind, cause: "process", process: object.address, processState, stop: system.stop(object.address) };
	}
	if ((object == null ? void 0 : object.kind) === "thread" && ((_a = present(system.thread(object.address))) == null ? void 0 : _a.hasExited) === true) {
		return { kind, cause: "exited thread", object };
	}
	const reasonCause = causeOfReason(waitReason);
	const otherObjects = wait === void 0 ? 0 : wait.objects.length - 1;
	const mode = wait == null ? void 0 : wait.mode;
	const awaited = findAwaitedRequest(requests, wait);
	if (awaited !== void 0) {
		return { kind, cause: "I/O", waitReason, requests: [awaited], object };
	}
	if (object !== void 0 && isLock(object)) {
		return { kind, cause: "lock", object, otherObjects, mode, waitReason };
	}
	if (reasonCause !== void 0) {
		return { kind, cause: reasonCause, waitReason, object, requests };
	}
	return requests.length > 0 && PROGRAM_REASONS.indexOf(waitReason != null ? waitReason : "") < 0 ? { kind, cause: "I/O", waitReason, requests, object } : { kind, cause: "object", object, otherObjects, mode, waitReason, requests };
}
var PROGRAM_REASONS = ["UserRequest"];
function findAwaitedRequest(requests, wait) {
	var _a;
	const objects = (_a = wait == null ? void 0 : wait.objects) != null ? _a : [];
	return requests.find(({ signals }) => signals.some(signal => objects.some(({ dispatcher }) => dispatcher.equals(signal))));
}
function findRequestsBehind(system, thread, object) {
	const facts = present(system.thread(thread));
	if (facts === void 0) {
		return [];
	}
	const wait = present(system.wait(thread));
	const { cause, requests = [] } = describeBlockAlone(system, facts, wait, object);
	if (cause !== "I/O" && cause !== "paging") {
		return [];
	}
	const awaited = findAwaitedRequest(requests, wait);
	return awaited === void 0 ? requests : [awaited].filter(({ signals }) => signals.some(signal => signal.equals(object.dispatcher)));
}

// src/analysis/root-causes.ts
var cannotBeFollowed = "cannot be followed";
var ROOT_CAUSES = {
	busy: {
		relation: "is busy",
		own: "free",
		mayReturn: true,
		releases: true,
		advice: "Look at its stack, more than once if the target can run: it works, so it is slow or loops."
	},
	idle: {
		relation: "is idle",
		own: "free",
		mayReturn: true,
		releases: true,
		isInactive: true,
		advice: "Look at the request and its port: it stays queued, or was taken and not answered, although the thread waits for work.",
		command: showKeptResource
	},
	"swapped out": {
		relation: "is swapped out",
		own: "free",
		mayReturn: true,
		advice: "Let it run: it is ready, and its memory has to come back from disk first."
	},
	suspended: {
		relation: "is suspended",
		own: "held",
		mayReturn: false,
		advice: "Find out who suspended the thread, and resume it."
	},
	frozen: {
		relation: "is frozen",
		own: "held",
		mayReturn: false,
		isOfProcess: true,
		advice: "Find out why its process is frozen: none of its threads runs until it is thawed.",
		command: showProcessOfThread
	},
	stopped: {
		relation: "is stopped",
		own: "held",
		mayReturn: false,
		isOfProcess: true,
		advice: "Find out why its process is stopped: under a debugger, or after a crash.",
		command: (system, root) => {
			var _a;
			return (_a = showProcess(findStopper(root.stop))) != null ? _a : showProcessOfThread(system, root);
		}
	},
	sleeping: {
		relation: "sleeps",
		own: "free",
		mayReturn: true,
		advice: "Look at its stack: it sleeps instead of answering."
	},
	exited: {
		relation: "has exited",
		own: "free",
		mayReturn: false,
		isInactive: true,
		advice: "Find out why it has ended: what it held or owed is never given back.",
		command: showKeptResource
	},
	lock: {
		relation: "waits for",
		own: "held",
		mayReturn: false,
		isOfObject: true,
		advice: "Find out who holds the lock, and why it is not released.",
		command: (_system, { object }) => (object == null ? void 0 : object.kind) !== "resource" ? void 0 : object.address.equals(object.dispatcher) ? "!locks" : `!locks ${object.address}`
	},
	object: {
		relation: "waits for",
		own: "at rest",
		mayReturn: false,
		isOfObject: true,
		advice: "Find out who is to signal the object, and why that has not happened."
	},
	"I/O": {
		relation: "waits for I/O",
		own: "at rest",
		mayReturn: false,
		advice: "Look at the request and at the driver that has it.",
		command: showRequest
	},
	paging: {
		relation: "waits",
		own: "held",
		mayReturn: true,
		advice: "Look at the disk: the thread waits for a page to be read.",
		command: showRequest
	},
	"user input": {
		relation: "waits",
		own: "at rest",
		mayReturn: false,
		advice: "Look at the window or dialog that it waits for."
	},
	memory: {
		relation: "waits",
		own: "held",
		mayReturn: false,
		advice: "Look at what uses up the memory: the thread goes on once some of it is free."
	},
	throttled: {
		relation: "waits",
		own: "at rest",
		mayReturn: false,
		advice: "Look at the limits of its job: the thread goes on with the next interval."
	},
	rundown: {
		relation: "waits",
		own: "held",
		mayReturn: false,
		advice: "Find out who holds the rundown protection."
	},
	waiting: {
		relation: "waits",
		own: "at rest",
		mayReturn: true,
		advice: "Look at its stack: what it waits for is not recorded."
	},
	process: {
		relation: "has not exited",
		own: "at rest",
		mayReturn: false,
		isOfProcess: true,
		advice: "Find out why the process does not end, or what still keeps the thread if it has ended.",
		command: (_system, { process }) => showProcess(process)
	},
	"exited thread": {
		relation: "waits for",
		own: "held",
		mayReturn: false,
		advice: "Look at both threads: one has ended, and the other still waits for that.",
		command: (_system, { object }) => object === void 0 ? void 0 : `!thread ${object.address}`
	},
	"no receiver": {
		relation: "has no thread to receive",
		own: "at rest",
		mayReturn: false,
		advice: "Find out what the server's threads do instead of receiving.",
		command: (_system, { port, whyUnused }) => port === void 0 ? void 0 : whyUnused === void 0 ? `dx -r2 @$cursession.Alpc.Port(${port}).Servers` : `!alpcx_port ${port}`
	},
	asynchronous: {
		relation: "answers asynchronously",
		own: "at rest",
		mayReturn: false,
		advice: "Look through the threads of the server: one of them owes the answer.",
		command: (_system, { process }) => showProcess(process)
	},
	untraced: {
		relation: cannotBeFollowed,
		own: "at rest",
		mayReturn: false,
		advice: "Look through the threads of the server: one of them owes the answer, or did when it ended.",
		command: (_system, { process, suspects: [suspect, ...others] = [] }) => suspect !== void 0 && others.length === 0 ? `!alpcx_why ${suspect}` : showProcess(process)
	},
	deadlock: {
		relation: cannotBeFollowed,
		own: "held",
		mayReturn: false,
		cycle: "closed",
		advice: "Find the place where one of the threads calls while it holds what the others need; ending one process frees the others."
	},
	renewed: {
		relation: cannotBeFollowed,
		own: "held",
		mayReturn: false,
		cycle: "closed",
		advice: "Look at what the threads ask each other for: each wait times out and is begun again."
	},
	loop: {
		relation: cannotBeFollowed,
		own: "at rest",
		mayReturn: false,
		cycle: "open",
		advice: "Look at the stacks of the threads: their waits end by a time-out."
	},
	unknown: {
		relation: cannotBeFollowed,
		own: "at rest",
		mayReturn: true,
		advice: "Look at the stack of the last thread that is known."
	}
};
function findAdvice({ cause, whyUnused, holds = [] }) {
	return whyUnused !== void 0 ? "Find out why the port is no longer in use: the clients wait for an answer that cannot come." : cause === "idle" && holds.length > 0 ? "Find out where it took the lock: it went back to wait for work without releasing it." : ROOT_CAUSES[cause].advice;
}
function showProcess(process) {
	return process === void 0 ? void 0 : `!process ${process} 2`;
}
function showProcessOfThread(system, { thread }) {
	return thread === void 0 ? void 0 : showProcess(findProcess(system, thread));
}
function showKeptResource(_system, { holds = [] }) {
	const resource = holds.find(({ kind }) => kind === "resource");
	return resource === void 0 ? void 0 : `!locks ${resource.address}`;
}
function showRequest(_system, { requests: [first] = [] }) {
	return first === void 0 ? void 0 : `!irp ${first.irp}`;
}

// src/analysis/chain-builder.ts
function collectDebts(graph) {
	var _a, _b;
	const debts = /* @__PURE__ */ new Map();
	for (const { kind, edges, object } of graph.nodes) {
		for (const { to, way } of edges) {
			const cause = (_a = graph.nodes[to]) == null ? void 0 : _a.end.cause;
			if (cause === void 0 || ROOT_CAUSES[cause].isInactive !== true) {
				continue;
			}
			const debt = (_b = debts.get(to)) != null ? _b : { holds: [], owesReply: false };
			debts.set(to, debt);
			if (kind === "Object" && object !== void 0) {
				debt.holds.push(object);
			}
			debt.owesReply = debt.owesReply || way.relation === "awaits reply to";
		}
	}
	return debts;
}
function describeIdling(system, { address, end }) {
	var _a;
	return end.cause !== "idle" ? {} : {
		object: (_a = present(system.wait(address))) == null ? void 0 : _a.objects[0],
		otherPorts: Math.max(system.receivesOn(address).length - 1, 0)
	};
}
var ChainBuilder = class {
	constructor(state) {
		this.links = /* @__PURE__ */ new Map();
		this.roots = /* @__PURE__ */ new Map();
		this.state = state;
	}
	buildChain(thread, index) {
		var _a;
		const { graph, cycles, forest } = this.state;
		let links;
		return {
			thread,
			links: () => links != null ? links : links = this.buildLinks(index),
			root: this.findRoot(index),
			isDeadlock: cycles.findCycle(index) !== void 0 && cycles.findLevel(index) === "stuck",
			endsInDeadlock: cycles.findLevel(forest.findEnd(index)) === "stuck",
			waitedSeconds: ((_a = graph.nodes[index]) == null ? void 0 : _a.isRenewed) === true ? void 0 : present(graph.system.secondsWaited(thread))
		};
	}
	findLink(node) {
		const known = this.links.get(node.index);
		if (known !== void 0) {
			return known;
		}
		const edge = this.state.forest.findNext(node.index);
		const link = edge === void 0 ? buildLastLink(node) : node.kind === "Thread" ? this.buildLink(node, edge) : void 0;
		if (link !== void 0) {
			this.links.set(node.index, link);
		}
		return link;
	}
	findRoot(start) {
		var _a;
		const { forest, cycles } = this.state;
		const end = forest.findEnd(start);
		const place = forest.findLoop(end) === void 0 ? (_a = forest.findLastThread(start)) != null ? _a : end : end;
		const known = this.roots.get(place);
		if (known !== void 0) {
			return known;
		}
		const level = cycles.findLevel(end);
		const root = forest.findLoop(end) === void 0 ? this.findEndRoot(end, forest.findLastThread(start)) : level === "free" ? this.findBreakableRoot(end) : buildCycleRoot(this.findFirstThread(end), level === "renewed");
		this.roots.set(place, root);
		return root;
	}
	findEndRoot(end, last) {
		var _a, _b;
		const { graph, forest } = this.state;
		const node = graph.nodes[end];
		const lastNode = last === void 0 ? void 0 : graph.nodes[last];
		if (node === void 0) {
			return { kind: "Unknown", cause: "unknown" };
		}
		if (lastNode === void 0 || node.kind === "Thread") {
			const { process } = node.end;
			const address = node.end.kind === "Unknown" ? void 0 : node.end.kind === "Process" ? process : node.address;
			return Object.assign({ address, thread: lastNode == null ? void 0 : lastNode.address }, node.end, describeIdling(graph.system, node), this.findDebt(node));
		}
		if (node.kind === "Port") {
			return Object.assign({ address: node.address, thread: lastNode.address }, node.end);
		}
		const { system } = graph;
		const thread = system.thread(lastNode.address);
		const object = (_b = node.object) != null ? _b : (_a = forest.findNext(lastNode.index)) == null ? void 0 : _a.way.object;
		const block = thread instanceof Absence ? lastNode.end : describeBlock(system, thread, present(system.wait(lastNode.address)), object);
		return Object.assign({ address: lastNode.address, thread: lastNode.address }, block);
	}
	findDebt({ index, end }) {
		var _a, _b;
		if (ROOT_CAUSES[end.cause].isInactive !== true) {
			return {};
		}
		(_a = this.debts) != null ? _a : this.debts = collectDebts(this.state.graph);
		return (_b = this.debts.get(index)) != null ? _b : {};
	}
	buildLinks(start) {
		const links = [];
		for (const node of this.walkPath(start)) {
			const link = this.findLink(node);
			if (link !== void 0) {
				links.push(link);
			}
		}
		return links;
	}
	*walkPath(start) {
		var _a;
		const { graph, forest } = this.state;
		const end = forest.findEnd(start);
		let hasMetEnd = false;
		for (let index = start; index !== void 0; index = (_a = forest.findNext(index)) == null ? void 0 : _a.to) {
			if (index === end && hasMetEnd) {
				return;
			}
			hasMetEnd = hasMetEnd || index === end;
			const node = graph.nodes[index];
			if (node !== void 0) {
				yield node;
			}
		}
	}
	buildLink(node, { to, way }) {
		const { relation, message, messageId, object } = way;
		const isDeadEnd = way.targetKind === "Port" && this.state.forest.findNext(to) === void 0;
		return {
			thread: node.address,
			relation: isDeadEnd ? "awaits reply to" : relation,
			message,
			messageId,
			object,
			port: way.targetKind === "Port" ? way.target : way.port
		};
	}
	findFirstThread(start) {
		for (const node of this.walkPath(start)) {
			if (node.kind === "Thread") {
				return node.address;
			}
		}
		return void 0;
	}
	findBreakableRoot(start) {
		for (const { kind, gate, address } of this.walkPath(start)) {
			if (kind === "Thread" && gate === "free") {
				return { kind: "Thread", cause: "loop", address, thread: address };
			}
		}
		return { kind: "Unknown", cause: "loop", unknown: "the waits form a cycle that can still end" };
	}
};
function buildCycleRoot(thread, isRenewed) {
	return { kind: "Thread", cause: isRenewed ? "renewed" : "deadlock", address: thread, thread };
}
function buildLastLink(node) {
	var _a;
	const { relation } = ROOT_CAUSES[node.end.cause];
	switch (node.kind) {
		case "Thread":
			return Object.assign({ thread: node.address }, (_a = node.open) != null ? _a : { relation });
		case "Port":
			return { port: node.address, relation };
		case "Process":
		case "Object":
			return void 0;
	}
}

// src/analysis/outermost.ts
function selectOutermost(indices, findNext, findLoop) {
	const chosen = new Set(indices);
	const loops = /* @__PURE__ */ new Map();
	for (const index of chosen) {
		const loop = findLoop(index);
		if (loop !== void 0 && !loops.has(loop)) {
			loops.set(loop, index);
		}
	}
	const known = /* @__PURE__ */ new Map();
	const leadsToChosen = start => {
		var _a;
		const path = [start];
		for (let index = findNext(start); ; index = findNext(index)) {
			const answer = index === void 0 ? false : chosen.has(index) ? true : findLoop(index) !== void 0 ? loops.has((_a = findLoop(index)) != null ? _a : -1) : known.get(index);
			if (answer !== void 0 || index === void 0) {
				for (const passed of path) {
					known.set(passed, answer === true);
				}
				return answer === true;
			}
			path.push(index);
		}
	};
	return Array.from(loops.values()).concat(Array.from(chosen).filter(index => findLoop(index) === void 0 && !leadsToChosen(index)));
}

// src/analysis/chain-forest.ts
function leadsOn(graph, edge) {
	const target = graph.nodes[edge.to];
	return target !== void 0 && (target.kind === "Thread" || target.kind === "Process" || target.edges.length > 0);
}
function findLongestWaiting(graph, edges) {
	var _a;
	let longest;
	for (const edge of edges) {
		const holder = graph.nodes[edge.to];
		const waits = holder !== void 0 && ROOT_CAUSES[holder.end.cause].releases !== true;
		const seconds = waits ? (_a = present(graph.system.secondsWaited(holder.address))) != null ? _a : 0 : void 0;
		if (seconds !== void 0 && (longest === void 0 || seconds > longest.seconds)) {
			longest = { edge, seconds };
		}
	}
	return longest == null ? void 0 : longest.edge;
}
function chooseEdge(graph, node, release, cycles, prefersHolders) {
	var _a, _b, _c;
	const level = cycles.findLevel(node.index);
	if (level !== "free") {
		const cycle = cycles.findCycle(node.index);
		const stuck = node.edges.filter(edge => cycles.findLevel(edge.to) === level || cycles.findLevel(edge.to) === "stuck");
		return (_a = stuck.find(edge => cycle !== void 0 && cycles.findCycle(edge.to) === cycle)) != null ? _a : stuck[0];
	}
	const registered = node.edges.filter(edge => edge.isRegistered);
	const releasing = release.findReleasingEdge(node.index);
	const first = (releasing == null ? void 0 : releasing.isRegistered) === true ? releasing : registered[0];
	if (prefersHolders && node.kind === "Object" && registered.length > 1) {
		return (_b = findLongestWaiting(graph, registered)) != null ? _b : first;
	}
	if (!prefersHolders || node.kind !== "Thread" || first === void 0 || leadsOn(graph, first)) {
		return first;
	}
	return (_c = registered.find(edge => leadsOn(graph, edge))) != null ? _c : first;
}
var MOST_ROUNDS = 8;
function chooseEdges(graph, release, cycles) {
	const plain = graph.nodes.map(node => node.edges.length === 0 ? void 0 : chooseEdge(graph, node, release, cycles, false));
	const next = graph.nodes.map(node => node.edges.length <= 1 ? plain[node.index] : chooseEdge(graph, node, release, cycles, true));
	for (let round = 0; round < MOST_ROUNDS; round++) {
		const { onLoop } = countBehind(graph.nodes, next);
		const given = graph.nodes.filter(({ index }) => onLoop[index] === true && next[index] !== plain[index]);
		if (given.length === 0) {
			return next;
		}
		for (const { index } of given) {
			next[index] = plain[index];
		}
	}
	return plain;
}
function buildChainForest(graph, release, cycles) {
	const next = chooseEdges(graph, release, cycles);
	const { heldUp, onLoop } = countBehind(graph.nodes, next);
	const loops = numberLoops(next, onLoop, heldUp);
	const { ends, lastThreads } = findEnds(graph.nodes, next, loops);
	const countAt = index => {
		var _a, _b;
		return ((_a = heldUp[index]) != null ? _a : 0) + (loops.has(index) || ((_b = graph.nodes[index]) == null ? void 0 : _b.kind) !== "Thread" ? 0 : 1);
	};
	return {
		countHeldUpTogether: indices => selectOutermost(indices, index => {
			var _a;
			return (_a = next[index]) == null ? void 0 : _a.to;
		}, index => loops.get(index)).reduce((sum, index) => sum + countAt(index), 0),
		findNext: index => next[index],
		findEnd: index => {
			var _a;
			return (_a = ends[index]) != null ? _a : index;
		},
		findLastThread: index => lastThreads[index],
		findLoop: index => loops.get(index),
		countHeldUp: index => {
			var _a;
			return (_a = heldUp[index]) != null ? _a : 0;
		}
	};
}
function countBehind(nodes, next) {
	var _a, _b, _c, _d, _e;
	const heldUp = new Array(nodes.length).fill(0);
	const onLoop = new Array(nodes.length).fill(true);
	const incoming = new Array(nodes.length).fill(0);
	for (const edge of next) {
		if (edge !== void 0) {
			incoming[edge.to] = ((_a = incoming[edge.to]) != null ? _a : 0) + 1;
		}
	}
	const ready = [];
	for (const node of nodes) {
		if (incoming[node.index] === 0) {
			ready.push(node);
		}
	}
	for (let node = ready.pop(); node !== void 0; node = ready.pop()) {
		onLoop[node.index] = false;
		const edge = next[node.index];
		if (edge === void 0) {
			continue;
		}
		heldUp[edge.to] = ((_b = heldUp[edge.to]) != null ? _b : 0) + ((_c = heldUp[node.index]) != null ? _c : 0) + (node.kind === "Thread" ? 1 : 0);
		const left = ((_d = incoming[edge.to]) != null ? _d : 1) - 1;
		incoming[edge.to] = left;
		const target = nodes[edge.to];
		if (left === 0 && target !== void 0) {
			ready.push(target);
		}
	}
	for (const node of nodes) {
		if (onLoop[node.index] === true && node.kind === "Thread") {
			heldUp[node.index] = ((_e = heldUp[node.index]) != null ? _e : 0) + 1;
		}
	}
	return { heldUp, onLoop };
}
function numberLoops(next, onLoop, heldUp) {
	const loops = /* @__PURE__ */ new Map();
	let count = 0;
	onLoop.forEach((isOn, start) => {
		var _a;
		if (!isOn || loops.has(start)) {
			return;
		}
		const members = [];
		for (let index = start; index !== void 0 && !loops.has(index); index = (_a = next[index]) == null ? void 0 : _a.to) {
			loops.set(index, count);
			members.push(index);
		}
		const total = members.reduce((sum, member) => {
			var _a;
			return sum + ((_a = heldUp[member]) != null ? _a : 0);
		}, 0);
		for (const member of members) {
			heldUp[member] = total;
		}
		count++;
	});
	return loops;
}
function findEnds(nodes, next, loops) {
	var _a, _b, _c;
	const ends = next.map((edge, index) => edge === void 0 || loops.has(index) ? index : void 0);
	const isThread = index => {
		var _a;
		return ((_a = nodes[index]) == null ? void 0 : _a.kind) === "Thread" && !loops.has(index);
	};
	const lastThreads = next.map((edge, index) => edge === void 0 && isThread(index) ? index : void 0);
	for (let start = 0; start < next.length; start++) {
		const path = [];
		let index = start;
		while (ends[index] === void 0) {
			path.push(index);
			index = (_b = (_a = next[index]) == null ? void 0 : _a.to) != null ? _b : index;
		}
		const endsInLoop = loops.has((_c = ends[index]) != null ? _c : index);
		let last = lastThreads[index];
		for (const passed of path.reverse()) {
			ends[passed] = ends[index];
			last = last != null ? last : isThread(passed) && !endsInLoop ? passed : void 0;
			lastThreads[passed] = last;
		}
	}
	return { ends, lastThreads };
}

// src/analysis/components.ts
function findCircularComponents(count, successors) {
	const search = new ComponentSearch(count, successors);
	for (let node = 0; node < count; node++) {
		search.visit(node);
	}
	return search.components;
}
var ComponentSearch = class {
	constructor(count, successors) {
		this.components = [];
		this.open = [];
		this.frames = [];
		this.visited = 0;
		this.successors = successors;
		this.order = new Array(count).fill(-1);
		this.low = new Array(count).fill(-1);
		this.isOpen = new Array(count).fill(false);
	}
	visit(start) {
		var _a;
		if (this.order[start] !== -1) {
			return;
		}
		this.enter(start);
		for (let frame = this.frames[this.frames.length - 1]; frame !== void 0; frame = this.frames[this.frames.length - 1]) {
			const successor = frame.successors[frame.next];
			frame.next++;
			if (successor === void 0) {
				this.leave(frame.node);
			} else if (this.order[successor] === -1) {
				this.enter(successor);
			} else if (this.isOpen[successor] === true) {
				this.lower(frame.node, (_a = this.order[successor]) != null ? _a : -1);
			}
		}
	}
	enter(node) {
		this.order[node] = this.visited;
		this.low[node] = this.visited;
		this.visited++;
		this.open.push(node);
		this.isOpen[node] = true;
		this.frames.push({ node, successors: this.successors(node), next: 0 });
	}
	lower(node, value) {
		var _a;
		this.low[node] = Math.min((_a = this.low[node]) != null ? _a : value, value);
	}
	leave(node) {
		var _a;
		this.frames.pop();
		const parent = this.frames[this.frames.length - 1];
		if (parent !== void 0) {
			this.lower(parent.node, (_a = this.low[node]) != null ? _a : -1);
		}
		if (this.low[node] !== this.order[node]) {
			return;
		}
		const component = this.takeOpenDownTo(node);
		if (component.length > 1 || this.successors(node).includes(node)) {
			this.components.push(component);
		}
	}
	takeOpenDownTo(node) {
		const component = this.open.splice(this.open.lastIndexOf(node));
		for (const member of component) {
			this.isOpen[member] = false;
		}
		return component;
	}
};

// src/analysis/release.ts
function collectWaiters(nodes) {
	var _a;
	const waiters = nodes.map(() => []);
	for (const node of nodes) {
		for (const edge of node.edges) {
			(_a = waiters[edge.to]) == null ? void 0 : _a.push({ node, edge });
		}
	}
	return waiters;
}
function collectFreeNodes(nodes, isFree) {
	const free = nodes.filter(isFree);
	const isIdle = node => node.end.cause === "idle";
	return free.filter(isIdle).concat(free.filter(node => !isIdle(node)));
}
function computeRelease(graph, renewedEnds = true) {
	var _a, _b, _c;
	const waiters = collectWaiters(graph.nodes);
	const missing = graph.nodes.map(node => node.gate === "all" ? node.edges.length : 1);
	const released = /* @__PURE__ */ new Set();
	const releasing = /* @__PURE__ */ new Map();
	const order = [];
	const release = index => {
		released.add(index);
		order.push(index);
	};
	for (const node of collectFreeNodes(graph.nodes, ({ gate, isRenewed }) => gate === "free" || renewedEnds && isRenewed)) {
		release(node.index);
	}
	for (let place = 0; place < order.length; place++) {
		for (const { node, edge } of (_b = waiters[(_a = order[place]) != null ? _a : -1]) != null ? _b : []) {
			if (released.has(node.index)) {
				continue;
			}
			const left = ((_c = missing[node.index]) != null ? _c : 1) - 1;
			missing[node.index] = left;
			if (left > 0) {
				continue;
			}
			releasing.set(node.index, edge);
			release(node.index);
		}
	}
	return { isStuck: index => !released.has(index), findReleasingEdge: index => releasing.get(index) };
}

// src/analysis/cycles.ts
function findCycles(graph, release) {
	const hasRenewed = graph.nodes.some(({ isRenewed }) => isRenewed);
	const lasting = hasRenewed ? computeRelease(graph, false) : release;
	const levels = graph.nodes.map(({ index }) => release.isStuck(index) ? "stuck" : lasting.isStuck(index) ? "renewed" : "free");
	const componentsOf = level => findCircularComponents(graph.nodes.length, index => levels[index] === level ? within(graph, levels, index) : []).map(members => ({ level, members }));
	const cycles = (levels.indexOf("stuck") < 0 ? [] : componentsOf("stuck")).concat(hasRenewed ? componentsOf("renewed") : []);
	const cycleOf = /* @__PURE__ */ new Map();
	cycles.forEach(({ members }, place) => members.forEach(member => cycleOf.set(member, place)));
	return { cycles, findLevel: index => {
		var _a;
		return (_a = levels[index]) != null ? _a : "free";
	}, findCycle: index => cycleOf.get(index) };
}
function within(graph, levels, index) {
	var _a, _b;
	return ((_b = (_a = graph.nodes[index]) == null ? void 0 : _a.edges) != null ? _b : []).map(({ to }) => to).filter(to => levels[to] === levels[index]);
}

// src/analysis/deadlocks.ts
function buildDeadlocks(state, builder) {
	return state.cycles.cycles.map(cycle => buildDeadlock(state, builder, cycle));
}
function sortDeadlocks(deadlocks) {
	return deadlocks.slice().sort((a, b) => a.thread.compare(b.thread));
}
function buildDeadlock(state, builder, { members, level }) {
	var _a;
	const { round, rest } = orderMembers(state, members);
	const findLinks = nodes => nodes.filter(({ kind }) => kind === "Thread").map(node => builder.findLink(node)).filter(link => link !== void 0);
	const inRound = findLinks(round);
	const links = inRound.concat(findLinks(rest));
	const thread = (_a = inRound[0]) == null ? void 0 : _a.thread;
	const isRenewed = level === "renewed";
	return thread === void 0 ? void 0 : {
		thread,
		links: () => links,
		isKnot: rest.length > 0,
		round: inRound.length,
		isRenewed,
		isDeadlock: !isRenewed,
		endsInDeadlock: !isRenewed,
		root: buildCycleRoot(thread, isRenewed),
		holdsUp: countHeldUp(state, members),
		waitedSeconds: present(state.graph.system.secondsWaited(thread))
	};
}
function orderMembers(state, members) {
	var _a, _b;
	const nodes = members.map(index => state.graph.nodes[index]).filter(node => node !== void 0);
	nodes.sort((a, b) => a.address.compare(b.address));
	const path = /* @__PURE__ */ new Set();
	let node = nodes.find(({ kind }) => kind === "Thread");
	while (node !== void 0 && !path.has(node)) {
		path.add(node);
		node = state.graph.nodes[(_b = (_a = state.forest.findNext(node.index)) == null ? void 0 : _a.to) != null ? _b : -1];
	}
	const walked = Array.from(path);
	const loop = node === void 0 ? walked : walked.slice(walked.indexOf(node));
	const isOnLoop = new Set(loop);
	const start = nodes.find(member => member.kind === "Thread" && isOnLoop.has(member));
	const place = start === void 0 ? 0 : loop.indexOf(start);
	return {
		round: loop.slice(place).concat(loop.slice(0, place)),
		rest: nodes.filter(member => !isOnLoop.has(member))
	};
}
function countHeldUp(state, members) {
	const loops = /* @__PURE__ */ new Map();
	for (const member of members) {
		const loop = state.forest.findLoop(member);
		if (loop !== void 0) {
			loops.set(loop, state.forest.countHeldUp(member));
		}
	}
	return Array.from(loops.values()).reduce((sum, count) => sum + count, 0);
}

// src/analysis/thread-wait.ts
function endAtThread(end) {
	return { gate: "free", ways: [], end: Object.assign({ kind: "Thread" }, end) };
}
function unknown(reason) {
	return { gate: "free", ways: [], end: { kind: "Unknown", cause: "unknown", unknown: reason } };
}
function describeSituation(system, address) {
	const thread = system.thread(address);
	if (thread instanceof Absence) {
		return describeMissing(system, address, thread);
	}
	if (thread.hasExited) {
		return endAtThread({ cause: "exited" });
	}
	const awaited = system.awaitedReply(address);
	if (!(awaited instanceof Absence)) {
		return describeAwaitedReply(system, thread, awaited);
	}
	if (awaited.kind === "Unreadable" && present(thread.waitReason) === "WrLpcReply") {
		return Object.assign(unknown(awaited.reason), { open: { relation: "awaits reply to" } });
	}
	if (isStopped_threadState(thread)) {
		return describeStopped(system, thread);
	}
	if (thread.state instanceof Absence) {
		return unknown("the thread's state cannot be read");
	}
	if (!isWaiting(thread)) {
		return describeReady(system, thread, thread.state);
	}
	if (isIdle(system, thread)) {
		return endAtThread({ cause: "idle", port: system.receivesOn(address)[0] });
	}
	return describeObjectWait(system, thread);
}
function describeMissing(system, address, absence) {
	const reply = absence.kind === "Unreadable" ? system.awaitedReply(address) : absence;
	return reply instanceof Absence ? unknown(absence.kind === "Invalid" ? absence.reason : "the thread cannot be read") : describeAwaitedReply(system, { address, waitReason: absence }, reply);
}
var USUAL_READINESS = 5;
function describeReady(system, thread, state) {
	const isSwappedOut = state === "WaitingForProcessInSwap" || state === "Transition";
	const isReady = state === "Ready" || state === "DeferredReady";
	const ready = isReady ? present(system.secondsWaited(thread.address)) : void 0;
	return endAtThread(Object.assign({
		cause: isSwappedOut ? "swapped out" : "busy",
		state,
		seconds: ready !== void 0 && ready > USUAL_READINESS ? ready : void 0
	}, describeCircumstances(system, thread)));
}
function describeStopped(system, thread) {
	const { suspension } = thread;
	const stop = findOverridingStop(system, thread);
	if (stop !== void 0) {
		return endAtThread({ cause: "stopped", stop });
	}
	return endAtThread(suspension === "frozen" || suspension === "deep frozen" ? { cause: "frozen", stop: { kind: suspension } } : { cause: "suspended" });
}
function describeAwaitedReply(system, thread, awaited) {
	const wait = present(system.wait(thread.address));
	const gate = (wait == null ? void 0 : wait.hasTimeout) === true && !wait.isRenewed ? "free" : "any";
	const what = {
		message: awaited.message instanceof Absence ? void 0 : awaited.message,
		messageId: awaited.messageId instanceof Absence ? void 0 : awaited.messageId,
		port: awaited.port instanceof Absence ? void 0 : awaited.port
	};
	const step = relation => Object.assign({ relation }, what);
	const source = findReplySource(system, awaited);
	const waits = { kind: "Thread", cause: "waiting", waitReason: present(thread.waitReason) };
	if (source.kind === "queued") {
		return {
			gate,
			ways: [Object.assign({ targetKind: "Port", target: source.port }, step("could be served by"))],
			end: waits
		};
	}
	const open = step("awaits reply to");
	if (source.kind === "unknown") {
		const { receivedBy: by } = awaited;
		return by === void 0 ? Object.assign(unknown(source.reason), { open }) : endAtProcess(open, by.isReturned ? "asynchronous" : "untraced", by.process, by.suspects);
	}
	if (source.thread.equals(thread.address)) {
		return Object.assign(unknown("the thread appears to owe the reply to itself"), { open });
	}
	const server = present(system.thread(source.thread));
	if (server !== void 0 && system.generation === "ALPC" && !(server.process instanceof Absence) && isIdle(system, server)) {
		return endAtProcess(open, "asynchronous", server.process);
	}
	return {
		gate,
		ways: [Object.assign({ targetKind: "Thread", target: source.thread }, open)],
		end: waits,
		isRenewed: (wait == null ? void 0 : wait.isRenewed) === true
	};
}
function endAtProcess(open, cause, process, suspects) {
	const kind = cause === "untraced" ? "Unknown" : "Process";
	return { gate: "free", ways: [], end: { kind, cause, process, port: open.port, suspects }, open };
}
function describeObjectWait(system, thread) {
	var _a;
	const wait = present(system.wait(thread.address));
	const objects = (_a = wait == null ? void 0 : wait.objects) != null ? _a : [];
	const isOwn = ({ address }) => address.equals(thread.address) || !(thread.process instanceof Absence) && address.equals(thread.process);
	const others = objects.filter(object => !isOwn(object));
	if (wait === void 0 || objects.length === 0) {
		return describeBareWait(system, thread);
	}
	if (others.length < objects.length && (others.length === 0 || wait.mode === "all")) {
		return endAtThread({ cause: "sleeping", waitsOnItself: true });
	}
	if (others.every(({ kind, isSet }) => kind === "timer" && isSet !== false)) {
		return endAtThread({ cause: "sleeping", object: others[0] });
	}
	const isFree = wait.hasTimeout && !wait.isRenewed || wait.broken !== void 0;
	return {
		gate: isFree ? "free" : wait.mode,
		ways: others.map(object => findWayOut(system, thread, object)),
		isRenewed: wait.isRenewed,
		end: describeBlock(system, thread, wait, others[0])
	};
}
function describeBareWait(system, thread) {
	var _a;
	const waitReason = present(thread.waitReason);
	const requests = system.requests(thread.address);
	if (waitReason === "Suspended") {
		return endAtThread({ cause: "suspended" });
	}
	const cause = (_a = causeOfReason(waitReason)) != null ? _a : requests.length > 0 ? "I/O" : "waiting";
	return endAtThread(Object.assign({ cause, waitReason, requests }, describeCircumstances(system, thread)));
}
function findWayOut(system, thread, object) {
	var _a, _b;
	switch (object.kind) {
		case "thread": {
			const hasExited = ((_a = present(system.thread(object.address))) == null ? void 0 : _a.hasExited) === true;
			const targetKind = hasExited ? "Object" : "Thread";
			return { targetKind, target: object.address, relation: "waits for thread", object };
		}
		case "process":
			return { targetKind: "Process", target: object.address, relation: "waits for process", object };
		case "mutant": {
			const isOwn = ((_b = present(object.holders)) != null ? _b : []).some(holder => holder.equals(thread.address));
			return { targetKind: "Object", target: object.address, relation: "waits for mutant", object, isOwn };
		}
		default:
			return {
				targetKind: "Object",
				target: object.address,
				relation: isLock(object) ? "waits for lock" : "waits for",
				object
			};
	}
}

// src/analysis/wait-graph.ts
function buildWaitGraph(system, threads, servers = new PossibleServers(system)) {
	const discoveries = new Discoveries();
	const { found } = discoveries;
	const nodes = [];
	for (const thread of threads) {
		discoveries.add("Thread", thread);
	}
	for (let index = 0; index < found.length; index++) {
		const discovery = found[index];
		if (discovery === void 0) {
			break;
		}
		const { kind, address, via } = discovery;
		const { ways, gate, end, open, registered, isRenewed } = expand(system, servers, discovery);
		const edges = ways.map((way, place) => {
			var _a;
			return {
				to: discoveries.add(way.targetKind, way.target, way),
				way,
				isRegistered: (_a = registered == null ? void 0 : registered[place]) != null ? _a : true
			};
		});
		nodes.push({
			index,
			kind,
			address,
			gate: edges.length === 0 ? "free" : gate,
			edges,
			end,
			open,
			isRenewed: isRenewed === true,
			object: kind === "Object" ? via == null ? void 0 : via.object : void 0
		});
	}
	return { system, nodes, findNode: (kind, address) => discoveries.places[kind].get(address.id) };
}
function objectId({ address, process }) {
	return process === void 0 ? address.id : `${process.key}:${address.key}`;
}
var Places = class {
	constructor() {
		this.Thread = /* @__PURE__ */ new Map();
		this.Port = /* @__PURE__ */ new Map();
		this.Process = /* @__PURE__ */ new Map();
		this.Object = /* @__PURE__ */ new Map();
		this.own = /* @__PURE__ */ new Map();
	}
};
var Discoveries = class {
	constructor() {
		this.places = new Places();
		this.found = [];
	}
	add(kind, address, via) {
		const { found, places } = this;
		const indices = (via == null ? void 0 : via.isOwn) === true ? places.own : places[kind];
		const id = kind === "Object" && (via == null ? void 0 : via.object) !== void 0 ? objectId(via.object) : address.id;
		const known = indices.get(id);
		if (known !== void 0) {
			return known;
		}
		indices.set(id, found.length);
		found.push({ kind, address, via });
		return found.length - 1;
	}
};
function expand(system, servers, { kind, address, via }) {
	switch (kind) {
		case "Thread":
			return describeSituation(system, address);
		case "Port":
			return expandPort(system, address, servers.of(address));
		case "Process":
			return expandProcess(system, address);
		case "Object":
			return expandObject(via);
	}
}
function expandObject(via) {
	var _a;
	const object = via == null ? void 0 : via.object;
	const end = { kind: "Object", cause: "object", object };
	const holders = object === void 0 || (via == null ? void 0 : via.isOwn) === true ? [] : (_a = present(object.holders)) != null ? _a : [];
	const ways = holders.map(holder => ({ targetKind: "Thread", target: holder, relation: "held by", object }));
	return { gate: "all", ways, end };
}
function chooseServers(system, servers) {
	const signs = [
		isRegistered,
		({ sign }) => sign === "serves another message",
		({ thread }) => {
			const facts = system.thread(thread);
			return system.generation === "LPC" && !(facts instanceof Absence) && isRunning(facts);
		}
	];
	const known = signs.find(sign => servers.some(sign));
	return servers.map(server => (known == null ? void 0 : known(server)) === true);
}
function findWhyUnused(system, address) {
	const port = present(system.port(address));
	if (port === void 0) {
		return void 0;
	}
	const owner = port.owner instanceof Absence ? void 0 : present(system.process(port.owner));
	const isOwnerGone = port.owner instanceof Absence ? port.ownerIsGone : (owner == null ? void 0 : owner.hasExited) === true;
	return isOwnerGone ? "whose process has exited" : port.isClosed ? "which is closed" : port.isDisconnected ? "which is disconnected" : void 0;
}
function expandPort(system, address, servers) {
	const whyUnused = findWhyUnused(system, address);
	if (whyUnused !== void 0) {
		return { gate: "free", ways: [], end: { kind: "Port", cause: "no receiver", port: address, whyUnused } };
	}
	const ways = servers.map(({ thread }) => ({
		targetKind: "Thread",
		target: thread,
		relation: "could be served by",
		port: address
	}));
	return {
		gate: "any",
		ways,
		end: { kind: "Port", cause: "no receiver", port: address },
		registered: chooseServers(system, servers)
	};
}
function expandProcess(system, address) {
	const process = system.process(address);
	const end = { kind: "Process", cause: "process", process: address };
	if (process instanceof Absence || process.hasExited) {
		return { gate: "free", ways: [], end };
	}
	const threads = system.threadsOf(address);
	const active = threads.length === 1 ? threads : threads.filter(thread => {
		const facts = system.thread(thread);
		return !(facts instanceof Absence) && !isIdle(system, facts);
	});
	const ways = threads.map(thread => ({
		targetKind: "Thread",
		target: thread,
		relation: "waits for process"
	}));
	return { gate: "any", ways, end, registered: threads.map(thread => active.length === 1 && active[0] === thread) };
}

// src/analysis/wait-analysis.ts
function analyzeWaits(system, threads = system.waitingThreads(), servers) {
	const starts = distinct(threads);
	return new Analysis(starts, workOut(buildWaitGraph(system, starts, servers)));
}
var Analysis = class {
	constructor(threads, state) {
		this.system = state.graph.system;
		this.graph = state.graph;
		this.threads = threads;
		this.state = state;
		this.builder = new ChainBuilder(state);
		this.cycles = buildDeadlocks(state, this.builder);
		const found = this.cycles.filter(cycle => cycle !== void 0);
		this.deadlocks = sortDeadlocks(found.filter(({ isRenewed }) => !isRenewed));
		this.renewedCycles = sortDeadlocks(found.filter(({ isRenewed }) => isRenewed));
	}
	findChain(thread) {
		const index = this.graph.findNode("Thread", thread);
		return index === void 0 ? void 0 : this.builder.buildChain(thread, index);
	}
	*walkChains() {
		for (const thread of this.threads) {
			const chain = this.findChain(thread);
			if (chain !== void 0) {
				yield chain;
			}
		}
	}
	countHeldUp(kind, address) {
		const index = this.graph.findNode(kind, address);
		return index === void 0 ? 0 : this.state.forest.countHeldUp(index);
	}
	countHeldUpAt(threads) {
		const { graph } = this;
		const reached = threads.map(thread => graph.findNode("Thread", thread)).filter(index => index !== void 0);
		const notReached = distinct(threads.filter(thread => graph.findNode("Thread", thread) === void 0));
		return notReached.length + this.state.forest.countHeldUpTogether(reached);
	}
	findOnChains(threads) {
		return distinct(threads.concat(walkOnChains(this.state, threads)));
	}
	findDeadlock(thread) {
		var _a, _b, _c;
		const { cycles, forest } = this.state;
		const index = this.graph.findNode("Thread", thread);
		return index === void 0 ? void 0 : (_c = this.cycles[(_a = cycles.findCycle(index)) != null ? _a : -1]) != null ? _c : this.cycles[(_b = cycles.findCycle(forest.findEnd(index))) != null ? _b : -1];
	}
	findStuckCycle(index) {
		const { cycles } = this.state;
		return cycles.findLevel(index) === "stuck" ? cycles.findCycle(index) : void 0;
	}
};
function walkOnChains({ graph, forest }, starts) {
	var _a;
	const found = [];
	const seen = /* @__PURE__ */ new Set();
	for (const start of starts) {
		for (let index = graph.findNode("Thread", start); index !== void 0 && !seen.has(index); index = (_a = forest.findNext(index)) == null ? void 0 : _a.to) {
			seen.add(index);
			const node = graph.nodes[index];
			if ((node == null ? void 0 : node.kind) === "Thread") {
				found.push(node.address);
			}
		}
	}
	return found;
}
function workOut(graph) {
	const release = computeRelease(graph);
	const cycles = findCycles(graph, release);
	return { graph, cycles, forest: buildChainForest(graph, release, cycles) };
}
function distinct(addresses) {
	const known = /* @__PURE__ */ new Map();
	for (const address of addresses) {
		const { id } = address;
		if (!known.has(id)) {
			known.set(id, address);
		}
	}
	return Array.from(known.values());
}

// src/analysis/roots.ts
function groupKey(system, root, chain, deadlock) {
	var _a, _b, _c, _d, _e, _f, _g, _h, _i;
	if (deadlock !== void 0) {
		return `cycle:${deadlock.thread.key}`;
	}
	const { object, cause, address } = root;
	if (root.kind !== "Thread" || address === void 0) {
		return root.kind === "Unknown" ? `unknown:${((_b = (_a = root.process) != null ? _a : root.thread) != null ? _b : chain.thread).key}` : `${root.kind}:${cause}:${(_c = address == null ? void 0 : address.key) != null ? _c : chain.thread.key}`;
	}
	const thread = present(system.thread(address));
	const process = thread === void 0 ? void 0 : present(thread.process);
	const named = object === void 0 || ROOT_CAUSES[cause].isOfObject !== true ? void 0 : objectKey(system, root, object, process);
	return named != null ? named : cause === "process" || cause === "exited thread" ? `end:${((_e = (_d = root.process) != null ? _d : object == null ? void 0 : object.address) != null ? _e : address).key}` : process === void 0 ? `thread:${address.key}` : `process:${process.key}:${cause}:${(_f = root.waitReason) != null ? _f : ""}:${(_i = (_h = root.state) != null ? _h : (_g = root.stop) == null ? void 0 : _g.kind) != null ? _i : ""}:${root.waitsOnItself === true ? "itself" : ""}`;
}
function objectKey(system, { waitReason }, object, process) {
	if (object.kind === "user-mode lock") {
		return void 0;
	}
	if (!object.address.equals(object.dispatcher) || object.kind === "mutant") {
		return `object:${object.kind !== "critical section" || process === void 0 ? "" : process.key}:${object.address.key}`;
	}
	const isNamed = !isPrivateWait(waitReason) && !(object.typeName instanceof Absence) && !(system.objectName(object.address) instanceof Absence);
	return isNamed ? `object::${object.address.key}` : void 0;
}
function sharedKeys({ cause, object, waitReason }) {
	return cause === "object" && object !== void 0 && !isPrivateWait(waitReason) && !(object.typeName instanceof Absence) ? [`object::${object.address.key}`] : [];
}
function groupByRoot(analysis, chains = analysis.walkChains()) {
	var _a;
	const drafts = /* @__PURE__ */ new Map();
	for (const chain of chains) {
		const deadlock = ROOT_CAUSES[chain.root.cause].cycle === "closed" ? analysis.findDeadlock(chain.thread) : void 0;
		const names = [groupKey(analysis.system, chain.root, chain, deadlock), ...sharedKeys(chain.root)];
		const known = names.map(name => drafts.get(name)).filter(draft => draft !== void 0);
		const draft = (_a = known[0]) != null ? _a : { chains: [], deadlock };
		draft.chains.push(chain);
		names.forEach(name => drafts.set(name, draft));
		for (const other of known.slice(1)) {
			merge(drafts, other, draft);
		}
	}
	return Array.from(new Set(drafts.values()), draft => finish(analysis, draft)).filter(group => group !== void 0).sort(compareGroups);
}
function merge(drafts, from, into) {
	if (from === into) {
		return;
	}
	for (const chain of from.chains) {
		into.chains.push(chain);
	}
	drafts.forEach((draft, name) => {
		if (draft === from) {
			drafts.set(name, into);
		}
	});
}
function compareGroups(a, b) {
	var _a, _b, _c, _d;
	const order = b.heldUp - a.heldUp || ((_a = b.longest) != null ? _a : 0) - ((_b = a.longest) != null ? _b : 0);
	const one = (_c = a.chains[0]) == null ? void 0 : _c.thread;
	const other = (_d = b.chains[0]) == null ? void 0 : _d.thread;
	return order !== 0 || one === void 0 || other === void 0 ? order : one.high - other.high || one.low - other.low;
}
function finish(analysis, { chains, deadlock }) {
	var _a;
	const sorted = chains.slice().sort((a, b) => {
		var _a, _b;
		return ((_a = b.waitedSeconds) != null ? _a : -1) - ((_b = a.waitedSeconds) != null ? _b : -1) || a.thread.compare(b.thread);
	});
	const [first] = sorted;
	if (first === void 0) {
		return void 0;
	}
	const { system } = analysis;
	const threads = distinct(sorted.map(({ root }) => root.thread).filter(thread => thread !== void 0));
	const isOwn = first.root.kind === "Thread" && deadlock === void 0;
	const starts = sorted.map(({ thread }) => thread);
	const blocked = findBlocked(analysis, starts, isOwn ? threads : []);
	const processes = blocked.map(thread => findProcess(system, thread));
	return {
		root: first.root,
		threads,
		deadlock,
		chains: sorted,
		longest: first.waitedSeconds,
		heldUp: (_a = deadlock == null ? void 0 : deadlock.holdsUp) != null ? _a : isOwn ? countBehind_roots(analysis, threads, starts) : analysis.countHeldUpAt(starts),
		processes: distinct(processes.filter(process => process !== void 0)),
		suspects: findSuspects(system, first.root, blocked, threads)
	};
}
function findSuspects(system, { cause, object, stop }, blocked, waiters) {
	const process = cause === "lock" && (object == null ? void 0 : object.kind) === "user-mode lock" ? object.process : cause === "stopped" ? findStopper(stop) : void 0;
	return process === void 0 ? [] : blocked.filter(thread => {
		var _a;
		return ((_a = findProcess(system, thread)) == null ? void 0 : _a.equals(process)) === true && !waiters.some(waiter => waiter.equals(thread));
	});
}
function findBlocked(analysis, starts, roots) {
	const isStart = new Set(starts.map(({ id }) => id));
	const isRoot = new Set(roots.map(({ id }) => id));
	return analysis.findOnChains(starts).filter(({ id }) => isStart.has(id) || !isRoot.has(id));
}
function countBehind_roots(analysis, roots, starts) {
	const isStart = new Set(starts.map(({ key }) => key));
	const own = roots.filter(({ key }) => !isStart.has(key)).length;
	return Math.max(analysis.countHeldUpAt(roots) - own, 1);
}

// src/analysis/seen-ports.ts
var NO_QUEUES_seenPorts = [];
var NO_OWNER_seenPorts = "";
var NO_CONNECTION_PORT = { port: void 0, hasDeadOwner: false };
var SeenPorts = class {
	constructor(system) {
		this.busy = [];
		this.exited = /* @__PURE__ */ new Map();
		this.invalidOwners = /* @__PURE__ */ new Map();
		this.connectionPorts = /* @__PURE__ */ new Map();
		this.system = system;
	}
	examine(address) {
		var _a, _b, _c, _d, _e;
		const { system } = this;
		const port = system.port(address);
		if (port instanceof Absence) {
			return void 0;
		}
		const isOrdinary = system.isOrdinary(port);
		const queues = isOrdinary ? NO_QUEUES_seenPorts : system.queues(address);
		const found = isOrdinary ? port.contradictions : system.contradictions("Port", address);
		const { role } = port;
		const { partner } = this;
		const isSecondEnd = (partner == null ? void 0 : partner.peer) === port && partner.port.role !== role && (role === "client" || role === "server");
		const end = isSecondEnd ? void 0 : role === "client" ? port.serverPort : role === "server" ? port.clientPort : void 0;
		const other = end === void 0 || end instanceof Absence ? void 0 : system.port(end);
		const peer = isSecondEnd ? partner.port : other === void 0 || other instanceof Absence ? void 0 : other;
		const { exited, invalidOwners } = this;
		const hasDeadOwner = isSecondEnd ? partner.hasDeadPeer : (_b = exited.get((_a = port.ownerId) != null ? _a : NO_OWNER_seenPorts)) != null ? _b : this.hasDeadOwner(port);
		const invalidOwner = invalidOwners.size === 0 ? void 0 : invalidOwners.get((_c = port.ownerId) != null ? _c : NO_OWNER_seenPorts);
		const contradictions = invalidOwner === void 0 ? found : found.concat(invalidOwner);
		const hasDeadPeer = isSecondEnd ? partner.hasDeadOwner : peer !== void 0 && ((_e = exited.get((_d = peer.ownerId) != null ? _d : NO_OWNER_seenPorts)) != null ? _e : this.hasDeadOwner(peer));
		const server = role === "client" ? port.connectionPort : void 0;
		const known = server === void 0 || server instanceof Absence ? void 0 : this.connectionPorts.get(server.low);
		const hasDeadServer = server !== void 0 && !(server instanceof Absence) && ((known == null ? void 0 : known.address.high) === server.high ? known.seen : this.findConnectionPort(port)).hasDeadOwner;
		const back = isSecondEnd ? void 0 : role === "client" ? peer == null ? void 0 : peer.clientPort : peer == null ? void 0 : peer.serverPort;
		const isNamed = back !== void 0 && !(back instanceof Absence) && back.low === address.low && back.high === address.high;
		const namedByPeer = back === void 0 || back instanceof Absence || isNamed ? void 0 : back;
		const isUnusual = !isOrdinary || invalidOwner !== void 0 || hasDeadOwner || hasDeadPeer || namedByPeer !== void 0 || port.isClosed || port.isDisconnected || hasDeadServer;
		const seen = { port, queues, contradictions, hasDeadOwner, peer, hasDeadPeer, namedByPeer, isUnusual };
		this.partner = isNamed ? seen : void 0;
		if (queues.length > 0) {
			this.busy.push(seen);
		}
		return seen;
	}
	findConnectionPort({ connectionPort: address }) {
		if (address instanceof Absence) {
			return NO_CONNECTION_PORT;
		}
		const known = this.connectionPorts.get(address.low);
		if ((known == null ? void 0 : known.address.high) === address.high) {
			return known.seen;
		}
		const port = present(this.system.port(address));
		const seen = { port, hasDeadOwner: this.hasDeadOwner(port) };
		this.connectionPorts.set(address.low, { address, seen });
		return seen;
	}
	hasExited(process) {
		if (process === void 0) {
			return false;
		}
		const { id } = process;
		const known = this.exited.get(id);
		if (known !== void 0) {
			return known;
		}
		const facts = this.system.process(process);
		const hasExited = !(facts instanceof Absence) && facts.hasExited;
		if (facts instanceof Absence && facts.kind === "Invalid") {
			this.invalidOwners.set(id, `No process lies at the address of its owner: ${facts.reason}.`);
		}
		this.exited.set(id, hasExited);
		return hasExited;
	}
	hasDeadOwner(port) {
		if (port === void 0) {
			return false;
		}
		const { owner } = port;
		return owner instanceof Absence ? port.ownerIsGone : this.hasExited(owner);
	}
};

// src/analysis/finding-context.ts
var NO_WAITERS = [];
var FindingContext = class {
	constructor(system, limits, scope) {
		this.reported = /* @__PURE__ */ new Set();
		this.system = system;
		this.limits = limits;
		this.servers = new PossibleServers(system);
		this.scope = scope;
		this.ports = new SeenPorts(system);
	}
	get waits() {
		var _a;
		return (_a = this.analysis) != null ? _a : this.analysis = analyzeWaits(this.system, this.waitingThreads, this.servers);
	}
	get roots() {
		var _a;
		return (_a = this.groups) != null ? _a : this.groups = groupByRoot(this.waits);
	}
	findRoot({ id }) {
		var _a;
		(_a = this.groupOfThread) != null ? _a : this.groupOfThread = indexByThread(this.roots);
		return this.groupOfThread.get(id);
	}
	findWaitersOf({ id }) {
		var _a, _b;
		(_a = this.waitersOfServer) != null ? _a : this.waitersOfServer = indexWaiters(this.system, this.waitingThreads);
		return (_b = this.waitersOfServer.get(id)) != null ? _b : NO_WAITERS;
	}
	get waitingThreads() {
		var _a;
		return (_a = this.threads) != null ? _a : this.threads = Array.from(walkWaitingThreads(this.system, this.scope));
	}
	walkPorts() {
		return walkPortAddresses(this.system, this.scope);
	}
	walkMessages() {
		return walkMessages(this.system, this.scope, this.scope.kind === "system" ? this.walkQueued() : void 0);
	}
	*walkQueued() {
		for (const { queues } of this.ports.busy) {
			for (const { messages } of queues) {
				yield* messages;
			}
		}
	}
	findPossibleServers(port) {
		return this.servers.of(port);
	}
	findWorkers(port) {
		return this.servers.of(port).filter(({ sign }) => sign !== "thread of the owner");
	}
	noteReported(reported) {
		reported.forEach(({ id }) => this.reported.add(id));
	}
	isReported({ id }) {
		return this.reported.has(id);
	}
	countHeldUpWith(threads) {
		return this.waits.countHeldUpAt(threads);
	}
	hasThreadLeft(port) {
		return this.servers.of(port).some(({ thread, sign }) => sign === "thread of the owner" ? this.isRunning(thread) : this.isAble(thread));
	}
	isRunning(address) {
		const thread = this.system.thread(address);
		return !(thread instanceof Absence) && isRunning(thread);
	}
	isFresh(address) {
		const seconds = present(this.system.secondsWaited(address));
		return seconds !== void 0 && seconds < FRESH_SECONDS;
	}
	isAble(address) {
		const thread = this.system.thread(address);
		if (thread instanceof Absence || isIdle(this.system, thread)) {
			return true;
		}
		if (thread.hasExited || isStopped_threadState(thread)) {
			return false;
		}
		const wait = present(this.system.wait(address));
		const isRenewedLock = (wait == null ? void 0 : wait.isRenewed) === true && wait.objects.some(isLock);
		if (!isRenewedLock && ((wait == null ? void 0 : wait.hasTimeout) === true || this.isFresh(address))) {
			return true;
		}
		if (!(this.system.awaitedReply(address) instanceof Absence)) {
			return false;
		}
		const { gate, ways, end } = describeSituation(this.system, address);
		return ways.length === 0 ? ROOT_CAUSES[end.cause].mayReturn : gate === "free";
	}
};
var FRESH_SECONDS = 0.5;
function indexWaiters(system, threads) {
	const index = /* @__PURE__ */ new Map();
	for (const thread of threads) {
		const awaited = findAwaited(system, thread);
		if (awaited !== void 0 && !(awaited.serverThread instanceof Absence)) {
			append(index, awaited.serverThread.id, { thread, port: awaited.port });
		}
	}
	return index;
}
function indexByThread(groups) {
	const index = /* @__PURE__ */ new Map();
	for (const group of groups) {
		for (const { thread } of group.chains) {
			index.set(thread.id, group);
		}
	}
	return index;
}

// src/analysis/limits.ts
var DEFAULT_LIMITS = { longWaitSeconds: 30, backlog: 100 };

// src/analysis/rules/waited.ts
function formatWaited(system, threads) {
	const longest = threads.reduce((most, thread) => {
		var _a;
		return Math.max(most, (_a = present(system.secondsWaited(thread))) != null ? _a : -1);
	}, -1);
	return longest < 0 ? "" : ` for ${threads.length === 1 ? "" : "up to "}${formatSeconds(longest)}`;
}

// src/analysis/rules/abandoned-request.ts
var abandonedRequest = {
	id: "alpc-abandoned-request",
	severity: "Information",
	meaning: "Requests were received by threads that went back to receive, took another request since, or have exited: they are answered asynchronously, or never. A warning when a thread has waited for long.",
	advice: "The thread that took the request is not the culprit. Look in the server for whoever completes it: its other threads, the objects and requests that they wait for.",
	watch
};
function watch(context) {
	const taken = /* @__PURE__ */ new Map();
	return {
		seeWaitingThread: thread => {
			const request = findTaken(context.system, thread);
			if (request !== void 0) {
				append(taken, request.server.key, request);
			}
		},
		finish: () => observeAll(context, Array.from(taken.values()))
	};
}
function observeAll(context, taken) {
	var _a, _b, _c;
	const groups = /* @__PURE__ */ new Map();
	for (const requests of taken) {
		for (const abandoned of selectAbandoned(context.system, requests)) {
			const server = present(context.system.thread(abandoned.server));
			if (server === void 0 || server.process instanceof Absence) {
				continue;
			}
			const port = (_a = present(abandoned.message.connectionPort)) != null ? _a : present(abandoned.message.ownerPort);
			const name = `${server.process.key}:${(_b = port == null ? void 0 : port.key) != null ? _b : ""}:${abandoned.fate === "works" ? abandoned.server.key : abandoned.fate}`;
			const group = (_c = groups.get(name)) != null ? _c : { process: server.process, port, found: [] };
			group.found.push(abandoned);
			groups.set(name, group);
		}
	}
	return Array.from(groups.values(), ({ process, port, found }) => {
		context.noteReported(found.map(({ waiter }) => waiter));
		return observe(context, process, port, found);
	});
}
function selectAbandoned(system, requests) {
	const [first] = requests;
	if (first === void 0 || first.fate !== "works") {
		return requests;
	}
	const latest = requests.reduce((least, { seconds }) => seconds !== void 0 && seconds < least ? seconds : least, Infinity);
	return system.awaitedReply(first.server) instanceof Absence ? requests.filter(({ seconds }) => seconds !== void 0 && seconds > latest) : [];
}
function findTaken(system, waiter) {
	const awaited = present(system.awaitedReply(waiter));
	if (system.generation !== "ALPC" || awaited === void 0 || awaited.serverThread instanceof Absence || awaited.message instanceof Absence) {
		return void 0;
	}
	const server = present(system.thread(awaited.serverThread));
	const message = present(system.message(awaited.message));
	const fate = server === void 0 ? void 0 : server.hasExited ? "exited" : isIdle(system, server) ? "receives" : "works";
	return server === void 0 || fate === void 0 || message === void 0 || server.address.equals(waiter) || fate === "exited" && isReportedElsewhere(system, server, message) ? void 0 : {
		message,
		waiter,
		server: server.address,
		seconds: present(system.secondsWaited(waiter)),
		fate
	};
}
function isReportedElsewhere(system, { process }, { queue }) {
	const facts = process instanceof Absence ? void 0 : present(system.process(process));
	return (facts == null ? void 0 : facts.hasExited) !== false || present(queue) !== "Pending";
}
var TITLES = {
	receives: () => "its threads went back to receive",
	exited: count => count === 1 ? "its thread has exited" : "its threads have exited",
	works: (_count, servers) => `${servers} has taken another one since`
};
var EXPLANATIONS = {
	receives: (_count, process) => `went back to receive: another thread of ${process} is to answer asynchronously; unknown which.`,
	exited: (count, process) => `${count === 1 ? "has" : "have"} exited: unless another thread of ${process} answers, nobody will.`,
	works: () => "has taken another request since and works on that: an answer comes asynchronously, after that one, or never."
};
function observe(context, process, port, found) {
	var _a, _b, _c;
	const { system, limits } = context;
	const sorted = found.slice().sort((a, b) => {
		var _a, _b;
		return ((_a = b.seconds) != null ? _a : -1) - ((_b = a.seconds) != null ? _b : -1) || a.waiter.compare(b.waiter);
	});
	const subject = port === void 0 ? { kind: "Process", address: process } : { kind: "Port", address: port };
	const evidence = new Evidence().add("Process", process);
	for (const { message, waiter, server } of sorted) {
		evidence.add("Message", message.address).add("Thread", waiter).add("Thread", server);
	}
	const longest = (_a = sorted[0]) == null ? void 0 : _a.seconds;
	const fate = (_c = (_b = sorted[0]) == null ? void 0 : _b.fate) != null ? _c : "receives";
	const where = port === void 0 ? "" : ` on ${formatPort(system, port)}`;
	const servers = distinct(sorted.map(({ server }) => server)).map(server => formatThread(system, server));
	const requests = sorted.map(({ message, waiter, seconds }) => `${formatMessage(message)} of ${formatThread(system, waiter)}${seconds === void 0 ? "" : ` (${formatSeconds(seconds)})`}`);
	const { length: count } = servers;
	const isOld = longest !== void 0 && longest >= limits.longWaitSeconds;
	const waiting = sorted.map(({ waiter }) => waiter);
	return {
		severity: isOld ? "Warning" : "Information",
		title: `${formatProcess(system, process)} has left ${formatCount(sorted.length, "request")}${where} unanswered${formatWaited(system, waiting)}: ` + TITLES[fate](count, formatSome(servers)),
		explanation: `Taken and still unanswered${where}: ${formatSome(requests)}. The ${count === 1 ? "thread" : "threads"} that received ${sorted.length === 1 ? "it" : "them"} (${formatSome(servers)}) ` + EXPLANATIONS[fate](count, formatProcess(system, process)),
		subject,
		evidence: evidence.without(subject),
		weight: longest != null ? longest : 0,
		holdsUp: context.countHeldUpWith(waiting)
	};
}

// src/analysis/rules/dead-client.ts
var deadClient = {
	id: "alpc-dead-client",
	severity: "Information",
	meaning: "A server still holds ports, messages or replies for clients that have exited.",
	advice: "Harmless in small numbers; when they grow, the server does not close what its clients leave behind.",
	watch: watch_deadClient
};
function watch_deadClient(context) {
	const groups = /* @__PURE__ */ new Map();
	const groupOf = port => {
		var _a, _b;
		const address = (_a = present(port.connectionPort)) != null ? _a : port.address;
		const group = (_b = groups.get(address.key)) != null ? _b : { address, ports: /* @__PURE__ */ new Map(), messages: /* @__PURE__ */ new Map(), clients: /* @__PURE__ */ new Map() };
		groups.set(address.key, group);
		return group;
	};
	return {
		seePort: seen => {
			const { port, queues, hasDeadOwner } = seen;
			if (port.role !== "server" && queues.length === 0 || hasDeadOwner) {
				return;
			}
			if (port.role === "server" && (seen.hasDeadPeer || port.isDisconnected && port.clientPort instanceof Absence)) {
				collectPort(seen, groupOf);
			}
			for (const queue of queues) {
				for (const address of queue.messages) {
					collectMessage(context, port, present(context.system.message(address)), groupOf);
				}
			}
		},
		finish: () => Array.from(groups.values(), group => observe_deadClient(context.system, group))
	};
}
function collectPort({ port, peer: client }, groupOf) {
	const group = groupOf(port);
	group.ports.set(port.address.key, port.address);
	const owner = client === void 0 ? void 0 : present(client.owner);
	if (owner !== void 0) {
		group.clients.set(owner.key, owner);
	}
}
function collectMessage(context, port, message, groupOf) {
	if (message === void 0) {
		return;
	}
	const { system } = context;
	const sender = findSender(system, message);
	const waiter = message.waitingThread instanceof Absence ? void 0 : present(system.thread(message.waitingThread));
	const isForNobody = context.ports.hasExited(sender) || (waiter == null ? void 0 : waiter.hasExited) === true && message.queue !== "None";
	if (!isForNobody || sender !== void 0 && isAt(port.owner, sender)) {
		return;
	}
	const group = groupOf(port);
	group.messages.set(message.address.key, message.address);
	if (sender !== void 0) {
		group.clients.set(sender.key, sender);
	}
}
function observe_deadClient(system, { address, ports, messages, clients }) {
	const subject = { kind: "Port", address };
	const evidence = new Evidence().addAll("Port", ports.values()).addAll("Message", messages.values()).addAll("Process", clients.values());
	const kinds = [
		...ports.size === 0 ? [] : [formatCount(ports.size, "port")],
		...messages.size === 0 ? [] : [formatCount(messages.size, "message")]
	];
	const names = formatSome(Array.from(clients.values(), client => formatProcess(system, client)));
	return {
		title: `${beginSentence(formatPortOfOwner(system, address))} still holds ${kinds.join(" and ")} of clients that have exited`,
		explanation: `The server of ${formatPortOfOwner(system, address)} still holds ${kinds.join(" and ")} for ${names === "" ? "clients of which nothing is left" : `clients that have exited: ${names}`}. That costs memory; nobody waits for it.`,
		subject,
		evidence: evidence.without(subject),
		holdsUp: 0,
		weight: ports.size + messages.size
	};
}

// src/analysis/request-types.ts
var BLOCKING_TYPES = [
	"LPC_REQUEST",
	"LPC_EXCEPTION",
	"LPC_DEBUG_EVENT",
	"LPC_ERROR_EVENT",
	"LPC_CONNECTION_REQUEST"
];
function blocksSender(message) {
	var _a;
	return BLOCKING_TYPES.indexOf((_a = present(message.type)) != null ? _a : "") >= 0;
}
function isConnectionRequest(message) {
	return message.type === "LPC_CONNECTION_REQUEST";
}

// src/analysis/rules/dead-server.ts
var deadServer = {
	id: "alpc-dead-server",
	severity: "Error",
	meaning: "Requests or connected clients, but the server process has exited, or its port is closed or disconnected.",
	advice: "Look for why the server process ended (its exit status, a crash dump); its clients have to close the connection before they can go on.",
	watch: watch_deadServer
};
var Cases = class {
	constructor() {
		this.bySubject = /* @__PURE__ */ new Map();
	}
	of(subject, death) {
		const known = this.bySubject.get(subject.address.key);
		if (known !== void 0) {
			if (known.death.process === void 0 && death.process !== void 0) {
				known.death = death;
			}
			return known;
		}
		const fresh = { subject, death, clients: /* @__PURE__ */ new Map(), requests: /* @__PURE__ */ new Map(), threads: /* @__PURE__ */ new Map() };
		this.bySubject.set(subject.address.key, fresh);
		return fresh;
	}
	values() {
		return Array.from(this.bySubject.values());
	}
};
function put(into, address) {
	if (address !== void 0) {
		into.set(address.key, address);
	}
}
function watch_deadServer(context) {
	const cases = new Cases();
	return {
		seePort: seen => {
			if (seen.port.role === "connection") {
				collectConnectionPort(context, cases, seen);
			} else if (seen.port.role === "client") {
				collectClientPort(context, cases, seen);
			}
		},
		finish: () => {
			for (const thread of context.waitingThreads) {
				collectWaitingThread(context, cases, thread);
			}
			return cases.values().map(found => {
				context.noteReported(Array.from(found.threads.values()));
				return observe_deadServer(context, found);
			});
		}
	};
}
function findDeath(context, port) {
	var _a;
	if (port === void 0) {
		return void 0;
	}
	if (context.ports.hasDeadOwner(port)) {
		return (_a = findDeathOfServer(context, present(port.owner))) != null ? _a : { why: "its server process has exited" };
	}
	const state = port.isClosed ? "closed" : port.isDisconnected ? "disconnected" : void 0;
	return state === void 0 ? void 0 : { why: `the ${port.role === "client" ? "client's own " : ""}port is ${state}` };
}
function findClientName(system, { kind, address }) {
	const port = kind === "Port" ? present(system.port(address)) : void 0;
	return (port == null ? void 0 : port.role) !== "client" || port.connectionPort instanceof Absence || port.owner instanceof Absence ? void 0 : formatProcess(system, port.owner);
}
function isUnanswered(context, message) {
	if (context.ports.hasExited(findSender(context.system, message))) {
		return false;
	}
	const waiter = message.waitingThread instanceof Absence ? void 0 : present(context.system.thread(message.waitingThread));
	return message.queue === "Pending" ? waiter !== void 0 && !waiter.hasExited : blocksSender(message);
}
function collectConnectionPort(context, cases, { port, queues, hasDeadOwner }) {
	const death = hasDeadOwner || port.isClosed || port.isDisconnected ? findDeath(context, port) : void 0;
	if (death === void 0) {
		return;
	}
	const { system } = context;
	const requests = [];
	for (const queue of queues) {
		for (const address of queue.name === "Canceled" ? [] : queue.messages) {
			const message = present(system.message(address));
			if (message !== void 0 && isUnanswered(context, message)) {
				requests.push(message);
			}
		}
	}
	const clients = system.connections(port.address).map(({ clientPort }) => clientPort instanceof Absence ? void 0 : present(system.port(clientPort))).filter(client => client !== void 0 && isLiveClient(context, client));
	if (requests.length === 0 && clients.length === 0) {
		return;
	}
	const found = cases.of({ kind: "Port", address: port.address }, death);
	clients.forEach(({ address }) => put(found.clients, address));
	for (const message of requests) {
		put(found.requests, message.address);
		put(found.threads, present(message.waitingThread));
	}
}
function isLiveClient(context, client) {
	return !context.ports.hasDeadOwner(client) && !client.isClosed;
}
function collectClientPort(context, cases, seen) {
	var _a;
	const { port: client, hasDeadOwner, hasDeadPeer } = seen;
	if (hasDeadOwner || client.isClosed) {
		return;
	}
	const { port: connectionPort, hasDeadOwner: hasDeadServer } = context.ports.findConnectionPort(client);
	const dead = hasDeadServer ? connectionPort : hasDeadPeer ? seen.peer : void 0;
	const death = dead === void 0 ? void 0 : findDeath(context, dead);
	if (death !== void 0) {
		put(cases.of({ kind: "Port", address: (_a = connectionPort == null ? void 0 : connectionPort.address) != null ? _a : client.address }, death).clients, client.address);
	} else if (client.isDisconnected && client.connectionPort instanceof Absence && client.serverPort instanceof Absence) {
		put(cases.of({ kind: "Port", address: client.address }, { why: "nothing is left at its other end" }).clients, client.address);
	}
}
function collectWaitingThread(context, cases, thread) {
	var _a, _b;
	const { system } = context;
	const awaited = findAwaited(system, thread);
	if (awaited === void 0) {
		return;
	}
	const source = findReplySource(system, awaited);
	const serverThread = source.kind === "thread" ? present(system.thread(source.thread)) : void 0;
	const server = serverThread === void 0 ? void 0 : present(serverThread.process);
	const message = awaited.message instanceof Absence ? void 0 : present(system.message(awaited.message));
	const used = source.kind === "queued" ? source.port : message === void 0 ? void 0 : present(message.ownerPort);
	const named = (_a = present(awaited.port)) != null ? _a : used;
	const exit = findDeathOfServer(context, server);
	const ofNamed = exit != null ? exit : findDeathOfPort(context, named);
	const isOther = used !== void 0 && (named == null ? void 0 : named.equals(used)) !== true;
	const death = ofNamed != null ? ofNamed : isOther ? findDeathOfPort(context, used) : void 0;
	const dead = exit !== void 0 ? void 0 : ofNamed !== void 0 ? named : used;
	if (death === void 0) {
		return;
	}
	const found = cases.of((_b = subjectOf(context, dead, named, server)) != null ? _b : { kind: "Thread", address: thread }, death);
	put(found.threads, thread);
	put(found.requests, present(awaited.message));
}
function findDeathOfPort(context, address) {
	const port = address === void 0 ? void 0 : context.system.port(address);
	return port === void 0 || port instanceof Absence ? void 0 : findDeath(context, port);
}
function findDeathOfServer(context, server) {
	return server !== void 0 && context.ports.hasExited(server) ? { why: `${formatProcess(context.system, server)} has exited`, process: server } : void 0;
}
function subjectOf(context, dead, named, server) {
	var _a;
	const { system } = context;
	const end = dead === void 0 ? void 0 : present(system.port(dead));
	if ((end == null ? void 0 : end.role) === "client" && !context.ports.hasDeadOwner(end)) {
		return { kind: "Port", address: end.address };
	}
	if (named !== void 0) {
		const facts = present(system.port(named));
		return { kind: "Port", address: (_a = facts === void 0 ? void 0 : present(facts.connectionPort)) != null ? _a : named };
	}
	return server === void 0 ? void 0 : { kind: "Process", address: server };
}
function collectEvidence(system, { death, clients, requests, threads }) {
	const evidence = new Evidence();
	clients.forEach(client => evidence.add("Port", client).add("Process", ownerOf(system, client)));
	return evidence.addAll("Message", requests.values()).addAll("Thread", threads.values()).add("Process", death.process);
}
function describeDependents(system, owners, { clients, requests, threads }) {
	const waiting = Array.from(threads.values());
	const waited = formatWaited(system, waiting);
	const names = formatSome(distinct(owners).map(owner => formatProcess(system, owner)));
	return [
		...clients.size === 0 ? [] : [`${formatCount(clients.size, "client still has", "clients still have")} a connection to it (${names}).`],
		...requests.size === 0 ? [] : [`${formatCount(requests.size, "request stays", "requests stay")} unanswered.`],
		...threads.size === 0 ? [] : [
			`${formatThreads(system, waiting)} ${threads.size === 1 ? "awaits a reply that cannot" : "await replies that cannot"} come${waited === "" ? "" : `, so far${waited}`}.`
		]
	];
}
function nameSubject(system, { kind, address }) {
	return kind === "Port" ? formatPortOfOwner(system, address) : kind === "Process" ? formatProcess(system, address) : formatThread(system, address);
}
function observe_deadServer(context, found) {
	const { system } = context;
	const { subject, clients, requests, threads } = found;
	const { why } = found.death;
	const owners = Array.from(clients.values(), client => ownerOf(system, client)).filter(owner => owner !== void 0);
	const name = nameSubject(system, subject);
	const service = subject.kind === "Port" ? formatPort(system, subject.address) : name;
	const client = findClientName(system, subject);
	const dependents = describeDependents(system, owners, found).join(" ");
	return {
		title: `${client === void 0 ? `Nobody serves ${service}` : `No reply comes over the connection of ${client} to ${service}`} anymore: ${why}`,
		explanation: `${client === void 0 ? `${beginSentence(name)} answers nobody` : `What ${name} replies does not reach ${client}`} anymore: ${why}. ${dependents}`,
		subject,
		evidence: collectEvidence(system, found).without(subject),
		holdsUp: context.countHeldUpWith(Array.from(threads.values())),
		weight: clients.size + requests.size
	};
}
function ownerOf(system, address) {
	const port = present(system.port(address));
	return port === void 0 ? void 0 : present(port.owner);
}

// src/text/wait-step.ts
function describeHolding(object) {
	var _a;
	const holders = object === void 0 ? [] : (_a = present(object.holders)) != null ? _a : [];
	return holders.length > 1 ? `shared by ${formatCount(holders.length, "thread")}, among them` : "held by";
}
function objectWords() {
	return {
		clause: (names, { object }, next) => `waits for ${object === void 0 ? "something" : formatObject(names, object)}${next === void 0 ? "" : ` ${describeHolding(object)} ${next}`}`,
		edge: () => "waits for",
		tree: () => "waits for"
	};
}
function findAskedClient(names, port) {
	return port !== void 0 && isOfClient(names, port) ? formatClientRole(names, port) : void 0;
}
var AWAITS_REPLY = "awaits the reply to";
var WORDS = {
	"awaits reply to": {
		clause: (names, { port }, next = "an unknown thread") => {
			const client = findAskedClient(names, port);
			const name = findServiceName(names, port);
			return client === void 0 ? `awaits ${name === void 0 ? "a reply from" : `${name} of`} ${next}` : `awaits ${client}, ${next}`;
		},
		line: (names, step) => `awaits ${formatReply(names, step, formatPortOfOwner)}`,
		edge: step => `${AWAITS_REPLY} ${formatAwaited(step)}`,
		tree: step => `${AWAITS_REPLY} ${formatAwaited(step)} from`
	},
	"could be served by": {
		clause: (names, { port }, next = "an unknown thread") => {
			var _a;
			const client = findAskedClient(names, port);
			return client === void 0 ? `awaits ${(_a = findServiceName(names, port)) != null ? _a : "a reply"}, which could be served by ${next}` : `awaits ${client}, where it could be served by ${next}`;
		},
		line: (names, step) => `awaits ${formatReply(names, step, formatPortOfOwner)}, which the next link could serve`,
		edge: () => "could be served by",
		tree: (step, leadsTo) => leadsTo === "Port" ? `${AWAITS_REPLY} ${formatAwaited(step)}, queued on` : "could be served by"
	},
	"waits for mutant": objectWords(),
	"waits for lock": objectWords(),
	"waits for": objectWords(),
	"waits for thread": {
		clause: (names, { object }, next) => `waits for the end of ${next != null ? next : object === void 0 ? "a thread" : formatThread(names, object.address)}`,
		edge: () => "waits for its end",
		tree: () => "waits for the end of"
	},
	"waits for process": {
		clause: (names, { object }, next) => `waits for the end of ${object === void 0 ? "a process" : formatProcess(names, object.address)}${next === void 0 ? "" : `, kept alive by ${next}`}`,
		edge: () => "waits for its end",
		tree: (_step, leadsTo) => leadsTo === "Process" ? "waits for the end of" : "kept alive by"
	},
	"held by": {
		clause: (_names, _step, next = "an unknown thread") => `held by ${next}`,
		edge: () => "held by",
		tree: () => "held by"
	}
};
function formatClause(names, step, next) {
	return WORDS[step.relation].clause(names, step, next);
}
function formatStep(names, step) {
	const { line, clause } = WORDS[step.relation];
	return line === void 0 ? clause(names, step, void 0) : line(names, step);
}
function isStep(link) {
	return link.relation in WORDS;
}
function formatEdge(step) {
	return WORDS[step.relation].edge(step);
}
function formatBranch(step, leadsTo) {
	return WORDS[step.relation].tree(step, leadsTo);
}
function formatGate(gate, ways, isRenewed) {
	const renewed = isRenewed ? ", in a wait that times out and is begun again" : "";
	return `${renewed}${ways < 2 ? "" : `, which waits for ${gate === "all" ? "all" : "any"} of these:`}`;
}
function formatReply(names, awaited, formatPlace) {
	const { port } = awaited;
	const where = port === void 0 || port instanceof Absence ? "" : formatDestination(names, port, formatPlace(names, port));
	return `the reply to ${formatAwaited(awaited)}${where}`;
}
function formatAwaited({ message, messageId }) {
	const none = new Absence("NotApplicable", "not known");
	return formatMessage({ address: message != null ? message : none, id: messageId != null ? messageId : none });
}

// src/analysis/rules/deadlock.ts
var MOST_LINKS_NAMED = 6;
var deadlock = {
	id: "alpc-deadlock",
	severity: "Error",
	meaning: "Threads wait for each other in a cycle that cannot resolve.",
	advice: "Read the links in order: each names the message or object that its thread is waiting on. Break the cycle where a call can be dropped or made asynchronous.",
	watch: context => watchCycles(context, context.waits.deadlocks)
};
var renewedWait = {
	id: "alpc-renewed-wait",
	severity: "Warning",
	meaning: "Threads wait for each other in a cycle; some of the waits time out, but are begun again at once.",
	advice: "Read the links in order, as for a deadlock: the time-outs do not end it unless a waiter gives up. Ages are those of the requests blocked behind it.",
	watch: context => watchCycles(context, context.waits.renewedCycles)
};
function watchCycles(context, cycles) {
	return { finish: () => cycles.length === 0 ? [] : walkCycles(context, cycles) };
}
function* walkCycles({ system, roots }, cycles) {
	var _a, _b;
	for (const found of cycles) {
		const subject = { kind: "Thread", address: found.thread };
		const links = found.links();
		const threads = links.map(({ thread }) => formatLinkThread(system, thread));
		const longest = (_b = (_a = roots.find(({ deadlock: cycle }) => cycle === found)) == null ? void 0 : _a.longest) != null ? _b : found.waitedSeconds;
		const age = longest === void 0 ? "" : ` for ${formatSeconds(longest)}`;
		yield {
			title: `${found.isRenewed ? `Renewed waits of ${formatCount(threads.length, "thread")}${age}` : `Deadlock of ${formatCount(threads.length, "thread")}`}: ${formatSome(threads)}`,
			explanation: `${explain(system, found, links)}${age === "" ? "" : ` The longest wait has lasted${age}.`}`,
			subject,
			evidence: collectEvidence_deadlock(links).without(subject),
			holdsUp: found.holdsUp,
			weight: threads.length
		};
	}
}
function formatLinkThread(names, thread) {
	return thread === void 0 ? "an unknown thread" : formatThread(names, thread);
}
function explain(names, found, links) {
	const named = links.slice(0, MOST_LINKS_NAMED).map(link => explainLink(names, link));
	const left = links.length - named.length;
	const rest = left > 0 ? ` ${formatCount(left, "more thread")} in the cycle: see the evidence.` : "";
	const behind = found.holdsUp - links.length;
	const others = behind > 0 ? ` ${formatCount(behind, "more thread waits", "more threads wait")} behind them.` : "";
	const form = found.isKnot ? "Each waits for others of them" : "Each waits for the next, the last for the first";
	const end = found.isRenewed ? "some of these waits time out, but are begun again at once" : "none of these waits can end";
	return `${named.join(" ")}${rest} ${form}: ${end}.${others}`;
}
function explainLink(names, link) {
	const who = beginSentence(formatLinkThread(names, link.thread));
	switch (link.relation) {
		case "awaits reply to":
			return `${who} awaits ${formatReply(names, link, formatPort)}.`;
		case "could be served by":
			return `${who} awaits ${formatReply(names, link, formatPort)}, still queued: its possible servers all wait in this cycle.`;
		default:
			return `${who} waits for ${explainObject(names, link.object)}.`;
	}
}
function explainObject(names, object) {
	var _a;
	if (object === void 0) {
		return "something";
	}
	switch (object.kind) {
		case "thread":
			return `the end of ${formatThread(names, object.address)}`;
		case "process":
			return `the end of ${formatProcess(names, object.address)}`;
		default: {
			const holders = ((_a = present(object.holders)) != null ? _a : []).map(holder => formatThread(names, holder));
			return `${formatObject(names, object)}${holders.length === 0 ? "" : `, held by ${formatSome(holders)}`}`;
		}
	}
}
function collectEvidence_deadlock(links) {
	const evidence = new Evidence();
	for (const { thread, message, port, object } of links) {
		evidence.add("Thread", thread).add("Message", message).add("Port", port).addObject(object);
	}
	return evidence;
}

// src/analysis/rules/inconsistent.ts
var inconsistent = {
	id: "alpc-inconsistent",
	severity: "Warning",
	meaning: "Lengths, links, kinds or back pointers contradict each other: damaged memory, or a target that changed while it was read.",
	advice: "Look at the bytes (.Object of the port or message) before trusting anything that depends on them. On a live target ask again: it may have changed while it was read.",
	watch: watch_inconsistent
};
function watch_inconsistent(context) {
	const { system } = context;
	const found = [];
	return {
		seePort: seen => {
			if (seen.contradictions.length === 0 && seen.queues.length === 0 && seen.namedByPeer === void 0) {
				return;
			}
			const observation = observePort(system, seen);
			if (observation !== void 0) {
				found.push(observation);
			}
		},
		seeMessage: message => {
			const sentences = system.contradictions("Message", message.address);
			if (sentences.length > 0) {
				found.push(observeMessage(message, sentences));
			}
		},
		finish: () => found.concat(Array.from(observeTables(context)))
	};
}
function observePort(system, seen) {
	const { port, namedByPeer } = seen;
	const evidence = new Evidence();
	const sentences = [
		...seen.contradictions,
		...validateQueues(system, seen, evidence),
		...namedByPeer === void 0 ? [] : explainOtherBack(seen, namedByPeer, evidence)
	];
	return sentences.length === 0 ? void 0 : observe_inconsistent({ kind: "Port", address: port.address }, `Port ${port.address} (${formatPortOfOwner(system, port.address)})`, sentences, evidence);
}
function* observeTables({ system, scope }) {
	for (const { address, sentence } of scope.kind === "system" ? system.tableContradictions() : []) {
		const kind = system.message(address) instanceof Absence ? "Object" : "Message";
		yield observe_inconsistent({ kind, address }, `The table of messages, at ${address},`, [sentence], new Evidence());
	}
}
function observeMessage(message, sentences) {
	const evidence = new Evidence().add("Port", message.queuePort);
	return observe_inconsistent({ kind: "Message", address: message.address }, `At ${message.address}, ${formatMessage(message)}`, sentences, evidence);
}
function observe_inconsistent(subject, name, sentences, evidence) {
	return {
		title: `${name} contradicts itself`,
		explanation: sentences.join(" "),
		subject,
		evidence: evidence.without(subject),
		holdsUp: 0,
		weight: sentences.length
	};
}
function validateQueues(system, { port, queues }, evidence) {
	const sentences = [];
	for (const queue of queues) {
		const { declaredLength, end, messages, name } = queue;
		if (!(declaredLength instanceof Absence) && end.kind === "head" && declaredLength !== messages.length && !isBeingTaken(system, port, queue)) {
			sentences.push(`The ${name} queue says that its length is ${declaredLength}, but ${formatCount(messages.length, "message is", "messages are")} on it.`);
		}
		for (const address of messages) {
			const message = system.message(address);
			const elsewhere = message instanceof Absence ? message : message.queuePort;
			if (elsewhere instanceof Absence || elsewhere.equals(port.address)) {
				continue;
			}
			evidence.add("Message", address).add("Port", elsewhere);
			sentences.push(`The message at ${address} is on the ${name} queue but says that its queue belongs to port ${elsewhere}.`);
		}
	}
	return sentences;
}
function isBeingTaken(system, port, { declaredLength, messages }) {
	if (system.generation !== "LPC" || declaredLength instanceof Absence || declaredLength > messages.length) {
		return false;
	}
	const threads = port.owner instanceof Absence ? [] : system.threadsOf(port.owner);
	return threads.some(address => {
		const thread = present(system.thread(address));
		return thread !== void 0 && !thread.hasExited && !(thread.state instanceof Absence) && !isWaiting(thread);
	});
}
function explainOtherBack({ peer }, back, evidence) {
	evidence.add("Port", peer == null ? void 0 : peer.address).add("Port", back);
	return [`Its other end, port ${peer == null ? void 0 : peer.address}, names port ${back} as its own other end.`];
}

// src/text/process-stop.ts
function describeStop(names, stop, subject = "thread") {
	const isProcess = subject === "process";
	switch (stop == null ? void 0 : stop.kind) {
		case void 0:
			return "is stopped";
		case "frozen":
			return isProcess ? "is frozen" : "is frozen with its process";
		case "deep frozen":
			return `is frozen: the system has suspended ${isProcess ? "it" : "its process"}`;
		case "debugger": {
			const debuggerProcess = present(stop.debugger);
			return `is stopped under ${debuggerProcess === void 0 ? "a debugger" : `the debugger ${formatProcess(names, debuggerProcess)}`}`;
		}
		case "error reporting":
			return `is stopped: ${isProcess ? "it" : "its process"} has crashed and waits for Windows Error Reporting, ${formatProcess(names, stop.reporter)}`;
		case "exiting":
			return isProcess ? "is exiting" : "is stopped: its process is exiting";
	}
}

// src/text/request.ts
function describeRequests(names, [first]) {
	if (first === void 0) {
		return "an I/O request";
	}
	const device = first.device instanceof Absence ? void 0 : present(names.objectName(first.device));
	const details = [
		...first.majorFunction instanceof Absence ? [] : [first.majorFunction],
		...first.driver instanceof Absence ? [] : [`driver ${first.driver}`],
		...device === void 0 || device === "" ? [] : [`device '${formatName(device)}'`],
		...first.file instanceof Absence ? [] : [`file '${formatPath(first.file)}'`],
		...first.isCanceled ? ["canceled but not completed"] : []
	];
	return `I/O request ${first.irp}${details.length === 0 ? "" : `, ${details.join(", ")}`}`;
}
function firstOf(requests) {
	return requests.length < 2 ? "" : `, the first of ${formatCount(requests.length, "request")}`;
}
function describeBeside(names, requests) {
	return requests.length === 0 ? "" : `; also pending: ${describeRequests(names, requests)}${firstOf(requests)}`;
}

// src/text/wait-root.ts
var ASYNCHRONOUS = "answered asynchronously; unknown who will";
function shownKind({ kind, process }) {
	return kind === "Unknown" && process !== void 0 ? "Process" : kind;
}
var STATES = {
	Ready: "is ready to run",
	DeferredReady: "is ready to run",
	Standby: "is about to run",
	Running: "is running",
	Initialized: "has not started yet"
};
var AWAITED = {
	lock: (names, end) => `${describeObjects(names, end)}; ${describeHolder(end.object)}`,
	object: (names, end) => {
		var _a;
		return `${describeObjects(names, end)}; ${describeSignaler(names, end.object)}${describeBeside(names, (_a = end.requests) != null ? _a : [])}`;
	},
	"I/O": (names, { requests = [], waitReason }) => `${describeRequests(names, requests)}${reasonSuffix(waitReason)}${firstOf(requests)}`,
	paging: (names, { waitReason, requests = [] }) => `a page to be read from disk${reasonSuffix(waitReason)}${requests.length === 0 ? "" : ` by ${describeRequests(names, requests)}${firstOf(requests)}`}`,
	"user input": (_names, { waitReason }) => `user input or a window message${reasonSuffix(waitReason)}`,
	rundown: (_names, { waitReason }) => `rundown protection to be released${reasonSuffix(waitReason)}; holder unknown`,
	memory: (_names, { waitReason }) => `free memory${reasonSuffix(waitReason)}`,
	waiting: (_names, { waitReason }) => `something that is not recorded${reasonSuffix(waitReason)}`,
	process: (names, { process, stop, processState = "has not exited" }) => `the end of ${process === void 0 ? "a process" : formatProcess(names, process)}, which ` + (stop === void 0 ? processState : describeStop(names, stop, "process")),
	"exited thread": (names, { object }) => `the end of ${object === void 0 ? "a thread" : formatThread(names, object.address)}, which has exited`,
	"no receiver": (names, end) => `a reply on ${end.port === void 0 ? "a port" : formatReceiver(names, end.port)}, ${describeNoReceiver(end)}`
};
var CONDITIONS = {
	busy: (_names, { state = "", seconds }) => {
		var _a;
		return `${(_a = STATES[state]) != null ? _a : `is in ${state}`}${seconds === void 0 ? "" : `, but has not got a processor for ${formatSeconds(seconds)}`}`;
	},
	idle: (names, { port, object, otherPorts = 0 }) => `is idle and waits ${port === void 0 ? "for work" : `to receive on ${formatPort(names, port)}${otherPorts === 0 ? "" : ` and ${formatCount(otherPorts, "other port")}`}`}${describeLimit(object == null ? void 0 : object.concurrency)}`,
	"swapped out": (_names, { state }) => state === "Transition" ? "is ready, but its kernel stack is swapped out" : "is ready, but its process is swapped out",
	suspended: () => "is suspended",
	frozen: (names, { stop }) => describeStop(names, stop),
	stopped: (names, { stop }) => describeStop(names, stop),
	sleeping: (_names, { waitsOnItself, object }) => waitsOnItself === true ? "waits on itself; only an APC can wake it" : object === void 0 ? "sleeps" : "sleeps until a timer ends the wait",
	exited: () => "has exited",
	throttled: (_names, { waitReason }) => `may not run: its job has used up its share of the CPU${reasonSuffix(waitReason)}`,
	asynchronous: () => `took the request, and its thread went back to receive: ${ASYNCHRONOUS}`,
	untraced: (names, { suspects = [] }) => suspects.length === 0 ? "received the request, but the thread that took it has exited or taken another since" : `received the request; by which thread is not on record, perhaps by ${formatThreads(names, suspects)}, which connected to another port since`,
	deadlock: () => "is in a cycle of waits that cannot end",
	renewed: () => "is in a cycle of waits that time out and are begun again",
	loop: (_names, { unknown }) => unknown != null ? unknown : "is in a wait that a time-out can end",
	unknown: (_names, { unknown = "nothing is known" }) => unknown
};
function isAwaiting(cause) {
	return cause in AWAITED;
}
function describeLimit(concurrency) {
	return concurrency === void 0 || concurrency.running < concurrency.most ? "" : `; its completion port gives out no work: ${concurrency.running} of at most ${concurrency.most} running`;
}
var PENDING_APCS = {
	kernel: "a kernel APC is queued for it",
	user: "a user APC is queued for it",
	"user, wait not alertable": "a user APC is queued for it, but its wait is not alertable"
};
function formatReason(names, end) {
	const { cause } = end;
	const clause = isAwaiting(cause) ? `waits for ${AWAITED[cause](names, end)}` : CONDITIONS[cause](names, end);
	return [clause, ...describeBesides(end)].join("; ");
}
function formatOwnWait(names, end) {
	const { cause } = end;
	return isAwaiting(cause) ? [AWAITED[cause](names, end), ...describeBesides(end)].join("; ") : `nothing: it ${formatReason(names, end)}`;
}
function describeBesides(end) {
	return [
		...end.isRenewed === true ? ["the wait times out and is begun again"] : [],
		...end.isExiting === true ? ["its process is exiting"] : [],
		...end.isTerminating === true ? ["it has been asked to end"] : [],
		...end.pendingApc === void 0 || end.pendingApc === "none" ? [] : [PENDING_APCS[end.pendingApc]],
		...end.isSuspensionPending === true ? ["suspension pending"] : []
	];
}
function reasonSuffix(waitReason) {
	return waitReason === void 0 ? "" : ` (${waitReason})`;
}
function describeObjects(names, { object, otherObjects = 0, mode, waitReason }) {
	const what = object === void 0 ? "something" : formatObject(names, object);
	return `${what}${otherObjects === 0 ? "" : ` ${mode === "all" ? "and" : "or"} ${formatCount(otherObjects, "other object")}`}${reasonSuffix(waitReason)}`;
}
function nameRoot(names, root) {
	const thread = root.thread === void 0 ? void 0 : formatThread(names, root.thread);
	switch (shownKind(root)) {
		case "Unknown":
			return thread === void 0 ? "something unknown" : `something unknown behind ${thread}`;
		case "Port":
			return root.port === void 0 ? void 0 : formatQueue(names, root.port);
		case "Process":
			return root.process === void 0 ? void 0 : formatProcess(names, root.process);
		default:
			return thread;
	}
}
function formatRoot(names, root) {
	const name = nameRoot(names, root);
	if (name !== void 0 && root.kind === "Port") {
		return `${name}, ${describeNoReceiver(root)}`;
	}
	const reason = formatReason(names, root);
	if (name === void 0) {
		return reason;
	}
	switch (shownKind(root)) {
		case "Unknown":
			return `${name}: ${reason}`;
		case "Process":
			return `${name}, which ${reason}`;
		default:
			return `${name}, which ${reason}${formatDebt(names, root)}`;
	}
}
function nameCycle(isRenewed, threads) {
	return `${isRenewed ? "cycle of renewed waits" : "deadlock"} of ${formatCount(threads, "thread")}`;
}
function noteCycle({ cause }, others) {
	const note = cause === "deadlock" ? "(deadlock)" : "(a cycle of waits that time out and are begun again)";
	return others.length === 0 ? note : `${note}; stuck with them: ${formatSome(others)}`;
}
function describeNoReceiver({ whyUnused }) {
	return whyUnused != null ? whyUnused : "where no thread waits to receive";
}
function formatDebt(names, { cause, holds = [], owesReply }) {
	return holds.length > 0 ? `; it still holds ${formatSome(holds.map(lock => formatObject(names, lock)))}` : cause === "exited" && owesReply === true ? " without replying" : "";
}

// src/analysis/why.ts
function explainRoot(system, group) {
	const [first] = group.chains;
	const who = first === void 0 ? "nothing" : formatThread(system, first.thread);
	const more = group.heldUp > 1 ? ` and ${formatCount(group.heldUp - 1, "more thread")}` : "";
	const processes = group.processes.length > 1 ? ` of ${formatSome(group.processes.map(process => formatProcess(system, process)))}` : "";
	return explain_why(system, group, first, `${who}${more}${processes}`);
}
function findRoots(system, scope) {
	const threads = scope.kind === "process" ? system.threadsOf(scope.address) : walkWaitingThreads(system, scope);
	const analysis = analyzeWaits(system, threads);
	const chains = Array.from(analysis.walkChains());
	return groupByRoot(analysis, chains.filter(chain => !isOwnRoot(system, chain) || isHeld(chain.root)));
}
function ownerOf_why(system, port) {
	var _a;
	return port === void 0 ? void 0 : (_a = present(system.port(port))) == null ? void 0 : _a.owner;
}
function findHolding(system, all, known, process) {
	return all.filter(({ root, threads, deadlock }) => {
		var _a;
		return deadlock === void 0 && (((_a = root.process) == null ? void 0 : _a.equals(process)) === true || root.kind === "Port" && isAt(ownerOf_why(system, root.address), process) || threads.some(thread => {
			var _a;
			return (_a = findProcess(system, thread)) == null ? void 0 : _a.equals(process);
		})) && !known.some(other => {
			var _a;
			return root.thread !== void 0 && ((_a = other.root.thread) == null ? void 0 : _a.equals(root.thread)) === true;
		});
	});
}
function isHeld({ cause, stop }) {
	return ROOT_CAUSES[cause].own === "held" || cause === "process" && stop !== void 0;
}
function isOwnRoot(system, { thread, root, links }) {
	var _a;
	return system.awaitedReply(thread) instanceof Absence && ((_a = links()[0]) == null ? void 0 : _a.relation) !== "awaits reply to" && (root.thread === void 0 || root.thread.equals(thread));
}
function explainThread(analysis, thread) {
	const { system } = analysis;
	const chain = analysis.findChain(thread);
	const [group] = chain === void 0 ? [] : groupByRoot(analysis, [chain]);
	if (group === void 0 || chain === void 0) {
		return void 0;
	}
	const { root } = chain;
	const isOwn = isOwnRoot(system, chain);
	if (isOwn && root.cause === "unknown") {
		return void 0;
	}
	const story = explain_why(system, group, chain, formatThread(system, thread), isOwn && root.kind === "Thread");
	return isOwn && ROOT_CAUSES[root.cause].own === "free" ? [
		{ label: "Blocked", text: `no: ${formatThread(system, thread)} ${formatReason(system, root)}` },
		...story.filter(({ label }) => label === "Since" || label === "Next step")
	] : story;
}
function explain_why(system, group, chain, blocked, isOwn = false) {
	const isEnd = isOwn && group.deadlock === void 0 && group.root.cause !== "loop";
	return [
		{ label: "Blocked", text: blocked },
		{
			label: "Waiting on",
			text: isEnd ? formatOwnWait(system, group.root) : chain === void 0 ? "nothing" : describeWait_why(system, chain)
		},
		{
			label: "Held by",
			text: isEnd ? "no other thread known" : formatGroup(system, group)
		},
		{
			label: "Since",
			text: group.longest === void 0 ? "not known" : `${formatSeconds(group.longest)}${group.chains.length > 1 ? " (the longest)" : ""}`
		},
		{ label: "Next step", text: findNextStep(system, group) }
	];
}
function describeWait_why(system, { thread, root, links }) {
	const awaited = findAwaited(system, thread);
	if (awaited !== void 0) {
		return `${formatReply(system, awaited, formatPort)}${describeDistance(links().length)}`;
	}
	const [first] = links();
	return (first == null ? void 0 : first.object) === void 0 ? formatOwnWait(system, root) : `${isEnding(first.object) ? "the end of " : ""}${formatObject(system, first.object)}${describeDistance(links().length)}`;
}
function isEnding({ kind }) {
	return kind === "thread" || kind === "process";
}
function describeDistance(links) {
	return links > 2 ? `, over ${formatCount(links - 2, "more thread")} to the root blocker` : "";
}
function formatGroup(system, { root, deadlock, threads, suspects }) {
	if (deadlock !== void 0) {
		const members = deadlock.links().map(({ thread }) => thread === void 0 ? "an unknown thread" : formatThread(system, thread));
		return `a ${nameCycle(deadlock.isRenewed, members.length)}: ${formatSome(members)}`;
	}
	const others = root.kind === "Thread" ? threads.length - 1 : 0;
	return `${formatRoot(system, root)}${formatSuspects(system, { root, suspects })}${others > 0 ? `; ${formatCount(others, "other thread")} like it` : ""}`;
}
function formatSuspects(system, { root, suspects }) {
	const names = formatThreads(system, suspects);
	const isOne = suspects.length === 1;
	const wait = `${isOne ? "waits" : "wait"} behind it`;
	return suspects.length === 0 ? "" : root.cause === "stopped" ? `; ${names} ${isOne ? "itself" : "themselves"} ${wait}` : `; it may be ${names}, which ${wait}`;
}
function findNextStep(system, { root, deadlock, suspects: [suspect], chains: [first] }) {
	var _a, _b, _c, _d, _e, _f;
	if (deadlock !== void 0) {
		return deadlock.isRenewed ? stepOfCycle(deadlock) : "dx -r2 @$cursession.Alpc.Deadlocks";
	}
	const links = (_a = first == null ? void 0 : first.links()) != null ? _a : [];
	const asked = root.cause === "idle" ? links[links.length - 2] : void 0;
	return (_f = (_e = (_d = suspect === void 0 ? void 0 : `!thread ${suspect}`) != null ? _d : (_c = (_b = ROOT_CAUSES[root.cause]).command) == null ? void 0 : _c.call(_b, system, root)) != null ? _e : (asked == null ? void 0 : asked.relation) === "could be served by" && asked.port !== void 0 ? `!alpcx_port ${asked.port}` : void 0) != null ? _f : root.thread === void 0 ? "dx -r2 @$cursession.Alpc.WaitChains" : `!thread ${system.thread(root.thread) instanceof Absence && first !== void 0 ? first.thread : root.thread}`;
}
function stepOfCycle(deadlock) {
	const resource = deadlock.links().map(({ object }) => object).find(object => (object == null ? void 0 : object.kind) === "resource" && !object.address.equals(object.dispatcher));
	return resource === void 0 ? `!thread ${deadlock.thread}` : `!locks ${resource.address}`;
}

// src/analysis/rules/long-wait.ts
var longWait = {
	id: "alpc-long-wait",
	severity: "Warning",
	meaning: "Threads have been waiting for replies for longer than the limit; the wait has no time-out of its own. Waits with the same root are one finding, left out where another rule reports that root.",
	advice: "Look at the root blocker, not at the thread that waits: both are in the evidence, and WaitChain.Tree shows what lies between them.",
	watch: context => ({ finish: () => walkObservations(context) })
};
var REPORTED_ELSEWHERE = {
	ALPC: ["asynchronous", "deadlock", "renewed"],
	LPC: ["deadlock", "renewed"]
};
function isReportedElsewhere_longWait(context, group) {
	const { cause, owesReply, holds = [], kind, thread: culprit } = group.root;
	return REPORTED_ELSEWHERE[context.system.generation].includes(cause) || kind === "Thread" && culprit !== void 0 && context.isReported(culprit) && group.chains.every(({ thread }) => context.isReported(thread)) || (cause === "no receiver" || cause === "exited" && owesReply === true && holds.length === 0) && group.chains.some(({ thread }) => context.isReported(thread));
}
function* walkObservations(context) {
	const { system, limits, roots } = context;
	for (const group of roots) {
		const long = group.chains.filter(({ waitedSeconds }) => waitedSeconds !== void 0 && waitedSeconds >= limits.longWaitSeconds);
		const [longest] = long;
		if (longest !== void 0 && !isReportedElsewhere_longWait(context, group)) {
			yield observe_longWait(system, group, long, longest);
		}
	}
}
function observe_longWait(system, group, long, longest) {
	var _a;
	const { root, threads, heldUp, suspects } = group;
	const subject = { kind: "Thread", address: longest.thread };
	const awaited = findAwaited(system, longest.thread);
	const evidence = new Evidence().add("Message", awaited == null ? void 0 : awaited.message);
	const rootKind = shownKind(root);
	if (rootKind !== "Unknown") {
		evidence.add(rootKind, root.kind === "Unknown" ? root.process : root.address);
	}
	evidence.addAll("Thread", threads.concat(suspects)).addObject(root.object).addAll("Thread", long.map(({ thread }) => thread));
	const seconds = (_a = longest.waitedSeconds) != null ? _a : 0;
	const more = long.length === 1 ? "" : ` and ${formatCount(long.length - 1, "other")}`;
	return {
		title: `${beginSentence(formatThread(system, longest.thread))}${more} ${long.length === 1 ? "has been waiting for a reply for " : "have been waiting for a reply for up to "}${formatSeconds(seconds)}, blocked by ${formatRoot(system, root)}${formatSuspects(system, { root, suspects })}`,
		explanation: explain_longWait(system, group, long, longest),
		subject,
		evidence: evidence.without(subject),
		weight: seconds,
		holdsUp: heldUp
	};
}
function explain_longWait(system, { root, threads, suspects }, long, longest) {
	var _a;
	const awaited = findAwaited(system, longest.thread);
	const others = long.slice(1).map(({ thread, waitedSeconds }) => `${formatThread(system, thread)} for ${formatSeconds(waitedSeconds != null ? waitedSeconds : 0)}`);
	const also = others.length === 0 ? "" : ` With it: ${formatSome(others)}.`;
	return `${beginSentence(formatThread(system, longest.thread))} has been waiting for ${formatSeconds((_a = longest.waitedSeconds) != null ? _a : 0)} for ${formatReply(system, awaited != null ? awaited : {}, formatPortOfOwner)}. What holds it up in the end is ${formatRoot(system, root)}${formatSuspects(system, { root, suspects })}.${explainOthers(system, threads, root.thread)}${also}`;
}
function explainOthers(names, threads, root) {
	const others = threads.filter(thread => root === void 0 || !thread.equals(root));
	return others.length === 0 || root === void 0 ? "" : ` In the same state: ${formatThreads(names, others)}.`;
}

// src/analysis/rules/lost-reply.ts
var lostReply = {
	id: "alpc-lost-reply",
	severity: "Warning",
	meaning: "A reply reached nobody, or the thread that it is meant for waits for something else by now.",
	advice: "Compare what the server answered with what the client waits for: a reply to a wrong message id, or a client that gave up too early.",
	watch: watch_lostReply
};
function watch_lostReply(context) {
	const found = [];
	return {
		seeMessage: message => {
			const isLost = message.type === "LPC_LOST_REPLY";
			const explanation = isLost ? explainLostReply(context, message) : explainStrayWaiter(context, message);
			if (explanation !== void 0) {
				found.push(observe_lostReply(context, message, isLost, explanation));
			}
		},
		finish: () => found
	};
}
function observe_lostReply(context, message, isLost, explanation) {
	const subject = { kind: "Message", address: message.address };
	const evidence = new Evidence().add("Port", message.queuePort).add("Thread", message.waitingThread).add("Thread", message.serverThread);
	return {
		title: isLost ? `A reply reached nobody: ${formatMessage(message)}` : `The reply to ${formatMessage(message)} is meant for a thread that waits for something else`,
		explanation,
		subject,
		evidence: evidence.without(subject),
		weight: 0,
		holdsUp: message.waitingThread instanceof Absence ? 0 : context.waits.countHeldUp("Thread", message.waitingThread)
	};
}
function explainLostReply({ system }, message) {
	const where = message.queuePort instanceof Absence ? "" : ` It is on a queue of ${formatPortOfOwner(system, message.queuePort)}.`;
	return `${beginSentence(formatMessage(message))} is an LPC_LOST_REPLY: a server answered, but no thread was waiting for that answer anymore.${where}`;
}
function explainStrayWaiter({ system }, message) {
	var _a;
	const waiter = message.queue === "Pending" ? message.waitingThread : void 0;
	const thread = waiter === void 0 || waiter instanceof Absence ? void 0 : system.thread(waiter);
	if (thread === void 0 || thread instanceof Absence || isStopped_threadState(thread) || !isWaiting(thread)) {
		return void 0;
	}
	const awaited = findAwaited(system, thread.address);
	const awaitedMessage = awaited === void 0 ? void 0 : present(awaited.message);
	const awaitedId = awaited === void 0 ? void 0 : present(awaited.messageId);
	const isAwaited = (awaitedMessage == null ? void 0 : awaitedMessage.equals(message.address)) === true || awaitedMessage === void 0 && awaitedId !== void 0 && !(message.id instanceof Absence) && awaitedId.equals(message.id);
	if (isAwaited) {
		return void 0;
	}
	const instead = awaited === void 0 ? `is in another wait (${(_a = present(thread.waitReason)) != null ? _a : "reason not known"})` : `awaits the reply to ${formatAwaited(awaited)}`;
	const server = message.serverThread instanceof Absence ? "its server" : formatThread(system, message.serverThread);
	return `${beginSentence(formatMessage(message))} is pending: ${server} still owes its reply to ${formatThread(system, thread.address)}. But that thread ${instead} by now: the reply, when it comes, will find nobody waiting for it.`;
}

// src/analysis/rules/mutual-request.ts
var mutualRequest = {
	id: "alpc-mutual-request",
	severity: "Error",
	meaning: "A process sends a request to another that is waiting for it, and no thread there can receive it: a server to its client, or two servers to each other.",
	advice: "A process must not send requests to one that waits for it, unless another thread there can receive them: look at both threads' stacks.",
	watch: context => ({ finish: () => walkObservations_mutualRequest(context) })
};
function findOwingProcess(system, thread) {
	const awaited = findAwaited(system, thread);
	const source = awaited === void 0 ? void 0 : findReplySource(system, awaited);
	if ((source == null ? void 0 : source.kind) !== "queued") {
		return (source == null ? void 0 : source.kind) === "thread" ? findProcess(system, source.thread) : void 0;
	}
	const port = present(system.port(source.port));
	return port === void 0 ? void 0 : present(port.owner);
}
var WaitingForServers = class {
	constructor(system) {
		this.byClient = /* @__PURE__ */ new Map();
		this.system = system;
	}
	find(client, server) {
		var _a, _b;
		const known = (_a = this.byClient.get(client.id)) != null ? _a : this.collect(client);
		this.byClient.set(client.id, known);
		return (_b = known.get(server.id)) != null ? _b : [];
	}
	collect(client) {
		const found = /* @__PURE__ */ new Map();
		for (const thread of this.system.threadsOf(client)) {
			const server = findOwingProcess(this.system, thread);
			if (server !== void 0) {
				append(found, server.id, thread);
			}
		}
		return found;
	}
};
var requestsOf_mutualRequest = /* @__PURE__ */ new WeakMap();
function findMutualRequests(context) {
	var _a;
	const known = (_a = requestsOf_mutualRequest.get(context)) != null ? _a : Array.from(walkMutualRequests(context));
	requestsOf_mutualRequest.set(context, known);
	return known;
}
function* walkMutualRequests(context) {
	const { system } = context;
	const waitingFor = new WaitingForServers(system);
	for (const asker of context.waitingThreads) {
		const awaited = findAwaited(system, asker);
		const source = awaited === void 0 ? void 0 : findReplySource(system, awaited);
		const process = findProcess(system, asker);
		const port = (source == null ? void 0 : source.kind) === "queued" ? present(system.port(source.port)) : void 0;
		if (process === void 0 || port === void 0 || port.owner instanceof Absence || context.ports.hasExited(port.owner) || port.owner.equals(process)) {
			continue;
		}
		const waiting = waitingFor.find(port.owner, process).filter(thread => !thread.equals(asker));
		const isMutual = waiting.length > 0 && (port.role === "client" || isForServers(context, port, asker, waiting));
		if (isMutual && !context.hasThreadLeft(port.address)) {
			yield { asker, process, port, asked: port.owner, waiting };
		}
	}
}
function isForServers(context, { address }, asker, waiting) {
	const awaited = findAwaited(context.system, asker);
	const message = awaited === void 0 || awaited.message instanceof Absence ? void 0 : present(context.system.message(awaited.message));
	const workers = context.findWorkers(address);
	const isWaiting = thread => waiting.some(other => other.equals(thread));
	const isForWorkers = workers.length > 0 ? workers.some(({ thread }) => isWaiting(thread)) : context.findPossibleServers(address).every(({ thread }) => isWaiting(thread) || !context.isAble(thread));
	return isForWorkers && (message === void 0 || !isConnectionRequest(message)) && context.waits.findDeadlock(asker) === void 0;
}
function* walkObservations_mutualRequest(context) {
	for (const found of findMutualRequests(context)) {
		context.noteReported([found.asker]);
		yield observe_mutualRequest(context, found);
	}
}
function observe_mutualRequest(context, { asker, process, port, asked, waiting }) {
	var _a;
	const { system, waits } = context;
	const subject = { kind: "Thread", address: asker };
	const awaited = findAwaited(system, asker);
	const evidence = new Evidence().add("Message", awaited == null ? void 0 : awaited.message).add("Port", port.address).add("Process", asked);
	for (const thread of waiting) {
		evidence.add("Thread", thread).add("Message", (_a = findAwaited(system, thread)) == null ? void 0 : _a.message);
	}
	const who = formatThread(system, asker);
	const role = port.role === "client" ? "its client " : "";
	const names = formatThreads(system, waiting);
	return {
		title: `${beginSentence(who)} asks ${role}${formatProcess(system, asked)}, which is waiting for it`,
		explanation: `${beginSentence(who)} has sent ${formatAwaited({ message: awaited == null ? void 0 : awaited.message, messageId: awaited == null ? void 0 : awaited.messageId })} to ${role}${formatProcess(system, asked)} over ${formatPort(system, port.address)} and awaits the reply, but no thread there can receive it: the request stays queued on the ${port.role === "client" ? "client's port" : "port"}. Meanwhile ${names} ${waiting.length === 1 ? "awaits" : "await"} a reply from ${formatProcess(system, process)}.`,
		subject,
		evidence: evidence.without(subject),
		weight: waiting.length,
		holdsUp: waits.countHeldUpAt([asker])
	};
}

// src/analysis/rules/no-server-thread.ts
var noServerThread = {
	id: "alpc-no-server-thread",
	severity: "Error",
	meaning: "Requests or connection requests are queued and no thread is left to receive them: all workers are blocked, or there are none.",
	advice: "Look at what blocks each worker: Alpc.WaitChain of the threads in the evidence leads to it.",
	watch: context => ({ finish: () => walkObservations_noServerThread(context) })
};
function findUnreceived(context, port, queues, reported) {
	const found = [];
	for (const queue of queues) {
		for (const address of isTaken(queue) ? [] : queue.messages) {
			const message = context.system.message(address);
			if (message instanceof Absence || reported.size > 0 && reported.has(address.key)) {
				continue;
			}
			const isRequest = blocksSender(message) && (!(message.waitingThread instanceof Absence) || port.role === "connection");
			if ((isRequest || isConnectionRequest(message) || isAwaited(context.system, message)) && (message.queuePort instanceof Absence || message.queuePort.equals(port.address))) {
				found.push(message);
			}
		}
	}
	return found;
}
function isAwaited(system, { address, waitingThread }) {
	const awaited = waitingThread instanceof Absence ? void 0 : findAwaited(system, waitingThread);
	return awaited !== void 0 && isAt(awaited.message, address);
}
function* walkObservations_noServerThread(context) {
	var _a;
	const reported = /* @__PURE__ */ new Set();
	for (const { asker } of findMutualRequests(context)) {
		const message = (_a = findAwaited(context.system, asker)) == null ? void 0 : _a.message;
		if (message !== void 0 && !(message instanceof Absence)) {
			reported.add(message.key);
		}
	}
	for (const seen of context.ports.busy) {
		const { port, queues, hasDeadOwner } = seen;
		if (hasDeadOwner || port.isClosed || port.isDisconnected) {
			continue;
		}
		const requests = findUnreceived(context, port, queues, reported);
		if (!requests.every(message => isFresh(context, message)) && !context.hasThreadLeft(port.address)) {
			yield observe_noServerThread(context, seen, requests);
		}
	}
}
function isFresh(context, { waitingThread }) {
	return !(waitingThread instanceof Absence) && context.isFresh(waitingThread);
}
function observe_noServerThread(context, { port, queues }, requests) {
	const { system } = context;
	const subject = { kind: "Port", address: port.address };
	const workers = context.findWorkers(port.address);
	const waiting = requests.map(message => present(message.waitingThread)).filter(thread => thread !== void 0);
	const threads = workers.map(({ thread }) => thread);
	const evidence = new Evidence().addAll("Thread", threads);
	for (const message of requests) {
		evidence.add("Message", message.address).add("Thread", message.waitingThread);
	}
	const name = formatPortOfOwner(system, port.address);
	const client = port.role !== "client" ? void 0 : port.owner instanceof Absence ? "the client" : formatProcess(system, port.owner);
	const queued = countRequests(requests);
	const place = client === void 0 ? `the queue of ${name}` : `the queue of ${client}'s own port, its connection to ${name}`;
	const awaiting = waiting.length === 0 ? "" : ` ${formatThreads(system, waiting)} ${waiting.length === 1 ? "awaits its reply" : "await their replies"}.`;
	const waited = formatWaited(system, waiting);
	const awaited = waited === "" ? "" : `, awaited${waited}`;
	const inHand = findInHand(context, port, workers);
	const behind = waiting.concat(inHand);
	const culprit = findCulprit(context, behind.concat(threads));
	const root = culprit === void 0 ? "" : formatRoot(system, culprit.root);
	const by = culprit === void 0 ? "" : `: blocked by ${root}`;
	context.noteReported(waiting.concat(port.address));
	if (culprit !== void 0) {
		evidence.addAll("Thread", culprit.threads.concat(behind)).addObject(culprit.root.object);
		context.noteReported(behind.concat(threads, culprit.threads));
	}
	return {
		title: client === void 0 ? `${name}: ${queued} queued${awaited}, no thread available${by}` : `No thread of ${client} receives what the server of ${formatConnectedPort(system, port.address)} asks it: ${queued} queued${awaited}${by}`,
		explanation: `${queued} ${requests.length === 1 ? "is" : "are"} waiting on ${place}. ${explainWorkers(context, port.address, workers)}${awaiting}` + (culprit === void 0 ? "" : explainCulprit(context, culprit, root, threads, inHand)) + explainBacklog(context, queues),
		subject,
		evidence: evidence.without(subject),
		weight: requests.length,
		holdsUp: context.countHeldUpWith(behind)
	};
}
function findCulprit(context, threads) {
	const { waits } = context;
	const waiting = threads.find(thread => context.findRoot(thread) !== void 0);
	const group = waiting === void 0 ? void 0 : context.findRoot(waiting);
	return (group == null ? void 0 : group.root.kind) === "Thread" && group.deadlock === void 0 && (group.threads.length === 1 || ROOT_CAUSES[group.root.cause].isOfProcess === true) && threads.every(thread => {
		var _a;
		return isAmong((_a = waits.findChain(thread)) == null ? void 0 : _a.root.thread, group.threads);
	}) ? group : void 0;
}
function explainCulprit({ system, waits }, { threads }, root, workers, inHand) {
	var _a;
	const [longest] = inHand.map(one => {
		var _a, _b;
		return { one, waited: (_b = (_a = waits.findChain(one)) == null ? void 0 : _a.waitedSeconds) != null ? _b : 0 };
	}).sort((a, b) => b.waited - a.waited);
	const { thread, waitedSeconds } = (_a = longest === void 0 ? void 0 : waits.findChain(longest.one)) != null ? _a : {};
	return (isAmong(threads[0], workers) ? "" : ` What holds all of them up in the end is ${root}.`) + (thread === void 0 || waitedSeconds === void 0 ? "" : ` ${beginSentence(formatThread(system, thread))} has been waiting for ${formatSeconds(waitedSeconds)} for the reply to what a worker has taken.`);
}
function isAmong(address, list) {
	return address !== void 0 && list.some(other => other.equals(address));
}
function measure({ end, messages, declaredLength }) {
	var _a;
	return end.kind === "head" ? messages.length : Math.max(messages.length, (_a = present(declaredLength)) != null ? _a : 0);
}
function isTaken({ name }) {
	return name === "Pending" || name === "Canceled";
}
function explainBacklog({ limits: { backlog } }, queues) {
	return queues.filter(queue => !isTaken(queue) && measure(queue) > backlog).map(queue => ` The ${queue.name} queue holds ${measure(queue)} messages, more than the limit of ${backlog}.`).join("");
}
function findInHand(context, port, workers) {
	const inHand = [];
	for (const { thread: worker } of workers) {
		for (const { thread, port: asked } of context.findWaitersOf(worker)) {
			if (isAt(asked, port.address)) {
				inHand.push(thread);
			}
		}
	}
	return inHand;
}
function countRequests(requests) {
	const connecting = requests.filter(isConnectionRequest).length;
	const kinds = [
		...connecting === requests.length ? [] : [formatCount(requests.length - connecting, "request")],
		...connecting === 0 ? [] : [formatCount(connecting, "connection request")]
	];
	return kinds.join(" and ");
}
function explainWorkers(context, port, workers) {
	var _a;
	const { system } = context;
	const hasBound = ((_a = present(system.boundThreads(port))) != null ? _a : []).length > 0;
	const explain = ({ thread }) => `${formatThread(system, thread)} ${explainBlock(system, thread)}`;
	if (workers.length === 0) {
		const owners = formatSome(context.findPossibleServers(port).map(explain));
		const bound = system.generation === "LPC" || hasBound ? "" : " none is bound to a completion port of it,";
		return `No thread waits to receive there,${bound} and none of the owner's threads is running${owners === "" ? "" : `: ${owners}`}.`;
	}
	return `${workers.length === 1 ? "Its only worker is" : `${workers.length === 2 ? "Both" : `All ${workers.length}`} workers are`} blocked: ${formatSome(workers.map(explain))}.`;
}
function explainBlock(system, thread) {
	var _a, _b, _c;
	const { ways, end, open } = describeSituation(system, thread);
	const way = (_b = (_a = ways.find(({ object }) => {
		var _a, _b;
		return ((_b = present((_a = object == null ? void 0 : object.holders) != null ? _a : NONE)) != null ? _b : []).length > 0;
	})) != null ? _a : ways[0]) != null ? _b : open;
	if (way === void 0) {
		return formatReason(system, end);
	}
	if (way.relation === "awaits reply to" || way.relation === "could be served by") {
		const { port } = way;
		return port === void 0 ? "awaits a reply" : `awaits a reply from ${(isOfClient(system, port) ? formatReceiver : formatPort)(system, port)}`;
	}
	const { object } = way;
	if ((object == null ? void 0 : object.kind) === "thread" || (object == null ? void 0 : object.kind) === "process") {
		return formatClause(system, way, object.kind === "thread" ? formatThread(system, object.address) : void 0);
	}
	const holders = (_c = object === void 0 ? void 0 : present(object.holders)) != null ? _c : [];
	return holders.length === 0 ? formatReason(system, end) : formatClause(system, way, formatThreads(system, holders));
}
var NONE = new Absence("NotApplicable", "there is no object");

// src/analysis/rules/orphan-message.ts
var orphanMessage = {
	id: "alpc-orphan-message",
	severity: "Warning",
	meaning: "A message is on no queue, and the thread that awaits its reply or the one that owes it has exited.",
	advice: "Nobody will answer the thread that waits for it: look for who ended the server thread, or lost the message.",
	watch: watch_orphanMessage
};
function watch_orphanMessage(context) {
	const found = [];
	return {
		seeMessage: message => {
			const observation = message.queue === "None" ? observe_orphanMessage(context, message) : void 0;
			if (observation !== void 0) {
				found.push(observation);
			}
		},
		finish: () => found
	};
}
function observe_orphanMessage(context, message) {
	var _a;
	const { system } = context;
	const hasExited = thread => {
		var _a;
		return ((_a = present(system.thread(thread))) == null ? void 0 : _a.hasExited) === true;
	};
	const waiter = present(message.waitingThread);
	const server = present(message.serverThread);
	const isServerGone = server !== void 0 && hasExited(server);
	const gone = [
		...waiter !== void 0 && hasExited(waiter) ? [`${formatThread(system, waiter)}, the thread that awaits its reply, has exited`] : [],
		...isServerGone ? [`${formatThread(system, server)}, the thread that owes its reply, has exited`] : []
	];
	if (gone.length === 0) {
		return void 0;
	}
	const subject = { kind: "Message", address: message.address };
	const evidence = new Evidence().add("Thread", waiter).add("Thread", server).add("Port", message.ownerPort);
	const waiting = waiter !== void 0 && !hasExited(waiter) ? [waiter] : [];
	context.noteReported(waiting);
	const name = beginSentence(formatMessage(message));
	return {
		title: `${name} is on no queue and its ${gone.length === 1 && isServerGone ? "server" : "waiting"} thread is gone`,
		explanation: `${name} (${(_a = present(message.type)) != null ? _a : "type not known"}) is on no queue: nobody can receive it anymore. ${gone.join("; ")}.`,
		subject,
		evidence: evidence.without(subject),
		weight: 0,
		holdsUp: context.countHeldUpWith(waiting)
	};
}

// src/analysis/rules/queue-backlog.ts
var queueBacklog = {
	id: "alpc-queue-backlog",
	severity: "Warning",
	meaning: "A queue is longer than the limit.",
	advice: "Compare with the port's Servers: workers that are blocked or too few. The oldest message comes first on the queue.",
	watch: context => ({ finish: () => walkObservations_queueBacklog(context) })
};
function* walkObservations_queueBacklog(context) {
	for (const { port, queues } of context.ports.busy) {
		for (const queue of queues) {
			const length = measure(queue);
			if (length > context.limits.backlog && (isTaken(queue) || !context.isReported(port.address))) {
				yield observe_queueBacklog(context, port, queue, length);
			}
		}
	}
}
function explainWaiters(queue, count) {
	if (count > 0) {
		return `${formatCount(count, "thread awaits", "threads await")} replies to them.`;
	}
	return queue.name === "Pending" ? "No thread awaits a reply to any of them: the receiver may not complete what needs completion." : "No thread awaits a reply to any of them.";
}
function observe_queueBacklog(context, port, queue, length) {
	const { system, limits } = context;
	const subject = { kind: "Port", address: port.address };
	const waiting = [];
	for (const address of queue.messages) {
		const message = present(system.message(address));
		const waiter = message === void 0 ? void 0 : present(message.waitingThread);
		if (waiter !== void 0) {
			waiting.push(waiter);
		}
	}
	const name = formatPortOfOwner(system, port.address);
	const evidence = new Evidence().add("Message", queue.messages[0]).add("Process", port.owner);
	const workers = isTaken(queue) || waiting.length > 0 || context.hasThreadLeft(port.address) ? "" : ` ${explainWorkers(context, port.address, context.findWorkers(port.address))}`;
	return {
		title: `${formatCount(length, "message")} on the ${queue.name} queue of ${name}`,
		explanation: `The ${queue.name} queue of ${port.role === "unknown" ? "a port" : `the ${port.role} port`} ${port.address} of ${name} holds ${formatCount(length, "message")}, more than the limit of ${limits.backlog}. ${explainWaiters(queue, waiting.length)}${workers}`,
		subject,
		evidence: evidence.without(subject),
		weight: length,
		holdsUp: context.countHeldUpWith(waiting)
	};
}

// src/analysis/rules/unreadable.ts
var unreadable_unreadable = {
	id: "alpc-unreadable",
	severity: "Information",
	meaning: "Memory pages missing from the dump or target: their content is unknown, which is not a contradiction.",
	advice: "Findings may be missing what lies on these pages. A complete kernel dump holds them, except those that were paged out.",
	watch: context => ({ finish: () => walkObservations_unreadable(context) })
};
function* walkObservations_unreadable({ system }) {
	const { pages, addresses } = system.gaps();
	const [first] = addresses;
	if (pages === 0 || first === void 0) {
		return;
	}
	const subject = { kind: "Object", address: first };
	const count = formatCount(pages, "page is", "pages are");
	yield {
		title: `${count} not in the dump or target`,
		explanation: `${count} not in the dump or target, where ports, messages, threads or processes lie: ${formatSome(addresses.map(String))}. What lies there is unknown; what is listed came from the other sources.`,
		subject,
		evidence: new Evidence().addAll("Object", addresses).without(subject),
		holdsUp: 0,
		weight: pages
	};
}

// src/analysis/rules/rules.ts
var rules = [
	deadlock,
	renewedWait,
	mutualRequest,
	deadServer,
	noServerThread,
	deadClient,
	abandonedRequest,
	lostReply,
	orphanMessage,
	longWait,
	inconsistent,
	queueBacklog,
	unreadable_unreadable
];

// src/analysis/findings.ts
function findFindings(system, options = {}) {
	var _a;
	const context = new FindingContext(system, Object.assign({}, DEFAULT_LIMITS, options.limits), (_a = options.scope) != null ? _a : SYSTEM_SCOPE);
	const watches = rules.map(({ watch }) => watch(context));
	showEverything(context, watches);
	const findings = [];
	rules.forEach(({ id, severity }, place) => {
		var _a, _b;
		for (const observation of (_b = (_a = watches[place]) == null ? void 0 : _a.finish()) != null ? _b : []) {
			findings.push(Object.assign({ rule: id, severity }, observation));
		}
	});
	return sortFindings(findings);
}
function showEverything(context, watches) {
	const ofThreads = wanted(watches.map(({ seeWaitingThread }) => seeWaitingThread));
	const ofPorts = wanted(watches.map(({ seePort }) => seePort));
	const ofMessages = wanted(watches.map(({ seeMessage }) => seeMessage));
	for (const thread of context.waitingThreads) {
		for (const see of ofThreads) {
			see(thread);
		}
	}
	for (const port of context.walkPorts()) {
		const seen = context.ports.examine(port);
		if ((seen == null ? void 0 : seen.isUnusual) === true) {
			for (const see of ofPorts) {
				see(seen);
			}
		}
	}
	for (const message of context.walkMessages()) {
		for (const see of ofMessages) {
			see(message);
		}
	}
}
function wanted(sights) {
	return sights.filter(see => see !== void 0);
}

// src/model/objects/findings.ts
var column_findings = factColumn;
var findingTable = defineTable("finding-row", "A finding as a row of a table.", {
	Severity: column_findings("Error, Warning or Information.", ({ severity }) => severity),
	Rule: column_findings("Stable id of the rule that found it.", ({ rule }) => rule),
	HoldsUp: column_findings("Threads that this blocks.", ({ holdsUp }) => holdsUp, 10),
	Subject: column_findings("What it is about: Thread, Process, Port, Message or Object.", ({ subject }) => subject.kind),
	Title: column_findings("One line, shortened.", ({ title }) => printable(title))
});
var Finding = class extends FactObject {
	__describe({ severity, rule, title }) {
		return `${severity} ${rule}: ${printable(title)}`;
	}
};
function referenced(context, { kind, address, object }) {
	switch (kind) {
		case "Thread":
			return context.thread(address);
		case "Process":
			return context.process(address);
		case "Port":
			return context.port(address);
		case "Message":
			return context.message(address);
		case "Object":
			return object === void 0 ? dispatcherObjectAt(context, address) : dispatcherObject(context, object);
	}
}
function evidenceOf(finding) {
	const { __context: context, __facts: facts } = finding;
	return facts instanceof Absence ? [facts] : facts.evidence.map(reference => referenced(context, reference));
}
var findingClass = defineClass("finding", "Something that is wrong, or worth knowing.", Finding, {
	Rule: fact("Stable id of the rule that found it.", ({ rule }) => rule),
	Severity: fact("Error, Warning or Information.", ({ severity }) => severity),
	Title: fact("One line.", ({ title }) => title),
	Explanation: fact("What is wrong, in plain words.", ({ explanation }) => explanation),
	Subject: fact("The thread, process, port, message or object that it is about.", ({ subject }, context) => referenced(context, subject)),
	Evidence: property("What proves it.", finding => mapPresent(finding.__facts, ({ evidence }) => shortList(finding.__context, "piece of evidence", formatCount(evidence.length, "object"), () => evidenceOf(finding)))),
	Advice: fact("What to look at next.", ({ rule }) => {
		var _a, _b;
		return (_b = (_a = rules.find(({ id }) => id === rule)) == null ? void 0 : _a.advice) != null ? _b : notApplicable("the rule gives no advice");
	}),
	HoldsUp: inDecimal(fact("Threads that this blocks.", ({ holdsUp }) => holdsUp))
});
var Findings = class {
	constructor(context, scope, given, rule) {
		this.__context = context;
		this.__scope = scope;
		this.__limits = given;
		this.__rule = rule;
	}
	get __found() {
		var _a;
		const { longWaitSeconds, backlog } = (_a = this.__limits) != null ? _a : limits;
		const { target } = this.__context;
		const key = `findings ${JSON.stringify(this.__scope)} ${longWaitSeconds} ${backlog}`;
		const all = target.stop.once(key, () => target.pin(() => findFindings(systemOf(this.__context), { scope: this.__scope, limits: { longWaitSeconds, backlog } })));
		return this.__rule === void 0 ? all : all.filter(({ rule }) => rule === this.__rule);
	}
	__finding(facts) {
		return new Finding(this.__context, facts, () => {
			var _a;
			return (_a = this.__found.find(({ rule, subject }) => rule === facts.rule && subject.kind === facts.subject.kind && subject.address.equals(facts.subject.address))) != null ? _a : notApplicable("this is no longer found");
		});
	}
	*[Symbol.iterator]() {
		this.__context.refresh();
		let position = 0;
		for (const finding of this.__found) {
			yield indexedValue(this.__finding(finding), [position]);
			position += 1;
		}
	}
	getDimensionality() {
		return 1;
	}
	getValueAt(index) {
		this.__context.refresh();
		const finding = this.__found[positionFrom(index)];
		if (finding === void 0) {
			const { length } = this.__found;
			throw notFound("There is no finding at that position:", length === 0 ? "the list is empty." : `there are ${length}.`);
		}
		return this.__finding(finding);
	}
	toString() {
		return this.__rule === "alpc-inconsistent" ? this.__context.titled("Contradictions in ports and messages") : `Problems of this ${this.__scope.kind}, most blocked threads first`;
	}
};
function summary(found, { nothing }) {
	const count = severity => found.filter(finding => finding.severity === severity).length;
	return found.length === 0 ? nothing === "none" ? "nothing found" : nothing : [
		formatCount(count("Error"), "error"),
		formatCount(count("Warning"), "warning"),
		`${count("Information")} for information`
	].join(", ");
}
var findingsClass = defineClass("findings", "What the analysis found, most blocked threads first.", Findings, {
	Summary: property("How many of each severity.", ({ __found, __context }) => summary(__found, __context)),
	Table: property("The findings in short columns, for dx -g.", findings => tableOf(findings.__context, () => findings.__found, facts => findingTable.rowOf(findings.__finding(facts))))
}, {
	WithLimits: method("longWaitSeconds[, backlog]", "The same findings for other limits.", ({ __context, __scope, __rule }, seconds, backlog) => new Findings(__context, __scope, {
		longWaitSeconds: limitGiven(seconds, limits.longWaitSeconds),
		backlog: limitGiven(backlog, limits.backlog)
	}, __rule))
});
function limitGiven(value, otherwise) {
	const number = value === void 0 ? otherwise : numberFromHost(value);
	if (number === void 0 || number < 0) {
		throw wrongArgument(describeArgument(value), "a whole number of seconds or messages", "@$cursession.Alpc.Findings.WithLimits(5, 20)");
	}
	return number;
}
function findingsOfSystem(context) {
	return new Findings(context, { kind: "system" });
}
function findingsOfProcess(context, process) {
	return new Findings(context, { kind: "process", address: process });
}
function findingsOfPort(context, port) {
	return new Findings(context, { kind: "port", address: port });
}
function consistencyFindings(context) {
	return new Findings(context, { kind: "system" }, void 0, "alpc-inconsistent");
}

// src/model/objects/port.ts
var PortObject = class extends AddressObject {
	get __facts() {
		return this.__context.portFacts(this.__address);
	}
	toString() {
		const facts = this.__facts;
		return facts instanceof Absence ? `port ${this.__address} <${facts.reason}>` : formatPortLine(lineOf_port(this.__context, facts));
	}
};
function lineOf_port(context, facts) {
	const isEnd = facts.role === "client" || facts.role === "server";
	const peer = isEnd ? peerOf(facts) : void 0;
	const other = peer instanceof Absence && facts.role === "client" ? facts.connectionPort : peer;
	const path = isEnd ? void 0 : readObjectPath(context.target, facts.address);
	const queued = declaredTotal(context, facts);
	return Object.assign({ address: facts.address.toString(), kind: facts.kind, role: facts.role }, path === void 0 || path instanceof Absence ? {} : { name: path }, facts.owner instanceof Absence ? {} : { owner: processName(context, facts.owner) }, isEnd ? serviceOf(context, facts) : {}, other === void 0 ? {} : { peer: other instanceof Absence ? whoIsAbsent(other) : processName(context, context.ownerOf(other)) }, { queued: queued instanceof Absence ? 0 : queued, marks: [...marksOf(facts), ...queued instanceof Absence ? [queued.reason] : []] });
}
function serviceOf(context, facts) {
	const name = facts.connectionPort instanceof Absence ? void 0 : readObjectName(context.target, facts.connectionPort);
	return name === void 0 || name instanceof Absence ? {} : { service: name };
}
function marksOf(facts) {
	return [
		...facts.isClosed ? ["closed"] : [],
		...facts.isDisconnected ? ["disconnected"] : [],
		...facts.owner instanceof Absence ? [facts.owner.reason] : [],
		...facts.contradictions.length > 0 ? ["inconsistent"] : []
	];
}
function notPort({ __facts }) {
	return __facts instanceof Absence && __facts.kind === "Invalid" ? __facts : void 0;
}
function cheapSources({ __context, __address }) {
	const sources = __context.generation.findSources(__address, false);
	return sources.length === 0 ? "not yet looked for" : `${sources.join(", ")}, ...`;
}
function list(what, help, read, make, rows) {
	return property(help, port => mapPresent(port.__facts, () => countedList(port.__context, what, () => elementsOf(port.__facts, facts => read(facts, port.__context)), element => make(element, port.__context), rows)));
}
function end(help, pick) {
	return property(help, ({ __context, __facts }) => mapPresent(__facts, facts => __context.maybe(pick(facts), "port")));
}
function commonPortProperties(typeName) {
	return Object.assign({ Address: property("Address of the port object.", port => port.__address) }, identityProperties, connectionProperties, activityProperties, { HandleCount: inDecimal(property("Open handles, by the object's header.", port => {
		var _a;
		return (_a = notPort(port)) != null ? _a : readHandleCount(port.__context.target, port.__address);
	})), PointerCount: inDecimal(property("References, by the object's header; since Windows 8 inflated by references that handles hold in reserve.", port => {
		var _a;
		return (_a = notPort(port)) != null ? _a : readPointerCount(port.__context.target, port.__address);
	})), FoundBy: property("The sources that know the port.", port => shortList(port.__context, "source", () => cheapSources(port), () => port.__context.generation.findSources(port.__address, true))), Findings: property("What the analysis found about this port.", port => findingsOfPort(port.__context, port.__address)), Object: property(`The native ${typeName}.`, port => nativeObject(port.__context.target, typeName, port.__address)) });
}
var identityProperties = {
	Name: property("The port's own name, the last part of its path; communication ports have none.", port => named_port(readObjectName(port.__context.target, port.__address))),
	Path: property("Full path in the object manager's namespace.", port => named_port(readObjectPath(port.__context.target, port.__address))),
	Kind: property("Connection port, or which end of a connection; UNKNOWN where the structures contradict each other.", port => mapPresent(port.__facts, ({ kind }) => kind)),
	Owner: property("The process that created the port.", port => mapPresent(port.__facts, ({ owner }) => port.__context.maybe(owner, "process")))
};
var connectionProperties = {
	ConnectionPort: end("The named port that the connection was made through; of a connection port, itself.", ({ connectionPort }) => connectionPort),
	ServerPort: end("The server's end of the connection.", ({ serverPort }) => serverPort),
	ClientPort: end("The client's end of the connection.", ({ clientPort }) => clientPort),
	Peer: end("The other end of the connection.", peerOf),
	Connections: list("connection", "Connections made through this connection port; of a communication port, its own.", (facts, { generation }) => {
		const missing = generation.missingConnections(facts);
		return [...generation.readConnections(facts), ...missing === void 0 ? [] : [missing]];
	}, (connection, context) => context.connection(connection), connectionTable)
};
var activityProperties = {
	State: property("The flags word of the port and each of its named bits.", port => flagsOf(port.__context, () => mapPresent(port.__facts, ({ state }) => state))),
	WaitQueue: list("thread", "Threads that wait on the port itself to receive.", (facts, { generation }) => generation.readWaitQueue(facts), (thread, context) => context.thread(thread), threadTable),
	Servers: property("Threads that could serve the port, each with how that is known.", port => mapPresent(port.__facts, () => serverList(port.__context, port.__address))),
	HeldBy: property("Who has a handle to the port: process, handle and granted access. Searches all handle tables once per stop.", port => handleHolders(port.__context, port.__address))
};
function named_port(name) {
	return name != null ? name : notApplicable("the port has no name");
}

// src/model/objects/queue.ts
var RECENT_QUEUES = 64;
var Queue = class extends Listing {
	constructor(context, port, name) {
		super(context);
		this.__port = port;
		this.__name = name;
	}
	get __facts() {
		return this.__recent.once(this.__key, () => {
			const port = this.__context.portFacts(this.__port);
			return port instanceof Absence ? port : this.__context.generation.readQueue(port, this.__name);
		});
	}
	get __declaredLength() {
		const port = this.__context.portFacts(this.__port);
		return port instanceof Absence ? port : this.__context.generation.readQueueLength(port, this.__name);
	}
	*__walk() {
		const known = this.__recent.get(this.__key);
		if (known !== void 0 && !(known instanceof Absence)) {
			yield* known.messages;
			return;
		}
		const port = this.__context.portFacts(this.__port);
		yield* elementsOf(port, facts => this.__context.generation.walkQueue(facts, this.__name));
	}
	*__elements() {
		for (const message of this.__walk()) {
			yield this.__context.maybe(message, "message");
		}
	}
	__find(index) {
		const [first] = this.__walk();
		if (first !== void 0 && first instanceof Absence) {
			throw notFound(`The ${this.__name} queue has no message at that position:`, `${first.reason}.`);
		}
		return super.__find(index);
	}
	__noSuchPosition(length) {
		return notFound(`The ${this.__name} queue has no message at that position:`, `it holds ${formatCount(length, "message")}.`);
	}
	get __key() {
		return `${this.__name} ${this.__port.key}`;
	}
	get __recent() {
		return this.__context.target.stop.once("queues shown", () => new Recent(RECENT_QUEUES));
	}
	toString() {
		const facts = this.__facts;
		if (facts instanceof Absence) {
			return `<${facts.reason}>`;
		}
		const declared = facts.declaredLength instanceof Absence ? "nothing readable" : facts.declaredLength;
		return `${formatCount(facts.messages.length, "message")}${isConsistent(facts) ? "" : ` <the kernel says ${declared}; ${facts.end.reason}>`}`;
	}
};
function isConsistent(facts) {
	return facts.end.kind === "head" && (facts.declaredLength instanceof Absence || facts.declaredLength === facts.messages.length);
}
var queueClass = defineClass("queue", "A queue of a port: iterate it, or index it by position, for its messages.", Queue, {
	Length: inDecimal(property("Number of messages as the kernel counts them (in the LPC age: the semaphore's count).", queue => queue.__declaredLength)),
	Count: inDecimal(property("Number of messages found on the list.", queue => mapPresent(queue.__facts, ({ messages }) => messages.length))),
	IsConsistent: property("Whether the list is closed and as long as the kernel says.", queue => mapPresent(queue.__facts, isConsistent)),
	Table: property("The messages in short columns, for dx -g.", queue => mapPresent(queue.__declaredLength, () => tableOf(queue.__context, () => queue.__walk(), message => messageTable.rowOf(message instanceof Absence ? message : { __context: queue.__context, __address: message })))),
	End: property("Why the walk of the list ended.", queue => mapPresent(queue.__facts, ({ end }) => end.reason))
});

// src/model/objects/port-settings.ts
var NamedValue = class extends FactObject {
	__describe({ names }) {
		return names.length === 0 ? "none" : names.join(" | ");
	}
};
var namedValueClass = defineClass("named-flags", "A flags word of a port's attributes.", NamedValue, {
	Value: fact("The whole word.", ({ value }) => Word64.fromNumber(value)),
	Names: fact("Names of the bits that are set.", ({ names }) => names)
});
function namedValue(attributes, pick) {
	return factObject(NamedValue, attributes.__context, () => mapPresent(attributes.__facts, pick));
}
var PortAttributes = class extends FactObject {
	__describe({ flags, maxMessageLength }) {
		var _a;
		const names = flags instanceof Absence ? `<${flags.reason}>` : flags.names.join(" | ") || "no flags";
		return `${names}${maxMessageLength instanceof Absence ? "" : `, messages of at most ${(_a = maxMessageLength.toNumber()) != null ? _a : maxMessageLength} bytes`}`;
	}
};
var portAttributesClass = defineClass("port-attributes", "What the owner asked for when it created or connected the port.", PortAttributes, {
	Flags: property("Flags by name.", attributes => namedValue(attributes, ({ flags }) => flags)),
	MaxMessageLength: inDecimal(fact("Bytes of the longest message.", ({ maxMessageLength }) => maxMessageLength)),
	MemoryBandwidth: fact("Bytes of memory bandwidth that the port may use.", ({ memoryBandwidth }) => memoryBandwidth),
	MaxPoolUsage: fact("Bytes of pool that its messages may use.", ({ maxPoolUsage }) => maxPoolUsage),
	MaxSectionSize: fact("Bytes of the largest section.", ({ maxSectionSize }) => maxSectionSize),
	MaxViewSize: fact("Bytes of the largest view.", ({ maxViewSize }) => maxViewSize),
	MaxTotalSectionSize: fact("Bytes of all sections together.", ({ maxTotalSectionSize }) => maxTotalSectionSize),
	DupObjectTypes: property("Kinds of object whose handles may travel in messages.", attributes => namedValue(attributes, ({ dupObjectTypes }) => dupObjectTypes))
});
var PortSecurity = class extends FactObject {
	__describe({ kind, impersonationLevel, token }) {
		const captured = kind === "Static" && token instanceof Absence && token !== impersonationLevel ? `, ${formatLevel(token.kind === "NotApplicable" ? token.reason : token)}` : "";
		return `${kind}, ${formatLevel(impersonationLevel)}${captured}`;
	}
};
function formatLevel(level) {
	return level instanceof Absence && level.kind === "NotApplicable" ? level.reason : formatMaybe(level);
}
var portSecurityClass = defineClass("port-security", "How a port's server learns who its client is.", PortSecurity, {
	Kind: fact("Static: captured when the connection was made. Dynamic: captured anew with each message.", ({ kind }) => kind),
	ImpersonationLevel: fact("How far the server may act as the client.", ({ impersonationLevel }) => impersonationLevel),
	TrackingMode: fact("Whether later changes of the client's token count.", ({ trackingMode }) => trackingMode),
	EffectiveOnly: fact("Whether only what is enabled in the client's token may be used.", ({ effectiveOnly }) => effectiveOnly),
	Token: fact("The captured token.", ({ token }, { target }) => mapPresent(token, address => nativeObject(target, "_TOKEN", address)))
});

// src/alpc/resource/shared-memory.ts
function decodeSection(structure) {
	return {
		kind: "Section",
		address: structure.address,
		structure,
		ownerPort: decodeReference(structure, "OwnerPort", "the section has no owner port"),
		ownerProcess: decodeReference(structure, "OwnerProcess", "the section has no owner process"),
		sectionObject: decodeReference(structure, "SectionObject", "the section has no section object"),
		size: structure.word("Size"),
		handle: structure.pointer("SectionHandle"),
		handleTable: decodeReference(structure, "HandleTable", "the section is in no handle table"),
		numberOfRegions: structure.number("NumberOfRegions"),
		state: decodeState(structure)
	};
}
function readSection(target, address) {
	const structure = target.readStructure("_KALPC_SECTION", address);
	return structure instanceof Absence ? structure : decodeSection(structure);
}
function walkRegions(target, section) {
	return walkMember(target, section.structure, "RegionListHead", "_KALPC_REGION", "RegionListEntry", `the regions of section ${section.address}`);
}
function decodeRegion(structure) {
	return {
		kind: "Region",
		address: structure.address,
		structure,
		section: decodeReference(structure, "Section", "the region belongs to no section"),
		offset: structure.word("Offset"),
		size: structure.word("Size"),
		viewSize: structure.word("ViewSize"),
		numberOfViews: structure.number("NumberOfViews"),
		readOnlyView: decodeReference(structure, "ReadOnlyView", "the region has no read-only view"),
		readWriteView: decodeReference(structure, "ReadWriteView", "the region has no writable view"),
		state: decodeState(structure)
	};
}
function readRegion(target, address) {
	const structure = target.readStructure("_KALPC_REGION", address);
	return structure instanceof Absence ? structure : decodeRegion(structure);
}
function walkViews(target, region) {
	return walkMember(target, region.structure, "ViewListHead", VIEW, "ViewListEntry", `the views of region ${region.address}`);
}
var VIEW = "_KALPC_VIEW";
function decodeView(structure) {
	return {
		kind: "View",
		address: structure.address,
		structure,
		ownerPort: decodeReference(structure, "OwnerPort", "the view has no owner port"),
		ownerProcess: decodeReference(structure, "OwnerProcess", "the view is mapped into no process"),
		region: decodeReference(structure, "Region", "the view maps no region"),
		base: structure.pointer("Address"),
		size: structure.word("Size"),
		secureViewHandle: structure.pointer("SecureViewHandle"),
		writeAccessHandle: structure.pointer("WriteAccessHandle"),
		numberOfOwnerMessages: structure.number("NumberOfOwnerMessages"),
		state: decodeState(structure)
	};
}
function readView(target, address) {
	const structure = target.readStructure(VIEW, address);
	return structure instanceof Absence ? structure : decodeView(structure);
}
function walkProcessViews(target, process) {
	const layout = target.layout("_EPROCESS");
	const head = layout instanceof Absence ? layout : layout.field("AlpcContext.ViewListHead");
	return head instanceof Absence ? absentWalk(head) : walkContaining(target, process.plus(head.offset), VIEW, "ProcessViewListEntry", {
		what: `the views of process ${process}`
	});
}

// src/alpc/resource/handle-table.ts
function decodeReserve(structure) {
	return {
		kind: "Reserve",
		address: structure.address,
		structure,
		ownerPort: decodeReference(structure, "OwnerPort", "the reserve has no owner port"),
		handle: structure.pointer("Handle"),
		handleTable: decodeReference(structure, "HandleTable", "the reserve is in no handle table"),
		message: decodeReference(structure, "Message", "the reserve keeps no message"),
		size: structure.word("Size"),
		isActive: structure.flag("Active")
	};
}
function readReserve(target, address) {
	const structure = target.readStructure("_KALPC_RESERVE", address);
	return structure instanceof Absence ? structure : decodeReserve(structure);
}
var ENTRY_handleTable = "_ALPC_HANDLE_ENTRY";
var CHUNK_handleTable = 4096;
function walkAlpcHandles(target, info) {
	return new SteppedWalk(handlesOf(target, info));
}
function* handlesOf(target, info) {
	const table = info.structure.pointer("HandleTable.Handles");
	const total = info.structure.number("HandleTable.TotalHandles");
	const layout = target.layout(ENTRY_handleTable);
	const object = layout instanceof Absence ? layout : layout.field("Object");
	if (table instanceof Absence || total instanceof Absence || layout instanceof Absence || object instanceof Absence) {
		return walkNotBegun(firstAbsence(table, total, layout, object));
	}
	if (table.isZero || total === 0) {
		return closedWalk(0);
	}
	let count = 0;
	const perChunk = Math.floor(CHUNK_handleTable / layout.size);
	for (let first = 0; first < total; first += perChunk) {
		if (first >= limits.handles) {
			return {
				kind: "limit",
				reason: `the handle table says that it has ${total} entries; the walk stopped at ${limits.handles}`,
				count
			};
		}
		const entries = Math.min(perChunk, total - first);
		const bytes = target.read(table.plus(first * layout.size), entries * layout.size);
		if (bytes instanceof Absence) {
			return Object.assign({}, walkNotBegun(bytes), { count });
		}
		for (let entry = 0; entry < entries; entry += 1) {
			const resource = pointerIn(bytes, entry * layout.size + object.offset, target.pointerSize).withoutLowBits(1);
			if (isKernelAddress(resource, target.pointerSize)) {
				count += 1;
				yield decodeHandle(target, first + entry, resource);
			}
		}
	}
	return closedWalk(count);
}
function decodeHandle(target, index, resource) {
	const kind = readBlobKind(target, resource);
	return { index, resource, kind, handle: kind instanceof Absence ? kind : readOwnHandle(target, kind, resource) };
}
function readOwnHandle(target, kind, resource) {
	switch (kind) {
		case "Section":
			return mapPresent(readSection(target, resource), section => section.handle);
		case "SecurityContext":
			return mapPresent(readSecurityData(target, resource), data => data.handle);
		case "Reserve":
			return mapPresent(readReserve(target, resource), reserve => reserve.handle);
		default:
			return notApplicable(`a ${kind} does not keep its handle`);
	}
}

// src/model/objects/alpc-port.ts
var AlpcHandle = class extends FactObject {
	__describe({ handle, index, resource }) {
		return `handle ${handle instanceof Absence ? `at position ${index}` : handle}: ${String(this.__context.resource(resource))}`;
	}
};
var alpcHandleClass = defineClass("alpc-handle", "A handle of a connection's ALPC handle table.", AlpcHandle, {
	Handle: fact("The handle's value, as the resource itself names it.", ({ handle }) => handle),
	Index: inDecimal(fact("Position in the table.", ({ index }) => index)),
	Kind: fact("Kind of the resource.", ({ kind }) => kind),
	Resource: fact("The resource.", ({ resource }, context) => context.resource(resource))
});
function alpcHandles(port) {
	const { __context: context } = port;
	const readInfo = () => mapPresent(port.__facts, ({ structure }) => readCommunicationInfoOf(context.target, structure));
	return mapPresent(readInfo(), () => countedList(context, "handle", () => elementsOf(readInfo(), info => untilEnd(walkAlpcHandles(context.target, info))), facts => new AlpcHandle(context, facts, () => mapPresent(readInfo(), later => findHandle(context.target, later, facts)))));
}
function findHandle(target, info, { index, resource }) {
	for (const found of walkAlpcHandles(target, info)) {
		if (found.index === index && found.resource.equals(resource)) {
			return found;
		}
	}
	return notApplicable("the handle is no longer in the table");
}
var SHOWN_THREADS = 8;
var CompletionPort = class extends FactObject {
	__describe({ address, currentCount, maximumCount, depth }) {
		const bound = Array.from(walkBoundThreads(this.__context.target, address));
		const threads = bound.length === 0 ? "" : ` (${formatSome(bound.map(String), SHOWN_THREADS)})`;
		return `${address}: ${formatCount(bound.length, "thread")} bound${threads}, ${countOrMark(currentCount)} of at most ${countOrMark(maximumCount)} running, ${countOrMark(depth)} packets queued`;
	}
};
function countOrMark(count) {
	return count instanceof Absence ? "?" : String(count);
}
var completionPortClass = defineClass("completion-port", "The completion port that tells a port's owner of messages; the threads bound to it are the workers.", CompletionPort, {
	Address: fact("Address of its queue (_KQUEUE).", ({ address }) => address),
	Threads: fact("Threads bound to it, whatever they do now.", ({ address }, context) => countedList(context, "thread", () => untilEnd(walkBoundThreads(context.target, address)), thread => context.thread(thread))),
	CurrentCount: inDecimal(fact("Bound threads that run now, not blocked.", ({ currentCount }) => currentCount)),
	MaximumCount: inDecimal(fact("How many of them may run at once.", ({ maximumCount }) => maximumCount)),
	Depth: inDecimal(fact("Packets queued.", ({ depth }) => depth)),
	CompletionKey: fact("The key in the packets of this port.", ({ completionKey }) => completionKey),
	Object: fact("The native _KQUEUE.", ({ address }, { target }) => nativeObject(target, "_KQUEUE", address))
});
var CompletionList = class extends FactObject {
	__describe({ address, header }) {
		return header instanceof Absence ? `${address} <${header.reason}>` : `${address}: head ${countOrMark(header.head)}, tail ${countOrMark(header.tail)}, ${countOrMark(header.activeThreadCount)} threads active`;
	}
};
var completionListClass = defineClass("completion-list", "A ring of messages shared with the owner's user mode.", CompletionList, {
	Address: fact("Address of the _ALPC_COMPLETION_LIST.", ({ address }) => address),
	OwnerProcess: fact("The process that reads it.", ({ ownerProcess }, context) => context.maybe(ownerProcess, "process")),
	Header: fact("Address of the shared header.", ({ header }) => mapPresent(header, ({ address }) => address)),
	Head: inDecimal(fact("Index of the next message to read.", ({ header }) => mapPresent(header, ({ head }) => head))),
	Tail: inDecimal(fact("Index behind the last message.", ({ header }) => mapPresent(header, ({ tail }) => tail))),
	ActiveThreadCount: inDecimal(fact("Threads that receive from it now.", ({ header }) => mapPresent(header, ({ activeThreadCount }) => activeThreadCount))),
	LastMessageId: inHexadecimal(fact("Id of the last message put on it.", ({ header }) => mapPresent(header, ({ lastMessageId }) => lastMessageId))),
	LastCallbackId: inHexadecimal(fact("Callback id of the last message put on it.", ({ header }) => mapPresent(header, ({ lastCallbackId }) => lastCallbackId))),
	PostCount: inDecimal(fact("Messages put on it.", ({ header }) => mapPresent(header, ({ postCount }) => postCount))),
	ReturnCount: inDecimal(fact("Messages given back.", ({ header }) => mapPresent(header, ({ returnCount }) => returnCount))),
	UserBase: fact("Where the owner sees it.", ({ userBase }) => userBase),
	UserLimit: fact("Its end there.", ({ userLimit }) => userLimit),
	SystemBase: fact("Where the kernel sees it.", ({ systemBase }) => systemBase),
	TotalSize: inDecimal(fact("Bytes of the whole.", ({ totalSize }) => totalSize)),
	ListSize: inDecimal(fact("Bytes of the ring of entries.", ({ listSize }) => listSize)),
	BitmapSize: inDecimal(fact("Bytes of the bitmap of free data.", ({ bitmapSize }) => bitmapSize)),
	DataSize: inDecimal(fact("Bytes of the data area.", ({ dataSize }) => dataSize)),
	ConcurrencyCount: inDecimal(fact("Threads that the owner said it would receive with.", ({ concurrencyCount }) => concurrencyCount))
});
function queue(name, help) {
	return property(help, ({ __context, __address, __facts }) => mapPresent(__facts, facts => mapPresent(__context.generation.readQueueLength(facts, name), () => new Queue(__context, __address, name))));
}
var part_alpcPort = partsOf(({ __facts }) => __facts);
var portClass = defineClass("port", "An ALPC port.", subclass(PortObject), Object.assign({}, commonPortProperties("_ALPC_PORT"), { CommunicationInfo: property("What it shares with the other ports of its connection; a connection port has one of its own.", ({ __context, __facts }) => mapPresent(__facts, ({ structure }) => __context.maybe(decodeReference(structure, "CommunicationInfo", "the port has no communication info: it is being created or is unconnected"), "resource"))), SequenceNo: inHexadecimal(property("Sequence number of the last message.", ({ __context, __address }) => mapPresent(readAlpcPort(__context.target, __address), ({ sequenceNo }) => sequenceNo))), MainQueue: queue("Main", "Messages sent and not yet received."), LargeMessageQueue: queue("LargeMessage", "Large messages sent and not yet received."), PendingQueue: queue("Pending", "Messages received whose reply is outstanding."), DirectQueue: queue("Direct", "Direct messages (Windows 10 and later)."), CanceledQueue: queue("Canceled", "Canceled messages that the server may still hold."), CompletionPort: part_alpcPort("The completion port that tells the owner of messages; the threads bound to it are the workers.", CompletionPort, ({ structure }, { target }) => readCompletionPort(target, structure)), CompletionList: part_alpcPort("The ring through which the owner receives without a system call.", CompletionList, ({ structure }, { target }) => readCompletionList(target, structure)), MessageZone: property("Address of the memory that messages are made in without a copy (up to Windows 8.0).", ({ __facts }) => mapPresent(__facts, ({ structure }) => decodeReference(structure, "MessageZone", "the port has no message zone"))), PortContext: property("The owner's context value for the port.", ({ __context, __address }) => mapPresent(readAlpcPort(__context.target, __address), ({ portContext }) => portContext)), Attributes: part_alpcPort("What the owner asked for: flags, sizes, kinds of handle that may travel.", PortAttributes, ({ structure }) => decodePortAttributes(structure)), Security: part_alpcPort("How the server learns who its client is.", PortSecurity, ({ structure }) => decodePortSecurity(structure)), Resources: property("Resources that the port owns: sections, security contexts, reserves, views, messages.", port => mapPresent(port.__facts, () => countedList(port.__context, "resource", () => elementsOf(port.__facts, ({ structure }) => untilEnd(walkResources(port.__context.target, structure))), ({ address }) => port.__context.resource(address)))), Handles: property("The connection's own ALPC handle table.", alpcHandles) }));

// src/text/comparison.ts
var TOO_SOON = 0.9;
var NO_TIME = 1e-3;
function formatVerdict(comparison) {
	if (comparison.seconds !== void 0 && comparison.seconds < NO_TIME) {
		return "nothing to compare: both are of the same moment";
	}
	const { growing, earlier, later } = comparison;
	const parts = [verdictOf(comparison)];
	if (growing.length > 0) {
		parts.push(growing.length === 1 ? "1 queue grows" : `${growing.length} queues grow`);
	}
	if (earlier.leftOut + later.leftOut > 0) {
		parts.push(`not everything is compared: ${earlier.leftOut + later.leftOut} more ports, waits or server threads than can be remembered`);
	}
	return parts.join("; ");
}
function verdictOf({ same, added, gone, seconds, later, earlier }) {
	const ago = formatAgo(seconds);
	if (later.waits.length === 0) {
		return earlier.waits.length === 0 ? `idle: no thread awaits a reply, as ${ago}` : `not stuck: no thread awaits a reply; ${earlier.waits.length === 1 ? "the wait" : `all ${earlier.waits.length} waits`} seen ${ago} ended`;
	}
	if (same.length === 0) {
		const ended = gone.length === 0 ? "no thread awaited a reply then" : `${formatCount(gone.length, "earlier wait")} ended`;
		return `not stuck: ${later.waits.length === 1 ? "the wait is" : `all ${later.waits.length} waits are`} newer than ${seconds === void 0 ? "the earlier stop" : ago}; ${ended}`;
	}
	const alike = `${same.length} of ${formatCount(later.waits.length, "wait")} ${same.length === 1 ? "is" : "are"} the same as ${ago}`;
	const moved = [added.length === 0 ? "" : `${added.length} new`, gone.length === 0 ? "" : `${gone.length} ended`].filter(part => part !== "").join(", ");
	const rest = moved === "" ? alike : `${alike}; ${moved}`;
	if (seconds !== void 0 && seconds < TOO_SOON) {
		return `too soon to tell: only ${Math.round(seconds * 1e3)} ms have passed; ${rest}`;
	}
	const slow = same.filter(({ serverHasRun }) => serverHasRun === true).length;
	const running = slow === 0 ? "" : slow < same.length ? `; the server threads of ${slow} have run since` : slow === 1 ? "; its server thread has run since" : "; their server threads have run since";
	return `${slow === same.length ? "slow" : added.length > 0 ? "partly stuck" : "stuck"}: ${rest}${running}`;
}
function formatAgo(seconds) {
	return seconds === void 0 ? "at the earlier stop" : `${formatElapsed(seconds)} ago`;
}
function formatElapsed(seconds) {
	return seconds < 10 ? `${Math.round(seconds * 10) / 10} s` : formatSeconds(Math.round(seconds));
}
function formatMoment({ waits, ports, servers }) {
	return `${formatCount(waits.length, "wait")}, ${formatCount(ports.length, "port")} and ${formatCount(servers.length, "server thread")}`;
}
function formatWait({ thread, message, portName, seconds }) {
	return `${thread.name}: ${message.name}${portName === void 0 ? "" : ` to ${portName}`}${seconds === void 0 ? "" : `, for ${formatElapsed(seconds)}`}`;
}
function formatSameWait({ wait, serverHasRun }) {
	return `${formatWait(wait)}; ${formatServer(wait, serverHasRun)}`;
}
function formatServer({ server }, hasRun) {
	return server === void 0 ? "not received by any thread" : hasRun === void 0 ? `served by ${server.name}` : `served by ${server.name}, which has ${hasRun ? "" : "not "}run since`;
}
function formatGrowth({ port, queue, before, after }) {
	return `${queue} queue of ${port.name}: from ${before} to ${formatCount(after, "message")}`;
}
function formatActivity({ received, finished }) {
	const parts = [formatDone("received", received), formatDone("finished", finished)].filter(part => part !== "");
	return parts.length === 0 ? "ran and waits to receive again" : parts.join("; ");
}
function formatDone(verb, messages) {
	return messages.length === 0 ? "" : `${verb} ${formatSome(messages.map(({ name }) => name))}`;
}
function formatPortAtMoment({ name, path, kind, address }) {
	return path === void 0 ? `${kind} ${address}: ${name}` : name;
}
function formatDeadPort({ port, how }) {
	return `${formatPortAtMoment(port)}: ${how}`;
}

// src/model/objects/compared.ts
var MESSAGE_ID = "Id of the message whose reply it awaits.";
var PORT_compared = "The port whose server should reply.";
var WAITED = "Seconds since the wait began.";
var SERVER = "The thread that owes the reply.";
var QUEUE_compared = "Name of the queue.";
var BEFORE = "Messages at the earlier moment.";
var AFTER = "Messages at the later moment.";
var ACTIVITY = "What it has done.";
var CHANGE = "What happened to it: new, gone, closed or disconnected.";
var MomentObject = class {
	constructor(context, facts, format) {
		this.__context = context;
		this.__facts = facts;
		this.__format = format;
	}
	toString() {
		return this.__format(this.__facts);
	}
};
function momentFact(help, pick) {
	return property(help, ({ __context, __facts }) => pick(__facts, __context));
}
var ComparedWait = class extends MomentObject {
};
function secondsOf({ wait }) {
	return wait.seconds === void 0 ? notApplicable("the wait's time is not known") : shownSeconds(wait.seconds);
}
function hasRun({ wait, serverHasRun }) {
	return serverHasRun != null ? serverHasRun : notApplicable(wait.server === void 0 ? "no thread has received the message" : "whether it has run is not known");
}
function server({ wait }, context) {
	return wait.server === void 0 ? notApplicable("no thread has received the message") : context.thread(wait.server.address);
}
var comparedWaitClass = defineClass("compared-wait", "A thread that awaits a reply, at one of two moments.", ComparedWait, {
	Thread: momentFact("The thread.", ({ wait }, context) => context.thread(wait.thread.address)),
	MessageId: momentFact(MESSAGE_ID, ({ wait }) => {
		var _a;
		return (_a = wait.message.id) != null ? _a : notApplicable("the message's id is not known");
	}),
	Port: momentFact(PORT_compared, ({ wait }, context) => wait.port === void 0 ? notApplicable("the port is not known") : context.port(wait.port)),
	Waited: inDecimal(momentFact(WAITED, secondsOf)),
	ServerThread: momentFact(SERVER, server),
	ServerHasRun: momentFact("Whether that thread has run since the earlier moment: then it is slow, not stuck.", hasRun)
});
function column_compared(help, pick, radix) {
	return radix === void 0 ? { help, pick } : { help, pick, radix };
}
var comparedWaitTable = defineTable("compared-wait-row", "A wait at one of two moments as a row of a table.", {
	Thread: column_compared("The thread that waits.", ({ __facts: { wait } }) => wait.thread.name),
	MessageId: column_compared(MESSAGE_ID, ({ __facts: { wait } }) => {
		var _a;
		return (_a = wait.message.id) != null ? _a : notApplicable("not known");
	}),
	Port: column_compared(PORT_compared, ({ __facts: { wait } }) => {
		var _a;
		return (_a = wait.portName) != null ? _a : notApplicable("not known");
	}),
	Waited: column_compared(WAITED, ({ __facts }) => secondsOf(__facts), 10),
	ServerThread: column_compared(SERVER, ({ __facts: { wait } }) => {
		var _a, _b;
		return (_b = (_a = wait.server) == null ? void 0 : _a.name) != null ? _b : notApplicable("not received");
	}),
	ServerHasRun: column_compared("Whether that thread has run since the earlier moment.", ({ __facts }) => hasRun(__facts))
});
var GrowingQueue = class extends MomentObject {
};
var growingQueueClass = defineClass("growing-queue", "A queue that holds more messages than at the earlier moment.", GrowingQueue, {
	Port: momentFact("The port.", ({ port }, context) => context.port(port.address)),
	Queue: momentFact(QUEUE_compared, ({ queue }) => queue),
	Before: inDecimal(momentFact(BEFORE, ({ before }) => before)),
	After: inDecimal(momentFact(AFTER, ({ after }) => after))
});
var growingQueueTable = defineTable("growing-queue-row", "A growing queue as a row of a table.", {
	Port: { help: "The port.", pick: ({ __facts }) => __facts.port.name },
	Queue: { help: QUEUE_compared, pick: ({ __facts }) => __facts.queue },
	Before: { help: BEFORE, radix: 10, pick: ({ __facts }) => __facts.before },
	After: { help: AFTER, radix: 10, pick: ({ __facts }) => __facts.after }
});
var ServerActivity = class extends MomentObject {
};
var serverActivityClass = defineClass("server-activity", "A server thread that has done something since the earlier moment.", ServerActivity, {
	Thread: momentFact("The thread.", ({ server }, context) => context.thread(server.thread.address)),
	Activity: momentFact(ACTIVITY, formatActivity),
	Received: inDecimal(momentFact("Messages that it serves now and did not before.", ({ received }) => received.length)),
	Finished: inDecimal(momentFact("Messages that it served before and no longer does.", ({ finished }) => finished.length))
});
var serverActivityTable = defineTable("server-activity-row", "A server thread's activity as a row of a table.", {
	Thread: { help: "The thread.", pick: ({ __facts }) => __facts.server.thread.name },
	Activity: { help: ACTIVITY, pick: ({ __facts }) => formatActivity(__facts) }
});
var ComparedPort = class extends MomentObject {
};
var comparedPortClass = defineClass("compared-port", "A port that is new, or has died since the earlier moment.", ComparedPort, {
	Port: momentFact("The port; of one that is gone, what lies there now.", ({ port }, context) => context.port(port.address)),
	Address: momentFact("Its address.", ({ port }) => port.address),
	Kind: momentFact("Its kind.", ({ port }) => port.kind),
	Path: momentFact("Its path in the object directory.", ({ port }) => {
		var _a;
		return (_a = port.path) != null ? _a : notApplicable("the port has no name");
	}),
	Owner: momentFact("The process that owns it, or did.", ({ port }, context) => port.owner === void 0 ? notApplicable("the owner is gone") : context.process(port.owner.address)),
	Change: momentFact(CHANGE, ({ how }) => how)
});
var comparedPortTable = defineTable("compared-port-row", "A new or dead port as a row of a table.", {
	Address: { help: "Address of the port.", pick: ({ __facts }) => __facts.port.address },
	Kind: { help: "Its kind.", pick: ({ __facts }) => __facts.port.kind },
	Name: { help: "Its service and owner.", pick: ({ __facts }) => __facts.port.name },
	Change: { help: CHANGE, pick: ({ __facts }) => __facts.how }
});

// src/analysis/compare.ts
var CLOCK_TOLERANCE = 0.032;
function areOfOneSystem(a, b) {
	if (a.kernel !== void 0 && b.kernel !== void 0 && a.kernel !== b.kernel) {
		return false;
	}
	const known = new Set(a.processes.filter(({ isExact }) => isExact).map(({ key }) => key));
	const others = b.processes.filter(({ isExact }) => isExact);
	return known.size === 0 || others.length === 0 || others.some(({ key }) => known.has(key));
}
function compareMoments(first, second) {
	const isReverse = first.uptime !== void 0 && second.uptime !== void 0 && first.uptime > second.uptime;
	const [earlier, later] = isReverse ? [second, first] : [first, second];
	const same = [];
	const added = [];
	const before = new Map(earlier.waits.map(wait => [wait.thread.key, wait]));
	for (const wait of later.waits) {
		const known = before.get(wait.thread.key);
		if (known !== void 0 && isSameWait(known, wait, earlier.uptime)) {
			same.push({
				wait,
				serverHasRun: wait.server === void 0 ? void 0 : hasRunSince(wait.server, earlier.uptime)
			});
			before.delete(wait.thread.key);
		} else {
			added.push(wait);
		}
	}
	return Object.assign({
		earlier,
		later,
		seconds: earlier.uptime === void 0 || later.uptime === void 0 ? void 0 : later.uptime - earlier.uptime,
		same: same.sort((a, b) => compareWaits(a.wait, b.wait)),
		added: added.sort(compareWaits),
		gone: Array.from(before.values()).sort(compareWaits),
		received: findActivity(earlier, later)
	}, comparePorts(earlier, later));
}
function compareWaits(a, b) {
	var _a, _b;
	return ((_a = b.seconds) != null ? _a : 0) - ((_b = a.seconds) != null ? _b : 0);
}
function isSameWait(known, wait, uptime) {
	if (!isSameId(known.message, wait.message) || known.port !== void 0 && wait.port !== void 0 && !known.port.equals(wait.port)) {
		return false;
	}
	return isSequenceKnown(known.message, wait.message) ? known.message.sequence === wait.message.sequence : hasRunSince(wait.thread, uptime) !== true;
}
function isSameId(a, b) {
	return a.id === void 0 || b.id === void 0 ? a.id === b.id : a.id.equals(b.id);
}
function isSequenceKnown(a, b) {
	return a.sequence !== void 0 && b.sequence !== void 0 && (a.sequence !== 0 || b.sequence !== 0);
}
function hasRunSince({ isWaiting, waitsSince }, uptime) {
	return isWaiting === false ? true : waitsSince === void 0 || uptime === void 0 ? void 0 : waitsSince > uptime + CLOCK_TOLERANCE;
}
function findActivity(earlier, later) {
	const before = new Map(earlier.servers.map(server => [server.thread.key, server]));
	const present = new Set(later.servers.map(({ thread }) => thread.key));
	const former = earlier.servers.filter(({ thread }) => !present.has(thread.key)).map(server => ({ server, received: [], finished: server.serves }));
	return later.servers.map(server => {
		var _a, _b;
		const earlierMessages = (_b = (_a = before.get(server.thread.key)) == null ? void 0 : _a.serves) != null ? _b : [];
		return {
			server,
			received: server.serves.filter(message => !earlierMessages.some(other => isSameMessage(message, other))),
			finished: earlierMessages.filter(message => !server.serves.some(other => isSameMessage(message, other)))
		};
	}).concat(former).filter(({ server, received, finished }) => received.length + finished.length > 0 || server.isIdle && hasRunSince(server.thread, earlier.uptime) === true);
}
function isSameMessage(a, b) {
	return isSameId(a, b) && a.name === b.name && (!isSequenceKnown(a, b) || a.sequence === b.sequence);
}
function comparePorts(earlier, later) {
	const before = new Map(earlier.ports.map(port => [port.address.key, port]));
	const growing = [];
	const newPorts = [];
	const deadPorts = [];
	for (const port of later.ports) {
		const candidate = before.get(port.address.key);
		const known = candidate !== void 0 && isSamePort(candidate, port) ? candidate : void 0;
		if (known === void 0) {
			newPorts.push(port);
		} else {
			before.delete(port.address.key);
			if (known.end === "open" && port.end !== "open") {
				deadPorts.push({ port: known, how: port.end });
			}
		}
		growing.push(...growthOf(port, known));
	}
	before.forEach(port => deadPorts.push({ port, how: "gone" }));
	return { growing: growing.sort((a, b) => b.after - b.before - (a.after - a.before)), newPorts, deadPorts };
}
function isSamePort(known, port) {
	const isOwnedAlike = known.owner === void 0 || port.owner === void 0 || known.owner.key === port.owner.key;
	return known.kind === port.kind && isOwnedAlike && (known.path === void 0 || port.path === void 0 || known.path === port.path);
}
function growthOf(port, known) {
	return port.queues.map(({ name, length }) => {
		var _a, _b;
		return {
			port,
			queue: name,
			before: (_b = (_a = known == null ? void 0 : known.queues.find(queue => queue.name === name)) == null ? void 0 : _a.length) != null ? _b : 0,
			after: length
		};
	}).filter(({ before, after }) => after > before);
}

// src/analysis/moment.ts
var MOST_REMEMBERED = 5e4;
function takeMoment(system, source, most = MOST_REMEMBERED) {
	return new MomentTaker(system, source, most).take();
}
var BoundedList = class {
	constructor(most) {
		this.kept = [];
		this.leftOut = 0;
		this.most = most;
	}
	add(make) {
		if (this.kept.length < this.most) {
			this.kept.push(make());
		} else {
			this.leftOut += 1;
		}
	}
};
var MomentTaker = class {
	constructor(system, source, most) {
		this.processes = /* @__PURE__ */ new Map();
		this.threads = /* @__PURE__ */ new Map();
		this.receivers = /* @__PURE__ */ new Map();
		this.served = /* @__PURE__ */ new Map();
		this.system = system;
		this.source = source;
		this.uptime = present(source.uptime);
		this.ports = new BoundedList(most);
		this.waits = new BoundedList(most);
		this.servers = new BoundedList(most);
	}
	take() {
		for (const address of this.system.ports()) {
			this.takePort(address);
		}
		for (const address of this.system.messages()) {
			this.takeMessage(address);
		}
		for (const address of this.system.waitingThreads()) {
			this.takeWait(address);
		}
		this.takeServers();
		return {
			kernel: this.source.kernel,
			uptime: this.uptime,
			waits: this.waits.kept,
			servers: this.servers.kept,
			ports: this.ports.kept,
			processes: Array.from(this.processes.values()),
			leftOut: this.waits.leftOut + this.servers.leftOut + this.ports.leftOut
		};
	}
	takePort(address) {
		var _a;
		const { system } = this;
		const facts = system.port(address);
		if (facts instanceof Absence) {
			return;
		}
		this.ports.add(() => {
			var _a;
			return {
				address,
				kind: facts.kind,
				path: (_a = present(system.portName(address))) == null ? void 0 : _a.path,
				owner: this.process(facts.owner),
				name: formatPortOfOwner(system, address),
				end: facts.isClosed || facts.ownerIsGone ? "closed" : facts.isDisconnected ? "disconnected" : "open",
				queues: system.queues(address).map(queue => ({ name: queue.name, length: lengthOf(queue) })).filter(({ length }) => length > 0)
			};
		});
		for (const thread of [...system.waitQueue(address), ...(_a = present(system.boundThreads(address))) != null ? _a : []]) {
			this.receivers.set(thread.key, thread);
		}
	}
	takeMessage(address) {
		const message = this.system.message(address);
		const thread = message instanceof Absence ? void 0 : present(message.serverThread);
		if (!(message instanceof Absence) && thread !== void 0) {
			this.addServed(thread, messageOf(message));
		}
	}
	addServed(thread, message) {
		const known = this.served.get(thread.key);
		if (known === void 0) {
			this.served.set(thread.key, { thread, messages: [message] });
		} else if (!known.messages.some(({ name }) => name === message.name)) {
			known.messages.push(message);
		}
	}
	takeWait(address) {
		const { system } = this;
		const reply = system.awaitedReply(address);
		if (reply instanceof Absence) {
			return;
		}
		this.waits.add(() => {
			const message = reply.message instanceof Absence ? void 0 : present(system.message(reply.message));
			const server = present(reply.serverThread);
			const port = present(reply.port);
			const awaited = messageOf({
				address: reply.message,
				id: reply.messageId,
				sequenceNo: message === void 0 ? NO_SEQUENCE : message.sequenceNo
			});
			if (server !== void 0) {
				this.addServed(server, awaited);
			}
			return {
				thread: this.thread(address),
				port,
				portName: port === void 0 ? void 0 : formatPortOfOwner(system, port),
				message: awaited,
				server: server === void 0 ? void 0 : this.thread(server),
				seconds: present(system.secondsWaited(address))
			};
		});
	}
	takeServers() {
		this.served.forEach(({ thread, messages }) => {
			this.servers.add(() => ({ thread: this.thread(thread), serves: messages, isIdle: this.isIdle(thread) }));
		});
		this.receivers.forEach((thread, key) => {
			if (!this.served.has(key)) {
				this.servers.add(() => ({ thread: this.thread(thread), serves: [], isIdle: this.isIdle(thread) }));
			}
		});
	}
	isIdle(thread) {
		return this.system.receivesOn(thread).length > 0;
	}
	process(address) {
		if (address instanceof Absence) {
			return void 0;
		}
		const known = this.processes.get(address.key);
		if (known !== void 0) {
			return known;
		}
		const facts = present(this.system.process(address));
		const created = present(this.source.creationTime(address));
		const id = facts === void 0 || facts.id instanceof Absence ? "?" : facts.id.toString(16);
		const isExact = created !== void 0 && !created.isZero && id !== "?";
		const process = {
			address,
			key: `${id}/${isExact ? created.key : address.key}`,
			isExact,
			name: formatProcess(this.system, address)
		};
		this.processes.set(address.key, process);
		return process;
	}
	thread(address) {
		var _a;
		const known = this.threads.get(address.key);
		if (known !== void 0) {
			return known;
		}
		const facts = present(this.system.thread(address));
		const process = facts === void 0 ? void 0 : this.process(facts.process);
		const id = facts === void 0 || facts.id instanceof Absence ? address.key : facts.id.toString(16);
		const isKnown = facts !== void 0 && !(facts.state instanceof Absence);
		const seconds = facts === void 0 || !isWaiting(facts) ? void 0 : present(this.system.secondsWaited(address));
		const thread = {
			address,
			key: `${(_a = process == null ? void 0 : process.key) != null ? _a : "?"}/${id}`,
			name: formatThread(this.system, address),
			isWaiting: isKnown ? isWaiting(facts) : void 0,
			waitsSince: seconds === void 0 || this.uptime === void 0 ? void 0 : this.uptime - seconds
		};
		this.threads.set(address.key, thread);
		return thread;
	}
};
var NO_SEQUENCE = notApplicable("the message is not known");
function messageOf(message) {
	return { id: present(message.id), sequence: present(message.sequenceNo), name: formatMessage(message) };
}
function lengthOf({ declaredLength, messages }) {
	var _a;
	return (_a = present(declaredLength)) != null ? _a : messages.length;
}

// src/nt/process/creation-time.ts
function readCreationTime(target, process) {
	const structure = target.readStructure("_EPROCESS", process);
	return structure instanceof Absence ? structure : structure.word("CreateTime.QuadPart");
}

// src/model/objects/comparison.ts
var memories = /* @__PURE__ */ new Map();
var MOST_SESSIONS_comparison = 8;
function rememberMoment(context) {
	var _a;
	const { target } = context;
	const known = memories.get(target.sessionId);
	const stop = target.stop.moment;
	if (known !== void 0 && (stop === void 0 ? target.isDump : stop === known.stop)) {
		return known;
	}
	const latest = target.pin(() => takeMoment(systemOf(context), {
		kernel: kernelOf(context),
		uptime: readUptime(target),
		creationTime: process => readCreationTime(target, process)
	}));
	const memory = { latest, stop, previous: known == null ? void 0 : known.latest };
	memories.delete(target.sessionId);
	memories.set(target.sessionId, memory);
	if (memories.size > MOST_SESSIONS_comparison) {
		memories.delete((_a = Array.from(memories.keys())[0]) != null ? _a : "");
	}
	return memory;
}
function kernelOf({ target }) {
	const landmark = target.symbol(LANDMARK_SYMBOL);
	return landmark instanceof Absence ? void 0 : landmark.key;
}
function otherContext(context, value) {
	const other = namedContext(context, value);
	if (other.target.sessionId === context.target.sessionId) {
		throw notFound(`Session ${other.target.sessionId} is the one that is compared:`, "name another one, or none to compare it with its own last stop. dx Debugger.Sessions lists them.");
	}
	return other;
}
function namedContext(context, value) {
	var _a;
	if (typeof value === "object" && value !== null) {
		const own = value.__context;
		if (own instanceof ModelContext) {
			own.refresh();
			return own;
		}
	}
	const number = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : (_a = wordFromHost(value)) == null ? void 0 : _a.toNumber();
	const session = number === void 0 ? sessionOf(value) : openSessions().find(candidate => sessionIdOf(candidate) === String(number));
	if (session === void 0) {
		throw number === void 0 ? wrongArgument(describeArgument(value), "a session or its number", "!alpcx_compare 1") : notFound(`There is no session ${number}:`, "dx Debugger.Sessions lists those that are open.");
	}
	return context.contextOf(session);
}
function sessionOf(value) {
	var _a;
	const candidate = value;
	try {
		return typeof candidate === "object" && candidate !== null && candidate.Id !== void 0 && ((_a = candidate.Attributes) == null ? void 0 : _a.Target) !== void 0 ? candidate : void 0;
	} catch (_error) {
		return void 0;
	}
}
var Comparison = class {
	constructor(context, verdict, facts, earlier = context, later = context) {
		this.__context = context;
		this.__verdict = verdict;
		this.__facts = facts;
		this.__earlier = earlier;
		this.__later = later;
	}
	toString() {
		return this.__verdict;
	}
};
function compare_comparison(context, session) {
	const other = session === void 0 ? void 0 : otherContext(context, session);
	const { latest, previous } = rememberMoment(context);
	if (other === void 0) {
		return compareWithPrevious(context, latest, previous);
	}
	const moment = rememberMoment(other).latest;
	if (!areOfOneSystem(moment, latest)) {
		throw notFound(`Session ${other.target.sessionId} is another machine, or another start of this one:`, "only two moments between which the system was not restarted can be compared.");
	}
	const facts = compareMoments(moment, latest);
	const verdict = formatVerdict(facts);
	return facts.earlier === moment ? new Comparison(context, verdict, facts, other, context) : new Comparison(context, verdict, facts, context, other);
}
function compareWithPrevious(context, latest, previous) {
	if (previous !== void 0 && areOfOneSystem(previous, latest)) {
		const facts = compareMoments(previous, latest);
		return new Comparison(context, formatVerdict(facts), facts);
	}
	if (context.nothing !== "none") {
		return new Comparison(context, `What has moved is ${context.nothing}`);
	}
	const { isDump, sessionId } = context.target;
	const next = isDump ? `a dump does not run: open another dump of this machine (.opendump), and type !alpcx_compare ${sessionId} there` : "run g, break, and !alpcx_compare again";
	return new Comparison(context, `Remembered ${formatMoment(latest)}${previous === void 0 ? "" : " (the system was restarted since the stop before)"}; ${next}`);
}
var NO_EARLIER = "no earlier stop to compare with";
function part_comparison(help, name, pick, make, rows) {
	return property(help, comparison => {
		const { __facts: facts } = comparison;
		const elements = facts === void 0 ? [] : pick(facts);
		return shortList(comparison.__context, name, facts === void 0 ? NO_EARLIER : formatCount(elements.length, name), () => elements.map(element => make(comparison, element)), rows);
	});
}
var comparisonClass = defineClass("comparison", "Two moments of a system compared: what is stuck, and what has moved.", Comparison, {
	Verdict: property("Slow or stuck, in one sentence.", ({ __verdict }) => __verdict),
	Seconds: inDecimal(property("Seconds between the two, by the target's clock.", ({ __facts: facts }) => (facts == null ? void 0 : facts.seconds) === void 0 ? notApplicable(facts === void 0 ? NO_EARLIER : "the target's clock cannot be read") : shownSeconds(facts.seconds))),
	Same: part_comparison("Waits that are in both: same thread, same message. The longest wait comes first.", "wait", ({ same }) => same, ({ __later }, facts) => new ComparedWait(__later, facts, ({ wait, serverHasRun }) => formatSameWait({ wait, serverHasRun })), comparedWaitTable),
	New: part_comparison("Waits that began since.", "wait", ({ added }) => added, ({ __later }, wait) => new ComparedWait(__later, { wait }, () => formatWait(wait)), comparedWaitTable),
	Gone: part_comparison("Waits that have ended since.", "wait", ({ gone }) => gone, ({ __earlier }, wait) => new ComparedWait(__earlier, { wait }, () => formatWait(wait)), comparedWaitTable),
	GrowingQueues: part_comparison("Queues that hold more messages than before, the one that has grown most first.", "queue", ({ growing }) => growing, ({ __later }, facts) => new GrowingQueue(__later, facts, formatGrowth), growingQueueTable),
	Received: part_comparison("Server threads that have received or finished a message since.", "server thread", ({ received }) => received, ({ __later }, facts) => new ServerActivity(__later, facts, activity => `${activity.server.thread.name}: ${formatActivity(activity)}`), serverActivityTable),
	NewPorts: part_comparison("Ports that exist since.", "port", ({ newPorts }) => newPorts, ({ __later }, port) => new ComparedPort(__later, { port, how: "new" }, () => formatPortAtMoment(port)), comparedPortTable),
	DeadPorts: part_comparison("Ports that are gone, closed or disconnected since.", "port", ({ deadPorts }) => deadPorts, ({ __earlier }, dead) => new ComparedPort(__earlier, dead, () => formatDeadPort(dead)), comparedPortTable)
});

// src/nt/security/access-list.ts
var INHERIT_ONLY = 8;
var HEADER_SIZE_accessList = 8;
var ENTRY_HEADER_SIZE = 8;
var SMALLEST_ENTRY = 4;
var REVISIONS = [2, 3, 4];
var OBJECT_TYPE_PRESENT = 1;
var INHERITED_OBJECT_TYPE_PRESENT = 2;
var UUID_SIZE = 16;
var OTHER = { kind: "Other" };
var TYPES = {
	0: { kind: "Allow" },
	1: { kind: "Deny" },
	5: { kind: "Allow", isObject: true },
	6: { kind: "Deny", isObject: true },
	9: { kind: "Allow", isConditional: true },
	10: { kind: "Deny", isConditional: true },
	11: { kind: "Allow", isObject: true, isConditional: true },
	12: { kind: "Deny", isObject: true, isConditional: true },
	17: { kind: "Label" }
};
function readAccessList(target, address) {
	var _a, _b;
	const header = (_a = validateKernelPointer(address, target.pointerSize, "an access list")) != null ? _a : target.read(address, HEADER_SIZE_accessList);
	if (header instanceof Absence) {
		return header;
	}
	const size = readWord(header, 2, 2).low;
	if (!REVISIONS.includes((_b = header[0]) != null ? _b : 0) || size < HEADER_SIZE_accessList) {
		return invalid(`there is no access list at ${address}`, address);
	}
	const bytes = target.read(address, size);
	return bytes instanceof Absence ? bytes : decodeAccessList(bytes, address);
}
function decodeAccessList(bytes, address) {
	var _a, _b;
	const count = readWord(bytes, 4, 2).low;
	const entries = [];
	let offset = HEADER_SIZE_accessList;
	for (let index = 0; index < count; index += 1) {
		const size = offset + SMALLEST_ENTRY > bytes.length ? 0 : readWord(bytes, offset + 2, 2).low;
		const isOther = ((_b = TYPES[(_a = bytes[offset]) != null ? _a : 0]) != null ? _b : OTHER).kind === "Other";
		const entry = size < SMALLEST_ENTRY || offset + size > bytes.length ? void 0 : decodeEntry_accessList(bytes, offset, offset + size);
		if (size < SMALLEST_ENTRY || offset + size > bytes.length || entry === void 0 && !isOther) {
			return {
				entries,
				broken: invalid(`entry ${index} of ${count} of the access list is not valid`, address.plus(offset))
			};
		}
		entries.push(...entry === void 0 ? [] : [entry]);
		offset += size;
	}
	return { entries, broken: void 0 };
}
function decodeEntry_accessList(bytes, offset, end) {
	var _a, _b, _c;
	const type = (_a = bytes[offset]) != null ? _a : 0;
	const { kind, isObject, isConditional } = (_b = TYPES[type]) != null ? _b : OTHER;
	const sid = decodeSid(bytes, offset + ENTRY_HEADER_SIZE + (isObject === true ? sizeOfObjectTypes(bytes, offset, end) : 0), end);
	return sid === void 0 ? void 0 : {
		kind,
		type,
		flags: (_c = bytes[offset + 1]) != null ? _c : 0,
		mask: readWord(bytes, offset + 4, 4).low,
		sid,
		isConditional: isConditional === true
	};
}
function sizeOfObjectTypes(bytes, offset, end) {
	const flags = offset + ENTRY_HEADER_SIZE + 4 > end ? 0 : readWord(bytes, offset + ENTRY_HEADER_SIZE, 4).low;
	return 4 + ((flags & OBJECT_TYPE_PRESENT) === 0 ? 0 : UUID_SIZE) + ((flags & INHERITED_OBJECT_TYPE_PRESENT) === 0 ? 0 : UUID_SIZE);
}

// src/nt/security/port-access.ts
var ALL_ACCESS = 2031617;
var RIGHTS = [
	{ bit: 1, name: "connect" },
	{ bit: 65536, name: "delete" },
	{ bit: 131072, name: "read control" },
	{ bit: 262144, name: "write DAC" },
	{ bit: 524288, name: "write owner" },
	{ bit: 1048576, name: "synchronize" },
	{ bit: 16777216, name: "system security" },
	{ bit: 33554432, name: "maximum allowed" },
	{ bit: 268435456, name: "generic all" },
	{ bit: 536870912, name: "generic execute" },
	{ bit: 1073741824, name: "generic write" },
	{ bit: 2147483648, name: "generic read" }
];
var CONNECTING = (1 | 268435456 | 1073741824 | 2147483648) >>> 0;
function formatPortRights(mask) {
	return mask === ALL_ACCESS || (mask & 268435456) !== 0 ? ["all"] : namesOfBits(mask, RIGHTS);
}
function isAboutConnecting({ kind, flags, mask }) {
	return (kind === "Allow" || kind === "Deny") && (flags & INHERIT_ONLY) === 0 && (mask & CONNECTING) !== 0;
}
function opennessOf(list) {
	var _a, _b, _c;
	if (list === void 0) {
		return { everyone: true, anonymous: true, appContainers: "all" };
	}
	const entries = list.entries.filter(entry => isAboutConnecting(entry) && !entry.isConditional);
	const allowed = entries.filter(({ sid }, index) => entries.findIndex(other => other.sid.text === sid.text) === index).filter(({ kind }) => kind === "Allow").map(({ sid }) => sid);
	const isAllowed = text => allowed.some(sid => sid.text === text);
	const isPartlyOpen = allowed.some(sid => isPackageSid(sid) || isCapabilitySid(sid));
	return {
		everyone: isAllowed(EVERYONE) || ((_a = list.broken) != null ? _a : false),
		anonymous: isAllowed(ANONYMOUS) || ((_b = list.broken) != null ? _b : false),
		appContainers: isAllowed(ALL_PACKAGES) || isAllowed(ALL_RESTRICTED_PACKAGES) ? "all" : (_c = list.broken) != null ? _c : isPartlyOpen ? "some" : "none"
	};
}

// src/nt/security/security-descriptor.ts
var REVISION_securityDescriptor = 1;
var HEADER_SIZE_securityDescriptor = 20;
var CONTROL = { daclPresent: 4, saclPresent: 16, selfRelative: 32768 };
var OFFSETS = { owner: 4, group: 8, sacl: 12, dacl: 16 };
var LARGEST = 1048576;
var POLICIES = [
	[1, "no write up"],
	[2, "no read up"],
	[4, "no execute up"]
];
function readSecurityDescriptor(target, body) {
	const header = readObjectHeader(target, body);
	const pointer = header instanceof Absence ? header : header.structure.pointer("SecurityDescriptor");
	if (pointer instanceof Absence) {
		return pointer;
	}
	const address = withoutFastReferences(target, pointer);
	return address.isZero ? void 0 : target.stop.once(`security descriptor ${address.key}`, () => decodeAt(target, address));
}
function decodeAt(target, address) {
	var _a, _b, _c;
	const bytes = (_a = validateKernelPointer(address, target.pointerSize, "a security descriptor")) != null ? _a : target.read(address, HEADER_SIZE_securityDescriptor);
	if (bytes instanceof Absence) {
		return bytes;
	}
	const control = readWord(bytes, 2, 2).low;
	if (bytes[0] !== REVISION_securityDescriptor || (control & CONTROL.selfRelative) === 0) {
		return invalid(`there is no security descriptor at ${address}`, address);
	}
	const part = (name, read) => {
		const offset = readWord(bytes, OFFSETS[name], 4).low;
		return offset === 0 ? void 0 : offset < HEADER_SIZE_securityDescriptor || offset > LARGEST ? invalid(`the ${name} of the security descriptor at ${address} lies outside of it`, address) : read(address.plus(offset));
	};
	const list = (name, present) => (control & present) === 0 ? void 0 : part(name, at => readAccessList(target, at));
	return {
		address,
		control,
		owner: (_b = part("owner", at => readSid(target, at))) != null ? _b : notApplicable("the object has no owner"),
		group: (_c = part("group", at => readSid(target, at))) != null ? _c : notApplicable("the object has no group"),
		dacl: list("dacl", CONTROL.daclPresent),
		sacl: list("sacl", CONTROL.saclPresent)
	};
}
function labelOf({ sacl }) {
	var _a;
	if (sacl instanceof Absence) {
		return sacl;
	}
	const entry = sacl == null ? void 0 : sacl.entries.find(({ kind }) => kind === "Label");
	return entry === void 0 ? (_a = sacl == null ? void 0 : sacl.broken) != null ? _a : notApplicable("the object has no label: it counts as Medium, no write up") : { sid: entry.sid, policy: POLICIES.filter(([bit]) => (entry.mask & bit) !== 0).map(([, name]) => name) };
}
var UNKNOWN_ENTRY = "(?)";
var LETTERS = {
	0: "A",
	1: "D",
	2: "AU",
	17: "ML",
	19: "SP",
	20: "TL"
};
var FLAG_LETTERS = [
	[1, "OI"],
	[2, "CI"],
	[4, "NP"],
	[8, "IO"],
	[16, "ID"],
	[64, "SA"],
	[128, "FA"]
];
function formatSddl({ owner, group, dacl, sacl }) {
	const lists = [
		["D", dacl],
		["S", sacl]
	];
	return [
		owner instanceof Absence ? "" : `O:${owner.text}`,
		group instanceof Absence ? "" : `G:${group.text}`,
		...lists.map(([letter, list]) => list instanceof Absence ? "" : list !== void 0 ? `${letter}:${list.entries.map(formatEntry).join("")}${list.broken === void 0 ? "" : UNKNOWN_ENTRY}` : letter === "D" ? "D:NO_ACCESS_CONTROL" : "")
	].join("");
}
function formatEntry({ type, flags, mask, sid }) {
	const letters = LETTERS[type];
	const set = FLAG_LETTERS.filter(([bit]) => (flags & bit) !== 0).map(([, name]) => name).join("");
	return letters === void 0 ? UNKNOWN_ENTRY : `(${letters};${set};0x${mask.toString(16)};;;${sid.text})`;
}

// src/view/endpoint-line.ts
function formatMayConnect(entries) {
	const names = isAllowed => unique(entries.filter(entry => entry.isAllowed === isAllowed).map(({ who, isConditional }) => `${printable(who)}${isConditional ? " (on a condition)" : ""}`)).join(", ");
	const denied = names(false);
	return `${names(true) || "nobody"}${denied === "" ? "" : `; denied: ${denied}`}`;
}
function formatOpenness({ everyone, anonymous, appContainers }) {
	return [
		...everyone === true ? ["Everyone"] : [],
		...anonymous === true ? ["Anonymous"] : [],
		...appContainers === "all" ? ["AppContainers"] : appContainers === "some" ? ["some AppContainers"] : [],
		...[everyone, anonymous, appContainers].includes(void 0) ? ["?"] : []
	].join(", ");
}
function formatEndpoint({ name, owner, openness, reason, clients }) {
	const open = formatOpenness(openness).replace(/, ([^,]*)$/, " and $1");
	return `${name} of ${owner}${open === "" ? "" : `, open to ${open}`}, ${clients === void 0 ? "clients unknown" : formatCount(clients, "client")}${reason === void 0 ? "" : ` <${reason}>`}`;
}
function formatGroups(groups) {
	return groups.map(({ name, count }) => `${count} ${printable(name)}`).join("; ") || "no clients";
}
function unique(names) {
	return Array.from(new Set(names));
}

// src/alpc/message/port-interfaces.ts
function findPortInterfaces(target, connectionPort, ends) {
	const path = readObjectPath(target, connectionPort);
	if (path instanceof Absence || path === void 0 || !isRpcPortPath(path)) {
		return path instanceof Absence ? path : notApplicable("the port is not that of an RPC server");
	}
	const found = /* @__PURE__ */ new Map();
	for (const port of [
		connectionPort,
		...ends.map(({ clientPort }) => present(clientPort)),
		...ends.map(({ serverPort }) => present(serverPort))
	]) {
		for (const id of port === void 0 ? [] : walkBinds(target, port)) {
			found.set(`${id.uuid} ${id.major}.${id.minor}`, id);
		}
	}
	return found.size === 0 ? notApplicable("unknown: no bind is queued on the port or its connections") : Array.from(found.values());
}
function* walkBinds(target, address) {
	const port = readAlpcPort(target, address);
	for (const name of port instanceof Absence ? [] : queueNames(target)) {
		for (const at of port instanceof Absence ? [] : walkQueue(target, port.structure, name)) {
			const message = readAlpcMessage(target, at);
			const header = message instanceof Absence ? message : readRpcHeader(target, message);
			if (!(header instanceof Absence) && header.kind === "Bind") {
				yield header.interfaceId;
			}
		}
	}
}

// src/model/objects/endpoint-facts.ts
var UNSECURED = "the port has no security descriptor: everybody may connect";
function descriptorOf({ target }, port) {
	var _a;
	return (_a = readSecurityDescriptor(target, port)) != null ? _a : notApplicable(UNSECURED);
}
function accessListOf(context, port) {
	var _a;
	const descriptor = descriptorOf(context, port);
	return descriptor instanceof Absence ? descriptor : (_a = descriptor.dacl) != null ? _a : notApplicable("the port has no access list: everybody may connect");
}
function portOpenness(context, port) {
	const list = accessListOf(context, port);
	if (list instanceof Absence && list.kind !== "NotApplicable") {
		return list;
	}
	const openness = opennessOf(list instanceof Absence ? void 0 : list);
	return hasAppContainers(context) ? openness : Object.assign({}, openness, { appContainers: notInThisBuild("AppContainer") });
}
function hasAppContainers({ target, generation }) {
	const token = target.layout("_TOKEN");
	return generation.name === "ALPC" && (token instanceof Absence || token.has("Package"));
}
function knownOpenness(context, port) {
	const openness = portOpenness(context, port);
	return openness instanceof Absence ? { everyone: void 0, anonymous: void 0, appContainers: void 0 } : {
		everyone: present(openness.everyone),
		anonymous: present(openness.anonymous),
		appContainers: openness.appContainers instanceof Absence && openness.appContainers.kind === "NotInThisBuild" ? "none" : present(openness.appContainers)
	};
}
function mayConnect(context, port) {
	const list = accessListOf(context, port);
	if (list instanceof Absence) {
		return list.kind === "NotApplicable" ? `everybody: ${list.reason.replace(/:.*/, "")}` : list;
	}
	const text = formatMayConnect(list.entries.filter(isAboutConnecting).map(({ kind, sid, isConditional }) => ({ who: nameOfSid(sid), isAllowed: kind === "Allow", isConditional })));
	return list.broken === void 0 ? text : `${text} <${list.broken.reason}>`;
}
function labelText(context, port) {
	return context.generation.name === "LPC" ? notInThisBuild("an object's integrity label") : mapPresent(descriptorOf(context, port), descriptor => mapPresent(labelOf(descriptor), ({ sid, policy }) => [nameOfSid(sid), ...policy].join(", ")));
}
function impersonationLevel({ structure }) {
	return structure.has("PortAttributes.SecurityQos") ? decodeQualityOfService(structure, "PortAttributes.SecurityQos").impersonationLevel : notApplicable("in LPC each client says how far the server may act for it: see the Security of its port");
}
function flagNames({ structure }) {
	return mapPresent(decodePortAttributes(structure).flags, ({ names }) => names);
}
function handleTypes({ structure }) {
	return mapPresent(decodePortAttributes(structure).dupObjectTypes, ({ names }) => names);
}
function serviceName(target, owner) {
	var _a, _b;
	const host = owner instanceof Absence ? owner : readServiceHost(target, owner);
	return host instanceof Absence ? host : (_b = (_a = host.service) != null ? _a : host.group) != null ? _b : notApplicable("the command line names no service");
}
function interfacesOf(context, facts) {
	return context.generation.name === "ALPC" ? findPortInterfaces(context.target, facts.address, context.generation.readConnections(facts)) : notApplicable("unknown: local RPC over LPC is not decoded");
}
function clientsOf(context, facts) {
	return context.target.stop.once(`clients of ${facts.address.key}`, () => {
		const missing = context.generation.missingConnections(facts);
		if (missing !== void 0) {
			return missing;
		}
		const connections = context.generation.readConnections(facts);
		const processes = /* @__PURE__ */ new Map();
		for (const { clientPort } of connections) {
			const client = context.portFacts(clientPort);
			const owner = client instanceof Absence ? client : client.owner;
			if (!(owner instanceof Absence)) {
				processes.set(owner.key, owner);
			}
		}
		return { connections: connections.length, processes: Array.from(processes.values()) };
	});
}
function groupClients({ target }, { processes }, by) {
	var _a;
	const groups = /* @__PURE__ */ new Map();
	for (const process of processes) {
		const name = by === "integrity" ? integrityOf(target, process) : packageOf_endpointFacts(target, process);
		groups.set(name, [...(_a = groups.get(name)) != null ? _a : [], process]);
	}
	return Array.from(groups.entries()).map(([name, members]) => ({ name, processes: members })).sort((left, right) => right.processes.length - left.processes.length || (left.name < right.name ? -1 : 1));
}
function integrityOf(target, process) {
	const token = readProcessToken(target, process);
	if (token instanceof Absence || token.integrity instanceof Absence) {
		return `<${(token instanceof Absence ? token : token.integrity).reason}>`;
	}
	return `${token.integrity}${token.package instanceof Absence ? "" : ", AppContainer"}`;
}
function packageOf_endpointFacts(target, process) {
	const name = readPackageName_packageName(target, process);
	const token = readProcessToken(target, process);
	const sid = token instanceof Absence ? void 0 : present(token.package);
	return name instanceof Absence ? "no package" : name === (sid == null ? void 0 : sid.text) ? nameOfSid(sid) : name;
}

// src/model/objects/endpoint.ts
var Endpoint = class extends AddressObject {
	get __facts() {
		return this.__context.portFacts(this.__address);
	}
	toString() {
		const { __context: context, __address: address, __facts: facts } = this;
		if (facts instanceof Absence) {
			return `port ${address} <${facts.reason}>`;
		}
		const path = readObjectPath(context.target, address);
		return formatEndpoint(Object.assign({ name: typeof path === "string" ? quoted(path) : `port ${address}`, owner: processName(context, facts.owner), openness: knownOpenness(context, address), clients: present(mapPresent(clientsOf(context, facts), ({ processes }) => processes.length)) }, reasonOf(portOpenness(context, address))));
	}
};
function reasonOf(openness) {
	const absence = openness instanceof Absence ? openness : [openness.everyone, openness.anonymous, openness.appContainers].find(part => part instanceof Absence && part.kind !== "NotInThisBuild");
	return absence === void 0 ? {} : { reason: absence.reason };
}
var AccessEntry = class extends FactObject {
	__describe(entry) {
		const { kind, sid, mask, isConditional } = entry;
		return `${kind} ${nameOfSid(sid)}: ${formatPortRights(mask).join(", ")}${isConditional ? ", on a condition" : ""}${isAboutConnecting(entry) ? "" : " [not about connecting]"}`;
	}
};
var accessEntryClass = defineClass("access-entry", "An entry of a port's access list: who may do what, or must not.", AccessEntry, {
	Kind: fact("Allow, Deny, or Other for an entry that decides nothing.", ({ kind }) => kind),
	Who: fact("Name of the account that it applies to, if well known; else the identifier.", ({ sid }) => nameOfSid(sid)),
	Sid: fact("Security identifier that it applies to.", ({ sid }) => sid.text),
	Rights: fact("Rights by name: connect, read control and so on; all for every right.", ({ mask }) => formatPortRights(mask)),
	Mask: inHexadecimal(fact("Rights as a number.", ({ mask }) => mask)),
	Connects: fact("Whether it decides about connecting.", entry => isAboutConnecting(entry)),
	IsConditional: fact("Whether a condition decides, too (not decoded).", ({ isConditional }) => isConditional)
});
var ClientGroup = class extends FactObject {
	__describe({ name, processes }) {
		return `${printable(name)}: ${formatCount(processes.length, "client")}`;
	}
};
var clientGroupClass = defineClass("client-group", "Clients of an endpoint with the same integrity level or package.", ClientGroup, {
	Name: fact("The integrity level, or the package.", ({ name }) => name),
	Clients: inDecimal(fact("How many processes there are in the group.", ({ processes }) => processes.length)),
	Processes: property("The processes themselves.", group => mapPresent(group.__facts, () => countedList(group.__context, "process", () => elementsOf(group.__facts, facts => facts.processes), process => group.__context.process(process))))
});
var RpcInterface = class extends FactObject {
	__describe({ uuid, major, minor }) {
		var _a;
		const name = (_a = findRpcInterface(uuid)) == null ? void 0 : _a.name;
		return `${uuid} ${major}.${minor}${name === void 0 ? "" : ` (${name})`}`;
	}
};
var rpcInterfaceClass = defineClass("rpc-interface", "An RPC interface of an endpoint, as a bind that is still queued names it.", RpcInterface, {
	Uuid: fact("UUID of the interface.", ({ uuid }) => uuid),
	Version: fact("Version of the interface.", ({ major, minor }) => `${major}.${minor}`),
	Name: fact("Name of the interface, where it is a well-known one.", ({ uuid }) => {
		var _a, _b;
		return (_b = (_a = findRpcInterface(uuid)) == null ? void 0 : _a.name) != null ? _b : notApplicable("unknown: not one of the well-known interfaces");
	})
});
function own(help, pick) {
	return property(help, ({ __context, __facts }) => mapPresent(__facts, facts => pick(facts, __context)));
}
function open(help, pick) {
	return property(help, ({ __context, __address }) => mapPresent(portOpenness(__context, __address), pick));
}
function groupsBy({ __context: context, __facts: facts }, by) {
	return mapPresent(facts, port => mapPresent(clientsOf(context, port), clients => groupClients(context, clients, by)));
}
function grouped(help, by) {
	return property(help, endpoint => mapPresent(groupsBy(endpoint, by), () => {
		const { __context: context } = endpoint;
		const read = () => groupsBy(endpoint, by);
		const groups = () => {
			var _a;
			return (_a = present(read())) != null ? _a : [];
		};
		return shortList(context, "group", () => formatGroups(groups().map(({ name, processes }) => ({ name, count: processes.length }))), () => groups().map(group => new ClientGroup(context, group, () => {
			var _a;
			return (_a = groups().find(({ name }) => name === group.name)) != null ? _a : notApplicable("there is no such client anymore");
		})));
	}));
}
function accessEntries(endpoint) {
	const { __context: context, __address: address } = endpoint;
	const list = () => accessListOf(context, address);
	const elements = () => Array.from(elementsOf(list(), ({ entries, broken }) => [...entries, ...broken === void 0 ? [] : [broken]]));
	const isSame = (left, right) => left.kind === right.kind && left.sid.text === right.sid.text && left.mask === right.mask;
	const again = entry => mapPresent(list(), ({ entries }) => {
		var _a;
		return (_a = entries.find(other => isSame(other, entry))) != null ? _a : notApplicable("the access list has no such entry anymore");
	});
	return mapPresent(list(), () => shortList(context, "entry", () => `${elements().length} ${elements().length === 1 ? "entry" : "entries"}`, () => elements().map(entry => entry instanceof Absence ? entry : new AccessEntry(context, entry, () => again(entry)))));
}
function rpcInterfaces(facts, context) {
	const read = () => mapPresent(context.portFacts(facts.address), now => interfacesOf(context, now));
	return mapPresent(read(), () => countedList(context, "interface", () => elementsOf(read(), ids => ids), id => new RpcInterface(context, id, () => mapPresent(read(), ids => {
		var _a;
		return (_a = ids.find(({ uuid }) => uuid === id.uuid)) != null ? _a : notApplicable("its bind is no longer queued");
	}))));
}
var endpointClass = defineClass("endpoint", "A connection port as an entry point: who may connect, who has, and what the port accepts.", Endpoint, {
	Address: property("Address of the port object.", ({ __address }) => __address),
	Name: property("The port's own name.", ({ __context, __address }) => {
		var _a;
		return mapPresent((_a = readObjectName(__context.target, __address)) != null ? _a : notApplicable("the port has no name"), name => name);
	}),
	Path: property("Full path in the object manager's namespace.", ({ __context, __address }) => {
		var _a;
		return mapPresent((_a = readObjectPath(__context.target, __address)) != null ? _a : notApplicable("the port has no name"), path => path);
	}),
	Owner: own("The process that created the port.", ({ owner }, context) => context.maybe(owner, "process")),
	Service: own("The service that the owner runs, or its group of services; by its command line.", ({ owner }, { target }) => mapPresent(serviceName(target, owner), printable)),
	SessionId: inDecimal(own("Terminal session of the owner.", ({ owner }, { target }) => mapPresent(owner, process => mapPresent(readProcessFacts(target, process), ({ sessionId }) => sessionId)))),
	MayConnect: property("Who may connect, by the port's access list, and who is denied.", ({ __context, __address }) => mayConnect(__context, __address)),
	OpenTo: property("Which of Everyone, Anonymous and AppContainers may connect; empty for none of them.", ({ __context, __address }) => mapPresent(portOpenness(__context, __address), () => formatOpenness(knownOpenness(__context, __address)))),
	OpenToEveryone: open("Whether the access list lets Everyone connect.", ({ everyone }) => everyone),
	OpenToAnonymous: open("Whether the access list lets Anonymous connect.", ({ anonymous }) => anonymous),
	OpenToAppContainers: open("Which AppContainers may connect, if their user may: all, some (single packages or capabilities) or none.", ({ appContainers }) => appContainers),
	Access: property("The entries of the access list, in the order in which the kernel goes through them.", accessEntries),
	Label: property("Integrity level that the port is labeled with, and what those below it may not do.", ({ __context, __address }) => labelText(__context, __address)),
	ObjectOwner: property("Who owns the port object, by its security descriptor.", ({ __context, __address }) => mapPresent(descriptorOf(__context, __address), ({ owner }) => mapPresent(owner, nameOfSid))),
	Sddl: property("The security descriptor in its string form, rights as numbers.", ({ __context, __address }) => mapPresent(descriptorOf(__context, __address), formatSddl)),
	ImpersonationLevel: own("How far the owner wants to impersonate its clients.", impersonationLevel),
	Flags: own("Flags of the port by name, such as AllowImpersonation and AllowDupObject.", facts => mapPresent(flagNames(facts), names => names.join(" | ") || "none")),
	HandleTypes: own("Kinds of objects whose handles the port accepts from its clients.", facts => mapPresent(handleTypes(facts), names => names.join(" | ") || "none")),
	Clients: inDecimal(own("How many processes are connected.", (facts, context) => mapPresent(clientsOf(context, facts), ({ processes }) => processes.length))),
	Connections: inDecimal(own("How many connections there are, those that are still asked for included.", (facts, context) => mapPresent(clientsOf(context, facts), ({ connections }) => connections))),
	ClientsByIntegrity: grouped("The clients by the integrity level of their tokens.", "integrity"),
	ClientsByPackage: grouped("The clients by the package that they belong to.", "package"),
	Interfaces: own("RPC interfaces, as far as binds that are still queued name them.", rpcInterfaces),
	Port: property("The port as an object of its own.", ({ __context, __address }) => __context.port(__address))
});

// src/target/files.ts
function writeTextFile(path, text) {
	const files = fileSystem();
	let file;
	try {
		file = files.CreateFile(path, "CreateAlways");
		files.CreateTextWriter(file, "Utf8").Write(text);
		return path;
	} catch (error) {
		throw fileNotWritten(path, error instanceof Error ? error.message : String(error));
	} finally {
		if (file !== void 0) {
			file.Close();
		}
	}
}
function fileSystem() {
	let found;
	try {
		found = scriptHost().namespace.Debugger.Utility.FileSystem;
	} catch (_error) {
		found = void 0;
	}
	if (found === void 0 || found === null) {
		throw new AlpcxError("file-not-written", "The debugger's file extension is not loaded: run .load DbgModelApiXtn, then the command again.");
	}
	return found;
}

// src/view/graph/labels.ts
var LONGEST_LABEL = 120;
var LONGEST_VALUE = 600;
function formatLabel(text) {
	return formatName(text, LONGEST_LABEL);
}
function formatValue(text) {
	return formatName(text, LONGEST_VALUE);
}
function formatAsciiJson(value, indent) {
	return JSON.stringify(value, void 0, indent).replace(/[<>&\u007f-\uffff]/g, unit => `\\u${hexDigits(unit.charCodeAt(0), 4)}`);
}

// src/view/endpoint-json.ts
var MADE_UP = [
	[/\b(LRPC-?|OLE)[0-9a-f.]{8,}/gi, "$1*"],
	[/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, "*"],
	[/\b([PT]ID)\(\d+\)/g, "$1(*)"]
];
function lastingName(name) {
	return MADE_UP.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), name);
}
function formatEndpointJson(records) {
	return records.map(record => formatAsciiJson(Object.assign({}, record, { path: record.path === null ? null : lastingName(record.path) }))).sort().join("\n");
}

// src/model/ask/place.ts
function nothingAt(context, wanted, address, hint, otherwise) {
	const place = describePlace(context, address);
	return place === void 0 ? otherwise === void 0 ? notFound(`There is no ${wanted} at ${address}.`, hint) : notFound(`There is no ${wanted} at ${address}:`, `${otherwise}. ${hint}`) : notFound(`There is no ${wanted} at ${address}:`, place.isShown ? place.text : `${place.text} ${hint}`.trim());
}
function describePlace(context, address) {
	const { target } = context;
	if (address.low % target.pointerSize !== 0) {
		return { text: "the address is not aligned.", isShown: false };
	}
	const kind = kindAt(context, address);
	if (kind !== void 0) {
		return { text: `it is a ${kind}; !alpcx_${kind} ${address} shows it.`, isShown: true };
	}
	const type = present(readTypeName(target, address));
	return type === void 0 || type === "" ? void 0 : { text: `it looks like an object of type "${printable(type)}".`, isShown: false };
}
function kindAt(context, address) {
	const { target, generation } = context;
	if (!target.hasMemory(address)) {
		return void 0;
	}
	return !(context.portFacts(address) instanceof Absence) ? "port" : !(readProcessFacts(target, address) instanceof Absence) ? "process" : !(readThreadFacts(target, address) instanceof Absence) ? "thread" : !(generation.readMessage(address) instanceof Absence) ? "message" : void 0;
}

// src/model/ask/port.ts
var MOST_CANDIDATES = 8;
function portOf(context, value) {
	return context.port(portAddress(context, value));
}
function portAddress(context, value, example = "!alpcx_port 0xffffa801`12345678") {
	var _a;
	const address = (_a = namedPort(context, value)) != null ? _a : readAddress(context.target, value, {
		expected: `the address or name of a port${isName(value) ? " (!alpcx_find finds ports by part of a name)" : ""}`,
		example
	});
	const facts = context.portFacts(address);
	if (facts instanceof Absence && facts.kind === "Invalid") {
		throw nothingAt(context, "port", address, "!alpcx_ports lists all of them.");
	}
	return address;
}
function isName(value) {
	return typeof value === "string" && value !== "" && Word64.parse(value) === void 0;
}
function portsOfName(context, value, example = '!alpcx_port "\\\\RPC Control\\\\ntsvcs"') {
	if (!isName(value)) {
		return [];
	}
	const found = findConnectionPorts(context, value);
	if (found.length === 0) {
		validateTyped(value, "the name or path of a port", example);
	}
	return found;
}
function namedPort(context, value, example) {
	const found = portsOfName(context, value, example);
	if (found.length > 1) {
		throw severalPorts(context, String(value), found);
	}
	return found[0];
}
function severalPorts(context, name, found) {
	const candidates = found.slice(0, MOST_CANDIDATES).map(port => describeCandidate(context, port)).join("; ");
	const more = found.length > MOST_CANDIDATES ? `; and ${found.length - MOST_CANDIDATES} more` : "";
	return notFound(`${describeSeveral(name, found)}:`, `${candidates}${more}. Give the path of one, with \\\\ for each backslash, or its address.`);
}
function describeSeveral(name, found) {
	return `${formatCount(found.length, "port")} are called ${quoted(name, 40)}`;
}
function describeCandidate(context, port) {
	const path = readObjectPath(context.target, port);
	const facts = context.portFacts(port);
	const owner = facts instanceof Absence || facts.owner instanceof Absence ? "" : ` of ${processName(context, facts.owner)}`;
	return `${typeof path === "string" ? `'${formatPath(path)}' ` : ""}${port}${owner}`;
}
function findPorts(context, pattern, call) {
	if (typeof pattern !== "string" || pattern === "") {
		throw wrongArgument(describeArgument(pattern), "a name or a pattern in quotes", `${call}("lsa*")`);
	}
	const found = matchConnectionPorts(context, pattern);
	if (found.length === 0) {
		validateTyped(pattern, "a name or a pattern", `${call}("\\\\RPC Control\\\\*")`);
	}
	return found;
}
function connectionPortAt(context, index) {
	const asAddress = addressIn(context, index);
	if (asAddress !== void 0) {
		return asAddress;
	}
	if (typeof index !== "string") {
		throw wrongArgument(describeArgument(index), "a port's name, path or address", '@$cursession.Alpc.ConnectionPorts["ntsvcs"]');
	}
	const named = namedPort(context, index);
	if (named !== void 0) {
		return named;
	}
	const part = index.slice(0, 60);
	throw notFound(`No connection port is called ${quoted(index, 40)}.`, `Look for part of a name with @$cursession.Alpc.Find(${JSON.stringify(printable(part) === part ? part : "part")}).`);
}
function addressIn(context, value) {
	try {
		const reference = readReference(context.target, value, { expected: "", example: "" });
		return reference.kind === "address" && isKernelAddress(reference.address, context.target.pointerSize) ? reference.address : void 0;
	} catch (_error) {
		return void 0;
	}
}

// src/model/objects/endpoints.ts
var column_endpoints = factColumn;
var endpointTable = defineTable("endpoint-row", "An endpoint as a row of a table.", {
	Endpoint: { help: "Name of the port.", pick: ({ __context, __address }) => nameCell(__context, __address) },
	Owner: { help: "The process that created it.", pick: ({ __context, __address }) => ownerCell(__context, __address) },
	Session: column_endpoints("Terminal session that its owner runs in.", ({ owner }, { target }) => mapPresent(owner, process => mapPresent(readProcessFacts(target, process), ({ sessionId }) => sessionId)), 10),
	OpenTo: {
		help: "Which of Everyone, Anonymous and AppContainers may connect.",
		pick: ({ __context, __address }) => mapPresent(portOpenness(__context, __address), () => formatOpenness(knownOpenness(__context, __address)))
	},
	Level: column_endpoints("How far its owner wants to impersonate its clients.", facts => mapPresent(impersonationLevel(facts), level => level.replace(/^Security/, ""))),
	Handles: column_endpoints("Kinds of objects whose handles it accepts.", facts => mapPresent(handleTypes(facts), names => names.join(", "))),
	Clients: column_endpoints("Processes that are connected.", (facts, context) => mapPresent(clientsOf(context, facts), ({ processes }) => processes.length), 10),
	Interface: column_endpoints("RPC interfaces that queued binds name.", (facts, context) => mapPresent(interfacesOf(context, facts), ids => ids.map(({ uuid }) => {
		var _a, _b;
		return (_b = (_a = findRpcInterface(uuid)) == null ? void 0 : _a.name) != null ? _b : uuid;
	}).join(", ")))
});
var FILE_EXAMPLE = '@$cursession.Alpc.Endpoints.AsJson("C:\\\\temp\\\\endpoints.json")';
var Endpoints = class extends Collection {
	constructor(context, display, ports) {
		super(context, display, function* () {
			for (const address of openPorts(context, ports())) {
				yield new Endpoint(context, address);
			}
		}, {
			rows: endpointTable,
			index: {
				of: ({ __address }) => indexByPath(context, __address),
				find: index => new Endpoint(context, connectionPortAt(context, index))
			}
		});
		this.__model = context;
		this.__ports = ports;
	}
};
function* openPorts(context, ports) {
	for (const address of ports) {
		const facts = context.portFacts(address);
		if (facts instanceof Absence || !facts.isClosed) {
			yield address;
		}
	}
}
function endpointsOfSystem(context) {
	return new Endpoints(context, "Endpoints: ports that one can connect to", () => walkConnectionPorts(context));
}
var MATCHING = "@$cursession.Alpc.Endpoints.Matching";
function matching(context, pattern) {
	const isEmpty = findPorts(context, pattern, MATCHING).length === 0;
	return new Endpoints(context, `Endpoints that fit ${describeArgument(pattern)}${isEmpty ? `: ${context.nothing}` : ""}`, () => findPorts(context, pattern, MATCHING));
}
function orNull(value) {
	var _a;
	return (_a = present(value)) != null ? _a : null;
}
function recordOf(context, port) {
	const facts = context.portFacts(port);
	if (facts instanceof Absence) {
		return void 0;
	}
	const { target } = context;
	const path = readObjectPath(target, port);
	const owner = facts.owner instanceof Absence ? facts.owner : readProcessFacts(target, facts.owner);
	const openness = portOpenness(context, port);
	const interfaces = interfacesOf(context, facts);
	const descriptor = descriptorOf(context, port);
	return {
		path: typeof path === "string" ? path : null,
		owner: owner instanceof Absence ? null : orNull(owner.name),
		service: orNull(serviceName(target, facts.owner)),
		session: owner instanceof Absence ? null : orNull(owner.sessionId),
		openTo: openness instanceof Absence ? null : formatOpenness(knownOpenness(context, port)),
		mayConnect: orNull(mayConnect(context, port)),
		sddl: descriptor instanceof Absence ? null : formatSddl(descriptor),
		label: orNull(labelText(context, port)),
		impersonation: orNull(impersonationLevel(facts)),
		flags: orNull(flagNames(facts)),
		handleTypes: orNull(handleTypes(facts)),
		interfaces: interfaces instanceof Absence ? null : interfaces.map(({ uuid, major, minor }) => {
			var _a, _b;
			return [uuid, `${major}.${minor}`, (_b = (_a = findRpcInterface(uuid)) == null ? void 0 : _a.name) != null ? _b : ""].join(" ").trim();
		})
	};
}
function asJson({ __model: context, __ports: ports }, file) {
	if (file !== void 0 && (typeof file !== "string" || file === "")) {
		throw wrongArgument(describeArgument(file), "the path of a file", FILE_EXAMPLE);
	}
	if (file !== void 0) {
		validateFilePath(file, "the path of a file", FILE_EXAMPLE);
	}
	const records = [];
	for (const port of openPorts(context, ports())) {
		const record = recordOf(context, port);
		records.push(...record === void 0 ? [] : [record]);
	}
	const text = formatEndpointJson(records);
	return file === void 0 ? linesOf(context, "Endpoints as lines of JSON, without addresses, ids and counts", text) : `Written to ${writeTextFile(file, `${text}
`)}`;
}
var endpointsClass = defineClass("endpoints", "Ports that one can connect to, indexed by name, path or address.", Endpoints, {}, {
	Matching: method("pattern", "Those whose name or path fits: * and ? as wildcards; without them, any part of the name.", ({ __model }, pattern) => matching(__model, pattern)),
	AsJson: method("[file]", "A line of JSON for each endpoint, sorted, without what differs at each start; or writes them to a file, to compare two builds.", asJson)
});

// src/alpc/global-information.ts
function readGlobalInformation(target) {
	return {
		portType: readPortType(target),
		resourceTypes: BLOB_TYPE_SYMBOLS.map(({ kind, symbol }) => readResourceType(target, kind, symbol)),
		messageLog: readMessageLog(target)
	};
}
function readPortType(target) {
	const address = findTypeObject(target, "AlpcPortObjectType");
	const type = address instanceof Absence ? address : target.readStructure("_OBJECT_TYPE", address);
	return type instanceof Absence ? type : {
		address: type.address,
		objects: type.number("TotalNumberOfObjects"),
		handles: type.number("TotalNumberOfHandles"),
		mostObjects: type.number("HighWaterNumberOfObjects"),
		mostHandles: type.number("HighWaterNumberOfHandles")
	};
}
function readResourceType(target, kind, symbol) {
	const type = readBlobType(target, symbol);
	if (type instanceof Absence) {
		return {
			kind,
			symbol,
			address: target.symbol(symbol),
			resourceId: type,
			poolTag: type,
			created: type,
			deleted: type,
			existing: type
		};
	}
	const pointer = type.has("Counters") ? type.pointer("Counters") : void 0;
	const counters = pointer === void 0 ? type : pointer instanceof Absence ? pointer : target.readStructure("_BLOB_COUNTERS", pointer);
	const created = counters instanceof Absence ? counters : counters.number("CreatedObjects");
	const deleted = counters instanceof Absence ? counters : counters.number("DeletedObjects");
	return {
		kind,
		symbol,
		address: type.address,
		resourceId: type.number("ResourceId"),
		created,
		deleted,
		poolTag: mapPresent(type.slice("PoolTag"), bytes => String.fromCharCode(...bytes)),
		existing: created instanceof Absence ? created : mapPresent(deleted, gone => created - gone >>> 0)
	};
}
function readMessageLog(target) {
	const at = target.symbol("AlpcpMessageLogEnabled");
	const bytes = at instanceof Absence ? at : target.read(at, 1);
	const head = target.symbol("AlpcpMessageLogListHead");
	return {
		isEnabled: mapPresent(bytes, ([first]) => first !== 0),
		entries: head instanceof Absence ? head : countOfWalk(walkList(target, head, { what: "the message log" }).end)
	};
}
function countResources(target) {
	var _a;
	const counts = /* @__PURE__ */ new Map();
	for (const address of walkPorts(target)) {
		const port = target.readStructure(PORT, address);
		for (const blob of port instanceof Absence ? [] : walkResources(target, port)) {
			const kind = blob instanceof Absence ? "Invalid" : blob.kind;
			counts.set(kind, ((_a = counts.get(kind)) != null ? _a : 0) + 1);
		}
	}
	return counts;
}

// src/model/objects/global-information.ts
var GlobalInformation = class {
	constructor(context) {
		this.__context = context;
	}
	get __facts() {
		return this.__context.target.stop.once("global information", () => readGlobalInformation(this.__context.target));
	}
	toString() {
		return "ALPC object types, counts and message log";
	}
};
var ResourceType = class extends FactObject {
	__describe({ kind, existing, poolTag }) {
		return `${kind}${typeof poolTag === "string" ? ` '${poolTag}'` : ""}: ${typeof existing === "number" ? `${existing} exist` : "not counted in this build"}`;
	}
};
var ResourceCount = class extends FactObject {
	__describe({ kind, count }) {
		return `${kind}: ${count}`;
	}
};
function existingResources({ resourceTypes }) {
	const counts = resourceTypes.reduce((found, { kind, existing }) => typeof existing === "number" ? [...found, `${kind} ${existing}`] : found, []);
	return counts.length === 0 ? "not counted in this build" : counts.join(", ");
}
var resourceCountClass = defineClass("resource-count", "How many resources of one kind are on the lists of ports.", ResourceCount, {
	Kind: fact("The kind by the blob headers; Invalid counts entries that are not resources.", ({ kind }) => kind),
	Count: inDecimal(fact("How many there are on the lists of all ports.", ({ count }) => count))
});
var resourceTypeClass = defineClass("resource-type", "A kind of ALPC resource as the kernel describes it.", ResourceType, {
	Kind: fact("The kind.", ({ kind }) => kind),
	Symbol: fact("The kernel's symbol for it.", ({ symbol }) => symbol),
	Address: fact("Address of its description (_BLOB_TYPE).", ({ address }) => address),
	ResourceId: inDecimal(fact("The number in the blob headers of this kind.", ({ resourceId }) => resourceId)),
	PoolTag: fact("Tag of its pool memory.", ({ poolTag }) => poolTag),
	Created: inDecimal(fact("How many were ever created.", ({ created }) => created)),
	Deleted: inDecimal(fact("How many of them are gone.", ({ deleted }) => deleted)),
	Existing: inDecimal(fact("How many exist.", ({ existing }) => existing))
});
function resourceTypes(information) {
	return information.__facts.resourceTypes.map(facts => new ResourceType(information.__context, facts, () => {
		var _a;
		return (_a = information.__facts.resourceTypes.find(({ symbol }) => symbol === facts.symbol)) != null ? _a : notApplicable("this kernel has no such kind");
	}));
}
function resourceCounts(context) {
	const counts = () => context.target.stop.once("ALPC resources by kind", () => countResources(context.target));
	return Array.from(counts(), ([kind, count]) => new ResourceCount(context, { kind, count }, () => {
		var _a;
		return { kind, count: (_a = counts().get(kind)) != null ? _a : 0 };
	}));
}
var globalInformationClass = defineClass("global-information", "What the kernel keeps about ALPC as a whole.", GlobalInformation, {
	PortType: property('Address of the object type "ALPC Port".', ({ __facts }) => mapPresent(__facts.portType, ({ address }) => address)),
	PortObjects: inDecimal(property("Ports, as the object manager counts them.", ({ __facts }) => mapPresent(__facts.portType, ({ objects }) => objects))),
	PortHandles: inDecimal(property("Handles to ports, as the object manager counts them.", ({ __facts }) => mapPresent(__facts.portType, ({ handles }) => handles))),
	MostPortObjects: inDecimal(property("The most ports at any time.", ({ __facts }) => mapPresent(__facts.portType, ({ mostObjects }) => mostObjects))),
	MostPortHandles: inDecimal(property("The most handles to ports at any time.", ({ __facts }) => mapPresent(__facts.portType, ({ mostHandles }) => mostHandles))),
	ResourceTypes: property("The kinds of resources with the kernel's own counts.", information => shortList(information.__context, "kind of resource", () => existingResources(information.__facts), () => resourceTypes(information))),
	ResourcesOnPorts: property("Resources on the lists of all ports, counted by kind: a walk over every port.", ({ __context }) => shortList(__context, "count", "Resources on the lists of all ports, by kind", () => resourceCounts(__context))),
	MessageLogEnabled: property("Whether the kernel keeps a log of messages.", ({ __facts }) => __facts.messageLog.isEnabled),
	MessageLogEntries: inDecimal(property("Entries in that log.", ({ __facts }) => __facts.messageLog.entries))
});

// src/model/objects/limits.ts
var LimitSettings = class {
	constructor(context) {
		this.__context = context;
		Object.preventExtensions(this);
	}
	toString() {
		return "Bounds of walks and displays; assign to one to change it";
	}
};
function limit(name, least, help) {
	return inDecimal(property(help, () => limits[name], (_settings, value) => {
		const number = numberFromHost(value);
		if (number === void 0 || number < least) {
			throw wrongArgument(describeArgument(value), `a whole number of at least ${least}`, `dx @$cursession.Alpc.Limits.ListEntries = 50000`);
		}
		limits[name] = number;
		dropStops();
	}));
}
var limitsClass = defineClass("limits", "Bounds of walks and displays, for all sessions.", LimitSettings, {
	Ports: limit("ports", 1, "Ports of one walk over the system."),
	ListEntries: limit("listEntries", 1, "Entries of any one list: a queue, connections, threads, processes."),
	Handles: limit("handles", 1, "Entries of one handle table."),
	NameBytes: limit("nameBytes", 2, "Bytes of one name."),
	PayloadBytes: limit("payloadBytes", 0, "Bytes of a message's payload that are read."),
	PoolSearchBytes: limit("poolSearchBytes", 4096, "Bytes of pool that one search may look at."),
	ChainSteps: limit("chainSteps", 1, "Links of one wait chain that are shown."),
	CachedPages: limit("cachedPages", 2, "Pages of memory kept while the target stands still."),
	LongWaitSeconds: limit("longWaitSeconds", 0, "Seconds that a reply may be awaited before it counts as a long wait."),
	Backlog: limit("backlog", 0, "Messages that a queue may hold before it counts as a backlog."),
	ProgressInterval: limit("progressInterval", 0, "Seconds between two lines of progress in long walks; 0 for none."),
	Seconds: limit("seconds", 0, "Seconds that one walk or analysis may take before it gives what it has; 0 for as long as it takes.")
});

// src/model/objects/lock.ts
var LOCK_KIND_NAMES = {
	resource: "Resource",
	"fast mutex": "FastMutex",
	"guarded mutex": "GuardedMutex",
	"push lock": "PushLock",
	mutant: "Mutant",
	"critical section": "CriticalSection",
	"user-mode lock": "UserModeLock",
	"keyed event": "KeyedEvent"
};
var Lock = class extends FactObject {
	constructor(context, facts, read = () => findLock(context, facts)) {
		super(context, facts, read);
		this.__address = facts.address;
	}
	__describe(facts) {
		return formatLock(this.__context, facts);
	}
};
function formatLock(context, facts) {
	const { kind, address, name, process, holders, waiters, isBehind } = facts;
	const what = isBehind === true ? `the ${kind} behind object` : kind;
	const named = name instanceof Absence || name === "" ? "" : ` '${formatName(name)}'`;
	const place = process instanceof Absence ? "" : ` of ${processName(context, process)}`;
	const held = holders instanceof Absence ? holders.reason : holders.length === 0 ? describeFree(facts) : `held by ${formatUsers(context, holders)}`;
	return `${what}${named} ${address}${place}, ${held}: ${waiters.length === 0 ? "nobody waits" : `${formatCount(waiters.length, "thread")} ${waiters.length === 1 ? "waits" : "wait"}`}`;
}
function formatUsers(context, users) {
	const shared = users.some(({ mode }) => mode === "shared") ? " (shared)" : "";
	return `${formatSome(users.map(({ thread }) => threadName(context, thread)))}${shared}`;
}
function findLock({ target }, known) {
	const found = findContendedLock(target, known);
	return found instanceof Absence && known.process instanceof Absence ? readLockAt(target, known.kind, known.address) : found;
}
function lockAt(context, kind, address) {
	const { target } = context;
	const read = () => {
		const there = kind === "resource" ? readResource(target, address) : kind === "mutant" ? readMutant(target, address) : readFastMutex(target, address);
		return mapPresent(there, () => findLock(context, { kind, address, process: notApplicable(`the ${kind} lies in the kernel`) }));
	};
	return factObject(Lock, context, read);
}
var LockThread = class extends FactObject {
	constructor(context, user, read) {
		super(context, user, read);
		this.__address = user.thread;
	}
	__describe({ thread, mode }) {
		return `${String(this.__context.thread(thread))}${mode === "unknown" ? "" : `, ${mode}`}`;
	}
};
var lockThreadClass = defineClass("lock-thread", "A thread that holds a lock or waits for it.", LockThread, Object.assign({}, threadProperties, { Mode: fact("How it is held or wanted: exclusive, shared or unknown.", ({ mode }) => mode) }));
function usersOf(lock, noun, pick) {
	return rereadList(lock.__context, {
		noun: "thread",
		display: length => length === 0 ? `no ${noun}` : formatCount(length, noun),
		read: () => mapPresent(lock.__facts, pick),
		make: (user, find) => new LockThread(lock.__context, user, find),
		isSame: (one, other) => one.thread.equals(other.thread),
		gone: "the thread is no longer at the lock",
		rows: threadTable
	});
}
var lockClass = defineClass("lock", "A lock: who holds it, and who waits for it.", Lock, {
	Kind: fact("Resource, FastMutex, GuardedMutex, PushLock, Mutant, CriticalSection, UserModeLock or KeyedEvent.", ({ kind }) => LOCK_KIND_NAMES[kind]),
	Address: fact("Address of the lock; of user-mode locks in the memory of their process.", ({ address }) => address),
	Name: fact("Name in the object directory, where it has one.", ({ name }) => name),
	Process: fact("The process in whose memory it lies; absent for locks of the kernel.", ({ process }, context) => context.maybe(process, "process")),
	Holders: property("Threads that hold it now, where that is recorded.", lock => usersOf(lock, "holder", ({ holders }) => holders)),
	Waiters: property("Threads that wait for it.", lock => usersOf(lock, "waiter", ({ waiters }) => waiters)),
	Object: fact("The native structure of a lock of the kernel.", (facts, context) => {
		const { kind, address, process, isBehind } = facts;
		return process instanceof Absence ? dispatcherObject(context, Object.assign({ kind, address }, isBehind === true ? { dispatcher: address } : {})) : notApplicable(`it lies in the memory of ${processName(context, process)}: .process /p ${process} leads there`);
	})
});

// src/lpc/pool/pool-header.ts
var POOL_HEADER = "_POOL_HEADER";
var MESSAGE_TAG = 1298362444;
var PROTECTED_TAG_BIT = 2147483648;
var POOL_IN_USE_BIT = 4;
function readMessagePoolBlock(target, message) {
	var _a;
	const layout = target.layout(POOL_HEADER);
	const header = layout instanceof Absence ? layout : target.readStructure(POOL_HEADER, message.minus(layout.size));
	return header instanceof Absence ? header : (_a = decodePoolBlock(header)) != null ? _a : invalid(`the memory at ${message} is not a pool block of messages`, message);
}
function decodePoolBlock(header) {
	const tag = header.number("PoolTag");
	const units = header.number("BlockSize");
	const poolType = header.number("PoolType");
	if (tag instanceof Absence || units instanceof Absence || poolType instanceof Absence || !isMessageTag(tag)) {
		return void 0;
	}
	const blockBytes = units * header.layout.size;
	const start = header.address.low % PAGE_SIZE;
	return blockBytes > header.layout.size && start + blockBytes <= PAGE_SIZE ? { message: header.address.plus(header.layout.size), header: header.address, blockBytes, poolType } : void 0;
}
function pageHasInUseBit(target, page, bytes) {
	const layout = target.layout(POOL_HEADER);
	if (layout instanceof Absence) {
		return false;
	}
	for (let offset = 0; offset + layout.size <= bytes.length; ) {
		const header = new Structure(page.plus(offset), layout, bytes.subarray(offset), target.pointerSize);
		const units = header.number("BlockSize");
		const poolType = header.number("PoolType");
		if (units instanceof Absence || poolType instanceof Absence || units === 0) {
			return false;
		}
		if ((poolType & POOL_IN_USE_BIT) !== 0) {
			return true;
		}
		offset += units * layout.size;
	}
	return false;
}
function isAllocated(block, hasInUseBit) {
	return hasInUseBit ? (block.poolType & POOL_IN_USE_BIT) !== 0 : block.poolType !== 0;
}
function isMessageTag(tag) {
	return tag % PROTECTED_TAG_BIT === MESSAGE_TAG;
}

// src/lpc/port/port-kind.ts
var PORT_TYPE_BITS = 4;
var KINDS_portKind = /* @__PURE__ */ new Map([
	[1, { kind: "SERVER_CONNECTION_PORT", role: "connection" }],
	[2, { kind: "UNCONNECTED_COMMUNICATION_PORT", role: "unconnected" }],
	[3, { kind: "SERVER_COMMUNICATION_PORT", role: "server" }],
	[4, { kind: "CLIENT_COMMUNICATION_PORT", role: "client" }]
]);
var UNKNOWN_portKind = { kind: "UNKNOWN", role: "unknown" };
function decodePortKind(flags) {
	var _a;
	return flags instanceof Absence ? UNKNOWN_portKind : (_a = KINDS_portKind.get(flags % (1 << PORT_TYPE_BITS))) != null ? _a : UNKNOWN_portKind;
}
var FLAGS_portKind = [
	{ name: "Deleted", bit: 28 },
	{ name: "Waitable", bit: 29 },
	{ name: "NameDeleted", bit: 30 },
	{ name: "DynamicSecurity", bit: 31 }
];
function decodePortFlags(value) {
	const type = value % (1 << PORT_TYPE_BITS);
	const named = FLAGS_portKind.map(flag => ({ name: flag.name, value: value >>> flag.bit & 1, width: 1 }));
	const known = FLAGS_portKind.reduce((sum, flag) => sum + (value >>> flag.bit & 1) * 2 ** flag.bit, type);
	const other = value - known;
	return {
		value,
		bits: [
			{ name: "Type", value: type, width: PORT_TYPE_BITS },
			...named,
			...other === 0 ? [] : [{ name: "Other", value: other, width: 28 - PORT_TYPE_BITS }]
		]
	};
}
function hasPortFlag(value, name) {
	return FLAGS_portKind.some(flag => flag.name === name && (value >>> flag.bit & 1) !== 0);
}

// src/lpc/port/port.ts
var PORT_TYPE_NAMES = ["Port", "WaitablePort"];
var PORT_TYPE_SYMBOLS = ["LpcPortObjectType", "LpcWaitablePortObjectType"];
function findPortTypes(target) {
	return target.stop.once("LPC port types", () => PORT_TYPE_SYMBOLS.map(symbol => findTypeObject(target, symbol)).filter(type => !(type instanceof Absence)));
}
function isPortType(target, type) {
	return findPortTypes(target).some(known => known.equals(type));
}
function validatePortObject_port(target, address) {
	const wrong = validateKernelPointer(address, target.pointerSize, "port", target.pointerSize);
	const type = wrong != null ? wrong : readTypeObject(target, address);
	if (type instanceof Absence) {
		return type;
	}
	if (isPortType(target, type)) {
		return true;
	}
	const typeName = readTypeName(target, address);
	if (typeName instanceof Absence) {
		return typeName;
	}
	return PORT_TYPE_NAMES.includes(typeName) ? true : invalid(`${address} is an object of type "${typeName}", not an LPC port`, address);
}
function isPortObject(target, address) {
	return validatePortObject_port(target, address) === true;
}
var PORT_port = "_LPCP_PORT_OBJECT";
var RECENT_PORTS_port = 4096;
var recentPorts_port = new PerStop(() => new Recent(RECENT_PORTS_port));
function readLpcPort(target, address) {
	return recentPorts_port.of(target.stop).once(address.id, () => readFresh_port(target, address));
}
function readFresh_port(target, address) {
	const valid = validatePortObject_port(target, address);
	const structure = valid instanceof Absence ? valid : target.readStructure(PORT_port, address);
	if (structure instanceof Absence) {
		return structure;
	}
	structure.moveTo(target.stop.kept);
	return decodePort_port(target, structure);
}
function decodePort_port(target, structure) {
	const flags = structure.number("Flags");
	const { kind, role } = decodePortKind(flags);
	const connectionPortPointer = decodeReference(structure, "ConnectionPort", "the other end has died or was never there");
	const connectedPort = decodeReference(structure, "ConnectedPort", "the port is connected to nobody");
	const creator = decodeCreator(structure);
	const serverProcess = decodeReference(structure, "ServerProcess", "the port names no process");
	const port = { kind, role, connectionPortPointer, connectedPort };
	const owner = decodeOwner(target, role, creator, serverProcess);
	return Object.assign({ address: structure.address, structure }, port, decodeEnds(structure.address, port), { owner, ownerIsGone: owner instanceof Absence && !(creator instanceof Absence), creator, state: mapPresent(flags, decodePortFlags), isClosed: !(flags instanceof Absence) && (hasPortFlag(flags, "Deleted") || hasPortFlag(flags, "NameDeleted")), isDisconnected: isDisconnected(port), semaphore: decodeReference(structure, "MsgQueue.Semaphore", "the port has no queue of its own"), nonPagedQueue: decodeReference(structure, "MsgQueue.NonPagedPortQueue", "the port names no non-paged queue"), portContext: structure.pointer("PortContext"), clientThread: decodeReference(structure, "ClientThread", "no client thread is being connected through the port"), serverProcess, clientSectionBase: decodeValue(structure, "ClientSectionBase", "no section of the client is mapped"), serverSectionBase: decodeValue(structure, "ServerSectionBase", "no section of the server is mapped"), maxMessageLength: structure.number("MaxMessageLength"), maxConnectionInfoLength: structure.number("MaxConnectionInfoLength"), contradictions: contradictions(structure.address, flags, port) });
}
function decodeCreator(structure) {
	const processId = structure.number("Creator.UniqueProcess");
	const threadId = structure.number("Creator.UniqueThread");
	if (processId instanceof Absence || threadId instanceof Absence) {
		return processId instanceof Absence ? processId : invalid("the creator's thread id is not valid", structure.address);
	}
	return processId === 0 && threadId === 0 ? notApplicable("the port is still being connected: no creator is recorded") : { processId, threadId };
}
function decodeOwner(target, role, creator, serverProcess) {
	var _a;
	if (role === "connection" && !(serverProcess instanceof Absence)) {
		return serverProcess;
	}
	if (creator instanceof Absence) {
		return creator;
	}
	return (_a = findProcessById(target, creator.processId)) != null ? _a : new Absence("NotApplicable", `the process ${creator.processId.toString(16)} that created the port is gone`);
}
function decodeEnds(address, port) {
	switch (port.role) {
		case "connection": {
			const none = notApplicable("a connection port is connected to nobody: see its connections");
			return { connectionPort: address, serverPort: none, clientPort: none };
		}
		case "server":
			return { connectionPort: port.connectionPortPointer, serverPort: address, clientPort: port.connectedPort };
		case "client":
			return { connectionPort: port.connectionPortPointer, serverPort: port.connectedPort, clientPort: address };
		default: {
			const none = notApplicable(port.role === "unconnected" ? "an unconnected port has no connection" : "the kind of the port is unknown");
			return { connectionPort: none, serverPort: none, clientPort: none };
		}
	}
}
function isDisconnected(port) {
	const isAlone = isNull(port.connectedPort);
	return port.role === "server" ? isAlone : port.role === "client" && isAlone && isNull(port.connectionPortPointer);
}
function isNull(pointer) {
	return pointer instanceof Absence && pointer.kind === "NotApplicable";
}
function contradictions(address, flags, port) {
	const found = [];
	if (port.kind === "UNKNOWN" && !(flags instanceof Absence)) {
		found.push(`Its flags 0x${flags.toString(16)} name no kind of port.`);
	}
	for (const [name, link] of [
		["ConnectionPort", port.connectionPortPointer],
		["ConnectedPort", port.connectedPort]
	]) {
		if (link instanceof Absence && link.kind === "Invalid") {
			found.push(`Its ${name} is not valid: ${link.reason}.`);
		}
	}
	const self = port.connectionPortPointer;
	if (port.role === "connection" && !(self instanceof Absence) && !self.equals(address)) {
		found.push(`It is a connection port, but its ConnectionPort is ${self}, another one.`);
	}
	if ((port.role === "server" || port.role === "client") && !(port.connectedPort instanceof Absence) && port.connectedPort.equals(address)) {
		found.push("It is a communication port that is connected to itself.");
	}
	return found;
}

// src/lpc/message/message-header.ts
var MESSAGE_messageHeader = "_LPCP_MESSAGE";
function readMessageHeader(target, address) {
	const structure = target.readStructure(MESSAGE_messageHeader, address);
	if (structure instanceof Absence) {
		return structure;
	}
	const header = decodeMessageHeader(structure);
	const { typeNumber } = header;
	if (!(typeNumber instanceof Absence) && isMessageType(typeNumber, LAST_LPC_TYPE) && hasPlausibleLength(target, header)) {
		return header;
	}
	return readMessagePoolBlock(target, address) instanceof Absence ? invalid(`there is no LPC message at ${address}: neither its header nor the pool block around it is one of a message`, address) : header;
}
function decodeMessageHeader(structure) {
	const typeWord = structure.number("Request.u2.s2.Type");
	const typeNumber = mapPresent(typeWord, decodeTypeNumber);
	const hasSender = !(typeNumber instanceof Absence) && carriesSenderPort(typeNumber);
	const leftover = notApplicable("only requests and datagrams carry it; in other messages it is a leftover");
	return {
		address: structure.address,
		structure,
		id: structure.word("Request.MessageId"),
		callbackId: structure.number("Request.CallbackId"),
		typeWord,
		typeNumber,
		dataLength: structure.number("Request.u1.s1.DataLength"),
		totalLength: structure.number("Request.u1.s1.TotalLength"),
		dataInfoOffset: mapPresent(structure.number("Request.u2.s2.DataInfoOffset"), offset => offset === 0 ? notApplicable("the message has no data information") : offset),
		senderProcessId: structure.number("Request.ClientId.UniqueProcess"),
		senderThreadId: structure.number("Request.ClientId.UniqueThread"),
		senderPort: hasSender ? decodeReference(structure, "SenderPort", "the message names no sender's port") : leftover,
		portContext: hasSender ? structure.pointer("PortContext") : leftover,
		repliedToThread: decodeReference(structure, "RepliedToThread", "it is not a reply that lies ready for a thread")
	};
}
function payloadAddress(target, message) {
	const request = message.addressOf("Request");
	const layout = target.layout("_PORT_MESSAGE");
	return request instanceof Absence ? request : layout instanceof Absence ? layout : request.plus(layout.size);
}
function hasPlausibleLength(target, header) {
	const layout = target.layout("_PORT_MESSAGE");
	return !(layout instanceof Absence) && !(header.totalLength instanceof Absence) && header.totalLength >= layout.size;
}
function carriesSenderPort(typeNumber) {
	return typeNumber === REQUEST || typeNumber === DATAGRAM;
}
var CONNECTION_MESSAGE = "_LPCP_CONNECTION_MESSAGE";
var POINTERS_LOOKED_AT = 16;
function readConnectionMessage(target, message, isConnecting = message.typeNumber === CONNECTION_REQUEST) {
	const payload = payloadAddress(target, message.structure);
	if (!isConnecting) {
		return notApplicable("the message is not a connection request");
	}
	if (payload instanceof Absence) {
		return payload;
	}
	const layout = target.layout(CONNECTION_MESSAGE);
	const length = message.dataLength;
	return {
		clientPort: layout instanceof Absence ? searchClientPort(target, payload) : readClientPort(target, payload),
		information: layout instanceof Absence ? layout : length instanceof Absence ? length : { address: payload.plus(layout.size), length: Math.max(0, length - layout.size) }
	};
}
function readClientPort(target, payload) {
	const structure = target.readStructure(CONNECTION_MESSAGE, payload);
	const port = structure instanceof Absence ? structure : structure.pointer("ClientPort");
	return port instanceof Absence || !port.isZero ? port : noClientPort();
}
function searchClientPort(target, payload) {
	const bytes = target.read(payload, POINTERS_LOOKED_AT * target.pointerSize);
	if (bytes instanceof Absence) {
		return bytes;
	}
	for (let index = 0; index < POINTERS_LOOKED_AT; index += 1) {
		const pointer = pointerIn(bytes, index * target.pointerSize, target.pointerSize);
		if (isPortObject(target, pointer) && isClientPort(target, pointer)) {
			return pointer;
		}
	}
	return noClientPort();
}
function isClientPort(target, address) {
	const port = target.readStructure(PORT_port, address);
	return !(port instanceof Absence) && decodePortKind(port.number("Flags")).role === "client";
}
function noClientPort() {
	return notApplicable("the message names no client port: the connection was accepted or given up");
}

// src/generation/process-ports.ts
var PORT_TYPE_NAMES_processPorts = ["ALPC Port", "Port", "WaitablePort"];
var DEBUG_OBJECT_TYPE_NAME = "DebugObject";
function readProcessPort(target, address, field) {
	const process = target.readStructure("_EPROCESS", address);
	if (process instanceof Absence) {
		return process;
	}
	const value = field === "ExceptionPort" ? exceptionPortValue(process) : process.pointer(field);
	if (value instanceof Absence) {
		return value;
	}
	const pointer = field === "ExceptionPort" ? withoutStateBits(process, value) : value;
	if (pointer.isZero) {
		return { value, kind: "None", object: notApplicable(`${field} is null`) };
	}
	if (!isKernelAddress(pointer, target.pointerSize)) {
		return { value, kind: "Marker", object: notApplicable(`${field} holds the marker ${value}, not a pointer`) };
	}
	return { value, kind: kindOf(target, pointer), object: pointer };
}
function exceptionPortValue(process) {
	return process.has("ExceptionPortData") ? process.pointer("ExceptionPortData") : process.pointer("ExceptionPort");
}
function withoutStateBits(process, value) {
	var _a;
	const state = (_a = process.layout.find("ExceptionPortState")) == null ? void 0 : _a.bits;
	return state === void 0 ? value : value.withoutLowBits(state.length);
}
function kindOf(target, object) {
	const typeName = readTypeName(target, object);
	if (typeName instanceof Absence) {
		return typeName;
	}
	if (PORT_TYPE_NAMES_processPorts.includes(typeName)) {
		return "Port";
	}
	return typeName === DEBUG_OBJECT_TYPE_NAME ? "DebugObject" : "Unknown";
}

// src/lpc/port/queue.ts
var SEMAPHORE_TYPE = 5;
function readSemaphore(target, address) {
	const structure = target.readStructure("_KSEMAPHORE", address);
	const type = structure instanceof Absence ? structure : structure.number("Header.Type");
	if (structure instanceof Absence || type instanceof Absence) {
		return structure instanceof Absence ? structure : invalid(`${address} is not a dispatcher object`, address);
	}
	return type === SEMAPHORE_TYPE ? { address, state: structure.signed("Header.SignalState"), limit: structure.signed("Limit") } : invalid(`${address} is a dispatcher object of type ${type}, no semaphore`, address);
}
function readPortSemaphore(target, port) {
	const semaphore = port.semaphore instanceof Absence ? port.semaphore : readSemaphore(target, port.semaphore);
	return semaphore instanceof Absence ? semaphore : Object.assign({}, semaphore, { backPointer: readBackPointer(target, semaphore.address) });
}
function readBackPointer(target, semaphore) {
	const layout = target.layout("_LPCP_NONPAGED_PORT_QUEUE");
	const inside = layout instanceof Absence ? layout : layout.field("Semaphore");
	const queue = inside instanceof Absence ? inside : target.readStructure("_LPCP_NONPAGED_PORT_QUEUE", semaphore.minus(inside.offset));
	return queue instanceof Absence ? queue : queue.pointer("BackPointer");
}
var QUEUE_HEAD = "MsgQueue.ReceiveHead";
function readLpcQueue(target, port) {
	if (!hasQueue(port.structure)) {
		return noQueue(port);
	}
	const { entries, end } = collectWalk(walkQueue_queue(target, port.structure));
	return { name: "Main", port: port.address, declaredLength: readLpcQueueLength(target, port), messages: entries, end };
}
function readLpcQueueLength(target, port) {
	return hasQueue(port.structure) ? mapPresent(readPortSemaphore(target, port), semaphore => semaphore.state) : noQueue(port);
}
function noQueue({ role }) {
	return notApplicable(role === "server" ? "a server communication port has no queue of its own: requests wait on its connection port" : "the port has no queue of its own");
}
function walkQueue_queue(target, port) {
	return walkMember(target, port, QUEUE_HEAD, MESSAGE_messageHeader, "Entry", `the queue of port ${port.address}`);
}
function walkDataInfoChain(target, port) {
	return walkMember(target, port, "LpcDataInfoChainHead", MESSAGE_messageHeader, "Entry", `the data information chain of port ${port.address}`);
}
function hasQueue(port) {
	const first = port.pointer(`${QUEUE_HEAD}.Flink`);
	const last = port.pointer(`${QUEUE_HEAD}.Blink`);
	return first instanceof Absence || last instanceof Absence || !first.isZero || !last.isZero;
}

// src/lpc/thread/thread.ts
var PORT_BIT = 1;
var REFERENCE_BITS = 2;
function readLpcThread(target, address) {
	const thread = readThreadFacts(target, address);
	const structure = target.readStructure("_ETHREAD", address);
	return thread instanceof Absence || structure instanceof Absence ? firstAbsence(thread, structure) : decodeLpcThread(target, thread, structure);
}
function decodeLpcThread(target, thread, structure) {
	const isValid = structure.flag("LpcReceivedMsgIdValid");
	return {
		address: thread.address,
		thread,
		structure,
		replyMessageId: mapPresent(structure.word("LpcReplyMessageId"), id => id.isZero ? notApplicable("LpcReplyMessageId is 0: the thread names no message") : id),
		reference: mapPresent(structure.pointer("LpcReplyMessage"), raw => decodeReferenceTag(target, raw)),
		replyChainLink: structure.addressOf("LpcReplyChain"),
		receivedMessageId: isValid === true ? decodeReceivedId(structure.word("LpcReceivedMessageId")) : isValid instanceof Absence ? isValid : notApplicable("the thread has received no message; the member shares storage with its start address"),
		isReceivedMessageIdValid: isValid,
		hasCalledExitThread: structure.flag("LpcExitThreadCalled")
	};
}
function readReplySemaphore(target, thread) {
	const at = thread.structure.addressOf("LpcReplySemaphore");
	return at instanceof Absence ? at : readSemaphore(target, at);
}
function heldMessage(thread) {
	return referenceOf(thread, "message");
}
function waitingOnPort(thread) {
	return referenceOf(thread, "port");
}
function referenceOf(thread, kind) {
	const { reference } = thread;
	return reference instanceof Absence || reference.kind !== kind || reference.address instanceof Absence ? void 0 : reference.address;
}
function decodeReferenceTag(target, raw) {
	var _a;
	const pointer = raw.withoutLowBits(REFERENCE_BITS);
	const tag = raw.lowBits(REFERENCE_BITS);
	const isPort = (tag & PORT_BIT) !== 0;
	const flag = (tag & ~PORT_BIT) !== 0;
	if (pointer.isZero) {
		return { raw, kind: "none", address: notApplicable("the thread names neither port nor message"), flag };
	}
	const kind = isPort ? "port" : "message";
	return {
		raw,
		kind,
		address: (_a = validateKernelPointer(pointer, target.pointerSize, `the thread's ${kind}`)) != null ? _a : pointer,
		flag
	};
}
function decodeReceivedId(id) {
	return mapPresent(id, word => word.isZero ? invalid("the id of the received message was reset, as by connecting elsewhere") : word);
}
function isAwaitingReply(target, thread) {
	if (thread.thread.stateNumber !== WAITING) {
		return false;
	}
	return !(thread.replyMessageId instanceof Absence) || (heldMessage(thread) === void 0 ? thread.thread.waitReason === "WrLpcReply" : isHalfConnected(target, thread));
}
function isHalfConnected(target, thread) {
	var _a;
	const semaphore = readReplySemaphore(target, thread);
	if (semaphore instanceof Absence || semaphore.state !== 0) {
		return false;
	}
	if (((_a = present(thread.thread.suspendCount)) != null ? _a : 0) > 0) {
		return true;
	}
	const waits = readPresentWait(target, thread.address);
	return !(waits instanceof Absence) && waits.objects.some(({ dispatcher }) => dispatcher.equals(semaphore.address));
}
function readAwaitedId(target, thread) {
	const held = heldMessage(thread);
	if (!(thread.replyMessageId instanceof Absence) || held === void 0) {
		return thread.replyMessageId;
	}
	const header = readMessageHeader(target, held);
	return header instanceof Absence ? header : header.id;
}
var MOST_TERMINATION_PORTS = 64;
function* walkTerminationPorts(target, thread) {
	const visited = /* @__PURE__ */ new Set();
	let next = thread.pointer("TerminationPort");
	while (!(next instanceof Absence) && !next.isZero && !visited.has(next.id) && visited.size < MOST_TERMINATION_PORTS) {
		visited.add(next.id);
		const entry = target.readStructure("_TERMINATION_PORT", next);
		if (entry instanceof Absence) {
			return;
		}
		const port = entry.pointer("Port");
		if (!(port instanceof Absence)) {
			yield port;
		}
		next = entry.pointer("Next");
	}
}

// src/lpc/thread/thread-index.ts
function indexThreads_threadIndex(target) {
	return target.stop.once("LPC threads", () => collectThreads(target));
}
function findUnsureThreads(target, process) {
	var _a;
	const byProcess = target.stop.once("unsure LPC threads", () => {
		const found = /* @__PURE__ */ new Map();
		for (const thread of indexThreads_threadIndex(target).unsure) {
			const facts = readThreadFacts(target, thread.address);
			const owner = facts instanceof Absence ? facts : facts.process;
			if (owner instanceof Absence) {
				return void 0;
			}
			append(found, owner.id, thread);
		}
		return found;
	});
	return byProcess && ((_a = byProcess.get(process.id)) != null ? _a : []);
}
function collectThreads(target) {
	const found = {
		waiting: [],
		waitingById: /* @__PURE__ */ new Map(),
		receivedById: /* @__PURE__ */ new Map(),
		unsure: [],
		waitingOnPorts: [],
		heldMessages: [],
		holders: /* @__PURE__ */ new Map(),
		terminationPorts: /* @__PURE__ */ new Map(),
		isComplete: true
	};
	const walk = walkAllThreads(target);
	for (const address of walk) {
		const thread = readLpcThread(target, address);
		if (thread instanceof Absence) {
			found.isComplete = false;
		} else if (!thread.thread.hasExited) {
			collectThread(target, thread, found);
		}
	}
	const { end } = walk;
	return Object.assign({}, found, { terminationPorts: Array.from(found.terminationPorts.values()), end, isComplete: found.isComplete && breakOfWalk(end) === void 0 });
}
function collectThread(target, thread, found) {
	const { address } = thread;
	if (isAwaitingReply(target, thread)) {
		found.waiting.push(address);
		const id = readAwaitedId(target, thread);
		if (!(id instanceof Absence)) {
			append(found.waitingById, id.id, address);
		}
	}
	const { receivedMessageId: receivedId } = thread;
	const isBack = isReceiving(thread);
	if (isBack || receivedId instanceof Absence && receivedId.kind === "Invalid") {
		found.unsure.push({ address, receivedId, isReceiving: isBack });
	} else if (!(receivedId instanceof Absence)) {
		append(found.receivedById, receivedId.id, address);
	}
	if (receivedId instanceof Absence && receivedId.kind !== "NotApplicable" && receivedId.kind !== "Invalid") {
		found.isComplete = false;
	}
	const port = waitingOnPort(thread);
	if (port !== void 0) {
		found.waitingOnPorts.push({ thread: address, address: port });
	}
	const message = heldMessage(thread);
	if (message !== void 0) {
		found.heldMessages.push({ thread: address, address: message });
		found.holders.set(message.id, address);
	}
	for (const terminationPort of walkTerminationPorts(target, thread.structure)) {
		found.terminationPorts.set(terminationPort.id, terminationPort);
	}
}
function isReceiving({ thread }) {
	return thread.waitReason === "WrLpcReceive";
}

// src/lpc/port/port-sources.ts
function walkRoots(target) {
	return new SteppedWalk(rootCandidates(target));
}
function* rootCandidates(target) {
	var _a;
	const held = [];
	indexHandlesByType(target, PORT_TYPE_NAMES).forEach(entry => held.push(entry.object));
	for (const address of held) {
		yield { address, source: "HandleTable" };
	}
	const named = yield* walkNamed(target);
	for (const type of findPortTypes(target)) {
		for (const address of walkTypeList(target, type)) {
			yield { address, source: "TypeList" };
		}
	}
	const processes = yield* walkProcessFields(target);
	const threads = yield* walkThreadFields(target);
	return (_a = [processes, threads, named].find(end => end.kind !== "head")) != null ? _a : named;
}
function* walkNamed(target) {
	const walk = walkNamedObjects(target);
	for (const { object, typeName } of walk) {
		if (PORT_TYPE_NAMES.includes(typeName)) {
			yield { address: object, source: "ObjectDirectory" };
		}
	}
	return walk.end;
}
function* walkProcessFields(target) {
	const walk = walkProcesses(target);
	for (const address of walk) {
		for (const field of ["ExceptionPort", "SecurityPort"]) {
			const port = readProcessPort(target, address, field);
			if (!(port instanceof Absence) && port.kind === "Port" && !(port.object instanceof Absence)) {
				yield { address: port.object, source: field };
			}
		}
	}
	return walk.end;
}
function* walkThreadFields(target) {
	const threads = indexThreads_threadIndex(target);
	for (const { address } of threads.waitingOnPorts) {
		yield { address, source: "ThreadWait" };
	}
	for (const address of threads.terminationPorts) {
		yield { address, source: "TerminationPort" };
	}
	for (const { address } of threads.heldMessages) {
		yield* walkPortsOfMessage(target, address);
	}
	return threads.end;
}
function* walkNeighbors(target, port) {
	const structure = target.readStructure(PORT_port, port);
	if (structure instanceof Absence) {
		return;
	}
	for (const source of ["ConnectionPort", "ConnectedPort"]) {
		const address = structure.pointer(source);
		if (!(address instanceof Absence) && !address.isZero && !address.equals(port)) {
			yield { address, source };
		}
	}
	for (const walk of [walkQueue_queue(target, structure), walkDataInfoChain(target, structure)]) {
		for (const message of walk) {
			yield* walkPortsOfMessage(target, message);
		}
	}
}
function* walkPortsOfMessage(target, message) {
	const header = readMessageHeader(target, message);
	if (header instanceof Absence) {
		return;
	}
	const connection = readConnectionMessage(target, header);
	for (const address of [header.senderPort, connection instanceof Absence ? connection : connection.clientPort]) {
		if (!(address instanceof Absence)) {
			yield { address, source: "Message" };
		}
	}
}
function* walkTypeList(target, type) {
	const structure = target.readStructure("_OBJECT_TYPE", type);
	const head = structure instanceof Absence ? structure : structure.addressOf("TypeList");
	const info = target.layout("_OBJECT_HEADER_CREATOR_INFO");
	const header = target.layout("_OBJECT_HEADER");
	const body = header instanceof Absence ? header : header.field("Body");
	const link = info instanceof Absence ? info : info.field("TypeList");
	if (head instanceof Absence || info instanceof Absence || body instanceof Absence || link instanceof Absence) {
		return;
	}
	for (const entry of walkList(target, head, { what: "the list of objects of a type" })) {
		yield entry.plus(info.size - link.offset + body.offset);
	}
}

// src/lpc/port/port-walk.ts
var SOURCES = [
	"HandleTable",
	"ObjectDirectory",
	"TypeList",
	"ExceptionPort",
	"SecurityPort",
	"ThreadWait",
	"TerminationPort",
	"Message",
	"ConnectionPort",
	"ConnectedPort"
];
var PortDiscovery = class {
	constructor(target) {
		this.ports = [];
		this.sources = /* @__PURE__ */ new Map();
		this.target = target;
		this.search = new SteppedWalk(this.discover());
	}
	walk() {
		return new SteppedWalk(this.known());
	}
	*known() {
		for (let index = 0; ; index += 1) {
			while (index >= this.ports.length && this.search.next().done !== true) {
				continue;
			}
			const port = this.ports[index];
			if (port === void 0) {
				return Object.assign({}, this.search.end, { count: index });
			}
			yield port;
		}
	}
	findSources(port) {
		var _a;
		this.search.finish();
		const bits = (_a = this.sources.get(port.id)) != null ? _a : 0;
		return SOURCES.filter((_source, index) => (bits >> index & 1) !== 0);
	}
	*discover() {
		const roots = walkRoots(this.target);
		for (const root of roots) {
			if (this.accept(root)) {
				yield root.address;
			}
			if (this.ports.length >= limits.ports) {
				break;
			}
		}
		for (let index = 0; index < this.ports.length && this.ports.length < limits.ports; index += 1) {
			const port = this.ports[index];
			for (const neighbor of port === void 0 ? [] : walkNeighbors(this.target, port)) {
				if (this.accept(neighbor)) {
					yield neighbor.address;
				}
			}
		}
		const count = this.ports.length;
		if (count >= limits.ports) {
			return { kind: "limit", reason: `there are ${limits.ports} ports or more; the search stopped there`, count };
		}
		return Object.assign({}, roots.end, { count });
	}
	accept(candidate) {
		const { id } = candidate.address;
		const bit = 1 << SOURCES.indexOf(candidate.source);
		const known = this.sources.get(id);
		if (known === void 0 && !isPortObject(this.target, candidate.address)) {
			return false;
		}
		this.sources.set(id, (known != null ? known : 0) | bit);
		if (known === void 0) {
			this.ports.push(candidate.address);
		}
		return known === void 0;
	}
};
function portDiscovery(target) {
	return target.stop.once("LPC ports", () => new PortDiscovery(target));
}
function readConnections_portWalk(target, port) {
	if (port.role === "server" || port.role === "client") {
		return [connectionOf(port)];
	}
	const ends = port.role === "connection" ? indexPorts(target).byConnectionPort.get(port.address.id) : void 0;
	if (ends === void 0) {
		return [];
	}
	const connections = [];
	for (const address of ends.server) {
		connections.push(...readConnection_portWalk(target, address));
	}
	const paired = new Set(connections.map(({ clientPort }) => clientPort instanceof Absence ? "" : clientPort.id));
	for (const address of ends.client) {
		if (!paired.has(address.id)) {
			connections.push(...readConnection_portWalk(target, address));
		}
	}
	return connections;
}
function findPortsOfProcess(target, process) {
	const ports = { created: [], connected: [], server: [] };
	for (const address of walkPortsOf_portWalk(target, process)) {
		const port = readLpcPort(target, address);
		if (!(port instanceof Absence)) {
			ports[shareOf(port.role)].push(address);
		}
	}
	return ports;
}
function walkPortsOf_portWalk(target, process) {
	var _a;
	const { byOwner, end } = indexPorts(target);
	return partOfWalk((_a = byOwner.get(process.id)) != null ? _a : [], end);
}
function readConnection_portWalk(target, address) {
	const port = readLpcPort(target, address);
	return port instanceof Absence ? [] : [connectionOf(port)];
}
function connectionOf(port) {
	const communicationInfo = notApplicable("LPC ports are connected without a communication info");
	const serverPort = port.role === "client" && !port.isDisconnected && port.serverPort instanceof Absence ? notApplicable("the connection is not accepted yet") : port.serverPort;
	return { communicationInfo, connectionPort: port.connectionPort, serverPort, clientPort: port.clientPort };
}
function indexPorts(target) {
	return target.stop.once("LPC port index", () => {
		const byConnectionPort = /* @__PURE__ */ new Map();
		const byOwner = /* @__PURE__ */ new Map();
		const walk = portDiscovery(target).walk();
		for (const address of walk) {
			const port = readLpcPort(target, address);
			if (port instanceof Absence) {
				continue;
			}
			if (!(port.owner instanceof Absence)) {
				entryOf(byOwner, port.owner.id, () => []).push(address);
			}
			if ((port.role === "server" || port.role === "client") && !(port.connectionPort instanceof Absence)) {
				entryOf(byConnectionPort, port.connectionPort.id, () => ({ server: [], client: [] }))[port.role].push(address);
			}
		}
		return { byConnectionPort, byOwner, end: walk.end };
	});
}
function shareOf(role) {
	return role === "client" ? "connected" : role === "server" ? "server" : "created";
}
function entryOf(map, key, create) {
	const known = map.get(key);
	if (known !== void 0) {
		return known;
	}
	const created = create();
	map.set(key, created);
	return created;
}

// src/lpc/message/queue-index.ts
var SHORT_QUEUE = 64;
function walkMessages_queueIndex(target) {
	return walkPlacedMessages(target).map(({ message }) => message);
}
function findMessages(target, id) {
	var _a;
	return (_a = indexMessages(target).byId.get(id.id)) != null ? _a : [];
}
function findQueuedMessage(target, port, id) {
	var _a, _b;
	const structure = target.readStructure(PORT_port, port);
	if (structure instanceof Absence) {
		return structure;
	}
	const queue = walkQueue_queue(target, structure);
	let unread;
	let looked = 0;
	for (const message of queue) {
		if (looked === SHORT_QUEUE) {
			const { portOf } = indexMessages(target);
			return (_a = findMessages(target, id).find(known => {
				var _a;
				return ((_a = portOf.get(known.id)) == null ? void 0 : _a.equals(port)) === true;
			})) != null ? _a : target.stop.onceOf("gap in an LPC queue", port.id, () => findGap(target, structure));
		}
		const header = readMessageHeader(target, message);
		const own = header instanceof Absence ? header : header.id;
		if (own instanceof Absence) {
			unread = own;
		} else if (own.equals(id)) {
			return message;
		}
		looked += 1;
	}
	return (_b = breakOfWalk(queue.end)) != null ? _b : unread;
}
function findGap(target, port) {
	var _a;
	const queue = walkQueue_queue(target, port);
	let unread;
	for (const message of queue) {
		const header = readMessageHeader(target, message);
		const id = header instanceof Absence ? header : header.id;
		unread = id instanceof Absence ? id : unread;
	}
	return (_a = breakOfWalk(queue.end)) != null ? _a : unread;
}
function findQueuePort(target, message) {
	const byLinks = findHeadAlongLinks(target, message.address);
	return byLinks != null ? byLinks : indexMessages(target).portOf.get(message.address.id);
}
function findHeadAlongLinks(target, message) {
	const link = fieldOffset(target, MESSAGE_messageHeader, "Entry");
	const head = fieldOffset(target, PORT_port, QUEUE_HEAD);
	if (link === void 0 || head === void 0) {
		return void 0;
	}
	let previous = message.plus(link);
	for (let steps = 0; steps < SHORT_QUEUE; steps += 1) {
		const next = target.readPointer(previous);
		const back = next instanceof Absence ? next : target.readPointer(next.plus(target.pointerSize));
		if (next instanceof Absence || back instanceof Absence || !back.equals(previous)) {
			return void 0;
		}
		const port = next.minus(head);
		if (isPortObject(target, port)) {
			return port;
		}
		previous = next;
	}
	return void 0;
}
function indexMessages(target) {
	return target.stop.once("LPC messages", () => {
		const portOf = /* @__PURE__ */ new Map();
		const byId = /* @__PURE__ */ new Map();
		for (const { message, port } of walkPlacedMessages(target)) {
			if (port !== void 0) {
				portOf.set(message.id, port);
			}
			const header = readMessageHeader(target, message);
			if (header instanceof Absence || header.id instanceof Absence) {
				continue;
			}
			append(byId, header.id.id, message);
		}
		return { portOf, byId };
	});
}
function walkPlacedMessages(target) {
	return new SteppedWalk(placedMessages(target));
}
function* placedMessages(target) {
	const seen = /* @__PURE__ */ new Set();
	const isFresh = message => !seen.has(message.id) && seen.add(message.id) !== void 0;
	const discovery = portDiscovery(target);
	const ports = discovery.walk();
	for (const port of ports) {
		for (const message of walkListOf(target, port, walkQueue_queue)) {
			if (isFresh(message)) {
				yield { message, port };
			}
		}
	}
	for (const { address } of indexThreads_threadIndex(target).heldMessages) {
		if (!(readMessageHeader(target, address) instanceof Absence) && isFresh(address)) {
			yield { message: address, port: void 0 };
		}
	}
	for (const address of discovery.walk()) {
		for (const message of walkListOf(target, address, walkDataInfoChain)) {
			if (isFresh(message)) {
				yield { message, port: void 0 };
			}
		}
	}
	return Object.assign({}, ports.end, { count: seen.size });
}
function walkListOf(target, port, walk) {
	const structure = target.readStructure(PORT_port, port);
	return structure instanceof Absence ? [] : walk(target, structure);
}
function fieldOffset(target, typeName, member) {
	var _a;
	const layout = target.layout(typeName);
	return layout instanceof Absence ? void 0 : (_a = layout.find(member)) == null ? void 0 : _a.offset;
}

// src/lpc/thread/awaited-reply.ts
var CHAIN_HEAD = "LpcReplyChainHead";
function walkReplyChain(target, port) {
	return walkMember(target, port.structure, CHAIN_HEAD, "_ETHREAD", "LpcReplyChain", `the reply chain of port ${port.address}`);
}
function findReplyChainPort(target, thread) {
	const none = notApplicable("the thread is on no reply chain");
	const link = thread.replyChainLink;
	const field = chainHeadOffset(target);
	if (thread.thread.hasExited || heldMessage(thread) === void 0 && waitingOnPort(thread) === void 0) {
		return none;
	}
	if (link instanceof Absence || field === void 0) {
		return link instanceof Absence ? link : none;
	}
	for (const entry of walkList(target, link, { what: "the reply chain of a thread" })) {
		const port = entry.minus(field);
		if (isPortObject(target, port)) {
			return port;
		}
	}
	return none;
}
function chainHeadOffset(target) {
	var _a;
	const layout = target.layout(PORT_port);
	return layout instanceof Absence ? void 0 : (_a = layout.find(CHAIN_HEAD)) == null ? void 0 : _a.offset;
}
function findServerThread(target, waiter, id) {
	var _a;
	const candidates = ((_a = indexThreads_threadIndex(target).receivedById.get(id.id)) != null ? _a : []).filter(thread => !thread.equals(waiter));
	const [first, second] = candidates;
	if (first === void 0) {
		return notApplicable(`no thread is known to have received message ${id}: who owes the reply is unknown`);
	}
	return second === void 0 ? first : invalid(`${candidates.length} threads have received message ${id}: who owes the reply is unknown`, first);
}
function readServedThreads(target, server) {
	var _a;
	const thread = readLpcThread(target, server);
	const id = thread instanceof Absence ? thread : thread.receivedMessageId;
	if (id instanceof Absence) {
		return [];
	}
	const waiters = (_a = indexThreads_threadIndex(target).waitingById.get(id.id)) != null ? _a : [];
	return waiters.filter(waiter => {
		const found = findServerThread(target, waiter, id);
		return !(found instanceof Absence) && found.equals(server);
	});
}
function readServedMessages(target, server) {
	const messages = [];
	for (const waiter of readServedThreads(target, server)) {
		const thread = readLpcThread(target, waiter);
		const message = thread instanceof Absence ? void 0 : heldMessage(thread);
		if (message !== void 0) {
			messages.push(message);
		}
	}
	return messages;
}
function readAwaitedReply(target, address) {
	var _a;
	const thread = readLpcThread(target, address);
	if (thread instanceof Absence) {
		return thread;
	}
	if (!isAwaitingReply(target, thread)) {
		return void 0;
	}
	const id = readAwaitedId(target, thread);
	const message = readAwaitedMessage(target, thread, id);
	const port = readAwaitedPort(target, thread);
	const serverThread = id instanceof Absence ? id : readServer(target, address, id, message);
	return {
		messageId: thread.replyMessageId instanceof Absence && !(id instanceof Absence) ? notApplicable("the thread is in the middle of connecting: its connection was accepted and is not completed") : id,
		message,
		port,
		usedPort: (_a = waitingOnPort(thread)) != null ? _a : notApplicable("the thread names no port"),
		serverThread,
		receivedBy: !(id instanceof Absence) && isNowhere(serverThread) && isNowhere(message) ? readReceiver(target, thread, id) : void 0
	};
}
function isNowhere(value) {
	return value instanceof Absence && value.kind === "NotApplicable";
}
function readReceiver(target, waiter, id) {
	const facts = readReceivingEnd(target, waitingOnPort(waiter));
	if (facts === void 0 || facts.owner instanceof Absence || facts.isClosed || facts.isDisconnected) {
		return void 0;
	}
	const process = facts.owner;
	const owner = readProcessFacts(target, process);
	const isKnown = !(owner instanceof Absence) && !owner.hasExited && indexThreads_threadIndex(target).isComplete;
	const threads = isKnown ? findUnsureThreads(target, process) : void 0;
	return threads && {
		process,
		isReturned: threads.some(({ receivedId: last }) => !(last instanceof Absence) && last.equals(id)),
		suspects: threads.filter(({ address, isReceiving }) => !isReceiving && !address.equals(waiter.address)).map(({ address }) => address)
	};
}
function readReceivingEnd(target, used) {
	const from = used === void 0 ? void 0 : present(readLpcPort(target, used));
	const receiving = from && present(receivingPortOf(from));
	const facts = receiving && present(readLpcPort(target, receiving));
	return from && (facts == null ? void 0 : facts.role) === (from.role === "server" ? "client" : "connection") ? facts : void 0;
}
function readReceivingPort(target, port) {
	const facts = readLpcPort(target, port);
	return facts instanceof Absence ? facts : receivingPortOf(facts);
}
function receivingPortOf(port) {
	switch (port.role) {
		case "client":
			return port.connectionPortPointer;
		case "server":
			return port.connectedPort;
		default:
			return port.address;
	}
}
function readAwaitedMessage(target, thread, id) {
	const held = heldMessage(thread);
	if (held !== void 0) {
		return held;
	}
	const port = waitingOnPort(thread);
	if (id instanceof Absence || port === void 0) {
		return id instanceof Absence ? id : notApplicable("the thread names neither the message nor the port that it used");
	}
	const receiving = readReceivingPort(target, port);
	const queued = receiving instanceof Absence ? receiving.kind === "NotApplicable" ? void 0 : receiving : findQueuedMessage(target, receiving, id);
	return queued != null ? queued : notApplicable("the request is on no queue anymore: it was received, and LPC frees what was received");
}
function readAwaitedPort(target, thread) {
	const used = waitingOnPort(thread);
	if (used !== void 0) {
		const receiving = readReceivingPort(target, used);
		return receiving instanceof Absence ? used : receiving;
	}
	const held = heldMessage(thread);
	const header = held === void 0 ? void 0 : readMessageHeader(target, held);
	const connection = header === void 0 || header instanceof Absence ? void 0 : readConnectionMessage(target, header);
	if (connection !== void 0 && !(connection instanceof Absence) && !(connection.clientPort instanceof Absence)) {
		const clientPort = readLpcPort(target, connection.clientPort);
		if (!(clientPort instanceof Absence) && !(clientPort.connectionPort instanceof Absence)) {
			return clientPort.connectionPort;
		}
	}
	return findReplyChainPort(target, thread);
}
function readServer(target, waiter, id, message) {
	const server = findServerThread(target, waiter, id);
	if (!(server instanceof Absence) || message instanceof Absence) {
		return server;
	}
	const header = readMessageHeader(target, message);
	const queuePort = header instanceof Absence ? void 0 : findQueuePort(target, header);
	return queuePort === void 0 ? server : notApplicable(`the message is still on the queue of port ${queuePort}: nobody has received it`);
}

// src/lpc/message/message.ts
function readLpcMessage(target, address) {
	const header = readMessageHeader(target, address);
	return header instanceof Absence ? header : readAround(target, header);
}
function readAround(target, header) {
	const connection = readConnectionMessage(target, header);
	const queuePort = findQueuePort(target, header);
	const ownerPort = readOwnerPort(target, header, connection);
	const heldBy = indexThreads_threadIndex(target).holders.get(header.address.id);
	const waitingThread = findWaitingThread(target, header);
	return {
		address: header.address,
		structure: header.structure,
		header,
		id: header.id,
		callbackId: header.callbackId,
		sequenceNo: notApplicable("LPC messages are not numbered per port"),
		type: mapPresent(header.typeNumber, number => formatMessageType(number, LAST_LPC_TYPE)),
		typeNumber: header.typeNumber,
		typeFlags: mapPresent(header.typeWord, formatMessageFlags),
		dataLength: header.dataLength,
		totalLength: header.totalLength,
		senderProcessId: header.senderProcessId,
		senderThreadId: header.senderThreadId,
		state: notApplicable("LPC messages have no state"),
		queue: queuePort === void 0 ? "None" : "Main",
		queuePort: queuePort != null ? queuePort : notApplicable("the message is on no queue"),
		ownerPort,
		connectionPort: readConnectionPort_message(target, ownerPort, queuePort),
		waitingThread: waitingThread != null ? waitingThread : notApplicable("no thread is known to await the answer"),
		serverThread: queuePort === void 0 ? readServerThread(target, waitingThread) : notApplicable("nobody has received the message yet"),
		contradictions: [],
		portContext: header.portContext,
		repliedToThread: header.repliedToThread,
		heldBy: heldBy != null ? heldBy : notApplicable("no thread holds the message"),
		dataInfoOffset: header.dataInfoOffset,
		connection
	};
}
function readOwnerPort(target, header, connection) {
	if (!(connection instanceof Absence)) {
		return connection.clientPort;
	}
	const { senderPort } = header;
	const valid = senderPort instanceof Absence ? senderPort : validatePortObject_port(target, senderPort);
	if (senderPort instanceof Absence || valid === true) {
		return senderPort;
	}
	return invalid(`the sender's port ${senderPort} is gone: ${valid.reason}`, senderPort);
}
function readConnectionPort_message(target, ownerPort, queuePort) {
	const none = notApplicable("no port is known that the message goes through");
	for (const address of [ownerPort, queuePort != null ? queuePort : none]) {
		const port = address instanceof Absence ? address : readLpcPort(target, address);
		if (!(port instanceof Absence) && !(port.connectionPort instanceof Absence)) {
			return port.connectionPort;
		}
	}
	return none;
}
function findWaitingThread(target, header) {
	const thread = header.senderThreadId instanceof Absence ? void 0 : findThreadById(target, header.senderThreadId, present(header.senderProcessId));
	const awaited = thread === void 0 ? void 0 : readAwaitedReply(target, thread);
	if (awaited === void 0 || awaited instanceof Absence) {
		return void 0;
	}
	return !(awaited.message instanceof Absence) && awaited.message.equals(header.address) ? thread : void 0;
}
function readServerThread(target, waitingThread) {
	const awaited = waitingThread === void 0 ? void 0 : readAwaitedReply(target, waitingThread);
	if (awaited === void 0) {
		return notApplicable("no thread awaits an answer to the message");
	}
	return awaited instanceof Absence ? awaited : awaited.serverThread;
}
var MOST_ENTRIES = 256;
function readPayload_message(target, message) {
	const address = payloadAddress(target, message.structure);
	const length = message.dataLength;
	if (address instanceof Absence || length instanceof Absence) {
		return firstAbsence(address, length);
	}
	const wanted = Math.min(length, limits.payloadBytes);
	return Object.assign({
		address,
		length
	}, wanted === 0 ? { bytes: new Uint8Array(0), gaps: [] } : readPartialBlock(target, address, wanted));
}
function readDataInfo(target, message) {
	const request = message.structure.addressOf("Request");
	const offset = message.dataInfoOffset;
	if (request instanceof Absence || offset instanceof Absence) {
		return firstAbsence(request, offset);
	}
	const { pointerSize } = target;
	const stride = 2 * pointerSize;
	const counted = target.read(request.plus(offset), 4);
	if (counted instanceof Absence) {
		return counted;
	}
	const count = Math.min(readWord(counted, 0, 4).low, MOST_ENTRIES);
	const bytes = count === 0 ? new Uint8Array(0) : target.read(request.plus(offset + pointerSize), count * stride);
	if (bytes instanceof Absence) {
		return bytes;
	}
	const entries = [];
	for (let at = 0; at + stride <= bytes.length; at += stride) {
		entries.push({ baseAddress: pointerIn(bytes, at, pointerSize), length: readWord(bytes, at + pointerSize, 4).low });
	}
	return entries;
}

// src/model/objects/lpc-message.ts
var ConnectionRequest = class extends FactObject {
	__describe({ clientPort, information }) {
		const size = information instanceof Absence ? "" : `, ${formatCount(information.length, "byte")} of the client's own`;
		return `${portName(this.__context, clientPort)}${size}`;
	}
};
function readInformation({ target }, { information }) {
	return mapPresent(information, ({ address, length }) => {
		const wanted = Math.min(length, limits.payloadBytes);
		const block = wanted === 0 ? { bytes: new Uint8Array(0), gaps: [] } : readPartialBlock(target, address, wanted);
		return Object.assign({ location: length === 0 ? "None" : "Inline", address, length }, block);
	});
}
var connectionRequestClass = defineClass("connection-request", "What an LPC connection request carries.", ConnectionRequest, {
	ClientPort: fact("The client's new port; absent once the connection was accepted.", ({ clientPort }, context) => context.maybe(clientPort, "port")),
	Information: property("The client's own data.", request => factObject(Payload, request.__context, () => mapPresent(request.__facts, facts => readInformation(request.__context, facts))))
});
var DataRange = class {
	constructor({ baseAddress, length }) {
		this.BaseAddress = hostWord(baseAddress);
		this.Length = length;
		this.__display = `0x${length.toString(16)} bytes at ${baseAddress} of the sender`;
	}
	toString() {
		return this.__display;
	}
};
function dataInformation(context, entries) {
	return shortList(context, "range", formatCount(entries.length, "range"), () => entries.map(entry => new DataRange(entry)));
}
var LpcMessage = class extends MessageObject {
	get __lpc() {
		return readLpcMessage(this.__context.target, this.__address);
	}
};
var own_lpcMessage = rowsOf(({ __lpc }) => __lpc);
var part_lpcMessage = partsOf(({ __lpc }) => __lpc);
function readData({ header }, { target }) {
	return mapPresent(readPayload_message(target, header), payload => Object.assign({}, payload, { location: payload.length === 0 ? "None" : "Inline" }));
}
var lpcMessageClass = defineClass("lpc-message", "An LPC message.", LpcMessage, Object.assign({}, commonMessageProperties("_LPCP_MESSAGE"), { PortContext: own_lpcMessage("The server's value of the port that it was sent to; of requests and datagrams.", ({ portContext }) => portContext), RepliedToThread: own_lpcMessage("The thread that it is ready for, as a reply.", ({ repliedToThread }, { __context }) => __context.maybe(repliedToThread, "thread")), HeldBy: own_lpcMessage("The thread that holds it, as connecting threads and those that got their reply do.", ({ heldBy }, { __context }) => __context.maybe(heldBy, "thread")), DataInformation: own_lpcMessage("Ranges of the sender's memory that the receiver may read or write.", ({ header }, { __context }) => mapPresent(readDataInfo(__context.target, header), entries => dataInformation(__context, entries))), ConnectionRequest: part_lpcMessage("What a connection request carries.", ConnectionRequest, ({ connection }) => connection), PoolBlockBytes: inDecimal(own_lpcMessage("Bytes of the pool block that it lies in, header included.", ({ address }, { __context }) => mapPresent(readMessagePoolBlock(__context.target, address), ({ blockBytes }) => blockBytes))), Data: part_lpcMessage("The bytes that it carries, right behind its header.", Payload, readData) }));

// src/lpc/port/port-security.ts
function decodePortSecurity_portSecurity(port) {
	if (port.role !== "client") {
		return notApplicable("only the client's port says with whose rights the server acts");
	}
	const isDynamic = mapPresent(port.state, state => hasPortFlag(state.value, "DynamicSecurity"));
	if (isDynamic instanceof Absence) {
		return isDynamic;
	}
	return {
		kind: isDynamic ? "Dynamic" : "Static",
		impersonationLevel: port.structure.number("SecurityQos.ImpersonationLevel"),
		effectiveOnly: port.structure.flag("SecurityQos.EffectiveOnly"),
		token: decodeReference(port.structure, "StaticSecurity.ClientToken", "the port keeps no token")
	};
}

// src/model/objects/lpc-port.ts
var Creator = class extends FactObject {
	__describe({ processId, threadId }) {
		const { target } = this.__context;
		const thread = findThreadById(target, threadId, processId);
		const process = findProcessById(target, processId);
		const ids = `${processId.toString(16)}.${threadId.toString(16)}`;
		return thread !== void 0 ? threadName(this.__context, thread) : process !== void 0 ? `${processName(this.__context, process)}, thread ${ids} is gone` : `${ids}, both gone`;
	}
};
var creatorClass = defineClass("creator", "Who created an LPC port, by the client id in it.", Creator, {
	ProcessId: fact("Process id of the creator.", ({ processId }) => processId),
	ThreadId: fact("Thread id of the creator.", ({ threadId }) => threadId),
	Process: fact("The creating process; absent where no process has that id anymore.", ({ processId }, context) => processWithId(context, processId)),
	Thread: fact("The creating thread; absent where no thread has that id anymore.", ({ processId, threadId }, context) => threadWithId(context, threadId, processId))
});
var LpcSemaphore = class extends FactObject {
	__describe({ address, state }) {
		return `${address}, state ${formatMaybe(state)}`;
	}
};
var lpcSemaphoreClass = defineClass("lpc-semaphore", "A semaphore of LPC: that of a port's queue, or the one that a reply releases.", LpcSemaphore, {
	Address: fact("Address of the _KSEMAPHORE.", ({ address }) => address),
	State: inDecimal(fact("How often a wait for it would succeed now: messages on the queue, or 1 once the reply is there.", ({ state }) => state)),
	Limit: inDecimal(fact("The highest state that it can have.", ({ limit }) => limit)),
	Object: fact("The native _KSEMAPHORE.", ({ address }, { target }) => nativeObject(target, "_KSEMAPHORE", address))
});
var LpcPortAttributes = class extends FactObject {
	__describe({ maxMessageLength, maxConnectionInfoLength }) {
		return `messages of at most ${formatMaybe(maxMessageLength)} bytes, connection data of at most ${formatMaybe(maxConnectionInfoLength)}`;
	}
};
var lpcPortAttributesClass = defineClass("lpc-port-attributes", "What an LPC port's owner asked for.", LpcPortAttributes, {
	MaxMessageLength: inDecimal(fact("Bytes of the longest message, header included.", ({ maxMessageLength }) => maxMessageLength)),
	MaxConnectionInfoLength: inDecimal(fact("Bytes of the data that may come with a connection request.", ({ maxConnectionInfoLength }) => maxConnectionInfoLength))
});
var LpcPort = class extends PortObject {
	get __lpc() {
		return mapPresent(this.__facts, ({ structure }) => decodePort_port(this.__context.target, structure));
	}
};
var own_lpcPort = rowsOf(({ __lpc }) => __lpc);
var part_lpcPort = partsOf(({ __lpc }) => __lpc);
function processOf(wanted, facts) {
	const isEnd = facts.role === "server" || facts.role === "client";
	if (isEnd === (wanted === "MappingProcess")) {
		return facts.serverProcess;
	}
	return notApplicable(isEnd ? "a communication port names no server process: see ConnectionPort.ServerProcess" : "no section is mapped through a port that is not connected");
}
function chain(what, help, walk) {
	return property(help, port => mapPresent(port.__lpc, () => countedList(port.__context, what, () => elementsOf(port.__lpc, facts => untilEnd(walk(facts, port.__context))), address => port.__context[what](address))));
}
function waitEvent(facts, { __context }) {
	const event = facts.structure.addressOf("WaitEvent");
	const isWaitable = !(facts.state instanceof Absence) && hasPortFlag(facts.state.value, "Waitable");
	return isWaitable ? mapPresent(event, address => nativeObject(__context.target, "_KEVENT", address)) : notApplicable("the port is not waitable");
}
var lpcPortClass = defineClass("lpc-port", "An LPC port.", LpcPort, Object.assign({}, commonPortProperties("_LPCP_PORT_OBJECT"), { MainQueue: own_lpcPort("Messages sent and not yet received; Length is the semaphore's count. Server communication ports have no queue: requests wait at the connection port.", (facts, { __context, __address }) => mapPresent(__context.generation.readQueueLength(facts, "Main"), () => new Queue(__context, __address, "Main"))), Semaphore: part_lpcPort("The semaphore that counts the queue's messages.", LpcSemaphore, (facts, { target }) => readPortSemaphore(target, facts)), ReplyChain: chain("thread", "Threads that await replies: a client's requests hang on the server port, a server's on the client port, connecting threads on the connection port.", (facts, { target }) => walkReplyChain(target, facts)), DataInfoChain: chain("message", "Messages whose further data the server may still read from the sender's memory.", ({ structure }, { target }) => walkDataInfoChain(target, structure)), Creator: part_lpcPort("Who created the port, by the client id in it.", Creator, ({ creator }) => creator), ClientThread: own_lpcPort("Of a server port: the client thread whose connection was accepted and is not yet completed.", ({ clientThread }, { __context }) => __context.maybe(clientThread, "thread")), ServerProcess: own_lpcPort("Of a connection port: the process that serves it.", (facts, { __context }) => __context.maybe(processOf("ServerProcess", facts), "process")), MappingProcess: own_lpcPort("Of a communication port: the process that a section is mapped into.", (facts, { __context }) => __context.maybe(processOf("MappingProcess", facts), "process")), ClientSectionBase: own_lpcPort("Where the client's section is mapped.", ({ clientSectionBase }) => clientSectionBase), ServerSectionBase: own_lpcPort("Where the server's section is mapped.", ({ serverSectionBase }) => serverSectionBase), PortContext: own_lpcPort("The value that the server gave the port.", ({ portContext }) => portContext), Attributes: part_lpcPort("Maximum lengths that the owner requested.", LpcPortAttributes, facts => facts), Security: part_lpcPort("As whom the server may act for its client; only the client's port says so.", PortSecurity, facts => mapPresent(decodePortSecurity_portSecurity(facts), ({ kind, token }) => Object.assign({}, decodeQualityOfService(facts.structure, "SecurityQos"), {
	kind,
	token
}))), WaitEvent: own_lpcPort("The event behind a waitable port's handle.", waitEvent) }));

// src/text/last-step.ts
function formatLastStep(names, link, root) {
	if (root.port !== void 0 && root.kind === "Port") {
		return `awaits ${formatReceiver(names, root.port)}, ${describeNoReceiver(root)}`;
	}
	const reason = formatReason(names, root);
	switch (shownKind(root)) {
		case "Process":
			return `awaits ${describeAwaited(names, link)} of ${root.process === void 0 ? "a process" : formatProcess(names, root.process)}, which ${reason}`;
		case "Unknown":
			return isStep(link) ? `awaits ${describeAwaited(names, link)} (not known further: ${reason})` : `is not known: ${reason}`;
		default:
			return root.cause === "loop" ? formatLoop(names, link, root, reason) : reason;
	}
}
function formatLoop(names, link, { thread }, reason) {
	var _a, _b;
	if (thread !== void 0 && ((_a = link.thread) == null ? void 0 : _a.equals(thread)) !== true) {
		return `waits in a cycle, but ${formatThread(names, thread)} ${reason}`;
	}
	const [holder] = link.object === void 0 ? [] : (_b = present(link.object.holders)) != null ? _b : [];
	return holder === void 0 || !isStep(link) ? reason : `${formatClause(names, link, formatThread(names, holder))}, but ${reason}`;
}
function describeAwaited(names, link) {
	var _a;
	return (_a = findServiceName(names, link.port)) != null ? _a : link.messageId === void 0 && link.message === void 0 ? "a reply" : `the reply to ${formatAwaited(link)}`;
}
function formatBranchEnd(names, end) {
	const reason = formatReason(names, end);
	const kind = shownKind(end);
	return kind === "Unknown" ? `, not known further: ${reason}` : kind === "Process" && end.process !== void 0 ? `, which awaits a reply of ${formatProcess(names, end.process)}, which ${reason}` : `, which ${reason}`;
}

// src/view/chain-line.ts
var FIRST_LINKS = 8;
var LAST_LINKS = 3;
function describeThread(names, link) {
	return (link == null ? void 0 : link.thread) === void 0 ? "an unknown thread" : formatThread(names, link.thread);
}
function formatLink(names, link, root) {
	const { who, what } = describeLink(names, link, root);
	return `${who} ${what}`;
}
function describeLink(names, link, root) {
	if (link.thread === void 0) {
		return { who: link.port === void 0 ? "something unknown" : formatQueue(names, link.port), what: link.relation };
	}
	return { who: formatThread(names, link.thread), what: describeDependency(names, link, link.thread, root) };
}
function describeDependency(names, link, thread, root) {
	var _a;
	if (root !== void 0 && root.kind === "Thread" && ((_a = root.thread) == null ? void 0 : _a.equals(thread)) === true && ROOT_CAUSES[root.cause].cycle === void 0) {
		return formatReason(names, root);
	}
	return isStep(link) ? formatStep(names, link) : link.relation;
}
function formatChain(names, chain) {
	const { root } = chain;
	const all = chain.links().filter(link => link.thread !== void 0);
	const threads = all.slice(0, chain.round);
	const isCycle = ROOT_CAUSES[root.cause].cycle === "closed";
	const parts = [];
	threads.forEach((link, index) => {
		if (isLeftOut(index, threads.length)) {
			if (index === FIRST_LINKS) {
				parts.push(`(${formatCount(threads.length - FIRST_LINKS - LAST_LINKS, "more thread")}) ... ${describeThread(names, threads[threads.length - LAST_LINKS])}`);
			}
			return;
		}
		const isLast = index === threads.length - 1;
		const next = isLast && isCycle ? threads.find(({ thread }) => {
			var _a;
			return thread !== void 0 && ((_a = root.thread) == null ? void 0 : _a.equals(thread)) === true;
		}) : threads[index + 1];
		parts.push(isLast && !isCycle ? formatLastStep(names, link, root) : formatDependency(names, link, next));
	});
	const line = `${describeThread(names, threads[0])} ${parts.join(" which ")}`;
	const others = all.slice(threads.length).map(link => describeThread(names, link));
	return isCycle ? `${line} ${noteCycle(root, others)}` : line;
}
function isLeftOut(index, length) {
	return length > FIRST_LINKS + LAST_LINKS + 1 && index >= FIRST_LINKS && index < length - LAST_LINKS;
}
function formatDependency(names, link, next) {
	return isStep(link) ? formatClause(names, link, describeThread(names, next)) : link.relation;
}

// src/view/chain-tree.ts
var MOST_TREE_LINES = 200;
function formatWaitTree(analysis, thread, mostLines = MOST_TREE_LINES) {
	var _a;
	const { system, graph } = analysis;
	const start = graph.nodes[(_a = graph.findNode("Thread", thread)) != null ? _a : -1];
	if (start === void 0) {
		return [];
	}
	const shown = /* @__PURE__ */ new Set();
	const lines = [];
	const open = [{ node: start, depth: 0 }];
	for (let line = open.pop(); line !== void 0; line = open.pop()) {
		if (lines.length >= mostLines) {
			return lines.concat("... further lines are not shown");
		}
		const { node, depth } = line;
		const isLast = isExplainedByCause(graph, node);
		const isRepeated = shown.has(node.index) && node.edges.length > 0 && !isLast;
		shown.add(node.index);
		const reason = isLast ? `, which ${formatReason(system, node.end)}` : "";
		lines.push(`${"  ".repeat(depth)}${formatLine_chainTree(system, line)}${reason}${isRepeated ? " (shown above)" : ""}`);
		if (isRepeated || isLast) {
			continue;
		}
		for (const edge of node.edges.slice().reverse()) {
			const target = graph.nodes[edge.to];
			if (target !== void 0) {
				open.push({ node: target, way: edge.way, depth: depth + 1 });
			}
		}
	}
	return lines;
}
function isExplainedByCause({ nodes }, { kind, edges, end }) {
	const [only] = edges;
	const target = only === void 0 ? void 0 : nodes[only.to];
	return kind === "Thread" && edges.length === 1 && (target == null ? void 0 : target.kind) === "Object" && target.edges.length === 0 && ROOT_CAUSES[end.cause].isOfObject !== true;
}
function formatLine_chainTree(names, { node, way }) {
	return `${way === void 0 ? "" : `${formatBranch(way, node.kind)} `}${formatNode(names, node)}`;
}
function formatNode(names, node) {
	const leadsOn = node.edges.length > 0;
	switch (node.kind) {
		case "Thread":
			return `${formatThread(names, node.address)}${node.edges.length === 0 ? formatBranchEnd(names, node.end) : formatGate(node.gate, node.edges.length, node.isRenewed)}`;
		case "Port":
			return leadsOn ? formatReceiver(names, node.address) : `${formatQueue(names, node.address)}, ${describeNoReceiver(node.end)}`;
		case "Process":
			return formatProcess(names, node.address);
		case "Object":
			return node.object === void 0 ? `object ${node.address}` : leadsOn ? `${formatObject(names, node.object)}${node.edges.length > 1 ? ", shared by all of these:" : ""}` : formatObjectRest(names, node.object);
	}
}

// src/model/objects/wait-chain.ts
function analysisOf(context) {
	return context.target.stop.once("wait analysis", () => context.target.pin(() => analyzeWaits(systemOf(context))));
}
function readChain(context, thread) {
	var _a;
	return (_a = context.target.pin(() => analyzeWaits(systemOf(context), [thread]).findChain(thread))) != null ? _a : invalid("the thread cannot be read", thread);
}
function waitChainOfThread(context, thread) {
	return mapPresent(readChain(context, thread), chain => new WaitChain(context, chain));
}
var WaitChain = class extends FactObject {
	constructor(context, chain) {
		super(context, chain, () => readChain(context, chain.thread));
		this.__thread = chain.thread;
	}
	__describe(chain) {
		return formatChain(systemOf(this.__context), chain);
	}
};
var WaitLink = class extends FactObject {
	__describe({ link, root }) {
		return formatLink(systemOf(this.__context), link, root);
	}
};
var WaitRoot = class extends FactObject {
	__describe({ root }) {
		return formatRoot(systemOf(this.__context), root);
	}
};
function referenced_waitChain(context, address, make, what) {
	return address === void 0 ? notApplicable(`the link has no ${what}`) : context[make](address);
}
function shownLinks(context, { thread, links, root }) {
	const all = links();
	if (all.length > limits.chainSteps) {
		printNoticeOnce(context.target, `links of thread ${thread}`, `the chain of thread ${thread} has ${all.length} links, of which the first ${limits.chainSteps} are shown.`);
	}
	return all.slice(0, limits.chainSteps).map((link, index) => ({ link, root: index === all.length - 1 ? root : void 0 }));
}
function linksOf(chain, facts) {
	const { __context: context } = chain;
	return shownLinks(context, facts).map((link, index) => new WaitLink(context, link, () => mapPresent(chain.__facts, now => {
		var _a;
		return (_a = shownLinks(context, now)[index]) != null ? _a : notApplicable("the chain has become shorter");
	})));
}
function rootObject(root, context) {
	const { address, object, thread, process } = root;
	const kind = shownKind(root);
	const at = address != null ? address : kind === "Process" ? process : thread;
	if (at === void 0) {
		return notApplicable("nothing is known of it");
	}
	switch (kind) {
		case "Process":
			return context.process(at);
		case "Port":
			return context.port(at);
		case "Object":
			return dispatcherObject(context, object != null ? object : { kind: "other", address: at });
		case "Thread":
		case "Unknown":
			return context.thread(at);
	}
}
function treeLines({ __context: context, __thread: thread }) {
	return formatWaitTree(context.target.pin(() => analyzeWaits(systemOf(context), [thread])), thread);
}
var waitChainClass = defineClass("wait-chain", "The waits from a blocked thread to its root blocker.", WaitChain, {
	Thread: property("The thread whose wait is followed.", ({ __context, __thread }) => __context.thread(__thread)),
	Links: property("From the waiting thread to the root, the root included.", chain => mapPresent(chain.__facts, ({ links }) => shortList(chain.__context, "link", formatCount(links().length, "link"), () => listOf(mapPresent(chain.__facts, facts => linksOf(chain, facts)))))),
	Tree: property("Everything that could end the wait, as an indented tree.", chain => shortList(chain.__context, "line", "The wait as a tree", () => treeLines(chain))),
	Root: property("The root blocker: what the thread ultimately waits for.", chain => mapPresent(chain.__facts, facts => new WaitRoot(chain.__context, facts, () => chain.__facts))),
	IsDeadlock: fact("Whether the thread is itself part of a wait cycle that cannot resolve.", ({ isDeadlock }) => isDeadlock),
	EndsInDeadlock: fact("Whether the chain runs into such a cycle, or starts on one.", ({ endsInDeadlock }) => endsInDeadlock),
	Waited: inDecimal(fact("Seconds that the thread has waited, by the target's own clock.", ({ waitedSeconds }) => waitedSeconds === void 0 ? notApplicable("the thread does not wait, or the target's clock cannot be read") : shownSeconds(waitedSeconds)))
});
function listOf(list) {
	return list instanceof Absence ? [list] : list;
}
var waitLinkClass = defineClass("wait-link", "One step of a wait chain.", WaitLink, {
	Thread: fact("The thread of this step.", ({ link: { thread } }, context) => referenced_waitChain(context, thread, "thread", "thread")),
	Relation: fact("How it depends on the next step; of the root, what it is doing.", ({ link: { relation } }) => relation),
	Message: fact("The message whose reply is awaited.", ({ link: { message } }, context) => referenced_waitChain(context, message, "message", "message")),
	Port: fact("The port that the message was sent to.", ({ link: { port } }, context) => referenced_waitChain(context, port, "port", "port")),
	Object: fact("The object that is waited for.", ({ link: { object } }, context) => object === void 0 ? notApplicable("the link has no object") : dispatcherObject(context, object))
});
var waitRootClass = defineClass("wait-root", "The root blocker of a wait chain.", WaitRoot, {
	Kind: fact("Thread, Process, Port, Object; Unknown if nobody is known to owe the reply: Object may then be its receiver.", ({ root }) => root.kind),
	Reason: fact("What the root is doing, or why it cannot be known.", ({ root }, context) => formatReason(systemOf(context), root)),
	Object: fact("The thread, process, port or object.", ({ root }, context) => rootObject(root, context))
});
var column_waitChain = factColumn;
function firstPort({ links }, context) {
	var _a;
	const port = (_a = links().find(link => link.port !== void 0)) == null ? void 0 : _a.port;
	return port === void 0 ? notApplicable("no link has a port") : portName(context, port);
}
var chainTable = defineTable("wait-chain-row", "A wait chain as a row of a table.", {
	Thread: column_waitChain("The thread whose wait is followed.", ({ thread }, context) => threadName(context, thread)),
	Awaits: column_waitChain("The first port on the way.", firstPort),
	Waited: column_waitChain("Seconds that the thread has waited.", ({ waitedSeconds }) => waitedSeconds === void 0 ? notApplicable("the thread does not wait") : shownSeconds(waitedSeconds), 10),
	Links: column_waitChain("Steps from the thread to the root, both included.", ({ links }) => links().length, 10),
	Deadlock: column_waitChain("Whether the thread is part of a wait cycle (on it), or its chain runs into one (behind it).", ({ isDeadlock, endsInDeadlock }) => isDeadlock ? "on it" : endsInDeadlock ? "behind it" : ""),
	Root: column_waitChain("What the thread ultimately waits for.", ({ root }, context) => formatRoot(systemOf(context), root))
});

// src/model/objects/thread-alpc.ts
var ThreadAlpcObject = class extends AddressObject {
	get __awaited() {
		const awaited = this.__context.generation.readAwaitedReply(this.__address);
		if (awaited !== void 0) {
			return awaited;
		}
		const thread = readThreadFacts(this.__context.target, this.__address);
		return thread instanceof Absence ? thread : notApplicable("the thread awaits no reply");
	}
	toString() {
		const thread = readThreadFacts(this.__context.target, this.__address);
		if (thread instanceof Absence) {
			return `thread ${this.__address} <${thread.reason}>`;
		}
		const awaited = this.__awaited;
		const name = threadName(this.__context, this.__address);
		if (awaited instanceof Absence) {
			return awaited.kind === "NotApplicable" ? `${name} awaits no reply` : `${name} <${awaited.reason}>`;
		}
		const id = awaited.messageId instanceof Absence ? "a message" : `message ${awaited.messageId}`;
		const where = awaited.port instanceof Absence ? ` <${awaited.port.reason}>` : ` on ${portName(this.__context, awaited.port)}`;
		return `${name} awaits the reply to ${id}${where}`;
	}
};
var Receiving = class extends FactObject {
	constructor(context, thread, receiving) {
		super(context, receiving, () => {
			var _a;
			return (_a = context.generation.readReceivingOn(thread).find(({ kind, address }) => kind === receiving.kind && address.equals(receiving.address))) != null ? _a : notApplicable("the thread no longer waits there");
		});
	}
	__describe({ kind, address }) {
		return kind === "Port" ? String(this.__context.port(address)) : `completion port ${address}`;
	}
};
var receivingClass = defineClass("receiving", "What a thread waits on to receive messages.", Receiving, {
	Kind: fact("Port or CompletionPort.", ({ kind }) => kind),
	Address: fact("Address of the port or of the completion port's queue.", ({ address }) => address),
	Port: fact("The port, where the thread waits on one directly.", ({ kind, address }, context) => kind === "Port" ? context.port(address) : notApplicable("the thread waits on a completion port"))
});
var commonThreadProperties = {
	Thread: property("The thread itself.", view => view.__context.thread(view.__address)),
	IsWaitingForReply: property("Whether the thread awaits a reply.", ({ __awaited }) => !(__awaited instanceof Absence) || (__awaited.kind === "NotApplicable" ? false : __awaited)),
	MessageId: property("Id of the message whose reply it awaits.", ({ __awaited }) => mapPresent(__awaited, ({ messageId }) => messageId)),
	Message: property("The message whose reply it awaits.", view => mapPresent(view.__awaited, ({ message }) => view.__context.maybe(message, "message"))),
	WaitingOn: property("The port whose server should reply.", view => mapPresent(view.__awaited, ({ port }) => view.__context.maybe(port, "port"))),
	ServerThread: property("The thread that owes the reply.", view => mapPresent(view.__awaited, ({ serverThread }) => view.__context.maybe(serverThread, "thread"))),
	Serving: property("Messages whose reply the thread owes.", view => shortList(view.__context, "message", "Messages whose reply the thread owes", () => view.__context.generation.readServing(view.__address).map(message => view.__context.message(message)), messageTable)),
	ReceivingOn: property("Ports or completion ports that it waits on to receive.", view => shortList(view.__context, "port", "What the thread receives on", () => view.__context.generation.readReceivingOn(view.__address).map(receiving => new Receiving(view.__context, view.__address, receiving)))),
	WaitReason: property("Why the thread waits, by its name in _KWAIT_REASON.", view => mapPresent(readThreadFacts(view.__context.target, view.__address), ({ waitReason }) => waitReason)),
	WaitTime: inDecimal(property("Seconds since the present wait began, by the target's own clock.", view => mapPresent(readThreadFacts(view.__context.target, view.__address), () => mapPresent(readWaitedSeconds(view.__context.target, view.__address), shownSeconds)))),
	WaitChain: property("The waits from the thread to its root blocker.", view => waitChainOfThread(view.__context, view.__address))
};
var threadAlpcClass = defineClass("thread-alpc", "The ALPC view of a thread.", subclass(ThreadAlpcObject), Object.assign({}, commonThreadProperties));

// src/model/objects/lpc-thread.ts
var OwedReply = class extends FactObject {
	constructor(context, waiter) {
		const read = () => {
			var _a;
			return (_a = context.generation.readAwaitedReply(waiter)) != null ? _a : notApplicable("the thread awaits no reply anymore");
		};
		super(context, read(), read);
		this.__waiter = waiter;
	}
	__describe({ messageId, port }) {
		const id = messageId instanceof Absence ? "a message" : `message ${messageId}`;
		const on = port instanceof Absence ? "" : ` on ${portName(this.__context, port)}`;
		return `the reply to ${id}${on}, awaited by ${threadName(this.__context, this.__waiter)}; the message itself was freed when it was received`;
	}
};
var owedReplyClass = defineClass("owed-reply", "A reply that is owed for an LPC message, which was freed when it was received.", OwedReply, {
	Id: fact("Id of the message.", ({ messageId }) => messageId),
	WaitingThread: property("The thread that awaits the reply.", ({ __context, __waiter }) => __context.thread(__waiter)),
	Port: fact("The port that the message was queued on.", ({ port }, context) => context.maybe(port, "port"))
});
var LpcThread = class extends ThreadAlpcObject {
	get __lpc() {
		return readLpcThread(this.__context.target, this.__address);
	}
};
var own_lpcThread = rowsOf(({ __lpc }) => __lpc);
function referenced_lpcThread({ reference }, kind) {
	return mapPresent(reference, found => {
		if (found.kind === kind || found.kind === "none") {
			return found.address;
		}
		return notApplicable(kind === "port" ? "bit 0 is clear: it is a message, see LpcReplyMessage" : "bit 0 is set: it is a port, see LpcWaitingOnPort");
	});
}
function servedMessages(context, server) {
	return readServedThreads(context.target, server).map(waiter => {
		const awaited = context.generation.readAwaitedReply(waiter);
		const message = awaited === void 0 || awaited instanceof Absence ? void 0 : present(awaited.message);
		return message === void 0 ? new OwedReply(context, waiter) : context.message(message);
	});
}
var lpcThreadClass = defineClass("lpc-thread", "The LPC view of a thread.", LpcThread, Object.assign({}, commonThreadProperties, { Serving: property("Messages whose reply the thread owes. LPC frees what was received: then the id is left, and the thread that awaits the reply.", ({ __context, __address }) => shortList(__context, "message", "Messages whose reply the thread owes", () => servedMessages(__context, __address))), ServedThreads: property("Threads that await a reply which this thread owes: their awaited id is the one that it received.", ({ __context, __address }) => shortList(__context, "thread", "Threads that await a reply from this one", () => readServedThreads(__context.target, __address).map(thread => __context.thread(thread)))), LpcReplyMessageId: own_lpcThread("Id of the message whose reply it awaits or is about to await; set while it still runs.", ({ replyMessageId }) => replyMessageId), LpcReplyMessageValue: own_lpcThread("LpcReplyMessage and LpcWaitingOnPort as they are in memory: bit 0 set means a port, bit 1 is a flag.", ({ reference }) => mapPresent(reference, ({ raw }) => raw)), LpcReplyMessage: own_lpcThread("The message that it holds: that of its connection, or a reply that lies ready.", (facts, { __context }) => __context.maybe(referenced_lpcThread(facts, "message"), "message")), LpcWaitingOnPort: own_lpcThread("The port through which it sent the request whose reply it awaits.", (facts, { __context }) => __context.maybe(referenced_lpcThread(facts, "port"), "port")), ReplyChainPort: own_lpcThread("The port whose reply chain the thread is on.", (facts, { __context }) => __context.maybe(findReplyChainPort(__context.target, facts), "port")), LpcReplySemaphore: property("The semaphore that the reply releases.", thread => factObject(LpcSemaphore, thread.__context, () => mapPresent(thread.__lpc, facts => readReplySemaphore(thread.__context.target, facts)))), LpcReceivedMessageId: own_lpcThread("Id of the message that it received last, possibly long since answered.", ({ receivedMessageId }) => receivedMessageId), LpcReceivedMsgIdValid: own_lpcThread("Whether the received id means something; else its storage is the start address.", ({ isReceivedMessageIdValid }) => isReceivedMessageIdValid), LpcExitThreadCalled: own_lpcThread("Whether the thread is on its way out of LPC.", ({ hasCalledExitThread }) => hasCalledExitThread), TerminationPorts: own_lpcThread("Ports that are notified when the thread ends.", ({ thread, structure }, { __context }) => shortList(__context, "port", "Ports that are notified when the thread ends", () => (thread.hasExited ? [] : Array.from(walkTerminationPorts(__context.target, structure))).filter(port => isPortObject(__context.target, port)).map(port => __context.port(port)))) }));

// src/model/ask/message.ts
function messageOf_message(context, value) {
	const reference = readReference(context.target, value, {
		expected: "the address or id of a message",
		example: "!alpcx_message 0x274"
	});
	if (reference.kind === "address") {
		const facts = context.generation.readMessage(reference.address);
		if (facts instanceof Absence && facts.kind === "Invalid") {
			throw nothingAt(context, "message", reference.address, "!alpcx_messages lists those that exist.");
		}
		return context.message(reference.address);
	}
	const [address] = context.target.pin(() => context.generation.findMessages(reference.id));
	if (address === void 0) {
		throw notFound(`No message has the id ${reference.id}:`, "it may have been answered and freed already; !alpcx_messages lists those that exist.");
	}
	return context.message(address);
}

// src/model/objects/message-list.ts
var EXAMPLE = 'dx @$cursession.Alpc.Messages.Of("ntsvcs")';
var MessageList = class extends Collection {
	constructor(context) {
		super(context, context.generation.name === "LPC" ? "All messages: queued, or referenced only by a thread" : "All messages: queued, referenced only by a thread, or by nothing but the table of messages", function* () {
			for (const address of reported(context, "messages", context.generation.walkMessages())) {
				yield context.message(address);
			}
		}, {
			rows: messageTable,
			index: {
				of: message => indexOf(context, message),
				find: index => messageOf_message(context, index)
			}
		});
		this.__model = context;
	}
};
function indexOf(context, message) {
	const address = message.__address;
	const facts = context.generation.readMessage(address);
	return facts instanceof Absence || facts.id instanceof Absence ? hostWord(address) : hostWord(facts.id);
}
var messageListClass = defineClass("message-list", "Messages of the system: iterate them, index them by id or address, or ask for those of one port.", MessageList, {}, {
	Of: method("port", "The messages on a port's queues, those sent from it, and those of its conversations where it is a connection port; the port by object, address, name or path. What ports all messages name is looked up once, and nothing else of the other messages.", ({ __model: context }, port) => {
		const address = portAddress(context, port, EXAMPLE);
		const list = () => indexed(context, "messages", context.generation.walkMessagesOf(address));
		return shortList(context, "message", () => `${formatCount(list().length, "message")} of ${portName(context, address)}`, () => list().map(message => context.message(message)), messageTable);
	})
});

// src/lpc/pool/pool-search.ts
var LOOKASIDE_SYMBOL = "LpcpMessagesLookaside";
var LOOKASIDE_TYPES = ["_PAGED_LOOKASIDE_LIST", "_GENERAL_LOOKASIDE"];
var HEAD_MEMBERS = ["L.SingleListHead.Next", "L.ListHead.Next.Next", "SingleListHead.Next", "ListHead.Next.Next"];
var MOST_ENTRIES_poolSearch = 65536;
function readLookasideMessages(target) {
	const head = target.pointerSize === 8 ? notApplicable("the head of a look-aside list is compressed on 64-bit kernels: freed messages cannot be recognized") : findHead_poolSearch(target);
	if (head instanceof Absence) {
		return head;
	}
	const messages = /* @__PURE__ */ new Set();
	let next = target.readPointer(head);
	while (!(next instanceof Absence) && !messages.has(next.id) && messages.size < MOST_ENTRIES_poolSearch && validateKernelPointer(next, target.pointerSize, "a freed message") === void 0) {
		messages.add(next.id);
		next = target.readPointer(next);
	}
	return messages;
}
function findHead_poolSearch(target) {
	const list = target.symbol(LOOKASIDE_SYMBOL);
	if (list instanceof Absence) {
		return list;
	}
	for (const typeName of LOOKASIDE_TYPES) {
		const layout = target.layout(typeName);
		const head = layout instanceof Absence ? void 0 : HEAD_MEMBERS.map(member => layout.find(member)).find(field => field !== void 0);
		if (head !== void 0) {
			return list.plus(head.offset);
		}
	}
	return new Absence("NotInThisBuild", `the symbols do not describe nt!${LOOKASIDE_SYMBOL}`);
}
var PROGRESS_PAGES = 4096;
function readPagedPool(target) {
	const start = readVariable(target, "MmPagedPoolStart");
	const end = readVariable(target, "MmPagedPoolEnd");
	if (start instanceof Absence || end instanceof Absence) {
		return firstAbsence(start, end);
	}
	return end.compare(start) > 0 ? { from: pageOf(start), to: pageOf(end.plus(PAGE_SIZE)) } : new Absence("Invalid", `the paged pool would end at ${end}, before its start at ${start}`, start);
}
function searchPool(target, options = {}) {
	return new SteppedWalk(search(target, options));
}
function* search(target, options) {
	var _a;
	const pool = options.from !== void 0 && options.to !== void 0 ? { from: pageOf(options.from), to: options.to } : readPagedPool(target);
	const layout = target.layout("_POOL_HEADER");
	if (pool instanceof Absence || layout instanceof Absence) {
		return walkNotBegun(firstAbsence(pool, layout));
	}
	const start = options.from === void 0 ? pool.from : pageOf(options.from);
	const totalBytes = Math.max(0, pool.to.distanceFrom(start));
	const bound = Math.min(totalBytes, (_a = options.limit) != null ? _a : limits.poolSearchBytes);
	const lookaside = readLookasideMessages(target);
	let found = 0;
	let searchedBytes = 0;
	for (; searchedBytes < bound; searchedBytes += PAGE_SIZE) {
		const page = start.plus(searchedBytes);
		const bytes = target.read(page, PAGE_SIZE);
		for (const block of bytes instanceof Absence ? [] : searchPage(target, page, bytes)) {
			found += 1;
			yield Object.assign({}, block, { isOnLookaside: lookaside instanceof Absence ? lookaside : lookaside.has(block.message.id) });
		}
		if (options.onProgress !== void 0 && searchedBytes / PAGE_SIZE % PROGRESS_PAGES === PROGRESS_PAGES - 1) {
			options.onProgress({ searchedBytes: searchedBytes + PAGE_SIZE, totalBytes, found });
		}
	}
	return searchedBytes >= totalBytes ? { kind: "head", reason: "the whole pool was searched", count: found } : {
		kind: "limit",
		reason: `the search stopped at ${start.plus(searchedBytes)}, after ${searchedBytes} of ${totalBytes} bytes`,
		at: start.plus(searchedBytes),
		count: found
	};
}
function searchPage(target, page, bytes) {
	const layout = target.layout("_POOL_HEADER");
	const tag = layout instanceof Absence ? void 0 : layout.find("PoolTag");
	const blocks = [];
	if (layout instanceof Absence || tag === void 0) {
		return blocks;
	}
	for (let offset = 0; offset + layout.size <= PAGE_SIZE; offset += layout.size) {
		if (!isMessageTag(readWord(bytes, offset + tag.offset, tag.size).low)) {
			continue;
		}
		const header = new Structure(page.plus(offset), layout, bytes.subarray(offset, offset + layout.size), target.pointerSize);
		const block = decodePoolBlock(header);
		if (block !== void 0) {
			blocks.push(Object.assign({}, block, { isAllocated: isAllocated(block, pageHasInUseBit(target, page, bytes)) }));
		}
	}
	return blocks;
}
function readVariable(target, name) {
	var _a;
	const at = target.symbol(name);
	const value = at instanceof Absence ? at : target.readPointer(at);
	return value instanceof Absence ? value : (_a = validateKernelPointer(value, target.pointerSize, name, 1)) != null ? _a : value;
}
function pageOf(address) {
	return address.withoutLowBits(12);
}

// src/model/objects/pool-block.ts
var MEBIBYTE = 1048576;
var PoolBlock = class {
	constructor(context, block) {
		this.__context = context;
		this.__block = block;
	}
	get __state() {
		const { message, isAllocated, isOnLookaside } = this.__block;
		if (!isAllocated) {
			return "free";
		}
		return isOnLookaside === true ? "kept for the next use" : isKnown(this.__context, message) ? "in use" : "on no queue";
	}
	toString() {
		return `${String(this.__context.message(this.__block.message))} [${this.__state}]`;
	}
};
function isKnown({ target }, message) {
	const header = readMessageHeader(target, message);
	return !(header instanceof Absence) && (findQueuePort(target, header) !== void 0 || indexThreads_threadIndex(target).holders.has(message.id));
}
var poolBlockClass = defineClass("pool-block", "A block of paged pool with the tag of LPC messages.", PoolBlock, {
	Address: property("Address of the message in it.", ({ __block }) => __block.message),
	Header: property("Address of the block's _POOL_HEADER.", ({ __block }) => __block.header),
	BlockBytes: inDecimal(property("Bytes, header included.", ({ __block }) => __block.blockBytes)),
	IsAllocated: property("Whether the block is allocated; a free one keeps its old contents.", ({ __block }) => __block.isAllocated),
	IsOnLookaside: property("Whether the message is freed and kept on the look-aside list.", ({ __block }) => __block.isOnLookaside),
	IsKnown: property("Whether the message is queued or held by a thread.", ({ __context, __block }) => isKnown(__context, __block.message)),
	State: property("In use, on no queue, kept for the next use, or free.", ({ __state }) => __state),
	Message: property("The message.", ({ __context, __block }) => __context.message(__block.message))
});
function* search_poolBlock(context, id) {
	const walk = searchPool(context.target, { onProgress: reportProgress });
	for (const block of walk) {
		if (id === void 0 || hasId(context, block.message, id)) {
			yield new PoolBlock(context, block);
		}
	}
	if (walk.end.kind !== "head") {
		printNotice(`not all of the pool was searched: ${walk.end.reason}.`);
	}
}
function hasId({ target }, message, id) {
	const found = mapPresent(readMessageHeader(target, message), header => mapPresent(header.id, own => own.equals(id)));
	return found === true;
}
function reportProgress({ searchedBytes, totalBytes, found }) {
	if (limits.progressInterval === 0) {
		return;
	}
	printNotice(`${searchedBytes / MEBIBYTE} of ${Math.ceil(totalBytes / MEBIBYTE)} MiB of paged pool searched, ${found} found ...`);
}
function poolSearch(context, id) {
	return new Collection(context, id === void 0 ? "Messages in the paged pool, freed ones included" : `Messages with the id ${id} in the paged pool, freed ones included`, () => search_poolBlock(context, id));
}

// src/model/ask/process.ts
var HINT_process = "Processes are listed by dx @$cursession.Processes; ids are decimal unless they start with 0x.";
var EXAMPLE_process = "!alpcx_process 0x2a8";
var MOST_CANDIDATES_process = 8;
function processAddress(context, value, example = EXAMPLE_process) {
	if (value === void 0) {
		return processOfDebugger(context, currentDebuggerProcess());
	}
	const named = namedProcess(context, value, example);
	if (named !== void 0) {
		return named;
	}
	const reference = readReference(context.target, value, {
		expected: "the address, id or name of a process",
		example
	});
	if (reference.kind === "address") {
		if (isInvalid(readProcessFacts(context.target, reference.address))) {
			throw nothingAt(context, "process", reference.address, HINT_process);
		}
		return reference.address;
	}
	const id = reference.id.toNumber();
	const process = id === void 0 ? void 0 : findProcessById(context.target, id);
	if (process === void 0) {
		needProcesses(context);
		throw notFound(`No process has the id ${reference.id}.`, hintOfId(context, id, HINT_process, findProcessById, processName));
	}
	return process;
}
function hintOfId(context, id, hint, find, name) {
	const meant = parseInt(String(id), 16);
	const found = meant > 9 ? find(context.target, meant) : void 0;
	return found === void 0 ? hint : `Ids are decimal unless they start with 0x: ${name(context, found)} is 0x${meant.toString(16)}.`;
}
function processOfDebugger(context, process) {
	const address = kernelObjectOf(context.target, process);
	const id = address instanceof Absence ? debuggerIdOf(process) : void 0;
	const found = address instanceof Absence ? id === void 0 ? void 0 : findProcessById(context.target, id) : address;
	if (found === void 0) {
		throw noKernelObject("process", address.reason);
	}
	return found;
}
function needProcesses({ target }) {
	const walk = walkProcesses(target);
	const isEmpty = walk.next().done === true;
	if (isEmpty && walk.end.kind === "unreadable") {
		throw notFound(`This ${target.isDump ? "dump" : "target"} holds no list of processes:`, "give the address of one. Example: !alpcx_process 0xffffa801`12345678");
	}
}
function isInvalid(facts) {
	return facts instanceof Absence && facts.kind === "Invalid";
}
function namedProcess(context, value, example) {
	if (!isName(value)) {
		return void 0;
	}
	const found = findByName(context, value);
	if (found.length === 0) {
		needProcesses(context);
		validateTyped(value, "the name of a process", example);
	}
	if (found.length > 1) {
		const shown = found.slice(0, MOST_CANDIDATES_process).map(process => processName(context, process)).join(", ");
		const more = found.length > MOST_CANDIDATES_process ? ` and ${found.length - MOST_CANDIDATES_process} more` : "";
		throw notFound(`${formatCount(found.length, "process", "processes")} are called ${quoted(value, 40)}:`, `${shown}${more}. Give the id of one, with 0x before it.`);
	}
	return found[0];
}
function findByName(context, name) {
	const { target } = context;
	const wanted = name.toLowerCase().replace(/^-k /, "");
	const byImage = findProcessesByName(target, name);
	const byImageWithoutType = byImage.length > 0 ? byImage : findProcessesByName(target, `${name}.exe`);
	return byImageWithoutType.length > 0 ? byImageWithoutType : Array.from(walkProcesses(target)).filter(process => {
		var _a, _b;
		const host = readServiceHost(target, process);
		return !(host instanceof Absence) && ((_b = (_a = host.service) != null ? _a : host.group) == null ? void 0 : _b.toLowerCase()) === wanted;
	});
}

// src/model/objects/port-list.ts
var EXAMPLE_portList = "dx @$cursession.Alpc.Ports.Of(@$curprocess)";
var PortList = class extends Collection {
	constructor(context, { display, walk, index, ofProcess }) {
		super(context, display, function* () {
			for (const address of walk()) {
				yield context.port(address);
			}
		}, {
			rows: portTable,
			index: {
				of: (port, position) => index.of(port.__address, position),
				find: given => context.port(index.find(given))
			}
		});
		this.__model = context;
		this.__ofProcess = ofProcess;
	}
};
var portListClass = defineClass("port-list", "Ports of the system: iterate them, index them, or ask for those of one process.", PortList, {}, {
	Of: method("[process]", "The ports that a process owns, the process by object, address, id or name; without one, those of the current process. The owners of all ports are looked up once, and of the other ports nothing else.", ({ __model: context, __ofProcess: ofProcess }, process) => {
		const address = processAddress(context, process, EXAMPLE_portList);
		return shortList(context, "port", () => `${formatCount(ofProcess(address).length, "port")} of ${processName(context, address)}`, () => ofProcess(address).map(port => context.port(port)), portTable);
	})
});

// src/model/objects/process-alpc.ts
var ProcessPort = class extends FactObject {
	constructor(context, field, facts, read) {
		super(context, facts, read);
		this.__field = field;
	}
	__describe({ kind, value, object }) {
		if (kind instanceof Absence) {
			return `${value} <${kind.reason}>`;
		}
		switch (kind) {
			case "None":
				return "none";
			case "Port":
				return object instanceof Absence ? object.reason : String(this.__context.port(object));
			case "DebugObject":
				return `debug object ${value}: a user-mode debugger is attached`;
			case "Marker":
				return `marker ${value}, no pointer`;
			case "Unknown":
				return `${value}, neither a port nor a debug object`;
		}
	}
};
function objectOfKind({ kind, object }, { __context, __field }, wanted) {
	if (kind instanceof Absence || object instanceof Absence) {
		return kind instanceof Absence ? kind : object;
	}
	if (kind !== wanted) {
		return notApplicable(`${__field} leads to no ${wanted === "Port" ? "port" : "debug object"}`);
	}
	return wanted === "Port" ? __context.port(object) : nativeObject(__context.target, "_DEBUG_OBJECT", object);
}
var processPortClass = defineClass("process-port", "A port field of a process.", ProcessPort, {
	Value: fact("The field as it is in memory, state bits included.", ({ value }) => value),
	Kind: fact("None, Port, DebugObject, Marker (a small number, not a pointer) or Unknown.", ({ kind }) => kind),
	Port: property("The port, if it is one.", port => mapPresent(port.__facts, facts => objectOfKind(facts, port, "Port"))),
	DebugObject: property("The debug object, where it is one: since XP DebugPort leads to it.", port => mapPresent(port.__facts, facts => objectOfKind(facts, port, "DebugObject")))
});
var ProcessAlpcObject = class extends AddressObject {
	toString() {
		return `${this.__context.generation.name} of ${processName(this.__context, this.__address)}`;
	}
};
function field({ __context: context, __address }, name) {
	const read = () => {
		const process = readProcessFacts(context.target, __address);
		return process instanceof Absence ? process : readProcessPort(context.target, __address, name);
	};
	return mapPresent(read(), facts => new ProcessPort(context, name, facts, read));
}
function ports(view, what, noun) {
	return shortList(view.__context, "port", `${noun} of ${processName(view.__context, view.__address)}`, () => view.__context.generation.portsOfProcess(view.__address)[what].map(port => view.__context.port(port)), portTable);
}
function* threadsWhere(view, wanted) {
	for (const thread of untilEnd(walkThreads(view.__context.target, view.__address))) {
		if (thread instanceof Absence) {
			yield thread;
		} else if (wanted(thread)) {
			yield view.__context.thread(thread);
		}
	}
}
function awaits(view, thread) {
	const awaited = view.__context.generation.readAwaitedReply(thread);
	return awaited !== void 0 && !(awaited instanceof Absence);
}
function servingThreads_processAlpc(view) {
	const { __context: context, __address } = view;
	return new Collection(context, `Serving threads of ${processName(context, __address)}`, () => threadsWhere(view, thread => context.generation.readServing(thread).length > 0 || awaitedThreads(context).has(thread.key)), { rows: threadTable });
}
function awaitedThreads(context) {
	return context.target.stop.once("awaited threads", () => {
		const awaited = /* @__PURE__ */ new Set();
		for (const waiter of context.generation.walkWaitingThreads()) {
			const reply = context.generation.readAwaitedReply(waiter);
			if (reply !== void 0 && !(reply instanceof Absence) && !(reply.serverThread instanceof Absence)) {
				awaited.add(reply.serverThread.key);
			}
		}
		return awaited;
	});
}
var commonProcessProperties = {
	Process: property("The process itself.", view => view.__context.process(view.__address)),
	DebugPort: property("The debug object of a user-mode debugger that is attached; before XP a port.", view => field(view, "DebugPort")),
	ExceptionPort: property("The port that unhandled exceptions of the process are sent to, usually the ApiPort of csrss.exe.", view => field(view, "ExceptionPort")),
	SecurityPort: property("The kernel's connection to the security authority on behalf of the process, or a marker.", view => field(view, "SecurityPort")),
	CreatedPorts: property("Connection ports that the process has created.", view => ports(view, "created", "Connection ports")),
	ConnectedPorts: property("The process's client ports: what it is connected to.", view => ports(view, "connected", "Client ports")),
	ServerPorts: property("The process's server ports: one for each client that it has accepted.", view => ports(view, "server", "Server ports")),
	Handles: property("The process's handles to ports.", view => new Collection(view.__context, `Handles to ports of ${processName(view.__context, view.__address)}`, () => handlesOfProcess(view.__context, view.__address))),
	WaitingThreads: property("Threads that await a reply.", view => new Collection(view.__context, `Waiting threads of ${processName(view.__context, view.__address)}`, () => threadsWhere(view, thread => awaits(view, thread)), { rows: threadTable })),
	ServingThreads: property("Threads that owe a reply.", servingThreads_processAlpc),
	Findings: property("What the analysis found about this process.", view => findingsOfProcess(view.__context, view.__address))
};
var processAlpcClass = defineClass("process-alpc", "The ALPC view of a process.", subclass(ProcessAlpcObject), Object.assign({}, commonProcessProperties, { Views: property("ALPC views that are mapped into the process.", ({ __context, __address }) => shortList(__context, "view", "ALPC views mapped into the process", () => Array.from(walkProcessViews(__context.target, __address)).map(view => __context.resource(view)))) }));
function* lpcServingThreads({ __context, __address }) {
	for (const thread of walkThreads(__context.target, __address)) {
		if (readServedThreads(__context.target, thread).length > 0) {
			yield __context.thread(thread);
		}
	}
}
var lpcProcessClass = defineClass("lpc-process", "The LPC view of a process.", subclass(ProcessAlpcObject), Object.assign({}, commonProcessProperties, { ServingThreads: property("Threads that owe a reply: the id that they received last is awaited by a thread.", view => new Collection(view.__context, `Serving threads of ${processName(view.__context, view.__address)}`, () => lpcServingThreads(view))) }));

// src/model/objects/process.ts
var KernelProcess = class extends AddressObject {
	toString() {
		const process = facts_process(this);
		if (process instanceof Absence) {
			return `process ${this.__address} <${process.reason}>`;
		}
		return `${this.__address} ${formatProcessState(systemOf(this.__context), this.__address)}${process.sessionId instanceof Absence ? "" : `, session ${process.sessionId}`}`;
	}
};
function facts_process(process) {
	return readProcessFacts(process.__context.target, process.__address);
}
function text({ __context: { target }, __address }, read) {
	return mapPresent(readProcessFacts(target, __address), () => mapPresent(read(target, __address), printable));
}
function service({ __context: { target }, __address }) {
	const process = readProcessFacts(target, __address);
	return mapPresent(process instanceof Absence ? process : readServiceHost(target, __address), ({ service: single, group }) => single !== void 0 ? printable(single) : group === void 0 ? notApplicable("the command line names no service") : printable(`group ${group}`));
}
var ProcessStopObject = class extends FactObject {
	__describe(stop) {
		return describeStop(systemOf(this.__context), stop, "process");
	}
};
var processStopClass = defineClass("process-stop", "Why all threads of a process are stopped, whatever they wait for.", ProcessStopObject, {
	Kind: fact("What stops it: frozen, deep frozen, debugger, error reporting or exiting.", ({ kind }) => kind),
	Debugger: fact("The process that debugs it, if that is why it is stopped.", (stop, context) => stop.kind === "debugger" ? context.maybe(stop.debugger, "process") : notApplicable("no debugger stops it")),
	DebugObject: fact("The native _DEBUG_OBJECT of that debugger.", (stop, { target }) => stop.kind === "debugger" ? nativeObject(target, "_DEBUG_OBJECT", stop.debugObject) : notApplicable("no debugger stops it"))
});
function stopped({ __context, __address }) {
	return factObject(ProcessStopObject, __context, () => {
		const process = readProcessFacts(__context.target, __address);
		return mapPresent(process instanceof Absence ? process : readProcessStop(__context.target, __address), stop => stop != null ? stop : notApplicable("nothing stops the process"));
	});
}
var processClass = defineClass("process", "A process of the target.", KernelProcess, {
	Address: property("Address of the _EPROCESS.", process => process.__address),
	Id: inHexadecimal(property("Process id (UniqueProcessId).", process => mapPresent(facts_process(process), ({ id }) => id))),
	Name: property("File name of the image; ImageFileName, which the kernel cuts after 14 characters, where the full one cannot be read.", process => mapPresent(facts_process(process), ({ name }) => name)),
	ImagePath: property("Path of the image, as the kernel names it.", process => text(process, readImagePath)),
	CommandLine: property("The command line, from the process's own memory.", process => text(process, readCommandLine)),
	Service: property("The service that a svchost.exe was started for, or its group of services.", service),
	PackageName: property("The package of a packaged app: by its token, else the folder of its image, its command line or its AppContainer.", process => text(process, readPackageName_packageName)),
	HasExited: property("Whether the process has exited; its object exists while it is referenced.", process => mapPresent(facts_process(process), ({ hasExited }) => hasExited)),
	Stopped: property("Why all its threads are stopped, and who stops them: frozen, a debugger, error reporting, exiting.", stopped),
	SessionId: inDecimal(property("Terminal session that the process belongs to.", process => mapPresent(facts_process(process), ({ sessionId }) => sessionId))),
	Alpc: property("What the process has to do with ports: its port fields, ports, handles, waiting and serving threads.", process => process.__context.processAlpc(process.__address)),
	Object: property("The native _EPROCESS.", process => nativeObject(process.__context.target, "_EPROCESS", process.__address)),
	Process: property("The debugger's own process object.", process => mapPresent(facts_process(process), ({ id }) => mapPresent(id, own => findDebuggerProcess(process.__context.target, own))))
});

// src/alpc/message/message-table.ts
var TABLE_SYMBOL_messageTable = "AlpcMessageTable";
function findMessageTable(target) {
	return target.stop.once("table of ALPC messages", () => {
		var _a;
		const symbol = target.symbol(TABLE_SYMBOL_messageTable);
		const table = symbol instanceof Absence ? symbol : target.readPointer(symbol);
		return table instanceof Absence ? table : (_a = validateKernelPointer(table, target.pointerSize, `nt!${TABLE_SYMBOL_messageTable}`)) != null ? _a : table;
	});
}
function walkMessageTable(target) {
	const table = findMessageTable(target);
	return table instanceof Absence ? absentWalk(table) : walkOnce(target, "entries of the table of messages", () => walkTableEntries(target, table));
}
function findInMessageTable(target, id) {
	const table = findMessageTable(target);
	const address = table instanceof Absence ? table : findTableEntry(target, table, id);
	if (address instanceof Absence) {
		return address;
	}
	const own = readMessageId(target, address);
	return own instanceof Absence ? own : own.equals(id) ? address : invalid(`the table of messages leads from id ${id} to ${address}, whose id is ${own}`, address);
}
function readMessageId(target, address) {
	const message = target.readStructure(MESSAGE, address);
	return message instanceof Absence ? message : message.word("PortMessage.MessageId");
}
function* validateMessageTable(target) {
	const table = findMessageTable(target);
	if (table instanceof Absence) {
		if (table.kind === "Invalid" && table.address !== void 0 && !table.address.isZero) {
			yield { address: table.address, sentence: `nt!${TABLE_SYMBOL_messageTable} does not lead to a table: ${table.reason}.` };
		}
		return;
	}
	const walk = walkMessageTable(target);
	for (const entry of walk) {
		const sentence = contradictionOf(target, entry);
		if (sentence !== void 0) {
			yield { address: entry.address, sentence };
		}
	}
	const { kind, reason, count } = walk.end;
	const counted = readHandleCount_handleTable(target, table);
	if (kind === "invalid") {
		yield { address: table, sentence: `The table of messages is broken: ${reason}.` };
	} else if (kind === "head" && !(counted instanceof Absence) && counted !== count) {
		yield {
			address: table,
			sentence: `The table of messages says that it has ${counted} entries, but ${count} are in use.`
		};
	}
}
function contradictionOf(target, { handle, address }) {
	const tell = rest => `The table of messages leads from id 0x${handle.toString(16)} to ${address}${rest}.`;
	if (!isKernelAddress(address, target.pointerSize)) {
		return tell(", which is not in kernel space");
	}
	const message = readAlpcMessage(target, address);
	if (message instanceof Absence) {
		return message.kind === "Invalid" ? tell(`, where there is no message: ${message.reason}`) : void 0;
	}
	const { id } = message;
	return id instanceof Absence || id.toNumber() === handle ? void 0 : tell(`, a message whose id is ${id}`);
}
function findMessageNaming(target, thread) {
	var _a, _b, _c;
	for (const address of (_b = (_a = indexByWaiter(target).get(thread.id)) == null ? void 0 : _a.messages) != null ? _b : []) {
		const message = readAlpcMessage(target, address);
		if (!(message instanceof Absence) && ((_c = present(message.waitingThread)) == null ? void 0 : _c.equals(thread)) === true) {
			return message;
		}
	}
	return void 0;
}
function walkNamedThreads(target) {
	return Array.from(indexByWaiter(target).values(), ({ thread }) => thread);
}
function indexByWaiter(target) {
	const index = target.stop.once("ALPC messages by waiter", () => ({
		waiters: /* @__PURE__ */ new Map(),
		isBegun: false
	}));
	if (!index.isBegun) {
		index.isBegun = true;
		target.pin(() => {
			fill(target, index.waiters);
		});
	}
	return index.waiters;
}
function fill(target, waiters) {
	const seen = /* @__PURE__ */ new Set();
	const add = address => {
		const message = seen.has(address.id) ? void 0 : target.readStructure(MESSAGE, address);
		seen.add(address.id);
		const thread = message === void 0 || message instanceof Absence ? void 0 : present(message.pointer("WaitingThread"));
		if (thread === void 0 || thread.isZero) {
			return;
		}
		const known = waiters.get(thread.id);
		if (known === void 0) {
			waiters.set(thread.id, { thread, messages: [address] });
		} else {
			known.messages.push(address);
		}
	};
	const walk = walkMessageTable(target);
	for (const { address } of walk) {
		add(address);
	}
	if (walk.end.kind !== "head") {
		for (const address of walkQueuedMessages(target)) {
			add(address);
		}
	}
}

// src/alpc/thread/awaited-reply.ts
var THREAD = "_ETHREAD";
var MEMBERS_awaitedReply = {
	state: "Tcb.State",
	waitReason: "Tcb.WaitReason",
	messageId: "AlpcMessageId",
	message: "AlpcMessage"
};
var threadMembers_awaitedReply = new PerLayout(layout => layout.pick(MEMBERS_awaitedReply));
function isWaitingFor(thread, reason) {
	var _a;
	const { layout } = thread;
	const members = ((_a = threadMembers_awaitedReply.latest) == null ? void 0 : _a.layout) === layout ? threadMembers_awaitedReply.latest.value : threadMembers_awaitedReply.of(layout);
	if (thread.number(members.state) !== WAITING) {
		return false;
	}
	const number = thread.number(members.waitReason);
	return !(number instanceof Absence) && formatWaitReason(number) === reason;
}
var MESSAGE_MEMBERS = ["AlpcMessageId", "AlpcMessage"];
function readAwaitedReply_awaitedReply(target, address) {
	const { stop } = target;
	const replies = foundReplies.latest === stop ? foundReplies.value : foundReplies.of(stop);
	const { id } = address;
	const known = replies.get(id);
	return known !== void 0 || replies.has(id) ? known : findAwaitedReply(target, address);
}
var foundReplies = new PerStop(() => /* @__PURE__ */ new Map());
function findAwaitedReply(target, address) {
	var _a;
	const thread = target.readStructure(THREAD, address);
	if (thread instanceof Absence) {
		const named = thread.kind === "Unreadable" ? findMessageNaming(target, address) : void 0;
		return named === void 0 ? thread : awaitedReply(target, named);
	}
	const { layout } = thread;
	const members = ((_a = threadMembers_awaitedReply.latest) == null ? void 0 : _a.layout) === layout ? threadMembers_awaitedReply.latest.value : threadMembers_awaitedReply.of(layout);
	const state = thread.number(members.state);
	if (state === TERMINATED) {
		return void 0;
	}
	if (thread.isNull(members.messageId) && thread.isNull(members.message) && (state !== WAITING || !isWaitingFor(thread, "WrLpcReply"))) {
		return void 0;
	}
	const candidates = MESSAGE_MEMBERS.map(path => ({ path, value: thread.pointer(path) }));
	let doubt;
	for (const { path, value } of candidates) {
		const message = readMessageOf(target, address, path, value);
		if (!(message instanceof Absence)) {
			return awaitedReply(target, message);
		}
		doubt = isNothing(value) ? doubt : doubt != null ? doubt : message;
	}
	return readWithoutMember(target, thread, doubt);
}
function readWithoutMember(target, thread, doubt) {
	const messageId = thread.pointer("AlpcMessageId");
	const waits = isWaitingFor(thread, "WrLpcReply");
	if (isNothing(messageId) && !waits) {
		return void 0;
	}
	const named = findMessageNaming(target, thread.address);
	if (named !== void 0) {
		return awaitedReply(target, named);
	}
	if (messageId instanceof Absence && messageId.kind === "Unreadable") {
		return messageId;
	}
	return waits && doubt !== void 0 ? { messageId: readDoubtfulId(target, messageId, doubt), message: doubt, port: doubt, serverThread: doubt } : void 0;
}
function readDoubtfulId(target, messageId, doubt) {
	if (messageId instanceof Absence || messageId.isZero) {
		return messageId instanceof Absence ? messageId : doubt;
	}
	const message = isKernelAddress(messageId, target.pointerSize) ? readAlpcMessage(target, messageId) : void 0;
	return message === void 0 ? messageId : message instanceof Absence ? message : message.id;
}
function awaitedReply(target, message) {
	return {
		messageId: message.id,
		message: message.address,
		port: readAnsweringPort(target, message),
		serverThread: message.serverThread
	};
}
function isNothing(value) {
	return !(value instanceof Absence) && value.isZero;
}
function readMessageOf(target, thread, path, pointer) {
	var _a;
	if (pointer instanceof Absence) {
		return pointer;
	}
	if (!isKernelAddress(pointer, target.pointerSize)) {
		return invalid(`${path} is ${pointer}, which is not a message`, pointer);
	}
	const message = readAlpcMessage(target, pointer);
	if (message instanceof Absence) {
		return message;
	}
	return ((_a = present(message.waitingThread)) == null ? void 0 : _a.equals(thread)) === true ? message : invalid(`the message ${pointer} does not have this thread as the one that waits for its reply`, pointer);
}
function readAnsweringPort(target, message) {
	var _a, _b, _c, _d, _e;
	const owner = message.ownerPort instanceof Absence ? message.ownerPort : readAlpcPort(target, message.ownerPort);
	const byOwner = owner instanceof Absence ? owner : owner.role === "server" ? owner.clientPort : (_b = (_a = present(message.connectionPort)) != null ? _a : present(owner.connectionPort)) != null ? _b : owner.serverPort;
	return (_e = (_d = (_c = present(byOwner)) != null ? _c : present(message.queuePort)) != null ? _d : present(message.connectionPort)) != null ? _e : byOwner;
}
function walkWaitingThreads_awaitedReply(target) {
	return walkOnce(target, "waiting threads", () => waitingThreads(target));
}
function* waitingThreads(target) {
	const found = /* @__PURE__ */ new Set();
	const replies = foundReplies.of(target.stop);
	const threads = walkAllThreads(target);
	const patience = new Patience("threads", target);
	let skipped = 0;
	let looked = 0;
	for (let batch = threads.batch(); batch !== void 0; batch = threads.batch()) {
		for (const thread of batch) {
			looked += 1;
			if (looked % CLOCK_INTERVAL === 0 && !patience.mayContinue(looked)) {
				return walkOutOfTime(found.size);
			}
			const awaited = findAwaitedReply(target, thread);
			if (awaited instanceof Absence) {
				skipped += 1;
				continue;
			}
			const { id } = thread;
			replies.set(id, awaited);
			if (awaited !== void 0) {
				found.add(id);
				yield thread;
			}
		}
	}
	if (threads.end.kind !== "head") {
		yield* walkNamedByMessages(target, found);
	}
	return Object.assign({}, threads.end, { count: found.size }, skipped === 0 ? {} : { skipped });
}
function* walkNamedByMessages(target, found) {
	for (const thread of walkNamedThreads(target)) {
		const awaited = found.has(thread.id) ? void 0 : readAwaitedReply_awaitedReply(target, thread);
		if (awaited !== void 0 && !(awaited instanceof Absence)) {
			found.add(thread.id);
			yield thread;
		}
	}
}

// src/alpc/message/message-walk.ts
function walkMessages_messageWalk(target, known) {
	return walkOnce(target, "messages", () => allMessages(target, known));
}
function* allMessages(target, known) {
	const seen = /* @__PURE__ */ new Set();
	const queued = known != null ? known : walkQueuedMessages(target);
	for (const message of queued) {
		const { id } = message;
		if (!seen.has(id)) {
			seen.add(id);
			yield message;
		}
	}
	const table = walkMessageTable(target);
	for (const { address } of table) {
		const { id } = address;
		if (!seen.has(id) && !(readAlpcMessage(target, address) instanceof Absence)) {
			seen.add(id);
			yield address;
		}
	}
	const waiting = walkWaitingThreads_awaitedReply(target);
	for (const thread of waiting) {
		const awaited = readAwaitedReply_awaitedReply(target, thread);
		const message = awaited === void 0 || awaited instanceof Absence ? void 0 : present(awaited.message);
		if (message !== void 0 && !seen.has(message.id)) {
			seen.add(message.id);
			yield message;
		}
	}
	const cut = [table.end, waiting.end].find(({ kind }) => kind === "limit");
	return Object.assign({}, cut != null ? cut : walkPorts(target).end, { count: seen.size });
}
function findMessages_messageWalk(target, id) {
	const listed = findInMessageTable(target, id);
	if (!(listed instanceof Absence)) {
		return [listed];
	}
	const found = filterById(target, id, walkMessages_messageWalk(target));
	return found.length > 0 ? found : filterById(target, id, walkMessageResources(target));
}
function* walkMessageResources(target) {
	for (const address of walkPorts(target)) {
		const port = target.readStructure(PORT, address);
		for (const blob of port instanceof Absence ? [] : walkResources(target, port)) {
			if (!(blob instanceof Absence) && blob.kind === "Message") {
				yield blob.address;
			}
		}
	}
}
function filterById(target, id, messages) {
	const found = [];
	for (const address of messages) {
		const message = target.readStructure(MESSAGE, address);
		const own = message instanceof Absence ? message : message.word("PortMessage.MessageId");
		if (!(own instanceof Absence) && own.equals(id)) {
			found.push(address);
		}
	}
	return found;
}

// src/alpc/resource/handle-data.ts
var HANDLE_DATA = "_KALPC_HANDLE_DATA";
var CONTEXT = "DuplicateContext";
function readHandleData(target, address) {
	const structure = target.readStructure(HANDLE_DATA, address);
	return structure instanceof Absence ? structure : decodeHandleData(structure, readDuplicate(target, structure));
}
function decodeHandleData(structure, duplicate) {
	return {
		kind: "HandleData",
		address: structure.address,
		structure,
		objectType: mapPresent(structure.number("ObjectType"), value => ({ value, names: formatObjectTypes(value) })),
		flags: structure.number("Flags"),
		count: structure.number("Count"),
		duplicate
	};
}
function readDuplicate(target, structure) {
	if (!structure.has(CONTEXT)) {
		return notInThisBuild(`${HANDLE_DATA}.${CONTEXT}`);
	}
	const count = structure.number("Count");
	if (typeof count === "number" && count > 1) {
		return notApplicable(`${count} handles travel together; where their states lie is in no symbols`);
	}
	if (!structure.layout.isPointer(CONTEXT)) {
		return decodeDuplicate(structure, `${CONTEXT}.`);
	}
	const address = decodeReference(structure, CONTEXT, "no handle is being duplicated");
	const state = address instanceof Absence ? address : target.readStructure("_OB_DUPLICATE_OBJECT_STATE", address);
	return state instanceof Absence ? state : decodeDuplicate(state, "");
}
function decodeDuplicate(structure, prefix) {
	return {
		sourceProcess: decodeReference(structure, `${prefix}SourceProcess`, "the handle comes from no process"),
		sourceHandle: structure.pointer(`${prefix}SourceHandle`),
		object: decodeReference(structure, `${prefix}Object`, "no object is referenced"),
		targetAccess: structure.number(`${prefix}TargetAccess`)
	};
}

// src/alpc/resource/resource.ts
function readResource_resource(target, address) {
	const blob = readBlob(target, address);
	if (blob instanceof Absence) {
		return blob;
	}
	const body = readBody(target, blob);
	return Object.assign({ address, kind: blob.kind, blob, body }, readBelonging(target, body));
}
function readBody(target, { kind, address }) {
	switch (kind) {
		case "Section":
			return readSection(target, address);
		case "Region":
			return readRegion(target, address);
		case "View":
			return readView(target, address);
		case "Reserve":
			return readReserve(target, address);
		case "SecurityContext":
			return readSecurityData(target, address);
		case "HandleData":
			return readHandleData(target, address);
		case "ConnectionInfo": {
			const info = readCommunicationInfo(target, address);
			return info instanceof Absence ? info : { kind, info };
		}
		case "Message": {
			const message = readAlpcMessage(target, address);
			return message instanceof Absence ? message : { kind, message };
		}
		case "DirectTransfer":
			return { kind: "Opaque" };
	}
}
function readBelonging(target, body) {
	const part = notApplicable("it is not part of another resource");
	const ownerless = notApplicable("a resource of this kind names no owner");
	if (body instanceof Absence) {
		return { ownerPort: body, ownerProcess: body, container: body };
	}
	switch (body.kind) {
		case "Section":
		case "SecurityContext":
			return { ownerPort: body.ownerPort, ownerProcess: body.ownerProcess, container: part };
		case "View":
			return { ownerPort: body.ownerPort, ownerProcess: body.ownerProcess, container: body.region };
		case "Region":
			return Object.assign({}, ownersOfSection(target, body.section), { container: body.section });
		case "Reserve":
			return { ownerPort: body.ownerPort, ownerProcess: ownerOfPort(target, body.ownerPort), container: part };
		case "HandleData":
			return {
				ownerPort: ownerless,
				ownerProcess: body.duplicate instanceof Absence ? body.duplicate : body.duplicate.sourceProcess,
				container: part
			};
		case "Message":
			return {
				ownerPort: body.message.ownerPort,
				ownerProcess: ownerOfPort(target, body.message.ownerPort),
				container: part
			};
		case "ConnectionInfo":
			return {
				ownerPort: body.info.connectionPort,
				ownerProcess: ownerOfPort(target, body.info.connectionPort),
				container: part
			};
		case "Opaque":
			return { ownerPort: ownerless, ownerProcess: ownerless, container: part };
	}
}
function ownerOfPort(target, port) {
	const facts = port instanceof Absence ? port : readAlpcPort(target, port);
	return facts instanceof Absence ? facts : facts.owner;
}
function ownersOfSection(target, address) {
	const section = address instanceof Absence ? address : readSection(target, address);
	return section instanceof Absence ? { ownerPort: section, ownerProcess: section } : { ownerPort: section.ownerPort, ownerProcess: section.ownerProcess };
}
function* walkUsers(target, resource) {
	if (resource.body instanceof Absence) {
		return;
	}
	yield* walkNamedUsers(target, resource.body);
	const carries = CARRYING[resource.body.kind];
	if (carries !== void 0) {
		yield* walkCarriers(target, resource.address, carries);
	}
}
function* walkNamedUsers(target, body) {
	switch (body.kind) {
		case "Section":
			yield* asUsers("Region", walkRegions(target, body));
			break;
		case "Region":
			yield* asUsers("View", walkViews(target, body));
			break;
		case "View":
			yield* asUsers("Process", known([body.ownerProcess]));
			break;
		case "Reserve":
			yield* asUsers("Message", known([body.message]));
			break;
		case "ConnectionInfo":
			yield* asUsers("Port", known([body.info.connectionPort, body.info.serverPort, body.info.clientPort]));
			break;
		case "Message":
			yield* asUsers("Thread", known([body.message.waitingThread, body.message.serverThread]));
			break;
		default:
	}
}
var CARRYING = {
	View: attributes => attributes.view,
	SecurityContext: attributes => attributes.securityData,
	HandleData: attributes => attributes.handleData
};
function* walkCarriers(target, resource, pointer) {
	var _a;
	for (const address of walkMessages_messageWalk(target)) {
		const message = target.readStructure(MESSAGE, address);
		if (!(message instanceof Absence) && ((_a = present(pointer(decodeMessageAttributes(message)))) == null ? void 0 : _a.equals(resource)) === true) {
			yield { kind: "Message", address };
		}
	}
}
function* asUsers(kind, addresses) {
	for (const address of addresses) {
		yield { kind, address };
	}
}
function known(addresses) {
	return addresses.reduce((found, address) => address instanceof Absence ? found : [...found, address], []);
}

// src/model/objects/resource.ts
var Resource = class extends AddressObject {
	get __facts() {
		return readResource_resource(this.__context.target, this.__address);
	}
	toString() {
		const facts = this.__facts;
		if (facts instanceof Absence) {
			return `resource ${this.__address} <${facts.reason}>`;
		}
		const owner = facts.ownerProcess instanceof Absence ? "" : ` of ${processName(this.__context, facts.ownerProcess)}`;
		return `${facts.kind} ${this.__address}${owner}${sizeOf(facts)}${placeOf_resource(facts)}`;
	}
};
function sizeOf({ body }) {
	if (body instanceof Absence || !("size" in body) || body.size instanceof Absence) {
		return "";
	}
	return `, ${body.size} bytes`;
}
function placeOf_resource({ body }) {
	if (body instanceof Absence) {
		return "";
	}
	switch (body.kind) {
		case "Region":
			return body.offset instanceof Absence ? "" : ` from offset ${body.offset}`;
		case "View":
			return body.base instanceof Absence ? "" : ` at ${body.base}`;
		default:
			return "";
	}
}
function bodyRow(kind, help, pick) {
	return property(help, resource => mapPresent(bodyOf(resource, kind), body => pick(body, resource.__context)));
}
function bodyOf({ __facts }, kind) {
	return mapPresent(__facts, ({ body }) => mapPresent(body, found => isOfKind(found, kind) ? found : notApplicable(`the resource is not a ${kind}`)));
}
function isOfKind(body, kind) {
	return body.kind === kind;
}
function stateRow(kind, help, pick) {
	return property(help, resource => flagsOf(resource.__context, () => mapPresent(bodyOf(resource, kind), pick)));
}
function* users({ __context, __facts }) {
	for (const user of elementsOf(__facts, facts => walkUsers(__context.target, facts))) {
		yield user instanceof Absence ? user : userObject(__context, user);
	}
}
function userObject(context, user) {
	switch (user.kind) {
		case "Region":
		case "View":
			return context.resource(user.address);
		case "Process":
			return context.process(user.address);
		case "Message":
			return context.message(user.address);
		case "Port":
			return context.port(user.address);
		case "Thread":
			return context.thread(user.address);
	}
}
function commonResourceProperties(typeName) {
	return Object.assign({ Address: property("Address of the resource's body, which is what everything else points to.", ({ __address }) => __address), Kind: property("What it is, by the blob header before it.", ({ __facts }) => mapPresent(__facts, ({ kind }) => kind)), ReferenceCount: inDecimal(property("References, by its blob header.", ({ __facts }) => mapPresent(__facts, ({ blob }) => blob.referenceCount))), BlobFlags: property("Flags of its blob header.", ({ __facts }) => mapPresent(__facts, ({ blob }) => blob.flags.join(" | ") || "none")), OwnerPort: property("The port that owns it.", ({ __context, __facts }) => mapPresent(__facts, ({ ownerPort }) => __context.maybe(ownerPort, "port"))), OwnerProcess: property("The process that owns it.", ({ __context, __facts }) => mapPresent(__facts, ({ ownerProcess }) => __context.maybe(ownerProcess, "process"))), Container: property("What it is a part of: the section of a region, the region of a view.", ({ __context, __facts }) => mapPresent(__facts, ({ container }) => __context.maybe(container, "resource"))), Users: property("Who uses it: parts made of it, the process that maps it, messages that carry it.", resource => mapPresent(resource.__facts, () => shortList(resource.__context, "user", "Who uses the resource", () => users(resource)))) }, typeName === void 0 ? {} : {
		Object: property(`The native ${typeName}.`, ({ __context, __address }) => nativeObject(__context.target, typeName, __address))
	});
}
var reserveClass = defineClass("reserve", "A preallocated message, so that a later send cannot fail for lack of memory.", subclass(Resource), Object.assign({}, commonResourceProperties("_KALPC_RESERVE"), { Handle: bodyRow("Reserve", "Its handle in the connection's ALPC handle table.", ({ handle }) => handle), Message: bodyRow("Reserve", "The message that is kept for it.", ({ message }, context) => context.maybe(message, "message")), Size: inDecimal(bodyRow("Reserve", "Bytes of payload.", ({ size }) => size)), IsActive: bodyRow("Reserve", "Whether its message is under way now.", ({ isActive }) => isActive) }));
var securityContextClass = defineClass("security-context", "A client's security context, captured once and handed on with messages.", subclass(Resource), Object.assign({}, commonResourceProperties("_KALPC_SECURITY_DATA"), { Handle: bodyRow("SecurityContext", "Its handle in the connection's ALPC handle table.", ({ handle }) => handle), ImpersonationLevel: bodyRow("SecurityContext", "How far a server may act as the client.", ({ impersonationLevel }) => impersonationLevel), TrackingMode: bodyRow("SecurityContext", "Whether later changes of the client's token count.", ({ trackingMode }) => trackingMode), EffectiveOnly: bodyRow("SecurityContext", "Whether only what is enabled in the token now may be used.", ({ effectiveOnly }) => effectiveOnly), Token: bodyRow("SecurityContext", "The client's token.", ({ token }, { target }) => mapPresent(token, address => nativeObject(target, "_TOKEN", address))), State: stateRow("SecurityContext", "The flags word and each of its named bits.", ({ state }) => state) }));
var handleDataClass = defineClass("handle-data", "A handle on its way from the sender of a message to its receiver.", subclass(Resource), Object.assign({}, commonResourceProperties("_KALPC_HANDLE_DATA"), { ObjectType: bodyRow("HandleData", "What kind of object it refers to.", ({ objectType }) => mapPresent(objectType, ({ names }) => names.join(" | "))), Count: inDecimal(bodyRow("HandleData", "How many handles.", ({ count }) => count)), SourceProcess: bodyRow("HandleData", "The process whose handle it is.", ({ duplicate }, context) => mapPresent(duplicate, ({ sourceProcess }) => context.maybe(sourceProcess, "process"))), SourceHandle: bodyRow("HandleData", "The handle in that process.", ({ duplicate }) => mapPresent(duplicate, ({ sourceHandle }) => sourceHandle)), ReferencedObject: bodyRow("HandleData", "Address of the object.", ({ duplicate }) => mapPresent(duplicate, ({ object }) => object)), TargetAccess: inHexadecimal(bodyRow("HandleData", "Access that the receiver's handle will have.", ({ duplicate }) => mapPresent(duplicate, ({ targetAccess }) => targetAccess))) }));
var connectionInfoClass = defineClass("connection-info", "What both ends of a connection share.", subclass(Resource), Object.assign({}, commonResourceProperties("_ALPC_COMMUNICATION_INFO"), { Connection: bodyRow("ConnectionInfo", "The connection.", ({ info }, context) => {
	const connection = readConnection(context.target, info.address);
	return [connection.clientPort, connection.serverPort].every(end => end instanceof Absence && end.kind === "NotApplicable") ? notApplicable("it is the connection port's own, or both ends are gone") : context.connection(connection);
}) }));
var messageBlobClass = defineClass("message-blob", "A message as a resource.", subclass(Resource), Object.assign({}, commonResourceProperties("_KALPC_MESSAGE"), { Message: bodyRow("Message", "The message.", ({ message }, context) => context.message(message.address)) }));
var directTransferClass = defineClass("direct-transfer", "A direct transfer; its structure is in no public symbols.", subclass(Resource), commonResourceProperties());

// src/model/objects/shared-memory.ts
function listRow(kind, what, help, walk) {
	return property(help, resource => mapPresent(bodyOf(resource, kind), () => countedList(resource.__context, what, () => elementsOf(bodyOf(resource, kind), body => untilEnd(walk(body, resource.__context))), address => resource.__context.resource(address))));
}
var sectionClass = defineClass("section", "An ALPC section: memory that a connection's ends share.", subclass(Resource), Object.assign({}, commonResourceProperties("_KALPC_SECTION"), { Size: inDecimal(bodyRow("Section", "Its size in bytes.", ({ size }) => size)), SectionObject: bodyRow("Section", "The memory manager's section.", ({ sectionObject }, { target }) => mapPresent(sectionObject, object => nativeObject(target, "_SECTION", object))), Handle: bodyRow("Section", "Its handle in the connection's ALPC handle table.", ({ handle }) => handle), NumberOfRegions: inDecimal(bodyRow("Section", "Regions, as the kernel counts them.", ({ numberOfRegions }) => numberOfRegions)), Regions: listRow("Section", "region", "Its regions.", (section, { target }) => walkRegions(target, section)), State: stateRow("Section", "The section's flags word and each of its named bits.", ({ state }) => state) }));
var regionClass = defineClass("region", "An ALPC region: a part of a section.", subclass(Resource), Object.assign({}, commonResourceProperties("_KALPC_REGION"), { Section: bodyRow("Region", "The section that it is a part of.", ({ section }, context) => context.maybe(section, "resource")), Offset: bodyRow("Region", "Bytes from the start of the section.", ({ offset }) => offset), Size: inDecimal(bodyRow("Region", "Its size in bytes.", ({ size }) => size)), ViewSize: inDecimal(bodyRow("Region", "Bytes that each view maps.", ({ viewSize }) => viewSize)), NumberOfViews: inDecimal(bodyRow("Region", "Views, as the kernel counts them.", ({ numberOfViews }) => numberOfViews)), ReadOnlyView: bodyRow("Region", "The view that maps it for reading.", ({ readOnlyView }, context) => context.maybe(readOnlyView, "resource")), ReadWriteView: bodyRow("Region", "The view that maps it for reading and writing.", ({ readWriteView }, context) => context.maybe(readWriteView, "resource")), Views: listRow("Region", "view", "Views that map it.", (region, { target }) => walkViews(target, region)), State: stateRow("Region", "The region's flags word and each of its named bits.", ({ state }) => state) }));
var viewClass = defineClass("view", "An ALPC view: a region mapped into one process.", subclass(Resource), Object.assign({}, commonResourceProperties("_KALPC_VIEW"), { Region: bodyRow("View", "The region that it maps.", ({ region }, context) => context.maybe(region, "resource")), Base: bodyRow("View", "Where it is mapped, in the owning process.", ({ base }) => base), Size: inDecimal(bodyRow("View", "Its size in bytes.", ({ size }) => size)), SecureViewHandle: bodyRow("View", "Handle that keeps the owner from changing the mapping.", ({ secureViewHandle }) => secureViewHandle), WriteAccessHandle: bodyRow("View", "Handle that gives the view write access.", ({ writeAccessHandle }) => writeAccessHandle), NumberOfOwnerMessages: inDecimal(bodyRow("View", "Messages under way that carry it.", ({ numberOfOwnerMessages }) => numberOfOwnerMessages)), State: stateRow("View", "The view's flags word and each of its named bits.", ({ state }) => state) }));

// src/model/objects/wait-roots.ts
var column_waitRoots = factColumn;
var rootTable = defineTable("root-row", "A root blocker as a row of a table.", {
	HeldUp: column_waitRoots("Threads blocked by it, directly or through others.", ({ heldUp }) => heldUp, 10),
	Waits: column_waitRoots("Waits for replies that end here.", ({ chains }) => chains.length, 10),
	Processes: column_waitRoots("Processes with threads that wait behind it.", ({ processes }) => processes.length, 10),
	Longest: column_waitRoots("Seconds that the longest of the waits has taken.", ({ longest }) => longest === void 0 ? notApplicable("not known") : shownSeconds(longest), 10),
	Kind: column_waitRoots("Why the chains end here.", ({ root }) => root.cause),
	Root: column_waitRoots("What blocks, and why.", (group, context) => formatGroup(systemOf(context), group)),
	NextStep: column_waitRoots("The debugger command to type next.", (group, context) => findNextStep(systemOf(context), group))
});
function groupsOf(context) {
	return context.target.stop.once("wait roots", () => context.target.pin(() => groupByRoot(analysisOf(context))));
}
var WaitRootGroup = class extends FactObject {
	constructor(context, group) {
		const [first] = group.chains;
		super(context, group, () => {
			var _a;
			return (_a = groupsOf(context).find(({ chains }) => first !== void 0 && chains.some(({ thread }) => thread.equals(first.thread)))) != null ? _a : notApplicable("nothing waits behind it anymore");
		});
	}
	__describe(group) {
		return `${formatCount(group.heldUp, "thread")} blocked by ${formatGroup(systemOf(this.__context), group)}`;
	}
};
function waitRoots(context) {
	return shortList(context, "root", "Root blockers, most blocked threads first", () => groupsOf(context).map(group => new WaitRootGroup(context, group)), rootTable);
}
function troubleOf(context) {
	return groupsOf(context).filter(({ deadlock, longest }) => deadlock !== void 0 || longest !== void 0 && longest >= limits.longWaitSeconds);
}
function storyOfRoot(context, group) {
	return context.target.pin(() => explainRoot(systemOf(context), group));
}
function storyOf(context, subject) {
	return subject.kind === "system" ? storyOfSystem(context) : context.target.stop.once(`story of ${subject.kind} ${subject.address.key}`, () => subject.kind === "chain" ? storyOfThread(context, subject.address) : storyOfScope(context, subject));
}
function storyOfSystem(context) {
	const [worst] = groupsOf(context);
	return worst !== void 0 ? { title: "What blocks most threads", lines: storyOfRoot(context, worst) } : {
		title: context.nothing === "none" ? "No thread awaits a reply" : `What blocks most threads is ${context.nothing}`,
		lines: []
	};
}
function storyOfThread(context, thread) {
	const name = threadName(context, thread);
	const lines = context.target.pin(() => explainThread(analyzeWaits(systemOf(context), [thread]), thread));
	return lines === void 0 ? { title: `Nothing is known of thread ${thread}: ${name}`, lines: [] } : {
		title: lines.some(({ label }) => label === "Held by") ? `Why ${name} is blocked` : `${name} is not blocked`,
		lines
	};
}
function storyOfScope(context, scope) {
	const isPort = scope.kind === "port";
	const name = isPort ? portName(context, scope.address) : processName(context, scope.address);
	const system = systemOf(context);
	const own = context.target.pin(() => findRoots(system, scope));
	const holding = isPort ? [] : findHolding(system, groupsOf(context), own, scope.address);
	const [worst, ...others] = own.concat(holding).sort((a, b) => b.heldUp - a.heldUp);
	if (worst === void 0) {
		return {
			title: isPort ? `No thread awaits a reply on ${name}` : `No thread of ${name} awaits a reply, or is held by a lock, another thread or a stop`,
			lines: []
		};
	}
	const rank = others.length === 0 ? "" : ` (worst of ${formatCount(others.length + 1, "root blocker")})`;
	return {
		title: `${isPort ? `Why no reply comes on ${name}` : holding.indexOf(worst) < 0 ? `Why ${name} is blocked` : `What ${name} holds up`}${rank}`,
		lines: storyOfRoot(context, worst)
	};
}
var StoryLineObject = class {
	constructor(context, line) {
		this.__context = context;
		this.__line = line;
	}
	toString() {
		return formatStoryLine(this.__line);
	}
};
function formatStoryLine({ label, text }) {
	return `${label}:${" ".repeat(LONGEST_LABEL_waitRoots - label.length)} ${text}`;
}
var LONGEST_LABEL_waitRoots = "Waiting on".length;
var storyLineClass = defineClass("story-line", "A line of the story that tells why a thread, or most threads, are blocked.", StoryLineObject, {
	Label: property("Blocked, Waiting on, Held by, Since or Next step.", ({ __line }) => __line.label),
	Text: property("Its text; for the next step, the command to type.", ({ __line }) => __line.text)
});
function storyLines(context, subject) {
	return shortList(context, "line", () => storyOf(context, subject).title, () => storyOf(context, subject).lines.map(line => new StoryLineObject(context, line)));
}
var waitRootGroupClass = defineClass("root", "A root blocker and the threads that it blocks.", WaitRootGroup, {
	Root: fact("The thread, process or port that blocks.", ({ root }, context) => rootObject(root, context)),
	Reason: fact("What it is doing, or what it waits for itself.", ({ root }, context) => formatReason(systemOf(context), root)),
	HeldUp: inDecimal(fact("Threads blocked by it, directly or through others.", ({ heldUp }) => heldUp)),
	Count: inDecimal(fact("Waits for replies that end here.", ({ chains }) => chains.length)),
	Processes: property("Processes of the blocked threads.", group => mapPresent(group.__facts, ({ processes }) => shortList(group.__context, "process", formatCount(processes.length, "process", "processes"), () => processes.map(process => group.__context.process(process))))),
	Chains: property("The wait chains that end here, the longest wait first.", group => mapPresent(group.__facts, ({ chains }) => shortList(group.__context, "chain", formatCount(chains.length, "chain"), () => chains.map(chain => new WaitChain(group.__context, chain))))),
	Longest: inDecimal(fact("Seconds that the longest of the waits has taken.", ({ longest }) => longest === void 0 ? notApplicable("no thread's wait time is known") : shownSeconds(longest))),
	NextStep: fact("The debugger command to type next.", (group, context) => findNextStep(systemOf(context), group))
});

// src/model/ask/thread.ts
var HINT_thread = "Threads are listed by dx @$curprocess.Threads; ids are decimal unless they start with 0x.";
var CLIENT_ID = /^\s*(?:0x)?([0-9a-f]+)\.(?:0x)?([0-9a-f]+)\s*$/i;
function isClientId(text) {
	return CLIENT_ID.test(text);
}
function threadAddress(context, value) {
	var _a;
	if (value === void 0) {
		return threadOfDebugger(context, currentDebuggerThread());
	}
	const [, processId, threadId] = (_a = typeof value === "string" ? CLIENT_ID.exec(value) : void 0) != null ? _a : [];
	if (processId !== void 0 && threadId !== void 0) {
		return threadOfClientId(context, processId, threadId);
	}
	if (isName(value) && findByName(context, value).length > 0) {
		throw notFound(`${quoted(value, 40)} is a process, not a thread:`, `!alpcx_process ${JSON.stringify(value)} shows its WaitingThreads.`);
	}
	const reference = readReference(context.target, value, {
		expected: "the address or id of a thread",
		example: "!alpcx_thread 0x9a4"
	});
	if (reference.kind === "address") {
		if (isInvalid(readThreadFacts(context.target, reference.address))) {
			throw nothingAt(context, "thread", reference.address, HINT_thread);
		}
		return reference.address;
	}
	const id = reference.id.toNumber();
	const thread = id === void 0 ? void 0 : findThreadById(context.target, id);
	if (thread === void 0) {
		throw notFound(`No thread has the id ${reference.id}.`, hintOfId(context, id, HINT_thread, findThreadById, threadName));
	}
	return thread;
}
function threadOfDebugger(context, thread) {
	const address = kernelObjectOf(context.target, thread);
	const id = address instanceof Absence ? debuggerIdOf(thread) : void 0;
	const found = address instanceof Absence ? id === void 0 ? void 0 : findThreadById(context.target, id) : address;
	if (found === void 0) {
		throw noKernelObject("thread", address.reason);
	}
	return found;
}
function threadOfClientId(context, processId, threadId) {
	const address = findThreadById(context.target, parseInt(threadId, 16), parseInt(processId, 16));
	const facts = address === void 0 ? void 0 : readThreadFacts(context.target, address);
	if (address === void 0 || facts === void 0 || !(facts instanceof Absence) && facts.processId !== parseInt(processId, 16)) {
		throw notFound(`No thread has the client id ${processId}.${threadId}.`, HINT_thread);
	}
	return address;
}

// src/model/ask/subject.ts
var HINT_subject = "!alpcx_ports lists ports, dx @$cursession.Processes processes; ids are decimal unless they start with 0x.";
function subjectOf_subject(context, value, expectation) {
	if (value === void 0) {
		return { kind: "system" };
	}
	if (value instanceof WaitChain) {
		return { kind: "chain", address: value.__thread };
	}
	if (value instanceof WaitRootGroup) {
		const group = value.__facts;
		const [longest] = group instanceof Absence ? [] : group.chains;
		if (longest !== void 0) {
			return { kind: "chain", address: longest.thread };
		}
	}
	const named = namedSubject(context, value, expectation);
	if (named !== void 0) {
		return named;
	}
	const reference = readReference(context.target, value, expectation);
	return reference.kind === "address" ? subjectAt(context, reference.address) : subjectOfId(context, reference.id);
}
function namedSubject(context, value, { example }) {
	if (!isName(value)) {
		return void 0;
	}
	if (isClientId(value)) {
		return { kind: "chain", address: threadAddress(context, value) };
	}
	const port = namedPort(context, value, example);
	if (port !== void 0) {
		return { kind: "port", address: port };
	}
	const process = namedProcess(context, value, example);
	return process === void 0 ? void 0 : { kind: "process", address: process };
}
function subjectAt(context, address) {
	if (!(readProcessFacts(context.target, address) instanceof Absence)) {
		return { kind: "process", address };
	}
	if (context.generation.validatePort(address) === true) {
		return { kind: "port", address };
	}
	const thread = readThreadFacts(context.target, address);
	if (thread instanceof Absence && (isInvalid(thread) || systemOf(context).awaitedReply(address) instanceof Absence)) {
		throw nothingAt(context, "process, port or thread", address, HINT_subject, isInvalid(thread) ? void 0 : thread.reason);
	}
	return { kind: "chain", address };
}
function subjectOfId({ target }, word) {
	const id = word.toNumber();
	const thread = id === void 0 ? void 0 : findThreadById(target, id);
	if (thread !== void 0) {
		return { kind: "chain", address: thread };
	}
	const process = id === void 0 ? void 0 : findProcessById(target, id);
	if (process === void 0) {
		throw notFound(`No process or thread has the id ${word}.`, HINT_subject);
	}
	return { kind: "process", address: process };
}

// src/analysis/graph-details.ts
var MOST_MESSAGES_DRAWN = 12;
function describePort(system, port) {
	const details = [
		{ label: "Address", value: String(port.address) },
		{ label: "Kind", value: port.role === "unknown" ? "not known" : port.role }
	];
	const service = findRawServiceName(system, port.address);
	if (service !== void 0) {
		details.push({ label: "Name", value: service });
	}
	for (const queue of system.queues(port.address)) {
		const left = queue.messages.length - MOST_MESSAGES_DRAWN;
		if (queue.messages.length > 0) {
			details.push({
				label: `${queue.name} queue`,
				value: formatCount(queue.messages.length, "message") + (left > 0 ? `, ${left} of them not drawn` : "")
			});
		}
	}
	const waiting = system.waitQueue(port.address).length;
	const bound = present(system.boundThreads(port.address));
	const connections = system.connections(port.address).length;
	const states = (port.isClosed ? ["closed"] : []).concat(port.isDisconnected ? ["disconnected"] : []);
	return details.concat(waiting > 0 ? [{ label: "Waiting to receive", value: formatCount(waiting, "thread") }] : [], bound === void 0 ? [] : [{ label: "Completion port", value: formatCount(bound.length, "thread") }], connections > 0 ? [{ label: "Connections", value: String(connections) }] : [], states.length > 0 ? [{ label: "State", value: states.join(", ") }] : []);
}
function describeThread_graphDetails(system, analysis, address) {
	var _a;
	const thread = present(system.thread(address));
	const details = [{ label: "Address", value: String(address) }];
	if (thread === void 0) {
		return details;
	}
	if (!(thread.state instanceof Absence)) {
		details.push({
			label: "State",
			value: thread.suspension === "none" ? thread.state : `${thread.state}, ${thread.suspension}`
		});
	}
	if (!(thread.waitReason instanceof Absence)) {
		details.push({ label: "Wait reason", value: thread.waitReason });
	}
	const waited = present(system.secondsWaited(address));
	if (waited !== void 0) {
		details.push({ label: "Waited", value: formatSeconds(waited) });
	}
	const heldUp = analysis.countHeldUp("Thread", address);
	if (heldUp > 0) {
		details.push({ label: "Blocks", value: formatCount(heldUp, "thread") });
	}
	const chain = analysis.findChain(address);
	if (chain !== void 0) {
		const isItself = ((_a = chain.root.thread) == null ? void 0 : _a.equals(address)) === true && !chain.isDeadlock;
		details.push({
			label: "Root blocker",
			value: isItself ? `this thread, which ${formatReason(system, chain.root)}` : formatRoot(system, chain.root)
		});
	}
	return details;
}
function describeMessage(system, address, message) {
	const details = [{ label: "Address", value: String(address) }];
	const add = (label, value, format) => {
		if (!(value instanceof Absence)) {
			details.push({ label, value: format(value) });
		}
	};
	if (message !== void 0) {
		add("Type", message.type, String);
		add("Queue", message.queue, String);
		add("Awaited by", message.waitingThread, thread => formatThread(system, thread));
		add("Served by", message.serverThread, thread => formatThread(system, thread));
		const sender = findSender(system, message);
		if (sender !== void 0) {
			details.push({ label: "Sent by", value: formatProcess(system, sender) });
		}
	}
	return details;
}
function describeObject(system, address, object, requests) {
	var _a, _b;
	const holders = object === void 0 ? [] : (_a = present(object.holders)) != null ? _a : [];
	return [
		{ label: "Address", value: String(address) },
		{ label: "Kind", value: (_b = object == null ? void 0 : object.kind) != null ? _b : "not known" },
		...requests.map(request => ({ label: "Request", value: describeRequests(system, [request]) })),
		...holders.length === 0 ? [] : [{ label: "Held by", value: formatThreads(system, holders) }]
	];
}

// src/analysis/graph-drawing.ts
var PORT_KINDS = {
	connection: "connection port",
	server: "server port",
	client: "client port",
	unconnected: "port",
	unknown: "port"
};
var GraphDrawing = class {
	constructor(system, analysis) {
		this.clusters = /* @__PURE__ */ new Map();
		this.nodes = /* @__PURE__ */ new Map();
		this.edges = /* @__PURE__ */ new Map();
		this.deadlocked = /* @__PURE__ */ new Set();
		var _a;
		this.system = system;
		this.analysis = analysis;
		for (const deadlock of analysis.deadlocks) {
			for (const { thread } of deadlock.links()) {
				this.deadlocked.add((_a = thread == null ? void 0 : thread.key) != null ? _a : "");
			}
		}
	}
	finish(title) {
		const byId = values => Array.from(values.keys()).sort().map(key => values.get(key)).filter(value => value !== void 0);
		return { title, clusters: byId(this.clusters), nodes: byId(this.nodes), edges: byId(this.edges) };
	}
	drawPort(address) {
		return this.drawOnce(`port-${address.key}`, () => {
			var _a;
			const port = present(this.system.port(address));
			const kind = PORT_KINDS[(_a = port == null ? void 0 : port.role) != null ? _a : "unknown"];
			const name = formatPort(this.system, address);
			const label = (port == null ? void 0 : port.role) === "client" || (port == null ? void 0 : port.role) === "server" ? `${port.role} of ${name}` : name;
			const details = port === void 0 ? [] : describePort(this.system, port);
			return Object.assign({ kind, label, isDeadlocked: false, details }, this.noteQueue(port), this.drawProcess(port == null ? void 0 : port.owner));
		});
	}
	drawConnection(client, server) {
		if (client instanceof Absence || server instanceof Absence || client.equals(server)) {
			return;
		}
		if (this.system.port(client) instanceof Absence || this.system.port(server) instanceof Absence) {
			return;
		}
		this.addEdge("connection", this.drawPort(client), this.drawPort(server), "connected to", false);
	}
	drawQueues(port) {
		for (const queue of this.system.queues(port.address)) {
			for (const address of queue.messages.slice(0, MOST_MESSAGES_DRAWN)) {
				this.addEdge("queued", this.drawMessage(address, port), this.drawPort(port.address), queue.name, false);
			}
		}
	}
	drawThread(address) {
		return this.drawOnce(`thread-${address.key}`, () => {
			var _a;
			return Object.assign({
				kind: "thread",
				label: formatThread(this.system, address),
				isDeadlocked: this.deadlocked.has(address.key),
				details: describeThread_graphDetails(this.system, this.analysis, address)
			}, this.noteWait(address), this.drawProcess((_a = present(this.system.thread(address))) == null ? void 0 : _a.process));
		});
	}
	drawWait(from, to, way, isDeadlocked) {
		var _a;
		const source = this.drawNode(from);
		const target = this.drawNode(to, from);
		const message = to.kind !== "Port" || way.message === void 0 ? void 0 : present(this.system.message(way.message));
		if (from.kind === "Port") {
			this.addEdge("could serve", source, target, formatEdge(way), isDeadlocked);
		} else if (message !== void 0) {
			const drawn = this.drawMessage(message.address, present(this.system.port(to.address)));
			this.addEdge("sent", source, drawn, AWAITS_REPLY, isDeadlocked);
			this.addEdge("queued", drawn, target, (_a = present(message.queue)) != null ? _a : "queued", isDeadlocked);
		} else {
			this.addEdge("wait", source, target, formatEdge(way), isDeadlocked);
		}
	}
	drawRest(node) {
		if (node.kind === "Thread") {
			this.drawThread(node.address);
		}
	}
	drawNode(node, from) {
		const { address, object } = node;
		switch (node.kind) {
			case "Thread":
				return this.drawThread(address);
			case "Port":
				return this.drawPort(address);
			case "Process":
				return this.drawOnce(`process-end-${address.key}`, () => Object.assign({
					kind: "process",
					label: `end of ${formatProcess(this.system, address)}`,
					isDeadlocked: false,
					details: [{ label: "Process", value: String(address) }]
				}, this.drawProcess(address)));
			case "Object":
				return this.drawObject(address, object, from);
		}
	}
	drawObject(address, object, from) {
		const place = (object == null ? void 0 : object.process) === void 0 ? "" : `${object.process.key}-`;
		return this.drawOnce(`object-${place}${address.key}`, () => {
			const requests = object === void 0 || (from == null ? void 0 : from.kind) !== "Thread" ? [] : findRequestsBehind(this.system, from.address, object);
			return Object.assign({
				kind: "object",
				label: object === void 0 ? `object ${address}` : requests.length > 0 ? describeRequests(this.system, requests) : formatObject(this.system, object),
				isDeadlocked: false,
				details: describeObject(this.system, address, object, requests)
			}, this.drawProcess(object == null ? void 0 : object.process));
		});
	}
	drawMessage(address, port) {
		return this.drawOnce(`message-${address.key}`, () => this.messageNode(address, port));
	}
	messageNode(address, port) {
		const message = present(this.system.message(address));
		const label = message === void 0 ? `message at ${address}` : formatMessage(message);
		return Object.assign({ kind: "message", label, isDeadlocked: false, details: describeMessage(this.system, address, message) }, this.noteQueue(port), this.drawProcess(port == null ? void 0 : port.owner));
	}
	drawProcess(address) {
		if (address === void 0 || address instanceof Absence) {
			return {};
		}
		const id = `process-${address.key}`;
		if (!this.clusters.has(id)) {
			const process = present(this.system.process(address));
			const processId = process === void 0 ? void 0 : present(process.id);
			const details = [
				{ label: "Address", value: String(address) },
				...processId === void 0 ? [] : [{ label: "Id", value: `0x${processId.toString(16)}` }]
			];
			this.clusters.set(id, {
				id,
				label: formatProcess(this.system, address),
				isDead: (process == null ? void 0 : process.hasExited) === true,
				details
			});
		}
		return { cluster: id };
	}
	noteWait(thread) {
		const waited = present(this.system.secondsWaited(thread));
		const heldUp = this.analysis.countHeldUp("Thread", thread);
		return Object.assign({}, waited === void 0 ? {} : { note: formatSeconds(waited), secondsWaited: waited }, heldUp === 0 ? {} : { heldUp });
	}
	noteQueue(port) {
		const queue = port === void 0 ? void 0 : this.system.queues(port.address).find(({ name }) => name === "Main");
		const count = queue === void 0 ? 0 : queue.messages.length;
		return count === 0 ? {} : { note: `${count} queued` };
	}
	drawOnce(id, describe) {
		if (!this.nodes.has(id)) {
			this.nodes.set(id, Object.assign({ id }, describe()));
		}
		return id;
	}
	addEdge(kind, from, to, label, isDeadlocked) {
		var _a;
		const name = `${kind} ${from} ${to} ${label}`;
		if (((_a = this.edges.get(name)) == null ? void 0 : _a.isDeadlocked) !== true) {
			this.edges.set(name, { from, to, kind, label, isDeadlocked });
		}
	}
};

// src/analysis/graph.ts
function buildGraph(system, scope) {
	const analysis = analyzeWaits(system, scope.kind === "chain" ? [scope.address] : walkWaitingThreads(system, scope));
	const drawing = new GraphDrawing(system, analysis);
	if (scope.kind !== "chain") {
		for (const port of walkPorts_scope(system, scope)) {
			drawPort(system, drawing, port, scope);
		}
	}
	drawWaits(drawing, analysis);
	return drawing.finish(describeScope(system, scope));
}
function describeScope(system, scope) {
	switch (scope.kind) {
		case "system":
			return `${system.generation} ports and waits of the whole system`;
		case "process":
			return `${system.generation} ports and waits of ${formatProcess(system, scope.address)}`;
		case "port":
			return `${system.generation} port ${formatPort(system, scope.address)}`;
		case "chain":
			return `Why ${formatThread(system, scope.address)} waits`;
	}
}
function drawPort(system, drawing, port, scope) {
	var _a;
	const isSubject = scope.kind === "port" && scope.address.equals(port.address);
	if (port.role === "server" && !isSubject && system.queues(port.address).every(queue => queue.messages.length === 0)) {
		if (scope.kind === "process") {
			drawing.drawConnection(port.clientPort, port.connectionPort);
		}
		return;
	}
	drawing.drawPort(port.address);
	if (port.role === "client") {
		drawing.drawConnection(port.address, (_a = present(port.connectionPort)) != null ? _a : port.serverPort);
	}
	if (port.role === "server") {
		drawing.drawConnection(port.clientPort, port.address);
	}
	for (const { clientPort } of system.connections(port.address)) {
		drawing.drawConnection(clientPort, port.address);
	}
	drawing.drawQueues(port);
}
function isOnOneCycle(analysis, from, to) {
	const cycle = analysis.findStuckCycle(from);
	return cycle !== void 0 && cycle === analysis.findStuckCycle(to);
}
function drawWaits(drawing, analysis) {
	const { nodes } = analysis.graph;
	const starts = analysis.threads.map(thread => analysis.graph.findNode("Thread", thread));
	const drawn = /* @__PURE__ */ new Set();
	const open = starts.filter(index => index !== void 0).reverse();
	for (let index = open.pop(); index !== void 0; index = open.pop()) {
		const node = nodes[index];
		if (node === void 0 || drawn.has(index)) {
			continue;
		}
		drawn.add(index);
		for (const edge of node.edges) {
			const isDeadlocked = isOnOneCycle(analysis, index, edge.to);
			const target = nodes[edge.to];
			if (target === void 0 || !edge.isRegistered && !isDeadlocked) {
				continue;
			}
			drawing.drawWait(node, target, edge.way, isDeadlocked);
			open.push(edge.to);
		}
		if (node.edges.length === 0) {
			drawing.drawRest(node);
		}
	}
}

// src/view/graph/graph-index.ts
function indexGraph(model) {
	const nodes = /* @__PURE__ */ new Map();
	for (const node of model.nodes) {
		nodes.set(node.id, node);
	}
	const outgoing = /* @__PURE__ */ new Map();
	const incoming = /* @__PURE__ */ new Map();
	for (const edge of model.edges) {
		append_graphIndex(outgoing, edge.from, edge);
		append_graphIndex(incoming, edge.to, edge);
	}
	const outgoingWaits = /* @__PURE__ */ new Map();
	const incomingWaits = /* @__PURE__ */ new Map();
	for (const edge of model.edges.filter(one => isWaitEdge({ incoming }, one))) {
		append_graphIndex(outgoingWaits, edge.from, edge);
		append_graphIndex(incomingWaits, edge.to, edge);
	}
	return { model, nodes, outgoing, incoming, outgoingWaits, incomingWaits };
}
function isWaitEdge({ incoming }, edge) {
	var _a;
	if (edge.kind === "queued") {
		return ((_a = incoming.get(edge.from)) != null ? _a : []).some(before => before.kind === "sent");
	}
	return edge.kind !== "connection";
}
function append_graphIndex(lists, key, value) {
	const list = lists.get(key);
	if (list === void 0) {
		lists.set(key, [value]);
	} else {
		list.push(value);
	}
}
var NONE_graphIndex = [];
function waitsFrom(index, id) {
	var _a;
	return (_a = index.outgoingWaits.get(id)) != null ? _a : NONE_graphIndex;
}
function waitsTo(index, id) {
	var _a;
	return (_a = index.incomingWaits.get(id)) != null ? _a : NONE_graphIndex;
}
var HEAVIEST = 1e9;
function weighNodes(index) {
	const weights = /* @__PURE__ */ new Map();
	const missing = /* @__PURE__ */ new Map();
	const ready = [];
	for (const { id, kind } of index.model.nodes) {
		weights.set(id, kind === "thread" ? 1 : 0);
		missing.set(id, waitsTo(index, id).length);
	}
	const finish = id => {
		var _a, _b;
		missing.delete(id);
		for (const { to } of waitsFrom(index, id)) {
			const left = missing.get(to);
			if (left !== void 0) {
				weights.set(to, Math.min(HEAVIEST, ((_a = weights.get(to)) != null ? _a : 0) + ((_b = weights.get(id)) != null ? _b : 0)));
				missing.set(to, left - 1);
				if (left === 1) {
					ready.push(to);
				}
			}
		}
	};
	for (const { id } of index.model.nodes.filter(node => missing.get(node.id) === 0)) {
		ready.push(id);
	}
	for (const { id } of index.model.nodes) {
		for (let next = ready.pop(); next !== void 0; next = ready.pop()) {
			finish(next);
		}
		if (missing.has(id)) {
			finish(id);
		}
	}
	return weights;
}
function findRoots_graphIndex(index, weights) {
	const endless = findEndless(index);
	return index.model.nodes.filter(({ id, kind, isDeadlocked }) => isDeadlocked || waitsFrom(index, id).length === 0 && waitsTo(index, id).length > 0 || kind === "thread" && endless.has(id)).map(({ id }, place) => {
		var _a;
		return { id, place, weight: (_a = weights.get(id)) != null ? _a : 0 };
	}).sort((a, b) => b.weight - a.weight || a.place - b.place).map(({ id }) => id);
}
function findEndless(index) {
	var _a;
	const left = new Set(index.model.nodes.map(({ id }) => id).filter(id => waitsFrom(index, id).length > 0));
	const ending = index.model.nodes.map(({ id }) => id).filter(id => !left.has(id));
	for (let id = ending.pop(); id !== void 0; id = ending.pop()) {
		for (const { from } of waitsTo(index, id)) {
			if (left.delete(from)) {
				ending.push(from);
			}
		}
	}
	const waiters = /* @__PURE__ */ new Map();
	left.forEach(id => waiters.set(id, waitsTo(index, id).filter(({ from }) => left.has(from)).length));
	const outside = Array.from(left).filter(id => waiters.get(id) === 0);
	for (let id = outside.pop(); id !== void 0; id = outside.pop()) {
		left.delete(id);
		for (const { to } of waitsFrom(index, id)) {
			const count = ((_a = waiters.get(to)) != null ? _a : 0) - 1;
			waiters.set(to, count);
			if (count === 0 && left.has(to)) {
				outside.push(to);
			}
		}
	}
	return left;
}

// src/view/graph/choice.ts
var SHARE_OF_WAITS = 0.8;
var FEWEST_OF_ROOT = 6;
var CROWD = 3;
function chooseNodes(index, most) {
	const { nodes } = index.model;
	if (nodes.length <= most) {
		return new Set(nodes.map(({ id }) => id));
	}
	const weights = weighNodes(index);
	const roots = findRoots_graphIndex(index, weights);
	const chosen = /* @__PURE__ */ new Set();
	const limit = Math.max(1, Math.floor(most * SHARE_OF_WAITS));
	const share = Math.max(FEWEST_OF_ROOT, Math.floor(limit / Math.max(1, roots.length)));
	for (const [crowd, part] of [
		[CROWD, share],
		[nodes.length, limit]
	]) {
		for (const root of roots) {
			addWaiters(index, weights, chosen, root, crowd, Math.min(limit, chosen.size + part));
		}
	}
	if (chosen.size === 0) {
		addBusiestPorts(index, chosen, Math.max(1, Math.floor(most / 3)));
	}
	addSurroundings(index, chosen, most);
	return chosen;
}
function addWaiters(index, weights, chosen, root, crowd, limit) {
	const seen = /* @__PURE__ */ new Set([root]);
	let row = [root];
	while (row.length > 0 && chosen.size < limit) {
		const next = [];
		for (const id of row) {
			if (chosen.size >= limit) {
				return;
			}
			chosen.add(id);
			const before = waitsTo(index, id).map(edge => edge.from).filter(from => !seen.has(from));
			before.sort((a, b) => {
				var _a, _b;
				return ((_a = weights.get(b)) != null ? _a : 0) - ((_b = weights.get(a)) != null ? _b : 0);
			});
			for (const from of before.slice(0, crowd)) {
				seen.add(from);
				next.push(from);
			}
		}
		row = next;
	}
}
function addBusiestPorts(index, chosen, limit) {
	const degree = id => {
		var _a, _b;
		return ((_a = index.incoming.get(id)) != null ? _a : []).length + ((_b = index.outgoing.get(id)) != null ? _b : []).length;
	};
	const ports = index.model.nodes.filter(({ kind }) => kind === "connection port").map(({ id }) => id);
	for (const id of ports.sort((a, b) => degree(b) - degree(a)).slice(0, limit)) {
		chosen.add(id);
	}
}
function addSurroundings(index, chosen, most) {
	var _a, _b;
	for (const id of Array.from(chosen)) {
		const messages = ((_a = index.incoming.get(id)) != null ? _a : []).filter(edge => edge.kind === "queued").map(edge => edge.from);
		const services = ((_b = index.outgoing.get(id)) != null ? _b : []).map(edge => edge.to);
		for (const neighbor of services.concat(messages)) {
			if (chosen.size >= most) {
				return;
			}
			chosen.add(neighbor);
		}
	}
}

// src/view/graph/clusters.ts
function drawnClusters(clusters, folded) {
	const nodes = /* @__PURE__ */ new Map();
	for (const node of folded.nodes) {
		append_graphIndex(nodes, node.cluster, node);
	}
	const groups = new Map(folded.groups.map(group => [group.cluster.id, group]));
	const isWhole = folded.others.length === 0;
	const drawn = clusters.filter(({ id }) => isWhole || nodes.has(id) || groups.has(id));
	const of = cluster => {
		var _a;
		return {
			cluster,
			nodes: (_a = nodes.get(cluster == null ? void 0 : cluster.id)) != null ? _a : [],
			group: cluster === void 0 ? void 0 : groups.get(cluster.id)
		};
	};
	return [...drawn.map(of), of(void 0)];
}

// src/view/graph/folding.ts
var COUNTED = {
	thread: [0, "thread", "threads"],
	message: [1, "message", "messages"],
	"connection port": [2, "connection port", "connection ports"],
	"server port": [3, "server port", "server ports"],
	"client port": [4, "client port", "client ports"],
	port: [5, "port", "ports"],
	object: [6, "object", "objects"],
	process: [7, "process end", "process ends"],
	unknown: [8, "unknown", "unknown"]
};
function formatNumber(count) {
	return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}
function formatQuantity(count, one, many = `${one}s`) {
	return `${formatNumber(count)} ${count === 1 ? one : many}`;
}
function summarize(nodes) {
	var _a;
	const counts = /* @__PURE__ */ new Map();
	for (const { kind } of nodes) {
		counts.set(kind, ((_a = counts.get(kind)) != null ? _a : 0) + 1);
	}
	return Array.from(counts.keys()).sort((a, b) => COUNTED[a][0] - COUNTED[b][0]).map(kind => {
		var _a;
		const [, one, many] = COUNTED[kind];
		return formatQuantity((_a = counts.get(kind)) != null ? _a : 0, one, many);
	}).join(", ");
}
function foldGraph(index, shown, mostGroups, wanted = /* @__PURE__ */ new Set()) {
	var _a;
	const { model } = index;
	const nodes = model.nodes.filter(({ id }) => shown.has(id));
	if (nodes.length === model.nodes.length) {
		return {
			nodes,
			groups: [],
			edges: model.edges.map(edge => Object.assign({ count: 1 }, edge)),
			others: [],
			loose: []
		};
	}
	const { groups, groupOf, loose } = groupHidden(index, shown);
	const relations = /* @__PURE__ */ new Map();
	for (const { from, to } of model.edges) {
		for (const [near, far] of [
			[from, to],
			[to, from]
		]) {
			const group = groupOf.get(far);
			if (group !== void 0 && shown.has(near)) {
				relations.set(group, ((_a = relations.get(group)) != null ? _a : 0) + 1);
			}
		}
	}
	const rank = group => {
		var _a;
		return wanted.has(group.cluster.id) ? HIGHEST : (_a = relations.get(group.id)) != null ? _a : 0;
	};
	const ranked = groups.slice().sort((a, b) => rank(b) - rank(a) || b.hidden.length - a.hidden.length);
	const drawn = ranked.filter((group, place) => rank(group) === HIGHEST || place < (rank(group) > 0 ? mostGroups : mostGroups / 2));
	const known = new Set(drawn);
	const others = ranked.filter(group => !known.has(group)).sort((a, b) => b.hidden.length - a.hidden.length);
	return {
		nodes,
		groups: drawn,
		edges: foldEdges(index, shown, groupOf, new Set(drawn.map(({ id }) => id))),
		others,
		loose
	};
}
var HIGHEST = Number.MAX_SAFE_INTEGER;
function groupHidden(index, shown) {
	var _a;
	const byCluster = /* @__PURE__ */ new Map();
	const groupOf = /* @__PURE__ */ new Map();
	for (const node of index.model.nodes) {
		if (!shown.has(node.id)) {
			append_graphIndex(byCluster, node.cluster, node);
			if (node.cluster !== void 0) {
				groupOf.set(node.id, `folded-${node.cluster}`);
			}
		}
	}
	const groups = [];
	for (const cluster of index.model.clusters) {
		const hidden = byCluster.get(cluster.id);
		if (hidden !== void 0) {
			groups.push(makeGroup(cluster, hidden));
		}
	}
	return { groups, groupOf, loose: (_a = byCluster.get(void 0)) != null ? _a : [] };
}
function makeGroup(cluster, hidden) {
	return {
		id: `folded-${cluster.id}`,
		cluster,
		hidden,
		get summary() {
			return summarize(hidden);
		}
	};
}
function foldEdges(index, shown, groupOf, drawn) {
	const end = id => {
		const group = groupOf.get(id);
		return shown.has(id) ? id : group !== void 0 && drawn.has(group) ? group : void 0;
	};
	const single = [];
	const bundles = /* @__PURE__ */ new Map();
	for (const edge of index.model.edges) {
		const from = end(edge.from);
		const to = end(edge.to);
		if (from !== void 0 && to !== void 0 && from !== to) {
			if (from === edge.from && to === edge.to) {
				single.push(Object.assign({ count: 1 }, edge));
			} else {
				append_graphIndex(bundles, `${edge.kind} ${from} ${to}`, Object.assign({}, edge, { from, to, label: nameEdge(index, edge) }));
			}
		}
	}
	return single.concat(Array.from(bundles.values()).map(bundle));
}
function nameEdge(index, edge) {
	var _a, _b;
	return edge.kind === "connection" ? (_b = (_a = index.nodes.get(edge.to)) == null ? void 0 : _a.label) != null ? _b : edge.label : edge.label;
}
var BUNDLED = {
	connection: "connections",
	queued: "queued messages",
	sent: "requests",
	wait: "waits",
	"could serve": "threads that could serve"
};
function bundle(edges) {
	const [first] = edges;
	const labels = new Set(edges.map(({ label }) => label));
	const label = edges.length === 1 ? first.label : labels.size === 1 ? `${first.label} (${formatNumber(edges.length)})` : `${formatNumber(edges.length)} ${BUNDLED[first.kind]}`;
	return Object.assign({}, first, {
		label,
		count: edges.length,
		isDeadlocked: edges.some(edge => edge.isDeadlocked)
	});
}
function describeFolding(folded) {
	const inGroups = folded.groups.reduce((sum, group) => sum + group.hidden.length, 0);
	const others = folded.loose.concat(...folded.others.map(group => group.hidden));
	const parts = [
		...inGroups === 0 ? [] : [
			`folded into ${formatQuantity(folded.groups.length, "process", "processes")}: ${formatQuantity(inGroups, "node")}`
		],
		...others.length === 0 ? [] : [
			`not drawn: ${summarize(others)}${folded.others.length === 0 ? "" : ` of ${formatQuantity(folded.others.length, "more process", "more processes")}`}`
		]
	];
	return parts.join("; ");
}

// src/view/graph/dot.ts
var MOST_NODES = 400;
var MOST_GROUPS_dot = 60;
var SHAPES = {
	"connection port": "box",
	"server port": "box",
	"client port": "box",
	port: "box",
	thread: "ellipse",
	message: "note",
	object: "hexagon",
	process: "octagon",
	unknown: "plaintext"
};
var EDGE_STYLES = {
	connection: 'color="#8a94a6"',
	queued: 'color="#6b7280", style=dotted',
	sent: 'color="#c2410c"',
	wait: 'color="#c2410c", penwidth=1.5',
	"could serve": 'color="#c2410c", style=dashed'
};
var DEADLOCK_STYLE = 'color="#c00000", penwidth=3';
function escapeDot(text) {
	return text.replace(/\\/g, "\\\\").replace(/"/g, '\\"');
}
function quoteDot(text) {
	return `"${escapeDot(formatLabel(text))}"`;
}
function formatNode_dot(node, indent) {
	const mark = node.isDeadlocked ? `, ${DEADLOCK_STYLE}` : "";
	const bold = node.kind === "connection port" ? ', style="filled", fillcolor="#e8eef9"' : "";
	return `${indent}${quoteDot(node.id)} [label=${quoteDot(node.label)}, shape=${SHAPES[node.kind]}${bold}${mark}];`;
}
function formatEdge_dot(edge, isNamed) {
	const style = edge.isDeadlocked ? DEADLOCK_STYLE : EDGE_STYLES[edge.kind];
	return `  ${quoteDot(edge.from)} -> ${quoteDot(edge.to)} [${isNamed ? `label=${quoteDot(edge.label)}, ` : ""}${style}];`;
}
function formatCluster({ cluster, nodes, group }) {
	if (cluster === void 0) {
		return nodes.map(node => formatNode_dot(node, "  "));
	}
	return [
		`  subgraph ${quoteDot(`cluster_${cluster.id}`)} {`,
		`    label=${quoteDot(cluster.isDead ? `${cluster.label}, exited` : cluster.label)};`,
		cluster.isDead ? '    style=dashed; color="#8a94a6";' : '    style=rounded; color="#8a94a6";',
		...nodes.map(node => formatNode_dot(node, "    ")),
		...group === void 0 ? [] : [`    ${quoteDot(group.id)} [label=${quoteDot(group.summary)}, shape=box3d, color="#8a94a6"];`],
		"  }"
	];
}
function formatDot(model) {
	const index = indexGraph(model);
	const folded = foldGraph(index, chooseNodes(index, MOST_NODES), MOST_GROUPS_dot);
	const leftOut = describeFolding(folded);
	const title = escapeDot(formatLabel(model.title));
	const lines = [
		"digraph alpc {",
		"  rankdir=LR;",
		'  node [fontname="Segoe UI", fontsize=10];',
		'  edge [fontname="Segoe UI", fontsize=9];',
		`  label="${leftOut === "" ? title : `${title}\\n${escapeDot(formatValue(leftOut))}`}";`
	].concat(...drawnClusters(model.clusters, folded).map(formatCluster));
	for (const edge of folded.edges) {
		lines.push(formatEdge_dot(edge, edge.kind !== "connection" || edge.count > 1));
	}
	return `${lines.concat("}").join("\n")}
`;
}

// src/view/html-text.ts
var LONGEST_PARAGRAPH = 4096;
var ENTITIES = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	'"': "&quot;",
	"'": "&#39;"
};
function escapeHtml(text) {
	return text.replace(/[&<>"']/g, found => {
		var _a;
		return (_a = ENTITIES[found]) != null ? _a : "";
	}).replace(/[\ud800-\udbff][\udc00-\udfff]|[\u007f-\uffff]/g, found => {
		var _a;
		return `&#${(_a = found.codePointAt(0)) != null ? _a : 63};`;
	});
}
function labelHtml(text) {
	return escapeHtml(formatLabel(text));
}
function valueHtml(text) {
	return escapeHtml(formatValue(text));
}
function paragraphHtml(text) {
	return escapeHtml(formatName(text, LONGEST_PARAGRAPH));
}

// src/view/page-assets.ts
function pageScript() {
	return '"use strict";(()=>{function de(t){let e=n=>{let o=[];for(let i=0;i+1<n.length;i+=2)o.push({label:t.texts[Number(n[i])]??"",value:String(n[i+1])});return o};return{title:t.title,clusters:t.clusters.map(([n,o,i,r])=>({id:n,label:o,isDead:i===1,details:e(r)})),nodes:t.nodes.map(([n,o,i,r,s,a,d,l,c])=>{let h=t.clusters[r]?.[0];return{id:n,kind:o,label:i,isDeadlocked:s===1,note:a,secondsWaited:d,heldUp:l,get details(){return e(c)},...h===void 0?{}:{cluster:h}}}),edges:t.edges.map(([n,o,i,r,s])=>({from:t.nodes[n]?.[0]??"",to:t.nodes[o]?.[0]??"",kind:i,label:Ke(i,t.texts[r]??""),isDeadlocked:s===1}))}}function Ke(t,e){return t==="queued"&&e!=="queued"?`${e} queue`:e}function b(t){let e=document.getElementById(t);if(e===null)throw new Error(`The page has no element ${t}.`);return e}function le(t,e,n){for(let[o,i]of Object.entries(e))t.setAttribute(o,String(i));return n!==void 0&&(t.textContent=n),t}function g(t,e={},n){return le(document.createElement(t),e,n)}function G(t,e={},n){return le(document.createElementNS("http://www.w3.org/2000/svg",t),e,n)}function j(t,e,n,o,i){let r=g("button",{class:n?"row is-deadlocked":"row",type:"button",...i===void 0?{}:{"data-id":i}});return r.append(e,g("small",{},t)),r.addEventListener("click",o),r}function ce(t){let e=new Map;for(let s of t.nodes)e.set(s.id,s);let n=new Map,o=new Map;for(let s of t.edges)C(n,s.from,s),C(o,s.to,s);let i=new Map,r=new Map;for(let s of t.edges.filter(a=>K({incoming:o},a)))C(i,s.from,s),C(r,s.to,s);return{model:t,nodes:e,outgoing:n,incoming:o,outgoingWaits:i,incomingWaits:r}}function K({incoming:t},e){return e.kind==="queued"?(t.get(e.from)??[]).some(n=>n.kind==="sent"):e.kind!=="connection"}function C(t,e,n){let o=t.get(e);o===void 0?t.set(e,[n]):o.push(n)}var he=[];function k(t,e){return t.outgoingWaits.get(e)??he}function v(t,e){return t.incomingWaits.get(e)??he}function D(t,e){let n=new Set,o=[e];for(let i=o.pop();i!==void 0;i=o.pop())n.has(i)||(n.add(i),o.push(...k(t,i).map(r=>r.to)));return n}var Xe=1e9;function B(t){let e=new Map,n=new Map,o=[];for(let{id:r,kind:s}of t.model.nodes)e.set(r,s==="thread"?1:0),n.set(r,v(t,r).length);let i=r=>{n.delete(r);for(let{to:s}of k(t,r)){let a=n.get(s);a!==void 0&&(e.set(s,Math.min(Xe,(e.get(s)??0)+(e.get(r)??0))),n.set(s,a-1),a===1&&o.push(s))}};for(let{id:r}of t.model.nodes.filter(s=>n.get(s.id)===0))o.push(r);for(let{id:r}of t.model.nodes){for(let s=o.pop();s!==void 0;s=o.pop())i(s);n.has(r)&&i(r)}return e}function O(t,e){let n=Ye(t);return t.model.nodes.filter(({id:o,kind:i,isDeadlocked:r})=>r||k(t,o).length===0&&v(t,o).length>0||i==="thread"&&n.has(o)).map(({id:o},i)=>({id:o,place:i,weight:e.get(o)??0})).sort((o,i)=>i.weight-o.weight||o.place-i.place).map(({id:o})=>o)}function Ye(t){let e=new Set(t.model.nodes.map(({id:r})=>r).filter(r=>k(t,r).length>0)),n=t.model.nodes.map(({id:r})=>r).filter(r=>!e.has(r));for(let r=n.pop();r!==void 0;r=n.pop())for(let{from:s}of v(t,r))e.delete(s)&&n.push(s);let o=new Map;e.forEach(r=>o.set(r,v(t,r).filter(({from:s})=>e.has(s)).length));let i=Array.from(e).filter(r=>o.get(r)===0);for(let r=i.pop();r!==void 0;r=i.pop()){e.delete(r);for(let{to:s}of k(t,r)){let a=(o.get(s)??0)-1;o.set(s,a),a===0&&e.has(s)&&i.push(s)}}return e}var X={thread:[0,"thread","threads"],message:[1,"message","messages"],"connection port":[2,"connection port","connection ports"],"server port":[3,"server port","server ports"],"client port":[4,"client port","client ports"],port:[5,"port","ports"],object:[6,"object","objects"],process:[7,"process end","process ends"],unknown:[8,"unknown","unknown"]};function M(t){return String(t).replace(/\\B(?=(?:\\d{3})+$)/g,",")}function L(t,e,n=`${e}s`){return`${M(t)} ${t===1?e:n}`}function A(t){let e=new Map;for(let{kind:n}of t)e.set(n,(e.get(n)??0)+1);return Array.from(e.keys()).sort((n,o)=>X[n][0]-X[o][0]).map(n=>{let[,o,i]=X[n];return L(e.get(n)??0,o,i)}).join(", ")}function pe(t,e,n,o=new Set){let{model:i}=t,r=i.nodes.filter(({id:f})=>e.has(f));if(r.length===i.nodes.length)return{nodes:r,groups:[],edges:i.edges.map(f=>Object.assign({count:1},f)),others:[],loose:[]};let{groups:s,groupOf:a,loose:d}=Qe(t,e),l=new Map;for(let{from:f,to:p}of i.edges)for(let[E,x]of[[f,p],[p,f]]){let w=a.get(x);w!==void 0&&e.has(E)&&l.set(w,(l.get(w)??0)+1)}let c=f=>o.has(f.cluster.id)?ue:l.get(f.id)??0,h=s.slice().sort((f,p)=>c(p)-c(f)||p.hidden.length-f.hidden.length),u=h.filter((f,p)=>c(f)===ue||p<(c(f)>0?n:n/2)),m=new Set(u),y=h.filter(f=>!m.has(f)).sort((f,p)=>p.hidden.length-f.hidden.length);return{nodes:r,groups:u,edges:Ze(t,e,a,new Set(u.map(({id:f})=>f))),others:y,loose:d}}var ue=Number.MAX_SAFE_INTEGER;function Qe(t,e){let n=new Map,o=new Map;for(let r of t.model.nodes)e.has(r.id)||(C(n,r.cluster,r),r.cluster!==void 0&&o.set(r.id,`folded-${r.cluster}`));let i=[];for(let r of t.model.clusters){let s=n.get(r.id);s!==void 0&&i.push(Je(r,s))}return{groups:i,groupOf:o,loose:n.get(void 0)??[]}}function Je(t,e){return{id:`folded-${t.id}`,cluster:t,hidden:e,get summary(){return A(e)}}}function Ze(t,e,n,o){let i=a=>{let d=n.get(a);return e.has(a)?a:d!==void 0&&o.has(d)?d:void 0},r=[],s=new Map;for(let a of t.model.edges){let d=i(a.from),l=i(a.to);d!==void 0&&l!==void 0&&d!==l&&(d===a.from&&l===a.to?r.push(Object.assign({count:1},a)):C(s,`${a.kind} ${d} ${l}`,Object.assign({},a,{from:d,to:l,label:et(t,a)})))}return r.concat(Array.from(s.values()).map(nt))}function et(t,e){return e.kind==="connection"?t.nodes.get(e.to)?.label??e.label:e.label}var tt={connection:"connections",queued:"queued messages",sent:"requests",wait:"waits","could serve":"threads that could serve"};function nt(t){let[e]=t,n=new Set(t.map(({label:i})=>i)),o=t.length===1?e.label:n.size===1?`${e.label} (${M(t.length)})`:`${M(t.length)} ${tt[e.kind]}`;return Object.assign({},e,{label:o,count:t.length,isDeadlocked:t.some(i=>i.isDeadlocked)})}var ot=\'"Segoe UI", system-ui, sans-serif\',Y=document.createElement("canvas").getContext("2d");function S(t,e){return Y===null?7*t.length:(Y.font=`${e} ${ot}`,Y.measureText(t).width)}var rt=6;function st(t){let[,e]=/\\(([0-9a-f]+(?:\\.[0-9a-f]+)?)(?: "[^"]*")?\\)$/.exec(t)??[];return e===void 0?t.slice(-rt):`(${e})`}function N(t,e,n){let o=st(t);return Q(t,e,n,S(`\\u2026${o}`,n)>.6*e?"":o)}function Q(t,e,n,o=""){if(S(t,n)<=e)return t;let i=0,r=t.length;for(;i<r;){let s=Math.ceil((i+r)/2);S(`${t.slice(0,s)}\\u2026${o}`,n)<=e?i=s:r=s-1}return`${t.slice(0,i).trimEnd()}\\u2026${o}`}function H(t,e,n,o){let i=[],r="",s=t.split(" ");for(let a=0;a<s.length;a+=1){let d=s[a]??"",l=r===""?d:`${r} ${d}`;if(r===""||S(l,n)<=e)r=l;else if(i.length===o-1){r=[r,...s.slice(a)].join(" ");break}else i.push(r),r=d}return i.concat(r).map(a=>N(a,e,n))}var F=340,it=180,J=46,at=230,I=30,V=8,dt=12,Z="600 13px",ee="12px",te="others",fe=({look:t})=>t==="folded"||t==="others";function P(t){return t-I-V}function me(t){let e=S(t.subtitle,ee)+ge(t),n=Math.max(S(t.title,Z),fe(t)?Math.min(e,P(at)):e),o=Math.ceil(n)+I+V;return{width:Math.min(F,Math.max(it,o)),height:J}}function ge({note:t}){return t===""?0:S(t,ee)+dt}function ye(t,e){let n=P(e);return{title:N(t.title,n,Z),subtitle:(fe(t)?Q:N)(t.subtitle,n-ge(t),ee)}}function be(t,e){let n=t.loose.concat(...t.others.map(({hidden:i})=>i)),o={id:te,look:"others",title:t.others.length===0?"Not drawn":L(t.others.length,"more process","more processes"),subtitle:A(n),note:"",isDeadlocked:!1};return[...t.nodes.map(i=>lt(i,e)),...t.groups.map(pt),...n.length===0?[]:[o]]}function lt(t,e){let n=e.get(t.cluster??""),[o,i]=t.kind==="object"?ht(t.label):[t.label,ut(t,n?.label)];return{id:t.id,look:t.kind.replace(" ","-"),title:o,subtitle:`${i}${n?.isDead===!0?", exited":""}`,note:t.kind==="thread"&&(t.secondsWaited??0)===0?"":t.note??"",isDeadlocked:t.isDeadlocked,...t.kind==="object"?{whole:t.label}:{}}}var ct=/^([^\'0-9]+?)(?: (\'.*\'))?(?: at)? (0x[0-9a-f]+)(?:, (.+))?$/;function ht(t){let[,e,n,o,i=""]=ct.exec(t)??[];if(e===void 0||o===void 0){let[a="",d=""]=H(t,P(F),Z,2);return[a,d]}if(n!==void 0)return[n,`${e} ${o}`];let[r="",...s]=i.split(", ");return[r===""?e:`${e}, ${r}`,s.length===0?o:s.join(", ")]}function ut(t,e){return t.kind==="thread"?t.heldUp===void 0||t.heldUp===0?"thread":`thread, blocks ${M(t.heldUp)}`:e===void 0?t.kind:t.kind==="message"?`to ${e}`:t.kind==="connection port"||t.kind==="port"?`port of ${e}`:e}function pt(t){let e=t.cluster.isDead?`${t.cluster.label}, exited`:t.cluster.label;return{id:t.id,look:"folded",title:e,subtitle:t.summary,note:"",isDeadlocked:!1}}var we=60;function ne(t,e){let n=b("details");n.textContent="";let o=t.index.nodes.get(e??""),i=t.clusters.get(e??"");o!==void 0?ft(t,n,o):i!==void 0?(oe(n,i.label,i.isDead?"process, exited":"process",!1,i.details),mt(t,n,i.id)):e===te&&gt(t,n),b("graph-view").classList.toggle("has-details",n.childElementCount>0)}function oe(t,e,n,o,i){let r=g("p",{class:"kind"},n);o&&r.append(g("b",{},", in a deadlock"));let s=g("dl");for(let a of i)s.append(g("dt",{},a.label),g("dd",{},a.value));t.append(g("h3",{},e),r,s)}function ft(t,e,n){let o=t.clusters.get(n.cluster??"");oe(e,n.label,n.kind,n.isDeadlocked,o===void 0?n.details:[{label:"Process",value:o.label},...n.details]);let i=(r,s,a)=>{W(e,r,s,d=>T(t,a(d),d.label,d.isDeadlocked))};i("Leads to",t.index.outgoing.get(n.id)??[],r=>r.to),i("Comes from",t.index.incoming.get(n.id)??[],r=>r.from)}function mt(t,e,n){let o=t.nodesOf(n),i=o.filter(({id:a})=>!t.isDrawn(a)),r=(a,d)=>{let l=g("button",{type:"button",class:"act"},a);return l.addEventListener("click",d),l},s=g("p");i.length>0&&s.append(r("Unfold more",()=>t.unfold(n))," "),i.length<o.length&&s.append(r("Fold",()=>t.foldAgain(n))),e.append(g("p",{},A(o)),s),W(e,"In it",o,a=>T(t,a.id,a.kind,a.isDeadlocked))}function gt(t,e){let{others:n,loose:o}=t.folded;oe(e,L(n.length,"more process","more processes"),"not drawn; select one to unfold it",!1,[]),W(e,"Processes",n,i=>j(i.summary,i.cluster.label,!1,()=>t.unfold(i.cluster.id))),W(e,"Of no process",o,i=>T(t,i.id,i.kind,i.isDeadlocked))}function W(t,e,n,o){n.length>0&&(t.append(g("h2",{},`${e} (${M(n.length)})`)),$(t,n,o))}function $(t,e,n){t.append(...e.slice(0,we).map(n));let o=e.slice(we);if(o.length>0){let i=g("button",{type:"button",class:"act"},`${M(o.length)} more`);i.addEventListener("click",()=>{let r=g("div");$(r,o,n),i.replaceWith(r)}),t.append(i)}}function T(t,e,n,o){return j(n,t.index.nodes.get(e)?.label??e,o,()=>t.reveal(e),e)}var yt=.8,bt=6,wt=3;function xe(t,e){let{nodes:n}=t.model;if(n.length<=e)return new Set(n.map(({id:d})=>d));let o=B(t),i=O(t,o),r=new Set,s=Math.max(1,Math.floor(e*yt)),a=Math.max(bt,Math.floor(s/Math.max(1,i.length)));for(let[d,l]of[[wt,a],[n.length,s]])for(let c of i)xt(t,o,r,c,d,Math.min(s,r.size+l));return r.size===0&&Et(t,r,Math.max(1,Math.floor(e/3))),Gt(t,r,e),r}function xt(t,e,n,o,i,r){let s=new Set([o]),a=[o];for(;a.length>0&&n.size<r;){let d=[];for(let l of a){if(n.size>=r)return;n.add(l);let c=v(t,l).map(h=>h.from).filter(h=>!s.has(h));c.sort((h,u)=>(e.get(u)??0)-(e.get(h)??0));for(let h of c.slice(0,i))s.add(h),d.push(h)}a=d}}function Et(t,e,n){let o=r=>(t.incoming.get(r)??[]).length+(t.outgoing.get(r)??[]).length,i=t.model.nodes.filter(({kind:r})=>r==="connection port").map(({id:r})=>r);for(let r of i.sort((s,a)=>o(a)-o(s)).slice(0,n))e.add(r)}function Gt(t,e,n){for(let o of Array.from(e)){let i=(t.incoming.get(o)??[]).filter(s=>s.kind==="queued").map(s=>s.from),r=(t.outgoing.get(o)??[]).map(s=>s.to);for(let s of r.concat(i)){if(e.size>=n)return;e.add(s)}}}function Ee(t){let e=new Map,n=new Set;for(let o of O(t,B(t))){let i=t.nodes.get(o);if(i?.isDeadlocked===!1&&!n.has(o)){let r=D(t,o);r.forEach(a=>n.add(a));let s=Mt(t,i,r);s.heldUp>0&&e.set(s.node,s)}}return Array.from(e.values()).sort((o,i)=>i.heldUp-o.heldUp)}function Mt(t,e,n){if(e.kind==="thread"){let r=Array.from(n).filter(a=>t.nodes.get(a)?.kind==="thread").length,s=n.size>1?`in a cycle of waits of ${r} threads`:"";return{node:e,state:s,heldUp:e.heldUp??0}}let o=v(t,e.id).map(r=>t.nodes.get(r.from)),[i]=o;return o.length===1&&i?.kind==="thread"&&(i.heldUp??0)>0?{node:i,state:`waits for ${e.label}`,heldUp:i.heldUp??0}:{node:e,state:e.kind,heldUp:o.reduce((r,s)=>r+1+(s?.heldUp??0),0)}}function vt(t){return t>=.92?"near":t>=.6?"middle":t>=.4?"far":t>=.3?"farther":"tiny"}var _=class{constructor(e,n,o){this.x=0;this.y=0;this.scale=1;this.svg=e,this.stage=n,this.onDistance=o}renew(){this.distance="near",this.apply()}renewForPrint(){this.stage.removeAttribute("transform"),this.distance!=="near"&&(this.distance=void 0,this.onDistance("near"),this.svg.classList.remove("is-far"))}apply(){this.stage.setAttribute("transform",`translate(${this.x},${this.y}) scale(${this.scale})`);let e=vt(this.scale);e!==this.distance&&(this.distance=e,this.svg.classList.toggle("is-far",e!=="near"),this.onDistance(e))}show(e,n,o,i){let r=this.svg.clientWidth-56,s=this.svg.clientHeight-56,a=Math.min(1.15,r/Math.max(1,e),s/Math.max(1,n));this.scale=Math.max(a,o,.04);let d=(l,c,h,u)=>{let m=c*this.scale;if(m<=l+1)return 28+(l-m)/2;let y=28+l*u-(h??0)*this.scale;return Math.min(28,Math.max(28+l-m,y))};this.x=d(r,e,i?.x,.62),this.y=d(s,n,i?.y,.5),this.apply()}zoom(e,n=this.svg.clientWidth/2,o=this.svg.clientHeight/2){let i=Math.min(3,Math.max(.04,this.scale*e));this.x=n-(n-this.x)*i/this.scale,this.y=o-(o-this.y)*i/this.scale,this.scale=i,this.apply()}moveBy(e,n){this.x+=e,this.y+=n,this.apply()}include(e,n){let o=(i,r,s,a)=>{let d=r*this.scale/2+14,l=i+s*this.scale;return Math.max(0,d-l)-Math.max(0,l+d-a)};this.moveBy(o(this.x,n.width,e.x,this.svg.clientWidth),o(this.y,n.height,e.y,this.svg.clientHeight))}center(e){this.scale=Math.max(this.scale,.92),this.x=this.svg.clientWidth/2-e.x*this.scale,this.y=this.svg.clientHeight/2-e.y*this.scale,this.apply()}listen(e){this.svg.addEventListener("wheel",r=>{if(document.body.classList.contains("report")&&!r.ctrlKey)return;r.preventDefault();let s=this.svg.getBoundingClientRect();this.zoom(r.deltaY<0?1.15:1/1.15,r.clientX-s.left,r.clientY-s.top)},{passive:!1});let n=new Map,o=!1;this.svg.addEventListener("pointerdown",r=>{r.target instanceof Element&&r.target.closest(".node")!==null||(o=!1,n.set(r.pointerId,{x:r.clientX,y:r.clientY}),this.svg.setPointerCapture(r.pointerId))}),this.svg.addEventListener("pointermove",r=>{let s=n.get(r.pointerId);if(s===void 0)return;let a=Array.from(n.entries()).find(([d])=>d!==r.pointerId)?.[1];if(o||(o=Math.hypot(r.clientX-s.x,r.clientY-s.y)>2),a!==void 0){let d=Math.hypot(s.x-a.x,s.y-a.y),l=this.svg.getBoundingClientRect();this.zoom(Math.hypot(r.clientX-a.x,r.clientY-a.y)/Math.max(1,d),a.x-l.left,a.y-l.top)}else if(o)this.moveBy(r.clientX-s.x,r.clientY-s.y);else return;n.set(r.pointerId,{x:r.clientX,y:r.clientY})});let i=r=>{n.delete(r.pointerId)&&!o&&r.type==="pointerup"&&e()};this.svg.addEventListener("pointerup",i),this.svg.addEventListener("pointercancel",i)}};function Ge(t,e){let n=kt(t,e),o=e.map((l,c)=>n[c]===!0?[l.to,l.from]:[l.from,l.to]),i=Array.from({length:t},()=>[]),r=Array.from({length:t},()=>[]);for(let[l,c]of o)i[l]?.push(c),r[c]?.push(l);let s=Lt(t,i,r),a=new Array(t).fill(0);for(let l of s)for(let c of i[l]??[])a[c]=Math.max(a[c]??0,(a[l]??0)+1);for(let l of s.slice().reverse()){let c=i[l]??[];c.length>0&&(a[l]=Math.min(...c.map(h=>a[h]??0))-1)}let d=a.reduce((l,c)=>Math.min(l,c),0);return{ranks:a.map(l=>l-d),isReversed:n}}function kt(t,e){let n=e.map(()=>!1),o=Array.from({length:t},()=>[]),i=new Array(t).fill(0);e.forEach((a,d)=>{o[a.from]?.push(d),i[a.to]=(i[a.to]??0)+1});let r=new Array(t).fill(0),s=Array.from({length:t},(a,d)=>d).sort((a,d)=>(i[a]??0)-(i[d]??0)||a-d);for(let a of s){if(r[a]!==0)continue;let d=[{node:a,place:0}];r[a]=1;for(let l=d[0];l!==void 0;l=d[d.length-1]){let c=o[l.node]?.[l.place];if(l.place+=1,c===void 0){r[l.node]=2,d.pop();continue}let h=e[c]?.to??0;r[h]===1?n[c]=!0:r[h]===0&&(r[h]=1,d.push({node:h,place:0}))}}return n}function Lt(t,e,n){let o=n.map(r=>r.length),i=Array.from({length:t},(r,s)=>s).filter(r=>o[r]===0);for(let r=0;r<i.length;r+=1)for(let s of e[i[r]??0]??[])o[s]=(o[s]??0)-1,o[s]===0&&i.push(s);return i}function ve(t){let e=St(t),n=e,o=Me(t,e);for(let i=0;i<12&&o>0;i+=1){e=Rt(t,e,i%2===0);let r=Me(t,e);r<o&&(o=r,n=e)}return n}function St({cells:t,left:e,right:n}){let o=Array.from({length:t.reduce((r,s)=>Math.max(r,s.column+1),0)},()=>[]),i=new Set;return t.forEach((r,s)=>{let a=[s];for(let d=a.pop();d!==void 0;d=a.pop())i.has(d)||(i.add(d),o[t[d]?.column??0]?.push(d),a.push(...n[d]??[],...e[d]??[]))}),o}function Rt({left:t,right:e},n,o){let i=n.map(s=>s.slice()),r=new Map;i.forEach(s=>s.forEach((a,d)=>r.set(a,d)));for(let s of o?i:i.slice().reverse()){let a=new Map;for(let d of s){let l=(o?t:e)[d]??[],c=l.reduce((h,u)=>h+(r.get(u)??0),0);a.set(d,l.length===0?r.get(d)??0:c/l.length)}s.sort((d,l)=>(a.get(d)??0)-(a.get(l)??0)),s.forEach((d,l)=>r.set(d,l))}return i}function Me({right:t},e){let n=0;for(let o=0;o+1<e.length;o+=1){let i=e[o+1]??[],r=new Map;i.forEach((d,l)=>r.set(d,l));let s=new Array(i.length+1).fill(0),a=0;for(let d of e[o]??[]){let l=(t[d]??[]).map(c=>r.get(c)??0).sort((c,h)=>c-h);for(let c of l){let h=0;for(let u=c+1;u>0;u-=u&-u)h+=s[u]??0;n+=a-h}for(let c of l){for(let h=c+1;h<s.length;h+=h&-h)s[h]=(s[h]??0)+1;a+=1}}}return n}function Le(t,e,n){let{cells:o,left:i,right:r}=t,s=new Array(o.length).fill(0);for(let d of e)ke(t,d,n,s,()=>[0,1]);for(let d=0;d<16;d+=1){let l=d%2===0,c=d>=12;for(let h of l?e:e.slice().reverse())ke(t,h,n,s,u=>{let m=c?(i[u]??[]).concat(r[u]??[]):(l?i:r)[u]??[],y=0,f=0;for(let p of m){let E=o[u]?.isBend===!0&&o[p]?.isBend===!0?6:1;y+=E*(s[p]??0),f+=E}return f===0?[s[u]??0,.1]:[y/f,f]})}let a=o.reduce((d,l,c)=>Math.min(d,(s[c]??0)-l.height/2),1/0);return s.map(d=>d-(Number.isFinite(a)?a:0))}function ke({cells:t},e,n,o,i){let r=[];for(let s of e){let[a,d]=i(s),l={wanted:a,weight:d,offsets:[0],members:[s]};for(let c=r[r.length-1];c!==void 0;c=r[r.length-1]){let h=c.members[c.members.length-1]??s,u=l.members[0]??s,m=((t[h]?.height??0)+(t[u]?.height??0))/2+n,y=(c.offsets[c.offsets.length-1]??0)+m;if(c.wanted+y<=l.wanted)break;r.pop();let f=c.weight+l.weight;l={wanted:(c.wanted*c.weight+(l.wanted-y)*l.weight)/f,weight:f,offsets:c.offsets.concat(l.offsets.map(p=>p+y)),members:c.members.concat(l.members)}}r.push(l)}for(let s of r)s.members.forEach((a,d)=>{o[a]=s.wanted+(s.offsets[d]??0)})}function Se(t,e,n){let{ranks:o,isReversed:i}=Ge(t.length,e),r=new Map;t.forEach(({width:x},w)=>{let ae=o[w]??0;r.set(ae,Math.max(r.get(ae)??0,x))});let s=t.map(({height:x},w)=>({column:2*(o[w]??0),width:r.get(o[w]??0)??0,height:x,isBend:!1})),a=s.map(({width:x,height:w})=>({width:x,height:w})),d=s.map(()=>[]),l=s.map(()=>[]),c=e.map((x,w)=>Ct(x,i[w]===!0,s,d,l)),h=ve({cells:s,left:d,right:l}),u=Le({cells:s,left:d,right:l},h,n.row),{starts:m,widths:y,width:f}=Tt(h,s,n.column),p=x=>{let w=s[x]?.column??0;return{x:(m[w]??0)+(y[w]??0)/2,y:u[x]??0}},E=s.map((x,w)=>(u[w]??0)+x.height/2);return{places:t.map((x,w)=>p(w)),sizes:a,routes:e.map((x,w)=>Dt(c[w]??[],i[w]===!0,s,u,m,y,p)),width:f,height:Math.max(0,...E)}}function Ct(t,e,n,o,i){let[r,s]=e?[t.to,t.from]:[t.from,t.to],a=n[r]?.column??0,d=n[s]?.column??0,l=[r],c=e?d-1:a+1;for(let h=a+1;h<d;h+=1){let u=h===c;l.push(n.push({column:h,width:u?t.label.width:0,height:u?t.label.height:0,isBend:!0})-1),o.push([]),i.push([])}l.push(s);for(let h=1;h<l.length;h+=1){let u=l[h-1]??r,m=l[h]??s;i[u]?.push(m),o[m]?.push(u)}return l}function Tt(t,e,n){let o=t.map(s=>s.reduce((a,d)=>Math.max(a,e[d]?.width??0),0)),i=[],r=0;return t.forEach((s,a)=>{i.push(r),r+=(o[a]??0)+n}),{starts:i,widths:o,width:Math.max(0,r-n)}}function Dt(t,e,n,o,i,r,s){let a=[];t.forEach((l,c)=>{let h=n[l]?.column??0,u=i[h]??0,m=u+(r[h]??0),y=(n[l]?.width??0)/2,f=o[l]??0,{x:p}=s(l);c===0?a.push({x:p+y,y:f},...p+y<m?[{x:m,y:f}]:[]):c===t.length-1?a.push(...p-y>u?[{x:u,y:f}]:[],{x:p-y,y:f}):a.push({x:u,y:f},{x:m,y:f})});let d=t[e?t.length-2:1]??t[0]??0;return{points:e?a.reverse():a,label:s(d)}}function Re(t,e,n,o){let i=t.map(()=>({x:0,y:0})),r=t.slice(),s=e.map(()=>({points:[],label:{x:0,y:0}})),a=Nt(t.length,e).map(u=>{let m=new Map(u.boxes.map((f,p)=>[f,p])),y=u.lines.map(f=>{let{from:p,to:E,label:x}=e[f]??{from:0,to:0,label:{width:0,height:0}};return{from:m.get(p)??0,to:m.get(E)??0,label:x}});return{part:u,layout:Se(u.boxes.map(f=>t[f]??{width:0,height:0}),y,n)}}),d=a.reduce((u,{layout:m})=>Math.max(u,m.width),o),l={x:0,y:0},c=0,h=0;for(let{part:u,layout:m}of a){l.x>0&&l.x+m.width>d&&(l={x:0,y:c+2*n.row});let y=({x:f,y:p})=>({x:f+l.x,y:p+l.y});u.boxes.forEach((f,p)=>{i[f]=y(m.places[p]??{x:0,y:0}),r[f]=m.sizes[p]??{width:0,height:0}}),u.lines.forEach((f,p)=>{let E=m.routes[p];s[f]={points:(E?.points??[]).map(y),label:y(E?.label??{x:0,y:0})}}),c=Math.max(c,l.y+m.height),h=Math.max(h,l.x+m.width),l={x:l.x+m.width+2*n.row,y:l.y}}return{places:i,sizes:r,routes:s,width:h,height:c}}function Nt(t,e){let n=Array.from({length:t},(r,s)=>s),o=r=>{let s=r;for(;n[s]!==s;)n[s]=n[n[s]??s]??s,s=n[s]??s;return s};for(let{from:r,to:s}of e)n[o(r)]=o(s);let i=new Map;for(let r=0;r<t;r+=1){let s=i.get(o(r))??{boxes:[],lines:[]};i.set(o(r),s),s.boxes.push(r)}return e.forEach(({from:r},s)=>i.get(o(r))?.lines.push(s)),Array.from(i.values())}var $t={row:16,column:20},Ce="12px",At=150,Te=15,It={"connection-port":"M-5-5h10v10h-10z","server-port":"M-5-5h10v10h-10z","client-port":"M-5-5h10v10h-10z",port:"M-5-5h10v10h-10z",thread:"M0-5.5a5.5 5.5 0 1 0 .01 0z",message:"M-6-4.5h12v9h-12zl6 5l6-5",object:"M0-6l6 6l-6 6l-6-6z",process:"M0-6l6 6l-6 6l-6-6z",unknown:"M-5 0h10",folded:"M-6-2h9v8h-9zM-3-2v-3h9v8h-3",others:"M-6 0h.1M0 0h.1M6 0h.1"};function De(t,e,n,o){let i=Bt(be(e,n),o),r=new Map(i.map(({id:p},E)=>[p,E])),s=e.edges.filter(p=>p.from!==p.to),a=s.map(p=>p.label===""?[]:H(p.label,At,Ce,2)),d=s.map((p,E)=>({from:r.get(p.from)??0,to:r.get(p.to)??0,label:Pt(a[E]??[])})),l=Re(i.map(me),d,$t,1500);t.textContent="";let c=t.appendChild(G("g")),h=t.appendChild(G("g")),u=s.map((p,E)=>{let x=c.appendChild(Ft(p,l.routes[E],a[E]??[],d[E]?.label??{width:0,height:0}));return{edge:p,group:x}}),m=new Map,y=new Map,f=new Map;return i.forEach((p,E)=>{let x=l.places[E]??{x:0,y:0},w=l.sizes[E]??{width:0,height:0};y.set(p.id,x),f.set(p.id,w),m.set(p.id,h.appendChild(Ot(p,x,w)))}),{cards:new Map(i.map(p=>[p.id,p])),shapes:m,places:y,sizes:f,edges:u,width:l.width,height:l.height}}function Pt(t){return t.length===0?{width:0,height:0}:{width:Math.max(...t.map(e=>S(e,Ce)))+10,height:Te*t.length+2}}function Bt(t,e){let n=new Map(e.map((o,i)=>[o,i]));return t.slice().sort((o,i)=>(n.get(o.id)??e.length)-(n.get(i.id)??e.length))}function Ot(t,e,{width:n,height:o}){let i=G("g",{class:`node kind-${t.look}${t.isDeadlocked?" is-deadlocked":""}`,transform:`translate(${e.x-n/2},${e.y-o/2})`,tabindex:0,role:"button","data-id":t.id,"aria-label":`${t.whole??`${t.title}, ${t.subtitle}`}${t.note===""?"":`, ${t.note}`}${t.isDeadlocked?", deadlocked":""}`});return t.look==="folded"&&i.append(G("rect",{class:"back",x:4,y:4,width:n,height:o,rx:8})),i.append(G("rect",{class:"back",width:n,height:o,rx:8}),G("path",{class:"glyph",d:It[t.look]??"",transform:`translate(16,${o/2})`}),G("text",{class:"title",x:I,y:19}),G("text",{class:"subtitle",x:I,y:37}),G("text",{class:"note",x:n-V,y:37,"text-anchor":"end"}),G("title",{},t.whole??`${t.title}\n${t.subtitle}`)),$e(i,t,{width:n,height:o},"near"),i}var Ht={middle:18.5,far:27.5,farther:37,tiny:0};function Ne({shapes:t,cards:e,sizes:n},o){t.forEach((i,r)=>{let s=e.get(r),a=n.get(r);s!==void 0&&a!==void 0&&$e(i,s,a,o)})}function $e(t,e,n,o){let[i,r,s]=Array.from(t.querySelectorAll("text"));if(i===void 0||r===void 0||s===void 0)return;if(o==="near"){let d=ye(e,n.width);i.setAttribute("y","19"),i.style.fontSize="",i.textContent=d.title,r.textContent=d.subtitle,s.textContent=e.note;return}let a=Ht[o];i.setAttribute("y",String(n.height/2+a*.35)),i.style.fontSize=`${a}px`,i.textContent=a===0?"":N(e.title,P(n.width),`600 ${a}px`),r.textContent="",s.textContent=""}function Ft(t,e,n,o){let i=t.isDeadlocked?"deadlock":t.kind==="connection"?"line":"wait",r=G("g",{class:`edge ${t.kind.replace(" ","-")}${t.isDeadlocked?" is-deadlocked":""}`});if(r.append(G("path",{d:Vt(e?.points??[]),"marker-end":`url(#arrow-${i})`})),n.length>0&&e!==void 0){let{x:s,y:a}=e.label;r.append(G("rect",{class:"plate",x:s-o.width/2,y:a-o.height/2,width:o.width,height:o.height,rx:3})),n.forEach((d,l)=>{r.append(G("text",{x:s,y:a+Te*(l-(n.length-1)/2)+4,"text-anchor":"middle"},d))})}return r.append(G("title",{},t.label)),r}function Vt(t){return t.map(({x:e,y:n},o)=>{let i=t[o-1];if(i===void 0)return`M${R(e)} ${R(n)}`;let r=R((i.x+e)/2);return Math.abs(i.y-n)<.5?`L${R(e)} ${R(n)}`:`C${r} ${R(i.y)} ${r} ${R(n)} ${R(e)} ${R(n)}`}).join("")}function R(t){return Math.round(t*10)/10}var re=60,Wt=16,Ae=24,U=class{constructor(e){this.audience={select:()=>{}};this.wanted=new Set;this.waitsOnly=!1;this.stage=document.getElementById("stage");this.index=ce(e),this.clusters=new Map(e.clusters.map(o=>[o.id,o])),this.blockers=Ee(this.index),this.ends=this.blockers.map(({node:o})=>o.id).concat(e.nodes.filter(({isDeadlocked:o})=>o).map(({id:o})=>o)),this.start=xe(this.index,re),this.shown=this.start;let n=b("picture");this.camera=new _(n,this.stage,o=>Ne(this.picture,o)),this.folded=this.fold(),this.picture=this.draw(),this.home(.92),this.stage.addEventListener("click",o=>{let i=o.target instanceof Element?o.target.closest(".node"):null;i?.dataset.id!==void 0&&this.activate(i.dataset.id)}),b("graph-view").addEventListener("focusin",o=>{o.target instanceof SVGGElement&&o.target.matches(":focus-visible")&&this.include(o.target.dataset.id)})}get size(){return this.picture}nodesOf(e){if(this.byCluster===void 0){let o=new Map;for(let i of this.index.model.nodes){let r=o.get(i.cluster??"")??[];o.set(i.cluster??"",r),r.push(i)}this.byCluster=o}let n=o=>k(this.index,o.id).length+v(this.index,o.id).length>0?0:o.kind==="connection port"?1:2;return(this.byCluster.get(e)??[]).slice().sort((o,i)=>n(o)-n(i))}activate(e){let n=this.folded.groups.find(o=>o.id===e);n===void 0?this.select(e):this.unfold(n.cluster.id)}unfold(e){let n=this.nodesOf(e).filter(({id:i})=>!this.shown.has(i)).slice(0,Ae);this.wanted.add(e),this.show(n.map(({id:i})=>i)),this.select(e);let o=n[0];o!==void 0&&this.focus(o.id)}foldAgain(e){this.shown=new Set(Array.from(this.shown).filter(n=>this.start.has(n)||this.index.nodes.get(n)?.cluster!==e)),this.redraw(),this.select(e)}reset(){this.shown=this.start,this.wanted=new Set,this.redraw(),this.select(void 0),this.home(.92)}setWaitsOnly(e){this.waitsOnly=e,this.redraw(),this.home(.92)}setProcess(e){if(e===""){this.reset();return}let n=this.nodesOf(e).slice(0,re).map(({id:i})=>i),o=n.flatMap(i=>[...D(this.index,i),...v(this.index,i).map(r=>r.from)]);this.shown=new Set([...n,...o.slice(0,re)]),this.wanted=new Set([e]),this.redraw(),this.select(e),this.home(.92)}reveal(e){this.index.nodes.has(e)&&!this.picture.shapes.has(e)&&(this.waitsOnly=!1,b("waits-only").checked=!1,this.show([e,...Array.from(D(this.index,e)).slice(0,Ae)])),this.select(e),this.center(e)}select(e){this.selected=e,this.found=void 0,this.light(),this.audience.select(e),this.include(e)}highlight(e){this.selected=void 0,this.found=e,this.light()}isDrawn(e){return this.picture.shapes.has(e)}step(e){let n=this.selected??"",i=(e?k(this.index,n):v(this.index,n))[0]??(e?this.index.outgoing:this.index.incoming).get(n)?.[0];if(i!==void 0){let r=e?i.to:i.from;this.reveal(r),this.focus(r)}}home(e){let n=this.ends.find(o=>this.picture.places.has(o))??"";this.camera.show(this.picture.width,this.picture.height,e,this.picture.places.get(n))}center(e){let n=this.picture.places.get(e);n!==void 0&&this.camera.center(n)}focus(e){this.center(e),this.picture.shapes.get(e)?.focus({preventScroll:!0})}isWait(e){return K(this.index,e)}include(e){let n=this.picture.places.get(e??""),o=this.picture.sizes.get(e??"");n!==void 0&&o!==void 0&&this.camera.include(n,o)}show(e){this.shown=new Set([...this.shown,...e]),this.redraw()}fold(){let e=pe(this.index,this.shown,Wt,this.wanted);if(!this.waitsOnly)return e;let n=e.edges.filter(i=>i.kind!=="connection"),o=new Set(n.flatMap(i=>[i.from,i.to]));return{edges:n,nodes:e.nodes.filter(({id:i})=>o.has(i)),groups:e.groups.filter(({id:i})=>o.has(i)),others:[],loose:[]}}draw(){let e=De(this.stage,this.folded,this.clusters,this.ends);return this.blockers.forEach(({node:n})=>e.shapes.get(n.id)?.classList.add("is-root")),this.picture=e,this.camera.renew(),e}redraw(){this.folded=this.fold(),this.draw(),this.light()}light(){let{selected:e,found:n}=this,o=e!==void 0&&this.index.nodes.has(e),i=new Set(n??[]),r=o?D(this.index,e):new Set;o&&(r.forEach(s=>i.add(s)),(this.index.outgoing.get(e)??[]).forEach(({to:s})=>i.add(s)),(this.index.incoming.get(e)??[]).forEach(({from:s})=>i.add(s))),this.stage.classList.toggle("has-focus",o||n!==void 0),this.picture.shapes.forEach((s,a)=>{s.classList.toggle("is-lit",i.has(a)),s.classList.toggle("is-selected",a===e),s.setAttribute("aria-pressed",String(a===e))});for(let{edge:s,group:a}of this.picture.edges)a.classList.toggle("is-lit",s.from===e||s.to===e||this.isWait(s)&&r.has(s.from))}};var Ie={width:840,height:855},_t=.15,zt={x:F/2+8,y:J/2+8};function Pe(t){let e=b("sheets");window.addEventListener("beforeprint",()=>{e.textContent="";let{width:n,height:o}=t.size,i=Math.max(1,Math.ceil(n/Ie.width)),r=Math.max(1,Math.ceil(o/Ie.height-_t));t.camera.renewForPrint();for(let s=0;s<r;s+=1)for(let a=0;a<i;a+=1){let d=i*r===1?"":`Sheet ${s*i+a+1} of ${i*r}: row ${s+1}, column ${a+1}`;e.append(Ut(a*n/i,s*o/r,n/i,o/r,d))}}),window.addEventListener("afterprint",()=>{e.textContent="",t.camera.renew()})}function Ut(t,e,n,o,i){let r=g("figure",{class:"sheet"}),s=i===""?{x:8,y:8}:zt,a=`${t-s.x} ${e-s.y} ${n+2*s.x} ${o+2*s.y}`,d=G("svg",{viewBox:a,"aria-hidden":"true"});return d.style.maxWidth=`${n+2*s.x}px`,d.append(G("use",{href:"#stage"})),r.append(d,g("figcaption",{},i)),r}function Be(t){let e=b("search"),n,o=[],i=-1,r=s=>(n??(n=t.index.model.nodes.map(a=>[a.label,t.clusters.get(a.cluster??"")?.label??"",...a.details.map(({value:d})=>d)].join(`\n`).toLowerCase())),t.index.model.nodes.filter((a,d)=>n?.[d]?.includes(s)).map(({id:a})=>a));e.addEventListener("input",()=>{let s=e.value.trim().toLowerCase();i=-1,o=s===""?[]:r(s),Oe(t,s,o),t.highlight(s===""?void 0:new Set(o));let a=o.find(d=>t.isDrawn(d));a!==void 0&&t.center(a)}),e.addEventListener("keydown",s=>{s.key==="Enter"&&o.length>0&&(i=(i+(s.shiftKey?o.length-1:1))%o.length,t.reveal(o[i]??""))})}function q(t){b("search").value="",Oe(t,"",[])}function Oe(t,e,n){let o=b("found");o.textContent="",b("waits").hidden=e!=="",b("count").textContent=e===""?"":`${M(n.length)} found`,e!==""&&(o.append(g("h2",{},`Found (${M(n.length)})`)),$(o,n,i=>T(t,i,t.index.nodes.get(i)?.kind??"",t.index.nodes.get(i)?.isDeadlocked===!0)))}function He(t){document.addEventListener("keydown",e=>{let n=e.target instanceof Element?e.target:document.body,o=n.closest(".node"),i=n.matches("input, select, textarea");if(!(e.ctrlKey||e.altKey||e.metaKey))if(e.key==="Escape")q(t),t.select(void 0);else{if(i)return;o?.dataset.id!==void 0&&(e.key==="Enter"||e.key===" ")?(e.preventDefault(),t.activate(o.dataset.id)):qt(n)&&jt(t,e)}})}function qt(t){return!document.body.classList.contains("report")||t.closest("#graph-view")!==null}function jt(t,e){let o={"/":()=>b("search").focus(),ArrowRight:()=>t.step(!0),ArrowLeft:()=>t.step(!1),"+":()=>t.camera.zoom(1.2),"-":()=>t.camera.zoom(.8333333333333334),0:()=>t.home(0)}[e.key];o!==void 0&&(e.preventDefault(),o())}function Ve(){for(let t of document.querySelectorAll("button.copy"))t.addEventListener("click",()=>{let e=t.previousElementSibling;e!==null&&Kt(e).then(()=>Fe(t,"Copied"),()=>Fe(t,"Press Ctrl+C"))})}async function Kt(t){let e=document.createRange();e.selectNodeContents(t);let n=window.getSelection();n?.removeAllRanges(),n?.addRange(e),await navigator.clipboard.writeText(t.textContent??""),n?.removeAllRanges()}function Fe(t,e){t.textContent=e,setTimeout(()=>{t.textContent="Copy"},1500)}var se=100,Xt=1e3;function We(t,e){let n;document.querySelectorAll("details.table").forEach((o,i)=>{let r,s=()=>{let{texts:a,tables:d}=n??(n=t()),l=c=>typeof c=="number"?a[c]??"":c.length===1?String(c[0]):a[c[0]]??"";return r??(r=Yt(o,d[i],{textOf:l,onNode:e})),r};o.querySelector("summary")?.addEventListener("click",s),o.addEventListener("toggle",s),window.addEventListener("beforeprint",()=>s()(Xt)),window.addEventListener("afterprint",()=>s()(0))})}function Yt(t,e,n){let o=t.querySelector("tbody"),i=t.querySelector(".foot"),r=t.querySelector("input");if(e===void 0||o===null||i===null||r===null)return()=>{};let s=e.rows,a=se,d,l=h=>{let u=Math.max(a,h);if(o.replaceChildren(...s.slice(0,u).map(m=>Qt(m,e.isNumber,n))),i.textContent=s.length===e.rows.length?L(s.length,"row"):`${M(s.length)} of ${L(e.rows.length,"row")}`,s.length>u){let m=g("button",{type:"button"},"Show more");m.addEventListener("click",()=>{a+=5*se,l(0)}),i.append(`, ${M(u)} shown `,m)}},c=()=>{let h=r.value.trim().toLowerCase();s=h===""?e.rows:e.rows.filter(u=>u.some(m=>n.textOf(m).toLowerCase().includes(h))),d!==void 0&&(s=Jt(s,d.column,d.isDown,n)),a=se,l(0)};return r.addEventListener("input",c),t.querySelectorAll("th").forEach((h,u,m)=>{h.querySelector("button")?.addEventListener("click",()=>{d={column:u,isDown:d?.column===u?!d.isDown:e.isNumber[u]===!0},m.forEach(y=>y.removeAttribute("aria-sort")),h.setAttribute("aria-sort",d.isDown?"descending":"ascending"),c()})}),l(0),l}function Qt(t,e,{textOf:n,onNode:o}){let i=g("tr");return t.forEach((r,s)=>{let a=i.appendChild(g("td",e[s]===!0?{class:"number"}:{})),d=typeof r=="number"?void 0:r[2];d===void 0?a.textContent=n(r):a.appendChild(g("button",{type:"button",class:"link"},n(r))).addEventListener("click",()=>o(d))}),i}function Jt(t,e,n,{textOf:o}){let i=a=>{let d=a[e];return typeof d=="number"||d===void 0?void 0:d.length===1?d[0]:d[1]??void 0},r=new Intl.Collator("en",{numeric:!0}),s=n?-1:1;return t.slice().sort((a,d)=>{let[l,c]=[i(a),i(d)];return l!==void 0&&c!==void 0?s*(l-c):l!==void 0||c!==void 0?l===void 0?1:-1:s*r.compare(o(a[e]??[0]),o(d[e]??[0]))})}function _e(){let t=()=>{let n=location.hash===""?null:document.getElementById(location.hash.slice(1));n instanceof HTMLDetailsElement&&(n.open=!0,n.scrollIntoView())};window.addEventListener("hashchange",t),document.querySelectorAll(".index a").forEach(n=>n.addEventListener("click",()=>setTimeout(t))),t();let e=[];window.addEventListener("beforeprint",()=>{e=Array.from(document.querySelectorAll("details:not([open])")),e.forEach(n=>{n.open=!0})}),window.addEventListener("afterprint",()=>e.forEach(n=>{n.open=!1}))}function ze(t){let e=b("waits"),n=({node:s})=>s.secondsWaited??0,o=t.index.model.nodes.filter(({kind:s,id:a})=>s==="thread"&&k(t.index,a).length>0).map(s=>({node:s,note:Zt(t,s)})).sort((s,a)=>n(a)-n(s)),i=t.blockers.map(({node:s,state:a,heldUp:d})=>({node:s,note:`blocks ${L(d,"thread")}${a===""?"":`; ${a}`}`})),r=[["Deadlocked",o.filter(({node:s})=>s.isDeadlocked)],["Root blockers",i],["Waiting, longest first",o.filter(({node:s})=>!s.isDeadlocked)]];for(let[s,a]of r)a.length>0&&(e.append(g("h2",{},`${s} (${M(a.length)})`)),$(e,a,({node:d,note:l})=>T(t,d.id,l,d.isDeadlocked)));e.childElementCount===0&&e.append(g("p",{class:"empty"},"No thread waits for another."))}function Zt(t,e){let[n]=k(t.index,e.id);if(n===void 0)return e.note??"";let o=t.index.nodes.get(n.to),i=n.kind==="sent"||o?.kind==="object"?`${n.label} ${o?.label??""}`:n.label;return e.note===void 0||e.note===""?i:`${e.note}: ${i}`}function qe(t){let e=document.getElementById(t)?.textContent;return e==null?void 0:JSON.parse(e)}function en(t){let e=new U(de(t)),n=b("process"),o=b("waits-only"),i=[...e.index.model.clusters].sort((r,s)=>r.label.toLowerCase()<s.label.toLowerCase()?-1:1);return n.append(...i.map(({id:r,label:s})=>g("option",{value:r},s))),n.addEventListener("change",()=>e.setProcess(n.value)),o.addEventListener("change",()=>e.setWaitsOnly(o.checked)),b("larger").addEventListener("click",()=>e.camera.zoom(1.25)),b("smaller").addEventListener("click",()=>e.camera.zoom(.8)),b("fit").addEventListener("click",()=>e.home(0)),b("reset").addEventListener("click",()=>{n.value="",q(e),e.reset()}),e.audience={select(r){ne(e,r),document.querySelectorAll(".row[data-id]").forEach(s=>s.setAttribute("aria-current",String(s.dataset.id===r)))}},e.camera.listen(()=>e.select(void 0)),ze(e),ne(e,void 0),Be(e),He(e),Pe(e),e}var Ue=qe("graph"),ie=Ue===void 0?void 0:en(Ue);Ve();_e();function je(t){ie?.index.nodes.has(t)===!0&&(b("graph-view").scrollIntoView(),ie.reveal(t))}for(let t of document.querySelectorAll("[data-node]"))t.addEventListener("click",()=>je(t.dataset.node??""));We(()=>qe("table-data")??{texts:[],tables:[]},t=>je(ie?.index.model.nodes[t]?.id??""));})();';
}
function pageStyle() {
	return ':root{color-scheme:light dark;--ground: #f3f5f9;--card: #ffffff;--edge: #d5dbe6;--text: #182230;--soft: #56627a;--accent: #2458c5;--accent-soft: #e6edfb;--wait: #b84a06;--line: #8b99b1;--deadlock: #c8102e;--deadlock-soft: #fdeaed;--head: #eef1f7;--shadow: 0 1px 2px rgba(20, 30, 60, .12)}@media(prefers-color-scheme:dark){:root{--ground: #12161d;--card: #1c222c;--edge: #3a4454;--text: #e7ebf2;--soft: #a3aec1;--accent: #82aaff;--accent-soft: #23304a;--wait: #f59a52;--line: #6b7992;--deadlock: #ff6577;--deadlock-soft: #43212a;--head: #242c38;--shadow: none}}*{box-sizing:border-box}html,body{margin:0}body{font:14px/1.5 Segoe UI,system-ui,sans-serif;color:var(--text);background:var(--ground)}h1{font-size:16px;font-weight:600;margin:0;overflow-wrap:anywhere}h2{font-size:12px;font-weight:600;letter-spacing:.04em;text-transform:uppercase;color:var(--soft);margin:16px 0 6px}h3{font-size:15px;margin:0 0 2px;overflow-wrap:anywhere}input,select,button{font:inherit;color:inherit;background:var(--ground);border:1px solid var(--edge);border-radius:6px;padding:4px 9px}button{cursor:pointer}button:hover{border-color:var(--accent)}:focus-visible{outline:2px solid var(--accent);outline-offset:1px}.empty,.kind,label{color:var(--soft)}.number{text-align:right;font-variant-numeric:tabular-nums}#graph-view{display:grid;grid-template:auto minmax(0,1fr) / 260px minmax(0,1fr);background:var(--ground);font-size:13px}#graph-view.has-details{grid-template-columns:260px minmax(0,1fr) 290px}#graph-view:not(.has-details) aside{display:none}body.page #graph-view{height:100vh;height:100dvh}.bar{grid-column:1 / -1;display:flex;flex-wrap:wrap;gap:8px 14px;align-items:center;padding:9px 16px;background:var(--card);border-bottom:1px solid var(--edge)}.bar h1{flex:1 1 220px}.bar label{display:flex;gap:6px;align-items:center}.bar input[type=search]{width:210px}.bar select{max-width:210px}.side{overflow:auto;padding:14px;background:var(--card);min-height:0}.side h2:first-child{margin-top:0}nav.side{border-right:1px solid var(--edge)}aside.side{border-left:1px solid var(--edge)}.canvas{display:flex;flex-direction:column;overflow:hidden;min-height:0}#picture{width:100%;flex:1 1 0;min-height:0;display:block;cursor:grab;touch-action:none}#picture:active{cursor:grabbing}.strip{flex:none;display:flex;gap:4px 20px;align-items:center;padding:5px 12px;background:var(--card);border-top:1px solid var(--edge);font-size:12px;color:var(--soft)}.tools{display:flex;gap:4px;margin-left:auto}.tools button{min-width:32px;font-size:13px;color:var(--text)}.legend,.keys{display:flex;flex-wrap:wrap;gap:0 12px;height:1.8em;line-height:1.8;overflow:hidden}.legend{flex:none;max-width:75%}.legend span,.keys span{white-space:nowrap}.legend i{display:inline-block;width:18px;border-top:2px solid var(--line);vertical-align:middle;margin-right:5px}.legend .wait{border-color:var(--wait)}.legend .may{border-color:var(--wait);border-top-style:dashed}.legend .deadlock{border-color:var(--deadlock);border-top-width:4px}.row{display:block;width:100%;text-align:left;margin:0 0 4px;padding:5px 8px;background:transparent;overflow-wrap:anywhere}.row small{display:block;font-size:12px;color:var(--soft)}.row.is-deadlocked{border-color:var(--deadlock);background:var(--deadlock-soft)}.row[aria-current=true]{border-color:var(--accent);background:var(--accent-soft)}.kind{margin:0 0 10px}.kind b{color:var(--deadlock)}dl{display:grid;grid-template-columns:auto 1fr;gap:3px 12px;margin:0}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}kbd{font:12px/1 ui-monospace,Consolas,monospace;border:1px solid var(--edge);border-radius:4px;padding:2px 5px;background:var(--ground)}.has-details .keys{display:none}.node{cursor:pointer;outline:none}.node .back{fill:var(--card);stroke:var(--edge);stroke-width:1.2}.node .title{font-size:13px;font-weight:600;fill:var(--text)}.node .subtitle,.node .note{font-size:12px;fill:var(--soft)}.node:hover .back{stroke:var(--accent)}.node:focus-visible .back,.node.is-selected .back{fill:var(--accent-soft);stroke:var(--accent);stroke-width:2}.node.is-root .back{stroke:var(--wait);stroke-width:2.2}.node.is-deadlocked .back{fill:var(--deadlock-soft);stroke:var(--deadlock)}.node.is-deadlocked.is-selected .back{stroke-width:3}.node.is-deadlocked .title{fill:var(--deadlock)}.glyph{fill:none;stroke:var(--soft);stroke-width:1.8;stroke-linecap:round}.kind-connection-port .glyph{fill:var(--accent);stroke:var(--accent)}.kind-thread .glyph{fill:var(--wait);stroke:var(--wait)}.kind-message .glyph,.kind-object .glyph{stroke:var(--wait)}.kind-folded .back,.kind-others .back{fill:var(--head)}.kind-others .back{stroke-dasharray:5 4}.kind-others .glyph{stroke-width:4}.edge path{fill:none;stroke:var(--line);stroke-width:1.3}.edge text{font-size:12px;fill:var(--soft)}.edge .plate{fill:var(--ground)}.edge.wait path,.edge.sent path,.edge.could-serve path,.edge.queued path{stroke:var(--wait);stroke-width:1.8}.edge.queued path{stroke-dasharray:2 3}.edge.could-serve path{stroke-dasharray:6 4}.edge.is-deadlocked path{stroke:var(--deadlock);stroke-width:3}.edge.is-deadlocked text{fill:var(--deadlock)}.arrow{fill:var(--line)}.arrow-wait{fill:var(--wait)}.arrow-deadlock{fill:var(--deadlock)}.is-far .edge text,.is-far .plate{display:none}.is-far .edge path,.is-far .node .back{vector-effect:non-scaling-stroke}.has-focus .node:not(.is-lit):not(:focus-visible),.has-focus .edge:not(.is-lit){opacity:.22}.has-focus .edge.is-lit path{stroke-width:2.8}.has-focus .edge.is-lit.is-deadlocked path{stroke-width:4}.narrow{max-width:1180px;margin:0 auto;padding:20px 16px 24px}.report h1{font-size:24px}.narrow>section>h2,.wide>h2{font-size:18px;text-transform:none;letter-spacing:0;color:var(--text);margin:34px 0 10px}.summary{font-size:17px;line-height:1.45;margin:10px 0 0}.summary p{overflow-wrap:anywhere;margin:0 0 6px}.index{display:flex;flex-wrap:wrap;gap:4px 16px;margin:12px 0 0}a,.link{color:var(--accent)}.link{border:0;padding:0;background:none;text-align:left;text-decoration:underline;text-underline-offset:2px}.root,.rule{background:var(--card);border:1px solid var(--edge);border-left:4px solid var(--wait);border-radius:8px;padding:14px 16px;margin:0 0 12px}.root.is-deadlock,.rule.is-critical{border-left-color:var(--deadlock)}.root header{display:flex;flex-wrap:wrap;gap:4px 14px;align-items:baseline}.root header b{color:var(--wait);font-size:15px;margin-left:auto}.root.is-deadlock header b{color:var(--deadlock)}.root p,.rule p{margin:6px 0;overflow-wrap:anywhere}.chain{list-style:none;display:flex;flex-wrap:wrap;gap:12px 0;margin:12px 0;padding:0;font-size:13px}.chain li{display:grid;grid-template:auto auto / minmax(0,max-content) minmax(30px,1fr);align-items:center;align-content:start;flex:1 1 0;min-width:210px;max-width:320px}.chain li:last-child{display:block;flex:none;min-width:0;max-width:100%}.chain li:not(:last-child):before,.chain li:not(:last-child):after{content:"";grid-area:1 / 2}.chain li:before{align-self:start;margin-top:13px;border-top:2px solid var(--wait)}.chain li:after{align-self:start;margin-top:9px;justify-self:end;border:5px solid transparent;border-left:8px solid var(--wait);border-right:0}.is-deadlock .chain li:before{border-top-color:var(--deadlock)}.is-deadlock .chain li:after{border-left-color:var(--deadlock)}.chain .who{border:1px solid var(--edge);border-radius:7px;padding:3px 9px;background:var(--ground);overflow-wrap:anywhere;color:inherit;text-align:left;text-decoration:none}.chain li:last-child .who{border:2px solid var(--wait);font-weight:600}.is-deadlock .chain li .who{border-color:var(--deadlock)}.chain .why{color:var(--soft);font-size:12px;overflow-wrap:anywhere;grid-area:2 / 1 / 3 / 3;padding:3px 14px 0 2px;line-height:1.35}.chain .age{white-space:nowrap}.commands{display:flex;flex-wrap:wrap;gap:6px 18px;margin:8px 0 2px}.command{display:flex;gap:6px;align-items:center;max-width:100%}code{font:13px/1.4 ui-monospace,Consolas,monospace;background:var(--ground);border:1px solid var(--edge);border-radius:5px;padding:3px 8px;overflow-wrap:anywhere}.copy{padding:1px 9px;font-size:13px}.rule ul{margin:4px 0;padding-left:20px;overflow-wrap:anywhere}.rule h3 span{font-weight:400;color:var(--soft)}.finding+.finding{border-top:1px solid var(--edge);margin-top:10px;padding-top:4px}.wide{max-width:1600px;margin:0 auto;padding:0 16px}.report #graph-view{height:78vh;border:1px solid var(--edge);border-radius:8px;overflow:hidden}.table{background:var(--card);border:1px solid var(--edge);border-radius:8px;margin:0 0 14px}.table summary{padding:10px 14px;cursor:pointer;font-weight:600}.table>div{padding:0 14px 12px}.scroll{overflow:auto;max-height:70vh;margin:8px 0}table{border-collapse:collapse;width:100%;font-size:13px}th,td{text-align:left;padding:4px 10px 4px 0;border-bottom:1px solid var(--edge);vertical-align:top;overflow-wrap:break-word}td{min-width:5ch;max-width:60ch}td .link{max-width:100%}th{position:sticky;top:0;background:var(--card);white-space:nowrap}th button{border:0;padding:2px 0;background:none;font-weight:600}th[aria-sort]:after{content:" \\2191";color:var(--accent)}th[aria-sort=descending]:after{content:" \\2193"}.foot,.about{color:var(--soft);font-size:13px}@media screen and (max-width:900px){body.page #graph-view,.report #graph-view{height:auto;grid-template:auto 62vh auto auto / 1fr}.canvas{grid-row:2;border-block:1px solid var(--edge)}nav.side,aside.side{border:0;max-height:60vh}aside.side{grid-row:3}nav.side{grid-row:4;border-top:1px solid var(--edge)}#graph-view.has-details{grid-template-columns:1fr}.keys{display:none}.bar label,.bar input[type=search]{flex:1 1 auto;width:auto;min-width:0}.legend{display:none}.wide{padding:0 8px}.report #picture{touch-action:pan-y}}@media screen and (max-width:600px){.report h1{font-size:20px}.summary{font-size:16px}.index{flex-wrap:nowrap;overflow-x:auto;white-space:nowrap;padding-bottom:4px}.narrow>section>h2{margin-top:20px}.root header b{margin-left:0}}@media print,(max-width:900px){.chain{flex-direction:column;align-items:stretch;gap:4px}.chain li{display:flex;flex-direction:column;align-items:flex-start;max-width:none}.chain li:not(:last-child):before,.chain li:not(:last-child):after{content:none}.chain .why{padding-left:12px}.chain .why:before{content:"\\2193\\a0";color:var(--wait);font-weight:700}}.sheets{display:none}@media print{@page{margin:12mm}@page graph{size:landscape}:root{color-scheme:light;--ground: #ffffff;--card: #ffffff;--edge: #b9c2d2;--text: #000000;--soft: #45506a;--accent: #2458c5;--accent-soft: #e6edfb;--wait: #b84a06;--line: #7c89a0;--deadlock: #c8102e;--deadlock-soft: #fdeaed;--head: #f2f4f8;--shadow: none}body.page #graph-view,.report #graph-view{display:block;height:auto;border:0;overflow:visible}.bar label,.bar button,.strip,.copy,.index,.table label,.foot button,#found,aside .empty{display:none}.canvas{display:block;overflow:visible}#picture{position:absolute;width:0;height:0}.side,.scroll{overflow:visible;max-height:none;border:0;padding:0}nav.side,aside.side{border:0}.bar{padding:0 0 6px;margin-bottom:10px}.report .bar{display:none}h2,h3,.rule>.empty{break-after:avoid}.side .row{break-inside:avoid}#waits{columns:2}.sheets{display:block}.sheet{margin:0;page:graph;break-inside:avoid}.sheet+.sheet{break-before:page}.sheet svg{display:block;width:100%;max-height:170mm}.sheet figcaption{font-size:12px;color:var(--soft)}.has-focus .node:not(.is-lit),.has-focus .edge:not(.is-lit){opacity:1}table{font-size:11px;line-height:1.35}th,td{padding:2px 8px 2px 0}td{min-width:4ch;max-width:22ch}td:last-child{max-width:44ch}th button{display:contents}.root,.finding,thead,tr{break-inside:avoid}th{position:static}}';
}

// src/view/page.ts
function formatPage(title, kind, body) {
	return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${pageStyle()}</style>
</head>
<body class="${kind}">
${body}
<script>${pageScript()}</script>
</body>
</html>
`;
}

// src/view/graph/text-places.ts
function collectTexts() {
	const texts = [];
	const places = /* @__PURE__ */ new Map();
	const placeOf = text => {
		const known = places.get(text);
		if (known !== void 0) {
			return known;
		}
		places.set(text, texts.length);
		return texts.push(text) - 1;
	};
	return { texts, placeOf };
}
function placesOf_textPlaces(elements) {
	return new Map(elements.map(({ id }, place) => [id, place]));
}

// src/view/graph/page-data.ts
function encodeGraph(model) {
	const collected = collectTexts();
	const placeOf = text => collected.placeOf(formatLabel(text));
	const details = rows => [].concat(...rows.map(({ label, value }) => [placeOf(label), formatValue(value)]));
	const clusterPlaces = placesOf_textPlaces(model.clusters);
	const nodePlaces = placesOf_textPlaces(model.nodes);
	return {
		title: formatLabel(model.title),
		texts: collected.texts,
		clusters: model.clusters.map(cluster => [
			cluster.id,
			formatLabel(cluster.label),
			cluster.isDead ? 1 : 0,
			details(cluster.details)
		]),
		nodes: model.nodes.map(node => {
			var _a, _b, _c, _d, _e;
			return [
				node.id,
				node.kind,
				formatLabel(node.label),
				(_b = clusterPlaces.get((_a = node.cluster) != null ? _a : "")) != null ? _b : -1,
				node.isDeadlocked ? 1 : 0,
				(_c = node.note) != null ? _c : "",
				(_d = node.secondsWaited) != null ? _d : 0,
				(_e = node.heldUp) != null ? _e : 0,
				details(node.details)
			];
		}),
		edges: model.edges.map(edge => {
			var _a, _b;
			return [
				(_a = nodePlaces.get(edge.from)) != null ? _a : 0,
				(_b = nodePlaces.get(edge.to)) != null ? _b : 0,
				edge.kind,
				placeOf(edge.label),
				edge.isDeadlocked ? 1 : 0
			];
		})
	};
}

// src/view/graph/html.ts
var ARROWS = ["line", "wait", "deadlock"].map(look => `<marker id="arrow-${look}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path class="arrow arrow-${look}" d="M0 0L8 4L0 8z"/></marker>`).join("");
function formatGraphView(model, heading) {
	const title = labelHtml(model.title);
	const count = formatNumber(model.clusters.length);
	return `<div id="graph-view">
<div class="bar">${heading}
<label>Search <input type="search" id="search" placeholder="name, id or address" autocomplete="off"></label>
<span id="count" class="empty" role="status"></span>
<label>Process <select id="process"><option value="">all ${count}</option></select></label>
<label><input type="checkbox" id="waits-only"> only waits and messages</label>
<button type="button" id="reset">Start over</button>
</div>
<nav class="side" aria-label="Waits"><div id="found"></div><div id="waits"></div></nav>
<div class="canvas"><svg id="picture" role="group" aria-label="${title}"><defs>${ARROWS}</defs><g id="stage"></g></svg>
<div class="strip"><div class="legend" aria-hidden="true"><span><i></i>connection</span><span><i class="wait"></i>waits for</span><span><i class="may"></i>could be served by</span><span><i class="deadlock"></i>deadlock</span></div>
<div class="keys"><span><kbd>Tab</kbd> <kbd>Enter</kbd> select, unfold</span><span><kbd>&larr;</kbd> <kbd>&rarr;</kbd> along a wait</span><span><kbd>/</kbd> search</span><span><kbd>Esc</kbd> clear</span><span><kbd>+</kbd> <kbd>-</kbd> <kbd>0</kbd> size</span></div>
<div class="tools"><button type="button" id="smaller" aria-label="Smaller">&minus;</button><button type="button" id="larger" aria-label="Larger">+</button><button type="button" id="fit">Fit</button></div></div>
<div id="sheets" class="sheets"></div>
</div>
<aside class="side" aria-label="Details"><div id="details" aria-live="polite"></div></aside>
</div>
<script type="application/json" id="graph">${formatAsciiJson(encodeGraph(model))}</script>`;
}
function formatHtml(model) {
	return formatPage(formatLabel(model.title), "page", formatGraphView(model, `<h1>${labelHtml(model.title)}</h1>`));
}

// src/view/graph/json.ts
function formatGraphJson(model) {
	return `${formatAsciiJson(model, 2)}
`;
}

// src/view/graph/mermaid.ts
var LONGEST_MERMAID = 5e4;
var MOST_MERMAID_EDGES = 500;
var MOST_NODES_mermaid = 320;
var SHAPES_mermaid = {
	"connection port": ["[[", "]]"],
	"server port": ["[", "]"],
	"client port": ["[", "]"],
	port: ["[", "]"],
	thread: ["([", "])"],
	message: [">", "]"],
	object: ["{{", "}}"],
	process: ["[/", "/]"],
	unknown: ["[", "]"]
};
var ARROWS_mermaid = {
	connection: "-->",
	queued: "-.->",
	sent: "==>",
	wait: "==>",
	"could serve": "-.->"
};
function quoteMermaid(text) {
	return quote(formatLabel(text));
}
function quote(text) {
	return `"${text.replace(/[^\w .,:()'\-/\u00a0-\ud7ff\ue000-\uffff\ud800-\udfff]/g, found => Array.from(found, one => `#${one.charCodeAt(0)};`).join(""))}"`;
}
function formatMermaid(model) {
	const index = indexGraph(model);
	for (let most = MOST_NODES_mermaid; ; most = Math.floor(most / 2)) {
		const folded = foldGraph(index, chooseNodes(index, most), Math.ceil(most / 6));
		const text = formatFolded(index, folded);
		if (text.length <= LONGEST_MERMAID && folded.edges.length <= MOST_MERMAID_EDGES || most <= 1) {
			return text;
		}
	}
}
function formatFolded({ model }, folded) {
	var _a, _b;
	const names = /* @__PURE__ */ new Map();
	folded.nodes.forEach((node, place) => names.set(node.id, `n${place}`));
	folded.groups.forEach((group, place) => names.set(group.id, `g${place}`));
	const leftOut = describeFolding(folded);
	const lines = [
		`%% ${formatLabel(model.title).replace(/[{}%]/g, " ")}`,
		...leftOut === "" ? [] : [`%% ${leftOut}`],
		"flowchart LR"
	];
	drawnClusters(model.clusters, folded).forEach((drawn, place) => lines.push(...formatCluster_mermaid(drawn, place, names)));
	for (const edge of folded.edges) {
		const label = edge.kind === "connection" && edge.count === 1 ? "" : `|${quoteMermaid(edge.label)}|`;
		lines.push(`  ${(_a = names.get(edge.from)) != null ? _a : ""} ${ARROWS_mermaid[edge.kind]}${label} ${(_b = names.get(edge.to)) != null ? _b : ""}`);
	}
	if (leftOut !== "") {
		lines.push(`  left[${quote(formatValue(leftOut))}]`);
	}
	return `${lines.concat(formatStyles(folded.edges, folded.nodes, names)).join("\n")}
`;
}
function formatCluster_mermaid({ cluster, nodes, group }, place, names) {
	var _a;
	const formatNode = (node, indent) => {
		var _a;
		const [open, close] = SHAPES_mermaid[node.kind];
		return `${indent}${(_a = names.get(node.id)) != null ? _a : ""}${open}${quoteMermaid(node.label)}${close}`;
	};
	if (cluster === void 0) {
		return nodes.map(node => formatNode(node, "  "));
	}
	return [
		`  subgraph c${place}[${quoteMermaid(cluster.isDead ? `${cluster.label}, exited` : cluster.label)}]`,
		...nodes.map(node => formatNode(node, "    ")),
		...group === void 0 ? [] : [`    ${(_a = names.get(group.id)) != null ? _a : ""}[(${quoteMermaid(group.summary)})]`],
		"  end"
	];
}
function formatStyles(edges, nodes, names) {
	const styles = [];
	const waits = [];
	const deadlocks = [];
	edges.forEach((edge, place) => {
		if (edge.isDeadlocked) {
			deadlocks.push(place);
		} else if (edge.kind !== "connection" && edge.kind !== "queued") {
			waits.push(place);
		}
	});
	if (waits.length > 0) {
		styles.push(`  linkStyle ${waits.join(",")} stroke:#c2410c`);
	}
	if (deadlocks.length > 0) {
		styles.push(`  linkStyle ${deadlocks.join(",")} stroke:#c00000,stroke-width:4px`);
	}
	const marked = nodes.filter(node => node.isDeadlocked).map(node => {
		var _a;
		return (_a = names.get(node.id)) != null ? _a : "";
	});
	if (marked.length > 0) {
		styles.push("  classDef deadlock stroke:#c00000,stroke-width:3px", `  class ${marked.join(",")} deadlock`);
	}
	return styles;
}

// src/model/objects/graph.ts
var formats = {
	dot: formatDot,
	mermaid: formatMermaid,
	json: formatGraphJson,
	html: formatHtml
};
var EXAMPLE_graph = '@$cursession.Alpc.Graph("dot", @$curprocess)';
function graphLines(context, format, scope) {
	const write = typeof format === "string" ? formats[format.toLowerCase()] : void 0;
	if (write === void 0) {
		throw wrongArgument(describeArgument(format), `one of ${Object.keys(formats).map(name => `"${name}"`).join(", ")}`, EXAMPLE_graph);
	}
	const wanted = subjectOf_subject(context, scope, { expected: "a process, port, thread or wait chain", example: EXAMPLE_graph });
	const graph = context.target.pin(() => buildGraph(systemOf(context), wanted));
	return linesOf(context, `${printable(graph.title)}, as ${String(format).toLowerCase()}`, write(graph));
}

// src/model/connection-walk.ts
function* walkConnections_connectionWalk(context) {
	const seen = /* @__PURE__ */ new Set();
	const halves = [];
	for (const address of walkPorts_portSearch(context)) {
		const facts = context.portFacts(address);
		for (const connection of facts instanceof Absence || facts.role === "connection" ? [] : context.generation.readConnections(facts)) {
			if (isHalf(connection)) {
				halves.push(connection);
			} else if (isNew(connection, seen)) {
				yield connection;
			}
		}
	}
	yield* halves.filter(connection => isNew(connection, seen));
}
function isHalf({ communicationInfo, clientPort, serverPort }) {
	return communicationInfo instanceof Absence && (clientPort instanceof Absence || serverPort instanceof Absence);
}
function isNew({ communicationInfo, clientPort, serverPort }, seen) {
	const identities = communicationInfo instanceof Absence ? [clientPort, serverPort] : [communicationInfo];
	const keys = identities.map(address => address instanceof Absence ? "" : address.key).filter(key => key !== "");
	const isKnown = keys.some(key => seen.has(key));
	keys.forEach(key => seen.add(key));
	return !isKnown;
}

// src/view/report/html-table.ts
var MOST_PLAIN_ROWS = 50;
function formatTable(table) {
	const heads = table.columns.map(({ title, isNumber }) => `<th scope="col"${isNumber ? ' class="number"' : ""}><button type="button">${labelHtml(title)}</button></th>`);
	const rows = table.rows.slice(0, MOST_PLAIN_ROWS).map(row => `<tr>${row.map(({ text }, column) => {
		var _a;
		return `<td${((_a = table.columns[column]) == null ? void 0 : _a.isNumber) === true ? ' class="number"' : ""}>${valueHtml(text)}</td>`;
	}).join("")}</tr>`);
	const note = table.note === void 0 ? "" : `<p class="empty">${valueHtml(table.note)}</p>`;
	const id = labelHtml(table.id);
	return `<details class="table" id="table-${id}"><summary>${labelHtml(table.title)} (${formatNumber(table.rows.length)})</summary><div>
${note}<label>Filter <input type="search" autocomplete="off" aria-label="Filter ${labelHtml(table.title)}"></label>
<div class="scroll" tabindex="0" role="region" aria-label="${labelHtml(table.title)}"><table><thead><tr>${heads.join("")}</tr></thead>
<tbody>${rows.join("\n")}</tbody></table></div>
<p class="foot" role="status">${formatQuantity(table.rows.length, "row")}</p></div></details>`;
}

// src/view/report/page-table.ts
function encodeTables(tables, nodes) {
	const collected = collectTexts();
	const placeOf = text => collected.placeOf(formatValue(text));
	const nodePlaces = placesOf_textPlaces(nodes);
	const encodeCell = ({ text, sort, node }) => {
		const place = node === void 0 ? void 0 : nodePlaces.get(node);
		if (place !== void 0) {
			return [placeOf(text), sort != null ? sort : null, place];
		}
		if (sort === void 0) {
			return placeOf(text);
		}
		return String(sort) === text ? [sort] : [placeOf(text), sort];
	};
	const encoded = tables.map(table => ({
		id: table.id,
		isNumber: table.columns.map(column => column.isNumber),
		rows: table.rows.map(row => row.map(encodeCell))
	}));
	return { texts: collected.texts, tables: encoded };
}

// src/view/report/html.ts
var MOST_ROOTS = 5;
var MOST_FINDINGS = 10;
function formatReport(data) {
	const body = `<main>
<div class="narrow">
<h1>${labelHtml(data.title)}</h1>
<div class="summary">${data.summary.map(sentence => `<p>${valueHtml(sentence)}</p>`).join("\n")}</div>
${formatIndex(data)}
${formatRoots(data.roots)}
${formatRules(data.rules)}
</div>
<section class="wide" id="picture-of-waits" aria-label="Graph"><h2>Graph</h2>
${formatGraphView(data.graph, "")}
</section>
<div class="narrow">
<section id="tables"><h2>Tables</h2>
${data.tables.map(formatTable).join("\n")}
</section>
${formatGaps(data)}
${formatFacts(data)}
</div>
</main>
<script type="application/json" id="table-data">${formatAsciiJson(encodeTables(data.tables, data.graph.nodes))}</script>`;
	return formatPage(formatLabel(data.title), "report", body);
}
function formatIndex(data) {
	const links = [
		...data.roots.length === 0 ? [] : [["roots", `Root blockers (${formatNumber(data.roots.length)})`]],
		["findings", `Findings (${formatNumber(data.rules.reduce((sum, rule) => sum + rule.findings.length, 0))})`],
		["picture-of-waits", "Graph"],
		...data.tables.map(({ id, title, rows }) => [`table-${id}`, `${title} (${formatNumber(rows.length)})`]),
		["gaps", `Not read (${formatNumber(data.gaps.length)})`],
		["facts", "About this report"]
	];
	return `<nav class="index" aria-label="Contents">${links.map(([id, text]) => `<a href="#${labelHtml(id != null ? id : "")}">${labelHtml(text != null ? text : "")}</a>`).join("\n")}</nav>`;
}
function formatRoots(roots) {
	if (roots.length === 0) {
		return "";
	}
	const rest = roots.slice(MOST_ROOTS).map(formatRoot_html).join("\n");
	return `<section id="roots"><h2>Root blockers</h2>
${roots.slice(0, MOST_ROOTS).map(formatRoot_html).join("\n")}
${fold(roots.length - MOST_ROOTS, "root blockers", rest)}</section>`;
}
function fold(count, what, content) {
	return count <= 0 ? "" : `<details class="more"><summary>${formatNumber(count)} more ${what}</summary>
${content}
</details>`;
}
function formatRoot_html(root) {
	const processes = root.processes.length === 0 ? "" : `<p class="empty">Blocked: ${valueHtml(formatSomeNames(root.processes))}</p>`;
	return `<article class="${root.isDeadlock ? "root is-deadlock" : "root"}">
<header><h3>${formatLink_html(root.name, root.node)}</h3><b>blocks ${formatQuantity(root.heldUp, "thread")}</b></header>
<p>${valueHtml(root.reason)}</p>
${formatChain_html(root.chain)}
${processes}
<p><strong>Next:</strong> ${valueHtml(root.nextStep)}</p>
${formatCommands(root.commands)}
</article>`;
}
var MOST_NAMES = 8;
function formatSomeNames(names) {
	const rest = names.length - MOST_NAMES;
	return `${names.slice(0, MOST_NAMES).map(formatLabel).join(", ")}${rest > 0 ? ` and ${formatNumber(rest)} more` : ""}`;
}
var MOST_STEPS = 4;
function formatChain_html(steps) {
	const left = steps.length - 2 * MOST_STEPS;
	const shown = left < 2 ? steps : [...steps.slice(0, MOST_STEPS), { name: `${formatNumber(left)} more`, wait: "" }, ...steps.slice(-MOST_STEPS)];
	const items = shown.map(({ name, wait, age, node }) => {
		const why = wait === void 0 ? "" : `<span class="why">${valueHtml(wait)}${age === void 0 ? "" : `, <span class="age">${labelHtml(age)}</span>`}</span>`;
		const who = node === void 0 ? `<span class="who">${labelHtml(name)}</span>` : `<button type="button" class="who" data-node="${labelHtml(node)}">${labelHtml(name)}</button>`;
		return `<li>${who}${why}</li>`;
	});
	return items.length === 0 ? "" : `<ol class="chain">${items.join("\n")}</ol>`;
}
function formatLink_html(name, node) {
	return node === void 0 ? labelHtml(name) : `<button type="button" class="link" data-node="${labelHtml(node)}">${labelHtml(name)}</button>`;
}
function formatCommands(commands) {
	const items = commands.map(command => `<span class="command"><code>${valueHtml(command)}</code><button type="button" class="copy">Copy</button></span>`);
	return items.length === 0 ? "" : `<div class="commands">${items.join("\n")}</div>`;
}
function formatRules(rules) {
	const content = rules.length === 0 ? '<p class="empty">Nothing found.</p>' : rules.map(formatRule).join("\n");
	return `<section id="findings"><h2>Findings</h2>
${content}
</section>`;
}
function formatRule({ title, severity, meaning, findings }) {
	const isCritical = severity === "Error";
	return `<article class="${isCritical ? "rule is-critical" : "rule"}">
<h3>${labelHtml(title)} <span>${labelHtml(severity)}, ${formatNumber(findings.length)}</span></h3>
${meaning === void 0 ? "" : `<p class="empty">${valueHtml(meaning)}</p>`}
${findings.slice(0, MOST_FINDINGS).map(formatFinding).join("\n")}
${fold(findings.length - MOST_FINDINGS, "findings", findings.slice(MOST_FINDINGS).map(formatFinding).join("\n"))}
</article>`;
}
function formatFinding({ text, evidence, nextStep, commands }) {
	const list = evidence.length === 0 ? "" : `<ul>${evidence.map(line => `<li>${valueHtml(line)}</li>`).join("\n")}</ul>`;
	const next = nextStep === "" ? "" : `<p><strong>Next:</strong> ${valueHtml(nextStep)}</p>`;
	return `<div class="finding"><p>${paragraphHtml(text)}</p>
${list}${next}${formatCommands(commands)}</div>`;
}
function formatGaps({ gaps }) {
	const content = gaps.length === 0 ? '<p class="empty">Everything could be read.</p>' : `<div class="scroll"><table><thead><tr><th scope="col">What</th><th scope="col">Why</th></tr></thead><tbody>${gaps.map(({ what, reason }) => `<tr><td>${valueHtml(what)}</td><td>${valueHtml(reason)}</td></tr>`).join("\n")}</tbody></table></div>`;
	return `<section id="gaps"><h2>What could not be read</h2>
${content}
</section>`;
}
function formatFacts({ facts, version }) {
	const rows = facts.map(({ label, value }) => `<dt>${labelHtml(label)}</dt><dd>${valueHtml(value)}</dd>`);
	return `<section id="facts"><h2>About this report</h2>
<dl>${rows.join("\n")}<dt>Written by</dt><dd>alpcx ${labelHtml(version)}</dd></dl>
</section>`;
}

// src/view/report/text.ts
var MOST_ROOTS_text = 5;
var MOST_STEPS_text = 4;
function formatReportText({ title, summary, roots, rules }) {
	const left = roots.length - MOST_ROOTS_text;
	return [
		title,
		"",
		...summary,
		...roots.slice(0, MOST_ROOTS_text).reduce((lines, root, place) => lines.concat("", formatRoot_text(root, place + 1)), []),
		...left > 0 ? ["", `${formatCount(left, "more root blocker")}: !alpcx_roots`] : [],
		...rules.length === 0 ? [] : ["", "Findings (!alpcx_findings):"],
		...rules.map(({ title: name, severity, findings }) => `  ${severity}: ${name}, ${findings.length}`)
	].map(printable);
}
function formatRoot_text(root, place) {
	return [
		`${place}. ${root.name} blocks ${formatCount(root.heldUp, "thread")}`,
		`   ${root.reason}`,
		...shortened_text(root.chain).map(formatStep_text),
		`   Next: ${root.nextStep}`,
		...root.commands.map(command => `     ${command}`)
	];
}
function shortened_text(steps) {
	const left = steps.length - 2 * MOST_STEPS_text;
	return left < 2 ? steps : [...steps.slice(0, MOST_STEPS_text), { name: `(${left} more)` }, ...steps.slice(-MOST_STEPS_text)];
}
function formatStep_text({ name, wait, age }) {
	return `     ${name}${wait === void 0 ? "" : ` ${wait}`}${age === void 0 ? "" : `, ${age}`}`;
}

// src/model/version.ts
var version = true ? "0.2.0" : "development";

// src/view/report/finding-text.ts
var MOST_EVIDENCE = 12;
function describeRules(system, findings) {
	var _a;
	const found = /* @__PURE__ */ new Map();
	for (const finding of findings) {
		const key = `${finding.rule} ${finding.severity}`;
		found.set(key, ((_a = found.get(key)) != null ? _a : []).concat(finding));
	}
	const groups = Array.from(found.values());
	return groups.map((group, place) => {
		var _a, _b;
		return { group, place, rank: SEVERITIES.indexOf((_b = (_a = group[0]) == null ? void 0 : _a.severity) != null ? _b : "Information") };
	}).sort((a, b) => a.rank - b.rank || a.place - b.place).map(({ group }) => describeRule(system, group));
}
function describeRule(system, group) {
	var _a, _b;
	const [first] = group;
	const rule = rules.find(({ id }) => id === (first == null ? void 0 : first.rule));
	return Object.assign({
		title: titleOf((_a = first == null ? void 0 : first.rule) != null ? _a : ""),
		severity: (_b = first == null ? void 0 : first.severity) != null ? _b : "Information",
		findings: group.map((finding, place) => {
			var _a;
			return describeFinding(system, finding, place === 0 ? (_a = rule == null ? void 0 : rule.advice) != null ? _a : "" : "");
		})
	}, rule === void 0 ? {} : { meaning: rule.meaning });
}
function titleOf(rule) {
	const words = rule.replace(/^alpc-/, "").replace(/-/g, " ");
	return words.charAt(0).toUpperCase() + words.slice(1);
}
function describeFinding(system, { explanation, subject, evidence }, advice) {
	const left = evidence.length - MOST_EVIDENCE;
	const named = evidence.slice(0, MOST_EVIDENCE).map(reference => nameReference(system, reference));
	return {
		text: explanation,
		evidence: left > 0 ? named.concat(`and ${left} more`) : named,
		nextStep: advice,
		commands: commandsFor(subject)
	};
}
function nameReference(system, { kind, address, object }) {
	switch (kind) {
		case "Thread":
			return `Thread ${formatThread(system, address)}`;
		case "Process":
			return `Process ${formatProcess(system, address)}`;
		case "Port":
			return `Port ${formatPortOfOwner(system, address)}, ${address}`;
		case "Message":
			return nameMessage(system, address);
		case "Object":
			return object === void 0 ? `Page ${address}` : nameObject(system, object);
	}
}
function nameObject(system, object) {
	const name = formatObject(system, object).replace(/^the /, "");
	const place = object.process === void 0 ? "" : ` of ${formatProcess(system, object.process)}`;
	return `${name.charAt(0).toUpperCase()}${name.slice(1)}${place}`;
}
function nameMessage(system, address) {
	const message = system.message(address);
	return message instanceof Absence || message.id instanceof Absence ? `Message at ${address}` : `${formatMessage(message).replace(/^m/, "M")}, ${address}`;
}
function commandsFor({ kind, address }) {
	switch (kind) {
		case "Thread":
			return [`!alpcx_why ${address}`, `!thread ${address}`];
		case "Process":
			return [`!alpcx_process ${address}`];
		case "Port":
			return [`!alpcx_port ${address}`];
		case "Message":
			return [`!alpcx_message ${address}`];
		case "Object":
			return [];
	}
}

// src/view/report/root-text.ts
function describeRoot(system, group, isDrawn) {
	var _a;
	const { root, deadlock, chains: [first] } = group;
	const node = nodeOf((_a = root.thread) != null ? _a : deadlock == null ? void 0 : deadlock.thread, root.port, isDrawn);
	return Object.assign({
		name: formatName_rootText(system, group),
		reason: describeState_rootText(system, group),
		isDeadlock: root.cause === "deadlock",
		heldUp: group.heldUp,
		processes: group.processes.map(process => formatProcess(system, process)),
		chain: first === void 0 ? [] : describeChain(system, first, isDrawn),
		nextStep: findAdvice(root),
		commands: findCommands(system, group)
	}, node === void 0 ? {} : { node });
}
function formatName_rootText(system, { root, deadlock }) {
	var _a;
	return deadlock === void 0 ? (_a = nameRoot(system, root)) != null ? _a : "an object" : beginSentence(nameCycle(deadlock.isRenewed, deadlock.links().length));
}
function describeState_rootText(system, { root, deadlock, threads, suspects }) {
	if (deadlock !== void 0) {
		return deadlock.isRenewed ? "The threads wait for each other; their waits time out and are begun again." : `The threads wait for each other, and none of the waits can end.`;
	}
	const others = root.kind === "Thread" && threads.length > 1 ? ` ${formatCount(threads.length - 1, "other thread")} ${threads.length === 2 ? "is" : "are"} in the same state.` : "";
	switch (shownKind(root)) {
		case "Port":
			return root.whyUnused !== void 0 ? `Nobody receives on the port, ${root.whyUnused}.` : `No thread waits to receive ${root.port === void 0 ? "there" : `what is sent to ${formatReceiver(system, root.port)}`}.`;
		case "Unknown":
			return `Nothing more is known: ${formatReason(system, root)}.`;
		default:
			return `It ${formatReason(system, root)}${formatDebt(system, root)}${formatSuspects(system, { root, suspects })}.${others}`;
	}
}
function describeChain(system, chain, isDrawn) {
	const links = chain.links();
	const { root } = chain;
	const isCycle = ROOT_CAUSES[root.cause].cycle === "closed";
	const steps = links.map((link, place) => describeStep(system, link, isCycle || place < links.length - 1, isDrawn));
	const again = isCycle ? links.find(({ thread }) => {
		var _a;
		return thread !== void 0 && ((_a = root.thread) == null ? void 0 : _a.equals(thread)) === true;
	}) : void 0;
	return again === void 0 ? steps : steps.concat([
		Object.assign({}, describeStep(system, again, false, isDrawn), {
			name: `${describeLink(system, again).who} again`
		})
	]);
}
function describeStep(system, link, hasWait, isDrawn) {
	const { who, what } = describeLink(system, link);
	const seconds = link.thread === void 0 || !hasWait ? void 0 : present(system.secondsWaited(link.thread));
	const node = nodeOf(link.thread, link.port, isDrawn);
	return Object.assign({ name: who }, hasWait ? { wait: what } : {}, seconds === void 0 ? {} : { age: formatSeconds(seconds) }, node === void 0 ? {} : { node });
}
function nodeOf(thread, port, isDrawn) {
	const node = thread !== void 0 ? `thread-${thread.key}` : port !== void 0 ? `port-${port.key}` : void 0;
	return node !== void 0 && isDrawn(node) ? node : void 0;
}
function findCommands(system, group) {
	const { root, chains: [first] } = group;
	const commands = [
		findNextStep(system, group),
		...root.thread === void 0 ? [] : [`!thread ${root.thread}`],
		...first === void 0 ? [] : [`!alpcx_why ${first.thread}`]
	];
	return commands.filter((command, place) => commands.indexOf(command) === place);
}

// src/view/report/summary.ts
function summarize_summary(system, { groups, trouble, findings }) {
	var _a;
	const [worst, ...others] = trouble;
	if (worst === void 0) {
		return [describeQuiet(groups), describeFindings(findings)];
	}
	const second = (_a = others.find(({ deadlock }) => deadlock !== void 0 && worst.deadlock === void 0)) != null ? _a : others[0];
	return [
		describeWorst(system, worst),
		...second === void 0 ? [] : [describeNext(system, second, others.length - 1)],
		describeFindings(findings)
	];
}
var MOST_PROCESSES = 3;
function listWords(words) {
	var _a;
	return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${(_a = words[words.length - 1]) != null ? _a : ""}`;
}
function describeWorst(system, group) {
	const { heldUp, processes, longest } = group;
	const names = processes.map(process => formatProcess(system, process));
	const named = names.length > MOST_PROCESSES ? formatSome(names, MOST_PROCESSES) : listWords(names);
	const whose = named === "" ? "" : ` of ${named}`;
	const verb = longest === void 0 ? `${heldUp === 1 ? "is" : "are"} blocked` : `${heldUp === 1 ? "has" : "have"} been blocked for ${heldUp > 1 ? "up to " : ""}${formatSeconds(longest)}`;
	return `${formatCount(heldUp, "thread")}${whose} ${verb} by ${formatGroup(system, group)}.`;
}
function describeNext(system, group, more) {
	const rest = more <= 0 ? "" : `; ${formatCount(more, "further root blocker")} below`;
	return `In addition, ${formatCount(group.heldUp, "thread")} ${group.heldUp === 1 ? "is" : "are"} blocked by ${formatGroup(system, group)}${rest}.`;
}
function describeQuiet(groups) {
	const waiting = groups.reduce((sum, { chains }) => sum + chains.length, 0);
	const longest = groups.reduce((most, { longest: seconds }) => seconds === void 0 ? most : Math.max(most != null ? most : 0, seconds), void 0);
	return waiting === 0 ? "Nothing is stuck: no thread awaits a reply." : `Nothing looks stuck: ${formatCount(waiting, "thread")} ${waiting === 1 ? "awaits" : "await"} a reply${longest === void 0 ? "" : `, the longest for ${formatSeconds(longest)}`}.`;
}
function describeFindings(findings) {
	const count = severity => findings.filter(finding => finding.severity === severity).length;
	const parts = [
		[count("Error"), "error"],
		[count("Warning"), "warning"],
		[count("Information"), "thing worth knowing", "things worth knowing"]
	].filter(([found]) => found > 0).map(([found, one, many]) => formatCount(found, one, many));
	return findings.length === 0 ? "The rules found no problem." : `The rules found ${listWords(parts)}.`;
}

// src/model/objects/statistics.ts
function countMessages(context) {
	return context.target.stop.once("messages by queue and state", () => {
		const byQueue = /* @__PURE__ */ new Map();
		const byState = /* @__PURE__ */ new Map();
		let noState;
		let total = 0;
		for (const address of reported(context, "messages", context.generation.walkMessages())) {
			const facts = context.generation.readMessage(address);
			total += 1;
			add(byQueue, facts instanceof Absence || facts.queue instanceof Absence ? "Unknown" : facts.queue);
			const state = facts instanceof Absence ? facts : facts.state;
			noState = state instanceof Absence ? state : noState;
			for (const { name, value, width } of state instanceof Absence ? [] : state.bits) {
				if (width === 1 && value !== 0) {
					add(byState, name);
				}
			}
		}
		return { total, byQueue, byState: byState.size === 0 && noState !== void 0 ? noState : byState };
	});
}
function add(counts, name) {
	var _a;
	counts.set(name, ((_a = counts.get(name)) != null ? _a : 0) + 1);
}
var NamedCounts = class {
	constructor(counts, what) {
		this.__counts = counts;
		this.__what = what;
		counts.forEach((count, name) => {
			Object.defineProperty(this, name, { configurable: true, enumerable: true, get: () => count });
		});
	}
	toString() {
		const parts = [];
		this.__counts.forEach((count, name) => {
			parts.push(`${count} ${name}`);
		});
		return parts.length === 0 ? formatCount(0, this.__what) : parts.join(", ");
	}
};
var Statistics = class {
	constructor(context) {
		this.__context = context;
	}
	get __counts() {
		return this.__context.target.stop.once("statistics", () => count(this.__context));
	}
	toString() {
		return "Counts over the whole system";
	}
	get __hasPorts() {
		return this.__counts.noPorts === void 0;
	}
	get __line() {
		const { ports, connectionPorts, queuedMessages, waitingThreads, noPorts, noThreads } = this.__counts;
		if (noPorts !== void 0) {
			return `this ${this.__context.target.isDump ? "dump" : "target"} holds no lists of ports: ${noPorts.reason}`;
		}
		if (noThreads !== void 0) {
			return `${formatCount(ports, "port")}, ${connectionPorts} of them services, ${formatCount(queuedMessages, "queued message")}; threads are not known: ${noThreads.reason}`;
		}
		return `${formatCount(ports, "port")}, ${connectionPorts} of them services, ${formatCount(queuedMessages, "queued message")}, ${formatCount(waitingThreads, "thread")} awaiting a reply`;
	}
};
var COUNT_OF_ROLE = {
	connection: "connectionPorts",
	server: "serverPorts",
	client: "clientPorts",
	unconnected: "otherPorts",
	unknown: "otherPorts"
};
function count(context) {
	var _a;
	const counts = {
		ports: 0,
		connectionPorts: 0,
		serverPorts: 0,
		clientPorts: 0,
		otherPorts: 0,
		unreadablePorts: 0,
		queuedMessages: 0,
		uncountedPorts: 0,
		waitingThreads: 0,
		unreadableThreads: 0,
		noPorts: void 0,
		noThreads: void 0
	};
	countPorts(context, counts);
	const walk = noteEnd(context.generation.walkWaitingThreads(), reason => {
		counts.noThreads = reason;
	});
	counts.waitingThreads = Array.from(walk).length;
	counts.unreadableThreads = (_a = walk.end.skipped) != null ? _a : 0;
	return counts;
}
function countPorts(context, counts) {
	const walk = noteEnd(context.generation.walkPorts(), reason => {
		counts.noPorts = reason;
	});
	for (const address of reported(context, "ports", walk)) {
		counts.ports += 1;
		const facts = context.portFacts(address);
		if (facts instanceof Absence) {
			counts.unreadablePorts += 1;
			continue;
		}
		counts[COUNT_OF_ROLE[facts.role]] += 1;
		const queued = declaredTotal(context, facts);
		if (queued instanceof Absence) {
			counts.uncountedPorts += 1;
		} else {
			counts.queuedMessages += queued;
		}
	}
}
function noteEnd(walk, tell) {
	return walk.mapEnd(end => {
		if (end.count > 0 || end.kind === "head" || end.kind === "null link") {
			return end;
		}
		tell(end.kind === "unreadable" ? new Absence("Unreadable", end.reason, end.at) : invalid(end.reason, end.at));
		return Object.assign({}, end, { kind: "head" });
	});
}
function portCount(help, pick) {
	return inDecimal(property(help, ({ __counts }) => {
		var _a;
		return (_a = __counts.noPorts) != null ? _a : pick(__counts);
	}));
}
var statisticsClass = defineClass("statistics", "Counts over the whole system.", Statistics, {
	Ports: portCount("All ports.", ({ ports }) => ports),
	ConnectionPorts: portCount("Connection ports: the services.", ({ connectionPorts }) => connectionPorts),
	ServerPorts: portCount("Server ends of connections.", ({ serverPorts }) => serverPorts),
	ClientPorts: portCount("Client ends of connections.", ({ clientPorts }) => clientPorts),
	OtherPorts: portCount("Unconnected ports and ports of contradictory kind.", ({ otherPorts }) => otherPorts),
	UnreadablePorts: portCount("Ports on the system's list whose memory could not be read.", ({ unreadablePorts }) => unreadablePorts),
	QueuedMessages: portCount("Messages on queues, by the kernel's own counts, canceled ones left out.", ({ queuedMessages }) => queuedMessages),
	UncountedPorts: portCount("Ports whose queued messages could not be counted.", ({ uncountedPorts }) => uncountedPorts),
	WaitingThreads: inDecimal(property("Threads that await a reply.", ({ __counts }) => {
		var _a;
		return (_a = __counts.noThreads) != null ? _a : __counts.waitingThreads;
	})),
	UnreadableThreads: inDecimal(property("Threads that cannot be read, so that it is not known whether they wait.", ({ __counts }) => {
		var _a;
		return (_a = __counts.noThreads) != null ? _a : __counts.unreadableThreads;
	})),
	Messages: inDecimal(property("All messages, those on no queue included.", ({ __context, __counts }) => {
		var _a;
		return (_a = __counts.noPorts) != null ? _a : countMessages(__context).total;
	})),
	MessagesByQueue: property("Messages by the queue that they are on: Main, Pending and so on, Thread for those handed to a thread, None for those on no queue.", ({ __context, __counts }) => {
		var _a;
		return (_a = __counts.noPorts) != null ? _a : new NamedCounts(countMessages(__context).byQueue, "message");
	}),
	MessagesByState: property("Messages by the named bits of their state: in how many each is set.", ({ __context, __counts }) => {
		var _a;
		return (_a = __counts.noPorts) != null ? _a : mapPresent(countMessages(__context).byState, counts => new NamedCounts(counts, "message"));
	})
});

// src/model/report/report-tables.ts
function reportTables(context, isDrawn) {
	const chains = Array.from(analysisOf(context).walkChains(), chain => new WaitChain(context, chain));
	const locks = Array.from(systemOf(context).locks(), facts => context.lock(facts));
	const services = Array.from(walkConnectionPorts(context), address => new Endpoint(context, address));
	const ports = Array.from(walkPorts_portSearch(context), address => ({ __context: context, __address: address }));
	const connections = Array.from(walkConnections_connectionWalk(context), facts => new Connection(context, facts));
	return [
		longestFirst(makeTable("waits", "Waiting threads", chainTable, chains, ({ __thread }) => `thread-${__thread.key}`, isDrawn)),
		makeTable("locks", "Locks", lockTable, locks, ({ __facts }) => __facts instanceof Absence ? "" : `object-${__facts.address.key}`, isDrawn),
		makeTable("services", "Services", endpointTable, services, ({ __address }) => `port-${__address.key}`, isDrawn),
		makeTable("connections", "Connections", connectionTable, connections, ({ __facts }) => __facts instanceof Absence || __facts.connectionPort instanceof Absence ? "" : `port-${__facts.connectionPort.key}`, isDrawn),
		makeTable("ports", "Ports", portTable, ports, ({ __address }) => `port-${__address.key}`, isDrawn)
	];
}
function makeTable(id, title, table, elements, nodeOf, isDrawn) {
	return {
		id,
		title,
		columns: table.columns.map(({ name, isCount }) => ({ title: spaced(name), isNumber: isCount })),
		rows: elements.map(element => {
			const node = nodeOf(element);
			return table.cellsOf(element).map((cell, place) => makeCell(cell, place === 0 && isDrawn(node) ? node : void 0));
		})
	};
}
function longestFirst(table) {
	const column = table.columns.findIndex(({ title }) => title === WAITED_reportTables);
	const secondsOf = row => {
		var _a, _b;
		return (_b = (_a = row[column]) == null ? void 0 : _a.sort) != null ? _b : -1;
	};
	return Object.assign({}, table, { rows: table.rows.slice().sort((a, b) => secondsOf(b) - secondsOf(a)) });
}
var WAITED_reportTables = "Waited, s";
function spaced(name) {
	return name === "Waited" ? WAITED_reportTables : name.replace(/([a-z])([A-Z])/g, (_all, before, after) => `${before} ${after.toLowerCase()}`);
}
function makeCell(cell, node) {
	const sort = typeof cell === "number" ? { sort: cell } : {};
	return Object.assign({ text: formatCell(cell) }, sort, node === void 0 ? {} : { node });
}
function formatCell(cell) {
	if (cell instanceof Absence) {
		return cell.kind === "NotApplicable" || cell.kind === "NotInThisBuild" ? "" : "?";
	}
	return cell instanceof Word64 ? cell.toString() : typeof cell === "boolean" ? cell ? "yes" : "no" : printable(String(cell));
}

// src/nt/kernel-build.ts
var BUILD_LAB_LENGTH = 96;
function readBuildLab(target) {
	const address = target.symbol("NtBuildLab");
	const bytes = address instanceof Absence ? void 0 : present(target.read(address, BUILD_LAB_LENGTH));
	const text = bytes === void 0 ? "" : String.fromCharCode.apply(void 0, Array.from(bytes.subarray(0, Math.max(bytes.indexOf(0), 0))));
	return /^[\x21-\x7e]+$/.test(text) ? text : void 0;
}
function readBuildNumber(target) {
	const address = target.symbol("NtBuildNumber");
	const bytes = address instanceof Absence ? void 0 : present(target.read(address, 4));
	const number = bytes === void 0 ? 0 : readWord(bytes, 0, 4).lowBits(16);
	return number === 0 ? void 0 : String(number);
}

// src/model/report/target-facts.ts
var UNIX_EPOCH = new Word64(27111902, 3577643008);
var UNITS_PER_MILLISECOND = 1e4;
var UNITS_PER_SECOND = 1e7;
function describeTarget(target) {
	var _a;
	const rows = [
		["Target", target.isDump ? "a dump" : "a live system"],
		["Windows build", (_a = readBuildLab(target)) != null ? _a : readBuildNumber(target)],
		["Pointers", `${target.pointerSize * 8} bits`],
		["Time", formatTime(target)],
		["Uptime", readUptime_targetFacts(target)]
	];
	return rows.filter(([, value]) => value !== void 0).map(([label, value]) => ({ label, value: value != null ? value : "" }));
}
function formatTime(target) {
	const units = present(target.readTimeOfDay());
	const milliseconds = units === void 0 || units.isZero ? NaN : units.distanceFrom(UNIX_EPOCH) / UNITS_PER_MILLISECOND;
	const date = new Date(milliseconds);
	return isNaN(date.getTime()) ? void 0 : `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
function readUptime_targetFacts(target) {
	const units = present(target.readInterruptTime());
	if (units === void 0) {
		return void 0;
	}
	const minutes = Math.floor(units.toApproximateNumber() / UNITS_PER_SECOND / 60);
	const days = Math.floor(minutes / 1440);
	return `${days > 0 ? `${days} d ` : ""}${Math.floor(minutes % 1440 / 60)} h ${minutes % 60} min`;
}

// src/model/report/report-data.ts
function gatherHead(context, isDrawn = () => false) {
	const system = systemOf(context);
	const statistics = new Statistics(context);
	const time = formatTime(context.target);
	const trouble = troubleOf(context);
	const findings = findingsOfSystem(context).__found;
	return {
		title: `${system.generation} report${time === void 0 ? "" : `, ${time}`}`,
		summary: statistics.__hasPorts ? summarize_summary(system, { groups: groupsOf(context), trouble, findings }) : [`Nothing can be said: ${statistics.__line}.`],
		roots: trouble.map(group => describeRoot(system, group, isDrawn)),
		rules: describeRules(system, findings)
	};
}
function gatherReport(context) {
	return context.target.pin(() => {
		const system = systemOf(context);
		const graph = buildGraph(system, { kind: "system" });
		const nodes = new Set(graph.nodes.map(({ id }) => id));
		const isDrawn = node => nodes.has(node);
		const head = gatherHead(context, isDrawn);
		const tables = reportTables(context, isDrawn);
		return Object.assign({}, head, { graph, tables, gaps: findGaps(context), facts: describeAll(context), version });
	});
}
function describeAll(context) {
	const { pages } = systemOf(context).gaps();
	return [
		...describeTarget(context.target),
		{ label: "System", value: `${context.generation.name}: ${new Statistics(context).__line}` },
		{ label: "Pages missing", value: pages === 0 ? "none of those needed" : String(pages) }
	];
}
function findGaps(context) {
	const { pages, addresses } = systemOf(context).gaps();
	const { noPorts, noThreads, unreadablePorts, uncountedPorts, unreadableThreads } = new Statistics(context).__counts;
	const reason = `not in the ${context.target.isDump ? "dump" : "target's memory"}`;
	const counted = [
		[unreadablePorts, "port", "on the system's list, but cannot be read"],
		[uncountedPorts, "port", "the queued messages could not be counted"],
		[unreadableThreads, "thread", "cannot be read, so that it is not known whether they wait"],
		[pages - addresses.length, "more page", reason]
	];
	return [
		...noPorts === void 0 ? [] : [{ what: "The lists of ports", reason: noPorts.reason }],
		...noThreads === void 0 ? [] : [{ what: "The lists of threads", reason: noThreads.reason }],
		...addresses.map(address => ({ what: `Page ${address}`, reason })),
		...counted.filter(([count]) => count > 0).map(([count, noun, why]) => ({ what: formatCount(count, noun), reason: why }))
	];
}

// src/model/report/report.ts
var EXPECTED = "the path of a file";
function filePath(file, example) {
	if (typeof file !== "string" || file === "") {
		throw wrongArgument(describeArgument(file), EXPECTED, example);
	}
	validateFilePath(file, EXPECTED, example);
	return file;
}
function report(context, file) {
	if (file !== void 0) {
		const path = filePath(file, '!alpcx_report "C:\\\\temp\\\\hang.html"');
		return `Written to ${writeTextFile(path, formatReport(gatherReport(context)))}`;
	}
	const lines = formatReportText(context.target.pin(() => gatherHead(context)));
	const more = ["", '!alpcx_report "C:\\\\temp\\\\hang.html" writes all of it to one file.'];
	return linesOf(context, "What the report's first screen says", lines.concat(more).join("\n"));
}

// src/model/ask/resource.ts
function resourceOf(context, value, example = "!alpcx_resource 0xffffa801`12345678") {
	return resourceAt(context, readAddress(context.target, value, { expected: "the address of an ALPC resource", example }));
}
function resourceAt(context, address) {
	const resource = context.resource(address);
	if (resource instanceof Absence) {
		throw resource.kind === "Unreadable" ? notFound(`There is no ALPC resource at ${address}:`, `${resource.reason}.`) : nothingAt(context, "ALPC resource", address, "The Resources of a port list its own.", resource.reason);
	}
	return resource;
}
function resourceOfKind(context, address, wanted) {
	const resource = resourceAt(context, address);
	const kind = readBlobKind(context.target, address);
	if (kind !== wanted) {
		throw notFound(`${address} is not a ${wanted}:`, `${kind instanceof Absence ? kind.reason : `it is a ${kind}`}.`);
	}
	return resource;
}

// src/model/objects/session-alpc.ts
var FIND = "@$cursession.Alpc.Find";
var WHY = { expected: "a thread, process, port or wait chain", example: "!alpcx_why 0x9a4" };
var SessionAlpcObject = class {
	constructor(context) {
		this.__context = context;
	}
	toString() {
		return `${this.__context.generation.name} ports, connections, messages and waits of the system`;
	}
};
function chains(context, pick, display) {
	return new Collection(context, display, function* () {
		for (const chain of pick()) {
			yield new WaitChain(context, chain);
		}
	}, { rows: chainTable });
}
var commonSessionProperties = {
	Generation: property("ALPC (Vista and later) or LPC (XP and Server 2003).", ({ __context }) => __context.generation.name),
	Ports: property("All ports, indexed by address.", ({ __context }) => new PortList(__context, {
		display: "All ports",
		walk: () => walkPorts_portSearch(__context),
		index: {
			of: hostWord,
			find: index => portAddress(__context, index, "dx @$cursession.Alpc.Ports[0xffffa801`12345678]")
		},
		ofProcess: process => indexed(__context, "ports", __context.generation.walkPortsOf(process))
	})),
	ConnectionPorts: property("The services: connection ports, indexed by name, path or address.", ({ __context }) => new PortList(__context, {
		display: "Connection ports",
		walk: () => walkConnectionPorts(__context),
		index: {
			of: address => indexByPath(__context, address),
			find: index => connectionPortAt(__context, index)
		},
		ofProcess: process => indexed(__context, "ports", __context.generation.walkPortsOf(process)).filter(address => isConnectionPort(__context, address))
	})),
	Connections: property("Every connection of the system, each once.", ({ __context }) => new Collection(__context, "Connections", function* () {
		for (const connection of walkConnections_connectionWalk(__context)) {
			yield __context.connection(connection);
		}
	}, { rows: connectionTable })),
	Messages: property("All queued messages, and those referenced only by a thread; indexed by id or address.", ({ __context }) => new MessageList(__context)),
	WaitingThreads: property("Threads that await a reply.", ({ __context }) => new Collection(__context, "Threads that await a reply", function* () {
		for (const thread of reported(__context, "waiting threads", __context.generation.walkWaitingThreads())) {
			yield __context.thread(thread);
		}
	}, { rows: threadTable })),
	WaitChains: property("The wait chain of each thread blocked on a reply.", ({ __context }) => chains(__context, () => analysisOf(__context).walkChains(), "Wait chains")),
	WaitRoots: property("The root blockers of the waiting threads, most blocked threads first: waits behind the same trouble are one root.", ({ __context }) => waitRoots(__context)),
	Locks: property("Locks that some thread waits for, with holders and waiters, most waiters first.", ({ __context }) => locksOfSystem(__context)),
	Deadlocks: property("Deadlocks: wait cycles that cannot resolve, each once.", ({ __context }) => chains(__context, () => analysisOf(__context).deadlocks, "Deadlocks")),
	Findings: property("Problems, most blocked threads first.", ({ __context }) => findingsOfSystem(__context)),
	Endpoints: property("Ports that one can connect to: who may, who has, and what each accepts.", ({ __context }) => endpointsOfSystem(__context)),
	Statistics: property("Counts over the whole system.", ({ __context }) => new Statistics(__context)),
	Limits: property("Bounds of walks and displays; assign to change them.", ({ __context }) => new LimitSettings(__context))
};
var commonSessionMethods = {
	Find: method("pattern", "Finds connection ports: case-insensitive, with * and ? as wildcards; without them, any part of the name.", ({ __context }, pattern) => {
		const isEmpty = findPorts(__context, pattern, FIND).length === 0;
		return new Collection(__context, `Connection ports that fit ${describeArgument(pattern)}${isEmpty ? `: ${__context.nothing}` : ""}`, () => findPorts(__context, pattern, FIND).map(address => __context.port(address)), { rows: portTable });
	}),
	Port: method("x", "The port with an address, name or path, or of a native object or pointer.", ({ __context }, value) => portOf(__context, value)),
	Message: method("x", "The message with an address or id, or of a native object or pointer.", ({ __context }, value) => messageOf_message(__context, value)),
	Graph: method("format[, scope]", "The graph as lines of text: dot, mermaid, json or html; scope: a process, a port, a thread or a wait chain.", ({ __context }, format, scope) => graphLines(__context, format, scope)),
	Why: method("[x]", "The story in five lines: of the worst root blocker, or of what blocks a thread, a process or the users of a port.", ({ __context }, x) => storyLines(__context, subjectOf_subject(__context, x, WHY))),
	Report: method("[file]", "The report for a ticket: its first screen as lines of text; with a path, all of it written there as one HTML file.", ({ __context }, file) => report(__context, file)),
	Compare: method("[session]", "Remembers this stop and says what has moved since the one remembered before, or against another session of the same machine: whether the system is slow or stuck.", ({ __context }, session) => compare_comparison(__context, session)),
	Refresh: method("", "Forgets everything read so far.", ({ __context }) => {
		__context.target.dropStop();
		return void 0;
	})
};
var sessionAlpcClass = defineClass("session", "All ports, connections, messages and waits of a system.", subclass(SessionAlpcObject), Object.assign({}, commonSessionProperties, { GlobalInformation: property("The ALPC object types, counts by kind, and the message log.", ({ __context }) => new GlobalInformation(__context)) }), Object.assign({}, commonSessionMethods, { Resource: method("x", "The resource at an address: connection info, section, region, view, reserve, security context or handle data.", ({ __context }, value) => resourceOf(__context, value)) }));
var lpcSessionClass = defineClass("lpc-session", "All LPC ports, connections, messages and waits of a system.", subclass(SessionAlpcObject), Object.assign({}, commonSessionProperties), Object.assign({}, commonSessionMethods, { Resource: method("x", "LPC has no resources: says so.", () => {
	throw notFound("LPC has no resources:", "ALPC resources exist only on Vista and later.");
}), PoolSearch: method("[id]", "Messages in the paged pool, those on no queue and freed ones included; with an id, only those that have it.", ({ __context }, id) => {
	if (id === void 0) {
		return poolSearch(__context);
	}
	const reference = readReference(__context.target, id, {
		expected: "the id of a message",
		example: "@$cursession.Alpc.PoolSearch(0x222be)"
	});
	if (reference.kind === "address") {
		throw wrongArgument(describeArgument(id), "the id of a message", "@$cursession.Alpc.PoolSearch(0x222be)");
	}
	return poolSearch(__context, reference.id);
}) }));

// src/model/table-rows.ts
var tableRowKinds = [
	{
		model: portTable.rowClass,
		examples: ["dx -g @$cursession.Alpc.Ports.Table", "dx -g @$cursession.Alpc.Ports.Table.Where(r => r.Queued > 10)"]
	},
	{ model: connectionTable.rowClass, examples: ["dx -g @$cursession.Alpc.Connections.Table"] },
	{ model: messageTable.rowClass, examples: ["dx -g @$cursession.Alpc.Messages.Table"] },
	{ model: threadTable.rowClass, examples: ["dx -g @$cursession.Alpc.WaitingThreads.Table"] },
	{ model: chainTable.rowClass, examples: ["dx -g @$cursession.Alpc.WaitChains.Table"] },
	{ model: rootTable.rowClass, examples: ["dx -g @$cursession.Alpc.WaitRoots.Table"] },
	{ model: lockTable.rowClass, examples: ["dx -g @$cursession.Alpc.Locks.Table"] },
	{ model: findingTable.rowClass, examples: ["dx -g @$cursession.Alpc.Findings.Table"] },
	{
		model: endpointTable.rowClass,
		examples: [
			"dx -g @$cursession.Alpc.Endpoints.Table",
			"dx -g @$cursession.Alpc.Endpoints.Table.OrderByDescending(r => r.Clients)"
		]
	},
	{ model: comparedWaitTable.rowClass, examples: ["dx -g @$cursession.Alpc.Compare().Same.Table"] },
	{ model: growingQueueTable.rowClass, examples: ["dx -g @$cursession.Alpc.Compare().GrowingQueues.Table"] },
	{ model: serverActivityTable.rowClass, examples: ["dx -g @$cursession.Alpc.Compare().Received.Table"] },
	{ model: comparedPortTable.rowClass, examples: ["dx -g @$cursession.Alpc.Compare().NewPorts.Table"] }
];

// src/model/kinds.ts
var RESOURCES = "@$cursession.Alpc.Ports.Select(p => p.Resources).Flatten()";
var LONGEST_QUEUES = "dx @$cursession.Alpc.ConnectionPorts.OrderByDescending(p => p.MainQueue.Length).Take(10)";
var PROCESS = ["!alpcx_process", "dx Debugger.Utility.Alpc.Process(4).Alpc"];
var RESOURCE_kinds = "!alpcx_resource 0xffffa801`12345678";
function resourceKind(model, blob) {
	return { model, blob, examples: [`dx ${RESOURCES}.Where(r => r.Kind == "${blob}")`, RESOURCE_kinds] };
}
var kinds = [
	{
		model: sessionAlpcClass,
		alpc: "session",
		examples: ["dx @$cursession.Alpc", "dx @$cursession.Alpc.ConnectionPorts"]
	},
	{
		model: processAlpcClass,
		alpc: "processAlpc",
		examples: PROCESS
	},
	{
		model: threadAlpcClass,
		alpc: "threadAlpc",
		examples: ["!alpcx_thread", "dx @$cursession.Alpc.WaitingThreads.Select(t => t.Alpc)"]
	},
	{
		model: portClass,
		alpc: "port",
		examples: [LONGEST_QUEUES, "dx -g @$cursession.Alpc.Ports.Table", 'dx @$cursession.Alpc.Find("ntsvcs")']
	},
	{
		model: portListClass,
		examples: [
			"dx @$cursession.Alpc.Ports.Of(@$curprocess)",
			'dx @$cursession.Alpc.ConnectionPorts.Of(@$cursession.Alpc.ConnectionPorts["ntsvcs"].Owner)',
			"dx -g @$cursession.Alpc.Ports.Of(4).Table"
		]
	},
	{
		model: connectionClass,
		alpc: "connection",
		lpc: "connection",
		examples: ["dx @$cursession.Alpc.Connections", 'dx @$cursession.Alpc.ConnectionPorts["ntsvcs"].Connections']
	},
	{
		model: messageClass,
		alpc: "message",
		examples: [
			'dx @$cursession.Alpc.Messages.Where(m => m.Queue == "Pending")',
			"dx -g @$cursession.Alpc.Messages.Table"
		]
	},
	{
		model: messageListClass,
		examples: ['dx @$cursession.Alpc.Messages.Of("ntsvcs")', 'dx -g @$cursession.Alpc.Messages.Of("ntsvcs").Table']
	},
	{ model: senderClass, examples: ["dx @$cursession.Alpc.Messages.Select(m => m.Sender)"] },
	{
		model: queueClass,
		examples: [
			'dx @$cursession.Alpc.ConnectionPorts["ntsvcs"].MainQueue',
			"dx @$cursession.Alpc.ConnectionPorts.Where(p => !p.MainQueue.IsConsistent)"
		]
	},
	{
		model: handleClass,
		examples: ["dx @$curprocess.Alpc.Handles", 'dx @$cursession.Alpc.ConnectionPorts["ntsvcs"].HeldBy']
	},
	{ model: serverClass, examples: ['dx @$cursession.Alpc.ConnectionPorts["ntsvcs"].Servers'] },
	{
		model: processPortClass,
		examples: [
			"dx @$curprocess.Alpc.ExceptionPort",
			'dx @$cursession.Processes.Where(p => p.Alpc.DebugPort.Kind == "DebugObject")'
		]
	},
	{ model: receivingClass, examples: ["dx @$curthread.Alpc.ReceivingOn"] },
	{
		model: processClass,
		alpc: "process",
		lpc: "process",
		examples: ['dx @$cursession.Alpc.ConnectionPorts["ntsvcs"].Owner', "dx Debugger.Utility.Alpc.Process(4)"]
	},
	{
		model: threadClass,
		alpc: "thread",
		lpc: "thread",
		examples: ["dx @$cursession.Alpc.WaitingThreads", "dx @$curthread.Alpc.Thread"]
	},
	{
		model: waitChainClass,
		examples: ["!alpcx_waits", "dx -g @$cursession.Alpc.WaitChains.Table", "dx @$curthread.Alpc.WaitChain"]
	},
	{ model: waitLinkClass, examples: ["dx @$curthread.Alpc.WaitChain.Links"] },
	{
		model: waitRootClass,
		examples: ["dx @$curthread.Alpc.WaitChain.Root", "dx @$cursession.Alpc.WaitChains.Select(c => c.Root)"]
	},
	{
		model: waitRootGroupClass,
		examples: [
			"!alpcx_roots",
			"dx -g @$cursession.Alpc.WaitRoots.Table",
			"dx @$cursession.Alpc.WaitRoots.Where(r => r.HeldUp > 1)"
		]
	},
	{ model: storyLineClass, examples: ["!alpcx_why", "dx @$cursession.Alpc.Why(@$curthread)"] },
	{
		model: lockClass,
		alpc: "lock",
		lpc: "lock",
		examples: ["!alpcx_locks", "dx -g @$cursession.Alpc.Locks.Table", "dx @$curthread.Alpc.Thread.Holds"]
	},
	{
		model: lockThreadClass,
		examples: [
			"dx @$cursession.Alpc.Locks.Select(l => l.Holders)",
			"dx @$cursession.Alpc.Locks.Select(l => l.Waiters)"
		]
	},
	{ model: waitedObjectClass, examples: ["dx @$curthread.Alpc.Thread.WaitsFor"] },
	{ model: pendingRequestClass, examples: ["dx @$curthread.Alpc.Thread.PendingRequests"] },
	{ model: processStopClass, examples: ["dx @$curprocess.KernelObject.Alpcx.Stopped"] },
	{ model: findingsClass, examples: ["!alpcx_findings", "dx @$curprocess.Alpc.Findings"] },
	{ model: findingClass, examples: ['dx @$cursession.Alpc.Findings.Where(f => f.Severity == "Error")'] },
	{ model: statisticsClass, examples: ["dx @$cursession.Alpc.Statistics"] },
	{ model: limitsClass, examples: ["dx @$cursession.Alpc.Limits", "dx @$cursession.Alpc.Limits.PayloadBytes = 256"] },
	{
		model: textLinesClass,
		examples: [
			'dx @$cursession.Alpc.Graph("dot")',
			'dx @$cursession.Alpc.Graph("mermaid").Where(l => l.Contains("ntsvcs"))'
		]
	},
	{
		model: payloadClass,
		examples: ["dx @$cursession.Alpc.Messages.Select(m => m.Data)", "dx @$cursession.Alpc.Message(0x274).Data.HexDump"]
	},
	{ model: rpcClass, examples: ["dx @$cursession.Alpc.Messages.Select(m => m.Rpc)"] },
	{ model: workOnBehalfClass, examples: ["dx @$cursession.Alpc.Messages.Select(m => m.WorkOnBehalf)"] },
	{ model: completionPortClass, examples: ["dx @$cursession.Alpc.ConnectionPorts.Select(p => p.CompletionPort)"] },
	{ model: completionListClass, examples: ["dx @$cursession.Alpc.Ports.Select(p => p.CompletionList)"] },
	{ model: portAttributesClass, examples: ['dx @$cursession.Alpc.ConnectionPorts["ntsvcs"].Attributes'] },
	{ model: namedValueClass, examples: ['dx @$cursession.Alpc.ConnectionPorts["ntsvcs"].Attributes.Flags'] },
	{ model: portSecurityClass, examples: ['dx @$cursession.Alpc.Ports.Where(p => p.Security.Kind == "Dynamic")'] },
	{ model: alpcHandleClass, examples: ["dx @$cursession.Alpc.Ports.Select(p => p.Handles).Flatten()"] },
	{
		model: connectionInfoClass,
		blob: "ConnectionInfo",
		examples: ['dx @$cursession.Alpc.ConnectionPorts["ntsvcs"].CommunicationInfo', RESOURCE_kinds]
	},
	resourceKind(messageBlobClass, "Message"),
	resourceKind(securityContextClass, "SecurityContext"),
	resourceKind(sectionClass, "Section"),
	{
		model: regionClass,
		blob: "Region",
		examples: [
			`dx ${RESOURCES}.Where(r => r.Kind == "Section").Select(s => s.Regions).Flatten()`,
			'!alpcx "-region 0xffffa801`12345678"'
		]
	},
	{ model: viewClass, blob: "View", examples: ["dx @$curprocess.Alpc.Views", '!alpcx "-view 0xffffa801`12345678"'] },
	resourceKind(reserveClass, "Reserve"),
	resourceKind(directTransferClass, "DirectTransfer"),
	resourceKind(handleDataClass, "HandleData"),
	{ model: globalInformationClass, examples: ["dx @$cursession.Alpc.GlobalInformation", '!alpcx "/G"'] },
	{ model: resourceTypeClass, examples: ["dx @$cursession.Alpc.GlobalInformation.ResourceTypes"] },
	{ model: resourceCountClass, examples: ["dx @$cursession.Alpc.GlobalInformation.ResourcesOnPorts"] },
	{ model: comparisonClass, examples: ["!alpcx_compare", "dx @$cursession.Alpc.Compare()"] },
	{
		model: comparedWaitClass,
		examples: ["dx @$cursession.Alpc.Compare().Same", "dx @$cursession.Alpc.Compare(Debugger.Sessions[1]).Gone"]
	},
	{ model: growingQueueClass, examples: ["dx @$cursession.Alpc.Compare().GrowingQueues"] },
	{ model: serverActivityClass, examples: ["dx @$cursession.Alpc.Compare().Received"] },
	{
		model: comparedPortClass,
		examples: ["dx @$cursession.Alpc.Compare().NewPorts", "dx @$cursession.Alpc.Compare().DeadPorts"]
	},
	{ model: lpcSessionClass, lpc: "session", examples: ["dx @$cursession.Alpc", '!lpcx "port"'] },
	{
		model: lpcProcessClass,
		lpc: "processAlpc",
		examples: PROCESS
	},
	{ model: lpcThreadClass, lpc: "threadAlpc", examples: ["!alpcx_thread", '!lpcx "thread"'] },
	{
		model: lpcPortClass,
		lpc: "port",
		examples: [LONGEST_QUEUES, "dx @$cursession.Alpc.Ports.Select(p => p.ReplyChain)"]
	},
	{ model: lpcMessageClass, lpc: "message", examples: ["dx @$cursession.Alpc.Messages", '!lpcx "message 222be"'] },
	{
		model: endpointsClass,
		examples: [
			"!alpcx_endpoints",
			"dx -g @$cursession.Alpc.Endpoints.Table",
			"dx @$cursession.Alpc.Endpoints.AsJson()"
		]
	},
	{
		model: endpointClass,
		examples: [
			'dx @$cursession.Alpc.Endpoints["ntsvcs"]',
			'dx @$cursession.Alpc.Endpoints.Where(e => e.OpenToAppContainers == "all")',
			"dx @$cursession.Alpc.Endpoints.OrderByDescending(e => e.Clients).Take(10)"
		]
	},
	{ model: accessEntryClass, examples: ['dx @$cursession.Alpc.Endpoints["ntsvcs"].Access'] },
	{
		model: clientGroupClass,
		examples: [
			'dx @$cursession.Alpc.Endpoints["ntsvcs"].ClientsByIntegrity',
			"dx @$cursession.Alpc.Endpoints.Select(e => e.ClientsByPackage)"
		]
	},
	{ model: rpcInterfaceClass, examples: ["dx @$cursession.Alpc.Endpoints.Select(e => e.Interfaces)"] },
	{ model: owedReplyClass, examples: ["dx @$curthread.Alpc.Serving"] },
	{ model: creatorClass, examples: ['dx @$cursession.Alpc.ConnectionPorts["ntsvcs"].Creator'] },
	{ model: lpcSemaphoreClass, examples: ['dx @$cursession.Alpc.ConnectionPorts["ntsvcs"].Semaphore'] },
	{ model: lpcPortAttributesClass, examples: ['dx @$cursession.Alpc.ConnectionPorts["ntsvcs"].Attributes'] },
	{ model: connectionRequestClass, examples: ["dx @$cursession.Alpc.Messages.Select(m => m.ConnectionRequest)"] },
	{ model: poolBlockClass, examples: ['!lpcx "poolsearch"'] },
	...tableRowKinds
];

// src/generation/messages-by-port.ts
function indexByPort(target, messages, portsOf) {
	const byPort = /* @__PURE__ */ new Map();
	for (const address of messages) {
		for (const port of portsOf(target, address)) {
			append(byPort, port, address);
		}
	}
	return { byPort, end: messages.end };
}

// src/alpc/message/messages-of-port.ts
function walkMessagesOf(target, port) {
	var _a;
	const { byPort, end } = indexMessages_messagesOfPort(target);
	const structure = target.readStructure(PORT, port);
	const candidates = /* @__PURE__ */ new Map();
	for (const message of structure instanceof Absence ? [] : walkQueuesOf(target, structure)) {
		candidates.set(message.id, message);
	}
	for (const message of (_a = byPort.get(port.id)) != null ? _a : []) {
		candidates.set(message.id, message);
	}
	return partOfWalk(Array.from(candidates.values()).filter(address => namesPort(readAlpcMessage(target, address), port)), end);
}
var PORT_MEMBERS = ["OwnerPort", "PortQueue", "CancelQueuePort"];
function indexMessages_messagesOfPort(target) {
	return target.stop.once("ALPC messages by port", () => target.pin(() => {
		const table = collectWalk(walkMessageTable(target));
		const isSound = table.end.kind === "head" && table.entries.length > 0;
		const walk = isSound ? partOfWalk(table.entries.map(({ address }) => address), table.end) : walkMessages_messageWalk(target);
		return indexByPort(target, walk, portsNamedBy);
	}));
}
function portsNamedBy(target, message) {
	const structure = target.readStructure(MESSAGE, message);
	const ports = /* @__PURE__ */ new Set();
	if (structure instanceof Absence) {
		return ports;
	}
	for (const member of PORT_MEMBERS) {
		const port = present(structure.pointer(member));
		if (port !== void 0 && !port.isZero) {
			ports.add(port.id);
		}
	}
	const connectionPort = present(readConnectionPort(target, structure));
	if (connectionPort !== void 0) {
		ports.add(connectionPort.id);
	}
	return ports;
}

// src/alpc/port/port-sources.ts
function findSources(target, port, all) {
	const near = CHEAP_SOURCES.filter(({ knows }) => knows(target, port)).map(({ source }) => source);
	return all ? [...near, ...COSTLY_SOURCES.filter(({ knows }) => knows(target, port)).map(({ source }) => source)] : near;
}
var CHEAP_SOURCES = [
	{ source: "AlpcpPortList", knows: isOnPortList },
	{ source: "CommunicationInfo", knows: isInCommunicationInfo },
	{ source: "ObjectDirectory", knows: isInDirectory },
	{ source: "Message", knows: hasMessages }
];
var COSTLY_SOURCES = [
	{ source: "HandleTable", knows: (target, port) => indexHandlesByType(target, [PORT_TYPE_NAME]).has(port.id) },
	{ source: "ExceptionPort", knows: (target, port) => indexProcessPorts(target, "ExceptionPort").has(port.id) },
	{ source: "SecurityPort", knows: (target, port) => indexProcessPorts(target, "SecurityPort").has(port.id) },
	{ source: "ThreadWait", knows: (target, port) => indexAwaitedPorts(target).has(port.id) }
];
function isOnPortList(target, address) {
	const port = readAlpcPort(target, address);
	if (port instanceof Absence) {
		return false;
	}
	const link = port.structure.addressOf("PortListEntry");
	const neighbors = link instanceof Absence ? link : readNeighbors(target, link);
	return !(link instanceof Absence) && !(neighbors instanceof Absence) && !neighbors.next.equals(link) && neighbors.isNamedByNext === true && neighbors.isNamedByPrevious === true;
}
function isInCommunicationInfo(target, address) {
	const port = readAlpcPort(target, address);
	const info = port instanceof Absence ? port : port.communicationInfo;
	return !(info instanceof Absence) && [info.connectionPort, info.serverPort, info.clientPort].some(slot => {
		var _a;
		return ((_a = present(slot)) == null ? void 0 : _a.equals(address)) === true;
	});
}
function isInDirectory(target, address) {
	const path = readObjectPath(target, address);
	return typeof path === "string" && path.startsWith("\\");
}
function hasMessages(target, address) {
	const port = readAlpcPort(target, address);
	return !(port instanceof Absence) && queueNames(target).some(name => walkQueue(target, port.structure, name).next().done !== true);
}
function indexProcessPorts(target, field) {
	return target.stop.once(`ALPC ports by ${field}`, () => {
		const ports = /* @__PURE__ */ new Set();
		for (const address of walkProcesses(target)) {
			const facts = readProcessPort(target, address, field);
			const port = facts instanceof Absence ? void 0 : present(facts.object);
			if (port !== void 0) {
				ports.add(port.id);
			}
		}
		return ports;
	});
}
function indexAwaitedPorts(target) {
	return target.stop.once("awaited ALPC ports", () => {
		const ports = /* @__PURE__ */ new Set();
		for (const thread of walkWaitingThreads_awaitedReply(target)) {
			const awaited = readAwaitedReply_awaitedReply(target, thread);
			const port = awaited === void 0 || awaited instanceof Absence ? void 0 : present(awaited.port);
			if (port !== void 0) {
				ports.add(port.id);
			}
		}
		return ports;
	});
}

// src/alpc/thread/serving.ts
var LINK = "AlpcWaitListEntry";
var RECENT_LINKS_serving = 4096;
function walkWaitQueue(target, port) {
	return walkMember(target, port, "WaitQueue", THREAD, LINK, `the wait queue of port ${port.address}`);
}
function findWaitQueuePort(target, thread) {
	const start = thread.addressOf(LINK);
	const head = target.layout(PORT);
	const headOffset = head instanceof Absence ? notInThisBuild(PORT) : head.field("WaitQueue");
	if (start instanceof Absence || headOffset instanceof Absence) {
		return void 0;
	}
	const known = target.stop.once("links of ALPC wait queues", () => new Recent(RECENT_LINKS_serving));
	const visited = /* @__PURE__ */ new Set();
	const port = followLinks_serving(target, start, headOffset.offset, known, visited);
	Array.from(visited).slice(0, RECENT_LINKS_serving).reverse().forEach(key => {
		known.set(key, { port });
	});
	return port;
}
function followLinks_serving(target, start, headOffset, known, visited) {
	for (let link = start; visited.size < limits.listEntries && !visited.has(link.id); ) {
		const outcome = known.get(link.id);
		if (outcome !== void 0) {
			return outcome.port;
		}
		visited.add(link.id);
		const next = readNext(target, link);
		if (next === void 0 || next.equals(start)) {
			return void 0;
		}
		const port = next.minus(headOffset);
		if (validatePortObject(target, port) === true) {
			return port;
		}
		link = next;
	}
	return void 0;
}
function readNext(target, link) {
	const next = target.readPointer(link);
	if (next instanceof Absence || validateKernelPointer(next, target.pointerSize, LINK, target.pointerSize) !== void 0) {
		return void 0;
	}
	const back = target.readPointer(next.plus(target.pointerSize));
	return back instanceof Absence || !back.equals(link) ? void 0 : next;
}
function readReceivingOn(target, address) {
	const thread = target.readStructure(THREAD, address);
	if (thread instanceof Absence || thread.number("Tcb.State") !== WAITING) {
		return [];
	}
	const receiving = [];
	const port = findWaitQueuePort(target, thread);
	if (port !== void 0) {
		receiving.push({ kind: "Port", address: port });
	}
	const queue = thread.pointer("Tcb.Queue");
	if (!(queue instanceof Absence) && isKernelAddress(queue, target.pointerSize) && isWaitingFor(thread, "WrQueue")) {
		receiving.push({ kind: "CompletionPort", address: queue });
	}
	return receiving;
}
function readServing(target, thread) {
	var _a;
	return (_a = indexServing(target).get(thread.id)) != null ? _a : [];
}
function indexServing(target) {
	return target.stop.once("ALPC messages by server thread", () => {
		const index = /* @__PURE__ */ new Map();
		for (const address of walkMessages_messageWalk(target)) {
			const thread = readServerThread_serving(target, address);
			if (thread !== void 0) {
				append(index, thread.id, address);
			}
		}
		return index;
	});
}
function readServerThread_serving(target, address) {
	const structure = target.readStructure(MESSAGE, address);
	const pointer = structure instanceof Absence ? structure : structure.pointer("ServerThread");
	if (pointer instanceof Absence || pointer.isZero) {
		return void 0;
	}
	const message = readAlpcMessage(target, address);
	return message instanceof Absence || !isOwed(message) ? void 0 : present(message.serverThread);
}
function isOwed(message) {
	return !(message.typeNumber instanceof Absence) && isAnswered(message.typeNumber) && message.queue !== "Canceled";
}
function readServers(target, port) {
	const servers = /* @__PURE__ */ new Map();
	for (const receiver of receivingPorts_serving(target, port)) {
		for (const thread of walkWaitQueue(target, receiver.structure)) {
			add_serving(servers, thread, "waits on the port");
		}
		const completionPort = decodeCompletionPortAddress(receiver.structure);
		for (const thread of completionPort instanceof Absence ? [] : walkBoundThreads(target, completionPort)) {
			add_serving(servers, thread, "bound to the completion port");
		}
		for (const thread of servingThreads_serving(target, receiver)) {
			servers.set(thread.id, { thread, why: "serves a request" });
		}
	}
	return Array.from(servers.values());
}
function receivingPorts_serving(target, port) {
	const connectionPort = port.role === "server" ? present(port.connectionPort) : void 0;
	const facts = connectionPort === void 0 ? void 0 : present(readAlpcPort(target, connectionPort));
	return facts === void 0 ? [port] : [port, facts];
}
function* servingThreads_serving(target, port) {
	for (const address of walkQueue(target, port.structure, "Pending")) {
		const message = readAlpcMessage(target, address);
		const thread = message instanceof Absence ? void 0 : present(message.serverThread);
		if (thread !== void 0) {
			yield thread;
		}
	}
}
function add_serving(servers, thread, why) {
	if (!servers.has(thread.id)) {
		servers.set(thread.id, { thread, why });
	}
}

// src/alpc/validate-message.ts
function validateAlpcMessage(target, message) {
	const found = [...message.contradictions];
	for (const [name, address] of [
		["owner port", message.ownerPort],
		["queue's port", message.queuePort],
		["connection port", message.connectionPort]
	]) {
		const wrong = address instanceof Absence || isKnownPort(target, address) ? address : validatePortObject(target, address);
		if (wrong instanceof Absence && wrong.kind === "Invalid") {
			found.push(`Its ${name} is not valid: ${wrong.reason}.`);
		}
	}
	for (const [name, address] of [
		["waiting thread", message.waitingThread],
		["server thread", message.serverThread]
	]) {
		const thread = address instanceof Absence ? address : readThreadFacts(target, address);
		if (thread instanceof Absence && thread.kind === "Invalid") {
			found.push(`Its ${name} is not valid: ${thread.reason}.`);
		} else if (!(thread instanceof Absence) && name === "waiting thread" && !namesMessage(target, thread.address, message.address)) {
			found.push(`It names ${thread.address} as the thread that waits for its reply, but that thread does not name it.`);
		}
	}
	return found;
}
function namesMessage(target, address, message) {
	const thread = target.readStructure("_ETHREAD", address);
	const members = thread instanceof Absence ? [thread] : [thread.pointer("AlpcMessageId"), thread.pointer("AlpcMessage")];
	return members.some(member => member instanceof Absence ? member.kind === "Unreadable" : member.equals(message));
}

// src/alpc/validate-port.ts
var IN_ORDER = [];
var soundConnections = new PerStop(() => /* @__PURE__ */ new Set());
var MEMBERS_validatePort = {
	isInitialized: "u1.s1.Initialized",
	waitQueue: "WaitQueue",
	waitQueueLength: "WaitQueueLength",
	completionPort: "CompletionPort",
	resources: "ResourceListHead"
};
function validateAlpcLinks(target, port) {
	if (isInOrder(target, port)) {
		return port.contradictions;
	}
	const found = port.contradictions.concat(validateListEntry(target, port), validateConnections(target, port));
	for (const { name, end } of readUsedQueues(target, port)) {
		found.push(...brokenWalk(`Its ${name} queue`, end));
	}
	return found.concat(validateWaitQueue(target, port.structure), validateCompletionPort(target, port.structure), validateResources(target, port.structure));
}
function isInOrder({ stop }, port) {
	if (port.role === "connection" || port.contradictions.length > 0 || !("communicationInfo" in port)) {
		return false;
	}
	const { structure, communicationInfo } = port;
	if (communicationInfo instanceof Absence) {
		return false;
	}
	const { layout } = structure;
	const { lists, lengths } = layout === latestLayout ? latestMembers : emptyMembersOf(layout);
	return lists !== void 0 && lengths !== void 0 && structure.areUnused(lists, lengths) && (soundPorts.latest === stop ? soundPorts.value : soundPorts.of(stop)).has(port.id) && (port.isClosed || port.isDisconnected || communicationInfo.connectionPort instanceof Absence || (soundConnections.latest === stop ? soundConnections.value : soundConnections.of(stop)).has(communicationInfo.id));
}
var emptyMembers = /* @__PURE__ */ new WeakMap();
var latestLayout;
var latestMembers = { lists: void 0, lengths: void 0 };
function emptyMembersOf(layout) {
	var _a;
	const members = (_a = emptyMembers.get(layout)) != null ? _a : describeEmptyMembers(layout);
	emptyMembers.set(layout, members);
	latestLayout = layout;
	latestMembers = members;
	return members;
}
function describeEmptyMembers(layout) {
	const waitQueue = layout.find(MEMBERS_validatePort.waitQueue);
	const resources = layout.find(MEMBERS_validatePort.resources);
	const length = layout.find(MEMBERS_validatePort.waitQueueLength);
	const completionPort = layout.find(MEMBERS_validatePort.completionPort);
	const { heads, lengths } = queuesOf(layout);
	return {
		lists: waitQueue === void 0 || resources === void 0 ? void 0 : heads.concat(waitQueue, resources),
		lengths: length === void 0 || completionPort === void 0 ? void 0 : lengths == null ? void 0 : lengths.concat(length, wordsOfField(completionPort))
	};
}
function validateListEntry(target, port) {
	return !soundPorts.of(target.stop).has(port.id) && port.structure.number(port.structure.layout.pick(MEMBERS_validatePort).isInitialized) === 1 ? validateLinks(target, port.structure, "PortListEntry", "the list of all ports") : IN_ORDER;
}
function validateLinks(target, structure, path, what) {
	const link = structure.addressOf(path);
	if (link instanceof Absence || isClosedAround(target, link)) {
		return IN_ORDER;
	}
	const neighbors = readNeighbors(target, link);
	if (neighbors instanceof Absence) {
		return IN_ORDER;
	}
	const { next, previous, isNamedByNext, isNamedByPrevious } = neighbors;
	return [
		...isNamedByNext !== false ? [] : [`The one behind it on ${what}, ${next}, does not name it as the one before.`],
		...isNamedByPrevious !== false ? [] : [`The one before it on ${what}, ${previous}, does not name it as the next.`]
	];
}
function validateConnections(target, port) {
	if (port.communicationInfo instanceof Absence) {
		return IN_ORDER;
	}
	if (port.role !== "connection") {
		const isSettled = !port.isClosed && !port.isDisconnected && !(port.communicationInfo.connectionPort instanceof Absence);
		return isSettled && !soundConnections.of(target.stop).has(port.communicationInfo.id) ? validateLinks(target, port.communicationInfo.structure, "CommunicationList", "the connection port's list of connections") : IN_ORDER;
	}
	const { entries, end } = collectWalk(walkConnections(target, port));
	const sound = soundConnections.of(target.stop);
	if (end.kind !== "head") {
		collectWalk(walkConnections(target, port, sound));
	}
	const strangers = [];
	for (const address of entries) {
		const info = readCommunicationInfo(target, address);
		if (end.kind === "head" && !(info instanceof Absence)) {
			sound.add(info.id);
		}
		const connectionPort = info instanceof Absence ? info : info.connectionPort;
		const isStranger = connectionPort instanceof Absence ? connectionPort.kind !== "Unreadable" : connectionPort.low !== port.address.low || connectionPort.high !== port.address.high;
		if (isStranger) {
			strangers.push(address);
		}
	}
	return [
		...brokenWalk("Its list of connections", end),
		...strangers.map(info => `The connection ${info} is on its list, but does not name it as the connection port.`)
	];
}
function validateWaitQueue(target, port) {
	const { waitQueue, waitQueueLength } = port.layout.pick(MEMBERS_validatePort);
	if (port.isEmptyList(waitQueue)) {
		return countMismatch("Its wait queue", port.number(waitQueueLength), 0, "thread");
	}
	const { entries, end } = collectWalk(walkWaitQueue(target, port));
	return [
		...brokenWalk("Its wait queue", end),
		...countMismatch("Its wait queue", port.number("WaitQueueLength"), entries.length, "thread", end)
	];
}
function validateCompletionPort(target, port) {
	if (port.isNull(port.layout.pick(MEMBERS_validatePort).completionPort)) {
		return IN_ORDER;
	}
	const completionPort = readCompletionPort(target, port);
	if (completionPort instanceof Absence) {
		return completionPort.kind === "Invalid" ? [`Its completion port is not valid: ${completionPort.reason}.`] : [];
	}
	const packets = countPackets(target, completionPort);
	if (packets instanceof Absence) {
		return packets.kind !== "Invalid" ? [] : [`The packets of its completion port cannot be counted: ${packets.reason}.`];
	}
	return countMismatch("Its completion port", completionPort.depth, packets, "packet");
}
function validateResources(target, port) {
	if (port.isEmptyList(port.layout.pick(MEMBERS_validatePort).resources)) {
		return IN_ORDER;
	}
	const { entries, end } = collectWalk(walkResources(target, port));
	const wrong = entries.reduce((found, blob) => blob instanceof Absence && blob.kind === "Invalid" ? [...found, `An entry of its resource list is not a resource: ${blob.reason}.`] : found, []);
	return [...brokenWalk("Its list of resources", end), ...wrong];
}
function brokenWalk(what, end) {
	return end.kind === "head" || end.kind === "limit" || end.kind === "unreadable" || end.kind === "null link" && end.count === 0 ? IN_ORDER : [`${what} is broken: ${end.reason}.`];
}
function countMismatch(what, declared, counted, element, end) {
	return declared instanceof Absence || declared === counted || (end == null ? void 0 : end.kind) === "unreadable" ? IN_ORDER : [
		`${what} says that its length is ${declared}, but ${counted} ${element}${counted === 1 ? " is" : "s are"} on it.`
	];
}

// src/alpc/generation.ts
function alpcGeneration(target) {
	const missing = [PORT, MESSAGE].filter(type => target.layout(type) instanceof Absence);
	if (missing.length > 0) {
		throw noAlpcTypes(missing.join(" and "));
	}
	return {
		name: "ALPC",
		target,
		walkPorts: () => walkPorts(target),
		findSources: (port, all) => findSources(target, port, all),
		readPort: port => readAlpcPort(target, port),
		validatePort: port => validatePortObject(target, port),
		readConnections: port => readConnections(target, withConnection(target, port)),
		missingConnections: port => missingConnections(withConnection(target, port)),
		queueNames: () => queueNames(target),
		readQueueLength: (port, name) => decodeQueueLength(port, name),
		countQueued: decodeQueuedTotal,
		readQueue: (port, name) => readQueue(target, port, name),
		walkQueue: (port, name) => walkQueue(target, port.structure, name),
		readUsedQueues: port => readUsedQueues(target, withConnection(target, port)),
		readWaitQueue: port => Array.from(walkWaitQueue(target, port.structure)),
		findCompletionPort: port => decodeCompletionPortAddress(port.structure),
		readBoundThreads: port => {
			const completionPort = decodeCompletionPortAddress(port.structure);
			return completionPort instanceof Absence ? [] : Array.from(walkBoundThreads(target, completionPort));
		},
		readServers: port => readServers(target, withConnection(target, port)),
		isOrdinary: isInOrder.bind(void 0, target),
		validateLinks: port => validateAlpcLinks(target, withConnection(target, port)),
		validateMessage: message => validateAlpcMessage(target, message),
		walkContradictions: () => validateMessageTable(target),
		readMessage: message => readAlpcMessage(target, message),
		walkMessages: queued => walkMessages_messageWalk(target, queued),
		walkMessagesOf: port => walkMessagesOf(target, port),
		findMessages: id => findMessages_messageWalk(target, id),
		readAwaitedReply: thread => readAwaitedReply_awaitedReply(target, thread),
		readServing: thread => readServing(target, thread),
		readReceivingOn: thread => readReceivingOn(target, thread),
		walkWaitingThreads: () => walkWaitingThreads_awaitedReply(target),
		walkPortsOf: process => walkPortsOf(target, process),
		portsOfProcess: process => readPortsOfProcess(target, process)
	};
}
function withConnection(target, port) {
	return "communicationInfo" in port ? port : decodePort(port.structure, readCommunicationInfoOf(target, port.structure));
}

// src/generation/generation.ts
function findGenerationName(target) {
	const thread = target.layout("_ETHREAD");
	if ("find" in thread) {
		if (thread.has("AlpcMessageId")) {
			return "ALPC";
		}
		if (thread.has("LpcReplyMessageId")) {
			return "LPC";
		}
	}
	throw unknownKernel();
}

// src/lpc/message/messages-of-port.ts
function walkMessagesOf_messagesOfPort(target, port) {
	var _a;
	const { byPort, end } = indexMessages_messageMessagesOfPort(target);
	return partOfWalk((_a = byPort.get(port.id)) != null ? _a : [], end);
}
function indexMessages_messageMessagesOfPort(target) {
	return target.stop.once("LPC messages by port", () => target.pin(() => {
		return indexByPort(target, walkMessages_queueIndex(target), portsNamedBy_messagesOfPort);
	}));
}
function portsNamedBy_messagesOfPort(target, address) {
	const message = readLpcMessage(target, address);
	const ports = message instanceof Absence ? [] : [message.queuePort, message.ownerPort, message.connectionPort];
	return new Set(ports.map(port => port instanceof Absence ? "" : port.id).filter(id => id !== ""));
}

// src/lpc/thread/receiving.ts
function readWaitQueue(target, port) {
	const threads = port.semaphore instanceof Absence ? [] : collectWaiters_receiving(target, port.semaphore);
	const event = port.structure.addressOf("WaitEvent");
	const isWaitable = !(port.state instanceof Absence) && hasPortFlag(port.state.value, "Waitable");
	return isWaitable && !(event instanceof Absence) ? [...threads, ...collectWaiters_receiving(target, event)] : threads;
}
function readServers_receiving(target, port) {
	var _a;
	const receiving = port.role !== "server" ? port : port.connectionPort instanceof Absence ? port.connectionPort : readLpcPort(target, port.connectionPort);
	if (receiving instanceof Absence) {
		return [];
	}
	const waiting = readWaitQueue(target, receiving);
	const serving = ((_a = indexServers(target).get(receiving.address.id)) != null ? _a : []).filter(thread => !waiting.some(known => known.equals(thread)));
	return [
		...waiting.map(thread => ({ thread, why: "waits on the port" })),
		...serving.map(thread => ({ thread, why: "serves a request" }))
	];
}
function readReceivingOn_receiving(target, address) {
	const waits = readPresentWait(target, address);
	const ports = [];
	for (const wait of waits instanceof Absence ? [] : waits.objects) {
		const port = wait.kind === "semaphore" ? findPortOfSemaphore(target, wait.dispatcher) : wait.kind === "event" ? findPortOfEvent(target, wait.dispatcher) : void 0;
		if (port !== void 0) {
			ports.push({ kind: "Port", address: port });
		}
	}
	return ports;
}
function collectWaiters_receiving(target, object) {
	var _a;
	return ((_a = present(readWaiters(target, object))) != null ? _a : []).filter(address => {
		const thread = readThreadFacts(target, address);
		return !(thread instanceof Absence) && thread.stateNumber === WAITING;
	});
}
function findPortOfSemaphore(target, semaphore) {
	const port = readBackPointer(target, semaphore);
	if (port instanceof Absence || !isPortObject(target, port)) {
		return void 0;
	}
	const structure = target.readStructure(PORT_port, port);
	const own = structure instanceof Absence ? structure : structure.pointer("MsgQueue.Semaphore");
	return !(own instanceof Absence) && own.equals(semaphore) ? port : void 0;
}
function findPortOfEvent(target, event) {
	const layout = target.layout(PORT_port);
	const field = layout instanceof Absence ? void 0 : layout.find("WaitEvent");
	const port = field === void 0 ? void 0 : event.minus(field.offset);
	return port !== void 0 && isPortObject(target, port) ? port : void 0;
}
function indexServers(target) {
	return target.stop.once("LPC servers", () => {
		const index = /* @__PURE__ */ new Map();
		const known = /* @__PURE__ */ new Set();
		for (const waiter of indexThreads_threadIndex(target).waiting) {
			const awaited = readAwaitedReply(target, waiter);
			if (awaited === void 0 || awaited instanceof Absence || awaited.serverThread instanceof Absence || awaited.port instanceof Absence) {
				continue;
			}
			const pair = `${awaited.port.key} ${awaited.serverThread.key}`;
			if (!known.has(pair)) {
				known.add(pair);
				const servers = index.get(awaited.port.id);
				if (servers === void 0) {
					index.set(awaited.port.id, [awaited.serverThread]);
				} else {
					servers.push(awaited.serverThread);
				}
			}
		}
		return index;
	});
}

// src/lpc/validate-port.ts
function validatePort(target, port) {
	return [...validateLinks_validatePort(target, port), ...validateCounts(target, port)];
}
function validateLinks_validatePort(target, port) {
	return [
		...port.contradictions,
		...validateQueue(target, port),
		...validateReplyChain(target, port),
		...validatePeers(target, port),
		...validateProcess(target, port)
	];
}
function validateCounts(target, port) {
	const queue = readLpcQueue(target, port);
	const semaphore = readPortSemaphore(target, port);
	const peer = port.connectedPort instanceof Absence || port.role !== "server" && port.role !== "client" ? void 0 : readLpcPort(target, port.connectedPort);
	return [
		...queue instanceof Absence || semaphore instanceof Absence || semaphore.state instanceof Absence || semaphore.state === queue.messages.length ? [] : [
			`Its semaphore ${semaphore.address} counts ${semaphore.state} messages, but the queue has ${queue.messages.length}.`
		],
		...peer === void 0 || peer instanceof Absence || sameAddress(peer.connectedPort, port.address) ? [] : [`Its other end ${peer.address} is not connected to it.`]
	];
}
function validateQueue(target, port) {
	const found = [];
	const queue = readLpcQueue(target, port);
	if (queue instanceof Absence) {
		return queue.kind !== "Invalid" ? found : [`Its queue cannot be read: ${queue.reason}.`];
	}
	if (queue.end.kind !== "head" && queue.end.kind !== "unreadable") {
		found.push(`Its queue is damaged: ${queue.end.reason}.`);
	}
	const semaphore = readPortSemaphore(target, port);
	if (semaphore instanceof Absence) {
		return semaphore.kind === "Unreadable" ? found : [...found, `Its queue has no semaphore: ${semaphore.reason}.`];
	}
	if (!sameAddress(semaphore.backPointer, port.address)) {
		const back = semaphore.backPointer instanceof Absence ? "nothing readable" : semaphore.backPointer.toString();
		found.push(`Its semaphore ${semaphore.address} points back to ${back}, not to the port.`);
	}
	return found;
}
function validateReplyChain(target, port) {
	const { end } = walkReplyChain(target, port);
	return end.kind === "head" || end.kind === "unreadable" ? [] : [`Its reply chain is damaged: ${end.reason}.`];
}
function validatePeers(target, port) {
	const found = [];
	if (port.role !== "server" && port.role !== "client") {
		return found;
	}
	if (!(port.connectedPort instanceof Absence)) {
		const peer = readLpcPort(target, port.connectedPort);
		if (peer instanceof Absence) {
			found.push(...peer.kind === "Unreadable" ? [] : [`Its other end is not a port: ${peer.reason}.`]);
		} else if (sameAddress(peer.connectedPort, port.address) && peer.role === port.role) {
			found.push(`Both ends of its connection are ${port.role} ports.`);
		}
	}
	if (!(port.connectionPort instanceof Absence)) {
		const connectionPort = readLpcPort(target, port.connectionPort);
		if (connectionPort instanceof Absence) {
			found.push(...connectionPort.kind === "Unreadable" ? [] : [`Its connection port is not a port: ${connectionPort.reason}.`]);
		} else if (connectionPort.role !== "connection") {
			found.push(`Its connection port ${connectionPort.address} is a ${connectionPort.kind}.`);
		}
	}
	return found;
}
function validateProcess(target, port) {
	const process = port.serverProcess instanceof Absence ? void 0 : readProcessFacts(target, port.serverProcess);
	return process instanceof Absence && process.kind !== "Unreadable" ? [`The process that it names is not valid: ${process.reason}.`] : [];
}

// src/lpc/generation.ts
var QUEUES_generation = ["Main"];
function lpcGeneration(target) {
	return {
		name: "LPC",
		target,
		walkPorts: () => portDiscovery(target).walk(),
		findSources: port => {
			const sources = portDiscovery(target).findSources(port);
			return sources.length > 0 ? sources : ["Address"];
		},
		readPort: port => readLpcPort(target, port),
		validatePort: port => validatePortObject_port(target, port),
		readConnections: port => readConnections_portWalk(target, asLpcPort(target, port)),
		missingConnections: () => void 0,
		queueNames: () => QUEUES_generation,
		readQueueLength: (port, name) => name === "Main" ? readLpcQueueLength(target, asLpcPort(target, port)) : noSuchQueue_generation(name),
		countQueued: port => {
			const length = readLpcQueueLength(target, asLpcPort(target, port));
			return length instanceof Absence && (length.kind === "NotApplicable" || length.kind === "NotInThisBuild") ? 0 : length;
		},
		readQueue: (port, name) => name === "Main" ? readLpcQueue(target, asLpcPort(target, port)) : noSuchQueue_generation(name),
		walkQueue: (port, name) => name === "Main" ? walkQueue_queue(target, port.structure) : [],
		readUsedQueues: port => {
			const queue = readLpcQueue(target, asLpcPort(target, port));
			return queue instanceof Absence || queue.messages.length === 0 && queue.declaredLength === 0 && queue.end.kind === "head" ? [] : [queue];
		},
		readWaitQueue: port => readWaitQueue(target, asLpcPort(target, port)),
		findCompletionPort: () => notApplicable("LPC ports have no completion port"),
		readBoundThreads: () => [],
		readServers: port => readServers_receiving(target, asLpcPort(target, port)),
		isOrdinary: () => false,
		validateLinks: port => validateLinks_validatePort(target, asLpcPort(target, port)),
		validateMessage: message => message.contradictions,
		readMessage: message => readLpcMessage(target, message),
		walkContradictions: () => [],
		walkMessages: () => walkMessages_queueIndex(target),
		walkMessagesOf: port => walkMessagesOf_messagesOfPort(target, port),
		findMessages: id => findMessages(target, id),
		readAwaitedReply: thread => readAwaitedReply(target, thread),
		readServing: thread => readServedMessages(target, thread),
		readReceivingOn: thread => readReceivingOn_receiving(target, thread),
		walkWaitingThreads: () => walkWaitingThreads_generation(target),
		walkPortsOf: process => walkPortsOf_portWalk(target, process),
		portsOfProcess: process => findPortsOfProcess(target, process)
	};
}
function walkWaitingThreads_generation(target) {
	const { waiting, end } = indexThreads_threadIndex(target);
	return walkOf(waiting, end);
}
function asLpcPort(target, port) {
	return decodePort_port(target, port.structure);
}
function noSuchQueue_generation(name) {
	return notInThisBuild(`the ${name} queue of LPC ports`);
}

// src/model/maker.ts
function classesBy(column) {
	return new Map(kinds.map(kind => [kind[column], kind.model.constructor]));
}
function makerOf(generation) {
	const classes = classesBy(generation === "ALPC" ? "alpc" : "lpc");
	const blobs = classesBy("blob");
	return (context, kind, of) => {
		if (kind !== "resource" || !(of instanceof Word64)) {
			return new (classes.get(kind))(context, of);
		}
		if (generation === "LPC") {
			return notApplicable(`LPC has no resources such as one at ${of}`);
		}
		const blob = readBlobKind(context.target, of);
		return blob instanceof Absence ? blob : new (blobs.get(blob))(context, of);
	};
}

// src/model/open.ts
var contexts = /* @__PURE__ */ new WeakMap();
function currentContext() {
	return contextOf_open(currentTarget());
}
function currentGeneration() {
	return contextOf_open(openedTarget()).generation.name;
}
function contextOfSession(session) {
	return contextOf_open(targetOf(session));
}
function contextOfObject(native) {
	return contextOf_open(targetOfObject(native));
}
function contextOf_open(target) {
	const known = contexts.get(target);
	if (known !== void 0) {
		return known;
	}
	const generation = findGenerationName(target) === "ALPC" ? alpcGeneration(target) : lpcGeneration(target);
	const context = new ModelContext(target, generation, makerOf(generation.name), contextOfSession);
	contexts.set(target, context);
	return context;
}

// src/model/ask/session.ts
function contextOfArgument(value) {
	if (typeof value === "object" && value !== null) {
		const own = value.__context;
		if (own instanceof ModelContext) {
			own.refresh();
			return own;
		}
		if (value.hostContext !== void 0) {
			return contextOfObject(value);
		}
	}
	return currentContext();
}
function nativeAddress(context, native) {
	const address = addressFromHost(native);
	if (address === void 0) {
		throw notFound("This object has no address:", "it does not lie in the target's memory.");
	}
	return context.target.normalized(address);
}

// src/model/extensions.ts
var SessionExtension = class {
	get Alpc() {
		return contextOfSession(this).session();
	}
};
var ProcessExtension = class {
	get Alpc() {
		const process = this;
		const context = contextOfObject(process);
		return context.processAlpc(processOfDebugger(context, process));
	}
};
var ThreadExtension = class {
	get Alpc() {
		const thread = this;
		const context = contextOfObject(thread);
		return context.threadAlpc(threadOfDebugger(context, thread));
	}
};
function withoutDisplay(extension) {
	Object.setPrototypeOf(extension.prototype, null);
	return extension;
}
function extensionOf(make) {
	return withoutDisplay(class {
		get Alpcx() {
			return shown(make(contextOfArgument(this), this));
		}
	});
}
function portOfNative(context, native) {
	return context.port(nativeAddress(context, native));
}
function messageOfNative(context, native) {
	return context.message(nativeAddress(context, native));
}
function processOfNative(context, native) {
	return context.process(nativeAddress(context, native));
}
function threadOfNative(context, native) {
	return context.thread(nativeAddress(context, native));
}
function lockOfNative(kind) {
	return (context, native) => lockAt(context, kind, nativeAddress(context, native));
}
function resourceOfNative(context, native) {
	return context.resource(nativeAddress(context, native));
}
function onlyLpc(typeName, successor, make) {
	return (context, native) => context.generation.name === "LPC" ? make(context, native) : notApplicable(`this kernel has ALPC: its symbols still describe ${typeName}, but no object of it exists; cast to nt!${successor} instead`);
}
var typeExtensions = [
	{ typeName: "_ALPC_PORT", extension: extensionOf(portOfNative) },
	{ typeName: "_KALPC_MESSAGE", extension: extensionOf(messageOfNative) },
	{ typeName: "_LPCP_PORT_OBJECT", extension: extensionOf(onlyLpc("_LPCP_PORT_OBJECT", "_ALPC_PORT", portOfNative)) },
	{ typeName: "_LPCP_MESSAGE", extension: extensionOf(onlyLpc("_LPCP_MESSAGE", "_KALPC_MESSAGE", messageOfNative)) },
	{ typeName: "_EPROCESS", extension: extensionOf(processOfNative) },
	{ typeName: "_ETHREAD", extension: extensionOf(threadOfNative) },
	{ typeName: "_KPROCESS", extension: extensionOf(processOfNative) },
	{ typeName: "_KTHREAD", extension: extensionOf(threadOfNative) },
	{ typeName: "_ERESOURCE", extension: extensionOf(lockOfNative("resource")) },
	{ typeName: "_KMUTANT", extension: extensionOf(lockOfNative("mutant")) },
	{ typeName: "_FAST_MUTEX", extension: extensionOf(lockOfNative("fast mutex")) },
	...[
		"_ALPC_COMMUNICATION_INFO",
		"_KALPC_SECTION",
		"_KALPC_REGION",
		"_KALPC_VIEW",
		"_KALPC_RESERVE",
		"_KALPC_SECURITY_DATA",
		"_KALPC_HANDLE_DATA"
	].map(typeName => ({ typeName, extension: extensionOf(resourceOfNative) }))
];

// src/commands/help-page.ts
var HelpLine = class {
	constructor(text) {
		this.__text = text;
	}
	toString() {
		return this.__text;
	}
};
var HelpPage = class {
	constructor(title, sections) {
		this.__title = title;
		this.__sections = sections;
	}
	get __rows() {
		return this.__sections;
	}
	*[Symbol.iterator]() {
		let position = 0;
		for (const line of this.__lines) {
			yield indexedValue(line, [position]);
			position += 1;
		}
	}
	getDimensionality() {
		return 1;
	}
	getValueAt(position) {
		var _a;
		const lines = this.__lines;
		const line = lines[(_a = numberFromHost(position)) != null ? _a : -1];
		if (line === void 0) {
			throw notFound("There is no line at that position:", `the page has [0] to [${lines.length - 1}].`);
		}
		return line;
	}
	toString() {
		return typeof this.__title === "string" ? this.__title : this.__title();
	}
	get __lines() {
		const texts = [];
		for (const { heading, rows } of this.__rows) {
			const indent = heading === "" ? "" : "  ";
			texts.push(...heading === "" ? [] : [heading], ...formatRows(rows).map(row => indent + row));
		}
		return texts.map(text => new HelpLine(text));
	}
};
var WIDEST_NAME = 34;
function formatRows(rows) {
	const width = Math.min(WIDEST_NAME, Math.max(...rows.map(([name]) => name.length)));
	return rows.map(([name, text]) => name === "" ? text : `${name}${" ".repeat(Math.max(0, width - name.length))}  ${text}`);
}

// src/commands/help.ts
function commandLine({ name, usage }) {
	return usage === "" ? `!${name}` : `!${name} ${usage}`;
}
function helpFor(commands, topic) {
	if (topic === void 0) {
		return new HelpPage("Commands of alpcx, rules of the findings, and classes of objects", [
			commandSection(commands),
			{
				heading: 'Rules of the findings: !alpcx_help "alpc-deadlock" explains one',
				rows: rules.map(({ id, meaning }) => [id, meaning])
			},
			{ heading: 'Classes of objects: !alpcx_help "port" explains each property of one', rows: classRows() }
		]);
	}
	const wanted = typeof topic === "string" ? topic.replace(/^!/, "").toLowerCase() : void 0;
	const command = commands.find(({ name }) => name === wanted);
	if (command !== void 0) {
		return commandPage(command);
	}
	const abbreviated = commands.find(({ name }) => name === `alpcx_${wanted}`);
	const kind = kinds.find(({ model }) => model.name === wanted);
	if (kind !== void 0) {
		return kindPage(kind, abbreviated);
	}
	const rule = rules.find(({ id }) => id === wanted);
	if (rule !== void 0) {
		return rulePage(rule);
	}
	if (abbreviated !== void 0) {
		return commandPage(abbreviated);
	}
	throw wrongArgument(describeArgument(topic), "a command, class or rule that !alpcx_help lists", '!alpcx_help "alpcx_port"');
}
function commandSection(commands) {
	return {
		heading: 'Commands: !alpcx_help "alpcx_port" shows examples of one; names go in quotes',
		rows: commands.map(command => [commandLine(command), command.help])
	};
}
var CLASSES_PER_LINE = 6;
function classRows() {
	const names = kinds.map(({ model }) => model.name);
	const rows = [];
	for (let first = 0; first < names.length; first += CLASSES_PER_LINE) {
		rows.push(["", names.slice(first, first + CLASSES_PER_LINE).join(", ")]);
	}
	return rows;
}
function exampleSection(examples) {
	return examples.length === 0 ? [] : [{ heading: "Examples", rows: examples.map(example => ["", example]) }];
}
function commandPage(command) {
	return new HelpPage(`${commandLine(command)}: ${command.help}`, [
		{
			heading: "",
			rows: [
				["Usage", commandLine(command)],
				["Stands for", command.expression]
			]
		},
		...exampleSection(command.examples),
		...command.name === FINDINGS_COMMAND ? [{ heading: "Rules", rows: rules.map(({ id, meaning }) => [id, meaning]) }] : []
	]);
}
var FINDINGS_COMMAND = "alpcx_findings";
function rulePage({ id, severity, meaning, advice }) {
	return new HelpPage(`${id} (${severity}): ${meaning}`, [
		{
			heading: "",
			rows: [
				["Severity", severity],
				["Meaning", meaning],
				["Look next", advice]
			]
		},
		...exampleSection([`dx @$cursession.Alpc.Findings.Where(f => f.Rule == "${id}")`])
	]);
}
function kindPage(kind, command) {
	const { alpc, model } = kind;
	const other = kinds.find(candidate => alpc === void 0 ? candidate.model.name === `lpc-${model.name}` : candidate.lpc === alpc);
	if (other === void 0 || other === kind) {
		return classPage(kind, command);
	}
	try {
		return currentGeneration() === "LPC" ? classPage(other, command) : classPage(kind, command);
	} catch (_error) {
		const hint = { heading: "", rows: [["On XP and Server 2003", `!alpcx_help "${other.model.name}"`]] };
		return classPage(kind, command, [hint]);
	}
}
function classPage({ model: { name, help, properties, methods }, examples, lpc, alpc }, command, hints = []) {
	var _a;
	const propertyRows = Object.keys(properties).map(property => {
		var _a, _b;
		return [property, (_b = (_a = properties[property]) == null ? void 0 : _a.help) != null ? _b : ""];
	});
	const methodRows = Object.keys(methods).map(method => {
		var _a, _b, _c, _d;
		return [`${method}(${(_b = (_a = methods[method]) == null ? void 0 : _a.usage) != null ? _b : ""})`, (_d = (_c = methods[method]) == null ? void 0 : _c.help) != null ? _d : ""];
	});
	const commandExamples = ((_a = command == null ? void 0 : command.examples) != null ? _a : []).map(example => lpc === void 0 || alpc !== void 0 ? example : example.replace("_ALPC_PORT", "_LPCP_PORT_OBJECT"));
	return new HelpPage(`${name}: ${help}`, [
		...command === void 0 ? [] : [{ heading: "", rows: [["Usage", commandLine(command)]] }],
		...hints,
		...exampleSection(Array.from(/* @__PURE__ */ new Set([...commandExamples, ...examples]))),
		...propertyRows.length === 0 ? [] : [{ heading: "Properties", rows: propertyRows }],
		...methodRows.length === 0 ? [] : [{ heading: "Methods", rows: methodRows }]
	]);
}

// src/model/ask/candidates.ts
function candidatesOf(context, name) {
	const found = portsOfName(context, name);
	return found.length < 2 ? void 0 : shortList(context, "port", `${describeSeveral(String(name), found)}: give the path or address of one`, () => found.map(port => context.port(port)), portTable);
}
function connectionsOfName(context, name) {
	const found = portsOfName(context, name);
	const list = () => found.reduce((all, port) => all.concat(connectionsOf(context, port)), []);
	return found.length < 2 ? void 0 : shortList(context, "connection", () => `${describeSeveral(String(name), found)}: ${formatCount(list().length, "connection")} in all`, list, connectionTable);
}
function connectionsOf(context, port) {
	const facts = context.portFacts(port);
	return facts instanceof Absence ? [] : context.generation.readConnections(facts).map(connection => context.connection(connection));
}

// src/lpc/queries.ts
function scanPort(target, address) {
	const port = readLpcPort(target, address);
	if (port instanceof Absence) {
		return port;
	}
	const connectionPort = port.connectionPort instanceof Absence ? port.connectionPort : readLpcPort(target, port.connectionPort);
	const connections = readConnections_portWalk(target, connectionPort instanceof Absence ? port : connectionPort);
	const connectedPorts = [];
	for (const { serverPort, clientPort } of connections) {
		for (const end of [serverPort, clientPort]) {
			if (!(end instanceof Absence)) {
				connectedPorts.push(end);
			}
		}
	}
	return { port: address, connectionPort: port.connectionPort, connectedPorts };
}
function findMessageTraces(target, id) {
	var _a, _b;
	const threads = indexThreads_threadIndex(target);
	return {
		messages: findMessages(target, id),
		waitingThreads: (_a = threads.waitingById.get(id.id)) != null ? _a : [],
		servingThreads: (_b = threads.receivedById.get(id.id)) != null ? _b : []
	};
}
function findLpcThreads(target) {
	const threads = /* @__PURE__ */ new Map();
	for (const waiter of indexThreads_threadIndex(target).waiting) {
		threads.set(waiter.id, waiter);
		const awaited = readAwaitedReply(target, waiter);
		if (awaited !== void 0 && !(awaited instanceof Absence) && !(awaited.serverThread instanceof Absence)) {
			threads.set(awaited.serverThread.id, awaited.serverThread);
		}
	}
	const found = [];
	threads.forEach(thread => found.push(thread));
	return found;
}

// src/view/lpc-lines.ts
function formatPortTitle(kind, address, name) {
	const words = kind === "UNKNOWN" ? "port of unknown kind" : kind.toLowerCase().replace(/_/g, " ");
	return `${words} ${address}${name === void 0 ? "" : ` ${quoted(name)}`}`;
}
function formatCounts(handles, references) {
	const formatOne = (count, noun) => typeof count === "number" ? formatCount(count, noun) : `${noun}s ${count}`;
	return `${formatOne(handles, "handle")}, ${formatOne(references, "reference")}`;
}
function formatSemaphore(address, state) {
	return `queue semaphore ${address}, state ${state}`;
}
function formatClassicMessage({ address, id, sender, context, length, typeWord, type }) {
	return `${address} id ${id} from ${sender}${context === void 0 ? "" : `, context ${context}`}, length ${length}, type ${typeWord} (${type})`;
}
var BYTES_PER_WORD = 4;
function formatDataWords(bytes) {
	var _a;
	const words = [];
	for (let offset = 0; offset + BYTES_PER_WORD <= bytes.length; offset += BYTES_PER_WORD) {
		let word = "";
		for (let index = BYTES_PER_WORD - 1; index >= 0; index -= 1) {
			word += hexDigits((_a = bytes[offset + index]) != null ? _a : 0, 2);
		}
		words.push(word);
	}
	return words.join(" ");
}
function formatAwaitingThread(address, name, id) {
	return `client thread ${address} ${name} awaits the reply to ${id}`;
}
function formatOwingThread(address, name, id) {
	return `server thread ${address} ${name} owes the reply to ${id}`;
}

// src/model/classic/report.ts
var ReportLine = class extends Listing {
	constructor(context, text, objects = {}, lines = () => []) {
		super(context);
		this.__text = text;
		this.__lines = lines;
		for (const name of Object.keys(objects)) {
			Object.defineProperty(this, name, {
				enumerable: true,
				configurable: true,
				get: () => {
					var _a;
					context.refresh();
					return shown((_a = objects[name]) == null ? void 0 : _a.call(objects));
				}
			});
		}
	}
	__elements() {
		return this.__lines();
	}
	toString() {
		return displayOf(() => {
			this.__context.refresh();
			return typeof this.__text === "string" ? this.__text : this.__text();
		});
	}
};

// src/model/classic/lpc-port.ts
var DATA_SHOWN = 24;
function messageLine(context, address) {
	const message = readLpcMessage(context.target, address);
	if (message instanceof Absence) {
		return new ReportLine(context, `${address} <${message.reason}>`);
	}
	return new ReportLine(context, messageText(message), { Message: () => context.message(address) }, () => dataLines(context, message));
}
function messageText(message) {
	const { senderProcessId, senderThreadId, portContext, header } = message;
	const hexadecimal = number => number.toString(16);
	return formatClassicMessage({
		address: message.address.toString(),
		id: formatMaybe(message.id),
		sender: `${formatMaybe(mapPresent(senderProcessId, hexadecimal))}.${formatMaybe(mapPresent(senderThreadId, hexadecimal))}`,
		context: portContext instanceof Absence ? void 0 : portContext.toString(),
		length: formatMaybe(mapPresent(header.structure.word("Request.u1.Length"), ({ key }) => `0000000${key}`.slice(-8))),
		typeWord: formatMaybe(mapPresent(header.typeWord, word => `0x${hexadecimal(word)}`)),
		type: formatMaybe(message.type)
	});
}
function* dataLines(context, { header }) {
	const payload = readPayload_message(context.target, header);
	const bytes = payload instanceof Absence ? payload : readableStart(payload, payload.address);
	yield new ReportLine(context, bytes instanceof Absence ? `data <${bytes.reason}>` : `data ${formatDataWords(bytes.subarray(0, DATA_SHOWN))}`);
}
function portReport(context, address) {
	const port = readLpcPort(context.target, address);
	if (port instanceof Absence) {
		return new ReportLine(context, `port ${address} <${port.reason}>`);
	}
	return new ReportLine(context, `${titleOf_lpcPort(context, port)}: ${[countsOf(context, port), ...relationsOf(context, port)].join(", ")}`, { Port: () => context.port(address) }, () => portLines(context, port));
}
function portSummary(context) {
	return new ReportLine(context, "All LPC ports", {}, function* () {
		for (const address of walkPorts_portSearch(context)) {
			yield portReport(context, address);
		}
	});
}
function portScan(context, address) {
	const scan = scanPort(context.target, address);
	if (scan instanceof Absence) {
		return new ReportLine(context, `port ${address} <${scan.reason}>`);
	}
	const { connectionPort, connectedPorts } = scan;
	return new ReportLine(context, `${formatCount(connectedPorts.length, "port")} connected through ${portName(context, connectionPort)}`, { Port: () => context.port(address) }, function* () {
		yield connectionPort instanceof Absence ? portReport(context, address) : portReport(context, connectionPort);
		for (const port of connectedPorts) {
			yield portReport(context, port);
		}
	});
}
function titleOf_lpcPort(context, port) {
	const name = readObjectName(context.target, port.address);
	return formatPortTitle(port.kind, port.address.toString(), typeof name === "string" ? name : void 0);
}
function countsOf({ target }, { address }) {
	const handles = readHandleCount(target, address);
	const references = readPointerCount(target, address);
	return formatCounts(handles instanceof Absence ? formatMaybe(handles) : handles, references instanceof Absence ? formatMaybe(references) : references);
}
function relationsOf(context, port) {
	if (port.role === "server" || port.role === "client") {
		const connectedPort = port.connectedPort instanceof Absence ? `connected to nobody` : `connected to ${port.connectedPort}`;
		return [
			connectedPort,
			formatMaybe(port.connectionPort, address => `connection port ${address} ${portName(context, address)}`)
		];
	}
	const queue = readLpcQueue(context.target, port);
	return [
		serverText(context, port),
		...queue instanceof Absence ? [] : [`${formatCount(queue.messages.length, "message")} queued`]
	];
}
function serverText(context, { serverProcess }) {
	return `server process ${formatMaybe(serverProcess, address => `${address} ${processName(context, address)}`)}`;
}
function* portLines(context, port) {
	yield new ReportLine(context, countsOf(context, port), { Port: () => context.port(port.address) });
	yield* relationLines(context, port);
	yield* queueLines(context, port);
	yield* replyChainLines(context, port);
	yield* dataInfoLines(context, port);
	for (const contradiction of validatePort(context.target, port)) {
		yield new ReportLine(context, contradiction);
	}
}
function* relationLines(context, port) {
	const { connectedPort, connectionPort, serverProcess, clientThread } = port;
	if (port.role !== "server" && port.role !== "client") {
		yield new ReportLine(context, serverText(context, port), {
			Process: () => context.maybe(serverProcess, "process")
		});
		return;
	}
	yield new ReportLine(context, `connected port: ${relatedPort(context, connectedPort)}`, {
		Port: () => context.maybe(connectedPort, "port")
	});
	yield new ReportLine(context, `connection port: ${relatedPort(context, connectionPort)}`, {
		Port: () => context.maybe(connectionPort, "port")
	});
	if (!(clientThread instanceof Absence)) {
		yield new ReportLine(context, `client thread ${clientThread} ${threadName(context, clientThread)} is being connected`, { Thread: () => context.thread(clientThread) });
	}
}
function relatedPort(context, address) {
	const port = address instanceof Absence ? address : readLpcPort(context.target, address);
	return formatMaybe(port, facts => `${titleOf_lpcPort(context, facts)}, ${countsOf(context, facts)}`);
}
function* queueLines(context, port) {
	const semaphore = readPortSemaphore(context.target, port);
	const queue = readLpcQueue(context.target, port);
	if (queue instanceof Absence) {
		yield new ReportLine(context, queue.reason);
		return;
	}
	yield new ReportLine(context, semaphore instanceof Absence ? `queue semaphore <${semaphore.reason}>` : formatSemaphore(semaphore.address.toString(), formatMaybe(semaphore.state)));
	yield new ReportLine(context, `${formatCount(queue.messages.length, "message")} in the queue`);
	for (const message of queue.messages) {
		yield messageLine(context, message);
	}
}
function* replyChainLines(context, port) {
	const { entries } = collectWalk(walkReplyChain(context.target, port));
	yield new ReportLine(context, `${formatCount(entries.length, "thread")} in the reply chain`);
	for (const thread of entries) {
		const id = mapPresent(readLpcThread(context.target, thread), ({ replyMessageId }) => replyMessageId);
		yield new ReportLine(context, `thread ${thread} ${threadName(context, thread)} awaits the reply to ${formatMaybe(id)}`, {
			Thread: () => context.thread(thread)
		});
	}
}
function* dataInfoLines(context, port) {
	const { entries } = collectWalk(walkDataInfoChain(context.target, port.structure));
	yield new ReportLine(context, `${formatCount(entries.length, "message")} in the data information chain`);
	for (const message of entries) {
		yield messageLine(context, message);
	}
}

// src/model/classic/lpc-message.ts
function messageReport(context, id) {
	return new ReportLine(context, `Message ${id}`, {}, () => messageLines(context, id));
}
function* messageLines(context, id) {
	const { messages, waitingThreads, servingThreads } = findMessageTraces(context.target, id);
	for (const address of messages) {
		yield messageLine(context, address);
		yield* placeLines(context, address);
	}
	for (const thread of waitingThreads) {
		yield new ReportLine(context, formatAwaitingThread(thread.toString(), threadName(context, thread), id.toString()), {
			Thread: () => context.thread(thread)
		});
		yield* replyChainPorts(context, thread);
	}
	for (const thread of waitingThreads.length > 0 ? servingThreads : []) {
		yield new ReportLine(context, formatOwingThread(thread.toString(), threadName(context, thread), id.toString()), {
			Thread: () => context.thread(thread)
		});
	}
	if (messages.length === 0 && waitingThreads.length === 0) {
		yield new ReportLine(context, `Message ${id} is neither queued nor referenced: it was answered, or never existed. Its memory may still hold it: !lpcx "poolsearch ${id.key}"`);
	}
}
function* placeLines(context, address) {
	const message = readLpcMessage(context.target, address);
	if (message instanceof Absence) {
		return;
	}
	const { queuePort, heldBy } = message;
	if (!(queuePort instanceof Absence)) {
		yield new ReportLine(context, `on the queue of ${placedPortName(context, queuePort)}`, {
			Port: () => context.port(queuePort)
		});
	}
	if (!(heldBy instanceof Absence)) {
		yield new ReportLine(context, `kept by thread ${heldBy} ${threadName(context, heldBy)}`, {
			Thread: () => context.thread(heldBy)
		});
	}
}
function* replyChainPorts(context, address) {
	const thread = readLpcThread(context.target, address);
	const chained = thread instanceof Absence ? thread : findReplyChainPort(context.target, thread);
	const port = chained instanceof Absence ? chained : readLpcPort(context.target, chained);
	if (port instanceof Absence) {
		return;
	}
	const isEnd = port.role === "server" || port.role === "client";
	for (const related of isEnd ? [port.address, port.connectedPort, port.connectionPort] : [port.address]) {
		if (!(related instanceof Absence)) {
			yield portReport(context, related);
		}
	}
}
function messageSummary(context) {
	return new ReportLine(context, 'Messages on queues, in the hands of threads and on data information chains; freed ones: !lpcx "poolsearch"', {}, function* () {
		for (const address of reported(context, "messages", context.generation.walkMessages())) {
			yield messageLine(context, address);
		}
	});
}
function threadReport(context, address) {
	const thread = readLpcThread(context.target, address);
	if (thread instanceof Absence) {
		return new ReportLine(context, `thread ${address} <${thread.reason}>`);
	}
	const texts = workOf(context, address);
	const name = threadName(context, address);
	return new ReportLine(context, texts.length === 0 ? `thread ${address} ${name} awaits and owes nothing` : texts.join("; "), { Thread: () => context.thread(address) }, () => replyChainPorts(context, address));
}
function threadSummary(context) {
	return new ReportLine(context, "Threads that await or owe a reply", {}, () => findLpcThreads(context.target).map(thread => threadReport(context, thread)));
}
function describeAwaiting(address, name, id) {
	return id instanceof Absence ? `client thread ${address} ${name} awaits a reply: ${id.reason}` : formatAwaitingThread(address.toString(), name, id.toString());
}
function workOf(context, address) {
	const { generation, target } = context;
	const name = threadName(context, address);
	const awaited = generation.readAwaitedReply(address);
	const served = readServedThreads(target, address);
	const received = mapPresent(readLpcThread(target, address), ({ receivedMessageId }) => receivedMessageId);
	return [
		...awaited === void 0 ? [] : [
			describeAwaiting(address, name, mapPresent(awaited, ({ messageId }) => messageId))
		],
		...served.length === 0 ? [] : [
			`${formatOwingThread(address.toString(), name, formatMaybe(received))} of ${served.map(thread => `${thread} ${threadName(context, thread)}`).join(", ")}`
		]
	];
}

// src/commands/lpcx.ts
var lpcOptions = [
	{
		option: "message",
		argument: "id",
		usage: "[id]",
		help: "Where a message is, who awaits its reply and who owes it; without an id all messages.",
		answer: (context, id) => id === void 0 ? messageSummary(context) : messageReport(context, id)
	},
	{
		option: "port",
		argument: "address",
		usage: "[port]",
		help: "A port with semaphore, queue, threads in its reply chain, counts and related ports; without an address all ports.",
		answer: (context, port) => port === void 0 ? portSummary(context) : portReport(context, port)
	},
	{
		option: "scan",
		argument: "address",
		usage: "port",
		help: "A port and all that are connected to it, each in one line.",
		answer: (context, port) => portScan(context, port != null ? port : missing("scan", "port"))
	},
	{
		option: "thread",
		argument: "address",
		usage: "[thread]",
		help: "The ports on whose reply chains a thread waits; without an address, all threads that await or owe a reply.",
		answer: (context, thread) => thread === void 0 ? threadSummary(context) : threadReport(context, thread)
	},
	{
		option: "poolsearch",
		argument: "id",
		usage: "[id]",
		help: "Messages in the paged pool, those on no queue and freed ones included; with an id those that have it.",
		answer: (context, id) => poolSearch(context, id)
	}
];
var EXAMPLE_lpcx = '!lpcx "port e14ae238"';
function exampleOf_lpcx({ option, argument }) {
	return `!lpcx "${option} ${argument === "id" ? "222be" : option === "thread" ? "842a4db0" : "e14ae238"}"`;
}
function usageOf({ option, usage }) {
	return `"${option} ${usage}"`;
}
function missing(option, argument) {
	throw wrongArgument("", `"${option}" needs the address of a ${argument}`, `!lpcx "${option} e14ae238"`);
}
function numberOf(context, found, text) {
	const word = Word64.parse(/^0[xn]/i.test(text) ? text : `0x${text}`);
	if (word === void 0) {
		throw wrongArgument(describeArgument(text), `the ${found.argument === "id" ? "id of a message" : `address of a ${found.option === "thread" ? "thread" : "port"}`}, in hexadecimal digits`, exampleOf_lpcx(found));
	}
	if (word.isZero) {
		return void 0;
	}
	const address = context.target.normalized(word);
	const isAddress = isKernelAddress(address, context.target.pointerSize);
	if (isAddress !== (found.argument === "address")) {
		throw wrongArgument(describeArgument(text), isAddress ? `the id of a message but an address; a port is shown by !lpcx "port ${text}"` : "an address in kernel space", exampleOf_lpcx(found));
	}
	return isAddress ? address : word;
}
function lpcAnswer(line) {
	if (line === void 0) {
		return new HelpPage("What !lpcx can be asked, on Windows XP and Server 2003", [
			{ heading: "", rows: lpcOptions.map(option => [`!lpcx ${usageOf(option)}`, option.help]) }
		]);
	}
	const [name = "", text, ...rest] = typeof line === "string" ? line.trim().split(/\s+/) : [];
	const found = lpcOptions.find(({ option }) => option === name.toLowerCase());
	if (found === void 0 || rest.length > 0) {
		throw wrongArgument(describeArgument(line), `one of ${lpcOptions.map(usageOf).join(", ")}`, EXAMPLE_lpcx);
	}
	const context = currentContext();
	if (context.generation.name !== "LPC") {
		throw notFound("This target has ALPC, not LPC:", 'ask !alpcx instead, for example !alpcx "/p 0xffffa801`12345678"; !lpcx is for Windows XP and Server 2003.');
	}
	return found.answer(context, text === void 0 ? void 0 : numberOf(context, found, text));
}
var lpcCommand = {
	name: "lpcx",
	usage: '["classic string"]',
	most: 1,
	help: "The classic !lpc on Windows XP and Server 2003: message, port, scan, thread, poolsearch; numbers are hexadecimal.",
	expression: "@$cursession.Alpc",
	examples: [
		'!lpcx "message 222be"',
		'!lpcx "port e14ae238"',
		'!lpcx "scan e14ae238"',
		'!lpcx "thread 842a4db0"',
		'!lpcx "poolsearch"'
	],
	run: line => lpcAnswer(line)
};

// src/view/classic-lines.ts
function formatPortAndQueue(address, name, queued) {
	return `${address}${name === void 0 ? "" : `(${quoted(name)})`} ${typeof queued === "number" ? `${queued} queued` : queued}`;
}
function formatCreatedPort(port, connections) {
	return `${port}, ${formatCount(connections, "connection")}`;
}
function formatProcessTitle(process, created, connected) {
	return `Ports of ${process}: ${created} created, connected to ${connected}`;
}
function formatConnectionLine(own, other, process) {
	return `${own} -> ${other} of ${process}`;
}
function indented(line, depth = 1) {
	return `${"    ".repeat(depth)}${line}`;
}
function formatGraphLine(clientPort, clientProcess, connectionPort, serverProcess) {
	return `${clientPort} of ${clientProcess} -> ${connectionPort} of ${serverProcess}`;
}
function formatHandlelessPort(port, kind, pointers, queues, clients) {
	return `${port} ${kind}, 0 handles, ${pointers} ${pointers === "1" ? "reference" : "references"}, ${queues.join(", ")}, ${formatCount(clients, "client")}`;
}

// src/model/classic/ports.ts
function portText(context, port) {
	if (port instanceof Absence) {
		return `<${port.reason}>`;
	}
	const facts = context.portFacts(port);
	const name = readObjectName(context.target, port);
	const queued = facts instanceof Absence ? facts : declaredTotal(context, facts);
	return formatPortAndQueue(port.toString(), typeof name === "string" ? name : void 0, queued instanceof Absence ? `<${queued.reason}>` : queued);
}
function processText(context, process) {
	return formatMaybe(process, address => `${address} ${processName(context, address)}`);
}
function ownerText(context, port) {
	return processText(context, context.ownerOf(port));
}
function connectionsOf_ports(context, port) {
	const facts = context.portFacts(port);
	return facts instanceof Absence ? [] : context.generation.readConnections(facts);
}
function connectionLine(context, connection, depth) {
	const { serverPort, clientPort } = connection;
	return new ReportLine(context, indented(formatConnectionLine(portText(context, serverPort), portText(context, clientPort), ownerText(context, clientPort)), depth), {
		Connection: () => context.connection(connection),
		ServerPort: () => context.maybe(serverPort, "port"),
		ClientPort: () => context.maybe(clientPort, "port")
	});
}
function portConnections(context, port) {
	if (context.portFacts(port) instanceof Absence) {
		return new ReportLine(context, portText(context, port), { Port: () => context.port(port) });
	}
	const connections = connectionsOf_ports(context, port);
	return new ReportLine(context, formatCreatedPort(portText(context, port), connections.length), { Port: () => context.port(port) }, () => connections.map(connection => connectionLine(context, connection, 0)));
}
function processPorts(context, process) {
	if (readProcessFacts(context.target, process) instanceof Absence) {
		return new ReportLine(context, `Ports of ${processText(context, process)}`, {
			Process: () => context.process(process)
		});
	}
	const { created, connected } = context.generation.portsOfProcess(process);
	return new ReportLine(context, formatProcessTitle(processText(context, process), created.length, connected.length), { Process: () => context.process(process) }, function* () {
		for (const port of created) {
			yield* createdLines(context, port);
		}
		for (const port of connected) {
			yield clientLine(context, port);
		}
	});
}
function* createdLines(context, port) {
	const connections = connectionsOf_ports(context, port);
	yield new ReportLine(context, `Created: ${formatCreatedPort(portText(context, port), connections.length)}`, {
		Port: () => context.port(port)
	});
	for (const connection of connections) {
		yield connectionLine(context, connection, 1);
	}
}
function clientLine(context, clientPort) {
	const facts = context.portFacts(clientPort);
	const connectionPort = facts instanceof Absence ? facts : facts.connectionPort;
	return new ReportLine(context, `Connected: ${formatConnectionLine(portText(context, clientPort), portText(context, connectionPort), ownerText(context, connectionPort))}`, {
		ClientPort: () => context.port(clientPort),
		ConnectionPort: () => context.maybe(connectionPort, "port")
	});
}
function* factsOfPorts(context) {
	for (const port of walkPorts_portSearch(context)) {
		const facts = context.portFacts(port);
		if (!(facts instanceof Absence)) {
			yield facts;
		}
	}
}
function clientGraph(context) {
	return new ReportLine(context, () => context.titled("Every client port, its process, its connection port and the server"), {}, function* () {
		for (const { role, address, connectionPort } of factsOfPorts(context)) {
			if (role === "client") {
				yield new ReportLine(context, formatGraphLine(address.toString(), ownerText(context, address), portText(context, connectionPort), ownerText(context, connectionPort)), {
					ClientPort: () => context.port(address),
					ConnectionPort: () => context.maybe(connectionPort, "port")
				});
			}
		}
	});
}
function portList(context) {
	return new ReportLine(context, () => context.titled("All ports with kind and number of queued messages"), {}, function* () {
		for (const { kind, address } of factsOfPorts(context)) {
			yield new ReportLine(context, `${portText(context, address)}, ${kind} of ${ownerText(context, address)}`, {
				Port: () => context.port(address)
			});
		}
	});
}
function handlelessPorts(context) {
	const found = () => Array.from(factsOfPorts(context)).filter(({ address }) => readHandleCount(context.target, address) === 0);
	return new ReportLine(context, () => context.nothing === "none" ? `${formatCount(found().length, "port")} without handles` : `Ports without handles: ${context.nothing}`, {}, () => found().map(facts => handlelessLine(context, facts)));
}
function handlelessLine(context, facts) {
	const { generation, target } = context;
	const pointers = readPointerCount(target, facts.address);
	const queues = generation.queueNames().map(name => {
		const length = generation.readQueueLength(facts, name);
		return `${name} ${formatMaybe(length)}`;
	});
	const clients = facts.role === "connection" ? generation.readConnections(facts).length : 0;
	return new ReportLine(context, formatHandlelessPort(portText(context, facts.address), facts.kind, formatMaybe(pointers), queues, clients), {
		Port: () => context.port(facts.address)
	});
}

// src/model/classic/resources.ts
function resourceLine(context, address, depth) {
	return new ReportLine(context, indented(String(context.resource(address)), depth), {
		Resource: () => context.resource(address)
	});
}
function absenceLine(context, absence) {
	return new ReportLine(context, `<${absence.reason}>`);
}
function sectionsOf(context, port) {
	const facts = context.portFacts(port);
	if (facts instanceof Absence) {
		return [facts];
	}
	const sections = [];
	for (const blob of walkResources(context.target, facts.structure)) {
		if (blob instanceof Absence) {
			sections.push(blob);
		} else if (blob.kind === "Section") {
			sections.push(blob.address);
		}
	}
	return sections;
}
function* sectionLines(context, section) {
	yield resourceLine(context, section, 0);
	const facts = readSection(context.target, section);
	for (const region of facts instanceof Absence ? [] : walkRegions(context.target, facts)) {
		yield resourceLine(context, region, 1);
		const regionFacts = readRegion(context.target, region);
		for (const view of regionFacts instanceof Absence ? [] : walkViews(context.target, regionFacts)) {
			yield resourceLine(context, view, 2);
		}
	}
}
function portSections(context, port) {
	const title = () => context.portFacts(port) instanceof Absence ? `Sections of ${String(context.port(port))}` : `${formatCount(sectionsOf(context, port).filter(section => !(section instanceof Absence)).length, "section")} of ${String(context.port(port))}`;
	return new ReportLine(context, title, { Port: () => context.port(port) }, function* () {
		for (const section of sectionsOf(context, port)) {
			if (section instanceof Absence) {
				yield absenceLine(context, section);
			} else {
				yield* sectionLines(context, section);
			}
		}
	});
}

// src/commands/classic.ts
function taking(argument, option, help, answer) {
	return { option, argument, help, answer };
}
function portAddress_classic(context, given) {
	portOf(context, given.toString());
	return given;
}
function ofAlpc(context) {
	if (context.generation.name === "LPC") {
		throw notFound("LPC has no resources and no global information:", "ALPC resources exist only on Vista and later.");
	}
	return context;
}
function takingResource(noun, kind) {
	return taking(noun, `-${noun}`, `One ${noun}.`, (context, given) => resourceOfKind(ofAlpc(context), given, kind));
}
var classicOptions = [
	taking("message", "/m", "One message.", (context, given) => messageOf_message(context, given.toString())),
	taking("port", "/p", "One port.", (context, given) => portOf(context, given.toString())),
	taking("port", "/lpc", "A port with its connections.", (context, given) => portConnections(context, portAddress_classic(context, given))),
	taking("process", "/lpp", "The ports of a process: created and connected to.", (context, given) => processPorts(context, processAddress(context, given.toString()))),
	taking("", "-graph", "Every client port with its process, connection port, server process and name.", context => clientGraph(context)),
	taking("", "-lp", "All ports with kind and number of queued messages.", context => portList(context)),
	taking("", "-lp0", "Ports without handles: references, queue lengths, clients.", context => handlelessPorts(context)),
	taking("", "-analyze", "Contradictions in ports and messages.", context => consistencyFindings(context)),
	taking("port", "-presl", "Sections, regions and views of a port.", (context, given) => portSections(ofAlpc(context), portAddress_classic(context, given))),
	takingResource("section", "Section"),
	takingResource("region", "Region"),
	takingResource("view", "View"),
	taking("resource", "/R", "Any resource, by its address.", (context, given) => resourceAt(ofAlpc(context), given)),
	taking("", "/G", "The ALPC object types, counts and message log.", context => ofAlpc(context).session().GlobalInformation)
];
function classicUsage({ option, argument }) {
	return argument === "" ? `"${option}"` : `"${option} ${argument}"`;
}
function example({ option, argument }) {
	return argument === "" ? `!alpcx "${option}"` : `!alpcx "${option} ${argument === "message" ? "0x274" : "0xffffa801`12345678"}"`;
}
function classicAnswer(context, line) {
	var _a;
	const [name = "", text = "", ...rest] = typeof line === "string" ? line.trim().split(/\s+/) : [];
	const asked = (_a = /^[-/](.+)$/.exec(name.toLowerCase())) == null ? void 0 : _a[1];
	const found = classicOptions.find(({ option }) => option.toLowerCase().slice(1) === asked);
	if (found === void 0) {
		throw wrongArgument(name === "" && typeof line === "string" ? "An empty string" : describeArgument(line), `one of ${classicOptions.map(classicUsage).join(", ")}`, '!alpcx "/p 0xffffa801`12345678"');
	}
	if (rest.length > 0 || found.argument === "" && text !== "") {
		throw wrongArgument(describeArgument(line), `${classicUsage(found)}, which takes ${found.argument === "" ? "nothing" : "one number"} behind it`, example(found));
	}
	return found.answer(context, found.argument === "" ? Word64.zero : readNumber(context, found, line, text));
}
function readNumber(context, option, line, text) {
	const given = Word64.parse(/^0[xn]/i.test(text) ? text : `0x${text}`);
	const takesId = option.argument === "message" || option.argument === "process";
	if (given === void 0) {
		throw wrongArgument(describeArgument(line), `${classicUsage(option)} with ${takesId ? "an address or id" : "an address"}`, example(option));
	}
	const number = context.target.normalized(given);
	if (!takesId && !isKernelAddress(number, context.target.pointerSize)) {
		throw wrongArgument(describeArgument(line), `${classicUsage(option)} with an address in kernel space`, example(option));
	}
	return number;
}

// src/commands/overview.ts
var HELP_ROW = ["!alpcx_help", "lists all commands, with examples of each"];
var Overview = class extends HelpPage {
	constructor(context) {
		super(() => displayOf(() => {
			context.refresh();
			return `${context.generation.name}: ${new Statistics(context).__line}`;
		}), []);
		this.__context = context;
	}
	get Alpc() {
		return this.__context.session();
	}
	get __rows() {
		this.__context.refresh();
		if (!new Statistics(this.__context).__hasPorts) {
			return [{ heading: "", rows: [...currentRows(), HELP_ROW] }];
		}
		const [worst] = troubleOf(this.__context);
		const others = worst === void 0 ? 0 : groupsOf(this.__context).length - 1;
		return [
			...worst === void 0 ? [] : [{ heading: "", rows: storyRows(this.__context, worst) }],
			{ heading: "", rows: [...nextRows(worst !== void 0, others), HELP_ROW] }
		];
	}
};
function currentRows() {
	return [
		["!alpcx_thread", "shows the current thread, as far as it is in the dump"],
		["!alpcx_process", "shows the current process"]
	];
}
function storyRows(context, worst) {
	return storyOfRoot(context, worst).map(({ label, text }) => [`${label}:`, text]);
}
function nextRows(isTrouble, others) {
	if (!isTrouble) {
		return [
			[
				"!alpcx_findings",
				`looks for problems: no deadlock, and no reply awaited for ${formatSeconds(limits.longWaitSeconds)} or longer`
			]
		];
	}
	return [
		[
			"!alpcx_roots",
			others === 0 ? "shows this root blocker and all that waits behind it" : `shows ${formatCount(others, "more root blocker")}`
		],
		["!alpcx_findings", "explains each problem"]
	];
}
function overview(values) {
	const context = currentContext();
	return values[0] === void 0 ? new Overview(context) : classicAnswer(context, values[0]);
}

// src/commands/table.ts
function ofSystem(name, member, help, examples = [`!${name}`]) {
	return {
		name,
		usage: "",
		help,
		expression: `@$cursession.Alpc.${member}`,
		examples,
		most: 0,
		run: () => currentContext().session()[member]
	};
}
function listOfSystem(name, member, help) {
	const command = ofSystem(name, member, help);
	return Object.assign({}, command, { run: () => command.run().__counted() });
}
function longListOfSystem(name, member, help, examples) {
	const command = ofSystem(name, member, help, examples);
	return Object.assign({}, command, { run: () => orUnknown(command.run()) });
}
function orUnknown(list) {
	return list.__orUnknown();
}
function call(context, name, ...values) {
	return context.session()[name](...values);
}
function portOrCandidates(value) {
	var _a;
	const context = contextOfArgument(value);
	return (_a = candidatesOf(context, value)) != null ? _a : call(context, "Port", value);
}
function connections(value) {
	var _a;
	const context = contextOfArgument(value);
	if (value === void 0) {
		return orUnknown(context.session().Connections);
	}
	return (_a = connectionsOfName(context, value)) != null ? _a : call(context, "Port", value).Connections;
}
var SCOPE = {
	expected: "a process, port, thread or wait chain",
	example: '!alpcx_graph ("html", "C:\\\\temp\\\\chain.html", @$curthread)'
};
function graph(format, file, scope) {
	const path = file === void 0 ? void 0 : filePath(file, '!alpcx_graph ("html", "C:\\\\temp\\\\alpc.html")');
	const context = contextOfArgument(scope);
	subjectOf_subject(context, scope, SCOPE);
	const text = call(context, "Graph", format, scope).__text;
	if (path !== void 0) {
		return `Written to ${writeTextFile(path, text)}`;
	}
	text.replace(/\n$/, "").split("\n").forEach(printLine);
	return void 0;
}
var commands = [
	{
		name: "alpcx",
		usage: '["classic string"]',
		most: 1,
		help: "The system in a line, and what blocks most threads; with a string, answers like the classic !alpc.",
		expression: "@$cursession.Alpc",
		examples: ["!alpcx", '!alpcx "/lpp 2a8"', '!alpcx "-lp"'],
		run: (...values) => overview(values)
	},
	{
		name: "alpcx_port",
		usage: "x",
		most: 1,
		help: "One port, by address, name, path, native object or pointer; the candidates where several have the name.",
		expression: "@$cursession.Alpc.Port(x)",
		examples: [
			"!alpcx_port 0xffffa801`12345678",
			"!alpcx_port ((nt!_ALPC_PORT*)0xffffa801`12345678)",
			'!alpcx_port "ntsvcs"'
		],
		run: portOrCandidates
	},
	{
		name: "alpcx_message",
		usage: "x",
		most: 1,
		help: "One message, by address or id.",
		expression: "@$cursession.Alpc.Message(x)",
		examples: ["!alpcx_message 0x274", "!alpcx_message 0xffffa801`12345678"],
		run: value => call(contextOfArgument(value), "Message", value)
	},
	{
		name: "alpcx_resource",
		usage: "x",
		most: 1,
		help: "One resource, by address: connection info, section, region, view, reserve, security context or handle data.",
		expression: "@$cursession.Alpc.Resource(x)",
		examples: ["!alpcx_resource 0xffffa801`12345678"],
		run: value => call(contextOfArgument(value), "Resource", value)
	},
	{
		name: "alpcx_process",
		usage: "[x]",
		most: 1,
		help: "The ALPC view of a process: address, id, image name, service or object; the current one without an argument.",
		expression: "@$curprocess.Alpc",
		examples: [
			"!alpcx_process",
			"!alpcx_process 0x2a8",
			'!alpcx_process "services.exe"',
			"!alpcx_process @$curprocess"
		],
		run: value => {
			const context = contextOfArgument(value);
			return context.processAlpc(processAddress(context, value));
		}
	},
	{
		name: "alpcx_thread",
		usage: "[x]",
		most: 1,
		help: "The ALPC view of a thread: address, id, client id or object; the current one without an argument.",
		expression: "@$curthread.Alpc",
		examples: ["!alpcx_thread", "!alpcx_thread 0x9a4", '!alpcx_thread "2a0.9a4"'],
		run: value => {
			const context = contextOfArgument(value);
			return context.threadAlpc(threadAddress(context, value));
		}
	},
	longListOfSystem("alpcx_ports", "Ports", "All ports of the system.", [
		"!alpcx_ports",
		"dx -g @$cursession.Alpc.Ports.Table",
		"dx @$cursession.Alpc.Ports.Of(@$curprocess)"
	]),
	{
		name: "alpcx_connections",
		usage: "[port]",
		most: 1,
		help: "All connections, or those of a port, by address, name or object; of all ports with the name.",
		expression: "@$cursession.Alpc.Connections",
		examples: [
			"!alpcx_connections",
			'!alpcx_connections "ntsvcs"',
			"!alpcx_connections 0xffffa801`12345678",
			'!alpcx_connections @$cursession.Alpc.ConnectionPorts["ntsvcs"]'
		],
		run: connections
	},
	longListOfSystem("alpcx_messages", "Messages", "All queued messages, and those referenced only by a thread.", [
		"!alpcx_messages",
		'dx @$cursession.Alpc.Messages.Of("ntsvcs")'
	]),
	{
		name: "alpcx_find",
		usage: '"pattern"',
		most: 1,
		help: "Finds connection ports: case-insensitive, with * and ? as wildcards; without them, any part of the name.",
		expression: '@$cursession.Alpc.Find("pattern")',
		examples: ['!alpcx_find "lsa*"', '!alpcx_find "\\\\RPC Control\\\\*"'],
		run: pattern => call(currentContext(), "Find", pattern)
	},
	listOfSystem("alpcx_waits", "WaitChains", "The wait chain of each thread blocked on a reply."),
	listOfSystem("alpcx_roots", "WaitRoots", "What ultimately blocks waiting threads: each root blocker with the threads behind it, most blocked threads first."),
	{
		name: "alpcx_why",
		usage: "[x]",
		most: 1,
		help: "Explains a hang in five lines: who is blocked, on what, by whom, since when, and what to type next; for the worst root blocker, or for a thread, a process or the users of a port.",
		expression: "@$cursession.Alpc.Why()",
		examples: [
			"!alpcx_why",
			"!alpcx_why 0x9a4",
			'!alpcx_why "explorer.exe"',
			'!alpcx_why "spoolss"',
			'!alpcx_why "2a0.c"',
			"!alpcx_why @$curthread",
			"!alpcx_why @$cursession.Alpc.WaitRoots[1]"
		],
		run: (...values) => call(contextOfArgument(values[0]), "Why", ...values)
	},
	listOfSystem("alpcx_locks", "Locks", "Locks that threads wait for, with holders and waiters, most waiters first."),
	listOfSystem("alpcx_deadlocks", "Deadlocks", "Deadlocks: wait cycles that cannot resolve."),
	ofSystem("alpcx_findings", "Findings", "Problems, most blocked threads first."),
	{
		name: "alpcx_endpoints",
		usage: '["pattern"]',
		most: 1,
		help: "Ports that one can connect to, for security people: owner, who may connect, what each accepts, clients by integrity and package.",
		expression: "@$cursession.Alpc.Endpoints",
		examples: ["!alpcx_endpoints", '!alpcx_endpoints "lsa*"', "dx -g @$cursession.Alpc.Endpoints.Table"],
		run: pattern => {
			const { Endpoints: endpoints } = currentContext().session();
			return pattern === void 0 ? orUnknown(endpoints) : endpoints.Matching(pattern);
		}
	},
	{
		name: "alpcx_compare",
		usage: "[session]",
		most: 1,
		expression: "@$cursession.Alpc.Compare()",
		help: "Slow or stuck? Remembers this stop; after g and a break says what has moved since. With a session or its number, compares with that dump of the same machine.",
		examples: [
			"!alpcx_compare",
			"!alpcx_compare 1",
			"!alpcx_compare Debugger.Sessions[1]",
			"dx -g @$cursession.Alpc.Compare().Same.Table"
		],
		run: session => call(currentContext(), "Compare", session)
	},
	{
		name: "alpcx_graph",
		usage: '("format"[, "file"[, scope]])',
		most: 3,
		help: "Prints the graph of ports and waits as dot, mermaid, json or html, or writes it to a file on the debugger's machine; scope: a process, a port, a thread or a wait chain.",
		expression: '@$cursession.Alpc.Graph("format")',
		examples: [
			'!alpcx_graph "dot"',
			'!alpcx_graph ("html", "C:\\\\temp\\\\alpc.html")',
			'!alpcx_graph ("html", "C:\\\\temp\\\\chain.html", @$curthread)'
		],
		run: (format, file, scope) => graph(format, file, scope)
	},
	{
		name: "alpcx_report",
		usage: '["file"]',
		most: 1,
		help: "The report for a ticket: its first screen; with a path, all of it as one HTML file on the debugger's machine.",
		expression: "@$cursession.Alpc.Report()",
		examples: ["!alpcx_report", '!alpcx_report "C:\\\\temp\\\\hang.html"'],
		run: file => call(currentContext(), "Report", file)
	},
	lpcCommand,
	{
		name: "alpcx_help",
		usage: '["command, class or rule"]',
		most: 1,
		help: "Explains a command, with examples; each property of a class; or a rule of the findings and where to look next.",
		expression: "Debugger.Utility.Alpc.Help",
		examples: ["!alpcx_help", '!alpcx_help "alpcx_port"', '!alpcx_help "port"', '!alpcx_help "alpc-deadlock"'],
		run: topic => helpFor(commands, topic)
	}
];

// src/commands/utility.ts
var utilityHelp = {
	Port: { Help: "Port(x) - The port at an address, of a native object or pointer, or of that name." },
	Message: { Help: "Message(x) - The message at an address, of a native object or pointer, or with an id." },
	Resource: { Help: "Resource(x) - The ALPC resource at an address, or of a native object or pointer." },
	Process: { Help: "Process(x) - The process at an address, of an object, with an id or image name, or of a service." },
	Thread: { Help: "Thread(x) - The thread at an address, of an object, or with an id or client id '2a0.9a4'." },
	Help: { Help: "Commands, rules of the findings, and classes of objects." },
	Version: { Help: "Version of alpcx." }
};
var UtilityExtension = class {
	toString() {
		return "Decodes ALPC and LPC objects: Port(x), Message(x), Resource(x), Process(x), Thread(x)";
	}
	Port(value) {
		return portOf(contextOfArgument(value), value);
	}
	Message(value) {
		return messageOf_message(contextOfArgument(value), value);
	}
	Resource(value) {
		return resourceOf(contextOfArgument(value), value, "Debugger.Utility.Alpc.Resource(0xffffa801`12345678)");
	}
	Process(value) {
		const context = contextOfArgument(value);
		return context.process(processAddress(context, value));
	}
	Thread(value) {
		const context = contextOfArgument(value);
		return context.thread(threadAddress(context, value));
	}
	get Help() {
		return helpFor(commands, void 0);
	}
	get Version() {
		return version;
	}
};

// src/index.ts
function initializeScript() {
	const host = scriptHost();
	kinds.forEach(({ model }) => defineHelp(model));
	host.metadata.defineMetadata(UtilityExtension, utilityHelp);
	const whose = [
		[SessionExtension, "the system"],
		[ProcessExtension, "the process"],
		[ThreadExtension, "the thread"]
	];
	whose.forEach(([extension, name]) => {
		host.metadata.defineMetadata(extension, { Alpc: { Help: `ALPC or LPC of ${name}: ports, messages, waits.` } });
	});
	return [
		new host.apiVersionSupport(1, 7),
		new host.namedModelParent(SessionExtension, "Debugger.Models.Session"),
		new host.namedModelParent(ProcessExtension, "Debugger.Models.Process"),
		new host.namedModelParent(ThreadExtension, "Debugger.Models.Thread"),
		new host.namespacePropertyParent(UtilityExtension, "Debugger.Models.Utility", "Debugger.Models.Utility.Alpc", "Alpc"),
		...typeExtensions.map(({ typeName, extension }) => new host.typeSignatureExtension(extension, typeName)),
		...commands.map(command => new host.functionAlias(aliasOf(command), command.name))
	];
}
function invokeScript() {
	printLine("alpcx is loaded. Start with !alpcx or dx @$cursession.Alpc; !alpcx_help explains everything.");
}
function uninitializeScript() {
	forgetTargets();
}
function defineHelp({ constructor, properties, methods }) {
	var _a, _b, _c, _d, _e, _f, _g;
	const descriptor = {};
	for (const name of Object.keys(properties)) {
		const radix = (_a = properties[name]) == null ? void 0 : _a.radix;
		descriptor[name] = Object.assign({ Help: (_c = (_b = properties[name]) == null ? void 0 : _b.help) != null ? _c : "" }, radix === void 0 ? {} : { PreferredRadix: radix });
	}
	for (const name of Object.keys(methods)) {
		descriptor[name] = { Help: `${name}(${(_e = (_d = methods[name]) == null ? void 0 : _d.usage) != null ? _e : ""}) - ${(_g = (_f = methods[name]) == null ? void 0 : _f.help) != null ? _g : ""}` };
	}
	scriptHost().metadata.defineMetadata(constructor, descriptor);
}
function aliasOf(command) {
	return (...values) => {
		var _a;
		const extra = values[command.most];
		if (extra !== void 0) {
			throw wrongArgument(describeArgument(extra), `an argument of ${commandLine(command)}, which takes ${command.most === 0 ? "none" : `at most ${command.most}`}`, (_a = command.examples[0]) != null ? _a : `!${command.name}`);
		}
		try {
			return command.run(...values);
		} catch (error) {
			throw inCommand(error, command.name, command.examples);
		}
	};
}

return { initializeScript, uninitializeScript, invokeScript };
})();
