import { distance } from "fastest-levenshtein";

/** The known word that a misspelt one most likely meant; null where none is near. Case does not count as a mistake. */
export function suggestion(word: string, known: readonly string[]): string | null {
  let best: string | null = null;
  // A third of the word may be wrong: "viod" is "void", but "colour" is not "port".
  let nearest = Math.ceil(word.length / 3);
  for (const candidate of known) {
    const edits = distance(word.toLowerCase(), candidate.toLowerCase());
    if (edits > nearest || (edits === nearest && best !== null)) continue;
    best = candidate;
    nearest = edits;
  }
  return best;
}

/** What to say about a word that nobody knows. */
export function unknownWord(kind: string, word: string, known: readonly string[]): string {
  const near = suggestion(word, known);
  if (near !== null) return `unknown ${kind} "${word}", did you mean "${near}"?`;
  return `unknown ${kind} "${word}", expected ${known.length === 0 ? "none" : `one of ${known.join(", ")}`}`;
}
