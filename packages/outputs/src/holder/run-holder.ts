import type { Readable, Writable } from "node:stream";
import type { Random, Time } from "@usher/core";
import type { OpenBoard } from "../board/relay-board.js";
import { LIMITS } from "../limits.js";
import type { RelaySettings } from "../settings.js";
import { Holder } from "./holder.js";
import { readMessages } from "./lines.js";
import { orderSchema, type HolderNews, type Order } from "./messages.js";

/** What a holder takes from its process. */
export interface HolderWorld {
  /** Orders of the kiosk. Their end is the kiosk's end, whatever it died of. */
  readonly input: Readable;
  readonly output: Writable;
  readonly openBoard: (outputs: readonly RelaySettings[]) => OpenBoard;
  readonly time: Time;
  readonly random: Random;
  /** Resolves where somebody else asks the holder to end. */
  readonly stopped: Promise<unknown>;
}

/** Holds a board from the first order to the end of the orders. Resolves, once the gate is closed, to what was wrong, if anything. */
export function runHolder({ input, output, openBoard, time, random, stopped }: HolderWorld): Promise<string | null> {
  const tell = (news: HolderNews): void => {
    // A kiosk that reads nothing has no use for news of long ago either.
    if (output.writableLength < LIMITS.backlogBytes) output.write(`${JSON.stringify(news)}\n`);
  };
  return new Promise((resolve) => {
    let holder: Holder | null = null;
    let ended = false;
    const end = (problem: string | null): void => {
      if (ended) return;
      ended = true;
      const giveUp = time.after(LIMITS.giveUpMs, () => resolve("the relay board answers nothing at all"));
      void (holder?.end() ?? Promise.resolve()).then(() => {
        giveUp();
        resolve(problem);
      });
    };
    const take = (order: Order): void => {
      if ((order.order === "hold") === (holder !== null)) end("the order to hold a board comes first, and once");
      else if (order.order === "hold") {
        const { outputs } = order;
        holder = new Holder({ outputs, openBoard: openBoard(outputs), time, random, tell });
        holder.start();
      } else holder?.take(order);
    };
    readMessages(input, orderSchema, { message: take, end });
    void stopped.then(() => end(null));
  });
}
