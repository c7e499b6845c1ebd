import { readFileSync } from "node:fs";
import type { Scanner } from "@usher/core";
import { codeIn, runSnippet } from "@usher/core/testing";
import * as devices from "@usher/devices";
import { of } from "rxjs";
import { expect, test, vi } from "vitest";
import { udevRule } from "../src/open-failure.js";
import * as adapter from "../src/index.js";
import { FakeBus } from "./fake-bus.js";

const README = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the snippet of the README reads a scanner and hears of its loss", async () => {
  const bus = new FakeBus();
  const change = { change: "attached", port: "1-1.4" } as const;
  const onFakeBus = {
    usbDriver: (options: adapter.UsbDriverOptions) => adapter.usbDriver({ ...options, ...bus.around }),
    usbChanges: () => of(change),
  };
  const [snippet = ""] = codeIn(README, "ts");
  const modules = { "@usher/adapters-usb": onFakeBus, "@usher/devices": devices };
  const { printed, result: scanner } = await runSnippet<Scanner>(snippet, modules, "scanner");
  expect(printed).toEqual([
    ["/sys/bus/usb/devices/1-1.4", "1-1.4", "Gate Scanner", undefined],
    ["attached", "1-1.4"],
  ]);
  bus.send("]Q1TICKET-1\r\n");
  await vi.waitFor(() => expect(printed.at(-1)).toEqual(["TICKET-1", "]Q1"]), 10_000);
  bus.unplug();
  await vi.waitFor(() => expect(printed.at(-1)).toEqual(["lost", expect.stringContaining("1-1.4 is gone")]), 10_000);
  await scanner.close();
});

test("the udev rule of the README is the one that is printed", () => {
  expect(README).toContain(udevRule({ vendorId: 0x0c2e, productId: 0x0b81 }));
});
