import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { LIMITS } from "../../src/limits.js";
import { DENIAL, OPERATING, OVERRIDE, PERMIT } from "../scripted-gate.js";
import { surfaceRig, type SurfaceRig } from "../surface-rig.js";
import { buildPages, launchChromium, sharesOf } from "./browser.js";
import { sticksOut } from "./looks.js";

const COLOURS = { green: [0x08, 0x78, 0x3a], red: [0xb0, 0x12, 0x1b], amber: [0xff, 0xc2, 0x33] } as const;
const LANDSCAPE = { width: 1280, height: 800 };

let browser: Browser;
let pages: string;
let rig: SurfaceRig;
let page: Page;
let url: string;
/** What a browser's developer tools would show in red. */
const complaints: string[] = [];

beforeAll(async () => {
  [browser, pages] = await Promise.all([launchChromium(), buildPages()]);
  rig = surfaceRig({ pages });
  url = await rig.app.listen({ port: 0, host: "127.0.0.1" });
  page = await browser.newPage({ viewport: LANDSCAPE });
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => request.url().startsWith(url) || complaints.push(`left for ${request.url()}`));
  await page.clock.install();
});
afterAll(async () => {
  await browser.close();
  await rig.app.close();
});

beforeEach(async () => {
  await page.setViewportSize(LANDSCAPE);
  rig.gate.state$.next(OPERATING);
  await page.goto(url);
  await screen("idle");
});

/** Waits until the display shows this, fully drawn. */
async function screen(kind: string): Promise<void> {
  await page.waitForSelector(`[data-screen=${kind}]`);
  await page.clock.runFor(500);
}

const text = () => page.locator("body").innerText();

/** How much of the display has which colour. The picture is kept where USHER_SCREENSHOTS says. */
async function coloursOf(name: string) {
  const folder = process.env["USHER_SCREENSHOTS"];
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  const path = folder === undefined ? {} : { path: join(folder, `gate-display-${name}.png`) };
  const picture = await page.screenshot({ ...path, animations: "disabled" });
  return sharesOf(browser, picture, COLOURS);
}

/** The place of an element in the window, and the size of its letters. */
async function seen(selector: string) {
  const element = page.locator(selector).first();
  expect(await element.isVisible(), `${selector} is visible`).toBe(true);
  const box = await element.boundingBox();
  if (box === null) throw new Error(`${selector} has no place`);
  const letters = await element.evaluate((node) => Number.parseFloat(getComputedStyle(node).fontSize));
  return { ...box, right: box.x + box.width, bottom: box.y + box.height, letters };
}

describe("the gate display", () => {
  test("idle, it is neutral and asks for a ticket", async () => {
    expect(await text()).toContain("Scan your ticket");
    expect(await text()).toContain("Entry");
    expect(await text()).toContain("North");
    const { green, red } = await coloursOf("idle");
    expect(green).toBe(0);
    expect(red).toBeLessThan(0.001);
    expect(complaints).toEqual([]);
  });

  test("a permit is a green field with a tick, a word and the seat, to be read from afar", async () => {
    rig.gate.verdicts$.next(PERMIT);
    await screen("permit");
    const { green, red } = await coloursOf("permit");
    expect(green).toBeGreaterThan(0.6);
    expect(red).toBe(0);
    const shape = await seen("main svg:has(circle)");
    expect(shape.width).toBeGreaterThan(200);
    expect(await page.locator("main svg polygon").count()).toBe(0);
    expect(await page.locator("h1").innerText()).toBe("Please enter");
    expect((await seen("h1")).letters).toBeGreaterThan(90);
    expect(await page.locator("dt").allInnerTexts()).toEqual(["SECTION", "ROW", "SEAT"]);
    expect(await page.locator("dd").allInnerTexts()).toEqual(["112", "F", "18"]);
    expect((await seen("dd")).letters).toBeGreaterThan(120);
    expect(await text()).toContain("…0042");
    expect(await page.getByRole("alert").innerText()).toBe("Entry permitted. Okay. Section 112, Row F, Seat 18");
    expect(await sticksOut(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test("a denial is a red, striped field with a cross, and says why", async () => {
    rig.gate.verdicts$.next(DENIAL);
    await screen("deny");
    const { green, red } = await coloursOf("denial");
    expect(red).toBeGreaterThan(0.5);
    expect(green).toBe(0);
    expect((await seen("main svg:has(polygon)")).width).toBeGreaterThan(200);
    expect(await page.locator("main svg circle").count()).toBe(0);
    expect(await page.locator("h1").innerText()).toBe("No entry");
    expect(await page.locator(".reason").innerText()).toBe("This ticket is already inside");
    expect((await seen(".reason")).letters).toBeGreaterThan(40);
    expect(await page.locator(".status").innerText()).toBe("ALREADY_ENTERED");
    expect(await page.getByRole("alert").innerText()).toContain("Entry denied");
    expect(await sticksOut(page)).toEqual([]);
  });

  test("offline is said across the whole display and stands in nobody's way", async () => {
    rig.gate.become({ connectivity: "offline", pendingUploads: 12, inDoubt: 1 });
    const banner = "aside.offline";
    await page.waitForSelector(banner);
    expect((await page.locator(banner).innerText()).toLowerCase()).toMatch(
      /offline[^]*12 scans to upload[^]*1 in doubt/,
    );
    const { width, height } = await seen(banner);
    expect(width).toBe(LANDSCAPE.width);
    expect(height).toBeGreaterThan(80);
    rig.gate.verdicts$.next({ ...PERMIT, source: "offline", inDoubt: true });
    await screen("permit");
    const { amber, green } = await coloursOf("offline");
    expect(amber).toBeGreaterThan(0.05);
    expect(green).toBeGreaterThan(0.45);
    expect((await seen("h1")).y).toBeGreaterThan((await seen(banner)).bottom);
    expect(await text()).toContain("the service did not answer");
    expect(await sticksOut(page)).toEqual([]);
    rig.gate.become({ connectivity: "online", inDoubt: 0 });
    await page.waitForSelector(banner, { state: "detached" });
    expect(await text()).toContain("Uploading 12 scans");
  });

  test("[P14] a permit by exception says so, for the steward", async () => {
    rig.gate.verdicts$.next({ ...PERMIT, source: "offline", exception: { kind: "unknownAdmitted" } });
    await screen("permit");
    expect(await text()).toContain("Unknown ticket, let in as long as the service is away");
    rig.gate.verdicts$.next(OVERRIDE);
    await page.getByText("decided by an operator", { exact: true }).waitFor();
    expect((await coloursOf("override")).green).toBeGreaterThan(0.5);
  });

  test("a verdict goes after four seconds, a new one takes its place at once", async () => {
    rig.gate.verdicts$.next(PERMIT);
    await screen("permit");
    await page.clock.runFor(3_000);
    rig.gate.verdicts$.next(DENIAL);
    await screen("deny");
    await page.clock.runFor(3_000);
    expect(await page.locator("h1").innerText()).toBe("No entry");
    await page.clock.runFor(1_000);
    await screen("idle");
  });

  test("a denial with a long reason can be read, and gives way to the next verdict all the same", async () => {
    const message = "This ticket may not exit here now. An earlier scan of this ticket was sent and never answered";
    rig.gate.verdicts$.next({ ...DENIAL, message });
    await screen("deny");
    await page.clock.runFor(6_000);
    expect(await page.locator("h1").innerText()).toBe("No entry");
    rig.gate.verdicts$.next(PERMIT);
    await screen("permit");
    rig.gate.verdicts$.next({ ...DENIAL, message });
    await screen("deny");
    await page.clock.runFor(8_000);
    await screen("idle");
  });

  test("while a check takes long it says so, and takes the green of the person before away", async () => {
    const lanes = (id: string) =>
      OPERATING.lanes.map((one) => (one.id === id ? { ...one, checking: true as const } : one));
    rig.gate.verdicts$.next(PERMIT);
    await screen("permit");
    rig.gate.become({ lanes: lanes("side") });
    await page.clock.runFor(500);
    expect(await page.locator("h1").innerText()).toBe("Please enter"); // that is somebody else, elsewhere
    rig.gate.become({ lanes: lanes("main") });
    await screen("checking");
    expect(await text()).toMatch(/Lane main\s+Checking your ticket/);
    expect(await page.getByRole("alert").innerText()).toBe("Checking your ticket");
    rig.gate.verdicts$.next({ ...DENIAL, scanId: "the next" });
    rig.gate.become({ lanes: OPERATING.lanes });
    await screen("deny");
    await page.clock.runFor(4_000);
    await screen("idle");
  });

  test("[P8] a re-read only says that it was already shown, and never keeps the green longer", async () => {
    rig.gate.verdicts$.next(PERMIT);
    await screen("permit");
    await page.clock.runFor(2_000);
    rig.gate.verdicts$.next({ ...PERMIT, repeated: true });
    await page.waitForSelector(".again");
    expect(await page.locator(".again").innerText()).toBe("Already shown");
    await page.clock.runFor(2_000);
    await screen("idle");
    rig.gate.verdicts$.next({ ...PERMIT, repeated: true });
    await screen("repeated");
    expect(await page.locator("h1").innerText()).toBe("Already shown");
    expect((await coloursOf("repeated")).green).toBe(0);
  });

  test("while it may not scan it says so, and whom to call", async () => {
    rig.gate.become({ phase: "configuring", device: null });
    await screen("notReady");
    expect(await text()).toMatch(/Not ready\s+Configuring/);
    const message = "The service has refused to configure this device 3 times: contact Ticketmaster support";
    rig.gate.become({ phase: "refused", alarms: [{ code: "CONTACT_SUPPORT", message }] });
    await page.waitForSelector(".support");
    expect(await page.locator(".support").innerText()).toContain("Contact Ticketmaster support");
    expect((await coloursOf("not-ready")).amber).toBeGreaterThan(0.02);
    rig.gate.verdicts$.next({
      ...DENIAL,
      status: "NOT_CONFIGURED",
      message: "This device is not configured yet",
      tickets: [],
    });
    await screen("deny");
    expect(await text()).toContain("This device is not configured yet");
  });

  test("alarms stand at the foot until they clear", async () => {
    rig.gate.become({ alarms: [{ code: "READER_LOST", message: "door: plug the scanner in" }] });
    await page.waitForSelector("aside.alarms");
    expect(await page.locator("aside.alarms").innerText()).toMatch(/READER_LOST\s+door: plug the scanner in/);
    rig.gate.become({ alarms: [] });
    await page.waitForSelector("aside.alarms", { state: "detached" });
  });

  test("a display that lost the kiosk shows no verdict any more, and comes back by itself", async () => {
    rig.gate.verdicts$.next(PERMIT);
    await screen("permit");
    const port = Number(new URL(url).port);
    await rig.app.close();
    await screen("lost");
    expect(await text()).toContain("Display has lost the kiosk");
    expect((await coloursOf("lost")).green).toBe(0);
    rig = surfaceRig({ pages });
    await rig.app.listen({ port, host: "127.0.0.1" });
    await page.clock.runFor(1_000);
    await screen("idle");
    complaints.length = 0; // The browser notes that nobody answered meanwhile, as it should.
  });

  test("a display for which the kiosk has no place says so, and what to do, and comes up once there is one", async () => {
    const others = new AbortController();
    for (let at = 1; at < LIMITS.eventStreams; at += 1) await fetch(`${url}/api/events`, { signal: others.signal });
    const late = await browser.newPage();
    await late.goto(url);
    await late.waitForSelector("[data-screen=lost]");
    expect(await late.locator("main").innerText()).toMatch(/32 displays and operator panels are open[^]*Close one/);
    others.abort();
    await late.waitForSelector("[data-screen=idle]");
    await late.close();
  });

  test("a kiosk that hangs is lost too, though its connection stands", async () => {
    rig.gate.verdicts$.next(PERMIT);
    await screen("permit");
    await page.clock.runFor(11_000);
    await page.waitForSelector("[data-screen=lost]");
  });

  test("at one of several lanes, ?lane= shows that lane alone", async () => {
    await page.goto(`${url}/?lane=side`);
    await screen("idle");
    expect(await text()).toMatch(/Exit\s+Scan your ticket to leave/);
    rig.gate.verdicts$.next(PERMIT);
    rig.gate.verdicts$.next({ ...DENIAL, lane: "side" });
    await screen("deny");
    expect(await text()).toContain("Lane side");
  });

  test("at a lane that the gate has not, it says so, and which there are", async () => {
    await page.goto(`${url}/?lane=west`);
    await screen("noLane");
    expect(await text()).toMatch(/There is no lane west[^]*main, side/);
    rig.gate.verdicts$.next(PERMIT);
    rig.gate.become({ lanes: [{ id: "west", direction: "enter" }] });
    await screen("idle");
  });

  test("for the whole gate, it shows the direction that all its lanes have", async () => {
    rig.gate.become({ lanes: [{ id: "main", direction: "exit" }] });
    await page.getByText("Scan your ticket to leave").waitFor();
    rig.gate.become({ lanes: OPERATING.lanes });
    await page.getByText("Scan your ticket", { exact: true }).waitFor();
  });

  test("who wants no motion sees none", async () => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    rig.gate.verdicts$.next(PERMIT);
    await screen("permit");
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    await page.emulateMedia({ reducedMotion: null });
  });
});
