/** Lines and errors as a user of the console's own targets reads them. */
import assert from "node:assert/strict";
import { KernelScenario } from "../kernel/index.ts";
import { builtInTargets } from "../kernel/targets/index.ts";
import { openPack, type Pack } from "./pack.ts";

const SYSTEM = "@$cursession.Alpc";

function openTarget(name: string): Pack {
  const entry = builtInTargets.find((candidate) => candidate.name === name);
  assert.ok(entry, name);
  return openPack(entry.open());
}

/** The display of each element of a collection. */
function displays(pack: Pack, expression: string): readonly string[] {
  return pack.elements(pack.evaluate(expression)).map((element) => pack.display(element));
}

describe("what the screen says", () => {
  it("a tree names the I/O request that a chain ends at, not the event that its completion sets", () => {
    const pack = openTarget("drivers");
    for (const index of [0, 1, 2]) {
      const chain = pack.display(pack.evaluate(`${SYSTEM}.WaitChains[${index}]`));
      const tree = displays(pack, `${SYSTEM}.WaitChains[${index}].Tree`);
      const [request] = /waits for I\/O request 0x\w+, IRP_MJ_\w+, .*$/.exec(chain) ?? [];
      assert.ok(request !== undefined && tree.at(-1)?.endsWith(`, which ${request}`) === true, tree.join("\n"));
    }
  });

  it("a lock whose owner is not recorded is called so once", () => {
    const pack = openTarget("user-locks");
    const tree = displays(pack, `${SYSTEM}.WaitRoots[0].Chains[0].Tree`);
    assert.match(tree.join("\n"), /waits for the user-mode lock at 0x\w+; owner not recorded$/);
    assert.match(
      displays(pack, `${SYSTEM}.Locks`).join("\n"),
      /user-mode lock 0x\w+ of services\.exe \(204\), owner not recorded: 1 thread waits$/,
    );
    const older = openTarget("win7-locks");
    assert.match(
      displays(older, `${SYSTEM}.WaitRoots[0].Chains[0].Tree`).join("\n"),
      /waits for the push lock behind object 0x\w+; holder unknown: owner not recorded in this build of Windows$/,
    );
    const lock = `${SYSTEM}.Locks.Where(l => l.Kind == "PushLock").First()`;
    assert.match(
      older.display(older.evaluate(lock)),
      /^the push lock behind object 0x\w+, owner not recorded in this build of Windows: 1 thread waits$/,
    );
    for (const object of [`${lock}.Object`, `${lock}.Waiters[0].WaitsFor[0].Object`]) {
      assert.match(older.print(`dx ${object}`), /\[Type: _DISPATCHER_HEADER\]/);
    }
  });

  it("a suspended thread is called suspended once", () => {
    const pack = openTarget("frozen");
    const shown = displays(pack, `${SYSTEM}.WaitRoots.Select(r => r.Root)`);
    const waits = displays(pack, `${SYSTEM}.WaitRoots.Select(r => r.Root.WaitsFor)`);
    assert.equal(waits.filter((text) => text === "to be resumed").length, 2, waits.join("\n"));
    assert.ok(
      shown.some((line) => /spoolsv\.exe \(4c8\.\w+\) Waiting: Suspended$/.test(line)),
      shown.join("\n"),
    );
    assert.ok(
      shown.some((line) => line.endsWith("Waiting: Suspended, deep frozen")),
      shown.join("\n"),
    );
  });

  describe("on a hang", () => {
    let pack: Pack;

    before(() => {
      pack = openTarget("win10-hang");
    });

    const waitsFor = (clientId: string): string =>
      String(pack.ask(`Debugger.Utility.Alpc.Thread("${clientId}").WaitsFor.ToDisplayString()`));

    it("a thread shows what it waits for, and a held object who holds it", () => {
      assert.match(waitsFor("2f4.a4"), /^event 'DhcpLeaseRenewed' 0x\w+$/);
      assert.match(
        waitsFor("204.60"),
        /^mutant 'ServicesDatabaseLock' 0x\w+, held by svchost\.exe "Dhcp" \(2f4\.a4\)$/,
      );
      assert.deepEqual(displays(pack, 'Debugger.Utility.Alpc.Thread("204.60").WaitsFor'), [waitsFor("204.60")]);
    });

    it("an event has no holder, in English", () => {
      const holders = 'Debugger.Utility.Alpc.Thread("2f4.a4").WaitsFor[0].Holders';
      assert.equal(pack.display(pack.evaluate(holders)), "<it is not a lock: nobody holds it>");
    });

    it("an id without its prefix is taken for what displays write", () => {
      assert.equal(
        pack.printFailure("!alpcx_process 204"),
        "No process has the id 0xcc. Ids are decimal unless they start with 0x: services.exe (204) is 0x204.",
      );
      assert.equal(
        pack.printFailure('!alpcx_process "999"'),
        "No process has the id 0x3e7. Processes are listed by dx @$cursession.Processes; ids are decimal unless they start with 0x.",
      );
      // Thread 0x204 does not exist, nor does 0x104.
      assert.match(pack.printFailure("!alpcx_thread 204"), /^No thread has the id 0xcc\. Threads are listed by /);
    });

    it("a process in place of a thread leads to its threads", () => {
      for (const name of ["lsass.exe", "Dhcp"]) {
        assert.equal(
          pack.printFailure(`!alpcx_thread "${name}"`),
          `'${name}' is a process, not a thread: !alpcx_process "${name}" shows its WaitingThreads.`,
        );
      }
    });

    it("a negative number is quoted as it was typed", () => {
      assert.match(pack.printFailure(`dx ${SYSTEM}.Limits.Ports = -5`), /^-5 is not a whole number of at least 1\./);
      assert.match(pack.printFailure(`dx ${SYSTEM}.Findings.WithLimits(-1, 0)`), /^-1 is not a whole number/);
    });

    it("counts of handles are not made of what lies before something else", () => {
      for (const member of ["HandleCount", "PointerCount"]) {
        const thread = "(long long)@$curthread.KernelObject.targetLocation";
        assert.match(
          pack.display(pack.evaluate(`((nt!_ALPC_PORT*)(${thread} + 8)).Alpcx.${member}`)),
          /^<(?:no object header precedes it|0x\w+ .*)>$/,
        );
      }
    });

    it("the first part of a thread or process leads to it", () => {
      const mutant = `${SYSTEM}.Locks[0].Object`;
      assert.match(pack.display(pack.evaluate(`${mutant}.OwnerThread->Alpcx`)), / svchost\.exe "Dhcp" \(2f4\.a4\) /);
      assert.match(
        pack.display(pack.evaluate(`${mutant}.OwnerThread->Process->Alpcx`)),
        / svchost\.exe "Dhcp" \(2f4\), session 0$/,
      );
    });
  });

  it("an endpoint without a name is a port by its address", () => {
    const scenario = new KernelScenario("win10-19041-x64");
    scenario.process("System", { id: 4 }).thread({ id: 8 });
    const port = scenario.process("svchost.exe", { id: 0x2a0 }).createsPort();
    const pack = openPack(scenario.build().target);
    const [line] = displays(pack, `${SYSTEM}.Endpoints`);
    assert.ok(line?.startsWith(`port 0x${port.address.toString(16)} of svchost.exe (2a0), `), line);
  });

  it("examples about queues answer on LPC, too, where server ports have none", () => {
    const pack = openTarget("xp-lpc");
    const examples = [...pack.print('!alpcx_help "port"; !alpcx_help "queue"').matchAll(/dx .*MainQueue\..*/g)];
    assert.equal(examples.length, 2);
    for (const [example] of examples) {
      assert.doesNotMatch(pack.print(example), /Unable to bind/);
    }
  });

  it("a message without a client id has no known sender, and a connection port's own info no connection", () => {
    const scenario = new KernelScenario("win10-19041-x64");
    scenario.process("System", { id: 4 }).thread({ id: 8 });
    const server = scenario.process("svchost.exe", { id: 0x2a0 });
    const port = server.createsPort("\\RPC Control\\spoolss");
    const client = scenario.process("explorer.exe", { id: 0x804 });
    const message = client.thread().sends(client.connectsTo(port));
    const image = scenario.build();
    for (const id of ["UniqueProcess", "UniqueThread"]) {
      image.writeField(message.address, "_KALPC_MESSAGE", `PortMessage.ClientId.${id}`, 0);
    }
    const pack = openPack(image.target);
    assert.match(displays(pack, `${SYSTEM}.Messages`)[0] ?? "", / LPC_DATAGRAM of an unknown sender, Main queue /);
    const connections = displays(pack, `${SYSTEM}.Ports.Select(p => p.CommunicationInfo.Connection)`);
    assert.deepEqual(connections, [
      "<it is the connection port's own, or both ends are gone>",
      "explorer.exe (804) to 'spoolss' of svchost.exe (2a0)",
      "explorer.exe (804) to 'spoolss' of svchost.exe (2a0)",
    ]);
  });

  it("seconds are the same in sentences and properties", () => {
    const scenario = new KernelScenario("win10-19041-x64");
    scenario.process("System", { id: 4 }).thread({ id: 8 });
    const server = scenario.process("svchost.exe", { id: 0x2a0 });
    const port = server.createsPort("\\RPC Control\\spoolss");
    const client = scenario.process("explorer.exe", { id: 0x804 });
    const request = client.thread({ id: 0x808 }).asks(client.connectsTo(port), { secondsAgo: 27.6 });
    server.thread({ id: 0x2a4 }).receives(request);
    const pack = openPack(scenario.build().target);
    assert.equal(pack.ask('Debugger.Utility.Alpc.Thread("804.808").Alpc.WaitTime'), 28);
    assert.match(pack.print("!alpcx_why"), /Since: +28 s\n/);
  });

  it("one end of a connection is named by its connection", () => {
    const pack = openTarget("xp-lpc");
    const handles = displays(pack, 'Debugger.Utility.Alpc.Process("explorer.exe").Alpc.Handles');
    assert.match(
      handles.join("\n"),
      /^handle 0x\w+ of explorer\.exe \(804\) to client port 0xe\w+ of 'ntsvcs', access /m,
    );
    const request = `${SYSTEM}.Messages.Where(m => m.Type == "LPC_CONNECTION_REQUEST").First().ConnectionRequest`;
    assert.match(
      pack.display(pack.evaluate(request)),
      /^client port 0xe\w+ of 'LsaAuthenticationPort'(?:, \d+ bytes of the client's own)?$/,
    );
  });

  it("ends that cannot be read are not nobody", () => {
    const scenario = new KernelScenario("win10-19041-x64");
    scenario.process("System", { id: 4 }).thread({ id: 8 });
    const port = scenario.process("svchost.exe", { id: 0x2a0 }).createsPort("\\RPC Control\\spoolss");
    scenario.process("explorer.exe", { id: 0x804 }).connectsTo(port);
    const image = scenario.build();
    const [connection] = image.facts.connections;
    assert.ok(connection);
    image.unmap(connection.communicationInfo ?? 0n);
    const pack = openPack(image.target);
    const ends = displays(pack, `${SYSTEM}.Ports`).filter((line) => line.includes("COMMUNICATION"));
    assert.match(
      ends.join("\n"),
      /^0x\w+ ALPC_CLIENT_COMMUNICATION_PORT of explorer\.exe \(804\) to an unknown port$/m,
    );
    assert.match(ends.join("\n"), /^0x\w+ ALPC_SERVER_COMMUNICATION_PORT of svchost\.exe \(2a0\) for \?$/m);
    const connections = displays(pack, `${SYSTEM}.Connections`).join("\n");
    assert.match(connections, /^explorer\.exe \(804\) to \?: _ALPC_COMMUNICATION_INFO at 0x\w+ .* cannot be read$/m);
    assert.doesNotMatch(connections, /nobody/);
  });

  it("a connection whose connection port is gone still says that the client's port is closed", () => {
    const scenario = new KernelScenario("win10-19041-x64");
    scenario.process("System", { id: 4 }).thread({ id: 8 });
    const port = scenario.process("svchost.exe", { id: 0x2a0 }).createsPort("\\RPC Control\\spoolss");
    scenario.process("explorer.exe", { id: 0x804 }).connectsTo(port).clientPort.closes();
    const image = scenario.build();
    const [connection] = image.facts.connections;
    assert.ok(connection);
    image.writeField(connection.communicationInfo ?? 0n, "_ALPC_COMMUNICATION_INFO", "ConnectionPort", 0n);
    const pack = openPack(image.target);
    const client = `${SYSTEM}.Ports.Where(p => p.Kind == "ALPC_CLIENT_COMMUNICATION_PORT").First()`;
    assert.match(
      displays(pack, `${client}.Connections`).join("\n"),
      /^explorer\.exe \(804\) to a port of svchost\.exe \(2a0\) \[client's port closed\]: /,
    );
  });
});
