/**
 * Names of well-known security identifiers, as MS-DTYP 2.4.2.4 and the Windows headers (`winnt.h`) list them; they mean
 * the same in all versions.
 */
import type { Sid } from "./sid.ts";

/** The group of all users. */
export const EVERYONE = "S-1-1-0";
/** Users who have logged on without credentials. */
export const ANONYMOUS = "S-1-5-7";
/** Every AppContainer (Windows 8 on), except those with less privilege. */
export const ALL_PACKAGES = "S-1-15-2-1";
/** Also those with less privilege (Windows 10 on). */
export const ALL_RESTRICTED_PACKAGES = "S-1-15-2-2";

const NAMES: Readonly<Record<string, string>> = {
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
  "S-1-15-3-12": "Capability contacts",
};

/** Names of families of identifiers, longer prefixes first; the identifier itself follows in parentheses. */
const FAMILIES: readonly (readonly [prefix: string, name: string])[] = [
  ["S-1-5-5-", "Logon session"],
  ["S-1-5-80-", "Service"],
  ["S-1-5-82-", "IIS application pool"],
  ["S-1-5-83-1-", "Virtual machine"],
  ["S-1-5-90-0-", "Window manager"],
  ["S-1-5-96-0-", "Font driver host"],
  ["S-1-15-2-", "Package"],
  ["S-1-15-3-", "Capability"],
  ["S-1-19-", "Process trust"],
];

/** Last parts of the identifiers of a machine's or domain's own accounts. */
const ACCOUNTS: Readonly<Record<number, string>> = {
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
  520: "Group policy creator owners",
};

/** Integrity levels by the last part of their identifier `S-1-16-...`; Windows Vista on. */
const LEVELS: Readonly<Record<number, string>> = {
  0x0000: "Untrusted",
  0x1000: "Low",
  0x2000: "Medium",
  0x2100: "Medium Plus",
  0x3000: "High",
  0x4000: "System",
  0x5000: "Protected process",
  0x7000: "Secure process",
};

const LABEL_AUTHORITY = 16;

/** The integrity level of an identifier, "level 0x2010" for one without a name; undefined for other identifiers. */
export function integrityLevelOf({ authority, subAuthorities }: Sid): string | undefined {
  const [level] = subAuthorities;
  return authority !== LABEL_AUTHORITY || level === undefined || subAuthorities.length !== 1
    ? undefined
    : (LEVELS[level] ?? `level 0x${level.toString(16)}`);
}

/** The name of an identifier: a well-known name, a family followed by the identifier, or the identifier alone. */
export function nameOfSid(sid: Sid): string {
  const known = NAMES[sid.text] ?? accountName(sid) ?? integrityLevelOf(sid);
  if (known !== undefined) {
    return known;
  }
  const family = FAMILIES.find(([prefix]) => sid.text.indexOf(prefix) === 0);
  return family === undefined ? sid.text : `${family[1]} (${sid.text})`;
}

/** `S-1-5-21-` and three numbers identify a machine or domain; the last part is one of its accounts. */
function accountName({ text, subAuthorities }: Sid): string | undefined {
  const account = subAuthorities[4];
  if (account === undefined || subAuthorities.length !== 5 || text.indexOf("S-1-5-21-") !== 0) {
    return undefined;
  }
  return ACCOUNTS[account] ?? `Account ${account} (${text})`;
}

/** Whether an identifier is that of one package, not of all. */
export function isPackageSid({ text }: Sid): boolean {
  return text.indexOf("S-1-15-2-") === 0 && text !== ALL_PACKAGES && text !== ALL_RESTRICTED_PACKAGES;
}

/** Whether an identifier is that of a capability, which an AppContainer may have. */
export function isCapabilitySid({ text }: Sid): boolean {
  return text.indexOf("S-1-15-3-") === 0;
}
