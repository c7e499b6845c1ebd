import { outputSchema, type RelaySettings } from "@usher/outputs";
import { z } from "zod";

/** The gate outputs of this build. A board is held by one process, so it can be named once. */
export const outputsSchema = z
  .array(outputSchema)
  .superRefine((outputs, context) => {
    const boards = outputs.map(boardOf);
    for (const [index, board] of boards.entries()) {
      const first = boards.indexOf(board);
      if (first === index) continue;
      const key = outputs[index]?.kind === "serialRelay" ? "path" : "board";
      const message = `expected a board of its own: outputs[${first}] holds that one already, with all its channels`;
      context.addIssue({ code: "custom", path: [index, key], message });
    }
  })
  .default([])
  .describe("What verdicts move: turnstiles, doors and light towers behind relay boards.");

/** What tells two boards apart, as far as a file can. */
function boardOf(settings: RelaySettings): string {
  return settings.kind === "serialRelay" ? settings.path : `USB relay board ${settings.board ?? "(any)"}`;
}
