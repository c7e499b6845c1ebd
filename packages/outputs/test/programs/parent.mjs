// Stands in for a kiosk that a test may kill or block: holds an output and does what its standard input says, a word a line.
import { createInterface } from "node:readline";
import { HeldBoard } from "@usher/outputs";

const say = (/** @type {unknown} */ message) => process.stdout.write(`${JSON.stringify(message)}\n`);
const board = new HeldBoard({
  outputs: [/** @type {import("@usher/outputs").RelaySettings} */ (JSON.parse(process.argv[2] ?? ""))],
  onTrouble: (trouble) => say({ trouble }),
  onNews: say,
});
board.start();
const [output] = board.outputs;
let permits = 0;
for await (const word of createInterface({ input: process.stdin })) {
  if (word === "permit") output?.permit(/** @type {never} */ ({ scanId: String((permits += 1)) }));
  if (word === "deny") output?.deny();
  // For ever: whoever moves after this is another process.
  if (word === "block") for (;;);
}
await board.close();
