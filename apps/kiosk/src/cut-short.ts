/**
 * Says it where what is printed can't be written to its end, as on a full disk: half a report passes for a whole one. Who closes a pipe
 * has read what they wanted.
 */
export function tellCutShort(program: string): void {
  process.stdout.once("error", ({ code, message }: NodeJS.ErrnoException) => {
    if (code === "EPIPE") return;
    process.stderr.write(`${program}: what was printed is not whole: ${message}\n`);
    process.exitCode = 1;
  });
}
