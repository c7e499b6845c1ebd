import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { launchChromium } from "../../apps/kiosk/test/pages/browser.js";
import { hardToRead } from "../../apps/kiosk/test/pages/looks.js";
import { Program } from "../program.js";

const SIZES = [
  { width: 320, height: 480 },
  { width: 390, height: 844 },
  { width: 1280, height: 800 },
];
const TOKEN = "A-TOKEN-OF-MORE-LETTERS-THAN-A-PHONE-IS-WIDE-0123456789";
const VENUE = {
  venueId: "V1",
  apiKeys: ["a-key"],
  gates: [{ id: 1, name: "Haupteingang Nordwest" }],
  events: [{ id: "tonight", name: "Tonight", startsAt: "now" }],
  tickets: [
    { token: TOKEN, eventId: "tonight", place: "Haupttribüne Nordwest Unterrang:FF:100", mark: "reported stolen" },
    { token: "B", eventId: "tonight", void: true },
  ],
};

let browser: Browser;
let folder: string;
let simulator: Program;
let page: Page;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "usher-simulator-page-"));
  writeFileSync(join(folder, "venue.jsonc"), JSON.stringify(VENUE));
  simulator = atVenue();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await simulator.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  const { admin } = await simulator.ready();
  await ask("PUT", `${admin}faults`, { unreachable: false });
  page = await (await browser.newContext()).newPage();
  await opened(simulator);
});
afterEach(() => page.context().close());

function atVenue(): Program {
  return Program.simulator("--venue", join(folder, "venue.jsonc"));
}

async function opened(shown: Program): Promise<void> {
  const { url = "" } = await shown.ready();
  await page.goto(url);
  await page.getByRole("button", { name: "Copy B" }).waitFor();
}

async function ask(method: string, url: string, body: object): Promise<void> {
  const { status } = await fetch(url, {
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(status, `${method} ${url}`).toBe(200);
}

/** Sends what a device sends. */
async function post(path: string, body: object): Promise<void> {
  const { presence } = await simulator.ready();
  await ask("POST", `${presence}${path}?apikey=a-key`, body);
}

describe("the simulator's page", () => {
  test.each(SIZES)("at $width by $height has all of it in the window's width", async (size) => {
    await page.setViewportSize(size);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(size.width);
  });

  test.each(["light", "dark"] as const)("has contrast enough when it is %s", async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.getByText("silent").click();
    await page.getByRole("radio", { name: "silent" }).and(page.locator(":checked")).waitFor();
    expect(await hardToRead(page)).toEqual([]);
  });

  test("tells what is the matter with the service by more than a colour", async () => {
    await page.getByText("resetting").click();
    const chosen = page.locator("label", { hasText: "resetting" });
    await expect.poll(() => chosen.evaluate((label) => getComputedStyle(label, "::before").content)).toContain("✓");
  });

  test("complains in red, and in words that help", async () => {
    const own = atVenue();
    await opened(own);
    await page.getByRole("button", { name: "Copy B" }).click();
    const notice = page.locator("#notice");
    await notice.getByText("B").waitFor();
    expect(await notice.getAttribute("class")).toBe("");
    await own.stop();
    await notice.getByText("The simulator is gone: start it again").waitFor();
    expect(await notice.getAttribute("class")).toBe("refused");
  });

  test("tells a screen reader of the newest scan, not of the whole list", async () => {
    const gateName = "Haupteingang Nordwest";
    const device = { name: "G", mac: "02:00:00:00:00:01", ip: "10.0.0.1", serial: "S", model: "M" };
    await post("device/init", { venueId: "V1", gateName, ...device });
    const scan = { deviceId: 1, gateId: 1, gateName, venueId: "V1", deviceOs: "Printed", scanTime: Date.now() };
    for (const token of ["B", TOKEN]) {
      await post("ticket/enter", { token, ...scan });
      const status = token === "B" ? "INVALID_TICKET" : "MARK_RESTRICTION";
      await page.locator("#newest").getByText(`${token}, enter: ${status}`).waitFor();
    }
    expect(await page.locator("#scans[aria-live], #scans [aria-live]").count()).toBe(0);
    expect(await page.locator("#scans li").count()).toBe(2);
  });
});
