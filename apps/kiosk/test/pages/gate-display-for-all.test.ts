import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Verdict } from "@usher/core";
import { DENIAL, DEVICE, OPERATING, PERMIT } from "../scripted-gate.js";
import { surfaceRig, type SurfaceRig } from "../surface-rig.js";
import { buildPages, launchChromium } from "./browser.js";
import { hardToRead, memoryOf, overlaps, sticksOut } from "./looks.js";

/** From the smallest panel that is sold for a gate to a television, and an operator's phone. */
const SIZES = [
  { width: 320, height: 480 },
  { width: 390, height: 844 },
  { width: 480, height: 800 },
  { width: 800, height: 480 },
  { width: 1280, height: 800 },
  { width: 1080, height: 1920 },
  { width: 1920, height: 1080 },
];
const LONG_NAME = "Nordwesteingang Haupttribüne Untergeschoss, Rollstuhlrampe B";
const ALARMS = (["READER_LOST", "OUTPUT_FAILED", "QUARANTINE", "CLOCK_WRONG"] as const).map((code) => ({
  code,
  message: "door: /dev/serial/by-id/usb-Zebra_Scanner is not there: plug the scanner in. ".repeat(4),
}));
const TROUBLE = { connectivity: "offline", pendingUploads: 1_234, inDoubt: 12, alarms: ALARMS } as const;

let browser: Browser;
let rig: SurfaceRig;
let page: Page;
let url: string;

beforeAll(async () => {
  const [chromium, pages] = await Promise.all([launchChromium(), buildPages()]);
  browser = chromium;
  rig = surfaceRig({ pages });
  url = await rig.app.listen({ port: 0, host: "127.0.0.1" });
  page = await browser.newPage();
  await page.clock.install();
});
afterAll(async () => {
  await browser.close();
  await rig.app.close();
});
beforeEach(async () => {
  rig.gate.state$.next(OPERATING);
  await page.goto(url);
  await screen("idle");
});

/** Waits until the display shows this, fully drawn. */
async function screen(kind: string): Promise<void> {
  await page.waitForSelector(`[data-screen=${kind}]`);
  await page.clock.runFor(500);
}

async function show(verdict: Verdict): Promise<void> {
  rig.gate.verdicts$.next(verdict);
  await screen(verdict.repeated ? "repeated" : verdict.decision);
  await page.waitForSelector(`[data-scan="${verdict.scanId}"]`);
}

const at = (...places: readonly string[]) => places.map((place) => ({ place, eventId: null }));
const seats = (count: number) => at(...Array.from({ length: count }, (_, n) => `Upper Tier 112:FF:${100 + n}`));

const LONGEST: readonly Verdict[] = [
  { ...PERMIT, scanId: "a", tickets: at("General Admission Standing"), source: "offline", inDoubt: true },
  { ...PERMIT, scanId: "b", direction: "exit", tickets: seats(6) },
  { ...PERMIT, scanId: "c", tickets: seats(1) },
  {
    ...PERMIT,
    scanId: "d",
    tickets: at("North Terrace behind the goal, stairs to the left, Block Q, no row and no seat"),
  },
  { ...PERMIT, scanId: "e", tickets: at("المدرج الشمالي العلوي:ب:18") },
  { ...PERMIT, scanId: "f", tickets: at("🎸 Pit:Donaudampfschifffahrtsgesellschaftsloge:1") },
  {
    ...DENIAL,
    scanId: "g",
    direction: "exit",
    source: "offline",
    inDoubt: true,
    status: "INTERNAL_SCAN_EXIT_NOT_PERMITTED",
    message:
      "This ticket may not exit here now. An earlier scan of this ticket was sent and never answered: ask the operator",
  },
  // A status that nobody here knows is its own message.
  {
    ...DENIAL,
    scanId: "h",
    status: "A_STATUS_OF_FORTY_LETTERS_WITHOUT_BLANKS",
    message: "A_STATUS_OF_FORTY_LETTERS_WITHOUT_BLANKS",
  },
  { ...PERMIT, scanId: "i", repeated: true },
];

describe.each(SIZES)("the gate display at $width by $height", (size) => {
  beforeEach(() => page.setViewportSize(size));

  test.each([
    ["on a good day", {}],
    ["on a bad one", { ...TROUBLE, device: { ...DEVICE, gateName: LONG_NAME } }],
  ])("has a place for the longest words there are, %s", async (_, state) => {
    rig.gate.become(state);
    await page.waitForFunction(
      (count) => document.querySelectorAll(".alarm").length === count,
      "alarms" in state ? 3 : 0,
    );
    expect(await sticksOut(page)).toEqual([]);
    for (const verdict of LONGEST) {
      await show(verdict);
      expect(await sticksOut(page), `scan ${verdict.scanId}`).toEqual([]);
      expect(await overlaps(page, "header, aside, .head, .places, .notes"), `scan ${verdict.scanId}`).toEqual([]);
      const share = await page.locator("main").evaluate((main) => main.clientHeight / innerHeight);
      expect(share, `the verdict's part of the display, scan ${verdict.scanId}`).toBeGreaterThan(0.5);
      expect(
        await page.locator(".head .shape").evaluate((shape) => shape.getBoundingClientRect().width),
      ).toBeGreaterThan(28);
    }
  });

  test("says in whole what an operator has to do, and how many scans wait", async () => {
    const short = "door: /dev/ttyUSB0 is not there: plug the scanner in";
    // The longest that there is: on the smallest panel the operator panel has the rest of it.
    const long =
      "The journal was not as it had been written, or not in its place. It was set aside as /var/lib/usher/gate.db.set-aside-2026-11-26T20-06-26-789Z: " +
      "keep that file for support. 1234 scans that wait for upload were saved. Who is inside may be forgotten, so nobody is let in offline until an operator accepts this";
    const message = size.height < 700 ? short : long;
    rig.gate.become({ ...TROUBLE, alarms: [{ code: "STORAGE_SET_ASIDE", message }] });
    const alarm = page.locator(".alarm .text");
    await alarm.getByText(message).waitFor();
    expect(await alarm.evaluate((text) => text.scrollHeight - text.clientHeight)).toBeLessThan(4);
    expect(await page.locator("aside.offline").innerText()).toMatch(/1234 scans to upload\s+12 in doubt/);
  });
});

describe("the gate display is for everybody:", () => {
  test("its texts have contrast enough, whatever it shows", async () => {
    await page.emulateMedia({ reducedMotion: "reduce" }); // or a verdict is looked at while it comes up
    await page.setViewportSize({ width: 480, height: 800 });
    const states = [
      { phase: "configuring", device: null },
      { phase: "refused", alarms: [{ code: "CONTACT_SUPPORT", message: "Call us" }] },
      { phase: "stopping" },
      { lanes: [{ id: "main", direction: "enter", checking: true }] },
      { pendingUploads: 3, inDoubt: 1 },
      TROUBLE,
    ] as const;
    for (const state of states) {
      rig.gate.state$.next({ ...OPERATING, ...state });
      await page.clock.runFor(500);
      expect(await hardToRead(page)).toEqual([]);
    }
    for (const verdict of [...LONGEST, DENIAL]) {
      await show(verdict);
      expect(await hardToRead(page)).toEqual([]);
    }
    await page.locator("main").evaluate((main) => main.style.setProperty("opacity", "0.3"));
    expect(await hardToRead(page), "the check finds what is pale").toContainEqual(
      expect.stringMatching(/^No entry: 1\./),
    );
  });

  test("a screen reader is told the verdict, the seat and what is odd about it, and the same words again for the next", async () => {
    const spoken = page.getByRole("alert");
    expect(await spoken.innerText()).toBe("");
    await show(DENIAL);
    const said = "Entry denied. This ticket is already inside. Section 112, Row F, Seat 18";
    expect(await spoken.innerText()).toBe(said);
    await spoken.locator("p").evaluate((words) => words.setAttribute("data-said", ""));
    await show({ ...DENIAL, scanId: "next" });
    expect(await spoken.innerText()).toBe(said);
    expect(await spoken.locator("[data-said]").count()).toBe(0);
    await show({ ...PERMIT, tickets: [], source: "offline", inDoubt: true });
    expect(await spoken.innerText()).toMatch(/^Entry permitted\. Okay\. In doubt: the service did not answer/);
    rig.gate.verdicts$.next({ ...PERMIT, repeated: true });
    await spoken.getByText("Already shown. This ticket was just accepted. It admits nobody else.").waitFor();
  });

  test("a screen reader is told once that the gate is offline and what the alarms are, and no counts with every scan", async () => {
    rig.gate.become({ ...TROUBLE, alarms: [{ code: "READER_LOST", message: "plug the scanner in" }] });
    const told = page.getByRole("status");
    await told.getByText("Offline. Tickets are checked by this gate alone").waitFor();
    const words = await told.innerText();
    expect(words).toContain("plug the scanner in");
    rig.gate.become({ pendingUploads: 1_235 });
    await page.locator("aside.offline").getByText("1235 scans to upload").waitFor();
    expect(await told.innerText()).toBe(words);
  });

  test("a group without seats is counted, and a verdict at one of several lanes names the lane", async () => {
    await show({ ...PERMIT, lane: "side", tickets: [1, 2, 3].map(() => ({ place: null, eventId: null })) });
    expect(await page.locator("main").innerText()).toMatch(/Lane side[^]*3 tickets/);
    rig.gate.become({ lanes: OPERATING.lanes.slice(0, 1) });
    await page.locator(".lane-chip").waitFor({ state: "detached" });
  });
});

describe("a display that slept", () => {
  const HOUR_MS = 3_600_000;

  test("shows no verdict from before", async () => {
    await show(PERMIT);
    await page.clock.setSystemTime((await page.evaluate(() => Date.now())) + HOUR_MS);
    await page.clock.runFor(200);
    expect(await page.locator("main.permit").count()).toBe(0);
  });

  test("takes nothing for news that the kiosk told meanwhile", async () => {
    await page.clock.setSystemTime((await page.evaluate(() => Date.now())) + HOUR_MS);
    rig.gate.verdicts$.next(PERMIT);
    await page.locator("[data-screen=permit], [data-screen=lost]").waitFor();
    expect(await page.locator("[data-screen]").getAttribute("data-screen")).toBe("lost");
    await page.clock.runFor(1_000);
    await screen("idle");
  });
});

test("ten thousand verdicts leave nothing behind", async () => {
  const display = await browser.newPage(); // with the browser's own clock
  await display.goto(url);
  await display.waitForSelector("[data-screen=idle]");
  const after = async (count: number) => {
    for (let scan = 1; scan <= count; scan += 1) {
      const scanId = String(scan).padStart(12, "0");
      rig.gate.verdicts$.next({ ...(scan % 3 === 0 ? DENIAL : PERMIT), scanId });
      // Not faster than the page reads: the kiosk would leave it behind.
      if (scan % 500 === 0) await display.locator(`[data-scan="${scanId}"]`).waitFor();
    }
  };
  await after(500);
  const early = await memoryOf(display);
  await after(10_000);
  const late = await memoryOf(display);
  expect(late.nodes).toBeLessThan(early.nodes + 200);
  expect(late.megabytes).toBeLessThan(early.megabytes + 2);
});
