import { Readable } from "node:stream";

/** Pages as one JSON list, made as it is read: who reads slowly holds up the list, and no memory. */
export function jsonList(pages: Iterable<readonly object[]>): Readable {
  return Readable.from(parts(pages), { objectMode: false });
}

function* parts(pages: Iterable<readonly object[]>): Generator<string> {
  let before = "[";
  for (const page of pages) {
    yield before + JSON.stringify(page).slice(1, -1);
    before = ",";
  }
  yield before === "[" ? "[]" : "]";
}
