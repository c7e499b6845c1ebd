/**
 * What the command line names, in the order of `names`; all where it names none. Ends the process with 2 where it names what is not
 * there.
 *
 * @param {string} what
 * @param {readonly string[]} names
 */
export function chosen(what, names) {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    console.error(`there is no ${what} ${quoted(unknown)}; there are ${quoted(names)}`);
    process.exit(2);
  }
  return wanted.length === 0 ? names : names.filter((name) => wanted.includes(name));
}

function quoted(/** @type {readonly string[]} */ names) {
  return names.map((name) => `"${name}"`).join(", ");
}
