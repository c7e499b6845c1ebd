import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ExceptionRefused, type Decision, type Scan } from "@usher/core";
import { LIMITS } from "../../src/limits.js";
import { eventually } from "../deadline.js";
import { GateDay, WORD } from "../gate-day.js";
import { DENIAL, DEVICE, OPERATING, OUTPUTS, OVERRIDE, PERMIT } from "../scripted-gate.js";
import { PIN, surfaceRig, type SurfaceRig } from "../surface-rig.js";
import { buildPages, launchChromium } from "./browser.js";

let browser: Browser;
let pages: string;
let rig: SurfaceRig;
let page: Page;

beforeAll(async () => {
  [browser, pages] = await Promise.all([launchChromium(), buildPages()]);
});
afterAll(() => browser.close());
beforeEach(async () => {
  rig = surfaceRig({ pages });
  const url = await rig.app.listen({ port: 0, host: "127.0.0.1" });
  rig.gate.state$.next(OPERATING);
  page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  await page.goto(`${url}/operator`);
});
afterEach(async () => {
  await page.context().close();
  await rig.app.close();
});

/** Keeps a picture of the panel where USHER_SCREENSHOTS says. */
async function keep(name: string): Promise<void> {
  const folder = process.env["USHER_SCREENSHOTS"];
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

async function logIn(pin = PIN): Promise<void> {
  await page.getByLabel("PIN").fill(pin);
  await page.getByRole("button", { name: "Log in" }).click();
}
const button = (name: string) => page.getByRole("button", { name, exact: true });
const notice = (text: string) => page.locator(".notice", { hasText: text }).waitFor();

describe("the operator panel", () => {
  test("shows nothing before the PIN, and says when it is wrong or must wait", async () => {
    await page.getByLabel("PIN").waitFor();
    expect(await page.locator("main").count()).toBe(0);
    for (let mistake = 0; mistake < LIMITS.freePinAttempts; mistake += 1) {
      const answered = page.waitForResponse(/session/);
      await logIn("0000");
      await answered;
      await notice("not the PIN");
    }
    await logIn();
    await notice("wait 1 s before the next attempt");
    await rig.time.advance(LIMITS.pinDelayMs);
    await logIn();
    await page.locator("main").waitFor();
  });

  test("shows the state as it changes", async () => {
    await logIn();
    const main = page.locator("main");
    await main.getByText("Gate 1 (42)").waitFor();
    await main.getByText("/dev/ttyUSB0 is not there: plug the scanner in").waitFor();
    rig.gate.become({
      connectivity: "offline",
      pendingUploads: 7,
      alarms: [{ code: "QUARANTINE", message: "two scans" }],
    });
    await main.getByText("offline").waitFor();
    await main.getByText("QUARANTINE", { exact: true }).waitFor();
    await main.getByText("To upload (7)").waitFor();
    rig.outputs$.next(OUTPUTS);
    const outputs = main.locator(".outputs li");
    await outputs.filter({ hasText: "gate, deny lane main ready" }).getByText("/dev/relay").waitFor();
    await outputs.filter({ hasText: "permit every lane not ready" }).getByText("is it plugged in?").waitFor();
    rig.gate.verdicts$.next(DENIAL);
    await main.getByText("…0042 · enter · ALREADY_ENTERED · 112:F:18").waitFor();
  });

  test("turns the gate, uploads and reconfigures, and says what was refused", async () => {
    await logIn();
    await page.getByRole("group", { name: "Direction" }).getByRole("button", { name: "Exit" }).click();
    await button("Turn to exit").click();
    await notice("Direction: exit.");
    expect(rig.gate.asked).toEqual([["setDirection", "exit", undefined, "operator panel"]]);
    expect(await button("Exit").first().getAttribute("aria-pressed")).toBe("true");
    await button("Upload now").click();
    await notice("Uploading.");
    rig.gate.answers.reconfigure = "offline";
    await button("Reconfigure").click();
    await button("Yes, reconfigure").click();
    await notice("try again when the gate is online");
  });

  test("turns back with the whole gate a lane that was turned by itself", async () => {
    rig.gate.become({ direction: "enter", lanes: [{ id: "main", direction: "exit" }] });
    await logIn();
    await button("Entry").click();
    await button("Turn to entry").click();
    await notice("Direction: enter.");
    expect(rig.gate.asked).toEqual([["setDirection", "enter", undefined, "operator panel"]]);
  });

  test("accepts that a damaged database was set aside", async () => {
    rig.gate.scanner.setAlarm("STORAGE_SET_ASIDE", "look at it");
    await logIn();
    await button("Accept").click();
    await button("Accept the loss").click();
    await notice("people are let in offline again");
    expect(await button("Accept").count()).toBe(0);
  });

  test("scans a ticket by hand", async () => {
    await logIn();
    await page.getByLabel("Ticket number").fill("TICKET-4242-0042");
    await button("Enter").click();
    await notice("permit: Okay · 112:F:18");
    await page.getByLabel("Ticket number").fill("TICKET-4242-0042");
    await page.getByLabel("Ticket number").press("Enter");
    await page.locator(".verdicts li").nth(1).waitFor();
    expect(rig.gate.asked.filter(([name]) => name === "scan")).toEqual([
      ["scan", "TICKET-4242-0042", { direction: "enter", lane: "main" }],
      ["scan", "TICKET-4242-0042", { direction: "enter", lane: "main" }],
    ]);
  });

  test("scans by hand at the lane that was chosen, and names the lane of each verdict", async () => {
    await logIn();
    await page.locator(".facts").getByText("Lane side").waitFor();
    await page.getByRole("combobox", { name: "Lane" }).selectOption("side");
    await page.getByLabel("Ticket number").fill("TICKET-4242-0042");
    await page.getByLabel("Ticket number").press("Enter");
    await notice("permit: Okay");
    // What a read means there: the gate as a whole has people enter, this lane lets them out.
    expect(rig.gate.asked.at(-1)).toEqual(["scan", "TICKET-4242-0042", { direction: "exit", lane: "side" }]);
    await page.locator(".verdicts li", { hasText: "112:F:18 · lane main" }).waitFor();
    rig.gate.become({ lanes: OPERATING.lanes.slice(0, 1) });
    await page.getByRole("combobox", { name: "Lane" }).waitFor({ state: "detached" });
    await page.locator(".verdicts span", { hasText: /112:F:18$/ }).waitFor();
  });

  test("a second tap while the first is not answered yet scans nothing twice", async () => {
    await logIn();
    let answer = (): void => undefined;
    rig.gate.answers.scan = () => new Promise((resolve) => (answer = () => resolve(PERMIT)));
    const scans = () => rig.gate.asked.filter(([name]) => name === "scan").length;
    const before = scans();
    expect(await button("Enter").isDisabled()).toBe(true); // nothing is typed in yet
    await page.getByLabel("Ticket number").fill("TICKET-4242-0042");
    await page.getByLabel("Ticket number").press("Enter");
    await expect.poll(scans).toBe(before + 1);
    await page.getByLabel("Ticket number").press("Enter");
    expect(await button("Enter").isDisabled()).toBe(true);
    answer();
    await notice("permit: Okay");
    expect(scans()).toBe(before + 1);
    rig.gate.answers.scan = async () => PERMIT;
  });

  test("[P10] lists what is not settled, with masked tickets", async () => {
    const scan: Scan = {
      barcode: { token: "TICKET-4242-0099", ticketKey: "TICKET-4242-0099", symbology: null },
      direction: "enter",
      device: DEVICE,
      scanTimeMs: 1_780_000_000_000,
      skewMs: null,
      deviceOs: "Printed",
      channelId: null,
      readerId: "stdin",
      lane: "main",
    };
    const { status, message, tickets } = PERMIT;
    const decision: Decision = {
      outcome: "permit",
      status,
      message,
      tickets,
      source: "offline",
      inDoubt: false,
      ledger: null,
    };
    rig.store.commit(scan, decision, 1);
    rig.store.commit(scan, { ...decision, outcome: "deny", inDoubt: true, tickets: [] }, 2);
    const quarantined = rig.store.commit(scan, decision, 3).scanId;
    rig.store.quarantine(quarantined, 4);
    await logIn();
    const card = (name: string) => page.getByRole("region", { name });
    await card("To upload").locator("td", { hasText: "permit, offline" }).waitFor();
    expect(await card("To upload").locator("tbody tr").count()).toBe(1);
    await card("In doubt").locator("td", { hasText: "still open" }).waitFor();
    await card("Report").getByText("Permitted without the service").waitFor();
    rig.gate.become({ quarantined: 1 });
    await card("Quarantine").getByRole("button", { name: "Queue again", exact: true }).click();
    await notice("Queued again.");
    expect(rig.gate.asked.at(-1)).toEqual(["requeue", quarantined]);
    await button("Queue all again").click();
    await eventually(
      () => rig.gate.asked.filter(([name]) => name === "requeue").length,
      (count) => count === 2,
    );
    expect(await page.locator("body").innerText()).not.toContain("4242");
    for (const [link, file] of [
      ["Export", "quarantine.ndjson"],
      ["NDJSON", "report.ndjson"],
    ] as const) {
      const exported = page.waitForEvent("download");
      await page.getByRole("link", { name: link, exact: true }).click();
      expect((await exported).suggestedFilename()).toBe(file);
    }
    const download = page.waitForEvent("download");
    await page.getByText("Download the journal").click();
    expect((await download).suggestedFilename()).toBe("journal.ndjson");
  });

  test("[P14] lets somebody in against a denial, with role and reason, and says on whose word", async () => {
    await logIn();
    await page.locator("main").waitFor();
    rig.gate.verdicts$.next(DENIAL);
    await button("Let in…").click();
    const form = page.getByRole("form", { name: "Exception" });
    await form.getByRole("button", { name: "Let in" }).click();
    const overrides = () => rig.gate.asked.filter(([name]) => name === "override");
    expect(overrides()).toEqual([]); // the browser wants role and reason first
    await form.getByLabel("Role").fill(WORD.role);
    await form.getByLabel("Reason").fill(WORD.reason);
    rig.gate.verdicts$.next(PERMIT); // people go on scanning: the form stays
    await keep("operator-override");
    rig.gate.answers.override = () => Promise.reject(new ExceptionRefused("overridden", "was overridden already"));
    await form.getByRole("button", { name: "Let in" }).click();
    await notice("was overridden already");
    rig.gate.answers.override = async () => OVERRIDE;
    await form.getByRole("button", { name: "Let in" }).click();
    await notice("permit: Okay: let in by the operator (Supervisor)");
    await page.locator(".verdicts li", { hasText: "by exception" }).waitFor();
    expect(await form.count()).toBe(0);
    expect(overrides()).toEqual(Array.from({ length: 2 }, () => ["override", DENIAL.scanId, WORD]));
  });

  test("[P14] annuls a permit that nobody went through on, and says what that means", async () => {
    await logIn();
    await page.locator("main").waitFor();
    rig.gate.verdicts$.next(PERMIT);
    for (const [outcome, told] of [
      ["withdrawn", "it will not be uploaded"],
      ["noted", "The service has this ticket as passed"],
    ] as const) {
      rig.gate.answers.annul = () => outcome;
      await button("Nobody passed…").click();
      const form = page.getByRole("form", { name: "Exception" });
      await form.getByLabel("Role").fill(WORD.role);
      await form.getByLabel("Reason").fill(WORD.reason);
      await form.getByRole("button", { name: "Nobody passed" }).click();
      await notice(told);
    }
    expect(rig.gate.asked.filter(([name]) => name === "annul")).toHaveLength(2);
    await button("Nobody passed…").click();
    await button("Cancel").click();
    expect(await page.getByRole("form", { name: "Exception" }).count()).toBe(0);
  });

  test("says why the service is not reached, and what to look at", async () => {
    rig.gate.become({ phase: "configuring", serviceTrouble: "its name is not found: check the name server" });
    await logIn();
    const card = page.getByRole("region", { name: "Gate" });
    await card.getByText("The service is not reached: its name is not found: check the name server.").waitFor();
    rig.gate.become({ phase: "operating", serviceTrouble: null });
    await card.getByText("not reached").waitFor({ state: "detached" });
  });

  test("[P14] lists exceptions and annulments, and how many unknown tickets may still come", async () => {
    const day = new GateDay(rig.store);
    day.override("TICKET-4242-0007", day.offlineDenial("TICKET-4242-0007"));
    day.annul(day.unknownAdmitted("TICKET-4242-0008"));
    rig.gate.become({ connectivity: "offline", unknownTickets: { admitted: 3, max: 200 } });
    await logIn();
    const card = page.getByRole("region", { name: "Exceptions" });
    await card.getByText("3 of at most 200").waitFor();
    await card.locator("tr", { hasText: "by the operator" }).getByText(WORD.reason).waitFor();
    await card.locator("tr", { hasText: "unknown ticket" }).getByText("annulled").waitFor();
    await card.locator("tr", { hasText: "gate" }).getByText("withdrawn").waitFor();
    expect(await page.locator("body").innerText()).not.toContain("4242");
    await keep("operator-exceptions");
  });

  test("asks for the PIN again when the session is over, or the operator leaves", async () => {
    // What the cards ask for at first must be answered before the session is over, or they ask for the PIN themselves.
    const cards = ["journal", "doubts", "quarantine", "report"];
    const logInForAWhile = async (): Promise<void> => {
      const answered = cards.map((path) =>
        page.waitForResponse((response) => response.ok() && response.url().includes(`/api/${path}`)),
      );
      await logIn();
      await Promise.all(answered);
      await rig.time.advance(LIMITS.sessionIdleMs + 1);
    };
    await logInForAWhile();
    rig.gate.become({ pendingUploads: 1, inDoubt: 1, quarantined: 1 }); // which the page looks at by itself
    await notice("You were logged out meanwhile. Enter the PIN again.");
    await logInForAWhile();
    await button("Upload now").click();
    await notice("This was not done: you were logged out meanwhile");
    await page.getByLabel("PIN").waitFor();
    await logIn();
    await button("Log out").click();
    await page.getByLabel("PIN").waitFor();
    await page.reload();
    await page.getByLabel("PIN").waitFor();
  });
});
