import { z } from "zod";
import { gateNewsSchemas, permitId } from "../gate/gate-news.js";
import { LIMITS } from "../limits.js";
import { outputSchema } from "../settings.js";

/** Which output of the board, from 0 on. */
const place = z
  .int()
  .min(0)
  .max(LIMITS.outputsPerBoard - 1);

/**
 * What the kiosk says to a holder, a line of JSON each; `hold` first and once. The end of the lines is the end of the kiosk.
 * `atMs` is the machine's monotonic clock when a permit was given, so that one that lay about in a pipe opens nothing.
 */
export const orderSchema = z.discriminatedUnion("order", [
  z.strictObject({ order: z.literal("hold"), outputs: z.array(outputSchema).min(1).max(LIMITS.outputsPerBoard) }),
  z.strictObject({ order: z.literal("permit"), output: place, id: permitId, atMs: z.number() }),
  z.strictObject({ order: z.literal("deny"), output: place }),
  z.strictObject({ order: z.literal("ping") }),
]);

/** One line to a holder. */
export type Order = z.output<typeof orderSchema>;

/** What a holder says to its kiosk: how its board is, what became of each permit, and that it is alive. */
export const newsSchema = z.discriminatedUnion("tell", [
  z.strictObject({ tell: z.literal("ready") }),
  z.strictObject({ tell: z.literal("trouble"), message: z.string().max(LIMITS.wordsLength) }),
  z.strictObject({ tell: z.literal("gate"), output: place, news: z.discriminatedUnion("tell", gateNewsSchemas) }),
  z.strictObject({ tell: z.literal("alive") }),
]);

/** One line from a holder. */
export type HolderNews = z.output<typeof newsSchema>;
