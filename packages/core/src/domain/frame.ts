/**
 * One read as a scanner delivered it, after the transport's framing was taken off and before anyone judged it.
 *
 * `bytes` are the data alone (no terminator, no AIM identifier); `text` is the same as UTF-8 where the bytes are valid
 * UTF-8, else as Latin-1, so nothing is lost either way. `symbology` is the AIM identifier with its bracket (`"]Q1"`,
 * ISO/IEC 15424), or null where the scanner sends none.
 */
export interface Frame {
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly symbology: string | null;
}
