/** Reported hangs over I/O requests: a filter that blocks every open, pipes, a canceled request that stays. */

import { describeHangs, FROM_OLDEST } from "./hangs-reported.ts";

describeHangs([
  {
    what: "a filter has not let an open pass",
    workers: 2,
    layouts: FROM_OLDEST,
    act: ({ scenario, workers, serveAll }) => {
      const volume = scenario.driver("\\FileSystem\\Ntfs").device();
      const filter = scenario.driver("\\FileSystem\\FltMgr").device(undefined, { attachedTo: volume });
      serveAll();
      for (const worker of workers) {
        worker.hasPendingRequest(filter, { major: "Create", fileName: "\\Windows\\System32\\kerberos.dll" });
        worker.waitsFor(scenario.event(), { reason: "Executive", mode: "kernel", secondsAgo: 299 });
      }
    },
    heldUp: 2,
    roots: [
      /^svchost\.exe \(2a0\.c\), which waits for I\/O request 0x\w+, IRP_MJ_CREATE, driver \\FileSystem\\FltMgr, file '\\Windows\\System32\\kerberos\.dll' \(Executive\); 1 other thread like it$/,
    ],
    nextStep: /^!irp 0x/,
  },
  {
    what: "reads on a pipe go on beside the wait for an event: the event is what is awaited",
    act: ({ scenario, server, worker, serveAll }) => {
      const pipe = scenario.driver("\\FileSystem\\Npfs").device("\\Device\\NamedPipe");
      const done = scenario.event({ path: "\\BaseNamedObjects\\Done" });
      server.opens(done.object);
      serveAll();
      worker.hasPendingRequest(pipe);
      worker.hasPendingRequest(pipe, { major: "FileSystemControl" });
      worker.waitsFor(done, { secondsAgo: 299 });
    },
    heldUp: 1,
    roots: [
      /^svchost\.exe \(2a0\.c\), which waits for event 'Done' 0x\w+ \(UserRequest\); only svchost\.exe \(2a0\) has a handle to it; also pending: I\/O request 0x\w+, IRP_MJ_READ, driver \\FileSystem\\Npfs, device 'NamedPipe', the first of 2 requests$/,
    ],
    nextStep: /^!thread 0x/,
  },
  {
    what: "one of two requests is awaited by the event of its file",
    act: ({ scenario, worker, serveAll }) => {
      const pipe = scenario.driver("\\FileSystem\\Npfs").device("\\Device\\NamedPipe");
      serveAll();
      worker.hasPendingRequest(pipe);
      const awaited = worker.hasPendingRequest(pipe, { major: "Write", fileName: "\\spoolss" });
      worker.waitsFor([scenario.event(), awaited.event], { secondsAgo: 299 });
    },
    heldUp: 1,
    roots: [
      /^svchost\.exe \(2a0\.c\), which waits for I\/O request 0x\w+, IRP_MJ_WRITE, driver \\FileSystem\\Npfs, device 'NamedPipe', file '\\spoolss' \(UserRequest\)$/,
    ],
    nextStep: /^!irp 0x/,
  },
  {
    what: "a thread that was asked to end is stuck with a canceled request",
    layouts: FROM_OLDEST,
    act: ({ scenario, server, worker, serveAll }) => {
      const last = server.thread({ id: 0x3b0 });
      const device = scenario.driver("\\Driver\\usbser").device("\\Device\\USBSER000");
      last.waitsForDevice(device, { major: "DeviceControl", cancelled: true, secondsAgo: 500 });
      last.isExiting();
      serveAll();
      worker.waitsFor(last, { secondsAgo: 299 });
    },
    heldUp: 2,
    roots: [
      /^svchost\.exe \(2a0\.3b0\), which waits for I\/O request 0x\w+, IRP_MJ_DEVICE_CONTROL, driver \\Driver\\usbser, device 'USBSER000', canceled but not completed \(Executive\); it has been asked to end$/,
    ],
    nextStep: /^!irp 0x/,
  },
]);
