/** The calls of the Presence API, by this project's names. Paths are relative to the base URL, `…/presence/v1/`. */
export const OPERATIONS = {
  configure: { method: "POST", path: "device/init" },
  deviceInformation: { method: "GET", path: "device" },
  enter: { method: "POST", path: "ticket/enter" },
  exit: { method: "POST", path: "ticket/exit" },
  /** Deprecated by the service in March 2020: `enter` does its work. No client of ours calls it. */
  validate: { method: "POST", path: "ticket/validate" },
  upload: { method: "POST", path: "ticket/upload" },
} as const;

/** One of {@link OPERATIONS}. */
export type Operation = keyof typeof OPERATIONS;

/** The query parameter that carries the API key on every call. */
export const API_KEY_PARAMETER = "apikey";

/** Every path under which a service answers an operation: the plain one, and the same with `.json`. */
export function servedPaths(operation: Operation): readonly [string, string] {
  const { path } = OPERATIONS[operation];
  return [path, `${path}.json`];
}
