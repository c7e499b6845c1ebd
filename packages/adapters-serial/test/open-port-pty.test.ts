import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openPort } from "../src/index.js";
import { LIMITS } from "../src/limits.js";
import { ptyPair, type PtyPair } from "../src/testing/index.js";

let pty: PtyPair;
beforeEach(async () => {
  pty = await ptyPair();
});
afterEach(() => pty.dispose());

const wait = { timeout: 10_000, interval: 5 };

describe("a port that is opened for a device of its own", () => {
  test("takes what is written, in the order written", async () => {
    const port = await openPort(pty.path);
    await Promise.all(["A0 ", "01 ", "01 ", "A2"].map((bytes) => port.write(Buffer.from(bytes))));
    let received = "";
    await vi.waitFor(() => expect((received += pty.received())).toBe("A0 01 01 A2"), wait);
    await port.close();
  });

  test("hears what the device answers, and of its end", async () => {
    const heard: string[] = [];
    const port = await openPort(
      pty.path,
      {},
      {
        data: (bytes) => void heard.push(Buffer.from(bytes).toString("latin1")),
        closed: () => void heard.push("closed"),
      },
    );
    pty.write("OK");
    await vi.waitFor(() => expect(heard.join("")).toBe("OK"), wait);
    await port.close();
    await vi.waitFor(() => expect(heard.at(-1)).toBe("closed"), wait);
    await expect(port.write(Buffer.from("late"))).rejects.toThrow("closed");
  });

  test("takes more than the system holds at once, as the device takes it, and loses nothing", async () => {
    const port = await openPort(pty.path);
    const sent = Array.from({ length: 20_000 }, (_, index) => String.fromCharCode(33 + (index % 90))).join("");
    const written = port.write(Buffer.from(sent, "latin1"));
    let received = "";
    await vi.waitFor(() => expect((received += pty.received()).length).toBe(sent.length), wait);
    await written;
    expect(received).toBe(sent);
    await port.close();
  });

  test("[P11] a device that takes nothing fills neither the memory nor the close", async () => {
    const port = await openPort(pty.path);
    const writes = Array.from({ length: LIMITS.pendingWrites + 1 }, () => port.write(Buffer.alloc(65_536, "x")));
    const outcomes = Promise.allSettled(writes);
    await port.close();
    expect((await outcomes).filter(({ status }) => status === "rejected").length).toBeGreaterThan(1);
  });

  test("fails to open with a code, like a scanner", async () => {
    await expect(openPort(`${pty.path}-absent`)).rejects.toMatchObject({ name: "ScannerError", code: "absent" });
    const port = await openPort(pty.path);
    await expect(openPort(pty.path)).rejects.toMatchObject({ code: "busy" });
    // Its path is a link, and the holder is found by what it leads to.
    await expect(openPort(pty.path)).rejects.toThrow("held by another reader or output of this program");
    await port.close();
  });
});
