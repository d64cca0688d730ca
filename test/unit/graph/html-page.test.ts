import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { buildGraph } from "../../../src/analysis/graph.ts";
import { formatHtml } from "../../../src/view/graph/html.ts";
import { launchChromium, openPage } from "./chromium.ts";
import { HOSTILE_NAMES } from "./hostile-names.ts";
import { buildHungSystem } from "./hung-system.ts";
import type { HungSystem } from "./hung-system.ts";

describe("graph page in Chromium", function () {
  this.timeout(60_000);
  let browser: Browser | undefined;
  let folder = "";
  const complaints: string[] = [];

  before(async function () {
    browser = await launchChromium();
    if (browser === undefined) this.skip();
    folder = mkdtempSync(join(tmpdir(), "alpcx-graph-"));
  });

  after(async () => {
    await browser?.close();
    if (folder !== "") rmSync(folder, { recursive: true });
  });

  afterEach(() => assert.deepEqual(complaints.splice(0), [], "no error and no request but for the file itself"));

  async function open(system: HungSystem): Promise<Page> {
    assert.ok(browser);
    const file = join(folder, "graph.html");
    writeFileSync(file, formatHtml(buildGraph(system.scene, { kind: "system" })));
    return await openPage(browser, file, complaints);
  }

  const node = (key: string): string => `g.node[data-id="thread-${key}"]`;

  it("shows every process and lists the deadlocked threads first", async () => {
    const page = await open(buildHungSystem());
    assert.equal(await page.locator(".card-title").count(), 12);
    assert.match((await page.locator("#waits h2").first().textContent()) ?? "", /^Deadlocked \(2\)$/);
    assert.equal(await page.locator(".edge.is-deadlocked").count(), 4);
    await page.close();
  });

  it("follows a wait to its end on a click and shows the details", async () => {
    const { asker, holder, ...system } = buildHungSystem();
    const page = await open({ asker, holder, ...system });
    await page.locator(node(asker.address.key)).click();
    assert.match((await page.locator("#details").textContent()) ?? "", /explorer\.exe \(804\.9a4\)thread.*StateWaiting.*Waited6 min/);
    assert.equal(await page.locator(`${node(holder.address.key)}.is-lit`).count(), 1);
    assert.equal(await page.locator(`${node(system.deadlocked.address.key)}.is-lit`).count(), 0);
    await page.keyboard.press("Escape");
    assert.equal(await page.locator(".is-lit").count(), 0);
    await page.close();
  });

  it("can be used with the keyboard alone", async () => {
    const system = buildHungSystem();
    const page = await open(system);
    await page.keyboard.press("/");
    await page.keyboard.type("804.9a4");
    assert.equal(await page.locator("#count").textContent(), "2 found");
    await page.keyboard.press("Escape");
    await page.locator(node(system.asker.address.key)).focus();
    await page.keyboard.press("Enter");
    assert.equal(await page.locator(`${node(system.asker.address.key)}.is-selected`).count(), 1);
    for (let step = 0; step < 4; step++) await page.keyboard.press("ArrowRight");
    assert.equal(await page.locator(`${node(system.holder.address.key)}.is-selected`).count(), 1);
    await page.keyboard.press("ArrowLeft");
    assert.equal(await page.locator(`${node(system.holder.address.key)}.is-selected`).count(), 0);
    await page.close();
  });

  it("filters by process and by what waits", async () => {
    const system = buildHungSystem();
    const page = await open(system);
    await page.selectOption("#process", `process-${system.deadlocked.process.address.key}`);
    assert.equal(await page.locator(node(system.deadlocked.address.key)).count(), 1);
    assert.ok((await page.locator(".card-title").allTextContents()).every((title) => !title.startsWith("dllhost")));
    await page.selectOption("#process", "");
    await page.check("#waits-only");
    assert.equal(await page.locator(".edge.connection").count(), 0);
    assert.equal(await page.locator(".card-title").count(), 5);
    await page.close();
  });

  it("shows hostile names as text, unharmed by them", async () => {
    const system = buildHungSystem(0);
    for (const name of HOSTILE_NAMES) system.scene.newProcess(name, 7).connectsTo(system.asker.process.creates(name));
    const page = await open(system);
    assert.match(await page.title(), /^ALPC ports and waits of the whole system$/);
    assert.equal(await page.locator("img, main script").count(), 0);
    assert.equal(await page.locator(".card-title").count(), 6 + HOSTILE_NAMES.length);
    await page.close();
  });

  it("stays usable with five hundred processes, starting with what waits", async () => {
    const page = await open(buildHungSystem(500));
    assert.equal(await page.locator(".card-title").count(), 5);
    await page.uncheck("#waits-only");
    assert.equal(await page.locator(".card-title").count(), 506);
    await page.close();
  });
});
