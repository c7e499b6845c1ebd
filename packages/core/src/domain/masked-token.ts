/** A token as logs and pages may show it: at most its last four characters, never more than a third (promise P10). */
export function maskedToken(token: string): string {
  const shown = Math.min(4, Math.floor(token.length / 3));
  return `…${shown === 0 ? "" : token.slice(-shown)}`;
}
