/** Tells the person at the terminal what a launcher is doing. Standard output belongs to the program that is launched. */
export function say(/** @type {string} */ line) {
  process.stderr.write(`usher: ${line}\n`);
}
