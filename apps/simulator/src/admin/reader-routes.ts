import { z } from "zod";
import { notTaken, type Reader } from "../readers/reader.js";
import { AdminError, adminRoute, type AdminRoute } from "./route.js";

const reader = z.object({ id: z.string(), path: z.string() });

const scan = z.strictObject({
  token: z
    .string()
    .regex(/^[^\r\n]+$/, { error: "expected a text of one line; the scanner ends the line itself" })
    .max(4_096),
});

/** The routes that show the virtual readers and scan with them. */
export function readerRoutes(readers: readonly Reader[]): readonly AdminRoute[] {
  return [
    adminRoute({
      method: "GET",
      path: "readers",
      summary: "The virtual readers",
      answer: z.array(reader),
      handle: () => readers.map(({ id, path }) => ({ id, path })),
    }),
    adminRoute({
      method: "POST",
      path: "readers/{id}/scans",
      summary: "Scans a ticket into the line of a virtual reader",
      body: scan,
      answer: z.object({ readerId: z.string() }),
      code: 202,
      handle: async ({ parameters, body }) => scanned(readers, parameters["id"] ?? "", body.token),
    }),
  ];
}

async function scanned(readers: readonly Reader[], id: string, token: string): Promise<{ readerId: string }> {
  const found = readers.find((candidate) => candidate.id === id);
  if (found === undefined) {
    const known =
      readers.length === 0 ? "none: start the simulator with --reader PATH" : readers.map((one) => one.id).join(", ");
    throw new AdminError(404, `there is no reader ${JSON.stringify(id)}; there is ${known}`);
  }
  await found.scan(token).catch((cause: unknown) => {
    throw new AdminError(409, notTaken(found.path), { cause });
  });
  return { readerId: id };
}
