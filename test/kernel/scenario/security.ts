/** Security descriptors of ports and tokens of processes, with realistic defaults. */
import { placeAttributes } from "../encode/token-attributes.ts";
import { encodeDescriptor, encodeSid, type DescriptorOptions, type EntryOptions } from "../encode/security.ts";
import type { KernelObject } from "../kernel-object.ts";
import type { ScenarioPort } from "./port.ts";
import type { ScenarioProcess } from "./process.ts";
import type { KernelScenario } from "./scenario.ts";

export interface TokenOptions {
  readonly user: string;
  /** In addition to the user and the integrity level. */
  readonly groups?: readonly string[];
  /** Last part of `S-1-16-...`. Default: 0x2000, medium. */
  readonly integrity?: number;
  /** The package of an AppContainer. */
  readonly package?: string;
  /** Texts that the system attaches to the token, by their names. */
  readonly attributes?: Readonly<Record<string, readonly string[]>>;
}

const wellKnown = {
  everyone: "S-1-1-0",
  anonymous: "S-1-5-7",
  system: "S-1-5-18",
  localService: "S-1-5-19",
  networkService: "S-1-5-20",
  administrators: "S-1-5-32-544",
  users: "S-1-5-32-545",
  allPackages: "S-1-15-2-1",
  desktopUser: "S-1-5-21-1004336348-1177238915-682003330-1001",
} as const;

const ALL_ACCESS = 0x1f0001;
const LOW = 0x1000;
const MEDIUM = 0x2000;
const SYSTEM = 0x4000;
const NO_LEVEL = 0xffffffff;
/** `TOKEN_LOWBOX` and the primary kind of a token. */
const LOWBOX = 0x4000;
const PRIMARY = 1;

/** Names of ports below `\RPC Control` that are open to AppContainers. */
const OPEN_RPC = /^\\RPC Control\\(epmapper|lsasspirpc|LRPC-.*|OLE.*)$/;

const owners: readonly EntryOptions[] = [
  { sid: wellKnown.system, mask: ALL_ACCESS },
  { sid: wellKnown.administrators, mask: ALL_ACCESS },
];

/** The usual security of a port. */
function usualDescriptor(path: string | undefined, hasPackages: boolean): DescriptorOptions {
  const packages: readonly EntryOptions[] = hasPackages ? [{ sid: wellKnown.allPackages }] : [];
  const open = (...entries: readonly EntryOptions[]): DescriptorOptions => ({
    owner: wellKnown.system,
    group: wellKnown.system,
    dacl: [...entries, ...owners],
  });
  if (path !== undefined && OPEN_RPC.test(path)) {
    return open({ sid: wellKnown.everyone }, { sid: wellKnown.anonymous }, ...packages);
  }
  if (path?.startsWith("\\RPC Control\\") === true) {
    return open({ sid: wellKnown.everyone });
  }
  return path?.endsWith("ApiPort") === true && path !== "\\SmApiPort"
    ? open({ sid: wellKnown.everyone }, ...packages)
    : open();
}

/** The usual user of a process. */
function usualToken({ name, options: { session, path }, commandLine }: ScenarioProcess): TokenOptions {
  const [, packageName] = /\\(?:WindowsApps|SystemApps)\\([^\\]+)\\/.exec(path ?? "") ?? [];
  if (packageName !== undefined) {
    return {
      user: wellKnown.desktopUser,
      integrity: LOW,
      package: "S-1-15-2-1609473798-1231923017-684268153-4268514328-882773646-2760585773-1760938157",
      attributes: { "WIN://SYSAPPID": [packageName, "App", packageName] },
    };
  }
  if (session !== undefined && session > 0 && !/^(csrss|winlogon)\.exe$/.test(name)) {
    return { user: wellKnown.desktopUser, groups: [wellKnown.everyone, wellKnown.users] };
  }
  const user = /LocalService/.test(commandLine)
    ? wellKnown.localService
    : /NetworkService|rpcss/.test(commandLine)
      ? wellKnown.networkService
      : wellKnown.system;
  return {
    user,
    groups: [wellKnown.everyone, ...(user === wellKnown.system ? [wellKnown.administrators] : [])],
    integrity: SYSTEM,
  };
}

/** Makes what is missing and writes it, after everything else has its address. */
export class SecurityMaker {
  private readonly system: KernelScenario;
  private readonly descriptors = new Map<string, bigint>();
  private readonly tokens = new Map<string, KernelObject>();

  constructor(system: KernelScenario) {
    this.system = system;
  }

  /** Address of the descriptor that a port has; ports with the same one share it. 0 where it has none. */
  descriptorOf(port: ScenarioPort): bigint {
    const { machine } = this.system;
    const options =
      port.options.access === undefined
        ? usualDescriptor(port.object.path, machine.has("_TOKEN", "Package"))
        : port.options.access;
    if (options === null) {
      return 0n;
    }
    const bytes = options instanceof Uint8Array ? options : encodeDescriptor(options);
    const key = bytes.join();
    let address = this.descriptors.get(key);
    if (address === undefined) {
      address = machine.allocate("paged", bytes.length, "ObSc");
      this.descriptors.set(key, address);
      machine.write(address, bytes);
    }
    return address;
  }

  /**
   * The token of a process, or undefined where the build's tokens are not known; processes with the same user and
   * options share one.
   */
  tokenOf(process: ScenarioProcess): KernelObject | undefined {
    if (this.system.machine.layout.types["_TOKEN"] === undefined) {
      return undefined;
    }
    const options = process.options.token ?? usualToken(process);
    const key = JSON.stringify(options);
    let token = this.tokens.get(key);
    if (token === undefined) {
      this.tokens.set(key, (token = this.createToken(options)));
    }
    return token;
  }

  /** Writes the references that objects and processes have, with a count in their low bits as in a running kernel. */
  write(): void {
    const { machine, ports, processes } = this.system;
    const counted = machine.pointerSize === 8 ? 0xfn : 0x7n;
    for (const process of processes) {
      const token = this.tokenOf(process);
      if (token !== undefined) {
        machine.writeField(process.address, "_EPROCESS", "Token.Object", token.address | counted);
      }
    }
    for (const port of ports.all) {
      const descriptor = this.descriptorOf(port);
      if (descriptor !== 0n) {
        machine.writeField(
          port.object.headerAddress(machine),
          "_OBJECT_HEADER",
          "SecurityDescriptor",
          descriptor | counted,
        );
      }
    }
  }

  private createToken(options: TokenOptions): KernelObject {
    const { user, groups, integrity, package: packageSid } = options;
    const { machine, objects } = this.system;
    const token = objects.create({ type: "Token", size: machine.sizeOf("_TOKEN"), pool: "paged" });
    const hasLevels = machine.has("_TOKEN", "IntegrityLevelIndex");
    const sids = [user, ...(groups ?? []), ...(hasLevels ? [`S-1-16-${integrity ?? MEDIUM}`] : [])].map((sid) =>
      this.placeSid(sid),
    );
    const stride = BigInt(2 * machine.pointerSize);
    const array = machine.allocate("paged", Number(stride) * sids.length, "SeTd");
    sids.forEach((sid, index) => {
      machine.writePointer(array + stride * BigInt(index), sid);
    });
    machine.write(
      token.address,
      machine
        .structure("_TOKEN")
        .putAll({ UserAndGroups: array, UserAndGroupCount: sids.length, TokenType: PRIMARY })
        .putPresent({
          IntegrityLevelIndex: integrity === NO_LEVEL ? NO_LEVEL : sids.length - 1,
          Package: packageSid === undefined ? 0n : this.placeSid(packageSid),
          pSecurityAttributes: placeAttributes(machine, options.attributes ?? {}),
        }).bytes,
    );
    if (packageSid !== undefined && machine.has("_TOKEN", "Package")) {
      machine.writeField(token.address, "_TOKEN", "TokenFlags", LOWBOX);
    }
    objects.writeObject(token);
    return token;
  }

  private placeSid(text: string): bigint {
    const bytes = encodeSid(text);
    const address = this.system.machine.allocate("paged", bytes.length, "SeSi");
    this.system.machine.write(address, bytes);
    return address;
  }
}
