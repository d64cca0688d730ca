/**
 * `!lpcx` as it is typed: case-insensitive words, hexadecimal numbers without a prefix, and errors for anything else.
 */
import assert from "node:assert/strict";
import { assertAllGoldensUsed, assertGolden } from "../golden/golden.ts";
import { lpcLayoutIds, type KernelImage } from "../kernel/index.ts";
import { buildApiPort, builtInTargets } from "../kernel/targets/index.ts";
import { openPack, type Pack } from "./pack.ts";
import { createScene } from "./scene.ts";
import { symbolicNames } from "./symbolic.ts";

for (const layout of lpcLayoutIds) {
  describe(`!lpcx on ${layout}`, () => {
    let image: KernelImage;
    let pack: Pack;
    before(() => {
      ({ image } = createScene(layout));
      pack = openPack(image.target);
    });

    const digits = (address: bigint): string => address.toString(16);
    const display = (line: string): string => pack.display(pack.evaluate(`@$lpcx(${JSON.stringify(line)})`));
    const elements = (line: string): readonly string[] =>
      pack.elements(pack.evaluate(`@$lpcx(${JSON.stringify(line)})`)).map((element) => pack.display(element));

    function service(): bigint {
      const port = image.facts.ports.find(({ name }) => name === "ntsvcs");
      assert.ok(port);
      return port.address;
    }

    it("takes its words in any case, and numbers with or without a prefix", () => {
      const port = service();
      const [expected] = [display(`port ${digits(port)}`)];
      assert.match(expected, /^server connection port 0x\w+ 'ntsvcs': /);
      for (const line of [
        `PORT ${digits(port).toUpperCase()}`,
        `Port 0x${digits(port)}`,
        `  port   ${digits(port)}  `,
      ]) {
        assert.equal(display(line), expected, line);
      }
      if (image.target.pointerSize === 4) {
        assert.equal(display(`port 0n${port}`), expected);
      } else {
        assert.equal(display(`port ${digits(port).slice(0, 8)}\`${digits(port).slice(8)}`), expected);
      }
    });

    it("lists every port, every message, every thread at work", () => {
      assert.deepEqual(
        elements("port")
          .map((line) => BigInt(/0x[0-9a-f]+/.exec(line)?.[0] ?? 0))
          .sort(),
        [...pack.addresses(pack.evaluate("@$cursession.Alpc.Ports"))].sort(),
      );
      assert.deepEqual(elements("port 0"), elements("port"));
      assert.deepEqual(
        elements("message")
          .map((line) => BigInt(/0x[0-9a-f]+/.exec(line)?.[0] ?? 0))
          .sort(),
        image.facts.messages
          .filter(({ queue }) => queue !== "None")
          .map(({ address }) => address)
          .sort(),
      );
      const awaited = new Set(image.facts.threads.flatMap(({ awaits }) => awaits?.messageId ?? []));
      const atWork = image.facts.threads.filter(
        ({ awaits, servingId }) => awaits !== undefined || (servingId !== undefined && awaited.has(servingId)),
      );
      assert.deepEqual(
        elements("thread")
          .map((line) => BigInt(/thread (0x[0-9a-f]+)/.exec(line)?.[1] ?? 0))
          .sort(),
        atWork.map(({ address }) => address).sort(),
      );
    });

    it("leads from each line to its object", () => {
      const line = pack.elements(pack.evaluate('@$lpcx("port")'))[0];
      assert.equal(
        pack.address(pack.property(line, "Port")),
        pack.addresses(pack.evaluate("@$cursession.Alpc.Ports"))[0],
      );
      const message = pack.elements(pack.evaluate('@$lpcx("message")'))[0];
      assert.equal(
        pack.address(pack.property(message, "Message")),
        pack.addresses(pack.evaluate("@$cursession.Alpc.Messages"))[0],
      );
      const thread = pack.elements(pack.evaluate('@$lpcx("thread")'))[0];
      assert.equal(
        pack.address(pack.property(thread, "Thread")),
        pack.addresses(pack.evaluate("@$cursession.Alpc.WaitingThreads"))[0],
      );
    });

    it("finds in the pool what is on a queue and what is on none", () => {
      const found = pack.addresses(pack.evaluate('@$lpcx("poolsearch")'));
      for (const { address, queue } of image.facts.messages) {
        if (queue !== "None") {
          assert.ok(found.includes(address), digits(address));
        }
      }
      const [queued] = image.facts.messages.filter(({ queue }) => queue === "Main");
      assert.ok(queued);
      assert.deepEqual(pack.addresses(pack.evaluate(`@$lpcx("poolsearch ${digits(BigInt(queued.id))}")`)), [
        queued.address,
      ]);
      assert.deepEqual(pack.addresses(pack.evaluate('@$lpcx("POOLSEARCH 7fffffe")')), []);
    });

    it("searches the pool no further than its limit, and says so", () => {
      const bounded = openPack(createScene(layout).image.target);
      bounded.evaluate("@$cursession.Alpc.Limits.PoolSearchBytes = 4096");
      bounded.elements(bounded.evaluate('@$lpcx("poolsearch")'));
      assert.match(
        bounded.debugger.output.take(),
        /^alpcx: not all of the pool was searched: the search stopped at 0x\w+, after 4096 of \d+ bytes\.\n$/,
      );
    });

    it("says in one sentence what is wrong with anything else", () => {
      const port = digits(service());
      for (const [line, sentence] of [
        [
          "",
          /^'' is not one of "message \[id\]", "port \[port\]", "scan port", "thread \[thread\]", "poolsearch \[id\]"\. Example: !lpcx "port e14ae238"$/,
        ],
        ["ports", /^'ports' is not one of /],
        [`port ${port} 5`, /^'port \w+ 5' is not one of /],
        ["port zzz", /^'zzz' is not the address of a port, in hexadecimal digits\. Example: /],
        ["thread x", /^'x' is not the address of a thread, in hexadecimal digits\. Example: /],
        ["message g", /^'g' is not the id of a message, in hexadecimal digits\. Example: /],
        ["port 12", /^'12' is not an address in kernel space\. Example: /],
        [
          `message ${port}`,
          /^'\w+' is not the id of a message but an address; a port is shown by !lpcx "port \w+"\. Example: /,
        ],
        ["scan", /^An argument is missing: "scan" needs the address of a port\. Example: /],
      ] as const) {
        assert.match(pack.printFailure(`!lpcx ${JSON.stringify(line)}`), sentence);
      }
      assert.match(pack.printFailure("!lpcx 5"), /^0x5 is not one of /);
    });

    it("answers for what is no port, thread or message with the reason", () => {
      const process = digits(image.facts.processes[0]?.address ?? 0n);
      assert.match(display(`port ${process}`), /^port 0x\w+ <0x\w+ is an object of type "Process", not an LPC port>$/);
      assert.match(display(`scan ${process}`), /^port 0x\w+ <0x\w+ is an object of type "Process", not an LPC port>$/);
      assert.match(display(`thread ${digits(service())}`), /^thread 0x\w+ <.+>$/);
      assert.deepEqual(elements("message 7fffffe"), [
        'Message 0x7fffffe is neither queued nor referenced: it was answered, or never existed. Its memory may still hold it: !lpcx "poolsearch 7fffffe"',
      ]);
    });

    it("without arguments lists its options", () => {
      assert.deepEqual(
        pack.elements(pack.evaluate("@$lpcx()")).map((line) => pack.display(line).replace(/ {2,}.*$/, "")),
        [
          '!lpcx "message [id]"',
          '!lpcx "port [port]"',
          '!lpcx "scan port"',
          '!lpcx "thread [thread]"',
          '!lpcx "poolsearch [id]"',
        ],
      );
    });

    it("says that LPC has no resources", () => {
      assert.match(pack.printFailure("!alpcx_resource 0xe1000000"), /LPC has no resources/);
    });
  });
}

describe("the pool search of !lpcx", () => {
  it("goes only as far as it is read, and counts the elements", () => {
    const pack = openPack(buildApiPort().target);
    pack.evaluate("@$cursession.Alpc");
    const none = pack.cost(() => {
      pack.display(pack.evaluate('@$lpcx("poolsearch")'));
    });
    const first = pack.cost(() => {
      pack.evaluate('@$lpcx("poolsearch").First()');
    });
    assert.equal(pack.debugger.output.take(), "");
    const whole = pack.cost(() => {
      pack.elements(pack.evaluate('@$lpcx("poolsearch")'));
    });
    assert.ok(
      none.calls < 10 && first.calls * 20 < whole.calls,
      `${none.calls} calls for the question, ${first.calls} for the first, ${whole.calls} for all`,
    );
    assert.equal(pack.debugger.output.take(), "alpcx: 16 of 17 MiB of paged pool searched, 1 found ...\n");
  });

  it("is silent about its progress where that is wished", () => {
    const pack = openPack(buildApiPort().target);
    pack.evaluate("@$cursession.Alpc.Limits.ProgressInterval = 0");
    pack.elements(pack.evaluate('@$lpcx("poolsearch")'));
    assert.equal(pack.debugger.output.take(), "");
  });
});

describe("the built-in targets of the age of LPC", () => {
  after(() => {
    assertAllGoldensUsed("lpc/targets");
  });

  for (const name of ["xp-lpc", "2003-lpc"]) {
    it(`${name} shows its messages, waits and working threads`, () => {
      const target = builtInTargets.find((candidate) => candidate.name === name);
      assert.ok(target);
      const image = target.build();
      const pack = openPack(image.target);
      const texts = [
        "!alpcx_messages",
        "!alpcx_waits",
        '!lpcx "message"',
        '!lpcx "message 22100"',
        '!lpcx "thread"',
      ].map((command) => `${command}\n${pack.print(command)}`);
      assertGolden(`lpc/targets/${name}`, symbolicNames(image)(texts.join("\n")));
    });
  }
});
