/** The pages that alpcx writes in a headless Chromium, one for all of them: to start it costs as much as ten tests. */
import { useBrowserWindow } from "../graph/chromium.ts";
import { describeDefaultTargetPage } from "./default-target-page.ts";
import { describeGraphPage } from "./graph-page.ts";
import { describeReportPage } from "./report-page.ts";

describe("pages in Chromium", function () {
  this.timeout(60_000);
  const browser = useBrowserWindow();

  describeGraphPage(browser);
  describeReportPage(browser);
  describeDefaultTargetPage(browser);
});
