import { ScannerError, type ScannerErrorCode } from "./scanner-driver.js";

/** The part of a {@link ScannerErrorCode} with which opening a device can fail. */
export type OpenFailureCode = Extract<ScannerErrorCode, "absent" | "noRights" | "busy" | "failed">;

/** The words of a library that gives no codes, and what they mean. The first that is said counts. */
export type OpenFailureWords = readonly (readonly [said: RegExp, code: OpenFailureCode])[];

/**
 * Why a device could not be opened, and what to do about it: `fix` says it to people, and where the words mean nothing to us they are
 * quoted behind. An error that bears a code already is passed on.
 */
export function openFailureOf(
  cause: unknown,
  words: OpenFailureWords,
  fix: (code: OpenFailureCode) => string,
): ScannerError {
  if (cause instanceof ScannerError) return cause;
  const said = cause instanceof Error ? cause.message : String(cause);
  const code = words.find(([part]) => part.test(said))?.[1] ?? "failed";
  const detail = code === "failed" ? ` (${said})` : "";
  return new ScannerError(code, `${fix(code)}${detail}`, { cause });
}
