/** The lane of a gate that has no readers, for tickets that are typed in: the engine's. */
const ONLY_LANE = "1";

/** The lanes of a gate: each is where a reader stands. What a reader finds later stands at its lane too. */
export function lanesOf(readers: readonly { readonly lane: string }[]): readonly string[] {
  return readers.length === 0 ? [ONLY_LANE] : [...new Set(readers.map(({ lane }) => lane))];
}
