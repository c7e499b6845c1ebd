import { describe, expect, test } from "vitest";
import { frameOf, scriptedScanner } from "./scripted-scanner.js";

const open = (scripted: ReturnType<typeof scriptedScanner>) => scripted.driver.open(scripted.info, {});

describe("scriptedScanner", () => {
  test("delivers what the test emits, in order", async () => {
    const scripted = scriptedScanner();
    const texts: string[] = [];
    (await open(scripted)).frames$.subscribe((frame) => texts.push(frame.text));
    scripted.emit("ONE");
    scripted.emit(frameOf("TWO", "]Q1"));
    expect(texts).toEqual(["ONE", "TWO"]);
  });

  test("refuses to open with the code that the test set, until it comes back", async () => {
    const scripted = scriptedScanner();
    scripted.refuse("noRights");
    await expect(open(scripted)).rejects.toMatchObject({ name: "ScannerError", code: "noRights" });
    scripted.comeBack();
    await open(scripted);
    expect(scripted.attempts).toBe(2);
    expect(scripted.isOpen).toBe(true);
  });

  test("is lost, then absent, then opened anew without frames of its former life", async () => {
    const scripted = scriptedScanner();
    const errors: unknown[] = [];
    (await open(scripted)).frames$.subscribe({ error: (error) => errors.push(error) });
    scripted.lose();
    expect(errors).toMatchObject([{ name: "ScannerError", code: "lost" }]);
    expect(await scripted.driver.list()).toEqual([]);
    await expect(open(scripted)).rejects.toMatchObject({ code: "absent" });
    scripted.comeBack();
    const texts: string[] = [];
    (await open(scripted)).frames$.subscribe((frame) => texts.push(frame.text));
    scripted.emit("AFTER");
    expect(texts).toEqual(["AFTER"]);
  });

  test("says so when a test emits into a closed scanner", async () => {
    const scripted = scriptedScanner({ path: "/scripted/7" });
    expect(() => scripted.emit("LOST")).toThrow("/scripted/7 is not open");
    expect(() => scripted.end()).toThrow("/scripted/7 is not open");
  });

  test("records cues, and completes when its source ends", async () => {
    const scripted = scriptedScanner();
    const scanner = await open(scripted);
    let completed = false;
    scanner.frames$.subscribe({ complete: () => (completed = true) });
    scanner.signal?.("permit");
    scripted.end();
    expect(scripted.cues).toEqual(["permit"]);
    expect(completed).toBe(true);
    expect(scripted.isOpen).toBe(false);
  });
});
