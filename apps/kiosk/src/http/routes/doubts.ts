import type { FastifyInstance } from "fastify";
import { LIMITS } from "../../limits.js";
import type { SurfaceContext } from "../context.js";

/** `GET /api/doubts`: what was sent and never answered, and what became of it; the newest first, tickets masked. */
export function doubtRoutes(app: FastifyInstance, { journalReader }: SurfaceContext): void {
  app.get("/api/doubts", async () => {
    const doubts = (await journalReader.read()).doubts().toReversed();
    const open = doubts.filter(({ became }) => became === "open").length;
    return { total: doubts.length, open, doubts: doubts.slice(0, LIMITS.findings) };
  });
}
