/**
 * A document with one of its generated copies renewed: what stands between `<!-- NAME -->` and `<!-- /NAME -->`. Throws where the
 * document has no such place, which would keep every copy equal.
 *
 * @param {string} document
 * @param {string} name
 * @param {string} copy
 */
export function withCopy(document, name, copy) {
  const [begin, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
  const [before, rest] = parted(document, begin);
  const [, after] = parted(rest, end);
  return `${before}${begin}\n${copy}\n\n${end}${after}`;
}

function parted(/** @type {string} */ text, /** @type {string} */ mark) {
  const at = text.indexOf(mark);
  if (at < 0) throw new Error(`the document has no "${mark.trimEnd()}" where a copy belongs`);
  return /** @type {const} */ ([text.slice(0, at), text.slice(at + mark.length)]);
}
