import { z } from "zod";
import { LIMITS } from "../limits.js";
import { readText } from "./read-text.js";
import { resolveBeside, settingsProblem, type SettingsFileError } from "./settings-file.js";

const WORDS = 'expected the secret as text, or {"env": "NAME"}, or {"file": "PATH"}';

/** A secret in a settings file: the text itself, the name of an environment variable, or a file beside the settings file. */
export const secretSchema = z
  .union([z.string().min(1), z.strictObject({ env: z.string().min(1) }), z.strictObject({ file: z.string().min(1) })], {
    error: WORDS,
  })
  .meta({ writeOnly: true });

/** A secret as written in a settings file. */
export type Secret = z.output<typeof secretSchema>;

/** Where a secret is named: the settings file and the path in it. `environment` is the process's own where not given. */
export interface SecretPlace {
  readonly settingsFile: string;
  readonly path: string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** The secret itself. Throws a {@link SettingsFileError} that names the variable or the file, never what is in it. */
export function resolveSecret(secret: Secret, place: SecretPlace): string {
  if (typeof secret === "string") return secret;
  return "env" in secret ? fromEnvironment(secret.env, place) : fromFile(secret.file, place);
}

function fromEnvironment(name: string, place: SecretPlace): string {
  const value = (place.environment ?? process.env)[name]?.trim() ?? "";
  if (value === "") throw unresolved(place, `the environment variable ${name} is not set`);
  return value;
}

function fromFile(path: string, place: SecretPlace): string {
  const file = resolveBeside(place.settingsFile, path);
  const read = readText(file, LIMITS.secretFileBytes);
  if (read.kind !== "text") throw unresolved(place, `the secret's file ${file}: ${read.reason}`, read.cause);
  const value = read.text.trim();
  if (value === "") throw unresolved(place, `the secret's file ${file} is empty`);
  return value;
}

function unresolved(place: SecretPlace, message: string, cause?: unknown): SettingsFileError {
  return settingsProblem(place.settingsFile, place.path, message, { cause });
}
