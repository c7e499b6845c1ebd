import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { lockDevice } from "./board-lock.js";

describe.runIf(process.platform === "linux")("the lock on a device", () => {
  test("is one holder's, until it lets go", async () => {
    const path = `/dev/${randomUUID()}`;
    const release = await lockDevice(path);
    expect(await lockDevice(path)).toBeNull();
    const other = await lockDevice(`${path}0`);
    await Promise.all([release?.(), other?.()]);
    const again = await lockDevice(path);
    expect(again).not.toBeNull();
    await again?.();
    await again?.();
  });

  test("tells whoever knocks nothing, and is no reason to wait for him", async () => {
    const path = `/dev/${randomUUID()}`;
    const release = await lockDevice(path);
    const stranger = connect(`\0usher-relay:${path}`);
    await new Promise((resolve) => stranger.on("close", resolve).on("error", () => undefined));
    await release?.();
  });
});
