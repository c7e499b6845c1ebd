import fc from "fast-check";
import { expect, test } from "vitest";
import { scriptedPort } from "./scripted-port.js";

const ticket = fc.stringMatching(/^[A-Za-z0-9:;.+-]{1,40}$/).map((text) => ({ text, bytes: `${text}\r` }));
// What a Newland answers a command with: the command again, and whether it was taken.
const answer = fc
  .tuple(fc.constantFrom("SCNTRG1", "BEEPON2700F100T20V"), fc.constantFrom("\u0006", "\u0015"))
  .map(([command, taken]) => ({ text: null, bytes: `\u0002\u00010000#${command}${taken};\u0003` }));

test("[P11] wherever a scanner's answers stand among its reads, and however both are cut, the reads come through", async () => {
  const said = fc.array(fc.oneof(ticket, answer), { maxLength: 12 });
  const sizes = fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(said, sizes, async (items, cuts) => {
      const port = scriptedPort({ vendorId: 0x1eab });
      const { texts } = await port.open();
      const bytes = items.map((item) => item.bytes).join("");
      let from = 0;
      for (const size of [...cuts, bytes.length]) {
        port.say(bytes.slice(from, from + size));
        from += size;
      }
      expect(texts).toEqual(items.flatMap(({ text }) => text ?? []));
    }),
    { seed: 7, numRuns: 300 },
  );
});
