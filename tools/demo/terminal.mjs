import { createInterface } from "node:readline";
import { styleText } from "node:util";

/** The person's side of the demo: what happens is told above a prompt that stays where it is. */
export class Terminal {
  #obeying = Promise.resolve();
  #isScreen = process.stdin.isTTY && process.stdout.isTTY;
  #lines = createInterface({
    input: process.stdin,
    output: process.stdout,
    prompt: "scan here > ",
    terminal: this.#isScreen,
  });

  /**
   * @param {string} introduction
   * @param {(line: string) => Promise<void>} typed
   * @param {() => void} leave called on Ctrl-C and Ctrl-D at a terminal. A pipe that ends is no reason to leave.
   */
  constructor(introduction, typed, leave) {
    this.tell(introduction);
    this.#lines.on("line", (line) => {
      this.#obeying = this.#obeying
        .then(() => typed(line.trim()))
        .catch((/** @type {Error} */ error) => this.tell(`  ${error.message}`));
      this.#prompt();
    });
    this.#lines.on("SIGINT", leave);
    if (this.#isScreen) this.#lines.on("close", leave);
  }

  tell(/** @type {string} */ text) {
    if (this.#isScreen) process.stdout.write("\r\u001B[K");
    process.stdout.write(`${text}\n`);
    this.#prompt();
  }

  tellVerdict(/** @type {import("./kiosk-client.mjs").Verdict} */ verdict) {
    const { decision, direction, status, message, place, source, elapsedMs, repeated } = verdict;
    const word = repeated
      ? styleText(["bold", "yellow"], "AGAIN")
      : decision === "permit"
        ? styleText(["bold", "green"], " YES ")
        : styleText(["bold", "red"], " NO  ");
    const seat = place === null ? "" : `, seat ${place}`;
    const how = styleText("dim", `(${source}, ${Math.round(elapsedMs)} ms)`);
    this.tell(`  ${word}  ${direction} ${status}: ${message}${seat} ${how}`);
  }

  close() {
    this.#lines.removeAllListeners("close").close();
  }

  #prompt() {
    if (this.#isScreen) this.#lines.prompt(true);
  }
}
