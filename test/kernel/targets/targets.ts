/** The targets that the console offers by name; the first is its default. */
import type { SimulatedTarget } from "../../host/target.ts";
import type { KernelImage } from "../image.ts";
import { createDesktop } from "./cast.ts";
import { createHang } from "./hang.ts";
import { createBusyLpc } from "./lpc-busy.ts";
import { createManyRoots } from "./many-roots.ts";
import { createDebugger, createDrivers, createFrozen, createLocks, createUserLocks } from "./roots.ts";

export interface BuiltInTarget {
  readonly name: string;
  readonly description: string;
  /** A new image each time, with its facts and methods to change it. */
  build(): KernelImage;
  /** A new target each time. */
  open(): SimulatedTarget;
}

function target(name: string, description: string, build: () => KernelImage): BuiltInTarget {
  return { name, description, build, open: () => build().target };
}

export const builtInTargets: readonly BuiltInTarget[] = [
  target("win10-hang", "Windows 10 22H2 x64: a hang over four processes and a deadlock of two services", () =>
    createHang("win10-19041-x64", { description: "Windows 10 22H2 x64, live kernel (simulated)" }).scenario.build(),
  ),
  target("win7-idle", "Windows 7 SP1 x64: a desktop at rest", () =>
    createDesktop("win7-sp1-x64", { description: "Windows 7 SP1 x64, live kernel (simulated)" }).scenario.build(),
  ),
  target("win10-x86-idle", "Windows 10 1507 x86: a desktop at rest", () =>
    createDesktop("win10-10240-x86", { description: "Windows 10 1507 x86, live kernel (simulated)" }).scenario.build(),
  ),
  target("win11-idle", "Windows 11 22H2 x64: a desktop at rest", () =>
    createDesktop("win11-22621-x64", { description: "Windows 11 22H2 x64, live kernel (simulated)" }).scenario.build(),
  ),
  target("vista-hang-dump", "Windows Vista SP2 x86: a dump of the same hang and deadlock", () =>
    createHang("vista-sp2-x86", {
      description: "Windows Vista SP2 x86, kernel dump (simulated)",
      isDump: true,
    }).scenario.build(),
  ),
  target("xp-lpc", "Windows XP SP3 x86: LPC, with requests queued and served", () =>
    createBusyLpc("winxp-sp3-x86", {
      description: "Windows XP SP3 x86, live kernel (simulated)",
      maintainTypeLists: true,
    }).scenario.build(),
  ),
  target("2003-lpc", "Windows Server 2003 SP2 x64: LPC, with requests queued and served", () =>
    createBusyLpc("win2003-sp2-x64", {
      description: "Windows Server 2003 SP2 x64, live kernel (simulated)",
    }).scenario.build(),
  ),
  target(
    "locks",
    "Windows 11 21H2 x64: a hang behind kernel locks, two resources that wait for each other, a busy fast mutex",
    () =>
      createLocks("win11-22000-x64", { description: "Windows 11 21H2 x64, live kernel (simulated)" }).scenario.build(),
  ),
  target("win7-locks", "Windows 7 SP1 x64: the same locks as an older kernel keeps them", () =>
    createLocks("win7-sp1-x64", { description: "Windows 7 SP1 x64, live kernel (simulated)" }).scenario.build(),
  ),
  target("frozen", "Windows 10 22H2 x64: a frozen application, a suspended server, a suspension that is pending", () =>
    createFrozen("win10-19041-x64", { description: "Windows 10 22H2 x64, live kernel (simulated)" }).scenario.build(),
  ),
  target("drivers", "Windows 10 1809 x64: servers that wait for a printer, a disk, a page", () =>
    createDrivers("win10-17763-x64", { description: "Windows 10 1809 x64, live kernel (simulated)" }).scenario.build(),
  ),
  target(
    "debugger",
    "Windows 11 22H2 x64: an application under a debugger, another that waits for error reporting",
    () =>
      createDebugger("win11-22621-x64", {
        description: "Windows 11 22H2 x64, live kernel (simulated)",
      }).scenario.build(),
  ),
  target("user-locks", "Windows 8.1 x64: a critical section with an owner, a user-mode lock without", () =>
    createUserLocks("win81-x64", { description: "Windows 8.1 x64, live kernel (simulated)" }).scenario.build(),
  ),
  target("many-roots", "Windows 11 21H2 x64: twenty services, each stuck in trouble of its own", () =>
    createManyRoots("win11-22000-x64", {
      description: "Windows 11 21H2 x64, live kernel (simulated)",
    }).scenario.build(),
  ),
];
