import { expect, test } from "vitest";
import { holdKeys } from "./key-hold.js";

const device = { path: "/dev/hidraw4", vendorId: 0x0c2e, productId: 0x0b81, product: "Voyager" };
const inputs = [
  { inhibited: "/sys/a/inhibited", events: ["/dev/input/event5"] },
  { inhibited: "/sys/b/inhibited", events: ["/dev/input/event6"] },
];

/** A machine on which only a program with this word in it comes to hold. */
function guards(working: string | null) {
  const started: (readonly string[])[] = [];
  let ended = 0;
  const start = async (program: string, files: readonly string[]) => {
    started.push(files);
    return working !== null && program.includes(working) ? { end: async () => void (ended += 1) } : null;
  };
  return { started, start, ended: () => ended };
}

test("the kernel is asked first, for all input devices of the scanner", async () => {
  const { started, start, ended } = guards("echo 1 >");
  const hold = await holdKeys(device, inputs, start);
  expect(hold.by).toBe("inhibited");
  expect(started).toEqual([["/sys/a/inhibited", "/sys/b/inhibited"]]);
  await hold.release();
  expect(ended()).toBe(1);
});

test("where that is not allowed, or the kernel is older than 5.11, the nodes are grabbed", async () => {
  const { started, start } = guards("evtest --grab");
  const hold = await holdKeys(device, inputs, start);
  expect(hold).toMatchObject({ by: "grabbed", message: expect.stringContaining("evtest") });
  expect(started.at(-1)).toEqual(["/dev/input/event5", "/dev/input/event6"]);
});

test("a grab that could not take every input device is none: one may have no node, or not yet", async () => {
  const { started, start } = guards("evtest --grab");
  const [first = { inhibited: "", events: [] }] = inputs;
  const hold = await holdKeys(device, [first, { inhibited: "/sys/b/inhibited", events: [] }], start);
  expect(hold.by).toBeNull();
  expect(started).toHaveLength(1);
});

test("where nothing holds, that is said with what to do", async () => {
  const hold = await holdKeys(device, inputs, guards(null).start);
  expect(hold.by).toBeNull();
  expect(hold.message).toContain("nothing keeps the keys of /dev/hidraw4 (Voyager, 0c2e:0b81)");
  expect(hold.message).toContain('ATTRS{id/vendor}=="0c2e"');
  expect(hold.message).toContain("inhibited");
  await hold.release();
});

test("a scanner that types nowhere needs nothing", async () => {
  const { started, start } = guards("echo");
  expect((await holdKeys(device, [], start)).message).toContain("types nowhere else");
  expect(started).toEqual([]);
});
