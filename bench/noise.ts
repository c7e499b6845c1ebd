import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { everyDecoder, passNoise } from "./decoders/every-decoder.js";

const HELP = `Ten million bytes of noise through each decoder, in reports or chunks as they come: none may throw, and the memory must stay flat.
The heap is what is left after a full collection, before and after.
`;
const BYTES = 10_000_000;
const WARM_UP_BYTES = 500_000;
/** What the heap may grow by: more than the engine's own odds and ends, far less than one leaked byte of the noise. */
const MOST_GROWTH_BYTES = 1_000_000;
const SEED = 20_260_701;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

process.stdout.write(HELP);
for (const line of everyDecoder()) {
  passNoise(line, WARM_UP_BYTES, SEED);
  const before = heapBytes();
  const { reports, frames, dropped, replies } = passNoise(line, BYTES, SEED + 1);
  const grownBytes = heapBytes() - before;
  const told = `${reports} reports: ${frames} frames, ${dropped} dropped, ${replies} replies`;
  process.stdout.write(
    `${line.name.padEnd(20)} ${told.padEnd(72)} heap ${(before / 1e6).toFixed(2)} MB, then ${signed(grownBytes)} bytes\n`,
  );
  if (grownBytes > MOST_GROWTH_BYTES) {
    process.stdout.write(`${line.name} holds on to what it heard\n`);
    process.exitCode = 1;
  }
}

function heapBytes(): number {
  collect();
  collect();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + external + arrayBuffers;
}

function signed(bytes: number): string {
  return `${bytes >= 0 ? "+" : ""}${bytes}`;
}
