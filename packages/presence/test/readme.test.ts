import { readFileSync } from "node:fs";
import type { ServiceSituation } from "@usher/core/testing";
import { afterEach, expect, test, vi } from "vitest";
import { FarSide } from "./far-side.js";
import { DEVICE } from "./samples.js";

const OKAY: ServiceSituation = {
  kind: "answers",
  status: "OKAY",
  text: "Okay",
  answers: { device: DEVICE, tickets: [], accepted: 0 },
  httpStatus: 200,
  serviceTimeMs: null,
};

const farSide = new FarSide("http");
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await farSide.close();
});

test("the README's snippet is the example, and the example does what it says", async () => {
  const example = readFileSync(new URL("readme-example.ts", import.meta.url), "utf8");
  expect(readFileSync(new URL("../README.md", import.meta.url), "utf8")).toContain(`\`\`\`ts\n${example}\`\`\``);

  await farSide.arrange(OKAY);
  vi.stubEnv("PRESENCE_ENDPOINT", farSide.endpoint);
  vi.stubEnv("PRESENCE_API_KEY", "irrelevant");
  const printed: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => printed.push(String(text)) > 0);
  await import("./readme-example.js");
  expect(printed).toEqual(["POST /presence/v1/device/init: 200\n", "Device 41 stands at gate 7\n"]);
});
