import { ticketServiceSuite } from "@usher/core/testing";
import { afterEach, describe, test } from "vitest";
import { FarSide } from "./far-side.js";

describe.each(["http", "https"] as const)("presenceService over %s is a TicketService", (transport) => {
  let harness: FarSide | undefined;
  afterEach(async () => harness?.close());

  for (const { name, run } of ticketServiceSuite) {
    test(name, async () => {
      harness = new FarSide(transport);
      await run(harness);
    });
  }
});
