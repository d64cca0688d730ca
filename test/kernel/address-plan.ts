/** Where the parts of a kernel lie in the simulated machine: plausible ranges that do not overlap. */
import type { LayoutId } from "./layouts/layouts.ts";

export interface AddressPlan {
  readonly kernelBase: bigint;
  readonly kernelSize: number;
  readonly nonPagedPool: bigint;
  readonly pagedPool: bigint;
  /** `KUSER_SHARED_DATA` as the kernel sees it. */
  readonly sharedUserData: bigint;
  /** First user address that the scenario hands out. */
  readonly userData: bigint;
}

const SHARED_X86 = 0xffdf0000n;
const SHARED_X64 = 0xfffff78000000000n;

function x86(kernelBase: bigint, nonPagedPool: bigint, pagedPool: bigint): AddressPlan {
  return {
    kernelBase,
    kernelSize: 0x61_0000,
    nonPagedPool,
    pagedPool,
    sharedUserData: SHARED_X86,
    userData: 0x0230_0000n,
  };
}

function x64(kernelBase: bigint, nonPagedPool: bigint, pagedPool: bigint): AddressPlan {
  return {
    kernelBase,
    kernelSize: 0x104_6000,
    nonPagedPool,
    pagedPool,
    sharedUserData: SHARED_X64,
    userData: 0x1f2_4a30_0000n,
  };
}

export const addressPlans: Readonly<Record<LayoutId, AddressPlan>> = {
  "winxp-sp3-x86": x86(0x804d7000n, 0x8500_0000n, 0xe100_0000n),
  "win2003-sp2-x64": x64(0xfffff80001000000n, 0xfffffadfe0000000n, 0xfffffa8000200000n),
  "vista-sp2-x86": x86(0x81800000n, 0x8400_0000n, 0x9000_0000n),
  "win7-sp1-x64": x64(0xfffff80002a1c000n, 0xfffffa8018000000n, 0xfffff8a000100000n),
  "win81-x64": x64(0xfffff803d6a73000n, 0xffffe00180c00000n, 0xffffc00151800000n),
  "win10-10240-x86": x86(0x81a0b000n, 0x8600_0000n, 0x9000_0000n),
  "win10-14393-x64": x64(0xfffff80286c8e000n, 0xffff9a84c0a00000n, 0xffffd08d51600000n),
  "win10-17763-x64": x64(0xfffff8034a8b1000n, 0xffffbd0a1ec00000n, 0xffffa28a40200000n),
  "win10-19041-x64": x64(0xfffff80625400000n, 0xffff910c52c00000n, 0xffffe58d8a600000n),
  "win11-22000-x64": x64(0xfffff80527600000n, 0xffffd30f4ae00000n, 0xffff8d8a1d200000n),
  "win11-22621-x64": x64(0xfffff8013be00000n, 0xffffa8827f400000n, 0xffffc6073a800000n),
};
