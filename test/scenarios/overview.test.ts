/** What the overview promises of other commands is what they show. */
import assert from "node:assert/strict";
import { openOffice, pick } from "./findings-scenes.ts";
import { openPack } from "./pack.ts";

describe("the overview", () => {
  it("counts the other root blockers as !alpcx_roots lists them, those of short waits too, and each can be explained", () => {
    const { scenario, client, workers, connection } = openOffice("win10-19041-x64", 2);
    for (const [index, worker] of workers.entries()) {
      worker.receives(client.thread().asks(connection, { secondsAgo: index === 0 ? 95 : 2 }));
    }
    pick(workers).waitsFor(scenario.event(), { secondsAgo: 94 });
    const pack = openPack(scenario.build().target);
    assert.match(pack.print("!alpcx_roots"), /most blocked threads first: 2\b/);
    const [first = "", second = ""] = [0, 1].map((index) =>
      pack.print(`!alpcx_why @$cursession.Alpc.WaitRoots[${index}]`),
    );
    assert.match(first, /: Why explorer\.exe \(804\.\w+\) is blocked\n[^]*Since: +95 s/);
    assert.match(second, /: Why explorer\.exe \(804\.\w+\) is blocked\n[^]*Since: +2 s/);
    assert.match(pack.print("!alpcx"), /!alpcx_roots +shows 1 more root blocker$/m);
  });
});
