/** Access tokens: the security identity of a process. */
import { firstAbsence, invalid, isAbsent, notApplicable, notInThisBuild, type Maybe } from "../../target/absence.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { readTypeName } from "../object-type.ts";
import { withoutFastReferences } from "./fast-reference.ts";
import { readSid, type Sid } from "./sid.ts";
import { integrityLevelOf } from "./sid-names.ts";
import { readTokenTexts } from "./token-attributes.ts";

/** A token reduced to whom a process runs as. */
export interface TokenFacts {
  readonly address: Word64;
  /** The account that the process runs as. */
  readonly user: Maybe<Sid>;
  /** "Medium"; NotApplicable for a token without a level, NotInThisBuild before Windows Vista. */
  readonly integrity: Maybe<string>;
  /** The AppContainer's package; NotApplicable outside of one, NotInThisBuild before Windows 8. */
  readonly package: Maybe<Sid>;
  /**
   * Full name of the package that the process runs for, `Microsoft.WindowsCalculator_11.2210.0.0_x64__8wekyb3d8bbwe`;
   * NotApplicable for programs without a package, NotInThisBuild before Windows 7.
   */
  readonly packageName: Maybe<string>;
}

const TOKEN = "_TOKEN";

/**
 * The attribute that a packaged app's token carries (Windows 8 on): the package's full name, the app's name within it,
 * the package's family name (Windows Internals, 7th edition; System Informer shows the same).
 */
const APP_IDENTITY = "WIN://SYSAPPID";

/** Characters of package names (documented with `Package.Id`): anything else is not a package name. */
const PACKAGE_NAME = /^[\w.~-]+$/;

/** `IntegrityLevelIndex` of a token that has no level. */
const NO_INDEX = 0xffffffff;

/** Most groups of a token: the user and its groups, some hundreds in a large domain. */
const MOST_GROUPS = 0x2000;

/** The primary token of an `_EPROCESS`; remembered for this stop. NotApplicable if the process no longer has one. */
export function readProcessToken(target: Target, process: Word64): Maybe<TokenFacts> {
  const structure = target.readStructure("_EPROCESS", process);
  const pointer = isAbsent(structure) ? structure : structure.pointer("Token");
  if (isAbsent(pointer)) {
    return pointer;
  }
  const address = withoutFastReferences(target, pointer);
  return address.isZero ? notApplicable("the process has no token") : readToken(target, address);
}

/** The token at an address; remembered for this stop. Invalid if there is none. */
function readToken(target: Target, address: Word64): Maybe<TokenFacts> {
  return target.stop.once(`token ${address.key}`, () => {
    const structure = target.readStructure(TOKEN, address);
    const type = isAbsent(structure) ? structure : readTypeName(target, address);
    if (isAbsent(structure) || (isAbsent(type) ? type.kind === "Invalid" : type !== "Token")) {
      return isAbsent(structure) ? structure : invalid(`there is no token at ${address}`, address);
    }
    return {
      address,
      user: readGroup(target, structure, 0),
      integrity: readIntegrity(target, structure),
      package: readPackage(target, structure),
      packageName: readPackageName(target, structure),
    };
  });
}

/**
 * `_SID_AND_ATTRIBUTES` of the Windows headers: a pointer and a flags word, as long as two pointers. The user comes
 * first, then the groups.
 */
function readGroup(target: Target, token: Structure, index: number): Maybe<Sid> {
  const groups = token.pointer("UserAndGroups");
  const count = token.number("UserAndGroupCount");
  if (isAbsent(groups) || isAbsent(count)) {
    return firstAbsence(groups, count);
  }
  if (index >= count || count > MOST_GROUPS) {
    return invalid(`the token has ${count} identifiers, and no number ${index}`, token.address);
  }
  const sid = target.readPointer(groups.plus(2 * target.pointerSize * index));
  return isAbsent(sid) ? sid : readSid(target, sid);
}

function readIntegrity(target: Target, token: Structure): Maybe<string> {
  const index = token.number("IntegrityLevelIndex");
  if (isAbsent(index) || index === NO_INDEX) {
    return isAbsent(index) ? index : notApplicable("the token has no integrity level");
  }
  const sid = readGroup(target, token, index);
  return isAbsent(sid)
    ? sid
    : (integrityLevelOf(sid) ?? invalid(`${sid.text} is not an integrity level`, token.address));
}

function readPackage(target: Target, token: Structure): Maybe<Sid> {
  if (!token.has("Package")) {
    return notInThisBuild(`${TOKEN}.Package`);
  }
  const sid = token.pointer("Package");
  return isAbsent(sid) ? sid : sid.isZero ? notApplicable("the process is in no AppContainer") : readSid(target, sid);
}

function readPackageName(target: Target, token: Structure): Maybe<string> {
  const texts = readTokenTexts(target, token, APP_IDENTITY);
  const [fullName] = isAbsent(texts) ? [] : texts;
  if (isAbsent(texts) || fullName === undefined) {
    return isAbsent(texts) ? texts : notApplicable("the token names no package");
  }
  return PACKAGE_NAME.test(fullName) ? fullName : invalid("the token's package name is not valid", token.address);
}
