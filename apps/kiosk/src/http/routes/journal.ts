import type { JournalEntry, QueueState } from "@usher/core";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { LIMITS } from "../../limits.js";
import { queryOf } from "../body.js";
import type { SurfaceContext } from "../context.js";
import { entriesOf } from "../journal-entries.js";
import { maskedEntry } from "../masked-entry.js";
import { ndjsonFile } from "../ndjson-file.js";

type Journal = SurfaceContext["journal"];

const STATES = [
  "pending",
  "uploaded",
  "quarantined",
  "notForUpload",
  "annulled",
  "overridden",
] as const satisfies readonly QueueState[];
const listSchema = z.strictObject({
  state: z.enum([...STATES, "inDoubt"]).optional(),
  after: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(LIMITS.journalEntriesMax).optional(),
});
const exportSchema = listSchema.pick({ state: true });
type Wanted = z.output<typeof listSchema>["state"];

/** The journal for an operator: a list with masked tokens, and the whole of it as a file, with whole tokens for support. */
export function journalRoutes(app: FastifyInstance, { journal }: SurfaceContext): void {
  app.get("/api/journal", async (request) => {
    const { state, after = 0, limit = LIMITS.journalEntries } = queryOf(request, listSchema);
    const entries: JournalEntry[] = [];
    let more = false;
    for await (const entry of wantedOf(journal, state, after)) {
      more = entries.length === limit;
      if (more) break;
      entries.push(entry);
    }
    const nextAfter = more ? (entries.at(-1)?.seq ?? null) : null;
    return { entries: entries.map(maskedEntry), nextAfter };
  });

  app.get("/api/journal.ndjson", { exposeHeadRoute: false }, (request, reply) => {
    const { state } = queryOf(request, exportSchema);
    return ndjsonFile(reply, "journal.ndjson", linesOf(wantedOf(journal, state, 0)));
  });
}

/** The wanted entries in order. */
async function* wantedOf(journal: Journal, wanted: Wanted, after: number): AsyncGenerator<JournalEntry> {
  const state = wanted === "inDoubt" ? undefined : wanted;
  for await (const entry of entriesOf(journal, after, state)) {
    if (wanted !== "inDoubt" || isInDoubt(entry)) yield entry;
  }
}

/** A scan that was sent and not answered, until the service took it by an upload. */
function isInDoubt({ kind, state, data }: JournalEntry): boolean {
  return kind === "decided" && data.decision.inDoubt && state !== "uploaded";
}

async function* linesOf(entries: AsyncGenerator<JournalEntry>): AsyncGenerator<string> {
  for await (const entry of entries) yield `${JSON.stringify(entry)}\n`;
}
