import { outputSchema, wiringProblem } from "@usher/outputs";
import { z } from "zod";
import { LIMITS } from "../limits.js";

/** The gate outputs of this build. Several may be wired to one board, each with channels of its own. */
export const outputsSchema = z
  .array(outputSchema)
  .max(LIMITS.outputs)
  .superRefine((outputs, context) => {
    for (const [index, output] of outputs.entries()) {
      for (const [before, other] of outputs.slice(0, index).entries()) {
        const problem = wiringProblem(other, output);
        if (problem === null) continue;
        const message = `${problem.message}: see outputs[${before}]`;
        context.addIssue({ code: "custom", path: [index, ...problem.path], message });
      }
    }
  })
  .default([])
  .describe("What verdicts move: turnstiles, doors and light towers behind relay boards.");
