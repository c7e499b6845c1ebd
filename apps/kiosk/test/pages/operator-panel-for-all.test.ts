import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { GateDay } from "../gate-day.js";
import { DENIAL, DEVICE, OPERATING, OUTPUTS, PERMIT } from "../scripted-gate.js";
import { PIN, surfaceRig, type SurfaceRig } from "../surface-rig.js";
import { buildPages, launchChromium } from "./browser.js";
import { hardToRead, memoryOf } from "./looks.js";

const PHONE = { width: 390, height: 844 };
const SIZES = [{ width: 320, height: 480 }, PHONE, { width: 800, height: 480 }, { width: 1280, height: 800 }];

let browser: Browser;
let pages: string;
let rig: SurfaceRig;
let page: Page;
let url: string;

beforeAll(async () => {
  [browser, pages] = await Promise.all([launchChromium(), buildPages()]);
});
afterAll(() => browser.close());
beforeEach(async () => {
  rig = surfaceRig({ pages });
  rig.gate.state$.next(OPERATING);
  url = await rig.app.listen({ port: 0, host: "127.0.0.1" });
  page = await (await browser.newContext({ viewport: PHONE })).newPage();
  await page.goto(`${url}/operator`);
});
afterEach(async () => {
  await page.context().close();
  await rig.app.close();
});

async function logIn(pin = PIN): Promise<void> {
  await page.getByLabel("PIN").fill(pin);
  await page.getByLabel("PIN").press("Enter");
}
const button = (name: string) => page.getByRole("button", { name, exact: true });
const focused = () =>
  page.evaluate(() => document.activeElement?.closest("label")?.innerText ?? document.activeElement?.textContent);
const verdict = (number: number) => ({ ...DENIAL, scanId: String(number).padStart(12, "0"), token: `…${number}` });

/** A gate on which everything has something to show, in long words. */
function fill(): void {
  const day = new GateDay(rig.store);
  day.override("TICKET-4242-0007", day.offlineDenial("TICKET-4242-0007"));
  day.annul(day.unknownAdmitted("TICKET-4242-0008"));
  rig.outputs$.next(OUTPUTS);
  rig.gate.become({
    device: {
      ...DEVICE,
      gateName: "Nordwesteingang Haupttribüne Untergeschoss, Donaudampfschifffahrtsgesellschaftsloge",
    },
    connectivity: "offline",
    pendingUploads: 2,
    quarantined: 1,
    unknownTickets: { admitted: 200, max: 200 },
    alarms: [
      { code: "STORAGE_SET_ASIDE", message: "look at /var/lib/usher/gate.db.set-aside-2026-11-26T19-20-21.123Z" },
    ],
  });
}

describe("the operator panel", () => {
  test.each(SIZES)("at $width by $height has all of it in the window's width, with contrast enough", async (size) => {
    await page.setViewportSize(size);
    fill();
    await logIn();
    await page.locator("td", { hasText: "unknown ticket" }).waitFor();
    rig.gate.verdicts$.next({ ...PERMIT, place: "Haupttribüne Nordwest Unterrang:FF:100" });
    rig.gate.verdicts$.next({ ...DENIAL, status: "A_STATUS_OF_FORTY_LETTERS_WITHOUT_BLANKS" });
    await button("Let in…").click();
    await button("Upload now").click();
    await page.locator(".notice", { hasText: "Uploading." }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(size.width);
    expect(await hardToRead(page)).toEqual([]);
  });

  test("has its buttons large enough for a wet thumb", async () => {
    await logIn();
    rig.gate.verdicts$.next(DENIAL);
    await button("Let in…").waitFor();
    const heights = await page
      .getByRole("button")
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
  });

  test("tells what came of it wherever the page is scrolled to, and says it anew each time", async () => {
    await logIn();
    await button("Queue all again").scrollIntoViewIfNeeded();
    rig.gate.become({ quarantined: 1 });
    await button("Queue all again").click();
    const told = page.locator(".notice");
    await told.getByText("Queued again.").waitFor();
    expect(await told.locator("time").innerText()).toMatch(/^\d+:\d\d:\d\d/); // it may stand for long
    expect((await told.boundingBox())?.y).toBe(0);
    await told.evaluate((element) => element.setAttribute("data-told", ""));
    await button("Queue all again").click();
    await page.locator(".notice:not([data-told])").waitFor();
    await button("Close this message").click();
    expect(await told.count()).toBe(0);
  });

  test("asks before what a slip must not do, and leads back", async () => {
    await logIn();
    await button("Reconfigure").focus();
    for (const leave of [() => page.keyboard.press("Escape"), () => button("Cancel").click()]) {
      await page.keyboard.press("Enter");
      await page.getByRole("dialog", { name: "Reconfigure" }).getByText("Nobody gets in").waitFor();
      expect(await focused()).toBe("Cancel");
      await leave();
      expect(await focused()).toBe("Reconfigure");
    }
    const direction = page.getByRole("group", { name: "Direction" });
    rig.gate.become({ lanes: OPERATING.lanes.slice(0, 1) });
    await page.locator(".facts").getByText("Lane side").waitFor({ state: "detached" });
    await direction.getByRole("button", { name: "Entry" }).click(); // as it stands: nothing to ask
    expect(await page.getByRole("dialog").count()).toBe(0);
    await direction.getByRole("button", { name: "Exit" }).click();
    await button("Cancel").click();
    expect(rig.gate.asked).toEqual([]);
  });

  test("brings whoever uses a keyboard where it goes on", async () => {
    await page.getByLabel("PIN").waitFor();
    expect(await focused()).toMatch(/^PIN/);
    await logIn("0000");
    await page.locator(".notice", { hasText: "not the PIN" }).waitFor();
    expect(await focused()).toMatch(/^PIN/);
    await logIn();
    await page.locator("main:focus").waitFor();
    rig.gate.verdicts$.next(DENIAL);
    await button("Let in…").press("Enter");
    expect(await focused()).toMatch(/^Role/);
    const form = page.getByRole("form", { name: "Exception" });
    expect((await form.boundingBox())?.y, "the form is in the window, with what it is about").toBeGreaterThanOrEqual(0);
    await page.keyboard.press("Escape");
    expect(await form.count()).toBe(0);
    expect(await focused()).toBe("Last verdicts");
  });

  test("keeps a chosen verdict under the finger while others come", async () => {
    await logIn();
    rig.gate.verdicts$.next(verdict(1));
    const chosen = page.locator(".verdicts li", { hasText: "…1" }).getByRole("button");
    await chosen.focus();
    rig.gate.verdicts$.next(verdict(2));
    await page.locator(".verdicts li").nth(1).waitFor();
    expect(await chosen.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  test("keeps what was typed while the kiosk is lost, says that the rest is old, and looks anew once it is back", async () => {
    await page.clock.install();
    await page.reload();
    await logIn();
    await page.locator("main").waitFor();
    rig.gate.verdicts$.next(DENIAL);
    await button("Let in…").click();
    await page.getByLabel("Reason").fill("The reader took it twice");
    await page.clock.runFor(11_000); // in which nothing is heard
    await page.getByRole("alert").getByText("What stands below is from before").waitFor();
    expect(await page.locator("main").getAttribute("inert")).not.toBeNull();
    const doubts = page.waitForRequest(/api.doubts/);
    await page.clock.runFor(1_000);
    await doubts;
    await page.locator("main:not([inert])").waitFor();
    expect(await page.getByRole("alert").innerText()).toBe("");
    expect(await page.getByLabel("Reason").inputValue()).toBe("The reader took it twice");
  });

  test("ten thousand verdicts leave nothing behind", async () => {
    await logIn();
    const after = async (from: number, to: number) => {
      for (let number = from; number <= to; number += 1) {
        rig.gate.verdicts$.next(verdict(number));
        if (number % 500 === 0) await page.locator(".verdicts li", { hasText: `…${number} ·` }).waitFor();
      }
      return memoryOf(page);
    };
    const early = await after(1, 500);
    const late = await after(501, 10_500);
    expect(late.nodes).toBeLessThan(early.nodes + 400);
    expect(late.megabytes).toBeLessThan(early.megabytes + 2);
  });
});
