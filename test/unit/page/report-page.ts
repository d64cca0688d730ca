/** Tests of the report, opened from its file. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { formatReport } from "../../../src/view/report/html.ts";
import type { BrowserInUse } from "../graph/chromium.ts";
import { HOSTILE_NAMES } from "../graph/hostile-names.ts";
import { buildReport } from "../report/report-data.ts";

export function describeReportPage(browser: BrowserInUse): void {
  describe("report page", () => {
    let page: Page;

    async function open(html: string): Promise<void> {
      page = browser.page;
      await browser.window.open(html);
    }

    const cells = async (column: number): Promise<readonly string[]> =>
      await page.locator(`#table-ports tbody td:nth-child(${column})`).allTextContents();

    it("says on the first screen what is wrong and what blocks most threads", async () => {
      await open(formatReport(buildReport()));
      for (const text of [
        "7 threads of 4 processes are blocked",
        "blocks 7 threads",
        "awaits the reply to message 0x4 on ntsvcs, 6 min",
        "Find out who is to set the event.",
        "!thread 0xffffa80100001180",
      ]) {
        const box = await page.getByText(text).first().boundingBox();
        assert.ok(box !== null && box.y + box.height <= 900, text);
      }
    });

    it("sorts by number, unknown ones last, and by text", async () => {
      await open(formatReport(buildReport({ rows: 60 })));
      await page.locator("#table-ports summary").click();
      const sort = page.locator("#table-ports th button", { hasText: "Messages" });
      await sort.click();
      const down = await cells(2);
      assert.deepEqual(down.slice(-2), ["unreadable", "unreadable"]);
      const numbers = down.slice(0, -2).map(Number);
      assert.deepEqual(
        numbers,
        [...numbers].sort((a, b) => b - a),
      );
      assert.equal(await page.locator('#table-ports th[aria-sort="descending"]').count(), 1);
      await sort.click();
      assert.deepEqual((await cells(2)).slice(0, 58).map(Number), [...numbers].reverse());
      await page.locator("#table-ports th button", { hasText: "Name" }).press("Enter");
      assert.deepEqual((await cells(1)).slice(0, 3), ["port 0", "port 1", "port 2"]);
    });

    it("filters, and shows more rows on demand", async () => {
      await open(formatReport(buildReport({ rows: 2500 })));
      await page.locator("#table-ports summary").click();
      assert.equal((await cells(1)).length, 100);
      await page.locator("#table-ports .foot button").click();
      assert.equal((await cells(1)).length, 600);
      await page.locator("#table-ports input").fill("PORT 249");
      assert.equal((await cells(1)).length, 11);
      assert.match((await page.locator("#table-ports .foot").textContent()) ?? "", /^11 of 2,500 rows$/);
    });

    it("leads from a chain and from a table into the graph", async () => {
      await open(formatReport(buildReport()));
      await page.locator(".chain button", { hasText: "explorer.exe (804.9a4)" }).first().click();
      assert.match((await page.locator("#details").textContent()) ?? "", /^explorer\.exe \(804\.9a4\)/);
      await page.locator("#table-connections summary").click();
      await page.locator("#table-connections tbody button").first().click();
      assert.match((await page.locator("#details").textContent()) ?? "", /^svchost\.exe \(3a8\.4c\)/);
    });

    it("leaves keys to the page outside the graph", async () => {
      await open(formatReport(buildReport()));
      await page.locator("h1").click();
      await page.keyboard.press("/");
      assert.notEqual(await page.evaluate(() => document.activeElement?.id), "search");
    });

    it("can be read on a phone: nothing is wider than the screen", async () => {
      await open(formatReport(buildReport({ roots: 7 })));
      await page.setViewportSize({ width: 360, height: 740 });
      const [wide, smallest] = await page.evaluate(
        () =>
          [
            document.documentElement.scrollWidth,
            Math.min(
              ...Array.from(document.querySelectorAll(".narrow *"), (one) =>
                one.textContent === "" ? Infinity : parseFloat(getComputedStyle(one).fontSize),
              ),
            ),
          ] as const,
      );
      assert.ok(wide <= 360, `${wide} pixels`);
      assert.ok(smallest >= 12, `type of ${smallest} pixels`);
    });

    it("unfolds everything for paper", async () => {
      await open(formatReport(buildReport({ roots: 9, rows: 300 })));
      await page.emulateMedia({ media: "print" });
      await page.evaluate(() => {
        window.dispatchEvent(new Event("beforeprint"));
      });
      assert.equal(await page.locator("details:not([open])").count(), 0);
      assert.equal((await cells(1)).length, 300);
      await page.evaluate(() => {
        window.dispatchEvent(new Event("afterprint"));
      });
      assert.ok((await page.locator("details:not([open])").count()) > 2);
    });

    it("shows hostile names as text, unharmed by them", async () => {
      const name = HOSTILE_NAMES.filter((one) => one.length < 100).join(" ");
      await open(formatReport(buildReport({ name: name.slice(0, 400), rows: 4, quiet: 0 })));
      assert.notEqual(await page.title(), "broken");
      assert.equal(await page.locator("img, main script:not([type])").count(), 0);
      assert.equal(await page.locator("#table-ports tbody tr").count(), 4);
      assert.match(
        (await page.locator(".summary").textContent()) ?? "",
        /<\/script><script>document\.title='broken'<\/script>/,
      );
      assert.match((await page.locator(".summary").textContent()) ?? "", /\\u202egnp\.exe/);
    });
  });
}
