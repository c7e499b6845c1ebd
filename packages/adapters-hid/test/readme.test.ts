import { readFileSync } from "node:fs";
import type { Scanner } from "@usher/core";
import { codeIn, runSnippet } from "@usher/core/testing";
import { hidPosReports } from "@usher/decoders/testing";
import * as devices from "@usher/devices";
import { expect, test } from "vitest";
import * as adapter from "../src/index.js";
import { FakeHid, HID_POS } from "./fake-hid.js";

const README = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the snippet of the README lists a scanner, reads it, lets it beep and hears of its loss", async () => {
  const hid = new FakeHid(HID_POS);
  const onFakeHid = {
    ...adapter,
    hidPosDriver: (options: adapter.HidDriverOptions) => adapter.hidPosDriver({ ...options, ...hid.world }),
  };
  const [snippet = ""] = codeIn(README, "ts");
  const modules = { "@usher/adapters-hid": onFakeHid, "@usher/devices": devices };
  const { printed, result: scanner } = await runSnippet<Scanner>(snippet, modules, "scanner");
  hid.report(HID_POS.path, hidPosReports("TICKET-1"));
  hid.unplug(HID_POS.path);
  expect(printed).toEqual([
    [HID_POS.path, "Honeywell (Metrologic) Voyager 1400g", "1-1.4", undefined],
    ["TICKET-1", "]Q1"],
    ["lost", expect.stringContaining(HID_POS.path)],
  ]);
  expect(hid.sent.map(([kind]) => kind)).toEqual(["feature", "output"]);
  await scanner.close();
});
