import { describe, expect, test } from "vitest";
import { everyDecoder, passNoise } from "./every-decoder.js";

const BYTES = 100_000;

// The same as `npm run bench -- noise`, which passes ten million bytes through each and looks at the memory.
describe("[P11] noise", () => {
  test.each(everyDecoder().map((line) => [line.name, line] as const))(
    "%s: throws nothing and comes to rest",
    (_name, line) => {
      const { decoder } = line;
      const { bytes, dropped, frames } = passNoise(line, BYTES, 4711);
      expect(bytes).toBeGreaterThanOrEqual(BYTES);
      // Noise that nothing is made of would prove little.
      expect(frames + dropped).toBeGreaterThan(0);
      for (let rounds = 0; decoder.waitUntilMs !== null; rounds += 1) {
        expect(rounds).toBeLessThan(5);
        decoder.settle(decoder.waitUntilMs);
      }
    },
  );
});
