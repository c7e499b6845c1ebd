import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import config from "../.dependency-cruiser.mjs";
import { plantTree, ROOT, type PlantedTree } from "./planted-tree.js";

/** For each rule: a file that breaks it, and what stands in it. Several rules may report one file. */
const PLANTED: Readonly<Record<string, readonly [path: string, text: string]>> = {
  "rooms/core": ["packages/core/src/domain/to-storage.ts", 'import type {} from "@usher/storage";'],
  "rooms/decoders": ["packages/decoders/src/to-adapter.ts", 'import "@usher/adapters-serial";'],
  "rooms/devices": ["packages/devices/src/to-core.ts", 'import type {} from "@usher/core";'],
  "rooms/presence": ["packages/presence/src/to-storage.ts", 'export * from "@usher/storage";'],
  "rooms/validators": ["packages/validators/src/to-presence.ts", 'export type * from "@usher/presence";'],
  "rooms/storage": ["packages/storage/src/to-presence.ts", 'export const it = await import("@usher/presence");'],
  "rooms/adapters-hid": ["packages/adapters-hid/src/to-serial.ts", 'import "@usher/adapters-serial";'],
  "rooms/adapters-serial": ["packages/adapters-serial/src/to-usb.test.ts", 'import "@usher/adapters-usb";'],
  "rooms/adapters-usb": ["packages/adapters-usb/src/to-kiosk.ts", 'import "../../../apps/kiosk/src/index.js";'],
  "rooms/outputs": ["packages/outputs/src/to-usb.ts", 'import "@usher/adapters-usb";'],
  "rooms/kiosk": ["apps/kiosk/src/to-simulator.ts", 'import "@usher/simulator";'],
  "rooms/simulator": ["apps/simulator/src/to-kiosk.ts", 'import type {} from "@usher/kiosk";'],
  "rooms/listed": ["packages/utils/src/index.ts", 'import "rxjs";'],
  "rooms/by-name": ["packages/presence/src/by-path.ts", 'import "../../core/src/index.js";'],
  "core-folders/domain": ["packages/core/src/domain/a.ts", 'import type {} from "../ports/a.js";'],
  "core-folders/ports": ["packages/core/src/ports/a.ts", 'import "../barcode/a.js";'],
  "core-folders/barcode": ["packages/core/src/barcode/a.ts", 'import "../rules/a.js";'],
  "core-folders/rules": ["packages/core/src/rules/a.ts", 'import "../decide/a.js";'],
  "core-folders/decide": ["packages/core/src/decide/a.ts", 'import "../lifecycle/a.js";'],
  "core-folders/lifecycle": ["packages/core/src/lifecycle/a.ts", 'import "../upload/a.js";'],
  "core-folders/upload": ["packages/core/src/upload/a.ts", 'import "../engine/a.js";'],
  "core-is-pure": ["packages/core/src/engine/a.ts", 'import "node:fs";'],
  "decoders-are-pure": ["packages/decoders/src/read.ts", 'import "node:fs";'],
  seal: ["apps/kiosk/src/forge.ts", 'import "@usher/core/seal";'],
  "testing-is-for-tests": ["apps/kiosk/src/fake.ts", 'import type {} from "@usher/core/testing";'],
  "tests-are-leaves": ["apps/kiosk/src/from-test.ts", 'import "../test/a.test.js";'],
  "native/better-sqlite3": ["packages/storage/src/store.ts", 'import type {} from "better-sqlite3";'],
  "native/serialport": ["packages/adapters-serial/src/driver.ts", 'const it = await import("serialport");'],
  "native/node-hid": ["packages/adapters-usb/src/native.ts", 'import "node-hid";'],
  "native/usb": ["apps/kiosk/src/usb.ts", 'import { createRequire as r } from "node:module"; require("usb");'],
  declared: ["packages/presence/src/undeclared.ts", 'import "fastify";'],
  resolvable: ["packages/presence/src/nowhere.ts", 'import "./not-there.js";'],
  "no-cycles": ["packages/presence/src/circle.ts", 'import type {} from "./ring.js";'],
};

/** What the planted files lead to, and neighbours that break nothing. */
const NEIGHBOURS = {
  "packages/core/src/seal.ts": "",
  "packages/core/src/testing/index.ts": 'import "../seal.js"; import "../engine/b.js"; import "rxjs";',
  "packages/core/src/engine/b.ts": 'import "xstate"; import "../upload/b.js"; import type {} from "../domain/b.js";',
  "packages/core/src/engine/b.test.ts": 'import "../testing/index.js"; import "node:assert"; import "./b.js";',
  "packages/core/src/upload/b.ts": "",
  "packages/core/src/domain/b.ts": "",
  "packages/storage/src/native.ts": 'import "better-sqlite3"; import "@usher/core/seal";',
  "packages/presence/src/ring.ts": 'import type {} from "./circle.js";',
  "apps/kiosk/src/fine.ts": 'import "@usher/core"; import "@usher/storage"; import "@usher/adapters-serial";',
  "apps/kiosk/test/a.test.ts": 'import "@usher/core/testing";',
};

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
}

let tree: PlantedTree;
let violations: readonly Violation[];

beforeAll(async () => {
  tree = plantTree({ ...NEIGHBOURS, ...Object.fromEntries(Object.values(PLANTED)) });
  const rules = join(ROOT, ".dependency-cruiser.mjs");
  const output = await tree.outputOf("depcruise", "--config", rules, "--output-type", "json", "packages", "apps");
  ({ violations } = (JSON.parse(output) as { summary: { violations: Violation[] } }).summary);
});

afterAll(() => tree.remove());

describe("the boundaries between rooms", () => {
  const rules = config.forbidden.map((rule) => rule.name);

  it("have a canary for each rule", () => {
    expect(Object.keys(PLANTED).toSorted()).toEqual(rules.toSorted());
  });

  it.each(rules)("report what breaks %s", (rule) => {
    expect(violations.filter((violation) => violation.rule.name === rule).map((violation) => violation.from)).toContain(
      PLANTED[rule]?.[0],
    );
  });

  it("report nothing in files that break nothing", () => {
    const innocent = new Set(Object.keys(NEIGHBOURS).filter((path) => !path.endsWith("ring.ts")));
    expect(violations.filter((violation) => innocent.has(violation.from))).toEqual([]);
  });
});
