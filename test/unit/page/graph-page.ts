/** Tests of the graph page, opened from its file, over the scenes of the analysis. */
import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { buildGraph } from "../../../src/analysis/graph.ts";
import { formatHtml } from "../../../src/view/graph/html.ts";
import type { BrowserInUse } from "../graph/chromium.ts";
import { HOSTILE_NAMES } from "../graph/hostile-names.ts";
import type { GraphModel } from "../../../src/analysis/graph-model.ts";
import { buildLargeModel } from "../graph/large-model.ts";
import { buildHungSystem, type HungSystem } from "../graph/hung-system.ts";

const ASKER = "explorer.exe (804.9a4)";
const HOLDER = "svchost.exe (3a8.4c)";
const DEADLOCKED = "spoolsv.exe (5d0.5e0)";
const ROOT = "event 'ScmReady'";

export function describeGraphPage(browser: BrowserInUse): void {
  describe("graph page", () => {
    let page: Page;

    async function open(system: HungSystem): Promise<void> {
      await openModel(buildGraph(system.scene, { kind: "system" }));
    }

    async function openModel(model: GraphModel): Promise<void> {
      page = browser.page;
      await browser.window.open(formatHtml(model));
    }

    const node = (label: string): Locator => page.locator(`g.node[aria-label^="${label}"]`);
    const isLit = async (label: string): Promise<boolean> =>
      /is-lit/.test((await node(label).getAttribute("class")) ?? "");
    const details = async (): Promise<string> => (await page.locator("#details").textContent()) ?? "";

    /** Whether the whole of an element lies within the canvas. */
    async function isInView(found: Locator): Promise<boolean> {
      const box = await found.boundingBox();
      const canvas = await page.locator("#picture").boundingBox();
      return (
        box !== null &&
        canvas !== null &&
        box.x >= canvas.x &&
        box.y >= canvas.y &&
        box.x + box.width <= canvas.x + canvas.width &&
        box.y + box.height <= canvas.y + canvas.height
      );
    }

    it("starts at the root blocker, with no type under eleven pixels", async () => {
      await open(buildHungSystem());
      assert.ok(await isInView(node(ROOT)), "the root is in view");
      const smallest = await page.evaluate(() =>
        Math.min(
          ...Array.from(document.querySelectorAll("body *"), (one) => {
            const scale = one instanceof SVGTextElement ? (one.getScreenCTM()?.a ?? 0) : 1;
            return one.childElementCount === 0 && one.textContent !== "" && one.getClientRects().length > 0
              ? parseFloat(getComputedStyle(one).fontSize) * scale
              : Infinity;
          }),
        ),
      );
      assert.ok(smallest >= 11 && smallest < 40, `${smallest} pixels`);
    });

    it("marks the root, and gives the details no room before something is selected", async () => {
      await open(buildHungSystem());
      const roots = page.locator("g.node.is-root");
      assert.match((await roots.first().getAttribute("aria-label")) ?? "", /^svchost\.exe \(3a8\.4c\)/);
      assert.ok(await isInView(roots.first()));
      const wide = (await page.locator("#picture").boundingBox())?.width ?? 0;
      assert.equal(await page.locator("aside").isVisible(), false);
      await node(ROOT).click();
      assert.ok(await page.locator("aside").isVisible());
      assert.ok(((await page.locator("#picture").boundingBox())?.width ?? wide) < wide);
      assert.ok(await isInView(node(ROOT)), "what was selected is not hidden by its details");
    });

    it("names an object by its full name, if any, with its kind below", async () => {
      const labels: Readonly<Record<string, readonly [title: string, subtitle: string]>> = {
        "mutant 'ServicesDatabaseLock' 0xffff910c52c40dc0": ["'ServicesDatabaseLock'", "mutant 0xffff910c52c40dc0"],
        "push lock 0xffff8d8a1d206bf0": ["push lock", "0xffff8d8a1d206bf0"],
        "I/O request 0xffffbd0a1ec41860, IRP_MJ_READ, driver \\Driver\\disk, device 'DR0'": [
          "I/O request, IRP_MJ_READ",
          "driver \\Driver\\disk, device 'DR0'",
        ],
        "the user-mode lock at 0x1f24a300000": ["the user-mode lock", "0x1f24a300000"],
      };
      await openModel({
        title: "objects",
        clusters: [],
        nodes: Object.keys(labels).map((label, place) => ({
          id: `object-${place}`,
          kind: "object",
          label,
          isDeadlocked: false,
          details: [],
        })),
        edges: [],
      });
      const boxes = page.locator("g.node");
      assert.deepEqual(
        await boxes.evaluateAll((found) =>
          found.map((box) => [".title", ".subtitle"].map((part) => box.querySelector(part)?.textContent)),
        ),
        Object.values(labels),
      );
      assert.equal(await boxes.first().getAttribute("aria-label"), Object.keys(labels)[0]);
      const isOver = await boxes.evaluateAll((found) =>
        found.map((box) => {
          const right = box.querySelector(".back")?.getBoundingClientRect().right ?? 0;
          return Array.from(box.querySelectorAll("text")).some((text) => text.getBoundingClientRect().right > right);
        }),
      );
      assert.deepEqual(isOver, [false, false, false, false]);
    });

    it("keeps the end of a name that is too long for its box", async () => {
      const system = buildHungSystem(0);
      const process = system.scene.newProcess("a process with a very long name.exe", 0x7c0);
      const port = system.holder.process.creates("late");
      process.thread(0x7c4).awaitsReplyFrom(system.holder, process.connectsTo(port));
      await open(system);
      const titles = await page.locator("g.node .title").allTextContents();
      assert.ok(
        titles.some((title) => /^a process.*\u2026\(7c0\.7c4\)$/.test(title)),
        titles.join(),
      );
    });

    it("has no type under eleven pixels from afar either", async () => {
      await open(buildHungSystem(40));
      for (let step = 0; step < 12; step += 1) {
        await page.locator("#smaller").click();
        const sizes = await page.evaluate(() =>
          Array.from(document.querySelectorAll<SVGTextElement>("#stage text"), (text) =>
            text.textContent === "" || text.getClientRects().length === 0
              ? Infinity
              : parseFloat(getComputedStyle(text).fontSize) * (text.getScreenCTM()?.a ?? 0),
          ),
        );
        assert.ok(Math.min(...sizes) >= 10.99, `${Math.min(...sizes)} pixels after ${step + 1} steps`);
      }
    });

    it("draws no line across the label of another, and no label over a box", async () => {
      await open(buildHungSystem(40));
      const drawn = await page.evaluate(() => ({
        edges: Array.from(document.querySelectorAll<SVGGElement>(".edge"), (edge) => {
          const path = edge.querySelector("path");
          const matrix = path?.getScreenCTM();
          const length = path?.getTotalLength() ?? 0;
          return {
            label: edge.textContent ?? "",
            plates: Array.from(
              edge.querySelectorAll(".plate"),
              (plate) => plate.getBoundingClientRect().toJSON() as DOMRect,
            ),
            points: Array.from({ length: Math.ceil(length / 2) }, (_unused, at) =>
              path?.getPointAtLength(2 * at).matrixTransform(matrix ?? undefined),
            ).map((at) => [at?.x ?? 0, at?.y ?? 0] as const),
          };
        }),
        boxes: Array.from(
          document.querySelectorAll(".node .back"),
          (back) => back.getBoundingClientRect().toJSON() as DOMRect,
        ),
      }));
      const inside = (box: DOMRect, x: number, y: number): boolean =>
        x > box.left + 1 && x < box.right - 1 && y > box.top + 1 && y < box.bottom - 1;
      const plates = drawn.edges.flatMap((edge) => edge.plates.map((box) => ({ edge, box })));
      const crossed = drawn.edges.flatMap((edge) =>
        plates
          .filter((plate) => plate.edge !== edge && edge.points.some(([x, y]) => inside(plate.box, x, y)))
          .map((plate) => `${edge.label} over ${plate.edge.label}`),
      );
      const covered = plates.filter(({ box }) =>
        drawn.boxes.some((own) => inside(own, box.left + box.width / 2, box.top + box.height / 2)),
      );
      assert.ok(plates.length > 20 && drawn.edges.every(({ points }) => points.length > 1), `${plates.length} labels`);
      assert.deepEqual(crossed, []);
      assert.deepEqual(covered, []);
    });

    it("lists deadlocks first, then where waits end, then who waits, longest first", async () => {
      await open(buildHungSystem());
      assert.deepEqual(await page.locator("#waits h2").allTextContents(), [
        "Deadlocked (2)",
        "Root blockers (1)",
        "Waiting, longest first (8)",
      ]);
      const rows = await page.locator("#waits h2:last-of-type ~ .row").allTextContents();
      assert.match(rows[0] ?? "", /^explorer\.exe \(804\.9a4\)6 min: awaits the reply/);
      assert.match(rows[2] ?? "", /2 min: /);
      assert.equal(await page.locator(".edge.is-deadlocked").count(), 4);
    });

    it("follows a wait to its end on a click and shows the details", async () => {
      await open(buildHungSystem());
      await page.locator("#waits .row", { hasText: ASKER }).click();
      assert.match(await details(), /explorer\.exe \(804\.9a4\)thread.*StateWaiting.*Waited6 min/);
      assert.ok(await isLit(HOLDER));
      assert.ok(!(await isLit(DEADLOCKED)));
      await page.keyboard.press("Escape");
      assert.equal(await page.locator(".is-lit").count(), 0);
    });

    it("can be used with the keyboard alone", async () => {
      await open(buildHungSystem());
      await page.keyboard.press("/");
      await page.keyboard.type("804.9a4");
      assert.match((await page.locator("#count").textContent()) ?? "", /^[1-9] found$/);
      await page.keyboard.press("Escape");
      await node(ASKER).focus();
      await page.keyboard.press("Enter");
      assert.match(await details(), /^explorer\.exe \(804\.9a4\)/);
      for (let step = 0; step < 4; step += 1) {
        await page.keyboard.press("ArrowRight");
      }
      assert.match(await details(), /^svchost\.exe \(3a8\.4c\)/);
      assert.ok(await isInView(node(HOLDER)));
      await page.keyboard.press("ArrowLeft");
      assert.doesNotMatch(await details(), /^svchost\.exe \(3a8\.4c\)/);
    });

    it("shows every box that the Tab key comes to", async () => {
      await open(buildHungSystem(40));
      await page.locator("#waits .row").last().focus();
      const seen: string[] = [];
      for (let step = 0; step < 12; step += 1) {
        await page.keyboard.press("Tab");
        const box = page.locator("g.node:focus-visible");
        seen.push((await box.getAttribute("aria-label")) ?? "");
        assert.ok(await isInView(box), seen[step]);
      }
      assert.equal(new Set(seen).size, 12);
    });

    it("brings to the middle what a search finds, and unfolds it on Enter", async () => {
      await openModel(buildLargeModel(500));
      await page.fill("#search", DEADLOCKED);
      assert.ok(await isInView(node(DEADLOCKED)), "what is drawn already is brought into view");
      await page.fill("#search", "dllhost.exe (17cc)");
      assert.equal(await page.locator('g.node[aria-label*="dllhost.exe (17cc)"]').count(), 0);
      await page.locator("#search").press("Enter");
      const shown = page.locator("g.node.is-selected");
      assert.match((await shown.getAttribute("aria-label")) ?? "", /dllhost\.exe \(17cc\)/);
      assert.ok(await isInView(shown));
    });

    it("shows one process and what it has to do with, or waits only", async () => {
      await open(buildHungSystem());
      await page.selectOption("#process", { label: "spoolsv.exe (5d0)" });
      assert.equal(await node(DEADLOCKED).count(), 1);
      assert.equal(await page.locator('g.node:not(.kind-folded)[aria-label*="dllhost"]').count(), 0);
      await page.selectOption("#process", "");
      assert.ok((await page.locator(".edge.connection").count()) > 0);
      await page.check("#waits-only");
      assert.equal(await page.locator(".edge.connection").count(), 0);
      assert.equal(await node(DEADLOCKED).count(), 1);
    });

    it("unfolds a process on a click or a key, and folds it again", async () => {
      await openModel(buildLargeModel(500));
      const group = page.locator("g.node.kind-folded").first();
      const name = ((await group.getAttribute("aria-label")) ?? "").split(",")[0] ?? "";
      const before = await page.locator("g.node:not(.kind-folded)").count();
      await group.focus();
      await page.keyboard.press("Enter");
      const after = await page.locator("g.node:not(.kind-folded)").count();
      assert.ok(after > before, `${before} nodes, then ${after}`);
      assert.ok((await details()).startsWith(name), name);
      await page.locator("#details button", { hasText: /^Fold$/ }).click();
      assert.equal(await page.locator("g.node:not(.kind-folded)").count(), before);
    });

    it("shows hostile names as text, unharmed by them", async () => {
      const system = buildHungSystem(0);
      for (const name of HOSTILE_NAMES) {
        system.scene.newProcess(name, 7).connectsTo(system.asker.process.creates(name));
      }
      await open(system);
      assert.match(await page.title(), /^ALPC ports and waits of the whole system$/);
      assert.equal(await page.locator("img, #graph-view script").count(), 0);
      assert.equal(await page.locator("#process option").count(), 1 + 6 + HOSTILE_NAMES.length);
    });

    it("opens a system of twenty thousand ports, folded around what is stuck", async () => {
      // Time of the processor, so that it says the same on a busy machine.
      const session = await browser.page.context().newCDPSession(browser.page);
      await session.send("Performance.enable", { timeDomain: "threadTicks" });
      await openModel(buildLargeModel(10_000));
      const { metrics } = await session.send("Performance.getMetrics");
      await session.detach();
      const seconds = metrics.find(({ name }) => name === "TaskDuration")?.value ?? Infinity;
      assert.ok(seconds > 0.1 && seconds < 2, `${seconds} s`);
      assert.match((await page.locator("#process option").first().textContent()) ?? "", /^all 10,006$/);
      assert.ok((await page.locator("g.node").count()) < 120);
      for (const label of [ASKER, HOLDER, DEADLOCKED, ROOT]) {
        assert.equal(await node(label).count(), 1, label);
      }
      assert.match((await node("9,").getAttribute("aria-label")) ?? "", /^9,\d\d\d more processes, .*client ports$/);
    });

    it("prints all of the picture, in sheets", async () => {
      await open(buildHungSystem(40));
      const [width, height] = await page.evaluate(() => {
        window.dispatchEvent(new Event("beforeprint"));
        const { width, height } = (document.getElementById("stage") as unknown as SVGGElement).getBBox();
        return [width, height] as const;
      });
      const boxes = await page
        .locator(".sheet svg")
        .evaluateAll((sheets) => sheets.map((sheet) => (sheet.getAttribute("viewBox") ?? "").split(" ").map(Number)));
      assert.ok(boxes.length > 1);
      assert.ok(
        Math.max(...boxes.map(([x = 0, , w = 0]) => x + w)) >= width &&
          Math.max(...boxes.map(([, y = 0, , h = 0]) => y + h)) >= height,
      );
      assert.ok(
        boxes.every(([, , w = 0]) => w <= 1200),
        "no sheet is wider than can be read",
      );
      const pdf = await page.pdf({ preferCSSPageSize: true });
      const pages = Array.from(
        pdf.toString("latin1").matchAll(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/g),
        ([, across, down]) => Number(across) > Number(down),
      );
      assert.equal(pages.filter((isLandscape) => isLandscape).length, boxes.length, "a landscape page for each sheet");
      assert.ok(pages.includes(false), "the lists");
    });

    it("prints a picture that is hardly higher than a sheet on one row of them", async () => {
      const printed = async (clients: number): Promise<{ readonly height: number; readonly rows: number }> => {
        await open(buildHungSystem(clients));
        return await page.evaluate(() => {
          window.dispatchEvent(new Event("beforeprint"));
          const tops = Array.from(
            document.querySelectorAll(".sheet svg"),
            (sheet) => sheet.getAttribute("viewBox")?.split(" ")[1],
          );
          const { height } = (document.getElementById("stage") as unknown as SVGGElement).getBBox();
          return { height, rows: new Set(tops).size };
        });
      };
      const [little, much] = [await printed(1), await printed(5)];
      assert.ok(little.height > 870 && little.height < 960 && much.height > 1200, `${little.height}, ${much.height}`);
      assert.deepEqual([little.rows, much.rows], [1, 2]);
    });
  });
}
