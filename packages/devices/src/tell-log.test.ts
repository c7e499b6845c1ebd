import { expect, test, vi } from "vitest";
import { tellLog } from "./tell-log.js";

test("a log is told, where there is one, and what it throws is passed over", () => {
  const log = vi.fn((_path: string, _bytes: number): void => {
    throw new Error("the log's disk is full");
  });
  tellLog(log, "/dev/x", 7);
  tellLog(undefined, "/dev/x", 7);
  expect(log.mock.calls).toEqual([["/dev/x", 7]]);
});
