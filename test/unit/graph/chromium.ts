/** A headless Chromium, if installed, for the pages that alpcx writes. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";

/** The one without windows comes first: it does the same in three quarters of the time. */
const USUAL_PATHS = [
  "/usr/bin/chromium-headless-shell",
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
  // The address bar's list, which nobody sees here, is a page of its own that every load of a page draws anew.
  "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup",
];
const WINDOW = { width: 1400, height: 900 };

/** Undefined, with a line for the reader, where there is no Chromium. */
async function launchChromium(): Promise<Browser | undefined> {
  const wanted = process.env["ALPCX_CHROMIUM"];
  const path = [...(wanted === undefined ? [] : [wanted]), ...USUAL_PATHS].find((candidate) => existsSync(candidate));
  if (path === undefined) {
    console.log("    SKIPPED: no Chromium found; set ALPCX_CHROMIUM to its path to test the pages");
    return undefined;
  }
  return await chromium.launch({ executablePath: path, args: ARGUMENTS });
}

/** The window in which tests open their pages, one after the other. */
class BrowserWindow {
  /** A folder for the files of these tests. */
  readonly folder = mkdtempSync(join(tmpdir(), "alpcx-page-"));
  private readonly complaints: string[] = [];
  private readonly browser: Browser;
  readonly page: Page;

  private constructor(browser: Browser, page: Page) {
    this.browser = browser;
    this.page = page;
    page.on("pageerror", (error) => this.complaints.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") {
        this.complaints.push(message.text());
      }
    });
    page.on("request", (request) => {
      if (!request.url().startsWith("file:")) {
        this.complaints.push(request.url());
      }
    });
  }

  /** Undefined where there is no Chromium. */
  static async launch(): Promise<BrowserWindow | undefined> {
    const browser = await launchChromium();
    return browser && new BrowserWindow(browser, await browser.newPage({ viewport: WINDOW }));
  }

  async close(): Promise<void> {
    await this.browser.close();
    rmSync(this.folder, { recursive: true });
  }

  /**
   * Opens a page from a file. It is a new document: of what an earlier test has done nothing is left, while the window
   * is the same one, since a new window takes the browser longer than a test does.
   */
  async open(html: string): Promise<void> {
    const file = join(this.folder, "page.html");
    writeFileSync(file, html);
    await this.openFile(file);
  }

  async openFile(file: string): Promise<void> {
    await this.page.setViewportSize(WINDOW);
    await this.page.emulateMedia({ media: null });
    await this.page.goto(pathToFileURL(file).href);
  }

  /** Fails after an error of a page, or a request for anything but its file, since the last call. */
  assertQuiet(): void {
    assert.deepEqual(this.complaints.splice(0), [], "no error and no request but for the file itself");
  }
}

/** The window while tests run. */
export interface BrowserInUse {
  readonly window: BrowserWindow;
  readonly page: Page;
}

/** Hooks of the `describe` around: one window for all its tests, which are skipped where there is no Chromium. */
export function useBrowserWindow(): BrowserInUse {
  let window: BrowserWindow | undefined;
  before(async function () {
    window = await BrowserWindow.launch();
    if (window === undefined) {
      this.skip();
    }
  });
  after(async () => {
    await window?.close();
  });
  afterEach(() => window?.assertQuiet());
  const opened = (): BrowserWindow => {
    assert.ok(window !== undefined, "hooks have run");
    return window;
  };
  return {
    get window() {
      return opened();
    },
    get page() {
      return opened().page;
    },
  };
}
