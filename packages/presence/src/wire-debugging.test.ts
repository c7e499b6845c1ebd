import { expect, test } from "vitest";
import { refuseWireDebugging } from "./wire-debugging.js";

test("[P10] debugging that would write whole URLs out is refused", () => {
  for (const section of ["undici", "fetch", "websocket"])
    expect(() => refuseWireDebugging((asked) => asked === section)).toThrow(`NODE_DEBUG turns on "${section}"`);
});

test("any other debugging is nobody's business here", () => {
  expect(() => refuseWireDebugging((section) => ["net", "tls", "timer"].includes(section))).not.toThrow();
  expect(() => refuseWireDebugging()).not.toThrow();
});
