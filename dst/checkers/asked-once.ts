import { serviceWith } from "../plant.js";
import { uploadKey } from "../venue-service.js";
import type { Checker } from "./checker.js";

/** A scan is asked once: what was sent and not answered is in doubt, and never sent to enter or exit again. */
export const askedOnce: Checker = {
  name: "asked once",
  promises: ["P7"],
  check: ({ history }) => {
    const asked = new Set<string>();
    return history.of("asked").flatMap(({ kiosk, scan }) => {
      const key = `${kiosk} ${uploadKey(scan)} ${scan.readerId}`;
      const isRepeated = asked.has(key);
      asked.add(key);
      const message = `${kiosk} asked twice for one scan of ${scan.barcode.token}`;
      return isRepeated ? [{ checker: askedOnce.name, message, about: [scan.barcode.token] }] : [];
    });
  },
  canary: {
    service: (service) =>
      serviceWith(service, {
        ask: async (scan, signal) => {
          const reply = await service.ask(scan, signal);
          return reply.kind === "unreachable" ? service.ask(scan, signal) : reply;
        },
      }),
  },
};
