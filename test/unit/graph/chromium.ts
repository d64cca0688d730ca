/** A headless Chromium for the graph page, where there is one. */
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";

const USUAL_PATHS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Undefined, with a line for the reader, where there is no Chromium. */
export async function launchChromium(): Promise<Browser | undefined> {
  const wanted = process.env["ALPCX_CHROMIUM"];
  const path = [...(wanted === undefined ? [] : [wanted]), ...USUAL_PATHS].find((candidate) => existsSync(candidate));
  if (path === undefined) {
    console.log("    SKIPPED: no Chromium found; set ALPCX_CHROMIUM to its path to test the graph page");
    return undefined;
  }
  return await chromium.launch({ executablePath: path, args: ARGUMENTS });
}

/** Opens a file. `complaints` receives every error of the page and every request but for the file itself. */
export async function openPage(browser: Browser, file: string, complaints: string[]): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") {
      complaints.push(message.text());
    }
  });
  page.on("request", (request) => {
    if (!request.url().startsWith("file:")) {
      complaints.push(request.url());
    }
  });
  await page.goto(pathToFileURL(file).href);
  return page;
}
