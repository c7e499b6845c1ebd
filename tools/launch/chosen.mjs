/**
 * What the command line of a script names, in the order of `names`; all where it names none. Ends the process like {@link named}.
 *
 * @param {string} script
 * @param {readonly string[]} names
 */
export function chosen(script, names) {
  const wanted = named(script, names);
  return wanted.length === 0 ? names : names.filter((name) => wanted.includes(name));
}

/**
 * The words of the command line of a script, which may be any of `known`. Ends the process with 2 where one is not, and with 0 where help
 * is asked for.
 *
 * @param {string} script
 * @param {readonly string[]} known
 */
export function named(script, known) {
  const words = process.argv.slice(2);
  const choice = known.length === 0 ? "" : ` -- [${known.map(quoted).join("|")}]`;
  const usage = `Usage: npm run ${script}${choice}`;
  if (words.some((word) => word === "--help" || word === "-h")) {
    console.log(usage);
    process.exit(0);
  }
  const unknown = words.filter((word) => !known.includes(word));
  if (unknown.length > 0) {
    console.error(`${script}: there is no ${unknown.map(quoted).join(", ")}\n${usage}`);
    process.exit(2);
  }
  return words;
}

/** As a shell needs it. */
function quoted(/** @type {string} */ word) {
  return /^[\w-]+$/.test(word) ? word : JSON.stringify(word);
}
