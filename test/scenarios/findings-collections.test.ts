/** Collections of findings: with other limits, of a process, of a port, sorted, explained. */
import assert from "node:assert/strict";
import { KernelScenario, type KernelImage } from "../kernel/index.ts";
import { createHang } from "../kernel/targets/index.ts";
import { giveIdleWorkers, openOffice, pick } from "./findings-scenes.ts";
import { FindingsDesk, readFindings } from "./findings-desk.ts";
import { openPack, type Pack } from "./pack.ts";

const LAYOUT = "win10-19041-x64";

/** A reply awaited for 12 s, and five messages queued. */
function slightTrouble(): KernelImage {
  const { scenario, client, workers, connection } = openOffice(LAYOUT, 2);
  pick(workers).receives(client.thread({ id: 0x808 }).asks(connection, { secondsAgo: 12 }));
  const sender = client.thread({ id: 0x80c });
  for (let count = 0; count < 5; count++) {
    sender.sends(connection);
  }
  return scenario.build();
}

/** Two services in trouble: behind `many` four threads wait, behind `few` one. */
function twoTroubles(): {
  readonly image: KernelImage;
  readonly many: bigint;
  readonly few: bigint;
  readonly owners: readonly bigint[];
} {
  const scenario = new KernelScenario(LAYOUT);
  scenario.process("System", { id: 4 }).thread({ id: 8 });
  const client = scenario.process("explorer.exe", { id: 0x804, session: 1 });
  const ports = ["few", "many"].map((name, index) => {
    const owner = scenario.process(`${name}.exe`, { id: 0x200 + 4 * index, session: 0 });
    const port = owner.createsPort(`\\RPC Control\\${name}`);
    pick(giveIdleWorkers(port, 1)).waitsFor(scenario.event(), { secondsAgo: 9 });
    const connection = client.connectsTo(port);
    for (let count = 0; count < 1 + 3 * index; count++) {
      client.thread().asks(connection, { secondsAgo: 5 });
    }
    return port;
  });
  return {
    image: scenario.build(),
    few: pick(ports).address,
    many: pick(ports, 1).address,
    owners: ports.map(({ owner }) => owner.address),
  };
}

describe("findings as a collection", () => {
  const rulesOf = (pack: Pack, expression: string): readonly string[] =>
    readFindings(pack, pack.evaluate(expression))
      .map(({ rule }) => rule)
      .sort();

  it("measure with other limits when asked to, and with the settings otherwise", () => {
    const pack = openPack(slightTrouble().target);
    const all = "@$cursession.Alpc.Findings";
    assert.deepEqual(rulesOf(pack, all), []);
    assert.deepEqual(rulesOf(pack, `${all}.WithLimits(12)`), ["alpc-long-wait"]);
    assert.deepEqual(rulesOf(pack, `${all}.WithLimits(13, 4)`), ["alpc-queue-backlog"]);
    assert.deepEqual(rulesOf(pack, `${all}.WithLimits(13, 5)`), []);
    pack.evaluate("@$cursession.Alpc.Limits.LongWaitSeconds = 10");
    assert.deepEqual(rulesOf(pack, all), ["alpc-long-wait"]);
    pack.evaluate("@$cursession.Alpc.Limits.Backlog = 4");
    assert.deepEqual(rulesOf(pack, all), ["alpc-long-wait", "alpc-queue-backlog"]);
    assert.deepEqual(
      rulesOf(pack, `${all}.WithLimits(13)`),
      ["alpc-queue-backlog"],
      "what is not given comes from the settings",
    );
    assert.match(pack.failure(`${all}.WithLimits("soon")`), /a whole number of seconds or messages/);
  });

  it("come first where most threads are blocked, and count them", () => {
    const { image, many, few } = twoTroubles();
    const rows = new FindingsDesk().look(image);
    assert.deepEqual(
      rows.map(({ rule, subject, holdsUp }) => [rule, subject, holdsUp]),
      [
        ["alpc-no-server-thread", many, 4],
        ["alpc-no-server-thread", few, 1],
      ],
    );
  });

  it("of a process and of a port are its own", () => {
    const { image, many, few, owners } = twoTroubles();
    const pack = openPack(image.target);
    const subjects = (expression: string): readonly bigint[] =>
      readFindings(pack, pack.evaluate(expression)).map(({ subject }) => subject);
    assert.deepEqual(subjects(`Debugger.Utility.Alpc.Process(0x${pick(owners).toString(16)}).Alpc.Findings`), [few]);
    assert.deepEqual(subjects(`Debugger.Utility.Alpc.Process(0x${pick(owners, 1).toString(16)}).Alpc.Findings`), [
      many,
    ]);
    assert.deepEqual(subjects(`@$cursession.Alpc.Port(0x${many.toString(16)}).Findings`), [many]);
    assert.deepEqual(subjects(`@$cursession.Alpc.Port(0x${few.toString(16)}).Findings`), [few]);
  });

  it("can be indexed, counted and filtered, and say in a line how many there are", () => {
    const pack = openPack(createHang(LAYOUT).scenario.build().target);
    assert.equal(pack.ask("@$cursession.Alpc.Findings.Summary"), "3 errors, 1 warning, 0 for information");
    assert.equal(pack.ask("@$cursession.Alpc.Findings.Count()"), 4);
    assert.equal(pack.ask("@$cursession.Alpc.Findings[0].Rule"), "alpc-long-wait");
    assert.equal(pack.ask('@$cursession.Alpc.Findings.Where(f => f.Severity == "Error").Count()'), 3);
    assert.match(pack.failure("@$cursession.Alpc.Findings[4]"), /There is no finding at that position: there are 4\./);
    assert.match(
      openPack(slightTrouble().target).failure("@$cursession.Alpc.Findings[0]"),
      /There is no finding at that position: the list is empty\./,
    );
    assert.match(String(pack.ask("@$cursession.Alpc.Findings[0].Advice")), /^Look at the root/);
  });

  it("have evidence that leads on: threads, messages, ports and objects of the model", () => {
    const pack = openPack(createHang(LAYOUT).scenario.build().target);
    for (const finding of pack.elements(pack.evaluate("@$cursession.Alpc.Findings"))) {
      for (const object of [pack.property(finding, "Subject"), ...pack.elements(pack.property(finding, "Evidence"))]) {
        assert.ok(pack.address(object) > 0n);
        assert.doesNotMatch(pack.display(object), /\[object/);
      }
    }
    assert.equal(
      pack.ask('@$cursession.Alpc.Findings.First(f => f.Rule == "alpc-deadlock").Subject.Alpc.WaitChain.IsDeadlock'),
      true,
    );
  });

  it("are explained by the help, rule by rule", () => {
    const pack = openPack(slightTrouble().target);
    const listed = pack.print('!alpcx_help "alpcx_findings"');
    for (const rule of [
      "deadlock",
      "mutual-request",
      "dead-server",
      "no-server-thread",
      "dead-client",
      "long-wait",
      "lost-reply",
      "orphan-message",
      "inconsistent",
      "queue-backlog",
    ]) {
      assert.match(listed, new RegExp(`\\balpc-${rule}\\b`));
      const page = pack.print(`!alpcx_help "alpc-${rule}"`);
      assert.match(page, new RegExp(`alpc-${rule} \\((?:Error|Warning|Information)\\): `));
      assert.match(page, /: Look next {2}\S/);
    }
  });
});
