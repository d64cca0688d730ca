/** Tests of the page that `!alpcx_graph` writes about the console's default target, opened from its file. */
import assert from "node:assert/strict";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { builtInTargets } from "../../kernel/targets/index.ts";
import type { BrowserInUse } from "../graph/chromium.ts";
import { openPack } from "../../scenarios/pack.ts";

export function describeDefaultTargetPage(browser: BrowserInUse): void {
  describe("graph page of the default target", () => {
    let page: Page;

    before(async () => {
      page = browser.page;
      const file = join(browser.window.folder, "graph.html");
      const [first] = builtInTargets;
      assert.ok(first !== undefined);
      openPack(first.open(), { fileSystem: "real", dataModelExtension: true }).print(
        `!alpcx_graph ("html", ${JSON.stringify(file)})`,
      );
      await browser.window.openFile(file);
      const picture = process.env["ALPCX_SCREENSHOT"];
      if (picture !== undefined) {
        await page.screenshot({ path: picture });
      }
    });

    beforeEach(async () => {
      await page.keyboard.press("Escape");
    });

    const node = (name: string) => page.locator(`g.node[aria-label*="${name}"]`).first();
    const details = async (): Promise<string> => (await page.locator("#details").textContent()) ?? "";

    it("lists the deadlock first, then who waits", async () => {
      assert.match((await page.locator("#waits h2").first().textContent()) ?? "", /^Deadlocked \(2\)$/);
      assert.match((await page.locator("#waits").textContent()) ?? "", /notepad\.exe \(a10\.a8\)/);
    });

    it("shows the details of a thread on a click, and follows its wait to the event that nobody sets", async () => {
      // The page opens at the root; this thread lies outside of the view.
      await node("notepad.exe (a10.a8)").dispatchEvent("click");
      assert.match(await details(), /notepad\.exe \(a10\.a8\).*Waiting.*event 'DhcpLeaseRenewed'/);
      for (const name of ["spoolsv.exe (4c8.80)", "services.exe (204.60)", "(2f4.a4)", "DhcpLeaseRenewed"]) {
        assert.match((await node(name).getAttribute("class")) ?? "", /is-lit/, name);
      }
      assert.doesNotMatch((await node("(370.bc)").getAttribute("class")) ?? "", /is-lit/);
      for (let step = 0; step < 4; step++) {
        await page.keyboard.press("ArrowRight");
      }
      assert.match(await details(), /event 'DhcpLeaseRenewed'/);
    });

    it("finds by name and by address, case-insensitive", async () => {
      const count = async (text: string): Promise<string> => {
        await page.fill("#search", text);
        return (await page.locator("#count").textContent()) ?? "";
      };
      assert.match(await count("SPOOLSS"), /^[1-9]\d* found$/);
      assert.match(await count("4c8.80"), /^[1-9]\d* found$/);
      assert.equal(await count("no such thing"), "0 found");
      await page.fill("#search", "");
    });

    it("shows a process with what it has to do with", async () => {
      const labels = async (): Promise<readonly string[]> =>
        await page.locator("g.node").evaluateAll((nodes) => nodes.map((one) => one.getAttribute("aria-label") ?? ""));
      const all = await labels();
      const value = await page.locator("#process option", { hasText: "spoolsv.exe" }).getAttribute("value");
      await page.selectOption("#process", value ?? "");
      const some = await labels();
      assert.ok(
        some.some((label) => label.startsWith("spoolsv.exe (4c8.80)")) &&
          some.some((label) => label.startsWith("'spoolss', port of spoolsv.exe")),
        some.join("; "),
      );
      assert.notDeepEqual(some, all);
      await page.selectOption("#process", "");
      assert.deepEqual(await labels(), all);
    });
  });
}
