import { z } from "zod";

/** The id of a permit's scan, as it goes to a holder and back. */
export const permitId = z.string().min(1).max(64);

/**
 * What a gate says of its permits: the gate opened for one and closed again, or never opened for it; and where a contact can tell,
 * whether somebody went through, and that somebody did for whom it was not open.
 */
export const gateNewsSchemas = [
  z.strictObject({ tell: z.literal("opened"), id: permitId }),
  z.strictObject({ tell: z.literal("closed"), id: permitId }),
  z.strictObject({ tell: z.literal("notOpened"), id: permitId, reason: z.enum(["crowded", "stale", "notReady"]) }),
  z.strictObject({ tell: z.literal("passed"), id: permitId }),
  z.strictObject({ tell: z.literal("didNotTurn"), id: permitId }),
  z.strictObject({ tell: z.literal("turnedUnbidden") }),
] as const;

/** One of {@link gateNewsSchemas}. */
export type GateNews = z.output<(typeof gateNewsSchemas)[number]>;
