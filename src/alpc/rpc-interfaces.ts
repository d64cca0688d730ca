/**
 * Names of well-known RPC interfaces by UUID, from the standards-assignments sections of Microsoft's Open Specifications (the document
 * is beside each) and, for DCE's own, from the Open Group's C706. Interfaces keep their UUID in all versions of Windows.
 */

export interface RpcInterface {
  /** As the interface definition names it. */
  readonly name: string;
  /** The document that defines it. */
  readonly source: string;
}

const INTERFACES: readonly (RpcInterface & { readonly uuid: string })[] = [
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
  { uuid: "00000143-0000-0000-c000-000000000046", name: "IRemUnknown2", source: "MS-DCOM" },
];

/** The interface with a UUID (lower case, with dashes); undefined where it is not one of the well-known. */
export function findRpcInterface(uuid: string): RpcInterface | undefined {
  return INTERFACES.find((entry) => entry.uuid === uuid);
}
