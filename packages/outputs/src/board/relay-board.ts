/** Why a board does not do what it should. A closed list: nobody reads messages. */
export type RelayErrorCode = "noChannel" | "noAnswer" | "notObeyed" | "lost" | "absent" | "busy" | "failed";

/** A relay board that can't be opened, or does not obey. `message` names the board and what to do. */
export class RelayError extends Error {
  override readonly name = "RelayError";
  readonly code: RelayErrorCode;
  constructor(code: RelayErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** Who hears of an open board. */
export interface BoardListener {
  /** The board is gone. Comes once at most, and not after a close. */
  lost(cause: unknown): void;
  /** The contact of a turnstile closed: somebody went through. `output` counts the outputs of the board from 0. */
  turned(output: number): void;
}

/**
 * An open relay board. Channels are numbered as the board counts them.
 *
 * `set` resolves when the command was taken, and for boards that can be asked, when the channel is seen to obey. `allOff` lets
 * every relay fall that the board can name. Both reject with an error whose message says what to do. Commands are given one
 * after the other, never two at once. `close` leaves the relays as they are, and resolves when the board is free again.
 */
export interface RelayBoard {
  set(channel: number, on: boolean): Promise<void>;
  allOff(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a board for nobody else. Rejects with an error that names it and what to do. */
export type OpenBoard = (listener: BoardListener) => Promise<RelayBoard>;
