/**
 * One level of a layout: what the 48 keys of an ISO keyboard type, row by row from the top left, each as one string. The
 * legends are those of the US layout.
 *
 *     ` 1 2 3 4 5 6 7 8 9 0 - =     13 keys
 *        q w e r t y u i o p [ ]    12 keys
 *        a s d f g h j k l ; ' \    12 keys; the last one is Non-US # on ISO keyboards
 *     \ z x c v b n m , . /         11 keys; the first one is the key that only ISO keyboards have
 *
 * A fifth row is for the two keys that only Japanese keyboards have, beside the right Shift and beside Backspace. A blank is a
 * key that types nothing there.
 */
export type KeyRows = readonly [string, string, string, string, string?];

/**
 * What the keys of a scanner mean. It is the layout that the *scanner* is set to, whatever the computer's: a scanner sends keys,
 * not characters. `dead` names the characters of a level that wait for the next one.
 */
export interface KeyboardLayout {
  readonly plain: KeyRows;
  readonly shift: KeyRows;
  readonly altGr?: KeyRows;
  readonly shiftAltGr?: KeyRows;
  readonly dead?: { readonly plain?: string; readonly shift?: string; readonly altGr?: string };
}
