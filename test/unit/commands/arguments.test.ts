/** Arguments of commands: wrong, missing and surplus ones get a sentence that helps. */
import assert from "node:assert/strict";
import { openPack, type Pack } from "../../scenarios/pack.ts";
import { createScene } from "../../scenarios/scene.ts";

/** What nobody means, for any command that takes something. */
const absurd: readonly (readonly [argument: string, told: string])[] = [
  ["5.5", "'5.5'"],
  ["true", "'true'"],
  ['""', "''"],
  ['"no such thing"', "'no such thing'"],
  ["new { A = 1 }", "That object"],
  ["(x => x)", "A function"],
  [`"${"a".repeat(300)}"`, `'${"a".repeat(40)}... (300 characters)'`],
  ['"\\u0007\\u202e"', "'\\u0007\\u202e'"],
];

/** What each command expects, as the sentence says it, and its example. */
const expected: readonly (readonly [command: string, expectation: string, example: string])[] = [
  ["alpcx_port", "the address or name of a port", "!alpcx_port 0xffffa801`12345678"],
  ["alpcx_message", "the address or id of a message", "!alpcx_message 0x274"],
  ["alpcx_resource", "the address of an ALPC resource", "!alpcx_resource 0xffffa801`12345678"],
  ["alpcx_process", "the address, id or name of a process", "!alpcx_process 0x2a8"],
  ["alpcx_thread", "the address or id of a thread", "!alpcx_thread 0x9a4"],
  ["alpcx_connections", "the address or name of a port", '!alpcx_connections "ntsvcs"'],
  ["alpcx_graph", 'one of "dot", "mermaid", "json", "html"', '!alpcx_graph "dot"'],
  ["alpcx_why", "a thread, process, port or wait chain", "!alpcx_why 0x9a4"],
  ["alpcx_help", "a command, class or rule that !alpcx_help lists", '!alpcx_help "alpcx_port"'],
];

describe("arguments of commands", () => {
  let pack: Pack;

  before(() => {
    pack = openPack(createScene("win10-19041-x64").image.target);
  });

  for (const [command, expectation, example] of expected) {
    it(`!${command} says what it expects`, () => {
      for (const [argument, told] of absurd) {
        const failure = pack.printFailure(`!${command} ${argument}`);
        // What dx has made of single backslashes gets a sentence of its own where a name is meant.
        if (!failure.includes("dx makes control characters")) {
          assert.equal(
            failure.replace(" (!alpcx_find finds ports by part of a name)", ""),
            `${told} is not ${expectation}. Example: ${example}`,
          );
        } else {
          assert.ok(failure.startsWith(`${told} is not the name`) && told.includes("\\u00"), failure);
        }
      }
    });
  }

  it("!alpcx says which classic strings it knows", () => {
    for (const argument of ['"/p"', '"/p zz"']) {
      assert.match(
        pack.printFailure(`!alpcx ${argument}`),
        /^'[^']*' is not "\/p port" with an address\. Example: !alpcx "\/p 0xffffa801`12345678"$/,
      );
    }
    assert.equal(
      pack.printFailure('!alpcx "-view 5"'),
      '\'-view 5\' is not "-view view" with an address in kernel space. Example: !alpcx "-view 0xffffa801`12345678"',
    );
    for (const argument of ['"/x 5"', "5", '"p 0xffff910c52c0b960"']) {
      assert.match(
        pack.printFailure(`!alpcx ${argument}`),
        /^(?:'[^']*'|0x5) is not one of "\/m message", "\/p port", .*\. Example: !alpcx "\/p 0xffffa801`12345678"$/,
      );
    }
  });

  it("a missing argument is reported as such", () => {
    assert.equal(
      pack.printFailure("!alpcx_port"),
      "An argument is missing: the address or name of a port. Example: !alpcx_port 0xffffa801`12345678",
    );
    assert.equal(
      pack.printFailure("!alpcx_message"),
      "An argument is missing: the address or id of a message. Example: !alpcx_message 0x274",
    );
    assert.equal(
      pack.printFailure("!alpcx_find"),
      'An argument is missing: a name or a pattern in quotes. Example: !alpcx_find "lsa*"',
    );
    assert.equal(
      pack.printFailure("!alpcx_endpoints 0"),
      '0x0 is not a name or a pattern in quotes. Example: !alpcx_endpoints "lsa*"',
    );
  });

  it("the help has an example of each thing that a command takes", () => {
    const help = pack.print('!alpcx_help "alpcx_why"');
    for (const given of [/0x\w+/, /"\w+\.exe"/, /"\w+\.\w+"/, /"spoolss"/, /@\$curthread/, /@\S+WaitRoots\[1\]/]) {
      assert.match(help, new RegExp(`!alpcx_why ${given.source}$`, "m"));
    }
  });

  it("a wrong scope of a graph is answered with an example that has one", () => {
    assert.equal(
      pack.printFailure('!alpcx_graph ("html", "C:\\\\temp\\\\x.html", "nobody")'),
      '\'nobody\' is not a process, port, thread or wait chain. Example: !alpcx_graph ("html", "C:\\\\temp\\\\chain.html", @$curthread)',
    );
  });

  it("a method that is called by itself is its own example", () => {
    assert.equal(
      pack.printFailure("dx @$cursession.Alpc.Find(5)"),
      '0x5 is not a name or a pattern in quotes. Example: @$cursession.Alpc.Find("lsa*")',
    );
  });

  it("a name that no port has leads on to the search", () => {
    assert.equal(
      pack.printFailure('!alpcx_port "nts*"'),
      "'nts*' is not the address or name of a port (!alpcx_find finds ports by part of a name). Example: !alpcx_port 0xffffa801`12345678",
    );
  });

  it("surplus arguments are rejected, not ignored", () => {
    for (const command of ["alpcx_ports", "alpcx_messages", "alpcx_waits", "alpcx_deadlocks", "alpcx_findings"]) {
      assert.equal(
        pack.printFailure(`!${command} 5`),
        `0x5 is not an argument of !${command}, which takes none. Example: !${command}`,
      );
    }
    assert.equal(
      pack.printFailure("!alpcx_port (1, 2)"),
      "0x2 is not an argument of !alpcx_port x, which takes at most 1. Example: !alpcx_port 0xffffa801`12345678",
    );
    assert.match(
      pack.printFailure('!alpcx_graph ("dot", "file", 3, 4)'),
      /^0x4 is not an argument of !alpcx_graph .*, which takes at most 3\./,
    );
  });

  it("an id that nothing has is not found", () => {
    assert.equal(
      pack.printFailure("!alpcx_message 0x5"),
      "No message has the id 0x5: it may have been answered and freed already; !alpcx_messages lists those that exist.",
    );
    assert.equal(
      pack.printFailure("!alpcx_process 5"),
      "No process has the id 0x5. Processes are listed by dx @$cursession.Processes; ids are decimal unless they start with 0x.",
    );
    assert.equal(
      pack.printFailure("!alpcx_thread 5"),
      "No thread has the id 0x5. Threads are listed by dx @$curprocess.Threads; ids are decimal unless they start with 0x.",
    );
    assert.equal(
      pack.printFailure('dx @$cursession.Alpc.ConnectionPorts["nope"]'),
      "No connection port is called 'nope'. Look for part of a name with @$cursession.Alpc.Find(\"nope\").",
    );
    assert.equal(
      pack.printFailure('dx @$cursession.Alpc.ConnectionPorts["ntsvcs"].MainQueue[7]'),
      "The Main queue has no message at that position: it holds 2 messages.",
    );
    assert.equal(
      pack.printFailure("dx @$cursession.Alpc.WaitChains[99]"),
      "There is no element at that position: the list has [0] to [3].",
    );
    assert.equal(
      pack.printFailure("dx @$cursession.Alpc.Deadlocks[0]"),
      "There is no element at that position: the list is empty.",
    );
    assert.equal(
      pack.printFailure('dx @$cursession.Alpc.ConnectionPorts["ntsvcs"].Connections[9]'),
      "There is no connection at that position: the list has [0] to [2].",
    );
  });

  it("a name in a list by position is not taken for a position that is missing", () => {
    for (const list of ["Connections", "WaitChains", "Findings", 'ConnectionPorts["ntsvcs"].MainQueue']) {
      assert.equal(
        pack.printFailure(`dx @$cursession.Alpc.${list}["x"]`),
        "'x' is not a position: this list counts from [0]; .Where(x => ...) finds elements by what they have.",
        list,
      );
    }
  });

  it("an unreadable address gives an object that says so, an impossible one is rejected", () => {
    for (const noun of ["port", "message", "thread"]) {
      const [first = ""] = pack.print(`!alpcx_${noun} 0xffff800000000000`).split("\n");
      assert.match(first, new RegExp(`: ${noun} 0xffff800000000000 <.* cannot be read>$`));
      for (const address of ["0xffff910c52c0b961", "0xffffffffffffffff"]) {
        assert.match(
          pack.printFailure(`!alpcx_${noun} ${address}`),
          new RegExp(`^There is no ${noun} at ${address}[:.] `),
        );
      }
    }
    assert.match(
      pack.print("!alpcx_process 0xffff800000000000"),
      /: ALPC of <_EPROCESS at 0xffff800000000000 .* cannot be read>\n/,
    );
    assert.equal(
      pack.printFailure("!alpcx_resource 0xffff910c52c0b961"),
      "There is no ALPC resource at 0xffff910c52c0b961: the address is not aligned. The Resources of a port list its own.",
    );
  });

  it("limits take whole numbers only", () => {
    assert.equal(
      pack.printFailure('dx @$cursession.Alpc.Limits.Ports = "many"'),
      "'many' is not a whole number of at least 1. Example: dx @$cursession.Alpc.Limits.ListEntries = 50000",
    );
    assert.equal(pack.printFailure("dx @$cursession.Alpc.Limits.LongWait = 5"), "'LongWait' cannot be set");
    assert.match(
      pack.printFailure("dx @$cursession.Alpc.Limits.CachedPages = 1"),
      /^0x1 is not a whole number of at least 2\./,
    );
    pack.evaluate("@$cursession.Alpc.Limits.Backlog = 7");
    assert.equal(pack.ask("@$cursession.Alpc.Limits.Backlog"), 7);
  });
});

describe("the forms in which a thing can be named", () => {
  it("all lead to the same object", () => {
    const scene = createScene("win10-19041-x64");
    const pack = openPack(scene.image.target);
    const port = `0x${scene.ntsvcs.address.toString(16)}`;
    const [high, low] = [port.slice(0, -8), port.slice(-8)];
    for (const form of [
      port,
      `"${port}"`,
      `"${high}\`${low}"`,
      `${high}\`${low}`,
      `((nt!_ALPC_PORT*)${port})`,
      `(*(nt!_ALPC_PORT*)${port})`,
      `@$cursession.Alpc.Ports[${port}]`,
      '@$cursession.Alpc.ConnectionPorts["NTSVCS"]',
      '@$cursession.Alpc.ConnectionPorts["\\\\RPC Control\\\\ntsvcs"]',
    ]) {
      assert.match(
        pack.print(`!alpcx_port ${form}`),
        /ALPC_CONNECTION_PORT '\\RPC Control\\ntsvcs' of services\.exe/,
        form,
      );
    }
    for (const form of [
      "0x804",
      "2052",
      '"0x804"',
      `0x${scene.explorer.address.toString(16)}`,
      "@$cursession.Processes[2052]",
      "@$cursession.Processes[2052].KernelObject",
      "Debugger.Utility.Alpc.Process(0x804)",
      "@$cursession.Processes[2052].Alpc",
    ]) {
      assert.match(pack.print(`!alpcx_process ${form}`), /: ALPC of explorer\.exe \(804\)\n/, form);
    }
    for (const form of [
      "0x808",
      "2056",
      `0x${scene.user.address.toString(16)}`,
      "@$cursession.Processes[2052].Threads[2056]",
      "Debugger.Utility.Alpc.Thread(0x808)",
    ]) {
      assert.match(
        pack.print(`!alpcx_thread ${form}`),
        /: explorer\.exe \(804\.808\) awaits the reply to message 0x10 on 'ntsvcs'\n/,
        form,
      );
    }
    for (const form of [
      "0x10",
      '"0x10"',
      "@$cursession.Alpc.Messages[0x10].Address",
      "@$cursession.Alpc.Messages[0x10]",
    ]) {
      assert.match(pack.print(`!alpcx_message ${form}`), / id 0x10 LPC_REQUEST of explorer\.exe \(804\.808\)/, form);
    }
  });

  it("a port also by its name or path, a process by its name, a thread by its client id as displays write it", () => {
    const scene = createScene("win10-19041-x64");
    const pack = openPack(scene.image.target);
    for (const name of ["ntsvcs", "NTSVCS", "\\\\RPC Control\\\\ntsvcs"]) {
      assert.equal(
        pack.print(`dx -r0 @$cursession.Alpc.Port("${name}").Address`).split(" : ")[1]?.trim(),
        `0x${scene.ntsvcs.address.toString(16)}`,
      );
    }
    assert.match(pack.print('!alpcx_connections "ntsvcs"'), /\[0x2\]/);
    assert.match(pack.print('!alpcx_process "Explorer.EXE"'), /: ALPC of explorer\.exe \(804\)\n/);
    assert.match(pack.print('!alpcx_thread "804.808"'), /: explorer\.exe \(804\.808\) awaits/);
    assert.equal(
      pack.printFailure('!alpcx_thread "4.808"'),
      "No thread has the client id 4.808. Threads are listed by dx @$curprocess.Threads; ids are decimal unless they start with 0x.",
    );
  });

  it("something else is reported as what it is", () => {
    const scene = createScene("win10-19041-x64");
    const pack = openPack(scene.image.target);
    const port = `0x${scene.ntsvcs.address.toString(16)}`;
    const message = pack.print("dx -r0 @$cursession.Alpc.Messages[0x10].Address").split(" : ")[1]?.trim() ?? "";
    assert.equal(
      pack.printFailure(`!alpcx_message ${port}`),
      `There is no message at ${port}: it is a port; !alpcx_port ${port} shows it.`,
    );
    assert.equal(
      pack.printFailure(`!alpcx_port ${message}`),
      `There is no port at ${message}: it is a message; !alpcx_message ${message} shows it.`,
    );
  });

  it("a list without a key of its own is indexed by position, and walked no further", () => {
    const pack = openPack(createScene("win10-19041-x64").image.target);
    const chains = pack.elements(pack.evaluate("@$cursession.Alpc.WaitChains"));
    assert.ok(chains.length > 1);
    chains.forEach((chain, position) => {
      assert.equal(String(pack.evaluate(`@$cursession.Alpc.WaitChains[${position}]`)), String(chain));
    });
    assert.equal(pack.ask('@$cursession.Alpc.Find("*port")[1].Name'), "ApiPort");
  });

  it("help knows a command also without what all begin with", () => {
    const pack = openPack(createScene("win10-19041-x64").image.target);
    assert.match(pack.print('!alpcx_help "ports"'), /: !alpcx_ports: All ports of the system\./);
  });

  it("patterns fit names and paths in any case", () => {
    const pack = openPack(createScene("win10-19041-x64").image.target);
    const found = (pattern: string): readonly unknown[] =>
      pack.elements(pack.evaluate(`@$cursession.Alpc.Find("${pattern}")`)).map((port) => pack.property(port, "Name"));
    assert.deepEqual(found("NTS"), ["ntsvcs"]);
    assert.deepEqual(found("*port"), ["SmApiPort", "ApiPort"]);
    assert.deepEqual(found("n?svcs"), ["ntsvcs"]);
    assert.deepEqual(found("\\\\RPC Control\\\\*"), ["ntsvcs", "lsapolicylookup"]);
    assert.deepEqual(found("ntsvc?s"), []);
  });
});
