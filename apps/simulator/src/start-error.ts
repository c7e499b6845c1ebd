/** The simulator can't start. The message says what to do about it and is all that a person gets to see. */
export class StartError extends Error {
  override readonly name = "StartError";
}
