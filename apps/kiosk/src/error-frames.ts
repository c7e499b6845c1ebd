/**
 * An unexpected error as a log may hold it: its kind and where it came from. Its message stays out, because a library may
 * have put an address with the key, or a token, into it.
 */
export function errorFrames(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { thrown: typeof error };
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  return { name: error.name, ...code, frames: frames.map((line) => line.trim()) };
}
