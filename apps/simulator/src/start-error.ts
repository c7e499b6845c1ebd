/** Why the simulator can't start. `usage`: the command line is wrong; `start`: what it names can't be used. */
export type StartErrorCode = "usage" | "start";

/** The simulator can't start. The message says what to do about it and is all that a person gets to see. */
export class StartError extends Error {
  override readonly name = "StartError";
  readonly code: StartErrorCode;
  constructor(code: StartErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
