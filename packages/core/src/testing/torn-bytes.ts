import type { Random } from "../ports/time.js";

/** What a disk writes at once or not at all. */
const SECTOR_BYTES = 512;

/** How often a sector that was being written is garbled. */
const GARBLED = 0.05;

/**
 * What is left of a file where the power goes while `before` becomes `after`: some of the sectors that differ arrived, in no
 * order, a few of them garbled, and the file may have its new length already. Bytes that do not differ stay, in the same sector
 * too: SQLite trusts a disk that far ("powersafe overwrite").
 */
export function tornBytes(before: Uint8Array, after: Uint8Array, random: Random): Uint8Array {
  const torn = new Uint8Array(Math.max(before.length, after.length));
  torn.set(before);
  let length = random.next() < 0.5 ? after.length : before.length;
  const [wordsBefore, wordsAfter] = [wordsOf(before), wordsOf(after)];
  for (let at = 0; at < after.length; at += SECTOR_BYTES) {
    if (isSameSector(wordsBefore, wordsAfter, at)) continue;
    const end = Math.min(at + SECTOR_BYTES, after.length);
    const changed = firstDifference(before, after, at, end);
    if (changed === end || random.next() < 0.5) continue;
    torn.set(after.subarray(changed, end), changed);
    if (random.next() < GARBLED) torn.fill(Math.floor(random.next() * 256), changed, end);
    length = Math.max(length, end);
  }
  return torn.subarray(0, length);
}

/** Four bytes at a time: most of a large file does not differ. */
function wordsOf(bytes: Uint8Array): Uint32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length >> 2);
}

/** Whether the whole sector at this byte is in both, and the same. */
function isSameSector(before: Uint32Array, after: Uint32Array, at: number): boolean {
  const [start, end] = [at >> 2, (at + SECTOR_BYTES) >> 2];
  if (end > before.length || end > after.length) return false;
  for (let word = start; word < end; word += 1) if (before[word] !== after[word]) return false;
  return true;
}

function firstDifference(before: Uint8Array, after: Uint8Array, from: number, end: number): number {
  for (let at = from; at < end; at += 1) if (before[at] !== after[at]) return at;
  return end;
}
