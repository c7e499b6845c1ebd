import { StorageError } from "@usher/core";
import { PresenceSetupError } from "@usher/presence";
import { SettingsFileError, TicketFileError } from "@usher/validators";
import type { Configuration } from "./configuration/read-configuration.js";

/** Why a kiosk could not start, for a person; null for what nobody foresaw. */
export function startProblem(error: unknown): string | null {
  if (error instanceof SettingsFileError || error instanceof TicketFileError) return error.message;
  if (error instanceof StorageError || error instanceof PresenceSetupError) return error.message;
  return error instanceof StartError ? error.message : null;
}

/** The kiosk itself found a reason why it can't start. The message names the fix. */
export class StartError extends Error {
  override readonly name = "StartError";
}

const LISTEN_PROBLEMS: Readonly<Record<string, string>> = {
  EADDRINUSE: "is in use: end the other program, or set ui.port to another, or to 0 for any that is free",
  EACCES: "may not be used by this user: set ui.port to 1024 or higher",
  EADDRNOTAVAIL: "is no address of this machine: set ui.host to one, or leave it out",
  EAI_AGAIN: "is no address of this machine: set ui.host to one, or leave it out",
  ENOTFOUND: "is no address of this machine: set ui.host to one, or leave it out",
};

/** The words for a surface that could not listen. */
export function listenProblem(error: unknown, { host, port }: Configuration["ui"]): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const words = LISTEN_PROBLEMS[code];
  return words === undefined ? error : new StartError(`${host}:${port} ${words}`, { cause: error });
}
