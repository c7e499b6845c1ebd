/** Code page 437 from 128 on: what Alt and a number without a leading zero types. */
const CODE_PAGE_437 =
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";
/** Windows-1252 from 128 to 159, the only bytes in which it differs from Latin-1. Five have no character and stay what they are. */
const WINDOWS_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";
const FIRST = 128;

const BYTES_OF_1252 = new Map(
  WINDOWS_1252.split("").map((character, index) => [character.charCodeAt(0), FIRST + index]),
);

/** The byte that stands for a UTF-16 code unit in Windows-1252, or null. */
export function windows1252Byte(unit: number): number | null {
  if (unit < FIRST || (unit > 0x9f && unit <= 0xff)) return unit;
  return BYTES_OF_1252.get(unit) ?? null;
}

/**
 * A character typed by its number: Alt held, digits on the keypad. A leading zero means Windows-1252, none code page 437;
 * numbers above 255 are Unicode. Control characters are themselves in both, since that is what scanners mean by them.
 */
export class AltCode {
  #digits = 0;
  #number = 0;
  #leadingZero = false;

  /** Whether a digit was typed, and Alt not let go since. */
  get isOpen(): boolean {
    return this.#digits > 0;
  }

  digit(digit: number): void {
    if (this.#digits === 0) this.#leadingZero = digit === 0;
    this.#digits += 1;
    this.#number = (this.#number * 10 + digit) & 0xffff;
  }

  /** The code unit when Alt is let go; null where no digit was typed. */
  take(): number | null {
    if (this.#digits === 0) return null;
    const number = this.#number;
    this.#digits = 0;
    this.#number = 0;
    if (number < FIRST || number > 0xff) return number;
    if (!this.#leadingZero) return CODE_PAGE_437.charCodeAt(number - FIRST);
    return number < FIRST + WINDOWS_1252.length ? WINDOWS_1252.charCodeAt(number - FIRST) : number;
  }
}
