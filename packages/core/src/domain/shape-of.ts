/** The answer of a part that has to answer at once. What a promise may still say is too late; nor may it end the process. */
export function atOnce<Answer>(answer: Answer, call: string): Answer {
  if (!(answer instanceof Promise)) return answer;
  answer.catch(() => undefined);
  throw new TypeError(`${call} answered a promise, expected its answer at once`);
}

/** What a value is like, for a message about a part that answers something else than it should. Not what is in it: that may be a token. */
export function shapeOf(value: unknown): string {
  if (value instanceof Promise) return "a promise";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value !== "object" || value === null) return value === undefined ? "nothing" : `a ${typeof value}`;
  const keys = Object.entries(value).map(([key, it]) => (key === "kind" ? `kind: ${JSON.stringify(it)}` : key));
  return keys.length === 0 ? "{}" : `{ ${keys.join(", ")} }`;
}
